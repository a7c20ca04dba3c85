"""What people type into an answer: what it means, how it is kept, and in which words it is refused."""

# ruff: noqa: RUF001 - figures and letters that look like ours are what is tested here

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from des_decider.decision.number_parsing import MOST_FIGURES, read_number
from des_decider.decision.parsing import LONGEST_TEXT, Rules, parse
from des_decider.decision.values import Estimate, Parsed, Refused
from des_decider.worksheet.answer_kinds import Kind
from des_decider.worksheet.inputs_and_columns import DONE_BY, OPTION, POSITION, STATUS, VOTE_RULE
from des_decider.worksheet.model import YES_NO_OPTIONS
from tests.how_many import cases

CALM = settings(max_examples=cases(80, thorough=3_000), deadline=None)

KINDS: tuple[Kind, ...] = get_args(Kind)
NUMBERS: tuple[Kind, ...] = ("count", "patients", "number", "money", "percent", "hours", "serial")


def understood(typed: str, rules: Rules) -> Parsed:
    parsed = parse(typed, rules)
    assert isinstance(parsed, Parsed), parsed
    return parsed


def refused(typed: str, rules: Rules) -> Refused:
    found = parse(typed, rules)
    assert isinstance(found, Refused), found
    return found


def read_as(typed: str, kind: Kind) -> tuple[Fraction, str]:
    """One number's value and the text it is kept as."""
    parsed = understood(typed, Rules(kind))
    assert isinstance(parsed.value, Estimate)
    assert parsed.value == Estimate.certain(parsed.value.likely)
    return parsed.value.likely, parsed.text


@pytest.mark.parametrize(
    ("typed", "value", "kept"),
    [
        ("£17,191", 17191, "17191"),
        ("17191", 17191, "17191"),
        ("17,191", 17191, "17191"),
        ("17 191", 17191, "17191"),
        ("17\u00a0191", 17191, "17191"),
        ("17\u2009191", 17191, "17191"),
        ("1 250 000", 1250000, "1250000"),
        ("£1 250.50", "1250.5", "1250.5"),
        ("  £ 17,191  ", 17191, "17191"),
        ("50p", "0.5", "0.5"),
        ("17,191.50", "17191.5", "17191.5"),
        ("17.2k", 17200, "17200"),
        ("17.2 K", 17200, "17200"),
        ("£1.2m", 1200000, "1200000"),
        ("1.234567m", 1234567, "1234567"),
        ("1.125k", 1125, "1125"),
        (".50", "0.5", "0.5"),
        ("£.50", "0.5", "0.5"),
        ("0.125", "0.125", "0.125"),
        (".125", "0.125", "0.125"),
        ("." + "0" * 28 + "1", "0." + "0" * 28 + "1", "0." + "0" * 28 + "1"),
        ("1.5", "1.5", "1.5"),
        ("1.50", "1.5", "1.5"),
        ("95.50", "95.5", "95.5"),
        ("007", 7, "7"),
        ("1234.500", "1234.5", "1234.5"),
        ("7.1312", "7.1312", "7.1312"),
        ("1,500", 1500, "1500"),
        ("1,500,000", 1500000, "1500000"),
        ("0", 0, "0"),
        ("-0", 0, "0"),
        ("+5", 5, "5"),
        ("500 pounds", 500, "500"),
        ("GBP 500", 500, "500"),
        ("500 £", 500, "500"),
    ],
)
def test_money(typed: str, value: str | int, kept: str) -> None:
    assert read_as(typed, "money") == (Fraction(value), kept)


@pytest.mark.parametrize(
    ("typed", "value", "kept"),
    [
        ("85%", 85, "85"),
        ("85", 85, "85"),
        ("85 %", 85, "85"),
        ("85 percent", 85, "85"),
        ("85 per cent", 85, "85"),
        ("33.333%", "33.333", "33.333"),
        ("0", 0, "0"),
        ("100%", 100, "100"),
        ("0.5%", "0.5", "0.5"),
    ],
)
def test_percentages(typed: str, value: str | int, kept: str) -> None:
    assert read_as(typed, "percent") == (Fraction(value), kept)


