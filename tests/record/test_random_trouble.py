"""Random edits, kills, failing disks and fights over the lock, one after another: what was acknowledged is there."""

from __future__ import annotations

import random
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from des_decider.record.session import ReadOnly
from des_decider.storage.safely import StorageFault
from tests.failing_disk import ERRORS, Dying, during
from tests.how_many import cases
from tests.killed import amid
from tests.record.decisions import made, opened, texts

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from des_decider.record.session import Session

pytestmark = [
    pytest.mark.slow, pytest.mark.on_the_disk,
    pytest.mark.skipif(sys.platform == "win32", reason="forks and kills"),
]  # fmt: skip

ACTS = cases(60, thorough=20_000)
"""A thorough run takes about an hour."""
ACTS_OF_ONE = 60
"""How much one decision goes through; the next begins with an empty folder."""
ASKED = ("pcn.name", "decision.sentence", "note.pcn.name", "home.1.name", "home.2.name", "home.1.beds", "home.2.beds")
MOST_CALLS = 60
"""System calls that an answer makes at the most."""


class Evening:
    """One decision, and what its people were told is kept; `perhaps` is what nobody was told of any more."""

    def __init__(self, folder: Path, rng: random.Random) -> None:
        self.folder, self.rng, self.number = folder, rng, 0
        made(folder).close()
        with opened(folder) as session:
            self.kept = texts(session.answers)
        self.perhaps: dict[str, str] = {}

    def some_answers(self) -> dict[str, str]:
        """New answers to one or two questions; none was given before."""
        self.number += 1
        asked = self.rng.sample(ASKED, self.rng.randint(1, 2))
        return {id_: f"{self.number}{'' if id_.endswith('.beds') else ' is said'}" for id_ in asked}

    def give(self, session: Session) -> None:
        """Give answers; those that are acknowledged are kept."""
        answers = self.some_answers()
        if session.give(answers, by="Ann").change is not None:
            self.kept |= answers

    def edits(self) -> None:
        """Answers, some taken back and given back, in one sitting."""
        with opened(self.folder) as session:
            for _ in range(self.rng.randint(1, 5)):
                self.rng.choice((self.give, self.give, lambda s: s.undo(by="Ann"), lambda s: s.redo(by="Ann")))(session)
                self.kept = texts(session.answers)

    def failing_disk(self) -> None:
        """An answer while a call to the disk fails, once or from then on; the disk is well when it is closed."""
        dying = Dying(self.rng.randint(1, MOST_CALLS), self.rng.choice(ERRORS), for_ever=self.rng.random() < 0.5)
        with opened(self.folder) as session:
            answers = self.some_answers()
            said = during(lambda: session.give(answers, by="Ann"), dying)
            if not isinstance(said, StorageFault):
                self.kept |= answers
            elif "to see whether what was given is kept" in str(said):
                self.perhaps = answers

    def kill(self) -> None:
        """A program that answers and acknowledges is killed at some moment."""
        batches = [self.some_answers() for _ in range(40)]

        def answer(acknowledge: Callable[[int], None]) -> None:
            session = opened(self.folder)
            for n, answers in enumerate(batches):
                if session.give(answers, by="Ann").change is not None:
                    acknowledge(n)

        acknowledged = amid(answer, self.rng, 3)
        for n in acknowledged:
            self.kept |= batches[n]
        self.perhaps = next(iter(batches[acknowledged[-1] + 1 :]), {})

    def lock_fight(self) -> None:
        """Somebody else opens what is open, and can read it alone."""
        with opened(self.folder) as session, opened(self.folder) as other:
            assert (session.read_only, bool(other.read_only)) == ("", True)
            self.give(session)
            with pytest.raises(ReadOnly):
                other.give(self.some_answers(), by="Bob")
            self.give(session)

    def look(self) -> None:
        """Open it anew: all that was acknowledged is there, and nothing else but what nobody was told of."""
        with opened(self.folder) as session:
            assert session.read_only == ""
            found = texts(session.answers)
        assert found in (self.kept, self.kept | self.perhaps), (found, self.kept, self.perhaps)
        assert not [path.name for path in self.folder.iterdir() if path.name.startswith(".des-decider-")]
        self.kept, self.perhaps = found, {}


def test_whatever_happens_what_was_acknowledged_is_recovered(tmp_path: Path) -> None:
    rng = random.Random(20200531)  # noqa: S311 - the same troubles each time
    came: Counter[str] = Counter()
    evening = Evening(tmp_path / "0", rng)
    for act in range(ACTS):
        if act and act % ACTS_OF_ONE == 0:
            evening = Evening(tmp_path / str(act), rng)
        happens = rng.choice((evening.edits, evening.failing_disk, evening.kill, evening.lock_fight))
        happens()
        came[happens.__name__] += 1
        came["perhaps"] += bool(evening.perhaps)
        evening.look()
    assert min(came.values()) > ACTS // 20, came
