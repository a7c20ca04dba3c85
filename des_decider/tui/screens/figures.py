"""Where we stand, in full: every line of it can be opened to how it is worked out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from des_decider.tui.commands import ENTER, HELP, LEAVE, UNDO
from des_decider.tui.frame import ListFrame
from des_decider.tui.screen_text import text
from des_decider.tui.where_we_stand import HANGS_ON, every_line
from des_decider.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from des_decider.tui.commands import Command

QUICK = (
    "Quick look: rough figures from the fewest answers, so that there is something to argue with. Hours nobody gave "
    "count as none. Go on to the sections for more, or straight to How we decide."
)


class FiguresScreen(ListFrame):
    """The figures and findings in one list."""

    HERE = (
        "Where we stand: signing up against opting out, as money and as GP time. Enter or {figures} on a line shows "
        "how it is worked out, down to your answers and the worksheet's rates. “Not known” means that an answer is "
        "missing."
    )

    def __init__(self, *, quick: bool = False) -> None:
        super().__init__()
        self.quick = quick

    def body(self) -> ComposeResult:
        """The lines."""
        yield Static(text((QUICK if self.quick else "", "$muted")), id="said", classes="" if self.quick else "-empty")
        yield Panel(id="figures")

    def follow(self) -> None:
        """Show the figures as they stand."""
        super().follow()
        self.show_standing()

    def show_standing(self) -> None:
        """The same list is where we stand, in full."""
        meeting, width = self.meeting, min(max(self.size.width - 6, 40), 76)
        self.house.beside.soon()
        lines = every_line(meeting.state, meeting.hung, quick=self.quick, coming=self.house.beside.coming)
        self.query_one("#figures", Panel).show_lines(lines, width)

    def hung_known(self) -> None:
        """The spans are known now."""
        self.show_standing()

    def summary(self) -> str:
        """The list says it already."""
        return ""

    def keys(self) -> Sequence[Command]:
        """Open a figure, or go on."""
        return [ENTER.called(self._leads()), LEAVE.called("task list" if self.quick else ""), UNDO, HELP]

    def _leads(self) -> str:
        """Where the line leads that one stands on."""
        kind, _, name = self.query_one(Panel).key.rpartition(":")
        finding = self.meeting.state.findings.get(name) if kind == "finding" else None
        if finding is not None and not finding.figure:
            return "its questions"
        return {"answer": "its question", HANGS_ON.rstrip(":"): "what it hangs on"}.get(kind, "how it is worked out")

    def action_open(self) -> None:
        """Open the line one stands on."""
        self.open_line(self.query_one(Panel).key)

    def action_figures(self) -> None:
        """The key for the figures opens the one that one stands on."""
        self.action_open()
