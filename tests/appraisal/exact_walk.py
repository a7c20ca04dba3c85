"""The judge of the sweep: one figure along one answer, its formulas walked exactly piece by piece.

Along one answer every formula is a ratio of two polynomials, until a smaller-of, a larger-of or a limit changes sides
or a divisor passes 0. So the pieces are walked exactly from one end to the other, and no crossing of 0 is missed.

One kind of formula is not walked: the cover of work by posts, whose pieces end wherever a post runs out or the order of
the work changes. `Formulas.reaches_cover` says which answers move it. Of those the judge knows every value exactly, and
looks at many of them: at both ends, at a fine grid and beside every edge it is told (`Along.at_odds`). Two crossings
between neighbours of that grid would escape it.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.formulas.expression import (
    Above,
    Covered,
    Evaluation,
    Given,
    Largest,
    Node,
    Product,
    Quotient,
    Requiring,
    Result,
    Smallest,
    Step,
    Sum,
    made_of,
)
from des_decider.appraisal.sweep import Stretch

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence


_NO_PLACE_OF_ITS_OWN = Fraction(618_033, 1_000_003)
"""Where between two bounds the formulas are tried out: at no round value, at which a divisor might happen to be 0."""


class Formulas:
    """The formulas of one figure, and which of them an answer reaches."""

    def __init__(self, top: Node, known: Evaluation) -> None:
        self.top, self.known = top, known
        self._given: dict[str, Node] = {}
        self._users: dict[Node, list[Node]] = {self.top: []}
        self._gather()

    def _gather(self) -> None:
        waiting = [self.top]
        while waiting:
            node = waiting.pop()
            if isinstance(node, Given):
                self._given[node.id] = node
            for child in made_of(node):
                if child not in self._users:
                    self._users[child] = []
                    waiting.append(child)
                self._users[child].append(node)

    def reaches_cover(self, ids: Iterable[str]) -> bool:
        """Whether any of some answers moves the cover of work by posts, which is not walked."""
        return any(isinstance(node, Covered) for node in self.reached_by(ids))

    def reached_by(self, ids: Iterable[str]) -> frozenset[Node]:
        """Every formula that some answers stand in, the answers themselves among them; none where none is used."""
        found: set[Node] = set()
        waiting = [self._given[id_] for id_ in ids if id_ in self._given]
        while waiting:
            node = waiting.pop()
            if node not in found:
                found.add(node)
                waiting += self._users[node]
        return frozenset(found)


class Along:
    """One figure as one answer moves from `low` to `high`, or several answers that move together, all others likely.

    Values are in the answer's own unit (40 for 40 %). An answer that moves spares nothing, not even at 0.
    """

    def __init__(self, formulas: Formulas, ids: Iterable[str], low: Fraction, high: Fraction) -> None:
        self.low, self.high = low, high
        self._top, self._known = formulas.top, formulas.known
        self._moved = formulas.reached_by(ids)
        self._walked: list[_Piece] = []
        self._sorted: dict[Node, tuple[Fraction, tuple[Node, ...]]] = {}

    @property
    def needs(self) -> frozenset[str]:
        """What is missing as soon as the answer moves; a certain 0 may have spared it so far."""
        return self._tried.result(self._top).needs

    def at(self, value: Fraction) -> Fraction | None:
        """The figure's exact value at one value of the answer, None where it has none."""
        for piece in self._walked:  # once the pieces are known, one of them is quicker than all the formulas
            way = value - piece.here
            if 0 <= way <= piece.length and piece.unbroken(way):
                return piece.value(way)
        return self._at(value).result(self._top).value

    def at_odds(self, stretches: Sequence[Stretch], parts: int) -> Fraction | None:
        """A value at which the figure is not what some stretches say, of those looked at; None where there is none."""
        way = self.high - self.low
        beside = way / 10**7
        edges = {end for stretch in stretches for end in (stretch.low, stretch.high)}
        tried = {self.low + way * n / parts for n in range(parts + 1)}
        tried |= {end + step for end in edges for step in (-beside, beside) if self.low <= end + step <= self.high}
        return next((value for value in sorted(tried | edges) if not self._as_told(value, stretches)), None)

    def _as_told(self, value: Fraction, stretches: Sequence[Stretch]) -> bool:
        """Whether the figure has the sign told for a value; at a root that is no fraction, within a millionth of 0."""
        single = next((s.sign for s in stretches if s.low == value == s.high), None)
        signs = {single} if single is not None else {s.sign for s in stretches if s.low <= value <= s.high}
        figure = self.at(value)
        return _sign(figure) in signs or (single == 0 and figure is not None and abs(figure) < Fraction(1, 10**6))

    def stretches(self) -> tuple[Stretch, ...]:
        """The stretches from `low` to `high`, single values among them, each exactly; none if the figure stands still.

        A value that is no fraction, such as a square root, is right to about 15 figures.
        """
        if self._top not in self._moved or self._tried.result(self._top).certain:
            return ()
        self._walked = list(self._pieces())
        start = self.at(self.low)
        found = [_single(self.low, start)]
        moves = False
        for piece in self._walked:
            at, end = piece.here, piece.here + piece.length
            if piece.figure is None:
                found.append(Stretch(at, end, None))
            else:
                found += _signs(piece.figure, at, piece.length)
            at_end = self.at(end)
            found.append(_single(end, at_end))
            moves = moves or start is None or at_end != start or piece.figure != constant(start)
        return tuple(_joined(found)) if moves else ()

    def _pieces(self) -> Iterator[_Piece]:
        at = self.low
        while at < self.high:
            piece = _Piece(self, self._top, at, self.high - at)
            yield piece
            at += piece.length

    @cached_property
    def _tried(self) -> _Elsewhere:
        return self._at(self.low + (self.high - self.low) * _NO_PLACE_OF_ITS_OWN)

    def _at(self, value: Fraction) -> _Elsewhere:
        return _Elsewhere(self._known, self._moved, value)

    def fixed(self, node: Node) -> Result | None:
        """The value of a formula that does not change along the way, or its lack; None where it changes."""
        if node not in self._moved:
            return self._known.result(node)
        tried = self._tried.result(node)
        return tried if tried.certain or tried.value is None else None

    def sorted_out(self, node: Sum | Product) -> tuple[Fraction, tuple[Node, ...]]:
        """Of a sum or a product, what stays as one number, and what moves; a part that does not apply is left out."""
        if node not in self._sorted:
            adds = isinstance(node, Sum)
            number = Fraction(0 if adds else 1)
            moving: list[Node] = []
            for part in node.parts if isinstance(node, Sum) else node.factors:
                fixed = self.fixed(part)
                if fixed is None:
                    moving.append(part)
                elif fixed.value is not None:
                    number = number + fixed.value if adds else number * fixed.value
            self._sorted[node] = number, tuple(moving)
        return self._sorted[node]


