"""Text as a page shows it: nothing hidden in it, and signs that stay with their number where a line ends."""

from __future__ import annotations

import re
from functools import lru_cache

from des_decider.decision.wording import visible

NO_BREAK_SPACE, WORD_JOINER = "\u00a0", "\u2060"
# A hyphen is a minus where a person typed it before a number and after nothing else.
_MINUS = re.compile(r"−|(?<![^\s(/])-(?=£?\d)")
_PER_CENT = re.compile(r"(?<=\d) (?=%)")


def one_line(text: str) -> str:
    """Text on one line, such as a title, with every control made visible; what XML cannot hold is among these."""
    return visible(text.replace("\r\n", "\n"))


@lru_cache(maxsize=8192)  # one text stands in five formats, and many a text in hundreds of cells
def on_paper(text: str, *, lines: bool = False) -> str:
    """Text as a page shows it, on one line or with its own `lines`, no sign parted from its number."""
    return kept_together(visible(text.replace("\r\n", "\n"), lines=lines))


def kept_together(text: str) -> str:
    """Text for a reader who breaks lines even after a minus, as Word and browsers do before a pound sign."""
    return _MINUS.sub(rf"\g<0>{WORD_JOINER}", per_cent_kept(text))


def per_cent_kept(text: str) -> str:
    """Text for whoever breaks lines at spaces alone."""
    return _PER_CENT.sub(NO_BREAK_SPACE, text)
