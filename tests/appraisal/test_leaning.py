"""The leaning for decisions worked by hand: every branch of its rule, ties, ways round, ranges and changed limits."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from des_decider.appraisal.findings import findings
from des_decider.appraisal.flags import flags
from des_decider.appraisal.leaning import Hanging, Leaning, Standing, kind_of, lean
from des_decider.decision.agenda import agenda
from des_decider.decision.progress import progress
from tests.building import SHIPPED, SMALL, answers, appraisal, ids, worksheet

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.appraisal.findings import Finding

# Ours are 10,000 patients, and 100 GP hours a week (24 sessions of 4 h 10 min) at £100. Nothing reaches us, nothing is
# paid to us and nothing takes time, so both differences are exactly £0; of the posts money (£7.131 × 10,000 = £71,310)
# all is drawn (1 WTE × £95,080 × 9/12). Nothing is a concern.
SERVICES = ("smr", "ehch", "ecd", "extended_hours", "social_prescribing")
STREAMS = ("core_pcn", "extended_hours", "care_home_premium", "pcn_support")
BASE = {
    "practice.registered_list": "10000", "practice.weighted_list": "0", "practice.gp_sessions": "24",
    "pcn.registered_list": "50000", "pcn.weighted_list": "10000", "pcn.care_home_beds": "100",
    "pcn.running_costs": "0", "network.split": "by_stream", "director.ours": "no",
    "meeting.gp_hours": "0", "cost.gp_hour": "100", "home.none": "yes",
    **{f"payment.{stream}.reaches_practice": "0" for stream in STREAMS},
    **{f"service.{service}.status": "ready" for service in SERVICES},
    **{f"service.{service}.gp_hours": "0" for service in SERVICES},
    "opt_out.hours": "0", "opt_out.exit_cost": "0", "local.1.amount": "0", "local.1.ends": "sign_up",
    "workforce.whole.wte": "1", "workforce.whole.chance": "100", "workforce.whole.months": "9",
    "workforce.whole.claim": "95080", "workforce.whole.top_up": "0", "workforce.whole.supervision_hours": "0",
    "workforce.whole.released_hours": "0",
}  # fmt: skip


def gains(pounds: int) -> dict[str, str]:
    """Leaving now would cost us this: the difference this year is so much higher, in a full year it is not."""
    return {"opt_out.exit_cost": str(pounds)}


def loses(pounds: int) -> dict[str, str]:
    """A local payment that signing up ends: so much less this year, and a third more in a full year."""
    return {"local.1.amount": str(pounds * 4 // 3)}


def saves(pounds: int) -> dict[str, str]:
    """A local payment that opting out ends: so much more this year, and a third more in a full year."""
    return {"local.2.amount": str(pounds * 4 // 3), "local.2.ends": "opt_out"}


def drawn(percent: str) -> dict[str, str]:
    """The part of the posts money drawn: of £71,310 this part. No concern from 75 %, a serious one below 42 %."""
    return {"workforce.whole.chance": percent}


def meets(hours: str) -> dict[str, str]:
    """GP hours a week for the network: 1 of 100 is 1 % of our GPs' time, and costs £100 × 52 × 9/12 = £3,900."""
    return {"meeting.gp_hours": hours}


def homes(hours: str) -> dict[str, str]:
    """40 beds bring £7.50 × 40 × 8 = £2,400 this year; an hour a week costs £100 × 52 × 6/12 = £2,600."""
    return {"home.none": "no", "home.whole.beds": "40", "home.whole.done_by": "gp", "home.whole.hours": hours,
            "payment.care_home_premium.reaches_practice": "100"}  # fmt: skip


def spread(p10: float, p90: float, ranged: int = 12, *break_evens: str, withheld: bool = False) -> Hanging:
    return Hanging(Fraction(p10), Fraction(p90), ranged, break_evens, withheld=withheld)


def limits(section: str, **texts: str) -> dict[str, str]:
    return {f"threshold.{section}.{name}": text for name, text in texts.items()}


NO_RANGES = Hanging()
CANNOT = {"service.smr.status": "cannot"}
BLANK = {"question.schedules": "blank"}
UNSURE = {"question.schedules": "blank", "question.liability": "unknown"}
NO_EMPLOYER = {"question.employer": "no"}
BREAK_EVENS = ("Fewer than 40 % of posts.", "More than £110 an hour.", "Over 6 minutes.", "Never said.")


