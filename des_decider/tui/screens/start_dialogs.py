"""The dialog of the start screen that asks in which folder a decision is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from des_decider.record.opening import holds_decision
from des_decider.tui.commands import LEAVE
from des_decider.tui.screen_text import clickable, text
from des_decider.tui.screens.new_decision import typed_path
from des_decider.tui.widgets.fields import LineField, Submitted, Typed

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.app import ComposeResult


class OtherFolderScreen(ModalScreen[str | None]):
    """The folder of a decision that was made elsewhere, typed or pasted; what is typed is kept while it is wrong."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = LEAVE.called(does="dismiss(None)").bindings

    def __init__(self, typed: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._typed, self._keep = typed, keep

    def compose(self) -> ComposeResult:
        """A line for the folder."""
        with Vertical(classes="dialog"):
            yield Static(text(("Which folder is the decision in?", "bold")))
            yield Static(text(("The one that holds worksheet.toml, on this computer or a shared drive", "$muted")))
            yield LineField(id="folder")
            yield Static(id="wrong")
            yield Static(
                clickable("Enter", "screen.give", "bold $accent") + text(" opens it; ")
                + clickable(LEAVE.shown, "screen.dismiss", "bold $accent") + text(" goes back")
            )  # fmt: skip

    def on_mount(self) -> None:
        """Open with what was typed before."""
        field = self.query_one(LineField)
        field.fill(self._typed, "paste or type the folder’s path")
        field.focus()

    @on(Typed)
    def _typing(self, event: Typed) -> None:
        event.stop()
        self._keep(event.text)
        self.query_one("#wrong", Static).update("")

    @on(Submitted)
    def _given(self, event: Submitted) -> None:
        event.stop()
        self.action_give()

    def action_give(self) -> None:
        """Give the folder back, if there is a decision in it."""
        folder = typed_path(self.query_one(LineField).content)
        if folder is None:
            self.dismiss(None)
        elif holds_decision(folder):
            self.dismiss(str(folder))
        else:
            self.query_one("#wrong", Static).update(
                text(("! ", "$error bold"), (f"There is no decision in “{folder}”.", "$error"))
            )
