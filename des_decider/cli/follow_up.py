"""`follow-up`: notes what came after a sealed decision, says what did and what is due, and writes both as a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.cli.command_line import option
from des_decider.cli.one_file import file_and_format
from des_decider.cli.opening import opened
from des_decider.cli.printing import say
from des_decider.decision.afterwards import Typed, in_words, odd_day
from des_decider.decision.what_is_due import what_is_due
from des_decider.decision.wording import day, moment, visible
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from des_decider.decision.afterwards import Entry
    from des_decider.record.session import Session


def run(
    folder: str, what: tuple[str, str] | None, on: str, note: str, output: str | None, by: str, *, take_over: bool
) -> int:
    """Note one entry where one is given; else say all. Write the page where a file is named."""
    if what is None and (on or note):
        raise Trouble("say what happened, such as --review-held; 'des-decider follow-up --help' lists all")
    place = file_and_format(output) if output else None
    from des_decider.record.afterwards import check_signed

    with opened(folder) as session:
        check_signed(session)
        if what is not None:
            _note(session, Typed(*what, on, note), by, take_over=take_over)
        elif place is None:
            _say_all(session)
        if place is not None:
            from des_decider.record.sequel import sequel, write_sequel

            write_sequel(session, sequel(session), *place)
            print(f"Wrote what came after and what is due to {visible(str(place[0]))}")
    return 0


def _note(session: Session, typed: Typed, by: str, *, take_over: bool) -> None:
    from des_decider.record.afterwards import came_after, follow_up
    from des_decider.record.change_words import holds_nhs_number
    from des_decider.record.stamps import now

    on = typed.on or now().date().isoformat()
    entry = follow_up(session.folder, typed._replace(on=on), session.answers, by=by, clock=now, take_over=take_over)
    if holds_nhs_number(entry.note):
        say(
            "note: the note holds what looks like an NHS number; no patient’s data belongs in this record", trouble=True
        )
    if odd := odd_day(entry, session.answers, came_after(session.folder).entries):
        say(f"note: {odd}", trouble=True)
    say(f"Noted as entry {entry.number}, on {day(entry.on)}: {in_words(entry, session.answers)}")


def _say_all(session: Session) -> None:
    """What came after, entry by entry, and what is due."""
    from des_decider.record.afterwards import came_after
    from des_decider.record.stamps import now

    found, today = came_after(session.folder), now().date()
    for fault in found.faults:
        say(f"note: what came after: {fault}", trouble=True)
    if found.newer:
        raise Trouble(found.unusable)
    print("What came after")
    for entry in found.entries:
        _say_entry(entry, in_words(entry, session.answers, found.entries))
    if not found.entries:
        print("  nothing is noted")
    print("What is due")
    due = what_is_due(session.answers, session.worksheet, found.entries, today, sealed=True)
    for one in due:
        ends = f" ({option(one.ends)} {one.of}".rstrip() + ")" if one.ends else ""
        say(f"  {one.on(today)}: {one}{ends}")
    if not due:
        print("  nothing")


def _say_entry(entry: Entry, words: str) -> None:
    say(f"  {entry.number}. {day(entry.on)}: {words}")
    by = f" by {entry.by}" if entry.by else ""
    say(f"     {f'{entry.note} ' if entry.note else ''}(noted {moment(entry.at)}{by})")
