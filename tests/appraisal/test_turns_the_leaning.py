"""The smallest changes that turn the leaning: put back in as answers, each does, and a smaller one does not."""

from __future__ import annotations

import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.dependencies import Elsewhere, Formulas
from des_decider.appraisal.figures import appraise
from des_decider.appraisal.findings import findings
from des_decider.appraisal.leaning import Hanging, lean
from des_decider.appraisal.simulation import draws, seed_of
from des_decider.appraisal.turns_the_leaning import MOST, Judge, turning, with_ranges
from des_decider.decision.answers import Answer
from tests.appraisal.test_leaning import (
    BASE,
    BLANK,
    CANNOT,
    NO_OFFER,
    ONLY_NOW,
    SERVICES,
    TWO,
    drawn,
    found,
    leaves,
    limits,
    loses,
    meets,
    saves,
)  # fmt: skip
from tests.building import SHIPPED, SMALL, answers, appraisal, ids, raw
from tests.how_many import cases
from tests.random_decisions import random_answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def _kind(texts: Mapping[str, str], path: Path = SHIPPED) -> str:
    made = appraisal(texts, path)
    return lean(made, findings(made), Hanging()).kind


def _turns(texts: Mapping[str, str]) -> dict[str, tuple[str, Fraction, str]]:
    turns = turning(appraisal({**BASE, **texts})).turns
    assert len({turn.id for turn in turns}) == len(turns)
    return {turn.id: (turn.text, turn.part, turn.kind) for turn in turns}


def _moved(texts: Mapping[str, str]) -> dict[str, tuple[str, Fraction, str]]:
    """The numbers moved alone: what ends a local payment is a choice, and one step turns it wherever money counts."""
    return {id_: turn for id_, turn in _turns(texts).items() if id_ not in LOCAL and id_ != SPLIT}


def _steps(texts: Mapping[str, str]) -> dict[str, tuple[str, Fraction, str]]:
    """Statuses and answers to questions alone, moved one step."""
    return {id_: turn for id_, turn in _turns(texts).items() if id_.startswith(("service.", "question."))}


SPLIT = "network.split"
LOCAL = {f"local.{row}.ends" for row in (1, 2, 3)}
STEP = Fraction(1)

# Signing up brings £6,000 this year and £8,000 in a full year. An hour a week for the network costs £3,900 and £5,200,
# so either is 1.538 hours a week; the 10 hours that could be found are never reached.
HOURS = saves(6000) | {"meeting.gp_hours": "0 / 0 / 4"}


def test_a_number_is_moved_no_further_than_it_must_be() -> None:
    assert _moved(HOURS) == {"meeting.gp_hours": ("1.6", Fraction(2, 5), "against")}
    says = turning(appraisal(BASE | HOURS)).turns[0].says
    assert says == (
        "GP time the network takes: 1.6 hours a week instead of 0 hours a week (40 % of the way to the highest given, "
        "4 hours a week) would make the answers lean against signing up."
    )


def test_a_range_that_ends_before_the_turn_turns_nothing() -> None:
    assert _moved(HOURS | {"meeting.gp_hours": "0 / 0 / 1.5"}) == {}
    # At 1.539 of 1.54 it does, though no number of one decimal place lies between.
    assert _moved(HOURS | {"meeting.gp_hours": "0 / 0 / 1.539"}) == {
        "meeting.gp_hours": ("1.539", Fraction(1), "against")
    }  # fmt: skip


def test_of_two_ends_the_nearer_one_counts() -> None:
    # Four hours cost £15,600, and three could be found. More than £21,000 are 5.385 hours, which is 0.277 of the way to
    # nine; three are a third of the way to one. More than £24,000 are 6.154 hours, which is 0.431.
    hours = meets("1 / 4 / 9") | found("3")
    assert _moved(saves(21000) | hours) == {"meeting.gp_hours": ("5.4", Fraction(7, 25), "against")}
    assert _moved(saves(24000) | hours) == {"meeting.gp_hours": ("3", Fraction(1, 3), "towards")}


def test_what_costs_to_leave_once_turns_it_where_it_takes_too_long_to_even_out() -> None:
    # £4,000 worse in a full year; a cost of leaving now alone weighs the other way from more than £8,000 on.
    exit_cost = loses(3000) | leaves(0) | {"opt_out.exit_cost": "0 / 0 / 20000"}
    assert _moved(exit_cost) == {"opt_out.exit_cost": ("8001", Fraction(8001, 20000), "finely balanced")}
    # Left open what it costs to leave later, it is only deferred.
    assert _moved(loses(3000) | {"opt_out.exit_cost": "0 / 0 / 20000"}) == {}


