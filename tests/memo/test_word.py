"""Word: what stands where, that the bytes depend on the document alone, and that every text survives."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction
from typing import TYPE_CHECKING, Any, cast

import docx
import pytest
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from hypothesis import given, settings
from hypothesis import strategies as st

from des_decider.decision.wording import visible
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
from des_decider.memo.line_ends import kept_together
from des_decider.memo.word import as_word
from tests.how_many import cases
from tests.memo.drawn import bar

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

SUMS = Table("Sums", ("Figure", "Net"), (("This year", "\u2212£6,420"), ("A full year", "\u2212£19,300")), numbers=(1,))
MEMO = Document(
    "What Saltmarsh decided",
    "SM-1 · Saltmarsh Surgery · Y99999",
    (Heading(1, "What Saltmarsh decided"), Heading(2, "1 The vote"), Paragraph("For: 3"), SUMS),
    draft=True,
    moment="2020-05-18T19:42:00+01:00",
    author="Saltmarsh Surgery",
)


def opened(document: Document) -> WordDocument:
    return docx.Document(io.BytesIO(as_word(document)))


def read(*blocks: Block) -> WordDocument:
    return opened(Document("Title", "head", blocks))


def on_the_page(text: str, *, lines: bool = False) -> str:
    return kept_together(visible(text.replace("\r\n", "\n"), lines=lines))


def part(document: Document, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(as_word(document))) as packed:
        return packed.read(name).decode()


def lines(word: WordDocument) -> list[tuple[str, str]]:
    """Each paragraph's style and text, without the gaps after tables."""
    return [(cast("Any", line.style).name, line.text) for line in word.paragraphs if line.style.name != "No Spacing"]  # type: ignore[union-attr]  # every paragraph has a style


@pytest.mark.parametrize(
    ("words", "block", "expected"),
    [
        ("the title", Heading(1, "Memo"), [("Title", "Memo")]),
        ("an item", Heading(2, "1 Vote"), [("Heading 1", "1 Vote")]),
        ("a part of one", Heading(3, "Sums"), [("Heading 2", "Sums")]),
        ("a paragraph is one line", Paragraph("one\r\ntwo"), [("Normal", "one two")]),
        ("a bullet", Bullets(("a", "b")), [("List Bullet", "a"), ("List Bullet", "b")]),
        ("a number", Bullets(("a",), numbered=True), [("List Number", "a")]),
        ("words and a name", Quote("One.\nTwo.", "Dr Marsh"), [("Quote", "One.\nTwo."), ("Quote", "— Dr Marsh")]),
        ("words alone", Quote("One."), [("Quote", "One.")]),
        ("a table's caption", SUMS, [("Caption", "Sums")]),
        ("markup is text", Paragraph("**b** <b> | [x](y)"), [("Normal", "**b** <b> | [x](y)")]),
        ("colours for a terminal", Paragraph("\x1b[31m"), [("Normal", "\\u001b[31m")]),
        ("right to left", Paragraph("\u202eevil"), [("Normal", "\\u202eevil")]),
        ("what XML cannot hold", Paragraph("\x00\ud800\uffff"), [("Normal", "\\u0000\\ud800\\uffff")]),
        ("a very long word", Paragraph("x" * 10_000), [("Normal", "x" * 10_000)]),
    ],
)
def test_a_block_is_written_as(words: str, block: Block, expected: list[tuple[str, str]]) -> None:
    assert lines(read(block)) == expected, words


def test_what_must_not_be_missed_is_strong_by_style() -> None:
    run = read(Paragraph("We sign up.", strong=True)).paragraphs[0].runs[0]
    assert cast("Any", run.style).name == "Strong"


def test_headings_captions_and_header_rows_stay_with_what_follows() -> None:
    word = opened(MEMO)
    kept = [line.text for line in word.paragraphs if line.paragraph_format.keep_with_next]
    assert kept == ["What Saltmarsh decided", "1 The vote", "For: 3", "Sums"]
    assert all(cell.paragraphs[0].paragraph_format.keep_with_next for cell in word.tables[0].rows[0].cells)


