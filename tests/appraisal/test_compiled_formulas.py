"""The fast figures against the exact ones: at any values of the answers that move, on random decisions and by hand."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.compiled_formulas import FastFigures, compiled
from des_decider.appraisal.dependencies import Formulas, ranged_behind, ranged_ids
from des_decider.appraisal.figures import appraise
from des_decider.appraisal.formulas.expression import (
    ZERO,
    Above,
    Evaluation,
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
    times,
    total,
)
from des_decider.decision.values import Estimate
from tests.building import BARE, EXTENDED, SHIPPED, SMALL, answers, appraisal, claimed_before, ids, raw, worksheet
from tests.how_many import cases
from tests.random_decisions import random_answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.appraisal.figures import Appraisal
    from des_decider.decision.answers import Answers

BOTH = pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
ALL = pytest.mark.parametrize("path", [SHIPPED, SMALL, EXTENDED, BARE], ids=["2020/21", "small", "extended", "bare"])


def moved(given: Answers, values: Mapping[str, Fraction]) -> Answers:
    """The answers with other likely values; each keeps its range, so that it is as uncertain as before."""
    changed = {}
    for id_, value in values.items():
        estimate = given.estimate(id_)
        assert estimate is not None, id_
        changed[id_] = given[id_]._replace(value=estimate._replace(likely=value))
    return given.edit(changed)


def somewhere(estimate: Estimate, rng: random.Random) -> Fraction:
    """A value within a range, its ends and its likely value among them."""
    low, high = estimate.low, estimate.high
    return rng.choice((low, estimate.likely, high, low + (high - low) * Fraction(rng.randint(0, 1000), 1000)))


def _agree(fast: float, exact: Fraction | None) -> bool:
    """To a billionth; sums whose parts cancel to a few pounds keep what floats leave of the parts."""
    if exact is None:
        return math.isnan(fast)
    return math.isclose(fast, exact, rel_tol=1e-9, abs_tol=1e-7)


def _disagreements(made: Appraisal, path: Path, rng: random.Random, *, complete: bool) -> list[str]:
    given = made.book.answers
    fast = FastFigures(made, list(made.figures), ids_ := ranged_ids(made))
    wrong = []
    for _ in range(3):
        values = {id_: somewhere(_estimate(given, id_), rng) for id_ in ids_}
        exact = appraise(moved(given, values), ids(path))
        found = fast.at([float(values[id_]) for id_ in ids_])
        for id_, value in zip(fast.figures, found, strict=True):
            if not _agree(value, exact[id_].value):
                wrong.append(f"{id_}: {value} for {exact[id_].value}")
            assert not (complete and exact[id_].needs), (id_, exact[id_].needs)
    return wrong


def _estimate(given: Answers, id_: str) -> Estimate:
    estimate = given.estimate(id_)
    assert estimate is not None
    return estimate


@ALL
@pytest.mark.parametrize("complete", [True, False], ids=["complete", "with gaps"])
def test_at_any_values_the_fast_figures_are_the_exact_ones(path: Path, complete: bool) -> None:
    rng = random.Random(41)  # noqa: S311 - the same decisions on every run
    lapsed = 0
    for _ in range(cases(3, thorough=120)):
        texts = random_answers(raw(path), rng, complete=complete)
        if complete:
            texts = claimed_before(path, "9000") | texts | {"leave.exit_cost": "500 / 900 / 2500"}
        made = appraisal(texts, path)
        lapsed += any(figure.value is None for figure in made.figures.values())
        assert _disagreements(made, path, rng, complete=complete) == []
    assert lapsed or complete


@BOTH
def test_answers_that_do_not_move_stay_at_their_likely_value(path: Path) -> None:
    rng = random.Random(42)  # noqa: S311
    for _ in range(cases(4, thorough=100)):
        made = appraisal(random_answers(raw(path), rng, complete=1), path)
        some = [id_ for id_ in ranged_ids(made) if rng.random() < 0.3]
        values = {id_: somewhere(_estimate(made.book.answers, id_), rng) for id_ in some}
        exact = appraise(moved(made.book.answers, values), ids(path))
        fast = FastFigures(made, list(made.figures), some)
        found = fast.at([float(values[id_]) for id_ in some])
        assert all(_agree(v, exact[id_].value) for id_, v in zip(fast.figures, found, strict=True))


@BOTH
def test_values_beyond_the_range_do_too(path: Path) -> None:
    """Where a break-even lies is looked for over the bounds of the question, not of the range."""
    rng = random.Random(43)  # noqa: S311
    for _ in range(cases(4, thorough=100)):
        made = appraisal(random_answers(raw(path), rng, complete=1), path)
        ids_ = ranged_ids(made)
        values = {id_: _estimate(made.book.answers, id_).high * rng.randint(0, 3) for id_ in ids_}
        exact = appraise(moved(made.book.answers, values), ids(path))
        fast = FastFigures(made, list(made.figures), ids_)
        found = fast.at([float(values[id_]) for id_ in ids_])
        assert all(_agree(v, exact[id_].value) for id_, v in zip(fast.figures, found, strict=True))


# --- What stands behind a figure


@BOTH
def test_an_answer_that_does_not_stand_behind_a_figure_never_moves_it(path: Path) -> None:
    rng = random.Random(44)  # noqa: S311
    still = 0
    for _ in range(3):
        given = answers(random_answers(raw(path), rng, complete=1), path)
        made = appraise(given, ids(path))
        behind = ranged_behind(made)
        uncertain = {id_: e for id_ in given if (e := given.estimate(id_)) is not None and e.ranged}
        for id_ in rng.sample(sorted(uncertain), k=min(12, len(uncertain))):
            estimate = uncertain[id_]
            ends = [appraise(moved(given, {id_: end}), ids(path)) for end in (estimate.low, estimate.high)]
            for figure in made.figures:
                if id_ not in behind[figure]:
                    still += 1
                    assert ends[0][figure].value == ends[1][figure].value == made[figure].value, (id_, figure)
    assert still


def test_ranges_that_no_figure_uses_are_left_out_and_the_rest_stand_in_the_order_of_the_meeting() -> None:
    texts = {
        "opt_out.hours": "1 / 2 / 3", "cost.gp_hour": "80 / 90 / 100", "meeting.gp_hours": "1 / 2 / 3",
        "workforce.by": "rows", "workforce.clinical_pharmacist.wte": "1 / 2 / 3",
        "workforce.whole.wte": "1 / 2 / 3", "home.none": "yes", "home.whole.hours": "1 / 2 / 3",
        "service.smr.gp_hours": "2", "service.smr.post_hours": "0", "service.smr.falls_to_gps": "10 / 20 / 30",
        "service.ecd.gp_hours": "4 / 4 / 4",
    }  # fmt: skip
    found = ranged_ids(appraisal(texts))
    assert found == (
        "cost.gp_hour", "workforce.clinical_pharmacist.wte", "meeting.gp_hours", "opt_out.hours",
    )  # fmt: skip


@pytest.mark.parametrize(("later", "uses"), [("hide", False), ("include", True)])
def test_a_role_that_is_hidden_moves_nothing(later: str, uses: bool) -> None:
    late = next(r.id for r in appraisal({}).book.worksheet.roles.values() if not r.origin.known_at_deadline)
    texts = {"workforce.by": "rows", f"workforce.{late}.wte": "1 / 2 / 3", "facts.later": later}
    assert (f"workforce.{late}.wte" in ranged_ids(appraisal(texts))) is uses


# --- Each kind of node, by hand: as the exact evaluation has it at the same values

A, B = "a", "b"


def _given(id_: str, likely: int = 1) -> Given:
    return Given(id_, id_, "", Estimate(Fraction(likely), Fraction(0), Fraction(9)))


LACK, NOT, FIVE = Missing("c"), NotApplicable("no posts"), Fixed(Fraction(5))
SOME_DIVIDED = Quotient(Fixed(Fraction(6)), _given(A))
FORMULAS: dict[str, Node] = {
    "a percentage": Given(A, A, "%", Estimate(Fraction(1), Fraction(0), Fraction(9))),
    "a part that may lapse is left out": total([SOME_DIVIDED, _given(B)]),
    "beside a fixed 0 a lapsed part leaves 0": total([SOME_DIVIDED, ZERO]),
    "a sum of which every part lapses": total([SOME_DIVIDED, Quotient(_given(B), _given(A)), NOT]),
    "a sum of which one part may still count": total([SOME_DIVIDED, Quotient(Fixed(Fraction(2)), _given(B))]),
    "a part never known": total([SOME_DIVIDED, LACK]),
    "a product with a lapsed factor": times(SOME_DIVIDED, _given(B)),
    "a product with a missing factor": times(_given(A), LACK),
    "a certain 0 spares": times(ZERO, LACK, _given(A)),
    "by 0 it is something else": Quotient(_given(B), _given(A), when_zero=FIVE),
    "by 0 it is something else, even where the top is missing": Quotient(LACK, _given(A), when_zero=FIVE),
    "by 0 it is what moves": Quotient(_given(B), ZERO, when_zero=_given(A)),
    "by 0 it does not apply, whatever moves": Quotient(_given(B), ZERO),
    "what is missing but where it divides by 0, in a sum": total([
        Quotient(LACK, _given(A), when_zero=FIVE), _given(B),
    ]),
    "what does not apply only where it divides by 0, in a sum": total([
        Quotient(_given(B), _given(A), when_zero=NOT), _given(B),
    ]),
    "the smaller": Smallest(_given(A), _given(B)),
    "the larger": Largest(_given(A), _given(B)),
    "the smaller where one lapses": Smallest(SOME_DIVIDED, _given(B)),
    "the smaller where the other lapses": Smallest(_given(B), SOME_DIVIDED),
    "the larger with nothing to compare": Largest(NOT, _given(B)),
    "above a limit that moves": Above(_given(A), Fraction(2), _given(B), Fixed(Fraction(7))),
    "above a limit, one side missing": Above(_given(A), Fraction(2), _given(B), LACK),
    "above a limit that lapses": Above(SOME_DIVIDED, Fraction(2), _given(B), Fixed(Fraction(7))),
    "above a limit that stays": Above(Fixed(Fraction(3)), Fraction(2), _given(B), _given(A)),
    "below a limit that stays": Above(Fixed(Fraction(2)), Fraction(2), _given(B), _given(A)),
    "requiring what is missing": Requiring(_given(A), LACK),
    "requiring what is there": Requiring(_given(A), Fixed(Fraction(3))),
    "requiring what lapses": Requiring(_given(B), SOME_DIVIDED),
    "a step": Step("s", "£", total([_given(A), _given(B)])),
}  # fmt: skip


def _at(node: Node, values: Mapping[str, int]) -> Node:
    """The same formula with other likely values."""
    match node:
        case Given():
            moved = node.estimate._replace(likely=Fraction(values[node.id]))
            return Given(node.id, node.label, node.unit, moved)
        case Sum():
            return Sum(tuple(_at(part, values) for part in node.parts))
        case Product():
            return Product(tuple(_at(factor, values) for factor in node.factors))
        case Quotient():
            zero = node.when_zero and _at(node.when_zero, values)
            return Quotient(_at(node.top, values), _at(node.bottom, values), when_zero=zero)
        case Smallest() | Largest():
            return type(node)(_at(node.one, values), _at(node.other, values))
        case Above():
            tested, above, below = (_at(n, values) for n in (node.tested, node.above, node.below))
            return Above(tested, node.limit, above, below)
        case Requiring():
            return Requiring(_at(node.node, values), _at(node.required, values))
        case Step():
            return Step(node.label, node.unit, _at(node.node, values))
    return node


@pytest.mark.parametrize("words", FORMULAS)
def test_every_kind_of_node_comes_to_what_it_comes_to_exactly(words: str) -> None:
    """Wherever the likely values are, at which the function was written: one may be 0 there and count elsewhere."""
    places = [(a, b) for a in (0, 1, 2, 3, 9) for b in (0, 1, 2, 4, 9)]
    for written_at in ((1, 1), (0, 0), (0, 4), (3, 0)):
        node = _at(FORMULAS[words], dict(zip((A, B), written_at, strict=True)))
        formulas = Formulas([node], Evaluation())
        function = compiled([node], formulas.reached_by([A, B]), {A: "x[0]", B: "x[1]"})
        for place in places:
            exact = Evaluation().result(_at(node, dict(zip((A, B), place, strict=True))))
            assert _agree(function(place)[0], exact.value), (written_at, place, exact)


def test_what_floats_leave_of_a_divisor_that_is_0_divides_nothing() -> None:
    """Where all posts are filled nobody we pay works in the homes: 0.7 and 0.1 of 7.6 hours are 6.08."""
    texts = {
        "home.whole.beds": "40", "home.whole.hours": "6.08", "home.whole.done_by": "post",
        "service.ehch.falls_to_gps": "50", "pcn.registered_list": "9000", "practice.registered_list": "9000",
        "pcn.weighted_list": "9000", "network.split": "all_shared", "workforce.by": "rows",
        "cost.gp_hour": "90", "cost.nurse_hour": "30", "pcn.care_home_beds": "40",
        **{f"service.{s}.post_hours": "0" for s in worksheet().services},
    }  # fmt: skip
    for role, wte in (("clinical_pharmacist", "0.7"), ("care_coordinator", "0.1")):
        stem = f"workforce.{role}"
        texts |= {
            f"{stem}.contract_hours": "7.6",
            f"{stem}.wte": wte,
            f"{stem}.chance": "80 / 90 / 100",
            f"{stem}.months": "9",
        }
        texts |= {f"{stem}.cost": "30000", f"{stem}.supervision_hours": "0", f"{stem}.released_hours": "0"}
    made = appraisal(texts)
    assert made["care_homes.coverage.this_year"].value is not None, made["care_homes.coverage.this_year"]
    fast = FastFigures(made, ["care_homes.coverage.this_year"], ranged_ids(made))
    assert math.isnan(fast.at([100.0, 100.0])[0])
    assert fast.at([100.0, 90.0])[0] > 1000


def test_nothing_that_moves_is_a_function_too() -> None:
    made = appraisal({"practice.gp_sessions": "34"})
    fast = FastFigures(made, ["services.ready", "time.share"], [])
    assert all(math.isnan(value) for value in fast.at([]))
    assert FastFigures(made, [], ["cost.gp_hour"]).at([80.0]) == ()
