"""Text for the screen: whatever it holds is shown as text, never read as markup and never obeyed by a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.content import Content
from textual.style import Style

from des_decider.decision import text_width
from des_decider.decision.text_width import cut, cut_apart, padded
from des_decider.decision.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = [
    "Part",
    "clickable",
    "cut",
    "cut_apart",
    "hanging",
    "lines",
    "padded",
    "refused",
    "right",
    "text",
    "wrapped",
]

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


def refused(why: str) -> Content:
    """Why something cannot be, with the sign that says so without colour."""
    return text(("! ", "$error bold"), (why, "$error"))


def wrapped(words: str, width: int, most: int) -> list[str]:
    """At most so many lines of `width` columns, broken between words; what does not fit ends in …."""
    return text_width.wrapped(words, width, most=most) or [""]


def hanging(words: str, width: int, most: int, inside: int) -> str:
    """The same as one text, what follows its first line so many columns further in."""
    return f"\n{' ' * inside}".join(wrapped(words, width - inside, most))


def right(words: str, width: int) -> str:
    """A number at the right end of `width` columns."""
    return " " * max(width - text_width.display_width(words), 0) + words
