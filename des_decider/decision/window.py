"""In which window of the year a decision is made, and which days of it the practice gave, as its answers say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import count_of
from des_decider.worksheet.months import counted_months, first_counted_day
from des_decider.worksheet.windows import Setting, days_to_give, usual_window

if TYPE_CHECKING:
    from datetime import date

    from des_decider.decision.answers import Answers
    from des_decider.worksheet.model import Worksheet

WINDOW = "decision.window"


def months_in_words(worksheet: Worksheet) -> str:
    """How many months count, in words: 9 months; no number while nobody knows from which day on."""
    return count_of(counted_months(worksheet), "month") if first_counted_day(worksheet) else "months"


def setting_of(answers: Answers, worksheet: Worksheet, begun: date) -> Setting:
    """What the worksheet is to be read for: the window answered, else the usual one of a decision begun on a day."""
    days = {id_: day for id_ in days_to_give(worksheet) if (day := answers.day(f"date.{id_}"))}
    window = answers.text(WINDOW)
    return Setting(window if window in worksheet.windows else usual_window(worksheet, begun, days), days)


def out_days(worksheet: Worksheet) -> set[str]:
    """The answers that give a last day in the contract, after notice in a window or in the one after it."""
    windows = worksheet.windows.values()
    named = {id_ for window in windows for id_ in (window.opt_out_effective, window.next_effective) if id_}
    return {f"date.{id_}" for id_ in named if worksheet.dates[id_].asked}


def counted_otherwise(id_: str, answers: Answers, worksheet: Worksheet) -> bool:
    """Whether an answer is months of posts that were given before it was said from which day on they count."""
    given = answers.get(id_)
    if given is None or given.at is None or not (id_.startswith("workforce.") and id_.endswith(".months")):
        return False
    out = worksheet.last_day_in
    day = answers.get(f"date.{out.id}") if out else None
    later = (one.at for one in (day, answers.get(WINDOW)) if day is not None and one is not None and one.at is not None)
    return any(at > given.at for at in later)
