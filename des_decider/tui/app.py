"""The app: opens a decision or the start screen, shows the screens, and lets go of the decision at the end."""

from __future__ import annotations

import asyncio
import gc
import os
import signal
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on
from textual.binding import Binding
from textual.worker import Worker

from des_decider.decision.wording import count_of, joined, visible
from des_decider.record.faults import Fault
from des_decider.record.stamps import now
from des_decider.storage.settings import Settings, keep_look, read_settings
from des_decider.tui.background import Beside
from des_decider.tui.faults import EndsSoundly
from des_decider.tui.frame import Frame, MeetingFrame
from des_decider.tui.key_queue import KeysInTurn, Passed
from des_decider.tui.keys import LOOK, QUIT, use
from des_decider.tui.meeting import Meeting
from des_decider.tui.themes import DARK, LOOKS

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from textual.await_complete import AwaitComplete
    from textual.binding import BindingType
    from textual.screen import Screen

    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.decision.answers import Answers
    from des_decider.record.session import Session


AS_SHIPPED = Settings()


class DesDecider(EndsSoundly, inherit_bindings=False):
    """The screens around one open decision, or the start screen where none is open yet."""

    CSS_PATH = "styles.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(QUIT.key, "quit", show=False, priority=True, id=QUIT.name),
        Binding(LOOK.key, "look", show=False, priority=True, id=LOOK.name),
        Binding("ctrl+c", "help_quit", show=False, system=True),
    ]
    TITLE = "des-decider"
    ENABLE_COMMAND_PALETTE = False
    ANIMATION_LEVEL = "none"
    AUTO_FOCUS: ClassVar[str | None] = None

    def __init__(
        self, session: Session | None = None, *, by: str = "", clock: Callable[[], datetime] = now,
        settings: Settings = AS_SHIPPED, preview: bool = False,
    ) -> None:  # fmt: skip
        super().__init__()
        keys, refused = use(settings.keys)
        if keys:
            self.set_keymap(keys)
        if settings.look and settings.look not in LOOKS:
            refused.append(f"There is no look “{visible(settings.look)}”: there are {joined(LOOKS)}.")
        self._of_settings = [settings.fault] if settings.fault else [f"settings.toml: {words}" for words in refused]
        self.by, self.clock = by, clock
        self._preview = session.folder if preview and session else None
        self._meeting = Meeting(session, by=by, clock=clock) if session else None
        if self._meeting:
            self._meeting.preview = preview
        self.beside = Beside(self, lambda: self.meeting, self._worked_out)
        self.keys = KeysInTurn(self)
        for look in LOOKS.values():
            self.register_theme(look)
        self.theme = LOOKS.get(settings.look, DARK).name
        self._styled_as = self.theme
        self.stylesheet.set_variables(self.get_css_variables())
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

        start = StartScreen()
        self._read_styles(start)
        return start

    def _read_styles(self, screen: Screen[Any] | str) -> None:
        """Read a screen's own styles before it comes: the library would then style all that lies under it anew.

        Of the first screen it does not read them at all.
        """
        if not isinstance(screen, str):
            for path in screen.css_path:
                if not self.stylesheet.has_source(str(path)):
                    self.stylesheet.read(path)

    def on_mount(self) -> None:
        """What starting left in memory stays, and is not looked through again for garbage."""
        if not self.is_headless and (hangup := getattr(signal, "SIGHUP", None)):  # Windows has no such signal
            asyncio.get_running_loop().add_signal_handler(hangup, self._window_closed)
        if self._of_settings:
            self.call_after_refresh(self._say_of_settings)
        if self._preview:
            self.call_after_refresh(self.say_here, "A preview of the worksheet: nothing that is typed here is kept.")
        self.call_after_refresh(gc.freeze)
        self.call_after_refresh(gc.enable)

    def _say_of_settings(self) -> None:
        """Name the first setting that cannot be used, beside what the first screen says."""
        first, *more = self._of_settings
        said = f"{first} {count_of(len(more), 'other setting')} cannot be used either." if more else first
        self.say_here(f"{self.screen.words} {said}".strip() if isinstance(self.screen, Frame) else said)

    def _task_list(self) -> Screen[str | None]:
        """The task list of the decision that is open; this machine's list names it once it is shown."""
        from des_decider.tui.screens.task_list import TaskListScreen

        # After the first frame: the list is a convenience, and nobody waits for it.
        self.call_after_refresh(self._remember, self.meeting.session.folder)
        if self.meeting.asks_who:  # the first keys may be faster than the dialog, and would open a section
            self.keys.wait_for_dialog()
        return TaskListScreen()

    def _remember(self, folder: Path) -> None:
        """Put the decision on this machine's list, if it is one; what goes wrong is said and stops nothing."""
        from des_decider.storage.places import remember

        if folder != self._preview and (fault := remember(folder)):
            self.say_here(f"The list of decisions could not be written: {fault}")

    def open_session(self, session: Session, by: str = "") -> None:
        """Take a decision that was just opened, and show it; who is typing is asked there unless it was said."""
        self._meeting = Meeting(session, by=by or self.by, clock=self.clock)
        self.push_screen(self._task_list())

    def go_on_to(self, session: Session, by: str, words: str) -> None:
        """Leave the decision that is open for one made from it: the same task list, with the new one."""
        self.let_go()
        self._meeting = Meeting(session, by=by, clock=self.clock)
        self.call_after_refresh(self._remember, session.folder)
        first = next(n for n, screen in enumerate(self.screen_stack) if isinstance(screen, MeetingFrame))
        while len(self.screen_stack) > first + 1:
            self.pop_screen()
        self.call_after_refresh(self.say_here, words)

    def go(self, place: str, *, instead: bool = False) -> None:
        """Show a place; why there is no such place as answers stand is said where one is."""
        from des_decider.tui.navigation import screen_at

        found = screen_at(place, self.meeting)
        if isinstance(found, str):
            if found:
                self.say_here(found)
        elif instead:
            self.switch_screen(found)
        else:
            self.push_screen(found)

    def say_here(self, words: str) -> None:
        """Put words on the status line of the screen one sees."""
        if isinstance(self.screen, Frame):
            self.screen.say(words)

    async def on_event(self, event: events.Event) -> None:
        """Every key passes here first; while keys are pressed nothing is worked out for the panel."""
        if not isinstance(event, events.Key) or event.is_forwarded:
            if isinstance(event, (events.Paste, events.MouseDown)):
                self.keys.something_else_was_done()
            await super().on_event(event)
            return
        self.beside.touched()
        if self.keys.is_next(event):
            if not self.keys.belongs_to_digit(event):
                await super().on_event(event)
            self.keys.follow(event)

    @on(Passed)
    def _passed(self, event: Passed) -> None:
        self.keys.passed(event)

    def _worked_out(self, answers: Answers, hung: HangsOn) -> None:
        """The thread has worked out what the decision hangs on; it counts for the answers it was given."""
        if self._meeting is not None:
            self._meeting.keep_hung(answers, hung)
            self._hung_known()

    @on(Worker.StateChanged)
    def _worker_ended(self, event: Worker.StateChanged) -> None:
        if self._meeting is not None and self.beside.ended(event.worker, event.state):
            self._hung_known()

    def _hung_known(self) -> None:
        if isinstance(self.screen, MeetingFrame):
            self.screen.hung_known()

    def push_screen(self, screen: Screen[Any] | str, *given: Any, **named: Any) -> Any:
        """Show a screen on top of the one one sees."""
        self._read_styles(screen)
        return super().push_screen(screen, *given, **named)

    def pop_screen(self) -> AwaitComplete:
        """Close the screen one sees."""
        popping = super().pop_screen()
        self.keys.screen_closes()
        return popping

    def switch_screen(self, screen: Screen[Any] | str) -> AwaitComplete:
        """Show another screen in place of the one one sees."""
        self._read_styles(screen)
        switching = super().switch_screen(screen)
        self.keys.screen_closes()
        return switching

    def leave_decision(self) -> None:
        """Leave the task list for the start screen, and let go of the decision once nothing shows it."""
        said = f"{visible(self.meeting.practice)} is closed; Enter opens it again."
        if len(self.screen_stack) > 1:
            self.pop_screen()
        else:
            from des_decider.tui.screens.start import StartScreen

            # The library cannot switch its first screen to another; a mode begins with a screen of its own.
            self.add_mode("start", StartScreen)
            self.switch_mode("start")
        self.call_later(self.say_here, said)
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

    def _window_closed(self) -> None:
        """End as the window did, once what is being typed is kept and the decision let go of."""
        self._keep_what_is_typed()
        self.let_go()
        os._exit(0)  # what would follow writes to a terminal that is gone

    def refresh_css(self, animate: bool = True) -> None:
        """Read every style again for another look; at the start they have just been read for the one there is."""
        if self.theme != self._styled_as:
            self._styled_as = self.theme
            super().refresh_css(animate)

    def action_look(self) -> None:
        """The next look: dark, light or high contrast; it is kept for the next time."""
        names = list(LOOKS)
        self.theme = names[(names.index(self.theme) + 1) % len(names)]
        self.say_here(keep_look(self.theme) or f"Colours: {self.theme}, the next time too.")


def run_screens(folder: Path | None = None, *, by: str = "", take_over: bool = False, preview: bool = False) -> int:
    """Open the screens on one decision, or on the start screen; returns the exit code.

    A `preview` is a decision to look at: that nothing of it is kept is said, and this machine's list does not name it.

    Raises CannotOpen and StorageFault, before any screen is shown, where the decision cannot be opened, and Fault
    where a fault of the program ended the screens.
    """
    session = None
    if folder is not None:
        from des_decider.record.opening import open_decision

        session = open_decision(folder, clock=now, who=by, take_over=take_over)
    app = DesDecider(session, by=by, settings=read_settings(), preview=preview)
    try:
        code = app.run() or app.return_code or 0
    finally:
        app.let_go()
    if app.fault:
        raise Fault(app.fault)
    return code
