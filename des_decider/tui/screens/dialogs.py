"""The dialogs over a screen: help, a question with its answers, lines to fill in, a note, who said it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple, TypeVar

from textual import events, on
from textual.binding import Binding
from textual.containers import Vertical, VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from des_decider.tui.keys import ALWAYS, BACK, ENTER, HELP, LEAVE, NEW_LINE, NEXT, NOTE, bindings, keyed
from des_decider.tui.screen_text import clickable, lines, padded, refused, text
from des_decider.tui.styled_once import TALL, StyledOnce
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import LineField, Submitted, Typed, WordsField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from des_decider.tui.keys import Command

SOMEBODY_ELSE = "somebody else"
FROM_LINE_TO_LINE: list[BindingType] = [
    Binding("down", "app.focus_next", show=False), Binding("up", "app.focus_previous", show=False),
]  # fmt: skip
"""The arrows, where lines are filled in."""
Given = TypeVar("Given")


class Dialog(ModalScreen[Given], StyledOnce[Given]):
    """A box over a screen; the way out gives None, which leaves everything as it was."""

    CSS_PATH = "dialog.tcss"
    VERTICAL_BREAKPOINTS = [(0, "-short"), (TALL, "-tall")]  # noqa: RUF012 - the library declares it as the instance's
    BINDINGS: ClassVar[list[BindingType]] = LEAVE.called(does="dismiss(None)").bindings


class HelpScreen(Dialog[None]):
    """Help where one stands: what this place is for, and every key that works here; any way out leads back there."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(*(command.called(does="dismiss(None)") for command in (HELP, ENTER))),
        *bindings(NEXT.called(does="further(1)"), BACK.called(does="further(-1)")),
        Binding("q", "dismiss(None)", show=False),
    ]

    def __init__(self, here: str, commands: Sequence[Command], more: str = "") -> None:
        super().__init__()
        self._here, self._commands, self._more = here, commands, more

    def compose(self) -> ComposeResult:
        """The words, then the keys."""
        ways = f"   {LEAVE.shown} leaves it; {BACK.shown}, {NEXT.shown} and the arrows scroll"
        pieces = [text(("Help", "bold"), (ways, "$muted")), text(self._here), text("")]
        if self._more:
            pieces += [text(self._more), text("")]
        for command in (*self._commands, *ALWAYS):
            letter = f" or {command.letter_shown}" if command.letter else ""
            pieces.append(text((padded(f"{command.shown}{letter}", 12), "bold $accent"), keyed(command.help)))
        pieces += [text(""), text(("Letters work outside a field.", "$muted"))]
        with VerticalScroll(classes="dialog"):
            yield Static(lines(pieces))

    def on_mount(self) -> None:
        """The keys scroll it at once."""
        self.query_one(VerticalScroll).focus()

    def action_further(self, pages: int) -> None:
        """A page further down, or up."""
        shown = self.query_one(VerticalScroll)
        shown.scroll_relative(y=pages * shown.size.height, animate=False)


