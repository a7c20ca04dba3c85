from __future__ import annotations

import contextlib
import errno
import os
import shutil
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.changes import Edit
from des_decider.decision.values import Parsed
from des_decider.record import answer_texts
from des_decider.record.copies import copies_of, merge, told
from des_decider.record.opening import create_decision
from des_decider.record.recovery import CannotOpen
from des_decider.record.saving_elsewhere import save_elsewhere
from des_decider.record.session import ReadOnly, Session
from des_decider.record.words import holds_nhs_number, named
from des_decider.storage import answers_file, history
from des_decider.storage.answers_file import read_answers
from des_decider.storage.history import read_history
from des_decider.storage.places import rescue_folder
from des_decider.storage.safely import StorageFault
from tests.record.decisions import SMALL, Clock, made, opened, tables, texts
from tests.storage.test_safely import Failing

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.decision.answers import Answers

pytestmark = pytest.mark.on_the_disk

HOSTILE = [
    "tab\tand\x00nul\x07bell\x1b[2J\x1b]0;title\x07",
    "quotes \" ' \"\"\" ''' \\ \\n \\u202e # [/",
    "line one\n\nline three \\\n  end\\",
    "\u202eright to left\u2066\u200f\ufeff\u2028\u2029\x85\x9b",
    "[answers.\"practice.name\"]\nvalue = 'x'\n[end]",
    "é £17,191 漢字 🏴\u200d☠",
    "x" * 10_000,
    "\x7f" * 10_000,
]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return made(tmp_path / "d", practice__registered_list="9,000", home__1__name="Samphire", home__2__name="Thrift")


def reopened(session: Session) -> Session:
    session.close()
    again = opened(session.folder)
    assert (again.read_only, again.notices) == ("", ())
    return again


def test_what_is_given_is_one_change_and_on_the_disk(session: Session) -> None:
    outcome = session.give({"practice.weighted_list": "9.2k", "home.1.beds": "30"}, by="Ann", said_by=" Dr\nVane\x1b ")
    assert outcome.change is not None
    assert outcome.change.number == session.last_change == 3
    assert [(e.id, e.old, e.new) for e in outcome.change.edits] == [
        ("practice.weighted_list", None, "9200"), ("home.1.beds", None, "30"),
    ]  # fmt: skip
    assert (outcome.change.by, outcome.change.said_by) == ("Ann", "Dr Vane\\u001b")
    assert (outcome.refused, outcome.remarks, outcome.fault) == ((), (), "")
    assert tables(session.folder)["answers"]["home.1.beds"]["said_by"] == "Dr Vane\\u001b"
    assert tables(session.folder)["last_change"] == 3
    again = reopened(session)
    assert again.answers == session.answers
    assert again.changes == session.changes
    assert again.decision_id == session.decision_id
    assert again.worksheet.edition == "3-test"


def test_the_good_are_taken_and_the_others_refused_by_name(session: Session) -> None:
    outcome = session.give(
        {
            "practice.weighted_list": "many", "practise.name": "x", "home.1.beds": "30", "cost.gp_hour": "9" * 5000,
            "cost.nurse_hour": "0." + "1" * 500, "pcn.name": "half \ud800",
            "home.2.beds": "  ", "note." * 3000: "x", "\ud800": "x", "home.2": "gone", "home.9": "", "x.1": "",
        },
        by="Ann",
    )  # fmt: skip
    assert outcome.change is not None
    assert [e.id for e in outcome.change.edits] == ["home.1.beds"]
    why = {refused.id[:20]: refused.why for refused in outcome.refused}
    assert why.pop("practice.weighted_list"[:20]).startswith("our weighted list: “many”: write a")
    assert why.pop("practise.name") == "“practise.name” is not an id of this decision; did you mean practice.name?"
    assert "too long" in why.pop("cost.gp_hour")
    assert "too long" in why.pop("cost.nurse_hour")
    assert "broken character" in why.pop("pcn.name")
    assert "nothing in it" in why.pop("home.2.beds")
    assert "not an id" in why.pop("note.note.note.note.")
    assert "\\ud800" in why.pop("\ud800")
    assert "whole row" in why.pop("home.2")
    assert why.pop("home.9") == "there is no home 9"
    assert "not an id" in why.pop("x.1")
    assert not why
    assert outcome.refused[0].typed == "many"


