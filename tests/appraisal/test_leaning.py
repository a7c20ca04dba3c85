"""The leaning for decisions worked by hand: every rule in its order, every tie, ways round, ranges, and its mirror."""

from __future__ import annotations

import re
from fractions import Fraction
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from des_decider.appraisal.figures import Appraisal, appraise
from des_decider.appraisal.findings import findings
from des_decider.appraisal.flags import flags
from des_decider.appraisal.formulas.expression import NotApplicable, Step
from des_decider.appraisal.hangs_on import hangs_on
from des_decider.appraisal.leaning import (
    AFTER_THREE_MONTHS,
    FULL_YEAR,
    LEAVE_NEXT,
    RUNNING,
    Hanging,
    Leaning,
    Standing,
    judged,
    kept_back,
    lean,
    verdict,
)
from des_decider.decision.agenda import agenda
from des_decider.decision.ids import Ids
from des_decider.decision.progress import progress
from tests.building import SHIPPED, SMALL, answers, appraisal, ids, something, worksheet
from tests.how_many import cases

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.appraisal.finding_words import Colour
    from des_decider.appraisal.findings import Finding
    from des_decider.appraisal.leaning import Judged
    from des_decider.worksheet.model import Side

# Ours are 10,000 patients of 50,000, a share of 20 %, and a GP hour costs £100. Nothing reaches us, nothing is paid to
# us and nothing takes time, so both differences are exactly £0. Our GPs could find 10 hours a week. Of the posts money
# (£7.131 × 10,000 = £71,310) nine months' worth is drawn (1 WTE × £71,310 × 9/12). Nothing is a concern.
SERVICES = ("smr", "ehch", "ecd", "extended_hours", "social_prescribing")
STREAMS = ("core_pcn", "extended_hours", "care_home_premium", "pcn_support")
BASE = {
    "practice.registered_list": "10000", "practice.weighted_list": "0", "practice.gp_sessions": "24",
    "practice.gp_hours_found": "10",
    "pcn.registered_list": "50000", "pcn.weighted_list": "10000", "pcn.care_home_beds": "100",
    "pcn.running_costs": "0", "network.split": "by_stream", "director.ours": "no",
    "meeting.gp_hours": "0", "cost.gp_hour": "100", "home.none": "yes",
    **{f"payment.{stream}.reaches_practice": "0" for stream in STREAMS},
    **{f"service.{service}.status": "ready" for service in SERVICES},
    **{f"service.{service}.gp_hours": "0" for service in SERVICES},
    "opt_out.hours": "0", "opt_out.exit_cost": "0", "local.1.amount": "0", "local.1.ends": "sign_up",
    "workforce.whole.wte": "1", "workforce.whole.chance": "100", "workforce.whole.months": "9",
    "workforce.whole.claim": "71310", "workforce.whole.top_up": "0", "workforce.whole.supervision_hours": "0",
    "workforce.whole.released_hours": "0",
}  # fmt: skip


def saves(pounds: int) -> dict[str, str]:
    """A local payment that opting out ends: so much better to sign up this year, and a third more in a full year."""
    return {"local.2.amount": str(Fraction(pounds * 4, 3)), "local.2.ends": "opt_out"}


def loses(pounds: int) -> dict[str, str]:
    """A local payment that signing up ends: so much worse this year, and a third more in a full year."""
    return {"local.1.amount": str(Fraction(pounds * 4, 3))}


def later(pounds: int, ends: str) -> dict[str, str]:
    """A local payment that one of the options ends only when the year is over: nothing this year, all in a full one."""
    return {"local.3.amount": str(pounds), "local.3.ends": ends, "local.3.from": "2021-04-01"}


def gains(pounds: int) -> dict[str, str]:
    """What leaving now costs once, all of it only deferred by signing up unless `leaves` says otherwise."""
    return {"opt_out.exit_cost": str(pounds)}


def leaves(pounds: int) -> dict[str, str]:
    """What leaving at the next window costs once."""
    return {"leave.exit_cost": str(pounds)}


def sets_up(hours: str) -> dict[str, str]:
    """GP hours once, to set a service up, at £100 each."""
    return {"service.smr.once_hours": hours}


def drawn(percent: str) -> dict[str, str]:
    """The part of nine months' posts money drawn: no concern from 75 %, a serious one below 40 %."""
    return {"workforce.whole.chance": percent}


def meets(hours: str) -> dict[str, str]:
    """New GP hours a week for the network: £100 × 52 × 9/12 = £3,900 each this year, £5,200 in a full year."""
    return {"meeting.gp_hours": hours}


def frees(hours: str) -> dict[str, str]:
    """GP hours a week that only leaving would bring: as `meets`, for the other side."""
    return {"opt_out.hours": hours}


def found(hours: str) -> dict[str, str]:
    """GP hours a week that our GPs could find; an empty text takes the answer away."""
    return {"practice.gp_hours_found": hours}


def limits(section: str, **texts: str) -> dict[str, str]:
    return {f"threshold.{section}.{name}": text for name, text in texts.items()}


def spans(running: tuple[int, int], full: tuple[int, int], *, leave: tuple[int, int] | None = None,
          three: tuple[int, int] | None = None, ranged: int = 12, withheld: bool = False) -> Hanging:  # fmt: skip
    """P10 and P90 of the differences, as the cases drawn would give them."""
    ends = {RUNNING: running, FULL_YEAR: full, LEAVE_NEXT: leave, AFTER_THREE_MONTHS: three}
    drawn_ = {id_: (Fraction(span[0]), Fraction(span[1])) for id_, span in ends.items() if span}
    return Hanging(drawn_, ranged, BREAK_EVENS, withheld=withheld)


BREAK_EVENS = ("Fewer than 40 % of posts.", "More than £110 an hour.", "Over 6 minutes.", "Never said.")
NO_RANGES = Hanging()
CANNOT = {"service.smr.status": "cannot"}
BLANK = {"question.schedules": "blank"}
TWO = {"question.schedules": "blank", "question.redundancy": "no"}
NO_EMPLOYER = {"question.employer": "no"}
NO_OFFER = {"question.local_offer": "no_offer"}
"""A blocker that weighs on opting out; those above weigh on signing up."""
ROUND = {"question.schedules.note": "Filled in by Friday"}

