"""Where a file may be written that somebody wants: never over what is there, nor among what was sealed."""

from __future__ import annotations

import os
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.decision.wording import visible
from des_decider.record.no_decision import holds_decision
from des_decider.record.seal import RECORD, read_seal
from des_decider.record.signed_or_not import SEAL_FILE, has_seal
from des_decider.storage import afterwards_file
from des_decider.storage.safely import StorageFault, check_new, write_safely

if TYPE_CHECKING:
    from collections.abc import Iterable


def check_place(path: Path, folder: Path) -> None:
    """Raise StorageFault where what is made from the decision in `folder` may not be written to a file.

    Nothing that is there is written over: a letter in that folder may have been sent, or written in by hand.
    """
    if not lies_in(path, folder):
        check_elsewhere(path)
        return
    seal = read_seal(folder / SEAL_FILE)
    record = {SEAL_FILE, afterwards_file.FILE, *RECORD, *(file.name for file in (seal.files if seal else ()))}
    if path.name.casefold() in {name.casefold() for name in record}:  # some disks take both for the same name
        raise StorageFault(f"“{visible(str(path))}” is a file of the record; name another")
    check_new(path)


def check_elsewhere(path: Path) -> None:
    """Raise StorageFault where something is called so already, or another decision was sealed beside it."""
    check_new(path)
    above = (one for one in Path(os.path.realpath(path)).parents if has_seal(one) and holds_decision(one))
    if (sealed := path.parent if has_seal(path.parent) else next(above, None)) is not None:
        raise StorageFault(
            f"“{visible(str(sealed))}” is a folder that was sealed; choose another, its record stays as it is"
        )


def free(folder: Path, name: str, ending: str) -> Path:
    """Where nothing is called so yet in a folder: under the name, or with the next number behind it."""
    names = (f"{name}{'' if number == 1 else f'-{number}'}.{ending}" for number in count(1))
    return next(path for one in names if not os.path.lexists(path := folder / one))


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write lines of text where that was found to be allowed."""
    write_safely(path, "".join(f"{line}\n" for line in lines).encode())


def lies_in(path: Path, folder: Path) -> bool:
    """Whether a file would lie in a folder, whatever links lead there."""
    # Unlike Path.resolve, this takes a link that leads to itself.
    return os.path.realpath(path.parent) == os.path.realpath(folder)
