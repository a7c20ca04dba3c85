"""A text that does not belong in the record is taken out at the question it stands at, and comes back in no way."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tui.driver import SMALL, given_before, meeting
from tests.tui.test_changing_minds import NAMED

if TYPE_CHECKING:
    from pathlib import Path

NURSE = "cost.nurse_hour"
NOTE = f"note.{NURSE}"


@pytest.fixture
def noted(tmp_path: Path) -> Path:
    """Partners are named; a note names a patient, and was put right since."""
    return given_before(tmp_path / "d", NAMED | {NURSE: "28", NOTE: "Mrs Pruett fell"})


def stands_in(folder: Path, word: bytes) -> list[str]:
    return [path.name for path in folder.iterdir() if word in path.read_bytes()]


async def test_a_note_is_taken_out_with_all_that_it_ever_said(noted: Path) -> None:
    async with meeting(noted) as room:
        await room.open("Our practice")
        await room.ask("Cost of a nurse hour")
        await room.press("f3")
        await room.give("Ask Mrs Pruett’s son")
        room.tells("Ask Mrs Pruett’s son")
        await room.press("ctrl+k")
        room.sees("Take out of the record, its history included: What does an")
        room.sees("nothing: leave it as it is")
        await room.choose("“Ask Mrs Pruett’s son”, and 1 earlier text")
        room.sees("To be taken out, for good:", "for good: no undo brings")
        await room.give("it named a patient")
        assert room.status == "Taken out, of the history too."
        room.tells("Note on cost of a nurse hour: taken out by Bess Harbour on 19 May 2020, 19:42, because: it named a")
        assert room.field == "28", "the answer stands"
        await room.undo()
        assert room.status == "There is nothing to undo."
        await room.press("f3")
        room.sees_not("Pruett")
        await room.give("as in the accounts")
        await room.undo()
        room.sees_not("Pruett")
    assert stands_in(noted, b"Pruett") == []
    assert NOTE not in room.kept()
    assert [change.kind for change in room.changes()][-3:] == ["redacted", "answered", "undone"]


async def test_leaving_it_or_giving_no_reason_takes_nothing_out(noted: Path) -> None:
    before = (noted / "history.jsonl").read_bytes()
    async with meeting(noted, SMALL) as room:
        await room.open("Our practice")
        await room.ask("Cost of a nurse hour")
        await room.press("ctrl+k", "escape", "ctrl+k", "enter", "ctrl+k")
        await room.choose("Note on cost of a nurse hour")
        await room.enter()
        room.sees("say why, in at most 200 characters")
        await room.give("Mrs Pruett fell there")
        room.sees("the reason says what is to be taken out")
        await room.press("escape")
        assert room.question.startswith("What does an hour of a practice nurse cost us")
    assert (noted / "history.jsonl").read_bytes() == before


async def test_where_no_text_ever_stood_nothing_is_asked(noted: Path) -> None:
    async with meeting(noted) as room:
        await room.open("Our practice")
        await room.ask("Cost of a GP hour")
        await room.press("ctrl+k")
        assert room.status == "Nothing was ever written here that can be taken out."


async def test_who_said_it_is_taken_out_and_whoever_does_it_is_asked_where_nobody_is_named(noted: Path) -> None:
    async with meeting(noted, by="") as room:
        await room.press("escape")
        await room.open("Our practice")
        await room.ask("Cost of a nurse hour")
        await room.press("f7")
        await room.choose("somebody else")
        await room.give("Ivo Pruett")
        room.tells("Ivo Pruett")
        await room.press("ctrl+k")
        await room.choose("“Ivo Pruett” as who typed or said something, in 1 place")
        room.sees("Who takes it out")
        await room.give("Dr Vane")
        await room.give("he is a patient")
        assert room.status == "Taken out, of the history too."
        await room.press("ctrl+k")
        await room.choose("Note on cost of a nurse hour")
        room.sees_not("Who takes it out")
        await room.give("it named a patient")
    assert stands_in(noted, b"Pruett") == []
    assert [change.by for change in room.changes()][-2:] == ["Dr Vane", "Dr Vane"]


async def test_what_is_being_typed_goes_too(noted: Path) -> None:
    async with meeting(noted) as room:
        await room.open("How we decide")
        await room.ask("The question put")
        await room.give("Shall Mrs Pruett decide?")
        await room.ask("The question put")
        await room.type("Shall Mrs Pruett and her son decide?")
        await room.press("ctrl+k")
        await room.choose("and 1 earlier text")
        await room.give("it named a patient")
        assert room.field == ""
        await room.press("ctrl+z")
        assert room.field == "", "nor does the field itself bring it back"
        await room.press("ctrl+k")
        assert room.status == "Nothing was ever written here that can be taken out."
    assert stands_in(noted, b"her son") == []
    assert room.drafts() == {}


async def test_the_name_of_a_partner_is_taken_out_in_the_table(noted: Path) -> None:
    async with meeting(noted) as room:
        await room.open("Our practice")
        table = await room.table("The partners")
        await table.stand_on(NAMED["partner.1.name"], "Name")
        await room.press("ctrl+k")
        await room.choose("Name of partner 1")
        room.sees("To be taken out, for good:")
        await room.give("was never a partner here")
        assert "partner.1.name" not in room.kept()
    assert stands_in(noted, NAMED["partner.1.name"].encode()) == []


async def test_an_nhs_number_is_answered_by_how_it_is_taken_out(noted: Path) -> None:
    async with meeting(noted) as room:
        await room.open("Our practice")
        await room.ask("Cost of a nurse hour")
        await room.press("f3")
        await room.give("as 943 476 5919 said")
        assert "holds what looks like an NHS number" in room.status
        assert room.status.endswith("Ctrl+K takes it out.")
