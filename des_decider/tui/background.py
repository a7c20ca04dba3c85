"""Works out beside the typing, in a thread, what the decision hangs on: at once, or when the keys are at rest."""

from __future__ import annotations

import sys
from functools import partial
from time import monotonic
from typing import TYPE_CHECKING

from textual.worker import WorkerState, get_current_worker

if TYPE_CHECKING:
    from collections.abc import Callable

    from textual.timer import Timer
    from textual.worker import Worker

    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.tui.faults import EndsSoundly
    from des_decider.tui.meeting import Meeting

GROUP, AT_WORK = "hangs on", "while working out what it hangs on"
AT_REST = 1.0
"""Seconds without a key after which the spans are worked out for the panel."""
TURN = 0.0001
"""Seconds after which the thread lets the keys have their turn; Python’s own 5 ms would be felt at every key."""


class Beside:
    """The one worker of the app; it is told the answers when it begins, and never touches a widget."""

    def __init__(
        self, app: EndsSoundly, meeting: Callable[[], Meeting], known: Callable[[Answers, HangsOn], None]
    ) -> None:
        """`known` is told what the decision hangs on by which answers, on the app's own turn."""
        self._app, self._meeting, self._known = app, meeting, known
        self.at_rest = AT_REST
        self._timer: Timer | None = None
        self._worker: Worker[None] | None = None
        self._of: Answers | None = None
        self._for_panel = False
        self._last_key = 0.0
        self.fault = ""
        """Why it could not be worked out for the answers as they stand: a fault of the program."""

    @property
    def coming(self) -> bool:
        """Whether it is being worked out, or will be once the keys are at rest."""
        return self._timer is not None or (self._worker is not None and not self._worker.is_finished)

    def now(self) -> None:
        """Begin, unless it is known or under way for the answers as they stand."""
        self._end_timer()
        meeting = self._meeting()
        answers, self._for_panel = meeting.state.answers, False
        if meeting.hung is not None or self._of is answers:
            return
        self.stop()
        self._of = answers
        sys.setswitchinterval(TURN)
        work = partial(self._work, answers, meeting.session.ids, meeting.session.decision_id)
        self._worker = self._app.run_worker(
            work, name=AT_WORK, group=GROUP, exclusive=True, thread=True, exit_on_error=False
        )

    def soon(self, *, again: bool = False) -> None:
        """Begin once no key was pressed for a second; what is under way for answers that changed meanwhile ends.

        `again` ends it even where the answers are the same.
        """
        meeting = self._meeting()
        if meeting.hung is not None or (self._of is meeting.state.answers and not again):
            return
        self.stop()
        self._end_timer()
        self._wait(self.at_rest)

    def _wait(self, seconds: float) -> None:
        self._last_key = monotonic()
        self._timer = self._app.set_timer(seconds, self._waited)

    def _waited(self) -> None:
        """A second has passed since the first key; the last one may have come since."""
        left = self.at_rest - (monotonic() - self._last_key)
        if left > self.at_rest / 100:
            last = self._last_key
            self._wait(left)
            self._last_key = last
        else:
            self.rested()

    def rested(self) -> None:
        """No key was pressed for a while: begin for the panel, until the next key."""
        self.now()
        self._for_panel = True

    def touched(self) -> None:
        """A key was pressed, so nothing is at rest: what nobody asked for gives way, and begins again later.

        A thread that computes takes half of the program's time from the keys, as Python runs one thread at once.
        """
        if self._for_panel and self._worker is not None and not self._worker.is_finished:
            self.soon(again=True)
        else:
            self._last_key = monotonic()

    def stop(self) -> None:
        """End what is under way; what it would have come to is worked out when it is wanted again."""
        if self._worker is not None:
            self._worker.cancel()
        self._worker, self._of, self.fault = None, None, ""

    def let_go(self) -> None:
        """Begin nothing more: somebody types, or the decision is let go of."""
        self._end_timer()
        self.stop()

    def ended(self, worker: Worker[object], state: WorkerState) -> bool:
        """A worker came to a state; whether it failed, which leaves `fault`.

        By the time that is told, the worker may be states further on.
        """
        if worker is not self._worker or state != WorkerState.ERROR:
            return False
        self.fault = f"{self._app.worker_fault(worker)}."
        return True

    def _end_timer(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None

    def _work(self, answers: Answers, ids: Ids, decision_id: str) -> None:
        """Work it out, in the thread, from an appraisal of its own.

        Answers never change in place, and of the ids both threads only look up what either would find.
        """
        from des_decider.appraisal.cancellation import Stopped
        from des_decider.appraisal.figures import appraise
        from des_decider.appraisal.hangs_on import hangs_on

        worker = get_current_worker()

        def stop() -> bool:
            return worker.is_cancelled

        appraisal = appraise(answers, ids)
        try:
            hung = hangs_on(appraisal, decision_id, stop=stop)
        except Stopped:
            return
        if not stop():
            self._app.call_later(self._known, answers, hung)
