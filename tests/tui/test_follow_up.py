"""A sealed decision at the screen: it opens with what is due, and what came after is noted there and kept."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import docx

from des_decider.decision.afterwards import Typed
from des_decider.record import sign_off as signing
from des_decider.record.afterwards import follow_up
from des_decider.record.opening import open_decision
from des_decider.storage.afterwards_file import FILE
from des_decider.storage.lock import hold
from tests.cli.driver import Desk
from tests.record.ready import PRESENT, TO_FOLLOW, sealed
from tests.tui.driver import EVENING, USUAL, meeting
from tests.tui.hostile import HOSTILE
from tests.tui.test_signing_off import ready, type_names
from tests.tui.visiting import scroll_through, sound

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

TALL = (80, 48)
DUE = (
    "20 September 2031, in 4,141 days: Send notice of the decision to the ferry office",
    "30 September 2031, in 4,151 days: Action 1: Ring the harbour (Inga Voe)",
    "no day recorded: Tell our patients",
)


def kept(folder: Path) -> list[tuple[str, str, str, str, str]]:
    lines = [json.loads(line) for line in (folder / FILE).read_bytes().splitlines()]
    return [tuple(line[key] for key in ("kind", "of", "on", "note", "by")) for line in lines[:-1]]


async def test_it_opens_with_what_is_due_and_what_is_noted_ends_it(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **TO_FOLLOW)
    before = {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}
    async with meeting(folder, TALL) as room:
        await room.settle()
        room.sees("Signed off", "Intact", *DUE, "What came after Nothing is noted")
        await room.press("f9")
        await room.choose("Action 1 done: Ring the harbour")
        room.sees("On which day?", "What else is to be known?", "Who notes it?")
        await room.type("next Tuesday")
        await room.enter(3)
        room.sees("“next Tuesday”: write a date")
        await room.type("20 May 2020")
        await room.enter(3)
        room.sees("20 May 2020 has not come yet; note it once it has happened")
        await room.type("18 May 2020")
        await room.enter()
        await room.type("They answer on Mondays")
        await room.enter(2)
        assert room.status == "Noted as entry 1."
        room.sees("1. 18 May 2020: action 1 done: Ring the harbour", "They answer on Mondays. noted by Bess Harbour")
        room.sees_not(DUE[1])
        room.sees("Intact")
        await room.press("f9")
        await room.choose("Entry 1 was a mistake: action 1 done")
        await room.enter(3)
        room.sees(DUE[1], "2. 19 May 2020: entry 1 was a mistake")
        await room.press("f9", "escape")
        await room.press("f9", "enter", "escape")
        assert len(kept(folder)) == 2, "Esc notes nothing"
    assert kept(folder) == [
        ("action_done", "1", "2020-05-18", "They answer on Mondays", "Bess Harbour"),
        ("mistake", "1", "2020-05-19", "", "Bess Harbour"),
    ]
    assert {name: (folder / name).read_bytes() for name in before} == before
    assert Desk(folder).verify().code == 0


async def test_it_can_be_noted_as_soon_as_it_is_sealed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    async with meeting(ready(tmp_path / "d"), TALL) as room:
        await room.open("Sign off")
        await type_names(room, *PRESENT)
        await room.press("f8")
        await room.choose("Seal it")
        await room.press("f9")
        await room.choose("Notice sent to the commissioner")
        await room.enter(3)
        room.sees("1. 19 May 2020: notice sent to the commissioner")
    assert kept(room.folder) == [("notice_sent", "", "2020-05-19", "", "Bess Harbour")]


async def test_whoever_cannot_note_it_is_told_why_and_keeps_what_is_typed(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **TO_FOLLOW)
    async with meeting(folder, TALL) as room:
        held = hold(folder, who="Maud", now=EVENING)
        await room.press("f9")
        await room.choose("Review held")
        await room.press("down")
        await room.type("Half an hour")
        await room.enter(2)
        room.sees("This cannot be noted for now: it is open elsewhere: Maud", "Half an hour")
        held.let_go()
        await room.enter(3)
        room.sees("1. 19 May 2020: review held", "Half an hour")


async def test_what_is_to_be_sent_is_written_into_the_folder_and_never_over_what_is_there(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", decision__option="sign up", decision__against_figures="Nobody else sails.")
    async with meeting(folder, TALL) as room:
        await room.settle()
        kinds = ("notice to the commissioner", "notice to the commissioner", "for a calendar", "minutes", "on a page")
        for kind in kinds:
            await room.press("f8")
            await room.choose(kind)
            room.sees("Written")
            if kind.startswith("notice"):
                room.sees("Before it is sent, the worksheet says:", "The practice tells the harbour board")
            await room.enter()
        await room.press("f8", "escape")
        room.sees("Intact")
    letters = [docx.Document(str(folder / name)).paragraphs for name in ("notice.docx", "notice-2.docx")]
    assert all("signs up to the Farholm Ferry Care" in " ".join(p.text for p in each) for each in letters)
    assert b"Send notice of the decision" in (folder / "days.ics").read_bytes()
    minutes = [paragraph.text for paragraph in docx.Document(str(folder / "minutes.docx")).paragraphs]
    assert {"For the minutes: Farholm Ferry Care 2031/32", "The meeting", "The vote"} <= {*minutes}
    assert (folder / "sequel.pdf").read_bytes().startswith(b"%PDF")
    assert not (folder / "days-2.ics").exists()
    assert Desk(folder).verify().code == 0


async def test_a_notice_says_what_may_be_overlooked_and_nothing_is_made_of_an_altered_record(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **TO_FOLLOW)
    async with meeting(folder, TALL) as room:
        await room.settle()
        await room.press("f8")
        await room.choose("notice to the commissioner")
        room.sees("A condition is still open")
        await room.enter()
    answers = folder / "answers.toml"
    answers.write_bytes(answers.read_bytes().replace(b"Inga Voe", b"Inga Vae", 1))
    async with meeting(folder, TALL) as room:
        await room.settle()
        await room.press("f8")
        assert room.status == "The record is not what was signed, so nothing is made from it."
    assert not (folder / "notice-2.docx").exists()


async def test_hostile_notes_are_shown_as_text(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **TO_FOLLOW)
    notes = [text.encode(errors="replace").decode().strip() for text in HOSTILE.values() if len(text) < 200]
    with open_decision(folder, clock=lambda: EVENING, read_only=True) as session:
        for note in notes:
            typed = Typed("review_held", "", "1 Jan 2020", note)
            follow_up(folder, typed, session.answers, by=note, clock=lambda: EVENING)
    async with meeting(folder, USUAL) as room:
        async for _ in scroll_through(room):
            sound(room)
        await room.press("f9")
        sound(room)


async def test_the_dates_list_what_is_to_be_done_of_a_signed_decision(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **TO_FOLLOW)
    async with meeting(folder, (80, 90)) as room:
        await room.press("escape")
        await room.open("Dates")
        room.sees("30 September 2031 in 4,151 days Action 1: Ring the harbour (Inga Voe)")
        room.sees("1 March 2032 in 4,304 days Review", "Condition 1 is to be met: The boats run")
        await room.choose("Action 1: Ring the harbour")
        room.sees("What is due", "What came after")


async def test_what_is_overdue_is_not_said_to_be_none_to_come(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.tui.driver.EVENING", datetime(2040, 3, 1, 19, 42, tzinfo=UTC))
    folder = sealed(tmp_path / "d", **TO_FOLLOW)
    async with meeting(folder, (80, 90)) as room:
        await room.press("escape")
        room.sees("Dates 4 overdue; none to come")
        await room.open("Dates")
        room.sees("Overdue", "1 March 2032 2,922 days ago Review")
