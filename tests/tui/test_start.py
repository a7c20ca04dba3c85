"""The start screen: what is on this machine, opening, making, taking over, and what closing a decision leaves."""

from __future__ import annotations

import shutil
from threading import Event
from typing import TYPE_CHECKING, Any

from textual.widgets import Static

from des_decider.record.opening import open_decision
from des_decider.record.register import Register
from des_decider.storage.places import decisions_folder, known_decisions, remember, state_folder
from des_decider.storage.settings import Settings, read_settings
from des_decider.tui.app import DesDecider
from des_decider.tui.screens import start
from des_decider.tui.screens.dialogs import AskScreen, LinesScreen
from des_decider.tui.screens.start import OPEN, StartScreen
from des_decider.tui.screens.task_list import TaskListScreen
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import LineField
from tests.building import SHIPPED, SUPPLEMENT
from tests.building import SMALL as SHEET
from tests.cli.driver import Desk
from tests.record.ready import READY, TO_FOLLOW, sealed
from tests.tui.driver import EVENING, SMALL, Meeting, given_before, meeting, stand_on, start_screen
from tests.tui.stillness import LONGEST, until

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from textual.screen import Screen

    from des_decider.record.register_entry import Entry
    from des_decider.storage.decision_folders import Seen

HELD = 'who = "Maud"\ncomputer = "RECEPTION-2"\nprocess = 4\nsince = 2020-05-18T19:42:00Z\n'
TALL = (80, 40)


def can_be_written(folder: Path) -> bool:
    """Whether nobody holds the decision: another program may open it and answer."""
    with open_decision(folder, clock=lambda: EVENING, wait=0) as session:
        return not session.read_only


def shows(room: Meeting, screen: type[Screen[Any]]) -> bool:
    return isinstance(room.app.screen, screen)


def unbroken(room: Meeting) -> str:
    """The screen as one word: a path is broken where the line ends."""
    return "".join(room.text.split())


def listed(room: Meeting) -> list[str]:
    """The folders of the decisions that are listed, in order."""
    keys = room.app.screen.query_one(Choices).keys
    return [key.removeprefix(OPEN).rpartition("/")[2] for key in keys if key.startswith(OPEN)]


# ------------------------------------------------------------------------------------------------------- what is seen


async def test_the_first_time_there_is_nothing_but_ways_to_begin() -> None:
    async with start_screen() as room:
        room.sees(
            "No decision on this machine yet. Start one, or try the worked example.",
            "Network Contract DES 2020/21 · decide by 31 May 2020", "edition 1, from the des-decider project",
            "It gives no legal advice and holds no patient data.",
        )  # fmt: skip
        await room.press("escape")
        assert room.status.startswith("This is the start: Enter opens the line you stand on; Ctrl+Q or Quit leaves")
        assert shows(room, StartScreen)
    assert known_decisions() == ()
    assert not decisions_folder().exists(), "looking makes nothing"


async def test_what_is_due_soonest_stands_first_and_leads_to_its_decision(tmp_path: Path) -> None:
    signed = sealed(tmp_path / "signed", **(TO_FOLLOW | {"action__1__by": "1 May 2020"}))
    begun = given_before(tmp_path / "begun", {"practice.name": "Hilltop", "deadline.contract": "20 May 2020"})
    given_before(tmp_path / "late", {"practice.name": "Creek Road", "deadline.contract": "1 May 2020"})
    for folder in (tmp_path / "late", begun, signed):
        remember(folder)
    async with start_screen(TALL) as room:
        room.sees(
            "What is due 1 May 2020, 18 days overdue: Action 1: Ring the harbour (Inga Voe) · Gull…",
            "20 May 2020, tomorrow: Decide, and tell the commissioner · Hilltop",
            "4 more", "Decisions on this machine Gull Rock Surgery",
        )  # fmt: skip
        assert room.list_in_focus.key == f"{OPEN}{signed}", "one stands where the group left off"
        await room.press("up")
        room.sees("Shows all that is due, the soonest first.")
        await room.press("up")
        room.sees("Opens Gull Rock Surgery, Farholm Ferry Care 2031/32.")
        assert sum("Review" in line for line in room.lines()) == 0
        await room.choose("4 more")
        assert sum("Review" in line for line in room.lines()) == 1, "a command of a terminal was named instead"
        await room.choose("Ring the harbour")
        room.sees("Signed off", "1 May 2020, 18 days overdue: Action 1")
        await room.press("escape", "escape")
        await room.choose("Decide, and tell")
        assert shows(room, TaskListScreen)
        room.sees("Hilltop")


