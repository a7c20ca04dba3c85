"""A window that is closed while somebody types: the text is there again, and no answer until somebody gives it."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from des_decider.record.opening import open_decision
from des_decider.tui.app import DesDecider
from des_decider.tui.meeting import Meeting as AtScreen
from tests.tui.driver import EVENING, NEVER, USUAL, WIDE, Meeting, given_before, meeting
from tests.tui.stillness import until
from tests.tui.test_changing_minds import ALL, HOMES, NAMED

if TYPE_CHECKING:
    from pathlib import Path

LIST = "practice.registered_list"


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    return given_before(tmp_path / "d", ALL)


@pytest.fixture
def _kept_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is typed is kept a moment after the last key; no test waits for it."""
    monkeypatch.setattr("des_decider.tui.screens.question.DRAFT_AFTER", 0.001)


@pytest.mark.usefixtures("_kept_at_once")
async def test_what_was_being_typed_is_in_its_field_again_and_enter_gives_it(answered: Path) -> None:
    async with meeting(answered) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.type("12,0")
        await until(room.app, lambda: room.drafts() == {LIST: "12,0"}, "what is typed is kept")
    assert room.kept()[LIST] == "9040"
    assert room.drafts() == {LIST: "12,0"}
    async with meeting(answered) as room:
        room.sees("To come back to 1 thing")
        await room.open("Our practice")
        assert room.question == "How many registered patients do we have?"
        assert room.field == "12,0"
        room.tells("The answer that stands: 9,040 patients")
        await room.type("12,040")
        await room.press("enter")
    assert room.kept()[LIST] == "12040"
    assert room.drafts() == {}
    assert len(room.changes()) == 3


@pytest.mark.usefixtures("_kept_at_once")
async def test_the_quick_look_opens_at_what_was_being_typed(answered: Path) -> None:
    async with meeting(answered) as room:
        await room.open("Quick look")
        await room.ask("Beds in our homes")
        await room.type("4")
        await until(room.app, lambda: room.drafts() == {"home.whole.beds": "4"}, "what is typed is kept")
    async with meeting(answered) as room:
        await room.open("Quick look")
        assert room.question.startswith("How many beds do the care homes")
        assert room.field == "4"
        await room.press("escape", "escape")
        await room.open("Our practice")
        assert room.field == ""  # nothing was being typed here
        await room.open("Quick look")
        await room.type("")
        await room.enter()
    assert "home.whole.beds" not in room.kept()
    assert room.drafts() == {}


