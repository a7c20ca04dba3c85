"""What if: supposed on a screen that says so, beside the figures of the record; kept by a second word, or dropped."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from des_decider.record.opening import open_decision
from des_decider.record.what_if import Supposed
from des_decider.tui.screens.dialogs import AskScreen
from des_decider.tui.screens.what_if import COLUMN, WhatIfScreen, change_lines
from des_decider.tui.widgets.choices import Choices, Led
from des_decider.tui.widgets.text_and_foot import Foot
from tests.record.ready import sealed
from tests.tui.driver import EVENING, SMALL, USUAL, WIDE, given_before, meeting, stand_on
from tests.tui.test_changing_minds import ALL

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

SCRATCH = "WHAT IF: a scratch copy, in memory and on this screen only. Nothing here is recorded until you keep it."
HOUR, BEDS = "What does an hour of a GP cost us", "How many beds do the care homes we look after have"
LEAVING = "You are leaving: 1 change not recorded."
HELD_DOWN = 9
"""How often Enter comes: in and out of what it opens, four times and one more."""
STAY, KEEP, DROP = "Stay here", "Keep: record this", "Drop: the record stays"


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    """The quick look is done: changes 1 and 2 of the history."""
    return given_before(tmp_path / "d", ALL)


def files(folder: Path) -> dict[str, bytes]:
    """Every file but the note of who holds the decision."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def beside(room: Meeting) -> dict[str, list[str]]:
    """The figures side by side: as recorded, what if, and how they differ, by id."""
    listed = room.app.screen.query_one("#beside", Choices)
    lines = (str(option.prompt) for option in listed.options)
    columns = ([line[-3 * COLUMN :][n * COLUMN :][:COLUMN].strip() for n in range(3)] for line in lines)
    return {key: values for key, values in zip(listed.keys, columns, strict=True) if key}


def changes(room: Meeting) -> str:
    """The list of changes, with what can be done with them."""
    listed = room.app.screen.query_one("#changes", Choices)
    return " ".join(" ".join(str(option.prompt) for option in listed.options).split())


async def suppose(room: Meeting, answer: str, value: str) -> None:
    """Choose an answer from all there are by some of its words, and suppose another value."""
    await pick(room, answer)
    await room.give(value)


async def pick(room: Meeting, answer: str) -> None:
    await room.press("ctrl+t")
    await room.type(answer)
    listed = room.app.screen.query_one("#found", Choices)
    stand_on(
        listed, next(key for key, line in zip(listed.keys, room.lines(Led), strict=True) if key and answer in line)
    )
    await room.enter()


async def test_nothing_is_recorded_while_answers_are_supposed_and_dropping_leaves_every_file(answered: Path) -> None:
    before = files(answered)
    async with meeting(answered) as room:
        await room.open("What if …")
        room.sees(SCRATCH, "Nothing is changed yet.")
        await suppose(room, "Cost of a GP hour", "£140")
        assert changes(room).startswith("Cost of a GP hour: was £100 an hour (from £80 to £156) → what if £140 an hour")
        await suppose(room, "How the network shares out its money", "shared out")
        await suppose(room, "GP time the network takes", "4")
        recorded, supposed, differs = beside(room)["difference.this_year"]
        assert recorded != supposed
        assert differs not in {"same", recorded, supposed}
        await room.undo()
        await room.redo()
        room.sees(SCRATCH)
        assert files(answered) == before
        await room.choose("Drop them …")
        await room.choose(DROP)
        room.sees("Nothing is changed yet.", "Dropped; the record is as it was.")
        assert beside(room)["difference.this_year"] == [recorded, recorded, "same"]
        await room.press("escape")
        room.sees("Quick look")
    assert files(answered) == before


async def test_kept_is_one_change_by_who_types_and_one_undo_takes_it_back(answered: Path) -> None:
    async with meeting(answered, by="Inga Voe") as room:
        await room.open("What if …")
        await suppose(room, "Cost of a GP hour", "£140")
        await suppose(room, "GP time the network takes", "4")
        await room.choose("Keep these 2 changes …")
        room.sees("Keep these 2 changes?", "Cost of a GP hour: was", "typed by Inga Voe")
        assert len(room.changes()) == 2
        await room.choose(KEEP)
        assert room.status.startswith("Kept: recorded as one change.")
        recorded, supposed, differs = beside(room)["difference.this_year"]
        assert (supposed, differs) == (recorded, "same")
        await room.press("escape")
        assert len(room.changes()) == 3
        await room.undo()
        assert room.status.startswith(
            "Undone: cost of a GP hour is back to £100 an hour (from £80 to £156), and 1 more"
        )
    assert [(change.kind, change.by, change.edits) for change in room.changes()[2:]] == [
        ("answered", "Inga Voe",
         {"cost.gp_hour": ("80 / 100 / 156", "140"), "meeting.gp_hours": ("1.5", "4")}),
        ("undone", "Inga Voe",
         {"meeting.gp_hours": ("4", "1.5"), "cost.gp_hour": ("140", "80 / 100 / 156")}),
    ]  # fmt: skip
    assert room.kept()["cost.gp_hour"] == "80 / 100 / 156"


