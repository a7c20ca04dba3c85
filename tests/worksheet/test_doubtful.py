"""What is no mistake and yet looks odd: every text that is read out may name no other year."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from des_decider.worksheet.doubtful import doubtful
from des_decider.worksheet.mistakes import DOUBTFUL
from tests.building import ROOT, SHIPPED, worksheet

if TYPE_CHECKING:
    from pathlib import Path

READ_OUT = [
    ("worksheet", "title"), ("worksheet", "about"), ("section", "title"), ("section", "about"), ("payment", "name"),
    ("role", "name"), ("service", "name"), ("service", "about"), ("requirement", "name"), ("requirement", "text"),
    ("question", "text"), ("question", "why"), ("ask", "text"), ("ask", "why"),
]  # fmt: skip
NEVER_READ_OUT = [("evidence", "note"), ("claim", "name"), ("source", "title"), ("question", "note")]


def other_years(family: str, key: str, text: str) -> list[tuple[str | int, ...]]:
    """Where another year is found, with this one text in the file."""
    table = {key: text} if family == "worksheet" else {"one": {key: text}}
    others = frozenset(DOUBTFUL) - {"another-year"}
    return [found.path for found in doubtful(worksheet(SHIPPED), {family: table}, others)]


@pytest.mark.parametrize(("family", "key"), READ_OUT)
def test_a_text_that_is_read_out_and_names_another_year_is_pointed_out(family: str, key: str) -> None:
    assert [path[-1] for path in other_years(family, key, "As it was in 2019/20.")] == [key]
    assert other_years(family, key, "As it is in 2020/21, from 2020-04-01 on.") == []


@pytest.mark.parametrize(("family", "key"), NEVER_READ_OUT)
def test_what_is_told_of_another_year_beside_it_may_name_it(family: str, key: str) -> None:
    assert other_years(family, key, "As it was in 2019/20.") == []


@pytest.mark.parametrize("path", sorted((ROOT / "worksheets").glob("*.toml")), ids=lambda path: path.stem)
def test_in_our_worksheets_not_to_know_weighs_no_more_than_what_could_come_to_be_known(path: Path) -> None:
    """“We do not know” stood in the way where answering for every debt without limit was only a concern."""
    sheet = worksheet(path)
    everything: dict[str, Any] = {"question": {id_: {} for id_ in sheet.questions}}
    others = frozenset(DOUBTFUL) - {"not-known-weighs-most"}
    assert [found.path for found in doubtful(sheet, everything, others)] == []
