"""The kinds of answer there are: how each is answered, what is typed for it, and what it is counted in."""

from __future__ import annotations

from fractions import Fraction
from functools import cache
from typing import Literal, NamedTuple, assert_never

Kind = Literal[
    "text", "yes_no", "choice", "count", "patients", "number", "money", "rate", "percent", "hours", "date", "serial",
]  # fmt: skip
CountedIn = Literal["", "a plain number", "£", "per cent", "hours"]
"""What a number is counted in; empty for what is a word, a choice, a day or the number of a partner."""

PLAIN_NUMBER: CountedIn = "a plain number"
UNITS_BEGIN: dict[CountedIn, tuple[str, ...]] = {
    "hours": ("hour", "minute"), "£": ("£",), "per cent": ("per cent", "percent", "%"),
}  # fmt: skip
"""How a unit of published figures begins that is counted so; any other is a plain number."""


class KindOf(NamedTuple):
    """What a kind of answer is.

    `takes` says what may be typed, after “write”: how, and never an answer, as none fits every question. `most` is the
    largest tried where nothing bounds a number, `all_of_it` the largest there can be unless a question says otherwise.
    `whole` numbers have no parts; `thousands` may be written as 17.2k or with spaces between them. Each of
    `written_behind` is left out where a number ends in it, written small and without spaces. `step` is the least that
    people move such a number by, and `places` are the decimals it is said with, the fewest that tell it from another.
    """

    answered: Literal["in words", "chosen", "typed"]
    takes: str
    counted_in: CountedIn = ""
    most: Fraction = Fraction(0)
    all_of_it: Fraction | None = None
    whole: bool = False
    thousands: bool = False
    written_behind: tuple[str, ...] = ()
    step: Fraction = Fraction(1, 2)
    places: tuple[int, ...] = (1, 2)

    @property
    def in_per_cent(self) -> bool:
        """Whether it is said with a %."""
        return self.counted_in == "per cent"


@cache
def kind_of(kind: Kind) -> KindOf:
    """All there is to know of a kind.

    A new one stands here first, then where the type checker says: where it is read, in `decision/parsing.py`, and what
    can be chosen, in `decision/display.py`.
    """
    match kind:
        case "text":
            return KindOf("in words", "in your own words")
        case "yes_no":
            return KindOf("chosen", "yes or no")
        case "choice":
            return KindOf("chosen", "one of the choices")
        case "serial":
            return KindOf("chosen", "the number of a partner", whole=True)
        case "date":
            return KindOf("typed", "a date: day, month and year")
        case "count":
            return KindOf("typed", "a whole number", PLAIN_NUMBER, _HUNDRED, whole=True, thousands=True)
        case "patients":
            return KindOf("typed", "a number; ten thousand is 10,000 or 10k", PLAIN_NUMBER, _MANY, thousands=True)
        case "number":
            return KindOf("typed", "a number; a half is 0.5", PLAIN_NUMBER, _HUNDRED)
        case "money":
            takes = "an amount; a thousand pounds is 1,000 or 1k"
            return KindOf(
                "typed", takes, "£", _MANY, thousands=True, written_behind=_POUNDS, step=Fraction(1_000), places=(0, 2)
            )
        case "rate":  # with all its decimals: £1.761 is no amount of a thousand and more
            return KindOf("typed", "an amount in £; 85 pence are 0.85", "£", _HUNDRED, written_behind=_POUNDS)
        case "percent":
            takes = "a percentage; a half is 50 or 50%"
            return KindOf(
                "typed", takes, "per cent", _HUNDRED, _HUNDRED, written_behind=("percent", "%"), step=Fraction(5),
                places=(0, 1, 2),
            )  # fmt: skip
        case "hours":
            return KindOf("typed", "hours; half an hour is 0.5 or 30 min", "hours", _HUNDRED)
        case _:
            assert_never(kind)


_HUNDRED, _MANY = Fraction(100), Fraction(100_000)
_POUNDS = ("pounds", "£")
