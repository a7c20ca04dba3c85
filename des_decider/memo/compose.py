"""From the facts of one decision to its memo and its appendices: what is said, in which order, on which page head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import day
from des_decider.memo.appendices import appendices
from des_decider.memo.assumptions import assumptions
from des_decider.memo.conditions_and_actions import conditions_and_actions
from des_decider.memo.decision_and_vote import decision_and_vote
from des_decider.memo.document import Block, Document, Heading, Paragraph
from des_decider.memo.hangs_on import what_it_hangs_on
from des_decider.memo.left_open import left_open
from des_decider.memo.money_and_gp_time import money_and_gp_time
from des_decider.memo.options_and_findings import options_and_findings
from des_decider.memo.questions_and_risks import contract_and_patients, risks_accepted
from des_decider.memo.signatures_and_proof import signatures_and_proof
from des_decider.memo.words import Words
from des_decider.memo.workforce_and_care_homes import workforce_and_care_homes

if TYPE_CHECKING:
    from des_decider.memo.facts import MemoFacts


def compose_memo(facts: MemoFacts) -> Document:
    """The recommendation memo: what the partners sign, in the order of its items."""
    words = Words(facts)
    blocks = [
        *decision_and_vote(words),
        *options_and_findings(words),
        *money_and_gp_time(words),
        *workforce_and_care_homes(words),
        *contract_and_patients(words),
        *what_it_hangs_on(words),
        *assumptions(words),
        *risks_accepted(words),
        *conditions_and_actions(words),
        *left_open(words),
        *signatures_and_proof(words),
    ]
    return _document(words, "Recommendation memo", blocks)


def compose_appendices(facts: MemoFacts) -> Document:
    """The appendices: all answers with their notes, and the workings."""
    words = Words(facts)
    return _document(words, "Appendices to the recommendation memo", appendices(words))


def _document(words: Words, kind: str, blocks: list[Block]) -> Document:
    facts = words.facts
    practice = words.text("practice.name", "practice not named")
    code = words.answers.text("practice.ods_code")
    of = f"{practice} ({code})" if code else f"{practice} (ODS code not recorded)"
    status = f"signed off on {day(facts.signed.at)}" if facts.signed else "not signed off"
    reference = facts.decision_id[:8]  # as much of the id as serves for a reference on paper
    title = f"{kind}: {words.worksheet.title}"
    head = (Heading(1, title), Paragraph(f"{of}. Reference {reference}, {status}."))
    return Document(
        title=title,
        running_head=f"{reference} · {words.worksheet.title} · {of} · {status}",
        blocks=(*head, *blocks),
        draft=facts.signed is None,
        moment=facts.moment.isoformat(),
        author=practice,
    )
