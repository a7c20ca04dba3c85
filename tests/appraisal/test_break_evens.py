"""Break-evens: those of the straight line, those a fine search finds, and none that put back is not £0.00."""

from __future__ import annotations

import random
from collections import Counter
from fractions import Fraction
from itertools import pairwise
from math import isnan
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from des_decider.appraisal.break_evens import (
    POSTS_FILLED,
    BreakEven,
    Differences,
    break_evens,
    chances_moved,
    estimates,
    minutes_paid_for,
)
from des_decider.appraisal.compiled_formulas import FastFigures
from des_decider.appraisal.dependencies import Formulas
from des_decider.appraisal.figures import Appraisal, appraise
from des_decider.appraisal.formulas.expression import (
    Above,
    Evaluation,
    Fixed,
    Given,
    Largest,
    Missing,
    Node,
    Quotient,
    Smallest,
    Step,
    times,
)
from des_decider.appraisal.sweep import Along, Moved, Stretch
from des_decider.appraisal.tornado import matter_most
from des_decider.decision.answers import Answer, Answers
from des_decider.decision.values import Estimate
from des_decider.decision.wording import round_half_up
from tests.appraisal import exact_walk
from tests.appraisal.exact_walk import roots
from tests.building import SHIPPED, SMALL, answers, appraisal, ids, raw
from tests.how_many import cases
from tests.random_decisions import random_answers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BOTH = pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
HORIZONS = ("this_year", "full_year")


# --- One figure along one answer, by hand


def _x(value: str = "5") -> Given:
    return Given("x", "x", "", Estimate(Fraction(value), Fraction(0), Fraction(10)))


def fixed(number: str) -> Node:
    return Fixed(Fraction(number))


def along(node: Node, low: str = "0", high: str = "10") -> Along:
    return Along(Moved(Formulas([Step("f", "£", node)], Evaluation()), ["x"]), Fraction(low), Fraction(high))


def _walked(node: Node) -> exact_walk.Along:
    formulas = exact_walk.Formulas(Step("f", "£", node), Evaluation())
    return exact_walk.Along(formulas, ["x"], Fraction(0), Fraction(10))


def _told(along: Along | exact_walk.Along) -> list[tuple[str, str, int | None]]:
    return [(str(low), str(high), sign) for low, high, sign in along.stretches()]


X = _x()
WORKED: dict[str, tuple[Node, list[tuple[str, str, int | None]]]] = {
    "a line crosses once, at a third": (X * 3 - fixed("1"), [("0", "1/3", -1), ("1/3", "1/3", 0), ("1/3", "10", 1)]),
    "a line stays below": (X - fixed("11"), [("0", "10", -1)]),
    "0 at the very end": (X - fixed("10"), [("0", "10", -1), ("10", "10", 0)]),
    "two lines make a hill: two crossings": (
        Smallest(X - fixed("2"), fixed("7") - X),
        [("0", "2", -1), ("2", "2", 0), ("2", "7", 1), ("7", "7", 0), ("7", "10", -1)],
    ),
    "a hill whose top is at 0 touches it": (
        Smallest(X - fixed("4"), fixed("4") - X),
        [("0", "4", -1), ("4", "4", 0), ("4", "10", -1)],
    ),
    "two crossings between neighbours of any grid": (
        Largest(fixed("5") - X, X - fixed("5")) - fixed("1/1000000"),
        [
            ("0", "4999999/1000000", 1),
            ("4999999/1000000", "4999999/1000000", 0),
            ("4999999/1000000", "5000001/1000000", -1),
            ("5000001/1000000", "5000001/1000000", 0),
            ("5000001/1000000", "10", 1),
        ],
    ),
    "a floor at 0 is an interval": (
        Largest(fixed("0"), X - fixed("3")) - Largest(fixed("0"), fixed("1") - X),
        [("0", "1", -1), ("1", "3", 0), ("3", "10", 1)],
    ),
    "a ratio": (Quotient(X - fixed("3"), X + fixed("1")), [("0", "3", -1), ("3", "3", 0), ("3", "10", 1)]),
    "a ratio that is 0 at no round fraction": (
        Quotient(X * 2000003 - fixed("5000011"), X + fixed("1")),
        [("0", "5000011/2000003", -1), ("5000011/2000003", "5000011/2000003", 0), ("5000011/2000003", "10", 1)],
    ),
    "a ratio and a line: a square with two fractions": (
        X + Quotient(fixed("6"), X + fixed("1")) - fixed("4"),
        [("0", "1", 1), ("1", "1", 0), ("1", "2", -1), ("2", "2", 0), ("2", "10", 1)],
    ),
    "a square that touches 0": (
        times(X - fixed("3"), X - fixed("3")),
        [("0", "3", 1), ("3", "3", 0), ("3", "10", 1)],
    ),
    "a divisor that passes 0 changes the sign without a 0": (
        Quotient(fixed("1"), X - fixed("4")),
        [("0", "4", -1), ("4", "4", None), ("4", "10", 1)],
    ),
    "a divisor of 0 that stands for something": (
        Quotient(X, X, when_zero=fixed("-1")),
        [("0", "0", -1), ("0", "10", 1)],
    ),
    "a limit jumps, and belongs to what is below it": (
        Above(X, Fraction(6), fixed("2"), fixed("-2")),
        [("0", "6", -1), ("6", "10", 1)],
    ),
    "what does not move": (fixed("3") + times(X, fixed("0")), []),
    "what a limit holds still": (Smallest(X, fixed("0")), []),
}


