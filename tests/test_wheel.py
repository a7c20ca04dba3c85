"""The wheel holds all the program needs, and runs from a folder where no repository is."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from tests.building import ROOT, SHIPPED

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    _done([sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(out), str(ROOT)], cwd=out)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", str(target)]
    _done([*pip, "--no-warn-script-location", "--disable-pip-version-check", str(wheel)], cwd=target)
    return target


def _done(command: list[str], cwd: Path, **more: str) -> str:
    """What a command prints; where it fails, everything it said."""
    done = subprocess.run(
        command, cwd=cwd, env=os.environ | more, capture_output=True, text=True, encoding="utf-8", check=False,
        timeout=300,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_what_is_inside(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as inside:
        names = set(inside.namelist())
        assert inside.read(f"des_decider/worksheets/{SHIPPED.name}") == SHIPPED.read_bytes()
        example = ROOT / "des_decider" / "example" / "saltmarsh.answers"
        assert inside.read("des_decider/example/saltmarsh.answers") == example.read_bytes()
        (metadata,) = (name for name in names if name.endswith(".dist-info/METADATA"))
        assert "License-Expression: MIT" in inside.read(metadata).decode()
        (entry,) = (name for name in names if name.endswith("entry_points.txt"))
        assert "des-decider = des_decider.cli.main:main" in inside.read(entry).decode()
    assert "des_decider/py.typed" in names
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "des_decider").rglob("*.py")}
    assert modules <= names
    worksheets = {f"des_decider/worksheets/{p.name}" for p in (ROOT / "worksheets").iterdir()}
    assert worksheets <= names
    assert {name.split("/")[0] for name in names if ".dist-info/" not in name} == {"des_decider"}


COMMANDS = """
import contextlib, io, json, sys
from des_decider.cli.main import main

said = []
for command in json.loads(sys.argv[1]):
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    with contextlib.redirect_stdout(out):
        assert main(command) == 0, command
    out.flush()
    said.append(out.buffer.getvalue().decode())
print(json.dumps([sys.modules["des_decider"].__file__, said]))
"""
"""Gives commands one after the other, which spares starting the program anew for each."""


def test_it_runs_where_no_repository_is(installed: Path, tmp_path: Path) -> None:
    settings = {"PYTHONPATH": str(installed), "DES_DECIDER_HOME": str(tmp_path / "home"), "PYTHONSAFEPATH": "1"}
    work = tmp_path / "work"
    work.mkdir()
    demo = _done([sys.executable, "-m", "des_decider", "demo", "ours", "--no-open"], cwd=work, **settings)
    assert "The worked example, a fictional coastal practice, is in ours" in demo
    assert (work / "ours" / "memo.docx").read_bytes().startswith(b"PK")

    commands = (
        ("show", "ours", "--working", "funding.core_pcn.pcn"),
        ("worksheet", "check", "ours/worksheet.toml"),
        ("new", "new", "--worksheet", SHIPPED.stem, "--practice", "Creek Road"),
        ("memo", "new", "--format", "md,txt,html,pdf", "-o", "."),
        ("list", "."),
    )
    given = _done([sys.executable, "-c", COMMANDS, json.dumps(commands)], cwd=work, **settings)
    where, (shown, checked, made, _, listed) = json.loads(given)
    assert Path(where) == installed / "des_decider" / "__init__.py"
    assert "£120,450" in shown  # £1.50 × 80,300
    assert checked.startswith("No mistakes: ")
    assert {p.name for p in work.iterdir()} >= {
        f"memo{part}.{name}" for part in ("", "-appendices") for name in ("md", "txt", "html", "pdf")
    }
    assert made.startswith("Made new: ")
    assert "Saltmarsh Surgery (worked example): Network Contract DES 2020/21, ready for sign-off" in listed
    answers = tomllib.loads((work / "ours" / "answers.toml").read_text(encoding="utf-8"))["answers"]
    assert answers["practice.registered_list"]["value"] == "9040"
    assert not [p for p in (ROOT / "des_decider").iterdir() if p.name == "worksheets"]
