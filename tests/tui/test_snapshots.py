"""Every screen as text at three sizes, kept under snapshots/ to be read; UPDATE_SNAPSHOTS=1 writes them anew.

Run it in one process then, with test_colours.py, which walks at the widest size: each size writes its part of each
file.
"""

from __future__ import annotations

import re
import sys

import pytest

from tests.tui.driver import SMALL, USUAL, WIDE, as_text
from tests.tui.evening import HOME, evening, home_of_bess, whole_evening
from tests.tui.pictures import names, read, read_as_before

pytestmark = [
    pytest.mark.all_cases,
    pytest.mark.skipif(sys.platform != "linux", reason="the screens name folders as this system writes them"),
]


@pytest.mark.parametrize("size", [SMALL, USUAL], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_every_screen_reads_as_it_did_when_it_was_last_looked_at(
    size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: dict[str, str] = {}
    with home_of_bess(monkeypatch) as home:
        async with evening(home, size) as room:

            async def take(name: str) -> None:
                if name != "too-small" or size == SMALL:
                    taken[name] = as_text(room.app).replace(str(home), HOME)

            await whole_evening(room, take)
    read_as_before(taken, size)


def test_no_picture_is_left_of_a_screen_that_is_gone() -> None:
    """Each file holds the sizes one after another, as the walk takes them."""
    for name in names():
        assert list(read(name)) == ([SMALL] if name == "too-small" else [SMALL, USUAL, WIDE]), name


def test_a_folder_of_this_machine_is_in_no_picture() -> None:
    for name in names():
        for text in read(name).values():
            assert not re.search(r"/(tmp|root|work|private|var)\b|[A-Z]:\\", text), name
