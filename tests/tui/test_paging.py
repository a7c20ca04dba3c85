"""PgDn and PgUp in a list: whoever pages through it has every line in sight once, also those that are only read."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from textual.content import Content

from tests.tui.driver import meeting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

LINES = {"short runs": (3, 1, 14, 2, 9) * 6, "longer than a page": (0, 50, 3, 45), "to read alone": (70,)}
"""How many lines that are only read stand before each that can be chosen, and the last of them at the end."""


async def seen_on_the_way(room: Meeting, key: str) -> set[int]:
    """The lines that are in sight while one presses a key until nothing moves any more."""
    found, listed = set[int](), room.list_in_focus
    before = None
    for _ in listed.keys:  # no more presses than lines: a list that begins anew would never stand still
        stands = listed.scroll_offset.y, listed.highlighted
        if stands == before:
            return found
        before = stands
        found.update(range(stands[0], stands[0] + listed.scrollable_content_region.height))
        await room.press(key)
    return pytest.fail(f"{key} still moves after {len(listed.keys)} presses")


@pytest.mark.parametrize("runs", LINES.values(), ids=LINES)
async def test_no_line_is_passed_that_was_not_in_sight(tmp_path: Path, runs: tuple[int, ...]) -> None:
    """On the page of all answers 20 lines of 978 never were, and at the end nothing was chosen any more."""
    async with meeting(tmp_path / "d") as room:
        listed = room.list_in_focus
        lines = [("", "read")] * runs[-1]
        for n, read in enumerate(runs[:-1]):
            lines = [*lines, *[("", "read")] * read, (f"key {n}", "choose")]
        lines += [("", "read")] * runs[-1]
        listed.show((key, Content(words)) for key, words in lines)
        await room.settle()
        await seen_on_the_way(room, "pageup")  # where it begins with lines to read, one stands below them
        every = set(range(len(lines)))
        assert await seen_on_the_way(room, "pagedown") >= every
        keys = [key for key in listed.keys if key]
        assert listed.key == (keys[-1] if keys else "")
        assert await seen_on_the_way(room, "pageup") >= every
        assert listed.key == (keys[0] if keys else "")