@pytest.mark.parametrize(("node", "told"), WORKED.values(), ids=WORKED)
def test_the_stretches_of_a_formula(node: Node, told: list[tuple[str, str, int | None]]) -> None:
    assert _told(along(node)) == told
    assert _told(_walked(node)) == told


def test_a_root_that_is_no_fraction_is_right_to_far_below_a_penny() -> None:
    found = [s for s in along(times(X, X) - fixed("2")).stretches() if s.sign == 0]
    assert len(found) == 1
    assert abs(found[0].low ** 2 - 2) < Fraction(1, 10**12)


@given(st.lists(st.fractions(-2, 12, max_denominator=200), min_size=1, max_size=4), st.integers(1, 9))
def test_every_root_of_a_polynomial_is_found_also_where_it_only_touches_0(places: list[Fraction], slope: int) -> None:
    polynomial: tuple[Fraction, ...] = (Fraction(slope),)
    for place in places:  # × (x − place)
        shifted, times_place = (Fraction(0), *polynomial), (*(c * place for c in polynomial), Fraction(0))
        polynomial = tuple(a - b for a, b in zip(shifted, times_place, strict=True))
    found = roots(polynomial, Fraction(10))
    inside = sorted({place for place in places if 0 < place < 10})
    if max(Counter(places).values()) < 4:
        assert len(found) == len(inside)
    for place in inside:
        assert any(abs(place - root) < Fraction(1, 10**9) for root in found)


def test_a_certain_0_asks_for_what_it_spared_as_soon_as_it_moves() -> None:
    spared = times(Given("x", "x", "", Estimate.certain(Fraction(0))), Missing("y"))
    assert Evaluation().result(spared).value == 0
    assert along(spared).needs == {"y"}


# --- Random decisions


def _moved(given: Answers, id_: str, estimate: Estimate) -> Answers:
    return given.edit({id_: Answer(id_, "", estimate)})


def _near(path: Path, rng: random.Random, horizon: str) -> Answers:
    """A complete random decision whose difference lies near 0, so that many answers have a break-even."""
    texts = {"workforce.claimed_before": "2500"} | random_answers(raw(path), rng, complete=1)
    texts = {id_: text for id_, text in texts.items() if not id_.startswith("local.")} | {"local.none": "yes"}
    value = appraisal(texts, path)[f"difference.{horizon}"].value
    assert value is not None
    amount = abs(value) * Fraction(rng.randint(60, 150), 100)
    local = {"local.7.name": "Scheme", "local.7.amount": f"{float(amount):.2f}", "local.7.hours": "1.5"}
    local["local.7.ends"] = "sign_up" if value > 0 else "opt_out"
    return answers({id_: text for id_, text in texts.items() if id_ != "local.none"} | local, path)