class Row(NamedTuple):
    """What is answered on top of BASE, or taken from it with an empty text, and what the leaning then says."""

    about: str
    given: Mapping[str, str]
    kind: str
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    hung: Hanging = NO_RANGES


TABLE = (
    # Cannot say yet
    Row("nothing answered", dict.fromkeys(BASE, ""), "cannot say yet", ("Cannot say yet: ", "our registered list")),
    Row("the price of a GP hour is missing", meets("1") | {"cost.gp_hour": ""}, "cannot say yet",
        ("1 answer is missing", "Still needed: cost of a GP hour.")),
    Row("one status is missing", {"service.ecd.status": ""}, "cannot say yet",
        ("Still needed: status of early cancer diagnosis.",), ("Towards",)),
    Row("only what GP time needs is missing", {"workforce.whole.supervision_hours": "", "cost.gp_hour": "0"},
        "cannot say yet", ("GP time to supervise a post",)),
    Row("missing goes before a blocker", BLANK | {"service.ecd.status": ""}, "cannot say yet", (), ("blocker",)),
    Row("missing goes before a loss", loses(9000) | {"service.ecd.status": ""}, "cannot say yet", (), ("Against",)),
    Row("row by row the status of a requirement is missing", {"service.smr.by": "rows"}, "cannot say yet"),
    # Against: what stands in the way
    Row("a blocker", BLANK, "against", ("Against signing up, unless a way is found round 1 blocker.",
        "Unless there is a way round this blocker:", "No way round is written down"), ("comes out better",)),
    Row("a blocker, however much signing up pays", BLANK | saves(90000), "against", ("round 1 blocker",)),
    Row("two blockers", UNSURE, "against", ("round 2 blockers",)),
    Row("a blocker in a section without a colour for it", NO_EMPLOYER, "against",
        ("Is it settled who employs each post and signs the employment contract? No.",)),
    Row("a note on a blocker is a way round, but the finding stays red",
        BLANK | {"question.schedules.note": "Filled in by Friday"}, "finely balanced",
        ("Finely balanced", "A serious concern, "), ("Against",)),
    Row("a note kept as on any answer is one too", BLANK | {"note.question.schedules": "By Friday"}, "finely balanced"),
    Row("a note on one of two blockers", UNSURE | {"question.schedules.note": "By Friday"}, "against",
        ("round 1 blocker",)),
    Row("a note on another question is no way round", BLANK | {"question.liability.note": "By Friday"}, "against"),
    Row("a blocker with a way round where no finding is red", NO_EMPLOYER | {"question.employer.note": "The trust"},
        "towards", ("No section has a serious concern.",)),
    Row("what cannot be done", CANNOT, "against",
        ("unless a way is found to do structured medication reviews by its start.",
         "Unless a way is found to do structured medication reviews by its start.")),
    Row("what cannot be done, with a way round", CANNOT | {"note.service.smr.status": "Next door does it"},
        "finely balanced", ("A serious concern, ", "1 cannot be done by its start")),
    Row("at risk is no obstacle", {"service.smr.status": "at_risk"}, "towards"),
    Row("a requirement that cannot be done",
        {"service.extended_hours.by": "rows", "specification.extended_hours.status": "cannot",
         "specification.extended_hours.gp_hours": "0"}, "against", ("Unless a way is found to do “",)),
    Row("the status of the way not chosen is not counted", {"specification.extended_hours.status": "cannot"},
        "towards"),
    Row("both, and a loss", BLANK | CANNOT | loses(3000), "against",
        ("round 1 blocker and to do structured medication reviews by its start, and it comes out at least £3,000",
         "Unless signing up comes out at least £3,000 better this year.")),
    # Against: the money
    Row("a loss", loses(3000), "against",
        ("Signing up leaves us worse off this year, by £3,000.", "at least £3,000 better", "No answer has a range"),
        ("blocker",)),
    Row("a loss of 75p", {"local.1.amount": "1"}, "against", ("at least £0.75 better",)),
    Row("both ends of the cases below nothing", loses(3000), "against",
        ("by £1 to £8,000 in 8 of 10 of the cases", "at least £1 better", BREAK_EVENS[0], BREAK_EVENS[2]),
        ("No answer has a range", "Never said"), spread(-8000, -1, 12, *BREAK_EVENS)),
    Row("too few of what matters has a range", loses(3000), "against",
        ("by £1 to £8,000 by the ranges given so far.", "Not every answer that matters most has a range"),
        ("8 of 10",), spread(-8000, -1, withheld=True)),
    Row("what is lacking is rounded up, so that it would do", loses(3000), "against", ("at least £124 better",),
        (), spread(-8000, -123.4)),
    Row("never better off", loses(300), "finely balanced",
        ("Signing up may leave us worse off, or no better off this year: from −£500 to £0 in",), (), spread(-500, 0)),
    Row("one end below nothing, the other at it", loses(3000), "finely balanced", ("from −£8,000 to £0",), (),
        spread(-8000, 0)),
    # Towards
    Row("exactly nothing", {}, "towards", ("Towards signing up.", "come to the same this year")),
    Row("a gain in both spans", saves(6000), "towards", ("Signing up pays this year, by £6,000.",), ("full year",)),
    Row("the tenth case at exactly nothing", saves(6000), "towards", ("from £0 to £9,000",), (), spread(0, 9000)),
    Row("the tenth case a pound below", saves(6000), "finely balanced", (), ("Towards",), spread(-1, 9000)),
    Row("likely a loss, and yet the tenth case pays", loses(3000), "towards", (), (), spread(1, 9000)),
    Row("concerns are no serious concerns", drawn("42"), "towards", ("No section has a serious concern.",)),
    Row("homes that the premium pays for", homes("0.5") | saves(6000), "towards"),
    Row("no homes: nothing to cover", saves(100), "towards", (), ("Care homes",)),
    Row("work in homes that costs us nothing has no coverage, and no concern", homes("0"), "towards"),
    Row("no GP sessions: no share of time, and no concern", {"practice.gp_sessions": "0"}, "towards"),
    Row("signing up pays this year only by what leaving costs", gains(4000), "towards",
        ("Signing up pays this year, by £4,000.",), ("full year",)),
    # Finely balanced
    Row("it pays, and the posts money is hardly drawn", drawn("41.9") | saves(6000), "finely balanced",
        ("Signing up pays this year, by £6,000.", "A serious concern, ", "41.9 %", "hangs on this: " + BREAK_EVENS[0]),
        ("Never said", "Against"), Hanging(ranged=0, break_evens=BREAK_EVENS)),
    Row("it pays, and takes too much of our GPs' time", meets("3.01") | saves(30000), "finely balanced",
        ("A serious concern, GP time", "no single number")),
    Row("just 3 % of our GPs' time is a concern only", meets("3") | saves(30000), "towards"),
    Row("it pays, and the premium covers little of the work", homes("2") | saves(6000), "finely balanced",
        ("A serious concern, Care homes",)),
    Row("either side of nothing", saves(100), "finely balanced",
        ("may leave us worse or better off this year: from −£2,000 to £2,200", "It hangs on this: " + BREAK_EVENS[1]),
        ("Never said",), spread(-2000, 2200, 12, *BREAK_EVENS)),
    # The other sign in a full year
    Row("pays this year, not in a full year", gains(6000) | loses(3000), "towards",
        ("Signing up pays this year, and would not pay in a full year (−£4,000): look again in April.",)),
    Row("does not pay this year, and would in a full year", saves(3000) | {"service.smr.once_hours": "40"}, "against",
        ("Signing up does not pay this year, and would pay in a full year (£4,000): look again in April.",)),
    Row("nothing this year, a loss in a full year", gains(3000) | loses(3000), "towards",
        ("come to the same this year, and would not pay in a full year (−£4,000)",)),
    Row("a loss this year, nothing in a full year", {"service.smr.once_hours": "10"}, "against",
        ("and would come to the same in a full year",)),
    Row("a loss in both spans is said once", loses(3000), "against", (), ("full year",)),
    # Ranges
    Row("one range", saves(6000), "towards", ("Only 1 answer has a range",), (), spread(5000, 7000, 1)),
    Row("four ranges", saves(6000), "towards", ("Only 4 answers have a range",), (), spread(5000, 7000, 4)),
    Row("five ranges", saves(6000), "towards", (), ("have a range",), spread(5000, 7000, 5)),
    # Limits of our own
    Row("a limit of our own that clears a finding", drawn("30") | limits("workforce", amber="25", set_by="Dr Vane"),
        "towards", ("This rests on our own limits, set by Dr Vane: by the worksheet’s it would be finely balanced.",)),
    Row("a limit of our own that is harder", drawn("50") | limits("workforce", amber="60"), "finely balanced",
        ("A serious concern", "by the worksheet’s it would be towards signing up")),
    Row("a limit of our own that changes nothing", limits("workforce", green="70"), "towards", (), ("our own limits",)),
    Row("limits the wrong way round: the worksheet's count", drawn("30") | limits("workforce", green="10", amber="20"),
        "finely balanced", (), ("our own limits",)),
    Row("a negative limit", drawn("50") | loses(3000) | limits("funding", green="-£1", amber="-£2"), "against"),
    # Later facts
    Row("later facts left out", {}, "towards", (), ("points",)),
    Row("later facts counted, and their points not answered", {"facts.later": "include"}, "cannot say yet",
        ("Still needed: ", "points")),
    Row("later facts counted, and answered",
        {"facts.later": "include", "payment.iif.achieved": "50", "payment.iif.reaches_practice": "0"}, "towards"),
)  # fmt: skip


