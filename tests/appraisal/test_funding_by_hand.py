"""Funding worked by hand, of a network of 40,000 registered and 42,000 weighted patients; 10,000 and 9,500 are ours."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.appraisal.by_hand import MONEY, comes_to, value_of
from tests.building import SMALL, appraisal


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
    comes_to(figure, worked, MONEY)


def test_the_fund_counts_only_if_later_facts_are_included() -> None:
    # 111 × 194 × 50 % × 40,000 / 48,020
    points = MONEY | {"payment.iif.achieved": "50"}
    assert appraisal(points)["funding.iif.pcn"].not_applicable
    comes_to("funding.pcn_total", "475722", points)
    comes_to("funding.iif.pcn", str(Fraction(111 * 194 * 40000, 2 * 48020)), points | {"facts.later": "include"})


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
    comes_to("funding.core_pcn.practice", core, texts)
    comes_to("funding.extended_hours.practice", extended, texts)
    comes_to("funding.care_home_premium.practice", premium, texts)
    comes_to("funding.pcn_support.practice", support, texts)
    comes_to("funding.clinical_director.practice", "0", texts)
    later = texts | {"facts.later": "include", "payment.iif.achieved": "100"}
    comes_to("funding.iif.practice", "0", later)


def test_stream_by_stream_each_has_a_reach_of_its_own() -> None:
    texts = MONEY | {
        "network.split": "by_stream", "payment.core_pcn.reaches_practice": "40",
        "payment.extended_hours.reaches_practice": "90", "payment.care_home_premium.reaches_practice": "50",
        "payment.pcn_support.reaches_practice": "0", "payment.iif.reaches_practice": "25",
        "payment.iif.achieved": "100", "facts.later": "include",
    }  # fmt: skip
    comes_to("funding.core_pcn.practice", "6000", texts)  # 60,000 / 4 × 40 %
    comes_to("funding.extended_hours.practice", "13050", texts)  # 58,000 / 4 × 90 %
    comes_to("funding.care_home_premium.practice", "1800", texts)  # 3,600 × 50 %
    comes_to("funding.pcn_support.practice", "0", texts)
    comes_to("funding.iif.practice", str(Fraction(111 * 194 * 40000, 48020 * 16)), texts)
    # Kept this year, the fund left out: 60,000 × 9/12 × 60 % + 58,000 × 9/12 × 10 % + 18,000 × 50 % + 11,340 × 3/6
    # = 27,000 + 4,350 + 9,000 + 5,670. In a full year: 36,000 + 5,800 + 300 × 10 × 12 × 50 % (18,000); support ended.
    comes_to("pcn.kept.this_year", "46020", texts)
    comes_to("pcn.kept.full_year", "59800", texts)


def test_income_this_year_and_in_a_full_year() -> None:
    # This year 16,729.50 × 9/12 + 15,000 × 9/12 + 14,500 × 9/12 + 3,600 + 2,835 × 3/6
    # = 12,547.125 + 11,250 + 10,875 + 3,600 + 1,417.50 = 39,689.625.
    # In a full year 16,729.50 + 15,000 + 14,500 + 60 × 10 × 12 (7,200) + 0 = 53,429.50.
    texts = MONEY | {"network.split": "all_shared", "director.ours": "no"}
    comes_to("sign_up.income.this_year", "39689.625", texts)
    comes_to("sign_up.income.full_year", "53429.50", texts)
    # With the fund at 80 %: it reaches nobody while everything is shared out, since it must be reinvested.
    comes_to("sign_up.income.this_year", "39689.625", texts | {"facts.later": "include", "payment.iif.achieved": "80"})
    # By stream at 100 %, 111 × 194 × 40,000 / 48,020 / 4 comes on top: for six months all of it, in a full year twice.
    streams = ("core_pcn", "extended_hours", "care_home_premium", "pcn_support", "iif")
    by_stream = texts | {f"payment.{p}.reaches_practice": "100" for p in streams}
    by_stream |= {"network.split": "by_stream", "facts.later": "include", "payment.iif.achieved": "100"}
    fund = Fraction(111 * 194 * 40000, 48020 * 4)
    assert value_of("sign_up.income.this_year", by_stream) == Fraction("39689.625") + fund
    assert value_of("sign_up.income.full_year", by_stream) == Fraction("53429.50") + 2 * fund


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
    comes_to("sign_up.income.this_year", this_year, texts)
    comes_to("sign_up.income.full_year", full_year, texts)
    comes_to("sign_up.meetings.this_year", str(hours * 52 * 9 // 12 * 100), texts)
    comes_to("sign_up.meetings.full_year", str(hours * 5200), texts)
    comes_to("gp_time.director.this_year", str(-hours * 3900), texts)
    comes_to("gp_time.director.full_year", str(-hours * 5200), texts)


def test_to_whom_the_directors_money_goes_has_no_default() -> None:
    texts = MONEY | DIRECTOR
    unsaid = {id_: text for id_, text in texts.items() if id_ != "director.paid_to"}
    assert appraisal(unsaid)["sign_up.income.full_year"].needs == ("director.paid_to",)
    assert appraisal(unsaid)["gp_time.director.full_year"].needs == ("director.paid_to",)
    # Paid to a person whose own time it is, neither the amount nor the hours are asked for.
    person = {id_: text for id_, text in texts.items() if id_ not in {"director.amount", "director.hours"}}
    comes_to("sign_up.income.full_year", "53429.50", person | {"director.paid_to": "person"})
    comes_to("sign_up.meetings.full_year", "0", person | {"director.paid_to": "person"})


def test_a_share_is_by_lists_unless_it_is_given() -> None:
    texts = MONEY | {"network.split": "all_shared"}
    comes_to("funding.core_pcn.practice", "15000", texts)  # 10,000 / 40,000
    comes_to("funding.core_pcn.practice", "18000", texts | {"share.of_pcn": "30"})
    comes_to("funding.care_home_premium.practice", "3600", texts | {"share.of_pcn": "30"})  # our beds, not our share


def test_the_small_worksheets_streams() -> None:
    # Tide fund: 1.20 × 30,000 a year + 0.35 × 28,000 for the period = 45,800; this year 10/12. Keeper: 0.50, in a full
    # year 0.55. Oar money: 0.60 × 6,000 for 1 December to 31 May, all of it counted. Levy: 5 × beds × 8.
    texts = {
        "practice.registered_list": "6000", "practice.weighted_list": "6000", "pcn.registered_list": "30000",
        "pcn.adjusted_list": "28000", "pcn.weighted_list": "30000", "pcn.care_home_beds": "100",
        "home.whole.beds": "20", "network.split": "all_shared", "director.ours": "no",
    }  # fmt: skip
    comes_to("funding.tide_fund.pcn", "45800", texts, SMALL)
    comes_to("funding.keeper.pcn", "15000", texts, SMALL)
    comes_to("funding.lodge_levy.pcn", "4000", texts, SMALL)
    # 45,800 / 5 × 10/12 + 3,600 + 5 × 20 × 8 = 7,633.33… + 3,600 + 800
    comes_to("sign_up.income.this_year", str(Fraction(45800, 6) + 4400), texts, SMALL)
    # 45,800 / 5 + 6.25 × 20 × 12; oar money has ended
    comes_to("sign_up.income.full_year", "10660", texts, SMALL)
