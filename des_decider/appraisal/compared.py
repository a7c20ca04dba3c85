"""Two decisions compared: the figures that both contracts have, findings, answers that differ, and positions."""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.formulas.workforce import part_claimed

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.appraisal.snapshot import KeptAnswer, KeptFigure, KeptFinding, Snapshot
    from des_decider.decision.vote import Stand

_Kept = TypeVar("_Kept")


class Pair(NamedTuple, Generic[_Kept]):
    """One thing in both decisions; None where one of them has none."""

    before: _Kept | None
    after: _Kept | None


class Compared(NamedTuple):
    """Two decisions side by side, `before` and `after`.

    A figure is in `figures` only where both contracts have it, known or not; what one alone has is listed by id.
    `answers` are those that differ, one not given among them, and `positions` of everybody who is a partner in either.
    """

    before: Snapshot
    after: Snapshot
    figures: Mapping[str, tuple[KeptFigure, KeptFigure]]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    findings: Mapping[str, Pair[KeptFinding]]
    answers: Mapping[str, Pair[KeptAnswer]]
    positions: Mapping[str, Pair[Stand]]

    def label(self, id_: str) -> str:
        """What a figure is called in both; where each is called after its own number of months, after none."""
        before, after = (one.label for one in self.figures[id_])
        if before == after or id_ != "workforce.take_up.this_year":
            return after
        return f"{part_claimed()}, {HORIZONS['this_year'].when}"

    @property
    def of_like_length(self) -> bool:
        """Whether “this year” counts as many months in both; of an unknown number nobody can say so."""
        return self.before.months == self.after.months > 0


def compare(before: Snapshot, after: Snapshot) -> Compared:
    """Lay one decision beside another, in the order of the later one."""
    figures = {id_: (before.figures[id_], f) for id_, f in after.figures.items() if _alike(before.figures.get(id_), f)}
    answers = _pairs(before.answers, after.answers)
    return Compared(
        before,
        after,
        figures,
        tuple(id_ for id_ in before.figures if id_ not in figures),
        tuple(id_ for id_ in after.figures if id_ not in figures),
        _pairs(before.findings, after.findings),
        {id_: pair for id_, pair in answers.items() if not _of_one_alone(id_) and _differs(pair)},
        _pairs(before.stands, after.stands),
    )


def _alike(before: KeptFigure | None, after: KeptFigure) -> bool:
    """Whether both have the figure, and count it in the same."""
    return before is not None and before.unit == after.unit


def _pairs(before: Mapping[str, _Kept], after: Mapping[str, _Kept]) -> dict[str, Pair[_Kept]]:
    return {key: Pair(before.get(key), after.get(key)) for key in dict.fromkeys((*after, *before))}


def _differs(pair: Pair[KeptAnswer]) -> bool:
    """Whether the answers differ in words: the same choice may have another key in another worksheet."""
    return pair.before is None or pair.after is None or pair.before.words != pair.after.words


def _of_one_alone(id_: str) -> bool:
    """Whether it is told apart or of one decision alone: a position, or what came of the decision before."""
    table, _, rest = id_.partition(".")
    return table == "came" or (table == "vote" and rest[:1].isdigit())
