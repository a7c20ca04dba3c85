"""A program killed at any moment, by whichever way it is answered: what was acknowledged is there afterwards."""

from __future__ import annotations

import asyncio
import random
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from tests.building import SMALL
from tests.cli.driver import Desk
from tests.how_many import cases
from tests.killed import amid
from tests.record.decisions import made, opened, texts
from tests.tui.driver import meeting

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    Answering = Callable[[Path, int, Callable[[int], None]], None]

LIST, BEDS = "practice.registered_list", "home.{}.beds"
pytestmark = [
    pytest.mark.slow, pytest.mark.on_the_disk,
    pytest.mark.skipif(sys.platform == "win32", reason="forks and kills"),
]  # fmt: skip


class Way(NamedTuple):
    """A way to answer for ever from some number on; how often it is killed, and how often one decision is.

    Each kill opens a decision twice, which takes longer the more was answered.
    """

    answer: Answering
    kills: int
    of_one: int = 10


def by_the_record(folder: Path, number: int, acknowledge: Callable[[int], None]) -> None:
    """As the program itself gives answers, with drafts among them."""
    session = opened(folder)
    while True:
        number += 1
        if number % 5 == 4:
            session.keep_draft("decision.sentence", f"We wi{number}")
        outcome = session.give({LIST: str(number), BEDS.format(number % 5 + 1): str(number)}, by="A")
        assert not outcome.fault
        if outcome.change:
            acknowledge(number)


def by_commands(folder: Path, number: int, acknowledge: Callable[[int], None]) -> None:
    """One command an answer; what it says it kept is acknowledged."""
    while True:
        number += 1
        said = Desk(folder).answer(f"{LIST}={number}", f"{BEDS.format(number % 5 + 1)}={number}")
        assert said.out == "2 answers kept.\n"
        acknowledge(number)


def through_the_screens(folder: Path, number: int, acknowledge: Callable[[int], None]) -> None:
    """Typed in one window; what the screen says it saved is acknowledged."""

    async def type_on(number: int) -> None:
        async with meeting(folder, worksheet=SMALL) as room:
            while True:
                number += 1
                room.app.go(f"answer:{LIST}")
                await room.settle()
                await room.give(str(number))
                room.sees("Saved")
                acknowledge(number)

    asyncio.run(type_on(number))


WAYS = {
    "by the record": Way(by_the_record, cases(40, thorough=1_000)),
    "by commands": Way(by_commands, cases(3, thorough=500)),
    "through the screens": Way(through_the_screens, cases(2, thorough=500), of_one=50),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_acknowledged_answer_survives(tmp_path: Path, way: Way) -> None:
    rng = random.Random(20200531)  # noqa: S311 - the same moments each time
    last, behind, unacknowledged, leftovers = 0, 0, 0, 0
    hits_saves = way.answer is by_the_record  # the other ways are busy with other things most of the time
    for kill in range(10 * way.kills):
        if kill >= way.kills and (not hits_saves or (behind and leftovers)):
            break
        folder = tmp_path / str(kill // way.of_one)
        if kill % way.of_one == 0:
            made(folder).close()
        start = last
        acknowledged = amid(lambda done, f=folder, n=start: way.answer(f, n, done), rng, 7)[-1]  # type: ignore[misc]
        before = (folder / "answers.toml").read_bytes(), (folder / "history.jsonl").read_bytes()
        leftovers += any(path.name.startswith(".des-decider-") for path in folder.iterdir())
        with opened(folder) as session:
            assert session.read_only == ""
            now = texts(session.answers)
            number = int(now[LIST])
            assert acknowledged <= number <= acknowledged + 1
            assert way.answer is through_the_screens or now[BEDS.format(number % 5 + 1)] == str(number)
            assert [change.number for change in session.changes] == list(range(1, session.last_change + 1))
        assert not list(folder.glob(".des-decider-*"))
        unacknowledged += number > acknowledged
        behind += before != ((folder / "answers.toml").read_bytes(), (folder / "history.jsonl").read_bytes())
        last = number
    if hits_saves:  # the kills are worth something only where some of them hit a save half done
        assert behind + leftovers + unacknowledged > way.kills // 20, (behind, leftovers, unacknowledged)
        assert behind
        assert leftovers
