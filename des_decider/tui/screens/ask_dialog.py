"""A question over a screen with its answers in words; one stands on the first, which changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from des_decider.tui.commands import LEAVE
from des_decider.tui.screen_text import clickable, lines, text
from des_decider.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content


class AskScreen(ModalScreen[str | None]):
    """Gives the key of the answer that was chosen, or None where one left."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = LEAVE.called(does="dismiss(None)").bindings

    def __init__(
        self, told: Sequence[Content], answers: Sequence[tuple[str, str]], *, enter: str = "", leaves: str = ""
    ) -> None:
        """`enter` and `leaves` say under the answers what Enter and the way out do, where that is told."""
        super().__init__()
        self._told, self._answers, self._enter, self._leaves = told, answers, enter, leaves

    def compose(self) -> ComposeResult:
        """The question, what it is about, the answers, and how to go."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(lines(self._told))
            yield Choices(id="offered")
            if self._leaves:
                leave = clickable(LEAVE.shown, "screen.dismiss(None)", "bold $accent")
                yield Static(text((self._enter, "$muted")) + leave + text((f" {self._leaves}", "$muted")))

    def on_mount(self) -> None:
        """Stand on the answer that changes nothing."""
        listed = self.query_one(Choices)
        listed.show([(key, text(words)) for key, words in self._answers])
        listed.focus()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self.dismiss(event.key)
