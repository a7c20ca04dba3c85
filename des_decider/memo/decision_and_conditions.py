"""What opens a memo: the decision in one sentence, and its conditions with what happens if one is not met."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.if_not_met import IfNotMet, if_not_met
from des_decider.decision.display import shown
from des_decider.decision.values import Estimate
from des_decider.decision.wording import day, joined
from des_decider.memo.at_a_glance import comes_out_at
from des_decider.memo.document import Block, Paragraph, Table
from des_decider.memo.figure_words import CONDITIONS, NOT_KNOWN, Words, item
from des_decider.memo.options_considered import silence_decides, silence_means

if TYPE_CHECKING:
    from des_decider.decision.answers import Answer


def decision_and_conditions(words: Words, *, in_figures: bool = True) -> list[Block]:
    """Both items; a decision without conditions has the first alone.

    What it comes to without a condition is told `in_figures` only where the figures themselves stand below.
    """
    return [*_decision(words), *_conditions(words, in_figures=in_figures)]


def _decision(words: Words) -> list[Block]:
    """The decision, with what whoever reads only this must have read: that no vote has carried it."""
    above = {"carried": "", "not carried": f"Not carried: {words.shown('decision.option')}. What stands, as written:"}
    proposed = "Proposed; the vote has no result:" if "decision.sentence" in words.answers else ""
    told = above.get(words.facts.vote.outcome or "", proposed)
    return [
        item("The decision"),
        *([Paragraph(told)] if told else []),
        Paragraph(words.text("decision.sentence", "No decision is recorded."), strong=True),
        Paragraph(f"{_when_and_where(words)}{_put(words)}"),
        *(silence_means(words) if silence_decides(words) else []),
    ]


def _put(words: Words) -> str:
    """The option put to the vote, unless the result of the vote, on the same page, names it."""
    named = words.facts.vote.outcome in {"carried", "not carried"} and "decision.option" in words.answers
    return "" if named else f" Option put to the vote: {words.shown('decision.option')}."


def _when_and_where(words: Words) -> str:
    """The day, the network and the commissioner: who reads no further must know of which practice and when."""
    network, commissioner = words.answers.text("pcn.name"), words.answers.text("commissioner.name")
    of = f" Network: {network}." if network else ""
    told = f" Commissioner: {commissioner}." if commissioner else ""
    when = f"Decided: {words.day('decision.decided')}."
    return f"{when}{of}{told}"


def _conditions(words: Words, *, in_figures: bool) -> list[Block]:
    rows = words.answers.rows("condition")
    if not rows:
        if words.put() != "sign_up_on_conditions":
            return []
        return [item(CONDITIONS), Paragraph("None recorded, although the option is to sign up on conditions.")]
    cells = tuple(
        (
            f"{row}. {words.text(f'condition.{row}.what')}",
            words.text(f"condition.{row}.owner"),
            _by(words, row),
            words.text(f"condition.{row}.if_not_met"),
        )
        for row in rows
    )
    header = ("Condition", "Who sees to it", "By when", "If it is not met")
    table = Table("", header, cells, widths=(49, 16, 13, 22))
    if not words.rests_on_conditions():
        return [item(CONDITIONS), Paragraph("Recorded, though nothing was decided that rests on them."), table]
    return [item(CONDITIONS), table, *(_without(words) if in_figures else [])]


def _by(words: Words, row: int) -> str:
    """By when, and since when it is met; or that nothing says so though that day was over when it was signed."""
    signed, due, met = words.facts.signed, *map(words.answers.day, (f"condition.{row}.by", f"condition.{row}.met_on"))
    by = words.day(f"condition.{row}.by")
    if met:
        return f"{by}; met on {day(met)}"
    return f"{by}; not recorded as met" if signed and due and signed.at.date() > due else by


def _without(words: Words) -> list[Block]:
    """Both differences without each condition that says what holds if it is not met, and which conditions do not."""
    found = if_not_met(words.appraisal)
    bare = [f"{row}" for row in words.answers.rows("condition") if row not in {one.row for one in found}]
    said = [_sentence(words, one) for one in found]
    if bare:
        none = f"No figure was given for {'condition' if len(bare) == 1 else 'conditions'} {joined(bare)}."
        said = [*said[:-1], " ".join([*said[-1:], none])]
    return list(map(Paragraph, said))


def _sentence(words: Words, one: IfNotMet) -> str:
    if one.why_not:
        return f"Without condition {one.row} the figures are {NOT_KNOWN}: {one.why_not}."
    if one.this_year is None and one.full_year is None:
        return f"Without condition {one.row} the figures are {NOT_KNOWN}."
    changed = joined(_changed(words, id_, answer) for id_, answer in one.then.items())
    without = f"Signing up without condition {one.row}, if only this changes ({changed}),"
    then = comes_out_at(one.this_year, one.full_year, f"from {words.months}", "would come out", without)
    return f"{then} The figures below count it as met."


def _changed(words: Words, id_: str, then: Answer) -> str:
    """One answer that holds if a condition is not met, beside the one that stands."""
    field = words.ids.field(id_)
    becomes = then.text if field is None else shown(field, then)
    stands = words.answers.get(id_)
    if stands is not None and isinstance(stands.value, Estimate):  # its range stands in the appendices
        stands = stands._replace(value=Estimate.certain(stands.value.likely))
    now = f" instead of {stands.text if field is None else shown(field, stands)}" if stands else ""
    return f"{words.label(id_)} {becomes}{now}"
