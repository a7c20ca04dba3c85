"""Lines are looked up only when somebody asks, and a key is found however its table is written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from des_decider.worksheet.lines import Lines
from des_decider.worksheet.reading import read_worksheet

if TYPE_CHECKING:
    from des_decider.worksheet.layout import Layout

WORKSHEETS = Path(__file__).parent.parent.parent / "worksheets"
SMALL = (Path(__file__).parent.parent / "worksheets" / "small.toml").read_text(encoding="utf-8")
SHIPPED = [SMALL, *(path.read_text(encoding="utf-8") for path in sorted(WORKSHEETS.glob("*.toml")))]


@pytest.mark.parametrize("text", SHIPPED, ids=lambda text: text.splitlines()[0][:20])
def test_a_good_worksheet_is_never_scanned(text: str) -> None:
    with patch("des_decider.worksheet.layout.Layout", side_effect=AssertionError):
        assert read_worksheet(text.encode()).worksheet is not None


def _line(layout: Layout, path: tuple[str, ...]) -> int:
    spot, _ = layout.where(path)
    assert spot is not None
    return layout.line_and_column(spot.start)[0]


def test_a_table_first_named_by_one_in_it_stands_there() -> None:
    layout = Lines("[ask.b.c]\n[ask.a]\n[ask.b]\n").layout
    assert [_line(layout, ("ask", *path)) for path in ("a", "b", "bc")] == [2, 1, 1]


def test_a_row_written_line_by_line_stands_at_its_first() -> None:
    layout = Lines('[source]\nbma.title = "BMA"\nbma.read_in = "memory"\nhsj = { title = "HSJ" }\n').layout
    lines = {path: _line(layout, ("source", *path)) for path in (("bma",), ("bma", "read_in"), ("hsj", "title"))}
    assert lines == {("bma",): 2, ("bma", "read_in"): 3, ("hsj", "title"): 4}
