from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from platformdirs import user_documents_path

from des_decider.storage import places
from des_decider.storage.places import decisions_folder, known_decisions, remember, state_folder


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DES_DECIDER_HOME", str(tmp_path / "home"))
    return tmp_path / "home"


def test_decisions_are_known_the_last_first(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert known_decisions() == ()
    monkeypatch.setattr(places, "MOST_KNOWN", 2)
    a, b, c = (home.parent / name for name in "abc")
    for folder in (a, b, a):
        remember(folder)
    assert known_decisions() == (a, b)
    remember(c)
    assert known_decisions() == (c, a)


def test_relative_folders_are_known_by_their_full_name(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home.parent)
    remember(Path("here"))
    assert known_decisions() == (home.parent / "here",)


@pytest.mark.parametrize("data", [b"", b"\xff", b"decisions = 3", b"["])
def test_a_broken_list_is_kept_aside_and_begun_again(home: Path, data: bytes) -> None:
    home.mkdir()
    (home / "decisions.toml").write_bytes(data)
    assert known_decisions() == ()
    remember(home / "a")
    assert known_decisions() == (home / "a",)
    assert (home / "decisions.broken-1.toml").read_bytes() == data


def test_hostile_entries_are_passed_over(home: Path) -> None:
    home.mkdir()
    (home / "decisions.toml").write_text('decisions = [1, "a\\u0000b", "/ok"]')
    assert known_decisions() == (Path("/ok"),)


def test_faults_are_said(home: Path) -> None:
    assert remember(home / "a") == ""
    assert "rename it" in remember(Path("bad\udcff"))
    assert known_decisions() == (home / "a",)
    shutil.rmtree(home)
    home.touch()
    assert remember(home / "a").startswith("cannot make")
    assert known_decisions() == ()


def test_the_state_folder_is_the_platforms(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("DES_DECIDER_HOME", raising=False)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert state_folder().name == "des-decider"


def test_new_decisions_go_to_the_persons_documents(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert decisions_folder() == home / "decisions"
    monkeypatch.delenv("DES_DECIDER_HOME")
    assert decisions_folder() == user_documents_path() / "des-decider"
    assert not home.exists(), "looking makes no folder"
