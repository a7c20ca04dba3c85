"""How a decision is made and opened: which file is true, what is mended and said, and who may write."""

from __future__ import annotations

import contextlib
import errno
import getpass
import json
import os
import platform
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.changes import Change, Edit
from des_decider.record import worksheet_files
from des_decider.record.opening import create_decision, open_decision
from des_decider.record.recovery import CannotOpen
from des_decider.record.register import listed
from des_decider.record.session import ReadOnly
from des_decider.record.signed_or_not import STRAY_SEAL
from des_decider.record.state import state_of
from des_decider.record.verify import NotSealed, verify
from des_decider.storage.history import digest_of, line_of, read_history
from des_decider.storage.last_line import as_we_wrote, with_last_line
from des_decider.storage.lock import hold
from des_decider.storage.safely import StorageFault
from des_decider.worksheet.layers import came_with_the_program
from tests.failing_disk import Failing
from tests.record.decisions import SMALL, Clock, made, opened, small_ids, tables, texts
from tests.record.ready import sealed
from tests.storage.test_safely import names

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

VISIBLE = ["answers.toml", "history.jsonl", "worksheet-standard.toml", "worksheet.toml"]
ONCE_CLOSED = sorted([*VISIBLE, "summary.json"])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with made(tmp_path / "d", practice__registered_list="9,000", home__1__name="Samphire") as session:
        session.give({"home.1.beds": "30"}, by="Ann")
    return session.folder


def edit(path: Path, *pairs: tuple[str, str]) -> None:
    """What a person does in an editor that writes Windows line ends."""
    text = path.read_text(encoding="utf-8-sig")
    for before, after in pairs:
        assert before in text
        text = text.replace(before, after)
    path.write_bytes(b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode())


def as_written(path: Path, *pairs: tuple[str, str]) -> None:
    """What another version of the program would have written: every digest fits."""
    edit(path, *pairs)
    data = path.read_bytes()
    if path.name == "answers.toml":
        path.write_bytes(with_last_line(as_we_wrote(data).rpartition(b"# SHA-256 of all above: ")[0]))
    else:
        first, rest = data.decode("utf-8-sig").split("\n", 1)
        line = json.loads(first)
        path.write_text(json.dumps(line | {"sha256": digest_of(line)}) + "\n" + rest, encoding="utf-8")


