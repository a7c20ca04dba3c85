"""Changes to answers: what each did, its inverse, and the answers it leads to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.decision.answers import Answer, Answers
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from des_decider.decision.ids import Ids

LONGEST_ID = 200
"""Characters the id of an answer may have: longer ones are not looked at."""
ChangeKind = Literal["answered", "undone", "redone", "edited outside", "carried over", "redacted", "merged"]
NAMES = "names"
"""What a redaction's edit is about that took a name out, wherever it stood as who typed or said something."""


class Whose(NamedTuple):
    """Who typed an answer, who said it, and when; and whether it is still to be confirmed."""

    by: str
    said_by: str
    at: datetime
    to_confirm: bool = False


class Edit(NamedTuple):
    """One id's text before and after; None where there was or is no answer.

    Both are the same where only who said it is new, or an answer is confirmed. `whose` stands where an undo gives an
    answer back, or one comes over from the decision before or from a copy: it is theirs who gave it, not of whoever
    did that.
    """

    id: str
    old: str | None
    new: str | None
    whose: Whose | None = None


class Change(NamedTuple):
    """One change as history keeps it: its number, when, who typed, who said it, and every id it touched.

    `gone` are the rows it deleted and `back` those an undo restores. A redaction took out all texts that what its edits
    are about ever had: answers, `NAMES`, or the reasons of other redactions. It says `why`.
    """

    number: int
    at: datetime
    by: str
    said_by: str
    kind: ChangeKind
    edits: tuple[Edit, ...]
    gone: tuple[str, ...] = ()
    back: tuple[str, ...] = ()
    why: str = ""


def reason_of(number: object) -> str:
    """What the reason for a redaction goes by, so that it can be taken out itself."""
    return f"redaction.{number}"


def inverse(
    change: Change, number: int, at: datetime, by: str, kind: ChangeKind, before: Mapping[str, Answer] | None = None
) -> Change:
    """The change that takes another back, restoring its rows under their old numbers.

    `before` are the answers it had replaced; where they are known, it is recorded whose they were.
    """
    replaced = before or {}
    edits = tuple(Edit(e.id, e.new, e.old, _whose(e.old, replaced.get(e.id))) for e in reversed(change.edits))
    return Change(number, at, by, change.said_by, kind, edits, gone=change.back, back=change.gone)


def apply(answers: Answers, changes: Iterable[Change], ids: Ids) -> Answers:
    """The answers after some changes. A text the worksheet no longer understands is left out, as on reading."""
    for change in changes:
        changed = {
            edit.id: None if edit.new is None else read_answer(edit.id, edit.new, edit.whose or change, ids)
            for edit in change.edits
        }
        gone = answers.gone - {_row(r) for r in change.back} | {_row(r) for r in change.gone}
        answers = answers.edit(changed, frozenset(gone))
    return answers


def read_answer(id_: str, text: str, given: Change | Whose, ids: Ids) -> Answer | None:
    """The answer a kept text stands for, or None where its id or text is not understood."""
    field = ids.field(id_)
    parsed = parse(text, field.rules) if field else None
    if not isinstance(parsed, Parsed):
        return None
    to_confirm = isinstance(given, Whose) and given.to_confirm
    return Answer(id_, parsed.text, parsed.value, given.by, given.said_by, given.at, to_confirm)


def _whose(text: str | None, answer: Answer | None) -> Whose | None:
    if text is None or answer is None or answer.at is None or answer.text != text:
        return None
    return Whose(answer.by, answer.said_by, answer.at, answer.to_confirm)


def _row(name: str) -> tuple[str, int]:
    table, _, serial = name.partition(".")
    return table, int(serial)
