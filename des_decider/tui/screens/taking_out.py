"""Taking a text out of the record from the question it stands at: what, then why, and what goes with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.come_back import marks_of
from des_decider.decision.wording import capital, visible
from des_decider.record.redaction import NothingToTakeOut, to_take_out, what_stands, why_not
from des_decider.storage.safely import StorageFault
from des_decider.tui.keys import LEAVE
from des_decider.tui.question_words import note_id
from des_decider.tui.screen_text import lines, text
from des_decider.tui.screens.dialogs import AskScreen, Line, LinesScreen

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from des_decider.record.redaction import ToTakeOut
    from des_decider.record.session import Session
    from des_decider.tui.frame import MeetingFrame
    from des_decider.tui.meeting import Said

NOTHING, AS_IT_IS = "Nothing was ever written here that can be taken out.", "as it is"
_ENDS = "Enter on the last line takes it out, for good: no undo brings it back; {leave} leaves it"


def ask(screen: MeetingFrame, id_: str, about: str, done: Callable[[Said], None]) -> None:
    """Ask which of the texts at a question is to be taken out, and why; `done` is told what came of it."""
    session = screen.meeting.session
    there = dict(_there(id_, session))
    if not there:
        screen.say(NOTHING)
        return

    def chosen(key: str | None) -> None:
        if key in there:
            try:
                what = to_take_out(session, there[key].texts, there[key].name)
            except StorageFault as fault:
                screen.say(f"{capital(str(fault))}.", wrong=True)
            else:
                _ask_why(screen, what, done)

    told = [text(("Take out of the record, its history included: ", "$muted"), (about, "bold")), text("")]
    offered = [(AS_IT_IS, "nothing: leave it as it is")]
    offered += [(key, next(iter(one.words(session)))) for key, one in there.items()]
    screen.app.push_screen(AskScreen(told, offered), chosen)


def _there(id_: str, session: Session) -> Iterator[tuple[str, ToTakeOut]]:
    """What was ever written at a question: its answer, its note, its marks, and who said them."""
    ids = (id_, note_id(id_), *marks_of(id_, session.ids))
    edits = ((change, edit) for change in session.changes for edit in change.edits if edit.id in ids)
    # What a copy gave names it as its source, and who said it with each answer.
    said = (edit.whose.said_by if edit.whose else "" if change.kind == "merged" else change.said_by
            for change, edit in edits)  # fmt: skip
    for what, name in (*(((one,), "") for one in ids), *(((), name) for name in dict.fromkeys(said) if name)):
        try:
            yield "".join(what) or name, what_stands(session, what, name)
        except NothingToTakeOut:
            continue


def _ask_why(screen: MeetingFrame, what: ToTakeOut, done: Callable[[Said], None]) -> None:
    meeting = screen.meeting
    who = [Line("who", "", "your name", "Who takes it out")] if not meeting.by else []
    asked = [*who, Line("why", "", "such as: it named a patient", "Why; the record and the memo say so for good")]

    def refuse(found: dict[str, str]) -> tuple[str, str] | None:
        by = found.get("who", meeting.by)
        wrong = why_not(what, found["why"], by)
        return (("why" if by else "who"), wrong) if wrong else None

    def given(found: dict[str, str] | None) -> None:
        if found is not None:
            meeting.by = found.get("who", meeting.by)
            done(meeting.take_out(what, found["why"]))

    told = [text(("To be taken out, for good: ", "$error bold"))]
    told += [text("  ", visible(words)) for words in what.words(meeting.session)]
    ends = text((_ENDS.format(leave=LEAVE.shown), "$muted"))
    screen.app.push_screen(LinesScreen(lines([*told, text("")]), asked, ends, refuse), given)
