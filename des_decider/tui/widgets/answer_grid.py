"""A table to fill in: its cells, the field over the one being typed in, and what they tell; it holds no answer."""

from __future__ import annotations

from itertools import accumulate
from typing import TYPE_CHECKING, ClassVar, Literal, NamedTuple

from rich.cells import set_cell_size
from rich.segment import Segment
from rich.style import Style
from rich.text import Text
from textual import events, on
from textual.binding import Binding
from textual.containers import Container, Vertical
from textual.content import Content
from textual.coordinate import Coordinate
from textual.message import Message
from textual.strip import Strip
from textual.widgets import DataTable

from des_decider.decision.answer_table import Place, block_of
from des_decider.decision.text_width import cut, display_width
from des_decider.decision.wording import visible
from des_decider.tui.keys import DETAILS, ONE_BY_ONE
from des_decider.tui.screen_text import clickable, lines, text
from des_decider.tui.widgets.fields import LineField, Typed
from des_decider.tui.widgets.text_and_foot import Words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from textual.app import RenderResult
    from textual.binding import BindingType
    from textual.geometry import Region, Size

    from des_decider.decision.answer_table import AnswerTable
    from des_decider.tui.keys import Command

Then = Literal["down", "below", "right", "left", "up", "stay"]
"""Where one goes after a cell: down as Enter, right and left as Tab, up as the arrow does, or nowhere."""
NARROWEST, WIDEST, WIDEST_NAME, WIDEST_ANSWER = 6, 20, 24, 30
"""Columns of a cell, of what a line is called, and of an answer with no other beside it."""
FIELD, WORDS_FIELD = 18, 40
"""Columns that a cell being typed in has at least, and one that takes words."""
_PADDING = SCROLLBAR = 1
_BESIDE = 4
"""Columns of the window beside the cells, which have no width before they are laid out."""
STEPS = {
    "up": (-1, 0), "down": (1, 0), "left": (0, -1), "right": (0, 1),
    "home": (0, -99), "end": (0, 99), "ctrl+home": (-999, -99), "ctrl+end": (999, 99),
}  # fmt: skip
"""How far each of these keys leads down and to the right."""
FEWEST_DUTIES, FEWEST_LINES = 2, 4
"""Lines of the duties, and of the table, that are in sight at least."""
FEW_LINES = 4
"""So many lines about a cell are few: they hold its question and what can be typed, and nothing else."""


class CellWords(NamedTuple):
    """What a cell shows: a sign where there is one to show, the words, and the text one would type on.

    Words that are `aside` are no answer, but say what would be typed there. `long` where people write in their own
    words.
    """

    words: str = ""
    sign: str = ""
    typed: str = ""
    aside: bool = False
    long: bool = False


class Moved(Message):
    """One stands on another cell."""


class Filled(Message):
    """Texts were given to cells, none of them where one only went on from `cell`; `then` is where one goes."""

    def __init__(self, cell: str, texts: Mapping[str, str], then: Then) -> None:
        super().__init__()
        self.cell, self.texts, self.then = cell, texts, then


class Unfit(Message):
    """Nothing was done, for a reason."""

    def __init__(self, why: str) -> None:
        super().__init__()
        self.why = why