def test_hours_that_can_be_found_turn_it_where_the_money_does_not() -> None:
    # Five new hours; what can be found is moved along its own range though no sum uses it.
    hours = saves(24000) | meets("5")
    few = _moved(hours | found("4 / 6 / 9"))
    assert few == {"practice.gp_hours_found": ("4.9", Fraction(11, 20), "finely balanced")}
    assert _moved(hours | found("5 / 6 / 9")) == {}
    more = _moved(hours | found("1 / 3 / 9"))
    assert more == {"practice.gp_hours_found": ("5", Fraction(1, 3), "towards")}


def test_the_colour_of_a_finding_turns_nothing_that_is_priced_already() -> None:
    # Of the posts money hardly any is drawn at 20 %: a serious concern, and no vote.
    assert _moved(saves(9000) | drawn("20 / 80 / 90")) == {}
    assert _moved(saves(9000) | drawn("20 / 80 / 90") | limits("workforce", amber="90")) == {}


def test_what_leaving_later_costs_turns_this_year_only() -> None:
    # +£3,000 this year, −£5,000 in a full year; after three months under notice £1,750 are left to pay for leaving.
    found_ = _moved(ONLY_NOW | {"leave.exit_cost": "0 / 500 / 3000"})
    assert found_ == {"leave.exit_cost": ("1750", Fraction(1, 2), "finely balanced")}


def test_what_is_red_whatever_the_numbers_are_stays_so() -> None:
    done_next_door = CANNOT | {"note.service.smr.status": "Next door does it"}
    assert _moved(HOURS | done_next_door)["meeting.gp_hours"] == ("1.6", Fraction(2, 5), "against")


def test_smallest_first_and_five_at_the_most() -> None:
    many = saves(6000) | {f"service.{service}.gp_hours": f"0 / 0 / {n}" for n, service in enumerate(SERVICES, 4)}
    many |= {"meeting.gp_hours": "0 / 0 / 20"}
    turns = turning(appraisal(BASE | many)).turns
    assert len(turns) == MOST
    assert [turn.part for turn in turns] == sorted(turn.part for turn in turns)
    assert turns[0].id == "meeting.gp_hours"


def test_statuses_and_blockers_turn_it_in_one_step() -> None:
    # Nothing better or worse either way: what stands in the way decides alone, and without it nothing does.
    assert _steps(CANNOT) == {"service.smr.status": ("at_risk", STEP, "finely balanced")}
    assert _steps({"service.smr.status": "at_risk"}) == {"service.smr.status": ("cannot", STEP, "against")}
    assert _steps(BLANK) == {"question.schedules": ("some", STEP, "finely balanced")}
    # “Not sure” is a concern, one step from a blocker; “all of them” is two.
    assert _steps({"question.schedules": "not_sure"}) == {"question.schedules": ("blank", STEP, "against")}
    assert _steps({"question.schedules": "all"}) == {}
    # A blocker on opting out is one step from a concern, and then nothing speaks for signing up.
    assert _steps(NO_OFFER) == {"question.local_offer": ("said", STEP, "finely balanced")}
    assert _steps(NO_OFFER | loses(3000)) == {"question.local_offer": ("said", STEP, "against")}
    says = turning(appraisal(BASE | CANNOT)).turns[0].says
    assert says.startswith("Status of structured medication reviews: at risk instead of cannot be done in time")


def test_two_things_in_the_way_are_turned_by_no_single_change() -> None:
    assert _steps(TWO) == {}
    assert _steps(CANNOT | {"service.ecd.status": "cannot"}) == {}
    # Nor by a gain alone; but with figures that are better it is balanced, as each side has something.
    assert _turns(TWO | loses(3000))["network.split"] == ("all_shared", STEP, "finely balanced")


def test_other_choices_are_one_step_each() -> None:
    # Our share of the network's money reaches us if everything is shared out, and £3,000 are lost.
    found = _turns(loses(3000))
    assert found["network.split"] == ("all_shared", STEP, "towards")
    assert found["local.1.ends"] == ("opt_out", STEP, "towards")
    assert "director.ours" not in found  # it would then need what the director is paid


def test_a_director_who_is_not_ours_is_one_step() -> None:
    unpaid = {"director.ours": "yes", "director.amount": "0", "director.hours": "10", "director.already": "no"}
    found = _turns(saves(3000) | unpaid | {"director.paid_to": "practice"})
    assert found["director.ours"] == ("no", STEP, "towards")


def test_while_nothing_can_be_said_nothing_turns_it() -> None:
    assert turning(appraisal({})) == ("cannot say yet", ())


def test_a_tie_is_turned_by_next_to_nothing() -> None:
    turn = turning(appraisal(BASE | {"meeting.gp_hours": "0 / 0 / 20"})).turns[0]
    assert (turn.text, turn.kind) == ("0.1", "against")
    assert "less than 1 %" in turn.says


def test_hours_beyond_those_found_turn_it_before_what_they_cost_does() -> None:
    # £90,000 gained are 23 hours, and three could be found.
    turns = _turns(saves(90000) | meets("1 / 1 / 9") | found("3"))
    assert turns["meeting.gp_hours"] == ("3.1", Fraction(21, 80), "finely balanced")


