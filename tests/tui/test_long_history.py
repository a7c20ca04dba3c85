"""A decision that was worked on for weeks: the screens open, answer and undo without reading what was done before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.record.decisions import histories_read
from tests.tui.driver import given_before, meeting

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

LIST = "practice.registered_list"


async def test_it_is_read_when_a_page_tells_of_it_and_not_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = given_before(tmp_path / "d", {LIST: "9,040", "home.1.name": "Kelp House"})
    before = (folder / "history.jsonl").read_bytes()
    read = histories_read(monkeypatch)
    async with meeting(folder, by="") as room:
        room.sees("Who is typing?", "Bess Harbour")
        await room.enter()
        assert room.status == "Typed by Bess Harbour from now on."
        await room.open("Our practice")
        await room.answer("Our registered list", "9,100")
        await room.undo()
        assert room.field == "9040"
        await room.answer("Our registered list", "9,200")
        await room.press("f2", "f2", "f9")
        assert not any(data.startswith(before) for data in read)
        await room.open("What it hangs on")
        room.sees("What it hangs on")
        assert read.count(before) == 1, "it tells when the leaning was first shown"
    assert (room.kept()[LIST], [change.kind for change in room.changes()][-3:]) == (
        "9200", ["answered", "undone", "answered"],
    )  # fmt: skip
