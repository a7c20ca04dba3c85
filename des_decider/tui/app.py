"""The app: opens a decision or the start screen, shows the screens, and lets go of the decision at the end."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING, ClassVar

from textual import events, on
from textual.worker import Worker

from des_decider.decision.ids import NOTED_BY_THE_PROGRAM
from des_decider.record.faults import Fault
from des_decider.record.stamps import logged_in, now
from des_decider.tui.background import AT_REST, Beside, WorkedOut
from des_decider.tui.faults import EndsSoundly
from des_decider.tui.meeting import Meeting
from des_decider.tui.question_words import question_of
from des_decider.tui.themes import INK, LOOKS
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from textual.screen import Screen

    from des_decider.record.session import Session


class DesDecider(EndsSoundly):
    """The screens around one open decision, or the start screen where none is open yet."""

    CSS_PATH = "styles.tcss"
    TITLE = "des-decider"
    ENABLE_COMMAND_PALETTE = False
    VERTICAL_BREAKPOINTS = [(0, "-short"), (24, "-tall")]  # noqa: RUF012 - the library declares it as the instance's
    ANIMATION_LEVEL = "none"
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(
        self, session: Session | None = None, *, by: str = "", clock: Callable[[], datetime] = now
    ) -> None:  # fmt: skip
        super().__init__()
        self.by, self.clock = by or logged_in(), clock
        self._meeting = Meeting(session, by=self.by, clock=clock) if session else None
        self.beside, self.at_rest = Beside(self), AT_REST
        for look in LOOKS:
            self.register_theme(look)
        self.theme = INK.name
        self._styled_by = self.get_css_variables()
        self.stylesheet.set_variables(self._styled_by)
        self.animation_level = "none"

    @property
    def meeting(self) -> Meeting:
        """The decision that is open; only screens of a decision ask for it."""
        assert self._meeting is not None  # noqa: S101 - they are shown only while one is open
        return self._meeting

    def get_default_screen(self) -> Screen[str | None]:
        """The first screen: the decision's task list, or the start screen where none is open."""
        if self._meeting is not None:
            return self._task_list()
        from des_decider.tui.screens.start import StartScreen

        return StartScreen()

    def on_mount(self) -> None:
        """What starting left in memory stays, and is not looked through again for garbage."""
        self.call_after_refresh(gc.freeze)
        self.call_after_refresh(gc.enable)

    def _task_list(self) -> Screen[str | None]:
        """The task list of the decision that is open; this machine's list names it once it is shown."""
        from des_decider.tui.screens.task_list import TaskListScreen

        # After the first frame: the list is a convenience, and nobody waits for it.
        self.call_after_refresh(self._remember, self.meeting.session.folder)
        return TaskListScreen()

    def _remember(self, folder: Path) -> None:
        """Put the decision on this machine's list; what goes wrong is said and stops nothing."""
        from des_decider.storage.places import remember_quietly

        if fault := remember_quietly(folder):
            self.say_here(f"The list of decisions could not be written: {fault}")

    def open_session(self, session: Session) -> None:
        """Take a decision that was just opened, and show it."""
        self._meeting = Meeting(session, by=self.by, clock=self.clock)
        self.push_screen(self._task_list())

    def open_section(self, section: str, *, at: str = "", once: bool = False) -> None:
        """Show a section, at one of its questions or where the group left off; `once` comes back after one answer."""
        from des_decider.tui.screens.question import QuestionScreen

        meeting = self.meeting
        known = next(s for s in SECTIONS if s == section)
        title = meeting.session.worksheet.section_title(known)
        self.push_screen(
            QuestionScreen(known, title, lambda: meeting.asked(known), at=at, once=once),
            (lambda _: self._given_once()) if once else None,
        )

    def open_quick_look(self) -> None:
        """Show the quick look."""
        from des_decider.tui.screens.question import QuestionScreen

        self.push_screen(QuestionScreen("quick look", "Quick look", self.meeting.quick_entries, quick=True))

    def open_hangs_on(self, horizon: str = "this_year") -> None:
        """Show what the decision hangs on, this year or in a full year."""
        from des_decider.tui.screens.hangs_on import HangsOnScreen

        self.push_screen(HangsOnScreen(horizon))

    def open_what_if(self, at: str = "") -> None:
        """Suppose other answers in a scratch copy, at once one to a question."""
        from des_decider.tui.screens.what_if import WhatIfScreen

        self.push_screen(WhatIfScreen(at))

    def go_to_question(self, id_: str | None, *, once: bool = True) -> None:
        """Show the question behind an id on top of where one is; `once` it is answered, one is back there.

        A section, or the table of a row that is not begun, opens as it does from the task list; the row itself opens
        where a text was typed in it.
        """
        if id_ in NOTED_BY_THE_PROGRAM:
            self.open_hangs_on()
            return
        if not id_:
            return
        ids = self.meeting.session.ids
        about = question_of(id_, ids)
        field = ids.field(about.removesuffix(":all"))
        section = next((s for s in SECTIONS if s == (field.section if field else about)), None)
        if field is None and section is not None:
            self.open_section(section)
            return
        for known in SECTIONS if section is None else (section,):
            entries = self.meeting.entries(known)
            begun = [entry.ids for entry in entries]
            typed = [row.ids for entry in entries for row in entry.rows if self.meeting.typed(about)]
            if any(about in asked for asked in (*begun, *typed)):
                self.open_section(known, at=about, once=once)
                return
            above = {about, about.removesuffix(":all"), about.rpartition(".")[0], about.partition(".")[0]}
            table = next((entry.key for entry in entries if entry.shape == "table" and entry.key in above), "")
            if table:
                self.open_section(known, at=f"{table}:all")
                return
        self.say_here("As other answers stand, this is not asked.")

    def _given_once(self) -> None:
        """Back from one question: what was pointed out about its answer is said where one came from."""
        remark, self.meeting.remark = self.meeting.remark, ""
        self.say_here(remark)

    def say_here(self, words: str) -> None:
        """Put words on the status line of the screen one sees."""
        from des_decider.tui.frame import Frame

        if isinstance(self.screen, Frame):
            self.screen.say(words)

    async def on_event(self, event: events.Event) -> None:
        """Every key passes here first; while keys are pressed nothing is worked out for the panel."""
        if isinstance(event, events.Key):
            self.beside.touched()
        await super().on_event(event)

    @on(WorkedOut)
    def _worked_out(self, event: WorkedOut) -> None:
        """The thread has worked out what the decision hangs on; it counts for the answers it was given."""
        if self._meeting is not None:
            self._meeting.keep_hung(event.answers, event.hung)
            self._hung_known()

    @on(Worker.StateChanged)
    def _worker_ended(self, event: Worker.StateChanged) -> None:
        if self._meeting is not None and self.beside.ended(event.worker):
            self._hung_known()

    def _hung_known(self) -> None:
        from des_decider.tui.frame import MeetingFrame

        if isinstance(self.screen, MeetingFrame):
            self.screen.hung_known()

    def leave_decision(self) -> None:
        """Leave the task list for the start screen, and let go of the decision once nothing shows it."""
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            from des_decider.tui.screens.start import StartScreen

            # The library cannot switch its first screen to another; a mode begins with a screen of its own.
            self.add_mode("start", StartScreen)
            self.switch_mode("start")
        self.call_later(self.let_go)

    def let_go(self) -> None:
        """Keep what is being typed, and let go of the decision that is open."""
        self.beside.let_go()
        if self._meeting is not None:
            self._meeting.session.close()
            self._meeting = None

    async def action_quit(self) -> None:
        """End the program; what is being typed is kept first, and what is only supposed is asked about."""
        for screen in self.screen_stack:
            ask = getattr(screen, "ask_before_leaving", None)
            if ask is not None and ask(lambda: self.exit(0)):
                return
            keep = getattr(screen, "keep_typed", None)
            if keep is not None:
                keep()
        self.exit(0)

    def refresh_css(self, animate: bool = True) -> None:
        """Read every style again for another look; at the start they have just been read for the one there is."""
        variables = self.get_css_variables()
        if variables != self._styled_by:
            self._styled_by = variables
            super().refresh_css(animate)

    def change_look(self) -> None:
        """The other look: dark or light."""
        names = [look.name for look in LOOKS]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]


def run_screens(folder: Path | None = None, *, by: str = "", take_over: bool = False) -> int:
    """Open the screens on one decision, or on the start screen; returns the exit code.

    Raises CannotOpen and StorageFault, before any screen is shown, where the decision cannot be opened, and Fault
    where a fault of the program ended the screens.
    """
    session = None
    if folder is not None:
        from des_decider.record.opening import open_decision

        session = open_decision(folder, clock=now, who=by, take_over=take_over)
    app = DesDecider(session, by=by)
    try:
        code = app.run() or app.return_code or 0
    finally:
        app.let_go()
    if app.fault:
        raise Fault(app.fault)
    return code
