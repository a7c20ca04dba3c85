"""Taking a text out before sign-off, typed by a practice manager: said first, asked, then gone from every file."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING

import pytest

from tests.cli.driver import Desk, Said, run
from tests.cli.test_hostile_words import HOSTILE, obeyed
from tests.record.ready import sealed

if TYPE_CHECKING:
    from pathlib import Path

NOTE = "note.cost.nurse_hour"
WHY = "it named a patient"
SAYS = [
    "To be taken out of the answers and the history, for good:",
    "  Note on cost of a nurse hour: “Ask her son”, and 1 earlier text",
    f"The record will say that it was taken out by Inga Voe, because: {WHY}",
]
DONE = [
    "Taken out. It cannot be undone; give another text in its place where one is needed.",
    "Copies of the folder elsewhere, mails and backups may still have it.",
]


@pytest.fixture
def made(desk: Desk) -> Desk:
    """A decision in which a patient is named in a note, that was put right since."""
    assert desk.new("Saltmarsh Surgery").code == 0
    desk.answer(f"{NOTE}=Mrs Pruett fell", said_by="Ivo Pruett")
    desk.answer(f"{NOTE}=Ask her son")
    return desk


def redact(desk: Desk, *more: str, why: str = WHY, by: str = "Inga Voe") -> Said:
    return run("redact", desk.folder, *more, "--why", why, "--by", by)


def files(desk: Desk) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in desk.folder.iterdir()}


def test_first_it_says_what_goes_and_nothing_is_touched(made: Desk) -> None:
    before = files(made)
    said = redact(made, NOTE)
    assert (said.code, said.lines, said.err) == (1, SAYS, "Nothing was taken out; --yes does it.\n")
    assert files(made) == before


def test_with_yes_it_is_gone_from_every_file(made: Desk) -> None:
    made.memo("--format", "txt")
    assert any(b"Ask her son" in data for name, data in files(made).items() if name.startswith("memo"))
    said = redact(made, NOTE, "--name", "Ivo Pruett", "--yes")
    assert (said.code, said.err, said.lines[-2:]) == (0, "", DONE)
    assert "  “Ivo Pruett” as who typed or said something, in 1 place" in said.lines
    assert "  With it go files in which it may stand: memo-appendices.txt and memo.txt" in said.out
    assert not [name for name, data in files(made).items() if b"Pruett" in data or b"her son" in data]
    assert NOTE not in made.kept()
    assert [change["kind"] for change in made.changes()] == ["answered", "answered", "answered", "redacted"]
    made.memo("--format", "txt")
    memo = " ".join((made.folder / "memo.txt").read_text(encoding="utf-8").split())
    assert "2 texts were taken out of this record and its history:" in memo
    assert f"taken out by Inga Voe on {made.file()['made'].day} " in memo
    assert made.answer(f"{NOTE}=as in the accounts").code == 0


@pytest.mark.parametrize(("typed", "code"), [("yes", 0), ("Yes ", 0), ("", 1), ("y", 1), ("no", 1), (None, 1)])
def test_at_a_terminal_it_asks(made: Desk, monkeypatch: pytest.MonkeyPatch, typed: str | None, code: int) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    out, err = Terminal(), io.StringIO()
    monkeypatch.setattr(sys, "stdin", Terminal("" if typed is None else f"{typed}\n"))
    monkeypatch.setattr(sys, "stdout", out)
    monkeypatch.setattr(sys, "stderr", err)
    from des_decider.cli.redact import run as redacted

    assert redacted(str(made.folder), [NOTE], "", WHY, "Inga Voe", sure=False, take_over=False) == code
    assert "Take it out? Type yes: " in out.getvalue()
    assert (NOTE in made.kept()) is bool(code)


def test_what_stands_elsewhere_is_said_and_the_command_does_not_end_well(made: Desk) -> None:
    made.answer("vote.2.reason=Think of Mrs Pruett fell and all.")
    (made.folder / "letter.txt").write_bytes(b"Mrs Pruett fell")
    (made.folder / "scan.pdf").write_bytes(b"%PDF")
    said = redact(made, NOTE, "--yes")
    assert said.code == 1
    assert said.err.splitlines() == [
        "note: The same words stand elsewhere in the record too: vote.2.reason",
        "note: They stand in files that this program does not change: letter.txt",
        "note: Other files in the folder stay as they are, look into them: scan.pdf",
    ]
    assert NOTE not in made.kept()


def test_what_cannot_be_taken_out_is_one_sentence(made: Desk, tmp_path: Path) -> None:
    before = files(made)
    assert redact(made).trouble == "say what is to be taken out: the id of an answer, or a name"
    assert redact(made, "note.cost.gp_hour").trouble == "“note.cost.gp_hour” never had a text in this decision"
    assert redact(made, "--name", "Nobody").trouble == "“Nobody” typed and said nothing here"
    assert "say why, in at most 200 characters" in redact(made, NOTE, why=" ").trouble
    said_too_much = "the reason says what is to be taken out, and stays for good; say it without"
    assert redact(made, NOTE, why="It says: ask her son").trouble == said_too_much
    assert "--why" in run("redact", made.folder, NOTE).trouble
    assert files(made) == before
    signed = sealed(tmp_path / "signed")
    assert (
        "signed off and sealed" in run("redact", signed, "vote.2.reason", "--why", WHY, "--by", "Ann", "--yes").trouble
    )


def test_hostile_words_are_shown_and_never_obeyed(made: Desk) -> None:
    for words in HOSTILE:
        for said in (redact(made, words), redact(made, "--name", words), redact(made, NOTE, why=words, by=words)):
            assert not obeyed(said.out + said.err)


def test_whoever_is_logged_in_takes_it_out_where_nobody_is_named(made: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "b.harbour")
    assert run("redact", made.folder, NOTE, "--why", WHY, "--yes").code == 0
    assert list(made.changes())[-1]["by"] == "b.harbour"

    def nobody() -> str:
        raise OSError

    monkeypatch.setattr("getpass.getuser", nobody)
    assert "say who takes it out" in run("redact", made.folder, "practice.name", "--why", WHY).trouble


def test_files_of_others_stay_whatever_they_are_called(made: Desk) -> None:
    """A name with a number at its end once passed for one of ours, and went."""
    theirs = ("plan for 2021.draft-2.toml", "worksheet.old-1.toml", "history.mine-1.jsonl", "letter.copy-1.toml")
    for name in theirs:
        (made.folder / name).write_text('plan = "ours"\n', encoding="utf-8")
    (made.folder / "answers.broken-1.toml").write_text("Ask her son", encoding="utf-8")
    said = redact(made, NOTE, "--yes")
    assert said.code == 0
    assert "Other files in the folder stay as they are" in said.out
    assert all((made.folder / name).read_text(encoding="utf-8") == 'plan = "ours"\n' for name in theirs)
    assert not (made.folder / "answers.broken-1.toml").exists()


@pytest.mark.parametrize("by", ["Ivo Pruett", "ivo pruett", "Dr Ivo Pruett"])
def test_whose_name_goes_cannot_take_it_out_himself(made: Desk, by: str) -> None:
    """Who takes something out is kept for good, so his name would stay."""
    before = files(made)
    said = redact(made, "--name", "Ivo Pruett", "--yes", by=by)
    assert said.code == 2
    assert said.trouble == "who takes it out stays for good, and is to be taken out; let somebody else do it"
    assert files(made) == before
    assert redact(made, "--name", "Ivo Pruett", "--yes").code == 0
    assert all(b"Ivo Pruett" not in data for data in files(made).values())