class Cells(DataTable[Text], inherit_bindings=False):
    """The cells; the keys are those of the grid around them.

    The library draws every cell of its table anew where one has changed, or the focus has, which would be felt at every
    key: so a line is drawn here, from the texts as they are.
    """

    def __init__(self) -> None:
        super().__init__(cursor_type="cell", cell_padding=_PADDING, fixed_columns=1, show_row_labels=False)
        self.drawn: dict[tuple[object, ...], Strip] = {}
        """The lines that were drawn, until a text of theirs changes; each by its number and how it was drawn."""
        self._looks: tuple[Style, ...] = ()

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 - as the library calls it
        """Letters are an answer being typed, never a command."""
        return character is not None and character.isprintable() and character != " "

    def on_key(self, event: events.Key) -> None:
        """What is typed begins the cell anew; a step is taken here, before the key has gone through all around."""
        if event.key in STEPS:
            event.stop()
            self._grid.step(*STEPS[event.key])
        elif event.character and event.is_printable and event.character != " ":
            event.stop()
            self._grid.begin(event.character)

    def _on_blur(self, event: events.Blur) -> None:
        """Under the field that is typed in they look as before: styling and drawing them would be felt at the key."""
        if self._grid.typing:
            event.prevent_default()

    def _on_paste(self, event: events.Paste) -> None:
        self._grid.paste(event.text)

    def validate_scroll_x(self, value: float) -> float:
        """Whole columns are scrolled past: of “1.25” nobody may read “.25”."""
        past, wanted = 0, super().validate_scroll_x(value)
        for column in self.ordered_columns[1:]:
            if past >= wanted:
                break
            past += column.width + 2 * _PADDING
        return past

    def notify_style_update(self) -> None:
        """The colours changed, or who has the keys."""
        super().notify_style_update()
        self._looks = ()

    def render_lines(self, crop: Region) -> list[Strip]:
        """The lines of the window; how the parts of a table look is found once until it changes."""
        if not self._looks:
            part = self.get_component_rich_style
            self._looks = (self.rich_style, *(part(f"datatable--{name}") for name in ("header", "fixed", "cursor")))
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """A line of the window: the first column stays where it is, whatever of the others is in sight."""
        scrolled, top, width = self.scroll_offset, 1 if self.show_header else 0, self.size.width
        line = y - top + (scrolled.y if y >= top else 0)
        if line >= self.row_count:
            return Strip.blank(width, self._looks[0])
        at, cursor = self.cursor_coordinate
        key = (line, scrolled.x, width, cursor if at == line else -1, self._looks if at == line else self._looks[:3])
        if key not in self.drawn:
            self.drawn[key] = self._draw(line, scrolled.x, width)
        return self.drawn[key]

    def _draw(self, line: int, from_column: int, width: int) -> Strip:
        columns = self.ordered_columns
        texts = [column.label for column in columns] if line < 0 else self.get_row_at(line)
        first, *others = (
            Segment(f" {set_cell_size(text.plain, column.width)} ", self._look(line, n, text))
            for n, (column, text) in enumerate(zip(columns, texts, strict=True))
        )
        room = max(width - first.cell_length, 0)
        ends = (end - from_column for end in accumulate(segment.cell_length for segment in others))
        whole = max((end for end in ends if end <= room), default=0)
        # Of “40” nobody may read “4”.
        moved = Strip(others).crop(from_column, from_column + (whole if whole > 0 else room))
        return Strip([first, *moved]).adjust_cell_length(width, self._looks[0])

    def _look(self, line: int, column: int, text: Text) -> Style:
        """How a cell looks; a click tells its place by it."""
        plain, header, fixed, cursor = self._looks
        look = plain + (header if line < 0 else fixed if column == 0 else Style.null())
        look += Style.parse(text.style) if isinstance(text.style, str) else text.style
        if self.cursor_coordinate == (line, column):
            look += cursor
        return look + Style.from_meta({"row": line, "column": column})

    @property
    def _grid(self) -> AnswerGrid:
        return self.query_ancestor(AnswerGrid)


