"""Which answers with a range a figure hangs on: what no value of them could bring into play is left out."""

from __future__ import annotations

from fractions import Fraction

import pytest

from des_decider.appraisal.dependencies import ranged_behind
from des_decider.appraisal.formulas.expression import (
    ZERO,
    Above,
    Fixed,
    Given,
    Largest,
    Missing,
    Node,
    Quotient,
    Step,
    times,
    total,
)
from des_decider.decision.values import Estimate
from tests.building import appraisal


def given(id_: str, low: int, likely: int, high: int) -> Node:
    return Given(id_, id_, "£", Estimate(Fraction(low), Fraction(likely), Fraction(high)))


X, Y, SURE = given("x", 1, 2, 3), given("y", 0, 0, 3), given("sure", 0, 0, 0)
FIVE = Fixed(Fraction(5))


@pytest.mark.parametrize(
    ("node", "behind"),
    [
        (X, "x"),
        (SURE, ""),
        (FIVE, ""),
        (total([X, Y, SURE]), "xy"),
        (total([Missing("z"), X]), "x"),
        # A certain 0 spares what it multiplies; one that a range is behind does not.
        (times(SURE, X), ""),
        (times(Y, X), "xy"),
        (times(FIVE, X), "x"),
        # By a certain 0 nothing is divided.
        (Quotient(X, ZERO), ""),
        (Quotient(X, ZERO, when_zero=Y), "y"),
        (Quotient(X, FIVE, when_zero=Y), "xy"),
        (Quotient(FIVE, Y, when_zero=X), "xy"),
        # On one side of a limit for certain, the other side does not count.
        (Above(FIVE, Fraction(4), X, Y), "x"),
        (Above(FIVE, Fraction(5), X, Y), "y"),
        (Above(Missing("z"), Fraction(5), X, Y), ""),
        (Above(Y, Fraction(5), X, FIVE), "xy"),
        (Largest(X, Step("a step", "£", Y)), "xy"),
    ],
)
def test_a_figure_hangs_on(node: Node, behind: str) -> None:
    made = appraisal({})
    made.book.figures["time.gp_hours"] = Step("f", "£", node, "time.gp_hours")
    assert ranged_behind(made)["time.gp_hours"] == set(behind)
