"""A meeting at the screen, in the users' words: what people choose, type and read; what the files say afterwards."""

from __future__ import annotations

import json
import re
import tomllib
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from textual import events
from textual.css.stylesheet import Stylesheet
from textual.keys import _character_to_key
from textual.widgets import Static

from des_decider.record.opening import create_decision, open_decision
from des_decider.storage.shipped import base_of
from des_decider.tui.app import AS_SHIPPED, DesDecider
from des_decider.tui.frame import PANEL, Frame
from des_decider.tui.keys import REDO, UNDO
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.where_we_stand import standing
from des_decider.tui.widgets.answer_grid import CellField, Cells
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import ChoiceField, LineField, WordsField
from des_decider.tui.widgets.panel import Panel, laid_out
from des_decider.tui.widgets.question_list import QuestionList
from tests.building import SHIPPED
from tests.tui.stillness import painted, still

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping, Sequence

    from textual.css.model import RuleSet
    from textual.pilot import Pilot

    from des_decider.storage.settings import Settings
    from des_decider.tui.widgets.answer_grid import AnswerGrid

EVENING = datetime(2020, 5, 19, 19, 42, tzinfo=UTC)
NEVER = 3600.0
A_MOMENT = 0.1
"""Seconds between two keys."""
WIDE, USUAL, SMALL = (120, 40), (80, 24), (60, 18)
CHARACTERS = {"enter": "\r", "tab": "\t", "space": " ", "escape": "\x1b", "backspace": "\x7f"}
"""What a terminal sends with keys that have names; the keys of no character send none."""
TOLD = ("asked", "echo", "about")
"""What stands around a question."""
ListKind = type[Choices]

_parse = Stylesheet._parse_rules
_parsed: dict[object, list[RuleSet]] = {}


def _parse_once(sheet: Stylesheet, css: str, read_from: tuple[str, str], *given: Any, **named: Any) -> list[RuleSet]:
    """The rules of a style sheet, which are the same in every app that a test opens, in the same colours."""
    key = (css, read_from, given, *named.items(), *sheet._variables.items())
    if key not in _parsed:
        _parsed[key] = _parse(sheet, css, read_from, *given, **named)
    return _parsed[key]


Stylesheet._parse_rules = _parse_once  # type: ignore[assignment, method-assign]


@dataclass(frozen=True, slots=True)
class Changed:
    """One change of the history: what was done, who typed it and who said it; each answer as it was and as it is."""

    kind: str
    by: str
    said_by: str
    edits: dict[str, tuple[str | None, str | None]]

    @classmethod
    def of(cls, line: dict[str, Any]) -> Changed:
        """A line of history.jsonl."""
        edits = {edit["id"]: (edit["old"], edit["new"]) for edit in line["edits"]}
        return cls(line["kind"], line["by"], line["said_by"], edits)