@pytest.mark.parametrize("typed", [".123", "0.001234k", "0001.234", "9" * 190, "0." + "1" * 190, "1e5", "٣"])
def test_a_number_is_kept_as_it_reads_back_or_refused(session: Session, typed: str) -> None:
    ids = ["cost.gp_hour", "practice.gp_sessions", "home.1.beds", "director.hours", "share.of_pcn", "pcn.name"]
    session.give(dict.fromkeys(ids, typed), by="Ann")
    assert reopened(session).answers == session.answers


def test_a_text_that_would_read_back_differently_is_refused(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answer_texts, "parse", lambda typed, _rules: Parsed(typed, typed + "x"))
    assert "would not read back" in session.give({"pcn.name": "y"}, by="Ann").refused[0].why


def test_the_same_answer_is_no_change(session: Session) -> None:
    outcome = session.give({"practice.registered_list": "9000", "home.1.beds": ""}, by="Bob")
    assert (outcome.change, outcome.refused) == (None, ())
    assert session.last_change == 2


def test_answers_are_taken_back(session: Session) -> None:
    session.give({"practice.registered_list": ""}, by="Ann")
    assert "practice.registered_list" not in session.answers
    assert reopened(session).answers == session.answers


MARKS = {"open.cost.gp_hour": "no accounts yet", "open.cost.gp_hour.whom": "Jo", "open.cost.gp_hour.when": "2031-10-01"}


@pytest.mark.parametrize(
    ("already", "given", "left"),
    [
        ({}, {"cost.gp_hour": "95"}, set()),
        ({"cost.gp_hour": "90"}, {"cost.gp_hour": "95"}, set(MARKS)),
        ({}, {"cost.gp_hour": "dear"}, set(MARKS)),
        ({}, {"cost.nurse_hour": "30"}, set(MARKS)),
        ({}, {"note.cost.gp_hour": "ask again"}, set(MARKS)),
        ({}, {"cost.gp_hour": "95", "open.cost.gp_hour.when": "1 Nov 2031"}, {"open.cost.gp_hour.when"}),
        ({}, {"cost.gp_hour": "95", **MARKS}, set(MARKS)),
        ({"open.practice": "later"}, {"cost.gp_hour": "95"}, {"open.practice"}),
    ],
    ids=[
        "answered",
        "answered before",
        "refused",
        "another",
        "a note",
        "one given again",
        "all given again",
        "section",
    ],
)
def test_an_answer_ends_what_was_said_of_coming_back_to_it(
    session: Session, already: dict[str, str], given: dict[str, str], left: set[str]
) -> None:
    session.give(already, by="Ann")
    assert not session.give(MARKS, by="Ann").refused
    before = session.answers
    change = session.give(given, by="Ann", said_by="Bob").change
    assert {id_ for id_ in session.answers if id_.startswith("open.")} == left
    if change:
        session.undo(by="Cy")
        assert session.answers == before, "one undo restores both"
        session.redo(by="Cy")
        assert {id_ for id_ in session.answers if id_.startswith("open.")} == left
    assert reopened(session).answers == session.answers


def last_told(session: Session) -> str:
    """The last change in a few words."""
    return named(session.changes[-1], session.ids)


def test_marks_that_end_with_their_answer_are_not_told_as_answers(session: Session) -> None:
    session.give(MARKS, by="Ann")
    assert last_told(session) == "cost of a GP hour is left open: no accounts yet, and 2 more answers"
    session.give({"cost.gp_hour": "95", "home.2.beds": "4"}, by="Ann")
    assert last_told(session) == "cost of a GP hour: £95 an hour, and 1 more answer"
    undone = session.undo(by="Ann")
    assert undone is not None
    assert named(undone, session.ids) == "beds of home 2 taken back, and 1 more answer"


