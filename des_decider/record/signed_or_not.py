"""Whether a decision is signed off, as its seal and its record say together, and why it then takes no answer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

SEAL_FILE = "seal.toml"
SEALED = "this decision is signed off and sealed; a changed mind is a new decision that replaces it"
SEAL_LOST = (
    f"this decision was signed off, and its {SEAL_FILE} is missing; put it back from a copy of the folder. "
    "A changed mind is a new decision that replaces it"
)
STRAY_SEAL = (
    f"this decision was never signed off, and a {SEAL_FILE} that is not its own lies in its folder; "
    "move that file away to go on"
)


def has_seal(folder: Path) -> bool:
    """Whether something named like a seal is there; a link that leads nowhere counts until a person looks at it."""
    return os.path.lexists(folder / SEAL_FILE)


def why_shut(folder: Path, decision: str, *, signed: bool) -> str:
    """Why a decision takes no answer, in a sentence: SEALED, SEAL_LOST or STRAY_SEAL; empty where it takes one.

    `signed` tells whether its own record says that it was signed off.
    """
    if not has_seal(folder):
        return SEAL_LOST if signed else ""
    if signed or _is_of(folder, decision):
        return SEALED
    return STRAY_SEAL


def _is_of(folder: Path, decision: str) -> bool:
    """Whether the seal says that it is this decision's: one can stand before all else is in its place."""
    from des_decider.record.seal import of_a_newer_version, read_seal, seal_data  # an open decision has none

    seal = read_seal(folder / SEAL_FILE)
    return (seal is not None and seal.decision == decision) or of_a_newer_version(seal_data(folder / SEAL_FILE) or b"")
