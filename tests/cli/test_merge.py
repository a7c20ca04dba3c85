"""`merge`: what copies have is listed, and nothing is changed before somebody says what to take."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from tests.building import SMALL
from tests.cli.driver import Desk, run

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def two(desk: Desk, tmp_path: Path) -> tuple[Desk, Desk]:
    """The practice manager's decision, and Dr Vane's copy of it on a memory stick; both went on."""
    desk.new("Creek Road Surgery", SMALL)
    desk.answer("practice.registered_list=9,000", "home.1.beds=30")
    stick = Desk(tmp_path / "stick" / "decision")
    shutil.copytree(desk.folder, stick.folder)
    stick.answer("home.1.beds=32", "cost.gp_hour=90", by="Dr Vane")
    desk.answer("home.1.beds=31", "pcn.name=Isles")
    return desk, stick


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name[0] != "."}


def test_the_list_changes_nothing_and_says_how_to_go_on(two: tuple[Desk, Desk]) -> None:
    desk, stick = two
    shutil.copyfile(stick.folder / "answers.toml", desk.folder / "answers-LAPTOP.toml")
    before = files(desk.folder)
    said = run("merge", desk.folder)
    assert (said.code, said.err, files(desk.folder)) == (1, "", before)
    assert [line.partition(" (typed by")[0] for line in said.lines[:-1]] == [
        (
            "1 copy of this decision has 2 answers that are not here: “answers-LAPTOP.toml”. "
            "1 answer changed here alone stays."
        ),
        "cost.gp_hour: cost of a GP hour",
        "  here: no answer",
        "  “answers-LAPTOP.toml”: £90 an hour",
        "home.1.beds: beds of home 1 (changed on both sides)",
        "  here: 31 CQC beds",
        "  “answers-LAPTOP.toml”: 32 CQC beds",
        "Nothing is changed. To take some and be done with the rest, all or none of them:",
    ]
    assert said.lines[-1].endswith(f" merge {desk.folder} --take ID …  or --take-all  or --take-none")
    assert "typed by Dr Vane, " in said.out
    said = desk.answer("cost.nurse_hour=40")
    assert "note: 1 copy of this decision has 2 answers that are not here" in said.err
    assert "shows each" in said.err


def test_the_chosen_are_taken_and_nobody_is_asked_again(two: tuple[Desk, Desk]) -> None:
    desk, stick = two
    shutil.copytree(stick.folder, desk.folder.with_name("d (1)"))
    said = run("merge", desk.folder, "--take", "cost.gp_hour", "--by", "Bess")
    assert (said.code, said.err) == (0, "")
    assert said.out == "1 answer taken over. Done with 1 copy, left where it is.\n"
    assert (desk.kept()["cost.gp_hour"], desk.kept()["home.1.beds"]) == ("90", "31")
    last = [*desk.changes()][-1]
    assert (last["kind"], last["by"], last["said_by"]) == ("merged", "Bess", "the copy “d (1)”")
    assert last["edits"][0]["whose"]["by"] == "Dr Vane"
    assert run("merge", desk.folder).out == "No copy has anything that is not in this decision.\n"
    assert desk.answer("cost.nurse_hour=40").err == ""
    stick.answer("cost.nurse_hour=44", by="Dr Vane")
    shutil.rmtree(desk.folder.with_name("d (1)"))
    shutil.copytree(stick.folder, desk.folder.with_name("d (1)"))
    assert "cost of a nurse hour (changed on both sides)" in run("merge", desk.folder).out
    assert run("merge", desk.folder, "--take-none").code == 0
    assert desk.kept()["cost.nurse_hour"] == "40"


def test_a_copy_on_a_stick_is_named(two: tuple[Desk, Desk]) -> None:
    desk, stick = two
    assert run("merge", desk.folder).code == 0
    assert run("merge", desk.folder, stick.folder).code == 1
    said = run("merge", desk.folder, stick.folder, "--take-all")
    assert said.out.startswith("2 answers taken over.")
    assert (desk.kept()["cost.gp_hour"], desk.kept()["home.1.beds"]) == ("90", "32")


def test_what_cannot_be_meant_is_refused_in_a_sentence(two: tuple[Desk, Desk]) -> None:
    desk, stick = two
    for n, beds in ((1, "32"), (2, "33")):
        stick.answer(f"home.1.beds={beds}", by="Dr Vane")
        shutil.copyfile(stick.folder / "answers.toml", desk.folder / f"answers ({n}).toml")
    before = files(desk.folder)
    assert "no copy has another answer to “pcn.name”" in run("merge", desk.folder, "--take", "pcn.name").trouble
    assert (
        "two copies have different answers to home.1.beds; name the" in run("merge", desk.folder, "--take-all").trouble
    )
    assert "is no copy of this decision" in run("merge", desk.folder, "nowhere").trouble
    assert "does not go together with" in run("merge", desk.folder, "--take-all", "--take-none").trouble
    assert files(desk.folder) == before
    assert run("merge", desk.folder, "answers (2).toml", "--take", "home.1.beds").code == 0
    assert desk.kept()["home.1.beds"] == "33"
