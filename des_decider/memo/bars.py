"""How the bars of a table are laid out: one scale for all, a column for each side of the line they start from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from des_decider.memo.document import Arm, Bars, Table

LIGHT, DARK = "▒", "█"
_LETTERS = 16
"""How many letters both sides have together."""
_NARROWEST = Fraction(1, 4)
"""The part of both columns that each has at the least, so that its heading has room."""
_OF_TABLE = Fraction(3, 10)


def parts(bars: Bars) -> tuple[Fraction, Fraction]:
    """What part of the room for bars each side has."""
    left, right = _longest(bars)
    if not left + right:
        return Fraction(1, 2), Fraction(1, 2)
    part = min(max(left / (left + right), _NARROWEST), 1 - _NARROWEST)
    return part, 1 - part


def scale(bars: Bars, rooms: tuple[Fraction, Fraction]) -> Fraction:
    """How long one unit of a bar is where each side has so much room."""
    fits = [room / longest for room, longest in zip(rooms, _longest(bars), strict=True) if longest]
    return min(fits, default=Fraction(0))


def in_letters(table: Table) -> Table:
    """The table with its bars written in letters, in two more columns; a table without bars as it is."""
    bars = table.bars
    if bars is None:
        return table
    sizes = parts(bars)
    unit = scale(bars, (sizes[0] * _LETTERS, sizes[1] * _LETTERS))
    rows = tuple(
        (*row, _written(left, unit)[::-1], _written(right, unit))
        for row, (left, right) in zip(table.rows, bars.arms, strict=True)
    )
    widths = table.widths
    if widths:
        room = sum(widths) * _OF_TABLE / (1 - _OF_TABLE)
        widths = (*widths, *(round(room * part) for part in sizes))
    numbers = (*table.numbers, len(table.header))
    return replace(table, header=(*table.header, *bars.sides), rows=rows, numbers=numbers, widths=widths, bars=None)


def _longest(bars: Bars) -> tuple[Fraction, Fraction]:
    left, right = (max((sum(pair[side]) for pair in bars.arms), default=0) for side in (0, 1))
    return Fraction(left), Fraction(right)


def _written(arm: Arm, unit: Fraction) -> str:
    """One side of a bar from the line outwards; a side that is there shows, and so does what is dark of it."""
    letters = _shown(sum(arm) * unit)
    dark = min(_shown(arm.dark * unit), letters)
    return LIGHT * (letters - dark) + DARK * dark


def _shown(length: Fraction | int) -> int:
    return max(1, int(length + Fraction(1, 2))) if length else 0
