"""Every command of the screens, once: its name in the settings, its key, its words on the last line and in the help.

Bindings, the last line, sentences and the help are made from this table, and follow the keys a person set for
themselves. Enter, Tab and the arrows belong to the lists and fields and are nobody's to change.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from textual.binding import Binding

from des_decider.memo.formats import in_words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from textual.binding import BindingType

_KEYBOARD = {
    "escape": "Esc", "pageup": "PgUp", "pagedown": "PgDn", "delete": "Del", "question_mark": "?",
    "slash": "/",
}  # fmt: skip
"""Keys that are written on a keyboard otherwise than the terminal library calls them."""
_USABLE = r"((ctrl|alt|shift)\+)*f([1-9]|1\d|2[0-4])|(ctrl|alt)\+[a-z]|insert"
_TAKEN = {"ctrl+c", "ctrl+h", "ctrl+i", "ctrl+j", "ctrl+m"}
"""What terminals send for Backspace, Tab and Enter, and what copies."""
_in_use: dict[str, str] = {}
"""The keys a person set in place of the table's, by the name of the command."""


class Command(NamedTuple):
    """One thing a person can do: a key that always works, a letter that works outside text, and its words."""

    name: str
    key: str
    words: str
    help: str = ""
    letter: str = ""
    does: str = ""
    """The action where it is not called as the command is; an action of the app begins with `app.`."""

    def called(self, words: str = "", does: str = "") -> Command:
        """The same command in other words, or doing what it means in this place."""
        return self._replace(words=words or self.words, does=does or self.does)

    @property
    def shown(self) -> str:
        """The key in use, as it is written on a keyboard."""
        parts = _in_use.get(self.name, self.key).split("+")
        return "+".join(_KEYBOARD.get(part, part.capitalize()) for part in parts)

    @property
    def letter_shown(self) -> str:
        """The letter, as it is written on a keyboard."""
        return _KEYBOARD.get(self.letter, self.letter)

    @property
    def on_screen(self) -> str:
        """The action, to be clicked or to be called from a widget of the screen."""
        return self.does if self.does.startswith("app.") else f"screen.{self.does or self.name}"

    @property
    def bindings(self) -> list[BindingType]:
        """The command as the terminal library wants it; its id is what a key set by a person goes by."""
        act = self.does or self.name
        found: list[BindingType] = [Binding(self.key, act, self.words, show=False, id=self.name)]
        return [*found, Binding(self.letter, act, show=False)] if self.letter else found


ENTER = Command("open", "enter", "open", "choose, give, go on")
TAB = Command("next_part", "tab", "next part", "the next part of the screen; Shift+Tab the one before")
HELP = Command("help", "f1", "help", "what can be done here", "question_mark")
FIGURES = Command("figures", "f2", "figures", "where we stand, and back again", "w")
NOTE = Command("note", "f3", "note", "a note on this answer", "n")
SEARCH = Command("search", "ctrl+f", "find", "find anything by a few letters, and go there", "slash")
UNDO = Command("undo", "f4", "undo", "take the last answer back")
REDO = Command("redo", "f5", "redo", "give again what was taken back")
COME_BACK = Command("come_back", "f6", "come back", "come back to this question or section: with whom, by when", "b")
TAKE_AWAY = Command(
    "take_away", "f6", "take the mark away", "or {delete}: take the mark away; undo brings it back", "b"
)
SAID_BY = Command("said_by", "f7", "said by", "who said it", "s")
OFFER = Command("offer", "f8", "published", "put the published figure into the field", "p")
SEAL = Command("seal", "f8", "sign off and seal", "sign off and seal, once every name is typed")
FOLLOW_UP = Command("follow_up", "f9", "note what came after", "note what came after it was signed off")
SEND = Command("send", "f8", "to send", "write the notice, the days for a calendar, or what came after on a page")
NEXT_DECISION = Command("next_decision", "ctrl+n", "next decision", "begin the decision that follows this signed one")
DECLINE = Command("decline", "f6", "decline", "this partner declines to confirm, and why")
WRITE = Command("write", "f8", "write it", f"write the memo as {in_words()}")
CONFIRM = Command(
    "confirm", "ctrl+y", "confirm", "confirm what came over from last time: this answer, this table, a whole section"
)
CHECK = Command("check", "f9", "check", "check the answers of this section", "c")
ONLY_MISSING = Command("only_missing", "f9", "not provided", "show only what is not provided, or all again", "c")
HORIZON = Command("horizon", "f9", "a full year", "from this year to a full year, and back", "y")
APPENDICES = Command(
    "appendices", "f9", "appendices", "from the memo to its appendices, to what the minutes take over, and back"
)
WHAT_IF = Command("what_if", "ctrl+t", "what if", "suppose another answer; nothing is recorded until you keep it", "t")
DETAILS = Command("details", "ctrl+o", "details", "all the worksheet says about this: rules, notes, sources", "o")
DATES = Command("dates", "ctrl+d", "dates", "every date of the worksheet, past and coming", "d")
ROOM = Command("room", "ctrl+l", "room", "for the wall: the question, its duty and four figures, large; and back")
ONE_BY_ONE = Command("one_by_one", "ctrl+g", "question", "from a table to one question at a time, and back")
BY_ROWS = Command("by_rows", "ctrl+r", "by row", "answer a table as a whole or row by row")
REDACT = Command(
    "redact", "ctrl+k", "take out", "take a text out for good, out of the history too; the record says by whom and why"
)
COMPARE = Command(
    "compare", "f9", "compare with …", "show the decision you stand on beside another of this machine", "c"
)
DELETE = Command("delete", "delete", "delete")
NEW_LINE = Command("new_line", "ctrl+j", "new line")
NEXT = Command("next", "pagedown", "next", "further down, then the next question")
BACK = Command("back", "pageup", "back", "further up, then the question before")
SAVE_ELSEWHERE = Command(
    "save_elsewhere", "ctrl+s", "save elsewhere", "where the disk takes nothing any more: save the decision elsewhere"
)
LEAVE = Command("leave", "escape", "back", "leave the field, then the screen")
LOOK = Command("look", "ctrl+p", "colours", "dark, light or high contrast colours", does="app.look")
QUIT = Command("quit", "ctrl+q", "quit", "leave the program; everything is saved already", does="app.quit")

