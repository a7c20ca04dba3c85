"""Reads a worksheet for a command that wants one without mistakes: a shipped one by its id, or any file."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.cli.opening import program, quoted
from des_decider.decision.wording import count_of, visible
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.worksheet.model import Worksheet


class Good(NamedTuple):
    """A worksheet without mistakes, the file it stands in, and the worksheet that it extends, if it does."""

    file: Path
    data: bytes
    base: bytes
    worksheet: Worksheet


def good_worksheet(id_or_file: str) -> Good:
    """The worksheet; Trouble where there is none, or where it has mistakes."""
    from des_decider.cli.new import worksheet_file
    from des_decider.storage.shipped import base_of, read_shipped
    from des_decider.worksheet.reading import read_worksheet

    file = worksheet_file(id_or_file)
    data = read_shipped(file)
    base = base_of(data, file.parent)
    reading = read_worksheet(data, file.name, base=base)
    if reading.worksheet is None:
        mistakes = count_of(len(reading.mistakes), "mistake")
        see = f"{program()} worksheet check {quoted(file)}"
        raise Trouble(f"{visible(id_or_file)} has {mistakes}; to see where: {see}")
    return Good(file, data, base, reading.worksheet)