def test_who_said_an_answer_can_be_added_after_it(session: Session) -> None:
    change = session.give({"practice.registered_list": "9,000"}, by="Bob", said_by="Dr Vane").change
    assert change is not None
    assert change.edits == (Edit("practice.registered_list", "9000", "9000"),)
    given = session.answers["practice.registered_list"]
    assert (given.text, given.by, given.said_by) == ("9000", "Bob", "Dr Vane")
    assert last_told(session) == "our registered list: said by Dr Vane"
    assert session.give({"practice.registered_list": "9 000"}, by="Cy", said_by=" Dr Vane ").change is None
    assert session.give({"practice.registered_list": "9000"}, by="Cy").change is None, "who types is no edit"
    again = reopened(session)
    assert (again.answers, again.notices) == (session.answers, ())
    other = again.give({"practice.registered_list": "9000", "pcn.name": "Isles"}, by="Cy", said_by="Dr Reed")
    assert other.change is not None
    assert last_told(again) == "network: Isles, and 1 more answer"


def test_an_answer_that_comes_back_is_theirs_again_who_gave_it(session: Session) -> None:
    id_ = "practice.registered_list"
    session.give({id_: "8,000"}, by="Bob", said_by="Dr Vane")
    stages = [session.answers]
    for text, sayer in (("7,000", "Dr Reed"), ("7,000", "Dr Holm"), ("", "")):
        session.give({id_: text}, by="Cy", said_by=sayer)
        stages.append(session.answers)
    for stage in reversed(stages[:-1]):
        back = session.undo(by="Dee")
        assert back is not None
        assert (back.by, session.answers) == ("Dee", stage)
        assert reopened_beside(session) == stage
    assert session.answers[id_].said_by == "Dr Vane"
    undone = session.changes[-2]
    assert named(undone, session.ids) == "our registered list: said by Dr Reed"
    for stage in stages[1:]:
        session.redo(by="Dee")
        assert texts(session.answers) == texts(stage)
    session.undo(by="Dee")
    assert session.answers[id_].said_by == "Dr Holm"


def reopened_beside(session: Session) -> Answers:
    """The answers as another program reads them while this one has the decision open."""
    with opened(session.folder, read_only=True) as looked:
        return looked.answers


def test_when_nobody_is_known_to_have_said_it_the_undo_says_so(session: Session) -> None:
    session.give({"practice.registered_list": "9000"}, by="Bob", said_by="Dr Vane")
    back = session.undo(by="Bob")
    assert back is not None
    assert named(back, session.ids) == "our registered list: who said it taken back"
    assert session.answers["practice.registered_list"].said_by == ""


def test_a_draft_the_worksheet_does_not_know_can_be_given_up(session: Session) -> None:
    session.keep_draft("gone.away", "x")
    assert session.give({"gone.away": "y"}, by="Ann").refused
    assert session.give({"gone.away": ""}, by="Ann").refused == ()
    assert not session.drafts
    assert session.give({"gone.away": ""}, by="Ann").refused


def test_what_is_being_typed_in_a_row_goes_and_comes_back_with_it(session: Session) -> None:
    """Undo brought the row back without it, and doing it again left it typed in a row that was gone."""
    session.give({"home.1.name": "Elm"}, by="Ann")
    session.keep_draft("home.1.beds", "many")
    session.give({"home.1": ""}, by="Ann")
    assert dict(session.drafts) == {}
    session.undo(by="Ann")
    assert (session.answers.text("home.1.name"), dict(session.drafts)) == ("Elm", {"home.1.beds": "many"})
    session.redo(by="Ann")
    assert ("home.1.name" in session.answers, dict(session.drafts)) == (False, {})
    session.undo(by="Ann")
    with opened(session.folder, read_only=True) as again:
        assert dict(again.drafts) == {"home.1.beds": "many"}


