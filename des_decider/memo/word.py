"""A document written as a Word file in built-in styles, ready to paste into a practice's letterhead.

Asking for Word is what imports this module: python-docx is heavy and nothing else needs it.
"""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING, Any, cast

import docx
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import qn
from docx.shared import Emu, Mm, Pt, RGBColor

from des_decider.memo.bars import arms, scale, with_room
from des_decider.memo.columns import fits_a_page, shares_of
from des_decider.memo.document import (
    DRAFT,
    EARLIEST,
    Block,
    Bullets,
    Document,
    Heading,
    Paragraph,
    Quote,
    SignatureBlock,
    Table,
)
from des_decider.memo.line_ends import on_paper, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from docx.document import Document as WordDocument
    from docx.shape import InlineShape
    from docx.styles.style import ParagraphStyle
    from docx.table import Table as WordTable
    from docx.table import _Cell, _Row
    from docx.text.paragraph import Paragraph as WordParagraph

    from des_decider.memo.bars import Shade
    from des_decider.memo.document import Bars

LANGUAGE = "en-GB"
FONT = "Arial"  # the NHS's own for documents, and on every Windows
_BODY = 170  # millimetres between the margins
_EFFECTS = "http://schemas.microsoft.com/office/2007/relationships/stylesWithEffects"


def _dot(shade: str) -> bytes:
    """A picture of a single dot, of whose shade the middle tells."""
    return bytes.fromhex(
        f"89504e470d0a1a0a0000000d49484452000000010000000108000000003a7e9b55{shade}0000000049454e44ae426082"
    )


# What bars are drawn with, stretched: every program that opens Word files can show it. Both greys stay apart on a
# black and white printer.
_DOTS: dict[Shade, bytes] = {
    "clear": _dot("0000000d494441547801010200fdff00ff01010100608712b5"),
    "light": _dot("0000000d494441547801010200fdff00b000b200b160fd485a"),
    "dark": _dot("0000000d494441547801010200fdff003000320031dd966068"),
}
_DECORATION = (
    '<a:extLst xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">'
    '<a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}">'
    '<adec:decorative xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative" val="1"/>'
    "</a:ext></a:extLst>"
)
_BESIDE_LINE = "25"  # half of the line, in twentieths of a point, so that no bar covers it
_BAR_HEIGHT = Mm(3)
_THINNEST = Mm(0.4)  # what is there shows
_MARGINS = Mm(3)  # more than a cell keeps clear on both sides, or what is dark of a bar falls onto a line of its own

# Size, space before and space after in points, for every style a memo is written in.
_STYLES = {
    "Normal": (10, 0, 4),
    "Title": (17, 0, 6),
    "Heading 1": (12.5, 9, 3),
    "Heading 2": (11, 6, 2),
    "List Bullet": (10, 0, 4),
    "List Number": (10, 0, 4),
    "Quote": (10, 0, 4),
    "Caption": (9.5, 4, 3),
    "No Spacing": (9.5, 1.5, 1.5),
    "Header": (8.5, 0, 0),
    "Footer": (8.5, 0, 0),
}


def as_word(document: Document) -> bytes:
    """The whole document as a .docx file: the same document gives the same bytes, whenever and wherever."""
    word = docx.Document()
    _lighten(word)
    _set_styles(word)
    _set_page(word, document)
    _set_properties(word, document)
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        _write(word, block, leads=isinstance(following, (Table, Bullets)))
    saved = io.BytesIO()
    word.save(saved)
    return _repacked(saved.getvalue())


def _write(word: WordDocument, block: Block, *, leads: bool) -> None:
    """Write one block; a paragraph that `leads` into a list or table stays on its page."""
    match block:
        case Heading(level=level, text=text):
            title = _add_line(word, f"Heading {level - 1}" if level > 1 else "Title", on_paper(text))
            title.paragraph_format.keep_with_next = True
        case Paragraph(text=text, strong=strong):
            line = word.add_paragraph()
            _add_run(line, on_paper(text), strong=strong)
            line.paragraph_format.keep_with_next = leads or None
        case Quote(text=text, who=who):
            _write_quote(word, text, who)
        case Bullets(items=items, numbered=numbered):
            restart = _new_numbering(word) if numbered else None
            for item in items:
                line = _add_line(word, "List Number" if numbered else "List Bullet", on_paper(item))
                if restart is not None:
                    properties = cast("Any", line.paragraph_format.element.get_or_add_pPr()).get_or_add_numPr()
                    properties.get_or_add_ilvl().val = 0
                    properties.get_or_add_numId().val = restart
        case Table():
            _write_table(word, block)
        case SignatureBlock(in_pairs=table):
            _write_signatures(word, table)


