"""The second implementation against sums worked by hand, so that it can be trusted in its own right."""

# ruff: noqa: S311 - seeded on purpose: the same decisions every time

from __future__ import annotations

import random
import tomllib
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from tests.how_many import cases
from tests.random_decisions import random_answers
from tests.second_implementation import Desk, Needs, NotApplicable, figures

WORKSHEET: dict[str, Any] = tomllib.loads(
    """
    format = 1
    [year]
    starts = 2020-04-01
    ends = 2021-03-31
    opt_out_effective = "opt_out"
    care_homes_start = "services"
    next_window = "again"
    next_effective = "away"
    [average_network]
    list = 48020
    [date.opt_out]
    date = 2020-06-30
    [date.services]
    date = 2020-10-01
    [date.again]
    date = 2021-04-30
    [date.away]
    date = "ask"

    [payment.core]
    kind = "list"
    paid_to = "network"
    from = 2020-04-01
    to = 2021-03-31
    full_year = "same"
    part.registered = { rate = 1.50, per = "year" }
    [payment.director]
    kind = "list"
    paid_to = "network"
    from = 2020-04-01
    to = 2021-03-31
    full_year = "same"
    for_director = true
    part.registered = { rate = 0.722, per = "year" }
    [payment.extended]
    kind = "list"
    paid_to = "network"
    from = 2020-04-01
    to = 2021-03-31
    full_year = "same"
    passed_on = true
    part.registered = { rate = 1.45, per = "year" }
    [payment.posts]
    kind = "reimbursement"
    paid_to = "network"
    from = 2020-04-01
    to = 2021-03-31
    full_year = "same"
    rate = 7.131
    [payment.premium]
    kind = "bed"
    paid_to = "network"
    from = 2020-08-01
    to = 2021-03-31
    full_year = 10
    passed_on = true
    rate = 7.50
    [payment.participation]
    kind = "list"
    paid_to = "practice"
    from = 2020-04-01
    to = 2021-03-31
    full_year = "same"
    part.weighted = { rate = 1.761, per = "year" }
    [payment.support]
    kind = "list"
    paid_to = "network"
    from = 2020-04-01
    to = 2020-09-30
    full_year = "ends"
    part.weighted = { rate = 0.27, per = "period" }
    [payment.iif]
    kind = "points"
    paid_to = "network"
    from = 2020-10-01
    to = 2021-03-31
    full_year = "same"
    reinvested = true
    known_at_deadline = false
    rate = 111
    points = 194

    [role.pharmacist]
    maximum = 55670
    from = 2020-04-01
    [role.technician]
    maximum = 35389
    from = 2020-04-01
    limit = 1
    limit_above_list = 100000
    limit_above = 2
    [role.nursing_associate]
    maximum = 29135
    from = 2020-10-01
    known_at_deadline = false

    [homes]
    roles = ["technician"]
    review_roles = ["pharmacist"]

    [service.smr]
    roles = ["pharmacist"]
    [service.ehch]
    in_homes = true
    [service.extended]

    [requirement.smr_offer]
    service = "smr"
    from = 2020-10-01
    [requirement.ehch_align]
    service = "ehch"
    by = 2020-07-31
    [requirement.ehch_round]
    service = "ehch"
    from = 2020-10-01
    counted_in = "homes"
    [requirement.ehch_lead]
    service = "ehch"
    from = 2020-07-31
    [requirement.ehch_learning]
    service = "ehch"
    from = 2020-10-01
    [requirement.extended_run]
    service = "extended"
    from = 2020-04-01

    [claim.nhs_england]
    amount = 575000
    list = 48020
    compare_with = "funding.pcn_total"
    about = "network"
    rebuild = true
    [claim.lmcs]
    amount = -17191
    list = 48020
    compare_with = "sign_up.net.full_year"
    about = "practices"
    """,
    parse_float=Decimal,
)

