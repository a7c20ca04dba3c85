"""Whatever comes by mail, reading it ends in time with a worksheet or with mistakes, never with an exception."""

from __future__ import annotations

import re
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from des_decider.worksheet.reading import Reading, read_worksheet
from tests.how_many import THOROUGH, cases
from tests.worksheet.made_to_take_for_ever import files

SMALL = (Path(__file__).parent.parent / "worksheets" / "small.toml").read_bytes()
PIECES = [
    b'"', b"'", b'"""', b"'''", b"[", b"]", b"{", b"}", b"=", b",", b".", b"#", b"\n", b"\\", b"\xc2\xa3", b"\0",
    b"\xe2\x80\x9c", b"true", b"-1", b"1e9", b"nan", b"2020-10-01", b"[a.b]\n", b"each", b"x = 1\n", b"9" * 30, b"",
    b"9999-12-31", b"0001-01-01", b"[]", b"{}", b"12:00:00", b"0x" + b"f" * 6000,
]  # fmt: skip


def holds(reading: Reading) -> bool:
    """A worksheet or mistakes, each fit for one line of a screen."""
    lines = [str(line) for line in (*reading.mistakes, *reading.warnings)]
    return (reading.worksheet is None) == bool(reading.mistakes) and all(line.isprintable() for line in lines)


@given(st.binary(max_size=400), st.text(max_size=20))
@example(b'[payment."\\u001b"]\n"\\u001b" = "\\u001b"', "")
def test_any_bytes(data: bytes, name: str) -> None:
    assert holds(read_worksheet(data, name))
    assert holds(read_worksheet(b"format = 1\n" + data, name))


@given(st.text(alphabet="ab1.,=[]{}\"'#\n \\“”£%-", max_size=120))
def test_any_text_that_looks_like_a_worksheet(text: str) -> None:
    assert holds(read_worksheet(text.encode()))


@settings(max_examples=cases(25, thorough=1_000), deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, len(SMALL)), st.integers(0, 12), st.sampled_from(PIECES)), min_size=1, max_size=4)
)
@example([(SMALL.index(b"arholm-ferry"), 1, b"\\")])  # a carriage return in the worksheet’s id
def test_a_worksheet_damaged_anywhere(changes: list[tuple[int, int, bytes]]) -> None:
    data = SMALL
    for at, gone, piece in changes:
        data = data[:at] + piece + data[at + gone :]
    assert holds(read_worksheet(data))


@settings(max_examples=cases(25, thorough=1_000), deadline=None)
@given(st.integers(0, SMALL.count(b"\n") - 1), st.sampled_from([p for p in PIECES if p]))
def test_a_worksheet_with_another_value_in_any_line(number: int, piece: bytes) -> None:
    lines = SMALL.split(b"\n")
    key, equals, _ = lines[number].partition(b" = ")
    lines[number] = key + equals + piece
    assert holds(read_worksheet(b"\n".join(lines)))


@pytest.mark.slow
@pytest.mark.parametrize("data", files(1 if THOROUGH else 4), ids=lambda data: data[:24].decode("utf-8", "replace"))
def test_a_file_made_to_take_for_ever_is_read_to_its_end(data: bytes) -> None:
    """A part of the largest size shows one that never ends; benchmarks/worksheets.py measures the largest."""
    assert holds(read_worksheet(data))


def test_a_parser_that_runs_out_of_depth_is_a_mistake() -> None:
    with patch("des_decider.worksheet.syntax.tomli.loads", side_effect=RecursionError):
        (mistake,) = read_worksheet(SMALL).mistakes
    assert "nests more than 8 deep" in mistake.what


def test_a_complaint_of_a_parser_to_come_keeps_its_words() -> None:
    with patch("des_decider.worksheet.syntax.tomli.loads", side_effect=ValueError("Odd thing (at end of document)")):
        *_, mistake = read_worksheet(SMALL).mistakes
    assert mistake.what == "The line cannot be read (Odd thing)"
    assert mistake.line == SMALL.count(b"\n")
    with patch("des_decider.worksheet.syntax.tomli.loads", side_effect=ValueError("Odd thing")):
        assert read_worksheet(SMALL).mistakes[0].line is None


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "1989-12-31", "2101-01-01"])
def test_a_day_at_the_end_of_the_calendar_is_a_mistake_in_every_place(day: str) -> None:
    """A mailed worksheet dated 9999-12-31 once brought a traceback: a day later there is none."""
    text = SMALL.decode()
    for found in re.finditer(r"\d{4}-\d{2}-\d{2}", text):
        damaged = text[: found.start()] + day + text[found.end() :]
        assert read_worksheet(damaged.encode()).mistakes
