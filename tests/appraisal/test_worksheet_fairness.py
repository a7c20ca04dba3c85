"""Worksheets that could lean one way only are refused, each with what to look at; those we ship can lean both ways."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.worksheet_fairness import cannot_lean
from des_decider.worksheet.model import Ask
from tests.building import ROOT, SHIPPED, SMALL, worksheet

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.worksheet.model import Worksheet


COSTS = (
    "cost.gp_hour", "cost.nurse_hour", "cost.admin_hour", "pcn.running_costs", "workforce.whole.top_up",
    "workforce.whole.start_cost",
)  # fmt: skip
TOWARDS = "Even its best answers do not lean towards signing up"
AGAINST = "Even its worst numbers do not lean against signing up"


def _said(sheet: Worksheet) -> list[str]:
    return [str(mistake) for mistake in cannot_lean(sheet)]


def _bounded(sheet: Worksheet, *paths: str, smallest: str | None = None, largest: str | None = None) -> Worksheet:
    """The same worksheet with the bounds of some asks set."""
    asks = dict(sheet.asks)
    for path in paths:
        asked = asks.get(path) or Ask(path, "practice", "How much?", "It counts.", "manager")
        low, high = (asked.smallest if smallest is None else Decimal(smallest)), asked.largest
        asks[path] = asked._replace(smallest=low, largest=high if largest is None else Decimal(largest))
    # An ask for a certain service goes before the one for each, as in a file.
    return sheet._replace(asks=asks)


@pytest.mark.parametrize("path", [SHIPPED, SMALL, *sorted((ROOT / "worksheets").glob("*.toml"))], ids=lambda p: p.name)
def test_our_worksheets_can_lean_both_ways(path: Path) -> None:
    assert _said(worksheet(path)) == []


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
@pytest.mark.parametrize(("section", "amber"), [("workforce", "101"), ("funding", "1000000"), ("time", "-1000000")])
def test_a_limit_nobody_can_reach_keeps_it_from_leaning_towards(path: Path, section: str, amber: str) -> None:
    said = _said(_limited(worksheet(path), section, amber))
    assert len(said) == 1
    assert said[0].startswith(f"[threshold.{section}]: {TOWARDS}: the best its finding can be is red (")
    assert said[0].endswith("). Set amber where a practice can reach it.")


def test_a_limit_for_homes_that_nobody_can_reach_leaves_the_practices_without_homes() -> None:
    assert _said(_limited(worksheet(), "care_homes", "1000000")) == []


def _limited(sheet: Worksheet, section: str, limit: str) -> Worksheet:
    threshold = sheet.thresholds[section]._replace(green=Decimal(limit), amber=Decimal(limit))
    return sheet._replace(thresholds={**sheet.thresholds, section: threshold})


def test_a_question_whose_every_answer_is_a_blocker_keeps_it_from_leaning_towards() -> None:
    sheet = worksheet(SMALL)
    question = sheet.questions["who_rows"]._replace(blocker=("nurse", "doctor", "nobody"))
    assert _said(sheet._replace(questions={**sheet.questions, "who_rows": question})) == [
        f"[question.who_rows]: {TOWARDS}: every answer to this question is a blocker. Leave an answer that is none."
    ]
    # One answer that is a concern only is enough.
    milder = question._replace(blocker=("nurse", "nobody"), concern=("doctor",))
    assert _said(sheet._replace(questions={**sheet.questions, "who_rows": milder})) == []


def test_hours_that_cannot_be_small_keep_it_from_leaning_towards() -> None:
    sheet = worksheet()
    hours = [f"service.{service}.gp_hours" for service in sheet.services]
    generous = {
        section: t._replace(green=Decimal("1e12"), amber=Decimal("1e12")) if t.better == "lower" else
        t._replace(green=Decimal("-1e12"), amber=Decimal("-1e12")) for section, t in sheet.thresholds.items()
    }  # fmt: skip
    costly = _bounded(sheet, *hours, smallest="1e6", largest="2e6")
    said = _said(costly._replace(thresholds=generous))
    assert said == [
        f"{TOWARDS}: it costs more than it brings. Look at the smallest hours and costs of the asks, and at the rates."
    ]


def test_hours_and_costs_that_cannot_be_large_keep_it_from_leaning_against() -> None:
    sheet = worksheet(SMALL)
    (said,) = _said(_bounded(sheet, *COSTS, smallest="0", largest="0"))
    assert said.startswith(f"{AGAINST}: only a status or a blocker could. ")
    assert said.endswith("Look at the largest hours and costs of the asks, and at the rates.")


def test_a_contract_that_can_lean_neither_way_is_told_both() -> None:
    sheet = worksheet(SMALL)
    question = sheet.questions["who_rows"]._replace(blocker=("nurse", "doctor", "nobody"))
    rigged = _bounded(sheet, *COSTS, smallest="0", largest="0")
    said = _said(rigged._replace(questions={**sheet.questions, "who_rows": question}))
    assert ["towards" in words for words in said] == [True, False]
