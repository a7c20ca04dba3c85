"""The frame all screens share: the head line, the body, the last lines, and what works everywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from rich.cells import cell_len
from textual import on
from textual.containers import Container
from textual.reactive import Reactive
from textual.worker import Worker, WorkerState

from des_decider.decision.wording import visible
from des_decider.record.faults import LAST_ACTIONS
from des_decider.tui.faults import screen_name
from des_decider.tui.keys import (
    CONFIRM,
    DATES,
    ENTER,
    EVERYWHERE,
    FIGURES,
    HELP,
    LEAVE,
    REDO,
    SAVE_ELSEWHERE,
    SEARCH,
    UNDO,
    bindings,
    keyed,
)
from des_decider.tui.meeting import Said, deadline
from des_decider.tui.screen_text import cut, right, text
from des_decider.tui.styled_once import TALL, StyledOnce
from des_decider.tui.where_we_stand import in_one_line, standing
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.panel import Panel
from des_decider.tui.widgets.text_and_foot import Foot, Words

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.geometry import Size
    from textual.widget import Widget

    from des_decider.tui.app_interface import AppInterface
    from des_decider.tui.keys import Command
    from des_decider.tui.meeting import Meeting

SMALLEST = (60, 18)
MEDIUM, WIDE = 80, 100
"""Columns from which a list stands beside a question, and where we stand beside both."""
PANEL = 34
"""Columns of where we stand."""
ROOMY = 30
"""Lines from which one stands empty under the head."""


class Frame(StyledOnce[str | None]):
    """A screen with a head, a body and a foot. A window that is too small is told so, and nothing is lost."""

    # Not ClassVar, because the library declares them as the instance's.
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (SMALLEST[0], "-narrow"), (MEDIUM, "-medium"), (WIDE, "-wide")]  # noqa: RUF012
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (SMALLEST[1], "-short"), (TALL, "-tall"), (ROOMY, "-roomy")]  # noqa: RUF012
    BINDINGS: ClassVar[list[BindingType]] = bindings(HELP, LEAVE)
    HERE = ""
    """What one is looking at, in a sentence or two, for the help."""
    CAN: ClassVar[tuple[Command, ...]] = (HELP, LEAVE)
    KEYS: ClassVar[tuple[Command, ...]] = (LEAVE, HELP)
    """The keys of the last line where they are always the same, at most six."""
    FIRST = ""
    """What has the keys when one comes, where it is always the same."""
    focused: Reactive[Widget | None] = Reactive(None, repaint=False)
    """The library draws the whole screen anew at every change of this; what gains or loses the keys draws itself."""

    def __init__(self) -> None:
        super().__init__()
        self._words, self._words_at, self.wrong = "", 0, False
        self._shown_at: Size | None = None
        self._away = False

    @property
    def words(self) -> str:
        """What the status line says: nothing any more once the record has changed since it was said."""
        return self._words if self._words_at == self.last_change else ""

    @words.setter
    def words(self, words: str) -> None:
        self._words, self._words_at = words, self.last_change

    @property
    def last_change(self) -> int:
        """The number of the record's last change, where the screen is of a record."""
        return 0

    @property
    def host(self) -> AppInterface:
        """The app, as its screens know it."""
        return cast("AppInterface", self.app)

    def compose(self) -> ComposeResult:
        """Head, body and foot."""
        LAST_ACTIONS.append(f"opening {screen_name(self)}")
        yield Words(id="head")
        yield Words(id="summary")
        with Container(id="body"):
            yield from self.body()
        yield Foot(id="foot")
        yield Words(id="too-small")

    def body(self) -> ComposeResult:
        """What the screen itself shows."""
        yield from ()

    def head(self) -> tuple[str, str]:
        """What stands at the left and at the right of the first line."""
        return "des-decider", ""

    def keys(self) -> Sequence[Command]:
        """The keys of the last line, at most six."""
        return self.KEYS

    def saved(self) -> str:
        """What is said about saving."""
        return ""

    def summary(self) -> str:
        """The line under the head; none where it is empty."""
        return ""

    def say(self, words: str, *, wrong: bool = False) -> None:
        """Put words on the status line."""
        self.words, self.wrong = words, wrong
        self.show_foot()

    def show_frame(self) -> None:
        """Bring the head and the last lines up to date."""
        width = max(self.size.width - 2, 20)
        left, end = self.head()
        end = cut(end, width * 2 // 3)
        left = cut(left, width - len(end) - 2)
        self.query_one("#head", Words).update(text((left, "bold"), right(end, width - cell_len(left))))
        summary = self.summary()
        shown = self.query_one("#summary", Words)
        shown.update(text(cut(summary, width)))
        shown.display = bool(summary)
        self.show_foot()
        self.query_one("#too-small", Words).update(
            text(f"This window is {self.size.width} by {self.size.height}. Make it at least {SMALLEST[0]} by "
                 f"{SMALLEST[1]}; nothing is lost meanwhile.")
        )  # fmt: skip

    def show_foot(self) -> None:
        """Bring the last lines alone up to date: what was said, when it was saved, and the keys of where one stands."""
        keys = [key for key in self.keys() if self.can_do(key)]
        self.query_one("#foot", Foot).say(self.words, self.saved(), keys, wrong=self.wrong)

    @on(Worker.StateChanged)
    def _worker_ended(self, event: Worker.StateChanged) -> None:
        if event.state is WorkerState.ERROR:
            self.work_failed(self.host.worker_fault(event.worker))

    def work_failed(self, words: str) -> None:
        """What was to be found beside the typing was not, by a fault of the program: say so."""
        self.say(f"{words}.", wrong=True)

    def follow(self) -> None:
        """Show everything as it stands now."""
        self._shown_at = self.size
        self.show_frame()

    def on_mount(self) -> None:
        """Fill the screen once it is there, unless it did so itself."""
        if self._shown_at is None:
            self.follow()
        if self.FIRST:
            self.query_one(self.FIRST).focus()

    def on_screen_suspend(self) -> None:
        """Another screen covers this one."""
        self._away = True

    def on_screen_resume(self) -> None:
        """Coming back, show what changed meanwhile."""
        if self._away:
            self._away = False
            self.follow()

    def on_resize(self) -> None:
        """Lines are laid out by the width of the window."""
        if self._shown_at != self.size:
            self.follow()

    @property
    def wide(self) -> bool:
        """Whether there is room for where we stand beside everything else."""
        return self.app.size.width >= WIDE

    @property
    def narrow(self) -> bool:
        """Whether there is no room for a list beside a question."""
        return self.app.size.width < MEDIUM

    def action_leave(self) -> None:
        """Go back to where one came from."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Say what can be done here."""
        from des_decider.tui.screens.dialogs import HelpScreen

        can = [command for command in self.CAN if self.can_do(command)]
        self.app.push_screen(HelpScreen(keyed(self.HERE), can, self.extra_help()))

    def can_do(self, _command: Command) -> bool:
        """Whether a command is offered as things stand."""
        return True

    def extra_help(self) -> str:
        """More for the help, about what one stands on."""
        return ""


class MeetingFrame(Frame):
    """A screen of one open decision: its name and days left at the top, undo and the figures everywhere."""

    BINDINGS: ClassVar[list[BindingType]] = bindings(UNDO, REDO, FIGURES, SEARCH, DATES, SAVE_ELSEWHERE)
    CAN: ClassVar[tuple[Command, ...]] = (*EVERYWHERE, LEAVE)
    KEYS: ClassVar[tuple[Command, ...]] = (ENTER, LEAVE, FIGURES, SEARCH, UNDO, HELP)
    IN_ONE_LINE = True
    """Whether where we stand is said under the head where it is not beside: not where the screen says it or is full."""
    BESIDE = True
    """Whether where we stand may have a place beside everything else: not where a list takes the whole width."""
    WAITS_FOR_WORK = False
    """Whether it asks for what is worked out beside the typing, and nobody wants that any more once it is gone."""
    quick = False
    """Whether it is the quick look that asks."""

    @property
    def meeting(self) -> Meeting:
        """The decision that is open."""
        return self.host.meeting

    @property
    def last_change(self) -> int:
        """The number of the record's last change."""
        return self.meeting.session.last_change

    def follow(self) -> None:
        """Show everything as it stands now, in a window as it is now."""
        self.meeting.columns = self.size.width
        super().follow()

    def action_leave(self) -> None:
        """Go back; nothing goes on being worked out for a screen that is gone."""
        if self.WAITS_FOR_WORK:
            self.host.beside.stop()
        super().action_leave()

    def on_screen_suspend(self) -> None:
        """Another screen covers this one, and what is done there comes first."""
        if self.WAITS_FOR_WORK and self.app.screen is not self:
            self.host.beside.stop()

    def head(self) -> tuple[str, str]:
        """The worksheet and the practice; the deadline and how long there is."""
        meeting = self.meeting
        left = f"{meeting.session.worksheet.title} · {meeting.practice}"
        if self.narrow:
            left = meeting.practice
        if meeting.state.sealed:
            return left, "signed off"
        return left, deadline(meeting.decide_by, meeting.clock().date())

    def saved(self) -> str:
        """When the decision last reached the disk."""
        return self.meeting.saved

    def summary(self) -> str:
        """Where we stand in one line."""
        if self.standing_beside or not self.IN_ONE_LINE:
            return ""
        return in_one_line(self.meeting.state, self.size.width - 2)

    @property
    def standing_beside(self) -> bool:
        """Whether the window leaves where we stand its place beside everything else."""
        return self.wide and self.BESIDE

    def show_standing(self) -> None:
        """Show where we stand beside everything else.

        Its spans are worked out once the keys are at rest; the next key stops that.
        """
        if not self.standing_beside:
            return
        meeting = self.meeting
        self.host.beside.soon()
        last = meeting.session.last_time
        lines = standing(meeting.state, meeting.hung, last, quick=self.quick, coming=self.host.beside.coming)
        self.query_one("#panel", Panel).show_lines(tuple(lines), PANEL)

    def hung_known(self) -> None:
        """What the decision hangs on was worked out meanwhile; nothing else of the screen is touched."""
        if self.query(Panel):
            self.show_standing()

    def want_reason_known(self) -> None:
        """Have it worked out, beside the typing, whether a reason for deciding otherwise is asked, where that waits."""
        if self.meeting.state.needs_reason is None:
            self.host.beside.now()

    def can_do(self, command: Command) -> bool:
        """What only takes an answer back or gives it again is not offered where nothing can be changed."""
        if command is CONFIRM:
            return bool(self.meeting.session.answers.to_confirm)
        if command is SAVE_ELSEWHERE:
            return bool(self.meeting.not_saved)
        return command not in {UNDO, REDO} or not self.meeting.session.read_only

    def told(self, said: Said) -> None:
        """Say what came of an act and show what changed."""
        self.words, self.wrong = visible(said.fault or said.words), bool(said.fault)
        self.follow()

    def only_read(self) -> bool:
        """Whether nothing can be changed; then that is said, before a person types what cannot be kept."""
        why = self.meeting.why_read_only
        if why:
            self.say(why, wrong=True)
        return bool(why)

    def action_undo(self) -> None:
        """Take the last answer back."""
        self.turned(self.meeting.undo)

    def action_redo(self) -> None:
        """Give again what was taken back."""
        self.turned(self.meeting.redo)

    def turned(self, turn: Callable[[], Said]) -> None:
        """Take an answer back or give it again, and show what changed."""
        self.told(turn())

    def action_figures(self) -> None:
        """Show where we stand."""
        self.host.go("figures")

    def action_dates(self) -> None:
        """Show every date of the worksheet."""
        self.host.go("dates")

    def action_save_elsewhere(self) -> None:
        """Save the decision in another folder, where its own takes nothing any more."""
        if not self.meeting.not_saved:
            self.say(self.meeting.why_read_only or f"All is saved, in “{visible(str(self.meeting.session.folder))}”.")
            return
        if (keep := getattr(self, "keep_typed", None)) is not None:
            keep()
        from des_decider.tui.screens.save_elsewhere import ask_where

        ask_where(self.app, self.host)

    def action_search(self) -> None:
        """Find something by a few letters, and go there; the way back leads here."""
        from des_decider.tui.screens.search import SearchScreen

        self.app.push_screen(SearchScreen(self.meeting.state), lambda place: self.host.go(place) if place else None)

    @on(Choices.Chosen, "#panel")
    def _panel_chosen(self, event: Choices.Chosen) -> None:
        self.open_line(event.key)

    def open_line(self, leads: str) -> None:
        """Follow a line of where we stand: a figure by its id alone, or another place."""
        if leads:
            self.host.go(leads if ":" in leads else f"figure:{leads}")


class ListFrame(MeetingFrame):
    """A screen that is one list: Enter opens the line one stands on, and the last line says where it leads."""

    DEFAULT_CLASSES = "-column"
    FIRST = "Choices"

    @on(Choices.Moved)
    def _moved(self) -> None:
        self.show_foot()

    @on(Choices.Chosen)
    def _chosen(self) -> None:
        self.action_open()

    def action_open(self) -> None:
        """Follow the line one stands on."""
        raise NotImplementedError