async def test_enter_held_down_keeps_nothing(answered: Path) -> None:
    before = files(answered)
    async with meeting(answered) as room:
        await room.open("What if …")
        await suppose(room, "Cost of a GP hour", "£140")
        stand_on(room.app.screen.query_one("#changes", Choices), "keep")
        await room.enter(HELD_DOWN)
        room.app.screen_stack[-1].query(Choices).first().focus()
    async with meeting(answered) as room:
        await room.open("What if …")
        await room.enter(HELD_DOWN)
    assert files(answered) == before


async def test_what_is_seen_is_what_answering_so_would_show(answered: Path, tmp_path: Path) -> None:
    given = {"cost.gp_hour": "140", "workforce.whole.chance": "100", "home.whole.beds": "150"}
    async with meeting(answered, WIDE) as room:
        await room.open("What if …")
        for words, value in zip(("Cost of a GP hour", "Chance that a post is filled", "Beds in our homes"),
                                given.values(), strict=True):  # fmt: skip
            await suppose(room, words, value)
        seen = {id_: (was, now) for id_, (was, now, _) in beside(room).items()}
    for folder, place in ((answered, 0), (given_before(tmp_path / "so", ALL | given), 1)):
        async with meeting(folder, WIDE) as room:
            await room.press("f2")
            for id_, shown in room.figures.items():
                if id_ in seen and id_ != "time.gp_hours":
                    assert seen[id_][place] == shown, id_
            hours = room.figures["time.gp_hours"].removesuffix(" more")
            assert seen["time.gp_hours"][place] == f"+{hours}"
    assert {now for id_, (was, now) in seen.items() if id_.startswith("finding:")} > {"red"}
    assert any(was != now for id_, (was, now) in seen.items() if id_.startswith("finding:"))


async def test_wrong_text_says_why_and_supposes_nothing(answered: Path) -> None:
    async with meeting(answered) as room:
        await room.open("What if …")
        await suppose(room, "Cost of a GP hour", "dear")
        room.sees("Cost of a GP hour: “dear”: write an amount", "Recorded: £100 an hour (from £80 to £156)")
        await room.give("£140")
        await room.press("escape")
        await room.choose(DROP)
        await room.open("What if …")
        room.sees("Nothing is changed yet.")
    assert room.drafts() == {}


async def test_leaving_asks_and_neither_loses_nor_keeps_in_silence(answered: Path) -> None:
    before = files(answered)
    async with meeting(answered) as room:
        await room.open("What if …")
        await suppose(room, "Cost of a GP hour", "£140")
        for way in ("escape", "ctrl+q"):
            await room.press(way)
            room.sees(LEAVING, STAY, KEEP, DROP)
            await room.press("enter")
            room.sees(SCRATCH)
            assert "what if £140 an hour" in changes(room)
            await room.press(way, way)
            if isinstance(room.app.screen, AskScreen):
                await room.press("escape")
            room.sees(SCRATCH)
            assert "what if £140 an hour" in changes(room)
        assert files(answered) == before
        await room.press("escape")
        await room.choose(KEEP)
        room.sees("Quick look", "Kept: recorded as one change.")
        assert room.kept()["cost.gp_hour"] == "140"
        await room.open("What if …")
        await suppose(room, "Cost of a GP hour", "£90")
        await room.press("ctrl+q")
        await room.choose(DROP)
        assert room.app.return_code == 0
    assert room.kept()["cost.gp_hour"] == "140"


