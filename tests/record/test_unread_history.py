"""Opening reads no line of a history that is as answers.toml says it was left; whatever is not so is read and said."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.hangs_on import hangs_on
from des_decider.cli.show_json import as_json
from des_decider.record.doctor import examine
from des_decider.record.example import make_example
from des_decider.record.leaning_shown import leaning_shown
from des_decider.record.opening import open_decision
from des_decider.record.recovery import recover
from des_decider.record.redaction import take_out, to_take_out
from des_decider.record.search import Search
from des_decider.record.state import state_of
from des_decider.storage.history import line_of, read_history
from des_decider.storage.last_line import with_last_line
from tests.record.decisions import EVENING, Clock, histories_read, made, opened, small_ids, tables, texts
from tests.record.ready import sealed

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.record.session import Session

GIVEN = {"practice__registered_list": "9000", "home__1__beds": "30", "home__3__name": "Kelp House"}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with made(tmp_path / "d", **GIVEN) as session:
        session.give({"practice.registered_list": "9100"}, by="Bob", said_by="Ann")
        session.give({"home.5.name": "Dune House"}, by="Bob")
        session.undo(by="Bob")
    return session.folder


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    return histories_read(monkeypatch)


def test_nobody_reads_it_to_open_to_show_to_answer_to_undo_and_to_close(folder: Path, readings: list[bytes]) -> None:
    with opened(folder) as session:
        assert session.notices == ()
        assert session.read_only == ""
        assert state_of(session, at_once=True).appraisal.figures
        assert (session.last_change, session.last_moment) == (5, EVENING.replace(second=13))
        session.give({"practice.registered_list": "9200"}, by="Bob")
        session.undo(by="Bob")
        session.redo(by="Bob")
        session.give({"home.1": ""}, by="Bob")
    opened(folder).close()
    opened(folder, read_only=True)
    assert readings == []
    read = read_history((folder / "history.jsonl").read_bytes())
    assert (read.last, read.broken, read.torn) == (9, "", "")
    assert texts(recover(None, read.good, small_ids()).answers) == texts(opened(folder).answers)


def test_it_is_read_once_when_changes_are_asked_for(folder: Path, readings: list[bytes]) -> None:
    before = (folder / "history.jsonl").read_bytes()
    with opened(folder) as session:
        session.give({"practice.registered_list": "9200"}, by="Cleo")
        assert [change.by for change in session.changes] == ["Ann", "Ann", "Bob", "Bob", "Bob", "Cleo"]
        assert session.last_given == session.changes[-1]
        leaning_shown(session)
    assert readings == [before]
    assert session.changes == read_history((folder / "history.jsonl").read_bytes()).changes


def test_a_number_that_was_used_is_not_used_again_though_nothing_of_its_row_is_left(
    folder: Path, readings: list[bytes]
) -> None:
    with opened(folder) as session:
        assert not any(id_.startswith("home.5") for id_ in session.answers)
        assert (session.next_row("home"), session.next_row("partner")) == (6, 1)
        session.give({"partner.2.name": "Ann"}, by="Ann")
        session.undo(by="Ann")
    with opened(folder) as session:
        assert (session.next_row("home"), session.next_row("partner")) == (6, 3)
    assert readings == []


def test_what_was_taken_out_is_known_where_it_was_and_read_nowhere_else(folder: Path, readings: list[bytes]) -> None:
    with opened(folder) as session:
        assert session.redactions == ()
    assert readings == []
    with opened(folder) as session:
        take_out(session, to_take_out(session, ["home.3.name"]), why="it named a patient", by="Ann")
        session.give({"practice.registered_list": "9300"}, by="Bob")
    with opened(folder) as session:
        (redaction,) = session.redactions
    assert (redaction.about, redaction.why) == (("home.3.name",), "it named a patient")
    assert tables(folder)["history"]["redactions"] == 1


def test_a_signed_decision_is_opened_without_it_and_stays_shut(tmp_path: Path, readings: list[bytes]) -> None:
    sealed(tmp_path / "d")
    readings.clear()
    session = opened(tmp_path / "d")
    assert (session.signed_off, session.notices, readings) == (True, (), [])
    (tmp_path / "d" / "seal.toml").unlink()
    session = opened(tmp_path / "d")
    assert "its seal.toml is missing" in session.read_only
    assert readings == [], "answers.toml, which fits, says that it was signed off"


def test_each_byte_that_differs_is_seen_and_each_byte_too_many_or_too_few(folder: Path, readings: list[bytes]) -> None:
    answers, whole = ((folder / name).read_bytes() for name in ("answers.toml", "history.jsonl"))
    for at in range(0, len(whole), 7):
        for damaged in (whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :], whole[:at], whole + whole[:at] + b"\n"):
            readings.clear()
            found = recover(answers, damaged, small_ids())
            assert readings == [damaged]
            assert found.notices or found.read_only or found.history.changes == read_history(whole).changes


def another_history(session: Session) -> bytes:
    """A whole history with digests that fit, in which what was undone since was typed by somebody else."""
    lines = (session.folder / "history.jsonl").read_bytes().splitlines(keepends=True)[:1]
    for change in session.changes:
        as_other = change._replace(by="Rob" if change.number == 4 else change.by)
        lines.append(line_of(as_other, json.loads(lines[-1])["sha256"]))
    return b"".join(lines)


def test_another_history_that_leads_to_the_same_answers_is_said_once(folder: Path) -> None:
    other = another_history(opened(folder, read_only=True))
    (folder / "history.jsonl").write_bytes(other)
    with opened(folder) as session:
        assert session.notices == (
            "history.jsonl is not the one answers.toml was written with, but leads to the same answers.",
        )
        assert session.changes[3].by == "Rob"
    with opened(folder) as session:
        assert session.notices == ()
    assert (folder / "history.jsonl").read_bytes() == other


def test_a_history_saved_anew_with_the_same_changes_is_read_once_and_nothing_is_said(
    folder: Path, readings: list[bytes]
) -> None:
    plain = (folder / "history.jsonl").read_bytes()
    (folder / "history.jsonl").write_bytes(plain.replace(b"\n", b"\r\n"))
    opened(folder, read_only=True)
    assert len(readings) == 1, "whoever only reads writes nothing, and reads it the next time too"
    with opened(folder) as session:
        assert (session.notices, session.read_only) == ((), "")
    readings.clear()
    with opened(folder) as session:
        session.give({"practice.registered_list": "9200"}, by="Bob")
    assert readings == []
    assert read_history((folder / "history.jsonl").read_bytes()).last == 6


@pytest.mark.parametrize(
    ("key", "value"),
    [("size", "1"), ("sha256", '"0"'), ("last_line", '"0"'), ("redactions", "9"), ("highest_rows", "{home = 900}"),
     ("highest_rows", "3"), ("last_at", '"never"'), ("size", "true"), ("redactions", "-1")],
)  # fmt: skip
def test_what_a_hand_writes_there_is_not_believed(folder: Path, readings: list[bytes], key: str, value: str) -> None:
    file = folder / "answers.toml"
    table = tables(folder)["history"]
    text = file.read_text(encoding="utf-8")
    begin, end = text.index("[history]"), text.index("[end]")
    found = [name for name in table if name not in {"highest_rows", key}]
    lines = [line for line in text[begin:end].splitlines() if line.partition(" = ")[0] in found]
    file.write_text(
        text[:begin] + "\n".join(["[history]", *lines, f"{key} = {value}"]) + "\n\n" + text[end:], encoding="utf-8"
    )
    with opened(folder) as session:
        assert readings != []
        assert session.notices == ("answers.toml was changed outside the program, but no answer in it differs.",)
        assert (session.next_row("home"), session.redactions, session.last_change) == (6, (), 5)
    assert tables(folder)["history"] == table


@pytest.mark.parametrize("table", ["", "[history]\n", "[history]\nsize = 3\n", "history = 3\n"])
def test_a_file_that_says_nothing_of_it_is_read_with_it(folder: Path, readings: list[bytes], table: str) -> None:
    text = (folder / "answers.toml").read_text(encoding="utf-8")
    begin, end = text.index("[history]"), text.index("[end]")
    top = table if table.startswith("history") else ""
    above = text[:begin].replace("gone = []\n", f"gone = []\n{top}") + (table if not top else "")
    above += text[end:].rpartition("# SHA")[0]
    (folder / "answers.toml").write_bytes(with_last_line(above.encode()))
    with opened(folder) as session:
        assert (session.notices, session.read_only, session.next_row("home")) == ((), "", 6)
    assert len(readings) == 1
    assert opened(folder).notices == ()
    assert len(readings) == 1, "it is written as the decision is opened"


def test_in_which_order_answers_were_given_shows_nowhere(tmp_path: Path) -> None:
    """From answers.toml they come in the meeting's order, from the history in that of the evening."""
    make_example(tmp_path / "d", Clock())
    with open_decision(tmp_path / "d", clock=Clock()) as session:
        odd = {
            "workforce.pharmacist.filled": "0.85", "practice.gp_sessions": "3", "cost.nurse_hour": "900",
            "cost.gp_hour": "2", "note.cost.gp_hour": "as in May", "note.practice.registered_list": "from April",
        }  # fmt: skip
        for id_, text in odd.items():
            session.give({id_: text}, by="Ann")
    (tmp_path / "d" / "answers.toml").unlink()
    orders, told = [], []
    for _ in range(2):
        with open_decision(tmp_path / "d", clock=Clock()) as session:
            state = state_of(session)
            assert len(state.flags) > 1
            hung = hangs_on(state.appraisal, session.decision_id)
            found = state.flags, state.contradictions, state.blocking, state.come_back, Search(state).find("a")
            orders.append(list(session.answers))
            told.append((found, as_json(state, hung, leaning_shown(session))))
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])
    assert told[0] == told[1]


def test_doctor_reads_every_line(folder: Path, readings: list[bytes]) -> None:
    assert examine(folder, Clock()) == []
    assert readings
