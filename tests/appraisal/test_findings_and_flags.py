"""Findings at the exact edges of their thresholds, partial answers never green, and flags with their amounts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.findings import findings
from des_decider.appraisal.flags import flags
from tests.building import SHIPPED, SMALL, appraisal, worksheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.appraisal.figures import Appraisal
    from des_decider.worksheet.model import Threshold

TINY = Fraction(1, 10**9)


def _showing(figure: str, value: Fraction, path: Path = SHIPPED) -> Appraisal:
    """An appraisal in which one figure has exactly this value."""
    made = appraisal({}, path)
    shown = made.figures[figure]
    made.figures[figure] = shown._replace(value=value, needs=())
    return made


def _colour(section: str, texts: Mapping[str, str], path: Path = SHIPPED) -> str | None:
    return findings(appraisal(texts, path))[section].colour


def _thresholds(path: Path) -> list[Threshold]:
    return list(worksheet(path).thresholds.values())


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
@pytest.mark.parametrize("section", ["funding", "workforce", "care_homes", "time"])
def test_each_limit_belongs_to_the_better_colour_and_the_exact_value_counts(section: str, path: Path) -> None:
    threshold = next(t for t in _thresholds(path) if t.section == section)
    better = 1 if threshold.better == "higher" else -1
    green, amber = Fraction(threshold.green), Fraction(threshold.amber)

    def colour(value: Fraction) -> str | None:
        return findings(_showing(threshold.figure, value, path))[section].colour

    assert colour(green) == "green"
    assert colour(green + better) == "green"
    assert colour(green - better * TINY) == "amber"
    assert colour(amber) == "amber"
    assert colour(amber - better * TINY) == "red"


def test_the_shipped_thresholds_are_those_documented() -> None:
    shown = {t.section: (t.figure, t.better, t.green, t.amber) for t in _thresholds(SHIPPED)}
    assert shown == {
        "funding": ("difference.per_patient.this_year", "higher", Decimal(0), Decimal("-0.50")),
        "workforce": ("workforce.take_up.this_year", "higher", Decimal(75), Decimal(42)),
        "care_homes": ("care_homes.coverage.this_year", "higher", Decimal(100), Decimal(60)),
        "time": ("time.share", "lower", Decimal(1), Decimal(3)),
    }


def test_take_up_that_only_rounds_up_to_the_limit_is_amber() -> None:
    # The ceiling is £7.131 × 10,000 = £71,310, and three quarters of it £53,482.50. The claim is 1 WTE × 9/12.
    plan = {
        "pcn.weighted_list": "10000", "workforce.whole.wte": "1", "workforce.whole.chance": "100",
        "workforce.whole.months": "9",
    }  # fmt: skip
    assert _colour("workforce", plan | {"workforce.whole.claim": "71310"}) == "green"
    just_below = plan | {"workforce.whole.claim": "71309.99"}
    assert _colour("workforce", just_below) == "amber"
    assert findings(appraisal(just_below))["workforce"].words.endswith(": 75 %.")


def test_a_figure_not_known_has_no_colour_and_names_what_it_needs() -> None:
    found = findings(appraisal({}))["workforce"]
    assert found.colour is None
    assert "pcn.weighted_list" in found.needs
    assert found.words == "Not known yet."


def test_a_figure_that_does_not_apply_has_no_colour_and_says_why() -> None:
    found = findings(appraisal({"practice.gp_sessions": "0"}))["time"]
    assert (found.colour, found.needs) == (None, ())
    assert found.words == "Does not apply: we have no GP sessions."


@pytest.mark.parametrize(
    "answer", [{"home.none": "yes"}, {"home.whole.beds": "0"}, {"home.none": "yes", "home.by": "rows"}]
)
def test_no_homes_is_green_though_there_is_no_coverage(answer: dict[str, str]) -> None:
    found = findings(appraisal(answer))["care_homes"]
    assert (found.colour, found.words) == ("green", "No care home falls to us.")


@pytest.mark.parametrize(
    ("statuses", "colour", "words"),
    [
        ((), None, "Nothing answered yet; 5 not answered yet."),
        (("already", "ready", "ready", "ready"), None, "1 already done, 3 ready by its start; 1 not answered yet."),
        (("already",) * 5, "green", "5 already done."),
        (("at_risk",), "amber", "1 at risk; 4 not answered yet."),
        (("ready", "ready", "ready", "ready", "at_risk"), "amber", "4 ready by its start, 1 at risk."),
        (("cannot", "at_risk"), "red", "1 at risk, 1 cannot be done by its start; 3 not answered yet."),
        (("ready", "ready", "ready", "cannot", "ready"), "red", "4 ready by its start, 1 cannot be done by its start."),
    ],
)
def test_specifications_show_the_worst_status(statuses: tuple[str, ...], colour: str | None, words: str) -> None:
    services = worksheet().services
    texts = {f"service.{s}.status": status for s, status in zip(services, statuses, strict=False)}
    found = findings(appraisal(texts))["specifications"]
    assert found.colour == colour
    assert found.words == words
    assert set(found.needs) == {f"service.{s}.status" for s in services} - set(texts)


def test_row_by_row_every_requirement_needs_a_status_and_the_one_as_a_whole_does_not_count() -> None:
    texts = {"service.lodge_rounds.by": "rows", "service.lodge_rounds.status": "cannot"}
    texts |= {"service.storm_line.status": "ready", "specification.lodge_visit.status": "ready"}
    found = findings(appraisal(texts, SMALL))["specifications"]
    assert (found.colour, found.needs) == (None, ("specification.lodge_list.status",))
    assert _colour("specifications", texts | {"specification.lodge_list.status": "already"}, SMALL) == "green"
    assert _colour("specifications", texts | {"specification.lodge_list.status": "cannot"}, SMALL) == "red"


def _answers_of(section: str) -> tuple[dict[str, str], str, str]:
    """The best answers of a section's questions, one question with a concern, one with a blocker."""
    best: dict[str, str] = {}
    concern = blocker = ""
    for q in worksheet().questions.values():
        if q.section != section:
            continue
        best[f"question.{q.id}"] = next((o for o in q.options if o not in (*q.concern, *q.blocker)), "as it is")
        concern = concern or (f"{q.id}={q.concern[0]}" if q.concern else "")
        blocker = blocker or (f"{q.id}={q.blocker[0]}" if q.blocker else "")
    return best, concern, blocker