def test_the_changes_are_introduced_by_what_they_would_turn() -> None:
    some = turning(appraisal(BASE | HOURS))
    turns = "What would turn that, one answer changed alone, the smallest change first:"
    assert some.introduced("towards") == f"At the likely values it is also towards signing up. {turns}"
    # The cases drawn can lean elsewhere than the likely values do.
    assert some.introduced("finely balanced") == f"At the likely values it is towards signing up. {turns}"
    none = turning(appraisal(BASE | loses(90000)))._replace(turns=())
    assert none.introduced("against") == (
        "At the likely values it is also against signing up, and no answer changed alone turns that, within its own "
        "range or by one step."
    )
    assert turning(appraisal({})).introduced("cannot say yet") == ""


def test_the_leaning_is_followed_along_an_answer_of_a_certain_0_too() -> None:
    """Break-evens look at such an answer as if it were open; the worksheet's check moves it to any value."""
    for id_, beyond in (("workforce.whole.wte", "cannot say yet"), ("workforce.whole.chance", "finely balanced")):
        at = Judge(appraisal(BASE | {id_: "0"})).along(id_)
        assert at is not None, id_
        assert (at(0), at(30)) == ("finely balanced", beyond)


def test_a_change_after_which_the_ranges_lean_elsewhere_says_so() -> None:
    # 1.6 hours make it £240 worse; up to 4 hours that only leaving brings lift it above nothing in 9 of 10 cases.
    texts = BASE | HOURS | {"opt_out.hours": "0 / 0 / 4"}
    made = appraisal(texts)
    found_ = turning(made)
    told = {turn.id: turn.says for turn in with_ranges(found_, made, "towards", "one").turns}
    turn = next(turn for turn in found_.turns if turn.id == "meeting.gp_hours")
    assert turn.kind == "against"
    spread = draws(appraisal({**texts, turn.id: turn.text}), seed_of("one")).spreads["difference.running.this_year"]
    assert spread.p10 > 0
    assert told[turn.id] == f"{turn.says} With the ranges of all others it stays towards signing up."
    alone = turning(appraisal(BASE | HOURS))
    assert with_ranges(alone, appraisal(BASE | HOURS), "towards", "one") == alone, "no other answer has a range"


def test_every_answer_that_would_do_is_named_so_that_none_reads_as_advice() -> None:
    turns = turning(appraisal(BASE | BLANK)).turns
    (debts,) = (turn.says for turn in turns if turn.id.startswith("question."))
    assert " or " in debts


@pytest.mark.parametrize("seed", range(cases(4, thorough=100)))
@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_put_back_in_each_change_turns_the_leaning_to_what_it_says(seed: int, path: Path) -> None:
    rng = random.Random(seed)  # noqa: S311 - a decision that can be repeated
    texts = random_answers(raw(path), rng, complete=1)
    texts = {id_: ("at_risk" if text == "cannot" else text) for id_, text in texts.items()}
    # So that money decides about as often one way as the other.
    made = appraisal(texts | {"local.none": "no", "local.9.amount": "0", "local.9.ends": "opt_out"}, path)
    value = made["difference.this_year"].value
    if value is not None and value < 0 and rng.random() < 0.7:
        given = str(round(float(-value) * 4 / 3 + rng.uniform(-4000, 9000)))
        texts |= {"local.none": "no", "local.9.amount": given.lstrip("-"), "local.9.ends": "opt_out"}
    found = turning(appraisal(texts, path))
    assert found.kind == _kind(texts, path)
    for turn in found.turns:
        field = ids(path).field(turn.id)
        assert field is not None
        assert _kind(texts | {turn.id: turn.text}, path) == turn.kind != found.kind, turn
        estimate = answers(texts, path).estimate(turn.id)
        if estimate is None:
            assert turn.part == 1
            continue
        assert estimate.low <= Fraction(turn.text) <= estimate.high
        assert 0 < turn.part <= 1


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_work_in_a_home_given_to_another_comes_to_what_the_answer_would(path: Path) -> None:
    rng = random.Random(5)  # noqa: S311 - decisions that can be repeated
    changed = 0
    for _ in range(cases(5, thorough=60)):
        made = appraisal(random_answers(raw(path), rng, complete=1), path)
        formulas, given = Formulas.of(made, made.figures), made.book.answers
        for id_ in [id_ for id_ in given if id_.startswith("home.") and id_.endswith("_by")]:
            for who in {"gp", "nurse", "post"} - {given.text(id_)}:
                others = made.homes.done_by_another(id_, who)
                there = Elsewhere(
                    formulas.reached_from(tuple(others)),
                    {node: made.evaluation.result(other) for node, other in others.items()},
                )
                answered = appraise(given.edit({id_: Answer(id_, who, who)}), ids(path))
                for figure, step in made.book.figures.items():
                    assert there.result(step).value == answered[figure].value, (id_, who, figure)
                changed += bool(others)
    assert changed > 10