def test_a_deleted_row_takes_all_its_answers_and_its_number_never_comes_back(session: Session) -> None:
    session.give({"home.2.beds": "4", "note.home.2.beds": "about", "open.home.2.reviews": "later"}, by="Ann")
    session.give({"open.home.2.reviews.whom": "the home", "open.home.2.arrivals.when": "2031-10-01"}, by="Ann")
    session.give({"partner.1.name": "Dr Vane", "vote.1.position": "for"}, by="Ann")
    session.keep_draft("home.2.arrivals", "1")
    outcome = session.give({"home.2": "", "partner.1": "", "home.2.plan_by": "gp", "home.2.beds": ""}, by="Ann")
    assert outcome.change is not None
    assert outcome.change.gone == ("home.2", "partner.1")
    assert outcome.refused[0].why == (
        "who writes care plans in home 2: home 2 was deleted, and its number is not used again; "
        "the next free one is home.3"
    )
    assert not [id_ for id_ in session.answers if ".2." in id_ or "vote" in id_]
    assert not session.drafts
    assert last_told(session) == "home 2 and partner 1 deleted"
    assert session.next_row("home") == 3
    again = reopened(session)
    assert again.answers.gone == {("home", 2), ("partner", 1)}
    assert again.next_row("home") == 3
    assert again.give({"home.2": ""}, by="Ann").refused[0].why == "home 2 is deleted already"
    for about in ("note.home.2.name", "open.home.2.name", "open.home.2.name.whom"):
        assert "was deleted" in again.give({about: "x"}, by="Ann").refused[0].why
    assert again.give({"home.2.name": ""}, by="Ann").refused == ()


def test_a_row_whose_answers_were_taken_back_leaves_a_gap_too(session: Session) -> None:
    session.give({"home.2.name": ""}, by="Ann")
    assert session.next_row("home") == 3
    assert reopened(session).next_row("home") == 3
    assert session.next_row("action") == 1


def test_when_all_numbers_are_used_the_refusal_says_so(session: Session) -> None:
    session.give({"home.999.name": "Last"}, by="Ann")
    session.give({"home.999": ""}, by="Ann")
    assert "all 999 numbers" in session.give({"home.999.name": "x"}, by="Ann").refused[0].why


def test_undo_and_redo(session: Session) -> None:
    assert last_told(session) == "our registered list: 9,000 patients, and 2 more answers"
    session.give({"home.1.beds": "30"}, by="Ann", said_by="Bob")
    session.give({"home.1": ""}, by="Ann")
    full = session.answers
    assert last_told(session) == "home 1 deleted"
    back = session.undo(by="Cy")
    assert back is not None
    assert (back.kind, back.back, back.by) == ("undone", ("home.1",), "Cy")
    assert texts(session.answers)["home.1.beds"] == "30"
    session.undo(by="Cy")
    session.undo(by="Cy")
    assert texts(session.answers) == {"practice.name": "Gull Rock Surgery"}
    assert session.undo(by="Cy") is None
    for _ in range(3):
        again = session.redo(by="Cy")
        assert again is not None
        assert again.kind == "redone"
    assert session.redo(by="Cy") is None
    assert (texts(session.answers), session.answers.gone) == (texts(full), full.gone)
    session.undo(by="Cy")
    session.give({"pcn.name": "Isles"}, by="Ann")
    assert session.redo(by="Cy") is None
    assert session.last_change == 12
    again_open = reopened(session)
    assert again_open.answers == session.answers
    assert again_open.undo(by="Ann") is None


def test_words_for_what_was_changed(session: Session) -> None:
    for texts_, words in (
        ({"cost.gp_hour": "80/100.5/156"}, "cost of a GP hour: £100.50 an hour (from £80 to £156)"),
        ({"deadline.asked": "1/10/2031"}, "deadline the commissioner asked for: 1 October 2031"),
        ({"director.ours": "y"}, "the network’s director is one of us: Yes"),
        ({"home.by": "rows"}, "how the homes are answered: home by home"),
        ({"home.by": ""}, "how the homes are answered taken back"),
        ({"pcn.name": "x\x1b" * 50}, "network: " + "x\\u001b" * 8 + "x\\u…"),
    ):
        session.give(texts_, by="Ann")
        assert last_told(session) == words


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_come_back_as_they_were(session: Session, text: str) -> None:
    session.give({"decision.sentence": text}, by=text, said_by=text)
    session.keep_draft("decision.question", text)
    kept = session.answers.text("decision.sentence")
    assert kept == text.strip()
    again = reopened(session)
    assert again.answers == session.answers
    assert again.drafts == {"decision.question": text}
    for name in ("answers.toml", "history.jsonl", "draft.toml"):
        data = (session.folder / name).read_text(encoding="utf-8")
        assert not set(data) & {"\x1b", "\x9b", "\u202e", "\0", "\x7f"}