@pytest.mark.parametrize(
    ("kind", "typed", "value", "kept"),
    [
        ("count", "42", 42, "42"),
        ("count", "1,204", 1204, "1204"),
        ("count", "1 204", 1204, "1204"),
        ("count", "42.0", 42, "42"),
        ("count", "1.5k", 1500, "1500"),
        ("patients", "9,000", 9000, "9000"),
        ("patients", "9 000", 9000, "9000"),
        ("patients", "9000.25", "9000.25", "9000.25"),
        ("patients", "9,123.4567", "9123.4567", "9123.4567"),
        ("patients", "9k", 9000, "9000"),
        ("number", "12.5", "12.5", "12.5"),
        ("number", "1.500", "1.5", "1.5"),
        ("number", "4,200", 4200, "4200"),
        ("serial", "2", 2, "2"),
    ],
)
def test_counts_patients_and_other_numbers(kind: Kind, typed: str, value: str | int, kept: str) -> None:
    assert read_as(typed, kind) == (Fraction(value), kept)


@pytest.mark.parametrize(
    ("typed", "minutes", "kept"),
    [
        ("4 h 10 min", 250, "4 h 10 min"),
        ("4h10", 250, "4 h 10 min"),
        ("4h 10m", 250, "4 h 10 min"),
        ("4:10", 250, "4 h 10 min"),
        ("4 hours 10 minutes", 250, "4 h 10 min"),
        ("4 hrs 10 mins", 250, "4 h 10 min"),
        ("4 hours and 10 minutes", 250, "4 h 10 min"),
        ("4:10 hours", 250, "4 h 10 min"),
        ("1 hr 5 min", 65, "1 h 5 min"),
        ("0:45", 45, "0 h 45 min"),
        ("90 min", 90, "90 min"),
        ("90m", 90, "90 min"),
        ("half an hour", 30, "30 min"),
        ("An hour and a half", 90, "1 h 30 min"),
        ("an hour and 10 minutes", 70, "1 h 10 min"),
        ("an hour", 60, "1"),
        ("1.50", 90, "1.5"),
        ("1.05", 63, "1.05"),
        ("2.00", 120, "2"),
        ("90 minutes", 90, "90 min"),
        ("1h30.5", "90.5", "1 h 30.5 min"),
        ("3.5 hours", 210, "3.5"),
        ("3.5", 210, "3.5"),
        ("3.5h", 210, "3.5"),
        ("1h", 60, "1"),
        ("1 hour", 60, "1"),
        ("12 HRS", 720, "12"),
        (".5", 30, "0.5"),
        ("0", 0, "0"),
        ("1,040", 62400, "1040"),
    ],
)
def test_hours(typed: str, minutes: str | int, kept: str) -> None:
    assert read_as(typed, "hours") == (Fraction(minutes) / 60, kept)


@pytest.mark.parametrize(
    "typed",
    [
        "1 Oct 2020",
        "1st October 2020",
        "1 October 2020",
        "1 OCT 2020",
        "01/10/2020",
        "1/10/2020",
        "1/10/20",
        "1.10.2020",
        "01.10.20",
        "2020-10-01",
        "2020-10-1",
        "1-Oct-2020",
        "1 Oct. 2020",
        "1 Oct, 2020",
        "1 Oct 20",
        "Thu 1 Oct 2020",
        "Thurs 1 Oct 2020",
        "Thursday, 1st October 2020",
        "Thu. 1/10/2020",
        " 1\u00a0Oct 2020 ",
    ],
)
def test_the_first_of_october(typed: str) -> None:
    assert understood(typed, Rules("date")) == Parsed(date(2020, 10, 1), "2020-10-01")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("29 Feb 2020", date(2020, 2, 29)),
        ("3 Sept 2020", date(2020, 9, 3)),
        ("22nd May 2020", date(2020, 5, 22)),
        ("23rd Mar 2021", date(2021, 3, 23)),
        ("Wednesday 13 May 2020", date(2020, 5, 13)),
        ("Tues 12 May 2020", date(2020, 5, 12)),
        ("Weds 20 May 2020", date(2020, 5, 20)),
        ("Thur 21 May 2020", date(2020, 5, 21)),
        ("Sat 16 May 2020", date(2020, 5, 16)),
        ("10/11/2020", date(2020, 11, 10)),
        ("31/12/2099", date(2099, 12, 31)),
    ],
)
def test_other_days_stand_before_the_month(typed: str, meant: date) -> None:
    assert understood(typed, Rules("date")).value == meant


