"""Two decisions beside each other, in words: the open one and the one it follows, or any two of this machine’s list."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from des_decider.appraisal.compared import compare
from des_decider.decision.follows import follows
from des_decider.decision.text_width import display_width, wrapped
from des_decider.decision.wording import capital, visible
from des_decider.memo.comparison import parts
from des_decider.record.comparing import snapshot_of, with_the_one_before
from des_decider.record.recovery import CannotOpen
from des_decider.storage.safely import StorageFault
from des_decider.tui.frame import Frame, MeetingFrame
from des_decider.tui.keys import BACK, FIGURES, HELP, LEAVE, NEXT, bindings
from des_decider.tui.screen_text import cut, cut_apart, lines, padded, refused, right, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from des_decider.decision.answers import Answers
    from des_decider.memo.comparison import Part, Row
    from des_decider.record.register_entry import Entry
    from des_decider.record.session import Session
    from des_decider.record.state import State

SIDE = 20
"""Columns for what each decision has, where it fits into a column."""
YEAR = 9
"""Columns for a year at most, where a decision is named over its column."""
HEADS = ("last time", "now")
AT_WORK, COMPARING = "while comparing it with the one before", "while comparing two decisions"
LOOKING_FOR_IT, READING_BOTH = "Looking for the one before…", "Reading both decisions…"
HOW_TO_READ = (
    "A figure is compared only where both contracts have it, and “not known” never means 0. {next} and {back} scroll; "
    "{leave} leads back."
)


class ComparedPage(Frame):
    """A page to read, with two decisions beside each other; each kind says which."""

    DEFAULT_CLASSES = "-column"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(NEXT.called(does="further(1)"), BACK.called(does="further(-1)")),
        Binding("down", "further(0.1)", show=False),
        Binding("up", "further(-0.1)", show=False),
    ]

    def body(self) -> ComposeResult:
        """The whole of it, to be scrolled."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="compared")

    def show(self, said: Iterable[Content], found: Iterable[Part], heads: tuple[str, str]) -> None:
        """What is said of both, then both under their heads."""
        self.query_one("#compared", Static).update(lines([*said, *_told(found, self.size.width - 4, heads)]))

    def action_further(self, pages: float) -> None:
        """Further down or up, by so much of what is in sight."""
        shown = self.query_one("#page", VerticalScroll)
        shown.scroll_relative(y=pages * max(shown.size.height - 1, 10), animate=False, immediate=True)


class CompareScreen(ComparedPage, MeetingFrame):
    """The open decision beside the one it follows."""

    IN_ONE_LINE = False
    HERE = f"This decision beside the one it follows. {HOW_TO_READ}"
    CAN = (*MeetingFrame.CAN, NEXT, BACK)
    KEYS = (NEXT.called("further"), BACK.called("up"), LEAVE, FIGURES, HELP)

    def __init__(self) -> None:
        super().__init__()
        self._of: Answers | None = None
        self._parts: tuple[Part, ...] = ()
        self._said: tuple[Content, ...] = ()

    def follow(self) -> None:
        """Lay both beside each other as they stand, once for the same answers."""
        super().follow()
        meeting = self.meeting
        if self._of is not meeting.state.answers:
            self._of = meeting.state.answers
            self._known(self._of, (), text((LOOKING_FOR_IT, "$muted")))
            work = partial(self._work_out, meeting.session, meeting.state, meeting.clock)
            self.run_worker(work, name=AT_WORK, thread=True, exclusive=True, exit_on_error=False)
        else:
            self._show()

    def _work_out(self, session: Session, state: State, clock: Callable[[], datetime]) -> None:
        """Look for the one before and read it; on a shared drive that takes a while."""
        try:
            found = tuple(parts(with_the_one_before(session, state, clock), session.last_time, HEADS))
        except (CannotOpen, StorageFault) as error:
            self.call_later(self._known, state.answers, (), refused(f"{capital(str(error))}."))
        else:
            self.call_later(self._known, state.answers, found)

    def work_failed(self, words: str) -> None:
        """What could not be worked out is said in its place."""
        self._known(self._of, (), refused(f"{words}."))

    def _known(self, of: Answers | None, found: tuple[Part, ...], *said: Content) -> None:
        """What was worked out, unless the answers have changed since."""
        if of is self._of:
            self._parts, self._said = found, said
            self._show()

    def _show(self) -> None:
        which = follows(self.meeting.session.answers)
        head = [text((f"It follows {which.in_words}.", "bold")), text("")] if which else []
        self.show([*head, *self._said], self._parts, HEADS)


