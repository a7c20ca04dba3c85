"""Copies that OneDrive made: offered on opening, looked at side by side, chosen one by one or all."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from des_decider.record.opening import open_decision
from des_decider.tui.screens.copies import CopiesScreen
from tests.tui.driver import SMALL, USUAL, WIDE, given_before, meeting

if TYPE_CHECKING:
    from pathlib import Path

LIST, HOUR, NURSE = "practice.registered_list", "cost.gp_hour", "cost.nurse_hour"
PCN = {"pcn.name": "Isles"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A decision on which two computers wrote; OneDrive laid the laptop's answers beside ours."""
    given_before(tmp_path / "d", {LIST: "9,040", NURSE: "30", **PCN})
    shutil.copytree(tmp_path / "d", tmp_path / "far away" / "laptop")
    at = datetime(2020, 5, 19, 20, 15, tzinfo=UTC)
    with open_decision(tmp_path / "far away" / "laptop", clock=lambda: at) as laptop:
        laptop.give({LIST: "9,100", HOUR: "95", NURSE: ""}, by="Jo Teal", said_by="Dr Vane")
    with open_decision(tmp_path / "d", clock=lambda: at) as here:
        here.give({LIST: "9,050"}, by="Bess Harbour")
    shutil.copyfile(tmp_path / "far away" / "laptop" / "answers.toml", tmp_path / "d" / "answers-LAPTOP.toml")
    return tmp_path / "d"


@pytest.mark.parametrize("size", [SMALL, USUAL, WIDE])
async def test_copies_are_offered_on_opening_and_chosen_one_by_one(folder: Path, size: tuple[int, int]) -> None:
    async with meeting(folder, size) as room:
        await room.settle()
        room.sees("1 copy of this decision has 3 answers that are not here: “answers-LAPTOP.toml”")
        room.sees("Copies other answers, to choose from")
        await room.open("Copies")
        room.sees("Copies of this decision", "1 copy of this decision has 3 answers that are not here")
        room.sees("○ our registered list, changed on both sides", "here 9,050 patients", "copy 9,100 patients")
        room.sees("typed by Bess Harbour, 19 May 2020, 20:15", "Dr Vane said it, typed by Jo Teal, 19 May 2020")
        await room.choose("our registered list")
        room.sees("● our registered list")
        await room.choose("cost of a GP hour")
        await room.choose("our registered list")
        room.sees("○ our registered list")
        assert room.kept()[LIST] == "9050", "nothing is changed before it is said"
        await room.choose("Done: take 1 answer of the copies")
        assert room.status.startswith("1 answer taken over from the copies.")
        room.sees_not("Copies other answers")
        room.sees("Quick look")
    assert room.kept() == {"practice.name": "Gull Rock Surgery", LIST: "9050", HOUR: "95", NURSE: "30", **PCN}
    last = room.changes()[-1]
    assert (last.kind, last.by, last.said_by) == (
        "merged", "Bess Harbour", "the copy “answers-LAPTOP.toml”",
    )  # fmt: skip
    assert (folder / "answers-LAPTOP.toml").exists()
    async with meeting(folder, size) as room:
        await room.settle()
        room.sees_not("Copies other answers")


async def test_all_are_taken_over_and_one_undo_takes_them_back(folder: Path) -> None:
    async with meeting(folder) as room:
        await room.settle()
        await room.open("Copies")
        await room.choose("Choose the copy’s everywhere")
        await room.choose("Done: take 3 answers")
        assert room.kept() == {"practice.name": "Gull Rock Surgery", LIST: "9100", HOUR: "95", **PCN}
        await room.undo()
        assert room.kept()[LIST] == "9050"
    assert [change.kind for change in room.changes()][-2:] == ["merged", "undone"]


