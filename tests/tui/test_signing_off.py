"""Signing off: what blocks is mended one by one, names are typed and judged, and what is sealed can only be read."""

from __future__ import annotations

from contextlib import contextmanager
from datetime import timedelta
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

import pytest

from des_decider.record import sign_off as signing
from des_decider.record.memo_files import why_no_memo
from des_decider.record.opening import open_decision
from des_decider.record.verify import verify
from des_decider.storage import safely
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.widgets.choices import Choices
from tests.building import SMALL as SHEET
from tests.cli.driver import Desk
from tests.record.decisions import opened
from tests.record.ready import READY, sealed
from tests.tui import driver
from tests.tui.driver import USUAL, given_before, meeting
from tests.tui.stillness import LONGEST, still, until

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.tui.driver import Meeting

READ_ONLY = "It is signed off; a changed mind is a new decision."
TALL = (80, 42)
HELD_DOWN = 12
"""How often Enter comes: thrice round the names and back."""
PRESENT = ("Dr Una Skerry", "Dr Olaf Holm", "Inga Voe")


def ready(folder: Path, *without: str, **other: str) -> Path:
    """A decision that only lacks the names under it, but for what is left out or otherwise."""
    others = {id_.replace("__", "."): text for id_, text in other.items()}
    return given_before(folder, {k: v for k, v in (READY | others).items() if k not in without}, worksheet=SHEET)


async def type_names(room: Meeting, *names: str) -> None:
    """From what is read back to the names, a line each, and Enter after each."""
    await room.press("enter")
    for name in names:
        await room.type(name)
        await room.press("enter")


def blockers(room: Meeting) -> list[str]:
    """What is listed as to be done first."""
    listed = room.app.screen.query_one("#blockers", Choices)
    return [key for key in listed.keys if key]


@pytest.fixture
def plain_memo_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Word documents take their time, and other tests write them."""
    monkeypatch.setattr(signing, "FORMATS", ("md",))


async def test_what_blocks_leads_to_its_question_and_comes_back_one_fewer(tmp_path: Path) -> None:
    missing = {
        "cost.nurse_hour": "28", "decision.question": "Shall we join?", "vote.rule": "two thirds of those voting",
        "vote.quorum": "3", "vote.2.position": "against", "decision.sentence": "We join.",
    }  # fmt: skip
    async with meeting(ready(tmp_path / "d", *missing), TALL) as room:
        room.sees("Sign off 6 things to do first")
        await room.open("Sign off")
        assert blockers(room) == list(missing)
        await room.press("f8")
        assert room.status == "6 things to do first."
        for left in range(len(missing), 0, -1):
            room.sees(f"Not ready to be signed off: {left} thing{'s' * (left > 1)} to do first.")
            id_ = blockers(room)[0]
            await room.choose("Not answered")
            assert isinstance(room.app.screen, QuestionScreen)
            assert room.app.screen.walk.stop.id == id_
            await room.give(missing[id_])
            if left > 1:
                assert len(blockers(room)) == left - 1
                room.sees(f"{left - 1} thing{'s' * (left > 2)} to do first.")
        assert room.status == "All that is needed is there. Enter goes on to the names."
        room.sees("We join.", "Dr Una Skerry, type your name:")
    assert room.kept() == Desk(ready(tmp_path / "same", **{i.replace(".", "__"): t for i, t in missing.items()})).kept()
    assert not (room.folder / "seal.toml").exists()


async def test_how_the_answers_lean_is_worked_out_beside_the_typing_and_never_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a vote without a reason the cases were drawn anew at every answer, and the screen stood still meanwhile."""
    folder = ready(tmp_path / "d", decision__option="sign up on conditions", condition__1__what="Boats run in winter")
    monkeypatch.setattr(
        "des_decider.appraisal.turns_the_leaning.leaning_by_ranges", lambda *_: pytest.fail("drawn by a screen")
    )
    async with meeting(folder, TALL) as room:
        room.sees("Sign off one moment …")
        await room.settle()
        room.sees("Sign off 1 thing to do first")
        await room.open("Our practice")
        await room.answer("GP sessions", "31")
        await room.answer("Cost of a nurse hour", "30 / 33 / 36")
        await room.open("How we decide")
        await room.ask("The reason for deciding the other way")
        await room.open("Sign off")
        room.sees("The answers lean against the option put: the partners say why")
        await room.choose("The answers lean against the option put")
        await room.give("Nobody else sails in winter.")
        room.sees("All that is needed is there.")
    assert room.kept().items() >= {
        "cost.nurse_hour": "30 / 33 / 36", "decision.against_figures": "Nobody else sails in winter.",
    }.items()  # fmt: skip