async def test_every_decision_stands_with_its_state_and_the_days_left(tmp_path: Path) -> None:
    folders = {name: tmp_path / name for name in ("signed", "ready", "begun", "new", "broken", "gone")}
    sealed(folders["signed"])
    given_before(folders["ready"], READY, worksheet=SHEET)
    given_before(folders["begun"], {"practice.name": "Creek Road Surgery", "practice.gp_sessions": "38"})
    given_before(folders["new"], {"practice.name": "Hilltop Medical Centre", "deadline.contract": "20 May 2020"})
    given_before(folders["broken"], {"practice.name": "Lost"})
    for name in ("answers.toml", "history.jsonl"):
        (folders["broken"] / name).write_bytes(b"\xff\xfe broken")
    for folder in folders.values():
        remember(folder)
    async with start_screen(TALL) as room:
        assert listed(room) == ["broken", "new", "begun", "ready", "signed"], (
            "the last opened first; what is gone is not"
        )
        lines = [" ".join(line.split()) for line in room.lines()]
        assert "Gull Rock Surgery signed off Farholm Ferry Care 2031/32" in lines
        assert (
            "Gull Rock Surgery ready for sign-off Farholm Ferry Care 2031/32 · decide by 20 September 2031 · 4,141 days"
            in lines
        )
        begun = next(line for line in lines if line.startswith("Creek Road Surgery"))
        assert begun.startswith("Creek Road Surgery in progress 34 things to do first")
        assert begun.endswith("Network Contract DES 2020/21 · decide by 31 May 2020 · 12 days")
        assert any(
            line.startswith("Hilltop Medical Centre") and line.endswith("20 May 2020 · tomorrow") for line in lines
        )
        assert any(line.startswith("broken cannot be opened answers.toml is broken") for line in lines)


async def test_while_the_list_is_read_it_says_how_many_are_still_to_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = [given_before(tmp_path / name, {"practice.name": name}) for name in ("Creek Road", "Hilltop", "Ebb")]
    for folder in folders:
        remember(folder)
    for folder in folders:
        (folder / "summary.json").unlink()
    read, go_on = Register.opened, Event()

    def slowly(self: Register, seen: Seen) -> Entry:
        assert seen.folder == folders[-1] or go_on.wait(LONGEST)
        return read(self, seen)

    monkeypatch.setattr(Register, "opened", slowly)
    app = DesDecider(by="Bess Harbour", clock=lambda: EVENING)
    async with app.run_test(size=TALL) as pilot:
        room = Meeting(app, pilot, tmp_path)
        await until(app, lambda: any("Ebb" in line for line in room.lines()), "the first of them")
        room.sees("Ebb", "Reading 2 more decisions …", "Start a new decision")
        go_on.set()
        await room.settle()
        room.sees("Creek Road", "Hilltop", "Ebb")
        room.sees_not("Reading")
    assert known_decisions() == tuple(reversed(folders))


