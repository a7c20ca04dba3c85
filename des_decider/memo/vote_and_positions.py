"""The vote with its sums, each partner's position and reason, and what was declared."""

from __future__ import annotations

from collections import Counter

from des_decider.decision.vote import IN_WORDS, Result, Stand, Vote, in_words
from des_decider.decision.wording import capital, count_of, joined, number
from des_decider.memo.document import Block, Paragraph, Quote, Table
from des_decider.memo.figure_words import NOT_RECORDED, Words, item
from des_decider.worksheet.inputs_and_columns import KIND_OF_INTEREST

_STANDS = {**IN_WORDS, "not said": NOT_RECORDED}
"""The stands that a memo words otherwise than the vote does."""
_WEIGHED_BY = {"by_sessions": "Sessions", "by_profit_share": "Profit share"}


def vote(words: Words) -> list[Block]:
    """The result in words, and the sum behind it."""
    result = words.facts.vote
    if result.outcome is not None:
        option = words.shown("decision.option", "")
        told = in_words(result, f" “{option}”" if option else "")
        return [item("The vote"), Paragraph(told, strong=True), Paragraph(" ".join(result.words))]
    needed = joined(words.label(id_) for id_ in result.needs)
    blocks: list[Block] = [item("The vote"), Paragraph(f"No result. Still needed: {needed}.")]
    return [*blocks, Paragraph(" ".join(_so_far(result)))] if result.votes else blocks


def _so_far(vote: Result) -> tuple[str, ...]:
    """The sum while some have not said where they stand, which the full count would tell as if nobody were missing."""
    stands = Counter(one.stand for one in vote.votes)
    if not {"not said", "to confirm"} & set(stands):
        return vote.words
    order: tuple[Stand, ...] = (*vote.counted, "to confirm", "not said")
    said = [f"{stands[stand]} {_STANDS.get(stand, stand)}" for stand in order if stands[stand]]
    so_far = f"{count_of(len(vote.votes), 'partner')}: {', '.join(said)}."
    early = vote.words[: "to confirm" in stands]
    return (*early, so_far, *vote.words[len(early) + 1 :])


def positions(words: Words) -> list[Block]:
    """How each partner stood and why; a reason of several lines is kept line by line under the table."""
    votes = words.facts.vote.votes
    blocks: list[Block] = [item("Each partner’s position")]
    if not votes:
        return [*blocks, Paragraph("No partners are recorded.")]
    weight = _WEIGHED_BY.get(words.facts.vote.rule)
    rows: list[tuple[str, ...]] = []
    for one in votes:
        reason = "As written, under this table" if "\n" in one.reason else one.reason or NOT_RECORDED
        row = _who(one, words), capital(_stood(one, words.facts.vote)), reason
        rows.append((*row, NOT_RECORDED if one.weight is None else number(one.weight)) if weight else row)
    header = ("Partner", "Position", "Reason, in their own words")
    if weight:
        blocks.append(Table("", (*header, weight), tuple(rows), numbers=(3,), widths=(18, 14, 56, 12)))
    else:
        blocks.append(Table("", header, tuple(rows), widths=(17, 14, 69)))
    long = (one for one in votes if "\n" in one.reason)
    return [*blocks, *(Quote(one.reason, f"{one.name}, {_stood(one, words.facts.vote)}") for one in long)]


def _who(vote: Vote, words: Words) -> str:
    """The partner, and whether somebody else typed what they said."""
    elsewhere = words.answers.yes(f"vote.{vote.partner}.elsewhere")
    return f"{vote.name} (from elsewhere; typed by the chair)" if elsewhere else vote.name


def _stood(vote: Vote, result: Result) -> str:
    """How a partner stood; those the vote went against dissent, and in a tie it went against nobody."""
    lost = "" if result.tie else {"carried": "against", "not carried": "for"}.get(result.outcome or "")
    return f"{_STANDS.get(vote.stand, vote.stand)}{' (dissent)' if vote.stand == lost else ''}"


def declarations(words: Words) -> list[Block]:
    """What each partner declared and what was done about it; who declared nothing is named."""
    answers = words.answers
    declared: set[str] = set()
    nothing: list[str] = []
    rows: list[tuple[str, ...]] = []
    for row in answers.rows("interest"):
        stem = f"interest.{row}"
        if answers.likely(f"{stem}.partner") not in {None, *words.partners}:  # a partner who was deleted
            continue
        who = words.shown(f"{stem}.partner", "partner not recorded")
        kind, what, done = (answers.text(f"{stem}.{part}") for part in ("kind", "what", "done"))
        declared.add(who)
        if kind == "none" and not what and done in {"", "noted"}:
            nothing.append(who)
        else:
            about = ": ".join(part for part in (KIND_OF_INTEREST.get(kind, kind), what) if part)
            rows.append((who, capital(about or NOT_RECORDED), words.cell(f"{stem}.done")))
    blocks: list[Block] = [item("Declarations of interest")]
    if rows:
        header = ("Partner", "Declared", "What was done")
        blocks.append(Table("", header, tuple(rows), widths=(19, 58, 23)))
    silent = [name for name in words.partners.values() if name not in declared]
    said = [f"Nothing to declare: {joined(nothing)}."] if nothing else []
    said += [f"No declaration recorded: {joined(silent)}."] if silent else []
    if said or not rows:
        blocks.append(Paragraph(" ".join(said) or "No declaration is recorded."))
    return blocks