def snapshot(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


# --- Making one


def test_a_new_decision(tmp_path: Path) -> None:
    with made(tmp_path / "a" / "b") as session:
        assert [name for name in names(session.folder) if name[0] != "."] == VISIBLE
        assert (session.folder / "worksheet.toml").read_bytes() == SMALL
        assert texts(session.answers) == {"practice.name": "Gull Rock Surgery"}
        assert (session.last_change, session.changes[0].by, session.notices) == (1, "Ann", ())
        assert tables(session.folder)["worksheet"] == "farholm-ferry-care-2031-32"
    assert names(session.folder) == [".lock", *ONCE_CLOSED]


def test_a_folder_with_hidden_files_alone_counts_as_empty(tmp_path: Path) -> None:
    (tmp_path / ".DS_Store").touch()
    made(tmp_path).close()


@pytest.mark.parametrize("name", ["letter.docx", *VISIBLE])
def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    with pytest.raises(CannotOpen, match="choose"):
        made(tmp_path)
    assert (tmp_path / name).read_bytes() == b"x"


def test_what_cannot_be_made_is_refused_in_a_sentence(tmp_path: Path) -> None:
    def make(folder: Path, data: bytes = SMALL, practice: str = "P") -> None:
        create_decision(folder, data, practice=practice, by="Ann", clock=Clock())

    with pytest.raises(CannotOpen, match=r"worksheet has .* mistake"):
        make(tmp_path / "d", b"format = 1")
    with pytest.raises(CannotOpen, match="has to have a name"):
        make(tmp_path / "d", practice=" ")
    assert names(tmp_path) == []
    (tmp_path / "file").touch()
    with pytest.raises(StorageFault):
        make(tmp_path / "file")
    (tmp_path / "held").mkdir()
    held = hold(tmp_path / "held", who="Bob", now=Clock()())
    with pytest.raises(CannotOpen, match="Bob"):
        make(tmp_path / "held")
    held.let_go()


@pytest.mark.parametrize("fails_at", range(60))
def test_broken_off_anywhere_it_is_no_decision_or_one_that_opens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    """Every call to the disk is the last one the program makes."""
    left = [fails_at]

    def dying(call: Callable[..., object]) -> Callable[..., object]:
        def called(*given: object, **named: object) -> object:
            left[0] -= 1
            if left[0] < 0:
                raise OSError(errno.EIO, "gone")
            return call(*given, **named)

        return called

    with monkeypatch.context() as patched:
        for name in ("open", "write", "fsync", "replace"):
            patched.setattr(os, name, dying(getattr(os, name)))
        with contextlib.suppress(StorageFault, CannotOpen):
            made(tmp_path / "d").close()
    try:
        session = opened(tmp_path / "d")
    except CannotOpen:
        session = made(tmp_path / "d")
    assert texts(session.answers) == {"practice.name": "Gull Rock Surgery"}
    assert session.give({"pcn.name": "Isles"}, by="Ann").fault == ""
    session.close()
    if fails_at == 59:
        assert left[0] >= 0, "not every call was tried"


# --- Which file is true


def test_what_was_edited_by_hand_is_read_like_what_is_typed(folder: Path) -> None:
    edit(
        folder / "answers.toml",
        ('value = "9000"', "value = 9_100"),
        ('value = "30"', 'value = "many"'),
        ('value = "Gull Rock Surgery"', 'value = "Gull Rock\\u001b[2J Surgery"'),
        ("[end]", '[answers]\n"director.ours" = true\n"cost.gp_hour" = 82.50\n"home.1.nme" = "x"\n[end]'),
    )  # fmt: skip
    looked = opened(folder, read_only=True)
    session = opened(folder)
    assert texts(looked.answers) == texts(session.answers)
    now = texts(session.answers)
    assert now["practice.registered_list"] == "9100"
    assert now["home.1.beds"] == "30"
    assert now["practice.name"] == "Gull Rock\x1b[2J Surgery"
    assert (now["director.ours"], now["cost.gp_hour"]) == ("yes", "82.5")
    last = session.changes[-1]
    assert (last.kind, last.by, len(last.edits)) == ("edited outside", "", 4)
    said = " ".join(session.notices)
    assert "our registered list from 9,000 patients to 9,100 patients" in said
    assert "beds of home 1: “many”" in said
    assert "did you mean home.1.name?" in said
    assert "\x1b" not in said
    session.close()
    again = opened(folder)
    assert again.answers == session.answers
    assert len(again.notices) == 1, "only the id that nobody knows is still said"
    assert tables(folder)["answers"]["home.1.nme"] == {"value": "x"}
    again.close()


def test_an_answer_deleted_by_hand_is_taken_back(folder: Path) -> None:
    text = (folder / "answers.toml").read_text(encoding="utf-8")
    start = text.index('[answers."home.1.beds"]')
    (folder / "answers.toml").write_text(text[:start] + text[text.index("[end]") :], encoding="utf-8")
    session = opened(folder)
    assert "home.1.beds" not in session.answers
    assert "beds of home 1 from 30 CQC beds to no answer" in session.notices[0]
    session.close()
    edit(folder / "answers.toml", ('value = "Samphire"', 'value = ""'))
    assert "home.1.name" not in opened(folder).answers


def test_nothing_is_taken_back_where_something_is_not_understood(folder: Path) -> None:
    edit(folder / "answers.toml", ('"home.1.beds"', '"home.1.bedz"'))
    session = opened(folder)
    assert session.answers.text("home.1.beds") == "30"
    assert "did you mean home.1.beds?" in session.notices[0]


def test_answers_to_a_deleted_row_are_not_taken_over(folder: Path) -> None:
    with opened(folder) as session:
        session.give({"home.1": ""}, by="Ann")
    edit(folder / "answers.toml", ("[end]", '[answers."home.1.beds"]\nvalue = 3\n[end]'))
    again = opened(folder)
    assert "home 1 was deleted" in again.notices[0]
    assert not again.answers.rows("home")


def test_many_hand_edits_are_counted(folder: Path) -> None:
    wrong = "".join(f'"x.{at}" = 1\n' for at in range(8))
    right = "".join(f'"action.{at}.what" = "w"\n' for at in range(1, 9))
    edit(folder / "answers.toml", ("[end]", f"[answers]\n{wrong}{right}[end]"))
    session = opened(folder)
    assert "and 3 more." in session.notices[0]
    assert session.notices[-2:] == (
        "In answers.toml, not taken over: 3 more answers.",
        "answers.toml as it was edited is kept as answers.edited-1.toml.",
    )


def test_an_older_answers_file_is_brought_up_by_the_history(folder: Path) -> None:
    older = (folder / "answers.toml").read_bytes()
    with opened(folder) as session:
        session.give({"home.1.beds": "31", "pcn.name": "Isles"}, by="Ann")
    (folder / "answers.toml").write_bytes(older)
    with opened(folder) as again:
        assert (again.answers, again.notices) == (session.answers, ())
    edited = older.replace(b'"30"', b'"29"').replace(b'"Samphire"', b'"Thrift"')
    (folder / "answers.toml").write_bytes(edited)
    third = opened(folder)
    assert (third.answers.text("home.1.beds"), third.answers.text("home.1.name")) == ("31", "Thrift")
    assert "answered again later" in third.notices[1]


def test_answers_ahead_of_the_history_are_only_read(folder: Path) -> None:
    lines = (folder / "history.jsonl").read_bytes().splitlines(keepends=True)
    for history in (b"".join(lines[:-1]), b"".join(lines)[:-40], lines[0], b"", None):
        if history is None:
            (folder / "history.jsonl").unlink()
        else:
            (folder / "history.jsonl").write_bytes(history)
        before = snapshot(folder)
        session = opened(folder)
        assert session.read_only
        assert texts(session.answers)["home.1.beds"] == "30"
        with pytest.raises(ReadOnly):
            session.give({"home.1.beds": "3"}, by="Ann")
        assert snapshot(folder) == before


def test_a_torn_last_line_is_dropped_and_said(folder: Path) -> None:
    history = folder / "history.jsonl"
    whole = history.read_bytes()
    for torn in (b'{"number": 4, "at', b"\0" * 40):
        history.write_bytes(whole + torn)
        looked = opened(folder, read_only=True)
        assert history.read_bytes() == whole + torn
        with opened(folder) as session:
            assert session.notices == looked.notices
            assert "its last, was never finished" in session.notices[0]
            assert session.read_only == ""
        assert history.read_bytes() == whole


def test_a_broken_line_in_the_middle_is_named_and_nothing_written(folder: Path) -> None:
    history = folder / "history.jsonl"
    lines = history.read_bytes().splitlines(keepends=True)
    for bad in (b"nonsense\n", lines[2].replace(b"Samphire", b"Thrift")):
        history.write_bytes(lines[0] + lines[1] + bad + lines[3])
        session = opened(folder)
        assert "of history.jsonl" in session.read_only
        assert texts(session.answers)["home.1.name"] == "Samphire"
        (folder / "answers.toml").rename(folder / "aside")
        if bad != b"nonsense\n":
            assert opened(folder).read_only
        assert opened(folder).answers.text("practice.name") == "Gull Rock Surgery"
        (folder / "aside").rename(folder / "answers.toml")


@pytest.mark.parametrize("broken", [b"", b"\r\n ", b"\0" * 500, b"x = [", b"\xff\xfe", b"cut"])
def test_a_broken_answers_file_is_kept_aside_and_rebuilt(folder: Path, broken: bytes) -> None:
    whole = (folder / "answers.toml").read_bytes()
    broken = whole[: len(whole) - 120] if broken == b"cut" else broken
    (folder / "answers.toml").write_bytes(broken)
    looked = opened(folder, read_only=True)
    assert "answers.toml is broken" in looked.notices[0]
    assert (folder / "answers.toml").read_bytes() == broken
    with opened(folder) as session:
        assert session.read_only == ""
        assert texts(session.answers)["home.1.beds"] == "30"
        assert "up to change 3" in session.notices[0]
        assert session.notices[1] == "The broken answers.toml is kept as answers.broken-1.toml."
    assert (folder / "answers.broken-1.toml").read_bytes() == broken
    assert (folder / "answers.toml").read_bytes() == whole


def test_a_missing_answers_file_is_rebuilt(folder: Path) -> None:
    whole = (folder / "answers.toml").read_bytes()
    (folder / "answers.toml").unlink()
    session = opened(folder)
    assert "answers.toml is missing" in session.notices[0]
    assert (folder / "answers.toml").read_bytes() == whole


def test_when_neither_can_be_used_it_does_not_open(folder: Path) -> None:
    (folder / "answers.toml").write_bytes(b"")
    (folder / "history.jsonl").write_bytes(b"")
    before = snapshot(folder)
    with pytest.raises(CannotOpen, match=r"answers\.toml is broken: it is empty, and history\.jsonl is empty"):
        opened(folder)
    assert snapshot(folder) == before


def test_newer_versions_are_only_read(folder: Path) -> None:
    newer_answers, newer_history = ('format = "1.0"', 'format = "2.0"'), ('{"format": "1.0"', '{"format": "2.0"')
    as_written(folder / "answers.toml", newer_answers)
    for step in (None, ("history.jsonl", newer_history), ("answers.toml", newer_answers[::-1])):
        if step:
            as_written(folder / step[0], step[1])
        before = snapshot(folder)
        session = opened(folder)
        assert "newer version" in session.read_only
        assert texts(session.answers)["home.1.beds"] == "30"
        assert snapshot(folder) == before


def test_one_bit_of_a_format_number_makes_no_newer_version(folder: Path) -> None:
    whole = (folder / "answers.toml").read_bytes()
    (folder / "answers.toml").write_bytes(whole.replace(b'format = "1.0"', b'format = "3.0"'))
    with opened(folder) as session:
        assert "its format number was changed after it was written" in session.notices[0]
        assert texts(session.answers)["home.1.beds"] == "30"
    assert (folder / "answers.toml").read_bytes() == whole
    history = folder / "history.jsonl"
    history.write_bytes(history.read_bytes().replace(b'{"format": "1.0"', b'{"format": "3.0"'))
    assert opened(folder).read_only.startswith("line 1 of history.jsonl was changed after it was written")


def test_a_newer_file_that_cannot_be_shown_is_never_taken_for_a_broken_one(folder: Path) -> None:
    as_written(folder / "answers.toml", ('format = "1.0"', 'format = "2.0"'), ("answer_count", "count"))
    before = snapshot(folder)
    session = opened(folder)
    assert "newer version" in session.read_only
    assert texts(session.answers)["home.1.beds"] == "30"
    as_written(folder / "history.jsonl", ('{"format": "1.0"', '{"format": "2.0"'))
    with pytest.raises(CannotOpen, match=r"newer version .* newer version"):
        opened(folder)
    assert (folder / "answers.toml").read_bytes() == before["answers.toml"]


def test_a_newer_minor_keeps_what_we_do_not_know(folder: Path) -> None:
    as_written(
        folder / "answers.toml",
        ('format = "1.0"', 'format = "1.2"\nmood = "calm"'),
        ('value = "30"', 'value = "30"\nseen = [1, 2]'),
        ("[end]", '[answers."weather.today"]\nshape = "new"\n[end]'),
    )
    as_written(folder / "history.jsonl", ('{"format": "1.0"', '{"format": "1.2"'))
    assert "does not follow from line 1" in opened(folder).read_only, "the first line is in the chain too"
    as_written(folder / "history.jsonl", ('{"format": "1.2"', '{"format": "1.0"'))
    with opened(folder) as session:
        session.give({"pcn.name": "Isles"}, by="Ann")
    kept = tables(folder)
    assert (kept["format"], kept["mood"], kept["answers"]["home.1.beds"]["seen"]) == ("1.2", "calm", [1, 2])
    assert kept["answers"]["weather.today"] == {"shape": "new"}


# --- Who may write


def test_two_openers(folder: Path) -> None:
    first = open_decision(folder, clock=Clock(), wait=0, who="Ann")
    second = open_decision(folder, clock=Clock(), wait=0, who="Bob")
    assert "open elsewhere: Ann on" in second.read_only
    assert second.answers == first.answers
    first.give({"pcn.name": "Isles"}, by="Ann")
    with pytest.raises(ReadOnly):
        second.give({"pcn.name": "Skerries"}, by="Bob")
    second.close()
    assert opened(folder).read_only, "closing the second does not let go of the first's"
    first.close()
    third = opened(folder)
    assert (third.read_only, third.answers.text("pcn.name")) == ("", "Isles")


def test_a_program_that_died_here_is_taken_over_with_a_word(folder: Path) -> None:
    (folder / ".held-by").write_text(f'who = "Ann"\ncomputer = "{platform.node()}"\n')
    assert "not closed properly by Ann" in opened(folder).notices[0]


def test_another_computers_hold_needs_a_persons_word(folder: Path) -> None:
    (folder / ".held-by").write_text('who = "Ann"\ncomputer = "HARBOUR-2"\n')
    assert "Ann on HARBOUR-2" in opened(folder).read_only
    session = open_decision(folder, clock=Clock(), wait=0, take_over=True)
    assert "HARBOUR-2" in session.notices[0]
    assert session.read_only == ""


def test_reading_only_writes_nothing_and_takes_no_lock(folder: Path) -> None:
    (folder / ".lock").unlink()
    (folder / "draft.toml").write_bytes(b"[")
    (folder / ".des-decider-1.tmp").touch()
    edit(folder / "answers.toml", ('value = "30"', "value = 31"))
    before = snapshot(folder)
    with opened(folder, read_only=True) as session:
        assert session.answers.text("home.1.beds") == "31"
        assert session.last_change == 3
        with pytest.raises(ReadOnly, match="reading only"):
            session.give({"pcn.name": "x"}, by="Ann")
    assert snapshot(folder) == before


def test_a_sealed_decision_is_only_read(folder: Path) -> None:
    at = Clock()()
    with opened(folder) as session:
        signed = session.as_signed_off(at)
    for name, data in zip(("answers.toml", "history.jsonl", "seal.toml"), (*signed, b""), strict=True):
        (folder / name).write_bytes(data)
    (folder / ".lock").unlink()
    edit(folder / "answers.toml", ('value = "30"', "value = 31"))
    before = snapshot(folder)
    session = opened(folder)
    assert "sealed" in session.read_only
    assert session.answers.text("home.1.beds") == "30", "what was signed off is shown, not what was put in later"
    assert any("not what was signed off" in notice for notice in session.notices)
    assert snapshot(folder) == before


@pytest.mark.parametrize("stray", [b"", b"to do: buy a seal", b"[[", b'format = "1.0"\n', None])
def test_a_stray_file_named_like_a_seal_is_one_story(folder: Path, stray: bytes | None) -> None:
    if stray is None:
        (folder / "seal.toml").mkdir()
    else:
        (folder / "seal.toml").write_bytes(stray)
    with opened(folder) as session:
        assert session.read_only == STRAY_SEAL
        assert not state_of(session).sealed
        with pytest.raises(ReadOnly, match="never signed off"):
            session.give({"home.1.beds": "3"}, by="Ann")
    with pytest.raises(NotSealed, match="never signed off, and a seal"):
        verify(folder)
    assert listed([folder], Clock()).entries[0].state == "in progress"


def test_the_seal_of_another_decision_seals_nothing_here(folder: Path, tmp_path: Path) -> None:
    with opened(folder) as session:
        here = session.decision_id.encode()
    seal = (sealed(tmp_path / "other") / "seal.toml").read_bytes()
    (folder / "seal.toml").write_bytes(seal.replace(here, here[::-1]))
    assert opened(folder).read_only == STRAY_SEAL
    with pytest.raises(NotSealed, match="never signed off"):
        verify(folder)


def test_old_temporary_files_are_removed(folder: Path) -> None:
    (folder / ".des-decider-1.tmp").touch()
    opened(folder).close()
    assert names(folder) == [".lock", *ONCE_CLOSED]


def test_a_broken_draft_does_not_stand_in_the_way(folder: Path) -> None:
    (folder / "draft.toml").write_bytes(b"[")
    session = opened(folder)
    assert "draft.broken-1.toml" in session.notices[0]
    session.keep_draft("pcn.name", "Is")
    session.close()
    assert opened(folder).drafts == {"pcn.name": "Is"}


@pytest.mark.parametrize("call", ["replace", "fsync", "write"])
def test_what_cannot_be_mended_is_only_read(folder: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    edit(folder / "answers.toml", ('value = "30"', "value = 31"))
    with (folder / "history.jsonl").open("ab") as history:
        history.write(b"{torn")
    with monkeypatch.context() as patched:
        patched.setattr(os, call, Failing(getattr(os, call), errno.ENOSPC, times=None))
        session = opened(folder)
    assert "disk is full" in session.read_only
    assert session.answers.text("home.1.beds") == "31"
    session = opened(folder)
    assert (session.read_only, session.answers.text("home.1.beds")) == ("", "31")


def test_who_is_logged_in_is_noted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError

    monkeypatch.setattr(getpass, "getuser", nobody)
    session = opened(folder)
    assert "somebody on" in opened(folder).read_only
    session.close()


# --- Folders that came by mail


def test_folders_that_are_no_decision(tmp_path: Path, folder: Path) -> None:
    with pytest.raises(CannotOpen, match=r"there is no folder “.*none”; see whether"):
        opened(tmp_path / "none")
    with pytest.raises(CannotOpen, match=f"holds no decision itself; give one that is in it, such as “{folder}”"):
        opened(tmp_path)
    with pytest.raises(CannotOpen, match="is a file, and a decision is a folder"):
        opened(folder / "answers.toml")
    (tmp_path / "worksheet.toml").write_bytes(SMALL)
    with pytest.raises(CannotOpen, match="holds no decision"):
        opened(tmp_path)
    (folder / "worksheet.toml").write_bytes(b"format = 99")
    with pytest.raises(CannotOpen, match="the worksheet has"):
        opened(folder)
    (folder / "worksheet.toml").unlink()
    with pytest.raises(CannotOpen, match=r"has lost its worksheet\.toml; 'des-decider doctor' says whether"):
        opened(folder)
    (folder / "worksheet.toml").mkdir()
    with pytest.raises(CannotOpen, match="not an ordinary file"):
        opened(folder)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(os, "scandir", Failing(os.scandir, errno.EACCES, times=None))
        with pytest.raises(CannotOpen, match="cannot be looked into: you have no permission"):
            opened(tmp_path)
    (tmp_path / "answers.toml").write_bytes(b'title = "Staff survey"\n')
    (tmp_path / "worksheet.toml").unlink()
    with pytest.raises(CannotOpen, match=r"^answers\.toml in “.*” is of no decision, or it is broken"):
        opened(tmp_path)


@pytest.mark.parametrize("name", VISIBLE)
@pytest.mark.parametrize("target", ["/dev/zero", "/etc/hostname", "pipe"])
def test_links_and_pipes_are_not_followed(folder: Path, name: str, target: str) -> None:
    (folder / name).unlink()
    if target == "pipe":
        os.mkfifo(folder / name)
    else:
        (folder / name).symlink_to(target)
    with pytest.raises(CannotOpen, match="put the file itself into the folder"):
        opened(folder)
    with pytest.raises(CannotOpen):
        opened(folder, read_only=True)
    (folder / name).unlink()


def test_files_of_another_decision_are_not_mixed(folder: Path, tmp_path: Path) -> None:
    with made(tmp_path / "other", pcn__name="x", home__1__name="y") as other:
        other.give({"pcn.name": "z"}, by="Ann")
    (folder / "history.jsonl").write_bytes((other.folder / "history.jsonl").read_bytes())
    assert "different decisions" in opened(folder).read_only


def test_another_worksheet(folder: Path) -> None:
    (folder / "worksheet.toml").write_bytes(SMALL + b"\n# a remark\n")
    with opened(folder) as session:
        assert "byte for byte" in session.notices[0]
        assert session.read_only == ""
    (folder / "worksheet.toml").write_bytes(SMALL.replace(b'edition = "3-test"', b'edition = "4"'))
    assert "edition 3-test" in opened(folder).read_only


def test_a_later_program_shows_the_words_a_decision_was_made_with(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    of_then = came_with_the_program()
    words = b"A phone number for every caller?"
    old = small_ids().worksheet.asks["pcn.name"].text
    later = of_then.replace(old.encode(), words)
    monkeypatch.setattr(worksheet_files, "came_with_the_program", lambda: later)
    with opened(folder) as session:
        assert session.worksheet.asks["pcn.name"].text == old
        assert session.notices == ()
    with made(folder.with_name("later")) as session:
        assert session.worksheet.asks["pcn.name"].text == words.decode()
        assert (session.folder / "worksheet-standard.toml").read_bytes() == later


def test_words_of_the_program_that_were_changed_by_hand_are_noticed(folder: Path) -> None:
    standard = folder / "worksheet-standard.toml"
    standard.write_bytes(standard.read_bytes() + b"\n# a remark\n")
    with opened(folder) as session:
        assert session.notices == ("worksheet-standard.toml is not byte for byte the one this decision was made with.",)


@pytest.mark.parametrize("damage", [b"[[", b"\xff", b"format = 7", b"question = 3", b"[ask]\npractice = 7", b""])
def test_damaged_words_of_the_program_are_named_and_nothing_is_lost(folder: Path, damage: bytes) -> None:
    standard = folder / "worksheet-standard.toml"
    good = standard.read_bytes()
    with opened(folder) as session:
        before = texts(session.answers)
    standard.write_bytes(damage)
    with pytest.raises(CannotOpen, match=r"worksheet-standard\.toml is damaged; put it back from a copy"):
        opened(folder)
    standard.unlink()
    with pytest.raises(CannotOpen, match=r"worksheet-standard\.toml is missing .* put it back from a copy"):
        opened(folder)
    standard.write_bytes(good)
    with opened(folder) as session:
        assert (texts(session.answers), session.notices) == (before, ())


def test_a_history_nobody_could_have_typed_does_no_harm(folder: Path) -> None:
    history = folder / "history.jsonl"
    data = history.read_bytes()
    edits = (
        Edit("cost.gp_hour", None, "9" * 6000), Edit("cost.nurse_hour", None, "0." + "1" * 600),
        Edit("note." * 39 + "x", None, "x"), Edit("../../etc/passwd", None, "x"), Edit("pcn.name", None, "x" * 20_000),
        Edit("home.by", None, "sideways"), Edit("home.1.beds", "30", "32"),
    )  # fmt: skip
    change = Change(4, Clock()(), "Ann", "", "answered", edits, ("nothing.1", "home.7"))
    history.write_bytes(data + line_of(change, read_history(data).digest))
    session = opened(folder)
    assert session.read_only == ""
    assert texts(session.answers)["home.1.beds"] == "32"
    assert set(texts(session.answers)) == {"practice.name", "practice.registered_list", "home.1.name", "home.1.beds"}
    assert session.next_row("home") == 8
