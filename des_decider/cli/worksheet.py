"""`des-decider worksheet check FILE…`: points out every mistake in a blank worksheet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import argparse

    from des_decider.worksheet.model import Worksheet


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Add the command and its own subcommands to the program's."""
    family = commands.add_parser("worksheet", help="an LMC's work on blank worksheets")
    jobs = family.add_subparsers(dest="job", required=True, metavar="JOB")
    check = jobs.add_parser("check", help="point out every mistake in a blank worksheet")
    check.add_argument("files", nargs="+", metavar="FILE", help="a worksheet, a TOML file")
    check.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    """Check every file: 0 no mistakes, 1 mistakes found, 2 a file cannot be read."""
    return max(_check(Path(name)) for name in args.files)


def _check(file: Path) -> int:
    from des_decider.worksheet.bytes_to_text import MAX_BYTES
    from des_decider.worksheet.reading import read_worksheet

    name = _visible(str(file))
    try:
        with file.open("rb") as stream:
            # One byte more than allowed is enough for the reading to refuse the file, however large it is.
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        print(f"{name}: cannot be read ({_visible(reason)}). Look at the name and where the file is.", file=sys.stderr)
        return 2
    reading = read_worksheet(data, file.name)
    for line in (*reading.notes, *reading.mistakes):
        print(f"{name}: {_visible(str(line))}")
    if reading.worksheet is None:
        print(f"{_count(len(reading.mistakes), 'mistake')} in {name}")
        return 1
    print(_visible(_summary(reading.worksheet)))
    return 0


def _summary(worksheet: Worksheet) -> str:
    counts = (
        (worksheet.payments, "payment"),
        (worksheet.roles, "role"),
        (worksheet.services, "service"),
        (worksheet.requirements, "requirement"),
        (worksheet.dates, "date"),
        (worksheet.claims, "claim"),
        (worksheet.asks, "input"),
        (worksheet.questions, "question"),
    )
    listed = ", ".join(_count(len(things), word) for things, word in counts)
    return f"No mistakes: {worksheet.title}, edition {worksheet.edition}: {listed}"


def _count(number: int, word: str) -> str:
    return f"{number} {word}" if number == 1 else f"{number} {word}s"


def _visible(text: str) -> str:
    """Control characters and terminal escapes as text, so that a file from the post cannot steer the terminal."""
    return "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
