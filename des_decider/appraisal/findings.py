"""Findings: what each section shows, as a colour and words, by the worksheet's thresholds or the practice's own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.decision.wording import brief, capital, count_of, money, number
from des_decider.worksheet.inputs_and_tables import STATUS

if TYPE_CHECKING:
    from des_decider.appraisal.figures import Appraisal
    from des_decider.worksheet.model import Question, Threshold

Colour = Literal["green", "amber", "red"]
WORDS: dict[Colour, str] = {"green": "no concern", "amber": "a concern", "red": "a serious concern"}
_PRICED = ("workforce", "care_homes", "funding")
_WORST: tuple[Colour, ...] = ("red", "amber", "green")


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
    found = {
        "specifications": _specifications(appraisal),
        **{s: _by_threshold(appraisal, thresholds[s]) for s in _PRICED if s in thresholds},
        "contract": _questions(appraisal, "contract"),
        "patients": _questions(appraisal, "patients"),
    }
    if "time" in thresholds:
        found["time"] = _by_threshold(appraisal, thresholds["time"])
    return found


def standing_blockers(appraisal: Appraisal) -> tuple[Question, ...]:
    """The questions of any section whose answer the worksheet calls a blocker."""
    answers = appraisal.book.answers
    questions = appraisal.book.worksheet.questions.values()
    return tuple(q for q in questions if answers.text(f"question.{q.id}") in q.blocker)


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


def _by_threshold(appraisal: Appraisal, threshold: Threshold) -> Finding:
    figure = appraisal.figures[threshold.figure]
    section = threshold.section
    if section == "care_homes" and appraisal["care_homes.beds"].value == 0:
        return Finding(section, "green", "No care home falls to us.", figure=figure.id)
    shipped, own = shipped_limits(threshold), own_limits(appraisal, threshold)
    counts = own if own.in_order else shipped
    if figure.value is None:
        if figure.not_applicable is not None:
            words = f"Does not apply: {figure.not_applicable}."
            return Finding(section, None, words, figure=figure.id, limits=counts)
        return Finding(section, None, "Not known yet.", figure.needs, figure.id, counts)
    colour = counts.colour(figure.value)
    words = f"{capital(figure.label)}: {brief(figure.value, figure.unit)}."
    if counts == shipped:
        return Finding(section, colour, words, figure=figure.id, limits=counts)
    set_by, before = _set_by(appraisal, section), shipped.colour(figure.value)
    changed = (
        f"Our own limits, set by {set_by}: {in_words(counts, figure.unit)}. By the worksheet’s limits "
        f"({in_words(shipped, figure.unit)}) it {'is also' if before == colour else 'would be'} "
        f"{before}: {WORDS[before]}."
    )
    return Finding(section, colour, words, (), figure.id, counts, before, set_by, changed)


def _set_by(appraisal: Appraisal, section: str) -> str:
    """Who set a practice's own limits: as written, else whoever said or typed them."""
    answers = appraisal.book.answers
    if written := answers.text(f"threshold.{section}.set_by"):
        return written
    given = [answers[id_] for name in ("green", "amber") if (id_ := f"threshold.{section}.{name}") in answers]
    return next((who for answer in given if (who := answer.said_by or answer.by)), "somebody not recorded")


def statuses(appraisal: Appraisal) -> dict[str, str | None]:
    """The status of every service answered as a whole and of every requirement row by row; None where not given."""
    book = appraisal.book
    return {id_: book.choice(id_) for service in book.worksheet.services for id_ in book.statuses_of(service)}


def _specifications(appraisal: Appraisal) -> Finding:
    """Any `cannot` is red, any `at_risk` amber; the worst answer given shows before all are answered."""
    given = statuses(appraisal)
    colours: dict[str | None, Colour] = {"cannot": "red", "at_risk": "amber", "already": "green", "ready": "green"}
    open_ids = tuple(id_ for id_, status in given.items() if status is None)
    said = list(given.values())
    counts = [f"{said.count(status)} {words}" for status, words in STATUS.items() if status in said]
    return _worst("specifications", [colours[status] for status in said if status], counts, open_ids)


def weighs(question: Question, answer: str) -> Colour:
    """What an answer to a question for discussion weighs: a blocker is red, a concern amber."""
    return "red" if answer in question.blocker else "amber" if answer in question.concern else "green"


def _questions(appraisal: Appraisal, section: str) -> Finding:
    """The worst of what the answers weigh."""
    asked = [q for q in appraisal.book.worksheet.questions.values() if q.section == section]
    given = {q.id: appraisal.book.answers.text(f"question.{q.id}") for q in asked}
    colours = [weighs(q, given[q.id]) for q in asked if given[q.id]]
    named: tuple[tuple[Colour, str], ...] = (("red", "blocker"), ("amber", "concern"))
    counts = [count_of(colours.count(colour), name) for colour, name in named if colour in colours]
    open_ids = tuple(f"question.{id_}" for id_, answer in given.items() if not answer)
    return _worst(section, colours, counts or ["no concern"], open_ids)


def _worst(section: str, colours: list[Colour], counts: list[str], open_ids: tuple[str, ...]) -> Finding:
    """The worst colour so far; nothing is green while something is unanswered."""
    colour = next((c for c in _WORST if c in colours), None)
    words = ", ".join(counts) if colours else "nothing answered yet"
    if open_ids:
        if colour == "green":
            colour = None
        words += f"; {len(open_ids)} not answered yet"
    elif not colours:
        return Finding(section, "green", "The worksheet asks nothing here.")
    return Finding(section, colour, f"{capital(words)}.", open_ids)
