"""One question at a time, with its list beside it and where we stand: a section's, or the quick look's."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.binding import Binding
from textual.containers import VerticalScroll

from des_decider.decision.wording import visible
from des_decider.tui.commands import ON_A_QUESTION
from des_decider.tui.frame import MeetingFrame
from des_decider.tui.meeting import Said
from des_decider.tui.messages import Cut, Given, Typed, Unchosen
from des_decider.tui.question_words import question_of
from des_decider.tui.screens.question_view import GO_ON, QuestionView
from des_decider.tui.walk import Walk
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import ChoiceField, LineField
from des_decider.tui.widgets.question_list import LEGEND, QuestionList

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.binding import BindingType

    from des_decider.tui.commands import Command


DRAFT_AFTER = 0.3
"""Seconds after the last key when what is being typed is kept."""
ASKED_ONCE = (
    "One question, asked on its own. Enter saves its answer and goes back to where you came from. Esc goes back at "
    "once; what was typed is kept and marked, and counts only once it is given."
)


class QuestionScreen(QuestionView):
    """Asks one question after another; any of them can be left, in any state, at any time."""

    HERE = (
        "One question at a time. Type or choose an answer and press Enter: it is saved, the figures follow, and the "
        "next question comes. Esc leaves the field for the list; Esc again leaves the section. Nothing has to be "
        "answered in order, and nothing traps you: what is not understood is kept as typed, marked and listed."
    )
    CAN: ClassVar[tuple[Command, ...]] = (*MeetingFrame.CAN, *ON_A_QUESTION)
    BINDINGS: ClassVar[list[BindingType]] = [
        *(command.binding for command in ON_A_QUESTION),
        Binding("delete", "delete_row", "delete this row", show=False),
    ]

    def on_mount(self) -> None:
        """Open at the question asked for, or at a text not given, or where the group left off, or at the first open."""
        meeting = self.meeting
        if self.once:
            self.HERE = ASKED_ONCE
        self.walk = Walk(self._entries, lambda: meeting.session.answers)
        if self._first:
            self.walk.to(self._first)
        elif not self.walk.to_typed({question_of(id_, meeting.session.ids) for id_ in meeting.session.drafts}):
            if at := meeting.places.get(self.place, ""):
                self.walk.to(at)
            else:
                self.walk.to_first_open(meeting.state.quick_look_open)
        self.show_question()

    def show_question(self) -> None:
        """Show the question one stands on, its field ready to type in."""
        if not self.once:
            self.meeting.places[self.place] = self.walk.stop.key
        self.said_by, self._refused = "", ""
        self.words, self.wrong, self.meeting.remark = self.meeting.remark, False, ""
        self._fill_field()
        self.follow()
        self.query_one("#question", VerticalScroll).scroll_home(animate=False)
        self.remove_class("-listing")
        field = self._field()
        (self.query_one("#list", QuestionList) if field.disabled else field).focus()

    # -- what is typed and given

    def put(self, words: str) -> bool:
        """Put a text into the field, as if it were typed."""
        field = self._field()
        if isinstance(field, ChoiceField):
            return False
        field.fill(words)
        field.focus()
        self._typing(Typed(words))
        return True

    @on(Typed)
    def _typing(self, event: Typed) -> None:
        """Keep it a moment after the last key, so that a closed window loses nothing."""
        self._being_typed, self._refused = True, ""
        if self._timer is not None:
            self._timer.stop()
        self._timer = self.set_timer(DRAFT_AFTER, self.keep_typed)
        self._echo(event.text)

    def keep_typed(self) -> None:
        """Keep what is being typed, now."""
        self._stop_timer()
        if self._being_typed and self._asked is not None:
            self.meeting.type(self._asked.id, self.typed_now())
            self.show_frame()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(Cut)
    def _cut(self) -> None:
        self.say("Only the first line was pasted; this field takes one answer.")

    @on(Unchosen)
    def _choose_instead(self) -> None:
        self.say("Choose a line by its number, or with the arrows and Enter. F3 takes a note in your own words.")

    @on(Given)
    def _give(self, event: Given) -> None:
        """Save an answer and go on; what is not understood stays, and a second Enter goes on all the same."""
        if self._asked is None:
            self._choose_row(event.text)
            return
        self._stop_timer()
        id_, given = self._asked.id, event.text.strip()
        stands = visible(self.meeting.session.answers.text(id_), lines=True).strip()
        row = self.walk.stop.row
        begins = row is not None and not self.walk.is_there(row)
        if begins and not given and row is not None and row.new:
            self.meeting.type(id_, "")
            self.go(self.walk.past_table())
        elif (given == stands and not self.said_by) or (self._refused and event.text == self.meeting.typed(id_)):
            self.meeting.type(id_, "" if given == stands else event.text)
            self._go_on()
        else:
            said = self.meeting.give({**(row.with_it if row and begins else {}), id_: event.text if given else ""},
                                     said_by=self.said_by)  # fmt: skip
            self._being_typed = False  # not before: a fault on the way leaves it to be kept as typed
            if said.refused:
                self._refused = self.meeting.wrong().get(id_, said.fault)
                self.words, self.wrong = "Kept as typed and marked. Enter again goes on, or mend it.", True
                self.follow()
                if isinstance(field := self._field(), LineField):
                    field.select_all()  # as on arrival: what is typed next replaces it
            elif said.fault:
                self.told(said)
            else:
                self.meeting.remark = said.words
                self._go_on()

    def _go_on(self) -> None:
        """After an answer the next question comes; asked once, one goes back to where one came from."""
        if self.once:
            self.dismiss(None)
        else:
            self.go(self.walk.on())

    def go(self, went: bool) -> None:
        """Show where the walk went; at the end, the quick look's figures or the task list."""
        if went:
            self.show_question()
        elif self.quick:
            from des_decider.tui.screens.figures import FiguresScreen

            self.house.switch_screen(FiguresScreen(quick=True))
        else:
            self.dismiss(None)

    def go_to(self, key: str) -> None:
        """Go to a question, an overview or a row of this list."""
        self.keep_typed()
        self.walk.to(key)
        self.show_question()

    def _choose_row(self, key: str) -> None:
        """A line of an overview was chosen: a row, a new row, or to go on."""
        rows = self.walk.stop.entry.rows
        if key == GO_ON:
            self.go(self.walk.past_table())
        elif not key.isdigit():
            self.go_to(key)
        elif rows[int(key)].new:
            self.walk.begin(rows[int(key)])
            self.show_question()
        else:
            self.go_to(f"row:{rows[int(key)].key}")

    # -- keys

    @on(Choices.Chosen, "#list")
    def _from_list(self, event: Choices.Chosen) -> None:
        event.stop()
        self.go_to(event.key)

    @on(Choices.Chosen, "#panel")
    def _from_panel(self, event: Choices.Chosen) -> None:
        event.stop()
        self.open_figure(event.key)

    def on_descendant_focus(self) -> None:
        """The last line names the keys of what has the focus."""
        self.call_after_refresh(self.show_frame)

    def action_enter(self) -> None:
        """Enter, by mouse: give what stands in the field, or choose the line one stands on."""
        field = self._field()
        if isinstance(field, ChoiceField):
            field.action_select()
        else:
            self.post_message(Given(field.content))

    def action_open(self) -> None:
        """Enter on the list, by mouse."""
        self.go_to(self.query_one("#list", QuestionList).key)

    def action_leave(self) -> None:
        """Leave the field for the list; the list for where one came from."""
        self.keep_typed()
        listed = self.query_one("#list", QuestionList)
        if self.once or self.focused is listed:
            self.dismiss(None)
        else:
            self.add_class("-listing")
            listed.focus()

    def action_next_question(self) -> None:
        """Further down where the window is too low for the question; else the next one, whatever stands in this one."""
        shown = self.query_one("#question", VerticalScroll)
        if shown.scroll_offset.y < shown.max_scroll_y:
            shown.scroll_page_down(animate=False)
            return
        self.keep_typed()
        row = self.walk.stop.row
        empty = row is not None and row.new and not self.walk.is_there(row)
        self.go(self.walk.past_table() if empty else self.walk.on())

    def action_previous_question(self) -> None:
        """Further up where one scrolled down; else the question before, whatever stands in this one."""
        shown = self.query_one("#question", VerticalScroll)
        if shown.scroll_offset.y > 0:
            shown.scroll_page_up(animate=False)
            return
        self.keep_typed()
        if self.walk.back():
            self.show_question()
        else:
            self.action_leave()

    def action_undo(self) -> None:
        """Take the last answer back, and show the question as it then stands."""
        self._turned(self.meeting.undo)

    def action_redo(self) -> None:
        """Give again what was taken back."""
        self._turned(self.meeting.redo)

    def _turned(self, turn: Callable[[], Said]) -> None:
        self.keep_typed()
        said = turn()
        self.said_by = ""
        self._fill_again()
        self.told(said)

    def action_delete_row(self) -> None:
        """Delete the row one stands on in an overview; undo brings it back under its number."""
        field, entry = self._field(), self.walk.stop.entry
        if self._asked is not None or not isinstance(field, ChoiceField) or not field.key.isdigit():
            return
        row = entry.rows[int(field.key)]
        if row.new or not entry.grows:
            self.say("Only a row that somebody added can be deleted.")
            return
        said = self.meeting.give({row.key: ""})
        self._fill_again()
        self.told(said if said.fault else Said(f"{row.title}: deleted. F4 brings it back."))

    def action_check(self) -> None:
        """Check the answers of this section, or of all for the quick look."""
        from des_decider.tui.screens.check import CheckScreen

        self.keep_typed()
        self.house.push_screen(CheckScreen("" if self.quick else self.place))

    def on_screen_resume(self) -> None:
        """Coming back, the question stands as it was answered meanwhile."""
        if self._away and not self._being_typed:
            self._fill_again()

    def about_what(self) -> tuple[str, str]:
        """A mark is about the question, or about the section from an overview."""
        return (self._asked.id, self._asked.text) if self._asked else (self.place, self.title_words)

    def extra_help(self) -> str:
        """What this question takes, and what the signs of the list mean."""
        legend = ", ".join(f"{mark} {words}" for mark, words in LEGEND)
        takes = f"This question takes {self._asked.hint}. " if self._asked and self._asked.hint else ""
        return f"{takes}Signs: {legend}."
