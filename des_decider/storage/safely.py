"""Bytes to disk and back so that no crash leaves half a file: safe writes, appended lines, guarded reads."""

from __future__ import annotations

import errno
import os
import re
import stat
import time
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar, get_args

from des_decider.decision.wording import visible
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

T = TypeVar("T")
Aside = Literal["broken", "edited", "copy", "stray"]
"""Why something is kept beside a file of ours, as its name says."""
TEMP_PREFIX = ".des-decider-"
TEMP_SUFFIX = ".tmp"
MOST_KEPT_ASIDE = 99
"""Broken copies of one file that are kept; the last place is written over after that."""

_BINARY = getattr(os, "O_BINARY", 0)
_HELD_BY_ANOTHER = frozenset({5, 32, 33})
"""Windows: access denied, which it also says of a file that is held; sharing violation; lock violation."""
_ON_WINDOWS = os.name == "nt"
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.75, 1.0)
"""Seconds between attempts at a file that another program holds, 2.5 together."""
_sleep = time.sleep
_BUSY = (
    f"another program holds it, such as a virus scanner or OneDrive, or you may not write there; it was tried for "
    f"{sum(_WAITS):g} seconds; close what uses it and try again"
)
# A decision that came by mail may hold links that point out of its folder, or pipes that never end.
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_WHAT_TO_DO = {
    errno.ENOSPC: "the disk is full; make room on it and try again",
    errno.EDQUOT: "your share of the disk is used up; make room and try again",
    errno.EACCES: "you have no permission; ask who looks after the folder, or work in another one",
    errno.EPERM: "you have no permission; ask who looks after the folder, or work in another one",
    errno.EROFS: "the disk is read-only; work in another folder",
    errno.ENOENT: "it is not there; see whether the drive is connected and the folder in its place",
    errno.EEXIST: "something else is called so; choose another name",
    errno.ENOTDIR: "a file stands where a folder should be; move it away, or work in another folder",
    errno.ELOOP: "it is a link to somewhere else; put the file itself into the folder",
    errno.EIO: "the disk reports a fault; copy the folder to another disk",
}


class StorageFault(Trouble):
    """Something on the disk went wrong: one sentence saying what, where and what to do."""


class _StillHeld(OSError):
    """Another program held a file all the time in which it was tried."""


class ChangedElsewhere(StorageFault):
    """A file is not as this program left it."""


class NobodyCanTell(StorageFault):
    """What was given may be in the file, or not: the disk takes nothing back, and shows nothing."""


class Unconfirmed(StorageFault):
    """What was written can be read back, and the disk did not confirm that it stays."""


def write_safely(path: Path, data: bytes, *, lasting: bool = True, private: bool = False) -> None:
    """Put `data` into a file whole or not at all; on return it is on the disk, unless it need not be `lasting`.

    A `private` one can be read by nobody but its owner.

    Raises Unconfirmed where the new file is in its place and nobody knows whether it stays there, and StorageFault
    where the file is as it was. No temporary file is left behind.
    """
    placed = False
    temp = path.parent / f"{TEMP_PREFIX}{os.urandom(8).hex()}{TEMP_SUFFIX}"
    try:
        handle = os.open(temp, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600 if private else 0o666)
        try:
            if not private:
                _keep_mode(path, handle)
            _write_all(handle, data)
            if lasting:
                os.fsync(handle)
            os.lseek(handle, 0, os.SEEK_SET)
            same = _read_all(handle, len(data) + 1) == data
        finally:
            os.close(handle)
        if not same:
            raise OSError(errno.EIO, "read back differently")  # noqa: TRY301 - told apart below like every other fault
        _replace(temp, path)
        placed = True
        if lasting:
            _sync_folder(path.parent)
    except BaseException as error:
        with suppress(OSError):
            temp.unlink()
        if isinstance(error, OSError):
            why = fault("write", path, error)
            raise (
                Unconfirmed(f"{why}; it is there, but may be gone if this computer stops") if placed else why
            ) from error
        raise


