"""`open`: opens the screens on a decision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli import screens
from des_decider.cli.opened import program, quoted
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    import argparse


def run(args: argparse.Namespace) -> int:
    """Open the screens; without a terminal, name the command that does without."""
    folder = Path(args.dir)
    if not screens.can_show():
        raise Trouble(f"the screens need a terminal; for the figures without one: {program()} show {quoted(folder)}")
    return screens.open_screens(folder, args.by, take_over=args.take_over)
