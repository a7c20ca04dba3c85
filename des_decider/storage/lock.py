"""One decision, one writer: an operating-system lock on the folder, and a readable note of who holds it."""

from __future__ import annotations

import os
import platform
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.wording import moment, visible
from des_decider.storage.checked_fields import moment_of
from des_decider.storage.safely import StorageFault, read_whole, remove, write_safely
from des_decider.storage.toml_text import BrokenText, read_toml, write_toml
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from filelock import BaseFileLock

LOCK_FILE = ".lock"
NOTE_FILE = ".held-by"
MOST_BYTES = 4096
_LONGEST_WORD = 80


class Held(Trouble):
    """The decision cannot be written to for now: one sentence that says who holds it, or why it cannot be held."""


class Note(NamedTuple):
    """Who holds a decision: a person, their computer, and since when."""

    who: str
    computer: str
    since: datetime | None

    def __str__(self) -> str:
        since = f" since {moment(self.since)}" if self.since else ""
        return f"{self.who or 'somebody'} on {self.computer}{since}"


class Hold:
    """A decision held by this program. `notice` says so where a program that ended early left its note."""

    def __init__(self, lock: BaseFileLock, note: Path, notice: str) -> None:
        self._lock, self._note, self.notice = lock, note, notice

    def let_go(self) -> None:
        """Let others write. Never raises: the system frees the lock of a program that ends."""
        with suppress(StorageFault):  # one that stays is another computer's word that it is open here
            remove(self._note)
        with suppress(OSError):
            self._lock.release()


def hold(folder: Path, *, who: str, now: datetime, wait: float = 0.0, take_over: bool = False) -> Hold:
    """Hold a decision for writing, waiting at most `wait` seconds.

    Raises Held where somebody else has it, where the note names another computer (its lock may not reach here, so
    only a person may take it over, by `take_over`), or where the disk knows no locks. No timer ever takes over.
    """
    lock = _lock(folder, wait)
    note = folder / NOTE_FILE
    try:
        left = read_note(folder)
        here = platform.node()
        if left and left.computer != here and not take_over:
            words = f"it is noted as open by {left}"
            raise Held(f"{words}; ask them to close it, or take it over (--take-over) if you know that it is closed")  # noqa: TRY301
        notice = f"The decision was not closed properly by {left}; it was taken over from there." if left else ""
        with suppress(StorageFault):
            # The note is only for people; without it the lock holds all the same, and both end with the power.
            mine = {"who": visible(who)[:_LONGEST_WORD], "computer": here, "process": os.getpid(), "since": now}
            write_safely(note, write_toml(mine), lasting=False)
    except BaseException:
        lock.release()
        raise
    return Hold(lock, note, notice)


def read_note(folder: Path) -> Note | None:
    """The note of who holds a decision, fit to be shown; None where none names a computer.

    A computer that stops may leave a part of it, or nothing in it.
    """
    try:
        found = read_toml(read_whole(folder / NOTE_FILE, MOST_BYTES) or b"")
    except (StorageFault, BrokenText):
        return None
    who, computer = (
        visible(word)[:_LONGEST_WORD] if isinstance(word := found.get(key), str) else "" for key in ("who", "computer")
    )
    return Note(who, computer, moment_of(found.get("since"))) if computer else None


def _lock(folder: Path, wait: float) -> BaseFileLock:
    from filelock import FileLock, Timeout, UnixFileLock, WindowsFileLock

    try:
        # A lock made of a file's presence outlives its program and can be forged; without the system's, nobody writes.
        lock: BaseFileLock = FileLock(folder / LOCK_FILE, thread_local=False, fallback_to_soft=False)
        lock.acquire(timeout=max(0.0, wait))
        if not isinstance(lock, UnixFileLock | WindowsFileLock):
            # What filelock gives where the platform has no other.
            lock.release()
            raise NotImplementedError  # noqa: TRY301 - told below like every other refusal
    except Timeout:
        note = read_note(folder)
        raise Held(f"it is open elsewhere: {note}" if note else "another program has it open") from None
    except (OSError, NotImplementedError) as error:
        why = visible(getattr(error, "strerror", None) or "the disk knows no locks")
        raise Held(f"the folder cannot be held for writing here ({why})") from error
    return lock
