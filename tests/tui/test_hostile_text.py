"""Hostile text, typed into every kind of field or as a worksheet's wording, is shown as text on every screen."""

from __future__ import annotations

import ast
import tomllib
import unicodedata
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.widgets import Static, TextArea
from textual.widgets.option_list import Option

from des_decider.decision.answers import Answers
from des_decider.decision.parsing import parse
from des_decider.decision.values import Refused
from des_decider.decision.wording import visible
from des_decider.record.opening import create_decision
from des_decider.record.stamps import name_of
from des_decider.storage.places import known_decisions
from des_decider.tui.screen_text import cut, padded, wrapped
from des_decider.tui.screens.new_decision import NewDecisionScreen
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.where_we_stand import StandingLine
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import LineField
from des_decider.tui.widgets.names import NameLine
from des_decider.tui.widgets.panel import laid_out
from tests.building import ROOT, SMALL, blank
from tests.cli.driver import Desk
from tests.how_many import THOROUGH, cases
from tests.record.decisions import Clock, made
from tests.record.ready import PRESENT, ready
from tests.tui.driver import SMALL as SMALL_WINDOW
from tests.tui.driver import USUAL, Meeting, meeting
from tests.tui.hostile import (
    HOSTILE,
    LONG,
    REFUSED,
    as_kept,
    beginning,
    fill_with_hostile_text,
    in_a_line,
    in_words,
    taken_as_wording,
    worded,
)
from tests.tui.visiting import LEAFED_PAST, all_words, obeyed, prompts, scroll_through, sound, visit_every_screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAINTED = cases(3, thorough=1)
"""Of so many screens of a walk from question to question one is painted; the words of all are looked at."""
HARBOUR_MASTER = f"contract: question.harbour_master{LEAFED_PAST}"
SHORT = {name: text for name, text in HOSTILE.items() if name not in LONG}
TUI = ROOT / "des_decider" / "tui"


@pytest.fixture(autouse=True)
def _only_text_made_visible(monkeypatch: pytest.MonkeyPatch) -> None:
    """No widget is handed a bare string, which the library would read as markup."""

    def guarded(kind: Any, name: str) -> None:
        plain = getattr(kind, name)

        def checked(self: Any, content: Any = "", *more: Any, **named: Any) -> Any:
            assert content == "" or not isinstance(content, str), f"{kind.__name__}.{name} is given {content!r}"
            return plain(self, content, *more, **named)

        monkeypatch.setattr(kind, name, checked)

    guarded(Static, "__init__")
    guarded(Static, "update")
    guarded(Option, "__init__")


def everything_on(room: Meeting) -> str:
    """All that the screen shows, wherever a line breaks, and what its lists and texts hold out of sight."""
    texts = [area.text for area in room.app.screen.query(TextArea)]
    shown = " ".join((room.text.replace("│", " "), *prompts(room), *texts))
    return unicodedata.normalize("NFC", " ".join(shown.split()))


def sees(room: Meeting, hostile: str) -> None:
    """The beginning of a text is on the screen, as text."""
    assert beginning(hostile) in everything_on(room), f"{hostile[:60]!r} is not on the screen:\n{room.text}"


def written(folder: Path) -> tuple[bytes, ...]:
    return tuple((folder / name).read_bytes() for name in ("answers.toml", "history.jsonl"))


def around(room: Meeting, hostile: str) -> None:
    """The beginning of a text stands around the question, as text."""
    parts = (room.app.screen.query_one(f"#{part}", Static) for part in ("asked", "echo", "about"))
    told = unicodedata.normalize("NFC", " ".join(" ".join(str(part.content) for part in parts).split()))
    assert beginning(hostile) in told, f"{hostile[:60]!r} is not in: {told[:2000]}"


# ------------------------------------------------------------------------------------- every screen, and every answer


