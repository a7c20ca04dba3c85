"""A program killed at any moment: every answer that was acknowledged is there when the decision is opened."""

from __future__ import annotations

import os
import random
import signal
import sys
from typing import TYPE_CHECKING

import pytest

from tests.how_many import cases
from tests.record.decisions import made, opened, texts

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.record.session import Session

KILLS = cases(40, thorough=1_000)
MOST_KILLS = 10 * KILLS
"""Where none of so few hit a save half done, more are tried."""
KILLS_OF_ONE = 10
"""How often one decision is killed: each kill opens it twice, which takes longer the more was answered."""
pytestmark = [
    pytest.mark.slow, pytest.mark.on_the_disk,
    pytest.mark.skipif(sys.platform == "win32", reason="forks and kills"),
]  # fmt: skip


def give_for_ever(session: Session, start: int, done: int) -> None:
    """Answer and acknowledge, once the answer is given, until killed."""
    number = start
    while True:
        number += 1
        what = number % 5
        if what == 4:
            session.keep_draft("decision.sentence", f"We wi{number}")
        outcome = session.give({"practice.registered_list": str(number), f"home.{what + 1}.beds": str(number)}, by="A")
        if not outcome.fault and outcome.change:
            os.write(done, number.to_bytes(4, "big"))


def test_every_acknowledged_answer_survives(tmp_path: Path) -> None:
    rng = random.Random(20200531)  # noqa: S311 - the same moments each time
    last, behind, unacknowledged, leftovers = 0, 0, 0, 0
    for kill in range(MOST_KILLS):
        if kill >= KILLS and behind and leftovers:
            break
        folder = tmp_path / str(kill // KILLS_OF_ONE)
        if kill % KILLS_OF_ONE == 0:
            made(folder).close()
        reads, writes = os.pipe()
        child = os.fork()
        if child == 0:
            try:
                os.close(reads)
                give_for_ever(opened(folder), last, writes)
            finally:
                os._exit(1)
        os.close(writes)
        acknowledged = last
        for _ in range(rng.randrange(1, 8)):
            acknowledged = int.from_bytes(os.read(reads, 4), "big")
        # A moment somewhere within the next answer, without a clock: spin a random while.
        for _ in range(rng.randrange(60_000)):
            pass
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        while rest := os.read(reads, 4):
            acknowledged = int.from_bytes(rest, "big")
        os.close(reads)
        before = (folder / "answers.toml").read_bytes()
        lines = (folder / "history.jsonl").read_bytes()
        leftovers += any(path.name.startswith(".des-decider-") for path in folder.iterdir())
        with opened(folder) as session:
            assert session.read_only == ""
            now = texts(session.answers)
            number = int(now["practice.registered_list"])
            assert acknowledged <= number <= acknowledged + 1
            assert now[f"home.{number % 5 + 1}.beds"] == str(number)
            assert [change.number for change in session.changes] == list(range(1, session.last_change + 1))
        unacknowledged += number > acknowledged
        behind += before != (folder / "answers.toml").read_bytes() or lines != (folder / "history.jsonl").read_bytes()
        last = number
    # The kills are worth something only where some of them hit a save half done.
    assert behind + leftovers + unacknowledged > KILLS // 20, (behind, leftovers, unacknowledged)
    assert behind
    assert leftovers
