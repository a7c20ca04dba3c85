"""Who and when a change is stamped with: names in one harmless line, times that every file of ours can hold."""

from __future__ import annotations

import getpass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from des_decider.decision.wording import moment, visible

if TYPE_CHECKING:
    from collections.abc import Callable

LONGEST_NAME = 100


def name_of(text: str) -> str:
    """A person's name in one line, without anything a terminal would obey."""
    return " ".join(visible(text.encode(errors="replace").decode()).split())[:LONGEST_NAME]


def logged_in() -> str:
    """Who is logged in on this computer, empty where it does not know."""
    try:
        return name_of(getpass.getuser())
    except (KeyError, OSError, ImportError):
        return ""


def now() -> datetime:
    """This computer's time with its offset, which is what a record states."""
    return datetime.now().astimezone()


def moment_of(clock: Callable[[], datetime]) -> datetime:
    """What the clock says, to the second and with an offset of whole minutes, as TOML demands."""
    at = clock().replace(microsecond=0)
    offset = at.utcoffset()
    if offset is None:
        return at.astimezone()
    return at if offset.total_seconds() % 60 == 0 else at.astimezone(UTC).replace(microsecond=0)


def moment_after(last: datetime | None, clock: Callable[[], datetime]) -> datetime:
    """What the clock says; where it was put back, the second after the `last` change.

    What was given first is told by moments, and a position that is given once more stands after what is put.
    """
    at = moment_of(clock)
    return at if last is None or at >= last else last + timedelta(seconds=1)


def time_of(at: datetime, today: datetime) -> str:
    """A time as people beside this computer say it: 19:42, with its day where that is not today."""
    local = at.astimezone(today.tzinfo)
    return f"{local:%H:%M}" if local.date() == today.date() else moment(local)
