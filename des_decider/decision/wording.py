"""How numbers, money, dates and strange text are written for people, the same everywhere."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from des_decider.worksheet.days import MONTHS, NOT_KNOWN_YET

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime
    from fractions import Fraction

MINUS = "\u2212"
_LONGEST_YEAR = 366
_BIDI = frozenset("\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_NAME_IN_PARTS = re.compile(r"[a-z][\w-]*\.[a-z]{2,}\b", re.ASCII)
_TO_LOOK_AT = re.compile("[^\n -~\u00a1-\u02ff]")
"""Anything but line breaks and the letters and signs of which nearly every text is made: they are all visible."""


def round_half_up(value: Fraction, places: int) -> Decimal:
    """Round half away from zero to a number of places, exactly: the rounding of every figure shown."""
    scaled = abs(value) * 10**places
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(f"{'-' if value < 0 and whole else ''}{whole}e-{places}")  # no context cuts what is read from text


def number(value: Fraction, most_places: int = 2) -> str:
    """A number with thousands commas, and decimals only where it has them."""
    rounded = round_half_up(value, most_places)
    text = f"{rounded.copy_abs():,.{most_places}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return f"{MINUS}{text}" if rounded < 0 else text


def money(value: Fraction, *, pence: bool = False) -> str:
    """Pounds as £17,191, with pence where asked; the sign stands before the pound."""
    return _pounds(value, 2 if pence else 0)


def _pounds(value: Fraction, places: int) -> str:
    rounded = round_half_up(value, places)
    return f"{MINUS if rounded < 0 else ''}£{rounded.copy_abs():,.{places}f}"


def is_nought(value: Fraction) -> bool:
    """Whether an amount is £0 as it is shown."""
    return money(value) == money(value * 0)


def off(value: Fraction) -> str:
    """How much better or worse a difference is, as it is shown."""
    if is_nought(value):
        return "neither better nor worse"
    return f"{money(abs(value))} {'better' if value > 0 else 'worse'}"


def brief(value: Fraction, unit: str) -> str:
    """A figure as it is spoken of: whole pounds, pence where they matter, one decimal for everything else."""
    if unit == "£":
        return money(value, pence=abs(value) < 100)
    return f"{number(value, 1)} {unit}".strip()


def rate(value: Fraction) -> str:
    """A published rate in pounds with all its decimals and at least pence: £7.131, £0.27, £55,670."""
    if value.denominator == 1 and abs(value) >= 100:
        return money(value)
    return _pounds(value, next((places for places in range(2, 6) if (value * 10**places).denominator == 1), 6))


def day(value: date | None) -> str:
    """A date as 31 May 2020, and the words for one that the practice has yet to give."""
    if value is None:
        return NOT_KNOWN_YET
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def month(value: date) -> str:
    """A date's month as May 2020."""
    return f"{MONTHS[value.month - 1]} {value.year}"


def moment(value: datetime) -> str:
    """A time as 18 May 2020, 19:42, in the offset it was recorded with."""
    return f"{day(value)}, {value:%H:%M}"


def how_soon(when: date, today: date) -> str:
    """How far off a day to keep is: over 6 years overdue, 7 days overdue, today, tomorrow, in 12 days."""
    days = (when - today).days
    if (years := -days // _LONGEST_YEAR) > 1:
        return f"over {years} years overdue"
    if days < 0:
        return f"{count_of(-days, 'day')} overdue"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days:,} days")


def capital(words: str) -> str:
    """Words with a capital at their beginning, as a sentence, a cell or a line begins; the rest stays as it is.

    A file's name, and an id of parts, stays as it is everywhere: another one may be another file or id.
    """
    if _NAME_IN_PARTS.match(words):
        return words
    return f"{words[:1].upper()}{words[1:]}"


def lowered(words: str) -> str:
    """Words with a small letter at their beginning, as they run on within a sentence; an abbreviation stays one."""
    first, space, rest = words.partition(" ")
    return f"{first if _is_abbreviation(first) else f'{first[:1].lower()}{first[1:]}'}{space}{rest}"


class Named(Protocol):
    """A payment, a post or a service: what it is called, and whether that is a proper name."""

    @property
    def name(self) -> str:
        """As its author writes it."""

    @property
    def proper(self) -> bool:
        """Whether it keeps its capitals."""


def called(fact: Named) -> str:
    """What a payment, a post or a service is called, as it runs on within a sentence."""
    return fact.name if fact.proper else within(fact.name)


@lru_cache(maxsize=1024)
def within(name: str) -> str:
    """A name in small letters, as it runs on within a sentence; abbreviations in it stay as they are."""
    first, *rest = name.split(" ")
    return " ".join([first if _is_abbreviation(first) else first.lower(), *map(_small, rest)])


def _small(word: str) -> str:
    """A later word of a name in small letters; a capital alone stays one, as in vitamin D."""
    return word if _is_abbreviation(word) or len(word.strip(".,;:()")) == 1 else word.lower()


def _is_abbreviation(word: str) -> bool:
    """Whether a word has capitals beyond its first letter, as ICB, GPs and NHS-funded have, or one alone, as X-ray."""
    letters = word.lstrip("(“‘[\"'")
    return letters[1:2] == "-" or any(letter.isupper() for letter in letters[1:])


def joined(words: Iterable[str], last: str = "and") -> str:
    """A list as a sentence says it: a, b and c."""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def numbered(rows: Mapping[int, str]) -> str:
    """The rows of a table by number and name, where there are any: 1 Dr A and 2 Dr B."""
    return joined(f"{row} {name}" for row, name in rows.items()) or "not named yet"


def count_of(amount: int, one: str, many: str | None = None) -> str:
    """A number of things: 1 question, 3 questions."""
    return f"{amount:,} {one if amount == 1 else many or one + 's'}"


def visible(text: str, *, lines: bool = False) -> str:
    """Text from outside with every control and direction character made visible, so that no terminal obeys it.

    Line breaks and tabs become spaces unless `lines` keeps the breaks.
    """
    if text.isprintable():
        return text
    text = text.replace("\t", " ")
    text = text.replace("\r\n", "\n") if lines else text.replace("\n", " ")
    return _TO_LOOK_AT.sub(_shown, text)


def _shown(found: re.Match[str]) -> str:
    character = found[0]
    hidden = unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"} or character in _BIDI
    return f"\\u{ord(character):04x}" if hidden else character
