"""A worksheet of other sections, services, posts and questions walks the same screens, in its own words."""

from __future__ import annotations

import tomllib
from functools import cache
from typing import TYPE_CHECKING

import pytest
from textual.widgets import OptionList, Static

from des_decider.record import sign_off as signing
from des_decider.tui.screens.figures import FiguresScreen
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.screens.task_list import TaskListScreen
from des_decider.worksheet.model import SECTIONS
from tests.building import SHIPPED
from tests.building import SMALL as SHEET
from tests.cli.driver import Desk
from tests.record.ready import PARTNERS, PRESENT, QUICK_LOOK, READY, VOTE
from tests.tui.by_id import give_asked, give_by_id, press_quickly
from tests.tui.driver import WIDE, given_before, meeting, start_screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from tests.tui.driver import Meeting

LODGES = {
    "home.by": "home by home", "home.1.name": "Skerry Lodge", "home.1.beds": "12", "home.1.done_by": "nurse",
    "home.1.round_hours": "2", "home.2.name": "Holm Lodge", "home.2.beds": "8",
}  # fmt: skip


@cache
def shipped_words() -> frozenset[str]:
    """The titles and names of the worksheet we ship that the small one does not have, as far as a list shows them."""
    own, other = (set(_titles(tomllib.loads(path.read_text(encoding="utf-8")))) for path in (SHIPPED, SHEET))
    return frozenset(words for words in own - other if len(words) > 14)


def _titles(table: object) -> Iterator[str]:
    if isinstance(table, dict):
        for key, value in table.items():
            if key in {"title", "name", "issuer", "text"} and isinstance(value, str):
                yield value if key == "text" else value[:18]
            yield from _titles(value)


def says_nothing_of_ours(room: Meeting) -> None:
    """None of the words of the worksheet we ship stands on the screen, what is scrolled out of sight included."""
    screen = room.app.screen
    told = [str(part.content) for part in screen.query(Static)]
    told += [str(option.prompt) for listed in screen.query(OptionList) for option in listed.options]
    words = " ".join(" ".join(told).split())
    assert not [own for own in shipped_words() if own in words]


@pytest.mark.slow
async def test_every_question_of_every_section_can_be_leafed_through(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", READY | LODGES, worksheet=SHEET)) as room:
        for section in SECTIONS:
            room.app.go(f"section:{section}")
            await room.settle()
            screen = room.app.screen
            assert isinstance(screen, QuestionScreen)
            screen.go_to(screen.walk.stops[0].key)
            seen, last = [], ""
            with room.app.batch_update():  # what is painted is what the widgets hold, and that is read
                while isinstance(room.app.screen, QuestionScreen):
                    if screen.in_table and screen.walk.stop.key != last:
                        seen += [screen.walk.stop.entry.switch, *screen.grid.table.cells]
                    elif not screen.in_table:
                        seen.append(screen.walk.stop.id)
                    last = screen.walk.stop.key
                    says_nothing_of_ours(room)
                    await press_quickly(room, "pagedown")
            asked = [id_ for entry in screen.walk.entries for id_ in entry.ids]
            assert [id_ for id_ in seen if id_ in asked] == asked, "each once, in order, and none is left out"
            assert isinstance(room.app.screen, TaskListScreen), section
    assert room.kept() == Desk(given_before(tmp_path / "same", READY | LODGES, worksheet=SHEET)).kept()
    assert room.drafts() == {}


@pytest.mark.slow
async def test_its_quick_look_is_answered_then_row_by_row_and_as_a_whole_and_it_is_sealed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    sheet = tmp_path / "mailed.toml"
    sheet.write_bytes(SHEET.read_bytes())
    async with start_screen(WIDE, folder=tmp_path / "d") as room:
        await room.choose("Start a new decision")
        await room.press("up")
        await room.choose("another worksheet")
        await room.type(str(sheet))
        await room.press("enter")
        room.sees("It says: Farholm Ferry Care 2031/32, edition 3-test, from Farholm Isles LMC (fictional)")
        await room.type("Gull Rock Surgery")
        await room.press("enter", "enter")
        await room.type(str(room.folder))
        await room.press("enter", "enter")
        room.sees("Farholm Ferry Care 2031/32", "decide by 20 September 2031", "Lodges", "Islanders")
        assert [any(line.startswith(title) for line in room.lines()) for title in ("Lodges", "Islanders")] == [True] * 2
        says_nothing_of_ours(room)
        left = await answers_its_thirty(room)
        answered = PARTNERS | {id_: text for id_, text in QUICK_LOOK.items() if id_ not in left}
        given = Desk(given_before(tmp_path / "by commands", answered, worksheet=SHEET))
        assert room.kept() == given.kept()
        assert Desk(room.folder).figures() == given.figures()
        assert await give_by_id(room, left) == []
        whole = Desk(room.folder).figures()
        assert whole["care_homes.beds"]["value"] == "20.0000"
        assert await give_by_id(room, LODGES) == []
        assert Desk(room.folder).figures()["care_homes.beds"]["value"] == "20.0000", "12 and 8"
        await give_by_id(room, {"home.2.beds": "9"})
        assert Desk(room.folder).figures()["care_homes.beds"]["value"] == "21.0000"
        await give_by_id(room, {"home.by": "as a whole"})
        assert Desk(room.folder).figures() == whole
        assert await give_by_id(room, VOTE) == ["vote.4.present"], "who left the room was there"
        await room.open("Sign off")
        room.sees("Read it aloud.")  # they said which of the two counts, and nobody asks them to explain the other
        await room.press("enter")
        for name in PRESENT:
            await room.type(name)
            await room.press("enter")
        await room.press("f8")
        await room.choose("Seal it")
        room.sees("Signed off", VOTE["decision.sentence"])
        says_nothing_of_ours(room)
    assert (room.folder / "worksheet.toml").read_bytes() == SHEET.read_bytes()
    assert Desk(room.folder).verify().out.startswith("Intact")
    memo = (room.folder / "memo.md").read_text(encoding="utf-8")
    assert "Farholm Isles LMC (fictional)" in memo
    assert not [words for words in shipped_words() if words in memo]


async def answers_its_thirty(room: Meeting) -> dict[str, str]:
    """Go through its quick look, which asks its own thirty answers; gives back those that no figure needs."""
    await room.open("Quick look")
    for name in PARTNERS.values():
        await room.give(name)
    await room.press("enter")
    left = dict(QUICK_LOOK)
    while isinstance(room.app.screen, QuestionScreen):
        await give_asked(room, left.pop(room.app.screen.walk.stop.id))
    assert set(left) == {"meeting.admin_hours", "service.lodge_rounds.falls_to_gps"}, "no figure needs these two"
    assert isinstance(room.app.screen, FiguresScreen)
    room.sees("Quick look: rough figures")
    says_nothing_of_ours(room)
    await room.press("escape")
    room.sees("Quick look completed")
    return left
