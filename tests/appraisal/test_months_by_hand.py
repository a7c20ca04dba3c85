"""Months worked by hand: from a day to the end of the year, and which of each payment count."""

from __future__ import annotations

from datetime import date

import pytest

from des_decider.worksheet.months import counted_months, counted_months_of, months_from, months_of
from tests.building import SMALL, worksheet


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
