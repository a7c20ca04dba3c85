"""From the start screen to a sealed record and back to it, through the screens only."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.cli.driver import Desk
from tests.tui.driver import TableAtScreen, start_screen

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

PRACTICE = "Creek Road Surgery"
PARTNERS = ("Dr Lena Vane", "Dr Tom Reed", "Ada Marsh")
SENTENCE = "Creek Road Surgery signs up to the Network Contract DES for 2020/21."
QUICK_LOOK = (
    "8,500", "8,900", "35", "40,000", "41,000", "the network keeps it", "60k", "No", "90", "30", "15", "1.5",
    "1", "ready in time", "1", "at risk", "0.5", "ready in time", "1 h 15 min", "already done", "0",
    "60", "a GP", "4 / 6 / 9", "7", "55", "6", "46k", "4,000", "1", "2", "Yes", "0", "1,500",
)  # fmt: skip
"""What is typed or chosen, in the order the quick look asks."""

DECIDED_TABLES = {"vote", "interest", "decision", "condition", "option", "action"}
DECIDED = {
    "interest.1.partner": "1", "interest.1.kind": "none",
    "interest.2.partner": "2", "interest.2.kind": "non_financial_personal",
    "interest.2.what": "Her sister works for the network.", "interest.2.done": "noted",
    "interest.3.partner": "3", "interest.3.kind": "none",
    "decision.question": "Shall we sign up?", "decision.option": "sign_up_on_conditions",
    "vote.rule": "majority_voting", "vote.written_in": "the deed of 1998", "vote.quorum": "2", "vote.second_vote": "no",
    "vote.1.position": "for", "vote.1.reason": "It pays, and the posts come.",
    "vote.2.position": "against", "vote.2.reason": "I do not trust the ceiling.",
    "vote.3.position": "for",
    "decision.sentence": SENTENCE,
    "decision.decided": "2020-05-19", "decision.effective": "2020-07-01", "decision.review": "2021-01-15",
    "condition.1.what": "A cap on liability", "condition.1.owner": "Dr Tom Reed", "condition.1.by": "2020-05-28",
    "condition.1.if_not_met": "We opt out.", "option.opt_out.why_not": "Our patients would lose the link worker.",
    "action.1.what": "Tell the CCG by its form", "action.1.owner": "Bess Harbour", "action.1.by": "2020-05-29",
}  # fmt: skip


@pytest.mark.slow
async def test_from_the_start_screen_to_a_sealed_memo_and_back_to_the_list(tmp_path: Path) -> None:
    folder = tmp_path / "shared drive" / "2020-21 Creek Road"
    async with start_screen(folder=folder) as room:
        room.sees("No decision on this machine yet")
        await begin(room)
        await quick_look(room)
        await sections(room)
        await decide(room)
        await check(room)
        await sign_off(room)
        await room.press("escape", "escape")
        room.sees("Decisions on this machine", f"{PRACTICE} signed off")
        assert room.status == f"{PRACTICE} is closed; Enter opens it again."
    assert room.drafts() == {}
    verified = Desk(folder).verify()
    assert (verified.code, verified.err) == (0, "")
    assert verified.out.startswith("Intact: signed off on 19 May 2020")
    kept = room.kept()
    assert {id_: text for id_, text in kept.items() if id_.partition(".")[0] in DECIDED_TABLES} == DECIDED
    assert (kept["note.practice.gp_sessions"], kept["partner.3.role"]) == (
        "With the locum on Fridays.",
        "Nurse partner",
    )
    assert len(kept) == 1 + len(PARTNERS) + len(QUICK_LOOK) + len(DECIDED) + 3
    assert {change["by"] for change in Desk(folder).changes()} == {"Bess Harbour"}
    memo = Document(str(folder / "memo.docx"))
    texts = [p.text for p in memo.paragraphs]
    texts += [cell.text for table in memo.tables for row in table.rows for cell in row.cells]
    for wanted in (SENTENCE, "Carried: 2 for “sign up on conditions”, 1 against.", "I do not trust the ceiling."):
        assert wanted in texts
    assert "DRAFT" not in "\n".join(texts)


async def begin(room: Meeting) -> None:
    await room.choose("Start a new decision")
    room.sees("A new decision", "(x) Network Contract DES 2020/21, edition 1, from the des-decider project")
    await room.type(PRACTICE)
    await room.press("enter", "enter")
    await room.type(str(room.folder))
    await room.press("enter", "enter")
    room.sees(f"Network Contract DES 2020/21 · {PRACTICE[:8]}", "Sign off 35 things to do first")


async def quick_look(room: Meeting) -> None:
    await room.open("Quick look")
    for name in PARTNERS:
        await room.give(name)
    await room.press("enter")
    for answer in QUICK_LOOK:
        await room.give(answer)
    room.sees("Quick look: rough figures")


async def sections(room: Meeting) -> None:
    """A note, a section's own question, and a row of a table."""
    await room.open("Our practice")
    await room.ask("GP sessions")
    await room.press("f3")
    await room.type("With the locum on Fridays.")
    await room.press("enter")
    await room.open("Care homes")
    await room.answer("Who will be the clinical lead", "One of our GPs, hours agreed")
    await room.open("Our practice")
    table = await room.table("The partners")
    await table.stand_on("Ada Marsh", "Role")
    await room.give("Nurse partner")


async def decide(room: Meeting) -> None:
    """Declarations, question, rule, quorum, positions with reasons, the sentence, its dates, conditions and actions."""
    await room.open("How we decide")
    await room.ask("Declarations of interest")
    await room.choose("Dr Lena Vane: not declared yet")
    await room.give("nothing to declare")
    await room.give("non-financial personal")
    await room.give("Her sister works for the network.")
    await room.give("noted")
    await room.give("nothing to declare")
    await room.ask("The question put")
    await room.give("Shall we sign up?")
    await room.give("sign up on conditions")
    await room.give("a simple majority of those voting")
    await room.give("the deed of 1998")
    await room.give("2")
    await room.give("No")
    await room.choose("Dr Lena Vane")
    for position, reason in (
        ("for", "It pays, and the posts come."), ("against", "I do not trust the ceiling."), ("for", ""),
    ):  # fmt: skip
        await room.give(position)
        await room.give(reason)
    room.tells("Carried: 2 for, 1 against.")
    await room.choose("Go on")
    assert room.question == "The decision, in one sentence", "they do not lean the other way, so no reason is asked for"
    await room.give(SENTENCE)
    table = TableAtScreen(room)  # the conditions the decision rests on come right after it
    await table.paste("A cap on liability\tDr Tom Reed\t28 May 2020\tWe opt out.")
    await room.press("pagedown")
    for when in ("19 May 2020", "1 July 2020", "15 January 2021"):
        await room.give(when)
    table = await room.table("Why not the other options")
    await table.stand_on("Opt out")
    await room.give("Our patients would lose the link worker.")
    table = await room.table("Actions")
    await table.paste("Tell the CCG by its form\tBess Harbour\t29 May 2020")


async def check(room: Meeting) -> None:
    await room.open("Check all answers")
    room.sees("Check: all answers", "not provided")


async def sign_off(room: Meeting) -> None:
    await room.open("Sign off")
    room.sees("Sign off", SENTENCE, "Carried: 2 for, 1 against.")
    await room.press("enter")
    for name in ("dr lena vane", "Tom Reed", "Ada Marsh"):
        await room.type(name)
        await room.press("enter")
    await room.press("f8")
    await room.choose("Seal it")
    room.sees("Signed off", SENTENCE, "19 May 2020, 19:42, by Dr Lena Vane, Dr Tom Reed and Ada Marsh")