# One practice that is its whole network: the share is 100 %.
LISTS = {
    "practice.registered_list": "9000",
    "practice.weighted_list": "9000",
    "pcn.registered_list": "9000",
    "pcn.weighted_list": "9000",
    "pcn.care_home_beds": "68",
    "home.whole.beds": "68",
}
HOURS = {"cost.gp_hour": "100", "cost.nurse_hour": "30", "cost.admin_hour": "20"}
POSTS = {
    "workforce.whole.wte": "4",
    "workforce.whole.chance": "50",
    "workforce.whole.months": "3",
    "workforce.whole.claim": "40000",
    "workforce.whole.top_up": "5000",
    "workforce.whole.start_cost": "1000",
    "workforce.whole.supervision_hours": "1",
    "workforce.whole.released_hours": "2",
    "workforce.whole.contract_hours": "2.5",
}
NOTHING_ELSE = {"service.ehch.post_hours": "0", "service.extended.post_hours": "0", "home.none": "yes"}
DECISION = {
    **LISTS,
    **HOURS,
    **POSTS,
    "practice.gp_sessions": "24",
    "network.split": "all_shared",
    "pcn.running_costs": "12000",
    "director.ours": "no",
    "meeting.gp_hours": "1",
    "service.smr.status": "already",
    "service.smr.gp_hours": "2",
    "service.ehch.status": "cannot",
    "service.ehch.gp_hours": "0",
    "service.extended.status": "ready",
    "service.extended.gp_hours": "3",
    "home.whole.done_by": "nurse",
    "home.whole.hours": "5",
    "local.1.amount": "4000",
    "local.1.ends": "sign_up",
    "local.1.hours": "1",
    "local.3.amount": "2000",
    "local.3.ends": "opt_out",
    "opt_out.hours": "2",
    "opt_out.exit_cost": "500",
    "leave.exit_cost": "700",
    "partner.1.name": "A",
    "partner.4.name": "B",
}


def figure(answers: dict[str, str], name: str) -> Fraction | Needs | NotApplicable:
    return figures(WORKSHEET, answers)[name]


def without(*ids: str) -> dict[str, str]:
    return {answer_id: text for answer_id, text in DECISION.items() if answer_id not in ids}


def needs(*ids: str) -> Needs:
    return Needs(frozenset(ids))


@pytest.mark.parametrize(
    ("patients", "beds", "amounts"),
    [  # core, director, extended hours, support, participation, premium, ceiling
        (9000, 68, (13500, 6498, 13050, 2430, 15849, 4080, 64179)),
        (30000, 228, (45000, 21660, 43500, 8100, 52830, 13680, 213930)),
        (50000, 380, (75000, 36100, 72500, 13500, 88050, 22800, 356550)),
        (85000, 646, (127500, 61370, 123250, 22950, 149685, 38760, 606135)),
    ],
)
def test_the_derived_table_of_payments(patients: int, beds: int, amounts: tuple[int, ...]) -> None:
    core, director, extended, support, participation, premium, ceiling = amounts
    lists = dict.fromkeys(LISTS, str(patients)) | {"pcn.care_home_beds": str(beds)}
    found = figures(WORKSHEET, lists)
    assert found["funding.core.pcn"] == core
    assert found["funding.director.pcn"] == director
    assert found["funding.extended.pcn"] == extended
    assert found["funding.support.pcn"] == support
    assert found["funding.participation.practice"] == participation
    assert found["funding.premium.pcn"] == premium
    assert found["funding.posts.pcn"] == ceiling
    assert found["funding.pcn_total"] == core + director + extended + support + premium + ceiling
    assert found["funding.pcn_income"] == core + director + extended + support + premium
    assert isinstance(found["funding.iif.pcn"], NotApplicable)
    assert "funding.posts.practice" not in found
    assert "funding.participation.pcn" not in found


def test_the_rebuilt_claim() -> None:
    # 48,020 x (1.50 + 0.722 + 1.45 + 0.27 + 7.131) = 48,020 x 11.073 = 531,725.46; 366 beds x £60 = 21,960;
    # 194 x £111 = 21,534. Together 575,219.46, whatever facts.later says.
    average = {"pcn.registered_list": "48020", "pcn.weighted_list": "48020", "pcn.care_home_beds": "366"}
    for later in ("hide", "include"):
        rebuilt = figure({**average, "facts.later": later}, "claim.nhs_england.rebuilt")
        assert rebuilt == Fraction("575219.46")
    # Ours hides the 21,534 before the deadline; after it, half the points are expected: 10,767.
    assert figure(average, "claim.nhs_england.ours") == Fraction("553685.46")
    half = {**average, "facts.later": "include", "payment.iif.achieved": "50"}
    assert figure(half, "claim.nhs_england.ours") == Fraction("564452.46")
    # A network twice the size with the same list figures for each patient comes to twice as much, as theirs does.
    double = {"pcn.registered_list": "96040", "pcn.weighted_list": "96040", "pcn.care_home_beds": "732"}
    assert figure(double, "claim.nhs_england.rebuilt") == 2 * Fraction("575219.46")
    assert figure(double, "claim.nhs_england.theirs") == 2 * 575000


