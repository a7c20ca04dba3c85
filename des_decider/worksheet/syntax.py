"""Parses the text of a worksheet as TOML and says in plain words why it cannot."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import tomli

from des_decider.worksheet.mistakes import MAX_DEPTH, Mistake, safe

if TYPE_CHECKING:
    from des_decider.worksheet.lines import Lines

_MANY_DOTS = 200
"""Dots in one line; the parser's time grows with the square of a key's parts."""

_POSITION = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

# What the parser says of a file whose layout shows no fault, by its beginning, in an author's words.
_TABLE_TWICE = ("A table is written twice", "Keep one of the two and move its lines there")
_NO_VALUE = 'Write a number, a date such as 2020-10-01, true or false, or text in "quotes"'
_BACKSLASH = ("A backslash stands in the text", "Write two of them, or put the text between '…' quotes")
_IN_PLAIN_WORDS: tuple[tuple[str, str, str], ...] = (
    ("Cannot declare", *_TABLE_TWICE),
    ("Cannot redefine namespace", *_TABLE_TWICE),
    ("Cannot overwrite a value", "The same key is written twice", "Keep one of the two"),
    ("Cannot mutate immutable", "This adds to a value that is closed already", "Write the whole value in one place"),
    ("Duplicate inline table key", "The same key is written twice between { and }", "Keep one of the two"),
    ("Expected '='", "A key without =", "Every line is key = value; a key is one word of small letters, digits and _"),
    ("Expected newline", "After the value there is more", "Write each key = value on a line of its own"),
    ("Invalid initial character", "A key or name starts with an odd character", "Use small letters, digits and _"),
    ("Invalid date", "The date does not exist", "Write year-month-day, such as 2020-10-01"),
    ("Invalid value", "This is no value", _NO_VALUE),
    ("Unclosed array", "The list is not closed, or a comma is missing in it", 'Write it like this: ["one", "two"]'),
    (
        "Unclosed inline table",
        "The { is not closed, or a comma is missing",
        "Write { key = value, key = value } on one line",
    ),
    ("Unescaped '\\'", *_BACKSLASH),
    ("Invalid hex", *_BACKSLASH),
    ("Escaped character", *_BACKSLASH),
    ("Exceeds the limit", "A number has thousands of digits", "Write the number that is meant"),
)


def parse(text: str, lines: Lines) -> tuple[dict[str, Any], list[Mistake]]:
    """The tables of a file, and the mistakes that keep it from being read, if any; never raises.

    Decimals are exact. Nesting too deep comes before anything else; faults of writing come all at once, and only
    without any the parser's own first complaint.
    """
    if any(line.count(".") > _MANY_DOTS for line in text.split("\n")) and lines.layout.too_deep is not None:
        return {}, [lines.layout.too_deep]
    values: dict[str, Any] = {}
    mistakes: list[Mistake] = []
    try:
        values = tomli.loads(text, parse_float=exact)
    except RecursionError:
        mend = "Look for stray dots or brackets"
        mistakes = [Mistake("", None, f"The file nests more than {MAX_DEPTH} deep", mend)]
    except ValueError as error:
        mistakes = lines.layout.faults or [_in_plain_words(str(error), text)]
    # What nests too deep as it is written makes values as deep: only then the whole file has to be scanned.
    if (mistakes or _reaches(values, MAX_DEPTH)) and lines.layout.too_deep is not None:
        mistakes = [lines.layout.too_deep]
    return values, mistakes


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
    position = _POSITION.search(complaint)
    line = None
    if position is not None:
        line = int(position.group(1)) if position.group(1) else text.rstrip("\n").count("\n") + 1
        complaint = complaint[: position.start()]
    for beginning, what, mend in _IN_PLAIN_WORDS:
        if complaint.startswith(beginning):
            return Mistake("", line, what, mend)
    return Mistake("", line, f"The line cannot be read ({safe(complaint)})", "Compare it with the lines around it")
