"""Numbers, money, dates and strange text as people read them, and an answer's value in words."""

# ruff: noqa: RUF001 - figures and letters that look like ours are what is tested here

from __future__ import annotations

import unicodedata
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from des_decider.decision.display import shown
from des_decider.decision.wording import (
    brief,
    called,
    capital,
    count_of,
    day,
    joined,
    moment,
    money,
    number,
    rate,
    round_half_up,
    visible,
    within,
)
from des_decider.worksheet.model import Service
from tests.building import SMALL, answers, ids
from tests.how_many import cases

CALM = settings(max_examples=cases(40, thorough=1_000), deadline=None)

HUGE = 10**40


@pytest.mark.parametrize(
    ("name", "in_a_sentence"),
    [
        ("PCN service", "PCN service"), ("GP (recently qualified)", "GP (recently qualified)"), ("IIF", "IIF"),
        ("First contact physiotherapist", "first contact physiotherapist"), ("Nurse (ARRS)", "nurse (ARRS)"),
        ("Ridgeway nurse (Registered)", "ridgeway nurse (registered)"), ("Vitamin D rounds", "vitamin D rounds"),
        ("X-ray service", "X-ray service"), ("A visit to GPs", "a visit to GPs"),
        ("Care Home Premium", "care home premium"),
    ],
)  # fmt: skip
def test_a_name_begins_small_within_a_sentence_and_abbreviations_stay(name: str, in_a_sentence: str) -> None:
    assert within(name) == in_a_sentence
    service = Service("s", name)
    assert (called(service), called(service._replace(proper=True))) == (in_a_sentence, name)


@CALM
@given(st.lists(st.from_regex(r"[A-Z]{2,6}s?|\([A-Z]{2,5}\)|[A-Z]?[a-z]{1,9}", fullmatch=True), min_size=1, max_size=5))
def test_no_abbreviation_ever_loses_its_capitals(words: list[str]) -> None:
    said = within(" ".join(words)).split(" ")
    assert [a for a, b in zip(words, said, strict=True) if a != b and a != a.capitalize()] == []
    assert within(" ".join(said)) == " ".join(said), "what runs on runs on"


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("1.5", 0, "2"),
        ("2.5", 0, "3"),
        ("-2.5", 0, "-3"),
        ("0.49", 0, "0"),
        ("-0.49", 0, "0"),
        ("2.675", 2, "2.68"),
        ("-2.675", 2, "-2.68"),
        ("1.005", 2, "1.01"),
        ("-1.0049", 2, "-1.00"),
        ("-0.004", 2, "0.00"),
        ("0", 2, "0.00"),
        ("1/3", 4, "0.3333"),
        ("2/3", 4, "0.6667"),
        ("-2/3", 4, "-0.6667"),
        (str(HUGE), 4, f"{HUGE}.0000"),
        (f"-{HUGE}.005", 2, f"-{HUGE}.01"),
    ],
)
def test_half_is_rounded_away_from_zero(value: str, places: int, rounded: str) -> None:
    found = round_half_up(Fraction(value), places)
    assert str(found) == rounded
    assert found.is_signed() == rounded.startswith("-")


@CALM
@given(st.fractions(), st.integers(0, 6))
def test_rounding_is_within_half_of_the_last_place(value: Fraction, places: int) -> None:
    found = round_half_up(value, places)
    assert abs(Fraction(found) - value) * 2 <= Fraction(1, 10**places)
    assert round_half_up(-value, places).copy_abs() == found.copy_abs()
    assert Fraction(str(found)) == Fraction(found)
    assert round_half_up(Fraction(found), places) == found


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        ("0", 2, "0"),
        ("-0.001", 2, "0"),
        ("12", 2, "12"),
        ("12.5", 2, "12.5"),
        ("12.50", 2, "12.5"),
        ("12.345", 2, "12.35"),
        ("-12.345", 2, "−12.35"),
        ("1000", 2, "1,000"),
        ("100", 0, "100"),
        ("1234567.8", 2, "1,234,567.8"),
        ("-1234", 0, "−1,234"),
        ("999.995", 2, "1,000"),
        ("0.125", 4, "0.125"),
        ("1/3", 1, "0.3"),
        (str(HUGE), 2, f"{HUGE:,}"),
    ],
)
def test_numbers(value: str, places: int, text: str) -> None:
    assert number(Fraction(value), places) == text


