"""The sequel to a signed memo: what came after, what is still due, and the digest by which paper holds both."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from des_decider.decision.afterwards import in_words
from des_decider.decision.wording import capital, day, moment
from des_decider.memo.document import Block, Bullets, Document, Paragraph, Table
from des_decider.memo.figure_words import in_fours, item
from des_decider.memo.head import headed

if TYPE_CHECKING:
    from datetime import datetime

    from des_decider.decision.afterwards import Entry
    from des_decider.decision.answers import Answers
    from des_decider.decision.due_item import Due
    from des_decider.memo.facts import Signed
    from des_decider.worksheet.model import Worksheet

_CHANGES_NOTHING = (
    "These entries were made after the decision was signed off. They stand in afterwards.jsonl beside the record, and "
    "nothing in them changes what was decided."
)
_PROOF = (
    "Each entry carries a digest of the one before it, and the first that of the seal. des-decider verify, followed by "
    "the record’s folder, says where one was changed, removed or moved. That somebody wrote all of them anew with "
    "intent is found only by this paper. SHA-256 of the last entry, as verify prints it:"
)


@dataclass(frozen=True, slots=True)
class SequelFacts:
    """Everything a sequel says comes from here; what is due is that of the day of `moment`, the last entry's time."""

    answers: Answers
    worksheet: Worksheet
    decision_id: str
    signed: Signed
    entries: tuple[Entry, ...]
    due: tuple[Due, ...]
    moment: datetime
    digest: str


def compose_sequel(facts: SequelFacts) -> Document:
    """The sequel as one document, of one page where notes are short."""
    blocks: list[Block] = [
        item("The decision"),
        Paragraph(facts.answers.text("decision.sentence"), strong=True),
        item("What came after"),
        *_came_after(facts),
        item(f"What was due on {day(facts.moment.date())}"),
        *_due(facts),
        *_how_to_check(facts),
    ]
    return headed(
        "What came after", blocks, facts.answers, facts.worksheet,
        decision_id=facts.decision_id, signed=facts.signed, moment=facts.moment,
    )  # fmt: skip


def _came_after(facts: SequelFacts) -> list[Block]:
    if not facts.entries:
        return [Paragraph("Nothing is noted.")]
    rows = []
    for entry in facts.entries:
        told = f"{entry.number}. {capital(in_words(entry, facts.answers, facts.entries))}"
        noted = f"{moment(entry.at)}{f', {entry.by}' if entry.by else ''}"
        rows.append((day(entry.on), told, noted, entry.note))
    header = ("On", "What", "Noted", "Note")
    table = Table("", header, tuple(rows), widths=(15, 39, 20, 26)).without_empty_last()
    return [table, Paragraph(_CHANGES_NOTHING)]


def _due(facts: SequelFacts) -> list[Block]:
    if not facts.due:
        return [Paragraph("Nothing.")]
    today = facts.moment.date()
    return [Bullets(tuple(f"{one.on(today)}: {one}" for one in facts.due))]


def _how_to_check(facts: SequelFacts) -> list[Block]:
    if not facts.entries:
        return []
    return [item("How to check it"), Paragraph(_PROOF), Paragraph(in_fours(facts.digest), strong=True)]
