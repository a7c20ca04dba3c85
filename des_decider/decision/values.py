"""What an answer can be: a value, and the estimate with its range; understood from a text, or refused."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction


class Estimate(NamedTuple):
    """A number with its likely value and, where somebody gave a range, the ends of it: low ≤ likely ≤ high."""

    likely: Fraction
    low: Fraction
    high: Fraction

    @classmethod
    def certain(cls, value: Fraction) -> Estimate:
        """One number alone, taken as certain (docs/figures.md, rule 5)."""
        return cls(value, value, value)

    @property
    def ranged(self) -> bool:
        """Whether the three numbers differ at all."""
        return self.low is not self.high and self.low < self.high


Value = str | bool | date | Estimate
"""Every number is an Estimate, so that one rule serves inputs with and without a range."""


class Refused(NamedTuple):
    """Why a text is no answer to its question: one sentence that repeats what was typed."""

    typed: str
    why: str


class Parsed(NamedTuple):
    """A text understood: its value and the text as it is kept, short and unambiguous."""

    value: Value
    text: str
