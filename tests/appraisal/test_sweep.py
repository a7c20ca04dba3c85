"""The sweep finds what the exact walk finds, on random decisions of both worksheets: every zero, interval and sign."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.break_evens import POSTS_FILLED, Differences, break_evens, chances_moved
from des_decider.appraisal.formulas.expression import Evaluation, Largest, Quotient, Smallest, Step, times
from des_decider.appraisal.tornado import tornado
from tests.appraisal import exact_walk
from tests.appraisal.test_break_evens import BOTH, HORIZONS, X, along, decisions, fixed
from tests.how_many import cases

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.appraisal.sweep import Stretch

DECISIONS = cases(3, thorough=50)
FAR_BELOW_A_PENNY = Fraction(1, 10**9)
"""Of an answer's unit; a root that is no fraction is found by both to about 15 figures."""


def _alike(found: tuple[Stretch, ...], walked: tuple[Stretch, ...]) -> bool:
    ends = [(*one[:2], *other[:2]) for one, other in zip(found, walked, strict=False)]
    return [s.sign for s in found] == [s.sign for s in walked] and all(
        abs(low - low_walked) <= FAR_BELOW_A_PENNY and abs(high - high_walked) <= FAR_BELOW_A_PENNY
        for low, high, low_walked, high_walked in ends
    )


@BOTH
def test_no_zero_interval_or_sign_differs_from_what_the_exact_walk_finds(path: Path) -> None:
    zeros = bent = covering = 0
    for made, horizon, _ in decisions(path, DECISIONS, seed=11):
        among, place = Differences(made), HORIZONS.index(horizon)
        for found in break_evens(made, horizon):
            moved = chances_moved(made, horizon) if found.id == POSTS_FILLED else (found.id,)
            if found.needs:
                continue
            opened = among.moved(*moved)
            judge = exact_walk.Formulas(top := opened.figures[place], opened.known)
            walk = exact_walk.Along(judge, moved, *found.searched)
            if judge.reaches_cover(moved):
                assert walk.at_odds(found.stretches, 20) is None, (found.id, found.stretches)
                covering += 1
            else:
                walked = walk.stretches()
                assert _alike(found.stretches, walked), (found.id, found.stretches, walked)
            zeros += len(found.zeros)
            bent += top in opened.reached.bends
    assert zeros > 8 * DECISIONS
    assert bent > 2 * DECISIONS
    assert covering > 2 * DECISIONS


@BOTH
def test_both_ends_of_every_bar_are_those_of_the_exact_walk(path: Path) -> None:
    for made, horizon, _ in decisions(path, cases(2, thorough=40), seed=12):
        judge = exact_walk.Formulas(made.book.figures[f"difference.{horizon}"], made.evaluation)
        for bar in tornado(made, horizon):
            walk = exact_walk.Along(judge, [bar.id], bar.low, bar.high)
            assert (bar.at_low, bar.at_high) == (walk.at(bar.low), walk.at(bar.high))


def test_what_dips_below_0_and_back_within_one_part_of_the_grid_is_found() -> None:
    # 4.84, 5.0 and 5.16 are looked at, all of them above 0.
    dip = Largest(times(X, -1) + fixed("4.93"), X - fixed("4.94"))
    signs = [(str(s.low), s.sign) for s in along(dip).stretches() if s.low == s.high]
    assert signs == [("493/100", 0), ("247/50", 0)]


def test_the_very_first_part_of_the_way_is_looked_into() -> None:
    early = Smallest(times(X, 100) - fixed("0.1"), fixed("0.5") - times(X, 10))
    zeros = [s.low for s in along(early).stretches() if s.sign == 0]
    assert zeros == [Fraction(1, 1000), Fraction(1, 20)]


def test_a_root_with_a_long_fraction_is_exact_beyond_a_bend() -> None:
    bent = Smallest(Quotient(times(X, 7) - fixed("20.33"), X + fixed("1.7")), fixed("3"))
    assert [s.low for s in along(Step("s", "£", bent)).stretches() if s.sign == 0] == [Fraction(2033, 700)]


def test_where_nothing_is_walked_the_judge_notices_a_zero_that_is_shifted_or_left_out() -> None:
    formulas = exact_walk.Formulas(Step("s", "£", X - fixed("3")), Evaluation())
    judge = exact_walk.Along(formulas, ["x"], Fraction(0), Fraction(10))
    found = along(X - fixed("3")).stretches()
    assert judge.at_odds(found, 20) is None
    below, zero, above = found
    near = Fraction(3001, 1000)
    shifted = (below._replace(high=near), zero._replace(low=near, high=near), above._replace(low=near))
    assert judge.at_odds(shifted, 20) == 3
    assert judge.at_odds(shifted, 7) is not None  # beside the edge it is told, though its grid passes over 3
    assert judge.at_odds((below._replace(high=above.high),), 20) == 3
