"""A worksheet's facts as its author could have spelled them out: what is left to defaults, what stands in braces.

Written from docs/worksheet-format.md alone, so that the second implementation rests on nothing of the program.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any


def spelled_out(sheet: dict[str, Any]) -> dict[str, Any]:
    """The tables that figures are worked out from, with every value in its place."""
    year = sheet["year"]
    dates = {id_: row for id_, row in sheet["date"].items() if id_ != "each"}
    days = {id_: row["date"] for id_, row in dates.items() if isinstance(row["date"], date)}
    names: dict[str, Any] = {
        **days,
        "starts": year["starts"],
        "ends": year["ends"],
        "deadline": days.get(year["decide_by"]),
        "average_list": sheet.get("average_network", {}).get("list"),
    }
    nobody_is_in = year["opt_out_effective"] == "none"
    out = year["starts"] - timedelta(days=1) if nobody_is_in else days.get(year["opt_out_effective"])
    if out:
        first_day = out + timedelta(days=1)
        names["first_day"] = first_day
        names["months"] = _months(year["ends"]) - _months(first_day) + (1 if first_day.day == 1 else 0)
    usual = {
        "payment": {"kind": "list", "from": year["starts"], "to": year["ends"], "full_year": "same"},
        "role": {"from": year["starts"]},
        "claim": {"list": names["average_list"], "about": "network"},
        "threshold": {"better": "higher"},
    }  # fmt: skip
    found = sheet | {"date": dates}
    for family, defaults in usual.items():
        if family not in sheet:
            continue
        rows = sheet[family]
        found[family] = {id_: defaults | rows.get("each", {}) | row for id_, row in rows.items() if id_ != "each"}
    for family in {*usual, "service", "requirement"} & set(sheet):
        each = found[family].get("each", {})
        found[family] = {id_: _filled(each | row, names) for id_, row in found[family].items() if id_ != "each"}
    for id_, row in found["requirement"].items():
        if "from" not in row and "by" not in row:
            found["requirement"][id_] = row | {"from": found["service"][row["service"]]["from"]}
    return found


def _filled(row: dict[str, Any], names: dict[str, Any]) -> dict[str, Any]:
    return {
        key: names[value[1:-1]] if isinstance(value, str) and value[:1] == "{" and value[-1:] == "}" else value
        for key, value in row.items()
    }


def _months(day: date) -> int:
    return day.year * 12 + day.month
