"""What a question's screen shows: the list, the question with its field, and where we stand beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from des_decider.decision.agenda import RESULT
from des_decider.decision.wording import capital, visible
from des_decider.tui.question_text import about, above, overview, overview_words, place_words, result_words
from des_decider.tui.question_words import asked, understood
from des_decider.tui.screen_text import lines, text
from des_decider.tui.screens.question_asides import QuestionAsides
from des_decider.tui.widgets.fields import AnswerField, ChoiceField, LineField, WordsField, field_for
from des_decider.tui.widgets.panel import Panel
from des_decider.tui.widgets.question_list import QuestionList

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.timer import Timer

    from des_decider.decision.agenda import Entry
    from des_decider.tui.question_words import Asked
    from des_decider.tui.walk import Walk

GO_ON = "go on"
FIELDS: tuple[type[AnswerField], ...] = (LineField, WordsField, ChoiceField)


class QuestionView(QuestionAsides):
    """The parts of the screen and what stands in them; the screen itself says what happens."""

    CSS_PATH = "question.tcss"
    walk: Walk

    def __init__(
        self, place: str, title: str, entries: Callable[[], tuple[Entry, ...]], *, at: str = "",
        quick: bool = False, once: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.place, self.title_words, self.quick, self.once = place, title, quick, once
        self._entries, self._first = entries, at
        self._asked: Asked | None = None
        self._refused = ""
        self._timer: Timer | None = None
        self._being_typed = False

    def body(self) -> ComposeResult:
        """The list, the question and the panel."""
        yield QuestionList(id="list")
        with VerticalScroll(id="question", can_focus=False):
            yield Static(id="asked")
            yield Vertical(id="field")
            yield Static(id="echo")
            yield Static(id="about")
        yield Panel(id="panel")

    @property
    def asked(self) -> Asked | None:
        """The question that is put; none on an overview."""
        return self._asked

    def _field(self) -> AnswerField:
        """The field of the kind this question takes; made the first time it is wanted."""
        holder = self.query_one("#field", Vertical)
        asked = self._asked
        wanted = field_for(asked.field.rules.kind, asked.choices) if asked is not None else ChoiceField
        for kind in FIELDS:
            for other in holder.query(kind):
                other.display = kind is wanted
        found = holder.query(wanted)
        if found:
            return found.first()
        made = wanted()
        holder.mount(made)
        return made

    def _fill_field(self) -> None:
        """Fill the field with what was typed, with the answer that stands, or with a table's rows."""
        session, stop = self.meeting.session, self.walk.stop
        self._asked = asked(stop, session.answers, session.ids) if stop.id else None
        field = self._field()
        field.disabled = bool(session.read_only) and bool(stop.id)
        if not isinstance(field, ChoiceField):
            field.fill(self.meeting.typed(stop.id) or session.answers.text(stop.id))
        elif self._asked is not None:
            field.offer(self._asked.choices, session.answers.text(stop.id))
        else:
            rows, at = overview(stop, self.meeting, GO_ON, self.room)
            field.show(rows, at=at)
        self._being_typed = False

    def _fill_again(self) -> None:
        """Fill the field where one stands, as the answers have become: a row may be gone, or be back."""
        self.walk.again()
        self._fill_field()

    @property
    def list_width(self) -> int:
        """Columns for the list: more where the window has them, as questions are long."""
        return min(max(28, self.size.width - 84), 44) if self.wide else 28

    @property
    def room(self) -> int:
        """Columns for the question."""
        beside = self.list_width + 38 if self.wide else 0 if self.narrow else self.list_width
        return max(self.size.width - beside - 5, 30)

    def follow(self) -> None:
        """Show the frame, the list, the words about the question, and the figures as they stand."""
        super().follow()
        meeting, stop = self.meeting, self.walk.stop
        width = self.size.width - 4 if self.narrow else self.list_width - 3
        entries, wrong = self.walk.entries, {*meeting.wrong(), *(flag.id for flag in meeting.state.flags)}
        listed = self.query_one("#list", QuestionList)
        listed.styles.width = "1fr" if self.narrow else self.list_width
        listed.show_entries(entries, stop, meeting.session.answers, wrong, width)
        self.show_standing()
        place = place_words(self.title_words, stop, self.walk.stops, quick=self.quick)
        self.query_one("#asked", Static).update(above(place, self._asked, stop))
        if self._asked is not None:
            self.query_one("#about", Static).update(about(self._asked, meeting, self.said_by))
        else:
            result = stop.entry.key == RESULT
            self.query_one("#about", Static).update(result_words(meeting) if result else overview_words(stop, meeting))
        self._echo(self.typed_now())

    def _echo(self, typed: str) -> None:
        """Under the field: why it is not understood, or what it is taken as."""
        shown = self.query_one("#echo", Static)
        taken = understood(typed, self._asked.field) if self._asked else ""
        why = self._refused
        if self._asked and not why and not self._being_typed:
            why = self.meeting.wrong().get(self._asked.id, "")
        lines_ = [text(("Look again: ", "$warning bold"), words) for words in self._look_again(typed)]
        if why and not taken:
            shown.update(text(("! ", "$error bold"), (visible(capital(why)), "$error")))
        elif taken:
            unfinished = " · not given yet: Enter gives it" if why else ""
            shown.update(lines([text((f"= {taken}", "$muted"), (unfinished, "$warning")), *lines_]))
        else:
            shown.update(lines(lines_))

    def _look_again(self, typed: str) -> list[str]:
        """What does not fit together about the answer that stands; nothing while another is being typed."""
        if self._asked is None or (typed and typed != self.meeting.session.answers.text(self._asked.id)):
            return []
        return self.meeting.look_again(self._asked.id)

    def keys(self) -> Sequence[tuple[str, str, str]]:
        """The six keys that matter on a question, or on its list."""
        if isinstance(self.focused, QuestionList):
            return [
                ("Enter", "open", "screen.open"), ("Esc", "sections", "screen.leave"),
                ("F2", "figures", "screen.figures"), ("F9", "check", "screen.check"), ("F4", "undo", "screen.undo"),
                ("F1", "help", "screen.help"),
            ]  # fmt: skip
        enter, leave = ("save", "back") if self.once else ("next", "list")
        third = [("F3", "note", "screen.note")] if self._asked else []
        if self._asked is None and self.walk.stop.entry.grows and not self.meeting.session.read_only:
            third = [("Del", "delete row", "screen.delete_row")]
        return [
            ("Enter", enter, "screen.enter"), ("Esc", leave, "screen.leave"), ("F2", "figures", "screen.figures"),
            *third, ("F4", "undo", "screen.undo"), ("F1", "help", "screen.help"),
        ]  # fmt: skip

    def typed_now(self) -> str:
        """What stands in the field."""
        return self._field().content
