"""From a place, in the words of `AppInterface.go`, to the screen that shows it; only the app asks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.ids import NOTED_BY_THE_PROGRAM
from des_decider.tui.question_words import question_of
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from textual.screen import Screen

    from des_decider.tui.meeting import Meeting


def screen_at(place: str, meeting: Meeting) -> Screen[str | None] | str:
    """The screen of a place as the answers stand, or a sentence why there is none; empty where nothing is named."""
    kind, _, name = place.partition(":")
    match kind:
        case "section":
            return _questions(name, meeting)
        case "quick look":
            from des_decider.tui.screens.question import QuestionScreen

            return QuestionScreen("quick look", "Quick look", meeting.quick_entries, quick=True)
        case "answer":
            return _question(name, meeting)
        case "figures":
            from des_decider.tui.screens.figures import FiguresScreen

            return FiguresScreen(quick=bool(name))
        case "figure":
            from des_decider.tui.screens.figures import WorkingScreen

            return WorkingScreen(name)
        case "finding":
            from des_decider.tui.screens.figures import WorkingScreen

            finding = meeting.state.findings[name]
            return WorkingScreen(finding.figure, finding)
        case "hangs on":
            from des_decider.tui.screens.hangs_on import HangsOnScreen

            return HangsOnScreen(name or "this_year")
        case "what if":
            from des_decider.tui.screens.what_if import WhatIfScreen

            return WhatIfScreen(name)
        case "check":
            from des_decider.tui.screens.check import CheckScreen

            return CheckScreen(name)
        case "compare":
            from des_decider.tui.screens.compare import CompareScreen

            return CompareScreen()
        case "dates":
            from des_decider.tui.screens.dates import DatesScreen

            return DatesScreen()
        case "come back":
            from des_decider.tui.screens.come_back import ComeBackList

            return ComeBackList()
        case "copies":
            from des_decider.tui.screens.copies import CopiesScreen

            return CopiesScreen()
        case "network":
            from des_decider.tui.screens.network import NetworkScreen

            return NetworkScreen()
        case "sign off" if meeting.state.sealed:
            from des_decider.tui.screens.signed_off import SignedOffScreen

            return SignedOffScreen()
        case "sign off":
            from des_decider.tui.screens.sign_off import SignOffScreen

            return SignOffScreen()
        case "memo":
            from des_decider.tui.screens.memo import MemoScreen

            return MemoScreen()
    raise LookupError(place)


def _questions(section: str, meeting: Meeting, *, at: str = "", once: bool = False) -> Screen[str | None]:
    """A section, at one of its questions or where the group left off; `once` comes back after one answer."""
    from des_decider.tui.screens.question import QuestionScreen

    known = next(s for s in SECTIONS if s == section)
    title = meeting.session.worksheet.section_title(known)
    return QuestionScreen(known, title, lambda: meeting.asked(known), at=at, once=once)


def _question(id_: str, meeting: Meeting) -> Screen[str | None] | str:
    """The question behind an id; once it is answered, one is back where one came from.

    A section, a table, or a row that is not begun opens as it does from the task list; of such a row a text that was
    typed in it is asked on its own.
    """
    if not id_:
        return ""
    if id_.startswith("follows."):
        return screen_at("compare", meeting)
    if id_ in NOTED_BY_THE_PROGRAM:
        return screen_at("hangs on", meeting)
    if id_.removeprefix("open.").startswith("assent."):
        return screen_at("sign off", meeting)
    ids = meeting.session.ids
    about = question_of(id_, ids)
    field = ids.field(about.removesuffix(":all"))
    section = next((s for s in SECTIONS if s == (field.section if field else about)), None)
    if field is None and section is not None:
        return _questions(section, meeting)
    for known in SECTIONS if section is None else (section,):
        entries = meeting.entries(known)
        begun = [entry.ids for entry in entries]
        typed = [row.ids for entry in entries for row in entry.rows if meeting.typed(about)]
        if any(about in asked for asked in (*begun, *typed)):
            return _questions(known, meeting, at=about, once=True)
        missing = (row for entry in entries for row in entry.rows if row.new and about in row.ids)
        if row := next(missing, None):
            return _questions(known, meeting, at=row.ids[0])
        above = {about, about.removesuffix(":all"), about.rpartition(".")[0], about.partition(".")[0]}
        table = next((entry.key for entry in entries if entry.shape in {"table", "rows"} and entry.key in above), "")
        if table:
            return _questions(known, meeting, at=f"{table}:all")
    return "Because of other answers, this is not asked."
