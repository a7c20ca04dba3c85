"""The head of every document: whose decision it is of, and whether that is signed off, on each page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import day
from des_decider.memo.document import Block, Document, Heading, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from des_decider.decision.answers import Answers
    from des_decider.memo.facts import Signed
    from des_decider.worksheet.model import Worksheet


def headed(
    kind: str,
    blocks: Sequence[Block],
    answers: Answers,
    worksheet: Worksheet,
    *,
    decision_id: str,
    signed: Signed | None,
    moment: datetime,
) -> Document:
    """A document of one kind under its head; without `signed` it is a draft, and `moment` is the record's own time."""
    practice = answers.text("practice.name") or "practice not named"
    code = answers.text("practice.ods_code")
    of = f"{practice} ({code})" if code else f"{practice} (ODS code not recorded)"
    status = f"signed off on {day(signed.at)}" if signed else "not signed off"
    reference = decision_id[:8]  # as much of the id as serves for a reference on paper
    title = f"{kind}: {worksheet.title}"
    head = (Heading(1, title), Paragraph(f"{of}, {status}. Reference {reference}."))
    return Document(
        title=title,
        running_head=f"{reference} · {worksheet.title} · {of} · {status}",
        blocks=(*head, *blocks),
        draft=signed is None,
        moment=moment.isoformat(),
        author=practice,
    )
