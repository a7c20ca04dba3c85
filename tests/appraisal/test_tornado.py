"""The tornado and the answers that matter most: what moving one answer alone does to the difference, in pounds."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.figures import Appraisal, appraise
from des_decider.appraisal.tornado import matter_most, tornado
from des_decider.decision.answers import Answer
from des_decider.decision.order import order_of
from des_decider.decision.values import Estimate
from tests.appraisal.test_break_evens import QUICK
from tests.building import SHIPPED, SMALL, answers, appraisal, ids, raw
from tests.random_decisions import random_answers

if TYPE_CHECKING:
    from pathlib import Path

BOTH = pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
HORIZONS = ("this_year", "full_year")


def _difference(made: Appraisal, horizon: str, **moved: Estimate) -> Fraction:
    """The difference with some answers moved; their ids with __ for each point."""
    new = {id_.replace("__", "."): Answer(id_, "", value) for id_, value in moved.items()}
    value = appraise(made.book.answers.edit(new), made.book.ids)[f"difference.{horizon}"].value
    assert value is not None
    return value


def _at(made: Appraisal, horizon: str, id_: str, value: Fraction) -> Fraction:
    return _difference(made, horizon, **{id_: Estimate.certain(value)})


def test_bars_are_worked_out_by_hand() -> None:
    bars = {bar.id: bar for bar in tornado(appraisal(QUICK), "this_year")}
    homes = bars["home.whole.hours"]
    # 4 h, 5 h and 8 h a week of a GP at £95 for 52 weeks × 6/12 months: an hour a week is £2,470
    assert homes.width == 4 * 2470
    assert homes.at_low - homes.at_high == 4 * 2470
    likely = appraisal(QUICK)["difference.this_year"].value
    assert likely is not None
    assert homes.at_low == likely + 2470
    assert homes.at_high == likely - 3 * 2470
    assert [homes.low, homes.likely, homes.high] == [Fraction(4), Fraction(5), Fraction(8)]


def test_the_widest_bar_comes_first_and_equals_stand_as_in_the_meeting() -> None:
    equal = {
        "service.smr.gp_hours": "1 / 2 / 3",
        "service.ecd.gp_hours": "0 / 1 / 2",
        "meeting.admin_hours": "1 / 2 / 3",
    }
    told = [bar.id for bar in tornado(appraisal(dict(reversed((QUICK | equal).items()))), "this_year")]
    assert told.index("service.smr.gp_hours") + 1 == told.index("service.ecd.gp_hours")
    widths = [bar.width for bar in tornado(appraisal(QUICK | equal), "this_year")]
    assert widths == sorted(widths, reverse=True)


def test_what_moves_nothing_or_has_no_range_has_no_bar() -> None:
    idle = {
        "leave.exit_cost": "1 / 5 / 9",
        "workforce.clinical_pharmacist.wte": "1 / 2 / 3",
        "cost.admin_hour": "1 / 2 / 3",
    }
    told = {bar.id for bar in tornado(appraisal(QUICK | idle), "this_year")}
    assert told == {"home.whole.hours", "cost.gp_hour", "workforce.whole.chance"}  # no hour of administration is worked


def test_the_exit_cost_has_a_bar_this_year_and_none_in_a_full_year() -> None:
    made = appraisal(QUICK | {"opt_out.exit_cost": "0 / 500 / 900"})
    assert "opt_out.exit_cost" in {bar.id for bar in tornado(made, "this_year")}
    assert "opt_out.exit_cost" not in {bar.id for bar in tornado(made, "full_year")}


def test_nothing_while_the_difference_is_not_known() -> None:
    made = appraisal({"cost.gp_hour": "80 / 95 / 120"})
    assert tornado(made, "this_year") == ()
    assert matter_most(made, "this_year", 3) == ()


@BOTH
def test_bars_hold_what_the_appraisal_says_at_each_end(path: Path) -> None:
    rng = random.Random(21)  # noqa: S311 - the same decisions on every run
    seen = 0
    for n in range(4):
        made = appraise(answers(random_answers(raw(path), rng, complete=1), path), ids(path))
        horizon = HORIZONS[n % 2]
        bars = tornado(made, horizon)
        place = order_of(made.book.worksheet)
        assert [bar.id for bar in bars] == [b.id for b in sorted(bars, key=lambda b: (-b.width, place(b.id)))]
        for bar in rng.sample(bars, min(len(bars), 4)):
            assert bar.at_low == _at(made, horizon, bar.id, bar.low)
            assert bar.at_high == _at(made, horizon, bar.id, bar.high)
            seen += 1
        told = {bar.id for bar in bars}
        ranged = [id_ for id_ in made.book.answers if (e := made.book.answers.estimate(id_)) and e.ranged]
        for id_ in [id_ for id_ in ranged if id_ not in told][:4]:
            given = made.book.answers.estimate(id_)
            assert given is not None
            assert _at(made, horizon, id_, given.low) == _at(made, horizon, id_, given.high)
    assert seen > 10


def test_what_matters_most_needs_no_range() -> None:
    made = appraisal(QUICK | {"cost.gp_hour": "95", "meeting.gp_hours": "40"})
    first = matter_most(made, "this_year", 3)
    assert [mover.id for mover in first] == ["cost.gp_hour", "meeting.gp_hours", "home.whole.hours"]
    # 32 to 48 h a week at £95 for 52 × 9/12 weeks
    assert first[1].moved == 16 * 95 * 39


def test_an_answer_of_0_is_moved_by_the_smallest_step_people_take() -> None:
    made = appraisal(QUICK)
    movers = {mover.id: mover.moved for mover in matter_most(made, "this_year", 99)}
    assert movers["opt_out.hours"] == Fraction(1, 2) * 95 * 39
    assert movers["opt_out.exit_cost"] == 1000
    assert "leave.exit_cost" not in movers


def test_a_percentage_is_not_moved_past_100() -> None:
    made = appraisal(QUICK | {"workforce.whole.chance": "90"})
    movers = {mover.id: mover.moved for mover in matter_most(made, "this_year", 99)}
    low, high = (_at(made, "this_year", "workforce.whole.chance", Fraction(chance)) for chance in (72, 100))
    assert movers["workforce.whole.chance"] == abs(high - low)


@BOTH
def test_asked_for_a_few_it_names_the_first_of_all(path: Path) -> None:
    rng = random.Random(22)  # noqa: S311 - the same decisions on every run
    for n in range(3):
        made = appraise(answers(random_answers(raw(path), rng, complete=1), path), ids(path))
        horizon = HORIZONS[n % 2]
        everything = matter_most(made, horizon, 999)
        assert len(everything) > 5
        assert matter_most(made, horizon, 5) == everything[:5]