async def test_a_reason_that_no_longer_is_one_is_said_to_be_left_out_once_that_is_known(tmp_path: Path) -> None:
    """Changed to opting out, the screen went on reading the reason for signing up until something else was opened."""
    reason = "Nobody else sails in winter."
    folder = ready(tmp_path / "d", decision__option="opt out", decision__against_figures=reason)
    async with meeting(folder, TALL) as room:
        room.app.meeting.give({"practice.gp_sessions": "31"})
        await room.open("Sign off")
        await room.settle()
        room.sees("The reason for deciding the other way is left out of the memo")
        room.sees_not(reason)
    assert room.kept()["decision.against_figures"] == reason


async def test_while_it_is_being_worked_out_sign_off_waits_for_it_and_says_so(tmp_path: Path) -> None:
    folder = ready(tmp_path / "d", decision__option="opt out")
    async with meeting(folder, TALL) as room:
        room.app.beside.now = lambda: None  # type: ignore[method-assign]
        room.app.meeting.give({"practice.gp_sessions": "31"})
        await room.open("Sign off")
        room.sees("Whether the answers lean against the option put is being worked out; that takes a moment.")
        room.sees_not("to do first", "Enter goes to its question")
        del room.app.beside.now
        await room.press("escape")
        await room.open("Sign off")
        room.sees_not("being worked out")
        room.sees("type your name")
    assert not (folder / "seal.toml").exists()


async def test_a_contradiction_leads_to_its_question_and_is_settled_there_or_gets_its_reason(tmp_path: Path) -> None:
    folder = ready(
        tmp_path / "d", decision__option="sign up on conditions", deadline__asked="1 May 2020",
        decision__decided="18 May 2020", condition__1__what="The boats run in winter",
        condition__1__owner="Bjorn Stack",
    )  # fmt: skip
    async with meeting(folder, TALL) as room:
        room.sees("Sign off 2 things to do first")  # before it is known which way the answers lean
        await room.open("Sign off")
        assert blockers(room) == ["decision.against_figures", "condition.1.owner", "deadline.asked"]
        await room.choose("The answers lean against the option put")
        await room.give("Nobody else sails in winter.")
        assert room.status == "2 things to do first."
        room.sees("Condition 1 is seen to by Dr Bjorn Stack, who did not vote because of an interest.")
        await room.choose("Condition 1 is seen to by")
        await room.give("Inga Voe")
        assert room.status == "1 thing to do first."
        await room.choose("asked for an answer by 1 May 2020")
        await room.press("f3")
        await room.type("The ferry’s owners gave us until the 20th.")
        await room.press("enter", "escape")
        room.sees("All that is needed is there.", "A contradiction stands, with a note: The decision was made on")
        room.sees("ferry’s owners gave us until the 20th.”")
        room.sees("Condition 1: The boats run in winter", "Seen to by Inga Voe", "The figures: Signing up against")
        room.sees("The reason given for deciding so: Nobody else sails in winter.")
    kept = room.kept()
    assert kept["decision.against_figures"] == "Nobody else sails in winter."
    assert kept["condition.1.owner"] == "Inga Voe"
    assert kept["note.deadline.asked"] == "The ferry’s owners gave us until the 20th."


