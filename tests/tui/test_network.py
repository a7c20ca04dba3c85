"""What only the network knows: the questions written into a file, its reply looked at, taken in and taken back."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from textual import events

from des_decider.record.answer_file import LARGEST
from des_decider.record.opening import open_decision
from tests.building import NO_NETWORK
from tests.cli.driver import run
from tests.record.ready import sealed
from tests.tui.driver import EVENING, SMALL, USUAL, WIDE, Meeting, given_before, meeting
from tests.tui.hostile import HOSTILE
from tests.tui.visiting import obeyed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

BEDS, LIST, WEIGHTED, TASK = "pcn.care_home_beds", "pcn.registered_list", "pcn.weighted_list", "Ask the network"
OURS = {"practice.name": "Gull Rock Surgery", LIST: "45000"}
LOTS = "the network's weighted list: “lots”: write a number; ten thousand is 10,000 or 10k"
SIZES = pytest.mark.parametrize("size", [SMALL, USUAL, WIDE])
REPLY = f"""Dear Bess, here is what we know. Ivy

> said-by = Ivy Ness, network manager
> # How many beds do all care homes of the network have?
> {BEDS} = 640
> {LIST} = 48,500
>> {WEIGHTED} = lots
> pcn.bedz = 4
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A decision in which the network's list stands, and no more of what the network knows."""
    return given_before(tmp_path / "d", {LIST: "45,000"})


async def paste(room: Meeting, words: str) -> None:
    """Paste where one stands."""
    room.app.post_message(events.Paste(words))
    await room.settle()


def told(room: Meeting) -> Iterator[str]:
    """The lines of the list, each as one."""
    return (" ".join(line.split()) for line in room.lines())


@SIZES
async def test_the_questions_go_into_a_file_beside_the_decision(folder: Path, size: tuple[int, int]) -> None:
    asked = run("show", folder, "--form", "network").lines
    ids = [line for line in asked if line.endswith(" =") and line != "# said-by ="]
    async with meeting(folder, size) as room:
        await room.open(TASK)
        room.sees(f"{len(ids)} answers only the network knows;", " of them are open.")
        await room.choose("Write the questions into a file")
        room.sees("d-network.txt", "Enter writes it; Esc leaves it")
        await room.enter()
        room.sees("Written", "at its top they say whose answers they are")
        await room.press("escape")
        await room.choose("Write the questions into a file")
        room.sees("d-network-2.txt")
    file = folder.parent / "d-network.txt"
    assert file.read_text(encoding="utf-8").splitlines() == asked
    assert [path.name for path in folder.parent.glob("*.txt")] == [file.name], "the second was not written"
    assert room.kept() == OURS


async def test_no_file_of_somebody_elses_and_none_of_the_record_is_written_over(folder: Path) -> None:
    letter = folder.parent / "letter.txt"
    letter.write_text("ours", encoding="utf-8")
    async with meeting(folder) as room:
        await room.open(TASK)
        await room.choose("Write the questions into a file")
        for place, why in (
            (letter, "letter.txt"),
            (folder / "seal.toml", "is a file of the record; name another"),
            (folder.parent / "nowhere" / "x.txt", "nowhere"),
        ):
            await room.type(str(place))
            await room.enter()
            room.sees("! ", why)
        await room.type(str(folder.parent / "asked.txt"))
        await room.enter()
        room.sees("Written")
    assert letter.read_text(encoding="utf-8") == "ours"
    assert not (folder / "seal.toml").exists()
    assert (folder.parent / "asked.txt").exists()


