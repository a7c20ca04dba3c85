"""The register: the decisions in folders or known on this machine, read at once where nothing changed since."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.decision.due_item import due_on
from des_decider.record.register_entry import CANNOT, COLUMNS, Entry, as_row, from_row
from des_decider.storage.decision_folders import Found, Seen, decisions_in, look_into
from des_decider.storage.many_at_once import each
from des_decider.storage.places import known_and_why_not, known_decisions
from des_decider.storage.register_file import keep_rows, read_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from datetime import datetime
    from pathlib import Path


class Listed(NamedTuple):
    """The decisions of a list, and in sentences what it may lack."""

    entries: list[Entry]
    notes: tuple[str, ...] = ()


class Register:
    """Reads decisions for one list: each from what is kept of it here, from its summary, or by opening it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock, self._today = clock, clock().date()
        self._before = read_rows(COLUMNS)
        self._rows: dict[str, tuple[str, Any]] = {}
        self._new = False

    def at_once(self, seen: Seen) -> Entry | None:
        """A decision that need not be opened; None where it must be."""
        if seen.fault:
            return Entry(seen.folder, seen.folder.name, "", CANNOT, trouble=seen.fault)
        place = str(seen.folder.absolute())
        mark, row = self._before.get(place, ("", None))
        if mark == seen.mark and seen.settled:
            try:
                entry = from_row(seen.folder, row, self._today)
            except (TypeError, ValueError):
                pass
            else:
                self._rows[place] = mark, row
                return entry
        from des_decider.record.register_reading import from_summary  # of no use where nothing has changed

        found = from_summary(seen)
        return None if found is None else self._noted(seen, found)

    def opened(self, seen: Seen) -> Entry:
        """A decision that is opened for the list, for reading only."""
        from des_decider.record.register_reading import by_opening

        return self._noted(seen, by_opening(seen, self._clock))

    def keep(self, looked_in: Iterable[Path]) -> None:
        """Keep what was read for the next list; of decisions no longer in the folders looked in, nothing is kept."""
        places = {str(folder.absolute()) for folder in looked_in}
        below = tuple(f"{place.rstrip(os.sep)}{os.sep}" for place in places)
        others = {
            place: row
            for place, row in self._before.items()
            if place not in self._rows and place not in places and not place.startswith(below)
        }
        if self._new or len(others) + len(self._rows) < len(self._before):
            keep_rows(COLUMNS, others | self._rows)

    def _noted(self, seen: Seen, entry: Entry) -> Entry:
        """An entry that was read, to be kept unless a file was written just now or it could not be opened."""
        if seen.settled and entry.state != CANNOT:
            self._rows[str(seen.folder.absolute())] = seen.mark, as_row(entry)
            self._new = True
        return entry._replace(due=due_on(self._today, entry.due))


def listed(folders: Sequence[Path], clock: Callable[[], datetime]) -> Listed:
    """The decisions in some folders, or those this machine knows where none is named."""
    found = decisions_in(*folders) if folders else known()
    register = Register(clock)
    at_once = each(register.at_once, found.decisions)
    entries = [entry or register.opened(seen) for entry, seen in zip(at_once, found.decisions, strict=True)]
    register.keep(folders or known_decisions())
    return Listed(entries, found.notes)


def known() -> Found:
    """The decisions this machine knows, the last opened first; how many of them are not where they were."""
    places, why_not = known_and_why_not()
    found = each(look_into, places)
    there = tuple(seen for seen in found if seen is not None)
    gone = len(places) - len(there)
    if not gone:
        return Found(there, (why_not,) if why_not else ())
    which, are = ("decision", "is") if gone == 1 else ("decisions", "are")
    note = f"{gone:,} {which} on this computer’s list {are} not there: moved, or on a drive that is not connected"
    return Found(there, (note,))
