"""Item 17 of a memo: what the decision hangs on, how sure it is, and what the answers suggest together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.leaning import kept_back
from des_decider.appraisal.simulation import in_tenths
from des_decider.decision.wording import capital, joined, lowered, money
from des_decider.memo.document import Block, Bullets, Heading, Paragraph, Table
from des_decider.memo.words import Words, item

if TYPE_CHECKING:
    from fractions import Fraction

    from des_decider.appraisal.tornado import Bar

MOST_BARS = 10
_LONGEST_BAR = 16
_INK = "█"


def what_it_hangs_on(words: Words) -> list[Block]:
    """Item 17, in order: break-evens, empty posts, minutes in the homes, the answers that matter, how sure, leaning."""
    hung = words.facts.hangs_on
    blocks: list[Block] = [item("What it hangs on")]
    if all(words.value(f"difference.{key}") is None for key in HORIZONS):
        blocks.append(Paragraph("What the decision hangs on can be said once the figures of the options are known."))
        return [*blocks, *_leaning(words)]
    for key, (when, _) in HORIZONS.items():
        if words.value(f"difference.{key}") is not None:
            blocks += _to_remember(words, key, when)
    empty = [said for key in HORIZONS if (said := hung.posts_stay_empty(key, "we"))]
    if empty:
        blocks += [Heading(3, "If posts stay empty"), Paragraph(" ".join(empty))]
    if words.value("care_homes.beds") != 0:
        blocks += [Heading(3, "Minutes in the homes"), Paragraph(_minutes(words))]
    return [*blocks, *_tornado(words), *_how_sure(words), *_leaning(words)]


def _to_remember(words: Words, key: str, when: str) -> list[Block]:
    """The first three break-evens of one horizon, to be repeated from memory."""
    hung = words.facts.hangs_on
    told = tuple(hung.said(key, break_even, "we").text for break_even in hung.first_three(key))
    if not told:
        return [Paragraph(f"{capital(when)} no single answer, moved alone, turns what signing up comes to.")]
    heading = Heading(3, f"The {'number' if len(told) == 1 else 'numbers'} to remember, {when}")
    return [heading, Bullets(told, numbered=True), Paragraph(hung.moved_alone(key, "we"))]


def _minutes(words: Words) -> str:
    """The minutes a bed a month that the premium buys, said once where both horizons come to the same."""
    this, full = ((capital(when), words.facts.hangs_on.minutes_said(key, "we")) for key, (when, _) in HORIZONS.items())
    first, second = (said.removeprefix(when) for when, said in (this, full))
    if this[1] == full[1]:
        return this[1]
    return f"{this[0]} and {full[0].lower()}{first}" if first == second else f"{this[1]} {full[1]}"


def _tornado(words: Words) -> list[Block]:
    """The answers that matter most this year, widest first, as numbers and as bars of ink; a full year in words."""
    hung = words.facts.hangs_on
    bars = hung.bars["this_year"]
    blocks: list[Block] = [Heading(3, "The answers that matter")]
    if words.value("difference.this_year") is None:
        blocks.append(Paragraph("What signing up comes to this year is not known yet, nor which answers move it."))
    elif not bars:
        blocks.append(Paragraph("No answer with a range moves what signing up comes to this year."))
    else:
        blocks += _bars(bars)
    if full := hung.bars["full_year"][:3]:
        named = joined(f"{bar.label} ({money(bar.width)} apart)" for bar in full)
        blocks.append(Paragraph(f"In a full year it is moved most by {named}."))
    return blocks


def _bars(bars: tuple[Bar, ...]) -> list[Block]:
    """The widest bars of this year, as numbers and in ink."""
    shown = bars[:MOST_BARS]
    rows = tuple(
        (capital(bar.label), money(bar.at_low), money(bar.at_high), money(bar.width), _ink(bar.width, shown[0].width))
        for bar in shown
    )
    caption = "What signing up comes to against opting out this year, each answer at the ends of its own range"
    header = ("Answer", "At its low", "At its high", "Apart", "As a bar")
    table = Table(caption, header, rows, numbers=(1, 2, 3), widths=(37, 13, 13, 12, 25))
    more = len(bars) - MOST_BARS
    return [table, Paragraph(f"And {more} more, none of which moves it more.")] if more > 0 else [table]


def _ink(width: Fraction, widest: Fraction) -> str:
    """A bar in proportion to the widest; one that is there shows at least once."""
    return _INK * max(1, int(width / widest * _LONGEST_BAR + 1 / 2))


def _how_sure(words: Words) -> list[Block]:
    """How often we end worse off, in tenths, and where the cases lie; or why that is not said."""
    hung = words.facts.hangs_on
    said, drawn = [], False
    reasons: dict[str, list[str]] = {}
    for key, (when, _) in HORIZONS.items():
        spread = hung.spread(key)
        if spread is None:
            continue
        if why := hung.withheld[key]:
            reasons.setdefault(why, []).append(when)
            continue
        drawn = True
        said.append(
            f"{capital(when)}, {in_tenths(spread, 'we')}: half of the cases lie below {money(spread.p50)}, "
            f"and 8 of 10 lie between {money(spread.p10)} and {money(spread.p90)}."
        )
    said += [f"How sure it is {joined(whens)} is not said: {lowered(why)}" for why, whens in reasons.items()]
    if drawn:
        said.append(f"That is from {hung.drawn.number:,} cases; seed {hung.drawn.seed} draws the same ones again.")
    return [Heading(3, "How sure"), Paragraph(" ".join(said))] if said else []


def _leaning(words: Words) -> list[Block]:
    """What the answers suggest together, when it was first shown and what changed then.

    A draft keeps it back until the partners have opened it or voted, so that no paper steers the first round.
    """
    facts, leaning = words.facts, words.facts.hangs_on.leaning
    blocks: list[Block] = [Heading(3, "What the answers suggest together")]
    voted, signed = facts.vote.outcome is not None, facts.signed is not None
    if kept_back(shown=facts.leaning_shown.shown, voted=voted, signed=signed):
        kept = "Not in this draft: it is kept back until the chair opens it or everybody has said where they stand."
        return [*blocks, Paragraph(kept)]
    headline, *rest = leaning.sentences
    blocks.append(Paragraph("By one rule, the same for every practice. It is no decision; the vote is."))
    blocks.append(Paragraph(headline, strong=True))
    if rest:
        blocks.append(Bullets(tuple(rest)))
    turning = facts.hangs_on.turning
    if introduced := turning.introduced(leaning.kind):
        blocks.append(Paragraph(introduced))
    if turning.turns:
        blocks.append(Bullets(tuple(turn.says for turn in turning.turns), numbered=True))
    return [*blocks, Paragraph(facts.leaning_shown.said(words.label, signed=signed))]
