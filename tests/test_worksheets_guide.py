"""docs/worksheets.md is true: its commands do what it says, in its order, on the worksheets it shows."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING

from des_decider.storage.shipped import shipped_worksheets
from des_decider.worksheet.figure_paths import FIGURE_PATHS, match_path
from des_decider.worksheet.reading import read_worksheet
from tests.building import ROOT
from tests.cli.driver import run

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

GUIDE = (ROOT / "docs" / "worksheets.md").read_text(encoding="utf-8")
COMMANDS = re.findall(r"```sh\ndes-decider (.+)\n```", GUIDE)


def after(marker: str) -> str:
    """The block that follows a marker."""
    found = re.search(rf"<!-- {marker} -->\n```\w*\n(.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    return found[1]


def test_each_command_in_its_order(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbour.toml").write_text(after("example"), encoding="utf-8")
    (tmp_path / "harbour-contract-2031-32.toml").write_text(after("example"), encoding="utf-8")
    (tmp_path / "harbour-marsh.toml").write_text(after("supplement"), encoding="utf-8")
    assert GUIDE.count("```sh") == len(COMMANDS) == 10
    said = {command: run(*shlex.split(command)) for command in COMMANDS}
    gaps_left = {"worksheet check mine.toml": 1, "worksheet check harbour-marsh.toml": 1}
    assert {command: one.code for command, one in said.items() if one.code} == gaps_left
    assert [one.err for one in said.values()] == [""] * len(said)
    assert said["worksheet check harbour.toml"].out.startswith("No mistakes: Harbour Contract 2031/32, edition 1: ")
    assert said["worksheet test harbour.toml"].lines[-1] == "1 test in harbour.toml: all as expected"
    assert "Counted this year: 10 months" in said["worksheet preview harbour.toml --text"].out
    gaps = after("gaps").splitlines()
    assert said["worksheet check mine.toml"].lines[: len(gaps)] == gaps
    assert 'id = "harbour-contract-2032-33"' in (tmp_path / "next.toml").read_text(encoding="utf-8")
    assert (tmp_path / "2031-32" / "answers.toml").exists()


def test_the_starter_is_the_example_with_gaps(tmp_path: Path) -> None:
    assert run("worksheet", "new", tmp_path / "mine.toml").code == 0
    starter = (tmp_path / "mine.toml").read_text(encoding="utf-8")
    keys = [re.findall(r"(?m)^([a-z_.]+) = ", text.partition("[test.")[0]) for text in (starter, after("example"))]
    assert sorted(keys[0]) == sorted(keys[1])


def test_the_supplement_passes_once_the_two_lines_are_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "harbour-contract-2031-32.toml").write_text(after("example"), encoding="utf-8")
    supplement = tmp_path / "harbour-marsh.toml"
    supplement.write_text(after("supplement"), encoding="utf-8")
    given = [
        line.partition("Add the line ")[2].removesuffix(".") for line in run("worksheet", "check", supplement).lines
    ]
    extends = 'extends = "harbour-contract-2031-32"\n'
    pasted = after("supplement").replace(extends, extends + "\n".join(line for line in given if line) + "\n")
    supplement.write_text(pasted, encoding="utf-8")
    checked = run("worksheet", "check", supplement)
    assert (checked.code, checked.err) == (0, "")
    assert "Marsh LMC changed the limit for amber" in checked.out


def test_it_names_each_worksheet_that_comes_with_the_program() -> None:
    assert set(re.findall(r"`(network-contract-des-[0-9-]+)`", GUIDE)) == {path.stem for path in shipped_worksheets()}


def test_each_figure_it_names_can_be_named() -> None:
    listed = GUIDE.partition("## What figures are called")[2].partition("\n## ")[0]
    figures = [
        name for line in listed.splitlines() if line.startswith("| `") for name in re.findall(r"`([^`]+)`", line)
    ]
    assert len([name for name in figures if "." in name]) == 10
    assert all(match_path(name, FIGURE_PATHS) for name in figures if "." in name)


def test_it_names_every_table_there_is_and_says_which_there_have_to_be() -> None:
    compulsory, optional = set[str](), set[str]()
    for line in GUIDE[GUIDE.index("## Which tables") :].splitlines():
        if line.startswith("| `"):
            named = set(re.findall(r"\[(\w+)", line.split("|")[1]))
            (optional if "as far as" in line or "wherever" in line else compulsory).update(named)
    described = (ROOT / "docs" / "worksheet-format.md").read_text(encoding="utf-8").partition("<!-- keys")[2]
    tables = set(re.findall(r"(?m)^\[(\w+)", described.partition("\n```\n")[0]))
    assert compulsory | optional == tables
    reading = read_worksheet(b"format = 1\n")
    missed = {re.findall(r"\[(\w+)", mistake.place)[0] for mistake in reading.mistakes}
    assert missed <= compulsory


def test_every_link_leads_somewhere() -> None:
    for page in ("docs/worksheets.md", "docs/worksheet-format.md", "README.md"):
        text = (ROOT / page).read_text(encoding="utf-8")
        for link in re.findall(r"\]\(([^)#:]+)\)", text):
            assert ((ROOT / page).parent / link).exists(), (page, link)
