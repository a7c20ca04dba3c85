"""Figures that cannot be right: kept as typed, marked, said why, found again, mended; they stand in nobody's way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.driver import SMALL, WIDE, given_before, meeting
from tests.tui.test_changing_minds import ALL, NAMED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

BEDS = "home.whole.beds"
WHY = "“4x”: write a whole number"


async def at_the_beds(room: Meeting) -> None:
    await room.open("Care homes")
    await room.ask("Our homes")
    await room.ask("beds")
    assert room.question == "How many beds do the care homes we look after have, as registered with the CQC?"


async def typed_wrongly(folder: Path) -> None:
    """A meeting in which somebody typed 4x for the beds and went on."""
    async with meeting(folder) as room:
        await at_the_beds(room)
        await room.give("4x")
        await room.press("enter")


async def test_what_is_not_understood_is_kept_marked_and_said_why_and_a_second_enter_goes_on(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await at_the_beds(room)
        await room.give("4x")
        assert room.status == "Kept as typed and marked. Enter again goes on, or mend it."
        assert room.field == "4x"
        assert room.drafts() == {BEDS: "4x"}
        room.tells(f"! {WHY}")
        room.sees("! beds", "! Our homes")
        await room.press("enter")
        assert room.question.startswith("Who does most of the weekly work in our homes")
        room.sees("! beds")
        await room.press("escape", "escape")
        room.sees("Care homes to come back to", "To come back to 1 thing")
    assert BEDS not in room.kept()
    assert room.drafts() == {BEDS: "4x"}
    assert len(room.changes()) == 1


async def test_a_number_in_another_unit_is_kept_as_typed_and_not_as_if_it_were_in_the_question_s(
    tmp_path: Path,
) -> None:
    async with meeting(tmp_path / "d") as room:
        await at_the_beds(room)
        await room.give("40 sessions")
        room.tells("! “40 sessions”: this is asked in CQC beds, not “sessions”; write CQC beds")
        assert room.drafts() == {BEDS: "40 sessions"}
        assert BEDS not in room.kept()
        await room.give("40 beds")
    assert room.kept()[BEDS] == "40"
    assert room.drafts() == {}


async def test_it_is_found_again_in_another_meeting_and_mended(tmp_path: Path) -> None:
    await typed_wrongly(tmp_path / "d")
    async with meeting(tmp_path / "d") as room:
        await room.open("To come back to")
        room.sees("! Beds in our homes", WHY)
        await room.press("enter")
        assert room.question.startswith("How many beds")
        assert room.field == "4x"
        await room.give("42")
        room.sees("Nothing is marked.")
        await room.press("escape")
        room.sees("To come back to nothing")
    assert room.kept()[BEDS] == "42"
    assert room.drafts() == {}


async def test_checking_the_answers_shows_it_first_and_leads_to_it(tmp_path: Path) -> None:
    await typed_wrongly(tmp_path / "d")
    async with meeting(tmp_path / "d") as room:
        await room.open("Check all answers")
        room.sees("1 typed and not understood")
        assert "“4x”" in room.lines()[0]
        await room.press("enter")
        await room.give("42")
        room.sees("Check: all answers")
        room.sees_not("typed and not understood", "4x")
    assert room.kept()[BEDS] == "42"
    assert room.drafts() == {}


async def test_the_answer_that_stood_stands_until_it_is_mended(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", ALL)) as room:
        figures = room.standing
        await at_the_beds(room)
        await room.give("64 or so")
        room.tells("The answer that stands: 64 CQC beds")
        await room.press("enter")
        assert room.standing == figures
        await room.ask("beds")
        assert room.field == "64 or so"
        await room.press("escape")
        assert room.kept()[BEDS] == "64"
        await room.answer("beds", "64")
        room.sees("● beds")
    assert room.kept()[BEDS] == "64"
    assert room.drafts() == {}
    assert len(room.changes()) == 2, "nothing was answered anew"


async def test_signing_off_names_it_and_it_blocks_until_it_is_emptied(tmp_path: Path) -> None:
    given_before(tmp_path / "d", NAMED)
    await typed_wrongly(tmp_path / "d")
    async with meeting(tmp_path / "d", (120, 40)) as room:
        await room.open("Sign off")
        named = [line for line in room.lines() if "4x" in line]
        assert len(named) == 1
        await room.choose("4x")
        assert room.field == "4x"
        await room.press("delete", "escape")
        assert not [line for line in room.lines() if "4x" in line]
    assert BEDS not in room.kept()
    assert room.drafts() == {}


WRONG = [
    # the section, its question, what is typed, and a part of why not
    ("Our practice", "Cost of a GP hour", "156 / 100 / 80", "the lowest first"),
    ("Our practice", "Cost of a GP hour", "80 / 100", "a range has three numbers"),
    ("Our practice", "GP sessions", "-3", "cannot be below 0"),
    ("Contract and exit", "Deadline the commissioner asked for", "31 June 2020", "there is no such day"),
    ("Contract and exit", "Deadline the commissioner asked for", "next Tuesday", "write a date: day, month and year"),
    ("Money", "Our share of the network", "140%", "cannot be above 100"),
]


@pytest.mark.parametrize(("section", "question", "typed", "why"), WRONG, ids=[row[2] for row in WRONG])
async def test_each_kind_of_wrong_answer_says_why(
    tmp_path: Path, section: str, question: str, typed: str, why: str
) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open(section)
        await room.ask(question)
        asked = room.question
        await room.give(typed)
        assert room.question == asked
        room.tells(f"! “{typed}”: ", why)
        await room.press("enter")
        assert room.question != asked
    assert list(room.kept()) == ["practice.name"]
    assert list(room.drafts().values()) == [typed]


async def test_of_a_column_pasted_from_a_spreadsheet_only_the_first_line_is_taken_and_that_is_said(
    tmp_path: Path,
) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.type("9,040\n9,710")
        assert room.field == "9,040"
        assert room.status == "Only the first line was pasted; this field takes one answer."
        await room.press("enter")
    assert room.kept()["practice.registered_list"] == "9040"
    assert "practice.weighted_list" not in room.kept()


async def test_what_is_typed_after_a_wrong_answer_replaces_it(tmp_path: Path) -> None:
    """It was appended: “9,1oo9100”."""
    async with meeting(tmp_path / "d") as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.give("9,1oo")
        room.sees("Kept as typed and marked.")
        await room.press("9", "1", "0", "0")
        assert room.field == "9100"
        await room.press("enter")
    assert room.kept()["practice.registered_list"] == "9100"


async def test_the_last_line_names_the_answer_just_saved_however_long_its_question(tmp_path: Path) -> None:
    """A digit at a list of choices answers at once and goes on; whoever meant something else sees what was saved."""
    async with meeting(tmp_path / "d", SMALL) as room:
        await room.open("Care homes")
        await room.ask("Who will be the clinical lead")
        await room.press("2")
        saved = room.app.meeting.session.ids.field("question.home_lead")
        assert saved is not None
        answer = saved.rules.choices[room.kept()["question.home_lead"]]
        room.sees(f": {answer[:12]}")
        await room.ask("Do we know how many registered")
        await room.press("1")
        assert room.status == "“Do we know how man…nd how many to us?”: Yes"
        assert ": " in room.status


async def test_a_limit_of_more_than_all_is_refused_or_asked_about(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", {"home.none": "no"}), WIDE) as room:
        await room.open("Posts and people")
        await room.ask("Our limit for posts: no concern")
        await room.give("212")
        room.tells("“212”: it cannot be above 100")
        assert "threshold.workforce.green" not in room.kept()
        await room.press("escape", "escape")
        await room.open("Care homes")
        await room.ask("Our limit for care homes: no concern")
        await room.give("212")
        assert "more than all of it; is that meant?" in room.status
        assert room.kept()["threshold.care_homes.green"] == "212"