class CellField(LineField):
    """The field over the cell that is being typed in: the keys that lead out of a cell give it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(key, f"give_and('{then}')", show=False)
        for key, then in (("enter", "down"), ("down", "below"), ("up", "up"), ("tab", "right"), ("shift+tab", "left"))
    ]

    def action_give_and(self, then: Then) -> None:
        """Give what stands in the field and go to another cell."""
        self._grid.leave(then, by_tab=then == "right")

    def action_cursor_left(self, select: bool = False) -> None:
        """Within the text; before its beginning, to the cell at the left."""
        if self.cursor_position or select:
            super().action_cursor_left(select)
        else:
            self._grid.leave("left")

    def action_cursor_right(self, select: bool = False) -> None:
        """Within the text; behind its end, to the cell at the right."""
        if self.cursor_position < len(self.value) or select:
            super().action_cursor_right(select)
        else:
            self._grid.leave("right")

    @property
    def _grid(self) -> AnswerGrid:
        return self.query_ancestor(AnswerGrid)


class AnswerGrid(Container):
    """The cells with the field over them. The first column stays in sight, whatever of the others is."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "enter", show=False),
        Binding("tab", "across(1)", show=False),
        Binding("shift+tab", "across(-1)", show=False),
        Binding("backspace", "mend", show=False),
    ]

    def __init__(self) -> None:
        self.cells, self.field = Cells(), CellField(select_on_focus=False)
        self.field.visible = False  # always laid out: were it taken away, the cells would be painted anew as it comes
        super().__init__(self.cells, self.field)
        self.table: AnswerTable
        self.place = Place(0, 0)
        """Where one stands."""
        self.read_only = False
        self._began: int | None = None
        """The column in which one began to tab along a line."""
        self._said: Mapping[str, CellWords] = {}
        self._was: tuple[object, ...] = ()
        self._widths: tuple[int, ...] = ()
        self._hints: Sequence[str] = ()
        self._begins_with = ""

    # -- what is shown

    def show(self, table: AnswerTable, said: Mapping[str, CellWords], at: Place, hints: Sequence[str] = ()) -> None:
        """Show a table, standing at a place; `hints` say beside each line what can be typed there."""
        self.table, before, self._said, self._hints = table, self._said, said, hints
        self._widths = self._columns(hints)
        made = (table.heads, table.titles, table.lines, self._widths, tuple(hints))
        cells = self.cells
        if made == self._was:
            for id_ in table.cells:
                if said[id_] != before.get(id_) and (where := table.place_of(id_)):
                    cells.update_cell_at(Coordinate(where.line, where.column + self._first), self._drawn(id_))
                    cells.drawn = {key: strip for key, strip in cells.drawn.items() if key[0] != where.line}
        else:
            self._was = made
            cells.drawn.clear()
            self._make(hints)
        self.stand(at)

    def _columns(self, hints: Sequence[str]) -> tuple[int, ...]:
        """How wide each column is: as its widest cell, within bounds; beyond them where the window has the room."""
        table = self.table
        wanted = [max(map(display_width, table.titles))] if table.titles else []
        found = [min(*wanted, WIDEST_NAME)] if wanted else []
        for c, head in enumerate(table.heads):
            most = WIDEST_ANSWER if table.upright else WIDEST if found else WIDEST_NAME
            words = (head, *(self._plain(line[c]) for line in table.lines if line[c]))
            wanted.append(max(*map(display_width, words), FIELD if table.upright else NARROWEST))
            found.append(min(wanted[-1], most))
        room = (self.size.width or self.app.size.width - _BESIDE) - SCROLLBAR - sum(found) - 2 * _PADDING * len(found)
        if hints:
            return (*found, max(min(max(map(display_width, hints)), room - 2 * _PADDING), NARROWEST))
        for n, width in enumerate(found):
            found[n] += max(min(wanted[n] - width, room), 0)
            room -= found[n] - width
        return tuple(found)

    def _make(self, hints: Sequence[str]) -> None:
        """Make the columns and lines anew."""
        table, cells = self.table, self.cells
        cells.show_header = not table.upright
        with self.prevent(DataTable.CellHighlighted):
            cells.clear(columns=True)
            heads = ("", *table.heads) if table.titles else table.heads
            for head, width in zip((*heads, *([""] if hints else ())), self._widths, strict=True):
                cells.add_column(Text(cut(head, width)), width=width)
            for n, line in enumerate(table.lines):
                title = [Text(cut(visible(table.titles[n]), self._widths[0]))] if table.titles else []
                hint = [Text(cut(visible(hints[n]), self._widths[-1]), style=self._ink("muted"))] if hints else []
                cells.add_row(*title, *map(self._drawn, line), *hint)

    def _plain(self, id_: str) -> str:
        said = self._said[id_]
        return f"{said.sign} {said.words}" if said.sign else said.words

    def _drawn(self, id_: str) -> Text:
        """A cell's words; a stroke where nothing is asked."""
        if not id_:
            return Text("–", style=self._ink("muted"))
        place = self.table.place_of(id_)
        width = self._widths[place.column + self._first] if place else WIDEST
        said = self._said[id_]
        style = f"bold {self._ink('error')}" if said.sign else self._ink("muted") if said.aside else ""
        return Text(cut(self._plain(id_), width), style=style)

    def _ink(self, colour: str) -> str:
        """A colour of the look in use."""
        return self.app.theme_variables[colour]

    @property
    def _first(self) -> int:
        """The column of the library's table in which the cells begin, behind the titles."""
        return 1 if self.table.titles else 0

    @property
    def tall(self) -> int:
        """Lines it takes where there is room for all of it."""
        return len(self.table.lines) + (0 if self.table.upright else 1)

    # -- where one stands

    @property
    def along_a_line(self) -> bool:
        """Whether one tabs along a line, so that Enter begins the next one where the first Tab was."""
        return self._began is not None and len(self.table.heads) > 1

    @property
    def cell(self) -> str:
        """The question one stands on; empty where none is asked."""
        return self.table.id_at(self.place)

    def arrive(self) -> None:
        """One comes to the table from elsewhere, and has tabbed along no line of it."""
        self._began = None
        self.cells.focus(scroll_visible=False)

    def stand(self, place: Place) -> None:
        """Stand on a cell of the table as it is."""
        last = len(self.table.lines) - 1, len(self.table.heads) - 1
        self.place = Place(max(min(place.line, last[0]), 0), max(min(place.column, last[1]), 0))
        to = Coordinate(self.place.line, self.place.column + self._first)
        # Moving scrolls by itself: asked to, the library would first scroll to where one stood.
        self.cells.move_cursor(row=to.row, column=to.column, scroll=to == self.cells.cursor_coordinate)

    def go(self, then: Then, *, fills: bool = False) -> bool:
        """Go on from where one stands; False where that leads out of the table.

        Whoever `fills` what was empty is led to what else is, and not to what is answered already.
        """
        line, column = self.place
        match then:
            case "down":
                done = {id_ for id_, one in self._said.items() if one.words} if fills else ()
                found = self.table.down(self.place, self._began, done)
                self._began = None
            case "right":
                found = self.table.across(self.place, 1)
            case "left":  # from the first cell nowhere
                found = self.table.across(self.place, -1) or self.place
                if self._began is not None:  # whoever goes back beyond it begins the line further left
                    self._began = min(self._began, found.column)
            case "up":
                found = Place(max(line - 1, 0), column)
            case "below":  # straight, as the arrow does where nothing is typed
                found, self._began = Place(min(line + 1, len(self.table.lines) - 1), column), None
            case "stay":
                found = self.place
        if found is not None:
            self.stand(found)
        return found is not None

    @on(DataTable.CellHighlighted)
    def _highlighted(self) -> None:
        line, column = self.cells.cursor_coordinate
        column -= self._first
        if not 0 <= column < len(self.table.heads):  # by mouse, on a title or a hint
            self.stand(Place(line, column))
            column = self.place.column
        if self.place != (line, column):
            self._give_typed()
            self._began = None
            self.place = Place(line, column)
            self.post_message(Moved())

    @on(DataTable.CellSelected)
    def _pressed(self) -> None:
        """The cell one stands on is clicked: type on in it."""
        self._mend(self._said[self.cell].typed if self.cell else "")

    def step(self, down: int, right: int) -> None:
        """With the arrows, to where nothing is asked, too."""
        before, self._began = self.place, None
        self._give_typed()
        self.stand(Place(before.line + down, before.column + right))
        if self.place != before:
            self.post_message(Moved())

    def page(self, step: Literal[1, -1]) -> bool:
        """A page further or back; False where there is none."""
        height = max(self.cells.size.height - 2, 1)
        line = min(max(self.place.line + step * height, 0), len(self.table.lines) - 1)
        hidden = self.cells.max_scroll_y > 0
        moves = hidden and line != self.place.line
        if moves:
            self.step(line - self.place.line, 0)
        return moves

    def action_enter(self) -> None:
        """Go down, nothing typed here."""
        self.post_message(Filled(self.cell, {}, "down"))

    def action_across(self, step: int) -> None:
        """Go along the line, nothing typed here."""
        if step > 0 and self._began is None:
            self._began = self.place.column
        self.post_message(Filled(self.cell, {}, "right" if step > 0 else "left"))

    # -- what is typed

    @property
    def typing(self) -> bool:
        """Whether a cell is being typed in."""
        return self.field.visible

    @property
    def typed(self) -> str:
        """What is being typed."""
        return self.field.content if self.typing else ""

    def begin(self, text: str) -> None:
        """Type in the cell one stands on, from this text on."""
        if self.read_only or not self.cell:
            self.post_message(Unfit("" if self.read_only else "Nothing is asked here."))
            return
        self._put_field()
        self.field.visible = True
        self.field.fill(text)
        self.field.focus(scroll_visible=False)
        self._begins_with = self._said[self.cell].typed
        self.post_message(Typed(text))

    def on_resize(self) -> None:
        """The columns take the room there is; the cell one stands on stays in sight, where one types with its field."""
        if self._was:
            self.show(self.table, self._said, self.place, self._hints)
        if self.typing:
            self.call_after_refresh(self._put_field)

    def _put_field(self) -> None:
        """Put the field over the cell one stands on."""
        line, column = self.place
        before = self._widths[: column + self._first]
        fixed = column + self._first == 0
        x = sum(before) + 2 * _PADDING * len(before) - (0 if fixed else self.cells.scroll_offset.x)
        y = line + (0 if self.table.upright else 1) - self.cells.scroll_offset.y
        width, room = max(self._widths[column + self._first] + 2 * _PADDING, FIELD), self.size.width
        if self._said[self.cell].long:  # over the cells beside it, as in a spreadsheet
            width = max(width, room - x, min(WORDS_FIELD, room))
        self.field.styles.width = width
        self.field.styles.offset = (max(min(x, room - width), 0), y)

    def end(self) -> None:
        """Type no longer; the cells have the keys again."""
        if self.typing:
            self.field.visible = False
            self.cells.focus(scroll_visible=False)

    def leave(self, then: Then, *, by_tab: bool = False) -> None:
        """Give what was typed and go on."""
        if by_tab and self._began is None:
            self._began = self.place.column
        same = self.typed == self._begins_with
        self.post_message(Filled(self.cell, {} if same else {self.cell: self.typed}, then))

    def _give_typed(self) -> None:
        """Give what is being typed to the cell it was typed in, before one goes elsewhere by page or by mouse."""
        if self.typing:
            self.leave("stay")

    def action_mend(self) -> None:
        """Take the last character off what stands in the cell, and type on."""
        typed = self._said[self.cell].typed if self.cell else ""
        self._mend(typed[:-1])

    def _mend(self, text: str) -> None:
        if text != visible(text):
            self.post_message(Unfit("It has several lines; {one_by_one} opens it."))
        else:
            self.begin(text)

    def paste(self, pasted: str) -> None:
        """Let a block copied from a spreadsheet fall on the cells from here on."""
        falls = "" if self.read_only else self.table.falls_on(self.place, block_of(pasted))
        self.post_message(Unfit(falls) if isinstance(falls, str) else Filled(self.cell, falls, "stay"))


