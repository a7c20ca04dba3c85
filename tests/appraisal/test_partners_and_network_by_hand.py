"""Each partner's part worked by hand, and the network's other practices."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.appraisal.by_hand import MONEY, STREET, comes_to, value_of
from tests.building import appraisal


def test_each_partners_part_follows_the_profit_shares() -> None:
    shares = STREET | {"partner.1.profit_share": "60", "partner.4.profit_share": "40"}
    comes_to("difference.partner.1.this_year", "6739.275", shares)  # 11,232.125 × 60 %
    comes_to("difference.partner.4.this_year", "4492.85", shares)
    comes_to("difference.partner.4.full_year", "2663.8", shares)  # 6,659.50 × 40 %
    # Shares need not come to 100: 1 of 3, and 2 of 3.
    thirds = STREET | {"partner.1.profit_share": "10", "partner.4.profit_share": "20"}
    comes_to("difference.partner.1.full_year", "6659.5/3", thirds)
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
    comes_to(figure, worked, MEMBERS)
    assert appraisal(MONEY)[figure].not_applicable
    assert appraisal(MEMBERS | {"member.none": "yes"})[figure].not_applicable


def test_a_list_is_needed_of_those_who_leave_and_of_nobody_else() -> None:
    without = {id_: text for id_, text in MEMBERS.items() if not id_.endswith((".2.list", ".3.list"))}
    assert appraisal(without)["network.leaving_list"].needs == ("member.2.list",)
    comes_to("network.leaving_list", "0", MONEY | {"member.1.name": "Quay"})  # not known what it intends
    comes_to("network.beds_known", "60", MONEY | {"member.1.name": "Quay"})


def test_a_session_is_four_hours_ten_unless_said() -> None:
    without = {id_: text for id_, text in STREET.items() if id_ != "cost.session_hours"}
    comes_to("time.share", str(Fraction("7.375") / (24 * Fraction(25, 6)) * 100), without)


def test_the_likely_value_of_a_range_counts() -> None:
    assert value_of("sign_up.net.this_year", STREET | {"cost.gp_hour": "60 / 120 / 400"}) == Fraction("11232.125")
