"""Answers given on the screens by their ids, as a list has them: the screens' own ways, and no waiting in between."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import events

from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.tui.question_words import question_of
from des_decider.tui.screens.dialogs import SOMEBODY_ELSE, LinesScreen, NoteScreen, WhoScreen
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import ChoiceField, LineField, WordsField
from des_decider.worksheet.model import SECTIONS
from tests.tui.driver import stand_on
from tests.tui.stillness import is_still, until

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from des_decider.decision.agenda import Entry
    from tests.tui.driver import Meeting


class NotAsked(Exception):
    """No screen asks for this, as the other answers stand."""


async def give_by_id(room: Meeting, texts: Mapping[str, str], said_by: str = "") -> list[str]:
    """Give answers one after another, each on its own question; the ids that no screen asks for are given back."""
    left = []
    with room.app.batch_update():  # nothing is painted before the last answer
        for id_, text in texts.items():
            try:
                await _give(room, id_, text, said_by)
            except NotAsked:
                left.append(id_)
    await room.settle()
    return left


async def give_asked(room: Meeting, text: str) -> None:
    """Answer the question that is put as a list would: a choice by whatever words the parser takes for it."""
    assert isinstance(room.app.screen, QuestionScreen)
    _answer(room, room.app.screen, text)
    await room.settle()


async def press_quickly(room: Meeting, key: str) -> None:
    """Press a key and wait for no more than the program needs for it."""
    _press(room, key)
    await asyncio.sleep(0)
    await _until(room, lambda: is_still(room.app), key)


async def _give(room: Meeting, id_: str, text: str, said_by: str) -> None:
    before = room.app.meeting.session.last_change
    if id_.startswith("open."):
        await _mark(room, id_, text)
    elif question_of(id_, room.app.meeting.session.ids) != id_:
        await _note(room, id_, text)
    else:
        screen = await _stand_on(room, id_)
        if said_by:
            await _said_by(room, said_by)
        _answer(room, screen, text)
    await _until(room, lambda: room.app.meeting.session.last_change > before, f"{id_} is saved")
    await _until(room, lambda: is_still(room.app), f"{id_} is answered")


def _answer(room: Meeting, screen: QuestionScreen, text: str) -> None:
    assert screen.asked is not None
    field = room.app.focused
    if isinstance(field, ChoiceField):
        parsed = parse(text, screen.asked.field.rules)
        assert isinstance(parsed, Parsed), (screen.asked.id, text)
        stand_on(field, parsed.text)
        assert field.key == parsed.text, (screen.asked.id, text, field.keys)
    else:
        _type(room, text)
    _press(room, "enter")


async def _stand_on(room: Meeting, id_: str) -> QuestionScreen:
    """The question's own screen, reached by the list of its section, and for a new row by the table's."""
    app = room.app
    field = app.meeting.session.ids.field(id_)
    assert field is not None
    assert field.section is not None
    await _open_section(room, field.section)
    screen = app.screen
    assert isinstance(screen, QuestionScreen)
    if not any(stop.id == id_ for stop in screen.walk.stops):
        entry, row = next(
            ((e, n) for e in screen.walk.entries for n, r in enumerate(e.rows) if r.new and id_ in r.ids), (None, 0)
        )
        if entry is None:
            raise NotAsked(id_)
        if entry.shape == "table":
            screen.go_to(id_)
        else:
            await _begin(room, screen, entry, row)
    if screen.walk.stop.id != id_:
        screen.go_to(id_)
    assert screen.walk.stop.id == id_, (id_, screen.walk.stop.id)
    await _until(room, lambda: app.focused is screen._field(), f"the field of {id_}")
    return screen


async def _begin(room: Meeting, screen: QuestionScreen, entry: Entry, row: int) -> None:
    """Begin a row from the list of its table."""
    app = room.app
    screen.go_to(f"{entry.key}:all")
    await _until(room, lambda: app.focused is screen._field(), f"the table {entry.title}")
    listed = app.focused
    assert isinstance(listed, Choices)
    stand_on(listed, str(row))
    _press(room, "enter")
    await _until(room, lambda: screen.walk.stop.row is not None, f"a row of {entry.title}")


async def _open_section(room: Meeting, section: str) -> None:
    screen = room.app.screen
    if isinstance(screen, QuestionScreen) and screen.place == section:
        return
    if isinstance(screen, QuestionScreen):
        screen.dismiss(None)
        await _until(room, lambda: room.app.screen is not screen, "the task list")
    room.app.go(f"section:{section}")
    await _until(room, lambda: isinstance(room.app.screen, QuestionScreen), section)
    await _until(room, lambda: room.app.focused is not None, section)


async def _note(room: Meeting, id_: str, text: str) -> None:
    await _stand_on(room, question_of(id_, room.app.meeting.session.ids))
    _press(room, "f3")
    await _until(room, lambda: isinstance(room.app.screen, NoteScreen) and room.app.focused is not None, "the note")
    _type(room, text)
    _press(room, "enter")


async def _said_by(room: Meeting, name: str) -> None:
    screen = room.app.screen
    _press(room, "f7")
    await _until(room, lambda: isinstance(room.app.screen, WhoScreen) and room.app.focused is not None, "who said it")
    who = room.app.focused
    assert isinstance(who, Choices)
    stand_on(who, name if name in who.keys else SOMEBODY_ELSE)
    _press(room, "enter")
    if name not in who.keys:
        await _until(room, lambda: isinstance(room.app.focused, LineField), "a line for the name")
        _type(room, name)
        _press(room, "enter")
    await _until(room, lambda: room.app.screen is screen and screen.said_by == name, "the question again")  # type: ignore[attr-defined]


async def _mark(room: Meeting, id_: str, text: str) -> None:
    """To come back to, why, with whom or by when: on its question, or for a section on the task list."""
    about = question_of(id_, room.app.meeting.session.ids)
    if about in SECTIONS:
        if isinstance(room.app.screen, QuestionScreen):
            room.app.screen.dismiss(None)
            await _until(room, lambda: not isinstance(room.app.screen, QuestionScreen), "the task list")
        stand_on(room.app.screen.query_one("#sections", Choices), f"section:{about}")
    else:
        await _stand_on(room, about)
    _press(room, "f6")
    await _until(room, lambda: isinstance(room.app.screen, LinesScreen) and room.app.focused is not None, "the mark")
    _, meant = room.app.meeting.session.ids.mark(id_) or ("", "why")
    for part in ("whom", "when", "why"):
        await _until(room, lambda part=part: room.app.focused is not None and room.app.focused.id == part, part)  # type: ignore[misc]
        if part == meant:
            _type(room, text)
        _press(room, "enter")


def _type(room: Meeting, text: str) -> None:
    field = room.app.focused
    assert isinstance(field, (LineField, WordsField)), field
    field.fill("")
    room.app.post_message(events.Paste(text))


def _press(room: Meeting, key: str) -> None:
    room.app.post_message(events.Key(key, "\r" if key == "enter" else None))


async def _until(room: Meeting, done: Callable[[], bool], what: str) -> None:
    """Let the program work until this is so."""
    await asyncio.sleep(0)
    await until(room.app, done, what)
