"""The lines on which partners type their names, each saying at once how far it is the name asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from des_decider.decision.names import fit
from des_decider.tui.screen_text import text
from des_decider.tui.widgets.fields import LineField

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.widget import Widget

    from des_decider.decision.names import Fit


class NameLine(Vertical):
    """One partner's line; it is kept as typed whatever it holds."""

    def __init__(self) -> None:
        super().__init__()
        self.row, self.name_words, self.must = 0, "", True
        self.declined = ""
        """Why this partner declines to confirm; empty where they do not."""
        self._asked, self.field = Static(), LineField()

    def compose(self) -> ComposeResult:
        """Who is asked, then the field."""
        yield self._asked
        yield self.field

    def ask(self, row: int, name: str, declined: str, *, must: bool) -> None:
        """Ask this partner; another partner's line begins empty, and so does that of whoever now declines."""
        if name != self.name_words or declined != self.declined:
            self.field.fill("")
        self.row, self.name_words, self.must, self.declined = row, name, must, declined
        self.judge(done=True)

    def judge(self, *, done: bool) -> None:
        """Say how far it is the name; a beginning is told as wrong only once a person goes on."""
        typed, need = self.content.strip(), "" if self.must else " (need not)"
        if self.declined:
            no_name = ("! no name is taken", "$error bold") if typed else ("", "")
            self._asked.update(text(f"{self.name_words} declines to confirm: {self.declined}  ", no_name))
            return
        asked = f"{self.name_words}{need}, type your name:  "
        match self.fit:
            case "fits":
                said = ("confirms", "$success bold")
            case "another":
                said = (f"! “{typed}” will not do; type {self.name_words}", "$error bold")
            case "begun" if done:
                said = ("! not the whole name", "$error bold")
            case _:
                said = ("", "")
        self._asked.update(text(asked, said))

    @property
    def content(self) -> str:
        """What is typed."""
        return self.field.content

    @property
    def fit(self) -> Fit:
        """How far it is the partner's name."""
        return fit(self.content, self.name_words)

    @property
    def wrong(self) -> bool:
        """Whether what is typed cannot stand: not the whole name, or any name where the partner declines."""
        return self.fit != "nothing" if self.declined else self.fit in {"begun", "another"}

    @property
    def waits(self) -> bool:
        """Whether this partner has neither assented nor declined, and one of the two is needed."""
        return self.must and not self.declined and self.fit != "fits"


class Names(VerticalScroll):
    """What is read back, and under it the lines; up and down go from name to name, PgUp and PgDn scroll."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
    ]

    @property
    def every_line(self) -> list[NameLine]:
        """All lines, those out of use too."""
        return list(self.query(NameLine))

    @property
    def lines(self) -> list[NameLine]:
        """The lines in use."""
        return [line for line in self.every_line if line.display]

    def ask(self, must: Mapping[int, str], may: Mapping[int, str], declined: Mapping[int, str]) -> None:
        """Ask these partners for their names: first those who must unless they decline, then those who may."""
        wanted = [(row, name, some is must) for some in (must, may) for row, name in some.items()]
        there = self.every_line
        for _ in range(len(wanted) - len(there)):
            made = NameLine()
            self.mount(made, before="#seal")
            there.append(made)
        for place, line in enumerate(there):
            line.display = place < len(wanted)
            if line.display:
                row, name, needed = wanted[place]
                line.ask(row, name, declined.get(row, ""), must=needed)

    def clear(self) -> None:
        """Take out every name."""
        for line in self.every_line:
            line.field.fill("")

    def given(self) -> list[str]:
        """The names that were typed as asked."""
        return [line.content for line in self.lines if line.fit == "fits"]

    def here(self) -> NameLine | None:
        """The line one stands on."""
        return next((line for line in self.lines if line.field.has_focus), None)

    def judge(self, typing: Widget | None) -> None:
        """Say at each line how far it is the name; the one being typed is not told that it is short."""
        for line in self.lines:
            line.judge(done=line.field is not typing)

    def move(self, step: int) -> bool:
        """To the next name or the one before; whether there was one."""
        found = self.lines
        here = next((n for n, line in enumerate(found) if line.field.has_focus), -1 if step > 0 else None)
        if here is None or not 0 <= here + step < len(found):
            return False
        found[here + step].field.focus(scroll_visible=False)
        found[here + step].scroll_visible(animate=False)
        return True

    def to_first_missing(self) -> None:
        """To the first name that is not as asked."""
        line = next((line for line in self.lines if line.wrong or line.waits), None)
        if line is not None:
            line.field.focus(scroll_visible=False)
            line.scroll_visible(animate=False)

    def action_step(self, step: int) -> None:
        """From name to name; above the first one, and where no name is asked for, the arrows scroll."""
        if self.has_focus and (step < 0 or self.scroll_offset.y < self.max_scroll_y or not self.lines):
            self.scroll_relative(y=step, animate=False)
        elif not self.move(step) and step < 0:
            self.focus()
            self.scroll_home(animate=False)
