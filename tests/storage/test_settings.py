"""The settings file of a person: read where it is there, never in the way where it is broken."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from des_decider.storage.settings import FILE, MOST_BYTES, Settings, keep_look, read_settings

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("DES_DECIDER_HOME", str(tmp_path))
    return tmp_path / FILE


def test_without_a_file_nothing_is_set_and_none_is_made(file: Path) -> None:
    assert read_settings() == Settings()
    assert not file.exists()


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ('[keys]\nundo = "ctrl+z"\n', {"undo": "ctrl+z"}),
        ('\ufeff[keys]\r\nundo = "f12"\r\nnote = 3\r\n', {"undo": "f12", "note": "3"}),
        ('[colours]\nname = "paper"\n', {}),
    ],
    ids=["one key", "as a Windows editor saves it, with a number", "nothing of it known yet"],
)
def test_keys_are_given_as_they_are_written(file: Path, written: str, keys: dict[str, str]) -> None:
    file.write_bytes(written.encode())
    assert read_settings() == Settings(keys)


@pytest.mark.parametrize(
    ("written", "why"),
    [
        (b"[keys\n", "Expected"),
        (b'keys = "f4"\n', "keys is no table"),
        (b"\xff\xfe[\x00", "it is not UTF-8 text"),
        (b"", "it is empty"),
        (b"#" * (MOST_BYTES + 1), "bytes"),
        (b"a = " + b"[" * 5000, "nested too deep"),
    ],
    ids=["no TOML", "no table", "UTF-16", "empty", "too large", "too deep"],
)
def test_a_broken_file_sets_nothing_and_is_told_in_one_sentence(file: Path, written: bytes, why: str) -> None:
    file.write_bytes(written)
    found = read_settings()
    assert not found.keys
    assert found.fault.startswith("settings.toml is not used: ")
    assert why in found.fault
    assert str(file) in found.fault
    assert "\n" not in found.fault
    assert file.read_bytes() == written


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights there")
def test_a_link_is_not_followed(file: Path, tmp_path: Path) -> None:
    (tmp_path / "elsewhere.toml").write_text('[keys]\nundo = "f12"\n', encoding="utf-8")
    file.symlink_to(tmp_path / "elsewhere.toml")
    found = read_settings()
    assert not found.keys
    assert found.fault


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (None, 'look = "light"\n'),
        (
            '# ours\nlook = "dark" # at home\n\n[keys]\nundo = "f12"\n',
            '# ours\nlook = "light"\n\n[keys]\nundo = "f12"\n',
        ),
        ('[keys]\nlook = "f12"  # mine\n', 'look = "light"\n[keys]\nlook = "f12"  # mine\n'),
        ('words = """\n[keys]\n"""\n', 'look = "light"\nwords = """\n[keys]\n"""\n'),
    ],
    ids=["no file", "a look already", "a key for the command", "what looks like a table"],
)
def test_a_look_is_kept_and_every_other_line_stays(file: Path, before: str | None, after: str) -> None:
    if before is not None:
        file.write_text(before, encoding="utf-8")
    assert keep_look("light") == ""
    assert file.read_text(encoding="utf-8") == after
    assert read_settings().look == "light"


@pytest.mark.parametrize(
    "before", ['look = """\ndark"""\n', 'words = """\nlook = 1\n"""\n', "[keys\n", '[look]\nname = "dark"\n'],
    ids=["over two lines", "in a text", "broken", "a table"],
)  # fmt: skip
def test_a_look_that_cannot_be_kept_is_told_and_the_file_left_as_it_was(file: Path, before: str) -> None:
    file.write_text(before, encoding="utf-8")
    said = keep_look("light")
    assert said.startswith("The look was not kept for the next time: ")
    assert said.endswith(".")
    assert file.read_text(encoding="utf-8") == before
