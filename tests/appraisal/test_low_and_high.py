"""Low and high of figures: no single move of an answer leaves them, and by hand where a figure turns or lapses."""

from __future__ import annotations

import math
import random
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.compiled_formulas import FastFigures
from des_decider.appraisal.dependencies import ranged_behind, ranged_ids
from des_decider.appraisal.figures import appraise
from des_decider.appraisal.low_and_high import Span, spans
from tests.appraisal.test_compiled_formulas import moved, somewhere
from tests.building import SHIPPED, SMALL, appraisal, ids, raw, worksheet
from tests.how_many import cases
from tests.random_decisions import random_answers

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.appraisal.figures import Appraisal
    from des_decider.decision.values import Estimate

BOTH = pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
A_MILLIONTH = Fraction(1, 500_000)
"""What rounding the ends to six places can take from them, and from the value at a turn."""


def _within(value: Fraction, span: Span) -> bool:
    low, high = span
    return (low is None or low - A_MILLIONTH <= value) and (high is None or value <= high + A_MILLIONTH)


def _wide(texts: dict[str, str], path: Path, rng: random.Random) -> dict[str, str]:
    """The same answers with wide ranges: from 0, to 100 %, or to twenty times as much."""
    wide = dict(texts)
    for id_, text in texts.items():
        if text.count(" / ") == 2:
            low, likely, high = text.split(" / ")
            field = ids(path).field(id_)
            assert field is not None
            if rng.random() < 0.4:
                low = "0"
            if field.unit == "%":
                high = rng.choice((high, "100"))
            elif rng.random() < 0.1:
                high = f"{float(high) * 20:.2f}"
            wide[id_] = f"{low} / {likely} / {high}"
    return wide


def _estimate(made: Appraisal, id_: str) -> Estimate:
    estimate = made.book.answers.estimate(id_)
    assert estimate is not None
    return estimate


def _decisions(path: Path, count: int, seed: int) -> list[tuple[Appraisal, random.Random]]:
    rng = random.Random(seed)  # noqa: S311 - the same decisions on every run
    texts = (random_answers(raw(path), rng, complete=0.8) for _ in range(count))
    return [(appraisal(_wide(t, path, rng) if n % 2 else t, path), rng) for n, t in enumerate(texts)]


@BOTH
def test_every_figure_with_a_value_lies_within_its_span_and_no_other_has_one(path: Path) -> None:
    for made, _ in _decisions(path, cases(4, thorough=120), seed=51):
        found = spans(made)
        assert list(found) == [figure.id for figure in made.figures.values() if figure.value is not None]
        behind = ranged_behind(made)
        for id_, (low, high) in found.items():
            value = made[id_].value
            assert value is not None
            assert low is None or low <= value
            assert high is None or value <= high
            if not behind[id_]:
                assert (low, high) == (value, value)


@BOTH
def test_no_single_move_of_an_answer_leaves_the_span_of_any_figure(path: Path) -> None:
    """At the ends of every range, close to them and anywhere within, by the fast figures."""
    for made, rng in _decisions(path, cases(2, thorough=80), seed=52):
        found = spans(made)
        ids_ = ranged_ids(made)
        fast = FastFigures(made, list(found), ids_)
        loosely = [
            (-math.inf if s.low is None else float(s.low) - 2e-6, math.inf if s.high is None else float(s.high) + 2e-6)
            for s in found.values()
        ]
        likely = [float(_estimate(made, id_).likely) for id_ in ids_]
        for place, id_ in enumerate(ids_):
            low, high = float(_estimate(made, id_).low), float(_estimate(made, id_).high)
            parts = [0.0, 1.0, *(rng.random() for _ in range(30)), *(rng.random() ** 8 for _ in range(5))]
            parts += [1 - rng.random() ** 8 for _ in range(5)]
            for part in parts:
                values = [*likely[:place], min(low + (high - low) * part, high), *likely[place + 1 :]]
                for figure, value, (lowest, highest) in zip(fast.figures, fast.at(values), loosely, strict=True):
                    assert lowest <= value <= highest or math.isnan(value), (figure, id_, part)


