"""The day by which the partners have to have decided."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import day

if TYPE_CHECKING:
    from datetime import date

    from des_decider.decision.answers import Answers
    from des_decider.worksheet.model import Worksheet


def decide_by(answers: Answers, worksheet: Worksheet) -> date | None:
    """The day by which the commissioner must hear: the contract's as answered, else the worksheet's."""
    return answers.day("deadline.contract") or worksheet.day(worksheet.year.decide_by)


def in_words(decide_by: date | None) -> str:
    """By when to decide, however far off that is; where nobody knows it, that alone, as its year may be over."""
    return f"decide by {day(decide_by)}" if decide_by else "day to decide by not known"
