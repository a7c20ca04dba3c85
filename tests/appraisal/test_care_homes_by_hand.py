"""Care homes worked by hand: rounds, plans and reviews, who does them, and what the premium buys."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.appraisal.by_hand import HOMES, LISTS, WHOLE, comes_to, nothing_else, value_of
from tests.building import appraisal, worksheet


@pytest.mark.parametrize(
    ("figure", "worked"),
    [
        ("care_homes.cost.this_year", "9360"),  # 3 × 120 × 52 × 6/12
        ("care_homes.premium.this_year", "3600"),  # 60 × 7.50 × 8
        ("care_homes.net.this_year", "-5760"),
        ("care_homes.coverage.this_year", "500/13"),  # 3,600 / 9,360 = 38.46 %
        ("care_homes.cost.full_year", "18720"),
        ("care_homes.premium.full_year", "7200"),
        # £7.50 a bed a month this year and £10 in a full year, ÷ £120 × 60
        ("care_homes.minutes_paid_for.this_year", "3.75"),
        ("care_homes.minutes_paid_for.full_year", "5"),
        ("care_homes.minutes_worked.this_year", "13"),  # 3 × 52/12 × 60 / 60
        ("care_homes.beds_per_1000", "6"),
        ("care_homes.network_beds_per_1000", "7.5"),
    ],
)
def test_homes_as_a_whole(figure: str, worked: str) -> None:
    comes_to(figure, worked, HOMES)


def test_hours_of_posts_in_the_homes_cost_what_falls_back() -> None:
    # Four posts of 3 ÷ 4 hours for us, one time in four: 4 × 0.75 × 25 % = 0.75 of 3 hours. The other three quarters,
    # 3 × 80 % × 3/4 = 1.8 hours, fall to GPs all year: 1.8 × 120 × 26.
    texts = nothing_else() | HOMES | WHOLE | {
        "cost.gp_hour": "120", "home.none": "no", "home.whole.done_by": "post", "service.ehch.falls_to_gps": "80",
        "workforce.whole.months": "9", "workforce.whole.contract_hours": "3",
    }  # fmt: skip
    comes_to("care_homes.gp_hours", "1.8", texts)
    comes_to("care_homes.cost.this_year", "5616", texts)
    comes_to("care_homes.hours", "3", texts)
    # Minutes worked count the hours we pay for: 1.8 × 52/12 × 60 / 60. All of them are our GPs', at £120.
    comes_to("care_homes.minutes_worked.this_year", "7.8", texts)
    comes_to("care_homes.minutes_paid_for.this_year", "3.75", texts)
    without = {id_: text for id_, text in texts.items() if id_ != "service.ehch.falls_to_gps"}
    assert appraisal(without)["care_homes.gp_hours"].needs == ("service.ehch.falls_to_gps",)
    by_rows = appraisal(without | {"service.ehch.by": "rows"})
    # What posts do for each requirement may take their hours first, so it is needed too.
    needs = by_rows["care_homes.gp_hours"].needs
    weekly = [r for r in worksheet().requirements_of("ehch") if r.start is not None and not r.counted_in_homes]
    asked = {f"specification.{r.id}.post_hours" for r in weekly}
    assert weekly
    assert set(needs) == {"service.ehch.falls_to_gps", *asked}


HOME = LISTS | {
    "home.by": "rows", "cost.gp_hour": "100", "cost.nurse_hour": "25", "cost.weeks_per_year": "50",
    "home.7.beds": "40", "home.7.done_by": "gp", "home.7.round_hours": "2", "home.7.travel_hours": "1",
    "home.7.arrivals": "20", "home.7.plan_hours": "1.5", "home.7.reviews": "10", "home.7.review_hours": "0.5",
    "home.7.mdt_hours": "2",
}  # fmt: skip


def test_a_home_by_the_row() -> None:
    # 2 + 1 + (20 × 1.5 + 10 × 0.5)/50 + 2 × 12/50 = 3 + 0.7 + 0.48
    comes_to("care_homes.hours", "4.18", HOME)
    comes_to("care_homes.gp_hours", "4.18", HOME)
    comes_to("care_homes.beds", "40", HOME)
    comes_to("care_homes.cost.this_year", "10450", HOME)  # 4.18 × 100 × 50 × 6/12


@pytest.mark.parametrize(
    ("by", "gp_hours", "cost"),
    [
        ({}, "4.18", "20900"),
        ({"home.7.plan_by": "nurse"}, "3.58", "18650"),  # 0.6 by nurses: (3.58 × 100 + 0.6 × 25) × 50
        ({"home.7.review_by": "nurse"}, "4.08", "20525"),  # 0.1 by nurses
        ({"home.7.done_by": "nurse", "home.7.plan_by": "gp"}, "0.6", "7475"),  # (0.6 × 100 + 3.58 × 25) × 50
        ({"home.7.done_by": "nurse"}, "0", "5225"),
    ],
)
def test_plans_and_reviews_are_by_whoever_does_most_unless_said(by: dict[str, str], gp_hours: str, cost: str) -> None:
    texts = HOME | by
    comes_to("care_homes.gp_hours", gp_hours, texts)
    comes_to("care_homes.cost.full_year", cost, texts)


@pytest.mark.parametrize(
    "answer",
    [
        {"home.by": "whole", "home.none": "yes"}, {"home.by": "rows", "home.none": "yes"},
        {"home.by": "whole", "home.whole.beds": "0"},
    ],
)  # fmt: skip
def test_no_homes_needs_nothing_else(answer: dict[str, str]) -> None:
    made = appraisal(answer | {"home.2.name": "Kept"})
    for figure in ("beds", "hours", "gp_hours"):
        assert made[f"care_homes.{figure}"].value == 0
    for horizon in ("this_year", "full_year"):
        assert made[f"care_homes.cost.{horizon}"].value == 0
        assert made[f"care_homes.premium.{horizon}"].value == 0
        assert made[f"care_homes.net.{horizon}"].value == 0
        for figure in ("coverage", "minutes_paid_for", "minutes_worked"):
            assert made[f"care_homes.{figure}.{horizon}"].not_applicable


def test_no_beds_as_a_whole_say_nothing_of_homes_answered_one_by_one() -> None:
    made = appraisal({"home.by": "rows", "home.whole.beds": "0", "home.2.name": "Counts"})
    assert made["care_homes.beds"].needs == ("home.2.beds",)
    comes_to("care_homes.beds", "40", HOME | {"home.whole.beds": "0"})
    assert appraisal({"home.by": "rows", "home.whole.beds": "0"})["care_homes.beds"].needs == ("home.none",)


def test_what_the_premium_buys_is_at_the_average_rate_of_the_hours_we_pay_for() -> None:
    # A GP's 2 + 1 + 0.48 hours at £100 and a nurse's 0.6 + 0.1 at £25 are £365.50 for 4.18 hours a week; £7.50 a bed a
    # month this year and £10 in a full year, × 60 minutes. The rate is the same however many months are worked.
    texts = HOME | {"network.split": "all_shared", "home.7.plan_by": "nurse", "home.7.review_by": "nurse"}
    comes_to("care_homes.minutes_paid_for.this_year", "1881/365.5", texts)  # 7.5 × 4.18 × 60
    comes_to("care_homes.minutes_paid_for.full_year", "2508/365.5", texts)
    comes_to("care_homes.minutes_worked.this_year", str(Fraction("4.18") * 50 / 12 * 60 / 40), texts)
    comes_to("care_homes.minutes_worked.full_year", str(Fraction("4.18") * 50 / 12 * 60 / 40), texts)
    # What reaches us of it: half.
    half = texts | {"network.split": "by_stream", "payment.care_home_premium.reaches_practice": "50"}
    comes_to("care_homes.minutes_paid_for.full_year", "1254/365.5", half)
    # Coverage sets eight months' premium against six months' work, so the two ratios differ this year.
    paid, worked = (value_of(f"care_homes.minutes_{w}.this_year", texts) for w in ("paid_for", "worked"))
    assert value_of("care_homes.coverage.this_year", texts) == paid / worked * 100 * 8 / 6
    paid, worked = (value_of(f"care_homes.minutes_{w}.full_year", texts) for w in ("paid_for", "worked"))
    assert value_of("care_homes.coverage.full_year", texts) == paid / worked * 100