def _add_line(word: WordDocument, style: str, text: str = "") -> WordParagraph:
    """Add a line in a built-in style."""
    line = word.add_paragraph(text)
    _set_style(line, style)
    return line


def _set_style(line: WordParagraph, name: str) -> None:
    """Give a line a built-in style by its id: by its name, python-docx looks through all styles at every line."""
    cast("Any", line)._p.style = name.replace(" ", "")  # noqa: SLF001 - python-docx takes names alone


def _add_run(line: WordParagraph, text: str, *, strong: bool) -> None:
    run = line.add_run(text)
    if strong:
        cast("Any", run)._r.style = "Strong"  # noqa: SLF001 - as above


def _write_quote(word: WordDocument, text: str, who: str) -> None:
    """Somebody's words in italics, then the name upright, which the words cannot be."""
    words = _add_line(word, "Quote", on_paper(text, lines=True))
    if who:
        words.paragraph_format.keep_with_next = True
        words.paragraph_format.space_after = Pt(0)
        _add_line(word, "Quote").add_run(f"— {on_paper(who)}").italic = False


def _new_numbering(word: WordDocument) -> int:
    """A numbering of its own for one list, so that it starts at 1 and not where the last list ended."""
    numbering = cast("Any", word.part.numbering_part.element)
    style = cast("Any", word.styles["List Number"].element)
    of_style = numbering.num_having_numId(style.pPr.numPr.numId.val)
    fresh = numbering.add_num(of_style.abstractNumId.val)
    fresh.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(fresh.numId)


def _write_table(word: WordDocument, table: Table) -> None:
    if table.caption:
        _add_line(word, "Caption", on_paper(table.caption)).paragraph_format.keep_with_next = True
    drawn = with_room(table)
    shares = shares_of(drawn)
    grid = _grid(word, drawn.header, len(drawn.rows), shares, drawn.numbers)
    rows = list(grid.rows)[1:]
    # No page begins or ends with a single row of a table: a total alone says nothing, nor does a first row.
    together = {0, len(rows) - 2}
    for at, (row, cells) in enumerate(zip(rows, drawn.rows, strict=True)):
        _fill(row, cells, drawn.numbers)
        if _keep_whole(row, cells, shares) and at in together and at < len(rows) - 1:
            _keep_with_next(row)
    if table.bars is not None:
        _draw(grid, table.bars)
    _part(word)


def _draw(grid: WordTable, bars: Bars) -> None:
    """Bars in the last two columns, from the thick line between these outwards; what is seen first of each tells it."""
    rooms = tuple(Fraction((column.width or 0) - _MARGINS) for column in list(grid.columns)[-2:])
    unit = scale(bars, (rooms[0], rooms[1]))
    top, *rows = grid.rows
    _set_line(top.cells[-1])
    for row, bar in zip(rows, bars.rows, strict=True):
        cells = row.cells
        _set_line(cells[-1])
        told = f"{cells[0].text}: {on_paper(bar.says)}"
        for cell, arm, inner in zip(cells[-2:], arms(bar), ("w:right", "w:left"), strict=True):
            margins = OxmlElement("w:tcMar")
            margins.append(OxmlElement(inner, {qn("w:w"): _BESIDE_LINE, qn("w:type"): "dxa"}))
            _cell_properties(cell).append(margins)
            for length, shade in arm[::-1] if inner == "w:right" else arm:
                width = Emu(max(round(length * unit), _THINNEST))
                picture = cell.paragraphs[0].add_run().add_picture(io.BytesIO(_DOTS[shade]), width, _BAR_HEIGHT)
                _describe(picture, told if shade != "clear" else "")
                told = told if shade == "clear" else ""


