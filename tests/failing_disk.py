"""A disk that fails, stood in for: one call, the first of a kind, or everything that goes into one folder."""

from __future__ import annotations

import errno
import os
import random
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from des_decider.storage.safely import StorageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ERRORS = (errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EDQUOT)
CALLS = ("open", "write", "fsync", "ftruncate", "replace", "close", "lseek", "fstat", "read", "unlink")


class Dying:
    """The calls of the system that one act makes; the `fails_at`th of them fails, and with `for_ever` all after it."""

    def __init__(self, fails_at: int, error: int, *, for_ever: bool) -> None:
        self.fails_at, self.error, self.for_ever, self.made = fails_at, error, for_ever, 0

    def __call__(self, name: str, call: Callable[..., object]) -> Callable[..., object]:
        def called(*given: object, **named: object) -> object:
            self.made += 1
            if self.made == self.fails_at or (self.made > self.fails_at and self.for_ever):
                if name == "close":
                    call(*given, **named)
                raise OSError(self.error, os.strerror(self.error))
            return call(*given, **named)

        return called

    @property
    def reached(self) -> bool:
        """Whether the act came as far as the call that fails."""
        return self.made >= self.fails_at


def during(act: Callable[[], object], dying: Dying) -> object:
    """What an act gives while the disk fails; the fault that it ends with, where it ends with one."""
    with pytest.MonkeyPatch.context() as patched:
        for name in CALLS:
            patched.setattr(os, name, dying(name, getattr(os, name)))
        try:
            return act()
        except StorageFault as fault:
            return fault


def some(runs: int, most_calls: int) -> Iterator[Dying]:
    """Some of all places, errors and ways to fail, the same on each run; in a thorough run nearly all."""
    rng = random.Random(20200531)  # noqa: S311 - the same faults each time
    every = [(at, error, end) for at in range(1, most_calls + 1) for error in ERRORS for end in (False, True)]
    for at, error, for_ever in rng.sample(every, min(runs, len(every))):
        yield Dying(at, error, for_ever=for_ever)


class Failing:
    """A call of the system that fails, the first time or for ever."""

    def __init__(self, call: Any, error: int, *, times: int | None) -> None:
        self.call, self.error, self.times = call, error, times

    def __call__(self, *given: Any, **named: Any) -> Any:
        if self.times is None or self.times > 0:
            self.times = None if self.times is None else self.times - 1
            raise OSError(self.error, os.strerror(self.error))
        return self.call(*given, **named)


@contextmanager
def refusing(folder: Path, error: int) -> Iterator[None]:
    """Nothing can be written into a folder; what this program keeps for itself lies on another disk."""
    write, opens = os.write, os.open

    def no_write(handle: int, data: bytes) -> int:
        if os.fstat(handle).st_ino in {path.stat().st_ino for path in folder.iterdir()}:
            raise OSError(error, os.strerror(error))
        return write(handle, data)

    def no_open(path: str, flags: int, *more: int) -> int:
        if Path(path).parent == folder and flags & (os.O_RDWR | os.O_CREAT):
            raise OSError(error, os.strerror(error))
        return opens(path, flags, *more)

    with pytest.MonkeyPatch.context() as patched:
        if error in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
            patched.setattr(os, "write", no_write)
        else:
            patched.setattr(os, "open", no_open)
        yield
