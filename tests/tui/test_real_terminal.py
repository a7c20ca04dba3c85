"""In a real terminal: a window resized, closed or killed while somebody types loses nothing, and Ctrl+Q leaves."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import pytest

from des_decider.record.example import make_example
from des_decider.record.opening import open_decision
from des_decider.storage.lock import NOTE_FILE
from tests.cli.driver import Desk

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux, which stands in for a terminal, is not here"),
]

SIZES = ((60, 18), (80, 24), (120, 40))
LONGEST = 60
"""Seconds to wait for what must come; a busy machine is slow, and no other."""
HALF = "8,9"
"""Half a number."""
QUESTION = "Our practice · question 5 of 25"
"""Where the section opens: our GPs' sessions, which nobody has answered."""


class Terminal:
    """Windows of a terminal that nobody looks at."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if name not in {"TMUX", "NO_COLOR", "COLORTERM", "LINES", "COLUMNS"}
        } | {"TMUX_TMPDIR": str(folder), "LC_ALL": "C.UTF-8", "COLORTERM": "truecolor"}
        self.tmux("-f", os.devnull, "new-session", "-d", "-x", "80", "-y", "24", "cat")

    def tmux(self, *arguments: str) -> str:
        """Run one command of tmux, on a socket of its own."""
        done = subprocess.run(
            ["tmux", "-L", "d", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
            timeout=LONGEST,
        )
        return done.stdout

    def open(self, command: str, size: tuple[int, int]) -> None:
        """Run a command in a new window of this size, once the one before is gone: two of a name would be mixed up."""
        assert comes(lambda: "w" not in self.tmux("list-windows", "-F", "#{window_name}").split())
        self.tmux("new-window", "-n", "w", command)
        self.resize(size)

    def resize(self, size: tuple[int, int]) -> None:
        """Give the window another size."""
        self.tmux("resize-window", "-t", ":w", "-x", str(size[0]), "-y", str(size[1]))

    def keys(self, *names: str) -> None:
        """Press keys by their names."""
        self.tmux("send-keys", "-t", ":w", *names)

    def type(self, words: str) -> None:
        """Type a text key by key."""
        self.tmux("send-keys", "-t", ":w", "-l", words)

    @property
    def text(self) -> str:
        """What the window shows."""
        return self.tmux("capture-pane", "-p", "-t", ":w")

    def says(self, of: str) -> str:
        """What tmux knows of the window."""
        return self.tmux("display-message", "-p", "-t", ":w", f"#{{{of}}}").strip()

    def waits_for(self, *words: str, size: tuple[int, int] | None = None) -> None:
        """Wait until these words are on the screen, and the last line of keys is at the foot of a window this large."""

        def there() -> bool:
            lines = self.text.split("\n")
            foot = size is None or "F1 help" in "\n".join(lines[size[1] - 1 : size[1]])
            return foot and all(some in " ".join(self.text.split()) for some in words)

        assert comes(there), f"“{words}” did not come:\n{self.text}"


def comes(true: Callable[[], bool]) -> bool:
    """Whether something becomes true in time."""
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.02)
    return False


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    folder = Path(mkdtemp(prefix="des", dir="/tmp"))  # a socket's path has to be short
    found = Terminal(folder)
    yield found
    found.tmux("kill-server")
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The worked example, with one number still to be typed."""
    folder = tmp_path_factory.mktemp("example") / "example"
    evening = datetime(2020, 5, 19, 19, 42, tzinfo=UTC)
    make_example(folder, lambda: evening)
    with open_decision(folder, clock=lambda: evening) as session:
        assert not session.give({"practice.gp_sessions": ""}, by="Bess Harbour").refused
    return folder


@pytest.fixture
def decision(example: Path, tmp_path: Path) -> Path:
    """A copy of the worked example."""
    shutil.copytree(example, tmp_path / "d")
    return tmp_path / "d"


def opening(folder: Path, *before: str) -> str:
    """The command that opens a decision, in place of the shell."""
    home = f"DES_DECIDER_HOME={folder.parent / 'home'}"
    return shlex.join(
        ["exec", "env", home, *before, sys.executable, "-m", "des_decider", "open", str(folder), "--by", "Bess Harbour"]
    )


def to_the_open_question(terminal: Terminal) -> None:
    """From the task list into the first section: it opens at the question nobody has answered."""
    terminal.waits_for("Quick look", "Our practice", "F1 help")
    terminal.keys("Down", "Enter")
    terminal.waits_for(QUESTION)


@pytest.mark.parametrize(("size", "ended"), [*((size, "killed") for size in SIZES), (SIZES[1], "closed")], ids=str)
def test_half_a_number_outlives_its_window(
    terminal: Terminal, decision: Path, size: tuple[int, int], ended: str
) -> None:
    before = (decision / "answers.toml").read_bytes()
    terminal.open(opening(decision), size)
    to_the_open_question(terminal)
    terminal.type(HALF)
    terminal.waits_for(HALF, size=size)
    for other in SIZES:
        if other != size:
            terminal.resize(other)
            terminal.waits_for(QUESTION, HALF, size=other)
    draft = decision / "draft.toml"
    assert comes(lambda: draft.exists() and HALF in draft.read_text(encoding="utf-8"))
    process = int(terminal.says("pane_pid"))
    if ended == "killed":
        os.kill(process, signal.SIGKILL)
    else:
        terminal.tmux("kill-window", "-t", ":w")
    assert comes(lambda: not alive(process))
    assert (decision / "answers.toml").read_bytes() == before
    terminal.open(opening(decision), size)
    to_the_open_question(terminal)
    terminal.waits_for(HALF, size=size)
    assert len(terminal.text.rstrip("\n").split("\n")) == size[1]
    process = int(terminal.says("pane_pid"))
    terminal.keys("C-q")
    assert comes(lambda: not alive(process))
    assert (decision / "answers.toml").read_bytes() == before
    assert Desk(decision).show().code == 0


