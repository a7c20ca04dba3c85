"""Reads the head of a worksheet: what it is, its year, the average network, and its dates."""

from __future__ import annotations

import re
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from des_decider.worksheet.days import is_a_year, last_day
from des_decider.worksheet.keys_for_schema import TEXT, TO_BE_ASKED
from des_decider.worksheet.layers import EVERYTHING
from des_decider.worksheet.mistakes import DOUBTFUL, closest, safe, shown
from des_decider.worksheet.mistakes_found import Found, Mistakes
from des_decider.worksheet.model import (
    FIRST_WINDOW,
    DateFact,
    Source,
    Window,
    Year,
)
from des_decider.worksheet.references import CONTRACT_PARTS, References
from des_decider.worksheet.sources import read_source
from des_decider.worksheet.toml_table import LONGEST_ID, Table, tables
from des_decider.worksheet.windows import read_named_day

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.mistakes import Wrong


NO_DAY = date(1, 1, 1)
"""Stands where a day could not be read; a worksheet with mistakes is never handed out."""

EXTENDS, BASE_EDITION, BASE_DIGEST = "extends", "base_edition", "base_digest"
"""The keys of [worksheet] by which a supplement names the worksheet it lies over."""

_USUAL_AVERAGE = (
    "[average_network]",
    "list = 50000       # registered patients of an average network: write the number of your source",
    'source = "memory"  # where it was read',
)
_WORKSHEET_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# A worksheet's id becomes the name of a folder, and Windows keeps these for itself.
_WINDOWS_KEEPS = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


def only_table(root: Table, key: str, usual: tuple[str, ...] = ()) -> Table:
    """A table a worksheet has once; an empty one, and a mistake, if it is left out: `usual` is what to begin with."""
    values = root.take(key)
    if not isinstance(values, dict):
        what = f"There is no [{key}]" if values is None else f"{key} is not a table"
        code: Wrong = "missing-table" if values is None else "not-a-table"
        mend = f"Add the table [{key}] with its keys"
        if isinstance(values, list):
            code, what, mend = "double-brackets", "Double brackets make a list", f"Write [{key}]"
        root.mistakes.add(Found(code, f"[{key}]", (key,), what, mend, add=usual if values is None else ()))
        # Without the table each of its keys would be missed once more: those mistakes are dropped.
        return Table(Mistakes(root.mistakes.lines), {}, (key,))
    return Table(root.mistakes, values, (key,))


def optional_table(root: Table, key: str) -> Table:
    """A table a worksheet may have once; an empty one if it is left out."""
    child = root.child(key)
    return Table(root.mistakes, child.values if child else {}, (key,))


def read_head(root: Table, standard: Collection[str]) -> tuple[str, str, str, str, str]:
    """What the worksheet is and who issues it: its id, title, edition, issuer and what it says of itself.

    With it stands which of the `standard` questions it leaves out, which warnings its author accepts and, for a
    supplement, what it extends.
    """
    table = only_table(root, "worksheet")
    known = {EVERYTHING, *CONTRACT_PARTS, *standard}
    _check_left_out(table, table.references("leave_out", known, "question"), root)
    for code in table.texts("accept"):
        if code not in DOUBTFUL:
            what, listed = f"There is no warning {shown(code)}", f"There is {', '.join(DOUBTFUL)}"
            table.choose("unknown-word", "accept", what, closest(code, DOUBTFUL), listed, entry=code)
    for key in (EXTENDS, BASE_EDITION, BASE_DIGEST):
        table.takes(key, TEXT)
    if table.take(EXTENDS) is not None:
        table.take(BASE_EDITION)
        table.take(BASE_DIGEST)
    id_ = table.name("id")
    if id_ and not is_worksheet_id(id_):
        mend = f"Take small letters, digits and hyphens, at most {LONGEST_ID}"
        slug = "-".join(re.findall("[a-z0-9]+", id_.lower()))
        value = f'"{slug}"' if is_worksheet_id(slug) else None
        mend += "" if value else ", such as harbour-contract-2031-32"
        table.wrong("not-an-id", "id", f"{shown(id_[:LONGEST_ID])} cannot be the id of a worksheet", mend, value=value)
    head = id_, table.name("title"), table.name("edition"), table.name("issuer"), table.text("about")
    table.finish()
    return head


def _check_left_out(table: Table, left_out: Collection[str], root: Table) -> None:
    """Note a question that is left out and has a few keys said otherwise: one asked in its place has all it needs."""
    family = root.values.get("question")
    questions = family if isinstance(family, dict) else {}
    for id_ in left_out:
        if isinstance(own := questions.get(id_), dict) and not {"section", "text"} <= own.keys():
            place = f"[question.{safe(id_)}]"
            what = f"{shown(id_)} is left out, and {place} says something of it otherwise"
            mend = f"Take it out of the list to change it, or delete {place} to leave it out"
            table.wrong("exclude-each-other", "leave_out", what, mend, entry=id_)
            table.mistakes.doubt(("question", id_))


