"""What a screen of questions does in a table: its cells, what is said of the one one stands on, and what is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from des_decider.decision.agenda import Stop
from des_decider.decision.answer_table import table_of
from des_decider.decision.wording import count_of
from des_decider.tui import question_words, table_words
from des_decider.tui.frame import ROOMY, MeetingFrame
from des_decider.tui.keys import DELETE, ENTER, HELP, LEAVE, ONE_BY_ONE, TAB, UNDO, keyed
from des_decider.tui.meeting import NOT_GIVEN, Said
from des_decider.tui.screen_text import lines
from des_decider.tui.styled_once import TALL
from des_decider.tui.widgets.answer_grid import AnswerGrid, Filled, Moved, TablePage, Unfit

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from des_decider.tui.agenda_walk import Walk
    from des_decider.tui.keys import Command
    from des_decider.tui.question_words import Asked

TABLE_LEAVES = 10
"""Lines that a table leaves to what stands around it: the head, where one is, what is asked, and the foot."""
IN_A_TABLE = (
    "A table: move with the arrows, type, Enter for the next line, Tab for the next column; after Tab, Enter begins "
    "the next line in the column where the first Tab was pressed, or goes straight down where that is filled in "
    "already, and a new line begins with its name. A digit takes a choice. Paste a block copied from a spreadsheet and "
    "it falls on the cells from where you stand, as one step. "
    "What is not understood stays in its cell, marked with !. {delete} empties a cell, or deletes the row on its name; "
    "Backspace types on in what stands there. {one_by_one} opens the question of a cell alone, and leads back. "
    "{by_rows} answers it as a whole or row by row: what was given the other way is kept, and not counted until you go"
    " back. {next} pages through a table longer than the window, and then goes on."
)


class TableFrame(MeetingFrame):
    """The part of a screen of questions that is about tables. The cell one stands on is the question that is put."""

    walk: Walk
    page: TablePage
    """The table to fill in, and what stands around it."""
    asked: Asked | None
    """The question that is put; none on an overview."""
    said_by: str
    """Who says the answer being typed; empty where nobody was named."""
    once: bool
    """Whether one question is asked, and one goes back once it is answered."""
    _refused: str
    _being_typed: bool
    _introduced = ""
    """What the worksheet's author says of the section, above its first table."""

    def keep_typed(self) -> None:
        """Keep what is being typed, now."""
        raise NotImplementedError

    def _stop_timer(self) -> None:
        raise NotImplementedError

    def _echo(self, typed: str) -> None:
        raise NotImplementedError

    def _fill_again(self) -> None:
        raise NotImplementedError

    def show_question(self) -> None:
        """Show the question, or the table, one stands on."""
        raise NotImplementedError

    def go(self, went: bool) -> None:
        """Show where the walk went."""
        raise NotImplementedError

    def _go_on(self) -> None:
        raise NotImplementedError

    def go_to(self, key: str) -> None:
        """Go to a question or a table."""
        raise NotImplementedError

    def show_table(self, place: str, introduced: str) -> None:
        """Show where one is, the author's words and the cell one stands on, and share out the lines of the window."""
        self._introduced = introduced
        self.page.head.update(table_words.above(place, self.walk.stop.entry, self.meeting, self.size.width - 4))
        self._show_cell()
        height = self.app.size.height
        self.page.share_lines(height - TABLE_LEAVES - (1 if height >= TALL else 0) - (2 if height >= ROOMY else 0))

    @property
    def in_table(self) -> bool:
        """Whether one stands in a table that is filled in as one."""
        return self.walk.stop.shape == "table"

    @property
    def standing_beside(self) -> bool:
        """A table takes the room of where we stand, which is said under the head."""
        return super().standing_beside and not self.in_table

    @property
    def grid(self) -> AnswerGrid:
        """The cells of the table."""
        return self.page.grid

    def fill_table(self, id_: str = "") -> None:
        """Fill the table's cells and stand on a question of it, or on the first that waits to be confirmed or is open.

        A line that nobody has begun, such as a post that nobody wants, is passed by for what the figures need of one
        that was.
        """
        grid, table, meeting = self.grid, table_of(self.walk.stop.entry), self.meeting
        grid.read_only = bool(meeting.session.read_only)
        ids, answers = meeting.session.ids, meeting.session.answers
        done = {cell for cell in table.cells if cell in answers or ids.optional(cell)}
        begun = [cell for line in table.lines if not answers.keys().isdisjoint(line) for cell in line]
        needed = {*meeting.state.quick_look_open} if table.id_at(table.first_open(done)) not in begun else ()
        waits = (cell for cell in table.cells if cell in answers and answers[cell].to_confirm)
        first = next(waits, "") or next((cell for cell in begun if cell in needed), "")
        at = table.place_of(id_) or table.place_of(first) or table.first_open(done)
        grid.show(table, table_words.cells(table, meeting), at, table_words.hints(table, meeting))
        self._stand_on_cell()

    def _stand_on_cell(self) -> None:
        """The question of the cell one stands on is the one that is put."""
        grid, session = self.grid, self.meeting.session
        stop = Stop(self.walk.stop.entry, grid.table.row_at(grid.place), grid.cell)
        self.asked = question_words.asked(stop, session.answers, session.ids) if stop.id else None

    def _show_cell(self) -> None:
        """Show what is asked in the cell one stands on; nothing else of the screen is touched."""
        grid, meeting = self.grid, self.meeting
        said = table_words.said_above(grid.table.row_at(grid.place).key, self._introduced, meeting)
        self.page.duties.display = bool(said)
        self.page.duties.update(lines(said))
        stands = meeting.typed(grid.cell) or meeting.session.answers.text(grid.cell)
        self._echo(grid.typed if grid.typing else stands)

    def table_keys(self, leave: str) -> Sequence[Command]:
        """The keys that matter in a table."""
        delete = DELETE.called("delete row" if self.names_a_row else "empty", "delete_row")
        changes = [] if self.meeting.session.read_only else [delete, UNDO]
        enter = ENTER.called("save" if self.once else "next row" if self.grid.along_a_line else "down")
        return [enter, TAB.called("right", "across"), LEAVE.called(leave), ONE_BY_ONE, *changes, HELP]

    @property
    def names_a_row(self) -> bool:
        """Whether one stands on the name of a row that somebody added."""
        grid = self.grid
        return bool(grid.table.grows) and grid.place.column == 0

    @on(Moved)
    def _moved_to_cell(self) -> None:
        """Put the question of the cell one went to."""
        self.said_by, self._refused = "", ""
        self._stand_on_cell()
        self.call_after_refresh(self._tell_of_cell)  # the cell itself is seen first

    def _tell_of_cell(self) -> None:
        if self.in_table:
            self._show_cell()
            self.show_foot()

    @on(Unfit)
    def _unfit(self, event: Unfit) -> None:
        self.say(keyed(event.why) if event.why else self.meeting.why_read_only, wrong=True)

    @on(Filled)
    def _filled(self, event: Filled) -> None:
        """Save what was typed or pasted as one change, and go on; what is not understood stays in its cell, marked."""
        self._stop_timer()
        grid, cell, said = self.grid, event.cell, Said()
        fills = cell not in self.meeting.session.answers
        texts = {id_: table_words.meant(typed, id_, self.meeting) for id_, typed in event.texts.items()}
        if not texts and self.meeting.why_not(cell) == NOT_GIVEN and event.then in {"down", "below", "right"}:
            texts = {cell: self.meeting.typed(cell)}
        elif grid.typing and not texts and self.meeting.to_be_given_again(cell):
            texts = {cell: self.meeting.session.answers.text(cell)}
        elif grid.typing and not texts:
            self.keep_typed()
        if texts:
            said = self.meeting.give(texts, said_by=self.said_by)
            if said.fault and not said.refused:
                self.told(said)
                return
        self._being_typed = False
        self._after_cell(texts, said)
        if self.once and event.then == "down" and not said.fault:
            self.meeting.remark = self.words
            self._go_on()
        elif grid.go(event.then, fills=fills):
            self._moved_to_cell()
        else:
            self.meeting.remark = self.words if texts else ""
            self.go(self.walk.past_table())

    def _after_cell(self, texts: Mapping[str, str], said: Said) -> None:
        """Show the cells as they became, and say what came of it: of a block, of how many cells."""
        grid = self.grid
        grid.end()
        self.said_by, self._refused = "", ""
        if not texts:
            return
        self.walk.again()
        self.fill_table(grid.cell)
        if len(texts) > 1:
            wrong = sum(1 for id_ in texts if self.meeting.typed(id_))
            kept = f"{count_of(sum(1 for typed in texts.values() if typed.strip()), 'cell')} pasted as one step"
            back = f"; {UNDO.shown} takes it back."
            amiss = f"; {wrong} not understood: kept, marked with !" if wrong else ""
            said = Said(f"{kept}{amiss}{back} {'' if wrong else said.words}".strip())
        self.told(said)

    def action_undo(self) -> None:
        """While one types in a cell: take away what is typed there, and nothing else."""
        if not (self.in_table and self.grid.typing):
            super().action_undo()
            return
        self._stop_timer()
        self._being_typed = False
        self.meeting.type(self.grid.cell, "")
        self._fill_again()
        self.told(Said("The cell is as it was; what was typed there is gone."))

    def action_across(self) -> None:
        """Tab, by mouse."""
        self.grid.action_across(1)

    def action_one_by_one(self) -> None:
        """From a cell to its question alone, and from a question to the table it stands in."""
        entry, id_ = self.walk.stop.entry, self.asked.id if self.asked else ""
        self.keep_typed()
        if entry.shape != "table":
            self.say("This question stands in no table.")
        elif self.in_table:
            self.grid.end()
            self.go_to(id_ or entry.rows[0].ids[0])
        else:
            self.walk.to(f"{entry.key}:all")
            self.walk.cell = id_
            self.show_question()

    def action_by_rows(self) -> None:
        """Answer a table as a whole or row by row; both are kept, and one counts."""
        entry = self.walk.stop.entry
        if self.only_read():
            return
        if not entry.switch:
            self.say("This is answered in one way only.")
            return
        self.keep_typed()
        now = self.meeting.session.answers.choice(entry.switch, "whole")
        said = self.meeting.give({entry.switch: "whole" if now == "rows" else "rows"})
        self.walk.to(f"{entry.key}:all")
        self.meeting.remark = said.fault or said.words
        self.show_question()

    def delete_in_table(self) -> None:
        """On a row's name the row goes, elsewhere a text that is no answer, or else the answer."""
        grid, id_ = self.grid, self.grid.cell
        if not id_ or self.only_read():
            return
        row, names_it, stood = grid.table.row_at(grid.place), self.names_a_row, grid.place
        typed = [cell for cell in (row.ids if names_it else (id_,)) if self.meeting.typed(cell)]
        if names_it and not row.new:
            said = self.meeting.give({row.key: ""})
            said = said if said.fault else Said(f"{row.title}: deleted. {UNDO.shown} brings it back.")
        elif typed:
            for cell in typed:
                self.meeting.type(cell, "")
            said = Said("What was typed there is gone.")
        else:
            said = self.meeting.give({id_: ""})
        self._fill_again()
        if names_it:  # what stands in its place, and no open cell elsewhere, which a second Del would empty
            grid.stand(stood)
            self._stand_on_cell()
        self.told(said)
