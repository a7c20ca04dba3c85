"""What this program did last, by names and ids, and up to when its answers are saved; never what was typed."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

MOST = 40
"""Actions remembered; a report of a fault tells them, the last one last."""


class LastActions:
    """The last actions, and when the decision at hand was last saved: None where none was opened."""

    def __init__(self) -> None:
        self._done: deque[str] = deque(maxlen=MOST)
        self.saved_at: datetime | None = None

    def note(self, action: str) -> None:
        """Remember an action by a name of ours or by ids: no text of a person's may be in it."""
        self._done.append(action)

    def __len__(self) -> int:
        return len(self._done)

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._done))


LAST_ACTIONS = LastActions()
"""This program's own: a fault can come from anywhere, so it is no part of one decision."""
