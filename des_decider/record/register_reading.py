"""How a decision becomes an entry of the register: from the summary beside its answers, or by opening it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.afterwards import REPLACED, in_force
from des_decider.decision.what_is_due import left_of
from des_decider.decision.wording import money, round_half_up
from des_decider.record.afterwards import came_after
from des_decider.record.opening import READING_ONLY, open_decision
from des_decider.record.recovery import CannotOpen
from des_decider.record.register_entry import CANNOT, SIGNED_OFF, Entry
from des_decider.record.signed_or_not import SEAL_LOST, SEALED
from des_decider.record.summary import fitting, summary_of
from des_decider.storage import afterwards_file, drafts
from des_decider.storage.afterwards_file import AfterwardsFile
from des_decider.storage.safely import StorageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime
    from fractions import Fraction

    from des_decider.decision.summary import Summary
    from des_decider.storage.decision_folders import Seen

_AS_USUAL = {"", READING_ONLY, SEALED}
"""Why a decision cannot be written that was opened for reading, where nothing else is wrong with it."""


def from_summary(seen: Seen) -> Entry | None:
    """A decision as its summary says; None where it has none that fits."""
    summary = fitting(seen)
    return None if summary is None else _entry(seen, summary)


def by_opening(seen: Seen, clock: Callable[[], datetime]) -> Entry:
    """A decision that is read whole, for reading only; where it cannot be opened, that and why."""
    folder = seen.folder
    try:
        with open_decision(folder, clock=clock, read_only=True) as session:
            why, notices, signed = session.read_only, session.notices, session.signed_off
            summary = summary_of(session, signed_off=signed)
    except (CannotOpen, StorageFault) as error:
        return Entry(folder, folder.name, "", CANNOT, trouble=str(error))
    trouble = next((words for words in ("" if why in _AS_USUAL else why, *notices) if words), "")
    return _entry(seen, summary, trouble, seal_lost=why == SEAL_LOST)


def _entry(seen: Seen, summary: Summary, trouble: str = "", *, seal_lost: bool = False) -> Entry:
    """The entry of a summary, with what is typed and not given, and what came after; its `due` hangs on no day."""
    typed: Mapping[str, str] = {}
    after = AfterwardsFile()
    if summary.signed_off and afterwards_file.FILE in seen.sizes:
        after = came_after(seen.folder)
    elif not summary.signed_off and drafts.FILE in seen.sizes:
        kept = drafts.Drafts(seen.folder, writable=False)
        typed, trouble = kept.texts, trouble or kept.notice
    to_do = {*summary.blocking, *typed}
    if summary.signed_off:
        state = f"{SIGNED_OFF}, and its seal is missing" if seal_lost else SIGNED_OFF
    elif to_do:
        state = "in progress" if summary.begun else "not started"
    else:
        state = "ready for sign-off"
    follows = summary.follows
    return Entry(
        folder=seen.folder,
        practice=summary.practice or seen.folder.name,
        worksheet=summary.worksheet,
        state=state,
        decide_by=summary.decide_by,
        to_do=len(to_do),
        due=left_of(summary.may_be_due, after.entries),
        year=summary.year,
        option=summary.option,
        vote=summary.vote,
        this_year=_decimal(summary.this_year),
        full_year=_decimal(summary.full_year),
        difference=_difference(summary),
        decision=summary.decision,
        follows=follows.decision if follows else "",
        before=follows.in_words if follows else "",
        superseded_by=next((one.of for one in reversed(in_force(after.entries)) if one.kind == REPLACED), ""),
        filed_at=summary.filed_at,
        kept_by=summary.kept_by,
        keep_until=summary.keep_until,
        trouble=trouble or after.unusable,
    )


def _decimal(value: Fraction | None) -> str:
    return "" if value is None else str(round_half_up(value, 2))


def _difference(summary: Summary) -> str:
    """The difference in both horizons, in a few words; none of it where neither is known."""
    horizons = ((summary.this_year, "this year"), (summary.full_year, "a full year"))
    if all(value is None for value, _ in horizons):
        return ""
    told = ", ".join(f"{'not known' if value is None else money(value)} {when}" for value, when in horizons)
    return f"signing up against opting out: {told}"
