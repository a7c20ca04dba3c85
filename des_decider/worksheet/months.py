"""The months rule: how many whole months something runs within the months the decision can still change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from des_decider.worksheet.model import Payment, Worksheet


def first_counted_day(worksheet: Worksheet) -> date:
    """The day after an opt-out takes effect: 1 July 2020 in the 2020/21 worksheet."""
    return worksheet.day(worksheet.year.opt_out_effective) + timedelta(days=1)


def counted_months(worksheet: Worksheet) -> int:
    """M, the months the decision can still change: 9 in the 2020/21 worksheet."""
    return months_from(first_counted_day(worksheet), worksheet)


def months_from(start: date, worksheet: Worksheet) -> int:
    """Whole months from the first of the month on or after `start`, within the counted months; never below 0.

    1 October 2020 gives 6, 31 July 2020 gives 8 (docs/figures.md, rule 3).
    """
    return whole_months(max(start, first_counted_day(worksheet)), worksheet.year.ends)


def whole_months(first: date, last: date) -> int:
    """Whole months from the first of the month on or after a day, to the month of another; never below 0."""
    return max(0, _month(last) - _month(first, up=True) + 1)


def months_of(payment: Payment) -> int:
    """Months a payment runs in the contract year."""
    return _month(payment.last) - _month(payment.first) + 1


def counted_months_of(payment: Payment, worksheet: Worksheet) -> int:
    """Months of a payment that fall in the counted months."""
    first = max(_month(payment.first), _month(first_counted_day(worksheet), up=True))
    return max(0, min(_month(payment.last), _month(worksheet.year.ends)) - first + 1)


def months_after(end: date, day: date) -> int:
    """Whole months from the day after an end to a day, a begun one counted; never below 0. 31 March to 30 April: 1."""
    months = _month(day) - _month(end)
    return max(0, months)


def _month(day: date, *, up: bool = False) -> int:
    """Months since year 0; `up` takes the next month for any day but the first."""
    return day.year * 12 + day.month + (1 if up and day.day > 1 else 0)
