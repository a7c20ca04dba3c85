"""A decision on a supplement keeps all it was read from, seals it, and says in its memo what was changed."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest

from des_decider.cli.show_text import as_lines
from des_decider.record import sign_off as signing
from des_decider.record.opening import create_decision
from des_decider.record.recovery import CannotOpen
from des_decider.record.sign_off import sign_off
from des_decider.record.state import state_of
from des_decider.record.verify import verify
from des_decider.storage.shipped import base_of
from des_decider.worksheet.layers import came_with_the_program
from tests.record.decisions import SMALL, Clock, made, opened, texts
from tests.record.ready import PRESENT, READY, SIGNED

if TYPE_CHECKING:
    from pathlib import Path

SUPPLEMENT = f"""\
format = 1

[worksheet]
id = "outer-isles-2031-32"
title = "Farholm Ferry Care 2031/32 for the outer isles"
edition = "7"
issuer = "Outer Isles LMC (fictional)"
about = "What the outer isles ask besides."
extends = "farholm-ferry-care-2031-32"
base_edition = "3-test"
base_digest = "{sha256(SMALL).hexdigest()}"

[question]
bell = {{ section = "patients", text = "Who rings the bell?", why = "It is loud.", source = "ours", kind = "text" }}

[threshold]
funding.amber = -0.30
""".encode()
FILES = {
    "worksheet.toml": SUPPLEMENT,
    "worksheet-base.toml": SMALL,
    "worksheet-standard.toml": came_with_the_program(),
}
CHANGED = "Outer Isles LMC (fictional) changed the limit for amber of “Money” from −0.25 to −0.30."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with create_decision(tmp_path / "d", SUPPLEMENT, base=SMALL, practice="P", by="Ann", clock=Clock()) as session:
        assert not session.give({"question.bell": "Bess"}, by="Ann").refused
    return tmp_path / "d"


def test_show_says_what_it_changed(folder: Path) -> None:
    """Only the form and the memo did."""
    with opened(folder) as session:
        said = list(as_lines(state_of(session), every=False, sealed=""))
    assert said[said.index("What the supplement says otherwise") + 1].strip() == CHANGED


def test_all_it_was_read_from_lies_in_its_folder_byte_for_byte(folder: Path) -> None:
    assert {name: (folder / name).read_bytes() for name in FILES} == FILES
    with opened(folder) as session:
        assert session.notices == ()
        assert session.worksheet.id == "outer-isles-2031-32"
        assert session.answers.text("question.bell") == "Bess"


def test_a_making_that_was_broken_off_is_done_again(folder: Path) -> None:
    for name in ("answers.toml", "history.jsonl", "worksheet.toml", "summary.json"):
        (folder / name).unlink()
    create_decision(folder, SUPPLEMENT, base=SMALL, practice="P", by="Ann", clock=Clock()).close()
    (folder / "answers.toml").unlink()
    (folder / "history.jsonl").unlink()
    with pytest.raises(CannotOpen, match="is not empty"):
        create_decision(folder, SMALL, practice="P", by="Ann", clock=Clock())


def test_a_worksheet_below_that_is_gone_or_another_is_named_and_nothing_is_lost(folder: Path) -> None:
    base = folder / "worksheet-base.toml"
    for other in (SMALL + b"\n", b"", SUPPLEMENT, b"[["):
        base.write_bytes(other)
        with pytest.raises(CannotOpen, match=r"^worksheet-base\.toml is .*; put it back from a copy of the folder"):
            opened(folder)
    base.unlink()
    with pytest.raises(CannotOpen, match=r"^worksheet-base\.toml is missing; put it back"):
        opened(folder)
    base.write_bytes(SMALL)
    with opened(folder) as session:
        assert texts(session.answers) == {"practice.name": "P", "question.bell": "Bess"}


def test_without_the_worksheet_below_no_decision_is_made(tmp_path: Path) -> None:
    with pytest.raises(CannotOpen, match=r"the worksheet has 1 mistake; the first: .* was not found"):
        create_decision(tmp_path / "d", SUPPLEMENT, practice="P", by="Ann", clock=Clock())
    assert not (tmp_path / "d").exists()


def test_the_seal_covers_all_of_it_and_the_memo_says_what_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signing, "FORMATS", ("txt",))
    folder = tmp_path / "d"
    with create_decision(folder, SUPPLEMENT, base=SMALL, practice="P", by="Ann", clock=Clock()) as session:
        assert not session.give(READY, by="Ann").refused
        sign_off(session, PRESENT, SIGNED)
    assert verify(folder).state == "intact"
    memo = " ".join((folder / "memo.txt").read_text(encoding="utf-8").split())
    assert "a supplement to Farholm Ferry Care 2031/32, edition 3-test, issued by Farholm Isles LMC" in memo
    assert CHANGED in memo
    for name, data in FILES.items():
        assert f"SHA-256 of {name}: {sha256(data).hexdigest()[:4]}" in memo
        (folder / name).write_bytes(data + b"# later\n")
        assert (verify(folder).state, verify(folder).details) == ("altered", (f"{name} is not what was sealed",))
        (folder / name).unlink()
        assert (verify(folder).state, verify(folder).details) == ("missing", (f"{name} is missing",))
        (folder / name).write_bytes(data)
    appendices = " ".join((folder / "memo-appendices.txt").read_text(encoding="utf-8").split())
    assert "Issued by Farholm Isles LMC" in appendices
    answers = folder / "answers.toml"
    answers.write_bytes(answers.read_bytes().replace(b'value = "4000"', b'value = "5000"'))
    assert any("sealed as 4,000 patients, now 5,000" in line for line in verify(folder).details)


def test_the_worksheet_below_is_found_by_its_id_or_in_the_folder_of_a_decision(folder: Path, tmp_path: Path) -> None:
    desk = tmp_path / "desk"
    desk.mkdir()
    assert base_of(SUPPLEMENT, desk) == b""
    assert base_of(SUPPLEMENT, folder) == SMALL
    beside = desk / "farholm-ferry-care-2031-32.toml"
    beside.write_bytes(SMALL + b"\n")
    assert base_of(SUPPLEMENT, desk) == SMALL + b"\n", "it is read, so that its reader can say what is wrong with it"
    (desk / "worksheet-base.toml").write_bytes(SMALL)
    assert base_of(SUPPLEMENT, desk) == SMALL, "the one that is meant goes before"
    assert base_of(SUPPLEMENT.replace(b"farholm-ferry-care", b"../desk/farholm-ferry-care"), desk) == b""
    assert base_of(SMALL, desk) == base_of(b"extends = [", desk) == base_of(b"\xff\xfe", desk) == b""


def test_a_worksheet_that_extends_none_keeps_two_files(tmp_path: Path) -> None:
    with made(tmp_path / "d") as session:
        assert not (session.folder / "worksheet-base.toml").exists()
