"""Two who write at once where no lock reaches: what was acknowledged is in the record, or offered."""

from __future__ import annotations

import random
import re
import shutil
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from des_decider.record import opening
from des_decider.record.copies import copies_of, merge, offered
from des_decider.record.doctor import mend
from des_decider.record.opening import open_decision
from tests.how_many import cases
from tests.record.decisions import Clock, made, opened

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.record.session import Session

pytestmark = pytest.mark.on_the_disk

RUNS = cases(10, thorough=1_000)
STEPS = 14
ASKED = ("home.1.name", "home.2.name", "pcn.name", "decision.sentence", "home.1.beds", "note.home.1.beds")


class NoLock:
    """What `hold` gives on a drive whose locks do not reach the other computer."""

    notice = ""

    def let_go(self) -> None:
        """Nothing was held."""


class Writer:
    """Somebody at a computer of their own, who opens a decision, answers, closes it, and remembers what was kept."""

    def __init__(self, name: str, hour: int) -> None:
        self.name, self.clock = name, Clock(datetime(2031, 9, 19, hour, tzinfo=UTC))
        self.session: Session | None = None
        self.kept: dict[str, str] = {}
        """The last answer to each question that was acknowledged."""
        self.seen: set[tuple[str, str]] = set()
        """What a list showed that this person was done with."""

    def act(self, folder: Path, rng: random.Random, number: int) -> None:
        """Do one thing of those that people do."""
        if self.session is None:
            self.session = open_decision(folder, clock=self.clock, wait=0, take_over=True)
        elif (what := rng.random()) < 0.2:
            self.close()
        elif what < 0.3:
            self.merge(rng)
        elif not self.session.read_only:
            id_ = rng.choice(ASKED)
            text = str(number) if id_ == "home.1.beds" else f"text {number}"
            outcome = self.session.give({id_: text}, by=self.name)
            if outcome.change is not None:
                self.kept[id_] = text

    def merge(self, rng: random.Random) -> None:
        """Look at what copies have, and choose some of it."""
        assert self.session is not None
        if self.session.read_only:
            return
        copies = copies_of(self.session)
        offers = offered(copies)
        self.seen |= {(one.difference.id, one.difference.text) for one in offers}
        chosen: dict[str, tuple[str, str]] = {one.difference.id: one.key for one in offers if rng.random() < 0.5}
        merge(self.session, copies, set(chosen.values()), by=self.name)
        for id_ in chosen:
            self.kept.pop(id_, None)  # replaced by what this person chose

    def close(self) -> None:
        """Leave the decision."""
        if self.session is not None:
            self.session.close()
            self.session = None


class Service:
    """A service that syncs a folder on two computers, file by file, as OneDrive does.

    It notices a change some time after it was made. A file that was changed on both computers is kept twice.
    """

    def __init__(self, *folders: Path) -> None:
        self.folders = folders
        self.last = self._seen(folders[0])
        self.conflicts = 0

    @staticmethod
    def _seen(folder: Path) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name[0] != "."}

    def sync(self, rng: random.Random, part: float) -> None:
        """Look at some of the files."""
        here, there = (self._seen(folder) for folder in self.folders)
        for name in sorted({*here, *there, *self.last}):
            if rng.random() > part:
                continue
            mine, theirs, before = here.get(name), there.get(name), self.last.get(name)
            if mine is not None and theirs is not None and mine != theirs and before not in (mine, theirs):
                self.conflicts += 1
                stem, dot, suffix = name.partition(".")
                for folder in self.folders:
                    (folder / f"{stem}-COMPUTER-{self.conflicts}{dot}{suffix}").write_bytes(theirs)
                theirs = before
            wins = theirs if mine == before else mine
            for folder in self.folders:
                self._put(folder / name, wins)
            self.last = {**{k: v for k, v in self.last.items() if k != name}, **({} if wins is None else {name: wins})}

    @staticmethod
    def _put(path: Path, data: bytes | None) -> None:
        if data is None:
            path.unlink(missing_ok=True)
        elif not path.exists() or path.read_bytes() != data:
            path.write_bytes(data)


def found_in(session: Session) -> set[tuple[str, str | None]]:
    """Every answer that a record has or had, and those that are offered."""
    there = {(edit.id, edit.new) for change in session.changes for edit in change.edits}
    return there | {(one.difference.id, one.difference.text) for one in offered(copies_of(session))}


def lost(writers: tuple[Writer, ...], there: set[tuple[str, str | None]]) -> list[str]:
    """What was acknowledged and is neither in a record nor offered, nor was a person done with it."""
    seen = {pair for writer in writers for pair in writer.seen}
    texts = {(in_any_row(id_), text) for id_, text in there | seen}
    given = ((writer, id_, text) for writer in writers for id_, text in writer.kept.items())
    return [f"{writer.name}: {id_} {text}" for writer, id_, text in given if (in_any_row(id_), text) not in texts]


def in_any_row(id_: str) -> str:
    """An id without its row: a home that both began comes under a number that is free."""
    return re.sub(r"\d+", "N", id_)


def test_on_one_drive_no_answer_is_written_over_unseen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "hold", lambda *_, **__: NoLock())
    rng = random.Random(20200531)  # noqa: S311 - the same interleavings each time
    merged = offers = 0
    for run in range(RUNS):
        folder = tmp_path / str(run)
        made(folder, home__1__name="Samphire", pcn__name="Isles").close()
        writers = Writer("Ann", 9), Writer("Bob", 10)
        for step in range(STEPS):
            rng.choice(writers).act(folder, rng, step + 1)
        for writer in writers:
            writer.close()
        with opened(folder) as session:
            assert session.read_only == ""
            assert not lost(writers, found_in(session)), run
            offers += len(offered(copies_of(session)))
            merged += sum(change.kind == "merged" for change in session.changes)
    assert min(merged, offers) > 0, "it is worth something only where they came in each other's way"


def test_through_a_service_that_syncs_no_answer_is_written_over_unseen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each computer has its folder and its own state; files come and go while the decision is open."""
    rng = random.Random(20200531)  # noqa: S311 - the same interleavings each time
    merged = conflicts = 0
    for run in range(RUNS):
        folders = tmp_path / f"{run} a" / "d", tmp_path / f"{run} b" / "d"
        homes = [str(folder.parent / "home") for folder in folders]
        made(folders[0], home__1__name="Samphire", pcn__name="Isles", home__1__beds="5").close()
        shutil.copytree(folders[0], folders[1])
        service = Service(*folders)
        writers = Writer("Ann", 9), Writer("Bob", 10)
        for step in range(STEPS):
            who = rng.randrange(3)
            if who == 2:
                service.sync(rng, rng.choice((0.5, 1.0)))
            else:
                monkeypatch.setenv("DES_DECIDER_HOME", homes[who])
                writers[who].act(folders[who], rng, step + 1)
        for writer, home in zip(writers, homes, strict=True):
            monkeypatch.setenv("DES_DECIDER_HOME", home)
            writer.close()
        service.sync(rng, 1.0)
        service.sync(rng, 1.0)
        there: set[tuple[str, str | None]] = set()
        for folder, home in zip(folders, homes, strict=True):
            monkeypatch.setenv("DES_DECIDER_HOME", home)
            mend(folder, Clock(), by="Cy")
            with opened(folder) as session:
                assert session.read_only == "", run
                there |= found_in(session)
                merged += sum(change.kind == "merged" for change in session.changes)
        assert not lost(writers, there), run
        conflicts += service.conflicts
    assert min(merged, conflicts) > 0, "it is worth something only where they came in each other's way"