def _lean(given: Mapping[str, str], hung: Hanging = NO_RANGES) -> tuple[Leaning, dict[str, Finding]]:
    texts = {id_: text for id_, text in {**BASE, **given}.items() if text}
    made = appraisal(texts)
    found = findings(made)
    return lean(made, found, hung), found


def test_the_table_is_long_enough_and_names_each_decision_once() -> None:
    assert len({row.about for row in TABLE}) == len(TABLE) >= 40


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.about)
def test_decisions_worked_by_hand(row: Row) -> None:
    leaning, _ = _lean(row.given, row.hung)
    text = " ".join(leaning.sentences)
    assert leaning.kind == row.kind, text
    for words in row.says:
        assert words in text
    for words in row.never:
        assert words not in text
    assert not {"decide", "decision", "you", "your"} & set(text.casefold().replace(".", " ").split())


def test_the_base_is_what_it_says() -> None:
    made = appraisal(BASE)
    assert [made[f"difference.{key}"].value for key in ("this_year", "full_year")] == [0, 0]
    assert {found.section: found.colour for found in findings(made).values() if found.figure} == dict.fromkeys(
        ("workforce", "care_homes", "funding", "time"), "green"
    )


def test_what_is_missing_is_named_by_its_ids_in_the_order_of_the_meeting() -> None:
    leaning, _ = _lean({"opt_out.hours": "", "pcn.running_costs": "", "service.ecd.status": ""})
    assert leaning.missing == ("service.ecd.status", "pcn.running_costs", "opt_out.hours")
    assert _lean(dict.fromkeys(BASE, ""))[0].because[0].endswith(" more.")


