"""Where we stand, line by line: signing up against opting out, money and GP time apart, and what each section shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from des_decider.decision.wording import brief, count_of
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.appraisal.figures import Appraisal
    from des_decider.record.state import State

COLOURS = {"green": "$success", "amber": "$warning", "red": "$error"}
_MONEY = (
    ("Signing up against opting out", ""),
    (" this year", "difference.this_year"),
    ("  money", "difference.cash.this_year"),
    ("  GP time", "difference.gp_time.this_year"),
    (" a full year", "difference.full_year"),
    ("  money", "difference.cash.full_year"),
    ("  GP time", "difference.gp_time.full_year"),
    ("GP time a week", "time.gp_hours"),
    ("Posts money drawn", "workforce.take_up.this_year"),
)
_MORE = (
    ("Each option", ""),
    (" signing up, this year", "sign_up.net.this_year"),
    (" signing up, a full year", "sign_up.net.full_year"),
    (" opting out, this year", "opt_out.net.this_year"),
    (" opting out, a full year", "opt_out.net.full_year"),
    (" signing up, leaving in April", "leave_in_april.net.this_year"),
    ("Signing up against opting out", ""),
    (" a patient, this year", "difference.per_patient.this_year"),
    (" a partner, this year", "difference.per_partner.this_year"),
    (" a patient, a full year", "difference.per_patient.full_year"),
    (" a partner, a full year", "difference.per_partner.full_year"),
    ("GP time before posts are filled", "time.first_winter"),
    ("Part of our GPs’ week", "time.share"),
    ("Care our patients get from posts", "workforce.care.this_year"),
    ("Homes’ work the premium pays for", "care_homes.coverage.this_year"),
)
_NAMES: dict[str, str] = {str(section): title for section, title in SECTIONS.items()} | {"time": "GP time"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, what stands at its end, the figure it opens, and the colour of what it ends in."""

    words: str
    value: str = ""
    figure: str = ""
    colour: str = ""


def standing(state: State, *, quick: bool = False) -> tuple[Line, ...]:
    """The lines that are always in sight."""
    appraisal = state.appraisal
    title = "Where we stand: a quick look" if quick else "Where we stand"
    return (Line(title), *_lines(appraisal, _MONEY), Line(""), *_findings(state))


def every_line(state: State, *, quick: bool = False) -> tuple[Line, ...]:
    """All of it: what is always in sight, then the options, and what stands to be looked at."""
    appraisal = state.appraisal
    more = [Line(""), *_lines(appraisal, _MORE)]
    if state.quick_look_open:
        more += [Line(""), Line(f"{count_of(len(state.quick_look_open), 'answer')} of the quick look still open")]
    return (*standing(state, quick=quick), *more)


def in_one_line(state: State, width: int) -> str:
    """The same in one line, for a narrow window."""
    appraisal = state.appraisal
    this, full = (value_of(appraisal, f"difference.{key}") for key in ("this_year", "full_year"))
    hours = value_of(appraisal, "time.gp_hours")
    if {this, full, hours} == {"not known"}:
        return "Signing up against opting out: not known yet"
    long = f"Signing up against out: this year {this} · a full year {full} · GP time {hours}"
    return long if len(long) <= width else f"In or out: this year {this} · full {full} · {hours}"


def value_of(appraisal: Appraisal, figure: str) -> str:
    """A figure as it is spoken of, with a sign where it compares; “not known” where something is missing."""
    found = appraisal.figures.get(figure)
    if found is None:
        return ""
    if found.value is None:
        return "does not apply" if found.not_applicable is not None else "not known"
    said = brief(found.value, {"hours a week": "h"}.get(found.unit, found.unit))
    return f"+{said}" if found.value > 0 and figure.startswith(("difference", "time.gp", "time.first")) else said


def _lines(appraisal: Appraisal, table: tuple[tuple[str, str], ...]) -> Iterator[Line]:
    for words, figure in table:
        if not figure or figure in appraisal.figures:
            yield Line(words, value_of(appraisal, figure) if figure else "", figure)


def _findings(state: State) -> Iterator[Line]:
    titles = _NAMES | {str(s): words.title for s, words in state.appraisal.book.worksheet.sections.items()}
    for section, finding in state.findings.items():
        word = finding.colour or "not known"
        colour = COLOURS.get(finding.colour or "", "$muted")
        yield Line(titles.get(section, section), word, finding.figure or f"finding:{section}", colour)
