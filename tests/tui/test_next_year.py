"""The next decision at the screen: begun from the signed one, confirmed part by part, beside last time's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.record import sign_off as signing
from des_decider.record.sign_off import sign_off
from des_decider.record.superseding import supersede
from tests.building import SMALL
from tests.cli.driver import Desk
from tests.record.decisions import Clock
from tests.record.ready import PRESENT, SIGNED, ready, sealed
from tests.tui.driver import SMALL as SMALL_WINDOW
from tests.tui.driver import WIDE, meeting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

ODD = "[/bold] \x1b[2J “north” = #1"
"""A name that would be markup, an escape and a remark where text were obeyed."""


@pytest.fixture
def signed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A signed decision with an odd name in it; how its memo looks is nothing to these tests."""
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    with ready(tmp_path / "old", pcn__name=ODD, note__practice__weighted_list="as of April") as session:
        sign_off(session, PRESENT, SIGNED)
    return tmp_path / "old"


def waiting(room: Meeting) -> set[str]:
    """What is to be confirmed in the record that is open."""
    return set(room.app.meeting.session.answers.to_confirm)


async def test_from_the_sealed_screen_to_the_next_decision_confirmed_part_by_part(signed: Path) -> None:
    new = signed.parent / "new"
    async with meeting(signed, WIDE) as room:
        await room.open("Sign off")
        room.sees("Ctrl+N next decision")
        await room.press("ctrl+n")
        room.sees("The decision that follows Gull Rock Surgery’s")
        await room.choose("another worksheet")
        room.sees(str(signed / "worksheet.toml"))
        await room.type(str(SMALL))
        await room.enter(2)
        await room.type(str(new))
        await room.enter()
        await room.choose("Make this decision")
        assert room.status == "36 answers came over, to be confirmed."
        room.folder = new
        room.sees("Our practice in progress 15 of 33 answers 15 to confirm", "Last time, a full year −£16,288")
        (change,) = room.changes()
        assert (change.kind, change.by) == ("carried over", "Bess Harbour")

        # A question with Enter, or with the key; a table with the key, and from the list the line one stands on.
        await room.open("Our practice")
        await room.ask("Our registered list")
        room.tells("From last time, to be confirmed: Ctrl+Y")
        await room.enter()
        assert room.status == "our registered list: confirmed"
        await room.press("ctrl+y")
        assert waiting(room).isdisjoint({"practice.registered_list", "practice.weighted_list"})
        room.tells("Last time: 4,250 patients The note then: as of April")
        assert not [id_ for id_ in room.kept() if id_.startswith("note.")]
        await room.ask("Network")
        await room.enter()
        assert room.kept()["pcn.name"] == ODD
        assert "pcn.name" not in waiting(room)
        await room.table("The partners")
        await room.press("ctrl+y")
        assert room.status == "5 answers confirmed. F4 takes that back."
        assert not [id_ for id_ in waiting(room) if id_.startswith("partner.")]
        await room.undo()
        assert len([id_ for id_ in waiting(room) if id_.startswith("partner.")]) == 5
        others = {id_ for id_ in waiting(room) if not id_.startswith("partner.")}
        assert others
        await room.press("escape", "ctrl+y")
        assert waiting(room) == others
        assert room.kept()["partner.1.name"] == "Dr Una Skerry"

        # Given anew it is confirmed by that; a section from the task list; a text that waits comes first.
        await room.open("Posts and people")
        table = await room.table("The posts")
        await table.stand_on("Posts wanted")
        await room.press("3", "enter")
        assert "workforce.whole.wte" not in waiting(room)
        assert (table.cell("Posts wanted"), table.cell("Chance filled")) == ("3", "» 40 %")
        await room.press("escape", "escape")
        await room.press("ctrl+y", "enter")
        assert [id_ for id_ in waiting(room) if id_.startswith("workforce.")], "Enter alone confirms nothing unseen"
        await room.press("ctrl+y")
        await room.choose("Confirm: each still holds")
        assert room.status.endswith("confirmed. F4 takes that back.")
        assert not [id_ for id_ in waiting(room) if id_.startswith("workforce.")]

        await room.open("Last time")
        room.sees("It follows the decision of Gull Rock Surgery on Farholm Ferry Care 2031/32", "last time now")
        await room.press("pagedown", "pagedown")
        room.sees("Posts the network wants 2 WTE 3 WTE")
        await room.press("pagedown")
        room.sees("Dr Olaf Holm against not said")
        await room.press("escape")
        await room.open("Sign off")
        room.sees("To be confirmed: ")
    assert {id_ for id_, text in room.kept().items() if id_.startswith("vote.")} == set()


async def test_nothing_is_begun_from_a_record_that_is_not_what_was_signed(tmp_path: Path) -> None:
    file = sealed(tmp_path / "old") / "answers.toml"
    file.write_bytes(file.read_bytes().replace(b'"4000"', b'"9000"'))
    async with meeting(tmp_path / "old") as room:
        await room.open("Sign off")
        room.sees("Altered")
        room.sees_not("Ctrl+N")
        await room.press("ctrl+n")
        assert room.status == "The record is not what was signed, so nothing is made from it."


