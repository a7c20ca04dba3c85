"""The options side by side: what signing up, opting out and leaving in April come to, part by part."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.appraisal.figures import Appraisal

Part = Literal["cash", "gp_time", "net", "care"]


class Cell(NamedTuple):
    """What one option comes to in pounds; without a value, `figure` is the one that has none either and says why."""

    value: Fraction | None
    figure: str


class Row(NamedTuple):
    """One part of what the options come to, and the figure it leads to.

    `opt_out` is None for care, which only signing up brings; `leave` is None in a full year, which leaving ends.
    """

    part: Part
    figure: str
    sign_up: Cell
    opt_out: Cell | None
    leave: Cell | None


def side_by_side(appraisal: Appraisal, key: str) -> Iterator[Row]:
    """The rows of one horizon; what opting out or leaving comes to in one part follows from the figures."""

    def comes_to(plus: str, *more: str, less: str = "") -> Cell:
        total = Fraction(0)
        for id_ in (plus, *more, *([less] if less else [])):
            value = appraisal[id_].value
            if value is None:
                return Cell(None, id_)
            total += -value if id_ == less else value
        return Cell(total, plus)

    net, leave, care = f"sign_up.net.{key}", f"leave_in_april.net.{key}", f"workforce.care.{key}"
    leaves = leave in appraisal.figures
    cash, cash_difference = f"sign_up.cash.{key}", f"difference.cash.{key}"
    left = comes_to(cash, leave, less=net) if leaves else None
    yield Row("cash", cash_difference, comes_to(cash), comes_to(cash, less=cash_difference), left)
    gp_time, time_difference = f"sign_up.gp_time.{key}", f"difference.gp_time.{key}"
    ours = comes_to(gp_time)
    yield Row("gp_time", time_difference, ours, comes_to(gp_time, less=time_difference), ours if leaves else None)
    left = comes_to(leave) if leaves else None
    yield Row("net", f"difference.{key}", comes_to(net), comes_to(f"opt_out.net.{key}"), left)
    cared = comes_to(care)
    yield Row("care", care, cared, None, cared if leaves else None)
