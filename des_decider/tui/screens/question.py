"""One question at a time, with its list beside it and where we stand: a section's, or the quick look's."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Literal

from textual import on
from textual.containers import Vertical, VerticalScroll

from des_decider.decision.text_width import wrapped
from des_decider.decision.to_confirm import within
from des_decider.decision.wording import capital, visible
from des_decider.decision.worksheet_says import about, everything, section
from des_decider.record.quick_look import added
from des_decider.tui import question_words, table_words
from des_decider.tui.agenda_walk import Walk
from des_decider.tui.frame import ROOMY
from des_decider.tui.keys import (
    CHECK,
    DELETE,
    ENTER,
    FIGURES,
    HELP,
    LEAVE,
    NEXT,
    NOTE,
    ON_A_QUESTION,
    UNDO,
    bindings,
    keyed,
)
from des_decider.tui.meeting import Said
from des_decider.tui.screen_text import lines, refused, text
from des_decider.tui.screens.table_frame import IN_A_TABLE, TableFrame
from des_decider.tui.widgets.answer_grid import TablePage
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import (
    ChoiceField,
    Cut,
    LineField,
    Submitted,
    Typed,
    Untaken,
    WordsField,
    field_for,
)
from des_decider.tui.widgets.panel import Panel
from des_decider.tui.widgets.question_list import CAME_OVER, LEGEND, QuestionList
from des_decider.tui.widgets.text_and_foot import Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.content import Content
    from textual.timer import Timer

    from des_decider.decision.agenda import Entry, Stop
    from des_decider.decision.worksheet_says import AuthorSays
    from des_decider.record.state import State
    from des_decider.tui.keys import Command
    from des_decider.tui.question_words import Asked
    from des_decider.tui.widgets.fields import AnswerField


GO_ON = "go on"
AT_THE_END = "This is the end of it; {next} again goes on."
SCROLLBAR = 1
"""Columns that the bar beside a long table takes."""
DRAFT_AFTER = 0.3
"""Seconds after the last key when what is being typed is kept."""
KEPT_IN_CELL = "What was typed is kept in its cell and not given: Enter gives it, {delete} takes it away."
ASKED_ONCE = (
    "One question, asked on its own or in its table. Enter saves its answer and goes back to where you came from. "
    "{leave} goes back at "
    "once; what was typed is kept and marked, and counts only once it is given."
)


class QuestionScreen(TableFrame):
    """Asks one question after another; any of them can be left, in any state, at any time."""

    CSS_PATH = "question.tcss"
    HERE = (
        "One question at a time. Type or choose an answer and press Enter: it is saved, the figures follow, and the "
        "next question comes. {leave} leaves the field for the list; {leave} again leaves the section. Nothing has to "
        "be answered in order, and nothing traps you: what is not understood is kept as typed, marked and listed."
    )
    CAN = (*TableFrame.CAN, *ON_A_QUESTION)
    BINDINGS = bindings(*ON_A_QUESTION, DELETE.called(does="delete_row"))

    def __init__(
        self, place: str, title: str, entries: Callable[[], tuple[Entry, ...]], *, at: str = "",
        quick: bool = False, once: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        self.place, self.title_words, self.quick, self.once = place, title, quick, once
        self._entries, self._first = entries, at
        self.asked: Asked | None = None
        """The question that is put; none on an overview."""
        self.said_by = ""
        """Who says the answer being typed; empty where nobody was named."""
        self._from_table = False
        """Whether one came from a table to the question that is shown to the room."""
        self._refused = ""
        self._timer: Timer | None = None
        self._being_typed = False
        self._listing = False
        """Whether one has left the field for the list, which may have no room beside it."""

    # -- what is shown

    def on_mount(self) -> None:
        """Open at the question asked for, or at a text not given, or where the group left off, or at the first open."""
        meeting = self.meeting
        if self.once:
            self.HERE = ASKED_ONCE
        for changes in ("scroll_y", "virtual_size"):  # by which the last line says whether there is more below
            self.watch(self.query_one("#question"), changes, self.show_foot, init=False)
        self.walk = Walk(self._entries, lambda: meeting.session.answers)
        if self._first:
            (self.walk.to if meeting.in_room_view else self.walk.come_for)(self._first)
        elif not self.walk.to_typed(
            {question_words.question_of(id_, meeting.session.ids) for id_ in meeting.session.drafts}
        ):
            answers, at = meeting.session.answers, meeting.places.get(self.place, "")
            unnamed = () if answers.partners() else ("partner.1.name",)
            waits = meeting.first_of_quick_look if self.quick and (at in answers or not (at or unnamed)) else ""
            if waits:
                self.walk.come_for(waits)
            elif at:
                self.walk.to(at)
            else:
                self.walk.to_first_open(unnamed, self._may_be_left)
        self.show_question()

    def _may_be_left(self, id_: str) -> bool:
        """Whether nobody waits for an answer. A choice is asked all the same: how a table is answered comes first."""
        field = self.meeting.session.ids.field(id_)
        return field is not None and (field.optional or bool(field.default and not field.rules.choices))

    def show_question(self) -> None:
        """Show the question one stands on, its field ready to type in; of a table all its cells."""
        if not self.once:
            self.meeting.places[self.place] = self.walk.stop.key
        self.said_by, self._refused = "", ""
        self.words, self.wrong = self.meeting.take_remark(), False
        self._listing = False
        self._fill_field()
        self.follow()
        if self.in_table:
            self.grid.arrive()
            return
        self.query_one("#question", VerticalScroll).scroll_home(animate=False)
        field = self._field()
        (self.query_one("#list", QuestionList) if field.disabled else field).focus()
        if isinstance(field, LineField):  # also where it had the keys before, as what is typed next replaces it
            field.select_all()

    def body(self) -> ComposeResult:
        """The list, the question or the table, and the panel."""
        yield QuestionList(id="list")
        with VerticalScroll(id="question", can_focus=False):
            yield Words(id="asked")
            yield Vertical(id="field")
            yield Words(id="echo")
            yield Words(id="about")
        self.page = TablePage()
        yield self.page
        yield Panel(id="panel")

    def _field(self) -> AnswerField:
        """The field of the kind this question takes; made the first time it is wanted."""
        holder = self.query_one("#field", Vertical)
        wanted = field_for(self.asked.field, self.asked.choices) if self.asked is not None else ChoiceField
        for other in holder.children:
            other.display = isinstance(other, wanted)
        found = holder.query(wanted)
        if found:
            return found.first()
        made = wanted()
        holder.mount(made)
        return made

    def _fill_field(self) -> None:
        """Fill the field with what was typed, with the answer that stands, or with a table's rows."""
        session, stop = self.meeting.session, self.walk.stop
        self._being_typed = False
        if self.in_table:
            self.fill_table(self.walk.cell)
            return
        self.asked = question_words.asked(stop, session.answers, session.ids) if stop.id else None
        field = self._field()
        field.disabled = bool(session.read_only) and bool(stop.id)
        if not isinstance(field, ChoiceField):
            field.fill(self.meeting.typed(stop.id) or session.answers.text(stop.id))
        elif self.asked is not None:
            field.offer(self.asked.choices, session.answers.text(stop.id), self.meeting.typed(stop.id))
        else:
            rows, at = question_words.overview(stop, self.meeting, GO_ON, self.room - SCROLLBAR)
            field.overview(rows, at)

    def _fill_again(self, cell: str = "") -> None:
        """Fill the field where one stands, as the answers have become: a row may be gone, or be back.

        In a table one may be led to a `cell`.
        """
        self.walk.again()
        if self.in_table:
            self.walk.cell = cell or self.grid.cell
            self.grid.end()
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

    @property
    def _lines_above(self) -> int:
        """Lines there are above the field while all of it stays in sight, with what it is taken as below it."""
        body = self.size.height - (3 if self.wide else 4) - (2 if self.size.height >= ROOMY else 0)
        field = self._field()
        if isinstance(field, ChoiceField):
            taken = sum(len(wrapped(line, self.room)) for o in field.options for line in str(o.prompt).split("\n"))
        else:
            taken = 3 if isinstance(field, WordsField) else 1
        return body - taken - 1

    @property
    def _introduction(self) -> str:
        """What the worksheet's author says of the section as a whole, where it begins."""
        begins = not (self.quick or self.once) and self.walk.stop.key == self.walk.stops[0].key
        return section(self.place, self.meeting.session.worksheet).words if begins else ""

    def follow(self) -> None:
        """Show the frame, the list, the words about the question, and the figures as they stand."""
        self._share_out()
        super().follow()
        if self.place == "decision":
            self.want_reason_known()
        meeting, stop = self.meeting, self.walk.stop
        width = self.size.width - 4 if self.narrow else self.list_width - 3
        entries, wrong = self.walk.entries, {*meeting.wrong(), *meeting.doubtful}
        listed = self.query_one("#list", QuestionList)
        listed.styles.width = "1fr" if self.narrow else self.list_width
        listed.show_entries(entries, stop, meeting.session.answers, wrong, width)
        self.show_standing()
        self.set_class(self.in_room_view, "-room")
        if self.in_table:
            self.show_table(self._place_words, self._introduction)
            return
        if isinstance(field := self._field(), ChoiceField):
            field.fit(0 if self.in_room_view else self.room)
        if self.in_room_view:
            self._show_to_the_room()
        else:
            self._show_words()
        self._echo(self.typed_now())

    def _share_out(self) -> None:
        """What there is room for: the question or its table, its list, and where we stand.

        At once and part by part: what a style is still to show takes no keys, and a class of the whole screen would
        have every part of it styled anew.
        """
        instead = self.narrow and self._listing
        self.page.display = self.in_table and not instead
        self.query_one("#question").display = not (self.in_table or instead)
        beside = not (self.in_table or self.narrow or self.in_room_view)
        self.query_one("#list").display = self._listing or beside
        self.query_one("#panel").display = self.standing_beside and not self.in_room_view

    def summary(self) -> str:
        """Where we stand in one line; what is shown to the room has its own figures."""
        return "" if self.in_room_view else super().summary()

    def hung_known(self) -> None:
        """Whether a reason is asked may hang on what was worked out meanwhile."""
        if self.place == "decision":
            self.follow()
        else:
            super().hung_known()

    @property
    def in_room_view(self) -> bool:
        """Whether the question is shown for the wall; a table is for those who fill it in."""
        return self.meeting.in_room_view and not self.in_table

    @property
    def _place_words(self) -> str:
        """Where one is among the questions."""
        quick = self.meeting.quick_look if self.quick else None
        more = added(quick, self.meeting.session.ids) if quick else 0
        return question_words.place_words(self.title_words, self.walk.stop, self.walk.stops, quick, more)

    def _show_words(self) -> None:
        """What stands above the field, and under it."""
        meeting, stop = self.meeting, self.walk.stop
        room, above = (self.room, self._lines_above), self.query_one("#asked", Words)
        above.update(
            question_words.above(self._place_words, self.asked, stop, self._author_says, room, self._introduction)
        )
        if self.asked is not None:
            self.query_one("#about", Words).update(lines(question_words.about(self.asked, meeting, self.said_by)))
        else:
            self.query_one("#about", Words).update(question_words.overview_words(stop, meeting))

    @property
    def _author_says(self) -> tuple[AuthorSays, ...]:
        """What the worksheet's author says of what is asked, or of the table one stands on."""
        session = self.meeting.session
        return self.asked.said if self.asked else about(self.walk.stop.entry.key, session.answers, session.ids)

    def _show_to_the_room(self) -> None:
        """The question, its duty and the four figures; the styles take all else away."""
        from des_decider.tui.widgets.large_figures import LargeFigures

        if not self.query(LargeFigures):
            self.query_one("#body").mount(LargeFigures())
        self.query_one(LargeFigures).show(self.meeting.state.appraisal)
        duty = "\n".join(one.sentence for one in self._author_says)
        self.query_one("#asked", Words).update(question_words.for_the_wall(self.asked, self.walk.stop))
        self.query_one("#about", Words).update(text("\n", duty) if duty else text(""))

    def _echo(self, typed: str) -> None:
        """Under the field: why it is not understood, or what it is taken as."""
        told = self._told_of(typed)
        if self.in_table:
            grid = self.grid
            words = table_words.of_cell(grid.table, grid.place, self.asked, self.meeting, self.said_by, told)
            self.page.about.update(words, layout=False)
        else:
            self.query_one("#echo", Words).update(lines(told))

    def _told_of(self, typed: str) -> list[Content]:
        """What is said of a text: why it is no answer, or what it is taken as; what to look at again of one that is."""
        if self.asked is None:
            return []
        meant = table_words.meant(typed, self.asked.id, self.meeting) if self.in_table else typed
        taken = question_words.understood(meant, self.asked.field)
        why = self._refused or ("" if self._being_typed else self.meeting.why_not(self.asked.id))
        if why and not taken:
            return [refused(visible(capital(why)))]
        again = [text(("Look again: ", "$warning bold"), words) for words in self._look_again(typed)]
        if not taken:
            none = f"is none of the choices; empty it, and a digit chooses; {NOTE.shown} takes a note"
            return [text((f"“{typed}” ", "bold"), none)] if typed and self._chooses else again
        unfinished = " · not given yet: Enter gives it" if why else ""
        return [text((f"= {taken}", "$muted"), (unfinished, "$warning")), *again]

    @property
    def _chooses(self) -> bool:
        """Whether one of a list is to be chosen."""
        return not self.in_table and isinstance(self._field(), ChoiceField)

    def _look_again(self, typed: str) -> list[str]:
        """What does not fit together about the answer that stands; nothing while another is being typed."""
        if self.asked is None or (typed and typed != self.meeting.session.answers.text(self.asked.id)):
            return []
        return self.meeting.look_again(self.asked.id)

    def keys(self) -> Sequence[Command]:
        """The six keys that matter on a question, or on its list."""
        if isinstance(self.focused, QuestionList):
            return [ENTER, LEAVE.called("sections"), FIGURES, CHECK, UNDO, HELP]
        enter, leave = ("save", "back") if self.once else ("next", "list")
        if self.in_table:
            return self.table_keys(leave)
        if self.in_room_view:
            return [ENTER.called(enter), LEAVE.called("the whole screen"), HELP]
        third = [NEXT.called("more")] if self._is_more_below else [NOTE] if self.asked else []
        if self.asked is None and self.walk.stop.entry.grows and not self.meeting.session.read_only:
            third = [DELETE.called("delete row", "delete_row")]
        return [ENTER.called(enter), LEAVE.called(leave), FIGURES, *third, UNDO, HELP]

    @property
    def _is_more_below(self) -> bool:
        """Whether the window is too low for all that is said of the question, and one has not come to its end."""
        shown = self.query_one("#question", VerticalScroll)
        return shown.scroll_offset.y < shown.max_scroll_y

    def saved(self) -> str:
        """When the decision last reached the disk; a whole room is told only where it has not."""
        said = super().saved()
        return said if said.startswith("NOT") or not self.in_room_view else ""

    def on_descendant_focus(self) -> None:
        """The last line names the keys of what has the focus."""
        self.call_after_refresh(self.show_foot)

    def extra_help(self) -> str:
        """What this question takes, how a table is filled in, and what the signs of the list mean."""
        in_table = f"{keyed(IN_A_TABLE)} " if self.in_table else ""
        came_over = bool(self.meeting.session.answers.to_confirm)
        signs = (f"{mark} {words}" for mark, words in LEGEND if mark != CAME_OVER or came_over)
        takes = f"This question takes {self.asked.hint}. " if self.asked and self.asked.hint else ""
        return f"{in_table}{takes}Signs: {', '.join(signs)}."

    # -- what is typed and given

    def typed_now(self) -> str:
        """What stands in the field."""
        return self.grid.typed if self.in_table else self._field().content

    @on(Typed)
    def _typing(self, event: Typed) -> None:
        """Keep it a moment after the last key, so that a closed window loses nothing."""
        self._being_typed, self._refused = True, ""
        self._stop_timer()
        self._timer = self.set_timer(DRAFT_AFTER, self.keep_typed)
        if not self.in_table:
            self._field().scroll_visible(animate=False)  # whoever read on below it sees what is typed
        self._echo(event.text)

    def keep_typed(self) -> None:
        """Keep what is being typed, now."""
        self._stop_timer()
        if self._being_typed and self.asked is not None:
            typed, id_ = self.typed_now(), self.asked.id
            self.meeting.type(id_, table_words.meant(typed, id_, self.meeting) if self.in_table else typed)
            self.show_foot()

    def _stop_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    @on(Cut)
    def _cut(self) -> None:
        self.say("Only the first line was pasted; this field takes one answer.")

    @on(Untaken)
    def _choose_instead(self) -> None:
        self.say("Nothing can be typed on this list: choose a line by its digit, or with the arrows and Enter.",
                 wrong=True)  # fmt: skip

    @on(Submitted)
    def _give(self, event: Submitted) -> None:
        """Save an answer and go on; what is not understood stays, and a second Enter goes on all the same."""
        if event.by_digit:
            self.host.keys.digit_answered(partial(self._number_meant, self.asked, self.walk.stop, self.meeting.state))
        if self.asked is None:
            self._choose_row(event.text)
            return
        self._stop_timer()
        id_, given = self.asked.id, event.text.strip()
        stands = visible(self.meeting.session.answers.text(id_), lines=True).strip()
        row = self.walk.stop.row
        begins = row is not None and not self.walk.is_there(row)
        if begins and not given and row is not None and row.new:
            self.meeting.type(id_, "")
            self.go(self.walk.past_table())
        elif given == stands and self.meeting.to_be_given_again(id_):
            # As it stands: the field shows controls as words.
            said = self.meeting.give({id_: self.meeting.session.answers.text(id_)}, said_by=self.said_by)
            self._being_typed = False
            if said.fault:
                self.told(said)
            else:
                self.meeting.remark = said.words
                self._go_on()
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

    def _number_meant(self, asked: Asked | None, stop: Stop, before: State, number: str) -> None:
        """What a digit chose was the beginning of a number: take the answer back, and keep the number as typed."""
        if self.meeting.state is not before:
            self.meeting.undo()
        if self.app.screen is self:
            self.walk.to(stop.key)
            self.show_question()
            if isinstance(field := self._field(), ChoiceField):
                field.type(number)
        elif asked is not None:  # it was asked alone, or was the last
            self.meeting.type(asked.id, number)
            self.host.say_here(f"{asked.text} “{number}” is none of the choices, so nothing is answered there.")

    def _go_on(self) -> None:
        """After an answer the next question comes; asked once, one goes back to where one came from."""
        if self.once:
            self._go_back()
        else:
            self.go(self.walk.on())

    def _go_back(self) -> None:
        """To where one came from; what was said of the answer just given is said there."""
        self.dismiss(None)
        self.host.say_here(self.meeting.take_remark())

    def go(self, went: bool) -> None:
        """Show where the walk went; at the end, the quick look's figures or the task list."""
        if went:
            self.show_question()
        elif self.quick:
            self.host.go("figures:quick look", instead=True)
        else:
            self._go_back()

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
        elif key == question_words.FIRST_ROUND:
            self._ask_first_round()
        elif not key.isdigit():
            self.go_to(key)
        elif rows[int(key)].new:
            self.walk.begin(rows[int(key)])
            self.show_question()
        else:
            self.go_to(f"row:{rows[int(key)].key}")

    def _ask_first_round(self) -> None:
        """Ask every partner where they stand; nothing of it is here or on the disk before all have said so."""
        from des_decider.tui.screens.first_round import FirstRound

        def left(found: dict[str, str] | None) -> None:
            said = Said("The first round was left, and nothing of it is kept.")
            if found is not None:
                given = self.meeting.give(found)
                said = given if given.fault else Said("The first round is in, saved as one step. Reasons can follow.")
            self._fill_again()
            self.told(said)

        session = self.meeting.session
        stops = (stop for stop in self.walk.stops if stop.id.endswith(question_words.POSITION_ASKED))
        found = ((stop.row, question_words.asked(stop, session.answers, session.ids)) for stop in stops)
        self.app.push_screen(FirstRound([(row.title, asked) for row, asked in found if row and asked]), left)

    # -- keys

    @on(Choices.Chosen, "#list")
    def _from_list(self, event: Choices.Chosen) -> None:
        self.go_to(event.key)

    def action_open(self) -> None:
        """Enter, by mouse: open the line of the list, choose the line of the field, or give what stands in it."""
        if isinstance(self.focused, QuestionList):
            self.go_to(self.focused.key)
            return
        if self.in_table:
            grid = self.grid
            grid.leave("down") if grid.typing else grid.action_enter()
            return
        field = self._field()
        if isinstance(field, ChoiceField):
            field.action_give()
        else:
            self.post_message(Submitted(field.content))

    def action_leave(self) -> None:
        """Leave the field for the list, or for the table it is in; the list for where one came from."""
        self.keep_typed()
        if self.in_table and self.grid.typing:
            self._fill_again()
            self.follow()
            if self.meeting.typed(self.grid.cell):
                self.say(keyed(KEPT_IN_CELL))
            return
        listed = self.query_one("#list", QuestionList)
        if self.in_room_view:
            self.action_room()
        elif self.once or self.focused is listed:
            self._go_back()
        else:
            self._listing = True
            self.follow()
            listed.focus()

    def _page(self, step: Literal[1, -1]) -> bool:
        """A page of what is longer than the window, further or back; False where there is none."""
        if self.in_table:
            return self.grid.page(step)
        shown = self.query_one("#question", VerticalScroll)
        there_is = self._is_more_below if step > 0 else shown.scroll_offset.y > 0
        if there_is:
            (shown.scroll_page_down if step > 0 else shown.scroll_page_up)(animate=False)
        return there_is

    def action_room(self) -> None:
        """The question for a whole room, with all else taken away, in a table that of the cell; and back."""
        leaves = self.in_room_view
        self.meeting.in_room_view = not leaves
        self._listing = False
        to_table = leaves and self._from_table and self.walk.stop.entry.shape == "table"
        self._from_table = self.in_table
        if self.in_table or to_table:
            self.action_one_by_one()
            return
        self._field().focus()
        self.follow()

    def action_next(self) -> None:
        """Further down where the window is too low for the question; else the next one, whatever stands in this one."""
        if self._page(1):
            return
        end, read = keyed(AT_THE_END), self.grid.cells if self.in_table else self.query_one("#question", VerticalScroll)
        if read.scroll_offset.y and self.words != end:
            self.say(end)  # whoever reads on by this key may not be led away by it
            return
        self.keep_typed()
        row = self.walk.stop.row
        empty = row is not None and row.new and not self.walk.is_there(row)
        self.go(self.walk.past_table() if empty else self.walk.on())

    def action_back(self) -> None:
        """Further up where one scrolled down; else the question before, whatever stands in this one."""
        if self._page(-1):
            return
        self.keep_typed()
        if self.walk.back():
            self.show_question()
        else:
            self.action_leave()

    def turned(self, turn: Callable[[], Said]) -> None:
        """Take an answer back or give it again, and stand on its question; of one asked elsewhere, say where."""
        self.keep_typed()
        said, ids = turn(), self.meeting.session.ids
        about = question_words.question_of(said.about, ids)
        if self.in_table:
            self.grid.end()
        if about and not self.once and self.walk.to_typed({about}):
            if self.meeting.in_room_view:
                self.walk.to(about)
            self.meeting.remark = said.words
            self.show_question()
            return
        field = ids.field(about)
        if field and field.section and field.section != self.place and not self.once:
            said = said._replace(words=f"{said.words} In “{ids.worksheet.section_title(field.section)}”.")
        self.said_by = ""
        self._fill_again()
        self.told(said)

    def action_delete_row(self) -> None:
        """Delete the row one stands on, and undo brings it back under its number; in a table, empty the cell."""
        if self.in_table:
            self.delete_in_table()
            return
        field, entry = self._field(), self.walk.stop.entry
        if self.asked is not None or not isinstance(field, ChoiceField) or not field.key.isdigit():
            return
        row = entry.rows[int(field.key)]
        if row.new or not entry.grows:
            self.say("Only a row that somebody added can be deleted.")
            return
        said = self.meeting.give({row.key: ""})
        self._fill_again()
        self.told(said if said.fault else Said(f"{row.title}: deleted. {UNDO.shown} brings it back."))

    def action_check(self) -> None:
        """Check the answers of this section, or of all for the quick look."""
        self.keep_typed()
        self.host.go("check" if self.quick else f"check:{self.place}")

    def action_search(self) -> None:
        """Search; what is being typed here is kept as it is."""
        self.keep_typed()
        super().action_search()

    def on_screen_resume(self) -> None:
        """Coming back, the question is as it was answered meanwhile; in a table one stands on the same row."""
        if self._away and not self._being_typed:
            field = self._field()
            stood = field.key if self.asked is None and isinstance(field, ChoiceField) else ""
            self._fill_again()
            if stood and isinstance(field, ChoiceField) and stood in field.keys:
                field.highlighted = field.keys.index(stood)

    # -- what stands beside an answer

    def action_note(self) -> None:
        """Write a note on this answer."""
        if self.asked is None or self.only_read():
            return
        from des_decider.tui.screens.notes_and_marks import ask_note

        ask_note(self, self.asked.id, self.asked.text)

    def action_redact(self) -> None:
        """Take a text that stands or stood here out of the record for good."""
        if self.asked is None or self.only_read():
            return
        from des_decider.tui.screens import taking_out

        def done(said: Said) -> None:
            self.said_by = ""
            self._fill_again()
            self.told(said)

        self.keep_typed()
        taking_out.ask(self, self.asked.id, self.asked.text, done)

    def action_said_by(self) -> None:
        """Say who said it: of an answer that stands at once, else of the one being typed."""
        if self.asked is None or self.only_read():
            return
        from des_decider.tui.screens.dialogs import WhoScreen

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
        self.app.push_screen(WhoScreen("Who said it?", answers.partners().values(), speaker), said)

    def action_what_if(self) -> None:
        """Suppose another answer to this question; what is being typed here is kept as it is."""
        self.keep_typed()
        # Of what holds if a condition is not met nothing can be supposed: it is what is supposed of other answers.
        about = self.asked.id if self.asked and not self.asked.id.endswith(".without") else ""
        self.host.go(f"what if:{about}")

    def action_details(self) -> None:
        """All the worksheet says about this question, or about the row or table one stands on."""
        from des_decider.tui.screens.details import DetailsScreen

        session, entry = self.meeting.session, self.walk.stop.entry
        id_, title = entry.key, entry.title
        if self.asked is not None:
            id_, title = self.asked.id, self.asked.text
        elif self.in_table:
            row = self.grid.table.row_at(self.grid.place)
            id_, title = row.key, row.title
        elif isinstance(field := self._field(), ChoiceField) and field.key.isdigit():
            row = entry.rows[int(field.key)]
            id_, title = row.key, row.title
        self.app.push_screen(DetailsScreen(title, everything(id_, session.answers, session.ids)))

    def action_confirm(self) -> None:
        """Confirm what came over: this answer, the table one stands in, or what the list's line is about."""
        if self.only_read():
            return
        self.keep_typed()
        session = self.meeting.session
        if isinstance(self.focused, QuestionList):
            about = self.focused.key.removesuffix(":all").removeprefix("row:")
            asked = within(about, session.answers, session.ids)
        elif self.asked is not None and not self.in_table:
            asked = [self.asked.id]
        else:
            asked = list(self.walk.stop.entry.ids)
        if typed := next((id_ for id_ in asked if self.meeting.typed(id_)), ""):
            about = question_words.spoken_of(typed, self.meeting)
            self.say(f"{about}: give what is typed there, or empty it, first.", wrong=True)
            return
        in_sight = "" if self.asked is None or isinstance(self.focused, QuestionList) else self.asked.id
        said = self.meeting.confirm(asked, in_sight)
        self._fill_again(next((id_ for id_ in asked if id_ in session.answers.to_confirm), ""))
        self.told(said)

    def action_come_back(self) -> None:
        """Mark this question, or its section, to be come back to."""
        from des_decider.tui.screens.notes_and_marks import ask_come_back

        # A mark is about the question, or about the section from an overview.
        ask_come_back(self, *((self.asked.id, self.asked.text) if self.asked else (self.place, self.title_words)))

    def action_offer(self) -> None:
        """Put the published figure into the field; it counts only once it is given."""
        if self.only_read():
            return
        if self.asked is None or not self.asked.offers:
            self.say("Nothing is published that fits this field.")
        elif self.in_table:
            self.grid.begin(self.asked.offers[0].text)
            self.say("It stands in the cell; Enter gives it. Nothing is answered yet.")
        elif not isinstance(field := self._field(), ChoiceField):
            field.fill(self.asked.offers[0].text)
            field.focus()
            self._typing(Typed(field.content))
            self.say("It stands in the field; Enter gives it. Nothing is answered yet.")
