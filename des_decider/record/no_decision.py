"""Why nothing can be opened from a folder that somebody named, and which folder may be meant."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING

from des_decider.decision.wording import joined, visible
from des_decider.storage.decision_folders import RECORD

if TYPE_CHECKING:
    from pathlib import Path

_MOST_LOOKED_INTO = 500
_FIRST_LINE = 4096


def holds_decision(folder: Path) -> bool:
    """Whether a folder holds what a decision is opened from; one that cannot be looked into holds none."""
    return any(os.path.lexists(folder / name) for name in RECORD)


def named_in(folder: Path) -> tuple[str, str]:
    """The ids of the decisions that answers.toml and history.jsonl are of; empty where one is of none, or broken."""
    from des_decider.storage import answers_file, history  # of most folders nobody asks
    from des_decider.storage.safely import StorageFault, read_start, read_whole
    from des_decider.storage.toml_text import BrokenText

    by_answers = by_history = ""
    with suppress(StorageFault, BrokenText):
        data = read_whole(folder / answers_file.FILE, answers_file.MOST_BYTES)
        by_answers = answers_file.read_answers(data or b"").header.decision
    with suppress(StorageFault):
        line, end, _ = (read_start(folder / history.FILE, _FIRST_LINE) or b"").partition(b"\n")
        beginning = history.read_history(line + end).beginning
        by_history = beginning.decision if beginning else ""
    return by_answers, by_history


def no_decision(folder: Path) -> str:
    """Why a folder is no decision that can be opened, and what to do, in a sentence without its full stop."""
    shown = f"“{visible(str(folder))}”"
    if holds_decision(folder) and not any(named_in(folder)):
        there = [name for name in RECORD if os.path.lexists(folder / name)]
        are, its = ("is", "it is") if len(there) == 1 else ("are", "they are")
        return f"{joined(there)} in {shown} {are} of no decision, or {its} broken; give the folder of one"
    if holds_decision(folder):
        return f"{shown} has lost its worksheet.toml; 'des-decider doctor' says whether it can be put back"
    if _is_file(folder):
        return f"{shown} is a file, and a decision is a folder; give the folder that has its answers.toml"
    if not os.path.lexists(folder):
        return f"there is no folder {shown}; see whether its name is right and its drive connected"
    try:
        os.scandir(folder).close()
    except PermissionError:
        return f"{shown} cannot be looked into: you have no permission; ask who looks after the folder"
    except OSError:
        pass  # such as a link that leads to itself
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
