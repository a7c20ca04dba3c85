"""Makes a copy of the worked example, a decision like any other, to look around in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.answer_lines import read_lines
from des_decider.record.no_decision import holds_decision
from des_decider.record.opening import create_decision
from des_decider.record.recovery import CannotOpen
from des_decider.storage.places import decisions_folder, new_folder, numbered
from des_decider.storage.shipped import example_answers, read_shipped, worksheets_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

WORKSHEET = "network-contract-des-2020-21"
PRACTICE = "Saltmarsh Surgery (worked example)"
FOLDER = "Saltmarsh worked example"
TYPED_BY = "the worked example"
"""Nobody: what the example begins with was typed by no person."""


def make_example(folder: Path, clock: Callable[[], datetime]) -> None:
    """Make the worked example in a new or empty folder, every answer given; writes no memo.

    Raises CannotOpen where the folder holds something or the example cannot be used, and StorageFault.
    """
    wrong: list[str] = []
    lines = read_shipped(example_answers()).decode().splitlines()
    batches = read_lines(lines, "", "", wrong)
    worksheet = read_shipped(worksheets_folder() / f"{WORKSHEET}.toml")
    with create_decision(folder, worksheet, practice=PRACTICE, by=TYPED_BY, clock=clock) as session:
        for batch in batches:
            outcome = session.give(batch.texts, by=batch.by, said_by=batch.said_by)
            wrong += [f"{r.id}: {r.why}" for r in outcome.refused]
    if wrong:
        raise CannotOpen(f"the worked example is not in order: {wrong[0]}")


def copy_there() -> Path | None:
    """The copy of the worked example made last where new decisions are put; None where there is none."""
    there = reversed(numbered(decisions_folder(), FOLDER).values())
    return next((place for place in there if holds_decision(place)), None)


def new_copy(clock: Callable[[], datetime]) -> Path:
    """Make one more copy where new decisions are put, and say where. Raises as `make_example` does."""
    folder = new_folder(decisions_folder(), FOLDER)
    make_example(folder, clock)
    return folder
