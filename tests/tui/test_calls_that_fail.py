"""One call to the disk fails, once or from then on, while somebody types: what the screen says is what is there."""

from __future__ import annotations

import errno
import os
import shutil
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from des_decider.record.opening import open_decision
from tests.failing_disk import CALLS, Dying, some
from tests.how_many import cases
from tests.tui.driver import EVENING, given_before, meeting

if TYPE_CHECKING:
    from pathlib import Path

LIST = "practice.registered_list"
MOST_CALLS = 60
"""System calls of an answer that is given on a screen."""
TOLD = ("NOT SAVED, but kept on this computer", "Nobody can tell whether it is saved", "Not saved")


def there(folder: Path) -> str:
    """The answer that a decision opens with, read and not written."""
    with open_decision(folder, clock=lambda: EVENING, read_only=True) as session:
        return session.answers.text(LIST)


@pytest.mark.on_the_disk
async def test_a_screen_says_saved_of_what_is_saved_and_of_nothing_else(tmp_path: Path) -> None:
    given_before(tmp_path / "first", {LIST: "9,040"})
    came: Counter[str] = Counter()
    folder = tmp_path / "d"
    gone_amid = (Dying(at, errno.EIO, for_ever=True) for at in (7,))
    for dying in (*gone_amid, *some(cases(2, thorough=600), MOST_CALLS)):
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(tmp_path / "first", folder)
        async with meeting(folder) as room:
            room.app.go(f"answer:{LIST}")
            await room.settle()
            with pytest.MonkeyPatch.context() as patched:
                for name in CALLS:
                    patched.setattr(os, name, dying(name, getattr(os, name)))
                await room.give("9,050")
            shown, kept = " ".join(room.text.split()), there(folder)
            told = next((words for words in TOLD if words in shown), "saved")
            assert told != "saved" or kept == "9050", (dying.__dict__, shown)
            assert told != "Not saved" or kept == "9040", (dying.__dict__, shown)
            came[told if dying.reached else "untouched"] += 1
            room.app.go(f"answer:{LIST}")
            await room.settle()
            await room.give("9,060")
            room.sees("Saved 19:42")
        with open_decision(folder, clock=lambda: EVENING) as session:
            assert (session.read_only, session.answers.text(LIST)) == ("", "9060")
        assert not list(folder.glob(".des-decider-*"))
    assert came["saved"], came
    assert came["Nobody can tell whether it is saved"], "it said “Not saved” of what stood in the history"
