"""A decision's days as a calendar file: what is due, with alarms, and what is due no more, without.

Each day has an id of its own that never changes, and the file counts up with the record: who imports it a second time
has each day once, as it then stands.
"""

from __future__ import annotations

from datetime import UTC, date, timedelta
from typing import TYPE_CHECKING

from des_decider import __version__
from des_decider.decision.what_is_due import what_is_due
from des_decider.decision.wording import visible
from des_decider.record.afterwards import came_after
from des_decider.record.memo_files import last_moment
from des_decider.record.seal import read_seal
from des_decider.record.signed_or_not import SEAL_FILE
from des_decider.storage.afterwards_file import AfterwardsFile
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from icalendar import Event

    from des_decider.decision.afterwards import Entry
    from des_decider.decision.due_item import Due
    from des_decider.record.session import Session

ALARMS = (timedelta(days=-7, hours=9), timedelta(days=-1, hours=9))
"""When alarms ring, from the beginning of the day: at nine in the morning a week before, and on the day before."""


def calendar_file(session: Session) -> bytes:
    """The bytes of the file, the same from the same record on any day.

    Raises Trouble where it has no day, or what came after is not as it was written.
    """
    from icalendar import Calendar

    signed, seal = session.signed_off, read_seal(session.folder / SEAL_FILE)
    found = came_after(session.folder) if signed and seal else AfterwardsFile()
    if found.unusable:
        raise Trouble(f"{found.unusable}; so no calendar is made from it")
    at = found.entries[-1].at if found.entries else seal.signed.at if signed and seal else last_moment(session)
    version = session.last_change + len(found.entries) + signed
    due = _dated(session, found.entries, sealed=signed)
    was_due = _dated(session, (), sealed=False) | (_dated(session, (), sealed=True) if signed else {})
    if not was_due:
        raise Trouble("this decision has no day yet that a calendar could show")
    calendar = Calendar()
    calendar.add("prodid", f"-//des-decider//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    for id_, one in (was_due | due).items():
        calendar.add_component(_event(one, session, at, version, still=id_ in due))
    return bytes(calendar.to_ical())


def _dated(session: Session, entries: Iterable[Entry], *, sealed: bool) -> dict[str, Due]:
    """What is due after some entries and has a day, by the id of that, whether it is over or not."""
    found = what_is_due(session.answers, session.worksheet, entries, date.min, sealed=sealed)
    return {one.id: one for one in found if one.when is not None}


def _event(one: Due, session: Session, at: datetime, version: int, *, still: bool) -> Event:
    """One day, with alarms where it is due `still`; it takes nobody's time in the calendar."""
    from icalendar import Alarm, Event

    event, practice = Event(), session.answers.text("practice.name")
    event.add("uid", f"{session.decision_id}.{one.id}@des-decider")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("sequence", version)
    event.add("dtstart", one.when)
    event.add("summary", visible(f"{'' if still else 'No longer due: '}{one.what} · {practice}"))
    told = f"Seen to by {one.who}. " if one.who else ""
    event.add("description", visible(f"{told}{session.worksheet.title}, reference {session.decision_id[:8]}."))
    event.add("transp", "TRANSPARENT")
    for before in ALARMS if still else ():
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", visible(one.what))
        alarm.add("trigger", before)
        event.add_component(alarm)
    return event
