"""The house keeps its shape: what may import what, what the pure rooms never touch, what starting up loads."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from functools import cache
from typing import TYPE_CHECKING

import pytest

from des_decider.record.opening import create_decision
from des_decider.record.stamps import now
from tests.building import ROOT, SHIPPED

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PACKAGE = ROOT / "des_decider"
MAY_IMPORT = {
    "worksheet": {"worksheet"},
    "decision": {"worksheet", "decision"},
    "appraisal": {"worksheet", "decision", "appraisal"},
    "memo": {"worksheet", "decision", "appraisal", "memo"},
    "storage": {"worksheet", "decision", "storage"},
    "record": {"worksheet", "decision", "appraisal", "memo", "storage", "record"},
    "tui": {"worksheet", "decision", "appraisal", "memo", "storage", "record", "tui"},
    "cli": {"worksheet", "decision", "appraisal", "memo", "storage", "record", "tui", "cli"},
}
PURE = ("worksheet", "decision", "appraisal", "memo")
DISK_OR_CLOCK = {"os", "pathlib", "shutil", "tempfile", "time", "socket", "subprocess", "filelock"}
CALLS_OF_DISK_OR_CLOCK = {"open", "now", "today", "utcnow", "read_text", "read_bytes", "write_text", "write_bytes"}
WRITES = {"write_text", "write_bytes", "unlink", "rename", "mkdir", "makedirs", "rmdir", "rmtree", "touch", "ftruncate"}
WRITE_FORMATS = {"docx", "lxml", "typst", "icalendar"}
SCREENS = {"textual", "rich"}
FILES = sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE)


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def _name(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def _nodes(path: Path) -> tuple[ast.AST, ...]:
    """Every node of a file, which most of these tests look through."""
    return tuple(ast.walk(_tree(path)))


def _imports(path: Path, *, for_types: bool) -> Iterator[str]:
    """The modules a file imports; those only for type checking left out unless asked for."""
    skipped: set[ast.AST] = set()
    if not for_types:
        for node in _nodes(path):
            if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
                skipped.update(child for inner in node.body for child in ast.walk(inner))
    for node in _nodes(path):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


def _called(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call in a file, by the last name of what is called."""
    for node in _nodes(path):
        if isinstance(node, ast.Call):
            yield node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", ""), node


def test_there_are_files_in_every_room() -> None:
    assert {_room(path) for path in FILES} > set(MAY_IMPORT)
    assert len(FILES) > 100


def test_nothing_knows_what_is_above_it() -> None:
    wrong = []
    for path in FILES:
        rooms = {m.split(".")[1] for m in _imports(path, for_types=True) if m.startswith("des_decider.")}
        wrong += [f"{_name(path)} imports {room}" for room in sorted(rooms - MAY_IMPORT.get(_room(path), set()))]
    assert wrong == []


def test_no_two_files_import_each_other_in_a_circle() -> None:
    """Imports inside functions and those for types count too: who reads one file of a circle must read them all."""
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sorted(PACKAGE.rglob("*.py"))}
    leads: dict[str, set[str]] = {}
    for name, path in known.items():
        found = _nodes(path)
        told = [(node.module, node.names) for node in found if isinstance(node, ast.ImportFrom) and node.module]
        leads[name] = {other for module, names in told for other in (module, *(f"{module}.{n.name}" for n in names))}
    while ends := [name for name, others in leads.items() if not others & leads.keys()]:
        for name in ends:
            del leads[name]
    while starts := [name for name in leads if not any(name in others for others in leads.values())]:
        for name in starts:
            del leads[name]
    assert not leads, f"these are in a circle, or between two: {', '.join(leads)}"


def test_only_the_screens_know_what_draws_them() -> None:
    wrong = []
    for path in sorted(PACKAGE.rglob("*.py")):
        roots = {m.split(".")[0] for m in _imports(path, for_types=True)}
        wrong += [f"{_name(path)} imports {root}" for root in sorted(roots & SCREENS) if _room(path) != "tui"]
    assert wrong == []