def test_a_table_holds_its_cells_with_figures_to_the_right() -> None:
    table = read(SUMS).tables[0]
    shown = [[cell.text.replace("\u2060", "") for cell in row.cells] for row in table.rows]
    assert shown == [list(SUMS.header), *map(list, SUMS.rows)]
    assert [str(cell.paragraphs[0].alignment) for cell in table.rows[1].cells] == ["None", "RIGHT (2)"]
    assert cast("Any", table.style).name == "Table Grid"


def test_no_line_breaks_between_a_minus_and_its_number() -> None:
    word = read(Paragraph("−£6,420, at 3−2"), Table("−1", ("A",), (("−£5 to −£3",),)), Quote("−£9", "x"))
    assert [text for _, text in lines(word)] == ["−\u2060£6,420, at 3−\u20602", "−\u20601", "−\u2060£9", "— x"]
    assert word.tables[0].rows[1].cells[0].text == "−\u2060£5 to −\u2060£3"
    assert lines(read(Paragraph("88 %, 5 - 3, -£5")))[0][1] == "88\u00a0%, 5 - 3, -\u2060£5"
    titled = opened(replace(MEMO, title="−£1", author="−£2")).core_properties
    assert (titled.title, titled.author) == ("−£1", "−£2"), "a file manager breaks no lines"


DRAWN = Table(
    "What moves it",
    ("Answer", "Apart"),
    (("a", "£16"), ("<b>", "£6"), ("c", "£1")),
    numbers=(1,),
    widths=(50, 20),
    bars=Bars(("Worse", "Better"), (bar((12,), (1, 3), "−5 to 9"), bar((4, 2)), bar((), (0, 1)))),
)


def pictures(cell: object) -> list[Any]:
    return cast("list[Any]", cast("Any", cell)._tc.xpath(".//wp:inline"))


def drawn_widths(cell: object) -> list[int]:
    return [int(picture.extent.cx) for picture in pictures(cell)]


def test_bars_are_drawn_to_scale_on_both_sides_of_a_thick_line_with_their_numbers_beside() -> None:
    table = read(DRAWN).tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["Answer", "Apart", "Worse", "Better"]
    assert [cell.text for cell in table.rows[1].cells] == ["a", "£16", "", ""]
    (left,), (light, dark) = (drawn_widths(cell) for cell in table.rows[1].cells[2:])
    assert left == pytest.approx(12 * light, rel=0.001)
    assert dark == pytest.approx(3 * light, rel=0.001)
    assert table.columns[2].width
    assert table.columns[3].width
    assert 0.85 < left / table.columns[2].width < 1
    clear = Mm(1.91) + Pt(1.25)
    assert max(left - table.columns[2].width, light + dark - table.columns[3].width) < -clear, "a bar is one line"
    near, far = drawn_widths(table.rows[2].cells[2])
    assert (far, near) == pytest.approx((4 * light, 2 * light), rel=0.001), "the dark part is the far one, on the left"
    assert str(table.rows[2].cells[2].paragraphs[0].alignment) == "RIGHT (2)"
    assert [drawn_widths(cell) for cell in (*table.rows[2].cells[3:], table.rows[3].cells[2])] == [[], []]
    for row in table.rows:
        assert cast("Any", row.cells[3])._tc.xpath("w:tcPr/w:tcBorders/w:left/@w:sz") == ["18"]
    for row in list(table.rows)[1:]:
        inner = [
            cast("Any", cell)._tc.xpath(f"w:tcPr/w:tcMar/w:{side}/@w:w")
            for cell, side in zip(row.cells[2:], ("right", "left"), strict=True)
        ]
        assert inner == [["25"], ["25"]], "a bar begins at the line"


def test_a_bar_too_short_to_see_is_drawn_all_the_same() -> None:
    longest = Table("", ("A",), (("a",), ("b",)), bars=Bars(("L", "R"), (bar((10_000,)), bar((1,), (0, 1)))))
    cells = read(longest).tables[0].rows[2].cells
    assert [drawn_widths(cell) for cell in cells[1:]] == [[14_400], [14_400]]


