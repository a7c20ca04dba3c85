"""Every text an author writes is seen: on a screen, in the form, and where it belongs in the memo or its appendices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.decision.worksheet_says import everything
from des_decider.memo.plain_text import as_text as as_plain_text
from des_decider.record.form import PARTS, form_lines
from des_decider.record.memo_files import compose
from des_decider.record.opening import create_decision
from des_decider.record.state import state_of
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.widgets.choices import Choices
from des_decider.worksheet.model import SECTIONS
from des_decider.worksheet.reading import read_worksheet
from tests.marked_worksheet import MARK, NAMES_SOMETHING, TABLES, marked, texts_of
from tests.tui.driver import EVENING, meeting, stand_on
from tests.tui.visiting import all_words

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path

    from des_decider.decision.agenda import Stop
    from des_decider.record.session import Session
    from tests.marked_worksheet import Text
    from tests.tui.driver import Meeting

TALL = (79, 60)
"""A window in which hardly anything has to be scrolled into sight, or is cut short."""
ROW_BY_ROW = {
    "facts.later": "include", "home.by": "rows", "home.none": "no", "home.1.name": "The Lantern",
    "workforce.by": "rows", "workforce.none": "no", "network.split": "by stream",
    **{f"service.{name}.by": "rows" for name in ("lodge_rounds", "storm_line", "pill_post")},
}  # fmt: skip
NOT_IN_THE_MEMO = {("Ask", "text"), ("Ask", "why"), ("Year", "name")}
"""How an input is asked is no part of what was decided; the year's name stands in the worksheet's title."""


@pytest.fixture(scope="module")
def worksheet() -> tuple[bytes, dict[str, Text]]:
    data, marks = marked()
    reading = read_worksheet(data, "marked.toml")
    assert reading.worksheet is not None, [str(mistake) for mistake in reading.mistakes]
    return data, marks


def made(folder: Path, data: bytes, answers: dict[str, str] | None = None) -> Session:
    session = create_decision(folder, data, practice="Lantern Surgery", by="Bess Harbour", clock=lambda: EVENING)
    assert not session.give(answers or {}, by="Bess Harbour").refused
    return session


def unseen(marks: dict[str, Text], seen: set[str]) -> list[str]:
    return [text.place for mark, text in marks.items() if mark not in seen]


def test_every_field_of_the_model_that_holds_words_is_marked(worksheet: tuple[bytes, dict[str, Text]]) -> None:
    """A field that is added to the model holds words, or is named as one that does not; and it is in the worksheet."""
    there = {(text.kind, text.field) for text in worksheet[1].values()}
    wanted = {(kind.__name__, field) for kind in TABLES.values() for field in texts_of(kind)}
    assert wanted - there == set()
    for kind in TABLES.values():
        assert NAMES_SOMETHING[kind.__name__] <= set(kind._fields), kind  # type: ignore[attr-defined]


def test_every_text_is_in_a_form(tmp_path: Path, worksheet: tuple[bytes, dict[str, Text]]) -> None:
    data, marks = worksheet
    with made(tmp_path / "d", data, {"facts.later": "include"}) as session:
        lines = [line for part in PARTS for line in form_lines(state_of(session), part)]
    assert all(not line or line.startswith(("# ", "only-for = ")) for line in lines), "none of them is an answer"
    assert unseen(marks, set(MARK.findall("\n".join(lines).lower()))) == []


def test_every_text_of_the_contract_is_in_the_memo_or_its_appendices(
    tmp_path: Path, worksheet: tuple[bytes, dict[str, Text]]
) -> None:
    data, marks = worksheet
    with made(tmp_path / "d", data, {"facts.later": "include"}) as session:
        composed = compose(session)
    words = "\n".join(map(as_plain_text, composed)).lower()
    belong = {
        mark: text for mark, text in marks.items()
        if (text.kind, text.field) not in NOT_IN_THE_MEMO and not text.place.startswith("question.")
    }  # fmt: skip
    assert unseen(belong, set(MARK.findall(words))) == []


async def test_every_text_is_on_a_screen(tmp_path: Path, worksheet: tuple[bytes, dict[str, Text]]) -> None:
    data, marks = worksheet
    made(tmp_path / "d", data).close()
    seen: set[str] = set()
    asked: set[str] = set()
    async with meeting(tmp_path / "d", TALL) as room:

        def look() -> None:
            seen.update(MARK.findall(all_words(room).lower()))

        async def look_closer() -> None:
            look()
            await room.press("ctrl+o")
            look()
            await room.press("escape")

        for section in SECTIONS:
            stand_on(room.app.screen.query_one("#sections", Choices), f"section:{section}")
            await look_closer()
        with room.app.batch_update():  # words are read, and nothing is laid out for it
            for answers in ({}, ROW_BY_ROW):
                assert not room.app.meeting.give(answers).fault
                for section in SECTIONS:
                    room.app.go(f"section:{section}")
                    await room.settle()
                    async for stop in _every_question(room, asked):
                        look()
                        if not _in_the_details(stop, room) <= seen:
                            await look_closer()
                    room.app.screen.dismiss(None)
                    await room.settle()
        await room.press("ctrl+d")
        dates = room.list_in_focus
        for key in filter(None, dates.keys):
            stand_on(dates, key)
            await look_closer()
        await room.open("What it hangs on")
        look()
    assert unseen(marks, seen) == []


async def _every_question(room: Meeting, asked: set[str]) -> AsyncIterator[Stop]:
    """Stand on every question of the section that was not `asked`."""
    screen = room.app.screen
    assert isinstance(screen, QuestionScreen)
    for stop in screen.walk.stops:
        if stop.key in asked:
            continue
        asked.add(stop.key)
        screen.go_to(stop.key)
        await room.settle()
        yield stop


def _in_the_details(stop: Stop, room: Meeting) -> set[str]:
    """The marks of what may be said of a place where a row begins; the other questions of a row say no more."""
    if stop.row is not None and stop.id != stop.row.ids[0]:
        return set()
    session = room.app.meeting.session
    about = [stop.id, stop.entry.key, *(row.key for row in stop.entry.rows[:1])]
    said = [everything(id_, session.answers, session.ids) for id_ in about if id_]
    return set(MARK.findall(str(said).lower()))
