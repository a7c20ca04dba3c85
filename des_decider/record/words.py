"""How a change, an answer and a refusal are spoken of, and what is pointed out about a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from des_decider.decision.answers import Answer
from des_decider.decision.come_back import marks_of
from des_decider.decision.display import shown
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.decision.wording import count_of, joined, visible

if TYPE_CHECKING:
    from des_decider.decision.changes import Change, Edit
    from des_decider.decision.ids import Field, Ids

_SHOWN = 60
_TEN_DIGITS = re.compile(r"(?<!\d)(\d{3})[\s-]?(\d{3})[\s-]?(\d{4})(?!\d)")


def spoken(text: str, field: Field | None) -> str:
    """An answer's kept text as people say it: 9,000 patients, 1 October 2020, a choice in its words; shortened."""
    parsed = parse(text, field.rules) if field else None
    if field and isinstance(parsed, Parsed):
        text = shown(field, Answer(field.id, parsed.text, parsed.value))
    text = visible(text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def label(id_: str, ids: Ids) -> str:
    """What an id is called, or the id itself where the worksheet does not know it."""
    field = ids.field(id_)
    return visible(field.label if field else id_)


def named(change: Change, ids: Ids) -> str:
    """A change in a few words: “our registered list: 9,000”, “home 3 deleted”, “…, and 4 more answers”."""
    return "".join(told(change, ids))


def told(change: Change, ids: Ids) -> tuple[str, str]:
    """The same in two parts, so that each can be cut by itself: what it is about, and what became of that."""
    if change.gone:
        return joined(row.replace(".", " ") for row in change.gone), " deleted"
    edits = _told(change.edits, ids)
    first = edits[0]
    more = len(edits) - 1
    became = _became(first, change, ids)
    return label(first.id, ids), f"{became}, and {count_of(more, 'more answer')}" if more else became


def _told(edits: tuple[Edit, ...], ids: Ids) -> list[Edit]:
    """What counts among some edits, new texts first: marks that end, or return, with their answer go without saying."""
    turned = (e.id for e in edits if (e.old is None) != (e.new is None) and not e.id.startswith("open."))
    marks = {mark for id_ in turned for mark in marks_of(id_, ids)}
    return sorted((e for e in edits if e.id not in marks or (e.old and e.new)), key=lambda e: e.old == e.new)


def _became(edit: Edit, change: Change, ids: Ids) -> str:
    if edit.new is None:
        return " taken back"
    if edit.new == edit.old:
        sayer = edit.whose.said_by if edit.whose else change.said_by
        return f": said by {visible(sayer)}" if sayer else ": who said it taken back"
    return f": {spoken(edit.new, ids.field(edit.id))}"


def unknown(id_: str, ids: Ids) -> str:
    """Why an id is refused, with the one that may have been meant."""
    words = visible(id_)
    words = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    near = ids.nearest(id_) if len(id_) <= _SHOWN else None
    return f"“{words}” is not an id of this decision{f'; did you mean {near}?' if near else ''}"


def holds_nhs_number(text: str) -> bool:
    """Whether a text holds ten digits, perhaps spaced 3-3-4, whose last is the check digit of an NHS number."""
    for match in _TEN_DIGITS.finditer(text):
        digits = [int(digit) for digit in "".join(match.groups())]
        check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
        if check % 11 == digits[9] and any(digits):
            return True
    return False
