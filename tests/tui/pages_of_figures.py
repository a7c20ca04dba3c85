"""What the pages say that no question stands on, read without a screen: figures, dates, what it hangs on, sign-off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.hangs_on import hangs_on
from des_decider.cli.show_text import hanging_lines
from des_decider.decision.dates import every_date
from des_decider.decision.worksheet_says import in_one, sources
from des_decider.record.what_if import WhatIf
from des_decider.tui.hangs_on_lines import Page
from des_decider.tui.meeting import Meeting
from des_decider.tui.read_back import read_back
from des_decider.tui.screens.what_if import side_by_side
from des_decider.tui.where_we_stand import found_words, standing
from tests.tui.driver import EVENING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.record.session import Session

WIDE = 400
"""Columns in which no sentence is broken."""


def pages_of_figures(session: Session) -> dict[str, str]:
    """The words of each page, by its name."""
    meeting = Meeting(session, by="Ann", clock=lambda: EVENING)
    state = meeting.state
    hung = hangs_on(state.appraisal, session.decision_id)
    meeting.keep_hung(state.answers, hung)
    pages = {f"what it hangs on, {horizon}": _hangs_on(meeting, horizon) for horizon in ("this_year", "full_year")}
    pages["what the answers suggest"] = hanging_lines(hung, kept_back=False)
    pages["where we stand"] = (f"{line.words} {line.value}" for line in standing(state, hung, every=True))
    pages["the findings"] = (words for finding in state.findings.values() for words in found_words(finding, state))
    pages["what if"] = (line.plain for _, line in side_by_side(WhatIf(session), state, WIDE))
    pages["dates"] = _dates(session)
    pages["sign off"] = iter([*(blocker.words for blocker in state.blocking), read_back(meeting).plain])
    return {page: "\n".join(lines) for page, lines in pages.items()}


def _hangs_on(meeting: Meeting, horizon: str) -> Iterator[str]:
    return (line.plain for _, line in Page(meeting, horizon, WIDE, every_bar=True).lines())


def _dates(session: Session) -> Iterator[str]:
    for one in every_date(session.answers, session.ids):
        yield one.what
        yield from (in_one(sources(said.origin)) for said in one.said if said.origin)
