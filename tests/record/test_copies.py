"""Copies that synced folders leave: found by what is in them, compared answer by answer, and never merged unseen."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from des_decider.record.change_words import named
from des_decider.record.copies import ON_THE_DISK, asked, copies_of, in_words, merge, offered, told, who_and_when
from des_decider.record.opening import open_decision
from des_decider.record.recovery import CannotOpen
from des_decider.record.redaction import NothingToTakeOut, take_out, to_take_out
from des_decider.record.session import ReadOnly
from des_decider.storage.trouble import Trouble
from tests.record.decisions import Clock, made, opened, texts

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.record.session import Session

pytestmark = pytest.mark.on_the_disk

NAMES = [
    "answers-LAPTOP.toml", "answers (1).toml", "answers (Ann's conflicted copy 2031-09-19).toml",
    "answers (conflicted copy 2031-09-19 090001).toml", "answers_conflict-20310919-090001.toml",
    "answers.sync-conflict-20310919-090001-ABCDEFG.toml", "answers (SFConflict ann 2031-09-19-09-00-01).toml",
    "answers 2.toml", "answers - Copy.toml", "Copy of answers.toml", "answers (Case Conflict).toml",
    "answers [conflicted].toml", "answers.toml.orig", "Antworten (Kopie).toml", "old", "history-LAPTOP.jsonl",
    "history (1).jsonl", "history.sync-conflict-20310919-090001-ABCDEFG.jsonl", "Verlauf.txt", "../d-LAPTOP",
    "../d (1)", "../Copy of d", "../d (conflicted copy 2031-09-19)", "../what Bob sent",
]  # fmt: skip
"""What OneDrive, Google Drive, Dropbox, Nextcloud, ownCloud, Syncthing, Seafile, iCloud, Windows and people say."""


def on_the_laptop(folder: Path) -> Session:
    """Another computer's session on the same decision, an hour later."""
    return open_decision(folder, clock=Clock(datetime(2031, 9, 19, 10, tzinfo=UTC)), wait=0)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A decision, and in `laptop` what another computer has of it: both went on by themselves."""
    made(tmp_path / "d", practice__registered_list="9,000", home__1__name="Samphire", home__1__beds="30").close()
    (tmp_path / "far away").mkdir()
    shutil.copytree(tmp_path / "d", tmp_path / "far away" / "laptop")
    with on_the_laptop(tmp_path / "far away" / "laptop") as laptop:
        laptop.give({"home.1.beds": "32", "cost.gp_hour": "90"}, by="Bob", said_by="Dr Vane")
        laptop.give({"practice.registered_list": ""}, by="Bob")
    with opened(tmp_path / "d") as here:
        here.give({"home.1.beds": "31", "pcn.name": "Isles"}, by="Ann")
    return tmp_path / "d"


def lay(folder: Path, name: str) -> Path:
    """Put the laptop's file or folder beside the decision, as a service that syncs does."""
    laptop, place = folder.parent / "far away" / "laptop", folder / name
    if name.startswith("../"):
        shutil.copytree(laptop, place)
    else:
        history = name.startswith(("history", "Verlauf"))
        shutil.copyfile(laptop / ("history.jsonl" if history else "answers.toml"), place)
    return place


def listed(session: Session) -> list[str]:
    """Each difference as it is told."""
    return [
        f"{asked(offer.difference, session)}: {' / '.join(in_words(offer.difference, session))}"
        f"{' !' * offer.difference.both}"
        for offer in offered(copies_of(session))
    ]