@pytest.mark.usefixtures("_kept_at_once")
async def test_a_row_that_was_only_begun_is_begun_again(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", HOMES)) as room:
        await room.open("Care homes")
        table = await room.table("Our homes")
        await table.stand_on("+ Another home")
        await room.press(*"Over")
        await until(room.app, lambda: room.drafts() == {"home.3.name": "Over"}, "what is typed is kept")
    assert room.drafts() == {"home.3.name": "Over"}
    async with meeting(tmp_path / "d") as room:
        await room.open("Care homes")
        table = await room.table("Our homes")
        assert (room.question, table.here) == ("What is the home called?", ("! Over", "Name"))
        await room.open("To come back to")
        await room.enter()
        assert (room.question, room.field) == ("What is the home called?", "Over")
        await room.give("Overdale")
        room.sees("To come back to", "Nothing is marked.")
    assert room.kept()["home.3.name"] == "Overdale"
    assert room.drafts() == {}


async def test_a_note_that_was_being_written_is_there_again(answered: Path) -> None:
    async with meeting(answered) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.press("f3")
        await room.type("as of 1 Jan")
    note = f"note.{LIST}"
    assert room.drafts() == {note: "as of 1 Jan"}
    assert note not in room.kept()
    async with meeting(answered) as room:
        await room.open("Our practice")
        assert room.question == "How many registered patients do we have?"
        assert room.field == "9040"
        room.tells("F3 Note as of 1 Jan (typed and not given yet)")
        await room.press("f3")
        room.sees("as of 1 Jan")
        await room.type("as of 1 January 2020")
        await room.enter()
        room.tells("F3 Note as of 1 January 2020")
    assert room.kept()[note] == "as of 1 January 2020"
    assert room.drafts() == {}


@pytest.mark.parametrize("leave", [["ctrl+q"], ["escape", "ctrl+q"], ["f3", "ctrl+q"], ["f2", "ctrl+q"]], ids=" ".join)
async def test_quitting_in_the_middle_of_a_word_keeps_it(
    answered: Path, leave: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("des_decider.tui.screens.question.DRAFT_AFTER", NEVER)
    async with meeting(answered) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.type("12,0")
        assert room.drafts() == {}
        await room.press(*leave)
    assert room.app.return_code == 0
    assert room.drafts() == {LIST: "12,0"}
    assert room.kept()[LIST] == "9040"


@pytest.mark.parametrize("leave", ["pagedown", "pageup", "f9", "f4"])
async def test_leaving_a_question_in_the_middle_of_a_word_keeps_it(answered: Path, leave: str) -> None:
    async with meeting(answered, WIDE) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.type("12,0")
        await room.press(leave)
    assert room.drafts() == {LIST: "12,0"}


@pytest.mark.parametrize("typed", ["  ", "9040"], ids=["a blank", "the answer itself"])
async def test_what_says_nothing_new_is_no_text_to_come_back_to(answered: Path, typed: str) -> None:
    async with meeting(answered, WIDE) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.type(typed)
        await room.press("pagedown")
    assert room.drafts() == {}
    assert room.kept()[LIST] == "9040"


async def test_within_a_meeting_a_section_opens_where_the_group_left_off(answered: Path) -> None:
    async with meeting(answered) as room:
        await room.open("Our practice")
        await room.ask("Cost of a nurse hour")
        await room.open("Care homes")
        await room.open("Our practice")
        assert room.question == "What does an hour of a practice nurse cost us, all in, in £?"


async def test_who_opens_it_second_is_told_who_has_it_and_can_look_and_not_answer(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", ALL | NAMED)
    before = (folder / "answers.toml").read_bytes()
    first = open_decision(folder, clock=lambda: EVENING, who="Bess Harbour")
    app = DesDecider(open_decision(folder, clock=lambda: EVENING, who="Jo Teal", wait=0), by="Jo Teal")
    async with app.run_test(size=USUAL) as pilot:
        room = Meeting(app, pilot, folder)
        await room.settle()
        room.sees("Read only", "open elsewhere: Bess Harbour on", "since 19 May 2020, 19:42")
        await room.open("Our practice")
        await room.ask("Our registered list")
        room.sees("9040")
        await room.press("1", "2")
        assert room.field == "9040"
        await room.press("enter", "f8", "f4", "f5", "delete")
        await room.open("Care homes")
        await room.ask("Who will be the clinical lead")
        await room.press("1", "enter")
        for key in ("f3", "f6", "f7"):
            await room.press(key)
            assert "open elsewhere" in room.status, "said before anybody types"
        for task in ("Quick look", "To come back to", "Check all answers", "Sign off", "Memo"):
            await room.open(task)
            await room.press("enter")
        await room.open("Our practice")
    app.let_go()
    assert first.give({LIST: "9,041"}, by="Bess Harbour").change is not None, "the first one works on"
    first.close()
    assert room.kept() == {"practice.name": "Gull Rock Surgery", **ALL, LIST: "9041"}
    assert room.drafts() == {}
    assert before != (folder / "answers.toml").read_bytes()


async def test_what_could_not_be_saved_is_said_and_enter_tries_again(
    answered: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with meeting(answered) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        with monkeypatch.context() as full:
            full.setattr("des_decider.storage.safely.os.write", disk_full)
            await room.give("12,040")
            assert room.question == "How many registered patients do we have?"
            assert room.status.startswith("Not saved: ")
            assert room.field == "12,040"
        await room.enter()
        assert room.question == "How many weighted patients do we have?"
    assert room.kept()[LIST] == "12040"
    assert room.drafts() == {}
    assert len(room.changes()) == 3


def disk_full(*_: object) -> int:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("jump", [timedelta(days=1), timedelta(days=-3650)])
def test_after_a_night_in_a_bag_or_with_a_wrong_clock_saved_names_the_day(answered: Path, jump: timedelta) -> None:
    """A computer that was suspended, and one whose clock is put back under the meeting."""
    now = [EVENING]
    with open_decision(answered, clock=lambda: now[0]) as session:
        room = AtScreen(session, by="Ann", clock=lambda: now[0])
        room.give({LIST: "9,050"})
        assert room.saved == "Saved 19:42"
        now[0] += jump
        assert room.saved == "Saved 19 May 2020, 19:42"
        room.give({LIST: "9,060"})
        assert room.saved == "Saved 19:42", "by this computer’s clock"
        assert [change.at <= later.at for change, later in pairwise(session.changes)] == [True] * (
            session.last_change - 1
        )
    assert open_decision(answered, clock=lambda: EVENING, read_only=True).answers.text(LIST) == "9060"
