"""The options worked by hand: signing up, opting out, leaving next, what comes once, and the hours of GPs."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.appraisal.by_hand import STREET, comes_to, value_of
from tests.building import EXTENDED, SMALL, appraisal, worksheet

# --- Options


OTHERS_NONE = {f"service.{s}.post_hours": "0" for s in worksheet().services}


OUR_DIRECTOR = {
    "director.ours": "yes", "director.amount": "20000", "director.hours": "3", "director.paid_to": "person_our_time",
}  # fmt: skip


BY_REQUIREMENT = {
    "service.ehch.by": "rows", "specification.ehch_lead.gp_hours": "1", "specification.ehch_transfer.gp_hours": "0",
}  # fmt: skip


def test_the_whole_street() -> None:
    # Income 39,689.625. Services: 1 × 120 × 52 × 8/12 + 2 × 120 × 52 × 9/12 = 4,160 + 9,360 = 13,520. Homes 9,360.
    # Supervision 1.5 × 52 × 3/12 × 120 / 4 = 585. All is shared out, so the network keeps nothing and lacks
    # 750 + 500: a quarter is 312.50. Meetings 120 × 52 × 9/12 = 4,680. Cost 28,457.50.
    comes_to("services.cost.this_year", "13520", STREET)
    comes_to("sign_up.cost.this_year", "28457.50", STREET)
    comes_to("sign_up.net.this_year", "11232.125", STREET)
    comes_to("sign_up.cash.this_year", "39377.125", STREET)  # 39,689.625 − 312.50
    comes_to("sign_up.gp_time.this_year", "-28145", STREET)
    comes_to("difference.this_year", "11232.125", STREET)
    comes_to("difference.cash.this_year", "39377.125", STREET)  # opting out comes to nothing
    comes_to("difference.gp_time.this_year", "-28145", STREET)
    comes_to("difference.per_patient.this_year", "1.1232125", STREET)
    comes_to("difference.per_partner.this_year", "5616.0625", STREET)
    # In a full year income 53,429.50; services 6,240 + 12,480 = 18,720; homes 18,720; supervision 1.5 × 52 × 120 / 4 =
    # 2,340; a quarter of 3,000 is 750; meetings 6,240. Cost 46,770.
    comes_to("sign_up.cost.full_year", "46770", STREET)
    comes_to("difference.full_year", "6659.50", STREET)
    comes_to("difference.cash.full_year", "52679.50", STREET)


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
    comes_to("leave_next.net", net, texts)
    comes_to("difference.leave_next", difference, texts)


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
    assert value_of("leave_next.net", texts, SMALL) == Fraction(45800, 6) + 3600 + 2290


def test_every_partner_row_counts_named_or_not() -> None:
    comes_to("difference.per_partner.this_year", "5616.0625", STREET)
    comes_to("difference.per_partner.this_year", "89857/24", STREET | {"partner.9.role": "a partner to be named"})


def test_local_payments_count_on_the_side_that_loses_them() -> None:
    # £8,000 and 1 h end on signing up, £2,000 and 0.5 h on opting out: 8,000 × 9/12 − 120 × 52 × 9/12 = 1,320, and
    # 1,500 − 2,340 = −840.
    texts = STREET | {
        "local.none": "no", "local.2.amount": "8000", "local.2.ends": "sign_up", "local.2.hours": "1",
        "local.5.amount": "2000", "local.5.ends": "opt_out", "local.5.hours": "0.5",
    }  # fmt: skip
    comes_to("sign_up.replaced.this_year", "1320", texts)
    comes_to("sign_up.replaced.full_year", "1760", texts)  # 8,000 − 6,240
    comes_to("sign_up.net.this_year", "9912.125", texts)
    comes_to("opt_out.net.this_year", "840", texts)
    comes_to("difference.this_year", "9072.125", texts)
    # Money: 39,377.125 − 6,000 + 1,500. GP time: −28,145 + 4,680 − 2,340.
    comes_to("difference.cash.this_year", "34877.125", texts)
    comes_to("difference.gp_time.this_year", "-25805", texts)
    comes_to("time.gp_hours", "6.875", texts)  # 7.375 − 1 + 0.5, as worked below


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
        assert value_of(f"{figure}.this_year", texts) == sign * Fraction(*map(int, (this_year + "/1").split("/")[:2]))
        assert value_of(f"{figure}.full_year", texts) == sign * 1760
        # Hours a week are those of a steady state, whenever it ends.
        assert value_of("time.gp_hours", texts) == Fraction("7.375") - sign


def test_leaving_brings_hours_and_a_cost_once() -> None:
    texts = STREET | {"opt_out.hours": "2", "opt_out.exit_cost": "900"}
    comes_to("opt_out.net.this_year", "-10260", texts)  # −2 × 120 × 52 × 9/12 − 900
    comes_to("opt_out.net.full_year", "-12480", texts)
    comes_to("difference.cash.this_year", "40277.125", texts)  # 39,377.125 + 900
    comes_to("difference.gp_time.this_year", "-18785", texts)  # −28,145 + 9,360
    # No cost of leaving counts in a full year, so opting out is all GP time: 2 × 120 × 52.
    for figure, worked in (("cash", 0), ("gp_time", 12480)):
        of_difference, of_signing_up = (value_of(f"{f}.{figure}.full_year", texts) for f in ("difference", "sign_up"))
        assert of_difference - of_signing_up == worked
    comes_to("time.gp_hours", "5.375", texts)


def test_gp_time_in_steady_state_and_before_any_post_is_filled() -> None:
    # Services 3, homes 3, meetings 1, supervision 1 × 1.5 / 4 = 0.375; 24 sessions of 5 hours are 120 hours.
    comes_to("time.gp_hours", "7.375", STREET)
    comes_to("time.share", str(Fraction("7.375") * 100 / 120), STREET)
    # 8 hours of posts, of which 50 % fall back: all 4 with nobody to supervise yet, or three quarters of them.
    posts = STREET | OTHERS_NONE | {"service.smr.post_hours": "8", "service.smr.falls_to_gps": "50"}
    comes_to("services.uncovered_hours", "3", posts)
    comes_to("time.gp_hours", "10.375", posts)
    comes_to("time.unfilled", "11", posts)
    freed = posts | {"workforce.whole.released_hours": "2"}
    comes_to("time.gp_hours", "9.875", freed)
    comes_to("time.unfilled", "11", freed)


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
    comes_to("time.already_hours", already, texts)
    hours, unfilled = (value_of(f"time.{figure}", texts) for figure in ("gp_hours", "unfilled"))
    assert value_of("time.new_hours", texts) == hours - Fraction(already)
    assert value_of("time.new_unfilled", texts) == unfilled - Fraction(already)


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
    comes_to("difference.gp_time.this_year", "-42185", texts)
    comes_to("gp_time.director.this_year", "-14040", texts)
    comes_to("gp_time.already.this_year", "-13520", texts)
    comes_to("gp_time.new.this_year", "-14625", texts)  # extended hours 9,360, supervision 585, meetings 4,680
    # In a full year: 3 × 120 × 52; 6,240 + 18,720; extended hours 12,480, supervision 2,340, meetings 6,240.
    comes_to("gp_time.director.full_year", "-18720", texts)
    comes_to("gp_time.already.full_year", "-24960", texts)
    comes_to("gp_time.new.full_year", "-21060", texts)
    comes_to("difference.gp_time.full_year", "-64740", texts)
    # What is worked once is new, and so is what only leaving would bring, with its own sign: 5 × 120; 1 × 120 × 39.
    more = texts | {"service.ehch.once_hours": "5", "opt_out.hours": "1"}
    comes_to("gp_time.already.this_year", "-13520", more)
    comes_to("gp_time.new.this_year", "-10545", more)  # −14,625 − 600 + 4,680
    comes_to("gp_time.new.full_year", "-14820", more)  # −21,060 + 6,240


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
    comes_to("sign_up.once.this_year", once, texts)
    # Without a certain share there is nothing of ours in what the network lacks.
    comes_to("sign_up.once.this_year", "-600", texts | {"share.of_pcn": "0"})


def test_once_and_running_add_up() -> None:
    # Signing up once: −725. Leaving costs £900 once. In all 11,232.125 − 600 + 900.
    texts = STREET | {"service.smr.once_hours": "5", "opt_out.exit_cost": "900"}
    comes_to("sign_up.once.this_year", "-725", texts)
    comes_to("opt_out.once.this_year", "-900", texts)
    comes_to("difference.once.this_year", "175", texts)
    comes_to("difference.this_year", "11532.125", texts)
    comes_to("difference.running.this_year", "11357.125", texts)
    assert not {f for f in appraisal(texts).figures if ".once.full" in f or ".running.full" in f}
    # Row by row, what has only a deadline counts too: 2 hours more.
    by_rows = texts | BY_REQUIREMENT | {"specification.ehch_plan.once_hours": "2"}
    comes_to("sign_up.once.this_year", "-965", by_rows)
