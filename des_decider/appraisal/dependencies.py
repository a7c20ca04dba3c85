"""Which formulas an answer reaches, what they come to with it elsewhere, and which answers a figure hangs on."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.expression import (
    Above,
    Covered,
    Evaluation,
    Given,
    Largest,
    Node,
    Product,
    Quotient,
    Result,
    Smallest,
    Sum,
    made_of,
)
from des_decider.decision.order import order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from fractions import Fraction

    from des_decider.appraisal.figures import Appraisal

_NONE: frozenset[str] = frozenset()


class Formulas:
    """Some formulas, and for each node in them the nodes it is used by."""

    def __init__(self, tops: Sequence[Node], known: Evaluation) -> None:
        self.tops, self.known = tuple(tops), known
        self._given: dict[str, list[Node]] = {}
        self._users: dict[Node, list[Node]] = {top: [] for top in tops}
        self._lacking = set[Node]()
        waiting = list(self._users)
        while waiting:
            node = waiting.pop()
            if isinstance(node, Given):
                self._given.setdefault(node.id, []).append(node)
            for child in made_of(node):
                if child not in self._users:
                    self._users[child] = []
                    waiting.append(child)
                self._users[child].append(node)
                if known.result(child).needs:
                    self._lacking.add(node)

    @classmethod
    def of(cls, appraisal: Appraisal, figures: Iterable[str]) -> Formulas:
        """The formulas of some figures."""
        return cls([appraisal.book.figures[figure] for figure in figures], appraisal.evaluation)

    def uses(self, id_: str) -> bool:
        """Whether an answer stands in any of the formulas."""
        return id_ in self._given

    def may_lack(self, reached: Reached) -> bool:
        """Whether what is reached may come to need an answer nobody has given, which a certain 0 spares so far."""
        return not self._lacking.isdisjoint(reached.parts)

    def reached_by(self, ids: Iterable[str]) -> Reached:
        """What some answers reach; ids that no formula uses are passed over."""
        return self.reached_from([node for id_ in ids for node in self._given.get(id_, ())])

    def reached_from(self, nodes: Sequence[Node]) -> Reached:
        """What some nodes reach, themselves among it."""
        order: list[Node] = []
        seen = set[Node]()

        def visit(node: Node) -> None:
            seen.add(node)
            for user in self._users[node]:
                if user not in seen:
                    visit(user)
            order.append(node)

        for node in nodes:
            if node not in seen and node in self._users:
                visit(node)
        parts: dict[Node, list[Node]] = {node: [] for node in reversed(order)}
        for node in parts:
            for user in self._users[node]:
                parts[user].append(node)
        return Reached(self.known, nodes, parts)


class Reached:
    """The nodes that some of them reach: `parts` has each before those it is used by, with what reaches it.

    Of those, `moves` are the ones that can change with them, and `bends` the ones among these that need not change in
    a straight line. Both are read from the nodes alone, never from what they come to at the likely values: a part can
    be 0 or not apply there and count elsewhere.
    """

    def __init__(self, known: Evaluation, origin: Sequence[Node], parts: dict[Node, list[Node]]) -> None:
        self.known, self.parts = known, parts
        self.origin = tuple(node for node in origin if node in parts)
        self.moves, self.bends = set(self.origin), set[Node]()
        for node in parts:
            if node not in self.moves and self._depends(node):
                self.moves.add(node)
                if self._can_bend(node):
                    self.bends.add(node)

    def chosen(self, node: Above) -> Node:
        """Of two branches between which nothing that moves decides, the one that counts."""
        tested = self.known.result(node.tested).value
        return node.above if tested is not None and tested > node.limit else node.below

    def _depends(self, node: Node) -> bool:
        match node:
            case Product() if any(f not in self.moves and self.known.result(f).spares for f in node.factors):
                return False
            case Sum() if self.known.result(node).needs and any(
                part not in self.moves and self.known.result(part).needs for part in node.parts
            ):
                return False
            case Quotient() if node.bottom not in self.moves and self.known.result(node.bottom).value == 0:
                return node.when_zero in self.moves
            case Quotient():
                return node.bottom in self.moves or node.top in self.moves
            case Above() if node.tested not in self.moves:
                return self.known.result(node.tested).value is not None and self.chosen(node) in self.moves
        return not self.moves.isdisjoint(self.parts[node])

    def _can_bend(self, node: Node) -> bool:
        match node:
            case Smallest() | Largest() | Covered():
                return True
            case Quotient() if node.bottom in self.moves:
                return True
            case Above() if node.tested in self.moves:
                return True
            case Product() if sum(1 for factor in self.parts[node] if factor in self.moves) > 1:
                return True
        return not self.bends.isdisjoint(self.parts[node])


class Elsewhere(Evaluation):
    """Works formulas out exactly with some nodes at other values, all that these do not reach as it was."""

    def __init__(self, reached: Reached, there: Mapping[Node, Result]) -> None:
        super().__init__()
        self._done.update(there)
        self._parts, self._known = reached.parts, reached.known.result

    @classmethod
    def at(cls, reached: Reached, value: Fraction) -> Elsewhere:
        """With the answers from which all is reached at one value, in their own unit (40 for 40 %).

        An answer that moves spares nothing, not even at 0.
        """
        given = (node for node in reached.origin if isinstance(node, Given))
        return cls(reached, {node: Result(value * node.scale, certain=False) for node in given})

    def result(self, node: Node) -> Result:
        """The exact value of a node, or why it has none."""
        return super().result(node) if node in self._parts else self._known(node)

    def _sum(self, node: Sum) -> Result:
        # A sum of a thousand parts, one of which moves, is what it was and the change of that one.
        before, moved = self._known(node).value, self._parts[node]
        if before is None or len(node.parts) < 8 * len(moved):
            return super()._sum(node)
        for part in moved:
            now = self.result(part)
            if now.value is None:
                return super()._sum(node)
            before += now.value - (self._known(part).value or 0)
        return Result(before, certain=False)


@lru_cache(maxsize=4)  # whoever works out what a decision hangs on asks for them again and again
def ranged_ids(appraisal: Appraisal) -> tuple[str, ...]:
    """The answers with a range that some figure uses, in the order of the meeting.

    What the formulas do not reach is left out: answers of the way not chosen, hidden roles, and whatever a certain
    0 multiplies. An answer that only a figure not known yet uses is among them.
    """
    return in_order(_NONE.union(*ranged_behind(appraisal).values()), appraisal)


def in_order(ids: Iterable[str], appraisal: Appraisal) -> tuple[str, ...]:
    """Ids in the order of the meeting."""
    return tuple(sorted(ids, key=order_of(appraisal.book.worksheet)))


def ranged_behind(appraisal: Appraisal) -> Mapping[str, frozenset[str]]:
    """For each figure the answers with a range that it uses."""
    walk = _Walk(appraisal.evaluation)
    return {id_: walk.behind(step) for id_, step in appraisal.book.figures.items()}


class _Walk:
    """Gathers the answers with a range behind nodes, each node once."""

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._found: dict[Node, frozenset[str]] = {}

    def behind(self, node: Node) -> frozenset[str]:
        """The ids of the answers with a range on which a node hangs."""
        found = self._found.get(node)
        if found is None:
            found = self._found[node] = self._gathered(node)
        return found

    def _gathered(self, node: Node) -> frozenset[str]:
        if isinstance(node, Given):
            return frozenset({node.id}) if node.estimate.ranged else _NONE
        used = self._used(node)
        found = [behind for child in used if (behind := self.behind(child))]
        if not found:
            return _NONE
        return found[0] if len(found) == 1 else found[0].union(*found[1:])

    def _used(self, node: Node) -> tuple[Node, ...]:
        """What a node is made of, without what no value of an answer could bring into play."""
        match node:
            case Product() if any(self._evaluation.result(f).spares and not self.behind(f) for f in node.factors):
                return ()
            case Quotient() if not self.behind(node.bottom) and self._evaluation.result(node.bottom).value == 0:
                return () if node.when_zero is None else (node.when_zero,)
            case Above() if not self.behind(node.tested):
                tested = self._evaluation.result(node.tested).value
                return () if tested is None else (node.above if tested > node.limit else node.below,)
        return made_of(node)
