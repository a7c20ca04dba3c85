"""Saves an open decision in another place, where its own folder takes nothing any more; it then goes on there."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from des_decider.record.last_time import FILE as LAST_TIME
from des_decider.record.last_time import MOST_BYTES
from des_decider.record.opening import check_empty, open_decision
from des_decider.storage import history
from des_decider.storage.drafts import Drafts
from des_decider.storage.safely import StorageFault, make_folder, read_whole, write_safely

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from des_decider.record.session import Session


def save_elsewhere(session: Session, folder: Path, *, by: str, clock: Callable[[], datetime]) -> Session:
    """Write a decision as it stands here into a new or empty folder, with what is being typed, and open it there.

    The old folder stays as it is, and the session open. Raises ReadOnly, CannotOpen and StorageFault.
    """
    files = session.everything()
    with suppress(StorageFault):  # of its own folder; the decision goes on without what it follows
        if (last := read_whole(session.folder / LAST_TIME, MOST_BYTES)) is not None:
            files[LAST_TIME] = last
    check_empty(folder, {})
    make_folder(folder)
    # The history makes it a decision: all else stands before it.
    for name in sorted(files, key=lambda name: name == history.FILE):
        write_safely(folder / name, files[name])
    Drafts(folder, writable=True).keep_all(session.drafts)
    return open_decision(folder, clock=clock, who=by)
