"""One open decision: the session, the only writer of answers. What it says is given is on the disk."""

from __future__ import annotations

from contextlib import contextmanager, suppress
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple, Self

from des_decider.decision.changes import NAMES, Change, Edit, Whose, inverse
from des_decider.decision.follows import follows
from des_decider.decision.redactions import Redaction, redactions
from des_decider.record.answer_texts import highest_rows, known, row_of
from des_decider.record.change_words import holds_nhs_number, label
from des_decider.record.faults import LAST_ACTIONS
from des_decider.record.recovery import replay
from des_decider.record.signed_or_not import SEAL_LOST, SEALED, has_seal, why_shut
from des_decider.record.stamps import moment_after, name_of
from des_decider.storage.drafts import rescue, rescued
from des_decider.storage.safely import StorageFault, changed_elsewhere, read_whole
from des_decider.storage.trouble import Trouble
from des_decider.worksheet.bytes_to_text import MAX_BYTES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.snapshot import LastTime
    from des_decider.decision.answer_lines import Batch
    from des_decider.decision.answers import Answer, Answers
    from des_decider.decision.changes import ChangeKind
    from des_decider.decision.ids import Ids
    from des_decider.record.blank import Blank
    from des_decider.record.recovery import Recovered
    from des_decider.record.saving import Saver
    from des_decider.record.worksheet_files import WorksheetFiles
    from des_decider.storage.drafts import Drafts
    from des_decider.storage.lock import Hold
    from des_decider.worksheet.model import Worksheet


class ReadOnly(Trouble):
    """The decision can only be read: one sentence that says why."""


class RefusedAnswer(NamedTuple):
    """An answer that was not taken: its id, what was typed, and why in one sentence that names the question."""

    id: str
    typed: str
    why: str


class Outcome(NamedTuple):
    """What came of giving answers.

    `change` is None where nothing changed. `remarks` point out what a person should look at again. `fault` is
    empty where everything is saved; else it says why answers.toml is behind, and where the change is kept until then.
    """

    change: Change | None
    refused: tuple[RefusedAnswer, ...] = ()
    remarks: tuple[str, ...] = ()
    fault: str = ""


class Step(NamedTuple):
    """What one undo takes back: a change, where there was one, and what was refused with it and kept as typed.

    `before` are the answers it replaced, `typed_before` the texts that were being typed. What was being typed in a row
    that was deleted is no more typed.
    """

    change: Change | None
    before: Mapping[str, Answer]
    typed: Mapping[str, str] = {}
    typed_before: Mapping[str, str] = {}