async def test_any_question_leads_there_and_back(answered: Path) -> None:
    async with meeting(answered) as room:
        await room.open("Quick look")
        await room.ask("Cost of a GP hour")
        room.tells("Ctrl+T what if …")
        await room.type("1")
        await room.press("ctrl+t")
        room.sees(HOUR, "Recorded: £100 an hour")
        await room.give("140")
        room.sees(SCRATCH)
        assert "what if £140 an hour" in changes(room)
        await room.press("escape")
        await room.choose(DROP)
        assert room.question.startswith(HOUR)
        assert room.field == "1", "what was being typed is still there"
    assert room.kept() == room.kept() | ALL


async def test_a_change_can_be_made_again_or_taken_out(answered: Path) -> None:
    async with meeting(answered) as room:
        await room.open("What if …")
        await suppose(room, "Cost of a GP hour", "£140")
        await suppose(room, "GP time the network takes", "4")
        await room.choose("Cost of a GP hour")
        await room.choose("Change it again …")
        room.sees("What if so far: £140 an hour")
        await room.give("150")
        assert "what if £150 an hour" in changes(room)
        await room.choose("Cost of a GP hour")
        await room.choose("Take it out")
        room.sees("Keep this change …")
        assert "£150" not in changes(room)
        await room.undo()
        assert "what if £150 an hour" in changes(room)
        await room.choose("GP time the network takes")
        await room.press("escape", "delete")
        room.sees("Keep this change …")
    assert room.kept()["meeting.gp_hours"] == "1.5"


async def test_a_home_can_be_supposed_and_one_supposed_away(tmp_path: Path) -> None:
    homes = ALL | {"home.by": "rows", "home.1.name": "Samphire House", "home.1.beds": "42"}
    folder = given_before(tmp_path / "d", homes)
    async with meeting(folder) as room:
        await room.open("What if …")
        await pick(room, "+ Another home")
        await room.give("Overdale")
        await room.give("30")
        await room.press("escape")
        assert changes(room).startswith(
            "Name of home 2: was not answered → what if Overdale "
            "Beds of Overdale: was not answered → what if 30 CQC beds"
        )
        await pick(room, "Without Samphire House")
        assert "Without Samphire House Change another answer … Keep these 3 changes …" in changes(room)
        assert room.kept().get("home.2.name") is None
        await room.choose("Keep these 3 changes …")
        await room.choose(KEEP)
    assert {id_: text for id_, text in room.kept().items() if id_.startswith("home.2")} == {
        "home.2.name": "Overdale", "home.2.beds": "30",
    }  # fmt: skip
    assert "home.1.name" not in room.kept()
    assert len(room.changes()) == 3


async def test_an_empty_name_begins_no_home(answered: Path) -> None:
    async with meeting(answered) as room:
        await room.open("What if …")
        await pick(room, "+ Another partner")
        await room.press("enter")
        assert isinstance(room.app.screen, WhatIfScreen)
        room.sees("Nothing is changed yet.")


async def test_what_matters_most_is_offered_first_and_typing_finds_the_rest(answered: Path) -> None:
    async with meeting(answered, WIDE) as room:
        await room.open("What if …")
        await room.press("ctrl+t")
        found = room.app.screen.query_one("#found", Choices)
        lines = [str(option.prompt).strip() for option in found.options]
        moves = [float(re.sub(r"[^\d.]", "", line.partition("moves it")[2])) for line in lines if "moves it" in line]
        assert lines[0] == "What moves the difference of this year most"
        assert len(moves) > 3
        assert moves == sorted(moves, reverse=True)
        assert set(found.keys) >= set(ALL), "every answer that was given"
        await room.type("list weighted 9,710")
        assert [key for key in found.keys if key] == ["practice.weighted_list"]
        await room.type("nothing of ours")
        room.sees("Nothing is called so.")
        await room.press("down", "enter")
        assert room.app.screen.query("#found"), "nothing is chosen"


@pytest.mark.parametrize(
    ("before", "why_not", "told"),
    [
        (None, "", []),
        ("£90", "", ["  the record changed meanwhile: it said £90 when you supposed this"]),
        ("", "it is no number", [
            "  the record changed meanwhile: it said nothing when you supposed", "  this",
            "  ! cannot be kept: it is no number",
        ]),
    ],
)  # fmt: skip
def test_under_a_change_stands_what_became_of_it_in_the_record(
    before: str | None, why_not: str, told: list[str]
) -> None:
    change = Supposed("cost.gp_hour", "Cost of a GP hour", "£95", "£120", before, why_not)
    assert change_lines(change, 66).plain.split("\n") == ["Cost of a GP hour: was £95 → what if £120", *told]


