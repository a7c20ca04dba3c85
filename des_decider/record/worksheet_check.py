"""Checks a blank worksheet as a whole: every mistake of its file and of what it can lean to, and what to look at."""

from __future__ import annotations

import re
from bisect import bisect
from typing import TYPE_CHECKING, Any

from des_decider.appraisal.worksheet_fairness import NOT_AGAINST, Tries, cannot_lean, remarks
from des_decider.decision.ids import Ids
from des_decider.record.quick_look import left_open
from des_decider.record.worksheet_tests import not_as_expected
from des_decider.worksheet.bytes_to_text import bytes_to_text
from des_decider.worksheet.doubtful import doubtful, far_from
from des_decider.worksheet.doubtful_days import requirements_outside
from des_decider.worksheet.mistakes_found import Found, Mistakes
from des_decider.worksheet.next_year import still_to_do
from des_decider.worksheet.reading import read_worksheet
from des_decider.worksheet.syntax import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.mistakes import Mistake
    from des_decider.worksheet.model import Worksheet
    from des_decider.worksheet.next_year import Left
    from des_decider.worksheet.reading import Reading

_OF_LAST_YEAR = {"another-year", "day-outside-the-year"}
"""What is said of a worksheet while it is being made of last year's, in one warning for all of it."""
_TELLS_WHY = {"looks-like-pence", "month-or-year"}
"""What is said of a rate, and says why it is far from that of the last edition."""
_YEAR_IN_ID = re.compile(r"-\d{4}(?:-\d{2,4})?$")


def read_usable(data: bytes, name: str = "", *, base: bytes = b"", standard: bytes | None = None) -> Reading:
    """A worksheet a decision can be made from, or every mistake in it.

    These are the mistakes of its file; without any, that it leans one way; and else, that its own tests come out
    otherwise than its author expects.
    """
    return _judged(data, name, base, standard)[0]


def _judged(data: bytes, name: str, base: bytes, standard: bytes | None) -> tuple[Reading, Tries | None]:
    """The same with the best and worst answers that were tried, of a worksheet that has no mistake."""
    reading = read_worksheet(data, name, base=base, standard=standard)
    if reading.worksheet is None:
        return reading, None
    tries = Tries(reading.worksheet)
    found = tuple(_placed(mistake, reading) for mistake in cannot_lean(tries))
    if any(one.what.startswith(NOT_AGAINST) for one in found):
        found = _work_that_counts_nothing(reading.worksheet, reading) or found
    if found := found or not_as_expected(reading.worksheet, reading.lines):
        return reading._replace(worksheet=None, mistakes=found, guessed=reading.worksheet), None
    return reading, tries


def _work_that_counts_nothing(sheet: Worksheet, reading: Reading) -> tuple[Mistake, ...]:
    """Of a worksheet that cannot lean against signing up the work that begins after its year, which is why."""
    requirements = {id_: one for id_, one in sheet.requirements.items() if one.start and one.start > sheet.year.ends}
    late = requirements_outside(sheet._replace(requirements=requirements), reading.own)
    why = "and without the hours of that work nothing leans against signing up"
    return _told([one._replace(code="cannot-lean", what=f"{one.what}, {why}") for one in late], sheet, reading)


