"""The kinds of answer there are: how each is answered, what is typed for it, and what it is counted in."""

from __future__ import annotations

from fractions import Fraction
from typing import Literal, NamedTuple, assert_never

Kind = Literal[
    "text", "yes_no", "choice", "count", "patients", "number", "money", "percent", "hours", "date", "serial",
]  # fmt: skip
CountedIn = Literal["", "a plain number", "£", "per cent", "hours"]
"""What a number is counted in; empty for what is a word, a choice, a day or the number of a row."""

PLAIN_NUMBER: CountedIn = "a plain number"
UNITS_BEGIN: dict[CountedIn, tuple[str, ...]] = {
    "hours": ("hour", "minute"), "£": ("£",), "per cent": ("per cent", "percent", "%"),
}  # fmt: skip
"""How a unit of published figures begins that is counted so; any other is a plain number."""


class KindOf(NamedTuple):
    """What a kind of answer is.

    `example` says what may be typed, after “write”. `most` is the largest tried where nothing bounds a number.
    `whole` numbers have no parts; `thousands` may be written as 17.2k or with spaces between them.
    """

    answered: Literal["in words", "chosen", "typed"]
    example: str
    counted_in: CountedIn = ""
    most: Fraction = Fraction(0)
    whole: bool = False
    thousands: bool = False


def kind_of(kind: Kind) -> KindOf:
    """All there is to know of a kind; a new one stands here first, and in `decision/parsing.py` where it is read."""
    match kind:
        case "text":
            return KindOf("in words", "in your own words")
        case "yes_no":
            return KindOf("chosen", "yes or no")
        case "choice":
            return KindOf("chosen", "one of the choices")
        case "serial":
            return KindOf("chosen", "the number of a row, such as 2", whole=True)
        case "date":
            return KindOf("typed", "a date such as 1 Oct 2020, 01/10/2020 or 2020-10-01")
        case "count":
            return KindOf("typed", "a whole number such as 42", PLAIN_NUMBER, _HUNDRED, whole=True, thousands=True)
        case "patients":
            return KindOf("typed", "a number such as 9,040", PLAIN_NUMBER, _MANY, thousands=True)
        case "number":
            return KindOf("typed", "a number such as 12.5", PLAIN_NUMBER, _HUNDRED)
        case "money":
            return KindOf("typed", "an amount such as £17,191 or 17.2k", "£", _MANY, thousands=True)
        case "percent":
            return KindOf("typed", "a percentage such as 85 or 85%", "per cent", _HUNDRED)
        case "hours":
            return KindOf("typed", "hours such as 1.5 or 1 h 30 min", "hours", _HUNDRED)
        case _:
            assert_never(kind)


_HUNDRED, _MANY = Fraction(100), Fraction(100_000)