def decisions(path: Path, count: int, seed: int) -> Iterator[tuple[Appraisal, str, random.Random]]:
    rng = random.Random(seed)  # noqa: S311 - the same decisions on every run
    for n in range(count):
        horizon = HORIZONS[n % 2]
        yield appraise(_near(path, rng, horizon), ids(path)), horizon, rng


class Near(NamedTuple):
    """A random decision near 0, the year whose difference is, and its break-evens."""

    made: Appraisal
    horizon: str
    found: tuple[BreakEven, ...]


@pytest.fixture(scope="module", params=[SHIPPED, SMALL], ids=["2020/21", "small"])
def near(request: pytest.FixtureRequest) -> list[Near]:
    """Random decisions on a worksheet; what takes the time, their break-evens, is found once for all tests."""
    some = decisions(request.param, cases(8, thorough=100), seed=1)
    return [Near(made, horizon, tuple(break_evens(made, horizon))) for made, horizon, _ in some]


def _put_back(made: Appraisal, found: BreakEven, value: Fraction) -> Appraisal:
    """The decision appraised anew with this answer, or all chances of filling posts, at one value."""
    moved = [found.id]
    if found.id == POSTS_FILLED:
        moved = [id_ for id_ in made.book.answers if id_.endswith(".chance") and not id_.startswith("workforce.whole")]
    new = {id_: Answer(id_, "", Estimate.certain(value)) for id_ in moved}
    return appraise(made.book.answers.edit(new), made.book.ids)


def _difference(made: Appraisal, horizon: str) -> Fraction:
    value = made[f"difference.{horizon}"].value
    assert value is not None
    return value


def test_put_back_every_break_even_gives_a_difference_of_0(near: list[Near]) -> None:
    rng, seen = random.Random(1), 0  # noqa: S311 - the same answers on every run
    for made, horizon, all_found in near:
        zeros = [(found, value) for found in all_found for value in found.values]
        for found, value in rng.sample(zeros, min(len(zeros), 6)):
            assert round_half_up(_difference(_put_back(made, found, value), horizon), 2) == 0
            assert found.searched[0] <= value <= found.searched[1]
            seen += 1
    assert seen > 3.3 * len(near)


def test_where_an_answer_only_adds_break_evens_are_those_of_the_straight_line(near: list[Near]) -> None:
    """These answers stand in no smaller-of, larger-of or divisor: two exact values give the line."""
    straight = (
        "cost.gp_hour", "cost.nurse_hour", "cost.admin_hour", "meeting.gp_hours", "meeting.admin_hours",
        "director.hours", "opt_out.hours", "opt_out.exit_cost", "local.7.hours",
    )  # fmt: skip
    inside = 0
    for made, horizon, all_found in near:
        found = {b.id: b for b in all_found}
        for id_ in straight:
            given = made.book.answers.estimate(id_)
            if given is None:
                continue
            likely, other = given.likely, given.likely + 1
            one = _difference(made, horizon)
            moved = appraise(_moved(made.book.answers, id_, Estimate.certain(other)), made.book.ids)
            slope = _difference(moved, horizon) - one
            if slope == 0:
                assert id_ not in found
                continue
            root, (low, high) = likely - one / slope, found[id_].searched
            assert found[id_].values == ((root,) if low <= root <= high else ()), id_
            inside += low <= root <= high
    assert inside > 25


def _of_any_kind(made: Appraisal, rng: random.Random, count: int) -> list[str]:
    """Some answers, with those whose break-evens bend or break sure to be among them."""
    bends = (".chance", ".wte", ".cost", ".claim", ".reaches_practice", "running_costs", ".top_up", "share.of_pcn")
    all_ids = list(estimates(made))
    bending = [id_ for id_ in all_ids if id_.endswith(bends)]
    return rng.sample(bending, min(count, len(bending))) + rng.sample(all_ids, 2)


