"""Check the answers of a section, or of all: from each line to its question and back again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.widgets import Static

from des_decider.tui.check_lines import AGAIN, NONE, SECTION, CheckLine, Page, laid_out
from des_decider.tui.frame import ListFrame
from des_decider.tui.keys import ENTER, FIGURES, HELP, LEAVE, ONLY_MISSING, UNDO, bindings
from des_decider.tui.screen_text import lines, text
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.question_list import LEGEND

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult

    from des_decider.tui.keys import Command


class CheckScreen(ListFrame):
    """The answers under each other; Enter goes to a question, and its answer comes back here."""

    CSS_PATH = "check.tcss"
    BESIDE = False
    HERE = (
        "Your answers, as they stand. What deserves a look comes first: texts that are not understood, what is to be "
        "come back to, answers that do not fit together. Enter on a line opens its question; the answer given there "
        "comes back to this page. Nothing here has to be provided before you go on."
    )
    CAN = (*ListFrame.CAN, ONLY_MISSING)
    BINDINGS = bindings(ONLY_MISSING)

    def __init__(self, section: str = "") -> None:
        super().__init__()
        self._section = section
        self._only_missing = self._none_open = False
        self._shown: tuple[object, ...] = ()

    def body(self) -> ComposeResult:
        """What is amiss in numbers, and the lines."""
        yield Static(id="said")
        yield Choices(id="answers")

    def follow(self) -> None:
        """Show the answers as they stand; the page is made again only where it would look different."""
        super().follow()
        session = self.meeting.session
        shown = (session.last_change, dict(session.drafts), self.size.width, self._only_missing, self._none_open)
        if shown == self._shown:
            return
        self._shown = shown
        page = Page(self._section, self.meeting)
        place = self.meeting.session.worksheet.section_title(self._section) if self._section else "all answers"
        only = ", only what is not provided" if self._only_missing else ""
        summary = page.summary()
        told = text((summary, "$warning bold")) if summary else text(("Everything asked is provided.", "$muted"))
        self.query_one("#said", Static).update(lines([text((f"Check: {place}{only}", "bold")), told]))
        self._show(list(page.not_provided() if self._only_missing else self._lines(page)))

    def _lines(self, page: Page) -> Iterator[CheckLine]:
        amiss = list(page.amiss(none_open=self._none_open))
        yield from amiss
        if amiss and self._section:
            yield CheckLine(SECTION, "")
        yield from page.answers

    def _show(self, found: Sequence[CheckLine]) -> None:
        """Stay on the line one stood on; what was amiss and is mended is found again among the answers."""
        choices, width = self.query_one(Choices), max(self.size.width - 4, 40)
        keys = {line.key for line in found}
        mended = choices.key.rpartition(" ")[2]
        at = mended if choices.key not in keys and mended in keys else ""
        choices.show(((line.key, laid_out(line, width, first=not n)) for n, line in enumerate(found)), at, near=True)

    def keys(self) -> Sequence[Command]:
        """Change an answer, or see only what is not provided."""
        return [
            ENTER if self.meeting.session.read_only else ENTER.called("change"), LEAVE,
            ONLY_MISSING.called("all answers" if self._only_missing else ""), FIGURES, UNDO, HELP,
        ]  # fmt: skip

    def action_open(self) -> None:
        """Go to the question one stands on, or open what counts as none."""
        key = self.query_one(Choices).key
        if key == NONE:
            self._none_open = not self._none_open
            self.follow()
        else:
            self.host.go(f"answer:{key.rpartition(' ')[2]}")

    def action_only_missing(self) -> None:
        """Show only what is not provided, or all again."""
        self._only_missing = not self._only_missing
        self.follow()

    def extra_help(self) -> str:
        """What the signs mean."""
        legend = (*LEGEND, (AGAIN, "to look at again"))
        return f"Signs: {', '.join(f'{mark} {words}' for mark, words in legend)}."
