"""One call to the disk fails, once or from then on, at every place: what is said is what is on the disk."""

from __future__ import annotations

import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from des_decider.record import sign_off as signing
from des_decider.record.memo_files import compose
from des_decider.record.session import ReadOnly
from des_decider.record.sign_off import sign_off
from des_decider.record.signed_or_not import SEALED
from des_decider.record.verify import NotSealed, verify
from des_decider.storage.safely import StorageFault
from tests.failing_disk import during, some
from tests.how_many import cases
from tests.record.decisions import made, opened
from tests.record.ready import PRESENT, SIGNED, ready

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.on_the_disk
def test_an_answer_is_kept_or_said_not_to_be(tmp_path: Path) -> None:
    made(tmp_path / "first").close()
    came: Counter[str] = Counter()
    for dying in some(cases(30, thorough=600), 60):
        shutil.rmtree(tmp_path / "d", ignore_errors=True)
        shutil.copytree(tmp_path / "first", tmp_path / "d")
        with opened(tmp_path / "d") as session:
            said = during(lambda session=session: session.give({"home.1.beds": "30"}, by="Ann"), dying)  # type: ignore[misc]
            there = opened(tmp_path / "d", read_only=True).answers.text("home.1.beds") == "30"
            refused = isinstance(said, StorageFault)
            assert there is not refused or "to see whether what was given is kept" in str(said), (dying.__dict__, said)
            assert (session.answers.text("home.1.beds") == "30") is not refused
            came["refused" if refused else "kept" if dying.reached else "untouched"] += 1
        with opened(tmp_path / "d") as again:
            assert (again.read_only, (again.answers.text("home.1.beds") == "30") or refused) == ("", True)
            assert again.give({"home.1.beds": "31"}, by="Ann").fault == ""
    assert min(came["refused"], came["kept"]) > 2, came


@pytest.mark.on_the_disk
def test_signing_off_is_one_step_whatever_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("md",))
    with ready(tmp_path / "first") as session:
        composed = compose(session)  # once: what it hangs on takes its time
    came: Counter[str] = Counter()
    monkeypatch.setattr(signing, "compose", lambda *_, **__: composed)
    for dying in some(cases(14, thorough=1_200), 120):
        folder = tmp_path / "d"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "first", folder)
        with opened(folder) as session:
            said = during(lambda session=session: sign_off(session, PRESENT, SIGNED), dying)  # type: ignore[misc]
            refused = isinstance(said, StorageFault)
            assert (session.read_only == SEALED) is not refused
        assert (folder / "seal.toml").exists() is not refused, (dying.__dict__, said)
        came["refused" if refused else "sealed" if dying.reached else "untouched"] += 1
        if refused:
            assert not any(path.name.startswith("memo") for path in folder.iterdir()), "nothing looks signed"
            assert b"signed_off" not in (folder / "answers.toml").read_bytes()
            with pytest.raises(NotSealed, match="is not signed off"):
                verify(folder)
            with opened(folder) as again:
                sign_off(again, PRESENT, SIGNED)
        else:
            with opened(folder) as again, pytest.raises(ReadOnly):
                again.give({"home.1.beds": "31"}, by="Ann")
        assert verify(folder).state == "intact"
        assert not list(folder.glob(".ready-*"))
    assert min(came["refused"], came["sealed"]), came
