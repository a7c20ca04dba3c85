"""A fault of a screen ends the program soundly: what is typed is kept, the terminal restored, a report written."""

from __future__ import annotations

import re
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from textual import events
from textual.app import App
from textual.screen import Screen

from des_decider.decision.wording import capital
from des_decider.record.faults import LAST_ACTIONS, reported

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.actions import ActionParseResult
    from textual.dom import DOMNode
    from textual.worker import Worker


class EndsSoundly(App[int]):
    """An app that tells a fault in one sentence, where the library would print its traceback with every value."""

    fault = ""
    """The sentence about the fault that ended the screens."""

    def _handle_exception(self, error: Exception) -> None:
        """The library's way out of every fault; only the first is told, as those after it come of ending."""
        if self._exception is None:
            self._keep_what_is_typed()
            place = f"on the screen {screen_name(self.screen)}" if self._screen_stack else "before the first screen"
            self.fault = reported(error, f"{place}, after {LAST_ACTIONS[-1]}" if LAST_ACTIONS else place)
        super()._handle_exception(error)

    def panic(self, *_: object) -> None:
        """End; what the library would print holds the values of names."""
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        self._close_messages_no_wait()

    def worker_fault(self, worker: Worker[Any]) -> str:
        """The sentence about a worker that failed, for its screen; the program goes on."""
        return capital(reported(worker.error or RuntimeError(), worker.name))

    async def on_event(self, event: events.Event) -> None:
        """Note Enter, which gives, chooses and goes on everywhere; no other key is noted, as it may be a text."""
        if isinstance(event, events.Key) and event.key == "enter" and not event.is_forwarded:
            LAST_ACTIONS.append("Enter")
        await super().on_event(event)

    async def run_action(
        self,
        action: str | ActionParseResult,
        default_namespace: DOMNode | None = None,
        namespaces: Mapping[str, DOMNode] | None = None,
    ) -> bool:
        """Note every command by its name; what moves in a field or a list is none, and what is chosen is not told."""
        name = action.partition("(")[0] if isinstance(action, str) else action[1]
        if name.startswith(("screen.", "app.")) or isinstance(default_namespace, (App, Screen)):
            LAST_ACTIONS.append(name.rpartition(".")[2].replace("_", " "))
        return await super().run_action(action, default_namespace, namespaces)

    def _keep_what_is_typed(self) -> None:
        for screen in self.screen_stack if self._screen_stack else ():
            keep = getattr(screen, "keep_typed", None)
            if keep is not None:
                # What is broken may be the very screen; its text is kept before anything of it is shown again.
                with suppress(Exception):
                    keep()


def screen_name(screen: Screen[Any]) -> str:
    """What a screen is called in a report: the words of its class, and the section where it shows one."""
    words = re.sub(r"(?<!^)(?=[A-Z])", " ", type(screen).__name__.removesuffix("Screen")).lower()
    return " ".join(filter(None, (words, getattr(screen, "place", ""))))
