"""A document written as Markdown in which no text from outside is ever markup."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from des_decider.decision.wording import visible
from des_decider.memo.bars import in_letters
from des_decider.memo.document import DRAFT, Block, Bullets, Document, Heading, Paragraph, Quote, SignatureBlock, Table
from des_decider.memo.line_ends import on_paper

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


# What CommonMark and GitHub obey anywhere in a line; `$` is GitHub's mathematics, `@` its mail addresses.
_ANYWHERE = re.compile(r"[\\`*_\[\]<>#|~&$@]")
# GitHub makes a link of a bare address; the colon and the dot are where it can be stopped and stay readable.
_ADDRESS = re.compile(r":(?=//)|(?<=www)\.", re.IGNORECASE)
# What opens a list, a rule, an underlined heading or a table's second line, where a line begins.
_AT_START = re.compile(r"^(?:[-+=:]|[0-9]+(?=[.)](?:\s|$)))")
_SPACES = re.compile(r" {2,}")


def as_markdown(document: Document) -> str:
    """The whole document as GitHub-flavoured Markdown, ending in one line break.

    A draft says so at the top, in the title and at the bottom, for Markdown has no pages.
    """
    draft = [f"**{DRAFT}**"] if document.draft else []
    parts = [*draft, _block_text(document.running_head)]
    above: Bullets | None = None
    other_mark = False
    for block in document.blocks:
        runs_on = isinstance(block, Bullets) and above is not None and block.numbered == above.numbered
        mark = runs_on and not other_mark
        text = _written(block, draft=document.draft, other_mark=mark)
        if text:
            parts.append(text)
            above, other_mark = (block, mark) if isinstance(block, Bullets) else (None, False)
    return "\n\n".join(part for part in [*parts, *draft] if part) + "\n"


def _written(block: Block, *, draft: bool, other_mark: bool) -> str:
    """One block; `other_mark` keeps a list apart from a list just above, which Markdown would run into one."""
    match block:
        case Heading(level=level, text=text):
            mark = f"{DRAFT}: " if draft and level == 1 else ""
            return f"{'#' * level} {mark}{escaped(text)}".rstrip()
        case Paragraph(text=text, strong=strong):
            line = _block_text(text)
            return f"**{line}**" if line and strong else line
        case Quote(text=text, who=who):
            return _quote(text, who)
        case Bullets(items=items, numbered=numbered):
            return _list(items, numbered=numbered, other_mark=other_mark)
        case Table(caption=caption):
            drawn = in_letters(block)
            name, table = escaped(caption), _table(drawn.header, drawn.rows, drawn.numbers)
            return f"*{name}*\n\n{table}" if name else table
        case SignatureBlock(names=names):
            return _table(("Name", "Signature", "Date"), [(name, "", "") for name in names])


def escaped(text: str) -> str:
    """Text on one line, every character that Markdown would obey anywhere in it escaped; signs keep their numbers."""
    line = _SPACES.sub(" ", on_paper(text).strip())
    return _ADDRESS.sub(r"\\\g<0>", _ANYWHERE.sub(r"\\\g<0>", line))


def _block_text(text: str) -> str:
    """Text that begins a line, where a leading hyphen or number would open a list and is escaped."""
    line = escaped(text)
    found = _AT_START.match(line)
    if not found:
        return line
    at = found.end() if found.group().isdigit() else 0
    return f"{line[:at]}\\{line[at:]}"


def _quote(text: str, who: str) -> str:
    """Somebody's words with their line breaks; the name is set in italics, which the words cannot be."""
    shown = visible(text.replace("\r\n", "\n"), lines=True).strip()
    paragraphs = [[_block_text(line) for line in part.split("\n")] for part in re.split(r"\n\s*\n", shown) if part]
    written = ["\\\n> ".join(lines) for lines in paragraphs]
    if name := escaped(who):
        written.append(f"*— {name}*")
    return "\n>\n".join(f"> {part}" for part in written)


def _list(items: Iterable[str], *, numbered: bool, other_mark: bool) -> str:
    """A list in the first or the other of Markdown's two marks."""
    bullet, after = ("*", ")") if other_mark else ("-", ".")
    return "\n".join(
        f"{f'{place}{after}' if numbered else bullet} {_block_text(item)}".rstrip()
        for place, item in enumerate(items, start=1)
    )


def _table(header: Sequence[str], rows: Iterable[Sequence[str]], numbers: Sequence[int] = ()) -> str:
    """A table with figures to the right. Every row has the header's length, or the composer made a mistake."""
    rule = ["---:" if column in numbers else "---" for column in range(len(header))]
    lines = [_row(header), f"| {' | '.join(rule)} |"]
    for row in rows:
        if len(row) != len(header):
            raise ValueError(f"A row of {len(row)} cells stands in a table of {len(header)} columns: {row!r}")
        lines.append(_row(row))
    return "\n".join(lines)


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(escaped(cell) for cell in cells)} |"
