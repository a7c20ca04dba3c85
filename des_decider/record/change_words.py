"""How a change, an answer and a refusal are spoken of, and what is pointed out about a text."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from des_decider.decision.answers import Answer, Answers
from des_decider.decision.come_back import marks_of
from des_decider.decision.display import shown
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.decision.wording import count_of, joined, visible

if TYPE_CHECKING:
    from des_decider.decision.changes import Change, Edit
    from des_decider.decision.ids import Field, Ids

_SHOWN = 60
_NO_ANSWERS = Answers()
_TEN_DIGITS = r"(?<!\d)(\d{3})[\s-]?(\d{3})[\s-]?(\d{4})(?!\d)"


def spoken(text: str, field: Field | None, answers: Answers = _NO_ANSWERS) -> str:
    """An answer's kept text as people say it: 9,000 patients, 1 October 2020, a choice in its words; shortened.

    A partner is said by name where the `answers` have it.
    """
    parsed = parse(text, field.rules) if field else None
    if field and field.rules.kind == "serial":
        text = answers.partners().get(int(text), text) if text.isdecimal() else text
    elif field and isinstance(parsed, Parsed):
        text = shown(field, Answer(field.id, parsed.text, parsed.value))
    text = visible(text)
    return text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"


def label(id_: str, ids: Ids, answers: Answers = _NO_ANSWERS) -> str:
    """What an id is called, or the id itself where the worksheet does not know it; its row by name, where known."""
    return visible(ids.label(id_, answers))


def named(change: Change, ids: Ids, answers: Answers = _NO_ANSWERS) -> str:
    """A change in a few words: “our registered list: 9,000”, “home 3 deleted”, “…, and 4 more answers”."""
    return "".join(told(change, ids, answers))


def given_back(change: Change, ids: Ids, answers: Answers) -> str:
    """What an undo did: “our registered list is back to 9,000 patients”, “…: 9,040 patients taken back”."""
    if change.back:
        return f"{joined(row.replace('.', ' ') for row in change.back)} is back"
    edits = _in_order_given(change, ids)
    first, more = edits[0], len(edits) - 1
    field, name = ids.field(first.id), label(first.id, ids, answers)
    if first.new is None:
        said = f"{name}: {spoken(first.old or '', field, answers)} taken back"
    elif first.new == first.old:
        said = f"{name}{_became(first, change, ids, answers)}"
    else:
        said = f"{name} is back to {spoken(first.new, field, answers)}"
    return f"{said}, and {count_of(more, 'more answer')}" if more else said


def told(change: Change, ids: Ids, answers: Answers = _NO_ANSWERS) -> tuple[str, str]:
    """The same in two parts, so that each can be cut by itself: what it is about, and what became of that."""
    if change.gone:
        return joined(row.replace(".", " ") for row in change.gone), " deleted"
    edits = _told(change.edits, ids)
    first = edits[0]
    more = len(edits) - 1
    became = _became(first, change, ids, answers)
    return label(first.id, ids, answers), f"{became}, and {count_of(more, 'more answer')}" if more else became


def first_of(change: Change, ids: Ids) -> str:
    """The answer that a change is spoken of by, where it is of several."""
    return _in_order_given(change, ids)[0].id


def _in_order_given(change: Change, ids: Ids) -> list[Edit]:
    """What counts among the edits of a change; an undo has them from the last to the first."""
    return _told(change.edits[::-1] if change.kind == "undone" else change.edits, ids)


def _told(edits: tuple[Edit, ...], ids: Ids) -> list[Edit]:
    """What counts among some edits, new texts first: marks that end, or return, with their answer go without saying."""
    turned = (e.id for e in edits if (e.old is None) != (e.new is None) and not e.id.startswith("open."))
    marks = {mark for id_ in turned for mark in marks_of(id_, ids)}
    return sorted((e for e in edits if e.id not in marks or (e.old and e.new)), key=lambda e: e.old == e.new)


def _became(edit: Edit, change: Change, ids: Ids, answers: Answers) -> str:
    if edit.new is None:
        return " taken back"
    if edit.new == edit.old:
        if edit.whose and edit.whose.to_confirm:
            return ": to be confirmed again"
        if not edit.whose and not change.said_by and change.kind != "undone":
            return ": confirmed"
        sayer = edit.whose.said_by if edit.whose else change.said_by
        return f": said by {visible(sayer)}" if sayer else ": who said it taken back"
    return f": {spoken(edit.new, ids.field(edit.id), answers)}"


def unknown(id_: str, ids: Ids, *, guess: bool = True) -> str:
    """Why an id is refused, with the one that may have been meant, unless nobody is to `guess` it."""
    words = visible(id_)
    words = words if len(words) <= _SHOWN else words[: _SHOWN - 1] + "…"
    near = ids.nearest(id_) if guess and len(id_) <= _SHOWN else None
    return f"“{words}” is not an id of this decision{f'; did you mean {near}?' if near else ''}"


def holds_nhs_number(text: str) -> bool:
    """Whether a text holds ten digits, perhaps spaced 3-3-4, whose last is the check digit of an NHS number."""
    for match in re.finditer(_TEN_DIGITS, text):
        digits = [int(digit) for digit in "".join(match.groups())]
        check = 11 - sum(weight * digit for weight, digit in zip(range(10, 1, -1), digits, strict=False)) % 11
        if check % 11 == digits[9] and any(digits):
            return True
    return False
