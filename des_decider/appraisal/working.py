"""Workings: any figure opened to its sum in numbers and words, down to the answers and the worksheet's rates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.expression import (
    Above,
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
    Smallest,
    Step,
    Sum,
)
from des_decider.decision.wording import MINUS, money, number, rate

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.appraisal.figures import Appraisal


_COUNTED = re.compile(r"^(hour|minute|patient|session|month|week|point|bed|CQC bed)s\b")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a working and where it leads: `answer:ID`, `figure:ID`, `fact:REF` or nowhere."""

    text: str
    leads_to: str = ""
    depth: int = 0


@dataclass(frozen=True, slots=True)
class Origin:
    """An answer or a fact at the bottom of a figure, with the fact's source and how it was read."""

    ref: str
    text: str
    source: str = ""
    read_in: str = ""


def amount(value: Fraction, unit: str) -> str:
    """A value with its unit, as a working writes it."""
    if unit.startswith("£"):
        return f"{money(value, pence=True)}{unit[1:]}"
    if unit == "ratio":
        return f"{number(value * 100, 4)} %"
    counted = _COUNTED.sub(r"\1", unit) if value == 1 else unit
    return f"{number(value, 4)} {counted}".strip()


class Workings:
    """Opens the figures of one appraisal."""

    def __init__(self, appraisal: Appraisal) -> None:
        self._appraisal = appraisal
        self._result = appraisal.evaluation.result

    def of(self, figure: str) -> list[Line]:
        """The working of a figure: its sum, then each number in it with where it comes from."""
        step = self._appraisal.book.figures[figure]
        return list(self._lines(step, 0, set()))

    def origins(self, figure: str) -> list[Origin]:
        """Every answer and fact a figure rests on, each once."""
        found: dict[str, Origin] = {}
        self._collect(self._appraisal.book.figures[figure].node, found, set())
        return list(found.values())

    def _lines(self, step: Step, depth: int, told: set[str]) -> Iterator[Line]:
        yield Line(self._headline(step), "", depth)
        if step.remark:
            yield Line(step.remark, "", depth + 1)
        if isinstance(self._bare(step.node), NotApplicable):
            return
        for node in self._terms(step.node):
            yield from self._term(node, depth + 1, told)

    def _headline(self, step: Step) -> str:
        """A step's first line: its sum, and what it comes to."""
        result, node = self._result(step), step.node
        if step.unit == "%" and isinstance(node, Product):
            # A ratio is written in per cent as it stands.
            node = Product(tuple(f for f in node.factors if not _plain(f, 100)))
        bare = self._bare(node)
        if isinstance(bare, NotApplicable):
            return f"{step.label}: left out; {bare.reason}"
        text = self._sum(node)
        if result.reason is not None:
            return f"{step.label} = {text}: does not apply; {result.reason}"
        if result.value is None:
            return f"{step.label} = {text}: not known yet"
        shown = amount(result.value, step.unit)
        if isinstance(bare, Fixed) or text == "0":
            return f"{step.label} = {shown}"
        if isinstance(bare, (Step, Given, Fact)) and f" {text}".endswith(f" {shown}"):
            return f"{step.label} = {text}"
        return f"{step.label} = {text} = {shown}"

    def _term(self, node: Node, depth: int, told: set[str]) -> Iterator[Line]:
        match node:
            case Step(figure="") as step:
                lines = self._lines(step, depth, told)
                if (first := next(lines)).text not in told:
                    told.add(first.text)
                    yield first
                    yield from lines
            case Step() as step:
                reason = self._result(step).reason
                why = f"; {reason}" if reason else ""
                line = Line(f"{step.label}: {self._shown(step)}{why}", f"figure:{step.figure}", depth)
                yield from _once(line, told)
            case Given():
                how = "default" if node.default else "answered"
                range_ = ""
                if node.estimate.ranged:
                    range_ = f", from {_end(node.estimate.low, node.unit)} to {_end(node.estimate.high, node.unit)}"
                text = f"{node.label}: {amount(node.estimate.likely, node.unit)} ({how}{range_})"
                yield from _once(Line(text, f"answer:{node.id}", depth), told)
            case Fact():
                read = f"; read in: {node.origin.read_in}; {node.origin.source}" if node.origin else ""
                yield from _once(Line(f"{node.label}: {_fact(node)}{read}", f"fact:{node.ref}", depth), told)
            case Missing():
                yield from _once(Line(f"{node.label or node.id}: not answered yet", f"answer:{node.id}", depth), told)
            case Fixed(words=words) if words and words != "months":
                months = words.startswith("months ")
                text = f"{_fixed(node)} {words.removeprefix('months ')}" if months else f"{_fixed(node)}: {words}"
                yield from _once(Line(text, f"answer:{node.answer}" if node.answer else "", depth), told)
            case NotApplicable():
                yield from _once(Line(f"left out: {node.reason}", "", depth), told)

    def _shown(self, node: Step) -> str:
        result = self._result(node)
        if result.value is not None:
            return amount(result.value, node.unit)
        return "does not apply" if result.reason is not None else "not known yet"

    def _sum(self, node: Node, *, inside: bool = False) -> str:
        """A formula in numbers; `inside` another, sums stand in brackets."""
        match node:
            case Given():
                return amount(node.estimate.likely, node.unit)
            case Fact():
                return _fact(node)
            case Fixed():
                return _fixed(node)
            case Missing():
                return f"[{node.label or node.id}]"
            case NotApplicable():
                return "left out"
            case Step():
                shown = self._shown(node)
                return f"{node.label} ({shown})" if shown.startswith(MINUS) else f"{node.label} {shown}"
            case Sum():
                return self._addition(node, inside=inside)
            case Product():
                return self._multiplication(node, inside=inside)
            case Quotient():
                bottom = self._sum(node.bottom, inside=True)
                if isinstance(node.bottom, Product):
                    bottom = f"({bottom})"
                return _bracketed(f"{self._sum(node.top, inside=True)} ÷ {bottom}", inside)
            case Smallest() | Largest():
                which = "smaller" if isinstance(node, Smallest) else "larger"
                one, other = self._sum(node.one, inside=True), self._sum(node.other, inside=True)
                return _bracketed(f"the {which} of {one} and {other}", inside)
            case Above():
                return self._sum(self._chosen(node), inside=inside)
            case Requiring():
                return self._sum(node.node, inside=inside)
        raise TypeError(node)  # pragma: no cover - every kind of node stands above

    def _addition(self, node: Sum, *, inside: bool) -> str:
        """A sum, what is taken from it after a minus."""
        parts = self._counted(node)
        if not parts:
            return "0"
        text = ""
        for part in parts:
            minus = isinstance(part, Product) and isinstance(part.factors[0], Fixed) and part.factors[0].number == -1
            body = Product(part.factors[1:]) if minus and isinstance(part, Product) else part
            said = self._sum(body, inside=minus or (inside and len(parts) == 1))
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
            return self._sum(factors[0], inside=inside)
        text = ""
        for factor in factors:
            said = self._sum(factor, inside=True)
            if said == "1" and isinstance(factor, Sum):
                continue
            if text:
                text += " ÷ 12" if _plain(factor, Fraction(1, 12)) else f" × {said}"
            else:
                text = said
        return text

    def _chosen(self, node: Above) -> Node:
        tested = self._result(node.tested)
        return node.above if tested.value is not None and tested.value > node.limit else node.below

    def _bare(self, node: Node) -> Node:
        """What a sum or product of a single term comes down to."""
        match node:
            case Sum() if len(parts := self._counted(node)) == 1:
                return self._bare(parts[0])
            case Product() if len(factors := _factors(node)) == 1:
                return self._bare(factors[0])
            case _:
                return node

    def _terms(self, node: Node) -> Iterator[Node]:
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
                    yield from self._terms(factor)
            case Above():
                yield from self._terms(node.tested)
                yield from self._terms(self._chosen(node))
            case _:
                for child in _children(node):
                    yield from self._terms(child)

    def _collect(self, node: Node, found: dict[str, Origin], seen: set[Node]) -> None:
        if node in seen:
            return
        seen.add(node)
        if isinstance(node, Given) and not node.default:
            text = f"{node.label}: {amount(node.estimate.likely, node.unit)}"
            found.setdefault(f"answer:{node.id}", Origin(f"answer:{node.id}", text))
        if isinstance(node, Fact) and node.origin:
            origin = Origin(f"fact:{node.ref}", f"{node.label}: {_fact(node)}", node.origin.source, node.origin.read_in)
            found.setdefault(f"fact:{node.ref} {node.label}", origin)
        for child in _children(node):
            self._collect(child, found, seen)


