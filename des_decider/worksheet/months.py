"""The months rule: how many whole months something runs within the months the decision can still change."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from des_decider.worksheet.model import Payment, Worksheet


def first_counted_day(worksheet: Worksheet) -> date | None:
    """The day after the last one of who opts out, in the window of the decision; None while nobody knows it.

    A day that a practice gave may lie before the year, of which nothing counts before its first. Where nobody is in the
    contract yet, all of the year counts.
    """
    out = worksheet.last_day_in
    if out is None:
        return worksheet.year.starts
    return max(out.date + timedelta(days=1), worksheet.year.starts) if out.date else None


def counts_from_the_start(worksheet: Worksheet) -> bool:
    """Whether the months that count are all of the year, so that nothing can have come of it before them."""
    return first_counted_day(worksheet) == worksheet.year.starts


def most_months(worksheet: Worksheet) -> int:
    """The most months that are counted in any window of the year."""
    outs = {window.opt_out_effective for window in worksheet.windows.values()}
    years = (worksheet.year._replace(opt_out_effective=out) for out in outs)
    return max(counted_months(worksheet._replace(year=year)) for year in years)


def counted_months(worksheet: Worksheet) -> int:
    """M, the months the decision can still change; as many as there could be while nobody knows the first day."""
    return months_from(_first_day(worksheet), worksheet)


def months_from(start: date, worksheet: Worksheet) -> int:
    """Whole months from the first of the month on or after `start`, within the counted months; never below 0.

    A day after the first of a month counts from the next month (docs/figures.md, rule 3).
    """
    return whole_months(max(start, _first_day(worksheet)), worksheet.year.ends)


def whole_months(first: date, last: date) -> int:
    """Whole months from the first of the month on or after a day, to the month of another; never below 0."""
    return max(0, _month(last) - _month(first, up=True) + 1)


def months_of(payment: Payment) -> int:
    """Months a payment runs in the contract year."""
    return _month(payment.last) - _month(payment.first) + 1


def counted_months_of(payment: Payment, worksheet: Worksheet) -> int:
    """Months of a payment that fall in the counted months."""
    first = max(_month(payment.first), _month(_first_day(worksheet), up=True))
    return max(0, min(_month(payment.last), _month(worksheet.year.ends)) - first + 1)


def months_after(end: date, day: date) -> int:
    """Whole months from the day after an end to a day, a begun one counted; never below 0."""
    months = _month(day) - _month(end)
    return max(0, months)


def _first_day(worksheet: Worksheet) -> date:
    return first_counted_day(worksheet) or worksheet.year.starts


def _month(day: date, *, up: bool = False) -> int:
    """Months since year 0; `up` takes the next month for any day but the first."""
    return day.year * 12 + day.month + (1 if up and day.day > 1 else 0)
