"""How what is typed becomes an entry of what came after, what is refused and why, and what an entry says."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache

import pytest

from des_decider.decision.afterwards import KINDS, Entry, NotTaken, Typed, in_force, in_words, understood
from des_decider.decision.answers import Answers
from tests.building import SMALL
from tests.building import answers as answered

AT = datetime(2031, 10, 2, 9, 30, tzinfo=UTC)
DAY = "2 October 2031"


TEXTS = {
    "commissioner.name": "the Farholm ferry office",
    "condition.1.what": "the boats run in winter",
    "condition.3.what": "a very long condition that goes on and on and on, and on",
    "action.1.what": "Ring the harbour",
    "tell.2.who": "our patients",
}


@cache
def answers() -> Answers:
    return answered(TEXTS, SMALL)


def entry(number: int, kind: str, of: str = "") -> Entry:
    return Entry(number, kind, of, date(2031, 10, 1), "", "Ann", AT)


def said(typed: Typed, *before: Entry) -> Entry | NotTaken:
    return understood(typed, answers(), before, by="Ann", at=AT)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        (Typed("notice_sent", on=DAY), "notice sent to the Farholm ferry office"),
        (Typed("notice_acknowledged", on=DAY), "notice acknowledged by the Farholm ferry office"),
        (Typed("condition_met", "1", DAY), "condition 1 met: the boats run in winter"),
        (Typed("condition_failed", " 01 ", DAY), "condition 1 not met: the boats run in winter"),
        (Typed("action_done", "1", DAY), "action 1 done: Ring the harbour"),
        (Typed("told", "2", DAY), "told: our patients"),
        (Typed("review_held", on=DAY), "review held"),
        (Typed("superseded_by", "1234abcd-ef", DAY), "followed by the decision with the reference 1234abcd"),
        (Typed("mistake", "1", DAY), "entry 1 was a mistake"),
    ],
)
def test_each_kind_in_words(typed: Typed, words: str) -> None:
    made = said(typed, entry(1, "review_held"))
    assert isinstance(made, Entry)
    assert (made.number, made.on, made.by, made.at) == (2, date(2031, 10, 2), "Ann", AT)
    assert in_words(made, answers()) == words


def test_every_kind_is_said_above() -> None:
    assert len(KINDS) == 9


def test_a_kind_of_a_later_version_is_said_by_its_name() -> None:
    assert in_words(entry(1, "merged_with", "another"), answers()) == "merged with another"


@pytest.mark.parametrize(
    ("typed", "part", "why"),
    [
        (Typed("party", on=DAY), "kind", "“party” is nothing that comes after; choose notice_sent"),
        (
            Typed("action_done", "", DAY),
            "of",
            "“” is no action of this decision; give its number: 1 (Ring the",
        ),
        (
            Typed("condition_met", "2", DAY),
            "of",
            "3 (a very long condition that goes on and o…)",
        ),
        (Typed("told", "9", DAY), "of", "“9” is no line of who must be told of this decision; give its number: 2 (our"),
        (
            Typed("mistake", "7", DAY),
            "of",
            "“7”: there is no such entry; give the number of the one that was a mistake",
        ),
        (Typed("review_held"), "on", "say on which day"),
        (Typed("review_held", on="Tuesdayish"), "on", "“Tuesdayish”: write a date"),
        (Typed("review_held", on="31/02/2031"), "on", "“31/02/2031”: there is no such day in the calendar"),
        (Typed("review_held", on="3/10/2031"), "on", "3 October 2031 has not come yet; note it once it has happened"),
        (Typed("review_held", on=DAY, note="half \udc41"), "note", "it has a broken character in it; type it again"),
        (Typed("review_held", on=DAY, note="x" * 10_001), "note", "it has 10,001 characters and an answer may have"),
    ],
)
def test_what_is_refused_is_said_in_one_sentence(typed: Typed, part: str, why: str) -> None:
    refused = said(typed)
    assert isinstance(refused, NotTaken)
    assert refused.part == part
    assert why in refused.why


def test_a_decision_without_rows_says_so() -> None:
    refused = understood(Typed("action_done", "1", DAY), Answers(), (), by="Ann", at=AT)
    assert refused == NotTaken("of", "this decision has no action")


def test_the_same_is_noted_once_until_it_changes() -> None:
    met, failed = entry(1, "condition_met", "1"), entry(2, "condition_failed", "1")
    again = said(Typed("condition_met", "1", DAY), met)
    assert again == NotTaken(
        "of",
        "it is noted already, as entry 1 on 1 October 2031; if that is wrong, note first that entry 1 was a mistake",
    )
    assert isinstance(said(Typed("condition_met", "1", DAY), met, failed), Entry), "it was met after all"
    assert isinstance(said(Typed("condition_met", "1", DAY), met, entry(2, "mistake", "1")), Entry)
    assert isinstance(said(Typed("mistake", "1", DAY), met, entry(2, "mistake", "1")), NotTaken)
    back = said(Typed("mistake", "2", DAY), met, entry(2, "mistake", "1"))
    assert back == NotTaken("of", "entry 2 takes back entry 1; if that one was right, note it once more")
    assert isinstance(said(Typed("condition_met", "3", DAY), met), Entry)
    assert isinstance(said(Typed("notice_sent", on=DAY), entry(1, "notice_sent")), Entry), "sent a second time"


def test_a_mistake_and_what_it_names_do_not_hold() -> None:
    met, sent, mistake = entry(1, "condition_met", "1"), entry(2, "notice_sent"), entry(3, "mistake", "1")
    assert in_force((met, sent, mistake)) == [sent]
