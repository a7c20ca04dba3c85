"""The notice to the commissioner as a command: Word or text, and what to read before it is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import docx
import pytest

from tests.cli.driver import run
from tests.cli.test_hostile_words import HOSTILE, obeyed
from tests.record.ready import TO_FOLLOW, ready, sealed

if TYPE_CHECKING:
    from pathlib import Path

SIGN_UP = {"decision__option": "sign up", "decision__against_figures": "Nobody else sails."}


def test_a_sealed_decision_gives_a_letter_and_what_to_read_first(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **SIGN_UP)
    said = run("notice", folder, "-o", tmp_path / "notice.docx")
    assert (said.code, said.err) == (0, "")
    assert said.lines[:4] == [
        f"Wrote the notice {tmp_path / 'notice.docx'}",
        "Before it is sent, the worksheet says:",
        "  20 September 2031: The practice tells the harbour board.",
        "    Read on an official page. Harbour board letter",
    ]
    assert said.lines[-1] == f"Once it is sent: des-decider follow-up {folder} --notice-sent"
    paragraphs = [paragraph.text for paragraph in docx.Document(str(tmp_path / "notice.docx")).paragraphs]
    assert "Gull Rock Surgery signs up to the Farholm Ferry Care 2031/32." in paragraphs
    assert run("verify", folder).code == 0


def test_an_open_condition_is_said_and_the_same_text_comes_again(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **TO_FOLLOW)
    first = run("notice", folder, "-o", folder / "notice.txt")
    assert first.err == "note: a condition is still open, so the letter says that a notice follows\n"
    assert "--notice-sent" not in first.out, "it is not the notice yet"
    text = (folder / "notice.txt").read_bytes()
    assert b"The boats run" not in text
    run("notice", folder, "-o", folder / "again.txt")
    assert (folder / "again.txt").read_bytes() == text
    run("follow-up", folder, "--condition-met", "1", "--on", "1 Jan 2020")
    run("notice", folder, "-o", folder / "to-send.txt")
    assert b"signs up to the Farholm Ferry Care" in (folder / "to-send.txt").read_bytes()


def test_before_it_is_signed_off_it_is_a_draft(tmp_path: Path) -> None:
    ready(tmp_path / "d", **SIGN_UP).close()
    said = run("notice", tmp_path / "d", "-o", tmp_path / "notice.txt")
    assert said.lines[0] == f"Wrote the draft of the notice {tmp_path / 'notice.txt'}"
    assert "DRAFT" in (tmp_path / "notice.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ((), "say where to write it, such as -o notice.docx"),
        (("-o", "notice.pdf"), "notice.pdf does not end in .docx or .txt; name a file that does"),
        (("-o", "n.txt", "--of", "opting-out"), "the partners did not decide on opting out; another decision is a new"),
        (("-o", "n.txt", "--of", "joining"), "--of: invalid choice: 'joining'"),
    ],
)
def test_bad_input_is_one_clear_sentence(tmp_path: Path, more: tuple[str, ...], why: str) -> None:
    folder = sealed(tmp_path / "d", **SIGN_UP)
    assert why in run("notice", folder, *more).trouble


def test_a_record_that_was_altered_gives_no_notice(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **SIGN_UP)
    assert "memo.txt” is a file of the record" in run("notice", folder, "-o", folder / "memo.txt").trouble
    (folder / "memo.txt").write_bytes(b"another")
    assert "was altered after it was signed" in run("notice", folder, "-o", tmp_path / "n.txt").trouble
    assert not (tmp_path / "n.txt").exists()


def test_hostile_words_are_text(tmp_path: Path) -> None:
    texts = {"practice__name": HOSTILE[0], "commissioner__name": HOSTILE[1], "pcn__name": HOSTILE[2]}
    ready(tmp_path / "d", **SIGN_UP, **texts).close()
    said = run("notice", tmp_path / "d", "-o", tmp_path / "n.txt")
    assert said.code == 0
    assert not obeyed(said.out + said.err + (tmp_path / "n.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "made", [("notice", "n.txt"), ("follow-up", "n.txt"), ("calendar", "n.ics")], ids=lambda m: m[0]
)
def test_nothing_of_somebody_else_is_written_over(tmp_path: Path, made: tuple[str, str]) -> None:
    (command, name), folder = made, sealed(tmp_path / "d", **SIGN_UP)
    mine, other = tmp_path / name, sealed(tmp_path / "other")
    mine.write_bytes(b"mine")
    assert run(command, folder, "-o", mine).trouble == f"“{mine}” is there already; choose another name"
    assert mine.read_bytes() == b"mine"
    for place in (other / f"memo{mine.suffix}", other / name):
        assert run(command, folder, "-o", place).code == 2
    assert run("verify", other).code == 0
    assert not (other / name).exists()
    # In its own folder neither: what was made may have been sent since, or written in by hand.
    assert run(command, folder, "-o", folder / name).code == 0
    (folder / name).write_bytes(b"written in")
    assert run(command, folder, "-o", folder / name).trouble.endswith(" is there already; choose another name")
    assert (folder / name).read_bytes() == b"written in"


@pytest.mark.parametrize(
    "made", [("notice", "n.txt"), ("follow-up", "n.txt"), ("calendar", "n.ics")], ids=lambda m: m[0]
)
def test_nothing_is_made_of_what_a_newer_version_noted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, made: tuple[str, str]
) -> None:
    (command, name), folder = made, sealed(tmp_path / "d", **TO_FOLLOW)
    with monkeypatch.context() as patch:
        patch.setattr("des_decider.storage.afterwards_file.FORMAT", "2.0")
        assert run("follow-up", folder, "--condition-met", "1", "--on", "1 Jan 2020").code == 0
    assert "was written by a newer version of des-decider" in run(command, folder, "-o", tmp_path / name).trouble
    assert not (tmp_path / name).exists()