async def test_of_a_decision_that_is_followed_already_it_is_said_before_another_is_begun(tmp_path: Path) -> None:
    supersede(sealed(tmp_path / "old"), tmp_path / "new", by="Bess", clock=Clock()).session.close()
    async with meeting(tmp_path / "old", WIDE) as room:
        await room.settle()
        await room.press("ctrl+n")
        room.sees("A decision that follows this one was begun on 18 September 2031", "begun in")
        await room.choose("Leave it at that one")
        room.sees("Signed off")
        await room.press("ctrl+n")
        await room.choose("Begin another all the same")
        room.sees("The decision that follows Gull Rock Surgery’s")
    assert Desk(tmp_path / "old").verify().code == 0


async def test_a_text_that_waits_is_given_or_emptied_before_its_question_is_confirmed(tmp_path: Path) -> None:
    begun = supersede(sealed(tmp_path / "old"), tmp_path / "new", by="Bess", clock=Clock())
    begun.session.close()
    async with meeting(tmp_path / "new", SMALL_WINDOW) as room:
        room.sees("Our practice in progress 14 to confirm")
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.type("four thousand or so")
        await room.press("ctrl+y")
        assert room.status.endswith("give what is typed there, or empty it, first.")
        assert "practice.registered_list" in waiting(room)
        assert room.kept()["practice.registered_list"] == "4000"


@pytest.mark.parametrize(
    ("now", "asked_otherwise"),
    [
        (b"How many islanders are on our list?", False),
        (b"How many islanders, visitors left out, are on our list?", True),
    ],
)
async def test_an_answer_to_a_question_that_is_put_in_other_words_now_is_confirmed_alone(
    tmp_path: Path, now: bytes, asked_otherwise: bool
) -> None:
    sheet = SMALL.read_bytes().replace(b"How many islanders are on our list?", now)
    supersede(sealed(tmp_path / "old"), tmp_path / "new", worksheet=sheet, by="Bess", clock=Clock()).session.close()
    async with meeting(tmp_path / "new", WIDE) as room:
        await room.press("home", "down", "ctrl+y")
        await room.choose("Confirm: each still holds")
        assert ("practice.registered_list" in waiting(room)) is asked_otherwise
        assert ("1 question worded otherwise last time: look at it, and press" in room.status) is asked_otherwise
        await room.open("Our practice")
        await room.ask("Our registered list")
        if asked_otherwise:
            room.tells("Worded otherwise last time: How many islanders are on our list? Most of the money")
        await room.enter()
        assert "practice.registered_list" not in waiting(room)


async def test_a_column_that_is_asked_in_other_words_now_is_confirmed_once_they_were_seen(tmp_path: Path) -> None:
    """The key that the cell names confirmed nothing, and what it said led to undoing something else."""
    names, lists = {"member__1__name": "North", "member__2__name": "South"}, {"member__1__list": "3000"}
    old = sealed(tmp_path / "old", **names, **lists, member__2__list="900")
    sheet = SMALL.read_bytes() + b'\n[ask.member.each.list]\ntext = "How many islanders has it?"\nwhy = "It shrinks."\n'
    supersede(old, tmp_path / "new", worksheet=sheet, by="Bess", clock=Clock()).session.close()
    async with meeting(tmp_path / "new", WIDE) as room:
        await room.open("Our practice")
        table = await room.table("The network’s other practices")
        await room.press("ctrl+y")
        assert room.status.startswith("2 answers confirmed. F4 takes that back. 1 question worded otherwise last time")
        assert table.grid.cell == "member.1.list", "one is led there"
        await table.stand_on("South")
        await room.press("ctrl+y")
        assert room.status == "1 question worded otherwise last time: look at it, and press Ctrl+Y there."
        room.tells("Worded otherwise last time: How many registered patients does it have?")
        await room.press("ctrl+y")
        assert room.status == "2 answers confirmed. F4 takes that back."
        assert not [id_ for id_ in waiting(room) if id_.startswith("member.")]


async def test_a_table_in_which_answers_wait_is_opened_at_the_first_of_them(tmp_path: Path) -> None:
    old = sealed(tmp_path / "old", member__1__name="Northside", member__1__list="3000")
    supersede(old, tmp_path / "new", by="Bess", clock=Clock()).session.close()
    async with meeting(tmp_path / "new", WIDE) as room:
        await room.open("Our practice")
        await room.table("The network’s other practices")
        room.tells("From last time, to be confirmed: Ctrl+Y")


async def test_the_quick_look_that_says_what_waits_in_it_is_confirmed_by_the_same_key(tmp_path: Path) -> None:
    supersede(sealed(tmp_path / "old"), tmp_path / "new", by="Bess", clock=Clock()).session.close()
    async with meeting(tmp_path / "new", WIDE) as room:
        quick = [id_ for id_ in room.app.meeting.quick_look.counted if id_ in waiting(room)]
        await room.press("home", "ctrl+y")
        room.sees(f"Confirm {len(quick)} answers of “Quick look” that came over from last time, unseen?")
        await room.choose("Confirm: each still holds")
        assert waiting(room).isdisjoint(quick)
        assert waiting(room), "the partners are no part of it"
        await room.press("ctrl+y")
        assert room.status == "Nothing here waits to be confirmed from last time."