@pytest.mark.parametrize(
    ("typed", "yes"),
    [
        ("yes", True),
        ("Y", True),
        (" Yes ", True),
        ("TRUE", True),
        ("1", True),
        ("no", False),
        ("N", False),
        ("NO", False),
        ("false", False),
        ("0", False),
    ],
)
def test_yes_and_no(typed: str, yes: bool) -> None:
    assert understood(typed, Rules("yes_no")) == Parsed(yes, "yes" if yes else "no")


@pytest.mark.parametrize(
    ("choices", "typed", "key"),
    [
        (STATUS, "at_risk", "at_risk"),
        (STATUS, "at risk", "at_risk"),
        (STATUS, "At-Risk", "at_risk"),
        (STATUS, "  AT  RISK ", "at_risk"),
        (STATUS, "already done", "already"),
        (STATUS, "Ready in time", "ready"),
        (STATUS, "cannot be done in time", "cannot"),
        (OPTION, "not yet", "not_yet"),
        (OPTION, "Sign up, on conditions!", "sign_up_on_conditions"),
        (OPTION, "sign up", "sign_up"),
        (DONE_BY, "GP", "gp"),
        (DONE_BY, "a nurse", "nurse"),
        (DONE_BY, "reimbursed post", "post"),
        (POSITION, "Abstains", "abstain"),
        (POSITION, "abstained", "abstain"),
        (YES_NO_OPTIONS, "Y", "yes"),
        (YES_NO_OPTIONS, "false", "no"),
        (YES_NO_OPTIONS, "Not sure", "not_sure"),
        ({"one": "Two", "two": "One"}, "two", "two"),
    ],
)
def test_choices(choices: dict[str, str], typed: str, key: str) -> None:
    assert understood(typed, Rules("choice", choices=choices)) == Parsed(key, key)


@pytest.mark.parametrize(
    ("kind", "typed", "numbers", "kept"),
    [
        ("money", "80 / 100 / 156", (80, 100, 156), "80 / 100 / 156"),
        ("money", "80/100/156", (80, 100, 156), "80 / 100 / 156"),
        ("money", "£80 / £100 / £1,560", (80, 100, 1560), "80 / 100 / 1560"),
        ("money", "17 191 / 17.2k / 1.2m", (17191, 17200, 1200000), "17191 / 17200 / 1200000"),
        ("money", "100/100/100", (100, 100, 100), "100 / 100 / 100"),
        ("percent", "80% / 85 % / 90", (80, 85, 90), "80 / 85 / 90"),
        ("percent", "0/0/100", (0, 0, 100), "0 / 0 / 100"),
        ("number", "0.5/1/2.25", (Fraction(1, 2), 1, Fraction(9, 4)), "0.5 / 1 / 2.25"),
        ("hours", "90 min / 2 / 4h10", (Fraction(3, 2), 2, Fraction(25, 6)), "90 min / 2 / 4 h 10 min"),
    ],
)
def test_ranges(kind: Kind, typed: str, numbers: tuple[int | Fraction, ...], kept: str) -> None:
    low, likely, high = (Fraction(n) for n in numbers)
    assert understood(typed, Rules(kind, estimate=True)) == Parsed(Estimate(likely, low, high), kept)
    assert Estimate(likely, low, high).ranged == (low != high)


def test_one_number_in_the_place_of_a_range_is_certain() -> None:
    assert understood("100", Rules("money", estimate=True)).value == Estimate.certain(Fraction(100))