class _Elsewhere(Evaluation):
    """Works formulas out with some answers at another value, taking from `known` what they do not reach."""

    def __init__(self, known: Evaluation, moved: frozenset[Node], value: Fraction) -> None:
        super().__init__()
        self._known, self._moved, self._value = known, moved, value

    def result(self, node: Node) -> Result:
        return super().result(node) if node in self._moved else self._known.result(node)

    def _work_out(self, node: Node) -> Result:
        if isinstance(node, Given):
            return Result(self._value * node.scale, certain=False)
        return super()._work_out(node)


class _Piece:
    """The formulas just right of one value of the answer, as ratios of polynomials of how far right.

    `figure` is the topmost of them, `length` how far they hold.
    """

    def __init__(self, along: Along, top: Node, here: Fraction, length: Fraction) -> None:
        self.here, self.length = here, length
        self._along = along
        self._done: dict[Node, Ratio | None] = {}
        self._breaks: list[Ratio] = []
        self.figure = self.ratio(top)

    def unbroken(self, way: Fraction) -> bool:
        """Whether the figure passes one of the piece's ends without a jump: no divisor is 0 there, no limit met."""
        return all(value_of(ratio.top, way) for ratio in self._breaks)

    def value(self, way: Fraction) -> Fraction | None:
        """What the figure comes to so far right of here."""
        return None if self.figure is None else value_of(self.figure.top, way) / value_of(self.figure.bottom, way)

    def ratio(self, node: Node) -> Ratio | None:
        """A formula, or None where it does not apply."""
        if node not in self._done:
            fixed = self._along.fixed(node)
            if fixed is None:
                self._done[node] = self._work_out(node)
            else:
                self._done[node] = None if fixed.value is None else constant(fixed.value)
        return self._done[node]

    def _work_out(self, node: Node) -> Ratio | None:
        match node:
            case Given():
                return line(self.here * node.scale, node.scale)
            case Sum():
                number, moving = self._along.sorted_out(node)
                applying = [ratio for part in moving if (ratio := self.ratio(part)) is not None]
                return add([constant(number), *applying] if number else applying)
            case Product():
                number, moving = self._along.sorted_out(node)
                product = constant(number)
                for factor in moving:
                    if (ratio := self.ratio(factor)) is None:
                        return None
                    product = multiply(product, ratio)
                return product
            case Quotient():
                top, bottom = self.ratio(node.top), self.ratio(node.bottom)
                if bottom is not None and not bottom.top:
                    return None if node.when_zero is None else self.ratio(node.when_zero)
                if top is None or bottom is None:
                    return None
                self._changes_at_a_root_of(bottom)
                self._breaks.append(bottom)
                return divide(top, bottom)
            case Smallest() | Largest():
                return self._extreme(node)
            case Above():
                tested = self.ratio(node.tested)
                if tested is None:
                    return None
                above = add([tested, constant(-node.limit)])
                self._breaks.append(above)
                return self.ratio(node.above if self._side(above) > 0 else node.below)
            case Requiring() | Step():
                return self.ratio(node.node)
        raise TypeError(node)  # pragma: no cover - every kind of node that can move stands above

    def _extreme(self, node: Smallest | Largest) -> Ratio | None:
        one, other = self.ratio(node.one), self.ratio(node.other)
        if one is None or other is None:
            return None
        larger = self._side(add([one, multiply(constant(Fraction(-1)), other)]))
        return one if (larger <= 0) == isinstance(node, Smallest) else other

    def _side(self, compared: Ratio) -> int:
        """On which side of 0 a formula is just right of here; the piece ends where it next reaches 0."""
        self._changes_at_a_root_of(compared)
        return side(compared)

    def _changes_at_a_root_of(self, ratio: Ratio) -> None:
        self.length = next(iter(roots(ratio.top, self.length)), self.length)