# +£3,000 this year and +£4,000 − £9,000 = −£5,000 in a full year.
ONLY_NOW = saves(3000) | later(9000, "sign_up")
# −£3,000 this year and −£4,000 + £9,000 = +£5,000 in a full year.
ONLY_LATER = loses(3000) | later(9000, "opt_out")
UNTIL_JUNE = {"date.next_effective": "2021-06-30"}
UNTIL_APRIL = {"date.next_effective": "2021-04-30"}


class Row(NamedTuple):
    """What is answered on top of BASE, or taken from it with an empty text, and what the leaning then says."""

    about: str
    given: Mapping[str, str]
    kind: str
    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    hung: Hanging = NO_RANGES


FB = "finely balanced"
BETTER, WORSE = (
    f"comes out £3,000 {way} than opting out from July 2020 to March 2021, and £4,000 {way} in a full year"
    for way in ("better", "worse")
)
TABLE = (
    # 1. Cannot say yet: a difference, GP time or a status is missing.
    Row("nothing answered", dict.fromkeys(BASE, ""), "cannot say yet", ("Cannot say yet: ", "our registered list")),
    Row("the price of a GP hour is missing", meets("1") | {"cost.gp_hour": ""}, "cannot say yet",
        ("1 answer is missing", "Still needed: cost of a GP hour.")),
    Row("one status is missing", {"service.ecd.status": ""}, "cannot say yet",
        ("Still needed: status of early cancer diagnosis.",), ("Towards",)),
    Row("who has no homes need not say whether the work in homes can be done",
        {"service.ehch.status": ""} | saves(3000), "towards"),
    Row("what is said of it all the same counts", {"service.ehch.status": "cannot"}, "against"),
    Row("who has homes has to say it", {"service.ehch.status": "", "home.none": "", "home.whole.beds": "10"},
        "cannot say yet", ("status of enhanced health in care homes",)),
    Row("only what GP time needs is missing", {"workforce.whole.supervision_hours": "", "cost.gp_hour": "0"},
        "cannot say yet", ("GP time to supervise a post",)),
    Row("what leaving now costs is missing", {"opt_out.exit_cost": ""}, "cannot say yet", ("cost of leaving now",)),
    Row("missing goes before a blocker", BLANK | {"service.ecd.status": ""}, "cannot say yet", (), ("blocker",)),
    Row("missing goes before a blocker on opting out", NO_OFFER | {"service.ecd.status": ""}, "cannot say yet"),
    Row("missing goes before a loss", loses(9000) | {"service.ecd.status": ""}, "cannot say yet", (), ("Against",)),
    Row("missing goes before a gain", saves(9000) | {"service.ecd.status": ""}, "cannot say yet", (), ("Towards",)),
    Row("row by row the status of a requirement is missing", {"service.smr.by": "rows"}, "cannot say yet"),
    Row("later facts counted, and their points not answered", {"facts.later": "include"}, "cannot say yet",
        ("Still needed: ", "part of Investment and Impact Fund we expect to earn")),
    # Neither what leaving later costs nor the hours that could be found are needed while the two differences agree.
    Row("what leaving later costs is not needed", saves(3000), "towards"),

    # 2. Blockers on signing up: against, unless; with better figures finely balanced.
    Row("a blocker, and the same either way", BLANK, "against", (
        "Against signing up, unless a way is found round 1 blocker.", "In the way of signing up: ",
        "No way round is written down"), ("comes out better",)),
    Row("a blocker, and a loss", BLANK | loses(3000), "against", ("unless a way is found round 1 blocker.",)),
    # +£3,000 and +£4,000: the figures and the blocker speak for different sides, so nothing is settled.
    Row("a blocker, and a gain", BLANK | saves(3000), FB,
        (f"Finely balanced: signing up {BETTER}; but 1 thing stands in the way of signing up.",),
        ("Against", "hangs on this")),
    Row("a blocker, and a gain this year only", BLANK | ONLY_NOW, "against"),
    Row("a blocker, and a gain in a full year only", BLANK | ONLY_LATER, "against"),
    Row("a blocker is looked at before hours that cannot be found", BLANK | saves(9000) | meets("1") | found("0"), FB,
        ("; but 1 thing stands in the way",)),
    Row("two blockers", TWO, "against", ("round 2 blockers",)),
    Row("a blocker in a section without a colour for it", NO_EMPLOYER, "against",
        ("Is it settled who employs each post and signs the employment contract? No.",)),
    Row("what cannot be done", CANNOT, "against", (
        "unless a way is found to do structured medication reviews in time.",
        "In the way of signing up: structured medication reviews cannot be done in time.")),
    Row("what cannot be done, and a gain", CANNOT | saves(3000), FB, ("1 thing stands in the way",)),
    Row("at risk is no obstacle", saves(3000) | {"service.smr.status": "at_risk"}, "towards"),
    Row("a requirement that cannot be done",
        {"service.extended_hours.by": "rows", "specification.extended_hours.status": "cannot",
         "specification.extended_hours.gp_hours": "0"}, "against", ("unless a way is found to do “",)),
    Row("the status of the way not chosen is not counted",
        saves(3000) | {"specification.extended_hours.status": "cannot"}, "towards"),
    Row("blockers and what cannot be done", TWO | CANNOT | loses(3000), "against",
        ("round 2 blockers and to do structured medication reviews in time.",)),
    # A way round written down: the figures speak alone, and nothing turns on the colour of a finding.
    Row("a note on a blocker is a way round", BLANK | ROUND | saves(3000), "towards", (), ("in the way", "In the way")),
    Row("a note kept as on any answer is one too", BLANK | {"note.question.schedules": "By Friday"} | loses(3000),
        "against", ("Against signing up: it comes out £3,000 worse",), ("unless",)),
    Row("a note on one of two blockers", TWO | ROUND, "against", ("round 1 blocker",)),
    Row("a note on another question is no way round", BLANK | {"question.redundancy.note": "By Friday"}, "against"),
    Row("what cannot be done, with a way round",
        CANNOT | {"note.service.smr.status": "Next door does it"} | saves(3000), "towards"),
    # Blockers on opting out: the mirror.
    Row("a blocker on opting out, and the same either way", NO_OFFER, "towards",
        ("Towards signing up, unless a way is found round 1 blocker.", "In the way of opting out: ")),
    Row("a blocker on opting out, and a gain", NO_OFFER | saves(3000), "towards", ("unless a way is found",)),
    Row("a blocker on opting out, and a loss", NO_OFFER | loses(3000), FB,
        (f"Finely balanced: signing up {WORSE}; but 1 thing stands in the way of opting out.",)),
    Row("a blocker on opting out, and a gain this year only", NO_OFFER | ONLY_NOW, "towards"),
    Row("a blocker on opting out with a way round",
        NO_OFFER | {"question.local_offer.note": "In writing"} | loses(3000), "against", (), ("in the way",)),
    # On both sides.
    Row("blockers on both sides", BLANK | NO_OFFER, FB, (
        "Finely balanced: something stands in the way of either choice.", "In the way of signing up: ",
        "In the way of opting out: ")),
    Row("blockers on both sides, and a gain", BLANK | NO_OFFER | saves(9000), FB, ("in the way of either choice",)),
    Row("blockers on both sides, and a loss", CANNOT | NO_OFFER | loses(9000), FB, ("in the way of either choice",)),
    Row("on both sides, one with a way round", BLANK | ROUND | NO_OFFER, "towards"),

    # 3. Both differences stand the same way.
    Row("a loss on both horizons", loses(3000), "against",
        (f"Against signing up: it {WORSE}.", "No answer has a range"), ("blocker", " once ")),
    # £1 a year that signing up ends: 75p for nine months.
    Row("a loss of 75p", {"local.1.amount": "1"}, "against", ("it comes out £0.75 worse", "and £1 worse")),
    Row("a gain on both horizons", saves(3000), "towards",
        (f"Towards signing up: it {BETTER}.",), ("pays", "unless")),
    Row("a gain of 75p", {"local.2.amount": "1", "local.2.ends": "opt_out"}, "towards", ("it comes out £0.75 better",)),
    # GP time, at 10 h found: 5 h cost £19,500 this year and £26,000 in a full year, and £24,000 and £32,000 come in.
    Row("a gain, and hours that can be found", saves(24000) | meets("5"), "towards",
        ("It takes 5 more new GP hours a week than opting out, 10 can be found.",)),
    Row("just as many hours as can surely be found", saves(24000) | meets("5") | found("5"), "towards"),
    Row("more hours than can surely be found, as many as is likely", saves(24000) | meets("5") | found("4 / 5 / 6"),
        "towards", (), ("Finely",)),
    Row("more hours than can be found", saves(24000) | meets("5") | found("4 / 4.9 / 6"), FB, (
        "Finely balanced: signing up comes out better, and takes 5 more new",
        "GP hours a week than opting out, of which 4.9 can be found.")),
    Row("no hours can be found", saves(24000) | meets("1") | found("0"), FB,
        ("takes 1 more new GP hour a week than opting out, of which 0 can be found",)),
    # 5.004 against 5: said to the second place, or they would read the same.
    Row("hardly more hours than can be found", saves(24000) | meets("5.01") | found("5"), FB,
        ("takes 5.01 more new GP hours a week than opting out, of which 5 can be found",)),
    Row("nobody has said what hours can be found", saves(24000) | meets("5") | found(""), "towards", (
        "Towards signing up, if 5 more new GP hours a week can be found.", "nobody has said how many can be found")),
    Row("no new hours, and nobody has said what can be found", saves(3000) | found(""), "towards",
        ("Towards signing up: it comes out £3,000 better",), ("can be found",)),
    # Posts free 5 h × 20 % = 1 h a week of ours: 2 − 1 = 1 h new, 2 h before any post is filled. Amber, not red.
    Row("fewer hours than if no post is filled", saves(24000) | meets("2") | found("1 / 1 / 3")
        | {"workforce.whole.released_hours": "5"}, "towards", (
        "takes 1 more new GP hour a week than opting out, 1 can be found",)),
    # Hours of work done today already are not new.
    Row("hours worked today already", saves(24000) | found("0")
        | {"service.smr.status": "already", "service.smr.gp_hours": "2"}, "towards", (
        "takes no more new GP hours a week than opting out",)),
    # 1 − 1 = 0 h new, 1 h before any post is filled.
    Row("no new hours but for posts that stay empty", saves(24000) | meets("1") | found("0")
        | {"workforce.whole.released_hours": "5"}, "towards",
        ("takes no more new GP hours a week than opting out with the posts we expect, and 1 more with none filled",)),
    Row("a loss, and more hours than can be found", loses(3000) | meets("5") | found("0"), "against"),
    Row("a loss, and nobody has said what hours can be found", loses(3000) | meets("5") | found(""), "against",
        (), ("if 5",)),
    # What is paid or worked once: U against twice a full year's £4,000. 80 h × £100 = £8,000, exactly two years.
    Row("set up in less than a year's gain", saves(3000) | sets_up("40"), "towards", (
        f"Towards signing up: without what comes only once, it {BETTER}; what comes once is £4,000 worse.",
        "What comes once is £4,000 worse, and evens out within a year.")),
    Row("set up in exactly two years' gain", saves(3000) | sets_up("80"), "towards", ("evens out after 2 years",)),
    Row("set up in more than two years' gain", saves(3000) | sets_up("80.01"), FB, (
        "Finely balanced: what comes once is £8,001 worse, and evens out after 2 years.",)),
    Row("set up in three years' gain", saves(3000) | sets_up("120"), FB, ("evens out after 3 years",),
        ("What comes once is",)),
    Row("set up, and nobody has said what hours can be found", saves(3000) | sets_up("120") | found(""), FB,
        ("evens out after 3 years",)),
    Row("set up, and hours that cannot be found", saves(24000) | meets("5") | found("0") | sets_up("400"), FB,
        ("of which 0 can be found", "What comes once is £40,000 worse, and ")),
    Row("a loss, and a cost of leaving that is only deferred", loses(3000) | gains(90000), "against",
        ("what comes once is £90,000 better",), ("evens out",)),
    Row("a loss, and a cost of leaving that costs the same later", loses(3000) | gains(90000) | leaves(90000),
        "against", (), ("evens out",)),
    Row("a loss, and a cost of leaving now alone, of two years", loses(3000) | gains(8000) | leaves(0), "against",
        ("What comes once is £8,000 better, and evens out after 2 years.",)),
    Row("a loss, and a cost of leaving now alone, of more", loses(3000) | gains(8001) | leaves(0), FB,
        ("Finely balanced: what comes once is £8,001 better, and evens out after 2 years.",)),
    Row("a loss, and leaving later costs £1 of it", loses(3000) | gains(8001) | leaves(1), "against", (
        "Counted with the cost of leaving later (£1), what comes once is £8,000 better, and evens out after 2",)),
    Row("a gain, and leaving costs only later", saves(3000) | leaves(8001), FB, (
        "Finely balanced: counted with the cost of leaving later (£8,001), what comes once is £8,001 worse, and ",)),
    Row("a gain, and what comes once goes with it", saves(3000) | gains(90000) | leaves(0), "towards",
        ("what comes once is £90,000 better",), ("evens out",)),
    Row("a loss, and what comes once goes with it", loses(3000) | sets_up("900"), "against",
        ("what comes once is £90,000 worse",), ("evens out",)),

    # 4. Better this year, worse in a full year: +£3,000 and −£5,000.
    Row("better this year only, and nothing said of leaving later", ONLY_NOW, "cannot say yet",
        ("Still needed: cost of leaving at the next window.",)),
    # Left in April £1,000 is paid of £3,000; three months under notice cost £1,250 more: £750 are left.
    Row("better to sign up now and leave, by £2,000", ONLY_NOW | leaves(1000), "this year only", (
        "This year only: to sign up now and leave at the next window comes out £2,000 better.",
        "leaving at the next window comes out £2,000 better than opting out now, from July 2020 to March 2021.",
        "How many months run under notice is not known, so none is counted; with three it comes out £750 better"),
        ("Towards", "Against")),
    Row("better unless notice runs for three months", ONLY_NOW | leaves(2000), FB,
        ("Finely balanced: better from July 2020 to March 2021, worse in a full year.",)),
    # £3,000 − £1,750 − 3/12 × £5,000 = 0: no better, so not for this year only.
    Row("after three months under notice the same", ONLY_NOW | leaves(1750), FB),
    Row("after three months under notice £1 better", ONLY_NOW | leaves(1749), "this year only"),
    Row("leaving costs as much as signing up brings", ONLY_NOW | leaves(3000), FB),
    Row("leaving costs more than signing up brings", ONLY_NOW | leaves(3001), FB),
    # Where the day is known nothing is assumed: 30 April is one month, £3,000 − £2,000 − £417 = £583.
    Row("the day leaving takes effect is known, one month", ONLY_NOW | leaves(2000) | UNTIL_APRIL, "this year only",
        ("comes out £583 better than opting out now, from July 2020 to April 2021",), ("under notice",)),
    Row("the day leaving takes effect is known, three months", ONLY_NOW | leaves(2000) | UNTIL_JUNE, FB),
    Row("three months known, and better by £1", ONLY_NOW | leaves(1749) | UNTIL_JUNE, "this year only"),
    # 1 h: £9,000 − £3,900 = £5,100 this year; £12,000 − £5,200 − £9,000 = −£2,200 in a full year.
    Row("this year only, and hours that can be found",
        saves(9000) | later(9000, "sign_up") | meets("1") | found("1") | leaves(0), "this year only"),
    Row("this year only, and hours that are not certain",
        saves(9000) | later(9000, "sign_up") | meets("1") | found("0 / 1 / 1") | leaves(0), "this year only"),
    Row("this year only, and hours that cannot be found",
        saves(9000) | later(9000, "sign_up") | meets("1") | found("0") | leaves(0), FB, ("worse in a full year",)),
    Row("this year only, and nobody has said what hours can be found",
        saves(9000) | later(9000, "sign_up") | meets("1") | found("") | leaves(0), "this year only"),
    # What leaving now would cost is money signing up saves this year: once, in no difference of what runs.
    Row("this year only, because leaving costs more now than later", ONLY_NOW | gains(5000) | leaves(5000),
        "this year only"),

    # 5. Worse this year, better in a full year: −£3,000 and +£5,000.
    Row("worse this year, better in a full year", ONLY_LATER, FB, (
        "Finely balanced: signing up costs £3,000 from July 2020 to March 2021, and brings £5,000 in a full year.",)),
    Row("worse this year, and what leaving later costs changes nothing", ONLY_LATER | leaves(0), FB),
    Row("worse this year, and hours that cannot be found", ONLY_LATER | found("0") | meets("0.1"), FB,
        ("signing up costs £3,390",)),

    # 6. Anything open.
    Row("exactly nothing", {}, FB, ("Finely balanced.", "comes to the same as opting out", "No single number")),
    Row("nothing this year, a gain in a full year", later(9000, "opt_out"), FB, ("Finely balanced.",)),
    Row("nothing this year, a loss in a full year", later(9000, "sign_up"), FB, ("Finely balanced.",)),
    # £4,000 − £4,000 in a full year.
    Row("a gain this year, nothing in a full year", saves(3000) | later(4000, "sign_up"), FB, ("Finely balanced.",)),
    Row("a loss this year, nothing in a full year", loses(3000) | later(4000, "opt_out"), FB, ("Finely balanced.",)),
    Row("only what comes once", sets_up("40"), FB, ("What comes only once, this year, is £4,000 worse",)),

    # Ranges: P10 and P90 stand in for the value.
    Row("both ends better", saves(3000), "towards", (
        "in 8 of 10 of the cases our ranges allow from £1 better to £8,000 better",),
        ("No answer has a range", "hangs on"), spans((1, 8000), (1, 8000))),
    Row("both ends worse", loses(3000), "against", ("from £8,000 worse to £1 worse",), (),
        spans((-8000, -1), (-9, -1))),
    Row("P10 at nothing is better", saves(3000), "towards", ("from neither better nor worse to £8,000 better",), (),
        spans((0, 8000), (0, 1))),
    Row("P90 at nothing is worse", loses(3000), "against", ("to neither better nor worse",), (),
        spans((-8000, 0), (-1, 0))),
    Row("P10 a pound below", saves(3000), FB, ("It hangs on this: Fewer than 40 % of posts.", "Over 6 minutes."),
        ("Never said", "Towards"), spans((-1, 8000), (1, 8000))),
    Row("P90 a pound above", loses(3000), FB, ("It hangs on this: ",), ("Against",), spans((-8000, 1), (-8000, -1))),
    Row("the full year open", saves(3000), FB, ("It hangs on this: ",), (), spans((1, 8000), (-1, 8000))),
    Row("both ends nothing", {}, FB, ("It hangs on this: ",), (), spans((0, 0), (0, 0))),
    Row("likely a loss, and yet nine in ten cases are none", loses(300), "towards", (), (), spans((1, 900), (1, 900))),
    # A full year likely comes to nothing and lies on one side by its ranges: what comes once never evens out.
    Row("better by the ranges alone, and set up once", sets_up("1"), FB,
        ("and never evens out at the likely values",), (), spans((0, 9), (0, 9))),
    Row("worse by the ranges alone, and a cost of leaving now alone", gains(100) | leaves(0), FB,
        ("and never evens out at the likely values",), (), spans((-9, 0), (-9, 0))),
    Row("better by the ranges alone, and what comes once goes with it", gains(100) | leaves(0), "towards", (),
        ("evens out",), spans((0, 9), (0, 9))),
    Row("worse by the ranges alone, and what comes once goes with it", sets_up("1"), "against", (),
        ("evens out",), spans((-9, 0), (-9, 0))),
    Row("ranges that turn a gain this year only", saves(3000) | leaves(0), "this year only", (), (),
        spans((1, 9), (-9, -1), leave=(0, 9), three=(0, 5))),
    Row("ranges that leave leaving later open", saves(3000) | leaves(0), FB, (), ("hangs on this",),
        spans((1, 9), (-9, -1), leave=(-1, 9), three=(0, 5))),
    Row("ranges that leave three months of notice open", saves(3000) | leaves(0), FB, (), (),
        spans((1, 9), (-9, -1), leave=(0, 9), three=(-1, 5))),
    Row("three months of notice are not looked at where the day is known", saves(3000) | leaves(0) | UNTIL_APRIL,
        "this year only", (), (), spans((1, 9), (-9, -1), leave=(0, 9), three=(-1, 5))),
    Row("ranges, worse this year and better in a full year", ONLY_LATER, FB, ("signing up costs £3,000",),
        ("hangs on this",), spans((-9, 0), (0, 9))),
    Row("a blocker, and ranges that are open", BLANK | saves(3000), "against", (), (), spans((-1, 9), (1, 9))),
    Row("a blocker on opting out, and ranges that are open", NO_OFFER | loses(3000), "towards", (), (),
        spans((-9, 1), (-9, -1))),
    Row("one range", saves(3000), "towards", ("Only 1 answer has a range",), (), spans((1, 9), (1, 9), ranged=1)),
    Row("four ranges", saves(3000), "towards", ("Only 4 answers have a range",), (), spans((1, 9), (1, 9), ranged=4)),
    Row("five ranges", saves(3000), "towards", (), ("have a range",), spans((1, 9), (1, 9), ranged=5)),
    Row("too few of what matters has a range", loses(3000), "against",
        ("by the ranges given so far from", "Not every answer that matters most has a range"), ("8 of 10",),
        spans((-9, -1), (-9, -1), withheld=True)),

    # What is priced already never votes.
    Row("a gain, and the posts money is hardly drawn", saves(3000) | drawn("10"), "towards"),
    Row("a loss, and all the posts money is drawn", loses(3000) | drawn("100"), "against"),
    # 40 beds bring £7.50 × 40 × 8 = £2,400, and 2 h a week cost £100 × 52 × 2 × 6/12 = £5,200: 46 %, a serious concern.
    Row("a gain, and the premium covers little of the work", saves(30000) | {
        "home.none": "no", "home.whole.beds": "40", "home.whole.done_by": "gp", "home.whole.hours": "2",
        "payment.care_home_premium.reaches_practice": "100"}, "towards", (), ("serious",)),
    # Limits of our own colour findings and never turn the leaning.
    Row("a limit of our own that clears a finding", saves(3000) | drawn("30") | limits("workforce", amber="25"),
        "towards", (), ("limits",)),
    Row("a limit of our own that makes the money red", saves(3000) | limits("funding", green="£9", amber="£8"),
        "towards", (), ("limits",)),
    Row("a limit of our own that makes a loss green", loses(3000) | limits("funding", green="-£9", amber="-£10"),
        "against", (), ("limits",)),
    # Later facts
    Row("later facts counted, and answered", saves(3000)
        | {"facts.later": "include", "payment.iif.achieved": "50", "payment.iif.reaches_practice": "0"}, "towards"),
)  # fmt: skip


