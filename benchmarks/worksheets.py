"""Measures how long it takes to check each worksheet we ship, to open a decision, and to read files made to take long.

    python -m benchmarks.worksheets [ROUNDS]

A check is a process of its own, from its start to its end, as an author waits for it. The least of the rounds is shown,
on the clock and of the processor, beside what is asked of it: what else a machine does only ever adds to it.
"""

from __future__ import annotations

import contextlib
import os
import platform
import subprocess
import sys
import tempfile
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.as_installed import run_as_installed
from des_decider.cli.main import collect_seldom
from des_decider.record.example import make_example
from des_decider.record.opening import open_decision
from des_decider.record.stamps import now
from des_decider.record.state import state_of
from des_decider.storage.shipped import shipped_worksheets
from des_decider.storage.toml_text import BrokenText, read_toml
from des_decider.worksheet.reading import read_worksheet
from tests.worksheet.made_to_take_for_ever import PIECES, files, of_a_piece

if TYPE_CHECKING:
    from collections.abc import Callable

CHECK = 250
OPEN = 150
FOR_EVER = 2_000
"""Most milliseconds of the processor asked of a check, of opening a decision, and of any file at all."""


class Took(NamedTuple):
    """The least of some rounds in milliseconds: on the clock, and of the processor, with the processes it started."""

    clock: float
    processor: float


def main(rounds: int) -> int:
    """Measure, and say whether all is as quick as asked."""
    collect_seldom()  # as the program does
    with tempfile.TemporaryDirectory() as folder:
        run_as_installed(Path(folder) / "state")
        _check(shipped_worksheets()[0].stem)  # compiles
        example = Path(folder) / "example"
        make_example(example, now)
        found = [
            *(
                (f"worksheet check {path.stem}", least(rounds, partial(_check, path.stem)), CHECK)
                for path in shipped_worksheets()
            ),
            ("A decision opened, and where it stands", least(rounds, partial(_open, example)), OPEN),
            (
                f"The slowest of {len(files())} hostile worksheets",
                max((least(1, partial(read_worksheet, data)) for data in files()), key=_of_the_processor),
                FOR_EVER,
            ),
            (
                f"The slowest of {len(PIECES)} hostile files of answers",
                max((least(1, partial(_read, piece)) for piece in PIECES), key=_of_the_processor),
                FOR_EVER,
            ),
        ]
    print(f"Python {platform.python_version()}, {os.cpu_count()} cores, the least of {rounds} rounds, in ms")
    print(f"{'':<56}{'clock':>9}{'processor':>11}")
    for what, took, asked in found:
        against = f"   asked: under {asked:,}{'' if took.processor < asked else ', NOT MET'}"
        print(f"{what:<56}{took.clock:>9,.1f}{took.processor:>11,.1f}{against}")
    return int(any(took.processor >= asked for _, took, asked in found))


def least(rounds: int, work: Callable[[], object]) -> Took:
    """How long something takes."""
    took = []
    for _ in range(rounds):
        begun, worked = perf_counter(), sum(os.times()[:4])
        work()
        took.append(Took((perf_counter() - begun) * 1000, (sum(os.times()[:4]) - worked) * 1000))
    return Took(min(one.clock for one in took), min(one.processor for one in took))


def _of_the_processor(took: Took) -> float:
    return took.processor


def _check(worksheet: str) -> None:
    check_it = [sys.executable, "-m", "des_decider", "worksheet", "check", worksheet]
    subprocess.run(check_it, check=True, capture_output=True)  # noqa: S603 - our own program


def _open(folder: Path) -> None:
    """Open a decision and see where it stands, as the screens do."""
    with open_decision(folder, clock=now) as session:
        state = state_of(session)
        assert state.findings  # noqa: S101 - each part of the state is worked out when it is asked for


def _read(piece: bytes) -> None:
    with contextlib.suppress(BrokenText):
        read_toml(of_a_piece(piece))


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 5))
