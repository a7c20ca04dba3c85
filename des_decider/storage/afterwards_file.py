"""afterwards.jsonl: what came after the seal, a line for each entry, chained to the one before, and one that ends it.

Every line carries its own digest and that of the line before, the first that of the seal: so a line that was changed is
told from one that is missing. The last line has the format and counts the entries, so that a file cut short is told
from one to which nothing was added.
"""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from des_decider.decision.afterwards import Entry
from des_decider.decision.parsing import LONGEST_TEXT
from des_decider.storage.chained_lines import lines_of, object_of, sha256_of, written
from des_decider.storage.checked_fields import NEWER, format_of, moment_of, short
from des_decider.storage.safely import StorageFault

FILE = "afterwards.jsonl"
FORMAT = "1.0"
MOST_BYTES = 16 * 1024 * 1024
"""Bytes the file may have; an entry takes some hundreds."""


class AfterwardsFile(NamedTuple):
    """What the file holds: the entries up to the first fault, their bytes, and every fault in a sentence.

    `newer` says that only a newer version can read it and add to it. `digest` is that of the last entry, or of the seal
    where there is none: the next one carries it, and paper may anchor it.
    """

    entries: tuple[Entry, ...] = ()
    faults: tuple[str, ...] = ()
    newer: bool = False
    data: bytes = b""
    digest: str = ""

    @property
    def unusable(self) -> str:
        """Why nothing is added to it or made from it, in a sentence; empty where it is as it was written."""
        if self.newer:
            return f"{FILE} {NEWER}"
        return f"{FILE} was altered: {self.faults[0]}" if self.faults else ""


def read_afterwards(data: bytes | None, seal: str) -> AfterwardsFile:
    """What a file's bytes hold; `seal` is the SHA-256 of the seal it belongs to. Never raises.

    No file is no entry. The bytes are taken without what re-saving in an editor adds.
    """
    if data is None:
        return AfterwardsFile(digest=seal)
    pieces = [piece for _, piece, _ in lines_of(data)]
    lines = [_as_written(piece) for piece in pieces]
    end = lines[-1] if lines and lines[-1] is not None and "entries" in lines[-1] else None
    numbers = format_of(end.get("format")) if end is not None else None
    if numbers is not None and numbers[0] > int(FORMAT.partition(".")[0]):
        return AfterwardsFile(newer=True)
    entries: list[Entry] = []
    faults: list[str] = []
    digest = seal
    before: str | None = seal
    for number, line in enumerate(lines, 1):
        entry = _entry(line, number) if line is not None and line is not end else None
        if line is None or (entry is None and line is not end):
            faults.append(f"line {number} is not as it was written")
        elif before is not None and line["before"] != before:
            after = f"line {number - 1}" if number > 1 else "the seal"
            faults.append(f"line {number} does not follow from {after}: a line is missing, or is in another place")
        elif entry is not None and not faults:
            entries.append(entry)
            digest = line["sha256"]
        before = line["sha256"] if line is not None else None
    if end is None and not (lines and lines[-1] is None):
        faults.append("its last line is missing, so entries may have been cut off")
    elif not faults and data != b"".join(pieces):
        faults.append("something was added at its end")
    return AfterwardsFile(tuple(entries), tuple(faults), data=b"".join(pieces[: len(entries)]), digest=digest)


def with_entry(found: AfterwardsFile, entry: Entry) -> bytes:
    """The file's bytes with one more entry. Raises StorageFault where they would be too many."""
    line: dict[str, Any] = entry._asdict() | {"on": entry.on.isoformat(), "at": entry.at.isoformat()}
    last = _sealed(line, found.digest)
    end = _sealed({"format": FORMAT, "entries": entry.number}, last["sha256"])
    data = found.data + written(last) + written(end)
    if len(data) > MOST_BYTES:
        raise StorageFault(f"“{FILE}” is full; shorten the note")
    return data


def _sealed(line: dict[str, Any], before: str) -> dict[str, Any]:
    """A line with the digest of the one before it, and its own."""
    line = {**line, "before": before}
    return {**line, "sha256": sha256_of(line)}


def _as_written(piece: bytes) -> dict[str, Any] | None:
    """A line's object where it is, to the byte, as it was written; None otherwise."""
    found = object_of(piece)
    if found is None or not isinstance(found.get("before"), str):
        return None
    same = _sealed({key: value for key, value in found.items() if key not in {"before", "sha256"}}, found["before"])
    return found if written(same) == piece else None


def _entry(line: dict[str, Any], number: int) -> Entry | None:
    """The entry a line holds where every part of it is as it must be; a kind this version does not know is one too."""
    at, note, on = moment_of(line.get("at")), line.get("note"), line.get("on")
    if line.get("number") != number or not all(short(line.get(key)) for key in ("kind", "of", "by")):
        return None
    if at is None or not isinstance(note, str) or len(note) > LONGEST_TEXT or not isinstance(on, str):
        return None
    try:
        return Entry(number, line["kind"], line["of"], date.fromisoformat(on), note, line["by"], at)
    except ValueError:
        return None
