"""A first round that nobody sees until all are in: not on the screen, not on the disk, not in a report of a fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.record import faults
from des_decider.storage.places import state_folder
from tests.tui.driver import given_before, meeting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

BEFORE = {
    "partner.1.name": "Dr Una Skerry", "partner.2.name": "Dr Olaf Holm", "partner.3.name": "Inga Voe",
    "decision.question": "Shall we sign up?", "decision.option": "sign_up", "vote.rule": "majority voting",
    "vote.quorum": "2",
}  # fmt: skip
FIRST_ROUND = "A first round: nobody’s position is seen until all are in"


async def begin(room: Meeting) -> None:
    await room.open("How we decide")
    await room.ask("Each partner’s position")
    await room.choose(FIRST_ROUND)


def on_the_disk(folder: Path) -> dict[Path, bytes]:
    """Every file of the decision and of the program's own."""
    found = [path for place in (folder, state_folder()) for path in place.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in found}


async def test_all_positions_are_saved_as_one_step_once_the_last_is_in(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", BEFORE)
    async with meeting(folder) as room:
        await begin(room)
        room.sees("Dr Una Skerry", "For or against what is put to the vote", "Dr Una Skerry, Dr Olaf Holm and Inga Voe")
        await room.press("2")
        room.sees("Still to come: Dr Olaf Holm and Inga Voe.", "Not saved until all")
        await room.press("5")
        room.sees("Dr Olaf Holm (from elsewhere: the chair types it")
        await room.press("1")
        room.sees("Still to come: Inga Voe.")
        await room.press("3")
        room.sees("The first round is in")
        last = room.changes()[-1]
        assert list(last.edits.items()) == [
            ("vote.1.position", (None, "against")),
            ("vote.2.position", (None, "for")),
            ("vote.2.elsewhere", (None, "yes")),
            ("vote.3.position", (None, "abstain")),
        ]
        assert FIRST_ROUND not in "\n".join(room.lines()), "once a position is known nothing can be hidden any more"
        await room.undo()
        assert not any(id_.endswith("position") for id_ in room.kept())


async def test_until_the_last_is_in_the_screen_tells_two_rounds_apart_by_no_sign(tmp_path: Path) -> None:
    seen: list[list[str]] = []
    for keys in ("12", "31"):
        async with meeting(given_before(tmp_path / keys, BEFORE)) as room:
            await begin(room)
            seen.append([])
            for key in keys:
                await room.press(key)
                seen[-1].append(room.text)
    assert seen[0] == seen[1]


@pytest.mark.parametrize("left_by", ["escape", "the window"])
async def test_a_round_that_is_left_is_nowhere_and_everybody_is_asked_again(tmp_path: Path, left_by: str) -> None:
    folder = given_before(tmp_path / "d", BEFORE)
    async with meeting(folder) as room:
        await begin(room)
        before = on_the_disk(folder)
        faults.LAST_ACTIONS.clear()
        await room.press("2", "3")
        assert on_the_disk(folder) == before
        assert not faults.LAST_ACTIONS, "a report of a fault would tell them"
        if left_by == "escape":
            await room.press("escape")
            room.sees("nothing of it is kept")
            assert on_the_disk(folder) == before
    async with meeting(folder) as room:
        await begin(room)
        room.sees("Still to come: Dr Una Skerry, Dr Olaf Holm and Inga Voe.")
    assert not any(id_.startswith("vote.1") for id_ in room.kept())


async def test_enter_by_itself_is_nobodys_position(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", BEFORE)) as room:
        await begin(room)
        await room.press("enter", "x")
        room.sees("press the digit beside an answer".capitalize(), "Still to come: Dr Una Skerry")


async def test_who_declared_and_left_the_room_is_not_asked(tmp_path: Path) -> None:
    left = {"interest.1.partner": "2", "interest.1.kind": "financial", "interest.1.done": "left the room"}
    async with meeting(given_before(tmp_path / "d", BEFORE | left)) as room:
        await begin(room)
        room.sees("Still to come: Dr Una Skerry and Inga Voe.")
