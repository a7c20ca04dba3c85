"""What a payment pays, in words: how much, and for what."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, assert_never

from des_decider.decision.wording import number, rate

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from des_decider.worksheet.model import Payment


def what_is_paid(one: Payment) -> Iterator[str]:
    """Its rates, each with what it is paid for."""
    for part in one.parts:
        yield f"{_amount(part.rate)} {one.paid_for(f'{part.basis}.rate')}"
    at_its_rate = f"{_amount(one.rate)} {one.paid_for()}"
    match one.kind:
        case "list":
            pass  # each of its parts has a rate
        case "bed":
            yield at_its_rate
        case "points":
            yield f"{at_its_rate}; an average network can earn {number(Fraction(one.points))}"
        case "reimbursement":
            yield f"repaid for posts, up to {at_its_rate}"
        case _:
            assert_never(one.kind)


def _amount(value: Decimal | None) -> str:
    return "a rate we have to find out for each" if value is None else f"{rate(Fraction(value))} a"
