"""Measures the screens in a terminal, as a ratio to a bare Textual app in the same run.

    python -m benchmarks.screens [ROUNDS]

Each round starts both programs in a terminal of their own, one after the other, so that a busy machine slows both. Ours
is started as it is installed.
A first frame is counted from the start of the process until the words of the screen arrive at the terminal; a key
from when it is sent until the screen answers; an answer until the figures that follow from it arrive. A key in a table
is a digit, an arrow, Tab or Enter among twenty homes, in a service one on its page. A key “meanwhile” comes while a
thread works out what the decision hangs on. Keys in the largest practice that is measured stand beside those in the
worked example.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import statistics
import struct
import subprocess
import sys
import tempfile
import termios
import time
from fcntl import ioctl
from pathlib import Path
from typing import Self

from benchmarks.as_installed import run_as_installed
from benchmarks.many_homes import HOMES, many_homes
from des_decider.tui.background import AT_REST

HERE = Path(__file__).parent
COLUMNS, ROWS = 100, 30
TERMINAL = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "TEXTUAL_ANIMATIONS": "none"}
"""The same for both: a colour terminal and no animation."""
PATIENCE = 20.0
WORKING = 0.1
"""Seconds into what the thread works out; it takes longer."""
IN_THE_TABLE = 20
IN_A_TABLE = (*"12", "\t", *"34", "\x1b[B", "\x1b[B", "\x1b[C", "\x1b[A", "\x1b[D", *"56", "\r", "\x1b[B")
"""Keys typed in a table: digits, Tab, Enter and the arrows."""
IN_A_SERVICE = tuple({"\x1b[C": "\x1b[B", "\x1b[D": "\x1b[A"}.get(key, key) for key in IN_A_TABLE)
"""The same on its page, which has one column: nothing answers an arrow to the side."""
IN_MANY = f"key, {HOMES} homes, ms"
LONG = 10_000
"""Characters of a text that somebody pasted into a field of one line."""
QUIET = 0.15
"""Seconds without output after which a screen counts as at rest."""


class Terminal:
    """One program in a terminal of its own; what it writes is read, never shown."""

    def __init__(self, command: list[str]) -> None:
        self._ours, theirs = pty.openpty()
        ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        self.started = time.perf_counter()
        self._process = subprocess.Popen(  # noqa: S603 - our own programs
            command, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True
        )
        os.close(theirs)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait()
        os.close(self._ours)

    def until(self, *words: str) -> float:
        """Seconds since the start until one of these words has arrived, counted in this call alone."""
        seen, wanted = b"", [word.encode() for word in words]
        end = time.perf_counter() + PATIENCE
        while not any(word in seen for word in wanted):
            if time.perf_counter() > end:
                raise TimeoutError(f"{words} never came; the last were {seen[-400:]!r}")
            if select.select([self._ours], [], [], 0.5)[0]:
                seen += os.read(self._ours, 1 << 16)
        return time.perf_counter() - self.started

    def rest(self) -> None:
        """Wait until nothing more is written."""
        while select.select([self._ours], [], [], QUIET)[0]:
            os.read(self._ours, 1 << 16)

    def send(self, keys: str) -> None:
        """Send keys and wait until the screen is at rest."""
        os.write(self._ours, keys.encode())
        self.rest()

    def key(self, key: str) -> float:
        """Seconds from a key until the first bytes of the screen's answer."""
        start = time.perf_counter()
        os.write(self._ours, key.encode())
        select.select([self._ours], [], [], PATIENCE)
        taken = time.perf_counter() - start
        self.rest()
        return taken

    def answer(self, keys: str, *words: str) -> float:
        """Seconds from keys until the words that follow from them arrive."""
        self.started = time.perf_counter()
        os.write(self._ours, keys.encode())
        taken = self.until(*words)
        self.rest()
        return taken

    def memory(self) -> float:
        """The most memory the program has held so far, in megabytes."""
        status = Path(f"/proc/{self._process.pid}/status").read_text(encoding="ascii")
        return next(int(line.split()[1]) / 1024 for line in status.splitlines() if line.startswith("VmHWM"))


