"""Items 9 to 12 of a memo as partners read them: the options side by side, spans, and limits a practice set itself."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.wording import money
from des_decider.memo.compose import compose_memo
from des_decider.memo.document import Table
from tests.memo.memo_facts import BLANK, FULL, QUICK_LOOK, facts, under, without

if TYPE_CHECKING:
    from collections.abc import Mapping

MONEY = "Money and GP time"
FEW = {
    **{id_: text.split(" / ")[1] if text.count(" / ") == 2 else text for id_, text in FULL.items()},
    "cost.gp_hour": "80 / 100 / 156",
    "workforce.whole.chance": "30 / 55 / 80",
}
"""The full decision with two answers that have a range: too few to draw cases from."""


def said(texts: Mapping[str, str], heading: str = MONEY) -> str:
    return under(compose_memo(facts(texts)), heading)


def row(texts: Mapping[str, str], what: str) -> list[str]:
    """The cells of the one row that begins so."""
    (found,) = [line for line in said(texts).splitlines() if line.startswith(f"{what} | ")]
    return found.split(" | ")[1:]


def amount(cell: str) -> int:
    return int(cell.replace("£", "").replace(",", "").replace("−", "-"))


def test_sign_up_opt_out_and_leave_in_april_stand_side_by_side_for_both_years() -> None:
    (table,) = [
        block for block in compose_memo(facts(FULL)).blocks
        if isinstance(block, Table) and block.caption.startswith("The options side by side")
    ]  # fmt: skip
    assert table.header == ("What", "Sign up", "Opt out", "Sign up, leave in April")
    assert [cells[0] for cells in table.rows] == [
        "This year: money alone", "This year: GP time, priced", "This year: together", "This year: care from the posts",
        "In a full year: money alone", "In a full year: GP time, priced", "In a full year: together",
        "In a full year: care from the posts", "GP time, signing up against opting out",
    ]  # fmt: skip


@pytest.mark.parametrize("when", ["This year", "In a full year"])
@pytest.mark.parametrize("option", [0, 1, 2], ids=["sign up", "opt out", "leave in April"])
def test_money_and_gp_time_add_up_to_what_an_option_comes_to(when: str, option: int) -> None:
    texts = {**FULL, "opt_out.hours": "1.5", "local.2.amount": "3,000", "local.2.ends": "opt_out"}
    alone, priced, together = (row(texts, f"{when}: {what}") for what in ("money alone", "GP time, priced", "together"))
    if option == 2:
        if when == "In a full year":
            assert {cells[2] for cells in (alone, priced, together)} == {"does not apply"}
            return
        assert priced[2] == "as signing up"
        priced[2] = priced[0]
    assert abs(amount(alone[option]) + amount(priced[option]) - amount(together[option])) <= 1, "rounded to pounds"
    assert amount(together[option]) != 0


def test_leaving_in_april_costs_what_leaving_then_costs() -> None:
    cells = row(FULL, "This year: together")
    assert amount(cells[0]) - amount(cells[2]) == 4000
    cells = row(FULL, "This year: money alone")
    assert amount(cells[0]) - amount(cells[2]) == 4000


def test_care_is_bought_by_signing_up_alone() -> None:
    assert row(FULL, "This year: care from the posts") == ["£19,554", "none", "as signing up"]
    assert row(FULL, "In a full year: care from the posts") == ["£39,108", "none", "does not apply"]


def test_gp_time_of_all_options_is_told_in_hours() -> None:
    assert row(FULL, "GP time, signing up against opting out") == ["8.4 hours a week", "–", "the same until then"]


def test_what_is_missing_leaves_its_options_unknown_and_never_nought() -> None:
    lacking = without(FULL, "leave.exit_cost")
    assert row(lacking, "This year: money alone")[2] == "not known yet"
    assert row(lacking, "This year: together")[2] == "not known yet"
    assert "The options side by side: not known yet." in said(BLANK)
    assert "Signing up against opting out: not known yet." in said(BLANK)
    assert row(without(FULL, "cost.gp_hour"), "This year: GP time, priced")[:2] == ["not known yet", "not known yet"]


def test_beside_each_difference_stand_the_ends_of_8_of_10_cases_in_money() -> None:
    known = facts(FULL)
    spread = known.hangs_on.spread("this_year")
    assert spread is not None
    ends = f"{money(spread.p10)} to {money(spread.p90)}"
    assert row(FULL, "Together (8 of 10 cases)")[:2] == ["−£3,696", ends]
    low, high = (amount(end) for end in ends.split(" to "))
    a_partner = [amount(end) for end in row(FULL, "Together, for each partner (8 of 10 cases)")[1].split(" to ")]
    assert a_partner == [pytest.approx(low / 4, abs=1), pytest.approx(high / 4, abs=1)]
    a_patient = row(FULL, "Together, for each patient (8 of 10 cases)")[1].split(" to ")
    assert a_patient == [money(spread.p10 / 9120, pence=True), money(spread.p90 / 9120, pence=True)]
    assert "“8 of 10 cases” leaves out the lowest and the highest tenth of 10,000 cases" in said(FULL)


def test_with_few_ranges_the_span_is_the_lowest_and_the_highest_and_says_so() -> None:
    text = said(FEW)
    assert "Signing up against opting out | This year | Range | In a full year | Range" in text
    assert "8 of 10" not in text
    low, high = (amount(end) for end in row(FEW, "Together (low to high)")[1].split(" to "))
    span = facts(FEW).hangs_on.spans["difference.this_year"]
    assert span.low is not None
    assert span.high is not None
    assert [low, high] == pytest.approx([float(span.low), float(span.high)], abs=1)
    assert low < amount(row(FEW, "Together (low to high)")[0]) < high


def test_every_row_names_its_kind_of_range_for_each_year_where_they_differ() -> None:
    text = said(QUICK_LOOK)
    assert "\nTogether (this year low to high, in a full year 8 of 10 cases) | " in text
    assert "\nMoney alone (low to high) | " in text
    assert "\nTogether, for each partner | not known yet | – | not known yet | –" in text


def test_what_no_range_moves_says_that_it_has_none() -> None:
    certain = {id_: text.split(" / ")[1] if text.count(" / ") == 2 else text for id_, text in FULL.items()}
    assert {row(certain, "Together")[place] for place in (1, 3)} == {"no range"}


def test_a_difference_without_an_end_says_so() -> None:
    known = facts(FULL)
    spans = known.hangs_on.spans
    object.__setattr__(known.hangs_on, "spans", {**spans, "difference.cash.this_year": (None, 0)})
    try:
        assert "Money alone (low to high) | £21,256 | no end to £0" in under(compose_memo(known), MONEY)
    finally:
        object.__setattr__(known.hangs_on, "spans", spans)


OWN = {"threshold.workforce.green": "25", "threshold.workforce.amber": "10"}


def test_under_limits_the_practice_set_both_findings_are_told_and_who_set_them() -> None:
    found = said({**FULL, **OWN, "threshold.workforce.set_by": "the partners on 4 May"}, "What each section found")
    (line,) = [line for line in found.splitlines() if line.startswith("Posts and people")]
    assert "green: no concern" in line
    assert "set by the partners on 4 May: no concern from 25 %, a serious concern below 10 %" in line
    assert "By the worksheet’s limits (no concern from 75 %, a serious concern below 42 %) it would be red" in line
    assert found.count("set by") == 1, "no other section has limits of its own"


def test_the_memo_says_whose_limits_count() -> None:
    where = "The worksheet"
    assert "The findings use the worksheet’s own limits." in said(FULL, where)
    own = said({**FULL, **OWN, "threshold.workforce.set_by": "the partners on 4 May"}, where)
    assert "own limits are used for “Posts and people” (set by the partners on 4 May)" in own
    assert "The findings use the worksheet’s own limits." not in own
    assert "(set by Ann Fell)" in said({**FULL, **OWN}, where), "whoever typed them, where nobody is named"


def test_the_claims_stand_beside_ours_and_one_is_rebuilt_in_the_appendices() -> None:
    claims = said(FULL, "Claims and our own figure")
    assert re.search(r"NHS England, May 2020 \| £575,000 \| 48,020 \| £[\d,]+ \| same basis", claims)
    assert "Its streams in full come to £592,840, line by line in the appendices." in claims
    assert "The rest was not published." in claims
