"""Opens the screens for a command, where there is a terminal to show them on."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def can_show() -> bool:
    """Whether a person sits at a terminal; in a script or a pipe nobody would see the screens or leave them."""
    # A program started without a console has no streams at all.
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def open_screens(folder: Path | None = None, by: str = "", *, take_over: bool = False, preview: bool = False) -> int:
    """The screens on a decision, or the start screen; the exit code. Trouble where the decision cannot be opened.

    Of a `preview` nothing is kept, so it is left out of this machine's list.
    """
    # While a program starts nothing is garbage yet, and looking for it takes a quarter of the time to the first frame;
    # the app looks again once that frame is shown.
    gc.disable()
    from des_decider.tui.app import run_screens

    try:
        return run_screens(folder, by=by, take_over=take_over, preview=preview)
    finally:
        gc.enable()