def is_worksheet_id(id_: str) -> bool:
    """Whether a worksheet can have this id."""
    fits = len(id_) <= LONGEST_ID and _WORKSHEET_ID.fullmatch(id_)
    return bool(fits and not _WINDOWS_KEEPS.fullmatch(id_))


def read_year(root: Table, window: str) -> Year:
    """The contract year in one of its windows; whether its dates make sense is checked with them (`check_year`)."""
    table = only_table(root, "year")
    name, starts, ends = table.name("name"), table.day("starts"), table.day("ends")
    if starts is not None and starts.day != 1:
        what = f"{starts} is not the first day of a month"
        table.wrong("not-whole-months", "starts", what, "Write", value=str(starts.replace(day=1)))
    if starts is not None and ends is not None:
        starts, ends = _whole_year(table, name, starts.replace(day=1), ends)
    elif ends is not None and ends != last_day(ends):
        what = f"{ends} is not the last day of a month"
        table.wrong("not-whole-months", "ends", what, "Write", value=str(last_day(ends)))
    known, evidence = root.values.get("date"), root.values.get("evidence")
    dates = known if isinstance(known, dict) else {}
    year = Year(
        name=name,
        # Whole months in any case: a slip in a day of the year is no reason to doubt every payment's months.
        starts=starts.replace(day=1) if starts is not None else NO_DAY,
        ends=last_day(ends) if ends is not None else NO_DAY,
        decide_by=table.reference("decide_by", dates, "date") or "",
        opt_out_effective=read_named_day(table, "opt_out_effective", dates, required=True),
        care_homes_start=table.reference("care_homes_start", dates, "date", required=surely_in_homes(root)),
        next_window=table.reference("next_window", dates, "date", required=False),
        next_effective=table.reference("next_effective", dates, "date", required=False),
        silence=table.reference("silence", evidence if isinstance(evidence, dict) else {}, "evidence", required=False),
        window=window,
    )
    table.finish()
    return year


def _whole_year(table: Table, name: str, starts: date, ends: date) -> tuple[date | None, date | None]:
    """The ends of the year, of which what is wrong is noted; none where no day can be held against them."""
    longest = last_day(starts.replace(year=starts.year + 1) - timedelta(days=1))
    if is_a_year(starts, last_day(ends)) or (ends.day == 1 and is_a_year(starts, ends - timedelta(days=1))):
        meant = min(last_day(ends), longest)
        if ends != meant:
            what = f"{ends} is not the last day of a month"
            table.wrong("not-whole-months", "ends", what, "Write", value=str(meant))
        return starts, meant
    code: Wrong = "out-of-order" if ends < starts else "outside-the-year"
    what = "The year ends before it starts" if ends < starts else "The year has more than 12 months"
    key, value, first = "ends", longest, last_day(ends).replace(day=1, year=ends.year - 1)
    first = last_day(first) + timedelta(days=1)
    if str(starts.year) not in name and str(first.year) in name:
        key, value = "starts", first
    table.wrong(code, key, what, "Look at both dates; for twelve months, write", value=str(value))
    return None, None


def surely_in_homes(root: Table) -> bool:
    """Whether a service has the work in care homes, and says so itself: of a guess nothing more is wanted yet."""
    services = root.values.get("service")
    listed = services.items() if isinstance(services, dict) else ()
    in_homes = (id_ for id_, row in listed if isinstance(row, dict) and row.get("in_homes") is True)
    return any(("service", id_, "in_homes") not in root.mistakes.guessed for id_ in in_homes)


def check_year(root: Table, year: Year, windows: Mapping[str, Window], dates: Mapping[str, DateFact]) -> None:
    """Note dates of [year] and its windows that leave no month to decide about, or stand in the wrong order."""
    if NO_DAY in (year.starts, year.ends):
        return
    if (fact := dates.get(year.care_homes_start or "")) is not None and fact.asked:
        mend = "Write the day it is; only the days of windows may be asked"
        _wrong(root, "missing", ("year", "care_homes_start"), fact.id, "care_homes_start is left to the practice", mend)
    # A day that a practice gave is its own affair: what the worksheet prints is judged.
    days = {key: fact.date for key, fact in dates.items() if fact.date not in {NO_DAY, None} and not fact.asked}
    homes = days.get(year.care_homes_start or "")
    if homes is not None and homes > year.ends:
        what = f"The work in the homes starts on {homes}, after the year"
        _wrong(root, "outside-the-year", ("year", "care_homes_start"), year.care_homes_start, what, _both(year))
    first = windows[FIRST_WINDOW]
    for id_, window in windows.items():
        own_day = window is first or window.opt_out_effective != first.opt_out_effective
        table = ("year",) if window is first else ("window", id_)
        _check_window(root, year, table, window, days, own_day=own_day)


