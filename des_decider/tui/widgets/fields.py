"""The fields of a question: a line for numbers and dates, a few lines for words, a list for choices; what they tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, assert_never

from textual import events, on
from textual.binding import Binding
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input, OptionList, TextArea

from des_decider.decision.wording import visible
from des_decider.tui.key_queue import FIGURES, ONE_NUMBER
from des_decider.tui.keys import EVERYWHERE, LEAVE, NEW_LINE, ON_A_QUESTION, SEAL, over_a_field
from des_decider.tui.screen_text import hanging, text
from des_decider.tui.widgets.choices import Choices
from des_decider.worksheet.answer_kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from textual.binding import BindingType
    from textual.content import Content

    from des_decider.decision.ids import Field

_ON_THE_SCREEN = over_a_field(*EVERYWHERE, *ON_A_QUESTION, SEAL, LEAVE)
"""In a field these belong to the screen, whatever the library's widget would do with them."""
DIGITS = frozenset("123456789")
MOST_LINES = 6
"""Lines of one choice, of which the longest a worksheet may have takes fewer in the narrowest window."""
TAKE_BACK, LEAVE_OPEN = "take back", "leave open"


def _lines_of(pasted: str) -> str:
    """A text as pasted; many terminals send a carriage return for the end of a line."""
    return pasted.replace("\r\n", "\n").replace("\r", "\n")


class LineField(Input):
    """One line for a number, an amount or a date: the text is kept as typed, the core says what it means."""

    BINDINGS: ClassVar[list[BindingType]] = _ON_THE_SCREEN

    virtual_size = Reactive(Size(0, 0))
    """The library lays the whole screen out at every change of this, which would be felt at every key."""

    def watch_virtual_size(self, before: Size, now: Size) -> None:
        """Only whether a text is longer than the field, and so scrolls, hangs on the layout."""
        room = self.content_size.width
        if (before.width >= room) != (now.width >= room):
            self.refresh(layout=True)

    def watch_has_focus(self, _has_focus: bool) -> None:
        """With the keys and without them it is styled alike."""

    def fill(self, content: str, hint: str = "") -> None:
        """Show a text, without telling anybody that it changed."""
        with self.prevent(Input.Changed):
            self.value = visible(content)
            self.cursor_position = len(self.value)
        self.placeholder = visible(hint)

    @property
    def content(self) -> str:
        """What stands in the field."""
        return self.value

    @on(Input.Changed)
    def _tell_typed(self, event: Input.Changed) -> None:
        self.post_message(Typed(event.value))

    @on(Input.Submitted)
    def _tell_given(self, event: Input.Submitted) -> None:
        self.post_message(Submitted(event.value))

    def _on_paste(self, event: events.Paste) -> None:
        """Paste one line as one: a list copied from a spreadsheet would lose all but its first, so that is said."""
        first, *more = _lines_of(event.text).strip().split("\n")
        if more:
            self.post_message(Cut())
        self.replace(visible(first), *sorted(self.selection))
        event.prevent_default()


class WordsField(TextArea):
    """A few lines for words: Enter gives them, and another key starts a new line."""

    BINDINGS: ClassVar[list[BindingType]] = [*NEW_LINE.bindings, *_ON_THE_SCREEN]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id, soft_wrap=True, show_line_numbers=False, compact=True, highlight_cursor_line=False)

    def fill(self, content: str, hint: str = "") -> None:
        """Show a text, without telling anybody that it changed."""
        with self.prevent(TextArea.Changed):
            self.text = visible(content, lines=True)
            self.move_cursor(self.document.end)
        self.placeholder = hint

    @property
    def content(self) -> str:
        """What stands in the field."""
        return self.text

    def action_delete_to_start_of_line(self) -> None:
        """Take away what stands before the cursor, back to where its line began, however often that was wrapped."""
        end = self.selection.end
        self.delete((end[0], 0), end)

    def action_new_line(self) -> None:
        """Start a new line where the cursor is."""
        self.insert("\n")

    @on(TextArea.Changed)
    def _tell_typed(self) -> None:
        self.post_message(Typed(self.text))

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self.post_message(Submitted(self.text))

    async def _on_paste(self, event: events.Paste) -> None:
        event.prevent_default()
        self.replace(visible(_lines_of(event.text), lines=True), *self.selection, maintain_selection_offset=False)


