"""Reads a blank worksheet from bytes: the worksheet, or every mistake in it at once."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.worksheet.asks import read_asks, read_quick_look
from des_decider.worksheet.braces import names_in_braces
from des_decider.worksheet.bytes_to_text import bytes_to_text
from des_decider.worksheet.discussion_questions import read_questions
from des_decider.worksheet.evidence_and_claims import read_claims, read_evidence, read_thresholds
from des_decider.worksheet.expected import read_expected
from des_decider.worksheet.keys_for_schema import Taken, Takes
from des_decider.worksheet.layers import Layered, came_with_the_program, layered, parsed_standard
from des_decider.worksheet.lines import Lines
from des_decider.worksheet.mistakes import LOST, Mistake, shown
from des_decider.worksheet.mistakes_found import Mistakes
from des_decider.worksheet.model import Worksheet
from des_decider.worksheet.not_of_the_contract import check_is_of_the_contract
from des_decider.worksheet.of_the_contract import with_what_it_has
from des_decider.worksheet.payments import read_payments
from des_decider.worksheet.references import known_ids
from des_decider.worksheet.roles_and_services import (
    read_areas,
    read_homes_work,
    read_requirements,
    read_roles,
    read_services,
)
from des_decider.worksheet.sections import read_sections
from des_decider.worksheet.sources import read_sources
from des_decider.worksheet.syntax import parse
from des_decider.worksheet.toml_table import Table
from des_decider.worksheet.windows import Setting, in_window, read_windows
from des_decider.worksheet.year import (
    EXTENDS,
    NO_DAY,
    check_year,
    read_average,
    read_dates,
    read_head,
    read_payback,
    read_smallest,
    read_year,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.model import Base
    from des_decider.worksheet.syntax import Parsed

NOBODY: Mapping[Path, str] = MappingProxyType({})

_KNOWS_WHAT_BELONGS = {"not-a-date", "not-a-number", "not-yes-or-no", "not-a-list", "not-a-table", "unknown-word"}
_ODD_KEYS = {"not-a-key", "not-a-table-name"}

FORMAT = 1
"""The format this program reads (docs/worksheet-format.md)."""


class Reading(NamedTuple):
    """What came of reading a file: `worksheet` is None exactly if there are mistakes.

    `own` is what the file itself says, as parsed, without what comes with the program; `lines` is where it says so.
    `windows` has the worksheet as it is in each window of its year. `guessed` is, where there are mistakes, what could
    be read, with its gaps filled by what nobody wrote: for warnings alone.
    """

    worksheet: Worksheet | None
    mistakes: tuple[Mistake, ...]
    warnings: tuple[Mistake, ...] = ()
    own: Mapping[str, Any] = MappingProxyType({})
    lines: Lines = Lines("")
    windows: Mapping[str, Worksheet] = MappingProxyType({})
    guessed: Worksheet | None = None


def read_worksheet(
    data: bytes, name: str = "", *, base: bytes = b"", standard: bytes | None = None, at: Setting | None = None
) -> Reading:
    """Read a blank worksheet; `name` is the file's, only looked at for habits of Windows. Never raises.

    `base` is the worksheet that a supplement extends, empty where none was found. `standard` is what came with the
    program when a decision was made; left out, what comes with this one. `at` says for which window it is read, and
    which days the practice gave; without it, it is read for the first and judged for all.

    Mistakes come in the order of the file, and all at once: what a file with faults of writing means is read from a
    text in which they are mended or, where nobody can, left out (`syntax.parse`). Only what a supplement extends, and
    another format, end the reading.
    """
    decoded = bytes_to_text(data, name)
    if not decoded.text:
        return Reading(None, decoded.mistakes, decoded.warnings)
    parsed = parse(decoded.text)
    faults = (*decoded.mistakes, *parsed.faults)
    if parsed.values is None:
        return Reading(None, faults, decoded.warnings)
    try:
        below = parsed_standard(came_with_the_program() if standard is None else standard)
    except (ValueError, RecursionError):
        mend = "Put that file back from a copy"
        damaged = Mistake("cannot-be-read", "", None, "What came with the program cannot be read", mend)
        return Reading(None, (damaged,), decoded.warnings)
    head = parsed.values.get("worksheet")
    if head is None and EXTENDS in parsed.values:
        return Reading(None, (*faults, _unnamed_head(parsed)), decoded.warnings, parsed.values, parsed.lines)
    if isinstance(head, dict) and EXTENDS in head:
        windows, found = _read_supplement(parsed.values, parsed, below, base, at)
    else:
        windows, found = _read_windows(layered(parsed.values, below), parsed, at)
    if faults:
        found = _together(faults, found)
    first = next(iter(windows.values()), None)
    if found:
        return Reading(None, found, decoded.warnings, parsed.values, parsed.lines, guessed=first)
    return Reading(first, (), decoded.warnings, parsed.values, parsed.lines, windows)


def _unnamed_head(parsed: Parsed) -> Mistake:
    """A supplement whose [worksheet] is not named above its keys, so that nothing tells what it lies over."""
    layout, own = parsed.lines.layout, parsed.values or {}
    spots = (layout.where((key,))[0] for key, value in own.items() if isinstance(value, str))
    line = min((layout.line_and_column(spot.start)[0] for spot in spots if spot), default=None)
    return Mistake(
        "missing-table", "[worksheet]", line, "There is no [worksheet]", "Write [worksheet] above its keys", 1
    )


def _together(faults: tuple[Mistake, ...], meant: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
    """Faults of writing and mistakes of meaning; of both about one thing the one that knows what belongs there."""
    here = [mistake for mistake in meant if not mistake.file]
    wanted = {mistake.line for mistake in here if mistake.code in _KNOWS_WHAT_BELONGS}
    kept = [fault for fault in faults if not (fault.code == "no-quotes" and fault.line in wanted)]
    written = {fault.line for fault in kept if fault.code in _ODD_KEYS}
    # Of a value that was mended to be read nobody knows yet whether it goes together with others.
    mended = {(fault.line, fault.column) for fault in kept}
    here = [mistake for mistake in here if (mistake.line, mistake.column) not in mended]
    kept += [mistake for mistake in here if not (mistake.code.startswith("unknown-") and mistake.line in written)]
    below = (mistake for mistake in meant if mistake.file)
    return (*sorted(kept, key=lambda mistake: (mistake.line or 0, mistake.column or 0)), *below)


class _Below(NamedTuple):
    """What only a supplement has: itself as parsed, what it lies over, and who issued which row."""

    own: Mapping[str, Any]
    base: Base
    lines: Lines
    issuers: Mapping[Path, str]


_Read = tuple[dict[str, Worksheet], tuple[Mistake, ...]]
"""The worksheet in each window it was read for, and every mistake."""


def _read_supplement(
    own: Mapping[str, Any], parsed: Parsed, standard: Mapping[str, Any], data: bytes, at: Setting | None
) -> _Read:
    """A parsed supplement as one worksheet with the one that it extends."""
    from des_decider.worksheet import supplements  # few worksheets are one

    base = supplements.find_base(own, parsed.lines, data)
    if base.mistakes or not base.values:
        return {}, base.mistakes
    sheet = layered(supplements.without_each(own), standard, base.values)
    said = supplements.said_otherwise(own, sheet, base.values)
    issuers = supplements.issuers(own, sheet, base.values, said)
    return _read_windows(sheet, parsed, at, _Below(own, said, base.lines, issuers))


def _read_windows(sheet: Layered, parsed: Parsed, at: Setting | None, below: _Below | None = None) -> _Read:
    """The worksheet for one window; where none is wanted, for the first and, if that is right, for every other."""
    worksheet, found = _read_at(sheet, parsed, at or Setting(), below)
    if worksheet is None:
        return {}, found
    read = {worksheet.year.window: worksheet}
    for id_ in worksheet.windows if at is None else ():
        if not found and id_ not in read:
            other, found = _read_at(sheet, parsed, Setting(id_), below)
            read |= {id_: other} if other else {}
    return read, found


def keys_taken(values: dict[str, Any]) -> Taken:
    """What each key of these tables takes, as their readers ask for it: what the schema for editors is made from."""
    sheet = layered(values, parsed_standard(came_with_the_program()))
    mistakes = Mistakes(Lines(""), sheet.written, names_in_braces(sheet.values))
    mistakes.taken = {}
    root = Table(mistakes, sheet.values, ())
    _is_our_format(root)
    _read_all(root, sheet, Setting(), None)
    return mistakes.taken


def _read_at(
    sheet: Layered, parsed: Parsed, at: Setting, below: _Below | None
) -> tuple[Worksheet | None, tuple[Mistake, ...]]:
    """The worksheet as it is in one window, and what is wrong with it."""
    values, written = in_window(sheet.values, at.window)
    lies_over = (below.base.id, below.lines) if below else None
    names = names_in_braces(values, at.days)
    mistakes = Mistakes(parsed.lines, {**sheet.written, **written}, names, parsed.doubted, lies_over, parsed.guessed)
    if below:
        from des_decider.worksheet.supplements import check_own_rows

        for family, id_ in check_own_rows(mistakes, below.own, sheet, below.base):
            values = {**values, family: {**values[family], id_: LOST}}
    root = Table(mistakes, values, ())
    worksheet = _read_all(root, sheet, at, below) if _is_our_format(root) else None
    if worksheet is not None:
        check_is_of_the_contract(mistakes, parsed.values or {}, sheet, worksheet)
    return worksheet, mistakes.in_order()


def _is_our_format(root: Table) -> bool:
    """Whether the rest can be judged: a missing or odd format is noted, a newer one ends the reading."""
    root.takes("format", Takes("whole"))
    value = root.take("format")
    if value is None:
        if "format" not in root.values:
            mend = f"Add format = {FORMAT} above the first table"
            root.wrong("missing", "format", "format is missing", mend)
        return True
    if isinstance(value, bool) or not isinstance(value, int):
        root.wrong(
            "wrong-format", "format", f"{shown(value)} is no format number", "Write the plain number", value=str(FORMAT)
        )
    elif value > FORMAT:
        mend = "Install the newest des-decider, or ask the issuer for a worksheet in this format"
        root.wrong(
            "wrong-format",
            "format",
            f"The worksheet has format {shown(value)}; this program reads format {FORMAT}",
            mend,
        )
        return False
    elif value < FORMAT:
        root.wrong("wrong-format", "format", f"There is no format {shown(value)}", "Write", value=str(FORMAT))
    return True


def _read_all(root: Table, sheet: Layered, at: Setting, below: _Below | None) -> Worksheet:
    """Every table of the file; with mistakes, gaps are filled with what nobody gets to see."""
    head, year = read_head(root, sheet.standard), read_year(root, at.window)
    starts, ends = (None if day == NO_DAY else day for day in (year.starts, year.ends))
    issuers = below.issuers if below else NOBODY
    sources, again = read_sources(root, sheet.each.get("source", {})), year.next_window is not None
    known = known_ids(root.values, sources, starts, ends, issuers, can_be_left_later=again)
    average, (smallest, smallest_origin) = read_average(root, known), read_smallest(root, known)
    dates, windows = read_dates(root, known, at.days), read_windows(root, sheet.values)
    check_year(root, year, windows, dates)
    worksheet = Worksheet(
        *head,
        year,
        *average,
        sections=read_sections(root),
        payments=read_payments(root, known),
        roles=read_roles(root, known),
        services=read_services(root, known),
        requirements=read_requirements(root, known),
        dates=dates,
        evidence=read_evidence(root, known),
        asks=read_asks(root, known, sheet.own_asks, dates),
        questions=read_questions(root, known),
        quick_look=read_quick_look(root, known),
        thresholds=read_thresholds(root, known),
        claims=read_claims(root, known),
        homes=read_homes_work(root, known),
        payback_years=read_payback(root),
        smallest_network=smallest,
        smallest_network_origin=smallest_origin,
        base=below.base if below else None,
        expected=read_expected(root),
        windows=windows,
        areas=read_areas(root),
    )
    root.finish()
    return with_what_it_has(worksheet)
