"""A warning before it is told where it stands, and the texts of a file in which there may be something to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.worksheet.layers import ROWS
from des_decider.worksheet.mistakes_found import Found

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.mistakes import Doubtful


def doubt(code: Doubtful, path: Path, what: str, mend: str, value: str | None = None) -> Found:
    """Something to look at, at a table or a key."""
    length = 2 if path[0] in ROWS or path[0] == "ask" else 1
    head, tail = path[:length], path[length:]
    place = " ".join(part for part in (f"[{'.'.join(head)}]", ".".join(tail)) if part)
    return Found(code, place, path, what, mend, value)


def texts(value: object, path: Path) -> Iterator[tuple[Path, str]]:
    """Every text in parsed values with where it stands."""
    if isinstance(value, str):
        yield path, value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(inner, (*path, str(key)))
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner, path)
