"""What a worksheet's tables may refer to: the ids the file has, and its year, gathered before the tables are read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


@dataclass(frozen=True, slots=True)
class References:
    """Every id as the file has it, whether its table is right or not: one mistake never makes another."""

    payments: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    roles: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    services: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    requirements: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    dates: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    evidence: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    starts: date | None = None
    ends: date | None = None

    def of(self, stands_for: str) -> Mapping[str, Mapping[str, Any]]:
        """The ids that may stand for `<payment>`, `<role>`, `<service>` or `<requirement>` in a path."""
        families = {"payment": self.payments, "role": self.roles, "service": self.services}
        return families.get(stands_for, self.requirements)


def known_ids(values: Mapping[str, Any], starts: date | None, ends: date | None) -> References:
    """The ids in a parsed file."""
    return References(
        payments=_family(values, "payment"),
        roles=_family(values, "role"),
        services=_family(values, "service"),
        requirements=_family(values, "requirement"),
        dates=_family(values, "date"),
        evidence=_family(values, "evidence"),
        starts=starts,
        ends=ends,
    )


def _family(values: Mapping[str, Any], name: str) -> Mapping[str, Mapping[str, Any]]:
    family = values.get(name)
    if not isinstance(family, dict):
        return {}
    return {key: table for key, table in family.items() if isinstance(table, dict)}