async def test_positions_on_another_option_are_confirmed_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Votes given on signing up counted for opting out, once that was put."""
    folder = ready(tmp_path / "d", decision__option="sign up")
    monkeypatch.setattr(driver, "EVENING", driver.EVENING + timedelta(minutes=9))
    async with meeting(folder, TALL) as room:
        room.app.meeting.give({"decision.option": "opt out"})
        await room.open("Sign off")
        assert blockers(room) == ["vote.1.position", "vote.2.position", "vote.3.position"]
        for name in ("Dr Una Skerry", "Dr Olaf Holm", "Inga Voe"):
            await room.choose(f"To be confirmed or taken back: position of {name}")
            await room.press("enter")
        room.sees("All that is needed is there.")


async def test_what_was_typed_for_a_question_that_is_asked_no_more_stops_nobody(tmp_path: Path) -> None:
    """It stood before sign-off, and no key led to where it could be emptied."""
    folder = ready(tmp_path / "d", interest__2__partner="2", interest__2__kind="financial", interest__2__what="Boats")
    with opened(folder) as session:
        session.keep_draft("interest.2.done", "the back room")
    async with meeting(folder, TALL) as room:
        await room.open("Sign off")
        room.sees("Typed and not given: what was done about declaration 2: “the back room”. Give it or empty it.")
        await room.press("escape")
        room.app.meeting.give({"interest.2.kind": "none", "interest.2.what": ""})
        await room.open("Sign off")
        room.sees("Enter goes on to the names.")
        room.sees_not("the back room")
        await room.press("escape")
        room.app.meeting.give({"interest.2.kind": "financial"})
        await room.open("Sign off")
        room.sees("“the back room”")
    assert room.drafts() == {"interest.2.done": "the back room"}


async def test_a_condition_in_words_alone_has_no_figures_of_it(tmp_path: Path) -> None:
    """The memo was said to have them."""
    folder = ready(
        tmp_path / "d", decision__option="sign up on conditions", decision__against_figures="Nobody else sails.",
        condition__1__what="The boats run", condition__1__without="we keep the clinic",
    )  # fmt: skip
    async with meeting(folder, TALL) as room:
        await room.open("Sign off")
        room.sees("What holds then: we keep the clinic")
        room.sees_not("the figures of it")
    assert room.kept()["condition.1.without"] == "we keep the clinic"


async def test_all_that_is_sealed_of_a_decision_is_read_back(tmp_path: Path) -> None:
    """Declarations, what holds if a condition is not met, and the actions were sealed unread."""
    folder = ready(
        tmp_path / "d", decision__option="sign up on conditions", decision__against_figures="Nobody else sails.",
        condition__1__what="The boats run", condition__1__without="opt_out.exit_cost = 20000; home.none = yes",
        interest__2__partner="2", interest__2__kind="none",
        action__1__what="Ring the harbour", action__1__owner="Inga Voe", action__1__by="30 September 2031",
        tell__1__who="our patients", tell__1__by="1 October 2031",
    )  # fmt: skip
    async with meeting(folder, (80, 60)) as room:
        await room.open("Sign off")
        room.sees(
            "What holds then, and the figures of it in the memo: cost of leaving now: £20,000",
            "Dr Bjorn Stack declared: financial: Owns the ferry; left the room",
            "Nothing to declare: Dr Olaf Holm", "No declaration recorded: Dr Una Skerry, Inga Voe and Dr Liv Geo",
            "Action 1: Ring the harbour (Inga Voe, by 30 September 2031)", "To be told: our patients by 1 October 2031",
        )  # fmt: skip
        room.sees_not("opt_out.exit_cost")


async def test_that_no_option_was_put_to_the_vote_is_said_before_the_names(tmp_path: Path) -> None:
    """A practice sealed “carried: 2 for” of no option, and read of it in the memo alone."""
    async with meeting(ready(tmp_path / "d"), TALL) as room:
        await room.open("Sign off")
        room.sees("Put to the vote: not recorded.", "Which option was put to the vote is not recorded, so the memo")
        await room.open("How we decide")
        await room.answer("The option put", "sign up")
        await room.open("Sign off")
        room.sees_not("Which option was put to the vote is not recorded")
    assert room.kept()["decision.option"] == "sign_up"


async def test_enter_held_down_never_seals(tmp_path: Path) -> None:
    async with meeting(ready(tmp_path / "d"), TALL) as room:
        await room.open("Sign off")
        await type_names(room, *PRESENT)
        room.sees("All have confirmed")
        await room.enter(HELD_DOWN)
        assert room.app.screen.query_one("#signing").display
        room.sees("All have confirmed: F8 signs off and seals.")
    assert not (room.folder / "seal.toml").exists()
    assert room.kept()["decision.sentence"] == READY["decision.sentence"]


async def test_enter_held_down_from_the_task_list_does_not_seal_either(tmp_path: Path) -> None:
    async with meeting(ready(tmp_path / "d"), TALL) as room:
        await room.open("Sign off")
        await room.enter(HELD_DOWN)
        await room.press("f8")
        room.sees("Still to type their name: Dr Una Skerry, Dr Olaf Holm and Inga Voe.")
    assert not (room.folder / "seal.toml").exists()


async def test_a_name_is_judged_as_it_is_typed(tmp_path: Path) -> None:
    async with meeting(ready(tmp_path / "d"), TALL) as room:
        await room.open("Sign off")
        assert room.status == "Read it aloud. Enter goes on to the names."
        await room.press("enter")
        assert room.status == ""
        await room.type("Una Sk")
        room.sees("Dr Una Skerry, type your name: Una Sk")
        await room.press("enter")
        room.sees("Dr Una Skerry, type your name: ! not the whole name")
        assert room.status == "Type it as Dr Una Skerry, or empty the line."
        await room.press(*" erry", "enter")  # Enter stayed on a name that is wrong, so that it is mended there
        room.sees("Dr Una Skerry, type your name: ! “Una Sk erry” will not do; type Dr Una Skerry")
        await room.press("down")
        await room.type("Inga Voe")
        room.sees("Dr Olaf Holm, type your name: ! “Inga Voe” will not do; type Dr Olaf Holm")
        await room.press("down")
        await room.type("I Voe")
        room.sees("Inga Voe, type your name: ! “I Voe” will not do; type Inga Voe")
        await room.type("")
        await room.press("f8")
        assert room.status == "Not as asked for: type Dr Una Skerry and Dr Olaf Holm."
        await room.type("una  skerry")
        room.sees("Dr Una Skerry, type your name: confirms")
        await room.press("enter")
        await room.type("DR. OLAF HOLM")
        await room.press("enter", "enter", "enter", "enter")
        room.sees("Dr Olaf Holm, type your name: confirms", "Still to type their name: Inga Voe.")
    assert not (room.folder / "seal.toml").exists()


@pytest.mark.usefixtures("plain_memo_only")
async def test_f8_with_a_name_missing_goes_to_it_and_seals_once_it_is_there(
    tmp_path: Path,
) -> None:
    async with meeting(ready(tmp_path / "d"), USUAL) as room:
        await room.open("Sign off")
        await type_names(room, "Una Skerry", "")
        await room.type("Inga Voe")
        await room.press("f8")
        assert room.status == "Still to type their name: Dr Olaf Holm."
        room.sees("Dr Olaf Holm, type your name:")
        await room.type("Olaf Holm")
        assert room.status == "All have confirmed: F8 signs off and seals."
        await room.press("f8")
        room.sees("Sign off and seal this decision?", "This is for ever")
        await room.press("enter")
        room.sees("Olaf Holm, type your name: confirms")
        assert not (room.folder / "seal.toml").exists(), "a wrong key, and the Enter after it, seal nothing"
        await room.press("f8")
        await room.choose("Seal it")
        room.sees("Signed off", READY["decision.sentence"], "by Dr Una Skerry, Dr Olaf Holm and Inga Voe")
        await room.press("escape")
        room.sees("This decision is signed off. It can be read, not changed.", "Sign off signed off", "Memo signed")
    assert Desk(room.folder).verify().out.startswith("Intact: signed off on 19 May 2020")


@pytest.mark.usefixtures("plain_memo_only")
async def test_a_partner_declines_where_names_are_typed_and_the_names_of_the_others_stand(tmp_path: Path) -> None:
    async with meeting(ready(tmp_path / "d"), USUAL) as room:
        await room.open("Sign off")
        await room.press("f6")
        assert room.status == "Go to a partner’s line first: F6 there records that they decline to confirm."
        await type_names(room, PRESENT[0])
        await room.type("Dr Olaf")
        await room.press("f6")
        room.sees("Declines to confirm: Dr Olaf Holm", "Because")
        await room.type("I was not heard.")
        await room.press("enter")
        assert room.status == "Dr Olaf Holm declines to confirm."
        room.sees("Dr Una Skerry, type your name: confirms", "Dr Olaf Holm declines to confirm: I was not heard.")
        room.sees("F6 decline")
        await room.type(PRESENT[2])  # the line of whoever is next, not of whoever declined
        assert room.status == "All have confirmed or declined: F8 signs off and seals."
        await room.press("f8")
        await room.choose("Seal it")
        room.sees("Signed off", "by Dr Una Skerry and Inga Voe", "Declined to confirm: Dr Olaf Holm")
    assert room.kept()["assent.2.declined"] == "I was not heard."
    assert Desk(room.folder).verify().out.startswith("Intact")
    assert "Dr Olaf Holm, declined to confirm" in (room.folder / "memo.md").read_text(encoding="utf-8")


async def test_a_name_is_not_taken_from_whoever_declines_until_that_is_taken_back(tmp_path: Path) -> None:
    async with meeting(ready(tmp_path / "d", assent__1__declined="Not like this."), TALL) as room:
        await room.open("Sign off")
        room.sees("Read it aloud. Enter goes on to the names.")
        await type_names(room, PRESENT[0])
        room.sees("Dr Una Skerry declines to confirm: Not like this. ! no name is taken")
        await room.press("down")
        for name in PRESENT[1:]:
            await room.type(name)
            await room.enter()
        await room.press("f8")
        assert room.status.startswith("Declines to confirm, so no name is taken: Dr Una Skerry.")
        await room.press("f6", *["backspace"] * len("Not like this."), "enter")
        assert room.status == "Dr Una Skerry no longer declines to confirm."
        room.sees("Dr Una Skerry, type your name:")
        room.sees("Dr Olaf Holm, type your name: confirms", "Inga Voe, type your name: confirms")
        await room.press("f6", "escape", "f6", "enter")
        await room.type(PRESENT[0])
        assert room.status == "All have confirmed: F8 signs off and seals."
    assert "assent.1.declined" not in room.kept()
    assert not (room.folder / "seal.toml").exists()


async def test_a_reason_that_is_too_long_is_said_there_and_leaves_no_draft(tmp_path: Path) -> None:
    folder = ready(tmp_path / "d")
    async with meeting(folder, TALL) as room:
        await room.open("Sign off")
        await room.press("enter", "f6")
        await room.type("x" * 20_001)
        await room.press("enter")
        room.sees("Declines to confirm: Dr Una Skerry", "it has 20,001 characters")
        await room.press("escape")
        room.sees("Dr Una Skerry, type your name:")
    assert room.drafts() == {}
    assert "assent.1.declined" not in room.kept()


async def test_a_mark_on_a_declined_assent_leads_to_the_names(tmp_path: Path) -> None:
    folder = ready(tmp_path / "d", assent__2__declined="I was not heard.", open__assent__2__declined="Ask him again.")
    async with meeting(folder, TALL) as room:
        await room.open("To come back to")
        await room.press("enter")
        room.sees("Read it aloud. Enter goes on to the names.")


async def test_undo_at_the_names_asks_for_them_again(tmp_path: Path) -> None:
    async with meeting(ready(tmp_path / "d"), (80, 50)) as room:
        await room.open("How we decide")
        await room.answer("The decision in one sentence", "We join, all of us.")
        await room.open("Sign off")
        await type_names(room, *PRESENT[:2])
        await room.undo()
        assert room.status == "The record was changed, so the names are asked for again."
        room.sees_not("type your name: confirms")
        room.sees(READY["decision.sentence"])
        await room.press("f8")
        assert room.status == "Still to type their name: Dr Una Skerry, Dr Olaf Holm and Inga Voe."
    assert not (room.folder / "seal.toml").exists()
    assert [change["kind"] for change in Desk(room.folder).changes()][-2:] == ["answered", "undone"]


async def test_where_nobody_has_to_assent_one_partner_does_all_the_same(tmp_path: Path) -> None:
    away = {f"vote__{row}__position": "absent" for row in (1, 2, 3)}
    folder = ready(
        tmp_path / "d", **away, vote__quorum="1", vote__quorum_counts_recused="yes",
        note__decision__sentence="The network asked for an answer either way.",
    )  # fmt: skip
    async with meeting(folder, TALL) as room:
        await room.open("Sign off")
        await room.press("f8")
        assert room.status == "At least one partner types their name."
        await room.press("enter", "down", "down", "down")
        await room.type("Dr Bjorn Stack")
        await room.press("f8")
        room.sees("Sign off and seal this decision?")
        await room.press("escape")
    assert not (folder / "seal.toml").exists()


async def test_leaving_the_names_needs_a_second_escape_and_forgets_them(tmp_path: Path) -> None:
    async with meeting(ready(tmp_path / "d"), TALL) as room:
        await room.open("Sign off")
        await type_names(room, *PRESENT[:1])
        await room.press("escape")
        assert room.status == "Esc again leaves; the names typed are not kept."
        await room.press("escape")
        await room.open("Sign off")
        room.sees_not("type your name: confirms")
        room.sees(READY["decision.sentence"], "Read it aloud. Enter goes on to the names.")
    assert not (room.folder / "seal.toml").exists()


async def test_texts_typed_and_not_understood_block_until_they_are_mended_or_emptied(tmp_path: Path) -> None:
    async with meeting(ready(tmp_path / "d"), TALL) as room:
        await room.open("Our practice")
        await room.answer("Cost of a nurse hour", "about thirty")
        await room.answer("Cost of an hour of administration", "not much")
        await room.answer("Weeks worked a year", "most of them")
        await room.open("Sign off")
        assert blockers(room) == ["cost.nurse_hour", "cost.admin_hour", "cost.weeks_per_year"]
        room.sees("Typed and not given: cost of a nurse hour: “about thirty”. Give it or empty it.")
        await room.choose("about thirty")
        room.tells("The answer that stands: £28 an hour")
        await room.give("30")
        assert blockers(room) == ["cost.admin_hour", "cost.weeks_per_year"]
        await room.choose("not much")
        await room.press(*["backspace"] * len("not much"), "escape")
        assert blockers(room) == ["cost.weeks_per_year"]
        await room.choose("most of them")
        await room.give("")
        room.sees("Dr Una Skerry, type your name:")
    kept = room.kept()
    assert (kept["cost.nurse_hour"], kept["cost.admin_hour"], "cost.weeks_per_year" in kept) == ("30", "16", False)
    assert room.drafts() == {}


@contextmanager
def full_disk_at(name: str) -> Iterator[None]:
    """The disk is full where the file of this name is to take its place."""
    replace = safely._replace

    def refuse(temp: Path, path: Path) -> None:
        if path.name == name:
            raise OSError(28, "No space left on device")
        replace(temp, path)

    with pytest.MonkeyPatch.context() as faulty:
        faulty.setattr(safely, "_replace", refuse)
        yield


@pytest.mark.usefixtures("plain_memo_only")
async def test_a_full_disk_keeps_the_names_and_f8_tries_again(tmp_path: Path) -> None:
    async with meeting(ready(tmp_path / "d"), TALL) as room:
        await room.open("Sign off")
        await type_names(room, *PRESENT)
        for broken_at in (".ready-answers.toml", ".ready-memo-appendices.md", "seal.toml"):
            with full_disk_at(broken_at):
                await room.press("f8")
                await room.choose("Seal it")
                assert room.status.startswith("Not sealed: "), broken_at
                room.sees("the disk is full", "The names stand; F8 tries again.")
                room.sees("Inga Voe, type your name: confirms")
                assert not (room.folder / "seal.toml").exists()
        await room.press("f8")
        await room.choose("Seal it")
        room.sees("Signed off", "by Dr Una Skerry, Dr Olaf Holm and Inga Voe")
    assert Desk(room.folder).verify().out.startswith("Intact")


@pytest.mark.usefixtures("plain_memo_only")
async def test_a_disk_that_is_full_right_after_the_seal_is_told_beside_what_is_true(tmp_path: Path) -> None:
    async with meeting(ready(tmp_path / "d"), TALL) as room:
        await room.open("Sign off")
        await type_names(room, *PRESENT)
        with full_disk_at("memo.md"):
            await room.press("f8")
            await room.choose("Seal it")
            assert room.status.startswith("Signed off and sealed. Cannot write “")
            assert "is put there when the decision is opened next." in room.status
    assert Desk(room.folder).verify().out.startswith("Intact")


async def test_nothing_can_be_typed_into_a_sealed_decision(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    async with meeting(folder, USUAL) as room:
        room.sees("This decision is signed off and can only be read.")
        await room.press("escape")
        room.sees("This decision is signed off. It can be read, not changed.")
        await room.undo()
        assert room.status == READ_ONLY
        for task in ("Our practice", "Lodges", "Quick look"):
            await room.open(task)
            for key in ("9", "x", "enter"):
                await room.press(key)
            for aside in ("f3", "f6", "f7", "f8", "delete"):
                here = room.app.screen
                await room.press(aside)
                assert room.app.screen is here, f"{aside} asks for something that cannot be kept"
            await room.press("f4", "f5")
            assert room.status == READ_ONLY
        await room.open("To come back to")
        await room.press("f6", "delete", "enter")
        await room.open("Sign off")
        await room.press("enter", "x", "f8", "f4")
    assert {
        path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name in before
    } == before
    assert room.drafts() == {}
    assert Desk(folder).verify().out.startswith("Intact")


async def test_whoever_only_reads_it_sees_what_is_to_be_signed_and_is_asked_for_no_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "open_decision", partial(open_decision, wait=0))
    folder = ready(tmp_path / "d")
    with open_decision(folder, clock=lambda: driver.EVENING, who="Maud"):
        async with meeting(folder, TALL) as room:
            await room.open("Sign off")
            for _ in range(2):
                room.sees(READY["decision.sentence"])
                room.sees_not("type your name", "Sign off and seal", "to do first")
                assert "it is open elsewhere: Maud" in room.status
                await room.press("f8")
    assert not (folder / "seal.toml").exists()


async def test_what_was_signed_is_compared_with_the_seal_once_though_the_window_changes_meanwhile(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    compared: list[Path] = []
    go_on = Event()

    def slowly(compare: Callable[[Path], object]) -> Callable[[Path], object]:
        def one(folder: Path) -> object:
            compared.append(folder)
            assert go_on.wait(LONGEST)
            return compare(folder)

        return one

    async with meeting(sealed(tmp_path / "d"), USUAL) as room:
        monkeypatch.setattr("des_decider.tui.screens.memo.why_no_memo", slowly(why_no_memo))
        monkeypatch.setattr("des_decider.tui.screens.signed_off.verify", slowly(verify))
        for task, then in (("Memo", "Memo, as signed off."), ("Sign off", "Intact")):
            await room.press("escape")
            room.list_in_focus.highlighted = room._line(room.list_in_focus, task)
            room.post("enter")
            await until(room.app, lambda: bool(compared), "the files are compared")
            for size in (TALL, USUAL):
                await room.pilot.resize_terminal(*size)
                await still(room.app, with_workers=False)
            room.sees("Checking the files against the seal")
            go_on.set()
            await room.settle()
            room.sees(then)
            assert compared == [room.folder]
            compared.clear()
            go_on.clear()
    assert Desk(room.folder).verify().out.startswith("Intact")


async def test_what_the_answers_suggest_is_said_to_be_shown_elsewhere_until_it_was(tmp_path: Path) -> None:
    """The memo said that the record does not say it was shown, and nobody had been told where it could be."""
    async with meeting(ready(tmp_path / "d"), TALL) as room:
        await room.open("Sign off")
        room.sees("The record does not say that what the answers suggest together was seen")
        room.app.meeting.show_leaning()
        await room.press("escape")
        await room.open("Sign off")
        room.sees_not("what the answers suggest together")
    assert room.kept()["leaning.shown"] == "yes"
