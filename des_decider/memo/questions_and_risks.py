"""What the questions for discussion showed: contract, patients, and the risks accepted (items 15, 16 and 19)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.findings import Colour, weighs
from des_decider.decision.wording import capital, money
from des_decider.memo.document import Block, Bullets, Paragraph, Table
from des_decider.memo.words import NOT_RECORDED, RISKS, Words, item
from des_decider.worksheet.inputs_and_tables import ENDS

if TYPE_CHECKING:
    from des_decider.worksheet.model import Question


_WEIGHS: dict[Colour, str] = {"red": "a blocker", "amber": "a concern", "green": "no concern"}
"""What an answer weighs, in words; the weightiest first."""


def contract_and_patients(words: Words) -> list[Block]:
    """Items 15 and 16."""
    return [
        item("Contract, exit and liability"),
        *_questions(words, [q for q in words.worksheet.questions.values() if q.section == "contract"]),
        *_local_payments(words),
        Bullets((
            f"Cost of leaving now: {words.shown('opt_out.exit_cost')}",
            f"Cost of leaving next April: {words.shown('leave.exit_cost')}",
            f"GP time that only leaving brings: {words.shown('opt_out.hours')}",
        )),
        item("Patients"),
        *_questions(words, [q for q in words.worksheet.questions.values() if q.section == "patients"]),
    ]  # fmt: skip


def _weight(words: Words, question: Question) -> str:
    return _WEIGHS[weighs(question, words.answers.text(f"question.{question.id}"))]


def _questions(words: Words, questions: list[Question]) -> list[Block]:
    """The answers given, blockers first and then concerns; how many are missing stands under what was left open."""
    answered = [q for q in questions if f"question.{q.id}" in words.answers]
    if not answered:
        return [Paragraph("Nothing is answered here yet." if questions else "The worksheet asks nothing here.")]
    rows = [
        (q.text, _with_note(words, f"question.{q.id}"), _weight(words, q), words.said_by(f"question.{q.id}"))
        for q in answered
    ]
    rows.sort(key=lambda row: list(_WEIGHS.values()).index(row[2]))
    header = ("Question", "Answer", "Weighs as", "Said by")
    return [Table("", header, tuple(rows), widths=(38, 32, 12, 18)).without_empty_last()]


def _with_note(words: Words, id_: str) -> str:
    """An answer and the note on it."""
    return "; note: ".join(part for part in (words.cell(id_), words.notes(id_)) if part)


def _local_payments(words: Words) -> list[Block]:
    answers = words.answers
    if answers.yes("local.none"):
        return [Paragraph("No local payment depends on the decision.")]
    caption, rows = "Local payments that depend on the decision", []
    for row in answers.rows("local"):
        amount = answers.likely(f"local.{row}.amount")
        rows.append((
            words.text(f"local.{row}.name", f"Local payment {row}, not named"),
            capital(ENDS.get(answers.text(f"local.{row}.ends"), NOT_RECORDED)),
            NOT_RECORDED if amount is None else money(amount),
            words.shown(f"local.{row}.hours", "none entered"),
        ))  # fmt: skip
    if not rows:
        return [Paragraph(f"{caption}: {NOT_RECORDED}.")]
    header = ("Local payment", "Ends", "£ a year", "GP time that ends with it")
    return [Table(caption, header, tuple(rows), numbers=(2,), widths=(38, 20, 14, 28))]


def risks_accepted(words: Words) -> list[Block]:
    """Every answer outside contract and patients that is a blocker or a concern; those two have items of their own."""
    elsewhere = [q for q in words.worksheet.questions.values() if q.section not in {"contract", "patients"}]
    risky = [q for q in elsewhere if _weight(words, q) != _WEIGHS["green"]]
    blocks: list[Block] = [item(RISKS)]
    if not risky:
        return [*blocks, Paragraph("No answer outside contract and patients is a concern or a blocker so far.")]
    also = "Concerns and blockers under contract and patients stand above and belong here as well."
    return [*blocks, *_questions(words, risky), Paragraph(also)]
