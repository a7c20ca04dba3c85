"""Tables filled in as tables: typed, pasted, wrong cells kept and marked, and every other thing from the cell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.decision.wording import visible
from des_decider.decision.worksheet_says import read_in
from tests.building import ROOT, ids
from tests.tui.driver import SMALL, USUAL, WIDE, TableAtScreen, given_before, meeting
from tests.tui.hostile import HOSTILE, as_kept
from tests.tui.stillness import painted
from tests.tui.visiting import sound

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

ROWS = {"home.by": "rows"}
LASTS = (
    "name", "beds", "done_by", "round_hours", "travel_hours", "arrivals", "plan_hours", "plan_by", "reviews",
    "review_hours", "review_by",
)  # fmt: skip
HOMES = [
    ("Elm", "42", "2", "2", "0.5", "10", "1", "2", "42", "0.5", "3"),
    ("Oak", "18", "1", "1 / 1.5 / 2", "0.75", "4", "1", "1", "18", "0.5", "3"),
    ("Ash", "30", "2", "1 h 30 min", "1", "8", "1.5", "2", "30", "0.75", "2"),
    ("Fir", "24", "3", "2", "0.5", "6", "1", "3", "24", "0.5", "3"),
]
DONE_BY = {"1": "gp", "2": "nurse", "3": "post"}
SIZES = pytest.mark.parametrize("size", [SMALL, USUAL, WIDE], ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def homes(tmp_path: Path) -> Path:
    """The homes are to be entered row by row."""
    return given_before(tmp_path / "d", ROWS)


def as_rows(kept: dict[str, str]) -> list[tuple[str, ...]]:
    """The homes of the file, each with the eleven answers, in the order of their numbers."""
    numbers = sorted({int(id_.split(".")[1]) for id_ in kept if id_.startswith("home.") and id_.count(".") == 2})
    return [tuple(kept.get(f"home.{n}.{last}", "") for last in LASTS) for n in numbers]


def as_given(home: tuple[str, ...]) -> tuple[str, ...]:
    """A line as typed, as the file has it."""
    chosen = {2, 7, 10}
    return tuple(DONE_BY[text] if n in chosen else text for n, text in enumerate(home))


async def our_homes(room: Meeting) -> TableAtScreen:
    await room.open("Care homes")
    table = await room.table("Our homes")
    await table.stand_on("+ The first home" if "+ The first home" in table.names else table.names[0])
    return table


@SIZES
async def test_four_homes_of_eleven_columns_are_typed_with_sixty_keys_beside_their_texts(
    homes: Path, size: tuple[int, int]
) -> None:
    async with meeting(homes, size) as room:
        table = await our_homes(room)
        typed = HOMES if size == USUAL else HOMES[:2]  # elsewhere there is only less or more room for the same keys
        keys = await table.type(*typed, key_by_key=size == USUAL)
        assert keys <= 15 * len(typed)
        assert table.here == ("+ Another home", "Name")
        assert table.names == [*(home[0] for home in typed), "+ Another home"]
        assert table.cell("Oak", "Weekly round") == "1 / 1.5 / 2"
        sound(room)
    assert as_rows(room.kept()) == [as_given(home) for home in typed]
    assert room.drafts() == {}


async def test_a_block_is_pasted_at_once_taken_back_at_once_and_done_again(homes: Path) -> None:
    words = {"1": "a GP", "2": "Nurse", "3": "a reimbursed post"}
    chosen = {2, 7, 10}
    lines = ("\t".join(words[text] if n in chosen else text for n, text in enumerate(home)) for home in HOMES)
    async with meeting(homes) as room:
        table = await our_homes(room)
        await table.paste("\r\n".join(lines) + "\r\n")
        assert "44 cells pasted as one step" in room.status
        assert as_rows(room.kept()) == [as_given(home) for home in HOMES]
        assert [len(change.edits) for change in room.changes()][-1] == 44
        await room.undo()
        assert room.kept() == {"practice.name": "Gull Rock Surgery"} | ROWS
        assert table.names == ["+ The first home"]
        await room.redo()
        assert table.names[:4] == ["Elm", "Oak", "Ash", "Fir"]
    assert as_rows(room.kept()) == [as_given(home) for home in HOMES]
    assert [change.kind for change in room.changes()][-3:] == ["answered", "undone", "redone"]


async def test_a_digit_takes_a_choice_in_a_pasted_block_too(homes: Path) -> None:
    """It was refused there, kept as it stood, and the same digit typed was nothing new."""
    async with meeting(homes) as room:
        table = await our_homes(room)
        await table.paste("Elm\t42\t2\nOak\t18\t3")
        assert "6 cells pasted as one step" in room.status
        assert (table.cell("Elm", "Who does it"), table.cell("Oak", "Who does it")) == ("a nurse", "a reimbursed post")
    assert room.kept().items() >= {"home.1.done_by": "nurse", "home.2.done_by": "post"}.items()
    assert room.drafts() == {}


@SIZES
async def test_a_wrong_cell_keeps_its_text_is_marked_and_says_why_where_one_stands_on_it(
    homes: Path, size: tuple[int, int]
) -> None:
    async with meeting(homes, size) as room:
        table = await our_homes(room)
        await table.paste("Elm\tforty-two\ta nurse\nOak\t18\tthe vicar")
        assert "2 not understood" in room.status
        assert (table.cell("Elm", "Beds"), table.cell("Oak", "Who does it")) == ("! forty-two", "! the vicar")
        room.sees("! forty-two")
        await table.stand_on("Elm", "Beds")
        room.sees("“forty-two”: write a whole number")
        await table.stand_on("Oak", "Who does it")
        room.sees("“the vicar”: choose a GP, a nurse")
        assert room.drafts() == {"home.1.beds": "forty-two", "home.2.done_by": "the vicar"}
    async with meeting(homes, size) as room:
        await room.open("Care homes")
        table = await room.table("Our homes")
        assert table.here == ("Elm", "Beds"), "what was typed and not given comes first"
        await room.press("4")
        assert room.app.focused is not None
        assert room.app.focused.region.width == 18, "there is room to type, and the rest of the line stays in sight"
        await room.press("2", "enter")
        await table.stand_on("Oak", "Who does it")
        await room.press("2", "enter")
        assert table.cell("Elm", "Beds") == "42"
    assert room.drafts() == {}
    assert room.kept().items() >= {"home.1.beds": "42", "home.2.done_by": "nurse"}.items()


async def test_undo_takes_the_wrong_cells_of_a_block_back_too_even_where_all_are_wrong(homes: Path) -> None:
    async with meeting(homes) as room:
        table = await our_homes(room)
        await table.type(("Elm", "42"))
        await table.stand_on("Elm", "Beds")
        await table.paste("many\tthe vicar\n")
        assert len(room.drafts()) == 2
        await room.undo()
        assert room.status == "Undone: 2 texts that were not understood."
        assert room.drafts() == {}
        assert table.cell("Elm", "Beds") == "42"
        await table.paste("24\tthe vicar\n")
        await room.undo()
        assert room.status == "Undone: beds of Elm is back to 42 CQC beds; also 1 text that was not understood."
        assert table.cell("Elm", "Beds") == "42"
    assert room.drafts() == {}
    assert room.kept() == {"practice.name": "Gull Rock Surgery", **ROWS, "home.1.name": "Elm", "home.1.beds": "42"}


NOT_TAKEN = [
    ("1\t2\t3", "What was copied has 3 columns, and from here on there are only 2."),
    ("\t\n\t", "There is nothing to paste."),
    ("x\n" * 1_001, "A table has 999 lines at most."),
    ("\n".join(["\tmany\tthe vicar"] * 900), "Not saved: more than 1,000 texts are being typed"),
]


async def test_a_block_that_cannot_be_taken_whole_is_not_taken_at_all(homes: Path) -> None:
    async with meeting(homes) as room:
        table = await our_homes(room)
        for block, why in NOT_TAKEN:
            await room.press(*("end", "left") if block.startswith("1") else ("home",))
            await table.paste(block)
            room.sees(why)
            assert table.names == ["+ The first home"], why
            assert room.drafts() == {}, why
    assert room.kept() == {"practice.name": "Gull Rock Surgery"} | ROWS


async def test_hostile_texts_in_a_block_are_shown_as_texts_and_kept_as_they_are(homes: Path) -> None:
    texts = [text.replace("\r\n", "\n").replace("\r", "\n") for text in HOSTILE.values()]
    quoted = ['"' + text.replace('"', '""') + '"' for text in texts]
    async with meeting(homes, WIDE) as room:
        table = await our_homes(room)
        await table.paste("\r\n".join("\t".join([text] * 4) for text in quoted))
        assert len(table.lines) == len(texts) + 1
        sound(room)
        for column in range(1, 4):
            await room.press("ctrl+home", *["right"] * column)
            for _ in texts:
                await room.press("down")
                sound(room)
        await room.press("up", "ctrl+g")
        sound(room)
    kept, typed = room.kept(), room.drafts()
    for n, text in enumerate(texts, start=1):
        shown = text.encode(errors="replace").decode()
        if shown == text:
            assert kept[f"home.{n}.name"] == as_kept(text)
        else:  # what cannot be written is no answer, in whichever cell
            assert typed[f"home.{n}.name"] == shown
        for last in ("beds", "done_by", "round_hours"):
            assert typed[f"home.{n}.{last}"] == shown


@SIZES
async def test_the_names_stay_in_sight_on_the_last_column_and_the_heads_on_the_last_line(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    many = {f"home.{n}.name": f"Home of tide {n}" for n in range(1, 31)}
    async with meeting(given_before(tmp_path / "d", ROWS | many), size) as room:
        table = await our_homes(room)
        await room.press("end")
        room.sees("Home of tide 1", "Team meetings", "column 12 of 12")
        for _ in range(11):
            await room.press("left")
            heads = next(line for line in room.text.splitlines() if line.strip().startswith("Name"))
            assert table.here[1] in heads, "the cell one stands on is beside the names, not under them"
        await room.press("end")
        await room.press("ctrl+end")
        room.sees("+ Another home", "Home of tide 30", "Team meetings")
        await room.press("home")
        room.sees("Name", "Beds", "+ Another home")
        await room.press("end", "7")
        await room.pilot.resize_terminal(*SMALL)
        await room.settle()
        room.sees("Team meetings", "= 7 hours a month")
        await room.press("escape", "delete")
        await room.press("pageup")
        assert table.here[0] != "+ Another home"
        sound(room)


async def test_all_that_a_question_offers_is_reached_from_its_cell(tmp_path: Path) -> None:
    given = ROWS | {"home.1.name": "Elm", "home.1.beds": "42", "partner.1.name": "Dr Nell Vane"}
    async with meeting(given_before(tmp_path / "d", given), WIDE) as room:
        table = await our_homes(room)
        await table.stand_on("Elm", "Beds")
        await room.press("f3")
        await room.type("Counted on Monday.")
        await room.press("enter")
        await room.press("f7")
        await room.choose("Dr Nell Vane")
        await table.stand_on("Elm", "Weekly round")
        await room.press("f6")
        for line in ("the home", "18 May 2020", "They keep a list."):
            await room.type(line)
            await room.press("enter")
        assert table.cell("Elm", "Weekly round") == "?"
        await room.press("ctrl+t")
        room.sees("What if")
        await room.press("escape", "escape")
        await room.press("ctrl+g")
        assert room.question.startswith("How many hours a week does the round in this home take")
        await room.give("2")
        assert room.question.startswith("How many hours a week does it take to travel")
        await room.press("ctrl+g")
        assert table.here == ("Elm", "Travel")
        assert table.cell("Elm", "Weekly round") == "2"
    kept = room.kept()
    assert kept["note.home.1.beds"] == "Counted on Monday."
    assert kept["home.1.round_hours"] == "2"
    assert not [id_ for id_ in kept if id_.startswith("open.")], "an answer ends what was marked"
    assert {change.said_by for change in room.changes() if "home.1.beds" in change.edits} == {"", "Dr Nell Vane"}


async def test_search_leads_to_the_cell_and_its_answer_back(tmp_path: Path) -> None:
    given = ROWS | {"home.1.name": "Elm", "home.1.beds": "42", "home.2.name": "Oak", "home.2.beds": "18"}
    async with meeting(given_before(tmp_path / "d", given)) as room:
        await room.press("ctrl+f")
        await room.type("beds oak")
        await room.enter()
        table = await room.table("Our homes")
        assert (table.here, room.field) == (("Oak", "Beds"), "18")
        room.sees("Enter save", "Esc back")
        await room.press(*"20", "enter")
        room.sees("Quick look", "Care homes")
        await room.press("ctrl+f")
        await room.type("beds oak")
        await room.enter()
        await room.press("up", "9", "tab", "escape")
        room.sees("Quick look", "Care homes")
    assert room.kept().items() >= {"home.1.beds": "9", "home.2.beds": "20"}.items()


async def test_details_and_the_room_view_are_of_the_cell_and_lead_back_to_it(tmp_path: Path) -> None:
    given = {"service.smr.by": "rows", "workforce.by": "rows"}
    async with meeting(given_before(tmp_path / "d", given), WIDE) as room:
        await room.open("The work")
        table = await room.table("Structured medication reviews")
        await table.stand_on("Inviting patients", "GP time")
        room.sees("Inviting patients: From 1 October 2020: Tell patients what the review is for")
        await room.press("ctrl+o")
        room.sees("How many hours a week of our GPs", "Read in a heading alone", "PgUp and PgDn scroll")
        await room.press("escape")
        assert table.here == ("Inviting patients", "GP time")
        await room.press("ctrl+l")
        room.sees("Inviting patients", "How many hours a week of our GPs", "Signing up against opting out")
        room.sees_not("Why we ask")
        await room.press("escape")
        assert table.here == ("Inviting patients", "GP time")
        room.sees("Why we ask")


async def test_a_table_that_follows_a_question_shown_to_the_room_is_filled_in_as_always(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", ROWS)) as room:
        await room.open("Care homes")
        await room.ask("Do we know how many registered beds")
        await room.press("ctrl+l")
        await room.press("pageup")
        table = TableAtScreen(room)
        room.sees("Care homes", "What is the home called?", "Why we ask")
        await table.type(("Elm", "42"))
        await room.press("pagedown")
        room.sees_not("Why we ask")
    assert room.kept().items() >= {"home.1.name": "Elm", "home.1.beds": "42"}.items()


async def test_what_is_typed_stays_in_its_cell_wherever_one_pages(tmp_path: Path) -> None:
    """It went along to the cell one paged to, and was kept there as somebody's answer."""
    async with meeting(given_before(tmp_path / "d", {"workforce.by": "rows"}), SMALL) as room:
        await room.open("Posts and people")
        table = await room.table("The posts")
        await table.stand_on("First contact physiotherapist", "Posts wanted")
        await room.press("2", *["pagedown"] * 4)
        assert table.here[0] != "First contact physiotherapist"
        await room.press("up")
        assert table.cell("First contact physiotherapist", "Posts wanted") == "2"
    kept = room.kept()
    assert {id_: text for id_, text in kept.items() if id_.startswith("workforce.")} == {
        "workforce.by": "rows", "workforce.first_contact_physiotherapist.wte": "2",
    }  # fmt: skip
    assert room.drafts() == {}


