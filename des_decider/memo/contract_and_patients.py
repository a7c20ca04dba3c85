"""What the questions for discussion showed of the contract, of leaving it and of patients; local payments at stake."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.decision.wording import capital, joined, lowered, money, number
from des_decider.memo.concerns_and_risks import weighing_on_the_option
from des_decider.memo.document import Block, Bullets, Paragraph, Table
from des_decider.memo.figure_words import CONTRACT, FULL_YEAR, MONEY, NOT_RECORDED, PATIENTS, RISKS, Words, item
from des_decider.memo.questions_in_sentences import answered, in_a_sentence
from des_decider.worksheet.inputs_and_columns import ENDS

if TYPE_CHECKING:
    from des_decider.worksheet.model import SectionId


def contract_and_patients(words: Words) -> list[Block]:
    """Both items."""
    return [
        item(CONTRACT),
        *_contract(words),
        *_local_payments(words),
        *_exit(words),
        item(PATIENTS),
        *_patients(words),
    ]


def _contract(words: Words) -> list[Block]:
    """The answers given; those that weigh on the option put stand under the concerns and risks."""
    given, elsewhere = answered(words, "contract"), weighing_on_the_option(words)
    here = [q for q in given if q not in elsewhere]
    blocks: list[Block] = []
    if away := len(given) - len(here):
        weigh = "answer that weighs" if away == 1 else "answers that weigh"
        blocks.append(Paragraph(f"{away} {weigh} on the option put: under “{RISKS}”. All others:"))
    if here:
        blocks.append(Bullets(tuple(in_a_sentence(words, q) for q in here)))
    return blocks or [_nothing(words, "contract")]


def _patients(words: Words) -> list[Block]:
    """All answers given, also those that weigh on the option put: what becomes of patients is told in one place."""
    given = answered(words, "patients")
    return [Bullets(tuple(in_a_sentence(words, q) for q in given))] if given else [_nothing(words, "patients")]


def _nothing(words: Words, section: SectionId) -> Paragraph:
    asks = any(q.section == section for q in words.worksheet.questions.values())
    return Paragraph("No question is answered here." if asks else "The worksheet asks nothing here.")


def _local_payments(words: Words) -> list[Block]:
    answers = words.answers
    if answers.yes("local.none"):
        return [Paragraph("No local payment depends on the decision.")]
    caption, rows = "Local payments that depend on the decision", []
    for row in answers.rows("local"):
        amount = answers.likely(f"local.{row}.amount")
        ends = capital(ENDS.get(answers.text(f"local.{row}.ends"), NOT_RECORDED))
        if f"local.{row}.from" in answers:
            ends += f", from {words.day(f'local.{row}.from')}"
        rows.append((
            words.text(f"local.{row}.name", f"Local payment {row}, not named"),
            ends,
            NOT_RECORDED if amount is None else money(amount),
            words.shown(f"local.{row}.hours", "none entered"),
        ))  # fmt: skip
    if not rows:
        return [Paragraph(f"{caption}: {NOT_RECORDED}.")]
    header = ("Local payment", "Ends", "£ a year", "GP time that ends with it")
    return [Table(caption, header, tuple(rows), numbers=(2,), widths=(30, 28, 10, 32))]


def _exit(words: Words) -> list[Block]:
    """What leaving costs, now or later; for who opts out what ends, or is never had, and what stays owed or begins."""
    sheet, hours = words.worksheet, f"Extra GP work if we opt out: {words.shown('opt_out.hours')}"
    now = [f"Cost of leaving now: {words.shown('opt_out.exit_cost')}"] if sheet.last_day_in else []
    later = [f"Cost of leaving at the next window: {words.shown('leave.exit_cost')}"] if sheet.can_be_left_later else []
    if words.put() != "opt_out":
        return [Paragraph(f"{'. '.join((*now, *later, hours))}.")]
    income = f"income of {words.figure('sign_up.income.full_year')} {FULL_YEAR.lower()}, line by line under “{MONEY}”"
    ends = [income, *_care(words), *_local_that_end(words, "opt_out")]
    if work := _work(words):
        ends.append(f"the work of the contract: {joined(work)}")
    if (taken := words.value("time.gp_hours")) is not None and taken < 0:
        ends.append(f"{number(-taken, 1)} hours a week of our GPs’ time that signing up frees beyond what it takes")
    goes_on = _local_that_end(words, "sign_up")
    on = (f"What goes on, and would end on signing up: {'; '.join(goes_on)}",) if goes_on else ()
    without, begins = "What we go without", f"What begins: {lowered(hours)}"
    if now:
        without, begins = "What ends when we leave", f"What stays owed or begins: {lowered(now[0])}; {lowered(hours)}"
    return [Bullets((f"{without}: {'; '.join(ends)}", *on, begins, *later))]


def _care(words: Words) -> list[str]:
    """Our patients' part of what the posts do, where the contract has posts."""
    care = "workforce.care.full_year"
    if words.book.lacks("workforce") or not words.value(care):
        return []
    worth = f"{words.figure(care)} {FULL_YEAR.lower()} by what is claimed for them"
    another = "what another network that looks after them would bring is not known, and not counted"
    return [f"what our network’s posts do for our patients under this contract, {worth} ({another})"]


def _local_that_end(words: Words, on: str) -> list[str]:
    """The local payments that end on one choice, each with its amount."""
    answers = words.answers
    rows = (row for row in answers.rows("local") if answers.text(f"local.{row}.ends") == on)
    return [
        f"{words.text(f'local.{row}.name', f'local payment {row}')}, {words.shown(f'local.{row}.amount')}"
        for row in rows
    ]


def _work(words: Words) -> list[str]:
    """The hours a week that signing up takes of our own people: of GPs against opting out, of the others in all.

    Nothing of GPs where it frees more than it takes: that is no work.
    """
    said = [f"{words.figure('time.gp_hours')} of our GPs’ time (signing up against opting out)"]
    if (words.value("time.gp_hours") or 0) < 0:
        said = []
    nurses = [words.value("services.nurse_hours"), _in_homes(words)]
    admin = [words.value("services.admin_hours"), words.answers.likely("meeting.admin_hours")]
    for whose, parts in (("nurses’", nurses), ("administrators’", admin)):
        known = [part for part in parts if part is not None]
        if len(known) == len(parts) and any(known):
            said.append(f"{number(sum(known, Fraction(0)), 1)} hours a week of our {whose}")
    return said


def _in_homes(words: Words) -> Fraction | None:
    """Our nurses' hours a week in care homes; 0 where the contract has none."""
    if words.book.lacks("care_homes"):
        return Fraction(0)
    return words.appraisal.evaluation.result(words.appraisal.homes.hours_of("nurse")).value