class AskScreen(Dialog[str | None]):
    """A question with its answers in words; one stands on the first, which changes nothing. Gives the key of one."""

    def __init__(
        self, told: Sequence[Content], answers: Sequence[tuple[str, str]], *, enter: str = "", leaves: str = ""
    ) -> None:
        """`enter` and `leaves` say under the answers what Enter and the way out do, where that is told."""
        super().__init__()
        self._told, self._answers, self._enter, self._leaves = told, answers, enter, leaves

    def compose(self) -> ComposeResult:
        """The question, what it is about, the answers, and how to go."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(lines(self._told))
            yield Choices(id="offered")
            if self._leaves:
                leave = clickable(LEAVE.shown, "screen.dismiss(None)", "bold $accent")
                yield Static(text((self._enter, "$muted")) + leave + text((f" {self._leaves}", "$muted")))

    def on_mount(self) -> None:
        """Stand on the answer that changes nothing."""
        listed = self.query_one(Choices)
        listed.show([(key, text(words)) for key, words in self._answers])
        listed.focus()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        self.dismiss(event.key)


class Line(NamedTuple):
    """One line to fill in: its name, what stands in it, what may be typed, and what is asked."""

    name: str
    stands: str
    hint: str
    label: str = ""


class LinesScreen(Dialog[dict[str, str] | None]):
    """Some lines to fill in; Enter on the last one gives them by name, unless one is refused."""

    BINDINGS = FROM_LINE_TO_LINE

    def __init__(
        self, told: Content, asked: Sequence[Line], ends: Content,
        refuse: Callable[[dict[str, str]], tuple[str, str] | None], keep: Callable[[str], None] = lambda _: None,
    ) -> None:  # fmt: skip
        """`refuse` names the line that is refused and says why; `keep` is told what is being typed."""
        super().__init__()
        self._told, self._lines, self._ends, self._refuse, self._keep = told, asked, ends, refuse, keep

    def compose(self) -> ComposeResult:
        """What is asked, each line, and how to go."""
        with Vertical(classes="dialog"):
            yield Static(self._told)
            for line in self._lines:
                if line.label:
                    yield Static(text((line.label, "bold")))
                yield LineField(id=line.name)
            yield Static(id="wrong")
            yield Static(self._ends)

    def on_mount(self) -> None:
        """Open with what stands or was typed before."""
        for line in self._lines:
            self._field(line.name).fill(line.stands, line.hint)
        self._field(self._lines[0].name).focus()

    def _field(self, name: str) -> LineField:
        return self.query_one(f"#{name}", LineField)

    @on(Typed)
    def _typing(self, event: Typed) -> None:
        self._keep(event.text)
        self.query_one("#wrong", Static).update("")

    @on(Submitted)
    def _given(self) -> None:
        if self.focused is not None and self.focused.id != self._lines[-1].name:
            self.focus_next(LineField)
        else:
            self.action_give()

    def action_give(self) -> None:
        """Give the lines, if none is refused."""
        found = {line.name: self._field(line.name).content.strip() for line in self._lines}
        if why_not := self._refuse(found):
            self.query_one("#wrong", Static).update(refused(why_not[1]))
            self._field(why_not[0]).focus()
        else:
            self.dismiss(found)


class NoteScreen(Dialog[str]):
    """A note on an answer; leaving keeps it, so that nothing typed is lost."""

    BINDINGS = bindings(LEAVE.called(does="keep"), NOTE.called(does="keep"))

    def __init__(self, about: str, note: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._about, self._note, self._keep = about, note, keep

    def compose(self) -> ComposeResult:
        """The question, the note, and how to go."""
        keep = clickable(f"Enter or {LEAVE.shown}", "screen.keep", "bold $accent")
        with Vertical(classes="dialog"):
            yield Static(text(("Note on: ", "$muted"), (self._about, "bold")))
            yield WordsField(id="note")
            yield Static(keep + text(f" keeps it; {NEW_LINE.shown} a new line"))

    def on_mount(self) -> None:
        """Open with the note as it stands."""
        field = self.query_one(WordsField)
        field.fill(self._note, "who covers, what was meant, what to ask")
        field.focus()

    @on(Typed)
    def _typing(self, event: Typed) -> None:
        self._keep(event.text)

    @on(Submitted)
    def action_keep(self) -> None:
        """Give the note back."""
        self.dismiss(self.query_one(WordsField).content)


class WhoScreen(Dialog[str | None]):
    """Who said an answer, or who is typing: one of some names, or a name typed; None leaves it as it was."""

    def __init__(self, asked: str, names: Iterable[str], so_far: str, *, likely: str = "") -> None:
        super().__init__()
        self._asked, self._names, self._so_far, self._likely = asked, tuple(names), so_far, likely

    def compose(self) -> ComposeResult:
        """The names, and a line for anybody else."""
        leaves = "leaves it as it was" if self._so_far else "names nobody"
        with Vertical(classes="dialog"):
            yield Static(text((self._asked, "bold")))
            yield Choices(id="who")
            yield LineField(id="name")
            yield Static(text((f"Enter chooses; {LEAVE.shown} {leaves}", "$muted")))

    def on_mount(self) -> None:
        """Stand on whoever it is so far, else on whoever is likely, or on no name; on the line where there is none."""
        who, field = self.query_one(Choices), self.query_one(LineField)
        else_ = text(("somebody else: type the name", "$muted"))
        likely = self._so_far or self._likely
        stood = likely if likely in self._names else SOMEBODY_ELSE
        who.show([*((name, text(name)) for name in self._names), (SOMEBODY_ELSE, else_)], at=stood)
        who.display = bool(self._names)
        field.fill("" if self._so_far in self._names else self._so_far, "a name")
        (who if self._names else field).focus()

    def on_key(self, event: events.Key) -> None:
        """A name typed while one stands on the list goes into the line."""
        if isinstance(self.focused, Choices) and event.character and event.is_printable:
            field = self.query_one(LineField)
            field.select_on_focus = False  # or the next letter would replace this one
            field.fill(event.character)
            field.focus()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.key == SOMEBODY_ELSE:
            self.query_one(LineField).focus()
        else:
            self.dismiss(event.key)

    @on(Submitted)
    def _named(self, event: Submitted) -> None:
        self.dismiss(event.text.strip() or None)


def typed_path(typed: str) -> Path | None:
    """A path as people type or paste it, in quotes or with ~ for their home; None where nothing is typed."""
    words = typed.strip().strip('"“”').strip()
    if not words:
        return None
    try:
        return Path(words).expanduser()
    except RuntimeError:
        # The system does not know that home: a folder may have such a name all the same.
        return Path(words)