async def test_left_undecided_they_are_offered_the_next_time(folder: Path) -> None:
    before = (folder / "history.jsonl").read_bytes()
    async with meeting(folder) as room:
        await room.settle()
        with pytest.MonkeyPatch.context() as still_reading:
            still_reading.setattr(CopiesScreen, "_look", lambda *_: None)
            await room.open("Copies")
            room.sees("Looking for copies…")
            await room.press("escape")
        await room.open("Copies")
        await room.choose("our registered list")
        await room.press("escape")
        room.sees("Copies other answers, to choose from")
    assert (folder / "history.jsonl").read_bytes() == before
    async with meeting(folder) as room:
        await room.settle()
        await room.open("Copies")
        room.sees("○ our registered list")
        await room.choose("Choose the copy’s everywhere")
        await room.choose("Choose ours everywhere")
        await room.choose("Done: keep ours everywhere")
        assert room.status == "Ours is kept everywhere."
    assert (folder / "history.jsonl").read_bytes() == before
    async with meeting(folder) as room:
        await room.settle()
        room.sees_not("Copies other answers")


async def test_answers_that_another_program_replaces_in_the_meeting_are_compared_in_it(folder: Path) -> None:
    theirs = (folder / "answers-LAPTOP.toml").read_bytes()
    (folder / "answers-LAPTOP.toml").unlink()
    async with meeting(folder) as room:
        await room.settle()
        room.sees_not("Copies other answers")
        (folder / "answers.toml").write_bytes(theirs)
        await room.open("Our practice")
        await room.answer("Cost of a nurse hour", "33")
        room.sees("NOT SAVED", "changed by another program")
        assert (folder / "answers.toml").read_bytes() == theirs
        await room.press("escape", "escape")
        await room.open("Copies")
        room.sees("“answers.toml as it is on the disk”", "our registered list, changed on both sides")
        await room.choose("cost of a GP hour")
        await room.choose("Done: take 1 answer")
        room.sees("Saved 19:42")
        room.sees_not("NOT SAVED", "Copies other answers")
    assert room.kept() == {"practice.name": "Gull Rock Surgery", LIST: "9050", HOUR: "95", NURSE: "33", **PCN}
    assert (folder / "answers.edited-1.toml").read_bytes() == theirs


async def test_an_older_answers_file_that_a_service_put_there_is_kept_aside_and_work_is_saved_again(
    folder: Path,
) -> None:
    """It had nothing new, so that there was nothing to choose and no way to save until the decision was closed."""
    (folder / "answers-LAPTOP.toml").unlink()
    older = (folder / "answers.toml").read_bytes()
    async with meeting(folder) as room:
        await room.settle()
        await room.open("Our practice")
        await room.answer("Cost of a nurse hour", "33")
        (folder / "answers.toml").write_bytes(older)
        await room.answer("Cost of a nurse hour", "34")
        room.sees("NOT SAVED")
        await room.press("escape", "escape")
        await room.open("Copies")
        room.sees("is all here already; it is kept beside it.")
        room.sees_not("NOT SAVED")
        await room.press("escape")
        room.sees_not("Copies other answers")
    assert room.kept()[NURSE] == "34"
    assert (folder / "answers.edited-1.toml").read_bytes() == older


async def test_nothing_is_taken_out_with_a_copy_that_nobody_has_looked_at(folder: Path) -> None:
    """That ended the screens."""
    with open_decision(folder, clock=lambda: datetime(2020, 5, 19, 20, 20, tzinfo=UTC)) as here:
        here.give({f"note.{NURSE}": "Mrs Pruett fell"}, by="Bess Harbour")
    ours = (folder / "answers.toml").read_bytes()
    shutil.copyfile(folder / "answers-LAPTOP.toml", folder / "answers.copy-1.toml")
    (folder / "answers-LAPTOP.toml").unlink()
    async with meeting(folder) as room:
        await room.settle()
        await room.open("Our practice")
        await room.ask("Cost of a nurse hour")
        await room.press("ctrl+k")
        await room.choose("Mrs Pruett fell")
        await room.give("it named a patient")
        room.sees("Nothing was taken out: “answers.copy-1.toml” has answers that are not here")
    assert (folder / "answers.toml").read_bytes() == ours
