"""The register: every decision of a folder or of this machine, with its state, its deadline and what is to do."""

from __future__ import annotations

import errno
import os
import shutil
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.due_item import Due
from des_decider.decision.wording import money
from des_decider.record import register_reading, summary
from des_decider.record.register import listed
from des_decider.record.register_entry import Entry, due_among
from des_decider.storage import answers_file, decision_folders, history, many_at_once, register_file
from des_decider.storage.places import remember, state_folder
from tests.record.decisions import Clock, made
from tests.record.ready import TO_FOLLOW, ready, sealed

if TYPE_CHECKING:
    from collections.abc import Callable

    from des_decider.decision.summary import Summary
    from des_decider.storage.decision_folders import Seen

TITLE = "Farholm Ferry Care 2031/32"


def in_pounds(amount: str) -> str:
    """A decimal as people say it."""
    return money(Fraction(amount))


def by_name(folder: Path) -> dict[str, Entry]:
    return {entry.folder.name: entry for entry in listed([folder], Clock()).entries}


def test_each_decision_with_the_word_for_where_it_is(tmp_path: Path) -> None:
    made(tmp_path / "a not started").close()
    made(tmp_path / "b in progress", cost__gp_hour="95").close()
    ready(tmp_path / "c ready").close()
    sealed(tmp_path / "d signed")
    (tmp_path / "e broken").mkdir()
    (tmp_path / "e broken" / "answers.toml").write_bytes(b"nonsense")
    (tmp_path / "minutes").mkdir()
    (tmp_path / "minutes.docx").write_bytes(b"")
    entries = by_name(tmp_path)
    assert "is of no decision, or it is broken" in entries["e broken"].trouble
    assert {name: entry.state for name, entry in entries.items()} == {
        "a not started": "not started",
        "b in progress": "in progress",
        "c ready": "ready for sign-off",
        "d signed": "signed off",
        "e broken": "cannot be opened",
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
    (entry,) = listed([tmp_path], Clock()).entries
    due = (Due("deadline.contract", date(2031, 9, 20), "Decide, and tell the commissioner"),)
    assert entry[:8] == (
        tmp_path / "d", "Gull Rock Surgery", TITLE, "in progress", date(2031, 9, 20), 2, due, "2031/32",
    )  # fmt: skip
    assert (entry.option, entry.vote, entry.trouble) == ("", "carried", "")
    this_year, full_year = in_pounds(entry.this_year), in_pounds(entry.full_year)
    assert entry.difference == f"signing up against opting out: {this_year} this year, {full_year} a full year"


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
    made(tmp_path / "copy").close()
    (tmp_path / "copy").rename(tmp_path / "d" / "copy")  # as somebody's file manager puts it there
    assert [entry.folder for entry in listed([tmp_path / "d"], Clock()).entries] == [tmp_path / "d"]


def test_a_decision_that_lost_its_answers_file_is_still_found(tmp_path: Path) -> None:
    made(tmp_path / "d", cost__gp_hour="95").close()
    (tmp_path / "d" / "answers.toml").unlink()
    assert by_name(tmp_path)["d"].state == "in progress"
    assert not (tmp_path / "d" / "answers.toml").exists(), "listing mends nothing on the disk"


def test_a_folder_that_is_not_there_lists_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    for folder in (tmp_path / "nowhere", tmp_path / "file", tmp_path):
        assert listed([folder], Clock()).entries == []


def test_decisions_are_listed_by_the_name_of_their_folder(tmp_path: Path) -> None:
    for name in ("2032-33", "2030-31", "2031-32"):
        made(tmp_path / name).close()
    assert list(by_name(tmp_path)) == ["2030-31", "2031-32", "2032-33"]


def test_what_this_machine_knows_the_last_first_and_only_what_is_still_there(tmp_path: Path) -> None:
    assert listed([], Clock()).entries == []
    for name in ("one", "two", "moved"):
        made(tmp_path / name).close()
        remember(tmp_path / name)
    (tmp_path / "moved").rename(tmp_path / "elsewhere")
    assert [entry.folder.name for entry in listed([], Clock()).entries] == ["two", "one"]


def test_names_no_disk_takes_in_the_list_of_this_machine_do_no_harm(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    remember(tmp_path / "d")
    path = state_folder() / "decisions.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("[\n", f'[\n    "/{"x" * 5000}",\n    "relative",\n', 1), encoding="utf-8")
    assert "xxx" in path.read_text(encoding="utf-8")
    assert [entry.folder.name for entry in listed([], Clock()).entries] == ["d"]


def test_listing_takes_no_lock_and_leaves_no_trace(tmp_path: Path) -> None:
    with made(tmp_path / "d", cost__gp_hour="95"):
        before = sorted(p.name for p in (tmp_path / "d").iterdir())
        assert by_name(tmp_path)["d"].state == "in progress"
        assert sorted(p.name for p in (tmp_path / "d").iterdir()) == before


def test_a_deadline_long_gone_is_still_said(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    late = Clock(datetime(2040, 1, 1, tzinfo=UTC))
    assert listed([tmp_path], late).entries[0].decide_by == date(2031, 9, 20)


# ------------------------------------------------------------------------------------------- what is kept of a list


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files count as left alone at once."""
    monkeypatch.setattr(decision_folders, "_SETTLED", -(10**12))


def of_the_first_list(folder: Path, patch: pytest.MonkeyPatch) -> dict[str, Entry]:
    """The list as it is made again: from what was kept, as nothing of a decision can be read."""
    with patch.context() as blind:
        blind.setattr(register_reading, "fitting", None)
        blind.setattr(register_reading, "open_decision", None)
        return by_name(folder)


@pytest.mark.usefixtures("settled")
def test_a_list_made_again_reads_no_decision(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path / "open", deadline__contract="1 December 2031").close()
    sealed(tmp_path / "signed", **TO_FOLLOW, decision__keep_until="1 March 2032", decision__filed_at="the safe")
    (tmp_path / "open" / "summary.json").unlink()
    first = by_name(tmp_path)
    assert of_the_first_list(tmp_path, monkeypatch) == first
    monkeypatch.chdir(tmp_path)
    again = listed([Path()], Clock()).entries
    assert [entry._replace(folder=tmp_path / entry.folder) for entry in again] == list(first.values())


@pytest.mark.usefixtures("settled")
def test_what_is_due_is_told_anew_on_every_day(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sealed(tmp_path / "d", **TO_FOLLOW)
    assert len(by_name(tmp_path)["d"].due) == 6
    monkeypatch.setattr(register_reading, "fitting", None)
    late = listed([tmp_path], Clock(datetime(2033, 1, 1, tzinfo=UTC))).entries[0]
    assert "Next window to leave or join ends" not in [one.what for one in late.due]
    assert len(late.due) == 5, "what somebody has to do stays"
    assert len(by_name(tmp_path)["d"].due) == 6


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("name", ["answers.toml", "draft.toml", "afterwards.jsonl", "worksheet.toml", "seal.toml"])
def test_a_file_that_came_or_changed_or_went_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Also one of the same length and time, as a program may leave it that copies over."""
    path = sealed(tmp_path / "d") / name
    by_name(tmp_path)
    asked: list[str] = []

    def noted(seen: Seen) -> Summary | None:
        asked.append(seen.folder.name)
        return summary.fitting(seen)

    monkeypatch.setattr(register_reading, "fitting", noted)
    if path.exists():
        data, was = path.read_bytes(), path.stat()
        path.unlink()
        path.write_bytes(data)
        os.utime(path, ns=(was.st_atime_ns, was.st_mtime_ns))
    else:
        path.write_bytes(b"")
    by_name(tmp_path)
    by_name(tmp_path)
    assert asked == ["d"]


def test_a_file_written_just_now_is_read_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Some disks tell times by two seconds: a second change would not be seen."""
    made(tmp_path / "d").close()
    by_name(tmp_path)
    with pytest.raises(TypeError):
        of_the_first_list(tmp_path, monkeypatch)


@pytest.mark.usefixtures("settled")
@pytest.mark.parametrize("spoil", [
    lambda _: b"", lambda data: data[:-5], lambda data: data.replace(b"Gull Rock", b"Gull Moor"),
    lambda data: b"\xff" + data, lambda data: data.split(b"\n")[0] + b"\n[]", lambda _: b"[" * 100_000,
])  # fmt: skip
def test_what_is_kept_is_thrown_away_where_it_is_not_as_it_was_kept(
    tmp_path: Path, spoil: Callable[[bytes], bytes]
) -> None:
    made(tmp_path / "d").close()
    first, path = by_name(tmp_path), state_folder() / register_file.FILE
    path.write_bytes(spoil(path.read_bytes()))
    assert by_name(tmp_path) == first
    assert by_name(tmp_path) == first


@pytest.mark.usefixtures("settled")
def test_another_version_keeps_nothing_of_this_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path / "d").close()
    by_name(tmp_path)
    monkeypatch.setattr(register_file, "__version__", "0.0.1")
    with pytest.raises(TypeError):
        of_the_first_list(tmp_path, monkeypatch)


@pytest.mark.usefixtures("settled")
@pytest.mark.skipif(os.name != "posix", reason="other systems keep a person's own folder from others")
def test_what_is_kept_is_read_by_nobody_else(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    by_name(tmp_path)
    assert (state_folder() / register_file.FILE).stat().st_mode & 0o777 == 0o600


@pytest.mark.usefixtures("settled")
def test_of_a_decision_that_was_destroyed_nothing_is_kept(tmp_path: Path) -> None:
    for name in ("there", "gone"):
        made(tmp_path / "all" / name).close()
    made(tmp_path / "elsewhere").close()
    by_name(tmp_path / "all")
    by_name(tmp_path / "elsewhere")
    shutil.rmtree(tmp_path / "all" / "gone")
    by_name(tmp_path / "all")
    kept = (state_folder() / register_file.FILE).read_bytes()
    assert [name in kept for name in (b"there", b"gone", b"elsewhere")] == [True, False, True]


@pytest.mark.usefixtures("settled")
def test_what_cannot_be_opened_is_tried_each_time(tmp_path: Path) -> None:
    made(tmp_path / "d").close()
    aside = (tmp_path / "d" / "worksheet.toml").rename(tmp_path / "aside.toml")
    assert by_name(tmp_path)["d"].state == "cannot be opened"
    aside.rename(tmp_path / "d" / "worksheet.toml")
    assert by_name(tmp_path)["d"].state == "not started"


def test_a_list_works_where_nothing_can_be_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path / "d").close()
    monkeypatch.setenv("DES_DECIDER_HOME", str(tmp_path / "d" / "answers.toml"))
    assert by_name(tmp_path)["d"].state == "not started"


# ------------------------------------------------------------------------------------------------ how long it is kept


def test_a_record_may_be_destroyed_once_its_time_is_over_and_only_if_it_was_signed(tmp_path: Path) -> None:
    sealed(tmp_path / "signed", decision__keep_until="1 March 2032")
    sealed(tmp_path / "for ever")
    ready(tmp_path / "open", decision__keep_until="1 March 2032").close()
    entries = by_name(tmp_path)
    for day, those in ((date(2032, 3, 1), []), (date(2032, 3, 2), ["signed"]), (date(2050, 1, 1), ["signed"])):
        assert [name for name, entry in entries.items() if entry.may_be_destroyed(day)] == those


# ------------------------------------------------------------------------------------------- where they are looked for


def test_folders_of_many_years_are_looked_through_some_way_down(tmp_path: Path) -> None:
    for place in ("2031/Aith", "2030/Brae/signed", "2030/Aith", "a/b/c/d", "a/b/c/e/f"):
        made(tmp_path / "share" / place).close()
    made(tmp_path / "2032").close()
    (tmp_path / ".hidden").mkdir()
    made(tmp_path / ".hidden" / "d").close()
    found = [entry.folder.relative_to(tmp_path).as_posix() for entry in listed([tmp_path], Clock()).entries]
    assert found == ["2032", "share/2030/Aith", "share/2030/Brae/signed", "share/2031/Aith"]
    both = listed([tmp_path / "share" / "a", tmp_path / "2032"], Clock()).entries
    assert [entry.folder.name for entry in both] == ["d", "f", "2032"]


def test_more_folders_than_can_be_looked_into_are_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in "abcd":
        made(tmp_path / name).close()
    monkeypatch.setattr(decision_folders, "MOST_FOLDERS", 3)
    entries, notes = listed([tmp_path], Clock())
    assert [entry.folder.name for entry in entries] == ["a", "b"]
    assert notes == ("there are more than 3 folders here, and only so many were looked into",)


def test_a_folder_that_cannot_be_looked_into_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made(tmp_path / "good").close()
    made(tmp_path / "shut").close()
    remember(tmp_path / "shut")
    scandir = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "shut":
            raise PermissionError(errno.EACCES, "no")
        return scandir(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    entries, notes = listed([tmp_path], Clock())
    why = f"cannot look into “{tmp_path / 'shut'}”: you have no permission; "
    assert [entry.folder.name for entry in entries] == ["good"]
    assert [note.startswith(why) for note in notes] == [True]
    (known,) = listed([], Clock()).entries
    assert (known.state, known.trouble.startswith(why)) == ("cannot be opened", True)


def test_how_many_known_decisions_are_not_there_is_said(tmp_path: Path) -> None:
    for name in ("here", "moved", "away"):
        made(tmp_path / name).close()
        remember(tmp_path / name)
    shutil.rmtree(tmp_path / "moved")
    assert listed([], Clock()).notes[0].startswith("1 decision on this computer’s list is not there: moved, or on a")
    shutil.rmtree(tmp_path / "away")
    assert listed([], Clock()).notes[0].startswith("2 decisions on this computer’s list are not there")


def test_a_link_is_followed_where_it_lies_in_the_folder_that_is_named(tmp_path: Path) -> None:
    made(tmp_path / "share" / "d").close()
    (tmp_path / "mine" / "deeper").mkdir(parents=True)
    for link in ("link", "deeper/link"):
        (tmp_path / "mine" / link).symlink_to(tmp_path / "share", target_is_directory=True)
    (tmp_path / "mine" / "round").symlink_to(tmp_path / "mine", target_is_directory=True)
    found = [str(entry.folder.relative_to(tmp_path / "mine")) for entry in listed([tmp_path / "mine"], Clock()).entries]
    assert found == ["link/d"]


def test_on_a_share_that_keeps_one_waiting_the_list_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("a", "b", "c", "d", "e"):
        made(tmp_path / name, cost__gp_hour="95").close()
    first = listed([tmp_path], Clock())
    monkeypatch.setattr(many_at_once, "TRIED", 1)
    monkeypatch.setattr(many_at_once, "SLOW", 0)
    (state_folder() / register_file.FILE).unlink(missing_ok=True)
    assert listed([tmp_path], Clock()) == first


def test_a_decision_is_opened_from_the_files_by_which_one_is_found() -> None:
    assert decision_folders.RECORD == (answers_file.FILE, history.FILE)
