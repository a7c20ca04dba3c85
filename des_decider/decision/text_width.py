"""How wide a text is in a terminal, and how it is cut, wrapped and padded to a width: one measure for all."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from des_decider.decision.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterable

_NOT_PLAIN = re.compile("[^ -\u02ff\u2010-\u2027\u2212\u2500-\u25fc]")
"""Anything but letters and signs of one column each, of which nearly every text is made: only then the library, whose
tables take a tenth of a second to load, is asked."""


def display_width(text: str) -> int:
    """How many columns a terminal gives a text: two for wide East Asian letters and emoji, none for marks on them."""
    if not _NOT_PLAIN.search(text):
        return len(text)
    from wcwidth import width

    return width(text)


def _letters(text: str) -> Iterable[str]:
    """Each letter with the marks that stay with it, or emoji joined to one."""
    if not _NOT_PLAIN.search(text):
        return text
    from wcwidth import iter_graphemes

    return iter_graphemes(text)


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
    for letter in _letters(word):
        size = display_width(letter)
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
    for letter in _letters(line):
        used += display_width(letter)
        if used > width:
            break
        kept += letter
    return f"{kept.rstrip()}…"


@lru_cache(maxsize=1024)  # a list is told anew at every answer, and its lines are mostly as they were
def cut_apart(text: str, width: int, alike: tuple[str, ...]) -> str:
    """The same with its … before the word in which it first differs from those that begin `alike`, itself left out."""
    line = " ".join(visible(text).split())
    if display_width(line) <= width:
        return line
    begins = max((_in_common(line, " ".join(visible(one).split())) for one in alike if one != text), default=0)
    differs = line[line.rfind(" ", 0, begins) + 1 :]
    if not line[begins:] or display_width(line) - display_width(differs) <= width // 2:
        return cut(line, width)
    end = cut(differs, width * 2 // 3)
    return cut(line, width - display_width(end)) + end


def cut_inside(text: str, width: int) -> str:
    """The same with its … in the middle: of a name that begins like others both ends are seen."""
    line = " ".join(visible(text).split())
    if display_width(line) <= width:
        return line
    start = cut(line, width - width // 2)
    end, used = "", display_width(start)
    for letter in reversed(list(_letters(line))):
        used += display_width(letter)
        if used > width:
            break
        end = letter + end
    return start + end.lstrip()


def _in_common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    alike = (n for n, (letter, beside) in enumerate(zip(one, other, strict=False)) if letter != beside)
    return next(alike, min(len(one), len(other)))


def padded(text: str, width: int) -> str:
    """One line of exactly `width` columns."""
    line = cut(text, width)
    return line + " " * (width - display_width(line))
