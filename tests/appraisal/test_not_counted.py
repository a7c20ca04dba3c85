"""What does not count is told with its reason, and whatever a figure is worked out from is never said not to count."""

from __future__ import annotations

import pytest

from des_decider.appraisal.dependencies import ranged_ids
from des_decider.appraisal.figures import appraise
from des_decider.appraisal.not_counted import NOT_USED, TIMES_NOTHING, not_counted
from des_decider.appraisal.way_not_chosen import LATER
from tests.building import ids
from tests.memo.memo_facts import COMPLETE, answered

AS_WHOLE = "what is answered as a whole counts"
BY_HOME, BY_ROLE, BY_REQUIREMENT = (
    f"what is answered {row} by {row} counts" for row in ("home", "role", "requirement")
)
ROLE = next(role for role in ids().worksheet.roles.values() if role.origin.known_at_deadline).id
LATE_ROLE = next(role for role in ids().worksheet.roles.values() if not role.origin.known_at_deadline).id
PLAN = {
    "workforce.by": "rows", f"workforce.{ROLE}.wte": "0", f"workforce.{ROLE}.cost": "40,000 / 50,000 / 60,000",
    f"workforce.{LATE_ROLE}.wte": "1 / 2 / 3",
}  # fmt: skip


def told(**more: str) -> dict[str, str]:
    texts = {**COMPLETE, **{name.replace("__", "."): text for name, text in more.items()}}
    return dict(not_counted(appraise(answered(texts), ids())))


def test_what_is_given_as_a_whole_beside_row_by_row_does_not_count() -> None:
    assert told() == {f"home.whole.{last}": BY_HOME for last in ("beds", "done_by", "hours")}


def test_rows_do_not_count_beside_a_whole_and_their_names_are_nobodys_numbers() -> None:
    found = told(home__by="whole")
    rows = {id_ for id_ in COMPLETE if id_.startswith(("home.1.", "home.2.")) and not id_.endswith(".name")}
    assert {id_ for id_, why in found.items() if why == AS_WHOLE} == rows
    assert found["cost.nurse_hour"] == TIMES_NOTHING, "nurses worked in the homes alone"


def test_a_services_answers_as_a_whole_do_not_count_beside_its_requirements() -> None:
    found = told(service__smr__by="rows")
    assert {id_ for id_ in found if id_.startswith("service.")} == {
        id_ for id_ in COMPLETE if id_.startswith("service.smr.")
    }
    requirement = ids().worksheet.requirements_of("smr")[0].id
    assert told(**{f"specification.{requirement}.status": "ready"})[f"specification.{requirement}.status"] == AS_WHOLE


def test_what_falls_to_gps_counts_in_the_homes_whatever_way_the_service_is_answered() -> None:
    found = told(service__ehch__by="rows", home__1__done_by="post")
    assert "service.ehch.falls_to_gps" not in found
    assert found["service.ehch.gp_hours"] == BY_REQUIREMENT


def test_nothing_counts_of_what_is_said_not_to_be_there() -> None:
    found = told(home__none="yes", local__none="yes", workforce__none="yes")
    assert found["home.1.beds"] == "we are without care homes"
    assert found["local.1.amount"] == "all local payments stay the same"
    assert found["workforce.whole.wte"] == "the network does without posts"
    assert not [id_ for id_ in found if id_.endswith((".none", ".by", ".name"))]


def test_what_a_certain_nought_multiplies_does_not_count_and_the_nought_does() -> None:
    found = told(workforce__whole__chance="0")
    assert found["workforce.whole.claim"] == TIMES_NOTHING
    assert "workforce.whole.chance" not in found
    assert "workforce.whole.claim" not in told(workforce__whole__chance="0 / 0 / 5")


def test_a_role_known_only_later_does_not_count_unless_later_facts_do() -> None:
    plan = {id_.replace(".", "__"): text for id_, text in PLAN.items()}
    found = told(**plan)
    assert found[f"workforce.{LATE_ROLE}.wte"] == LATER
    assert found[f"workforce.{ROLE}.cost"] == TIMES_NOTHING
    assert found["workforce.whole.claim"] == BY_ROLE
    assert f"workforce.{LATE_ROLE}.wte" not in told(**plan, facts__later="include")


def test_a_payment_known_only_later_does_not_count_unless_later_facts_do() -> None:
    late = next(p.id for p in ids().worksheet.payments.values() if not p.origin.known_at_deadline)
    split = {"network__split": "by_stream", f"payment__{late}__reaches_practice": "50"}
    assert told(**split)[f"payment.{late}.reaches_practice"] == LATER
    assert f"payment.{late}.reaches_practice" not in told(**split, facts__later="include")


def test_a_number_no_formula_has_is_told_and_one_that_never_could_is_not() -> None:
    found = told(director__amount="5,000", vote__quorum="3", partner__1__sessions="6")
    assert found["director.amount"] == NOT_USED
    assert not [id_ for id_ in found if id_.startswith(("vote.", "partner."))]


@pytest.mark.parametrize(
    "more",
    [
        {}, {"home.by": "whole"}, {"home.none": "yes"}, {"workforce.whole.chance": "0"}, PLAN,
        {"workforce.none": "yes"}, {"service.smr.by": "rows"}, {"service.smr.status": "already"},
        {"pcn.running_costs": "0"}, {"cost.gp_hour": "0"}, {**PLAN, "facts.later": "include"},
    ],
)  # fmt: skip
def test_of_the_numbers_with_a_range_those_that_count_are_those_that_are_drawn(more: dict[str, str]) -> None:
    answers = answered({**COMPLETE, **more})
    appraisal = appraise(answers, ids())
    ranged = {id_ for id_ in answers if (estimate := answers.estimate(id_)) is not None and estimate.ranged}
    assert ranged - not_counted(appraisal).keys() == set(ranged_ids(appraisal))


def test_a_decision_without_answers_marks_nothing() -> None:
    assert not not_counted(appraise(answered({}), ids()))
