"""A decision is made in one window of its year: days, months, bounds and words follow the answer, at once."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from des_decider.record import worksheet_files
from des_decider.record.memo_files import compose
from des_decider.record.opening import create_decision, open_decision
from des_decider.record.state import state_of
from des_decider.record.what_if import WhatIf
from des_decider.worksheet import reading
from tests.building import NO_POSTS, OCTOBER
from tests.memo.memo_facts import everything
from tests.record.decisions import Clock

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from des_decider.record.session import Session

SUMMER, AUTUMN = datetime(2033, 8, 1, 19, tzinfo=UTC), datetime(2033, 11, 2, 19, tzinfo=UTC)


def begun(folder: Path, when: datetime, sheet: Path = OCTOBER) -> Session:
    return create_decision(folder, sheet.read_bytes(), practice="Ridge Surgery", by="Ann", clock=Clock(when))


def due(session: Session) -> date | None:
    return session.worksheet.day(session.worksheet.year.decide_by)


def give(session: Session, **given: str) -> None:
    assert not session.give({id_.replace("__", "."): text for id_, text in given.items()}, by="Ann").refused


def needs(session: Session) -> tuple[str, ...]:
    return state_of(session).appraisal["funding.joining.counted.this_year"].needs


def test_it_is_made_in_the_next_window_to_close_when_it_was_begun(tmp_path: Path) -> None:
    with begun(tmp_path / "a", SUMMER) as session:
        assert due(session) == date(2033, 10, 14)
    with begun(tmp_path / "b", AUTUMN) as session:
        assert due(session) == date(2033, 12, 15)
    with open_decision(tmp_path / "a", clock=Clock(AUTUMN), wait=0) as session:
        assert due(session) == date(2033, 10, 14), "it was begun in summer, whenever it is opened"
        field = session.ids.field("decision.window")
        assert field is not None
        assert dict(field.rules.choices) == {
            "first": "Last day to reply to the scheme as it stands (14 October 2033)",
            "redrawn": "Last day to reply to the scheme as redrawn (15 December 2033)",
        }
        assert field.default == "first"


def test_another_window_counts_other_months_and_an_undo_brings_them_back(tmp_path: Path) -> None:
    with begun(tmp_path / "d", SUMMER) as session:
        give(session, practice__weighted_list="9000", workforce__whole__months="8")
        assert state_of(session).appraisal["funding.joining.counted.this_year"].value == 5400  # 9,000 x £0.90 x 8/12
        give(session, decision__window="redrawn")
        assert (due(session), needs(session)) == (date(2033, 12, 15), ("date.out_redrawn",))
        give(session, date__out_redrawn="20 January 2034")
        assert state_of(session).appraisal["funding.joining.counted.this_year"].value == 3375  # of five months
        why = session.worksheet.asks["workforce.whole.months"].why
        assert "has 5." in why
    with open_decision(tmp_path / "d", clock=Clock(AUTUMN), wait=0) as session:
        assert session.answers.text("workforce.whole.months") == "8", "what was typed is kept"
        assert state_of(session).appraisal["funding.joining.counted.this_year"].value == 3375
        give(session, decision__window="")
        assert due(session) == date(2033, 10, 14)
        session.undo(by="Ann")
        assert due(session) == date(2033, 12, 15)


def test_a_window_can_be_supposed(tmp_path: Path) -> None:
    with begun(tmp_path / "d", SUMMER) as session:
        give(session, practice__weighted_list="9000", date__out_redrawn="20 January 2034")
        what_if = WhatIf(session)
        what_if.change("decision.window", "redrawn")
        assert what_if.appraisal["funding.joining.counted.this_year"].value == 3375
        assert due(session) == date(2033, 10, 14)
        what_if.keep(by="Ann")
        assert due(session) == date(2033, 12, 15)


def test_days_that_nobody_knows_yet_are_asked_and_said_to_be_unknown(tmp_path: Path) -> None:
    with begun(tmp_path / "d", SUMMER, NO_POSTS) as session:
        assert session.ids.field("decision.window") is None, "there is but one"
        assert "by a day not known yet whether to join" in session.worksheet.about
        give(session, practice__weighted_list="9000")
        assert needs(session) == ("date.out",)
        assert "date.out" in state_of(session).quick_look.open
        said = everything(compose(session)[0])
        assert "After an opt-out in this window this is our last day in the contract" in said
        give(session, date__reply="14 October 2033", date__out="31 October 2033")
        assert state_of(session).appraisal["funding.joining.counted.this_year"].value == 5400
        assert "by 14 October 2033 whether to join. What they decide counts from 1 November 2033." in (
            session.worksheet.about
        )
        said = everything(compose(session)[0])
        told = "After an opt-out told by 14 October 2033 this is our last day in the contract"
        assert f"{told}, 17 days later (our own answer)" in said


def test_opening_reads_the_worksheet_once_for_each_window(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(tmp_path / "d", AUTUMN).close()
    read: list[str] = []
    read_at = reading._read_at

    def noted(*asked: Any) -> Any:
        read.append(asked[2].window)
        return read_at(*asked)

    worksheet_files._reading.cache_clear()
    monkeypatch.setattr(reading, "_read_at", noted)
    with open_decision(tmp_path / "d", clock=Clock(AUTUMN)) as session:
        assert session.worksheet.year.window == "redrawn"
    assert read == ["first", "redrawn"]
    with open_decision(tmp_path / "d", clock=Clock(AUTUMN)):
        assert len(read) == 2