def check_worksheet(
    data: bytes, name: str, last: bytes | Callable[[str], bytes | None], *, base: bytes = b""
) -> Reading:
    """The same with every warning there is, as far as mistakes leave something to look at.

    `last` is the edition that rates are held against, or finds it by the worksheet's id; those of a supplement are held
    against the worksheet that it extends. A warning that the worksheet
    accepts by its code is left out, and so is one about a table with a mistake. What `worksheet new` left open is one
    warning, and what only comes of it is none.
    """
    reading, tries = _judged(data, name, base, None)
    accepted, left = _accepted(reading.own), still_to_do(reading.lines.text)
    warnings = [*reading.warnings, *([left.warning] if left.warning else ())]
    if tries and not left.blank:
        # What is said of the whole, the author of the worksheet below a supplement has accepted for it.
        below = _accepted(parse(bytes_to_text(base).text).values or {}) if base else frozenset[str]()
        warnings += (_placed(remark, reading) for remark in remarks(tries, accepted | below))
    if (sheet := reading.worksheet or reading.guessed) is not None:
        warnings += [*_doubts(sheet, reading, accepted, left), *_far(sheet, reading, base or last, accepted)]
    names = [at for at, line in enumerate(reading.lines.text.split("\n"), 1) if line.lstrip().startswith("[")]
    moved = {bisect(names, line) for line in left.moved}
    wrong = {bisect(names, one.line) for one in reading.mistakes if one.line}
    odd = {(one.line, one.column) for one in warnings if one.code in _TELLS_WHY}

    def is_told(warning: Mistake) -> bool:
        table = bisect(names, warning.line) if warning.line else None
        of_last_year = left.warning is not None and warning.code in _OF_LAST_YEAR
        said = of_last_year or (warning.code == "from-memory" and table in moved)
        said |= warning.code == "far-from-last-edition" and (warning.line, warning.column) in odd
        return warning.code not in accepted and table not in wrong and not said

    kept = sorted(filter(is_told, warnings), key=lambda one: (one.line or 0, one.column or 0))
    return reading._replace(warnings=tuple(kept))


def _accepted(values: Mapping[str, Any]) -> frozenset[str]:
    """The codes of the warnings that a file says are meant."""
    head = values.get("worksheet")
    codes = head.get("accept") if isinstance(head, dict) else None
    return frozenset(code for code in codes if isinstance(code, str)) if isinstance(codes, list) else frozenset()


def _doubts(sheet: Worksheet, reading: Reading, accepted: frozenset[str], left: Left) -> Iterator[Mistake]:
    """What the file may not mean."""
    found: list[Found] = [*doubtful(sheet, reading.own, accepted)]
    if reading.worksheet is not None and "quick-look-not-enough" not in accepted and not left.blank:
        found += _quick_look(reading.worksheet, reading.own)
    yield from _told(found, sheet, reading)


def _far(
    sheet: Worksheet, reading: Reading, last: bytes | Callable[[str], bytes | None], accepted: frozenset[str]
) -> Iterator[Mistake]:
    """Rates far from those of the edition before."""
    if "far-from-last-edition" in accepted:
        return
    data = last if isinstance(last, bytes) else last(sheet.id)
    before = read_worksheet(data).worksheet if data is not None else None
    if before is not None:
        yield from _told([*far_from(sheet, before)], sheet, reading)


def _told(found: list[Found], sheet: Worksheet, reading: Reading) -> tuple[Mistake, ...]:
    """Warnings with their lines, which are looked up only if there is any.

    What stands in the worksheet below a supplement is for the author of that one.
    """
    mistakes = Mistakes(reading.lines)
    for one in found:
        if not sheet.base or _says(reading.own, one.path):
            mistakes.add(one)
    return mistakes.in_order()


def _says(own: Mapping[str, Any], path: Path) -> bool:
    """Whether a file itself has the row that a path leads to."""
    rows = own.get(path[0], {})
    return isinstance(rows, dict) and bool(rows) and (len(path) == 1 or path[1] in rows)


def _quick_look(worksheet: Worksheet, own: Mapping[str, Any]) -> Iterator[Found]:
    """The answers that are needed even where nothing calls for more than the quick look asks."""
    given, lacking = left_open(worksheet)
    if lacking:
        answers = ", ".join(f"{id_} = {text}" for id_, text in given.items())
        what = f"The options have no figures yet: needed besides is {', '.join(lacking)}; tried was {answers}"
        listed = "quick_look" in own
        mend = "Add it to the list" if listed else "Add a list of your own"
        # All hours of a group: an author knows whose work it is, and takes out what nobody has.
        ids = Ids(worksheet)
        asked = dict.fromkeys(member for id_ in (*worksheet.quick_look, *lacking) for member in ids.group(id_))
        add = () if listed else _list_of(tuple(asked))
        yield Found("quick-look-not-enough", "[quick_look]", ("quick_look", "ask"), what, mend, add=add)


def _list_of(paths: tuple[str, ...]) -> tuple[str, ...]:
    return ("[quick_look]", "ask = [", *(f'  "{path}",' for path in paths), "]")


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
