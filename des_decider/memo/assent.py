"""Who assented under the decision, who declined and why, and the space for ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.assent import declined
from des_decider.decision.vote import is_present
from des_decider.decision.wording import joined, moment
from des_decider.memo.document import Block, Paragraph, Quote, SignatureBlock
from des_decider.memo.figure_words import Words, item

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

_CLAIMS = "A typed name records that a partner confirms this record, and claims to be no more."


def _not_typed(words: Words, present: Sequence[str]) -> str:
    """Who was there, did not decline, and typed no name; whether they voted stands beside it."""
    typed = {one.name for one in words.facts.signed.assents} if words.facts.signed else set()
    stands = {vote.name: vote.stand for vote in words.facts.vote.votes}
    did_not_vote = [name for name in present if name not in typed and stands.get(name) == "recused"]
    voted = [name for name in present if name not in typed and name not in did_not_vote]
    recused = [f"{name}, who did not vote" for name in did_not_vote]
    return f" No name was typed by {joined([*voted, *recused])}." if voted or recused else ""


def assent(words: Words) -> list[Block]:
    """The whole item; a draft takes no ink."""
    blocks: list[Block] = [item("Names and signatures")]
    signed, gone = words.facts.signed, declined(words.answers)
    reasons = [Quote(reason, f"{words.partners[row]}, declined to confirm") for row, reason in gone.items()]
    if signed is None:
        return [*blocks, Paragraph("Nobody has confirmed it. A draft is not for signing."), *reasons]
    at: dict[datetime, list[str]] = {}
    for one in signed.assents:
        at.setdefault(one.at, []).append(one.name)
    typed = [f"on {moment(when)}: {joined(names)}" for when, names in at.items()]
    present = {v.partner: v.name for v in words.facts.vote.votes if is_present(words.answers, v.partner)}
    in_ink = tuple(name for row, name in present.items() if row not in gone)
    who = "Those present who did not decline" if gone else "Those present"
    said = f"Names typed under the decision read back, {'; '.join(typed)}. {_CLAIMS}{_not_typed(words, in_ink)}"
    said = said if typed else ""
    ink = f"{who} {'also sign' if typed else 'sign'} here:" if in_ink else ""
    if said or ink:
        blocks.append(Paragraph(f"{said} {ink}".strip()))
    if in_ink:
        blocks.append(SignatureBlock(in_ink))
    return [*blocks, *reasons]
