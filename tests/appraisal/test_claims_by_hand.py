"""Published claims worked by hand: rebuilt line by line, and carried to our lists."""

from __future__ import annotations

from fractions import Fraction

from tests.appraisal.by_hand import MONEY, PLAN, STREET, comes_to, value_of
from tests.building import SMALL, appraisal

AVERAGE = {"pcn.registered_list": "48020", "pcn.weighted_list": "48020", "pcn.care_home_beds": "366"}


def test_nhs_englands_claim_is_rebuilt_line_by_line() -> None:
    # 72,030 + 34,670.44 + 69,629 + 342,430.62 + 366 × 60 (21,960) + 12,965.40 + 111 × 194 (21,534) = £575,219.46,
    # whatever is expected of the fund and whether later facts count.
    comes_to("claim.nhs_england.rebuilt", "575219.46", AVERAGE)
    later = AVERAGE | {"facts.later": "include", "payment.iif.achieved": "10"}
    comes_to("claim.nhs_england.rebuilt", "575219.46", later)
    comes_to("claim.nhs_england.ours", "553685.46", AVERAGE)  # the fund hidden
    comes_to("claim.nhs_england.ours", "555838.86", later)
    about_three_fifths = value_of("funding.arrs_sum.pcn", AVERAGE) / value_of("claim.nhs_england.rebuilt", AVERAGE)
    assert Fraction("0.59") < about_three_fifths < Fraction("0.6")


def test_a_claim_is_rebuilt_at_the_printed_rates_whatever_our_commissioner_wrote() -> None:
    own = AVERAGE | {"payment.core_pcn.rate": "2", "payment.arrs_sum.rate": "0"}
    comes_to("claim.nhs_england.rebuilt", "575219.46", own)
    # Ours has them: 553,685.46 + 0.50 × 48,020 − 342,430.62.
    comes_to("claim.nhs_england.ours", "235264.84", own)


def test_a_claim_about_the_network_is_carried_to_the_networks_list() -> None:
    comes_to("claim.nhs_england.theirs", "575000", AVERAGE)  # a network of just that size
    comes_to("claim.nhs_england.theirs", "23000000000/48020", AVERAGE | {"pcn.registered_list": "40000"})
    # With what we expect to claim in a full year, 55,670, in the place of the ceiling of 299,502.
    comes_to("claim.nhs_england.ours", "475722", PLAN | MONEY)
    comes_to("claim.nhs_england.ours_expected", "231890", PLAN | MONEY)  # 176,220 + 55,670
    assert "claim.bbo_lmcs.ours_expected" not in appraisal(STREET).figures


def test_the_lmcs_claim_is_carried_to_our_list_beside_our_full_year_as_it_stands() -> None:
    assert value_of("claim.bbo_lmcs.ours", STREET) == value_of("sign_up.net.full_year", STREET)
    # −£17,191 at 48,020 patients is −£3,236 at our 9,040, and −£3,580 at 10,000.
    theirs = value_of("claim.bbo_lmcs.theirs", STREET | {"practice.registered_list": "9040"})
    assert theirs == Fraction(-17191 * 9040, 48020)
    assert round(theirs) == -3236
    assert round(value_of("claim.bbo_lmcs.theirs", STREET)) == -3580


def test_claims_of_the_small_worksheet() -> None:
    # Tide fund, our part: 45,800 / 5. The oarsmen's loss at 29,000 patients, for our 6,000; the board's for 30,000.
    texts = {
        "practice.registered_list": "6000", "pcn.registered_list": "30000", "pcn.adjusted_list": "28000",
        "network.split": "all_shared",
    }  # fmt: skip
    comes_to("claim.oarsmen.ours", "9160", texts, SMALL)
    comes_to("claim.oarsmen.theirs", "-26460/29", texts, SMALL)  # −4,410 × 6,000 / 29,000
    comes_to("claim.board.theirs", "98000/1.05", texts, SMALL)  # 98,000 × 30,000 / 31,500
