"""An editor that reads the schema completes, explains and checks a worksheet while its author types."""

from __future__ import annotations

import importlib.util
import json
import shutil
import subprocess
import tomllib
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

import jsonschema  # type: ignore[import-untyped]
import pytest

from tests.building import BARE, EXTENDED, ROOT, SHIPPED, SMALL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SCHEMA = ROOT / "worksheets" / "worksheet.schema.json"
GOOD = sorted([*(ROOT / "worksheets").glob("*.toml"), SMALL, EXTENDED, BARE])
STANDARD = ROOT / "des_decider" / "worksheet" / "standard.toml"
MISTAKES = {
    "an unknown key": ('name = "Core PCN funding"', 'name = "Core PCN funding"\nnmae = "Core"', "nmae"),
    "an unknown table": ("[homes]", "[homse]\n[homes]", "homse"),
    "an unknown key in a part": ("rate = 1.50, per", "rate = 1.50, pre", "pre"),
    "a text for a number": ("rate = 7.131", 'rate = "£7.131"', "£7.131"),
    "a number for a text": ('edition = "1"', "edition = 1", "1 is not of type"),
    "a wrong word": ('kind = "points"', 'kind = "point"', "point"),
    "a text for yes or no": ("passed_on = true", 'passed_on = "yes"', "yes"),
    "a day as people write it": ("date = 2020-05-31", 'date = "31 May 2020"', "31 May 2020"),
    "a text for a list": ('review_roles = ["clinical_pharmacist"]', 'review_roles = "clinical_pharmacist"', "clinical"),
    "an input that is none": ("cost.gp_hour.offer", "cost.gp_hoor.offer", "gp_hoor"),
    "a section that is none": ('section = "specifications"', 'section = "the work"', "the work"),
    "an id with a capital": ("[role.clinical_pharmacist]", "[role.Clinical_pharmacist]", "Clinical_pharmacist"),
}
"""Of what is typed wrong: what stood there, what is typed, and what the complaint names."""
TOOLS = {"taplo": ["--no-auto-config"], "tombi": ["--offline"]}
"""Those behind the TOML extensions of editors, used where they are installed, with what they are told."""


def script() -> Any:
    spec = importlib.util.spec_from_file_location("worksheet_schema", ROOT / "docs" / "worksheet_schema.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@cache
def validator() -> Any:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def complaints(text: str) -> list[str]:
    """What an editor says of a file: to a schema a day is a text."""
    return [error.message for error in validator().iter_errors(_as_json(tomllib.loads(text)))]


def _as_json(value: Any) -> Any:
    match value:
        case dict():
            return {key: _as_json(inner) for key, inner in value.items()}
        case list():
            return [_as_json(inner) for inner in value]
        case date():
            return value.isoformat()
    return value


def test_it_is_what_the_readers_take_and_the_page_explains() -> None:
    assert SCHEMA.read_text(encoding="utf-8") == script().as_text(), "run: python docs/worksheet_schema.py"


def test_every_key_the_readers_take_is_explained_and_no_other() -> None:
    made = script()
    explained = {key for key in made.meanings() if len(key) > 1}
    explained |= {
        (table, key) for table, *_ in made.taken() for key in ("source", "read_in", "note", "known_at_deadline")
    }
    wanted = {key for key in made.taken() if len(key) > 1}
    tables = {key[:at] for key in wanted for at in range(2, len(key))}
    assert wanted - explained == set()
    assert {key for key in made.meanings() if len(key) > 1} - wanted - tables == set()


def test_of_every_key_the_readers_say_what_it_takes() -> None:
    """A reader that takes a value as it is has to note what that may be (`Table.takes`)."""
    assert [key for key, kinds in script().taken().items() if not kinds] == []


def test_every_key_has_its_meaning_in_the_schema() -> None:
    def silent(schema: Any, place: str) -> Iterator[str]:
        for key, inner in schema.get("properties", {}).items():
            if "description" not in inner and "properties" not in inner and "$ref" not in inner:
                yield f"{place}.{key}"
            yield from silent(inner, f"{place}.{key}")

    schema = validator().schema
    assert list(silent(schema, "")) == []
    assert [name for row, one in schema["definitions"].items() for name in silent(one, row)] == []


@pytest.mark.parametrize("path", [*GOOD, STANDARD], ids=lambda path: path.stem)
def test_good_worksheets_are_good_to_it(path: Path) -> None:
    assert complaints(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("path", sorted((ROOT / "worksheets").glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_worksheets_name_it_in_their_first_line(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("#:schema ./worksheet.schema.json\n")


@pytest.mark.parametrize("mistake", MISTAKES)
def test_it_points_out_what_is_typed_wrong(mistake: str) -> None:
    before, after, named = MISTAKES[mistake]
    text = SHIPPED.read_text(encoding="utf-8")
    assert before in text
    found = complaints(text.replace(before, after, 1))
    assert found
    assert any(named in message for message in found), found


@pytest.mark.parametrize("tool", TOOLS)
def test_a_language_tool_for_toml_reads_what_the_first_line_names(tmp_path: Path, tool: str) -> None:
    if shutil.which(tool) is None:
        pytest.skip(f"{tool} is not installed")
    shutil.copy(SCHEMA, tmp_path)

    def is_good(text: str) -> bool:
        text = text if text.startswith("#:schema") else f"#:schema ./{SCHEMA.name}\n{text}"
        (tmp_path / "mine.toml").write_text(text, encoding="utf-8")
        told = [tool, "lint", *TOOLS[tool], "mine.toml"]
        return subprocess.run(told, cwd=tmp_path, capture_output=True, check=False, timeout=120).returncode == 0

    assert [path.name for path in GOOD if not is_good(path.read_text(encoding="utf-8"))] == []
    text = SHIPPED.read_text(encoding="utf-8")
    assert [name for name, (before, after, _) in MISTAKES.items() if is_good(text.replace(before, after, 1))] == []
