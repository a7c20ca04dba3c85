"""Words that are typed fit a text as people expect: without regard to case, accents and how an amount is written."""

from __future__ import annotations

import pytest

from des_decider.decision.matching import fit, folded


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("GP HOUR", "Cost of a GP hour"),
        ("ty mor", "Tŷ Môr Surgery"),
        ("TŶ", "Ty Mor Surgery"),
        ("gps' week", "Part of our GPs’ week"),
        ("9040", "9,040 patients"),
        ("9,040", "9040"),
        ("1,234,567", "£1,234,567"),
        ("£17,191", "loss of £17,191"),
        ("17191", "loss of £17,191"),
        ("-£50,393", "−£50,393"),
        ("strasse", "Hauptstraße"),
        ("istanbul", "İstanbul"),
        ("fish", "ﬁsh"),
        ("\u05e9\u05dc\u05d5\u05dd", "\u05e9\u05dc\u05d5\u05dd 12"),
        ("\\u001b[31mred", "\x1b[31mred"),
        ("[/b]", "[/b]"),
    ],
)
def test_however_it_is_written(typed: str, text: str) -> None:
    assert fit(folded(typed).split(), folded(text)) is not None


@pytest.mark.parametrize("typed", ["9,", "9,0", "9,04", "9,040", "£9,040"])
def test_an_amount_fits_at_every_key_of_it(typed: str) -> None:
    assert fit(folded(typed).split(), folded("9,040 patients")) is not None


def test_every_word_must_be_in_it_in_any_order() -> None:
    title, beside = folded("Cost of a GP hour"), folded("£95 an hour\nOur practice")
    assert fit(["hour", "gp"], title, beside) is not None
    assert fit(["gp", "practice", "95"], title, beside) is not None
    assert fit(["gp", "nurse"], title, beside) is None
    assert fit(["gphour"], title, beside) is None


def test_starts_of_words_come_before_middles_and_the_title_before_what_stands_beside() -> None:
    ways = [
        fit(["be"], "number of beds"), fit(["be"], "homes", "20 beds"), fit(["be"], "number of homes"),
        fit(["be"], "homes", "the number"),
    ]  # fmt: skip
    assert ways == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert fit(["be"], "number of (beds)") == (0, 0), "a bracket is no part of a word"
    assert fit(["be"], "numbers of number-beds") == (0, 0), "the best of several places counts"
    assert fit(["be", "nu"], "number of homes", "beds") == (1, 1)