def test_the_last_key_before_a_window_is_closed_is_there_again_and_nobody_holds_the_decision(
    terminal: Terminal, decision: Path
) -> None:
    terminal.open(opening(decision), (80, 24))
    to_the_open_question(terminal)
    terminal.type(HALF)
    terminal.waits_for(HALF)  # the draft is written a moment later
    process = int(terminal.says("pane_pid"))
    terminal.tmux("kill-window", "-t", ":w")
    assert comes(lambda: not alive(process))
    assert not (decision / NOTE_FILE).exists(), "it would say that the decision was not closed properly"
    terminal.open(opening(decision), (80, 24))
    to_the_open_question(terminal)
    terminal.waits_for(HALF)


def alive(process: int) -> bool:
    """Whether a process runs; one that nobody has asked after since it ended does not."""
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(process)], capture_output=True, text=True, check=False)
    return state.stdout.strip()[:1] not in {"", "Z"}


def test_ctrl_q_leaves_with_nothing_to_complain_of_and_a_clean_terminal(terminal: Terminal, decision: Path) -> None:
    command = opening(decision).removeprefix("exec ")
    terminal.open(f'echo before; {command}; echo "left with $?"; exec cat', (80, 24))
    to_the_open_question(terminal)
    terminal.type(HALF)
    terminal.waits_for(HALF)
    terminal.keys("C-q")
    terminal.waits_for("left with 0")
    assert terminal.text.split() == ["before", "left", "with", "0"]
    assert [terminal.says(flag) for flag in ("alternate_on", "mouse_any_flag", "cursor_flag")] == ["0", "0", "1"]
    terminal.type("typed afterwards")
    terminal.waits_for("typed afterwards")
    assert HALF in (decision / "draft.toml").read_text(encoding="utf-8")


BROKEN = """
import sys
from des_decider.cli.main import main
from des_decider.tui.meeting import Meeting
def fails(*_, **__):
    typed = "MRS PENHALIGON"
    raise ZeroDivisionError(typed)
Meeting.give = fails
sys.exit(main())
"""


def test_after_a_fault_the_shell_is_as_it_was_and_the_text_is_kept(terminal: Terminal, decision: Path) -> None:
    """The library printed its traceback with every value, and left the rest to be guessed."""
    before = (decision / "answers.toml").read_bytes()
    program = decision.parent / "broken.py"
    program.write_text(BROKEN, encoding="utf-8")
    home = f"DES_DECIDER_HOME={decision.parent / 'home'}"
    terminal.open(shlex.join(["exec", "env", home, "PS1=ready> ", "sh"]), (120, 40))
    terminal.waits_for("ready>")
    terminal.type(shlex.join([sys.executable, str(program), "open", str(decision), "--by", "Bess Harbour"]))
    terminal.keys("Enter")
    to_the_open_question(terminal)
    terminal.type("8,940")
    terminal.keys("Enter")
    terminal.waits_for(
        "a fault of the program on the screen question practice, after Enter; answers up to",
        "a report of it, without answers, is in",
    )
    assert [terminal.says(flag) for flag in ("alternate_on", "mouse_any_flag", "cursor_flag")] == ["0", "0", "1"]
    terminal.type("echo left with $?; stty -a; echo still $((40 + 2))")
    terminal.keys("Enter")
    terminal.waits_for("left with 3", "still 42")
    words = terminal.text.replace(";", "").split()
    assert {"echo", "icanon", "isig", "icrnl"} <= set(words)
    assert not {"Traceback", "ZeroDivisionError", "PENHALIGON"} & set(words)
    [report] = (decision.parent / "home" / "reports").iterdir()
    assert "PENHALIGON" not in report.read_text(encoding="utf-8")
    assert (decision / "answers.toml").read_bytes() == before
    terminal.type(shlex.join([sys.executable, "-m", "des_decider", "open", str(decision), "--by", "Bess Harbour"]))
    terminal.keys("Enter")
    to_the_open_question(terminal)
    terminal.waits_for("8,940", size=(120, 40))
    terminal.keys("C-q")
    assert comes(lambda: terminal.text.rstrip().endswith("ready>"))


def test_without_colours_there_are_only_greys(terminal: Terminal, decision: Path) -> None:
    terminal.tmux("set-option", "-ga", "terminal-overrides", ",*:Tc")
    terminal.open(opening(decision, "NO_COLOR=1"), (120, 40))
    terminal.waits_for("Where we stand", "amber", "red", "to come back to", size=(120, 40))
    painted = terminal.tmux("capture-pane", "-e", "-p", "-t", ":w")
    colours = {match.groups() for match in re.finditer(r"[34]8;2;(\d+);(\d+);(\d+)", painted)}
    assert colours
    assert {colour for colour in colours if len(set(colour)) > 1} == set()
    assert not re.search(r"[\[;](?:3[1-6]|4[1-6]|9[1-6]|10[1-6])[;m]", re.sub(r"[34]8;2;\d+;\d+;\d+", "", painted))
