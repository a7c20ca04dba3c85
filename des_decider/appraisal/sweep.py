"""One figure along one answer: where it is above, below or at 0, found in fast floats and settled exactly.

A formula without a smaller-of, a larger-of, a limit or a divisor that moves is a straight line, known from two exact
values. Any other is tried at many values; within each part of that grid a figure is taken to turn at most once.
"""

from __future__ import annotations

import math
from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.compiled_formulas import compiled
from des_decider.appraisal.dependencies import Elsewhere
from des_decider.appraisal.formulas.expression import Given

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from des_decider.appraisal.compiled_formulas import Function
    from des_decider.appraisal.dependencies import Formulas
    from des_decider.appraisal.formulas.expression import Evaluation, Result

_GRID = 64
_BESIDE = 1 / (1000 * _GRID)
"""How far inside its ends, as a part of it, a range is tried too: a figure can turn before the first cut."""
_PARTS = (_BESIDE, *(n / _GRID for n in range(1, _GRID)), 1 - _BESIDE)

_NO_PLACE_OF_ITS_OWN = Fraction(8, 13)
"""Where between two ends a straight line is measured: at no round value, at which something might happen to be 0."""
_HALVINGS = 60
_STEPS = 38
"""Steps of golden section; they find a turn to a billionth of the range, where a million pounds swing to 0.1 p."""
_GOLDEN = (math.sqrt(5) - 1) / 2
_NOISE = 1e-6
"""Pounds, hours or per cent: what floats leave of sums that cancel, and far below what is shown."""
_JUMP = 1e-3
"""What a figure changes by between neighbouring floats only where it jumps."""
_CLOSE = Fraction(1, 2**26)
"""How near to an edge, as a part of the way, a figure is taken not to bend again."""
_ROUND = 1_000_000
"""The largest bottom of a fraction tried for a value before a float will do."""


class Stretch(NamedTuple):
    """A stretch of an answer's values on which a figure keeps its sign; a single value where both ends are the same.

    `sign` is 1 above 0, 0 at 0 and −1 below it, and None where the figure does not apply. Between two stretches the
    shared end belongs to the single value that stands between them, if any.
    """

    low: Fraction
    high: Fraction
    sign: int | None


class Moved:
    """Some figures with one answer at other values, or with several that move together, all others likely.

    Values are in the answer's own unit (40 for 40 %); each is worked out once, whoever asks. An answer that moves
    spares nothing, not even at 0.
    """

    def __init__(self, formulas: Formulas, ids: Iterable[str]) -> None:
        self._ids, self.known, self.figures = tuple(ids), formulas.known, formulas.tops
        self.reached = formulas.reached_by(self._ids)
        self.may_lack = formulas.may_lack(self.reached)
        """Whether a figure may come to need an answer that nobody has given."""
        self.columns = {top: n for n, top in enumerate(t for t in self.figures if t in self.reached.moves)}
        """The figures that move, each with its place in what `fast` gives."""
        self._exact: dict[Fraction, Evaluation] = {}
        self._fast: dict[float, tuple[float, ...]] = {}

    @cached_property
    def known_at(self) -> Fraction | None:
        """The likely value of a single answer, at which all is known already; None where it may count otherwise."""
        given = [node.estimate.likely for node in self.reached.origin if isinstance(node, Given)]
        return given[0] if given and len(self._ids) == 1 and not self.may_lack else None

    def exactly(self, value: Fraction) -> Evaluation:
        """The figures, exactly, at one value."""
        if value not in self._exact:
            at_likely = value == self.known_at
            self._exact[value] = self.known if at_likely else Elsewhere.at(self.reached, value)
        return self._exact[value]

    def fast(self, value: float) -> tuple[float, ...]:
        """The figures that move, in floats, at one value."""
        if value not in self._fast:
            self._fast[value] = self._function((value,))
        return self._fast[value]

    @cached_property
    def _function(self) -> Function:
        return compiled(tuple(self.columns), self.reached, dict.fromkeys(self._ids, "x[0]"))