@pytest.mark.slow
@pytest.mark.parametrize(
    ("size", "answered", "reworded"), [(USUAL, 0, 0), (SMALL_WINDOW, 16, 9)], ids=["usual", "small"]
)
async def test_every_screen_shows_hostile_answers_and_a_hostile_worksheet_as_text(
    tmp_path: Path, size: tuple[int, int], answered: int, reworded: int
) -> None:
    """Both at once: nearly each answer begins with a number, so that no wording is taken for one."""
    folder = tmp_path / "d"
    with create_decision(folder, worded(reworded), practice="Gull Rock Surgery", by="Ann", clock=Clock()) as session:
        given = fill_with_hostile_text(session, answered)
        session.give({"question.harbour_master": ""}, by="Ann")
        session.keep_draft("cost.gp_hour", "x")
        drafts, words = dict(session.drafts), session.worksheet
    seen: dict[str, str] = {}
    async with meeting(folder, size) as room:
        screen = await at(room, "contract", "question.harbour_master")
        await room.choose("Yes")
        screen.dismiss(None)
        await room.settle()
        before = written(folder)
        passed = 0
        with room.app.batch_update():  # words are read, and only what is looked at is laid out
            async for name in visit_every_screen(room, every_question=size == USUAL or THOROUGH):
                assert not obeyed(all_words(room).replace("\n", " ")), name
                if name.endswith(LEAFED_PAST):
                    passed += 1
                    if passed % PAINTED and name != HARBOUR_MASTER:
                        continue
                async for _ in scroll_through(room):
                    sound(room)
                    if name.endswith(LEAFED_PAST) or (size != USUAL and not THOROUGH):
                        break  # what is further down is laid out by the same lines as elsewhere, or at the usual size
                seen[name] = everything_on(room)
                if name == HARBOUR_MASTER:
                    question = words.questions["harbour_master"]
                    sees(room, question.text)
                    room.tells(" ".join(visible(question.why).split())[:300])
        assert room.app.is_running, "no text that can be clicked or read as markup ends the program"
    assert written(folder) == before, "looking changes nothing"
    kept = room.kept()
    assert {id_: kept[id_] for id_ in given} == {id_: as_kept(_lines(text)) for id_, text in given.items()}
    assert kept["question.harbour_master"] == "yes"

    assert beginning(words.title) in seen["start"]
    for name in ("task list", "check"):
        assert beginning(words.sections["care_homes"].title) in seen[name], name
    for name in ("task list", "check", "come back", "memo", "start"):
        assert beginning(given["practice.name"])[:5] in seen[name], name
    for id_, text in given.items():
        if id_.startswith("open."):
            assert beginning(text) in seen["come back"], (id_, text)
        elif id_.startswith("note."):
            assert beginning(text)[:5] in seen["memo: appendices"], (id_, text)  # in a narrow column
        elif id_ not in drafts:
            assert beginning(text) in seen["check"], (id_, text)
        if id_.startswith("partner.") and id_.endswith(".name"):
            assert beginning(text) in seen["practice: partner:all"], (id_, text)
            assert beginning(text) in seen["question: said by"], (id_, text)
    assert drafts
    for text in drafts.values():
        assert beginning(text) in seen["come back"], text


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


# ------------------------------------------------------------------------------------------------- typed into a field


