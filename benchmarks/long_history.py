"""Measures opening a decision and saving an answer with a short history and a long one, as a ratio.

    python -m benchmarks.long_history [ROUNDS]

Both are the worked example, in which one answer was changed over and over. Opening is measured as a command that shows
the figures, from the start of its process to its end, and within the program, where it is mostly one SHA-256 over the
history that is left of it. The shortest of the rounds is shown, as the time that a process had a processor to itself:
on a busy machine the time on the clock says little.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
import time
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.as_installed import run_as_installed
from des_decider.decision.changes import Change, Edit
from des_decider.record.example import make_example
from des_decider.record.opening import open_decision
from des_decider.record.stamps import moment_of, now
from des_decider.storage import history

if TYPE_CHECKING:
    from collections.abc import Callable

SHORT, LONG = 100, 10_000
"""Changes in the two histories."""
ASKED = {"opening, as show": 1.3, "opening in the program": None, "saving an answer": 1.2}
"""At most how many times as long with the long one; None where nothing is asked."""
CHANGED = "cost.gp_hour"


def grow(folder: Path, many: int) -> None:
    """Give a decision so many changes in all."""
    path = folder / history.FILE
    found = history.read_history(path.read_bytes())
    lines, digest = [found.good], found.digest
    for number in range(found.last + 1, many + 1):
        edits = (Edit(CHANGED, f"{80 + (number - 1) % 9}", f"{80 + number % 9}"),)
        lines.append(history.line_of(Change(number, moment_of(now), "Ann", "Dr Vane", "answered", edits), digest))
        digest = history.digest_in(lines[-1])
    path.write_bytes(b"".join(lines))
    open_decision(folder, clock=now).close()  # answers.toml follows


def processor() -> float:
    """Seconds of the processor that this process and those it started have had."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def acts(folder: Path) -> dict[str, Callable[[], object]]:
    """What is measured, with the history that a folder has."""
    saved = Path(shutil.copytree(folder, folder.with_name(f"{folder.name}, saved")))
    prices, session = count(), open_decision(saved, clock=now)
    program = Path(sys.executable).parent / "des-decider"
    return {
        "opening, as show": lambda: subprocess.run(  # noqa: S603
            [program, "show", folder], check=True, stdout=subprocess.DEVNULL
        ),
        "opening in the program": lambda: open_decision(folder, clock=now).close(),
        "saving an answer": lambda: session.give({CHANGED: f"{100 + next(prices) % 9}"}, by="Ann"),
    }


def shortest(rounds: int, one: Callable[[], object], other: Callable[[], object]) -> list[float]:
    """Milliseconds of the processor that each of two takes in its shortest round; they take turns."""
    found: tuple[list[float], list[float]] = [], []
    for _ in range(rounds):
        for act, taken in zip((one, other), found, strict=True):
            start = processor()
            act()
            taken.append(processor() - start)
    return [min(taken) * 1000 for taken in found]


def main() -> int:
    """Print the table, and say whether all is as asked."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 15
    met = True
    with tempfile.TemporaryDirectory() as place:
        run_as_installed(Path(place) / "home")
        found = []
        for many in (SHORT, LONG):
            folder = Path(place) / str(many)
            make_example(folder, now)
            grow(folder, many)
            print(f"{many:,} changes: {(folder / history.FILE).stat().st_size / 1e6:.1f} MB")
            found.append(acts(folder))
        print(f"{'':<28}{'short, ms':>10}{'long, ms':>10}{'ratio':>8}{'asked':>8}")
        for name, asked in ASKED.items():
            short, long = shortest(rounds, *(one[name] for one in found))
            print(f"{name:<28}{short:>10.1f}{long:>10.1f}{long / short:>8.2f}{asked or '':>8}")
            met = met and (asked is None or long / short <= asked)
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())
