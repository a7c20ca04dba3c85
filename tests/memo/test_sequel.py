"""The sequel: what came after on one page, what was still due on the day of its last entry, and how to check it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from des_decider.decision.afterwards import Entry
from des_decider.memo.formats import FORMATS, as_bytes
from des_decider.memo.sequel import compose_sequel
from tests.memo.memo_facts import FULL, everything, items, sequel_facts, under

LATER = datetime(2020, 6, 2, 9, 30, tzinfo=UTC)
ENTRIES = (
    Entry(1, "notice_sent", "", date(2020, 5, 20), "By recorded post; the slip is in the safe.", "Ann Fell", LATER),
    Entry(2, "action_done", "1", date(2020, 5, 20), "", "", LATER),
    Entry(3, "action_done", "2", date(2020, 6, 1), "", "Ann Fell", LATER),
    Entry(4, "mistake", "3", date(2020, 6, 2), "They have not answered.", "Ann Fell", LATER),
)


def test_the_items_in_order_under_the_head_of_the_memo() -> None:
    document = compose_sequel(sequel_facts(FULL, *ENTRIES))
    assert document.title == "What came after: Network Contract DES 2020/21"
    assert document.running_head.startswith("3f2a9c1d · Network Contract DES 2020/21 · ")
    assert document.running_head.endswith(" · signed off on 18 May 2020")
    assert not document.draft
    assert document.written_at == LATER
    assert items(document) == ["The decision", "What came after", "What was due on 2 June 2020", "How to check it"]
    assert under(document, "The decision") == FULL["decision.sentence"]


def test_each_entry_with_its_day_who_noted_it_and_what_was_a_mistake() -> None:
    rows = under(compose_sequel(sequel_facts(FULL, *ENTRIES)), "What came after").splitlines()
    slip = "By recorded post; the slip is in the safe."
    action = "3. Action 2 done: Ask the network who pays redundancy (a mistake, says entry 4)"
    assert rows[1:6] == [
        "On | What | Noted | Note",
        f"20 May 2020 | 1. Notice sent to NHS North Shore CCG | 2 June 2020, 09:30, Ann Fell | {slip}",
        "20 May 2020 | 2. Action 1 done: Send the notice to the commissioner | 2 June 2020, 09:30 | ",
        f"1 June 2020 | {action} | 2 June 2020, 09:30, Ann Fell | ",
        "2 June 2020 | 4. Entry 3 was a mistake | 2 June 2020, 09:30, Ann Fell | They have not answered.",
    ]


def test_what_was_due_is_what_was_still_to_do() -> None:
    due = under(compose_sequel(sequel_facts(FULL, *ENTRIES)), "What was due on 2 June 2020")
    assert "29 May 2020, 4 days overdue: Condition 1 is to be met: The schedules" in due
    assert "Ask the network who pays redundancy" in due, "its entry was a mistake"
    assert "Send the notice to the commissioner" not in due
    assert "no day recorded: Notice to NHS North Shore CCG: not acknowledged" in due


def test_without_an_entry_it_says_so_and_has_nothing_to_check() -> None:
    document = compose_sequel(sequel_facts(FULL))
    assert under(document, "What came after") == "Nothing is noted."
    assert "How to check it" not in items(document)


def test_a_column_of_notes_without_a_note_is_left_out() -> None:
    assert "On | What | Noted\n" in everything(compose_sequel(sequel_facts(FULL, ENTRIES[1])))


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_record_gives_the_same_bytes_and_hostile_notes_are_text(name: str) -> None:
    hostile = ENTRIES[0]._replace(note="#set page[\n**b** <script>alert(1)</script> \x1b[31m \\(x\\) | a \u202eb")
    first, second = (as_bytes(compose_sequel(sequel_facts(FULL, hostile)), name) for _ in range(2))  # type: ignore[arg-type]
    assert first == second
    assert b"<script>" not in first or name == "txt"
    assert b"\x1b" not in first or name in {"pdf", "docx"}
