"""What came after sign-off, as the sealed decision tells it, and the dialogs by which one more thing is noted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.afterwards import KINDS, MISTAKE, Typed, happened, in_force, in_words, odd_day
from des_decider.decision.what_is_due import what_is_due
from des_decider.decision.wording import capital, day
from des_decider.record.afterwards import NotNoted, follow_up
from des_decider.record.change_words import holds_nhs_number
from des_decider.record.stamps import logged_in
from des_decider.storage.safely import StorageFault
from des_decider.tui.keys import FOLLOW_UP, LEAVE
from des_decider.tui.screen_text import clickable, hanging, text
from des_decider.tui.screens.dialogs import AskScreen, Line, LinesScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from textual.content import Content

    from des_decider.decision.afterwards import Entry
    from des_decider.decision.due_item import Due
    from des_decider.tui.frame import MeetingFrame
    from des_decider.tui.meeting import Meeting

WAIT = 0.5
"""Seconds to wait for somebody else who is noting something."""
LINES = ("on", "note", "by")
MOST_LINES, MOST_OF_NOTE, INSIDE = 2, 6, 5
"""Lines that what is due, and a note, may take, and columns that what follows the first line is further in."""


def due_and_after(meeting: Meeting, entries: Sequence[Entry], width: int) -> Iterator[Content]:
    """What is due, soonest first, then what came after, and how one more thing is noted; long texts are cut."""
    answers, today = meeting.session.answers, meeting.clock().date()
    yield text(("What is due", "bold"))
    due = _due(meeting, entries)
    for one in due:
        when = one.on(today)
        said = hanging(f"{when}: {one}", width - 2, MOST_LINES, INSIDE)
        yield text("  ", (said[: len(when)], "$warning bold" if one.late(today) else "$accent"), said[len(when) :])
    if not due:
        yield text(("  Nothing", "$muted"))
    yield text("")
    yield text(("What came after", "bold"))
    for entry in entries:
        said = f"{entry.number}. {day(entry.on)}: {in_words(entry, answers, entries)}"
        yield text("  ", hanging(said, width - 2, MOST_LINES, INSIDE))
        noted = f"noted by {entry.by}" if entry.by else ""
        if about := ". ".join(part.rstrip(".") for part in (entry.note, noted) if part):
            yield text(" " * INSIDE, (hanging(about, width, MOST_OF_NOTE, INSIDE), "$muted"))
    if not entries:
        yield text(("  Nothing is noted", "$muted"))
    yield text("  ") + clickable(f"{capital(FOLLOW_UP.words)} ({FOLLOW_UP.shown})", "screen.follow_up", "bold $accent")
    yield text("")


def ask(screen: MeetingFrame, entries: Sequence[Entry], noted: Callable[[str], None]) -> None:
    """Ask what happened, then the day and a note; `noted` is told what was kept, in a sentence."""
    offered = dict(_offered(screen.meeting, entries))

    def chosen(key: str | None) -> None:
        if key is not None:
            _ask_when(screen, key, offered[key], entries, noted)

    told = [text(("What happened?", "bold"))]
    screen.app.push_screen(
        AskScreen(told, list(offered.items()), enter="Enter goes on; ", leaves="notes nothing"), chosen
    )


def _due(meeting: Meeting, entries: Sequence[Entry]) -> tuple[Due, ...]:
    session, today = meeting.session, meeting.clock().date()
    return what_is_due(session.answers, session.worksheet, entries, today, sealed=True)


def _offered(meeting: Meeting, entries: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """What can be noted, each by its kind and what it is about: first what ends something due."""
    answers = meeting.session.answers
    due = [(one.ends, one.of) for one in _due(meeting, entries) if one.ends]
    failed = [("condition_failed", of) for kind, of in due if kind == "condition_met"]
    any_time = [(name, "") for name, kind in KINDS.items() if kind.asks and not kind.table and name != MISTAKE]
    wrong = [(MISTAKE, str(entry.number)) for entry in in_force(entries)]
    for kind, of in dict.fromkeys((*due, *failed, *any_time, *wrong)):
        words = capital(happened(kind, of, answers))
        if kind == MISTAKE:
            words += f": {in_words(entries[int(of) - 1], answers)}"
        yield f"{kind}:{of}", words


def _ask_when(
    screen: MeetingFrame, key: str, words: str, entries: Sequence[Entry], noted: Callable[[str], None]
) -> None:
    meeting = screen.meeting
    kind, _, of = key.partition(":")
    kept: list[Entry] = []

    def refuse(found: dict[str, str]) -> tuple[str, str] | None:
        typed, session = Typed(kind, of, found["on"], found["note"]), meeting.session
        try:
            kept.append(
                follow_up(session.folder, typed, session.answers, by=found["by"], clock=meeting.clock, wait=WAIT)
            )
        except NotNoted as why:
            return why.part if why.part in LINES else "on", f"{capital(str(why))}."
        except StorageFault as fault:
            return "on", f"Not noted: {fault}."
        return None

    def given(found: dict[str, str] | None) -> None:
        if found is None:
            return
        (entry,) = kept
        again = " The note holds what looks like an NHS number." if holds_nhs_number(entry.note) else ""
        odd = odd_day(entry, meeting.session.answers, entries)
        noted(f"Noted as entry {entry.number}.{again}{f' {capital(odd)}.' if odd else ''}")

    who = meeting.by or next((entry.by for entry in reversed(entries) if entry.by), "") or logged_in()
    asked = (
        Line("on", day(meeting.clock().date()), "the day it happened", "On which day?"),
        Line("note", "", "by whom, in what form, where it is kept", "What else is to be known?"),
        Line("by", who, "a name", "Who notes it?"),
    )
    ends = text((f"Enter goes on, and on the last line notes it; {LEAVE.shown} notes nothing", "$muted"))
    screen.app.push_screen(LinesScreen(text((words, "bold")), asked, ends, refuse), given)