def test_a_fine_search_finds_the_same_break_evens(near: list[Near]) -> None:
    """Every change of sign on a fine grid of floats is a break-even or a jump, and no sign differs in between."""
    rng, crossings, bent = random.Random(3), 0, 0  # noqa: S311 - the same answers on every run
    for made, horizon, all_found in near:
        found = {b.id: b for b in all_found}
        for id_ in _of_any_kind(made, rng, 7):
            if id_ not in found:
                continue
            one = found[id_]
            assert not one.needs
            low, high = one.searched
            middle = (low + high) / 2  # a range keeps an answer of 0 from sparing anything
            opened = appraise(_moved(made.book.answers, id_, Estimate(middle, low, high)), made.book.ids)
            fast = FastFigures(opened, [f"difference.{horizon}"], [id_])
            grid = [float(low + (high - low) * n / 1000) for n in range(1001)]
            values = [fast.at([x])[0] for x in grid]
            for x, value in zip(grid, values, strict=True):
                assert isnan(value) or abs(value) < 0.01 or (value > 0) - (value < 0) in _signs_at(one, x), (id_, x)
            for (x, value), (y, other) in pairwise(zip(grid, values, strict=True)):
                if value * other < 0:
                    root = _bisected(fast, x, y)
                    told = [z for z in _turning(one) if abs(z - root) < 0.01]
                    assert told, (id_, root, one.values)
                    crossings += 1
            slopes = {round((b - a) / (grid[1] - grid[0]), 3) for a, b in pairwise(values)}
            bent += len(slopes) > 2
    assert crossings > 1.25 * len(near)
    assert bent > 1.25 * len(near)


def _signs_at(found: BreakEven, x: float) -> set[int | None]:
    """The signs told about a value, and just beside it for what floats cannot tell apart."""
    return {s.sign for s in found.stretches if float(s.low) - 1e-6 <= x <= float(s.high) + 1e-6}


def _turning(found: BreakEven) -> list[float]:
    """Where the sign changes: values, ends of intervals and jumps."""
    return [float(s.low) for s in found.stretches[1:]] + [float(s.low) for s in found.stretches if s.low == s.high]


def _bisected(fast: FastFigures, low: float, high: float) -> float:
    rising = fast.at([high])[0] > 0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (low, middle) if (fast.at([middle])[0] > 0) == rising else (middle, high)
    return high


def test_all_posts_together_are_every_role_at_one_chance(near: list[Near]) -> None:
    rng, seen = random.Random(4), 0  # noqa: S311 - the same chances on every run
    for made, horizon, all_found in near:
        together = next((b for b in all_found if b.id == POSTS_FILLED), None)
        if together is None:
            continue
        seen += 1
        for chance in (Fraction(0), Fraction(rng.randint(1, 9999), 100), Fraction(100)):
            exact = _difference(_put_back(made, together, chance), horizon)
            assert (exact > 0) - (exact < 0) in _signs_at(together, float(chance))
        along = Differences(made).along(horizon, chances_moved(made, horizon), Fraction(0), Fraction(100))
        assert along.at(Fraction(100)) == exact
        fill = made["workforce.fill"].value
        assert fill is not None
        assert together.likely == fill
        assert together.low <= together.likely <= together.high
    assert seen > (3 if made.book.ids is ids(SHIPPED) else 0)


def test_only_answered_estimates_that_move_the_difference_have_a_break_even(near: list[Near]) -> None:
    rng, still = random.Random(5), 0  # noqa: S311 - the same answers on every run
    for made, horizon, all_found in near[:4]:
        found = {b.id: b for b in all_found}
        assert set(found) <= {POSTS_FILLED, *estimates(made)}
        for id_ in rng.sample(estimates(made), 8):
            values = set()
            for value in (Fraction(1, 3), Fraction(4), Fraction(10)):  # within the bounds of most questions
                moved = appraise(_moved(made.book.answers, id_, Estimate.certain(value)), made.book.ids)
                values.add(moved[f"difference.{horizon}"].value)
            ask = made.book.ids.ask(id_)
            if ask is None or not ask.smallest:
                assert id_ in found or len(values) == 1, id_
            still += id_ not in found
    assert still > 1


# --- Bounds, ranges, what is missing


