"""Signs that stay with their number where a line ends: a minus before it, per cent after it."""

from __future__ import annotations

import re

NO_BREAK_SPACE, WORD_JOINER = "\u00a0", "\u2060"
# A hyphen is a minus where a person typed it before a number and after nothing else.
_MINUS = re.compile(r"−|(?<![^\s(/])-(?=£?\d)")
_PER_CENT = re.compile(r"(?<=\d) (?=%)")


def kept_together(text: str) -> str:
    """Text for a reader who breaks lines even after a minus, as Word and browsers do before a pound sign."""
    return _MINUS.sub(rf"\g<0>{WORD_JOINER}", per_cent_kept(text))


def per_cent_kept(text: str) -> str:
    """Text for whoever breaks lines at spaces alone."""
    return _PER_CENT.sub(NO_BREAK_SPACE, text)
