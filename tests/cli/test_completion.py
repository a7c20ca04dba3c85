"""Shells complete commands, options and ids: asked as bash asks, by the environment, in a process of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.driver import Desk, run

if TYPE_CHECKING:
    from pathlib import Path

MODULE = (sys.executable, "-m", "des_decider")


def completed(line: str, answers: Path) -> list[str]:
    """What bash would offer after this line."""
    asked = {
        "_ARGCOMPLETE": "1", "_ARGCOMPLETE_IFS": "\n", "_ARGCOMPLETE_SHELL": "bash", "_ARGCOMPLETE_SUPPRESS_SPACE": "1",
        "_ARGCOMPLETE_STDOUT_FILENAME": str(answers), "COMP_LINE": line, "COMP_POINT": str(len(line)),
    }  # fmt: skip
    done = subprocess.run(MODULE, env=os.environ | asked, capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (0, b"")
    return [word.rstrip() for word in answers.read_text(encoding="utf-8").split("\n") if word]


FOUR = {f"network-contract-des-{year}" for year in ("2020-21", "2025-26", "2026-27", "2027-28")}


@pytest.mark.parametrize(
    ("line", "offered"),
    [
        ("des-decider s", {"show", "sign-off", "supersede"}),
        ("des-decider supersede d e --worksheet network", FOUR),
        ("des-decider answer d --confirm care", {"care_homes"}),
        ("des-decider worksheet ", {"check", "new", "preview", "test", "-h", "--help"}),
        ("des-decider show --j", {"--json"}),
        ("des-decider new d --worksheet network", FOUR),
        ("des-decider worksheet new --from network", FOUR),
        ("des-decider worksheet check network", FOUR),
        ("des-decider worksheet preview network", FOUR),
        ("des-decider worksheet test network", FOUR),
        ("des-decider worksheet check network-contract-des-2020-21 --against network", FOUR),
        ("des-decider worksheet preview network-contract-des-2020-21 --section n", set()),
        ("des-decider worksheet preview network-contract-des-2020-21 --section pa", {"payments", "patients"}),
        ("des-decider worksheet preview nowhere --section p", set()),
        ("des-decider worksheet new ", {"d/", "-h", "--help", "--from"}),
        ("des-decider redact d --why ", set()),
        ("des-decider redact d --name ", set()),
        ("des-decider list --search ", set()),
        ("des-decider answer d --from ", {"d/"}),
        ("des-decider show d --form qu", {"quick-look"}),
        ("des-decider show d --form care", {"care_homes"}),
        ("des-decider show d --working difference.c", {"difference.cash.this_year", "difference.cash.full_year"}),
        ("des-decider show nowhere --working difference.c", set()),
        ("des-decider open ", {"d/", "-h", "--help", "--by", "--take-over"}),
        ("des-decider open d --by ", set()),
        ("des-decider completion z", {"zsh"}),
    ],
)  # fmt: skip
def test_bash_is_told_what_may_follow(desk: Desk, tmp_path: Path, line: str, offered: set[str]) -> None:
    Desk(desk.folder.parent / "d").new("Creek Road Surgery")
    assert set(completed(line, tmp_path / "answers")) == offered


@pytest.mark.parametrize(
    ("shell", "words"),
    [
        ("bash", "complete -o nospace -o bashdefault -F _python_argcomplete des-decider"),
        ("zsh", "#compdef des-decider"),
        ("fish", "complete --command des-decider"),
        ("powershell", "Register-ArgumentCompleter -Native -CommandName des-decider"),
    ],
)
def test_each_shells_script_is_printed(shell: str, words: str) -> None:
    said = run("completion", shell)
    assert (said.code, said.err) == (0, "")
    assert words in said.out
    program = shutil.which(shell)
    if program is not None and shell != "powershell":
        subprocess.run([program, "-n"], input=said.out.encode(), check=True)


def test_another_shell_is_refused_in_words() -> None:
    assert "invalid choice: 'tcsh'" in run("completion", "tcsh").trouble
