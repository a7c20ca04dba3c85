"""Findings at the exact edges of their thresholds, partial answers never green, and flags with their amounts."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.findings import findings
from des_decider.appraisal.flags import flags
from tests.building import OCTOBER, SHIPPED, SMALL, appraisal, worksheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.appraisal.figures import Appraisal
    from des_decider.worksheet.model import Threshold

TINY = Fraction(1, 10**9)
SMR, EHCH, ECD, EXTENDED, LINKS = (
    "structured medication reviews", "enhanced health in care homes", "early cancer diagnosis", "extended hours",
    "social prescribing",
)  # fmt: skip


def _showing(values: Mapping[str, Fraction], path: Path = SHIPPED, *, texts: Mapping[str, str] = {}) -> Appraisal:
    """An appraisal in which some figures have exactly these values."""
    made = appraisal(texts, path)
    made.figures = {**made.figures, **{id_: made[id_]._replace(value=value, needs=()) for id_, value in values.items()}}
    return made


def _colour(section: str, texts: Mapping[str, str], path: Path = SHIPPED) -> str | None:
    return findings(appraisal(texts, path))[section].colour


def _thresholds(path: Path) -> list[Threshold]:
    return list(worksheet(path).thresholds.values())


def _ids(threshold: Threshold) -> tuple[str, str]:
    """The figure held against the limits this year, and in a full year."""
    return threshold.figure, threshold.figure.replace(".this_year", ".full_year")


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
@pytest.mark.parametrize("section", ["funding", "workforce", "care_homes"])
def test_each_limit_belongs_to_the_better_colour_and_the_exact_value_counts(section: str, path: Path) -> None:
    threshold = next(t for t in _thresholds(path) if t.section == section)
    better = 1 if threshold.better == "higher" else -1
    green, amber = Fraction(threshold.green), Fraction(threshold.amber)

    def colour(value: Fraction) -> str | None:
        """The colour where both horizons have this value."""
        return findings(_showing(dict.fromkeys(_ids(threshold), value), path))[section].colour

    assert colour(green) == "green"
    assert colour(green + better) == "green"
    assert colour(green - better * TINY) == "amber"
    assert colour(amber) == "amber"
    assert colour(amber - better * TINY) == "red"


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["2020/21", "small"])
@pytest.mark.parametrize("section", ["funding", "care_homes"])
def test_money_and_homes_are_green_or_red_only_where_both_horizons_are(section: str, path: Path) -> None:
    threshold = next(t for t in _thresholds(path) if t.section == section)
    green, amber = Fraction(threshold.green), Fraction(threshold.amber)
    middle = (green + amber) / 2
    values = {"green": green, "amber": middle, "red": amber - 1}
    for this, full in product(values, values):
        shown = _showing(dict(zip(_ids(threshold), (values[this], values[full]), strict=True)), path)
        found = findings(shown)[section]
        assert found.colour == (this if this == full else "amber")
        said = {"green": "(no concern) ", "amber": "(a concern) ", "red": "(a serious concern) "}
        for colour, when in ((this, "this year"), (full, "in a full year")):
            assert (f"{said[colour]}{when}" in found.words) is (this != full), found.words


def test_posts_are_held_against_the_limits_this_year_alone() -> None:
    """What a full year's take-up would be is one year's plan held against twelve months; the money has it already."""
    made = _showing({"workforce.take_up.this_year": Fraction(80), "workforce.take_up.full_year": Fraction(1)})
    assert findings(made)["workforce"].colour == "green"


def test_what_comes_once_is_named_beside_the_money() -> None:
    values = {"difference.per_patient.this_year": Fraction(-2), "difference.per_patient.full_year": Fraction(1)}
    made = _showing(values | {"difference.once.this_year": Fraction(-24000)})
    found = findings(made)["funding"]
    assert found.colour == "amber"
    assert found.words.endswith("This year’s total includes £24,000 for the worse that comes only once.")
    made = _showing(values | {"difference.once.this_year": Fraction(2500)})
    assert findings(made)["funding"].words.endswith(
        "This year’s total includes £2,500 for the better that comes only once."
    )
    assert (
        "comes only once"
        not in findings(_showing(values | {"difference.once.this_year": Fraction(0)}))["funding"].words
    )


def test_the_shipped_thresholds_are_those_documented() -> None:
    shown = {t.section: (t.figure, t.better, t.green, t.amber) for t in _thresholds(SHIPPED)}
    assert shown == {
        "funding": ("difference.per_patient.this_year", "higher", Decimal(0), Decimal("-0.50")),
        "workforce": ("workforce.take_up.this_year", "higher", Decimal(75), Decimal(40)),
        "care_homes": ("care_homes.coverage.this_year", "higher", Decimal(100), Decimal(60)),
    }


@pytest.mark.parametrize(
    ("new", "unfilled", "given", "colour"),
    [
        # Against the low end, with no post filled.
        ("3", "4", "4", "green"),
        ("3", "4", "4 / 5 / 6", "green"),
        ("3", "4.01", "4 / 5 / 6", "amber"),
        # More with posts than without, where they need supervising: the larger counts.
        ("4", "3", "4", "green"),
        ("4.01", "3", "4 / 5 / 6", "amber"),
        # Against the likely value, with the posts we expect.
        ("5", "9", "4 / 5 / 6", "amber"),
        ("5.01", "9", "4 / 5 / 6", "red"),
        ("5", "5", "0 / 0 / 9", "red"),
        ("0", "0", "0", "green"),
        ("-2", "-1", "0", "green"),
        ("-2", "1", "0", "amber"),
        ("5", "5", "", None),
    ],
)
def test_new_hours_against_those_that_could_be_found(new: str, unfilled: str, given: str, colour: str | None) -> None:
    texts = {"practice.gp_hours_found": given} if given else {}
    values = {"time.new_hours": Fraction(new), "time.new_unfilled": Fraction(unfilled)}
    found = findings(_showing(values, texts=texts))["time"]
    assert found.colour == colour
    assert ("nobody has said how many hours could be found" in found.words) is (colour is None)
    assert found.needs == (() if given else ("practice.gp_hours_found",))


def test_gp_time_is_not_known_while_its_hours_are_not() -> None:
    found = findings(appraisal({"practice.gp_hours_found": "4"}))["time"]
    assert (found.colour, found.words) == (None, "Not known yet.")
    assert "meeting.gp_hours" in found.needs


def test_take_up_that_only_rounds_up_to_the_limit_is_amber() -> None:
    # The ceiling is £7.131 × 10,000 = £71,310, nine months of it £53,482.50, and three quarters of those £40,111.875:
    # what 1 WTE at £53,482.50 a year claims in 9/12.
    plan = {
        "pcn.weighted_list": "10000", "workforce.whole.wte": "1", "workforce.whole.chance": "100",
        "workforce.whole.months": "9",
    }  # fmt: skip
    assert _colour("workforce", plan | {"workforce.whole.claim": "53482.50"}) == "green"
    just_below = plan | {"workforce.whole.claim": "53482.49"}
    assert _colour("workforce", just_below) == "amber"
    assert findings(appraisal(just_below))["workforce"].words.endswith(": 75 %.")


def test_a_figure_not_known_has_no_colour_and_names_what_it_needs() -> None:
    found = findings(appraisal({}))["workforce"]
    assert found.colour is None
    assert "pcn.weighted_list" in found.needs
    assert found.words == "Not known yet."


def test_a_figure_that_does_not_apply_has_no_colour_and_says_why() -> None:
    found = findings(appraisal({"practice.registered_list": "0"}))["funding"]
    assert (found.colour, found.needs) == (None, ())
    assert found.words == "Does not apply: we have no patients."


@pytest.mark.parametrize(
    "answer", [{"home.none": "yes"}, {"home.whole.beds": "0"}, {"home.none": "yes", "home.by": "rows"}]
)
def test_no_homes_is_green_though_there_is_no_coverage(answer: dict[str, str]) -> None:
    found = findings(appraisal(answer))["care_homes"]
    assert (found.colour, found.words) == ("green", "No care home falls to us.")


@pytest.mark.parametrize(
    ("statuses", "colour", "words"),
    [
        ((), None, "No status given; 5 not answered."),
        (
            ("already", "ready", "ready", "ready"),
            None,
            f"Ready in time: {EHCH}, {ECD} and {EXTENDED}. Already done: {SMR}; 1 not answered.",
        ),
        (("already",) * 5, "green", f"Already done: {SMR}, {EHCH}, {ECD}, {EXTENDED} and {LINKS}."),
        (("at_risk",), "amber", f"At risk: {SMR}; 4 not answered."),
        (
            ("ready", "ready", "ready", "ready", "at_risk"),
            "amber",
            f"At risk: {LINKS}. Ready in time: {SMR}, {EHCH}, {ECD} and {EXTENDED}.",
        ),
        (("cannot", "at_risk"), "red", f"Cannot be done in time: {SMR}. At risk: {EHCH}; 3 not answered."),
        (
            ("ready", "ready", "ready", "cannot", "ready"),
            "red",
            f"Cannot be done in time: {EXTENDED}. Ready in time: {SMR}, {EHCH}, {ECD} and {LINKS}.",
        ),
    ],
)
def test_specifications_show_the_worst_status(statuses: tuple[str, ...], colour: str | None, words: str) -> None:
    services = worksheet().services
    texts = {f"service.{s}.status": status for s, status in zip(services, statuses, strict=False)}
    found = findings(appraisal(texts))["specifications"]
    assert found.colour == colour
    assert found.words == words
    assert set(found.needs) == {f"service.{s}.status" for s in services} - set(texts)


def test_a_service_answered_row_by_row_is_one_service_with_the_worst_status_of_its_rows() -> None:
    rows = {"referral": "ready", "safety_net": "at_risk", "inform": "already", "screening": "ready"}
    rows["community"] = "ready"
    texts = {"service.ecd.by": "rows", **{f"specification.ecd_{row}.status": status for row, status in rows.items()}}
    found = findings(appraisal(texts | {"service.smr.status": "already"}))["specifications"].words
    others = "1 of 5 requirements already done and 3 of 5 requirements ready in time"
    assert found == f"At risk: {ECD} ({others}). Already done: {SMR}; 3 not answered."


def test_hours_worked_today_stand_beside_the_new_ones_with_those_of_the_director() -> None:
    values = {"time.new_hours": Fraction(5), "time.new_unfilled": Fraction(9)}
    values["gp_time.director.full_year"] = Fraction(-9)
    texts = {"practice.gp_hours_found": "6", "director.hours": "3", "director.already": "yes"}

    def said(already: int, answers: Mapping[str, str] = texts) -> str:
        return findings(_showing({**values, "time.already_hours": Fraction(already)}, texts=answers))["time"].words

    start = "5 more new GP hours a week than opting out, 9 with no post filled; 6 could be found."
    assert said(0) == start
    assert said(8) == f"{start} 8 more are worked today already, 3 of them our director’s."
    assert said(8, {**texts, "director.already": "no"}) == f"{start} 8 more are worked today already."


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
    assert findings(appraisal(texts))["contract"].words == "1 blocker about signing up."
    assert _colour("contract", texts | {f"question.{other}": worry}) == "red"
    assert findings(appraisal(texts | {f"question.{other}": worry}))["contract"].words == (
        "1 blocker about signing up, 1 concern about either choice."
    )
    assert _colour("contract", {f"question.{question}": answer}) == "red"


def test_a_section_says_on_which_side_its_answers_weigh() -> None:
    texts = {"question.schedules": "blank", "question.local_offer": "no_offer", "question.placed": "no"}
    assert findings(appraisal(texts))["contract"].words == (
        "1 blocker about signing up, 1 blocker about opting out, 1 concern about either choice; 17 not answered."
    )


@pytest.mark.parametrize(
    ("section", "figure", "answers", "colour", "words"),
    [
        # A blocker stands before the figure; a concern is named among the concerns, and the figure gives the colour.
        ("funding", "1", {}, "green", ""),
        ("funding", "1", {"vat": "yes"}, "green", ""),
        ("funding", "1", {"vat": "not_sure", "income_without": "no"}, "green", ""),
        ("workforce", "100", {"redundancy": "no"}, "red", "1 blocker about signing up"),
        ("workforce", "100", {"redundancy": "no", "posts_in_use": "many"}, "red",
         "1 blocker about signing up"),
        ("workforce", "", {"redundancy": "no"}, "red", "1 blocker about signing up"),
        ("workforce", "", {"redundancy": "yes"}, None, ""),
    ],
)  # fmt: skip
def test_a_blocker_makes_the_finding_of_its_section_red(
    section: str, figure: str, answers: dict[str, str], colour: str | None, words: str
) -> None:
    threshold = worksheet(SHIPPED).thresholds[section]
    values = dict.fromkeys(_ids(threshold), Fraction(figure)) if figure else {}
    texts = {f"question.{id_}": answer for id_, answer in answers.items()}
    found = findings(_showing(values, texts=texts))[section]
    assert found.colour == colour
    alone = findings(_showing(values))[section].words
    figure = f". {alone}" if figure else "; its figure is not known."
    assert found.words == (f"{words}{figure}" if words else alone)


def test_what_cannot_be_done_is_a_concern_only_where_a_way_round_is_written_down() -> None:
    texts = {f"service.{service}.status": "ready" for service in worksheet().services}
    texts |= {"service.smr.status": "cannot"}
    assert _colour("specifications", texts) == "red"
    assert _colour("specifications", texts | {"note.service.smr.status": "Next door does it"}) == "amber"
    texts |= {"service.ecd.status": "cannot", "note.service.smr.status": "Next door does it"}
    assert _colour("specifications", texts) == "red"


def test_a_worksheet_that_asks_nothing_in_a_section_has_no_finding_there() -> None:
    made = appraisal({})
    bare = made.book.worksheet._replace(questions={}, thresholds={})
    made.book.worksheet = bare
    found = findings(made)
    assert (found["patients"].colour, found["patients"].words) == (None, "The worksheet asks nothing here.")
    assert set(found) == {"specifications", "contract", "patients", "time"}


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


def test_what_was_claimed_before_is_no_longer_left_of_the_ceiling() -> None:
    # This year 2 × £47,540 × 9/12 = £71,310, of which £1,310 were claimed before the months that count.
    over = [f.words for f in flags(appraisal(WHOLE | {"workforce.claimed_before": "1310"}))]
    assert over[0] == (
        "If every post were filled, this year the plan would claim £1,310 more than the £70,000 left of the ceiling."
    )
    assert "in a full year the plan would claim £23,770 more than the ceiling of £71,310" in over[1]


def test_what_is_said_to_be_claimed_before_the_year_takes_nothing_of_the_ceiling() -> None:
    plan = {
        "decision.window": "redrawn", "date.out_redrawn": "2033-06-30", "pcn.weighted_list": "1000",
        "workforce.whole.wte": "1", "workforce.whole.chance": "100", "workforce.whole.months": "12",
        "workforce.whole.claim": "9600", "workforce.claimed_before": "4000",
    }  # fmt: skip
    assert [one.id for one in flags(appraisal(plan, OCTOBER)) if "ceiling" in one.words] == []


HOURS = {
    "share.of_pcn": "50", "workforce.by": "rows", "workforce.clinical_pharmacist.wte": "2",
    "workforce.clinical_pharmacist.chance": "10", "workforce.clinical_pharmacist.contract_hours": "20",
    "service.smr.post_hours": "15", "service.smr.falls_to_gps": "60", "service.ehch.post_hours": "6.5",
    "service.ehch.falls_to_gps": "0", "service.ecd.post_hours": "0", "service.extended_hours.post_hours": "0",
    "service.social_prescribing.post_hours": "0", "home.none": "yes",
}  # fmt: skip


def test_hours_that_all_posts_wanted_could_not_give_are_flagged_where_they_are_answered() -> None:
    # Two pharmacists of 10 hours for us, whatever the chance: 15 hours of reviews, and 5 of 6.5 for homes.
    assert _flags(HOURS) == {
        "service.ehch.post_hours": (
            "6.5 hours a week of enhanced health in care homes are meant for posts, and if every post wanted were "
            "filled, those that can do it would do 5."
        )
    }
    assert not _flags(HOURS | {"service.ehch.post_hours": "5"})
    # A chance of 0 takes no post off the plan; nor is anything flagged that is not known.
    assert set(_flags(HOURS | {"workforce.clinical_pharmacist.chance": "0"})) == {"service.ehch.post_hours"}
    assert not _flags({id_: text for id_, text in HOURS.items() if id_ != "share.of_pcn"})
    # Nobody wanted can do cancer diagnosis; without any post wanted nobody is asked.
    diagnosis = _flags(HOURS | {"service.ecd.post_hours": "1", "service.ecd.falls_to_gps": "50"})
    assert diagnosis["service.ecd.post_hours"].startswith("1 hour a week of early cancer diagnosis are")
    assert diagnosis["service.ecd.post_hours"].endswith("would do 0.")
    assert not _flags(HOURS | {"workforce.none": "yes"})


def test_posts_as_a_whole_are_held_against_all_hours_together() -> None:
    whole = {id_: text for id_, text in HOURS.items() if not id_.startswith("workforce.")}
    whole |= {"workforce.whole.wte": "2", "workforce.whole.chance": "90", "workforce.whole.contract_hours": "20"}
    assert _flags(whole) == {
        "workforce.whole.contract_hours": (
            "21.5 hours a week are meant for posts, and if every post wanted were filled they would do 20."
        )
    }
    assert not _flags(whole | {"workforce.whole.contract_hours": "21.5"})


def test_hours_in_the_homes_are_flagged_by_name() -> None:
    # Rounds of 30 hours: 15 go to reviews first, so 5 are left.
    homes = {
        "home.none": "no", "home.whole.beds": "40", "home.whole.hours": "30", "home.whole.done_by": "post",
        "service.ehch.post_hours": "0", "service.ehch.falls_to_gps": "50", "service.smr.falls_to_gps": "60",
    }  # fmt: skip
    assert _flags(HOURS | homes) == {
        "home.by": (
            "30 hours a week of the work in our homes are meant for posts, and if every post wanted were filled, those "
            "that can do it would do 5."
        )
    }


def test_more_beds_than_the_network_has_is_flagged() -> None:
    assert _flags({"home.whole.beds": "31", "pcn.care_home_beds": "30"}) == {
        "pcn.care_home_beds": "We have 31 beds, and the whole network only 30."
    }
    assert not _flags({"home.whole.beds": "30", "pcn.care_home_beds": "30"})
    assert not _flags({"home.whole.beds": "31"})


def test_alone_in_a_network_that_has_more_patients_is_flagged() -> None:
    """The memo said “The network has no other practice” beside a network list five times ours."""
    lists = {"practice.registered_list": "6,320", "pcn.registered_list": "31,000"}
    assert _flags({"member.none": "yes"} | lists) == {
        "member.none": "It is said that our practice is alone in the network, and our registered list is 6,320, the "
        "network's 31,000."
    }
    assert not _flags({"member.none": "yes"} | lists | {"pcn.registered_list": "6,320"})
    assert not _flags({"member.none": "yes", "practice.registered_list": "6,320"})
    assert not _flags({"member.none": "no"} | lists)


def test_none_and_rows_at_once_are_flagged() -> None:
    assert set(_flags({"home.none": "yes", "home.3.beds": "12"})) == {"home.none"}
    assert set(_flags({"local.none": "yes", "local.1.amount": "12"})) == {"local.none"}
    assert set(_flags({"member.none": "yes", "member.1.list": "12000"})) == {"member.none"}
    both = {"home.whole.beds": "0", "home.1.beds": "12"}
    assert _flags(both)["home.whole.beds"].endswith("0 beds are given as a whole: none counts.")
    assert _flags(both | {"home.by": "rows"})["home.whole.beds"].endswith("as a whole: they count, home by home.")
    assert not _flags({"home.none": "no", "home.3.beds": "12", "local.none": "yes"})


def test_numbers_outside_the_worksheets_bounds_are_flagged_by_either_end_of_their_range() -> None:
    assert not _flags({"cost.gp_hour": "30 / 100 / 400"})
    assert "below" in _flags({"cost.gp_hour": "29.99 / 100 / 400"})["cost.gp_hour"]
    assert "above" in _flags({"cost.gp_hour": "30 / 100 / 400.01"})["cost.gp_hour"]
    assert not _flags({"cost.session_hours": "8", "practice.registered_list": "200"})


def test_a_chance_of_next_to_nothing_is_asked_about_and_none_at_all_is_not() -> None:
    for chance, said in (("0", ""), ("4.9", "next to nothing"), ("5", ""), ("0.85", "was 85 % meant?")):
        found = _flags({"workforce.whole.chance": chance})
        assert bool(found) == bool(said), chance
        assert said in found.get("workforce.whole.chance", "")


def test_a_post_for_next_to_no_pay_is_asked_about_and_a_word_for_nobody_is_no_name() -> None:
    paid = "workforce.clinical_pharmacist.cost"
    assert not _flags({"workforce.by": "rows", paid: "1,000"})
    assert "£1.50 a year for a full-time post, next to nothing" in _flags({"workforce.by": "rows", paid: "1.50"})[paid]
    assert not _flags({"apology.1.name": "Dr Noone", "attending.1.name": "Noel"})
    for word in ("None.", "nobody", "No one", "nil", "no", "n/a", "-"):
        assert f"“{word}” is taken as a name" in _flags({"apology.2.name": word})["apology.2.name"]


def test_more_hours_than_one_person_works_are_asked_about_whatever_a_worksheet_says(tmp_path: Path) -> None:
    sheet = tmp_path / "wide.toml"
    sheet.write_text(f"{SMALL.read_text('utf-8')}\n[ask.workforce.whole.supervision_hours]\nlargest = 100\n", "utf-8")
    found = _flags({"workforce.whole.supervision_hours": "49"}, sheet)
    assert "more than one person works" in found["workforce.whole.supervision_hours"]
    assert not _flags({"workforce.whole.supervision_hours": "48"}, sheet)
    assert "above 40" in _flags({"director.hours": "70"})["director.hours"]


def test_more_gp_hours_than_all_our_gps_work_are_asked_about() -> None:
    sessions = {"practice.gp_sessions": "8", "cost.session_hours": "4"}
    assert not _flags(sessions | {"service.ecd.gp_hours": "32"})
    found = _flags(sessions | {"service.ecd.gp_hours": "33", "service.smr.gp_hours": "32"})
    assert list(found) == ["service.ecd.gp_hours"]
    assert found["service.ecd.gp_hours"].endswith("33 hours a week, and all our GPs together work 32; is that meant?")
    assert not _flags({"service.ecd.gp_hours": "33"}), "nobody said how much they work"


def test_a_blank_decision_has_no_flags() -> None:
    assert not _flags({})
    assert not _flags({}, SMALL)


def test_fewer_hours_than_today_are_said_as_fewer() -> None:
    """It said “−6.1 new GP hours a week”."""
    figures = {"time.new_hours": Fraction(-61, 10), "time.new_unfilled": Fraction(13)}
    said = findings(_showing(figures, texts={"practice.gp_hours_found": "8"}))["time"].words
    assert said.startswith(
        "6.1 fewer new GP hours a week than opting out, 13 more with no post filled; 8 could be found."
    )


def test_a_condition_of_signing_up_that_may_be_met_after_the_deadline() -> None:
    texts = {"decision.option": "sign up on conditions", "condition.1.what": "A cap", "condition.1.by": "1 June 2020"}
    [flag] = flags(appraisal(texts))
    assert flag.id == "condition.1.by"
    assert flag.words == (
        "Condition 1 is to be met by 1 June 2020, and the commissioner must hear by 31 May 2020: signing up cannot "
        "wait for it."
    )
    assert not flags(appraisal(texts | {"condition.1.by": "31 May 2020"}))
    assert not flags(appraisal(texts | {"deadline.contract": "30 June 2020"})), "the contract's day as answered"
    assert not flags(appraisal(texts | {"decision.option": "sign up"})), "nothing rests on it"


def test_the_commissioner_told_after_the_day_it_must_hear_by_is_pointed_out() -> None:
    texts = {"commissioner.name": "Eastmoor CCG", "tell.1.who": "Eastmoor CCG", "tell.1.by": "1 June 2020"}
    (flag,) = flags(appraisal(texts))
    assert flag == ("tell.1.by", "Eastmoor CCG is to be told by 1 June 2020, and must hear by 31 May 2020.")
    assert not flags(appraisal(texts | {"tell.1.by": "31 May 2020"}))
    assert not flags(appraisal(texts | {"tell.1.who": "our patients"})), "they are told afterwards"
