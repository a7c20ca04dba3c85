"""What a reading tells its author: a mistake with its place and how to mend it, or a note on what was accepted."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_SHOWN = 60
MAX_DEPTH = 8
"""How deep tables, dotted keys and brackets may nest; a worksheet needs five."""


class Mistake(NamedTuple):
    """One thing the author has to mend.

    As text it reads `line 12, [payment.core_pcn] rate: what. How to mend.` `place` names table and key as the file
    writes them and may be empty; `line` is None where nothing in the file can be pointed at. `what` and `mend` are
    sentences without their full stop. `file` is the id of the worksheet below a supplement where it stands in that one.
    """

    place: str
    line: int | None
    what: str
    mend: str
    file: str = ""

    def __str__(self) -> str:
        line = f"line {self.line}{self.file and f' of {self.file}'}" if self.line is not None else self.file
        where = ", ".join(part for part in (line, self.place) if part)
        return f"{where}{': ' if where else ''}{_ended(self.what)} {_ended(self.mend)}"


class Note(NamedTuple):
    """Something the reading accepted and the author may want to know."""

    what: str
    line: int | None = None

    def __str__(self) -> str:
        return f"{'' if self.line is None else f'line {self.line}: '}{_ended(self.what)}"


def _ended(words: str) -> str:
    return words if words.endswith("?") else f"{words}."


def safe(text: str, longest: int = LONGEST_SHOWN) -> str:
    """Words of the file fit for one line of a message: shortened, with everything unprintable spelled out."""
    cut = text if len(text) <= longest else text[: longest - 1] + "…"
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in cut)


def shown(value: object) -> str:
    """A value as the author would recognise it: text in quotes, the rest as TOML writes it."""
    match value:
        case bool():
            return "true" if value else "false"
        case str():
            return f'"{safe(value)}"'
        case int():
            # Python refuses to print integers of thousands of digits, and hexadecimal gets past its parser.
            return str(value) if value.bit_length() < 200 else "a very long number"
        case Decimal():
            return safe(str(value))
        case list():
            return "a list"
        case dict():
            return "a table"
    return safe(str(value))


def closest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like `word`, if one is like it at all; long words are not compared."""
    if len(word) > LONGEST_SHOWN:
        return None
    import difflib  # with all that it loads, only for a word that is amiss

    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)), None)


def choose(word: str, known: Iterable[str], otherwise: str) -> str:
    """How to mend an unknown word: by the one probably meant, if one is like it, or otherwise."""
    match = closest(word, known)
    return f"Did you mean {match}? {otherwise}" if match else otherwise
