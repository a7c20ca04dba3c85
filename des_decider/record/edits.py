"""What texts that are given come to: the edits they make, the rows they delete, and which are refused and why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.changes import Edit
from des_decider.decision.come_back import marks_of
from des_decider.decision.ids import HIGHEST_SERIAL
from des_decider.decision.vote import given_before_put
from des_decider.decision.window import counted_otherwise
from des_decider.decision.wording import numbered
from des_decider.record.answer_texts import known, row_of, understood
from des_decider.record.change_words import label, unknown
from des_decider.worksheet.inputs_and_columns import rows_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids

MOST_GUESSED = 50
"""Ids nobody knows of which the one that may be meant is looked for, in one go: it takes a millisecond each."""
Row = tuple[str, int]


class Before(NamedTuple):
    """What texts are given to: the answers and drafts as they are, and the next free number of a table."""

    answers: Answers
    ids: Ids
    drafts: Mapping[str, str]
    next_row: Callable[[str], int]


@dataclass(slots=True)
class Made:
    """What texts come to. `refused` has why, by id; `settled` are the ids whose drafts are done with."""

    edits: dict[str, Edit] = field(default_factory=dict)
    gone: list[Row] = field(default_factory=list)
    refused: dict[str, str] = field(default_factory=dict)
    settled: list[str] = field(default_factory=list)


def given(texts: Mapping[str, str], before: Before, said_by: str, sayers: Mapping[str, str] | None = None) -> Made:
    """What texts come to, none of them kept yet. `sayers` has who said an answer, where that is not `said_by`."""
    answers, ids, sayers = before.answers, before.ids, sayers or {}
    # Rows first: an answer to a row that this very call deletes is refused.
    rows = [row for id_, text in texts.items() if text == "" and (row := ids.row_of(id_))]
    gone = [row for row in rows if any(row_of(id_, ids) == row for id_ in answers)]
    deleted = [id_ for id_ in answers if row_of(id_, ids) in gone] if gone else []
    made = Made({id_: Edit(id_, answers.text(id_), None) for id_ in deleted}, gone)
    made.settled += [id_ for id_ in before.drafts if row_of(id_, ids) in gone]
    for id_, typed in texts.items():
        found = _edit(id_, typed, gone, before, sayers.get(id_, said_by), guess=len(made.refused) < MOST_GUESSED)
        if isinstance(found, str):
            made.refused[id_] = found
            continue
        made.settled.append(id_)
        if found is not None:
            made.edits[id_] = found
    for edit in [edit for edit in made.edits.values() if edit.old is None]:
        # What the partners wanted to come back to is answered; one that was marked after its answer stays marked.
        ended = (id_ for id_ in marks_of(edit.id, ids) if id_ in answers and id_ not in texts)
        made.edits |= {id_: Edit(id_, answers.text(id_), None) for id_ in ended}
    return made


def _edit(id_: str, typed: str, gone: list[Row], before: Before, said_by: str, *, guess: bool) -> Edit | str | None:
    """The edit a text makes, None where it changes nothing by itself, or why it is refused."""
    answers, ids = before.answers, before.ids
    if named_row := ids.row_of(id_):
        return None if named_row in gone else _why_no_row(id_, named_row, typed, before)
    if (field_ := known(id_, ids)) is None:
        # A draft the worksheet does not know can be given up, and in no other way.
        return None if typed == "" and id_ in before.drafts else unknown(id_, ids, guess=guess)
    if id_.startswith("follows."):
        return "what a decision follows is noted when it is begun, and never afterwards"
    old = answers.text(id_) or None
    row = row_of(id_, ids)
    if typed == "":
        return None if old is None or row in gone else Edit(id_, old, None)
    if row and (row in gone or row in answers.gone):
        return f"{label(id_, ids)}: {row[0]} {row[1]} was deleted, {_next_words(row[0], before)}"
    parsed = understood(id_, typed, ids)
    if isinstance(parsed, str):
        of_a_partner = field_.rules.kind == "serial"
        return f"{parsed}; the partners are {numbered(answers.partners())}" if of_a_partner else parsed
    stands = answers.get(id_)
    anew = stands is not None and (
        stands.to_confirm
        or said_by not in {"", stands.said_by}
        or given_before_put(id_, answers)
        or counted_otherwise(id_, answers, ids.worksheet)
    )
    return None if parsed.text == old and not anew else Edit(id_, old, parsed.text)


def _why_no_row(id_: str, row: Row, typed: str, before: Before) -> str:
    table, serial = row
    if typed:
        one = rows_of(table)[0].path.replace("<n>", str(serial))
        return f"{id_} is a whole row; answer {one} and the like, or leave {id_} empty to delete it"
    if row in before.answers.gone:
        return f"{table} {serial} is deleted already"
    return f"there is no {table} {serial}"


def _next_words(table: str, before: Before) -> str:
    free = before.next_row(table)
    if free > HIGHEST_SERIAL:
        return f"and all {HIGHEST_SERIAL} numbers have been used"
    return f"and its number is not used again; the next free one is {table}.{free}"