@pytest.mark.slow
async def test_hostile_text_pasted_into_a_field_of_words_is_an_answer_as_it_stands_there(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", worksheet=SMALL) as room:
        screen = await at(room, "practice", "pcn.name")
        texts = dict(some(0, step=2)) | LONG
        for name, text in texts.items():
            await room.type(text)
            sound(room)
            assert room.field == in_words(text), name
            await room.press("enter")
            if len(as_kept(in_words(text))) <= 10_000:
                assert room.kept()["pcn.name"] == as_kept(in_words(text)), name
            screen.go_to("pcn.name")
            await room.settle()
            assert room.field == room.kept()["pcn.name"], f"{name}: what is kept is what is shown again"
            sound(room)
            sees(room, text)
        before = written(room.folder)
        await room.press("enter", "pageup", "f3", "escape", "escape", "escape")
    assert written(room.folder) == before
    assert len(list(Desk(room.folder).changes())) == len(texts) + 1


def some(first: int, step: int = 3) -> list[tuple[str, str]]:
    """Every third text; which ones differs from field to field, and fields of one kind are the same widget."""
    texts = list(HOSTILE.items())
    return texts if THOROUGH else texts[first::step]


LINES = (
    ("practice", "practice.gp_sessions"), ("practice", "practice.registered_list"), ("practice", "cost.nurse_hour"),
    ("practice", "cost.session_hours"), ("funding", "share.of_pcn"), ("care_homes", "pcn.care_home_beds"),
    ("contract", "deadline.asked"),
)  # fmt: skip
"""A number, patients, money, hours, a percentage, a count and a date."""


@pytest.mark.slow
@pytest.mark.parametrize(("place", "id_"), LINES, ids=[id_ for _, id_ in LINES])
async def test_hostile_text_is_no_number_and_stays_as_typed(tmp_path: Path, place: str, id_: str) -> None:
    texts = some(LINES.index((place, id_)), step=len(LINES))
    async with meeting(tmp_path / "d", worksheet=SMALL) as room:
        screen = await at(room, place, id_)
        for name, text in texts:
            await room.type(text)
            assert room.field == in_a_line(text), name
            await room.press("enter")
            sound(room)
            assert room.question == screen.asked.text if screen.asked else False
            assert screen.wrong, f"{name}: {room.status}"
            assert room.drafts()[id_] == in_a_line(text), name
            around(room, in_a_line(text))
        await room.press("f9")
        sound(room)
        sees(room, in_a_line(text))
        room.sees("typed and not understood")
    assert id_ not in room.kept()
    assert room.drafts()[id_] == in_a_line(texts[-1][1])


def test_hostile_text_is_an_answer_of_no_kind_but_words() -> None:
    ids = blank(SMALL).ids(Answers())
    for _, id_ in LINES:
        field = ids.field(id_)
        assert field is not None
        for name, text in HOSTILE.items():
            assert isinstance(parse(in_a_line(text), field.rules), Refused), (id_, name)


async def test_hostile_text_typed_key_by_key_is_the_text_that_was_typed(tmp_path: Path) -> None:
    typed = "[/b] [@click=app.quit]x[/] $error {0} %s \\ é漢"
    async with meeting(tmp_path / "d", worksheet=SMALL) as room:
        for id_ in ("pcn.name", "practice.gp_sessions"):
            screen = await at(room, "practice", id_)
            for character in typed:
                room.app.post_message(events.Key("space" if character == " " else character, character))
            # What no keyboard types, but a terminal may send, types nothing.
            for character in "\x1b\x9b\u202e\x00\ud800":
                room.app.post_message(events.Key(f"x{ord(character)}", character))
            await room.settle()
            assert room.field == typed
            sound(room)
            await room.press("enter")
            screen.dismiss(None)
            await room.settle()
    assert room.kept()["pcn.name"] == typed
    assert room.drafts() == {"practice.gp_sessions": typed}


@pytest.mark.slow
async def test_a_note_is_kept_as_it_was_pasted(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", worksheet=SMALL) as room:
        await at(room, "practice", "pcn.name")
        for name, text in some(0):
            await room.press("f3")
            await room.type(text)
            sound(room)
            await room.press("enter")
            sound(room)
            assert room.kept()["note.pcn.name"] == as_kept(in_words(text)), name
            around(room, text)
    changes = list(Desk(room.folder).changes())
    assert len(changes) == len(some(0)) + 1


@pytest.mark.slow
async def test_who_said_it_is_kept_as_it_was_pasted(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", worksheet=SMALL) as room:
        await at(room, "practice", "practice.gp_sessions")
        await room.give("38")
        for name, text in some(1):
            await at(room, "practice", "practice.gp_sessions")
            await room.press("f7")
            if isinstance(room.app.focused, Choices):  # somebody has been named by then
                await room.choose("somebody else")
            await room.type(text)
            sound(room)
            await room.press("enter")
            sound(room)
            said = Desk(room.folder).file()["answers"]["practice.gp_sessions"]["said_by"]
            assert as_kept(said) == as_kept(name_of(in_a_line(text))), name
            around(room, said)
    assert room.kept()["practice.gp_sessions"] == "38"


@pytest.mark.slow
async def test_a_mark_says_whom_and_why_as_they_were_pasted(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", worksheet=SMALL) as room:
        await at(room, "practice", "pcn.name")
        for name, text in some(2, step=4):
            await room.press("f6")
            await room.type(text)
            await room.press("enter")
            await room.type(text)
            await room.press("enter")
            await room.type(text)
            sound(room)
            await room.press("enter")
            # It is no date: that is said, and nothing is lost.
            sound(room)
            assert room.app.focused is not None
            assert room.app.focused.id == "when", name
            sees(room, in_a_line(text))
            await room.type("20 May 2020")
            await room.press("enter", "enter")
            sound(room)
            kept = room.kept()
            assert kept["open.pcn.name"] == kept["open.pcn.name.whom"] == as_kept(in_a_line(text)), name
            assert kept["open.pcn.name.when"] == "2020-05-20"
            around(room, in_a_line(text))


async def test_names_to_sign_off_are_text_and_a_strange_name_can_assent(tmp_path: Path) -> None:
    folder, name = tmp_path / "d", "[/b] [@click=app.quit]Dr \u05e9\u05dc\u05d5\u05dd\\u202e"
    ready(folder, partner__1__name=name).close()
    async with meeting(folder) as room:
        await room.open("Sign off")
        room.sees("[/b] [@click=app.quit]Dr")
        await room.press("enter")
        for hostile in SHORT.values():
            await room.type(hostile)
            sound(room)
            line = room.app.screen.query(NameLine).first()
            assert line.field.has_focus
            assert line.content == in_a_line(hostile)
            assert line.fit in {"another", "begun"}
        await room.press("f8")
        room.sees("Not as asked for: type [/b] [@click=app.quit]Dr")
        await room.type(name)
        await room.press("enter")
        await room.type(PRESENT[1])
        await room.press("enter")
        await room.type(PRESENT[2])
        await room.press("f8")
        await room.choose("Seal it")
        sound(room)
        room.sees("Signed off")
    seal = tomllib.loads((folder / "seal.toml").read_text(encoding="utf-8"))
    assert name in str(seal).replace("\\\\", "\\")


async def paste_over(room: Meeting, field: str, text: str) -> None:
    """Select all of a field of the new decision and paste over it."""
    line = room.app.screen.query_one(f"#{field}", LineField)
    line.focus()
    await room.settle()
    line.select_all()
    room.app.post_message(events.Paste(text))
    await room.settle()


@pytest.mark.slow
async def test_a_new_decision_takes_hostile_names_and_says_so_in_text(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", worksheet=SMALL) as room:
        await room.press("escape")
        await room.choose("Start a new decision")
        screen = room.app.screen
        assert isinstance(screen, NewDecisionScreen)
        for n, field in enumerate(("practice", "by", "folder")):
            for name, text in some(n):
                await paste_over(room, field, text)
                sound(room)
                assert screen.query_one(f"#{field}", LineField).content == in_a_line(text), name
        await room.press("escape")
        sound(room)


@pytest.mark.parametrize("name", HOSTILE if THOROUGH else ["a link that quits", "a colour", "right to left", "wide"])
async def test_a_decision_made_for_a_hostile_name_is_found_again(tmp_path: Path, name: str) -> None:
    practice = HOSTILE[name]
    async with meeting(tmp_path / "d") as room:
        await room.press("escape")
        await room.choose("Start a new decision")
        await room.type(practice)
        await room.press("tab")
        await room.type(practice)
        await room.press("tab")
        await room.type(str(tmp_path / in_a_line(practice).replace("/", "-")))
        await room.press("enter", "enter")
        sound(room)
        assert beginning(practice)[:5] in everything_on(room)
        room.sees("Quick look", "12 days")
        await room.press("escape")
        sound(room)
        sees(room, practice)
        room.sees("not started")
    folder = known_decisions()[0]
    assert Desk(folder).kept() == {"practice.name": as_kept(in_a_line(practice))}
    (change,) = Desk(folder).changes()
    assert change["by"] == as_kept(in_a_line(practice))


async def test_a_folder_that_cannot_be_is_refused_in_words(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", worksheet=SMALL) as room:
        await room.press("escape")
        for name, text in (*some(0, step=5), *LONG.items()):
            await room.choose("Open a decision in another folder")
            await room.type(text)
            await room.press("enter")
            sound(room)
            room.sees("no decision in")
            await room.press("escape")
            assert type(room.app.screen).__name__ == "StartScreen", name
        await room.choose("Start a new decision")
        screen = room.app.screen
        await room.type("P")
        for folder in LONG.values():
            await paste_over(room, "folder", folder)
            await room.press("enter", "enter")
            assert room.app.screen is screen
            sound(room)
            assert "cannot" in room.status or "too long" in room.status, room.status


async def test_looking_at_what_a_script_put_in_changes_nothing(tmp_path: Path) -> None:
    """A file may hold controls that no field takes; seen and left alone, they stay as they are."""
    folder, strange = tmp_path / "d", "\x1b[31mred\ttab\x9b"
    with made(folder, pcn__name=strange, note__pcn__name=strange, open__pcn__name=strange) as session:
        session.give({"open.pcn.name.whom": f"{strange}\nsecond line"}, by="Ann")
    before = written(folder)
    async with meeting(folder) as room:
        await at(room, "practice", "pcn.name")
        sound(room)
        await room.press("f3", "escape")
        await room.press("f3", "enter")
        await room.press("f6")
        room.sees("Come back to: What is our network called?")
        await room.press("enter", "enter", "enter")
        await room.press("f7")
        room.sees("Who said it?")
        await room.press("escape", "enter")
        sound(room)
    assert written(folder) == before


# ----------------------------------------------------------------------------------------------- a worksheet's wording


def test_the_worksheets_reader_takes_no_wording_that_a_terminal_would_obey() -> None:
    assert {name for name, text in HOSTILE.items() if not taken_as_wording(text)} == REFUSED


def test_a_wide_name_leaves_the_end_of_its_line_in_sight() -> None:
    for words in ("\u6f22\u5b57" * 30, "  \u6f22\u5b57", "Z" + "\u0301" * 40, ""):
        line = laid_out(StandingLine(words, "red", "figure"), 34)
        assert cell_len(str(line)) == 34
        assert str(line).endswith(" red")
        for width in (10, 11):
            assert cell_len(cut(words, width)) <= width
            assert cell_len(padded(words, width)) == width
            assert all(cell_len(part) <= width for part in wrapped(words, width, 4))


# ------------------------------------------------------------------------------------------------------- 10,000 letters


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
async def test_ten_thousand_characters_are_kept_and_cut_in_lists_and_can_be_typed_in(tmp_path: Path, text: str) -> None:
    async with meeting(tmp_path / "d", worksheet=SMALL) as room:
        screen = await at(room, "practice", "pcn.name")
        await room.type(text)
        await room.press(*["backspace"] * 5)
        assert room.field == text[:-5]
        await room.type(text + "z")
        await room.press("enter")
        if len(text) == 10_000:
            room.tells("it has 10,001 characters and an answer may have 10,000")
            assert room.drafts()["pcn.name"] == text + "z"
        await room.type(text)
        await room.press("enter")
        assert room.kept()["pcn.name"] == text
        assert room.drafts() == {}
        screen.go_to("practice.gp_sessions")
        await room.type(text)
        await room.press(*["backspace"] * 5)
        assert room.field == text[:-5]
        await room.press("enter", "f9")
        sound(room)
        for line in room.lines():
            assert len(line.splitlines()) <= 4, line
            assert len(line) < 4 * 80
    assert room.kept()["pcn.name"] == text
    assert list(room.drafts()) == ["practice.gp_sessions"]


# ------------------------------------------------------------------------------------------------------------ the code


def calls() -> Iterator[tuple[str, str, ast.Call]]:
    """Every call in the screens' code: the file and line, the name that is called, and the call."""
    for path in sorted(TUI.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                yield f"{path.relative_to(TUI)}:{node.lineno}", called, node


SHOWING = {"Static", "update", "Option", "Label", "Button", "notify", "add_option", "render_str", "from_markup"}


def test_no_screen_hands_the_library_a_bare_text() -> None:
    found = 0
    for place, called, node in calls():
        assert called not in {"notify", "from_markup", "render_str", "Label", "Button"}, f"{place}: {called}"
        if called in SHOWING and node.args:
            found += 1
            first = node.args[0]
            empty = isinstance(first, ast.Constant) and first.value == ""
            assert empty or not _is_bare(first), f"{place}: {ast.unparse(node)}"
    assert found > 40, "the calls were not found"


def test_no_screen_asks_for_markup() -> None:
    for place, _, node in calls():
        for keyword in node.keywords:
            bare = isinstance(keyword.value, ast.Constant) and keyword.value.value is False
            assert keyword.arg != "markup" or bare, f"{place}: {ast.unparse(node)}"


def _is_bare(node: ast.expr) -> bool:
    """Whether an expression is a string of its own: a constant, an f-string, or a sum, choice or method of such."""
    match node:
        case ast.Constant(value=value):
            return isinstance(value, str) and value != ""
        case ast.JoinedStr():
            return True
        case ast.BinOp(left=left, right=right):
            return _is_bare(left) or _is_bare(right)
        case ast.IfExp(body=body, orelse=orelse):
            return _is_bare(body) or _is_bare(orelse)
        case ast.Call(func=ast.Attribute(value=value, attr=attr)):
            return attr in {"format", "strip", "upper"} or _is_bare(value)
        case ast.Call(func=ast.Name(id=name)):
            return name in {"str", "repr", "cut", "padded", "right", "visible", "joined"}
        case ast.Attribute(attr=attr):
            return attr in {"words", "text", "value", "title", "content"}
    return False


async def at(room: Meeting, section: str, id_: str) -> QuestionScreen:
    """Stand on one question of a section."""
    if not isinstance(room.app.screen, QuestionScreen):
        room.app.go(f"section:{section}")
        await room.settle()
    screen = room.app.screen
    assert isinstance(screen, QuestionScreen)
    screen.go_to(id_)
    await room.settle()
    return screen
