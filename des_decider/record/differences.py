"""Where a copy of a decision says something else than this one: answer by answer, against what both began from."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.answers import Answer, Answers
from des_decider.decision.changes import Whose
from des_decider.decision.order import order_of
from des_decider.decision.values import Parsed
from des_decider.record.answer_texts import row_of, under_number, understood
from des_decider.worksheet.inputs_and_columns import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from des_decider.decision.changes import Change, Edit
    from des_decider.decision.ids import Ids

Row = tuple[str, int]


class Difference(NamedTuple):
    """What a copy has of one answer and what stands here; None where there is none.

    The id is the one under which it would be given here: of a whole row that was deleted there, the row's. `both`
    tells that it was changed here as well since both were one.
    """

    id: str
    ours: Answer | None
    theirs: Answer | None
    both: bool

    @property
    def text(self) -> str:
        """What to give to take it over: nothing takes an answer back, and deletes a row."""
        return self.theirs.text if self.theirs else ""

    @property
    def whose(self) -> Whose | None:
        """Whose the copy's answer is, where the copy says when it was given."""
        one = self.theirs
        return Whose(one.by, one.said_by, one.at, one.to_confirm) if one and one.at else None


class Sides(NamedTuple):
    """The answers here, those in the copy, and those that both began from."""

    ours: Answers
    theirs: Answers
    base: Answers


def differences(sides: Sides, ids: Ids, next_row: Callable[[str], int]) -> tuple[tuple[Difference, ...], int]:
    """What was changed in the copy and is not so here, in the meeting's order; and how many were changed here alone.

    The latter are no differences: the copy is only older there. A row that both began under one number
    is two rows, unless they are called the same: the copy's gets the next free number here.
    """
    ours, theirs, base = sides.ours, _numbered_here(sides, ids, next_row), sides.base
    deleted = (theirs.gone - ours.gone) & _rows(base, ids).keys() & _rows(ours, ids).keys()
    found = [Difference(f"{table}.{number}", None, None, _changed(ours, base, (table, number), ids))
             for table, number in sorted(deleted)]  # fmt: skip
    older = 0
    for id_ in sorted({*theirs, *base, *ours}, key=order_of(ids.worksheet)):
        if row_of(id_, ids) in deleted or id_.startswith("follows."):
            continue
        here, there, before = ours.get(id_), theirs.get(id_), base.get(id_)
        if there is None and row_of(id_, ids) in ours.gone:
            continue
        if _same(there, before):
            older += not _same(here, there)
        elif _says_more(there, here):
            found.append(Difference(id_, here, there, not _same(here, before)))
    return tuple(found), older


def last_in_common(changes: Iterable[Change], copy: Answers, most: int) -> int:
    """The number of the last change here that a copy of the answers alone is known to have had: `most` at most.

    An answer tells who gave it and when, as its change does. What an undo gave back, or a merge took over, was given
    at another time, so it says nothing.
    """
    last = 0
    for change in changes:
        if change.number <= most and change.kind not in {"undone", "merged"}:
            given = (edit for edit in change.edits if edit.new is not None)
            last = change.number if any(_holds(copy.get(edit.id), edit, change) for edit in given) else last
    return last


def _holds(there: Answer | None, edit: Edit, change: Change) -> bool:
    whose = edit.whose or change
    if there is None or (there.text, there.at) != (edit.new, whose.at):
        return False
    return whose.by in {"", there.by} and whose.said_by in {"", there.said_by}  # a name may have been taken out since


def _same(one: Answer | None, other: Answer | None) -> bool:
    if one is None or other is None:
        return one is other
    return (one.text, one.said_by, one.to_confirm) == (other.text, other.said_by, other.to_confirm)


def _says_more(there: Answer | None, here: Answer | None) -> bool:
    """Whether the copy's answer is another, was said by somebody who is not named here, or is confirmed there alone."""
    if there is None or here is None or there.text != here.text:
        return there is not here
    return (bool(there.said_by) and there.said_by != here.said_by) or (here.to_confirm and not there.to_confirm)


def _rows(answers: Answers, ids: Ids) -> Mapping[Row, list[str]]:
    """The ids of each numbered row."""
    found: dict[Row, list[str]] = {}
    for id_ in answers:
        if row := row_of(id_, ids):
            found.setdefault(row, []).append(id_)
    return found


def _changed(answers: Answers, base: Answers, row: Row, ids: Ids) -> bool:
    """Whether a row says something else than it did."""
    mine, before = (_rows(one, ids).get(row, []) for one in (answers, base))
    return any(not _same(answers.get(id_), base.get(id_)) for id_ in {*mine, *before})


def _numbered_here(sides: Sides, ids: Ids, next_row: Callable[[str], int]) -> Answers:
    """The copy's answers, with rows of its own under numbers that are free here."""
    ours, theirs, base = sides
    here, there, before, moved = _rows(ours, ids), _rows(theirs, ids), _rows(base, ids), dict[Row, int]()
    free: dict[str, int] = {}
    for table, number in [*there, *theirs.gone]:
        free[table] = max(free.get(table, next_row(table)), number + 1)
    for table, number in sorted(there):
        row = table, number
        clash = row in here and row not in before and not _called_the_same(ours, theirs, row)
        if clash or (row in ours.gone and _changed(theirs, base, row, ids)):
            moved[row] = free[table]
            free[table] += 1
    if not moved:
        return theirs
    found: dict[str, Answer] = {}
    for id_, answer in theirs.items():
        row_here, known = row_of(id_, ids), ids.field(id_)
        named = moved.get((row_here[0], row_here[1])) if row_here else None
        there_now = under_number(id_, row_here[1], named) if row_here and named else id_
        points = known is not None and known.rules.kind == "serial" and answer.text.isdecimal()
        text = str(moved.get(("partner", int(answer.text)), answer.text)) if points else answer.text
        parsed = understood(there_now, text, ids) if text != answer.text else None
        value = parsed.value if isinstance(parsed, Parsed) else answer.value
        found[there_now] = answer._replace(id=there_now, text=text, value=value)
    return Answers(found, theirs.gone)


def _called_the_same(ours: Answers, theirs: Answers, row: Row) -> bool:
    """Whether a row has the same name on both sides, or none on one of them."""
    table, number = row
    name = rows_of(table)[0].path.replace("<n>", str(number)) if rows_of(table) else ""
    here, there = (side.text(name).casefold() for side in (ours, theirs))
    return not here or not there or here == there
