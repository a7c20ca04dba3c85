"""The same formulas in fast floats: nodes written once more, as one function of some answers.

What does not hang on an answer that moves is worked out exactly and stands in the function as a number.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.dependencies import Formulas
from des_decider.appraisal.formulas.expression import (
    Above,
    Covered,
    Given,
    Largest,
    Node,
    Product,
    Quotient,
    Requiring,
    Smallest,
    Step,
    Sum,
    made_of,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from fractions import Fraction

    from des_decider.appraisal.dependencies import Reached
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.formulas.expression import Plan

    Function = Callable[[Sequence[float]], tuple[float, ...]]

_NOUGHT = "1e-08"
"""Divisors nearer to 0 than this are 0: floats can leave a trace of what the exact sum takes away wholly.

Divisors are pounds, hours, beds, patients and WTE, none of which anybody gives in hundred-millionths.
"""


_NAME = re.compile(r"\bv\d+\b")
_DEEPEST = 40
"""Brackets within brackets, of which Python reads two hundred."""


class FastFigures:
    """Some figures as a function of some answers; every other answer stays at its likely value.

    `ids` are the answers in the order in which `at` takes their values, in their own units (40 for 40 %). They count
    as uncertain, so a 0 of theirs spares nothing (docs/figures.md, rule 6); ids no figure uses are passed over.
    """

    def __init__(self, appraisal: Appraisal, figures: Sequence[str], ids: Sequence[str]) -> None:
        self.figures, self.ids = tuple(figures), tuple(ids)
        formulas = Formulas.of(appraisal, figures)
        origins: dict[str | Node, str] = {id_: f"x[{place}]" for place, id_ in enumerate(ids)}
        self._call = compiled(formulas.tops, formulas.reached_by(ids), origins)

    def at(self, values: Sequence[float]) -> tuple[float, ...]:
        """The figures with these answers, not a number (`nan`) where a figure has no value."""
        return self._call(values)


def compiled(
    nodes: Sequence[Node], reached: Reached, origins: Mapping[str | Node, str], *, before: Sequence[str] = ()
) -> Function:
    """The value of each node as a function of some numbers, `x`; `nan` where it has none.

    `origins` says what each node from which all is reached is made of, an answer by its id, any other node itself:
    `x[0]` is the first number. It is Python, of nothing anybody typed, and may use what lines `before` it work out,
    `sqrt` among them.
    """
    return _Writer(reached, origins).function(nodes, before)


@lru_cache(maxsize=256)
def _maker(source: str) -> Callable[..., Function]:
    """What makes a function of the numbers in it: homes of one kind differ in nothing else."""
    space: dict[str, object] = {"nan": math.nan, "sqrt": math.sqrt}
    # The text is made of our own nodes: nothing that anybody typed stands in it.
    exec(compile(source, "<figures>", "exec"), space)  # noqa: S102
    make: Callable[..., Function] = space["make"]  # type: ignore[assignment] # made above
    return make


class _Absence(NamedTuple):
    """How a node can come to have no value: that it lapses (does not apply), or that it lacks an answer."""

    lapses: bool
    lacks: bool

    @property
    def possible(self) -> bool:
        return self.lapses or self.lacks


class _Writer:
    """Writes nodes as the lines of a Python function; a node met twice is worked out once.

    In the function, no value is `nan`, whatever the reason. One thing is simpler than in the exact evaluation: a 0
    that is certain at some values only (posts wanted: none) does not make a missing factor unnecessary.
    """

    def __init__(self, reached: Reached, origins: Mapping[str | Node, str]) -> None:
        self._reached, self._known, self._origins = reached, reached.known.result, origins
        self._lines: dict[str, str] = {}
        self._numbers: dict[str, object] = {}
        self._plans: dict[Plan, str] = {}
        self._names: dict[Node, str] = {}
        self._absences: dict[Node, _Absence] = {}

    def function(self, nodes: Sequence[Node], before: Sequence[str]) -> Function:
        """One function that gives the value of each node."""
        results = "".join(f"{self._name(node)}, " for node in nodes)
        body = (*before, *_folded(self._lines, f"return ({results})"))
        source = f"def make({', '.join(self._numbers)}):\n def call(x):\n  " + "\n  ".join(body) + "\n return call"
        return _maker(source)(*self._numbers.values())

    def _name(self, node: Node) -> str:
        if node not in self._names:
            if self._moved(node):
                self._names[node] = self._written(node)
            else:
                value = self._known(node).value
                self._names[node] = "nan" if value is None else self._number(_float(value))
        return self._names[node]

    def _number(self, value: object) -> str:
        name = f"k{len(self._numbers)}"
        self._numbers[name] = value
        return name

    def _keep(self, text: str) -> str:
        if text.isidentifier():
            return text
        name = f"v{len(self._lines)}"
        self._lines[name] = text
        return name

    def _written(self, node: Node) -> str:
        if node in self._origins:
            return self._keep(self._origins[node])
        match node:
            case Given():
                scale = "" if node.scale == 1 else f" / {float(1 / node.scale)!r}"
                return self._keep(f"{self._origins[node.id]}{scale}")
            case Step():
                return self._name(node.node)
            case Sum():
                return self._keep(self._sum(node))
            case Product():
                return self._keep(self._product(node))
            case Quotient():
                return self._quotient(node)
            case Smallest() | Largest():
                sign = "<=" if isinstance(node, Smallest) else ">="
                one, other = self._name(node.one), self._name(node.other)
                return self._keep(self._guarded(f"{one} if {one} {sign} {other} else {other}", node.one, node.other))
            case Above() if self._moved(node.tested):
                tested, above, below = (self._name(n) for n in (node.tested, node.above, node.below))
                text = f"{above} if {tested} > {float(node.limit)!r} else {below}"
                return self._keep(self._guarded(text, node.tested))
            case Above():
                return self._name(self._reached.chosen(node))
            case Covered():
                return self._keep(f"{self._plan(node.plan)}[{node.place}]")
            case Requiring() if self._absence(node.required).possible:
                return self._keep(self._guarded(self._name(node.node), node.required))
            case Requiring():
                return self._name(node.node)
        raise TypeError(node)  # pragma: no cover - every kind of node that can move stands above

    def _plan(self, plan: Plan) -> str:
        """The covers of a plan, all worked out by one call."""
        if plan not in self._plans:
            names = [self._name(node) for node in plan.nodes]
            nothing, covers = self._number((math.nan,) * len(plan.work)), self._number(plan.covers)
            call = self._guarded(f"{covers}(({', '.join(names)},))", *plan.nodes)
            self._plans[plan] = self._keep(call.replace("nan if", f"{nothing} if", 1) if call[:3] == "nan" else call)
        return self._plans[plan]

    def _guarded(self, text: str, *nodes: Node) -> str:
        """An expression that has no value unless all these nodes have one; nan equals nothing, itself included."""
        absent = [name for node in nodes if self._absence(node).possible for name in (self._name(node),)]
        return f"nan if {' or '.join(f'{name} != {name}' for name in absent)} else {text}" if absent else text

    def _quotient(self, node: Quotient) -> str:
        bottom = self._name(node.bottom)
        zero = "nan" if node.when_zero is None else self._name(node.when_zero)
        if self._moved(node.bottom):
            return self._keep(f"{zero} if -{_NOUGHT} < {bottom} < {_NOUGHT} else {self._name(node.top)} / {bottom}")
        return zero if self._value(node.bottom) == 0 else self._keep(f"{self._name(node.top)} / {bottom}")

    def _sum(self, node: Sum) -> str:
        """The parts added, those that stay gathered into one number; a part that does not apply is left out."""
        moving = [part for part in self._reached.parts[node] if self._moved(part)]
        whole = self._value(node)
        if whole is None:
            still = sum(value for part in node.parts if not self._moved(part) and (value := self._value(part)))
        else:
            still = whole - sum(value for part in moving if (value := self._value(part)))
        pieces = [self._number(_float(still))] if still else []
        left_out: list[str] = []
        for part in moving:
            name = self._name(part)
            if self._absence(part) == (True, False):
                left_out.append(name)
                pieces.append(f"({name} if {name} == {name} else 0.0)")
            else:
                pieces.append(name)
        text = " + ".join(pieces)
        if not self._absence(node).lapses:
            return text
        return f"{text} if {' or '.join(f'{name} == {name}' for name in left_out)} else nan"

    def _product(self, node: Product) -> str:
        """The factors multiplied, those that stay gathered into one number."""
        number = 1.0
        names: list[str] = []
        for factor in node.factors:
            if self._moved(factor):
                names.append(self._name(factor))
            else:
                value = self._value(factor)
                number *= math.nan if value is None else _float(value)
        return " * ".join(names if number == 1 else [self._number(number), *names])

    def _value(self, node: Node) -> Fraction | None:
        return self._known(node).value

    def _moved(self, node: Node) -> bool:
        return node in self._reached.moves

    def _absence(self, node: Node) -> _Absence:
        """Whether and how a node can come to have no value."""
        if node not in self._absences:
            self._absences[node] = self._can_be_absent(node)
        return self._absences[node]

    def _can_be_absent(self, node: Node) -> _Absence:
        if not self._moved(node):
            result = self._known(node)
            return _Absence(result.reason is not None, result.value is None and result.reason is None)
        if isinstance(node, Sum):  # it can move, so no part that stays lacks anything
            lacks = any(self._absence(part).lacks for part in self._reached.parts[node])
            return _Absence(all(self._absence(part).lapses for part in node.parts), lacks)
        within = [self._absence(child) for child in made_of(node)]
        lapses, lacks = any(a.lapses for a in within), any(a.lacks for a in within)
        if isinstance(node, Quotient) and node.when_zero is None:
            lapses = lapses or self._moved(node.bottom)
        return _Absence(lapses, lacks)


def _folded(lines: Mapping[str, str], last: str) -> list[str]:
    """The lines, each name that is used once written out where it is used: it takes a third less time to run."""
    uses = Counter(name for text in (*lines.values(), last) for name in _NAME.findall(text))
    within: dict[str, str] = {}
    deep: dict[str, int] = {}

    def written_out(text: str) -> str:
        return _NAME.sub(lambda found: f"({within[found[0]]})" if found[0] in within else found[0], text)

    kept = []
    for name, text in lines.items():
        deep[name] = 1 + max((deep[used] for used in _NAME.findall(text) if used in within), default=0)
        if uses[name] == 1 and " if " not in text and deep[name] < _DEEPEST:
            within[name] = written_out(text)
        else:
            kept.append(f"{name} = {written_out(text)}")
    return [*kept, written_out(last)]


def _float(value: Fraction) -> float:
    """What `float` gives, in a third of the time."""
    return value.numerator / value.denominator
