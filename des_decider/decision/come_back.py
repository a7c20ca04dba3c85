"""What the partners come back to: why it is left open, with whom it is taken up again, and by when."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.order import order_of
from des_decider.decision.wording import day
from des_decider.worksheet.inputs_and_columns import COME_BACK

if TYPE_CHECKING:
    from datetime import date

    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids


class ComeBack(NamedTuple):
    """One question or section to come back to; `why` and `whom` are empty, and `when` None, where nobody said it."""

    id: str
    why: str = ""
    whom: str = ""
    when: date | None = None


def come_back(answers: Answers, ids: Ids) -> tuple[ComeBack, ...]:
    """Everything marked to come back to, in the order of the meeting; any one of the three marks makes it so."""
    opened = sorted((id_ for id_ in answers if id_.startswith("open.")), key=order_of(ids.worksheet))
    about = dict.fromkeys(mark[0] for id_ in opened if (mark := ids.mark(id_)))
    return tuple(marked(one, answers) for one in about)


def marks_of(about: str, ids: Ids) -> tuple[str, ...]:
    """The ids that say of a question or section why, with whom and by when it is come back to."""
    every = (f"open.{about}", *(f"open.{about}.{part}" for part in COME_BACK))
    return tuple(id_ for id_ in every if (mark := ids.mark(id_)) and mark[0] == about)


def in_words(item: ComeBack) -> str:
    """“to come back to with the accountant by 20 May 2020: waiting for the accounts”; the reason alone as written."""
    return f"to come back to {with_and_by(item)}" if item.whom or item.when else item.why


def with_and_by(item: ComeBack) -> str:
    """“with the accountant by 20 May 2020: waiting for the accounts”, as far as it is said."""
    parts = [f"with {item.whom}" if item.whom else "", f"by {day(item.when)}" if item.when else ""]
    return ": ".join(said for said in (" ".join(filter(None, parts)), item.why) if said)


def marked(about: str, answers: Answers) -> ComeBack:
    """What is said of one question or section to come back to, all of it empty where nothing is marked."""
    why, whom, when = f"open.{about}", f"open.{about}.whom", f"open.{about}.when"
    return ComeBack(about, answers.text(why), answers.text(whom), answers.day(when))
