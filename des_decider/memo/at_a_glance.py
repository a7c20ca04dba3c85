"""The figures at a glance: signing up against opting out over named months, what comes once, and what is red."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.finding_words import UNKNOWN, once_said
from des_decider.appraisal.findings import PRICED, standing_blockers
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.leaning import kept_back, other_way
from des_decider.appraisal.leaning_words import in_short
from des_decider.appraisal.simulation import how_many
from des_decider.decision.vote import REASON, given_before_put
from des_decider.decision.window import months_in_words
from des_decider.decision.wording import capital, count_of, is_nought, joined, lowered, money, number, off
from des_decider.memo.document import Block, Bullets, Paragraph, Quote, Table
from des_decider.memo.figure_words import (
    FULL_YEAR,
    NOT_KNOWN,
    NOT_RECORDED,
    NURSES_TOO,
    ROUNDED,
    Words,
    item,
)
from des_decider.memo.hangs_on import headline
from des_decider.memo.side_by_side import meant_by_range, range_heading, span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.appraisal.findings import Finding
    from des_decider.appraisal.simulation import Spread

_ROWS = (("Together", "difference"), ("Money alone", "difference.cash"), ("GP time, priced", "difference.gp_time"))
_LEFT_OUT, _IN_THE_FIGURES = "left out", " (in the figures already)"
_TWO_IN_THREE = Fraction(2, 3)
"""Of the cases: where so many lie on one side of what is likely, twice as many do as lie on the other."""


def at_a_glance(words: Words) -> list[Block]:
    """The item, and what the figures lean towards where the partners decided other than that."""
    return [
        item("At a glance"),
        Paragraph(comes_out(words), strong=True),
        *_table(words),
        *_leaving_next(words),
        *_red(words),
        *_other_way(words),
    ]


def comes_out(words: Words) -> str:
    """How signing up comes out against opting out, this year with its months named and in a full year.

    Where half of the cases or more come out the other way, that is said in the same breath.
    """
    this, full = (words.value(f"difference.{key}") for key in HORIZONS)
    said = comes_out_at(this, full, f"from {words.months}")
    other = [
        f"in {how_many(many, one.spread.counted)} of the cases our ranges allow it comes out {way} {one.when}"
        for one in _spreads(words)
        if one.across
        for many, way in [(one.spread.worse, "worse") if one.likely > 0 else (one.better, "better")]
    ]
    return f"{said} That is at the values we think likely: {', and '.join(other)}." if other else said


class _Cases(NamedTuple):
    """The cases of one horizon beside what it likely comes to."""

    when: str
    spread: Spread
    likely: Fraction

    @property
    def across(self) -> bool:
        """Whether the middle of the cases lies on the other side of £0."""
        return self.spread.p50 * self.likely < 0

    @property
    def better(self) -> int:
        """How many cases come out better, or no worse."""
        return self.spread.counted - self.spread.worse

    @property
    def side(self) -> str:
        """How the likely value is beside the cases, where at least two in three lie on its other side."""
        if self.across or self.spread.p10 == self.spread.p90:
            return ""
        below = Fraction(self.spread.below, self.spread.counted)
        return "better" if below >= _TWO_IN_THREE else "worse" if below <= 1 - _TWO_IN_THREE else ""


def _spreads(words: Words) -> list[_Cases]:
    """The cases of each horizon that has any; none where too few answers have a range to speak of cases."""
    return _drawn(words) if words.facts.hangs_on.in_cases else []


def _drawn(words: Words) -> list[_Cases]:
    """The cases drawn of each horizon, however few answers have a range."""
    hung = words.facts.hangs_on
    both = [(horizon.when, hung.spread(key), words.value(f"difference.{key}")) for key, horizon in HORIZONS.items()]
    return [_Cases(when, s, likely) for when, s, likely in both if s is not None and likely is not None]


def comes_out_at(
    this: Fraction | None, full: Fraction | None, months: str, out: str = "comes out", what: str = "Signing up"
) -> str:
    """The same for any two differences; None where one is not known. `what` is it that comes out so, or would."""
    if this is None:
        if full is None:
            return f"How signing up {out} against opting out is {NOT_KNOWN}."
        return f"{what} {out} {off(full)} than opting out in a full year; {months} that is {NOT_KNOWN}."
    then = f"in a full year that is {NOT_KNOWN}" if full is None else f"{off(full)} in a full year"
    return f"{what} {out} {off(this)} than opting out {months}, and {then}."


def _table(words: Words) -> list[Block]:
    """Money and GP time apart, each with its range, and of this year what comes only once."""
    if all(words.value(f"difference.cash.{key}") is None for key in HORIZONS):
        return []
    rows = [
        (label, *(cell for key in HORIZONS for cell in (words.figure(f"{stem}.{key}"), span(words, stem, key))))
        for label, stem in _ROWS
    ]
    if words.value("difference.once.this_year") != 0:
        rows.insert(1, ("Of it, only once", words.figure("difference.once.this_year"), "", _LEFT_OUT, ""))
    months = f"{words.months} ({months_in_words(words.worksheet)})"
    over = range_heading(words)
    header = ("Signing up against opting out", months, over, FULL_YEAR, over)
    table = Table("", header, tuple(rows), numbers=(1, 2, 3, 4), widths=(21, 21, 23, 12, 23))
    price = words.shown("cost.gp_hour", "")
    priced = f"{NURSES_TOO}{f', at {price}' if price else ''}."
    full = f"“{FULL_YEAR}”: twelve months once everything runs."
    said = (full, meant_by_range(words), _half(words), priced, _only_once(words), _care(words), ROUNDED)
    return [table, Paragraph(" ".join(filter(None, said)))]


def _half(words: Words) -> str:
    """How half of the cases come out, and how most do beside the likely values; which of these lie beyond a range."""
    both = _spreads(words)
    if len(both) < len(HORIZONS):
        return _beyond_the_range(words)
    halves = "; in half, ".join(f"{_beyond(one.spread)} {one.when}" for one in both)
    said = f"In half of them it comes out {halves}."
    sides = {side: [one.when for one in both if one.side == side] for side in ("better", "worse")}
    for side, whens in sides.items():
        when = "" if len(whens) == len(both) else f" {joined(whens)}"
        other = "worse" if side == "better" else "better"
        than = f"it comes out {other}{when} than at the values we think likely"
        said += f" In at least two of three cases {than}." if whens else ""
    return said


def _beyond_the_range(words: Words) -> str:
    """That what is likely lies outside its own range, which else looks like a slip; nothing of how many cases."""
    said = []
    for beyond, side in (("above", "worse"), ("below", "better")):
        whens = [
            one.when
            for one in _drawn(words)
            if (one.likely > one.spread.p90 if beyond == "above" else one.likely < one.spread.p10)
        ]
        if whens:
            lies = f"what we think likely lies {beyond} that range"
            said.append(f"{capital(joined(whens))} {lies}: our lows and highs reach further to the {side} side.")
    return " ".join(said)


def _beyond(spread: Spread) -> str:
    """How the worse half of the cases come out."""
    if is_nought(spread.p50):
        return "no better than opting out"
    if spread.p50 < 0:
        return f"more than {money(-spread.p50)} worse"
    return f"less than {money(spread.p50)} better{', or worse,' if spread.worse else ''}"


def _only_once(words: Words) -> str:
    """What is paid or worked only once on either side, this year."""
    sides = {"opt_out": "to leave now, if we opt out", "sign_up": "to start, if we sign up"}
    paid = [(words.value(f"{side}.once.this_year"), what) for side, what in sides.items()]
    said = [f"{money(-value)} {what}" for value, what in paid if value]
    if words.once_hours and "cost.gp_hour" not in words.answers:
        said.append(f"{number(words.once_hours, 1)} GP hours {sides['sign_up']}, not priced")
    return f"Only once: {'; '.join(said)}." if said else ""


def _care(words: Words) -> str:
    """What care from the posts is, which is no money of ours, as far as it is known."""
    if words.book.lacks("workforce"):
        return ""
    care = [f"workforce.care.{key}" for key in HORIZONS]
    known = all(words.value(id_) is not None for id_ in care)
    share = f" (our share of what is claimed: {' and '.join(map(words.figure, care))})" if known else ""
    return f"Care from the posts{share} is no money of ours, and in none of these."


def _leaving_next(words: Words) -> list[Block]:
    """Leaving at the next window, which is what decides where that was put to the vote."""
    figure, put = "difference.leave_next", words.put() == "sign_up_then_leave"
    if (value := words.value(figure)) is None:
        not_known = f"How signing up now and leaving at the next window comes out is {NOT_KNOWN}."
        return [Paragraph(not_known)] if put else []
    said = f"Signing up and leaving at the next window: {off(value)} than opting out now, {words.months_until_left}"
    if cost := words.answers.likely("leave.exit_cost"):
        said += f", {money(cost)} to leave then included"
    ends = words.facts.hangs_on.drawn.spreads.get(figure)
    if ends is not None and ends.p10 != ends.p90:
        said += f"; {lowered(range_heading(words))}: {off(ends.p10)} to {off(ends.p90)}"
    return [Paragraph(f"{said}.", strong=put)]


def _red(words: Words) -> list[Block]:
    """The red findings in a line each with that on GP time, and the blockers that stand, whatever their section.

    Who opts out also reads what the answers on patients showed.
    """
    always = {"time", "patients"} if words.put() == "opt_out" else {"time"}
    found = words.findings.values()
    red = [o for o in found if o.colour == "red" or (o.section in always and o.colour) or _only_not_judged(o)]
    blockers = standing_blockers(words.appraisal.book)
    priced = set(PRICED) - {question.section for question in blockers}  # a blocker is in no figure
    said = tuple(
        f"{words.section(one.section)}, {one.colour or 'not judged'}{_IN_THE_FIGURES * (one.section in priced)}: "
        f"{lowered(one.words.removesuffix(once_said(words.appraisal)))}"  # that stands in the table above
        for one in red
    )
    blocks: list[Block] = [Bullets(said)] if said else []
    if said and words.put() == "opt_out":
        blocks.insert(0, Paragraph("These findings are about signing up, unless they say otherwise:"))
    if told := " ".join(_without_colour(words)):
        blocks.append(Paragraph(told))
    if standing := tuple(f"{q.text} {words.cell(f'question.{q.id}')}." for q in blockers):
        stood = f"{count_of(len(standing), 'blocker')} stood when this was written:"
        blocks += [Paragraph(stood, strong=True), Bullets(standing)]
    return blocks


def _only_not_judged(finding: Finding) -> bool:
    """Whether GP hours are known, and have no colour as nobody has said how many could be found: they are said."""
    return finding.section == "time" and finding.colour is None and finding.words != UNKNOWN


def _without_colour(words: Words) -> Iterator[str]:
    """That no finding is red, and which cannot be made: what is not known may be."""
    found = words.findings.values()
    without = [one for one in found if one.colour is None and one.needs]
    if without and all(one.colour is None for one in found):
        yield "No finding can be made: answers are missing."
        return
    lacking = [f"“{words.section(one.section)}”" for one in without if not _only_not_judged(one)]
    if lacking:
        yield f"No finding, because answers are missing: {joined(lacking)}."
    if all(one.colour != "red" for one in found):
        yield "No other finding is red." if without else "No finding is red."


def _other_way(words: Words) -> list[Block]:
    """Where the answers lean the other way: that they do, and the reason; or that they do not settle it.

    They, and not the figures: something that stands in the way can decide where signing up comes out better.
    """
    facts, decided = words.facts, words.decided()
    shown, signed = facts.leaning_shown.shown, facts.signed is not None
    if kept_back(shown=shown, voted=facts.vote.outcome is not None, signed=signed):
        return []
    leaning = facts.hangs_on.leaning
    kind, leans = leaning.kind, headline(leaning)
    reason = "" if given_before_put(REASON, words.answers) else words.answers.text(REASON)
    if kind == "finely balanced":
        said = f"The answers do not settle it{leans.removeprefix('Finely balanced')}"
    elif other_way(kind, decided):
        towards = lowered(leans) if leaning.unless else f"{in_short(kind)}."
        said = f"The answers lean the other way: {towards}"
        if not reason:
            return [Paragraph(said, strong=True), Paragraph(f"The reason for deciding so: {NOT_RECORDED}.")]
    else:  # a reason given while they leant the other way is no reason for this
        return []
    if not (reason and decided):
        return [Paragraph(said, strong=True)]
    sayer = words.said_by(REASON)
    whose = f"The reason given, as written{f'; said by {sayer}' if sayer else ''}:"
    return [Paragraph(f"{said} {whose}", strong=True), Quote(reason)]
