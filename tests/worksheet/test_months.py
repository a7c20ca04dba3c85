"""The months rule on days that the shipped worksheets do not have: an opt-out that takes effect within a month."""

from __future__ import annotations

from datetime import date

import pytest

from des_decider.worksheet.months import counted_months, counted_months_of, first_counted_day, months_from
from tests.building import worksheet


@pytest.mark.parametrize(
    ("out", "first", "counted"),
    [
        (date(2020, 6, 30), date(2020, 7, 1), 9), (date(2020, 7, 1), date(2020, 7, 2), 8),
        (date(2020, 6, 15), date(2020, 6, 16), 9), (date(2020, 5, 31), date(2020, 6, 1), 10),
        (date(2021, 3, 1), date(2021, 3, 2), 0),
    ],
)  # fmt: skip
def test_a_month_counts_only_where_all_of_it_lies_after_the_opt_out(out: date, first: date, counted: int) -> None:
    sheet = worksheet()
    last = sheet.last_day_in
    assert last is not None
    moved = sheet._replace(dates={**sheet.dates, last.id: last._replace(date=out)})
    assert first_counted_day(moved) == first
    assert counted_months(moved) == months_from(date(2020, 4, 1), moved) == counted
    payment = sheet.payments["core_pcn"]
    assert counted_months_of(payment, moved) == counted
    assert counted_months_of(payment._replace(first=date(2020, 4, 1), last=date(2020, 5, 31)), moved) == 0
