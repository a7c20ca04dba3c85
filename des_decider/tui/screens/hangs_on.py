"""What the decision hangs on, on a screen: its lines this year or a full year, where each leads, the leaning shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.geometry import Region
from textual.widgets import Static

from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.decision.window import months_in_words
from des_decider.decision.wording import day
from des_decider.tui.frame import ListFrame
from des_decider.tui.hangs_on_lines import AT_WORK, MORE, SHOW_LEANING, WHAT_IF, Page
from des_decider.tui.keys import ENTER, FIGURES, HELP, HORIZON, LEAVE, UNDO, bindings
from des_decider.tui.screen_text import lines, text, wrapped
from des_decider.tui.screens.dialogs import AskScreen
from des_decider.tui.where_we_stand import among, span, value_of
from des_decider.tui.widgets.choices import Choices
from des_decider.worksheet.months import first_counted_day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from des_decider.tui.keys import Command

WHERE = {"answer": "its question", "figure": "its working"}
NOT_YET, FIRST_ROUND, CHAIR = "not yet", "first round", "chair"
ASKED = (
    "Is the first round in: has every partner said where they stand? What is shown stays shown, and the record keeps "
    "when. It can sway those who have not spoken yet."
)


class Lines(Choices):
    """Lines that bring what is read above them into sight."""

    def scroll_to_highlight(self, top: bool = False) -> None:
        """Headings cannot be stood on, so standing on the line after one shows it too."""
        place = self.highlighted
        if place is None or not self.is_mounted:
            return
        first = next((n + 1 for n in range(place - 1, -1, -1) if self.keys[n]), 0)
        self._update_lines()
        if first not in self._index_to_line or place not in self._index_to_line:  # not laid out yet
            return
        start, end = self._index_to_line[first], self._index_to_line[place] + self._heights[place]
        room = self.scrollable_content_region
        if end - start > room.height:
            super().scroll_to_highlight(top)
            return
        region = Region(0, start, room.width, end - start)
        self.scroll_to_region(region, force=True, animate=False, top=top, immediate=True)


class HangsOnScreen(ListFrame):
    """One list, from what turns the decision to what the answers lean towards."""

    CSS_PATH = "hangs_on.tcss"
    IN_ONE_LINE = False
    WAITS_FOR_WORK = True
    HERE = (
        "What the decision hangs on: the numbers that would turn it, and the answers that move it, widest first. Enter "
        "on an answer goes to its question and comes back here; on a figure it shows how it is worked out. {horizon} "
        "changes from this year to a full year and back. It is worked out beside your typing, from the ranges you "
        "gave."
    )
    CAN = (*ListFrame.CAN, HORIZON)
    BINDINGS = bindings(HORIZON)

    def __init__(self, horizon: str) -> None:
        super().__init__()
        self._horizon = horizon
        self._every_bar = False
        self._stood = ""

    def body(self) -> ComposeResult:
        """Which horizon, what it comes to, and the lines."""
        yield Static(id="said")
        yield Lines(id="hanging")

    def follow(self) -> None:
        """Show what is known at once, and begin to work out the rest."""
        super().follow()
        self.host.beside.now()
        self._show()

    def hung_known(self) -> None:
        """It is worked out, or cannot be."""
        self._show()

    def _show(self) -> None:
        """Stand on the line one stood on before the answers changed, as soon as it is there again."""
        width, listed = max(self.size.width - 4, 40), self.query_one(Lines)
        told = [text(("\n".join(wrapped(words, width, 3)), style)) for words, style in self._said()]
        self.query_one("#said", Static).update(lines(told))
        page = Page(self.meeting, self._horizon, width, every_bar=self._every_bar, fault=self.host.beside.fault)
        found = list(page.lines())
        wanted, keys = self._stood or listed.key, {key for key, _ in found}
        at_work = listed.key.partition(" ")[0] == AT_WORK
        self._stood = "" if wanted in keys or self.meeting.hung is not None else wanted
        if wanted not in keys and at_work:
            wanted = found[0][0]
        listed.show(found, at=wanted if wanted in keys else "", near=self.meeting.hung is not None)
        self.show_frame()

    def _said(self) -> list[tuple[str, str]]:
        """Which months are meant, and what signing up comes to in them."""
        meeting, sheet = self.meeting, self.meeting.session.worksheet
        title, meant = HORIZONS[self._horizon].name, "12 months of everything"
        if self._horizon == "this_year":
            meant = f"{months_in_words(sheet)} from {day(first_counted_day(sheet))}"
        said = f"Signing up against opting out: {value_of(meeting.state.appraisal, f'difference.{self._horizon}')}"
        if meeting.hung is not None and (ends := span(meeting.hung, self._horizon)):
            certain = meeting.hung.counts_as_certain
            said += f"; {ends} ({among(meeting.hung)}){f'. {certain}' if certain else ''}"
        return [(f"What it hangs on, {title} ({meant})", "bold"), (said, "")]

    def keys_here(self) -> str:
        """Where the line leads that one stands on."""
        return self.query_one(Choices).key.partition(" ")[2]

    def keys(self) -> Sequence[Command]:
        """What Enter does depends on the line."""
        other = next(horizon.name for key, horizon in HORIZONS.items() if key != self._horizon)
        leads = self.keys_here()
        words = WHERE.get(leads.partition(":")[0], "open" if leads in {MORE, WHAT_IF, SHOW_LEANING} else "")
        enter = [ENTER.called(words)] if words else []
        return [*enter, LEAVE, HORIZON.called(other), FIGURES, UNDO, HELP]

    @on(Choices.Moved)
    def _left_where_one_stood(self) -> None:
        self._stood = ""

    def action_open(self) -> None:
        """Follow the line one stands on."""
        leads = self.keys_here()
        self._stood = self.query_one(Choices).key
        if leads.partition(":")[0] in {"answer", "figure", WHAT_IF}:
            self.host.go(leads)
        elif leads == MORE:
            self._every_bar = not self._every_bar
            self._show()
        elif leads == SHOW_LEANING and not self.only_read():
            self.app.push_screen(
                AskScreen(
                    [text(("Show what the answers lean towards?", "bold")), text(ASKED)],
                    [
                        (NOT_YET, "Not yet: show nothing"), (FIRST_ROUND, "The first round is in: show it"),
                        (CHAIR, "The chair opens it now: show it"),
                    ],
                    enter="Enter chooses; ", leaves="shows nothing",
                ),
                self._opened,
            )  # fmt: skip

    def _opened(self, who: str | None) -> None:
        """The first round is in, or the chair opens it: the record notes that it is shown."""
        if who in {FIRST_ROUND, CHAIR}:
            self._stood = "leaning0 -"
            self.told(self.meeting.show_leaning())
            self.call_after_refresh(self.query_one(Lines).scroll_to_highlight, top=True)

    def action_horizon(self) -> None:
        """From this year to a full year, and back."""
        self._horizon = next(key for key in HORIZONS if key != self._horizon)
        self._show()