@pytest.mark.parametrize(
    ("value", "whole", "pence"),
    [
        ("17191", "£17,191", "£17,191.00"),
        ("-17191", "−£17,191", "−£17,191.00"),
        ("0", "£0", "£0.00"),
        ("-0.004", "£0", "£0.00"),
        ("-0.4", "£0", "−£0.40"),
        ("-0.5", "−£1", "−£0.50"),
        ("0.5", "£1", "£0.50"),
        ("999.995", "£1,000", "£1,000.00"),
        ("1234567.125", "£1,234,567", "£1,234,567.13"),
        ("-1.005", "−£1", "−£1.01"),
        (str(-HUGE), f"−£{HUGE:,}", f"−£{HUGE:,}.00"),
    ],
)
def test_money(value: str, whole: str, pence: str) -> None:
    assert money(Fraction(value)) == whole
    assert money(Fraction(value), pence=True) == pence


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("7.131", "£7.131"),
        ("0.27", "£0.27"),
        ("0.5", "£0.50"),
        ("55670", "£55,670"),
        ("100", "£100"),
        ("99", "£99.00"),
        ("-99", "−£99.00"),
        ("-100", "−£100"),
        ("5", "£5.00"),
        ("28500.5", "£28,500.50"),
        ("1.761", "£1.761"),
        ("1/3", "£0.333333"),
        ("-2/3", "−£0.666667"),
        ("-0.0000001", "£0.000000"),
        ("0", "£0.00"),
        (f"{HUGE}.5", f"£{HUGE:,}.50"),
    ],
)
def test_rates_keep_all_their_decimals(value: str, text: str) -> None:
    assert rate(Fraction(value)) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        ("17191.4", "£", "£17,191"),
        ("-17191.5", "£", "−£17,192"),
        ("100", "£", "£100"),
        ("99.5", "£", "£99.50"),
        ("-0.254", "£", "−£0.25"),
        ("-0.001", "£", "£0.00"),
        ("4.25", "hours a week", "4.3 hours a week"),
        ("-4.25", "hours a week", "−4.3 hours a week"),
        ("54", "%", "54 %"),
        ("1234.5", "", "1,234.5"),
    ],
)
def test_in_brief(value: str, unit: str, text: str) -> None:
    assert brief(Fraction(value), unit) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (date(2020, 5, 31), "31 May 2020"),
        (date(2020, 10, 1), "1 October 2020"),
        (date(2021, 1, 2), "2 January 2021"),
        (date(2019, 12, 25), "25 December 2019"),
        (date(1, 2, 3), "3 February 1"),
    ],
)
def test_days(value: date, text: str) -> None:
    assert day(value) == text


def test_a_moment_is_told_in_the_offset_it_was_recorded_with() -> None:
    assert moment(datetime(2020, 5, 18, 19, 42, tzinfo=UTC)) == "18 May 2020, 19:42"
    assert moment(datetime(2020, 5, 18, 9, 5, 59, tzinfo=timezone(timedelta(hours=1)))) == "18 May 2020, 09:05"


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ([], ""),
        (["a"], "a"),
        (["a", "b"], "a and b"),
        (["a", "b", "c"], "a, b and c"),
        (iter(["a", "b", "c"]), "a, b and c"),
    ],
)
def test_lists_as_a_sentence_says_them(words: list[str], text: str) -> None:
    assert joined(words) == text


def test_lists_with_another_last_word() -> None:
    assert joined(["a", "b", "c"], "or") == "a, b or c"


