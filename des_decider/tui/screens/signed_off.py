"""A decision that is signed off: whether it is as it was signed, what is due and came after, and what follows."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.containers import VerticalScroll
from textual.widgets import Static

from des_decider.decision.afterwards import followed_by
from des_decider.decision.assent import declined
from des_decider.decision.wording import capital, day, joined, moment
from des_decider.memo.figure_words import in_fours
from des_decider.record.afterwards import NotNoted, came_after, check_signed
from des_decider.record.seal import read_seal
from des_decider.record.signed_or_not import SEAL_FILE
from des_decider.record.to_send import TO_SEND, make
from des_decider.record.verify import NotSealed, Report, verify
from des_decider.record.worksheet_files import WORKSHEET
from des_decider.storage.trouble import Trouble
from des_decider.tui.frame import MeetingFrame
from des_decider.tui.keys import FIGURES, FOLLOW_UP, HELP, LEAVE, NEXT_DECISION, SEND, bindings
from des_decider.tui.meeting import Said
from des_decider.tui.screen_text import clickable, lines, text
from des_decider.tui.screens.follow_up import ask, due_and_after

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.record.seal import Seal
    from des_decider.record.session import Session
    from des_decider.record.to_send import Kind
    from des_decider.storage.afterwards_file import AfterwardsFile
    from des_decider.tui.keys import Command
    from des_decider.tui.meeting import Meeting

WIDEST = 98
"""Columns that what is told takes at most."""
CHECKING = "while comparing the files with the seal"
COMPARING = "The files are still being compared with the seal; press it again in a moment."
NOT_AS_SIGNED = "The record is not what was signed, so nothing is made from it."


class SignedOffScreen(MeetingFrame):
    """A page to read, and what can still be done with a record that never changes."""

    CSS_PATH = "signing.tcss"
    DEFAULT_CLASSES = "-column"
    FIRST = "#signed"
    IN_ONE_LINE = False
    HERE = (
        "The decision as it was signed off, with what is due, soonest first, and what came after. {follow_up} notes "
        "one thing more; {send} writes the notice to the commissioner, the days for a calendar, or what came after on "
        "a page; {next_decision} begins the next decision from this one. The arrows scroll."
    )
    CAN = (*MeetingFrame.CAN, FOLLOW_UP, SEND, NEXT_DECISION)
    BINDINGS = bindings(FOLLOW_UP, SEND, NEXT_DECISION)

    def __init__(self) -> None:
        super().__init__()
        self._seal_read: Seal | None = None
        self._report: Report | None = None
        self._after: AfterwardsFile | None = None

    def body(self) -> ComposeResult:
        """One page, which scrolls."""
        yield Static(text(("This decision is signed off and can only be read.", "$muted")))
        with VerticalScroll(id="signed"):
            yield Static(id="record")

    def saved(self) -> str:
        """What is said here needs the line; nothing is saved any more."""
        return "" if self.words else super().saved()

    # -- what is shown

    def follow(self) -> None:
        """Show the record as it was signed, as far as it was compared with its seal."""
        super().follow()
        folder = self.meeting.session.folder
        if self._after is None:
            self._after = came_after(folder)
        if self._seal_read is None and self._report is None:
            self._seal_read = read_seal(folder / SEAL_FILE)
            work = partial(self._check, folder)
            self.run_worker(work, name=CHECKING, thread=True, exclusive=True, exit_on_error=False)
        width = min(max(self.size.width - 4, 40), WIDEST)
        shown = confirmation(self.meeting, self._seal_read, self._report, self._after, width)
        self.query_one("#record", Static).update(shown)

    def _check(self, folder: Path) -> None:
        """Read every sealed file again; on a shared drive that takes a while."""
        try:
            report = verify(folder)
        except (NotSealed, OSError) as error:
            report = Report("missing", f"{capital(str(error))}.")
        self.call_later(self._compared, report)

    def _compared(self, report: Report) -> None:
        """The files of a sealed decision were compared with its seal."""
        self._report = report
        self.follow()

    def work_failed(self, words: str) -> None:
        """What is not compared with its seal is not shown as what was signed."""
        self._compared(Report("missing", f"{words}."))

    def keys(self) -> Sequence[Command]:
        """What can be done with the record depends on whether it is what was signed."""
        more = [NEXT_DECISION, SEND] if self._unaltered else []
        note = FOLLOW_UP.called("" if self.wide else "note more")
        return [note, *more, LEAVE.called("task list"), FIGURES, HELP]

    @property
    def _unaltered(self) -> bool:
        """Whether the record is what was signed, as far as that is known."""
        return self._seal_read is not None and self._report is not None and self._report.unaltered

    def _as_signed(self) -> bool:
        """Whether something may be made from the record; else that is said."""
        if self._report is None:
            self.say(COMPARING)
        elif not self._unaltered:
            self.say(NOT_AS_SIGNED, wrong=True)
        return self._unaltered

    # -- what can be done

    def action_follow_up(self) -> None:
        """Ask what came after, and note it; what is shown is then read and compared anew."""
        if self._after is None:
            return
        try:
            check_signed(self.meeting.session)
        except NotNoted as why:
            self.say(f"{capital(str(why))}.", wrong=True)
            return

        def noted(words: str) -> None:
            self._after = self._seal_read = self._report = None
            self.told(Said(words))

        ask(self, self._after.entries, noted)

    def action_send(self) -> None:
        """Ask what is to be written, and say what to read before it is sent."""
        if not self._as_signed():
            return
        from des_decider.tui.screens.dialogs import AskScreen

        told = [text(("Write a file to be sent or filed", "bold")), text(f"Into {self.meeting.session.folder}\n")]
        answers = [(kind.name, capital(kind.words)) for kind in TO_SEND]

        def chosen(name: str | None) -> None:
            for kind in TO_SEND:
                if kind.name == name:
                    self._write(kind)

        self.app.push_screen(AskScreen(told, answers, enter="Enter writes; ", leaves="writes nothing"), chosen)

    def _write(self, kind: Kind) -> None:
        from des_decider.tui.said_lines import in_full
        from des_decider.tui.screens.details import ReadScreen

        try:
            made = make(self.meeting.session, kind, self.meeting.clock().date())
        except Trouble as why:
            self.say(f"{capital(str(why))}.", wrong=True)
            return
        told = [text(str(made.path.resolve())), text("")]
        told += [text((f"{capital(words)}.", "$warning bold")) for words in made.notes]
        if made.read_first:
            told += [text(("Before it is sent, the worksheet says:", "bold")), text(""), in_full(made.read_first)]
        self.app.push_screen(ReadScreen("Written", told))

    def action_next_decision(self) -> None:
        """Begin the decision that follows this one; where one was begun already, ask first."""
        if not self._as_signed():
            return
        entries = self._after.entries if self._after else ()
        if (begun := followed_by(entries)) is None:
            self._begin_next()
            return
        from des_decider.tui.screens.dialogs import AskScreen

        told = [text((f"A decision that follows this one was begun on {day(begun.on)}", "bold")), text(begun.note)]
        answers = (("leave", "Leave it at that one"), ("another", "Begin another all the same"))
        self.app.push_screen(AskScreen(told, answers), lambda key: self._begin_next() if key == "another" else None)

    def _begin_next(self) -> None:
        """From the same worksheet or another."""
        from des_decider.tui.blank_worksheets import shipped_blanks
        from des_decider.tui.screens.new_decision import NewDecisionScreen, Wanted

        session, host = self.meeting.session, self.host
        same = str(session.folder / WORKSHEET)  # which is offered where another worksheet is to be typed
        wanted = Wanted(file=same, practice=self.meeting.practice, by=self.meeting.by)

        def made(begun: Session, by: str, words: str) -> None:
            self.app.call_later(host.go_on_to, begun, by, words)  # on the app's own turn: this screen goes, too

        blanks = shipped_blanks(host.clock().date())
        self.app.push_screen(NewDecisionScreen(blanks, wanted, made, follows=session.folder))


def confirmation(
    meeting: Meeting, seal: Seal | None, report: Report | None, after: AfterwardsFile, width: int
) -> Content:
    """That it is signed off, what is due and what came after, its files, and how to check it.

    A record that is not as it was signed is not read back: nothing that looks signed may say something else.
    """
    session = meeting.session
    told = [text((" Signed off ", "bold reverse"))]
    as_signed = report is not None and report.as_signed
    if as_signed:
        told.append(text((session.answers.text("decision.sentence"), "bold")))
    if as_signed and seal is not None:
        names = joined(assent.name for assent in seal.signed.assents)
        told.append(text((f"{moment(seal.signed.at)}, by {names or 'nobody by name'}", "$muted")))
        if gone := joined(session.answers.partners()[row] for row in declined(session.answers)):
            told.append(text((f"Declined to confirm: {gone}", "$muted")))
    told += [text(""), *_checked(report)]
    if as_signed:
        told += [
            text(("The memo in Word: ", "bold"), "memo.docx, in the folder"),
            text(f"  {session.folder.resolve()}"),
        ]
        told.append(text(""))
        told += [*due_and_after(meeting, after.entries, width), *(text(words) for words in _also(meeting))]
    if as_signed and seal is not None:
        told += [text(""), text(("All the memo’s files", "bold"))]
        memos = [file.name for file in seal.files if file.name.startswith("memo")]
        word_first = sorted(memos, key=lambda name: not name.endswith(".docx"))
        told += [text(f"  {name}") for name in word_first]
    told += [text(""), text(("Reference  ", "bold"), session.decision_id)]
    if as_signed and seal is not None:
        told.append(text(("SHA-256 of answers.toml, as the memo prints it", "bold")))
        digest = seal.signed.answers_sha256
        # In two lines, so that a narrow window breaks it where a person would.
        told += [text(f"  {in_fours(half)}") for half in (digest[:32], digest[32:])]
    if as_signed:
        follows = clickable(f"{NEXT_DECISION.shown} begins it", NEXT_DECISION.on_screen, "bold $accent")
        told += [text(""), text(("The next decision begins with these answers, to be confirmed. ", "bold")) + follows]
    told += [
        text(""),
        text(("To check it later", "bold")),
        text(f'  des-decider verify "{session.folder.resolve()}"'),
        text(("or work out the SHA-256 of answers.toml and compare it with the memo signed in ink:", "$muted")),
        text("  Windows: certutil -hashfile answers.toml SHA256"),
        text("  others: sha256sum answers.toml"),
    ]
    return lines(told)


def _checked(report: Report | None) -> list[Content]:
    if report is None:
        return [text(("Checking the files against the seal…", "$muted"))]
    if report.state == "intact":
        return [text((report.words, "$success"))]
    style = "$warning bold" if report.state in {"re-saved", "newer"} else "$error bold"
    return [text((report.words, style)), *(text(f"  {words}") for words in report.details)]


def _also(meeting: Meeting) -> Iterator[str]:
    """What is to be kept in mind beside what is due."""
    answers = meeting.session.answers
    yield "Print the memo; those present sign it in ink."
    if (when := answers.day("decision.effective")) is not None:
        yield f"The decision takes effect on {day(when)}."
    until = answers.day("decision.keep_until")
    where, who = answers.text("decision.filed_at"), answers.text("decision.kept_by")
    if where or until or who:
        kept = f"Keep the record{f' until {day(until)}' if until else ''}{f' ({who})' if who else ''}"
        yield f"{kept}{f': {where}' if where else ''}."
    yield ""