async def test_of_the_first_decision_nobody_says_that_there_is_none_while_the_list_is_read_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Leaving it with Esc Esc, “No decision on this machine yet” stood there for seconds, from before it was made."""
    look, go_on = Register.at_once, Event()

    def slowly(self: Register, seen: Seen) -> Entry | None:
        assert go_on.wait(LONGEST)
        return look(self, seen)

    monkeypatch.setattr(Register, "at_once", slowly)
    async with start_screen(TALL) as room:
        room.sees("No decision on this machine yet.")
        await room.choose("Start a new decision")
        await room.press("tab", "tab", "tab")
        await room.choose("Make this decision")
        await room.type("Gull Rock Surgery")
        await room.press("enter", "enter", "enter", "enter")
        assert shows(room, TaskListScreen)
        room.post("escape")
        await until(room.app, lambda: shows(room, StartScreen), "the start screen")
        room.post("escape")
        await until(room.app, lambda: "This is the start" in room.status, "the second Esc")
        room.sees("Decisions on this machine", "Reading")
        room.sees_not("No decision on this machine yet.")
        room.app.screen.action_find()  # type: ignore[attr-defined]
        assert room.status == "The list of decisions is still being read."
        go_on.set()
        await room.settle()
        room.sees("Gull Rock Surgery")


async def test_a_list_that_cannot_be_read_is_not_said_to_be_empty(tmp_path: Path) -> None:
    remember(given_before(tmp_path / "d", {}))
    (state_folder() / "decisions.toml").write_bytes(b"decisions = [")
    remembered = given_before(tmp_path / "gone", {})
    async with start_screen(TALL) as room:
        room.sees("No decision can be shown.", "This computer’s list of decisions cannot be read")
    (state_folder() / "decisions.toml").unlink()
    remember(remembered)
    shutil.rmtree(remembered)
    async with start_screen(TALL) as room:
        room.sees("No decision can be shown.", "1 decision on this computer’s list is not there: moved, or on a drive")
        room.sees_not("No decision on this machine yet")


async def test_what_cannot_be_opened_says_why_and_the_others_still_open(tmp_path: Path) -> None:
    broken, good = given_before(tmp_path / "broken", {}), given_before(tmp_path / "good", {})
    for name in ("answers.toml", "history.jsonl"):
        (broken / name).write_bytes(b"\xff\xfe broken")
    remember(broken)
    remember(good)
    async with start_screen() as room:
        await room.choose("broken")
        assert shows(room, StartScreen)
        room.sees("nswers.toml is broken: ")
        await room.choose("Gull Rock Surgery")
        assert shows(room, TaskListScreen)
        assert room.app.meeting.session.folder == good


async def test_a_folder_that_went_meanwhile_is_said_to_be_gone(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {})
    remember(folder)
    async with start_screen() as room:
        shutil.rmtree(folder)
        await room.choose("Gull Rock Surgery")
        assert shows(room, StartScreen)
        room.sees("There is no folder", "see whether its name is right")
        await room.press("f1", "escape", "f1", "escape")
        assert listed(room) == [], "coming back, the list is read again"


async def test_of_many_decisions_those_opened_last_stand_there_and_typing_finds_any(tmp_path: Path) -> None:
    first = given_before(tmp_path / "0", {"practice.name": "Creek Road Surgery"})
    for n in range(1, 40):
        shutil.copytree(first, tmp_path / str(n))
        remember(tmp_path / str(n))
    hilltop = given_before(tmp_path / "2031-32" / "Hilltop", {"practice.name": "Hilltop", "decision.option": "opt out"})
    known = [tmp_path / str(n) for n in range(39, 0, -1)]
    for folder in (hilltop, *reversed(known)):
        remember(folder)
    async with start_screen(TALL) as room:
        assert listed(room) == [folder.name for folder in known[:12]]
        room.sees("Find one of all 40 decisions")
        await room.press("ctrl+f")
        room.sees("Find a decision", "Creek Road Surgery")
        await room.type("zebra")
        room.sees("No decision here has all these words.")
        for words in ("hill", "2031-32", "opt out in progress"):
            await room.type(words)
            room.sees("Hilltop in progress")
            room.sees_not("No decision here", "Creek Road")
        await room.press("enter")
        assert shows(room, TaskListScreen)
        assert room.app.meeting.session.folder == hilltop
        await room.press("escape")
        assert listed(room)[:2] == ["Hilltop", "39"]
        await room.choose("Find one of all 40 decisions")
        await room.press("escape")
        assert shows(room, StartScreen)


async def test_there_is_nothing_to_find_before_there_is_a_decision() -> None:
    async with start_screen() as room:
        await room.press("ctrl+f")
        assert shows(room, StartScreen)
        assert room.status.startswith("No decision on this machine yet.")


async def test_no_decision_is_opened_for_the_list_that_was_closed_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each was read whole, a twentieth of a second for one."""
    for name in ("Aith", "Brae"):
        remember(given_before(tmp_path / name, {"practice.name": name, "deadline.contract": "20 May 2020"}))
    monkeypatch.setattr("des_decider.record.register_reading.open_decision", None)
    async with start_screen() as room:
        assert listed(room) == ["Brae", "Aith"]
        room.sees("20 May 2020, tomorrow: Decide, and tell the commissioner · Brae")


