"""The register: every decision of a folder or of this machine, with its state, its deadline and what is to do."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from des_decider.decision.due import Due
from des_decider.record.register import Entry, due_among, entries_in, known_entries
from des_decider.storage.places import remember, state_folder
from tests.record.decisions import Clock, made
from tests.record.ready import ready, sealed

if TYPE_CHECKING:
    from pathlib import Path

TITLE = "Farholm Ferry Care 2031/32"


def by_name(folder: Path) -> dict[str, Entry]:
    return {entry.folder.name: entry for entry in entries_in(folder, Clock())}


def test_each_decision_with_the_word_for_where_it_is(tmp_path: Path) -> None:
    made(tmp_path / "a not started").close()
    made(tmp_path / "b in progress", cost__gp_hour="95").close()
    ready(tmp_path / "c ready").close()
    sealed(tmp_path / "d signed")
    (tmp_path / "e broken").mkdir()
    (tmp_path / "e broken" / "answers.toml").write_bytes(b"nonsense")
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes.docx").write_bytes(b"")
    states = {name: entry.state for name, entry in by_name(tmp_path).items()}
    assert states.pop("e broken").startswith("cannot be opened: ")
    assert states == {
        "a not started": "not started",
        "b in progress": "in progress",
        "c ready": "ready for sign-off",
        "d signed": "signed off",
    }


def test_a_text_typed_and_not_given_is_still_to_do(tmp_path: Path) -> None:
    with ready(tmp_path / "d") as session:
        session.keep_draft("decision.review_trigger", "fewer")
    assert (by_name(tmp_path)["d"].state, by_name(tmp_path)["d"].to_do) == ("in progress", 1)


def test_a_text_typed_for_what_is_missing_is_one_thing_with_it(tmp_path: Path) -> None:
    """The start screen counted one more than the decision’s own list."""
    with ready(tmp_path / "d", "decision.question", "decision.sentence") as session:
        session.keep_draft("decision.sentence", "We sign")
    assert by_name(tmp_path)["d"].to_do == 2


def test_what_is_said_of_a_decision(tmp_path: Path) -> None:
    ready(tmp_path / "d", "decision.question", "decision.sentence").close()
    (entry,) = entries_in(tmp_path, Clock())
    due = (Due("deadline.contract", date(2031, 9, 20), "Decide, and tell the commissioner"),)
    assert entry == Entry(tmp_path / "d", "Gull Rock Surgery", TITLE, "in progress", date(2031, 9, 20), 2, due)


def test_what_is_due_among_them_soonest_first_and_without_a_day_last(tmp_path: Path) -> None:
    sealed(tmp_path / "signed")
    made(tmp_path / "open", deadline__contract="1 December 2031").close()
    made(tmp_path / "undated").close()
    entries = list(by_name(tmp_path).values())
    late = entries[1]._replace(due=(Due("", None, "no day"), Due("", date(2031, 1, 1), "late")))
    assert [(one.when, one.what, entry.folder.name) for one, entry in due_among([*entries, late])] == [
        (date(2031, 1, 1), "late", "signed"),
        (date(2031, 9, 20), "Decide, and tell the commissioner", "undated"),
        (date(2031, 12, 1), "Decide, and tell the commissioner", "open"),
        (date(2032, 9, 1), "Next window to leave or join ends", "signed"),
        (None, "no day", "signed"),
    ]


def test_a_sealed_decision_whose_sequel_was_altered_is_still_listed(tmp_path: Path) -> None:
    (sealed(tmp_path / "d") / "afterwards.jsonl").write_bytes(b"nonsense")
    assert by_name(tmp_path)["d"].state == "signed off"


def test_the_deadline_the_practice_was_given_counts_before_the_worksheets(tmp_path: Path) -> None:
    made(tmp_path / "d", deadline__contract="1 October 2031").close()
    assert by_name(tmp_path)["d"].decide_by == date(2031, 10, 1)


def test_the_folder_of_a_decision_lists_that_decision_alone(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    made(tmp_path / "d" / "copy").close()
    assert [entry.folder for entry in entries_in(tmp_path / "d", Clock())] == [tmp_path / "d"]


def test_a_decision_that_lost_its_answers_file_is_still_found(tmp_path: Path) -> None:
    made(tmp_path / "d", cost__gp_hour="95").close()
    (tmp_path / "d" / "answers.toml").unlink()
    assert by_name(tmp_path)["d"].state == "in progress"
    assert not (tmp_path / "d" / "answers.toml").exists(), "listing mends nothing on the disk"


def test_a_folder_that_is_not_there_lists_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "nowhere", tmp_path / "file", tmp_path):
        assert entries_in(folder, Clock()) == []


def test_decisions_are_listed_by_the_name_of_their_folder(tmp_path: Path) -> None:
    for name in ("2032-33", "2030-31", "2031-32"):
        made(tmp_path / name).close()
    assert list(by_name(tmp_path)) == ["2030-31", "2031-32", "2032-33"]


def test_what_this_machine_knows_the_last_first_and_only_what_is_still_there(tmp_path: Path) -> None:
    assert known_entries(Clock()) == []
    for name in ("one", "two", "moved"):
        made(tmp_path / name).close()
        remember(tmp_path / name)
    (tmp_path / "moved").rename(tmp_path / "elsewhere")
    assert [entry.folder.name for entry in known_entries(Clock())] == ["two", "one"]


def test_names_no_disk_takes_in_the_list_of_this_machine_do_no_harm(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    remember(tmp_path / "d")
    path = state_folder() / "decisions.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[\n", f'[\n    "/{"x" * 5000}",\n    "relative",\n', 1), encoding="utf-8")
    assert "xxx" in path.read_text(encoding="utf-8")
    assert [entry.folder.name for entry in known_entries(Clock())] == ["d"]


def test_listing_takes_no_lock_and_leaves_no_trace(tmp_path: Path) -> None:
    with made(tmp_path / "d", cost__gp_hour="95"):
        before = sorted(p.name for p in (tmp_path / "d").iterdir())
        assert by_name(tmp_path)["d"].state == "in progress"
        assert sorted(p.name for p in (tmp_path / "d").iterdir()) == before


def test_a_deadline_long_gone_is_still_said(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    late = Clock(datetime(2040, 1, 1, tzinfo=UTC))
    assert entries_in(tmp_path, late)[0].decide_by == date(2031, 9, 20)
