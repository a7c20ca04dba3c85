"""The quick look asks its own answers and, the moment an answer makes another necessary, that one too."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.figures import appraise
from des_decider.decision.agenda import quick_look
from des_decider.record.quick_look import called_for, comes_after, quick_look_open
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
    known = answers(given)
    called = called_for(appraise(known, ids()))
    return quick_look(known, ids(), {id_: comes_after(id_, known, ids()) for id_ in called})


def _asked(given: dict[str, str]) -> list[str]:
    return [entry.key for entry in _entries(given) if entry.key != "partner"]


def test_answered_one_after_another_it_never_asks_for_what_no_answer_made_necessary() -> None:
    given: dict[str, str] = {}
    for id_, text in (FIRST | NO_HOURS).items():
        assert _open(given) == [*(q for q in ids().worksheet.quick_look if q not in given), "partner.1.name"]
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
    ("head", "switch"), [("local", {}), ("home", {"home.by": "rows"}), ("workforce", {"workforce.by": "rows"})]
)
def test_where_there_are_some_their_table_is_asked(head: str, switch: dict[str, str]) -> None:
    without = {id_: text for id_, text in (FIRST | NO_HOURS | PARTNER).items() if not id_.startswith(f"{head}.")}
    asked = _asked(without | switch)
    assert f"{head}.none" in asked
    assert head not in asked
    said = without | switch | {f"{head}.none": "no"}
    assert [id_ for id_ in _open(said) if id_.startswith(head)] == [f"{head}.none"], "still: there is no row"
    asked = _asked(said)
    assert asked[asked.index(f"{head}.none") + 1] == head
    (table,) = (entry for entry in _entries(said) if entry.key == head)
    assert table.rows[-1].new is (head != "workforce"), "of posts each role has its row"


def test_the_table_of_local_payments_holds_what_they_lack() -> None:
    told = FIRST | NO_HOURS | PARTNER | {"local.none": "no", "local.1.name": "Phlebotomy"}
    assert _open(told) == ["local.1.ends"]
    assert _open(told | {"local.1.ends": "opt_out"}) == ["local.1.amount"]
    asked = [id_ for entry in _entries(told) for id_ in entry.ids]
    assert len(asked) == len(set(asked)), "nothing is asked twice"
    assert asked[asked.index("local.none") + 1 :][:3] == ["local.1.name", "local.1.amount", "local.1.ends"]
    assert _open(told | {"local.1.amount": "900", "local.1.ends": "opt_out"}) == []


def test_a_worksheet_asks_thirty_at_most_before_any_follow_up() -> None:
    assert len(ids(SHIPPED).worksheet.quick_look) <= 30