def _describe(picture: InlineShape, told: str) -> None:
    """What a picture tells whoever does not see it; one that tells nothing is decoration, and is passed over."""
    inline = cast("Any", picture)._inline  # noqa: SLF001 - python-docx sets none of these
    for edge in "TBLR":  # LibreOffice keeps an eighth of an inch clear where none is said
        inline.set(f"dist{edge}", "0")
    if told:
        inline.docPr.set("descr", told)
    else:
        inline.docPr.append(parse_xml(_DECORATION))


def _set_line(cell: _Cell) -> None:
    """The thick line, on the left of a cell."""
    line = {qn("w:val"): "single", qn("w:sz"): "18", qn("w:space"): "0", qn("w:color"): "auto"}
    borders = OxmlElement("w:tcBorders")
    borders.append(OxmlElement("w:left", line))
    # Word refuses a cell whose borders stand after its shading.
    _cell_properties(cell).insert_element_before(borders, "w:shd", "w:tcMar")


def _cell_properties(cell: _Cell) -> Any:
    return cast("Any", cell)._tc.get_or_add_tcPr()  # noqa: SLF001 - nor settings for lines and margins


def _write_signatures(word: WordDocument, table: Table) -> None:
    """The rows are tall enough for a pen and kept on one page as far as a page goes."""
    grid = _grid(word, table.header, len(table.rows), table.widths, ())
    rows = list(grid.rows)
    for row, cells in zip(rows[1:], table.rows, strict=True):
        _fill(row, cells, ())
        _keep_whole(row, cells, table.widths)
        row.height = Mm(11)
        row.height_rule = WD_ROW_HEIGHT_RULE.AT_LEAST
    for row in rows[:-1]:
        _keep_with_next(row)
    _part(word)


def _grid(
    word: WordDocument, header: Sequence[str], rows: int, shares: Sequence[float], numbers: Sequence[int]
) -> WordTable:
    """An empty table with its header row, which repeats on every page and stays with the first row."""
    grid: WordTable = word.add_table(rows + 1, len(header), "Table Grid")
    grid.autofit = False
    widths = [Mm(_BODY * share / sum(shares)) for share in shares]
    for column, size in zip(grid.columns, widths, strict=True):
        column.width = size
    for row in grid.rows:
        for cell, size in zip(row.cells, widths, strict=True):
            cell.width = size
    top = grid.rows[0]
    _fill(top, header, numbers, strong=True)
    _mark_row(top, "w:cantSplit")
    _mark_row(top, "w:tblHeader")
    _keep_with_next(top)
    for cell in top.cells:
        shade = OxmlElement("w:shd", {qn("w:val"): "clear", qn("w:color"): "auto", qn("w:fill"): "E6E6E6"})
        cast("Any", cell)._tc.get_or_add_tcPr().append(shade)  # noqa: SLF001 - python-docx has no shading
    return grid


def _fill(row: _Row, texts: Sequence[str], numbers: Sequence[int], *, strong: bool = False) -> None:
    for column, (cell, text) in enumerate(zip(row.cells, texts, strict=True)):
        line = cell.paragraphs[0]
        _set_style(line, "No Spacing")
        _add_run(line, on_paper(text), strong=strong)
        if column in numbers:
            line.alignment = WD_ALIGN_PARAGRAPH.RIGHT


def _mark_row(row: _Row, mark: str) -> None:
    cast("Any", row)._tr.get_or_add_trPr().append(OxmlElement(mark))  # noqa: SLF001 - python-docx has no such setting


def _keep_whole(row: _Row, cells: Sequence[str], shares: Sequence[float]) -> bool:
    """Keep a row on one page, as far as its cells are short enough for their columns, and say whether they are."""
    whole = fits_a_page(cells, shares)
    if whole:
        _mark_row(row, "w:cantSplit")
    return whole


def _keep_with_next(row: _Row) -> None:
    for cell in row.cells:
        cell.paragraphs[0].paragraph_format.keep_with_next = True


def _part(word: WordDocument) -> None:
    """A thin empty line after a table, without which Word runs two tables into one."""
    _add_line(word, "No Spacing").paragraph_format.line_spacing = Pt(4)


