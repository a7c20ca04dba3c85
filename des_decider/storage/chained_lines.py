"""Lines of JSON that follow from one another: how one is written and read, and the digest that the next one carries."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from des_decider.storage.toml_text import spelled

if TYPE_CHECKING:
    from collections.abc import Iterator

LONGEST_LINE = 8 * 1024 * 1024
"""Bytes one line may take; a worksheet answered at one go takes a few hundred thousand."""


def written(line: dict[str, Any]) -> bytes:
    """A line's object as it stands in a file."""
    return spelled(json.dumps(line, ensure_ascii=False)).encode() + b"\n"


def sha256_of(line: dict[str, Any]) -> str:
    """SHA-256 of a line's canonical JSON: line ends and the order of keys do not count."""
    return hashlib.sha256(json.dumps(line, sort_keys=True, separators=(",", ":")).encode()).hexdigest()


def lines_of(data: bytes) -> Iterator[tuple[int, bytes, int]]:
    """Each line that is not blank at the end: its number, its bytes, and where it ends."""
    length = len(data.rstrip(b"\r\n"))
    number, start = 1, 0
    while start < length:
        found = data.find(b"\n", start)
        end = len(data) if found < 0 else found + 1
        yield number, data[start:end], end
        number, start = number + 1, end


def object_of(piece: bytes) -> dict[str, Any] | None:
    """A line's object, or None where it is none that can be used."""
    if len(piece) > LONGEST_LINE + 2:
        return None
    try:
        found = json.loads(piece.decode("utf-8-sig"), parse_constant=_no_constant)
        if b"\\u" in piece:  # half a character can be escaped but not written again
            json.dumps(found, ensure_ascii=False).encode()
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _no_constant(name: str) -> None:
    raise ValueError(name)
