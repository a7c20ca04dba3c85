"""Reads a blank worksheet from bytes: the worksheet, or every mistake in it at once."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.worksheet.braces import names_in_braces
from des_decider.worksheet.bytes_to_text import bytes_to_text
from des_decider.worksheet.contract import read_homes_work, read_requirements, read_roles, read_services
from des_decider.worksheet.evidence_and_claims import read_claims, read_evidence, read_thresholds
from des_decider.worksheet.input_wording import read_asks, read_quick_look
from des_decider.worksheet.layers import Layered, layered
from des_decider.worksheet.lines import Lines
from des_decider.worksheet.mistakes import Mistake, shown
from des_decider.worksheet.model import Worksheet
from des_decider.worksheet.payments import read_payments
from des_decider.worksheet.questions import read_questions
from des_decider.worksheet.sources import read_sources
from des_decider.worksheet.syntax import parse
from des_decider.worksheet.toml_table import Mistakes, Table, known_ids
from des_decider.worksheet.year import (
    NO_DAY,
    check_year,
    read_average,
    read_dates,
    read_head,
    read_payback,
    read_sections,
    read_smallest,
    read_year,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

_KNOWS_WHAT_BELONGS = {"not-a-date", "not-a-number", "not-yes-or-no", "not-a-list", "not-a-table", "unknown-word"}
_ODD_KEYS = {"not-a-key", "not-a-table-name"}

FORMAT = 1
"""The format this program reads (docs/worksheet-format.md)."""


class Reading(NamedTuple):
    """What came of reading a file: `worksheet` is None exactly if there are mistakes.

    `own` is what the file itself says, as parsed, without what comes with the program; `lines` is where it says so.
    """

    worksheet: Worksheet | None
    mistakes: tuple[Mistake, ...]
    warnings: tuple[Mistake, ...] = ()
    own: Mapping[str, Any] = MappingProxyType({})
    lines: Lines = Lines("")


def read_worksheet(data: bytes, name: str = "") -> Reading:
    """Read a blank worksheet; `name` is the file's, only looked at for habits of Windows. Never raises.

    Mistakes come in the order of the file, and all at once: what a file with faults of writing means is read from a
    text in which they are mended or, where nobody can, left out (`syntax.parse`).
    """
    decoded = bytes_to_text(data, name)
    if not decoded.text:
        return Reading(None, decoded.mistakes, decoded.warnings)
    parsed = parse(decoded.text)
    faults = (*decoded.mistakes, *parsed.faults)
    if parsed.values is None:
        return Reading(None, faults, decoded.warnings)
    sheet = layered(parsed.values)
    mistakes = Mistakes(parsed.lines, sheet.written, names_in_braces(sheet.values), parsed.doubted)
    root = Table(mistakes, sheet.values, ())
    worksheet = _read_all(root, sheet) if _is_our_format(root) else None
    found = mistakes.in_order()
    if faults:
        found = _together(faults, found)
    return Reading(None if found else worksheet, found, decoded.warnings, parsed.values, parsed.lines)


def _together(faults: tuple[Mistake, ...], meant: tuple[Mistake, ...]) -> tuple[Mistake, ...]:
    """Faults of writing and mistakes of meaning; of both about one thing the one that knows what belongs there."""
    wanted = {mistake.line for mistake in meant if mistake.code in _KNOWS_WHAT_BELONGS}
    kept = [fault for fault in faults if not (fault.code == "no-quotes" and fault.line in wanted)]
    written = {fault.line for fault in kept if fault.code in _ODD_KEYS}
    kept += [mistake for mistake in meant if not (mistake.code.startswith("unknown-") and mistake.line in written)]
    return tuple(sorted(kept, key=lambda mistake: (mistake.line or 0, mistake.column or 0)))


def _is_our_format(root: Table) -> bool:
    """Whether the rest can be judged: a missing or odd format is noted, a newer one ends the reading."""
    value = root.take("format", str(FORMAT))
    if value is None:
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


def _read_all(root: Table, sheet: Layered) -> Worksheet:
    """Every table of the file; with mistakes, gaps are filled with what nobody gets to see."""
    head, year = read_head(root, sheet.standard), read_year(root)
    starts, ends = (None if day == NO_DAY else day for day in (year.starts, year.ends))
    known = known_ids(sheet.values, read_sources(root, sheet.each.get("source", {})), starts, ends)
    average, (smallest, smallest_origin) = read_average(root, known), read_smallest(root, known)
    dates = read_dates(root, known)
    check_year(root, year, dates)
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
        asks=read_asks(root, known, sheet.own_asks),
        questions=read_questions(root, known),
        quick_look=read_quick_look(root, known),
        thresholds=read_thresholds(root, known),
        claims=read_claims(root, known),
        homes=read_homes_work(root, known),
        payback_years=read_payback(root),
        smallest_network=smallest,
        smallest_network_origin=smallest_origin,
    )
    root.finish()
    return worksheet