class Session:
    """An open decision. Made by `open_decision` and `create_decision`; close it, or use it in a `with`."""

    def __init__(
        self,
        folder: Path,
        blank: Blank,
        found: Recovered,
        answers: Answers,
        since: tuple[Change, ...],
        *,
        clock: Callable[[], datetime],
        drafts: Drafts,
        saver: Saver | None,
        hold: Hold | None,
        read_only: str = "",
        notices: tuple[str, ...] = (),
        sum_up: Callable[[Session, Saver], None] = lambda *_: None,
    ) -> None:
        self.folder, self.decision_id = folder, found.decision
        self._blank = blank
        self.ids = blank.ids(answers)
        self.read_only, self.notices = read_only, notices
        self._answers, self._past, self._since = answers, found.history, list(since)
        self._clock, self._drafts, self._saver, self._hold = clock, drafts, saver, hold
        self._undo: list[Step] = []
        self._redo: list[Step] = []
        edited = (edit.id for change in since for edit in change.edits)
        self._rows = highest_rows((*edited, *answers), self.ids, found.rows)
        for table, row in answers.gone:
            self._rows[table] = max(row, self._rows.get(table, 0))
        self._rescued = False
        self._sum_up = sum_up
        self._appraisal: Appraisal | None = None

    @property
    def worksheet(self) -> Worksheet:
        """The blank worksheet, in the window that the decision is made in."""
        return self.ids.worksheet

    def ids_for(self, answers: Answers) -> Ids:
        """The ids as they would be with other answers: which window it is decides dates, months and words."""
        return self._blank.ids(answers)

    @property
    def answers(self) -> Answers:
        """The answers as they are now."""
        return self._answers

    @property
    def appraisal(self) -> Appraisal:
        """Every figure as the answers are now, worked out once for them."""
        found = self._appraisal
        if found is None or found.book.answers is not self._answers or found.book.ids is not self.ids:
            from des_decider.appraisal.figures import appraise  # nothing is worked out before the first screen

            self._appraisal = found = appraise(self._answers, self.ids)
        return found

    @property
    def changes(self) -> tuple[Change, ...]:
        """Every change so far, the first first; those before the decision was opened are read when first asked for."""
        return (*self._past.changes, *self._since)

    @property
    def last_change(self) -> int:
        """The number of the last change."""
        return self._since[-1].number if self._since else self._past.last

    @property
    def last_moment(self) -> datetime | None:
        """When the last change was made; None where nobody knows of any."""
        return self._since[-1].at if self._since else self._past.last_at

    @property
    def last_given(self) -> Change | None:
        """The last change since the decision was opened; None where there is none yet."""
        return self._since[-1] if self._since else None

    @property
    def redactions(self) -> tuple[Redaction, ...]:
        """Every redaction, the first first."""
        return redactions(self.changes) if self._past.redactions else ()

    @property
    def signed_off(self) -> bool:
        """Whether the decision was signed off, its seal still being there or not."""
        return self.read_only in {SEALED, SEAL_LOST}

    @property
    def worksheet_files(self) -> WorksheetFiles:
        """The files of its worksheet, as they were read."""
        return self._blank.files

    @property
    def unsaved(self) -> str:
        """Why not all is in the decision's folder as it should be, in a sentence; empty where all is saved."""
        return self._saver.unsaved if self._saver else ""

    @property
    def waits(self) -> bool:
        """Whether answers are kept on this computer alone, as the decision's folder takes none."""
        return self._saver is not None and self._saver.waits

    @property
    def written_elsewhere(self) -> bytes | None:
        """What another program put into answers.toml while the decision is open here; None where none did."""
        return self._saver.written_elsewhere if self._saver and not self.read_only else None

    def keep_other_answers_aside(self) -> None:
        """Keep what another program put into answers.toml beside it, and write it as it is here. Raises as `give`."""
        self._check_writable().write_beside(self._answers)

    def moment(self) -> datetime:
        """The time now, as a change is stamped with it."""
        return moment_after(self.last_moment, self._clock)

    @cached_property
    def last_time(self) -> LastTime | None:
        """What the decision that this one follows came to; None where it follows none, or nothing was kept of that."""
        which = follows(self._answers)
        if which is None:
            return None
        from des_decider.record.last_time import read_last_time  # most decisions follow none

        found = read_last_time(self.folder)
        return found if found is not None and found.was.decision == which.decision else None

    @property
    def drafts(self) -> Mapping[str, str]:
        """The texts being typed, by id."""
        return self._drafts.texts

    def give(self, texts: Mapping[str, str], *, by: str, said_by: str = "", keep_refused: bool = False) -> Outcome:
        """Give answers, as typed; those understood become one change, which is on the disk on return.

        An empty text takes an answer back, and deletes a row where the id is one (`home.3`). An answer equal to the
        present one is no edit, unless that one is to be confirmed, or somebody else is now named as having said it. An
        answer to what was open ends what was said of coming back to it. What is refused is kept as typed where that is
        asked for; an undo takes it back with the rest. What the decision's folder does not take is kept in this
        program's own until it does (`waits`). Raises ReadOnly, and StorageFault where something could not be kept at
        all: then no answer has changed.
        """
        self._check_writable()
        with self._rescuing(texts):
            return self._give(texts, by, name_of(said_by), keep_refused=keep_refused)

    def take(self, texts: Mapping[str, str], whose: Mapping[str, Whose], *, by: str, source: str) -> Outcome:
        """Take over answers that were given in a copy, as one change that names their `source`.

        `whose` they are stays as the copy has it. Raises as `give` does.
        """
        self._check_writable()
        with self._rescuing(texts):
            return self._give(texts, by, source, keep_refused=False, whose=whose, kind="merged")

    def give_together(self, batches: Sequence[Batch], *, by: str) -> Outcome:
        """Give answers as one change, whoever said them; of several people it says of each answer whose it is.

        Raises as `give` does.
        """
        texts = {id_: text for batch in batches for id_, text in batch.texts.items()}
        if len(people := {(batch.by, batch.said_by) for batch in batches}) == 1:
            ((by, said_by),) = people
            return self.give(texts, by=by, said_by=said_by)
        self._check_writable()
        at = self.moment()
        whose = {id_: Whose(name_of(one.by), name_of(one.said_by), at) for one in batches for id_ in one.texts}
        with self._rescuing(texts):
            return self._give(texts, by, "", keep_refused=False, whose=whose)

    def _give(
        self,
        texts: Mapping[str, str],
        by: str,
        sayer: str,
        *,
        keep_refused: bool,
        whose: Mapping[str, Whose] | None = None,
        kind: ChangeKind = "answered",
    ) -> Outcome:
        from des_decider.record.edits import Before, given  # nothing is given before the first screen

        # What a copy has is taken over though it may be the same: whose it is may not be.
        sayers = {} if kind == "merged" else {id_: one.said_by for id_, one in (whose or {}).items()}
        made = given(texts, Before(self._answers, self.ids, self.drafts, self.next_row), sayer, sayers)
        refused = tuple(RefusedAnswer(id_, texts[id_], why) for id_, why in made.refused.items())
        typed = {one.id: one.typed for one in refused} if keep_refused else {}
        typed_before = {id_: self.drafts.get(id_, "") for id_ in typed}
        self._drafts.keep_all(typed)
        change: Change | None = None
        before: Mapping[str, Answer] = {}
        if made.edits:
            names = tuple(f"{table}.{row}" for table, row in made.gone)
            change = self._stamped(by, sayer, tuple(made.edits.values()), names)
            if whose is not None:
                theirs = (edit._replace(whose=whose.get(edit.id) if edit.new else None) for edit in change.edits)
                change = change._replace(kind=kind, edits=tuple(theirs))
            before = self._commit(change)
        # One text that is refused stands where it was typed; undo is about what was given before it.
        if change or (typed and len(texts) > 1):
            # What was being typed in a row goes with it, and comes back with it.
            within = {id_: text for id_, text in self.drafts.items() if row_of(id_, self.ids) in made.gone}
            step = Step(change, before, {**typed, **dict.fromkeys(within, "")}, {**typed_before, **within})
            self._undo.append(step)
            self._redo.clear()
        return Outcome(change, refused, self._remarks(made.edits.values()), self._settle(made.settled))

    def undo(self, *, by: str) -> Change | None:
        """Take the last step of this program back, what it changed by a change of its own; None where it changed none.

        Raises as `give` does.
        """
        self._check_writable()
        if not self._undo:
            return None
        last, back = self._undo[-1], None
        if last.change:
            back = inverse(last.change, self.last_change + 1, self.moment(), name_of(by), "undone", last.before)
            self._commit(back)
        self._undo.pop()
        self._redo.append(last)
        self._retype(last.typed, last.typed_before)
        return back

    def redo(self, *, by: str) -> Change | None:
        """Do again what was last undone; None where that changed no answer. Raises as `give` does."""
        self._check_writable()
        if not self._redo:
            return None
        last, again = self._redo[-1], None
        before: Mapping[str, Answer] = {}
        if last.change:
            again = self._stamped(by, last.change.said_by, last.change.edits, last.change.gone)._replace(kind="redone")
            before = self._commit(again)
        self._redo.pop()
        self._undo.append(last._replace(change=again, before=before))
        self._retype(last.typed_before, last.typed)
        return again

    @property
    def to_undo(self) -> Step | None:
        """What `undo` would take back."""
        return self._undo[-1] if self._undo else None

    @property
    def to_redo(self) -> Step | None:
        """What `redo` would do again."""
        return self._redo[-1] if self._redo else None

    def _retype(self, stands: Mapping[str, str], wanted: Mapping[str, str]) -> None:
        """Put other texts in place of those being typed, where nobody has typed on meanwhile."""
        drafts = self.drafts
        self._drafts.keep_all({id_: text for id_, text in wanted.items() if drafts.get(id_, "") == stands[id_]})

    def next_row(self, table: str) -> int:
        """The next free number of a table's rows; a number once used is never given again.

        Above `HIGHEST_SERIAL` there is none: an answer under it is refused.
        """
        return self._rows.get(table, 0) + 1

    def keep_draft(self, id_: str, text: str) -> None:
        """Keep a text being typed. Raises ReadOnly, and StorageFault where it could not be kept."""
        self._check_writable()
        with self._rescuing({id_: text}):
            self._drafts.keep(id_, text)

    def drop_draft(self, id_: str) -> None:
        """Forget a text being typed. Raises as `keep_draft` does."""
        self._check_writable()
        self._drafts.drop(id_)
        if self._rescued:
            with suppress(StorageFault):
                rescued(self.decision_id).drop(id_)

    def take_out(self, ids: tuple[str, ...], name: str, *, why: str, by: str) -> None:
        """Take every text that some ids ever had, and a name where one is given, out of answers and history for good.

        What was done before cannot be undone afterwards. Raises as `give` does; then nothing was taken out.
        """
        saver = self._check_writable()
        edits = tuple(Edit(one, None, None) for one in (*ids, *((NAMES,) if name else ())))
        redaction = Change(self.last_change + 1, self.moment(), name_of(by), "", "redacted", edits, why=why)
        history = saver.without_texts(redaction, name)
        after = replay(history.changes, self.ids)
        for drafts in (self._drafts, rescued(self.decision_id)):
            drafts.drop(*ids)
        saver.take_out(redaction, history, after)
        self._answers, self.ids, self._past, self._since = after, self._blank.ids(after), history, []
        self._undo.clear()
        self._redo.clear()
        self.__dict__.pop("last_time", None)  # texts may have been taken out of that too
        LAST_ACTIONS.saved_at = redaction.at
        LAST_ACTIONS.append(f"{redaction.kind} {len(edits)}")
        saver.catch_up()

    def as_signed_off(self, at: datetime) -> tuple[bytes, bytes]:
        """answers.toml and history.jsonl as they are once the decision is signed off; nothing is written yet.

        Raises ReadOnly, and StorageFault where a file of the record is not on the disk as it was read or left here:
        what nobody here has seen is not signed.
        """
        files = self._check_writable().signed_off(self._answers, at)
        for name, data in self.worksheet_files.by_name().items():
            if read_whole(self.folder / name, MAX_BYTES) != data:
                raise changed_elsewhere(self.folder / name)
        return files

    def everything(self) -> dict[str, bytes]:
        """The files of the decision as they should be, by name, whatever became of its folder. Raises ReadOnly."""
        record = self._check_writable().everything(self._answers)
        return {**self.worksheet_files.by_name(), **record}

    def close(self) -> None:
        """Let go of the decision; where answers.toml is behind, it is tried once more. Harmless when repeated.

        What it comes to is kept beside its answers, for lists that open no decision.
        """
        hold, self._hold = self._hold, None
        self.read_only = self.read_only or "this decision is closed"
        if hold:
            try:
                if self._saver and not has_seal(self.folder):
                    self._saver.leave()
                    self._sum_up(self, self._saver)
            finally:
                hold.let_go()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _rescuing(self, texts: Mapping[str, str]) -> Iterator[None]:
        """Keep texts in this program's own folder where the decision's cannot take them, and say so."""
        try:
            yield
        except StorageFault as error:
            try:
                rescue(self.decision_id, {id_: text for id_, text in texts.items() if known(id_, self.ids)})
            except StorageFault:
                raise error from None
            self._rescued = True
            raise StorageFault(
                f"{error}; what was typed is kept on this computer and comes back when the decision is opened next"
            ) from error
        if self._rescued:
            with suppress(StorageFault):
                rescued(self.decision_id).drop(*texts)

    def check_writable(self) -> None:
        """Raise ReadOnly where nothing may be written."""
        self._check_writable()

    def parked(self, id_: str) -> str:
        """What answers.toml keeps under an id that this worksheet does not know; empty where it keeps nothing."""
        table = self._saver.kept.parked.get(id_, {}) if self._saver else {}
        return str(table.get("value", ""))

    def _check_writable(self) -> Saver:
        """What writes. Raises ReadOnly where nothing may."""
        if not self.read_only and has_seal(self.folder):
            self.read_only = why_shut(self.folder, self.decision_id, signed=False)
        if self.read_only or self._saver is None:
            raise ReadOnly(self.read_only)
        return self._saver

    def _stamped(self, by: str, said_by: str, edits: tuple[Edit, ...], gone: tuple[str, ...]) -> Change:
        return Change(self.last_change + 1, self.moment(), name_of(by), said_by, "answered", edits, gone)

    def _commit(self, change: Change) -> Mapping[str, Answer]:
        """Keep a change on the disk, then in memory; where the disk refuses it, nothing changes in either.

        Gives the answers it replaced.
        """
        before = {edit.id: self._answers[edit.id] for edit in change.edits if edit.id in self._answers}
        after = replay((change,), self.ids, self._answers)
        disk = self._check_writable()
        rows = highest_rows((edit.id for edit in change.edits), self.ids, self._rows)
        disk.keep(change, after, rows)
        # At once, so that not even an interruption parts memory from the history.
        self._answers, self.ids, self._rows = after, self._blank.ids(after), rows
        self._since.append(change)
        if not disk.waits:
            LAST_ACTIONS.saved_at = change.at
        LAST_ACTIONS.append(
            f"{change.kind} {' '.join(edit.id for edit in change.edits[:5])}, {len(change.edits)} in all"
        )
        disk.catch_up()
        return before

    def _remarks(self, edits: Iterable[Edit]) -> tuple[str, ...]:
        return tuple(
            f"{label(edit.id, self.ids)} holds what looks like an NHS number; no patient’s data belongs in this record"
            for edit in edits
            if holds_nhs_number(edit.new or "")
        )

    def _settle(self, ids: list[str]) -> str:
        """Drop the drafts of what is now given; what went wrong on the disk, if anything."""
        try:
            self._drafts.drop(*ids)
        except StorageFault as error:
            return self.unsaved or f"{error}; the answer is saved, but what was being typed is still there"
        return self.unsaved