def test_a_figure_that_does_not_apply_is_said_and_nothing_is_asked_for_it() -> None:
    made = appraisal(BASE)
    made.figures["time.gp_hours"] = made["time.gp_hours"]._replace(value=None, not_applicable="nobody works here")
    leaning = lean(made, findings(made), NO_RANGES)
    assert (leaning.kind, leaning.headline, leaning.missing) == ("cannot say yet", "Cannot say yet.", ())
    assert leaning.because == ("GP time, signing up against opting out does not apply: nobody works here.",)


def test_a_way_is_told_round_each_thing_that_stands_in_it() -> None:
    leaning, _ = _lean(UNSURE | CANNOT | {"service.ecd.status": "cannot"})
    assert len(leaning.unless) == 4
    assert "round 2 blockers and to do 2 pieces of work in time." in leaning.headline


def test_what_has_no_finding_yet_stands_beside_every_leaning() -> None:
    leaning, _ = _lean({})
    assert any(words.startswith("No finding yet, because answers are missing: ") for words in leaning.beside)
    questions = worksheet().questions.values()
    clear = {f"question.{q.id}": next((o for o in q.options if o not in (*q.concern, *q.blocker)), "as it is")
             for q in questions}  # fmt: skip
    assert not [words for words in _lean(clear)[0].beside if words.startswith("No finding yet")]


def test_without_another_window_the_full_year_is_looked_at_before_it_begins() -> None:
    made = appraisal(BASE | gains(6000) | loses(3000))
    made.book.worksheet = made.book.worksheet._replace(year=made.book.worksheet.year._replace(next_window=None))
    assert any("look again before it begins" in words for words in lean(made, findings(made), NO_RANGES).beside)


MONEY = st.integers(-3, 3)


