"""Blank worksheets as the screens offer them: who issued one and for which year, or in words why it cannot be used."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from des_decider.decision.supplement_words import extends
from des_decider.decision.wording import capital, count_of
from des_decider.storage.safely import StorageFault, read_whole
from des_decider.storage.shipped import base_of, read_shipped, shipped_worksheets
from des_decider.worksheet.bytes_to_text import MAX_BYTES
from des_decider.worksheet.reading import read_worksheet
from des_decider.worksheet.windows import usual_window

if TYPE_CHECKING:
    from datetime import date
    from pathlib import Path

    from des_decider.worksheet.model import Worksheet


@dataclass(frozen=True, slots=True)
class Blank:
    """One file: its bytes and what they say, or `wrong`: one sentence that says why it cannot be used."""

    path: Path
    data: bytes = b""
    base: bytes = b""
    """The worksheet that this one extends."""
    worksheet: Worksheet | None = None
    wrong: str = ""

    @property
    def title(self) -> str:
        """The worksheet's title; the file's name where it has none."""
        return self.worksheet.title if self.worksheet else self.path.name

    @property
    def issued(self) -> str:
        """Its edition and who issued it."""
        if self.worksheet is None:
            return self.wrong
        what = extends(self.worksheet)
        return ", ".join(filter(None, (f"edition {self.worksheet.edition}, from {self.worksheet.issuer}", what)))

    def decide_by(self, today: date) -> date | None:
        """The deadline of the window that a decision begun today is made in."""
        sheet = self.worksheet
        return sheet.day(sheet.windows[usual_window(sheet, today, {})].decide_by) if sheet else None


def shipped_blanks(today: date) -> tuple[Blank, ...]:
    """The blank worksheets that come with the program; first the one whose decision comes next, else the newest."""
    found = []
    for path in shipped_worksheets():
        try:
            found.append(_read(path, read_shipped(path)))
        except StorageFault as error:
            found.append(Blank(path, wrong=sentence(str(error))))
    return tuple(sorted(found, key=lambda blank: _turn(blank, today)))


def _turn(blank: Blank, today: date) -> tuple[int, int]:
    """Where a worksheet stands among others: decisions to come by their day, then years from the newest."""
    if blank.worksheet is None:
        return 2, 0
    due = blank.decide_by(today)
    return (0, due.toordinal()) if due and due >= today else (1, -blank.worksheet.year.ends.toordinal())


def blank_at(path: Path) -> Blank:
    """A worksheet that came by mail."""
    try:
        data = read_whole(path, MAX_BYTES)
        base = base_of(data or b"", path.parent)
    except (StorageFault, ValueError) as error:
        return Blank(path, wrong=sentence(str(error)))
    if data is None:
        return Blank(path, wrong=f"There is no file “{path}”. Look at the name and where the file is.")
    return _read(path, data, base)


def sentence(words: str) -> str:
    """What went wrong, with a capital at its beginning and a full stop at its end."""
    return capital(words) + ("" if words.endswith((".", "?", "!")) else ".")


def _read(path: Path, data: bytes, base: bytes = b"") -> Blank:
    reading = read_worksheet(data, path.name, base=base)
    if reading.worksheet is None:
        amount = count_of(len(reading.mistakes), "mistake")
        return Blank(path, wrong=f"The worksheet has {amount}; the first: {reading.mistakes[0]}")
    return Blank(path, data, base, reading.worksheet)