def _lean(given: Mapping[str, str], hung: Hanging = NO_RANGES) -> tuple[Leaning, dict[str, Finding]]:
    texts = {id_: text for id_, text in {**BASE, **given}.items() if text}
    return _lean_of(appraisal(texts), hung)


def _lean_of(made: Appraisal, hung: Hanging = NO_RANGES) -> tuple[Leaning, dict[str, Finding]]:
    shown = findings(made)
    return lean(made, shown, hung), shown


def test_the_table_is_long_enough_and_names_each_decision_once() -> None:
    assert len({row.about for row in TABLE}) == len(TABLE) >= 60


@pytest.mark.parametrize("row", TABLE, ids=lambda row: row.about)
def test_decisions_worked_by_hand(row: Row) -> None:
    leaning, _ = _lean(row.given, row.hung)
    text = " ".join(leaning.sentences)
    assert leaning.kind == row.kind, text
    for words in row.says:
        assert words in text
    for words in row.never:
        assert words not in text
    assert not {"decide", "decision", "pays", "you", "your"} & set(re.findall(r"\w+", text.casefold()))


def test_the_base_is_what_it_says() -> None:
    made = appraisal(BASE)
    assert [made[id_].value for id_ in ("difference.this_year", RUNNING, FULL_YEAR, "time.new_unfilled")] == [0] * 4
    assert made["workforce.take_up.this_year"].value == 100
    shown = findings(made)
    assert {shown[s].colour for s in ("workforce", "care_homes", "funding", "time", "specifications")} == {"green"}


