"""Taking a text out before sign-off: it is in no file any more, the chain is whole, and the record says who and why."""

from __future__ import annotations

import json
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from des_decider.memo.formats import FORMATS
from des_decider.memo.plain_text import as_text
from des_decider.record import sign_off as signing
from des_decider.record.leaning_shown import changed_since_shown
from des_decider.record.memo_files import compose, write_memos
from des_decider.record.redaction import NothingToTakeOut, take_out, to_take_out
from des_decider.record.register import listed
from des_decider.record.search import Search
from des_decider.record.session import ReadOnly
from des_decider.record.sign_off import sign_off
from des_decider.record.state import state_of
from des_decider.record.superseding import supersede
from des_decider.record.verify import verify
from des_decider.storage import decision_folders
from des_decider.storage.drafts import rescue
from des_decider.storage.history import read_history
from des_decider.storage.places import state_folder
from des_decider.storage.safely import StorageFault
from tests.failing_disk import during, some
from tests.how_many import cases
from tests.killed import before_a_call
from tests.record.decisions import Clock, made, opened, texts
from tests.record.ready import PRESENT, SIGNED, ready, sealed

if TYPE_CHECKING:
    from des_decider.record.session import Session

NOTE = "note.cost.nurse_hour"
WHY, BY = "it named a patient", "Inga Voe"
NURSE = "cost.nurse_hour"
SON = "The son of Mrs Pruett"
PATIENT = ("Pruett", "Edith", "943 476 5919")


