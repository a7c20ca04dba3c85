"""Reads a blank worksheet from bytes: the worksheet, or every mistake in it at once."""

from __future__ import annotations

from typing import NamedTuple

from des_decider.worksheet.braces import names_in_braces
from des_decider.worksheet.bytes_to_text import bytes_to_text
from des_decider.worksheet.contract import read_areas, read_homes_work, read_requirements, read_roles, read_services
from des_decider.worksheet.evidence_and_claims import read_claims, read_evidence, read_thresholds
from des_decider.worksheet.input_wording import read_asks, read_quick_look
from des_decider.worksheet.layers import Layered, layered
from des_decider.worksheet.lines import Lines
from des_decider.worksheet.mistakes import Mistake, Note, shown
from des_decider.worksheet.model import Worksheet
from des_decider.worksheet.of_the_contract import with_what_it_has
from des_decider.worksheet.payments import read_payments
from des_decider.worksheet.questions import read_questions
from des_decider.worksheet.sources import read_sources
from des_decider.worksheet.syntax import parse
from des_decider.worksheet.toml_table import Mistakes, Table, known_ids
from des_decider.worksheet.windows import Setting, in_window, read_windows
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

FORMAT = 1
"""The format this program reads (docs/worksheet-format.md)."""


class Reading(NamedTuple):
    """What came of reading a file: `worksheet` is None exactly if there are mistakes."""

    worksheet: Worksheet | None
    mistakes: tuple[Mistake, ...]
    notes: tuple[Note, ...]


def read_worksheet(data: bytes, name: str = "", at: Setting | None = None) -> Reading:
    """Read a blank worksheet; `name` is the file's, only looked at for habits of Windows. Never raises.

    `at` says for which window it is read, and which days the practice gave; without it, it is read for the first and
    judged for all. Mistakes come in the order of the file. They are those of the first stage that has any: bytes that
    are no text, faults of writing, another format, and then every mistake of meaning.
    """
    decoded = bytes_to_text(data, name)
    if decoded.mistakes:
        return Reading(None, decoded.mistakes, decoded.notes)
    lines = Lines(decoded.text)
    values, faults = parse(decoded.text, lines)
    if faults:
        return Reading(None, tuple(faults), decoded.notes)
    sheet = layered(values)
    worksheet, found = _read_at(sheet, lines, at or Setting())
    if worksheet and not found and at is None:
        others = (Setting(id_) for id_ in worksheet.windows if id_ != worksheet.year.window)
        found = next((wrong for other in others if (wrong := _read_at(sheet, lines, other)[1])), found)
    return Reading(None if found else worksheet, found, decoded.notes)


def _read_at(sheet: Layered, lines: Lines, at: Setting) -> tuple[Worksheet | None, tuple[Mistake, ...]]:
    """The worksheet as it is in one window, and what is wrong with it."""
    values, written = in_window(sheet.values, at.window)
    mistakes = Mistakes(lines, {**sheet.written, **written}, names_in_braces(values, at.days))
    root = Table(mistakes, values, ())
    worksheet = _read_all(root, sheet, at) if _is_our_format(root) else None
    return worksheet, mistakes.in_order()


def _is_our_format(root: Table) -> bool:
    """Whether the rest can be judged: a missing or odd format is noted, a newer one ends the reading."""
    value = root.take("format", str(FORMAT))
    if value is None:
        return True
    if isinstance(value, bool) or not isinstance(value, int):
        root.wrong("format", f"{shown(value)} is no format number", f"Write format = {FORMAT}, without quotes")
    elif value > FORMAT:
        mend = "Install the newest des-decider, or ask the issuer for a worksheet in this format"
        root.wrong("format", f"The worksheet has format {shown(value)}; this program reads format {FORMAT}", mend)
        return False
    elif value < FORMAT:
        root.wrong("format", f"There is no format {shown(value)}", f"Write format = {FORMAT}")
    return True


def _read_all(root: Table, sheet: Layered, at: Setting) -> Worksheet:
    """Every table of the file; with mistakes, gaps are filled with what nobody gets to see."""
    head, year = read_head(root, sheet.standard), read_year(root, at.window)
    starts, ends = (None if day == NO_DAY else day for day in (year.starts, year.ends))
    known = known_ids(root.values, read_sources(root, sheet.each.get("source", {})), starts, ends)
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
        asks=read_asks(root, known, sheet.own_asks),
        questions=read_questions(root, known),
        quick_look=read_quick_look(root, known),
        thresholds=read_thresholds(root, known),
        claims=read_claims(root, known),
        homes=read_homes_work(root, known),
        payback_years=read_payback(root),
        smallest_network=smallest,
        smallest_network_origin=smallest_origin,
        windows=windows,
        areas=read_areas(root),
    )
    root.finish()
    return with_what_it_has(worksheet)
