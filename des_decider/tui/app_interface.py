"""What a screen may ask of the app around it, and the words for the places it can be sent to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from textual.worker import Worker

    from des_decider.record.session import Session
    from des_decider.tui.background import Beside
    from des_decider.tui.key_queue import KeysInTurn
    from des_decider.tui.meeting import Meeting


TASKS = {
    "quick look": "Quick look", "figures": "Where we stand", "hangs on": "What it hangs on", "dates": "Dates",
    "come back": "To come back to", "check": "Check all answers", "what if": "What if …", "sign off": "Sign off",
    "memo": "Memo",
}  # fmt: skip
"""What one can do in every decision beside its sections, by its place as `AppInterface.go` takes it."""
ASK_NETWORK = "Ask the network"
"""What can be done besides, where something is marked for the network and the decision is not signed."""


class AppInterface(Protocol):
    """The app as its screens know it; which screen shows a place is known to `navigation` alone."""

    by: str
    """Who is typing, where that was said as the program was started; nobody is assumed."""
    clock: Callable[[], datetime]
    beside: Beside
    keys: KeysInTurn

    @property
    def meeting(self) -> Meeting:
        """The decision that is open; only screens of a decision ask for it."""

    def go(self, place: str, *, instead: bool = False) -> None:
        """Show a place on top of where one is, or `instead` of it.

        A place is what it is and which one: `section:care_homes`; `answer:ID`, the question behind an id, from which
        its answer leads back; `figure:ID`, how it is worked out; `finding:SECTION`; `hangs on` with or without a
        horizon; `what if` with or without an id; `check` with or without a section; or one of `figures`, `quick look`,
        `figures:quick look`, `dates`, `come back`, `compare`, `copies`, `network`, `sign off` and
        `memo`.
        """

    def say_here(self, words: str) -> None:
        """Put words on the status line of the screen one sees."""

    def worker_fault(self, worker: Worker[Any]) -> str:
        """The sentence about work beside the typing that failed; its report is written."""

    def open_session(self, session: Session, by: str = "") -> None:
        """Take a decision that was just opened, and show it."""

    def go_on_to(self, session: Session, by: str, words: str) -> None:
        """Leave the decision that is open for one made from it, and say some words there."""

    def leave_decision(self) -> None:
        """Leave the task list for the start screen."""

    def action_look(self) -> None:
        """The next look: dark, light or high contrast."""

    async def action_quit(self) -> None:
        """End the program, once what is only supposed is asked about."""