@pytest.mark.parametrize(
    ("start", "months"),
    [
        (date(2020, 4, 1), 9),  # not before the first counted month
        (date(2020, 7, 1), 9),
        (date(2020, 7, 2), 8),
        (date(2020, 7, 31), 8),
        (date(2020, 10, 1), 6),
        (date(2020, 12, 2), 3),  # into the next year
        (date(2021, 3, 1), 1),
        (date(2021, 3, 2), 0),
        (date(2021, 5, 1), 0),
    ],
)
def test_the_months_of_something_running_from_a_day(start: date, months: int) -> None:
    desk = Desk(WORKSHEET, {})
    assert desk.counted_months.value == 9
    assert desk.months_from(start).value == months


def test_what_comes_in() -> None:
    found = figures(WORKSHEET, {**LISTS, "network.split": "all_shared", "director.ours": "no"})
    # 13,500 x 9/12 + 13,050 x 9/12 + 2,430 x 3/6 + 4,080 x 8/8 + 15,849 x 9/12
    # = 10,125 + 9,787.50 + 1,215 + 4,080 + 11,886.75
    assert found["sign_up.income.this_year"] == Fraction("37094.25")
    # 13,500 + 13,050 + nothing + 68 x £10 x 12 + 15,849
    assert found["sign_up.income.full_year"] == 50559
    assert found["funding.director.practice"] == 0
    assert found["pcn.kept.this_year"] == 0
    assert found["funding.practice_total"] == 13500 + 13050 + 2430 + 4080 + 15849


def test_what_a_network_keeps() -> None:
    found = figures(WORKSHEET, {**LISTS, "network.split": "network_keeps", "director.ours": "no"})
    # Extended hours and the premium are passed on; core and support stay: 10,125 + 1,215, and 13,500.
    assert found["pcn.kept.this_year"] == 11340
    assert found["pcn.kept.full_year"] == 13500
    assert found["sign_up.income.this_year"] == Fraction("9787.5") + 4080 + Fraction("11886.75")


def test_each_stream_reaches_the_practice_in_its_own_part() -> None:
    reaches = {f"payment.{payment}.reaches_practice": "100" for payment in ("extended", "premium", "support", "iif")}
    answers = {
        **LISTS,
        **reaches,
        "network.split": "by_stream",
        "payment.core.reaches_practice": "0 / 40 / 60",
        "facts.later": "include",
        "payment.iif.achieved": "50",
        "share.of_pcn": "25",
        "home.whole.beds": "10",
    }
    found = figures(WORKSHEET, answers)
    assert found["funding.core.practice"] == 1350  # 13,500 x 25 % x 40 %
    assert found["pcn.kept.this_year"] == 6075  # 10,125 x 60 %
    assert found["funding.premium.practice"] == 600  # our beds, no share: 10 x £7.50 x 8
    # 111 x 194 x 50 % x 9,000/48,020, a quarter of it
    assert found["funding.iif.practice"] == Fraction(10767 * 9000, 48020 * 4)
    # Ours, but bound to be reinvested: no part of what the network keeps.
    nothing = {**answers, "payment.iif.reaches_practice": "0"}
    assert figure(nothing, "pcn.kept.this_year") == 6075


ROLES = {
    **LISTS,
    "workforce.by": "rows",
    "workforce.pharmacist.wte": "2",
    "workforce.pharmacist.chance": "50",
    "workforce.pharmacist.months": "6",
    "workforce.pharmacist.cost": "60000",
    "workforce.technician.wte": "3",
    "workforce.technician.chance": "100",
    "workforce.technician.months": "9",
    "workforce.technician.cost": "30000",
    "workforce.claimed_before": "0",
}


def test_the_maximum_the_limit_and_the_ceiling() -> None:
    found = figures(WORKSHEET, ROLES)
    # Pharmacists: 2 x 50 % x 55,670 x 6/12 = 27,835; technicians: 1 (the limit) x 30,000 x 9/12 = 22,500.
    assert found["workforce.claim.this_year"] == 50335
    assert found["workforce.unclaimed.this_year"] == 64179 - 50335
    assert found["workforce.take_up.this_year"] == 100  # 50,335 of 64,179 x 9/12 = 48,134.25
    # Paid: 1 x 60,000 x 6/12 + 3 x 30,000 x 9/12 = 97,500.
    assert found["workforce.unfunded.this_year"] == 97500 - 50335
    # A full year could claim 55,670 + 30,000 = 85,670, but the ceiling is 64,179.
    assert found["workforce.claim.full_year"] == 64179
    assert found["workforce.take_up.full_year"] == 100
    assert found["workforce.unfunded.full_year"] == 60000 + 90000 - 64179
    assert found["workforce.wte_wanted"] == 5
    assert found["workforce.wte_filled"] == 4
    assert found["workforce.fill"] == 80
    assert isinstance(found["workforce.start_cost.full_year"], NotApplicable)
    # More than nine months' worth is claimed, so what was claimed before matters: 64,179 - 24,179 = 40,000 are left.
    before = {key: text for key, text in ROLES.items() if key != "workforce.claimed_before"}
    assert figure(before, "workforce.claim.this_year") == needs("workforce.claimed_before")
    less = figures(WORKSHEET, {**before, "workforce.claimed_before": "24179"})
    assert less["workforce.claim.this_year"] == 40000
    assert less["workforce.unclaimed.this_year"] == 0
    assert less["workforce.claim.full_year"] == 64179