async def test_what_is_no_answer_stays_in_its_cell_too_and_no_row_is_a_trap(tmp_path: Path) -> None:
    """Paged to a row that asks nothing, a text became a draft of no question, which blocked sign-off for good."""
    async with meeting(given_before(tmp_path / "d", {"service.ehch.by": "rows"}), SMALL) as room:
        await room.open("The work")
        table = await room.table("Enhanced health in care homes")
        await table.stand_on("Clinical lead for the homes", "GP time")
        await room.press("l", "o", "t", "s", *["pagedown"] * 2, "up")
        assert table.cell("Clinical lead for the homes", "GP time") == "! lots"
        typed = room.drafts()
        assert list(typed.values()) == ["lots"]
        assert all(room.app.meeting.session.ids.field(id_) for id_ in typed)


async def test_a_click_on_another_cell_gives_what_is_typed_to_its_own(tmp_path: Path) -> None:
    given = ROWS | {"home.1.name": "Elm", "home.2.name": "Oak"}
    async with meeting(given_before(tmp_path / "d", given)) as room:
        table = await our_homes(room)
        await table.stand_on("Elm", "Beds")
        await room.press("4", "2")
        line = next(n for n, text in enumerate(room.text.splitlines()) if "Oak" in text)
        await room.pilot.click(offset=(3, line))
        await room.settle()
        assert table.here == ("Oak", "Name")
        assert table.cell("Elm", "Beds") == "42"
    assert room.kept().items() >= {"home.1.beds": "42", "home.2.name": "Oak"}.items()


