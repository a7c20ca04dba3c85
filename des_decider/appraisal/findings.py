"""Findings: what each section shows, as a colour and words, by the worksheet's thresholds or the practice's own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.appraisal.finding_words import (
    UNKNOWN,
    WORDS,
    Colour,
    months_against_months,
    on_each,
    once_said,
    without_cost,
    worked_today,
)
from des_decider.decision.not_asked import not_asked
from des_decider.decision.wording import called, capital, count_of, joined, money, number
from des_decider.worksheet.inputs_and_columns import STATUS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.formulas.book import Book
    from des_decider.decision.answers import Answers
    from des_decider.worksheet.model import Question, Side, Threshold

PRICED = ("workforce", "care_homes", "funding")
"""Sections whose finding rests on money that is in the differences already."""
_BOTH_HORIZONS = ("funding", "care_homes")
"""Sections whose figure is held against the limits this year and in a full year."""
_FOUND = "practice.gp_hours_found"
_WORST: tuple[Colour, ...] = ("red", "amber", "green")
_WORST_FIRST = tuple(reversed(STATUS))
"""The statuses a service can have, the worst first."""


class Limits(NamedTuple):
    """The limits a figure is held against, in its own unit; a figure just at a limit is on its better side."""

    green: Fraction
    amber: Fraction
    better: Literal["higher", "lower"]

    def colour(self, value: Fraction) -> Colour:
        """The colour of an exact value, never of the rounded one."""
        sign = 1 if self.better == "higher" else -1
        if sign * value >= sign * self.green:
            return "green"
        return "amber" if sign * value >= sign * self.amber else "red"

    @property
    def in_order(self) -> bool:
        """Whether green is at least as hard to reach as amber."""
        return self.green >= self.amber if self.better == "higher" else self.green <= self.amber


class Finding(NamedTuple):
    """What a section shows: a colour (none while too little is answered), a sentence, and what is missing.

    `limits` are those its figure was held against. Where the practice set its own, `shipped` is the colour under the
    worksheet's, `set_by` says who set them, and `changed` puts both in sentences.
    """

    section: str
    colour: Colour | None
    words: str
    needs: tuple[str, ...] = ()
    figure: str = ""
    limits: Limits | None = None
    shipped: Colour | None = None
    set_by: str = ""
    changed: str = ""


def findings(appraisal: Appraisal) -> dict[str, Finding]:
    """One finding a section, in the order of the meeting."""
    thresholds = appraisal.book.worksheet.thresholds
    judged: dict[str, Finding | None] = {
        "specifications": _specifications(appraisal),
        **{s: _by_threshold(appraisal, thresholds[s]) for s in PRICED if s in thresholds},
    }
    found = {section: _with_blockers(appraisal, finding) for section, finding in judged.items() if finding is not None}
    return {
        **found,
        "contract": _questions(appraisal, "contract"),
        "patients": _questions(appraisal, "patients"),
        "time": _gp_time(appraisal),
    }


def standing_blockers(book: Book) -> tuple[Question, ...]:
    """The questions of any section whose answer the worksheet calls a blocker."""
    return tuple(q for q in book.worksheet.questions.values() if book.answers.text(f"question.{q.id}") in q.blocker)


def shipped_limits(threshold: Threshold) -> Limits:
    """The worksheet's limits for a section."""
    return Limits(Fraction(threshold.green), Fraction(threshold.amber), threshold.better)


def own_limits(appraisal: Appraisal, threshold: Threshold) -> Limits:
    """The limits with the practice's own in place of the worksheet's where given, sensible or not."""
    answers, shipped = appraisal.book.answers, shipped_limits(threshold)
    green, amber = (answers.likely(f"threshold.{threshold.section}.{name}") for name in ("green", "amber"))
    return Limits(shipped.green if green is None else green, shipped.amber if amber is None else amber, shipped.better)


def in_words(limits: Limits, unit: str) -> str:
    """Limits as a sentence says them: “no concern from 75 %, a serious concern below 42 %”."""
    side, other = ("from", "below") if limits.better == "higher" else ("up to", "above")
    green, amber = (
        money(limit, pence=limit.denominator != 1) if unit == "£" else f"{number(limit)} {unit}".strip()
        for limit in (limits.green, limits.amber)
    )
    return f"no concern {side} {green}, a serious concern {other} {amber}"


