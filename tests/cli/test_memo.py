"""`memo`: drafts in every format, and what is made from a sealed record."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

import pytest
from docx import Document

from tests.cli.driver import run, sealed_desk
from tests.record.ready import READY, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.driver import Desk


def test_a_draft_in_each_format_with_its_appendices(made: Desk) -> None:
    said = made.memo("--format", "md, TXT,html,Pdf,docx")
    assert (said.code, said.err) == (0, "")
    assert len(said.lines) == 5
    for name, line in zip(("md", "txt", "html", "pdf", "docx"), said.lines, strict=True):
        memo, appendices = made.folder / f"memo.{name}", made.folder / f"memo-appendices.{name}"
        assert line == f"Wrote the draft memo {memo} and {appendices}"
        assert memo.stat().st_size > 1000
        assert appendices.stat().st_size > 1000
    assert "DRAFT" in (made.folder / "memo.md").read_text(encoding="utf-8")
    headers = [p.text for s in Document(str(made.folder / "memo.docx")).sections for p in s.header.paragraphs]
    assert any("DRAFT" in text for text in headers)
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


def test_the_memo_goes_into_a_folder_or_a_file(made: Desk, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    assert made.memo("--format", "md", "-o", tmp_path / "out").code == 0
    assert made.memo("--format", "md", "-o", tmp_path / "ours.md").code == 0
    assert made.memo("-o", tmp_path / "ours.DOCX").code == 0
    assert sorted(p.name for p in (tmp_path / "out").iterdir()) == ["memo-appendices.md", "memo.md"]
    assert (tmp_path / "ours.md").read_bytes() == (tmp_path / "out" / "memo.md").read_bytes()
    assert Document(str(tmp_path / "ours.DOCX")).paragraphs
    assert not list(made.folder.glob("memo*"))
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


ENDINGS = [("ours.pdf", b"%PDF-"), ("ours.HTML", b"<!DOCTYPE html>"), ("ours.docx", b"PK")]


@pytest.mark.parametrize(("name", "begins"), ENDINGS)
def test_the_ending_of_its_file_says_the_format(made: Desk, tmp_path: Path, name: str, begins: bytes) -> None:
    assert made.memo("-o", tmp_path / name).code == 0
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_a_memo_never_lands_on_the_record_or_under_a_wrong_name(made: Desk, tmp_path: Path) -> None:
    for name in ("history.jsonl", "answers.toml", "worksheet-standard.toml", "ours.odt"):
        said = made.memo("-o", made.folder / name)
        assert said.trouble == f"{made.folder / name} does not end in .docx; name a file that does, or a folder"
    other = made.memo("--format", "md", "-o", tmp_path / "ours.pdf")
    assert other.trouble == f"{tmp_path / 'ours.pdf'} does not end in .md; name a file that does, or a folder"
    several = made.memo("--format", "md,docx", "-o", tmp_path / "ours.md")
    assert several.trouble == "several formats need a folder that is there after -o, not a file"
    assert made.memo("-o", tmp_path / "nowhere" / "ours.docx").trouble.startswith("cannot write “")
    assert made.memo("-o", tmp_path / "nowhere" / "there").trouble.startswith("cannot write “")
    assert made.memo("-o", tmp_path / "new", "--format", "md,txt").code == 0
    assert {file.name for file in (tmp_path / "new").iterdir()} == {
        "memo.md", "memo.txt", "memo-appendices.md", "memo-appendices.txt",
    }  # fmt: skip
    assert made.show().code == 0
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


@pytest.mark.parametrize(("formats", "said"), [("odt", "odt"), ("md,rtf", "rtf"), ("", "nothing"), (",", "nothing")])
def test_a_format_there_is_not(made: Desk, formats: str, said: str) -> None:
    assert made.memo("--format", formats).trouble == f"the memo is written as md, txt, html, pdf, docx; not as {said}"
    assert not list(made.folder.glob("memo*"))


def test_a_decision_that_lost_its_history_still_gives_a_draft(made: Desk) -> None:
    (made.folder / "history.jsonl").unlink()
    assert made.memo("--format", "md").code == 0
    text = (made.folder / "answers.toml").read_text(encoding="utf-8")
    (made.folder / "answers.toml").write_text(
        "\n".join(line for line in text.splitlines() if not line.startswith("at = ")) + "\n", encoding="utf-8"
    )
    assert made.memo("--format", "md").code == 0
    assert "DRAFT" in (made.folder / "memo.md").read_text(encoding="utf-8")
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


def test_the_memo_of_a_sealed_decision_is_pointed_to_and_never_written_over(desk: Desk, tmp_path: Path) -> None:
    folder = sealed_desk(desk).folder
    before = {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir() if p.is_file()}
    said = desk.memo("--format", "md,docx")
    assert said.code == 0
    assert said.lines == [f"The sealed memo is {folder / 'memo.md'}", f"The sealed memo is {folder / 'memo.docx'}"]
    assert desk.memo("-o", folder / "memo.docx").lines == [f"The sealed memo is {folder / 'memo.docx'}"]
    (tmp_path / "again").mkdir()
    elsewhere = desk.memo("--format", "md,txt,html,pdf,docx", "-o", tmp_path / "again")
    assert elsewhere.lines[0].startswith("Wrote the memo ")
    again = {p.name: p.read_bytes() for p in (tmp_path / "again").iterdir()}
    assert len(again) == 10
    assert again == {name: before[name][1] for name in again}
    assert {p.name: (p.stat().st_mtime_ns, p.read_bytes()) for p in folder.iterdir() if p.is_file()} == before
    assert desk.verify().code == 0
    assert desk.kept()["practice.registered_list"] == "4000"


@pytest.mark.parametrize(
    ("name", "old", "new", "why"),
    [
        ("answers.toml", b'value = "4000"', b'value = "5000"', "was altered after it was signed"),
        ("history.jsonl", b'"new": "4000"', b'"new": "5000"', "was altered after it was signed"),
        ("seal.toml", b"Skerry", b"Skarry", "was altered after it was signed"),
        ("seal.toml", b'"1.0"', b'"3.0"', "was altered after it was signed"),
        ("memo.md", None, b"", "is no longer complete"),
        ("memo.md", b"", b"x", "was altered after it was signed"),
    ],
    ids=["answers", "history", "seal", "one bit of its format", "missing", "memo"],
)
def test_no_memo_is_made_from_a_sealed_record_that_is_not_as_signed(
    desk: Desk, tmp_path: Path, name: str, old: bytes | None, new: bytes, why: str
) -> None:
    path = sealed_desk(desk).folder / name
    if old is None:
        path.unlink()
    else:
        path.write_bytes(path.read_bytes().replace(old, new, 1))
    (tmp_path / "again").mkdir()
    for where in ((), ("-o", tmp_path / "again")):
        assert desk.memo("--format", "md,txt", *where).trouble == (
            f"{desk.folder} {why}, so nothing is made from it; 'des-decider verify {desk.folder}' says more"
        )
    assert not list((tmp_path / "again").iterdir())
    assert path.exists() is (old is not None)
    assert desk.kept()["practice.registered_list"] == ("5000" if name == "answers.toml" else "4000")


def test_no_memo_is_made_from_what_a_newer_version_sealed(desk: Desk) -> None:
    (sealed_desk(desk).folder / "seal.toml").write_bytes(b'format = "2.0"\n')
    assert "was sealed by a newer version of des-decider, so nothing is made" in desk.memo("--format", "md").trouble


def test_no_memo_is_made_where_the_seal_is_a_folder(desk: Desk) -> None:
    (sealed_desk(desk).folder / "seal.toml").unlink()
    (desk.folder / "seal.toml").mkdir()
    assert "is no longer complete, so nothing is made from it" in desk.memo("--format", "md").trouble
    assert desk.kept()["practice.registered_list"] == "4000"


def test_a_sealed_record_that_was_only_re_saved_gives_its_memo(desk: Desk, tmp_path: Path) -> None:
    folder = sealed_desk(desk).folder
    for name in ("answers.toml", "history.jsonl", "seal.toml"):
        (folder / name).write_bytes(b"\xef\xbb\xbf" + (folder / name).read_bytes().replace(b"\n", b"\r\n"))
    assert desk.memo("--format", "md", "-o", tmp_path / "again.md").code == 0
    assert (tmp_path / "again.md").read_bytes() == (folder / "memo.md").read_bytes()
    assert tomllib.loads((folder / "answers.toml").read_text(encoding="utf-8-sig"))["answer_count"] == len(READY) + 1


def test_a_file_of_somebody_in_the_decisions_own_folder_stays(made: Desk) -> None:
    """Only a draft of ours is written anew there; a letter once went without a word."""
    for name in ("letter.docx", "minutes.md"):
        (made.folder / name).write_bytes(b"mine")
        said = made.memo("--format", name.rpartition(".")[2], "-o", made.folder / name)
        assert said.trouble == f"“{made.folder / name}” is there already; choose another name"
        assert (made.folder / name).read_bytes() == b"mine"
    for _ in range(2):
        assert made.memo("--format", "md").code == 0
        assert made.memo("--format", "md", "-o", made.folder / "memo.md").code == 0


def test_notes_beside_a_sealed_memo_are_not_called_the_sealed_memo(desk: Desk) -> None:
    notes = sealed_desk(desk).folder / "notes.md"
    notes.write_bytes(b"mine")
    assert desk.memo("--format", "md", "-o", notes).trouble == f"“{notes}” is there already; choose another name"
    assert notes.read_bytes() == b"mine"


def test_nothing_of_one_decision_lands_among_what_another_sealed(made: Desk) -> None:
    other = sealed(made.folder.parent / "other")
    before = {path.name: path.read_bytes() for path in other.iterdir()}
    for command in (
        ("show", made.folder, "-o", other / "shown.txt"),
        ("memo", made.folder, "-o", other / "x.docx"),
        ("worksheet", "new", other / "w.toml", "--from", "network-contract-des-2020-21"),
    ):
        assert "is a folder that was sealed" in run(*command).trouble, command
    assert {path.name: path.read_bytes() for path in other.iterdir()} == before
