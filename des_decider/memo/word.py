"""A document written as a Word file in built-in styles, ready to paste into a practice's letterhead.

Asking for Word is what imports this module: python-docx is heavy and nothing else needs it.
"""

from __future__ import annotations

import io
import zipfile
from fractions import Fraction
from functools import cache
from itertools import count, zip_longest
from typing import TYPE_CHECKING, Any, NamedTuple, cast
from xml.sax.saxutils import escape

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.oxml.shape import CT_Inline
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph

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
    from docx.parts.story import StoryPart
    from docx.styles.style import ParagraphStyle
    from docx.table import _Cell

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
    word = docx.Document(io.BytesIO(_template()))
    _set_page(word, document)
    _set_properties(word, document)
    for block, following in zip_longest(document.blocks, document.blocks[1:]):
        _write(word, block, leads=isinstance(following, (Table, Bullets)))
    saved = io.BytesIO()
    word.save(saved)
    return _repacked(saved.getvalue())


@cache
def _template() -> bytes:
    """An empty document in our styles, made once: its styles take longer than a short document has to be written."""
    word = docx.Document()
    _lighten(word)
    _set_styles(word)
    saved = io.BytesIO()
    word.save(saved)
    return saved.getvalue()


def _write(word: WordDocument, block: Block, *, leads: bool) -> None:
    """Write one block; a paragraph that `leads` into a list or table stays on its page."""
    match block:
        case Heading(level=level, text=text):
            _add_line(word, f"Heading {level - 1}" if level > 1 else "Title", on_paper(text), _TIED)
        case Paragraph(text=text, strong=strong):
            _add_line(word, "", on_paper(text), _TIED if leads else "", strong=strong)
        case Quote(text=text, who=who):
            _write_quote(word, text, who)
        case Bullets(items=items, numbered=numbered):
            marks = _numbered(_new_numbering(word)) if numbered else ""
            for item in items:
                _add_line(word, "List Number" if numbered else "List Bullet", on_paper(item), marks)
        case Table():
            _write_table(word, block)
        case SignatureBlock(in_pairs=table):
            _write_signatures(word, table)


def _add_line(
    word: WordDocument, style: str, text: str = "", marks: str = "", *, strong: bool = False
) -> WordParagraph:
    """Add a line in a built-in style, with its settings as Word writes them.

    It is written as XML, as tables are: python-docx looks for the place of everything it adds, and for a style through
    all there are, which makes a memo take several times as long.
    """
    styled = f'<w:pStyle w:val="{style.replace(" ", "")}"/>' if style else ""
    run = f"<w:r>{_STRONG if strong else ''}{_text(text)}</w:r>" if text else ""
    line = cast("Any", parse_xml(f"<w:p {nsdecls('w')}><w:pPr>{styled}{marks}</w:pPr>{run}</w:p>"))
    _add(word, line)
    return WordParagraph(line, word)


def _add(word: WordDocument, written: Any) -> None:
    """Add a line or a table at the end, before the settings of the page."""
    cast("Any", word.element).body.sectPr.addprevious(written)


_TIED = "<w:keepNext/>"
"""Keeps a line on the page of the next."""