@pytest.mark.parametrize(
    ("kind", "typed", "fragment"),
    [
        # Two ways to read it
        ("money", "1.500", "read two ways"),
        ("money", "£17.191", "read two ways"),
        ("money", "1.1250", "read two ways"),
        ("money", "-1.500", "read two ways"),
        ("money", "١.٥٠٠", "read two ways"),
        ("money", "0.001125k", "read two ways"),
        ("patients", "9.000", "read two ways"),
        ("count", "1.204", "read two ways"),
        # Commas and spaces
        ("money", "1,5", "decimals with a point"),
        ("money", "£17,19", "decimals with a point"),
        ("hours", "3,5", "decimals with a point"),
        ("percent", "12,5", "decimals with a point"),
        ("money", "17,19,1", "do not stand at the thousands"),
        ("money", "1719,191", "do not stand at the thousands"),
        ("money", "0,125", "do not stand at the thousands"),
        ("patients", ",500", "do not stand at the thousands"),
        ("money", "80, 100, 156", "a space inside the number"),
        ("money", "17 19", "a space inside the number"),
        ("count", "5 10 15", "a space inside the number"),
        ("hours", "4 10", "a space inside the number"),
        ("number", "17 191", "a space inside the number"),
        ("percent", "8 5", "a space inside the number"),
        ("money", "17. 50", "a space inside the number"),
        # No number at all
        ("money", "abc", "write an amount; a thousand pounds is 1,000 or 1k"),
        ("money", "1.500.000", "write an amount"),
        ("money", "£", "write an amount"),
        ("money", "k", "write an amount"),
        ("money", ".", "write an amount"),
        ("money", "5.", "write an amount"),
        ("money", "€50", "write an amount"),
        ("money", "80-100", "write an amount"),
        ("money", "1e5", "write an amount"),
        ("money", "nan", "write an amount"),
        ("money", "inf", "write an amount"),
        ("money", "1_000", "write an amount"),
        ("money", "0x10", "write an amount"),
        ("number", "1e5", "write a number; a half is 0.5"),
        ("number", "NaN", "write a number; a half is 0.5"),
        ("number", "-inf", "write a number; a half is 0.5"),
        ("count", "many", "write a whole number"),
        ("count", "1.5", "whole numbers"),
        ("serial", "first", "the number of a partner"),
        ("serial", "1.5", "whole numbers"),
        ("patients", "lots", "write a number; ten thousand is 10,000 or 10k"),
        # Percentages
        ("percent", "85%%", "not a percentage"),
        ("percent", "120%", "cannot be above 100"),
        ("percent", "100.01", "cannot be above 100"),
        ("percent", "abc", "write a percentage; a half is 50 or 50%"),
        ("percent", "2k", "write the number out in full"),
        ("money", "5%", "not a percentage; write the number alone"),
        ("count", "5%", "not a percentage; write the number alone"),
        # Hours
        ("hours", "£5", "not an amount of money"),
        ("number", "£5", "not an amount of money"),
        ("patients", "approx 7,300", "a number counts as it stands: write 7300"),
        ("patients", "~7300", "a number counts as it stands: write 7300"),
        ("date", "about 31 May 2020", "write a date"),
        ("money", "about lots", "write an amount"),
        ("count", "don’t know", "what is not known is left empty, and stays open"),
        ("date", "TBC", "what is not known is left empty, and stays open"),
        ("hours", "4 h 75 min", "write hours; half an hour is 0.5 or 30 min"),
        ("hours", "4:60", "write hours"),
        ("hours", "4.5h10", "write hours"),
        ("hours", "4:1", "write hours"),
        ("hours", "h", "write hours"),
        ("hours", "soon", "write hours"),
        ("hours", "3.5k", "write the number out in full"),
        ("hours", "2 sessions", "write hours: 2 sessions of 4 h 10 min are 8 h 20 min"),
        ("hours", "2.5 Sessions", "write hours: 2.5 sessions of 4 h 10 min are 10 h 25 min"),
        ("hours", "1 session", "write hours, such as 4 h 10 min for a session of that length"),
        ("hours", "half a session", "write hours, such as 4 h 10 min for a session of that length"),
        ("hours", "3 h 4 h", "write hours; half an hour is 0.5 or 30 min"),
        ("date", "Weds 21 May 2020", "that day is a Thursday"),
        # What does not apply
        ("money", "n/a", "what does not apply is left empty; where there is none, write 0"),
        ("hours", "N/A", "what does not apply is left empty; where there is none, write 0"),
        ("count", "not applicable", "what does not apply is left empty; where there is none, write 0"),
        ("date", "n/a", "what does not apply is left empty"),
        ("money", "£100/shift", "write an amount; a thousand pounds is 1,000 or 1k"),
        # Bounds
        ("money", "-5", "cannot be below 0"),
        ("money", "\u22125", "cannot be below 0"),
        ("hours", "-1", "cannot be below 0"),
        ("count", "-1", "cannot be below 0"),
        ("money", "1000000000000.01", "numbers that large"),
        ("money", "1000000000001", "numbers that large"),
        ("money", "9" * 25, "numbers that large"),
        ("money", "1" * 31, "a number may have 30 figures"),
        ("money", "1" * 150, "a number may have 30 figures"),
        ("money", "0." + "0" * 150 + "1", "a number may have 30 figures"),
        ("money", "." + "0" * 29 + "1", "a number may have 30 figures"),
        ("hours", "1" * 150 + " min", "a number may have 30 figures"),
        ("hours", "1h" + "1" * 150, "a number may have 30 figures"),
        # Ranges where one number belongs
        ("money", "80/100/156", "one number, not a range"),
        ("money", "80/100", "one number, not a range"),
        ("serial", "1/2", "one number, not a range"),
        # Days
        ("date", "31 Feb 2020", "no such day"),
        ("date", "29 Feb 2021", "no such day"),
        ("date", "10/13/2020", "no such day"),
        ("date", "0/10/2020", "no such day"),
        ("date", "2020-00-10", "no such day"),
        ("date", "Fri 1 Oct 2020", "that day is a Thursday"),
        ("date", "Sunday 31/12/2020", "that day is a Thursday"),
        ("date", "before 1 Oct 2020", "write a date: day, month and year"),
        ("date", "about 1 Oct 2020", "write a date"),
        ("date", "1 Okt 2020", "write a date"),
        ("date", "Oct 2020", "write a date"),
        ("date", "1 Oct", "write a date"),
        ("date", "1 Oct 202", "write a date"),
        ("date", "1/10", "write a date"),
        ("date", "2020/1/10/01", "write a date"),
        ("date", "1 Octopus 2020", "write a date"),
        ("date", "tomorrow", "write a date"),
        # Yes and no
        ("yes_no", "maybe", "say yes or no"),
        ("yes_no", "2", "say yes or no"),
    ],
)
def test_what_is_not_understood_is_refused_with_what_was_typed(kind: Kind, typed: str, fragment: str) -> None:
    found = refused(typed, Rules(kind))
    assert fragment in found.why
    assert found.why.startswith(f"“{typed[:60]}")
    assert found.typed == typed