def test_the_years_within_which_it_must_even_out_are_the_worksheets() -> None:
    """Three instead of two: what is set up in three years' gain is too much for the one and not for the other."""
    three = worksheet()._replace(payback_years=3)  # type: ignore[arg-type] # an int is as good
    given_ = answers(BASE | saves(3000) | sets_up("120"))
    assert _lean_of(appraise(given_, Ids(three)))[0].kind == "towards"
    assert _lean_of(appraise(given_, ids()))[0].kind == FB


@pytest.mark.parametrize("money", [{}, saves(3000), loses(3000)])
def test_a_blocker_that_weighs_on_both_sides_speaks_against_each(money: dict[str, str]) -> None:
    sheet = worksheet()
    both = sheet.questions["schedules"]._replace(weighs_on="both")
    changed = Ids(sheet._replace(questions={**sheet.questions, "schedules": both}))
    leaning, _ = _lean_of(appraise(answers(BASE | BLANK | money), changed))
    assert leaning.headline == "Finely balanced: something stands in the way of either choice."
    assert [words.partition(":")[0] for words in leaning.unless[:2]] == [
        "In the way of signing up", "In the way of opting out",
    ]  # fmt: skip
    # With a way round it stands in the way of neither.
    leaning, _ = _lean_of(appraise(answers(BASE | BLANK | money | ROUND), changed))
    assert leaning.unless == ()


