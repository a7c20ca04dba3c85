"""draft.toml: what is being typed is there again, and a draft that was changed is not taken for it."""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from des_decider.storage import drafts
from des_decider.storage.drafts import Drafts
from des_decider.storage.safely import StorageFault
from tests.failing_disk import Failing
from tests.how_many import cases
from tests.storage.test_safely import names


def test_drafts_are_kept_and_dropped(tmp_path: Path) -> None:
    kept = Drafts(tmp_path, writable=True)
    hostile = 'half a\r\nsentence\u202e\x1b[2J "\'\'\'""" \\'
    kept.keep("decision.sentence", hostile)
    kept.keep("home.1.name", "Sam")
    kept.keep("home.1.name", "Sam")
    assert Drafts(tmp_path, writable=True).texts == {"decision.sentence": hostile, "home.1.name": "Sam"}
    kept.keep("home.1.name", "")
    kept.drop("home.9.name")
    assert Drafts(tmp_path, writable=False).texts == {"decision.sentence": hostile}
    kept.drop("decision.sentence")
    assert names(tmp_path) == []


@pytest.mark.parametrize("data", [b"", b"\xff", b"drafts = 3", b"a = 1", b"["])
def test_a_broken_file_is_kept_aside(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "draft.toml").write_bytes(data)
    assert "could not be read" in Drafts(tmp_path, writable=False).notice
    assert names(tmp_path) == ["draft.toml"]
    kept = Drafts(tmp_path, writable=True)
    assert "draft.broken-1.toml" in kept.notice
    assert (tmp_path / "draft.broken-1.toml").read_bytes() == data
    kept.keep("home.1.name", "Sam")
    assert Drafts(tmp_path, writable=True).texts == {"home.1.name": "Sam"}


def test_what_was_changed_by_another_hand_does_not_come_back_as_what_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "draft.toml"
    Drafts(tmp_path, writable=True).keep_all({"decision.sentence": "We join.", "note.pcn.name": "Ask\nthe harbour"})
    data, rng = path.read_bytes(), random.Random(20200531)  # noqa: S311 - the same damage each time
    for at in sorted(rng.sample(range(len(data)), cases(30, thorough=len(data)))):
        changed = bytearray(data)
        changed[at] ^= 1 << rng.randrange(8)
        for damaged in (bytes(changed), data[:at]):
            path.write_bytes(damaged)
            read = Drafts(tmp_path, writable=False)
            assert (read.texts, "draft.toml could not be read" in read.notice) == ({}, True), at
    path.write_bytes(data.replace(b"join", b"stay"))
    assert "it was changed after it was written" in Drafts(tmp_path, writable=True).notice
    assert (tmp_path / "draft.broken-1.toml").exists()
    path.write_bytes(b"\xef\xbb\xbf" + data.replace(b"\n", b"\r\n"))
    assert len(Drafts(tmp_path, writable=False).texts) == 2, "an editor that re-saved it changed no word"


def test_what_cannot_be_read_is_said(tmp_path: Path) -> None:
    (tmp_path / "draft.toml").mkdir()
    assert "not an ordinary file" in Drafts(tmp_path, writable=True).notice


def test_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Drafts(tmp_path, writable=True)
    with pytest.raises(StorageFault, match="more than 100,000 characters"):
        kept.keep("a.b", "x" * 100_001)
    monkeypatch.setattr(drafts, "MOST_DRAFTS", 1)
    kept.keep("a.b", "half a character \ud800")
    with pytest.raises(StorageFault, match="being typed"):
        kept.keep("a.c", "y")
    assert kept.texts == {"a.b": "half a character ?"}


def test_faults_leave_the_drafts_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = Drafts(tmp_path, writable=True)
    kept.keep("a.b", "x")
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", Failing(os.replace, 28, times=None))
        patched.setattr(Path, "unlink", Failing(Path.unlink, 13, times=None))
        with pytest.raises(StorageFault):
            kept.keep("a.b", "xy")
        with pytest.raises(StorageFault, match="cannot remove"):
            kept.drop("a.b")
    assert kept.texts == {"a.b": "x"}
