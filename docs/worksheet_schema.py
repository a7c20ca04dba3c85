"""Writes worksheets/worksheet.schema.json, by which editors complete, explain and check a worksheet as one types.

What a key takes is what the readers ask for (`keys_taken`); what it means stands behind it in docs/worksheet-format.md.
Run it when either changes: `python docs/worksheet_schema.py`. A test says when the file is stale.
"""
# ruff: noqa: INP001 - a script to run, no part of the package

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from des_decider.worksheet.evidence_and_claims import THRESHOLD_SECTIONS
from des_decider.worksheet.inputs_and_columns import ASKED_BY_WORKSHEETS, BY_PATH
from des_decider.worksheet.keys_for_schema import Takes
from des_decider.worksheet.layers import EACH
from des_decider.worksheet.model import QUESTION_KINDS, SECTIONS
from des_decider.worksheet.payment_kinds import BASES, PAYMENT_KINDS
from des_decider.worksheet.reading import keys_taken
from des_decider.worksheet.toml_table import LONGEST_ID, MOST

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

DOCS = Path(__file__).parent
SCHEMA = DOCS.parent / "worksheets" / "worksheet.schema.json"

_FACT = ("source", "read_in", "note", "known_at_deadline")
"""Keys of every fact; they are explained once."""
_ID = f"^[a-z][a-z0-9_]{{0,{LONGEST_ID - 1}}}$"
_BRACES = r"\{[a-z][a-z0-9_.]*\}"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ROWS: dict[str, Iterable[str]] = {"section": SECTIONS, "threshold": (*THRESHOLD_SECTIONS, EACH)}
"""Families whose rows have fixed names; those of others are ids of their author's choice."""
_OPEN = {
    ("question", "options"), ("test", "answers"), ("test", "figures"), ("role", "maximum_in"),
    ("role", "raised", "maximum_in"),
}  # fmt: skip
"""Tables in rows whose keys are ids of their author's choice."""

Schema = dict[str, Any]
Key = tuple[str, ...]


def block() -> str:
    """The tables with every key, from the page that explains them."""
    text = (DOCS / "worksheet-format.md").read_text(encoding="utf-8")
    return text.partition("<!-- keys")[2].partition("```toml\n")[2].partition("```")[0]


def meanings() -> dict[Key, str]:
    """What each table and key means: what stands behind it, with the lines below it that go on."""
    found: dict[Key, str] = {}
    table: Key = ()
    here: Key = ()
    for line in block().splitlines():
        if header := re.match(r"\[([a-z_.]+)\]\s*(?:# (.*))?$", line):
            table = here = (header[1].partition(".")[0],)
            found[here] = header[2] or ""
        elif key := re.match(r"(?:# )?([a-z_.]+) = .*?\s# (.*)$", line):
            here = (*table, *key[1].split("."))
            found[here] = key[2]
        elif more := re.match(r"\s+#\s+(.*)$", line):
            found[here] += f" {more[1]}"
    for basis in BASES:  # the parts of a payment have the same keys, explained once
        found |= {(*key[:2], basis, *key[3:]): words for key, words in found.items() if key[1:3] == ("part", BASES[0])}
    return {_within(key): _sentence(words) for key, words in found.items()}


def _within(key: Key) -> Key:
    """A key without the ids of its author's choice: `options.a_gp` is one of `options`."""
    return next((key[:deep] for deep in (2, 3) if key[:deep] in _OPEN), key)


def _sentence(words: str) -> str:
    """What is said of a key, with what an editor has no other way to show: whether it may be left out."""
    said = re.sub(r"^\? ?|^fact: ", "", words).removeprefix("fact: ").strip()
    said = said[:1].upper() + said[1:]
    left_out = "May be left out." if words.startswith("?") else ""
    return " ".join(filter(None, (f"{said.rstrip('.')}." if said else "", left_out)))


def taken() -> dict[Key, list[Takes]]:
    """What each key takes, whatever the row and the kind of row it stands in."""
    values = tomllib.loads(block())
    values["payment"] |= {kind: {"kind": kind, "part": {basis: {} for basis in BASES}} for kind in PAYMENT_KINDS}
    values["question"] |= {kind: {"kind": kind} for kind in QUESTION_KINDS}
    found: dict[Key, dict[Takes, None]] = {}
    for path, kinds in keys_taken(values).items():
        table = path[0]
        below = path[1:][-1:] if table == "ask" else path[2:] if table in {*MOST, *_ROWS} else path[1:]
        found.setdefault(_within((table, *below)), {}).update(kinds)
    tables = {key[:at] for key in found for at in range(1, len(key))}
    return {key: list(kinds) for key, kinds in found.items() if kinds or key not in tables}


