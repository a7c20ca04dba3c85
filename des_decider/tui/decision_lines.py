"""One decision as lists on the screens show it, in two lines: whose it is, its state, and what is most to be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.text_width import display_width
from des_decider.decision.wording import count_of, day
from des_decider.record.register_entry import MAY_BE_DESTROYED, SIGNED_OFF
from des_decider.tui.meeting import deadline
from des_decider.tui.screen_text import cut, lines, padded, text

if TYPE_CHECKING:
    from datetime import date

    from textual.content import Content

    from des_decider.record.register_entry import Entry


def decision_lines(entry: Entry, today: date, width: int) -> Content:
    """Practice, state and what is to do; then worksheet and deadline, or what is wrong with its files."""
    name = max(min(width * 45 // 100, 44), 24)
    if not entry.worksheet:
        first = text("  ", padded(entry.practice, name), " ", (entry.state, "$error bold"))
        return lines([first, _wrong(entry, width)])
    style = "$accent" if entry.state in {"in progress", "not started"} else ""
    state = (entry.state, style) if style else entry.state
    room = width - name - 5 - len(entry.state)
    to_do = f"{count_of(entry.to_do, 'thing')} to do first" if entry.to_do else ""
    if len(to_do) > room:
        to_do = f"{entry.to_do:,} to do first"
    first = text("  ", padded(entry.practice, name), " ", state, ("  " + cut(to_do, room), "$muted"))
    if entry.trouble:
        return lines([first, _wrong(entry, width)])
    return lines([first, text((f"    {_last(entry, today, width - 4)}", "$muted"))])


def with_deadline(worksheet: str, decide_by: date, today: date, room: int) -> str:
    """A worksheet and by when to decide, in a line that fits: the title is cut only where brief words do not."""
    full, brief = (f" · {deadline(decide_by, today, brief=brief)}" for brief in (False, True))
    said = next((words for words in (full, brief) if display_width(worksheet + words) <= room), brief)
    return cut(worksheet, max(room - display_width(said), 12)) + said


def _wrong(entry: Entry, width: int) -> Content:
    return text((f"    {cut(entry.trouble, width - 4)}", "$error" if entry.worksheet else "$muted"))


def _last(entry: Entry, today: date, room: int) -> str:
    """The worksheet, and the deadline of what can still be decided; of a record whose time is over, that it is."""
    if entry.may_be_destroyed(today):
        said = f" · kept until {day(entry.keep_until)}, {MAY_BE_DESTROYED}"
        return cut(entry.worksheet, max(room - len(said), 12)) + said
    if entry.decide_by and not entry.state.startswith(SIGNED_OFF):
        return with_deadline(entry.worksheet, entry.decide_by, today, room)
    return cut(entry.worksheet, room)