QUICK = {
    "practice.registered_list": "10000", "practice.weighted_list": "10000", "pcn.registered_list": "40000",
    "pcn.weighted_list": "40000", "pcn.care_home_beds": "100", "home.whole.beds": "50", "home.whole.hours": "4 / 5 / 8",
    "home.whole.done_by": "gp", "network.split": "network_keeps", "pcn.running_costs": "30000", "director.ours": "no",
    "local.none": "yes", "cost.gp_hour": "80 / 95 / 120", "cost.nurse_hour": "30", "cost.admin_hour": "20",
    "meeting.gp_hours": "1", "opt_out.hours": "0", "opt_out.exit_cost": "0", "practice.gp_sessions": "20",
    "partner.1.name": "A", "workforce.whole.wte": "4", "workforce.whole.chance": "35 / 50 / 60",
    "workforce.whole.months": "6", "workforce.whole.claim": "40000", "workforce.whole.top_up": "0",
    "workforce.whole.supervision_hours": "0", "workforce.whole.released_hours": "3", "service.smr.gp_hours": "1",
    "service.ehch.gp_hours": "1", "service.ecd.gp_hours": "1", "service.extended_hours.gp_hours": "1",
    "service.social_prescribing.gp_hours": "0", "workforce.claimed_before": "0",
}  # fmt: skip


def _pair(low: int, high: int) -> tuple[Fraction, Fraction]:
    return Fraction(low), Fraction(high)


def _quick(**changed: str) -> dict[str, BreakEven]:
    texts = QUICK | {id_.replace("__", "."): text for id_, text in changed.items()}
    return {b.id: b for b in break_evens(appraisal(texts), "this_year")}


def test_the_search_keeps_to_the_worksheets_bounds_and_to_the_partners_own_range() -> None:
    found = _quick()
    assert found["cost.gp_hour"].searched == _pair(30, 400)
    assert found["cost.gp_hour"].bounded
    assert _quick(cost__gp_hour="20 / 95 / 900")["cost.gp_hour"].searched == _pair(20, 900)


def test_without_bounds_the_search_goes_to_ten_times_the_likely_value_and_says_so() -> None:
    made = next(made for made, _, _ in decisions(SMALL, 1, seed=6))
    for found in break_evens(made, "this_year"):
        ask = made.book.ids.ask(found.id)
        if found.kind == "percent":
            assert found.bounded
            assert found.searched == _pair(0, 100)
        elif ask is None or ask.largest is None:
            assert not found.bounded
            assert found.searched[1] == max(found.high, 10 * found.likely or 10 * found.high or found.searched[1])


def test_the_answer_and_the_difference_at_it_are_told_beside_the_break_even() -> None:
    made = appraisal(QUICK)
    for found in break_evens(made, "this_year"):
        assert found.at_likely == made["difference.this_year"].value
        given = made.book.answers.estimate(found.id)
        assert given == Estimate(found.likely, found.low, found.high)


def test_a_break_even_is_within_the_partners_range_or_so_many_widths_outside() -> None:
    zero = (Stretch(Fraction(40), Fraction(40), 0),)
    (low, likely), high = _pair(50, 60), Fraction(70)
    outside = BreakEven("x", "x", "%", "percent", low, likely, high, _pair(0, 100), bounded=True, stretches=zero)
    assert not outside.within
    assert outside.distance == Fraction(10, 20)
    inside = outside._replace(low=Fraction(40))
    assert inside.within
    assert inside.distance == 0
    assert outside._replace(low=likely, high=likely).distance == Fraction(20, 60)


def test_an_answer_of_0_that_spared_others_says_what_it_would_need() -> None:
    without = {id_: text for id_, text in QUICK.items() if id_ != "workforce.whole.claim"}
    made = appraisal(without | {"workforce.whole.chance": "0", "pcn.running_costs": "30000"})
    assert made["difference.this_year"].value is not None
    found = {b.id: b for b in break_evens(made, "this_year")}
    assert found["workforce.whole.chance"].needs == ("workforce.whole.claim",)
    assert found["workforce.whole.chance"].values == ()
    assert "workforce.whole.claim" not in found


