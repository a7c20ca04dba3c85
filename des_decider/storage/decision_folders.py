"""Folders that hold decisions, found by looking at names alone, and whether a file in one has changed since."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from time import time_ns
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from des_decider.storage import staged_files
from des_decider.storage.many_at_once import each
from des_decider.storage.safely import fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

RECORD = ("answers.toml", "history.jsonl")
"""What a decision is opened from: a folder in which one of these is holds one."""
MOST_FOLDERS = 20_000
"""Folders looked into at one go; a practice has one a year, a federation some hundreds."""
DEEPEST = 4
"""Folders within each other below the one that is named, such as those of a practice, a year and a decision."""
_OURS = (".toml", ".json", ".jsonl")
"""How the files end that a decision follows from; its memos end otherwise."""
_SETTLED = 3 * 10**9
"""Nanoseconds after which two changes of a file differ in its time on every file system there is."""


class Seen(NamedTuple):
    """A folder that holds a decision, as it was seen: the size of each file that it follows from.

    `mark` is another one wherever one of these files was written since: their names, sizes, places and times. `settled`
    says that they were left alone for some seconds, without which a mark tells nothing. `fault` says why the folder
    could not be looked into.
    """

    folder: Path
    sizes: Mapping[str, int] = MappingProxyType({})
    mark: str = ""
    settled: bool = False
    fault: str = ""

    @property
    def unfinished(self) -> bool:
        """Whether a file stands ready that a sign-off has not put in its place yet."""
        return any(name.startswith(staged_files.PREFIX) for name in self.sizes)


class Found(NamedTuple):
    """The decisions that were found, and in sentences where else there may be some."""

    decisions: tuple[Seen, ...]
    notes: tuple[str, ...] = ()


def look_into(folder: Path) -> Seen | None:
    """The decision that a folder holds; None where it holds none or is not there."""
    there = _look(str(folder))
    if there is None or isinstance(there, Seen):
        return there
    return Seen(folder, fault=there) if isinstance(there, str) else None


def decisions_in(*folders: Path) -> Found:
    """The decisions in some folders: each of them itself, or the folders in it, by name and some way down.

    What lies in the folder of a decision is that decision's alone. A link is followed where it lies in a folder that is
    named, and no further.
    """
    found: list[tuple[int, str, Seen]] = []
    notes: list[str] = []
    level, left = [(number, str(folder)) for number, folder in enumerate(folders)], MOST_FOLDERS
    for depth in range(DEEPEST + 1):
        if len(level) > left:
            notes.append(f"there are more than {MOST_FOLDERS:,} folders here, and only so many were looked into")
        level, left = level[:left], max(left - len(level), 0)
        below: list[tuple[int, str]] = []
        for (number, folder), there in zip(level, each(_look, [folder for _, folder in level]), strict=True):
            if isinstance(there, Seen):
                found.append((number, folder.replace(os.sep, "\0"), there))
            elif isinstance(there, str):
                notes.append(there)
            elif there is not None and left:
                below += [(number, path) for path in sorted(_folders(there, links=depth == 0))]
        level = below
    return Found(tuple(seen for *_, seen in sorted(found, key=lambda one: one[:2])), tuple(notes))


def _look(folder: str) -> Seen | list[os.DirEntry[str]] | str | None:
    """The decision a folder holds, else what is in it; why it cannot be looked into; None where it is not there."""
    try:
        entries = list(os.scandir(folder))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    except OSError as error:
        return None if error.errno == errno.ENAMETOOLONG else str(fault("look into", Path(folder), error))
    names = [entry.name for entry in entries]
    return _seen(folder, entries) if any(name in names for name in RECORD) else entries


def _folders(entries: list[os.DirEntry[str]], *, links: bool) -> Iterator[str]:
    for entry in entries:
        try:
            if not entry.name.startswith(".") and entry.is_dir(follow_symlinks=links):
                yield entry.path
        except OSError:
            continue  # a link to what is gone


def _seen(folder: str, entries: list[os.DirEntry[str]]) -> Seen:
    sizes, marks, last = {}, [], 0
    for entry in entries:
        name = entry.name
        if name.endswith(_OURS) or name.startswith(staged_files.PREFIX):
            try:
                is_ = entry.stat(follow_symlinks=False)
            except FileNotFoundError:
                continue  # taken away meanwhile
            except OSError as error:
                return Seen(Path(folder), fault=str(fault("look into", Path(entry.path), error)))
            sizes[name], changed = is_.st_size, is_.st_mtime_ns
            last = max(last, changed)
            marks.append(f"{name}/{is_.st_size}/{changed}/{is_.st_ino}/{is_.st_ctime_ns}")
    return Seen(Path(folder), sizes, "//".join(sorted(marks)), last + _SETTLED < time_ns())
