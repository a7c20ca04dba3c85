"""An open decision: what is given, refused, taken back and done again, and whose words it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.changes import Edit
from des_decider.decision.values import Parsed
from des_decider.record import answer_texts
from des_decider.record.change_words import holds_nhs_number, named
from des_decider.record.opening import create_decision
from des_decider.record.session import ReadOnly, Session
from des_decider.storage.safely import StorageFault
from tests.record.decisions import SMALL, Clock, made, opened, reopened, tables, texts, with_two_homes

if TYPE_CHECKING:
    from pathlib import Path

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
    return with_two_homes(tmp_path / "d")


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