def test_an_answer_that_can_reach_a_limit_says_what_it_would_need_beyond_it() -> None:
    # Four posts likely filled by half claim £40,000; at 60 wanted they would claim more than nine months' worth.
    without = {id_: text for id_, text in QUICK.items() if id_ != "workforce.claimed_before"}
    found = {b.id: b for b in break_evens(appraisal(without), "this_year")}
    assert found["workforce.whole.wte"].needs == ("workforce.claimed_before",)
    assert found["workforce.whole.chance"].needs == ()


@pytest.mark.parametrize("last", ["chance", "contract_hours", "wte"])
def test_a_post_that_certainly_does_nothing_covers_work_as_soon_as_it_may(last: str) -> None:
    # One pharmacist of 20 hours a week, a quarter for us, would do 5 of the 5 hours of reviews that come back.
    stem = "workforce.clinical_pharmacist"
    of_it = {
        "wte": "1", "chance": "100", "months": "9", "cost": "35000", "supervision_hours": "0", "released_hours": "0",
        "contract_hours": "20", last: "0",
    }  # fmt: skip
    rows = {f"{stem}.{name}": text for name, text in of_it.items()} | {"workforce.by": "rows"}
    posts = {f"service.{s}.post_hours": "0" for s in ("ehch", "ecd", "extended_hours", "social_prescribing")}
    work = {"service.smr.post_hours": "5", "service.smr.falls_to_gps": "100"}
    made = appraisal(QUICK | rows | posts | work)
    (found,) = (b for b in break_evens(made, "full_year") if b.id == f"{stem}.{last}")
    assert found.at_low == _difference(made, "full_year")
    for value in (Fraction(1, 2), Fraction(1), Fraction(2)):
        exact = _difference(_put_back(made, found, value), "full_year")
        assert exact > _difference(made, "full_year")
        assert (exact > 0) - (exact < 0) in _signs_at(found, float(value))
    assert f"{stem}.{last}" in {mover.id for mover in matter_most(made, "full_year", 99)}


def test_a_role_of_which_certainly_none_is_wanted_meets_its_limit_as_soon_as_it_is() -> None:
    stem = "workforce.pharmacy_technician"
    role = {
        "wte": "0",
        "chance": "100",
        "months": "6",
        "cost": "35000",
        "supervision_hours": "0",
        "released_hours": "0",
    }
    rows = {f"{stem}.{name}": text for name, text in role.items()} | {"workforce.by": "rows"}
    # A local payment brings the 0 to more than two posts, of which one is within the limit.
    payment = {"local.none": "no", "local.1.amount": "41000", "local.1.ends": "opt_out"}
    made = appraisal(QUICK | rows | payment | {"pcn.running_costs": "200000"})
    found = next(b for b in break_evens(made, "this_year") if b.id == f"{stem}.wte")
    for wte in (Fraction(0), Fraction(1, 2), Fraction(1), Fraction(3, 2), Fraction(30)):
        exact = _difference(_put_back(made, found, wte), "this_year")
        assert (exact > 0) - (exact < 0) in _signs_at(found, float(wte)), wte
        assert wte or found.at_low == exact
    assert found.searched[1] == 30
    assert [_difference(_put_back(made, found, zero), "this_year") for zero in found.values] == [0]


def test_none_while_the_difference_is_not_known() -> None:
    assert break_evens(appraisal({"cost.gp_hour": "95"}), "this_year") == ()


def test_the_minutes_the_premium_buys_stand_beside_those_entered() -> None:
    minutes = minutes_paid_for(appraisal(QUICK), "this_year")
    # £7.50 a bed a month at £95 an hour, £10 in a full year; 5 h × 52 / 12 for 50 beds
    assert minutes.bought == Fraction(75, 10) / 95 * 60
    assert minutes_paid_for(appraisal(QUICK), "full_year").bought == Fraction(10) / 95 * 60
    assert minutes.worked == Fraction(5 * 52, 12) * 60 / 50
    none = minutes_paid_for(appraisal(QUICK | {"home.none": "yes"}), "this_year")
    assert (none.bought, none.not_applicable) == (None, "no care home falls to us")
    open_ = minutes_paid_for(appraisal({id_: t for id_, t in QUICK.items() if id_ != "cost.gp_hour"}), "this_year")
    assert open_.needs == ("cost.gp_hour",)
