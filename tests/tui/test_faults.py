"""A fault in a screen or beside it: a sentence, a report without anything typed, and nothing lost."""

from __future__ import annotations

import os
import re
from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

import pytest

from des_decider.record.example import make_example
from des_decider.record.faults import LAST_ACTIONS, Fault
from des_decider.record.opening import open_decision
from des_decider.record.stamps import now, time_of
from des_decider.record.superseding import supersede
from des_decider.storage.places import remember, state_folder
from des_decider.tui.app import DesDecider, run_screens
from des_decider.tui.meeting import Meeting as Screens
from tests.record.ready import VOTE, sealed
from tests.tui.driver import EVENING, given_before, meeting, start_screen
from tests.tui.test_changing_minds import ALL

if TYPE_CHECKING:
    from pathlib import Path

SECRET = "MRS " + "PENHALIGON"
HALF, NUMBER = "8,9", "8,940"
"""Half a number, which is refused, and a whole one."""


@pytest.fixture(autouse=True)
def _begun_anew() -> None:
    """Each test is a program of its own; nothing was done before it."""
    LAST_ACTIONS.clear()
    LAST_ACTIONS.saved_at = None


def fails(*_: object, **__: object) -> NoReturn:
    """A fault of ours, with an answer in hand and in its words."""
    typed = f"answered {SECRET}"
    raise ZeroDivisionError(typed)


def reports() -> list[str]:
    folder = state_folder() / "reports"
    found = [path.read_text(encoding="utf-8") for path in folder.iterdir()] if folder.exists() else []
    for told in found:
        assert "builtins.ZeroDivisionError" in told
        assert "in fails" in told
        assert SECRET not in told
        assert HALF not in told
        assert NUMBER not in told
    return found


@pytest.mark.parametrize(
    ("broken", "typed"),
    [
        ("des_decider.tui.meeting.Meeting.give", NUMBER),  # what Enter calls
        ("des_decider.record.session.replay", NUMBER),  # in the midst of giving, before anything is written
        ("des_decider.tui.screens.question.QuestionScreen.follow", HALF),  # what shows the screen
        ("des_decider.tui.widgets.text_and_foot.Foot.say", HALF),  # what every screen shows itself with
    ],
)
async def test_a_fault_of_a_screen_keeps_what_is_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], broken: str, typed: str
) -> None:
    async def until_it_fails(seen: list[DesDecider]) -> None:
        async with meeting(tmp_path / "d") as room:
            seen.append(room.app)
            await room.open("Our practice")
            await room.answer("Our registered list", "9,000")
            await room.press("left", "backspace", "1", "f4", "f5")
            room._fill(typed)
            await room.pilot.pause()
            monkeypatch.setattr(broken, fails)
            await room.enter()

    seen: list[DesDecider] = []
    with pytest.raises(ZeroDivisionError):
        await until_it_fails(seen)
    home = os.environ["DES_DECIDER_HOME"]
    monkeypatch.undo()
    monkeypatch.setenv("DES_DECIDER_HOME", home)
    [app] = seen
    saved = re.escape(time_of(EVENING, now()))
    assert re.fullmatch(
        rf"a fault of the program on the screen question practice, after Enter; answers up to {saved} are saved; "
        r"a report of it, without answers, is in .+\.txt", app.fault,
    ), app.fault  # fmt: skip
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", ""), "the sentence is said once the terminal is restored, and nothing else is"
    [told] = reports()
    assert "\ntextual " in told
    assert told.partition("Actions, the last one last:\n")[2].split("\n  ") == [
        "  opening task list", "Enter", "opening question practice", "leave", "Enter", "Enter",
        "answered practice.registered_list, 1 in all", "undo", "undone practice.registered_list, 1 in all", "redo",
        "redone practice.registered_list, 1 in all", "Enter\n",
    ]  # fmt: skip
    async with meeting(tmp_path / "d") as room:
        assert room.kept()["practice.registered_list"] == "9000"
        assert "practice.weighted_list" not in room.kept()
        assert room.drafts() == {"practice.registered_list": typed, "practice.weighted_list": "1"}
        await room.open("Our practice")
        await room.ask("Our registered list")
        assert room.field == typed


async def test_a_fault_before_the_first_screen_is_there_is_told_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("des_decider.tui.screens.task_list.TaskListScreen.body", fails)

    async def opens() -> None:
        async with meeting(tmp_path / "d") as room:
            await room.settle()

    with pytest.raises(ZeroDivisionError):
        await opens()
    [told] = reports()
    assert "opening task list\n" in told