class Meeting:
    """One meeting in front of one screen."""

    def __init__(self, app: DesDecider, pilot: Pilot[int], folder: Path) -> None:
        self.app, self.pilot, self.folder = app, pilot, folder
        self._time = 0.0  # that of the keys: how quickly they follow each other may not hang on the machine

    # -- what people do

    async def press(self, *keys: str) -> None:
        """Press keys one after another."""
        for n, key in enumerate(keys):
            if n:
                await still(self.app, with_workers=False)
            self.post(key)
        await self.settle()

    async def undo(self) -> None:
        """Take back what was done last."""
        await self.press(UNDO.key)

    async def redo(self) -> None:
        """Give again what was taken back last."""
        await self.press(REDO.key)

    def post(self, key: str) -> None:
        """Press a key, and wait for nothing."""
        known = _character_to_key(key) if len(key) == 1 else key
        pressed = events.Key(known, key if len(key) == 1 else CHARACTERS.get(key))
        pressed.time = self._time = self._time + A_MOMENT
        self.app.post_message(pressed)

    def later(self) -> None:
        """Let some time pass before the next key."""
        self._time += 60 * A_MOMENT

    async def together(self, *keys: str) -> None:
        """Press keys that all arrive before the first of them is looked at."""
        for key in keys:
            self.post(key)
        await self.settle()

    async def type(self, text: str) -> None:
        """Put a text into the field that has the focus, as pasting does; the field is emptied first."""
        self._fill(text)
        await self.settle()

    def _fill(self, text: str) -> None:
        field = self.app.focused
        assert isinstance(field, (LineField, WordsField)), f"no field has the focus but {field}"
        field.fill("")
        self.app.post_message(events.Paste(text))

    async def enter(self, times: int = 1) -> None:
        """Press Enter."""
        await self.press(*("enter",) * times)

    async def choose(self, words: str) -> None:
        """Choose the line that holds these words from the list that has the focus."""
        found = self.list_in_focus
        found.highlighted = self._line(found, words)
        await self.enter()

    async def open(self, task: str) -> None:
        """Open a task of the task list, from wherever one is in the decision."""
        while type(self.app.screen).__name__ != "TaskListScreen":
            await self.press("escape")
        await self.choose(task)

    async def ask(self, question: str) -> None:
        """Go to a question of the section that is open, by its list."""
        assert isinstance(self.app.screen, QuestionScreen)
        listed = self.app.screen.query_one(QuestionList)
        if self.app.focused is not listed:
            await self.press("escape")
        await self.choose(question)

    async def answer(self, question: str, answer: str) -> None:
        """Go to a question and answer it: type, or choose the line with these words, and press Enter."""
        await self.ask(question)
        await self.give(answer)

    async def give(self, answer: str) -> None:
        """Answer the question that is put, in a table the one of the cell."""
        if isinstance(self.app.focused, Cells):
            await self.into_cell(answer, "enter")
        elif isinstance(self.app.focused, ChoiceField):
            await self.choose(answer)
        else:
            self._fill(answer)
            await self.enter()

    async def into_cell(self, answer: str, then: str) -> None:
        """Type an answer into the cell one stands on, and go on by a key.

        Its first character begins the cell; all of it is then put there as pasting does.
        """
        if answer:
            await self.press(answer[0])
        if answer[1:]:
            field = self.app.focused
            assert isinstance(field, CellField), field
            field.select_all()
            self.app.post_message(events.Paste(answer))
        await self.press(then)

    async def table(self, title: str) -> TableAtScreen:
        """Go to a table of the section that is open, by its list."""
        assert isinstance(self.app.screen, QuestionScreen)
        if not (self.app.screen.in_table and self.app.screen.walk.stop.entry.title == title):
            await self.ask(title)
        return TableAtScreen(self)

    async def settle(self) -> None:
        """Wait until everything that was asked for is done."""
        await still(self.app)

    async def rest(self) -> None:
        """Press no key for a while: the spans are worked out for the panel."""
        self.app.beside.now()
        await self.settle()

    async def lay_out(self) -> None:
        """Lay out the screen one is on, where updates are held back: a walk that reads words does without."""
        held_back, self.app._batch_count = self.app._batch_count, 0
        await self.settle()
        self.app._batch_count = held_back

    # -- what people read

    @property
    def text(self) -> str:
        """The screen as text, line by line."""
        return as_text(self.app)

    def sees(self, *words: str) -> None:
        """These words are on the screen, wherever a line breaks."""
        shown = " ".join(self.text.replace("│", " ").split())
        for some in words:
            assert some in shown, f"“{some}” is not on the screen:\n{self.text}"

    def sees_not(self, *words: str) -> None:
        """These words are not on the screen."""
        shown = " ".join(self.text.replace("│", " ").split())
        for some in words:
            assert some not in shown, f"“{some}” is on the screen:\n{self.text}"

    def tells(self, *words: str) -> None:
        """These words stand around the question, wherever a line breaks and whether scrolled into sight or not."""
        screen = self.app.screen
        ids = ("table-head", "cell") if isinstance(screen, QuestionScreen) and screen.in_table else TOLD
        parts = (screen.query_one(f"#{part}", Static) for part in ids)
        told = " ".join(" ".join(str(part.content) for part in parts).split())
        for some in words:
            assert some in told, f"“{some}” is not said: {told}"

    @property
    def status(self) -> str:
        """What the status line says."""
        screen = self.app.screen
        assert isinstance(screen, Frame)
        return screen.words

    @property
    def question(self) -> str:
        """The question that is put; in a table that of the cell one stands on."""
        screen = self.app.screen
        assert isinstance(screen, QuestionScreen), screen
        return screen.asked.text if screen.asked else screen.walk.stop.entry.title

    @property
    def field(self) -> str:
        """What stands in the field; in a table, what stands in the cell."""
        screen, meeting = self.app.screen, self.app.meeting
        assert isinstance(screen, QuestionScreen)
        if screen.in_table and not screen.grid.typing:
            return meeting.typed(screen.grid.cell) or meeting.session.answers.text(screen.grid.cell)
        return screen.typed_now()

    @property
    def standing(self) -> dict[str, str]:
        """Where we stand as the panel says it: the words of a line, and what stands at its end."""
        pairs = (re.split(r"\s{2,}", line.strip()) for _, line in self._panel)
        return {pair[0]: pair[-1] for pair in pairs if len(pair) > 1}

    @property
    def figures(self) -> dict[str, str]:
        """The figures that are listed, by id, as they are spoken of."""
        return {key: re.split(r"\s{2,}", line.strip())[-1] for key, line in self._panel if key}

    @property
    def _panel(self) -> list[tuple[str, str]]:
        """The lines of where we stand, each with what it opens; as a wider window has them where this has none."""
        panel, meeting = self.app.screen.query_one(Panel), self.app.meeting
        if panel.display:
            return [(key, str(option.prompt)) for key, option in zip(panel.keys, panel.options, strict=True)]
        lines = standing(meeting.state, meeting.hung, meeting.session.last_time)
        return [(line.figure, str(laid_out(line, PANEL))) for line in lines]

    @property
    def list_in_focus(self) -> Choices:
        """The list that has the focus."""
        found = self.app.focused
        assert isinstance(found, Choices), f"no list has the focus but {found}"
        return found

    def lines(self, of: ListKind = Choices) -> list[str]:
        """The lines of a list on the screen."""
        return [str(option.prompt).rstrip() for option in self.app.screen.query(of).first().options]

    def _line(self, found: Choices, words: str) -> int:
        lines = [" ".join(str(option.prompt).split()) for option in found.options]
        for fits in (lambda line: line.lstrip("●○◊!?> ") == words, lambda line: words in line):
            for n, line in enumerate(lines):
                if fits(line) and found.keys[n]:
                    return n
        # A list cuts what is too long for it, at its end or, where lines begin alike, in its middle.
        for n, line in enumerate(lines):
            start, _, end = (part.strip(" …") for part in line.lstrip("●○◊!?> ").partition("…"))
            fits_cut = (
                len(start) > (5 if end else 8) and words.startswith(start) and (not end or end in words[len(start) :])
            )
            if "…" in line and fits_cut and found.keys[n]:
                return n
        raise AssertionError(f"no line “{words}” among {lines}")

    # -- what the files say

    def kept(self) -> dict[str, str]:
        """The answers by id, as answers.toml has them on the disk."""
        file = tomllib.loads((self.folder / "answers.toml").read_text(encoding="utf-8"))
        return {id_: table["value"] for id_, table in file["answers"].items()}

    def changes(self) -> list[Changed]:
        """Every change, as history.jsonl has it on the disk, the first first."""
        lines = (self.folder / "history.jsonl").read_text(encoding="utf-8").splitlines()[1:]
        found = (json.loads(line) for line in lines)
        return [Changed.of(line) for line in found if "signed_off" not in line]

    def drafts(self) -> dict[str, Any]:
        """What is being typed, as draft.toml has it."""
        path = self.folder / "draft.toml"
        return dict(tomllib.loads(path.read_text(encoding="utf-8"))["drafts"]) if path.exists() else {}


