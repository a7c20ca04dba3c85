"""How wide a text is: as the screens draw it, marks and emoji included; and how it keeps to a width."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from des_decider.decision.text_width import cut, cut_inside, display_width, padded, wrapped
from des_decider.decision.wording import visible

LETTERS = ("a", "é", "e\u0301", "ß", "漢", "ｶ", "한", "\u1112\u1161\u11ab", "ไทย")
EMOJI = ("🙂", "❤\ufe0f", "1\ufe0f\u20e3", "👍🏽", "👩\u200d⚕\ufe0f", "👨\u200d👩\u200d👧", "🇬🇧")
STRANGE = (*LETTERS, *EMOJI, "£", "–", "█", " ", "-")
# Joiners and marks that stand on nothing are left out: no two terminals draw them alike.
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs", "Cf", "Mn", "Mc", "Me"]), max_size=40),
    st.lists(st.sampled_from(STRANGE), max_size=30).map("".join),
)


@pytest.mark.parametrize(
    ("words", "text", "lines"),
    [
        ("a word wider than a line is cut", "x" * 25, ["x" * 10, "x" * 10, "x" * 5]),
        ("and goes on after what stood before", "ab " + "x" * 12, ["ab", "x" * 10, "xx"]),
        ("after a hyphen where it has one", "Adeyemi-Hartington", ["Adeyemi-", "Hartington"]),
        ("wide letters count two", "漢" * 6, ["漢" * 5, "漢"]),
        ("a mark stays with its letter", "e\u0301" * 11, ["e\u0301" * 10, "e\u0301"]),
        ("a no-break space does not break", "£17 ab\u00a0cd\u00a0efgh", ["£17", "ab\u00a0cd\u00a0efgh"]),
        ("colours for a terminal are shown", "\x1b[31m", ["\\u001b[31m"]),
        ("right to left is shown", "\u202eevil", ["\\u202eevil"]),
        ("nothing is no line", " \n\t ", []),
    ],
)
def test_a_text_is_wrapped_as(words: str, text: str, lines: list[str]) -> None:
    assert wrapped(text, 10) == lines, words


@pytest.mark.parametrize(
    ("words", "text", "most", "lines"),
    [
        ("what fits stays", "one two three", 2, ["one two", "three"]),
        ("what does not ends in an ellipsis", "one two three four five", 2, ["one two", "three fou…"]),
        ("in one line too", "one two three", 1, ["one two t…"]),
        ("nothing is no line", "", 3, []),
    ],
)
def test_a_text_has_so_many_lines_at_the_most(words: str, text: str, most: int, lines: list[str]) -> None:
    assert wrapped(text, 10, most=most) == lines, words


def test_a_word_kept_whole_is_never_cut_nor_are_columns_of_spaces() -> None:
    assert wrapped("see /home/jo/decisions now", 12, "  ", "    ", whole=True) == [
        "  see",
        "    /home/jo/decisions",
        "    now",
    ]
    assert wrapped("cost   £5 and more", 10, whole=True) == ["cost   £5", "and more"]


@pytest.mark.parametrize("text", [*STRANGE, "Ærøskøbing 漢字 e\u0301 👩\u200d⚕\ufe0f of 3"])
def test_what_people_write_is_as_wide_as_the_screens_draw_it(text: str) -> None:
    assert display_width(text) == cell_len(text)


def test_no_character_is_drawn_wider_than_it_is_measured() -> None:
    shown = (chr(n) for n in range(32, 0x110000) if unicodedata.category(chr(n)) not in {"Cc", "Cs", "Co", "Cn"})
    assert [hex(ord(c)) for c in shown if display_width(c) < cell_len(c)] == []


@given(TEXT, st.integers(2, 30))
def test_no_line_is_measured_or_drawn_wider_than_asked(text: str, width: int) -> None:
    cuts = cut(text, width), cut_inside(text, width), padded(text, width)
    for line in (*wrapped(text, width), *wrapped(text, width, most=2), *cuts):
        assert cell_len(line) <= display_width(line) <= width
    assert display_width(padded(text, width)) == width


@given(TEXT, st.integers(2, 60))
def test_wrapping_loses_no_letter(text: str, width: int) -> None:
    shown = visible(text.replace("\r\n", "\n"))
    assert "".join(wrapped(text, width)).replace(" ", "") == shown.replace(" ", "").replace("\t", "")
