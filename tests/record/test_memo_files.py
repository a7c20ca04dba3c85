"""Where the memo is written, what is left untouched of a sealed one, and when none is made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.record.memo_files import Written, compose, why_no_memo, write_memos
from des_decider.record.verify import verify
from des_decider.storage import safely
from des_decider.storage.safely import StorageFault
from tests.record.decisions import made, opened
from tests.record.ready import sealed

if TYPE_CHECKING:
    from pathlib import Path


def test_a_draft_goes_into_the_decisions_folder_and_is_written_anew(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    with made(folder) as session:
        for _ in range(2):
            written = list(write_memos(session, compose(session), ("md", "txt")))
            assert written == [
                Written(folder / "memo.md", folder / "memo-appendices.md"),
                Written(folder / "memo.txt", folder / "memo-appendices.txt"),
            ]
    assert "DRAFT" in (folder / "memo.txt").read_text(encoding="utf-8")


def test_what_was_written_before_a_fault_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = safely._replace

    def refuse(temp: Path, path: Path) -> None:
        if path.suffix == ".txt":
            raise OSError(28, "No space left on device")
        replace(temp, path)

    with made(tmp_path / "d") as session:
        monkeypatch.setattr(safely, "_replace", refuse)
        writing = write_memos(session, compose(session), ("md", "txt"))
        assert next(writing).memo.name == "memo.md"
        with pytest.raises(StorageFault, match="the disk is full"):
            next(writing)


def test_nothing_sealed_is_written_over(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    with opened(folder) as session:
        composed = compose(session)
        assert not composed.memo.draft
        assert [w.sealed for w in write_memos(session, composed, ("md", "docx"))] == [True, True]
        elsewhere = tmp_path / "elsewhere"
        elsewhere.mkdir()
        (copy,) = write_memos(session, composed, ("md",), elsewhere)
        assert not copy.sealed
        assert copy.memo.read_bytes() == (folder / "memo.md").read_bytes()
    assert verify(folder).state == "intact"


def test_a_seal_that_is_not_its_own_signs_no_memo(tmp_path: Path) -> None:
    other = sealed(tmp_path / "other") / "seal.toml"
    with made(tmp_path / "d") as session:
        (session.folder / other.name).write_bytes(other.read_bytes())
        composed = compose(session)
    assert composed.memo.draft
    assert composed.appendices.draft


def test_no_memo_is_made_of_a_sealed_record_that_is_not_as_signed(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    assert why_no_memo(folder) == ""
    (folder / "memo.md").unlink()
    assert why_no_memo(folder).startswith(f"{folder} is no longer complete, so nothing is made from it")
    with made(tmp_path / "open"):
        assert why_no_memo(tmp_path / "open") == ""
