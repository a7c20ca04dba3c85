"""Every code has its page, and the examples of a page are what it says they are."""

from __future__ import annotations

import re

import pytest

from des_decider.record.worksheet_check import check_worksheet
from des_decider.worksheet.mistakes import DOUBTFUL, WRONG
from tests.building import ROOT

PAGES = ROOT / "docs" / "mistakes"
CODES = (*WRONG, *DOUBTFUL)
REST_STAYS = "# …"
"""Stands in the table of an example for the lines that are as in the least worksheet."""


def _blocks(text: str) -> list[str]:
    return re.findall(r"```toml\n(.*?)```", text, flags=re.DOTALL)


LEAST = _blocks((ROOT / "docs" / "worksheets.md").read_text(encoding="utf-8"))[0].partition("\n[test.")[0]
"""The whole worksheet of the guide without its test, which other rates would break."""


def _tables(text: str) -> dict[str, list[str]]:
    """The lines of each table under its name, those above all under none."""
    found: dict[str, list[str]] = {"": []}
    name = ""
    for line in text.split("\n"):
        if line.startswith("["):
            name = line
            found[name] = []
        elif line.strip():
            found[name].append(line)
    return found


def _worksheet(example: str) -> str:
    """The least worksheet with the tables of an example in place of its own."""
    tables = _tables(LEAST)
    for name, lines in _tables(example).items():
        if lines[:1] == [REST_STAYS]:
            keys = {line.partition(" ")[0] for line in lines}
            tables[name] = [line for line in tables[name] if line.partition(" ")[0] not in keys] + lines[1:]
        elif name and not lines:
            tables.pop(name)
        elif lines:
            tables[name] = lines
    return "\n".join("\n".join((name, *lines)) for name, lines in tables.items()).strip("\n") + "\n"


def _codes(example: str, code: str) -> set[str]:
    text = _worksheet(example).replace("␀", "\0").replace("␚", "")
    data = text.encode("utf-8-sig" if "␚" in example else "utf-8") if example.strip() else b""
    # Only the page that is about it has an edition before to be held against.
    last = LEAST.encode() if code == "far-from-last-edition" else None
    base = LEAST.encode() if "extends = " in example else b""
    reading = check_worksheet(data, "", lambda _: last, base=base)
    return {one.code for one in (*reading.mistakes, *reading.warnings)}


def test_every_code_has_its_page_and_every_page_a_code() -> None:
    assert sorted(page.stem for page in PAGES.glob("*.md")) == sorted(CODES)
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("code", CODES)
def test_the_example_has_the_mistake_and_mended_it_has_none(code: str) -> None:
    text = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert text.startswith(f"# `{code}`: ")
    wrong, mended = _blocks(text)
    assert _codes(wrong, code) == {code}
    assert _codes(mended, code) == set()
