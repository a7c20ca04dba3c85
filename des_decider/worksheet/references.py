"""What tables of a worksheet may refer to: every id, source and section of the file, known before they are read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.model import ReadIn

ContractPart = Literal["posts", "premium", "homes", "networks", "leaving"]
CONTRACT_PARTS: tuple[ContractPart, ...] = ("posts", "premium", "homes", "networks", "leaving")
"""What not every contract has. A question may need one of them, and a worksheet leaves out all that do by its word."""


class NamedSource(NamedTuple):
    """A source as it is printed, how it was read where it says so, and what else is said of it."""

    printed: str
    read_in: ReadIn | None = None
    note: str = ""


class References(NamedTuple):
    """What tables may refer to, gathered before they are read: every id as the file has it, and the year's ends.

    An id counts whether its table is right or not: one mistake never makes another. `shown_beside` has the evidence
    that names an input or a question, by its name; `titles` are the ids of the sections by what they are called, in
    small letters; `issuers` has who wrote a row, where that is not one and the same. Who signs up can leave again where
    it `can_be_left_later`.
    """

    families: Mapping[str, Mapping[str, Mapping[str, Any]]]
    sources: Mapping[str, NamedSource]
    shown_beside: Mapping[str, list[str]]
    titles: Mapping[str, str]
    starts: date | None = None
    ends: date | None = None
    issuers: Mapping[Path, str] = {}
    can_be_left_later: bool = True

    def of(self, family: str) -> Mapping[str, Mapping[str, Any]]:
        """The ids of a family with their keys and values."""
        return self.families.get(family, {})

    def contract_has(self) -> Mapping[ContractPart, bool]:
        """Whether it has money for posts, a premium for beds, work in homes, money for a network, a next window."""
        payments = self.of("payment").values()
        kinds = [row.get("kind") for row in payments]
        in_homes = self.has_work_in_homes() or "bed" in kinds
        to_a_network = any(row.get("paid_to") != "practice" for row in payments)
        has = ("reimbursement" in kinds, "bed" in kinds, in_homes, to_a_network, self.can_be_left_later)
        return dict(zip(CONTRACT_PARTS, has, strict=True))

    def has_work_in_homes(self) -> bool:
        """Whether a service has the work in care homes."""
        return any(row.get("in_homes") is True for row in self.of("service").values())

    def beside(self, *names: str) -> tuple[str, ...]:
        """The evidence that stands beside any of these inputs or questions, in the order of the file."""
        named = {id_ for name in names for id_ in self.shown_beside.get(name, ())}
        return tuple(id_ for id_ in self.of("evidence") if id_ in named) if named else ()


def known_ids(
    values: Mapping[str, Any],
    sources: Mapping[str, NamedSource],
    starts: date | None,
    ends: date | None,
    issuers: Mapping[Path, str],
    *,
    can_be_left_later: bool,
) -> References:
    """The ids in a parsed file."""
    families = ((name, family) for name, family in values.items() if isinstance(family, dict))
    ids = {name: {id_: table for id_, table in family.items() if isinstance(table, dict)} for name, family in families}
    shown_beside: dict[str, list[str]] = {}
    for id_, table in ids.get("evidence", {}).items():
        beside = table.get("beside")
        for name in beside if isinstance(beside, list) else ():
            if isinstance(name, str):
                shown_beside.setdefault(name, []).append(id_)
    titled = ((row.get("title"), id_) for id_, row in ids.get("section", {}).items())
    titles = {title.casefold(): id_ for title, id_ in titled if isinstance(title, str)}
    return References(ids, sources, shown_beside, titles, starts, ends, issuers, can_be_left_later)