def append_line(path: Path, line: bytes, *, after: int, ending: bytes = b"", left: Iterable[bytes] = ()) -> None:
    """Add a line to a file that has `after` bytes, the last of them `ending`; on return it is on the disk.

    `left` are lines of which an earlier attempt may have left a part: that is taken away first, and nothing else.
    Raises Unconfirmed where the line stands in the file and nobody knows whether it stays, NobodyCanTell where it may
    stand there, and StorageFault where it does not; the file is then as it was.
    """
    try:
        handle = _tried(lambda: _open_no_link(path, os.O_RDWR))
        try:
            size = os.fstat(handle).st_size
            os.lseek(handle, max(0, after - len(ending)), os.SEEK_SET)
            if size < after or _read_all(handle, len(ending)) != ending:
                raise changed_elsewhere(path)
            rest = _read_all(handle, size - after)
            if rest and not any(one.startswith(rest) for one in left):
                raise changed_elsewhere(path)
            if size > after:
                os.ftruncate(handle, after)
            os.lseek(handle, after, os.SEEK_SET)
            try:
                _write_all(handle, line)
                os.fsync(handle)
            except OSError as error:
                _take_away(handle, line, after, fault("write", path, error))
                raise
        finally:
            # What was written is on the disk by now, or known not to be: closing decides nothing any more.
            with suppress(OSError):
                os.close(handle)
    except OSError as error:
        raise fault("write", path, error) from error


def _take_away(handle: int, line: bytes, after: int, why: StorageFault) -> None:
    """Take away what was written of a line.

    Raises Unconfirmed where that fails and all of the line is there, and NobodyCanTell where that cannot be seen.
    """
    try:
        os.ftruncate(handle, after)
        os.fsync(handle)
    except OSError:
        try:
            os.lseek(handle, after, os.SEEK_SET)
            there = _read_all(handle, len(line) + 1)
        except OSError:
            raise NobodyCanTell(f"{why}; open the decision again to see whether what was given is kept") from why
        if there == line:
            raise Unconfirmed(f"{why}; what was given stands in it, but may be gone if this computer stops") from why


def read_whole(path: Path, most: int) -> bytes | None:
    """An ordinary file's bytes, or None where there is none; links, pipes and devices are not followed.

    Raises StorageFault where it cannot be read or has more than `most` bytes.
    """
    return _read(path, most, whole=True)


def read_start(path: Path, most: int) -> bytes | None:
    """The first `most` bytes of such a file, however long it is. Raises StorageFault where it cannot be read."""
    return _read(path, most, whole=False)


def _read(path: Path, most: int, *, whole: bool) -> bytes | None:
    try:
        # What is only looked into may be any file, and is left alone where somebody else has it.
        opens = partial(_open_no_link, path, os.O_RDONLY)
        handle = _tried(opens) if whole else opens()
        try:
            state = os.fstat(handle)
            if not stat.S_ISREG(state.st_mode):
                raise StorageFault(f"“{_shown(path)}” is not an ordinary file; put the file itself into the folder")
            if whole and state.st_size > most:
                raise StorageFault(
                    f"“{_shown(path)}” has over {most:,} bytes, more than any decision needs; put back a good copy"
                )
            return _read_all(handle, most)
        finally:
            with suppress(OSError):
                os.close(handle)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise fault("read", path, error) from error


def put_in_place(ready: Path, path: Path) -> None:
    """Let a file that is on the disk take its place; on return its name is. Raises StorageFault.

    One that is gone was put in its place by another program.
    """
    try:
        with suppress(FileNotFoundError):
            _replace(ready, path)
        _sync_folder(path.parent)
    except OSError as error:
        raise fault("write", path, error) from error


def keep_aside(path: Path, data: bytes, how: Aside = "broken") -> Path:
    """Keep a file's bytes beside it, as `answers.broken-1.toml`, and say under which name.

    Raises StorageFault where the copy cannot be written.
    """
    kept = _aside(path, how)
    write_safely(kept, data)
    return kept


def put_aside(path: Path, how: Aside) -> Path:
    """Put a file, or whatever is called so, beside itself under such a name. Raises StorageFault."""
    kept = _aside(path, how)
    try:
        check_new(kept)
        _replace(path, kept)
        _sync_folder(path.parent)
    except OSError as error:
        raise fault("move", path, error) from error
    return kept


def kept_aside_of(name: str) -> tuple[str, str]:
    """Beside which file one of that name is kept, and why; both empty where no file of ours is called so."""
    found = re.fullmatch(rf"(.+)\.({'|'.join(get_args(Aside))})-\d{{1,2}}(\.\w+)", name)
    return (f"{found[1]}{found[3]}", found[2]) if found else ("", "")