async def test_a_cell_is_emptied_a_typed_text_given_up_and_a_row_deleted_each_with_del(tmp_path: Path) -> None:
    given = ROWS | {"home.1.name": "Elm", "home.1.beds": "42", "home.2.name": "Oak"}
    async with meeting(given_before(tmp_path / "d", given)) as room:
        table = await our_homes(room)
        await table.stand_on("Elm", "Beds")
        await room.press("9", "escape")
        assert table.cell("Elm", "Beds") == "! 9"
        room.tells("not given yet")
        assert room.drafts() == {"home.1.beds": "9"}
        await room.press("delete")
        assert table.cell("Elm", "Beds") == "42"
        assert room.drafts() == {}
        await room.press("delete")
        assert table.cell("Elm", "Beds") == ""
        assert "home.1.beds" not in room.kept()
        await room.undo()
        assert table.cell("Elm", "Beds") == "42"
        await table.stand_on("Oak")
        await room.press("delete")
        assert table.names == ["Elm", "+ Another home"]
        await room.undo()
        assert table.names == ["Elm", "Oak", "+ Another home"]
    assert room.kept() == {"practice.name": "Gull Rock Surgery"} | given


async def test_keys_that_arrive_at_once_land_in_the_cells_they_were_meant_for(homes: Path) -> None:
    async with meeting(homes) as room:
        await our_homes(room)
        await room.together(*"Elm", "tab", *"42", "tab", "2", "enter", *"Oak", "tab", *"18x", "backspace", "enter")
    assert as_rows(room.kept()) == [("Elm", "42", "nurse", *[""] * 8), ("Oak", "18", *[""] * 9)]
    assert room.drafts() == {}


