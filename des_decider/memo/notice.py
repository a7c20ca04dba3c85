"""The notice to the commissioner: that the practice signs up, opts out or leaves, in a letter to be signed in ink.

A contract that is the same for all is signed or not. So no notice carries the partners' conditions: until each is met,
the letter only says that a notice follows.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from des_decider.decision.afterwards import commissioner, standing
from des_decider.decision.deadline import decide_by
from des_decider.decision.vote import count_votes
from des_decider.decision.wording import day
from des_decider.decision.worksheet_says import beside, day_of
from des_decider.memo.document import Block, Document, Paragraph, SignatureBlock
from des_decider.memo.head import headed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime

    from des_decider.decision.afterwards import Entry
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.decision.worksheet_says import AuthorSays
    from des_decider.memo.facts import Signed

Of = Literal["signing-up", "opting-out", "leaving", "to-follow"]
ASKED_FOR: tuple[Of, ...] = ("signing-up", "opting-out", "leaving")
"""What a notice can be asked to be of; that one follows is found from the decision alone."""
_FITS: dict[str, tuple[Of, ...]] = {
    "sign_up": ("signing-up",),
    "sign_up_then_leave": ("signing-up", "leaving"),
    "opt_out": ("opting-out", "leaving"),
}
"""The notices that fit each option, first the one that is meant where none is asked for."""
_TITLES: dict[Of, str] = {
    "signing-up": "Notice that we sign up",
    "opting-out": "Notice that we opt out",
    "leaving": "Notice that we leave",
    "to-follow": "Our notice is to follow",
}
_CONFIRM = (
    "Please confirm in writing that you have this notice, on which day it reached you, and whether anything more is "
    "needed for it to count."
)
_CONFIRM_RECEIPT = "Please confirm in writing that you have this letter, and on which day it reached you."


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """Everything a notice says comes from here; `moment` is the record's own time; without `signed` it is a draft."""

    answers: Answers
    ids: Ids
    decision_id: str
    entries: tuple[Entry, ...]
    moment: datetime
    signed: Signed | None = None


class NoNotice(Exception):
    """Why there is no such notice of this decision: one sentence."""


def of_what(facts: NoticeFacts, asked: Of | None = None) -> Of:
    """What the decision is to be given notice of; raises NoNotice where that is nothing, or not what was asked for."""
    answers = facts.answers
    put = answers.text("decision.option")
    if count_votes(answers).outcome != "carried":
        raise NoNotice("the vote did not carry what was put, so there is nothing to give notice of")
    fits = _on_conditions(facts, asked) if put == "sign_up_on_conditions" else _FITS.get(put, ())
    if put == "opt_out" and facts.ids.worksheet.last_day_in is None:
        fits = ("opting-out",)  # nobody leaves what they are not in
    if not fits:
        raise NoNotice("the partners have not decided yet, so there is nothing to give notice of")
    if asked is not None and asked not in fits:
        raise NoNotice(f"the partners did not decide on {asked.replace('-', ' ')}; another decision is a new record")
    return asked or fits[0]


def compose_notice(facts: NoticeFacts, asked: Of | None = None) -> Document:
    """The letter. Raises NoNotice as `of_what` does."""
    answers, of = facts.answers, of_what(facts, asked)
    network = answers.text("pcn.name")
    names = [assent.name for assent in facts.signed.assents] if facts.signed else list(answers.partners().values())
    blocks: list[Block] = [
        Paragraph(f"To {commissioner(answers)}"),
        *(Paragraph(words, strong=not n) for n, words in enumerate(_said(facts, of))),
        *([Paragraph(f"Our network: {network}.")] if network else []),
        Paragraph(_CONFIRM_RECEIPT if of == "to-follow" else _CONFIRM),
        Paragraph("For the partners:"),
        SignatureBlock(tuple(names)),
    ]
    return headed(
        _TITLES[of], blocks, answers, facts.ids.worksheet,
        decision_id=facts.decision_id, signed=facts.signed, moment=facts.moment,
    )  # fmt: skip


def worksheet_says(facts: NoticeFacts, of: Of) -> Iterator[AuthorSays]:
    """What the worksheet says of the day, the form and silence, to be read before a notice is sent."""
    sheet, year = facts.ids.worksheet, facts.ids.worksheet.year
    keys = {
        "signing-up": (year.decide_by,), "to-follow": (year.decide_by,),
        "opting-out": (year.decide_by, year.opt_out_effective), "leaving": (year.next_window, year.next_effective),
    }[of]  # fmt: skip
    yield from (day_of(sheet.dates[key]) for key in keys if key)
    yield from beside("deadline.contract", facts.answers, facts.ids)


def _on_conditions(facts: NoticeFacts, asked: Of | None) -> tuple[Of, ...]:
    """What fits a decision on conditions, by what became of each: none is ever part of what is told.

    Where one was not met, what then follows stands in words that only people can read: it has to be asked for.
    """
    answers, holds = facts.answers, standing(facts.entries)
    rows = answers.rows("condition")
    became = {row: entry.kind for row in rows if (entry := holds.get(("condition", str(row))))}
    if failed := [row for row, kind in became.items() if kind == "condition_failed"]:
        if asked is None:
            then = answers.text(f"condition.{failed[0]}.if_not_met")
            said = f"what was to follow then: “{then}”" if then else "what was to follow then is not recorded"
            why = f"condition {failed[0]} was not met; {said}"
            raise NoNotice(f"{why}; where that is to opt out, ask for a notice of opting-out")
        return ("opting-out",)
    waits = [row for row in rows if row not in became and f"condition.{row}.met_on" not in answers]
    return ("to-follow",) if waits or not rows else ("signing-up",)


def _said(facts: NoticeFacts, of: Of) -> Iterator[str]:
    """What the letter says, first what matters."""
    answers, sheet = facts.answers, facts.ids.worksheet
    practice, contract = answers.text("practice.name") or "Our practice", sheet.title
    decided = answers.day("decision.decided")
    match of:
        case "signing-up":
            effective = answers.day("decision.effective")
            yield f"{practice} signs up to the {contract}{f' from {day(effective)}' if effective else ''}."
            yield f"This notice carries no conditions.{_decided(decided)}"
        case "opting-out":
            yield f"{practice} does not take part in the {contract}."
            out = sheet.last_day_in
            yield f"{_last_day(out.date) if out else ''}{_decided(decided)}".strip()
        case "leaving":
            key = sheet.year.next_effective
            yield f"{practice} leaves the {contract}."
            then = (sheet.dates[key].date or answers.day(f"date.{key}")) if key else None
            yield f"{_last_day(then)}{_decided(decided)}"
        case "to-follow":
            last = decide_by(answers, sheet)
            yield f"This letter of {practice} neither accepts the {contract} nor declines it."
            until = f" by {day(last)}" if last and last >= facts.moment.date() else ""
            follows = f"The partners will give you notice{until}, and that notice will carry no conditions."
            yield f"{follows}{_decided(decided)}"


def _last_day(when: date | None) -> str:
    if when is None:
        return "Please tell us which is our last day in the contract."
    return f"As we understand it, our last day in the contract is {day(when)}. Please tell us if it is another day."


def _decided(decided: date | None) -> str:
    return f" The partners met and decided on {day(decided)}." if decided else ""
