"""Files that stand ready beside a record, out of sight, to take their places together once it is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.storage.safely import fault, put_in_place, read_whole, remove, write_safely

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

PREFIX = ".ready-"


def make_ready(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files by name; none of them is in its place yet. Raises StorageFault; what is ready is then left."""
    for name, data in files.items():
        write_safely(folder / f"{PREFIX}{name}", data)


def anything_ready(folder: Path) -> bool:
    """Whether something stands ready that was never put in its place."""
    try:
        return any(path.name.startswith(PREFIX) for path in folder.iterdir())
    except OSError:
        return False


def still_ready(folder: Path, wanted: Mapping[str, str], most: int) -> tuple[str, ...]:
    """Which of the files `wanted`, by name and SHA-256, stand ready and are not in their place yet.

    Raises StorageFault where one cannot be read.
    """
    found = {name: read_whole(folder / f"{PREFIX}{name}", most) for name in wanted}
    return tuple(name for name, data in found.items() if data and _digest(data) == wanted[name])


def take_places(folder: Path, wanted: Mapping[str, str], most: int) -> None:
    """Put what is ready in its place, where it is what is `wanted` by name and SHA-256, and forget the rest.

    Nothing is read beyond `most` bytes. Harmless when repeated, and while another program does the same. Raises
    StorageFault; what is not in its place yet is still ready then.
    """
    for name, digest in wanted.items():
        ready = folder / f"{PREFIX}{name}"
        data = read_whole(ready, most)
        if data is not None and _digest(data) == digest:
            put_in_place(ready, folder / name)
    forget(folder)


def forget(folder: Path) -> None:
    """Take away what stands ready. Raises StorageFault."""
    try:
        for path in list(folder.iterdir()):
            if path.name.startswith(PREFIX):
                remove(path)
    except OSError as error:
        raise fault("remove what was made ready in", folder, error) from error


def _digest(data: bytes) -> str:
    from hashlib import sha256  # lists, which only ask for the prefix, need no library of digests

    return sha256(data).hexdigest()
