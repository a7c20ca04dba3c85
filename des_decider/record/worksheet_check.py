"""Checks a blank worksheet as a whole: every mistake of its file and of what it can lean to, and what to look at."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from des_decider.appraisal.worksheet_fairness import cannot_lean, remarks
from des_decider.record.expected import not_as_expected
from des_decider.record.quick_look import left_open
from des_decider.worksheet.doubtful import doubtful, far_from
from des_decider.worksheet.next_year import still_to_look_at
from des_decider.worksheet.reading import read_worksheet
from des_decider.worksheet.toml_table import Found, Mistakes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.mistakes import Mistake
    from des_decider.worksheet.model import Worksheet
    from des_decider.worksheet.reading import Reading

_YEAR_IN_ID = re.compile(r"-\d{4}(?:-\d{2,4})?$")


def read_usable(data: bytes, name: str = "", *, base: bytes = b"", standard: bytes | None = None) -> Reading:
    """A worksheet a decision can be made from, or every mistake in it: those of its file, or that it leans one way."""
    reading = read_worksheet(data, name, base=base, standard=standard)
    if reading.worksheet is None:
        return reading
    found = tuple(_placed(mistake, reading) for mistake in cannot_lean(reading.worksheet))
    return reading._replace(worksheet=None, mistakes=found) if found else reading


def check_worksheet(
    data: bytes, name: str, last: bytes | Callable[[str], bytes | None], *, base: bytes = b""
) -> Reading:
    """The same where also its own tests come out as expected; with every warning, if there are no mistakes.

    `last` is the edition that rates are held against, or finds it by the worksheet's id. A warning that the worksheet
    accepts by its code is left out.
    """
    reading = read_usable(data, name, base=base)
    if reading.worksheet is not None and (unexpected := not_as_expected(reading.worksheet, reading.lines)):
        reading = reading._replace(worksheet=None, mistakes=unexpected)
    reading = reading._replace(warnings=(*reading.warnings, *still_to_look_at(reading.lines.text)))
    if reading.worksheet is None:
        return reading
    head = reading.own.get("worksheet", {})
    accepted = frozenset(head.get("accept", ()))
    warnings = [
        *reading.warnings,
        *_remarks(reading, accepted),
        *_doubts(reading, accepted),
        *_far(reading, last, accepted),
    ]
    kept = [warning for warning in warnings if warning.code not in accepted]
    return reading._replace(warnings=tuple(sorted(kept, key=lambda one: (one.line or 0, one.column or 0))))


def _remarks(reading: Reading, accepted: frozenset[str]) -> Iterator[Mistake]:
    """What the leaning may not be meant to do."""
    if reading.worksheet is not None:
        yield from (_placed(remark, reading) for remark in remarks(reading.worksheet, accepted))


def _doubts(reading: Reading, accepted: frozenset[str]) -> Iterator[Mistake]:
    """What the file may not mean."""
    assert reading.worksheet is not None  # noqa: S101 - it is asked for a worksheet without mistakes
    found: list[Found] = [*doubtful(reading.worksheet, reading.own, accepted)]
    if "quick-look-not-enough" not in accepted:
        found += _quick_look(reading.worksheet)
    yield from _told(found, reading)


def _far(reading: Reading, last: bytes | Callable[[str], bytes | None], accepted: frozenset[str]) -> Iterator[Mistake]:
    """Rates far from those of the edition before."""
    if reading.worksheet is None or "far-from-last-edition" in accepted:
        return
    data = last if isinstance(last, bytes) else last(reading.worksheet.id)
    before = read_worksheet(data).worksheet if data is not None else None
    if before is not None:
        yield from _told([*far_from(reading.worksheet, before)], reading)


def _told(found: list[Found], reading: Reading) -> tuple[Mistake, ...]:
    """Warnings with their lines, which are looked up only if there is any.

    What stands in the worksheet below a supplement is for the author of that one.
    """
    mistakes = Mistakes(reading.lines)
    for one in found:
        if not reading.worksheet or not reading.worksheet.base or _says(reading.own, one.path):
            mistakes.add(one)
    return mistakes.in_order()


def _says(own: Mapping[str, Any], path: Path) -> bool:
    """Whether a file itself has the row that a path leads to."""
    rows = own.get(path[0], {})
    return bool(rows) and (len(path) == 1 or path[1] in rows)


def _quick_look(worksheet: Worksheet) -> Iterator[Found]:
    """The answers that are needed even where nothing calls for more than the quick look asks."""
    given, lacking = left_open(worksheet)
    if lacking:
        answers = ", ".join(f"{id_} = {text}" for id_, text in given.items())
        what = f"With {answers}, the options have no figures yet: needed besides is {', '.join(lacking)}"
        yield Found("quick-look-not-enough", "[quick_look]", ("quick_look", "ask"), what, "Add it to the list")


def _placed(mistake: Mistake, reading: Reading) -> Mistake:
    """The same with its line: its place is the name of a table, as the file has it."""
    if not mistake.place:
        return mistake
    spot, _ = reading.lines.layout.where(tuple(mistake.place.strip("[]").split(".")))
    if spot is None:
        return mistake
    line, column = reading.lines.layout.line_and_column(spot.start)
    return mistake._replace(line=line, column=column)


def edition_before(worksheet_id: str, others: list[str]) -> str | None:
    """Of some ids of worksheets the last one before this, of the same contract; None where there is none."""
    stem = _YEAR_IN_ID.sub("", worksheet_id)
    earlier = [other for other in others if other < worksheet_id and _YEAR_IN_ID.sub("", other) == stem]
    return max(earlier, default=None)
