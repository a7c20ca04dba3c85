"""Answers in words for people: choices by their words, dates as 31 May 2020, money as £17,191; what can be chosen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, assert_never

from des_decider.decision.values import Estimate
from des_decider.decision.wording import day, money, number, rate
from des_decider.worksheet.answer_kinds import kind_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from fractions import Fraction

    from des_decider.decision.answers import Answer, Answers
    from des_decider.decision.ids import Field, Ids

_COUNTED = r"^(hour|patient|session|month|week|partner|CQC bed)s\b"


def shown(field: Field, answer: Answer) -> str:
    """An answer's value in words, with its unit and its range; a text stays as it was written."""
    value = answer.value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, str):
        return field.rules.choices.get(value, value)
    if isinstance(value, Estimate):
        return _estimate(field, value, answer.text)
    return day(value)


def in_a_cell(field: Field, answer: Answer) -> str:
    """An answer as a table's cell holds it: as it could be typed again, without the unit its column has."""
    if not isinstance(answer.value, Estimate):
        return shown(field, answer)
    value, pieces = answer.value, [piece.strip() for piece in answer.text.split("/")]
    ends = (value.low, value.likely, value.high) if len(pieces) == 3 else (value.likely,)
    said = " / ".join(_ends(field, ends, pieces))
    return f"{said} %" if kind_of(field.rules.kind).in_per_cent else said


def answered(id_: str, answers: Answers, ids: Ids) -> str:
    """An answer in words; empty where there is none."""
    field, answer = ids.field(id_), answers.get(id_)
    if field is None or answer is None:
        return ""
    if field.rules.kind == "serial":
        return answers.partners().get(int(answer.text), answer.text) if answer.text.isdigit() else answer.text
    return shown(field, answer)


def _estimate(field: Field, value: Estimate, text: str) -> str:
    """The likely value with its unit and, where somebody gave a range, its two ends."""
    pieces = [piece.strip() for piece in text.split("/")]
    low, likely, high = pieces if len(pieces) == 3 else [text] * 3
    said = _with_unit(_one(field, value.likely, likely), field, value.likely)
    if not value.ranged:
        return said
    lowest, highest = _ends(field, (value.low, value.high), (low, high), beside=likely)
    return f"{said} (from {lowest} to {highest})"


def _ends(field: Field, values: Sequence[Fraction], typed: Sequence[str], beside: str = "") -> list[str]:
    """The numbers of a range; beside one with minutes hours are called so: “from 15 min to 1 h”."""
    said = [_one(field, value, text) for value, text in zip(values, typed, strict=True)]
    mixed = field.rules.kind == "hours" and any("m" in text for text in (*typed, beside))
    return [f"{one} h" if mixed and "m" not in one else one for one in said]


def _one(field: Field, value: Fraction, typed: str) -> str:
    """One number; hours typed as hours and minutes stay so, since 4.17 hours is nobody's word for 4 h 10 min."""
    if field.rules.kind == "money":
        return money(value) if value.denominator == 1 else rate(value)
    if field.rules.kind == "rate":
        return rate(value)
    if field.rules.kind == "hours" and "m" in typed:
        return typed
    return number(value)


def _with_unit(said: str, field: Field, value: Fraction) -> str:
    unit = field.unit.removeprefix("£").strip()
    if said.endswith("min"):
        unit = unit.removeprefix("hours").strip()
    elif value == 1:
        unit = re.sub(_COUNTED, r"\1", unit)
    return f"{said} {unit}".strip()


def choices_of(field: Field, answers: Answers) -> dict[str, str]:
    """What can be chosen: the answer's key and its words; empty where something is typed instead."""
    kind, assumed = field.rules.kind, "" if field.id in answers else " (assumed until you choose)"
    match kind:
        case "yes_no":
            return {"yes": "Yes", "no": "No"}
        case "serial":
            return {str(row): name for row, name in answers.partners().items()}
        case "choice":
            given = field.rules.choices.items()
            return {key: f"{words}{assumed if key == field.default else ''}" for key, words in given}
        case "text" | "count" | "patients" | "number" | "money" | "rate" | "percent" | "hours" | "date":
            return {}
        case _:
            assert_never(kind)