async def test_the_arrows_leave_a_cell_and_backspace_types_on_in_what_stands(homes: Path) -> None:
    async with meeting(homes) as room:
        table = await our_homes(room)
        await room.press(*"Elms", "right", *"30", "down")
        assert table.here == ("+ Another home", "Beds")
        await room.press("up", "backspace", "left", "1", "enter")
        assert table.cell("Elms", "Beds") == "13"
        await table.stand_on("Elms")
        await room.press("backspace", "up")
        assert table.names[0] == "Elm"
    assert room.kept().items() >= {"home.1.name": "Elm", "home.1.beds": "13"}.items()


async def test_enter_on_an_empty_line_goes_on_and_page_up_comes_back(homes: Path) -> None:
    async with meeting(homes) as room:
        table = await our_homes(room)
        await table.type(("Elm", "42"))
        assert table.here == ("+ Another home", "Name")
        room.tells("a name; Enter on this empty line goes on")
        await room.press("enter")
        assert room.question.startswith("Do we know how many registered beds")
        await room.press("pageup")
        assert room.app.screen.in_table  # type: ignore[attr-defined]
        assert table.names == ["Elm", "+ Another home"]
    assert as_rows(room.kept()) == [("Elm", "42", *[""] * 9)]


async def test_a_row_begun_with_a_wrong_cell_is_not_lost_and_another_can_be_begun(homes: Path) -> None:
    async with meeting(homes) as room:
        table = await our_homes(room)
        await room.press("right", *"many", "enter")
        assert [line[1] for line in table.lines] == ["! many", ""]
        await room.press(*"18", "enter")
        assert [line[1] for line in table.lines] == ["! many", "18", ""]
    assert room.drafts() == {"home.1.beds": "many"}
    assert room.kept()["home.2.beds"] == "18"
    async with meeting(homes) as room:
        table = await our_homes(room)
        assert [line[1] for line in table.lines] == ["! many", "18", ""]
        await room.press("right", "delete")
        assert room.drafts() == {}


