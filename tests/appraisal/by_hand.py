"""What sums worked by hand from docs/figures.md and the worksheets' rates start from; they stand in the comments."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from tests.building import SHIPPED, appraisal, worksheet

if TYPE_CHECKING:
    from pathlib import Path


LISTS = {
    "practice.registered_list": "10000", "practice.weighted_list": "9500",
    "pcn.registered_list": "40000", "pcn.weighted_list": "42000", "pcn.care_home_beds": "300",
}  # fmt: skip

MONEY = LISTS | {"home.whole.beds": "60"}

PLAN = LISTS | {
    "workforce.by": "rows", "cost.gp_hour": "100", "cost.weeks_per_year": "52",
    "workforce.clinical_pharmacist.wte": "2", "workforce.clinical_pharmacist.chance": "50",
    "workforce.clinical_pharmacist.months": "6", "workforce.clinical_pharmacist.cost": "60000",
    "workforce.clinical_pharmacist.other_cost": "1000", "workforce.clinical_pharmacist.start_cost": "800",
    "workforce.clinical_pharmacist.supervision_hours": "2", "workforce.clinical_pharmacist.released_hours": "1",
    "workforce.clinical_pharmacist.contract_hours": "24",
}  # fmt: skip

WHOLE = LISTS | {
    "cost.gp_hour": "80", "workforce.whole.wte": "4", "workforce.whole.chance": "25", "workforce.whole.months": "3",
    "workforce.whole.claim": "40000", "workforce.whole.top_up": "3000", "workforce.whole.start_cost": "500",
    "workforce.whole.supervision_hours": "1.5", "workforce.whole.released_hours": "0",
    "workforce.whole.contract_hours": "8",
}  # fmt: skip


def nothing_else(path: Path = SHIPPED) -> dict[str, str]:
    """No service has hours for posts but those a test adds, and no home is ours."""
    return {f"service.{s}.post_hours": "0" for s in worksheet(path).services} | {"home.none": "yes"}


HOMES = MONEY | {
    "network.split": "all_shared", "cost.gp_hour": "120", "cost.nurse_hour": "30",
    "home.whole.done_by": "gp", "home.whole.hours": "3",
}  # fmt: skip

STREET = HOMES | WHOLE | {
    "cost.gp_hour": "120", "cost.admin_hour": "20", "director.ours": "no", "pcn.running_costs": "0",
    "meeting.gp_hours": "1", "local.none": "yes", "opt_out.hours": "0", "opt_out.exit_cost": "0",
    "practice.gp_sessions": "24", "cost.session_hours": "5", "service.smr.gp_hours": "0",
    "service.ehch.gp_hours": "1", "service.ecd.gp_hours": "0", "service.extended_hours.gp_hours": "2",
    "service.social_prescribing.admin_hours": "0", "partner.1.name": "A", "partner.4.name": "B",
}  # fmt: skip


def value_of(figure: str, texts: dict[str, str], path: Path = SHIPPED) -> Fraction:
    """The exact value of a figure that has one."""
    found = appraisal(texts, path)[figure]
    assert found.value is not None, (found.needs, found.not_applicable)
    return found.value


def comes_to(figure: str, worked: str, texts: dict[str, str], path: Path = SHIPPED) -> None:
    """The exact value: a decimal, or two divided, such as 1000/3."""
    top, _, bottom = worked.partition("/")
    assert value_of(figure, texts, path) == Fraction(top) / Fraction(bottom or 1)
