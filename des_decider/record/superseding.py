"""A new decision made from a signed one: what it follows, which answers come over, and which could not and why."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.snapshot import LastTime, snapshot, without_the_vote
from des_decider.decision.changes import Edit, Whose
from des_decider.decision.follows import Follows, noted
from des_decider.decision.ids import Ids
from des_decider.decision.order import order_of
from des_decider.decision.wording import visible
from des_decider.record.afterwards import replaced
from des_decider.record.answer_texts import known, understood
from des_decider.record.last_time import FILE, last_time_bytes
from des_decider.record.no_decision import holds_decision, no_decision
from des_decider.record.opening import Beginning, begin_decision, open_decision
from des_decider.record.recovery import CannotOpen
from des_decider.record.seal import digest_of_seal, seal_data
from des_decider.record.signed_or_not import SEAL_FILE
from des_decider.record.stamps import moment_of
from des_decider.record.state import state_of
from des_decider.record.verify import NotSealed, verify
from des_decider.record.worksheet_files import files_in, files_of_new, read_new
from des_decider.storage.trouble import Trouble
from des_decider.worksheet.days import MONTHS
from des_decider.worksheet.inputs_and_columns import input_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from des_decider.decision.answers import Answers
    from des_decider.record.session import Session

NOT_ASKED = "the new worksheet does not ask it"
_DAYS = re.compile(rf"\d[\d,./–-]*|\b(?:{'|'.join(MONTHS)})\b")
"""Years, days and numbers: these differ from year to year in a question that means the same."""


class Carried(NamedTuple):
    """The edits with which a decision begins that follows another, and why other answers could not come over.

    `asked` has the words in which those were asked for that are asked for in other words now, by id.
    """

    edits: tuple[Edit, ...]
    left: Mapping[str, str]
    asked: Mapping[str, str]


class Begun(NamedTuple):
    """The new decision, open; how many answers came over, and which did not, with why.

    `not_noted` says why the signed decision could not be told what follows it; empty where it says so.
    """

    session: Session
    to_confirm: int
    left: Mapping[str, str]
    not_noted: str = ""


def supersede(
    folder: Path, new: Path, *, worksheet: bytes = b"", base: bytes = b"", by: str, clock: Callable[[], datetime]
) -> Begun:
    """Make the decision that follows a signed one, in a new or empty folder; beside the seal it is noted which.

    `worksheet` is the one to make it from, `base` what that extends; without it, the worksheet of the one before is.
    Raises CannotOpen where the one before is not signed off or not as it was signed, and as `create_decision` does.
    """
    seal = _seal_of_what_was_signed(folder)
    with open_decision(folder, clock=clock, read_only=True) as before:
        state = state_of(before)
        kept = before.worksheet_files
        files = files_of_new(worksheet, base) if worksheet else files_of_new(kept.worksheet, kept.base)
        blank = read_new(files)
        was = snapshot(state.appraisal, state.vote, before.decision_id)
        carried = carry_over(before.answers, before.ids, Ids(blank), moment_of(clock))
        follows = Follows(before.decision_id, was.practice, was.worksheet, seal)
        edits = tuple(Edit(id_, None, text) for id_, text in noted(follows).items() if text)
        last = LastTime(without_the_vote(was, before.ids), carried.left, carried.asked)
        signed = before.answers
    beginning = Beginning("carried over", (*edits, *carried.edits), {FILE: last_time_bytes(last)})
    begun = begin_decision(new, files, blank, beginning, by=by, clock=clock)
    not_noted, where = "", f"begun in {visible(str(begun.folder.resolve()))}"
    try:
        replaced(folder, signed, by_decision=begun.decision_id, note=where, by=by, clock=clock)
    except Trouble as error:
        not_noted = str(error)
    return Begun(begun, len(carried.edits), carried.left, not_noted)


def carry_over(answers: Answers, before: Ids, after: Ids, now: datetime) -> Carried:
    """What comes over from some answers, as whoever gave them gave them, to be confirmed; `now` is for one undated."""
    edits: list[Edit] = []
    left: dict[str, str] = {}
    asked: dict[str, str] = {}
    for id_ in sorted(answers, key=order_of(before.worksheet)):
        one = input_of(id_)
        if one is None or not one.comes_over:
            continue
        answer = answers[id_]
        parsed = _elsewhere(id_, before, after) or (
            understood(id_, answer.text, after) if known(id_, after) else NOT_ASKED
        )
        if isinstance(parsed, str):
            left[id_] = parsed
        else:
            whose = Whose(answer.by, answer.said_by, answer.at or now, to_confirm=True)
            edits.append(Edit(id_, None, parsed.text, whose))
            then = _asked(id_, before)
            if then and _DAYS.sub("", then) != _DAYS.sub("", _asked(id_, after)):
                asked[id_] = then
    return Carried(tuple(edits), left, asked)


def _elsewhere(id_: str, before: Ids, after: Ids) -> str:
    """That a requirement belongs to another service now, which may be answered as a whole; empty where it does not."""
    table, _, rest = id_.partition(".")
    if table != "specification":
        return ""
    was, now = (ids.worksheet.requirements.get(rest.partition(".")[0]) for ids in (before, after))
    moved = was is not None and now is not None and was.service != now.service
    return f"it is a requirement of “{after.worksheet.services[now.service].name}” now" if moved and now else ""


def _asked(id_: str, ids: Ids) -> str:
    """How a worksheet asks for an answer, and why; empty where it does so in no words of its own."""
    asked = ids.question(id_) or ids.ask(id_)
    return f"{asked.text} {asked.why}" if asked else ""


def _seal_of_what_was_signed(folder: Path) -> str:
    """The digest of a decision's seal. Raises CannotOpen where nothing shows that it is what was signed."""
    shown = visible(str(folder))
    try:
        found = verify(folder)
    except NotSealed:
        if files_in(folder) is None or not holds_decision(folder):
            raise CannotOpen(no_decision(folder)) from None
        why = "is not signed off: it can still be changed, and is followed by another once it is"
        raise CannotOpen(f"“{shown}” {why}") from None
    seal = seal_data(folder / SEAL_FILE)
    if seal is None:
        raise CannotOpen(
            f"“{shown}” was signed off, and its {SEAL_FILE} is missing; put it back from a copy of the folder"
        )
    if not found.unaltered:
        why = "was altered after it was signed" if found.state == "altered" else "was sealed by a newer version"
        raise CannotOpen(f"“{shown}” {why}; 'des-decider verify {shown}' says more")
    return digest_of_seal(seal)
