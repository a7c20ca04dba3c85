"""What the decision hangs on, how sure it is, and what the answers suggest together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.leaning import kept_back
from des_decider.appraisal.simulation import in_tenths
from des_decider.decision.wording import capital, joined, lowered, money
from des_decider.memo.document import Bar, Bars, Block, Bullets, Heading, Paragraph, Piece, Table
from des_decider.memo.figure_words import Words, item

if TYPE_CHECKING:
    from fractions import Fraction

    from des_decider.appraisal.leaning import Leaning
    from des_decider.appraisal.simulation import Spread
    from des_decider.appraisal.tornado import Bar as Moved

MOST_BARS = 6
_SIDES = ("Worse", "Better")


def what_it_hangs_on(words: Words) -> list[Block]:
    """In order: break-evens, empty posts, the answers that matter, how sure, leaning."""
    hung = words.facts.hangs_on
    blocks: list[Block] = [item("What it hangs on")]
    if all(words.value(f"difference.{key}") is None for key in HORIZONS):
        blocks.append(Paragraph("What the decision hangs on can be said once the figures of the options are known."))
        return [*blocks, *_leaning(words)]
    blocks += _to_remember(words)
    empty = [said for key in HORIZONS if (said := hung.posts_stay_empty(key, "we"))]
    if empty:
        blocks += [Heading(3, "With no post filled, and with all"), Paragraph(" ".join(empty))]
    return [*blocks, *_tornado(words), *_how_sure(words), *_leaning(words)]


def _to_remember(words: Words) -> list[Block]:
    """The first three break-evens of each horizon, to be repeated from memory; how both are meant is said once."""
    hung = words.facts.hangs_on
    known = [key for key in HORIZONS if words.value(f"difference.{key}") is not None]
    blocks: list[Block] = []
    meant: dict[str, str] = {}
    for key in known:
        when = HORIZONS[key].when
        told = tuple(hung.said(key, break_even, "we").text for break_even in hung.first_three(key))
        if not told:
            blocks.append(Paragraph(f"{capital(when)} no single answer, moved alone, turns what signing up comes to."))
            continue
        heading = f"The {'number' if len(told) == 1 else 'numbers'} to remember, {when}"
        blocks += [Heading(3, heading), Bullets(told, numbered=True)]
        meant[capital(when)] = hung.moved_alone(key, "we")
    if not meant:
        return blocks
    once = len(set(meant.values())) == 1
    said = next(iter(meant.values())) if once else " ".join(f"{when}: {lowered(how)}" for when, how in meant.items())
    return [*blocks, Paragraph(said)]


def _tornado(words: Words) -> list[Block]:
    """The answers that matter most this year, widest first, as numbers and as bars; a full year in words."""
    hung = words.facts.hangs_on
    bars = hung.bars["this_year"]
    blocks: list[Block] = [Heading(3, "The answers that matter")]
    said: list[str] = []
    now = words.value("difference.this_year")
    if now is None:
        blocks.append(Paragraph("What signing up comes to this year is not known, nor which answers move it."))
    elif not bars:
        blocks.append(Paragraph("No answer with a range moves what signing up comes to this year."))
    else:
        blocks += _bars(bars, now)
        more = len(bars) - MOST_BARS
        said += [f"And {more} more, none of which moves it more."] if more > 0 else []
    if full := hung.bars["full_year"][:3]:
        named = joined(f"{bar.label} ({money(bar.width)} apart)" for bar in full)
        said.append(f"In a full year it is moved most by {named}.")
    return [*blocks, Paragraph(" ".join(said))] if said else blocks


def _bars(bars: tuple[Moved, ...], now: Fraction) -> list[Block]:
    """The widest bars of this year, as numbers and drawn from where all answers are as expected."""
    shown = bars[:MOST_BARS]
    rows = tuple((capital(bar.label), money(bar.at_low), money(bar.at_high), money(bar.width)) for bar in shown)
    drawn = Bars(_SIDES, tuple(_drawn(bar, now) for bar in shown))
    caption = "What signing up comes to against opting out this year, each answer at the ends of its own range"
    header = ("Answer", "At its low", "At its high", "Apart")
    turns = any(piece.dark for bar in drawn.rows for piece in bar.pieces)
    read = (
        f"Each bar starts at {money(now)}, with every answer as we expect it. "
        f"{'What is dark lies beyond £0.' if turns else 'None goes beyond £0.'}"
    )
    table = Table(caption, header, rows, numbers=(1, 2, 3), widths=(34, 12, 13, 11), bars=drawn)
    return [Paragraph(read), table]


def _drawn(moved: Moved, now: Fraction) -> Bar:
    """How far an answer takes it below and above what is expected, dark from where it would turn."""
    ends = (moved.at_low, moved.at_high, now)
    low, turn, high = min(ends) - now, -now, max(ends) - now
    if low < turn < 0 or 0 < turn < high:
        pieces = [Piece(low, turn, dark=now > 0), Piece(turn, high, dark=now < 0)]
    else:
        pieces = [Piece(low, high)]
    return Bar(tuple(pieces), f"from {money(min(ends))} to {money(max(ends))}")


def _how_sure(words: Words) -> list[Block]:
    """How often we end worse off, in tenths, and where the cases lie; or why that is not said."""
    hung = words.facts.hangs_on
    said: list[str] = []
    spreads: dict[str, Spread] = {}
    reasons: dict[str, list[str]] = {}
    for key, (when, _) in HORIZONS.items():
        spread = hung.spread(key)
        if spread is None:
            continue
        if why := hung.withheld[key]:
            reasons.setdefault(why, []).append(when)
            continue
        spreads[capital(when)] = spread
        said.append(f"{capital(when)}, {in_tenths(spread, 'we')}.")
    said += [f"How sure it is {joined(whens)} is not said: {lowered(why)}" for why, whens in reasons.items()]
    if not said:
        return []
    if spreads:
        said.append(f"That is from {hung.drawn.number:,} cases; seed {hung.drawn.seed} draws the same ones again.")
    return [Heading(3, "How sure"), Paragraph(" ".join(said)), *_where_cases_lie(spreads)]


def _where_cases_lie(spreads: dict[str, Spread]) -> list[Block]:
    """What 8 of 10 cases span, as numbers and drawn from £0."""
    if not spreads:
        return []
    rows = tuple((when, *(money(end) for end in (s.p10, s.p50, s.p90))) for when, s in spreads.items())
    caption = "Where the cases lie, signing up against opting out; each bar holds 8 of 10, its dark mark the middle"
    header = ("When", "A tenth lies below", "Half lie below", "A tenth lies above")
    drawn = Bars(_SIDES, tuple(map(_span, spreads.values())))
    return [Table(caption, header, rows, numbers=(1, 2, 3), widths=(22, 16, 16, 16), bars=drawn)]


def _span(spread: Spread) -> Bar:
    """From the lowest to the highest tenth, with a mark in the middle."""
    half = (spread.p90 - spread.p10) / 60
    start, end = max(spread.p50 - half, spread.p10), min(spread.p50 + half, spread.p90)
    pieces = (Piece(spread.p10, start), Piece(start, end, dark=True), Piece(end, spread.p90))
    return Bar(pieces, f"from {money(spread.p10)} to {money(spread.p90)}, half below {money(spread.p50)}")


def headline(leaning: Leaning) -> str:
    """What the answers suggest in a sentence; a memo is kept, so it never speaks of what may still come."""
    return leaning.headline.replace("Cannot say yet", "Cannot say")


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
    _, *rest = leaning.sentences
    blocks.append(Paragraph("By one rule, the same for every practice. It is no decision; the vote is."))
    blocks.append(Paragraph(headline(leaning), strong=True))
    if rest:
        blocks.append(Bullets(tuple(rest)))
    turning = facts.hangs_on.turning
    if introduced := turning.introduced(leaning.kind):
        blocks.append(Paragraph(introduced))
    if turning.turns:
        blocks.append(Bullets(tuple(turn.says for turn in turning.turns), numbered=True))
    return [*blocks, Paragraph(facts.leaning_shown.said(words.label))]
