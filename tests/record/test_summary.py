"""The summary beside the answers: it says what opening would say, and nothing where it does not fit the files."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from random import Random
from typing import TYPE_CHECKING, Any

import pytest

from des_decider.decision.afterwards import Typed
from des_decider.record import register_reading
from des_decider.record.afterwards import follow_up
from des_decider.record.register import listed
from des_decider.record.superseding import supersede
from des_decider.storage.chained_lines import sha256_of, written
from des_decider.storage.places import state_folder
from des_decider.storage.register_file import FILE as KEPT
from des_decider.storage.summary_file import FILE, read_summary
from tests.how_many import cases
from tests.record.decisions import Clock, made, opened
from tests.record.ready import TO_FOLLOW, ready, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.record.register_entry import Entry
    from des_decider.storage.decision_folders import Seen

LATER = datetime(2031, 10, 2, 9, tzinfo=UTC)


def the_list(folder: Path, at: datetime = LATER) -> dict[str, Entry]:
    """The decisions of a folder, by the name of theirs, with nothing known from a list before."""
    (state_folder() / KEPT).unlink(missing_ok=True)
    return {entry.folder.name: entry for entry in listed([folder], Clock(at)).entries}


@pytest.fixture
def unopened(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody opens a decision."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a decision was opened for a list")

    monkeypatch.setattr(register_reading, "open_decision", refuse)


def every_kind(folder: Path) -> Path:
    """Decisions of every kind that a practice has over the years."""
    made(folder / "new").close()
    made(folder / "begun", cost__gp_hour="95", deadline__asked="1 September 2031").close()
    ready(folder / "ready").close()
    with ready(folder / "typed") as session:
        session.keep_draft("decision.review_trigger", "fewer")
    sealed(folder / "signed", **TO_FOLLOW, decision__keep_until="1 March 2032", decision__kept_by="Maud")
    after = sealed(folder / "after", **TO_FOLLOW)
    with opened(after) as session:
        answers = session.answers
    for kind, of in (("notice_sent", ""), ("condition_failed", "1"), ("action_done", "1"), ("told", "1")):
        follow_up(after, Typed(kind, of, "30 September 2031", "said"), answers, by="Ann", clock=Clock(LATER))
    supersede(after, folder / "next", by="Ann", clock=Clock(LATER)).session.close()
    return folder


def without_summaries(folder: Path) -> Path:
    for summary in folder.glob(f"*/{FILE}"):
        summary.unlink()
    return folder


def test_what_a_list_says_is_what_opening_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = every_kind(tmp_path)
    for year in (2031, 2032, 2040):
        at = datetime(year, 10, 2, tzinfo=UTC)
        with monkeypatch.context() as patch:
            patch.setattr(register_reading, "open_decision", None)
            found = the_list(folder, at)
        aside = shutil.copytree(folder, tmp_path.parent / f"{tmp_path.name} {year}")
        opened_ = the_list(without_summaries(aside), at)
        assert {name: entry[1:] for name, entry in found.items()} == {n: entry[1:] for n, entry in opened_.items()}
        assert found["after"].superseded_by == found["next"].decision
        assert found["next"].follows == found["after"].decision


@pytest.mark.usefixtures("unopened")
def test_no_decision_is_opened_that_was_closed_as_it_is(tmp_path: Path) -> None:
    entries = the_list(every_kind(tmp_path))
    assert {name: entry.state for name, entry in entries.items()} == {
        "new": "not started", "begun": "in progress", "ready": "ready for sign-off", "typed": "in progress",
        "signed": "signed off", "after": "signed off", "next": "in progress",
    }  # fmt: skip


def test_an_answer_given_just_before_the_window_was_closed_counts(tmp_path: Path) -> None:
    """Closing a window runs no code, so the summary is that of the time before."""
    made(tmp_path / "d").close()
    session = opened(tmp_path / "d")
    session.give({"practice.name": "Creek Road"}, by="Ann")
    assert the_list(tmp_path)["d"].practice == "Creek Road"
    assert the_list(tmp_path)["d"].trouble == ""
    session.close()


def test_an_answer_that_only_the_history_has_counts(tmp_path: Path) -> None:
    """Killed between the two writes of a save."""
    made(tmp_path / "d").close()
    before = (tmp_path / "d" / "answers.toml").read_bytes()
    with opened(tmp_path / "d") as session:
        session.give({"practice.name": "Creek Road"}, by="Ann")
        summary = (tmp_path / "d" / FILE).read_bytes()
    (tmp_path / "d" / "answers.toml").write_bytes(before)
    (tmp_path / "d" / FILE).write_bytes(summary)
    assert the_list(tmp_path)["d"].practice == "Creek Road"


def test_an_answer_edited_by_hand_counts_and_is_said(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    path = tmp_path / "d" / "answers.toml"
    path.write_bytes(path.read_bytes().replace(b"Gull Rock", b"Gull Moor"))
    entry = the_list(tmp_path)["d"]
    assert entry.practice == "Gull Moor Surgery"
    assert entry.trouble.startswith("Changed outside the program and taken over: ")


def test_a_decision_that_lacks_a_file_is_listed_with_why(tmp_path: Path) -> None:
    for name in ("worksheet.toml", "history.jsonl", "worksheet-standard.toml"):
        made(tmp_path / f"no {name}").close()
        (tmp_path / f"no {name}" / name).unlink()
        assert name in the_list(tmp_path)[f"no {name}"].trouble


def test_a_history_of_another_length_is_listed_with_why(tmp_path: Path) -> None:
    made(tmp_path / "d", cost__gp_hour="95").close()
    path = tmp_path / "d" / "history.jsonl"
    path.write_bytes(b"".join(path.read_bytes().splitlines(keepends=True)[:-1]))
    entry = the_list(tmp_path)["d"]
    assert entry.state == "in progress"
    assert entry.trouble == (
        "answers.toml is at change 2 but history.jsonl ends at 1; put back the full history, "
        "or have it mended by 'des-decider doctor'"
    )


def test_a_signed_decision_that_was_altered_or_lost_its_seal_is_listed_with_what_is_wrong(tmp_path: Path) -> None:
    for name in ("altered", "lost", "cut after"):
        sealed(tmp_path / name)
    path = tmp_path / "altered" / "answers.toml"
    path.write_bytes(path.read_bytes().replace(b"Gull Rock", b"Gull Moor"))
    (tmp_path / "lost" / "seal.toml").unlink()
    (tmp_path / "cut after" / "afterwards.jsonl").write_bytes(b"nonsense")
    entries = the_list(tmp_path)
    assert [entries[name].state for name in ("altered", "lost", "cut after")] == [
        "signed off", "signed off, and its seal is missing", "signed off",
    ]  # fmt: skip
    assert entries["altered"].practice == "Gull Rock Surgery", "what was signed"
    assert "is not what was signed off" in entries["altered"].trouble
    assert "its seal.toml is missing; put it back" in entries["lost"].trouble
    assert entries["cut after"].trouble.startswith("afterwards.jsonl was altered: ")


def test_of_an_older_program_only_what_was_signed_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr("des_decider.record.summary.__version__", "0.0.1")
        made(tmp_path / "open").close()
    asked: list[Path] = []
    by_opening = register_reading.by_opening

    def noted(seen: Seen, clock: Clock) -> Entry:
        asked.append(seen.folder)
        return by_opening(seen, clock)

    monkeypatch.setattr(register_reading, "by_opening", noted)
    sealed(tmp_path / "signed")
    of_another_program(tmp_path / "signed" / FILE)
    assert [entry.state for entry in the_list(tmp_path).values()] == ["not started", "signed off"]
    assert asked == [tmp_path / "open"]


def of_another_program(path: Path) -> None:
    rewritten(path, lambda found: found | {"program": "0.0.1"})


def rewritten(path: Path, change: Any) -> None:
    """A summary as somebody writes it who can work out digests."""
    found = json.loads(path.read_bytes())
    del found["sha256"]
    changed = change(found)
    path.write_bytes(written(changed | {"sha256": sha256_of(changed)}))


def test_no_byte_of_a_summary_can_be_changed_unseen(tmp_path: Path) -> None:
    made(tmp_path / "d", cost__gp_hour="95").close()
    data, random = (tmp_path / "d" / FILE).read_bytes(), Random(12)  # noqa: S311
    assert read_summary(data) is not None
    for at in random.sample(range(len(data) - 1), min(cases(200, thorough=2_000), len(data) - 1)):
        flipped = data[:at] + bytes([data[at] ^ (1 << random.randrange(8))]) + data[at + 1 :]
        assert read_summary(flipped) in (None, read_summary(data)), "the same but for a line's end"
        assert read_summary(data[:at]) is None


@pytest.mark.parametrize(
    ("key", "value"),
    [("this_year", "1e999999999"), ("this_year", "nan"), ("this_year", 4), ("practice", None), ("decide_by", "soon"),
     ("may_be_due", [[["x"]]]), ("may_be_due", [[["x", "2031-02-30", "what"], [], ""]]), ("blocking", None),
     ("follows", ["x"]), ("begun", "yes"), ("signed_off", None)],
)  # fmt: skip
def test_what_no_program_wrote_is_no_summary(tmp_path: Path, key: str, value: object) -> None:
    made(tmp_path / "d").close()
    rewritten(tmp_path / "d" / FILE, lambda found: found | {"summary": found["summary"] | {key: value}})
    assert read_summary((tmp_path / "d" / FILE).read_bytes()) is None
    assert the_list(tmp_path)["d"].practice == "Gull Rock Surgery"


def test_a_summary_that_says_signed_makes_nothing_signed(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    rewritten(tmp_path / "d" / FILE, lambda found: found | {"summary": found["summary"] | {"signed_off": True}})
    assert the_list(tmp_path)["d"].state == "not started"


def test_it_is_written_at_each_close_where_something_changed_and_never_else(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    path = tmp_path / "d" / FILE
    first = path.stat()
    opened(tmp_path / "d").close()
    opened(tmp_path / "d", read_only=True).close()
    assert path.stat() == first
    path.unlink()
    opened(tmp_path / "d", read_only=True).close()
    assert not path.exists(), "who only reads writes nothing"
    opened(tmp_path / "d").close()
    assert path.exists()


def test_a_disk_that_refuses_it_stops_nobody(tmp_path: Path) -> None:
    session = made(tmp_path / "d", cost__gp_hour="95")
    (tmp_path / "d" / FILE).mkdir()
    session.close()
    assert the_list(tmp_path)["d"].state == "in progress"
