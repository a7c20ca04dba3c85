"""Says which days and years of a worksheet look odd: far from its year, of another one, or within a month."""

from __future__ import annotations

import re
from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING, Any

from des_decider.worksheet.days import MONTHS, last_day
from des_decider.worksheet.warnings_found import doubt, texts
from des_decider.worksheet.year import NO_DAY

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.mistakes import Doubtful
    from des_decider.worksheet.mistakes_found import Found
    from des_decider.worksheet.model import Requirement, Worksheet, Year

READ_OUT = {
    "worksheet": ("title", "about"), "section": ("title", "about"), "payment": ("name",), "role": ("name",),
    "service": ("name", "about"), "requirement": ("name", "text"), "question": ("text", "why"), "ask": ("text", "why"),
}  # fmt: skip
"""The texts that say what holds in the worksheet's year; others may well speak of another."""
_MONTH = "|".join(MONTHS)
_A_YEAR = re.compile(r"\b(20\d\d)[/-](\d\d|20\d\d)\b(?!-)")
_A_DAY = re.compile(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({_MONTH}) (20\d\d)\b")
_YEAR_OF_ID = re.compile(r"-(20\d\d)(?:-\d\d)?$")
_BY_A_DAY = re.compile(
    r"\b(?:by|before|no later than|not later than) (?:the end of )?"
    rf"(?:\{{|\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})|(?:{_MONTH})\b|(?<=end of )(?:the|this) (?:contract )?year\b)"
)
_DONE_ONCE = re.compile(
    r"^(?:Appoint|Nominate|Elect|Set up|Submit|Sign|Publish|Draw up|Hand in|Adopt|Install)\b"
    r"|\bone-off\b|\bonce(?=[,.;]|$| only\b| this year\b| and for all\b)"
)
_AGAIN = {"every", "each", "whenever", "weekly", "monthly", "quarterly", "week", "month", "quarter"}
"""Words of what is done again and again, whatever its verb."""
_NEAR = timedelta(days=183)
"""How long before and after its year what happens in one can lie: lists are counted and letters sent before it."""


def doubtful_days(worksheet: Worksheet, own: Mapping[str, Any]) -> dict[Doubtful, Iterator[Found]]:
    """What there is to look at by its code; nothing where the ends of the year are not known."""
    if NO_DAY in (worksheet.year.starts, worksheet.year.ends):
        return {}
    return {
        "another-year": _other_years(worksheet.year, own),
        "day-outside-the-year": chain(requirements_outside(worksheet, own), _far_dates(worksheet)),
        "within-a-month": _within_months(worksheet, own),
        "weekly-or-once": _weekly_or_once(worksheet, own),
        "opens-too-late": _opens_too_late(worksheet),
    }


def _other_years(year: Year, own: Mapping[str, Any]) -> Iterator[Found]:
    """Texts that name a contract year that is not this one, or a day far from it; and a name or an id of another."""
    code: Doubtful = "another-year"
    runs = f"from {year.starts} to {year.ends}"
    if (named := _A_YEAR.search(year.name)) is not None and f"{named[1]}/{named[2][-2:]}" != _spelled(year):
        what = f"The year is called {year.name}, and runs {runs}"
        yield doubt(code, ("year", "name"), what, "Look at its name and its days")
    id_ = own.get("worksheet", {}).get("id")
    if isinstance(id_, str) and (ending := _YEAR_OF_ID.search(id_)) and ending[1] != str(year.starts.year):
        what = f"The id ends in {ending[0][1:]}, and the year runs {runs}"
        yield doubt(code, ("worksheet", "id"), what, "Look at the id and the days of the year")
    for family, keys in (*READ_OUT.items(), ("date", ("what",))):
        for path, text in texts(own.get(family), (family,)):
            # What happens on a date may well be of another year, such as the end of a contract of five.
            if path[-1] in keys and (other := (family != "date" and _another_year(text, year)) or _far_day(text, year)):
                what = f"The text names {other}, and the worksheet is for {year.name}"
                yield doubt(code, path, what, "Write {year} or a day’s name in braces, or see that the other is meant")


def _another_year(text: str, year: Year) -> str:
    """A contract year that a text names and that is not this one."""
    ours = {_spelled(year), year.name}
    return next((found[0] for found in _A_YEAR.finditer(text) if f"{found[1]}/{found[2][-2:]}" not in ours), "")


def _far_day(text: str, year: Year) -> str:
    """A day or a month that a text names and that is far from the year."""
    for found in _A_DAY.finditer(text):
        month = date(int(found[3]), MONTHS.index(found[2]) + 1, 1)
        if not year.starts - _NEAR <= month <= year.ends + _NEAR:
            return found[0]
    return ""


def _spelled(year: Year) -> str:
    return f"{year.starts.year}/{year.ends.year % 100:02}"


def requirements_outside(worksheet: Worksheet, own: Mapping[str, Any]) -> Iterator[Found]:
    """Weekly work from a day outside the year on."""
    year = worksheet.year
    for requirement in worksheet.requirements.values():
        start = requirement.start
        if start is not None and not year.starts <= start <= year.ends:
            what = f"{start} is outside the year, {year.starts} to {year.ends}"
            goes_on = "Where it goes on from before the year, write its first day"
            before = start < year.starts
            mend, value = (goes_on, str(year.starts)) if before else ("Look at its day", None)
            yield doubt("day-outside-the-year", _starts_at(requirement, own), what, mend, value)


def _far_dates(worksheet: Worksheet) -> Iterator[Found]:
    """Dates far from the year; only the next window, and when one is out after it, may well lie later."""
    year = worksheet.year
    later = {day for window in worksheet.windows.values() for day in (window.next_window, window.next_effective)}
    for id_, fact in worksheet.dates.items():
        if fact.asked or fact.date in {None, NO_DAY}:
            continue
        if fact.date < year.starts - _NEAR or (fact.date > year.ends + _NEAR and id_ not in later):
            what = f"{fact.date} is more than half a year away from the year, {year.starts} to {year.ends}"
            yield doubt("day-outside-the-year", ("date", id_, "date"), what, "Look at its year")


def _within_months(worksheet: Worksheet, own: Mapping[str, Any]) -> Iterator[Found]:
    """What begins or ends within a month, of which whole months are counted: weekly work, and being in the contract."""
    code: Doubtful = "within-a-month"
    year = worksheet.year
    for requirement in worksheet.requirements.values():
        start = requirement.start
        if start is None or start.day == 1 or start == last_day(start):
            continue  # the last day of a month is as good as the first of the next
        if year.starts <= start <= year.ends:
            what = f"{start} is within a month, and whole months count: this work counts from {_next_month(start)}"
            mend = "If it should count from an earlier month, write the first day of that one"
            path = _starts_at(requirement, own)
            yield doubt(code, path, what, mend, str(start.replace(day=1)))
    for id_ in dict.fromkeys(window.opt_out_effective or "" for window in worksheet.windows.values()):
        fact = worksheet.dates.get(id_)
        if fact is None or fact.asked or fact.date is None or fact.date == last_day(fact.date):
            continue
        if year.starts <= fact.date < year.ends.replace(day=1):
            since = _next_month(fact.date)
            what = f"{fact.date} is not the last day of a month, and whole months count: the figures count from {since}"
            mend = "If they should count from an earlier month, write the last day of the one before that"
            value = str(fact.date.replace(day=1) - timedelta(days=1))
            yield doubt(code, ("date", id_, "date"), what, mend, value)


def _starts_at(requirement: Requirement, own: Mapping[str, Any]) -> Path:
    """Where the day from which a requirement runs is written: with it, or with its service."""
    rows, services = own.get("requirement", {}), own.get("service", {})
    row, service = rows.get(requirement.id), services.get(requirement.service)
    said = service.get("from") if isinstance(service, dict) else None
    # A row that the file lacks stands in the worksheet below, with a day of its own or without.
    of_service = said is not None and ("from" not in row if isinstance(row, dict) else said == requirement.start)
    return ("service", requirement.service, "from") if of_service else ("requirement", requirement.id, "from")


def _next_month(day: date) -> date:
    return last_day(day) + timedelta(days=1)


def _weekly_or_once(worksheet: Worksheet, own: Mapping[str, Any]) -> Iterator[Found]:
    """What by its text is done by a day, and by its keys every week from the day of its service on."""
    for id_, requirement in worksheet.requirements.items():
        row = own.get("requirement", {}).get(id_)
        says_none = isinstance(row, dict) and not row.keys() & {"from", "by"}
        text = str(row.get("text", "")) if says_none else ""
        if (
            found := _BY_A_DAY.search(text) or (None if _AGAIN & {*text.split()} else _DONE_ONCE.search(text))
        ) is not None:
            words = f"“{requirement.text[found.start() :][:40]}”" if "{" not in found[0] else f"“{found[0]}…”"
            what = f"The text says {words}, and there is no by: it counts as work of every week"
            mend = "Add by = that day where it is done once, or from = its first day where it is not"
            yield doubt("weekly-or-once", ("requirement", id_), what, mend)


def _opens_too_late(worksheet: Worksheet) -> Iterator[Found]:
    """A window that opens once it is closed, as far as the words of a date say that it is its opening."""
    closes = [worksheet.dates.get(window.decide_by) for window in worksheet.windows.values()]
    days = [fact.date for fact in closes if fact and fact.date and fact.date != NO_DAY and not fact.asked]
    for id_, fact in worksheet.dates.items():
        words = {*fact.what.casefold().split()}
        opens = "window" in words and words & {"open", "opens"} and not words & {"next", "another", "again"}
        if opens and fact.date and len(days) == len(closes) and fact.date > max(days):
            what = f"The window opens on {fact.date}, after {max(days)}, the last day to decide by"
            yield doubt("opens-too-late", ("date", id_, "date"), what, "Look at both days")
