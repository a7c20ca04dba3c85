"""`des-decider worksheet check FILE…`: points out every mistake in a blank worksheet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.decision.wording import count_of, visible

if TYPE_CHECKING:
    from des_decider.worksheet.model import Worksheet


def run(files: list[str]) -> int:
    """Check every file: 0 no mistakes, 1 mistakes found, 2 a file cannot be read."""
    from des_decider.storage.shipped import find_worksheet

    return max(_check(find_worksheet(name) or Path(name)) for name in files)


def _check(file: Path) -> int:
    from des_decider.appraisal.worksheet_fairness import cannot_lean, remarks
    from des_decider.decision.supplement_words import said_otherwise
    from des_decider.record.expected import not_as_expected
    from des_decider.storage.shipped import base_of
    from des_decider.worksheet.bytes_to_text import MAX_BYTES, bytes_to_text
    from des_decider.worksheet.next_year import still_to_look_at
    from des_decider.worksheet.reading import read_worksheet

    name = visible(str(file))
    try:
        with file.open("rb") as stream:
            # One byte more than allowed is enough for the reading to refuse the file, however large it is.
            data = stream.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        print(f"{name}: cannot be read ({visible(reason)}). Look at the name and where the file is.", file=sys.stderr)
        return 2
    base, text = base_of(data, file.parent), bytes_to_text(data).text
    reading = read_worksheet(data, file.name, base=base)
    mistakes = reading.mistakes
    if reading.worksheet is not None:
        mistakes = (*cannot_lean(reading.worksheet), *not_as_expected(reading.worksheet, text))
    notes = (*reading.notes, *still_to_look_at(text))
    if reading.worksheet is not None and not mistakes:
        notes = (*notes, *remarks(reading.worksheet))
    for line in (*notes, *mistakes):
        print(f"{name}: {visible(str(line))}")
    if reading.worksheet is None or mistakes:
        print(f"{count_of(len(mistakes), 'mistake')} in {name}")
        return 1
    for words in said_otherwise(reading.worksheet):
        print(f"{name}: {visible(words)}")
    print(visible(_summary(reading.worksheet)))
    return 0


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