@BOTH
def test_nor_does_it_exactly(path: Path) -> None:
    for made, rng in _decisions(path, cases(2, thorough=40), seed=53):
        found = spans(made)
        for id_ in rng.sample(ranged_ids(made), k=min(12, len(ranged_ids(made)))):
            there = appraise(moved(made.book.answers, {id_: somewhere(_estimate(made, id_), rng)}), ids(path))
            for figure, span in found.items():
                value = there[figure].value
                assert value is None or _within(value, span), (figure, id_)


@BOTH
def test_all_answers_that_lower_a_figure_at_once_do_not_lower_it_further(path: Path) -> None:
    """The ends that lower a figure are read from exact evaluations here."""
    checked = 0
    for made, rng in _decisions(path, cases(2, thorough=30), seed=54):
        found, given = spans(made), made.book.answers
        at_ends = {
            id_: [(end, appraise(moved(given, {id_: end}), ids(path))) for end in (e.low, e.high)]
            for id_ in rng.sample(ranged_ids(made), k=min(15, len(ranged_ids(made))))
            for e in (_estimate(made, id_),)
        }
        for figure in rng.sample(sorted(found), k=min(15, len(found))):
            lowering = {}
            for id_, ends in at_ends.items():
                values = [(there[figure].value, end) for end, there in ends]
                known = [(value, end) for value, end in [*values, (made[figure].value, None)] if value is not None]
                end = min(known, key=lambda one: one[0])[1]
                if end is not None:
                    lowering[id_] = end
            value = appraise(moved(given, lowering), ids(path))[figure].value
            if value is not None and len(lowering) > 1:
                checked += 1
                low = found[figure].low
                assert low is None or low <= value + A_MILLIONTH, figure
    assert checked


# --- By hand

PLAIN = {
    "practice.registered_list": "9000", "pcn.registered_list": "9000", "practice.weighted_list": "9000",
    "pcn.weighted_list": "9000", "pcn.care_home_beds": "40", "network.split": "network_keeps",
    "practice.gp_sessions": "30", "cost.session_hours": "4", "cost.gp_hour": "90", "cost.nurse_hour": "30",
    "workforce.by": "rows", "workforce.none": "yes", "service.ehch.falls_to_gps": "50",
    "home.whole.beds": "40", "home.whole.hours": "6", "home.whole.done_by": "gp",
}  # fmt: skip


def _span(figure: str, **changed: str) -> tuple[float | None, float | None]:
    low, high = spans(appraisal(PLAIN | {id_.replace("__", "."): text for id_, text in changed.items()}))[figure]
    return None if low is None else float(low), None if high is None else float(high)


def test_without_ranges_low_and_high_are_the_value() -> None:
    # 6 h × 52 × 6/12 × £90
    assert _span("care_homes.cost.this_year") == (14040, 14040)


def test_what_lowers_goes_together_and_what_raises_goes_together() -> None:
    dear = {"home__whole__hours": "4 / 6 / 10", "cost__gp_hour": "80 / 90 / 120"}
    # 26 × 4 × 80 and 26 × 10 × 120
    assert _span("care_homes.cost.this_year", **dear) == (8320, 31200)
    premium = _span("care_homes.premium.this_year")[0]
    assert premium
    assert _span("care_homes.net.this_year", **dear) == (premium - 31200, premium - 8320)


def test_an_answer_that_does_not_move_a_figure_leaves_it_at_its_value() -> None:
    assert _span("care_homes.cost.this_year", cost__nurse_hour="20 / 30 / 90") == (14040, 14040)


def test_an_answer_that_lowers_one_figure_raises_another() -> None:
    changed = {"cost__gp_hour": "0 / 90 / 180"}
    assert _span("care_homes.cost.this_year", **changed) == (0, 28080)
    low, high = _span("care_homes.net.this_year", **changed)
    assert low is not None
    assert high is not None
    assert high - low == 28080


def test_a_figure_that_grows_without_end_has_no_end() -> None:
    """Hours from 0: the fewer there are, the larger the part of them that the premium covers."""
    low, high = _span("care_homes.coverage.this_year", home__whole__hours="0 / 6 / 12")
    value = appraisal(PLAIN)["care_homes.coverage.this_year"].value
    assert value is not None
    assert low == pytest.approx(float(value) / 2)
    assert high is None