@pytest.mark.parametrize("section", ["contract", "patients"])
def test_concerns_make_a_section_amber_and_nothing_is_green_before_all_is_answered(section: str) -> None:
    best, concern, _ = _answers_of(section)
    assert _colour(section, {}) is None
    assert _colour(section, best) == "green"
    assert findings(appraisal(best))[section].words == "No concern."
    for left_out in best:
        rest = {id_: text for id_, text in best.items() if id_ != left_out}
        assert findings(appraisal(rest))[section].colour is None
        assert findings(appraisal(rest))[section].needs == (left_out,)
    question, _, answer = concern.partition("=")
    assert _colour(section, best | {f"question.{question}": answer}) == "amber"
    assert _colour(section, {f"question.{question}": answer}) == "amber"


def test_a_blocker_makes_a_section_red_whatever_else_is_answered() -> None:
    best, concern, blocker = _answers_of("contract")
    question, _, answer = blocker.partition("=")
    other, _, worry = concern.partition("=")
    assert question != other
    texts = best | {f"question.{question}": answer}
    assert findings(appraisal(texts))["contract"].words == "1 blocker."
    assert _colour("contract", texts | {f"question.{other}": worry}) == "red"
    assert findings(appraisal(texts | {f"question.{other}": worry}))["contract"].words == "1 blocker, 1 concern."
    assert _colour("contract", {f"question.{question}": answer}) == "red"


def test_a_worksheet_that_asks_nothing_in_a_section_has_no_concern_there() -> None:
    made = appraisal({})
    bare = made.book.worksheet._replace(questions={}, thresholds={})
    made.book.worksheet = bare
    found = findings(made)
    assert found["patients"].colour == "green"
    assert set(found) == {"specifications", "contract", "patients"}


# --- Flags


def _flags(texts: Mapping[str, str], path: Path = SHIPPED) -> dict[str, str]:
    return {flag.id: flag.words for flag in flags(appraisal(texts, path))}


TECHNICIANS = {"workforce.by": "rows", "workforce.pharmacy_technician.wte": "2.5", "pcn.registered_list": "100000"}


def test_a_plan_above_a_roles_limit_is_flagged_with_what_is_not_reimbursed() -> None:
    # 2.5 − 1 = 1.5 WTE at £35,389 a year: £53,083.50.
    assert _flags(TECHNICIANS)["workforce.pharmacy_technician.wte"] == (
        "The plan has 2.5 WTE of pharmacy technician, and the network may claim for 1: "
        "up to £53,084 a year is not reimbursed."
    )  # fmt: skip


