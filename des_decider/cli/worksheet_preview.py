"""`des-decider worksheet preview FILE`: the screens on a worksheet with nothing kept, or all of it as text."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from des_decider.cli import screens
from des_decider.cli.good_worksheet import good_worksheet
from des_decider.cli.printing import say
from des_decider.decision.wording import count_of, day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.decision.worksheet_says import AuthorSays
    from des_decider.record.session import Session
    from des_decider.worksheet.model import Worksheet

PRACTICE = "Preview"
"""The practice whose decision it is: its name stands at the top of every screen and page."""
_BEDS, _PATIENTS = 100, 50_000
"""Care home beds for which payments are shown: no worksheet says how many an average network has; and patients, where
it does not say that either."""


def run(file: str, *, as_text: bool) -> int:
    """Make a decision in a folder that is deleted at the end, and show it."""
    from des_decider.record.opening import create_decision
    from des_decider.record.stamps import now

    good = good_worksheet(file)
    with TemporaryDirectory(prefix="des-decider-preview-", ignore_cleanup_errors=True) as parent:
        folder = Path(parent) / "preview"
        made = create_decision(folder, good.data, base=good.base, practice=PRACTICE, by=PRACTICE, clock=now)
        with made as session:
            if as_text or not screens.can_show():
                for line in _as_text(session):
                    say(line)
                return 0
        return screens.open_screens(folder, PRACTICE, preview=True)


def _as_text(session: Session) -> Iterator[str]:
    """What is counted, what each payment comes to, and every question of every section."""
    from des_decider.cli.form import asked_lines
    from des_decider.record.state import state_of

    sheet, state = session.worksheet, state_of(session)
    yield f"{sheet.title}, edition {sheet.edition}: a preview, nothing is kept"
    yield ""
    yield from _months(sheet)
    yield ""
    yield from _payments(sheet)
    yield ""
    yield "Every question as it is asked: below it the name of its input; ~ says that a range may be given"
    told: set[AuthorSays] = set()
    for section in sheet.sections:
        yield ""
        yield f"== {sheet.section_title(section)} =="
        for line in asked_lines(state, section, told):
            yield line.removeprefix("# ").removesuffix(" =")


def _months(sheet: Worksheet) -> Iterator[str]:
    from des_decider.decision.window import months_in_words
    from des_decider.worksheet.months import first_counted_day, months_after

    yield f"Decide by {day(sheet.day(sheet.year.decide_by))}"
    first = first_counted_day(sheet)
    since = f"{months_in_words(sheet)}, {day(first)}" if first else "from the day after an opt-out, not known yet,"
    yield f"Counted this year: {since} to {day(sheet.year.ends)}"
    leaves = sheet.dates[sheet.year.next_effective].date if sheet.year.next_effective else None
    if leaves:
        notice = count_of(months_after(sheet.year.ends, leaves), "month")
        yield f"Leaving at the next window: out on {day(leaves)}, {notice} after the year"


def _payments(sheet: Worksheet) -> Iterator[str]:
    """Each payment for an average network, with its working."""
    from des_decider.appraisal.working import Workings
    from des_decider.record.expected import outcomes
    from des_decider.worksheet.model import BASES, Expected
    from des_decider.worksheet.months import counted_months_of, months_of

    average = str(patients := sheet.average_list or _PATIENTS)
    answers = {f"{whose}.{basis}_list": average for whose in ("practice", "pcn") for basis in BASES}
    answers |= {f"payment.{id_}.achieved": "100" for id_ in sheet.payments}
    answers |= {"pcn.care_home_beds": str(_BEDS), "facts.later": "include"}
    supposed = Expected("average", "", answers, {}, None)
    appraisal = next(outcomes(sheet._replace(expected={"average": supposed}))).appraisal
    beds = f" and {_BEDS} beds in care homes" if sheet.has_homes else ""
    whose, earned = (
        "a network of ",
        "one to practices goes to all of them together, and all that has to be earned is earned",
    )
    if not sheet.has_network:
        whose, earned = "", "all that has to be earned is earned"
    yield f"Each payment in the contract year, for {whose}{patients:,} patients on every list{beds};"
    yield earned
    for payment in sheet.payments.values():
        whose = "practice" if payment.paid_to == "practice" else "pcn"
        runs, counted = count_of(months_of(payment), "month"), counted_months_of(payment, sheet)
        yield ""
        yield f"{payment.name}: {runs} from {day(payment.first)}, of which {counted} counted this year"
        for line in Workings(appraisal).of(f"funding.{payment.id}.{whose}"):
            if not line.depth:
                yield f"  {line.text}"
            elif line.source:
                yield f"    {line.text}; {line.source}"
