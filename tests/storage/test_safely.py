"""One file layer: a file is written whole or not at all, and what goes wrong is said in words."""

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest

from des_decider.storage import safely
from des_decider.storage.safely import (
    StorageFault,
    Unconfirmed,
    append_line,
    keep_aside,
    make_folder,
    read_start,
    read_whole,
    remove,
    write_safely,
)
from tests.failing_disk import Failing

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.on_the_disk

ERRORS = [errno.ENOSPC, errno.EIO, errno.EACCES, errno.EROFS, errno.EBADF]


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def test_a_file_is_written_whole_and_written_over(tmp_path: Path) -> None:
    path = tmp_path / "a.toml"
    for data in (b"", b"one", b"x" * 3_000_000):
        write_safely(path, data)
        assert path.read_bytes() == data
    assert names(tmp_path) == ["a.toml"]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("times", [1, None])
@pytest.mark.parametrize("call", ["open", "write", "fsync", "lseek", "replace"])
def test_a_failing_call_leaves_the_file_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, times: int | None, error: int
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"before")
    with monkeypatch.context() as patched:
        patched.setattr(os, call, Failing(getattr(os, call), error, times=times))
        with pytest.raises(StorageFault, match=r"cannot write .*a\.toml”: .*"):
            write_safely(path, b"after")
    assert path.read_bytes() == b"before"
    assert names(tmp_path) == ["a.toml"]


@pytest.mark.skipif(os.name != "posix", reason="only POSIX folders have to be told to keep a name")
def test_a_file_is_on_the_disk_before_its_name_and_its_name_before_the_return(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.toml"
    path.write_bytes(b"before")
    fsync, replace = os.fsync, os.replace
    calls: list[tuple[str, int, bytes]] = []

    def spy_fsync(handle: int) -> None:
        fsync(handle)
        calls.append(("fsync", os.fstat(handle).st_ino, path.read_bytes()))

    def spy_replace(source: Path, target: Path) -> None:
        temp = source.stat().st_ino
        assert source.read_bytes() == b"after"
        replace(source, target)
        calls.append(("replace", temp, path.read_bytes()))

    monkeypatch.setattr(os, "fsync", spy_fsync)
    monkeypatch.setattr(os, "replace", spy_replace)
    write_safely(path, b"after")
    file, folder = path.stat().st_ino, tmp_path.stat().st_ino
    assert calls == [("fsync", file, b"before"), ("replace", file, b"after"), ("fsync", folder, b"after")]


def test_a_disk_that_gives_back_other_bytes_is_not_believed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(safely, "_read_all", lambda _handle, _most: b"rot")
    with pytest.raises(StorageFault):
        write_safely(tmp_path / "a.toml", b"good")
    assert names(tmp_path) == []


def test_short_writes_are_continued(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda handle, data: write(handle, bytes(data)[:2]))
    write_safely(tmp_path / "a", b"seven b")
    assert (tmp_path / "a").read_bytes() == b"seven b"


def test_a_private_file_stays_private(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"1")
    path.chmod(0o600)
    write_safely(path, b"2")
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_link_is_replaced_and_what_it_points_to_left_alone(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / "a").symlink_to(tmp_path / "elsewhere")
    write_safely(tmp_path / "a", b"new")
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"
    (tmp_path / "b").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StorageFault, match="link"):
        append_line(tmp_path / "b", b"line", after=4)


