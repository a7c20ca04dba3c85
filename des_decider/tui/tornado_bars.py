"""The answers that matter as bars drawn in characters, which can be read without colour and in any window."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from des_decider.decision.wording import capital, money, number
from des_decider.tui.screen_text import cut, padded, right, text, wrapped
from des_decider.tui.where_we_stand import signed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from des_decider.appraisal.tornado import Bar

TO_LOW, TO_HIGH, NOW, NOUGHT = "░", "█", "│", ":"
ONE_LINE = 70
"""Columns from which a bar stands beside its answer instead of under it."""
_NUMBER = 11
_MOST_LINES = 2


class Scale(NamedTuple):
    """What the cells of all bars stand for, in pounds; `now` is the difference with every answer as likely."""

    low: Fraction
    high: Fraction
    now: Fraction
    cells: int

    @property
    def shows_nought(self) -> bool:
        """Whether £0 lies on it."""
        return self.low <= 0 <= self.high

    def cell(self, value: Fraction) -> int:
        """The cell of an amount."""
        if self.high == self.low:
            return 0
        return int((value - self.low) / (self.high - self.low) * (self.cells - 1) + Fraction(1, 2))


def scale_of(bars: Sequence[Bar], now: Fraction, width: int) -> Scale:
    """One scale for all bars in a window; £0 is on it unless the bars would shrink to less than half for it."""
    ends = [now, *(end for bar in bars for end in (bar.at_low, bar.at_high))]
    low, high = min(ends), max(ends)
    if max(high, Fraction(0)) - min(low, Fraction(0)) <= 2 * (high - low):
        low, high = min(low, Fraction(0)), max(high, Fraction(0))
    return Scale(low, high, now, max(width - _label(width) - 2 * (_NUMBER + 1), 8))


def legend(scale: Scale, horizon: str) -> str:
    """How the bars are read."""
    nought = f"{NOUGHT} is £0" if scale.shows_nought else "£0 lies beyond the bars"
    return (
        f"What signing up comes to against opting out {horizon} as one answer goes from its low {TO_LOW} to its high "
        f"end {TO_HIGH}, every other one as likely; worse to the left. {NOW} is {signed(scale.now)}, {nought}."
    )


def drawn(bar: Bar, scale: Scale) -> str:
    """The bar: from where all answers are likely to the low end and to the high end of this one."""
    cells = [" "] * scale.cells
    now = scale.cell(scale.now)
    parts = [(abs(bar.at_low - scale.now), bar.at_low, TO_LOW), (abs(bar.at_high - scale.now), bar.at_high, TO_HIGH)]
    for _, end, ink in sorted(parts, reverse=True):  # where both go the same way, the nearer end lies on top
        place = scale.cell(end)
        for n in range(min(place, now), max(place, now) + 1):
            cells[n] = ink
    if scale.shows_nought:
        cells[scale.cell(Fraction(0))] = NOUGHT
    cells[now] = NOW
    return "".join(cells)


def laid_out(bar: Bar, scale: Scale, width: int) -> Content:
    """The answer, its bar between the worse and the better that it comes to, and under each the end that does it."""
    ends = sorted(((bar.at_low, bar.low), (bar.at_high, bar.high)))
    (worse, at_worse), (better, at_better) = ((signed(comes), f"at {_end(end, bar.unit)}") for comes, end in ends)
    bar_line = (right(worse, _NUMBER), f" {drawn(bar, scale)} ", better)
    ends_line = f"{right(cut(at_worse, _NUMBER), _NUMBER)} {'':<{scale.cells}} {cut(at_better, _NUMBER)}"
    label = capital(bar.label)
    if width < ONE_LINE:
        named = "\n".join(wrapped(label, width, _MOST_LINES))
        return text(named, "\n", *bar_line, "\n", (ends_line, "$muted"))
    room = _label(width)
    first, *more = wrapped(label, room - 2, _MOST_LINES)
    return text(padded(first, room), *bar_line, "\n", padded(more[0] if more else "", room), (ends_line, "$muted"))


def _label(width: int) -> int:
    """Columns for the answer beside its bar; none where the bar stands under it."""
    return 0 if width < ONE_LINE else width * 2 // 5


def _end(value: Fraction, unit: str) -> str:
    """An end of a range, as short as can be."""
    if unit.startswith("£"):
        return money(value, pence=value.denominator != 1)
    short = "%" if unit == "%" else "h" if unit.startswith("hours") else unit
    return f"{number(value)} {short}".strip() if cell_len(short) <= 4 else number(value)
