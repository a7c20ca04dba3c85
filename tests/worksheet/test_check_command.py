"""`des-decider worksheet check` prints one line a mistake and ends with the code scripts rely on."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.main import main

if TYPE_CHECKING:
    import pytest

SMALL = Path(__file__).parent.parent / "worksheets" / "small.toml"


def check(*files: Path | str) -> int:
    return main(["worksheet", "check", *map(str, files)])


def test_a_good_worksheet(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(SMALL) == 0
    assert capsys.readouterr().out == (
        "No mistakes: Farholm Ferry Care 2031/32, edition 3-test: 6 payments, 2 roles, 2 services, 3 requirements, "
        "5 dates, 2 claims, 5 questions\n"
    )


def test_mistakes_and_notes_are_printed_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml.txt"
    file.write_bytes(SMALL.read_bytes().replace(b"rate = 5\n", b'rate = "5"\n'))
    assert check(file) == 1
    note, mistake, closing = capsys.readouterr().out.splitlines()
    assert note.startswith(f"{file}: warning: unusual-file: The file's name ends in .toml.txt")
    line = file.read_text(encoding="utf-8").splitlines().index('rate = "5"') + 1
    said = 'not-a-number: "5" is not a number. Leave the quotes out: rate = 5.'
    assert mistake == f"{file}:{line}:8: {said}"
    assert closing == f"1 mistake in {file}"


def test_files_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path / "gone.toml", tmp_path, SMALL) == 2
    out, err = capsys.readouterr()
    assert len(err.splitlines()) == 2
    assert "gone.toml: cannot be read (No such file or directory)" in err
    assert out.startswith("No mistakes")


def test_a_file_too_large_is_refused_without_reading_it_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "large.toml"
    file.write_bytes(b"#" * 3_000_000)
    assert check(file) == 1
    assert "too large" in capsys.readouterr().out


def test_terminal_escapes_are_shown_and_not_obeyed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "escape.toml"
    file.write_text('"\\u001b[31m" = 1\n[role."\\u001b]0;x"]\n', encoding="utf-8")
    assert check(file) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_a_worksheet_that_cannot_lean_towards_signing_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody may say that an hour is cheap, or that the work takes few of them."""
    text = SMALL.read_text(encoding="utf-8").replace("smallest = 0\nlargest = 400\n", "smallest = 30\nlargest = 400\n")
    text = text.replace("smallest = 0\nlargest = 60\n", "smallest = 100000\nlargest = 200000\n")
    file = tmp_path / "never.toml"
    file.write_text(text, encoding="utf-8")
    assert check(file) == 1
    mistake, closing = capsys.readouterr().out.splitlines()
    assert mistake == (
        f"{file}: cannot-lean: Even its best answers do not lean towards signing up: it costs more than it brings. Look at the "
        "smallest hours and costs of the asks, and at the rates."
    )
    assert closing == f"1 mistake in {file}"


def test_a_limit_that_nobody_can_reach_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "red.toml"
    file.write_bytes(SMALL.read_bytes().replace(b"green = 80\namber = 50", b"green = 150\namber = 120"))
    assert check(file) == 0
    warning, summary, closing = capsys.readouterr().out.splitlines()
    line = file.read_text(encoding="utf-8").splitlines().index("[threshold.workforce]") + 1
    said = "always-red: Even at its best answers its finding is red. Look at its green and amber."
    assert warning == f"{file}:{line}:12: warning: {said}"
    assert summary.startswith("No mistakes: ")
    assert closing == (f'1 warning in {file}. What is meant can be accepted: accept = ["always-red"] under [worksheet]')


def test_a_worksheet_that_cannot_lean_against_signing_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody may say that an hour or a post costs more than a penny, or that the list is short."""
    a_penny = """]
section = "funding"
text = "How many pounds?"
why = "It is next to nothing."
who = "network"
smallest = 0
largest = 0.01

"""
    costs = ("cost.nurse_hour", "cost.admin_hour", "pcn.running_costs", "workforce.whole.top_up",
             "workforce.whole.start_cost")  # fmt: skip
    first = "[question.harbour_master]"
    text = SMALL.read_text(encoding="utf-8").replace('largest = 400\noffer = "doctor_hour"', "largest = 0.01")
    text = text.replace(first, "".join(f"[ask.{name}{a_penny}" for name in costs) + first)
    text += "\n[ask.practice.weighted_list]\nsmallest = 20000\n"
    file = tmp_path / "always.toml"
    file.write_text(text, encoding="utf-8")
    assert check(file) == 1
    mistake, closing = capsys.readouterr().out.splitlines()
    assert mistake.startswith(f"{file}: cannot-lean: Even its worst numbers do not lean against signing up: ")
    assert closing == f"1 mistake in {file}"
