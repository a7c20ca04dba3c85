"""Which answers matter: how far the difference moves as each goes through its range, or a fifth either way."""

from __future__ import annotations

import math
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.break_evens import Differences, estimates, largest_possible, smallest_unit
from des_decider.appraisal.cancellation import go_on, never

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.appraisal.cancellation import Stop
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.sweep import Along

_A_FIFTH = Fraction(1, 5)
_CLOSE = 1e-6
"""By how much of it two floats are taken to be too near each other to say which is larger."""


class Bar(NamedTuple):
    """One answer of the tornado: the difference at the low and at the high end of its range, exact, in pounds."""

    id: str
    label: str
    unit: str
    low: Fraction
    likely: Fraction
    high: Fraction
    at_low: Fraction
    at_high: Fraction

    @property
    def width(self) -> Fraction:
        """How far the two lie apart."""
        return abs(self.at_high - self.at_low)


class Mover(NamedTuple):
    """An answer, and how many pounds the difference moves between a fifth less and a fifth more of it."""

    id: str
    label: str
    moved: Fraction


def tornado(
    appraisal: Appraisal, horizon_key: str, *, among: Differences | None = None, stop: Stop = never
) -> tuple[Bar, ...]:
    """The answers with a range that move `difference.<horizon>`, all others likely: widest first, then as asked.

    Exact. Empty while the difference is not known. Raises `Stopped`.
    """
    if appraisal[f"difference.{horizon_key}"].value is None:
        return ()
    book, among = appraisal.book, among or Differences(appraisal)
    bars: list[Bar] = []
    for id_ in estimates(appraisal):
        go_on(stop)
        field, estimate = book.ids.field(id_), book.answers.estimate(id_)
        if field is None or estimate is None or not estimate.ranged:
            continue
        along = among.along(horizon_key, [id_], estimate.low, estimate.high)
        at_low, at_high = along.at(estimate.low), along.at(estimate.high)
        if at_low is not None and at_high is not None and at_low != at_high:
            ends = (estimate.low, estimate.likely, estimate.high)
            bars.append(Bar(id_, book.label(id_), field.unit, *ends, at_low, at_high))
    return tuple(sorted(bars, key=lambda bar: -bar.width))


def matter_most(
    appraisal: Appraisal, horizon_key: str, n: int, *, among: Differences | None = None, stop: Stop = never
) -> tuple[Mover, ...]:
    """The answers that may have a range and matter most to `difference.<horizon>`, whether they have one or not.

    Each is moved a fifth of its likely value down and up, within what it can be (no percentage passes 100); one of 0 is
    moved up by the smallest step people take with its kind (`smallest_unit`). One that would then need answers nobody
    has given is left out, as is one that moves nothing. Largest first, then as in the meeting. Raises `Stopped`.
    """
    if appraisal[f"difference.{horizon_key}"].value is None:
        return ()
    book, among = appraisal.book, among or Differences(appraisal)
    ways: dict[str, Along] = {}
    for id_ in estimates(appraisal):
        go_on(stop)
        field, likely = book.ids.field(id_), book.answers.likely(id_)
        if field is None or likely is None:
            continue
        down, up = likely * (1 - _A_FIFTH), likely * (1 + _A_FIFTH) or smallest_unit(field)
        possible = largest_possible(field)
        ways[id_] = among.along(horizon_key, [id_], down, up if possible is None else min(up, possible))
    movers: list[Mover] = []
    for id_ in _widest(ways, n):
        less, more = ways[id_].at(ways[id_].low), ways[id_].at(ways[id_].high)
        if less is not None and more is not None and less != more:
            movers.append(Mover(id_, book.label(id_), abs(more - less)))
    return tuple(sorted(movers, key=lambda mover: -mover.moved))[:n]


def _widest(ways: Mapping[str, Along], n: int) -> list[str]:
    """The answers that may be among the `n` that move it most, in the same order: exact fractions take their time."""
    moved = {id_: abs(way.about(way.high) - way.about(way.low)) for id_, way in ways.items()}
    widths = sorted((width for width in moved.values() if not math.isnan(width)), reverse=True)
    least = widths[min(n, len(widths)) - 1] * (1 - _CLOSE) if widths else 0.0
    return [id_ for id_, width in moved.items() if width >= least]