def every_file(*folders: Path) -> dict[str, bytes]:
    """Every file of some folders, hidden ones and those below included."""
    return {str(path): path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


def where_it_stands(folder: Path) -> set[str]:
    """Files of the decision, and of this program's own folder, with a word of what was taken out in their bytes."""
    files = every_file(folder, state_folder())
    return {Path(name).name for name, data in files.items() if any(word.encode() in data for word in PATIENT)}


def with_a_patient(folder: Path, **other: str) -> Session:
    """A decision ready to be signed, with a patient in a note, thrice, put right once and undone."""
    session = ready(folder, **other)
    session.give({NOTE: "Mrs Pruett of room 4 fell; ask her son"}, by="Ann")
    session.give(
        {NOTE: "Edith Pruett, 943 476 5919\n“fell” \u202etwice\x1b[0m"}, by="Ann", said_by="The son of Mrs Pruett"
    )
    session.give({NOTE: "as in the accounts"}, by="Ann")
    session.undo(by="Ann")
    return session


def gone(session: Session, *ids: str, name: str = "") -> str:
    """Take it out, as a person does; why answers.toml is behind."""
    return take_out(session, to_take_out(session, ids, name), why=WHY, by=BY)


# -- what was there is in no file


def test_what_was_there_is_in_no_file_of_the_folder_and_all_else_is(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    with with_a_patient(folder) as session:
        session.keep_draft(NOTE, "Edith Pru")
        session.keep_draft("decision.question", "Shall we")
        tuple(write_memos(session, compose(session), FORMATS))
        for name in ("answers.broken-1.toml", "answers.edited-12.toml", "draft.broken-1.toml"):
            (folder / name).write_bytes(b"half a file with Pruett in it")
        rescue(session.decision_id, {NOTE: "Edith Pruett and"})
        assert {"answers.toml", "history.jsonl", "draft.toml", "memo-appendices.docx"} < where_it_stands(folder)
        before, changes = texts(session.answers), session.changes
        what = to_take_out(session, [NOTE], "the son of mrs pruett")
        assert len(what.texts[NOTE]) == 5
        assert what.texts[NOTE][-1] == "Edith Pru", "the one that is being typed is the last"
        assert gone(session, NOTE, name="the son of mrs pruett") == ""
        assert where_it_stands(folder) == set()
        assert b"as in the accounts" not in b"".join(every_file(folder).values()), "no past version stays"
        assert texts(session.answers) == {id_: text for id_, text in before.items() if id_ != NOTE}
        assert dict(session.drafts) == {"decision.question": "Shall we"}
        assert [change.number for change in session.changes[:-1]] == [change.number for change in changes]
        now = texts(session.answers)
    names = {path.name for path in folder.iterdir()}
    assert not [name for name in names if name.startswith("memo") or "broken" in name or "edited" in name]
    with opened(folder) as again:
        assert (texts(again.answers), again.notices, again.read_only) == (now, (), "")
        assert again.changes[-1].kind == "redacted"
        assert again.give({NOTE: "a resident fell"}, by="Ann").change, "the person gives a new one"


def test_what_lists_show_of_a_decision_goes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept so that a list opens no decision has the conditions and where the record is kept."""
    monkeypatch.setattr(decision_folders, "_SETTLED", -(10**12))
    folder = tmp_path / "d"
    ready(folder, decision__filed_at="beside the file of Edith Pruett").close()
    listed([folder], Clock())
    assert {"summary.json", "register.json"} <= where_it_stands(folder)
    with opened(folder) as session:
        assert gone(session, "decision.filed_at") == ""
        assert where_it_stands(folder) == set()
    listed([folder], Clock())
    assert where_it_stands(folder) == set()


def test_copies_that_still_hold_it_are_named(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    with with_a_patient(folder) as session:
        shutil.copytree(folder, tmp_path / "d - copy")
        shutil.copy(folder / "answers.toml", folder / "answers-LAPTOP.toml")
        what = to_take_out(session, [NOTE])
        assert set(what.holding) == {"answers-LAPTOP.toml", str(tmp_path / "d - copy")}
        assert "answers-LAPTOP.toml" not in what.files, "nobody has said yet what of it is wanted"


def test_the_chain_stays_whole_and_each_line_has_the_digest_it_had(tmp_path: Path) -> None:
    with with_a_patient(tmp_path / "d") as session:
        before = (tmp_path / "d" / "history.jsonl").read_bytes().splitlines()
        gone(session, NOTE)
    after = (tmp_path / "d" / "history.jsonl").read_bytes()
    read = read_history(after)
    assert (read.broken, read.torn, read.last) == ("", "", len(before))
    digests = [json.loads(line)["sha256"] for line in after.splitlines()]
    assert digests[:-1] == [json.loads(line)["sha256"] for line in before]


def test_no_undo_brings_it_back(tmp_path: Path) -> None:
    with with_a_patient(tmp_path / "d") as session:
        assert session.to_undo
        assert session.to_redo
        gone(session, NOTE, name=SON)
        assert (session.undo(by="Ann"), session.redo(by="Ann")) == (None, None)
        session.give({NOTE: "a resident fell"}, by="Ann")
        session.undo(by="Ann")
        assert NOTE not in session.answers
    assert where_it_stands(tmp_path / "d") == set()


def test_search_show_and_the_memo_never_show_it_and_say_that_it_was_there(tmp_path: Path) -> None:
    with with_a_patient(tmp_path / "d") as session:
        gone(session, NOTE)
        gone(session, "vote.2.reason")
        assert not Search(state_of(session)).find("Pruett")
        composed = compose(session)
        for document in composed:
            assert not [word for word in PATIENT if word in as_text(document)]
        memo = " ".join(as_text(composed.memo).split())
        assert "2 texts were taken out of this record and its history:" in memo
        assert "Note on cost of a nurse hour: taken out by Inga Voe on 18 September 2031, 19:4" in memo
        assert ", because: it named a patient" in memo
        assert "easons of Dr Olaf Holm: taken out by Inga Voe" in memo


def test_a_decision_sealed_after_it_is_intact_and_says_what_was_taken_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("txt",))
    folder = tmp_path / "d"
    with with_a_patient(folder) as session:
        gone(session, NOTE, name=SON)
        sign_off(session, PRESENT, SIGNED)
    report = verify(folder)
    assert report.state == "intact"
    assert "2 texts were taken out of the record and its history before it was signed off:" in report.details
    (line,) = (line for line in report.details if "taken out by" in line)
    assert line.startswith(
        "  note on cost of a nurse hour and a name, wherever it stood as who typed or said something:"
    )
    assert "taken out by Inga Voe on 18 September 2031, 19:4" in line
    assert line.endswith(", because: it named a patient")
    assert where_it_stands(folder) == set()
    change = (folder / "answers.toml").read_bytes()
    (folder / "answers.toml").write_bytes(change.replace(b'value = "4000"', b'value = "5000"'))
    assert any("sealed as 4,000 patients, now 5,000 patients" in line for line in verify(folder).details)
    with opened(folder) as again, pytest.raises(ReadOnly, match="signed off and sealed"):
        gone(again, "decision.sentence")


def test_what_was_kept_of_last_time_goes_too_and_the_signed_decision_is_named(tmp_path: Path) -> None:
    """A name came over: it stands in the new decision's own record of the last one, in labels of other answers too."""
    sealed(tmp_path / "old", partner__5__name="Dr Edith Pruett", note__cost__nurse_hour="Edith lives there")
    begun = supersede(tmp_path / "old", tmp_path / "new", by="Bess", clock=Clock())
    with begun.session as session:
        assert session.last_time is not None
        assert session.last_time.was.answers["cost.nurse_hour"].note == "Edith lives there"
        assert where_it_stands(tmp_path / "new") == {"answers.toml", "history.jsonl", "last-time.toml"}
        what = to_take_out(session, ["partner.5.name", NOTE])
        assert [words for words in what.left(session) if "decision before" in words]
        take_out(session, what, why=WHY, by=BY)
        assert session.last_time is not None
        assert session.last_time.was.answers["cost.nurse_hour"].note == ""
        assert "partner.5.name" not in session.last_time.was.answers
        assert session.last_time.was.answers["cost.nurse_hour"].text == "28"
    assert where_it_stands(tmp_path / "new") == set()
    assert verify(tmp_path / "old").as_signed


@pytest.mark.parametrize("text", ["amber", "1.0", "money alone", "yes", "home by home", "100"])
def test_words_that_the_program_uses_too_stay_where_they_are_its_own(tmp_path: Path, text: str) -> None:
    """Taken out of a note, “1.0” once went out of the file's format too, and nothing of it could be read."""
    sealed(tmp_path / "old", partner__5__name=f"Dr {text} Pruett", note__cost__nurse_hour="Edith lives there")
    with supersede(tmp_path / "old", tmp_path / "new", by="Bess", clock=Clock()).session as session:
        before = session.last_time
        assert before is not None
        session.give({"note.cost.gp_hour": text}, by="Bess")
        take_out(session, to_take_out(session, ["note.cost.gp_hour"]), why=WHY, by=BY)
        after = session.last_time
        assert after is not None
        theirs = {id_ for id_ in before.was.answers if id_.startswith("partner.5.")}
        assert after.was.figures.keys() == before.was.figures.keys()
        for id_, figure in before.was.figures.items():
            assert after.was.figures[id_] == figure._replace(label=figure.label.replace(f"Dr {text}", "Dr [taken out]"))
        assert after.was.findings == before.was.findings
        assert {id_: one for id_, one in after.was.answers.items() if id_ not in theirs} == {
            id_: one for id_, one in before.was.answers.items() if id_ not in theirs
        }
        assert text not in after.was.answers["partner.5.name"].text


def test_a_name_is_taken_out_wherever_it_stands_as_who_typed_or_said_something(tmp_path: Path) -> None:
    with ready(tmp_path / "d") as session:
        session.give({NURSE: "30"}, by="Edith Pruett")
        session.give({"cost.admin_hour": "17", NURSE: "31"}, by="Ann", said_by="edith  pruett")
        session.give({NURSE: "32"}, by="Ann")
        session.undo(by="Ann")  # which says whose the answer was that it gave back
        what = to_take_out(session, [], "Edith Pruett")
        assert what.places == 3
        gone(session, name="Edith Pruett")
        answer = session.answers[NURSE]
        assert (answer.text, answer.by, answer.said_by) == ("31", "Ann", "")
    assert where_it_stands(tmp_path / "d") == set()
    with opened(tmp_path / "d") as again:
        assert again.notices == ()
        assert again.changes[-1].edits[0].id == "names"
        memo = " ".join(as_text(compose(again).memo).split())
        assert "A name, wherever it stood as who typed or said something: taken out by Inga Voe" in memo


def test_what_is_kept_of_an_id_that_the_worksheet_does_not_know_can_be_taken_out(tmp_path: Path) -> None:
    path = tmp_path / "d" / "answers.toml"
    ready(tmp_path / "d").close()
    data = path.read_bytes()
    at = data.index(b"\n[answers.")
    path.write_bytes(data[:at] + b'\n[answers."old.id"]\nvalue = "Mrs Pruett fell"\n' + data[at:])
    opened(tmp_path / "d").close()
    with opened(tmp_path / "d") as session:
        assert where_it_stands(tmp_path / "d") == {"answers.toml", "answers.edited-1.toml"}
        assert next(to_take_out(session, ["old.id"]).words(session)) == "What stands under old.id: “Mrs Pruett fell”"
        gone(session, "old.id")
    opened(tmp_path / "d").close()
    assert where_it_stands(tmp_path / "d") == set()


def test_a_reason_that_said_too_much_can_be_taken_out_itself(tmp_path: Path) -> None:
    with with_a_patient(tmp_path / "d") as session:
        number = session.last_change + 1
        take_out(session, to_take_out(session, [NOTE]), why="Edith is a patient", by=BY)
        gone(session, f"redaction.{number}")
        memo = " ".join(as_text(compose(session).memo).split())
        assert "for a reason that was taken out later" in memo
        assert "The reason for an earlier redaction: taken out by Inga Voe" in memo
    assert where_it_stands(tmp_path / "d") == {"history.jsonl"}, "the name of her son"


# -- what is refused, and what stands all the same


@pytest.mark.parametrize(
    ("ids", "name", "said"),
    [
        (["cost.gp_hour"], "", "cost of a GP hour is answered by a number, a day or a choice; give another answer"),
        (["vote.1.position"], "", "is answered by a number, a day or a choice"),
        (["note.cost.gp_hour"], "", "“note.cost.gp_hour” never had a text in this decision"),
        (["nonsense\x1b[2J"], "", r"“nonsense\\u001b\[2J” never had a text"),
        (["follows.decision"], "", "what a decision follows is noted when it is begun, and stays"),
        ([], "Nobody", "“Nobody” typed and said nothing here"),
        ([], "", "say what is to be taken out"),
    ],
)  # fmt: skip
def test_what_is_no_text_is_not_taken_out(tmp_path: Path, ids: list[str], name: str, said: str) -> None:
    with ready(tmp_path / "d") as session, pytest.raises(NothingToTakeOut, match=said):
        to_take_out(session, ids, name)


@pytest.mark.parametrize(
    ("why", "by", "said"),
    [
        ("", BY, "say why"), ("x" * 201, BY, "at most 200 characters"), (WHY, "", "say who"),
        ("It said: the boats are too small.", BY, "the reason says what is to be taken out"),
        ("Patient 943 476 5919 was in it", BY, "the reason says what is to be taken out"),
    ],
)  # fmt: skip
def test_no_text_is_taken_out_without_a_reason_or_with_one_that_says_it(
    tmp_path: Path, why: str, by: str, said: str
) -> None:
    with ready(tmp_path / "d") as session:
        before = every_file(tmp_path / "d")
        with pytest.raises(NothingToTakeOut, match=said):
            take_out(session, to_take_out(session, ["vote.2.reason"]), why=why, by=by)
        assert every_file(tmp_path / "d") == before


def test_where_the_same_words_stand_elsewhere_it_is_said_and_nothing_else_is_touched(tmp_path: Path) -> None:
    folder = tmp_path / "d"
    with ready(folder, partner__2__name="Dr Olaf Holm") as session:
        session.give({"note.cost.gp_hour": "as Dr Olaf Holm says"}, by="Dr Olaf Holm")
        (folder / "letter.txt").write_text("Dear Dr Olaf Holm", encoding="utf-8")
        (folder / "scan.pdf").write_bytes(b"%PDF")
        what = to_take_out(session, ["partner.2.name"])
        assert what.also == ("note.cost.gp_hour", "a name under answers")
        assert (what.holding, what.others) == (("letter.txt",), ("letter.txt", "scan.pdf"))
        take_out(session, what, why=WHY, by=BY)
        assert "partner.2.name" not in session.answers
        assert session.answers.text("note.cost.gp_hour") == "as Dr Olaf Holm says"
    assert (folder / "letter.txt").read_text(encoding="utf-8") == "Dear Dr Olaf Holm"


def test_a_note_that_was_taken_out_after_the_leaning_was_shown_counts_as_changed(tmp_path: Path) -> None:
    with with_a_patient(tmp_path / "d") as session:
        session.give({"leaning.shown": "yes"}, by="Ann")
        gone(session, NOTE, name=SON)
        assert changed_since_shown(session.changes) == (NOTE,)


# -- what comes between


def test_answers_as_they_were_before_do_not_bring_it_back(tmp_path: Path) -> None:
    """Somebody puts yesterday's answers.toml back, as it was or edited, or it breaks: nothing of it is kept."""
    folder = tmp_path / "d"
    with with_a_patient(folder) as session:
        old = (folder / "answers.toml").read_bytes()
        gone(session, NOTE, name=SON)
        now = texts(session.answers)
    for put_back in (old, old.replace(b'value = "4000"', b'value = "many"'), old[:-100], old[:-80] + b"\xff"):
        (folder / "answers.toml").write_bytes(put_back)
        with opened(folder) as session:
            assert texts(session.answers) == now
            assert not [word for word in PATIENT if word in str(session.notices)]
            assert session.notices
        assert where_it_stands(folder) == set(), put_back[-90:]


def test_a_draft_that_a_full_disk_had_rescued_does_not_come_back(tmp_path: Path) -> None:
    with with_a_patient(tmp_path / "d") as session:
        rescue(session.decision_id, {NOTE: "Edith Pruett and", "decision.question": "Shall we"})
        gone(session, NOTE, name=SON)
    with opened(tmp_path / "d") as again:
        assert dict(again.drafts) == {"decision.question": "Shall we"}
    assert where_it_stands(tmp_path / "d") == set()


@pytest.mark.skipif(sys.platform == "win32", reason="forks and kills")
def test_killed_at_any_call_it_is_all_there_or_all_gone_once_the_decision_is_opened(tmp_path: Path) -> None:
    with with_a_patient(tmp_path / "first") as session:
        session.keep_draft(NOTE, "Edith Pru")
        (tmp_path / "first" / "memo.txt").write_bytes(b"Mrs Pruett")
        before = texts(session.answers)
    came = {"there": 0, "half": 0, "gone": 0}
    calls = range(1, 400) if cases(0, thorough=1) else range(1, 400, 5)
    for dies_at in calls:
        folder = tmp_path / "d"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "first", folder)
        done = before_a_call(lambda folder=folder: gone(opened(folder), NOTE, name=SON), dies_at)  # type: ignore[misc]
        half = where_it_stands(folder)
        with opened(folder) as session:
            out = session.changes[-1].kind == "redacted"
            assert texts(session.answers) == {id_: t for id_, t in before.items() if id_ != NOTE or not out}
            assert not [word for word in PATIENT if word in str(session.notices)]
            came["gone" if done else "half" if out and half else "there"] += 1
            if not out:
                gone(session, NOTE, name=SON)
        assert where_it_stands(folder) == set(), dies_at
        assert read_history((folder / "history.jsonl").read_bytes()).broken == ""
        if done:
            break
    assert min(came.values()) > 0, came


@pytest.mark.on_the_disk
def test_what_a_failing_disk_leaves_is_said(tmp_path: Path) -> None:
    with with_a_patient(tmp_path / "first") as session:
        before = texts(session.answers)
    for dying in some(cases(20, thorough=800), 120):
        folder = tmp_path / "d"
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "first", folder)
        with opened(folder) as session:
            what = to_take_out(session, [NOTE], SON)
            said = during(lambda s=session, w=what: take_out(s, w, why=WHY, by=BY), dying)  # type: ignore[misc]
            refused = isinstance(said, StorageFault)
            assert (NOTE in session.answers) is refused
            if not refused and said == "":
                assert where_it_stands(folder) == set()
        with opened(folder) as again:
            out = again.changes[-1].kind == "redacted"
            assert out is not refused, (dying.__dict__, said)
            assert texts(again.answers) == {id_: t for id_, t in before.items() if id_ != NOTE or not out}
        assert bool(where_it_stands(folder)) is refused, (dying.__dict__, said)


def test_a_decision_of_another_day_says_the_day(tmp_path: Path) -> None:
    with made(tmp_path / "d") as session:
        session._clock = lambda: datetime(2032, 1, 2, 3, 4, tzinfo=UTC)
        session.give({"note.cost.gp_hour": "Edith"}, by="Ann")
        gone(session, "note.cost.gp_hour")
        assert "by Inga Voe on 2 January 2032, 03:04" in " ".join(as_text(compose(session).memo).split())