EVERYWHERE = (HELP, FIGURES, SEARCH, UNDO, REDO, DATES, SAVE_ELSEWHERE)
"""What works on every screen of a decision."""
ON_THE_TASK_LIST = (COME_BACK, CONFIRM, WHAT_IF, DETAILS)
ON_A_QUESTION = (
    NOTE, COME_BACK, SAID_BY, OFFER, CONFIRM, CHECK, WHAT_IF, DETAILS, ROOM, ONE_BY_ONE, BY_ROWS, REDACT, NEXT, BACK,
)  # fmt: skip
IN_THE_MEMO = (WRITE, APPENDICES)
ALWAYS = (ENTER, TAB, LOOK, QUIT)
"""What works in the whole program, and is told last in every help."""
_BESIDE = (LEAVE, QUIT, LOOK, DELETE, NEW_LINE)
TOGETHER = tuple(
    (*EVERYWHERE, *_BESIDE, *some)
    for some in (
        ON_THE_TASK_LIST, ON_A_QUESTION, (ONLY_MISSING,), (HORIZON,), (TAKE_AWAY,), (WHAT_IF, OFFER),
        (SEAL, DECLINE), (FOLLOW_UP, SEND, NEXT_DECISION), (*IN_THE_MEMO, NEXT, BACK), (COMPARE,),
    )
)  # fmt: skip
"""Commands that work at one place, where each needs a key of its own."""
COMMANDS = {command.name: command for some in TOGETHER for command in some}
"""Every command whose key can be set, by its name in the settings."""


def bindings(*commands: Command) -> list[BindingType]:
    """The bindings of a screen on which these can be done."""
    return [binding for command in commands for binding in command.bindings]


def over_a_field(*commands: Command) -> list[BindingType]:
    """The bindings of a field in which these must reach the screen, whatever the field does with such a key."""
    return [Binding(command.key, command.on_screen, show=False, id=command.name) for command in commands]


def keyed(words: str) -> str:
    """A sentence of ours with the keys in use: `{undo}` becomes “F4”."""
    return re.sub(r"{(\w+)}", lambda found: COMMANDS[found[1]].shown, words)


def use(wanted: Mapping[str, str]) -> tuple[dict[str, str], list[str]]:
    """Use the keys a person set, by command; gives those that can be used, and a sentence for each that cannot."""
    found, said = {}, []
    for name, key in wanted.items():
        plain = key.strip().lower().replace(" ", "")
        if name not in COMMANDS:
            from difflib import get_close_matches  # as in decision/ids.py

            near = get_close_matches(name, COMMANDS, 1)
            there = f"did you mean “{near[0]}”?" if near else f"there are {', '.join(COMMANDS)}."
            said.append(f"There is no command “{name}”: {there}")
        elif plain != COMMANDS[name].key and (plain in _TAKEN or not re.fullmatch(_USABLE, plain)):
            said.append(f"“{key}” cannot be the key for {name}; take one such as f12, shift+f4 or ctrl+z.")
        else:
            found[name] = plain
    while clash := _clash(found):
        key, both = clash
        said.append(f"“{key}” is the key of both {both[0]} and {both[1]}; both keep the keys they have without it.")
        for name in both:
            found.pop(name, None)
    _in_use.clear()
    _in_use.update(found)
    return found, said


def _clash(found: Mapping[str, str]) -> tuple[str, tuple[str, str]] | None:
    """A key that would be two commands' at one place."""
    for together in TOGETHER:
        taken: dict[str, str] = {}
        for command in together:
            key = found.get(command.name, command.key)
            if taken.setdefault(key, command.name) != command.name:
                return key, (taken[key], command.name)
    return None
