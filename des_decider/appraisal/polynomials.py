"""Polynomials and their ratios in exact fractions, as far as the figures need them: sums, products, and where 0 is."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

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
