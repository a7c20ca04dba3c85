"""Which commands open the screens, on what and for whom; in a script or a pipe none does."""

from __future__ import annotations

import io
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from des_decider.cli.screens import can_show
from des_decider.storage.places import decisions_folder, known_decisions
from des_decider.storage.safely import StorageFault
from tests.cli.driver import SHIPPED, Desk, run

if TYPE_CHECKING:
    from tests.cli.driver import Screens

pytestmark = pytest.mark.usefixtures("desk")  # whatever is made, is made in a folder of its own

HELD = 'who = "Maud"\ncomputer = "RECEPTION-2"\nprocess = 4\nsince = 2020-05-18T19:42:00Z\n'


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def made(desk: Desk) -> Desk:
    assert desk.new("Creek Road Surgery", SHIPPED, "--no-open").code == 0
    return desk


# ------------------------------------------------------------------------------------------------------ at a terminal


def test_without_a_command_the_start_screen_opens(screens: Screens) -> None:
    said = run()
    assert (said.code, said.out, said.err) == (0, "", "")
    assert screens.opened == [(None, "", False)]


def test_open_shows_a_decision_for_whoever_is_named_and_assumes_nobody(made: Desk, screens: Screens) -> None:
    assert run("open", made.folder).code == 0
    assert run("open", made.folder, "--by", "Bess Harbour").code == 0
    assert screens.opened == [(made.folder, "", False), (made.folder, "Bess Harbour", False)]
    assert screens.read_only == ""


def test_a_command_ends_as_its_screens_end(made: Desk, screens: Screens) -> None:
    screens.code = 1
    assert run("open", made.folder).code == 1
    assert run().code == 1
    assert Desk(made.folder.parent / "other").new("P").code == 1
    assert run("demo").code == 1


def test_open_finds_no_decision(screens: Screens) -> None:
    Path("empty").mkdir()
    Path("file").write_bytes(b"")
    for name in ("nowhere", "empty", "file", "x" * 300):
        assert name[:40] in run("open", name).trouble
    assert "holds no decision; give the folder that has its answers.toml" in run("open", "empty").trouble
    assert (screens.opened, known_decisions()) == ([], ())


def test_open_finds_a_decision_that_cannot_be_read(made: Desk, screens: Screens) -> None:
    for name in ("answers.toml", "history.jsonl"):
        (made.folder / name).write_bytes(b"\xff\xfe broken")
    assert run("open", made.folder).trouble.startswith("answers.toml is broken: ")
    assert screens.opened == []


def test_a_disk_that_fails_is_one_line(made: Desk, screens: Screens, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object, **__: object) -> int:
        raise StorageFault("the disk is full")

    monkeypatch.setattr("des_decider.tui.app.run_screens", fails)
    assert run("open", made.folder).trouble == "the disk is full"
    assert screens.opened == []


def test_a_decision_that_is_open_elsewhere_is_shown_and_taken_over_by_a_persons_word(
    made: Desk, screens: Screens
) -> None:
    (made.folder / ".held-by").write_text(HELD, encoding="utf-8")
    assert run("open", made.folder).code == 0
    assert "Maud on RECEPTION-2" in screens.read_only
    assert run("open", made.folder, "--take-over").code == 0
    assert screens.read_only == ""
    assert [take_over for _, _, take_over in screens.opened] == [False, True]


def test_new_opens_what_it_made(desk: Desk, screens: Screens) -> None:
    said = desk.new("Creek Road Surgery", SHIPPED, "--by", "Bess Harbour")
    assert (said.code, said.err) == (0, "")
    assert said.out == f"Made {desk.folder}: Network Contract DES 2020/21, edition 1. Decide by 31 May 2020.\n"
    assert screens.opened == [(desk.folder, "Bess Harbour", False)]
    assert screens.read_only == "", "new has let go of it"
    assert desk.kept() == {"practice.name": "Creek Road Surgery"}
    assert known_decisions() == (desk.folder,)


def test_new_that_made_nothing_opens_nothing(made: Desk, screens: Screens) -> None:
    assert "holds a decision already" in made.new("Other Surgery").trouble
    assert screens.opened == []


def test_demo_opens_a_copy_of_the_example(screens: Screens) -> None:
    said = run("demo", "--by", "Bess Harbour")
    assert (said.code, said.err) == (0, "")
    there = decisions_folder() / "Saltmarsh worked example"
    assert said.lines == [f"The worked example, a fictional coastal practice, is in '{there}'"]
    assert run("demo", "mine").code == 0
    assert screens.opened == [
        (there, "Bess Harbour", False), (Path("mine"), "", False),
    ]  # fmt: skip
    assert not (Path("mine") / "memo.docx").exists(), "Word is not waited for"
    assert [place.name for place in known_decisions()] == ["mine", "Saltmarsh worked example"]
    assert run("demo").code == 0
    assert screens.opened[-1] == (there, "", False), "the copy that is there"


def test_no_open_opens_nothing(desk: Desk, screens: Screens) -> None:
    assert "For a form to fill in" in desk.new("P", SHIPPED, "--no-open").out
    assert "Its draft memo: " in run("demo", "--no-open").out
    assert screens.opened == []


# --------------------------------------------------------------------------------------------- in a script or a pipe


def test_open_without_a_terminal_names_the_command_that_needs_none(made: Desk) -> None:
    assert run("open", made.folder).trouble == (
        f"the screens need a terminal; for the figures without one: des-decider show {made.folder}"
    )


def test_new_and_demo_without_a_terminal_only_make_the_decision(desk: Desk) -> None:
    assert "For a form to fill in" in desk.new("P").out
    assert "Its draft memo: " in run("demo", "mine").out
    assert (Path("mine") / "memo.docx").read_bytes().startswith(b"PK")


def test_a_person_sits_where_both_ends_are_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    for keyboard, window, shown in (
        (Terminal(), Terminal(), True), (io.StringIO(), Terminal(), False), (Terminal(), io.StringIO(), False),
        (None, None, False),
    ):  # fmt: skip
        with monkeypatch.context() as streams:
            streams.setattr(sys, "stdin", keyboard)
            streams.setattr(sys, "stdout", window)
            assert can_show() is shown
