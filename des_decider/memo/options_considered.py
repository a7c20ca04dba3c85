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
    silence = words.worksheet.evidence.get(words.worksheet.year.silence or "")
    if silence and not words.book.hidden(silence.origin):
        blocks.append(Paragraph(f"What silence means, by the worksheet: {silence.what.rstrip('.')}."))
    return [*blocks, *options_side_by_side(words)]
