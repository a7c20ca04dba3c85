"""Changes to answers: what each did, its inverse, and the answers it leads to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from des_decider.decision.answers import Answer, Answers
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from des_decider.decision.ids import Ids

ChangeKind = Literal["answered", "undone", "redone", "edited outside"]


@dataclass(frozen=True, slots=True)
class Edit:
    """One id's text before and after; None where there was or is no answer."""

    id: str
    old: str | None
    new: str | None


@dataclass(frozen=True, slots=True)
class Change:
    """One change as history keeps it: its number, when, who typed, who said it, and every id it touched.

    `gone` are the rows it deleted and `back` those an undo restores.
    """

    number: int
    at: datetime
    by: str
    said_by: str
    kind: ChangeKind
    edits: tuple[Edit, ...]
    gone: tuple[str, ...] = ()
    back: tuple[str, ...] = ()


def inverse(change: Change, number: int, at: datetime, by: str, kind: ChangeKind) -> Change:
    """The change that takes another back, restoring its rows under their old numbers."""
    edits = tuple(Edit(e.id, e.new, e.old) for e in reversed(change.edits))
    return Change(number, at, by, change.said_by, kind, edits, gone=change.back, back=change.gone)


def apply(answers: Answers, changes: Iterable[Change], ids: Ids) -> Answers:
    """The answers after some changes. A text the worksheet no longer understands is left out, as on reading."""
    for change in changes:
        changed: dict[str, Answer | None] = {}
        for edit in change.edits:
            changed[edit.id] = read_answer(edit.id, edit.new, change, ids) if edit.new is not None else None
        gone = answers.gone - {_row(r) for r in change.back} | {_row(r) for r in change.gone}
        answers = answers.edit(changed, frozenset(gone))
    return answers


def read_answer(id_: str, text: str, change: Change, ids: Ids) -> Answer | None:
    """The answer a kept text stands for, or None where its id or text is not understood."""
    field = ids.field(id_)
    if field is None:
        return None
    parsed = parse(text, field.rules)
    if not isinstance(parsed, Parsed):
        return None
    return Answer(id_, parsed.text, parsed.value, change.by, change.said_by, change.at)


def _row(name: str) -> tuple[str, int]:
    table, _, serial = name.partition(".")
    return table, int(serial)