def _wrong(root: Table, code: Wrong, named_by: Path, id_: str | None, what: str, mend: str) -> None:
    """Note it at the day itself: it is likelier to be wrong than where it is named."""
    path = ("date", safe(id_ or ""), "date")
    place = f"[{'.'.join(path[:2])}] date"
    root.mistakes.add(Found(code, place, path, what, mend, judged_by=("year",), named_by=named_by))


def _both(year: Year) -> str:
    return f"Look at both dates; the year is {year.starts} to {year.ends}"


def _check_window(
    root: Table, year: Year, table: Path, window: Window, days: Mapping[str, date | None], *, own_day: bool
) -> None:
    """Note what is wrong with the days of one window; `own_day` says that it names itself when an opt-out counts.

    `table` is that in which the window names its days.
    """
    effective, decide = days.get(window.opt_out_effective or ""), days.get(window.decide_by)
    if effective is not None and not year.starts <= effective + timedelta(days=1) <= year.ends:
        mend = f"The figures count from the day after it, which must lie between {year.starts} and {year.ends}"
        what = f"An opt-out takes effect on {effective}, outside the year"
        _wrong(root, "outside-the-year", (*table, "opt_out_effective"), window.opt_out_effective, what, mend)
    elif effective is not None and effective >= year.ends.replace(day=1):
        mend = "The figures count whole months from the day after it"
        what = f"An opt-out on {effective} leaves no month of the year to count"
        _wrong(root, "outside-the-year", (*table, "opt_out_effective"), window.opt_out_effective, what, mend)
    elif effective is not None and own_day and effective < (decide or effective) <= year.ends:
        what = f"An opt-out takes effect on {effective}, before the day to decide by, {decide}"
        _wrong(root, "out-of-order", (*table, "opt_out_effective"), window.opt_out_effective, what, _both(year))
    leaves = days.get(window.next_effective or "")
    if leaves is not None and leaves < year.ends:
        what = f"Leaving in the next window takes effect on {leaves}, before the year ends"
        _wrong(root, "out-of-order", (*table, "next_effective"), window.next_effective, what, _both(year))
    after = days.get(window.next_window or "")
    if decide is not None and decide > year.ends:
        what = f"The decision is due on {decide}, after the year"
        _wrong(root, "outside-the-year", (*table, "decide_by"), window.decide_by, what, _both(year))
    elif decide is not None and after is not None and after <= decide:
        what = f"The next window, {after}, is not after the day to decide by, {decide}"
        _wrong(root, "out-of-order", (*table, "next_window"), window.next_window, what, _both(year))


def read_average(root: Table, known: References) -> tuple[int | None, Source | None]:
    """The registered list of an average network; nothing where the worksheet knows none and scales nothing by it."""
    scaled = any(payment.get("kind") == "points" for payment in known.of("payment").values())
    if not scaled and "average_network" not in root.values:
        return None, None
    table = only_table(root, "average_network", _USUAL_AVERAGE)
    average = table.whole("list") or 1, read_source(table, known)
    table.finish()
    return average


def read_payback(root: Table) -> Decimal:
    """Within how many years what is paid once has to even out, to be no reason for the leaning to hold back."""
    table = optional_table(root, "leaning")
    years = table.number("payback_years", required=False)
    table.finish()
    return Decimal(2) if years is None else years


def read_smallest(root: Table, known: References) -> tuple[int | None, Source | None]:
    """The registered patients below which a network is called small; nothing where the worksheet names no number."""
    table = optional_table(root, "network")
    found = (table.whole("smallest"), read_source(table, known)) if table.values else (None, None)
    table.finish()
    return found


def read_dates(root: Table, known: References, given: Mapping[str, date]) -> dict[str, DateFact]:
    """The dates of the year; `given` are those of them that the practice gave."""
    dates: dict[str, DateFact] = {}
    for id_, table in tables(root, "date"):
        table.takes("date", TO_BE_ASKED)
        asked = table.is_asked("date")
        day = given.get(id_) if asked else table.day("date") or NO_DAY
        if not asked and day != NO_DAY:
            day = day if check_near(table, "date", day, known) else NO_DAY
        dates[id_] = DateFact(id_, day, table.text("what"), read_source(table, known), asked)
    return dates


def check_near(table: Table, key: str, day: date | None, known: References) -> bool:
    """Whether a day is near the worksheet's year; one many years away, a slip of the keyboard, is noted."""
    near = day is None or known.ends is None or abs(day.year - known.ends.year) <= 10
    if not near:
        what = f"{day} is more than ten years away from the worksheet's year"
        table.wrong("outside-the-year", key, what, "Look at its year")
    return near
