"""An open decision on a disk that refuses or goes, or whose files are changed meanwhile: what is said is so."""

from __future__ import annotations

import contextlib
import errno
import os
import shutil
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from des_decider.record.copies import copies_of, merge, told
from des_decider.record.recovery import CannotOpen
from des_decider.record.saving_elsewhere import save_elsewhere
from des_decider.storage import answers_file, history_file
from des_decider.storage.answers_file import read_answers
from des_decider.storage.copies_beside import rescue, rescue_name, rescued_records
from des_decider.storage.history import read_history
from des_decider.storage.places import rescue_folder
from des_decider.storage.safely import StorageFault
from tests.failing_disk import Failing, refusing
from tests.record.decisions import Clock, opened, reopened, tables, texts, with_two_homes

if TYPE_CHECKING:
    from des_decider.record.session import Session

pytestmark = pytest.mark.on_the_disk


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return with_two_homes(tmp_path / "d")


def test_a_draft_that_cannot_be_dropped_is_said(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    session.keep_draft("home.1.beds", "3")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", Failing(Path.unlink, errno.EACCES, times=None))
        assert "the answer is saved" in session.give({"home.1.beds": "3"}, by="Ann").fault


@pytest.mark.parametrize("error", [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("call", ["open", "write", "fsync"])
def test_a_disk_that_refuses_changes_nothing(
    session: Session, monkeypatch: pytest.MonkeyPatch, call: str, error: int
) -> None:
    before = session.answers
    with monkeypatch.context() as patched:
        patched.setattr(os, call, Failing(getattr(os, call), error, times=None))
        for attempt in (
            lambda: session.give({"home.1.beds": "3"}, by="Ann"),
            lambda: session.undo(by="Ann"),
        ):
            with pytest.raises(StorageFault, match=r"cannot write .*history\.jsonl”"):
                attempt()
    assert (session.answers, session.last_change) == (before, 2)
    assert session.give({"home.1.beds": "4"}, by="Ann").fault == ""
    assert reopened(session).answers == session.answers


def test_a_line_left_in_part_is_taken_away_before_the_next(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", Failing(os.fsync, errno.EIO, times=None))
        patched.setattr(os, "ftruncate", Failing(os.ftruncate, errno.EIO, times=None))
        patched.setattr(os, "lseek", Failing(os.lseek, errno.EIO, times=2))
        with pytest.raises(StorageFault):
            session.give({"home.1.beds": "3"}, by="Ann")
        patched.setattr(os, "lseek", Failing(os.lseek, errno.EIO, times=0))
        write = os.write
        patched.setattr(
            os, "write", lambda handle, data: write(handle, bytes(data)[:9]) and Failing(write, 5, times=1)()
        )
        with pytest.raises(StorageFault):
            session.give({"home.1.beds": "3"}, by="Ann")
    session.give({"home.1.beds": "4"}, by="Ann")
    assert texts(reopened(session).answers)["home.1.beds"] == "4"


def test_an_answer_that_stands_in_the_history_is_never_said_not_to(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk confirms nothing any more, and lets nothing be taken away either."""
    with monkeypatch.context() as patched:
        patched.setattr(os, "fsync", Failing(os.fsync, errno.EIO, times=None))
        patched.setattr(os, "ftruncate", Failing(os.ftruncate, errno.EIO, times=None))
        outcome = session.give({"home.1.beds": "3"}, by="Ann")
    assert outcome.change is not None
    assert "the history has every answer" in outcome.fault
    assert texts(opened(session.folder, read_only=True).answers)["home.1.beds"] == "3"
    session.give({"home.2.beds": "4"}, by="Ann")
    assert session.unsaved == "", "with the next answer it is written once more, and confirmed"
    again = reopened(session)
    assert (again.answers.text("home.1.beds"), again.answers.text("home.2.beds"), again.notices) == ("3", "4", ())


def test_when_only_answers_toml_fails_the_history_has_the_answer(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace = os.replace
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", Failing(replace, errno.ENOSPC, times=None))
        outcome = session.give({"home.1.beds": "3"}, by="Ann")
        assert "disk is full" in outcome.fault
        assert "the history has every answer" in session.unsaved
        assert session.answers.text("home.1.beds") == "3"
        assert session.undo(by="Ann") is not None
        assert session.redo(by="Ann") is not None
        looked = opened(session.folder, read_only=True)
        assert (looked.answers, looked.unsaved) == (session.answers, "")
    assert tables(session.folder)["last_change"] == 2
    session.close()
    assert tables(session.folder)["last_change"] == 5
    assert session.unsaved == ""


REFUSALS = {
    errno.ENOSPC: "the disk is full", errno.EDQUOT: "your share of the disk is used up", errno.EIO: "reports a fault",
    errno.EACCES: "you have no permission", errno.EROFS: "the disk is read-only",
}  # fmt: skip


@pytest.mark.parametrize("error", REFUSALS)
def test_what_the_folder_does_not_take_is_kept_on_this_computer_and_work_goes_on(session: Session, error: int) -> None:
    before = {path.name: path.read_bytes() for path in session.folder.iterdir()}
    with refusing(session.folder, error):
        for given in ({"home.1.beds": "30", "pcn.name": "Isles"}, {"home.1.name": "Elm"}):
            outcome = session.give(given, by="Ann")
            assert outcome.change is not None
            assert REFUSALS[error] in outcome.fault
            assert outcome.fault.endswith("; until then every answer is kept on this computer")
            assert session.waits
        session.undo(by="Ann")
        with pytest.raises(StorageFault, match=REFUSALS[error]):
            session.as_signed_off(datetime(2031, 9, 20, tzinfo=UTC))
        assert (session.answers.text("home.1.beds"), session.answers.text("home.1.name")) == ("30", "Samphire")
    assert {path.name: path.read_bytes() for path in session.folder.iterdir()} == before
    session.give({"home.2.name": "Oak"}, by="Ann")
    assert (session.unsaved, session.waits) == ("", False), "once there is room again, all of it is saved"
    again = reopened(session)
    assert (again.answers, again.changes) == (session.answers, session.changes)
    assert copies_of(again) == ()
    assert not list(rescue_folder(again.decision_id).iterdir())


@pytest.mark.parametrize("error", REFUSALS)
def test_what_was_never_saved_is_offered_by_the_next_opening(session: Session, error: int) -> None:
    with refusing(session.folder, error):
        session.give({"home.1.beds": "30", "pcn.name": "Isles"}, by="Ann", said_by="Dr Vane")
        with pytest.raises(StorageFault, match="what was typed is kept on this computer and comes back"):
            session.keep_draft("decision.sentence", "We jo")
        session.close()
    with opened(session.folder) as again:
        assert "pcn.name" not in again.answers, "nobody has chosen it yet"
        assert again.drafts == {"decision.sentence": "We jo"}
        (said,) = again.notices
        assert said.startswith("What could not be saved was kept on this computer and is here again, typed and not")
        (copy,) = copies_of(again)
        assert told([copy]) == "1 copy of this decision has 2 answers that are not here: “kept on this computer”"
        merge(again, [copy], {(copy.of.digest, one.id) for one in copy.differences}, by="Bess")
        assert again.answers == session.answers
        assert not rescued_records(again.decision_id), "nobody needs it any more"
    with opened(session.folder) as third:
        assert (copies_of(third), third.answers) == ((), session.answers)


def rescued_beds(session: Session, beds: str = "30") -> Path:
    """Answers that only this computer has, as the program ended while the disk was full; where they are kept."""
    with refusing(session.folder, errno.ENOSPC):
        session.give({"home.1.beds": beds, "pcn.name": "Isles"}, by="Ann")
        session.close()
    (name,) = rescued_records(session.decision_id)
    return rescue_folder(session.decision_id) / name


def test_what_was_rescued_goes_once_it_is_refused_in_so_many_words(session: Session) -> None:
    kept = rescued_beds(session)
    for _ in range(2):
        with opened(session.folder) as again:
            assert len(copies_of(again)) == 1, "looking decides nothing"
    with opened(session.folder) as again:
        merge(again, copies_of(again), (), by="Bess")
        assert not kept.exists()
        assert again.answers.text("home.1.beds") == ""


def test_what_was_rescued_goes_once_the_same_answers_were_given_again(session: Session) -> None:
    kept = rescued_beds(session)
    with opened(session.folder) as again:
        again.give({"home.1.beds": "30"}, by="Ann")
    with opened(session.folder) as again:
        assert kept.exists(), "one answer is nowhere else"
        again.give({"pcn.name": "Isles"}, by="Ann")
    opened(session.folder, read_only=True)
    assert kept.exists(), "whoever only reads changes nothing"
    opened(session.folder).close()
    assert not kept.exists()


def test_what_was_rescued_goes_where_the_program_was_killed_before_it_could(session: Session) -> None:
    record = {name: (session.folder / name).read_bytes() for name in ("answers.toml", "history.jsonl")}
    session.close()
    rescue(session.decision_id, rescue_name(session.folder), record["answers.toml"], record["history.jsonl"])
    opened(session.folder).close()
    assert not rescued_records(session.decision_id)


@pytest.mark.parametrize("damage", [b"", b"?", b"[answers]\n"])
def test_a_rescued_record_that_cannot_be_read_stays_for_a_person(session: Session, damage: bytes) -> None:
    kept = rescued_beds(session)
    for name in ("answers.toml", "history.jsonl"):
        (kept / name).write_bytes(session.decision_id.encode() + damage)
    opened(session.folder).close()
    assert (kept / "answers.toml").exists()
    assert (kept / "history.jsonl").exists()


def test_what_was_rescued_stays_while_what_was_taken_of_it_is_not_saved(session: Session) -> None:
    kept = rescued_beds(session)
    again = opened(session.folder)
    (copy,) = copies_of(again)
    with refusing(session.folder, errno.ENOSPC), pytest.raises(StorageFault):
        merge(again, [copy], {(copy.of.digest, one.id) for one in copy.differences}, by="Bess")
    assert (again.waits, kept.exists()) == (True, True)
    again.give({"home.2.beds": "12"}, by="Bess")
    assert again.unsaved == ""
    again.close()
    opened(session.folder).close()
    assert not rescued_records(session.decision_id)


def test_a_copy_of_which_an_answer_is_refused_is_offered_again(session: Session) -> None:
    kept = rescued_beds(session)
    with opened(session.folder) as again:
        (copy,) = copies_of(again)
        odd = copy._replace(differences=tuple(one._replace(id="home.9999.beds") for one in copy.differences))
        (outcome,) = merge(again, [odd], {(odd.of.digest, "home.9999.beds")}, by="Bess")
        assert outcome.refused
        assert len(copies_of(again)) == 1
    assert kept.exists()


@pytest.mark.parametrize(
    ("later", "comes"), [("We join for now", "We join for now"), ("We", "We join"), ("No.", "We join · No.")]
)
def test_what_was_typed_on_while_the_folder_took_nothing_comes_back_with_what_it_took_before(
    session: Session, later: str, comes: str
) -> None:
    """The beginning stood in the folder, so that the rest was thrown away."""
    session.keep_draft("decision.sentence", "We join")
    with refusing(session.folder, errno.ENOSPC), pytest.raises(StorageFault, match="comes back when the decision is"):
        session.keep_draft("decision.sentence", later)
    session.close()
    with opened(session.folder) as again:
        assert again.drafts == {"decision.sentence": comes}
    assert reopened(again).drafts == {"decision.sentence": comes}


def test_what_was_typed_and_deleted_again_does_not_come_back(session: Session) -> None:
    with refusing(session.folder, errno.ENOSPC), pytest.raises(StorageFault):
        session.keep_draft("decision.sentence", "We jo")
    session.drop_draft("decision.sentence")
    assert reopened(session).drafts == {}


def test_a_disk_that_refuses_twice_leaves_what_each_program_rescued(session: Session) -> None:
    session.close()
    for id_, text in (("home.1.beds", "30"), ("home.2.beds", "12")):
        one = opened(session.folder)
        with refusing(session.folder, errno.ENOSPC):
            one.give({id_: text}, by="Ann")
            one.close()
    with opened(session.folder) as again:
        assert sorted(one.id for copy in copies_of(again) for one in copy.differences) == ["home.1.beds", "home.2.beds"]


def test_where_nothing_can_be_kept_anywhere_nothing_is_given(session: Session) -> None:
    before = session.answers
    home = rescue_folder(session.decision_id)
    home.parent.parent.mkdir(parents=True)
    home.parent.write_text("a file where the folder should be")
    with refusing(session.folder, errno.ENOSPC), pytest.raises(StorageFault, match="the disk is full"):
        session.give({"home.1.beds": "30"}, by="Ann")
    assert (session.answers, session.waits) == (before, False)
    session.give({"home.1.beds": "31"}, by="Ann")
    assert reopened(session).answers == session.answers


def test_a_decision_whose_drive_is_gone_is_saved_elsewhere_and_goes_on_there(session: Session) -> None:
    session.keep_draft("decision.sentence", "We jo")
    session.folder.rename(session.folder.with_name("away"))
    assert "it is not there; see whether the drive is connected" in session.give({"home.1.beds": "30"}, by="Ann").fault
    with pytest.raises(CannotOpen, match="holds a decision already"):
        save_elsewhere(session, session.folder.with_name("away"), by="Ann", clock=Clock())
    there = save_elsewhere(session, session.folder.with_name("stick") / "new", by="Ann", clock=Clock())
    assert (there.read_only, there.notices, there.decision_id) == ("", (), session.decision_id)
    assert (there.answers, there.changes, there.drafts) == (session.answers, session.changes, session.drafts)
    there.give({"pcn.name": "Isles"}, by="Ann")
    session.close()
    again = reopened(there)
    assert copies_of(again) == ()
    with opened(session.folder.with_name("away")) as old:
        assert texts(old.answers).get("home.1.beds") is None
        (copy,) = copies_of(old)
        assert copy.name == "“kept on this computer”", "the old place is offered what it did not take"


def test_a_full_folder_is_copied_as_it_is_with_what_it_did_not_take(session: Session) -> None:
    before = (session.folder / "history.jsonl").read_bytes()
    with refusing(session.folder, errno.ENOSPC):
        session.give({"home.1.beds": "30"}, by="Ann")
        with save_elsewhere(session, session.folder.with_name("roomy"), by="Ann", clock=Clock()) as there:
            assert there.answers == session.answers
        session.close()
    assert (session.folder.with_name("roomy") / "history.jsonl").read_bytes().startswith(before), "line for line"


def test_killed_between_the_two_writes_it_opens_with_the_answer(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", Failing(os.replace, errno.ENOSPC, times=None))
        session.give({"home.1.beds": "3"}, by="Ann")
        session.close()
    again = opened(session.folder)
    assert (again.answers, again.notices) == (session.answers, ())
    assert tables(session.folder)["last_change"] == 3


@pytest.mark.parametrize("call", ["open", "write", "fsync", "lseek", "fstat", "replace", "close"])
@pytest.mark.parametrize("at", range(6))
def test_interrupted_anywhere_memory_and_disk_agree(
    session: Session, monkeypatch: pytest.MonkeyPatch, call: str, at: int
) -> None:
    left, called = [at], getattr(os, call)

    def interrupted(*given: object, **named: object) -> object:
        left[0] -= 1
        if left[0] == -1:
            raise KeyboardInterrupt
        return called(*given, **named)

    with monkeypatch.context() as patched:
        patched.setattr(os, call, interrupted)
        with contextlib.suppress(KeyboardInterrupt):
            session.give({"home.1.beds": "3"}, by="Ann")
    session.give({"home.2.beds": "4"}, by="Ann")
    assert not [path for path in session.folder.iterdir() if path.name.endswith(".tmp")]
    assert reopened(session).answers == session.answers


def test_too_much_is_refused_before_anything_is_written(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (session.folder / "history.jsonl").read_bytes()
    for module, name in ((history_file, "LONGEST_LINE"), (history_file, "MOST_BYTES")):
        with monkeypatch.context() as patched:
            patched.setattr(module, name, 200)
            with pytest.raises(StorageFault):
                session.give({"home.1.beds": "3"}, by="Ann")
    with monkeypatch.context() as patched:
        patched.setattr("des_decider.record.saving.MOST_BYTES", 200)
        with pytest.raises(StorageFault, match="shorten some"):
            session.give({"home.1.beds": "3"}, by="Ann")
    assert (session.folder / "history.jsonl").read_bytes() == before
    assert answers_file.MOST_BYTES > 200


def test_what_would_be_signed_is_written_by_nobody_yet(session: Session) -> None:
    at = datetime(2031, 9, 20, 20, 1, tzinfo=UTC)
    before = {path.name: path.read_bytes() for path in session.folder.iterdir()}
    answers, kept = session.as_signed_off(at)
    assert {path.name: path.read_bytes() for path in session.folder.iterdir()} == before
    assert (read_answers(answers).header.signed_off, read_answers(answers).whole) == (at, True)
    assert (read_history(kept).signed_off, read_history(kept).last) == (at, session.last_change)
    session.give({"home.1.beds": "3"}, by="Ann")
    assert "signed_off" not in tables(session.folder)


@pytest.mark.parametrize("name", ["answers.toml", "history.jsonl", "worksheet.toml", "worksheet-standard.toml"])
def test_what_was_changed_meanwhile_is_not_signed_unseen(session: Session, name: str) -> None:
    path = session.folder / name
    data = path.read_bytes()
    for changed in (data + b"\n", data[:-1], data.replace(b"e", b"E", 1)):
        path.write_bytes(changed)
        with pytest.raises(StorageFault, match=rf"{name}” was changed by another program while it was open here"):
            session.as_signed_off(datetime(2031, 9, 20, tzinfo=UTC))
        assert path.read_bytes() == changed
    path.write_bytes(data)
    session.as_signed_off(datetime(2031, 9, 20, tzinfo=UTC))


def test_an_answers_file_that_was_edited_meanwhile_is_not_written_over(session: Session) -> None:
    """Both are kept: what was answered here in the history, what was put there in the file."""
    session.give({"home.1.beds": "30", "home.1.name": "Elm"}, by="Ann")
    path = session.folder / "answers.toml"
    edited = path.read_bytes().replace(b'"30"', b'"31"').replace(b"Elm", b"Oak")
    path.write_bytes(edited)
    outcome = session.give({"home.1.beds": "32"}, by="Ann", said_by="Bob")
    assert "was changed by another program while it was open here" in outcome.fault
    assert "the history has every answer" in outcome.fault
    session.give({"pcn.name": "Isles"}, by="Ann")
    session.close()
    assert path.read_bytes() == edited
    again = opened(session.folder)
    now = texts(again.answers)
    assert (now["home.1.beds"], now["home.1.name"], now["pcn.name"]) == ("32", "Oak", "Isles")
    both = "beds of home 1 (31 CQC beds there, 32 CQC beds stands)"
    assert again.notices == (
        "Changed outside the program and taken over: name of home 1 from Elm to Oak.",
        f"Changed outside the program but answered again later, so not taken over: {both}.",
        "answers.toml as it was edited is kept as answers.edited-1.toml.",
    )
    assert (session.folder / "answers.edited-1.toml").read_bytes() == edited
    again.close()
    assert opened(session.folder).notices == ()


def test_an_answers_file_that_is_gone_is_written_anew(session: Session) -> None:
    (session.folder / "answers.toml").unlink()
    assert session.give({"home.1.beds": "3"}, by="Ann").fault == ""
    assert tables(session.folder)["answers"]["home.1.beds"]["value"] == "3"


def test_a_history_that_was_changed_meanwhile_takes_no_answer_and_none_is_lost(session: Session) -> None:
    """What was given here is kept on this computer, and laid beside what is there when it is opened next."""
    path = session.folder / "history.jsonl"
    changed = path.read_bytes().replace(b'"by": "Ann"', b'"by": "Bob"')
    path.write_bytes(changed)
    outcome = session.give({"home.1.beds": "3"}, by="Ann")
    assert "changed by another program while it was open here" in outcome.fault
    assert (session.waits, path.read_bytes()) == (True, changed)
    session.close()
    assert path.read_bytes() == changed


def test_a_history_of_another_computer_put_in_the_place_of_ours_loses_nothing_of_ours(
    session: Session, tmp_path: Path
) -> None:
    """Saved, and then gone from the disk: a service that syncs let the other computer's files win."""
    shutil.copytree(session.folder, tmp_path / "far away" / "laptop")
    with opened(tmp_path / "far away" / "laptop") as laptop:
        laptop.give({"cost.gp_hour": "90"}, by="Bob")
    assert session.give({"home.1.beds": "3"}, by="Ann").fault == ""
    for name in ("answers.toml", "history.jsonl"):
        shutil.copyfile(tmp_path / "far away" / "laptop" / name, session.folder / name)
    session.close()
    with opened(session.folder) as again:
        assert (again.read_only, again.notices, again.answers) == ("", (), laptop.answers)
        (copy,) = copies_of(again)
        assert [(one.id, one.text) for one in copy.differences] == [("home.1.beds", "3")]
