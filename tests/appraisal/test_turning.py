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
from des_decider.appraisal.turning import MOST, turning, with_ranges
from des_decider.decision.answers import Answer
from tests.appraisal.test_leaning import BASE, BLANK, CANNOT, SERVICES, UNSURE, drawn, limits, loses, meets, saves
from tests.building import SHIPPED, SMALL, answers, appraisal, ids, raw
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
    return {id_: turn for id_, turn in _turns(texts).items() if id_ not in {"local.1.ends", "local.2.ends", SPLIT}}


SPLIT = "network.split"
STEP = Fraction(1)

# Signing up pays by £6,000 this year and nothing is a concern. An hour a week for the network costs £3,900, so £6,000
# are 1.538 hours a week; 1.538 % of our GPs' time is a concern only.
HOURS = saves(6000) | {"meeting.gp_hours": "0 / 0 / 4"}


def test_a_number_is_moved_no_further_than_it_must_be() -> None:
    assert _moved(HOURS) == {"meeting.gp_hours": ("1.6", Fraction(2, 5), "against")}
    says = turning(appraisal(BASE | HOURS)).turns[0].says
    assert says == (
        "GP time the network takes: 1.6 hours a week instead of 0 hours a week (40 % of the way to the highest given, "
        "4 hours a week) would make it against signing up."
    )


def test_a_range_that_ends_before_the_turn_turns_nothing() -> None:
    assert _moved(HOURS | {"meeting.gp_hours": "0 / 0 / 1.5"}) == {}
    # At 1.539 of 1.54 it does, though no number of one decimal place lies between.
    assert _moved(HOURS | {"meeting.gp_hours": "0 / 0 / 1.539"}) == {
        "meeting.gp_hours": ("1.539", Fraction(1), "against")
    }  # fmt: skip


def test_of_two_ends_the_nearer_one_counts() -> None:
    # Four hours are a serious concern and cost £15,600. Three would be none; more than £20,000 are 5.128 hours, which
    # is less of the way to nine than three are of the way to one. More than £24,000 are 6.154 hours, which is not.
    hours = meets("1 / 4 / 9")
    assert _moved(saves(20000) | hours) == {"meeting.gp_hours": ("5.2", Fraction(6, 25), "against")}
    assert _moved(saves(24000) | hours) == {"meeting.gp_hours": ("3", Fraction(1, 3), "towards")}


def test_what_costs_to_leave_counts_for_signing_up() -> None:
    found = _moved(loses(3000) | {"opt_out.exit_cost": "0 / 0 / 9000"})
    assert found == {"opt_out.exit_cost": ("3000", Fraction(1, 3), "towards")}


def test_a_finding_can_turn_it_where_the_money_does_not() -> None:
    # All the posts money drawn at 100 %; below 42 % is a serious concern. The way from 80 to 20 is 60 points.
    found = _moved(saves(9000) | drawn("20 / 80 / 90"))
    assert found == {"workforce.whole.chance": ("41.9", Fraction(381, 600), "finely balanced")}
    own = _moved(saves(9000) | drawn("20 / 80 / 90") | limits("workforce", amber="10"))
    assert own == {}


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
    assert _turns(CANNOT) == {"service.smr.status": ("at_risk", STEP, "towards")}
    assert _turns({"service.smr.status": "at_risk"}) == {"service.smr.status": ("cannot", STEP, "against")}
    assert _turns(BLANK) == {"question.schedules": ("some", STEP, "towards")}
    # “Not sure” is a concern, one step from a blocker; “all of them” is two.
    assert _turns({"question.schedules": "not_sure"}) == {"question.schedules": ("blank", STEP, "against")}
    assert _turns({"question.schedules": "all"}) == {}
    says = turning(appraisal(BASE | CANNOT)).turns[0].says
    assert says.startswith("Status of structured medication reviews: at risk instead of cannot be done by its start")


def test_two_things_in_the_way_are_turned_by_no_single_change() -> None:
    assert turning(appraisal(BASE | UNSURE)) == ("against", ())
    assert _turns(CANNOT | HOURS | {"service.ecd.status": "cannot"}) == {}


