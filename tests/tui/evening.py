"""One evening at the screen, from a first start to a sealed decision: every screen is looked at once on the way."""

from __future__ import annotations

from contextlib import asynccontextmanager, contextmanager
from itertools import count
from pathlib import Path
from shutil import rmtree
from tempfile import mkdtemp
from typing import TYPE_CHECKING
from uuid import UUID

from des_decider.tui.app import DesDecider
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.screens.start import StartScreen
from des_decider.tui.widgets.choices import Choices
from tests.tui.driver import EVENING, NEVER, Meeting, stand_on

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable, Iterator

    import pytest

    Look = Callable[[str], Awaitable[None]]
    """Looks at the screen, which has this name."""

HOME = "/home/bess-harbour"
"""What is shown in place of the folder of an evening; as long as that is, so that no line moves."""
PARTNERS = ("Dr Nell Vane", "Dr Rufus Limpet", "Dr Ines Cockle", "Dr Amos Whelk", "Maud Sandpiper")
TOO_SMALL = (50, 15)


@contextmanager
def home_of_bess(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for this program's files, whose path is as long as `HOME`; names and references are always the same."""
    folder = Path(mkdtemp(prefix="snaps", dir="/tmp"))
    assert len(str(folder)) == len(HOME)
    monkeypatch.setenv("DES_DECIDER_HOME", str(folder))
    ids = count(1)
    monkeypatch.setattr("uuid.uuid4", lambda: UUID(f"5a17a45b-0000-4000-8000-{next(ids):012d}"))
    monkeypatch.setattr("getpass.getuser", lambda: "root")
    for made in ("word.as_word", "pdf.as_pdf"):
        monkeypatch.setattr(f"des_decider.memo.{made}", lambda _: b"a document that no screen shows")
    try:
        yield folder
    finally:
        rmtree(folder)


@asynccontextmanager
async def evening(home: Path, size: tuple[int, int]) -> AsyncIterator[Meeting]:
    """The program, started without a decision on a machine that knows none."""
    app = DesDecider(clock=lambda: EVENING)
    app.beside.at_rest = NEVER
    try:
        async with app.run_test(size=size) as pilot:
            room = Meeting(app, pilot, home)
            await room.settle()
            yield room
    finally:
        app.let_go()


async def whole_evening(room: Meeting, look: Look) -> None:
    """All of it, from screen to screen."""
    await new_decision(room, look)
    await worked_example(room, look)
    await signing_off(room, look)


async def new_decision(room: Meeting, look: Look) -> None:
    """A first start, a new decision, and its first questions."""
    await look("start-first-time")
    stand_on(room.app.screen.query_one(Choices), "new")
    await room.press("enter")
    await room.type("Gull Rock Surgery")
    await room.press("enter")
    await room.type("Bess Harbour")
    await look("new-decision")
    room.app.screen.query_one("#make", Choices).focus()
    await room.press("enter")
    await look("task-list-new")
    await room.press("f1")
    await look("help-task-list")
    await room.press("escape")
    await room.open("Quick look")
    await look("quick-look-partner")
    for partner in PARTNERS[:2]:
        await room.give(partner)
    await room.press("enter")
    await look("quick-look-question")
    await room.give("about nine thousand")
    await look("wrong-answer-kept")
    await room.press("f3")
    await room.type("Ask for the list of 1 January.")
    await look("note")
    await room.press("escape", "f7")
    await look("said-by")
    await room.press("escape")
    await at(room, "practice.weighted_list")
    await room.press("f6")
    await room.type("the LMC")
    await room.press("enter")
    await room.type("18 May 2020")
    await room.press("enter")
    await room.type("The weighted list of April is not out yet.")
    await look("come-back-to")
    await room.press("enter")
    await look("question-to-come-back-to")
    await room.open("To come back to")
    await look("come-back-list")
    await room.open("Sign off")
    await look("sign-off-blocked")
    await room.press("escape", "escape")


async def worked_example(room: Meeting, look: Look) -> None:
    """The worked example: its list, each kind of question, its figures, what was answered, and its memo."""
    assert isinstance(room.app.screen, StartScreen)
    stand_on(room.app.screen.query_one(Choices), "example")
    await room.press("enter")
    await look("who-is-typing")
    await room.choose("somebody else")
    await room.type("Bess Harbour")
    await room.press("enter")
    await room.rest()
    await look("task-list-example")
    await room.press("ctrl+d")
    await look("dates")
    await room.open("Posts and people")
    await at(room, "workforce:all")
    await look("table-of-posts")
    await room.press("ctrl+g")
    await look("question-of-a-post")
    await room.press("ctrl+o")
    await look("details")
    await room.press("escape")
    await room.open("The work")
    await at(room, "service.ehch.status")
    await look("question-of-a-service")
    await room.press("ctrl+f")
    await room.type("gp hour")
    await look("search")
    await room.press("escape")
    await room.open("Care homes")
    await at(room, "home:all")
    await look("table")
    await room.press("ctrl+end")
    await look("table-last-column")
    await at(room, "home.3.round_hours")
    await look("question-range")
    await room.press("f1")
    await look("help-question")
    await room.press("escape")
    await at(room, "home.2.done_by")
    await look("question-choice")
    await room.press("escape")
    await look("question-list")
    await room.press("f9")
    await look("check-section")
    await room.open("The work")
    await at(room, "service.smr:all")
    await look("service")
    await at(room, "specification.ecd_referral.gp_hours")
    await room.press("ctrl+l")
    await look("room-view")
    await room.press("escape")
    await room.open("How we decide")
    await at(room, "decision.sentence")
    await look("question-words")
    await room.press("escape")
    room.app.screen.query_one("#list", Choices).highlighted = next(
        n for n, line in enumerate(room.lines()) if "comes to" in line or "result" in line.casefold()
    )
    await room.press("enter")
    await look("vote-result")
    await room.open("Check all")
    await look("check-all")
    await room.press("f9")
    await look("check-not-provided")
    await room.press("escape", "f2")
    await look("figures")
    await room.press("enter")
    await look("working")
    await room.press("escape", "escape")
    await room.open("What it hangs on")
    await look("hangs-on")
    await room.press("end")
    await look("leaning")
    await room.open("What if")
    await look("what-if")
    await room.open("Memo")
    await look("memo")
    await room.press("f8")
    await look("memo-formats")
    await room.press("escape")


async def signing_off(room: Meeting, look: Look) -> None:
    """The names under the decision, what stands there afterwards, and the start screen with both decisions."""
    await room.open("Sign off")
    await look("sign-off-read-back")
    await room.press("enter")
    await room.type("Dr Amos Whelk")
    await room.press("enter")
    await room.type("Dr Ines")
    await look("sign-off-names")
    await room.type("Dr Ines Cockle")
    for name in ("Dr Rufus Limpet", "Maud Sandpiper"):
        await room.press("enter")
        await room.type(name)
    await room.press("f8")
    await room.choose("Seal it")
    await look("signed")
    await room.press("escape")
    await look("task-list-signed")
    await room.open("How we decide")
    await look("question-signed")
    await room.press("escape", "escape")
    await room.press("escape")
    await look("start")
    await room.pilot.resize_terminal(*TOO_SMALL)
    await room.settle()
    await look("too-small")


async def at(room: Meeting, key: str) -> None:
    """Go to a question of the section that is open."""
    screen = room.app.screen
    assert isinstance(screen, QuestionScreen)
    screen.go_to(key)
    await room.settle()
    assert screen.walk.stop.key == key