@pytest.mark.parametrize(("patients", "technicians"), [(100000, 1), (100001, 2)])
def test_larger_networks_have_a_larger_limit(patients: int, technicians: int) -> None:
    larger = {**ROLES, "pcn.registered_list": str(patients), "pcn.weighted_list": "100000"}
    assert figure(larger, "workforce.claim.this_year") == 27835 + 22500 * technicians


def test_a_later_role_counts_from_its_start_or_not_at_all() -> None:
    later = {
        **LISTS,
        "workforce.by": "rows",
        "workforce.nursing_associate.wte": "1",
        "workforce.nursing_associate.chance": "100",
        "workforce.nursing_associate.months": "9",
        "workforce.nursing_associate.cost": "30000",
    }
    assert isinstance(figure(later, "workforce.claim.this_year"), NotApplicable)
    assert figure(later, "workforce.fill") == 0
    # Claimed from October: 29,135 x 6/12 = 14,567.50; paid for nine months: 22,500.
    shown = figures(WORKSHEET, {**later, "facts.later": "include"})
    assert shown["workforce.claim.this_year"] == Fraction("14567.5")
    assert shown["workforce.unfunded.this_year"] == Fraction("7932.5")


def test_cover_is_cut_to_the_months_the_posts_are_there() -> None:
    answers = {**LISTS, **HOURS, **POSTS, **NOTHING_ELSE}
    answers |= {"service.smr.post_hours": "10", "service.smr.falls_to_gps": "80"}
    found = figures(WORKSHEET, answers)
    # Four posts of 2.5 hours, each there one time in two: 5 of 10 hours for three of six months, so cover is 1/4.
    # 10 x 80 % x 3/4 = 6 hours a week; 6 x £100 x 52 x 6/12 = 15,600.
    assert found["service.smr.cost.this_year"] == 15600
    # In a full year cover is 1/2: 4 hours a week, x £100 x 52.
    assert found["service.smr.cost.full_year"] == 20800
    # Of 4 hours: 1.25, 1.25, then of 1.5 left min(2.5, 1.5) x 50 % = 0.75, and of 0.75 left 0.375; 0.375 x 80 % are
    # left.
    assert figure({**answers, "service.smr.post_hours": "4"}, "services.uncovered_hours") == Fraction("0.3")


def test_cover_by_role_spends_each_hour_once() -> None:
    answers = {
        **LISTS,
        **HOURS,
        "workforce.by": "rows",
        "workforce.pharmacist.wte": "1.5",
        "workforce.pharmacist.chance": "50",
        "workforce.pharmacist.months": "9",
        "workforce.pharmacist.contract_hours": "8",
        "service.smr.post_hours": "10",
        "service.smr.falls_to_gps": "80",
        "service.ehch.post_hours": "6",
        "service.ehch.falls_to_gps": "100",
        "service.extended.post_hours": "0",
        "home.by": "rows",
        "home.1.beds": "20",
        "home.1.done_by": "post",
        "home.1.round_hours": "3",
        "home.1.reviews": "52",
        "home.1.review_hours": "1",
        "home.1.arrivals": "0",
    }
    found = figures(WORKSHEET, answers)
    # Support for homes can be anybody's and comes first: the whole post does min(8, 6) x 50 % = 3 and has 8 - 6 = 2
    # left, the half post min(4, 3) x 50 % = 1.5 and has 1 left; 1.5 hours are left undone. Then, as much to the GPs,
    # rounds, which no pharmacist can do, and reviews in the homes: min(2, 1) x 50 % = 0.5, and min(1, 0.5) x 50 % =
    # 0.25. What is left, 1 and 0.5, goes to reviews: 0.5 and 0.25 of 10.
    assert found["care_homes.gp_hours"] == 3 + Fraction("0.25")
    assert found["services.uncovered_hours"] == Fraction("1.5") + Fraction("9.25") * 8 / 10
    # A technician who is there for all ten hours of a week does the rounds, and is no help with reviews.
    technician = {"wte": "1", "chance": "100", "months": "9", "contract_hours": "10"}
    more = answers | {f"workforce.technician.{name}": text for name, text in technician.items()}
    assert figure(more, "care_homes.gp_hours") == Fraction("0.25")
    assert figure(more, "services.uncovered_hours") == Fraction("9.25") * 8 / 10


