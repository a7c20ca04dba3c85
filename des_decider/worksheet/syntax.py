"""Parses the text of a worksheet as TOML; of one with faults, says each and reads what is left of it."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from des_decider.worksheet.lines import Lines
from des_decider.worksheet.mistakes import LOST, MAX_DEPTH, Mistake, safe

if TYPE_CHECKING:
    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.mistakes import Wrong

_MANY_DOTS = 200
"""Dots in one line; the parser's time grows with the square of a key's parts."""

_POSITION = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"

_Said = tuple["Wrong", str, str]

# What the parser says of a file whose layout shows no fault, by its beginning, in an author's words.
_TABLE_TWICE: _Said = ("written-twice", "A table is written twice", "Keep one of the two and move its lines there")
_NO_VALUE = 'Write a number, a date such as 2020-10-01, true or false, or text in "quotes"'
_BACKSLASH: _Said = (
    "backslash",
    "A backslash stands in the text",
    "Write two of them, or put the text between '…' quotes",
)
_BRACES = "Write { key = value, key = value } on one line"
_A_LINE = "Every line is key = value; a key is one word of small letters, digits and _"
_IN_PLAIN_WORDS: tuple[tuple[str, _Said], ...] = (
    ("Cannot declare", _TABLE_TWICE),
    ("Cannot redefine namespace", _TABLE_TWICE),
    ("Cannot overwrite a value", ("written-twice", "The same key is written twice", "Keep one of the two")),
    (
        "Cannot mutate immutable",
        ("written-twice", "This adds to a value that is closed already", "Write the whole value in one place"),
    ),
    ("Duplicate inline", ("written-twice", "The same key is written twice between { and }", "Keep one of the two")),
    ("Expected '='", ("no-equals", "A key without =", _A_LINE)),
    (
        "Expected newline",
        ("more-after-the-value", "After the value there is more", "Write each key = value on a line of its own"),
    ),
    (
        "Invalid initial character",
        ("not-a-key", "A key or name starts with an odd character", "Use small letters, digits and _"),
    ),
    ("Invalid date", ("not-a-date", "The date does not exist", "Write year-month-day, such as 2020-10-01")),
    ("Invalid value", ("cannot-be-read", "This is no value", _NO_VALUE)),
    (
        "Unclosed array",
        ("not-closed", "The list is not closed, or a comma is missing in it", 'Write it like this: ["one", "two"]'),
    ),
    ("Unclosed inline table", ("not-closed", "The { is not closed, or a comma is missing", _BRACES)),
    ("Unescaped '\\'", _BACKSLASH),
    ("Invalid hex", _BACKSLASH),
    ("Escaped character", _BACKSLASH),
    (
        "Exceeds the limit",
        ("number-out-of-range", "A number has thousands of digits", "Write the number that is meant"),
    ),
)
_MOST_TRIES = 20
_LONGEST_TRIED = 250_000
"""Characters of a file that is parsed once more after each line that the parser refuses."""


class Parsed(NamedTuple):
    """What came of parsing: the tables, or what of them can be read, and what keeps the rest from being read.

    `lines` are those of the text that was read in the end, line for line the file's own. `doubted` are tables in which
    a line is lost that nobody can tell the key of, and families a header of which is; with the empty one all are.
    `guessed` are keys whose value is what their author was told to write.
    """

    values: dict[str, Any] | None
    lines: Lines
    faults: tuple[Mistake, ...] = ()
    doubted: frozenset[Path] = frozenset()
    guessed: frozenset[Path] = frozenset()


def parse(text: str) -> Parsed:
    """The tables of a file, and the faults of its writing; never raises.

    Decimals are exact. A file with faults is read with each of them mended, or without the lines that cannot be; there
    are no values where that does not help either. Nesting too deep ends the reading.
    """
    lines = Lines(text)
    if any(line.count(".") > _MANY_DOTS for line in text.split("\n")) and lines.layout.too_deep is not None:
        return Parsed(None, lines, (lines.layout.too_deep,))
    values = _loaded(text)
    if isinstance(values, Mistake) and values.code != "too-deep" and lines.layout.too_deep is None:
        return _mended(lines, values)
    # What nests too deep as it is written makes values as deep: only then the whole file has to be scanned.
    if (isinstance(values, Mistake) or _reaches(values, MAX_DEPTH)) and lines.layout.too_deep is not None:
        values = lines.layout.too_deep
    return Parsed(None, lines, (values,)) if isinstance(values, Mistake) else Parsed(values, lines)


def _loaded(text: str) -> dict[str, Any] | Mistake:
    """A text as TOML, or the parser's first complaint."""
    try:
        return tomli.loads(text, parse_float=exact)
    except RecursionError:
        mend = "Look for stray dots or brackets"
        return Mistake("too-deep", "", None, f"The file nests more than {MAX_DEPTH} deep", mend)
    except ValueError as error:
        return _in_plain_words(str(error), text)


