"""Measures how long `list` takes among 1,000 decisions, as a whole process: nothing known of them yet, and once more.

    python -m benchmarks.register [DECISIONS] [ROUNDS]

The decisions are copies of the worked example: signed off, followed up, ready, begun and hardly begun. Before each cold
round the list's memory is thrown away; what the system keeps of files stays. The shortest of the rounds is shown, on
the clock and as the time that the process had a processor to itself: on a busy machine only the second says something.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks.as_installed import run_as_installed
from des_decider.decision.afterwards import Typed
from des_decider.decision.assent import declined, who_assents
from des_decider.record.afterwards import follow_up
from des_decider.record.example import make_example
from des_decider.record.opening import create_decision, open_decision
from des_decider.record.sign_off import sign_off
from des_decider.record.stamps import moment_of, now
from des_decider.record.state import state_of
from des_decider.storage import register_file

if TYPE_CHECKING:
    from collections.abc import Sequence

WORKSHEET = Path(__file__).parent.parent / "worksheets" / "network-contract-des-2020-21.toml"
SETTLED = 4.0
"""Seconds after which files count as left alone."""
WANTED = {"cold": 1.0, "warm": 0.15}
"""Seconds that are asked for."""


class Taken(NamedTuple):
    """Seconds of one run: on the clock, and of processors."""

    clock: float
    cpu: float


def make_kinds(folder: Path) -> list[Path]:
    """One decision of each kind."""
    signed, ready, begun, new = (folder / name for name in ("signed", "ready", "begun", "new"))
    make_example(ready, now)
    make_example(signed, now)
    with open_decision(signed, clock=now) as session:
        gone = declined(session.answers)
        names = [name for row, name in who_assents(session.answers, state_of(session).vote).items() if row not in gone]
        sign_off(session, names, moment_of(now))
        answers = session.answers
    followed = Path(shutil.copytree(signed, folder / "followed"))
    for kind, of in (("notice_sent", ""), ("condition_met", "1"), ("action_done", "1")):
        follow_up(followed, Typed(kind, of, "19 May 2020", "said at the meeting"), answers, by="Ann", clock=now)
    sheet = WORKSHEET.read_bytes()
    with create_decision(begun, sheet, practice="Creek Road Surgery", by="Ann", clock=now) as session:
        session.give({"practice.registered_list": "9,040", "cost.gp_hour": "80 / 95 / 120"}, by="Ann")
    create_decision(new, sheet, practice="Hilltop Surgery", by="Ann", clock=now).close()
    return [signed, followed, ready, begun, new]


def make_many(kinds: Sequence[Path], folder: Path, many: int) -> None:
    """So many copies in folders of years; worksheets are the same file, so that the disk holds them once."""
    for number in range(many):
        kind = kinds[number % len(kinds)]
        copy = folder / f"{2000 + number // 50}" / f"practice {number:04}"
        copy.mkdir(parents=True)
        for file in kind.iterdir():
            if file.name.startswith("worksheet"):
                os.link(file, copy / file.name)
            elif not file.name.startswith("memo"):
                shutil.copy(file, copy / file.name)


def once(command: Sequence[str]) -> Taken:
    """One process from its start to its end."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603
    clock, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Taken(clock, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def measure(many: int, rounds: int) -> dict[str, Taken]:
    """The shortest of the rounds of each kind of run."""
    found: dict[str, Taken] = {}
    with tempfile.TemporaryDirectory() as place:
        home = Path(place) / "home"
        run_as_installed(home)
        (Path(place) / "kinds").mkdir()
        make_many(make_kinds(Path(place) / "kinds"), Path(place) / "all", many)
        time.sleep(SETTLED)
        program = [str(Path(sys.executable).parent / "des-decider")]
        commands = {
            "list": ["list", f"{place}/all"], "list --due": ["list", f"{place}/all", "--due"],
            "list --json": ["list", f"{place}/all", "--json"],
            "list --search": ["list", f"{place}/all", "--search", "saltmarsh signed"],
        }  # fmt: skip
        for name, command in commands.items():
            for turn in range(rounds + 1):
                (home / register_file.FILE).unlink(missing_ok=True)
                for how in ("cold", "warm"):
                    taken = once([*program, *command])
                    if turn:  # the first compiles
                        found[f"{name}, {how}"] = min(
                            taken, found.get(f"{name}, {how}", taken), key=lambda one: one.cpu
                        )
        for _ in range(rounds):
            nothing = once([sys.executable, "-c", "pass"])
            found["Python alone"] = min(nothing, found.get("Python alone", nothing), key=lambda one: one.cpu)
    return found


def main() -> None:
    """Print the table."""
    many = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    print(
        f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {many:,} decisions, the shortest of {rounds} rounds"
    )
    print(f"{'':<24}{'clock, s':>10}{'CPU, s':>10}{'asked, s':>10}")
    for name, taken in measure(many, rounds).items():
        asked = WANTED.get(name.rpartition(", ")[2])
        print(f"{name:<24}{taken.clock:>10.3f}{taken.cpu:>10.3f}{asked or '':>10}")


if __name__ == "__main__":
    main()