async def test_what_is_wrong_with_the_files_of_a_decision_stands_in_its_line(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"practice.name": "Creek Road"})
    history = folder / "history.jsonl"
    history.write_bytes(b"".join(history.read_bytes().splitlines(keepends=True)[:-1]))
    remember(folder)
    async with start_screen(TALL) as room:
        room.sees("Creek Road not started", "answers.toml is at change")
        stand_on(room.list_in_focus, f"{OPEN}{folder}")
        await room.settle()
        room.sees("put back the full history, or have it mended by")


async def test_a_record_whose_time_is_over_says_so(tmp_path: Path) -> None:
    remember(sealed(tmp_path / "d", decision__keep_until="1 March 2020"))
    async with start_screen(TALL) as room:
        room.sees("kept until 1 March 2020, may be destroyed")
    assert (tmp_path / "d" / "seal.toml").exists()


# ---------------------------------------------------------------------------------------------------- what can be done


async def test_the_worked_example_opens_as_the_copy_that_is_there_and_another_is_made_only_when_asked_for() -> None:
    first, second = (decisions_folder() / name for name in ("Saltmarsh worked example", "Saltmarsh worked example 2"))
    async with start_screen(TALL, folder=first) as room:
        stand_on(room.list_in_focus, "example")
        await room.settle()
        room.sees("ready to be signed off")
        assert str(decisions_folder()) in unbroken(room)
        room.sees_not("another copy")
        await room.choose("Try the worked example")
        assert shows(room, TaskListScreen)
        room.sees("Saltmarsh Sur", "Quick look completed")
        await room.open("Our practice")
        await room.answer("Our registered list", "9,140")
        await room.press("escape", "escape", "escape")
        room.sees("Saltmarsh Surgery (worked example)")
        await room.choose("Try the worked example")
        assert room.kept()["practice.registered_list"] == "9140"
        await room.press("escape")
        assert len(listed(room)) == 1
        await room.choose("Make another copy of the worked example")
        await room.press("escape")
        assert len(listed(room)) == 2
    assert list(known_decisions()) == [second, first]
    assert [Desk(folder).kept()["practice.registered_list"] for folder in (first, second)] == ["9140", "9040"]


def dialog_says(room: Meeting, words: str) -> None:
    """The dialog says it, wherever a folder's name makes its lines break; what lies under it does not count."""
    told = " ".join(" ".join(str(part.content) for part in room.app.screen.query(Static)).split())
    assert words in told, told


async def test_where_documents_cannot_be_written_the_example_goes_into_a_folder_one_names(tmp_path: Path) -> None:
    decisions_folder().parent.mkdir(parents=True)
    decisions_folder().write_text("a file where the folder should be")
    async with start_screen() as room:
        await room.choose("Try the worked example")
        assert shows(room, LinesScreen)
        dialog_says(room, "a file stands where a folder should be")
        room.sees("Into which folder instead?")
        await room.enter()
        room.sees("Type a folder")
        await room.press("escape")
        assert shows(room, StartScreen)
        await room.choose("Try the worked example")
        await room.type(str(decisions_folder()))
        await room.enter()
        assert shows(room, LinesScreen)
        dialog_says(room, "a file stands where a folder should be")
        await room.type(str(tmp_path / "desktop"))
        await room.enter()
        assert shows(room, TaskListScreen)
    made = tmp_path / "desktop" / "Saltmarsh worked example"
    assert known_decisions() == (made,)
    assert Desk(made).kept()["practice.registered_list"] == "9040"
    assert decisions_folder().read_text() == "a file where the folder should be"


