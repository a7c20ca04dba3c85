"""Copies of a decision that lie beside it, found by the decision's id inside; and which a person is done with."""

from __future__ import annotations

import os
from contextlib import suppress
from hashlib import sha256
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.storage import answers_file, history
from des_decider.storage.places import rescue_folder
from des_decider.storage.safely import (
    StorageFault,
    fault,
    kept_aside_of,
    make_folder,
    read_start,
    read_whole,
    remove,
    write_safely,
)
from des_decider.storage.toml_text import BrokenText, read_toml, write_toml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

FILE = "merged.toml"
"""What a person is done with, by the digest of each copy: one that is written to again is another copy."""
FORMAT = "1.0"
MOST_BYTES = 1024 * 1024
RESCUED = "kept on this computer"
"""What a copy is called that this program made, as the decision's folder took nothing."""
MOST_LOOKED_INTO = 2_000
"""Files of a folder, and folders beside it, that are looked into."""
_START = 4096
"""Bytes within which a decision's id stands in its files."""
_RECORD = (answers_file.FILE, history.FILE)
_TOLD = ("broken", "edited")
"""What this program kept of its own files so, and spoke of when it did."""


class Beside(NamedTuple):
    """A copy of a decision: what it is called, and the bytes of its answers, of its history, or of both."""

    name: str
    place: Path
    answers: bytes | None
    history: bytes | None

    @property
    def ours(self) -> bool:
        """Whether this program put it there, and may take it away once nobody needs it any more."""
        return self.name == RESCUED or kept_aside_of(self.name) == (answers_file.FILE, "copy")

    @property
    def digest(self) -> str:
        """The SHA-256 of all that is in it."""
        return sha256((self.answers or b"") + b"\0" + (self.history or b"")).hexdigest()


def beside(folder: Path, decision: str) -> Iterator[Beside]:
    """Every copy of a decision: files in its folder, folders beside it, and what was rescued on this computer.

    What it is called says nothing: each service that syncs folders has other names. What cannot be read is none.
    """
    for entry in _entries(folder):
        of, why = kept_aside_of(entry.name)
        if entry.name not in _RECORD and not (of in _RECORD and why in _TOLD):
            with suppress(StorageFault):
                yield from _of_file(Path(entry.path), entry.name, decision)
    for entry in _entries(folder.absolute().parent):
        if entry.name != folder.absolute().name and entry.is_dir(follow_symlinks=False):
            with suppress(StorageFault):
                yield from of_folder(Path(entry.path), entry.name, decision)
    yield from rescued_copies(decision)


def rescued_copies(decision: str) -> Iterator[Beside]:
    """What was rescued of a decision's record on this computer, as copies of it."""
    for entry in _entries(rescue_folder(decision)):
        with suppress(StorageFault):
            yield from of_folder(Path(entry.path), RESCUED, decision)


def copy_at(place: Path, decision: str) -> Beside | None:
    """The copy of a decision at a place that somebody names, a file or a folder; None where none is there.

    Raises StorageFault where it cannot be read.
    """
    found = of_folder if place.is_dir() else _of_file
    return next(found(place, place.name, decision), None)


def rescue_name(folder: Path) -> str:
    """What the record of a decision in `folder` is rescued as; each call gives another name."""
    return f"{_mark(folder)}-{os.urandom(4).hex()}"


def rescued_for(copy: Beside, folder: Path) -> bool:
    """Whether a rescued record is what the decision in `folder`, and no other copy of it, did not take."""
    return copy.name == RESCUED and copy.place.name.startswith(f"{_mark(folder)}-")


def _mark(folder: Path) -> str:
    return sha256(os.path.realpath(folder).encode(errors="surrogatepass")).hexdigest()[:16]


def rescue(decision: str, name: str, answers: bytes, changes: bytes) -> None:
    """Keep a decision's record in this program's own folder, where it is a copy like any other.

    Raises StorageFault.
    """
    folder = rescue_folder(decision) / name
    make_folder(folder)
    write_safely(folder / history.FILE, changes)
    write_safely(folder / answers_file.FILE, answers)


def rescued_records(decision: str) -> tuple[str, ...]:
    """What was rescued of a decision's record on this computer, by name."""
    return tuple(entry.name for entry in _entries(rescue_folder(decision)) if entry.is_dir(follow_symlinks=False))


def forget_rescued(decision: str, name: str) -> None:
    """Take away what was rescued. Raises StorageFault."""
    folder = rescue_folder(decision) / name
    for file in (answers_file.FILE, history.FILE):
        remove(folder / file)
    try:
        folder.rmdir()
    except OSError as error:
        raise fault("remove", folder, error) from error


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(folder) as entries:
            # What begins with a dot is a program's own, such as a file of ours that is being written.
            seen = (entry for entry in islice(entries, MOST_LOOKED_INTO) if not entry.name.startswith("."))
            return sorted(seen, key=lambda entry: entry.name)
    except OSError:
        return []


def files_of(folder: Path, name: str, most: int) -> Iterator[bytes]:
    """What may be a copy of one file: everything in a folder that is not too long, and what is called so beside it."""
    here = [Path(entry.path) for entry in _entries(folder)]
    for path in [*here, *(Path(entry.path) / name for entry in _entries(folder.absolute().parent))]:
        with suppress(StorageFault):
            if (data := read_whole(path, most)) is not None:
                yield data


def _of_file(path: Path, name: str, decision: str) -> Iterator[Beside]:
    if not _speaks_of(path, decision):
        return
    data = read_whole(path, history.MOST_BYTES) or b""
    changes = history.read_history(data)
    if changes.beginning and changes.beginning.decision == decision and changes.changes:
        yield Beside(name, path, None, data)
        return
    with suppress(BrokenText):
        if len(data) <= answers_file.MOST_BYTES and answers_file.read_answers(data).header.decision == decision:
            yield Beside(name, path, data, None)


def of_folder(folder: Path, name: str, decision: str) -> Iterator[Beside]:
    """The copy that a folder is, where it is one of this decision. Raises StorageFault where it cannot be read."""
    answers, changes = folder / answers_file.FILE, folder / history.FILE
    if _speaks_of(answers, decision) or _speaks_of(changes, decision):
        yield Beside(
            name, folder, read_whole(answers, answers_file.MOST_BYTES), read_whole(changes, history.MOST_BYTES)
        )


def _speaks_of(path: Path, decision: str) -> bool:
    return decision.encode(errors="replace") in (read_start(path, _START) or b"")


def done_with(folder: Path) -> frozenset[str]:
    """The digests of the copies that a person is done with; a list that cannot be read counts as empty."""
    return frozenset(_read(folder))


def be_done_with(folder: Path, copy: Beside, at: datetime) -> None:
    """Note that a person is done with a copy, which stays where it is. Raises StorageFault."""
    noted = {**_read(folder), copy.digest: at}
    write_safely(folder / FILE, write_toml({"format": FORMAT, "done_with": noted}))


def _read(folder: Path) -> dict[str, Any]:
    try:
        found = read_toml(read_whole(folder / FILE, MOST_BYTES) or b"").get("done_with")
    except (StorageFault, BrokenText):
        return {}
    return found if isinstance(found, dict) else {}
