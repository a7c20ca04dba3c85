"""The meeting: one open decision as the screens use it; answers go to its session, and come back as state."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.way_not_chosen import not_of_the_way_chosen
from des_decider.decision.dates import days_to_keep, every_date
from des_decider.decision.deadline import decide_by, in_words
from des_decider.decision.ids import NOTED_BY_THE_PROGRAM
from des_decider.decision.parsing import parse
from des_decider.decision.progress import progress
from des_decider.decision.text_width import cut, cut_inside, display_width
from des_decider.decision.to_confirm import at_once
from des_decider.decision.values import Refused
from des_decider.decision.vote import given_before_put
from des_decider.decision.window import counted_otherwise
from des_decider.decision.wording import capital, count_of, day
from des_decider.record.change_words import first_of, given_back, named, told
from des_decider.record.faults import LAST_ACTIONS
from des_decider.record.leaning_shown import LEANING_SHOWN
from des_decider.record.quick_look import quick_look_of
from des_decider.record.readiness import to_do
from des_decider.record.reason_asked import know_leaning
from des_decider.record.session import ReadOnly
from des_decider.record.signed_or_not import SEALED
from des_decider.record.stamps import time_of
from des_decider.record.state import state_of
from des_decider.storage.safely import NobodyCanTell, StorageFault
from des_decider.tui.keys import BY_ROWS, CONFIRM, FIGURES, REDACT, SAVE_ELSEWHERE, UNDO
from des_decider.worksheet.inputs_and_columns import BY
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
    from datetime import date, datetime

    from des_decider.appraisal.formulas.book import Book
    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.decision.afterwards import Entry as Later
    from des_decider.decision.agenda import Entry
    from des_decider.decision.answers import Answers
    from des_decider.decision.changes import Change
    from des_decider.decision.contradictions import Contradiction
    from des_decider.decision.dates import Dated
    from des_decider.decision.ids import Ids
    from des_decider.decision.progress import Progress
    from des_decider.record.answer_file import Reply
    from des_decider.record.copies import Copy
    from des_decider.record.quick_look import QuickLook
    from des_decider.record.redaction import ToTakeOut
    from des_decider.record.session import Session, Step
    from des_decider.record.state import State
    from des_decider.record.what_if import WhatIf
    from des_decider.worksheet.model import SectionId


_Done = TypeVar("_Done")
NOT_GIVEN = "typed and not given yet"
"""Why a text that would be understood is no answer."""
PASSED, OVERDUE, COMING, NO_DAY = "Passed", "Overdue", "Coming", "Day not known"
"""How a date stands today."""
LABEL_SHOWN, GIVEN_SHOWN = 44, 22
"""Columns in which a question is named in a sentence, and the answer just saved at least."""
SAVED_TAKES = len("Saved 19:42   ")
"""Columns beside it on the line where that is said."""


class Said(NamedTuple):
    """What came of an act: `fault` where nothing came of it, else `words` for the last line.

    `refused` says that the fault is in what was typed, which is kept; any other is worth trying again. `about` is the
    answer that an undo took back, or the like.
    """

    words: str = ""
    fault: str = ""
    changed: bool = False
    refused: bool = False
    about: str = ""


class Meeting:
    """One open decision; it keeps where the group stands in each section, and nothing of the answers."""

    def __init__(self, session: Session, *, by: str, clock: Callable[[], datetime]) -> None:
        self.session, self.by, self.clock = session, by, clock
        self.state: State = state_of(session, at_once=True)
        self.places: dict[str, str] = {}
        """Where the group stands in each section, and in the quick look."""
        self.preview = False
        """Whether it is a worksheet that is looked at, and nothing is kept in the end."""
        self.in_room_view = False
        """Whether questions are shown for the wall, with all else taken away."""
        self.columns = 60
        """How wide the screens are, for what is to stand on one line of them."""
        self.remark = ""
        """What is to be said of an answer on the screen that comes next."""
        self.copies = ""
        """What copies of the decision have, in a sentence; empty where none has anything, as far as is known."""
        self._quick: tuple[Answers, tuple[str, ...], QuickLook] | None = None
        self._entries_of: tuple[Answers | None, tuple[str, ...]] = (None, ())
        self._entries: dict[SectionId, tuple[Entry, ...]] = {}
        self._wrong: tuple[State, Mapping[str, str], dict[str, str]] | None = None
        self._hung: tuple[Answers, HangsOn] | None = None
        self._draft_fault = ""
        self._not_kept: dict[str, str] = {}
        """What is being typed that the decision's folder did not take."""
        self._kept_at: datetime | None = session.last_moment
        LAST_ACTIONS.saved_at = self._kept_at

    def give(self, texts: Mapping[str, str], *, said_by: str = "") -> Said:
        """Give answers as typed. What is refused is kept as a draft, so that nothing typed is lost."""
        before, counted = {clash.id for clash in self.clashes}, self.state.appraisal.book
        waited_for = self._waited_for
        outcome = self._saved(lambda: self.session.give(texts, by=self.by, said_by=said_by, keep_refused=True))
        if isinstance(outcome, Said):
            return outcome
        if outcome.change:
            self._changed()
        self._taken_again(texts)
        takes_out = f"{REDACT.shown} takes it out." if outcome.remarks else ""
        # What is not saved is said as long as it is not, and not here.
        remark = " ".join(words for words in (*outcome.remarks, takes_out) if words)
        if outcome.refused:
            self._kept_at = self.clock()
            first, more = outcome.refused[0].why, len(outcome.refused) - 1
            fault = f"{first}, and {count_of(more, 'more text')} to look at" if more else first
            return Said(fault=fault, changed=outcome.change is not None, refused=True)
        new = [clash.words for clash in self.clashes if clash.id not in before]
        flagged = [*new, *(words for id_ in texts for words in self.look_again(id_))]
        remark = remark or (f"Look again: {flagged[0]}" if flagged else self._set_aside(texts, counted))
        remark = remark or self._waits_now(waited_for) or self._completed_with_some_open(texts)
        remark = remark or self._just_given(outcome.change)
        return Said(remark, changed=outcome.change is not None)

    def _set_aside(self, texts: Mapping[str, str], before: Book) -> str:
        """What is kept and counts no longer, where it was said that a table is answered as a whole or row by row."""
        switch = next((id_ for id_ in texts if id_.endswith(".by") and id_.partition(".")[0] in BY), "")
        if not switch:
            return ""
        answers, now = self.session.answers, self.state.appraisal.book
        aside = sum(1 for i in answers if not_of_the_way_chosen(now, i) and not not_of_the_way_chosen(before, i))
        if not aside:
            return ""
        ways = BY[switch.partition(".")[0]]
        other = ways["whole" if answers.choice(switch) == "rows" else "rows"]
        are = "is" if aside == 1 else "are"
        return f"{count_of(aside, 'answer')} given {other} {are} kept and no longer counted; {BY_ROWS.shown} goes back."

    @property
    def _waited_for(self) -> tuple[str, ...]:
        """The answers without which it is not known whether signing up comes out better."""
        return self.state.appraisal.needs(f"difference.{horizon}" for horizon in HORIZONS)

    def _waits_now(self, before: tuple[str, ...]) -> str:
        """What the figures wait for since an answer was given; empty where they stand, or waited `before` it."""
        if before or not (waits := self._waited_for):
            return ""
        more = f" and {count_of(len(waits) - 1, 'more answer')}" if len(waits) > 1 else ""
        first = cut(self.state.appraisal.book.label(waits[0]), LABEL_SHOWN)
        return f"The figures wait now for {first}{more}. {FIGURES.shown} leads there."

    def _completed_with_some_open(self, texts: Mapping[str, str]) -> str:
        """How many questions are open, and which comes first, in a section that was just said to be completed."""
        section = next((one for one in SECTIONS if f"completed.{one}" in texts), None)
        if section is None or not self.session.answers.yes(f"completed.{section}"):
            return ""
        answers, ids = self.session.answers, self.session.ids
        count = (so_far := self.progress(section)).asked - so_far.answered
        if count <= 0:
            return ""
        asked = (id_ for entry in self.asked(section) for id_ in entry.ids)
        waits = (id_ for id_ in (*asked, *self.state.quick_look_open) if id_ not in answers and not ids.optional(id_))
        first = cut(capital(self.state.appraisal.book.label(next(waits)).strip("“”")), LABEL_SHOWN)
        return f"Completed, with {count_of(count, 'question')} open, from “{first}” on."

    def take_remark(self) -> str:
        """What is to be said of an answer on the screen that comes next; it is said once."""
        remark, self.remark = self.remark, ""
        return remark

    def _just_given(self, change: Change | None) -> str:
        """The answer that was saved: a slip of a key is seen at once, and never only in a list."""
        if change is None:
            return ""
        head, rest = told(change, self.session.ids, self.session.answers)
        back = any(edit.id.startswith("open.") and edit.new is None for edit in change.edits)
        end = "; no longer to come back to" if back and not rest.endswith("left open") else ""
        room = self.columns - 2 - SAVED_TAKES
        gap = " " if rest.startswith(" ") else ""
        rest = gap + cut(rest, max(GIVEN_SHOWN, room - display_width(head)))
        return f"{cut_inside(head, room - display_width(rest))}{rest}{end}"

    def keep(self, what_if: WhatIf) -> Said:
        """Give what was supposed to the record, as one change; where it cannot be, all of it stays supposed."""
        outcome = self._saved(lambda: what_if.keep(by=self.by))
        if isinstance(outcome, Said):
            return outcome
        if outcome.change:
            self._changed()
        return Said(" ".join(outcome.remarks))

    def confirm(self, ids: Iterable[str], seen: str = "") -> Said:
        """Confirm those of some answers that came over from last time, and say how many; one question may be `seen`."""
        answers, asked = self.session.answers, self.session.last_time.asked if self.session.last_time else {}
        waiting = [id_ for id_ in ids if id_ in answers and answers[id_].to_confirm]
        if not waiting:
            return Said("Nothing here waits to be confirmed from last time.")
        found = at_once(waiting, asked, seen)
        told = f"{count_of(len(found), 'answer')} confirmed. {UNDO.shown} takes that back." if found else ""
        if rest := len({asked[id_] for id_ in waiting if id_ not in found}):
            look = f"look at {'it' if rest == 1 else 'each'}, and press {CONFIRM.shown} there"
            told += f" {count_of(rest, 'question')} worded otherwise last time: {look}."
        if not found:
            return Said(told.lstrip())
        said = self.give({id_: answers.text(id_) for id_ in found})
        return said if said.fault else Said(told, changed=True)

    def merge(self, copies: Collection[Copy], chosen: Collection[tuple[str, str]]) -> Said:
        """Take over what was chosen of some copies, and be done with them."""
        from des_decider.record.copies import merge  # few decisions have any

        before = self.session.last_change
        outcomes = self._saved(lambda: merge(self.session, copies, chosen, by=self.by))
        if self.session.last_change != before:
            self._changed()
        if isinstance(outcomes, Said):
            return outcomes
        self.copies = ""
        refused = [one.why for outcome in outcomes for one in outcome.refused]
        remarks = [words for outcome in outcomes for words in outcome.remarks]
        taken = len({id_ for _, id_ in chosen}) - len(refused)
        told = f"{count_of(taken, 'answer')} taken over from the copies." if taken else "Ours is kept everywhere."
        return Said(" ".join([told, *(f"Refused: {why}." for why in refused), *remarks]), changed=bool(taken))

    def give_reply(self, reply: Reply) -> Said:
        """Give what a reply would change, as one change."""
        before = {clash.id for clash in self.clashes}
        outcome = self._saved(lambda: self.session.give_together(reply.batches, by=self.by))
        if isinstance(outcome, Said):
            return outcome
        if outcome.change is None:
            return Said("This reply changes nothing.")
        self._changed()
        self._taken_again(id_ for batch in reply.batches for id_ in batch.texts)
        told = f"{count_of(len(outcome.change.edits), 'answer')} given. {UNDO.shown} takes that back."
        look = (f"Look again: {clash.words}" for clash in self.clashes if clash.id not in before)
        return Said(" ".join([told, *(outcome.remarks or look)]), changed=True)

    def keep_other_answers_aside(self) -> Said | None:
        """Keep aside an answers.toml that another program put there, as it has nothing new; None where none did."""
        if self.session.written_elsewhere is None:
            return None
        kept = self._saved(self.session.keep_other_answers_aside)
        done = "Another program’s answers.toml is all here already; it is kept beside it."
        return kept if isinstance(kept, Said) else Said(done)

    def take_out(self, what: ToTakeOut, why: str) -> Said:
        """Take texts out of the record for good, and say what of them is left where."""
        from des_decider.record.redaction import NothingToTakeOut, take_out  # seldom wanted

        try:
            behind = self._saved(lambda: take_out(self.session, what, why=why, by=self.by))
        except NothingToTakeOut as wrong:
            return Said(fault=f"Nothing was taken out: {wrong}.")
        if isinstance(behind, Said):
            return behind
        self._changed()
        left = [behind, *what.left(self.session)]
        return Said(" ".join(["Taken out, of the history too.", *(f"{capital(words)}." for words in left if words)]))

    def type(self, id_: str, text: str) -> None:
        """Keep what is being typed: nothing where it is the answer already, or empty."""
        try:
            if text.strip() and text != self.session.answers.text(id_):
                self.session.keep_draft(id_, text)
            elif id_ in self.session.drafts or id_ in self._not_kept:
                self.session.drop_draft(id_)
            else:
                return
            self._not_kept.pop(id_, None)
            self._kept_at = self.clock()
        except (ReadOnly, StorageFault) as error:
            self._not_kept[id_], self._draft_fault = text, str(error)

    def _taken_again(self, given: Iterable[str]) -> None:
        """What was typed and is given now is typed no more; where all is saved, the folder may take the rest again."""
        for id_ in given:
            self._not_kept.pop(id_, None)
        if not self.session.unsaved:
            for id_, text in [*self._not_kept.items()]:
                self.type(id_, text)

    def typed(self, id_: str) -> str:
        """What was typed for a question and is no answer yet."""
        return self.session.drafts.get(id_, "")

    def wrong(self) -> dict[str, str]:
        """Every text typed that is no answer to its question, with why; worked out once for the same texts."""
        known, state, typed = self._wrong, self.state, self.session.drafts
        if known is None or known[0] is not state or known[1] != typed:
            found = {id_: why for id_ in state.still_asked(typed) if (why := self.why_not(id_))}
            self._wrong = known = state, dict(typed), found
        return known[2]

    def why_not(self, id_: str) -> str:
        """Why a text typed for a question is no answer to it; empty where none is typed, and where it is not asked."""
        field, typed = self.session.ids.field(id_), self.typed(id_)
        if field is None or not typed:
            return ""
        parsed = parse(typed, field.rules)
        return parsed.why if isinstance(parsed, Refused) else NOT_GIVEN

    @property
    def to_do(self) -> int:
        """How many things stand before sign-off, what is being typed included."""
        return to_do(self.state.blocking, self.state.still_asked(self.session.drafts))

    @property
    def clashes(self) -> list[Contradiction]:
        """The answers of which not all can be meant, save where a note says why, or one is only still to come."""
        return [found for found in self.state.contradictions if not found.reason and not found.lacks]

    def look_again(self, id_: str) -> list[str]:
        """What does not fit together about an answer, in sentences."""
        clashes = [found.words for found in self.clashes if found.id == id_]
        return clashes or [found.words for found in self.state.flags if found.id == id_]

    @property
    def doubtful(self) -> set[str]:
        """Where something does not fit together."""
        return {clash.id for clash in self.clashes} | {flag.id for flag in self.state.flags}

    def to_be_given_again(self, id_: str) -> bool:
        """Whether an answer counts only once it is given as it stands.

        It came over, or is about what was put before, or was given for another day.
        """
        answers = self.session.answers
        before = given_before_put(id_, answers) or counted_otherwise(id_, answers, self.session.worksheet)
        return id_ in answers.to_confirm or before

    def undo(self) -> Said:
        """Take the last change back, and say what that gives back."""
        session = self.session
        return self._turn(session.to_undo, session.undo, given_back, "Undone", "There is nothing to undo.")

    def redo(self) -> Said:
        """Do again what was last undone, and say what."""
        session = self.session
        return self._turn(session.to_redo, session.redo, named, "Done again", "There is nothing to redo.")

    def _turn(
        self, step: Step | None, act: Callable[..., Change | None], words: Callable[[Change, Ids, Answers], str],
        done: str, nothing: str,
    ) -> Said:  # fmt: skip
        turned = self._saved(lambda: act(by=self.by))
        if isinstance(turned, Said):
            return turned
        if step is None:
            return Said(nothing)
        told = [words(turned, self.session.ids, self.state.answers)] if turned else []
        about = first_of(turned, self.session.ids) if turned else next(iter(step.typed), "")
        if turned:  # told before, as what is gone has its name in the answers as they were
            self._changed()
        if step.typed:
            told.append(count_of(len(step.typed), "text that was not understood", "texts that were not understood"))
        return Said(f"{done}: {'; also '.join(told)}.", changed=True, about=about)

    def _saved(self, act: Callable[[], _Done]) -> _Done | Said:
        """What an act on the record gives, or why it could not be done."""
        try:
            return act()
        except ReadOnly:
            return Said(fault=self.why_read_only)
        except StorageFault as error:
            if self.session.answers is self.state.answers:
                saved = "Nobody can tell whether it is saved" if isinstance(error, NobodyCanTell) else "Not saved"
                return Said(fault=f"{saved}: {error}.")
            # The answers reached the disk, and what goes with them, such as a text that was being typed, did not.
            self._changed()
            return Said(fault=f"The answers are saved, what was being typed is not: {error}.", changed=True)

    def _changed(self) -> None:
        self._kept_at = self.clock()  # by this computer’s clock, which a change may be dated after
        self.reload()

    def reload(self) -> None:
        """Work out anew how the decision stands: signing off changes that without an answer."""
        self.state = state_of(self.session, at_once=True)

    def entries(self, section: SectionId) -> tuple[Entry, ...]:
        """What a section asks, as the answers stand; worked out once for the same answers."""
        answers, typed = self.session.answers, tuple(self.session.drafts)
        if self._entries_of[0] is not answers or self._entries_of[1] != typed:
            self._entries_of, self._entries = (answers, typed), {}
        if section not in self._entries:
            self._entries[section] = self.state.agenda(section, typed)
        return self._entries[section]

    def asked(self, section: SectionId) -> tuple[Entry, ...]:
        """What the partners are asked in a section: what the program notes itself is no question."""
        return tuple(entry for entry in self.entries(section) if entry.key not in NOTED_BY_THE_PROGRAM)

    @property
    def quick_look(self) -> QuickLook:
        """What the quick look asks, as the answers stand: what one just given called for comes right after it."""
        known, answers, typed = self._quick, self.state.answers, tuple(self.session.drafts)
        if known is None or known[0] is not answers or known[1] != typed:
            last = self.session.last_given if known and known[0] is not answers else None
            just_given = (edit.id for edit in last.edits) if last else ()
            found = quick_look_of(self.state.appraisal, known and known[2], just_given, typed)
            self._quick = known = answers, typed, found
        return known[2]

    @property
    def first_of_quick_look(self) -> str:
        """The first answer of the quick look still to be given, or to be confirmed; empty where there is none."""
        quick, waits = self.quick_look, {*self.session.answers.to_confirm}
        return next((id_ for id_ in quick.counted if id_ in waits or id_ in quick.open), "")

    def quick_entries(self) -> tuple[Entry, ...]:
        """What the quick look asks, as the answers stand."""
        return self.quick_look.entries

    @property
    def hung(self) -> HangsOn | None:
        """What the decision hangs on, where that is worked out for the answers as they stand."""
        return self._hung[1] if self._hung is not None and self._hung[0] is self.state.answers else None

    def keep_hung(self, answers: Answers, hung: HangsOn) -> None:
        """Keep what was worked out, for the answers it was worked out from."""
        self._hung = (answers, hung)
        know_leaning(hung.appraisal, self.session.decision_id, hung.leaning.kind)
        if self.state.needs_reason is None:
            self.state = replace(self.state)  # what waited for the leaning is looked for anew
            self._entries_of = None, ()

    def show_leaning(self) -> Said:
        """Note that the leaning is shown; no figure hangs on that, so what was worked out stays."""
        known, said = self.hung, self.give({LEANING_SHOWN: "yes"})
        if said.fault:
            return said
        if known is not None:
            self.keep_hung(self.state.answers, known)
        return Said("It is shown; the record notes when.", changed=said.changed)

    def progress(self, section: SectionId) -> Progress:
        """How far a section is."""
        needed = self.state.quick_look_open
        return progress(section, self.asked(section), self.session.answers, self.session.ids, self.wrong(), needed)

    @property
    def saved(self) -> str:
        """When the decision last reached the disk, or why it has not: true whenever it is shown."""
        if self.session.read_only:
            return "Read only"
        if fault := self.not_saved:
            where = ", but kept on this computer" if self.session.waits else ""
            return f"NOT SAVED{where}. {SAVE_ELSEWHERE.shown} saves the decision elsewhere. {capital(fault)}"
        if self.preview:
            return "A preview: nothing is kept"
        if self._kept_at is None:
            return ""
        return f"Saved {time_of(self._kept_at, self.clock())}"

    @property
    def not_saved(self) -> str:
        """Why not all is in the decision's folder; empty where it is, and where nothing can be changed."""
        return "" if self.session.read_only else self.session.unsaved or (self._draft_fault if self._not_kept else "")

    @property
    def asks_who(self) -> bool:
        """Whether nobody said who is typing, and answers can be given."""
        return not self.by and not self.session.read_only

    @property
    def why_read_only(self) -> str:
        """Why nothing can be changed, in a sentence for the last line; empty where answers can be given."""
        why = self.session.read_only
        if why == SEALED:
            return "It is signed off; a changed mind is a new decision."
        return f"{capital(why)}." if why else ""

    @property
    def decide_by(self) -> date | None:
        """The day by which the commissioner must hear."""
        return decide_by(self.session.answers, self.session.worksheet)

    def dates(self) -> dict[str, list[Dated]]:
        """Every date of the worksheet and of this decision, in order, under how it stands today."""
        session, today = self.session, self.clock().date()
        came: Sequence[Later] = ()
        if self.state.sealed:
            from des_decider.record.afterwards import came_after

            came = came_after(session.folder).entries
        own = days_to_keep(session.answers, session.worksheet, came, sealed=self.state.sealed)
        found: dict[str, list[Dated]] = {PASSED: [], OVERDUE: [], COMING: [], NO_DAY: []}
        for one in (*every_date(session.answers, session.ids), *own):
            over = OVERDUE if one.to_do else PASSED
            found[NO_DAY if one.when is None else COMING if one.when >= today else over].append(one)
        return {how: sorted(some, key=lambda one: one.when or today) for how, some in found.items()}

    @property
    def practice(self) -> str:
        """The practice's name."""
        return self.session.answers.text("practice.name")


def deadline(decide_by: date | None, today: date, *, brief: bool = False) -> str:
    """By when to decide, and how long there is unless it is `brief`; of a day that is over only which it was."""
    if decide_by is None:
        return in_words(decide_by)
    days = (decide_by - today).days
    if days < 0:
        return f"was due {day(decide_by)}" if brief else f"the deadline was {day(decide_by)}"
    if brief:
        return in_words(decide_by)
    left = {0: "today", 1: "tomorrow"}.get(days, f"{days:,} days")
    return f"{in_words(decide_by)} · {left}"
