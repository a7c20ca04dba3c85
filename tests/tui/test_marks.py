"""What has to wait: marked with whom, by when and why, listed, and ended by its answer; and the page of all answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.driver import given_before, meeting
from tests.tui.test_changing_minds import ALL, LEAD, NAMED

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

LIST, NURSE = "practice.registered_list", "cost.nurse_hour"
MARKED = {f"open.{NURSE}": "waiting for the accounts", f"open.{NURSE}.whom": "the accountant",
          f"open.{NURSE}.when": "2020-05-26"}  # fmt: skip


@pytest.fixture
def marked(tmp_path: Path) -> Path:
    """Partners are named; one question waits for the accountant."""
    return given_before(tmp_path / "d", NAMED | MARKED)


async def mark(room: Meeting, whom: str, when: str, why: str) -> None:
    """Fill in the dialog of F6, line by line."""
    for answer in (whom, when, why):
        await room.give(answer)


async def test_a_question_is_marked_with_whom_by_when_and_why(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", NAMED)) as room:
        await room.open("Our practice")
        await room.ask("Cost of a nurse hour")
        await room.press("f6")
        room.sees("Come back to: What does an hour of a practice nurse cost us")
        await mark(room, "the accountant", "26/5/2020", "waiting for the accounts")
        room.tells("F6 Come back with the accountant by 26 May 2020: waiting for the accounts")
        room.sees("? Cost of a nurse hour")
        assert room.question.startswith("What does an hour of a practice nurse cost us")
        await room.press("escape", "escape")
        room.sees("Our practice to come back to", "with the accountant by 26 May 2020", "To come back to 1 thing")
        await room.open("To come back to")
        room.sees("the accountant: 1 question", "? Cost of a nurse hour", "waiting for the accounts")
        room.sees("with the accountant, by 26 May 2020: in 7 days")
    assert room.kept().items() >= MARKED.items()
    assert len(room.changes()) == 3, "one change for all three"


async def test_a_date_that_does_not_exist_is_said_and_nothing_typed_is_lost(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Our practice")
        await room.ask("Cost of a nurse hour")
        await room.press("f6")
        await mark(room, "the accountant", "31 June", "waiting")
        room.sees("! “31 June”: write a date: day, month and year")
        await room.give("31/6/2020")
        await room.enter()
        room.sees("! “31/6/2020”: there is no such day in the calendar")
        await room.give("30/6/2020")
        await room.enter()
        room.tells("F6 Come back with the accountant by 30 June 2020: waiting")
    assert room.kept()[f"open.{NURSE}.when"] == "2020-06-30"


async def test_leaving_the_dialog_marks_nothing(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Our practice")
        await room.ask("Cost of a nurse hour")
        await room.press("f6")
        await room.give("the accountant")
        await room.press("escape")
        room.tells("F6 come back")
    assert list(room.kept()) == ["practice.name"]


async def test_the_answer_ends_the_mark_and_undo_brings_it_back(marked: Path) -> None:
    async with meeting(marked) as room:
        await room.open("To come back to")
        await room.enter()
        assert room.question.startswith("What does an hour of a practice nurse cost us")
        room.tells("with the accountant by 26 May 2020")
        await room.give("32")
        room.sees("Nothing is marked.")
        assert room.status == "cost of a nurse hour: £32 an hour; no longer to come back to"
        assert not room.kept().keys() & MARKED.keys()
        await room.undo()
        assert room.status == "Undone: cost of a nurse hour: £32 an hour taken back."
        room.sees("? Cost of a nurse hour")
        await room.redo()
    assert room.kept() == {"practice.name": "Gull Rock Surgery", **NAMED, NURSE: "32"}
    assert [change.kind for change in room.changes()[2:]] == ["answered", "undone", "redone"]


async def test_a_mark_is_taken_away_without_an_answer_and_comes_back_by_undo(marked: Path) -> None:
    async with meeting(marked) as room:
        await room.open("To come back to")
        await room.press("f6")
        assert room.status == "Mark taken away. F4 brings it back."
        room.sees("Nothing is marked.")
        await room.undo()
        room.sees("? Cost of a nurse hour")
        await room.open("Our practice")
        await room.ask("Cost of a nurse hour")
        await room.press("f6")
        await mark(room, "", "", "")
        room.tells("F6 come back")
    assert not room.kept().keys() & MARKED.keys()


async def test_the_soonest_comes_first_and_what_is_late_says_so(marked: Path) -> None:
    async with meeting(marked) as room:
        await room.open("Care homes")
        await room.ask("Who will be the clinical lead")
        await room.press("f6")
        await mark(room, "Dr Una Skerry", "12 May 2020", "")
        await room.open("Money")
        await room.ask("How the network shares")
        await room.press("f6")
        await mark(room, "", "", "ask the others")
        await room.open("To come back to")
        heads = [line.splitlines()[0].strip(" ?>") for line in room.lines()]
        assert heads[0].startswith("Who will be the clinical lead")
        assert heads[1:] == ["Cost of a nurse hour", "How the network shares out its money"]
        room.sees("with Dr Una Skerry, by 12 May 2020: 7 days overdue", "Nobody named: 1 question")
    assert room.kept()[f"open.{LEAD}.when"] == "2020-05-12"


async def test_a_whole_section_is_marked_from_the_task_list(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", NAMED)) as room:
        stand_on(room, "Money")
        await room.press("f6")
        room.sees("Come back to: the section “Money”")
        await mark(room, "the network", "20 May 2020", "the agreement is not signed")
        room.sees("Money to come back to", "with the network by 20 May 2020")
        stand_on(room, "Memo")
        await room.press("f6")
        assert room.status == "F6 on a section marks all of it to come back to; on a question, that question."
        await room.open("To come back to")
        room.sees("The section “Money”", "by 20 May 2020: tomorrow", "the network: 1 section")
        await room.enter()
        assert room.question.startswith("What does our network do with its money")
        await room.give("payment by payment")
        await room.open("To come back to")
        room.sees("The section “Money”")
    assert room.kept()["open.funding"] == "the agreement is not signed"


async def test_an_answer_changed_on_the_page_of_all_answers_comes_back_to_its_line(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", ALL)) as room:
        await room.open("Check all answers")
        await room.choose("Our registered list")
        assert room.field == "9040"
        await room.give("9,100")
        room.sees("Check: all answers")
        assert stood_on(room).split() == ["●", "Our", "registered", "list", "9,100", "patients"]
        await room.enter()
        await room.press("escape")
        room.sees("Check: all answers")
        await room.choose("The network’s director is one of us")
        await room.give("Yes")
        assert stood_on(room).split()[-1] == "Yes"
    assert room.kept()[LIST] == "9100"
    assert room.kept()["director.ours"] == "yes"
    assert len(room.changes()) == 4


async def test_what_was_not_understood_and_is_mended_is_found_again_among_the_answers(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", ALL)) as room:
        await room.open("Our practice")
        await room.answer("Our registered list", "lots")
        await room.answer("Our weighted list", "many")
        await room.open("Check all answers")
        assert "lots" in stood_on(room)
        await room.enter()
        await room.give("9,100")
        room.sees("Check: all answers", "1 typed and not understood")
        assert stood_on(room).split() == ["●", "Our", "registered", "list", "9,100", "patients"]
        await room.choose("many")
        await room.press("escape")
        assert "many" in stood_on(room)
        await room.enter()
        await room.type("plenty")
        await room.press("enter", "escape")
        assert "plenty" in stood_on(room)
        assert room.list_in_focus.highlighted == 0, "one stays among what deserves a look while it is amiss"
    assert room.kept()[LIST] == "9100"
    assert len(room.drafts()) == 1


async def test_an_answer_among_what_is_not_provided_leads_to_the_line_that_takes_its_place(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", ALL)) as room:
        await room.open("Check all answers")
        await room.press("f9")
        room.sees("Check: all answers, only what is not provided")
        await room.choose("Role")
        await room.give("Senior partner")
        assert stood_on(room).split() == ["○", "Sessions", "Not", "provided"], "one goes on from there"
    assert room.kept()["partner.1.role"] == "Senior partner"


def stand_on(room: Meeting, task: str) -> None:
    """Move to a task of the task list without opening it."""
    found = room.list_in_focus
    found.highlighted = next(n for n, line in enumerate(room.lines()) if line.startswith(task))


def stood_on(room: Meeting) -> str:
    """The line one stands on."""
    found = room.list_in_focus
    assert found.highlighted is not None
    return str(found.get_option_at_index(found.highlighted).prompt)