class TableAtScreen:
    """The table one stands in, spoken of by the words of its lines and columns."""

    def __init__(self, room: Meeting) -> None:
        self.room = room
        assert isinstance(room.app.screen, QuestionScreen)
        assert room.app.screen.in_table, room.question
        self.screen = room.app.screen

    @property
    def grid(self) -> AnswerGrid:
        """The table as the screen has it."""
        return self.screen.grid

    async def type(self, *lines: Sequence[str], key_by_key: bool = False) -> int:
        """Type cells from where one stands, Tab after each and Enter after a line; gives the keys beside the texts."""
        keys = 0
        for line in lines:
            for n, text in enumerate(line, start=1):
                then = "enter" if n == len(line) else "tab"
                await (self.room.press(*text, then) if key_by_key else self.room.into_cell(text, then))
                keys += 1
        return keys

    async def paste(self, block: str) -> None:
        """Paste what was copied from a spreadsheet where one stands."""
        self.room.app.post_message(events.Paste(block))
        await self.room.settle()

    async def stand_on(self, line: str, column: str = "") -> None:
        """Go to a cell with the arrows."""
        where = self._line(line), list(self.grid.table.heads).index(column) if column else 0
        down, right = where[0] - self.grid.place.line, where[1] - self.grid.place.column
        await self.room.press(*["down" if down > 0 else "up"] * abs(down))
        await self.room.press(*["right" if right > 0 else "left"] * abs(right))
        assert self.grid.place == where

    @property
    def here(self) -> tuple[str, str]:
        """The line and the column one stands on."""
        table, place = self.grid.table, self.grid.place
        return self.names[place.line], table.heads[place.column]

    @property
    def names(self) -> list[str]:
        """What the lines are called."""
        return list(self.grid.table.titles) or [line[0] for line in self.lines]

    @property
    def lines(self) -> list[list[str]]:
        """What the cells show, line by line, whether they are in sight or not."""
        first = 1 if self.grid.table.titles else 0
        rows = (self.grid.cells.get_row_at(n) for n in range(self.grid.cells.row_count))
        return [[cell.plain for cell in row[first : first + len(self.grid.table.heads)]] for row in rows]

    def cell(self, line: str, column: str = "") -> str:
        """What a cell shows."""
        return self.lines[self._line(line)][list(self.grid.table.heads).index(column) if column else 0]

    def _line(self, name: str) -> int:
        return self.names.index(name)


