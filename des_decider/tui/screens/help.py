"""Help where one stands: what this place is for, and every key that works here."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from des_decider.tui.commands import ALWAYS, ENTER, HELP, LEAVE, bindings, keyed
from des_decider.tui.screen_text import lines, padded, text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from des_decider.tui.commands import Command


class HelpScreen(ModalScreen[None]):
    """Words about the screen one came from, and its keys; any way out leads back there."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*(command.called(does="dismiss(None)") for command in (LEAVE, HELP, ENTER))),
        Binding("q", "dismiss(None)", show=False),
    ]

    def __init__(self, here: str, commands: Sequence[Command], more: str = "") -> None:
        super().__init__()
        self._here, self._commands, self._more = here, commands, more

    def compose(self) -> ComposeResult:
        """The words, then the keys."""
        with VerticalScroll(classes="dialog"):
            yield Static(lines(self._told()))

    def _told(self) -> list[Content]:
        pieces = [text(("Help", "bold"), (f"   {LEAVE.shown} leaves it", "$muted")), text(self._here), text("")]
        if self._more:
            pieces += [text(self._more), text("")]
        for command in (*self._commands, *ALWAYS):
            letter = f" or {'?' if command.letter == 'question_mark' else command.letter}" if command.letter else ""
            pieces.append(text((padded(f"{command.shown}{letter}", 12), "bold $accent"), keyed(command.help)))
        pieces += [text(""), text(("Letters work outside a field.", "$muted"))]
        return pieces
