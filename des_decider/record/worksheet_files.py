"""The files a decision keeps of its worksheet, byte for byte: what it was written in, and what it lies over."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.wording import count_of, visible
from des_decider.record.recovery import CannotOpen
from des_decider.storage.safely import read_whole
from des_decider.worksheet.bytes_to_text import MAX_BYTES
from des_decider.worksheet.layers import came_with_the_program
from des_decider.worksheet.reading import read_worksheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.worksheet.model import Worksheet
    from des_decider.worksheet.reading import Reading

WORKSHEET, STANDARD = "worksheet.toml", "worksheet-standard.toml"
NAMES = (WORKSHEET, STANDARD)


class WorksheetFiles(NamedTuple):
    """The worksheet as its author wrote it, and the questions and wording that came with the program at the time."""

    worksheet: bytes
    standard: bytes

    def by_name(self) -> Mapping[str, bytes]:
        """The bytes of each file under its name in the decision's folder."""
        return dict(zip(NAMES, self, strict=True))

    def digests(self) -> Mapping[str, str]:
        """The SHA-256 of each file."""
        return {name: sha256(data).hexdigest() for name, data in self.by_name().items()}


def files_of_new(worksheet: bytes) -> WorksheetFiles:
    """What a decision that is made now keeps."""
    return WorksheetFiles(worksheet, came_with_the_program())


def files_in(folder: Path) -> WorksheetFiles | None:
    """What a decision's folder holds; None where it has no worksheet.

    Raises StorageFault, and CannotOpen where what the worksheet lies over is missing.
    """
    worksheet, standard = (read_whole(folder / name, MAX_BYTES) for name in NAMES)
    if worksheet is None:
        return None
    if standard is None:
        raise CannotOpen(
            f"{STANDARD} is missing from “{visible(str(folder))}”. It holds the questions and wording that came with "
            "the program; put it back from a copy of the folder. The answers are untouched"
        )
    return WorksheetFiles(worksheet, standard)


def read_files(files: WorksheetFiles) -> Worksheet:
    """The worksheet that the files make together. Raises CannotOpen, which names the file that is at fault."""
    reading = _reading(files)
    if reading.worksheet is not None:
        return reading.worksheet
    now = files_of_new(files.worksheet)
    if files.standard != now.standard and _reading(now).worksheet is not None:
        raise CannotOpen(f"{STANDARD} is damaged; put it back from a copy of the folder. The answers are untouched")
    first = str(reading.mistakes[0]).rstrip(".")
    raise CannotOpen(f"the worksheet has {count_of(len(reading.mistakes), 'mistake')}; the first: {first}")


def _reading(files: WorksheetFiles) -> Reading:
    return read_worksheet(files.worksheet, WORKSHEET, standard=files.standard)
