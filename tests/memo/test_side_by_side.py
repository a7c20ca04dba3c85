"""The options side by side and the spans as partners read them, on the first page too; limits a practice set itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.decision.wording import money
from des_decider.memo.document import Table
from tests.memo.memo_facts import BLANK, FULL, QUICK_LOOK, facts, memo, under, without

if TYPE_CHECKING:
    from collections.abc import Mapping

GLANCE, MONEY, OPTIONS = "At a glance", "Money and GP time", "Options considered"
FEW = {
    **{id_: text.split(" / ")[1] if text.count(" / ") == 2 else text for id_, text in FULL.items()},
    "cost.gp_hour": "80 / 100 / 156",
    "workforce.whole.chance": "30 / 55 / 80",
}
"""The full decision with two answers that have a range: too few to speak of 8 cases in 10."""
SHARES = {f"partner.{n}.profit_share": share for n, share in ((1, "40"), (2, "30"), (3, "20"), (4, "10"))}


def said(texts: Mapping[str, str], heading: str) -> str:
    return under(memo(texts), heading)


LEAVING = "Signing up and leaving at the next window, from July 2020 to March 2021, no month under notice counted"


def row(texts: Mapping[str, str], what: str, heading: str) -> list[str]:
    """The cells of the one row that begins so."""
    (found,) = [line for line in said(texts, heading).splitlines() if line.startswith(f"{what} | ")]
    return found.split(" | ")[1:]


def amount(cell: str) -> int:
    return int(cell.replace("£", "").replace(",", "").replace("−", "-"))


def test_sign_up_and_opt_out_stand_side_by_side_for_both_years() -> None:
    (table,) = [
        block for block in memo(FULL).blocks
        if isinstance(block, Table) and block.caption.startswith("The options side by side")
    ]  # fmt: skip
    assert table.header == ("What", "Sign up", "Opt out", "Sign up against opt out")
    assert [cells[0] for cells in table.rows] == [
        "This year: money alone", "This year: GP time, priced", "This year: together",
        "This year: care, our share of what is claimed",
        "In a full year: money alone", "In a full year: GP time, priced", "In a full year: together",
        "In a full year: care, our share of what is claimed", LEAVING,
        "GP time a week once everything runs, counted as a difference alone",
    ]  # fmt: skip


@pytest.mark.parametrize("when", ["This year", "In a full year"])
@pytest.mark.parametrize("option", [0, 1, 2], ids=["sign up", "opt out", "against each other"])
def test_money_and_gp_time_add_up_to_what_an_option_comes_to(when: str, option: int) -> None:
    texts = {**FULL, "opt_out.hours": "1.5", "local.2.amount": "3,000", "local.2.ends": "opt_out"}
    whats = ("money alone", "GP time, priced", "together")
    alone, priced, together = (row(texts, f"{when}: {what}", OPTIONS) for what in whats)
    assert abs(amount(alone[option]) + amount(priced[option]) - amount(together[option])) <= 1, "rounded to pounds"
    assert amount(together[option]) != 0
    assert abs(amount(together[0]) - amount(together[1]) - amount(together[2])) <= 1


def test_leaving_at_the_next_window_costs_what_leaving_then_costs() -> None:
    later = row(FULL, LEAVING, OPTIONS)
    now = row(FULL, "This year: together", OPTIONS)
    assert amount(now[0]) - amount(later[0]) == 4000
    assert amount(now[2]) - amount(later[2]) == 4000
    assert abs(amount(later[0]) - amount(later[1]) - amount(later[2])) <= 1, "rounded to pounds"
    # Nobody has said when leaving takes effect, so no month after the year counts.
    assert later[1] == row(FULL, "This year: together", OPTIONS)[1]


def test_care_is_bought_by_signing_up_alone() -> None:
    assert row(FULL, "This year: care, our share of what is claimed", OPTIONS) == ["£19,554", "–", "–"]
    assert row(FULL, "In a full year: care, our share of what is claimed", OPTIONS) == ["£39,108", "–", "–"]


def test_gp_time_is_told_in_hours_as_well() -> None:
    assert row(FULL, "GP time a week once everything runs, counted as a difference alone", OPTIONS) == [
        "–",
        "–",
        "7.2 hours a week",
    ]


def test_what_is_missing_leaves_its_options_unknown_and_never_nought() -> None:
    lacking = without(FULL, "leave.exit_cost")
    later = row(lacking, LEAVING, OPTIONS)
    assert later == ["not known", "−£1,500", "not known"]
    assert "The options side by side: not known." in said(BLANK, OPTIONS)
    assert "Signing up against opting out: not known." in said(BLANK, MONEY)
    assert "How signing up comes out against opting out is not known." in said(BLANK, GLANCE)
    priced = row(without(FULL, "cost.gp_hour"), "This year: GP time, priced", OPTIONS)
    assert priced == ["not known", "£0", "not known"], "nothing that only leaving brings is nothing at any price"


def test_beside_each_difference_stand_the_ends_of_8_of_10_cases_in_money() -> None:
    known = facts(FULL)
    assert (
        "Signing up against opting out | July 2020 to March 2021 (9 months) | 8 of 10 cases | In a full year | "
        "8 of 10 cases"
    ) in said(FULL, GLANCE)
    for what, stem in (("Together", "difference"), ("Money alone", "difference.cash")):
        spread = known.hangs_on.drawn.spreads[f"{stem}.full_year"]
        ends = f"{money(spread.p10)} to {money(spread.p90)}"
        assert row(FULL, what, GLANCE)[3] == ends
    assert row(FULL, "Money alone", GLANCE)[1] == "no range"
    assert row(FULL, "Together", GLANCE)[0] == "−£537"
    spread = known.hangs_on.drawn.spreads["difference.this_year"]
    a_partner = [amount(end) for end in row(FULL, "For each partner", MONEY)[1].split(" to ")]
    assert a_partner == [pytest.approx(float(end) / 4, abs=1) for end in (spread.p10, spread.p90)]
    a_patient = row(FULL, "For each patient", MONEY)[1].split(" to ")
    assert a_patient == [money(end / 9120, pence=True) for end in (spread.p10, spread.p90)]
    tenths = f"of {known.hangs_on.drawn.number:,} cases drawn from our ranges, the lowest and highest tenth left out."
    assert f"“8 of 10 cases”: {tenths}" in said(FULL, GLANCE)


def test_by_profit_share_each_partner_has_their_part_with_its_span() -> None:
    shared = {**FULL, **SHARES}
    spread = facts(shared).hangs_on.drawn.spreads["difference.full_year"]
    vane = row(shared, "Dr Lena Vane", MONEY)
    assert amount(vane[2]) == pytest.approx(-9273 * 0.4, abs=1)
    assert [amount(end) for end in vane[3].split(" to ")] == [
        pytest.approx(float(end) * 0.4, abs=1) for end in (spread.p10, spread.p90)
    ]
    assert "money and priced GP time together; partners by profit share; no forecast of any profit" in said(
        shared, MONEY
    )
    assert "For each partner | " not in said(shared, MONEY)
    one_missing = said(without(shared, "partner.4.profit_share"), MONEY)
    assert "partners in equal parts" in one_missing
    assert "Dr Lena Vane | " not in one_missing


def test_with_few_ranges_nothing_is_said_of_8_cases_in_10() -> None:
    for texts in (FEW, QUICK_LOOK):
        for heading in (GLANCE, MONEY):
            assert "8 of 10" not in said(texts, heading)
        assert " | By ranges so far | In a full year | By ranges so far" in said(texts, GLANCE)
    assert "left out. Answers without a range count as certain in it." in said(FEW, GLANCE)
    assert "count as certain" not in said(FULL, GLANCE)
    spread = facts(FEW).hangs_on.drawn.spreads["difference.this_year"]
    assert row(FEW, "Together", GLANCE)[1] == f"{money(spread.p10)} to {money(spread.p90)}"
    assert "For each partner | not known | – | not known | –" in said(QUICK_LOOK, MONEY)


def test_what_no_range_moves_says_that_it_has_none() -> None:
    certain = {id_: text.split(" / ")[1] if text.count(" / ") == 2 else text for id_, text in FULL.items()}
    assert {row(certain, "Together", GLANCE)[place] for place in (1, 3)} == {"no range"}


OWN = {"threshold.workforce.green": "25", "threshold.workforce.amber": "10"}


def test_under_limits_the_practice_set_both_findings_are_told_and_who_set_them() -> None:
    found = said({**FULL, **OWN, "threshold.workforce.set_by": "the partners on 4 May"}, "What each section found")
    (line,) = [line for line in found.splitlines() if line.startswith("Posts and people")]
    assert "red: a serious concern | 1 blocker about signing up. Part expected" in line
    assert "set by the partners on 4 May: no concern from 25 %, a serious concern below 10 %" in line
    assert (
        "By the worksheet’s limits (no concern from 75 %, a serious concern below 40 %) the figure would be red" in line
    )
    assert found.count("set by") == 1, "no other section has limits of its own"


def test_the_memo_says_whose_limits_count() -> None:
    where = "The worksheet"
    assert "The findings use the worksheet’s own limits." in said(FULL, where)
    own = said({**FULL, **OWN, "threshold.workforce.set_by": "the partners on 4 May"}, where)
    assert "own limits are used for “Posts and people” (set by the partners on 4 May)" in own
    assert "The findings use the worksheet’s own limits." not in own
    assert "(set by Ann Fell)" in said({**FULL, **OWN}, where), "whoever typed them, where nobody is named"
