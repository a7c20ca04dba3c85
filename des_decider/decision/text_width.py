"""How wide a text is in a terminal, and how it is cut, wrapped and padded to a width: one measure for all."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from des_decider.decision.wording import visible

_JOINER, _AS_EMOJI = "\u200d", "\ufe0f"
# Letters and signs of one column each, of which nearly every text is made.
_NOT_PLAIN = re.compile("[^ -\u02ff\u2010-\u2027\u2212\u2500-\u25fc]")
# What takes no column although its category does not say so: vowels and finals that join a Hangul syllable, fillers of
# one, and the colours of skin.
_JOINS = "[\u1160-\u11ff\u3164\ud7b0-\ud7ff\uffa0\U0001f3fb-\U0001f3ff]"
# What takes columns although its category or an older Unicode says otherwise: numbers that stand over Arabic ones,
# the soft hyphen, and figures that became wide.
_STANDS = "[\u00ad\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2\U000110bd\U000110cd]"
_BECAME_WIDE = "[\u2630-\u2637\u268a-\u268f\u4dc0-\u4dff\U0001d300-\U0001d376]"


def display_width(text: str) -> int:
    """How many columns a terminal gives a text: two for wide East Asian letters and emoji, none for marks on them."""
    return len(text) if not _NOT_PLAIN.search(text) else sum(size for _, size in _letters(text))


def _letters(text: str) -> list[tuple[str, int]]:
    """Each letter with the marks that stay with it, or emoji joined to one, and the columns it takes."""
    found: list[tuple[str, int]] = []
    joined = False
    for character in text:
        size = _columns(character)
        joined = joined and character != " "
        if found and (joined or not size):
            letter, wide = found[-1]
            found[-1] = (letter + character, 2 if character == _AS_EMOJI and wide == 1 else wide)
        else:
            found.append((character, 0 if joined else size))
        joined = character == _JOINER and not joined
    return found


@lru_cache(maxsize=1024)
def _columns(character: str) -> int:
    if character.isascii() or re.match(_STANDS, character):
        return 1
    if unicodedata.category(character) in {"Mn", "Me", "Mc", "Cf"} or re.match(_JOINS, character):
        return 0
    wide = unicodedata.east_asian_width(character) in {"W", "F"} or re.match(_BECAME_WIDE, character)
    return 2 if wide else 1


def wrapped(
    text: str, width: int, first: str = "", later: str = "", most: int | None = None, *, whole: bool = False
) -> list[str]:
    """Text cut into lines between words, and inside a word only where it is wider than a line.

    `first` stands before the first line and `later` before the others; an empty text gives no line. Of more than
    `most` lines the last ends in …. `whole` keeps each word and each run of spaces as it is: a path stays one.
    """
    rooms = (max(width - display_width(first), 2), max(width - display_width(later), 2))
    lines: list[str] = []
    line, used = "", 0
    for word in visible(text.replace("\r\n", "\n")).split(" ") if whole else words_of(text):
        for piece in [word] if whole else _pieces(word, min(rooms)):
            size = display_width(piece)
            if line and used + 1 + size > rooms[bool(lines)]:
                lines.append(line.rstrip(" "))
                line, used = piece, size
            elif line:
                line, used = f"{line} {piece}", used + 1 + size
            else:
                line, used = piece, size
    if line:
        lines.append(line)
    if most is not None and len(lines) > most:
        lines[most - 1 :] = [cut(" ".join(lines[most - 1 :]), rooms[most > 1])]
    return [(later if place else first) + line for place, line in enumerate(lines)]


def words_of(text: str) -> list[str]:
    """The words of a text, every character visible; a no-break space parts nothing."""
    return [word for word in visible(text.replace("\r\n", "\n")).split(" ") if word]


def _pieces(word: str, room: int) -> list[str]:
    """A word cut to fit a line, after a hyphen if it has one; a mark stays with its letter."""
    if display_width(word) <= room:
        return [word]
    pieces, piece, used = [], "", 0
    for letter, size in _letters(word):
        if used + size > room:
            head, hyphen, tail = piece.rpartition("-")
            if hyphen and display_width(tail) + size <= room:
                pieces.append(head + hyphen)
                piece, used = tail, display_width(tail)
            else:
                pieces.append(piece)
                piece, used = "", 0
        piece, used = piece + letter, used + size
    return [*pieces, piece]


def cut(text: str, width: int) -> str:
    """One line of at most `width` columns, every character visible, ending in … where it is cut."""
    line = " ".join(visible(text).split())
    if display_width(line) <= width:
        return line
    kept, used = "", 1
    for letter, size in _letters(line):
        used += size
        if used > width:
            break
        kept += letter
    return f"{kept.rstrip()}…"


def padded(text: str, width: int) -> str:
    """One line of exactly `width` columns."""
    line = cut(text, width)
    return line + " " * (width - display_width(line))