def _numbered(numbering: int) -> str:
    """That a line counts in a numbering."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbering}"/></w:numPr>'


def _text(text: str) -> str:
    """A text as Word writes it, line by line."""
    lines = (
        f"<w:t{'' if line == line.strip() else _KEEP_BLANKS}>{escape(line)}</w:t>" if line else ""
        for line in text.split("\n")
    )
    return "<w:br/>".join(lines)


_KEEP_BLANKS = ' xml:space="preserve"'


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
        _add_line(word, "Caption", on_paper(table.caption), _TIED)
    drawn = with_room(table)
    shares = shares_of(drawn)
    last = len(drawn.rows) - 1
    # No page begins or ends with a single row of a table: a total alone says nothing, nor does a first row.
    together = {0, last - 1} - {last}
    rows = []
    for at, cells in enumerate(drawn.rows):
        whole = fits_a_page(cells, shares)
        rows.append(_Row(cells, _WHOLE if whole else "", tied=whole and at in together))
    grid = _add_grid(word, drawn.header, rows, shares, drawn.numbers)
    if table.bars is not None:
        _draw(grid, table.bars)
    _part(word)


def _draw(grid: WordTable, bars: Bars) -> None:
    """Bars in the last two columns, from the thick line between these outwards; what is seen first of each tells it."""
    rooms = tuple(Fraction((column.width or 0) - _MARGINS) for column in list(grid.columns)[-2:])
    unit = scale(bars, (rooms[0], rooms[1]))
    numbers, dots = count(grid.part.next_id), _Dots(grid.part)
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
                picture = CT_Inline.new_pic_inline(next(numbers), dots[shade], "image.png", width, _BAR_HEIGHT)
                _describe(picture, told if shade != "clear" else "")
                cast("Any", cell.paragraphs[0].add_run()).element.add_drawing(picture)
                told = told if shade == "clear" else ""


class _Dots(dict["Shade", str]):
    """By which id the pictures of a file are known, each of which is added when it is first drawn."""

    def __init__(self, part: StoryPart) -> None:
        self._part = part

    def __missing__(self, shade: Shade) -> str:
        self[shade], _ = self._part.get_or_add_image(io.BytesIO(_DOTS[shade]))
        return self[shade]


def _describe(picture: Any, told: str) -> None:
    """What a picture tells whoever does not see it; one that tells nothing is decoration, and is passed over."""
    for edge in "TBLR":  # LibreOffice keeps an eighth of an inch clear where none is said
        picture.set(f"dist{edge}", "0")
    if told:
        picture.docPr.set("descr", told)
    else:
        picture.docPr.append(parse_xml(_DECORATION))


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
    marks = f'<w:trHeight w:val="{Mm(11).twips}" w:hRule="atLeast"/>'
    rows = [
        _Row(cells, (_WHOLE if fits_a_page(cells, table.widths) else "") + marks, tied=at < len(table.rows))
        for at, cells in enumerate(table.rows, start=1)
    ]
    _add_grid(word, table.header, rows, table.widths, ())
    _part(word)


class _Row(NamedTuple):
    """A row of a table: its texts, its settings as Word writes them, and whether it stays with the next."""

    cells: Sequence[str]
    marks: str
    tied: bool


_WHOLE = "<w:cantSplit/>"
"""Keeps a row on one page; one that is longer than a page would lose what does not fit."""


def _add_grid(
    word: WordDocument, header: Sequence[str], rows: Sequence[_Row], shares: Sequence[float], numbers: Sequence[int]
) -> WordTable:
    """A table; its header row repeats on every page and stays with the first row."""
    sizes = [Mm(_BODY * share / sum(shares)).twips for share in shares]
    top = _Row(header, f"{_WHOLE}<w:tblHeader/>", tied=True)
    written = [_row(top, sizes, numbers, head=True), *(_row(row, sizes, numbers) for row in rows)]
    grid = parse_xml(
        f'<w:tbl {nsdecls("w")}><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:type="auto" w:w="0"/>'
        '<w:tblLayout w:type="fixed"/><w:tblLook w:firstColumn="1" w:firstRow="1" w:lastColumn="0" w:lastRow="0" '
        'w:noHBand="0" w:noVBand="1" w:val="04A0"/></w:tblPr>'
        f"<w:tblGrid>{''.join(f'<w:gridCol w:w={size!r}/>' for size in map(str, sizes))}</w:tblGrid>"
        f"{''.join(written)}</w:tbl>"
    )
    _add(word, grid)
    return WordTable(cast("Any", grid), word)


def _row(row: _Row, sizes: Sequence[int], numbers: Sequence[int], *, head: bool = False) -> str:
    """A row as Word writes it; figures stand on the right."""
    shade, strong = (_SHADE, _STRONG) if head else ("", "")
    tied = _TIED if row.tied else ""
    cells = [
        f'<w:tc><w:tcPr><w:tcW w:type="dxa" w:w="{size}"/>{shade}</w:tcPr><w:p><w:pPr><w:pStyle w:val="NoSpacing"/>'
        f"{tied}{_RIGHT if column in numbers else ''}</w:pPr><w:r>{strong}{_text(on_paper(text))}</w:r></w:p></w:tc>"
        for column, (text, size) in enumerate(zip(row.cells, sizes, strict=True))
    ]
    return f"<w:tr>{f'<w:trPr>{row.marks}</w:trPr>' if row.marks else ''}{''.join(cells)}</w:tr>"


_SHADE = '<w:shd w:val="clear" w:color="auto" w:fill="E6E6E6"/>'
_STRONG = '<w:rPr><w:rStyle w:val="Strong"/></w:rPr>'
_RIGHT = '<w:jc w:val="right"/>'


def _part(word: WordDocument) -> None:
    """A thin empty line after a table, without which Word runs two tables into one."""
    _add_line(word, "No Spacing", marks=f'<w:spacing w:line="{Pt(4).twips}" w:lineRule="exact"/>')


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
