"""Figures worked by hand from docs/figures.md and the worksheets' rates; the sums stand in the comments."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.worksheet.months import counted_months, counted_months_of, months_from, months_of
from tests.building import BARE, EXTENDED, JOINED, NO_NETWORK, OCTOBER, SHIPPED, SMALL, appraisal, ids, worksheet

if TYPE_CHECKING:
    from pathlib import Path


def _value(figure: str, texts: dict[str, str], path: Path = SHIPPED) -> Fraction:
    found = appraisal(texts, path)[figure]
    assert found.value is not None, (found.needs, found.not_applicable)
    return found.value


def _is(figure: str, worked: str, texts: dict[str, str], path: Path = SHIPPED) -> None:
    """The exact value: a decimal, or two divided, such as 1000/3."""
    top, _, bottom = worked.partition("/")
    assert _value(figure, texts, path) == Fraction(top) / Fraction(bottom or 1)


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


DIRECTOR = {
    "network.split": "all_shared", "cost.gp_hour": "100", "meeting.gp_hours": "0", "director.ours": "yes",
    "director.amount": "20000", "director.hours": "4", "director.already": "no", "director.paid_to": "practice",
}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "this_year", "full_year", "hours"),
    [
        # On top of 39,689.625 and 53,429.50: 20,000 × 9/12, and 20,000; 4 hours × 52 × £100 a year.
        ({}, "54689.625", "73429.50", 4),
        # Paid for time that is the practice's: the hours count, the money does not.
        ({"director.paid_to": "person_our_time"}, "39689.625", "53429.50", 4),
        # In time of their own: neither counts.
        ({"director.paid_to": "person"}, "39689.625", "53429.50", 0),
        ({"director.ours": "no"}, "39689.625", "53429.50", 0),
    ],
)
def test_the_directors_money_and_hours_count_as_far_as_they_are_ours(
    said: dict[str, str], this_year: str, full_year: str, hours: int
) -> None:
    texts = MONEY | DIRECTOR | said
    _is("sign_up.income.this_year", this_year, texts)
    _is("sign_up.income.full_year", full_year, texts)
    _is("sign_up.meetings.this_year", str(hours * 52 * 9 // 12 * 100), texts)
    _is("sign_up.meetings.full_year", str(hours * 5200), texts)
    _is("gp_time.director.this_year", str(-hours * 3900), texts)
    _is("gp_time.director.full_year", str(-hours * 5200), texts)


def test_to_whom_the_directors_money_goes_has_no_default() -> None:
    texts = MONEY | DIRECTOR
    unsaid = {id_: text for id_, text in texts.items() if id_ != "director.paid_to"}
    assert appraisal(unsaid)["sign_up.income.full_year"].needs == ("director.paid_to",)
    assert appraisal(unsaid)["gp_time.director.full_year"].needs == ("director.paid_to",)
    # Paid to a person whose own time it is, neither the amount nor the hours are asked for.
    person = {id_: text for id_, text in texts.items() if id_ not in {"director.amount", "director.hours"}}
    _is("sign_up.income.full_year", "53429.50", person | {"director.paid_to": "person"})
    _is("sign_up.meetings.full_year", "0", person | {"director.paid_to": "person"})


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
    "workforce.clinical_pharmacist.contract_hours": "24",
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
        ("workforce.ceiling", "299502"),  # the contract year's sum, not cut to the counted months
        ("workforce.unclaimed.this_year", "271667"),
        ("workforce.unclaimed.full_year", "243832"),
        # Of nine months' worth: 27,835 / (299,502 × 9/12); a full year against the whole ceiling.
        ("workforce.take_up.this_year", "2783500/224626.5"),
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
    texts = PLAN | {"pcn.weighted_list": "2000", "workforce.claimed_before": "0"}
    _is("workforce.claim.this_year", "14262", texts)
    _is("workforce.take_up.this_year", "100", texts)  # 14,262 / (14,262 × 9/12) is more than all of nine months' worth
    _is("workforce.unclaimed.this_year", "0", texts)
    _is("workforce.unfunded.this_year", "16238", texts)  # 30,500 − 14,262


@pytest.mark.parametrize(
    ("before", "claim", "unclaimed", "take_up"),
    [
        # £7.131 × 4,000 = £28,524, of which nine months are worth £21,393; the plan would claim 27,835.
        ("0", "27835", "689", "100"),
        ("500", "27835", "189", "100"),  # 28,524 − 500 − 27,835
        ("8524", "20000", "0", "2000000/21393"),  # 20,000 are left
        ("28524", "0", "0", "0"),
        ("30000", "0", "0", "0"),  # what is left is never below 0
        ("500 / 8524 / 9000", "20000", "0", "2000000/21393"),
    ],
)
def test_what_was_claimed_before_is_gone_this_year(before: str, claim: str, unclaimed: str, take_up: str) -> None:
    texts = PLAN | {"pcn.weighted_list": "4000", "workforce.claimed_before": before}
    _is("workforce.claim.this_year", claim, texts)
    _is("workforce.unclaimed.this_year", unclaimed, texts)
    _is("workforce.take_up.this_year", take_up, texts)
    # A full year starts afresh: the smaller of 55,670 and 28,524.
    _is("workforce.claim.full_year", "28524", texts)
    _is("workforce.take_up.full_year", "100", texts)


def test_what_was_claimed_before_is_needed_only_where_it_could_bind() -> None:
    # A ceiling of £7,131; one post filled at £7,131 a year claims 7,131 × 9/12, just nine months' worth.
    texts = {
        "pcn.weighted_list": "1000", "workforce.whole.wte": "1", "workforce.whole.chance": "100",
        "workforce.whole.months": "9", "workforce.whole.claim": "7131",
    }  # fmt: skip
    _is("workforce.claim.this_year", "5348.25", texts)
    _is("workforce.unclaimed.this_year", "1782.75", texts)
    _is("workforce.take_up.this_year", "100", texts)
    more = texts | {"workforce.whole.claim": "7131.01"}
    for figure in ("claim", "unclaimed", "take_up", "care", "unfunded"):
        assert "workforce.claimed_before" in appraisal(more)[f"workforce.{figure}.this_year"].needs
        assert "workforce.claimed_before" not in appraisal(more)[f"workforce.{figure}.full_year"].needs
    _is("workforce.claim.this_year", "5348.2575", more | {"workforce.claimed_before": "0"})
    # Where it could not bind an answer counts all the same.
    _is("workforce.claim.this_year", "131", texts | {"workforce.claimed_before": "7000"})


FROM_THE_START = {"decision.window": "redrawn", "date.out_redrawn": "2033-06-30"}


@pytest.mark.parametrize("before", ["", "4000"])
def test_nothing_can_have_been_claimed_before_the_first_day_of_the_year(before: str) -> None:
    # It was needed, and where it had been given for another window, taken off a ceiling that nobody had touched.
    # The ceiling is £9.60 × 1,000; the post would claim £20,000 × 9/12.
    plan = {
        "pcn.weighted_list": "1000", "workforce.whole.wte": "1", "workforce.whole.chance": "100",
        "workforce.whole.months": "9", "workforce.whole.claim": "20000",
    }  # fmt: skip
    texts = FROM_THE_START | plan | ({"workforce.claimed_before": before} if before else {})
    _is("workforce.claim.this_year", "9600", texts, OCTOBER)
    _is("workforce.unclaimed.this_year", "0", texts, OCTOBER)
    later = plan | {"decision.window": "redrawn", "date.out_redrawn": "2033-07-31"}
    assert appraisal(later, OCTOBER)["workforce.claim.this_year"].needs == ("workforce.claimed_before",)


WHOLE = LISTS | {
    "cost.gp_hour": "80", "workforce.whole.wte": "4", "workforce.whole.chance": "25", "workforce.whole.months": "3",
    "workforce.whole.claim": "40000", "workforce.whole.top_up": "3000", "workforce.whole.start_cost": "500",
    "workforce.whole.supervision_hours": "1.5", "workforce.whole.released_hours": "0",
    "workforce.whole.contract_hours": "8",
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


def _nothing_else(path: Path = SHIPPED) -> dict[str, str]:
    """No service has hours for posts but those a test adds, and no home is ours."""
    return {f"service.{s}.post_hours": "0" for s in worksheet(path).services} | {"home.none": "yes"}


SMR = _nothing_else() | {
    "cost.gp_hour": "100", "cost.nurse_hour": "30", "cost.admin_hour": "20",
    "service.smr.gp_hours": "1", "service.smr.nurse_hours": "2", "service.smr.admin_hours": "3",
    "service.smr.post_hours": "10", "service.smr.falls_to_gps": "40", "service.smr.once_hours": "5",
}  # fmt: skip


@pytest.mark.parametrize(
    ("months", "cover"),
    # Each of 4 posts gives us a quarter of 8 hours, 2 a week, and is there one time in four: 4 × 2 × 25 % = 2 of 10
    # hours. Reviews run 6 months, and cover is the mean over those; half a month gives half the hours.
    [
        ("9", Fraction(1, 5)),
        ("6", Fraction(1, 5)),
        ("3", Fraction(1, 10)),
        ("0", Fraction(0)),
        ("1.5", Fraction(1, 20)),
    ],
)
def test_cover_counts_the_months_posts_are_there_within_the_months_of_the_work(months: str, cover: Fraction) -> None:
    texts = WHOLE | SMR | {"workforce.whole.months": months}
    # (1 × 100 + 2 × 30 + 3 × 20 + 10 × 40 % × (1 − cover) × 100) × 52 × 6/12 + 5 × 100
    worked = (220 + 400 * (1 - cover)) * 26 + 500
    assert _value("service.smr.cost.this_year", texts) == worked
    # In a full year all posts are there, whatever the months: (220 + 400 × 4/5) × 52.
    _is("service.smr.cost.full_year", "28080", texts)
    _is("services.uncovered_hours", "3.2", texts)  # 10 × 40 % × 4/5


def test_cover_is_of_the_posts_that_can_do_the_work() -> None:
    # Two pharmacists give us a quarter of 24 hours each, one time in two: min(6, 10) × 50 % = 3, and of the 7 left
    # min(6, 7) × 50 % = 3: 6 of 10 hours. They are there for all 6 months.
    texts = PLAN | SMR
    _is("service.smr.cost.this_year", "10380", texts)  # (220 + 400 × 4/10) × 26 + 500
    _is("service.smr.cost.full_year", "19760", texts)  # (220 + 160) × 52
    # Care coordinators do no reviews, so nothing changes, however many are wanted and found.
    coordinators = texts | {
        "workforce.care_coordinator.wte": "2", "workforce.care_coordinator.chance": "100",
        "workforce.care_coordinator.months": "3", "workforce.care_coordinator.contract_hours": "30",
    }  # fmt: skip
    _is("service.smr.cost.this_year", "10380", coordinators)
    _is("service.smr.cost.full_year", "19760", coordinators)
    _is("workforce.fill", "75", coordinators)  # 1 + 2 of 4


ALL_OURS = {"share.of_pcn": "100", "workforce.by": "rows"}
"""All posts are for us, and answered role by role: their hours need not be divided."""


def _post(role: str, wte: str, chance: str, hours: str, months: str = "9") -> dict[str, str]:
    stem = f"workforce.{role}"
    return {
        f"{stem}.wte": wte, f"{stem}.chance": chance, f"{stem}.contract_hours": hours, f"{stem}.months": months,
    }  # fmt: skip


def _asked(stem: str, hours: str, falls: str) -> dict[str, str]:
    return {f"{stem}.post_hours": hours, f"{stem}.falls_to_gps": falls}


@pytest.mark.parametrize(
    ("wte", "chance", "asked", "uncovered"),
    [
        # A pharmacist gives 10 hours a week.
        ("1", "100", "10", "0"),
        ("1", "100", "12", "2"),
        ("0.1", "100", "12", "11"),  # a tenth of a post is one hour, and never covers twelve
        ("1", "50", "12", "7"),  # 10 × 50 %
        ("2", "50", "12", "3.5"),  # 5, then of 7 left min(10, 7) × 50 %
        ("1.5", "50", "12", "4.5"),  # the whole one first: 5; then the half: min(5, 7) × 50 %
        ("2.5", "50", "12", "1.75"),  # 5, 3.5, and of 3.5 left min(5, 3.5) × 50 %
        ("3", "50", "4", "0.5"),  # each does half of what is left: 4 × 1/2 × 1/2 × 1/2
        ("0", "50", "12", "12"),
        ("3", "0", "12", "12"),
        ("3", "0 / 0 / 80", "12", "12"),
    ],
)
def test_posts_are_taken_one_after_another_the_whole_ones_first(
    wte: str, chance: str, asked: str, uncovered: str
) -> None:
    texts = ALL_OURS | _nothing_else() | _post("clinical_pharmacist", wte, chance, "10")
    _is("services.uncovered_hours", uncovered, texts | _asked("service.smr", asked, "100"))


@pytest.mark.parametrize(
    ("of_reviews", "of_homes", "reviews", "support"),
    [
        # One pharmacist, one time in two, 10 hours a week; 8 hours of reviews and 6 of support for homes. Hours that
        # come back, before what falls to GPs of them:
        ("40", "80", "6", "3"),  # support: min(10, 6) × 50 % = 3; 10 − 3 ÷ 50 % = 4 left; reviews: 4 × 50 % = 2
        ("80", "40", "4", "5"),  # reviews: min(10, 8) × 50 % = 4; 10 − 4 ÷ 50 % = 2 left; support: 2 × 50 % = 1
        ("50", "50", "4", "5"),  # the worksheet's order
        ("0 / 40 / 90", "80", "6", "3"),  # the likely value decides
    ],
)
def test_what_falls_to_gps_most_is_covered_first(of_reviews: str, of_homes: str, reviews: str, support: str) -> None:
    texts = ALL_OURS | _nothing_else() | _post("clinical_pharmacist", "1", "50", "10") | {"cost.gp_hour": "100"}
    texts |= _asked("service.smr", "8", of_reviews) | _asked("service.ehch", "6", of_homes)
    for service, falls, back in (("smr", of_reviews, reviews), ("ehch", of_homes, support)):
        others = {f"service.{service}.{who}_hours": "0" for who in ("gp", "nurse", "admin")}
        likely = falls.split(" / ")[1] if "/" in falls else falls
        cost = Fraction(back) * Fraction(likely) / 100 * 100 * 52
        assert _value(f"service.{service}.cost.full_year", texts | others) == cost


def test_each_hour_of_a_post_is_spent_once_on_work_of_its_role() -> None:
    # A technician and a coordinator of 10 hours each. Support for homes is for both, and takes the technician's 6
    # hours first; early diagnosis can be the coordinator's alone. 20 hours of both asked for 6 and 10: all is done.
    texts = ALL_OURS | _nothing_else() | {"practice.registered_list": "9000", "pcn.registered_list": "9000"}
    texts |= _post("pharmacy_technician", "1", "100", "10") | _post("care_coordinator", "1", "100", "10")
    texts |= _asked("service.ehch", "6", "90") | _asked("service.ecd", "10", "50")
    _is("services.uncovered_hours", "0", texts)
    # Of 16 hours for homes the technician does 10 and the coordinator 6, who has 4 left of 10 for early diagnosis.
    _is("services.uncovered_hours", "3", texts | {"service.ehch.post_hours": "16"})  # 6 × 50 %
    # And if early diagnosis falls to GPs most, the coordinator is gone when homes come: 6 × 30 %.
    first = {"service.ehch.post_hours": "16", "service.ehch.falls_to_gps": "30"}
    _is("services.uncovered_hours", "1.8", texts | first)


def test_roles_are_taken_in_the_worksheets_order_not_in_that_of_the_work() -> None:
    # Lodge rounds name the net mender before the ferry nurse, and the worksheet the nurse first: she goes, and nobody
    # is left who can sit at the storm line. 10 × 50 %.
    texts = ALL_OURS | _nothing_else(EXTENDED) | _post("ferry_nurse", "1", "100", "10")
    texts |= _post("net_mender", "1", "100", "10") | _asked("service.lodge_rounds", "10", "90")
    texts |= _asked("service.storm_line", "10", "50")
    _is("services.uncovered_hours", "5", texts, EXTENDED)


def test_a_requirement_has_roles_of_its_own_or_those_of_its_service() -> None:
    # A technician can find whom to review (4 hours), and not do the reviews (3 hours), which are a pharmacist's.
    texts = ALL_OURS | _nothing_else() | _post("pharmacy_technician", "1", "100", "10") | {"service.smr.by": "rows"}
    texts |= {f"specification.{r.id}.post_hours": "0" for r in worksheet().requirements_of("smr")}
    texts |= _asked("specification.smr_identify", "4", "100") | _asked("specification.smr_volume", "3", "100")
    _is("services.uncovered_hours", "3", texts)


def test_work_that_names_no_role_can_be_anybodys() -> None:
    texts = ALL_OURS | _nothing_else(EXTENDED) | _post("pill_counter", "1", "100", "10")
    _is("services.uncovered_hours", "2", texts | _asked("service.pill_post", "12", "100"), EXTENDED)
    _is("services.uncovered_hours", "12", texts | _asked("service.lodge_rounds", "12", "100"), EXTENDED)


def test_the_homes_and_the_reviews_there_have_roles_of_their_own() -> None:
    # A round of 4 hours and a review of an hour a week, both of posts; 60 % falls to GPs. A coordinator does rounds.
    texts = ALL_OURS | _nothing_else() | {
        "home.none": "no", "home.by": "rows", "home.1.beds": "20", "home.1.done_by": "post", "home.1.round_hours": "4",
        "home.1.travel_hours": "0", "home.1.reviews": "52", "home.1.review_hours": "1", "home.1.arrivals": "0",
        "home.1.plan_hours": "0", "home.1.mdt_hours": "0", "service.ehch.falls_to_gps": "60",
    }  # fmt: skip
    _is("care_homes.gp_hours", "0.6", texts | _post("care_coordinator", "1", "100", "10"))  # the review alone
    _is("care_homes.gp_hours", "0", texts | _post("clinical_pharmacist", "1", "100", "10"))
    # 4.5 hours of a pharmacist: the round comes first, and leaves half an hour of the review.
    _is("care_homes.gp_hours", "0.3", texts | _post("clinical_pharmacist", "1", "100", "4.5"))
    # Support for homes, as much to the GPs, stands before the homes in the worksheet's order.
    support = texts | _post("clinical_pharmacist", "1", "100", "10") | {"service.ehch.post_hours": "10"}
    _is("services.uncovered_hours", "0", support)
    _is("care_homes.gp_hours", "3", support)  # (4 + 1) × 60 %


@pytest.mark.parametrize(
    ("asked", "months", "cover"),
    [
        # One pharmacist for sure, 10 hours a week; reviews run for six months.
        ("10", "1.5", "1/4"),  # a whole month, and half the hours of half a month: 1.5 of 6
        ("5", "1.5", "1/3"),  # half of 10 hours is all of 5: 2 of 6
        ("20", "9", "1/2"),
        ("20", "3", "1/4"),
    ],
)
def test_half_a_month_gives_half_the_hours(asked: str, months: str, cover: str) -> None:
    texts = ALL_OURS | _nothing_else() | _post("clinical_pharmacist", "1", "100", "10", months)
    texts |= _asked("service.smr", asked, "100") | {"cost.gp_hour": "100"}
    worked = int(asked) * (1 - Fraction(cover)) * 2600
    assert _value("service.smr.cost.this_year", texts) == worked


def test_no_post_is_there_before_its_role_starts() -> None:
    # A pill counter is answered for all ten months, 1 November to 31 August, and can be had from 1 March: 6 of 10.
    texts = ALL_OURS | _nothing_else(EXTENDED) | _post("pill_counter", "1", "100", "5", "10")
    texts |= _asked("service.pill_post", "5", "100") | {"cost.gp_hour": "100", "cost.weeks_per_year": "48"}
    _is("service.pill_post.cost.this_year", "8000", texts, EXTENDED)  # 5 × 4/10 × 100 × 48 × 10/12
    _is("service.pill_post.cost.full_year", "0", texts, EXTENDED)


def test_posts_as_a_whole_cover_all_work_alike() -> None:
    # One post for sure, 6 hours a week, nine months. Reviews and extended hours ask for 6 each: half of both.
    texts = {"share.of_pcn": "100", "cost.gp_hour": "100"} | _nothing_else() | _post("whole", "1", "100", "6")
    texts |= _asked("service.smr", "6", "100") | _asked("service.extended_hours", "6", "100")
    _is("services.uncovered_hours", "6", texts)
    # Until October it works for extended hours alone: (3 × 1 + 6 × 1/2) / 9 = 2/3 of those, and half of the reviews.
    _is("service.extended_hours.cost.this_year", "7800", texts)  # 6 × 1/3 × 100 × 52 × 9/12
    _is("service.smr.cost.this_year", "7800", texts)  # 6 × 1/2 × 100 × 52 × 6/12
    # Work of which nothing falls to GPs takes its part too. Role by role it would come last: 6 × 100 % × 1/2 against 0.
    mild = texts | {"service.extended_hours.falls_to_gps": "0"}
    _is("services.uncovered_hours", "3", mild)
    by_role = mild | {"workforce.by": "rows"} | _post("clinical_pharmacist", "1", "100", "6")
    _is("services.uncovered_hours", "0", by_role)


def test_wanting_more_posts_never_costs_money() -> None:
    # Two pharmacists give 6 hours each, one time in two, of 10: 4 hours come back, 1.6 to GPs. More that nobody finds
    # change nothing; a third that may be found does 4 × 50 % more.
    texts = PLAN | _nothing_else() | _asked("service.smr", "10", "40")
    _is("services.uncovered_hours", "1.6", texts)
    unfound = _post("care_coordinator", "5", "0", "30") | _post("physician_associate", "7", "0", "30")
    _is("services.uncovered_hours", "1.6", texts | unfound)
    _is("services.uncovered_hours", "0.8", texts | {"workforce.clinical_pharmacist.wte": "3"})


def test_the_hours_of_a_week_that_go_into_the_contract_are_needed_where_posts_are_meant_to_do_work() -> None:
    texts = WHOLE | SMR
    without = {id_: text for id_, text in texts.items() if not id_.endswith("contract_hours")}
    assert appraisal(without)["services.uncovered_hours"].needs == ("workforce.whole.contract_hours",)
    _is("services.uncovered_hours", "0", without | {"service.smr.post_hours": "0"})
    _is("services.uncovered_hours", "4", without | {"workforce.whole.chance": "0"})  # nobody is there


@pytest.mark.parametrize("by", ["whole", "rows"])
def test_without_posts_wanted_nothing_is_covered_and_nothing_costs(by: str) -> None:
    texts = LISTS | SMR | {"workforce.by": by, "workforce.none": "yes"}
    _is("workforce.fill", "0", texts)
    _is("service.smr.cost.this_year", "16620", texts)  # (220 + 400) × 26 + 500
    for figure in ("claim", "unfunded", "care", "our_cost", "our_released"):
        _is(f"workforce.{figure}.this_year", "0", texts)
        _is(f"workforce.{figure}.full_year", "0", texts)
    for figure in ("wte_wanted", "wte_filled", "start_cost.this_year"):
        _is(f"workforce.{figure}", "0", texts)
    _is("workforce.unclaimed.this_year", "299502", texts)
    _is("workforce.take_up.full_year", "0", texts)


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
    full = LISTS | WHOLE | SMR | {"workforce.whole.chance": "100", "workforce.whole.contract_hours": "40"}
    _is("services.uncovered_hours", "0", full)
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
        # £7.50 a bed a month this year and £10 in a full year, ÷ £120 × 60
        ("care_homes.minutes_paid_for.this_year", "3.75"),
        ("care_homes.minutes_paid_for.full_year", "5"),
        ("care_homes.minutes_worked.this_year", "13"),  # 3 × 52/12 × 60 / 60
        ("care_homes.beds_per_1000", "6"),
        ("care_homes.network_beds_per_1000", "7.5"),
    ],
)
def test_homes_as_a_whole(figure: str, worked: str) -> None:
    _is(figure, worked, HOMES)


def test_hours_of_posts_in_the_homes_cost_what_falls_back() -> None:
    # Four posts of 3 ÷ 4 hours for us, one time in four: 4 × 0.75 × 25 % = 0.75 of 3 hours. The other three quarters,
    # 3 × 80 % × 3/4 = 1.8 hours, fall to GPs all year: 1.8 × 120 × 26.
    texts = _nothing_else() | HOMES | WHOLE | {
        "cost.gp_hour": "120", "home.none": "no", "home.whole.done_by": "post", "service.ehch.falls_to_gps": "80",
        "workforce.whole.months": "9", "workforce.whole.contract_hours": "3",
    }  # fmt: skip
    _is("care_homes.gp_hours", "1.8", texts)
    _is("care_homes.cost.this_year", "5616", texts)
    _is("care_homes.hours", "3", texts)
    # Minutes worked count the hours we pay for: 1.8 × 52/12 × 60 / 60. All of them are our GPs', at £120.
    _is("care_homes.minutes_worked.this_year", "7.8", texts)
    _is("care_homes.minutes_paid_for.this_year", "3.75", texts)
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
    _is("care_homes.beds", "40", HOME | {"home.whole.beds": "0"})
    assert appraisal({"home.by": "rows", "home.whole.beds": "0"})["care_homes.beds"].needs == ("home.none",)


def test_what_the_premium_buys_is_at_the_average_rate_of_the_hours_we_pay_for() -> None:
    # A GP's 2 + 1 + 0.48 hours at £100 and a nurse's 0.6 + 0.1 at £25 are £365.50 for 4.18 hours a week; £7.50 a bed a
    # month this year and £10 in a full year, × 60 minutes. The rate is the same however many months are worked.
    texts = HOME | {"network.split": "all_shared", "home.7.plan_by": "nurse", "home.7.review_by": "nurse"}
    _is("care_homes.minutes_paid_for.this_year", "1881/365.5", texts)  # 7.5 × 4.18 × 60
    _is("care_homes.minutes_paid_for.full_year", "2508/365.5", texts)
    _is("care_homes.minutes_worked.this_year", str(Fraction("4.18") * 50 / 12 * 60 / 40), texts)
    _is("care_homes.minutes_worked.full_year", str(Fraction("4.18") * 50 / 12 * 60 / 40), texts)
    # What reaches us of it: half.
    half = texts | {"network.split": "by_stream", "payment.care_home_premium.reaches_practice": "50"}
    _is("care_homes.minutes_paid_for.full_year", "1254/365.5", half)
    # Coverage sets eight months' premium against six months' work, so the two ratios differ this year.
    paid, worked = (_value(f"care_homes.minutes_{w}.this_year", texts) for w in ("paid_for", "worked"))
    assert _value("care_homes.coverage.this_year", texts) == paid / worked * 100 * 8 / 6
    paid, worked = (_value(f"care_homes.minutes_{w}.full_year", texts) for w in ("paid_for", "worked"))
    assert _value("care_homes.coverage.full_year", texts) == paid / worked * 100


# --- Options

OTHERS_NONE = {f"service.{s}.post_hours": "0" for s in worksheet().services}
OUR_DIRECTOR = {
    "director.ours": "yes", "director.amount": "20000", "director.hours": "3", "director.paid_to": "person_our_time",
}  # fmt: skip
BY_REQUIREMENT = {
    "service.ehch.by": "rows", "specification.ehch_lead.gp_hours": "1", "specification.ehch_transfer.gp_hours": "0",
}  # fmt: skip

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
    # In a full year income 53,429.50; services 6,240 + 12,480 = 18,720; homes 18,720; supervision 1.5 × 52 × 120 / 4 =
    # 2,340; a quarter of 3,000 is 750; meetings 6,240. Cost 46,770.
    _is("sign_up.cost.full_year", "46770", STREET)
    _is("difference.full_year", "6659.50", STREET)
    _is("difference.cash.full_year", "52679.50", STREET)


@pytest.mark.parametrize(
    ("day", "net", "difference"),
    [
        # Staying till March comes to 11,232.125 − 1,000, and each month begun under notice to 6,659.50 / 12 more.
        # Opting out now costs 2 hours, £12,480 a year, of which 9/12 are 9,360, and £900 once:
        # 10,260, and 1,040 for each month.
        (None, "10232.125", "20492.125"),  # no month where nobody knows the day
        ("2021-03-31", "10232.125", "20492.125"),
        ("2020-12-01", "10232.125", "20492.125"),
        ("2021-04-01", "129445/12", "265045/12"),  # 10,232.125 + 6,659.50 / 12; and 10,260 + 1,040 more
        ("2021-04-30", "129445/12", "265045/12"),
        ("2021-06-30", "11897", "25277"),  # 10,232.125 + 1,664.875; 10,260 + 3,120 more
        ("2021-07-01", "149423.5/12", "322463.5/12"),  # 122,785.50 + 4 × 6,659.50; 4 × 12 × 1,040 + 12 × 10,260 more
    ],
)
def test_leaving_at_the_next_window(day: str | None, net: str, difference: str) -> None:
    texts = STREET | {"leave.exit_cost": "1000", "opt_out.hours": "2", "opt_out.exit_cost": "900"}
    texts |= {"date.next_effective": day} if day else {}
    _is("leave_next.net", net, texts)
    _is("difference.leave_next", difference, texts)


def test_leaving_next_needs_a_full_year_only_where_there_are_months_under_notice() -> None:
    texts = {id_: text for id_, text in STREET.items() if id_ != "opt_out.exit_cost"} | {"leave.exit_cost": "1000"}
    assert appraisal(texts)["difference.leave_next"].needs == ("opt_out.exit_cost",)
    assert appraisal(STREET)["leave_next.net"].needs == ("leave.exit_cost",)
    # The buoys' rate in a full year is the practice's to give, and matters from the first day of the next year.
    rate = "payment.buoy_points.full_year_rate"
    shared = {"network.split": "all_shared"}
    assert rate not in appraisal(shared | {"date.away_from": "2034-08-31"}, EXTENDED)["leave_next.net"].needs
    assert rate not in appraisal(shared, EXTENDED)["leave_next.net"].needs
    assert rate in appraisal(shared | {"date.away_from": "2034-09-01"}, EXTENDED)["leave_next.net"].needs


def test_a_worksheet_that_prints_when_leaving_takes_effect() -> None:
    # The small worksheet's year ends on 31 August 2032, and leaving takes effect on 30 November: three months.
    texts = {
        "practice.registered_list": "6000", "practice.weighted_list": "6000", "pcn.registered_list": "30000",
        "pcn.adjusted_list": "28000", "pcn.weighted_list": "30000", "pcn.care_home_beds": "100",
        "pcn.running_costs": "0", "network.split": "all_shared", "director.ours": "no", "home.none": "yes",
        "workforce.none": "yes",
        "local.none": "yes", "opt_out.hours": "0", "opt_out.exit_cost": "0", "leave.exit_cost": "0",
        "cost.gp_hour": "0",
        "meeting.gp_hours": "0", "service.lodge_rounds.gp_hours": "0", "service.storm_line.gp_hours": "0",
    }  # fmt: skip
    # 45,800 / 5 × 10/12 + 3,600, and three months of 9,160 a year.
    assert _value("leave_next.net", texts, SMALL) == Fraction(45800, 6) + 3600 + 2290


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


@pytest.mark.parametrize(
    ("day", "this_year"),
    [
        # £8,000 and an hour: 8,000 − 6,240 = £1,760 a year, by the months from the first of the month on or after.
        (None, "1320"), ("2020-04-01", "1320"), ("2020-07-01", "1320"), ("2020-07-02", "3520/3"),  # 9, 9, 9 and 8
        ("2020-12-15", "440"), ("2021-01-01", "440"), ("2021-03-01", "440/3"), ("2021-03-02", "0"), ("2021-04-01", "0"),
    ],
)  # fmt: skip
def test_a_local_payment_is_lost_from_the_day_it_ends(day: str | None, this_year: str) -> None:
    row = {"local.none": "no", "local.2.amount": "8000", "local.2.hours": "1"} | ({"local.2.from": day} if day else {})
    for side, sign in (("sign_up", 1), ("opt_out", -1)):
        texts = STREET | row | {"local.2.ends": side}
        figure = "sign_up.replaced" if side == "sign_up" else "opt_out.net"
        assert _value(f"{figure}.this_year", texts) == sign * Fraction(*map(int, (this_year + "/1").split("/")[:2]))
        assert _value(f"{figure}.full_year", texts) == sign * 1760
        # Hours a week are those of a steady state, whenever it ends.
        assert _value("time.gp_hours", texts) == Fraction("7.375") - sign


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


def test_gp_time_in_steady_state_and_before_any_post_is_filled() -> None:
    # Services 3, homes 3, meetings 1, supervision 1 × 1.5 / 4 = 0.375; 24 sessions of 5 hours are 120 hours.
    _is("time.gp_hours", "7.375", STREET)
    _is("time.share", str(Fraction("7.375") * 100 / 120), STREET)
    # 8 hours of posts, of which 50 % fall back: all 4 with nobody to supervise yet, or three quarters of them.
    posts = STREET | OTHERS_NONE | {"service.smr.post_hours": "8", "service.smr.falls_to_gps": "50"}
    _is("services.uncovered_hours", "3", posts)
    _is("time.gp_hours", "10.375", posts)
    _is("time.unfilled", "11", posts)
    freed = posts | {"workforce.whole.released_hours": "2"}
    _is("time.gp_hours", "9.875", freed)
    _is("time.unfilled", "11", freed)


@pytest.mark.parametrize(
    ("said", "already"),
    [
        ({}, "0"),
        ({"service.extended_hours.status": "already"}, "2"),
        # The weekly round is part of the support for homes, answered as a whole: its hour, and the 3 in the homes.
        ({"service.ehch.status": "already"}, "4"),
        ({"service.ehch.status": "already", "home.whole.done_by": "nurse"}, "1"),
        # Hours that fall back to GPs are never done already: the homes are posts'.
        ({"service.ehch.status": "already", "home.whole.done_by": "post", "service.ehch.falls_to_gps": "50"}, "1"),
        ({"service.smr.status": "already", "service.smr.once_hours": "7"}, "0"),  # nor is setting up
        (OUR_DIRECTOR | {"director.already": "yes"}, "3"),
        (OUR_DIRECTOR | {"director.already": "no"}, "0"),
        (OUR_DIRECTOR | {"director.already": "yes", "director.paid_to": "person"}, "0"),
        # Row by row: what is done in the homes follows the weekly round alone.
        (BY_REQUIREMENT | {"specification.ehch_round.status": "already"}, "3"),
        (BY_REQUIREMENT | {"specification.ehch_lead.status": "already"}, "1"),
        (BY_REQUIREMENT | {"specification.ehch_pcsp.status": "already"}, "0"),
    ],
)
def test_what_is_done_today_already_and_what_is_new(said: dict[str, str], already: str) -> None:
    statuses = {f"service.{s}.status": "ready" for s in worksheet().services}
    statuses |= {f"specification.{r.id}.status": "at_risk" for r in worksheet().requirements_of("ehch")}
    texts = STREET | OTHERS_NONE | statuses | said
    _is("time.already_hours", already, texts)
    hours, unfilled = (_value(f"time.{figure}", texts) for figure in ("gp_hours", "unfilled"))
    assert _value("time.new_hours", texts) == hours - Fraction(already)
    assert _value("time.new_unfilled", texts) == unfilled - Fraction(already)


def test_a_status_is_needed_for_what_is_done_already_where_there_are_gp_hours() -> None:
    needs = set(appraisal(STREET)["time.already_hours"].needs)
    assert needs == {"service.ehch.status", "service.extended_hours.status"}
    assert set(appraisal(STREET)["gp_time.already.full_year"].needs) == needs
    assert set(appraisal(STREET | {"cost.gp_hour": "0"})["gp_time.already.full_year"].needs) == set()
    assert not appraisal(STREET)["time.gp_hours"].needs


def test_the_three_parts_of_gp_time() -> None:
    # Three hours of the director, of the practice's time: 3 × 120 × 52 × 9/12 = 14,040. Support for homes is done
    # already, the rounds with it: 4,160 + 9,360. GP time in all −28,145 as above, less the director's 14,040.
    texts = STREET | OUR_DIRECTOR | {f"service.{s}.status": "at_risk" for s in worksheet().services}
    texts |= {"service.ehch.status": "already", "director.already": "yes"}
    _is("difference.gp_time.this_year", "-42185", texts)
    _is("gp_time.director.this_year", "-14040", texts)
    _is("gp_time.already.this_year", "-13520", texts)
    _is("gp_time.new.this_year", "-14625", texts)  # extended hours 9,360, supervision 585, meetings 4,680
    # In a full year: 3 × 120 × 52; 6,240 + 18,720; extended hours 12,480, supervision 2,340, meetings 6,240.
    _is("gp_time.director.full_year", "-18720", texts)
    _is("gp_time.already.full_year", "-24960", texts)
    _is("gp_time.new.full_year", "-21060", texts)
    _is("difference.gp_time.full_year", "-64740", texts)
    # What is worked once is new, and so is what only leaving would bring, with its own sign: 5 × 120; 1 × 120 × 39.
    more = texts | {"service.ehch.once_hours": "5", "opt_out.hours": "1"}
    _is("gp_time.already.this_year", "-13520", more)
    _is("gp_time.new.this_year", "-10545", more)  # −14,625 − 600 + 4,680
    _is("gp_time.new.full_year", "-14820", more)  # −21,060 + 6,240


# --- Once and running


@pytest.mark.parametrize(
    ("running", "split", "once"),
    [
        # Set-up takes 5 hours at £120. Starting the one post filled costs £500.
        ("0", "all_shared", "-725"),  # nothing is kept: a quarter of 500 is ours, and 600
        # Kept 50,670 this year, as above; 750 of pay is not reimbursed.
        ("60000", "network_keeps", "-600"),  # 45,000 + 750 + 500 are covered
        ("66400", "network_keeps", "-695"),  # 49,800 + 1,250 lack 380, and nothing without the start
        ("67000", "network_keeps", "-725"),  # 50,250 + 1,250 lack 830, and 330 without it
    ],
)
def test_what_is_paid_or_worked_once_by_signing_up(running: str, split: str, once: str) -> None:
    texts = STREET | {"network.split": split, "pcn.running_costs": running, "service.smr.once_hours": "5"}
    _is("sign_up.once.this_year", once, texts)
    # Without a certain share there is nothing of ours in what the network lacks.
    _is("sign_up.once.this_year", "-600", texts | {"share.of_pcn": "0"})


def test_once_and_running_add_up() -> None:
    # Signing up once: −725. Leaving costs £900 once. In all 11,232.125 − 600 + 900.
    texts = STREET | {"service.smr.once_hours": "5", "opt_out.exit_cost": "900"}
    _is("sign_up.once.this_year", "-725", texts)
    _is("opt_out.once.this_year", "-900", texts)
    _is("difference.once.this_year", "175", texts)
    _is("difference.this_year", "11532.125", texts)
    _is("difference.running.this_year", "11357.125", texts)
    assert not {f for f in appraisal(texts).figures if ".once.full" in f or ".running.full" in f}
    # Row by row, what has only a deadline counts too: 2 hours more.
    by_rows = texts | BY_REQUIREMENT | {"specification.ehch_plan.once_hours": "2"}
    _is("sign_up.once.this_year", "-965", by_rows)


# --- Per partner, and the network's other practices


def test_each_partners_part_follows_the_profit_shares() -> None:
    shares = STREET | {"partner.1.profit_share": "60", "partner.4.profit_share": "40"}
    _is("difference.partner.1.this_year", "6739.275", shares)  # 11,232.125 × 60 %
    _is("difference.partner.4.this_year", "4492.85", shares)
    _is("difference.partner.4.full_year", "2663.8", shares)  # 6,659.50 × 40 %
    # Shares need not come to 100: 1 of 3, and 2 of 3.
    thirds = STREET | {"partner.1.profit_share": "10", "partner.4.profit_share": "20"}
    _is("difference.partner.1.full_year", "6659.5/3", thirds)
    one = {id_ for id_ in appraisal(STREET | {"partner.1.profit_share": "60"}).figures if "difference.partner." in id_}
    assert not one
    nobody = appraisal(STREET | {"partner.1.profit_share": "0", "partner.4.profit_share": "0"})
    assert nobody["difference.partner.1.this_year"].not_applicable == "nobody has a profit share"


MEMBERS = MONEY | {
    "member.2.name": "Quay", "member.2.list": "12000", "member.2.beds": "75", "member.2.intends": "opt_out",
    "member.3.name": "Weir", "member.3.list": "8000", "member.3.intends": "sign_up", "member.7.beds": "0",
    "member.8.list": "5000", "member.8.beds": "10", "member.8.intends": "opt_out",
}  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "worked"),
    [
        ("network.list_without_us", "30000"),  # 40,000 − 10,000
        ("network.ceiling_without_us", "231757.5"),  # 7.131 × (42,000 − 9,500)
        ("network.leaving_list", "17000"),  # 12,000 + 5,000
        ("network.beds_known", "145"),  # our 60, and 75 + 10
    ],
)
def test_the_network_without_us_and_who_else_leaves(figure: str, worked: str) -> None:
    _is(figure, worked, MEMBERS)
    assert appraisal(MONEY)[figure].not_applicable
    assert appraisal(MEMBERS | {"member.none": "yes"})[figure].not_applicable


def test_a_list_is_needed_of_those_who_leave_and_of_nobody_else() -> None:
    without = {id_: text for id_, text in MEMBERS.items() if not id_.endswith((".2.list", ".3.list"))}
    assert appraisal(without)["network.leaving_list"].needs == ("member.2.list",)
    _is("network.leaving_list", "0", MONEY | {"member.1.name": "Quay"})  # not known what it intends
    _is("network.beds_known", "60", MONEY | {"member.1.name": "Quay"})


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


def test_a_claim_is_rebuilt_at_the_printed_rates_whatever_our_commissioner_wrote() -> None:
    own = AVERAGE | {"payment.core_pcn.rate": "2", "payment.arrs_sum.rate": "0"}
    _is("claim.nhs_england.rebuilt", "575219.46", own)
    # Ours has them: 553,685.46 + 0.50 × 48,020 − 342,430.62.
    _is("claim.nhs_england.ours", "235264.84", own)


def test_a_claim_about_the_network_is_carried_to_the_networks_list() -> None:
    _is("claim.nhs_england.theirs", "575000", AVERAGE)  # a network of just that size
    _is("claim.nhs_england.theirs", "23000000000/48020", AVERAGE | {"pcn.registered_list": "40000"})
    # With what we expect to claim in a full year, 55,670, in the place of the ceiling of 299,502.
    _is("claim.nhs_england.ours", "475722", PLAN | MONEY)
    _is("claim.nhs_england.ours_expected", "231890", PLAN | MONEY)  # 176,220 + 55,670
    assert "claim.bbo_lmcs.ours_expected" not in appraisal(STREET).figures


def test_the_lmcs_claim_is_carried_to_our_list_beside_our_full_year_as_it_stands() -> None:
    assert _value("claim.bbo_lmcs.ours", STREET) == _value("sign_up.net.full_year", STREET)
    # −£17,191 at 48,020 patients is −£3,236 at our 9,040, and −£3,580 at 10,000.
    theirs = _value("claim.bbo_lmcs.theirs", STREET | {"practice.registered_list": "9040"})
    assert theirs == Fraction(-17191 * 9040, 48020)
    assert round(theirs) == -3236
    assert round(_value("claim.bbo_lmcs.theirs", STREET)) == -3580


def test_claims_of_the_small_worksheet() -> None:
    # Tide fund, our part: 45,800 / 5. The oarsmen's loss at 29,000 patients, for our 6,000; the board's for 30,000.
    texts = {
        "practice.registered_list": "6000", "pcn.registered_list": "30000", "pcn.adjusted_list": "28000",
        "network.split": "all_shared",
    }  # fmt: skip
    _is("claim.oarsmen.ours", "9160", texts, SMALL)
    _is("claim.oarsmen.theirs", "-26460/29", texts, SMALL)  # −4,410 × 6,000 / 29,000
    _is("claim.board.theirs", "98000/1.05", texts, SMALL)  # 98,000 × 30,000 / 31,500


# --- A contract without some of it (rule 11)


def _bare() -> dict[str, str]:
    return {
        "practice.registered_list": "6000", "practice.weighted_list": "6000", "pcn.registered_list": "30000",
        "pcn.adjusted_list": "28000", "network.split": "all_shared", "pcn.running_costs": "0",
        "local.none": "yes", "opt_out.hours": "0", "opt_out.exit_cost": "0", "leave.exit_cost": "0",
        "cost.gp_hour": "100", "meeting.gp_hours": "1", "service.lodge_rounds.gp_hours": "2",
        "service.storm_line.gp_hours": "1", "partner.1.name": "A", "practice.gp_sessions": "10",
        "service.lodge_rounds.status": "already", "service.storm_line.status": "ready",
    }  # fmt: skip


def test_what_the_contract_has_not_does_not_apply_and_is_never_needed() -> None:
    made = appraisal(_bare(), BARE)
    lacking = {id_ for id_, figure in made.figures.items() if figure.needs}
    assert not lacking
    missing = {id_ for id_, figure in made.figures.items() if figure.not_applicable and id_.startswith("care_homes.")}
    assert missing == {id_ for id_ in made.figures if id_.startswith("care_homes.")}
    gone = {id_ for id_ in made.figures if id_.startswith(("workforce.", "gp_time.director.", "sign_up.director."))}
    assert gone
    assert all(made[id_].not_applicable for id_ in gone)
    assert not [id_ for id_ in made.figures if id_.startswith("claim.")]
    assert not [id_ for id_ in made.figures if not made[id_].in_contract and made[id_].value is not None]
    # Nobody can answer about them.
    about = "director.ours", "home.whole.beds", "member.1.beds", "workforce.whole.wte", "service.storm_line.post_hours"
    assert not [id_ for id_ in about if ids(BARE).field(id_)]


def test_the_street_of_a_bare_contract() -> None:
    # Income: 45,800 / 5 × 10/12 + 0.60 × 6,000, oar money all of it counted. Lodge letters start on 15 December: eight
    # months of 2 hours; the storm line on 15 November: nine months of 1; meetings ten months of 1, at £100 × 52.
    cost = Fraction(5200 * (2 * 8 + 1 * 9 + 1 * 10), 12)
    assert _value("sign_up.income.this_year", _bare(), BARE) == Fraction(45800, 6) + 3600
    assert _value("difference.this_year", _bare(), BARE) == Fraction(45800, 6) + 3600 - cost
    _is("difference.full_year", "-11640", _bare(), BARE)  # 9,160 − 5,200 × 4
    _is("time.gp_hours", "4", _bare(), BARE)
    _is("time.already_hours", "2", _bare(), BARE)
    _is("time.unfilled", "4", _bare(), BARE)
    # What the network spends on itself is all it can lack: 15,000 a year, ten months of it, a fifth ours.
    running = _bare() | {"pcn.running_costs": "15000"}
    _is("pcn.shortfall.this_year", "12500", running, BARE)
    assert _value("difference.this_year", running, BARE) == Fraction(45800, 6) + 3600 - cost - 2500


# --- A rate can be the practice's to give (rule 12)

ASKED = {
    "practice.registered_list": "6000", "practice.weighted_list": "5000", "pcn.registered_list": "30000",
    "pcn.adjusted_list": "28000", "pcn.weighted_list": "25000", "pcn.care_home_beds": "100", "home.whole.beds": "20",
    "network.split": "all_shared",
}  # fmt: skip


@pytest.mark.parametrize(
    ("figure", "rates", "worked"),
    [
        # Of two parts: 1.20 × 30,000 + 0.40 × 28,000
        ("funding.tide_fund.pcn", {"payment.tide_fund.adjusted.rate": "0.40"}, "47200"),
        # Earned: 0.90 × 25,000 × 11/12 × 80 %, from October
        (
            "funding.lantern_oil.pcn",
            {"payment.lantern_oil.rate": "0.90", "payment.lantern_oil.achieved": "80"}, "16500",
        ),
        # 25 × 40 × 60 % × 28,000 / 31,500
        (
            "funding.buoy_points.pcn",
            {"payment.buoy_points.rate": "25", "payment.buoy_points.achieved": "60"}, "1600/3",
        ),
        # In a full year at a rate of its own: 30 × 40 × 60 % × 28,000 / 31,500, a fifth ours
        (
            "funding.buoy_points.counted.full_year",
            {"payment.buoy_points.full_year_rate": "30", "payment.buoy_points.achieved": "60"}, "128",
        ),
        ("funding.gull_levy.practice", {"payment.gull_levy.rate": "2.50"}, "150"),  # £2.50 × 20 beds × 3 months
        ("funding.crew_sum.pcn", {"payment.crew_sum.rate": "4"}, "100000"),
        ("workforce.ceiling", {"payment.crew_sum.rate": "4"}, "100000"),
    ],
)  # fmt: skip
def test_a_rate_left_to_the_practice_is_needed_and_counts(figure: str, rates: dict[str, str], worked: str) -> None:
    assert set(appraisal(ASKED, EXTENDED)[figure].needs) == set(rates)
    _is(figure, worked, ASKED | rates, EXTENDED)


def test_our_own_rate_overrides_the_printed_one() -> None:
    _is("funding.core_pcn.pcn", "60000", MONEY)
    own = MONEY | {"payment.core_pcn.rate": "1.75", "network.split": "all_shared"}
    _is("funding.core_pcn.pcn", "70000", own)
    _is("funding.core_pcn.counted.full_year", "17500", own)  # `same` follows it; a quarter is ours
    # 1.30 × 30,000 + 0.40 × 28,000
    parts = ASKED | {"payment.tide_fund.registered.rate": "1.30", "payment.tide_fund.adjusted.rate": "0.40"}
    _is("funding.tide_fund.pcn", "50200", parts, EXTENDED)
    # A bed rate, and the premium's own rate in a full year: £8 × 60 × 8; £10 stays.
    beds = MONEY | {"network.split": "all_shared", "payment.care_home_premium.rate": "8"}
    _is("funding.care_home_premium.practice", "3840", beds)
    _is("care_homes.premium.full_year", "7200", beds)
    _is("care_homes.premium.full_year", "7920", beds | {"payment.care_home_premium.full_year_rate": "11"})


def test_a_bed_rate_a_year_is_a_twelfth_a_month() -> None:
    # £60 a year for eight months of 20 beds; in a full year £75. The gull levy ends.
    texts = ASKED | {"payment.gull_levy.rate": "0"}
    _is("funding.lodge_levy.practice", "800", texts, EXTENDED)
    _is("care_homes.premium.this_year", "800", texts, EXTENDED)
    _is("care_homes.premium.full_year", "1500", texts, EXTENDED)


def test_the_maximum_of_a_role_can_be_ours_to_give() -> None:
    # One net mender for sure, ten months, who costs £36,000: 10/12 of the maximum.
    texts = ASKED | {
        "payment.crew_sum.rate": "40", "workforce.by": "rows", "workforce.net_mender.wte": "1",
        "workforce.net_mender.chance": "100", "workforce.net_mender.months": "10", "workforce.net_mender.cost": "36000",
    }  # fmt: skip
    assert appraisal(texts, EXTENDED)["workforce.claim.this_year"].needs == ("workforce.net_mender.maximum",)
    _is("workforce.claim.this_year", "25000", texts | {"workforce.net_mender.maximum": "30000"}, EXTENDED)
    _is("workforce.claim.this_year", "30000", texts | {"workforce.net_mender.maximum": "40000"}, EXTENDED)
    # And where the worksheet prints one, ours counts: 2 × 50 % × 50,000 × 6/12.
    _is("workforce.claim.this_year", "25000", PLAN | {"workforce.clinical_pharmacist.maximum": "50000"})


# --- A contract that pays no network


def test_a_contract_that_pays_no_network_has_figures_without_one() -> None:
    texts = {
        "practice.registered_list": "10000", "practice.weighted_list": "10200", "payment.evening.achieved": "80",
        "date.reply": "14 October 2033", "date.out": "31 October 2033", "cost.gp_hour": "95",
        "service.evenings.gp_hours": "3", "service.hillside.gp_hours": "2", "local.none": "yes",
        "opt_out.hours": "1", "opt_out.exit_cost": "2000", "practice.gp_sessions": "40",
    }  # fmt: skip
    # 10,000 × £2.40, 10,200 × £1.20 × 80 % and 10,200 × £0.90
    _is("sign_up.income.full_year", "42972", texts, NO_NETWORK)
    # … less 5 hours × £95 × 52 weeks; against 1 hour × £95 × 52 weeks
    _is("sign_up.net.full_year", "18272", texts, NO_NETWORK)
    _is("difference.full_year", "23212", texts, NO_NETWORK)
    # Eight months of the income and the first service, six of the second, eight of the hour outside, and £2,000 once
    this_year = Fraction(42972 * 8, 12) - Fraction(95 * 52 * (3 * 8 + 2 * 6), 12) + Fraction(95 * 52 * 8, 12) + 2000
    assert _value("difference.this_year", texts, NO_NETWORK) == this_year
    _is("time.gp_hours", "4", texts, NO_NETWORK)
    found = appraisal(texts, NO_NETWORK)
    of_a_network = ("funding.pcn_total", "pcn.kept.this_year", "pcn.shortfall.this_year", "sign_up.meetings.this_year",
                    "sign_up.shared_lack.full_year", "network.list_without_us")  # fmt: skip
    assert not any(found[figure].in_contract for figure in of_a_network)
    assert found["difference.this_year"].needs == ()


def test_a_contract_that_nobody_is_in_yet_counts_all_of_its_year_and_nothing_of_leaving() -> None:
    texts = {
        "practice.registered_list": "8200", "practice.gp_sessions": "24", "cost.gp_hour": "85", "cost.nurse_hour": "25",
        "cost.admin_hour": "16", "service.rounds.gp_hours": "2", "service.rounds.nurse_hours": "37.5",
        "service.rounds.admin_hours": "30", "local.none": "yes", "opt_out.hours": "1",
        "payment.quality.achieved": "90", "payment.nurses.rate": "£4.63", "payment.coordinators.rate": "£2.98",
    }  # fmt: skip
    assert counted_months(worksheet(JOINED)) == 12
    # 8,200 × (£2.10 + £0.60 × 90 % + £4.63 + £2.98), less the hours of 52 weeks; against 1 hour × £85 × 52 weeks
    income, nurses, gps = "84050", Fraction(52 * 25 * 75, 2) + 52 * 16 * 30, Fraction(52 * 85)
    for horizon in ("this_year", "full_year"):
        _is(f"sign_up.income.{horizon}", income, texts, JOINED)
        assert _value(f"difference.{horizon}", texts, JOINED) == Fraction(income) - nurses - 2 * gps + gps
    found = appraisal(texts, JOINED)
    of_leaving = ("opt_out.once.this_year", "leave_next.net", "leave_next.opt_out", "difference.leave_next")
    assert not any(found[figure].in_contract for figure in of_leaving)
    assert found.needs(found.figures) == ("service.rounds.status", "partner.1.name")
