"""Opens a decision for a command, and says everything a person should know about how it was found."""

from __future__ import annotations

import os
import shlex
import shutil
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.printing import say
from des_decider.decision.wording import visible
from des_decider.storage.safely import StorageFault
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.record.session import Session


def program() -> str:
    """How to call this program again: by its name where the shell finds it, else as it was called just now."""
    called = Path(sys.argv[0])
    if shutil.which("des-decider") or not called.name.startswith("des-decider"):
        return "des-decider"
    return quoted(called)


def quoted(path: Path) -> str:
    """A path as this computer's shell takes it in a command line to copy."""
    shown = visible(str(path))
    return f'"{shown}"' if os.name == "nt" and " " in shown else shown if os.name == "nt" else shlex.quote(shown)


def put_on_list(folder: Path) -> None:
    """Put a decision on this machine's list; the list is a convenience, so its faults are a note and stop nothing."""
    from des_decider.storage.places import remember

    if fault := remember(folder):
        say(f"note: {fault}", trouble=True)


@contextmanager
def or_elsewhere(command: str) -> Iterator[None]:
    """Where new decisions cannot be put where they are put unless told otherwise, say how to tell it."""
    try:
        yield
    except StorageFault as error:
        raise Trouble(f"{error}; {program()} {command} DIR puts it elsewhere") from error


@contextmanager
def opened(folder: str, *, to_write: bool = False, by: str = "", take_over: bool = False) -> Iterator[Session]:
    """A decision as `decision_at` has it; before anything is written, copies of it are pointed out."""
    with decision_at(folder, to_write=to_write, by=by, take_over=take_over) as session:
        if to_write:
            _note_copies(session)
        yield session


@contextmanager
def decision_at(folder: str, *, to_write: bool = False, by: str = "", take_over: bool = False) -> Iterator[Session]:
    """A decision, open for reading or for writing; Trouble in one sentence where it cannot be had."""
    from des_decider.record.faults import LAST_ACTIONS
    from des_decider.record.opening import READING_ONLY, open_decision
    from des_decider.record.signed_or_not import STRAY_SEAL
    from des_decider.record.stamps import now

    session = open_decision(Path(folder), clock=now, read_only=not to_write, who=by, take_over=take_over)
    LAST_ACTIONS.saved_at = session.last_moment
    with session:
        for notice in session.notices:
            say(f"note: {notice}", trouble=True)
        if to_write and session.read_only:
            raise Trouble(f"{visible(folder)}: {session.read_only}")
        if not session.signed_off and session.read_only not in {"", READING_ONLY, STRAY_SEAL}:
            say(f"note: {session.read_only}", trouble=True)
        yield session


def _note_copies(session: Session) -> None:
    """Say that copies have something that is not here, and which command shows it."""
    from des_decider.record.copies import copies_of, told

    if words := told(copies_of(session)):
        say(f"note: {words}; {program()} merge {quoted(session.folder)} shows each", trouble=True)
