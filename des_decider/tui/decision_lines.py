"""One decision as lists on the screens show it, in two lines: whose it is, its state, and what is most to be known."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
    said = _last(entry, today)
    title = cut(entry.worksheet, max(width - 4 - len(said), 12))
    return lines([first, text((f"    {title}{said}", "$muted"))])


def _wrong(entry: Entry, width: int) -> Content:
    return text((f"    {cut(entry.trouble, width - 4)}", "$error" if entry.worksheet else "$muted"))


def _last(entry: Entry, today: date) -> str:
    """The deadline of what can still be decided; of a record whose time is over, that it is."""
    if entry.may_be_destroyed(today):
        return f" · kept until {day(entry.keep_until)}, {MAY_BE_DESTROYED}"
    if entry.decide_by and not entry.state.startswith(SIGNED_OFF):
        return f" · {deadline(entry.decide_by, today)}"
    return ""
