"""What counts as 0 because other hours asked with it are given, said so that nobody takes it for an answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import joined

if TYPE_CHECKING:
    from des_decider.appraisal.figures import Appraisal

_KINDS = {
    "gp_hours": "GPs",
    "nurse_hours": "nurses",
    "admin_hours": "administration",
    "post_hours": "reimbursed posts",
    "round_hours": "rounds",
    "travel_hours": "travel",
    "plan_hours": "care plans",
    "review_hours": "medication reviews",
    "mdt_hours": "multidisciplinary meetings",
}


def counted_as_none(appraisal: Appraisal) -> list[str]:
    """For each service, requirement or home, the hours nobody gave: “Lugger Lodge: travel and care plans”."""
    book = appraisal.book
    kinds: dict[str, list[str]] = {}
    for id_ in book.implied_zeros:
        stem, _, last = id_.rpartition(".")
        kinds.setdefault(stem, []).append(_KINDS[last])
    return [f"{_named(appraisal, stem)}: {joined(found)}" for stem, found in kinds.items()]


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
