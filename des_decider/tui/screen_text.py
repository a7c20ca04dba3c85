"""Text for the screen: whatever it holds is shown as text, never read as markup and never obeyed by a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from textual.content import Content
from textual.style import Style

from des_decider.decision.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

Part = str | tuple[str, str]
"""A piece of text, or a piece with its style: `bold`, `$muted`, `$error`."""


def text(*parts: Part) -> Content:
    """Pieces of text put together, each made visible first."""
    return Content.assemble(
        *((visible(p[0], lines=True), p[1]) if isinstance(p, tuple) else visible(p, lines=True) for p in parts)
    )


def lines(pieces: Iterable[Content]) -> Content:
    """Lines under each other."""
    return Content("\n").join(pieces)


def clickable(words: str, action: str, style: str = "") -> Content:
    """Words that do something when they are clicked."""
    pressed = Style.from_meta({"@click": action})
    return text((words, style)).stylize(pressed) if style else text(words).stylize(pressed)


def cut(words: str, width: int) -> str:
    """One line of at most `width` columns, ending in … where it is cut; measured as a terminal measures."""
    words = " ".join(visible(words).split())
    if cell_len(words) <= width:
        return words
    return set_cell_size(words, max(width - 1, 0)).rstrip() + "…"


def wrapped(words: str, width: int, most: int) -> list[str]:
    """At most so many lines of `width` columns, broken between words; what does not fit ends in …."""
    words = " ".join(visible(words).split())
    found: list[str] = []
    while cell_len(words) > width and len(found) < most - 1:
        fits = len(set_cell_size(words, width + 1))
        place = words.rfind(" ", 0, fits)
        place = place if place > 0 else max(len(set_cell_size(words, width).rstrip()), 1)
        found.append(words[:place])
        words = words[place:].lstrip()
    return [*found, cut(words, width)]


def padded(words: str, width: int) -> str:
    """One line of exactly `width` columns."""
    return set_cell_size(cut(words, width), width)


def right(words: str, width: int) -> str:
    """A number at the right end of `width` columns."""
    return " " * max(width - cell_len(words), 0) + words
