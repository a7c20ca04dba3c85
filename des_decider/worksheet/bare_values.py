"""Says what is wrong with what a line has outside quotes, and how the file would write it."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from des_decider.worksheet.days import day_in, looks_like_a_day
from des_decider.worksheet.mistakes import safe

if TYPE_CHECKING:
    from des_decider.worksheet.mistakes import Wrong

_DOUBLE, _SINGLE, _ANGLED = "\u201c\u201d\u201e\u201f", "\u2018\u2019\u201a\u201b", "\u00ab\u00bb"
CURLY = _DOUBLE + _SINGLE + _ANGLED
"""Quotes that word processors and e-mail programs put in place of the straight ones."""

CURLY_STRING = re.compile("|".join(f"[{q}][^{q}\n]*+[{q}]?" for q in (_DOUBLE, _SINGLE, _ANGLED)))
CURLY_TRIPLE = re.compile(f'[{_DOUBLE}"]{{3}}')

_COLON_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*[ \t]*:")
_DASHES = dict.fromkeys((0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2212), "-")
LONGEST_BARE = 200

INVISIBLE = re.compile(r"[\u00a0\u00ad\u2000-\u200f\u2028-\u202f\u205f-\u2069\u3000\ufeff]")
"""Blanks and marks that look like nothing or like a space but are neither to a TOML parser."""

_INTEGER = r"[+-]?(?:0|[1-9](?:_?[0-9])*+)"
_DIGITS = r"[0-9](?:_?[0-9])*+"
_TIME = r"[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?"
_VALID = re.compile(
    rf"true|false|[+-]?(?:inf|nan)|{_INTEGER}(?:\.{_DIGITS})?(?:[eE][+-]?{_DIGITS})?"
    rf"|0x[0-9a-fA-F_]+|0o[0-7_]+|0b[01_]+"
    rf"|[0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:[Tt ]{_TIME}(?:[Zz]|[+-][0-9]{{2}}:[0-9]{{2}})?)?|{_TIME}"
)
_LETTERS_FOR_FIGURES = str.maketrans("OoIl", "0011")
_SIGN_APART = re.compile(r"^([+-])[ \t]+")
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9]+(?:\.[0-9]+)?")
_A_YEAR = re.compile(r"[0-9]{4}[ \t]*[/-][ \t]*(?:[0-9]{2}|[0-9]{4})")
_GROUPED = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:[, ][0-9]{3})+(?:\.[0-9]+)?")
_COMMA_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*,[0-9]+(?:\.[0-9]+)?")
_PENCE = re.compile(r"[+-]?[0-9]{1,9}(?:\.[0-9]+)?[ \t]*p")
_YES = {"yes": "true", "no": "false", "true": "true", "false": "false", "on": "true", "off": "false"}


class Fault(NamedTuple):
    """What is wrong, how to mend it, and how the file would write what is meant, where that can be told."""

    code: Wrong
    what: str
    mend: str
    value: str | None = None


_STRAIGHT = 'Use the straight quote " on both sides; some programs turn it into a curly one'
CURLY_FAULT = Fault("curly-quotes", "The quotes are curly", _STRAIGHT)


def quoted(text: str) -> str:
    """A text as TOML writes it, on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def plain_number(text: str) -> str | None:
    """`£1,500.00`, `50 %` or `1 500` as TOML writes the number, or None if it is none."""
    bare = text.translate(_DASHES).strip().strip("£$€% ").replace("£", "").strip()
    if _GROUPED.fullmatch(bare):
        bare = bare.replace(",", "").replace(" ", "")
    if not _PLAIN_NUMBER.fullmatch(bare):
        return None
    sign, body = ("-" if bare.startswith("-") else ""), bare.lstrip("+-").lstrip("0")
    return sign + ("0" + body if not body or body.startswith(".") else body)


