"""Where we stand, line by line: signing up against opting out, money and GP time apart, and what each section shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.counted_as_none import counted_as_none
from des_decider.appraisal.finding_words import WORDS
from des_decider.appraisal.findings import in_words, shipped_limits
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.decision.wording import brief, capital, count_of, money

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from des_decider.appraisal.figures import Appraisal, Figure
    from des_decider.appraisal.findings import Finding
    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.appraisal.snapshot import LastTime
    from des_decider.record.state import State

SOME = 3
"""Answers waited for that are named; the quick look has them all."""
HANGS_ON = "hangs on:"
"""What a line leads to that tells how far a difference may lie: what it hangs on, in the horizon named after it."""
COMPARE = "compare:"
"""What a line leads to that tells of the decision before."""
FOLLOWS = "  working out its range …"
"""Stands for a span that is being worked out, so that no line moves when it comes."""
COLOURS = {"green": "$success", "amber": "$warning", "red": "$error"}
HEADING = "Signing up against opting out"
ALWAYS_SHOWN = (
    (HEADING, ""),
    (" this year", "difference.this_year"),
    ("  money", "difference.cash.this_year"),
    ("  GP time", "difference.gp_time.this_year"),
    ("  only once, of all that", "difference.once.this_year"),
    (" a full year", "difference.full_year"),
    ("  money", "difference.cash.full_year"),
    ("  GP time", "difference.gp_time.full_year"),
    ("GP time a week", "time.gp_hours"),
    ("Posts money drawn", "workforce.take_up.this_year"),
)
"""The figures in sight everywhere: their words, and the id each opens; a heading has none."""
FOUR = {
    "difference.cash.this_year": "this year, money",
    "difference.gp_time.this_year": "this year, GP time",
    "difference.cash.full_year": "a full year, money",
    "difference.gp_time.full_year": "a full year, GP time",
}
"""The four figures that a whole room follows, by the words they go by."""
_MORE = (
    ("Each option", ""),
    (" signing up, this year", "sign_up.net.this_year"),
    (" signing up, a full year", "sign_up.net.full_year"),
    (" opting out, this year", "opt_out.net.this_year"),
    (" opting out, a full year", "opt_out.net.full_year"),
    (" signing up, leaving next", "leave_next.net"),
    (" opting out, until then", "leave_next.opt_out"),
    (HEADING, ""),
    (" a patient, this year", "difference.per_patient.this_year"),
    (" a partner on average, this year", "difference.per_partner.this_year"),
    (" a patient, a full year", "difference.per_patient.full_year"),
    (" a partner on average, a full year", "difference.per_partner.full_year"),
    (" leaving at the next window", "difference.leave_next"),
    ("GP time already worked today", "time.already_hours"),
    ("New GP time", "time.new_hours"),
    ("GP time with no post filled", "time.unfilled"),
    ("Part of our GPs’ week", "time.share"),
    ("Our share of posts’ pay (no income)", ""),
    (" this year", "workforce.care.this_year"),
    (" a full year", "workforce.care.full_year"),
    ("Homes’ work the premium covers", ""),
    (" this year", "care_homes.coverage.this_year"),
    (" a full year", "care_homes.coverage.full_year"),
)


class StandingLine(NamedTuple):
    """One line: its words, what stands at its end, the figure it opens, and the colour of what it ends in."""

    words: str
    value: str = ""
    figure: str = ""
    colour: str = ""
    stretch: Stretch | None = None
    """How far the difference above may lie, to be drawn under the line."""
    tall: bool = False
    """Whether there is a line under it, which stays empty until that is known, so that none moves."""


class Stretch(NamedTuple):
    """From where to where a difference lies around what is likely, with the ends of all differences."""

    low: Fraction
    now: Fraction
    high: Fraction
    least: Fraction
    most: Fraction


def standing(
    state: State, hung: HangsOn | None = None, last: LastTime | None = None, *, quick: bool = False,
    coming: bool = False, every: bool = False,
) -> Iterator[StandingLine]:  # fmt: skip
    """The lines that are always in sight; with the spans of the differences once what they hang on is known.

    Of the `last` decision, where this one follows another, it has the difference in a full year: those can be compared.

    `coming` says that it will be known in a moment, unless somebody types. `every` gives all of it: what the figures
    wait for, what the spans are the spans of, and the options; `quick` what they count as none, too.
    """
    appraisal, title = state.appraisal, state.appraisal.book.worksheet.section_title
    if every:
        yield from _waiting(state)
    if quick:
        yield from _counted_as_none(appraisal)
    yield StandingLine("Where we stand: a quick look" if quick else "Where we stand")
    yield from _lines(appraisal, ALWAYS_SHOWN, hung, coming=coming and _has_ranges(state), every=every)
    if last is not None:
        yield StandingLine("Last time, a full year", _last_difference(last), COMPARE)
    yield StandingLine("")
    for section, finding in state.findings.items():
        colour = COLOURS.get(finding.colour or "", "$muted")
        if finding.colour is None and len(finding.needs) == 1:
            (lacking,) = finding.needs
            yield StandingLine(title(section), "waits for 1 answer", f"answer:{lacking}", "$accent")
            if every:
                label = capital(appraisal.book.label(lacking))
                yield StandingLine(f"  {label}", "to the question", f"answer:{lacking}", "$accent")
            continue
        yield StandingLine(title(section), finding.colour or "not known", f"finding:{section}", colour)
    if every:
        yield StandingLine("")
        yield from _lines(appraisal, _MORE)


def _last_difference(last: LastTime) -> str:
    """What signing up against opting out came to then, as it is said of now."""
    found = last.was.figures.get("difference.full_year")
    return signed(found.value) if found is not None and found.value is not None else "not known"


def in_one_line(state: State, width: int) -> str:
    """The same in one line, for a narrow window."""
    appraisal = state.appraisal
    this, full = (value_of(appraisal, f"difference.{key}") for key in ("this_year", "full_year"))
    hours = value_of(appraisal, "time.gp_hours")
    if {this, full, hours} == {"not known"}:
        return "Signing up against opting out: not known yet"
    long = f"Signing up against opting out: this year {this} · full year {full} · GP time {hours}"
    both = f"{this} · full year {full}"
    shorter = (f"Signing up against opting out: {both} · GP {hours}", f"Signing up against opting out: {both}")
    return next((words for words in (long, *shorter) if len(words) <= width), f"Sign up against opt out: {both}")


def value_of(appraisal: Appraisal, figure: str) -> str:
    """A figure as it is spoken of, with a sign where it compares; “not known” where something is missing."""
    found = appraisal.figures.get(figure)
    if found is None:
        return ""
    if found.value is None:
        return "does not apply" if found.not_applicable is not None else "not known"
    if figure in {"time.gp_hours", "time.unfilled"}:
        return f"{brief(abs(found.value), 'h')} {'more' if found.value > 0 else 'less'}" if found.value else "the same"
    said = short(found.value, found)
    return f"+{said}" if found.value > 0 and figure.startswith("difference") else said


def short(value: Fraction, figure: Figure) -> str:
    """An amount of what a figure is in, as it is spoken of."""
    return brief(value, {"hours a week": "h"}.get(figure.unit, figure.unit))


def span(hung: HangsOn, horizon: str) -> str:
    """From where to where the difference lies, the lowest and highest tenth of the cases drawn left out.

    Empty where no range moves it.
    """
    ends = _ends(hung, horizon)
    return f"from {signed(ends[0])} to {signed(ends[1])}" if ends else ""


def _ends(hung: HangsOn, horizon: str) -> tuple[Fraction, Fraction] | None:
    """The ends between which 8 in 10 of the cases drawn lie; None where no range moves the difference."""
    spread = hung.spread(horizon)
    return None if spread is None or spread.p10 == spread.p90 else (spread.p10, spread.p90)


def stretches(appraisal: Appraisal, hung: HangsOn) -> dict[str, Stretch]:
    """What can be drawn of the spans, by horizon."""
    found: dict[str, tuple[Fraction, Fraction, Fraction]] = {}
    for horizon in HORIZONS:
        ends, now = _ends(hung, horizon), appraisal[f"difference.{horizon}"].value
        if ends is not None and now is not None:
            found[horizon] = (ends[0], now, ends[1])
    every = [amount for three in found.values() for amount in three]
    return {horizon: Stretch(*three, min(every), max(every)) for horizon, three in found.items()}


def among(hung: HangsOn) -> str:
    """What the spans are, in the memo’s words: of 8 cases in 10 it is spoken only where enough answers have a range."""
    return "in 8 of 10 cases" if hung.in_cases else "by ranges so far"


def signed(value: Fraction) -> str:
    """Whole pounds that compare, with their sign."""
    said = money(value)
    return f"+{said}" if value > 0 and said != money(value * 0) else said


def found_words(finding: Finding, state: State) -> list[str]:
    """A finding in words, with the limits of the worksheet that make it so."""
    colour = f"{finding.colour}: {WORDS[finding.colour]}. " if finding.colour else ""
    found = [f"{colour}{finding.words}"]
    threshold = state.appraisal.book.worksheet.thresholds.get(finding.section)
    if finding.changed:
        return [*found, finding.changed]
    if threshold is not None and finding.figure:
        unit = state.appraisal.figures[threshold.figure].unit
        limits = capital(in_words(shipped_limits(threshold), unit))
        found.append(f"{limits}. {threshold.why}".strip())
    return found


def _waiting(state: State) -> Iterator[StandingLine]:
    """What the figures wait for, each a line that leads to its question."""
    waiting = state.quick_look_open
    if waiting:
        yield StandingLine(f"The figures wait for {count_of(len(waiting), 'answer')}:")
        named = waiting if len(waiting) == SOME + 1 else waiting[:SOME]  # no line says “1 more” in place of that one
        for id_ in named:
            label = state.appraisal.book.label(id_)
            yield StandingLine(f" {capital(label)}", "to the question", f"answer:{id_}", "$accent")
        if len(waiting) > len(named):
            yield StandingLine(f" and {len(waiting) - SOME} more, in the quick look")
        yield StandingLine("")


def _counted_as_none(appraisal: Appraisal) -> Iterator[StandingLine]:
    """The hours nobody gave where others of the same work were given, each a line that leads to its question."""
    if none := counted_as_none(appraisal):
        yield StandingLine("Counted as none, as nobody gave any hours:")
        for id_, words in none.items():
            yield StandingLine(f" {words}", "to the question", f"answer:{id_}", "$accent")
        yield StandingLine("")


def _lines(
    appraisal: Appraisal, table: tuple[tuple[str, str], ...], hung: HangsOn | None = None, *,
    coming: bool = False, every: bool = False,
) -> Iterator[StandingLine]:  # fmt: skip
    for words, figure in _there(table, appraisal):
        if not figure or figure in appraisal.figures:
            yield StandingLine(words, value_of(appraisal, figure) if figure else "", figure)
        head, _, key = figure.rpartition(".")
        if head == "difference" and hung is not None and (ends := span(hung, key)):
            among_what, drawn = (among(hung), stretches(appraisal, hung).get(key)) if every else ("", None)
            yield StandingLine(f"  {ends}", among_what, f"{HANGS_ON}{key}", stretch=drawn, tall=every)
        elif head == "difference" and hung is None and coming and appraisal[figure].value is not None:
            yield StandingLine(FOLLOWS, "", f"{HANGS_ON}{key}", tall=every)


def _there(table: tuple[tuple[str, str], ...], appraisal: Appraisal) -> Iterator[tuple[str, str]]:
    """The lines of what the contract has, each heading with the first of its own."""
    heading = ""
    for words, figure in table:
        if not figure:
            heading = words
            continue
        of_posts = figure == "time.unfilled" and appraisal.book.lacks("workforce")
        # Without months under notice it is the opting out of this year, which stands above.
        same = figure == "leave_next.opt_out" and appraisal[figure].value == appraisal["opt_out.net.this_year"].value
        if figure in appraisal.figures and (not appraisal[figure].in_contract or of_posts or same):
            continue
        if heading and words.startswith(" "):
            yield heading, ""
        heading = ""
        yield words, figure


def _has_ranges(state: State) -> bool:
    """Whether any answer has a range; whether one moves a difference is not known before it is worked out."""
    estimates = (state.answers.estimate(id_) for id_ in state.answers)
    return any(estimate is not None and estimate.ranged for estimate in estimates)
