"""Three years of one practice through the screens, and again by commands: decided, followed up, superseded, compared.

Both ways have the same clock and the same references, so that what they leave is the same to the last byte.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING
from uuid import UUID

import pytest

from des_decider.decision.answer_lines import read_lines
from des_decider.tui.widgets.choices import Choices
from tests.cli.driver import Desk, run
from tests.cli.test_next_year import EVERY_YEAR, FIRST_YEAR, SECOND_YEAR
from tests.tui.driver import EVENING, WIDE, start_screen
from tests.tui.test_signing_off import type_names

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.memo.formats import Format
    from tests.tui.driver import Meeting

BY, PRACTICE = "Bess Harbour", "Creek Road Surgery"
YEARS = ("2025-26", "2026-27", "2027-28")
PARTNERS = ("Lena Vane", "Ada Marsh")
FORMATS: tuple[Format, ...] = ("md", "html")
"""How a Word or PDF memo looks is nothing to this."""
THIRD_YEAR = """
payment.core_pcn.registered.rate = 2.311
payment.core_pcn.adjusted.rate = 0.748
payment.enhanced_access.rate = 8.903
payment.arrs_sum.rate = 27.668
payment.care_home_premium.rate = 133.158
payment.network_participation.rate = 1.761
payment.results.rate = 0.23
date.window_closes = 30 April 2027
date.out = 31 May 2027
practice.registered_list = 8,450
workforce.whole.months = 10
came.posts = 3
came.claimed = 80,000
came.gp_hours = 6
service.functions.status = already
service.enhanced_access.status = already
service.ehch.status = already
service.cancer_screening.status = already
vote.1.position = for
vote.1.reason = The posts went.
vote.2.position = for
decision.sentence = Creek Road Surgery opts out for 2027/28.
"""
GIVEN = (FIRST_YEAR + EVERY_YEAR, SECOND_YEAR + EVERY_YEAR, THIRD_YEAR + EVERY_YEAR.replace("sign up", "opt out"))
"""What is answered each year besides what came over and still holds."""
SECTIONS = ("practice", "specifications", "workforce", "care_homes", "funding", "contract")


@pytest.fixture
def one_evening(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """One clock for both ways, and the same memos."""
    monkeypatch.setattr("des_decider.record.stamps.now", lambda: EVENING)
    monkeypatch.setattr("des_decider.record.sign_off.FORMATS", FORMATS)
    return monkeypatch


def the_same_references(monkeypatch: pytest.MonkeyPatch) -> None:
    """From here on, ids are given anew from the first; what is drawn by chance for the history is always the same."""
    ids = count(1)
    monkeypatch.setattr("uuid.uuid4", lambda: UUID(int=next(ids), version=4))
    monkeypatch.setattr("os.urandom", bytes)


def texts_of(given: str) -> dict[str, str]:
    """A list of answers as one step."""
    (batch,) = read_lines(given.splitlines(), "", "", [])
    return dict(batch.texts)


@pytest.mark.slow
async def test_three_years_by_commands_and_through_the_screens_leave_the_same_files(
    tmp_path: Path, one_evening: pytest.MonkeyPatch
) -> None:
    folders = {year: tmp_path / "years" / year for year in YEARS}
    the_same_references(one_evening)
    by_commands(folders)
    compared = run("compare", folders[YEARS[1]], folders[YEARS[2]])
    left = {year: files(folder) for year, folder in folders.items()}
    (tmp_path / "years").rename(tmp_path / "by commands")  # where the next one lies is noted in the one before

    the_same_references(one_evening)
    await through_screens(folders)
    for year, folder in folders.items():
        assert {"seal.toml", "memo.md", "afterwards.jsonl"} <= left[year].keys()
        assert files(folder) == left[year], year
        assert Desk(folder).verify().code == 0
    assert run("compare", folders[YEARS[1]], folders[YEARS[2]]) == compared
    assert compared.code == 0


def files(folder: Path) -> dict[str, bytes]:
    """The files of a decision, without what only says that it is open."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if not path.name.startswith(".")}


# -- by commands


def by_commands(folders: dict[str, Path]) -> None:
    """Three years as a practice manager types them."""
    before: Desk | None = None
    for year, given in zip(YEARS, GIVEN, strict=True):
        desk, sheet = Desk(folders[year]), f"network-contract-des-{year}"
        if before is None:
            assert desk.new(PRACTICE, sheet, "--by", BY, "--no-open").code == 0
        else:
            begun = run("supersede", before.folder, desk.folder, "--worksheet", sheet, "--by", BY)
            assert (begun.code, begun.err) == (0, "")
        assert desk.answer_from(given).code == 0
        if before is not None:
            for section in SECTIONS:
                desk.answer("--confirm", section)
            for id_ in waiting(desk):
                assert desk.answer("--confirm", id_).code == 0
        assert desk.sign_off(*PARTNERS, formats=FORMATS).code == 0
        noted = desk.follow_up("--notice-sent", "--on", "18 May 2020", "--note", "by e-mail", "--by", BY)
        assert noted.code == 0, noted.err  # whose day is before some of the decisions, and is asked about
        before = desk


def waiting(desk: Desk) -> list[str]:
    """What is still to be confirmed."""
    return [id_ for id_, table in desk.file()["answers"].items() if table.get("to_confirm")]


# -- through the screens


async def through_screens(folders: dict[str, Path]) -> None:
    """The same at the screen, each year begun from the signed screen of the one before."""
    async with start_screen(WIDE, by=BY) as room:
        for n, (year, given) in enumerate(zip(YEARS, GIVEN, strict=True)):
            await begin(room, year, folders[year], first=n == 0)
            assert not room.app.meeting.give(texts_of(given)).fault
            if n:
                await confirm(room)
                await room.open("Last time")
                room.sees(f"It follows the decision of {PRACTICE}", "last time now")
                await room.press("escape")
            await room.open("Sign off")
            await type_names(room, *PARTNERS)
            await room.press("f8")
            await room.choose("Seal it")
            room.sees("Signed off")
            await room.press("f9")
            await room.choose("Notice sent")
            await room.type("18 May 2020")
            await room.enter()
            await room.type("by e-mail")
            await room.enter(2)
            assert room.status.startswith("Noted as entry 1.")


async def begin(room: Meeting, year: str, folder: Path, *, first: bool) -> None:
    """A new decision from the start screen, or the next one from the signed screen."""
    if first:
        await room.choose("Start a new decision")
    else:
        await room.press("ctrl+n")
    room.app.screen.query_one("#worksheet", Choices).focus()
    await room.settle()
    await room.choose(f"Network Contract DES {year.replace('-', '/')}")
    if first:
        await room.type(PRACTICE)
        await room.enter()
    await room.enter()
    await room.type(str(folder))
    await room.enter()
    await room.choose("Make this decision")
    room.folder = folder
    room.sees("Quick look")


async def confirm(room: Meeting) -> None:
    """Section by section what still holds, and what was worded otherwise last time question by question."""
    for section in SECTIONS:
        await room.open(room.app.meeting.session.worksheet.section_title(section))
        await room.press("escape", "escape")
        await room.press("ctrl+y")
        await room.choose("Confirm: each still holds")
    for id_ in list(room.app.meeting.session.answers.to_confirm):
        room.app.go(f"answer:{id_}")
        await room.press("ctrl+y")