def test_an_nhs_number_is_pointed_out(session: Session) -> None:
    outcome = session.give({"note.home.1.beds": "Mr X, 401 023 2137", "home.1.beds": "3"}, by="Ann")
    assert outcome.remarks == (
        "note on beds of home 1 holds what looks like an NHS number; no patient’s data belongs in this record",
    )


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("4010232137", True), ("nhs:401-023-2137.", True), ("401 0232137", True), ("943 476 5919", True),
        ("4010232138", False), ("14010232137", False), ("0000000000", False), ("01234 567890", False),
        ("401 023 213", False), ("1000000010", False), ("2000000010", True), ("", False),
    ],
)  # fmt: skip
def test_nhs_numbers(text: str, held: bool) -> None:
    assert holds_nhs_number(text) is held


def test_drafts_outlive_the_program_and_end_with_the_answer(session: Session) -> None:
    session.keep_draft("decision.sentence", "We wi")
    session.keep_draft("decision.question", "Shall")
    session.keep_draft("home.1.beds", "3o")
    again = reopened(session)
    assert again.drafts == {"decision.sentence": "We wi", "decision.question": "Shall", "home.1.beds": "3o"}
    again.drop_draft("decision.question")
    again.give({"decision.sentence": "We will.", "home.1.beds": "3o"}, by="Ann")
    assert again.drafts == {"home.1.beds": "3o"}


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


@contextlib.contextmanager
def refusing(folder: Path, error: int) -> Iterator[None]:
    """Nothing can be written into a folder; what this program keeps for itself lies on another disk."""
    write, opens = os.write, os.open

    def no_write(handle: int, data: bytes) -> int:
        if os.fstat(handle).st_ino in {path.stat().st_ino for path in folder.iterdir()}:
            raise OSError(error, os.strerror(error))
        return write(handle, data)

    def no_open(path: str, flags: int, *more: int) -> int:
        if Path(path).parent == folder and flags & (os.O_RDWR | os.O_CREAT):
            raise OSError(error, os.strerror(error))
        return opens(path, flags, *more)

    with pytest.MonkeyPatch.context() as patched:
        if error in {errno.ENOSPC, errno.EDQUOT, errno.EIO}:
            patched.setattr(os, "write", no_write)
        else:
            patched.setattr(os, "open", no_open)
        yield


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
    with opened(session.folder) as third:
        assert (copies_of(third), third.answers) == ((), session.answers)


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
    for module, name in ((history, "LONGEST_LINE"), (history, "MOST_BYTES")):
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


def test_a_sealed_or_closed_decision_takes_nothing(session: Session) -> None:
    (session.folder / "seal.toml").touch()
    before = {path.name: path.read_bytes() for path in session.folder.iterdir()}
    with pytest.raises(ReadOnly, match=r"never signed off, and a seal\.toml that is not its own"):
        session.give({"home.1.beds": "3"}, by="Ann")
    for refused in (
        lambda: session.undo(by="Ann"),
        lambda: session.redo(by="Ann"),
        lambda: session.keep_draft("a.b", "c"),
        lambda: session.drop_draft("a.b"),
        lambda: session.as_signed_off(datetime(2031, 9, 20, tzinfo=UTC)),
    ):
        with pytest.raises(ReadOnly):
            refused()
    assert {path.name: path.read_bytes() for path in session.folder.iterdir()} == before
    (session.folder / "seal.toml").unlink()
    with made(session.folder.parent / "e") as other:
        pass
    other.close()
    with pytest.raises(ReadOnly, match="closed"):
        other.give({"home.1.beds": "3"}, by="Ann")


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