def test_a_network_above_the_list_may_have_more() -> None:
    # Two above 100,000 patients: 0.5 WTE at £35,389 is £17,694.50.
    large = TECHNICIANS | {"pcn.registered_list": "100001"}
    assert "may claim for 2: up to £17,695 a year" in _flags(large)["workforce.pharmacy_technician.wte"]
    assert not _flags(large | {"workforce.pharmacy_technician.wte": "2"})
    assert not _flags(TECHNICIANS | {"workforce.pharmacy_technician.wte": "1"})


def test_no_limit_is_flagged_where_it_cannot_be_known_or_the_rows_do_not_count() -> None:
    assert not _flags({k: v for k, v in TECHNICIANS.items() if k != "pcn.registered_list"})
    assert not _flags({k: v for k, v in TECHNICIANS.items() if k != "workforce.by"})


def test_a_limit_for_every_network_needs_no_list() -> None:
    made = appraisal({"workforce.by": "rows", "workforce.ferry_nurse.wte": "3"}, SMALL)
    role = made.book.worksheet.roles["ferry_nurse"]._replace(limit_above_list=None, limit_above=None)
    made.book.worksheet = made.book.worksheet._replace(roles={"ferry_nurse": role})
    assert [f.id for f in flags(made)] == ["workforce.ferry_nurse.wte"]


WHOLE = {
    "pcn.weighted_list": "10000", "workforce.whole.wte": "2", "workforce.whole.chance": "10",
    "workforce.whole.months": "9", "workforce.whole.claim": "47540",
}  # fmt: skip


def test_a_plan_over_the_ceiling_if_every_post_were_filled_is_flagged_with_the_amount() -> None:
    # The ceiling is £7.131 × 10,000 = £71,310. This year 2 × £47,540 × 9/12 = £71,310, just within it; in a full year
    # 2 × £47,540 = £95,080, which is £23,770 over. The chance of 10 % plays no part.
    only = [f.words for f in flags(appraisal(WHOLE))]
    assert only == [
        "If every post were filled, in a full year the plan would claim £23,770 more than the ceiling of £71,310."
    ]
    # With £47,550 this year: 2 × £47,550 × 9/12 = £71,325, £15 over.
    over = [f.words for f in flags(appraisal(WHOLE | {"workforce.whole.claim": "47550"}))]
    assert "this year the plan would claim £15 more than the ceiling of £71,310" in over[0]
    assert len(over) == 2


def test_row_by_row_the_ceiling_is_compared_with_what_the_limits_and_maxima_allow() -> None:
    # Full year: two pharmacists at no more than £55,670 are £111,340, £40,030 over £71,310. This year 4 of 12 months:
    # £37,113.33, within it.
    rows = {
        "workforce.by": "rows", "pcn.weighted_list": "10000", "workforce.clinical_pharmacist.wte": "2",
        "workforce.clinical_pharmacist.chance": "50", "workforce.clinical_pharmacist.months": "4",
        "workforce.clinical_pharmacist.cost": "90000",
    }  # fmt: skip
    assert [(f.id, "£40,030 more" in f.words) for f in flags(appraisal(rows))] == [("workforce.by", True)]


def test_more_beds_than_the_network_has_is_flagged() -> None:
    assert _flags({"home.whole.beds": "31", "pcn.care_home_beds": "30"}) == {
        "pcn.care_home_beds": "We have 31 beds, and the whole network only 30."
    }
    assert not _flags({"home.whole.beds": "30", "pcn.care_home_beds": "30"})
    assert not _flags({"home.whole.beds": "31"})


def test_none_and_rows_at_once_are_flagged() -> None:
    assert set(_flags({"home.none": "yes", "home.3.beds": "12"})) == {"home.none"}
    assert set(_flags({"local.none": "yes", "local.1.amount": "12"})) == {"local.none"}
    assert set(_flags({"home.whole.beds": "0", "home.1.beds": "12"})) == {"home.whole.beds"}
    assert not _flags({"home.none": "no", "home.3.beds": "12", "local.none": "yes"})


def test_numbers_outside_the_worksheets_bounds_are_flagged_by_either_end_of_their_range() -> None:
    assert not _flags({"cost.gp_hour": "30 / 100 / 400"})
    assert "below" in _flags({"cost.gp_hour": "29.99 / 100 / 400"})["cost.gp_hour"]
    assert "above" in _flags({"cost.gp_hour": "30 / 100 / 400.01"})["cost.gp_hour"]
    assert not _flags({"cost.session_hours": "8", "practice.registered_list": "200"})


def test_a_blank_decision_has_no_flags() -> None:
    assert not _flags({})
    assert not _flags({}, SMALL)
