"""What was left open and why, what was not answered, and what stands before sign-off (item 23)."""

from __future__ import annotations

from collections import Counter

from des_decider.decision.come_back import ComeBack, in_words
from des_decider.decision.wording import capital, count_of
from des_decider.memo.document import Block, Bullets, Paragraph, Table
from des_decider.memo.words import LEFT_OPEN, Words, item
from des_decider.worksheet.inputs_and_tables import COME_BACK
from des_decider.worksheet.model import SECTIONS


def left_open(words: Words) -> list[Block]:
    """The whole item."""
    facts = words.facts
    blocks: list[Block] = [item(LEFT_OPEN)]
    reasons = tuple(
        (capital(words.label(f"open.{left.id}")), _why(left), _who_left_open(words, left)) for left in words.come_back
    )
    if reasons:
        of_each = ("What", "Why, with whom, by when", "Said by")
        blocks.append(Table("Left open on purpose", of_each, reasons, widths=(45, 37, 18)).without_empty_last())
    questions = words.worksheet.questions.values()
    unanswered = [q for q in questions if f"question.{q.id}" not in words.answers]
    asked, missing = (Counter(q.section for q in some) for some in (questions, unanswered))
    rows = tuple((words.section(s), f"{missing[s]}", f"{asked[s]}") for s in SECTIONS if missing[s])
    if rows:
        caption, header = "Questions for discussion not answered", ("Section", "Not answered", "Asked")
        blocks.append(Table(caption, header, rows, numbers=(1, 2), widths=(60, 20, 20)))
    else:
        blocks.append(Paragraph("Every question for discussion is answered."))
    could_block = [q.text for q in unanswered if q.blocker]
    if could_block:
        blocks += [Paragraph("Not answered, though an answer could be a blocker:"), Bullets(tuple(could_block))]
    needs = words.appraisal.needs(words.appraisal.of_the_options)
    if needs:
        blocks.append(Paragraph(f"The figures of the options still need {count_of(len(needs), 'answer')}."))
    if facts.signed is None and facts.blocking:
        blocks += [Paragraph("Before sign-off:", strong=True), Bullets(facts.blocking)]
    elif facts.signed is None:
        blocks.append(Paragraph("Everything that sign-off needs is recorded."))
    return blocks


def _why(left: ComeBack) -> str:
    """The reason as it was written, or a sentence of ours that holds it."""
    return left.why if in_words(left) == left.why else capital(in_words(left))


def _who_left_open(words: Words, left: ComeBack) -> str:
    """Who said that something stays open, or the first who said with whom or when it is come back to."""
    marks = (f"open.{left.id}", *(f"open.{left.id}.{part}" for part in COME_BACK))
    return next((sayer for id_ in marks if (sayer := words.said_by(id_))), "")
