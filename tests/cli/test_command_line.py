"""The command line as a whole: help, words that are no command, folders that hold no decision, its own console."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from des_decider import __version__
from tests.building import ROOT, SHIPPED, SMALL
from tests.cli.driver import SHIPPED as SHIPPED_ID
from tests.cli.driver import Desk, run

if TYPE_CHECKING:
    from tests.cli.driver import Said


COMMANDS = (
    "new", "open", "answer", "show", "memo", "sign-off", "verify", "follow-up", "notice", "calendar", "merge", "doctor",
    "list", "demo", "worksheet", "completion",
)  # fmt: skip


def test_no_command_shows_the_help_and_cannot_run() -> None:
    said = run()
    assert said.code == 2
    assert "Exit codes: 0 done, 1 found problems, 2 cannot run, 3 a fault of the program." in " ".join(said.out.split())
    for command in COMMANDS:
        assert f"\n    {command}" in said.out


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), ("worksheet", "check")])
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    said = run(*command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"usage: {' '.join(('des-decider', *command))} ")


def test_the_version() -> None:
    assert run("--version").out == f"des-decider {__version__}\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("opne", "d"), "argument COMMAND: invalid choice: 'opne'"),
        (("new", "d"), "the following arguments are required: --worksheet, --practice; see 'des-decider new --help'"),
        (("show",), "the following arguments are required: DIR; see 'des-decider show --help'"),
        (("show", "d", "e"), "unrecognized arguments: e; see 'des-decider show --help'"),
        (("show", "d", "--pdf"), "unrecognized arguments: --pdf; see 'des-decider show --help'"),
        (("sign-off", "d", "--assent"), "--assent: expected at least one argument"),
        (("worksheet",), "the following arguments are required: JOB; see 'des-decider worksheet --help'"),
        (("worksheet", "print"), "argument JOB: invalid choice: 'print'"),
        (("show", "d", "--\x1b[31m\nred"), "unrecognized arguments: --\\u001b[31m red; see"),
    ],
    ids=lambda value: " ".join(value).encode("unicode_escape").decode() if isinstance(value, tuple) else "",
)
def test_a_command_line_that_is_wrong_is_one_line_with_where_help_is(command: tuple[str, ...], words: str) -> None:
    assert run(*command).trouble.startswith(words)


@pytest.mark.parametrize("command", ["answer", "show", "memo", "sign-off", "verify"])
def test_a_folder_that_is_missing_or_holds_no_decision(desk: Desk, command: str) -> None:
    more = ("cost.gp_hour=95",) if command == "answer" else ()
    Path("empty").mkdir()
    Path("file").write_bytes(b"")
    for name in ("nowhere", "empty", "file", "x" * 300):
        said = run(command, name, *more)
        assert name[:40] in said.trouble
        assert any(words in said.trouble for words in ("decision", "there is no folder", "File name too long"))
    assert not list(Path("empty").iterdir())
    assert not desk.folder.exists()


@pytest.mark.parametrize("command", ["answer", "show", "memo", "sign-off"])
def test_a_decision_with_neither_answers_nor_history_that_can_be_read(made: Desk, command: str) -> None:
    for name in ("answers.toml", "history.jsonl"):
        (made.folder / name).write_bytes(b"\xff\xfe broken")
    said = run(command, made.folder, *(("cost.gp_hour=95",) if command == "answer" else ()))
    assert said.trouble.startswith("answers.toml is broken: it is not UTF-8 text, and line 1 of history.jsonl is")


def test_somebody_else_has_it_open(made: Desk) -> None:
    (made.folder / ".held-by").write_text(
        'who = "Maud"\ncomputer = "RECEPTION-2"\nprocess = 4\nsince = 2020-05-18T19:42:00Z\n', encoding="utf-8"
    )
    said = made.answer("cost.gp_hour=95")
    assert "Maud on RECEPTION-2 since 18 May 2020, 19:42" in said.trouble
    assert made.show().code == 0, "reading needs nobody's leave"
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


def test_a_working_folder_that_is_gone(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    if sys.platform == "win32":
        pytest.skip("Windows keeps a working folder")
    gone.rmdir()
    for command in (("demo",), ("list",), ("new", "d", "--worksheet", SHIPPED_ID, "--practice", "P"), ("show", "d")):
        assert run(*command).code in {0, 2}
    monkeypatch.chdir(desk.folder.parent)


def test_worksheet_check_in_the_whole_program() -> None:
    good = run("worksheet", "check", SHIPPED, SMALL)
    assert (good.code, good.err) == (0, "")
    assert [line.partition(":")[0] for line in good.lines] == ["No mistakes", "No mistakes"]
    assert run("worksheet", "check", "nowhere.toml").code == 2


def _process(*arguments: str, cwd: Path, stdin: bytes = b"", encoding: str = "") -> subprocess.CompletedProcess[bytes]:
    settings = {"PYTHONPATH": str(ROOT)} | ({"PYTHONIOENCODING": encoding} if encoding else {})
    return subprocess.run(
        [sys.executable, "-m", "des_decider", *arguments],
        cwd=cwd, env=os.environ | settings, input=stdin, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


def test_the_same_from_a_console_of_its_own(tmp_path: Path) -> None:
    new = _process("new", "d", "--worksheet", SHIPPED_ID, "--practice", "Tŷ Môr Surgery", cwd=tmp_path)
    assert (new.returncode, new.stderr) == (0, b"")
    given = _process("answer", "d", "--from", "-", cwd=tmp_path, stdin="cost.gp_hour = £95\r\nx = 1\r\n".encode())
    assert (given.returncode, given.stdout.decode().splitlines()) == (1, ["1 answer kept."])
    # A console that knows neither £ nor ŷ is written to in UTF-8 all the same.
    shown = _process("show", "d", cwd=tmp_path, encoding="ascii")
    assert shown.returncode == 0
    assert shown.stdout.decode().startswith("Tŷ Môr Surgery · ")
    missing = _process("show", "nowhere", cwd=tmp_path)
    assert (missing.returncode, missing.stdout, missing.stderr.count(b"\n")) == (2, b"", 1)
    assert Desk(tmp_path / "d").kept()["cost.gp_hour"] == "95"


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe closed early is told in another way")
def test_a_reader_that_has_seen_enough_is_no_trouble(tmp_path: Path) -> None:
    Desk(tmp_path / "d").new("P")
    command = f"'{sys.executable}' -m des_decider show d --json | head -c 20; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, check=True, timeout=60,
    )  # fmt: skip
    assert (done.stdout.splitlines()[-1][-1:], done.stderr) == ("0", "")
    assert Desk(tmp_path / "d").kept() == {"practice.name": "P"}


def test_trouble_is_the_same_line_for_every_command(made: Desk) -> None:
    troubles: list[Said] = [run(command, "nowhere", "x=1") for command in ("answer",)]
    troubles += [run(command, "nowhere") for command in ("show", "memo", "sign-off", "verify", "list")]
    assert all(said.trouble for said in troubles)
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


def test_what_is_no_option_stands_anywhere_among_them(made: Desk) -> None:
    """After an option, all but answers were once “unrecognized”."""
    made.answer("note.cost.gp_hour=Mrs Pruett fell", "cost.nurse_hour=30")
    said = run("redact", made.folder, "--why", "it named a patient", "note.cost.gp_hour", "--by", "Ann", "--yes")
    assert said.code == 0, said.err
    assert "both are" in run("compare", made.folder, "--json", made.folder).trouble
    assert "is no copy of this decision" in run("merge", made.folder, "--take-none", "COPY").trouble
    assert run("list", "--json", made.folder).code == 0
    assert run("worksheet", "check", "--against", SHIPPED_ID, SMALL).code == 0
    given = run(
        "answer", made.folder, "cost.gp_hour=90", "--by", "Ann", "cost.admin_hour=20", "--said-by", "Bo", "pcn.name=P"
    )
    assert given.lines == ["3 answers kept."]
    assert {made.kept()[id_] for id_ in ("cost.gp_hour", "cost.admin_hour", "pcn.name")} == {"90", "20", "P"}


def test_an_output_that_ends_early_leaves_nothing_undone_without_a_word(made: Desk) -> None:
    made.answer("note.cost.gp_hour=Mrs Pruett fell")
    words = ("redact", "2020-21", "note.cost.gp_hour", "--why", "it named a patient", "--by", "Ann", "--yes")
    done = subprocess.run(
        [sys.executable, "-u", "-c", CLOSED, *words], cwd=made.folder.parent, capture_output=True, text=True,
        check=False, timeout=60, env=os.environ | {"PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert done.returncode == 2
    assert "what there is to say could not be written" in done.stderr
    assert made.kept()["note.cost.gp_hour"] == "Mrs Pruett fell"


CLOSED = """
import os, sys
from des_decider.cli.main import main
read, write = os.pipe()
os.close(read)
os.dup2(write, 1)
raise SystemExit(main(sys.argv[1:]))
"""
"""Runs a command whose output nobody reads."""
