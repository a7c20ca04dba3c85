"""A document written as plain text that reads well in Notepad, a terminal and a mail."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from des_decider.decision import text_width
from des_decider.decision.text_width import display_width
from des_decider.decision.wording import visible
from des_decider.memo.bars import in_letters
from des_decider.memo.document import DRAFT, Block, Bullets, Document, Heading, Paragraph, Quote, SignatureBlock, Table
from des_decider.memo.line_ends import NO_BREAK_SPACE, per_cent_kept

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

NARROWEST = 20
_GAP = "  "
_SIGNED = re.compile(r"[−£]\d|\d\s?%")
# What a column of words needs at the least, tried in turn: texts this short stay on one line, words this long whole.
_LEAST = ((12, 30), (8, 16), (4, 8))


def as_text(document: Document, width: int = 78) -> str:
    """The whole document as lines no wider than `width` columns, ending in one line break.

    The running head, with DRAFT before it where it is one, stands at the head and at the foot.
    """
    width = max(width, NARROWEST)
    marked = f"{DRAFT} · {document.running_head}" if document.draft else document.running_head
    head = _wrapped(marked, width)
    rule = "=" * width
    parts = [[*head, rule], *(_written(block, width) for block in document.blocks), [rule, *head]]
    text = "\n\n".join("\n".join(lines) for lines in parts if lines) + "\n"
    return text.replace(f"{NO_BREAK_SPACE}%", " %")


def _written(block: Block, width: int) -> list[str]:
    match block:
        case Heading(level=level, text=text):
            return _heading(level, text, width)
        case Paragraph(text=text, strong=strong):
            mark = ">> " if strong else ""
            return _wrapped(text, width, mark, mark)
        case Quote(text=text, who=who):
            return _quote(text, who, width)
        case Bullets(items=items, numbered=numbered):
            return _list(items, width, numbered=numbered)
        case Table():
            return _table(in_letters(block), width)
        case SignatureBlock(names=names):
            return _signatures(names, width)


def _heading(level: int, text: str, width: int) -> list[str]:
    """A heading underlined to its own length; the title is ruled above as well."""
    lines = _wrapped(text, width)
    rule = ("-" if level > 2 else "=") * max(map(display_width, lines), default=0)
    above = [rule] if level == 1 else []
    return [*above, *lines, rule] if lines else []


def _quote(text: str, who: str, width: int) -> list[str]:
    """Somebody's words behind a bar, line by line; the name has no bar, so the words cannot forge it."""
    lines: list[str] = []
    for line in visible(text.replace("\r\n", "\n"), lines=True).strip().split("\n"):
        lines += _wrapped(line, width, "  | ", "  | ") or ["  |"]
    return [*lines, *_wrapped(who, width, "  - ", "    ")]


def _list(items: Sequence[str], width: int, *, numbered: bool) -> list[str]:
    digits = len(str(len(items)))
    lines: list[str] = []
    for place, item in enumerate(items, start=1):
        mark = f"{place:>{digits}}. " if numbered else "- "
        lines += _wrapped(item, width, mark, " " * len(mark)) or [mark.rstrip()]
    return lines


def _table(table: Table, width: int) -> list[str]:
    """A table in columns, or a list of labels and values where columns do not fit."""
    caption = _wrapped(table.caption, width)
    widths = _widths(table, width)
    drawn = _as_list(table, width) if widths is None else _as_columns(table, widths)
    return [*caption, *([""] if caption else []), *drawn]


def _as_columns(table: Table, widths: Sequence[int]) -> list[str]:
    """Columns with a ruled header; where a cell needs several lines, an empty line parts the rows."""
    texts = (table.header, *table.rows)
    header, *rows = ([_wrapped(cell, size) for cell, size in zip(row, widths, strict=True)] for row in texts)
    parted = any(len(cell) > 1 for row in rows for cell in row)
    lines = [*_row_lines(header, widths, table.numbers), _GAP.join("-" * size for size in widths)]
    for place, row in enumerate(rows):
        if parted and place:
            lines.append("")
        lines += _row_lines(row, widths, table.numbers) or [""]
    return lines


