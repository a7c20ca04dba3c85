"""Not one fact of the 2020/21 worksheet is lost, however it is written: what is read of it stays what it was.

The facts were taken down when the worksheet still wrote out each of them. Whoever changes one on purpose takes them
down again, with `UPDATE_FACTS=1 pytest tests/worksheet/test_no_fact_is_lost.py`, and looks at the difference.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from tests.building import ROOT, worksheet

FACTS = ROOT / "tests" / "worksheets" / "facts-2020-21.json"


def _plain(value: Any) -> Any:
    """A record as a table of its fields, a number and a day as they are written; what is empty is left out."""
    if hasattr(value, "_asdict"):
        return _plain(value._asdict())
    if isinstance(value, Mapping):
        return {key: plain for key, inner in value.items() if (plain := _plain(inner)) not in ({}, [], "", None)}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return value if isinstance(value, bool | int | str | None) else str(value)


def test_every_fact_is_there_and_in_its_order() -> None:
    found = _plain(worksheet()._replace(expected={}))  # what an author tests is no fact
    if os.environ.get("UPDATE_FACTS"):
        FACTS.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    facts = json.loads(FACTS.read_text(encoding="utf-8"))
    assert list(found) == list(facts)
    for name, fact in facts.items():
        assert found[name] == fact, name
        if isinstance(fact, dict) and name != "asks":  # inputs are asked in the order of the meeting, however worded
            assert list(found[name]) == list(fact), name
