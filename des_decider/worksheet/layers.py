"""Lays a worksheet over what comes with the program, and spreads what its `each` tables say over their rows."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import tomli

from des_decider.worksheet.syntax import exact
from des_decider.worksheet.toml_table import MOST

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from des_decider.worksheet.layout import Path

EACH = "each"
ROWS = frozenset((*MOST, "threshold", "section"))
"""The families that have a row for each id, [ask] apart."""
NOTE = "note"
"""What a fact says of the source it names."""
EVERYTHING = "all"
"""What `leave_out` says to leave out every question of the program."""


class Layered(NamedTuple):
    """A worksheet as if one file held all of it: `values`, and the `each` of every family.

    `written` leads from a key that a row takes from another table to that table. `standard` are the questions that the
    file may leave out. `own_asks` come with no program, each with the keys that are written in it. `below` is, for a
    supplement, all that it lies over.
    """

    values: dict[str, Any]
    each: Mapping[str, Mapping[str, Any]]
    written: Mapping[Path, Path]
    standard: frozenset[str]
    own_asks: Mapping[str, frozenset[str]]
    below: Mapping[str, Any]


def layered(own: Mapping[str, Any], standard: Mapping[str, Any], base: Mapping[str, Any] | None = None) -> Layered:
    """A parsed file over what comes with the program; a supplement over its `base` over that."""
    below, asks = standard, dict[str, frozenset[str]]()
    if base is not None:
        base = _asks_by_path(base)
        laid = _laid(standard, base)
        below = {name: table for name, table in laid.items() if name not in {"format", "worksheet", "test"}}
        asks = _written_asks(base)
    own = _asks_by_path(own)
    questions = frozenset(_rows(below.get("question"))) - {EACH}
    asks |= {path: keys | asks.get(path, frozenset()) for path, keys in _written_asks(own).items()}
    known = {} if base is None else _spread(below)[0]
    return Layered(*_spread(_laid(_for(own, below) if base else below, own)), questions, asks, known)


def _for(own: Mapping[str, Any], below: Mapping[str, Any]) -> dict[str, Any]:
    """What a supplement lies over, without what is said there of sources in whose place it names another."""
    fitting = dict(below)
    for family, table in own.items():
        if isinstance(table, dict) and isinstance(old := below.get(family), dict):
            both = {id_: (row, old[id_]) for id_, row in _rows(table).items() if isinstance(old.get(id_), dict)}
            kept = {id_: _over_source(*two) for id_, two in both.items()} if family in ROWS else {}
            fitting[family] = {**old, **kept} if family in ROWS else _over_source(table, old)
    return fitting


def _over_source(row: Mapping[str, Any], old: dict[str, Any]) -> dict[str, Any]:
    another = has_another_source(row, old)
    return {key: value for key, value in old.items() if key != NOTE} if another else old


def has_another_source(row: Mapping[str, Any], old: Mapping[str, Any]) -> bool:
    """Whether a row names another source than the one it lies over."""
    return "source" in row and row["source"] != old.get("source")


def _written_asks(values: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    """The asks of a file by their paths, each with the keys that are written in it."""
    asks = values.get("ask")
    rows = asks.items() if isinstance(asks, dict) else ()
    return {path: frozenset(row) if isinstance(row, dict) else frozenset() for path, row in rows}


def _laid(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """One file over another, without the questions that it leaves out of the one below, nor what names them there."""
    if left_out := left_out_by(above, below):
        kept = {id_: row for id_, row in _rows(below.get("question")).items() if id_ not in left_out}
        kept = {id_: _without(row, "after", left_out) for id_, row in kept.items()}
        below = {**below, "question": kept}
        if isinstance(evidence := below.get("evidence"), dict):
            gone = {f"question.{id_}" for id_ in left_out}
            below["evidence"] = {id_: _without(row, "beside", gone) for id_, row in evidence.items()}
    laid: dict[str, Any] = _over(below, above, depth=3)
    return laid


def _without(row: Any, key: str, gone: Collection[str]) -> Any:
    """A row whose key names nothing of what is gone: a list is shorter by that, any other key goes."""
    named = row.get(key) if isinstance(row, dict) else None
    if isinstance(named, list):
        return {**row, key: [one for one in named if one not in gone]}
    if isinstance(named, str) and named in gone:
        return {other: value for other, value in row.items() if other != key}
    return row


def left_out_by(above: Mapping[str, Any], below: Mapping[str, Any]) -> frozenset[str]:
    """The questions of the file below that one leaves out: by their ids, by what they need, or all of them."""
    head = above.get("worksheet")
    named = head.get("leave_out") if isinstance(head, dict) else None
    questions = {id_: row for id_, row in _rows(below.get("question")).items() if id_ != EACH}
    words = named if isinstance(named, list) else []
    if EVERYTHING in words:
        return frozenset(questions)
    return frozenset(id_ for id_, row in questions.items() if id_ in words or row.get("needs") in words)


@cache
def came_with_the_program() -> bytes:
    """What comes with the program, as its file has it; it is part of the program as its code is."""
    from pkgutil import get_data  # a decision that is opened has a copy of its own

    data = get_data(__package__ or "", "standard.toml")
    assert data is not None  # noqa: S101 - it travels with this file
    return data


@lru_cache(maxsize=4)
def parsed_standard(data: bytes) -> Mapping[str, Any]:
    """What came with a program, this one or that of an earlier day, as parsed. Raises ValueError where it is broken."""
    values = tomli.loads(data.decode("utf-8-sig"), parse_float=exact)
    if not all(isinstance(values.get(family), dict) for family in ("ask", "question")):
        raise ValueError("it has no questions")
    return _asks_by_path(values)


def _over(below: Any, above: Any, depth: int) -> Any:
    """One table over another, key by key: tables of this depth are laid over each other, whatever else is replaced."""
    if not depth or not isinstance(below, dict) or not isinstance(above, dict):
        return above
    return {**below, **{key: _over(below.get(key), value, depth - 1) for key, value in above.items()}}


def _asks_by_path(values: Mapping[str, Any]) -> dict[str, Any]:
    """The same with each table of [ask] under its whole path, `home.whole.beds`, so that all rows lie equally deep."""
    asks = values.get("ask")
    return {**values, "ask": dict(_leaves(asks, ""))} if isinstance(asks, dict) else dict(values)


def _leaves(table: Mapping[str, Any], path: str) -> list[tuple[str, Any]]:
    """The tables below [ask] that hold keys, with their own values; what is no table stays for the reader to note."""
    found: list[tuple[str, Any]] = []
    for key, value in table.items():
        if isinstance(value, dict):
            own = {name: entry for name, entry in value.items() if not isinstance(entry, dict)}
            if own or not value:
                found.append((path + key, own))
            found += _leaves({name: entry for name, entry in value.items() if isinstance(entry, dict)}, f"{path}{key}.")
        else:
            found.append((path + key, value))
    return found


def rows(values: Mapping[str, Any]) -> Iterator[tuple[Path, dict[str, Any]]]:
    """Every table that a file lays over another as one, [worksheet] apart, under the path of its header."""
    for family, table in values.items():
        if family in ROWS or family == "ask":
            for id_, row in _rows(_asks_by_path({family: table})[family] if family == "ask" else table).items():
                yield (family, *_path(family, id_)), row
        elif isinstance(table, dict) and family != "worksheet":
            yield (family,), table


def each_of(family: str, id_: str) -> str:
    """The row that speaks for this one and its like, such as `service.each.gp_hours`; empty where none does."""
    if family != "ask":
        return EACH
    head, *rest = id_.split(".")
    return ".".join((head, EACH, *rest[1:])) if len(rest) > 1 and rest[0] not in {EACH, "whole"} else ""


def _spread(values: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, dict[str, Any]], dict[Path, Path]]:
    """Every row with what its `each` says and it does not, the `each` tables, and where such a key stands."""
    spread, spoken = dict(values), dict[str, dict[str, Any]]()
    written: dict[Path, Path] = {}
    for family in (*MOST, "threshold", "ask"):
        if not isinstance(rows := values.get(family), dict):
            continue
        spread[family] = {}
        for id_, row in rows.items():
            each = each_of(family, id_)
            said = rows.get(each)
            if not isinstance(row, dict) or not isinstance(said, dict):
                spread[family][id_] = row
            elif id_ == EACH:
                spoken[family] = row
            else:
                taken = [key for key in said if key not in row]
                written.update({(family, *_path(family, id_), key): (family, *_path(family, each)) for key in taken})
                spread[family][id_] = {**said, **row}
    return spread, spoken, written | _days_of_services(spread)


def _days_of_services(values: dict[str, Any]) -> dict[Path, Path]:
    """A requirement that names no day runs from that of its service; where it stands is noted."""
    written: dict[Path, Path] = {}
    services = _rows(values.get("service"))
    for id_, row in _rows(values.get("requirement")).items():
        named = row.get("service")
        service = services.get(named, {}) if isinstance(named, str) else {}
        if "from" in service and not row.keys() & {"from", "by"}:
            values["requirement"][id_] = {**row, "from": service["from"]}
            written["requirement", id_, "from"] = ("service", str(named))
    return written


def _rows(family: Any) -> dict[str, dict[str, Any]]:
    return {id_: row for id_, row in family.items() if isinstance(row, dict)} if isinstance(family, dict) else {}


def _path(family: str, id_: str) -> Path:
    return tuple(id_.split(".")) if family == "ask" else (id_,)