@SIZES
async def test_a_reply_pasted_from_a_mail_is_seen_before_it_is_given(folder: Path, size: tuple[int, int]) -> None:
    before = (folder / "history.jsonl").read_bytes()
    async with meeting(folder, size) as room:
        await room.open(TASK)
        await paste(room, REPLY)
        room.sees("This reply would change 2 answers; nothing is given yet.", "Said by Ivy Ness, network manager.")
        assert [*told(room)][:5] == [
            "care home beds of the network: 640 CQC beds",
            "the network's registered list: 48,500 patients (was 45,000 patients)",
            f"! refused: line 7: {WEIGHTED}: {LOTS}",
            "! refused: line 8: pcn.bedz: “pcn.bedz” is not an id of this decision",
            "- line 1: “Dear Bess, here is what we know. Ivy” is no answer; write ID = VALUE",
        ]
        assert (folder / "history.jsonl").read_bytes() == before
        await room.choose("Give 2 answers")
        room.sees("2 answers of this reply given.", "2 answers given. F4 takes that back.")
        assert any("refused: line 7" in line for line in told(room)), "what was not taken can still be read"
        assert room.kept() == {**OURS, BEDS: "640", LIST: "48500"}
        await room.undo()
        room.sees("nothing is given yet")
        assert room.kept() == OURS
        await room.redo()
        room.sees("This reply changes nothing.", "2 are here already.")
    given, *turned = room.changes()[-3:]
    assert (given.kind, given.by, given.said_by) == ("answered", "Bess Harbour", "Ivy Ness, network manager")
    assert given.edits == {BEDS: (None, "640"), LIST: ("45000", "48500")}
    assert [change.kind for change in turned] == ["undone", "redone"]
    assert room.drafts() == {}, "what was refused is nobody's to type on"


async def test_the_same_reply_as_a_file_says_the_same_and_gives_what_the_command_gives(folder: Path) -> None:
    reply = folder.parent / "reply.txt"
    reply.write_bytes(b"\xef\xbb\xbf" + REPLY.replace("\n", "\r\n").encode())
    async with meeting(folder) as room:
        await room.open(TASK)
        await paste(room, REPLY)
        pasted = room.lines()
        await room.choose("Leave this reply; nothing is given")
        await room.choose("Take its reply in from a file")
        for place, why in (("", "Type where it is."), (str(folder), "There is no file")):
            await room.type(place)
            await room.enter()
            room.sees(f"! {why}")
        await room.type(f'"{reply}"')
        await room.enter()
        assert room.lines() == pasted
        await room.choose("Give 2 answers")
        at_the_screen = room.kept()
        await room.undo()
    said = run("answer", folder, "--from", reply)
    assert (said.code, said.out) == (1, "2 answers kept.\n")
    assert room.kept() == at_the_screen


async def test_what_is_about_another_practice_alone_is_left_out_and_said_to_be(folder: Path, tmp_path: Path) -> None:
    given_before(tmp_path / "other", {"member.1.name": "Hilltop Surgery", "practice.name": "Quay Surgery"})
    reply = run("show", tmp_path / "other", "--form", "network").out
    for id_, value in ((BEDS, "640"), ("member.1.list", "12,000"), ("opt_out.exit_cost", "900")):
        reply = reply.replace(f"# {id_} =", f"{id_} = {value}")
    async with meeting(folder) as room:
        await room.open(TASK)
        await paste(room, reply)
        room.sees("This reply would change 1 answer;", "It does not say whose answers they are.")
        whose = json.loads((tmp_path / "other" / "history.jsonl").read_text(encoding="utf-8").split("\n")[0])
        alone = f"they are about the decision {whose['decision'][:8]} (Quay Surgery) alone"
        assert f"- 2 answers left out: {alone}" in told(room)
        await room.choose("Give 1 answer")
    assert room.kept() == {**OURS, BEDS: "640"}


async def test_what_several_people_said_is_one_change_and_says_of_each_answer_whose_it_is(folder: Path) -> None:
    reply = f"said-by = Ivy Ness\n{BEDS} = 640\nsaid-by = Odo Pike\n{WEIGHTED} = 47,000\n{LIST} =\n"
    async with meeting(folder) as room:
        await room.open(TASK)
        await paste(room, reply)
        room.sees("change 3 answers, of which it takes 1 back;", "Said by Ivy Ness and Odo Pike.")
        await room.choose("Give 3 answers")
        assert room.kept() == {"practice.name": "Gull Rock Surgery", BEDS: "640", WEIGHTED: "47000"}
    with open_decision(folder, clock=lambda: EVENING, read_only=True) as session:
        said = {id_: session.answers[id_].said_by for id_ in (BEDS, WEIGHTED)}
        assert session.answers[BEDS].by == "Bess Harbour"
        assert session.notices == ()
    assert said == {BEDS: "Ivy Ness", WEIGHTED: "Odo Pike"}
    assert [change.kind for change in room.changes()][-2:] == ["answered", "answered"]
    async with meeting(folder) as room:
        await room.open(TASK)
        await paste(room, reply)
        room.sees("This reply changes nothing.", "3 are here already.")
        await paste(room, f"said-by = Odo Pike\n{BEDS} = 640\n")
        room.sees("This reply would change 1 answer;")  # who said it
        await room.choose("Give 1 answer")
        await room.undo()
        assert room.kept()[BEDS] == "640"