def _plain(node: Node, value: int | Fraction) -> bool:
    """Whether a node is this number and plain arithmetic, with nothing to say about it."""
    return isinstance(node, Fixed) and not node.words and node.number == value


def _factors(node: Product) -> list[Node]:
    """The factors of a product and of the products in it, without those that change nothing."""
    flat: list[Node] = []
    for factor in node.factors:
        flat += _factors(factor) if isinstance(factor, Product) else [factor]
    year = next((f for f in flat if isinstance(f, Fixed) and f.number == 12 and f.words == "months"), None)
    twelfth = next((f for f in flat if _plain(f, Fraction(1, 12))), None)
    if year is not None and twelfth is not None:
        flat = [f for f in flat if f is not year and f is not twelfth]
    kept = [f for f in flat if not _plain(f, 1)]
    return kept or flat


def _children(node: Node) -> tuple[Node, ...]:
    match node:
        case Sum():
            return node.parts
        case Product():
            return node.factors
        case Quotient():
            return (node.top, node.bottom)
        case Smallest() | Largest():
            return (node.one, node.other)
        case Above():
            return (node.tested, node.above, node.below)
        case Requiring() | Step():
            return (node.node,)
        case _:
            return ()


def _once(line: Line, told: set[str]) -> Iterator[Line]:
    if line.text not in told:
        told.add(line.text)
        yield line


def _bracketed(text: str, inside: bool) -> str:
    return f"({text})" if inside else text


def _end(value: Fraction, unit: str) -> str:
    """One end of a range, its unit said already."""
    return money(value, pence=True) if unit.startswith("£") else number(value, 4)


def _fact(node: Fact) -> str:
    return f"{rate(node.number)}{node.unit[1:]}" if node.unit.startswith("£") else amount(node.number, node.unit)


def _fixed(node: Fixed) -> str:
    """A number the rules fix; twelfths as twelfths, since months are what they count."""
    value = node.number
    if node.words.startswith("months"):
        return amount(value, "months")
    if value.denominator != 1 and 12 % value.denominator == 0:
        return f"{value.numerator * 12 // value.denominator}/12"
    return number(value, 4)
