"""Ids in the order of the meeting, whatever the order in which they were answered."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.order import order_of
from tests.building import SHIPPED, SMALL, ids, worksheet

if TYPE_CHECKING:
    from pathlib import Path

IN_ORDER = """
practice.name
practice.registered_list
practice.gp_hours_found
partner.1.name
partner.1.sessions
partner.2.name
partner.10.name
pcn.name
member.none
member.1.name
member.1.intends
cost.gp_hour
service.lodge_rounds.by
service.lodge_rounds.gp_hours
service.storm_line.by
specification.lodge_visit.status
specification.lodge_list.status
specification.storm_watch.status
workforce.by
workforce.whole.wte
workforce.whole.contract_hours
workforce.ferry_nurse.wte
workforce.ferry_nurse.contract_hours
workforce.ferry_nurse.cost
workforce.ferry_nurse.maximum
workforce.tide_reader.wte
workforce.claimed_before
home.by
home.whole.beds
home.2.name
home.2.beds
home.9.name
home.10.name
network.split
payment.tide_fund.reaches_practice
payment.tide_fund.registered.rate
payment.lodge_levy.reaches_practice
payment.lodge_levy.rate
payment.lodge_levy.full_year_rate
director.ours
director.already
director.paid_to
local.1.name
local.1.from
decision.question
vote.rule
vote.2.present
vote.2.position
vote.10.present
interest.1.partner
decision.sentence
tell.1.by
question.harbour_master
question.harbour_master.note
question.who_rows
question.last_storm
completed.practice
completed.workforce
note.practice.name
note.home.2.beds
note.home.10.beds
note.question.harbour_master
open.practice
open.practice.whom
open.workforce
open.workforce.whom
open.workforce.when
open.decision
open.practice.name
open.practice.name.whom
open.practice.name.when
open.home.2.name.when
open.home.2.beds
open.home.2.beds.whom
open.home.2.beds.when
open.consulted.1.who
open.consulted.1.when
open.consulted.1.when.when
open.question.who_rows
open.question.who_rows.when
something.else
unheard
""".strip().split("\n")


def test_the_order_of_the_meeting() -> None:
    shuffled = IN_ORDER.copy()
    random.Random(2020).shuffle(shuffled)  # noqa: S311 - a fixed shuffle
    assert shuffled != IN_ORDER
    assert sorted(shuffled, key=order_of(worksheet(SMALL))) == IN_ORDER


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
def test_every_known_id_has_a_place_of_its_own_before_the_unknown(path: Path) -> None:
    place = order_of(worksheet(path))
    known = ids(path).known
    assert len({place(id_) for id_ in known}) == len(known)
    assert max(place(id_) for id_ in known) < place("unheard.of")


@pytest.mark.parametrize(
    "id_",
    [
        "", ".", "..", "home.².beds", "home.٣.beds", "home." + "9" * 5000 + ".beds", "home..beds", "note", "note.",
        "open.", "note.x", "note." * 5000 + "practice.name", "question.gone", "question.",
        "workforce.gone_role.wte", "\ud800.x", "open.when", "open.gone.away.when", "open." * 5000 + "when",
        "completed.gone", "completed.", "question.who_rows.when",
    ],
    ids=lambda id_: repr(id_[:30]),
)  # fmt: skip
def test_any_id_has_a_place(id_: str) -> None:
    place = order_of(worksheet(SMALL))
    known = ["practice.name", "home.2.beds", "question.who_rows", "open.practice", "note.practice.name"]
    assert sorted([id_, *known], key=place) == sorted([*reversed(known), id_], key=place)
