"""Opens a decision for a command, and says everything a person should know about how it was found."""

from __future__ import annotations

import getpass
import sys
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.trouble import Trouble
from des_decider.decision.wording import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.record.session import Session


def now() -> datetime:
    """This computer's time with its offset, which is what a record states."""
    return datetime.now().astimezone()


def typist() -> str:
    """Who sits at the keyboard, as this computer knows them."""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):
        return ""


@contextmanager
def opened(folder: str, *, to_write: bool = False, by: str = "") -> Iterator[Session]:
    """A decision, open for reading or for writing; Trouble in one sentence where it cannot be had."""
    from des_decider.record.opening import open_decision
    from des_decider.record.recovery import CannotOpen
    from des_decider.record.session import ReadOnly
    from des_decider.storage.safely import StorageFault

    try:
        session = open_decision(Path(folder), clock=now, read_only=not to_write, who=by or typist())
    except (CannotOpen, StorageFault) as error:
        raise Trouble(str(error)) from None
    with session:
        for notice in session.notices:
            print(f"note: {visible(notice)}", file=sys.stderr)
        if to_write and session.read_only:
            raise Trouble(f"{visible(folder)} can only be read: {session.read_only}")
        try:
            yield session
        except (ReadOnly, StorageFault) as error:
            raise Trouble(str(error)) from None
