"""What is due: the days to keep of a decision, soonest first, as its answers and what came after it say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.afterwards import KINDS, REPLACED, commissioner, in_force
from des_decider.decision.answers import left_out
from des_decider.decision.deadline import decide_by
from des_decider.decision.due_item import Due, due_on
from des_decider.decision.vote import count_votes
from des_decider.decision.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from des_decider.decision.afterwards import Entry
    from des_decider.decision.answers import Answers
    from des_decider.worksheet.model import Worksheet

_NOTHING_TO_TELL = {"", "not_yet"}
"""Options after which the commissioner is told nothing."""


class MayBeDue(NamedTuple):
    """What is due until an entry of one of the kinds in `gone_by` comes, and where `only_after` says so, once one has.

    So what is due can be told from what came after a decision alone, with none of its answers at hand.
    """

    due: Due
    gone_by: tuple[str, ...] = ()
    only_after: str = ""


def what_is_due(
    answers: Answers, worksheet: Worksheet, came_after: Iterable[Entry], today: date, *, sealed: bool
) -> tuple[Due, ...]:
    """What is due, soonest first and what has no day last: of a decision that is not sealed, only to decide."""
    return due_on(today, left_of(may_be_due(answers, worksheet, sealed=sealed), came_after))


def may_be_due(answers: Answers, worksheet: Worksheet, *, sealed: bool) -> tuple[MayBeDue, ...]:
    """All that is due of a decision at some time, whatever comes after it and whatever day it is."""
    return tuple(_after_sealing(answers, worksheet) if sealed else _to_decide(answers, worksheet))


def left_of(listed: Iterable[MayBeDue], came_after: Iterable[Entry]) -> tuple[Due, ...]:
    """What of it the entries that came leave, in its order."""
    happened = {(one.kind, of) for one in in_force(came_after) for of in ("", one.of)}
    return tuple(
        one.due
        for one in listed
        if (not one.only_after or (one.only_after, "") in happened)
        and not any((kind, one.due.of) in happened for kind in one.gone_by)
    )


def _to_decide(answers: Answers, worksheet: Worksheet) -> Iterator[MayBeDue]:
    whom = commissioner(answers)
    yield MayBeDue(Due("deadline.contract", decide_by(answers, worksheet), f"Decide, and tell {whom}"))
    if (asked := _asked_sooner(answers, worksheet)) is not None:
        yield MayBeDue(Due("deadline.asked", asked, f"Decide: {whom} asked to be told by this day"))


def _after_sealing(answers: Answers, worksheet: Worksheet) -> Iterator[MayBeDue]:
    yield from _notice(answers, worksheet)
    if answers.text("decision.option") == "sign_up_on_conditions" and count_votes(answers).outcome == "carried":
        yield from _rows(answers, "condition", "condition_met", "Condition {} is to be met: {}")
    yield from _rows(answers, "action", "action_done", "Action {}: {}")
    for row in answers.rows("tell"):
        if who := answers.text(f"tell.{row}.who"):
            told = Due(f"tell.{row}.by", answers.day(f"tell.{row}.by"), f"Tell {who}", "", "told", str(row))
            yield MayBeDue(told, ("told",))
    if review := answers.day("decision.review"):
        trigger = answers.text("decision.review_trigger")
        what = f"Review{f'; what would make it sooner: {trigger}' if trigger else ''}"
        yield MayBeDue(Due("decision.review", review, what, "", "review_held"), ("review_held",))
    yield MayBeDue(Due("deadline.last_change", answers.day("deadline.last_change"), "Last day to change our mind"))
    key = worksheet.year.next_window
    if key and not left_out(worksheet.dates[key].origin, answers):
        ends = worksheet.day(key) or answers.day(f"date.{key}")
        left = answers.text("decision.option") == "opt_out" and count_votes(answers).outcome == "carried"
        yield MayBeDue(Due(f"date.{key}", ends, next_window_ends(left=left)), (REPLACED,))


def next_window_ends(*, left: bool) -> str:
    """What ends with the next window; who has `left` by then can only join in it."""
    return f"Next window {'in which a practice outside may join' if left else 'to leave or join'} ends"


def _notice(answers: Answers, worksheet: Worksheet) -> Iterator[MayBeDue]:
    """To tell the commissioner what was decided, then to have it acknowledged."""
    put, whom = answers.text("decision.option"), commissioner(answers)
    if put in _NOTHING_TO_TELL or count_votes(answers).outcome != "carried":
        return
    sent, acknowledged = "notice_sent", "notice_acknowledged"
    last, asked = decide_by(answers, worksheet), _asked_sooner(answers, worksheet)
    why = f", who asked for it by this day; the contract asks for it by {day(last)}" if asked and last else ""
    to_send = Due("deadline.contract", asked or last, f"Send notice of the decision to {whom}{why}", "", sent)
    yield MayBeDue(to_send, (sent, acknowledged))
    not_yet = Due("", None, f"Notice to {whom}: not acknowledged", "", acknowledged)
    yield MayBeDue(not_yet, (acknowledged,), only_after=sent)


def _asked_sooner(answers: Answers, worksheet: Worksheet) -> date | None:
    """The day by which the commissioner asked to be told, where it is before the contract's or that is not known."""
    asked, last = answers.day("deadline.asked"), decide_by(answers, worksheet)
    return asked if asked and (last is None or asked < last) else None


def _rows(answers: Answers, table: str, ends: str, words: str) -> Iterator[MayBeDue]:
    """The rows of a table that nobody said were met already, each with its day and who sees to it."""
    gone_by = tuple(name for name, kind in KINDS.items() if kind.table == table)
    for row in answers.rows(table):
        if f"{table}.{row}.met_on" not in answers:
            what = answers.text(f"{table}.{row}.what") or "not said what"
            owner, by = answers.text(f"{table}.{row}.owner"), answers.day(f"{table}.{row}.by")
            yield MayBeDue(Due(f"{table}.{row}.by", by, words.format(row, what), owner, ends, str(row)), gone_by)
