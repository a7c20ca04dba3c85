"""Keys that arrive together, as a slow line delivers them: each counts where it would have, typed one at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.tui import key_queue
from tests.tui.driver import given_before, meeting
from tests.tui.stillness import until

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_a_number_mended_in_one_burst_is_the_number_typed(tmp_path: Path) -> None:
    # "9,12" was mended to "9,100" by keys of one packet and saved as "9": letters overtook Backspace.
    async with meeting(tmp_path / "d") as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.press(*"9,12")
        await room.together(*["backspace"] * 4, *"9,100", "enter")
        assert room.kept()["practice.registered_list"] == "9100"


async def test_what_is_typed_ahead_answers_the_question_that_comes_next(tmp_path: Path) -> None:
    # The keys after an Enter went into the field that was just given, and then to the next question as a whole.
    async with meeting(tmp_path / "d") as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.together(*"9040", "enter", *"9310", "enter")
        kept = room.kept()
        assert (kept["practice.registered_list"], kept["practice.weighted_list"]) == ("9040", "9310")


async def test_digits_that_come_together_choose_for_one_question_each_and_for_the_table_that_follows(
    tmp_path: Path,
) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("The work")
        await room.press("ctrl+g")
        await room.ask("whole or row by row")
        await room.together("1", "2", "enter", "3")
        assert room.kept()["service.smr.by"] == "whole"
        assert room.kept()["service.smr.status"] == "ready"
        assert sum(id_.startswith("service.") for id_ in room.kept()) == 2
        assert room.field == "3", "what comes next is asked in a number"


async def test_keys_after_one_that_closes_a_screen_reach_what_is_then_shown(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"practice.registered_list": "9,000"})
    async with meeting(folder) as room:
        await room.open("Our practice")
        await room.together("escape", "escape", "f1")
        room.sees("The task list.")
        await room.together("escape", "f2", "escape", "ctrl+q")
        assert room.app.return_value == 0


async def test_no_key_waits_for_ever_where_what_it_waits_for_is_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(key_queue.Passed, "bubble", False)
    monkeypatch.setattr(key_queue, "PATIENCE", 0.001)
    async with meeting(tmp_path / "d") as room:
        room.post("f1")
        room.post("f1")
        room.post("ctrl+q")
        await until(room.app, lambda: not room.app.is_running, "the program ends")
        assert room.app.return_value == 0
