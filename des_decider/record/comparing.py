"""Comparing decisions that lie in folders: what each came to, and where the one is that another follows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.compared import compare
from des_decider.appraisal.snapshot import snapshot
from des_decider.decision.follows import follows
from des_decider.record.opening import open_decision
from des_decider.record.recovery import CannotOpen
from des_decider.record.seal import digest_of_seal, seal_data
from des_decider.record.signed_or_not import SEAL_FILE
from des_decider.record.state import state_of
from des_decider.record.verify import NotSealed, verify
from des_decider.storage.answers_file import FILE, MOST_BYTES, read_answers
from des_decider.storage.places import known_decisions
from des_decider.storage.safely import StorageFault, read_whole
from des_decider.storage.toml_text import BrokenText

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime
    from pathlib import Path

    from des_decider.appraisal.compared import Compared
    from des_decider.appraisal.snapshot import Snapshot
    from des_decider.decision.follows import Follows
    from des_decider.record.session import Session
    from des_decider.record.state import State

MOST_BESIDE = 2_000
"""Folders beside a decision that are looked into."""


def snapshot_of(folder: Path, clock: Callable[[], datetime]) -> Snapshot:
    """A decision as its folder has it. Raises CannotOpen."""
    with open_decision(folder, clock=clock, read_only=True) as session:
        return taken(session, state_of(session))


def taken(session: Session, state: State) -> Snapshot:
    """An open decision as it stands."""
    return snapshot(state.appraisal, state.vote, session.decision_id)


def with_the_one_before(session: Session, state: State, clock: Callable[[], datetime]) -> Compared:
    """A decision beside the one it follows: as that one's folder has it, or as far as this one's has kept it.

    Raises CannotOpen where it follows none, or nothing is known of that one any more.
    """
    which = follows(session.answers)
    if which is None:
        raise CannotOpen("this decision follows no other; name the one to compare it with")
    there = folder_of(which, session.folder)
    if there is not None:
        return compare(snapshot_of(there, clock), taken(session, state))
    kept = session.last_time
    if kept is None:
        raise CannotOpen(f"{which.in_words} is not found on this computer; name its folder")
    return compare(kept.was, taken(session, state))


def folder_of(which: Follows, beside: Path) -> Path | None:
    """Where the decision that is followed lies, as it was signed: among those known here and those beside one."""
    return next((place for place in _places(beside) if _is(which, place)), None)


def _is(which: Follows, folder: Path) -> bool:
    """Whether a folder holds that decision, under the seal that was followed and not altered since."""
    if _id_of(folder, which.decision) != which.decision:
        return False
    seal = seal_data(folder / SEAL_FILE)
    try:
        return seal is not None and digest_of_seal(seal) == which.seal and verify(folder).unaltered
    except NotSealed:
        return False


def _places(beside: Path) -> Iterator[Path]:
    yield from known_decisions()
    try:
        yield from sorted(place for place in beside.absolute().parent.iterdir() if place.is_dir())[:MOST_BESIDE]
    except OSError:
        return


def _id_of(folder: Path, wanted: str) -> str:
    """The id of a decision; read only where the file has the one that is wanted in it."""
    try:
        data = read_whole(folder / FILE, MOST_BYTES) or b""
        return read_answers(data).header.decision if wanted.encode() in data else ""
    except (StorageFault, BrokenText):
        return ""
