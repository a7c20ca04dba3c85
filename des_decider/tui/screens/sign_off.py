"""Signing off: what stands before it, then the decision read back and a name from each partner, then the seal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.widgets import Static

from des_decider.decision.assent import declined, who_assents
from des_decider.decision.parsing import Rules, parse
from des_decider.decision.values import Refused
from des_decider.decision.vote import REASON
from des_decider.decision.wording import capital, count_of, joined, visible
from des_decider.record.session import ReadOnly
from des_decider.record.sign_off import Blocked, sign_off, what_blocks
from des_decider.storage.safely import StorageFault
from des_decider.tui.frame import MeetingFrame
from des_decider.tui.keys import (
    DECLINE,
    ENTER,
    FIGURES,
    HELP,
    LEAVE,
    SEAL,
    UNDO,
    bindings,
)
from des_decider.tui.meeting import Said
from des_decider.tui.read_back import read_back, standing_remarks
from des_decider.tui.screen_text import clickable, hanging, lines, text
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import Cut, Submitted, Typed
from des_decider.tui.widgets.names import NameLine, Names

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from des_decider.record.readiness import Blocker
    from des_decider.tui.keys import Command

NOT_YET, SEAL_IT = "not yet", "seal it"
FOR_EVER = "This is for ever: nobody can change or take back any answer, name or word of it.\n"
READING = "Read it aloud. Enter goes on to the names."


class SignOffScreen(MeetingFrame):
    """Shows what is to be done first, or else the names under the decision."""

    CSS_PATH = "signing.tcss"
    DEFAULT_CLASSES = "-column"
    IN_ONE_LINE = False
    HERE = (
        "Signing off. First it lists what is still to be done; Enter on a line goes there, and {leave} there comes "
        "back. Then the decision is read back and each partner types their name under it, or declines to confirm: "
        "{decline} on their line takes the reason. {seal} seals the record, once you have said so again. Names are "
        "kept on this screen only: leaving it means typing them again."
    )
    CAN = (*MeetingFrame.CAN, SEAL, DECLINE)
    BINDINGS = bindings(SEAL, DECLINE, ENTER)

    def __init__(self) -> None:
        super().__init__()
        self._shown = ""
        self._blocking: tuple[Blocker, ...] = ()
        self._under = 0
        self._sealing, self._fault = False, ""

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
        if self.meeting.state.reason_counts is None:
            self.host.beside.now()
        session = self.meeting.session
        self._blocking = self._to_do()
        shown = "blocked" if self._blocking else "names"
        turned, self._shown, emptied = shown != self._shown, shown, False
        self.query_one("#blockers", Choices).display = shown == "blocked"
        self.query_one("#signing", Names).display = shown != "blocked"
        if shown == "blocked":
            self._show_blocking()
        else:
            emptied = self._show_names()
        if turned:
            self._stand(shown)
        if emptied:
            self.words, self.wrong = "The record was changed, so the names are asked for again.", True
        if session.read_only:
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
        session, state = self.meeting.session, self.meeting.state
        gone = declined(session.answers)
        names = [name for row, name in who_assents(session.answers, state.vote).items() if row not in gone]
        found = what_blocks(session, names, state)
        return tuple({blocker.id: blocker for blocker in found}.values())

    def _show_blocking(self) -> None:
        waits = self.meeting.state.needs_reason is None  # which is nothing that anybody has to do
        todo = [blocker for blocker in self._blocking if not (waits and blocker.id == REASON)]
        said = f"Not ready to be signed off: {count_of(len(todo), 'thing')} to do first. Enter goes to its question."
        moment = next((blocker.words for blocker in self._blocking if waits and blocker.id == REASON), "")
        self.query_one("#said", Static).update(text((f"{said if todo else ''} {moment}".strip(), "bold")))
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
        must = who_assents(session.answers, self.meeting.state.vote)
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
        self.call_after_refresh(self.show_foot)

    # -- what blocks

    @on(Choices.Chosen, "#blockers")
    def _to_question(self, event: Choices.Chosen) -> None:
        self.host.go(f"answer:{event.key}")

    # -- the names

    @on(Typed)
    def _typing(self) -> None:
        names = self.query_one("#signing", Names)
        names.judge(self.focused)
        self._fault = ""
        self._show_seal()
        self.say("" if self._missing(names) else _ready(names))

    @on(Cut)
    def _cut(self) -> None:
        self.say("Only the first line was pasted; this field takes one name.")

    @on(Submitted)
    def _given(self) -> None:
        """Enter goes to the next name, and at the last one no further; a name that is not as asked is mended first."""
        names = self.query_one("#signing", Names)
        names.judge(None)
        missing, here = self._missing(names), names.here()
        if here is not None and here.wrong:
            mend = "Empty the line" if here.declined else f"Type it as {here.name_words}, or empty the line"
            self.say(f"{mend}.", wrong=True)  # why stands in it and under the names
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
            return f"Not as asked for: type {joined(line.name_words for line in wrong)}."
        if missing := joined(line.name_words for line in names.lines if line.waits):
            return f"Still to type their name: {missing}."
        said = names.given() or any(line.declined for line in names.lines)
        return "" if said else "At least one partner types their name."

    def action_open(self) -> None:
        """Enter, by mouse or outside a field."""
        if self._shown == "blocked":
            self.host.go(f"answer:{self.query_one('#blockers', Choices).key}")
        else:
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
            self.meeting.reload()
            self.host.go("sign off", instead=True)
            self.app.call_later(self.host.say_here, f"Signed off and sealed.{more}")
            return
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
