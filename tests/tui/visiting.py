"""A tour of every screen of one decision, a name for each, so that a caller can look at it while it is shown."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.containers import Container, Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import DataTable, Digits, Input, OptionList, Static, TextArea

from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.screens.start import StartScreen
from des_decider.tui.screens.task_list import TaskListScreen
from des_decider.tui.widgets.choices import Choices
from tests.tui.driver import stand_on
from tests.tui.stillness import painted

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Iterator

    from textual.widget import Widget

    from tests.tui.driver import Meeting

SECTION = "practice"
"""The section whose first question shows what can be asked beside a question."""
LEAFED_PAST = ", leafed past"
MOST_PAGES = 8
DIRECTIONS = "\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"


async def visit_every_screen(room: Meeting, *, every_question: bool = False) -> AsyncIterator[str]:
    """Every screen in the order of the task list, each yielded by name while it is shown; the start screen at the end.

    A section is shown at its first question, its list, its tables and one row of each; `every_question` besides is
    shown as one that is leafed past, but for those of a second row, which ask the same. What is asked beside a question
    is shown at the first. Nothing is answered on the way. At the end the decision is closed.
    """
    await _to_the_task_list(room)
    yield "task list"
    asides = (
        ("f1", "help"), ("f6", "come back to a section"), ("ctrl+o", "a section's details"), ("ctrl+f", "search"),
    )  # fmt: skip
    for key, name in asides:
        stand_on(room.app.screen.query_one("#sections", Choices), f"section:{SECTION}")
        async for shown in _aside(room, key, name):
            yield shown
    async for name in _figures(room):
        yield name
    async for name in _dates(room):
        yield name
    for section in room.app.meeting.session.worksheet.sections:
        room.app.go(f"section:{section}")
        await room.settle()
        async for name in _section(room, section, every_question=every_question):
            yield name
    asks_network = "network" in room.app.screen.query_one("#sections", Choices).keys
    for task in ("quick look", "come back", *(["network"] if asks_network else []), "check", "sign off", "memo"):
        stand_on(room.app.screen.query_one("#sections", Choices), task)
        await room.press("enter")
        yield task
        async for name in _more(room, task):
            yield name
        await _to_the_task_list(room)
    await room.press("escape")
    assert isinstance(room.app.screen, StartScreen)
    yield "start"
    for task, name in (("folder", "another folder"), ("new", "new decision")):
        stand_on(room.app.screen.query_one(Choices), task)
        await room.press("enter")
        yield name
        await room.press("escape")


async def scroll_through(room: Meeting) -> AsyncIterator[int]:
    """The pages of what is longer than the window, the first one too, and no more of it than anybody pages through."""
    await room.lay_out()
    widget = next((w for w in room.app.screen.query("*").results() if w.max_scroll_y and w.is_on_screen), None)
    yield 0
    page = 0
    while widget is not None and page < MOST_PAGES and widget.scroll_offset.y < widget.max_scroll_y:
        page += 1
        widget.scroll_page_down(animate=False)
        await room.lay_out()
        yield page


def sound(room: Meeting) -> None:
    """No row is wider than the window, and a terminal is sent nothing that it would obey."""
    width, height = room.app.size
    strips = painted(room.app)
    assert len(strips) == height
    for row, strip in enumerate(strips):
        words = "".join(segment.text for segment in strip)
        assert cell_len(words) <= width, f"row {row} has {cell_len(words)} columns of {width}: {words!r}"
        assert not obeyed(words), f"row {row} sends {obeyed(words)}: {words!r}"
        assert not any(segment.control for segment in strip)


def obeyed(words: str) -> set[str]:
    """The characters that a terminal would obey, or that turn what stands after them round."""
    return {c for c in words if unicodedata.category(c) in {"Cc", "Zl", "Zp", "Cs"} or c in DIRECTIONS}


async def _to_the_task_list(room: Meeting) -> None:
    while not isinstance(room.app.screen, TaskListScreen):
        room.app.screen.dismiss(None)
        await room.settle()


async def _aside(room: Meeting, key: str, name: str) -> AsyncIterator[str]:
    """What a key shows on top of where one is; Esc leads back."""
    below = room.app.screen
    await room.press(key)
    assert room.app.screen is not below, name
    yield name
    await room.press("escape")
    assert room.app.screen is below, f"Esc does not lead back from “{name}”"


async def _figures(room: Meeting) -> AsyncIterator[str]:
    """All figures, and the working of the first."""
    await room.press("f2")
    yield "figures"
    await room.press("enter")
    yield "working"
    await _to_the_task_list(room)


async def _dates(room: Meeting) -> AsyncIterator[str]:
    """Every date, and what is said about the first."""
    await room.press("ctrl+d")
    yield "dates"
    await room.press("home")
    async for name in _aside(room, "ctrl+o", "a date's details"):
        yield name
    await _to_the_task_list(room)


async def _section(room: Meeting, section: str, *, every_question: bool) -> AsyncIterator[str]:
    """A section: its first question, what can be asked beside it, its list, its tables and rows, and its check."""
    screen = room.app.screen
    assert isinstance(screen, QuestionScreen), section
    yield section
    if section == SECTION:
        for key, aside in (("f1", "help"), ("f3", "note"), ("f6", "come back"), ("f7", "said by")):
            async for name in _aside(room, key, f"question: {aside}"):
                yield name
        await room.press("escape")
        yield f"{section}: list"
    for stop in screen.walk.stops:
        opens_row = stop.row is not None and stop.id == stop.row.ids[0] and stop.row.key.endswith((".1", ".whole"))
        begins = opens_row or not stop.id
        again = stop.row is not None and stop.row.key.rpartition(".")[2].isdigit() and not stop.row.key.endswith(".1")
        if begins or (every_question and not again):
            screen.go_to(stop.key)
            await room.settle()
            assert screen.walk.stop.key == stop.key
            yield f"{section}: {stop.key}{'' if begins else LEAFED_PAST}"
            if begins:
                async for name in _aside(room, "ctrl+o", f"{section}: {stop.key}: details"):
                    yield name
            if opens_row and stop.id:
                await room.press("ctrl+l")
                yield f"{section}: {stop.key} for the room"
                await room.press("ctrl+l")
    screen.action_check()
    await room.settle()
    yield f"{section}: check"
    await _to_the_task_list(room)


async def _more(room: Meeting, task: str) -> AsyncIterator[str]:
    """What a task shows on further pages."""
    if task == "check":
        await room.press("f9")
        yield "check: not provided"
    elif task == "sign off" and room.app.screen.query_one("#signing").display:
        await room.press("enter")
        yield "sign off: the names"
    elif task == "memo":
        async for name in _aside(room, "f8", "memo: formats"):
            yield name
        await room.press("f9")
        yield "memo: appendices"
        await room.press("f9")
        yield "memo: for the minutes"


def all_words(room: Meeting) -> str:
    """The words of all that the screen shows, those out of sight too; nothing is painted for it."""
    return "\n".join(_words_of(room.app.screen))


def _words_of(widget: Widget) -> Iterator[str]:
    match widget:
        case Static():
            yield str(widget.content)
        case Digits():
            yield widget.value
        case OptionList():
            yield from (str(option.prompt) for option in widget.options)
        case Input():
            yield widget.value or widget.placeholder
        case TextArea():
            yield widget.text or str(widget.placeholder)
        case DataTable():
            yield from (str(column.label) for column in widget.ordered_columns)
            yield from (str(cell) for n in range(widget.row_count) for cell in widget.get_row_at(n))
        case Screen() | Container() | Vertical() | VerticalScroll():
            for child in widget.displayed_children:
                yield from _words_of(child)
        case _:
            raise AssertionError(f"it is not known what words {widget} shows")


def prompts(room: Meeting) -> list[str]:
    """The lines of every list on the screen, those out of sight too."""
    return [str(option.prompt) for listed in room.app.screen.query(OptionList) for option in listed.options]
