"""One call to the disk fails, once or from then on, while a command gives an answer: what it says is what is there."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from tests.cli.driver import Desk, Said, run
from tests.failing_disk import during, some
from tests.how_many import cases
from tests.record.decisions import made, opened

if TYPE_CHECKING:
    from pathlib import Path

BEDS = "home.1.beds"
MOST_CALLS = 110
"""System calls of the command, opening and closing among them."""


def came_to(said: Said) -> str:
    """What a command says became of the answer."""
    if said.out == "1 answer kept.\n":
        return "kept"
    if "to see whether what was given is kept" in said.err:
        return "nobody knows"
    return "on this computer" if said.err.startswith("kept on this computer only, 1 answer") else "refused"


@pytest.mark.on_the_disk
def test_a_command_says_kept_of_what_is_kept_and_of_nothing_else(tmp_path: Path) -> None:
    made(tmp_path / "first").close()
    came: Counter[str] = Counter()
    folder = tmp_path / "d"
    for dying in some(cases(16, thorough=1_100), MOST_CALLS):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "first", folder)
        said = during(lambda: Desk(folder).answer(f"{BEDS}=30"), dying)
        assert isinstance(said, Said), said
        assert said.code in {0, 1, 2}
        assert "fault of the program" not in said.err, (dying.__dict__, said.err)
        came[came_to(said) if dying.reached else "untouched"] += 1
        with opened(folder, read_only=True) as session:
            there = session.answers.text(BEDS) == "30"
        if came_to(said) == "on this computer":
            assert there or "30" in run("merge", folder).out, (dying.__dict__, said)
        elif came_to(said) != "nobody knows":
            assert there is (came_to(said) == "kept"), (dying.__dict__, said)
        assert Desk(folder).answer(f"{BEDS}=31").out == "1 answer kept.\n"
        with opened(folder) as session:
            assert session.answers.text(BEDS) == "31"
    assert min(came["refused"], came["kept"]) > 2, came
