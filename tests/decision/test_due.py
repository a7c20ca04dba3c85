"""What is due of a decision, as its answers and what came after it say: tables over the pure function."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from des_decider.decision.afterwards import Entry
from des_decider.decision.due_item import Due
from des_decider.decision.what_is_due import what_is_due
from des_decider.decision.wording import how_soon
from tests.building import SMALL, answers, ids
from tests.record.ready import PARTNERS, VOTE

AT = datetime(2031, 10, 2, 9, 30, tzinfo=UTC)
TODAY = date(2031, 10, 2)
OFFICE = {"commissioner.name": "the ferry office"}
VOTED = PARTNERS | VOTE | OFFICE | {"decision.option": "sign up"}
NOTICE = "Send notice of the decision to the ferry office"
ASKED = ", who asked for it by this day; the contract asks for it by 20 September 2031"
SEND = Due("deadline.contract", date(2031, 9, 20), NOTICE, "", "notice_sent")
WINDOW = Due("date.second_thoughts", date(2032, 9, 1), "Next window to leave or join ends")


def came(*kinds: tuple[str, str] | str) -> list[Entry]:
    pairs = [(one, "") if isinstance(one, str) else one for one in kinds]
    return [Entry(n, kind, of, date(2031, 10, 1), "", "Ann", AT) for n, (kind, of) in enumerate(pairs, 1)]


def due(texts: dict[str, str], *kinds: tuple[str, str] | str, today: date = TODAY, sealed: bool = True) -> list[Due]:
    given = answers(texts, SMALL)
    return list(what_is_due(given, ids(SMALL).worksheet, came(*kinds), today, sealed=sealed))


# ------------------------------------------------------------------------------------------------------ to be decided


@pytest.mark.parametrize(
    ("texts", "today", "expected"),
    [
        ({}, date(2031, 9, 20), [(date(2031, 9, 20), "Decide, and tell the commissioner")]),
        ({}, date(2031, 9, 21), []),
        (OFFICE | {"deadline.contract": "1 October 2031"}, date(2031, 9, 21),
         [(date(2031, 10, 1), "Decide, and tell the ferry office")]),
        ({"deadline.asked": "1 September 2031"}, date(2031, 8, 1),
         [(date(2031, 9, 1), "Decide: the commissioner asked to be told by this day"),
          (date(2031, 9, 20), "Decide, and tell the commissioner")]),
        ({"deadline.asked": "1 October 2031"}, date(2031, 8, 1),
         [(date(2031, 9, 20), "Decide, and tell the commissioner")]),
        (VOTED | {"action.1.what": "Ring", "action.1.by": "1 Oct 2031"}, date(2031, 9, 1),
         [(date(2031, 9, 20), "Decide, and tell the ferry office")]),
    ],
)  # fmt: skip
def test_before_it_is_signed_off_only_the_decision_is_due(
    texts: dict[str, str], today: date, expected: list[tuple[date, str]]
) -> None:
    assert [(one.when, one.what) for one in due(texts, today=today, sealed=False)] == expected


# --------------------------------------------------------------------------------------------------------- the notice


@pytest.mark.parametrize(
    ("texts", "kinds", "expected"),
    [
        ({}, (), [SEND]),
        ({"deadline.contract": "5 October 2031"}, (), [SEND._replace(when=date(2031, 10, 5))]),
        ({"deadline.asked": "15 September 2031"}, (),
         [SEND._replace(when=date(2031, 9, 15), what=f"{NOTICE}{ASKED}")]),
        ({"decision.option": "opt out"}, (), [SEND]),
        ({}, ("notice_sent",), [Due("", None, "Notice to the ferry office: not acknowledged", "",
                                    "notice_acknowledged")]),
        ({}, ("notice_sent", "notice_acknowledged"), []),
        ({}, ("notice_acknowledged",), []),
        ({}, ("notice_sent", ("mistake", "1")), [SEND]),
        ({"decision.option": "not yet"}, (), []),
        ({"vote.1.position": "against"}, (), []),
    ],
    ids=["the worksheet's day", "the contract's", "asked sooner", "out", "sent", "acknowledged", "acknowledged alone",
         "a mistake", "not yet", "not carried"],
)  # fmt: skip
def test_the_commissioner_is_told_and_says_so(
    texts: dict[str, str], kinds: tuple[str, ...], expected: list[Due]
) -> None:
    found = [one for one in due(VOTED | texts, *kinds) if "otice" in one.what]
    assert found == expected


# ----------------------------------------------------------------------------- conditions, actions, who is told


ROWS = VOTED | {
    "decision.option": "sign up on conditions",
    "condition.1.what": "The boats run", "condition.1.owner": "Inga Voe", "condition.1.by": "1 December 2031",
    "action.1.what": "Ring the harbour", "action.1.by": "30 September 2031", "action.2.owner": "Dr Holm",
    "tell.1.who": "our patients", "tell.1.by": "1 November 2031", "tell.2.by": "1 November 2031",
}  # fmt: skip
CONDITION = Due(
    "condition.1.by", date(2031, 12, 1), "Condition 1 is to be met: The boats run", "Inga Voe", "condition_met", "1"
)
RING = Due("action.1.by", date(2031, 9, 30), "Action 1: Ring the harbour", "", "action_done", "1")
UNSAID = Due("action.2.by", None, "Action 2: not said what", "Dr Holm", "action_done", "2")
PATIENTS = Due("tell.1.by", date(2031, 11, 1), "Tell our patients", "", "told", "1")


@pytest.mark.parametrize(
    ("texts", "kinds", "expected"),
    [
        ({}, (), [RING, PATIENTS, CONDITION, WINDOW, UNSAID]),
        ({}, (("action_done", "1"), ("told", "1")), [CONDITION, WINDOW, UNSAID]),
        ({}, (("condition_met", "1"), ("action_done", "2")), [RING, PATIENTS, WINDOW]),
        ({}, (("condition_failed", "1"),), [RING, PATIENTS, WINDOW, UNSAID]),
        ({}, (("action_done", "1"), ("mistake", "1")), [RING, PATIENTS, CONDITION, WINDOW, UNSAID]),
        ({"condition.1.met_on": "1 September 2031"}, (), [RING, PATIENTS, WINDOW, UNSAID]),
        ({}, (("a kind of a later version", "1"),), [RING, PATIENTS, CONDITION, WINDOW, UNSAID]),
    ],
    ids=["all", "done and told", "met", "not met", "a mistake", "met before", "a later version"],
)
def test_what_somebody_has_to_do_is_due_until_it_is_noted_soonest_first(
    texts: dict[str, str], kinds: tuple[tuple[str, str], ...], expected: list[Due]
) -> None:
    assert [one for one in due(ROWS | texts, *kinds) if one.ends != "notice_sent"] == expected


# --------------------------------------------------------------------------------------------- days, review and window


DAYS = {"decision.review": "30 September 2031", "deadline.last_change": "5 October 2031"}
REVIEW = Due("decision.review", date(2031, 9, 30), "Review", "", "review_held")
LAST = Due("deadline.last_change", date(2031, 10, 5), "Last day to change our mind")


@pytest.mark.parametrize(
    ("texts", "kinds", "today", "expected"),
    [
        ({}, (), TODAY, [REVIEW, LAST, WINDOW]),
        ({}, (), date(2031, 10, 5), [REVIEW, LAST, WINDOW]),
        ({}, (), date(2031, 10, 6), [REVIEW, WINDOW]),
        ({}, (), date(2032, 9, 2), [REVIEW]),
        ({}, ("review_held",), TODAY, [LAST, WINDOW]),
        ({}, (("superseded_by", "1234"),), TODAY, [REVIEW, LAST]),
        ({"decision.review_trigger": "the ferry stops"}, (), TODAY,
         [REVIEW._replace(what="Review; what would make it sooner: the ferry stops"), LAST, WINDOW]),
    ],
    ids=["all", "the day itself", "the day after", "after the window", "held", "replaced", "sooner if"],
)  # fmt: skip
def test_a_day_that_only_passes_is_due_until_it_is_over(
    texts: dict[str, str], kinds: tuple[tuple[str, str] | str, ...], today: date, expected: list[Due]
) -> None:
    assert due(DAYS | texts, *kinds, today=today) == expected


def test_who_opts_out_can_only_join_in_the_next_window() -> None:
    out = due(VOTED | {"decision.option": "opt out"}, "notice_sent", "notice_acknowledged")
    assert out == [WINDOW._replace(what="Next window in which a practice outside may join ends")]
    turned_down = due(VOTED | {"decision.option": "opt out", "vote.1.position": "against"})
    assert turned_down == [WINDOW], "nobody has left"


def test_nothing_is_due_of_nothing() -> None:
    assert due({}, today=date(2040, 1, 1)) == []


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (-2_381, "over 6 years overdue"),
        (-732, "over 2 years overdue"),
        (-731, "731 days overdue"),
        (-1, "1 day overdue"),
        (0, "today"),
        (1, "tomorrow"),
        (2, "in 2 days"),
    ],
)
def test_how_soon_in_words(days: int, words: str) -> None:
    when = TODAY + timedelta(days)
    assert how_soon(when, TODAY) == words
    assert Due("", when, "x").on(TODAY).endswith(f", {words}")
    assert Due("", when, "x").late(TODAY) == (days < 0)
    assert Due("", None, "x").on(TODAY) == "no day recorded"
