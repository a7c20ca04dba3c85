"""The windows of a contract year: which there are, in which a decision is made, and the worksheet as it is in one."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.worksheet.keys_for_schema import Takes
from des_decider.worksheet.model import FIRST_WINDOW, NOBODY, Window
from des_decider.worksheet.toml_table import tables

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.model import Worksheet
    from des_decider.worksheet.toml_table import Table


_EACH_SAYS = frozenset({"decide_by", "opt_out_effective"})
"""What each window says for itself; of all else that of the year counts where it says nothing."""
_NOBODY = dict.fromkeys((NOBODY, "nobody", "no one", "nobody yet", "no-one"), NOBODY)
"""How people say that nobody is in the contract yet."""


class Setting(NamedTuple):
    """What a worksheet is read for: one of its windows, and the days the practice gave of those left to it."""

    window: str = FIRST_WINDOW
    days: Mapping[str, date] = MappingProxyType({})


def in_window(values: Mapping[str, Any], window: str) -> tuple[Mapping[str, Any], dict[Path, Path]]:
    """A parsed file whose [year] says what holds in one of its windows, and where such a key is written."""
    year, windows = values.get("year"), values.get("window")
    row = windows.get(window) if isinstance(windows, dict) else None
    if not isinstance(year, dict) or not isinstance(row, dict):
        return values, {}
    taken = {key: row[key] for key in Window._fields if key in row}
    return {**values, "year": {**year, **taken}}, {("year", key): ("window", window) for key in taken}


def read_windows(root: Table, values: Mapping[str, Any]) -> dict[str, Window]:
    """Every window by its id: the first, which [year] names, and what each other says in place of it."""
    year, dates = ({} if not isinstance(table := values.get(key), dict) else table for key in ("year", "date"))
    of_year = {key: said if isinstance(said := year.get(key), str) else None for key in Window._fields}
    if of_year["opt_out_effective"] == NOBODY:
        of_year["opt_out_effective"] = None
    found = {FIRST_WINDOW: _window(of_year)}
    for id_, table in tables(root, "window"):
        if id_ == FIRST_WINDOW:
            table.wrong("not-an-id", "", f"{id_} cannot be an id", "The first window is that of [year]; take another")
        own = {key: read_named_day(table, key, dates, required=key == "decide_by") for key in Window._fields}
        found[id_] = _window({**of_year, **{key: day for key, day in own.items() if day or key in _EACH_SAYS}})
    return found


def read_named_day(table: Table, key: str, dates: Mapping[str, Any], *, required: bool) -> str | None:
    """The id of a date; None of the last day in a contract that nobody is in yet, or where the key may be left out."""
    if key != "opt_out_effective":
        return table.reference(key, dates, "date", required=required)
    table.takes(key, Takes("word", (NOBODY,)))
    value = table.values.get(key)
    if value == NOBODY:
        table.take(key)
        return None
    if isinstance(value, str) and value.strip().casefold() in _NOBODY and value not in dates:
        table.word(key, (NOBODY,), also=_NOBODY)
        return ""
    return table.reference(key, dates, "date") or ""


def _window(keys: Mapping[str, str | None]) -> Window:
    return Window(keys["decide_by"] or "", keys["opt_out_effective"], keys["next_window"], keys["next_effective"])


def days_to_give(worksheet: Worksheet) -> tuple[str, ...]:
    """The dates that windows name and the practice has to give."""
    named = (id_ for window in worksheet.windows.values() for id_ in (window.decide_by, window.opt_out_effective))
    return tuple(id_ for id_ in dict.fromkeys(named) if id_ and worksheet.dates[id_].asked)


def usual_window(worksheet: Worksheet, begun: date, given: Mapping[str, date]) -> str:
    """The window a decision is made in unless it says another: the first to close on or after a day, else the last.

    `given` are the days of windows that the practice gave.
    """
    for id_, window in worksheet.windows.items():
        closes = given.get(window.decide_by) or worksheet.day(window.decide_by)
        if closes and closes >= begun:
            return id_
    return list(worksheet.windows)[-1]
