"""A fault of the program in a command: one sentence, a report without anything typed, and every answer as it was."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

from des_decider.record.faults import LAST_ACTIONS
from des_decider.record.stamps import now, time_of
from tests.cli.driver import Desk, Said, run

if TYPE_CHECKING:
    from collections.abc import Callable

SECRET = "MRS " + "PENHALIGON"
SAID = re.compile(
    r"des-decider: a fault of the program (?P<doing>[^;]+); (?P<saved>[^;]+) saved; "
    r"(a report of it, without answers, is in (?P<report>.+\.txt)|no report could be written(?P<why>: .+)?)\n"
)


@pytest.fixture(autouse=True)
def _begun_anew() -> None:
    """Each test is a program of its own; nothing was opened before it."""
    LAST_ACTIONS.saved_at = None


def fails(*_: object, **__: object) -> NoReturn:
    """A fault of ours, with an answer in hand and in its words."""
    answer = f"answered {SECRET}"
    raise ZeroDivisionError(answer)


def parts(said: Said) -> dict[str, str]:
    """The one sentence taken apart; the report is read, and holds no answer."""
    assert (said.code, said.out) == (3, "")
    match = SAID.fullmatch(said.err)
    assert match, said.err
    found = {name: text or "" for name, text in match.groupdict().items()}
    if found["report"]:
        found["report"] = Path(found["report"]).read_text(encoding="utf-8")
        assert "builtins.ZeroDivisionError" in found["report"]
        assert "in fails" in found["report"]
    for place in (said.err, found["report"]):
        assert SECRET not in place
        assert "Creek Road" not in place
    return found


def test_a_fault_of_a_command_is_one_sentence_and_a_report(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.new("Creek Road Surgery")
    before = desk.kept()
    saved = time_of(LAST_ACTIONS.saved_at or now(), now())
    LAST_ACTIONS.saved_at = None
    monkeypatch.setattr("des_decider.appraisal.figures.appraise", fails)
    found = parts(desk.show())
    assert (found["doing"], found["saved"]) == ("in the command show", f"answers up to {saved} are")
    assert desk.kept() == before


@pytest.mark.parametrize(
    ("broken", "kept"),
    [
        ("des_decider.record.session.replay", False),
        ("des_decider.record.saving.write_answers", False),
        ("des_decider.storage.history_file.append_line", False),
        ("des_decider.record.saving.write_safely", True),
    ],
)
def test_a_fault_while_an_answer_is_written_leaves_it_whole_or_not_given(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, broken: str, kept: bool
) -> None:
    """What is in the history is given, even where answers.toml was still to follow."""
    desk.new("Creek Road Surgery")
    desk.answer("practice.gp_sessions=30")
    with monkeypatch.context() as faulty:
        faulty.setattr(broken, fails)
        found = parts(desk.answer(f"note.practice.gp_sessions={SECRET}", said_by=SECRET))
    assert found["doing"] == "in the command answer"
    assert found["saved"].startswith("answers up to ")
    assert "answered practice.gp_sessions, 1 in all" in found["report"]
    assert ("answered note.practice.gp_sessions, 1 in all" in found["report"]) is kept
    assert desk.show().code == 0
    assert desk.answer("practice.gp_sessions=31").code == 0
    assert desk.kept() == {
        "practice.name": "Creek Road Surgery", "practice.gp_sessions": "31",
        **({"note.practice.gp_sessions": SECRET} if kept else {}),
    }  # fmt: skip


def test_a_fault_before_any_decision_is_opened_says_what_is_sure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("des_decider.record.register.listed", fails)
    found = parts(run("list", "."))
    assert (found["doing"], found["saved"]) == ("in the command list", "every answer given is")


def test_what_was_typed_as_a_command_is_told_only_where_it_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("des_decider.cli.main.parser", fails)
    assert parts(run(SECRET, "Creek Road"))["doing"] == "on the command line"


def no_folder(state: Path) -> None:
    state.write_text("a file where the folder should be", encoding="utf-8")


def no_reports(state: Path) -> None:
    state.mkdir(exist_ok=True)
    (state / "reports").write_text("a file where the folder should be", encoding="utf-8")


@pytest.mark.parametrize("spoil", [no_folder, no_reports])
def test_where_no_report_can_be_written_the_sentence_says_so(
    monkeypatch: pytest.MonkeyPatch, spoil: Callable[[Path], None]
) -> None:
    spoil(Path(os.environ["DES_DECIDER_HOME"]))
    monkeypatch.setattr("des_decider.record.register.listed", fails)
    assert parts(run("list", "."))["why"].startswith(": cannot ")


def test_a_second_fault_hides_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("des_decider.record.register.listed", fails)
    monkeypatch.setattr("des_decider.storage.fault_reports.state_folder", fails)
    found = parts(run("list", "."))
    assert (found["doing"], found["report"], found["why"]) == ("in the command list", "", "")


def test_a_fault_in_a_process_of_its_own_prints_no_traceback(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    code = (
        "import sys\nfrom des_decider.cli.main import main\nimport des_decider.appraisal.figures as figures\n"
        f"def fails(*_):\n    typed = {SECRET!r}\n    raise ZeroDivisionError(typed)\n"
        "figures.appraise = fails\nsys.exit(main())"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, "show", str(desk.folder)], capture_output=True, text=True, check=False,
        encoding="utf-8",
    )  # fmt: skip
    parts(Said(done.returncode, done.stdout, done.stderr))
    assert len(list((Path(os.environ["DES_DECIDER_HOME"]) / "reports").iterdir())) == 1
