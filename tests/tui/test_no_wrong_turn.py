"""Small things at which people stumbled on their first evening: where a key leads, and what the screen says of it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual import events

from des_decider.record.example import make_example
from des_decider.storage.drafts import Drafts
from des_decider.storage.places import known_decisions, remember
from des_decider.storage.safely import StorageFault
from des_decider.tui.screens.task_list import TaskListScreen
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.question_list import QuestionList
from tests.building import ROOT
from tests.record.ready import sealed
from tests.tui.driver import EVENING, SMALL, USUAL, WIDE, given_before, meeting, start_screen
from tests.tui.evening import at
from tests.tui.stillness import until
from tests.tui.test_changing_minds import ALL

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


async def test_who_is_typing_is_asked_on_every_opening_and_never_assumed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    folder = given_before(tmp_path / "d", {"partner.1.name": "Dr Vane"})
    for who, given in (("Dr Vane", "31"), ("Tamsin Reed", "32")):
        async with meeting(folder, by="") as room:
            room.sees("Who is typing? Every answer notes it")
            if who == "Dr Vane":
                await room.choose(who)
            else:
                await room.press(*who, "enter")  # typed on the list, it goes into its line
            room.sees(f"Who is typing {who}")
            await room.open("Our practice")
            await room.answer("GP sessions", given)
            assert (room.changes()[-1].by, room.kept()["practice.gp_sessions"]) == (who, given)
            await room.open("Who is typing")
            await room.choose("Bess Harbour")
            room.sees("Who is typing Bess Harbour")
            await room.undo()
            assert room.changes()[-1].by == "Bess Harbour"
    async with meeting(folder, by="") as room:
        room.sees("Esc names nobody")
        await room.press("escape")
        room.sees("Who is typing nobody named")
        await room.open("Our practice")
        await room.answer("GP sessions", "33")
        assert room.changes()[-1].by == ""
    assert "root" not in (folder / "history.jsonl").read_text(encoding="utf-8")


async def test_a_new_decision_is_made_by_somebody_who_says_who_they_are(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    async with start_screen(by="") as room:
        await room.choose("Start a new decision")
        await room.enter()
        assert room.status == "Type the practice’s name."
        await room.type("Gull Rock Surgery")
        await room.enter(2)
        assert room.status == "Type who is typing.", "it went on to the folder, which then had the name"
        room.app.screen.query_one("#make", Choices).focus()
        await room.press("enter")
        assert room.status == "Type who is typing."
        await room.type("Tamsin Reed")
        room.app.screen.query_one("#make", Choices).focus()
        await room.press("enter")
        room.sees("Who is typing Tamsin Reed")
        [room.folder] = known_decisions()
        assert [change.by for change in room.changes()] == ["Tamsin Reed"]
        await room.press("escape")
        await room.choose("Gull Rock Surgery")
        room.sees("Who is typing? Every answer notes it", "Tamsin Reed")


async def test_help_that_is_longer_than_the_window_is_read_to_its_end_from_the_first_key_on(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", SMALL) as room:
        await room.open("Our practice")
        before = room.kept()
        await room.press("f1")
        room.sees("PgUp", "PgDn")
        room.sees_not("Letters work outside a field.")
        await room.press(*("down",) * 2)
        room.sees_not("Help")
        await room.press(*("pagedown",) * 8)
        room.sees("Letters work outside a field.")
        await room.press(*("pageup",) * 8, "escape")
        assert room.kept() == before


async def test_no_single_letter_takes_an_answer_back_or_gives_it_again(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {})
    async with meeting(folder, (80, 40)) as room:
        await room.open("Our practice")
        await room.answer("Our registered list", "9,040")
        await room.open("Our practice")
        await room.press("escape", "u", "r")
        assert room.kept()["practice.registered_list"] == "9040"
        await room.undo()
        assert "practice.registered_list" not in room.kept()
        await room.press("r", "u")
        assert "practice.registered_list" not in room.kept()
        await room.press("f1")
        room.sees("F4 take the last answer back", "F5 give again what was taken back")


async def test_one_key_shows_the_figures_and_goes_back_to_the_question(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Our practice")
        await room.ask("GP sessions")
        asked = room.question
        await room.press("f2")
        room.sees("Where we stand", "The figures wait for")
        await room.press("f2")
        assert room.question == asked
        await room.press("f2", "enter", "f2")  # from the question behind a line, too
        room.sees("Where we stand")
        await room.press("f2")
        room.sees_not("Where we stand")
        assert list(room.kept()) == ["practice.name"]


async def test_the_figures_open_on_their_first_line_with_the_keys_of_that_line(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.press("f2")
        assert room.list_in_focus.highlighted == 1, "under “The figures wait for …:”"
        room.sees("The figures wait for", "Enter its question", "F2 back")
        await room.enter()
        assert room.question
        assert list(room.kept()) == ["practice.name"]


async def test_leaving_the_what_if_question_says_that_one_stays(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"cost.gp_hour": "95"})
    async with meeting(folder) as room:
        await room.open("What if")
        await room.choose("Change an answer")
        await room.type("GP hour")
        await room.enter()
        await room.type("120")
        await room.enter()
        await room.press("escape")
        room.sees("You are leaving: 1 change not recorded.", "Esc stays here, too")
        await room.press("escape")
        assert room.status == "Still here: 1 change not recorded."
        await room.press("escape")
        await room.choose("Drop")
        assert room.kept()["cost.gp_hour"] == "95"


async def test_a_decision_that_can_only_be_read_offers_no_undo(tmp_path: Path) -> None:
    async with meeting(sealed(tmp_path / "d")) as room:
        before = room.kept()
        for place in ("Our practice", "Check all answers", "Sign off"):
            await room.open(place)
            room.sees_not("F4")
            await room.press("f1")
            room.sees_not("F4", "take the last answer back")
            await room.press("escape")
        await room.press("f2")
        room.sees_not("F4")
        await room.undo()
        assert "signed off" in room.status
        assert room.kept() == before


async def test_the_status_line_speaks_of_no_answer_that_is_gone(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Our practice")
        await room.answer("GP sessions", "31")
        assert room.status == "GP sessions: 31 sessions a week"
        await room.press("f2", "f4")
        assert room.status == "Undone: GP sessions: 31 sessions a week taken back."
        assert "practice.gp_sessions" not in room.kept()
        await room.press("f2")
        assert room.status == "", "on the question, where it said what was just given"
        await room.answer("GP sessions", "31")
        await room.ask("Is this section completed")
        await room.give("Yes")
        assert room.status.startswith("Completed, with 17 questions open"), "the task list says what was given last"
        await room.undo()
        await room.open("The work")
        assert room.status == "", "nor does a section that is opened later"
        assert list(room.kept()) == ["practice.name", "practice.gp_sessions"]


async def test_after_a_section_one_stands_on_the_next_that_is_not_completed(tmp_path: Path) -> None:
    """Enter opened the one again that had just been completed."""
    given = {"completed.specifications": "yes"}
    async with meeting(given_before(tmp_path / "d", given)) as room:
        await room.open("Our practice")
        await room.press("escape", "escape")
        assert room.list_in_focus.key == "section:practice", "one that is not completed is where one stands"
        await room.open("Our practice")
        await room.ask("Is this section completed")
        await room.give("Yes")
        assert room.list_in_focus.key == "section:workforce"
        await room.open("Our practice")
        await room.press("escape", "escape")
        assert room.list_in_focus.key == "section:practice", "whoever looks at one again is led nowhere"
    assert room.kept()["completed.practice"] == "yes"


async def test_completing_a_section_says_how_many_questions_are_open_and_stops_nothing(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", SMALL) as room:
        await room.open("Our patients")
        first, waits = room.lines(QuestionList)[0].strip(" >○"), len(room.lines(QuestionList)) - 1
        await room.answer("Is this section completed?", "Yes")
        room.sees(f"Completed, with {waits} questions open, from “If we opt out, do")
        room.sees(f"Our patients completed 0 of {waits} answers")
        await room.open("Our patients")
        await room.ask(first)
        for _ in range(waits):
            await room.press("1")
            room.later()
        for answer in ("take this answer back", "Yes"):
            await room.open("Our patients")
            await room.answer("Is this section completed?", answer)
        room.sees("Our patients completed")
        room.sees_not("questions open", f"of {waits} answers")
    assert room.kept()["completed.patients"] == "yes"


async def test_a_condition_that_may_be_met_after_the_deadline_is_said_where_its_day_is_typed(tmp_path: Path) -> None:
    given = {"decision.option": "sign_up_on_conditions", "condition.1.what": "A cap on liability"}
    async with meeting(given_before(tmp_path / "d", given)) as room:
        await room.open("How we decide")
        table = await room.table("Conditions")
        await table.stand_on("A cap on liability", "By when")
        await room.press(*"1 June 2020", "enter", "up")
        room.tells("Look again: Condition 1 is to be met by 1 June 2020, and the commissioner must hear by 31 May 2020")
        await room.press(*"29 May 2020", "enter", "up")
        room.sees_not("Look again")
    assert room.kept()["condition.1.by"] == "2020-05-29"


async def test_a_choice_is_said_to_be_assumed_only_until_somebody_chooses(tmp_path: Path) -> None:
    """“Left out (counts until you choose)” stood beside “counted”, and stayed once that was chosen."""
    async with meeting(tmp_path / "d") as room:
        await room.open("Our practice")
        await room.ask("Facts known only afterwards")
        room.sees("left out (assumed until you choose)")
        await room.give("counted")
        await room.ask("Facts known only afterwards")
        room.sees("( ) left out", "(x) counted")
        room.sees_not("until you choose")
    assert room.kept()["facts.later"] == "include"


async def test_undo_names_the_partner_and_gives_the_value_back_in_words(tmp_path: Path) -> None:
    folder = given_before(
        tmp_path / "d",
        {"partner.1.name": "Dr Vane", "partner.2.name": "Dr Whelk", "vote.2.present": "yes", "vote.2.position": "for"},
    )
    async with meeting(folder) as room:
        await room.open("How we decide")
        await room.ask("Each partner’s position")
        await room.choose("Dr Whelk")
        while "For or against" not in room.question:
            await room.press("pageup")
        await room.give("against")
        assert room.kept()["vote.2.position"] == "against"
        await room.undo()
        assert room.status == "Undone: position of Dr Whelk is back to for."
        await room.redo()
        assert room.status == "Done again: position of Dr Whelk: against."
        assert room.kept()["vote.2.position"] == "against"


async def test_an_impossible_combination_is_said_at_the_second_answer(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"decision.decided": "18 May 2020"})
    async with meeting(folder) as room:
        await room.open("Contract and exit")
        await at(room, "deadline.asked")
        await room.give("15 May 2020")
        said = "The decision was made on 18 May 2020, and the commissioner asked for an answer by 15 May 2020."
        assert room.status == f"Look again: {said}"
        await room.press("pageup")
        room.tells(f"Look again: {said}")
        await room.give("19 May 2020")
        assert "Look again" not in room.status
        await room.open("How we decide")
        await at(room, "decision.effective")
        await room.give("17 May 2020")
        assert room.status.startswith("Look again: The decision takes effect on 17 May 2020, and the decision was made")
        await room.undo()
        await room.open("Sign off")
        room.sees_not("The decision was made on", "The decision takes effect")
    assert room.kept()["deadline.asked"] == "2020-05-19"
    assert "decision.effective" not in room.kept()


async def test_numbers_that_can_hardly_be_meant_are_asked_about_and_kept(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"practice.gp_sessions": "8"})
    async with meeting(folder) as room:
        await room.open("Posts and people")
        await at(room, "workforce.whole.chance")
        await room.give("3")
        assert room.status == "Look again: chance that a post is filled is 3 %, next to nothing; is that meant?"
        await at(room, "workforce.whole.chance")
        await room.give("5")
        assert "Look again" not in room.status
        await room.open("The work")
        await at(room, "service.ecd.gp_hours")
        await room.give("70")
        assert room.status.startswith("Look again: our GPs' time for early cancer diagnosis: 70 hours a week, and all")
        kept = room.kept()
        assert (kept["workforce.whole.chance"], kept["service.ecd.gp_hours"]) == ("5", "70")
        await room.open("Check all answers")
        room.sees("33.3; is that meant?")


async def test_words_typed_where_a_line_is_to_be_chosen_are_kept_and_never_taken_for_the_line_one_stands_on(
    tmp_path: Path,
) -> None:
    async with meeting(given_before(tmp_path / "d", {"service.ecd.status": "ready"})) as room:
        await room.open("The work")
        await at(room, "service.ecd.status")
        await room.press(*"nearly all", "enter")
        room.tells("“nearly all”: choose already done, ready in time", "The answer that stands: ready in time")
        assert room.drafts() == {"service.ecd.status": "nearly all"}
        await room.press("ctrl+u", *"at risk")
        room.tells("= at risk")
        await room.press("enter")
        assert (room.kept()["service.ecd.status"], room.drafts()) == ("at_risk", {})
        await at(room, "service.ecd.status")
        room.app.post_message(events.Paste("already, more or less"))
        await room.settle()
        room.tells("“already, more or less” is none of the choices")
        await room.press("up", "enter")
        assert (room.kept()["service.ecd.status"], room.drafts()) == ("ready", {}), "a line one goes to is meant"


async def test_a_digit_chooses_though_words_that_are_no_choice_were_left_there(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", {"service.ecd.status": "ready"})) as room:
        await room.open("The work")
        await at(room, "service.ecd.status")
        await room.press(*"nearly 2", "enter")
        room.tells("“nearly 2”: choose already done")
        await room.press("1", "enter")
        assert (room.kept()["service.ecd.status"], room.drafts()) == ("already", {})
        await at(room, "service.ecd.status")
        await room.press("9")
        room.later()
        await room.press("3", "enter")  # a digit that no choice has makes no word of the next one
        assert (room.kept()["service.ecd.status"], room.drafts()) == ("at_risk", {})
    async with start_screen() as room:
        await room.choose("Start a new decision")
        room.app.screen.query_one("#make", Choices).focus()
        await room.press(*"yes")
        assert room.status.startswith("Nothing can be typed on this line, so that was not kept.")
    assert [place.name for place in known_decisions()] == ["d"]


async def test_sessions_and_a_day_without_its_year_are_not_guessed_at_and_what_to_write_is_said(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", {"cost.session_hours": "4"})) as room:
        await room.open("Our practice")
        await room.answer("GP hours we could find", "2 sessions")
        room.tells("“2 sessions”: write hours: 2 sessions of 4 h 10 min are 8 h 20 min")
        assert "practice.gp_hours_found" not in room.kept()
        await room.press(*"8 h", "enter")
        await room.open("How we decide")
        await room.answer("Day of the decision", "21 May")
        room.tells("“21 May”: write the year too, as in 21 May 2020")
        await room.press(*"21 May 2020", "enter")
        assert (room.kept()["practice.gp_hours_found"], room.kept()["decision.decided"]) == ("8", "2020-05-21")
        assert room.drafts() == {}


async def test_a_number_begun_on_a_question_that_was_answered_changes_nothing(tmp_path: Path) -> None:
    """Who had gone back and typed the next question's answer changed this one by its first digit, unseen."""
    async with meeting(given_before(tmp_path / "d", {"service.ecd.status": "ready"})) as room:
        await room.open("The work")
        await at(room, "service.ecd.status")
        room.tells("1 to 4, then Enter, changes the answer")
        here = room.question
        await room.press(*"113")
        assert room.question == here
        assert room.kept()["service.ecd.status"] == "ready"
        assert room.field == "113", "and is no line to choose, whatever its last figure"
        await room.press("ctrl+u", "4", "enter")
        assert room.kept()["service.ecd.status"] == "cannot"
        await at(room, "service.ecd.status")
        await room.press("4")
        assert room.question != here, "the digit of the answer that stands goes on, as Enter does"
    assert room.kept()["service.ecd.status"] == "cannot"