async def test_a_new_decision_says_where_it_is_kept_and_a_hostile_name_is_a_safe_folder() -> None:
    async with start_screen(TALL) as room:
        stand_on(room.list_in_focus, "new")
        await room.settle()
        room.sees("or in a folder you name.")
        assert str(decisions_folder()) in unbroken(room)
        await room.choose("Start a new decision")
        await room.type("../../[red]Gull:Rock[/] \x1b[2J")
        await room.enter(3)
        await room.choose("Make this decision")
        assert shows(room, TaskListScreen)
    (made,) = decisions_folder().iterdir()
    assert made.name == "2020-21 ..-..-[red]Gull-Rock[-] -u001b[2J"
    assert Desk(made).kept()["practice.name"] == "../../[red]Gull:Rock[/] \\u001b[2J"


async def test_a_decision_in_another_folder_is_opened_by_its_path(tmp_path: Path) -> None:
    elsewhere = given_before(tmp_path / "shared drive" / "2020 21", {})
    async with start_screen() as room:
        await room.choose("Open a decision in another folder")
        await room.type(str(tmp_path))
        await room.press("enter")
        assert shows(room, LinesScreen)
        room.sees("There is no decision in")
        await room.press("escape")
        assert shows(room, StartScreen)
        await room.choose("Open a decision in another folder")
        room.sees(tmp_path.name)
        await room.type(f'"{elsewhere}"')
        await room.press("enter")
        assert shows(room, TaskListScreen)
        await room.press("escape")
        assert listed(room) == ["2020 21"]
    assert known_decisions() == (elsewhere,)


async def test_every_look_by_its_line_and_by_its_key_and_the_last_one_the_next_time() -> None:
    async with start_screen() as room:
        for look in ("light", "high contrast", "dark"):
            await room.choose("Dark, light or high contrast colours")
            assert room.app.theme == look
            assert room.status == f"Colours: {look}, the next time too."
            room.sees("Changes between dark, light and high contrast colours")
        await room.press("ctrl+p")
        assert room.app.theme == "light"
    async with start_screen(settings=read_settings()) as room:
        assert room.app.theme == "light"


async def test_a_look_that_there_is_not_is_told_and_the_dark_one_shown() -> None:
    async with start_screen((120, 40), settings=Settings(look="[red]pink\x1b[0m")) as room:
        assert room.app.theme == "dark"
        room.sees("settings.toml: There is no look “[red]pink\\u001b[0m”: there are dark, light and high contrast.")


async def test_quit_ends_the_program_as_a_success() -> None:
    async with start_screen() as room:
        await room.choose("Quit")
    assert room.app.return_value == 0


async def test_a_new_decision_needs_a_practice_and_a_free_folder_and_keeps_what_is_typed(tmp_path: Path) -> None:
    taken = given_before(tmp_path / "taken", {})
    before = Desk(taken).kept()
    async with start_screen() as room:
        await room.choose("Start a new decision")
        await room.press("tab", "tab", "tab")
        await room.choose("Make this decision")
        assert room.status == "Type the practice’s name."
        await room.type("Creek Road Surgery")
        await room.press("escape")
        await room.choose("Start a new decision")
        room.sees("Creek Road Surgery", "Bess Harbour")
        await room.press("enter", "enter")
        await room.type(str(taken))
        await room.press("enter", "enter")
        room.sees("Creek Road Surgery", "taken")
        assert room.app.screen.wrong  # type: ignore[attr-defined]
        await room.type(str(tmp_path / "free"))
        await room.press("enter", "enter")
        assert shows(room, TaskListScreen)
    assert Desk(taken).kept() == before
    assert Desk(tmp_path / "free").kept() == {"practice.name": "Creek Road Surgery"}


async def test_enter_on_an_emptied_folder_takes_the_one_named_after_the_practice(tmp_path: Path) -> None:
    """It asked to type one, though to leave the line by any other key gives that one back."""
    async with start_screen() as room:
        await room.choose("Start a new decision")
        await room.type("Creek Road Surgery")
        await room.press("enter", "enter")
        await room.type(str(tmp_path / "elsewhere"))
        await room.press("end", "ctrl+u", "enter")
        assert room.status == ""
        await room.choose("Make this decision")
        made = room.app.meeting.session.folder
    assert made.name.endswith("Creek Road Surgery")
    assert Desk(made).kept() == {"practice.name": "Creek Road Surgery"}


