"""The words people write behind a number, such as “hours a week”, and whether they say what a question asks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

_NAMES = {
    "session": ("session",),
    "hour": ("hour", "hr", "h"),
    "day": ("day",),
    "week": ("week", "wk"),
    "fortnight": ("fortnight",),
    "month": ("month", "mth"),
    "quarter": ("quarter",),
    "year": ("year", "yr", "annum"),
    "post": ("full[- ]time post", "post", "wte", "fte"),
    "bed": ("cqc bed", "bed"),
    "adjusted patient": ("patient on the adjusted list", "adjusted patient(?!s)"),
    "weighted patient": ("weighted patient(?!s)",),
    "registered patient": ("registered patient(?!s)",),
    "patient": ("patient", "head"),
    "partner": ("partner",),
    "point": ("point",),
    "home": ("home",),
}
"""What numbers are counted in or given for: how it is called here, and how people write it, longest first."""
_IN_ONE_WORD = {
    "per hour": ("hourly", r"p\.?h"),
    "per day": ("daily",),
    "per week": ("weekly", r"p\.?w"),
    "per fortnight": ("fortnightly",),
    "per month": ("monthly", r"p\.?c\.?m", r"p\.?m"),
    "per quarter": ("quarterly",),
    "per year": ("yearly", "annually", r"p\.?a"),
    "once": ("once", "one[- ]off", "in all", "in total"),
    "each": ("each",),
}
_PERIODS = frozenset({"per day", "per week", "per fortnight", "per month", "per quarter", "per year"})
_KINDS_OF_PATIENT = frozenset({"per registered patient", "per weighted patient", "per adjusted patient"})
_SAID_LESS_EXACTLY = {
    "per patient": _KINDS_OF_PATIENT | {"each"},
    "each": _KINDS_OF_PATIENT | {"per patient", "per post", "per bed", "per point", "per partner"},
    "per year": frozenset({"weeks", "months"}),  # which are counted out of a year
}
"""By a word: with what a question asks that word agrees besides itself."""

_OF_MANY = "|".join(sorted((way for ways in _NAMES.values() for way in ways), key=len, reverse=True))
_OF_ONE = "|".join(way for ways in _IN_ONE_WORD.values() for way in ways)
_WORD = rf"(?:(?P<per>(?:for\s+)?(?:an?|per|every)\s+)?(?P<name>{_OF_MANY})s?|(?P<one>{_OF_ONE}))(?!\w)\.?"
# Compiled by `re` when a text is first typed that is no number alone.
_BEHIND = rf"(?:(?<![^\W\d_])(?:{re.sub(r'[?]P<[a-z]+>', '?:', _WORD)})\s*)+$"
_STROKE = rf"/\s*(?P<name>{_OF_MANY})s?(?!\w)\.?"


class Behind(NamedTuple):
    """A text parted before the words behind its number: `words` as they are called here, `said` as they were typed."""

    number: str
    words: frozenset[str] = frozenset()
    said: str = ""


def strokes_in_words(text: str) -> str:
    """A text in which no stroke stands for “a”, as in £85/hr: only those are left that part the numbers of a range."""
    return re.sub(_STROKE, lambda found: f" per {found['name']} ", text, flags=re.IGNORECASE)


def parted(text: str) -> Behind:
    """A text without the words behind its number, and those words."""
    found = re.search(_BEHIND, text, flags=re.IGNORECASE)
    if found is None:
        return Behind(text)
    return Behind(text[: found.start()].strip(), frozenset(_words(found[0])), " ".join(found[0].split()))


def other_than_asked(words: frozenset[str], unit: str) -> frozenset[str]:
    """Those of some words that say something else than the unit of the question."""
    asked = parted(unit).words
    agreed = {word for word in words if word in asked or asked & _SAID_LESS_EXACTLY.get(word, frozenset())}
    if not asked & _PERIODS:
        agreed.add("once")
    if unit.startswith("a "):  # what is counted stands in the question alone
        agreed.add("patients")
    return words - agreed


def _words(text: str) -> Iterator[str]:
    for found in re.finditer(_WORD, text, flags=re.IGNORECASE):
        if found["one"]:
            yield _called(found["one"], _IN_ONE_WORD)
        else:
            name = _called(found["name"], _NAMES)
            yield f"per {name}" if found["per"] else f"{name}s"


def _called(written: str, names: dict[str, tuple[str, ...]]) -> str:
    return next(n for n, ways in names.items() if re.fullmatch("|".join(ways), written, flags=re.IGNORECASE))