class Along:
    """One figure, by its place, as one answer moves from `low` to `high`, or several together, all others likely."""

    def __init__(self, moved: Moved, low: Fraction, high: Fraction, figure: int = 0) -> None:
        self.low, self.high = low, high
        self._moved, self._top = moved, moved.figures[figure]
        self._straight = self._top not in moved.reached.bends
        self._close = (high - low) * _CLOSE
        self._zeros = set[Fraction]()

    @property
    def needs(self) -> frozenset[str]:
        """What is missing somewhere along the way; a certain 0 or a limit not reached may have spared it so far."""
        if not self._moved.may_lack:
            return frozenset()
        return self._tried[1].needs.union(*(self._result(end).needs for end in (self.low, self.high)))

    def at(self, value: Fraction) -> Fraction | None:
        """The figure's exact value at one value of the answer, None where it has none."""
        if not self._straight:
            return self._result(value).value
        here, start = self._tried[0], self._tried[1].value
        return None if start is None else start + (value - here) * self._slope

    def about(self, value: Fraction) -> float:
        """The figure at one value in floats, `nan` where it has none."""
        if self._straight or self._top not in self._moved.columns:
            exact = self.at(value)
            return math.nan if exact is None else float(exact)
        return self._fast(float(value))

    def stretches(self) -> tuple[Stretch, ...]:
        """The stretches from `low` to `high`, single values among them, each exactly; none if the figure stands still.

        A value that is no fraction, such as a square root, is right to about 15 figures.
        """
        if self._top not in self._moved.columns:
            return ()
        if self._straight and not self._slope:
            return () if self._tried[1].value is not None else (Stretch(self.low, self.high, None),)
        cuts = sorted({self.low, *(self._root() if self._straight else self._cuts()), self.high})
        if not self._straight and self._stands_still():
            return ()
        found = [self._single(self.low)]
        for low, high in pairwise(cuts):
            found += [Stretch(low, high, self._sign((low + high) / 2)), self._single(high)]
        return tuple(_joined(found))

    @cached_property
    def _tried(self) -> tuple[Fraction, Result]:
        here = self._moved.known_at
        if here is None or not self._straight:
            here = self.low + (self.high - self.low) * _NO_PLACE_OF_ITS_OWN
        return here, self._result(here)

    @cached_property
    def _slope(self) -> Fraction:
        """What a straight figure rises by for each unit of the answer."""
        here, start = self._tried
        other = self._result(here + 1).value
        return Fraction(0) if start.value is None or other is None else other - start.value

    def _result(self, value: Fraction) -> Result:
        return self._moved.exactly(value).result(self._top)

    def _root(self) -> Iterator[Fraction]:
        start = self.at(self.low)
        root = self.low - start / self._slope if start is not None else self.low
        if self.low < root < self.high:
            yield root

    # --- What bends

    def _fast(self, value: float) -> float:
        return self._moved.fast(value)[self._moved.columns[self._top]]

    @cached_property
    def _points(self) -> list[tuple[float, float]]:
        """The values tried and the figure there."""
        return [(value, self._fast(value)) for value in grid(self.low, self.high)]

    def _stands_still(self) -> bool:
        figures = [figure for _, figure in self._points]
        return max(figures) - min(figures) < _NOISE and self.at(self.low) == self.at(self.high) == self._tried[1].value

    def _sign(self, value: Fraction) -> int | None:
        """On which side of 0 the figure is; None where it does not apply."""
        if value in self._zeros:
            return 0
        return self._settled(value, math.nan if self._straight else self._fast(float(value)))

    def _settled(self, value: Fraction | float, fast: float) -> int | None:
        """The sign of a figure known fast at one value, settled exactly where floats cannot tell."""
        if abs(fast) >= _NOISE:
            return 1 if fast > 0 else -1
        exact = self.at(self._exactly(value))
        return None if exact is None else (exact > 0) - (exact < 0)

    def _exactly(self, value: Fraction | float) -> Fraction:
        """A value that was tried, as a fraction: both ends as they were given."""
        return next((end for end in (self.low, self.high) if value == float(end)), Fraction(value))

    def _single(self, value: Fraction) -> Stretch:
        return Stretch(value, value, self._sign(value))

    def _cuts(self) -> Iterator[Fraction]:
        """Where the sign may change, in any order."""
        told = [(value, self._settled(value, figure)) for value, figure in self._points]
        for before, here, after in zip(self._points, self._points[1:], self._points[2:], strict=False):
            side = math.copysign(1, here[1])
            if abs(here[1]) < _NOISE or not may_turn_below((side * before[1], abs(here[1]), side * after[1]), _NOISE):
                continue
            nearest, at = self._nearest(side, before[0], after[0])
            if nearest < -_NOISE:
                told.append((at, -int(side)))
            elif nearest < _JUMP and self.at(simple := _simple(Fraction(at), self._close)) == 0:
                yield simple
        told.sort()
        for (low, sign), (high, other) in pairwise(told):
            if sign == 0:
                yield self._exactly(low)
            if sign != other:
                yield from self._between(self._exactly(low), sign, self._exactly(high), other)

    def _nearest(self, side: float, low: float, high: float) -> tuple[float, float]:
        """How near to 0 the figure comes between two values, beyond it below 0, and where."""
        return lowest(lambda value: side * self._fast(value), low, high)

    def _between(self, low: Fraction, sign: int | None, high: Fraction, other: int | None) -> Iterator[Fraction]:
        """Where one sign becomes another."""
        crossing = bool(sign) and bool(other)
        here, there = self._edge(float(low), sign, float(high), math.nan if crossing else _NOISE)
        place = Fraction(there)
        simple = _simple(place, self._close)
        if None in {sign, other}:
            yield simple
        elif not crossing and self.at((place + (zero := low if sign == 0 else high)) / 2):
            yield zero  # it is a single value, not the beginning of a stretch at 0
        elif (root := self._rooted(place, sign, other)) is not None:
            yield root
        elif crossing and self.at(simple) == 0:
            yield from self._between(low, sign, simple, 0)
            yield from self._between(simple, 0, high, other)
        elif crossing and abs(self._fast(here) - self._fast(there)) < _JUMP:
            self._zeros.add(place)  # a root that is no fraction
            yield place
        else:
            yield simple

    def _edge(self, low: float, sign: int | None, high: float, noise: float) -> tuple[float, float]:
        """The neighbouring floats between which a sign is lost; without noise any figure is above 0 or below it."""

        def same(figure: float) -> bool:
            if math.isnan(figure) or sign is None:
                return math.isnan(figure) and sign is None
            if math.isnan(noise):
                return (figure > 0) == (sign > 0)
            return (figure > noise) - (figure < -noise) == sign

        return edge(lambda value: same(self._fast(value)), low, high)

    def _rooted(self, near: Fraction, sign: int | None, other: int | None) -> Fraction | None:
        """The exact root near a value, seen from either side of it: that of the ratio of two straight lines there."""
        for step in (-self._close if sign else 0, self._close if other else 0):
            places = [near + step * n for n in (1, 2, 3)]
            figures = [figure for place in places if (figure := self.at(place))]
            if not step or len(figures) < 3:
                continue
            ones = [times / figure for times, figure in zip((1, -2, 1), figures, strict=True)]
            if bent := sum(ones):
                root = sum(place * one for place, one in zip(places, ones, strict=True)) / bent
                if abs(root - near) * _GRID**2 <= self.high - self.low and self.at(root) == 0:
                    return root
        return None