async def test_in_a_small_window_a_list_and_a_long_text_follow_the_keys() -> None:
    async with start_screen(SMALL) as room:
        await room.press("end")
        room.sees("Quit Leaves the program.")
        await room.press("home")
        room.sees("No decision on this machine yet.")
        await room.choose("Start a new decision")
        await room.type(f"{'x' * 60} Surgery by the Sea")
        await room.press("home")
        room.sees("x" * 50)
        room.sees_not("Surgery by the Sea")
        await room.press("end", "s", "!")
        room.sees("Surgery by the Seas!")
        await room.press("ctrl+u")
        room.sees_not("Surgery by the Sea")


async def test_a_new_decision_is_made_from_a_worksheet_an_lmc_mailed(tmp_path: Path) -> None:
    wrong, mailed = tmp_path / "wrong.toml", tmp_path / "mailed.toml"
    wrong.write_text("format = 1", encoding="utf-8")
    mailed.write_bytes(SHEET.read_bytes())
    async with start_screen() as room:
        await room.choose("Start a new decision")
        await room.press("up")
        await room.choose("another worksheet")
        for path in (tmp_path / "none.toml", wrong):
            await room.type(str(path))
            await room.press("enter")
            assert room.app.focused is not None
            assert room.app.focused.id == "file", "Enter asks for a worksheet that can be read"
            room.sees("!")
        await room.type(str(mailed))
        await room.press("enter")
        room.sees("It says: Farholm Ferry Care 2031/32, edition 3-test, from Farholm Isles LMC (fictional)")
        await room.type("Gull Rock Surgery")
        await room.press("enter", "enter", "enter", "enter")
        room.sees("Farholm Ferry Care 2031/32")
    folder = decisions_folder() / "2031-32 Gull Rock Surgery"
    assert (folder / "worksheet.toml").read_bytes() == SHEET.read_bytes()


async def test_a_worksheet_that_was_typed_is_there_again_after_a_look_at_the_list(
    tmp_path: Path,
) -> None:
    mailed = tmp_path / "mailed.toml"
    mailed.write_bytes(SHEET.read_bytes())
    async with start_screen() as room:
        await room.choose("Start a new decision")
        await room.press("up")
        await room.choose("another worksheet")
        await room.type(str(mailed))
        await room.press("enter")
        await room.type("Gull Rock Surgery")
        await room.press("escape")
        await room.choose("Start a new decision")
        room.sees("It says: Farholm Ferry Care 2031/32")
        assert room.app.screen.query_one("#folder", LineField).content.endswith("2031-32 Gull Rock Surgery")
    assert not decisions_folder().exists(), "nothing is made by looking"


async def test_a_supplement_is_taken_as_any_worksheet_and_says_what_it_changes() -> None:
    async with start_screen() as room:
        await room.choose("Start a new decision")
        await room.press("up")
        await room.choose("another worksheet")
        await room.type(str(SUPPLEMENT))
        await room.press("enter")
        room.sees("from Wash and Marsh LMC (fictional), a supplement to Network Contract DES 2020/21, edition 1")
        await room.type("Creek Road Surgery")
        await room.press("enter", "enter", "enter", "enter")
        room.sees("Network Contract DES 2020/21 with the questi…")
        await room.press("ctrl+o")
        room.sees("What it changes")
        room.sees("Wash and Marsh LMC (fictional) changed the limit for amber")
        room.sees("of “Money” from −0.50 to −0.30.")
    folder = decisions_folder() / "2020-21 Creek Road Surgery"
    assert (folder / "worksheet.toml").read_bytes() == SUPPLEMENT.read_bytes()
    assert (folder / "worksheet-base.toml").read_bytes() == SHIPPED.read_bytes()


# ------------------------------------------------------------------------------------- held by others, and letting go


async def test_noted_as_open_on_another_computer_esc_opens_nothing(tmp_path: Path) -> None:
    folder = held_elsewhere(tmp_path / "d")
    async with start_screen() as room:
        await room.choose("Gull Rock Surgery")
        assert shows(room, AskScreen)
        room.sees("Noted as open on another computer", "Maud on RECEPTION-2", "ask them to close it")
        await room.press("escape")
        assert shows(room, StartScreen)
    assert (folder / ".held-by").read_text(encoding="utf-8") == HELD


