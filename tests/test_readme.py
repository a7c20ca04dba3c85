"""The README is true: its picture is what the program prints, and its commands exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.building import ROOT
from tests.cli.driver import run

if TYPE_CHECKING:
    from pathlib import Path

README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_its_picture_is_what_show_prints_for_the_worked_example(tmp_path: Path) -> None:
    assert run("demo", tmp_path / "example", "--no-open").code == 0
    shown = [line.rstrip() for line in run("show", tmp_path / "example").lines]
    picture = re.search(r"\n```\n(Saltmarsh.*?)\n```\n", README, re.DOTALL)
    assert picture is not None
    lines = picture[1].split("\n")
    assert lines == shown[: len(lines)]


def test_every_command_it_names_has_help() -> None:
    named = set(re.findall(r"des-decider ([a-z][a-z-]+)", README))
    assert {"new", "answer", "show", "memo", "sign-off", "verify", "demo"} <= named
    for command in named:
        assert run(command, "--help").code == 0, command


def test_the_two_commands_stand_where_ci_looks_for_them() -> None:
    for marker in ("demo", "tests"):
        assert re.search(rf"<!-- {marker} -->\n```sh\n[^\n]+\n```", README), marker
    assert "command_after tests" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")
