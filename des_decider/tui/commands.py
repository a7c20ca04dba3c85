"""Every command of the screens, once: its keys, its words on the last line and in the help."""

from __future__ import annotations

from typing import NamedTuple

from textual.binding import Binding


class Command(NamedTuple):
    """One thing a person can do: a key that always works, a letter that works outside text, and its words."""

    action: str
    key: str
    words: str
    help: str
    letter: str = ""

    @property
    def shown(self) -> str:
        """The key as it is written on a keyboard."""
        names = {"escape": "Esc", "enter": "Enter", "pageup": "PgUp", "pagedown": "PgDn", "delete": "Del",
                 "ctrl+t": "Ctrl+T"}  # fmt: skip
        return names.get(self.key, self.key.upper())

    @property
    def binding(self) -> Binding:
        """The command as the terminal library wants it."""
        keys = f"{self.key},{self.letter}" if self.letter else self.key
        return Binding(keys, self.action, self.words, show=False, id=self.action)


HELP = Command("help", "f1", "help", "what can be done here", "question_mark")
FIGURES = Command("figures", "f2", "figures", "where we stand; on a figure, how it is worked out", "w")
NOTE = Command("note", "f3", "note", "a note on this answer", "n")
UNDO = Command("undo", "f4", "undo", "take the last answer back", "u")
REDO = Command("redo", "f5", "redo", "give again what was taken back", "r")
COME_BACK = Command("come_back", "f6", "come back", "come back to this question or section: with whom, by when", "b")
TAKE_AWAY = Command("take_away", "f6", "take the mark away", "or Del: take the mark away; undo brings it back", "b")
SAID_BY = Command("said_by", "f7", "said by", "who said it", "s")
OFFER = Command("offer", "f8", "published", "put the published figure into the field", "p")
CHECK = Command("check", "f9", "check", "check the answers of this section", "c")
ONLY_MISSING = Command("only_missing", "f9", "not provided", "show only what is not provided, or all again", "c")
HORIZON = Command("horizon", "f9", "a full year", "from this year to a full year, and back", "y")
WHAT_IF = Command("what_if", "ctrl+t", "what if", "suppose another answer; nothing is recorded until you keep it", "t")
NEXT = Command("next_question", "pagedown", "next", "further down, then the next question")
BACK = Command("previous_question", "pageup", "back", "further up, then the question before")
LEAVE = Command("leave", "escape", "back", "leave the field, then the screen")

EVERYWHERE = (HELP, FIGURES, UNDO, REDO)
"""What works on every screen of a decision."""
ON_A_QUESTION = (NOTE, COME_BACK, SAID_BY, OFFER, CHECK, WHAT_IF, NEXT, BACK)
