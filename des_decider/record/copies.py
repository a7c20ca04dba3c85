"""Copies of a decision that were written elsewhere: what each has that is not here, and how it is taken over."""

from __future__ import annotations

from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.changes import NAMES
from des_decider.decision.wording import count_of, joined, moment, visible
from des_decider.record.change_words import label, spoken
from des_decider.record.differences import Sides, differences, last_in_common
from des_decider.record.recovery import CannotOpen, recover, replay, with_hand_edits
from des_decider.storage.copies_beside import (
    Beside,
    be_done_with,
    beside,
    copy_at,
    done_with,
    forget_rescued,
    rescued_copies,
    rescued_for,
)
from des_decider.storage.safely import StorageFault
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

    from des_decider.decision.answers import Answer
    from des_decider.decision.changes import Change
    from des_decider.record.differences import Difference
    from des_decider.record.session import Outcome, Session

ON_THE_DISK = "answers.toml as it is on the disk"
"""What the file is called that another program wrote while the decision was open here."""
MOST_COMPARED = 20
"""Copies that are compared at once; when they are done with, the next ones are."""
_LONGEST_NAME, _MOST_NAMED = 60, 3


class Copy(NamedTuple):
    """A copy that has something that is not here; `signed` tells whether it was signed off there.

    `older` counts the answers that were changed here alone, as far as the copy tells what it began from.
    """

    of: Beside
    differences: tuple[Difference, ...]
    older: int = 0
    signed: bool = False

    @property
    def name(self) -> str:
        """What it is called, in quotation marks."""
        name = visible(self.of.name)
        return f"“{name if len(name) <= _LONGEST_NAME else f'{name[: _LONGEST_NAME - 1]}…'}”"


def copies_of(session: Session, named: str = "") -> tuple[Copy, ...]:
    """Every copy with something that is not here and that nobody is done with; or the one that is `named`.

    A copy may be named by its name or its place. Raises Trouble where none is called so, or it has nothing.
    """
    folder, decision = session.folder, session.decision_id
    done = done_with(folder)
    found = (one for one in _every(session) if one.digest not in done)
    if not named:
        different = (copy for one in found if (copy := _compared(one, session)).differences)
        return tuple(islice(different, MOST_COMPARED))
    one = next((one for one in found if named in {one.name, str(one.place)}), None)
    one = one or _at(folder, named, decision)
    if one is None:
        raise Trouble(f"“{visible(named)}” is no copy of this decision; without a name, all that are found are listed")
    copy = _compared(one, session)
    if not copy.differences:
        raise Trouble(f"{copy.name} has nothing that is not here")
    return (copy,)


def _every(session: Session) -> Iterator[Beside]:
    other = session.written_elsewhere
    if other is not None:
        yield Beside(ON_THE_DISK, session.folder, other, None)
    yield from beside(session.folder, session.decision_id)


def _at(folder: Path, named: str, decision: str) -> Beside | None:
    try:
        return copy_at(folder / named, decision) or copy_at(type(folder)(named), decision)
    except StorageFault as error:
        raise Trouble(str(error)) from error


def _compared(one: Beside, session: Session) -> Copy:
    """What a copy has that is not here, read as a decision is read when it is opened."""
    ids, ours = session.ids, session.answers
    try:
        found = recover(one.answers, one.history, ids)
    except CannotOpen:
        return Copy(one, ())
    theirs = with_hand_edits(found, ids)
    if one.history is not None and not found.read_only:
        number = _in_common(session.changes, found.history.changes)
    else:
        most = found.file.header.last_change if found.file else found.history.last
        number = last_in_common(session.changes, theirs, most)
    base, later = replay(session.changes[:number], ids), session.changes[number:]
    different, older = differences(Sides(ours, theirs, base), ids, session.next_row)
    # What was taken out of the record since both were one is in the copy still, and never offered.
    out = {edit.id for change in later if change.kind == "redacted" for edit in change.edits}
    if NAMES in out:
        different = tuple(
            d._replace(theirs=d.theirs and d.theirs._replace(by="", said_by="", at=None)) for d in different
        )
    copy = Copy(one, tuple(d for d in different if d.id not in out), older, found.signed)
    if found.elsewhere:
        # The copy's own two files do not fit each other either: its history was taken, and its answers come besides.
        more = _compared(one._replace(history=None), session).differences
        ids_told = {difference.id for difference in copy.differences}
        copy = copy._replace(differences=(*copy.differences, *(d for d in more if d.id not in ids_told)))
    return copy


def _in_common(ours: Sequence[Change], theirs: Sequence[Change]) -> int:
    """The number of the last change that two histories share, whatever was taken out of one of them since."""
    number = 0
    for here, there in zip(ours, theirs, strict=False):
        if not _is_one(here, there):
            break
        number = here.number
    return number


def _is_one(here: Change, there: Change) -> bool:
    """Whether two changes are the same one; who made it is not looked at, nor a text that one of them is without."""
    return (
        (here.number, here.at, here.kind, here.gone, here.back, len(here.edits))
        == (there.number, there.at, there.kind, there.gone, there.back, len(there.edits))
    ) and all(
        mine.id == theirs.id and _agree(mine.old, theirs.old) and _agree(mine.new, theirs.new)
        for mine, theirs in zip(here.edits, there.edits, strict=True)
    )


