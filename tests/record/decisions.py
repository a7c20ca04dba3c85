"""How these tests make and open decisions: the small worksheet, a clock that ticks, nobody's computer."""

from __future__ import annotations

import tomllib
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from des_decider.decision.ids import Ids
from des_decider.record.opening import create_decision, open_decision
from des_decider.storage import history
from des_decider.storage.chained_lines import lines_of
from des_decider.worksheet.reading import read_worksheet

if TYPE_CHECKING:
    from collections.abc import Iterator

    import pytest

    from des_decider.decision.answers import Answers
    from des_decider.record.session import Session

SMALL = (Path(__file__).parent.parent / "worksheets" / "small.toml").read_bytes()
EVENING = datetime(2031, 9, 18, 19, 42, 7, tzinfo=UTC)


class Clock:
    """A clock that goes on by a second each time it is read."""

    def __init__(self, start: datetime = EVENING) -> None:
        self.now = start

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


@cache
def small_ids() -> Ids:
    worksheet = read_worksheet(SMALL).worksheet
    assert worksheet is not None
    return Ids(worksheet)


def made(folder: Path, **given: str) -> Session:
    """A new decision with some answers, ids written with `__` for the point."""
    session = create_decision(folder, SMALL, practice="Gull Rock Surgery", by="Ann", clock=Clock())
    if given:
        outcome = session.give({id_.replace("__", "."): text for id_, text in given.items()}, by="Ann")
        assert not outcome.refused
    return session


def opened(folder: Path, *, read_only: bool = False) -> Session:
    return open_decision(folder, clock=Clock(datetime(2031, 9, 19, 9, tzinfo=UTC)), read_only=read_only, wait=0)


def with_two_homes(folder: Path) -> Session:
    """A new decision with a list of patients and two homes."""
    return made(folder, practice__registered_list="9,000", home__1__name="Samphire", home__2__name="Thrift")


def reopened(session: Session) -> Session:
    """The same decision, closed and opened again; nothing is to be said of it."""
    session.close()
    again = opened(session.folder)
    assert (again.read_only, again.notices) == ("", ())
    return again


def texts(answers: Answers) -> dict[str, str]:
    return {id_: answer.text for id_, answer in answers.items()}


def tables(folder: Path) -> dict[str, Any]:
    return tomllib.loads((folder / "answers.toml").read_text(encoding="utf-8"))


def histories_read(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The bytes of each history whose lines are read from now on."""
    found: list[bytes] = []

    def counted(data: bytes) -> Iterator[tuple[int, bytes, int]]:
        found.append(data)
        return lines_of(data)

    monkeypatch.setattr(history, "lines_of", counted)
    return found
