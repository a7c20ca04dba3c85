"""What is due: the days to keep of a decision, soonest first, as its answers and what came after it say."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.afterwards import REPLACED, commissioner, in_force, standing
from des_decider.decision.answers import left_out
from des_decider.decision.vote import count_votes
from des_decider.decision.wording import day, how_soon

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from des_decider.decision.afterwards import Entry
    from des_decider.decision.answers import Answers
    from des_decider.worksheet.model import Worksheet

_NOTHING_TO_TELL = {"", "not_yet"}
"""Options after which the commissioner is told nothing."""


class Due(NamedTuple):
    """One thing that is due: by when, None where no day is recorded; what, and who sees to it.

    `id` is that of the answer that gives its day, or would; it stays the same whatever the answer is. `ends` is the
    kind of entry that ends it, about `of`; empty for a day that only passes.
    """

    id: str
    when: date | None
    what: str
    who: str = ""
    ends: str = ""
    of: str = ""

    def __str__(self) -> str:
        return f"{self.what} ({self.who})" if self.who else self.what

    def on(self, today: date) -> str:
        """The day, and how far off it is: “20 May 2020, 7 days overdue”."""
        return f"{day(self.when)}, {how_soon(self.when, today)}" if self.when else "no day recorded"

    def late(self, today: date) -> bool:
        """Whether its day is over."""
        return self.when is not None and self.when < today


def what_is_due(
    answers: Answers, worksheet: Worksheet, came_after: Iterable[Entry], today: date, *, sealed: bool
) -> tuple[Due, ...]:
    """What is due, soonest first and what has no day last: of a decision that is not sealed, only to decide.

    What somebody has to do stays until an entry ends it, and is overdue after its day. A day that only passes, such as
    the next window's end, is left out once it is over.
    """
    found = _after_sealing(answers, worksheet, list(came_after)) if sealed else _to_decide(answers, worksheet)
    kept = (one for one in found if one.ends or (one.when is not None and one.when >= today))
    return tuple(sorted(kept, key=lambda one: (one.when is None, one.when)))


def decide_by(answers: Answers, worksheet: Worksheet) -> date | None:
    """The day by which the commissioner must hear: the contract's as answered, else the worksheet's."""
    return answers.day("deadline.contract") or worksheet.day(worksheet.year.decide_by)


def _to_decide(answers: Answers, worksheet: Worksheet) -> Iterator[Due]:
    yield Due("deadline.contract", decide_by(answers, worksheet), f"Decide, and tell {commissioner(answers)}")
    if (asked := _asked_sooner(answers, worksheet)) is not None:
        yield Due("deadline.asked", asked, f"Decide: {commissioner(answers)} asked to be told by this day")


def _after_sealing(answers: Answers, worksheet: Worksheet, entries: list[Entry]) -> Iterator[Due]:
    holds = standing(entries)
    kinds = {one.kind for one in in_force(entries)}
    yield from _notice(answers, worksheet, kinds)
    if answers.text("decision.option") == "sign_up_on_conditions" and count_votes(answers).outcome == "carried":
        yield from _rows(answers, "condition", "condition_met", "Condition {} is to be met: {}", holds)
    yield from _rows(answers, "action", "action_done", "Action {}: {}", holds)
    for row in answers.rows("tell"):
        if ("tell", str(row)) not in holds and (who := answers.text(f"tell.{row}.who")):
            yield Due(f"tell.{row}.by", answers.day(f"tell.{row}.by"), f"Tell {who}", "", "told", str(row))
    review = answers.day("decision.review")
    if review and "review_held" not in kinds:
        trigger = answers.text("decision.review_trigger")
        yield Due("decision.review", review, f"Review{f'; sooner if: {trigger}' if trigger else ''}", "", "review_held")
    yield Due("deadline.last_change", answers.day("deadline.last_change"), "Last day to change our mind")
    key = worksheet.year.next_window
    if key and REPLACED not in kinds and not left_out(worksheet.dates[key].origin, answers):
        ends = worksheet.day(key) or answers.day(f"date.{key}")
        yield Due(f"date.{key}", ends, "Next window to leave or join ends")


def _notice(answers: Answers, worksheet: Worksheet, kinds: set[str]) -> Iterator[Due]:
    """To tell the commissioner what was decided, then to have it acknowledged."""
    put, whom = answers.text("decision.option"), commissioner(answers)
    if put in _NOTHING_TO_TELL or count_votes(answers).outcome != "carried" or "notice_acknowledged" in kinds:
        return
    if "notice_sent" in kinds:
        yield Due("", None, f"Notice to {whom}: not acknowledged", "", "notice_acknowledged")
        return
    last, asked = decide_by(answers, worksheet), _asked_sooner(answers, worksheet)
    why = f", who asked for it by this day; the contract asks for it by {day(last)}" if asked and last else ""
    yield Due("deadline.contract", asked or last, f"Send notice of the decision to {whom}{why}", "", "notice_sent")


def _asked_sooner(answers: Answers, worksheet: Worksheet) -> date | None:
    """The day by which the commissioner asked to be told, where it is before the contract's or that is not known."""
    asked, last = answers.day("deadline.asked"), decide_by(answers, worksheet)
    return asked if asked and (last is None or asked < last) else None


def _rows(answers: Answers, table: str, ends: str, words: str, holds: Mapping[tuple[str, str], Entry]) -> Iterator[Due]:
    """The rows of a table about which nothing came after, each with its day and who sees to it."""
    for row in answers.rows(table):
        if (table, str(row)) not in holds and f"{table}.{row}.met_on" not in answers:
            what = answers.text(f"{table}.{row}.what") or "not said what"
            owner, by = answers.text(f"{table}.{row}.owner"), answers.day(f"{table}.{row}.by")
            yield Due(f"{table}.{row}.by", by, words.format(row, what), owner, ends, str(row))
