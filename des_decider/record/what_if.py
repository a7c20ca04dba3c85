"""What if: answers supposed in a scratch copy beside the real ones; nothing reaches the record until they are kept."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.figures import appraise
from des_decider.decision.agenda import row_title
from des_decider.decision.answers import Answer
from des_decider.decision.display import shown
from des_decider.decision.values import Parsed, Refused
from des_decider.record.answer_texts import row_of, under_number, understood
from des_decider.record.edits import Before, given

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from fractions import Fraction

    from des_decider.appraisal.figures import Appraisal
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.record.session import Outcome, Session

TAKEN_BACK = Parsed("", "")
"""What an empty text comes to: the answer is supposed not to be given."""


class Supposed(NamedTuple):
    """One answer supposed, in words: as recorded and as supposed, each empty where nothing is answered.

    `before` is what the record said when it was supposed, where that has changed since; else None. `why_not` says why
    it can be supposed no longer, and so not be kept, as the record has become. `whole_row` supposes a row deleted.
    """

    id: str
    label: str
    was: str
    now: str
    before: str | None = None
    why_not: str = ""
    whole_row: bool = False


class Beside(NamedTuple):
    """One figure as recorded and as supposed, exact and in its own unit; None where it has no value."""

    id: str
    label: str
    unit: str
    real: Fraction | None
    scratch: Fraction | None

    @property
    def difference(self) -> Fraction | None:
        """How much more it is as supposed; None unless both have a value."""
        return None if self.real is None or self.scratch is None else self.scratch - self.real


class _Text(NamedTuple):
    """A text supposed, empty for an answer taken back or a row deleted; and what the record said when it was."""

    text: str
    recorded: str


class _Copy(NamedTuple):
    """What is supposed, by id. `begun` are the rows that began here: the record may give their numbers to others."""

    supposed: Mapping[str, _Text] = MappingProxyType({})
    begun: frozenset[tuple[str, int]] = frozenset()

    @property
    def texts(self) -> dict[str, str]:
        return {id_: supposed.text for id_, supposed in self.supposed.items()}


class WhatIf:
    """A scratch copy of one decision. It lives in memory; only `keep` writes, and what it writes is one change.

    It stands on the real answers as they are at each moment, so that what is seen is what keeping would record.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self._copy = _Copy()
        self._undo: list[_Copy] = []
        self._redo: list[_Copy] = []
        self._found: tuple[Answers, _Copy, Answers, Mapping[str, str]] | None = None
        self._appraisal: Appraisal | None = None

    # -- what is supposed

    @property
    def ids(self) -> Ids:
        """The ids as they are with the answers supposed; while those are worked out, as the record has them."""
        return self._session.ids_for(self._found[2]) if self._found else self._session.ids

    @property
    def answers(self) -> Answers:
        """The answers as supposed; the real ones themselves where nothing is."""
        return self._worked_out()[0]

    @property
    def appraisal(self) -> Appraisal:
        """Every figure, worked out from the answers as supposed."""
        if self._appraisal is None or self._appraisal.book.answers is not self.answers:
            self._appraisal = appraise(self.answers, self.ids)
        return self._appraisal

    @property
    def as_text(self) -> str:
        """What is supposed as `condition.<n>.without` takes it: id = answer, one after another; no row deleted."""
        told = (change for change in self.changed if not change.why_not and not change.whole_row)
        return "; ".join(f"{change.id} = {self._copy.supposed[change.id].text}" for change in told)

    @property
    def changed(self) -> tuple[Supposed, ...]:
        """The answers that are not what the record says, in the order they were supposed; a row deleted is one."""
        real, (scratch, refused) = self._session.answers, self._worked_out()
        found: list[Supposed] = []
        for id_, (text, recorded) in self._copy.supposed.items():
            why_not = refused.get(id_, "")
            if row := self.ids.row_of(id_):
                found.append(Supposed(id_, row_title(*row, real), "", "", None, why_not, whole_row=True))
            elif why_not or real.text(id_) != scratch.text(id_):  # the record may say so itself by now
                before = None if recorded == real.text(id_) else self._said(id_, recorded, real)
                was, now = self._said(id_, real.text(id_), real), self._said(id_, text, scratch)
                found.append(Supposed(id_, self.appraisal.book.label(id_), was, now, before, why_not))
        return tuple(found)

    def beside(self, figures: Iterable[str], real: Appraisal) -> tuple[Beside, ...]:
        """Some figures side by side: as `real` has them, worked out from the record, and as supposed."""
        both = ((real.figures[id_], self.appraisal[id_]) for id_ in figures)
        return tuple(Beside(a.id, b.label, b.unit, a.value, b.value) for a, b in both)

    # -- supposing

    def change(self, id_: str, typed: str) -> Parsed | Refused:
        """Suppose an answer, as typed; empty supposes it is not given, or deletes the row where the id is one.

        What the record would refuse is refused here, in the same words. An answer as the record has it is supposed no
        longer.
        """
        before, typed = self.answers, typed if typed.strip() else ""
        made = given({id_: typed}, self._before(before), "")
        if id_ in made.refused:
            return Refused(typed, made.refused[id_])
        copy, real = self._copy, self._session.answers
        supposed, begun = dict(copy.supposed), copy.begun
        for row in made.gone:
            supposed = {other: text for other, text in supposed.items() if row_of(other, self.ids) != row}
            begun -= {row}
            if self._has(row):
                supposed[id_] = _Text("", "")
        if not made.gone:
            edit = made.edits.get(id_)
            text = before.text(id_) if edit is None else edit.new or ""
            supposed.pop(id_, None)
            if text != real.text(id_):
                supposed[id_] = _Text(text, real.text(id_))
            if (row_here := row_of(id_, self.ids)) and not self._has(row_here):
                begun |= {row_here}
        self._go_to(_Copy(supposed, begun))
        return Parsed(self.answers[id_].value, self.answers.text(id_)) if id_ in self.answers else TAKEN_BACK

    def take_out(self, id_: str) -> None:
        """Suppose an answer no longer: it is again as the record has it."""
        supposed, begun = self._copy
        self._go_to(_Copy({other: text for other, text in supposed.items() if other != id_}, begun))

    def drop(self) -> None:
        """Suppose nothing any more; the record is as it was."""
        self._copy, self._undo, self._redo = _Copy(), [], []

    def undo(self) -> bool:
        """Take back what was last supposed or taken out; False where there is nothing."""
        return self._turn(self._undo, self._redo)

    def redo(self) -> bool:
        """Suppose again what was taken back; False where there is nothing."""
        return self._turn(self._redo, self._undo)

    def next_row(self, table: str) -> int:
        """The next free number of a table's rows, here and in the record."""
        return max(self._session.next_row(table), *(n + 1 for n in self.answers.rows(table)), 1)

    # -- keeping

    def keep(self, *, by: str) -> Outcome:
        """Give everything supposed to the record, as one change typed by `by`: one undo takes it back.

        It goes by what the record says now; what can be supposed no longer is left here (`why_not`). Raises ReadOnly
        and StorageFault as `Session.give` does; then nothing is recorded and everything stays supposed.
        """
        refused = self._worked_out()[1]
        texts = {id_: text for id_, text in self._copy.texts.items() if id_ not in refused}
        left = _Copy({id_: self._copy.supposed[id_] for id_ in refused})
        outcome = self._session.give(texts, by=by)
        self.drop()
        self._copy = left
        return outcome

    # -- how it is worked out

    def _worked_out(self) -> tuple[Answers, Mapping[str, str]]:
        """The answers as supposed and what is refused by now, worked out once for the same record and copy."""
        real = self._session.answers
        if self._found is None or self._found[0] is not real or self._found[1] is not self._copy:
            self._copy = self._numbered_anew(real)
            made = given(self._copy.texts, self._before(real), "")
            changed = {edit.id: self._answer(edit.id, edit.new) for edit in made.edits.values()}
            scratch = real.edit(changed, real.gone | set(made.gone)) if changed else real
            self._found = (real, self._copy, scratch, made.refused)
        return self._found[2], self._found[3]

    def _numbered_anew(self, real: Answers) -> _Copy:
        """The copy, where a row that began here has a number that the record has since given to another."""
        copy = self._copy
        for table, serial in sorted(copy.begun):
            if not self._has((table, serial)):
                continue
            taken = [n for name, n in copy.begun if name == table]
            free = max(self._session.next_row(table), *(n + 1 for n in taken))
            supposed: dict[str, _Text] = {}
            for id_, (text, recorded) in copy.supposed.items():
                known = self.ids.field(id_)
                points = known and known.rules.kind == "serial" and (table, text) == ("partner", str(serial))
                within = row_of(id_, self.ids) == (table, serial)
                moved = under_number(id_, serial, free) if within else id_
                supposed[moved] = _Text(str(free) if points else text, real.text(moved) if within else recorded)
            copy = _Copy(supposed, copy.begun - {(table, serial)} | {(table, free)})
        return copy

    def _has(self, row: tuple[str, int]) -> bool:
        """Whether the record has a row, or had it and deleted it."""
        real = self._session.answers
        return row in real.gone or any(row_of(id_, self.ids) == row for id_ in real)

    def _before(self, answers: Answers) -> Before:
        return Before(answers, self.ids, {}, self._session.next_row)

    def _answer(self, id_: str, text: str | None) -> Answer | None:
        parsed = understood(id_, text, self.ids) if text is not None else None
        return Answer(id_, parsed.text, parsed.value) if isinstance(parsed, Parsed) else None

    def _go_to(self, copy: _Copy) -> None:
        if copy.texts != self._copy.texts:
            self._undo.append(self._copy)
            self._redo.clear()
            self._copy = copy

    def _turn(self, stack: list[_Copy], other: list[_Copy]) -> bool:
        if not stack:
            return False
        other.append(self._copy)
        self._copy = stack.pop()
        return True

    def _said(self, id_: str, text: str, answers: Answers) -> str:
        """A text in words; empty where there is none."""
        known, answer = self.ids.field(id_), self._answer(id_, text or None)
        if known is None or answer is None:
            return text
        if known.rules.kind == "serial" and text.isdecimal():
            return answers.partners().get(int(text), text)
        return shown(known, answer)
