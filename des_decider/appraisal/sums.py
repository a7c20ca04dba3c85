"""Sums in numbers: how a formula is written so that a person can work it out again."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.expression import (
    Above,
    Covered,
    Fact,
    Fixed,
    Given,
    Largest,
    Missing,
    Node,
    NotApplicable,
    Product,
    Quotient,
    Requiring,
    Result,
    Smallest,
    Step,
    Sum,
    made_of,
)
from des_decider.decision.wording import MINUS, money, number, rate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_WEEKLY = "hours a week"
_COUNTED = re.compile(r"^(hour|minute|patient|session|month|week|point|bed|CQC bed)s\b")


def amount(value: Fraction, unit: str) -> str:
    """A value with its unit, as a working writes it."""
    if unit.startswith("£"):
        return f"{money(value, pence=True)}{unit[1:]}"
    if unit == "ratio":
        return f"{number(value * 100, 4)} %"
    counted = _COUNTED.sub(r"\1", unit) if value == 1 else unit
    return f"{number(value, 4)} {counted}".strip()


class Sums:
    """Writes nodes as sums, with the values one evaluation gives them."""

    def __init__(self, result: Callable[[Node], Result]) -> None:
        self._result = result

    def shown(self, node: Step) -> str:
        """What a step comes to, in words where it has no value."""
        result = self._result(node)
        if result.value is not None:
            return amount(result.value, node.unit)
        return "does not apply" if result.reason is not None else "not known yet"

    def written(self, node: Node, *, inside: bool = False) -> str:
        """A formula in numbers; `inside` another, sums stand in brackets."""
        match node:
            case Given():
                return given(node)
            case Fact():
                return fact(node)
            case Fixed():
                return fixed(node)
            case Missing():
                return f"[{node.label or node.id}]"
            case NotApplicable():
                return "left out"
            case Step():
                shown = self.shown(node)
                return f"{node.label} ({shown})" if shown.startswith(MINUS) else f"{node.label} {shown}"
            case Sum():
                return self._addition(node, inside=inside)
            case Product():
                return self._multiplication(node, inside=inside)
            case Quotient() if (instead := self._when_zero(node)) is not None:
                return self.written(instead, inside=inside)
            case Quotient():
                bottom = self.written(node.bottom, inside=True)
                if isinstance(node.bottom, Product):
                    bottom = f"({bottom})"
                return _bracketed(f"{self.written(node.top, inside=True)} ÷ {bottom}", inside)
            case Smallest() | Largest():
                which = "smaller" if isinstance(node, Smallest) else "larger"
                one, other = self.written(node.one, inside=True), self.written(node.other, inside=True)
                return _bracketed(f"the {which} of {one} and {other}", inside)
            case Above():
                return self.written(self._chosen(node), inside=inside)
            case Covered():
                return self._covered(node)
            case Requiring():
                return self.written(node.node, inside=inside)
        raise TypeError(node)  # pragma: no cover - every kind of node stands above

    def _covered(self, node: Covered) -> str:
        """The hours that posts do of those asked of them, both a week."""
        asked, cover = self._result(node.plan.asked(node.place)), self._result(node)
        if cover.value is None or not asked.value:
            return "[the hours that posts do of it]" if cover.value is None else "0"
        done, hours = (amount(value, _WEEKLY) for value in (cover.value * asked.value, asked.value))
        return f"{done} ÷ {hours}"

    def done(self, node: Node) -> Iterator[str]:
        """Where a node is the cover of work: which posts do how much of it."""
        if not isinstance(node, Covered) or self._result(node).value is None:
            return
        values = [value for one in node.plan.nodes if (value := self._result(one).value) is not None]
        for name, hours in node.plan.done(values, node.place):
            yield f"{name}: {amount(hours, _WEEKLY)} of it"

    def _addition(self, node: Sum, *, inside: bool) -> str:
        """A sum, what is taken from it after a minus."""
        parts = self._counted(node)
        if not parts:
            return "0"
        text = ""
        for part in parts:
            minus = isinstance(part, Product) and isinstance(part.factors[0], Fixed) and part.factors[0].number == -1
            body = Product(part.factors[1:]) if minus and isinstance(part, Product) else part
            said = self.written(body, inside=minus or (inside and len(parts) == 1))
            if text:
                text += f" − {said}" if minus else f" + {said}"
            elif minus:
                text = f"−{said}" if said.startswith("(") else f"−({said})"
            else:
                text = said
        return _bracketed(text, inside and len(parts) > 1)

    def _counted(self, node: Sum) -> list[Node]:
        """The parts of a sum without those that do not apply and, among several, those that are certainly 0."""
        parts = [part for part in node.parts if self._result(part).reason is None] or list(node.parts)
        if len(parts) == 1:
            return parts
        return [p for p in parts if not (isinstance(p, (Product, Fixed, Sum)) and self._result(p).spares)]

    def _multiplication(self, node: Product, *, inside: bool) -> str:
        """A product; twelve months over twelve cancel, and a twelfth is written as a division."""
        factors = _factors(node)
        if len(factors) == 1:
            return self.written(factors[0], inside=inside)
        text = ""
        for factor in factors:
            said = self.written(factor, inside=True)
            if said == "1" and isinstance(factor, Sum):
                continue
            if text:
                text += " ÷ 12" if plain(factor, Fraction(1, 12)) else f" × {said}"
            else:
                text = said
        return text

    def _when_zero(self, node: Quotient) -> Node | None:
        """What a quotient is instead, where its divisor is 0 and the rules say what then."""
        return node.when_zero if self._result(node.bottom).value == 0 else None

    def _chosen(self, node: Above) -> Node:
        tested = self._result(node.tested)
        return node.above if tested.value is not None and tested.value > node.limit else node.below

    def bare(self, node: Node) -> Node:
        """What a sum or product of a single term comes down to."""
        match node:
            case Sum() if len(parts := self._counted(node)) == 1:
                return self.bare(parts[0])
            case Product() if len(factors := _factors(node)) == 1:
                return self.bare(factors[0])
            case _:
                return node

    def terms(self, node: Node) -> Iterator[Node]:
        """The leaves and steps of a formula, in the order they are read.

        Of a product that is certainly 0, only what makes it 0; of two limits, the one that holds.
        """
        match node:
            case Step() | Given() | Fact() | Missing() | Fixed() | NotApplicable():
                yield node
            case Product():
                factors = _factors(node)
                if self._result(node).spares:
                    factors = [f for f in factors if self._result(f).spares]
                for factor in factors:
                    yield from self.terms(factor)
            case Quotient() if (instead := self._when_zero(node)) is not None:
                yield from (*self.terms(node.bottom), *self.terms(instead))
            case Above():
                yield from self.terms(node.tested)
                yield from self.terms(self._chosen(node))
            case _:
                for child in children(node):
                    yield from self.terms(child)


def plain(node: Node, value: int | Fraction) -> bool:
    """Whether a node is this number and plain arithmetic, with nothing to say about it."""
    return isinstance(node, Fixed) and not node.words and node.number == value


def _factors(node: Product) -> list[Node]:
    """The factors of a product and of the products in it, without those that change nothing."""
    flat: list[Node] = []
    for factor in node.factors:
        flat += _factors(factor) if isinstance(factor, Product) else [factor]
    year = next((f for f in flat if isinstance(f, Fixed) and f.number == 12 and f.words == "months"), None)
    twelfth = next((f for f in flat if plain(f, Fraction(1, 12))), None)
    if year is not None and twelfth is not None:
        flat = [f for f in flat if f is not year and f is not twelfth]
    kept = [f for f in flat if not plain(f, 1)]
    return kept or flat


def children(node: Node) -> tuple[Node, ...]:
    """The nodes a working shows a node to be made of: not what only says whether it has a value, or what 0 gives."""
    match node:
        case Quotient():
            return (node.top, node.bottom)
        case Requiring():
            return (node.node,)
    return made_of(node)


def _bracketed(text: str, inside: bool) -> str:
    return f"({text})" if inside else text


def end(value: Fraction, unit: str) -> str:
    """One end of a range, its unit said already."""
    return money(value, pence=True) if unit.startswith("£") else number(value, 4)


def given(node: Given) -> str:
    """An answer with its unit; a rate with all its decimals."""
    likely = node.estimate.likely
    if node.unit.startswith("£") and (likely * 100).denominator != 1:
        return f"{rate(likely)}{node.unit[1:]}"
    return amount(likely, node.unit)


def fact(node: Fact) -> str:
    """A number of the worksheet with its unit, money with all its decimals."""
    return f"{rate(node.number)}{node.unit[1:]}" if node.unit.startswith("£") else amount(node.number, node.unit)


def fixed(node: Fixed) -> str:
    """A number the rules fix; twelfths as twelfths, since months are what they count."""
    value = node.number
    if node.words.startswith("months"):
        return amount(value, "months")
    if value.denominator != 1 and 12 % value.denominator == 0:
        return f"{value.numerator * 12 // value.denominator}/12"
    return number(value, 4)
