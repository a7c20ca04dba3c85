"""`open`: opens the screens on a decision."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli import screens
from des_decider.cli.opened import add_take_over, program, quoted
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    import argparse


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    p = commands.add_parser("open", help="open a decision on the screens")
    p.add_argument("dir", metavar="DIR")
    p.add_argument("--by", default="", metavar="NAME", help="who is typing")
    add_take_over(p)
    p.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Open the screens; without a terminal, name the command that does without."""
    folder = Path(args.dir)
    if not screens.can_show():
        raise Trouble(f"the screens need a terminal; for the figures without one: {program()} show {quoted(folder)}")
    return screens.open_screens(folder, args.by, take_over=args.take_over)
