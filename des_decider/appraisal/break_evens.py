"""Break-evens: the values of one answer, all others likely, at which signing up and opting out come to the same."""

from __future__ import annotations

import re
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.cancellation import go_on, never
from des_decider.appraisal.dependencies import Formulas
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.sweep import Along, Moved, Stretch
from des_decider.decision.answers import Answer
from des_decider.decision.order import order_of
from des_decider.decision.values import Estimate
from des_decider.worksheet.answer_kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from des_decider.appraisal.cancellation import Stop
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.formulas.expression import Node
    from des_decider.decision.ids import Field
    from des_decider.worksheet.answer_kinds import Kind

POSTS_FILLED = "posts_filled"
"""The key of the chances of all roles moved together: partners speak of posts filled, not of one role's chance."""

_FIGURES = tuple(f"difference.{key}" for key in HORIZONS)

_TIMES_LIKELY = 10
_UNITS = 100


class Zero(NamedTuple):
    """A value at which the difference is 0, or an interval over which it is (then the ends differ).

    `below` and `above` are the signs of the difference just beside it: 1, 0 or −1, None at an end of the search.
    """

    low: Fraction
    high: Fraction
    below: int | None
    above: int | None


class BreakEven(NamedTuple):
    """Where along one answer, or one group of answers moved together, the difference is 0; all others are likely.

    `id` is an answer's id or a group's key; `low`, `likely` and `high` are what the partners said, `searched` the
    values looked at, and `bounded` whether the worksheet (or the nature of a percentage) sets them. All are in `unit`.
    `at_low`, `at_likely` and `at_high` are the difference in pounds at the partners' own three numbers. Where
    `needs` names answers, nothing can be said before they are given: a certain 0 has spared them so far.
    """

    id: str
    label: str
    unit: str
    kind: Kind
    low: Fraction
    likely: Fraction
    high: Fraction
    searched: tuple[Fraction, Fraction]
    bounded: bool
    stretches: tuple[Stretch, ...] = ()
    at_low: Fraction | None = None
    at_likely: Fraction | None = None
    at_high: Fraction | None = None
    needs: tuple[str, ...] = ()

    @property
    def ranged(self) -> bool:
        """Whether the partners gave a range."""
        return self.low < self.high

    @property
    def zeros(self) -> tuple[Zero, ...]:
        """Where the difference is 0, in order."""
        signs = [None, *(stretch.sign for stretch in self.stretches), None]
        return tuple(
            Zero(stretch.low, stretch.high, signs[n], signs[n + 2])
            for n, stretch in enumerate(self.stretches)
            if stretch.sign == 0
        )

    @property
    def values(self) -> tuple[Fraction, ...]:
        """The single values at which the difference is 0."""
        return tuple(zero.low for zero in self.zeros if zero.low == zero.high)

    @property
    def intervals(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The intervals over which the difference is 0 all along."""
        return tuple((zero.low, zero.high) for zero in self.zeros if zero.low < zero.high)

    @property
    def within(self) -> bool:
        """Whether the difference is 0 somewhere within the partners' own range, its ends included."""
        return any(zero.low <= self.high and zero.high >= self.low for zero in self.zeros)

    @property
    def distance(self) -> Fraction | None:
        """How far the nearest zero lies outside the partners' own range, in pieces as wide as that range.

        0 within it. Without a range it is the way from the likely value in pieces as large as that value, or as one
        unit where it is 0. None where there is no zero.
        """
        ways = [max(Fraction(0), zero.low - self.high, self.low - zero.high) for zero in self.zeros]
        return min(ways) / (self.high - self.low or self.likely or 1) if ways else None

    @property
    def width(self) -> Fraction:
        """How far the difference lies apart between the ends of the partners' own range, in pounds."""
        return abs((self.at_high or Fraction(0)) - (self.at_low or Fraction(0)))


class MinutesPaidFor(NamedTuple):
    """Minutes a bed a month that the care home premium buys, beside the minutes the answers come to.

    Both None where `needs` names what is missing, or where no home falls to us or nobody we pay works in one
    (`not_applicable` says which).
    """

    horizon: str
    bought: Fraction | None
    worked: Fraction | None
    needs: tuple[str, ...] = ()
    not_applicable: str | None = None


class PostsFilled(NamedTuple):
    """What the difference of one horizon comes to if no post is filled, and if every one is; None where not known."""

    none: Fraction
    all: Fraction | None


class Differences:
    """The differences of one decision as answers move; what is worked out along an answer is kept for all who ask.

    So is whatever `also` is asked for as the same answers move.
    """

    def __init__(self, appraisal: Appraisal, also: Iterable[Node] = ()) -> None:
        self._appraisal, self._also = appraisal, tuple(also)
        self._moved: dict[tuple[str, ...], Moved] = {}
        self._opened: dict[tuple[str, ...], Moved] = {}

    @cached_property
    def formulas(self) -> Formulas:
        """The formulas of all of it, the differences first."""
        tops = [*(self._appraisal.book.figures[figure] for figure in _FIGURES), *self._also]
        return Formulas(list(dict.fromkeys(tops)), self._appraisal.evaluation)

    def moved(self, *ids: str) -> Moved:
        """All of it with some answers moved together; those that are certainly 0 are taken for open.

        Posts and work that are certainly 0 are left out when posts are shared out, and so is the limit of a role.
        """
        if not (zeros := self._certain_zeros(ids)):
            return self.moved_as_they_are(*ids)
        if ids not in self._opened:
            book = self._appraisal.book
            opened = type(self._appraisal)(book.answers.edit(zeros), book.ids)
            self._opened[ids] = Moved(Formulas.of(opened, _FIGURES), ids)
        return self._opened[ids]

    def moved_as_they_are(self, *ids: str) -> Moved:
        """All of it with some answers moved together, none taken for open."""
        if ids not in self._moved:
            self._moved[ids] = Moved(self.formulas, ids)
        return self._moved[ids]

    def along(self, horizon_key: str, ids: Sequence[str], low: Fraction, high: Fraction) -> Along:
        """The difference of one horizon with some answers moved together."""
        return Along(self.moved(*ids), low, high, tuple(HORIZONS).index(horizon_key))

    def _certain_zeros(self, ids: Iterable[str]) -> dict[str, Answer]:
        """Which of some answers are left out because they are certainly 0, opened."""
        zeros = dict[str, Answer]()
        for id_ in ids:
            estimate = self._appraisal.book.answers.estimate(id_)
            if estimate is not None and estimate.high == 0 and _SHARED_OUT.search(id_):
                zeros[id_] = Answer(id_, "", Estimate(Fraction(0), Fraction(0), Fraction(1)))
        return zeros


def break_evens(
    appraisal: Appraisal, horizon_key: str, *, among: Differences | None = None, stop: Stop = never
) -> tuple[BreakEven, ...]:
    """The break-evens of `difference.<horizon>`: that of all posts together first, then as in the meeting.

    One for every answered estimate that moves the difference, with or without a range, and one for all chances of
    filling posts where more than one role is wanted. Empty while the difference itself is not known. Raises `Stopped`.
    """
    if appraisal[f"difference.{horizon_key}"].value is None:
        return ()
    among = among or Differences(appraisal)

    def found() -> Iterator[BreakEven | None]:
        yield _group(appraisal, among, horizon_key)
        for id_ in estimates(appraisal):
            go_on(stop)
            yield _of_answer(appraisal, among, horizon_key, id_)

    return tuple(break_even for break_even in found() if break_even is not None)


def minutes_paid_for(appraisal: Appraisal, horizon_key: str) -> MinutesPaidFor:
    """The care homes' own break-even: the premium covers the work if it takes no more minutes than the premium buys."""
    bought = appraisal[f"care_homes.minutes_paid_for.{horizon_key}"]
    worked = appraisal[f"care_homes.minutes_worked.{horizon_key}"]
    needs = appraisal.needs((bought.id, worked.id))
    not_applicable = bought.not_applicable or worked.not_applicable
    if needs or not_applicable is not None:
        return MinutesPaidFor(horizon_key, None, None, needs, not_applicable)
    return MinutesPaidFor(horizon_key, bought.value, worked.value)


def estimates(appraisal: Appraisal) -> tuple[str, ...]:
    """The ids of all answered numbers that may have a range, in the order of the meeting."""
    answers, ids = appraisal.book.answers, appraisal.book.ids
    found = [id_ for id_ in answers if (field := ids.field(id_)) is not None and field.rules.estimate]
    return tuple(sorted((id_ for id_ in found if answers.estimate(id_)), key=order_of(ids.worksheet)))


def smallest_unit(field: Field) -> Fraction:
    """The smallest step people take with a kind of answer: what an answer of 0 is moved by, for want of a scale.

    Half an hour or half a post, 5 per cent, £1 for what an hour costs and £1,000 for other money.
    """
    return Fraction(1) if field.unit == "£ an hour" else kind_of(field.rules.kind).step


def largest_possible(field: Field) -> Fraction | None:
    """What an answer can never be above, by its nature."""
    return kind_of(field.rules.kind).all_of_it or field.rules.largest


def _of_answer(appraisal: Appraisal, among: Differences, horizon_key: str, id_: str) -> BreakEven | None:
    """The break-even of one answer; None where the answer does not move the difference."""
    book = appraisal.book
    field, estimate = book.ids.field(id_), book.answers.estimate(id_)
    assert field is not None  # noqa: S101 - it is answered
    assert estimate is not None  # noqa: S101
    searched, bounded = _searched(appraisal, field, estimate)
    return _along(
        among.along(horizon_key, [id_], *searched),
        BreakEven(id_, book.label(id_), field.unit, field.rules.kind, estimate.low, estimate.likely,
                         estimate.high, searched, bounded),
    )  # fmt: skip


_SHARED_OUT = re.compile(r"\.(?:wte|chance|contract_hours|post_hours|falls_to_gps)$|^home\..*hours$|^share\.of_pcn$")
"""What posts, and the work shared out to them, are made of."""


def chances_moved(appraisal: Appraisal, horizon_key: str) -> tuple[str, ...]:
    """The chances of filling posts that a difference hangs on: of each role wanted, or of all posts together."""
    book, formulas = appraisal.book, Formulas.of(appraisal, [f"difference.{horizon_key}"])
    lines = [role.id for role in book.worksheet.roles.values()] if book.by_rows("workforce") else ["whole"]
    return tuple(
        f"workforce.{line}.chance" for line in lines
        if book.answers.likely(f"workforce.{line}.wte") and formulas.uses(f"workforce.{line}.chance")
    )  # fmt: skip


def posts_filled(appraisal: Appraisal, horizon_key: str, *, among: Differences | None = None) -> PostsFilled | None:
    """Both ends of the chances of filling posts; None while the difference is not known, or hangs on no chance."""
    if appraisal[f"difference.{horizon_key}"].value is None or not (chances := chances_moved(appraisal, horizon_key)):
        return None
    along = (among or Differences(appraisal)).along(horizon_key, chances, Fraction(0), Fraction(100))
    none = along.at(along.low)
    return None if none is None else PostsFilled(none, along.at(along.high))


def _group(appraisal: Appraisal, among: Differences, horizon_key: str) -> BreakEven | None:
    """All roles' chances at one value; the partners' own range is that of all posts, each role by its WTE."""
    answers = appraisal.book.answers
    moved = chances_moved(appraisal, horizon_key)
    if len(moved) < 2:
        return None
    low = likely = high = wanted = Fraction(0)
    for id_ in moved:
        wte, chance = answers.likely(id_.replace(".chance", ".wte")), answers.estimate(id_)
        if wte is not None and chance is not None:
            wanted += wte
            low, likely, high = low + wte * chance.low, likely + wte * chance.likely, high + wte * chance.high
    said = (low / wanted, likely / wanted, high / wanted)
    ends = (Fraction(0), Fraction(100))
    asked = BreakEven(POSTS_FILLED, "share of posts filled", "%", "percent", *said, ends, bounded=True)
    return _along(among.along(horizon_key, moved, *ends), asked)


def _along(along: Along, asked: BreakEven) -> BreakEven | None:
    """What was asked, with what is found along it."""
    if along.needs:
        return asked._replace(needs=tuple(sorted(along.needs)))
    if not (stretches := along.stretches()):
        return None
    return asked._replace(
        stretches=stretches,
        at_low=along.at(asked.low),
        at_likely=along.at(asked.likely),
        at_high=along.at(asked.high),
    )


def _searched(appraisal: Appraisal, field: Field, estimate: Estimate) -> tuple[tuple[Fraction, Fraction], bool]:
    """The values to look at, and whether something sets them; the partners' own range always lies within.

    They are the worksheet's bounds; where it sets none, from 0 to ten times the likely value, or what can be.
    """
    ask = appraisal.book.ids.ask(field.id)
    smallest = Fraction(0) if ask is None or ask.smallest is None else max(Fraction(0), Fraction(ask.smallest))
    possible = largest_possible(field)
    largest = None if ask is None or ask.largest is None else Fraction(ask.largest)
    bounded = largest is not None
    if largest is None:
        largest = _TIMES_LIKELY * (estimate.likely or estimate.high) or _UNITS * smallest_unit(field)
    if possible is not None:
        largest = min(largest, possible)
    return (min(smallest, estimate.low), max(largest, estimate.high)), bounded