class AsMuchAsFits(Words):
    """What is said of a cell or a line; where the window has no room for all of it, that and the key that has it."""

    def __init__(self, rest: Command, *, id: str) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self._rest = rest

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Lines it takes where there is room for all of it: the library would measure what it shows now."""
        whole = self.content
        if not (isinstance(whole, Content) and width):
            return super().get_content_height(container, viewport, width)
        return len(whole.rstrip().wrap(width))

    def render(self) -> RenderResult:
        """As many lines as there is room for, of few none that is empty."""
        whole, (width, height) = self.content, self.content_size
        if not (isinstance(whole, Content) and width and height):
            return super().render()
        told = whole.rstrip().wrap(width)
        if len(told) <= height:
            return super().render()
        if height <= FEW_LINES and not told[0].plain.strip():  # the line kept for what a text is taken as
            told = told[1:]
        if len(told) <= height:
            return lines(told)
        last = told[height - 1]
        more = clickable(f"{self._rest.shown} all of it", self._rest.on_screen, "$accent bold")
        last = last.truncate(max(width - more.cell_length - 1, 0), ellipsis=True, pad=True)
        return lines([*told[: height - 1], last + text(" ") + more])


class TablePage(Vertical):
    """A table with what stands around it: where one is, the duties it answers, and the question of the cell."""

    def __init__(self) -> None:
        self.head, self.grid = Words(id="table-head"), AnswerGrid()
        self.duties, self.about = AsMuchAsFits(DETAILS, id="duties"), AsMuchAsFits(ONE_BY_ONE, id="cell")
        super().__init__(self.head, self.duties, self.grid, self.about, id="table")

    def share_lines(self, lines: int) -> None:
        """Share the lines there are out: the table is in sight, and duties have what it leaves."""
        fewest = FEWEST_DUTIES if self.duties.display else 0
        tall = min(self.grid.tall, max(lines - fewest, FEWEST_LINES))
        self.grid.cells.styles.max_height = tall
        self.duties.styles.max_height = max(lines - tall, fewest)