def test_posts_there_for_longer_than_the_work_cover_no_more_than_all_of_it() -> None:
    answers = {**LISTS, **HOURS, **POSTS, **NOTHING_ELSE}
    answers |= {"workforce.whole.months": "9", "workforce.whole.chance": "100"}
    answers |= {"service.smr.post_hours": "10", "service.smr.falls_to_gps": "80"}
    assert figure(answers, "service.smr.cost.this_year") == 0


def test_row_by_row_each_requirement_has_its_own_months() -> None:
    rows = {
        **DECISION,
        "service.ehch.by": "rows",
        "specification.ehch_align.status": "already",
        "specification.ehch_align.once_hours": "4",
        "specification.ehch_align.gp_hours": "50",  # a by-date requirement has hours once only
        "specification.ehch_round.status": "cannot",
        "specification.ehch_round.gp_hours": "50",  # counted in the homes: a status only
        "specification.ehch_lead.status": "ready",
        "specification.ehch_lead.gp_hours": "1",
        "specification.ehch_learning.status": "at_risk",
        "specification.ehch_learning.nurse_hours": "2",
        "specification.ehch_learning.once_hours": "3",
    }
    found = figures(WORKSHEET, rows)
    # Once 4 x 100 and 3 x 100; lead 1 x 100 x 52 x 8/12 (31 July: 8 months); learning 2 x 30 x 52 x 6/12.
    assert found["service.ehch.cost.this_year"] == 700 + Fraction(100 * 52 * 8, 12) + 1560
    assert found["service.ehch.cost.full_year"] == 5200 + 3120
    assert found["services.gp_hours"] == 2 + 1 + 3
    assert found["services.nurse_hours"] == 2
    # (100 + 50 + 100) / 3: two of the four homes' requirements are ready.
    assert found["services.ready"] == Fraction(250, 3)


def test_one_of_a_group_given_makes_the_others_nought() -> None:
    assert figure(DECISION, "services.nurse_hours") == 0
    assert figure(without("service.smr.gp_hours"), "services.nurse_hours") == needs("service.smr.nurse_hours")
    assert figure(without("service.smr.gp_hours"), "service.smr.cost.full_year") == needs(
        "service.smr.gp_hours",
        "service.smr.nurse_hours",
        "service.smr.admin_hours",
        "service.smr.post_hours",
        "service.smr.falls_to_gps",
    )


def test_what_falls_to_gps_is_asked_even_where_cover_is_complete() -> None:
    covered = {**DECISION, "workforce.whole.chance": "100", "service.smr.post_hours": "2"}
    assert figure(covered, "services.uncovered_hours") == needs("service.smr.falls_to_gps")
    assert figure({**covered, "service.smr.falls_to_gps": "70"}, "services.uncovered_hours") == 0
    # A certain 0 asks nothing; a 0 that may be more does.
    assert figure({**covered, "service.smr.post_hours": "0"}, "services.uncovered_hours") == 0
    unsure = {**covered, "service.smr.post_hours": "0 / 0 / 3"}
    assert figure(unsure, "services.uncovered_hours") == needs("service.smr.falls_to_gps")


def test_care_homes_as_a_whole() -> None:
    found = figures(WORKSHEET, DECISION)
    assert found["care_homes.cost.this_year"] == 3900  # 5 x £30 x 52 x 6/12
    assert found["care_homes.premium.this_year"] == 4080  # 68 x £7.50 x 8
    assert found["care_homes.net.this_year"] == 180
    assert found["care_homes.coverage.this_year"] == Fraction(408000, 3900)
    # £7.50 a bed a month buys 15 minutes at £30 an hour; £10, in a full year, 20.
    assert found["care_homes.minutes_paid_for.this_year"] == 15
    assert found["care_homes.minutes_paid_for.full_year"] == 20
    # 5 x 52/12 hours a month x 60 / 68 beds = 1,300/68 minutes.
    assert found["care_homes.minutes_worked.this_year"] == Fraction(1300, 68)
    assert found["care_homes.hours"] == 5
    assert found["care_homes.gp_hours"] == 0
    assert found["care_homes.beds_per_1000"] == Fraction(68, 9)


