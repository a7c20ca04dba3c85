"""Every date of a worksheet, and the days to keep of a decision: what happens, begins, is due or is paid on it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.answers import left_out
from des_decider.decision.wording import capital, joined
from des_decider.decision.worksheet_says import AuthorSays, day_of, duty, payment, post

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from des_decider.decision.afterwards import Entry
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.worksheet.model import Source, Worksheet


class Dated(NamedTuple):
    """What stands on one day, None where nobody knows it: in words, and what the author says of each part of it.

    `asks` is the answer that gives the day, where it is the practice's to give. `to_do` until somebody has done it.
    """

    when: date | None
    what: str
    said: tuple[AuthorSays, ...]
    asks: str = ""
    to_do: bool = False


def every_date(answers: Answers, ids: Ids) -> tuple[Dated, ...]:
    """The dates in order, the days that nobody knows last; of one day, what happens before what begins or ends."""
    found = [*_days(answers, ids), *_begins_and_ends(answers, ids)]
    return tuple(sorted(found, key=lambda one: (one.when is None, one.when)))


def days_to_keep(
    answers: Answers, worksheet: Worksheet, came_after: Iterable[Entry], *, sealed: bool
) -> Iterator[Dated]:
    """The days of the decision itself: what is to be done, and its review; before sign-off those that were answered."""
    if not sealed and not any(answers.day(id_) and not id_.startswith("date.") for id_ in answers):
        return
    from des_decider.decision.what_is_due import left_of, may_be_due

    listed = may_be_due(answers, worksheet, sealed=True)
    if not sealed:  # to decide stands in place of the notice of it
        listed = (*listed, *may_be_due(answers, worksheet, sealed=False))
    for due in {due.id: due for due in left_of(listed, came_after)}.values():
        # Those of the worksheet are among its own dates.
        if due.when and not due.id.startswith("date.") and (sealed or due.id in answers):
            yield Dated(due.when, str(due), (), due.id, to_do=sealed and bool(due.ends))


def _days(answers: Answers, ids: Ids) -> Iterator[Dated]:
    """The worksheet's dates; one that is left to the practice as it was answered."""
    for fact in ids.worksheet.dates.values():
        if not left_out(fact.origin, answers):
            asks = f"date.{fact.id}" if fact.asked else ""
            when = fact.date or answers.day(f"date.{fact.id}")
            yield Dated(when, capital(fact.what), (day_of(fact),), asks)


def _begins_and_ends(answers: Answers, ids: Ids) -> Iterator[Dated]:
    """Duties, posts and payments that begin, are due or end on the same day, together."""
    sheet = ids.worksheet
    requirements = sheet.requirements.values()
    yield from _together("To be done by this day", ((r.by, duty(r)) for r in requirements))
    yield from _together("Work begins", ((r.start, duty(r)) for r in requirements))
    posts = ((r.start, post(r, sheet)) for r in sheet.roles.values() if _seen(r.origin, answers))
    yield from _together("Posts can be claimed from this day", posts)
    payments = [p for p in sheet.payments.values() if _seen(p.origin, answers)]
    yield from _together("Payment begins", ((p.first, payment(p)) for p in payments))
    yield from _together("Payment for this year ends", ((p.last, payment(p)) for p in payments))


def _seen(origin: Source, answers: Answers) -> bool:
    return not left_out(origin, answers)


def _together(what: str, facts: Iterable[tuple[date | None, AuthorSays]]) -> Iterator[Dated]:
    by_day: dict[date, list[AuthorSays]] = {}
    for when, said in facts:
        if when is not None:
            by_day.setdefault(when, []).append(said)
    for when, said_then in by_day.items():
        yield Dated(when, f"{what}: {joined(said.name for said in said_then)}", tuple(said_then))
