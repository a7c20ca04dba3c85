"""Signing off: what stands before it, then the decision read back and a name from each partner, then the seal."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Static

from des_decider.decision.assent import declined
from des_decider.decision.parsing import Rules, parse
from des_decider.decision.values import Refused
from des_decider.decision.vote import in_words
from des_decider.decision.wording import capital, count_of, day, joined, moment, visible
from des_decider.memo.words import in_fours
from des_decider.record.afterwards import NotNoted, came_after, check_signed
from des_decider.record.seal import read_seal
from des_decider.record.session import ReadOnly
from des_decider.record.sign_off import Blocked, remarks, sign_off, what_blocks, who_assents
from des_decider.record.standing import SEAL_FILE
from des_decider.record.verify import NotSealed, Report, verify
from des_decider.record.worksheet_files import WORKSHEET
from des_decider.storage.safely import StorageFault
from des_decider.tui.commands import (
    DECLINE,
    ENTER,
    FIGURES,
    FOLLOW_UP,
    HELP,
    LEAVE,
    NEXT_DECISION,
    SEAL,
    UNDO,
    bindings,
)
from des_decider.tui.frame import MeetingFrame
from des_decider.tui.meeting import Said
from des_decider.tui.screen_text import clickable, hanging, lines, text
from des_decider.tui.screens.follow_up import ask, due_and_after
from des_decider.tui.where_we_stand import value_of
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import Cut, Submitted, Typed
from des_decider.tui.widgets.names import NameLine, Names
from des_decider.worksheet.inputs_and_tables import OPTION

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.record.readiness import Blocker
    from des_decider.record.seal import Seal
    from des_decider.record.session import Session
    from des_decider.record.state import State
    from des_decider.storage.afterwards_file import AfterwardsFile
    from des_decider.tui.commands import Command
    from des_decider.tui.meeting import Meeting

WIDEST = 98
"""Columns that what is read back takes at most."""
CHECKING = "while comparing the files with the seal"
NOT_YET, SEAL_IT = "not yet", "seal it"
FOR_EVER = "It is for ever: no answer, name or word of it can be changed or taken back, by anybody.\n"
READING = "Read it aloud. Enter goes on to the names."
WHAT_SEALING_DOES = (
    "Signing off writes the record one last time and seals it. It is never changed after that: a changed mind is a new "
    "decision that replaces this one.\n"
    "A name typed here confirms this record as right, whichever way the partner voted, and is no more than that. "
    "Whoever does not confirm it gives the reason. The memo has a block to sign in ink."
)
_STANDS = (
    ("for", "For"), ("against", "Against"), ("abstained", "Abstained"), ("recused", "Did not vote, interest declared"),
    ("absent", "Absent"),
)  # fmt: skip


class SignOffScreen(MeetingFrame):
    """Shows one of three things: what is to be done first, the names under the decision, or that it is signed off."""

    CSS_PATH = "signing.tcss"
    DEFAULT_CLASSES = "-column"
    IN_ONE_LINE = False
    HERE = (
        "Signing off. First it lists what is still to be done; Enter on a line goes there, and {leave} there comes "
        "back. Then the decision is read back and each partner types their name under it, or declines to confirm: "
        "{decline} on their line takes the reason. {seal} seals the record, once you have said so again. Names are "
        "kept on this screen only: leaving it means typing them again. What is signed off stands here with what came "
        "after and what is due; {follow_up} notes one thing more."
    )
    CAN = (*MeetingFrame.CAN, SEAL, DECLINE, FOLLOW_UP, NEXT_DECISION)
    BINDINGS = bindings(SEAL, DECLINE, FOLLOW_UP, NEXT_DECISION, ENTER)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self._blocking: tuple[Blocker, ...] = ()
        self._under = 0
        self._sealing, self._fault = False, ""
        self._seal_read: Seal | None = None
        self._report: Report | None = None
        self._after: AfterwardsFile | None = None

    def body(self) -> ComposeResult:
        """The list of what blocks; or what is read back, above the names."""
        yield Static(id="said")
        yield Choices(id="blockers")
        with Names(id="signing"):
            yield Static(id="read-back")
            yield Static(id="seal")

    def on_mount(self) -> None:
        """Begin with what there is to do."""
        self._under = self.meeting.session.last_change

    def saved(self) -> str:
        """What is said here needs the line; only what went wrong with saving stands before it."""
        said = super().saved()
        return said if said.startswith("NOT") or not self.words else ""

    # -- what is shown

    def follow(self) -> None:
        """Show what stands now: coming back from a question, there is less to do."""
        super().follow()
        self.want_reason_known()
        session = self.meeting.session
        self._blocking = () if self.meeting.state.sealed else self._to_do()
        shown = "signed" if self.meeting.state.sealed else "blocked" if self._blocking else "names"
        turned, self._shown, emptied = shown != self._shown, shown, False
        self.query_one("#blockers", Choices).display = shown == "blocked"
        self.query_one("#signing", Names).display = shown != "blocked"
        if shown == "blocked":
            self._show_blocking()
        elif shown == "names":
            emptied = self._show_names()
        else:
            self._show_signed()
        if turned:
            self._stand(shown)
        if emptied:
            self.words, self.wrong = "The record was changed, so the names are asked for again.", True
        if session.read_only and shown != "signed":
            self.words, self.wrong = f"{capital(session.read_only)}.", True
        self.show_frame()

    def hung_known(self) -> None:
        """A reason may be asked, or no longer be waited for, by what was worked out meanwhile."""
        self.follow()

    def on_screen_resume(self) -> None:
        """Coming back from a question, say what that changed."""
        before = len(self._blocking)
        super().on_screen_resume()
        now = len(self._blocking)
        if now < before:
            done = "All that is needed is there. Enter goes on to the names."
            self.say(f"{count_of(now, 'thing')} to do first." if now else done)

    def _to_do(self) -> tuple[Blocker, ...]:
        """What blocks, the names apart; a question that is open and has a text not understood is told once."""
        gone = declined(self.meeting.session.answers)
        names = [name for row, name in who_assents(self.meeting.state).items() if row not in gone]
        found = what_blocks(self.meeting.session, names, self.meeting.state)
        return tuple({blocker.id: blocker for blocker in found}.values())

    def _show_blocking(self) -> None:
        todo = self._blocking
        said = f"Not ready to be signed off: {count_of(len(todo), 'thing')} to do first. Enter goes to its question."
        self.query_one("#said", Static).update(text((said, "bold")))
        width = max(self.size.width - 6, 40)
        listed = [(blocker.id, text(("○ ", "$accent"), hanging(blocker.words, width + 2, 4, 2))) for blocker in todo]
        remarks = [("", line) for line in standing_remarks(self.meeting)]
        self.query_one("#blockers", Choices).show([*listed, *remarks])

    def _show_names(self) -> bool:
        """Read the decision back and ask for the names; whether names given to an earlier state were taken out."""
        names, session = self.query_one("#signing", Names), self.meeting.session
        self.query_one("#said", Static).update(text(("Sign off", "bold")))
        self.query_one("#read-back", Static).update(read_back(self.meeting))
        emptied = self._under != session.last_change and any(line.content for line in names.every_line)
        if emptied:
            names.clear()
        self._under = session.last_change
        must = who_assents(self.meeting.state)
        may = {row: name for row, name in session.answers.partners().items() if row not in must}
        if session.read_only:
            must, may = {}, {}
        names.ask(must, may, declined(session.answers))
        self._show_seal()
        return emptied

    def _show_seal(self) -> None:
        names, shown = self.query_one("#signing", Names), self.query_one("#seal", Static)
        if self.meeting.session.read_only or self._shown != "names":
            shown.update(text(""))
            return
        missing = self._missing(names)
        line = clickable(f"Sign off and seal ({SEAL.shown})", "screen.seal", "$muted" if missing else "bold $accent")
        how = text((self._fault, "$error bold")) if self._fault else text((missing or f"{_all_have(names)}.", "$muted"))
        shown.update(lines([text(""), line, how]))

    def _show_signed(self) -> None:
        self.query_one("#said", Static).update(text(("This decision is signed off and can only be read.", "$muted")))
        self.query_one("#signing", Names).ask({}, {}, {})
        self.query_one("#seal", Static).update(text(""))
        folder = self.meeting.session.folder
        if self._after is None:
            self._after = came_after(folder)
        if self._seal_read is None and self._report is None:
            self._seal_read = read_seal(folder / SEAL_FILE)
            work = partial(self._check, folder)
            self.run_worker(work, name=CHECKING, thread=True, exclusive=True, exit_on_error=False)
        width = min(max(self.size.width - 4, 40), WIDEST)
        shown = confirmation(self.meeting, self._seal_read, self._report, self._after, width)
        self.query_one("#read-back", Static).update(shown)

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

    def _stand(self, shown: str) -> None:
        """Focus what is now to be used; what is read back is read before anything is typed."""
        if shown == "blocked":
            self.query_one("#blockers", Choices).focus()
            return
        names = self.query_one("#signing", Names)
        names.focus()
        names.scroll_home(animate=False)
        if shown == "names" and not self.meeting.session.read_only:
            self.words, self.wrong = READING, False

    def keys(self) -> Sequence[Command]:
        """What the keys do depends on what is shown."""
        back, rest = LEAVE.called("task list"), [FIGURES, HELP]
        if self._shown == "signed":
            return [FOLLOW_UP, *([NEXT_DECISION] if self._may_be_followed else []), back, *rest]
        if self._shown == "names" and self.meeting.session.read_only:
            return [back, *rest]
        if self._shown == "blocked":
            return [ENTER.called("go there"), back, UNDO, *rest]
        if isinstance(self.focused, Names):
            return [ENTER.called("the names"), SEAL.called("sign off" if self.narrow else ""), back, *rest]
        if self.narrow:
            return [ENTER.called("next"), SEAL.called("sign off"), DECLINE, LEAVE, *rest]
        seal = SEAL.called("" if self.wide else "sign off")
        return [ENTER.called("next name"), seal, DECLINE, LEAVE.called("leave the names"), *rest]

    def on_descendant_focus(self) -> None:
        """The last line names the keys of what has the focus; on the names nobody reads aloud any more."""
        if self.words == READING and not isinstance(self.focused, Names):
            self.words = ""
        self.call_after_refresh(self.show_frame)

    # -- what follows

    @property
    def _may_be_followed(self) -> bool:
        """Whether the record is what was signed, as far as that is known."""
        return self._seal_read is not None and self._report is not None and self._report.unaltered

    def action_next_decision(self) -> None:
        """Begin the decision that follows this one, from the same worksheet or another."""
        if self._shown != "signed":
            self.say("A decision is followed by another once it is signed off.")
            return
        if not self._may_be_followed:
            self.say("Nothing is begun from a record that is not what was signed.", wrong=self._report is not None)
            return
        from des_decider.tui.blank_worksheets import shipped_blanks
        from des_decider.tui.screens.new_decision import NewDecisionScreen, Wanted

        session, host = self.meeting.session, self.host
        same = str(session.folder / WORKSHEET)  # which is offered where another worksheet is to be typed
        wanted = Wanted(file=same, practice=self.meeting.practice, by=self.meeting.by)

        def made(begun: Session, by: str, words: str) -> None:
            self.app.call_later(host.go_on_to, begun, by, words)  # on the app's own turn: this screen goes, too

        blanks = shipped_blanks(host.clock().date())
        self.app.push_screen(NewDecisionScreen(blanks, wanted, made, follows=session.folder))

    # -- what blocks

    @on(Choices.Chosen, "#blockers")
    def _to_question(self, event: Choices.Chosen) -> None:
        event.stop()
        self.host.go(f"answer:{event.key}")

    # -- the names

    @on(Typed)
    def _typing(self, event: Typed) -> None:
        event.stop()
        names = self.query_one("#signing", Names)
        names.judge(self.focused)
        self._fault = ""
        self._show_seal()
        self.say("" if self._missing(names) else _ready(names))

    @on(Cut)
    def _cut(self, event: Cut) -> None:
        event.stop()
        self.say("Only the first line was pasted; this field takes one name.")

    @on(Submitted)
    def _given(self, event: Submitted) -> None:
        """Enter goes to the next name, and at the last one no further; a name that is not as asked is mended first."""
        event.stop()
        names = self.query_one("#signing", Names)
        names.judge(None)
        missing, here = self._missing(names), names.here()
        if here is not None and here.wrong:
            self.say(missing, wrong=True)
        elif not names.move(1):
            self.say(missing or _ready(names), wrong=bool(missing))
            self._to_seal_line()

    def _missing(self, names: Names) -> str:
        """Why it cannot be sealed yet, in a sentence; empty where every name is in."""
        wrong = [line for line in names.lines if line.wrong]
        if both := joined(line.name_words for line in wrong if line.declined):
            return (
                f"Declines to confirm, so no name is taken: {both}. Empty the line, or {DECLINE.shown} takes it back."
            )
        if wrong:
            return f"Not the name asked for: {joined(line.name_words for line in wrong)}."
        if missing := joined(line.name_words for line in names.lines if line.waits):
            return f"Still to type their name: {missing}."
        said = names.given() or any(line.declined for line in names.lines)
        return "" if said else "At least one partner types their name."

    def action_open(self) -> None:
        """Enter, by mouse or outside a field."""
        if self._shown == "blocked":
            self.host.go(f"answer:{self.query_one('#blockers', Choices).key}")
        elif self._shown == "names":
            self.query_one("#signing", Names).move(1)

    def action_leave(self) -> None:
        """From a name back to what is read; from there back, and names typed are gone."""
        if self._sealing:
            return
        names = self.query_one("#signing", Names)
        if self._shown == "names" and self.focused is not None and isinstance(self.focused.parent, NameLine):
            names.focus()
            typed = any(line.content for line in names.lines)
            self.say(f"{LEAVE.shown} again leaves; the names typed are not kept." if typed else "")
            return
        self.dismiss(None)

    def action_decline(self) -> None:
        """Ask why the partner on whose line one stands declines to confirm; an empty line takes that back."""
        if self._shown != "names" or self.only_read():
            return
        line = self.query_one("#signing", Names).here()
        if line is None:
            self.say(f"Go to a partner’s line first: {DECLINE.shown} there records that they decline to confirm.")
            return
        from des_decider.tui.screens.dialogs import Line, LinesScreen

        meeting = self.meeting
        id_, name = f"assent.{line.row}.declined", line.name_words
        stands = meeting.session.answers.text(id_)

        def refuse(found: dict[str, str]) -> tuple[str, str] | None:
            parsed = parse(found["why"], Rules("text")) if found["why"] else None
            return ("why", parsed.why) if isinstance(parsed, Refused) else None

        def given(found: dict[str, str] | None) -> None:
            if found is None or found["why"] == visible(stands).strip():
                return
            said = meeting.give({id_: found["why"]})
            # The names stand: what the others assent to is read back as it was.
            self._under = meeting.session.last_change
            does = "declines" if found["why"] else "no longer declines"
            self.told(said if said.fault else Said(f"{name} {does} to confirm."))
            if found["why"] and not said.fault:  # the name typed next is that of the next partner
                self.query_one("#signing", Names).move(1)

        head = text(("Declines to confirm: ", "$muted"), (name, "bold"))
        ends = f"Enter records it; {LEAVE.shown} leaves it; an empty line takes it back"
        asked = (Line("why", stands, "in their own words", "Because"),)
        self.app.push_screen(LinesScreen(head, asked, text((ends, "$muted")), refuse), given)

    # -- what came after

    def action_follow_up(self) -> None:
        """Ask what came after, and note it; what is shown is then read and compared anew."""
        if self._shown != "signed" or self._after is None:
            self.say("Once it is signed off, what comes after is noted here.")
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

    # -- the seal

    def action_seal(self) -> None:
        """Ask whether to seal it, where every name is in; say what is missing otherwise."""
        if self._shown != "names" or self._sealing:
            if self._shown == "blocked":
                self.say(f"{count_of(len(self._blocking), 'thing')} to do first.", wrong=True)
            return
        names = self.query_one("#signing", Names)
        names.judge(None)
        if self.meeting.session.read_only:
            self.follow()
        elif missing := self._missing(names):
            self.say(missing, wrong=True)
            names.to_first_missing()
        else:
            from des_decider.tui.screens.dialogs import AskScreen

            told = [text(("Sign off and seal this decision?", "bold")), text(FOR_EVER)]
            answers = [(NOT_YET, "Not yet: back to the names"), (SEAL_IT, "Seal it: nothing more changes")]
            self.app.push_screen(AskScreen(told, answers, enter="Enter chooses; ", leaves="seals nothing"), self._asked)

    def _asked(self, chosen: str | None) -> None:
        """Whether it is to be sealed was asked."""
        if chosen == SEAL_IT:
            self._sealing = True
            self.say("Writing the memo…")
            # Sealed here and not in a thread: nobody may quit or answer meanwhile.
            self.call_after_refresh(self._seal)

    def _seal(self) -> None:
        names = self.query_one("#signing", Names)
        self._sealing = False
        if self._under != self.meeting.session.last_change:
            self.follow()
            return
        self._fault = ""
        try:
            sealed = sign_off(self.meeting.session, names.given(), self.host.clock(), hung=self.meeting.hung)
        except Blocked as blocked:
            self._not_sealed("; ".join(blocker.words for blocker in blocked.blockers))
        except (ReadOnly, StorageFault) as error:
            self._not_sealed(f"{error}.")
        else:
            more = f" {capital(sealed.fault)}." if sealed.fault else ""
            self.words, self.wrong = f"Signed off and sealed.{more}", bool(more)
        self.meeting.reload()
        self.follow()
        if self._fault:
            self._to_seal_line()

    def _not_sealed(self, why: str) -> None:
        """Say why, under the names in full, for the last line may be too short; the names stand."""
        self._fault = visible(f"Not sealed: {why} The names stand; {SEAL.shown} tries again.")
        self.words, self.wrong = self._fault, True

    def _to_seal_line(self) -> None:
        """Bring the line under the names into sight."""
        self.call_after_refresh(self.query_one("#signing", Names).scroll_end, animate=False)


def _all_have(names: Names) -> str:
    """That nobody is missing, as it is."""
    return "All have confirmed or declined" if any(line.declined for line in names.lines) else "All have confirmed"


def _ready(names: Names) -> str:
    """What to do once nobody is missing."""
    return f"{_all_have(names)}: {SEAL.shown} signs off and seals."


def read_back(meeting: Meeting) -> Content:
    """The decision, the vote and what signing off does, to be read aloud."""
    state, answers = meeting.state, meeting.session.answers
    put = answers.text("decision.option")
    told = [
        text(("The decision", "bold")),
        text((answers.text("decision.sentence"), "bold $accent")),
        text(""),
        *_conditions(meeting),
        *([text(("Put to the vote: ", "bold"), f"{OPTION[put]}.")] if put in OPTION else []),
        text(("The vote: ", "bold"), in_words(state.vote)),
    ]
    for stand, words in _STANDS:
        if names := state.vote.names(stand):  # type: ignore[arg-type]
            told.append(text((f"{words}: ", "$muted"), joined(names)))
    told += [text((words, "$muted")) for words in state.vote.words[1:]]
    told += _figures(state)
    if why := answers.text("decision.against_figures"):
        told.append(text(("The reason given for deciding so: ", "bold"), why))
    dates = [
        f"{words} {day(when)}"
        for id_, words in (
            ("decision.decided", "decided"),
            ("decision.effective", "takes effect"),
            ("decision.review", "looked at again"),
        )
        if (when := answers.day(id_)) is not None
    ]
    if dates:
        told.append(text(("Dates: ", "bold"), "; ".join(dates)))
    told += standing_remarks(meeting)
    told += [text(""), text((WHAT_SEALING_DOES, "$muted"))]
    return lines(told)


def _conditions(meeting: Meeting) -> Iterator[Content]:
    """On what the decision rests, who sees to it by when, and what follows if it is not met."""
    answers = meeting.session.answers
    for row in answers.rows("condition"):
        stem = f"condition.{row}"
        yield text((f"Condition {row}: ", "bold"), answers.text(f"{stem}.what"))
        owner, by = answers.text(f"{stem}.owner"), answers.day(f"{stem}.by")
        seen_to = " ".join(part for part in (owner, f"by {day(by)}" if by else "") if part)
        if seen_to:
            yield text((f"  Seen to by {seen_to}", "$muted"))
        if if_not := answers.text(f"{stem}.if_not_met"):
            yield text((f"  If it is not met: {if_not}", "$muted"))
    if answers.rows("condition"):
        yield text("")


def _figures(state: State) -> list[Content]:
    """What the partners sign with open eyes: the differences, the GP time, what was found and what was left open."""
    this, full, hours = (
        value_of(state.appraisal, id_) for id_ in ("difference.this_year", "difference.full_year", "time.gp_hours")
    )
    words = f"Signing up against opting out: this year {this}, a full year {full}; GP time {hours} a week."
    told = [text(("The figures: ", "bold"), words)]
    title = state.appraisal.book.worksheet.section_title
    for colour, said in (("red", "Serious concerns"), ("amber", "Concerns")):
        if named := [title(s) for s, finding in state.findings.items() if finding.colour == colour]:
            told.append(text((f"{said}: ", "$muted"), joined(named)))
    if state.come_back:
        told.append(text(("Left open: ", "$muted"), f"{count_of(len(state.come_back), 'thing')}, listed in the memo"))
    return told


def standing_remarks(meeting: Meeting) -> list[Content]:
    """What will stand in the record though it does not stop anybody from signing off."""
    found = remarks(meeting.state)
    if not found:
        return []
    head = text(("Stands in the record, and does not stop you:", "$warning bold"))
    return [text(""), head, *(text(f"  {capital(words)}") for words in found)]


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
        told += [text(("The memo in Word:", "bold")), text(f"  {session.folder.resolve() / 'memo.docx'}"), text("")]
        told += [*due_and_after(meeting, after.entries, width), *(text(words) for words in _also(meeting))]
    if as_signed and seal is not None:
        told += [text(""), text(("All the memo’s files", "bold"))]
        memos = [file.name for file in seal.files if file.name.startswith("memo")]
        word_first = sorted(memos, key=lambda name: not name.endswith(".docx"))
        told += [text(f"  {session.folder.resolve() / name}") for name in word_first]
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
    where = answers.text("decision.filed_at")
    if where or until:
        yield f"Keep the record{f' until {day(until)}' if until else ''}{f': {where}' if where else ''}."
    yield ""