def test_the_pure_rooms_touch_no_disk_and_no_clock() -> None:
    wrong = []
    for path in (p for p in FILES if _room(p) in PURE):
        roots = {m.split(".")[0] for m in _imports(path, for_types=False)}
        wrong += [f"{_name(path)} imports {root}" for root in sorted(roots & DISK_OR_CLOCK)]
        for name, call in _called(path):
            if name in CALLS_OF_DISK_OR_CLOCK:
                wrong.append(f"{_name(path)}:{call.lineno} calls {name}")
            if name == "Random" and not call.args:
                wrong.append(f"{_name(path)}:{call.lineno} draws without a seed")
        for node in _nodes(path):
            names = {alias.name for alias in node.names} if isinstance(node, ast.Import | ast.ImportFrom) else set()
            alone = isinstance(node, ast.ImportFrom) and node.module == "random" and names != {"Random"}
            if alone or (isinstance(node, ast.Import) and "random" in names):
                wrong.append(f"{_name(path)} may draw without a seed")
    assert wrong == []


def test_only_storage_writes_to_the_disk() -> None:
    wrong = []
    for path in (p for p in FILES if _room(p) != "storage"):
        for name, call in _called(path):
            modes = [a.value for a in call.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if name in WRITES or (name == "open" and any(set(mode) & set("wax+") for mode in modes)):
                wrong.append(f"{_name(path)}:{call.lineno} calls {name}")
    assert wrong == []


def test_each_file_says_its_job_in_its_first_line() -> None:
    firsts = {_name(path): path.read_text(encoding="utf-8").split("\n", 1)[0] for path in sorted(PACKAGE.rglob("*.py"))}
    assert {n: f for n, f in firsts.items() if not f.startswith(('"""', 'r"""')) or len(f) <= 20} == {}


MODULES_AFTER = """
import contextlib, io, json, sys
from des_decider.cli.main import main

loaded = []
for command in json.loads(sys.argv[1]):
    with contextlib.redirect_stdout(io.TextIOWrapper(io.BytesIO())):
        assert main(command) == 0, command
    loaded.append(sorted(sys.modules))
print(json.dumps(loaded))
"""


SLOW_TO_LOAD = {"dataclasses", "inspect", "hashlib", "logging"}
"""Modules of the standard library that take some milliseconds each, with what they load in turn."""


FEW_CASES = """
from des_decider.appraisal import simulation
simulation.draws.__kwdefaults__["number"] = 100
"""
"""For what works out what a decision hangs on: which modules that loads hangs on no number of cases."""


def _loaded_by(*commands: tuple[str, ...], folder: Path, before: str = "") -> list[set[str]]:
    """The modules in memory after each of some commands, given one after the other in a process of their own."""
    run = subprocess.run(
        [sys.executable, "-c", before + MODULES_AFTER, json.dumps(commands)], cwd=folder, capture_output=True,
        text=True, check=True, env=os.environ | {"DES_DECIDER_HOME": str(folder / "home")}, encoding="utf-8",
    )  # fmt: skip
    return [set(modules) for modules in json.loads(run.stdout)]


NEW = ("--worksheet", "network-contract-des-2020-21", "--practice", "P")


@pytest.fixture(scope="module")
def decision(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("street")
    create_decision(folder / "d", SHIPPED.read_bytes(), practice="P", by="Ann", clock=now).close()
    return folder


def test_no_command_loads_the_screens_or_what_writes_a_format_nobody_asked_for(decision: Path) -> None:
    """Each is given after those that need less: what none of them has loaded, none of them needs."""
    light = (
        ("new", "e", *NEW, "--no-open"),
        ("new", "f", *NEW),
        ("show", "d"),
        ("show", "d", "--json"),
        ("memo", "d", "--format", "md,txt,html"),
        ("worksheet", "check", str(SHIPPED)),
        ("list", "."),
    )
    heavy = (("memo", "d", "--format", "pdf"), ("calendar", "d", "-o", "days.ics"))
    *loaded, pdf, calendar = _loaded_by(*light, *heavy, folder=decision)
    for command, modules in zip(light, loaded, strict=True):
        assert not modules & {*SCREENS, *WRITE_FORMATS}, command
    assert not (pdf | calendar) & SCREENS
    assert pdf & WRITE_FORMATS == {"typst"}
    assert calendar & WRITE_FORMATS == {"typst", "icalendar"}, "typst is the memo's, written before"


def test_word_and_the_demo_load_what_writes_word_and_nothing_else(decision: Path) -> None:
    word = (("memo", "d", "--format", "docx"), ("demo", "example", "--no-open"), ("demo", "example in a pipe"))
    for command, modules in zip(word, _loaded_by(*word, folder=decision, before=FEW_CASES), strict=True):
        assert not modules & SCREENS, command
        assert modules & WRITE_FORMATS == {"docx", "lxml"}, command


def test_a_list_of_decisions_it_knows_loads_no_worksheet_and_no_answers(decision: Path) -> None:
    for file in (decision / "d").iterdir():
        os.utime(file, (0, 0))  # left alone for long
    again = ("list", "d")
    _loaded_by(again, folder=decision)
    (loaded,) = _loaded_by(again, folder=decision)
    rooms = {module.removeprefix("des_decider.") for module in loaded if module.startswith("des_decider.")}
    assert {name for name in rooms if name.startswith("worksheet.")} == {"worksheet.days"}
    assert not rooms & {
        "decision.answers",
        "decision.ids",
        "record.opening",
        "record.summary",
        "record.register_reading",
    }
    assert not loaded & {"tomli", "filelock", *SLOW_TO_LOAD, *SCREENS, *WRITE_FORMATS}


def test_a_check_of_a_worksheet_loads_nothing_that_takes_long_and_that_it_does_not_need(decision: Path) -> None:
    (loaded,) = _loaded_by(("worksheet", "check", str(SHIPPED)), folder=decision)
    assert not loaded & SLOW_TO_LOAD


FIRST_SCREEN = """
import asyncio, json, sys
from pathlib import Path
from des_decider.record.opening import open_decision
from des_decider.record.stamps import now
from des_decider.tui.app import DesDecider


async def shown() -> list[str]:
    app = DesDecider(open_decision(Path(sys.argv[1]), clock=now), by="Ann")
    app.beside.at_rest = 1000  # what is worked out beside the typing is no part of the first screen
    async with app.run_test() as pilot:
        await pilot.pause()
        loaded = sorted(sys.modules)
    app.let_go()
    return loaded


print(json.dumps(asyncio.run(shown())))
"""


def test_the_first_screen_loads_only_what_it_shows(decision: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", FIRST_SCREEN, "d"], cwd=decision, capture_output=True, text=True, check=True,
        env=os.environ | {"DES_DECIDER_HOME": str(decision / "home")}, encoding="utf-8",
    )  # fmt: skip
    loaded = set(json.loads(run.stdout.splitlines()[-1]))
    ours = {module.removeprefix("des_decider.") for module in loaded if module.startswith("des_decider.")}
    assert {module for module in ours if module.startswith("tui.screens.")} == {"tui.screens.task_list"}
    assert {module for module in ours if module.startswith("memo.")} == {"memo.formats"}
    assert {module for module in ours if module.startswith("cli")} == set()
    later = {"record.edits", "record.what_if", "record.sign_off", "record.seal", "record.verify", "worksheet.layout"}
    later |= {f"appraisal.{name}" for name in ("hangs_on", "leaning", "sweep", "sums", "working", "compiled_formulas")}
    later |= {"appraisal.dependencies", "appraisal.not_counted", "decision.afterwards", "decision.what_is_due"}
    assert ours & later == set()
    assert loaded & {"docx", "lxml", "typst", "icalendar", "argcomplete"} == set()
