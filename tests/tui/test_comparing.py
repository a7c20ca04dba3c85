"""Two decisions of this machine's list beside each other: chosen at the start, read as they are, and left again."""

from __future__ import annotations

import shutil
from itertools import combinations
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.text_width import display_width
from des_decider.decision.wording import visible
from des_decider.record.comparing import snapshot_of
from des_decider.record.register_entry import Entry
from des_decider.storage.places import known_decisions, remember
from des_decider.tui.screens.compare import SIDE, heads
from des_decider.tui.screens.start import ONLY_ONE, OPEN, StartScreen
from des_decider.tui.widgets.choices import Choices
from tests.building import ROOT
from tests.building import SMALL as SHEET
from tests.cli.driver import run
from tests.record.ready import READY, sealed
from tests.tui.driver import SMALL, USUAL, WIDE, given_before, stand_on, start_screen
from tests.tui.hostile import HOSTILE, words_of
from tests.tui.stillness import LONGEST, until

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from des_decider.appraisal.snapshot import Snapshot
    from tests.tui.driver import Meeting

NEXT_YEAR = ROOT / "worksheets" / "network-contract-des-2026-27.toml"
LEAVES = "We leave it, as nobody knows what becomes of the posts in a year with so little money."
PLACE = "des_decider.tui.screens.compare.snapshot_of"


@pytest.fixture
def two_years(tmp_path: Path) -> tuple[Path, Path]:
    """Two decisions of one practice, neither of them signed; the later one was opened last."""
    before = given_before(tmp_path / "old", {"practice.name": "Saltmarsh Surgery", "practice.registered_list": "9,040"})
    after = given_before(
        tmp_path / "new",
        {"practice.name": "Saltmarsh Surgery", "practice.registered_list": "9,140", "decision.sentence": LEAVES},
        worksheet=NEXT_YEAR,
    )
    remember(before)
    remember(after)
    return before, after


def shown(room: Meeting) -> str:
    """The class of the screen one sees."""
    return type(room.app.screen).__name__


def stands_on(room: Meeting) -> str:
    """The line of the start screen one stands on."""
    assert isinstance(room.app.screen, StartScreen)
    return room.app.screen.query_one(Choices).key


async def to_the_end(room: Meeting) -> str:
    """All pages of the comparison, one after another, as one text."""
    pages = [room.text]
    while True:
        await room.press("pagedown")
        if room.text == pages[-1]:
            return " ".join(" ".join(pages).split())
        pages.append(room.text)


def every_byte(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()}


async def test_two_years_that_nobody_signed_are_laid_beside_each_other_and_left_as_they_are(
    two_years: tuple[Path, Path],
) -> None:
    before, after = two_years
    files = every_byte(before, after)
    async with start_screen() as room:
        room.sees("F9 compare with …")
        stand_on(room.list_in_focus, f"{OPEN}{after}")
        await room.press("f9")
        room.sees("Compare Saltmarsh Surgery 2026/27 with which decision?", "Enter shows both")
        await room.press("enter")
        room.sees(
            "Saltmarsh… 2026/27: in progress.", "Saltmarsh… 2020/21: in progress.",
            "What was decided Saltmarsh… 2026/27 Saltmarsh… 2020/21", f"Saltmarsh… 2026/27: {LEAVES[:40]}",
        )  # fmt: skip
        page = await to_the_end(room)
        assert "Our registered list 9,140 patients 9,040 patients" in page
        assert "figures only in Saltmarsh… 2026/27" in page
        assert "last time" not in page
        assert " now " not in page
        await room.press("escape")
        assert shown(room) == "StartScreen"
        assert stands_on(room) == f"{OPEN}{after}"
        assert room.app.focused is room.app.screen.query_one(Choices)
    assert every_byte(before, after) == files
    assert known_decisions() == (after, before), "neither was opened"