def measure(rounds: int) -> dict[str, tuple[list[float], list[float]]]:
    """Every measure as (bare, ours), in milliseconds or megabytes."""
    found: dict[str, tuple[list[float], list[float]]] = {
        name: ([], []) for name in (
            "first frame, ms", "key in a field, ms", "key in a long text, ms", "key in a table, ms",
            "key in a service, ms", "key meanwhile, ms", "memory, MB", "answer to figures, ms", IN_MANY,
        )
    }  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:
        home, example = Path(folder), Path(folder) / "made" / "example"
        run_as_installed(home)
        os.environ |= TERMINAL
        ours = [str(Path(sys.executable).parent / "des-decider")]
        subprocess.run([*ours, "demo", str(example), "--no-open"], check=True, capture_output=True)  # noqa: S603
        many = _alone(example, home / "many")
        (home / "many.answers").write_text("".join(f"{id_} = {text}\n" for id_, text in many_homes().items()))
        grown = [*ours, "answer", str(many), "--from", str(home / "many.answers"), "--by", "Ann"]
        subprocess.run(grown, check=True, capture_output=True)  # noqa: S603
        for turn in range(rounds + 1):
            copy = _alone(example, home / f"{turn}")
            kept = found if turn else {name: ([], []) for name in found}  # the first round fills the caches
            with Terminal([sys.executable, str(HERE / "bare.py")]) as bare:
                kept["first frame, ms"][0].append(bare.until("two") * 1000)
                bare.rest()
                kept["memory, MB"][0].append(bare.memory())
                keys = [bare.key(digit) * 1000 for digit in "1234567890"]
                kept["key in a field, ms"][0].extend(keys)
                kept["key in a long text, ms"][0].extend(keys)
                kept["key in a table, ms"][0].extend(keys)
                kept["key in a service, ms"][0].extend(keys)
                kept["key meanwhile, ms"][0].extend(keys)
            with Terminal([*ours, "open", str(copy), "--by", "Ann"]) as screens:
                kept["first frame, ms"][1].append(screens.until("Where we stand") * 1000)
                screens.rest()
                kept["memory, MB"][1].append(screens.memory())
                _to_meeting_hours(screens)
                keys = [screens.key(digit) * 1000 for digit in "1234567890"]
                kept["key in a field, ms"][1].extend(keys)
                kept[IN_MANY][0].extend(keys)
                screens.send(f"\x1b[200~{'9' * LONG}\x1b[201~")
                kept["key in a long text, ms"][1].extend(screens.key(digit) * 1000 for digit in "12345")
                screens.send("\x15")
                for hours in ("3", "4"):
                    screens.send(f"{chr(127) * 12}{hours}")
                    kept["answer to figures, ms"][1].append(screens.answer("\r", "£") * 1000)
                    time.sleep(AT_REST + WORKING)
                    screens.rest()  # the cursor blinks
                    kept["key meanwhile, ms"][1].append(screens.key("5") * 1000)
                    screens.send("\x1b[5~")
                _to_the_homes(screens)
                kept["key in a table, ms"][1].extend(screens.key(key) * 1000 for key in IN_A_TABLE)
                _to_a_service(screens)
                kept["key in a service, ms"][1].extend(screens.key(key) * 1000 for key in IN_A_SERVICE)
            with Terminal([*ours, "open", str(many), "--by", "Ann"]) as screens:
                screens.until("Where we stand")
                screens.rest()
                _to_meeting_hours(screens)
                kept[IN_MANY][1].extend(screens.key(digit) * 1000 for digit in "1234567890")
    return found


def _alone(decision: Path, folder: Path) -> Path:
    """A copy with no other beside it: copies in one folder are looked into whenever one of them is opened."""
    return Path(shutil.copytree(decision, folder / decision.name))


def _to_meeting_hours(screens: Terminal) -> None:
    """Open the money section at the hours that meetings take."""
    screens.send("\x1b[B" * 5 + "\r")
    screens.send("\x1b")
    screens.send("\x1b[H" + "\x1b[B" * 9 + "\r")
    screens.send("\x7f" * 12)


def _to_the_homes(screens: Terminal) -> None:
    """From the money to the table of the homes, filled with so many that it is longer than the window."""
    screens.send("\x1b")
    screens.send("\x1b")
    screens.send("\x1b[A\r")
    screens.send("\x1b")
    screens.send("\x1b[H\x1b[B\r")
    screens.send("\x1b[1;5F\x1b[H")
    lines = (f"Home {n}\t{20 + n}\tnurse\t1.5 / 2 / 3\t0.5\t8" for n in range(IN_THE_TABLE))
    screens.send("\x1b[200~" + "\r".join(lines) + "\x1b[201~")
    screens.send("\x1b[1;5H\x1b[C")


def _to_a_service(screens: Terminal) -> None:
    """From the table of the homes to the page of the first service."""
    screens.send("\x1b")
    screens.send("\x1b")
    screens.send("\x1b[A\x1b[A\r")
    screens.send("\x1b")
    screens.send("\x1b[H\r")


def main() -> None:
    """Print the table."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    print(f"Python {sys.version.split()[0]}, {os.cpu_count()} cores, {COLUMNS} by {ROWS}, {rounds} rounds, medians")
    print(f"{'':<24}{'bare':>10}{'ours':>10}{'ratio':>8}")
    for name, (bare, ours) in measure(rounds).items():
        theirs = f"{statistics.median(bare):10.1f}" if bare else f"{'':>10}"
        ratio = f"{statistics.median(ours) / statistics.median(bare):8.2f}" if bare else ""
        print(f"{name:<24}{theirs}{statistics.median(ours):10.1f}{ratio}")


if __name__ == "__main__":
    main()