@pytest.mark.parametrize(
    ("typed", "fragment"),
    [
        ("about £60", "a number counts as it stands: write 60, or low / 60 / high"),
        ("80/100", "three numbers: low / likely / high"),
        ("80 / 100 / 156 / 200", "three numbers: low / likely / high"),
        ("80 100 156", "three numbers: low / likely / high"),
        ("80 /", "three numbers: low / likely / high"),
        ("n/a", "what does not apply is left empty; where there is none, write 0"),
        ("£100/shift", "write an amount"),
        ("£80 100 156", "three numbers: low / likely / high"),
        ("60-70-85", "three numbers: low / likely / high, as 60 / 70 / 85"),
        ("60 – 70 – 85 %", "three numbers: low / likely / high, as 60 / 70 / 85"),
        ("156/100/80", "the lowest first"),
        ("100/80/156", "the lowest first"),
        ("80/156/100", "the lowest first"),
        ("80//156", "write an amount"),
        ("80/abc/156", "write an amount"),
        ("-5/0/5", "cannot be below 0"),
        ("80/1.500/1,600", "read two ways"),
    ],
)
def test_ranges_that_are_none(typed: str, fragment: str) -> None:
    found = refused(typed, Rules("money", estimate=True))
    assert fragment in found.why
    assert f"“{typed}”" in found.why


def test_spaces_at_the_thousands_are_no_range_where_they_do_not_rise() -> None:
    assert understood("1 250 000", Rules("money", estimate=True)).text == "1250000"
    assert understood("80 156 100", Rules("money", estimate=True)).text == "80156100"