async def test_noted_as_open_on_another_computer_enter_alone_only_reads(tmp_path: Path) -> None:
    folder = held_elsewhere(tmp_path / "d")
    async with start_screen() as room:
        await room.choose("Gull Rock Surgery")
        await room.enter()
        room.sees("Read only", "Maud on RECEPTION-2")
        await room.open("Our practice")
        await room.press("9", "enter")
    assert (folder / ".held-by").read_text(encoding="utf-8") == HELD
    assert Desk(folder).kept() == {"practice.name": "Gull Rock Surgery"}


async def test_a_decision_known_to_be_closed_is_taken_over_and_answered(tmp_path: Path) -> None:
    folder = held_elsewhere(tmp_path / "d")
    async with start_screen(folder=folder) as room:
        await room.choose("Gull Rock Surgery")
        await room.choose("Take it over")
        room.sees_not("Read only")
        await room.open("Our practice")
        await room.answer("Our registered list", "9,040")
    assert room.kept()["practice.registered_list"] == "9040"
    assert can_be_written(folder)
    assert not (folder / ".held-by").exists()


async def test_open_in_another_program_nobody_is_asked_and_it_can_only_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(start, "WAIT", 0)
    folder = given_before(tmp_path / "d", {})
    remember(folder)
    with open_decision(folder, clock=lambda: EVENING, who="Maud") as other:
        async with start_screen() as room:
            await room.choose("Gull Rock Surgery")
            assert shows(room, TaskListScreen)
            room.sees("Read only", "Maud")
            await room.open("Our practice")
            assert room.app.screen.query_one("#field").query("*").first().disabled
            await room.press("escape", "escape", "escape")
            assert shows(room, StartScreen)
        assert not other.read_only, "the other program still holds it"
        assert other.give({"practice.gp_sessions": "38"}, by="Maud").change


async def test_closing_a_decision_shows_the_list_anew_and_lets_others_write(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {})
    remember(folder)
    async with start_screen(TALL, folder=folder) as room:
        room.sees("Gull Rock Surgery not started")
        await room.choose("Gull Rock Surgery")
        assert not can_be_written(folder)
        await room.open("Our practice")
        await room.answer("Our registered list", "9,040")
        await room.press("escape", "escape", "escape")
        assert room.status == "Gull Rock Surgery is closed; Enter opens it again."
        room.sees("Gull Rock Surgery in progress")
        assert can_be_written(folder)
        await room.choose("Gull Rock Surgery")
        await room.open("Our practice")
        await room.ask("Our registered list")
        assert room.field == "9040"
    assert can_be_written(folder)


async def test_what_was_opened_last_is_first_on_the_list_of_this_machine(tmp_path: Path) -> None:
    first, second = (given_before(tmp_path / name, {"practice.name": name}) for name in ("Aith", "Brae"))
    remember(second)
    remember(first)
    async with start_screen() as room:
        assert listed(room) == ["Aith", "Brae"]
        await room.choose("Brae")
        assert known_decisions() == (second, first)
        await room.press("escape")
        assert listed(room) == ["Brae", "Aith"]


async def test_a_decision_that_a_command_opened_is_on_the_list_and_leads_back_to_it(tmp_path: Path) -> None:
    known = given_before(tmp_path / "Aith", {})
    remember(known)
    async with meeting(tmp_path / "Brae") as room:
        assert known_decisions() == (room.folder, known)
        await room.press("escape")
        assert shows(room, StartScreen)
        assert listed(room) == ["Brae", "Aith"]
        assert can_be_written(room.folder)


async def test_a_list_that_cannot_be_written_is_said_and_stops_nobody(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("DES_DECIDER_HOME", str(tmp_path / "file"))
    async with meeting(tmp_path / "d") as room:
        assert room.status.startswith("The list of decisions could not be written: ")
        await room.open("Our practice")
        await room.answer("Our registered list", "9,040")
    assert room.kept()["practice.registered_list"] == "9040"


def held_elsewhere(folder: Path) -> Path:
    """A decision with the note of another computer in it, as a shared drive brings it."""
    given_before(folder, {}, worksheet=SHEET)
    (folder / ".held-by").write_text(HELD, encoding="utf-8")
    remember(folder)
    return folder
