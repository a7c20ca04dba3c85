"""Where we stand, in full, and how each figure of it is worked out: its sum line by line, each leading on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from des_decider.appraisal.working import WorkingLine, Workings
from des_decider.tui.frame import ListFrame
from des_decider.tui.keys import ENTER, FIGURES, HELP, LEAVE, UNDO
from des_decider.tui.screen_text import hanging, lines, text
from des_decider.tui.where_we_stand import COMPARE, HANGS_ON, found_words, standing
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.appraisal.findings import Finding
    from des_decider.tui.keys import Command

QUICK = (
    "Quick look: rough figures from the fewest answers, so that there is something to argue with. Hours nobody gave "
    "count as none. Go on to the sections for more, or straight to How we decide."
)
STILL_OPEN = "so not all figures are there yet. Enter on a line goes to what is missing."
_LEADS = {
    "answer": "its question", HANGS_ON.rstrip(":"): "what it hangs on", COMPARE.rstrip(":"): "last time beside now",
}  # fmt: skip
LONGEST = 12
"""Lines one line of a working may take on a narrow window."""
WHERE = {"answer": "to the question", "figure": "how it is worked out", "fact": "its source"}
SPANS = (
    "Under a difference stands how far it may lie: 8 of 10 cases drawn from your ranges, the lowest and the highest "
    "tenth left out. “By ranges so far” means that too few of the answers that matter have a range to say it of 8 in "
    "10 cases."
)


class FiguresScreen(ListFrame):
    """The figures and findings in one list."""

    HERE = (
        "Where we stand: signing up against opting out, as money and as GP time. Enter on a line shows how it is "
        "worked out, down to your answers and the worksheet’s rates; {figures} goes back to where you came from. “Not "
        "known” means that an answer is missing."
    )

    IN_ONE_LINE = False

    def extra_help(self) -> str:
        """What the spans under the differences are."""
        return SPANS

    def __init__(self, *, quick: bool = False) -> None:
        super().__init__()
        self.quick = quick

    def body(self) -> ComposeResult:
        """The lines."""
        yield Static(id="said", classes="" if self.quick else "-empty")
        yield Panel(id="figures")

    def on_mount(self) -> None:
        """Say what was said of the last answer of the quick look."""
        self.words = self.meeting.take_remark()

    def follow(self) -> None:
        """Show the figures as they stand; after the quick look, say whether they are there."""
        super().follow()
        if self.quick:
            quick = self.meeting.quick_look
            so_far = f"Quick look: {quick.given} of {quick.asked} answered, {STILL_OPEN}"
            words = so_far if quick.open else QUICK
            self.query_one("#said", Static).update(text((words, "$muted")))
        self.show_standing()

    def show_standing(self) -> None:
        """The same list is where we stand, in full."""
        meeting, width = self.meeting, min(max(self.size.width - 6, 40), 76)
        self.host.beside.soon()
        coming = self.host.beside.coming
        last = meeting.session.last_time
        lines = standing(meeting.state, meeting.hung, last, quick=self.quick, coming=coming, every=True)
        self.query_one("#figures", Panel).show_lines(tuple(lines), width)
        self.show_foot()  # what its keys do hangs on the line one stands on

    def keys(self) -> Sequence[Command]:
        """Open a figure, or go on."""
        leave = [LEAVE.called("task list")] if self.quick else [FIGURES.called("back"), LEAVE]
        return [ENTER.called(self._leads()), *leave, UNDO, HELP]

    def _leads(self) -> str:
        """Where the line leads that one stands on."""
        kind, _, name = self.query_one(Panel).key.rpartition(":")
        finding = self.meeting.state.findings.get(name) if kind == "finding" else None
        if finding is not None and not finding.figure:
            return "why"
        return _LEADS.get(kind, "how it is worked out")

    def action_open(self) -> None:
        """Open the line one stands on."""
        self.open_line(self.query_one(Panel).key)

    def action_figures(self) -> None:
        """The key that shows the figures goes back from them, too."""
        self.action_leave()


class WorkingScreen(ListFrame):
    """One figure opened, or what a section's finding rests on: a figure, or else the section's answers."""

    HERE = (
        "The sum behind a figure. A line marked > leads on: Enter goes to its question ({leave} there comes back), to "
        "its own working, or to the source it was read in."
    )

    IN_ONE_LINE = False

    def __init__(self, figure: str, finding: Finding | None = None) -> None:
        super().__init__()
        self._figure, self._section = figure, finding.section if finding is not None else ""
        self._lines: list[WorkingLine] = []
        self._opened: set[int] = set()

    def body(self) -> ComposeResult:
        """The lines of the sum."""
        yield Static(id="said")
        yield Choices(id="working")

    def follow(self) -> None:
        """Show the working as the answers stand."""
        super().follow()
        appraisal = self.meeting.state.appraisal
        if self._figure:
            said = [text(("How it is worked out: ", "$muted"), (appraisal.figures[self._figure].label, "bold"))]
            self._lines = Workings(appraisal).of(self._figure)
        else:
            title = appraisal.book.worksheet.section_title(self._section)
            said = [text((title, "bold"))]
            self._lines = [WorkingLine("It rests on the answers of this section", f"answer:{self._section}")]
        if self._section:
            finding = self.meeting.state.findings[self._section]
            said += [text(words) for words in found_words(finding, self.meeting.state)]
        self.query_one("#said", Static).update(lines(said))
        listed, moved = self.query_one(Choices), bool(self._lines) and self.query_one(Choices).key
        first = next((str(n) for n, line in enumerate(self._lines) if line.leads_to), "0")
        listed.show(((str(n), self._line(n, line)) for n, line in enumerate(self._lines)), at=moved or first)
        self.show_frame()

    def _line(self, n: int, line: WorkingLine) -> Content:
        """One line with its sign; what goes on under it stands as far in as it does."""
        before, width, inside = "  " * line.depth, self.size.width - 2, 2 * line.depth + 4
        sign = ("> " if line.leads_to else "  ", "$accent bold")
        pieces = [text(before, sign, hanging(line.text, width, LONGEST, inside))]
        if n in self._opened:
            source = line.source or "The worksheet’s author gives no address."
            said = [words for words in (f"Source: {source}", line.notes) if words]
            told = (" " * inside + hanging(words, width, LONGEST, inside) for words in said)
            pieces += [text((words, "$muted")) for words in told]
        return lines(pieces)

    def keys(self) -> Sequence[Command]:
        """What Enter does depends on the line."""
        line = self._here()
        kind = line.leads_to.partition(":")[0] if line else ""
        return [*([ENTER.called(WHERE[kind])] if kind in WHERE else []), LEAVE, UNDO, HELP]

    def _here(self) -> WorkingLine | None:
        key = self.query_one(Choices).key
        return self._lines[int(key)] if key else None

    def action_open(self) -> None:
        """Follow the line one stands on."""
        line = self._here()
        if line is None:
            return
        kind = line.leads_to.partition(":")[0]
        if kind in {"answer", "figure"}:
            self.host.go(line.leads_to)
        elif kind == "fact":
            self._opened ^= {int(self.query_one(Choices).key)}
            self.follow()