def test_what_is_missing_is_named_by_its_ids_in_the_order_of_the_meeting() -> None:
    leaning, _ = _lean({"opt_out.hours": "", "pcn.running_costs": "", "service.ecd.status": ""})
    assert leaning.missing == ("service.ecd.status", "pcn.running_costs", "opt_out.hours")
    assert _lean(dict.fromkeys(BASE, ""))[0].because[0].endswith(" more.")
    assert _lean(ONLY_NOW)[0].missing == ("leave.exit_cost",)


def test_a_figure_that_does_not_apply_is_said_and_nothing_is_asked_for_it() -> None:
    made = appraisal(BASE)
    hours = made.book.figures["time.gp_hours"]
    made.book.figures["time.gp_hours"] = Step(hours.label, hours.unit, NotApplicable("nobody works here"), hours.figure)
    leaning = lean(made, findings(made), NO_RANGES)
    assert (leaning.kind, leaning.headline, leaning.missing) == ("cannot say yet", "Cannot say yet.", ())
    assert leaning.because == ("GP time, signing up against opting out does not apply: nobody works here.",)


def test_a_way_is_told_round_each_thing_that_stands_in_it() -> None:
    leaning, _ = _lean(TWO | CANNOT | {"service.ecd.status": "cannot"})
    assert len(leaning.unless) == 5
    assert "round 2 blockers and to do 2 pieces of work in time." in leaning.headline