@pytest.mark.parametrize(
    ("amount", "one", "many", "text"),
    [
        (0, "question", None, "0 questions"),
        (1, "question", None, "1 question"),
        (1234, "question", None, "1,234 questions"),
        (1, "reply", "replies", "1 reply"),
        (2, "reply", "replies", "2 replies"),
    ],
)
def test_how_many(amount: int, one: str, many: str | None, text: str) -> None:
    assert count_of(amount, one, many) == text


# Text from outside


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "café £17,191 −5 – — “quoted” ’s …",
        "安全网 東京",
        "Ω å ſ",
        "👩🏽 ⚕",
        "e\u0301",
        "a\u00a0b",
        "हिन्दी العربية",
    ],
)
def test_what_people_write_is_left_alone(text: str) -> None:
    assert visible(text) == text
    assert visible(text, lines=True) == text


@pytest.mark.parametrize(
    ("text", "one_line", "with_lines"),
    [
        ("a\x1b[31mb", "a\\u001b[31mb", "a\\u001b[31mb"),
        ("a\x00b\x7f\x9b", "a\\u0000b\\u007f\\u009b", "a\\u0000b\\u007f\\u009b"),
        ("invoice\u202egnp.exe", "invoice\\u202egnp.exe", "invoice\\u202egnp.exe"),
        ("\u200f\u2066x\u2069", "\\u200f\\u2066x\\u2069", "\\u200f\\u2066x\\u2069"),
        ("a\tb", "a b", "a b"),
        ("a\nb", "a b", "a\nb"),
        ("a\rb", "a\\u000db", "a\\u000db"),
        ("a\r\nb", "a\\u000d b", "a\nb"),
        ("a\r\r\nb", "a\\u000d\\u000d b", "a\\u000d\nb"),
        ("é\r\n\r\nb\r", "é\\u000d \\u000d b\\u000d", "é\n\nb\\u000d"),
        ("a\u2028b\u2029c\x85d\x0b", "a\\u2028b\\u2029c\\u0085d\\u000b", "a\\u2028b\\u2029c\\u0085d\\u000b"),
        ("\ud800", "\\ud800", "\\ud800"),
        ("\ue000\U0010ffff", "\\ue000\\u10ffff", "\\ue000\\u10ffff"),
    ],
)
def test_what_a_terminal_would_obey_is_shown_instead(text: str, one_line: str, with_lines: str) -> None:
    assert visible(text) == one_line
    assert visible(text, lines=True) == with_lines