def fault_of(bare: str, key: str) -> Fault | None:
    """What is wrong with a value written without quotes, or None if TOML can read it; `key` words the mend."""
    if _VALID.fullmatch(bare):
        is_none = _ISO.fullmatch(bare) is not None and day_in(bare) is None
        return (
            Fault("not-a-date", "The date does not exist", "Write year-month-day, such as 2020-10-01")
            if is_none
            else None
        )
    name = f"{safe(key)} = " if key else ""
    number = plain_number(bare)

    def meant(code: Wrong, what: str, mend: str, value: str | None, otherwise: str) -> Fault:
        return Fault(code, what, f"{mend}: {name}{safe(value, LONGEST_BARE)}" if value else otherwise, value)

    if not bare:
        return Fault("no-value", "Nothing stands after the =", f"Write the value, or leave {safe(key) or 'it'} out")
    if bare[-1] in ";," and _VALID.fullmatch(body := bare.rstrip(";, \t")):
        return meant("more-after-the-value", f"A {bare[-1]} stands after the value", "Write", body, "")
    typed = _SIGN_APART.sub(r"\1", bare.translate(_LETTERS_FOR_FIGURES)) if bare[0] in "+-.0123456789" else bare
    if typed != bare and _VALID.fullmatch(typed):
        what = f"{safe(bare)} has a letter or a space in it that belongs in no number"
        return meant("not-a-number", what, "Write", typed, "")
    if bare[0] in CURLY or bare[-1] in CURLY:
        return CURLY_FAULT._replace(value=quoted(bare.strip(CURLY)))
    if len(bare) > LONGEST_BARE:
        return Fault("no-quotes", "A very long value has no quotes", 'Text stands in "quotes"', quoted(bare))
    if number is None and _COMMA_NUMBER.fullmatch(amount := bare.strip("£$€ ")):
        what, point = f"The number {safe(bare)} has a comma in it", "Write pence and parts after a point"
        meant_number = amount.replace(",", ".") if amount.count(",") == 1 else None
        return meant("not-a-number", what, point, meant_number, f"{point}, such as 1.50")
    if (money := re.search("[£$€]", bare)) is not None and number is None:
        text = 'Write the plain number, or text in "quotes"'
        return meant("no-quotes", f"A {money.group()} stands in a number", text, quoted(bare), text)
    if money is not None:
        return meant("not-a-number", f"A {money.group()} stands in a number", "Write the plain number", number, "")
    if _PENCE.fullmatch(pence := bare.translate(_DASHES)):
        pounds = f"{Decimal(pence.rstrip('p')) / 100:f}"
        return meant("not-a-number", f"{safe(bare)} is in pence", "Write pounds", pounds, "")
    if "%" in bare:
        mend = "Write the plain number"
        return meant("not-a-number", "A % sign stands in a number", mend, number, mend)
    if bare[0].isdigit() and _VALID.fullmatch(plain := bare.translate(_DASHES)):
        return meant("not-a-date", "The dashes are not plain ones", "Write year-month-day", plain, "")
    if looks_like_a_day(bare):
        day, example = day_in(bare), "Write year-month-day, such as 2020-10-01"
        what = f"{safe(bare)} is not how dates are written here" if day else f"{safe(bare)} is no date"
        return meant("not-a-date", what, "Write year-month-day", str(day) if day else None, example)
    if _GROUPED.fullmatch(bare):
        kind = "commas" if "," in bare else "spaces"
        return meant("not-a-number", f"The number {safe(bare)} has {kind} in it", "Leave them out", number, "")
    if (hidden := INVISIBLE.search(bare)) is not None:
        return _invisible(hidden)._replace(value=INVISIBLE.sub("", bare).strip())
    if bare.lower() in _YES:
        what = f"{safe(bare)} is not how yes and no are written here"
        return meant("not-yes-or-no", what, "Write", _YES[bare.lower()], "")._replace(
            mend=f"Write {name}{_YES[bare.lower()]}"
        )
    if (number := plain_number(bare.rstrip(".")) or plain_number("0" + bare)) is not None:
        what = f"{safe(bare)} is not how numbers are written here"
        return Fault("not-a-number", what, f"Write {name}{number}", number)
    if bare[0].isalpha() or _A_YEAR.fullmatch(bare):
        mend = "Put it in straight quotes"
        what = "The text has no opening quote" if bare.endswith('"') else "The text has no quotes"
        return meant("no-quotes", what, mend, quoted(bare.removesuffix('"')), mend)
    mend = "Write a number, a date such as 2020-10-01, or text in straight quotes"
    return Fault("cannot-be-read", f"{safe(bare)} is no value", mend)


def _invisible(hidden: re.Match[str]) -> Fault:
    what = f"An invisible character (U+{ord(hidden.group()):04X}) stands here"
    return Fault("invisible-character", what, "Delete it, or type the line again")


def fault_of_key(words: str, *, has_equals: bool) -> Fault:
    """What is wrong with the beginning of a line that has no readable `key =`."""
    if any(c in CURLY for c in words):
        return CURLY_FAULT
    if (hidden := INVISIBLE.search(words)) is not None:
        return _invisible(hidden)
    if _COLON_KEY.match(words):
        return Fault("no-equals", "A colon stands where = belongs", "Write key = value")
    if not has_equals:
        return Fault("no-equals", "The line has no =", "Every line is key = value, a [table] or a # comment")
    what = f"{safe(words)} is no key" if words else "The line has no key before the ="
    return Fault("not-a-key", what, "A key is small letters, digits and _, such as full_year")


def leftover(head: str, rest: str) -> Fault:
    """What is wrong with what stands after a value that began with `head`."""
    if (hidden := INVISIBLE.match(rest)) is not None:
        return _invisible(hidden)
    if head in "\"'" and rest in {";", ","}:
        return Fault("more-after-the-value", f"A {rest} stands after the closing quote", "Delete it")
    if head in "\"'":
        mend = 'Keep a text between one pair of quotes; a straight quote inside it is written \\"'
        return Fault("more-after-the-value", f"After the closing quote there is more: {safe(rest)}", mend)
    mend = "Delete it" if rest in {";", ","} else "Delete it, or write it on a line of its own"
    return Fault("more-after-the-value", f"After the closing bracket there is more: {safe(rest)}", mend)
