"""The task list of a decision: each section with one word of how it stands, in any order, and what closes it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.containers import Vertical
from textual.widgets import Static

from des_decider.decision.follows import follows
from des_decider.decision.to_confirm import by_section, within
from des_decider.decision.wording import capital, count_of, day
from des_decider.decision.worksheet_says import named_by_nothing, section, sizes, the_worksheet
from des_decider.record.form import asked_of_network
from des_decider.record.readiness import without_why_not
from des_decider.record.stamps import name_of
from des_decider.tui.app_interface import ASK_NETWORK, TASKS
from des_decider.tui.frame import PANEL, ROOMY, MeetingFrame
from des_decider.tui.keys import (
    COME_BACK,
    CONFIRM,
    ENTER,
    FIGURES,
    HELP,
    LEAVE,
    ON_THE_TASK_LIST,
    QUIT,
    SEARCH,
    bindings,
)
from des_decider.tui.meeting import COMING, OVERDUE, Said
from des_decider.tui.screen_text import lines, padded, text, wrapped
from des_decider.tui.styled_once import TALL
from des_decider.tui.where_we_stand import value_of
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.panel import Panel

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.decision.progress import Progress
    from des_decider.tui.meeting import Meeting
    from des_decider.worksheet.model import SectionId

WHO = "who is typing"
LOOKING_FOR_COPIES = "while looking for copies of the decision"
MOST_SAID = 2
"""Lines for what a section is about; its details have the whole of a longer one."""
_NO_ANSWERS = ("note.", "open.", "completed.", "leaning.", "follows.")
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

    _looked_for_copies_of: Meeting | None = None
    _went_into: SectionId | None = None
    """The section one went into before it was completed."""

    def on_mount(self) -> None:
        """Say what opening the decision found."""
        self.words = " ".join(self.meeting.session.notices)
        if self.meeting.asks_who:
            self.call_after_refresh(self._ask_who)
        if self.meeting.state.sealed:  # whoever opens it wants what is due, or to check it
            self.call_after_refresh(self._show_seal)

    def _show_seal(self) -> None:
        if self.is_active:
            self.host.go("sign off")

    def _ask_who(self) -> None:
        """Ask who is typing, as every answer notes it; one Enter says that it is who typed last."""
        if self.only_read():
            return
        from des_decider.record.example import TYPED_BY
        from des_decider.tui.screens.dialogs import WhoScreen

        meeting = self.meeting
        answers = sorted(meeting.session.answers.values(), key=lambda one: one.at.timestamp() if one.at else 0.0)
        typed = dict.fromkeys(one.by for one in reversed(answers) if one.by not in {"", TYPED_BY})
        names = dict.fromkeys((*typed, *meeting.session.answers.partners().values()))

        def named(name: str | None) -> None:
            if name and (said := name_of(name)):
                meeting.by = said
                self.told(Said(f"Typed by {said} from now on."))

        asked = "Who is typing? Every answer notes it, and the memo names them."
        asks = WhoScreen(asked, names, meeting.by, likely=next(iter(typed), ""))
        self.app.push_screen(asks, named)
        asks.call_after_refresh(self.host.keys.dialog_is_there)

    def follow(self) -> None:
        """Show each section as it stands."""
        super().follow()
        self.want_reason_known()
        self.query_one("#sections", Choices).show(self._tasks(), at=self._onward())
        self._say_where()
        self.show_standing()
        if self._looked_for_copies_of is not self.meeting and not self.meeting.session.read_only:
            self._looked_for_copies_of = self.meeting
            # After the first frame: on a shared drive it takes a while, and mostly there is none.
            self.call_after_refresh(self._look_for_copies, self.meeting)

    def _onward(self) -> str:
        """Where one stands once the section one went into is completed: on the next that is not."""
        here = self._went_into
        if here is None or not self._is_completed(here):
            return ""
        self._went_into = None
        sections = list(self.meeting.session.worksheet.sections)
        onward = (*sections[sections.index(here) :], *sections)
        return next((f"section:{section}" for section in onward if not self._is_completed(section)), "hangs on")

    def _is_completed(self, section: SectionId) -> bool:
        return self.meeting.progress(section).word == "completed"

    def _look_for_copies(self, meeting: Meeting) -> None:
        work = partial(self._read_copies, meeting)
        self.run_worker(work, name=LOOKING_FOR_COPIES, group="copies", thread=True, exit_on_error=False)

    def _read_copies(self, meeting: Meeting) -> None:
        """Off the screen's thread: it touches no widget and only tells what it found."""
        from des_decider.record.copies import copies_of, told

        if words := told(copies_of(meeting.session)):
            self.call_later(self._found_copies, meeting, words)

    def _found_copies(self, meeting: Meeting, words: str) -> None:
        if meeting is not self.meeting:
            return
        meeting.copies = words
        self.words = f"{self.words} {capital(words)}. Open “Copies” to choose.".strip()
        if self.is_current:
            self.follow()

    def hung_known(self) -> None:
        """How much there is to do may hang on what was worked out meanwhile."""
        self.follow()

    @on(Choices.Moved)
    def _moved(self) -> None:
        self._say_where()

    def _say_where(self) -> None:
        """What the section one stands on is about; elsewhere how to begin, or why nothing can be changed."""
        state, why = self.meeting.state, self.meeting.session.read_only
        begin = "Start with the quick look, then any section in any order."
        said, style = begin if state.quick_look_open else "Take any section, in any order.", "$muted"
        if waits := len(state.answers.to_confirm):
            came = f"{count_of(waits, 'answer')} came over from last time, to be confirmed."
            said = f"{came} {CONFIRM.shown} confirms a section, a table or an answer."
        if state.sealed:
            said = "This decision is signed off. It can be read, not changed."
        elif why:  # in full, as it says who has it open
            said, style = f"{capital(why)}.", "$warning"
        elif (here := self._section_here()) and (words := section(here, self.meeting.session.worksheet).words):
            said = words
        width = self.size.width - (PANEL + 5 if self.wide else 3)
        told = wrapped(said, width, MOST_SAID) if style == "$muted" else [said]
        if self.app.size.height >= TALL:  # as many lines wherever one stands, so that the list stays where it is
            told += [""] * (MOST_SAID - len(told))
        self.query_one("#said", Static).update(text(("\n".join(told), style)))

    def _section_here(self) -> str:
        """The section one stands on; empty on any other line."""
        kind, _, name = self.query_one("#sections", Choices).key.partition(":")
        return name if kind == "section" else ""

    def _on_quick_look(self) -> bool:
        return self.query_one("#sections", Choices).key == "quick look"

    def _tasks(self) -> Iterator[tuple[str, Content]]:
        meeting, state = self.meeting, self.meeting.state
        sheet = meeting.session.worksheet
        word = "completed" if not state.quick_look_open else self._quick_look_so_far()
        unconfirmed = by_section(meeting.session.answers, meeting.session.ids)
        if waits := len({*meeting.session.answers.to_confirm} & {*state.quick_look.counted}) if unconfirmed else 0:
            word = f"{word}, {waits} to confirm" if word != "completed" else f"{waits} to confirm"
        # A low window has no room for empty lines.
        gap = [] if self.app.size.height < ROOMY else [("", text(""))]
        if meeting.copies or (meeting.session.unsaved and meeting.session.written_elsewhere is not None):
            yield "copies", _task("Copies", "other answers, to choose from", "$warning bold")
        yield "quick look", _task(TASKS["quick look"], word, "" if word == "completed" else "$accent")
        yield from gap
        for key in sheet.sections:
            waits = len(unconfirmed.get(key, ()))
            found = _section(sheet.section_title(key), meeting.progress(key), waits, narrow=self.narrow)
            yield f"section:{key}", found
        yield from gap
        waiting = len(state.quick_look_open)
        this = "difference.this_year"
        hangs = (
            f"waits for {count_of(waiting, 'answer')}" if waiting else f"{value_of(state.appraisal, this)} this year"
        )
        yield "hangs on", _task(TASKS["hangs on"], hangs, "")
        dates = meeting.dates()
        coming = f"next: {day(dates[COMING][0].when)}" if dates[COMING] else "none to come"
        late = f"{len(dates[OVERDUE])} overdue; " if dates[OVERDUE] else ""
        yield "dates", _task(TASKS["dates"], f"{late}{coming}", "$warning" if late else "")
        marked = state.come_back
        wrong = meeting.wrong()
        back = count_of(len(marked) + len(wrong), "thing") if marked or wrong else "nothing"
        yield "come back", _task(TASKS["come back"], back, "$warning" if marked or wrong else "")
        if not state.sealed and (asked := asked_of_network(state)).all:
            word = f"{asked.open} of {asked.all} answers open" if asked.open else "all answered"
            yield "network", _task(ASK_NETWORK, word, "")
        checked = count_of(sum(1 for id_ in meeting.session.answers if not id_.startswith(_NO_ANSWERS)), "answer")
        again = f", {len(state.flags)} to look at again" if state.flags else ""
        yield "check", _task(TASKS["check"], f"{checked}{again}", "$warning" if again else "")
        yield "what if", _task(TASKS["what if"], "other answers, not recorded", "")
        if meeting.session.last_time is not None or follows(meeting.session.answers):
            waits = len(meeting.session.answers.to_confirm)
            word = f"{count_of(waits, 'answer')} to confirm" if waits else "beside this decision"
            yield "compare", _task("Last time", word, "$warning" if waits else "")
        yield WHO, _task("Who is typing", meeting.by or "nobody named", "" if meeting.by else "$warning")
        ready, open_ = "ready", len(without_why_not(state.answers, meeting.session.ids))
        waits = state.needs_reason is None  # which is nothing that anybody has to do
        if to_do := meeting.to_do - waits:
            ready = f"{count_of(to_do, 'thing')} to do first"
        elif waits:
            ready = "one moment …"
        elif open_:
            ready = f"ready; {count_of(open_, 'why-not')} not written"
        yield "sign off", _task(TASKS["sign off"], "signed off" if state.sealed else ready, "")
        yield "memo", _task(TASKS["memo"], "signed" if state.sealed else "draft", "")

    def _quick_look_so_far(self) -> str:
        """How many of its answers are given: looked for only while it is not completed."""
        quick = self.meeting.quick_look
        return f"{quick.given} of {quick.asked} answered"

    @on(Choices.Chosen, "#sections")
    def _task_chosen(self, event: Choices.Chosen) -> None:
        self._open(event.key)

    def action_leave(self) -> None:
        """Leave the decision for the start screen."""
        self.host.leave_decision()

    def action_open(self) -> None:
        """Open the task one stands on."""
        self._open(self.query_one("#sections", Choices).key)

    def action_come_back(self) -> None:
        """Mark the section one stands on to be come back to as a whole."""
        if not (here := self._section_here()):
            self.say(f"{COME_BACK.shown} on a section marks all of it to come back to; on a question, that question.")
            return
        from des_decider.tui.screens.notes_and_marks import ask_come_back

        ask_come_back(self, here, f"the section “{self.meeting.session.worksheet.section_title(here)}”")

    def action_confirm(self) -> None:
        """Confirm what came over in the section one stands on, or in the quick look."""
        if self.only_read():
            return
        session, here, quick = self.meeting.session, self._section_here(), self._on_quick_look()
        if not (here or quick):
            self.say(f"{CONFIRM.shown} on a section confirms what came over there from last time.")
            return
        waits = {*session.answers.to_confirm}
        of_quick_look = [id_ for id_ in self.meeting.quick_look.counted if id_ in waits] if quick else []
        found = of_quick_look or within(here, session.answers, session.ids)
        if not found:
            self.told(self.meeting.confirm(found))
            return
        from des_decider.tui.screens.dialogs import AskScreen

        counted = count_of(len(found), "answer")
        title = TASKS["quick look"] if quick else session.worksheet.section_title(here)
        told = [text((f"Confirm {counted} of “{title}” that came over from last time, unseen?", "bold"))]
        answers = [("not yet", "Not yet: look at them first"), ("all", "Confirm: each still holds")]

        def chosen(which: str | None) -> None:
            if which == "all":
                self.told(self.meeting.confirm(found))

        self.app.push_screen(AskScreen(told, answers, enter="Enter chooses; ", leaves="confirms nothing"), chosen)

    def action_details(self) -> None:
        """What the section one stands on is about, and what the worksheet is."""
        from des_decider.tui.screens.details import DetailsScreen

        session, here = self.meeting.session, self._section_here()
        sheet, rest = session.worksheet, named_by_nothing(session.answers, session.ids)
        said = [section(here, sheet)] if here else []
        self.app.push_screen(DetailsScreen("The worksheet", [*said, *the_worksheet(sheet), *sizes(sheet), *rest]))

    def action_what_if(self) -> None:
        """Suppose other answers."""
        self._open("what if")

    def _open(self, task: str) -> None:
        self.words = ""
        sections = self.meeting.session.worksheet.sections
        self._went_into = next((s for s in sections if task == f"section:{s}" and not self._is_completed(s)), None)
        if task == WHO:
            self._ask_who()
        else:
            self.host.go(task)


def _task(words: str, word: str, style: str) -> Content:
    return text(padded(words, 22), (word, style or "$muted"))


def _section(words: str, found: Progress, to_confirm: int, *, narrow: bool) -> Content:
    """A section with its word, and what waits to be confirmed; what is come back to says with whom and by when."""
    style = {"to come back to": "$warning bold", "in progress": "$accent", "not started": "$accent"}.get(
        found.word, "$muted"
    )
    first = text(padded(words, 22), (found.word, style))
    begun = found.word in {"in progress", "to come back to"}
    if (begun or (found.word == "completed" and found.answered < found.asked)) and not (narrow and to_confirm):
        first += text((f"  {found.answered} of {found.asked} answers", "$muted"))
    if to_confirm:
        first += text((f"  {to_confirm} to confirm", "$warning"))
    told = []
    for mark in found.back[:1]:
        whom = f"with {mark.whom}" if mark.whom else ""
        when = f"by {day(mark.when)}" if mark.when else ""
        told = [" ".join(part for part in (whom, when) if part)]
    return lines([first, *(text((f"{'':<22}{words}", "$muted")) for words in told if words)])
