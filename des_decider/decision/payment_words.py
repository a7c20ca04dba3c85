"""What a payment pays, in words: how much, and for what."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.decision.wording import number, rate
from des_decider.worksheet.model import PATIENT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from des_decider.worksheet.model import Payment


def what_is_paid(one: Payment) -> Iterator[str]:
    """Its rates, each with what it is paid for."""
    for part in one.parts:
        yield f"{_amount(part.rate)} {PATIENT[part.basis]} {'a year' if part.per == 'year' else 'in all'}"
    if one.kind == "bed":
        yield f"{_amount(one.rate)} bed a {one.per}"
    elif one.kind == "points":
        yield f"{_amount(one.rate)} point; an average network can earn {number(Fraction(one.points))}"
    elif one.kind == "reimbursement":
        yield f"repaid for posts, up to {_amount(one.rate)} weighted patient a year"


def paid_on(one: Payment) -> str:
    """What a payment's rate is paid on, the first of its lists where it has several: “a bed a month”."""
    match one.kind:
        case "bed":
            return f"a bed a {one.per}"
        case "points":
            return "a point"
        case _:
            return f"a {PATIENT[one.parts[0].basis if one.parts else 'weighted']}"


def _amount(value: Decimal | None) -> str:
    return "a rate we have to find out for each" if value is None else f"{rate(Fraction(value))} a"
