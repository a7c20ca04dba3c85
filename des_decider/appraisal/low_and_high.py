"""How low and how high each figure can be, by the ranges of the answers behind it.

An answer moved alone can turn a figure more than once: at a ceiling or a limit, or where it stands above and below a
fraction line. So every answer is tried at many values, not at its ends alone. The trying is done in fast floats; the
ends found are fractions again, so that they stand beside the exact value and are rounded for the eye by the same rule.
"""

from __future__ import annotations

import math
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.cancellation import go_on, never
from des_decider.appraisal.compiled_formulas import FastFigures
from des_decider.appraisal.dependencies import Formulas, ranged_ids
from des_decider.appraisal.sweep import Moved, grid, lowest, may_turn_below

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from des_decider.appraisal.cancellation import Stop
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.formulas.expression import Node
    from des_decider.decision.values import Estimate

_NEAR, _NEARER = 1e-3, 1e-5
_WITHOUT_END = 30
"""A figure that grows this much between near and nearer grows without end; beside 0 it would grow by a hundred."""
_PLACES = 6
"""Decimal places kept of a float: far below a penny, and above what floats leave of half a penny."""


class Span(NamedTuple):
    """The lowest and the highest a figure can be, in its own unit, its exact value between them.

    None is no end: the figure grows beyond any number as an answer nears a value at which it stops to apply.
    """

    low: Fraction | None
    high: Fraction | None


def spans(appraisal: Appraisal, *, stop: Stop = never) -> dict[str, Span]:
    """The span of every figure that has a value; its value twice where no answer with a range moves one.

    Low is the lowest of the likely value, of the figure with any single answer moved within its range, and of the
    figure with every answer where it, moved alone, lowers the figure most (high likewise); an answer that does not
    move the figure stays at its likely value. Where the figure has no value it is left out. Exact to a millionth.
    Raises `Stopped`.
    """
    valued = {id_: figure.value for id_, figure in appraisal.figures.items() if figure.value is not None}
    ends = _Search(appraisal, tuple(valued), stop).spans()
    return {id_: _exact(value, *end) for (id_, value), end in zip(valued.items(), ends, strict=True)}


def _exact(value: Fraction, low: float, high: float) -> Span:
    """The ends as fractions, around the exact value."""
    down, up = (_end(value, end) for end in (low, high))
    return Span(None if down is None else min(value, down), None if up is None else max(value, up))


def _end(value: Fraction, end: float) -> Fraction | None:
    """One end as a fraction: the exact value where nothing moved it there."""
    if math.isinf(end):
        return None
    return value if math.isnan(end) or abs(end - float(value)) <= _noise(end) else Fraction(str(round(end, _PLACES)))


class _Lowest(NamedTuple):
    """The lowest a figure gets as one answer moves, and the answer there."""

    value: float
    at: float


class _Search:
    """Looks for the ends of figures by moving answers."""

    def __init__(self, appraisal: Appraisal, figures: Sequence[str], stop: Stop) -> None:
        self._formulas, self._stop = Formulas.of(appraisal, figures), stop
        given = ((id_, appraisal.book.answers.estimate(id_)) for id_ in ranged_ids(appraisal))
        self._estimates = {id_: estimate for id_, estimate in given if estimate is not None}
        self._likely = [float(estimate.likely) for estimate in self._estimates.values()]
        self._figures = FastFigures(appraisal, figures, tuple(self._estimates))
        self._base = self._figures.at(self._likely)

    def spans(self) -> Iterator[tuple[float, float]]:
        """The lowest and highest of each figure; infinite without end."""
        down: list[dict[int, _Lowest]] = [{} for _ in self._base]
        up: list[dict[int, _Lowest]] = [{} for _ in self._base]
        for place, (id_, estimate) in enumerate(self._estimates.items()):
            go_on(self._stop)
            line = _Line(Moved(self._formulas, [id_]), estimate)
            for n, top in enumerate(self._formulas.tops):
                if top not in line.columns:
                    continue
                low, high = line.lowest(top), line.lowest(top, -1)
                noise = _noise(self._base[n])
                if low.value < self._base[n] - noise:
                    down[n][place] = low
                if high.value < -self._base[n] - noise:
                    up[n][place] = high
        for n in range(len(self._base)):
            go_on(self._stop)
            yield self._end(n, down[n], 1), -self._end(n, up[n], -1)

    def _end(self, n: int, moved: Mapping[int, _Lowest], sign: int) -> float:
        """The lowest of one figure, or of its negative, from its lowest along each answer."""
        lowest = min((m.value for m in moved.values()), default=sign * self._base[n])
        if len(moved) < 2 or math.isinf(lowest):
            return lowest
        goal = list(self._likely)
        for place, found in moved.items():
            goal[place] = found.at

        def towards(part: float) -> float:
            there = [likely + (to - likely) * part for likely, to in zip(self._likely, goal, strict=True)]
            return sign * self._figures.at(there)[n]

        together = sign * self._figures.at(goal)[n]
        if math.isnan(together):
            together = _limit(lambda short: towards(1 - short))
        return min(lowest, together)