OTHERS = [
    ("Our practice", "The partners", "Dr Nell Vane\tsenior partner\t6\t55\nDr Rufus Limpet\tpartner\t4\t45",
     {"partner.1.name": "Dr Nell Vane", "partner.2.sessions": "4", "partner.2.profit_share": "45"}),
    ("Our practice", "The network’s other practices", "Skerry Surgery\t6,200\t14\tsigns up\nHolm\t3,100\t\t",
     {"member.1.name": "Skerry Surgery", "member.1.list": "6200", "member.1.intends": "sign_up",
      "member.2.list": "3100"}),
    ("Money", "Local payments that depend on it", "Minor surgery\t£12,000\tif we opt out\t1 Oct 2020\t2",
     {"local.1.name": "Minor surgery", "local.1.amount": "12000", "local.1.ends": "opt_out",
      "local.1.from": "2020-10-01", "local.1.hours": "2"}),
    ("Posts and people", "The posts", "2\t80%\t6\t20\t50,000\n1\t70%\t5",
     {"workforce.clinical_pharmacist.wte": "2", "workforce.clinical_pharmacist.chance": "80",
      "workforce.pharmacy_technician.months": "5"}),
    ("The work", "Structured medication reviews", "at risk\t0.5\t\t1\t2\nready in time\t1",
     {"specification.smr_identify.status": "at_risk", "specification.smr_identify.post_hours": "2",
      "specification.smr_volume.gp_hours": "1"}),
]  # fmt: skip


async def test_every_other_table_takes_a_block_too(tmp_path: Path) -> None:
    given = {"local.none": "no", "workforce.by": "rows", "service.smr.by": "rows"}
    async with meeting(given_before(tmp_path / "d", given)) as room:
        for section, title, block, expected in OTHERS:
            await room.open(section)
            table = await room.table(title)
            await room.press("ctrl+home")
            await table.paste(block)
            assert "pasted as one step" in room.status, title
            sound(room)
            assert set(expected) <= set(room.changes()[-1].edits)
    assert room.kept().items() >= {id_: text for *_, expected in OTHERS for id_, text in expected.items()}.items()
    assert room.drafts() == {}


async def test_whoever_wants_one_question_at_a_time_goes_through_a_row_and_begins_the_next(homes: Path) -> None:
    async with meeting(homes) as room:
        await our_homes(room)
        await room.press("ctrl+g")
        assert room.question == "What is the home called?"
        await room.give("Elm")
        assert room.question.startswith("How many beds")
        await room.give("42")
        await room.press("ctrl+g")
        table = await room.table("Our homes")
        assert table.here == ("Elm", "Who does it")
    assert as_rows(room.kept()) == [("Elm", "42", *[""] * 9)]


