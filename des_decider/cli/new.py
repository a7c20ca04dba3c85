"""`new`: makes a decision from a blank worksheet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.opened import now, program, quoted
from des_decider.cli.saying import say
from des_decider.cli.trouble import Trouble
from des_decider.decision.wording import count_of, day, visible

if TYPE_CHECKING:
    import argparse


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command to the command line."""
    p = commands.add_parser("new", help="make a decision from a blank worksheet")
    p.add_argument("dir", metavar="DIR", help="the folder to make for it")
    p.add_argument("--worksheet", required=True, metavar="ID_OR_FILE", help="a shipped worksheet's id, or a file")
    p.add_argument("--practice", required=True, metavar="NAME", help="the practice's name")
    p.add_argument("--by", default="", metavar="NAME", help="who is typing")
    p.add_argument("--no-open", action="store_true", help="only make it")
    p.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Make the decision and say what to do next."""
    from des_decider.record.opening import create_decision
    from des_decider.record.recovery import CannotOpen
    from des_decider.record.stamps import logged_in
    from des_decider.storage.safely import StorageFault

    data = worksheet_bytes(args.worksheet)
    try:
        session = create_decision(Path(args.dir), data, practice=args.practice, by=args.by or logged_in(), clock=now)
    except (CannotOpen, StorageFault) as error:
        raise Trouble(str(error)) from None
    with session:
        worksheet = session.worksheet
        deadline = day(worksheet.day(worksheet.year.decide_by))
        folder = quoted(session.folder)
        say(f"Made {folder}: {visible(worksheet.title)}, edition {visible(worksheet.edition)}. Decide by {deadline}.")
        quick = f"{count_of(len(worksheet.quick_look), 'answer')} and the partners"
        say(f"The quick look has {quick}. For a form to fill in, and to give it back:")
        print(f"  {program()} show {folder} --form -o answers.txt")
        print(f"  {program()} answer {folder} --from answers.txt")
    remember_quietly(session.folder)
    return 0


def worksheet_bytes(id_or_file: str) -> bytes:
    """The bytes of a worksheet named by id or path; Trouble that lists the shipped ones where there is none."""
    from des_decider.storage.shipped import find_worksheet, shipped_worksheets

    path = find_worksheet(id_or_file)
    if path is None:
        known = ", ".join(p.stem for p in shipped_worksheets())
        raise Trouble(f"there is no worksheet {visible(id_or_file)}; give a file, or one of: {known}")
    try:
        return path.read_bytes()
    except OSError as error:
        raise Trouble(f"cannot read {visible(str(path))}: {error.strerror}") from None


def remember_quietly(folder: Path) -> None:
    """Put the decision on this machine's list; the list is a convenience, so its faults stop nothing."""
    from des_decider.storage.places import remember
    from des_decider.storage.safely import StorageFault

    try:
        remember(folder)
    except StorageFault as error:
        print(f"note: {visible(str(error))}", file=sys.stderr)
