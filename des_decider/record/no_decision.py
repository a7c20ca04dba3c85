"""Why nothing can be opened from a folder that somebody named, and which folder may be meant."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from des_decider.decision.wording import visible
from des_decider.storage.decision_folders import RECORD

if TYPE_CHECKING:
    from pathlib import Path

_MOST_LOOKED_INTO = 500


def holds_decision(folder: Path) -> bool:
    """Whether a folder holds what a decision is opened from; one that cannot be looked into holds none."""
    return any(os.path.lexists(folder / name) for name in RECORD)


def no_decision(folder: Path) -> str:
    """Why a folder is no decision that can be opened, and what to do, in a sentence without its full stop."""
    shown = f"“{visible(str(folder))}”"
    if holds_decision(folder):
        return f"{shown} has lost its worksheet.toml; 'des-decider doctor' says whether it can be put back"
    if _is_file(folder):
        return f"{shown} is a file, and a decision is a folder; give the folder that has its answers.toml"
    if not os.path.lexists(folder):
        return f"there is no folder {shown}; see whether its name is right and its drive connected"
    if (inside := _first_inside(folder)) is not None:
        return f"{shown} holds no decision itself; give one that is in it, such as “{visible(str(inside))}”"
    return f"{shown} holds no decision; give the folder that has its answers.toml"


def _is_file(folder: Path) -> bool:
    try:
        return folder.is_file()
    except OSError:  # a name that is too long for any
        return False


def _first_inside(folder: Path) -> Path | None:
    """The first decision in a folder, by name; None where there is none, or the folder cannot be looked into."""
    try:
        names = sorted(entry.name for entry in os.scandir(folder) if entry.is_dir())
    except OSError:
        return None
    return next((folder / name for name in names[:_MOST_LOOKED_INTO] if holds_decision(folder / name)), None)
