"""What the doctor finds in a decision's folder, what it mends, and that nothing is thrown away."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from des_decider.record.copies import copies_of
from des_decider.record.doctor import examine, mend
from des_decider.record.recovery import CannotOpen
from des_decider.record.redaction import take_out, to_take_out
from des_decider.record.verify import verify
from des_decider.storage.drafts import rescue
from des_decider.storage.history import read_history
from des_decider.storage.lock import hold
from des_decider.storage.safely import write_safely
from tests.building import SHIPPED
from tests.record.decisions import Clock, made, opened, texts
from tests.record.ready import sealed

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.on_the_disk


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with made(tmp_path / "d", practice__registered_list="9,000", home__1__name="Samphire") as session:
        session.give({"home.1.beds": "30", "home.2.name": "Oak"}, by="Bob", said_by="Dr Vane")
        session.give({"pcn.name": "Isles"}, by="Ann")
    return session.folder


def files(folder: Path) -> dict[str, bytes]:
    made_again = {".lock", "summary.json"}
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name not in made_again}


def found(folder: Path) -> list[str]:
    """What is wrong, without how it is mended; looking changes nothing."""
    before = files(folder)
    said = [one.what for one in examine(folder, Clock())]
    assert files(folder) == before
    return said


def mended(folder: Path) -> dict[str, str]:
    """The answers after mending; every byte that was there before is still there under some name."""
    before = files(folder)
    mend(folder, Clock(), by="Bess")
    now = list(files(folder).values())
    lost = [name for name, data in before.items() if not name.startswith(".") and not any(data in one for one in now)]
    assert lost == []
    assert found(folder) == []
    with opened(folder) as session:
        assert (session.read_only, session.notices) == ("", ())
        session.give({"cost.gp_hour": "90"}, by="Ann")
    with opened(folder) as session:
        assert session.notices == ()
        return {id_: text for id_, text in texts(session.answers).items() if id_ != "cost.gp_hour"}


GIVEN = {
    "practice.name": "Gull Rock Surgery", "practice.registered_list": "9000", "home.1.name": "Samphire",
    "home.1.beds": "30", "home.2.name": "Oak", "pcn.name": "Isles",
}  # fmt: skip


def test_nothing_is_wrong_with_most_folders(folder: Path) -> None:
    assert found(folder) == []
    assert mended(folder) == GIVEN
    with pytest.raises(CannotOpen, match="holds no decision"):
        examine(folder.parent, Clock())


def lines_of(folder: Path) -> list[bytes]:
    return (folder / "history.jsonl").read_bytes().splitlines(keepends=True)


HISTORIES: dict[str, Callable[[list[bytes]], bytes | None]] = {
    "cut short": lambda lines: b"".join(lines[:-1]),
    "cut within a line": lambda lines: b"".join(lines)[:-40],
    "broken in the middle": lambda lines: b"".join([*lines[:2], b"nonsense\n", *lines[3:]]),
    "changed in the middle": lambda lines: b"".join(lines).replace(b"Samphire", b"Thrift"),
    "its first line alone": lambda lines: lines[0],
    "its first line broken": lambda lines: b"x" + b"".join(lines),
    "empty": lambda _: b"",
    "missing": lambda _: None,
}


@pytest.mark.parametrize("what", HISTORIES)
def test_a_history_that_does_not_fit_is_begun_again_and_every_answer_stays(folder: Path, what: str) -> None:
    changed = HISTORIES[what](lines_of(folder))
    (folder / "history.jsonl").unlink() if changed is None else (folder / "history.jsonl").write_bytes(changed)
    with opened(folder) as session:
        assert session.read_only
    (one,) = examine(folder, Clock())
    assert "history.jsonl" in one.what
    assert one.mend.startswith("kept beside it and begun again with the ")
    assert mended(folder) == GIVEN
    with opened(folder) as session:
        beds = session.answers["home.1.beds"]
        assert (beds.by, beds.said_by) == ("Bob", "Dr Vane"), "it stays theirs who gave it"


@pytest.mark.parametrize("what", HISTORIES)
@pytest.mark.parametrize("copy", ["history-LAPTOP.jsonl", "../d (1)"])
def test_a_whole_copy_of_the_history_is_put_back(folder: Path, what: str, copy: str) -> None:
    whole = (folder / "history.jsonl").read_bytes()
    if copy.startswith("../"):
        shutil.copytree(folder, folder / copy)
    else:
        (folder / copy).write_bytes(whole)
    changed = HISTORIES[what](lines_of(folder))
    (folder / "history.jsonl").unlink() if changed is None else (folder / "history.jsonl").write_bytes(changed)
    (one,) = examine(folder, Clock())
    assert one.mend.startswith(f"put back from “{copy.removeprefix('../')}”")
    mend(folder, Clock(), by="Bess")
    assert (folder / "history.jsonl").read_bytes() == whole
    assert found(folder) == []


@pytest.mark.parametrize("gone", [False, True])
def test_a_history_that_lost_the_line_of_a_redaction_is_begun_anew(folder: Path, gone: bool) -> None:
    """It was put back as it was, again and again: a text is missing in it, and nothing says why."""
    with opened(folder) as session:
        session.give({"note.home.1.beds": "Mrs Pruett"}, by="Ann")
        take_out(session, to_take_out(session, ["note.home.1.beds"]), why="it named a patient", by="Cy")
    (folder / "history.jsonl").write_bytes(b"".join(lines_of(folder)[:-1]))
    if gone:
        (folder / "answers.toml").unlink()
    assert found(folder)
    assert mended(folder) == GIVEN
    assert b"Pruett" not in b"".join(files(folder).values())


def test_answers_that_are_gone_and_a_history_broken_in_the_middle_leave_what_can_be_used(folder: Path) -> None:
    (folder / "answers.toml").unlink()
    (folder / "history.jsonl").write_bytes(b"".join([*lines_of(folder)[:3], b"nonsense\n", *lines_of(folder)[4:]]))
    (one,) = examine(folder, Clock())
    assert one.mend == "kept beside it and begun again with the 2 changes that can be used"
    few = {id_: text for id_, text in GIVEN.items() if id_ not in {"home.1.beds", "home.2.name", "pcn.name"}}
    assert mended(folder) == few


def test_hand_edits_and_what_a_save_left_are_mended_by_opening(folder: Path) -> None:
    path = folder / "answers.toml"
    path.write_bytes(path.read_bytes().replace(b'value = "30"', b"value = 31"))
    (folder / "history.jsonl").write_bytes((folder / "history.jsonl").read_bytes() + b'{"torn')
    (folder / ".des-decider-1.tmp").touch()
    (folder / "draft.toml").write_bytes(b"[")
    (folder / ".ready-memo.md").touch()
    said = found(folder)
    assert [words.partition(" (")[0] for words in said] == [
        "1 file of a save that was broken off", "a sign-off was broken off", "draft.toml could not be read",
        "Line 6 of history.jsonl, its last, was never finished and is left out",
        "Changed outside the program and taken over: beds of home 1 from 30 CQC beds to 31 CQC beds",
    ]  # fmt: skip
    assert {one.mend for one in examine(folder, Clock())} == {"mended as the decision is opened"}
    mend(folder, Clock(), by="Bess")
    assert found(folder) == []
    assert (folder / "draft.broken-1.toml").read_bytes() == b"["
    with opened(folder) as session:
        assert texts(session.answers) == {**GIVEN, "home.1.beds": "31"}


@pytest.mark.parametrize("damage", [b"", b"x = [", None])
def test_answers_that_are_broken_or_gone_are_rebuilt(folder: Path, damage: bytes | None) -> None:
    path = folder / "answers.toml"
    path.unlink() if damage is None else path.write_bytes(damage)
    assert len(found(folder)) == 1
    assert mended(folder) == GIVEN


def test_a_worksheet_is_put_back_where_a_copy_is_found(tmp_path: Path) -> None:
    with made(tmp_path / "small") as session:
        pass
    (session.folder / "worksheet.toml").unlink()
    assert found(session.folder) == [
        "worksheet.toml is missing, and no copy of it was found; put it back from a copy of the folder"
    ]
    folder = made_of_a_shipped_one(tmp_path / "d")
    for name, damage in (("worksheet.toml", b"format = 9"), ("worksheet-standard.toml", b""), ("worksheet.toml", None)):
        path = folder / name
        good = path.read_bytes()
        path.unlink() if damage is None else path.write_bytes(damage)
        (one,) = examine(folder, Clock())
        assert one.mend.startswith("put back from a copy")
        mend(folder, Clock(), by="Bess")
        assert (path.read_bytes(), found(folder)) == (good, [])
    assert (folder / "worksheet.broken-1.toml").read_bytes() == b"format = 9"


def made_of_a_shipped_one(folder: Path) -> Path:
    from des_decider.record.opening import create_decision

    create_decision(folder, SHIPPED.read_bytes(), practice="P", by="Ann", clock=Clock()).close()
    return folder


def test_a_worksheet_and_a_history_that_are_both_gone_are_mended_one_after_the_other(tmp_path: Path) -> None:
    folder = made_of_a_shipped_one(tmp_path / "d")
    (folder / "worksheet.toml").unlink()
    (folder / "history.jsonl").unlink()
    said = mend(folder, Clock(), by="Bess")
    assert [words.partition(":")[0] for words in said] == ["worksheet.toml is missing", "history.jsonl is missing"]
    assert found(folder) == []


def test_a_stray_seal_is_put_aside_and_a_lost_one_put_back(folder: Path, tmp_path: Path) -> None:
    (folder / "seal.toml").write_bytes(b"to do: buy a seal")
    assert "never signed off" in found(folder)[0]
    assert mended(folder) == GIVEN
    assert (folder / "seal.stray-1.toml").read_bytes() == b"to do: buy a seal"
    signed = sealed(tmp_path / "signed")
    assert found(signed) == []
    (signed / "seal.toml").rename(signed / "seal (1).toml")
    assert "its seal.toml is missing" in found(signed)[0]
    mend(signed, Clock(), by="Bess")
    assert (found(signed), verify(signed).state) == ([], "intact")
    (signed / "memo.md").write_bytes(b"other words")
    assert found(signed) == ["Altered: 1 file changed since sign-off; memo.md is not what was sealed"]
    assert [one.mend for one in examine(signed, Clock())] == [""]


def test_what_only_people_can_settle_is_told_and_left_as_it_is(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "d (1)")
    with opened(tmp_path / "d (1)") as copy:
        copy.give({"cost.gp_hour": "90"}, by="Bob")
        rescue(copy.decision_id, {"pcn.name": "Is"})
    (folder / ".held-by").write_text('who = "Ann"\ncomputer = "HARBOUR-2"\n')
    said = examine(folder, Clock())
    assert [one.what.partition("; ")[0] for one in said] == [
        "it is noted as open by Ann on HARBOUR-2", "1 text that could not be saved is kept on this computer",
        "1 copy of this decision has 1 answer that is not here: “d (1)”",
    ]  # fmt: skip
    with pytest.raises(CannotOpen, match="nothing was mended: it is noted as open by Ann"):
        mend(folder, Clock(), by="Bess")
    mend(folder, Clock(), by="Bess", take_over=True)
    with opened(folder) as session:
        assert len(copies_of(session)) == 1
        assert session.drafts == {"pcn.name": "Is"}


def test_files_of_two_decisions_and_of_newer_versions_are_not_touched(folder: Path, tmp_path: Path) -> None:
    with made(tmp_path / "other", pcn__name="x", home__1__name="y", home__1__beds="3") as other:
        other.give({"pcn.name": "z"}, by="Ann")
        other.give({"pcn.name": "u"}, by="Ann")
    (folder / "history.jsonl").write_bytes((other.folder / "history.jsonl").read_bytes())
    (one,) = examine(folder, Clock())
    assert ("different decisions" in one.what, one.mend, one.act) == (True, "", None)


def test_a_decision_that_is_open_is_not_mended(folder: Path) -> None:
    (folder / "history.jsonl").write_bytes(b"".join(lines_of(folder)[:-1]))
    before = files(folder)
    held = hold(folder, who="Ann", now=Clock()())
    with pytest.raises(CannotOpen, match="nothing was mended: it is open elsewhere: Ann on"):
        mend(folder, Clock(), by="Bess")
    held.let_go()
    assert files(folder) == before


def test_mending_that_is_broken_off_is_mended_the_next_time(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The program ends at each of its writes in turn."""
    for stop in range(3):
        place = folder.parent / f"far away {stop}" / "d"
        shutil.copytree(folder, place)
        (place / "history.jsonl").write_bytes(b"".join(lines_of(place)[:-2]) + b"nonsense\n")
        left = [stop]

        def stopping(path: Path, data: bytes, left: list[int] = left) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise KeyboardInterrupt
            write_safely(path, data)

        with monkeypatch.context() as patched:
            patched.setattr("des_decider.record.doctor.write_safely", stopping)
            if stop < 2:
                with pytest.raises(KeyboardInterrupt):
                    mend(place, Clock(), by="Bess")
        mend(place, Clock(), by="Bess")
        with opened(place) as session:
            assert (session.read_only, texts(session.answers)) == ("", GIVEN)
        assert read_history((place / "history.jsonl").read_bytes()).broken == ""