async def test_however_narrow_the_window_each_answer_is_offered_with_what_stands(answered: Path) -> None:
    async with meeting(answered, SMALL) as room:
        await room.open("What if …")
        await room.press("ctrl+t")
        found = room.app.screen.query_one("#found", Choices)
        lines = room.lines(Led)
        assert all(len(line) <= found.scrollable_content_region.width for line in lines)
        assert any(line.endswith("…  1 h 15 min a week") for line in lines), "a question is cut for its answer"
    assert len(room.changes()) == 2


async def test_a_signed_decision_is_supposed_of_and_not_changed(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    before = files(folder)
    async with meeting(folder) as room:
        await room.open("What if …")
        await suppose(room, "Cost of a GP hour", "£140")
        assert beside(room)["difference.full_year"][2] != "same"
        await room.choose("Keep this change …")
        assert room.status == "It is signed off; a changed mind is a new decision."
        assert "what if £140 an hour" in changes(room)
        await room.press("escape")
        room.sees(LEAVING)
        room.sees_not(KEEP)
        await room.choose(DROP)
    assert files(folder) == before


async def test_a_decision_open_elsewhere_says_why_it_cannot_be_kept(answered: Path) -> None:
    with open_decision(answered, clock=lambda: EVENING, who="Jo"):
        async with meeting(answered) as room:
            await room.open("What if …")
            await suppose(room, "Cost of a GP hour", "£140")
            await room.choose("Keep this change …")
            assert "Jo" in room.status
            assert "what if £140 an hour" in changes(room)
    assert room.kept()["cost.gp_hour"] == "80 / 100 / 156"


@pytest.mark.parametrize("size", [SMALL, USUAL, WIDE])
async def test_every_size_shows_the_banner_the_change_and_the_figures(answered: Path, size: tuple[int, int]) -> None:
    async with meeting(answered, size) as room:
        await room.open("What if …")
        await suppose(room, "Cost of a GP hour", "£140")
        room.sees("WHAT IF: a scratch copy", "recorded what if differs", "Keep this change …", "this year")
        listed, figures = (room.app.screen.query_one(f"#{part}", Choices).region for part in ("changes", "beside"))
        assert (figures.y > listed.bottom) if size == SMALL else (figures.x > listed.x and figures.height > 15)
        await room.press("f2", "down", "end", "enter")
        assert room.status.startswith("GP time: recorded")
        await room.press("f2")
        assert room.list_in_focus.id == "changes"


async def test_all_of_it_by_mouse(answered: Path) -> None:
    async with meeting(answered) as room:
        await room.open("What if …")
        await click_words(room, "Nothing is changed yet.")
        await click_words(room, "Change an answer …")
        assert room.app.screen.query("#found")
        await room.type("Cost of a GP hour")
        await room.pilot.click("#found", offset=(3, 1))
        await room.settle()
        await room.type("140")
        await click_words(room, "Enter")
        assert "what if £140 an hour" in changes(room)
        await click_words(room, "Drop it …")
        await click_words(room, "Drop: the record stays as it is")
        room.sees("Nothing is changed yet.")
        await room.pilot.click(Foot, offset=(17, 0))
    assert room.kept() == room.kept() | ALL


async def click_words(room: Meeting, words: str) -> None:
    """Click the first of some words where they stand on the screen."""
    y, line = next((y, line) for y, line in enumerate(room.text.splitlines()) if words in line)
    await room.pilot.click(offset=(line.index(words) + 1, y))
    await room.settle()


async def test_what_is_supposed_can_be_recorded_as_what_holds_if_a_condition_fails(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", ALL | {"condition.1.what": "The network caps what we are liable for"})
    async with meeting(folder) as room:
        cost = room.kept()["cost.gp_hour"]
        await room.open("What if …")
        await suppose(room, "Cost of a GP hour", "£140")
        await room.choose("If this condition is not met, this change holds: The network caps")
        room.sees("Recorded with the condition", SCRATCH)
        assert room.kept()["condition.1.without"] == "cost.gp_hour = 140"
        assert room.kept()["cost.gp_hour"] == cost
        await room.press("escape")
        room.sees_not("You are leaving", "Dropped")
        await room.open("How we decide")
        table = await room.table("Conditions")
        assert table.cell(table.names[0], "What holds then").startswith("cost of a GP hour:")
        await table.stand_on(table.names[0], "What holds then")
        room.tells("It says: cost of a GP hour: £140", "supposes those answers, and its last line records them")
        await room.press("ctrl+t")
        room.sees("Nothing is changed yet.")