def grid(low: Fraction, high: Fraction, *others: Fraction) -> list[float]:
    """The values at which a figure is tried, in order: the ends and, between them, the grid and any others."""
    start, end = float(low), float(high)
    return sorted({start, *(start + (end - start) * part for part in _PARTS), *map(float, others), end})


def edge(holds: Callable[[float], bool], low: float, high: float) -> tuple[float, float]:
    """The neighbouring floats between which something that holds at the first of two values stops to hold."""
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if holds(middle) else (low, middle)
    return low, high


def may_turn_below(values: tuple[float, float, float], bound: float) -> bool:
    """Whether a figure that is lowest at the middle of three values may turn below a bound between the outer two."""
    before, here, after = values
    return here <= before and here <= after and 2 * here - max(before, after) < bound


def lowest(value: Callable[[float], float], low: float, high: float) -> tuple[float, float]:
    """The lowest of what turns once between two values, and where, by golden section; `nan` is taken for high."""

    def known(at: float) -> float:
        found = value(at)
        return math.inf if math.isnan(found) else found

    one, other = high - (high - low) * _GOLDEN, low + (high - low) * _GOLDEN
    left, right = known(one), known(other)
    for _ in range(_STEPS):
        if left <= right:
            high, other, right = other, one, left
            one = high - (high - low) * _GOLDEN
            left = known(one)
        else:
            low, one, left = one, other, right
            other = low + (high - low) * _GOLDEN
            right = known(other)
    return min((left, one), (right, other))


def _simple(value: Fraction, close: Fraction) -> Fraction:
    """A round fraction as near to a value as that, if there is one; else the value."""
    round_ = value.limit_denominator(_ROUND)
    return round_ if abs(round_ - value) <= close else value


def _joined(stretches: Sequence[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one sign made one."""
    last = stretches[0]
    for stretch in stretches[1:]:
        if last.sign == stretch.sign:
            last = Stretch(last.low, stretch.high, last.sign)
        else:
            yield last
            last = stretch
    yield last
