"""What counts as 0 because other hours asked with it are given, said so that nobody takes it for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import joined
from des_decider.worksheet.inputs_and_columns import input_of

if TYPE_CHECKING:
    from des_decider.appraisal.figures import Appraisal


def counted_as_none(appraisal: Appraisal) -> dict[str, str]:
    """For each service, requirement or home, the hours nobody gave: “Lugger Lodge: travel and care plans”.

    By the id of the first of them.
    """
    groups: dict[str, list[str]] = {}
    for id_ in appraisal.book.implied_zeros:
        groups.setdefault(id_.rpartition(".")[0], []).append(id_)
    kinds = {stem: [one.among if (one := input_of(id_)) else id_ for id_ in ids] for stem, ids in groups.items()}
    return {groups[stem][0]: f"{_named(appraisal, stem)}: {joined(found)}" for stem, found in kinds.items()}


def _named(appraisal: Appraisal, stem: str) -> str:
    """What a group of hours is about."""
    table, _, key = stem.partition(".")
    worksheet = appraisal.book.worksheet
    match table:
        case "service":
            return worksheet.services[key].name
        case "specification":
            return worksheet.requirements[key].name
        case "home":
            return appraisal.book.answers.text(f"{stem}.name") or f"Home {key}"
        case _:
            return "Meetings of the network"