def test_another_route_to_the_same_answers_gives_the_same_file(tmp_path: Path) -> None:
    one = made(tmp_path / "1", home__10__name="a", home__2__name="b", practice__registered_list="1", pcn__name="p")
    two = made(tmp_path / "2", pcn__name="x")
    two.give({"practice.registered_list": "1", "pcn.name": "p"}, by="Bob")
    two.undo(by="Bob")
    two.give({"home.2.name": "b", "home.10.name": "a"}, by="Bob")
    two.give({"pcn.name": "p", "practice.registered_list": "1"}, by="Bob")

    def without_times(folder: Path) -> list[str]:
        of_the_history = ("last_change", "last_at", "last_line", "size =", "sha256 =")
        lines = (folder / "answers.toml").read_text(encoding="utf-8").splitlines()
        return [
            line
            for line in lines
            if not line.startswith(("at =", "by =", "made =", "decision =", *of_the_history, "# SHA"))
        ]

    assert without_times(one.folder) == without_times(two.folder)


@pytest.mark.parametrize(
    "zone", [None, timezone(timedelta(hours=1)), timezone(timedelta(minutes=-75, seconds=-15)), UTC]
)
def test_any_clock_will_do(tmp_path: Path, zone: timezone | None) -> None:
    clock = Clock(datetime(2041, 9, 18, 19, 42, 7, 999, tzinfo=zone))
    session = create_decision(tmp_path / "d", SMALL, practice="P", by="Ann", clock=clock)
    assert reopened(session).answers == session.answers
    at = session.answers["practice.name"].at
    assert at is not None
    assert (at.utcoffset() is not None, at.microsecond) == (True, 0)
    if zone:
        assert abs(at - clock.now) < timedelta(minutes=1)


def test_what_was_refused_with_an_answer_is_taken_back_and_done_again_with_it(session: Session) -> None:
    session.keep_draft("home.1.arrivals", "a few")
    pasted = {"home.1.beds": "30", "home.1.arrivals": "lots", "home.2.beds": "many"}
    assert len(session.give(pasted, by="Ann", keep_refused=True).refused) == 2
    refused = {"home.1.arrivals": "lots", "home.2.beds": "many"}
    assert session.drafts == refused
    assert session.to_undo is not None
    assert session.to_undo.typed == refused
    assert session.undo(by="Ann") is not None
    assert session.drafts == {"home.1.arrivals": "a few"}
    assert "home.1.beds" not in session.answers
    assert session.redo(by="Ann") is not None
    assert session.drafts == refused
    assert session.answers.text("home.1.beds") == "30"
    session.keep_draft("home.2.beds", "many more")
    session.undo(by="Ann")
    assert session.drafts == {"home.1.arrivals": "a few", "home.2.beds": "many more"}, "typed on, so it stays"
    assert reopened(session).drafts == {"home.1.arrivals": "a few", "home.2.beds": "many more"}


def test_a_block_of_which_nothing_was_understood_is_taken_back_before_any_answer(session: Session) -> None:
    session.give({"home.1.beds": "30"}, by="Ann")
    before = session.last_change
    session.give({"home.1.arrivals": "lots", "home.2.beds": "many"}, by="Ann", keep_refused=True)
    assert session.to_undo is not None
    assert session.undo(by="Ann") is None, "no answer changed"
    assert (session.drafts, session.last_change, session.answers.text("home.1.beds")) == ({}, before, "30")
    assert session.redo(by="Ann") is None
    assert session.drafts == {"home.1.arrivals": "lots", "home.2.beds": "many"}
    session.undo(by="Ann")
    assert session.undo(by="Ann") is not None
    assert "home.1.beds" not in session.answers


def test_one_text_that_is_refused_is_no_step_of_its_own(session: Session) -> None:
    session.give({"home.1.beds": "30"}, by="Ann")
    session.give({"home.1.beds": "many"}, by="Ann", keep_refused=True)
    assert session.drafts == {"home.1.beds": "many"}
    assert session.to_undo is not None
    assert not session.to_undo.typed


def test_more_refused_texts_than_can_be_kept_change_no_answer(session: Session) -> None:
    many = {f"home.{n}.{last}": "many" for n in range(1, 200) for last in ("beds", "arrivals", "reviews", "mdt_hours")}
    many |= {f"local.{n}.amount": "many" for n in range(1, 300)}
    before = session.answers
    with pytest.raises(StorageFault, match="more than 1,000 texts"):
        session.give({**many, "home.1.name": "Elm"}, by="Ann", keep_refused=True)
    assert (session.answers, session.drafts) == (before, {})
