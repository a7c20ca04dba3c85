"""The calendar file: what is due with alarms, read again by the library; a second import finds the same days."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from icalendar import Calendar

from des_decider.decision.afterwards import Typed
from des_decider.record.afterwards import follow_up
from des_decider.record.calendar_file import calendar_file
from des_decider.record.opening import open_decision
from des_decider.storage.trouble import Trouble
from tests.cli.driver import run
from tests.record.decisions import Clock, made
from tests.record.ready import TO_FOLLOW, sealed
from tests.tui.hostile import HOSTILE

if TYPE_CHECKING:
    from pathlib import Path

    from icalendar import Component

SHORT = [text for name, text in HOSTILE.items() if len(text) < 200 and name != "a broken character"]
LATER = datetime(2031, 10, 2, 9, 30, tzinfo=UTC)


def on(event: Component) -> date:
    day = event.decoded("dtstart")
    assert isinstance(day, date)
    return day


def written(folder: Path, year: int = 2031) -> bytes:
    with open_decision(folder, clock=Clock(LATER.replace(year=year)), read_only=True) as session:
        return calendar_file(session)


def events(data: bytes) -> dict[str, Component]:
    """The events by the part of their uid after the decision's."""
    found = Calendar.from_ical(data).walk("VEVENT")
    assert len({str(event["uid"]) for event in found}) == len(found)
    return {str(event["uid"]).partition(".")[2].removesuffix("@des-decider"): event for event in found}


def test_every_day_that_is_due_with_alarms_a_week_and_a_day_before(tmp_path: Path) -> None:
    found = events(written(sealed(tmp_path / "d", **TO_FOLLOW)))
    assert {id_: (str(event["summary"]), on(event)) for id_, event in found.items()} == {
        "deadline.contract": ("Send notice of the decision to the ferry office · Gull Rock Surgery", date(2031, 9, 20)),
        "action.1.by": ("Action 1: Ring the harbour · Gull Rock Surgery", date(2031, 9, 30)),
        "condition.1.by": ("Condition 1 is to be met: The boats run · Gull Rock Surgery", date(2031, 12, 1)),
        "decision.review": ("Review · Gull Rock Surgery", date(2032, 3, 1)),
        "date.second_thoughts": ("Next window to leave or join ends · Gull Rock Surgery", date(2032, 9, 1)),
    }
    for event in found.values():
        rings = [alarm.decoded("trigger") for alarm in event.walk("VALARM")]
        assert rings == [timedelta(days=-7, hours=9), timedelta(days=-1, hours=9)]
    assert "Seen to by Inga Voe." in str(found["action.1.by"]["description"])


def test_the_same_record_gives_the_same_bytes_on_another_day(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **TO_FOLLOW)
    data = written(folder)
    assert data == written(folder) == written(folder, 2040)
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_a_second_import_replaces_the_first_and_silences_what_is_done(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **TO_FOLLOW)
    first = events(written(folder))
    with open_decision(folder, clock=Clock(LATER), read_only=True) as session:
        done = Typed("action_done", "1", "1 October 2031")
        follow_up(folder, done, session.answers, by="Ann", clock=Clock(LATER))
    second = events(written(folder))
    assert second.keys() == first.keys()
    assert all(second[id_].decoded("sequence") > first[id_].decoded("sequence") for id_ in first)
    assert str(second["action.1.by"]["summary"]) == "No longer due: Action 1: Ring the harbour · Gull Rock Surgery"
    assert not second["action.1.by"].walk("VALARM")
    assert second["decision.review"].walk("VALARM")


def test_before_it_is_signed_off_the_day_to_decide_by_stands_under_the_id_of_the_notice(tmp_path: Path) -> None:
    with made(tmp_path / "d", deadline__asked="1 September 2031") as session:
        found = events(calendar_file(session))
    assert {id_: on(event) for id_, event in found.items()} == {
        "deadline.asked": date(2031, 9, 1), "deadline.contract": date(2031, 9, 20),
    }  # fmt: skip
    assert all(str(event["summary"]).startswith("Decide") for event in found.values())


def test_words_of_others_are_text_and_no_lines_of_the_file(tmp_path: Path) -> None:
    lines = "x\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nATTACH:file:///etc\r\n; , \\ \x1b[31m"
    with made(tmp_path / "d", practice__name=f"{lines} {' '.join(SHORT)}") as session:
        data = calendar_file(session)
    (event,) = events(data).values()
    assert "END:VEVENT BEGIN:VEVENT ATTACH:file:///etc ; , \\ \\u001b[31m" in str(event["summary"])
    assert data.count(b"\r\nBEGIN:VEVENT") == 1
    assert not any(byte < 32 and byte not in b"\r\n" for byte in data)


def test_a_decision_without_a_day_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("des_decider.record.calendar_file.what_is_due", lambda *_, **__: ())
    with made(tmp_path / "d") as session, pytest.raises(Trouble, match="has no day yet"):
        calendar_file(session)


def test_as_a_command(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **TO_FOLLOW)
    said = run("calendar", folder, "-o", tmp_path / "days.ics")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"Wrote the days to {tmp_path / 'days.ics'}")
    assert (tmp_path / "days.ics").read_bytes() == written(folder)
    assert run("calendar", folder).trouble == "say where to write it, such as -o days.ics"
    assert "does not end in .ics" in run("calendar", folder, "-o", tmp_path / "days.txt").trouble
    assert run("verify", folder).code == 0
