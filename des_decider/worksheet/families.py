"""The families of tables, such as every `[payment.…]`: goes through them, and knows which ids others may refer to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.worksheet.mistakes import safe
from des_decider.worksheet.table import Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

LONGEST_ID = 60
RESERVED = ("each", "whole", "none", "by")
"""Words with a meaning of their own in the names of inputs."""

ID = re.compile(r"[a-z][a-z0-9_]*")


class References(NamedTuple):
    """What tables may refer to, gathered before they are read: every id as the file has it, and the year's ends.

    An id counts whether its table is right or not: one mistake never makes another.
    """

    families: Mapping[str, Mapping[str, Mapping[str, Any]]]
    starts: date | None = None
    ends: date | None = None

    def of(self, family: str) -> Mapping[str, Mapping[str, Any]]:
        """The ids of a family with their keys and values."""
        return self.families.get(family, {})


def known_ids(values: Mapping[str, Any], starts: date | None, ends: date | None) -> References:
    """The ids in a parsed file."""
    families = ((name, family) for name, family in values.items() if isinstance(family, dict))
    ids = {name: {id_: table for id_, table in family.items() if isinstance(table, dict)} for name, family in families}
    return References(ids, starts, ends)


def tables(root: Table, family: str, most: int, *, required: bool = False) -> Iterator[tuple[str, Table]]:
    """Each `[family.id]` of the file, at most `most`, with its id checked; later ones are refused, not read.

    When the next is asked for, every key of the one before that nobody took is noted.
    """
    value = root.take(family)
    each = f"Write [{family}.its_id] for each, with its keys below"
    if value is None and required:
        mend = f"Add at least one, such as [{family}.its_id]"
        root.mistakes.add(f"[{family}]", (), f"There is no [{family}.…] at all", mend)
    if value is not None and not isinstance(value, dict):
        root.wrong(family, f"{family} is not a table", each)
    if not isinstance(value, dict):
        return
    if len(value) > most:
        root.wrong(family, f"There are {len(value):,} [{family}.…] tables", f"At most {most} are allowed")
    for key, values in list(value.items())[:most]:
        if not isinstance(values, dict):
            Table(root.mistakes, {}, (family,)).wrong(key, f"{safe(key)} is not a table", each)
            continue
        table = Table(root.mistakes, values, (family, key))
        _check_id(table, key)
        yield key, table
        table.finish()


def _check_id(table: Table, key: str) -> None:
    """Note an id that is badly formed, too long or taken for something else."""
    if key in RESERVED:
        mend = f"It has a meaning of its own, as have {', '.join(RESERVED)}; take another"
        table.wrong("", f"{key} cannot be an id", mend)
    elif not ID.fullmatch(key) or len(key) > LONGEST_ID:
        slug = re.sub(r"[^a-z0-9]+", "_", key[:LONGEST_ID].lower()).strip("_")
        meant = f", such as {slug}" if ID.fullmatch(slug) and slug != key else ""
        mend = f"Take small letters, digits and _, starting with a letter, at most {LONGEST_ID}{meant}"
        table.wrong("", f'"{safe(key)}" cannot be an id', mend)
