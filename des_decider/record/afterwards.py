"""What came after a decision was sealed: read beside its seal, and noted under its lock; nothing sealed is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.afterwards import REPLACED, NotTaken, Typed, understood
from des_decider.record.seal import MOST_SEAL_BYTES, digest_of_seal, read_seal
from des_decider.record.signed_or_not import SEAL_FILE, SEAL_LOST, has_seal
from des_decider.record.stamps import logged_in, moment_of, name_of
from des_decider.storage.afterwards_file import FILE, MOST_BYTES, AfterwardsFile, read_afterwards, with_entry
from des_decider.storage.last_line import as_we_wrote
from des_decider.storage.lock import Held, hold
from des_decider.storage.safely import StorageFault, read_whole, remove_old_temps, write_safely
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from des_decider.decision.afterwards import Entry
    from des_decider.decision.answers import Answers
    from des_decider.record.session import Session


NOTHING_AFTER = "this decision is not signed off, so nothing comes after it yet"


class NotNoted(Trouble):
    """Nothing was noted: one sentence that says why, and which part of what was typed is to be mended, if any."""

    def __init__(self, why: str, part: str = "") -> None:
        super().__init__(why)
        self.part = part


def came_after(folder: Path) -> AfterwardsFile:
    """What came after a decision was sealed, as far as it can be read; why it cannot be is among its faults."""
    try:
        seal, data = read_whole(folder / SEAL_FILE, MOST_SEAL_BYTES), read_whole(folder / FILE, MOST_BYTES)
    except StorageFault as error:
        return AfterwardsFile(faults=(str(error),))
    return read_afterwards(None if data is None else as_we_wrote(data), digest_of_seal(seal or b""))


def check_signed(session: Session) -> None:
    """Raise NotNoted where nothing can come after: a decision is not signed off, or has lost its seal."""
    if session.read_only == SEAL_LOST:
        raise NotNoted(SEAL_LOST)
    if not session.signed_off:
        raise NotNoted(NOTHING_AFTER)


def follow_up(
    folder: Path,
    typed: Typed,
    answers: Answers,
    *,
    by: str,
    clock: Callable[[], datetime],
    wait: float = 2.0,
    take_over: bool = False,
) -> Entry:
    """Note what came after, with who typed it and when; on return it is on the disk.

    `answers` are those that were signed off. Raises NotNoted where it becomes no entry, or nothing can be added to
    what there is, and StorageFault where the disk refuses.
    """
    at, who = moment_of(clock), name_of(by) or logged_in()
    if not has_seal(folder):
        raise NotNoted(NOTHING_AFTER)
    seal = read_seal(folder / SEAL_FILE)
    if seal is None or not seal.whole:
        raise NotNoted("seal.toml is not as it was made, so nothing is noted; 'des-decider verify' says more")
    try:
        held = hold(folder, who=who, now=at, wait=wait, take_over=take_over)
    except Held as error:
        raise NotNoted(f"this cannot be noted for now: {error}") from error
    try:
        remove_old_temps(folder)
        found = came_after(folder)
        if found.unusable:
            raise NotNoted(f"{found.unusable}{'; put back a good copy of it' if found.faults else ''}")
        entry = understood(typed, answers, found.entries, by=who, at=at)
        if isinstance(entry, NotTaken):
            raise NotNoted(entry.why, entry.part)
        write_safely(folder / FILE, with_entry(found, entry))
    finally:
        held.let_go()
    return entry


def replaced(
    folder: Path, answers: Answers, *, by_decision: str, note: str, by: str, clock: Callable[[], datetime]
) -> Entry:
    """Note in a sealed decision the id of the one made from it, and where that is; raises as `follow_up` does."""
    typed = Typed(REPLACED, by_decision, moment_of(clock).date().isoformat(), note)
    return follow_up(folder, typed, answers, by=by, clock=clock)