def _sign(figure: Fraction | None) -> int | None:
    return None if figure is None else (figure > 0) - (figure < 0)


def _single(value: Fraction, figure: Fraction | None) -> Stretch:
    return Stretch(value, value, _sign(figure))


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Neighbours of one sign made one."""
    last: Stretch | None = None
    for stretch in stretches:
        if last is not None and last.sign == stretch.sign:
            last = Stretch(last.low, stretch.high, last.sign)
            continue
        if last is not None:
            yield last
        last = stretch
    if last is not None:
        yield last


def _signs(figure: Ratio, at: Fraction, length: Fraction) -> Iterator[Stretch]:
    """The stretches of one piece, its ends left out: between two values at 0 the sign is that of the middle."""
    if not figure.top:
        yield Stretch(at, at + length, 0)
        return
    cuts = [Fraction(0), *roots(figure.top, length), length]
    for from_, to in pairwise(cuts):
        if from_:
            yield Stretch(at + from_, at + from_, 0)
        yield Stretch(at + from_, at + to, side(figure, (from_ + to) / 2))


# --- Polynomials and their ratios in exact fractions, as far as the figures need them

Polynomial = tuple[Fraction, ...]
"""The coefficients from the constant upwards, the last of them not 0; of nothing but 0, none."""

_UNIT: Polynomial = (Fraction(1),)
_HALVINGS = 60
"""How often a stretch is halved to find a root that is no fraction: far below a penny, whatever the answer's unit."""
_ROUND = 1_000_000
"""The largest bottom of a fraction tried as the root itself before an approximation will do."""


class Ratio(NamedTuple):
    """One polynomial divided by another; a number alone has the bottom 1."""

    top: Polynomial
    bottom: Polynomial = _UNIT


def constant(number: Fraction) -> Ratio:
    """A number."""
    return Ratio((number,) if number else ())


def line(start: Fraction, slope: Fraction) -> Ratio:
    """What starts somewhere and rises by a slope that is not 0."""
    return Ratio((start, slope))


