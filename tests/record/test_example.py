"""The worked example: a copy is a decision like any other, with every answer given and nothing overwritten."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from des_decider.record import example
from des_decider.record.example import copy_there, make_example, new_copy
from des_decider.record.recovery import CannotOpen
from des_decider.record.seal import RECORD
from des_decider.record.state import state_of
from des_decider.storage.places import decisions_folder
from des_decider.storage.safely import StorageFault
from tests.record.decisions import Clock, opened

if TYPE_CHECKING:
    from pathlib import Path


def test_a_copy_is_ready_to_be_signed_off(tmp_path: Path) -> None:
    make_example(tmp_path / "copy", Clock())
    with opened(tmp_path / "copy") as session:
        state = state_of(session)
        assert session.answers.text("practice.name") == "Saltmarsh Surgery (worked example)"
        assert session.answers["practice.registered_list"].by == "Bess Harbour, practice manager"
        assert (list(state.quick_look_open), list(state.blocking)) == ([], [])
        assert list(state.contradictions) == []
        assert "decision.against_figures" in session.answers, "it signs up although the figures are against"
        assert session.read_only == "", "whoever made it has let go of it"
    shown = {p.name for p in (tmp_path / "copy").iterdir() if not p.name.startswith(".")}
    assert shown == {*RECORD, "summary.json"}, "a memo is written when somebody asks for one"


def test_it_takes_no_folder_that_holds_something(tmp_path: Path) -> None:
    (tmp_path / "minutes.docx").write_bytes(b"")
    with pytest.raises(CannotOpen, match="is not empty; choose a new folder"):
        make_example(tmp_path, Clock())
    assert [p.name for p in tmp_path.iterdir() if p.is_file()] == ["minutes.docx"]


def test_a_copy_gets_a_folder_whose_name_is_not_taken_and_the_last_one_is_there() -> None:
    assert copy_there() is None
    assert not decisions_folder().exists(), "looking makes nothing"
    first = new_copy(Clock())
    assert first == decisions_folder() / "Saltmarsh worked example"
    before = (first / "answers.toml").read_bytes()
    (decisions_folder() / "Saltmarsh worked example 2").write_text("notes of my own")
    third = new_copy(Clock())
    assert third.name == "Saltmarsh worked example 3"
    assert copy_there() == third
    assert (first / "answers.toml").read_bytes() == before
    (third / "answers.toml").unlink()
    (third / "history.jsonl").unlink()
    assert copy_there() == first, "what holds no decision is no copy"


def test_the_copy_made_last_is_there_whichever_before_it_was_deleted() -> None:
    """Of copies after the first one that was deleted none was found any more."""
    first, second = new_copy(Clock()), new_copy(Clock())
    before = (second / "answers.toml").read_bytes()
    shutil.rmtree(first)
    assert copy_there() == second
    third = new_copy(Clock())
    assert third.name == "Saltmarsh worked example 3", "one made in a gap would not be the last"
    assert copy_there() == third
    shutil.rmtree(third)
    assert copy_there() == second
    assert (second / "answers.toml").read_bytes() == before


@pytest.mark.parametrize("line", ["no equals sign", "cost.gp_hour = a lot", "weather = fine"])
def test_an_example_that_is_not_in_order_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line: str) -> None:
    (tmp_path / "mine.answers").write_text(f"cost.nurse_hour = 28\n{line}\n", encoding="utf-8")
    monkeypatch.setattr(example, "example_answers", lambda: tmp_path / "mine.answers")
    with pytest.raises(CannotOpen, match="the worked example is not in order: "):
        make_example(tmp_path / "copy", Clock())


def test_an_example_that_is_missing_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(example, "example_answers", lambda: tmp_path / "gone")
    with pytest.raises(StorageFault, match="cannot read"):
        make_example(tmp_path / "copy", Clock())
    assert not (tmp_path / "copy").exists()
