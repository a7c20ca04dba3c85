"""What was read of decisions, kept in this program's own folder: so that a list reads no decision that has not changed.

It is private to whoever runs the program, and holds nothing that is not in the decisions: where it is broken, of
another version or gone, they are read again.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any
from zlib import crc32

from des_decider import __version__
from des_decider.storage.places import state_folder
from des_decider.storage.safely import StorageFault, make_folder, read_whole, write_safely

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "register.json"
MOST_BYTES = 32 * 1024 * 1024
MOST_ROWS = 4_000
"""Decisions that are kept; those that were listed last stay."""
Rows = dict[str, tuple[str, Any]]
"""By folder its mark when it was read, and what was read, as JSON has it."""


def read_rows(columns: str) -> Rows:
    """What is kept of such columns; nothing where it cannot be used."""
    try:
        data = read_whole(state_folder() / FILE, MOST_BYTES) or b""
        sum_, _, body = data.partition(b"\n")
        if sum_ != _sum(columns, body):
            return {}
        rows: Rows = {folder: (mark, row) for folder, mark, row in json.loads(body)}
    except (StorageFault, ValueError, TypeError, RecursionError):
        return {}
    return rows


def keep_rows(columns: str, rows: Mapping[str, tuple[str, Any]]) -> None:
    """Keep these, the last of them where there are too many. Lists work without, so what fails is nobody's trouble."""
    kept = list(rows.items())[-MOST_ROWS:]
    body = json.dumps([(folder, mark, row) for folder, (mark, row) in kept], separators=(",", ":")).encode()
    try:
        make_folder(state_folder())
        write_safely(state_folder() / FILE, _sum(columns, body) + b"\n" + body, lasting=False, private=True)
    except StorageFault:
        return


def _sum(columns: str, body: bytes) -> bytes:
    """What tells a whole file from one that was cut or damaged, of this version of the program and these columns alone.

    Whoever can write to this folder can write any sum too, so that it is no digest, which takes longer to load.
    """
    return f"{__version__} {columns} {crc32(body):08x}".encode()
