"""The answers that matter as bars: each answer, what its ends come to, and how the bars are read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from des_decider.decision.wording import capital, money, number
from des_decider.tui.bars import NOUGHT, NOW, NUMBER, TO_HIGH, TO_LOW, Scale, axis
from des_decider.tui.screen_text import cut, padded, right, text, wrapped
from des_decider.tui.where_we_stand import signed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from textual.content import Content

    from des_decider.appraisal.tornado import Bar

ONE_LINE = 70
"""Columns from which a bar stands beside its answer instead of under it."""
_MOST_LINES = 2


def scale_of(bars: Sequence[Bar], now: Fraction, width: int) -> Scale:
    """One scale for all bars in a window; `now` is the difference with every answer as likely."""
    ends = (end for bar in bars for end in (bar.at_low, bar.at_high))
    return Scale.of((now, *ends), width - _label(width) - 2 * (NUMBER + 1))


def legend(scale: Scale, now: Fraction, horizon: str) -> str:
    """How the bars are read."""
    nought = f"£0 is at {NOUGHT}" if scale.shows_nought else "£0 lies beyond the bars"
    return (
        f"What signing up comes to against opting out {horizon} as one answer goes from its low {TO_LOW} to its high "
        f"end {TO_HIGH}, every other one as likely. {NOW} is {signed(now)}, {nought}."
    )


def heads(scale: Scale, now: Fraction, width: int) -> Content:
    """The line above the bars."""
    return text((" " * _label(width) + axis(scale, now), "bold"))


def laid_out(bar: Bar, scale: Scale, now: Fraction, width: int) -> Content:
    """The answer, its bar between the worse and the better that it comes to, and under each the end that does it."""
    ends = sorted(((bar.at_low, bar.low), (bar.at_high, bar.high)))
    (worse, at_worse), (better, at_better) = ((signed(comes), f"at {_end(end, bar.unit)}") for comes, end in ends)
    inked = ((TO_LOW, bar.at_low), (TO_HIGH, bar.at_high))
    bar_line = (right(worse, NUMBER), f" {scale.drawn(now, inked)} ", better)
    ends_line = f"{right(cut(at_worse, NUMBER), NUMBER)} {scale.drawn(now)} {cut(at_better, NUMBER)}"
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
