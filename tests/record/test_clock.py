"""A clock that is put right, jumps while a laptop sleeps, or is ten years off: what was given first stays so."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.vote import count_votes, given_before_put
from des_decider.record.opening import create_decision, open_decision
from tests.record.decisions import EVENING, SMALL
from tests.record.ready import PARTNERS, VOTE

if TYPE_CHECKING:
    from pathlib import Path


class Turned:
    """A clock that anybody can turn."""

    def __init__(self) -> None:
        self.now = EVENING

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


BACK = [timedelta(minutes=10), timedelta(days=3653)]


@pytest.mark.parametrize("back", BACK, ids=str)
@pytest.mark.parametrize("closed", [False, True], ids=["open", "closed and opened again"])
def test_positions_taken_after_the_clock_was_put_back_count(tmp_path: Path, back: timedelta, *, closed: bool) -> None:
    clock = Turned()
    session = create_decision(tmp_path / "d", SMALL, practice="Gull Rock Surgery", by="Ann", clock=clock)
    positions = {id_: text for id_, text in VOTE.items() if id_.startswith("vote.") and id_[5].isdigit()}
    session.give(PARTNERS | {id_: text for id_, text in VOTE.items() if id_ not in positions}, by="Ann")
    clock.now -= back
    if closed:
        session.close()
        session = open_decision(tmp_path / "d", clock=clock)
    session.give(positions, by="Ann")
    assert not [id_ for id_ in positions if given_before_put(id_, session.answers)]
    assert count_votes(session.answers).outcome
    session.give({"decision.question": "Shall we join next year?"}, by="Ann")
    assert given_before_put("vote.1.position", session.answers), "they are about another question"
    session.give(positions, by="Ann")
    assert not given_before_put("vote.1.position", session.answers), "given once more they count"
    session.undo(by="Ann")
    moments = [change.at for change in session.changes]
    assert moments == sorted(moments)
    session.close()
    with open_decision(tmp_path / "d", clock=clock) as again:
        assert (again.read_only, again.notices) == ("", ())
        assert [change.at for change in again.changes] == moments