class _Line:
    """Figures along one answer, the others at their likely values; `columns` has what was tried of those it moves."""

    def __init__(self, moved: Moved, estimate: Estimate) -> None:
        self._moved, self._bends = moved, moved.reached.bends
        low, likely, high = estimate.low, estimate.likely, estimate.high
        bent = not self._bends.isdisjoint(moved.columns)
        self._points = grid(low, high, likely) if bent else [float(low), float(high)]
        self.columns = dict(zip(moved.columns, zip(*map(moved.fast, self._points), strict=True), strict=True))

    def _at(self, top: Node, value: float) -> float:
        return self._moved.fast(value)[self._moved.columns[top]]

    def lowest(self, top: Node, sign: int = 1) -> _Lowest:
        """Where a figure that moves, or with sign −1 its negative, is lowest; −inf where it falls without end."""
        column = self.columns[top]
        if top not in self._bends:
            return min(_Lowest(sign * column[end], self._points[end]) for end in (0, -1))
        if math.isnan(sum(column)):
            return self._where_it_lapses(top, sign)
        least, most = min(column), max(column)
        found = least if sign > 0 else most
        best = _Lowest(sign * found, self._points[column.index(found)])
        values = list(column)
        still = most - least < _noise(most)
        if still or values == sorted(values) or values == sorted(values, reverse=True):
            return best
        return self._refined(top, sign, [sign * v for v in column], best)

    def _where_it_lapses(self, top: Node, sign: int) -> _Lowest:
        """The same for a figure that has no value at some points: they are left out, and neared from beside them."""
        values = [math.inf if math.isnan(v) else sign * v for v in self.columns[top]]
        found = [_Lowest(v, at) for v, at in zip(values, self._points, strict=True)]
        for (one, at), (other, beyond) in pairwise(found):
            if math.isinf(one) == math.isinf(other):
                continue
            lapsed, there = (at, beyond) if math.isinf(one) else (beyond, at)

            def beside(part: float, lapsed: float = lapsed, there: float = there) -> float:
                return sign * self._at(top, lapsed + (there - lapsed) * part)

            found.append(_Lowest(_limit(beside), lapsed + (there - lapsed) * _NEARER))
        best = min(found)
        return best if math.isinf(best.value) else self._refined(top, sign, values, best)

    def _refined(self, top: Node, sign: int, values: Sequence[float], best: _Lowest) -> _Lowest:
        """The lowest, once every turn has been looked into that could lie lower than what was found."""
        for i in range(1, len(values) - 1):
            three = values[i - 1], values[i], values[i + 1]
            if may_turn_below(three, best.value - _noise(three[1])):
                turn = lowest(lambda at: sign * self._at(top, at), self._points[i - 1], self._points[i + 1])
                best = min(best, _Lowest(*turn))
        return best


def _noise(value: float) -> float:
    """A change no larger than this is what floats leave of sums that cancel, and no change."""
    return 1e-7 + 1e-12 * abs(value)


def _limit(value: Callable[[float], float]) -> float:
    """What a figure nears beside a point where it has no value: a number close by, or −inf where it falls without end.

    `value` gives the figure at a small part of the way from that point. inf, which is never lowest, stands for no
    value there either, and for a figure that grows without end.
    """
    near, nearer = value(_NEAR), value(_NEARER)
    if math.isnan(nearer):
        return math.inf if math.isnan(near) else near
    if abs(nearer) > 1 and abs(nearer) > _WITHOUT_END * abs(near):
        return math.copysign(math.inf, nearer)
    return nearer