@pytest.mark.parametrize("typed", ["1 234 567", "£1 234 567", "1,234,567"])
def test_a_million_spaced_at_the_thousands_is_no_range(typed: str) -> None:
    """Of 1 234 567 it was said to write 1 / 234 / 567, though 12 000 was taken."""
    assert understood(typed, Rules("money", estimate=True)).text == "1234567"


def test_a_choice_refused_names_the_choices() -> None:
    assert refused("perhaps", Rules("choice", choices=STATUS)).why == (
        "“perhaps”: choose already done, ready in time, at risk or cannot be done in time"
    )
    assert "choose" in refused("y", Rules("choice", choices=STATUS)).why
    assert "choose" in refused("ready or not", Rules("choice", choices=STATUS)).why
    assert "choose" in refused("fortunately", Rules("choice", choices=POSITION)).why
    assert "choose" in refused("!", Rules("choice", choices=STATUS)).why


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("typed", ["", " ", "\n\t", "\u00a0"])
def test_nothing_is_no_answer(kind: Kind, typed: str) -> None:
    assert "nothing in it" in refused(typed, Rules(kind)).why


def test_bounds_of_the_question() -> None:
    months = Rules("number", largest=Fraction(9))
    assert understood("9", months).text == "9"
    assert "cannot be above 9" in refused("9.01", months).why
    from_one = Rules("count", smallest=Fraction(1))
    assert understood("1", from_one).text == "1"
    assert "cannot be below 1" in refused("0", from_one).why
    half_full = Rules("percent", largest=Fraction(50))
    assert "cannot be above 50" in refused("51", half_full).why


def test_the_largest_number() -> None:
    assert read_as("1,000,000,000,000", "money") == (Fraction(10**12), "1" + "0" * 12)
    below_zero = Rules("money", smallest=None)
    assert understood("−17,191.50", below_zero).text == "-17191.5"
    assert "numbers that large" in refused("-1000000000001", below_zero).why


@pytest.mark.parametrize("kind", ["text", "money", "choice", "date"])
def test_a_text_too_long(kind: Kind) -> None:
    found = refused("é" * (LONGEST_TEXT + 1), Rules(kind))
    assert found.why == f"“{'é' * 60}…”: it has 10,001 characters and an answer may have 10,000"


def test_a_text_just_short_enough() -> None:
    assert understood(" " + "x" * LONGEST_TEXT + "\n", Rules("text")).text == "x" * LONGEST_TEXT


def test_only_the_beginning_of_a_long_text_is_repeated() -> None:
    assert refused("x" * 60, Rules("money")).why.startswith(f"“{'x' * 60}”:")
    assert refused("x" * 61, Rules("money")).why.startswith(f"“{'x' * 60}…”:")


def test_a_text_is_kept_as_typed_but_for_line_ends_and_the_space_around() -> None:
    found = understood("  Dr Vane:\r\n“no — 1,5 £ / % ”\rcafe\u0301  \n", Rules("text"))
    assert found == Parsed("Dr Vane:\n“no — 1,5 £ / % ”\ncaf\u00e9", "Dr Vane:\n“no — 1,5 £ / % ”\ncaf\u00e9")


@pytest.mark.parametrize(
    ("kind", "typed", "kept"),
    [
        ("money", "١٢", "12"),
        ("count", "१२", "12"),
        ("money", "£１７,１９１.５０", "17191.5"),
        ("hours", "４ h １０ min", "4 h 10 min"),
        ("percent", "８５%", "85"),
        ("date", "０１/１０/２０２０", "2020-10-01"),
        ("date", "١ Oct ٢٠٢٠", "2020-10-01"),
    ],
)
def test_figures_of_other_scripts_are_kept_as_ours(kind: Kind, typed: str, kept: str) -> None:
    parsed = understood(typed, Rules(kind))
    assert parsed == understood(kept, Rules(kind))
    assert parsed.text == kept
    assert kept.isascii()


@pytest.mark.parametrize("kind", [*NUMBERS, "date"])
@pytest.mark.parametrize("typed", ["²", "5²", "½", "①", "Ⅻ", "四", "1٫5", "1/10/²⁰²⁰", "² h ³ min", "💷5"])
def test_signs_that_only_look_like_figures_are_refused(kind: Kind, typed: str) -> None:
    assert f"“{typed}”" in refused(typed, Rules(kind, estimate=False)).why