def test_a_bar_that_begins_away_from_the_line_is_kept_away_by_what_nobody_sees() -> None:
    floating = Bar((Piece(Fraction(-4), Fraction(-3)), Piece(Fraction(2), Fraction(4), dark=True)), "apart")
    table = read(Table("", ("A",), (("a",),), bars=Bars(("L", "R"), (floating,)))).tables[0]
    left, right = (drawn_widths(cell) for cell in table.rows[1].cells[1:])
    assert (left[1] / left[0], right[0] / right[1]) == pytest.approx((3, 1), rel=0.001)
    clear = pictures(table.rows[1].cells[2])[0]
    blip = clear.xpath(".//a:blip/@r:embed")[0]
    dot = cast("Any", table).part.related_parts[blip].blob
    assert zlib.decompress(dot[dot.index(b"IDAT") + 4 : -16])[1] == 0xFF, "as white as the paper"


def test_bars_that_are_none_are_drawn_as_none() -> None:
    nothing = Table("", ("A",), (("a",),), bars=Bars(("L", "R"), (bar((0, 0)),)))
    assert not [picture for cell in read(nothing).tables[0].rows[1].cells for picture in pictures(cell)]


def test_every_bar_says_once_whose_it_is_and_leaves_no_gap_and_the_greys_are_two() -> None:
    document = Document("Title", "head", (DRAWN,))
    inlines = [p for row in opened(document).tables[0].rows for cell in row.cells for p in pictures(cell)]
    told = [
        (picture.docPr.get("descr"), len(picture.docPr.xpath(".//*[local-name()='decorative']"))) for picture in inlines
    ]
    spoken = ("a: −\u20605 to 9", "<b>: drawn", "c: drawn")
    assert told == [(spoken[0], 0), (None, 1), (None, 1), (spoken[1], 0), (None, 1), (spoken[2], 0)]
    assert {picture.get(f"dist{edge}") for picture in inlines for edge in "TBLR"} == {"0"}
    ids = [picture.docPr.get("id") for picture in inlines]
    assert len({*ids}) == len(ids)
    with zipfile.ZipFile(io.BytesIO(as_word(document))) as packed:
        greys = [packed.read(name) for name in packed.namelist() if name.startswith("word/media/")]
    shades = []
    for grey in greys:
        data = grey[grey.index(b"IDAT") + 4 :]
        shades.append(zlib.decompressobj().decompress(data)[1])
        for start in (8, grey.index(b"IDAT") - 4):
            size = int.from_bytes(grey[start : start + 4])
            body, crc = grey[start + 4 : start + 8 + size], grey[start + 8 + size : start + 12 + size]
            assert zlib.crc32(body) == int.from_bytes(crc)
    assert sorted(shades) == [0x30, 0xB0]


def test_a_document_with_bars_gives_the_same_bytes_each_time() -> None:
    document = Document("Title", "head", (DRAWN, DRAWN))
    assert as_word(document) == as_word(document)


@pytest.mark.parametrize(
    ("rows", "kept"),
    [
        (0, [True]),
        (1, [True, False]),
        (2, [True, True, False]),
        (3, [True, True, True, False]),
        (5, [True, True, False, False, True, False]),
    ],
)
def test_neither_the_first_row_of_a_table_nor_its_total_stands_alone_on_a_page(rows: int, kept: list[bool]) -> None:
    table = read(Table("", ("A", "B"), tuple((f"{row}", "b") for row in range(rows)))).tables[0]
    told = [[cell.paragraphs[0].paragraph_format.keep_with_next or False for cell in row.cells] for row in table.rows]
    assert told == [[keep, keep] for keep in kept]


def test_a_row_too_long_for_a_page_is_tied_to_none() -> None:
    long = ("long " * 2_000,)
    table = read(Table("", ("A",), (long, ("b",), long, ("d",)))).tables[0]
    told = [row.cells[0].paragraphs[0].paragraph_format.keep_with_next or False for row in table.rows]
    assert told == [True, False, False, False, False]


