"""A day as people in England write it: 1 October 2020, Thu 1 Oct 20, 01/10/2020, 2020-10-01."""

from __future__ import annotations

import re
from datetime import date, timedelta

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = r"(?P<day>mon|tues?|wed(?:s|nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,?\s+(?=[\da-z])"
MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905 - reads as the calendar
)  # fmt: skip
NOT_KNOWN_YET = "a day not known yet"
"""How a day is written that the practice has to give."""
_MONTH_OF = {name.casefold(): n for n, full in enumerate(MONTHS, 1) for name in (full, full[:3])} | {"sept": 9}
_WAYS = (
    r"(?P<y>\d{4})[/.-](?P<m>\d{1,2})[/.-](?P<d>\d{1,2})",
    r"(?P<d>\d{1,2})[/. -] *(?P<m>\d{1,2})[/. -] *(?P<y>\d{4}|\d{2})",
    r"(?P<d>\d{1,2})(?:st|nd|rd|th)?(?:\s+of)?[\s-]+(?P<m>[a-z]{3,9})\.?,?[\s-]+(?P<y>\d{4}|\d{2})",
    r"(?P<m>[a-z]{3,9})\.?\s+(?P<d>\d{1,2})(?:st|nd|rd|th)?,?\s+(?P<y>\d{4})",
)
"""The first is how a day is kept; `re` compiles each of the others when one is typed that no way before it fits."""


def _taken_apart(text: str) -> tuple[re.Match[str] | None, str]:
    """A text as one of the ways to write a day, and the weekday before it; the day stands before the month."""
    plain = text.casefold()
    weekday = None if plain[:1].isdecimal() else re.match(_WEEKDAY, plain)
    rest = plain[weekday.end() :] if weekday else plain
    return next((found for way in _WAYS if (found := re.fullmatch(way, rest))), None), weekday["day"] if weekday else ""


def looks_like_a_day(text: str) -> bool:
    """Whether somebody means a day by this, a possible one or not."""
    return _taken_apart(text)[0] is not None


def read_day(text: str) -> date | str:
    """The day a text means, or why it means none; empty where it is not written as a day at all."""
    found, weekday = _taken_apart(text)
    month = _MONTH_OF.get(found["m"], found["m"]) if found else ""
    if found is None or (isinstance(month, str) and not month.isdecimal()):
        return ""
    year = int(found["y"])
    try:
        day = date(year + 2000 if year < 100 else year, int(month), int(found["d"]))
    except ValueError:
        return "there is no such day in the calendar"
    if not _WEEKDAYS[day.weekday()].startswith(weekday[:3]):
        return f"that day is a {_WEEKDAYS[day.weekday()].capitalize()}"
    return day


def without_year(text: str, since: date) -> date | None:
    """The day, in the twelve months from a first of a month on, of a text that lacks its year, such as 31 May."""
    for year in (since.year, since.year + 1):
        for between in (" ", "/"):
            found = read_day(f"{text.rstrip(' /.,-')}{between}{year:04}")
            if isinstance(found, date) and (found.year - since.year) * 12 + found.month - since.month in range(12):
                return found
    return None


def day_in(text: str) -> date | None:
    """The day a text means; None where it means none."""
    day = read_day(text)
    return day if isinstance(day, date) else None


_MONTH = r"(?P<m>[a-z]{3,9})\.?,?[\s-]+(?P<y>\d{4})|(?P<m2>\d{1,2})/(?P<y2>\d{4})|(?P<y3>\d{4})-(?P<m3>\d{1,2})"


def month_in(text: str) -> date | None:
    """The first day of the month a text means, such as Oct 2020 or 10/2020; None where it means none."""
    found = re.fullmatch(_MONTH, text.strip().casefold())
    if found is None:
        return None
    word, year = found["m"] or found["m2"] or found["m3"], found["y"] or found["y2"] or found["y3"]
    month = int(word) if word.isdecimal() else _MONTH_OF.get(word, 0)
    return date(int(year), month, 1) if 1 <= month <= 12 and int(year) > 0 else None


def last_day(day: date) -> date:
    """The last day of a day's month."""
    return (day.replace(day=28) + timedelta(days=4)).replace(day=1) - timedelta(days=1) if day.year < 9999 else day


def is_a_year(starts: date, ends: date) -> bool:
    """Whether these are the ends of a contract year: of whole months, and of twelve at most."""
    months = (ends.year - starts.year) * 12 + ends.month - starts.month
    return 0 <= months < 12 and starts.day == 1 and ends == last_day(ends)
