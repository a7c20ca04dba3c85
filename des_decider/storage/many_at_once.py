"""Does the same with many files: one by one, or several at a time where each keeps one waiting, as on a share."""

from __future__ import annotations

from time import perf_counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Of = TypeVar("Of")
Result = TypeVar("Result")
TRIED = 20
"""How many are done one after another before it is known whether they keep one waiting."""
SLOW = 0.002
"""Seconds for one that are more than the work takes; the rest is waiting, in which others can be asked for."""
AT_A_TIME = 16


def each(do: Callable[[Of], Result], many: Sequence[Of]) -> list[Result]:
    """What comes of each, in their order. Raises what `do` raises."""
    start = perf_counter()
    done = [do(one) for one in many[:TRIED]]
    rest = many[TRIED:]
    if not rest or perf_counter() - start < SLOW * TRIED:
        return done + [do(one) for one in rest]
    from concurrent.futures import ThreadPoolExecutor  # a computer's own disk needs none

    with ThreadPoolExecutor(AT_A_TIME) as pool:
        return done + list(pool.map(do, rest))