def _row_lines(cells: Sequence[Sequence[str]], widths: Sequence[int], numbers: Sequence[int]) -> list[str]:
    lines = []
    for place in range(max(map(len, cells), default=0)):
        shown = []
        for column, (cell, size) in enumerate(zip(cells, widths, strict=True)):
            text = cell[place] if place < len(cell) else ""
            space = " " * (size - display_width(text))
            shown.append(space + text if column in numbers else text + space)
        lines.append(_GAP.join(shown).rstrip())
    return lines


def _widths(table: Table, width: int) -> list[int] | None:
    """How wide each column is, or None where they do not fit.

    Figures are never cut, so their columns take what they need; the others start from their longest word, or at
    least from their longest sum of money, and grow, the most cramped first. `Table.widths` speaks of a page and says
    nothing about columns of letters.
    """
    columns = [[_words_of(cell) for cell in column] for column in zip(table.header, *table.rows, strict=True)]
    natural = [max(map(_unbroken, column)) for column in columns]
    words = [max(map(_longest, column)) for column in columns]
    # What is not cut: of figures all but their head, of words a sum of money.
    uncut = [
        max(_longest(column[0]), *map(_unbroken, column[1:]), 1)
        if place in table.numbers
        else max(*(_longest(filter(_SIGNED.search, cell)) for cell in column), 1)
        for place, column in enumerate(columns)
    ]
    room = width - len(_GAP) * (len(columns) - 1)
    for short, longest in _LEAST:
        widths = [
            least if place in table.numbers else max(min(natural[place], max(short, min(words[place], longest))), least)
            for place, least in enumerate(uncut)
        ]
        if sum(widths) <= room:
            return _grown(widths, natural, room)
    return None


def _grown(widths: list[int], natural: Sequence[int], room: int) -> list[int]:
    """Columns given the room that is left, a letter at a time."""
    for _ in range(room - sum(widths)):
        cramped = [place for place, size in enumerate(widths) if size < natural[place]]
        if not cramped:
            break
        widths[max(cramped, key=lambda place: natural[place] / widths[place])] += 1
    return widths


def _wrapped(text: str, width: int, first: str = "", later: str = "") -> list[str]:
    """Lines no wider than the page; a number keeps its sign, before it or after."""
    return text_width.wrapped(per_cent_kept(text), width, first, later)


def _words_of(text: str) -> list[str]:
    return text_width.words_of(per_cent_kept(text))


def _unbroken(words: Iterable[str]) -> int:
    """How wide words are on one line."""
    return display_width(" ".join(words))


def _longest(words: Iterable[str]) -> int:
    return max(map(display_width, words), default=0)


def _as_list(table: Table, width: int) -> list[str]:
    """Each row as its first cell and then a label and a value a line, for a table too wide to draw."""
    lines: list[str] = []
    for row in table.rows:
        for place, (label, cell) in enumerate(zip(table.header, row, strict=True)):
            indent = "  " if place else ""
            if not cell and place:
                continue
            lines += _wrapped(f"{label}: {cell}" if label else cell, width, indent, f"{indent}  ")
        lines.append("")
    return lines[:-1]


def _signatures(names: Iterable[str], width: int) -> list[str]:
    """A ruled line for each person, wide enough to be signed on paper."""
    date = 10
    name_width = width // 3
    space = max(width - name_width - date - 2 * len(_GAP), 0)
    if space < date:
        return [line for name in names for line in [*_wrapped(name, width), "", "_" * width, ""]][:-1]
    widths = (name_width, space, date)
    lines = [*_row_lines([["Name"], ["Signature"], ["Date"]], widths, ()), _GAP.join("-" * size for size in widths)]
    for name in names:
        lines += ["", *_row_lines([_wrapped(name, name_width) or [""], ["_" * space], ["_" * date]], widths, ())]
    return lines