def add(ratios: list[Ratio]) -> Ratio:
    """The sum of ratios; those over the same bottom are added as they stand."""
    tops: dict[Polynomial, Polynomial] = {}
    for ratio in ratios:
        before = tops.get(ratio.bottom)
        tops[ratio.bottom] = ratio.top if before is None else _plus(before, ratio.top)
    top, bottom = tops.pop(_UNIT, ()), _UNIT
    for other, above in tops.items():
        top, bottom = _plus(_times(top, other), _times(above, bottom)), _times(bottom, other)
    return _tidy(top, bottom)


def multiply(one: Ratio, other: Ratio) -> Ratio:
    """The product of two ratios."""
    return _tidy(_times(one.top, other.top), _times(one.bottom, other.bottom))


def divide(one: Ratio, other: Ratio) -> Ratio:
    """One ratio divided by another that is not 0."""
    return _tidy(_times(one.top, other.bottom), _times(one.bottom, other.top))


def side(ratio: Ratio, at: Fraction = Fraction(0)) -> int:
    """1 where a ratio is above 0, −1 below, 0 where it is 0 all along; just right of 0 unless a place is given."""
    return _side(ratio.top, at) * _side(ratio.bottom, at)


def roots(polynomial: Polynomial, length: Fraction) -> list[Fraction]:
    """Every root between 0 and a length, both left out, in order; none of a polynomial that is 0 all along.

    A root that is a fraction is found exactly; of any other, a fraction just above it.
    """
    if len(polynomial) <= 1:
        return []
    if len(polynomial) == 2:
        root = -polynomial[0] / polynomial[1]
        return [root] if 0 < root < length else []
    turns = roots(tuple(n * c for n, c in enumerate(polynomial))[1:], length)  # between them it only rises or falls
    found: list[Fraction] = []
    cuts = [Fraction(0), *turns, length]
    for low, high in pairwise(cuts):
        if low and not value_of(polynomial, low):
            found.append(low)
        elif value_of(polynomial, low) * value_of(polynomial, high) < 0:
            found.append(_between(polynomial, low, high))
    return found


def _between(polynomial: Polynomial, low: Fraction, high: Fraction) -> Fraction:
    """The one root between two values at which the signs differ."""
    rising = value_of(polynomial, high) > 0
    for _ in range(_HALVINGS):
        middle = (low + high) / 2
        if not (value := value_of(polynomial, middle)):
            return middle
        low, high = (low, middle) if (value > 0) == rising else (middle, high)
    exact = high.limit_denominator(_ROUND)
    return exact if low < exact <= high and not value_of(polynomial, exact) else high


def value_of(polynomial: Polynomial, at: Fraction) -> Fraction:
    """What a polynomial comes to."""
    value = Fraction(0)
    for coefficient in reversed(polynomial):
        value = value * at + coefficient
    return value


def _side(polynomial: Polynomial, at: Fraction) -> int:
    # Just right of 0 it is the first coefficient other than 0 that counts.
    value = value_of(polynomial, at) if at else next((c for c in polynomial if c), Fraction(0))
    return (value > 0) - (value < 0)


def _plus(one: Polynomial, other: Polynomial) -> Polynomial:
    if len(one) < len(other):
        one, other = other, one
    return _cut([a + b for a, b in zip(one, other, strict=False)] + list(one[len(other) :]))


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    if not one or not other:
        return ()
    if other == _UNIT:
        return one
    if one == _UNIT:
        return other
    product = [Fraction(0)] * (len(one) + len(other) - 1)
    for n, a in enumerate(one):
        for m, b in enumerate(other):
            product[n + m] += a * b
    return _cut(product)


def _cut(coefficients: list[Fraction]) -> Polynomial:
    while coefficients and not coefficients[-1]:
        coefficients.pop()
    return tuple(coefficients)


def _tidy(top: Polynomial, bottom: Polynomial) -> Ratio:
    """A ratio whose bottom ends in 1, so that equal bottoms look the same; one that is a mere number, as that."""
    if not top:
        return Ratio(())
    if bottom == _UNIT:
        return Ratio(top)
    if len(top) == len(bottom):
        times = top[-1] / bottom[-1]
        if all(a == times * b for a, b in zip(top, bottom, strict=True)):
            return constant(times)
    if (last := bottom[-1]) != 1:
        top, bottom = tuple(c / last for c in top), tuple(c / last for c in bottom)
    return Ratio(top, bottom)