# Any text at all

RULES = st.builds(
    Rules,
    st.sampled_from(KINDS),
    estimate=st.booleans(),
    choices=st.sampled_from([STATUS, OPTION, YES_NO_OPTIONS]),
    smallest=st.sampled_from([None, Fraction(0)]),
    unit=st.sampled_from(["", "hours a week", "£ a bed a month", "a year", "WTE", "%"]),
)
NUMBERISH = st.text("0123456789.,:/+-−–£%kmhoursin ²٣３\u00a0", max_size=40)
DATEISH = st.lists(st.sampled_from(["1", "31", "2020", "20", "Oct", "Thu", "Feb", "st", "/", ".", "-", " ", ", ", "0"]))
TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(categories=["Nd", "No", "Zs", "Po"]), max_size=20),
    NUMBERISH,
    DATEISH.map("".join),
    st.sampled_from([*STATUS, *OPTION, "yes", "No", "not sure"]),
    st.integers(0, 40).map(lambda n: "9" * n),
    st.integers(0, 40).map(lambda n: "." + "0" * n + "1"),
    st.decimals(0, 10**13, allow_nan=False, allow_infinity=False, places=5).map(str),
)


@CALM
@given(TEXTS, RULES)
def test_any_text_is_understood_or_refused_in_a_sentence_and_reads_back(typed: str, rules: Rules) -> None:
    found = parse(typed, rules)
    if isinstance(found, Refused):
        assert found.typed == typed
        assert found.why
        assert not typed.strip() or found.why.startswith(f"“{typed.strip()[:60]}")
        return
    assert parse(found.text, rules) == found
    if isinstance(found.value, Estimate):
        assert found.value.low <= found.value.likely <= found.value.high
        assert found.text.isascii()
        assert rules.smallest is None or found.value.low >= rules.smallest
        assert found.value.high <= (100 if rules.kind == "percent" else 10**12)
        assert rules.estimate or not found.value.ranged


@CALM
@given(st.sampled_from(NUMBERS), st.lists(st.decimals(0, 100, places=2), min_size=3, max_size=3).map(sorted))
def test_every_rising_range_is_understood_and_no_falling_one(kind: Kind, numbers: list[object]) -> None:
    if kind in {"count", "serial"}:
        numbers = [int(str(n).partition(".")[0]) for n in numbers]
    rules = Rules(kind, estimate=True)
    parsed = understood("/".join(map(str, numbers)), rules)
    low, likely, high = (Fraction(str(n)) for n in numbers)
    assert parsed.value == Estimate(likely, low, high)
    backwards = parse("/".join(map(str, reversed(numbers))), rules)
    assert isinstance(backwards, Refused if low < high else Parsed)


@CALM
@given(st.sampled_from(NUMBERS), st.decimals(0, 10**13, places=3).map(str))
def test_a_number_as_it_is_kept_reads_as_when_it_is_typed_with_a_sign(kind: Kind, typed: str) -> None:
    assert read_number(typed, kind) == read_number(f"+{typed}", kind)


@CALM
@given(st.dates(date(1000, 1, 1), date(9999, 12, 31)))
def test_every_day_reads_back_however_it_is_written(day: date) -> None:
    month = day.strftime("%B")
    for typed in (
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day.day} {month} {day.year}",
        f"{day:%A} {day.day} {month[:3]} {day.year}",
    ):
        assert understood(typed, Rules("date")) == Parsed(day, day.isoformat())
    wrong = day + timedelta(days=1 if day.year < 9999 else -1)
    assert "that day is a" in refused(f"{wrong:%a} {day.day} {month} {day.year}", Rules("date")).why


@CALM
@given(st.integers(0, 10**12 * 100))
def test_every_penny_is_exact(pence: int) -> None:
    typed = f"£{pence // 100:,}.{pence % 100:02}"
    value, kept = read_as(typed, "money")
    assert value * 100 == pence
    assert len(kept) <= MOST_FIGURES


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("simple majority of those voting", "majority_voting"),
        ("Two thirds of those voting", "two_thirds"),
        ("unanimously", "unanimous"),
        ("simple majority", None),
        ("majority", None),
    ],
)
def test_a_voting_rule_is_understood_only_where_it_can_mean_one_thing(typed: str, key: str | None) -> None:
    parsed = parse(typed, Rules("choice", choices=VOTE_RULE))
    assert (parsed.value if isinstance(parsed, Parsed) else None) == key


