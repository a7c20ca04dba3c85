"""Keys one after another, also those that arrive together: each once what the one before led to is done.

By itself the library puts a letter into a field at once, but runs a command, as Backspace is one, a round of messages
later; so the keys of one packet overtake one another, and the last of them answer a question nobody has seen. An Enter
typed out of habit after a digit that has answered does the same, and is taken with the digit. A figure that follows a
digit at once makes a number of both, which was no answer to choose by.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual import events
    from textual.app import App
    from textual.timer import Timer

ROUNDS = 3
"""From a key to what it does, to what that tells, to the screen that acts on it."""
PATIENCE = 0.5
"""Seconds after which the next key goes on all the same, should anything be lost on its way."""
LONGEST_COMING = 10.0
"""Seconds after which keys wait no longer for a dialog, should it never come."""
HABIT = 0.8
"""Seconds within which an Enter goes with a digit out of habit; nobody reads the next question in less."""

ONE_NUMBER = 0.3
"""Seconds within which figures are typed as one number; nobody answers two questions in that time."""
FIGURES = frozenset("0123456789.,/-")
"""What a number or a range is typed with."""


class Passed(Message):
    """All that was on its way where the keys go, when this was sent, has reached the app."""

    def __init__(self, key: events.Key, rounds: int) -> None:
        super().__init__()
        self.of, self.rounds = key, rounds


class KeysInTurn:
    """The keys that wait, the first of them being at work."""

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._keys: deque[events.Key] = deque()
        self._patience: Timer | None = None
        self._at_work: events.Key | None = None
        self._coming: Timer | None = None
        """While a dialog is still to come that the keys are for."""
        self._digit: events.Key | None = None
        """The digit that has answered a question, and was the last thing done."""
        self._number_meant: Callable[[str], None] = lambda _: None

    def digit_answered(self, number_meant: Callable[[str], None]) -> None:
        """The key at work, a digit, has answered a question; many people press Enter after it all the same.

        `number_meant` is called where it turns out to have been the beginning of a number, with that.
        """
        self._digit, self._number_meant = self._keys[0] if self._keys else None, number_meant

    def belongs_to_digit(self, key: events.Key) -> bool:
        """Whether this goes with a digit that has answered, and so answers nothing else: an Enter, or a number's rest.

        An Enter that comes later is meant: whoever has read the next question and presses it may not be left waiting.
        """
        digit, self._digit = self._digit, None
        if digit is None:
            return False
        if key.key == "enter":
            return key.time - digit.time < HABIT
        if key.character not in FIGURES or key.time - digit.time >= ONE_NUMBER:
            return False
        self._number_meant(f"{digit.character}{key.character}")
        return True

    def something_else_was_done(self) -> None:
        """A mouse or a paste came between: the next Enter is meant as it is."""
        self._digit = None

    @property
    def waiting(self) -> bool:
        """Whether a key is at work."""
        return bool(self._keys)

    def is_next(self, key: events.Key) -> bool:
        """Whether it is this key's turn; if not, it comes again when it is."""
        if not self._keys or self._keys[0] is not key:
            self._keys.append(key)
        if self._keys[0] is not key or self._coming is not None:
            return False
        self._at_work = key
        return True

    def wait_for_dialog(self) -> None:
        """A dialog comes by itself, and keys typed before it is seen are for it; `dialog_is_there` lets them go on."""
        if self._coming is None:
            self._coming = self._app.set_timer(LONGEST_COMING, self.dialog_is_there)

    def dialog_is_there(self) -> None:
        """The dialog has the keys, or none comes."""
        if self._coming is not None:
            self._coming.stop()
            self._coming = None
            if self._at_work is None:
                self._next()

    def follow(self, key: events.Key, rounds: int = ROUNDS) -> None:
        """See when all that a key leads to is done; messages from one place keep their order."""
        if self._patience is None:
            self._patience = self._app.set_timer(PATIENCE, lambda: self._done(key))
        (self._app.focused or self._app.screen).post_message(Passed(key, rounds - 1))

    def screen_closes(self) -> None:
        """A screen that closes takes what is on its way through it along."""
        if self._keys:
            self.follow(self._keys[0])

    def passed(self, found: Passed) -> None:
        """A round is over."""
        if not self._keys or self._keys[0] is not found.of:
            return
        if found.rounds:
            self.follow(found.of, found.rounds)
        else:
            self._done(found.of)

    def _done(self, key: events.Key) -> None:
        if self._patience is not None:
            self._patience.stop()
            self._patience = None
        if self._keys and self._keys[0] is key:
            self._keys.popleft()
            self._at_work = None
            if self._coming is None:
                self._next()

    def _next(self) -> None:
        if self._keys:
            self._app.post_message(self._keys[0])
