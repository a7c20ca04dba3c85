"""What comes after sign-off is noted beside the seal, under the lock; the files are read again after each step."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.afterwards import Typed
from des_decider.record.afterwards import NotNoted, came_after, follow_up, replaced
from des_decider.record.memo_files import why_no_memo
from des_decider.record.opening import open_decision
from des_decider.record.verify import verify
from des_decider.storage import safely
from des_decider.storage.afterwards_file import FILE
from des_decider.storage.lock import hold
from des_decider.storage.safely import StorageFault
from tests.record.decisions import Clock
from tests.record.ready import ready, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.decision.afterwards import Entry

LATER = datetime(2031, 10, 2, 9, 30, tzinfo=UTC)
SENT = Typed("notice_sent", "", "19 September 2031", "By email.")
HELD = Typed("review_held", "", "2 Oct 2031")


def note(folder: Path, typed: Typed, by: str = "Ann", at: datetime = LATER) -> Entry:
    with open_decision(folder, clock=Clock(at), read_only=True) as session:
        return follow_up(folder, typed, session.answers, by=by, clock=Clock(at), wait=0)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.name not in {".lock", FILE}}


def test_each_entry_is_dated_and_says_who_noted_it_and_nothing_sealed_is_touched(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    for path in folder.iterdir():
        path.chmod(0o444)
    before = files(folder)
    note(folder, SENT)
    note(folder, HELD, by="Bess\x1b[31m")
    assert files(folder) == before
    first, second, end = map(json.loads, (folder / FILE).read_bytes().splitlines())
    assert {key: first[key] for key in ("number", "kind", "of", "on", "note", "by", "at")} == {
        "number": 1, "kind": "notice_sent", "of": "", "on": "2031-09-19", "note": "By email.", "by": "Ann",
        "at": "2031-10-02T09:30:01+00:00",
    }  # fmt: skip
    assert (second["on"], second["by"], end["entries"]) == ("2031-10-02", "Bess\\u001b[31m", 2)
    report = verify(folder)
    assert report.state == "intact"
    assert report.details[-1] == f"Since then 2 entries, each as it was written; SHA-256 of the last: {end['before']}"


def test_the_chain_begins_at_the_seal(tmp_path: Path) -> None:
    folder, other = sealed(tmp_path / "d"), sealed(tmp_path / "other")
    seal = (other / "seal.toml").read_bytes()
    note(folder, SENT)
    (other / "seal.toml").write_bytes(seal.replace(b"\n", b"\r\n"))
    (other / FILE).write_bytes((folder / FILE).read_bytes())
    assert came_after(other).faults == (), "a seal that an editor re-saved is the same seal"
    (other / "seal.toml").write_bytes(seal.replace(b"Inga Voe", b"Inga Foe"))
    assert "does not follow from the seal" in came_after(other).faults[0]


def test_verify_names_what_became_of_every_byte_and_says_that_the_decision_stands(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    note(folder, SENT)
    note(folder, HELD)
    path = folder / FILE
    data = path.read_bytes()
    for at in (5, len(data) // 2, len(data) - 3):
        path.write_bytes(data[:at] + b"~" + data[at + 1 :])
        report = verify(folder)
        line = data[:at].count(b"\n") + 1
        assert (report.state, report.details) == ("altered", (f"{FILE}: line {line} is not as it was written",))
        assert report.words == "Altered: what came after. What was signed off is as it was."
        assert why_no_memo(folder) == ""
    path.write_bytes(b"".join(data.splitlines(keepends=True)[:1]))
    assert verify(folder).details == (f"{FILE}: its last line is missing, so entries may have been cut off",)
    path.write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert (verify(folder).state, verify(folder).details) == ("re-saved", (FILE,))
    path.unlink()
    path.symlink_to(folder / "seal.toml")
    assert verify(folder).state == "altered"


def test_both_are_told_where_the_decision_was_altered_too(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    note(folder, SENT)
    (folder / FILE).write_bytes(b"{}\n")
    (folder / "memo.txt").write_bytes(b"another")
    report = verify(folder)
    assert (report.state, report.as_signed) == ("altered", False)
    assert report.details == ("memo.txt is not what was sealed", f"{FILE}: line 1 is not as it was written")
    (folder / "memo.txt").unlink()
    assert verify(folder).details == ("memo.txt is missing", f"{FILE}: line 1 is not as it was written")


def test_nothing_is_added_to_what_was_altered(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    note(folder, SENT)
    data = (folder / FILE).read_bytes().replace(b"By email", b"By  post")
    (folder / FILE).write_bytes(data)
    with pytest.raises(NotNoted, match=r"was altered: line 1 is not as it was written; put back a good copy of it"):
        note(folder, HELD)
    assert (folder / FILE).read_bytes() == data
    (folder / "seal.toml").write_bytes(b"# no seal")
    with pytest.raises(NotNoted, match=r"seal.toml is not as it was made"):
        note(folder, HELD)


def test_nothing_comes_after_a_decision_that_is_not_signed_off(tmp_path: Path) -> None:
    ready(tmp_path / "d").close()
    with pytest.raises(NotNoted, match="this decision is not signed off"):
        note(tmp_path / "d", SENT)
    assert not (tmp_path / "d" / FILE).exists()


def test_one_writes_at_a_time(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    held = hold(folder, who="Maud", now=LATER)
    with pytest.raises(NotNoted, match="this cannot be noted for now: it is open elsewhere: Maud"):
        note(folder, SENT)
    held.let_go()
    note(folder, SENT)
    assert not (folder / ".held-by").exists()


@pytest.mark.parametrize("step", ["_write_all", "_replace"])
def test_where_the_disk_refuses_nothing_was_noted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    folder = sealed(tmp_path / "d")
    note(folder, SENT)
    before = (folder / FILE).read_bytes()

    def fail(*_: object) -> None:
        raise OSError(28, "full")

    with open_decision(folder, clock=Clock(LATER), read_only=True) as session, monkeypatch.context() as patch:
        patch.setattr(safely, step, fail)
        with pytest.raises((StorageFault, NotNoted), match="the disk is full"):
            follow_up(folder, HELD, session.answers, by="Ann", clock=Clock(LATER))
    assert (folder / FILE).read_bytes() == before
    assert not list(folder.glob(".des-decider-*"))
    (folder / ".des-decider-0123456789abcdef.tmp").write_bytes(b"of a program that was killed")
    note(folder, HELD)
    assert not list(folder.glob(".des-decider-*"))
    assert len(came_after(folder).entries) == 2


def test_a_new_decision_made_from_it_is_named(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    with open_decision(folder, clock=Clock(LATER), read_only=True) as session:
        replaced(folder, session.answers, by_decision="1234-abcd", note="2032-33", by="Ann", clock=Clock(LATER))
    (entry,) = came_after(folder).entries
    assert (entry.kind, entry.of, entry.on, entry.note) == (
        "superseded_by", "1234-abcd", date(2031, 10, 2), "2032-33",
    )  # fmt: skip


def test_what_is_noted_is_on_the_disk_where_a_clock_is_ten_years_off(tmp_path: Path) -> None:
    """Entries are in the order in which they were noted, whatever the clock said."""
    folder = sealed(tmp_path / "d")
    note(folder, SENT, at=LATER.replace(year=2041))
    note(folder, HELD)
    assert [entry.at.year for entry in came_after(folder).entries] == [2041, 2031]
    assert verify(folder).state == "intact"