def test_care_homes_home_by_home() -> None:
    rows = {
        **DECISION,
        "home.by": "rows",
        "service.ehch.falls_to_gps": "50",
        "workforce.whole.contract_hours": "1",
        "home.2.beds": "30",
        "home.2.done_by": "gp",
        "home.2.round_hours": "2",
        "home.2.travel_hours": "0.5",
        "home.2.plan_hours": "1",
        "home.2.arrivals": "26",
        "home.2.plan_by": "nurse",
        "home.2.mdt_hours": "1.3",
        "home.5.beds": "20",
        "home.5.done_by": "post",
        "home.5.round_hours": "4",
    }
    found = figures(WORKSHEET, rows)
    # GP 2 + 0.5 + 1.3 x 12/52 = 2.8; nurse 26 x 1 / 52 = 0.5; posts 4, of which four posts do an hour each one time in
    # two; of the other 2, 50 % falls back.
    assert found["care_homes.beds"] == 50
    assert found["care_homes.hours"] == Fraction("7.3")
    assert found["care_homes.gp_hours"] == Fraction("3.8")
    assert found["care_homes.cost.full_year"] == (380 + 15) * 52
    # This year the posts cover a quarter: 4 x 50 % x 3/4 = 1.5 hours; (2.8 + 1.5) x 100 + 0.5 x 30 = 445 a week.
    assert found["care_homes.cost.this_year"] == 445 * 26
    assert found["care_homes.premium.this_year"] == 3000
    # Without the number of arrivals the plans have no hours; the beds know nothing of it.
    del rows["home.2.arrivals"]
    assert figure(rows, "care_homes.hours") == needs("home.2.arrivals")
    assert figure(rows, "care_homes.beds") == 50


@pytest.mark.parametrize(
    "said",
    [
        {"home.by": "whole", "home.none": "yes"},
        {"home.by": "rows", "home.none": "yes"},
        {"home.by": "whole", "home.whole.beds": "0"},
    ],
)
def test_no_homes(said: dict[str, str]) -> None:
    found = figures(WORKSHEET, said)
    names = ("beds", "hours", "gp_hours", "cost.this_year", "cost.full_year", "premium.this_year", "net.full_year")
    assert all(found[f"care_homes.{name}"] == 0 for name in names)
    assert isinstance(found["care_homes.coverage.this_year"], NotApplicable)
    assert isinstance(found["care_homes.minutes_worked.this_year"], NotApplicable)


def test_beds_as_a_whole_say_nothing_of_homes_row_by_row() -> None:
    rows = {"home.by": "rows", "home.whole.beds": "0"}
    assert figure(rows, "care_homes.beds") == needs("home.none")
    assert figure({**rows, "home.3.beds": "12"}, "care_homes.beds") == 12


def test_the_options_this_year() -> None:
    found = figures(WORKSHEET, DECISION)
    # Claim 2 x 40,000 x 3/12 = 20,000; paid 22,500; unfunded 2,500; start 2,000; running 12,000 x 9/12 = 9,000.
    assert found["workforce.claim.this_year"] == 20000
    assert found["workforce.start_cost.this_year"] == 2000
    assert found["pcn.shortfall.this_year"] == 13500
    assert found["workforce.our_cost.this_year"] == 2600  # 2 x 1 x 52 x 3/12 x 100
    assert found["workforce.our_released.this_year"] == 5200
    assert found["services.cost.this_year"] == 16900  # 2 x 100 x 26 + 3 x 100 x 39
    # 16,900 + homes 3,900 + supervision 2,600 + shortfall 13,500 + meetings 1 x 100 x 39
    assert found["sign_up.cost.this_year"] == 40800
    assert found["sign_up.replaced.this_year"] == -900  # 3,000 - 1 x 100 x 39
    assert found["sign_up.net.this_year"] == Fraction("37094.25") + 5200 - 40800 + 900
    assert found["sign_up.cash.this_year"] == Fraction("37094.25") - 3900 - 13500 - 3000
    assert found["sign_up.gp_time.this_year"] == 5200 + 3900 - 16900 - 2600 - 3900
    assert found["opt_out.net.this_year"] == -1500 - 7800 - 500
    assert found["difference.this_year"] == Fraction("12194.25")
    assert found["difference.per_patient.this_year"] == Fraction("12194.25") / 9000
    assert found["difference.per_partner.this_year"] == Fraction("6097.125")
    # No month under notice, as nobody said when leaving takes effect; on 30 June three are.
    assert found["leave_next.net"] == Fraction("1694.25")
    assert found["difference.leave_next"] == Fraction("1694.25") + 9800
    notice = figures(WORKSHEET, {**DECISION, "date.away": "2021-06-30"})
    assert notice["leave_next.net"] == Fraction("1694.25") + Fraction(-14662, 4)
    assert notice["difference.leave_next"] == Fraction("1694.25") + 9800 + Fraction(-14662 + 12400, 4)


