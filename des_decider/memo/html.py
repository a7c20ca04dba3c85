"""A document written as one HTML file that loads nothing, reads well aloud and on a telephone, and prints on A4."""

from __future__ import annotations

import re
from fractions import Fraction
from html import escape
from itertools import zip_longest
from typing import TYPE_CHECKING

from des_decider.memo.bars import arms, scale, with_room
from des_decider.memo.columns import fits_a_page, shares_of
from des_decider.memo.document import DRAFT, Block, Bullets, Document, Heading, Paragraph, Quote, SignatureBlock, Table
from des_decider.memo.line_ends import on_paper, one_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from des_decider.memo.bars import Shade, Stretch

_WIDE, _HIGH = 1_000, 12
"""The measures of the room for one side of a bar, which is as wide as its cell."""
_THINNEST = Fraction(8)  # what is there shows
_GREYS: dict[Shade, str] = {"light": "#b0b0b0", "dark": "#303030"}
"""Both stay apart on a black and white printer."""
_NOT_PLAIN = re.compile(r"[^A-Za-z0-9 ]")

# A page says itself what it may load, which is nothing but its own styles.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"
_STYLES = """
html { color: #000; background: #fff; font: 100%/1.4 Arial, Helvetica, sans-serif; }
body { max-width: 60rem; margin: 0 auto; padding: 1rem; overflow-wrap: anywhere; }
.skip { position: absolute; left: -100rem; background: #fff; color: #000; padding: .5rem; }
.skip:focus { left: .5rem; }
header { font-size: .85rem; }
h1 { font-size: 1.6rem; border-bottom: 2px solid; padding-bottom: .3rem; }
h2 { font-size: 1.2rem; margin: 1.4rem 0 .4rem; }
h3 { font-size: 1rem; margin: 1rem 0 .3rem; }
p, ul, ol, figure { margin: .4rem 0; }
blockquote { margin: 0 0 0 1.5rem; font-style: italic; }
blockquote p { white-space: pre-line; }
figcaption { margin-left: 1.5rem; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; margin: .6rem 0; font-size: .95rem; }
caption { text-align: left; font-weight: bold; padding-bottom: .2rem; }
th, td { border: 1px solid #000; padding: .2rem .35rem; text-align: left; vertical-align: top; }
thead th { background: #e6e6e6; }
tbody th { font-weight: normal; }
.figure, .left { text-align: right; }
.right { border-left-width: 3px; }
tbody .left, tbody .right { padding: .25rem 0; vertical-align: middle; }
svg { display: block; width: 100%; height: .75rem; }
.sign td, .sign tbody th { height: 2.4rem; }
@media print {
  html { font-size: 10pt; line-height: 1.15; }
  body { max-width: none; padding: 0; }
  .skip, header { display: none; }
  h1, h2, h3, caption, .leads { break-after: avoid; }
  thead { display: table-header-group; }
  caption, thead tr, .whole, figure, li { break-inside: avoid; }
  tbody tr:first-child, tbody tr:last-child { break-before: avoid; }
  thead th { print-color-adjust: exact; }
  h1 { font-size: 17pt; } h2 { font-size: 12.5pt; margin: 9pt 0 3pt; } h3 { font-size: 11pt; margin: 6pt 0 2pt; }
  table { font-size: 9.5pt; margin: 3pt 0 6pt; } th, td { padding: 1.25pt 5pt; }
  .sign { break-inside: avoid; } .sign td, .sign tbody th { height: 11mm; }
}
"""


def as_html(document: Document) -> str:
    """The whole document as one file; a draft says so on every page, in its title and where the title stands."""
    marked = f"{DRAFT}: " if document.draft else ""
    head = f"<strong>{DRAFT}</strong> " if document.draft else ""
    blocks = [
        _written(block, marked, leads=isinstance(after, Table | Bullets))
        for block, after in zip_longest(document.blocks, document.blocks[1:])
    ]
    lines = (
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{escape(marked)}{_plain(document.title)}</title>",
        f'<meta name="author" content="{_plain(document.author)}">',
        f"<style>{_STYLES}{_page(document)}</style>",
        "</head>",
        "<body>",
        '<a class="skip" href="#memo">Skip to the text</a>',
        f"<header><p>{head}{_shown(document.running_head)}</p></header>",
        '<main id="memo">',
        *(block for block in blocks if block),
        "</main>",
        "</body>",
        "</html>",
    )
    return "\n".join(lines) + "\n"


def _page(document: Document) -> str:
    """An A4 page with the running head above and "Page x of y" below, where a browser can print these."""
    head = _in_style(f"{DRAFT}   {document.running_head}" if document.draft else document.running_head)
    return f"""@page {{
  size: A4; margin: 18mm 20mm; font: 8.5pt Arial, Helvetica, sans-serif;
  @top-left {{ content: "{head}"; width: 100%; }}
  @top-center, @top-right {{ content: none; }}
  @bottom-right {{ content: "Page " counter(page) " of " counter(pages); }}
}}
"""


def _in_style(text: str) -> str:
    """Text as a string of a style sheet, in which nothing but letters, digits and spaces stands as itself.

    The space after a letter's number ends it and is not shown.
    """
    return _NOT_PLAIN.sub(lambda found: f"\\{ord(found.group()):x} ", one_line(text))


