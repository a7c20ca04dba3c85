"""The history on the disk: the end of history.jsonl, where changes are added, and what became of each one tried."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.storage.chained_lines import LONGEST_LINE
from des_decider.storage.history import (
    MOST_BYTES,
    Stands,
    closing_line,
    digest_in,
    line_of,
    read_history,
    without_texts,
)
from des_decider.storage.safely import (
    StorageFault,
    Unconfirmed,
    append_line,
    changed_elsewhere,
    read_whole,
    write_safely,
)

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from des_decider.decision.changes import Change
    from des_decider.storage.history import History

_LOOKED_AT = 4096
"""Bytes at the end of the file that must be as they were written before anything is added."""


class HistoryFile:
    """The end of a history on the disk, where changes are added; a `history` was read from there."""

    def __init__(self, path: Path, history: History) -> None:
        self._path = path
        self._is(history)

    def _is(self, history: History) -> None:
        self._digest, self._bytes = history.digest, history.hashed.copy()
        self._size, self._end = len(history.good), history.good[-_LOOKED_AT:]
        self._lines = [history.good]
        """All that is on the disk, so that it can be kept elsewhere where the disk has gone."""
        self._left: tuple[bytes, ...] = ()
        """What was tried to be added and may stand there in part."""
        self._unconfirmed, self.waits = b"", False

    @property
    def size(self) -> int:
        """The bytes it has, as far as they are known to be on the disk."""
        return self._size

    def stands(self, line: bytes = b"") -> Stands:
        """Which bytes it has, or will have, with the lines that wait and one more."""
        added, hashed = self._unconfirmed + line, self._bytes.copy()
        hashed.update(added)
        return Stands(self._size + len(added), hashed.hexdigest(), digest_in(line) if line else self._digest)

    def line(self, change: Change) -> bytes:
        """The line a change would take. Raises StorageFault where it would be too long for the file."""
        line = line_of(change, self._digest)
        if len(line) > LONGEST_LINE:
            raise StorageFault("this is too much for one change; give the answers in several goes")
        if self._size + len(line) > MOST_BYTES:
            raise StorageFault(f"“{self._path.name}” is full; begin a new decision that replaces this one")
        return line

    def append(self, line: bytes) -> str:
        """Add a line to the disk, after those that wait. Raises StorageFault; the change then did not happen.

        No line at all adds those that wait, and sees whether the file is as it was left.

        Gives why the disk did not confirm a line that stands in the file all the same, empty where it did.
        """
        added, fault, left = self._unconfirmed + line, "", self._left
        self._left = (*(one for one in left if not added.startswith(one)), added)
        try:
            append_line(self._path, added, after=self._size, ending=self._end, left=left)
        except Unconfirmed as error:
            # It is there to be read, so it counts; it is written once more with the next one.
            self._unconfirmed, fault = added, str(error)
        else:
            # Where this is not reached, the line may stand there in part, and nobody was told that it was kept.
            self._left, self._unconfirmed = (), b""
            self._size += len(added)
            self._end = (self._end + added)[-_LOOKED_AT:]
            self._bytes.update(added)
            self._lines.append(added)
        self.waits = False
        if line:
            self._digest = digest_in(line)
        return fault

    def hold_back(self, line: bytes) -> None:
        """Count a line that the disk did not take, as its change is kept elsewhere: it is added with the next one."""
        self._unconfirmed, self._digest, self.waits = self._unconfirmed + line, digest_in(line), True

    def whole(self, line: bytes = b"") -> bytes:
        """All lines, those that wait and one more, whatever became of them on the disk."""
        return b"".join(self._lines) + self._unconfirmed + line

    def closing(self, at: datetime) -> bytes:
        """The line that says when it was signed off, not written yet."""
        return closing_line(at, self._digest)

    def without_texts(self, redaction: Change, name: str) -> History:
        """The history as it is once some texts are taken out; nothing is written yet.

        Raises StorageFault where the file on the disk is not the one that was written here, or would be too large.
        """
        data = without_texts(self.as_left(), redaction, name)
        found = read_history(data)
        if found.broken or found.torn or len(data) > MOST_BYTES:
            raise StorageFault(f"“{self._path.name}” would be too large with it; give what is to be taken out in parts")
        return found

    def replace(self, history: History) -> str:
        """Put another history in the place of this one, in one step. Raises StorageFault; this one then stands.

        Gives why the disk did not confirm it, empty where it did.
        """
        fault = ""
        try:
            write_safely(self._path, history.good)
        except Unconfirmed as error:
            fault = str(error)
        self._is(history)
        return fault

    def as_left(self) -> bytes:
        """All that stands in the file. Raises StorageFault where that is not what was read or written here."""
        data = read_whole(self._path, MOST_BYTES) or b""
        if self._left or data != b"".join(self._lines):
            raise changed_elsewhere(self._path)
        return data
