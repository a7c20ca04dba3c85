"""Posts worked by hand: what is claimed, what limits and ceilings cut, and what the network has to find."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.appraisal.by_hand import PLAN, WHOLE, comes_to, value_of
from tests.building import OCTOBER, appraisal


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
    comes_to(figure, worked, PLAN)


def test_a_cost_below_the_maximum_is_claimed_as_paid() -> None:
    # 1 filled × 50,000 × 6/12; the other cost of £1,000 is never reimbursed.
    texts = PLAN | {"workforce.clinical_pharmacist.cost": "50000"}
    comes_to("workforce.claim.this_year", "25000", texts)
    comes_to("workforce.unfunded.this_year", "500", texts)


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
    comes_to("workforce.claim.full_year", claim, texts)
    paid = Fraction(wte) * 36000
    assert value_of("workforce.unfunded.full_year", texts) == paid - Fraction(claim)


def test_the_limit_is_cut_before_the_chance() -> None:
    # min(3, 1) × 50 % × 35,389, not min(3 × 50 %, 1).
    texts = {
        "pcn.registered_list": "40000", "pcn.weighted_list": "40000", "workforce.by": "rows",
        "workforce.pharmacy_technician.wte": "3", "workforce.pharmacy_technician.chance": "50",
        "workforce.pharmacy_technician.months": "9", "workforce.pharmacy_technician.cost": "40000",
    }  # fmt: skip
    comes_to("workforce.claim.full_year", "17694.50", texts)


def test_nothing_is_claimed_for_months_before_a_roles_start() -> None:
    # A nursing associate can be claimed for from 1 October: 6 of the 9 months paid for, at £29,135.
    texts = {
        "facts.later": "include", "pcn.weighted_list": "40000", "workforce.by": "rows",
        "workforce.nursing_associate.wte": "1", "workforce.nursing_associate.chance": "100",
        "workforce.nursing_associate.months": "9", "workforce.nursing_associate.cost": "29135",
    }  # fmt: skip
    comes_to("workforce.claim.this_year", "14567.50", texts)  # 29,135 × 6/12
    comes_to("workforce.unfunded.this_year", "7283.75", texts)  # 29,135 × 9/12 − 14,567.50
    comes_to("workforce.claim.full_year", "29135", texts)
    hidden = appraisal(texts | {"facts.later": "hide"})
    assert hidden["workforce.claim.this_year"].not_applicable


def test_the_ceiling_binds_on_the_sum_of_all_posts() -> None:
    # £7.131 × 2,000 = £14,262; the plan would claim 27,835 this year.
    texts = PLAN | {"pcn.weighted_list": "2000", "workforce.claimed_before": "0"}
    comes_to("workforce.claim.this_year", "14262", texts)
    # 14,262 / (14,262 × 9/12) is more than all of nine months' worth.
    comes_to("workforce.take_up.this_year", "100", texts)
    comes_to("workforce.unclaimed.this_year", "0", texts)
    comes_to("workforce.unfunded.this_year", "16238", texts)  # 30,500 − 14,262


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
    comes_to("workforce.claim.this_year", claim, texts)
    comes_to("workforce.unclaimed.this_year", unclaimed, texts)
    comes_to("workforce.take_up.this_year", take_up, texts)
    # A full year starts afresh: the smaller of 55,670 and 28,524.
    comes_to("workforce.claim.full_year", "28524", texts)
    comes_to("workforce.take_up.full_year", "100", texts)


def test_what_was_claimed_before_is_needed_only_where_it_could_bind() -> None:
    # A ceiling of £7,131; one post filled at £7,131 a year claims 7,131 × 9/12, just nine months' worth.
    texts = {
        "pcn.weighted_list": "1000", "workforce.whole.wte": "1", "workforce.whole.chance": "100",
        "workforce.whole.months": "9", "workforce.whole.claim": "7131",
    }  # fmt: skip
    comes_to("workforce.claim.this_year", "5348.25", texts)
    comes_to("workforce.unclaimed.this_year", "1782.75", texts)
    comes_to("workforce.take_up.this_year", "100", texts)
    more = texts | {"workforce.whole.claim": "7131.01"}
    for figure in ("claim", "unclaimed", "take_up", "care", "unfunded"):
        assert "workforce.claimed_before" in appraisal(more)[f"workforce.{figure}.this_year"].needs
        assert "workforce.claimed_before" not in appraisal(more)[f"workforce.{figure}.full_year"].needs
    comes_to("workforce.claim.this_year", "5348.2575", more | {"workforce.claimed_before": "0"})
    # Where it could not bind an answer counts all the same.
    comes_to("workforce.claim.this_year", "131", texts | {"workforce.claimed_before": "7000"})


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
    comes_to("workforce.claim.this_year", "9600", texts, OCTOBER)
    comes_to("workforce.unclaimed.this_year", "0", texts, OCTOBER)
    later = plan | {"decision.window": "redrawn", "date.out_redrawn": "2033-07-31"}
    assert appraisal(later, OCTOBER)["workforce.claim.this_year"].needs == ("workforce.claimed_before",)


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
    comes_to(figure, worked, WHOLE)


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
    comes_to("pcn.shortfall.this_year", this_year, texts)
    comes_to("pcn.shortfall.full_year", full_year, texts)
