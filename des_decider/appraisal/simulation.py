"""How sure: the differences in 10,000 cases drawn from the partners' own ranges, and how often we end worse off.

Only `random.Random(seed).random()`, plain float arithmetic and `math.sqrt` are used, whose results no
version of Python changes: one decision gives the same numbers to the penny for ever.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from fractions import Fraction
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.cancellation import go_on, never
from des_decider.appraisal.compiled_formulas import compiled
from des_decider.appraisal.dependencies import Formulas, ranged_ids
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.decision.wording import count_of, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from des_decider.appraisal.break_even_words import Voice
    from des_decider.appraisal.cancellation import Stop
    from des_decider.appraisal.compiled_formulas import Function
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.formulas.expression import Node

NUMBER = 10_000
ENOUGH_RANGES = 5
"""Answers that need a range before anything is said in tenths (docs/figures.md, “How sure”)."""

_BETWEEN_POLLS = 10
_NOISE = 1e-6
"""Pounds: what floats leave of a difference that is exactly 0, and far below what a penny shows."""

_SHARED = ("chances of filling posts", "hours", "prices")


class Spread(NamedTuple):
    """One figure over the cases drawn, in its own unit.

    `p10`, `p50` and `p90` are the smallest of the values drawn that at least 10, 50 and 90 in 100 do not exceed
    (the nearest rank, so each is a case that was drawn). `worse` counts the cases below 0 among the `counted` ones, and
    `below` those below the value at the likely answers; `lapsed` cases, in which it does not apply, are in none.
    """

    figure: str
    p10: Fraction
    p50: Fraction
    p90: Fraction
    worse: int
    counted: int
    lapsed: int
    below: int = 0


class Draws(NamedTuple):
    """What drawing came to: `spreads` by name, without those that have no value; `ranged` were drawn."""

    seed: int
    number: int
    ranged: tuple[str, ...]
    spreads: Mapping[str, Spread]


class _Triangle(NamedTuple):
    """One answer's triangular distribution, ready for its inverse; `uniform` is the place of its draw.

    Below `turn` a case is `low` and `up` times the root of its draw, else `high` less `down` times that of the rest.
    """

    uniform: int
    low: float
    turn: float
    up: float
    high: float
    down: float


class Cases:
    """Cases the partners allow: a value within its range for every ranged answer of a decision.

    Answers of one kind share one draw, because optimism is shared: the chances of filling posts, all hours, and all
    prices and costs. Every other answer has its own. `ids` are sorted, so the order of answers changes nothing.
    """

    def __init__(self, appraisal: Appraisal) -> None:
        self.ids = tuple(sorted(ranged_ids(appraisal)))
        self.uniforms = len(_SHARED)
        self._triangles: list[_Triangle] = []
        for id_ in self.ids:
            estimate = appraisal.book.answers.estimate(id_)
            assert estimate is not None  # noqa: S101 - it is ranged
            place = _shared(appraisal, id_)
            if place is None:
                place, self.uniforms = self.uniforms, self.uniforms + 1
            low, likely, high = estimate.low, estimate.likely, estimate.high
            width = high - low
            turn, up = float((likely - low) / width), math.sqrt(float(width * (likely - low)))
            down = math.sqrt(float(width * (high - likely)))
            # In the last digit a float could fall outside its range.
            while float(low) + up * math.sqrt(turn) > float(high):
                up = math.nextafter(up, 0.0)
            while float(high) - down * math.sqrt(1.0 - turn) < float(low):
                down = math.nextafter(down, 0.0)
            self._triangles.append(_Triangle(place, float(low), turn, up, float(high), down))

    def function(self, formulas: Formulas) -> Function:
        """What some formulas come to, from one number of 0 to 1 for each kind, then for each other answer.

        All is written out in one function, which takes a fifth of the time of going from answer to answer.
        """
        roots = [f"r{n} = sqrt(x[{n}]); s{n} = sqrt(1.0 - x[{n}])" for n in range(self.uniforms)]
        answers: dict[str | Node, str] = {
            id_: f"({one.low!r} + {one.up!r} * r{one.uniform} if x[{one.uniform}] < {one.turn!r} "
            f"else {one.high!r} - {one.down!r} * s{one.uniform})"
            for id_, one in zip(self.ids, self._triangles, strict=True)
        }
        return compiled(formulas.tops, formulas.reached_by(self.ids), answers, before=roots)


DRAWN = (
    *(f"difference{part}.{horizon}" for horizon in HORIZONS for part in ("", ".cash", ".gp_time")),
    "difference.running.this_year",
    "difference.leave_next",
)
"""The figures of which cases are drawn, all from one set; each is money."""


def draws(
    appraisal: Appraisal,
    seed: int,
    *,
    figures: Iterable[str] = DRAWN,
    also: Mapping[str, Node] | None = None,
    number: int = NUMBER,
    stop: Stop = never,
) -> Draws:
    """The differences, and what is `also` asked for, over `number` cases drawn at random; the same whatever the Python.

    Answers without a range keep their value. What is not known, or applies in no case, has no spread. Raises `Stopped`.
    """
    cases = Cases(appraisal)
    wanted: dict[str, Node] = {id_: appraisal.book.figures[id_] for id_ in figures} | dict(also or {})
    exact = {name: appraisal.evaluation.result(node).value for name, node in wanted.items()}
    known = {name: value for name, value in exact.items() if value is not None}
    if not known:
        return Draws(seed, number, cases.ids, {})
    formulas = Formulas([wanted[name] for name in known], appraisal.evaluation)
    at = cases.function(formulas)
    random = Random(seed).random  # noqa: S311 - draws that can be repeated, no secret
    outcomes: list[tuple[float, ...]] = []
    for drawn in range(number):
        if drawn % _BETWEEN_POLLS == 0:
            go_on(stop)
        outcomes.append(at([random() for _ in range(cases.uniforms)]))
    columns = zip(known.items(), zip(*outcomes, strict=True), strict=True)
    found = {name: _spread(name, value, values) for (name, value), values in columns}
    return Draws(seed, number, cases.ids, {name: spread for name, spread in found.items() if spread is not None})


def seed_of(decision_id: str) -> int:
    """The seed that belongs to a decision for ever: the first eight bytes of the SHA-256 of its id."""
    from hashlib import sha256  # with the library it loads, which no check of a worksheet needs

    return int.from_bytes(sha256(decision_id.encode()).digest()[:8], "big")


def withheld(appraisal: Appraisal, three: Sequence[str]) -> str:
    """Why nothing is said in tenths, and what to give first; empty where enough answers have a range.

    `three` are the answers that matter most to the difference spoken of, each by its own id: the range of one role's
    chance does not stand in for another's.
    """
    ranged = ranged_ids(appraisal)
    lacking = [appraisal.book.label(id_) for id_ in three if id_ not in ranged]
    if len(ranged) >= ENOUGH_RANGES and not lacking:
        return ""
    if len(ranged) >= ENOUGH_RANGES:
        return f"Not every answer that matters most has a range. First to need one: {joined(lacking)}."
    few = "No answer has a range." if not ranged else f"Only {_have(len(ranged))} a range."
    if lacking:
        return f"{few} First to need one: {joined(lacking)}."
    more = count_of(ENOUGH_RANGES - len(ranged), "more answer needs", "more answers need")
    return f"{few} {more} one."


def in_tenths(spread: Spread, voice: Voice = "you") -> str:
    """How often signing up leaves the practice worse off, in tenths of the cases drawn; no capital, no full stop.

    Rounded to the nearest tenth; a tie goes towards 5 of 10, which favours neither option.
    """
    worse_off = {"you": "you", "we": "us"}[voice]
    often = how_many(spread.worse, spread.counted)
    return f"in {often} of the cases {voice} allow, signing up leaves {worse_off} worse off than opting out"


def how_many(part: int, whole: int) -> str:
    """A part of the cases in tenths: “about 6 of 10”."""
    tenths = _tenths(part, whole)
    return {0: "hardly any", 10: "nearly all"}.get(tenths, f"about {tenths} of 10")


def _tenths(part: int, whole: int) -> int:
    if 2 * part > whole:
        return 10 - _tenths(whole - part, whole)
    return (20 * part + whole) // (2 * whole)


def _have(number: int) -> str:
    return f"{number} answer has" if number == 1 else f"{number} answers have"


def _shared(appraisal: Appraisal, id_: str) -> int | None:
    """The place in `_SHARED` of an answer's kind; None for an answer with a draw of its own."""
    if id_.startswith("workforce.") and id_.endswith(".chance"):
        return _SHARED.index("chances of filling posts")
    field = appraisal.book.ids.field(id_)
    kind = field.rules.kind if field else ""
    return {"hours": _SHARED.index("hours"), "money": _SHARED.index("prices")}.get(kind)


def _spread(figure: str, exact: Fraction, values: Sequence[float]) -> Spread | None:
    """How the values of a figure lie; None where it applies in no case."""
    applying = sorted([value for value in values if value == value])  # noqa: PLR0124 - nan is not itself
    count = len(applying)
    if not applying:
        return None
    if all(abs(end - float(exact)) < _NOISE for end in (applying[0], applying[-1])):
        p10 = p50 = p90 = exact  # no range moves it
    else:
        p10, p50, p90 = (_clean(applying[(count * percent + 99) // 100 - 1]) for percent in (10, 50, 90))
    worse, below = bisect_left(applying, -_NOISE), bisect_left(applying, float(exact) - _NOISE)
    return Spread(figure, p10, p50, p90, worse, count, len(values) - count, below)


def _clean(value: float) -> Fraction:
    """A float as the fraction it is, and 0 where it is only what floats leave of it."""
    return Fraction(0) if abs(value) < _NOISE else Fraction(value)
