"""Long reckonings ask, every few milliseconds, whether anybody still waits for them."""

from __future__ import annotations

from collections.abc import Callable

Stop = Callable[[], bool]
"""Says whether to stop."""


class Stopped(Exception):
    """The work was told to stop before it was done; nothing of it is given."""


def never() -> bool:
    """Go on to the end."""
    return False


def go_on(stop: Stop) -> None:
    """Raise `Stopped` once `stop` says so."""
    if stop():
        raise Stopped
