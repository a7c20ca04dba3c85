"""PDF: that it is tagged to be read aloud, that no text is ever markup, and that all of it stays on the page."""

from __future__ import annotations

import io
import re
from collections import Counter
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pdfminer.pdftypes import resolve1

from des_decider.memo.document import (
    Bar,
    Bars,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Piece,
    Quote,
    SignatureBlock,
    Table,
)
from des_decider.memo.line_ends import on_paper
from des_decider.memo.pdf import as_pdf
from tests.how_many import cases
from tests.memo.drawn import bar
from tests.memo.text_of_formats import Tag, letters_on, squeezed, structure, structure_of
from tests.tui.hostile import HOSTILE

if TYPE_CHECKING:
    from collections.abc import Iterator

DRAWN = Table(
    "What moves it",
    ("Answer", "Apart"),
    (("<b>", "£16"), ("b", "£6")),
    numbers=(1,),
    widths=(50, 20),
    bars=Bars(("Worse", "Better"), (bar((12,), (1, 3), "−5 to 9"), bar((), (0, 4), "up to 4"))),
)
MEMO = Document(
    "What Saltmarsh decided",
    "SM-1 · Saltmarsh Surgery · Y99999",
    (Heading(1, "What Saltmarsh decided"), Heading(2, "The vote"), Heading(3, "For"), Paragraph("Three."), DRAWN),
    draft=True,
    moment="2020-05-18T19:42:00+01:00",
    author="Saltmarsh Surgery",
)


def written(*blocks: Block, title: str = "Title", head: str = "head") -> bytes:
    return as_pdf(Document(title, head, blocks))


def kinds(*blocks: Block) -> list[str]:
    """The tags, in order, without those that only hold a line's text."""
    return [
        tag.kind for tag in structure(written(*blocks)).all() if tag.kind not in {"root", "Document", "Span", "Strong"}
    ]


def catalog(data: bytes) -> dict[str, Any]:
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return {name: resolve1(value) for name, value in pdf.doc.catalog.items()}


@pytest.mark.parametrize(
    ("words", "block", "expected"),
    [
        ("an item", Heading(2, "Vote"), ["H1"]),
        ("a part of one", Heading(3, "Sums"), ["H2"]),
        ("a paragraph", Paragraph("one"), ["P"]),
        ("bullets", Bullets(("a",)), ["L", "LI", "Lbl", "LBody"]),
        ("numbers", Bullets(("a",), numbered=True), ["L", "LI", "Lbl", "LBody"]),
        ("words and a name", Quote("One.", "Dr Marsh"), ["BlockQuote", "P"]),
        (
            "a table",
            Table("", ("A",), (("a",),)),
            ["Table", "THead", "TR", "TH", "TBody", "TR", "TD"],
        ),
    ],
)
def test_a_block_is_tagged_as(words: str, block: Block, expected: list[str]) -> None:
    # Headings begin at the first level, or a reader would look for what was left out.
    blocks = (block,) if block == Heading(2, "Vote") else (Heading(2, "Vote"), block)
    found = kinds(*blocks)
    assert found[-len(expected) :] == expected, words


def test_it_says_that_it_is_tagged_its_language_title_and_standard() -> None:
    data = as_pdf(MEMO)
    about = catalog(data)
    assert about["MarkInfo"]["Marked"] is True
    assert about["Lang"] == b"en-GB"
    assert resolve1(about["ViewerPreferences"])["DisplayDocTitle"] is True
    metadata = about["Metadata"].get_data().decode()
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert pdf.metadata["Title"] == "DRAFT: What Saltmarsh decided"
        assert pdf.metadata["Author"] == "Saltmarsh Surgery"
        assert pdf.metadata["CreationDate"] == "D:20200518184200Z", "the record's own time"


def test_every_head_of_a_column_says_so_and_every_picture_tells_what_it_shows_once() -> None:
    found = list(structure(as_pdf(MEMO)).all())
    heads = [tag for tag in found if tag.kind == "TH"]
    assert ["".join(tag.said()) for tag in heads] == ["Answer", "Apart", "Worse", "Better"]
    for head in heads:
        (scope,) = [one["Scope"].name for one in _attributes(head) if "Scope" in one]
        assert scope == "Column"
    assert [tag.alt for tag in found if tag.kind == "Figure"] == ["<b>: −5 to 9", "b: up to 4"]


def _attributes(tag: Tag) -> Iterator[dict[str, Any]]:
    held = resolve1(tag.properties["A"])
    for one in held if isinstance(held, list) else [held]:
        yield resolve1(one)


