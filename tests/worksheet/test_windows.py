"""A year can have several windows: the worksheet is read for one, and its months, words and days follow."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from des_decider.worksheet.months import counted_months, first_counted_day, most_months
from des_decider.worksheet.reading import read_worksheet
from des_decider.worksheet.windows import Setting, days_to_give, usual_window
from tests.building import NO_POSTS, OCTOBER

if TYPE_CHECKING:
    from des_decider.worksheet.model import Worksheet

REDRAWN = Setting("redrawn", {"out_redrawn": date(2034, 1, 20)})


def october(at: Setting | None = None) -> Worksheet:
    found = read_worksheet(OCTOBER.read_bytes(), at=at)
    assert found.worksheet is not None, found.mistakes
    return found.worksheet


def test_months_days_and_words_are_those_of_the_window() -> None:
    first, redrawn = october(), october(REDRAWN)
    assert (counted_months(first), first_counted_day(first)) == (8, date(2033, 11, 1))
    assert (counted_months(redrawn), first_counted_day(redrawn)) == (5, date(2034, 1, 21))
    assert most_months(first) == most_months(october(Setting("redrawn"))) == 12, "nobody knows the day of the second"
    assert "by 14 October 2033 whether to join. What they decide counts from 1 November 2033." in first.about
    assert "by 15 December 2033 whether to join. What they decide counts from 21 January 2034." in redrawn.about
    assert first.asks["workforce.whole.months"].largest == 8
    assert redrawn.asks["workforce.whole.months"].largest == 5
    assert redrawn.year.next_window == "again", "what a window does not say is that of the year"


def test_a_day_that_nobody_gave_yet_has_words() -> None:
    found = october(Setting("redrawn"))
    assert first_counted_day(found) is None
    assert "counts from a day not known yet." in found.about
    assert found.asks["workforce.whole.months"].largest == 12
    assert "has so many." in found.asks["workforce.whole.months"].why


def test_a_day_given_before_the_year_counts_from_its_beginning() -> None:
    found = read_worksheet(NO_POSTS.read_bytes(), at=Setting(days={"out": date(2020, 1, 1)})).worksheet
    assert found is not None
    assert (counted_months(found), first_counted_day(found)) == (12, date(2033, 7, 1))


@pytest.mark.parametrize(
    ("begun", "window"),
    [
        (date(2033, 7, 5), "first"), (date(2033, 10, 14), "first"), (date(2033, 10, 15), "redrawn"),
        (date(2033, 12, 15), "redrawn"), (date(2034, 3, 1), "redrawn"),
    ],
)  # fmt: skip
def test_the_usual_window_is_the_first_that_closes_on_the_day_or_after(begun: date, window: str) -> None:
    assert usual_window(october(), begun, {}) == window


def mistakes_of(old: str, new: str) -> list[tuple[str, str]]:
    text = OCTOBER.read_text(encoding="utf-8")
    assert old in text
    return [(m.place, m.what) for m in read_worksheet(text.replace(old, new, 1).encode()).mistakes]


def test_every_window_is_judged() -> None:
    assert mistakes_of('opt_out_effective = "out_redrawn"\n', "") == [
        ("[window.redrawn] opt_out_effective", "opt_out_effective is missing")
    ]
    assert mistakes_of("[window.redrawn]", "[window.first]")[0] == ("[window.first]", "first cannot be an id")
    assert mistakes_of('decide_by = "reply_redrawn"', 'decide_by = "reply_again"')[0] == (
        "[window.redrawn] decide_by", "There is no [date.reply_again]"
    )  # fmt: skip
    late = '[date.out_redrawn]\ndate = "ask"'
    assert mistakes_of(late, late.replace('"ask"', "2034-06-05"))[0] == (
        "[date.out_redrawn] date", "An opt-out on 2034-06-05 leaves no month of the year to count"
    )  # fmt: skip
    assert mistakes_of("date = 2033-12-15", "date = 2034-10-20")[0] == (
        "[date.reply_redrawn] date", "The decision is due on 2034-10-20, after the year"
    )  # fmt: skip


def test_what_stands_on_a_day_has_to_be_right_in_every_window() -> None:
    """A service cannot begin on the first day that counts where in one window nobody knows it."""
    begins = 'name = "Hillside rounds"\nfrom = '
    assert mistakes_of(f"{begins}2034-01-01", begins + '"{first_day}"') == [
        ("[service.hillside] from", "{first_day} is for the practice to give")
    ]


def test_a_contract_that_nobody_is_in_counts_all_of_its_year_in_each_window() -> None:
    """No window needs a last day in it, and {first_day}, {out_from} and {months} are those of the whole year."""
    text = OCTOBER.read_text(encoding="utf-8").replace('"out_redrawn"\n', '"none"\n')
    text = text.replace('opt_out_effective = "out"\n', 'opt_out_effective = "none"\n')
    text = text.replace("[date.reply]\n", '[date.reply]\nnote = "{first_day}, {out_from.day}, {months}"\n')
    for window in ("first", "redrawn"):
        reading = read_worksheet(text.encode(), at=Setting(window))
        assert (sheet := reading.worksheet) is not None, [str(m) for m in reading.mistakes]
        assert sheet.last_day_in is None
        assert first_counted_day(sheet) == sheet.year.starts
        assert counted_months(sheet) == most_months(sheet) == 12
        assert sheet.dates["reply"].origin.note == "1 July 2033, 30 June, 12"
        assert days_to_give(sheet) == ()
