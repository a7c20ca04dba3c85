"""The appraisal of one decision: every figure worked out exactly, in the order of the street."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.formulas.book import Book
from des_decider.appraisal.formulas.care_homes import CareHomes, Homes
from des_decider.appraisal.formulas.claims import enter_claims
from des_decider.appraisal.formulas.expression import Evaluation
from des_decider.appraisal.formulas.funding import Funding
from des_decider.appraisal.formulas.network import enter_network
from des_decider.appraisal.formulas.options import Options
from des_decider.appraisal.formulas.services import AllWork, Services
from des_decider.appraisal.formulas.workforce import Workforce

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from fractions import Fraction

    from des_decider.appraisal.formulas.expression import Step
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.worksheet.model import Payment


class Figure(NamedTuple):
    """A number the program works out: an exact value, or the ids it needs, or why it does not apply.

    `unit` is `£`, `%`, `hours a week` and so on; percentages are 0 to 100. What the contract has none of is not
    `in_contract`, and nobody is told of it.
    """

    id: str
    label: str
    unit: str
    value: Fraction | None
    needs: tuple[str, ...]
    not_applicable: str | None
    in_contract: bool = True


class _Figures(Mapping[str, Figure]):
    """Figures in their order; most screens show a few of them."""

    def __init__(self, steps: Mapping[str, Step], evaluation: Evaluation) -> None:
        self._steps, self._evaluation = steps, evaluation
        self._found: dict[str, Figure] = {}

    def __getitem__(self, id_: str) -> Figure:
        found = self._found.get(id_)
        if found is None:
            step = self._steps[id_]
            value, needs, reason, _ = self._evaluation.result(step)
            there = not step.contract_has_none
            found = Figure(step.figure, step.label, step.unit, value, tuple(sorted(needs)), reason, there)
            self._found[id_] = found
        return found

    def __contains__(self, id_: object) -> bool:
        return id_ in self._steps

    def __iter__(self) -> Iterator[str]:
        return iter(self._steps)

    def __len__(self) -> int:
        return len(self._steps)


class Appraisal:
    """Every figure of one decision, its formulas kept for the workings."""

    def __init__(self, answers: Answers, ids: Ids) -> None:
        self.book = book = Book(answers, ids)
        self.homes = homes = Homes(book)
        self.funding = funding = Funding(book, homes.beds)
        self.workforce = workforce = Workforce(book, funding)
        self.evaluation = Evaluation()
        work = AllWork(book)
        workforce.share_out([*work.for_posts(), *homes.for_posts()], self.evaluation)
        services = Services(book, work, workforce)
        care_homes = CareHomes(book, homes, funding, workforce)
        Options(book, funding, workforce, services, care_homes)
        enter_network(book)
        enter_claims(book, funding)

    @cached_property
    def figures(self) -> Mapping[str, Figure]:
        """Every figure by its id, each worked out when it is asked for."""
        return _Figures(self.book.figures, self.evaluation)

    def __getitem__(self, id_: str) -> Figure:
        return self.figures[id_]

    def needs(self, ids: Iterable[str]) -> tuple[str, ...]:
        """Everything some figures still need, each id once, in the order first met."""
        found: dict[str, None] = {}
        for id_ in ids:
            # Not by way of all figures: the quick look asks this of many suppositions at every answer.
            found.update(dict.fromkeys(sorted(self.evaluation.result(self.book.figures[id_]).needs)))
        return tuple(found)

    def reaches_nobody(self, payment: Payment) -> bool:
        """Whether the network keeps all of a payment."""
        return self.evaluation.result(self.funding.reach(payment)).value == 0

    @property
    def of_the_options(self) -> tuple[str, ...]:
        """The figures the quick look is enough for: all under Options but leaving next and each partner’s part."""
        heads = ("sign_up.", "opt_out.", "difference.", "gp_time.", "time.")
        not_those = ("difference.leave_next", "difference.per_partner", "difference.partner.")
        return tuple(id_ for id_ in self.book.figures if id_.startswith(heads) and not id_.startswith(not_those))


def appraise(answers: Answers, ids: Ids) -> Appraisal:
    """Work out every figure of a decision."""
    return Appraisal(answers, ids)
