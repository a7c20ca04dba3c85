"""`demo`: the worked example, made once and opened again."""

from __future__ import annotations

from pathlib import Path

from docx import Document

from des_decider.storage.places import decisions_folder
from tests.cli.driver import Desk, run


def test_the_demo_is_a_decision_like_any_other(desk: Desk) -> None:
    taken = decisions_folder() / "Saltmarsh worked example"
    taken.mkdir(parents=True)
    (taken / "taken").write_bytes(b"")
    first = run("demo", "--no-open")
    assert (first.code, first.err) == (0, "")
    demo = Desk(decisions_folder() / "Saltmarsh worked example 2")
    assert first.lines[0].endswith(f" is in '{demo.folder}'")
    assert Document(str(demo.folder / "memo.docx")).paragraphs
    assert demo.shown()["open"]["quick_look"] == demo.shown()["open"]["sign_off"] == []
    assert demo.answer("workforce.clinical_pharmacist.chance=20%").code == 0
    assert "holds a decision already" in run("demo", demo.folder).trouble
    assert demo.kept()["practice.name"] == "Saltmarsh Surgery (worked example)"
    assert demo.kept()["workforce.clinical_pharmacist.chance"] == "20"
    assert not desk.folder.exists()
    assert list(Path().iterdir()) == [], "nothing is put where one happens to work"


def test_demo_finds_the_copy_that_is_there_and_makes_another_only_when_asked_for(desk: Desk) -> None:
    assert run("demo", "--no-open").code == 0
    first = Desk(decisions_folder() / "Saltmarsh worked example")
    assert first.answer("practice.registered_list=9140").code == 0
    (first.folder / "memo.docx").unlink()
    again = run("demo", "--no-open")
    assert (again.code, again.err) == (0, "")
    assert again.lines[0].endswith(f" is in '{first.folder}'")
    assert again.lines[1] == "It is the copy made before, with what was changed in it."
    assert again.lines[2].endswith("des-decider demo --fresh")
    assert not (first.folder / "memo.docx").exists(), "of a copy that was there no memo is asked for"
    fresh = run("demo", "--fresh", "--no-open")
    second = Desk(decisions_folder() / "Saltmarsh worked example 2")
    assert fresh.lines[0].endswith(f" is in '{second.folder}'")
    assert [d.kept()["practice.registered_list"] for d in (first, second)] == ["9140", "9040"]
    assert str(second.folder) in run("demo", "--no-open").lines[0], "the one made last"
    assert not desk.folder.exists()
