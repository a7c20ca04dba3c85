"""`des-decider worksheet preview FILE`: the screens on a worksheet with nothing kept, or what it makes as text."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from des_decider.cli import screens
from des_decider.cli.good_worksheet import good_worksheet
from des_decider.cli.opening import program, quoted
from des_decider.cli.printing import say
from des_decider.decision.deadline import in_words
from des_decider.decision.text_width import wrapped
from des_decider.decision.wording import capital, count_of, day, joined, visible
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.decision.worksheet_says import AuthorSays
    from des_decider.record.session import Session
    from des_decider.record.state import State
    from des_decider.worksheet.model import Worksheet

PRACTICE = "Preview"
"""The practice whose decision it is: its name stands at the top of every screen and page."""
_BEDS, _OF_A_NETWORK, _OF_A_PRACTICE = 100, 50_000, 10_000
"""Care home beds for which payments are shown: no worksheet says how many an average network has; and patients, where
it does not say that either."""


ALL, PAYMENTS = "all", "payments"


def run(file: str, *, as_text: bool, section: str | None) -> int:
    """Make a decision in a folder that is deleted at the end, and show it, or a section of it as text."""
    from des_decider.record.opening import create_decision
    from des_decider.record.stamps import now

    good = good_worksheet(file)
    parts = parts_of(good.worksheet)
    titles = {good.worksheet.section_title(part).casefold(): part for part in good.worksheet.sections}
    section = titles.get(section.casefold(), section) if section is not None else None
    if section is not None and section not in parts:
        raise Trouble(f"there is no section {visible(section)} in it; choose one of {', '.join(parts)}")
    with TemporaryDirectory(prefix="des-decider-preview-", ignore_cleanup_errors=True) as parent:
        folder = Path(parent) / "preview"
        made = create_decision(folder, good.data, base=good.base, practice=PRACTICE, by=PRACTICE, clock=now)
        with made as session:
            if as_text or section or not screens.can_show():
                for line in _as_text(session, section, quoted(Path(file))):
                    say(line)
                return 0
        return screens.open_screens(folder, by=PRACTICE, preview=True)


def parts_of(sheet: Worksheet) -> tuple[str, ...]:
    """What of a worksheet can be shown by itself, and all of it."""
    from des_decider.record.form import QUICK_LOOK

    return (PAYMENTS, QUICK_LOOK, *sheet.sections, ALL)


def _as_text(session: Session, section: str | None, file: str) -> Iterator[str]:
    """An overview that says how to see each section; or one section, or all of them with the overview first."""
    from des_decider.record.form import QUICK_LOOK
    from des_decider.record.state import state_of

    sheet, state = session.worksheet, state_of(session)
    yield f"{sheet.title}, edition {sheet.edition}: a preview, nothing is kept"
    if section in {None, ALL}:
        yield from _overview(state, file)
    if section in {PAYMENTS, ALL}:
        yield ""
        yield from _payments(sheet, with_sources=True)
    told: set[AuthorSays] = set()
    for part in (QUICK_LOOK, *sheet.sections):
        if part == section or (section == ALL and part != QUICK_LOOK):
            yield ""
            yield from _section(state, part, told)


def _overview(state: State, file: str) -> Iterator[str]:
    """The months that count, what comes in, what has to be done, every date, and how much is asked where."""
    from des_decider.decision.dates import every_date
    from des_decider.record.form import PAPER, QUICK_LOOK, asked_in
    from des_decider.worksheet.layers import each_of

    ids = state.appraisal.book.ids
    sheet = ids.worksheet
    yield from wrapped(sheet.about, PAPER)
    yield ""
    yield from _months(sheet)
    yield ""
    yield from _payments(sheet, with_sources=False)
    yield ""
    yield "The work"
    for service in sheet.services.values():
        duties = count_of(len(sheet.requirements_of(service.id)), "duty", "duties")
        yield f"  {service.name}: {duties}"
    if sheet.roles:
        yield from wrapped(f"The posts: {joined(role.name for role in sheet.roles.values())}", PAPER, "", "  ")
    yield ""
    yield "The dates"
    for one in every_date(state.answers, ids):
        yield from wrapped(f"{day(one.when) if one.when else 'Day not known'}: {one.what}", PAPER, "  ", "    ")
    yield ""
    yield "What is asked"
    parts = parts_of(sheet)[1:-1]
    for part in parts:
        asked = {id_: ids.question(id_) or ids.ask(id_) for id_ in asked_in(state, part)}
        # What each row of a table is asked is one question; what has no words is the record of a decision itself.
        questions = count_of(len({each_of("ask", id_) or id_ for id_, one in asked.items() if one}), "question")
        if part == QUICK_LOOK:  # counted as everywhere
            questions = f"{count_of(state.quick_look.asked, 'answer')} and the partners"
        yield f"  {part.ljust(max(map(len, parts)))}  {_title(part, sheet)}: {questions}"
    yield ""
    yield "One of these, or payments, in full with what is said about it; all of it with all:"
    yield f"  {program()} worksheet preview {file} --section {parts[1]}"


def _title(part: str, sheet: Worksheet) -> str:
    from des_decider.record.form import QUICK_LOOK

    return "The quick look" if part == QUICK_LOOK else sheet.section_title(part)


def _section(state: State, part: str, told: set[AuthorSays]) -> Iterator[str]:
    """Every question of a section as it is asked."""
    from des_decider.record.form import asked_lines

    yield f"== {_title(part, state.appraisal.book.worksheet)} =="
    yield "Each question as it is asked: below it the name of its input; ~ says that a range may be given"
    yield ""
    for line in asked_lines(state, part, told):
        yield line.removeprefix("# ").removesuffix(" =")


def _months(sheet: Worksheet) -> Iterator[str]:
    from des_decider.decision.window import months_in_words
    from des_decider.worksheet.months import first_counted_day, months_after

    yield capital(in_words(sheet.day(sheet.year.decide_by)))
    first = first_counted_day(sheet)
    since = f"{months_in_words(sheet)}, {day(first)}" if first else "from the day after an opt-out, not known yet,"
    begun = "; the month begun by then does not count" if first and first.day > 1 else ""
    yield f"Counted this year: {since} to {day(sheet.year.ends)}{begun}"
    leaves = sheet.dates[sheet.year.next_effective].date if sheet.year.next_effective else None
    if leaves:
        after = months_after(sheet.year.ends, leaves)
        when = f"{count_of(after, 'month')} after the year" if after else "with the year"
        yield f"Leaving at the next window: out on {day(leaves)}, {when}"


def _payments(sheet: Worksheet, *, with_sources: bool) -> Iterator[str]:
    """Each payment for an average network, with its sum and, if they are wanted, the sources of what is in it."""
    from des_decider.appraisal.working import Workings
    from des_decider.record.worksheet_tests import outcomes
    from des_decider.worksheet.model import Expected
    from des_decider.worksheet.months import counted_months_of, months_of
    from des_decider.worksheet.payment_kinds import BASES

    patients = sheet.average_list or (_OF_A_NETWORK if sheet.has_network else _OF_A_PRACTICE)
    average = str(patients)
    answers = {f"{whose}.{basis}_list": average for whose in ("practice", "pcn") for basis in BASES}
    answers |= {f"payment.{id_}.achieved": "100" for id_ in sheet.payments}
    answers |= {"pcn.care_home_beds": str(_BEDS), "facts.later": "include"}
    supposed = Expected("average", "", answers, {}, None)
    workings = Workings(next(outcomes(sheet._replace(expected={"average": supposed}))).appraisal)
    beds = f" and {_BEDS} beds in care homes" if sheet.has_homes else ""
    whose, earned = (
        "a network of ",
        "one to practices goes to all of them together, and all that has to be earned is earned",
    )
    if not sheet.has_network:
        whose, earned = "a practice of ", "all that has to be earned is earned"
    yield f"Each payment in the contract year, for {whose}{patients:,} patients on every list{beds};"
    yield earned
    for payment in sheet.payments.values():
        whose = "practice" if payment.paid_to == "practice" else "pcn"
        runs, counted = count_of(months_of(payment), "month"), counted_months_of(payment, sheet)
        if with_sources:
            yield ""
        named = f"{payment.name}, [payment.{payment.id}]" if with_sources else payment.name
        yield f"{named}: {runs} from {day(payment.first)}, of which {counted} counted this year"
        for line in workings.of(f"funding.{payment.id}.{whose}"):
            if not line.depth:
                yield f"  {line.text}"
            elif line.source and with_sources:
                yield f"    {line.text}; {line.source}"
