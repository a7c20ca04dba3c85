"""What is published about a question, and what of it can be taken as an answer: shown, offered, never filled in."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.answers import Answer, Answers, left_out
from des_decider.decision.display import shown
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed, Refused
from des_decider.decision.wording import day, joined, number, rate, round_half_up

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from decimal import Decimal

    from des_decider.decision.ids import Field, Ids
    from des_decider.worksheet.model import Evidence, Role, Source, Worksheet

_MOST_DECIMALS = 8
"""Decimals a worksheet's number may have, so that what is published is shown whole."""


class Published(NamedTuple):
    """One piece of what is published about a question."""

    what: str
    figures: str
    origin: Source


class Offer(NamedTuple):
    """A published figure that can be taken as an answer: `text` is what would be typed, `words` how it reads."""

    text: str
    words: str
    what: str
    origin: Source


def most_claimed(role: Role, sheet: Worksheet) -> str:
    """What can be claimed a year for a post: elsewhere, in areas of their own, and from when it is more; or nothing."""
    if role.maximum is None:
        return ""
    said = _in_each_area(role.maximum, role.maximum_in, sheet)
    if role.raised:
        raised = _in_each_area(role.raised.maximum, role.raised.maximum_in, sheet)
        said += f"; from {day(role.raised.start)} {raised}"
    return said


def _in_each_area(maximum: Decimal, maximum_in: Mapping[str, Decimal], sheet: Worksheet) -> str:
    areas = [f"{rate(Fraction(most))} in {sheet.areas[area]}" for area, most in maximum_in.items()]
    return f"{rate(Fraction(maximum))} a year{f' ({joined(areas)})' if areas else ''}"


def known_about(id_: str, answers: Answers, ids: Ids) -> tuple[Published, ...]:
    """What is published about a question, as far as later facts may be seen: its evidence, then roles' maxima."""
    if ids.field(id_) is None:
        return ()
    ask, question = ids.ask(id_), ids.question(id_)
    named = (*ask.evidence, *([ask.offer] if ask.offer else ())) if ask else ()
    named += question.evidence if question else ()
    evidence = [ids.worksheet.evidence[name] for name in dict.fromkeys(named)]
    known = [Published(e.what, figures(e), e.origin) for e in evidence]
    most = "the most that can be claimed a year for one full-time post, whatever the post costs"
    known += [
        Published(f"{role.name}: {most}", most_claimed(role, ids.worksheet), role.origin)
        for role in _roles(id_, ids)
        if role.maximum is not None
    ]
    return tuple(one for one in known if not left_out(one.origin, answers))


def offers(id_: str, answers: Answers, ids: Ids) -> tuple[Offer, ...]:
    """The published figures that can be taken as an answer: those its ask offers and its field understands.

    A role's maximum is never one of them: it is what is repaid at most, and taken as the cost of a post it would
    leave nothing unfunded, which speaks for signing up without anybody having said so.
    """
    field, ask = ids.field(id_), ids.ask(id_)
    if field is not None and id_ == "director.amount":
        return tuple(_for_director(field, answers, ids))
    evidence = ids.worksheet.evidence.get(ask.offer) if ask and ask.offer else None
    if field is None or evidence is None or left_out(evidence.origin, answers):
        return ()
    parsed = parse(_typed(evidence, field), field.rules)
    if isinstance(parsed, Refused):
        return ()
    words = shown(field, Answer(id_, parsed.text, parsed.value))
    return (Offer(parsed.text, words, evidence.what, evidence.origin),)


def _for_director(field: Field, answers: Answers, ids: Ids) -> Iterator[Offer]:
    """The director's money as published, on our network's lists, where these are known and the rate is a year's."""
    for payment in ids.worksheet.payments.values():
        if not payment.for_director or payment.kind != "list" or left_out(payment.origin, answers):
            continue
        lists = [answers.likely(f"pcn.{part.basis}_list") for part in payment.parts]
        rates = [part.rate if part.per == "year" else None for part in payment.parts]
        amounts = [Fraction(rate) * on for rate, on in zip(rates, lists, strict=True) if rate is not None and on]
        if len(amounts) == len(payment.parts):
            parsed = parse(str(round_half_up(sum(amounts, Fraction(0)), 2)), field.rules)
            assert isinstance(parsed, Parsed)  # noqa: S101 - an amount in pounds and pence
            words = shown(field, Answer(field.id, parsed.text, parsed.value))
            yield Offer(parsed.text, words, f"{payment.name}, on our network’s list", payment.origin)


def _roles(id_: str, ids: Ids) -> tuple[Role, ...]:
    """The roles whose maximum bears on a question: one on what its post costs, all on what a post can claim."""
    roles = ids.worksheet.roles
    if id_ == "workforce.whole.claim":
        return tuple(roles.values())
    segments = id_.split(".")
    if segments[0] == "workforce" and segments[-1] == "cost":
        return tuple(role for role in roles.values() if role.id == segments[1])
    return ()


def _typed(evidence: Evidence, field: Field) -> str:
    """What a person would type to take a figure over: its range where there is a whole one, else its one number.

    Two ends without a likely figure are nothing to type: the middle would be ours, not the publisher's.
    """
    likely = evidence.likely
    given = [value for value in (evidence.low, likely, evidence.high) if value is not None]
    if len(given) != 3 or not field.rules.estimate:
        given = given if likely is None else [likely]
        given = given if len(given) == 1 else []
    # A question in hours understands minutes where they are called so.
    minutes = field.rules.kind == "hours" and evidence.unit.casefold().startswith("minute")
    return " / ".join(f"{value.normalize():f}{' min' if minutes else ''}" for value in given)


def figures(evidence: Evidence) -> str:
    """The numbers of a piece of evidence in words, with its unit once; empty where it has none."""
    low, likely, high = evidence.low, evidence.likely, evidence.high
    if low is not None and high is not None:
        ends = f"from {_alone(low, evidence)} to {_with_unit(high, evidence)}"
    elif low is not None:
        ends = f"at least {_with_unit(low, evidence)}"
    elif high is not None:
        ends = f"at most {_with_unit(high, evidence)}"
    else:
        return "" if likely is None else _with_unit(likely, evidence)
    return ends if likely is None else f"{ends}, likely {_alone(likely, evidence)}"


def _with_unit(value: Decimal, evidence: Evidence) -> str:
    return f"{_alone(value, evidence)} {evidence.unit.removeprefix('£').strip()}".strip()


def _alone(value: Decimal, evidence: Evidence) -> str:
    """One number without its unit, in pounds where the unit is; `£100 an hour` is how `£ an hour` reads."""
    exact = Fraction(value)
    return rate(exact) if evidence.unit.startswith("£") else number(exact, _MOST_DECIMALS)
