"""From the facts of one decision to its memo and its appendices: what is said, in which order, on which page head."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.memo.actions_and_people import actions_and_people
from des_decider.memo.appendices import appendices
from des_decider.memo.assent import assent
from des_decider.memo.assumptions import assumptions
from des_decider.memo.at_a_glance import at_a_glance
from des_decider.memo.concerns_and_risks import concerns_and_risks
from des_decider.memo.contract_and_patients import contract_and_patients
from des_decider.memo.decision_and_conditions import decision_and_conditions
from des_decider.memo.figure_words import Words
from des_decider.memo.findings_and_claims import findings_and_claims
from des_decider.memo.hangs_on import what_it_hangs_on
from des_decider.memo.head import headed
from des_decider.memo.left_open import left_open
from des_decider.memo.meeting_and_question import meeting_and_question, the_meeting
from des_decider.memo.money_and_gp_time import money_and_gp_time
from des_decider.memo.network_practices import network_practices
from des_decider.memo.options_considered import options_considered
from des_decider.memo.since_last_time import since_last_time
from des_decider.memo.vote_and_positions import declarations, positions, vote
from des_decider.memo.what_happens_next import what_happens_next
from des_decider.memo.workforce_and_care_homes import workforce_and_care_homes
from des_decider.memo.worksheet_and_proof import worksheet_and_proof

if TYPE_CHECKING:
    from des_decider.memo.document import Block, Document
    from des_decider.memo.facts import MemoFacts


def compose_memo(facts: MemoFacts) -> Document:
    """The recommendation memo in the order of its items; the first two pages alone are enough to read and sign."""
    words = Words(facts)
    first_page = [*decision_and_conditions(words), *at_a_glance(words), *vote(words)]
    second_page = [*positions(words), *declarations(words), *what_happens_next(words), *assent(words)]
    blocks = [
        *first_page,
        *second_page,
        *meeting_and_question(words),
        *since_last_time(words),
        *options_considered(words),
        *findings_and_claims(words),
        *money_and_gp_time(words),
        *workforce_and_care_homes(words),
        *network_practices(words),
        *contract_and_patients(words),
        *what_it_hangs_on(words),
        *assumptions(words),
        *concerns_and_risks(words),
        *actions_and_people(words),
        *left_open(words),
        *worksheet_and_proof(words),
    ]
    return _document(words, "Recommendation memo", blocks)


def compose_minutes(facts: MemoFacts) -> Document:
    """What the minutes of the meeting take over: who met, what was decided, and what follows, in the memo's words."""
    words = Words(facts)
    decided = [*decision_and_conditions(words, in_figures=False), *vote(words), *positions(words), *declarations(words)]
    return _document(words, "For the minutes", [*the_meeting(words), *decided, *what_happens_next(words)])


def compose_appendices(facts: MemoFacts) -> Document:
    """The appendices: all answers with their notes, and the workings."""
    words = Words(facts)
    return _document(words, "Appendices to the recommendation memo", appendices(words))


def _document(words: Words, kind: str, blocks: list[Block]) -> Document:
    facts = words.facts
    return headed(
        kind, blocks, words.answers, words.worksheet,
        decision_id=facts.decision_id, signed=facts.signed, moment=facts.moment,
    )  # fmt: skip
