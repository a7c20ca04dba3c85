"""Lines are looked up only when somebody asks, and the author's order holds however a table is written."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest

from des_decider.worksheet.lines import Lines
from des_decider.worksheet.reading import read_worksheet

if TYPE_CHECKING:
    from collections.abc import Callable

WORKSHEETS = Path(__file__).parent.parent.parent / "worksheets"
SMALL = (Path(__file__).parent.parent / "worksheets" / "small.toml").read_text(encoding="utf-8")
SHIPPED = [SMALL, *(path.read_text(encoding="utf-8") for path in sorted(WORKSHEETS.glob("*.toml")))]
HEADER = re.compile(r"^\[(ask\.[a-z_.]+)\]$", re.MULTILINE)


@pytest.mark.parametrize("text", SHIPPED, ids=lambda text: text.splitlines()[0][:20])
def test_a_good_worksheet_is_never_scanned(text: str) -> None:
    with patch("des_decider.worksheet.layout.Layout", side_effect=AssertionError):
        assert read_worksheet(text.encode()).worksheet is not None


def swapped() -> str:
    """The small worksheet with its last ask moved before all others, so that the parser's order is not the lines'."""
    first, last = HEADER.search(SMALL), list(HEADER.finditer(SMALL))[-1]
    assert first is not None
    end = SMALL.index("\n\n", last.start()) + 2
    moved = SMALL[last.start() : end]
    return SMALL[: first.start()] + moved + SMALL[first.start() : last.start()] + SMALL[end:]


@pytest.mark.parametrize(
    "written",
    [
        lambda header: header,
        lambda header: f"{header} # [ask.home.by]",
        lambda header: f"  {header}",
        lambda header: header.replace("ask", '"ask"'),
        lambda header: header.replace(".", " . "),
        lambda header: f"# '\"\n{header}",
    ],
    ids=["plain", "remark", "set in", "quoted", "spaced", "after quotes"],
)
def test_asks_come_in_the_order_of_their_lines(written: Callable[[str], str]) -> None:
    text = swapped()
    names = [match[1] for match in HEADER.finditer(text)]
    some = text.replace(f"[{names[0]}]", written(f"[{names[0]}]")).replace(f"[{names[3]}]", written(f"[{names[3]}]"))
    worksheet = read_worksheet(some.encode()).worksheet
    assert worksheet is not None
    assert [f"ask.{name}" for name in worksheet.asks] == names


@pytest.mark.parametrize("quotes", ['"""', "'''"])
def test_a_header_within_a_text_is_none(quotes: str) -> None:
    within = f"x = {quotes}\n[ask.b.c]\n[ask.d]{quotes}\n"
    lines = Lines(f"{within}[ask.d]\n{within.replace('x', 'y')}[ask.b.c]\n")
    with patch("des_decider.worksheet.layout.Layout", side_effect=AssertionError):
        ranks = lines.ranks_of_asks([("ask", "b", "c"), ("ask", "d")])
    assert ranks["ask", "d"] < ranks["ask", "b", "c"]


def test_a_table_first_named_by_one_in_it_stands_there() -> None:
    lines = Lines("[ask.b.c]\n[ask.a]\n[ask.b]\n")
    paths = [("ask", "a"), ("ask", "b"), ("ask", "b", "c")]
    ranks = lines.ranks_of_asks(paths)
    assert max(paths, key=lambda path: ranks[path]) == ("ask", "a")
    assert [lines.line_of(path) for path in paths] == [2, 1, 1]