BIDI = {"L", "R", "AL", "LRE", "LRO", "RLE", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"} - {"L", "R", "AL"}


def obeyed(character: str) -> bool:
    return (
        unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
        or unicodedata.bidirectional(character) in BIDI
        or character in "\u200e\u200f\u061c"
    )


@CALM
@given(st.text(st.characters() | st.sampled_from("\r\n\t\x1b\u202e\u2067\u061c\u200eé£")), st.booleans())
def test_nothing_visible_is_ever_obeyed(text: str, lines: bool) -> None:
    found = visible(text, lines=lines)
    assert [c for c in found if obeyed(c) and not (lines and c == "\n")] == []
    assert visible(found, lines=lines) == found
    if lines:
        assert found.count("\n") == text.count("\n")
    found.encode()


def test_every_character_of_the_planes_in_use() -> None:
    planes = (range(0x20000), range(0xE0000, 0xE0200), range(0x10FF00, 0x110000))
    everything = "".join(chr(code) for plane in planes for code in plane)
    assert not any(map(obeyed, visible(everything)))


# An answer in words


@pytest.mark.parametrize(
    ("id_", "typed", "words"),
    [
        ("practice.name", "Saltmarsh Surgery", "Saltmarsh Surgery"),
        ("practice.registered_list", "9123.5", "9,123.5 patients"),
        ("practice.registered_list", "1", "1 patient"),
        ("practice.gp_sessions", "1", "1 session a week"),
        ("practice.gp_sessions", "24.5", "24.5 sessions a week"),
        ("pcn.care_home_beds", "1", "1 CQC bed"),
        ("pcn.care_home_beds", "0", "0 CQC beds"),
        ("vote.quorum", "1", "1 partner"),
        ("vote.quorum", "3", "3 partners"),
        ("workforce.whole.months", "1", "1 month"),
        ("workforce.whole.months", "6", "6 months"),
        ("workforce.whole.wte", "0.5/1/2", "1 WTE (from 0.5 to 2)"),
        ("cost.weeks_per_year", "52", "52 weeks"),
        ("cost.gp_hour", "100", "£100 an hour"),
        ("cost.gp_hour", "95.5", "£95.50 an hour"),
        ("cost.gp_hour", "80/100/156.5", "£100 an hour (from £80 to £156.50)"),
        ("cost.gp_hour", "100/100/100", "£100 an hour"),
        ("leave.exit_cost", "1.2m", "£1,200,000 once"),
        ("share.of_pcn", "20%/22.5/30", "22.5 % (from 20 to 30)"),
        ("cost.session_hours", "4:10", "4 h 10 min"),
        ("cost.session_hours", "4", "4 hours"),
        ("cost.session_hours", "1", "1 hour"),
        ("home.3.round_hours", "90 min", "90 min a week"),
        ("home.3.round_hours", "3.5", "3.5 hours a week"),
        ("home.3.round_hours", "1 h", "1 hour a week"),
        ("home.3.round_hours", "1h/90 min/2h30", "90 min a week (from 1 h to 2 h 30 min)"),
        ("home.3.round_hours", "15 min/30 min/1 h", "30 min a week (from 15 min to 1 h)"),
        ("home.3.round_hours", "30 min/1/2", "1 hour a week (from 30 min to 2 h)"),
        ("home.3.round_hours", "1/90 min/2", "90 min a week (from 1 h to 2 h)"),
        ("home.3.round_hours", "1/2/3", "2 hours a week (from 1 to 3)"),
        ("home.3.plan_hours", "1h15", "1 h 15 min each"),
        ("home.3.mdt_hours", "45 min", "45 min a month"),
        ("home.3.arrivals", "12", "12 a year"),
        ("director.ours", "y", "Yes"),
        ("director.ours", "n", "No"),
        ("service.smr.status", "at risk", "at risk"),
        ("service.smr.status", "cannot", "cannot be done in time"),
        ("vote.rule", "two_thirds", "two thirds of those voting"),
        ("facts.later", "include", "counted"),
        ("decision.review", "1/10/20", "1 October 2020"),
        ("interest.1.partner", "2", "2"),
    ],
)
def test_an_answer_in_words(id_: str, typed: str, words: str) -> None:
    field = ids().field(id_)
    assert field is not None
    assert shown(field, answers({id_: typed})[id_]) == words


def test_a_question_is_answered_in_its_own_words() -> None:
    field = ids(SMALL).field("question.who_rows")
    assert field is not None
    assert shown(field, answers({field.id: "doctor"}, SMALL)[field.id]) == "A doctor"


@CALM
@given(st.decimals(0, 10**9, places=2))
def test_money_never_loses_a_penny_on_the_way_to_words(amount: Decimal) -> None:
    field = ids().field("director.amount")
    assert field is not None
    words = shown(field, answers({field.id: f"{amount:f}"})[field.id])
    assert Decimal(words.removeprefix("£").removesuffix(" a year").replace(",", "")) == amount


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("cannot write it", "Cannot write it"),
        ("worksheet.toml is missing", "worksheet.toml is missing"),
        ("worksheet-base.toml", "worksheet-base.toml"),
        ("e.g. beds", "E.g. beds"),
        ("beds. No more", "Beds. No more"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_capital_and_a_files_name_stays_as_it_is(words: str, said: str) -> None:
    assert capital(words) == said
