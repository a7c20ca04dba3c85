"""Which answers no figure counts, and why: of the way not chosen, of what is not there or left out, times nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.dependencies import Formulas
from des_decider.appraisal.formulas.expression import Above, Given, Node, Product, Quotient, made_of
from des_decider.appraisal.way_not_chosen import not_of_the_way_chosen
from des_decider.decision.values import Estimate

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.formulas.expression import Evaluation

TIMES_NOTHING = "what it is multiplied by is 0"
NOT_USED = "no figure uses it"
_OF_FIGURES = frozenset({
    "service", "specification", "workforce", "home", "payment", "share", "pcn", "director", "meeting", "local",
    "opt_out", "leave", "cost",
})  # fmt: skip
"""How the ids of numbers begin of which figures are made; others, such as a quorum, are not meant for any."""
_NONE: frozenset[str] = frozenset()


def not_counted(appraisal: Appraisal) -> Mapping[str, str]:
    """The numbers and choices that no figure counts, by id, and why, in words that run on.

    A number counts where a figure is worked out from it. A choice stands in no formula: it is told only where all that
    it belongs to does not count.
    """
    book = appraisal.book
    counted, formulas = _counted(appraisal), Formulas.of(appraisal, book.figures)
    found: dict[str, str] = {}
    for id_, answer in book.answers.items():
        field = book.ids.field(id_)
        number = isinstance(answer.value, Estimate)
        if field is None or id_ in counted or not (number or field.rules.choices):
            continue
        if why := not_of_the_way_chosen(book, id_):
            found[id_] = why
        elif number and id_.partition(".")[0] in _OF_FIGURES:
            found[id_] = TIMES_NOTHING if formulas.uses(id_) else NOT_USED
    return found


def _counted(appraisal: Appraisal) -> frozenset[str]:
    """The ids of all numbers from which some figure is worked out."""
    walk = _Walk(appraisal.evaluation)
    return _NONE.union(*(walk.behind(step) for step in appraisal.book.figures.values()))


class _Walk:
    """Gathers the numbers behind nodes, each node once.

    Unlike those with a range (`dependencies`), a number that makes others count for nothing counts itself.
    """

    def __init__(self, evaluation: Evaluation) -> None:
        self._evaluation = evaluation
        self._found: dict[Node, tuple[frozenset[str], bool]] = {}

    def behind(self, node: Node) -> frozenset[str]:
        """The ids of the numbers from which a node is worked out."""
        return self._gathered(node)[0]

    def _gathered(self, node: Node) -> tuple[frozenset[str], bool]:
        """Those ids, and whether any of them has a range."""
        found = self._found.get(node)
        if found is None:
            if isinstance(node, Given):
                found = frozenset({node.id}), node.estimate.ranged
            else:
                parts = [self._gathered(child) for child in self._used(node)]
                found = _NONE.union(*(ids for ids, _ in parts)), any(ranged for _, ranged in parts)
            self._found[node] = found
        return found

    def _certain(self, node: Node) -> bool:
        return not self._gathered(node)[1]

    def _used(self, node: Node) -> tuple[Node, ...]:
        """What a node is made of, without what no value of an answer could bring into play."""
        result = self._evaluation.result
        match node:
            case Product() if noughts := tuple(f for f in node.factors if result(f).spares and self._certain(f)):
                return noughts
            case Quotient() if result(node.bottom).value == 0 and self._certain(node.bottom):
                return (node.bottom,) if node.when_zero is None else (node.bottom, node.when_zero)
            case Above() if (tested := result(node.tested).value) is not None and self._certain(node.tested):
                return node.tested, node.above if tested > node.limit else node.below
        return made_of(node)