async def test_it_shows_what_the_command_prints(two_years: tuple[Path, Path], tmp_path: Path) -> None:
    remember(sealed(tmp_path / "signed"))
    printed = run("compare", tmp_path / "signed", two_years[0]).out
    async with start_screen(WIDE) as room:
        stand_on(room.list_in_focus, f"{OPEN}{tmp_path / 'signed'}")
        await room.press("c")
        await room.type("saltmarsh 2020")
        await room.press("enter")
        room.sees("Gull Rock… 2031/32: signed off.")
        page = await to_the_end(room)
    titles = [line for line in printed.splitlines() if line and not line.startswith(" ")]
    assert len(titles) > 4
    for title in titles:
        assert title in page
    for said in ("not known", "4,000 patients", "9,040 patients", "Dr Una Skerry"):
        assert (said in page) is (said in " ".join(printed.split()))


async def test_where_one_stands_on_no_decision_both_are_asked_for(two_years: tuple[Path, Path]) -> None:
    async with start_screen() as room:
        stand_on(room.list_in_focus, "new")
        await room.press("f9")
        room.sees("Which decision is to be compared?", "Enter takes it")
        await room.type("2020")
        await room.press("enter")
        room.sees("Compare Saltmarsh Surgery 2020/21 with which decision?")
        listed = room.app.screen.query_one("#found", Choices).keys
        assert listed == (str(two_years[1]),), "never the same once more"
        await room.press("enter")
        room.sees("What was decided Saltmarsh… 2020/21 Saltmarsh… 2026/27")
        await room.press("escape")
        assert stands_on(room) == "new"
        for leaves in (["f9", "escape"], ["f9", "enter", "escape"]):
            await room.press(*leaves)
            assert stands_on(room) == "new"


@pytest.mark.usefixtures("two_years")
async def test_what_is_due_is_compared_as_the_decision_it_is_due_of() -> None:
    async with start_screen() as room:
        stand_on(room.list_in_focus, "due:0")
        await room.press("f9")
        room.sees("Compare Saltmarsh Surgery 2020/21 with which decision?")


async def test_two_called_alike_are_told_apart_by_their_folders(tmp_path: Path) -> None:
    for name in ("as we had it", "as we had it then", "elsewhere"):
        remember(given_before(tmp_path / name, {"practice.registered_list": "9,040"}))
    async with start_screen(WIDE) as room:
        stand_on(room.list_in_focus, f"{OPEN}{tmp_path / 'as we had it'}")
        await room.press("f9")
        for name in ("as we had it then", "elsewhere"):
            assert any(line.endswith(f"/{name}") for line in room.lines()), room.lines()
        await room.type("it then")
        await room.press("enter")
        room.sees("as we had it: in progress.", "What was decided as we had it as we had it then")


@pytest.mark.parametrize("size", [SMALL, USUAL])
async def test_a_hostile_name_stands_over_its_column_and_does_nothing(tmp_path: Path, size: tuple[int, int]) -> None:
    names = {tmp_path / "wide": "漢字病院", tmp_path / "bold": HOSTILE["bold"]}
    for folder, name in names.items():
        remember(given_before(folder, READY | {"practice.name": name}, worksheet=SHEET))
    async with start_screen(size) as room:
        stand_on(room.list_in_focus, f"{OPEN}{tmp_path / 'wide'}")
        await room.press("f9", "enter")
        for words in (
            ["What", "was", "decided", "漢字病院", "2031/32", "[b]bold[/b]", "2031/32"],
            ["Practice", "漢字病院", "[b]bold[/b]"],
        ):
            lines = (line.rstrip("▁▂▃▄▅▆▇█ ") for line in room.text.splitlines())  # the scroll bar's
            (line,) = (line for line in lines if line.split()[:1] == words[:1])
            assert line.split() == words
            assert display_width(line) == size[0] - 3, "not under the end of its column"
        await room.pilot.click("#compared")
        await room.press("escape")
        assert shown(room) == "StartScreen"