def _written(block: Block, marked: str, *, leads: bool) -> str:
    """One block; a paragraph that `leads` into a list or table stays on its page."""
    match block:
        case Heading(level=level, text=text):
            return f"<h{level}>{escape(marked) if level == 1 else ''}{_shown(text)}</h{level}>"
        case Paragraph(text=text, strong=strong):
            words = _shown(text).strip()
            stays = ' class="leads"' if leads else ""
            return f"<p{stays}>{f'<strong>{words}</strong>' if strong else words}</p>" if words else ""
        case Quote(text=text, who=who):
            name = f"\n<figcaption>— {_shown(who)}</figcaption>" if who else ""
            return f"<figure>\n<blockquote><p>{_shown(text, lines=True)}</p></blockquote>{name}\n</figure>"
        case Bullets(items=items, numbered=numbered):
            kind = "ol" if numbered else "ul"
            return "\n".join((f"<{kind}>", *(f"<li>{_shown(one)}</li>" for one in items), f"</{kind}>"))
        case Table():
            return _table(block)
        case SignatureBlock(in_pairs=table):
            plain = ("",) * len(table.header)
            rows = [_row(plain, tuple(map(_shown, cells)), whole=True) for cells in table.rows]
            return _grid("sign", "", table.widths, table.header, plain, rows)


def _shown(text: str, *, lines: bool = False) -> str:
    """Text as a page shows it: never markup, and no sign parted from its number."""
    return escape(on_paper(text, lines=lines))


def _plain(text: str) -> str:
    """Text where no line is broken, such as a title."""
    return escape(one_line(text))


def _table(table: Table) -> str:
    drawn = with_room(table)
    shares = shares_of(drawn)
    pictures = _pictures(drawn) or [()] * len(drawn.rows)
    classes = ["figure" if place in drawn.numbers else "" for place in range(len(drawn.header))]
    if drawn.bars is not None:
        classes[-2:] = ["left", "right"]
    rows = [
        _row(classes, (*map(_shown, cells[: len(cells) - len(both)]), *both), whole=fits_a_page(cells, shares))
        for cells, both in zip(drawn.rows, pictures, strict=True)
    ]
    return _grid("", table.caption, shares, drawn.header, classes, rows)


def _grid(
    name: str, caption: str, shares: Sequence[float], header: Sequence[str], classes: Sequence[str], rows: Iterable[str]
) -> str:
    """A table with its header, which repeats on every page."""
    columns = (f'<col style="width: {100 * share / sum(shares):.2f}%">' for share in shares)
    heads = (f'<th scope="col"{_classed(mark)}>{_shown(text)}</th>' for mark, text in zip(classes, header, strict=True))
    lines = (
        f"<table{_classed(name)}>",
        f"<caption>{_shown(caption)}</caption>" if caption else "",
        f"<colgroup>{''.join(columns)}</colgroup>",
        f"<thead><tr>{''.join(heads)}</tr></thead>",
        "<tbody>",
        *rows,
        "</tbody>",
        "</table>",
    )
    return "\n".join(line for line in lines if line)


def _row(classes: Sequence[str], cells: Sequence[str], *, whole: bool) -> str:
    """A row of cells written already; its first heads it."""
    first, *others = zip(classes, cells, strict=True)
    told = [f"<td{_classed(mark)}>{cell}</td>" for mark, cell in others]
    return f'<tr{_classed("whole" if whole else "")}><th scope="row">{first[1]}</th>{"".join(told)}</tr>'


def _classed(name: str) -> str:
    return f' class="{name}"' if name else ""


def _pictures(table: Table) -> list[tuple[str, ...]]:
    """What stands in the last two cells of each row, the first picture that there is telling what both show."""
    bars = table.bars
    if bars is None:
        return []
    rooms = (Fraction(table.widths[-2]), Fraction(table.widths[-1]))
    unit = scale(bars, rooms)
    found: list[tuple[str, ...]] = []
    for row, bar in zip(table.rows, bars.rows, strict=True):
        left, right = arms(bar)
        told = f' role="img" aria-label="{_plain(f"{row[0]}: {bar.says}")}"'
        hidden = ' aria-hidden="true"'
        found.append(
            (
                _picture(left, unit / rooms[0], told, leftwards=True),
                _picture(right, unit / rooms[1], hidden if left else told, leftwards=False),
            )
        )
    return found


def _picture(arm: tuple[Stretch, ...], unit: Fraction, told: str, *, leftwards: bool) -> str:
    """One side of a bar, as wide as its cell."""
    drawn, at = "", Fraction(0)
    for length, shade in arm:
        width = max(length * unit * _WIDE, _THINNEST)
        if shade != "clear":
            start = _WIDE - at - width if leftwards else at
            drawn += (
                f'<rect x="{float(start):.1f}" width="{float(width):.1f}" height="{_HIGH}" fill="{_GREYS[shade]}"/>'
            )
        at += width
    return f'<svg viewBox="0 0 {_WIDE} {_HIGH}" preserveAspectRatio="none"{told}>{drawn}</svg>' if arm else ""
