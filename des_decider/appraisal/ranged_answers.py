"""Which answers with a range stand behind the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.expression import Above, Given, Product, Quotient
from des_decider.appraisal.tree import made_of
from des_decider.decision.order import order_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from des_decider.appraisal.expression import Evaluation, Node
    from des_decider.appraisal.figures import Appraisal

_NONE: frozenset[str] = frozenset()


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