def test_what_comes_once_and_the_parts_of_gp_time() -> None:
    found = figures(WORKSHEET, {**DECISION, "service.smr.once_hours": "3"})
    # 3 x 100, and starting two posts, 2,000, of a network that keeps nothing; leaving costs 500.
    assert found["sign_up.once.this_year"] == -2300
    assert found["opt_out.once.this_year"] == -500
    assert found["difference.once.this_year"] == -1800
    assert found["difference.running.this_year"] == Fraction("12194.25") - 300 + 1800
    # Reviews are done already: 2 x 100 x 26; in the homes nurses work. Nobody of ours is the director.
    assert found["gp_time.already.this_year"] == -5200
    assert found["gp_time.director.this_year"] == 0
    # GP time in all: 5,200 + 3,900 - 16,900 - 2,600 - 3,900 - 300 of signing up; 7,800 that leaving would bring, and
    # nothing that ends with a local payment on opting out.
    assert found["difference.gp_time.this_year"] == -14600 + 7800
    assert found["gp_time.new.this_year"] == -14600 + 7800 + 5200


@pytest.mark.parametrize(
    ("paid_to", "income", "hours"), [("practice", 50559 + 8000, 3), ("person_our_time", 50559, 3), ("person", 50559, 0)]
)
def test_to_whom_the_directors_money_goes(paid_to: str, income: int, hours: int) -> None:
    ours = {"director.ours": "yes", "director.amount": "8000", "director.hours": "3", "director.already": "yes"}
    found = figures(WORKSHEET, {**DECISION, **ours, "director.paid_to": paid_to})
    assert found["sign_up.income.full_year"] == income
    assert found["time.gp_hours"] == 1 + hours
    assert found["time.already_hours"] == 2 + hours
    assert found["gp_time.director.full_year"] == -5200 * hours


def test_a_local_payment_is_lost_from_the_day_it_ends() -> None:
    later = {**DECISION, "local.1.from": "2020-12-15", "local.3.from": "2021-04-01"}
    found = figures(WORKSHEET, later)
    assert found["sign_up.replaced.this_year"] == Fraction(4000 - 5200, 4)  # three months
    assert found["opt_out.net.this_year"] == -7800 - 500
    assert found["sign_up.replaced.full_year"] == 4000 - 5200


def test_members_and_profit_shares() -> None:
    bigger = {"pcn.registered_list": "30000", "pcn.weighted_list": "31000", "member.1.list": "12000"}
    bigger |= {"member.1.intends": "opt_out", "member.2.beds": "40", "member.2.list": "9000"}
    found = figures(WORKSHEET, {**DECISION, **bigger, "share.of_pcn": "100"})
    assert found["network.list_without_us"] == 21000
    assert found["network.ceiling_without_us"] == Fraction("7.131") * 22000
    assert found["network.leaving_list"] == 12000
    assert found["network.beds_known"] == 108
    assert isinstance(figure(DECISION, "network.leaving_list"), NotApplicable)
    shares = figures(WORKSHEET, {**DECISION, "partner.1.profit_share": "30", "partner.4.profit_share": "10"})
    assert shares["difference.partner.1.this_year"] == Fraction("12194.25") * 3 / 4
    assert shares["difference.partner.4.this_year"] == Fraction("12194.25") / 4


def test_the_options_in_a_full_year() -> None:
    found = figures(WORKSHEET, DECISION)
    # Claim: 80,000, but the ceiling is 64,179; paid 90,000; unfunded 25,821; shortfall 12,000 + 25,821.
    assert found["pcn.shortfall.full_year"] == 37821
    # Services 5 x 5,200 = 26,000; homes 7,800; supervision 10,400; meetings 5,200.
    assert found["sign_up.cost.full_year"] == 26000 + 7800 + 10400 + 37821 + 5200
    assert found["sign_up.net.full_year"] == 50559 + 20800 - 87221 + 1200
    assert found["opt_out.net.full_year"] == -2000 - 10400
    assert found["difference.full_year"] == -2262
    assert found["claim.lmcs.ours"] == -14662
    assert found["claim.lmcs.theirs"] == Fraction(-17191 * 9000, 48020)
    assert found["claim.nhs_england.ours_expected"] == 13500 + 6498 + 13050 + 2430 + 4080 + 64179