def _by_threshold(appraisal: Appraisal, threshold: Threshold) -> Finding | None:
    """A figure held against limits, on both horizons where its section asks for it; None where there is none."""
    section, stem = threshold.section, threshold.figure.rpartition(".this_year")[0]
    if appraisal.book.lacks(section):
        return None
    ids = [threshold.figure]
    if section in _BOTH_HORIZONS and stem:
        ids = [f"{stem}.{horizon.key}" for horizon in appraisal.book.horizons]
    figures = [appraisal.figures[id_] for id_ in ids]
    if section == "care_homes" and (said := without_cost(appraisal)):
        return Finding(section, "green", said, figure=threshold.figure)
    shipped, own = shipped_limits(threshold), own_limits(appraisal, threshold)
    counts = own if own.in_order else shipped
    lacking = next((figure for figure in figures if figure.value is None), None)
    if lacking is not None:
        if lacking.not_applicable is not None:
            return Finding(
                section, None, f"Does not apply: {lacking.not_applicable}.", figure=lacking.id, limits=counts
            )
        needs = appraisal.needs(ids)
        return Finding(section, None, UNKNOWN, needs, threshold.figure, counts)
    values = [figure.value for figure in figures if figure.value is not None]
    colours = [counts.colour(value) for value in values]
    words = on_each(appraisal, figures, colours)
    if section == "funding":
        words += once_said(appraisal)
    elif section == "care_homes":
        words += months_against_months(appraisal.book)
    if counts == shipped:
        return Finding(section, _together(colours), words, figure=threshold.figure, limits=counts)
    set_by, before = _set_by(appraisal, section), _together([shipped.colour(value) for value in values])
    unit = figures[0].unit
    changed = (
        f"Our own limits, set by {set_by}: {in_words(counts, unit)}. By the worksheet’s limits "
        f"({in_words(shipped, unit)}) the figure {'is also' if before == _together(colours) else 'would be'} "
        f"{before}: {WORDS[before]}."
    )
    return Finding(section, _together(colours), words, (), threshold.figure, counts, before, set_by, changed)


def _together(colours: list[Colour]) -> Colour:
    """The colour of both horizons: green or red where both are, else amber."""
    return colours[0] if len(set(colours)) == 1 else "amber"


class Found(NamedTuple):
    """Hours a week that our GPs could find: surely, and likely."""

    surely: Fraction | float
    likely: Fraction | float

    @classmethod
    def of(cls, answers: Answers) -> Found | None:
        """As answered; None where nobody has said how many."""
        estimate = answers.estimate(_FOUND)
        return None if estimate is None else cls(estimate.low, estimate.likely)


def hours_colour(new_hours: Fraction | float, new_unfilled: Fraction | float, found: Found | None) -> Colour | None:
    """How new GP hours stand against those that could be found; None where nobody has said how many.

    Green where even with no post filled no more are needed than could surely be found.
    """
    if found is None:
        return None
    if max(new_unfilled, new_hours) <= found.surely:
        return "green"
    return "amber" if new_hours <= found.likely else "red"


def _gp_time(appraisal: Appraisal) -> Finding:
    """New hours a week against the hours that our GPs could find."""
    figures = [appraisal[id_] for id_ in ("time.new_hours", "time.new_unfilled")]
    new, unfilled = (figure.value for figure in figures)
    found = appraisal.book.answers.estimate(_FOUND)
    if new is None or unfilled is None:
        return Finding("time", None, UNKNOWN, appraisal.needs(f.id for f in figures), "time.new_hours")
    # Opting out may take hours that nobody works today as well, and end some: what stands here is the difference.
    takes = f"{number(abs(new), 1)} {'more' if new >= 0 else 'fewer'} new GP hours a week than opting out"
    if not appraisal.book.lacks("workforce"):
        more = "" if new >= 0 or unfilled < 0 else "more "
        takes += f", {number(unfilled, 1)} {more}with no post filled"
    if found is None:
        said = f"{takes}; nobody has said how many hours could be found."
        return Finding("time", None, said, (_FOUND,), "time.new_hours")
    could = f"{number(found.likely, 1)} could be found"
    if found.ranged:
        could += f" (from {number(found.low)} to {number(found.high)})"
    colour = hours_colour(new, unfilled, Found(found.low, found.likely))
    return Finding("time", colour, f"{takes}; {could}.{worked_today(appraisal)}", figure="time.new_hours")


def _set_by(appraisal: Appraisal, section: str) -> str:
    """Who set a practice's own limits: as written, else whoever said or typed them."""
    answers = appraisal.book.answers
    if written := answers.text(f"threshold.{section}.set_by"):
        return written
    given = [answers[id_] for name in ("green", "amber") if (id_ := f"threshold.{section}.{name}") in answers]
    return next((who for answer in given if (who := answer.said_by or answer.by)), "somebody not recorded")


def statuses(book: Book) -> dict[str, str | None]:
    """The status of every service answered as a whole and of every requirement row by row; None where not given."""
    return {id_: book.choice(id_) for service in book.worksheet.services for id_ in book.statuses_of(service)}


