"""What a reading tells its author: mistakes and warnings, each with its code, its place and how to mend it."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

if TYPE_CHECKING:
    from collections.abc import Iterable

LONGEST_SHOWN = 60
MAX_DEPTH = 8
"""How deep tables, dotted keys and brackets may nest; a worksheet needs five."""

Wrong = Literal[
    # how the file is written
    "not-text", "empty-file", "control-character", "curly-quotes", "no-closing-quote", "no-quotes", "no-comma",
    "more-after-the-value", "no-value", "no-equals", "not-a-key", "not-a-table-name", "double-brackets",
    "written-twice", "not-closed", "backslash", "invisible-character", "too-deep", "cannot-be-read",
    # what its values are
    "wrong-format", "still-to-write", "missing", "missing-table", "empty-text", "not-a-text", "not-a-number",
    "number-out-of-range", "not-a-date", "not-yes-or-no", "not-a-table", "not-a-list", "too-long", "too-many",
    "several-lines", "listed-twice", "unknown-word",
    # what they name
    "unknown-key", "unknown-table", "not-an-id", "unknown-reference", "unknown-name-in-braces", "unknown-input",
    "row-of-a-table", "never-needed",
    # whether they go together
    "not-for-this-kind", "exclude-each-other", "needs-another", "out-of-order", "outside-the-year",
    "not-whole-months", "offer-does-not-fit", "cannot-lean", "not-as-expected",
    # how a supplement lies over another one
    "cannot-extend", "each-in-a-supplement",
]  # fmt: skip
"""The kinds of mistake; each has its page, `docs/mistakes/<code>.md`."""

Doubtful = Literal[
    "unusual-file", "looks-like-a-fraction", "month-or-year", "looks-like-pence", "quick-look-not-enough",
    "another-year", "day-outside-the-year", "asked-twice", "counted-twice", "invisible-in-text", "from-memory",
    "within-a-month", "far-from-last-edition", "always-red", "always-green", "never-this-year-only", "look-again",
    "weekly-or-once", "paid-nothing", "claim-out-of-proportion", "no-yes-or-no", "opens-too-late",
    "not-known-weighs-most",
]  # fmt: skip
"""The kinds of warning: what may be meant. A worksheet says of each that it is, in `accept` of its [worksheet]."""

Code = Wrong | Doubtful
WRONG: tuple[Wrong, ...] = get_args(Wrong)
DOUBTFUL: tuple[Doubtful, ...] = get_args(Doubtful)


class Edit(NamedTuple):
    """A piece of the text, and what should stand there."""

    start: int
    end: int
    text: str


class Lost(NamedTuple):
    """Stands in parsed values where a line could not be read: whatever would be said of it was said already."""


LOST = Lost()


class Mistake(NamedTuple):
    """One thing the author has to mend or, where its code is one of DOUBTFUL, to look at.

    As text it reads `line 12, [payment.core_pcn] rate: what. How to mend.` `place` names table and key as the file
    writes them and may be empty; `line` is None where nothing in the file can be pointed at. `what` and `mend` are
    sentences without their full stop. `replace` is the whole line as it reads once it is mended, where that is known;
    empty where the line goes. `add` are lines that mend it at the end of the file. `file` is the id of the worksheet
    below a supplement where it stands in that one.
    """

    code: Code
    place: str
    line: int | None
    what: str
    mend: str
    column: int | None = None
    replace: str | None = None
    file: str = ""
    add: tuple[str, ...] = ()

    def __str__(self) -> str:
        line = f"line {self.line}{self.file and f' of {self.file}'}" if self.line is not None else self.file
        where = ", ".join(part for part in (line, self.place) if part)
        return f"{where}{': ' if where else ''}{self.sentences}"

    @property
    def sentences(self) -> str:
        """What is wrong and how to mend it, without where."""
        return " ".join(_ended(words) for words in (self.what, self.mend) if words)


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


def closest(word: str, known: Iterable[str], like: float = 0.6) -> str | None:
    """The known word most like `word`, if one is as `like` it as that, of 1; long words are not compared."""
    if len(word) > LONGEST_SHOWN:
        return None
    import difflib  # with all that it loads, only for a word that is amiss

    return next(iter(difflib.get_close_matches(word, list(known), n=1, cutoff=like)), None)


def choose(word: str, known: Iterable[str], otherwise: str) -> str:
    """How to mend an unknown word: by the one probably meant, if one is like it, or otherwise."""
    match = closest(word, known)
    return f"Did you mean {match}? {otherwise}" if match else otherwise
