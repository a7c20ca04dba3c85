"""A first round of positions that nobody sees until all are in: till then they are in this dialog's memory alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.widgets import Static

from des_decider.decision.wording import joined
from des_decider.tui.keys import LEAVE
from des_decider.tui.screen_text import clickable, lines, text
from des_decider.tui.screens.dialogs import Dialog
from des_decider.tui.widgets.fields import ChoiceField, Submitted, Typed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from des_decider.tui.question_words import Asked

ELSEWHERE = "elsewhere"
_HOW = "Hand the keyboard round. A digit answers and the next name comes up; what was chosen is not shown again."


class FirstRound(Dialog[dict[str, str] | None]):
    """Asks each partner in turn, and gives all positions by id once the last is in.

    Whoever takes part from elsewhere is noted as such, as the chair then types what they say. Nothing is a draft, so
    leaving it, or a window that closes, means asking everybody again.
    """

    def __init__(self, asked: Sequence[tuple[str, Asked]]) -> None:
        """`asked` are the partners' names, in their order, each with the question for their position."""
        super().__init__()
        self._asked = asked
        self._found: dict[str, str] = {}
        self._at = 0
        self._elsewhere = False

    def compose(self) -> ComposeResult:
        """Whose turn it is, the question, its answers, and who is still to come."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(id="turn")
            yield ChoiceField(id="position")
            yield Static(id="to-come")
            leave = clickable(LEAVE.shown, "screen.dismiss(None)", "bold $accent")
            yield Static(leave + text((" leaves it, and nothing of it is kept", "$muted")))

    def on_mount(self) -> None:
        """Ask the first."""
        self._ask()
        self.query_one(ChoiceField).focus()

    def _ask(self, said: str = "") -> None:
        """Put the question to the partner whose turn it is; the answers look the same to everybody."""
        name, asked = self._asked[self._at]
        here = " (from elsewhere: the chair types it, and the record says so)" if self._elsewhere else ""
        told = [text((name, "bold"), here), text(asked.text), text((said or _HOW, "$warning" if said else "$muted"))]
        self.query_one("#turn", Static).update(lines(told))
        other = "is in the room after all" if self._elsewhere else "takes part from elsewhere"
        self.query_one(ChoiceField).offer({**asked.choices, ELSEWHERE: other}, "")
        to_come = [one for one, _ in self._asked[self._at :]]
        words = f"Still to come: {joined(to_come)}. Not saved until all are in."
        self.query_one("#to-come", Static).update(text(words))

    @on(Typed)
    def _typing(self) -> None:
        """Words would stand there to be read."""
        self._ask("Press the digit beside an answer.")

    @on(Submitted)
    def _given(self, event: Submitted) -> None:
        """Keep it to oneself, and ask the next."""
        if event.text == ELSEWHERE:
            self._elsewhere = not self._elsewhere
            self._ask()
        elif event.text in self._asked[self._at][1].choices:
            self._keep(event.text)
        else:
            self._ask("Everybody is asked before anything is shown; press the digit beside an answer.")

    def _keep(self, position: str) -> None:
        id_ = self._asked[self._at][1].id
        self._found[id_] = position
        if self._elsewhere:
            self._found[f"{id_.rpartition('.')[0]}.{ELSEWHERE}"] = "yes"
        self._elsewhere = False
        self._at += 1
        if self._at < len(self._asked):
            self._ask()
        else:
            self.dismiss(self._found)
