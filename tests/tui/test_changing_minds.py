"""Changing one's mind: undo and redo, an answer twice, who said it, notes, and taking an answer back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.driver import WIDE, given_before, meeting
from tests.tui.test_quick_look import QUICK_LOOK

if TYPE_CHECKING:
    from pathlib import Path

NAMED = {"partner.1.name": "Dr Una Skerry", "partner.2.name": "Inga Voe"}
ALL = NAMED | {id_: kept for _, _, id_, kept in QUICK_LOOK}
HOMES = NAMED | {
    "home.by": "rows", "home.1.name": "Samphire House", "home.1.beds": "42", "home.2.name": "The Laurels",
    "home.2.beds": "18",
}  # fmt: skip
LIST, LEAD = "practice.registered_list", "question.home_lead"


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """The quick look is done: changes 1 and 2 of the history."""
    return given_before(tmp_path / "d", ALL)


async def test_undo_names_what_it_undoes_and_redo_gives_it_again(answered: Path) -> None:
    async with meeting(answered, WIDE) as room:
        before = room.standing
        await room.open("Our practice")
        await room.answer("Our registered list", "12,000")
        after = room.standing
        assert after["this year"] != before["this year"]
        await room.undo()
        assert room.status == "Undone: our registered list is back to 9,040 patients."
        assert room.standing == before
        assert room.kept()[LIST] == "9040"
        await room.undo()
        assert room.status == "There is nothing to undo."
        await room.redo()
        assert room.status == "Done again: our registered list: 12,000 patients."
        assert room.standing == after
        await room.redo()
        assert room.status == "There is nothing to redo."
    assert room.kept()[LIST] == "12000"
    assert [(change.kind, change.edits) for change in room.changes()[2:]] == [
        ("answered", {LIST: ("9040", "12000")}),
        ("undone", {LIST: ("12000", "9040")}),
        ("redone", {LIST: ("9040", "12000")}),
    ]


async def test_undo_stands_on_the_question_whose_answer_it_took_back(answered: Path) -> None:
    """It stood on the next one, where the answer that was to be given anew could not be typed."""
    async with meeting(answered, WIDE) as room:
        await room.open("Our practice")
        await room.answer("Our registered list", "12,000")
        assert room.question == "How many weighted patients do we have?"
        await room.undo()
        assert (room.question, room.field) == ("How many registered patients do we have?", "9040")
        await room.give("12,400")
        await room.open("Care homes")
        table = await room.table("Our homes")
        await table.stand_on("Beds")
        await room.give("30")
        assert room.question.startswith("Who does most of the weekly work")
        await room.undo()
        assert (room.question[:13], room.field) == ("How many beds", "64")
        await room.undo()
        assert room.status == "Undone: our registered list is back to 9,040 patients. In “Our practice”."
        assert room.question.startswith("How many beds"), "it is asked elsewhere"
    assert room.kept()[LIST] == "9040"


async def test_undo_in_the_room_view_stands_on_its_question_too(answered: Path) -> None:
    async with meeting(answered, WIDE) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.press("ctrl+l")
        await room.give("12,000")
        await room.undo()
        assert (room.question, room.field) == ("How many registered patients do we have?", "9040")
        room.sees_not("Where we stand")
    assert room.kept()[LIST] == "9040"


async def test_undo_shows_the_answer_that_returns_and_a_new_one_ends_redo(answered: Path) -> None:
    async with meeting(answered, WIDE) as room:
        await room.open("Our practice")
        await room.answer("Our registered list", "12,000")
        await room.ask("Our registered list")
        assert room.field == "12000"
        await room.undo()
        assert room.field == "9040"
        await room.give("10,000")
        await room.redo()
        assert room.status == "There is nothing to redo."
    assert room.kept()[LIST] == "10000"
    assert room.drafts() == {}


async def test_an_answer_changed_twice_is_undone_step_by_step_and_the_figures_follow(answered: Path) -> None:
    async with meeting(answered, WIDE) as room:
        stood = [room.standing]
        await room.open("Care homes")
        await room.ask("Our homes")
        for beds in ("30", "90"):
            await room.answer("beds", beds)
            stood.append(room.standing)
        assert len({one["this year"] for one in stood}) == 3
        for one in (stood[1], stood[0]):
            await room.undo()
            assert room.standing == one
        await room.press("f5", "f5")
        assert room.standing == stood[2]
    assert room.kept() == {"practice.name": "Gull Rock Surgery", **ALL, "home.whole.beds": "90"}
    assert [change.edits["home.whole.beds"] for change in room.changes()[2:]] == [
        ("64", "30"), ("30", "90"), ("90", "30"), ("30", "64"), ("64", "30"), ("30", "90"),
    ]  # fmt: skip


async def test_a_row_that_was_deleted_comes_back_under_its_number(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", HOMES)) as room:
        await room.open("Care homes")
        table = await room.table("Our homes")
        await table.stand_on("Samphire House")
        room.sees("42", "18")
        await room.press("delete")
        assert room.status == "Samphire House: deleted. F4 brings it back."
        assert "Samphire House" not in table.names
        assert "home.1.name" not in room.kept()
        await room.undo()
        assert room.status == "Undone: home 1 is back."
        assert table.cell("Samphire House", "Beds") == "42"
    assert room.kept() == {"practice.name": "Gull Rock Surgery", **HOMES}
    assert [change.kind for change in room.changes()[2:]] == ["answered", "undone"]


async def test_the_history_says_who_typed_and_who_said_it(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", NAMED), by="Jo Teal") as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.press("f7")
        room.sees("Who said it?", "Dr Una Skerry", "Inga Voe", "somebody else")
        await room.choose("Inga Voe")
        assert room.status == ""
        room.tells("F7 Said by Inga Voe")
        assert LIST not in room.kept(), "naming who will say it answers nothing"
        await room.give("9,040")
        assert room.question == "How many weighted patients do we have?"
        room.sees_not("Inga Voe")  # the next answer is nobody’s yet
        await room.give("9,710")
    assert room.kept()[LIST] == "9040"
    assert [(change.by, change.said_by) for change in room.changes()[2:]] == [("Jo Teal", "Inga Voe"), ("Jo Teal", "")]


async def test_who_said_it_can_be_put_right_after_the_answer(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", NAMED | {LIST: "9040"})) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.press("f7")
        await room.choose("Dr Una Skerry")
        room.tells("F7 Said by Dr Una Skerry")
        await room.press("f7")
        await room.choose("somebody else")
        await room.give("Dr Ola Holm")
        room.tells("F7 Said by Dr Ola Holm")
        await room.press("f7", "escape")
        room.tells("F7 Said by Dr Ola Holm")
        await room.undo()
        assert room.status == "Undone: our registered list: said by Dr Una Skerry."
        room.tells("F7 Said by Dr Una Skerry")
    assert [(change.said_by, change.edits) for change in room.changes()[2:4]] == [
        ("Dr Una Skerry", {LIST: ("9040", "9040")}),
        ("Dr Ola Holm", {LIST: ("9040", "9040")}),
    ]


async def test_who_says_a_choice_is_named_before_it_is_chosen(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", NAMED)) as room:
        await room.open("Care homes")
        await room.ask("Who will be the clinical lead")
        await room.press("f7")
        await room.choose("Inga Voe")
        await room.press("4")
        assert room.kept()[LEAD] == "nobody"
        assert room.changes()[-1].said_by == "Inga Voe"
        await room.ask("Who will be the clinical lead")
        await room.press("f7")
        await room.choose("Dr Una Skerry")
        await room.press("1", "enter")
    assert room.changes()[-1].edits == {LEAD: ("nobody", "ours")}
    assert room.changes()[-1].said_by == "Dr Una Skerry"


async def test_notes_on_an_answer_and_on_a_discussion_question(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", {LIST: "9040"})) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.press("f3")
        room.sees("Note on: How many registered patients do we have?", "Enter or Esc keeps it")
        await room.give("as of 1 January")
        room.tells("F3 Note as of 1 January")
        assert room.field == "9040"
        await room.open("Care homes")
        await room.ask("Who will be the clinical lead")
        await room.press("f3")
        await room.type("Dr Vane covers\nwhen ours is on leave")
        await room.press("escape")
        room.tells("F3 Note Dr Vane covers when ours is on leave")
        assert LEAD not in room.kept()
        await room.press("f3")
        await room.type("")
        await room.press("enter")
        room.tells("F3 note")
        await room.undo()
        room.tells("F3 Note Dr Vane covers when ours is on leave")
    kept = room.kept()
    assert kept[f"note.{LIST}"] == "as of 1 January"
    assert kept[f"{LEAD}.note"] == "Dr Vane covers\nwhen ours is on leave"
    assert room.drafts() == {}


async def test_an_answer_is_taken_back_by_emptying_its_field(answered: Path) -> None:
    async with meeting(answered, WIDE) as room:
        before = room.standing
        await room.open("Our practice")
        await room.answer("Our registered list", "")
        assert LIST not in room.kept()
        assert room.standing["this year"] == "not known"
        await room.ask("Our registered list")
        assert room.field == ""
        await room.undo()
        assert room.status == "Undone: our registered list is back to 9,040 patients."
        assert (room.field, room.standing) == ("9040", before)
    assert room.kept()[LIST] == "9040"


async def test_a_choice_is_taken_back_by_its_last_line(answered: Path) -> None:
    async with meeting(answered, WIDE) as room:
        await room.open("Money")
        await room.ask("The network’s director is one of us")
        room.sees("(x) No")
        await room.choose("take this answer back")
        assert "director.ours" not in room.kept()
        assert room.standing["this year"] == "not known"
        await room.ask("The network’s director is one of us")
        room.sees_not("(x)", "take this answer back")
        await room.choose("leave it open")
        assert "director.ours" not in room.kept()
    assert [change.edits for change in room.changes()[2:]] == [{"director.ours": ("no", None)}]