def test_what_has_no_finding_stands_beside_every_leaning() -> None:
    leaning, _ = _lean({})
    assert any(words.startswith("No finding, because answers are missing: ") for words in leaning.beside)
    questions = worksheet().questions.values()
    clear = {f"question.{q.id}": next((o for o in q.options if o not in (*q.concern, *q.blocker)), "as it is")
             for q in questions}  # fmt: skip
    assert not [words for words in _lean(clear)[0].beside if words.startswith("No finding")]


def test_it_is_kept_back_until_it_is_opened_or_everybody_has_voted() -> None:
    assert kept_back(shown=False, voted=False, signed=False)
    assert not kept_back(shown=True, voted=False, signed=False)
    assert not kept_back(shown=False, voted=True, signed=False)
    assert not kept_back(shown=False, voted=False, signed=True)


# --- Mirrors

OTHER_SIDE: dict[Side, Side] = {"sign_up": "opt_out", "opt_out": "sign_up"}
OTHERWISE: dict[Judged, Judged] = {"better": "worse", "worse": "better", "open": "open"}
OTHER = {"towards": "against", "against": "towards", FB: FB, "cannot say yet": "cannot say yet"}
JUDGED: tuple[Judged, ...] = ("better", "worse", "open")
COLOURS: tuple[Colour | None, ...] = (None, "green", "amber", "red")
SIDES: tuple[frozenset[Side], ...] = (
    frozenset(), frozenset({"sign_up"}), frozenset({"opt_out"}), frozenset({"sign_up", "opt_out"}),
)  # fmt: skip
STANDINGS = [
    Standing(missing, blocked, running, full, leaving, three, hours, outweighed)
    for missing, blocked, running, full, leaving, three, hours, outweighed in product(
        (False, True), SIDES, JUDGED, JUDGED, (None, *JUDGED), (None, *JUDGED), COLOURS,
        (False, True),
    )
]  # fmt: skip


def _mirrored(standing: Standing) -> Standing:
    """Everything bad moved to the other side."""
    return standing._replace(
        blocked=frozenset(OTHER_SIDE[side] for side in standing.blocked),
        running=OTHERWISE[standing.running],
        full_year=OTHERWISE[standing.full_year],
    )


def _looks_at_one_year_only(standing: Standing) -> bool:
    return (
        not standing.missing and not standing.blocked and {standing.running, standing.full_year} == {"better", "worse"}
    )


def test_every_standing_and_its_mirror_lean_to_opposite_sides() -> None:
    """But for two things that signing up has and opting out has not, each looked at below."""
    for standing in STANDINGS:
        if standing.hours != "red" and not _looks_at_one_year_only(standing):
            assert verdict(_mirrored(standing))[0] == OTHER[verdict(standing)[0]], standing


def test_hours_that_cannot_be_found_are_new_work_and_only_signing_up_brings_new_work() -> None:
    """Hours are found for signing up, or not: opting out asks for none to be found, what it brings is priced.

    So a red finding has no mirror. It takes a leaning from towards, or for this year only, to finely balanced, and
    turns none against.
    """
    for standing in STANDINGS:
        if standing.hours == "red":
            red, green = verdict(standing)[0], verdict(standing._replace(hours="green"))[0]
            assert red == green or (green in {"towards", "this year only"} and red == FB), standing


def test_this_year_only_has_no_mirror_and_its_opposite_is_finely_balanced() -> None:
    """Better now and worse later can be had apart: sign up, and leave at the next window.

    Worse now and better later would be to opt out and join at the next window, for which there is no figure, since
    nobody knows on what terms a network takes us then. So the rule names both horizons and leaves it finely balanced.
    """
    for standing in STANDINGS:
        if _looks_at_one_year_only(standing) and standing.running == "worse":
            assert verdict(standing) == (FB, "worse now, better then")
            mirror = verdict(_mirrored(standing))[0]
            only = standing.leave_next == "better" and standing.after_three in {None, "better"}
            if standing.leave_next is None:
                assert mirror == "cannot say yet"
            else:
                assert mirror == ("this year only" if only and standing.hours != "red" else FB)