async def test_the_director_s_money_is_offered_on_our_network_s_list(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"director.ours": "yes"})
    async with meeting(folder) as room:
        await room.open("Money")
        await at(room, "director.amount")
        await room.press("f8")
        assert room.status == "Nothing is published that fits this field."
        await room.open("Our practice")
        await at(room, "pcn.registered_list")
        await room.give("48,020")
        await room.open("Money")
        await at(room, "director.amount")
        # 48,020 patients at £0.722 each a year.
        room.tells("Published: Clinical director contribution, on our network’s list: £34,670.44 a year.")
        await room.press("f8", "enter")
        assert room.kept()["director.amount"] == "34670.44"


async def test_a_deadline_that_is_over_does_not_greet_anybody_as_passed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = given_before(tmp_path / "d", {})
    monkeypatch.setattr("tests.tui.driver.EVENING", datetime(2026, 11, 27, 19, 42, tzinfo=UTC))
    async with meeting(folder) as room:
        room.sees("the deadline was 31 May 2020")
        room.sees_not("passed", "decide by")
        await room.press("escape")
        room.sees("the deadline was 31 May 2020")
        room.sees_not("passed")
    assert list(room.kept()) == ["practice.name"]


async def test_questions_are_put_in_words_of_the_practice(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"meeting.gp_hours": "1"})
    async with meeting(folder, (80, 40)) as room:
        await room.open("Our practice")
        await at(room, "practice.ods_code")
        room.tells("a letter and five digits", "(the practice manager will know)")
        await at(room, "practice.gp_hours_found")
        room.tells("hours a week: half an hour is 0.5 or 30 min, or low / likely / high")
        await room.open("Posts and people")
        await at(room, "workforce.whole.top_up")
        room.tells("a year for a full-time post: an amount; a thousand pounds")
        await room.open("Money")
        await at(room, "local.none")
        assert room.question == "Do all our local payments stay the same, whether we sign up or not?"
        await room.give("Yes")
        await at(room, "threshold.funding.green")
        assert room.question == "Where do we ourselves draw the line between no concern about funding and some?"
        await room.give("0")
        await at(room, "threshold.funding.set_by")
        assert room.question == "Who set these limits about funding"
    assert room.kept()["local.none"] == "yes"


