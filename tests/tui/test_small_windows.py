"""What a window has no room for is said to be there, and what it has room for is used."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from textual.widgets import Static

from des_decider.storage.places import remember
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.widgets.fields import ChoiceField, LineField
from des_decider.tui.widgets.question_list import QuestionList
from tests.building import ROOT
from tests.building import SMALL as SHEET
from tests.record.ready import QUICK_LOOK, sealed
from tests.tui.driver import SMALL, USUAL, WIDE, given_before, meeting, start_screen

if TYPE_CHECKING:
    from pathlib import Path

THIS_YEAR = ROOT / "worksheets" / "network-contract-des-2025-26.toml"
NEXT_YEAR = ROOT / "worksheets" / "network-contract-des-2026-27.toml"
MISSING = {
    "pcn.running_costs": "Cost of running the network", "director.ours": "director is one of us",
    "opt_out.hours": "Extra GP work", "opt_out.exit_cost": "Cost of leaving",
}  # fmt: skip
LONG = "The network writes into its agreement that each practice is paid for its share of the posts every quarter"


async def test_the_foot_of_a_low_window_says_that_a_question_goes_on_below_and_by_which_key(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", SMALL, worksheet=THIS_YEAR) as room:
        await room.open("Our practice")
        await room.ask("The network's registered list")
        room.sees("PgDn more")
        room.sees_not("Lists are those of 1 January 2025")
        await room.press("pagedown")
        room.sees("Lists are those of 1 January 2025")
        room.sees_not("PgDn more")
        await room.press("pageup")
        room.sees("PgDn more")
        await room.pilot.resize_terminal(*WIDE)
        await room.settle()
        room.sees("Lists are those of 1 January 2025", "F3 note")
        room.sees_not("PgDn more")
        await room.give("48,200")
        assert room.kept()["pcn.registered_list"] == "48200"


async def test_what_is_typed_after_reading_on_is_seen(tmp_path: Path) -> None:
    """PgDn took the field out of sight, and what was typed then stood where nobody saw it."""
    async with meeting(tmp_path / "d", SMALL, worksheet=THIS_YEAR) as room:
        await room.open("Our practice")
        await room.ask("The network's registered list")
        await room.press("pagedown")
        room.sees_not("The network's registered list?")
        await room.type("48,200")
        room.sees("48,200", "= 48,200")
        await room.press("enter")
        assert room.kept()["pcn.registered_list"] == "48200"


async def test_what_is_said_of_a_cell_ends_in_the_way_to_all_of_it_where_a_low_window_cuts_it(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", SMALL, worksheet=THIS_YEAR) as room:
        await room.open("Money")
        table = await room.table("What reaches us, payment by payment")
        await table.stand_on("Capacity and access improvement", "Part earned")
        room.sees("Capacity and access improvement: How much of the", "Ctrl+G all of it")
        room.sees_not("It is claimed by declaring")
        await room.press("ctrl+g")
        room.tells("It is claimed by declaring that two pieces of work are done")
        await room.press("ctrl+g")
        room.sees("Ctrl+G all of it")
        await room.pilot.resize_terminal(*WIDE)
        await room.settle()
        room.sees("It is claimed by declaring")
        room.sees_not("all of it")
        await room.press(*"90", "enter")
        assert "90" in room.kept().values()


async def test_words_typed_in_a_cell_are_seen_as_far_as_the_window_has_room(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"decision.option": "sign_up_on_conditions"})
    async with meeting(folder, SMALL) as room:
        await room.open("How we decide")
        table = await room.table("Conditions")
        await room.press(*LONG)
        room.sees(LONG[-38:])
        assert table.grid.field.region.right <= SMALL[0]
        await room.press("tab", *"Dr Vane and Dr Whelk with the manager")
        room.sees("Dr Vane and Dr Whelk with the manager")
        await room.press("enter")
        assert "…" in table.cell("Another condition" if table.names[0].startswith("+") else table.names[0], "What")
        await room.pilot.resize_terminal(240, 40)
        await room.settle()
        assert table.lines[0][:2] == [LONG, "Dr Vane and Dr Whelk with the manager"]
        room.sees(LONG)
        await room.pilot.resize_terminal(*USUAL)
        await room.settle()
        room.sees("By when")
        assert (room.kept()["condition.1.what"], room.kept()["condition.1.owner"]) == (
            LONG,
            "Dr Vane and Dr Whelk with the manager",
        )


async def test_every_choice_of_a_cell_is_in_sight_in_a_low_window_whatever_is_said_above(tmp_path: Path) -> None:
    """An empty line was kept under the table, and the third and the fourth choice were cut."""
    folder = given_before(tmp_path / "d", {"service.functions.by": "rows"}, worksheet=NEXT_YEAR)
    async with meeting(folder, SMALL) as room:
        await room.open("The work")
        table = await room.table("The four functions")
        for line in table.names:
            await table.stand_on(line, "Can it be done?")
            room.sees("3 at risk", "4 cannot be done in time")
        await room.press("1", "enter")
        assert "already" in room.kept().values()


async def test_how_a_table_can_be_answered_is_in_sight_beside_a_title_that_is_too_long(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", SMALL, worksheet=NEXT_YEAR) as room:
        await room.open("The work")
        await room.ask("Enhanced health in care homes")
        room.sees("Enhanced health in", "… · Ctrl+R requirement by requirement")
        await room.press("ctrl+r")
        room.sees("Enhanced health in care homes · Ctrl+R as a whole")
        assert room.kept()["service.ehch.by"] == "rows"


async def test_words_that_are_cut_end_in_one_sign_for_it(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"workforce.by": "rows", "workforce.none": "no"}, worksheet=NEXT_YEAR)
    async with meeting(folder, SMALL) as room:
        await room.open("Posts and people")
        table = await room.table("The posts")
        await table.stand_on("General practitioner", "Other cost")
        await room.press("ctrl+g")
        room.sees("who had a lasting post… Read on a public page")
        room.sees_not("… …")
    assert room.kept()["workforce.by"] == "rows"


async def test_a_choice_that_takes_two_lines_goes_on_under_its_own_words(tmp_path: Path) -> None:
    """It went on under the digits, where the next choice begins."""
    async with meeting(tmp_path / "d", SMALL, worksheet=NEXT_YEAR) as room:
        await room.open("Money")
        await room.ask("How the network shares out its money")
        assert "\n         and care home premium\n" in room.text
        await room.pilot.resize_terminal(*USUAL)
        await room.settle()
        assert " 2 ( ) the network keeps it, but for enhanced\n       access and care home premium" in room.lines(
            ChoiceField
        )
        await room.press("2")
        assert room.kept()["network.split"] == "network_keeps"


async def test_where_the_figures_wait_for_four_answers_all_four_are_named(tmp_path: Path) -> None:
    """The line that one more is in the quick look took the place of that one."""
    answers = {id_: text for id_, text in QUICK_LOOK.items() if id_ not in MISSING}
    async with meeting(given_before(tmp_path / "d", answers, worksheet=SHEET), SMALL) as room:
        await room.press("f2")
        room.sees("The figures wait for 4 answers:")
        room.sees_not("more, in the quick look")
        for label in MISSING.values():
            room.sees(label)
    assert room.kept().keys().isdisjoint(MISSING)


async def test_what_if_leaves_the_figures_the_lines_that_no_change_takes(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", QUICK_LOOK, worksheet=SHEET), SMALL) as room:
        before = room.kept()
        await room.open("What if …")
        room.sees("Nothing is changed yet.", "a full year")
    assert room.kept() == before


async def test_words_above_a_table_that_have_no_room_end_in_the_key_to_all_of_them(tmp_path: Path) -> None:
    """PgDn, which “goes on”, scrolled them two lines at a time: sixteen times before it went on from the posts."""
    folder = given_before(tmp_path / "d", {"workforce.by": "rows", "workforce.none": "no"}, worksheet=NEXT_YEAR)
    async with meeting(folder, SMALL) as room:
        await room.open("Posts and people")
        table = await room.table("The posts")
        await table.stand_on("Care co-ordinator")
        room.sees("Care co-ordinator: Band 4; up to £38,739 a year for one", "… Ctrl+O all of it")
        await room.press("ctrl+o")
        room.sees("Read on a public page")
        await room.press("escape")
        presses = 0
        while room.app.screen.in_table:  # type: ignore[attr-defined]
            await room.press("pagedown")
            presses += 1
        assert presses <= 1 + len(table.names) // 5
        await room.press("pageup")
        await room.pilot.resize_terminal(120, 60)
        await room.settle()
        await table.stand_on("Care co-ordinator")
        room.sees("Care co-ordinator: Band 4; up to £38,739", "Read on a public page")
        room.sees_not("Ctrl+O all of it")
    assert room.kept()["workforce.by"] == "rows"


async def test_lists_of_a_narrow_window_name_the_year_and_the_day_whole(tmp_path: Path) -> None:
    """The day was cut, “the deadline was 31 Ma…”, or else the year of the contract."""
    folders = {"late": {"deadline.contract": "1 May 2020"}, "begun": {"practice.gp_sessions": "38"}}
    for name, answers in folders.items():
        remember(given_before(tmp_path / name, answers))
    async with start_screen(SMALL) as room:
        lines = [line.strip() for shown in room.lines() for line in shown.split("\n")]
        assert "Network Contract DES 2020/21 · was due 1 May 2020" in lines
        assert lines.count("Network Contract DES 2020/21 · decide by 31 May 2020") == 2, (
            "of a decision and of the blank"
        )
        await room.choose("Start a new decision")
        room.sees("named after the practice, in decisions")
        await room.pilot.resize_terminal(*WIDE)
        await room.settle()
        await room.press("escape")
        assert any(line.endswith("2020/21 · the deadline was 1 May 2020") for line in room.lines())
    assert tomllib.loads((tmp_path / "late" / "answers.toml").read_text())["answers"]["deadline.contract"]


async def test_a_sealed_decision_names_its_folder_once_above_its_files(tmp_path: Path) -> None:
    """Each file took two lines of a narrow window or three."""
    async with meeting(sealed(tmp_path / "2031-32 Gull Rock Surgery"), SMALL) as room:
        await room.settle()
        told = str(room.app.screen.query_one("#record", Static).content).split("\n")
        assert told[told.index("The memo in Word: memo.docx, in the folder") + 1] == f"  {room.folder.resolve()}"
        files = told[told.index("All the memo’s files") + 1 :]
        assert files[: files.index("")][:2] == ["  memo.docx", "  memo-appendices.docx"]
        assert all(len(line) < 60 for line in files[: files.index("")])
        assert sum(str(room.folder.resolve()) in line for line in told) == 2, "here and in the command to be copied"
        for name in (line.strip() for line in files[: files.index("")]):
            assert (room.folder / name).is_file()


async def test_a_code_is_typed_in_one_line_and_asked_about_where_it_does_not_look_like_one(tmp_path: Path) -> None:
    """“L8301” was taken in silence, in a field of six lines."""
    async with meeting(tmp_path / "d", SMALL) as room:
        await room.open("Our practice")
        await room.ask("ODS code")
        assert isinstance(room.app.focused, LineField)
        await room.press(*"L8301", "enter")
        room.sees("Look again: “L8301” does not look like the NHS code of the practice: a letter and five digits.")
        assert room.kept()["practice.ods_code"] == "L8301", "it is remarked and never refused"
        await room.press("pageup", *"l83012", "enter")
        room.sees_not("Look again")
        assert room.kept()["practice.ods_code"] == "l83012"


async def test_the_line_one_stands_on_stays_in_sight_where_what_is_said_below_takes_more_lines(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", USUAL, worksheet=THIS_YEAR) as room:
        await room.open("Contract and exit")
        screen = room.app.screen
        assert isinstance(screen, QuestionScreen)
        listed = screen.query_one(QuestionList)
        while listed.highlighted != listed.scroll_offset.y + listed.size.height - 1:
            await room.press("pagedown")
        screen.say("Look again: two answers that were given do not fit together, as was said before. " * 2)
        await room.settle()
        assert listed.highlighted is not None
        assert listed.highlighted < listed.scroll_offset.y + listed.size.height


async def test_what_was_just_saved_is_told_apart_from_what_is_called_alike(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", SMALL) as room:
        await room.open("Our practice")
        await room.answer("The network's registered list", "48,300")
        assert room.status == "the network's…gistered list: 48,300 patients"
        await room.answer("The network's weighted list", "47,900")
        assert room.status == "the network's weighted list: 47,900 patients"


async def test_a_list_stands_beside_a_question_from_80_columns_and_where_we_stand_from_100(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", (100, 30)) as room:
        await room.open("Money")
        room.sees("Where we stand")
        await room.pilot.resize_terminal(99, 30)
        await room.settle()
        room.sees_not("Where we stand")
        assert room.app.screen.query_one(QuestionList).display
        await room.pilot.resize_terminal(80, 30)
        await room.settle()
        assert room.app.screen.query_one(QuestionList).display
        await room.pilot.resize_terminal(79, 30)
        await room.settle()
        assert not room.app.screen.query_one(QuestionList).display
