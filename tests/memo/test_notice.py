"""The notice to the commissioner: what it says for each decision, and that no condition is ever part of it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.afterwards import Entry
from des_decider.memo.document import SignatureBlock
from des_decider.memo.facts import Assent, Signed
from des_decider.memo.notice import NoNotice, NoticeFacts, compose_notice, of_what, worksheet_says
from tests.building import EVENING, ids
from tests.memo.memo_facts import ANSWERS_SHA, DECISION_ID, FULL, answered, everything

if TYPE_CHECKING:
    from des_decider.memo.notice import Of

SIGNED = Signed(EVENING, (Assent("Dr Lena Vane", EVENING), Assent("Dr Tom Reed", EVENING)), ANSWERS_SHA)
CONFIRM = "Please confirm in writing that you have this notice"


def facts(option: str, *came: tuple[str, str], **other: str) -> NoticeFacts:
    texts = FULL | {"decision.option": option} | {id_.replace("__", "."): text for id_, text in other.items()}
    entries = tuple(Entry(n, kind, of, date(2020, 5, 29), "", "", EVENING) for n, (kind, of) in enumerate(came, 1))
    return NoticeFacts(answered(texts), ids(), DECISION_ID, entries, EVENING, SIGNED)


JOINS = (
    "Saltmarsh Surgery signs up to the Network Contract DES 2020/21 from 1 June 2020.\n"
    "This notice carries no conditions. The partners met and decided on 18 May 2020."
)
STAYS_OUT = (
    "Saltmarsh Surgery does not take part in the Network Contract DES 2020/21.\n"
    "As we understand it, our last day in the contract is 30 June 2020. Please tell us if it is another day."
)


@pytest.mark.parametrize(
    ("option", "asked", "title", "words"),
    [
        ("sign_up", None, "Notice that we sign up", JOINS),
        ("sign_up_then_leave", None, "Notice that we sign up", JOINS),
        ("opt_out", None, "Notice that we opt out", STAYS_OUT),
        ("opt_out", "leaving", "Notice that we leave", "Saltmarsh Surgery leaves the Network Contract DES 2020/21."),
        ("sign_up_then_leave", "leaving", "Notice that we leave", "leaves the Network Contract DES 2020/21."),
    ],
)
def test_the_letter_for_each_decision(option: str, asked: Of | None, title: str, words: str) -> None:
    document = compose_notice(facts(option), asked)
    assert document.title == f"{title}: Network Contract DES 2020/21"
    said = everything(document)
    assert words in said
    for always in (
        "To NHS North Shore CCG",
        "Saltmarsh Surgery (Y99123)",
        "Our network: Saltmarsh and Holm PCN.",
        CONFIRM,
    ):
        assert always in said
    assert document.blocks[-1] == SignatureBlock(("Dr Lena Vane", "Dr Tom Reed"))
    assert not document.draft


def test_a_day_that_nobody_knows_is_asked_for() -> None:
    leaving = facts("opt_out")
    sheet = leaving.ids.worksheet
    unknown = sheet._replace(year=sheet.year._replace(next_effective=None))
    later = NoticeFacts(leaving.answers, type(leaving.ids)(unknown), DECISION_ID, (), EVENING, SIGNED)
    assert "Please tell us which is our last day in the contract." in everything(compose_notice(later, "leaving"))


@pytest.mark.parametrize(
    ("came", "expected"),
    [
        ((), "to-follow"),
        ((("condition_met", "1"),), "to-follow"),
        ((("condition_met", "1"), ("condition_met", "2")), "signing-up"),
        ((("condition_failed", "1"), ("condition_met", "1"), ("condition_met", "2")), "signing-up"),
        ((("condition_met", "1"), ("condition_met", "2"), ("mistake", "2")), "to-follow"),
    ],
)
def test_until_each_condition_is_met_only_that_a_notice_follows(
    came: tuple[tuple[str, str], ...], expected: Of
) -> None:
    second = {"condition__2__what": "The pharmacist signs"}
    letter = facts("sign_up_on_conditions", *came, **second)
    assert of_what(letter) == expected
    said = everything(compose_notice(letter))
    if expected == "to-follow":
        assert "This letter of Saltmarsh Surgery neither accepts the Network Contract DES 2020/21 nor declines" in said
        assert CONFIRM not in said
        assert "will give you notice by 31 May 2020, and that notice will carry no conditions." in said
        assert "signs up" not in said
    else:
        assert "This notice carries no conditions." in said
    for words in (FULL["condition.1.what"], "The pharmacist signs", "on condition", "provided that", "subject to"):
        assert words not in said


def test_a_condition_that_was_not_met_leaves_what_follows_to_people() -> None:
    letter = facts("sign_up_on_conditions", ("condition_failed", "1"), condition__1__if_not_met="We opt out")
    with pytest.raises(NoNotice, match="condition 1 was not met; what was to follow then: “We opt out”"):
        of_what(letter)
    assert of_what(letter, "opting-out") == "opting-out"
    with pytest.raises(NoNotice, match="the partners did not decide on signing up"):
        of_what(letter, "signing-up")
    silent = facts("sign_up_on_conditions", ("condition_failed", "2"), condition__2__what="The pharmacist signs")
    with pytest.raises(NoNotice, match="condition 2 was not met; what was to follow then is not recorded; where"):
        of_what(silent)


@pytest.mark.parametrize(
    ("option", "asked", "other", "why"),
    [
        ("not_yet", None, {}, "the partners have not decided yet"),
        ("sign_up", "opting-out", {}, "the partners did not decide on opting out; another decision is a new record"),
        ("opt_out", "signing-up", {}, "the partners did not decide on signing up"),
        ("sign_up", None, {"vote__1__position": "against", "vote__2__position": "against"}, "the vote did not carry"),
    ],
)
def test_a_notice_says_nothing_that_was_not_decided(
    option: str, asked: Of | None, other: dict[str, str], why: str
) -> None:
    with pytest.raises(NoNotice, match=why):
        compose_notice(facts(option, **other), asked)


@pytest.mark.parametrize(
    ("of", "days"),
    [
        ("signing-up", ["31 May 2020"]),
        ("opting-out", ["31 May 2020", "30 June 2020"]),
        ("leaving", ["30 April 2021"]),
        ("to-follow", ["31 May 2020"]),
    ],
)
def test_what_the_worksheet_says_of_its_day_and_of_silence(of: Of, days: list[str]) -> None:
    found = list(worksheet_says(facts("sign_up"), of))
    assert [one.name for one in found][: len(days)] == days
    assert all(one.origin for one in found)
    assert any(one.name == "A practice that says nothing" for one in found)