def _aside(path: Path, how: Aside) -> Path:
    kept = path
    for number in range(1, MOST_KEPT_ASIDE + 1):
        kept = path.with_name(f"{path.stem}.{how}-{number}{path.suffix}")
        if not os.path.lexists(kept):
            break
    return kept


def remove(path: Path) -> None:
    """Take a file away; one that is gone already is no fault. Raises StorageFault."""
    try:
        _tried(lambda: path.unlink(missing_ok=True))
    except OSError as error:
        raise fault("remove", path, error) from error


def make_folder(folder: Path) -> None:
    """Make a folder, and those above it, that are there after a crash too. Raises StorageFault."""
    try:
        missing = [place for place in (folder, *folder.parents) if not place.exists()]
        folder.mkdir(parents=True, exist_ok=True)
        for place in missing:
            _sync_folder(place.parent)
    except OSError as error:
        raise fault("make", folder, error) from error


def old_temps(folder: Path) -> list[str]:
    """The temporary files that a killed program left."""
    try:
        return [
            entry.path
            for entry in os.scandir(folder)
            if entry.name.startswith(TEMP_PREFIX) and entry.name.endswith(TEMP_SUFFIX)
        ]
    except OSError:
        return []


def remove_old_temps(folder: Path) -> int:
    """Take away temporary files that a killed program left; how many there were."""
    removed = 0
    for path in old_temps(folder):
        with suppress(OSError):
            os.unlink(path)  # noqa: PTH108 - scandir has no Path
            removed += 1
    return removed


def check_new(path: Path) -> None:
    """Raise StorageFault where something is called so already, be it a link that leads nowhere."""
    if os.path.lexists(path):
        raise StorageFault(f"“{_shown(path)}” is there already; choose another name")


def changed_elsewhere(path: Path) -> ChangedElsewhere:
    """What is said of a file that is not as this program left it: nothing is written over it."""
    return ChangedElsewhere(
        f"“{_shown(path)}” was changed by another program while it was open here; close the decision and open it again"
    )


def fault(doing: str, path: Path, error: OSError) -> StorageFault:
    """What went wrong with a file, in one sentence."""
    why = (
        _BUSY
        if isinstance(error, _StillHeld)
        else _WHAT_TO_DO.get(error.errno or 0)
        or f"{error.strerror or 'the system refused'}; copy the folder to be safe"
    )
    return StorageFault(f"cannot {doing} “{_shown(path)}”: {why}")


def _shown(path: Path) -> str:
    return visible(str(path))


def _open_no_link(path: Path, flags: int) -> int:
    """Open what is no link; Windows has no flag that would refuse one."""
    if path.is_symlink():
        raise OSError(errno.ELOOP, "link")
    return os.open(path, flags | _BINARY | _NO_LINKS)


def _tried(act: Callable[[], T]) -> T:
    """What an act on a file gives, tried again while another program holds the file. Raises OSError."""
    for wait in _WAITS:
        try:
            return act()
        except OSError as error:
            if not _is_busy(error):
                raise
            _sleep(wait)
    try:
        return act()
    except OSError as error:
        if _is_busy(error):
            raise _StillHeld(error.errno, error.strerror) from error
        raise


def _keep_mode(path: Path, handle: int) -> None:
    """A file someone made private stays private when it is written anew."""
    if hasattr(os, "fchmod"):
        with suppress(OSError):
            os.fchmod(handle, os.lstat(path).st_mode & 0o666)


def _write_all(handle: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(handle, rest) :]


def _read_all(handle: int, most: int) -> bytes:
    pieces: list[bytes] = []
    while most > 0 and (piece := os.read(handle, min(most, 1 << 20))):
        pieces.append(piece)
        most -= len(piece)
    return b"".join(pieces)


def _replace(temp: Path, path: Path) -> None:
    """The one step at which a new file takes the old one's place."""
    _tried(lambda: os.replace(temp, path))  # noqa: PTH105 - one family of calls for one write


def _is_busy(error: OSError) -> bool:
    """Whether Windows says that somebody else has a file at hand, which an antivirus has for a moment.

    Opening one fails there without that number: C has one word for a file that is held and one that is forbidden.
    """
    number = getattr(error, "winerror", None)
    return number in _HELD_BY_ANOTHER or (_ON_WINDOWS and number is None and error.errno == errno.EACCES)


def _sync_folder(folder: Path) -> None:
    """Make the folder remember the new name; Windows does so by itself and cannot open folders."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
