"""What opens a memo: the decision in one sentence, and its conditions with what happens if one is not met."""

from __future__ import annotations

from des_decider.appraisal.if_not_met import IfNotMet, if_not_met
from des_decider.memo.at_a_glance import off
from des_decider.memo.document import Block, Paragraph, Table
from des_decider.memo.words import CONDITIONS, NOT_KNOWN, Words, item


def decision_and_conditions(words: Words) -> list[Block]:
    """Both items; a decision without conditions has the first alone."""
    return [*_decision(words), *_conditions(words)]


def _decision(words: Words) -> list[Block]:
    """The decision, with what whoever reads only this must have read: that a vote did not carry it."""
    blocks: list[Block] = [
        item("The decision"),
        Paragraph(words.text("decision.sentence", "No decision is recorded."), strong=True),
        Paragraph(f"Option put to the vote: {words.shown('decision.option')}."),
    ]
    if words.facts.vote.outcome == "not carried":
        blocks.append(Paragraph("The vote did not carry the option put.", strong=True))
    return blocks


def _conditions(words: Words) -> list[Block]:
    rows = words.answers.rows("condition")
    if not rows:
        if words.put() != "sign_up_on_conditions":
            return []
        return [item(CONDITIONS), Paragraph("None recorded, although the option is to sign up on conditions.")]
    cells = tuple(
        (
            f"{row}. {words.text(f'condition.{row}.what')}",
            words.text(f"condition.{row}.owner"),
            _by(words, row),
            words.text(f"condition.{row}.if_not_met"),
        )
        for row in rows
    )
    header = ("Condition", "Who", "By when", "If it is not met")
    return [item(CONDITIONS), Table("", header, cells, widths=(48, 15, 12, 25)), *_without(words)]


def _by(words: Words, row: int) -> str:
    """By when, and since when it is met."""
    by, met = words.day(f"condition.{row}.by"), words.answers.day(f"condition.{row}.met_on")
    return f"{by}; met on {words.day(f'condition.{row}.met_on')}" if met else by


def _without(words: Words) -> list[Block]:
    """Both differences without each condition that says what holds if it is not met, beside those as answered."""
    return [Paragraph(_sentence(words, one)) for one in if_not_met(words.appraisal)]


def _sentence(words: Words, one: IfNotMet) -> str:
    if one.why_not:
        return f"Without condition {one.row} the figures are {NOT_KNOWN}: {one.why_not}."
    this, full = (off(value) for value in (one.this_year, one.full_year))
    now, then = (off(words.value(f"difference.{key}")) for key in ("this_year", "full_year"))
    return (
        f"Without condition {one.row} signing up comes out {this} than opting out from {words.months}, and {full} in a "
        f"full year; as our answers stand it is {now}, and {then}."
    )
