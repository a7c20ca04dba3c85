"""A document written as PDF/UA-1, which can be read aloud, laid out by Typst from `memo.typ`.

Asking for a PDF is what imports this module: Typst is large and nothing else needs it.
"""

from __future__ import annotations

import json
import re
from fractions import Fraction
from itertools import zip_longest
from pkgutil import get_data
from typing import TYPE_CHECKING, Any

import typst

from des_decider.memo.bars import arms, scale, with_room
from des_decider.memo.columns import LETTERS, fits_a_page, letters_in, shares_of
from des_decider.memo.document import DRAFT, Block, Bullets, Document, Heading, Paragraph, Quote, SignatureBlock, Table
from des_decider.memo.line_ends import on_paper, one_line

if TYPE_CHECKING:
    from collections.abc import Sequence

    from des_decider.memo.bars import Stretch

_THINNEST = Fraction(1)  # per cent of the room for one side of a bar; what is there shows
_BREAK = "\u200b"  # where a word too long for its line may go on in the next
_WORD = re.compile(r"\S+")
# Typst brings its fonts with it, so that every computer writes the same bytes; they have all of these.
_NOT_OURS = re.compile("[^ -\u03ff\u1e00-\u2040\u2054-\u20cf\u2190-\u22ff\u2500-\u25ff]")


def as_pdf(document: Document) -> bytes:
    """The whole document as a tagged PDF; the same document and the same version of Typst give the same bytes.

    PDF/UA takes no letter that no font has: where there is one, it and what else is rare is shown by its number.
    """
    data = json.dumps(_data(document), ensure_ascii=False)
    try:
        return _laid_out(data)
    except typst.TypstError:
        return _laid_out(_NOT_OURS.sub(lambda rare: json.dumps(f"\\u{ord(rare.group()):04x}")[1:-1], data))


def _laid_out(data: str) -> bytes:
    look = get_data("des_decider.memo", "memo.typ") or b""
    return typst.compile(look, sys_inputs={"memo": data}, pdf_standards="ua-1", ignore_system_fonts=True)


def _data(document: Document) -> dict[str, Any]:
    """What `memo.typ` shows."""
    at = document.written_at
    marked = f"{DRAFT}: " if document.draft else ""
    blocks = zip_longest(document.blocks, document.blocks[1:])
    return {
        "title": marked + one_line(document.title),
        "authors": [one_line(document.author)] if document.author else [],
        "moment": {name: getattr(at, name) for name in ("year", "month", "day", "hour", "minute", "second")},
        "draft": DRAFT if document.draft else "",
        "head": _shown(document.running_head),
        "blocks": [
            _block(block, marked, leads=isinstance(after, Table | Bullets | SignatureBlock)) for block, after in blocks
        ],
    }


def _block(block: Block, marked: str, *, leads: bool) -> dict[str, Any]:
    """One block; a paragraph that `leads` into a list, a table or room to sign stays on its page."""
    match block:
        case Heading(level=1, text=text):
            return {"kind": "title", "text": marked + _shown(text)}
        case Heading(level=level, text=text):
            return {"kind": "heading", "level": level - 1, "text": _shown(text)}
        case Paragraph(text=text, strong=strong):
            return {"kind": "paragraph", "text": _shown(text), "strong": strong, "leads": leads}
        case Quote(text=text, who=who):
            lines = on_paper(text, lines=True).split("\n")
            return {"kind": "quote", "lines": [_breakable(line) for line in lines], "who": _shown(who)}
        case Bullets(items=items, numbered=numbered):
            return {"kind": "numbers" if numbered else "list", "items": [_shown(one) for one in items]}
        case Table(caption=caption):
            return {"kind": "table", "caption": _shown(caption), **_table(block)}
        case SignatureBlock(in_pairs=table):
            return {"kind": "signatures", **_table(table)}


def _table(table: Table) -> dict[str, Any]:
    """A table; the bars of a row as how long each piece is, in per cent of the room on its side."""
    drawn = with_room(table)
    shares = shares_of(drawn)
    rows: list[dict[str, Any]] = [
        {"cells": _cells(cells[: len(table.header)], shares), "whole": fits_a_page(cells, shares), "says": ""}
        for cells in drawn.rows
    ]
    if bars := table.bars:
        rooms = (Fraction(shares[-2]), Fraction(shares[-1]))
        unit = scale(bars, rooms)
        for row, cells, bar in zip(rows, table.rows, bars.rows, strict=True):
            left, right = (_pieces(arm, unit / room) for arm, room in zip(arms(bar), rooms, strict=True))
            row |= {"says": f"{one_line(cells[0])}: {bar.says}", "left": left, "right": right}
    header, repeats = _cells(drawn.header, shares), fits_a_page(drawn.header, shares)
    return {"header": header, "repeats": repeats, "rows": rows, "shares": shares, "figures": drawn.numbers}


def _cells(texts: Sequence[str], shares: Sequence[float]) -> list[str]:
    fits = letters_in(shares)[: len(texts)]
    return [_breakable(on_paper(text), int(fit)) for text, fit in zip(texts, fits, strict=True)]


def _pieces(arm: tuple[Stretch, ...], unit: Fraction) -> list[dict[str, Any]]:
    return [{"long": float(max(length * unit * 100, _THINNEST)), "shade": shade} for length, shade in arm]


def _shown(text: str) -> str:
    return _breakable(on_paper(text))


def _breakable(text: str, letters: int = LETTERS) -> str:
    """Text in which a word that is longer than its line can go on in the next."""
    part = re.compile(rf".{{{max(letters // 3, 3)}}}(?=[^\u0300-\u036f])")  # a mark stays with its letter
    return _WORD.sub(lambda word: word[0] if len(word[0]) <= letters else part.sub(rf"\g<0>{_BREAK}", word[0]), text)