def _takes(kinds: list[Takes]) -> Schema:
    """One value, or one of several kinds: flat, so that an editor's complaint names the one thing that is wrong."""
    named = {one.kind for one in kinds}
    words = [word for one in kinds for word in one.words]
    if named == {"word"}:
        return {"type": "string", "enum": words}
    if named == {"yes"}:
        return {"type": "boolean"}
    if named == {"texts by id"}:
        return {"type": "object", "additionalProperties": {"type": ["string", "number", "object"]}}
    types: list[str] = []
    schema: Schema = {"type": types}
    if "number" in named:
        types.append("integer" if "whole" in named else "number")
    elif "whole" in named:
        return {"type": "integer"}
    if "texts" in named:
        types.append("array")
        schema["items"] = {"type": "string"}
    if named & {"number", "day", "word", "text"}:
        types.append("string")
    if named & {"number", "day", "word"} and "text" not in named:
        shapes = [*words, *([_BRACES] if named & {"number", "day"} else [])]
        schema["pattern"] = f"^({'|'.join(shapes)})$"
    if len(types) == 1:
        schema["type"] = types[0]
    # Some tools take a day for a text, others for a day of the form “date”.
    a_day = {"type": "string", "format": "date", "pattern": f"^{_DAY}$"}
    return {"anyOf": [a_day, schema]} if "day" in named else schema


def _table(name: str, keys: Mapping[Key, list[Takes]], said: Mapping[Key, str], at: Key = ()) -> Schema:
    """A table with all its keys, and those in it."""
    properties: dict[str, Schema] = {}
    for key in keys:
        if key[: len(at) + 1] != (name, *at) or len(key) < len(at) + 2:
            continue
        word, here = key[len(at) + 1], (*at, key[len(at) + 1])
        if word in properties:
            continue
        meaning = said.get((name, *here)) or (said[("average_network", word)] if word in _FACT else "")
        if (name, *here) in _OPEN:
            inner = _takes([Takes("texts by id")])
        else:
            inner = _table(name, keys, said, here) if len(key) > len(at) + 2 else _takes(keys[key])
        properties[word] = {"description": meaning, **inner} if meaning else inner
    return {"type": "object", "additionalProperties": False, "properties": properties}


def _asks(row: Schema) -> Schema:
    """The inputs as tables in tables, each with what it is called; `each` stands for rows."""
    top: Schema = {"type": "object", "additionalProperties": False, "properties": {}}
    for path in ASKED_BY_WORKSHEETS:
        *parts, last = path.split(".")
        node = top
        for part in parts:
            known = node["properties"]
            if part.startswith("<"):
                here = known.setdefault(EACH, {"type": "object", "additionalProperties": False, "properties": {}})
                if part != "<n>":
                    node["additionalProperties"] = here
                node = here
            else:
                node = known.setdefault(part, {"type": "object", "additionalProperties": False, "properties": {}})
        one = BY_PATH[path]
        about = " ".join(filter(None, (one.label.format("each"), f"({one.unit})" if one.unit else "")))
        leaf = {"description": f"How it is asked: {about}.", "allOf": [row]}
        if last.startswith("<"):
            node["additionalProperties"] = leaf
        else:
            node["properties"][last] = leaf
    return top


def schema() -> Schema:
    """The whole of it."""
    keys, said = taken(), meanings()
    rows: dict[str, Schema] = {}
    properties: dict[str, Schema] = {}
    for table in dict.fromkeys(key[0] for key in said):
        about = {"description": said[(table,)]} if said[(table,)] else {}
        row = {"$ref": f"#/definitions/{table}"}
        if (table,) in keys:
            properties[table] = {**about, **_takes(keys[(table,)])}
            continue
        one = _table(table, keys, said)
        if table in MOST:
            rows[table] = one
            properties[table] = {"type": "object", "propertyNames": {"pattern": _ID}, "additionalProperties": row}
        elif table in _ROWS:
            rows[table] = one
            named = dict.fromkeys(_ROWS[table], row)
            properties[table] = {"type": "object", "additionalProperties": False, "properties": named}
        elif table == "ask":
            rows[table] = one
            properties[table] = _asks(row)
        else:
            properties[table] = one
        properties[table] = {**about, **properties[table]}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A worksheet of des-decider",
        "description": "docs/worksheets.md explains it; `des-decider worksheet check FILE` finds what this cannot.",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
        "definitions": rows,
    }


def as_text() -> str:
    """The file."""
    return json.dumps(schema(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(as_text(), encoding="utf-8")
