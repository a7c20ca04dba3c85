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


async def test_a_number_typed_where_one_of_a_list_is_to_be_chosen_answers_neither_this_nor_the_next(
    tmp_path: Path,
) -> None:
    # Of "12", typed for another question, 1 was the answer to this one and 2 to the next, which nobody had seen.
    async with meeting(tmp_path / "d") as room:
        await room.open("The work")
        await room.press("ctrl+g")
        await room.ask("whole or row by row")
        asked = room.question
        for way in (room.together, room.press):
            await way(*"12")
            assert (room.question, room.field) == (asked, "12")
            room.tells("“12” is none of the choices; empty it, and a digit chooses")
            await way(*"5.5", "enter")
            room.tells("“125.5”: choose")
            assert (room.kept(), room.drafts()) == ({"practice.name": "Gull Rock Surgery"}, {"service.smr.by": "125.5"})
            await room.press("ctrl+u")
        await room.press("1")
        room.later()
        assert room.question != asked
        await room.together("2", "enter", "3")
        assert room.kept()["service.smr.by"] == "whole"
        assert room.kept()["service.smr.status"] == "ready"
        assert sum(id_.startswith("service.") for id_ in room.kept()) == 2
        assert room.field == "3", "what comes next is asked in a number"


async def test_a_number_is_said_to_be_no_choice_also_where_the_first_figure_led_away(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", {"home.none": "no"})) as room:
        await room.press("ctrl+f", *"our lmc", "enter")
        asked = room.question
        assert asked.startswith("Have we asked our LMC")
        await room.together(*"12")
        room.sees("“12” is none of the choices")
        assert [id_ for id_ in room.kept() if id_.startswith("question.")] == []
        assert list(room.drafts().values()) == ["12"]


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


async def test_a_range_typed_where_one_of_a_list_is_to_be_chosen_is_no_choice_either(tmp_path: Path) -> None:
    # Of "4/5/6" the 4 said that the work cannot be done, and the next question had "/5/6".
    async with meeting(tmp_path / "d") as room:
        await room.open("The work")
        await room.press("ctrl+g")
        await room.ask("can it be done?")
        asked = room.question
        await room.together(*"4/5/6")
        assert (room.question, room.field) == (asked, "4/5/6")
        assert list(room.kept()) == ["practice.name"]
