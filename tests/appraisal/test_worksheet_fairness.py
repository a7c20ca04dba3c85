"""Worksheets that could lean one way only are refused, each with what to look at; those we ship can lean both ways."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.worksheet_fairness import Tries, cannot_lean, remarks
from des_decider.worksheet.model import Ask
from tests.building import BARE, ROOT, SHIPPED, SMALL, worksheet

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.worksheet.model import Worksheet


COSTS = (
    "cost.gp_hour", "cost.nurse_hour", "cost.admin_hour", "pcn.running_costs", "workforce.whole.top_up",
    "workforce.whole.start_cost",
)  # fmt: skip
FOUND, LOOK = "practice.gp_hours_found", "Look at its largest, and at the smallest hours of the asks"
TOWARDS = "Even its best answers do not lean towards signing up"
AGAINST = "Even its worst numbers do not lean against signing up"


def _said(sheet: Worksheet) -> list[str]:
    return [str(mistake) for mistake in cannot_lean(Tries(sheet))]


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
@pytest.mark.parametrize("section", ["workforce", "funding"])
def test_a_limit_nobody_can_reach_is_remarked_on_since_it_votes_in_no_leaning(path: Path, section: str) -> None:
    limited = _limited(worksheet(path), section, "1000000")
    assert _said(limited) == []
    assert [str(note) for note in remarks(Tries(limited))] == [
        f"[threshold.{section}]: Even at its best answers its finding is red. Look at its green and amber."
    ]
    assert remarks(Tries(limited), frozenset({"always-red"})) == ()


def test_a_limit_for_homes_that_nobody_can_reach_leaves_the_practices_without_homes() -> None:
    assert remarks(Tries(_limited(worksheet(), "care_homes", "1000000"))) == ()


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
def test_our_worksheets_can_lean_towards_this_year_only(path: Path) -> None:
    assert remarks(Tries(worksheet(path))) == ()


def test_a_contract_that_runs_alike_on_both_horizons_is_never_for_this_year_only() -> None:
    """One payment and all work run for the whole year at one rate: what turns one horizon turns the other."""
    sheet = worksheet(BARE)
    fund = sheet.payments["tide_fund"]
    yearly = fund._replace(parts=tuple(part for part in fund.parts if part.per == "year"))
    assert len(yearly.parts) == 1
    running = {id_: r._replace(start=sheet.year.starts, by=None) for id_, r in sheet.requirements.items()}
    always = sheet._replace(payments={"tide_fund": yearly}, requirements=running, claims={})
    assert [str(note) for note in remarks(Tries(always))] == [
        (
            "However much of its good one answer loses, the figures never suggest signing up for this year only. They "
            "do where money ends with the year: if none does, accept this, else look at full_year of the payments."
        ),
    ]
    assert remarks(Tries(always), frozenset({"never-this-year-only"})) == ()


def test_hours_nobody_can_find_keep_it_from_leaning_towards() -> None:
    """An hour a week of meetings at the least, and at the most none to be found."""
    sheet = _bounded(worksheet(), "meeting.gp_hours", smallest="1", largest="2")
    sheet = _bounded(sheet, "workforce.whole.released_hours", smallest="0", largest="0")
    none = _bounded(sheet, FOUND, smallest="0", largest="0")
    assert _said(none) == [
        f"[ask.{FOUND}]: {TOWARDS}: it takes more new GP hours than the most that can be found. {LOOK}."
    ]
    assert _said(_bounded(sheet, FOUND, smallest="0", largest="3")) == []


def test_a_question_whose_every_answer_blocks_opting_out_keeps_it_from_leaning_against() -> None:
    sheet = worksheet(SMALL)
    pier = sheet.questions["other_pier"]
    blocked = pier._replace(blocker=tuple(pier.options), concern=())
    assert _said(sheet._replace(questions={**sheet.questions, "other_pier": blocked})) == [
        f"[question.other_pier]: {AGAINST}: every answer to this question is a blocker. Leave an answer that is none."
    ]
    # Weighing on both, it keeps it from either.
    both = blocked._replace(weighs_on="both")
    said = _said(sheet._replace(questions={**sheet.questions, "other_pier": both}))
    assert [words.partition(": every")[0] for words in said] == [
        f"[question.other_pier]: {TOWARDS}", f"[question.other_pier]: {AGAINST}",
    ]  # fmt: skip


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
    assert _said(_bounded(sheet, *hours, smallest="1e6", largest="2e6")) == [
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
