"""What signing up is made up of: money and GP time in a sentence a horizon, and every line from the income on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.expression import Fixed, Product, Step, Sum
from des_decider.decision.wording import capital, money
from des_decider.memo.document import Table
from des_decider.memo.words import FULL_YEAR, NOT_APPLICABLE, NOT_KNOWN, THIS_YEAR

if TYPE_CHECKING:
    from collections.abc import Iterator
    from fractions import Fraction

    from des_decider.appraisal.book import Horizon
    from des_decider.appraisal.expression import Node, Result
    from des_decider.memo.words import Words

_NAMES = {
    "director's money to us": "Paid to us for the clinical director",
    "workforce.our_released": "GP time that the posts free, our share, priced",
    "services.cost": "Work for the services",
    "care_homes.cost": "Work in the care homes",
    "workforce.our_cost": "Supervision of the posts, our share, priced",
    "our share of what the network lacks": "What the network lacks to pay its way, our share",
    "meetings and director's time": "Meetings of the network and our director's hours",
}
"""How a part reads in a memo, by its figure or its step; a part without a name here goes by the working's own."""

_LOST, _ENDED = "Local payments that signing up ends", "GP time that ends with those payments, priced"
_COMES_TO = "What signing up comes to"


def outcome(words: Words) -> str:
    """What signing up comes to against opting out, for both horizons: money, GP time, and the two together."""
    horizons = (("this_year", THIS_YEAR), ("full_year", FULL_YEAR))
    if all(words.value(f"difference{part}.{key}") is None for part in ("", ".cash") for key, _ in horizons):
        return f"{_COMES_TO} against opting out {_lacking(words, 'this_year')}."
    return " ".join(_in_a_sentence(words, key, when) for key, when in horizons)


def _in_a_sentence(words: Words, key: str, when: str) -> str:
    """One horizon, as far as it is known."""
    together, cash, gp_time = (words.value(f"difference{part}.{key}") for part in ("", ".cash", ".gp_time"))
    if together is None:
        if cash is None:
            return f"{_COMES_TO} against opting out {when[:1].lower()}{when[1:]} {_lacking(words, key)}."
        return f"{when} signing up {_in_money(cash)} than opting out; what its GP time comes to {_lacking(words, key)}."
    if cash is None or gp_time is None:
        return f"{when} signing up leaves us {_off(together)} off than opting out."
    return f"{when} signing up {_in_money(cash)} than opting out and {_in_gp_time(gp_time)}: together {_off(together)}."


def _lacking(words: Words, key: str) -> str:
    return NOT_APPLICABLE if words.figure(f"difference.{key}") == NOT_APPLICABLE else f"is {NOT_KNOWN}"


def _in_money(value: Fraction) -> str:
    if _is_nought(value):
        return "brings us neither more nor less money"
    return f"brings us {money(value)} more money" if value > 0 else f"leaves us {money(-value)} less money"


def _in_gp_time(value: Fraction) -> str:
    if _is_nought(value):
        return "neither takes nor frees GP time, as we price it"
    return f"{'frees' if value > 0 else 'takes'} GP time we price at {money(abs(value))}"


def _off(value: Fraction) -> str:
    if _is_nought(value):
        return "neither better nor worse"
    return f"{money(abs(value))} {'better' if value > 0 else 'worse'}"


def _is_nought(value: Fraction) -> bool:
    """Whether a value is £0 as it is shown."""
    return money(value) == money(value * 0)


def from_income_to_net(words: Words) -> Table:
    """Every part of what signing up comes to as a line with its sign, so that anybody can add it up."""
    both = [[*_income(words, horizon), *_the_rest(words, horizon)] for horizon in words.book.horizons]
    rows = tuple((name, this_year, full_year) for (name, this_year), (_, full_year) in zip(*both, strict=True))
    caption = "From the income to what signing up comes to, each line rounded to a pound"
    header = ("What signing up brings and, with a minus, what it costs", THIS_YEAR, FULL_YEAR)
    return Table(caption, header, rows, numbers=(1, 2), widths=(60, 20, 20))


def _income(words: Words, horizon: Horizon) -> Iterator[tuple[str, str]]:
    """What comes in, payment by payment, what comes to us for the director, and the two together."""
    funding, evaluation = words.appraisal.funding, words.appraisal.evaluation
    for payment in words.worksheet.payments.values():
        if payment.id in funding.practice and not payment.for_director:
            ended = horizon.full and payment.full_year == "ends"
            result = evaluation.result(funding.counted(payment, horizon, "practice"))
            yield payment.name, "has ended" if ended else _in_pounds(result)
    income = f"sign_up.income.{horizon.key}"
    _payments, *others = _steps(words.book.figures[income].node)
    for sign, step in others:
        yield _line(words, sign, step)
    yield "All income, the sum of the lines above", words.figure(income)


def _the_rest(words: Words, horizon: Horizon) -> Iterator[tuple[str, str]]:
    """From all income on: what signing up costs and frees, and what it then comes to."""
    figures, key = words.book.figures, horizon.key
    net = f"sign_up.net.{key}"
    income, cost, replaced = (f"sign_up.{part}.{key}" for part in ("income", "cost", "replaced"))
    for sign, step in _steps(figures[net].node):
        if step.figure not in {income, cost, replaced}:
            yield _line(words, sign, step)
    for sign, step in _steps(figures[cost].node):
        yield _line(words, -sign, step)
    yield from _replaced(words, figures[replaced].node)
    yield f"{_COMES_TO}, all income and the lines below it", words.figure(net)


def _replaced(words: Words, node: Node) -> Iterator[tuple[str, str]]:
    """Local payments lost and the GP time that ends with them, apart: together they can look like a gain."""
    evaluation = words.appraisal.evaluation
    match node:
        case Sum(parts=(lost, Product(factors=(Fixed(), ended)))):
            yield _LOST, _in_pounds(evaluation.result(lost), -1)
            yield _ENDED, _in_pounds(evaluation.result(ended))
        case _:  # pragma: no cover - the formula has these two parts
            raise TypeError(node)


def _line(words: Words, sign: int, step: Step) -> tuple[str, str]:
    stem = step.figure.removesuffix(".this_year").removesuffix(".full_year")
    name = _NAMES.get(stem or step.label, capital(step.label))
    return name, _in_pounds(words.appraisal.evaluation.result(step), sign)


def _steps(node: Node, sign: int = 1) -> Iterator[tuple[int, Step]]:
    """The steps a sum adds up, each with the sign it enters with and not opened itself."""
    match node:
        case Step():
            yield sign, node
        case Sum(parts=parts):
            for part in parts:
                yield from _steps(part, sign)
        case Product(factors=(Fixed(number=number), of)) if number == -1:
            yield from _steps(of, -sign)
        case _:  # pragma: no cover - what the options add up are steps
            raise TypeError(node)


def _in_pounds(result: Result, sign: int = 1) -> str:
    if result.value is not None:
        return money(result.value * sign)
    return NOT_APPLICABLE if result.reason is not None else NOT_KNOWN