def _agree(mine: str | None, theirs: str | None) -> bool:
    return mine is None or theirs is None or mine == theirs


def merge(session: Session, copies: Iterable[Copy], chosen: Collection[tuple[str, str]], *, by: str) -> list[Outcome]:
    """Take over what was chosen, by the copy's digest and the id, and be done with the copies.

    Each copy's answers are one change that names it; they stay theirs who gave them. The copies stay where they are,
    but for what was rescued on this computer: that goes. A copy of which an answer is refused is offered again.
    Raises ReadOnly, and StorageFault where something could not be kept: the copy it came from is then offered again.
    """
    session.check_writable()
    outcomes: list[Outcome] = []
    for copy in copies:
        taken = [one for one in copy.differences if (copy.of.digest, one.id) in chosen]
        if taken:
            outcome = session.take(
                {one.id: one.text for one in taken},
                {one.id: one.whose for one in taken if one.whose},
                by=by,
                source=f"the copy {copy.name}",
            )
            outcomes.append(outcome)
            if outcome.refused:
                continue
        if copy.of.name == ON_THE_DISK:
            session.keep_other_answers_aside()
        else:
            be_done_with(session.folder, copy.of, session.moment())
    forget_settled(session)
    return outcomes


def forget_settled(session: Session) -> None:
    """Take away what was rescued on this computer and nobody needs any more.

    A person is done with it, or it was rescued for this very folder and has no answer that is not here: after “save
    elsewhere” it stays for the old place. What cannot be read stays, and all of it while anything is not saved.
    Never raises.
    """
    if session.read_only or session.unsaved:
        return
    done = done_with(session.folder)
    for one in rescued_copies(session.decision_id):
        if one.digest in done or (rescued_for(one, session.folder) and _is_all_here(one, session)):
            with suppress(StorageFault):  # it goes the next time
                forget_rescued(session.decision_id, one.place.name)


def _is_all_here(one: Beside, session: Session) -> bool:
    try:
        found = recover(one.answers, one.history, session.ids)
    except CannotOpen:
        return False
    return not (found.read_only or found.notices or _compared(one, session).differences)


class Offer(NamedTuple):
    """A difference, once for all copies that have the same, and by which of them it is taken over."""

    difference: Difference
    copies: tuple[Copy, ...]

    @property
    def key(self) -> tuple[str, str]:
        """What chooses it."""
        return self.copies[0].of.digest, self.difference.id

    @property
    def names(self) -> str:
        """The copies that have it."""
        return joined(copy.name for copy in self.copies)


def offered(copies: Iterable[Copy]) -> list[Offer]:
    """What the copies have that is not here, each once."""
    found: dict[tuple[str, str], Offer] = {}
    for copy in copies:
        for one in copy.differences:
            known = found.get((one.id, one.text))
            found[one.id, one.text] = known._replace(copies=(*known.copies, copy)) if known else Offer(one, (copy,))
    return list(found.values())


def told(copies: Collection[Copy]) -> str:
    """That there are copies, in a sentence; empty where there is none."""
    if not copies:
        return ""
    amount = len(offered(copies))
    rest = len(copies) - _MOST_NAMED
    said = joined([*[copy.name for copy in copies][:_MOST_NAMED], *([f"{rest} more"] if rest > 0 else [])])
    signed = "; a copy was signed off" if any(copy.signed for copy in copies) else ""
    have = "copy of this decision has" if len(copies) == 1 else "copies of this decision have"
    are = "is" if amount == 1 else "are"
    return f"{len(copies)} {have} {count_of(amount, 'answer')} that {are} not here: {said}{signed}"


def besides(copies: Collection[Copy]) -> str:
    """How many answers were changed here alone, in a sentence; empty where none was."""
    older = max((copy.older for copy in copies), default=0)
    return f"{count_of(older, 'answer')} changed here alone {'stays' if older == 1 else 'stay'}" if older else ""


def in_words(one: Difference, session: Session) -> tuple[str, str]:
    """What stands here and what in the copy: “9,040 patients” and “no answer”, “there” and “deleted”."""
    if session.ids.row_of(one.id):
        return "there", "deleted"
    field = session.ids.field(one.id)
    here, there = (
        spoken(side.text, field, session.answers) if side else "no answer" for side in (one.ours, one.theirs)
    )
    return here, there


def who_and_when(side: Answer | None) -> str:
    """Who gave an answer and when: “Dr Vane said it, typed by Ann, 19 May 2020, 19:42”."""
    if side is None:
        return ""
    said = f"{visible(side.said_by)} said it" if side.said_by else ""
    by = f"typed by {visible(side.by)}" if side.by else ""
    return ", ".join(part for part in (said, by, _when(side.at)) if part)


def _when(at: datetime | None) -> str:
    return moment(at) if at else ""


def asked(one: Difference, session: Session) -> str:
    """What a difference is about: the question in a few words, or the row."""
    if row := session.ids.row_of(one.id):
        table, number = row
        name = session.answers.text(f"{table}.{number}.name")
        return f"{table} {number}{f' “{visible(name)}”' if name else ''}"
    return label(one.id, session.ids, session.answers)