@given(MONEY, MONEY, st.booleans(), st.booleans())
def test_better_answers_never_lean_further_away(one: int, other: int, red: bool, in_the_way: bool) -> None:
    """From against over finely balanced to towards: raising either end or clearing something never goes back."""
    order = ["against", "finely balanced", "towards"]
    low, high = sorted((one, other))

    def rank(p10: int, p90: int, red: bool, in_the_way: bool) -> int:
        return order.index(kind_of(Standing(False, in_the_way, Fraction(p10), Fraction(p90), red)))

    here = rank(low, high, red, in_the_way)
    assert rank(low, high + 1, red, in_the_way) >= here
    assert rank(low + 1, high + 1, red, in_the_way) >= here
    assert rank(low, high, False, in_the_way) >= here
    assert rank(low, high, red, False) >= here


# --- Limits of the practice's own


def test_both_findings_are_carried_with_who_set_the_limits() -> None:
    _, found = _lean(drawn("30") | limits("workforce", amber="25", set_by="Dr Vane"))
    workforce = found["workforce"]
    assert (workforce.colour, workforce.shipped, workforce.set_by) == ("amber", "red", "Dr Vane")
    assert workforce.changed == (
        "Our own limits, set by Dr Vane: no concern from 75 %, a serious concern below 25 %. By the worksheet’s limits "
        "(no concern from 75 %, a serious concern below 42 %) it would be red: a serious concern."
    )
    assert (found["time"].shipped, found["time"].changed) == (None, "")


def test_who_set_the_limits_is_whoever_gave_them_unless_it_is_written() -> None:
    assert _lean(limits("time", green="0.5"))[1]["time"].set_by == "Jo"
    same = _lean(limits("time", green="0.5"))[1]["time"].changed
    assert "no concern up to 0.5 %, a serious concern above 3 %" in same
    assert same.endswith("it is also green: no concern.")


def test_the_worksheets_own_limits_typed_again_change_nothing() -> None:
    _, found = _lean(limits("workforce", green="75", amber="42", set_by="Dr Vane"))
    assert (found["workforce"].shipped, found["workforce"].changed) == (None, "")


@pytest.mark.parametrize(
    ("section", "texts", "id_"),
    [
        ("workforce", {"green": "10", "amber": "20"}, "threshold.workforce.green"),
        ("workforce", {"green": "10"}, "threshold.workforce.green"),
        ("workforce", {"amber": "80"}, "threshold.workforce.amber"),
        ("time", {"green": "5"}, "threshold.time.green"),
        ("funding", {"amber": "£1"}, "threshold.funding.amber"),
    ],
)
def test_limits_the_wrong_way_round_are_flagged_and_the_worksheets_count(
    section: str, texts: dict[str, str], id_: str
) -> None:
    made = appraisal(BASE | limits(section, **texts))
    flagged = [flag for flag in flags(made) if flag.id.startswith("threshold.")]
    assert [flag.id for flag in flagged] == [id_]
    assert "these limits cannot both hold" in flagged[0].words
    assert findings(made)[section].limits == findings(appraisal(BASE))[section].limits
    assert not findings(made)[section].changed


def test_limits_that_are_equal_or_small_are_not_flagged() -> None:
    made = appraisal(BASE | limits("workforce", green="60", amber="60") | limits("time", green="0.5"))
    assert not [flag for flag in flags(made) if flag.id.startswith("threshold.")]


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_limits_are_asked_last_in_their_section_and_never_waited_for(path: Path) -> None:
    given = answers({}, path)
    for section, judged in (("funding", "time"), ("workforce", "workforce"), ("care_homes", "care_homes")):
        entries = agenda(section, given, ids(path))  # type: ignore[arg-type] # a section
        keys = [entry.key for entry in entries]
        inputs = [key for key in keys if not key.startswith(("question.", "completed."))]
        assert inputs[-1] == f"threshold.{judged}.set_by"
        asked = [id_ for entry in entries for id_ in entry.ids]
        waited = progress(section, entries, given, ids(path), {}).asked  # type: ignore[arg-type] # a section
        optional = [id_ for id_ in asked if (field := ids(path).field(id_)) and (field.default or field.optional)]
        assert waited == len(asked) - len(optional) - 1  # nor is “completed” waited for


def test_the_leaning_shown_is_asked_of_nobody_and_kept_where_it_is_answered() -> None:
    assert "leaning.shown" not in [e.key for e in agenda("decision", answers({}), ids())]
    assert "leaning.shown" in [e.key for e in agenda("decision", answers({"leaning.shown": "yes"}), ids())]
    assert "leaning.shown" not in ids().known
