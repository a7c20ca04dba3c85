"""TOML of our own files: read without trust, and written with nothing hidden."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest

from des_decider.storage.toml_text import BrokenText, read_toml, write_toml
from tests.worksheet.made_to_take_for_ever import PIECES, of_a_piece


def test_a_bom_and_windows_line_ends_are_welcome() -> None:
    assert read_toml(b"\xef\xbb\xbfa = 1.10\r\nb = 'x'\r\n") == {"a": Decimal("1.10"), "b": "x"}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (b"\xff\xfea\0", "UTF-8"),
        (b"a = " + b"[" * 100_000, "nested too deep"),
        (b"a = " + b"[" * 15 + b"{b = " * 20, "nested too deep"),
        (b".".join([b"a"] * 50_000) + b" = 1", "too many parts"),
        (b"[" + b" . ".join([b'"a"'] * 50_000) + b"]", "too many parts"),
        (b"a = " + b"9" * 5000, "limit"),
        (b"a = 2020-02-31", "."),
        (b"a = \x1b[2J", r"\\u001b|\\x1b|Invalid"),
        (b'a = """never ends', "."),
        (b"a = 1\na = 2", "."),
    ],
)
def test_what_is_no_file_of_ours_is_said_in_words(data: bytes, why: str) -> None:
    with pytest.raises(BrokenText, match=why) as caught:
        read_toml(data)
    assert "\x1b" not in str(caught.value)


def test_texts_may_hold_what_keys_may_not() -> None:
    text = '1.2.3.4.5.6.7.8.9.10.11.12.13.14.15.16.17.18.19 [[[[[[[[[[[[[[[[[[[[[ {{{ "\'\'\'""" # \n' * 2
    for lines in (True, False):
        assert read_toml(write_toml({"a": text, "b": {text: 1}}, lines=lines)) == {"a": text, "b": {text: 1}}


@pytest.mark.parametrize("piece", PIECES)
def test_a_text_made_to_take_for_ever_is_read_to_its_end(piece: bytes) -> None:
    """How long it takes is measured in benchmarks/worksheets.py."""
    with contextlib.suppress(BrokenText):
        assert read_toml(of_a_piece(piece)) == {}


def test_hidden_characters_are_spelled_in_the_file() -> None:
    hidden = "a\x7f\x9b\u202eb\u200f\ufeff\\\u2066é£\0\x1b"
    data = write_toml({"a": hidden})
    assert read_toml(data) == {"a": hidden}
    assert data.decode() == 'a = "a\\u007f\\u009b\\u202eb\\u200f\\ufeff\\\\\\u2066é£\\u0000\\u001b"\n'
