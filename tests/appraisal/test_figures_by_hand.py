"""Figures worked by hand from docs/figures.md and the worksheets' rates; the sums stand in the comments."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.worksheet.months import counted_months, counted_months_of, months_from, months_of
from tests.building import SHIPPED, SMALL, appraisal, worksheet

if TYPE_CHECKING:
    from pathlib import Path


def _value(figure: str, texts: dict[str, str], path: Path = SHIPPED) -> Fraction:
    found = appraisal(texts, path)[figure]
    assert found.value is not None, (found.needs, found.not_applicable)
    return found.value


def _is(figure: str, worked: str, texts: dict[str, str], path: Path = SHIPPED) -> None:
    """The exact value: a decimal, or a fraction such as 1000/3."""
    assert _value(figure, texts, path) == Fraction(worked)


# --- Months


@pytest.mark.parametrize(
    ("start", "months"),
    [
        (date(2020, 10, 1), 6), (date(2020, 10, 2), 5), (date(2020, 7, 31), 8), (date(2020, 8, 1), 8),
        (date(2021, 1, 2), 2), (date(2021, 3, 1), 1), (date(2021, 3, 2), 0), (date(2021, 4, 1), 0),
        (date(2020, 7, 1), 9), (date(2020, 4, 1), 9), (date(2019, 1, 1), 9), (date(2030, 1, 1), 0),
    ],
)  # fmt: skip
def test_months_from_a_day_to_the_years_end(start: date, months: int) -> None:
    assert months_from(start, worksheet()) == months


def test_the_months_the_decision_can_still_change() -> None:
    # 1 July 2020 to 31 March 2021; 1 November 2031 to 31 August 2032.
    assert counted_months(worksheet()) == 9
    assert counted_months(worksheet(SMALL)) == 10


@pytest.mark.parametrize(
    ("payment", "counted", "of"),
    [
        ("core_pcn", 9, 12), ("clinical_director", 9, 12), ("extended_hours", 9, 12), ("network_participation", 9, 12),
        ("pcn_support", 3, 6), ("care_home_premium", 8, 8), ("iif", 6, 6),
    ],
)  # fmt: skip
def test_the_part_of_each_stream_that_counts_this_year(payment: str, counted: int, of: int) -> None:
    found = worksheet().payments[payment]
    assert (counted_months_of(found, worksheet()), months_of(found)) == (counted, of)


# --- Funding: a network of 40,000 registered and 42,000 weighted patients, of which 10,000 and 9,500 are ours

LISTS = {
    "practice.registered_list": "10000", "practice.weighted_list": "9500",
    "pcn.registered_list": "40000", "pcn.weighted_list": "42000", "pcn.care_home_beds": "300",
}  # fmt: skip
MONEY = LISTS | {"home.whole.beds": "60"}


@pytest.mark.parametrize(
    ("figure", "worked"),
    [
        ("funding.core_pcn.pcn", "60000"),  # 1.50 × 40,000
        ("funding.clinical_director.pcn", "28880"),  # 0.722 × 40,000
        ("funding.extended_hours.pcn", "58000"),  # 1.45 × 40,000
        ("funding.arrs_sum.pcn", "299502"),  # 7.131 × 42,000
        ("funding.care_home_premium.pcn", "18000"),  # 7.50 × 300 × 8
        ("funding.pcn_support.pcn", "11340"),  # 0.27 × 42,000, for the whole period
        ("funding.network_participation.practice", "16729.50"),  # 1.761 × 9,500
        ("funding.pcn_total", "475722"),  # all of the network's, IIF hidden
        ("funding.pcn_income", "176220"),  # less the ceiling of 299,502
    ],
)
def test_published_amounts(figure: str, worked: str) -> None:
    _is(figure, worked, MONEY)


def test_the_fund_counts_only_if_later_facts_are_included() -> None:
    # 111 × 194 × 50 % × 40,000 / 48,020
    points = MONEY | {"payment.iif.achieved": "50"}
    assert appraisal(points)["funding.iif.pcn"].not_applicable
    _is("funding.pcn_total", "475722", points)
    _is("funding.iif.pcn", str(Fraction(111 * 194 * 40000, 2 * 48020)), points | {"facts.later": "include"})


@pytest.mark.parametrize(
    ("split", "core", "extended", "premium", "support"),
    [
        # Ours is a quarter of each stream that is shared out, but for the premium: £7.50 × our 60 beds × 8 = £3,600.
        ("all_shared", "15000", "14500", "3600", "2835"),
        ("network_keeps", "0", "14500", "3600", "0"),
    ],
)
def test_what_reaches_us_under_each_split(split: str, core: str, extended: str, premium: str, support: str) -> None:
    texts = MONEY | {"network.split": split}
    _is("funding.core_pcn.practice", core, texts)
    _is("funding.extended_hours.practice", extended, texts)
    _is("funding.care_home_premium.practice", premium, texts)
    _is("funding.pcn_support.practice", support, texts)
    _is("funding.clinical_director.practice", "0", texts)
    later = texts | {"facts.later": "include", "payment.iif.achieved": "100"}
    _is("funding.iif.practice", "0", later)


def test_stream_by_stream_each_has_a_reach_of_its_own() -> None:
    texts = MONEY | {
        "network.split": "by_stream", "payment.core_pcn.reaches_practice": "40",
        "payment.extended_hours.reaches_practice": "90", "payment.care_home_premium.reaches_practice": "50",
        "payment.pcn_support.reaches_practice": "0", "payment.iif.reaches_practice": "25",
        "payment.iif.achieved": "100", "facts.later": "include",
    }  # fmt: skip
    _is("funding.core_pcn.practice", "6000", texts)  # 60,000 / 4 × 40 %
    _is("funding.extended_hours.practice", "13050", texts)  # 58,000 / 4 × 90 %
    _is("funding.care_home_premium.practice", "1800", texts)  # 3,600 × 50 %
    _is("funding.pcn_support.practice", "0", texts)
    _is("funding.iif.practice", str(Fraction(111 * 194 * 40000, 48020 * 16)), texts)
    # Kept this year, the fund left out: 60,000 × 9/12 × 60 % + 58,000 × 9/12 × 10 % + 18,000 × 50 % + 11,340 × 3/6
    # = 27,000 + 4,350 + 9,000 + 5,670. In a full year: 36,000 + 5,800 + 300 × 10 × 12 × 50 % (18,000); support ended.
    _is("pcn.kept.this_year", "46020", texts)
    _is("pcn.kept.full_year", "59800", texts)


def test_income_this_year_and_in_a_full_year() -> None:
    # This year 16,729.50 × 9/12 + 15,000 × 9/12 + 14,500 × 9/12 + 3,600 + 2,835 × 3/6
    # = 12,547.125 + 11,250 + 10,875 + 3,600 + 1,417.50 = 39,689.625.
    # In a full year 16,729.50 + 15,000 + 14,500 + 60 × 10 × 12 (7,200) + 0 = 53,429.50.
    texts = MONEY | {"network.split": "all_shared", "director.ours": "no"}
    _is("sign_up.income.this_year", "39689.625", texts)
    _is("sign_up.income.full_year", "53429.50", texts)
    # With the fund at 80 %: it reaches nobody while everything is shared out, since it must be reinvested.
    _is("sign_up.income.this_year", "39689.625", texts | {"facts.later": "include", "payment.iif.achieved": "80"})
    # By stream at 100 %, 111 × 194 × 40,000 / 48,020 / 4 comes on top: for six months all of it, in a full year twice.
    streams = ("core_pcn", "extended_hours", "care_home_premium", "pcn_support", "iif")
    by_stream = texts | {f"payment.{p}.reaches_practice": "100" for p in streams}
    by_stream |= {"network.split": "by_stream", "facts.later": "include", "payment.iif.achieved": "100"}
    fund = Fraction(111 * 194 * 40000, 48020 * 4)
    assert _value("sign_up.income.this_year", by_stream) == Fraction("39689.625") + fund
    assert _value("sign_up.income.full_year", by_stream) == Fraction("53429.50") + 2 * fund


def test_the_directors_money_and_hours_count_only_if_the_director_is_ours() -> None:
    texts = MONEY | {
        "network.split": "all_shared", "director.ours": "yes", "director.amount": "20000", "director.hours": "4",
    }  # fmt: skip
    _is("sign_up.income.this_year", "54689.625", texts)  # 39,689.625 + 20,000 × 9/12
    _is("sign_up.income.full_year", "73429.50", texts)
    not_ours = texts | {"director.ours": "no"}
    _is("sign_up.income.this_year", "39689.625", not_ours)


def test_a_share_is_by_lists_unless_it_is_given() -> None:
    texts = MONEY | {"network.split": "all_shared"}
    _is("funding.core_pcn.practice", "15000", texts)  # 10,000 / 40,000
    _is("funding.core_pcn.practice", "18000", texts | {"share.of_pcn": "30"})
    _is("funding.care_home_premium.practice", "3600", texts | {"share.of_pcn": "30"})  # our beds, not our share


def test_the_small_worksheets_streams() -> None:
    # Tide fund: 1.20 × 30,000 a year + 0.35 × 28,000 for the period = 45,800; this year 10/12. Keeper: 0.50, in a full
    # year 0.55. Oar money: 0.60 × 6,000 for 1 December to 31 May, all of it counted. Levy: 5 × beds × 8.
    texts = {
        "practice.registered_list": "6000", "practice.weighted_list": "6000", "pcn.registered_list": "30000",
        "pcn.adjusted_list": "28000", "pcn.weighted_list": "30000", "pcn.care_home_beds": "100",
        "home.whole.beds": "20", "network.split": "all_shared", "director.ours": "no",
    }  # fmt: skip
    _is("funding.tide_fund.pcn", "45800", texts, SMALL)
    _is("funding.keeper.pcn", "15000", texts, SMALL)
    _is("funding.lodge_levy.pcn", "4000", texts, SMALL)
    # 45,800 / 5 × 10/12 + 3,600 + 5 × 20 × 8 = 7,633.33… + 3,600 + 800
    _is("sign_up.income.this_year", str(Fraction(45800, 6) + 4400), texts, SMALL)
    # 45,800 / 5 + 6.25 × 20 × 12; oar money has ended
    _is("sign_up.income.full_year", "10660", texts, SMALL)


# --- Workforce

PLAN = LISTS | {
    "workforce.by": "rows", "cost.gp_hour": "100", "cost.weeks_per_year": "52",
    "workforce.clinical_pharmacist.wte": "2", "workforce.clinical_pharmacist.chance": "50",
    "workforce.clinical_pharmacist.months": "6", "workforce.clinical_pharmacist.cost": "60000",
    "workforce.clinical_pharmacist.other_cost": "1000", "workforce.clinical_pharmacist.start_cost": "800",
    "workforce.clinical_pharmacist.supervision_hours": "2", "workforce.clinical_pharmacist.released_hours": "1",
}  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "worked"),
    [
        ("workforce.wte_wanted", "2"),
        ("workforce.wte_filled", "1"),
        ("workforce.fill", "50"),
        # 2 × 50 % × the smaller of 60,000 and 55,670 × 6/12
        ("workforce.claim.this_year", "27835"),
        ("workforce.claim.full_year", "55670"),
        ("workforce.ceiling.this_year", "299502"),
        ("workforce.unclaimed.this_year", "271667"),
        ("workforce.take_up.full_year", "5567000/299502"),
        # Paid 1 × 61,000 × 6/12 = 30,500, less 27,835; in a full year 61,000 − 55,670
        ("workforce.unfunded.this_year", "2665"),
        ("workforce.unfunded.full_year", "5330"),
        ("workforce.start_cost.this_year", "800"),
        # 1 × 2 h × 52 × 6/12 × £100, a quarter of it ours
        ("workforce.supervision.this_year", "5200"),
        ("workforce.our_cost.this_year", "1300"),
        ("workforce.supervision.full_year", "10400"),
        ("workforce.released.this_year", "2600"),
        ("workforce.our_released.this_year", "650"),
        ("workforce.care.this_year", "6958.75"),
    ],
)
def test_a_plan_row_by_row(figure: str, worked: str) -> None:
    _is(figure, worked, PLAN)


def test_a_cost_below_the_maximum_is_claimed_as_paid() -> None:
    # 1 filled × 50,000 × 6/12; the other cost of £1,000 is never reimbursed.
    texts = PLAN | {"workforce.clinical_pharmacist.cost": "50000"}
    _is("workforce.claim.this_year", "25000", texts)
    _is("workforce.unfunded.this_year", "500", texts)


@pytest.mark.parametrize(
    ("network", "wte", "claim"),
    [
        # Technicians at £35,389, all filled, for a full year: one in a network up to 100,000, two above.
        ("100000", "3", "35389"),
        ("100001", "3", "70778"),
        ("100001", "1.5", "53083.50"),
        ("40000", "0.4", "14155.60"),
    ],
)
def test_a_roles_limit_cuts_the_claim_and_not_what_is_paid(network: str, wte: str, claim: str) -> None:
    texts = {
        "pcn.registered_list": network, "pcn.weighted_list": "100000", "workforce.by": "rows",
        "workforce.pharmacy_technician.wte": wte, "workforce.pharmacy_technician.chance": "100",
        "workforce.pharmacy_technician.months": "9", "workforce.pharmacy_technician.cost": "36000",
    }  # fmt: skip
    _is("workforce.claim.full_year", claim, texts)
    paid = Fraction(wte) * 36000
    assert _value("workforce.unfunded.full_year", texts) == paid - Fraction(claim)


def test_the_limit_is_cut_before_the_chance() -> None:
    # min(3, 1) × 50 % × 35,389, not min(3 × 50 %, 1).
    texts = {
        "pcn.registered_list": "40000", "pcn.weighted_list": "40000", "workforce.by": "rows",
        "workforce.pharmacy_technician.wte": "3", "workforce.pharmacy_technician.chance": "50",
        "workforce.pharmacy_technician.months": "9", "workforce.pharmacy_technician.cost": "40000",
    }  # fmt: skip
    _is("workforce.claim.full_year", "17694.50", texts)


def test_nothing_is_claimed_for_months_before_a_roles_start() -> None:
    # A nursing associate can be claimed for from 1 October: 6 of the 9 months paid for, at £29,135.
    texts = {
        "facts.later": "include", "pcn.weighted_list": "40000", "workforce.by": "rows",
        "workforce.nursing_associate.wte": "1", "workforce.nursing_associate.chance": "100",
        "workforce.nursing_associate.months": "9", "workforce.nursing_associate.cost": "29135",
    }  # fmt: skip
    _is("workforce.claim.this_year", "14567.50", texts)  # 29,135 × 6/12
    _is("workforce.unfunded.this_year", "7283.75", texts)  # 29,135 × 9/12 − 14,567.50
    _is("workforce.claim.full_year", "29135", texts)
    hidden = appraisal(texts | {"facts.later": "hide"})
    assert hidden["workforce.claim.this_year"].not_applicable


def test_the_ceiling_binds_on_the_sum_of_all_posts() -> None:
    # £7.131 × 2,000 = £14,262; the plan would claim 27,835 this year.
    texts = PLAN | {"pcn.weighted_list": "2000"}
    _is("workforce.claim.this_year", "14262", texts)
    _is("workforce.take_up.this_year", "100", texts)
    _is("workforce.unclaimed.this_year", "0", texts)
    _is("workforce.unfunded.this_year", "16238", texts)  # 30,500 − 14,262


WHOLE = LISTS | {
    "cost.gp_hour": "80", "workforce.whole.wte": "4", "workforce.whole.chance": "25", "workforce.whole.months": "3",
    "workforce.whole.claim": "40000", "workforce.whole.top_up": "3000", "workforce.whole.start_cost": "500",
    "workforce.whole.supervision_hours": "1.5", "workforce.whole.released_hours": "0",
}  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "worked"),
    [
        ("workforce.wte_filled", "1"),
        ("workforce.claim.this_year", "10000"),  # 1 × 40,000 × 3/12
        ("workforce.unfunded.this_year", "750"),  # 1 × 3,000 × 3/12
        ("workforce.claim.full_year", "40000"),
        ("workforce.unfunded.full_year", "3000"),
        ("workforce.start_cost.this_year", "500"),
        ("workforce.supervision.this_year", "1560"),  # 1.5 × 52 × 3/12 × 80
        ("workforce.supervision.full_year", "6240"),
        ("workforce.released.full_year", "0"),
    ],
)
def test_posts_as_a_whole(figure: str, worked: str) -> None:
    _is(figure, worked, WHOLE)


@pytest.mark.parametrize(
    ("running", "this_year", "full_year"),
    [
        # Kept this year: 60,000 × 9/12 + 11,340 × 3/6 = 50,670; in a full year 60,000. On top of running costs come
        # 750 + 500 this year and 3,000 in a full year.
        ("80000", "10580", "23000"),  # 60,000 + 1,250 − 50,670; 80,000 + 3,000 − 60,000
        ("57000", "0", "0"),  # 42,750 + 1,250 < 50,670; 57,000 + 3,000 = 60,000
        ("57001", "0", "1"),
    ],
)
def test_what_the_network_lacks_is_never_below_nought(running: str, this_year: str, full_year: str) -> None:
    texts = WHOLE | {"network.split": "network_keeps", "pcn.running_costs": running}
    _is("pcn.shortfall.this_year", this_year, texts)
    _is("pcn.shortfall.full_year", full_year, texts)


# --- Services, and how far filled posts cover their work

SMR = {
    "cost.gp_hour": "100", "cost.nurse_hour": "30", "cost.admin_hour": "20",
    "service.smr.gp_hours": "1", "service.smr.nurse_hours": "2", "service.smr.admin_hours": "3",
    "service.smr.post_hours": "10", "service.smr.falls_to_gps": "40", "service.smr.once_hours": "5",
}  # fmt: skip


@pytest.mark.parametrize(
    ("months", "cover"),
    # 1 of 4 posts filled. Reviews run 6 months: min(months, 6)/6 of a quarter.
    [("9", Fraction(1, 4)), ("6", Fraction(1, 4)), ("3", Fraction(1, 8)), ("0", Fraction(0)), ("1.5", Fraction(1, 16))],
)
def test_cover_counts_the_months_posts_are_there_within_the_months_of_the_work(months: str, cover: Fraction) -> None:
    texts = WHOLE | SMR | {"workforce.whole.months": months}
    # (1 × 100 + 2 × 30 + 3 × 20 + 10 × 40 % × (1 − cover) × 100) × 52 × 6/12 + 5 × 100
    worked = (220 + 400 * (1 - cover)) * 26 + 500
    assert _value("service.smr.cost.this_year", texts) == worked
    # In a full year cover is the part filled, whatever the months: (220 + 300) × 52.
    _is("service.smr.cost.full_year", "27040", texts)


def test_cover_weighs_posts_by_role() -> None:
    # Wanted 2 + 2; filled 1 (6 months) + 2 (3 months). cover(6) = (1 × 6/6 + 2 × 3/6) / 4 = 1/2; fill = 3/4.
    texts = PLAN | SMR | {
        "workforce.care_coordinator.wte": "2", "workforce.care_coordinator.chance": "100",
        "workforce.care_coordinator.months": "3",
    }  # fmt: skip
    _is("service.smr.cost.this_year", "11420", texts)  # (220 + 200) × 26 + 500
    _is("service.smr.cost.full_year", "16640", texts)  # (220 + 100) × 52
    _is("workforce.fill", "75", texts)


def test_without_posts_wanted_nothing_is_covered() -> None:
    texts = LISTS | SMR | {"workforce.by": "rows", "workforce.none": "yes"}
    _is("workforce.fill", "0", texts)
    _is("service.smr.cost.this_year", "16620", texts)  # (220 + 400) × 26 + 500
    assert appraisal(texts)["workforce.claim.this_year"].not_applicable


@pytest.mark.parametrize(
    ("service", "months"), [("smr", 6), ("ecd", 6), ("ehch", 8), ("extended_hours", 9), ("social_prescribing", 9)]
)
def test_a_whole_service_runs_from_its_first_start(service: str, months: int) -> None:
    texts = LISTS | {f"service.{service}.admin_hours": "12", "cost.admin_hour": "10", "cost.gp_hour": "0"}
    _is(f"service.{service}.cost.this_year", str(12 * 10 * 52 * months // 12), texts)
    _is(f"service.{service}.cost.full_year", "6240", texts)


def test_requirements_run_from_their_own_day_and_those_with_a_deadline_only_cost_once() -> None:
    # The lead from 31 July: 2 × £100 × 52 × 8/12. Learning from 1 October: 1 × £100 × 52 × 6/12. The plan by 31 July:
    # 3 hours once, this year only.
    texts = LISTS | {
        "cost.gp_hour": "100", "service.ehch.by": "rows", "specification.ehch_lead.gp_hours": "2",
        "specification.ehch_transfer.gp_hours": "1", "specification.ehch_plan.once_hours": "3",
    }  # fmt: skip
    assert _value("service.ehch.cost.this_year", texts) == Fraction(10400 * 8, 12) + 2600 + 300
    _is("service.ehch.cost.full_year", "15600", texts)


def test_others_of_a_group_are_nought_and_once_hours_and_supervision_are_in_no_group() -> None:
    texts = {f"service.{s}.gp_hours": "1" for s in worksheet().services}
    made = appraisal(texts)
    for who, hours in (("gp", 5), ("nurse", 0), ("admin", 0), ("post", 0), ("uncovered", 0)):
        assert made[f"services.{who}_hours"].value == hours
    rest = appraisal({id_: text for id_, text in texts.items() if "smr" not in id_})
    assert "service.smr.nurse_hours" in rest["services.nurse_hours"].needs
    only_released = appraisal(WHOLE | {"workforce.whole.released_hours": "1"})
    assert only_released["workforce.supervision.this_year"].value is not None
    without = {id_: text for id_, text in WHOLE.items() if not id_.endswith("supervision_hours")}
    assert appraisal(without)["workforce.supervision.this_year"].needs == ("workforce.whole.supervision_hours",)
    meeting = appraisal({"meeting.admin_hours": "2", "director.ours": "no", "cost.admin_hour": "10"})
    assert "meeting.gp_hours" not in meeting["sign_up.cost.this_year"].needs


def test_what_falls_to_gps_is_needed_wherever_post_hours_are_not_nought() -> None:
    full = LISTS | WHOLE | SMR | {"workforce.whole.chance": "100"}
    without = {id_: text for id_, text in full.items() if id_ != "service.smr.falls_to_gps"}
    assert appraisal(without)["service.smr.cost.full_year"].needs == ("service.smr.falls_to_gps",)
    assert not appraisal(without | {"service.smr.post_hours": "0"})["service.smr.cost.full_year"].needs
    assert appraisal(without | {"service.smr.post_hours": "0 / 0 / 1"})["service.smr.cost.full_year"].needs


def test_ready_is_the_mean_over_services() -> None:
    # Four services whole: ready, already, at risk, cannot; cancer by rows: 2 of 5. (100 + 100 + 0 + 0 + 40) / 5.
    texts = {
        "service.smr.status": "ready", "service.ehch.status": "already", "service.extended_hours.status": "at_risk",
        "service.social_prescribing.status": "cannot", "service.ecd.by": "rows",
        "specification.ecd_referral.status": "ready", "specification.ecd_safety_net.status": "already",
        "specification.ecd_inform.status": "at_risk", "specification.ecd_screening.status": "at_risk",
        "specification.ecd_community.status": "cannot",
    }  # fmt: skip
    _is("services.ready", "48", texts)


# --- Care homes

HOMES = MONEY | {
    "network.split": "all_shared", "cost.gp_hour": "120", "cost.nurse_hour": "30",
    "home.whole.done_by": "gp", "home.whole.hours": "3",
}  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "worked"),
    [
        ("care_homes.cost.this_year", "9360"),  # 3 × 120 × 52 × 6/12
        ("care_homes.premium.this_year", "3600"),  # 60 × 7.50 × 8
        ("care_homes.net.this_year", "-5760"),
        ("care_homes.coverage.this_year", "500/13"),  # 3,600 / 9,360 = 38.46 %
        ("care_homes.cost.full_year", "18720"),
        ("care_homes.premium.full_year", "7200"),
        # £3,600 ÷ 6 months ÷ 60 beds = £10 a bed a month, ÷ £120 × 60 = 5 minutes
        ("care_homes.minutes_paid_for.this_year", "5"),
        ("care_homes.minutes_worked.this_year", "13"),  # 3 × 52/12 × 60 / 60
        ("care_homes.beds_per_1000", "6"),
        ("care_homes.network_beds_per_1000", "7.5"),
    ],
)
def test_homes_as_a_whole(figure: str, worked: str) -> None:
    _is(figure, worked, HOMES)


def test_hours_of_posts_in_the_homes_cost_what_falls_back() -> None:
    # A quarter filled all year: 3 × 80 % × 3/4 = 1.8 hours fall to GPs; 1.8 × 120 × 26.
    texts = HOMES | WHOLE | {
        "cost.gp_hour": "120", "home.whole.done_by": "post", "service.ehch.falls_to_gps": "80",
        "workforce.whole.months": "9",
    }  # fmt: skip
    _is("care_homes.gp_hours", "1.8", texts)
    _is("care_homes.cost.this_year", "5616", texts)
    _is("care_homes.hours", "3", texts)
    # Minutes worked count the hours we pay for: 1.8 × 52/12 × 60 / 60.
    _is("care_homes.minutes_worked.this_year", "7.8", texts)
    without = {id_: text for id_, text in texts.items() if id_ != "service.ehch.falls_to_gps"}
    assert appraisal(without)["care_homes.gp_hours"].needs == ("service.ehch.falls_to_gps",)
    by_rows = appraisal(without | {"service.ehch.by": "rows"})
    assert by_rows["care_homes.gp_hours"].needs == ("service.ehch.falls_to_gps",)


HOME = LISTS | {
    "home.by": "rows", "cost.gp_hour": "100", "cost.nurse_hour": "25", "cost.weeks_per_year": "50",
    "home.7.beds": "40", "home.7.done_by": "gp", "home.7.round_hours": "2", "home.7.travel_hours": "1",
    "home.7.arrivals": "20", "home.7.plan_hours": "1.5", "home.7.reviews": "10", "home.7.review_hours": "0.5",
    "home.7.mdt_hours": "2",
}  # fmt: skip


def test_a_home_by_the_row() -> None:
    # 2 + 1 + (20 × 1.5 + 10 × 0.5)/50 + 2 × 12/50 = 3 + 0.7 + 0.48
    _is("care_homes.hours", "4.18", HOME)
    _is("care_homes.gp_hours", "4.18", HOME)
    _is("care_homes.beds", "40", HOME)
    _is("care_homes.cost.this_year", "10450", HOME)  # 4.18 × 100 × 50 × 6/12


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
    _is("care_homes.gp_hours", gp_hours, texts)
    _is("care_homes.cost.full_year", cost, texts)


@pytest.mark.parametrize("answer", [{"home.none": "yes"}, {"home.whole.beds": "0"}])
@pytest.mark.parametrize("by", ["whole", "rows"])
def test_no_homes_needs_nothing_else_in_either_mode(answer: dict[str, str], by: str) -> None:
    made = appraisal(answer | {"home.by": by, "home.2.name": "Kept"})
    for figure in ("beds", "hours", "gp_hours"):
        assert made[f"care_homes.{figure}"].value == 0
    for horizon in ("this_year", "full_year"):
        assert made[f"care_homes.cost.{horizon}"].value == 0
        assert made[f"care_homes.premium.{horizon}"].value == 0
        assert made[f"care_homes.net.{horizon}"].value == 0
        for figure in ("coverage", "minutes_paid_for", "minutes_worked"):
            assert made[f"care_homes.{figure}.{horizon}"].not_applicable


# --- Options

STREET = HOMES | WHOLE | {
    "cost.gp_hour": "120", "cost.admin_hour": "20", "director.ours": "no", "pcn.running_costs": "0",
    "meeting.gp_hours": "1", "local.none": "yes", "opt_out.hours": "0", "opt_out.exit_cost": "0",
    "practice.gp_sessions": "24", "cost.session_hours": "5", "service.smr.gp_hours": "0",
    "service.ehch.gp_hours": "1", "service.ecd.gp_hours": "0", "service.extended_hours.gp_hours": "2",
    "service.social_prescribing.admin_hours": "0", "partner.1.name": "A", "partner.4.name": "B",
}  # fmt: skip


def test_the_whole_street() -> None:
    # Income 39,689.625. Services: 1 × 120 × 52 × 8/12 + 2 × 120 × 52 × 9/12 = 4,160 + 9,360 = 13,520. Homes 9,360.
    # Supervision 1.5 × 52 × 3/12 × 120 / 4 = 585. All is shared out, so the network keeps nothing and lacks
    # 750 + 500: a quarter is 312.50. Meetings 120 × 52 × 9/12 = 4,680. Cost 28,457.50.
    _is("services.cost.this_year", "13520", STREET)
    _is("sign_up.cost.this_year", "28457.50", STREET)
    _is("sign_up.net.this_year", "11232.125", STREET)
    _is("sign_up.cash.this_year", "39377.125", STREET)  # 39,689.625 − 312.50
    _is("sign_up.gp_time.this_year", "-28145", STREET)
    _is("difference.this_year", "11232.125", STREET)
    _is("difference.cash.this_year", "39377.125", STREET)  # opting out comes to nothing
    _is("difference.gp_time.this_year", "-28145", STREET)
    _is("difference.per_patient.this_year", "1.1232125", STREET)
    _is("difference.per_partner.this_year", "5616.0625", STREET)
    _is("leave_in_april.net.this_year", "10232.125", STREET | {"leave.exit_cost": "1000"})


def test_every_partner_row_counts_named_or_not() -> None:
    _is("difference.per_partner.this_year", "5616.0625", STREET)
    _is("difference.per_partner.this_year", "89857/24", STREET | {"partner.9.role": "a partner to be named"})


def test_local_payments_count_on_the_side_that_loses_them() -> None:
    # £8,000 and 1 h end on signing up, £2,000 and 0.5 h on opting out: 8,000 × 9/12 − 120 × 52 × 9/12 = 1,320, and
    # 1,500 − 2,340 = −840.
    texts = STREET | {
        "local.none": "no", "local.2.amount": "8000", "local.2.ends": "sign_up", "local.2.hours": "1",
        "local.5.amount": "2000", "local.5.ends": "opt_out", "local.5.hours": "0.5",
    }  # fmt: skip
    _is("sign_up.replaced.this_year", "1320", texts)
    _is("sign_up.replaced.full_year", "1760", texts)  # 8,000 − 6,240
    _is("sign_up.net.this_year", "9912.125", texts)
    _is("opt_out.net.this_year", "840", texts)
    _is("difference.this_year", "9072.125", texts)
    # Money: 39,377.125 − 6,000 + 1,500. GP time: −28,145 + 4,680 − 2,340.
    _is("difference.cash.this_year", "34877.125", texts)
    _is("difference.gp_time.this_year", "-25805", texts)
    _is("time.gp_hours", "6.875", texts)  # 7.375 − 1 + 0.5, as worked below


def test_leaving_brings_hours_and_a_cost_once() -> None:
    texts = STREET | {"opt_out.hours": "2", "opt_out.exit_cost": "900"}
    _is("opt_out.net.this_year", "-10260", texts)  # −2 × 120 × 52 × 9/12 − 900
    _is("opt_out.net.full_year", "-12480", texts)
    _is("difference.cash.this_year", "40277.125", texts)  # 39,377.125 + 900
    _is("difference.gp_time.this_year", "-18785", texts)  # −28,145 + 9,360
    # No cost of leaving counts in a full year, so opting out is all GP time: 2 × 120 × 52.
    for figure, worked in (("cash", 0), ("gp_time", 12480)):
        of_difference, of_signing_up = (_value(f"{f}.{figure}.full_year", texts) for f in ("difference", "sign_up"))
        assert of_difference - of_signing_up == worked
    _is("time.gp_hours", "5.375", texts)


def test_gp_time_in_steady_state_and_in_the_first_winter() -> None:
    # Services 3, homes 3, meetings 1, supervision 1 × 1.5 / 4 = 0.375; 24 sessions of 5 hours are 120 hours.
    _is("time.gp_hours", "7.375", STREET)
    _is("time.share", str(Fraction("7.375") * 100 / 120), STREET)
    # Nobody to supervise yet, and 8 post hours of which 50 % fall back: all 4 rather than three quarters of them.
    posts = STREET | {"service.smr.post_hours": "8", "service.smr.falls_to_gps": "50"}
    _is("services.uncovered_hours", "3", posts)
    _is("time.gp_hours", "10.375", posts)
    _is("time.first_winter", "11", posts)
    freed = posts | {"workforce.whole.released_hours": "2"}
    _is("time.gp_hours", "9.875", freed)
    _is("time.first_winter", "11", freed)


def test_a_session_is_four_hours_ten_unless_said() -> None:
    without = {id_: text for id_, text in STREET.items() if id_ != "cost.session_hours"}
    _is("time.share", str(Fraction("7.375") / (24 * Fraction(25, 6)) * 100), without)


def test_the_likely_value_of_a_range_counts() -> None:
    assert _value("sign_up.net.this_year", STREET | {"cost.gp_hour": "60 / 120 / 400"}) == Fraction("11232.125")


# --- Claims

AVERAGE = {"pcn.registered_list": "48020", "pcn.weighted_list": "48020", "pcn.care_home_beds": "366"}


def test_nhs_englands_claim_is_rebuilt_line_by_line() -> None:
    # 72,030 + 34,670.44 + 69,629 + 342,430.62 + 366 × 60 (21,960) + 12,965.40 + 111 × 194 (21,534) = £575,219.46,
    # whatever is expected of the fund and whether later facts count.
    _is("claim.nhs_england.rebuilt", "575219.46", AVERAGE)
    _is("claim.nhs_england.rebuilt", "575219.46", AVERAGE | {"facts.later": "include", "payment.iif.achieved": "10"})
    _is("claim.nhs_england.ours", "553685.46", AVERAGE)  # the fund hidden
    _is("claim.nhs_england.ours", "555838.86", AVERAGE | {"facts.later": "include", "payment.iif.achieved": "10"})
    about_three_fifths = _value("funding.arrs_sum.pcn", AVERAGE) / _value("claim.nhs_england.rebuilt", AVERAGE)
    assert Fraction("0.59") < about_three_fifths < Fraction("0.6")


def test_the_lmcs_claim_stands_beside_our_full_year_on_their_list() -> None:
    ours = _value("sign_up.net.full_year", STREET)
    assert _value("claim.bbo_lmcs.ours", STREET) == ours * 48020 / 10000


def test_a_claim_of_the_small_worksheet() -> None:
    # Tide fund, our part, on the oarsmen's list: 45,800 / 5 × 29,000 / 6,000.
    texts = {
        "practice.registered_list": "6000", "pcn.registered_list": "30000", "pcn.adjusted_list": "28000",
        "network.split": "all_shared",
    }  # fmt: skip
    assert _value("claim.oarsmen.ours", texts, SMALL) == Fraction(45800, 5) * 29000 / 6000
