"""What the partners come back to: why, with whom and by when, from any of the three, in the order of the meeting."""

from __future__ import annotations

from datetime import date

import pytest

from des_decider.decision.come_back import ComeBack, come_back, in_words, marks_of
from tests.building import answers, ids

MAY = date(2020, 5, 20)


def test_nothing_is_come_back_to_where_nobody_said_so() -> None:
    assert come_back(answers({"cost.gp_hour": "100", "note.cost.gp_hour": "open?"}), ids()) == ()


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({"open.cost.gp_hour": "no accounts yet"}, ComeBack("cost.gp_hour", "no accounts yet")),
        ({"open.cost.gp_hour.whom": "the accountant"}, ComeBack("cost.gp_hour", whom="the accountant")),
        ({"open.cost.gp_hour.when": "20 May 2020"}, ComeBack("cost.gp_hour", when=MAY)),
        ({"open.workforce.when": "20/5/2020", "open.workforce": "later"}, ComeBack("workforce", "later", "", MAY)),
        ({"open.consulted.1.when": "nobody knows"}, ComeBack("consulted.1.when", "nobody knows")),
    ],
    ids=["why alone", "whom alone", "when alone", "a section", "a day left open"],
)
def test_any_one_of_the_three_is_enough(given: dict[str, str], found: ComeBack) -> None:
    assert come_back(answers(given), ids()) == (found,)


def test_sections_stand_first_and_then_what_is_asked_in_the_meetings_order() -> None:
    given = {
        "open.question.home_lead": "ask them", "open.decision.when": "1 June 2020", "open.home.10.beds": "x",
        "open.home.2.beds.whom": "the home", "open.practice.name.whom": "us", "open.practice": "y",
    }  # fmt: skip
    found = [item.id for item in come_back(answers(given), ids())]
    assert found == ["practice", "decision", "practice.name", "home.2.beds", "home.10.beds", "question.home_lead"]


@pytest.mark.parametrize(
    ("item", "words"),
    [
        (ComeBack("x", "waiting for the accounts"), "waiting for the accounts"),
        (ComeBack("x", "", "the accountant"), "to come back to with the accountant"),
        (ComeBack("x", "", "", MAY), "to come back to by 20 May 2020"),
        (
            ComeBack("x", "waiting for the accounts", "the accountant", MAY),
            "to come back to with the accountant by 20 May 2020: waiting for the accounts",
        ),
    ],
)
def test_it_reads_as_people_say_it(item: ComeBack, words: str) -> None:
    assert in_words(item) == words


def test_the_marks_of_a_question_are_its_own_and_never_those_of_another() -> None:
    assert marks_of("cost.gp_hour", ids()) == ("open.cost.gp_hour", "open.cost.gp_hour.whom", "open.cost.gp_hour.when")
    assert marks_of("consulted.1", ids()) == ()
    assert marks_of("open.cost.gp_hour", ids()) == marks_of("nothing.here", ids()) == ()
