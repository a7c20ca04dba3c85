"""Answers are never changed in place; a change can be applied, taken back and done again."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from des_decider.decision.answers import Answer, Answers
from des_decider.decision.changes import Change, ChangeKind, Edit, Whose, apply, inverse, read_answer
from des_decider.decision.values import Estimate
from tests.building import EVENING, SMALL, answers, ids
from tests.how_many import cases

CALM = settings(max_examples=cases(30, thorough=600), deadline=None)

LATER = EVENING + timedelta(minutes=3)
TEXTS = {
    "practice.name": "Saltmarsh Surgery",
    "practice.registered_list": "9,123.5",
    "cost.gp_hour": "80/100/156",
    "director.ours": "no",
    "facts.later": "include",
    "decision.review": "1 Oct 2020",
    "home.3.name": "Samphire House",
    "home.3.beds": "42",
    "home.12.beds": "10",
    "partner.2.name": "Dr Vane",
    "partner.10.name": "Dr Reed",
    "partner.4.role": "salaried",
    "note.home.7.beds": "a note is no row",
}


def change(*edits: tuple[str, str | None, str | None], **rows: tuple[str, ...]) -> Change:
    made = tuple(Edit(*edit) for edit in edits)
    return Change(1, EVENING, "Jo", "Dr Vane", "answered", made, rows.get("gone", ()), rows.get("back", ()))


def texts_of(found: Answers) -> dict[str, str]:
    return {id_: found.text(id_) for id_ in found}


# Reading


def test_answers_are_a_mapping() -> None:
    found = answers(TEXTS)
    assert len(found) == len(TEXTS)
    assert list(found) == list(TEXTS)
    assert found["practice.name"].text == "Saltmarsh Surgery"
    assert found["practice.name"].by == "Jo"
    assert "practice.ods_code" not in found
    assert found.get("practice.ods_code") is None
    with pytest.raises(KeyError):
        found["practice.ods_code"]


def test_each_kind_is_given_as_its_own_and_never_as_another() -> None:
    found = answers(TEXTS)
    assert found.text("practice.registered_list") == "9123.5"
    assert found.text("practice.ods_code") == ""
    assert found.choice("facts.later") == "include"
    assert found.choice("director.ours") == "no"
    assert found.choice("home.by") is None
    assert found.choice("home.by", "whole") == "whole"
    assert found.yes("director.ours") is False
    assert found.yes("home.none") is None
    assert found.yes("practice.name") is None
    assert found.estimate("cost.gp_hour") == Estimate(Fraction(100), Fraction(80), Fraction(156))
    assert found.estimate("practice.name") is None
    assert found.estimate("cost.nurse_hour") is None
    assert found.likely("practice.registered_list") == Fraction("9123.5")
    assert found.likely("cost.gp_hour") == 100
    assert found.likely("director.ours") is None
    assert found.likely("cost.nurse_hour") is None
    assert found.day("decision.review") == date(2020, 10, 1)
    assert [found.day(id_) for id_ in ("practice.name", "director.ours", "cost.gp_hour", "deadline.asked")] == [
        None
    ] * 4


def test_a_zero_is_an_answer() -> None:
    assert answers({"home.whole.beds": "0"}).likely("home.whole.beds") == 0


def test_rows_are_every_number_with_an_answer_in_order() -> None:
    found = answers(TEXTS)
    assert found.rows("home") == (3, 12)
    assert found.rows("partner") == (2, 4, 10)
    assert found.rows("local") == ()
    assert found.rows("practice") == ()
    assert found.partners() == {2: "Dr Vane", 10: "Dr Reed"}


@pytest.mark.parametrize("id_", ["home.².beds", "home.٣.beds", "home.3", "home.", "home", "home.3.", "homes.3.beds"])
def test_what_is_no_row_is_none(id_: str) -> None:
    assert Answers({id_: Answer(id_, "1", Estimate.certain(Fraction(1)))}).rows("home") == ()


# Editing


def test_an_edit_is_a_copy() -> None:
    before = answers({"practice.name": "Saltmarsh", "practice.ods_code": "Y01234"})
    ours = Answer("pcn.name", "Five Creeks", "Five Creeks")
    after = before.edit({"practice.name": None, "pcn.name": ours})
    assert texts_of(before) == {"practice.name": "Saltmarsh", "practice.ods_code": "Y01234"}
    assert texts_of(after) == {"practice.ods_code": "Y01234", "pcn.name": "Five Creeks"}
    assert after["pcn.name"] is ours
    assert after["practice.ods_code"] is before["practice.ods_code"]


def test_answers_cannot_be_changed_in_place() -> None:
    found = answers({"practice.name": "Saltmarsh"})
    with pytest.raises(AttributeError):
        found.gone = frozenset({("home", 1)})
    with pytest.raises(AttributeError):
        found["practice.name"].text = "Elsewhere"  # type: ignore[misc]


def test_rows_deleted_are_remembered_until_they_are_told_otherwise() -> None:
    found = Answers({}, frozenset({("home", 3)}))
    assert found.edit({}).gone == {("home", 3)}
    assert found.edit({}, frozenset()).gone == frozenset()


def test_taking_back_what_was_never_answered_is_harmless() -> None:
    before = answers({"practice.name": "Saltmarsh"})
    assert texts_of(before.edit({"pcn.name": None})) == {"practice.name": "Saltmarsh"}


# Changes


def test_a_change_answers_overwrites_and_takes_back() -> None:
    before = answers({"practice.name": "Saltmarsh", "pcn.name": "Five Creeks"})
    made = change(
        ("practice.name", "Saltmarsh", "Saltmarsh Surgery"),
        ("pcn.name", "Five Creeks", None),
        ("cost.gp_hour", None, "£80/100/156"),
    )
    after = apply(before, [made], ids())
    assert texts_of(after) == {"practice.name": "Saltmarsh Surgery", "cost.gp_hour": "80 / 100 / 156"}
    answer = after["cost.gp_hour"]
    assert answer.value == Estimate(Fraction(100), Fraction(80), Fraction(156))
    assert (answer.by, answer.said_by, answer.at) == ("Jo", "Dr Vane", EVENING)


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("practice.nmae", "Saltmarsh"),
        ("home.0.beds", "4"),
        ("home.².beds", "4"),
        ("cost.gp_hour", "lots"),
        ("cost.gp_hour", "1" * 5000),
        ("cost.gp_hour", ""),
        ("facts.later", "perhaps"),
        ("service.lodge_rounds.by", "whole"),
        ("note." * 5000 + "practice.name", "x"),
    ],
)
def test_what_the_worksheet_no_longer_understands_is_left_out(id_: str, text: str) -> None:
    made = change((id_, None, text), ("pcn.name", None, "Five Creeks"))
    assert read_answer(id_, text, made, ids()) is None
    before = Answers({id_: Answer(id_, "old", "old")})
    assert texts_of(apply(before, [made], ids())) == {"pcn.name": "Five Creeks"}


def test_what_one_worksheet_leaves_out_another_understands() -> None:
    made = change(("service.lodge_rounds.by", None, "whole"))
    assert texts_of(apply(Answers(), [made], ids(SMALL))) == {"service.lodge_rounds.by": "whole"}


def test_the_last_of_several_changes_and_edits_stands() -> None:
    first = change(("pcn.name", None, "One"), ("pcn.name", "One", "Two"))
    second = change(("pcn.name", "Two", "Three"), ("practice.name", None, "Saltmarsh"))
    assert texts_of(apply(Answers(), [first], ids())) == {"pcn.name": "Two"}
    assert texts_of(apply(Answers(), [first, second], ids())) == {"pcn.name": "Three", "practice.name": "Saltmarsh"}
    assert apply(Answers(), [], ids()) == Answers()


def test_a_deleted_row_comes_back_under_its_own_number() -> None:
    before = answers({"home.3.name": "Samphire House", "home.3.beds": "42", "home.4.beds": "10"})
    deletion = change(("home.3.name", "Samphire House", None), ("home.3.beds", "42", None), gone=("home.3",))
    without = apply(before, [deletion], ids())
    assert without.rows("home") == (4,)
    assert without.gone == {("home", 3)}
    undo = inverse(deletion, 2, LATER, "Sam", "undone")
    assert (undo.gone, undo.back) == ((), ("home.3",))
    restored = apply(without, [undo], ids())
    assert texts_of(restored) == texts_of(before)
    assert (restored.rows("home"), restored.gone) == ((3, 4), frozenset())
    again = apply(restored, [inverse(undo, 3, LATER, "Sam", "redone")], ids())
    assert (texts_of(again), again.gone) == (texts_of(without), without.gone)


def test_rows_gone_before_stay_gone() -> None:
    before = Answers({}, frozenset({("home", 1), ("partner", 2)}))
    after = apply(before, [change(gone=("home.3",), back=("partner.2",))], ids())
    assert after.gone == {("home", 1), ("home", 3)}


def test_the_inverse_says_who_took_it_back_and_who_had_said_it() -> None:
    kind: ChangeKind = "undone"
    undo = inverse(change(("pcn.name", None, "One"), ("practice.name", "A", "B")), 7, LATER, "Sam", kind)
    edits = (Edit("practice.name", "B", "A"), Edit("pcn.name", "One", None))
    assert undo == Change(7, LATER, "Sam", "Dr Vane", "undone", edits)


def test_what_is_given_back_is_theirs_who_gave_it_where_that_is_known() -> None:
    before = apply(Answers(), [change(("pcn.name", None, "One"), ("practice.name", None, "A"))], ids())
    later = Change(
        2, LATER, "Sam", "Dr Reed", "answered", (Edit("pcn.name", "One", "One"), Edit("practice.name", "A", "B"))
    )
    after = apply(before, [later], ids())
    assert (after["pcn.name"].text, after["pcn.name"].said_by, after["pcn.name"].by) == ("One", "Dr Reed", "Sam")
    known = inverse(later, 3, LATER, "Sam", "undone", before)
    assert apply(after, [known], ids()) == before
    assert {edit.whose for edit in known.edits} == {Whose("Jo", "Dr Vane", EVENING)}
    other = answers({"pcn.name": "Two"})
    assert {edit.whose for edit in inverse(later, 3, LATER, "Sam", "undone", other).edits} == {None}


ONE_ID = st.sampled_from(["practice.name", "pcn.name", "decision.sentence", "note.practice.name", "home.1.name"])
WORDS = st.text("abc é£/\n", min_size=1).map(str.strip).filter(bool)


@CALM
@given(st.lists(st.lists(st.tuples(ONE_ID, st.none() | WORDS), max_size=5), max_size=4), st.dictionaries(ONE_ID, WORDS))
def test_undoing_everything_restores_everything(steps: list[list[tuple[str, str | None]]], at: dict[str, str]) -> None:
    start = answers(at)
    now, states, done = start, [start], list[Change]()
    for step in steps:
        old: dict[str, str | None] = {**texts_of(now)}
        edits = list[tuple[str, str | None, str | None]]()
        for id_, new in step:
            edits.append((id_, old.get(id_), new))
            old[id_] = new
        done.append(change(*edits))
        now = apply(now, [done[-1]], ids())
        assert texts_of(now) == {id_: text for id_, text in old.items() if text is not None}
        states.append(now)
    assert texts_of(apply(start, done, ids())) == texts_of(now)
    for made, before in zip(reversed(done), reversed(states[:-1]), strict=True):
        now = apply(now, [inverse(made, 1, LATER, "Sam", "undone")], ids())
        assert texts_of(now) == texts_of(before)
