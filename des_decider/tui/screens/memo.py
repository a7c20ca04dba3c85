"""The memo as it would be written now, or as it was signed: to be read here, copied from, and written as files."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static, TextArea

from des_decider.decision.wording import capital, count_of, visible
from des_decider.memo.formats import FORMATS, Format, called, format_of, offered
from des_decider.memo.plain_text import as_text
from des_decider.record.memo_files import compose, memo_paths, why_no_memo, write_memos
from des_decider.storage.safely import StorageFault
from des_decider.tui.frame import MeetingFrame
from des_decider.tui.keys import (
    APPENDICES,
    BACK,
    EVERYWHERE,
    HELP,
    IN_THE_MEMO,
    LEAVE,
    NEXT,
    WRITE,
    bindings,
    over_a_field,
)
from des_decider.tui.screen_text import lines, refused, text
from des_decider.tui.screens.dialogs import AskScreen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from des_decider.record.memo_files import Composed
    from des_decider.tui.keys import Command

WIDEST = 100
PARTS = ("memo", "appendices", "minutes")
"""What is leafed through, by the names of what is composed."""
CHECKING = "while comparing the files with the seal"
COMING = "Working out what the decision hangs on; the memo follows…"


class MemoText(TextArea):
    """The text, which can be scrolled, selected and copied, and not changed; its lines are as wide as the window."""

    BINDINGS: ClassVar[list[BindingType]] = over_a_field(*EVERYWHERE, *IN_THE_MEMO)

    def __init__(self) -> None:
        super().__init__(
            read_only=True, soft_wrap=False, show_cursor=False, compact=True, highlight_cursor_line=False,
            show_line_numbers=False,
        )  # fmt: skip


class MemoScreen(MeetingFrame):
    """The memo, its appendices or what the minutes take over, as plain text."""

    CSS_PATH = "signing.tcss"
    DEFAULT_CLASSES = "-column"
    FIRST = "MemoText"
    IN_ONE_LINE = False
    WAITS_FOR_WORK = True
    HERE = (
        "The memo: the arrows, {back} and {next} scroll it. Until the decision is signed off it is a draft and says so "
        "on every page. {write} writes it as files into the decision’s folder; {appendices} shows the appendices, with "
        "every answer and how each figure is worked out, and then a page for the minutes, to be selected and copied."
    )
    CAN = (*MeetingFrame.CAN, *IN_THE_MEMO)
    BINDINGS = bindings(*IN_THE_MEMO, NEXT.called(does="page_down"), BACK.called(does="page_up"))

    def __init__(self) -> None:
        super().__init__()
        self._part = 0
        self._composed: Composed | None = None
        self._why_not: str | None = None
        self._laid_out: tuple[int, int, int] | None = None
        self._at = -1
        self._checking = False

    def body(self) -> ComposeResult:
        """What it is, what was written, and the text."""
        yield Static(id="said")
        yield Static(id="written", classes="-empty")
        yield MemoText()

    def follow(self) -> None:
        """Show the memo as the answers stand, as wide as the window."""
        super().follow()
        session, sealed = self.meeting.session, self.meeting.state.sealed
        if sealed and self._why_not is None:
            if not self._checking:
                self._checking = True
                self.run_worker(lambda: self._check(session.folder), name=CHECKING, thread=True, exit_on_error=False)
            self.query_one("#said", Static).update(text(("Checking the files against the seal…", "$muted")))
            return
        if self._why_not:
            why = f"{capital(self._why_not)}."
            self.query_one("#said", Static).update(refused(why))
            return
        if self._composed is None or self._at != session.last_change:
            hung, beside = self.meeting.hung, self.host.beside
            if hung is None:
                beside.now()
                waits = refused(beside.fault) if beside.fault else text((COMING, "$muted"))
                self.query_one("#said", Static).update(waits)
                return
            try:
                self._composed, self._at = compose(session, hung=hung), session.last_change
            except (StorageFault, OSError) as error:
                self.say(f"The memo cannot be composed: {error}.", wrong=True)
                return
            self._laid_out = None
        self.query_one("#said", Static).update(text(*self._what()))
        self._lay_out(self._composed)

    def hung_known(self) -> None:
        """What the decision hangs on was worked out meanwhile: the memo can be composed."""
        self.follow()

    def _what(self) -> tuple[tuple[str, str], tuple[str, str]]:
        which = ("Memo", "Appendices", "For the minutes")[self._part]
        if self.meeting.state.sealed:
            return (f"{which}, as signed off.", "bold"), (f" {WRITE.shown} says where the files are.", "$muted")
        blocking = self.meeting.to_do
        first = f" {count_of(blocking, 'thing')} to do before it can be signed off." if blocking else " Not signed off."
        return (f"{which}: draft.", "bold $warning"), (first, "$muted")

    def _lay_out(self, composed: Composed) -> None:
        """Write the text anew where its width or its content changed, and stay where one was reading."""
        width = min(max(self.size.width - 4, 20), WIDEST)
        wanted = (width, self._part, self._at)
        if wanted == self._laid_out:
            return
        area = self.query_one(MemoText)
        same = self._laid_out is not None and self._laid_out[1] == self._part
        part = area.scroll_offset.y / area.max_scroll_y if same and area.max_scroll_y else 0.0
        self._laid_out = wanted
        area.text = as_text(composed[self._part], width)
        self.call_after_refresh(lambda: area.scroll_to(y=round(part * area.max_scroll_y), animate=False))

    def _check(self, folder: Path) -> None:
        """Nothing that looks signed may say something else than what was signed."""
        try:
            why_not = why_no_memo(folder)
        except OSError as error:
            why_not = str(error)
        self.call_later(self.work_failed, why_not)

    def work_failed(self, words: str) -> None:
        """Why no memo may be made from a sealed record, empty where it may: what is not compared is not shown."""
        self._why_not = words
        self.follow()

    def keys(self) -> Sequence[Command]:
        """Scroll, write, and go to the other part."""
        if self._why_not:
            return [LEAVE, HELP]
        return [
            NEXT.called("next page", "page_down"), WRITE.called("its files" if self.meeting.state.sealed else ""),
            APPENDICES.called(PARTS[self._next]), LEAVE, HELP,
        ]  # fmt: skip

    @property
    def _next(self) -> int:
        return (self._part + 1) % len(PARTS)

    def action_page_down(self) -> None:
        """A page further down."""
        self.query_one(MemoText).scroll_page_down(animate=False)

    def action_page_up(self) -> None:
        """A page further up."""
        self.query_one(MemoText).scroll_page_up(animate=False)

    def action_appendices(self) -> None:
        """From the memo to the appendices, to what the minutes take over, and back."""
        self._part = self._next
        self._tell([])
        self.follow()

    def action_write(self) -> None:
        """Ask for the formats and write them; what is sealed stays, and is only told where it is."""
        if self._composed is None or self._why_not:
            return
        if not self.meeting.state.sealed:
            self.app.push_screen(
                AskScreen(
                    [text(("Write the memo and its appendices as", "bold"))],
                    [*((name, capital(called(name))) for name in offered()), ("all", "All of them")],
                    enter="Enter writes; ", leaves="writes nothing",
                ),
                self._begin,
            )  # fmt: skip
            return
        folder = self.meeting.session.folder
        paths = [path for name in offered() for path in memo_paths(folder, name) if path.exists()]
        self._tell([text(("Signed: ", "$muted"), str(path.resolve())) for path in paths])

    def _begin(self, chosen: str | None) -> None:
        if chosen:
            self.say("Writing the memo…")
            one = format_of(chosen)
            self.call_after_refresh(self._write, (one,) if one else FORMATS)

    def _write(self, formats: tuple[Format, ...]) -> None:
        """Write the files, and say where each one is; what was written before a fault is told too."""
        if self._composed is None:
            return
        told: list[Content] = []
        try:
            for made in write_memos(self.meeting.session, self._composed, formats):
                done = "Signed, left as it is: " if made.sealed else "Written: "
                told += [text((done, "$muted"), str(path.resolve())) for path in (made.memo, made.appendices)]
        except (StorageFault, OSError) as error:
            fault = visible(f"Not written: {error}.")
            self._tell([*told, text((fault, "$error bold"))])
            self.say(fault, wrong=True)
            return
        self._tell(told)
        self.say("Written as a draft." if self._composed.memo.draft else "Written as signed.")

    def _tell(self, told: list[Content]) -> None:
        """Say on the screen which files there are, with their whole paths."""
        shown = self.query_one("#written", Static)
        shown.update(lines(told))
        shown.set_class(not told, "-empty")
