"""Tables answered as a whole or row by row: both are kept, one counts, and rows are entered by keyboard alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.cli.driver import Desk
from tests.tui.driver import WIDE, given_before, meeting
from tests.tui.test_changing_minds import ALL, HOMES

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

NAME = "What is the home called?"
PRACTICE = {"practice.name": "Gull Rock Surgery"}


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """The quick look is done, everything as a whole."""
    return given_before(tmp_path / "d", ALL)


@pytest.fixture
def homes(tmp_path: Path) -> Path:
    """Two homes are entered, row by row."""
    return given_before(tmp_path / "d", HOMES)


async def switch(room: Meeting, table: str, to: str) -> None:
    """Answer a table as a whole or row by row."""
    await room.table(table)
    room.tells(f"Ctrl+R {to}")
    await room.press("ctrl+r")


def row(kept: dict[str, str], stem: str) -> dict[str, str]:
    """The answers of one row by the last word of their ids."""
    return {id_.removeprefix(f"{stem}."): text for id_, text in kept.items() if id_.startswith(f"{stem}.")}


async def test_homes_as_a_whole_and_row_by_row_are_both_kept_and_one_counts(answered: Path) -> None:
    async with meeting(answered, WIDE) as room:
        as_a_whole = room.standing
        await room.open("Care homes")
        await switch(room, "Our homes", "home by home")
        assert room.question == NAME
        assert room.status == "3 answers given as a whole are kept and no longer counted; Ctrl+R goes back."
        table = await room.table("Our homes")
        await table.type(("Samphire House", "42", "2", "2", "30 min", "10"))
        by_rows = room.standing
        assert by_rows["this year"] != as_a_whole["this year"]
        assert Desk(answered).figures()["care_homes.beds"]["value"] == "42.0000"
        await switch(room, "Our homes", "as a whole")
        assert room.question.startswith("How many beds do the care homes we look after have")
        assert room.status == "6 answers given home by home are kept and no longer counted; Ctrl+R goes back."
        assert table.lines[0] == ["64"]
        assert room.standing == as_a_whole
        await switch(room, "Our homes", "home by home")
        room.sees("Samphire House")
        assert table.cell("Samphire House", "Beds") == "42"
        assert room.standing == by_rows
    kept = room.kept()
    assert kept.items() >= ALL.items()
    assert row(kept, "home.1") == {
        "name": "Samphire House", "beds": "42", "done_by": "nurse", "round_hours": "2", "travel_hours": "30 min",
        "arrivals": "10",
    }  # fmt: skip


async def test_posts_are_answered_role_by_role_and_as_a_whole_again(answered: Path) -> None:
    async with meeting(answered, WIDE) as room:
        as_a_whole = room.standing
        await room.open("Posts and people")
        await switch(room, "The posts", "role by role")
        table = await room.table("The posts")
        await table.stand_on("Clinical pharmacist", "Posts wanted")
        assert "full-time" in room.question
        await room.give("2")
        assert room.standing != as_a_whole
        await switch(room, "The posts", "as a whole")
        assert room.status == "1 answer given role by role is kept and no longer counted; Ctrl+R goes back."
        assert table.cell("Posts wanted") == "! 7", "seven is above the worksheet's own bounds"
        assert room.standing == as_a_whole
    assert room.kept() == PRACTICE | ALL | {"workforce.by": "whole", "workforce.clinical_pharmacist.wte": "2"}


async def test_a_service_is_answered_requirement_by_requirement_and_as_a_whole_again(answered: Path) -> None:
    async with meeting(answered, WIDE) as room:
        as_a_whole = room.standing
        await room.open("The work")
        await switch(room, "Structured medication reviews", "requirement by requirement")
        assert room.question.startswith("Can this be done in time")
        await room.press("right", "3", "enter")
        assert room.standing["GP time a week"] != as_a_whole["GP time a week"]
        await switch(room, "Structured medication reviews", "as a whole")
        assert room.standing == as_a_whole
    hours = {id_: text for id_, text in room.kept().items() if id_.startswith("specification.")}
    assert list(hours.values()) == ["3"]
    assert room.kept()["service.smr.gp_hours"] == "1"


async def test_one_home_after_another_is_entered_by_keyboard_alone(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Care homes")
        await switch(room, "Our homes", "home by home")
        await room.press("ctrl+g")
        for number, (name, beds) in enumerate((("Elm", "42"), ("Oak", "18")), start=1):
            assert room.question == NAME
            await room.press(*name, "enter", *beds, "enter")
            await room.press("2")
            await room.enter(1 + 9)  # the first belongs to the digit
            assert row(room.kept(), f"home.{number}") == {"name": name, "beds": beds, "done_by": "nurse"}
        assert room.question == NAME
        room.tells("leave it empty")
        await room.press("enter")
        assert room.question.startswith("Do we know how many registered beds")
    assert sorted(room.kept()) == [
        "home.1.beds", "home.1.done_by", "home.1.name", "home.2.beds", "home.2.done_by", "home.2.name", "home.by",
        "practice.name",
    ]  # fmt: skip
    assert room.drafts() == {}


async def test_a_deleted_home_comes_back_in_its_place_and_its_number_is_not_used_again(homes: Path) -> None:
    async with meeting(homes, WIDE) as room:
        await room.open("Care homes")
        table = await room.table("Our homes")
        await table.stand_on("Samphire House")
        await room.press("delete")
        assert table.names == ["The Laurels", "+ Another home"]
        await room.undo()
        assert table.names == ["Samphire House", "The Laurels", "+ Another home"]
        await table.stand_on("The Laurels")
        await room.press("delete")
        assert room.status == "The Laurels: deleted. F4 brings it back."
        await table.stand_on("+ Another home")
        assert room.question == NAME
        await room.give("Overdale")
    names = {id_: text for id_, text in room.kept().items() if id_.startswith("home.") and id_.endswith(".name")}
    assert names == {"home.1.name": "Samphire House", "home.3.name": "Overdale"}


async def test_a_row_that_was_added_cannot_be_deleted_where_the_worksheet_has_it(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", {"workforce.by": "rows"})) as room:
        await room.open("Posts and people")
        table = await room.table("The posts")
        lines = table.names
        await room.press("delete")
        assert table.names == lines
    assert room.kept() == PRACTICE | {"workforce.by": "rows"}


async def test_without_a_care_home_nothing_more_is_asked_about_homes(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Care homes")
        room.sees("Our homes")
        await room.answer("We are without care homes", "Yes")
        assert room.question.startswith("Do we know how many registered beds")
        room.sees_not("Our homes")
        await room.open("Quick look")
        assert not [line for line in room.lines() if "in our homes" in line.lower()]
        await room.undo()
        assert [line for line in room.lines() if "in our homes" in line.lower()]
    assert room.kept() == PRACTICE


async def test_homes_that_are_entered_stay_when_somebody_says_there_are_none(homes: Path) -> None:
    """The question is asked no more once a home is entered; the answers that contradict are pointed out."""
    Desk(homes).answer("home.none=yes")
    async with meeting(homes) as room:
        await room.open("Check all answers")
        room.sees("Look again:")
        assert [line for line in room.lines() if "We are without care homes" in line and "Yes" in line]
    assert room.kept() == PRACTICE | HOMES | {"home.none": "yes"}
