"""A partner with a financial interest leaves the room: no position is asked, and the sums and the memo say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.tui.screens.memo import MemoText
from des_decider.tui.screens.question import QuestionScreen
from tests.cli.driver import Desk
from tests.tui.driver import given_before, meeting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

TALL = (80, 40)
BEFORE = {
    "partner.1.name": "Dr Una Skerry", "partner.2.name": "Dr Olaf Holm", "partner.3.name": "Inga Voe",
    "decision.question": "Shall we sign up?", "vote.rule": "majority voting",
}  # fmt: skip
VOTED = {
    "interest.1.partner": "2", "interest.1.kind": "financial", "interest.1.done": "left the room",
    "vote.1.position": "for", "vote.3.position": "for",
}  # fmt: skip
QUORUM_QUESTION = "Those who did not vote count"


async def declare_and_vote(room: Meeting) -> None:
    """Dr Holm declares that he has a stake and leaves the room; the others vote for."""
    await room.open("How we decide")
    await room.ask("Declarations of interest")
    await room.choose("Dr Una Skerry: not declared yet")
    await room.give("nothing to declare")
    for answer in ("financial", "Owns half of the pharmacy.", "left the room", "nothing to declare"):
        await room.give(answer)
    await room.ask("Each partner’s position")
    await room.choose("Dr Una Skerry")
    for answer in ("for", "It pays."):
        await room.give(answer)
    assert asked(room) == "vote.2.reason", "whoever left the room was there, and is asked for reasons only"
    room.tells("Dr Olaf Holm")
    await room.give("I would have said no.")
    for answer in ("for", ""):
        await room.give(answer)


def asked(room: Meeting) -> str:
    assert isinstance(room.app.screen, QuestionScreen)
    return room.app.screen.walk.stop.id


def is_asked(room: Meeting, id_: str) -> bool:
    assert isinstance(room.app.screen, QuestionScreen)
    return any(stop.id == id_ for stop in room.app.screen.walk.stops)


async def memo(room: Meeting) -> str:
    await room.open("Memo")
    return " ".join(room.app.screen.query_one(MemoText).text.split())


async def test_who_left_the_room_is_not_asked_for_a_position_and_is_counted_as_recused(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", BEFORE | {"vote.quorum": "2"}), TALL) as room:
        await declare_and_vote(room)
        room.tells(
            "Carried: 2 for, 0 against.",
            "3 partners, 3 present: 2 for, 0 against, 0 abstained, 1 did not vote (interest), 0 absent.",
        )
        assert not is_asked(room, "vote.2.position")
        assert is_asked(room, "vote.quorum_counts_recused"), "somebody left, so the partnership may say it"
        told = await memo(room)
    for wanted in (
        "Did not vote (interest)", "1 did not vote (interest)", "Owns half of the pharmacy", "Left the room",
        "I would have said no.",
    ):  # fmt: skip
        assert wanted in told, wanted
    kept = room.kept()
    assert not {"vote.2.position", "vote.2.present"} & kept.keys()
    assert {id_: text for id_, text in kept.items() if id_.startswith("interest.2")} == {
        "interest.2.partner": "2", "interest.2.kind": "financial", "interest.2.what": "Owns half of the pharmacy.",
        "interest.2.done": "left_the_room",
    }  # fmt: skip
    counted = "3 partners, 3 present: 2 for, 0 against, 0 abstained, 1 did not vote (interest), 0 absent."
    assert counted in Desk(room.folder).shown()["vote"]["words"]


@pytest.mark.parametrize(
    ("counts", "result", "quorum"),
    [
        ("Yes", "Carried: 2 for, 0 against.", "Quorum: 3 needed, 3 present"),
        (
            "No",
            "No decision: the quorum is not met.",
            "Quorum: 3 needed; 3 present less 1 who did not vote is 2: not met.",
        ),
    ],
)
async def test_whether_who_left_counts_for_the_quorum_is_asked_once_it_matters(
    tmp_path: Path, counts: str, result: str, quorum: str
) -> None:
    async with meeting(given_before(tmp_path / "d", BEFORE | VOTED | {"vote.quorum": "3"}), TALL) as room:
        await room.open("How we decide")
        await room.ask("The result of the vote")
        room.sees("Still needed: whether those who did not", "No result yet.")
        await room.press("enter")
        assert room.question == "Do those who did not vote, because of an interest, count for the quorum?"
        await room.give(counts)
        await room.ask("The result of the vote")
        room.tells(result, quorum)
        told = await memo(room)
        assert quorum in told
        await room.open("Sign off")
        if counts == "No":
            room.sees("The quorum is not met, so nothing is decided.")
        else:
            room.sees_not("quorum")
    assert room.kept()["vote.quorum_counts_recused"] == counts.lower()


async def test_whoever_may_become_the_director_declares_so_in_their_own_words(tmp_path: Path) -> None:
    """A newcomer took “a second role” for one that is held, and declared nothing of one that was offered."""
    may = "May become director."
    async with meeting(given_before(tmp_path / "d", BEFORE | {"vote.quorum": "2"}), TALL) as room:
        await room.open("How we decide")
        await room.ask("Declarations of interest")
        await room.choose("Dr Una Skerry: not declared yet")
        room.tells("whether one holds it or may come to hold it")
        for answer in ("financial", may, "spoke, did not vote"):
            await room.give(answer)
        assert may in await memo(room)
    assert room.kept()["interest.1.what"] == may


async def test_the_list_of_partners_says_of_whom_an_answer_lacks_and_of_nobody_else(tmp_path: Path) -> None:
    given = BEFORE | {"vote.1.position": "for", "vote.1.reason": "It pays.", "vote.2.position": "against"}
    async with meeting(given_before(tmp_path / "d", given), TALL) as room:
        await room.open("How we decide")
        await room.ask("Each partner’s position")
        room.sees("Dr Olaf Holm, 1 of 2 answered", "Inga Voe, 0 of 2 answered")
        room.sees_not("2 of 2 answered")