async def test_a_digit_and_enter_out_of_habit_answer_one_question(tmp_path: Path) -> None:
    """Also where both arrive in one burst; with another key or some time in between, Enter is meant as it is."""
    partners = {"partner.1.name": "Dr Vane", "partner.2.name": "Dr Whelk"}
    async with meeting(given_before(tmp_path / "d", partners)) as room:
        await room.open("How we decide")
        for way in (room.press, room.together):
            await room.ask("Has each partner said aloud")
            await way("2", "enter")
            assert room.kept()["question.interests"] == "no"
            assert room.question.startswith("Has the whole network met"), "Enter belonged to the digit"
            assert "question.network_met" not in room.kept()
        await room.press("enter")
        assert room.question.startswith("Can we work well"), "a second Enter goes on"
        await room.press("1", "pageup", "enter")
        assert room.kept()["question.work_together"] == "yes"
        assert room.question.startswith("Have we asked our LMC"), "another key came in between"
        await room.press("1")
        room.later()
        await room.press("enter")
        assert room.question.startswith("Have we set a day"), (
            "whoever waits has read the next question, and means Enter"
        )


async def test_an_answer_is_typed_over_however_one_came_to_it(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", {"practice.registered_list": "9040"})) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.press("enter", "pageup", *"9100", "enter")
    assert room.kept()["practice.registered_list"] == "9100"


async def test_positions_begin_with_the_position_and_absent_is_one_of_them(tmp_path: Path) -> None:
    partners = {"partner.1.name": "Dr Vane", "partner.2.name": "Dr Whelk"}
    async with meeting(given_before(tmp_path / "d", partners)) as room:
        await room.open("How we decide")
        await room.ask("Each partner’s position")
        room.sees("1 ○ Dr Vane", "2 ○ Dr Whelk", "3 ◊ A first round", "4 Go on")
        await room.together(*"12")
        room.sees("Nothing can be typed on this list", "2 ○ Dr Whelk")
        await room.press("1")
        room.later()
        await room.press("2")
        assert room.question == "Their reasons, in their own words"
        await room.press("enter", "enter")  # the first belongs to the digit
        await room.give("is absent")
    assert {id_: text for id_, text in room.kept().items() if id_.startswith("vote.")} == {
        "vote.1.position": "against", "vote.2.position": "absent",
    }  # fmt: skip


async def test_hints_say_how_to_write_and_give_no_answer(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("How we decide")
        await room.ask("The quorum")
        room.tells("partners: a whole number")
        room.sees_not("such as")


async def test_who_typed_last_is_offered_first_and_the_example_is_nobody(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"partner.1.name": "Dr Vane"})
    async with meeting(folder, by="the worked example") as room:
        await room.open("Our practice")
        await room.answer("GP sessions", "31")
    async with meeting(folder, by="") as room:
        room.sees("Who is typing?")
        assert "the worked example" not in room.lines()
        await room.press("enter")
        assert room.app.meeting.by == "Bess Harbour", "who typed last"


async def test_questions_of_a_list_that_begin_alike_are_told_apart(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Our practice")
        shown = [line[2:] for line in room.lines(QuestionList) if line.endswith("…") or "…" in line]
        assert len(set(shown)) == len(shown) > 1


async def test_what_an_undo_did_is_shown_where_the_text_beside_it_cannot_be_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = given_before(tmp_path / "d", {"home.by": "rows"})
    async with meeting(folder) as room:
        await room.open("Care homes")
        table = await room.table("Our homes")
        await table.paste("Samphire House\tmany")
        assert room.kept()["home.1.name"] == "Samphire House"

        def full(*_: object) -> None:
            raise StorageFault("there is no room on the disk")

        monkeypatch.setattr(Drafts, "keep_all", full)
        await room.undo()
        assert "home.1.name" not in room.kept(), "the undo reached the disk"
        room.sees_not("Samphire House")
        room.sees("there is no room on the disk")


async def test_a_choice_in_a_cell_that_was_left_by_paging_is_given_by_enter(tmp_path: Path) -> None:
    """The digit was kept as it was typed, was no answer to its question, and typed once more it was nothing new."""
    given = {"local.none": "no", "local.1.name": "Minor surgery", "local.1.amount": "12000"}
    async with meeting(given_before(tmp_path / "d", given)) as room:
        await room.open("Money")
        table = await room.table("Local payments that depend on it")
        await table.stand_on("Minor surgery", "Ends")
        await room.press("1", "pagedown")
        assert "local.1.ends" not in room.kept()
        await room.table("Local payments that depend on it")
        await table.stand_on("Minor surgery", "Ends")
        assert table.cell("Minor surgery", "Ends") == "! if we sign up"
        await room.press("enter")
        assert room.kept()["local.1.ends"] == "sign_up"
        await table.stand_on("Minor surgery", "Ends")
        await room.press("2", "pagedown")
        await room.table("Local payments that depend on it")
        await table.stand_on("Minor surgery", "Ends")
        await room.press("2", "tab")
        assert room.kept()["local.1.ends"] == "opt_out"
    assert room.drafts() == {}


async def test_what_falls_to_gps_in_the_homes_is_asked_where_the_service_is_answered_row_by_row_too(
    tmp_path: Path,
) -> None:
    """The figures waited for it, and the way there led to a cell in which nothing is asked."""
    homes = {
        "service.ehch.by": "rows", "home.by": "rows", "home.1.name": "Elm", "home.1.beds": "42",
        "home.1.done_by": "post", "home.1.round_hours": "2",
    }  # fmt: skip
    async with meeting(given_before(tmp_path / "d", homes)) as room:
        room.app.go("answer:service.ehch.falls_to_gps")
        await room.settle()
        assert room.question.startswith("If posts stay empty, how much of their care-home work")
        await room.give("40")
    assert room.kept()["service.ehch.falls_to_gps"] == "40"


async def test_ctrl_u_clears_a_long_text_and_not_only_its_last_line_as_wrapped(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", USUAL) as room:
        await room.open("How we decide")
        await room.ask("The decision, in one sentence")
        await room.type("We sign up, as " + "the money and the posts outweigh the work, and " * 4)
        await room.press("ctrl+u", *"We join.", "enter")
    assert room.kept()["decision.sentence"] == "We join."


async def test_who_set_a_limit_is_asked_once_one_is_set_and_one_requirement_needs_no_rows(tmp_path: Path) -> None:
    sheet = ROOT / "worksheets" / "network-contract-des-2026-27.toml"
    async with meeting(given_before(tmp_path / "d", {}, worksheet=sheet), WIDE) as room:
        await room.open("Care homes")
        assert not [line for line in room.lines(QuestionList) if "Who set these" in line]
        await room.answer("Our limit for care homes: no concern", "90")
        assert [line for line in room.lines(QuestionList) if "Who set these" in line]
        await room.open("The work")
        for title, offered in (("Enhanced access", False), ("Enhanced health in care homes", True)):
            await room.table(title)
            (room.sees if offered else room.sees_not)("requirement by requirement")
    assert room.kept()["threshold.care_homes.green"] == "90"


async def test_a_question_about_a_payment_names_it(tmp_path: Path) -> None:
    """“How much of this payment …” named none in the quick look."""
    async with meeting(given_before(tmp_path / "d", {"network.split": "by_stream"}), USUAL) as room:
        await room.open("Quick look")
        await room.ask("Share of core PCN funding that reaches us")
        room.tells("hare of core PCN funding")


async def test_where_we_stand_reads_the_right_way_round_in_every_window(tmp_path: Path) -> None:
    """“Against opting out: +£44,251” left out what it is that comes out so."""
    example = tmp_path / "d"
    make_example(example, lambda: EVENING)
    for size, words in ((SMALL, "Sign up against opt out: −"), (USUAL, "Signing up against opting out: −")):
        async with meeting(example, size) as room:
            room.sees(words, "full year −")


async def test_of_a_past_year_whose_deadline_nobody_knows_the_head_says_only_that(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.tui.driver.EVENING", datetime(2026, 11, 29, 19, 42, tzinfo=UTC))
    sheet = ROOT / "worksheets/network-contract-des-2025-26.toml"
    async with meeting(tmp_path / "d", WIDE, worksheet=sheet) as room:
        room.sees("day to decide by not known")
        room.sees_not("not known yet")


async def test_what_is_typed_before_it_is_asked_who_is_typing_waits_for_that(tmp_path: Path) -> None:
    """An Enter typed at once opened a section, and the dialog came over that."""
    remember(given_before(tmp_path / "d", {}))
    async with start_screen(by="") as room:
        await room.together("enter", *"Tamsin Reed", "enter")
        assert isinstance(room.app.screen, TaskListScreen)
        assert room.app.meeting.by == "Tamsin Reed"


async def test_no_key_waits_for_ever_for_a_dialog_that_never_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(TaskListScreen, "_ask_who", lambda _: None)
    monkeypatch.setattr("des_decider.tui.key_queue.LONGEST_COMING", 0.01)
    async with meeting(given_before(tmp_path / "d", {}), by="") as room:
        room.post("ctrl+q")
        await until(room.app, lambda: not room.app.is_running, "the program ends")


REVIEWS = "service.smr"


async def test_an_answer_that_takes_the_figures_away_says_what_they_wait_for_now(tmp_path: Path) -> None:
    """They went out one by one as a manager gave more detail, and nothing said why."""
    async with meeting(given_before(tmp_path / "d", ALL), WIDE) as room:
        assert room.standing["this year"] != "not known"
        await room.open("The work")
        table = await room.table("Structured medication reviews")
        await table.stand_on("Posts’ time")
        await table.type(("10",))
        assert room.standing["this year"] == "not known"
        waits = "share of structured medication reviews that…"
        assert room.status == f"The figures wait now for {waits} and 1 more answer. F2 leads there."
        await table.stand_on("Falls to GPs")
        await table.type(("30",))
        assert not room.status.startswith("The figures"), "they waited before"
    kept = room.kept()
    assert (kept[f"{REVIEWS}.post_hours"], kept[f"{REVIEWS}.falls_to_gps"]) == ("10", "30")
