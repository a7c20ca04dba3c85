"""`des-decider worksheet check FILE…`: points out every mistake in a blank worksheet, as compilers do."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.decision.wording import count_of, joined, visible

if TYPE_CHECKING:
    from des_decider.worksheet.mistakes import Mistake
    from des_decider.worksheet.model import Worksheet


def run(files: list[str], against: str | None) -> int:
    """Check every file: 0 no mistakes, 1 mistakes found, 2 a file cannot be read."""
    from des_decider.storage.shipped import find_worksheet

    last = _read(find_worksheet(against) or Path(against)) if against else None
    if against and last is None:
        return 2
    return max(_check(find_worksheet(name) or Path(name), last) for name in files)


def _check(file: Path, last: bytes | None) -> int:
    from des_decider.decision.supplement_words import said_otherwise
    from des_decider.record.worksheet_check import check_worksheet
    from des_decider.storage.shipped import base_of, shipped_worksheets

    data = _read(file)
    if data is None:
        return 2
    name = visible(str(file))
    before = last if last is not None else _edition_before
    base = base_of(data, file.parent)
    reading = check_worksheet(data, file.name, before, base=base)
    for mistake in (*reading.mistakes, *reading.warnings):
        print(visible(_line(name, mistake)))
        for line in mistake.add:
            print(line)
    if not base and any(one.code == "cannot-extend" for one in reading.mistakes):
        print(f"With the program come {joined(path.stem for path in shipped_worksheets())}")
    if reading.worksheet is None:
        besides = f", {count_of(len(reading.warnings), 'warning')}" if reading.warnings else ""
        print(f"{count_of(len(reading.mistakes), 'mistake')}{besides} in {name}")
        return 1
    for words in said_otherwise(reading.worksheet):
        print(f"{name}: {visible(words)}")
    print(visible(_summary(reading.worksheet)))
    if reading.warnings:
        codes = ", ".join(dict.fromkeys(f'"{warning.code}"' for warning in reading.warnings))
        amount = count_of(len(reading.warnings), "warning")
        print(f"{amount} in {name}. What is meant can be accepted: accept = [{codes}] under [worksheet]")
    return 0


def _line(name: str, mistake: Mistake) -> str:
    """One mistake or warning as an editor understands it, `file:line:column: code: what. How to mend`."""
    from des_decider.worksheet.mistakes import DOUBTFUL

    kind = "warning: " if mistake.code in DOUBTFUL else ""
    if mistake.file:
        # The line is one of the worksheet below: that of this file would lead to the wrong place.
        return f"{name}: {kind}{mistake.code}: {mistake}"
    places = [name, *(str(at) for at in (mistake.line, mistake.column) if at is not None)]
    nowhere = f"{mistake.place}: " if mistake.line is None and mistake.place else ""
    return f"{':'.join(places)}: {kind}{mistake.code}: {nowhere}{mistake.sentences}"


def _read(file: Path) -> bytes | None:
    """The bytes of a file; None, with a line on why, where it cannot be read."""
    from des_decider.worksheet.bytes_to_text import MAX_BYTES

    try:
        with file.open("rb") as stream:
            # One byte more than allowed is enough for the reading to refuse the file, however large it is.
            return stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        name = visible(str(file))
        print(f"{name}: cannot be read ({visible(reason)}). Look at the name and where the file is.", file=sys.stderr)
        return None


def _edition_before(worksheet_id: str) -> bytes | None:
    """The shipped worksheet of the same contract for the year before, if there is one."""
    from des_decider.record.worksheet_check import edition_before
    from des_decider.storage.shipped import read_shipped, shipped_worksheets

    shipped = {path.stem: path for path in shipped_worksheets()}
    before = edition_before(worksheet_id, list(shipped))
    return read_shipped(shipped[before]) if before is not None else None


def _summary(worksheet: Worksheet) -> str:
    counts = (
        (worksheet.payments, "payment"),
        (worksheet.roles, "role"),
        (worksheet.services, "service"),
        (worksheet.requirements, "requirement"),
        (worksheet.dates, "date"),
        (worksheet.claims, "claim"),
        (worksheet.questions, "question"),
    )
    listed = ", ".join(count_of(len(things), word) for things, word in counts)
    return f"No mistakes: {worksheet.title}, edition {worksheet.edition}: {listed}"
