"""afterwards.jsonl: every byte of it is found where it is another, is gone or is cut off, and the line is named."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from des_decider.decision.afterwards import Entry
from des_decider.storage.afterwards_file import AfterwardsFile, _sealed, read_afterwards, with_entry
from des_decider.storage.chained_lines import written as as_line
from des_decider.storage.safely import StorageFault
from tests.tui.hostile import HOSTILE

SEAL = "5" * 64
AT = datetime(2031, 10, 2, 9, 30, tzinfo=UTC)
ENTRIES = (
    Entry(1, "notice_sent", "", date(2031, 9, 19), "By email, to the ferry office.", "Ann", AT),
    Entry(2, "condition_met", "1", date(2031, 10, 1), "", "Ann", AT),
    Entry(3, "review_held", "", date(2031, 10, 2), "Two lines,\nand “quotes”.", "Bess", AT),
)


def written(*entries: Entry) -> bytes:
    data = None
    for entry in entries:
        data = with_entry(read_afterwards(data, SEAL), entry)
    return data or b""


FILE = written(*ENTRIES)
LINES = FILE.splitlines(keepends=True)


def faults(data: bytes) -> tuple[str, ...]:
    return read_afterwards(data, SEAL).faults


def test_what_is_written_is_read_and_an_entry_more_changes_no_line_before_it() -> None:
    found = read_afterwards(FILE, SEAL)
    assert (found.entries, found.faults, found.newer) == (ENTRIES, (), False)
    assert found.digest == json.loads(LINES[2])["sha256"]
    assert FILE.startswith(written(*ENTRIES[:2]).rpartition(b"{")[0])
    assert json.loads(LINES[0])["before"] == SEAL
    assert json.loads(LINES[1])["before"] == json.loads(LINES[0])["sha256"]


def test_no_file_is_no_entry() -> None:
    assert read_afterwards(None, SEAL) == AfterwardsFile(digest=SEAL)
    assert faults(b"") == ("its last line is missing, so entries may have been cut off",)


def test_every_byte_that_is_another_or_gone_is_found_and_its_line_named() -> None:
    rng = Random(12)  # noqa: S311 - which other byte it is
    for at in range(len(FILE)):
        line = FILE[:at].count(b"\n") + 1
        other = rng.choice([byte for byte in b' "\n\x00a0}\xff' if byte != FILE[at]])
        for data in (FILE[:at] + bytes([other]) + FILE[at + 1 :], FILE[:at] + FILE[at + 1 :]):
            assert f"line {line} is not as it was written" in faults(data), (at, data[at - 20 : at + 20])


def test_every_length_it_is_cut_to_is_found() -> None:
    for length in range(len(FILE)):
        assert faults(FILE[:length]), length


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        ((1, 2, 3), ("line 1 is not as it was written",)),
        ((0, 2, 3), ("line 2 is not as it was written",)),
        ((0, 1, 3), ("line 3 does not follow from line 2: a line is missing, or is in another place",)),
        ((0, 1, 2), ("its last line is missing, so entries may have been cut off",)),
        ((1, 0, 2, 3), ("line 1 is not as it was written", "line 2 is not as it was written")),
        ((0, 1, 1, 2, 3), ("line 3 is not as it was written", "line 4 is not as it was written")),
    ],
)
def test_a_line_removed_moved_or_doubled_is_named(kept: tuple[int, ...], said: tuple[str, ...]) -> None:
    assert faults(b"".join(LINES[n] for n in kept))[: len(said)] == said


def test_what_stands_before_a_fault_is_still_read() -> None:
    assert read_afterwards(LINES[0] + LINES[2] + LINES[3], SEAL).entries == ENTRIES[:1]


def test_entries_of_another_seal_are_told() -> None:
    (said,) = read_afterwards(FILE, "6" * 64).faults
    assert said == "line 1 does not follow from the seal: a line is missing, or is in another place"


def test_lines_added_at_the_end_are_told() -> None:
    assert faults(FILE + b"\n\n") == ("something was added at its end",)
    assert faults(FILE + LINES[2]) == (
        "line 4 is not as it was written", "line 5 is not as it was written",
        "its last line is missing, so entries may have been cut off",
    )  # fmt: skip


def test_a_newer_version_is_told_from_a_fault() -> None:
    end = LINES[3].replace(b'"1.0"', b'"2.0"')
    assert faults(FILE.replace(LINES[3], end)) == ("line 4 is not as it was written",)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("des_decider.storage.afterwards_file.FORMAT", "2.0")
        newer = written(ENTRIES[0])
    assert read_afterwards(newer, SEAL).newer


def test_a_kind_that_a_later_version_adds_is_read_and_kept() -> None:
    later = Entry(1, "merged_with", "another practice", date(2031, 10, 2), "", "Ann", AT)
    found = read_afterwards(written(later), SEAL)
    assert found.entries == (later,)
    more = with_entry(found, ENTRIES[1])
    assert read_afterwards(more, SEAL).entries == (later, ENTRIES[1])


@pytest.mark.parametrize("hostile", [text for text in HOSTILE.values() if len(text) <= 10_000], ids=ascii)
def test_whatever_is_noted_stays_on_its_line_as_text(hostile: str) -> None:
    note = hostile.encode(errors="replace").decode()
    data = written(ENTRIES[0], ENTRIES[1]._replace(note=note), ENTRIES[2])
    assert data.count(b"\n") == 4
    assert b"\x1b" not in data
    found = read_afterwards(data, SEAL)
    assert (found.faults, found.entries[1].note) == ((), note)


def test_a_file_takes_no_more_than_it_can_hold(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("des_decider.storage.afterwards_file.MOST_BYTES", 1_000)
    with pytest.raises(StorageFault, match="is full"):
        written(*ENTRIES, *(ENTRIES[2]._replace(number=n) for n in range(4, 9)))


@given(st.binary(max_size=300))
def test_reading_never_raises(data: bytes) -> None:
    read_afterwards(data, SEAL)
    assert faults(FILE + data) or not data.strip(b"\r\n")
    read_afterwards(data + FILE, SEAL)


KEYS = ("number", "kind", "of", "on", "note", "by", "at", "format", "entries")


@given(st.dictionaries(st.sampled_from(KEYS), st.none() | st.text(max_size=3) | st.integers() | st.just([1])))
def test_lines_that_fit_and_say_nonsense_never_raise(line: dict[str, object]) -> None:
    """As somebody with intent would write them."""
    first = _sealed(line, SEAL)
    end = _sealed({"format": "1.0", "entries": 1}, first["sha256"])
    read_afterwards(as_line(first) + as_line(end), SEAL)