def has_way_round(book: Book, id_: str) -> bool:
    """Whether a way round what an answer puts in the way is written down, as a note on it."""
    return bool(book.answers.text(f"note.{id_}") or book.answers.text(f"{id_}.note"))


def _specifications(appraisal: Appraisal) -> Finding:
    """A `cannot` with no way round is red, one with one, or `at_risk`, amber; the worst shows before all is in.

    Services are named, each under the worst status it has: a requirement is no service, and counts as none.
    """
    given = statuses(appraisal.book)
    open_ids = tuple(id_ for id_, status in given.items() if status is None)
    colours: list[Colour] = []
    for id_, status in given.items():
        if status == "cannot":
            colours.append("amber" if has_way_round(appraisal.book, id_) else "red")
        elif status is not None:
            colours.append("amber" if status == "at_risk" else "green")
    by_status: dict[str, list[str]] = {}
    for service in appraisal.book.worksheet.services.values():
        stand = [given[id_] for id_ in appraisal.book.statuses_of(service.id)]
        worst = next((status for status in _WORST_FIRST if status in stand), None)
        if worst is not None:
            by_status.setdefault(worst, []).append(f"{called(service)}{_other_rows(stand, worst)}")
    said = [f"{capital(STATUS[status])}: {joined(by_status[status])}" for status in _WORST_FIRST if status in by_status]
    return _worst("specifications", colours, [". ".join(said) or "no status given"], open_ids)


def _other_rows(stand: list[str | None], worst: str) -> str:
    """How many of a service's requirements stand otherwise than the worst of them; empty where none does."""
    counts = ((stand.count(status), words) for status, words in STATUS.items() if status != worst)
    others = [f"{count} of {len(stand)} requirements {words}" for count, words in counts if count]
    return f" ({joined(others)})" if others else ""


def weighs(question: Question, answer: str) -> Colour:
    """What an answer to a question for discussion weighs: a blocker is red, a concern amber."""
    return "red" if answer in question.blocker else "amber" if answer in question.concern else "green"


def _questions(appraisal: Appraisal, section: str) -> Finding:
    """The worst of what the answers weigh, and on which side."""
    given = _given(appraisal, section)
    colours = _weighed(given)
    counts = _counted(given) or ["no concern" if colours else "no question for discussion answered"]
    open_ids = tuple(f"question.{question.id}" for question, answer in given if not answer)
    return _worst(section, colours, counts, open_ids)


def _with_blockers(appraisal: Appraisal, finding: Finding) -> Finding:
    """A finding with the blockers among its section's answers: no figure says “no concern” over one."""
    stand = [(q, answer) for q, answer in _given(appraisal, finding.section) if answer and weighs(q, answer) == "red"]
    if not stand:
        return finding
    figure = "; its figure is not known." if finding.words == UNKNOWN else f". {finding.words}"
    return finding._replace(colour="red", words=f"{', '.join(_counted(stand))}{figure}")


def _given(appraisal: Appraisal, section: str) -> list[tuple[Question, str]]:
    """The questions for discussion asked in a section, each with its answer; empty where it has none."""
    answers, ids = appraisal.book.answers, appraisal.book.ids
    of_it = (q for q in appraisal.book.worksheet.questions.values() if q.section == section)
    asked = (q for q in of_it if not not_asked(f"question.{q.id}", answers, ids))
    return [(question, answers.text(f"question.{question.id}")) for question in asked]


def _weighed(given: Iterable[tuple[Question, str]]) -> list[Colour]:
    """What each answer given weighs."""
    return [weighs(question, answer) for question, answer in given if answer]


def _counted(given: list[tuple[Question, str]]) -> list[str]:
    """How many blockers and concerns stand, and on which side."""
    named: tuple[tuple[Colour, str], ...] = (("red", "blocker"), ("amber", "concern"))
    counts = []
    for colour, name in named:
        sides = [q.weighs_on for q, answer in given if answer and weighs(q, answer) == colour]
        counts += [f"{count_of(sides.count(side), name)} {words}" for side, words in _ABOUT.items() if side in sides]
    return counts


_ABOUT: dict[Side, str] = {
    "sign_up": "about signing up", "opt_out": "about opting out", "both": "about either choice",
}  # fmt: skip


def _worst(section: str, colours: list[Colour], counts: list[str], open_ids: tuple[str, ...]) -> Finding:
    """The worst colour so far; nothing is green while something is unanswered, nor has a colour without any answer."""
    colour = next((c for c in _WORST if c in colours), None)
    words = ", ".join(counts)
    if open_ids:
        if colour == "green":
            colour = None
        words += f"; {len(open_ids)} not answered"
    elif not colours:
        return Finding(section, None, "The worksheet asks nothing here.")
    return Finding(section, colour, f"{capital(words)}.", open_ids)
