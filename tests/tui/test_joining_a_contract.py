"""A contract that nobody is in yet, two of whose rates the practice gives, from the quick look to its figures."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.tui.screens.figures import FiguresScreen
from des_decider.tui.screens.question import QuestionScreen
from tests.building import JOINED
from tests.tui.driver import WIDE, given_before, meeting

if TYPE_CHECKING:
    from pathlib import Path

QUICK_LOOK = (
    ("How many registered patients do we have?", "8,200"),
    ("How many sessions a week do all our GPs work in total?", "24"),
    ("What does an hour of a GP cost us", "75/£85/£95"),
    ("What does an hour of a practice nurse cost us", "25"),
    ("What does an hour of administration cost us", "16"),
    ("How many hours a week of our GPs does this service take", "1 / 2 / 4"),
    ("How much of this payment will be earned", "90"),
    ("What is this payment’s rate?", "£4.63"),
    ("What is this payment’s rate?", "£2.98"),
    ("Do all our local payments stay the same", "Yes"),
    ("If we opt out, how many hours a week of extra work", "0"),
    ("Can this be done in time?", "ready in time"),
)
"""What is asked, and what is typed for it."""


async def test_the_quick_look_asks_for_rates_that_nobody_prints_and_takes_them_in_pounds(tmp_path: Path) -> None:
    """They were asked as rates that the worksheet prints, to be left empty where they agree; £4.63 was refused."""
    async with meeting(tmp_path / "d", WIDE, worksheet=JOINED) as room:
        await room.open("Quick look")
        await room.press("enter")
        assert "Quick look · 1 of " in room.text
        assert "added by answers" not in room.text.split("Quick look · 1 of ")[1][:40], "nothing was answered yet"
        asked = dict.fromkeys(QUICK_LOOK)
        while isinstance(room.app.screen, QuestionScreen):
            row = next(one for one in asked if one[0] in room.question)
            if "rate" in room.question:
                room.tells("The worksheet prints none, so we have to find it out")
                room.sees_not("Leave it empty", "printed one")
                room.sees("a registered patient a year: an amount in £")
            del asked[row]
            await room.give(row[1])
        assert not asked
        assert isinstance(room.app.screen, FiguresScreen)
        room.sees("Counted as none, as nobody gave any hours", "Estuary rounds: nurses and administration")
        room.sees_not("leaving", "next window")
        await room.press("escape")
        room.sees("Quick look completed")
    assert {room.kept()[f"payment.{name}.rate"] for name in ("nurses", "coordinators")} == {"4.63", "2.98"}
    async with meeting(room.folder, WIDE) as room:
        room.app.go("check")
        await room.settle()
        assert any("£4.63 a registered patient a year" in line for line in room.lines())


async def test_hours_that_the_quick_look_lists_beside_the_gps_are_asked_and_can_stay_empty(tmp_path: Path) -> None:
    """Once GP hours were given, the nurses' hours listed beside them were asked no more, and counted as none."""
    sheet = tmp_path / "joined.toml"
    listed = ", ".join(f'"service.rounds.{whose}_hours"' for whose in ("gp", "nurse", "admin"))
    add = f'\n[quick_look]\nask = ["practice.registered_list", {listed}]\n'
    sheet.write_text(JOINED.read_text(encoding="utf-8") + add, encoding="utf-8")
    async with meeting(tmp_path / "d", WIDE, worksheet=sheet) as room:
        await room.open("Quick look")
        await room.press("enter")
        while "hours a week of our GPs does this service take" not in room.question:
            await room.give("20")
        await room.give("2")
        await room.give("ready in time")
        assert "hours a week of our nurses" in room.question
        await room.give("37.5")
        await room.give("25")  # what an hour of theirs costs
        assert "hours a week of our administration" in room.question
        await room.press("enter")
        assert "administration" not in room.question
    assert room.kept()["service.rounds.nurse_hours"] == "37.5"
    assert "service.rounds.admin_hours" not in room.kept()


async def test_nobody_is_asked_to_vote_on_leaving_a_contract_that_ends_with_its_year(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", {"partner.1.name": "Ann"}, worksheet=JOINED), WIDE) as room:
        await room.open("How we decide")
        await room.ask("The option put")
        room.sees("1 ( ) sign up", "2 ( ) sign up on conditions", "3 ( ) opt out", "4 ( ) not yet")
        room.sees_not("leave at the next window")