def test_every_page_has_the_running_head_and_page_x_of_y_and_neither_is_read_aloud() -> None:
    long = replace(MEMO, blocks=(*MEMO.blocks, *(Paragraph("word " * 900),) * 3))
    data = as_pdf(long)
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert MEMO.running_head not in "".join(structure_of(pdf).said())
        assert len(pdf.pages) > 2
        for number, page in enumerate(pdf.pages, start=1):
            lines = page.extract_text().split("\n")
            assert lines[0] == f"DRAFT {MEMO.running_head}"
            assert lines[-1] == f"Page {number} of {len(pdf.pages)}"
            assert (round(page.width), round(page.height)) == (595, 842), "A4"


def test_the_head_of_a_table_repeats_and_is_read_aloud_once() -> None:
    data = written(Table("", ("What", "Net"), (("word", "£1"),) * 120, numbers=(1,)))
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        assert all("What Net" in page.extract_text() for page in pdf.pages)
        assert len(pdf.pages) > 1
    assert "".join(structure(data).said()).count("What") == 1


def test_bars_are_drawn_to_scale_on_both_sides_of_a_line() -> None:
    floating = Bar((Piece(Fraction(-4), Fraction(-3)), Piece(Fraction(2), Fraction(4), dark=True)), "apart")
    table = Table(
        "", ("A", "B"), (("a", "1"), ("b", "2")), widths=(50, 20), bars=Bars(("L", "R"), (floating, bar((1,))))
    )
    with pdfplumber.open(io.BytesIO(written(table))) as pdf:
        rects = [rect for rect in pdf.pages[0].rects if 8 < rect["height"] < 9]
    drawn = sorted((rect["top"], rect["x0"], rect["x1"], rect["non_stroking_color"]) for rect in rects)
    (_, far, near, light), (_, start, end, dark), (_, left, line, _) = drawn
    assert (light, dark) == pytest.approx((0.69, 0.19), abs=0.01)
    unit = line - left
    assert (near - far, end - start) == pytest.approx((unit, 2 * unit), rel=0.02)
    assert (line - near, start - line) == pytest.approx((3 * unit, 2 * unit), rel=0.05)


def test_the_same_document_gives_the_same_bytes() -> None:
    assert as_pdf(MEMO) == as_pdf(MEMO)
    assert as_pdf(MEMO) != as_pdf(replace(MEMO, draft=False))


def everywhere(text: str) -> Document:
    """A text in every place of a document."""
    blocks = (
        *(Heading(1, text), Heading(2, text), Heading(3, text), Paragraph(text), Paragraph(text, strong=True)),
        *(Bullets((text, text)), Bullets((text,), numbered=True), Quote(text, text), SignatureBlock((text, text))),
        replace(DRAWN, caption=text, header=(text, text), rows=((text, text), (text, "b"))),
    )
    return Document("Title", text, blocks, draft=True, author=text)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_no_hostile_text_is_markup_and_each_can_be_taken_out_again(name: str) -> None:
    text = HOSTILE[name][:700]  # reading thousands of letters in every place takes longer than writing them
    with pdfplumber.open(io.BytesIO(as_pdf(everywhere(text)))) as pdf:
        paragraphs = ["".join(tag.said()) for tag in structure_of(pdf).all() if tag.kind == "P"]
        for page in pdf.pages:
            assert all(char.x0 > 50 and char.x1 < page.width - 50 for char in letters_on(page)), (
                "nothing leaves the page"
            )
    shown = squeezed(on_paper(text))
    rare = {c for c in shown if not re.match("[ -\u02ff\u0370-\u03ff\u1e00-\u206f]", c)}
    if not rare:
        assert shown in [squeezed(one) for one in paragraphs]
    else:
        plain = sorted(c for c in shown if c not in rare)
        assert any(not Counter(plain) - Counter("".join(one)) for one in paragraphs), "what is not rare is all there"


def test_a_letter_that_no_font_has_is_shown_by_its_number() -> None:
    said = "".join(structure(written(Paragraph("Dr 漢, Łódź, naïve: −£5 “a” \\n \\u0041"))).said())
    assert squeezed(said) == "Dr\\u6f22,Łódź,naïve:−£5“a”\\n\\u0041"


@settings(max_examples=cases(10, thorough=250), deadline=None)
@given(st.text(st.characters(codec=None), max_size=60))
def test_any_text_gives_a_pdf(text: str) -> None:
    assert as_pdf(everywhere(f"{text}x")).startswith(b"%PDF")


def test_letters_taken_for_granted_are_in_the_fonts() -> None:
    ranges = ((0x20, 0x400), (0x1E00, 0x2041), (0x2054, 0x20D0), (0x2190, 0x2300), (0x2500, 0x2600))
    text = on_paper(" ".join(chr(code) for start, end in ranges for code in range(start, end)))
    said = "".join(structure(written(*(Paragraph(part) for part in text.split(" ")))).said())
    for letter in "ĄłΩ−…•€→≤█▒":
        assert letter in said, "shown as itself"
