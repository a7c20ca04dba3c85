"""Every date of the worksheet and of the decision in order, past and coming: what happens, and where it was read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from des_decider.decision.wording import count_of, day, how_soon
from des_decider.decision.worksheet_says import read_in
from des_decider.tui.frame import ListFrame
from des_decider.tui.keys import DETAILS, ENTER, FIGURES, HELP, LEAVE, bindings
from des_decider.tui.meeting import PASSED
from des_decider.tui.screen_text import cut, hanging, lines, text
from des_decider.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.decision.dates import Dated
    from des_decider.tui.keys import Command

MOST_LINES = 4
"""Lines one date may take; its details have the whole of a longer one."""
INSIDE = 4
"""Columns that what stands under a day is further in."""


class DatesScreen(ListFrame):
    """The dates as one list; what is coming is stood on first."""

    CSS_PATH = "check.tcss"
    HERE = (
        "Every date of the worksheet and of this decision, in order. Enter on a date shows all that is said about it, "
        "with its sources; on a day that is yours to give, Enter opens the question, and on what is to be done after "
        "sign-off what is due. What became known after the deadline is here only if you let later facts count."
    )
    CAN = (*ListFrame.CAN, DETAILS)
    BINDINGS = bindings(DETAILS)
    _dates: Sequence[Dated] = ()

    def body(self) -> ComposeResult:
        """What is shown, and the dates."""
        yield Static(id="said")
        yield Choices(id="dates")

    def follow(self) -> None:
        """Show the dates as the answers stand."""
        super().follow()
        session, today = self.meeting.session, self.meeting.clock().date()
        dates = self.meeting.dates()
        self._dates = [one for some in dates.values() for one in some]
        said = (f"Dates for {session.worksheet.year.name}", "bold"), (f"   today is {day(today)}", "$muted")
        self.query_one("#said", Static).update(text(*said))
        listed = self.query_one(Choices)
        coming = len(dates[PASSED]) if len(self._dates) > len(dates[PASSED]) else 0
        arrives = not listed.key
        listed.show(self._told(dates, today), at=listed.key or str(coming))
        if arrives:
            self.call_after_refresh(self._see_what_comes)
        self.show_foot()

    def _see_what_comes(self) -> None:
        """Bring the line one stands on to the top, under its heading: what is over is read by going up."""
        listed = self.query_one(Choices)
        listed.scroll_to_highlight(top=True)
        listed.scroll_relative(y=-1, animate=False, immediate=True)

    def _told(self, dates: Mapping[str, Sequence[Dated]], today: date) -> Iterator[tuple[str, Content]]:
        """The dates under how they stand; there is no heading without any."""
        n = 0
        for heading, some in dates.items():
            before = None
            if some:
                yield "", text(("\n" if n else "", ""), (heading, "bold $accent"))
            for one in some:
                yield str(n), self._line(one, today, first=one.when != before)
                n, before = n + 1, one.when

    def _line(self, one: Dated, today: date, *, first: bool) -> Content:
        """The `first` time a day with how far off it is, what happens on it, and where that was read."""
        width = max(self.size.width - 4, 40)
        when = []
        if one.when and first:
            when.append(text(" ", (day(one.when), "bold"), (f"  {_off(one.when, today)}", "$muted")))
        what = text(" " * INSIDE, hanging(one.what, width, MOST_LINES, INSIDE))
        origin = one.said[0].origin if len(one.said) == 1 else None
        source = [text(" " * INSIDE, (cut(read_in(origin), width - INSIDE), "$muted"))] if origin else []
        return lines([*when, what, *source])

    def keys(self) -> Sequence[Command]:
        """What Enter does depends on the date."""
        one = self._here()
        enter = [ENTER.called("what is due" if one.to_do else "its question" if one.asks else "details")] if one else []
        return [*enter, LEAVE, FIGURES, HELP]

    def _here(self) -> Dated | None:
        key = self.query_one(Choices).key
        return self._dates[int(key)] if key.isdigit() else None

    def action_open(self) -> None:
        """What is still to be done, where that is noted; the question of a day of ours; else all that is said."""
        one = self._here()
        if one is not None and one.to_do:
            self.host.go("sign off")
        elif one is not None and one.asks:
            self.host.go(f"answer:{one.asks}")
        else:
            self.action_details()

    def action_details(self) -> None:
        """All that is said about the date one stands on."""
        from des_decider.tui.screens.details import DetailsScreen

        if (one := self._here()) is not None and one.said:
            self.app.push_screen(DetailsScreen("What the worksheet says", one.said))

    def action_dates(self) -> None:
        """The key that led here leads back."""
        self.action_leave()


def _off(when: date, today: date) -> str:
    """How far off a day is."""
    return how_soon(when, today) if when >= today else f"{count_of((today - when).days, 'day')} ago"
