"""If a condition is not met: what the options come to with the answers that then hold, beside what they come to now."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.figures import appraise
from des_decider.decision.answers import Answer
from des_decider.decision.display import shown
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from des_decider.appraisal.figures import Appraisal
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids


class IfNotMet(NamedTuple):
    """A condition by its row: both differences if it is not met, None where not known; or why they cannot be said.

    `then` are the answers that hold in that case, and all that is changed.
    """

    row: int
    then: Mapping[str, Answer] = {}
    this_year: Fraction | None = None
    full_year: Fraction | None = None
    why_not: str = ""


def if_not_met(appraisal: Appraisal) -> tuple[IfNotMet, ...]:
    """Each condition that says which answers hold if it is not met."""
    answers, ids = appraisal.book.answers, appraisal.book.ids
    rows = (row for row in answers.rows("condition") if answers.text(f"condition.{row}.without"))
    return tuple(_of(row, answers, ids) for row in rows)


def _of(row: int, answers: Answers, ids: Ids) -> IfNotMet:
    then = answers_in(answers.text(f"condition.{row}.without"), ids)
    if isinstance(then, str):
        return IfNotMet(row, why_not=then)
    changed = appraise(answers.edit(then), ids)
    return IfNotMet(row, then, changed["difference.this_year"].value, changed["difference.full_year"].value)


def in_words(text: str, answers: Answers, ids: Ids) -> str:
    """The answers in such a text as people speak of them; the text itself where it holds none."""
    then = answers_in(text, ids)
    if isinstance(then, str):
        return text
    fields = ((ids.label(id_, answers), ids.field(id_), answer) for id_, answer in then.items())
    return "; ".join(f"{label}: {shown(field, answer) if field else answer.text}" for label, field, answer in fields)


def answers_in(text: str, ids: Ids) -> dict[str, Answer] | str:
    """The answers in a text such as `workforce.whole.wte = 2; local.1.ends = sign_up`, or why it holds none."""
    found: dict[str, Answer] = {}
    for piece in filter(str.strip, text.replace("\n", ";").split(";")):
        id_, is_, typed = (part.strip() for part in piece.partition("="))
        field = ids.field(id_)
        if not is_ or field is None:
            return f"“{piece.strip()}” is no answer; write id = answer"
        parsed = parse(typed, field.rules)
        if not isinstance(parsed, Parsed):
            return f"{field.label}: {parsed.why}"
        found[id_] = Answer(id_, parsed.text, parsed.value)
    return found
