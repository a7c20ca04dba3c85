"""A worksheet whose every text ends in a mark of its own: which texts there are is read off the model."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, get_args, get_origin, get_type_hints

import tomli_w

from des_decider.worksheet import model
from tests.building import EXTENDED

if TYPE_CHECKING:
    from collections.abc import Iterator

TABLES: dict[str, type] = {
    "worksheet": model.Worksheet, "year": model.Year, "average_network": model.Source, "network": model.Source,
    "section": model.SectionWords, "date": model.DateFact, "payment": model.Payment, "role": model.Role,
    "service": model.Service, "homes": model.HomesWork, "requirement": model.Requirement, "evidence": model.Evidence,
    "ask": model.Ask, "question": model.Question, "threshold": model.Threshold, "claim": model.Claim,
}  # fmt: skip
"""What each table of a worksheet becomes."""
ONE_EACH = {"worksheet", "year", "average_network", "network", "homes"}
NAMES_SOMETHING = {
    "Worksheet": {"id", "quick_look", "areas"},
    "Year": {
        "decide_by", "opt_out_effective", "care_homes_start", "next_window", "next_effective", "silence", "window",
    },
    "SectionWords": set(), "Source": {"issuer"}, "DateFact": {"id"}, "Payment": {"id"}, "Role": {"id"},
    "Service": {"id", "roles"}, "HomesWork": {"roles", "review_roles"}, "Requirement": {"id", "service", "roles"},
    "Evidence": {"id"}, "Ask": {"path", "offer", "evidence"}, "Question": {"id", "concern", "blocker", "evidence"},
    "Threshold": {"section", "figure"}, "Claim": {"id", "compare_with"},
}  # fmt: skip
"""Fields of the model that hold no words of the author's own: they name something else in the worksheet."""
MARK = re.compile(r"zq\d{4}z")


class Text(NamedTuple):
    """One text of the worksheet: of which kind of thing, which field of it, and where it stands."""

    kind: str
    field: str
    place: str


def texts_of(kind: type) -> dict[str, str]:
    """The fields of a record that hold an author's words, and whether as a `text`, a `list` or by `key`."""
    named = NAMES_SOMETHING[kind.__name__]
    hints = get_type_hints(kind, vars(model), {"Mapping": Mapping, "date": date})
    return {name: shape for name, hint in hints.items() if name not in named and (shape := _shape(hint))}


def _shape(hint: Any) -> str:
    """How a field holds texts; nothing where it holds none."""
    if hint is str:
        return "text"
    if get_origin(hint) is tuple and get_args(hint)[0] is str:
        return "list"
    if get_origin(hint) is Mapping:
        return "key" if get_args(hint)[1] is str else ""
    return "text" if str in get_args(hint) else ""


def marked() -> tuple[bytes, dict[str, Text]]:
    """The worksheet's file, and every text in it by its mark; those its author may leave out are there too."""
    root = tomllib.loads(EXTENDED.read_text(encoding="utf-8"))
    root["year"]["silence"] = "rough_seas"
    root["evidence"]["rough_seas"]["figures"] = {"likely": 9}  # a unit belongs to a number
    nothing_names_it = {"what": "The tide turns twice a day", "source": "Farholm Almanac", "read_in": "memory"}
    root["evidence"]["tide"] = {**nothing_names_it, "figures": {"likely": 2}}
    marks: dict[str, Text] = {}
    for kind, place, table in _tables(root):
        for field, shape in texts_of(kind).items():
            _mark(table, field, shape, Text(kind.__name__, field, f"{place}.{field}"), marks)
        if kind is not model.Source and "origin" in kind._fields:  # type: ignore[attr-defined]
            for field, shape in texts_of(model.Source).items():
                _mark(table, field, shape, Text("Source", field, f"{place}.{field}"), marks)
    return tomli_w.dumps(root).encode(), marks


def _tables(root: dict[str, Any]) -> Iterator[tuple[type, str, dict[str, Any]]]:
    for name, kind in TABLES.items():
        if name in ONE_EACH:
            yield kind, name, root[name]
        elif name == "ask":
            yield from ((kind, place, table) for place, table in _asks(root[name], name))
        else:
            yield from ((kind, f"{name}.{key}", table) for key, table in root[name].items())


def _asks(node: dict[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Asks lie as deep as the input they are about."""
    if "text" in node:
        yield place, node
        return
    for key, inner in node.items():
        yield from _asks(inner, f"{place}.{key}")


def _mark(table: dict[str, Any], field: str, shape: str, text: Text, marks: dict[str, Text]) -> None:
    """End what stands in a field in a mark, or put a text into it where it may be left out."""

    def ended(words: str) -> str:
        mark = f"zq{len(marks):04}z"
        marks[mark] = text
        return f"{words} {mark}".strip()

    if field in {"source", "also"}:  # one list: where it was read, and who else says so
        listed = table["source"] if isinstance(table["source"], list) else [table["source"]]
        if field == "source":
            table["source"] = [ended(listed[0])]
        else:
            table["source"] = [listed[0], *map(ended, ("one", "another"))]
        return
    if text.kind == "Evidence" and field == "unit":
        table = table.setdefault("figures", {})
    match shape:
        case "text":
            table[field] = ended(table.get(field, ""))
        case "list":
            table[field] = [ended(words) for words in table.get(field, ["one", "another"])]
        case _ if table.get("kind") == "choice":
            table[field] = {key: ended(words) for key, words in table[field].items()}
