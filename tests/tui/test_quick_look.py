"""The quick look: its answers one after another, figures at the end, and the files afterwards."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.tui.driver import meeting

if TYPE_CHECKING:
    from pathlib import Path

QUICK_LOOK = (
    ("How many registered patients do we have?", "9,040", "practice.registered_list", "9040"),
    ("How many weighted patients do we have?", "9.71k", "practice.weighted_list", "9710"),
    ("How many sessions a week do all our GPs work in total?", "38", "practice.gp_sessions", "38"),
)


async def test_partners_are_named_one_after_another_and_an_empty_line_goes_on(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Quick look")
        assert room.question == "What is the partner's name?"
        await room.give("Dr Una Skerry")
        await room.give("Inga Voe")
        await room.press("enter")
        assert room.question == "How many registered patients do we have?"
    assert room.kept() == {
        "practice.name": "Gull Rock Surgery",
        "partner.1.name": "Dr Una Skerry",
        "partner.2.name": "Inga Voe",
    }


async def test_each_answer_is_saved_and_the_next_question_comes(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Quick look")
        await room.press("enter")
        for question, typed, id_, kept in QUICK_LOOK:
            assert room.question == question
            await room.give(typed)
            assert room.kept()[id_] == kept
            room.sees("Saved 19:42")
