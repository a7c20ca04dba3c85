"""A disk that takes nothing any more while a group answers: it is said, work goes on, and nothing is lost."""

from __future__ import annotations

import errno
from shutil import move
from typing import TYPE_CHECKING

import pytest

from des_decider.storage.places import decisions_folder, known_decisions
from des_decider.tui.screens.dialogs import LinesScreen
from tests.record.test_session import refusing
from tests.tui.driver import SMALL, USUAL, WIDE, Meeting, given_before, meeting
from tests.tui.test_start import dialog_says

if TYPE_CHECKING:
    from pathlib import Path

LIST, WEIGHTED = "practice.registered_list", "practice.weighted_list"
KEPT = "NOT SAVED, but kept on this computer. Ctrl+S saves the decision elsewhere."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return given_before(tmp_path / "d", {LIST: "9,040"})


@pytest.mark.parametrize("size", [SMALL, USUAL, WIDE])
async def test_answers_go_on_while_the_disk_is_full_and_are_saved_once_there_is_room(
    folder: Path, size: tuple[int, int]
) -> None:
    async with meeting(folder, size) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        with refusing(folder, errno.ENOSPC):
            await room.give("9,050")
            assert room.question == "How many weighted patients do we have?", "work goes on"
            room.sees(KEPT)
            await room.give("9,150")
            room.sees(KEPT)
            await room.press("escape", "escape")
            room.sees(KEPT)
        assert (room.kept()[LIST], WEIGHTED in room.kept()) == ("9040", False)
        await room.open("Our practice")
        await room.answer("Cost of a nurse hour", "33")
        room.sees("Saved 19:42")
        room.sees_not("NOT SAVED")
    assert (room.kept()[LIST], room.kept()[WEIGHTED], room.kept()["cost.nurse_hour"]) == ("9050", "9150", "33")
    assert [list(change.edits) for change in room.changes()][-3:] == [[LIST], [WEIGHTED], ["cost.nurse_hour"]]


async def test_what_never_reached_the_disk_is_offered_the_next_time(folder: Path) -> None:
    with refusing(folder, errno.ENOSPC):
        async with meeting(folder) as room:
            await room.open("Our practice")
            await room.answer("Our registered list", "9,050")
            await room.press("ctrl+q")
    assert room.kept()[LIST] == "9040"
    async with meeting(folder) as room:
        await room.settle()
        room.sees("1 copy of this decision has 1 answer that is not here: “kept on this computer”")
        await room.open("Copies")
        room.sees("here 9,040 patients", "copy 9,050 patients")
        await room.choose("our registered list")
        await room.choose("Done: take 1 answer")
    assert room.kept()[LIST] == "9050"


async def test_saved_elsewhere_the_decision_goes_on_there(folder: Path) -> None:
    there = decisions_folder() / "d"
    before = (folder / "history.jsonl").read_bytes()
    async with meeting(folder) as room:
        await room.press("ctrl+s")
        assert room.status == f"All is saved, in “{folder}”."
        with refusing(folder, errno.EROFS):
            await room.open("Our practice")
            await room.answer("Our registered list", "9,050")
            await room.type("9,1")
            await room.press("ctrl+s")
            assert isinstance(room.app.screen, LinesScreen)
            room.sees("Into which folder is the decision to be saved?")
            await room.type(str(folder))
            await room.enter()
            dialog_says(room, "holds a decision already; open it, or choose another folder")
            await room.type(str(there))
            await room.enter()
            room.sees("Saved, and goes on there; the old folder stays as it is: “")
            room.sees_not("NOT SAVED")
        at_the_new_place = Meeting(room.app, room.pilot, there)
        assert room.app.meeting.session.folder == there
        await room.open("Our practice")
        assert (room.question, room.field) == ("How many weighted patients do we have?", "9,1")
        await room.give("9,150")
        assert at_the_new_place.kept()[WEIGHTED] == "9150"
    assert (folder / "history.jsonl").read_bytes() == before
    assert at_the_new_place.kept() == {"practice.name": "Gull Rock Surgery", LIST: "9050", WEIGHTED: "9150"}
    assert at_the_new_place.drafts() == {}
    assert known_decisions()[0] == there


async def test_a_drive_that_is_pulled_out_and_put_in_again(folder: Path) -> None:
    pulled_out = folder.with_name("pulled out")
    async with meeting(folder) as room:
        await room.open("Our practice")
        move(folder, pulled_out)
        await room.answer("Our registered list", "9,050")
        room.sees(KEPT, "see whether the drive is connected")
        move(pulled_out, folder)
        await room.give("9,150")
        room.sees("Saved 19:42")
    assert (room.kept()[LIST], room.kept()[WEIGHTED]) == ("9050", "9150")
