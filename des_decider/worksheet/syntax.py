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

# What the parser of each Python version from 3.11 says, by its beginning, in an author's words.
_IN_PLAIN_WORDS: tuple[tuple[str, str, str], ...] = (
    ("Cannot declare", "A table is written twice", "Keep one of the two and move its lines there"),
    ("Cannot overwrite a value", "The same key is written twice", "Keep one of the two"),
    ("Cannot mutate immutable", "This adds to a value that is closed already", "Write the whole value in one place"),
    ("Cannot redefine namespace", "A table is written twice", "Keep one of the two and move its lines there"),
    ("Duplicate inline table key", "The same key is written twice between { and }", "Keep one of the two"),
    ("Expected '='", "A key without =", "Every line is key = value; a key is one word of small letters, digits and _"),
    ("Expected newline", "After the value there is more", "Write each key = value on a line of its own"),
    (
        "Expected ']",
        "The name between the brackets is not closed",
        "A table's name stands like this: [payment.core_pcn]",
    ),
    ("Invalid initial character", "A key or name starts with an odd character", "Use small letters, digits and _"),
    (
        "Invalid statement",
        "The line starts with an odd character",
        "Every line is key = value, a [table] or a # comment",
    ),
    ("Invalid date", "The date does not exist", "Write year-month-day, such as 2020-10-01"),
    (
        "Invalid value",
        "This is no value",
        'Write a number, a date such as 2020-10-01, true or false, or text in "quotes"',
    ),
    ("Unclosed array", "The list is not closed, or a comma is missing in it", 'Write it like this: ["one", "two"]'),
    (
        "Unclosed inline table",
        "The { is not closed, or a comma is missing",
        "Write { key = value, key = value } on one line",
    ),
    ("Unescaped '\\'", "A backslash stands in the text", "Write two of them, or put the text between '…' quotes"),
    ("Unterminated string", "The text never ends", "Write the closing quote"),
    (
        "Illegal character",
        "The text has no closing quote on its line",
        'Text on several lines stands between """ and """',
    ),
    ("Invalid hex", "A backslash stands in the text", "Write two of them, or put the text between '…' quotes"),
    ("Escaped character", "A backslash stands in the text", "Write two of them, or put the text between '…' quotes"),
)


def parse(text: str, lines: Lines) -> tuple[dict[str, Any], list[Mistake]]:
    """The tables of a file, or the mistakes that keep the parser from reading it; never raises.

    Decimals are exact. Nesting too deep comes before anything else; faults of writing come all at once, and only
    without any the parser's own first complaint.
    """
    if any(line.count(".") > _MANY_DOTS for line in text.split("\n")) and lines.layout.too_deep is not None:
        return {}, [lines.layout.too_deep]
    mistakes: list[Mistake] = []
    try:
        values = tomli.loads(text, parse_float=_exact)
    except RecursionError:
        mend = "Look for stray dots or brackets"
        mistakes = [Mistake("", None, f"The file nests more than {MAX_DEPTH} deep", mend)]
    except ValueError as error:
        mistakes = lines.layout.faults or [_in_plain_words(str(error), text)]
    else:
        # What nests too deep as it is written makes values as deep: only then the whole file has to be scanned.
        if not _reaches(values, MAX_DEPTH):
            return values, []
    if lines.layout.too_deep is not None:
        return {}, [lines.layout.too_deep]
    return ({}, mistakes) if mistakes else (values, [])


def _reaches(value: object, depth: int) -> bool:
    """Whether tables and lists nest so deep in a value."""
    if depth == 0:
        return isinstance(value, dict | list)
    if isinstance(value, dict):
        return any(_reaches(inner, depth - 1) for inner in value.values() if isinstance(inner, dict | list))
    return isinstance(value, list) and any(_reaches(inner, depth - 1) for inner in value)


def _exact(number: str) -> Decimal:
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
    if "integer string conversion" in complaint:
        return Mistake("", line, "A number has thousands of digits", "Write the number that is meant")
    return Mistake("", line, f"The line cannot be read ({safe(complaint)})", "Compare it with the lines around it")
