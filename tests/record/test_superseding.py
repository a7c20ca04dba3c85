"""The decision that follows a signed one: what comes over, to be confirmed; what never does; and what could not."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.snapshot import KeptAnswer, KeptFigure, KeptFinding, LastTime, Snapshot
from des_decider.decision.agenda import agenda
from des_decider.decision.follows import follows
from des_decider.decision.ids import Ids
from des_decider.decision.progress import progress
from des_decider.decision.to_confirm import by_section, within
from des_decider.record.afterwards import came_after
from des_decider.record.change_words import named
from des_decider.record.last_time import last_time_bytes, parse_last_time
from des_decider.record.recovery import CannotOpen
from des_decider.record.sign_off import Blocked, sign_off, what_blocks
from des_decider.record.state import state_of
from des_decider.record.superseding import NOT_ASKED, carry_over, supersede
from des_decider.record.verify import verify
from des_decider.storage.toml_text import BrokenText
from des_decider.worksheet.reading import read_worksheet
from tests.building import BARE, NO_POSTS, ROOT, answers, ids, worksheet
from tests.building import SMALL as SMALL_FILE
from tests.record.decisions import EVENING, SMALL, Clock, made, opened, tables
from tests.record.ready import PARTNERS, PRESENT, QUICK_LOOK, READY, SIGNED, VOTE, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.record.superseding import Begun

WITH_AREAS = ROOT / "worksheets" / "network-contract-des-2025-26.toml"
LATER = datetime(2032, 9, 2, 10, tzinfo=UTC)
ASKED_ANEW = {"service.storm_line.status", "service.lodge_rounds.status", "workforce.whole.months"}


def followed(tmp_path: Path, worksheet: bytes = b"") -> Begun:
    """The decision that follows the sealed one, from the same worksheet unless another is given."""
    return supersede(sealed(tmp_path / "old"), tmp_path / "new", worksheet=worksheet, by="Bess", clock=Clock(LATER))


def every_byte(folder: Path) -> bytes:
    return b"\n".join(path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file())


# -- what comes over


def test_what_was_answered_comes_over_to_be_confirmed_as_whoever_gave_it_gave_it(tmp_path: Path) -> None:
    with followed(tmp_path).session as session, opened(tmp_path / "old") as before:
        came = {"practice.name", *QUICK_LOOK, *PARTNERS} - ASKED_ANEW
        assert set(session.answers.to_confirm) == came
        for id_ in came:
            old, new = before.answers[id_], session.answers[id_]
            assert (new.text, new.by, new.said_by, new.at) == (old.text, old.by, old.said_by, old.at)
        (change,) = session.changes
        assert (change.kind, change.by, change.at) == ("carried over", "Bess", session.changes[0].at)
        assert {edit.id for edit in change.edits if edit.whose} == came


@pytest.mark.parametrize("said", ["The boats are too small", "Owns the ferry", "Shall we join", "left_the_room"])
def test_no_vote_reason_declaration_or_name_under_it_is_in_any_file_of_the_new_folder(
    tmp_path: Path, said: str
) -> None:
    with followed(tmp_path).session as session:
        assert said.encode() in every_byte(tmp_path / "old")
        assert said.encode() not in every_byte(tmp_path / "new")
        assert not {id_ for id_ in session.answers if id_ in VOTE or id_.startswith(("note.", "open.", "assent."))}


def test_it_names_what_it_follows_and_says_so_after_its_answers_are_lost(tmp_path: Path) -> None:
    with followed(tmp_path).session as session, opened(tmp_path / "old") as before:
        which = follows(session.answers)
        assert which is not None
        seal = sha256((tmp_path / "old" / "seal.toml").read_bytes()).hexdigest()
        assert (which.decision, which.practice, which.seal) == (before.decision_id, "Gull Rock Surgery", seal)
        assert which.worksheet.startswith(before.worksheet.title)
        waiting = session.answers.to_confirm
    (tmp_path / "new" / "answers.toml").unlink()
    with opened(tmp_path / "new") as session:
        assert follows(session.answers) == which
        assert session.answers.to_confirm == waiting


def test_the_file_alone_tells_what_is_to_be_confirmed_where_the_history_is_lost(tmp_path: Path) -> None:
    with followed(tmp_path).session as session:
        waiting = set(session.answers.to_confirm)
    assert {id_ for id_, kept in tables(tmp_path / "new")["answers"].items() if kept.get("to_confirm")} == waiting
    (tmp_path / "new" / "history.jsonl").unlink()
    with opened(tmp_path / "new") as session:
        assert session.read_only
        assert set(session.answers.to_confirm) == waiting


def test_the_signed_decision_says_what_follows_it_and_is_as_it_was_signed(tmp_path: Path) -> None:
    with followed(tmp_path).session as session:
        (entry,) = came_after(tmp_path / "old").entries
        assert (entry.kind, entry.of, entry.by) == ("superseded_by", session.decision_id, "Bess")
        assert str(tmp_path / "new") in entry.note
    assert verify(tmp_path / "old").state == "intact"


def test_a_signed_decision_that_cannot_say_so_is_followed_all_the_same(tmp_path: Path) -> None:
    sealed(tmp_path / "old")
    (tmp_path / "old" / "afterwards.jsonl").write_text("nonsense\n", encoding="utf-8")
    begun = supersede(tmp_path / "old", tmp_path / "new", by="Bess", clock=Clock(LATER))
    with begun.session as session:
        assert session.answers.to_confirm
    assert "afterwards.jsonl was altered" in begun.not_noted


def test_nobody_says_afterwards_that_it_follows_another(tmp_path: Path) -> None:
    with followed(tmp_path).session as session:
        before = follows(session.answers)
        for text in ("another", ""):
            (refused,) = session.give({"follows.decision": text}, by="Jo").refused
            assert refused.why == "what a decision follows is noted when it is begun, and never afterwards"
        assert follows(session.answers) == before


def test_a_making_that_was_broken_off_can_be_made_again(tmp_path: Path) -> None:
    with followed(tmp_path).session:
        pass
    for name in ("answers.toml", "history.jsonl", "summary.json"):
        (tmp_path / "new" / name).unlink()
    begun = supersede(tmp_path / "old", tmp_path / "new", by="Bess", clock=Clock(LATER))
    with begun.session as session:
        assert session.answers.to_confirm


def test_what_the_new_worksheet_does_not_take_is_kept_readable_with_the_reason(tmp_path: Path) -> None:
    begun = followed(tmp_path, NO_POSTS.read_bytes())
    with begun.session as session:
        assert begun.left["workforce.whole.wte"] == NOT_ASKED
        assert begun.left.keys().isdisjoint(session.answers)
        last = session.last_time
    assert last is not None
    assert last.left == begun.left
    assert last.was.answers["workforce.whole.wte"].words == "2 WTE"
    assert (tmp_path / "new" / "last-time.toml").read_text(encoding="utf-8").count(NOT_ASKED) == len(begun.left)


@pytest.mark.parametrize(
    ("given", "path", "came", "left"),
    [
        pytest.param({"cost.gp_hour": "80 / 100 / 120"}, BARE, {"cost.gp_hour"}, set(), id="a range"),
        pytest.param({"home.whole.beds": "20"}, BARE, set(), {"home.whole.beds"}, id="nothing of the kind there"),
        pytest.param({"practice.name": "[/] \x1b[2J \u202e“£”\n#"}, BARE, {"practice.name"}, set(), id="hostile"),
        pytest.param({"partner.3.name": "Ada"}, BARE, {"partner.3.name"}, set(), id="under its own number"),
        pytest.param({"vote.1.position": "for", "vote.rule": "unanimous"}, BARE, set(), set(), id="a vote"),
        pytest.param({"interest.1.what": "x", "meeting.date": "1 May 2020"}, BARE, set(), set(), id="of one meeting"),
        pytest.param({"note.cost.gp_hour": "x", "open.cost.gp_hour": "y"}, BARE, set(), set(), id="what stands beside"),
        pytest.param({"completed.practice": "yes", "leaning.shown": "yes"}, BARE, set(), set(), id="a mark"),
        pytest.param({}, BARE, set(), set(), id="nothing"),
    ],
)  # fmt: skip
def test_which_answers_come_over(given: dict[str, str], path: Path, came: set[str], left: set[str]) -> None:
    carried = carry_over(answers(given), ids(), ids(path), LATER)
    assert ({edit.id for edit in carried.edits}, {*carried.left}) == (came, left)
    assert all(edit.new == answers(given).text(edit.id) and edit.whose for edit in carried.edits)


def test_a_requirement_of_another_service_now_does_not_come_over_beside_what_that_one_asks_as_a_whole() -> None:
    """Its hours came over alone: they did not count, and stood before sign-off as answered twice."""
    then = ids(ROOT / "worksheets" / "network-contract-des-2026-27.toml")
    given = {"service.ecd.by": "rows", "specification.ecd_referral.gp_hours": "0.5"}
    carried = carry_over(answers(given), ids(), then, LATER)
    assert carried.edits == ()
    assert carried.left["specification.ecd_referral.gp_hours"] == "it is a requirement of “Cancer and screening” now"


def test_what_is_refused_says_why_in_the_words_of_the_question() -> None:
    sheet = worksheet(WITH_AREAS)
    elsewhere = Ids(sheet._replace(areas={"north": "the north isles"}))
    area = next(iter(sheet.areas))
    carried = carry_over(answers({"workforce.area": area}, WITH_AREAS), ids(WITH_AREAS), elsewhere, LATER)
    assert carried.edits == ()
    assert carried.left["workforce.area"].startswith("the area our network lies in: ")


# -- confirming


def test_given_again_or_anew_an_answer_is_confirmed_and_undo_asks_for_it_again(tmp_path: Path) -> None:
    with followed(tmp_path).session as session:
        first = session.answers.to_confirm
        before = session.answers["cost.nurse_hour"]
        out = session.give({"cost.nurse_hour": "28", "cost.admin_hour": "17"}, by="Jo")
        assert out.change is not None
        assert set(first) - set(session.answers.to_confirm) == {"cost.nurse_hour", "cost.admin_hour"}
        assert session.answers["cost.nurse_hour"].by == "Jo"
        assert session.give({"cost.nurse_hour": "28"}, by="Ann").change is None
        session.undo(by="Jo")
        assert set(session.answers.to_confirm) == set(first)
        assert session.answers["cost.nurse_hour"] == before
        session.redo(by="Jo")
        assert "cost.nurse_hour" not in session.answers.to_confirm
    with opened(tmp_path / "new") as session:
        assert set(first) - set(session.answers.to_confirm) == {"cost.nurse_hour", "cost.admin_hour"}


def test_the_history_says_of_each_whether_it_came_over_or_was_confirmed(tmp_path: Path) -> None:
    with followed(tmp_path).session as session:
        session.give({"cost.nurse_hour": "28"}, by="Jo")
        confirmed = named(session.changes[-1], session.ids)
        assert confirmed.endswith(": confirmed")
        session.undo(by="Jo")
        assert named(session.changes[-1], session.ids).endswith(": to be confirmed again")
    lines = [json.loads(line) for line in (tmp_path / "new" / "history.jsonl").read_text("utf-8").splitlines()[1:]]
    assert [line["kind"] for line in lines] == ["carried over", "answered", "undone"]
    assert lines[2]["edits"][0]["whose"]["to_confirm"] is True


def test_what_waits_is_found_by_section_table_row_and_answer(tmp_path: Path) -> None:
    with followed(tmp_path).session as session:
        given, known = session.answers, session.ids
        sections = by_section(given, known)
        assert sorted(id_ for waiting in sections.values() for id_ in waiting) == sorted(given.to_confirm)
        assert within("workforce", given, known) == sections["workforce"]
        assert within("partner", given, known) == [f"partner.{n}.name" for n in range(1, 6)]
        assert within("partner.2", given, known) == within("partner.2.name", given, known) == ["partner.2.name"]
        assert within("partner.22", given, known) == within("vote", given, known) == []


def test_a_section_is_not_completed_while_something_in_it_waits(tmp_path: Path) -> None:
    with followed(tmp_path).session as session:
        session.give({"completed.contract": "yes"}, by="Jo")

        def word() -> str:
            entries = agenda("contract", session.answers, session.ids)
            return progress("contract", entries, session.answers, session.ids, {}).word

        assert word() == "in progress"
        waits = within("contract", session.answers, session.ids)
        session.give({id_: session.answers.text(id_) for id_ in waits}, by="Jo")
        assert word() == "completed"


def test_nobody_signs_what_nobody_confirmed(tmp_path: Path) -> None:
    with followed(tmp_path).session as session:
        anew = {id_: READY[id_] for id_ in (*ASKED_ANEW, *VOTE)} | {"came.posts": "1.5"}
        assert not session.give(anew, by="Jo").refused
        sections = by_section(session.answers, session.ids)
        blocking = what_blocks(session, PRESENT)
        assert [one.id for one in blocking] == [waiting[0] for waiting in sections.values()]
        assert all("To be confirmed" in one.words for one in blocking)
        assert len(state_of(session).blocking) == len(sections)
        with pytest.raises(Blocked):
            sign_off(session, PRESENT, SIGNED)
        for section in sections:
            session.give(
                {id_: session.answers.text(id_) for id_ in within(section, session.answers, session.ids)}, by=""
            )
        sign_off(session, PRESENT, SIGNED)
    assert verify(tmp_path / "new").state == "intact"
    kept = tmp_path / "new" / "last-time.toml"
    kept.write_bytes(kept.read_bytes().replace(b"Gull", b"Bull"))
    assert verify(tmp_path / "new").details == ("last-time.toml is not what was sealed",)


# -- what cannot be followed


def test_what_is_not_signed_off_is_followed_by_nothing(tmp_path: Path) -> None:
    made(tmp_path / "open").close()
    with pytest.raises(CannotOpen, match="is not signed off: it can still be changed"):
        supersede(tmp_path / "open", tmp_path / "new", by="Bess", clock=Clock(LATER))
    with pytest.raises(CannotOpen, match="there is no folder"):
        supersede(tmp_path / "nowhere", tmp_path / "new", by="Bess", clock=Clock(LATER))
    assert not (tmp_path / "new").exists()


def test_nothing_begins_from_a_record_that_was_altered(tmp_path: Path) -> None:
    file = sealed(tmp_path / "old") / "answers.toml"
    file.write_bytes(file.read_bytes().replace(b'"4000"', b'"9000"'))
    with pytest.raises(CannotOpen, match="was altered after it was signed"):
        supersede(tmp_path / "old", tmp_path / "new", by="Bess", clock=Clock(LATER))
    assert not (tmp_path / "new").exists()


def test_nothing_begins_from_a_record_that_has_lost_its_seal(tmp_path: Path) -> None:
    (sealed(tmp_path / "old") / "seal.toml").unlink()
    with pytest.raises(CannotOpen, match=r"was signed off, and its seal\.toml is missing"):
        supersede(tmp_path / "old", tmp_path / "new", by="Bess", clock=Clock(LATER))
    assert not (tmp_path / "new").exists()


def test_a_seal_that_was_re_saved_is_still_the_one_that_is_followed(tmp_path: Path) -> None:
    seal = sealed(tmp_path / "old") / "seal.toml"
    digest = sha256(seal.read_bytes()).hexdigest()
    seal.write_bytes(seal.read_bytes().replace(b"\n", b"\r\n"))
    with supersede(tmp_path / "old", tmp_path / "new", by="Bess", clock=Clock(LATER)).session as session:
        assert session.answers.text("follows.seal") == digest


def test_the_signed_record_stays_byte_for_byte_as_it_was(tmp_path: Path) -> None:
    before = every_byte(sealed(tmp_path / "old"))
    supersede(tmp_path / "old", tmp_path / "new", worksheet=SMALL, by="Bess", clock=Clock(LATER)).session.close()
    (tmp_path / "old" / "afterwards.jsonl").unlink()
    assert every_byte(tmp_path / "old") == before


def test_nothing_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "letter.txt").write_text("Dear")
    with pytest.raises(CannotOpen, match="is not empty"):
        followed(tmp_path)


@pytest.mark.parametrize(
    ("then", "now", "otherwise"),
    [
        ("How many on 1 May 2031?", "How many on 30 June 2032?", False),
        ("How many of 1,200?", "How many of 900?", False),
        ("How many on 1 May 2031?", "How many before 1 May 2031?", True),
        ("How many may?", "How many must?", True),
    ],
)
def test_a_question_that_differs_in_days_and_numbers_alone_is_the_same(then: str, now: str, otherwise: bool) -> None:
    was, is_ = (
        read_worksheet(SMALL.replace(b"How many islanders are on our list?", text.encode())).worksheet
        for text in (then, now)
    )
    assert was is not None
    assert is_ is not None
    given = answers({"practice.registered_list": "4,000"}, SMALL_FILE)
    asked = carry_over(given, Ids(was), Ids(is_), EVENING).asked
    assert asked == ({"practice.registered_list": f"{then} Most of the money is paid on it."} if otherwise else {})


# -- the file that keeps the decision before

ODD = "[/] \x1b[31m\u202e “£” \\ \"\"\" ''' # \n\t = é"
KEPT = LastTime(
    Snapshot(
        "id", ODD, "W", 9, ODD,
        {"a": KeptFigure(ODD, "£", None), "b": KeptFigure("x", "%", None, applies=False)},
        {"funding": KeptFinding(ODD, "red"), "time": KeptFinding("t", None)},
        {"home.1.name": KeptAnswer(ODD, ODD, ODD, ODD), "x": KeptAnswer("x", "1", "1 WTE")},
    ),
    {"home.1.name": ODD},
    {"x": ODD},
)  # fmt: skip


def test_what_is_kept_comes_back_whatever_stands_in_it() -> None:
    data = last_time_bytes(KEPT)
    assert parse_last_time(data) == KEPT
    assert b"\x1b" not in data
    assert "\u202e".encode() not in data


@pytest.mark.parametrize(
    "data",
    [b"", b"\x00", b"format = 1", b'format = "1.0"', b'format = "2.0"\nmonths = 1'] + [
        last_time_bytes(KEPT).replace(*change) for change in (
            (b"months = 9", b"months = -9"), (b'unit = "%"', b'unit = "%"\nvalue = "1e999999999"'),
            (b'unit = "%"', b'unit = "%"\nvalue = "NaN"'), (b'label = "x"', b"label = 1"),
        )
    ],
)  # fmt: skip
def test_a_broken_file_is_no_last_time(tmp_path: Path, data: bytes) -> None:
    with pytest.raises(BrokenText):
        parse_last_time(data)
    with followed(tmp_path).session as session:
        (tmp_path / "new" / "last-time.toml").write_bytes(data)
        assert session.last_time is None


def test_one_of_another_decision_is_no_last_time(tmp_path: Path) -> None:
    with followed(tmp_path).session as session:
        (tmp_path / "new" / "last-time.toml").write_bytes(last_time_bytes(KEPT))
        assert session.last_time is None


def test_only_a_decision_that_follows_another_is_asked_what_came_of_that(tmp_path: Path) -> None:
    with made(tmp_path / "d") as session:
        (tmp_path / "d" / "last-time.toml").write_bytes(last_time_bytes(KEPT))
        assert session.last_time is None
        assert "came.posts" not in {entry.key for entry in agenda("practice", session.answers, session.ids)}
    with followed(tmp_path).session as session:
        assert "came.posts" in {entry.key for entry in agenda("practice", session.answers, session.ids)}