@pytest.mark.parametrize("flags", [0, safely._NO_LINKS])
def test_a_link_is_refused_even_where_the_system_has_no_flag_for_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, flags: int
) -> None:
    monkeypatch.setattr(safely, "_NO_LINKS", flags)
    (tmp_path / "elsewhere").write_bytes(b"mine")
    (tmp_path / "link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    for name in ("link", "nowhere"):
        with pytest.raises(StorageFault, match="it is a link"):
            read_whole(tmp_path / name, 100)
        with pytest.raises(StorageFault, match="it is a link"):
            append_line(tmp_path / name, b"line", after=4)
    assert (tmp_path / "elsewhere").read_bytes() == b"mine"
    assert names(tmp_path) == ["elsewhere", "link", "nowhere"]


def test_lines_are_appended(tmp_path: Path) -> None:
    path = tmp_path / "h"
    path.write_bytes(b"1\n")
    append_line(path, b"2\n", after=2)
    assert path.read_bytes() == b"1\n2\n"
    with pytest.raises(StorageFault, match="changed by another program"):
        append_line(path, b"3\n", after=2)
    with pytest.raises(StorageFault, match="changed by another program"):
        append_line(path, b"3\n", after=9, left=[b"2\n"])
    with pytest.raises(StorageFault, match="changed by another program"):
        append_line(path, b"3\n", after=2, left=[b"another line\n"])
    append_line(path, b"3\n", after=2, left=[b"another line\n", path.read_bytes()[2:] + b"more"])
    assert path.read_bytes() == b"1\n3\n"
    with pytest.raises(StorageFault, match="not there"):
        append_line(tmp_path / "none", b"3\n", after=0)


def test_a_line_that_cannot_be_taken_away_is_said_to_stand_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "h"
    path.write_bytes(b"1\n")
    for call in ("fsync", "ftruncate"):
        monkeypatch.setattr(os, call, Failing(getattr(os, call), errno.EIO, times=None))
    with pytest.raises(Unconfirmed, match="what was given stands in it"):
        append_line(path, b"2\n", after=2)
    assert path.read_bytes() == b"1\n2\n"


def test_what_is_on_the_disk_is_not_denied_because_closing_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "h"
    path.write_bytes(b"1\n")
    close = os.close

    def closed_and_fails(handle: int) -> None:
        close(handle)
        raise OSError(errno.EIO, "gone")

    with monkeypatch.context() as patched:
        patched.setattr(os, "close", closed_and_fails)
        append_line(path, b"2\n", after=2)
        assert read_whole(path, 100) == b"1\n2\n"


def busy(times: int | None, error: int = 32) -> Any:
    """Replacing as Windows refuses it while another program holds the file."""

    class Busy(Failing):
        def __call__(self, *given: Any) -> Any:
            try:
                return super().__call__(*given)
            except OSError as refused:
                refused.winerror = error  # type: ignore[attr-defined,unused-ignore]
                raise

    return Busy(os.replace, errno.EACCES, times=times)


@pytest.mark.parametrize("error", [5, 32, 33])
def test_a_file_that_windows_holds_is_tried_again_for_a_while_and_then_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int
) -> None:
    waited: list[float] = []
    monkeypatch.setattr(safely, "_sleep", waited.append)
    path = tmp_path / "a.toml"
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", busy(3, error))
        write_safely(path, b"one")
    assert (path.read_bytes(), waited) == (b"one", [0.05, 0.1, 0.2])
    waited.clear()
    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", busy(None, error))
        with pytest.raises(StorageFault, match=r"another program holds it.*; it was tried for 2\.5 seconds"):
            write_safely(path, b"two")
    assert (path.read_bytes(), sum(waited), waited) == (b"one", 2.5, sorted(waited))
    assert names(tmp_path) == ["a.toml"]


@pytest.mark.parametrize("times", [3, None])
def test_a_file_that_is_held_when_it_is_opened_or_taken_away_is_tried_again_and_is_not_forbidden(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, times: int | None
) -> None:
    """Opening fails on Windows as if one had no permission, without the number that says why."""
    waited: list[float] = []
    monkeypatch.setattr(safely, "_sleep", waited.append)
    monkeypatch.setattr(safely, "_ON_WINDOWS", True)
    path = tmp_path / "history.jsonl"
    path.write_bytes(b"1\n")
    acts: list[tuple[str, Callable[[], object]]] = [
        ("open", lambda: append_line(path, b"2\n", after=2)),
        ("open", lambda: read_whole(path, 100)),
        ("unlink", lambda: remove(path)),
    ]
    for call, act in acts:
        waited.clear()
        with monkeypatch.context() as patched:
            patched.setattr(os, call, Failing(getattr(os, call), errno.EACCES, times=times))
            if times is None:
                with pytest.raises(StorageFault, match=r"history\.jsonl”: another program holds it.* for 2\.5 seconds"):
                    act()
                assert sum(waited) == 2.5
            else:
                act()
                assert waited == [0.05, 0.1, 0.2]
    assert names(tmp_path) == (["history.jsonl"] if times is None else [])


