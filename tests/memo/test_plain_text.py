"""Plain text: what stands where, and that every line keeps within its width."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from des_decider.decision.text_width import display_width
from des_decider.decision.wording import visible
from des_decider.memo.document import (
    Bars,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Quote,
    SignatureBlock,
    Table,
)
from des_decider.memo.plain_text import NARROWEST, as_text
from tests.memo.drawn import bar

BARS = Bars(("Worse", "Better"), (bar((12,), (1, 2)), bar((4, 2))))
TEXT = st.one_of(st.text(max_size=40), st.text(alphabet="ab -\n\t漢e\u0301\u202e\x1b1", max_size=60))
MONEY = Table(
    "Sums",
    ("Figure", "This year", "A full year", "Not counted"),
    (("Care home premium", "£8,220", "£16,440", "travel"), ("Net", "\u2212£6,420", "\u2212£19,300", "")),
    numbers=(1, 2),
)


def body(*blocks: Block, width: int = 40) -> str:
    """The blocks alone, between the two rules."""
    rule = "=" * width
    text = as_text(Document("Title", "", blocks), width)
    assert text.startswith(f"{rule}\n\n")
    assert text.endswith(f"\n\n{rule}\n")
    return text.removeprefix(f"{rule}\n\n").removesuffix(f"\n\n{rule}\n")


@pytest.mark.parametrize(
    ("words", "block", "lines"),
    [
        ("the title is ruled above and below", Heading(1, "Memo"), ["====", "Memo", "===="]),
        ("an item is underlined", Heading(2, "The vote"), ["The vote", "========"]),
        ("a part more lightly", Heading(3, "Money"), ["Money", "-----"]),
        (
            "a long heading is underlined to its longest line",
            Heading(2, "What the practice decided in this one meeting"),
            ["What the practice decided in this one", "meeting", "====================================="],
        ),
        ("a paragraph wraps", Paragraph("word " * 9), ["word word word word word word word word", "word"]),
        ("what must not be missed", Paragraph("We sign up.", strong=True), [">> We sign up."]),
        (
            "bullets hang",
            Bullets(("a " * 20 + "end", "", "c")),
            ["- a a a a a a a a a a a a a a a a a a a", "  a end", "-", "- c"],
        ),
        (
            "numbers line up",
            Bullets(tuple("abcdefghij"), numbered=True),
            [*[f" {n}. {letter}" for n, letter in enumerate("abcdefghi", 1)], "10. j"],
        ),
        (
            "words keep their lines, and a bar that the name has not",
            Quote("Not safe.\r\n\n- Dr Vane", "Dr Marsh"),
            ["  | Not safe.", "  |", "  | - Dr Vane", "  - Dr Marsh"],
        ),
        (
            "a table that fits",
            Table("Count", ("Vote", "Partners"), (("for", "3"), ("against", "12")), numbers=(1,)),
            ["Count", "", "Vote     Partners", "-------  --------", "for             3", "against        12"],
        ),
        (
            "bars in letters, to both sides of a line",
            Table("", ("A", "B"), (("a", "£1"), ("b", "£2")), numbers=(1,), bars=BARS),
            [
                *("A   B        Worse  Better", "-  --  -----------  ------"),
                *("a  £1  ▒▒▒▒▒▒▒▒▒▒▒  ▒██", "b  £2       ██▒▒▒▒"),
            ],
        ),
        (
            "an empty row keeps its line",
            Table("", ("A", "B"), (("", ""), ("1", "2"))),
            ["A  B", "-  -", "", "1  2"],
        ),
        (
            "a cell that wraps, with an empty line between rows",
            Table("", ("Who", "Why"), (("Vane", "the posts money is worth having now"), ("Marsh", "no"))),
            [
                "Who    Why",
                "-----  ---------------------------------",
                "Vane   the posts money is worth having",
                "       now",
                "",
                "Marsh  no",
            ],
        ),
        (
            "wide letters line up",
            Table("", ("Name", "For"), (("漢字", "1"), ("e\u0301a", "2"))),
            ["Name  For", "----  ---", "漢字  1", "e\u0301a    2"],
        ),
        (
            "where people sign",
            SignatureBlock(("Dr Vane", "")),
            [
                "Name           Signature      Date",
                "-------------  -------------  ----------",
                "",
                "Dr Vane        _____________  __________",
                "",
                "               _____________  __________",
            ],
        ),
    ],
)
def test_a_block_is_written_as(words: str, block: Block, lines: list[str]) -> None:
    assert body(block).split("\n") == lines, words


def test_a_draft_says_so_at_head_and_foot_with_the_running_head() -> None:
    lines = as_text(Document("T", "SM-1 · Saltmarsh", (Paragraph("x"),), draft=True), 30).split("\n")
    assert lines == ["DRAFT · SM-1 · Saltmarsh", "=" * 30, "", "x", "", "=" * 30, "DRAFT · SM-1 · Saltmarsh", ""]
    assert "DRAFT" not in as_text(Document("T", "SM-1", (Paragraph("x"),)))


def test_columns_of_words_give_way_before_figures_do() -> None:
    assert body(MONEY, width=44).split("\n")[2:] == [
        "Figure           This    A full  Not counted",
        "                 year      year",
        "------------  -------  --------  -----------",
        "Care home      £8,220   £16,440  travel",
        "premium",
        "",
        "Net           \u2212£6,420  \u2212£19,300",
    ]


def test_a_table_too_wide_is_a_list_of_labels_and_values() -> None:
    assert body(MONEY, width=24).split("\n") == [
        "Sums",
        "",
        "Figure: Care home",
        "  premium",
        "  This year: £8,220",
        "  A full year: £16,440",
        "  Not counted: travel",
        "",
        "Figure: Net",
        "  This year: \u2212£6,420",
        "  A full year: \u2212£19,300",
    ]
    unnamed = Table("", ("", "x" * 30), (("row", "1"),), numbers=(1,))
    assert body(unnamed, width=24).split("\n")[0] == "row"


def test_a_narrow_page_gives_each_person_a_line_to_sign_on() -> None:
    assert body(SignatureBlock(("Dr Vane", "Dr Marsh")), width=24).split("\n") == [
        *("Dr Vane", "", "_" * 24, ""),
        *("Dr Marsh", "", "_" * 24),
    ]


@pytest.mark.parametrize("width", range(20, 60))
def test_no_sign_is_parted_from_its_number(width: int) -> None:
    text = "It comes to −£17,669, −3.5 hours and 88 % of it, or −£1 (−£2) of 100 % and −£123,456,789 to −£1,234."
    table = Table(text, ("What", "How " * 9, "Why"), (("Net", text, text), (text, "−£17,669 or 5 %", "88 %")), (1,))
    shown = body(Paragraph(text), Bullets((text,)), Quote(text, text), table, Heading(2, text), width=width)
    for line in shown.split("\n"):
        cells = re.split(r"\s{2,}", line.strip(" |-"))
        assert not [cell for cell in cells if re.search(r"[−£]$|^%|^[£,]|^\d+[,.]", cell)], line
    assert "\u00a0" not in shown, "an editor shows a space that is none"


def test_a_column_of_words_has_room_for_its_longest_sum() -> None:
    table = Table("", ("A", "B", "C"), (("word " * 9, "from −£123,456 to −£1", "word " * 9),) * 2)
    assert "−£123,456" in body(table, width=24)


def test_a_very_long_text_stays_whole_within_its_width() -> None:
    lines = body(Paragraph("x" * 10_000), width=78).split("\n")
    assert "".join(lines) == "x" * 10_000
    assert max(map(len, lines)) == 78


@given(st.lists(TEXT, min_size=3, max_size=3), st.integers(1, 100))
def test_no_text_makes_a_line_wider_than_the_page_or_a_terminal_obey(texts: list[str], width: int) -> None:
    a, b, c = texts
    blocks: tuple[Block, ...] = (
        *(Heading(1, a), Heading(2, b), Paragraph(c), Paragraph(a, strong=True), Bullets((a, b), numbered=True)),
        *(Quote(a, b), Table(a, (b, c), ((c, a), (a, b)), numbers=(1,)), SignatureBlock((a, b))),
        Table(c, (a, b, c, "d"), ((a, b, c, "£17,191"),), numbers=(3,)),
    )
    text = as_text(Document("T", c, blocks, draft=True), width)
    assert visible(text, lines=True) == text
    for line in text.split("\n"):
        assert display_width(line) <= max(width, NARROWEST), line