def test_other_choices_are_one_step_each() -> None:
    # Our share of the network's money reaches us if everything is shared out, and £3,000 are lost.
    found = _turns(loses(3000))
    assert found["network.split"] == ("all_shared", STEP, "towards")
    assert found["local.1.ends"] == ("opt_out", STEP, "towards")
    assert "director.ours" not in found  # it would then need what the director is paid


def test_while_nothing_can_be_said_nothing_turns_it() -> None:
    assert turning(appraisal({})) == ("cannot say yet", ())


def test_a_tie_is_turned_by_next_to_nothing() -> None:
    turn = turning(appraisal(BASE | {"meeting.gp_hours": "0 / 0 / 20"})).turns[0]
    assert (turn.text, turn.kind) == ("0.1", "against")
    assert "less than 1 %" in turn.says


def test_gp_time_is_no_reason_to_look_beyond_what_it_costs() -> None:
    # £90,000 gained: at 3 % of our GPs' time, 3 hours, a serious concern comes before the loss.
    assert _turns(saves(90000) | meets("1 / 1 / 9"))["meeting.gp_hours"] == ("3.1", Fraction(21, 80), "finely balanced")


def test_the_changes_are_introduced_by_what_they_would_turn() -> None:
    some = turning(appraisal(BASE | HOURS))
    turns = "What would turn that, one answer changed alone, the smallest change first:"
    assert some.introduced("towards") == f"At the likely values it is towards signing up too. {turns}"
    # The cases drawn can lean elsewhere than the likely values do.
    assert some.introduced("finely balanced") == f"At the likely values it is towards signing up. {turns}"
    none = turning(appraisal(BASE | loses(90000)))._replace(turns=())
    assert none.introduced("against") == (
        "At the likely values it is against signing up too, and no answer changed alone turns that, within its own "
        "range or by one step."
    )
    assert turning(appraisal({})).introduced("cannot say yet") == ""


def test_a_change_after_which_the_ranges_lean_elsewhere_says_so() -> None:
    # 1.6 hours make it £240 worse; that leaving may cost up to £20,000 lifts it above nothing in 9 cases of 10.
    made = appraisal(BASE | HOURS | {"opt_out.exit_cost": "0 / 0 / 20000"})
    found = turning(made)
    seed = seed_of("a decision")
    told = {turn.id: turn.says for turn in with_ranges(found, made, "towards", seed).turns}
    turn = next(turn for turn in found.turns if turn.id == "meeting.gp_hours")
    assert turn.kind == "against"
    assert told[turn.id] == f"{turn.says} With the ranges of all others it stays towards signing up."
    changed = appraisal({**BASE, **HOURS, "opt_out.exit_cost": "0 / 0 / 20000", turn.id: turn.text})
    spread = draws(changed, seed).spreads["this_year"]
    assert spread.p10 > 0
    alone = turning(appraisal(BASE | HOURS))
    assert with_ranges(alone, appraisal(BASE | HOURS), "towards", seed) == alone, "no other answer has a range"


def test_every_answer_that_would_do_is_named_so_that_none_reads_as_advice() -> None:
    turns = turning(appraisal(BASE | BLANK)).turns
    (debts,) = (turn.says for turn in turns if turn.id.startswith("question."))
    assert " or " in debts


@pytest.mark.parametrize("seed", range(25))
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
    for _ in range(9):
        made = appraisal(random_answers(raw(path), rng, complete=1), path)
        formulas, given = Formulas.of(made, made.figures), made.book.answers
        for id_ in [id_ for id_ in given if id_.startswith("home.") and id_.endswith("_by")]:
            for who in ("gp", "nurse", "post"):
                others = made.homes.done_by_another(id_, who) if who != given.text(id_) else {}
                there = Elsewhere(
                    formulas.reached_from(tuple(others)),
                    {node: made.evaluation.result(other) for node, other in others.items()},
                )
                answered = appraise(given.edit({id_: Answer(id_, who, who)}), ids(path))
                for figure, step in made.book.figures.items():
                    assert there.result(step).value == answered[figure].value, (id_, who, figure)
                changed += bool(others)
    assert changed > 10