def _mended(lines: Lines, complaint: Mistake) -> Parsed:
    """What can be read of a file with faults, once they are mended or left out."""
    faults = list(lines.layout.faults)
    lost = list(lines.layout.lost)
    doubted: set[Path] = {path if path[0] else () for path in lines.layout.doubted}
    if not faults:
        faults = [complaint]
        lost += lines.layout.lose_line(complaint.line or 0)
    guessed = frozenset(lines.layout.guessed)
    values: dict[str, Any] | Mistake = complaint
    for _ in range(_MOST_TRIES if len(lines.text) < _LONGEST_TRIED else 1):
        lines = Lines(lines.layout.mended)
        values = _loaded(lines.text)
        if not isinstance(values, Mistake):
            break
        if values.line is None or lines.layout.too_deep is not None:
            break
        if values.line not in {fault.line for fault in faults}:
            faults.append(values)
        left_out = lines.layout.lose_line(values.line)
        if not left_out:
            break
        lost += left_out
    faults = sorted(faults, key=lambda fault: fault.line or 0)
    if isinstance(values, Mistake) or _reaches(values, MAX_DEPTH):
        return Parsed(None, lines, tuple(faults))
    for path in lost:
        if path[-1:] == ("",):
            doubted.add(path[:-1])
        elif path:
            _put(values, path)
    return Parsed(values, lines, tuple(faults), frozenset(doubted), guessed)


def _put(values: dict[str, Any], path: Path) -> None:
    """Say in the values that a line is lost here, unless something stands there."""
    for key in path[:-1]:
        inner = values.setdefault(key, {})
        if not isinstance(inner, dict):
            return
        values = inner
    values.setdefault(path[-1], LOST)


def _reaches(value: dict[str, Any] | list[Any], depth: int) -> bool:
    """Whether tables and lists nest so deep in one."""
    inner = value.values() if isinstance(value, dict) else value
    return depth == 0 or any(_reaches(one, depth - 1) for one in inner if isinstance(one, dict | list))


def exact(number: str) -> Decimal:
    """A number as it is written."""
    try:
        return Decimal(number)
    except InvalidOperation:
        # An exponent of twenty digits: the check of meaning refuses what is no finite number.
        return Decimal("NaN")


def _in_plain_words(complaint: str, text: str) -> Mistake:
    """The parser's complaint as a mistake; one we do not know keeps the parser's words."""
    position = re.search(_POSITION, complaint)
    line = column = None
    if position is not None:
        line = int(position.group(1)) if position.group(1) else text.rstrip("\n").count("\n") + 1
        column = int(position.group(2)) if position.group(2) else None
        complaint = complaint[: position.start()]
    for beginning, (code, what, mend) in _IN_PLAIN_WORDS:
        if complaint.startswith(beginning):
            return Mistake(code, "", line, what, mend, column)
    what, mend = f"The line cannot be read ({safe(complaint)})", "Compare it with the lines around it"
    return Mistake("cannot-be-read", "", line, what, mend, column)
