"""Files beside a record in which a text can stand that was taken out of it: which they are, and taking them away."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from des_decider.storage.safely import StorageFault, fault, kept_aside_of, read_whole, remove
from des_decider.storage.toml_text import spelled

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from pathlib import Path

MOST_BYTES = 64 * 1024 * 1024
"""Bytes of a file that is searched for a text; a larger one counts as not holding it, and is named with the others."""
SHORTEST = 3
"""Characters a text must have for other places to be searched for it: a shorter one is found everywhere."""


def kept_aside(folder: Path, ours: Collection[str]) -> tuple[str, ...]:
    """What was kept in a folder beside files of ours, broken or edited by hand. Raises StorageFault."""
    return tuple(name for name in entries(folder) if kept_aside_of(name)[0] in ours)


def entries(folder: Path) -> tuple[str, ...]:
    """What lies in a folder, by name; nothing where there is no folder. Raises StorageFault."""
    try:
        return tuple(sorted(path.name for path in folder.iterdir()))
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise fault("read", folder, error) from error


def take_away(folder: Path, names: Iterable[str]) -> None:
    """Take files away. Raises StorageFault."""
    for name in names:
        remove(folder / name)


def that_hold(folder: Path, names: Iterable[str], texts: Collection[str]) -> tuple[str, ...]:
    """Which of some files hold a line of some texts as it is, or as our own files would write it."""
    return tuple(name for name in names if holds(_bytes(folder / name), texts))


def holds(data: bytes, texts: Iterable[str]) -> bool:
    """Whether some bytes hold a line of some texts, in either way; too short a line is found everywhere."""
    some = (line for text in texts for line in text.splitlines() if len(line) >= SHORTEST)
    ways = (way for line in some for way in (line, spelled(json.dumps(line, ensure_ascii=False))[1:-1]))
    return any(way.encode(errors="replace") in data for way in ways)


def _bytes(path: Path) -> bytes:
    try:
        return read_whole(path, MOST_BYTES) or b""
    except StorageFault:
        return b""
