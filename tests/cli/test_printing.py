"""Lines said on a terminal break between words; in a file or a pipe they stay whole."""

from __future__ import annotations

import io
import os

import pytest

from des_decider.cli.opening import program
from des_decider.cli.printing import say


class Window(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def narrow(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.get_terminal_size", lambda **_: os.terminal_size((40, 24)))


@pytest.mark.usefixtures("narrow")
def test_a_terminal_breaks_between_words_and_keeps_the_indent(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Window()
    monkeypatch.setattr("sys.stdout", window)
    say("  workforce.by: the plan would claim more than the ceiling \x1b[31mof £605,422.")
    lines = window.getvalue().split("\n")
    assert all(len(line) <= 40 for line in lines)
    assert lines[0] == "  workforce.by: the plan would claim"
    assert lines[1].startswith("    more than")
    assert "\x1b" not in window.getvalue()


@pytest.mark.usefixtures("narrow")
def test_a_pipe_gets_the_line_whole(capsys: pytest.CaptureFixture[str]) -> None:
    say("a sentence that is a good deal longer than forty characters", trouble=True)
    assert capsys.readouterr().err == "a sentence that is a good deal longer than forty characters\n"


@pytest.mark.usefixtures("narrow")
def test_an_empty_line_stays_one(monkeypatch: pytest.MonkeyPatch) -> None:
    window = Window()
    monkeypatch.setattr("sys.stdout", window)
    say("")
    assert window.getvalue() == "\n"


@pytest.mark.parametrize(
    ("called", "found", "said"),
    [
        (".venv/bin/des-decider", None, ".venv/bin/des-decider"),
        ("/opt/x y/des-decider", None, "'/opt/x y/des-decider'"),
        (".venv/bin/des-decider", "/usr/bin/des-decider", "des-decider"),
        ("__main__.py", None, "des-decider"),
    ],
)
def test_hints_name_the_program_as_it_can_be_called_again(
    monkeypatch: pytest.MonkeyPatch, called: str, found: str | None, said: str
) -> None:
    monkeypatch.setattr("sys.argv", [called])
    monkeypatch.setattr("shutil.which", lambda _: found)
    assert program() == said


@pytest.mark.usefixtures("narrow")
def test_what_stands_at_the_right_of_a_wider_window_is_in_this_one(monkeypatch: pytest.MonkeyPatch) -> None:
    """It was broken word by word at its own indent, which lay outside."""
    window = Window()
    monkeypatch.setattr("sys.stdout", window)
    say(f"{'':<41}this year   a full year")
    assert all(len(line) <= 40 for line in window.getvalue().split("\n"))
    assert window.getvalue().count("\n") == 2
