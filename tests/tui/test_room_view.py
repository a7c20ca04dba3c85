"""The room view: one key leaves the question, its duty and four figures; answers go where they always go."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.widgets import Digits

from des_decider.record.example import make_example
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.widgets.large_figures import LargeFigure
from tests.tui.driver import EVENING, SMALL, USUAL, WIDE, meeting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

DUTY = "From 1 October 2020: Check how the practices refer suspected cancer, and cancer that has come back"
HOURS = "specification.ecd_referral.gp_hours"


@pytest.fixture
def example(tmp_path: Path) -> Path:
    make_example(tmp_path / "example", lambda: EVENING)
    return tmp_path / "example"


def large(room: Meeting) -> dict[str, str]:
    """The figures that are drawn large, by the words above them."""
    drawn = (figure.query_one(Digits) for figure in room.app.screen.query(LargeFigure))
    return {str(digits.parent._words.content): digits.value for digits in drawn if digits.is_on_screen}  # type: ignore[union-attr]


async def to_the_wall(room: Meeting, section: str, key: str) -> None:
    """Go to a question, and show it to the room."""
    await room.open(section)
    assert isinstance(room.app.screen, QuestionScreen)
    room.app.screen.go_to(key)
    await room.press("ctrl+l")


async def test_one_key_leaves_the_question_its_duty_and_four_figures_and_one_brings_all_back(example: Path) -> None:
    async with meeting(example, WIDE) as room:
        await to_the_wall(room, "The work", HOURS)
        before = room.text
        room.sees("Checking referrals", "How many hours a week of our GPs does this requirement take?", DUTY)
        room.sees("Signing up against opting out", "0.25 / 0.5 / 0.75", "= 0.5 hours a week")
        assert large(room) == {
            "This year, money": "+£41,834", "This year, GP time": "-£49,467",
            "A full year, money": "+£49,530", "A full year, GP time": "-£70,522",
        }  # fmt: skip
        room.sees_not(
            "Where we stand", "Why we ask", "Saltmarsh", "decide by", "Saved", "Telling patients", "amber", "lean"
        )
        await room.press("escape")
        room.sees("Where we stand", "Why we ask", "Saltmarsh", "Saved", "Telling patients", "amber")
        assert large(room) == {}
        await room.press("ctrl+l")
        assert room.text == before
        await room.press("ctrl+l")
        room.sees("Where we stand")


async def test_an_answer_for_the_room_is_saved_as_any_other_and_the_next_question_comes_there_too(
    example: Path,
) -> None:
    async with meeting(example, USUAL) as room:
        await to_the_wall(room, "The work", HOURS)
        before = large(room)
        await room.give("1 / 2 / 3")
        assert room.kept()[HOURS] == "1 / 2 / 3"
        after = large(room)
        assert after["This year, money"] == before["This year, money"]
        assert after["This year, GP time"] != before["This year, GP time"]
        room.sees("How many hours a week of our nurses does this requirement take?", DUTY)
        await room.undo()
        assert large(room) == before
        await room.press("escape", "escape", "escape")
        await room.open("Care homes")
        room.sees("Signing up against opting out: ")


async def test_every_section_is_shown_to_the_room_until_somebody_leaves_it(example: Path) -> None:
    async with meeting(example, USUAL) as room:
        await to_the_wall(room, "The work", HOURS)
        room.app.go("answer:home.1.round_hours")
        await room.settle()
        room.sees("Samphire House", "Signing up against opting out")
        room.sees_not("Why we ask")
        assert len(large(room)) == 4


async def test_what_is_not_understood_stays_and_is_told_to_the_room(example: Path) -> None:
    async with meeting(example, USUAL) as room:
        await to_the_wall(room, "The work", HOURS)
        await room.give("[b]lots[/b]")
        assert room.field == "[b]lots[/b]"
        room.sees("! “[b]lots[/b]”", "Kept as typed and marked. Enter again goes on, or mend it.")
        assert room.kept()[HOURS] == "0.25 / 0.5 / 0.75"


FOR_A_SMALL_WALL = (
    ("The work", HOURS, ("requirement take?", "From 1 October 2020: Check", "0.25 / 0.5 / 0.75", "= 0.5 hours a week")),
    ("The work", "specification.ecd_referral.status", ("Checking referrals", "1 (", "take this answer back")),
    ("Care homes", "home.1.done_by", ("Samphire House", "(x) a GP", "take this answer back")),
    ("How we decide", "decision.sentence", ("sentence",)),
)


async def test_in_a_small_window_the_question_and_its_field_and_the_figures_fit(example: Path) -> None:
    async with meeting(example, SMALL) as room:
        for section, key, seen in FOR_A_SMALL_WALL:
            await to_the_wall(room, section, key)
            assert room.app.focused is not None
            assert room.app.focused.is_on_screen
            room.sees(*seen)
            room.sees("This year, money +£41,834", "This year, GP time −£49,467")
            room.sees("A full year, money +£49,530", "A full year, GP time −£70,522")
            await room.press("ctrl+l")


@pytest.mark.parametrize("size", [SMALL, USUAL, WIDE])
async def test_a_figure_that_is_not_known_is_said_in_words_and_never_drawn(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with meeting(tmp_path / "new", size) as room:
        await to_the_wall(room, "Our practice", "practice.registered_list")
        assert large(room) == {}
        assert room.text.count("not known") == 4
        assert room.question in " ".join(room.text.split())
