"""The lock of a decision and its note: one may write, and the others read who does."""

from __future__ import annotations

import errno
import fcntl
import os
import platform
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import filelock
import pytest

from des_decider.storage.lock import Held, hold, read_note

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2031, 9, 18, 19, 42, tzinfo=UTC)


def test_one_holds_and_the_other_is_told_who(tmp_path: Path) -> None:
    held = hold(tmp_path, who="Ann", now=NOW)
    assert held.notice == ""
    note = read_note(tmp_path)
    assert note is not None
    assert (note.who, note.computer, note.since) == ("Ann", platform.node(), NOW)
    assert f"process = {os.getpid()}\n" in (tmp_path / ".held-by").read_text()
    with pytest.raises(Held, match=r"open elsewhere: Ann on .* since 18 September 2031, 19:42"):
        hold(tmp_path, who="Bob", now=NOW)
    held.let_go()
    held.let_go()
    assert read_note(tmp_path) is None
    hold(tmp_path, who="Bob", now=NOW).let_go()


def test_the_lock_counts_and_not_the_note(tmp_path: Path) -> None:
    held = hold(tmp_path, who="Ann", now=NOW)
    (tmp_path / ".held-by").unlink()
    with pytest.raises(Held, match="another program"):
        hold(tmp_path, who="Bob", now=NOW)
    held.let_go()


@pytest.mark.on_the_disk
def test_the_note_is_not_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting for the disk made opening slower by some milliseconds, and on a slow share by far more."""
    waited: list[int] = []
    monkeypatch.setattr(os, "fsync", waited.append)
    held = hold(tmp_path, who="Ann", now=NOW)
    assert read_note(tmp_path)
    assert not waited
    held.let_go()


def test_a_dead_program_of_this_computer_is_taken_over_with_a_word(tmp_path: Path) -> None:
    note = f'who = "Ann\x7f"\ncomputer = "{platform.node()}"\nprocess = 1\nsince = 2031-09-18T19:42:00Z\n'
    (tmp_path / ".held-by").write_text(note.replace("\x7f", "\\u001b[2J"))
    held = hold(tmp_path, who="Bob", now=NOW)
    assert "not closed properly by Ann\\u001b[2J on" in held.notice
    held.let_go()


def test_another_computers_note_is_for_a_person_to_decide(tmp_path: Path) -> None:
    (tmp_path / ".held-by").write_text('who = "Ann"\ncomputer = "HARBOUR-2"\n')
    for _ in range(2):
        with pytest.raises(Held, match="noted as open by Ann on HARBOUR-2"):
            hold(tmp_path, who="Bob", now=NOW)
    held = hold(tmp_path, who="Bob", now=NOW, take_over=True)
    assert "HARBOUR-2" in held.notice
    held.let_go()


@pytest.mark.parametrize("note", [b"", b"\xff\0", b"a = [", b"x" * 10_000, b'who = "Ann"\n'])
def test_a_broken_note_stands_in_nobodys_way(tmp_path: Path, note: bytes) -> None:
    (tmp_path / ".held-by").write_bytes(note)
    hold(tmp_path, who="Bob", now=NOW).let_go()


def test_a_hostile_note_is_shown_and_not_obeyed(tmp_path: Path) -> None:
    held = hold(tmp_path, who="Ann", now=NOW)
    (tmp_path / ".held-by").write_text(f'who = "{"x" * 3000}"\ncomputer = "\\u001b]0;"\nprocess = "1"\nsince = 5\n')
    with pytest.raises(Held) as caught:
        hold(tmp_path, who="Bob", now=NOW)
    assert "\x1b" not in str(caught.value)
    assert len(str(caught.value)) < 200
    held.let_go()


@pytest.mark.parametrize("error", [errno.ENOSYS, errno.ENOLCK, errno.EOPNOTSUPP])
def test_a_disk_without_locks_is_for_reading_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int) -> None:
    def refuse(*_given: Any) -> None:
        raise OSError(error, os.strerror(error))

    monkeypatch.setattr(fcntl, "flock", refuse)
    with pytest.raises(Held, match="cannot be held for writing here"):
        hold(tmp_path, who="Bob", now=NOW)
    assert not (tmp_path / ".held-by").exists()


def test_a_lock_that_is_only_a_file_is_no_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filelock, "FileLock", filelock.SoftFileLock)
    with pytest.raises(Held, match="knows no locks"):
        hold(tmp_path, who="Bob", now=NOW)


def test_a_folder_without_the_note_is_still_held(tmp_path: Path) -> None:
    (tmp_path / ".held-by").mkdir()
    held = hold(tmp_path, who="Bob", now=NOW)
    with pytest.raises(Held):
        hold(tmp_path, who="Ann", now=NOW)
    held.let_go()
