"""Where the program keeps its own files, and the list of decisions there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from platformdirs import user_documents_path

from des_decider.storage import places
from des_decider.storage.places import decisions_folder, known_decisions, new_folder, remember, state_folder


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


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("2020-21 Gull Rock Surgery", "2020-21 Gull Rock Surgery"),
        ("2020/21 Tŷ Môr", "2020-21 Tŷ Môr"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\system32", "C--Windows-system32"),
        ('a"b<c>d|e?f*g', "abcdefg"),
        ("\x1b[31mred\x07\n\tand\u202eon", "[31mred and on"),
        ("  .. - ", "decision"),
        ("", "decision"),
        ("\ud800\0", "decision"),
        ("x" * 500, "x" * 60),
    ],
)
def test_a_name_becomes_a_folder_of_its_own_on_every_system(home: Path, words: str, name: str) -> None:
    found = new_folder(home, words)
    assert found == home / name
    found.mkdir(parents=True)
    assert new_folder(home, words) == home / f"{name} 2"
    (home / f"{name} 2").symlink_to(home / "nowhere")
    assert new_folder(home, words) == home / f"{name} 3", "a link that leads nowhere is left alone"