def test_where_nobody_can_leave_later_it_is_never_for_this_year_only() -> None:
    """It waited for what leaving at the next window costs, which nobody can say where there is none."""
    for standing in STANDINGS:
        kind, why = verdict(standing._replace(can_leave=False))
        assert kind != "this year only"
        if _looks_at_one_year_only(standing) and standing.running == "better":
            assert (kind, why) == (FB, "better now, worse then")
        else:
            assert (kind, why) == verdict(standing)


def test_where_nobody_can_leave_later_the_cost_of_leaving_now_is_saved_and_not_put_off() -> None:
    sheet = worksheet()
    never = Ids(sheet._replace(year=sheet.year._replace(next_window=None, next_effective=None)))
    texts = {**BASE, **loses(3000), **gains(9000)}
    assert _lean(loses(3000) | gains(9000))[0].kind == "against"
    leaning, _ = _lean_of(appraise(answers(texts), never))
    assert leaning.headline.startswith("Finely balanced: what comes once is £9,000 better, and evens out after")
    assert not [words for words in leaning.sentences if "leaving" in words]


ORDER = {"against": 0, FB: 1, "this year only": 1, "towards": 2}
LADDER: tuple[Judged, ...] = ("worse", "open", "better")


def _above(one: Judged, other: Judged) -> bool:
    return LADDER.index(one) > LADDER.index(other)


def test_better_answers_never_lean_further_away() -> None:
    """From against over finely balanced to towards: a better figure, or one thing less in the way, never goes back."""
    for standing in STANDINGS:
        here = ORDER.get(verdict(standing)[0])
        if here is None or standing.leave_next is None:
            continue
        better = [standing._replace(blocked=standing.blocked - {"sign_up"})]
        if standing.hours == "red":
            better.append(standing._replace(hours="amber"))
        for value in LADDER:
            better += [standing._replace(running=value)] if _above(value, standing.running) else []
            better += [standing._replace(full_year=value)] if _above(value, standing.full_year) else []
            better += [standing._replace(leave_next=value)] if _above(value, standing.leave_next) else []
        for other in better:
            assert ORDER[verdict(other)[0]] >= here, (standing, other)


@given(st.integers(-3, 3), st.integers(-3, 3))
def test_a_difference_and_its_mirror_are_judged_as_mirrors(one: int, other: int) -> None:
    low, high = sorted((one, other))
    assert judged(-high, -low) == OTHERWISE[judged(low, high)]


MONEY = st.integers(0, 6).map(lambda thousands: thousands * 3000)
HOURS = st.integers(0, 6)
WAY_ROUND = st.sampled_from(["stands", "way round", "none"])
SPAN = st.tuples(st.integers(-3, 3), st.integers(-3, 3)).map(sorted)


class Half(NamedTuple):
    """What speaks for one side.

    Money it brings at once and later, hours it spares, what it spares once, and a blocker that weighs on the other.
    """

    money: int
    later: int
    hours: int
    once: int
    blocker: str


HALF = st.builds(Half, MONEY, MONEY, HOURS, MONEY, WAY_ROUND)