class CompareTwoScreen(ComparedPage):
    """Two decisions of this machine's list, neither of which is open; gives why not where one cannot be read."""

    HERE = f"Two decisions beside each other, as their folders have them; nothing in them is changed. {HOW_TO_READ}"
    CAN = (*Frame.CAN, NEXT, BACK)
    KEYS = (NEXT.called("further"), BACK.called("up"), LEAVE, HELP)

    def __init__(self, first: Entry, second: Entry) -> None:
        super().__init__()
        self._both = (first, second)
        self._heads = heads(first, second)
        self._parts: tuple[Part, ...] = ()
        self._why_not = ""

    def head(self) -> tuple[str, str]:
        """What this is; which they are stands on the page, where there is room."""
        return "Two decisions beside each other", ""

    def on_mount(self) -> None:
        """Read both; on a shared drive that takes a while."""
        self.run_worker(self._work_out, name=COMPARING, thread=True, exit_on_error=False)

    def follow(self) -> None:
        """Lay both beside each other, once they are read; where one cannot be, go back as soon as nothing is on top."""
        super().follow()
        if self._why_not and self.is_active:
            self.dismiss(self._why_not)
            return
        width = self.size.width - 4
        for_each = zip(self._heads, self._both, strict=True)
        which = [wrapped(f"{head}: {one.state}. {one.folder}", width, later="  ") for head, one in for_each]
        said = [text("\n".join(found)) for found in which]
        waits = [] if self._parts else [text((READING_BOTH, "$muted"))]
        self.show([*said, text(""), *waits], self._parts, self._heads)

    def _work_out(self) -> None:
        """Read one after the other, as the command does; it touches no widget."""
        read = []
        for head, entry in zip(self._heads, self._both, strict=True):
            try:
                read.append(snapshot_of(entry.folder, self.host.clock))
            except (CannotOpen, StorageFault) as error:
                self.call_later(self.work_failed, f"{head} cannot be compared: {error}")
                return
        first, second = self._heads
        found = tuple(parts(compare(*read), where=(f"in {first}", f"in {second}")))
        self.call_later(self._known, found)

    def _known(self, found: tuple[Part, ...]) -> None:
        self._parts = found
        self.follow()

    def work_failed(self, words: str) -> None:
        """What could not be read is said on the list one came from."""
        self._why_not = words
        self.follow()


def heads(one: Entry, other: Entry) -> tuple[str, str]:
    """What two decisions are called over their columns: practice and year, or where both are alike the folder."""
    both = (one, other)
    practices, folders = ((one.practice, other.practice), (one.folder.name, other.folder.name))
    years = [cut(entry.year, YEAR) for entry in both]
    named = (
        f"{cut_apart(entry.practice, SIDE - 2 - display_width(year), practices)} {year}".strip()
        for entry, year in zip(both, years, strict=True)
    )
    in_folders = (cut_apart(folder, SIDE - 1, folders) for folder in folders)
    tried = (tuple(named), tuple(in_folders), ("the first", "the second"))
    return next((first, second) for first, second in tried if first != second)


def _told(found: Iterable[Part], width: int, heads: tuple[str, str]) -> Iterator[Content]:
    """Each part under its title; the first at the left of the second."""
    what = max(width - 2 * SIDE, 16)
    for part in found:
        if part.rows or part.said:
            over = "".join(right(head, SIDE) for head in heads)
            yield text((padded(part.title, what), "bold $accent"), (over, "$muted"))
        if part.said:
            yield text(("\n".join(wrapped(part.said, width)), "$muted"))
        for row in part.rows:
            yield _row(row, what, width, heads)
        yield text("")


def _row(row: Row, what: int, width: int, heads: tuple[str, str]) -> Content:
    """One thing in columns; one that has no room there, with both under it."""
    style = "" if row.before == row.after else "bold"
    before, after = visible(row.before), visible(row.after)
    if max(display_width(before), display_width(after)) < SIDE:
        first, *more = wrapped(row.what, what - 1) or [""]
        both = (right(before, SIDE), "$muted"), (right(after, SIDE), style)
        return lines([text(padded(first, what), *both), *map(text, more)])
    under = zip(heads, (row.before, row.after), strict=True)
    told = ("\n    ".join(wrapped(f"{head}: {said}", width - 4)) for head, said in under)
    return lines([text(row.what), *(text("    ", words) for words in told)])
