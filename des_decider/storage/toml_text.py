"""TOML of our own files, read and written: hostile files cannot crash or stall it, hidden characters are spelled."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from des_decider.decision.wording import visible

DEEPEST = 16
"""Brackets that may be open at once, and dots a key may have; our files need three."""

# Strings and comments, so that what is left are keys, brackets and plain values. One that never ends runs to its
# line's or the file's end: looked for again from each of its quotes, it would take for ever.
_QUOTED = (
    r'(?s)"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?+'
    r"|'''(?:[^']|'(?!''))*+(?:''')?+"
    r'|"(?:[^"\\\n]|\\.)*+"?+'
    r"|'[^'\n]*+'?+"
    r"|#[^\n]*+"
)
_LONG_KEY = rf"(?<![\w-])(?:[\w-]++[ \t]*+\.[ \t]*+){{{DEEPEST}}}"
# TOML and JSON leave these as they are; a terminal or an editor would obey or hide them.
_HIDDEN = "[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]"


class BrokenText(ValueError):
    """Bytes that are no TOML of ours; its text says why, in words, without a full stop."""


def read_toml(data: bytes) -> dict[str, Any]:
    """The tables of a TOML file; a BOM and Windows line ends are welcome. Decimals stay exact.

    Raises BrokenText for anything else: not UTF-8, empty, nested too deep, or no TOML.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BrokenText("it is not UTF-8 text") from error
    if not text.strip():
        raise BrokenText("it is empty")
    _check_depth(text)
    import tomli

    try:
        return tomli.loads(text, parse_float=Decimal)
    except RecursionError as error:
        raise BrokenText("it is nested too deep") from error
    except (ValueError, ArithmeticError) as error:
        # Besides syntax errors: days outside the calendar, integers of thousands of digits.
        raise BrokenText(visible(str(error))[:200].rstrip(".")) from error


def write_toml(tables: dict[str, Any], *, lines: bool = False) -> bytes:
    """Tables as TOML; `lines` writes texts of several lines as such."""
    import tomli_w

    return spelled(tomli_w.dumps(tables, multiline_strings=lines)).encode()


def spelled(text: str) -> str:
    r"""Written TOML or JSON with hidden and direction characters as \u escapes; they stand only within strings."""
    if text.isascii() and "\x7f" not in text:
        return text
    return re.sub(_HIDDEN, lambda found: f"\\u{ord(found[0]):04x}", text)


def _check_depth(text: str) -> None:
    """Refuse what makes the parser slow or run out of stack: brackets in brackets, keys of a thousand parts."""
    bare = re.sub(_QUOTED, "q", text)
    # A key stands on one line: where no line has the dots, none is looked for, which takes as long as all the rest.
    if any(line.count(".") >= DEEPEST for line in text.split("\n")) and re.search(_LONG_KEY, bare):
        raise BrokenText("it has a key of too many parts")
    depth = 0
    for bracket in re.finditer(r"[\[\]{}]", bare):
        depth += 1 if bracket[0] in "[{" else -1
        if depth > DEEPEST:
            raise BrokenText("it is nested too deep")
