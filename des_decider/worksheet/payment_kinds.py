"""The kinds of payment there are: what each is paid on, in words and units, to whom, and which rates look odd."""

from __future__ import annotations

from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

if TYPE_CHECKING:
    from collections.abc import Mapping

Basis = Literal["registered", "weighted", "adjusted"]
BASES: tuple[Basis, ...] = ("registered", "weighted", "adjusted")
PATIENT: dict[Basis, str] = {
    "registered": "registered patient", "weighted": "weighted patient", "adjusted": "patient on the adjusted list",
}  # fmt: skip
"""One of each list, as what a rate is paid for."""

Per = Literal["month", "year"]
PaymentKind = Literal["list", "bed", "points", "reimbursement"]
PAYMENT_KINDS: tuple[PaymentKind, ...] = ("list", "bed", "points", "reimbursement")


class KindOfPayment(NamedTuple):
    """What a kind of payment is.

    `one` is what its rate is paid for, in words into which `per` goes; empty of a kind with a rate for each of its
    parts. `also` is what people call the kind. `usual` has the least and the most pounds that a rate for a month or a
    year may be before it looks like that for the other, or like pence; of a kind without it nothing looks odd.
    """

    one: str
    also: tuple[str, ...] = ()
    to_networks_alone: bool = False
    usual: Mapping[Per, tuple[Decimal, Decimal]] = MappingProxyType({})


@cache
def kind_of_payment(kind: PaymentKind) -> KindOfPayment:
    """All there is to know of a kind; a new one stands here first, and then where the type checker says."""
    usual: dict[Per, tuple[Decimal, Decimal]]
    match kind:
        case "list":
            usual = {"year": (Decimal("0.25"), Decimal(50))}
            return KindOfPayment("", ("patient", "patients", "capitation"), usual=usual)
        case "bed":
            usual = {"month": (Decimal("0.50"), Decimal(60)), "year": (Decimal(12), Decimal(1_500))}
            return KindOfPayment("bed a {per}", ("beds", "home", "homes"), usual=usual)
        case "points":
            return KindOfPayment("point", to_networks_alone=True)
        case "reimbursement":
            usual, also = {"year": (Decimal(1), Decimal(200))}, ("post", "posts", "role", "roles")
            return KindOfPayment("weighted patient a year", also, to_networks_alone=True, usual=usual)
        case _:
            assert_never(kind)
