"""Sums as data: each formula is written once, as nodes that can be worked out exactly and shown as a working.

A node's `label` names a step or a figure, so that a working can speak of it; `figure` is the id of a figure.
"""

from __future__ import annotations

from fractions import Fraction
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from des_decider.decision.values import Estimate
    from des_decider.worksheet.model import Source


_NOTHING_MISSING: frozenset[str] = frozenset()
_NOUGHT = Fraction(0)
_HUNDREDTH = Fraction(1, 100)
_WHOLE = Fraction(1)

Number = TypeVar("Number", Fraction, float)
"""Sums are worked out exactly, or fast for ten thousand cases."""


class Result(NamedTuple):
    """What a node comes to: a value, or the ids it needs, or the reason why it does not apply.

    `certain` says that no range stands behind the value; only a certain 0 spares what it multiplies.
    """

    value: Fraction | None = None
    needs: frozenset[str] = _NOTHING_MISSING
    reason: str | None = None
    certain: bool = True

    @property
    def spares(self) -> bool:
        """Whether this is a certain 0: whatever it multiplies is not needed (docs/figures.md, rule 6)."""
        return self.certain and self.value is not None and not self.value


class Node:
    """Anything with a value; arithmetic on nodes makes larger nodes."""

    __slots__ = ()

    contract_has_none = False
    """Whether it speaks of something that the contract has none of."""

    def __add__(self, other: Node) -> Node:
        return total([self, other])

    def __sub__(self, other: Node) -> Node:
        return total([self, _MINUS_ONE * other])

    def __mul__(self, other: Node | int | Fraction) -> Node:
        return times(self, other)

    def __truediv__(self, other: Node | int | Fraction) -> Node:
        return Quotient(self, _node(other))


class Given(Node):
    """An answer. A percentage is shown as typed and counts as its hundredth."""

    __slots__ = ("default", "estimate", "id", "label", "unit")

    def __init__(self, id_: str, label: str, unit: str, estimate: Estimate, *, default: bool = False) -> None:
        self.id = id_
        self.label = label
        self.unit = unit
        self.estimate = estimate
        self.default = default

    @property
    def scale(self) -> Fraction:
        """What one unit of the answer counts for."""
        return _HUNDREDTH if self.unit == "%" else _WHOLE

    @property
    def number(self) -> Fraction:
        """What the answer counts as."""
        likely = self.estimate.likely
        return likely * _HUNDREDTH if self.unit == "%" else likely


class Fact(Node):
    """A number the worksheet states, with its source."""

    __slots__ = ("label", "number", "origin", "ref", "unit")

    def __init__(self, ref: str, label: str, unit: str, number: Fraction, origin: Source | None = None) -> None:
        self.ref = ref
        self.label = label
        self.unit = unit
        self.number = number
        self.origin = origin


class Fixed(Node):
    """A number the rules fix; `words` says why where it is not plain arithmetic.

    `words` that are or start with "months" make it a number of months; `answer` is the id of the choice it follows.
    """

    __slots__ = ("answer", "number", "words")

    def __init__(self, number: Fraction, words: str = "", answer: str = "") -> None:
        self.number = number
        self.words = words
        self.answer = answer


class Missing(Node):
    """Something not answered yet."""

    __slots__ = ("id", "label")

    def __init__(self, id_: str, label: str = "") -> None:
        self.id = id_
        self.label = label


class NotApplicable(Node):
    """Something that does not apply, and why; it never makes a total missing."""

    __slots__ = ("reason",)

    def __init__(self, reason: str) -> None:
        self.reason = reason


class NotInContract(NotApplicable):
    """Something the contract has none of: sums are made without it, and nobody is told of it (rule 11)."""

    __slots__ = ()
    contract_has_none = True


class Sum(Node):
    """The sum of its parts; parts that do not apply are left out."""

    __slots__ = ("parts",)

    def __init__(self, parts: tuple[Node, ...]) -> None:
        self.parts = parts


class Product(Node):
    """The product of its factors; a certain 0 among them spares the others."""

    __slots__ = ("factors",)

    def __init__(self, factors: tuple[Node, ...]) -> None:
        self.factors = factors


class Quotient(Node):
    """One node divided by another; by 0 it is `when_zero`, or does not apply."""

    __slots__ = ("bottom", "top", "when_zero", "why_zero")

    def __init__(
        self, top: Node, bottom: Node, why_zero: str = "it would divide by 0", when_zero: Node | None = None
    ) -> None:
        self.top = top
        self.bottom = bottom
        self.why_zero = why_zero
        self.when_zero = when_zero


