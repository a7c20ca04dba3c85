"""The register: the decisions in a folder or known on this machine, each with its state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.what_is_due import decide_by, what_is_due
from des_decider.record.afterwards import came_after
from des_decider.record.opening import holds_decision, open_decision
from des_decider.record.readiness import to_do
from des_decider.record.recovery import CannotOpen
from des_decider.record.standing import SEAL_LOST
from des_decider.record.state import state_of
from des_decider.storage.places import known_decisions
from des_decider.storage.safely import StorageFault

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime
    from pathlib import Path

    from des_decider.decision.due import Due

MOST_FOLDERS = 2_000
"""Folders looked into; a practice has one a year, a federation some hundreds."""


class Entry(NamedTuple):
    """One decision of the register; `to_do` counts what stands before sign-off, `due` is what is due of it."""

    folder: Path
    practice: str
    worksheet: str
    state: str
    decide_by: date | None
    to_do: int
    due: tuple[Due, ...] = ()


def entries_in(folder: Path, clock: Callable[[], datetime]) -> list[Entry]:
    """The decisions in a folder: itself, or the folders directly in it."""
    if holds_decision(folder):
        return [_entry(folder, clock)]
    try:
        inside = sorted(p for p in folder.iterdir() if holds_decision(p))[:MOST_FOLDERS]
    except OSError:
        return []
    return [_entry(p, clock) for p in inside]


def known_entries(clock: Callable[[], datetime]) -> list[Entry]:
    """The decisions this machine knows of that are still where they were."""
    return [_entry(p, clock) for p in known_decisions() if holds_decision(p)]


def _entry(folder: Path, clock: Callable[[], datetime]) -> Entry:
    try:
        with open_decision(folder, clock=clock, read_only=True) as session:
            state = state_of(session)
            worksheet = session.worksheet
    except (CannotOpen, StorageFault) as error:
        return Entry(folder, folder.name, "", f"cannot be opened: {error}", None, 0)
    if session.read_only == SEAL_LOST:
        words = "signed off, and its seal is missing"
    elif state.sealed:
        words = "signed off"
    elif not state.blocking and not state.drafts:
        words = "ready for sign-off"
    else:
        words = "in progress" if len(state.answers) > 1 else "not started"
    today, entries = clock().date(), came_after(folder).entries if state.sealed else ()
    due = what_is_due(state.answers, worksheet, entries, today, sealed=state.sealed)
    practice = state.answers.text("practice.name") or folder.name
    first = decide_by(state.answers, worksheet)
    return Entry(folder, practice, worksheet.title, words, first, to_do(state.blocking, state.drafts), due)


def due_among(entries: Iterable[Entry]) -> list[tuple[Due, Entry]]:
    """What is due among some decisions, soonest first and what has no day last, each with its decision."""
    every = [(one, entry) for entry in entries for one in entry.due]
    return sorted(every, key=lambda pair: (pair[0].when is None, pair[0].when or date.min))
