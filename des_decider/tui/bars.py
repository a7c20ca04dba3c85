"""Bars drawn in characters, read without colour and in any window: a scale in pounds, its lines and their words."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.tui.screen_text import right
from des_decider.tui.where_we_stand import signed

if TYPE_CHECKING:
    from collections.abc import Iterable

TO_LOW, TO_HIGH, NOW, NOUGHT = "░", "█", "│", ":"
NUMBER = 11
"""Columns for an amount beside a bar."""
_NAMED = "£0"


class Scale(NamedTuple):
    """What the cells of all bars stand for, in pounds."""

    low: Fraction
    high: Fraction
    cells: int

    @classmethod
    def of(cls, amounts: Iterable[Fraction], cells: int) -> Scale:
        """One scale for these amounts; £0 is on it unless the bars would shrink to less than half for it."""
        found = list(amounts)
        low, high = min(found), max(found)
        if max(high, Fraction(0)) - min(low, Fraction(0)) <= 2 * (high - low):
            low, high = min(low, Fraction(0)), max(high, Fraction(0))
        return cls(low, high, max(cells, 8))

    @property
    def shows_nought(self) -> bool:
        """Whether £0 lies on it."""
        return self.low <= 0 <= self.high

    def cell(self, value: Fraction) -> int:
        """The cell of an amount."""
        if self.high == self.low:
            return 0
        return int((value - self.low) / (self.high - self.low) * (self.cells - 1) + Fraction(1, 2))

    def drawn(self, now: Fraction, ends: Iterable[tuple[str, Fraction]] = ()) -> str:
        """From `now` to each end in its ink, with the lines of now and of £0; without ends, the lines alone."""
        cells, at = [" "] * self.cells, self.cell(now)
        # Where both ends lie the same way, the nearer one is drawn on top.
        for ink, end in sorted(ends, key=lambda pair: abs(pair[1] - now), reverse=True):
            place = self.cell(end)
            for n in range(min(place, at), max(place, at) + 1):
                cells[n] = ink
        if self.shows_nought:
            cells[self.cell(Fraction(0))] = NOUGHT
        cells[at] = NOW
        return "".join(cells)

    def named(self, now: Fraction | None = None) -> str:
        """The words over the lines: how much now is, and £0 where it lies on the scale."""
        marks = [(self.cell(now), signed(now))] if now is not None else []
        marks += [(self.cell(Fraction(0)), _NAMED)] if self.shows_nought else []
        told, room = "", self.cells
        for n, (cell, words) in enumerate(sorted(marks)):
            after = sum(len(later) + 1 for _, later in sorted(marks)[n + 1 :])
            start = min(cell - len(words) // 2, room - len(words) - after)
            told = told.ljust(max(start, len(told) + 1 if told else 0)) + words
        return told.ljust(room)


def axis(scale: Scale, now: Fraction | None = None) -> str:
    """The line above the bars: which way is worse and which better, and what the lines through them stand for."""
    return f"{right('worse ←', NUMBER)} {scale.named(now)} → better"
