"""Files come as Windows editors leave them, and are read all the same; what is no text is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from des_decider.worksheet.mistakes import Mistake, choose, closest, safe, shown
from des_decider.worksheet.reading import read_worksheet

SMALL = (Path(__file__).parent.parent / "worksheets" / "small.toml").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("data", "name", "note"),
    [
        (SMALL.encode(), "small.toml", ""),
        (SMALL.replace("\n", "\r\n").encode(), "small.toml", ""),
        (SMALL.encode("utf-8-sig"), "small.toml", "byte order mark"),
        (SMALL.encode("cp1252"), "small.toml", "Windows-1252"),
        (SMALL.encode("utf-16"), "small.toml", "UTF-16"),
        (b"\xfe\xff" + SMALL.encode("utf-16-be"), "small.toml", "UTF-16"),
        (SMALL.encode(), "Small.TOML.txt", ".toml.txt"),
    ],
    ids=["plain", "windows line ends", "byte order mark", "windows-1252", "utf-16", "utf-16 big end", "toml.txt"],
)
def test_a_file_saved_in_notepad_is_read_with_a_note(data: bytes, name: str, note: str) -> None:
    reading = read_worksheet(data, name)
    assert reading.mistakes == ()
    assert reading.worksheet == read_worksheet(SMALL.encode()).worksheet
    assert len(reading.warnings) == (1 if note else 0)
    assert all(note in str(n) for n in reading.warnings)


def test_windows_1252_is_noted_where_it_is_first_seen() -> None:
    (note,) = read_worksheet(SMALL.encode("cp1252")).warnings
    assert note.line == next(n for n, line in enumerate(SMALL.splitlines(), 1) if not line.isascii())
    assert str(note).startswith(f"line {note.line}: ")


def test_notes_come_beside_mistakes() -> None:
    reading = read_worksheet(SMALL.replace("maximum = 41000", "maximum = £41,000").encode("cp1252"), "x.toml.txt")
    assert len(reading.warnings) == 2
    assert [m.mend for m in reading.mistakes] == ["Write the plain number: maximum = 41000"]


@pytest.mark.parametrize(
    ("data", "line", "what"),
    [
        (b"", None, "The file is empty"),
        (b" \r\n\t\n", None, "The file is empty"),
        (b"\xef\xbb\xbf", None, "The file is empty"),
        (b"a = 1\n" * 400_000, None, "too large: 2.4 MB"),
        (b"a" * 2_000_001, None, "too large: more than 2 MB"),
        (b"\0" * 100, 1, "NUL"),
        ("format = 1".encode("utf-16-le"), 1, "NUL"),
        (b"a = 1\nb = '\x1b[31m'\n", 2, "U+001B at column 6"),
        (b"a = 1\rb = 2\n", 1, "U+000D"),
        (b"a = '\xc2\x9b'\n", 1, "U+009B"),
        (b"a = '\xc2\xa3'\nb = '\xa3'\n", 2, "mixes two encodings"),
        (b"a = 1\nb = '\x81'\n", 2, "This is not text"),
        (b"\xff\xfea", None, "UTF-16 but is not"),
    ],
)
def test_what_is_no_text_is_refused_with_its_place(data: bytes, line: int | None, what: str) -> None:
    reading = read_worksheet(data)
    assert reading.worksheet is None
    assert any(m.line == line and what in m.what for m in reading.mistakes)


def test_control_characters_are_listed_for_the_first_lines_only() -> None:
    mistakes = read_worksheet(b"a = '\x07'\n" * 1000).mistakes
    assert [m.line for m in mistakes if m.code == "control-character"] == list(range(1, 21))


def test_mistakes_read_as_one_line() -> None:
    assert str(Mistake("not-a-number", "[payment.core_pcn] rate", 12, "It is wrong", "Mend it")) == (
        "line 12, [payment.core_pcn] rate: It is wrong. Mend it."
    )
    assert str(Mistake("missing", "", None, "It is wrong", "Is it?")) == "It is wrong. Is it?"
    assert str(Mistake("unusual-file", "", 12, "So it is", "")) == "line 12: So it is."


def test_words_of_the_file_are_made_fit_for_a_line() -> None:
    assert safe("a\x1b[31m\n\u202e" + "b" * 100).startswith("a\\u001b[31m\\u000a\\u202ebbb")
    assert len(safe("b" * 100)) == 60
    assert (shown(True), shown([1]), shown({}), shown(12), shown(1.5)) == ("true", "a list", "a table", "12", "1.5")


def test_suggestions() -> None:
    assert closest("x" * 1000, ["x"]) is None
    assert choose("gp_huor", ["gp_hour"], "Add it") == "Did you mean gp_hour? Add it"
    assert choose("zebra", [], "Add it") == "Add it"
    assert choose("zebra", [f"a{n}" for n in range(20)], "Add it") == "Add it"