def _decision(towards: Half, against: Half) -> dict[str, str]:
    """A decision of two halves, either of which could stand on the other side.

    Leaving later costs nothing, so that what is spared once counts in full on both sides; hours can all be found.
    """
    texts = {**BASE, **found("1000"), **leaves(0), "local.1.amount": str(against.money)}
    texts |= {"local.2.amount": str(towards.money), "local.2.ends": "opt_out"}
    texts |= later(towards.later, "opt_out")
    texts |= {"local.4.amount": str(against.later), "local.4.ends": "sign_up", "local.4.from": "2021-04-01"}
    texts |= frees(str(towards.hours)) | meets(str(against.hours))
    # £100 an hour: £3,000 are 30 hours.
    texts |= gains(towards.once) | sets_up(str(against.once // 100))
    for half, blocker in ((against, BLANK), (towards, NO_OFFER)):
        if half.blocker != "none":
            texts |= blocker
        if half.blocker == "way round":
            texts |= {f"{id_}.note": "Settled by Friday" for id_ in blocker}
    return texts


@settings(max_examples=cases(30, thorough=800))
@given(HALF, HALF, st.none() | st.tuples(SPAN, SPAN))
def test_a_decision_and_its_mirror_lean_to_opposite_sides(
    one: Half, other: Half, ends: tuple[list[int], list[int]] | None
) -> None:
    """Money, hours, what comes once and blockers that speak for one side, moved to the other; with ranges too."""
    here, there = appraisal(_decision(one, other)), appraisal(_decision(other, one))
    for id_ in (RUNNING, FULL_YEAR, "difference.once.this_year"):
        assert here[id_].value == -(there[id_].value or 0)
    hung = mirrored = NO_RANGES
    if ends:
        hung = spans(*((low, high) for low, high in ends))
        mirrored = spans(*((-high, -low) for low, high in ends))
    leaning, mirror = _lean_of(here, hung)[0], _lean_of(there, mirrored)[0]
    if leaning.kind == "this year only":
        assert mirror.kind == FB
    elif mirror.kind == "this year only":
        assert leaning.kind == FB
    else:
        assert mirror.kind == OTHER[leaning.kind], (leaning.sentences, mirror.sentences)


# --- Each leaning, by decisions somebody could have had on the evening of 18 May 2020

# 9,000 of 45,000 patients. Everything is shared out, six posts are mostly filled, and most of the work runs already.
SURGERY = {
    "practice.registered_list": "9,000", "practice.weighted_list": "9,000", "practice.gp_sessions": "36",
    "practice.gp_hours_found": "7 / 8 / 10", "pcn.registered_list": "45,000", "pcn.weighted_list": "45,000",
    "pcn.care_home_beds": "150", "pcn.running_costs": "20,000 / 25,000 / 30,000", "network.split": "all_shared",
    "director.ours": "no", "local.none": "yes", "opt_out.hours": "0", "opt_out.exit_cost": "0", "leave.exit_cost": "0",
    "cost.gp_hour": "92 / 95 / 100", "cost.nurse_hour": "24 / 28 / 33", "cost.admin_hour": "14 / 16 / 18",
    "meeting.gp_hours": "0.75 / 1 / 1.25", "meeting.admin_hours": "1",
    "service.smr.status": "ready", "service.smr.gp_hours": "0.75 / 1 / 1.25", "service.smr.post_hours": "5 / 6 / 7",
    "service.smr.falls_to_gps": "30 / 40 / 50", "service.ehch.status": "ready",
    "service.ehch.gp_hours": "0.5 / 0.5 / 1", "service.ehch.falls_to_gps": "30 / 50 / 70",
    "service.ecd.status": "already", "service.ecd.gp_hours": "0.5", "service.ecd.admin_hours": "1",
    "service.extended_hours.status": "already", "service.extended_hours.gp_hours": "1.5",
    "service.extended_hours.admin_hours": "2.5", "service.social_prescribing.status": "ready",
    "service.social_prescribing.gp_hours": "0.25",
    "workforce.whole.wte": "6", "workforce.whole.chance": "60 / 70 / 80", "workforce.whole.months": "6",
    "workforce.whole.claim": "40,000", "workforce.whole.contract_hours": "15 / 20 / 25",
    "workforce.whole.top_up": "0 / 500 / 1,500", "workforce.whole.supervision_hours": "0.75 / 1 / 1.25",
    "workforce.whole.released_hours": "0.5 / 1 / 1.25", "workforce.claimed_before": "0", "partner.1.name": "Dr Vane",
}  # fmt: skip
NO_HOMES = {"home.none": "yes"}
THREE_HOMES = {"home.whole.beds": "45", "home.whole.done_by": "gp", "home.whole.hours": "3.5 / 3.75 / 4"}
HALF_THE_BEDS = {"home.whole.beds": "75", "home.whole.done_by": "gp", "home.whole.hours": "4 / 6 / 9"}


@pytest.mark.parametrize(
    ("given_", "kind"),
    [
        # The network's money comes in for the same work as before, and no home falls to us.
        (NO_HOMES, "towards"),
        # Half of the network's beds, which the network keeps the money for.
        (HALF_THE_BEDS | {"network.split": "network_keeps"}, "against"),
        # The support payment and eight months’ premium for six months’ work come this year; in a full year the rounds
        # cost more than the premium brings. The CCG says that who leaves in April is out at its end.
        (THREE_HOMES | UNTIL_APRIL, "this year only"),
        # The same, and who leaves in April may have to work on for three months.
        (THREE_HOMES, FB),
        # The same with a price of a GP hour that nobody is sure of: a full year may come out either way.
        (NO_HOMES | {"cost.gp_hour": "70 / 95 / 140", "service.extended_hours.gp_hours": "1 / 3 / 5"}, FB),
    ],
    ids=["towards", "against", "this year only", "balanced by notice", "balanced"],
)
def test_each_leaning_is_reached_by_a_decision_somebody_could_have_had(given_: dict[str, str], kind: str) -> None:
    hung = hangs_on(appraisal(SURGERY | given_), "a decision")
    assert hung.leaning.kind == kind, hung.leaning.sentences
    assert len(hung.ranged) >= 5


# --- Limits of the practice's own


def test_both_findings_are_carried_with_who_set_the_limits() -> None:
    _, found = _lean(drawn("30") | limits("workforce", amber="25", set_by="Dr Vane"))
    workforce = found["workforce"]
    assert (workforce.colour, workforce.shipped, workforce.set_by) == ("amber", "red", "Dr Vane")
    assert workforce.changed == (
        "Our own limits, set by Dr Vane: no concern from 75 %, a serious concern below 25 %. By the worksheet’s limits "
        "(no concern from 75 %, a serious concern below 40 %) the figure would be red: a serious concern."
    )
    assert (found["time"].shipped, found["time"].changed) == (None, "")


def test_who_set_the_limits_is_whoever_gave_them_unless_it_is_written() -> None:
    assert _lean(limits("funding", green="£0.50"))[1]["funding"].set_by == "Jo"
    same = _lean(limits("workforce", green="80"))[1]["workforce"].changed
    assert "no concern from 80 %, a serious concern below 40 %" in same
    assert same.endswith("the figure is also green: no concern.")


def test_the_worksheets_own_limits_typed_again_change_nothing() -> None:
    _, found = _lean(limits("workforce", green="75", amber="40", set_by="Dr Vane"))
    assert (found["workforce"].shipped, found["workforce"].changed) == (None, "")


@pytest.mark.parametrize(
    ("section", "texts", "id_"),
    [
        ("workforce", {"green": "10", "amber": "20"}, "threshold.workforce.green"),
        ("workforce", {"green": "10"}, "threshold.workforce.green"),
        ("workforce", {"amber": "80"}, "threshold.workforce.amber"),
        ("care_homes", {"green": "50"}, "threshold.care_homes.green"),
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
    made = appraisal(BASE | limits("workforce", green="60", amber="60") | limits("care_homes", green="70"))
    assert not [flag for flag in flags(made) if flag.id.startswith("threshold.")]


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_limits_are_asked_last_in_their_section_and_never_waited_for(path: Path) -> None:
    for section in ("funding", "workforce", "care_homes"):
        given = answers({f"threshold.{section}.green": "0"}, path)  # who set a limit is asked once there is one
        entries = agenda(section, given, ids(path))
        keys = [entry.key for entry in entries]
        inputs = [key for key in keys if not key.startswith(("question.", "completed."))]
        assert inputs[-1] == f"threshold.{section}.set_by"
        asked = (id_ for entry in entries for id_ in entry.ids)
        every = {id_: something(id_, path) for id_ in asked if not id_.startswith(("threshold.", "completed."))}
        answered = answers(every, path)
        assert progress(section, agenda(section, answered, ids(path)), answered, ids(path), {}).word == "completed"


def test_the_leaning_shown_is_asked_of_nobody_and_kept_where_it_is_answered() -> None:
    assert "leaning.shown" not in [e.key for e in agenda("decision", answers({}), ids())]
    assert "leaning.shown" in [e.key for e in agenda("decision", answers({"leaning.shown": "yes"}), ids())]
    assert "leaning.shown" not in ids().known