@pytest.mark.parametrize(
    ("words", "long", "widths"),
    [("in a wide column", "word " * 2_000, (1, 9)), ("in a narrow one", "word " * 200, (9, 1))],
)
def test_a_header_row_repeats_and_no_row_is_split_but_a_very_long_one(
    words: str, long: str, widths: tuple[int, ...]
) -> None:
    table = read(Table("", ("A", "B"), (("a", "short"), ("a", long)), widths=widths)).tables[0]
    marks = [
        {name for name in ("w:tblHeader", "w:cantSplit") if cast("Any", row)._tr.findall(f".//{qn(name)}")}
        for row in table.rows
    ]
    assert marks == [{"w:tblHeader", "w:cantSplit"}, {"w:cantSplit"}, set()], words


@pytest.mark.parametrize(
    ("words", "table", "millimetres"),
    [
        ("the document's own shares", Table("", ("A", "B"), (), widths=(1, 3)), [42.5, 127.5]),
        ("alike where nothing tells them apart", Table("", ("A", "B"), (("a", "b"),)), [85, 85]),
        ("more for more words", Table("", ("A", "Why"), (("a", "why " * 9),)), [23, 147]),
        (
            "figures keep theirs where words are squeezed",
            Table("", ("A", "B", "C"), (("word " * 30, "£" + "1" * 30, "word " * 30),), numbers=(1,)),
            [54, 62, 54],
        ),
        ("nothing but figures", Table("", ("A", "B"), (("1", "2"),), numbers=(0, 1)), [85, 85]),
    ],
)
def test_columns_share_the_page(words: str, table: Table, millimetres: list[float]) -> None:
    widths = [column.width.mm for column in read(table).tables[0].columns if column.width]
    assert sum(widths) == pytest.approx(170, abs=1), words
    assert widths == pytest.approx(millimetres, abs=2), words


def test_two_tables_without_captions_stay_two() -> None:
    assert len(read(Table("", ("A",), ()), Table("", ("B",), ())).tables) == 2


def test_every_numbered_list_starts_at_one() -> None:
    word = read(Bullets(("a", "b"), numbered=True), Bullets(("c",), numbered=True))
    numbers = [cast("Any", line.paragraph_format.element).pPr.numPr.numId.val for line in word.paragraphs]
    assert numbers[0] == numbers[1] != numbers[2]
    numbering = cast("Any", word.part.numbering_part).element
    for number in {*numbers}:
        assert numbering.num_having_numId(number).xpath("w:lvlOverride/w:startOverride/@w:val") == ["1"]


def test_people_have_room_to_sign() -> None:
    table = read(SignatureBlock(("Dr Vane", "Dr Marsh", "Dr Reed"))).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Name", "Signature and date"] * 2,
        ["Dr Vane", "", "Dr Marsh", ""],
        ["Dr Reed", "", "", ""],
    ]
    assert all(row.height and row.height.mm == pytest.approx(11, abs=0.1) for row in list(table.rows)[1:])


def test_every_page_is_a4_with_running_head_draft_and_page_x_of_y() -> None:
    section = opened(MEMO).sections[0]
    assert section.page_width
    assert section.page_height
    assert (round(section.page_width.mm), round(section.page_height.mm)) == (210, 297)
    head = section.header.paragraphs[0]
    assert head.text == f"DRAFT   {MEMO.running_head}"
    assert cast("Any", head.runs[0].style).name == "Strong"
    foot = section.footer.paragraphs[0]
    assert foot.text == "Page 1 of 1"
    codes = cast("Any", foot.paragraph_format.element).xpath(".//w:instrText/text()")
    assert codes == [" PAGE ", " NUMPAGES "]
    kinds = cast("Any", foot.paragraph_format.element).xpath(".//w:fldChar/@w:fldCharType")
    assert kinds == ["begin", "separate", "end"] * 2


def test_a_memo_that_is_no_draft_does_not_say_draft() -> None:
    document = replace(MEMO, draft=False)
    assert opened(document).sections[0].header.paragraphs[0].text == MEMO.running_head
    assert "DRAFT" not in part(document, "word/document.xml")


def test_text_is_in_the_one_font_whatever_the_theme_of_word_has() -> None:
    for style in ("Normal", "Title", "Heading 1"):
        assert set(cast("Any", opened(MEMO).styles[style].element).xpath("w:rPr/w:rFonts/@*")) == {"Arial"}


