from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from des_decider.decision.changes import Change, Edit
from des_decider.storage import history
from des_decider.storage.history import HistoryFile, digest_of, first_line, line_of, read_history
from des_decider.storage.safely import StorageFault

if TYPE_CHECKING:
    from pathlib import Path

MADE = datetime(2031, 9, 18, 19, 42, tzinfo=UTC)


def written(*changes: Change) -> bytes:
    data = first_line("the-decision", MADE, "0.1.0")
    for change in changes:
        data += line_of(change, read_history(data).digest)
    return data


def change(number: int, new: str | None = "9000") -> Change:
    edits = (Edit("practice.registered_list", None, new),)
    return Change(number, MADE + timedelta(minutes=number), "Ann", "Bob", "answered", edits, ("home.3",), ("home.4",))


THREE = written(change(1), change(2, "a\n\u2028\u202e\x1b“é”"), change(3, None))


def test_changes_come_back_as_they_were() -> None:
    read = read_history(THREE)
    assert read.changes == (change(1), change(2, "a\n\u2028\u202e\x1b“é”"), change(3, None))
    assert (read.torn, read.broken, read.good, read.last) == ("", "", THREE, 3)
    assert read.beginning is not None
    assert (read.beginning.decision, read.beginning.made) == ("the-decision", MADE)
    assert b"\x1b" not in THREE
    assert "\u202e".encode() not in THREE


def test_windows_line_ends_and_a_bom_do_not_break_the_chain() -> None:
    read = read_history(b"\xef\xbb\xbf" + THREE.replace(b"\n", b"\r\n") + b"\r\n\n")
    assert (read.last, read.torn, read.broken) == (3, "", "")


def test_the_chain_outlives_a_text_that_is_taken_out() -> None:
    line = json.loads(THREE.splitlines()[1])
    texts_out = json.loads(json.dumps(line))
    texts_out["edits"][0]["new"] = "9001"
    assert digest_of(texts_out) != digest_of(line)
    canonical = dict(line, edits=[{**line["edits"][0], "new": hashlib.sha256(b"9000").hexdigest()}])
    plain = json.dumps(canonical, sort_keys=True, separators=(",", ":"))
    assert digest_of(line) == hashlib.sha256(plain.encode()).hexdigest()


@pytest.mark.parametrize("length", range(len(THREE)))
def test_cut_anywhere_what_stands_before_is_used_and_the_rest_is_said(length: int) -> None:
    read = read_history(THREE[:length])
    whole = THREE[:length].count(b"\n") - 1
    ends = [at for at, byte in enumerate(THREE) if byte == 10]
    if length in ends and whole >= 0:
        whole += 1  # only the line end itself is missing
    assert read.last == max(0, whole)
    if read.beginning:
        assert bool(read.torn) == (length not in ends and length - 1 not in ends)
        assert read_history(read.good).last == read.last
    else:
        assert read.broken


def test_a_byte_changed_is_found_or_harms_only_its_own_line() -> None:
    # The last line has none after it to vouch for it; answers.toml does.
    for at in range(len(THREE) - len(THREE.splitlines(keepends=True)[3])):
        for flip in (1, 0x20, 0x80):
            data = bytearray(THREE)
            data[at] ^= flip
            read = read_history(bytes(data))
            number = THREE[:at].count(b"\n")
            same = read.changes == read_history(THREE).changes
            assert same or read.broken or read.torn, at
            assert read.last >= min(number - 1, 3) or number == 0


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("number", 7), ("number", True), ("number", "2"), ("at", "yesterday"), ("at", "2031-09-18T19:42:00"),
        ("at", "2031-09-18T19:42:00+00:00:30"), ("at", 5), ("by", None), ("by", "x" * 500), ("said_by", 1),
        ("kind", "guessed"), ("kind", 4), ("edits", {}), ("edits", [1]),
        ("edits", [{"id": "x", "old": 1, "new": None}]),
        ("edits", [{"id": "x" * 500, "old": None, "new": None}]), ("edits", [{"id": "x", "old": None}]),
        ("gone", ["home.x"]), ("gone", "home.1"), ("back", [3]), ("before", None), ("before", 3),
    ],
)  # fmt: skip
def test_a_line_with_anything_amiss_is_not_used(key: str, value: Any) -> None:
    lines = THREE.splitlines(keepends=True)
    line = json.loads(lines[2]) | {key: value}
    read = read_history(lines[0] + lines[1] + json.dumps(line).encode() + b"\n" + lines[3])
    assert read.last == 1
    assert "line 3 of history.jsonl" in read.broken


@pytest.mark.parametrize(
    "line",
    [b"", b"[]", b"null", b"NaN", b'{"a": NaN}', b"{" * 100_000, b"[" * 100_000, b"9" * 5000, b'"\\ud800"', b"\0" * 50,
     b"\xff", b'{"a": "\\ud800"}'],
)  # fmt: skip
def test_hostile_lines_are_broken_lines(line: bytes) -> None:
    lines = THREE.splitlines(keepends=True)
    middle = read_history(b"".join(lines[:2]) + line + b"\n" + lines[3])
    assert (middle.last, middle.broken.startswith("line 3 of")) == (1, True)
    last = read_history(b"".join(lines[:2]) + line)
    assert (last.last, last.broken) == (1, "")
    assert not read_history(line + b"\n" + lines[1]).changes


def test_an_altered_line_is_named() -> None:
    lines = THREE.splitlines(keepends=True)
    read = read_history(lines[0] + lines[1].replace(b"9000", b"9999") + lines[2] + lines[3])
    assert read.last == 1
    assert "line 3 of history.jsonl does not follow from line 2" in read.broken


def test_formats() -> None:
    newer = THREE.replace(b'"1.0"', b'"1.7"', 1)
    lines = newer.splitlines(keepends=True)
    merged = json.loads(line_of(change(1), read_history(newer).digest)) | {"kind": "merged", "from": 2.5}
    read = read_history(lines[0] + json.dumps(merged).encode())
    assert (read.last, read.broken, read.torn) == (1, "", "")
    read = read_history(THREE.replace(b'"1.0"', b'"2.0"', 1))
    assert (read.last, read.newer) == (0, True)
    for format_ in (b'"0.9"', b"1.0", b'"x"', b"null"):
        assert "line 1" in read_history(THREE.replace(b'"1.0"', format_, 1)).broken
    assert "empty" in read_history(b"\n").broken


@given(st.binary(max_size=300))
def test_reading_never_raises(data: bytes) -> None:
    read_history(data)
    read_history(THREE + data)


def test_a_file_takes_only_lines_it_can_hold(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "history.jsonl"
    path.write_bytes(THREE)
    file = HistoryFile(path, len(THREE), read_history(THREE).digest)
    file.append(file.line(change(4)))
    file.append(file.line(change(5)))
    assert read_history(path.read_bytes()).last == 5
    monkeypatch.setattr(history, "MOST_BYTES", 10)
    with pytest.raises(StorageFault, match="full"):
        file.line(change(6))
    monkeypatch.setattr(history, "LONGEST_LINE", 10)
    with pytest.raises(StorageFault, match="too much for one change"):
        file.line(change(6))
    assert "line 1" in read_history(THREE).broken