def test_a_figure_that_lapses_only_where_everything_is_at_its_end_has_no_end_either() -> None:
    """Neither of two homes is without hours alone; together they can come as near to it as you like."""
    texts = {id_: text for id_, text in PLAIN.items() if not id_.startswith("home.")}
    for home in (1, 2):
        texts |= {f"home.{home}.beds": "20", f"home.{home}.round_hours": "0 / 3 / 6", f"home.{home}.done_by": "gp"}
    found = spans(appraisal(texts | {"home.by": "rows"}))["care_homes.coverage.this_year"]
    assert found.low is not None
    assert found.high is None


def test_a_figure_whose_value_stays_finite_where_it_lapses_keeps_an_end() -> None:
    """Minutes the premium buys hang on what an hour costs, not on how many hours there are."""
    figure = "care_homes.minutes_paid_for.this_year"
    low, high = _span(figure, home__whole__hours="0 / 6 / 12")
    value = appraisal(PLAIN)[figure].value
    assert value is not None
    assert low == high == pytest.approx(float(value))


POSTS = {
    "workforce__none": "no", "workforce__clinical_pharmacist__wte": "1", "workforce__clinical_pharmacist__chance": "50",
    "workforce__clinical_pharmacist__months": "9", "workforce__clinical_pharmacist__cost": "40000",
    "workforce__clinical_pharmacist__supervision_hours": "0", "workforce__clinical_pharmacist__released_hours": "0",
}  # fmt: skip


def test_a_shortfall_is_never_below_nought_however_little_running_the_network_costs() -> None:
    low, high = _span(
        "pcn.shortfall.full_year", pcn__running_costs="0 / 90000 / 200000", network__split="network_keeps"
    )
    value = appraisal(PLAIN | {"pcn.running_costs": "200000"})["pcn.shortfall.full_year"].value
    assert value is not None
    assert low == 0
    assert high == pytest.approx(float(value))


def test_posts_that_are_likely_not_wanted_can_still_move_the_part_filled() -> None:
    """Of no posts the part filled is 0, whatever the chance; of any it is the chance."""
    assert _span("workforce.fill", **POSTS | {"workforce__clinical_pharmacist__wte": "0 / 0 / 5"}) == (0, 50)


# Claims reach the ceiling at 1.604475 WTE: after the likely value or before it, hard by an end, or in a narrow range.
@pytest.mark.parametrize(
    "wte", ["0 / 1 / 9", "0 / 1 / 1.7", "0 / 1.7 / 9", "1.6 / 9 / 9", "1.6 / 1.61 / 1.7", "0 / 0.5 / 1.605"]
)
def test_a_turn_within_a_range_is_found(wte: str) -> None:
    """More pharmacists free GP time worth more than they cost; beyond the ceiling the network pays them itself.

    Neither end of the range is where the difference is highest: that is where claims reach the ceiling.
    """
    plan = POSTS | {
        "workforce__clinical_pharmacist__wte": wte, "workforce__clinical_pharmacist__chance": "100",
        "workforce__clinical_pharmacist__released_hours": "2", "workforce__clinical_pharmacist__other_cost": "0",
        "local__none": "yes", "opt_out__hours": "0", "opt_out__exit_cost": "0", "meeting__gp_hours": "0",
        "cost__admin_hour": "20", "director__ours": "no", "pcn__running_costs": "90000", "partner__1__name": "Dr A",
    }  # fmt: skip
    texts = PLAIN | {id_.replace("__", "."): text for id_, text in plan.items()}
    texts |= {f"service.{service}.gp_hours": "0" for service in worksheet().services}
    texts |= {f"payment.{p.id}.achieved": "50" for p in worksheet().payments.values() if p.kind == "points"}
    made = appraisal(texts)
    figure, id_ = "difference.full_year", "workforce.clinical_pharmacist.wte"
    ceiling = made["workforce.ceiling"].value
    assert ceiling is not None
    places = (_estimate(made, id_).low, ceiling / 40000, _estimate(made, id_).high)
    lowest, most, highest = (
        value
        for at in places
        if (value := appraise(moved(made.book.answers, {id_: at}), ids())[figure].value) is not None
    )
    assert most > max(lowest, highest)
    span = spans(made)[figure]
    assert span.high == pytest.approx(float(most), abs=0.001)
    assert span.low == pytest.approx(float(min(lowest, highest)), abs=0.001)