async def test_a_decision_that_can_only_be_read_shows_its_table_and_takes_nothing(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", ROWS | {"home.1.name": "Elm"})
    (folder / "seal.toml").write_text("format = '1.0'\n", encoding="utf-8")
    before = (folder / "answers.toml").read_bytes()
    async with meeting(folder) as room:
        table = await our_homes(room)
        for act in ("x", "delete", "backspace", "ctrl+r"):
            await room.press(act)
            assert "signed off" in room.status
        await table.paste("Oak\t18")
        assert table.names[0] == "Elm"
        await room.press("right", "ctrl+g")
        assert room.question.startswith("How many beds")
    assert (folder / "answers.toml").read_bytes() == before


async def test_a_text_of_several_lines_is_opened_as_a_question_rather_than_typed_on_in_its_cell(tmp_path: Path) -> None:
    given = ROWS | {"home.1.name": "Elm\nHouse"}
    async with meeting(given_before(tmp_path / "d", given)) as room:
        table = await our_homes(room)
        assert table.names[0] == visible("Elm\nHouse")
        await room.press("backspace")
        assert "several lines; Ctrl+G opens it" in room.status
        await room.press("ctrl+g")
        assert room.field == "Elm\nHouse"
    assert room.kept()["home.1.name"] == "Elm\nHouse"


async def test_undo_while_one_types_in_a_cell_takes_that_back_and_nothing_else(homes: Path) -> None:
    """It took back the answer before, or said that there was nothing to undo, and the text stayed in its cell."""
    async with meeting(homes) as room:
        table = await our_homes(room)
        await room.press(*"Elm", "tab", *"42", "tab", "left", *"77", "f4")
        assert table.here == ("Elm", "Beds")
        assert (table.cell("Elm", "Beds"), room.drafts()) == ("42", {})
        assert room.status == "The cell is as it was; what was typed there is gone."
        assert room.kept()["home.1.beds"] == "42"
        await room.press(*"77", "escape")
        assert room.status == "What was typed is kept in its cell and not given: Enter gives it, Del takes it away."
        assert table.cell("Elm", "Beds") == "! 77"
        await room.press("delete")
        assert (table.cell("Elm", "Beds"), room.drafts()) == ("42", {})
        await room.undo()
        assert table.cell("Elm", "Beds") == "", "then it takes back the answer before"
    assert "home.1.beds" not in room.kept()


async def test_a_text_that_was_typed_and_left_is_given_by_enter(homes: Path) -> None:
    async with meeting(homes) as room:
        table = await our_homes(room)
        await room.press(*"Elm", "escape")
        assert (table.names[0], room.drafts()) == ("! Elm", {"home.1.name": "Elm"})
        await room.press("enter")
        assert table.names == ["Elm", "+ Another home"]
    assert (room.kept()["home.1.name"], room.drafts()) == ("Elm", {})


@SIZES
async def test_a_service_is_one_page_typed_through_with_its_duties_above(tmp_path: Path, size: tuple[int, int]) -> None:
    async with meeting(tmp_path / "d", size) as room:
        await room.open("The work")
        table = await room.table("Structured medication reviews")
        screen, sheet = table.screen, room.app.meeting.session.worksheet
        said = str(screen.page.duties.content)
        assert sheet.services["smr"].about in said
        for requirement in sheet.requirements_of("smr"):
            duty = f"{requirement.name}: From 1 October 2020: {requirement.text}"
            assert f"{duty}. {read_in(requirement.origin)}." in said
        room.sees("Medication reviews for the patients", "Can it be done?", "GP time", "hours a week")
        assert table.here == ("Can it be done?", "")
        await room.press("3", "enter", *"0.5", "enter", "enter", *"1", "enter", *"2", "enter", *"50", "enter", "6")
        sound(room)
        await room.press("enter")
        room.sees("Enhanced health in care homes")
    assert {id_: text for id_, text in room.kept().items() if id_.startswith("service.")} == {
        "service.smr.status": "at_risk", "service.smr.gp_hours": "0.5", "service.smr.admin_hours": "1",
        "service.smr.post_hours": "2", "service.smr.falls_to_gps": "50", "service.smr.once_hours": "6",
    }  # fmt: skip


async def test_by_requirement_the_duty_of_the_line_one_stands_on_is_in_sight(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", {"service.smr.by": "rows"})) as room:
        await room.open("The work")
        table = await room.table("Structured medication reviews")
        for requirement in room.app.meeting.session.worksheet.requirements_of("smr")[:3]:
            await table.stand_on(requirement.name, "GP time")
            said = str(table.screen.page.duties.content)
            assert requirement.text in said
            assert said.count("From 1 October 2020: ") == said.count(read_in(requirement.origin)) == 1
    assert room.kept() == {"practice.name": "Gull Rock Surgery", "service.smr.by": "rows"}


async def test_a_cell_is_clicked_to_stand_on_it_and_clicked_again_to_type_on_in_it(tmp_path: Path) -> None:
    given = ROWS | {"home.1.name": "Elm", "home.2.name": "Oak", "home.2.beds": "1"}
    async with meeting(given_before(tmp_path / "d", given)) as room:
        table = await our_homes(room)
        beds = room.text.splitlines()[4].index("Beds")
        for _ in range(2):
            await room.pilot.click(table.grid.cells, offset=(beds - 2, 2))
            await room.settle()
        assert table.here == ("Oak", "Beds")
        await room.press("8", "enter")
        assert table.cell("Oak", "Beds") == "18"
        for _ in range(2):
            await room.press("right")
            assert lit(table) == [table.grid.place], "one sees where one stands"
    assert room.kept()["home.2.beds"] == "18"


def lit(table: TableAtScreen) -> list[tuple[int, int]]:
    """The line and the column of each cell that is painted as the one that has the keys."""
    of_cursor = table.grid.cells.get_component_rich_style("datatable--cursor").bgcolor
    looks = (style for strip in painted(table.room.app) for _, style, _ in strip if style and "row" in style.meta)
    return [(style.meta["row"], style.meta["column"]) for style in looks if style.bgcolor == of_cursor]


async def test_posts_are_filled_in_line_by_line_though_the_cells_below_are_not_asked_yet(tmp_path: Path) -> None:
    """In the quick look all but how many posts are wanted is asked once some are: Enter led out of the table there."""
    wanted = {"partner.1.name": "Dr Una Skerry", "workforce.by": "rows", "workforce.none": "no"}
    async with meeting(given_before(tmp_path / "d", wanted), WIDE) as room:
        await room.open("Quick look")
        table = await room.table("The posts")
        first, second = table.names[:2]
        await table.stand_on(first)
        await table.type(("2", "60", "9"))
        assert table.here == (second, "Posts wanted"), "a line ends where it began"
        await room.press("up", "right", "tab", "enter")
        assert table.here == (second, "Posts wanted"), "so does one begun further on"
        await table.type(("1", "80"))
        await room.press("up", "up", "right")
        assert table.here == (first, "Chance filled")
        await room.enter()
        assert table.here == (second, "Chance filled"), "down the column, to the next that is asked"
        await room.enter()
        assert table.here == (first, "Months filled"), "from its foot to the top of the next"
    assert {id_: text for id_, text in room.kept().items() if id_.startswith("workforce.") and id_.count(".") == 2} == {
        "workforce.clinical_pharmacist.wte": "2", "workforce.clinical_pharmacist.chance": "60",
        "workforce.clinical_pharmacist.months": "9", "workforce.pharmacy_technician.wte": "1",
        "workforce.pharmacy_technician.chance": "80",
    }  # fmt: skip


NEW_DUTIES = ROOT / "worksheets" / "network-contract-des-2026-27.toml"


async def test_the_columns_of_a_service_stay_in_their_order_and_its_last_open_cell_leads_on(tmp_path: Path) -> None:
    """Asked of the last line alone, “Falls to GPs” came first, and Enter there led to the first line, answered."""
    sheet = ids(NEW_DUTIES)
    asked = [f"specification.{r.id}" for r in sheet.worksheet.requirements_of("ehch")]
    nothing = dict.fromkeys(("gp_hours", "nurse_hours", "admin_hours", "post_hours", "once_hours"), "0")
    given = {f"{row}.{last}": text for row in asked for last, text in (nothing | {"status": "ready"}).items()}
    given = {id_: text for id_, text in given.items() if sheet.field(id_)} | {"service.ehch.by": "rows"}
    async with meeting(given_before(tmp_path / "d", given, worksheet=NEW_DUTIES), WIDE) as room:
        await room.open("The work")
        table = await room.table("Enhanced health in care homes")
        heads = [head for head in table.grid.table.heads if head != "Falls to GPs"]
        assert (heads[0], heads[-1]) == ("Can it be done?", "GP time once")
        assert list(table.grid.table.heads) == [*heads[:-1], "Falls to GPs", heads[-1]]
        await table.stand_on("The work in the homes", "Falls to GPs")
        await room.give("30")
        assert room.app.screen.walk.stop.entry.title != "Enhanced health in care homes"  # type: ignore[attr-defined]
    assert room.kept()["service.ehch.falls_to_gps"] == "30"


async def test_the_foot_says_what_enter_does_after_tab(homes: Path) -> None:
    """It said “Enter down” where Enter began the next line in the column of the first Tab."""
    async with meeting(homes, WIDE) as room:
        table = await our_homes(room)
        await table.type(HOMES[0], HOMES[1])
        await table.stand_on("Elm", "Beds")
        room.sees("Enter down")
        await room.press("tab", "tab")
        room.sees("Enter next row")
        await room.enter()
        assert table.here == ("Oak", "Beds")
        room.sees("Enter down")
    assert [home[0] for home in as_rows(room.kept())] == ["Elm", "Oak"]


async def test_back_by_shift_tab_and_on_by_tab_a_new_home_begins_with_its_name(homes: Path) -> None:
    """Enter began the next line where Shift+Tab had been pressed: names fell into its third column, of nobody's row."""
    async with meeting(homes) as room:
        table = await our_homes(room)
        await table.type(("Elm", "42"), ("Oak", "18"))
        await table.stand_on("Oak", "Who does it")
        await room.press("shift+tab", "shift+tab")
        assert table.here == ("Oak", "Name")
        await table.type(("Oaks", "19"), ("Ash", "30"))
        assert table.names == ["Elm", "Oaks", "Ash", "+ Another home"]
        await table.stand_on("Elm", "Who does it")
        await room.press("shift+tab")
        await table.type(("43", "1"))
        assert table.here == ("Oaks", "Who does it"), "its beds are there already"
        await table.stand_on("Ash", "Beds")
        await table.type(("31", "2"))
        assert table.here == ("+ Another home", "Name")
    assert [home[:3] for home in as_rows(room.kept())] == [
        ("Elm", "43", "gp"), ("Oaks", "19", ""), ("Ash", "31", "nurse"),
    ]  # fmt: skip


async def test_who_fills_in_a_column_after_tab_writes_over_no_other(homes: Path) -> None:
    """After Tab, Enter and the arrow led back to the first column: what was typed there took the place of names."""
    async with meeting(homes) as room:
        table = await our_homes(room)
        await table.type(("Elm", ""), ("Oak", ""), ("Ash", ""))
        await table.stand_on("Elm", "Name")
        await room.press("tab", *"42", "enter", *"18")
        assert table.here == ("Oak", "Beds")
        await room.press("down", *"30", "down")
        assert table.here == ("+ Another home", "Beds"), "straight down"
    assert [home[:2] for home in as_rows(room.kept())] == [("Elm", "42"), ("Oak", "18"), ("Ash", "30")]


async def test_shift_tab_in_the_first_cell_leads_nowhere(homes: Path) -> None:
    """It led on to the next question."""
    async with meeting(homes) as room:
        table = await our_homes(room)
        await room.press("shift+tab")
        assert table.here == ("+ The first home", "Name")
        await room.press(*"Elm", "shift+tab")
        assert table.here == ("Elm", "Name")
        assert room.question == "What is the home called?"
    assert as_rows(room.kept()) == [("Elm", *[""] * 10)]


async def test_whoever_comes_back_to_a_table_has_tabbed_along_no_line_of_it(homes: Path) -> None:
    async with meeting(homes) as room:
        await our_homes(room)
        await room.press("tab")
        room.sees("Enter next row")
        await room.press("pagedown", "pageup")
        room.sees("Enter down")
    assert as_rows(room.kept()) == []


async def test_where_a_home_was_deleted_one_stays_so_that_del_again_empties_nothing_elsewhere(homes: Path) -> None:
    """One was led to the first open cell of another home, and a second Del emptied what stood there."""
    async with meeting(homes) as room:
        table = await our_homes(room)
        await table.type(("Elm", "42"), ("Oak", "18"), ("Ash", "30"))
        await table.stand_on("Oak")
        await room.press("delete")
        assert table.here == ("Ash", "Name")
        room.sees("What is the home called?", "Enter down")
        await room.press("delete", "delete")
        assert table.here == ("+ Another home", "Name")
    assert [home[:2] for home in as_rows(room.kept())] == [("Elm", "42")]


async def test_page_down_goes_on_from_a_table_of_which_the_author_says_nothing(tmp_path: Path) -> None:
    """After a table with many words above it the key scrolled those, which were gone, and led nowhere for ever."""
    given = {"network.split": "by_stream", "local.none": "no"}
    async with meeting(given_before(tmp_path / "d", given), SMALL) as room:
        await room.open("Money")
        await room.table("What reaches us, payment by payment")
        await room.press("pagedown")
        await room.table("Local payments that depend on it")
        await room.press("pagedown")
        assert room.question != "Which local payment depends on our decision?"
        await room.press("pageup")
        assert room.question == "Which local payment depends on our decision?"
    assert room.kept()["local.none"] == "no"


async def test_what_was_taken_back_in_a_cell_is_said_in_words_apart(homes: Path) -> None:
    async with meeting(homes) as room:
        table = await our_homes(room)
        await table.type(("The House on the Long Shingle", "42"))
        await table.stand_on(table.names[0], "Beds")
        await room.press("delete")
        assert room.status.endswith("Shingle taken back")
    assert "home.1.beds" not in room.kept()


async def test_a_table_opens_at_what_the_figures_need_of_a_post_that_is_wanted(tmp_path: Path) -> None:
    """It opened at the first of twenty posts, which nobody wants."""
    wanted = {"workforce.by": "rows", "workforce.pharmacy_technician.wte": "1"}
    folder = given_before(tmp_path / "d", wanted | {"workforce.pharmacy_technician.chance": "50"})
    async with meeting(folder) as room:
        await room.open("Quick look")
        table = await room.table("The posts")
        assert table.here == ("Pharmacy technician", "Months filled")