def _lighten(word: WordDocument) -> None:
    """Leave out what python-docx's template carries and a memo never uses.

    Coloured table styles, a second copy of the styles and a picture of an empty page are nine tenths of it.
    Word still offers every built-in style.
    """
    for style in list(word.styles):
        if cast("Any", style.type).name == "TABLE" and style.name not in {"Normal Table", "Table Grid"}:
            style.delete()
    for holder, unused in ((word.part.package, RELATIONSHIP_TYPE.THUMBNAIL), (word.part, _EFFECTS)):
        relations = cast("Any", holder).rels
        for key in [key for key, relation in relations.items() if relation.reltype == unused]:
            del relations[key]


def _set_styles(word: WordDocument) -> None:
    """Built-in styles made compact and black; a letterhead's own take over where the memo is pasted in."""
    for name, (size, before, after) in _STYLES.items():
        style = cast("ParagraphStyle", word.styles[name])
        style.font.size = Pt(size)
        style.font.color.rgb = RGBColor(0, 0, 0)
        style.font.name = FONT
        # A theme's font would win over the one named beside it.
        fonts = cast("Any", style.element).rPr.rFonts
        for theme in [name for name in fonts.attrib if name.endswith(("Theme", "cstheme"))]:
            del fonts.attrib[theme]
        fonts.set(qn("w:cs"), FONT)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(after)
        style.paragraph_format.line_spacing = 1.0
    cast("ParagraphStyle", word.styles["Quote"]).paragraph_format.left_indent = Mm(7)
    for border in cast("Any", word.styles["Title"].element).xpath("w:pPr/w:pBdr/w:bottom"):
        border.attrib.clear()
        border.attrib.update({qn("w:val"): "single", qn("w:sz"): "8", qn("w:space"): "3", qn("w:color"): "auto"})
    defaults = cast("Any", word.styles.element).xpath("w:docDefaults/w:rPrDefault/w:rPr/w:lang")
    for language in [*defaults, *cast("Any", word.settings.element).xpath("w:themeFontLang")]:
        language.set(qn("w:val"), LANGUAGE)
    # 15 is Word 2013 and later; the template's 14 would open every memo in "Compatibility Mode".
    for mode in cast("Any", word.settings.element).xpath("w:compat/w:compatSetting[@w:name='compatibilityMode']"):
        mode.set(qn("w:val"), "15")


def _set_page(word: WordDocument, document: Document) -> None:
    """A4 with the running head above and "Page x of y" below."""
    section = word.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(18)
    section.header_distance = section.footer_distance = Mm(9)
    head = section.header.paragraphs[0]
    if document.draft:
        head.add_run(DRAFT, "Strong").font.size = Pt(12)
        head.add_run("   ")
    head.add_run(on_paper(document.running_head))
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    foot.add_run("Page ")
    _add_field(foot, "PAGE")
    foot.add_run(" of ")
    _add_field(foot, "NUMPAGES")


def _add_field(line: WordParagraph, code: str) -> None:
    """A field as Word itself writes it, with a result to show until it is worked out."""
    for kind in ("begin", "instruction", "separate", "1", "end"):
        run = line.add_run("1" if kind == "1" else "")
        if kind == "instruction":
            text = OxmlElement("w:instrText", {qn("xml:space"): "preserve"})
            text.text = f" {code} "
            run.element.append(text)
        elif kind != "1":
            run.element.append(OxmlElement("w:fldChar", {qn("w:fldCharType"): kind}))


def _set_properties(word: WordDocument, document: Document) -> None:
    """What a file manager shows; every time is the record's own."""
    properties = word.core_properties
    properties.title = one_line(document.title)[:255]  # the most python-docx takes
    properties.author = properties.last_modified_by = one_line(document.author)[:255]
    properties.created = properties.modified = document.written_at
    properties.language = LANGUAGE
    properties.comments = ""
    properties.revision = 1


def _repacked(saved: bytes) -> bytes:
    """The same file with no clock in it, stored and not squeezed, since no two versions of zlib squeeze alike."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved)) as source, zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as target:
        for name in source.namelist():
            member = zipfile.ZipInfo(name, EARLIEST.timetuple()[:6])
            member.create_system = 0
            member.external_attr = 0
            target.writestr(member, source.read(name))
    return packed.getvalue()
