"""The program knows no year and no contract: what is of one stands in worksheets, and in no text of the code."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from typing import TYPE_CHECKING

import pytest

from des_decider.worksheet.days import MONTHS
from tests.building import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CODE = sorted((ROOT / "des_decider").rglob("*.py"))
STANDARD = ROOT / "des_decider" / "worksheet" / "standard.toml"
WORKSHEETS = sorted((ROOT / "worksheets").glob("*.toml"))
OF_A_YEAR = re.compile(
    rf"\b(?:{'|'.join(MONTHS)}|CCGs?|ICBs?|IIF|PCNs?|ARRS|DES|CASP|CAIP|NHS England|[Cc]linical directors?"
    r"|(?<![-\d])20\d\d(?!-\d\d-\d\d|/))\b"
)
"""Months, and what a contract, a payment or a commissioner is called; a day as a way to write days is none of them."""
THE_CALENDAR = ROOT / "des_decider" / "worksheet" / "days.py"
THE_EXAMPLE = ROOT / "des_decider" / "record" / "example.py"
"""Names the worksheet that the worked example was made with."""


def texts(path: Path) -> Iterator[tuple[int, str]]:
    """The texts of a file that the program can show, with their lines: no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.lineno, node.value


@cache
def names_in_worksheets() -> re.Pattern[str]:
    """What payments, posts, services and claims are called in the worksheets that come with the program."""
    found: set[str] = set()
    for path in WORKSHEETS:
        sheet = tomllib.loads(path.read_text(encoding="utf-8"))
        for family in ("payment", "role", "service", "claim"):
            found |= {row["name"].casefold() for row in sheet.get(family, {}).values() if "name" in row}
    return re.compile(rf"\b(?:{'|'.join(re.escape(name) for name in sorted(found) if ' ' in name)})\b")


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(ROOT / "des_decider")))
def test_no_text_of_the_code_is_of_a_year_or_a_contract(path: Path) -> None:
    if path in {THE_CALENDAR, THE_EXAMPLE}:
        return
    found = [(line, text) for line, text in texts(path) if _of_a_year(text)]
    assert found == []


def _of_a_year(text: str) -> bool:
    return bool(OF_A_YEAR.search(text) or names_in_worksheets().search(text.casefold()))


def test_what_comes_with_the_program_is_of_no_year_or_contract() -> None:
    words = re.sub(r"https?://[^\s\"]+", "", STANDARD.read_text(encoding="utf-8"))
    assert [line for line in words.split("\n") if _of_a_year(line)] == []


def test_a_month_in_a_text_would_be_found(tmp_path: Path) -> None:
    code = tmp_path / "code.py"
    code.write_text('"""April."""\nWORDS = f"by {1} April"\nDAY = "2020-10-01"\nNAME = "the ICB"\n', encoding="utf-8")
    assert {line for line, text in texts(code) if OF_A_YEAR.search(text)} == {2, 4}
