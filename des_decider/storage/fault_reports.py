"""Reports of faults: where in the program, with which versions and after which actions, and no answer in them."""

from __future__ import annotations

import errno
import platform
import secrets
import sys
from contextlib import suppress
from datetime import UTC
from pathlib import Path
from traceback import walk_tb
from typing import TYPE_CHECKING

from des_decider import __version__
from des_decider.decision.wording import count_of, visible
from des_decider.storage.places import state_folder
from des_decider.storage.safely import make_folder, write_safely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

FOLDER = "reports"
MOST_REPORTS = 20
"""Reports that are kept; older ones make way."""
_MOST_FRAMES = 40
"""Calls told from each end of a chain of them: one that never ended has a thousand."""


def write_report(error: BaseException, doing: str, actions: Iterable[str], at: datetime) -> Path:
    """Write the report of a fault into the program's state folder; where it is. Raises StorageFault."""
    folder = state_folder() / FOLDER
    make_folder(folder)
    path = folder / f"fault-{at.astimezone(UTC):%Y%m%d-%H%M%S}-{secrets.token_hex(4)}.txt"
    write_safely(path, "".join(f"{visible(line)}\n" for line in _lines(error, doing, actions, at)).encode())
    for old in sorted(folder.glob("fault-*.txt"))[:-MOST_REPORTS]:
        with suppress(OSError):
            old.unlink()
    return path


def _lines(error: BaseException, doing: str, actions: Iterable[str], at: datetime) -> Iterator[str]:
    yield "A fault of des-decider. No answer stands in this report, and nothing that was typed."
    yield ""
    yield f"when      {at.isoformat(timespec='seconds')}"
    yield f"where     {doing}"
    yield f"program   {__version__}"
    yield f"Python    {platform.python_version()} ({platform.python_implementation()})"
    yield f"platform  {platform.system()} {platform.release()} {platform.machine()}"
    for name in ("textual", "rich"):
        if name in sys.modules:
            from importlib.metadata import version

            yield f"{name:<8}  {version(name)}"
    yield ""
    yield "Calls, the last one last:"
    yield from _calls(error)
    yield ""
    yield "Actions, the last one last:"
    yield from (f"  {action}" for action in actions)


def _calls(error: BaseException) -> Iterator[str]:
    """The calls that led to an error, and to those it came from: places in the program alone.

    An error's own words may hold what was typed, as the values of names do, so neither is told.
    """
    told: set[int] = set()
    left: list[BaseException | None] = [error]
    while left:
        one = left.pop()
        if one is None or id(one) in told:
            continue
        told.add(id(one))
        refused = errno.errorcode.get(one.errno or 0, "") if isinstance(one, OSError) else ""
        yield f"  {type(one).__module__}.{type(one).__qualname__} {refused}".rstrip()
        frames = [
            f"    {_from_the_package_on(frame.f_code.co_filename)}:{line} in {frame.f_code.co_qualname}"
            for frame, line in walk_tb(one.__traceback__)
        ]
        if (more := len(frames) - 2 * _MOST_FRAMES) > 0:
            frames[_MOST_FRAMES:-_MOST_FRAMES] = [f"    … {count_of(more, 'more call')}"]
        yield from frames
        inner = one.exceptions if isinstance(one, BaseExceptionGroup) else ()
        left += [*inner, one.__context__, one.__cause__]


def _from_the_package_on(file: str) -> str:
    """A file's path below where Python finds it: what stands above may name a person."""
    path = Path(file)
    above = [base for base in map(Path, sys.path) if base.is_absolute() and path.is_relative_to(base)]
    return path.relative_to(max(above, key=lambda base: len(base.parts))).as_posix() if above else path.name
