"""Values of our own files, none believed before it is checked: a moment, a format number, a short text."""

from __future__ import annotations

import re
from datetime import datetime
from typing import TypeGuard

from des_decider.decision.changes import LONGEST_ID

FORMAT = (1, 0)
"""The format of the answers and of their history."""
NEWER = "was written by a newer version of des-decider; use that version to change it"
_FORMAT = re.compile(r"(\d{1,4})\.(\d{1,4})", re.ASCII)


def moment_of(value: object) -> datetime | None:
    """A time with an offset of whole minutes, from ISO text or as TOML reads it; None for anything else."""
    if isinstance(value, str) and len(value) <= 40:
        try:
            value = datetime.fromisoformat(value)
        except ValueError:
            return None
    if not isinstance(value, datetime):
        return None
    offset = value.utcoffset()
    # TOML knows no seconds in an offset, and what is read here is written there.
    return value if offset is not None and offset.total_seconds() % 60 == 0 else None


def format_of(value: object) -> tuple[int, int] | None:
    """A format number such as "1.0" as two numbers; None for anything else."""
    match = _FORMAT.fullmatch(value) if isinstance(value, str) else None
    found = (int(match[1]), int(match[2])) if match else None
    return found if found and found[0] >= FORMAT[0] else None


def short(value: object) -> TypeGuard[str]:
    """Whether a value is a text that may be an id or a person's name."""
    return isinstance(value, str) and len(value) <= LONGEST_ID