def test_what_is_only_looked_into_and_what_is_new_is_never_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Among two thousand files that may be copies, and with every key on a folder that takes nothing."""
    monkeypatch.setattr(safely, "_sleep", lambda _: pytest.fail("it waited"))
    monkeypatch.setattr(safely, "_ON_WINDOWS", True)
    (tmp_path / "a.toml").write_bytes(b"one")
    with monkeypatch.context() as patched:
        patched.setattr(os, "open", Failing(os.open, errno.EACCES, times=None))
        with pytest.raises(StorageFault, match="you have no permission"):
            read_start(tmp_path / "a.toml", 3)
        with pytest.raises(StorageFault, match="you have no permission"):
            write_safely(tmp_path / "a.toml", b"two")


@pytest.mark.parametrize("call", ["write", "fsync", "open", "fstat"])
def test_a_line_that_fails_is_taken_away_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    path = tmp_path / "h"
    path.write_bytes(b"1\n")
    with monkeypatch.context() as patched:
        patched.setattr(os, call, Failing(getattr(os, call), errno.ENOSPC, times=None))
        with pytest.raises(StorageFault, match="disk is full"):
            append_line(path, b"2\n", after=2)
    assert path.read_bytes() == b"1\n"


def test_only_ordinary_files_of_a_fair_size_are_read(tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(b"12345")
    assert read_whole(tmp_path / "f", 5) == b"12345"
    assert read_whole(tmp_path / "none", 5) is None
    with pytest.raises(StorageFault, match="over 4 bytes"):
        read_whole(tmp_path / "f", 4)
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/zero")
    for name in ("pipe", ".", "link"):
        with pytest.raises(StorageFault):
            read_whole(tmp_path / name, 5)


def test_a_fault_shows_no_control_characters(tmp_path: Path) -> None:
    (tmp_path / "a\x1b[2Jb").mkdir()
    with pytest.raises(StorageFault) as caught:
        read_whole(tmp_path / "a\x1b[2Jb", 5)
    assert "\x1b" not in str(caught.value)


def test_broken_files_are_kept_aside_under_free_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "answers.toml"
    assert keep_aside(path, b"1").name == "answers.broken-1.toml"
    assert keep_aside(path, b"2").name == "answers.broken-2.toml"
    assert (tmp_path / "answers.broken-1.toml").read_bytes() == b"1"
    monkeypatch.setattr(safely, "MOST_KEPT_ASIDE", 2)
    assert keep_aside(path, b"3").name == "answers.broken-2.toml"


def test_only_our_own_temporary_files_are_removed(tmp_path: Path) -> None:
    for name in (".des-decider-0.tmp", "answers.toml", ".des-decider-notes", "x.tmp"):
        (tmp_path / name).touch()
    (tmp_path / ".des-decider-1.tmp").mkdir()
    assert safely.remove_old_temps(tmp_path) == 1
    assert names(tmp_path) == [".des-decider-1.tmp", ".des-decider-notes", "answers.toml", "x.tmp"]
    assert safely.remove_old_temps(tmp_path / "none") == 0


def test_folders_are_made(tmp_path: Path) -> None:
    make_folder(tmp_path / "a" / "b")
    make_folder(tmp_path / "a" / "b")
    assert (tmp_path / "a" / "b").is_dir()
    (tmp_path / "file").touch()
    with pytest.raises(StorageFault, match="cannot make"):
        make_folder(tmp_path / "file" / "c")