async def test_from_what_a_reply_changes_one_sees_the_question_and_comes_back_to_the_reply(folder: Path) -> None:
    async with meeting(folder) as room:
        await room.open(TASK)
        await paste(room, f"{BEDS} = 640\n{WEIGHTED} = 47,000\n")
        await room.choose("care home beds of the network")
        assert room.question == "How many beds do all care homes of the network have, as registered with the CQC?"
        await room.give("650")
        room.sees("would change 2 answers", "640 CQC beds (was 650 CQC beds)")
        await room.press("escape")
        room.sees("Write the questions into a file")
        assert room.kept()[BEDS] == "650"


@SIZES
async def test_hostile_replies_are_shown_as_text_and_give_nothing_by_themselves(
    folder: Path, size: tuple[int, int]
) -> None:
    reply = "".join(f"said-by = {text}\n{text} = {text}\nnote.{BEDS} = {text}\n" for text in HOSTILE.values())
    async with meeting(folder, size) as room:
        await room.open(TASK)
        for pasted in (reply, f"only-for = {reply}", *HOSTILE.values()):
            await paste(room, pasted)
            room.sees(room.lines()[0].strip()[:6])  # whatever is said above, the list has room
            assert not obeyed(room.text.replace("\n", ""))
            assert not any(obeyed(line.replace("\n", "")) for line in room.lines())
            await room.press("end", "home", "pagedown")
            assert not obeyed(room.text.replace("\n", ""))
        assert room.kept() == OURS
        note = "[@click=app.quit]x[/] \x1b]0;title\x07"
        await paste(room, f"said-by = \x1b[31mIvy[/b]\n{BEDS} = 640\nnote.{BEDS} = {note}\n")
        await room.choose("Give 2 answers")
        assert not obeyed(room.text.replace("\n", ""))
        given = room.kept()
        assert (given[BEDS], given[f"note.{BEDS}"][:21]) == ("640", note[:21])
        await room.undo()
    assert room.kept() == OURS


async def test_of_two_thousand_lines_nobody_knows_the_first_are_told_and_how_many_more(folder: Path) -> None:
    reply = "".join(f"unknown.{n} = {n}\nDear {n}\n" for n in range(2_000)) + f"{BEDS} = 640\n"
    async with meeting(folder, SMALL) as room:
        await room.open(TASK)
        await paste(room, reply)
        lines = [*told(room)]
        assert lines[0] == "care home beds of the network: 640 CQC beds"
        assert [line for line in lines if "more" in line] == ["! and 1,900 more refused", "- and 1,900 more left out"]
        await room.choose("Give 1 answer")
        assert room.kept() == {**OURS, BEDS: "640"}
        await paste(room, "x" * (LARGEST + 1))
        assert room.status == "What was pasted is larger than 4,000,000 bytes; split it."


async def test_of_a_decision_that_can_only_be_read_no_reply_is_taken_in(folder: Path) -> None:
    before = (folder / "history.jsonl").read_bytes()
    with open_decision(folder, clock=lambda: EVENING):
        async with meeting(folder) as room:
            await room.open(TASK)
            for act in (paste(room, REPLY), room.choose("Take its reply in from a file")):
                await act
                assert room.status.startswith("This decision can only be read for now: it is open elsewhere")
                room.sees("Write the questions into a file")
            await room.choose("Write the questions into a file")
            await room.enter()
            room.sees("Written")
    assert (folder / "history.jsonl").read_bytes() == before


async def test_nobody_is_asked_where_there_is_no_network_or_the_decision_is_signed(tmp_path: Path) -> None:
    async with meeting(tmp_path / "alone", worksheet=NO_NETWORK) as room:
        assert not any(TASK in line for line in room.lines())
    async with meeting(sealed(tmp_path / "signed")) as room:
        await room.press("escape")
        assert room.lines()
        assert not any(TASK in line for line in room.lines())