def test_the_screens_end_with_the_sentence_and_let_go(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_example(tmp_path / "d", lambda: EVENING)

    def ended(app: DesDecider) -> None:
        app._handle_exception(ZeroDivisionError(SECRET))

    monkeypatch.setattr(DesDecider, "run", ended)
    with pytest.raises(Fault, match=r"^a fault of the program before the first screen"):
        run_screens(tmp_path / "d")
    with open_decision(tmp_path / "d", clock=lambda: EVENING, wait=0) as session:
        assert session.read_only == ""


async def test_a_fault_beside_the_typing_ends_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    given_before(tmp_path / "d", ALL)
    monkeypatch.setattr("des_decider.appraisal.hangs_on.hangs_on", fails)
    async with meeting(tmp_path / "d", (120, 40)) as room:
        room.app.go("hangs on")
        await room.settle()
        room.sees("A fault of the program while working out what it hangs on; answers up to ", ".txt.")
        room.sees("The options side by side")
        assert len(reports()) == 1
        await room.press("escape")
        room.sees("What it hangs on")
        await room.open("Memo")
        room.sees("A fault of the program while working out what it hangs on; answers up to ")
        await room.press("escape")
        await room.open("Our practice")
        await room.answer("Our registered list", "9,000")
        assert room.kept()["practice.registered_list"] == "9000"


async def test_the_memo_is_made_from_what_was_worked_out_beside_and_not_while_the_screen_stands_still(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_before(tmp_path / "d", ALL)
    monkeypatch.setattr("des_decider.record.memo_files.hangs_on", fails)
    async with meeting(tmp_path / "d", (120, 40)) as room:
        await room.open("Memo")
        room.sees("Memo: draft.", "Recommendation memo")
    assert reports() == []


async def test_a_fault_while_the_list_is_read_leaves_what_else_can_be_done(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("des_decider.tui.screens.start.known", fails)
    async with start_screen() as room:
        room.sees("A fault of the program while reading the list of decisions", ".txt.")
        room.sees_not("Reading", "None came with the program")
        await room.choose("Try the worked example")
        room.sees("What it hangs on")


async def test_one_folder_that_fails_is_told_in_its_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_example(tmp_path / "d", lambda: EVENING)
    remember(tmp_path / "d")
    (tmp_path / "d" / "summary.json").unlink()
    monkeypatch.setattr("des_decider.record.register_reading.summary_of", fails)
    async with start_screen() as room:
        room.sees("d cannot be opened", "a fault of the program while reading the list")
        room.sees_not(SECRET)
    assert len(reports()) == 1


@pytest.mark.parametrize("task", ["Memo", "Sign off"])
async def test_a_fault_while_the_seal_is_checked_shows_nothing_as_signed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, task: str
) -> None:
    sealed(tmp_path / "d")
    sentence = VOTE["decision.sentence"]
    for place in ("memo.why_no_memo", "signed_off.verify"):
        monkeypatch.setattr(f"des_decider.tui.screens.{place}", fails)
    async with meeting(tmp_path / "d") as room:
        await room.open(task)
        room.sees("A fault of the program while comparing the files with the seal")
        room.sees_not(sentence[:40], "Checking the files")
        await room.press("escape")
        room.sees("What it hangs on")
    assert len(reports()) == 2, "once as it is opened, and once there"


async def test_a_fault_while_it_is_compared_with_the_one_before_ends_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    supersede(sealed(tmp_path / "old"), tmp_path / "d", by="Bess", clock=lambda: EVENING).session.close()
    monkeypatch.setattr("des_decider.tui.screens.compare.with_the_one_before", fails)
    async with meeting(tmp_path / "d") as room:
        await room.open("Last time")
        room.sees("It follows the decision of", "A fault of the program while comparing it with the one before")
        await room.press("escape")
        room.sees("What it hangs on")
    assert len(reports()) == 1


async def test_a_fault_while_two_are_compared_leads_back_to_the_list(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("old", "new"):
        remember(given_before(tmp_path / name, {}))
    monkeypatch.setattr("des_decider.tui.screens.compare.snapshot_of", fails)
    async with start_screen() as room:
        await room.press("f9", "enter")
        room.sees("Decisions on this machine", "A fault of the program while comparing two decisions")
        await room.choose("Gull Rock Surgery")
        room.sees("Quick look")
    assert len(reports()) == 1


def test_the_time_told_is_that_of_the_decision_on_the_screen(tmp_path: Path) -> None:
    """One that can only be read came after one that was written to, and the time of that one was told."""
    make_example(tmp_path / "older", lambda: EVENING - timedelta(days=1))
    make_example(tmp_path / "d", lambda: EVENING)
    with open_decision(tmp_path / "older", clock=lambda: EVENING, read_only=True) as session:
        Screens(session, by="Maud", clock=lambda: EVENING)
        assert LAST_ACTIONS.saved_at == EVENING - timedelta(days=1)
