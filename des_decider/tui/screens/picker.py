"""A list that typing makes shorter: the keys stay in the field, the arrows move in the list, and Enter chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.widgets import Static

from des_decider.tui.keys import LEAVE
from des_decider.tui.screen_text import clickable, text
from des_decider.tui.screens.dialogs import Dialog
from des_decider.tui.widgets.choices import Choices, Led
from des_decider.tui.widgets.fields import LineField, Submitted, Typed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

WIDEST = 100
"""Columns of the dialog in a large window, as its style has it."""


class Picker(Dialog[str | None]):
    """Gives the key of the line that was chosen; each kind says what is asked, and which lines typed words leave."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "down", show=False),
        Binding("up", "up", show=False),
    ]
    HINT = "some of its words"
    ENTER = "chooses"
    """What Enter does with the line one stands on."""

    def asked(self) -> Content:
        """What is asked, above the field."""
        raise NotImplementedError

    def found(self, typed: str, width: int) -> Iterable[tuple[str, Content]]:
        """The lines for what is typed, each with its key."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """What is asked, the field, the list, and how to go."""
        with Vertical(classes="dialog picker"):
            yield Static(self.asked())
            yield LineField(id="filter")
            yield Led(id="found")
            leave = clickable(LEAVE.shown, "screen.dismiss(None)", "bold $accent")
            yield Static(text((f"Up and Down move; Enter {self.ENTER}; ", "$muted")) + leave + text(" leaves"))

    def on_mount(self) -> None:
        """One can type at once."""
        field = self.query_one(LineField)
        field.fill("", self.HINT)
        self._show("")
        field.focus()

    def on_resize(self) -> None:
        """Lines are laid out by the width of the window."""
        self._show(self.query_one(LineField).content)

    def _show(self, typed: str) -> None:
        # The dialog's own width, less its border, its padding and the list's scroll bar.
        width = min(self.app.size.width * 94 // 100, WIDEST) - 8
        listed = self.query_one(Led)
        listed.show(self.found(typed, width))
        listed.highlighted = next((n for n, key in enumerate(listed.keys) if key), None)
        listed.scroll_home(animate=False)

    @on(Typed)
    def _typing(self, event: Typed) -> None:
        self._show(event.text)

    @on(Submitted)
    def _given(self) -> None:
        self._choose(self.query_one(Led).key)

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        self._choose(event.key)

    def _choose(self, key: str) -> None:
        if key:
            self.dismiss(key)

    def action_down(self) -> None:
        """Stand on the next line."""
        self.query_one(Led).action_cursor_down()

    def action_up(self) -> None:
        """Stand on the line before."""
        self.query_one(Led).action_cursor_up()

    async def action_next(self) -> None:
        """A page further down."""
        await self.query_one(Led).run_action("page_down")

    async def action_back(self) -> None:
        """A page further up."""
        await self.query_one(Led).run_action("page_up")