class ChoiceField(Choices):
    """A list of answers: Enter gives the words typed, or else the line one stands on.

    A digit chooses at once, but goes to its line where another is chosen already: whoever begins to type a number, on a
    question that they take for another, changes no answer by it. Figures typed as one number are words, and no line.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "give", show=False), *_ON_THE_SCREEN]

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self.content = ""
        """What is typed in place of a choice."""
        self._offers, self._begun, self._stands = False, False, ""
        self._choices: Mapping[str, str] = {}
        self._width = 0
        self._number, self._number_at = "", 0.0
        """The figures typed last, as far as they are one number, and when."""

    def offer(self, choices: Mapping[str, str], chosen: str, typed: str = "") -> None:
        """Show the choices, each with its digit; the one given is marked, and can be taken back.

        Where none is given one stands on the line that leaves it open, so that Enter alone answers nothing. What was
        `typed` earlier is gone on with by letters; a digit still chooses.
        """
        self.content, self._offers, self._begun, self._stands, self._number = typed, True, False, chosen, ""
        self._choices = choices
        self._show_choices(at=chosen or LEAVE_OPEN)

    def fit(self, width: int) -> None:
        """Let a choice that is longer than so many columns go on under its own words; 0 as the list wraps by itself."""
        if width != self._width:
            self._width = width
            if self._offers:
                self._show_choices()

    def _show_choices(self, at: str = "") -> None:
        chosen, lines = self._stands, []
        for number, (key, words) in enumerate(self._choices.items(), start=1):
            digit, mark = f" {number} " if number < 10 else "   ", "(x) " if key == chosen else "( ) "
            said = hanging(words, self._width, MOST_LINES, len(digit + mark)) if self._width else words
            lines.append((key, text((digit, "$muted"), mark, said)))
        last, words = (TAKE_BACK, "take this answer back") if chosen else (LEAVE_OPEN, "leave it open")
        lines.append((last, text((f"     {words}", "$muted"))))
        self.show(lines, at=at)

    def overview(self, rows: Iterable[tuple[str, Content]], at: str) -> None:
        """Show lines to go on to, where nothing can be typed."""
        self.content, self._offers, self._number = "", False, ""
        self.show(rows, at=at)

    def action_give(self) -> None:
        """Give the words typed, which may be no choice; else choose the line one stands on."""
        if self.content:
            self._begun = False
            self.post_message(Submitted(self.content))
        else:
            self.action_select()

    def type(self, typed: str) -> None:
        """Show words as typed by the last key."""
        self.content = typed if self._offers else ""
        self._begun = bool(self.content)
        self.post_message(Typed(typed) if self._offers else Untaken())

    @on(OptionList.OptionHighlighted)
    def _moved_away(self) -> None:
        """Whoever goes to a line means that line, and no words."""
        if self.content:
            self.type("")

    @on(Choices.Chosen)
    def _tell_given(self, event: Choices.Chosen) -> None:
        self.post_message(Submitted("" if event.key in {TAKE_BACK, LEAVE_OPEN} else event.key))

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - as the library calls it
        """Letters are an answer typed in words, never a command: `on_key` says how to choose instead."""
        return character is not None and character.isprintable() and character != " "

    def on_key(self, event: events.Key) -> None:
        """A digit chooses its line; anything else is typed as words."""
        before, self._number = self._number if event.time - self._number_at < ONE_NUMBER else "", ""
        only_digits = not self._begun or self.content in DIGITS  # a digit that chooses nothing is no word begun
        if event.character in FIGURES and only_digits:
            self._number, self._number_at = f"{before}{event.character}", event.time
            if before:
                event.stop()
                self.type(self._number)
                return
        if event.character and event.character.isdigit() and event.character != "0" and only_digits:
            number = int(event.character) - 1
            if self.key_at(number) not in {"", TAKE_BACK, LEAVE_OPEN}:
                event.stop()
                self.highlighted = number
                if self._stands in {"", self.key_at(number)}:
                    self.post_message(Submitted(self.key_at(number), by_digit=True))
                return
        if event.key in {"backspace", "ctrl+u"} and self.content:
            event.stop()
            self.type(self.content[:-1] if event.key == "backspace" else "")
        elif event.character and event.is_printable and (self.content or event.character != " "):
            event.stop()
            self.type(self.content + event.character)

    def _on_paste(self, event: events.Paste) -> None:
        self.type(visible(_lines_of(event.text).strip().partition("\n")[0]))


AnswerField = LineField | WordsField | ChoiceField


def field_for(asked: Field, choices: Mapping[str, str]) -> type[AnswerField]:
    """The field an answer is given in; a line, too, where there is nothing to choose from yet."""
    answered = kind_of(asked.rules.kind).answered
    match answered:
        case "in words":
            return LineField if asked.in_one_line else WordsField
        case "chosen" if choices:
            return ChoiceField
        case "chosen" | "typed":
            return LineField
        case _:
            assert_never(answered)


class Typed(Message):
    """The text of a field changed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class Submitted(Message):
    """A person gives what stands in the field, or what was chosen, at once where that was `by_digit`."""

    def __init__(self, text: str, *, by_digit: bool = False) -> None:
        super().__init__()
        self.text, self.by_digit = text, by_digit


class Untaken(Message):
    """Words were typed where nothing can be typed."""


class Cut(Message):
    """Only the first line of what was pasted fits the field."""
