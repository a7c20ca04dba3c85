"""Keys: every one stands in the table of commands, and a person can set their own, which every place then shows."""

from __future__ import annotations

import ast
import re
from importlib import import_module
from itertools import combinations
from pkgutil import iter_modules
from typing import TYPE_CHECKING, TypeGuard

import pytest

from des_decider.storage.settings import Settings
from des_decider.tui import screens
from des_decider.tui.frame import Frame
from des_decider.tui.keys import ALWAYS, COMMANDS, ENTER, QUIT, TAB, TOGETHER, keyed, use
from tests.building import ROOT
from tests.read_before import reads_as_before
from tests.tui.driver import given_before, meeting, start_screen

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BY_HAND = re.compile(
    r"\b(F\d{1,2}|Ctrl\+\w|Esc|PgUp|PgDn|Del)\b|^(f\d{1,2}|ctrl\+\w|escape|pageup|pagedown|delete)(,.*)?$"
)
"""A key as it is written on a keyboard, or as the terminal library calls it."""
THE_LIBRARY_S = {("app.py", "ctrl+c"), ("fields.py", "ctrl+u")}
"""What the library itself binds, kept as it is."""


@pytest.fixture(autouse=True)
def _as_shipped() -> Iterator[None]:
    yield
    use({})


def test_no_key_is_typed_by_hand_outside_the_table() -> None:
    found = set()
    for path in sorted((ROOT / "des_decider" / "tui").rglob("*.py")):
        if path.name == "keys.py":
            continue
        tree = ast.parse(path.read_text(encoding="utf-8"))
        docs = {
            node.body[0].value for node in ast.walk(tree)
            if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) and node.body
            and isinstance(node.body[0], ast.Expr)
        }  # fmt: skip
        for node in ast.walk(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in docs:
                by_hand = BY_HAND.search(node.value) and (path.name, node.value) not in THE_LIBRARY_S
                found |= {f"{path.name}:{node.lineno} {node.value!r}"} if by_hand else set()
    assert not found


def test_every_sentence_with_a_key_names_a_command_that_there_is() -> None:
    said = [command.help for command in (*COMMANDS.values(), *ALWAYS)]
    for value in _in_screens():
        said += [value] if isinstance(value, str) else []
        said += [value.HERE, *(one.help for one in value.CAN)] if _is_screen(value) else []
    assert len(said) > 50
    for words in said:
        assert not re.search(r"{\w+}", keyed(words)), words


def test_the_help_of_every_screen_reads_as_before() -> None:
    told = []
    for screen in sorted({value for value in _in_screens() if _is_screen(value) and value.HERE}, key=lambda s: s.HERE):
        keys = (f"  {one.shown:<7} {one.letter_shown:<2} {one.words}: {keyed(one.help)}\n" for one in screen.CAN)
        told.append(f"{keyed(screen.HERE)}\n{''.join(keys)}")
    reads_as_before("help.txt", "\n".join(told))


def _in_screens() -> Iterator[object]:
    for found in iter_modules(screens.__path__):
        yield from vars(import_module(f"{screens.__name__}.{found.name}")).values()


def _is_screen(value: object) -> TypeGuard[type[Frame]]:
    return isinstance(value, type) and issubclass(value, Frame)


def test_at_no_place_two_commands_have_one_key() -> None:
    for together in TOGETHER:
        for one, other in combinations(dict.fromkeys(together), 2):
            assert one.key != other.key, (one.name, other.name)
            assert not one.letter or one.letter != other.letter, (one.name, other.name)


def test_every_command_a_person_can_set_says_what_it_does() -> None:
    for name, command in COMMANDS.items():
        assert command.name == name
        assert command.words


def test_the_readme_names_the_keys_that_the_table_has() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    table = re.search(r"\n\| key \| does \|\n\|---\|---\|\n(.*?)\n\n", readme, re.DOTALL)
    assert table is not None
    named = [key for line in table[1].splitlines() for key in line.split("|")[1].strip().split(", ")]
    known = {command.shown for command in (*COMMANDS.values(), ENTER, TAB)}
    assert len(named) == 16
    assert set(named) <= known, set(named) - known
    lines = {key: line for line in table[1].splitlines() for key in line.split("|")[1].strip().split(", ")}
    for name, words in (
        ("undo", "undo"),
        ("note", "a note"),
        ("help", "help"),
        ("quit", "quit"),
        ("check", "check"),
        ("search", "find any"),
    ):
        assert words in lines[COMMANDS[name].shown]
    names = re.search(r"<!-- commands -->(.*?)\n\n", readme, re.DOTALL)
    assert names is not None
    assert re.findall(r"`(\w+)`", names[1]) == list(COMMANDS)


@pytest.mark.parametrize(
    ("keys", "used", "said"),
    [
        ({"undo": "ctrl+z"}, {"undo": "ctrl+z"}, []),
        ({"undo": " Ctrl + Z "}, {"undo": "ctrl+z"}, []),
        ({"undo": "f5", "redo": "f4"}, {"undo": "f5", "redo": "f4"}, []),
        ({"undo": "f4", "leave": "escape"}, {"undo": "f4", "leave": "escape"}, []),
        ({"seal": "f12", "offer": "f12"}, {"seal": "f12", "offer": "f12"}, []),
        ({"undoo": "f12"}, {}, ["There is no command “undoo”: did you mean “undo”?"]),
        ({"zzz": "f12"}, {}, [f"There is no command “zzz”: there are {', '.join(COMMANDS)}."]),
        (
            {"undo": "x", "note": "f12"},
            {"note": "f12"},
            ["“x” cannot be the key for undo; take one such as f12, shift+f4 or ctrl+z."],
        ),
        ({"undo": "enter"}, {}, ["“enter” cannot be the key for undo; take one such as f12, shift+f4 or ctrl+z."]),
        ({"undo": "ctrl+m"}, {}, ["“ctrl+m” cannot be the key for undo; take one such as f12, shift+f4 or ctrl+z."]),
        ({"undo": "f25"}, {}, ["“f25” cannot be the key for undo; take one such as f12, shift+f4 or ctrl+z."]),
        ({"undo": ""}, {}, ["“” cannot be the key for undo; take one such as f12, shift+f4 or ctrl+z."]),
        (
            {"undo": "f3", "redo": "f12"},
            {"redo": "f12"},
            ["“f3” is the key of both undo and note; both keep the keys they have without it."],
        ),
        (
            {"undo": "f12", "quit": "f12"},
            {},
            ["“f12” is the key of both undo and quit; both keep the keys they have without it."],
        ),
        (
            {"undo": "f5", "redo": "f3", "note": "f11"},
            {"undo": "f5", "redo": "f3", "note": "f11"},
            [],
        ),
    ],
)
def test_what_can_be_used_is_used_and_the_rest_is_named(
    keys: dict[str, str], used: dict[str, str], said: list[str]
) -> None:
    assert use(keys) == (used, said)


def test_the_help_of_the_start_screen_names_what_always_works() -> None:
    assert QUIT in ALWAYS
    assert keyed("{undo} and {undo}, not {") == "F4 and F4, not {"


async def test_a_key_of_ones_own_works_and_is_shown_everywhere(tmp_path: Path) -> None:
    own = Settings(
        {"undo": "ctrl+z", "note": "f12", "leave": "ctrl+e", "delete": "f11", "come_back": "ctrl+b", "search": "f10"}
    )
    folder = given_before(tmp_path / "d", {"practice.registered_list": "9,000", "partner.1.name": "Dr Vane"})
    async with meeting(folder, (120, 40), settings=own) as room:
        room.sees("Ctrl+E back", "F10 find")
        await room.open("Our practice")
        room.sees("Ctrl+E list", "F12 note", "Ctrl+Z undo", "Ctrl+B come back")
        await room.press("ctrl+e")
        await room.answer("Our registered list", "9,040")
        assert room.kept()["practice.registered_list"] == "9040"
        await room.undo()  # its old key does nothing
        assert room.kept()["practice.registered_list"] == "9040"
        await room.press("ctrl+z")
        assert room.kept()["practice.registered_list"] == "9000"
        room.sees("Undone")
        await room.press("f12")
        room.sees("Enter or Ctrl+E keeps it")
        await room.type("as the manager counted")
        await room.press("ctrl+e")
        assert "as the manager counted" in room.kept().values()
        await room.press("ctrl+e", "f1")
        room.sees(
            "Help Ctrl+E leaves it", "Ctrl+Z take the last answer back", "Ctrl+E leave the field, then the screen"
        )


async def test_a_key_of_ones_own_works_in_a_field_of_words_whatever_the_field_does_with_it(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", settings=Settings({"undo": "ctrl+z", "figures": "ctrl+a"})) as room:
        await room.open("How we decide")
        await room.answer("The question put", "Shall we join?")
        await room.ask("The question put")
        await room.press("ctrl+z")
        assert "decision.question" not in room.kept()
        await room.ask("The question put")
        await room.press("ctrl+a")
        room.sees("Where we stand")


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (Settings({"undoo": "f12"}), "settings.toml: There is no command “undoo”: did you mean “undo”?"),
        (
            Settings({"undoo": "f12", "undo": "x", "redo": "[red]"}),
            "did you mean “undo”? 2 other settings cannot be used either.",
        ),
        (
            Settings(fault="settings.toml is not used: it is empty. It is “x”."),
            "settings.toml is not used: it is empty.",
        ),
    ],
)
async def test_what_cannot_be_used_is_said_on_the_first_screen(tmp_path: Path, settings: Settings, said: str) -> None:
    async with meeting(tmp_path / "d", settings=settings) as room:
        room.sees(said, "Esc back")
    async with start_screen(settings=settings) as room:
        room.sees(said, "Ctrl+Q quit")


async def test_quitting_with_a_key_of_ones_own(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", settings=Settings({"quit": "f10"})) as room:
        room.sees("F10 quit")
        await room.press("ctrl+q")
        room.sees("F10 quit")
        await room.press("f10")
        assert room.app.return_value == 0


async def test_colours_change_while_one_types_and_what_is_typed_stays(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "2020-21", {})) as room:
        await room.open("Our practice")
        await room.ask("Our registered list")
        await room.type("9,040")
        await room.press("ctrl+p")
        assert room.app.theme == "light"
        assert room.field == "9,040"
        assert room.status == "Colours: light, the next time too."
        await room.enter()
    assert room.kept()["practice.registered_list"] == "9040"
