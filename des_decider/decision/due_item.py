"""One thing that is due of a decision: by when, what, who sees to it, and whether it is still so on a day."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.wording import day, how_soon

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date


class Due(NamedTuple):
    """One thing that is due: by when, None where no day is recorded; what, and who sees to it.

    `id` is that of the answer that gives its day, or would; it stays the same whatever the answer is. `ends` is the
    kind of entry that ends it, about `of`; empty for a day that only passes.
    """

    id: str
    when: date | None
    what: str
    who: str = ""
    ends: str = ""
    of: str = ""

    def __str__(self) -> str:
        return f"{self.what} ({self.who})" if self.who else self.what

    def on(self, today: date) -> str:
        """The day, and how far off it is: “20 May 2020, 7 days overdue”."""
        return f"{day(self.when)}, {how_soon(self.when, today)}" if self.when else "no day recorded"

    def late(self, today: date) -> bool:
        """Whether its day is over."""
        return self.when is not None and self.when < today


def due_on(today: date, found: Iterable[Due]) -> tuple[Due, ...]:
    """What of some things is still due on a day, soonest first and what has no day last.

    What somebody has to do stays until an entry ends it, and is overdue after its day. A day that only passes, such as
    the next window's end, is left out once it is over.
    """
    kept = (one for one in found if one.ends or (one.when is not None and one.when >= today))
    return tuple(sorted(kept, key=lambda one: (one.when is None, one.when)))
