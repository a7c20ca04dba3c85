"""How the bars of a table are laid out: one scale for all, a column for each side of the line they start from."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.memo.columns import shares_of

if TYPE_CHECKING:
    from des_decider.memo.document import Bar, Bars, Table

Shade = Literal["clear", "light", "dark"]
LETTERS: dict[Shade, str] = {"clear": "·", "light": "▒", "dark": "█"}
"""What each shade is in letters."""
_LETTERS = 16
"""How many letters both sides have together."""
_NARROWEST = Fraction(3, 10)
"""The part of both columns that each has at the least, so that its heading has room."""
_OF_TABLE = Fraction(3, 10)


class Stretch(NamedTuple):
    """So much of one side of a bar in one shade; what is clear only keeps the rest away from the line."""

    length: Fraction
    shade: Shade


def arms(bar: Bar) -> tuple[tuple[Stretch, ...], tuple[Stretch, ...]]:
    """Both sides of a bar, left and right, each from the line outwards."""
    right = [(max(piece.start, Fraction(0)), piece.end, piece.dark) for piece in bar.pieces]
    left = [(max(-piece.end, Fraction(0)), -piece.start, piece.dark) for piece in bar.pieces[::-1]]
    return _arm(left), _arm(right)


def _arm(pieces: list[tuple[Fraction, Fraction, bool]]) -> tuple[Stretch, ...]:
    stretches: list[Stretch] = []
    at = Fraction(0)
    for start, end, dark in pieces:
        if end <= start:
            continue
        if start > at:
            stretches.append(Stretch(start - at, "clear"))
        stretches.append(Stretch(end - start, "dark" if dark else "light"))
        at = end
    return tuple(stretches)


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


def with_room(table: Table) -> Table:
    """The table with two more columns, empty, in which its bars are drawn; a table without bars as it is."""
    bars = table.bars
    if bars is None:
        return table
    shares = shares_of(table)
    room = sum(shares) * float(_OF_TABLE / (1 - _OF_TABLE))
    widths = (*shares, *(round(room * float(part)) for part in parts(bars)))
    numbers = (*table.numbers, len(table.header))
    rows = tuple((*row, "", "") for row in table.rows)
    return replace(table, header=(*table.header, *bars.sides), rows=rows, numbers=numbers, widths=widths)


def in_letters(table: Table) -> Table:
    """The table with its bars written in letters, in two more columns; a table without bars as it is."""
    bars = table.bars
    if bars is None:
        return table
    sizes = parts(bars)
    unit = scale(bars, (sizes[0] * _LETTERS, sizes[1] * _LETTERS))
    drawn = with_room(table)
    sides = [[_written(side, unit) for side in arms(bar)] for bar in bars.rows]
    rows = tuple((*row, left[::-1], right) for row, (left, right) in zip(table.rows, sides, strict=True))
    return replace(drawn, rows=rows, bars=None)


def _longest(bars: Bars) -> tuple[Fraction, Fraction]:
    pieces = [piece for bar in bars.rows for piece in bar.pieces]
    none = Fraction(0)
    return max([none, *(-piece.start for piece in pieces)]), max([none, *(piece.end for piece in pieces)])


def _written(side: tuple[Stretch, ...], unit: Fraction) -> str:
    """One side of a bar from the line outwards; it keeps to its length, and whatever is there shows."""
    letters: list[str] = []
    until = Fraction(0)
    for length, shade in side:
        until += length
        more = max(_rounded(until * unit) - len(letters), 0 if shade == "clear" else 1)
        letters += LETTERS[shade] * more
    room = max(_rounded(until * unit), 1)
    return "".join(letters if len(letters) <= room else _squeezed(letters, room))


def _squeezed(letters: list[str], room: int) -> list[str]:
    """Letters of which the first of what there is most of gives way, until they fit."""
    while len(letters) > room:
        letters.remove(max(letters, key=letters.count))
    return letters


def _rounded(length: Fraction) -> int:
    return int(length + Fraction(1, 2))
