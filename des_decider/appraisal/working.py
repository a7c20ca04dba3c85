"""Workings: any figure opened to its sum in numbers and words, down to the answers and the worksheet's rates."""

from __future__ import annotations

from dataclasses import dataclass
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
from des_decider.decision.wording import money, number, rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from des_decider.appraisal.figures import Appraisal


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
    first, _, rest = unit.partition(" ")
    singular = f"{first.removesuffix('s')} {rest}" if value == 1 and first in {"hours", "months", "patients"} else unit
    return f"{number(value, 4)} {singular}".strip()


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
        yield Line(f"{step.label} = {self._sum(step.node)}{self._outcome(step)}", "", depth)
        if step.remark:
            yield Line(step.remark, "", depth + 1)
        for node in _terms(step.node):
            yield from self._term(node, depth + 1, told)

    def _term(self, node: Node, depth: int, told: set[str]) -> Iterator[Line]:
        match node:
            case Step(figure="") as step:
                lines = self._lines(step, depth, told)
                if (first := next(lines)).text not in told:
                    told.add(first.text)
                    yield first
                    yield from lines
            case Step() as step:
                line = Line(f"{step.label}: {self._shown(step)}", f"figure:{step.figure}", depth)
                yield from _once(line, told)
            case Given():
                how = "default" if node.default else "answered"
                range_ = ""
                if node.estimate.ranged:
                    low, high = amount(node.estimate.low, node.unit), amount(node.estimate.high, node.unit)
                    range_ = f", from {low} to {high}"
                text = f"{node.label}: {amount(node.estimate.likely, node.unit)} ({how}{range_})"
                yield from _once(Line(text, f"answer:{node.id}", depth), told)
            case Fact():
                read = f"; read in: {node.origin.read_in}; {node.origin.source}" if node.origin else ""
                yield from _once(Line(f"{node.label}: {_fact(node)}{read}", f"fact:{node.ref}", depth), told)
            case Missing():
                yield from _once(Line(f"{node.label or node.id}: not answered yet", f"answer:{node.id}", depth), told)
            case Fixed(words=words) if words:
                yield from _once(Line(f"{_fixed(node.number)}: {words}", "", depth), told)
            case NotApplicable():
                yield from _once(Line(f"left out: {node.reason}", "", depth), told)

    def _outcome(self, step: Step) -> str:
        result = self._result(step)
        if result.value is not None:
            shown = amount(result.value, step.unit)
            return "" if isinstance(step.node, (Given, Fact)) else f" = {shown}"
        if result.reason is not None:
            return f": does not apply, {result.reason}"
        return ": not known yet"

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
                return _fixed(node.number)
            case Missing():
                return f"[{node.label or node.id}]"
            case NotApplicable():
                return "left out"
            case Step():
                return f"{node.label} {self._shown(node)}"
            case Sum():
                return _bracketed(self._addition(node), inside=inside and len(node.parts) > 1)
            case Product():
                factors = [f for f in node.factors if not (isinstance(f, Fixed) and f.number == 1 and not f.words)]
                return " × ".join(self._sum(f, inside=True) for f in factors)
            case Quotient():
                return _bracketed(f"{self._sum(node.top, inside=True)} ÷ {self._sum(node.bottom, inside=True)}", inside)
            case Smallest():
                return f"the smaller of {self._sum(node.one, inside=True)} and {self._sum(node.other, inside=True)}"
            case Largest():
                return f"the larger of {self._sum(node.one, inside=True)} and {self._sum(node.other, inside=True)}"
            case Above():
                return self._sum(self._chosen(node), inside=inside)
            case Requiring():
                return self._sum(node.node, inside=inside)
        raise TypeError(node)  # pragma: no cover - every kind of node stands above

    def _addition(self, node: Sum) -> str:
        text = ""
        applying = [part for part in node.parts if self._result(part).reason is None]
        for part in applying or node.parts:
            minus = isinstance(part, Product) and isinstance(part.factors[0], Fixed) and part.factors[0].number == -1
            body = Product(part.factors[1:]) if minus and isinstance(part, Product) else part
            if text:
                text += " − " if minus else " + "
            elif minus:
                text += "−"
            text += self._sum(body, inside=minus)
        return text

    def _chosen(self, node: Above) -> Node:
        tested = self._result(node.tested)
        return node.above if tested.value is not None and tested.value > node.limit else node.below

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


def _terms(node: Node) -> Iterator[Node]:
    """The leaves and steps of a formula, in the order they are read."""
    if isinstance(node, (Step, Given, Fact, Missing, Fixed, NotApplicable)):
        yield node
    else:
        for child in _children(node):
            yield from _terms(child)


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


def _fact(node: Fact) -> str:
    if node.unit.startswith("£"):
        return f"{rate(node.number)}{node.unit[1:]}"
    return f"{number(node.number, 4)} {node.unit}"


def _fixed(value: Fraction) -> str:
    """A plain number; twelfths as twelfths, since months are what they count."""
    if value.denominator != 1 and 12 % value.denominator == 0:
        return f"{value.numerator * 12 // value.denominator}/12"
    return number(value, 4)
