"""What happens next, in date order: deadlines, conditions, actions, who is told, and the last day after notice."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.what_is_due import next_window_ends
from des_decider.decision.wording import capital, count_of, day, moment
from des_decider.memo.document import Block, Paragraph, Table
from des_decider.memo.figure_words import NEXT, NOT_RECORDED, Words, item

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

_UNDATED, _NOBODY, _OF_SHEET = "No date recorded", "nobody named", " (worksheet)"


class _Step(NamedTuple):
    """One thing on one day, None where no day is recorded, with who sees to it."""

    when: date | None
    what: str
    who: str = ""

    def __str__(self) -> str:
        return f"{self.what} ({self.who})" if self.who else self.what


def what_happens_next(words: Words) -> list[Block]:
    """The whole item: the dates kept apart, then day by day what happens and who sees to it."""
    days: dict[date | None, list[str]] = {}
    for step in sorted(_steps(words), key=lambda step: (step.when is None, step.when)):
        days.setdefault(step.when, []).append(str(step))
    rows = tuple(
        (day(when) if when else _UNDATED, ". ".join(one.rstrip(".") for one in on)) for when, on in days.items()
    )
    return [
        item(NEXT),
        Paragraph(_so_far(words)),
        Table("", ("When", "What, and who sees to it"), rows, widths=(16, 84)),
    ]


def _so_far(words: Words) -> str:
    """What has happened: each day is a fact of its own, and none stands in for another."""
    facts = words.facts
    signed = f"signed off: {moment(facts.signed.at)}" if facts.signed else "not signed off"
    return f"Decided: {words.day('decision.decided')}; written down: {moment(facts.moment)}; {signed}."


def _steps(words: Words) -> Iterator[_Step]:
    """Every day that a memo knows, those of one day in the order in which they are told."""
    answers, sheet = words.answers, words.worksheet
    due, last = sheet.day(sheet.year.decide_by), sheet.last_day_in
    outcome = words.facts.vote.outcome
    if outcome in {"carried", None}:
        yield _Step(answers.day("decision.effective"), "The decision takes effect")
    for row in answers.rows("condition") if words.rests_on_conditions() else ():
        owner = words.text(f"condition.{row}.owner", _NOBODY)
        yield _Step(answers.day(f"condition.{row}.by"), f"Condition {row} is to be met", owner)
    for row in answers.rows("action"):
        what, owner = words.text(f"action.{row}.what"), words.text(f"action.{row}.owner", _NOBODY)
        yield _Step(answers.day(f"action.{row}.by"), what, owner)
    for row in answers.rows("tell"):
        yield _Step(answers.day(f"tell.{row}.by"), f"To be told: {words.text(f'tell.{row}.who')}")
    if asked := answers.day("deadline.asked"):  # with no day nobody said that they asked
        yield _Step(asked, "The commissioner asked to be told by this day")
    contract = answers.day("deadline.contract")
    if contract:
        yield _Step(contract, "The contract asks for an answer by this day")
    else:
        yield _Step(due, f"{capital(sheet.dates[sheet.year.decide_by].what)}{_whose(words, sheet.year.decide_by)}")
    yield _Step(answers.day("deadline.last_change"), "Last day to change our mind")
    if last is not None:
        is_ = "is" if words.decided() == "opt_out" or outcome is None else "would be"
        told = f"told by {day(due)}" if due else "in this window"
        what = f"After an opt-out {told} this {is_} our last day in the contract{_after(due, last.date)}"
        yield _Step(last.date, f"{what}{_whose(words, last.id)}")
    yield from _next_window(words)
    trigger = answers.text("decision.review_trigger")
    yield _Step(answers.day("decision.review"), f"Review{f'; what would make it sooner: {trigger}' if trigger else ''}")


def _whose(words: Words, key: str) -> str:
    """Whose a day is: the worksheet's, or our own where it was left to us; nothing of one that nobody knows."""
    fact = words.worksheet.dates[key]
    if not fact.asked:
        return _OF_SHEET
    given = fact.date or words.answers.day(f"date.{key}")
    return f" (our own answer{_noted(words, f'date.{key}')})" if given else ""


def _next_window(words: Words) -> Iterator[_Step]:
    """The end of the next window, and the last day of who leaves in it, as far as either is known.

    Whoever opts out has left by then, and may join in it.
    """
    sheet = words.worksheet
    key = sheet.year.next_window
    if not key or words.book.hidden(sheet.dates[key].origin):
        return
    ends = sheet.day(key) or words.answers.day(f"date.{key}")
    by_heart = ends and not sheet.dates[key].asked and sheet.dates[key].origin.read_in == "memory"
    read = " (worksheet, from memory)" if by_heart else _whose(words, key)
    left = words.decided() == "opt_out"
    yield _Step(ends, f"{next_window_ends(left=left)}{read}{'' if left else _leaving(words, ends)}")


def _leaving(words: Words, told: date | None) -> str:
    """The last day after leaving told by a window’s end, by the worksheet or else as the practice gave it."""
    key = words.worksheet.year.next_effective
    if not key or words.book.hidden(words.worksheet.dates[key].origin):
        return ""
    last = "; after notice given by then our last day in the contract"
    if effective := words.book.leaving_takes_effect:
        out = f"{last} would be {day(effective)}{_after(told, effective)}"
        if not words.worksheet.dates[key].asked:
            return f"{out}{_OF_SHEET}"
        return f"{out}, by our own answer{_noted(words, f'date.{key}')}"
    return f"{last} is {NOT_RECORDED}"


def _noted(words: Words, id_: str) -> str:
    """The note on an answer, in brackets."""
    note = words.notes(id_).rstrip(".")
    return f" ({note})" if note else ""


def _after(told: date | None, effective: date | None) -> str:
    """The notice in days, as far as both days are known."""
    if told is None or effective is None:
        return ""
    days = (effective - told).days
    return f", {count_of(days, 'day')} later" if days else ", the same day"
