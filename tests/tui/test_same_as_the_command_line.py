"""One list of answers, given by the command line and through the screens, comes to the same decision and memo."""

from __future__ import annotations

import re
import uuid
from itertools import groupby
from typing import TYPE_CHECKING, Any

import pytest

from des_decider.decision.answer_lines import Batch, read_lines
from des_decider.storage.shipped import example_answers
from des_decider.worksheet.inputs_and_columns import input_of
from tests.building import ids
from tests.cli.driver import SHIPPED, Desk
from tests.how_many import THOROUGH
from tests.tui.by_id import give_by_id
from tests.tui.driver import SMALL, meeting

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PRACTICE = "Saltmarsh Surgery"
MANAGER = "Bess Harbour, practice manager"
SAID_BY = ("home.1.", "workforce.clinical_pharmacist.w")
"""Whose answers say who said them; each one costs a dialog, so it is not done for all."""


@pytest.mark.slow
async def test_the_worked_example_typed_as_commands_and_through_the_screens_is_one_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # What is drawn at random follows from a decision's id, so both have the same.
    monkeypatch.setattr(uuid, "uuid4", lambda: uuid.UUID(int=4))
    batches = list(_as_given(read_lines(example_answers().read_text(encoding="utf-8").splitlines(), "", "", [])))
    assert sum(len(batch.texts) for batch in batches) > 300
    desk, room_folder = Desk(tmp_path / "by commands"), tmp_path / "by screens"
    assert desk.new(PRACTICE, SHIPPED, "--by", MANAGER, "--no-open").code == 0
    not_asked: list[str] = []
    met: set[str] = set()
    async with meeting(room_folder, SMALL, by=MANAGER, practice=PRACTICE) as room:
        for batch in batches:
            for typed, texts in _first_of_each_kind(batch, met):
                left = await give_by_id(room, texts, batch.said_by) if typed or THOROUGH else list(texts)
                not_asked += left if typed else []
                rest = {id_: texts[id_] for id_ in left}
                assert not rest or not room.app.meeting.give(rest, said_by=batch.said_by).fault
    # Who declared an interest and spoke is taken for present; the reason is asked once it is known how answers lean.
    assert set(not_asked) <= {"vote.1.present", "decision.against_figures"}
    assert len(met) > 100
    for batch in batches:
        pairs = (f"{id_}={text}" for id_, text in batch.texts.items())
        assert desk.answer(*pairs, by=batch.by, said_by=batch.said_by).code == 0

    screens = Desk(room_folder)
    assert screens.show_json() == desk.show_json()
    assert list(screens.kept()) == list(desk.kept())
    assert _answers(screens) == _answers(desk)
    said = sorted(answer["said_by"] for answer in _answers(screens).values() if "said_by" in answer)
    assert said == ["Dr Ines Cockle"] * 12 + ["the network's manager"]
    for at in (desk, screens):
        assert at.memo("--format", "md,txt").code == 0
    for name in ("memo.md", "memo-appendices.md", "memo.txt", "memo-appendices.txt"):
        assert _told(screens, name) == _told(desk, name), name


def _as_given(batches: list[Batch]) -> Iterator[Batch]:
    """The batches as both give them: who said it stands with a few, so that some do and most do not."""
    for batch in batches:
        for few, items in groupby(batch.texts.items(), lambda item: item[0].startswith(SAID_BY)):
            yield Batch(batch.by, batch.said_by if few else "", dict(items))


def _first_of_each_kind(batch: Batch, met: set[str]) -> Iterator[tuple[bool, dict[str, str]]]:
    """The answers in their order; whether they are the first of their kind about a thing, and so worth a walk.

    A second number of a home is asked for by the same screen in the same way, and so is a second question or note of a
    section; a thorough run walks to each all the same.
    """
    is_first, asked = {}, ids()
    for id_ in batch.texts:
        found, about = input_of(id_), id_.split(".")[0]
        field = asked.field(id_)
        assert field is not None, id_
        last = id_.rpartition(".")[2] if about == "open" else field.rules.kind
        kind = f"{about}: {found.kind}" if found else f"{about} in {field.section}: {last}"
        is_first[id_] = kind not in met
        met.add(kind)
    for first, items in groupby(batch.texts.items(), lambda item: is_first[item[0]]):
        yield first, dict(items)


def _answers(desk: Desk) -> dict[str, dict[str, Any]]:
    """The answers as they are kept, without when, and who typed."""
    kept: dict[str, dict[str, Any]] = desk.file()["answers"]
    return {id_: {key: said for key, said in table.items() if key not in {"at", "by"}} for id_, table in kept.items()}


def _told(desk: Desk, name: str) -> str:
    """A memo without its moment, its reference and the number of its changes."""
    memo, reference = (desk.folder / name).read_text(encoding="utf-8"), desk.file()["decision"]
    assert reference[:8] in memo, "the memo names its record"
    for some in (reference, reference[:8]):
        memo = memo.replace(some, "(reference)")
    memo = re.sub(r"([Ww]ritten down\W+)\d+ \w+ \d{4}, \d\d:\d\d", r"\1(when)", memo)
    # As the number is of another length, the line may break elsewhere.
    return re.sub(r"\bchange\s+[\d,]+,\s+written\s+by\s+des-decider\s+", "change (number), written by ", memo)
