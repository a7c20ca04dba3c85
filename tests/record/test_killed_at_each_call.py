"""A program killed right before each call to the system: a save, a sign-off and a successor are whole, or not there."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from des_decider.record import sign_off as signing
from des_decider.record.memo_files import compose
from des_decider.record.no_decision import holds_decision
from des_decider.record.sign_off import sign_off
from des_decider.record.superseding import supersede
from des_decider.record.verify import NotSealed, verify
from des_decider.storage.lock import LOCK_FILE
from tests.how_many import cases
from tests.killed import before_a_call
from tests.record.decisions import Clock, made, opened, texts
from tests.record.ready import PRESENT, SIGNED, ready, sealed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from des_decider.record.session import Session

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="forks and kills")


def at_each_call(first: Path, folder: Path, act: Callable[[Path], object], step: int) -> Iterator[bool]:
    """Have an act killed before its calls, each time on a copy of the same decision; whether it came to its end.

    Every `step`th call of a usual run, and each in a thorough one; the last time nothing kills it.
    """
    for dies_at in range(1, 1_000, cases(step, thorough=1)):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(first, folder / "d")
        done = before_a_call(lambda: act(folder / "d"), dies_at)
        yield done
        assert not [path for path in folder.rglob(".*") if path.name != LOCK_FILE], dies_at
        if done:
            return
    pytest.fail("it never came to its end")


def test_an_answer_is_there_or_not_and_the_decision_whole(tmp_path: Path) -> None:
    made(tmp_path / "first", pcn__name="Ferry Care").close()

    def answer(folder: Path) -> None:
        opened(folder).give({"home.1.beds": "30", "home.1.name": "Samphire House"}, by="Ann")

    came: Counter[bool] = Counter()
    for done in at_each_call(tmp_path / "first", tmp_path / "killed", answer, 6):
        with opened(tmp_path / "killed" / "d") as session:
            found = texts(session.answers)
            there = found.get("home.1.beds") == "30"
            assert (session.read_only, found["pcn.name"]) == ("", "Ferry Care")
            assert (found.get("home.1.name") == "Samphire House") is there
            assert there or not done
            came[there] += 1
            assert session.give({"home.2.beds": "12"}, by="Ann").fault == ""
    assert min(came[True], came[False]) > 1, came


def test_a_sign_off_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md", "txt"))
    with ready(tmp_path / "first") as session:
        composed = compose(session)  # once: what it hangs on takes its time
    monkeypatch.setattr(signing, "compose", lambda *_, **__: composed)

    def sign(folder: Path) -> None:
        sign_off(opened(folder), PRESENT, SIGNED)

    came: Counter[bool] = Counter()
    for done in at_each_call(tmp_path / "first", tmp_path / "killed", sign, 15):
        folder = tmp_path / "killed" / "d"
        there = (folder / "seal.toml").exists()
        assert there or not done
        came[there] += 1
        if not there:
            assert not list(folder.glob("memo*")), "nothing looks signed"
            with pytest.raises(NotSealed, match="is not signed off"):
                verify(folder)
        with opened(folder) as again:
            assert bool(again.read_only) is there
            if not there:
                sign_off(again, PRESENT, SIGNED)
        assert verify(folder).state == "intact"
        assert {path.suffix for path in folder.glob("memo*")} == {".md", ".txt"}
    assert min(came[True], came[False]) > 1, came


def test_a_successor_is_there_whole_or_is_begun_anew(tmp_path: Path) -> None:
    sealed(tmp_path / "first", pcn__name="Ferry Care")

    def begin(folder: Path) -> Session:
        return supersede(folder, folder.parent / "next", by="Ann", clock=Clock()).session

    came: Counter[bool] = Counter()
    for done in at_each_call(tmp_path / "first", tmp_path / "killed", begin, 15):
        folder, new = tmp_path / "killed" / "d", tmp_path / "killed" / "next"
        there = holds_decision(new)
        assert there or not done
        came[there] += 1
        if not there:
            begin(folder).close()
        opened(folder).close()
        with opened(new) as session:
            assert session.read_only == ""
            assert session.answers["pcn.name"].to_confirm
            assert session.give({"home.1.beds": "30"}, by="Ann").fault == ""
        assert verify(folder).state == "intact"
    assert min(came[True], came[False]) > 1, came
