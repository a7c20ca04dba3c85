"""The answers that came over from the decision before and wait for somebody to confirm them, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.order import order_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.worksheet.model import SectionId


def by_section(answers: Answers, ids: Ids) -> dict[SectionId, list[str]]:
    """What waits in each section that has any, in the order of the meeting."""
    found: dict[SectionId, list[str]] = {}
    for id_ in sorted(answers.to_confirm, key=order_of(ids.worksheet)) if answers.to_confirm else ():
        field = ids.field(id_)
        if field is not None and field.section is not None:
            found.setdefault(field.section, []).append(id_)
    return {section: found[section] for section in ids.worksheet.sections if section in found}


def within(part: str, answers: Answers, ids: Ids) -> list[str]:
    """What waits in a section, a table, a row or an answer named by its id."""
    every = by_section(answers, ids)
    listed = next((waiting for section, waiting in every.items() if section == part), None)
    if listed is not None:
        return listed
    return [id_ for waiting in every.values() for id_ in waiting if id_ == part or id_.startswith(f"{part}.")]


def at_once(ids: Sequence[str], asked_otherwise: Mapping[str, str], seen: str = "") -> list[str]:
    """Those of some answers that can be confirmed together.

    One `asked_otherwise` then, in those words, is looked at alone, or with those that are put in the same words as the
    one that is `seen`: a column of a table is one question.
    """
    looked_at = asked_otherwise.get(seen)
    return [id_ for id_ in ids if len(ids) == 1 or asked_otherwise.get(id_) in {None, looked_at}]
