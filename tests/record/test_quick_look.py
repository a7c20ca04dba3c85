"""The quick look asks its own answers and, the moment an answer makes another necessary, that one too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.figures import appraise
from des_decider.record.quick_look import quick_look_of, quick_look_open
from tests.building import SHIPPED, answers, ids
from tests.tui.test_quick_look import QUICK_LOOK

if TYPE_CHECKING:
    from des_decider.decision.agenda import Entry

FIRST = {id_: kept for _, _, id_, kept in QUICK_LOOK}
PARTNER = {"partner.1.name": "Dr Una Skerry"}
NO_HOURS = {id_: "0" for id_ in FIRST if id_.startswith("service.")} | {"home.whole.done_by": "nurse"}
"""Work of which nothing follows: no GP does it, and no post is meant for it."""
SMR = "service.smr"


def _open(given: dict[str, str]) -> list[str]:
    return list(quick_look_open(appraise(answers(given), ids())))


def _entries(given: dict[str, str]) -> tuple[Entry, ...]:
    return quick_look_of(appraise(answers(given), ids())).entries


def _asked(given: dict[str, str]) -> list[str]:
    return [entry.key for entry in _entries(given) if entry.key != "partner"]


def test_answered_one_after_another_it_never_asks_for_what_no_answer_made_necessary() -> None:
    given: dict[str, str] = {}
    for id_, text in (FIRST | NO_HOURS).items():
        assert _open(given) == [q for q in ids().worksheet.quick_look if q not in given]
        assert _asked(given) == list(ids().worksheet.quick_look)
        given[id_] = text
    assert _open(given | PARTNER) == []


@pytest.mark.parametrize(
    ("given", "then", "called"),
    [
        (("director.ours", "yes"), "director.ours",
         ["director.amount", "director.hours", "director.already", "director.paid_to"]),
        (("service.smr.gp_hours", "2"), "service.smr.gp_hours", ["service.smr.status"]),
        (("service.smr.post_hours", "2"), "service.smr.gp_hours",
         ["service.smr.falls_to_gps", "workforce.whole.contract_hours"]),
        (("home.whole.done_by", "post"), "home.whole.hours",
         ["service.ehch.falls_to_gps", "workforce.whole.contract_hours"]),
        (("home.whole.done_by", "gp"), "service.ehch.gp_hours", ["service.ehch.status"]),
        (("network.split", "by_stream"), "pcn.running_costs",
         ["pcn.care_home_beds", "payment.core_pcn.reaches_practice", "payment.extended_hours.reaches_practice",
          "payment.care_home_premium.reaches_practice", "payment.pcn_support.reaches_practice"]),
        (("workforce.whole.wte", "300"), "workforce.whole.released_hours", ["workforce.claimed_before"]),
    ],
    ids=lambda value: value[0] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_what_an_answer_calls_for_is_asked_beside_it(given: tuple[str, str], then: str, called: list[str]) -> None:
    """And nothing else is; with an answer it stays part of the quick look."""
    told = FIRST | NO_HOURS | PARTNER | dict([given])
    assert sorted(_open(told)) == sorted(called)
    asked = _asked(told)
    assert len(asked) == len(FIRST) + len(called)
    assert asked[asked.index(then) + 1] == called[0]
    for id_ in called:
        field = ids().field(id_)
        assert field is not None
        choices = list(field.rules.choices) or (["yes"] if field.rules.kind == "yes_no" else ["1"])
        told[id_] = choices[0]
    assert _open(told) == []
    assert sorted(_asked(told)) == sorted(asked)


def test_it_is_called_for_while_other_answers_are_still_missing() -> None:
    told = {"director.ours": "yes", "service.smr.gp_hours": "2"}
    called = ["director.amount", "director.hours", "director.already", "director.paid_to"]
    assert set(_open(told)) > {*called, "service.smr.status"}
    asked = _asked(told)
    assert asked[asked.index("director.ours") + 1 :][:4] == called
    assert asked[asked.index("service.smr.gp_hours") + 1] == "service.smr.status"
    assert "service.smr.falls_to_gps" not in asked, "GP hours alone were given, so there are none of posts"


@pytest.mark.parametrize(
    ("head", "switch", "first"),
    [("local", {}, "local.1.amount"), ("home", {"home.by": "rows"}, "home.1.beds"),
     ("workforce", {"workforce.by": "rows"}, "workforce.clinical_pharmacist.wte")],
    ids=["local", "home", "workforce"],
)  # fmt: skip
def test_where_there_are_some_their_table_is_asked(head: str, switch: dict[str, str], first: str) -> None:
    without = {id_: text for id_, text in (FIRST | NO_HOURS | PARTNER).items() if not id_.startswith(f"{head}.")}
    asked = _asked(without | switch)
    assert f"{head}.none" in asked
    assert head not in asked
    said = without | switch | {f"{head}.none": "no"}
    assert [id_ for id_ in _open(said) if id_.startswith(head)] == [first], "there is no row"
    asked = _asked(said)
    assert asked[asked.index(f"{head}.none") + 1] == head
    (table,) = (entry for entry in _entries(said) if entry.key == head)
    assert table.rows[-1].new is (head != "workforce"), "of posts each role has its row"


def test_the_table_of_local_payments_holds_what_they_lack() -> None:
    told = FIRST | NO_HOURS | PARTNER | {"local.none": "no", "local.1.name": "Phlebotomy"}
    assert _open(told) == ["local.1.amount", "local.1.ends"]
    assert _open(told | {"local.1.ends": "opt_out"}) == ["local.1.amount"]
    asked = [id_ for entry in _entries(told) for id_ in entry.ids]
    assert len(asked) == len(set(asked)), "nothing is asked twice"
    assert asked[asked.index("local.none") + 1 :][:3] == ["local.1.name", "local.1.amount", "local.1.ends"]
    assert _open(told | {"local.1.amount": "900", "local.1.ends": "opt_out"}) == []


def _count(given: dict[str, str]) -> tuple[int, int]:
    quick = quick_look_of(appraise(answers(given), ids()))
    return quick.given, quick.asked


WHOLE = FIRST | NO_HOURS | PARTNER


@pytest.mark.parametrize(
    ("changed", "count"),
    [
        ({}, (30, 30)),
        ({"local.none": "no"}, (30, 31)),
        ({"local.none": "no", "local.1.name": "Phlebotomy"}, (31, 33)),
        ({"local.none": "no", "local.1.amount": "900", "local.1.ends": "opt_out"}, (32, 32)),
        ({"home.by": "rows"}, (27, 28)),  # less the three of the whole; what lacks is the first home
        ({"home.by": "rows", "home.1.beds": "4"}, (28, 32)),
        ({"home.by": "rows", "home.1.beds": "4", "home.1.round_hours": "1", "home.1.done_by": "nurse"}, (30, 30)),
        ({"home.by": "rows", "home.whole.beds": ""}, (27, 28)),  # whether there is any
        ({"home.whole.beds": "0", "home.whole.done_by": "", "home.whole.hours": ""}, (28, 28)),
        ({"workforce.by": "rows"}, (23, 24)),
        ({"workforce.by": "rows", "workforce.none": "yes"}, (24, 24)),
        ({"workforce.whole.wte": "0", "workforce.whole.claim": ""}, (29, 29)),
        ({"service.ecd.by": "rows"}, (29, 34)),
        ({"cost.gp_hour": ""}, (29, 30)),
        ({"partner.1.name": ""}, (30, 30)),  # no figure of the options waits for a name
        ({"service.smr.gp_hours": "", "service.smr.nurse_hours": "2"}, (30, 30)),  # one of a group is enough
        ({"note.cost.gp_hour": "dear", "practice.name": "Gull Rock", "question.posts_fillable": "few"}, (30, 30)),
    ],
    ids=str,
)  # fmt: skip
def test_it_is_of_what_was_given_and_what_is_needed(changed: dict[str, str], count: tuple[int, int]) -> None:
    assert _count({id_: text for id_, text in (WHOLE | changed).items() if text}) == count


def test_an_answer_of_the_way_not_chosen_counts_again_once_it_is_chosen() -> None:
    rows = WHOLE | {"home.by": "rows", "home.1.beds": "4", "home.1.done_by": "nurse", "home.1.round_hours": "1"}
    assert _count(rows) == (30, 30)
    assert _count(rows | {"home.by": "whole"}) == (30, 30)


def test_what_a_switch_moves_in_stands_where_it_takes_questions_out() -> None:
    switched = {"service.smr.by": "rows", "home.by": "rows"}
    asked = _asked({id_: text for id_, text in FIRST.items() if id_.startswith("p")} | switched)
    first = asked.index("specification.smr_identify.gp_hours")
    assert (asked[first - 1], asked[asked.index("home.none") - 1]) == (
        "meeting.gp_hours", "service.social_prescribing.gp_hours",
    )  # fmt: skip


def test_a_worksheet_asks_thirty_at_most_before_any_follow_up() -> None:
    assert len(ids(SHIPPED).worksheet.quick_look) <= 30
