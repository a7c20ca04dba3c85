"""The options considered: why each was not chosen, what silence means, and what they come to side by side."""

from __future__ import annotations

from des_decider.decision.wording import capital
from des_decider.memo.document import Block, Paragraph, Table
from des_decider.memo.figure_words import NOT_RECORDED, Words, item
from des_decider.memo.side_by_side import options_side_by_side


def options_considered(words: Words) -> list[Block]:
    """The whole item."""
    put = words.put()
    of_the_one_put = {"carried": "Chosen", "not carried": "Not carried"}.get(words.facts.vote.outcome or "", "")
    rows = tuple(
        (
            f"{capital(named)}{' (put to the vote)' if option == put else ''}",
            of_the_one_put if option == put else words.text(f"option.{option}.why_not", NOT_RECORDED),
        )
        for option, named in words.ids.options.items()
    )
    table = Table("", ("Option", "Why it was not chosen"), rows, widths=(40, 60))
    blocks: list[Block] = [item("Options considered"), table]
    silence = [] if silence_decides(words) else silence_means(words)
    return [*blocks, *silence, *options_side_by_side(words)]


def silence_decides(words: Words) -> bool:
    """Whether what silence means stands beside the decision, since to put it off is to be silent for now."""
    return words.put() == "not_yet" and words.facts.vote.outcome != "not carried"


def silence_means(words: Words) -> list[Block]:
    """What silence means, where the worksheet says it."""
    silence = words.worksheet.evidence.get(words.worksheet.year.silence or "")
    if not silence or words.book.hidden(silence.origin):
        return []
    return [Paragraph(f"What silence means, by the worksheet: {silence.what.rstrip('.')}.")]
