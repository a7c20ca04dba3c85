"""Every screen as text at three sizes, kept under snapshots/ to be read; UPDATE_SNAPSHOTS=1 writes them anew.

Run it in one process then: each size writes its part of each file.
"""

from __future__ import annotations

import difflib
import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.tui.driver import SMALL, USUAL, WIDE
from tests.tui.evening import HOME, evening, home_of_bess, picture, whole_evening

if TYPE_CHECKING:
    from collections.abc import Iterator

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the screens name folders as this system writes them")

HERE = Path(__file__).parent / "snapshots"
UPDATE = bool(os.environ.get("UPDATE_SNAPSHOTS"))
SIZES = (SMALL, USUAL, WIDE)


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with home_of_bess(monkeypatch) as folder:
        yield folder


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_reads_as_it_did_when_it_was_last_looked_at(home: Path, size: tuple[int, int]) -> None:
    taken: dict[str, str] = {}
    async with evening(home, size) as room:

        async def take(name: str) -> None:
            if name != "too-small" or size == SMALL:
                taken[name] = picture(room.app).replace(str(home), HOME)

        await whole_evening(room, take)
    if UPDATE:
        for name, text in taken.items():
            write(name, size, text)
    kept = {name: was for name in names() if (was := read(name).get(size))}
    if told := "".join(differences(kept, taken, size)):
        pytest.fail(f"{told}\nLook at it; UPDATE_SNAPSHOTS=1 keeps it.", pytrace=False)


def test_no_picture_is_left_of_a_screen_that_is_gone() -> None:
    """Each file holds the sizes one after another, as the walk takes them."""
    for name in names():
        assert list(read(name)) == ([SMALL] if name == "too-small" else list(SIZES)), name


def test_a_folder_of_this_machine_is_in_no_picture() -> None:
    for name in names():
        for text in read(name).values():
            assert not re.search(r"/(tmp|root|work|private|var)\b|[A-Z]:\\", text), name


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
