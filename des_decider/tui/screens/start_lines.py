"""The lines of the start screen: decisions with state and days left, blank worksheets with issuer, and the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import count_of, day
from des_decider.tui.blank_worksheets import sentence
from des_decider.tui.meeting import days_left
from des_decider.tui.screen_text import cut, lines, padded, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from textual.content import Content

    from des_decider.record.register import Entry
    from des_decider.tui.blank_worksheets import Blank

NEW, EXAMPLE, FOLDER, LOOK, END = "new", "example", "folder", "look", "end"
OPEN, SHEET = "open:", "sheet:"
"""What the keys of decisions and of worksheets begin with; their path follows."""
FIRST = "No decision on this machine yet. Start one, or try the worked example."
CANNOT = "cannot be opened"
_MEANT = {
    NEW: "Asks for the practice and a folder, then opens its task list. Everything is saved as you go.",
    EXAMPLE: "Opens a copy of a made-up practice’s decision, ready to be signed off. Change what you like in it.",
    FOLDER: "Opens a decision made on another computer, for example on a shared drive.",
    LOOK: "Changes between light on dark and dark on light.",
    END: "Leaves the program. Everything is saved already.",
}


def start_lines(
    entries: Sequence[Entry] | None, left: int, blanks: Sequence[Blank], today: date, width: int
) -> Iterator[tuple[str, Content]]:
    """Every line with its key; `entries` is None before the list is known, `left` counts those still to be read."""
    yield "", text((FIRST if entries is not None and not entries and not left else "Decisions on this machine", "bold"))
    for entry in entries or ():
        yield f"{OPEN}{entry.folder}", _decision(entry, today, width)
    if entries is None or left:
        yield "", text((f"  Reading {count_of(left, 'more decision')} …" if left else "  Reading …", "$muted"))
    yield NEW, text("  Start a new decision")
    yield "", text(("Blank worksheets", "bold"))
    if not blanks:
        yield "", text(("  Reading …" if entries is None else "  None came with the program.", "$muted"))
    for blank in blanks:
        title = f"{blank.title} · {blank.decide_by}" if blank.decide_by else blank.title
        issued = text((f"    {cut(blank.issued, width - 4)}", "$muted"))
        yield "" if blank.wrong else f"{SHEET}{blank.path}", lines([text("  ", cut(title, width - 2)), issued])
    yield "", text(("Also", "bold"))
    yield EXAMPLE, text("  Try the worked example")
    yield FOLDER, text("  Open a decision in another folder")
    yield LOOK, text("  Light or dark colours")
    yield END, text("  Quit")


def meant(key: str, entries: Sequence[Entry]) -> str:
    """What choosing a line does; for a decision, the folder it is in."""
    if key.startswith(SHEET):
        return "Starts a new decision from this worksheet."
    if not key.startswith(OPEN):
        return _MEANT.get(key, "")
    folder = key.removeprefix(OPEN)
    why = next((entry.state for entry in entries if str(entry.folder) == folder and not entry.worksheet), "")
    return f"{sentence(why)} ({folder})" if why else folder


def _decision(entry: Entry, today: date, width: int) -> Content:
    """A decision in two lines: practice and state, worksheet and deadline."""
    name = max(min(width * 45 // 100, 44), 24)
    if not entry.worksheet:
        first = text("  ", padded(entry.practice, name), " ", (CANNOT, "$error bold"))
        return lines([first, text((f"    {cut(entry.state.removeprefix(f'{CANNOT}: '), width - 4)}", "$muted"))])
    style = "$accent" if entry.state in {"in progress", "not started"} else ""
    state = (entry.state, style) if style else entry.state
    room = width - name - 5 - len(entry.state)
    to_do = f"{count_of(entry.to_do, 'thing')} to do first" if entry.to_do else ""
    if len(to_do) > room:
        to_do = f"{entry.to_do:,} to do first"
    first = text("  ", padded(entry.practice, name), " ", state, ("  " + cut(to_do, room), "$muted"))
    when = ""
    if entry.decide_by and entry.state != "signed off":
        when = f" · decide by {day(entry.decide_by)} · {days_left(entry.decide_by, today)}"
    title = cut(entry.worksheet, max(width - 4 - len(when), 12))
    return lines([first, text((f"    {title}{when}", "$muted"))])
