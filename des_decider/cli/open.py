"""`open`: opens the screens on a decision."""

from __future__ import annotations

from pathlib import Path

from des_decider.cli import screens
from des_decider.storage.trouble import Trouble


def run(folder: str, by: str, *, take_over: bool) -> int:
    """Open the screens; without a terminal, name the command that does without."""
    if not screens.can_show():
        from des_decider.cli.opening import program, quoted

        raise Trouble(
            f"the screens need a terminal; for the figures without one: {program()} show {quoted(Path(folder))}"
        )
    return screens.open_screens(Path(folder), by, take_over=take_over)
