"""How a text becomes an answer, wherever it comes from: which question it is for, and whether it can be kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.changes import LONGEST_ID
from des_decider.decision.parsing import LONGEST_NUMBER, parse
from des_decider.decision.values import Parsed
from des_decider.decision.wording import visible
from des_decider.record.change_words import unknown

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from des_decider.decision.ids import Field, Ids


def known(id_: str, ids: Ids) -> Field | None:
    """The field behind an id; ids that are too long to be any are not looked at."""
    return ids.field(id_) if len(id_) <= LONGEST_ID else None


def fits(id_: str, text: str | None, ids: Ids) -> bool:
    """Whether an id and a text are short enough to be looked at at all."""
    found = known(id_, ids)
    return found is not None and (text is None or found.rules.kind == "text" or len(text) <= LONGEST_NUMBER)


def understood(id_: str, text: str | None, ids: Ids, *, guess: bool = True) -> Parsed | str:
    """A text as an answer, or why it is none. What would not read back as the same is refused, never kept.

    An id nobody knows is told with the one that may be meant, unless nobody is to `guess` it: that takes its time.
    """
    found = known(id_, ids)
    if found is None:
        return unknown(id_, ids, guess=guess)
    name = visible(found.label)
    if text is None:
        return f"{name}: a list, a table or a time of day is no answer"
    try:
        text.encode()
    except UnicodeEncodeError:
        return f"{name}: it has a broken character in it; type it again"
    parsed = parse(text, found.rules)
    if not isinstance(parsed, Parsed):
        return f"{name}: {visible(parsed.why)}"
    if parsed.text != text:
        again = parse(parsed.text, found.rules)
        if not isinstance(again, Parsed) or again != parsed:
            return f"{name}: “{visible(text)[:60]}” would not read back as the same; write it another way"
    return parsed


def row_of(id_: str, ids: Ids) -> tuple[str, int] | None:
    """The row an answer belongs to, or a note on one, or what is said of one left open."""
    while id_.startswith(("note.", "open.")):
        mark = ids.mark(id_) if len(id_) <= LONGEST_ID else None
        id_ = mark[0] if mark else id_[5:]
    found = known(id_, ids)
    return (found.table, found.row) if found and found.row else None


def highest_rows(names: Iterable[str], ids: Ids, before: Mapping[str, int]) -> dict[str, int]:
    """The highest number that each table ever used, as some answers have it and as it was known before."""
    found = dict(before)
    for id_ in names:
        if row := row_of(id_, ids):
            found[row[0]] = max(row[1], found.get(row[0], 0))
    return found


def under_number(id_: str, serial: int, other: int) -> str:
    """An id of one row, under another number."""
    return ".".join(str(other) if part == str(serial) else part for part in id_.split("."))