def test_whatever_two_practices_are_called_their_heads_fit_and_differ() -> None:
    names = ["Saltmarsh Surgery (worked example)", "Saltmarsh Surgery (in words)", *map(words_of, HOSTILE.values())]
    both = [
        Entry(Path(f"/decisions/{n}"), name, "Ferry", "in progress", year="2031/32") for n, name in enumerate(names)
    ]
    for one, other in combinations(both, 2):
        first, second = heads(one, other)
        assert first != second
        for head in (first, second):
            assert head == visible(head)
            assert 0 < display_width(head) < SIDE
    twice = both[0]._replace(folder=Path("/elsewhere/0"))
    assert heads(both[0], twice) == ("the first", "the second")
    assert heads(both[0], both[0]._replace(year="")) == ("Saltmarsh… 2031/32", "Saltmarsh Surgery…")


async def test_a_folder_that_went_meanwhile_is_said_on_the_list(two_years: tuple[Path, Path]) -> None:
    before, after = two_years
    async with start_screen(SMALL) as room:
        stand_on(room.list_in_focus, f"{OPEN}{after}")
        await room.press("f9")
        shutil.rmtree(before)
        await room.press("enter")
        assert stands_on(room) == f"{OPEN}{after}"
        assert room.status.startswith("Saltmarsh… 2020/21 cannot be compared: there is no folder “")
        room.sees("! Saltmarsh… 2020/21 cannot be compared")
        await room.press("f9")
        assert room.status == ONLY_ONE
        room.sees_not("compare with …", "cannot be compared")


@pytest.mark.usefixtures("two_years")
async def test_what_cannot_be_opened_is_said_on_the_list(tmp_path: Path) -> None:
    broken = given_before(tmp_path / "broken", {})
    for name in ("answers.toml", "history.jsonl"):
        (broken / name).write_bytes(b"\xff\xfe broken")
    remember(broken)
    async with start_screen() as room:
        stand_on(room.list_in_focus, f"{OPEN}{broken}")
        await room.press("f9", "enter")
        assert stands_on(room) == f"{OPEN}{broken}"
        assert room.status.startswith("Broken cannot be compared: answers.toml")
        await room.choose("Saltmarsh Surgery")
        assert shown(room) == "TaskListScreen"


async def test_on_a_slow_drive_one_can_go_back_and_nothing_comes_after(
    two_years: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    monkeypatch.setattr(PLACE, slowly(go_on))
    async with start_screen() as room:
        await read_both(room)
        room.sees("Saltmarsh… 2026/27: in progress.")
        shutil.rmtree(two_years[0])
        room.post("escape")
        await until(room.app, lambda: shown(room) == "StartScreen", "the list")
        go_on.set()
        await room.settle()
        assert shown(room) == "StartScreen"
        assert not room.status


async def test_the_help_that_one_reads_meanwhile_stays_and_the_way_back_is_told_after_it(
    two_years: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    go_on = Event()
    monkeypatch.setattr(PLACE, slowly(go_on))
    async with start_screen() as room:
        await read_both(room)
        room.post("f1")
        await until(room.app, lambda: shown(room) == "HelpScreen", "the help")
        shutil.rmtree(two_years[0])
        go_on.set()
        await room.settle()
        room.sees("Two decisions beside each other, as their folders have them; nothing in them is changed.")
        await room.press("escape")
        assert shown(room) == "StartScreen"
        assert "cannot be compared: there is no folder" in room.status


async def read_both(room: Meeting) -> None:
    """Have the two decisions compared, and wait until they are being read."""
    await room.press("f9")
    room.post("enter")
    await until(room.app, lambda: "Reading both decisions…" in room.text, "the screen that waits")


def slowly(go_on: Event) -> Callable[[Path, Callable[[], datetime]], Snapshot]:
    """Reads a decision once it is told to."""

    def read(folder: Path, clock: Callable[[], datetime]) -> Snapshot:
        assert go_on.wait(LONGEST)
        return snapshot_of(folder, clock)

    return read


async def test_one_decision_alone_is_not_offered_to_be_compared(tmp_path: Path) -> None:
    async with start_screen() as room:
        await room.press("f9")
        assert room.status.startswith("No decision on this machine yet.")
    remember(given_before(tmp_path / "d", {}))
    async with start_screen() as room:
        room.sees_not("compare with …")
        await room.press("f9")
        assert room.status == ONLY_ONE
        assert shown(room) == "StartScreen"
