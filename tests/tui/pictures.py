"""The screens as text, kept under snapshots/ to be read: each file holds the sizes of one screen one after another."""

from __future__ import annotations

import difflib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent / "snapshots"
UPDATE = bool(os.environ.get("UPDATE_SNAPSHOTS"))


def read_as_before(taken: dict[str, str], size: tuple[int, int]) -> None:
    """Every screen of a walk reads as it did when it was last looked at; fails with what differs."""
    if UPDATE:
        for name, text in taken.items():
            write(name, size, text)
    kept = {name: was for name in names() if (was := read(name).get(size))}
    if told := "".join(differences(kept, taken, size)):
        pytest.fail(f"{told}\nLook at it; UPDATE_SNAPSHOTS=1 keeps it.", pytrace=False)


def names() -> list[str]:
    """The screens there is a picture of."""
    return sorted(path.stem for path in HERE.glob("*.txt"))


def read(name: str) -> dict[tuple[int, int], str]:
    """The pictures of one screen, by size."""
    path = HERE / f"{name}.txt"
    found: dict[tuple[int, int], str] = {}
    parts = (
        re.split(r"^=+ (\d+) by (\d+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE) if path.exists() else []
    )
    for n in range(1, len(parts), 3):
        found[int(parts[n]), int(parts[n + 1])] = parts[n + 2]
    return found


def write(name: str, size: tuple[int, int], text: str) -> None:
    """Put one size of a screen into its file."""
    found = {**read(name), size: text}
    heads = ((f"{'=' * (width - 11 + 1)} {width} by {height}\n", (width, height)) for width, height in sorted(found))
    told = "".join(head + found[which] for head, which in heads)
    (HERE / f"{name}.txt").write_text(told, encoding="utf-8", newline="\n")


def differences(kept: dict[str, str], taken: dict[str, str], size: tuple[int, int]) -> Iterator[str]:
    """What differs, screen by screen, as a diff a person can read."""
    for name in sorted({*kept, *taken}):
        before, after = kept.get(name, ""), taken.get(name, "")
        if before != after:
            title = f"{name} at {size[0]} by {size[1]}"
            yield from difflib.unified_diff(
                before.splitlines(keepends=True), after.splitlines(keepends=True), f"{title}, as kept", f"{title}, now"
            )
