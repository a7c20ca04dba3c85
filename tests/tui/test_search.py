"""Search at the screen: one key, a few letters, Enter goes there and Esc leads back to where one was."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unicodedata import normalize

import pytest

from des_decider.decision.wording import visible
from des_decider.record.example import make_example
from des_decider.record.search import Search
from des_decider.storage.settings import Settings
from des_decider.tui.keys import use
from des_decider.tui.navigation import screen_at
from des_decider.tui.screens.dates import DatesScreen
from des_decider.tui.screens.figures import FiguresScreen, WorkingScreen
from des_decider.tui.screens.memo import MemoScreen
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.screens.search import MOST, SearchScreen
from des_decider.tui.screens.sign_off import SignOffScreen
from des_decider.tui.screens.task_list import TaskListScreen
from des_decider.tui.screens.what_if import WhatIfScreen
from des_decider.tui.screens.what_if_dialogs import PickScreen
from des_decider.tui.widgets.choices import Led
from tests.building import SMALL as SHEET
from tests.record.decisions import made
from tests.record.ready import READY, sealed
from tests.tui.driver import EVENING, SMALL, USUAL, WIDE, Meeting, given_before, meeting
from tests.tui.hostile import HOSTILE, LONG, beginning, fill_with_hostile_text, worded
from tests.tui.visiting import sound

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from textual.screen import Screen


@pytest.fixture(autouse=True)
def _as_shipped() -> Iterator[None]:
    yield
    use({})


@pytest.fixture
def answered(tmp_path: Path) -> Path:
    return given_before(tmp_path / "d", {
        "practice.registered_list": "9,040", "cost.gp_hour": "80 / 95 / 120", "note.cost.gp_hour": "As the locum said",
        "partner.1.name": "Dr Nell Vane", "partner.1.sessions": "6",
    })  # fmt: skip


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


def shows(room: Meeting, screen: type[Screen[str | None]]) -> bool:
    return isinstance(room.app.screen, screen)


def found(room: Meeting) -> list[str]:
    """The lines that were found, each as one line of words."""
    listed = room.app.screen.query_one(Led)
    return [" ".join(str(option.prompt).split()) for option in listed.options]


async def search(room: Meeting, words: str) -> None:
    """Open the search from wherever one is, and type."""
    await room.press("ctrl+f")
    assert shows(room, SearchScreen)
    await room.type(words)


async def test_a_few_letters_lead_to_a_question_and_its_answer_leads_back(answered: Path) -> None:
    async with meeting(answered) as room:
        room.sees("Ctrl+F find")
        await search(room, "regis li")
        assert found(room)[0] == "Our registered list answer 9,040 patients · Our practice"
        await room.enter()
        assert shows(room, QuestionScreen)
        assert room.field == "9040"
        await room.give("9,140")
        assert shows(room, TaskListScreen)
    assert room.kept()["practice.registered_list"] == "9140"
    assert len(room.changes()) == 3


async def test_every_key_leaves_less_and_the_arrows_move_while_one_types(answered: Path) -> None:
    before = files(answered)
    async with meeting(answered) as room:
        await search(room, "")
        assert "Every word you type has to be in it" in found(room)[0]
        counts = []
        for key in "vane":
            await room.press(key)
            counts.append(len(found(room)))
        assert counts == sorted(counts, reverse=True)
        assert "Sessions of Dr Nell Vane answer 6 sessions a week · Our practice" in found(room)
        await room.press("down", "down", "up")
        await room.press("backspace", "backspace", "backspace", "backspace")
        await room.type("gp hour")
        listed = room.app.screen.query_one(Led)
        assert [listed.keys[n] for n in (0, 1)] == ["answer:practice.gp_hours_found", "answer:cost.gp_hour"]
        await room.press("down", "enter")
        assert room.field == "80 / 95 / 120"
        await room.press("escape")
        assert shows(room, TaskListScreen)
    assert files(answered) == before


async def test_letters_that_many_lines_have_show_the_best_and_say_how_many_more(answered: Path) -> None:
    async with meeting(answered) as room:
        await search(room, "a")
        lines = found(room)
        assert len(lines) == MOST + 1
        assert lines[-1].startswith("And ")
        assert lines[-1].endswith(" more lines: type another letter.")
        await room.type("nothing is called like this")
        room.sees("Nothing here has all these words.")
        await room.enter()
        assert shows(room, SearchScreen), "nothing is chosen"
        await room.press("escape")
        assert shows(room, TaskListScreen)


async def test_a_figure_a_note_a_duty_and_a_date_are_found(answered: Path) -> None:
    before = files(answered)
    async with meeting(answered, WIDE) as room:
        await search(room, "figure against opting this year money alone")
        assert room.app.screen.query_one(Led).key == "figure:difference.cash.this_year"
        await room.enter()
        assert shows(room, WorkingScreen)
        await room.press("escape")
        assert shows(room, TaskListScreen)

        await search(room, "note locum said")
        assert found(room) == ["Cost of a GP hour note As the locum said"]
        await room.enter()
        room.tells("As the locum said")

        await search(room, "duty inviting")
        (line,) = found(room)
        assert line.startswith("Inviting patients duty From 1 October 2020: Tell patients what the review is for")
        await room.enter()
        assert shows(room, QuestionScreen)
        room.sees("Structured medication reviews")

        await search(room, "31 may tells commissioner")
        assert any(line.startswith("The practice tells its commissioner") for line in found(room))
        await room.enter()
        assert shows(room, DatesScreen)
        await room.press("escape", "escape", "escape")
        assert shows(room, TaskListScreen), "each way back leads where one was"
    assert files(answered) == before


async def test_what_stands_in_the_task_list_is_found_by_its_name(answered: Path) -> None:
    """“memo” found nothing, as no question, answer or figure has the word."""
    async with meeting(answered, USUAL) as room:
        for word, screen in (("memo", MemoScreen), ("sign off", SignOffScreen), ("where we", FiguresScreen)):
            await room.press("ctrl+f")
            await room.type(word)
            assert "task" in found(room)[0]
            await room.enter()
            assert shows(room, screen)
            await room.press("escape")


async def test_searching_loses_nothing_that_is_being_typed(answered: Path) -> None:
    async with meeting(answered) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.type("9,2")
        await search(room, "cost gp hour")
        assert room.drafts()["practice.registered_list"] == "9,2"
        await room.enter()
        await room.press("escape")
        assert "registered" in room.question
        assert room.field == "9,2"
    assert room.kept()["practice.registered_list"] == "9040"


async def test_a_letter_opens_it_outside_a_field_and_a_key_of_ones_own_does(answered: Path) -> None:
    async with meeting(answered, settings=Settings({"search": "f12"})) as room:
        room.sees("F12 find")
        await room.press("f2")
        assert shows(room, FiguresScreen)
        await room.press("slash")
        assert shows(room, SearchScreen)
        await room.press("escape", "ctrl+f")
        assert shows(room, FiguresScreen), "its old key does nothing"
        await room.press("f12")
        assert shows(room, SearchScreen)
        await room.press("escape", "escape", "f1")
        room.sees("F12 or / find anything by a few letters")


async def test_in_what_if_it_finds_answers_to_suppose_and_leads_nowhere_else(answered: Path) -> None:
    before = files(answered)
    async with meeting(answered) as room:
        await room.open("What if …")
        await room.press("ctrl+f")
        assert shows(room, PickScreen)
        await room.type("cost gp hour")
        await room.enter()
        await room.give("£987")
        assert shows(room, WhatIfScreen)
        await room.press("escape", "down")
        await room.choose("Drop: the record stays as it is")
        await search(room, "987")
        room.sees("Nothing here has all these words.")
    assert files(answered) == before


async def test_the_leaning_is_not_found_before_it_may_be_seen(tmp_path: Path) -> None:
    folder = given_before(
        tmp_path / "d", {k: v for k, v in READY.items() if not k.startswith("vote.")}, worksheet=SHEET
    )
    async with meeting(folder) as room:
        for words in ("leaning", "leans towards", "suggest together", "finely balanced"):
            await search(room, words)
            room.sees("Nothing here has all these words.")
            await room.press("escape")


async def test_a_signed_decision_is_searched_and_not_changed(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    before = files(folder)
    async with meeting(folder) as room:
        await search(room, "registered 4000")
        await room.enter()
        room.sees("Read only")
        await room.press("escape", "escape")
        assert shows(room, TaskListScreen)
    assert files(folder) == before


async def test_every_line_leads_to_a_screen(tmp_path: Path) -> None:
    make_example(tmp_path / "d", lambda: EVENING)
    async with meeting(tmp_path / "d") as room:
        lines = [hit for hit, _, _ in Search(room.app.meeting.state)._found]
        kinds = {hit.kind for hit in lines}
        assert kinds > {"section", "question", "answer", "note", "duty", "date", "claim", "finding", "figure"}
        for hit in lines:
            assert not isinstance(screen_at(hit.leads_to, room.app.meeting), str), hit
        await search(room, "finding gp time")
        await room.enter()
        assert shows(room, WorkingScreen)
        room.sees("amber: a concern")


@pytest.mark.slow
@pytest.mark.parametrize("size", [USUAL, SMALL], ids=["usual", "small"])
async def test_hostile_text_is_found_and_shown_as_text(tmp_path: Path, size: tuple[int, int]) -> None:
    folder = tmp_path / "d"
    with made(folder) as session:
        fill_with_hostile_text(session, rows=1)
    before = files(folder)
    async with meeting(folder, size) as room:
        await search(room, "")
        for name, text in HOSTILE.items():
            await room.type("word " * 20 if name in LONG else text)
            sound(room)
            first = beginning(text)
            if first.split() and name not in LONG:
                assert any(first in line for line in found(room)), (name, visible(text), found(room)[:3])
        assert room.app.is_running
    assert files(folder) == before


@pytest.mark.slow
@pytest.mark.parametrize(("size", "start"), [(USUAL, 0), (SMALL, 9)], ids=["usual", "small"])
async def test_a_worksheet_s_hostile_wording_is_found_and_shown_as_text(
    tmp_path: Path, size: tuple[int, int], start: int
) -> None:
    sheet = tmp_path / "sheet.toml"
    sheet.write_bytes(worded(start))
    async with meeting(tmp_path / "d", size, worksheet=sheet) as room:
        words = room.app.meeting.session.worksheet
        titles = [
            *(one.name for one in words.requirements.values()), *(one.what for one in words.dates.values()),
            *(one.name for one in words.claims.values()), *(one.text for one in words.questions.values()),
        ]  # fmt: skip
        await search(room, "")
        for title in titles:
            await room.type(title[:100])
            sound(room)
            first = beginning(title).casefold()  # a title begins with a capital
            assert any(first in normalize("NFC", line).casefold() for line in found(room)), title
        await room.type("")
        await room.press("escape")
    assert room.kept() == {"practice.name": "Gull Rock Surgery"}
