"""Findings: what each section shows, as a colour and words, by the worksheet's thresholds."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from des_decider.decision.patterns import STATUS
from des_decider.decision.wording import brief, count_of

if TYPE_CHECKING:
    from des_decider.appraisal.figures import Appraisal
    from des_decider.worksheet.model import Question, Threshold

Colour = Literal["green", "amber", "red"]
WORDS: dict[Colour, str] = {"green": "no concern", "amber": "a concern", "red": "a serious concern"}
_PRICED = ("workforce", "care_homes", "funding")
_WORST: tuple[Colour, ...] = ("red", "amber", "green")


@dataclass(frozen=True, slots=True)
class Finding:
    """What a section shows: a colour (none while too little is answered), a sentence, and what is missing."""

    section: str
    colour: Colour | None
    words: str
    needs: tuple[str, ...] = ()
    figure: str = ""


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


def _by_threshold(appraisal: Appraisal, threshold: Threshold) -> Finding:
    figure = appraisal.figures[threshold.figure]
    section = threshold.section
    if section == "care_homes" and appraisal["care_homes.beds"].value == 0:
        return Finding(section, "green", "No care home falls to us.", figure=figure.id)
    if figure.value is None:
        if figure.not_applicable is not None:
            return Finding(section, None, f"Does not apply: {figure.not_applicable}.", figure=figure.id)
        return Finding(section, None, "Not known yet.", figure.needs, figure.id)
    colour = _colour(figure.value, threshold)
    words = f"{figure.label[0].upper()}{figure.label[1:]}: {brief(figure.value, figure.unit)}."
    return Finding(section, colour, words, figure=figure.id)


def _colour(value: Fraction, threshold: Threshold) -> Colour:
    """Compare the exact value, never the rounded one."""
    sign = 1 if threshold.better == "higher" else -1
    if sign * value >= sign * Fraction(threshold.green):
        return "green"
    return "amber" if sign * value >= sign * Fraction(threshold.amber) else "red"


def _specifications(appraisal: Appraisal) -> Finding:
    """Any `cannot` is red, any `at_risk` amber; the worst answer given shows before all are answered."""
    book = appraisal.book
    ids: list[str] = []
    for service in book.worksheet.services:
        if book.by_rows(f"service.{service}"):
            ids += [f"specification.{r.id}.status" for r in book.worksheet.requirements_of(service)]
        else:
            ids.append(f"service.{service}.status")
    statuses = {id_: book.choice(id_) for id_ in ids}
    colours: dict[str | None, Colour] = {"cannot": "red", "at_risk": "amber", "already": "green", "ready": "green"}
    open_ids = tuple(id_ for id_, status in statuses.items() if status is None)
    counts = [
        f"{sum(1 for s in statuses.values() if s == status)} {words}"
        for status, words in STATUS.items()
        if status in statuses.values()
    ]
    return _worst("specifications", [colours[s] for s in statuses.values() if s], counts, open_ids)


def _questions(appraisal: Appraisal, section: str) -> Finding:
    """A blocker among the answers is red, a concern amber."""
    book = appraisal.book
    colours: list[Colour] = []
    open_ids: list[str] = []
    counted: dict[Colour, int] = {"red": 0, "amber": 0, "green": 0}
    for question in book.worksheet.questions.values():
        if question.section != section:
            continue
        answer = book.answers.text(f"question.{question.id}")
        if not answer:
            open_ids.append(f"question.{question.id}")
            continue
        colour: Colour = "red" if answer in question.blocker else "amber" if answer in question.concern else "green"
        colours.append(colour)
        counted[colour] += 1
    names = {"red": "blocker", "amber": "concern"}
    counts = [count_of(counted[c], name) for c, name in names.items() if counted[c]]  # type: ignore[index] # Literal keys
    return _worst(section, colours, counts or ["no concern"], tuple(open_ids))


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
    return Finding(section, colour, f"{words[0].upper()}{words[1:]}.", open_ids)
