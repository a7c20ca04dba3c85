"""The leaning: what the answers suggest together, by one rule in one order. The partners' vote is the decision."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.appraisal.dependencies import in_order
from des_decider.appraisal.findings import Finding, Found, has_way_round, hours_colour, standing_blockers, statuses
from des_decider.appraisal.formulas.expression import Step

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.finding_words import Colour
    from des_decider.appraisal.formulas.book import Book
    from des_decider.appraisal.formulas.expression import Node
    from des_decider.appraisal.leaning_words import Kind, Why
    from des_decider.worksheet.model import Side

Judged = Literal["better", "worse", "open"]

RUNNING, FULL_YEAR, LEAVE_NEXT = "difference.running.this_year", "difference.full_year", "difference.leave_next"
NEEDED = (RUNNING, FULL_YEAR, "time.gp_hours")
"""The figures without which nothing is said, besides the statuses."""
AFTER_THREE_MONTHS = "difference.leave_next after three months"
"""Leaving at the next window with three months under notice, looked at where nobody knows how many there are."""


JUDGED = (RUNNING, FULL_YEAR, LEAVE_NEXT, AFTER_THREE_MONTHS)
"""The differences that are judged by their P10 and P90."""


class Hanging(NamedTuple):
    """What the decision hangs on, as far as the leaning looks at it.

    `ends` are P10 and P90 in pounds of the differences judged, by the ids above; of one that has none, the likely value
    stands for both. `ranged` counts the answers with a range that some figure uses. `break_evens` are sentences, of
    which the first three are said. `withheld` says that too few answers have a range to speak of cases in ten.
    """

    ends: Mapping[str, tuple[Fraction, Fraction]] = {}
    ranged: int = 0
    break_evens: tuple[str, ...] = ()
    withheld: bool = False


class Leaning(NamedTuple):
    """A kind, its headline, and what stands behind it, each a sentence of its own.

    `missing` are the ids without which nothing can be said. `unless` names what stands in the way, `hangs_on` what it
    hangs on. `beside` holds what must be read with it: what comes once, how few answers have a range, what has no
    finding yet.
    """

    kind: Kind
    headline: str
    because: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    hangs_on: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def sentences(self) -> tuple[str, ...]:
        """Everything there is to say, the headline first."""
        return (self.headline, *self.because, *self.unless, *self.hangs_on, *self.beside)


class Standing(NamedTuple):
    """What the rule looks at, and nothing else: see `verdict`.

    `blocked` are the sides on which a blocker stands with no way round. `leave_next` is None while not known, and
    `after_three` the same with three months under notice, looked at where nobody knows their number.
    Where nobody `can_leave` later, neither is looked at.
    `hours` is the colour of the finding on GP time. `outweighed`: what is paid once speaks against where both
    differences stand, and takes longer to even out than the worksheet allows.
    """

    missing: bool = False
    blocked: frozenset[Side] = frozenset()
    running: Judged = "open"
    full_year: Judged = "open"
    leave_next: Judged | None = None
    after_three: Judged | None = None
    hours: Colour | None = None
    outweighed: bool = False
    can_leave: bool = True


def verdict(standing: Standing) -> tuple[Kind, Why]:
    """The rule (docs/figures.md, “Leaning”), in its order, and which part of it decides."""
    both = {standing.running, standing.full_year}
    better, worse = both == {"better"}, both == {"worse"}
    if standing.missing:
        return "cannot say yet", "missing"
    if {"sign_up", "opt_out"} <= standing.blocked:
        return "finely balanced", "blockers on both sides"
    if "sign_up" in standing.blocked:
        return ("finely balanced", "better but blocked") if better else ("against", "blocked")
    if "opt_out" in standing.blocked:
        return ("finely balanced", "worse but blocked") if worse else ("towards", "blocked")
    if (worse or (better and standing.hours != "red")) and standing.outweighed:
        return "finely balanced", "once the other way"
    if worse:
        return "against", "worse"
    if better and standing.hours == "red":
        return "finely balanced", "too many hours"
    if better:
        return "towards", "better" if standing.hours else "better if hours are found"
    if (standing.running, standing.full_year) == ("better", "worse"):
        if not standing.can_leave:
            return "finely balanced", "better now, worse then"
        if standing.leave_next is None:
            return "cannot say yet", "no cost of leaving later"
        only = {standing.leave_next, standing.after_three} <= {"better", None} and standing.hours != "red"
        return ("this year only", "better this year only") if only else ("finely balanced", "better now, worse then")
    if (standing.running, standing.full_year) == ("worse", "better"):
        return "finely balanced", "worse now, better then"
    return "finely balanced", "open"


def judged(low: Fraction | float, high: Fraction | float) -> Judged:
    """How a difference stands, from its P10 and P90, or its value where it has no range."""
    if low >= 0 and high > 0:
        return "better"
    return "worse" if high <= 0 and low < 0 else "open"


def other_way(kind: Kind, option: str) -> bool:
    """Whether an option put is the other than a leaning; not to decide is neither."""
    return option not in {"", "not_yet"} and kind == ("towards" if option == "opt_out" else "against")


def kept_back(*, shown: bool, voted: bool, signed: bool) -> bool:
    """Whether the leaning is still kept from the partners, so that it sways nobody in the first round.

    It is open once the chair, or the first round, has opened it, and once everybody’s position is in the record.
    """
    return not (shown or voted or signed)


class Weighed(NamedTuple):
    """What the rule looks at as nodes: numbers at some values of the answers, in this order.

    `once` is what comes once, less the cost of leaving later: a cost of leaving that is only deferred weighs nothing.
    """

    running: Node
    full_year: Node
    leave_next: Node
    after_three: Node
    once: Node
    gp_hours: Node
    new_hours: Node
    new_unfilled: Node


def weighed(appraisal: Appraisal) -> Weighed:
    """What the rule looks at, of one appraisal."""
    figures, book = appraisal.book.figures, appraisal.book
    later = book.answers.estimate("leave.exit_cost") is not None or not book.worksheet.can_be_left_later
    after = figures[LEAVE_NEXT] + figures[FULL_YEAR] * Fraction(3, 12)
    once = figures["difference.once.this_year"] - book.number("leave.exit_cost" if later else "opt_out.exit_cost")
    return Weighed(
        figures[RUNNING],
        figures[FULL_YEAR],
        figures[LEAVE_NEXT],
        Step(AFTER_THREE_MONTHS, "£", after),
        Step("what comes once", "£", once),
        figures["time.gp_hours"],
        figures["time.new_hours"],
        figures["time.new_unfilled"],
    )


def standing_of(
    values: Sequence[Fraction | float | None],
    ends: Sequence[tuple[Fraction | float, Fraction | float] | None],
    fixed: Fixed,
    found: Found | None,
) -> Standing:
    """The standing at some values of what is weighed; None where there is none.

    `ends` are the P10 and P90 of the first four, None where the value stands for both; `found` are the hours that our
    GPs could find.
    """
    running, full, leaving, three, once, gp_hours, new_hours, new_unfilled = values
    if running is None or full is None or gp_hours is None or fixed.missing:
        return Standing(missing=True)
    colour = None if new_hours is None or new_unfilled is None else hours_colour(new_hours, new_unfilled, found)
    stand = [
        None if value is None else judged(*(end or (value, value)))
        for value, end in zip((running, full, leaving, three), ends, strict=True)
    ]
    now, then = stand[0] or "open", stand[1] or "open"
    # By how the year stands and not by its likely value, which with ranges can be 0 or lie on the other side.
    once_against = once is not None and {"better": once < 0, "worse": once > 0, "open": False}[then]
    outweighed = once_against and abs(Fraction(once or 0)) > fixed.payback_years * abs(Fraction(full))
    return Standing(
        blocked=fixed.blocked, running=now, full_year=then, leave_next=stand[2],
        after_three=None if fixed.notice_known else stand[3], hours=colour, outweighed=outweighed,
        can_leave=fixed.can_leave,
    )  # fmt: skip


class Fixed(NamedTuple):
    """What the rule looks at that no number changes."""

    missing: bool
    blocked: frozenset[Side]
    can_leave: bool
    notice_known: bool
    payback_years: Fraction

    @classmethod
    def of(cls, book: Book) -> Fixed:
        """Of the answers of one decision."""
        missing = any(status is None for status in statuses(book).values())
        sides = frozenset(side for _, side in unsolved(book))
        sheet = book.worksheet
        known = book.leaving_takes_effect is not None or not sheet.can_be_left_later
        return cls(missing, sides, sheet.can_be_left_later, known, Fraction(sheet.payback_years))


def leaning_kind(appraisal: Appraisal, ends: Mapping[str, tuple[Fraction, Fraction]] | None = None) -> Kind:
    """The kind alone, with nothing said of it; `ends` as in `Hanging`, none for the likely values."""
    values = [appraisal.evaluation.result(node).value for node in weighed(appraisal)]
    book, known = appraisal.book, ends or {}
    return verdict(standing_of(values, list(map(known.get, JUDGED)), Fixed.of(book), Found.of(book.answers)))[0]


def lean(appraisal: Appraisal, findings: Mapping[str, Finding], hung: Hanging) -> Leaning:
    """What the answers suggest together, with its “unless” or its “hangs on”.

    `findings` are those of this appraisal. Where a difference is known and `hung` has no P10 and P90 of it, its value
    stands for both.
    """
    from des_decider.appraisal import leaning_words as words  # once everybody has voted every answer asks for the rule

    result, known = appraisal.evaluation.result, weighed(appraisal)
    values = [result(node).value for node in known]
    ends = list(map(hung.ends.get, JUDGED))
    fixed = Fixed.of(appraisal.book)
    standing = standing_of(values, ends, fixed, Found.of(appraisal.book.answers))
    kind, why = verdict(standing)
    if kind == "cannot say yet":
        missing, unmet = _missing(appraisal, why)
        return Leaning(kind, *words.cannot_say(appraisal, missing, unmet), missing=missing)
    sides = unsolved(appraisal.book)
    now, then, later, three = (
        None if value is None else words.Ends(value, *(end or (value, value)), not hung.withheld)
        for value, end in zip(values[:4], ends, strict=True)
    )
    figures = words.Figures(appraisal, now, then, later, None if fixed.notice_known else three, values[4], sides)
    beside = (*figures.once_said(why), *words.beside(appraisal, findings, hung.ranged, withheld=hung.withheld))
    return Leaning(
        kind, figures.headline(kind, why), figures.because(), figures.unless(),
        words.hangs_on(hung.break_evens) if why == "open" else (), beside,
    )  # fmt: skip


def _missing(appraisal: Appraisal, why: Why) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The ids without which nothing is said, and the figures that do not apply and so will never be known."""
    wanted = (LEAVE_NEXT,) if why == "no cost of leaving later" else NEEDED
    given = statuses(appraisal.book) if why == "missing" else {}
    open_statuses = [id_ for id_, status in given.items() if status is None]
    unknown = [appraisal[id_] for id_ in wanted if appraisal[id_].value is None]
    missing = in_order({*appraisal.needs(wanted), *open_statuses}, appraisal)
    return missing, tuple(figure.id for figure in unknown if figure.not_applicable is not None)


def unsolved(book: Book) -> tuple[tuple[str, Side], ...]:
    """The ids of what stands in the way with no way round written down, each with the side it speaks against.

    Blockers, one that speaks against both sides twice, then statuses of `cannot`. A note on the answer is a way round
    written down: `note.<status>`; `question.<id>.note` or `note.question.<id>`.
    """
    sides: dict[Side, tuple[Side, ...]] = {"both": ("sign_up", "opt_out")}
    blockers = [
        (f"question.{q.id}", side) for q in standing_blockers(book) for side in sides.get(q.weighs_on, (q.weighs_on,))
    ]
    cannot: list[tuple[str, Side]] = [(id_, "sign_up") for id_, s in statuses(book).items() if s == "cannot"]
    return tuple((id_, side) for id_, side in (*blockers, *cannot) if not has_way_round(book, id_))