def test_the_language_is_british_and_word_opens_it_without_compatibility_mode() -> None:
    assert 'w:lang w:val="en-GB"' in part(MEMO, "word/styles.xml")
    settings_part = part(MEMO, "word/settings.xml")
    assert 'w:themeFontLang w:val="en-GB"' in settings_part
    assert 'compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"' in settings_part


@pytest.mark.parametrize(
    ("words", "moment", "expected"),
    [
        ("with an offset, in UTC", "2020-05-18T19:42:00+01:00", datetime(2020, 5, 18, 18, 42, tzinfo=UTC)),
        ("without one, as UTC", "2020-05-18T19:42:00", datetime(2020, 5, 18, 19, 42, tzinfo=UTC)),
        ("none", "", datetime(1980, 1, 1, tzinfo=UTC)),
        ("no time at all", "yesterday", datetime(1980, 1, 1, tzinfo=UTC)),
        ("before there was time", "0001-01-01T00:00:00+05:00", datetime(1980, 1, 1, tzinfo=UTC)),
    ],
)
def test_the_file_carries_the_records_own_time(words: str, moment: str, expected: datetime) -> None:
    properties = opened(replace(MEMO, moment=moment)).core_properties
    assert properties.created == properties.modified == expected, words


def test_the_file_says_what_it_is_and_whose() -> None:
    properties = opened(replace(MEMO, title="t" * 400)).core_properties
    assert properties.title == "t" * 255
    assert (properties.author, properties.last_modified_by) == ("Saltmarsh Surgery", "Saltmarsh Surgery")
    assert (properties.revision, properties.language, properties.comments) == (1, "en-GB", "")


def test_the_same_document_gives_the_same_bytes_and_no_clock_stands_in_them() -> None:
    once = as_word(MEMO)
    assert once == as_word(MEMO)
    assert once != as_word(replace(MEMO, draft=False))
    with zipfile.ZipFile(io.BytesIO(once)) as packed:
        members = packed.infolist()
    assert {member.date_time for member in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {(member.compress_type, member.create_system) for member in members} == {(zipfile.ZIP_STORED, 0)}
    assert members[0].filename == "[Content_Types].xml"


def test_the_file_is_small_for_a_mail_and_carries_no_picture_of_another() -> None:
    packed = as_word(MEMO)
    assert len(packed) < 200_000
    assert b"thumbnail" not in packed
    assert b"stylesWithEffects" not in packed


@settings(max_examples=cases(15, thorough=300), deadline=None)
@given(st.lists(st.text(st.characters(codec=None), max_size=60), min_size=3, max_size=3))
def test_every_text_can_be_read_back_as_it_is_shown(texts: list[str]) -> None:
    a, b, c = texts
    document = Document(
        title=a,
        running_head=b,
        blocks=(Heading(1, a), Paragraph(b), Bullets((c,)), Quote(a, f"{b}x"), Table(f"{c}x", (a, b), ((b, c),))),
        author=c,
    )
    shown = {text: on_the_page(text) for text in (a, b, c, f"{b}x", f"{c}x")}
    word = opened(document)
    assert [text for _, text in lines(word)] == [
        *(shown[a], shown[b], shown[c]),
        *(on_the_page(a, lines=True), f"— {shown[f'{b}x']}", shown[f"{c}x"]),
    ]
    cells = [cell.text for row in word.tables[0].rows for cell in row.cells]
    assert cells == [shown[a], shown[b], shown[b], shown[c]]
    assert word.sections[0].header.paragraphs[0].text == shown[b]
    assert word.core_properties.title == visible(a.replace("\r\n", "\n"))[:255]


def test_a_sentence_that_leads_into_a_table_stays_with_it() -> None:
    word = read(Paragraph("Leads."), Table("", ("A",), (("1",),)), Paragraph("Alone."), Paragraph("Last."))
    kept = {p.text: p.paragraph_format.keep_with_next for p in word.paragraphs if p.text}
    assert kept == {"Leads.": True, "Alone.": None, "Last.": None}
