"""The words typed behind a number: taken where they say what is asked, and never dropped where they do not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.decision.parsing import Rules, parse
from des_decider.decision.typed_units import parted
from des_decider.decision.values import Estimate, Parsed, Refused
from des_decider.storage.shipped import shipped_worksheets
from des_decider.worksheet.answer_kinds import kind_of
from tests.building import ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.decision.ids import Field
    from des_decider.worksheet.answer_kinds import Kind

_A_POST = "£ a year for a full-time post"
_PERIODS = {
    "week": ("a week", "per week", "/week", "/wk", "weekly", "p.w."),
    "month": ("a month", "per month", "/mth", "monthly", "pcm"),
    "year": ("a year", "per year", "/yr", "yearly", "per annum", "annually", "pa", "p.a."),
}


def numbers(path_index: int) -> Iterator[Field]:
    """Every question of a shipped worksheet that is answered with a number, limits of findings among them."""
    known = ids(shipped_worksheets()[path_index])
    for id_ in known.known:
        field = known.field(id_)
        if field is not None and kind_of(field.rules.kind).counted_in:
            yield field


def taken(typed: str, rules: Rules) -> bool:
    found = parse(typed, rules)
    return isinstance(found, Parsed) and found == parse("12", rules)


@pytest.mark.parametrize("worksheet", range(4), ids=[path.stem for path in shipped_worksheets()])
def test_every_question_takes_its_own_unit_as_it_stands_beside_the_field(worksheet: int) -> None:
    asked = [field for field in numbers(worksheet) if field.unit]
    assert len(asked) > 100
    for field in asked:
        rules = field.rules._replace(largest=None)
        bare = field.unit.removeprefix("£").strip()
        written = [f"12 {field.unit}", f"12 {bare}", f"12 {bare.upper()}"]
        written += [f"£12 {bare}"] if field.unit.startswith("£") else []
        assert [typed for typed in written if not taken(typed, rules)] == [], field


@pytest.mark.parametrize("worksheet", range(4), ids=[path.stem for path in shipped_worksheets()])
def test_every_question_refuses_each_period_that_is_not_its_own(worksheet: int) -> None:
    """20 hours a year, where hours a week are asked, was kept as 20 and moved what it comes to by £50,000."""
    tried = 0
    for field in numbers(worksheet):
        rules = field.rules._replace(largest=None)
        for period, ways in _PERIODS.items():
            if f"a {period}" in field.unit:
                assert [way for way in ways if not taken(f"12 {way}", rules)] == [], field
            elif period == "year" and field.unit in {"weeks", "months"}:  # which are counted out of a year
                assert taken(f"12 {field.unit} a year", rules)
            else:
                for way in ways:
                    tried += 1
                    found = parse(f"12 {way}", rules)
                    assert isinstance(found, Refused), (field, way)
                    assert ("this is asked in " if field.unit else "write the number alone") in found.why
    assert tried > 1_000


@pytest.mark.parametrize(
    ("kind", "unit", "typed", "why"),
    [
        ("hours", "hours a week", "20 hours a year",
         "this is asked in hours a week, not “hours a year”; work out what it comes to"),
        ("hours", "hours a week", "20 hours a month",
         "this is asked in hours a week, not “hours a month”; work out what it comes to"),
        ("hours", "hours a week", "2 hours a fortnight",
         "this is asked in hours a week, not “hours a fortnight”; work out what it comes to"),
        ("hours", "hours a week", "about 20 hours a year",
         "this is asked in hours a week, not “hours a year”; work out what it comes to"),
        ("hours", "hours a week", "2 sessions a month",
         "this is asked in hours a week, not “sessions a month”; work out what it comes to"),
        ("hours", "hours a week", "2 sessions a week", "write hours: 2 sessions of 4 h 10 min are 8 h 20 min"),
        ("hours", "hours a week", "3 hours once",
         "this is asked in hours a week, not “hours once”; work out what it comes to"),
        ("hours", "hours a month", "45 min a week",
         "this is asked in hours a month, not “a week”; work out what it comes to"),
        ("hours", "hours", "3 hours a week", "this is asked in hours, not “hours a week”; work out what it comes to"),
        ("hours", "hours a week", "half an hour a month",
         "this is asked in hours a week, not “a month”; work out what it comes to"),
        ("money", _A_POST, "£2,800 a month", f"this is asked in {_A_POST}, not “a month”; work out what it comes to"),
        ("money", "£ a year", "£1,500 pcm", "this is asked in £ a year, not “pcm”; work out what it comes to"),
        ("money", "£ an hour", "£350/session",
         "this is asked in £ an hour, not “per session”; work out what it comes to"),
        ("money", "£ an hour", "£100/day", "this is asked in £ an hour, not “per day”; work out what it comes to"),
        ("money", "£ an hour", "80 hours", "this is asked in £ an hour, not “hours”; write £ an hour"),
        ("rate", "£ a bed a month", "7.50/bed/year",
         "this is asked in £ a bed a month, not “per bed per year”; work out what it comes to"),
        ("rate", "£ a registered patient a year", "£1.50 a weighted patient",
         "this is asked in £ a registered patient a year, not “a weighted patient”; work out what it comes to"),
        ("number", "sessions a week", "6 patients",
         "this is asked in sessions a week, not “patients”; write sessions a week"),
        ("count", "CQC beds", "40 sessions", "this is asked in CQC beds, not “sessions”; write CQC beds"),
        ("number", "months", "9 a month", "this is asked in months, not “a month”; work out what it comes to"),
        ("count", "a year", "12 a month", "this is asked in a number a year, not “a month”; work out what it comes to"),
        ("percent", "%", "85% a year", "this is asked in per cent, not “a year”; work out what it comes to"),
        ("serial", "", "2 a week", "write the number alone, without “a week”"),
        # No number stands before these words
        ("hours", "hours a week", "soon, a year", "write hours; half an hour is 0.5 or 30 min"),
        ("hours", "hours a week", "weekly", "write hours; half an hour is 0.5 or 30 min"),
        ("patients", "patients", "9,040 weighted patients", "write a number; ten thousand is 10,000 or 10k"),
    ],
)  # fmt: skip
def test_words_that_say_something_else_are_refused_with_what_is_asked(
    kind: Kind, unit: str, typed: str, why: str
) -> None:
    assert parse(typed, Rules(kind, unit=unit)) == Refused(typed, f"“{typed}”: {why}")


@pytest.mark.parametrize(
    ("kind", "unit", "typed", "kept"),
    [
        ("number", "sessions a week", "62 sessions", "62"),
        ("number", "sessions a week", "62 per week", "62"),
        ("number", "months", "9 months", "9"),
        ("number", "months", "9 months a year", "9"),
        ("number", "weeks", "46 weeks a year", "46"),
        ("number", "WTE", "5 WTE", "5"),
        ("number", "WTE", "0.5wte", "0.5"),
        ("number", "WTE", "2 full-time posts", "2"),
        ("count", "CQC beds", "88 beds", "88"),
        ("count", "CQC beds", "88 CQC beds", "88"),
        ("count", "CQC beds", "3beds", "3"),
        ("count", "a year", "12 patients a year", "12"),
        ("patients", "patients", "45,500 patients", "45500"),
        ("patients", "patients", "45.5k patients", "45500"),
        ("money", "£ an hour", "£16.20 per hour", "16.2"),
        ("money", "£ an hour", "£85/hr", "85"),
        ("money", "£ an hour", "£85 p.h.", "85"),
        ("money", "£ a session", "£350/session", "350"),
        ("money", "£ a year", "17,191 pa", "17191"),
        ("money", _A_POST, "£57,500 a year per WTE", "57500"),
        ("money", _A_POST, "£57,500 a year each", "57500"),
        ("money", "£ once", "£2,500 once", "2500"),
        ("money", "£ once", "£2,500 in all", "2500"),
        ("rate", "£ a bed a month", "7.50/bed/month", "7.5"),
        ("rate", "£ a bed a month", "£7.50 a bed", "7.5"),
        ("rate", "£ a registered patient a year", "£1.50 a patient", "1.5"),
        ("hours", "hours", "3 hours once", "3"),
        ("hours", "hours each", "30 min each", "30 min"),
        ("hours", "hours a week", "2 h/wk", "2"),
        ("hours", "hours a week", "20h p.w.", "20"),
        ("hours", "hours a week", "3 hours a week", "3"),
        ("hours", "hours a week", "3 hours every week", "3"),
        ("hours", "hours a week", "3 a week", "3"),
        ("hours", "hours a week", "4 h 10 min a week", "4 h 10 min"),
        ("hours", "hours a week", "half an hour a week", "30 min"),
        ("hours", "hours a week", "An hour a week", "1"),
        ("hours", "hours a week", "an hour and a half per week", "1 h 30 min"),
        ("hours", "hours a week", "none", "0"),
        ("percent", "%", "85 per cent", "85"),
    ],
)
def test_words_that_say_what_is_asked_are_taken(kind: Kind, unit: str, typed: str, kept: str) -> None:
    found = parse(typed, Rules(kind, estimate=True, unit=unit))
    assert isinstance(found, Parsed), found
    assert found.text == kept


@pytest.mark.parametrize(
    ("unit", "typed", "ends"),
    [
        ("£ an hour", "80/h / 95 / hr / 110/hour", (80, 95, 110)),
        ("£ an hour", "80 / 95 / 110 per hour", (80, 95, 110)),
        ("£ a day", "80 / 95 / 110 per hour", ()),
        ("£ an hour", "80 a week / 95 / 110", ()),
    ],
)
def test_each_number_of_a_range_may_have_its_unit_and_none_another(
    unit: str, typed: str, ends: tuple[int, ...]
) -> None:
    """£85/hr was answered with “a range has three numbers”."""
    found = parse(typed, Rules("money", estimate=True, unit=unit))
    assert isinstance(found, Parsed) == bool(ends)
    if isinstance(found, Parsed):
        assert isinstance(found.value, Estimate)
        assert [found.value.low, found.value.likely, found.value.high] == [*ends]


@pytest.mark.parametrize("typed", ["per week " * 22 + "x", "a week each " * 16 + "2", "h " * 99 + "x", "p.a" * 66])
def test_many_such_words_are_looked_through_at_once(typed: str) -> None:
    assert parted(typed).number == typed
