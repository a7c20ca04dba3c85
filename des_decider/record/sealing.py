"""Sealing as one step: what is made ready, the seal, and whatever a sign-off that was broken off left to be done."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from des_decider.record.seal import MOST_BYTES, NAME, Seal, parse_seal, read_seal
from des_decider.record.signed_or_not import SEAL_FILE
from des_decider.storage.safely import StorageFault, Unconfirmed, write_safely
from des_decider.storage.staged_files import anything_ready, forget, make_ready, still_ready, take_places

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def put_seal(folder: Path, seal: bytes, ready: Mapping[str, bytes]) -> str:
    """Seal a folder in one step: before the seal stands nothing looks signed, and with it all of `ready` is there.

    Gives why something of it is not in its place yet, empty where all is. Raises StorageFault; then nothing is sealed.
    """
    unconfirmed = ""
    try:
        make_ready(folder, ready)
        try:
            write_safely(folder / SEAL_FILE, seal)
        except Unconfirmed as error:
            unconfirmed = str(error)  # the step is taken all the same
    except StorageFault:
        with suppress(StorageFault):
            forget(folder)
        raise
    return _in_place(folder, parse_seal(seal)) or unconfirmed


def waiting(folder: Path, seal: Seal) -> tuple[str, ...]:
    """Which sealed files are as they were sealed and stand beside their place, as they could not be put there."""
    try:
        return still_ready(folder, _wanted(seal), MOST_BYTES)
    except StorageFault:
        return ()


def _wanted(seal: Seal) -> dict[str, str]:
    """What is to be in its place, by name and SHA-256."""
    return {file.name: file.sha256 for file in seal.files if NAME.fullmatch(file.name)}


def finish(folder: Path) -> str:
    """Put in its place what stood ready when a folder was sealed; why that cannot be, empty where nothing is left."""
    return _in_place(folder, read_seal(folder / SEAL_FILE)) if anything_ready(folder) else ""


def _in_place(folder: Path, seal: Seal | None) -> str:
    if seal is None or not seal.whole:
        return ""
    try:
        take_places(folder, _wanted(seal), MOST_BYTES)
    except StorageFault as error:
        return f"{error}. What is not in its place yet is put there when the decision is opened next"
    return ""