DIFFERENT = [
    "our registered list: 9,000 patients / no answer",
    "cost of a GP hour: no answer / £90 an hour",
    "beds of Samphire: 31 CQC beds / 32 CQC beds !",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_copy_is_found_whatever_it_is_called(folder: Path, name: str) -> None:
    place = lay(folder, name)
    before = (place if place.is_file() else place / "answers.toml").read_bytes()
    with opened(folder) as session:
        mine = texts(session.answers)
        assert listed(session) == DIFFERENT
        (copy,) = copies_of(session)
        assert copy.name == f"“{place.name}”"
        assert told([copy]) == f"1 copy of this decision has 3 answers that are not here: “{place.name}”"
        assert who_and_when(copy.differences[1].theirs) == "Dr Vane said it, typed by Bob, 19 September 2031, 10:00"
        assert texts(session.answers) == mine, "looking changes nothing"
        (outcome,) = merge(session, [copy], {(copy.of.digest, "home.1.beds")}, by="Cy")
        assert outcome.change is not None
        assert named(outcome.change, session.ids) == "beds of home 1: 32 CQC beds"
        assert texts(session.answers) == {**mine, "home.1.beds": "32"}
        assert copies_of(session) == (), "nobody is asked twice"
        given = session.answers["home.1.beds"]
        assert (given.by, given.said_by, given.at) == ("Bob", "Dr Vane", datetime(2031, 9, 19, 10, 0, 3, tzinfo=UTC))
    assert (place if place.is_file() else place / "answers.toml").read_bytes() == before, "the copy stays as it is"
    last = json.loads((folder / "history.jsonl").read_text(encoding="utf-8").splitlines()[-1])
    assert (last["kind"], last["by"]) == ("merged", "Cy")
    assert last["said_by"] == f"the copy “{place.name}”"
    with opened(folder) as again:
        assert (again.notices, again.answers, copies_of(again)) == ((), session.answers, ())


def test_what_is_taken_over_is_undone_in_one_step(folder: Path) -> None:
    lay(folder, "answers-LAPTOP.toml")
    with opened(folder) as session:
        mine = session.answers
        (copy,) = copies_of(session)
        merge(session, [copy], {(copy.of.digest, one.id) for one in copy.differences}, by="Cy")
        assert "practice.registered_list" not in session.answers
        session.undo(by="Cy")
        assert session.answers == mine


def test_a_copy_that_somebody_writes_to_again_is_offered_again(folder: Path) -> None:
    place = lay(folder, "../d-LAPTOP")
    with opened(folder) as session:
        merge(session, copies_of(session), (), by="Ann")
        assert copies_of(session) == ()
        with on_the_laptop(place) as laptop:
            laptop.give({"cost.nurse_hour": "40"}, by="Bob")
        assert listed(session) == [*DIFFERENT[:2], "cost of a nurse hour: no answer / £40 an hour", DIFFERENT[2]]


def test_several_copies_of_the_same_are_asked_about_once(folder: Path) -> None:
    for name in ("answers-LAPTOP.toml", "history-LAPTOP.jsonl", "../d (1)"):
        lay(folder, name)
    with opened(folder) as session:
        assert listed(session) == DIFFERENT
        offers = offered(copies_of(session))
        assert offers[0].names == "“answers-LAPTOP.toml”, “history-LAPTOP.jsonl” and “d (1)”"
        merge(session, copies_of(session), {offers[2].key}, by="Ann")
        assert copies_of(session) == (), "done with all three"


@pytest.mark.parametrize("name", ["answers (1).toml", "history (1).jsonl", "../d (1)"])
def test_a_copy_that_is_only_older_has_nothing_to_say(tmp_path: Path, name: str) -> None:
    with made(tmp_path / "d", practice__registered_list="9,000", pcn__name="Isles", home__1__beds="30") as session:
        (tmp_path / "far away").mkdir()
        shutil.copytree(tmp_path / "d", tmp_path / "far away" / "laptop")
        lay(tmp_path / "d", name)
        assert copies_of(session) == ()
        session.give({"practice.registered_list": "9,100", "pcn.name": ""}, by="Ann")
        session.give({"home.1": ""}, by="Ann")
        session.undo(by="Ann")
        assert copies_of(session) == ()
        session.undo(by="Ann")
        assert copies_of(session) == ()


def test_homes_that_both_began_under_one_number_are_two_homes(folder: Path) -> None:
    laptop = folder.parent / "far away" / "laptop"
    with on_the_laptop(laptop) as there:
        there.give({"home.2.name": "Thrift", "home.2.beds": "12", "note.home.2.beds": "about"}, by="Bob")
        there.give({"partner.1.name": "Dr Reed", "vote.1.position": "for", "vote.chair": "1"}, by="Bob")
    with opened(folder) as here:
        here.give({"home.2.name": "Oak", "home.2.beds": "20", "partner.1.name": "Dr Vane"}, by="Ann")
    lay(folder, "../d-LAPTOP")
    with opened(folder) as session:
        copies = copies_of(session)
        chosen = {(copies[0].of.digest, one.id) for one in copies[0].differences}
        merge(session, copies, chosen, by="Ann")
        now = texts(session.answers)
        assert (now["home.2.name"], now["home.2.beds"]) == ("Oak", "20")
        assert (now["home.3.name"], now["home.3.beds"], now["note.home.3.beds"]) == ("Thrift", "12", "about")
        assert (now["partner.1.name"], now["partner.2.name"]) == ("Dr Vane", "Dr Reed")
        assert (now["vote.2.position"], now["vote.chair"]) == ("for", "2")
        assert "vote.1.position" not in now


def test_a_home_that_both_began_and_call_the_same_is_one(folder: Path) -> None:
    for place, beds, by in ((folder.parent / "far away" / "laptop", "12", "Bob"), (folder, "20", "Ann")):
        with on_the_laptop(place) as session:
            session.give({"home.2.name": "Thrift", "home.2.beds": beds}, by=by)
    lay(folder, "answers-LAPTOP.toml")
    with opened(folder) as session:
        assert listed(session) == [*DIFFERENT, "beds of Thrift: 20 CQC beds / 12 CQC beds !"]


def test_a_home_deleted_there_is_one_question_and_one_deleted_here_comes_as_another(folder: Path) -> None:
    laptop = folder.parent / "far away" / "laptop"
    with on_the_laptop(laptop) as there:
        there.give({"home.1": ""}, by="Bob")
    lay(folder, "../d-LAPTOP")
    with opened(folder) as session:
        assert listed(session) == ["home 1 “Samphire”: there / deleted !", *DIFFERENT[:2]]
        (copy,) = copies_of(session)
        merge(session, [copy], {(copy.of.digest, "home.1")}, by="Ann")
        assert session.answers.gone == {("home", 1)}
    shutil.rmtree(folder.parent / "d-LAPTOP")
    with on_the_laptop(laptop) as there:
        there.undo(by="Bob")
        there.give({"home.1.name": "Samphire", "home.1.beds": "33"}, by="Bob")
    with opened(folder) as session:
        assert session.answers.gone == {("home", 1)}


def test_a_home_deleted_here_and_changed_there_is_offered_under_a_free_number(folder: Path) -> None:
    with opened(folder) as here:
        here.give({"home.1": ""}, by="Ann")
    lay(folder, "answers-LAPTOP.toml")
    with opened(folder) as session:
        assert listed(session) == [
            *DIFFERENT[:2], "name of home 2: no answer / Samphire", "beds of home 2: no answer / 32 CQC beds",
        ]  # fmt: skip


def test_who_said_it_and_what_was_confirmed_there_counts_too(folder: Path) -> None:
    laptop = folder.parent / "far away" / "laptop"
    with on_the_laptop(laptop) as there:
        there.give({"pcn.name": "Isles"}, by="Bob", said_by="Dr Reed")
    lay(folder, "history (1).jsonl")
    with opened(folder) as session:
        assert "network: Isles / Isles !" in listed(session)


def test_a_copy_that_was_edited_by_hand_says_so_by_having_no_name(folder: Path) -> None:
    place = lay(folder, "answers (1).toml")
    place.write_bytes(place.read_bytes().replace(b'"90"', b'"95"'))
    with opened(folder) as session:
        assert DIFFERENT[1].replace("90", "95") in listed(session)


@pytest.mark.parametrize("what", ["of another decision", "broken", "empty", "a link", "a pipe of bytes", "a memo"])
def test_what_is_no_copy_is_left_alone(folder: Path, what: str) -> None:
    place = folder / "answers (1).toml"
    whole = (folder / "answers.toml").read_bytes()
    match what:
        case "of another decision":
            with made(folder.parent / "other", home__1__beds="7") as other:
                shutil.copyfile(other.folder / "answers.toml", place)
        case "broken":
            place.write_bytes(whole[: len(whole) // 2])
        case "empty":
            place.touch()
        case "a link":
            place.symlink_to(folder.parent / "far away" / "laptop" / "answers.toml")
        case "a pipe of bytes":
            place.write_bytes(b"\xff" * 5000 + whole)
        case "a memo":
            place.write_bytes(b"Decision " + whole[200:260] + b"\n# Memo\n")
    with opened(folder) as session:
        assert copies_of(session) == ()
        assert session.notices == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems take no such names")
def test_a_name_that_cannot_be_written_down_is_spelled(folder: Path) -> None:
    lay(folder, "answers-\udcff\x1b[2J.toml")
    with opened(folder) as session:
        copies = copies_of(session)
        assert copies[0].name == "“answers-\\udcff\\u001b[2J.toml”"
        merge(session, copies, {(copies[0].of.digest, "home.1.beds")}, by="Ann")
        assert copies_of(session) == ()
    with opened(folder) as again:
        assert (again.answers, copies_of(again)) == (session.answers, ())


def test_a_crowd_of_copies_is_compared_some_at_a_time(folder: Path) -> None:
    for number in range(25):
        data = (lay(folder, f"answers ({number}).toml")).read_bytes()
        (folder / f"answers ({number}).toml").write_bytes(data.replace(b'"90"', str(100 + number).encode()))
    with opened(folder) as session:
        copies = copies_of(session)
        assert told(copies).startswith(
            "20 copies of this decision have 22 answers that are not here: “answers (0).toml”, “"
        )
        assert told(copies).endswith("” and 17 more")
        merge(session, copies, (), by="Ann")
        assert len(copies_of(session)) == 5


def test_what_was_taken_out_of_the_record_is_never_offered_again(folder: Path) -> None:
    """The copy still has the text, and the name of whoever typed it."""
    laptop = folder.parent / "far away" / "laptop"
    with on_the_laptop(laptop) as there:
        there.give({"decision.sentence": "Mr X is ill", "cost.nurse_hour": "40"}, by="Bob")
    with opened(folder) as here:
        here.give({"decision.sentence": "Mr X is ill", "cost.nurse_hour": "40"}, by="Ann")
    lay(folder, "../d-LAPTOP")
    lay(folder, "answers (1).toml")
    with opened(folder) as session:
        assert "the decision in one sentence: Mr X is ill / Mr X is ill" not in listed(session)
        what = to_take_out(session, ["decision.sentence"], "Ann")
        assert what.holding == ("answers (1).toml", str(folder.parent / "d-LAPTOP"))
        take_out(session, what, why="it names a patient", by="Cy")
        assert listed(session) == DIFFERENT
        merge(session, copies_of(session), {one.key for one in offered(copies_of(session))}, by="Cy")
        assert "Mr X" not in str(session.changes)
        assert "Ann" not in str(session.changes)
    with opened(folder) as again:
        assert (again.read_only, again.answers) == ("", session.answers)


def test_a_text_is_not_taken_out_with_answers_that_nobody_has_looked_at(folder: Path) -> None:
    theirs = folder.parent / "far away" / "laptop" / "answers.toml"
    with opened(folder) as here:
        here.give({"decision.sentence": "Mr X is ill"}, by="Ann")
    shutil.copyfile(theirs, folder / "answers.toml")
    with opened(folder) as session:
        what = to_take_out(session, ["decision.sentence"])
        with pytest.raises(NothingToTakeOut, match=r"“answers\.copy-1\.toml” has answers that are not here, and would"):
            take_out(session, what, why="it names a patient", by="Cy")
        merge(session, copies_of(session), (), by="Cy")
        take_out(session, what, why="it names a patient", by="Cy")
        assert not (folder / "answers.copy-1.toml").exists()


def test_a_copy_can_be_named_wherever_it_is(folder: Path) -> None:
    laptop = folder.parent / "far away" / "laptop"
    with opened(folder) as session:
        assert copies_of(session) == (), "nobody looks through the whole disk"
        (copy,) = copies_of(session, str(laptop))
        assert [one.id for one in copy.differences] == ["practice.registered_list", "cost.gp_hour", "home.1.beds"]
        (copy,) = copies_of(session, str(laptop / "history.jsonl"))
        assert len(copy.differences) == 3
        with pytest.raises(Trouble, match="is no copy of this decision"):
            copies_of(session, str(folder.parent))
        with pytest.raises(Trouble, match="has nothing that is not here"):
            copies_of(session, "answers.toml")


def test_nothing_is_merged_into_what_can_only_be_read(folder: Path) -> None:
    lay(folder, "answers-LAPTOP.toml")
    with opened(folder, read_only=True) as session:
        copies = copies_of(session)
        with pytest.raises(ReadOnly):
            merge(session, copies, (), by="Ann")
    assert not (folder / "merged.toml").exists()


# --- answers.toml replaced by another computer's


def test_another_computers_answers_that_took_the_place_of_ours_are_offered_and_not_taken_over(folder: Path) -> None:
    """The history stayed ours: rule 3 alone would have taken the file for one that was edited by hand."""
    theirs = folder.parent / "far away" / "laptop" / "answers.toml"
    with opened(folder) as here:
        here.give({"pcn.name": "Skerries"}, by="Ann")
        mine = texts(here.answers)
    shutil.copyfile(theirs, folder / "answers.toml")
    with opened(folder, read_only=True) as looked:
        assert texts(looked.answers) == mine
    with opened(folder) as session:
        assert session.notices == (
            "answers.toml was put there by another program, such as OneDrive; it is kept as answers.copy-1.toml.",
        )
        assert texts(session.answers) == mine
        assert listed(session) == DIFFERENT
        assert (folder / "answers.copy-1.toml").read_bytes() == theirs.read_bytes()
        merge(session, copies_of(session), (), by="Ann")
    with opened(folder) as again:
        assert (again.notices, texts(again.answers), copies_of(again)) == ((), mine, ())


def test_answers_replaced_while_the_decision_is_open_are_compared_there_and_then(folder: Path) -> None:
    theirs = (folder.parent / "far away" / "laptop" / "answers.toml").read_bytes()
    with opened(folder) as session:
        (folder / "answers.toml").write_bytes(theirs)
        assert "was changed by another program" in session.give({"cost.nurse_hour": "40"}, by="Ann").fault
        assert (folder / "answers.toml").read_bytes() == theirs, "nothing is written over it"
        (copy,) = copies_of(session)
        assert copy.of.name == ON_THE_DISK
        assert listed(session) == DIFFERENT
        merge(session, [copy], {(copy.of.digest, "cost.gp_hour")}, by="Ann")
        assert (session.unsaved, copies_of(session)) == ("", ())
        assert (folder / "answers.edited-1.toml").read_bytes() == theirs, "both are kept"
        now = texts(session.answers)
        assert (now["cost.gp_hour"], now["cost.nurse_hour"], now["home.1.beds"]) == ("90", "40", "31")
    with opened(folder) as again:
        assert (again.notices, texts(again.answers)) == ((), now)


def test_when_both_files_cannot_be_used_copies_change_nothing_of_that(folder: Path) -> None:
    lay(folder, "../d-LAPTOP")
    for name in ("answers.toml", "history.jsonl"):
        (folder / name).write_bytes(b"")
    with pytest.raises(CannotOpen):
        opened(folder)
