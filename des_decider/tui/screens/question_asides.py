"""What stands beside a question's answer: its note, who said it, when to come back to it, and the published figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import visible
from des_decider.tui.frame import MeetingFrame
from des_decider.tui.question_words import note_id

if TYPE_CHECKING:
    from des_decider.tui.question_words import Asked


class QuestionAsides(MeetingFrame):
    """The keys that say more about an answer; the screen says which question is asked and fills its field."""

    said_by = ""
    """Who says the answer being typed; empty where nobody was named."""

    @property
    def asked(self) -> Asked | None:
        """The question that is put; none on an overview."""
        raise NotImplementedError

    def typed_now(self) -> str:
        """What stands in the field."""
        raise NotImplementedError

    def keep_typed(self) -> None:
        """Keep what is being typed, now."""
        raise NotImplementedError

    def put(self, words: str) -> bool:
        """Put a text into the field, as if it were typed; False where the field takes none."""
        raise NotImplementedError

    def about_what(self) -> tuple[str, str]:
        """The id and the words of what a mark would be about: the question, or its section."""
        raise NotImplementedError

    def action_note(self) -> None:
        """Write a note on this answer."""
        if self.asked is None or self.only_read():
            return
        from des_decider.tui.screens.question_dialogs import NoteScreen

        meeting, id_ = self.meeting, note_id(self.asked.id)
        note = meeting.typed(id_) or meeting.session.answers.text(id_)
        self.house.push_screen(
            NoteScreen(self.asked.text, note, lambda words: meeting.type(id_, words)),
            # The field shows controls as words; left as it was, it is what stands and no edit of it.
            lambda words: self.told(
                meeting.give({id_: note if words == visible(note, lines=True) else (words or "").strip()})
            ),
        )

    def action_said_by(self) -> None:
        """Say who said it: of an answer that stands at once, else of the one being typed."""
        if self.asked is None or self.only_read():
            return
        from des_decider.tui.screens.question_dialogs import SaidByScreen

        id_, answers = self.asked.id, self.meeting.session.answers
        answer = answers.get(id_)

        def said(name: str | None) -> None:
            if not name:
                return
            self.said_by = name  # of what is answered next here, too: a choice that stands may be about to change
            if answer is not None and self.typed_now() in {"", answer.text}:
                self.told(self.meeting.give({id_: answer.text}, said_by=name))
            else:
                self.follow()

        speaker = self.said_by or (answer.said_by if answer else "")
        self.house.push_screen(SaidByScreen(answers.partners().values(), speaker), said)

    def action_what_if(self) -> None:
        """Suppose another answer to this question; what is being typed here is kept as it is."""
        self.keep_typed()
        self.house.open_what_if(self.asked.id if self.asked else "")

    def action_come_back(self) -> None:
        """Mark this question, or its section, to be come back to."""
        from des_decider.tui.screens.question_dialogs import ask_come_back

        ask_come_back(self, *self.about_what())

    def action_offer(self) -> None:
        """Put the published figure into the field; it counts only once it is given."""
        if self.only_read():
            return
        if self.asked is None or not self.asked.offers:
            self.say("Nothing is published that fits this field.")
        elif self.put(self.asked.offers[0].text):
            self.say("It stands in the field; Enter gives it. Nothing is answered yet.")