def stand_on(found: Choices, key: str) -> None:
    """Move to a line by its key, without choosing it."""
    found.highlighted = found.keys.index(key)


def as_text(app: DesDecider) -> str:
    """What a terminal shows, line by line."""
    return "".join("".join(segment.text for segment in strip).rstrip() + "\n" for strip in painted(app))


def given_before(
    folder: Path, answers: Mapping[str, str], *, by: str = "Bess Harbour", worksheet: Path = SHIPPED,
    at: datetime = EVENING,
) -> Path:  # fmt: skip
    """A decision that holds these answers, given at a time, before the meeting opens it."""
    data = worksheet.read_bytes()
    base = base_of(data, worksheet.parent)
    with create_decision(folder, data, base=base, practice="Gull Rock Surgery", by=by, clock=lambda: at) as session:
        assert not session.give(answers, by=by).refused
    return folder


def _make(folder: Path, worksheet: Path, practice: str, by: str) -> None:
    if not (folder / "answers.toml").exists():
        create_decision(folder, worksheet.read_bytes(), practice=practice, by=by, clock=lambda: EVENING).close()


@asynccontextmanager
async def meeting(
    folder: Path, size: tuple[int, int] = USUAL, *, by: str = "Bess Harbour", practice: str = "Gull Rock Surgery",
    worksheet: Path = SHIPPED, at_rest: float = NEVER, settings: Settings = AS_SHIPPED,
) -> AsyncIterator[Meeting]:  # fmt: skip
    """A meeting about the decision in a folder, which is made first where there is none.

    Unless `at_rest` says after how many seconds, keys are never at rest: no test hangs on how fast the machine is.
    """
    _make(folder, worksheet, practice, by)
    session = open_decision(folder, clock=lambda: EVENING, who=by)
    app = DesDecider(session, by=by, clock=lambda: EVENING, settings=settings)
    app.beside.at_rest = at_rest
    try:
        async with app.run_test(size=size) as pilot:
            await still(app, with_workers=False)
            yield Meeting(app, pilot, folder)
            if app.is_running:
                painted(app)
    finally:
        app.let_go()


@asynccontextmanager
async def start_screen(
    size: tuple[int, int] = USUAL, *, by: str = "Bess Harbour", folder: Path = Path(), settings: Settings = AS_SHIPPED
) -> AsyncIterator[Meeting]:  # fmt: skip
    """The program as it opens without a decision; `folder` is where the test expects the one it is about."""
    app = DesDecider(by=by, clock=lambda: EVENING, settings=settings)
    app.beside.at_rest = NEVER
    try:
        async with app.run_test(size=size) as pilot:
            room = Meeting(app, pilot, folder)
            await room.settle()
            yield room
            if app.is_running:
                painted(app)
    finally:
        app.let_go()
