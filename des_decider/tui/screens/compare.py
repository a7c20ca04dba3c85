"""This decision beside the one it follows: figures, findings, answers that differ and positions, in words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widgets import Static

from des_decider.decision.follows import follows
from des_decider.decision.text_width import wrapped
from des_decider.decision.wording import capital
from des_decider.memo.comparison import parts
from des_decider.record.comparing import with_the_one_before
from des_decider.record.recovery import CannotOpen
from des_decider.storage.safely import StorageFault
from des_decider.tui.frame import MeetingFrame
from des_decider.tui.keys import BACK, FIGURES, HELP, LEAVE, NEXT, bindings
from des_decider.tui.screen_text import lines, padded, refused, text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import datetime

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from des_decider.decision.answers import Answers
    from des_decider.memo.comparison import Part, Row
    from des_decider.record.session import Session
    from des_decider.record.state import State

SIDE = 20
"""Columns for what each decision has, where it fits into a column."""
HEADS = ("last time", "now")
AT_WORK = "while comparing it with the one before"
LOOKING_FOR_IT = "Looking for the one before…"


class CompareScreen(MeetingFrame):
    """A page to read."""

    DEFAULT_CLASSES = "-column"
    IN_ONE_LINE = False
    HERE = (
        "This decision beside the one it follows. A figure is compared only where both contracts have it, and “not "
        "known” never means 0. {next} and {back} scroll; {leave} leads back."
    )
    CAN = (*MeetingFrame.CAN, NEXT, BACK)
    KEYS = (NEXT.called("further"), BACK.called("up"), LEAVE, FIGURES, HELP)
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(NEXT.called(does="further(1)"), BACK.called(does="further(-1)")),
        Binding("down", "further(0.1)", show=False),
        Binding("up", "further(-0.1)", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._of: Answers | None = None
        self._parts: tuple[Part, ...] = ()
        self._said: tuple[Content, ...] = ()

    def body(self) -> ComposeResult:
        """The whole of it, to be scrolled."""
        with VerticalScroll(id="page", can_focus=False):
            yield Static(id="compared")

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
        told = _told(self._parts, self.size.width - 4)
        self.query_one("#compared", Static).update(lines([*head, *self._said, *told]))

    def action_further(self, pages: float) -> None:
        """Further down or up, by so much of what is in sight."""
        shown = self.query_one("#page", VerticalScroll)
        shown.scroll_relative(y=pages * max(shown.size.height - 1, 10), animate=False, immediate=True)


def _told(found: Iterable[Part], width: int) -> Iterator[Content]:
    """Each part under its title; last time at the left of now."""
    what = max(width - 2 * SIDE, 16)
    for part in found:
        if part.rows or part.said:
            heads = "".join(f"{head:>{SIDE}}" for head in HEADS)
            yield text((padded(part.title, what), "bold $accent"), (heads, "$muted"))
        if part.said:
            yield text(("\n".join(wrapped(part.said, width)), "$muted"))
        for row in part.rows:
            yield _row(row, what, width)
        yield text("")


def _row(row: Row, what: int, width: int) -> Content:
    """One thing in columns; one that has no room there, with both under it."""
    style = "" if row.before == row.after else "bold"
    if max(len(row.before), len(row.after)) < SIDE:
        first, *more = wrapped(row.what, what - 1) or [""]
        both = (row.before.rjust(SIDE), "$muted"), (row.after.rjust(SIDE), style)
        return lines([text(padded(first, what), *both), *map(text, more)])
    under = (("last time: ", row.before), ("now: ", row.after))
    told = ("\n    ".join(wrapped(f"{when}{said}", width - 4)) for when, said in under)
    return lines([text(row.what), *(text("    ", words) for words in told)])