@pytest.mark.parametrize(("typed", "key"), [("abstained", "abstain"), ("abstains", "abstain"), ("forward", None)])
def test_a_position_in_another_form_of_the_word(typed: str, key: str | None) -> None:
    parsed = parse(typed, Rules("choice", choices=POSITION))
    assert (parsed.value if isinstance(parsed, Parsed) else None) == key


@pytest.mark.parametrize("typed", ["25-30", "25 to 30", "£25 – £30", "25 to 30 an hour", "£25 - 30 an hour"])
def test_two_ends_without_a_middle_are_asked_for_the_likely_value(typed: str) -> None:
    refused = parse(typed, Rules("money", estimate=True, unit="£ an hour"))
    assert isinstance(refused, Refused)
    assert "with its likely value in the middle" in refused.why


def test_a_number_may_have_thirty_figures_and_no_more() -> None:
    as_long_as_can_be = f"0.{'0' * 28}1"
    assert read_number(as_long_as_can_be, "number") == (Fraction(1, 10**29), as_long_as_can_be)
    assert read_number(f"{as_long_as_can_be}1", "number") == "a number may have 30 figures"


@pytest.mark.parametrize("kind", sorted(set(get_args(Kind)) - {"text"}))
@pytest.mark.parametrize("text", ["9" * 10_000, " " * 4_000 + "1" + " " * 4_000 + "x", "1 a " * 2_500, "a an " * 2_000])
def test_no_pattern_looks_through_what_is_longer_than_any_such_answer(
    monkeypatch: pytest.MonkeyPatch, kind: Kind, text: str
) -> None:
    monkeypatch.setattr("des_decider.decision.parsing.read_number", None)
    monkeypatch.setattr("des_decider.decision.parsing.read_day", None)
    monkeypatch.setattr("des_decider.decision.parsing._key", None)
    refused = parse(text, Rules(kind, choices={"a": "A"}))
    assert isinstance(refused, Refused)
    assert refused.why.endswith("this is too long for a number, a date or a choice; write it shorter")
    assert len(refused.why) < 200


@pytest.mark.parametrize(
    ("typed", "whole"),
    [
        ("31 May", "31 May 2020"), ("31st of May", "31 May 2020"), ("May 31", "31 May 2020"), ("31/5", "31 May 2020"),
        ("31.3.", "31 March 2021"), ("Sun 31 May", "31 May 2020"), ("1 april", "1 April 2020"),
        ("31 Mar", "31 March 2021"),
    ],
)  # fmt: skip
def test_a_day_without_its_year_is_none_and_the_one_of_the_contract_s_year_is_said(typed: str, whole: str) -> None:
    why = f"“{typed}”: write the year too, as in {whole}"
    rules = Rules("date", year_starts=date(2020, 4, 1))
    assert parse(typed, rules) == Refused(typed, why)
    assert isinstance(parse(whole, rules), Parsed)


@pytest.mark.parametrize("typed", ["30 Feb", "29 Feb", "Mon 31 May", "May", "10/2020", "31 Mayo", "tomorrow", "9" * 40])
def test_what_is_no_day_of_the_contract_s_year_has_no_year_put_to_it(typed: str) -> None:
    refused = parse(typed, Rules("date", year_starts=date(2020, 4, 1)))
    assert isinstance(refused, Refused)
    assert refused.why.endswith(": write a date: day, month and year")
    assert isinstance(parse("31 Dec", Rules("date", year_starts=date(9999, 12, 1))), Refused)


def test_choices_that_hold_commas_are_kept_apart() -> None:
    refused = parse("half", Rules("choice", choices={"some": "some, not all", "none": "none", "all": "all"}))
    assert isinstance(refused, Refused)
    assert refused.why == "“half”: choose some, not all; none; or all"


def test_a_choice_of_which_there_is_none_yet_is_refused_in_words() -> None:
    """It was a fault of the program: of no choices there is no last one."""
    assert isinstance(parse("anything", Rules("choice")), Refused)
