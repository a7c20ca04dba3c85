"""What if: answers changed in a scratch copy, the figures as recorded and as supposed side by side; keep or drop."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.containers import Container, Vertical
from textual.widgets import Static

from des_decider.appraisal.findings import findings
from des_decider.decision.agenda import agenda, row_title
from des_decider.decision.values import Refused
from des_decider.decision.wording import capital, count_of
from des_decider.record.what_if import WhatIf
from des_decider.tui.frame import MeetingFrame
from des_decider.tui.keys import DELETE, ENTER, FIGURES, HELP, LEAVE, UNDO, WHAT_IF, bindings, keyed
from des_decider.tui.meeting import Said
from des_decider.tui.screen_text import cut, hanging, lines, padded, right, text, wrapped
from des_decider.tui.screens.dialogs import AskScreen
from des_decider.tui.screens.what_if_dialogs import PickScreen, SupposeScreen
from des_decider.tui.where_we_stand import ALWAYS_SHOWN, COLOURS, short
from des_decider.tui.widgets.choices import Choices
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from fractions import Fraction

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.appraisal.figures import Appraisal, Figure
    from des_decider.record.state import State
    from des_decider.record.what_if import Supposed
    from des_decider.tui.keys import Command

ANOTHER, AGAIN, OUT, STAY, KEEP, DROP, HOLDS = "another", "again", "out", "stay", "keep", "drop", "holds"
_BESIDE_MEDIUM, _BESIDE_WIDE = 49, 60
"""Columns for the figures beside the list."""
KEPT = "Kept: recorded as one change. {undo} on the task list or a question takes it back."
HELD = "Recorded with the condition; the memo shows what it comes to. The answers themselves stay as recorded."
_NAMED = 6
"""Changes that are named when one is asked whether to keep them."""
BANNER = "WHAT IF: a scratch copy, in memory and on this screen only. Nothing here is recorded until you keep it."
COLUMN = 10
"""Columns of a figure: as recorded, as supposed, and how far they differ."""
_TOLD = 5
"""Lines a change may take on the list."""
_SIGNED = ("difference.", "time.gp_hours")


class WhatIfScreen(MeetingFrame):
    """Supposes answers; the record is as it was until they are kept, which is asked for once more in words."""

    CSS_PATH = "what_if.tcss"
    DEFAULT_CLASSES = "-column"
    FIRST = "#changes"
    IN_ONE_LINE = False
    KEYS = (ENTER.called("choose"), LEAVE.called("leave"), WHAT_IF.called("another"), FIGURES, UNDO, HELP)
    HERE = (
        "What if: suppose that answers were different, and see the figures beside those of the record. It is a scratch "
        "copy, in memory and on this screen only: nothing is recorded until you keep the changes and say so once "
        "more. Kept, they are one change, and one undo takes it back. Here, undo is about the scratch copy alone."
    )
    CAN = (*MeetingFrame.CAN, WHAT_IF)
    BINDINGS = bindings(WHAT_IF, DELETE.called(does="take_out"))

    def __init__(self, at: str = "") -> None:
        """`at` is the id of a question to suppose an answer to at once."""
        super().__init__()
        self._at = at
        self._recorded: tuple[Supposed, ...] = ()
        """What was recorded with a condition as it stands here: of that nothing is lost by leaving."""

    # -- what is shown

    def body(self) -> ComposeResult:
        """The banner, then the changes beside the figures."""
        yield Static(id="banner")
        with Container(id="both"):
            yield Choices(id="changes")
            with Vertical(id="side"):
                yield Static(id="heads")
                yield Choices(id="beside")

    def on_mount(self) -> None:
        """Begin with nothing supposed, or with the question one came from."""
        self.what_if = WhatIf(self.meeting.session)
        self.follow()
        if self._at:
            self._suppose(self._at)

    def follow(self) -> None:
        """Show the changes and the figures as they stand."""
        super().follow()
        self.query_one("#banner", Static).update(text(BANNER))
        listed, beside = self.query_one("#changes", Choices), self.query_one("#beside", Choices)
        whole = self.size.width - 2
        width = whole if self.narrow else _BESIDE_WIDE if self.wide else _BESIDE_MEDIUM
        self.query_one("#side").styles.width = "1fr" if self.narrow else width + 2
        listed.show(self._lines(whole - 2 if self.narrow else whole - width - 4), near=True)
        self.query_one("#heads", Static).update(heads(width - 2))
        beside.show(side_by_side(self.what_if, self.meeting.state, width - 2))

    def _lines(self, width: int) -> Iterator[tuple[str, Content]]:
        """The changes, and what can be done with them."""
        changed = self.what_if.changed
        for change in changed:
            yield f"change:{change.id}", change_lines(change, width)
        if not changed:
            yield "", text(("Nothing is changed yet.", "$muted"))
        yield ANOTHER, text(("Change another answer …" if changed else "Change an answer …", "$accent"))
        if changed:
            yield "", text("")
            if kept := self._keepable(changed):
                yield KEEP, text((f"Keep {_these(len(kept))} …", "bold"))
            yield DROP, text(("Drop them …" if len(changed) > 1 else "Drop it …", "bold"))
            answers = self.meeting.session.answers
            for row in answers.rows("condition") if self.what_if.as_text else ():
                holds = _this_holds(len(changed))
                words = f"If this condition is not met, {holds}: {row_title('condition', row, answers)}"
                yield f"{HOLDS}:{row}", text(hanging(words, width, _TOLD, 2))

    def can_do(self, _command: Command) -> bool:
        """Undo is about the scratch copy, which a record that can only be read has too."""
        return True

    @staticmethod
    def _keepable(changed: Sequence[Supposed]) -> list[Supposed]:
        return [change for change in changed if not change.why_not]

    def saved(self) -> str:
        """Nothing of this is saved; what the disk refused is still told."""
        said = super().saved()
        return said if said.startswith("NOT") else "" if self.narrow else "Scratch copy"

    # -- supposing

    def action_what_if(self) -> None:
        """Choose an answer to suppose."""
        self.app.push_screen(PickScreen(self.what_if), self._picked)

    def _picked(self, key: str | None) -> None:
        if not key:
            return
        kind, _, name = key.partition(":")
        if kind == "row":
            found = self.what_if.change(name, "")
            self.told(Said(fault=found.why) if isinstance(found, Refused) else Said())
        elif kind == "new":
            table, row = name, self.what_if.next_row(name)
            entries = (e for section in SECTIONS for e in agenda(section, self.what_if.answers, self.what_if.ids))
            new = next(r for entry in entries if entry.key == table for r in entry.rows if r.new)
            # The record may have used a number that no answer shows any more.
            self._suppose(*(f"{table}.{row}.{id_.rpartition('.')[2]}" for id_ in new.ids))
        else:
            self._suppose(key)

    def _suppose(self, id_: str, *then: str) -> None:
        """Ask what to suppose; of a row that begins, one answer after another until one leaves it."""

        def tried(typed: str) -> str:
            found = self.what_if.change(id_, typed)
            return found.why if isinstance(found, Refused) else ""

        def done(given: bool | None) -> None:
            self.told(Said())
            row = f"{id_.rpartition('.')[0]}."
            if given and then and any(change.id.startswith(row) for change in self.what_if.changed):
                self._suppose(*then)

        self.app.push_screen(SupposeScreen(id_, self.meeting.session.answers, self.what_if, tried), done)

    def action_take_out(self) -> None:
        """Take the change one stands on out: its answer is as the record has it."""
        kind, _, id_ = self.query_one("#changes", Choices).key.partition(":")
        if kind == "change":
            self._take_out(id_)

    def _take_out(self, id_: str) -> None:
        self.what_if.take_out(id_)
        self.told(Said(f"Taken out: it is as recorded. {UNDO.shown} brings it back here."))

    def action_undo(self) -> None:
        """Take back what was last done in the scratch copy; the record is not touched."""
        undone = self.what_if.undo()
        self.told(Said("Undone, in the what if only." if undone else "There is nothing to undo here."))

    def action_redo(self) -> None:
        """Do it again."""
        done = self.what_if.redo()
        self.told(Said("Done again, in the what if only." if done else "There is nothing to do again here."))

    # -- choosing a line

    @on(Choices.Chosen, "#changes")
    def _change_chosen(self, event: Choices.Chosen) -> None:
        self._open(event.key)

    @on(Choices.Chosen, "#beside")
    def _figure_chosen(self, event: Choices.Chosen) -> None:
        self.say(in_a_sentence(event.key, self.what_if, self.meeting.state))

    def action_open(self) -> None:
        """Enter, by mouse."""
        beside = self.query_one("#beside", Choices)
        if self.focused is beside and beside.key:
            self.say(in_a_sentence(beside.key, self.what_if, self.meeting.state))
        else:
            self._open(self.query_one("#changes", Choices).key)

    def _open(self, key: str) -> None:
        kind, _, id_ = key.partition(":")
        if kind == "change":
            self._ask_about(id_)
        elif kind == HOLDS:
            self._hold(id_)
        elif key == ANOTHER:
            self.action_what_if()
        elif key == KEEP:
            self._ask(f"Keep {_these(len(self._keepable(self.what_if.changed)))}?", (KEEP,), lambda: None)
        elif key == DROP:
            self._ask(f"Drop {_these(len(self.what_if.changed))}?", (DROP,), lambda: None)

    def _hold(self, row: str) -> None:
        """Record what is supposed as what holds if a condition is not met; here it stays supposed."""
        if not self.only_read():
            said = self.meeting.give({f"condition.{row}.without": self.what_if.as_text})
            if not said.fault and not any(change.whole_row or change.why_not for change in self.what_if.changed):
                self._recorded = self.what_if.changed
            self.told(said if said.fault else Said(HELD))

    def _ask_about(self, id_: str) -> None:
        change = next(change for change in self.what_if.changed if change.id == id_)
        again = [] if change.whole_row or change.why_not else [(AGAIN, "Change it again …")]
        answers = [*again, (OUT, "Take it out: as recorded"), (STAY, "Leave it as it is here")]

        def told(answer: str | None) -> None:
            if answer == AGAIN:
                self._suppose(id_)
            elif answer == OUT:
                self._take_out(id_)

        self.app.push_screen(AskScreen([text((change_words(change), "bold"))], answers), told)

    def action_search(self) -> None:
        """Search among the answers that can be supposed: what else is found would lead out of the scratch copy."""
        self.action_what_if()

    def action_figures(self) -> None:
        """To the figures, and back to the list."""
        beside = self.query_one("#beside", Choices)
        (self.query_one("#changes", Choices) if self.focused is beside else beside).focus()

    # -- keeping and dropping

    def action_leave(self) -> None:
        """Leave; with changes one is asked first, so that nothing is kept or lost in silence."""
        if not self.ask_before_leaving(self._leave):
            self.dismiss(None)

    def _leave(self) -> None:
        """Go back to where one came from, where it is said what became of the changes."""
        self.dismiss(None)
        self.app.call_after_refresh(self.host.say_here, self.words)

    def ask_before_leaving(self, leave: Callable[[], object]) -> bool:
        """Ask what becomes of the changes, then leave; False where there are none."""
        changed = self.what_if.changed
        if not changed or changed == self._recorded:
            return False
        if not isinstance(self.app.screen, AskScreen):
            keep = (KEEP,) if self._keepable(changed) and not self.meeting.why_read_only else ()
            self._ask(f"You are leaving: {count_of(len(changed), 'change')} not recorded.", (*keep, DROP), leave)
        return True

    def _ask(self, words: str, acts: Sequence[str], then: Callable[[], object]) -> None:
        """Ask once more in words; one stands on the answer that does nothing."""
        if acts == (KEEP,) and self.only_read():
            return
        changed = self._keepable(self.what_if.changed) if acts == (KEEP,) else self.what_if.changed
        told = [text((words, "bold")), *(text(f"· {change_words(change)}") for change in changed[:_NAMED])]
        if len(changed) > _NAMED:
            told.append(text(f"· and {len(changed) - _NAMED} more"))
        typed_by = f", typed by {self.meeting.by}" if self.meeting.by else ""
        said = {
            STAY: "Stay here: nothing is recorded, nothing is dropped",
            KEEP: f"Keep: record this as one change{typed_by}; one undo takes it back",
            DROP: "Drop: the record stays as it is",
        }

        def answered(act: str | None) -> None:
            if act == KEEP and self._keep():
                then()
            elif act == DROP:
                self.what_if.drop()
                self.told(Said("Dropped; the record is as it was."))
                then()
            elif act != KEEP:
                self.told(Said(f"Still here: {count_of(len(self.what_if.changed), 'change')} not recorded."))

        answers = [(act, said[act]) for act in (STAY, *acts)]
        self.app.push_screen(AskScreen(told, answers, leaves="stays here, too"), answered)

    def _keep(self) -> bool:
        """Give the changes to the record; False where something stays here, which is told."""
        said = self.meeting.keep(self.what_if)
        kept = not said.fault and not self.what_if.changed
        self.told(Said(keyed(KEPT)) if kept and not said.words else said)
        return kept


def _this_holds(number: int) -> str:
    return "these changes hold" if number > 1 else "this change holds"


def _these(number: int) -> str:
    return f"these {number:,} changes" if number > 1 else "this change"


def change_lines(change: Supposed, width: int) -> Content:
    """One change on the list: what the record says and what is supposed."""
    told = [text(hanging(change_words(change), width, _TOLD, 2))]
    if change.before is not None:
        words = f"the record changed meanwhile: it said {change.before or 'nothing'} when you supposed this"
        told.append(text(("  " + hanging(words, width, 3, 2), "$warning")))
    if change.why_not:
        told += [text((f"  ! {line}", "$error")) for line in wrapped(f"cannot be kept: {change.why_not}", width - 4, 3)]
    return lines(told)


def change_words(change: Supposed) -> str:
    """One change in a sentence: “Cost of a GP hour: was £95 → what if £120”."""
    if change.whole_row:
        return f"Without {change.label}"
    return f"{capital(change.label)}: was {change.was or 'not answered'} → what if {change.now or 'not answered'}"


def heads(width: int) -> Content:
    """What stands above the figures."""
    words = "".join(right(word, COLUMN) for word in ("recorded", "what if", "differs"))
    return text((right(words, width), "$muted"))


def side_by_side(what_if: WhatIf, state: State, width: int) -> Iterator[tuple[str, Content]]:
    """The figures, then the findings, each as recorded, as supposed, and by how much they differ."""
    room = width - 3 * COLUMN
    real, scratch = state.appraisal, what_if.appraisal
    for words, id_ in ALWAYS_SHOWN:
        if not id_:
            yield "", text((cut(words, width), "bold"))
        elif id_ in real.figures and real[id_].in_contract:
            differs = _differs(id_, real, scratch)
            values = (_value(real[id_]), (_value(scratch[id_]), "bold"), (differs, "" if differs == "same" else "bold"))
            yield id_, _row(words, room, values)
    found, title = findings(scratch), real.book.worksheet.section_title
    yield "", text(("Findings", "bold"))
    for section, finding in state.findings.items():
        was, now = finding.colour or "", found[section].colour or ""
        pieces = (
            (was or "not known", COLOURS.get(was, "$muted")), (now or "not known", COLOURS.get(now, "$muted")),
            ("same", "") if was == now else ("changed", "bold"),
        )  # fmt: skip
        yield f"finding:{section}", _row(f" {title(section)}", room, pieces)


def in_a_sentence(key: str, what_if: WhatIf, state: State) -> str:
    """One line of the figures, in full."""
    if key.startswith("finding:"):
        section = key.partition(":")[2]
        was, now = state.findings[section], findings(what_if.appraisal)[section]
        title = what_if.ids.worksheet.section_title(section)
        return f"{title}: recorded {was.colour or 'not known'}; what if {now.colour or 'not known'}: {now.words}"
    real, scratch = state.appraisal, what_if.appraisal
    label, differs = real[key].label, _differs(key, real, scratch)
    end = f"; differs by {differs}" if differs not in {"", "same"} else f"; {differs}" if differs else ""
    return f"{capital(label)}: recorded {_value(real[key])}; what if {_value(scratch[key])}{end}"


def _row(words: str, room: int, values: Sequence[str | tuple[str, str]]) -> Content:
    deep = len(words) - len(words.lstrip())
    pieces = [(value, "") if isinstance(value, str) else value for value in values]
    ends = ((right(cut(value, COLUMN - 1), COLUMN), style) for value, style in pieces)
    return text(" " * deep + padded(words.lstrip(), room - deep), *ends)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "no figure" if figure.not_applicable is not None else "not known"
    return _signed(figure.value, figure) if figure.id.startswith(_SIGNED) else short(figure.value, figure)


def _differs(id_: str, real: Appraisal, scratch: Appraisal) -> str:
    """By how much; empty where either has no value."""
    was, now = real[id_].value, scratch[id_].value
    if was is None or now is None:
        return "" if was is now else "changed"
    return "same" if was == now else _signed(now - was, real[id_])


def _signed(value: Fraction, figure: Figure) -> str:
    return f"{'+' if value > 0 else ''}{short(value, figure)}"
