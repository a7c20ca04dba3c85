"""A disk that takes nothing any more while a group answers: it is said, work goes on, and nothing is lost."""

from __future__ import annotations

import errno
from shutil import disk_usage, move, which
from subprocess import run
from typing import TYPE_CHECKING

import pytest

from des_decider.storage.places import decisions_folder, known_decisions
from des_decider.tui.screens.dialogs import LinesScreen
from tests.building import SMALL as SMALL_SHEET
from tests.cli.driver import Desk
from tests.cli.driver import run as run_command
from tests.failing_disk import refusing
from tests.tui.driver import SMALL, USUAL, WIDE, Meeting, given_before, meeting
from tests.tui.test_start import dialog_says

if TYPE_CHECKING:
    from collections.abc import Iterator
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


async def test_what_was_being_typed_on_a_full_disk_is_no_more_unsaved_once_it_is_given_or_taken(folder: Path) -> None:
    """“NOT SAVED” was shown of a text that was given, until something else was typed for a while."""
    async with meeting(folder) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        with refusing(folder, errno.ENOSPC):
            await room.type("9,05")
            await room.press("escape", "escape")
            room.sees("NOT SAVED", "what was typed is kept on this computer")
            await room.open("Our practice")
            await room.ask("Cost of a nurse hour")
            await room.type("3")
            await room.press("escape")
            room.sees("NOT SAVED")
            await room.ask("Cost of a nurse hour")
        await room.type("33")
        await room.enter()
        room.sees("Saved 19:42")
        room.sees_not("NOT SAVED")
        assert room.drafts() == {LIST: "9,05"}, "the folder has what it did not take before"
    assert (room.kept()["cost.nurse_hour"], room.kept()[LIST]) == ("33", "9040")
    async with meeting(folder) as room:
        room.sees_not("could not be saved")


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


# ------------------------------------------------------------------------------------------ a disk that really is full

BALLAST = "ballast"
ROOM = 64 * 1024
LONG = "word " * 1_200


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """A small disk of its own, where this system lets one be mounted."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount, umount = which("mount"), which("umount")
    if mount is None or umount is None:
        pytest.skip("this system mounts no disks")
    made = run([mount, "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk], check=False, capture_output=True)
    if made.returncode != 0:
        pytest.skip("this system lets no disk be mounted")
    try:
        yield disk
    finally:
        run([umount, disk], check=True)


def nearly_full(disk: Path) -> None:
    """Leave 64 kB of a disk."""
    (disk / BALLAST).write_bytes(bytes(disk_usage(disk).free - ROOM))


def test_commands_on_a_full_disk_keep_what_they_say_they_kept(disk: Path) -> None:
    desk = Desk(disk / "d")
    assert desk.new("Gull Rock Surgery", SMALL_SHEET, "--by", "Ann", "--no-open").code == 0
    nearly_full(disk)
    told: list[str] = []
    while (said := desk.answer(f"note.pcn.name={len(told)} {LONG}")).out == "1 answer kept.\n":
        told.append(f"{len(told)} {LONG}".strip())
    assert len(told) > 2
    assert said.out == "0 answers kept.\n"
    assert said.err.startswith("kept on this computer only, 1 answer, and offered when the decision is opened next: ")
    assert "the disk is full; make room on it and try again" in said.err
    (disk / BALLAST).unlink()
    assert desk.answer("practice.gp_sessions=38").out == "1 answer kept.\n"
    edits = [edit for change in desk.changes() for edit in change["edits"]]
    assert [edit["new"] for edit in edits if edit["id"] == "note.pcn.name"] == told
    assert (desk.kept()["note.pcn.name"], desk.kept()["practice.gp_sessions"]) == (told[-1], "38")
    offered = run_command("merge", desk.folder).out
    assert f"{len(told)} {LONG}"[:20] in offered, "what the disk never took"


async def test_screens_on_a_full_disk_go_on_and_all_is_saved_once_there_is_room(disk: Path) -> None:
    async with meeting(disk / "d", worksheet=SMALL_SHEET) as room:
        nearly_full(disk)
        room.app.go("section:practice")
        await room.settle()
        n = 0
        while "kept on this computer" not in room.text:
            n += 1
            await room.ask("Network")
            await room.give(f"{n} {LONG}")
            assert n < 60
        room.sees(KEPT)
        assert room.kept()["pcn.name"] != f"{n} {LONG}".strip()
        (disk / BALLAST).unlink()
        await room.ask("GP sessions")
        await room.give("38")
        room.sees_not("NOT SAVED")
    assert (room.kept()["pcn.name"], room.kept()["practice.gp_sessions"]) == (f"{n} {LONG}".strip(), "38")
    names = [change.edits["pcn.name"][1] for change in room.changes() if "pcn.name" in change.edits]
    assert names == [f"{m} {LONG}".strip() for m in range(1, n + 1)]