def test_a_surplus_of_the_network_is_never_counted() -> None:
    keeps = {**DECISION, "network.split": "network_keeps", "pcn.running_costs": "0"}
    # Kept 11,340 against 2,500 + 2,000.
    assert figure(keeps, "pcn.shortfall.this_year") == 0


def test_gp_time_a_week() -> None:
    found = figures(WORKSHEET, DECISION)
    # Services 5, supervision 2, meetings 1, released -4, opting out -2, local work that ends on signing up -1.
    assert found["time.gp_hours"] == 1
    assert found["time.unfilled"] == 3
    # Reviews, 2 hours, are done already.
    assert found["time.already_hours"] == 2
    assert found["time.new_hours"] == -1
    assert found["time.new_unfilled"] == 1
    assert found["time.share"] == 1  # of 24 sessions of 4 h 10 min: 100 hours
    clock = {**DECISION, "cost.session_hours": "2 h 5 min"}
    assert figure(clock, "time.share") == 2


def test_what_is_missing_is_named() -> None:
    assert figure({}, "funding.core.pcn") == needs("pcn.registered_list")
    assert figure(without("cost.gp_hour"), "sign_up.net.this_year") == needs("cost.gp_hour")
    assert figure(without("cost.gp_hour"), "sign_up.cash.this_year") == Fraction("16694.25")
    assert figure(without("network.split"), "pcn.kept.this_year") == needs("network.split")
    assert figure(without("network.split"), "funding.director.practice") == 0
    assert figure(without("local.1.ends"), "sign_up.replaced.full_year") == needs("local.1.ends")
    assert figure(without("home.whole.done_by"), "care_homes.gp_hours") == needs("home.whole.done_by")
    assert figure(without("leave.exit_cost"), "leave_next.net") == needs("leave.exit_cost")
    assert figure(without("leave.exit_cost"), "difference.this_year") == Fraction("12194.25")
    nobody = without("partner.1.name", "partner.4.name")
    assert figure(nobody, "difference.per_partner.this_year") == needs("partner.1.name")
    assert figure(without("workforce.whole.months"), "workforce.claim.this_year") == needs("workforce.whole.months")
    assert figure(without("workforce.whole.months"), "workforce.claim.full_year") == 64179


def test_unanswered_tables_are_named() -> None:
    assert figure({**LISTS, "workforce.by": "rows"}, "workforce.fill") == needs("workforce.none")
    by_home = {"home.by": "rows"}
    assert figure(by_home, "care_homes.beds") == needs("home.none")
    assert figure(by_home, "care_homes.gp_hours") == needs("home.none")
    nothing_local = {key: text for key, text in DECISION.items() if not key.startswith("local.")}
    assert figure(nothing_local, "opt_out.net.full_year") == needs("local.none")
    none = {**nothing_local, "local.none": "yes"}
    assert isinstance(figure(none, "sign_up.replaced.full_year"), NotApplicable)
    assert figure(none, "opt_out.net.full_year") == -10400


def test_a_divisor_of_nought_needs_nothing() -> None:
    idle = {**without("service.smr.gp_hours"), "practice.gp_sessions": "0"}
    assert isinstance(figure(idle, "time.share"), NotApplicable)


def test_random_decisions_give_every_figure_a_value_a_need_or_a_reason() -> None:
    kinds: set[type] = set()
    names = figures(WORKSHEET, {}).keys()
    for seed in range(cases(30, thorough=1_000)):
        rng = random.Random(seed)
        found = figures(WORKSHEET, random_answers(WORKSHEET, rng))
        assert {name for name in found if not name.startswith("difference.partner.")} == names
        kinds |= {type(value) for value in found.values()}
    assert kinds == {Fraction, Needs, NotApplicable}


def test_complete_random_decisions_need_nothing_but_the_next_exit_and_what_was_claimed_before() -> None:
    for seed in range(cases(30, thorough=1_000)):
        found = figures(WORKSHEET, random_answers(WORKSHEET, random.Random(seed), complete=1))
        needed = {answer_id for value in found.values() if isinstance(value, Needs) for answer_id in value.ids}
        assert needed <= {"leave.exit_cost", "workforce.claimed_before"}


def test_the_same_seed_gives_the_same_decision() -> None:
    assert random_answers(WORKSHEET, random.Random(7)) == random_answers(WORKSHEET, random.Random(7))
