"""A note on an answer, and a mark to come back to a question or section: each asked in a dialog, and given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.parsing import parse
from des_decider.decision.values import Refused
from des_decider.decision.wording import visible
from des_decider.tui import question_words
from des_decider.tui.keys import COME_BACK, LEAVE
from des_decider.tui.screen_text import text
from des_decider.tui.screens.dialogs import Line, LinesScreen, NoteScreen

if TYPE_CHECKING:
    from des_decider.tui.frame import MeetingFrame


def ask_note(screen: MeetingFrame, about: str, asked: str) -> None:
    """Ask for a note on the answer to a question, by its id and as it is asked."""
    meeting, id_ = screen.meeting, question_words.note_id(about)
    note = meeting.typed(id_) or meeting.session.answers.text(id_)
    screen.app.push_screen(
        NoteScreen(asked, note, lambda words: meeting.type(id_, words)),
        # The field shows controls as words; left as it was, it is what stands and no edit of it.
        lambda words: screen.told(
            meeting.give({id_: note if words == visible(note, lines=True) else (words or "").strip()})
        ),
    )


def ask_come_back(screen: MeetingFrame, id_: str, about: str) -> None:
    """Ask with whom, by when and why to come back to a question or section; empty lines take the mark away."""
    if screen.only_read():
        return
    meeting = screen.meeting
    field = meeting.session.ids.field(f"open.{id_}.when")
    if field is None:
        screen.say(f"{COME_BACK.shown} marks a question or a section to come back to.")
        return
    ids = {"why": f"open.{id_}", "whom": f"open.{id_}.whom", "when": f"open.{id_}.when"}
    stands = {part: meeting.session.answers.text(full) for part, full in ids.items()}

    def refuse(found: dict[str, str]) -> tuple[str, str] | None:
        parsed = parse(found["when"], field.rules) if found["when"] else None
        return ("when", parsed.why) if isinstance(parsed, Refused) else None

    def marked(found: dict[str, str] | None) -> None:
        if found is not None:
            # A line shows controls as words; left as it was, it is what stands and no edit of it.
            as_were = {part: words for part, words in stands.items() if found[part] == visible(words).strip()}
            screen.told(meeting.give({full: as_were.get(part, found[part]) for part, full in ids.items()}))

    asked = (
        Line("whom", stands["whom"], "a partner, the accountant, the LMC", "With whom"),
        Line("when", stands["when"], "a date: day, month and year", "By when"),
        Line("why", stands["why"], "what is missing", "Because"),
    )
    ends = f"Enter on the last line marks it; {LEAVE.shown} leaves it; empty lines take the mark away"
    head = text(("Come back to: ", "$muted"), (about, "bold"))
    screen.app.push_screen(LinesScreen(head, asked, text((ends, "$muted")), refuse), marked)