class Smallest(Node):
    """The smaller of two nodes."""

    __slots__ = ("one", "other")

    def __init__(self, one: Node, other: Node) -> None:
        self.one = one
        self.other = other


class Largest(Node):
    """The larger of two nodes."""

    __slots__ = ("one", "other")

    def __init__(self, one: Node, other: Node) -> None:
        self.one = one
        self.other = other


class Above(Node):
    """One node where another is above a limit, else a third."""

    __slots__ = ("above", "below", "limit", "tested")

    def __init__(self, tested: Node, limit: Fraction, above: Node, below: Node) -> None:
        self.tested = tested
        self.limit = limit
        self.above = above
        self.below = below


class Requiring(Node):
    """A node that has no value until another has one, even where it would not change the sum."""

    __slots__ = ("node", "required")

    def __init__(self, node: Node, required: Node) -> None:
        self.node = node
        self.required = required


class Plan(Protocol):
    """Shares out all posts to all work; see `cover`."""

    @property
    def work(self) -> Sequence[object]:
        """The pieces of work, in the order of their covers."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """Everything the covers hang on, in the order in which `covers` takes it."""

    def covers(self, numbers: Sequence[Number]) -> list[Number]:
        """The part of each piece of work that is covered."""

    def asked(self, place: int) -> Node:
        """The hours of one piece of work."""

    def done(self, numbers: Sequence[Fraction], place: int) -> Iterable[tuple[str, Fraction]]:
        """What each post does a week of one piece of work."""


class Covered(Node):
    """The part of one piece of work that posts cover, as a plan shares all posts out to all work."""

    __slots__ = ("place", "plan")

    def __init__(self, plan: Plan, place: int) -> None:
        self.plan = plan
        self.place = place


class Step(Node):
    """A named step of a working, or a figure; `remark` is a sentence its working adds."""

    __slots__ = ("contract_has_none", "figure", "label", "node", "remark", "unit")

    def __init__(self, label: str, unit: str, node: Node, figure: str = "", remark: str = "") -> None:
        self.label = label
        self.unit = unit
        self.node = node
        self.figure = figure
        self.remark = remark
        self.contract_has_none = node.contract_has_none


def made_of(node: Node) -> tuple[Node, ...]:
    """Every node on which the value of a node can hang, in the order they are read; nothing for a leaf."""
    match node:
        case Sum():
            return node.parts
        case Product():
            return node.factors
        case Quotient():
            return (node.top, node.bottom) if node.when_zero is None else (node.top, node.bottom, node.when_zero)
        case Smallest() | Largest():
            return (node.one, node.other)
        case Above():
            return (node.tested, node.above, node.below)
        case Requiring():
            return (node.node, node.required)
        case Step():
            return (node.node,)
        case Covered():
            return node.plan.nodes
    return ()


ZERO = Fixed(Fraction(0))
ONE = Fixed(Fraction(1))
_MINUS_ONE = Fixed(Fraction(-1))


def total(parts: list[Node]) -> Node:
    """The sum of any number of nodes, without those that the contract has none of; of none, 0."""
    there = [part for part in parts if not part.contract_has_none]
    if parts and not there:
        return parts[0]
    return Sum(tuple(there)) if there else ZERO


def times(*factors: Node | int | Fraction) -> Node:
    """The product of nodes and plain numbers; of what the contract has none of there is none either."""
    nodes = []
    for factor in factors:
        node = factor if isinstance(factor, Node) else _plain(factor)
        if node.contract_has_none:
            return node
        nodes.append(node)
    return Product(tuple(nodes))


def _node(value: Node | int | Fraction) -> Node:
    return value if isinstance(value, Node) else _plain(value)


@lru_cache(maxsize=256)
def _plain(value: int | Fraction) -> Fixed:
    """A plain number; the rules use few, and the same ones everywhere."""
    return Fixed(Fraction(value))


@cache
def of_a_year(months: int) -> Fixed:
    """So many months as a part of twelve."""
    return Fixed(Fraction(months, 12))


@cache
def so_many_months(number: int) -> Fixed:
    """A number of months the rules fix."""
    return Fixed(Fraction(number), "months")


class Evaluation:
    """Works nodes out exactly, each once."""

    def __init__(self) -> None:
        self._done: dict[Node, Result] = {}
        self._plans: dict[Plan, Result | list[Result]] = {}

    def result(self, node: Node) -> Result:
        """The exact value of a node, or why it has none."""
        found = self._done.get(node)
        if found is None:
            found = self._done[node] = self._work_out(node)
        return found

    def _work_out(self, node: Node) -> Result:
        match node:  # what most nodes are comes first: a decision has two thousand, and they are tried in turn
            case Product():
                return self._product(node)
            case Fixed() | Fact():
                return Result(node.number)
            case Sum():
                return self._sum(node)
            case Step():
                return self.result(node.node)
            case Given():
                return Result(node.number, certain=not node.estimate.ranged)
            case Missing():
                return Result(needs=frozenset({node.id}))
            case NotApplicable():
                return Result(reason=node.reason)
            case Quotient():
                return self._quotient(node)
            case Smallest() | Largest():
                return self._extreme(node)
            case Above():
                tested = self.result(node.tested)
                if tested.value is None:
                    return tested
                chosen = self.result(node.above if tested.value > node.limit else node.below)
                return _valued(chosen.value, [tested, chosen]) if chosen.value is not None else chosen
            case Covered():
                return self._covered(node)
            case Requiring():
                required, result = self.result(node.required), self.result(node.node)
                return result if required.value is not None else Result(needs=required.needs | result.needs)
        raise TypeError(node)  # pragma: no cover - every kind of node stands above

    def _sum(self, node: Sum) -> Result:
        known = self._done.get
        results = [known(part) or self.result(part) for part in node.parts]
        top, bottom, certain, applies = 0, 1, True, False
        for _, needs, reason, sure in results:
            applies = applies or reason is None
            certain = certain and (sure or reason is not None)
            if needs and reason is None:
                return Result(needs=_needs([r for r in results if r.reason is None]))
        if not applies:
            return results[0]
        for value, *_ in results:
            if value:
                numerator, denominator = value.as_integer_ratio()
                if denominator == bottom:
                    top += numerator
                else:
                    top, bottom = top * denominator + numerator * bottom, bottom * denominator
        return Result(Fraction(top, bottom), certain=certain)  # reduced once, not at every part

    def _product(self, node: Product) -> Result:
        known = self._done.get
        top = bottom = 1
        certain, without = True, []
        for factor in node.factors:
            result = known(factor) or self.result(factor)
            value, _, _, sure = result
            if value is None:
                without.append(result)
                continue
            numerator, denominator = value.as_integer_ratio()
            if sure and not numerator:
                return Result(_NOUGHT)  # whatever the others come to
            top *= numerator
            bottom *= denominator
            certain = certain and sure
        if (absent := _absent(without)) is not None:
            return absent
        return Result(Fraction(top, bottom), certain=certain)  # reduced once, not at every factor

    def _quotient(self, node: Quotient) -> Result:
        top, bottom = self.result(node.top), self.result(node.bottom)
        if bottom.value == 0:
            return Result(reason=node.why_zero) if node.when_zero is None else self.result(node.when_zero)
        if (absent := _absent([top, bottom])) is not None:
            return absent
        assert top.value is not None  # noqa: S101 - neither is absent here
        assert bottom.value is not None  # noqa: S101
        return _valued(top.value / bottom.value, [top, bottom])

    def _covered(self, node: Covered) -> Result:
        """The cover of one piece of work; all of a plan is worked out at once."""
        found = self._plans.get(node.plan)
        if found is None:
            found = self._plans[node.plan] = self._of_plan(node.plan)
        return found[node.place] if isinstance(found, list) else found

    def _of_plan(self, plan: Plan) -> Result | list[Result]:
        results = [self.result(node) for node in plan.nodes]
        if (absent := _absent(results)) is not None:
            return absent
        covers = plan.covers([r.value for r in results if r.value is not None])
        return [_valued(cover, results) for cover in covers]

    def _extreme(self, node: Smallest | Largest) -> Result:
        results = [self.result(node.one), self.result(node.other)]
        if (absent := _absent(results)) is not None:
            return absent
        values = [r.value for r in results if r.value is not None]
        return _valued(min(values) if isinstance(node, Smallest) else max(values), results)


def _needs(results: list[Result]) -> frozenset[str]:
    lacking = [r.needs for r in results if r.needs]
    return _NOTHING_MISSING.union(*lacking) if lacking else _NOTHING_MISSING


def _absent(results: list[Result]) -> Result | None:
    """The result that keeps a sum from having a value: not applicable before missing; None where all have one."""
    for r in results:
        if r.reason is not None:
            return r
    needs = _needs(results)
    return Result(needs=needs) if needs else None


def _valued(value: Fraction, results: list[Result]) -> Result:
    for r in results:
        if not r.certain:
            return Result(value, certain=False)
    return Result(value)
