"""The house keeps its shape: what may import what, what the pure rooms never touch, what starting up loads."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.building import ROOT

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
SCREENS = {"textual", "rich"}
FILES = sorted(p for p in PACKAGE.rglob("*.py") if p.parent != PACKAGE)


def _room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0]


def _imports(path: Path, *, for_types: bool) -> Iterator[str]:
    """The modules a file imports; those only for type checking left out unless asked for."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    skipped: set[ast.AST] = set()
    if not for_types:
        for node in ast.walk(tree):
            if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
                skipped.update(child for inner in node.body for child in ast.walk(inner))
    for node in ast.walk(tree):
        if node in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_nothing_knows_what_is_above_it(path: Path) -> None:
    rooms = {m.split(".")[1] for m in _imports(path, for_types=True) if m.startswith("des_decider.")}
    assert rooms <= MAY_IMPORT.get(_room(path), set()), path


def test_no_two_files_import_each_other_in_a_circle() -> None:
    """Imports inside functions and those for types count too: who reads one file of a circle must read them all."""
    known = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in sorted(PACKAGE.rglob("*.py"))}
    leads: dict[str, set[str]] = {}
    for name, path in known.items():
        found = ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        told = [(node.module, node.names) for node in found if isinstance(node, ast.ImportFrom) and node.module]
        leads[name] = {other for module, names in told for other in (module, *(f"{module}.{n.name}" for n in names))}
    while ends := [name for name, others in leads.items() if not others & leads.keys()]:
        for name in ends:
            del leads[name]
    while starts := [name for name in leads if not any(name in others for others in leads.values())]:
        for name in starts:
            del leads[name]
    assert not leads, f"these are in a circle, or between two: {', '.join(leads)}"


@pytest.mark.parametrize(
    "path", [p for p in sorted(PACKAGE.rglob("*.py")) if _room(p) != "tui"], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_only_the_screens_know_what_draws_them(path: Path) -> None:
    roots = {m.split(".")[0] for m in _imports(path, for_types=True)}
    assert not roots & SCREENS, path


@pytest.mark.parametrize("path", [p for p in FILES if _room(p) in PURE], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_the_pure_rooms_touch_no_disk_and_no_clock(path: Path) -> None:
    roots = {m.split(".")[0] for m in _imports(path, for_types=False)}
    assert not roots & DISK_OR_CLOCK, path
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            assert name not in CALLS_OF_DISK_OR_CLOCK, f"{path}:{node.lineno} calls {name}"
            assert name != "Random" or node.args, f"{path}:{node.lineno} draws without a seed"
        if isinstance(node, ast.Import):
            assert "random" not in {alias.name for alias in node.names}, f"{path} may draw without a seed"
        if isinstance(node, ast.ImportFrom) and node.module == "random":
            assert {alias.name for alias in node.names} == {"Random"}, f"{path} may draw without a seed"


@pytest.mark.parametrize("path", [p for p in FILES if _room(p) != "storage"], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_only_storage_writes_to_the_disk(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.id if isinstance(node.func, ast.Name) else getattr(node.func, "attr", "")
            assert name not in WRITES, f"{path}:{node.lineno} calls {name}"
            if name == "open":
                modes = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
                assert not [mode for mode in modes if set(mode) & set("wax+")], f"{path}:{node.lineno} opens to write"


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda p: str(p.relative_to(PACKAGE)))
def test_each_file_says_its_job_in_its_first_line(path: Path) -> None:
    first = path.read_text(encoding="utf-8").split("\n", 1)[0]
    assert first.startswith(('"""', 'r"""')), path
    assert len(first) > 20, path


def _loaded_by(*command: str, folder: Path) -> tuple[int, set[str]]:
    """The exit code and the modules in memory after a command, in a process of its own."""
    code = (
        "import json, sys; from des_decider.cli.main import main; code = main(sys.argv[1:]); "
        "print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *command], cwd=folder, env=os.environ | {"DES_DECIDER_HOME": str(folder / "home")},
        capture_output=True, text=True, check=True, encoding="utf-8",
    )  # fmt: skip
    exit_code, modules = json.loads(run.stderr.strip().splitlines()[-1])
    return exit_code, {module.split(".")[0] for module in modules}


@pytest.fixture(scope="module")
def decision(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("street")
    code, _ = _loaded_by(
        "new", "d", "--worksheet", "network-contract-des-2020-21", "--practice", "P", "--no-open", folder=folder
    )
    assert code == 0
    return folder


@pytest.mark.parametrize(
    ("command", "word"),
    [
        (("show", "d"), False),
        (("show", "d", "--json"), False),
        (("memo", "d", "--format", "md,txt"), False),
        (("memo", "d", "--format", "docx"), True),
        (("worksheet", "check", str(ROOT / "worksheets" / "network-contract-des-2020-21.toml")), False),
        (("list", "."), False),
        (("new", "e", "--worksheet", "network-contract-des-2020-21", "--practice", "P", "--no-open"), False),
        (("new", "f", "--worksheet", "network-contract-des-2020-21", "--practice", "P"), False),
        (("demo", "example", "--no-open"), True),
        (("demo", "example in a pipe"), True),
    ],
    ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "",
)
def test_a_command_loads_only_what_it_needs(decision: Path, command: tuple[str, ...], word: bool) -> None:
    code, modules = _loaded_by(*command, folder=decision)
    assert code == 0
    assert not modules & SCREENS
    assert ("docx" in modules) is word
    assert ("lxml" in modules) is word
