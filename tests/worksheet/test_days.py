"""A day is read alike wherever it is written: in an answer, and in a worksheet that says how it should be written."""

from __future__ import annotations

from datetime import date

import pytest

from des_decider.decision.parsing import Rules, parse
from des_decider.decision.values import Parsed, Refused
from des_decider.worksheet.bare_values import fault_of
from des_decider.worksheet.days import day_in, looks_like_a_day, read_day

FIRST_OF_OCTOBER = date(2020, 10, 1)


@pytest.mark.parametrize(
    "typed",
    [
        "1 October 2020", "1 Oct 2020", "1st of Oct 2020", "01 oct. 2020", "1-Oct-2020", "1 oct, 20", "1  OCT  2020",
        "Thursday 1 October 2020", "Thu, 1 Oct 2020", "Thurs 01/10/2020", "October 1, 2020", "Oct. 1st 2020",
        "Thursday October 1 2020", "01/10/2020", "1.10.20", "1-10-2020", "1 10 2020",
        "1. 10. 20", "2020/10/1", "2020.10.01", "2020-10-1",
    ],
)  # fmt: skip
def test_both_read_what_either_reads(typed: str) -> None:
    assert looks_like_a_day(typed)
    assert day_in(typed) == FIRST_OF_OCTOBER
    assert parse(typed, Rules("date")) == Parsed(FIRST_OF_OCTOBER, "2020-10-01")
    fault = fault_of(typed, "starts")
    assert fault is not None
    assert fault.mend == "Write year-month-day: starts = 2020-10-01"


@pytest.mark.parametrize("month", ["Octopus", "Octo", "Okt", "Decimal", "Marchy", "Mayo", "Septem", "Juno", "Janet"])
def test_a_word_that_begins_like_a_month_is_none(month: str) -> None:
    for written in (f"1 {month} 2020", f"1st {month} 20", f"{month} 1, 2020", f"Thu 1 {month} 2020"):
        assert read_day(written) == ""
        assert isinstance(parse(written, Rules("date")), Refused)
        fault = fault_of(written, "starts")
        assert fault is not None
        assert fault.what.endswith("is no date")
        assert fault.mend == "Write year-month-day, such as 2020-10-01"


@pytest.mark.parametrize("number", range(1, 13))
def test_months_go_by_their_full_name_and_by_its_usual_beginning(number: int) -> None:
    meant = date(2021, number, 9)
    for written in (f"9 {meant:%B} 2021", f"9 {meant:%b} 2021", f"{meant:%B} 9 2021", f"9-{meant:%b}-21"):
        assert read_day(written) == meant
    assert read_day("9 Sept 2021") == date(2021, 9, 9)


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("31 June 2020", "there is no such day in the calendar"),
        ("10/13/2020", "there is no such day in the calendar"),
        ("Friday 1 October 2020", "that day is a Thursday"),
        ("Fri October 1 2020", "that day is a Thursday"),
        ("tomorrow", ""),
        ("1 October", ""),
        ("20/10", ""),
    ],
)
def test_why_a_text_means_no_day(typed: str, why: str) -> None:
    assert read_day(typed) == why
    assert day_in(typed) is None
