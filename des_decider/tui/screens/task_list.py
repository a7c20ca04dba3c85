"""The task list of a decision: each section with one word of how it stands, in any order, and what closes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.widgets import Static

from des_decider.decision.wording import capital, count_of, day
from des_decider.tui.commands import COME_BACK, ENTER, FIGURES, HELP, LEAVE, ON_THE_TASK_LIST, QUIT, SEARCH, bindings
from des_decider.tui.frame import TALL, MeetingFrame
from des_decider.tui.screen_text import lines, padded, text
from des_decider.tui.where_we_stand import value_of
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.panel import Panel
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.decision.progress import Progress

_NO_ANSWERS = ("note.", "open.", "completed.", "leaning.")
"""What stands in the record beside the answers."""


class TaskListScreen(MeetingFrame):
    """Where a decision begins, and where every section leads back to."""

    HERE = (
        "The task list. Begin with the quick look: about thirty answers give you figures to argue with. Then take any "
        "section, in any order. When you have decided, sign off; the memo is written then, and as a draft before."
    )

    CAN = (*MeetingFrame.CAN, *ON_THE_TASK_LIST)
    BINDINGS = bindings(*ON_THE_TASK_LIST)
    KEYS = (ENTER, LEAVE, FIGURES, SEARCH, QUIT, HELP)
    FIRST = "#sections"

    def body(self) -> ComposeResult:
        """The sections beside where we stand."""
        with Vertical(id="tasks"):
            yield Static(id="said")
            yield Choices(id="sections")
        yield Panel(id="panel")

    def on_mount(self) -> None:
        """Say what opening the decision found."""
        self.words = " ".join(self.meeting.session.notices)

    def follow(self) -> None:
        """Show each section as it stands."""
        super().follow()
        state, why = self.meeting.state, self.meeting.session.read_only
        said, style = "Start with the quick look, then any section in any order.", "$muted"
        if state.sealed:
            said = "This decision is signed off. It can be read, not changed."
        elif why:  # in full, as it says who has it open
            said, style = f"{capital(why)}.", "$warning"
        self.query_one("#said", Static).update(text((said, style)))
        self.query_one("#sections", Choices).show(self._tasks())
        self.show_standing()

    def _tasks(self) -> Iterator[tuple[str, Content]]:
        meeting, state = self.meeting, self.meeting.state
        sheet = meeting.session.worksheet
        entries = meeting.quick_entries()
        asked = [id_ for entry in entries for id_ in entry.ids if not id_.startswith("partner.")]
        given = sum(1 for id_ in asked if id_ in meeting.session.answers)
        word = "completed" if not state.quick_look_open else f"{given} of {len(asked)} answered"
        # A low window has no room for empty lines.
        gap = [] if self.app.size.height < TALL else [("", text(""))]
        yield "quick look", _task("Quick look", word, "" if word == "completed" else "$accent")
        yield from gap
        for section in SECTIONS:
            yield f"section:{section}", _section(sheet.section_title(section), meeting.progress(section))
        yield from gap
        # A partner is named in the quick look too, and no figure that is shown here waits for a name.
        waiting = sum(1 for id_ in state.quick_look_open if not id_.startswith("partner."))
        this = "difference.this_year"
        hangs = (
            f"waits for {count_of(waiting, 'answer')}" if waiting else f"{value_of(state.appraisal, this)} this year"
        )
        yield "hangs on", _task("What it hangs on", hangs, "")
        marked = state.come_back
        wrong = meeting.wrong()
        back = count_of(len(marked) + len(wrong), "thing") if marked or wrong else "nothing"
        yield "come back", _task("To come back to", back, "$warning" if marked or wrong else "")
        checked = count_of(sum(1 for id_ in meeting.session.answers if not id_.startswith(_NO_ANSWERS)), "answer")
        again = f", {len(state.flags)} to look at again" if state.flags else ""
        yield "check", _task("Check all answers", f"{checked}{again}", "$warning" if again else "")
        yield "what if", _task("What if …", "other answers, not recorded", "")
        ready = f"{count_of(meeting.to_do, 'thing')} to do first" if meeting.to_do else "ready"
        yield "sign off", _task("Sign off", "signed off" if state.sealed else ready, "")
        yield "memo", _task("Memo", "signed" if state.sealed else "draft", "")

    @on(Choices.Chosen, "#sections")
    def _task_chosen(self, event: Choices.Chosen) -> None:
        event.stop()
        self._open(event.key)

    def action_leave(self) -> None:
        """Leave the decision for the start screen."""
        self.host.leave_decision()

    def action_open(self) -> None:
        """Open the task one stands on."""
        self._open(self.query_one("#sections", Choices).key)

    def action_come_back(self) -> None:
        """Mark the section one stands on to be come back to as a whole."""
        kind, _, section = self.query_one("#sections", Choices).key.partition(":")
        if kind != "section":
            self.say(f"{COME_BACK.shown} on a section marks all of it to come back to; on a question, that question.")
            return
        self.ask_come_back(section, f"the section “{self.meeting.session.worksheet.section_title(section)}”")

    def action_what_if(self) -> None:
        """Suppose other answers."""
        self._open("what if")

    def _open(self, task: str) -> None:
        self.words = ""
        self.host.go(task)


def _task(words: str, word: str, style: str) -> Content:
    return text(padded(words, 22), (word, style or "$muted"))


def _section(words: str, found: Progress) -> Content:
    """A section with its word; what is to be come back to says with whom and by when."""
    style = {"to come back to": "$warning bold", "in progress": "$accent", "not started": "$accent"}.get(
        found.word, "$muted"
    )
    first = text(padded(words, 22), (found.word, style))
    if found.word in {"in progress", "to come back to"}:
        first += text((f"  {found.answered} of {found.asked}", "$muted"))
    told = []
    for mark in found.back[:1]:
        whom = f"with {mark.whom}" if mark.whom else ""
        when = f"by {day(mark.when)}" if mark.when else ""
        told = [" ".join(part for part in (whom, when) if part)]
    return lines([first, *(text((f"{'':<22}{words}", "$muted")) for words in told if words)])
