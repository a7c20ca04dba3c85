"""Small dialogs beside a question: its note, who said it, when to come back to it; each gives back what was put in."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Static

from des_decider.decision.parsing import parse
from des_decider.decision.values import Refused
from des_decider.decision.wording import visible
from des_decider.tui.commands import COME_BACK, LEAVE, NEW_LINE, NOTE, bindings
from des_decider.tui.screen_text import clickable, text
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import LineField, Submitted, Typed, WordsField

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from textual.app import ComposeResult
    from textual.binding import BindingType

    from des_decider.tui.frame import MeetingFrame

SOMEBODY_ELSE = "somebody else"


class NoteScreen(ModalScreen[str]):
    """A note on an answer; leaving keeps it, so that nothing typed is lost."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = bindings(LEAVE.called(does="keep"), NOTE.called(does="keep"))

    def __init__(self, about: str, note: str, keep: Callable[[str], None]) -> None:
        super().__init__()
        self._about, self._note, self._keep = about, note, keep

    def compose(self) -> ComposeResult:
        """The question, the note, and how to go."""
        with Vertical(classes="dialog"):
            yield Static(text(("Note on: ", "$muted"), (self._about, "bold")))
            yield WordsField(id="note")
            yield Static(
                clickable(f"Enter or {LEAVE.shown}", "screen.keep", "bold $accent")
                + text(f" keeps it; {NEW_LINE.shown} a new line")
            )

    def on_mount(self) -> None:
        """Open with the note as it stands."""
        field = self.query_one(WordsField)
        field.fill(self._note, "who covers, what was meant, what to ask")
        field.focus()

    @on(Typed)
    def _typing(self, event: Typed) -> None:
        self._keep(event.text)

    @on(Submitted)
    def _given(self) -> None:
        self.action_keep()

    def action_keep(self) -> None:
        """Give the note back."""
        self.dismiss(self.query_one(WordsField).content)


class SaidByScreen(ModalScreen[str | None]):
    """Who said an answer: a partner, or a name typed; None leaves it as it was."""

    CSS_PATH = "dialog.tcss"
    BINDINGS = LEAVE.called(does="dismiss(None)").bindings

    def __init__(self, partners: Iterable[str], said_by: str) -> None:
        super().__init__()
        self._partners, self._said_by = tuple(partners), said_by

    def compose(self) -> ComposeResult:
        """The partners, and a line for anybody else."""
        with Vertical(classes="dialog"):
            yield Static(text(("Who said it?", "bold")))
            yield Choices(id="who")
            yield LineField(id="name")
            yield Static(text((f"Enter chooses; {LEAVE.shown} leaves it as it was", "$muted")))

    def on_mount(self) -> None:
        """Stand on who said it so far."""
        lines = [(name, text(name)) for name in self._partners]
        lines.append((SOMEBODY_ELSE, text(("somebody else: type the name", "$muted"))))
        who = self.query_one(Choices)
        who.show(lines, at=self._said_by)
        self.query_one(LineField).fill("" if self._said_by in self._partners else self._said_by, "a name")
        who.focus()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        if event.key == SOMEBODY_ELSE:
            self.query_one(LineField).focus()
        else:
            self.dismiss(event.key)

    @on(Submitted)
    def _named(self, event: Submitted) -> None:
        self.dismiss(event.text.strip() or None)


def ask_come_back(screen: MeetingFrame, id_: str, about: str) -> None:
    """Ask when to come back to a question or section, and mark it so."""
    if screen.only_read():
        return
    meeting = screen.meeting
    field = meeting.session.ids.field(f"open.{id_}.when")
    if field is None:
        screen.say(f"{COME_BACK.shown} marks a question or a section to come back to.")
        return
    ids = {"why": f"open.{id_}", "whom": f"open.{id_}.whom", "when": f"open.{id_}.when"}
    stands = {part: meeting.session.answers.text(full) for part, full in ids.items()}

    def why_not(when: str) -> str:
        parsed = parse(when, field.rules)
        return parsed.why if isinstance(parsed, Refused) else ""

    def marked(found: dict[str, str] | None) -> None:
        if found is not None:
            # A line shows controls as words; left as it was, it is what stands and no edit of it.
            as_were = {part: words for part, words in stands.items() if found[part] == visible(words).strip()}
            screen.told(meeting.give({full: as_were.get(part, found[part]) for part, full in ids.items()}))

    screen.app.push_screen(ComeBackScreen(about, stands, why_not), marked)


class ComeBackScreen(ModalScreen[dict[str, str] | None]):
    """To come back to a question: with whom, by when, and why; empty fields take the mark away."""

    CSS_PATH = "dialog.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        *LEAVE.called(does="dismiss(None)").bindings,
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]
    PARTS = (
        ("whom", "With whom", "a partner, the accountant, the LMC"),
        ("when", "By when", "a date such as 20 May 2020"),
        ("why", "Because", "what is missing"),
    )

    def __init__(self, about: str, stands: dict[str, str], check: Callable[[str], str]) -> None:
        super().__init__()
        self._about, self._stands, self._check = about, stands, check

    def compose(self) -> ComposeResult:
        """A line for each part."""
        with Vertical(classes="dialog"):
            yield Static(text(("Come back to: ", "$muted"), (self._about, "bold")))
            for name, words, _ in self.PARTS:
                yield Static(text((words, "bold")))
                yield LineField(id=name)
            yield Static("", id="wrong")
            yield Static(
                text(
                    (
                        f"Enter on the last line marks it; {LEAVE.shown} leaves it; empty lines take the mark away",
                        "$muted",
                    )
                )
            )

    def on_mount(self) -> None:
        """Open with the mark as it stands."""
        for name, _, hint in self.PARTS:
            self.query_one(f"#{name}", LineField).fill(self._stands.get(name, ""), hint)
        self.query_one("#whom", LineField).focus()

    @on(Submitted)
    def _given(self) -> None:
        focused = self.focused
        if focused is not None and focused.id != self.PARTS[-1][0]:
            self.focus_next(LineField)
            return
        found = {name: self.query_one(f"#{name}", LineField).content.strip() for name, _, _ in self.PARTS}
        why_not = self._check(found["when"]) if found["when"] else ""
        if why_not:
            self.query_one("#wrong", Static).update(text(("! ", "$error bold"), (why_not, "$error")))
            self.query_one("#when", LineField).focus()
            return
        self.dismiss(found)
