"""Contracts without some of it worked by hand, with rates that the practice gives, and one that pays no network."""

from __future__ import annotations

from fractions import Fraction

import pytest

from des_decider.worksheet.months import counted_months
from tests.appraisal.by_hand import MONEY, PLAN, comes_to, value_of
from tests.building import BARE, EXTENDED, JOINED, NO_NETWORK, appraisal, ids, worksheet

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
    assert value_of("sign_up.income.this_year", _bare(), BARE) == Fraction(45800, 6) + 3600
    assert value_of("difference.this_year", _bare(), BARE) == Fraction(45800, 6) + 3600 - cost
    comes_to("difference.full_year", "-11640", _bare(), BARE)  # 9,160 − 5,200 × 4
    comes_to("time.gp_hours", "4", _bare(), BARE)
    comes_to("time.already_hours", "2", _bare(), BARE)
    comes_to("time.unfilled", "4", _bare(), BARE)
    # What the network spends on itself is all it can lack: 15,000 a year, ten months of it, a fifth ours.
    running = _bare() | {"pcn.running_costs": "15000"}
    comes_to("pcn.shortfall.this_year", "12500", running, BARE)
    assert value_of("difference.this_year", running, BARE) == Fraction(45800, 6) + 3600 - cost - 2500


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
    comes_to(figure, worked, ASKED | rates, EXTENDED)


def test_our_own_rate_overrides_the_printed_one() -> None:
    comes_to("funding.core_pcn.pcn", "60000", MONEY)
    own = MONEY | {"payment.core_pcn.rate": "1.75", "network.split": "all_shared"}
    comes_to("funding.core_pcn.pcn", "70000", own)
    comes_to("funding.core_pcn.counted.full_year", "17500", own)  # `same` follows it; a quarter is ours
    # 1.30 × 30,000 + 0.40 × 28,000
    parts = ASKED | {"payment.tide_fund.registered.rate": "1.30", "payment.tide_fund.adjusted.rate": "0.40"}
    comes_to("funding.tide_fund.pcn", "50200", parts, EXTENDED)
    # A bed rate, and the premium's own rate in a full year: £8 × 60 × 8; £10 stays.
    beds = MONEY | {"network.split": "all_shared", "payment.care_home_premium.rate": "8"}
    comes_to("funding.care_home_premium.practice", "3840", beds)
    comes_to("care_homes.premium.full_year", "7200", beds)
    comes_to("care_homes.premium.full_year", "7920", beds | {"payment.care_home_premium.full_year_rate": "11"})


def test_a_bed_rate_a_year_is_a_twelfth_a_month() -> None:
    # £60 a year for eight months of 20 beds; in a full year £75. The gull levy ends.
    texts = ASKED | {"payment.gull_levy.rate": "0"}
    comes_to("funding.lodge_levy.practice", "800", texts, EXTENDED)
    comes_to("care_homes.premium.this_year", "800", texts, EXTENDED)
    comes_to("care_homes.premium.full_year", "1500", texts, EXTENDED)


def test_the_maximum_of_a_role_can_be_ours_to_give() -> None:
    # One net mender for sure, ten months, who costs £36,000: 10/12 of the maximum.
    texts = ASKED | {
        "payment.crew_sum.rate": "40", "workforce.by": "rows", "workforce.net_mender.wte": "1",
        "workforce.net_mender.chance": "100", "workforce.net_mender.months": "10", "workforce.net_mender.cost": "36000",
    }  # fmt: skip
    assert appraisal(texts, EXTENDED)["workforce.claim.this_year"].needs == ("workforce.net_mender.maximum",)
    comes_to("workforce.claim.this_year", "25000", texts | {"workforce.net_mender.maximum": "30000"}, EXTENDED)
    comes_to("workforce.claim.this_year", "30000", texts | {"workforce.net_mender.maximum": "40000"}, EXTENDED)
    # And where the worksheet prints one, ours counts: 2 × 50 % × 50,000 × 6/12.
    comes_to("workforce.claim.this_year", "25000", PLAN | {"workforce.clinical_pharmacist.maximum": "50000"})


# --- A contract that pays no network


def test_a_contract_that_pays_no_network_has_figures_without_one() -> None:
    texts = {
        "practice.registered_list": "10000", "practice.weighted_list": "10200", "payment.evening.achieved": "80",
        "date.reply": "14 October 2033", "date.out": "31 October 2033", "cost.gp_hour": "95",
        "service.evenings.gp_hours": "3", "service.hillside.gp_hours": "2", "local.none": "yes",
        "opt_out.hours": "1", "opt_out.exit_cost": "2000", "practice.gp_sessions": "40",
    }  # fmt: skip
    # 10,000 × £2.40, 10,200 × £1.20 × 80 % and 10,200 × £0.90
    comes_to("sign_up.income.full_year", "42972", texts, NO_NETWORK)
    # … less 5 hours × £95 × 52 weeks; against 1 hour × £95 × 52 weeks
    comes_to("sign_up.net.full_year", "18272", texts, NO_NETWORK)
    comes_to("difference.full_year", "23212", texts, NO_NETWORK)
    # Eight months of the income and the first service, six of the second, eight of the hour outside, and £2,000 once
    this_year = Fraction(42972 * 8, 12) - Fraction(95 * 52 * (3 * 8 + 2 * 6), 12) + Fraction(95 * 52 * 8, 12) + 2000
    assert value_of("difference.this_year", texts, NO_NETWORK) == this_year
    comes_to("time.gp_hours", "4", texts, NO_NETWORK)
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
        comes_to(f"sign_up.income.{horizon}", income, texts, JOINED)
        assert value_of(f"difference.{horizon}", texts, JOINED) == Fraction(income) - nurses - 2 * gps + gps
    found = appraisal(texts, JOINED)
    of_leaving = ("opt_out.once.this_year", "leave_next.net", "leave_next.opt_out", "difference.leave_next")
    assert not any(found[figure].in_contract for figure in of_leaving)
    assert found.needs(found.figures) == ("service.rounds.status", "partner.1.name")
