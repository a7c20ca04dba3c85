"""A program that is killed: at a moment that nobody chose, or right before one of its calls to the system."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING

from tests.failing_disk import CALLS

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

A_LITTLE = 60_000
"""Steps of a loop, in which the next answer comes some way."""


def before_a_call(act: Callable[[], object], dies_at: int) -> bool:
    """Do something in a process that is killed before a call to the system; whether it came to its end."""
    child = os.fork()
    if child == 0:
        made_so_far = 0

        def counted(call: Callable[..., object]) -> Callable[..., object]:
            def called(*given: object, **named: object) -> object:
                nonlocal made_so_far
                made_so_far += 1
                if made_so_far == dies_at:
                    os._exit(1)
                return call(*given, **named)

            return called

        try:
            for name in CALLS:
                setattr(os, name, counted(getattr(os, name)))
            act()
        except BaseException:  # noqa: BLE001 - what it came to is its exit code alone
            os._exit(2)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) != 2
    return os.waitstatus_to_exitcode(status) == 0


def amid(act: Callable[[Callable[[int], None]], None], rng: Random, most: int) -> list[int]:
    """Kill what works for ever, a while after it acknowledged something some times, `most` at most; what that was.

    `act` is told how to acknowledge something by its number.
    """
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:

        def acknowledge(number: int) -> None:
            os.write(writes, number.to_bytes(4, "big"))

        try:
            os.close(reads)
            act(acknowledge)
        finally:
            os._exit(1)
    os.close(writes)
    acknowledged = []
    for _ in range(rng.randint(1, most)):
        said = os.read(reads, 4)
        assert said, "it ended by itself"
        acknowledged.append(int.from_bytes(said, "big"))
    for _ in range(rng.randrange(A_LITTLE)):  # a moment somewhere within the next, without a clock
        pass
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    while rest := os.read(reads, 4):
        acknowledged.append(int.from_bytes(rest, "big"))
    os.close(reads)
    return acknowledged
