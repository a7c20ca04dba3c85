"""Reads where facts were read: the sources that are named once, and which of them a fact names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from des_decider.worksheet.keys_for_schema import TEXTS
from des_decider.worksheet.layers import EACH
from des_decider.worksheet.model import READ_IN, ReadIn, Source
from des_decider.worksheet.references import NamedSource, References
from des_decider.worksheet.toml_table import GAPS, ID, LONGEST_ID, Table, tables

if TYPE_CHECKING:
    from collections.abc import Mapping


_ALSO: Mapping[str, ReadIn] = dict.fromkeys(("e-mail", "email", "mail", "post"), "letter")
_NOTED: ReadIn = "contract"
"""Stands where nothing says how a fact was read, which is noted: so that nothing more is said of it."""


def read_sources(root: Table, each: Mapping[str, Any]) -> dict[str, NamedSource]:
    """Every source by its name; under `each` what a source says that has no table of its own."""
    sources = {EACH: NamedSource("", _how(Table(root.mistakes, each, ("source", EACH))))}
    for id_, table in tables(root, "source"):
        printed = ": ".join(filter(None, (table.text(key, required=False) for key in ("title", "address"))))
        if not printed and not any(value in GAPS for value in table.values.values()):
            mend = 'Add address = "https://…", or title = "…" where it has none'
            table.wrong("needs-another", "", "The source has neither a title nor an address", mend)
        sources[id_] = NamedSource(printed, _how(table), table.text("note", required=False))
    return sources


def _how(table: Table) -> ReadIn | None:
    """How a source was read, if it says so; what it says amiss is noted here and not at each fact."""
    return table.word("read_in", READ_IN, required=False, also=_ALSO) or (_NOTED if "read_in" in table.values else None)


def _is_id(name: str) -> bool:
    return ID.fullmatch(name) is not None and len(name) <= LONGEST_ID


def read_source(table: Table, known: References) -> Source:
    """Where a fact was read, and how; the keys every fact takes.

    The first source is where it was read, any other says so too. What looks like an id is one of a source; other words
    are a source of their own.
    """
    table.takes("source", TEXTS)
    listed = isinstance(table.values.get("source"), list)
    names = table.texts("source", required=True) if listed else (table.text("source"),)
    for name in names:
        if _is_id(name):
            table.check_known("source", name, known.of("source"), "source")
    sources = [known.sources.get(name) or known.sources[EACH]._replace(printed=name) for name in names]
    first = sources[0] if sources else NamedSource("")
    how = table.word("read_in", READ_IN, required=False, also=_ALSO) or first.read_in
    # Of one that is named and not there, it is that one that would say how it was read.
    unknown = names and _is_id(names[0]) and names[0] not in known.of("source")
    if how is None and "read_in" not in table.values and any(names) and not unknown:
        words = ", ".join(f'"{word}"' for word in READ_IN)
        what, mend = "read_in is missing: nothing says how it was read", f"Add read_in = one of these: {words}"
        # Where it has a name, it is said of the source once, however many facts name it.
        named = known.of("source").get(names[0])
        (table if named is None else Table(table.mistakes, named, ("source", names[0]))).wrong(
            "missing", "read_in", what, mend
        )
    notes = (table.text("note", required=False), *(source.note for source in sources))
    return Source(
        source=first.printed,
        read_in=how or _NOTED,
        also=tuple(source.printed for source in sources[1:]),
        note=" ".join(filter(None, notes)),
        known_at_deadline=table.yes("known_at_deadline", default=True),
        issuer=known.issuers.get(table.header, ""),
    )
