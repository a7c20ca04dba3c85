"""The files a decision keeps of its worksheet, byte for byte: what it was written in, and what it lies over."""

from __future__ import annotations

from functools import lru_cache
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.wording import count_of, visible
from des_decider.record.recovery import CannotOpen
from des_decider.storage.safely import read_whole
from des_decider.storage.shipped import BASE_FILE
from des_decider.worksheet.bytes_to_text import MAX_BYTES
from des_decider.worksheet.layers import came_with_the_program
from des_decider.worksheet.reading import Reading, read_worksheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.worksheet.model import Worksheet
    from des_decider.worksheet.windows import Setting

WORKSHEET, STANDARD = "worksheet.toml", "worksheet-standard.toml"
NAMES = (WORKSHEET, STANDARD)
"""What every decision has; one made from a supplement has BASE_FILE too."""

_PUT_BACK = "put it back from a copy of the folder. The answers are untouched"


class WorksheetFiles(NamedTuple):
    """The worksheet as its author wrote it, and the questions and wording that came with the program at the time.

    `base` is the worksheet that this one extends, empty where it extends none.
    """

    worksheet: bytes
    standard: bytes
    base: bytes = b""

    def by_name(self) -> Mapping[str, bytes]:
        """The bytes of each file under its name in the decision's folder."""
        below = {BASE_FILE: self.base} if self.base else {}
        return {WORKSHEET: self.worksheet, **below, STANDARD: self.standard}

    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of each file."""
        return {name: sha256(data).hexdigest() for name, data in self.by_name().items()}


def files_of_new(worksheet: bytes, base: bytes) -> WorksheetFiles:
    """What a decision that is made now keeps."""
    return WorksheetFiles(worksheet, came_with_the_program(), base)


def files_in(folder: Path) -> WorksheetFiles | None:
    """What a decision's folder holds; None where it has no worksheet.

    Raises StorageFault, and CannotOpen where what the worksheet lies over is missing.
    """
    worksheet, standard, base = (read_whole(folder / name, MAX_BYTES) for name in (*NAMES, BASE_FILE))
    if worksheet is None:
        return None
    if standard is None:
        raise CannotOpen(
            f"{STANDARD} is missing from “{visible(str(folder))}”. It holds the questions and wording that came with "
            f"the program; {_PUT_BACK}"
        )
    return WorksheetFiles(worksheet, standard, base or b"")


def read_new(files: WorksheetFiles) -> Worksheet:
    """The worksheet that the files make together. Raises CannotOpen where no decision can be made from it."""
    from des_decider.record.worksheet_check import read_usable  # it works out figures, and opening does not

    return _good(read_usable(files.worksheet, WORKSHEET, base=files.base, standard=files.standard))


def _good(reading: Reading) -> Worksheet:
    if reading.worksheet is None:
        first = str(reading.mistakes[0]).rstrip(".")
        raise CannotOpen(f"the worksheet has {count_of(len(reading.mistakes), 'mistake')}; the first: {first}")
    return reading.worksheet


def read_kept(files: WorksheetFiles) -> Worksheet:
    """The worksheet of a decision that was made; CannotOpen names the file that is not what it was."""
    try:
        return _good(_reading(files))
    except CannotOpen:
        if damaged := _damaged(files):
            raise CannotOpen(f"{damaged}; {_PUT_BACK}") from None
        raise


def _damaged(files: WorksheetFiles) -> str:
    """Which of the files below the worksheet keeps it from being read; empty where neither does."""
    from des_decider.worksheet.supplements import digest_of, extended_by  # few worksheets extend one

    wanted = extended_by(files.worksheet)
    if wanted and digest_of(files.base) != wanted.digest:
        return f"{BASE_FILE} {f'is not the one that {WORKSHEET} extends' if files.base else 'is missing'}"
    now = files_of_new(files.worksheet, files.base)
    damaged = files.standard != now.standard and _reading(now).worksheet is not None
    return f"{STANDARD} is damaged" if damaged else ""


def read_at(files: WorksheetFiles, at: Setting) -> Worksheet:
    """The worksheet of a decision in one of its windows, with days that the practice gave."""
    if not at.days:
        return _reading(files).windows[at.window]
    found = read_worksheet(files.worksheet, WORKSHEET, base=files.base, standard=files.standard, at=at).worksheet
    assert found is not None  # noqa: S101 - it was judged for every window when it was read first
    return found


@lru_cache(maxsize=8)
def _reading(files: WorksheetFiles) -> Reading:
    """What the files hold, read once for each window: the start screen opens all decisions on a worksheet, then one.

    What they say as parsed, and where, is let go: it takes as much memory again, and only an author asks for it.
    """
    found = read_worksheet(files.worksheet, WORKSHEET, base=files.base, standard=files.standard)
    return Reading(found.worksheet, found.mistakes, windows=found.windows)
