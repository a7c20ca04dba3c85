"""A page to read over the screen below; and such a page of all the worksheet's author says about what one stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from des_decider.tui.keys import BACK, DETAILS, ENTER, LEAVE, NEXT, bindings
from des_decider.tui.said_lines import in_full
from des_decider.tui.screen_text import lines, text
from des_decider.tui.screens.dialogs import Dialog

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from des_decider.decision.worksheet_says import AuthorSays

NOTHING = "The worksheet says no more about this."


class ReadScreen(Dialog[None]):
    """A page to read, which scrolls; any way out leads back to where one was."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*(command.called(does="dismiss(None)") for command in (DETAILS, ENTER))),
        *bindings(NEXT.called(does="scroll(1)"), BACK.called(does="scroll(-1)")),
        Binding("down", "scroll(0.1)", show=False),
        Binding("up", "scroll(-0.1)", show=False),
    ]

    def __init__(self, title: str, page: Sequence[Content]) -> None:
        super().__init__()
        self._title, self._page = title, page

    def compose(self) -> ComposeResult:
        """What it is about, and all of it."""
        ways = f"{BACK.shown} and {NEXT.shown} scroll; {LEAVE.shown} leaves it"
        head = text((self._title, "bold $accent"), "\n", (ways, "$muted"))
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(lines([head, text(""), *self._page]))

    def action_scroll(self, pages: float) -> None:
        """Further down or up, by so much of what is in sight."""
        box = self.query_one(VerticalScroll)
        box.scroll_relative(y=pages * max(box.size.height - 1, 10), animate=False, immediate=True)


class DetailsScreen(ReadScreen):
    """Rules, notes and every source."""

    def __init__(self, title: str, said: Sequence[AuthorSays]) -> None:
        super().__init__(title, [in_full(said) if said else text(NOTHING)])
