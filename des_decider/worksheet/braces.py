"""What a worksheet may write in braces, such as {deadline} or {months}: its own days and numbers, typed only once."""

from __future__ import annotations

import re
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.worksheet.days import MONTHS, NOT_KNOWN_YET, is_a_year
from des_decider.worksheet.mistakes import closest
from des_decider.worksheet.model import ASKED, NOBODY
from des_decider.worksheet.months import whole_months

if TYPE_CHECKING:
    from collections.abc import Mapping


class ToCome(NamedTuple):
    """What waits for a day that the practice has to give: the words for it until then, and a number that is enough."""

    words: str = NOT_KNOWN_YET
    number: int | None = None


Braced = str | int | date | ToCome
"""What a name in braces stands for."""

_BRACES = re.compile(r"\{([a-z][a-z0-9_]*(?:\.[a-z]+)?)\}")
"""Names alone: whatever else stands between braces is text."""
_UNREADABLE = "…"
_FORMS = {"day": "{0.day} {1}", "month": "{1} {0.year}", "": "{0.day} {1} {0.year}"}
"""A day as it stands in a text: {deadline} is 31 May 2020, {deadline.day} 31 May, {deadline.month} May 2020."""

NONE_GIVEN: Mapping[str, date] = MappingProxyType({})


def names_in_braces(values: Mapping[str, Any], given: Mapping[str, date] = NONE_GIVEN) -> dict[str, Braced | None]:
    """What each name stands for; None where the file says it in a way that cannot be read, which is noted there.

    A day that the practice has to give has no name, but for the days of windows: they stand for what is in `given`.
    """
    year, dates, average = (_table(values.get(name)) for name in ("year", "date", "average_network"))
    starts, ends = _day(year.get("starts")), _day(year.get("ends"))
    if starts and ends and not is_a_year(starts, ends):
        starts = ends = None
    windows = [year, *(row for row in _table(values.get("window")).values() if isinstance(row, dict))]
    of_windows = {_id(row.get(key)) for row in windows for key in ("decide_by", "opt_out_effective")}
    days: dict[str, date | ToCome | None] = {
        id_: given.get(id_, ToCome()) if row.get("date") == ASKED else _day(row.get("date"))
        for id_, row in dates.items()
        if isinstance(row, dict) and (row.get("date") != ASKED or id_ in of_windows)
    }
    name, listed = year.get("name"), average.get("list")
    patients = listed if isinstance(listed, int) and listed.bit_length() < 64 else None
    out_from = days.get(_id(year.get("opt_out_effective")))
    if year.get("opt_out_effective") == NOBODY:  # all of the year counts
        out_from = starts - timedelta(days=1) if starts and starts > date.min else None
    first_day = out_from + timedelta(days=1) if isinstance(out_from, date) else out_from
    months: Braced | None = None
    if ends and isinstance(first_day, date):
        months = whole_months(first_day, ends) or None
    elif ends and starts and first_day:
        months = ToCome("so many", whole_months(starts, ends))
    return {
        **days,
        "year": name if isinstance(name, str) else None,
        "starts": starts,
        "ends": ends,
        "deadline": days.get(_id(year.get("decide_by"))),
        "out_from": out_from,
        "first_day": first_day,
        "months": months,
        **({"average_list": patients} if has_average_list(values) else {}),
    }


def has_average_list(values: Mapping[str, Any]) -> bool:
    """Whether the file has the average network, or has to have it and is told so."""
    payments = _table(values.get("payment")).values()
    return "average_network" in values or any(_table(row).get("kind") == "points" for row in payments)


def _table(value: Any) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _id(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _day(value: Any) -> date | None:
    return value if type(value) is date and value < date.max else None


def named(value: Any) -> str | None:
    """The name that is all a value consists of: `"{months}"`; None where it is anything else."""
    found = _BRACES.fullmatch(value) if isinstance(value, str) else None
    return found[1] if found else None


def closest_braced(word: str, names: Mapping[str, Braced | None]) -> str | None:
    """What was probably meant by a name that stands for nothing, such as deadline.day."""
    name, _, form = word.partition(".")
    meant = name if name in names else closest(name, names)
    if meant is None or not form or isinstance(names[meant], str | int):
        return meant
    form = closest(form, _FORMS) or ""
    return f"{meant}.{form}" if form else meant


def fill(text: str, names: Mapping[str, Braced | None]) -> tuple[str, list[str]]:
    """A text with what its braces stand for, and those that stand for nothing."""
    unknown: list[str] = []
    if "{" not in text:
        return text, unknown

    def words(match: re.Match[str]) -> str:
        name, _, form = match[1].partition(".")
        value = names.get(name)
        if name not in names or form not in _FORMS or (form and isinstance(value, str | int)):
            unknown.append(match[1])
            return match[0]
        if isinstance(value, ToCome):
            return value.words
        if isinstance(value, date):
            return _FORMS[form].format(value, MONTHS[value.month - 1])
        return _UNREADABLE if value is None else f"{value:,}" if isinstance(value, int) else value

    return _BRACES.sub(words, text), unknown
