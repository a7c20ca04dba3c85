"""What can be claimed for a post may differ by area and rise within the year."""

from __future__ import annotations

from fractions import Fraction

import pytest

from des_decider.worksheet.reading import read_worksheet
from tests.building import OCTOBER, appraisal, ids

POST = {
    "workforce.by": "rows", "pcn.weighted_list": "40000", "workforce.helper.wte": "1", "workforce.helper.chance": "100",
    "workforce.helper.months": "8", "workforce.helper.cost": "50000", "workforce.claimed_before": "0",
}  # fmt: skip
NURSE = {id_.replace("helper", "nurse"): text for id_, text in POST.items()}
CLAIM = "workforce.claim.this_year"


@pytest.mark.parametrize(
    ("months", "cost", "claimed"),
    [
        ("8", "50000", 30000 * 4 + 31200 * 4),  # November to February, March to June
        ("4", "50000", 31200 * 4),  # months are counted back from the year's end
        ("5", "50000", 30000 + 31200 * 4),
        ("8", "30500", 30000 * 4 + 30500 * 4),
        ("8", "29000", 29000 * 8),
    ],
)
def test_each_month_counts_at_the_maximum_that_holds_in_it(months: str, cost: str, claimed: int) -> None:
    made = appraisal(POST | {"workforce.helper.months": months, "workforce.helper.cost": cost}, OCTOBER)
    assert made[CLAIM].value == Fraction(claimed, 12)
    assert made["workforce.claim.full_year"].value == min(int(cost), 31200)


def test_our_own_answer_holds_in_every_month() -> None:
    made = appraisal(POST | {"workforce.helper.maximum": "28000"}, OCTOBER)
    assert made[CLAIM].value == Fraction(28000 * 8, 12)


@pytest.mark.parametrize(("area", "first", "last"), [("elsewhere", 41000, 42500), ("vale", 46000, 47500)])
def test_a_maximum_that_differs_by_area_is_that_of_ours(area: str, first: int, last: int) -> None:
    made = appraisal(NURSE | {"workforce.area": area}, OCTOBER)
    assert made[CLAIM].value == Fraction(first * 2 + last * 6, 12)


def test_an_area_is_asked_and_never_guessed() -> None:
    assert appraisal(NURSE, OCTOBER)[CLAIM].needs == ("workforce.area",)
    assert appraisal(POST, OCTOBER)[CLAIM].value is not None, "of a post with one maximum it does not matter"
    assert appraisal(NURSE | {"workforce.nurse.maximum": "40000"}, OCTOBER)[CLAIM].value == Fraction(40000 * 8, 12)
    field = ids(OCTOBER).field("workforce.area")
    assert field is not None
    assert dict(field.rules.choices) == {"vale": "the Vale", "downs": "the Downs", "elsewhere": "in none of them"}
    assert ids().field("workforce.area") is None, "in 2020/21 no maximum differs"


@pytest.mark.parametrize(
    ("old", "new", "place", "what"),
    [
        ("{ vale = 46000,", "{ dale = 46000,", "[role.nurse] maximum_in.dale", "There is no [area.dale]"),
        ("from = 2034-03-01", "from = 2034-03-15", "[role.helper] raised.from",
         "2034-03-15 is not the first day of a month"),
        ("from = 2034-03-01", "from = 2033-07-01", "[role.helper] raised.from", "2033-07-01 is not within the year"),
        ("maximum = 30000", 'maximum = "ask"', "[role.helper] raised", "A maximum that is asked cannot be raised"),
        ("vale.name", "elsewhere.name", "[area.elsewhere]", "elsewhere cannot be an id"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_an_area_or_a_rise_is_said(old: str, new: str, place: str, what: str) -> None:
    text = OCTOBER.read_text(encoding="utf-8")
    assert old in text
    found = [(m.place, m.what) for m in read_worksheet(text.replace(old, new, 1).encode()).mistakes]
    assert (place, what) in found
