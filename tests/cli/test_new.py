"""`new`: where a decision is made, from which worksheet, and what it says to do next."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.storage.places import decisions_folder
from tests.building import SHIPPED, SMALL, SUPPLEMENT
from tests.cli.driver import SHIPPED as SHIPPED_ID
from tests.cli.driver import Desk, run

if TYPE_CHECKING:
    import pytest


def test_new_makes_a_folder_and_says_what_to_do_next(desk: Desk) -> None:
    said = desk.new("  Creek Road Surgery ", SHIPPED_ID, "--by", "Bess Harbour", "--no-open")
    assert (said.code, said.err) == (0, "")
    assert said.out == (
        f"Made {desk.folder}: Network Contract DES 2020/21, edition 1. Decide by 31 May 2020.\n"
        "The quick look has 30 answers and the partners. For a form to fill in, and to give it back:\n"
        f"  des-decider show {desk.folder} --form -o answers.txt\n"
        f"  des-decider answer {desk.folder} --from answers.txt\n"
    )
    assert {p.name for p in desk.folder.iterdir() if not p.name.startswith(".")} == {
        "answers.toml", "history.jsonl", "summary.json", "worksheet.toml", "worksheet-standard.toml",
    }  # fmt: skip
    assert (desk.folder / "worksheet.toml").read_bytes() == SHIPPED.read_bytes()
    assert desk.file()["answers"]["practice.name"]["by"] == "Bess Harbour"
    assert desk.kept() == {"practice.name": "Creek Road Surgery"}


def test_new_in_a_folder_of_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    desk = Desk(tmp_path / "PCN" / "decisions" / "2020-21")
    assert desk.new("Creek Road Surgery").code == 0
    assert desk.kept() == {"practice.name": "Creek Road Surgery"}


def test_new_knows_the_shipped_worksheets_by_id_and_any_other_by_its_file(desk: Desk) -> None:
    said = desk.new("P", "network-contract-des-2019-20")
    assert said.trouble == (
        "there is no worksheet network-contract-des-2019-20; give a file, or one of: network-contract-des-2020-21, "
        "network-contract-des-2025-26, network-contract-des-2026-27, network-contract-des-2027-28"
    )
    assert "a name is missing" in desk.new("P", "").trouble
    assert desk.new("P", "x" * 300).code == 2
    assert not desk.folder.exists()
    assert desk.new("P", SMALL).code == 0
    assert desk.file()["worksheet"] == "farholm-ferry-care-2031-32"


def test_new_with_a_supplement_says_what_it_changes_and_so_does_the_form(desk: Desk) -> None:
    said = desk.new("Creek Road Surgery", SUPPLEMENT)
    changed = (
        "Wash and Marsh LMC (fictional) changed the limit for amber of “Money” from −0.50 to −0.30. "
        "Wash and Marsh LMC (fictional) added the day “The LMC meets practices”, 20 May 2020."
    )
    assert said.lines[1] == (
        "It is a supplement to Network Contract DES 2020/21, edition 1, issued by the des-decider project. " + changed
    )
    assert (desk.folder / "worksheet-base.toml").read_bytes() == SHIPPED.read_bytes()
    form = " ".join(line.removeprefix("#").strip() for line in desk.show("--form").lines)
    assert changed in form


def test_new_with_a_supplement_whose_worksheet_is_nowhere(desk: Desk) -> None:
    text = SUPPLEMENT.read_text(encoding="utf-8")
    Path("ours.toml").write_text(text.replace(f'"{SHIPPED_ID}"', '"county-des-2020-21"'), encoding="utf-8")
    said = desk.new("P", "ours.toml").trouble
    assert "The worksheet county-des-2020-21 was not found. Put it beside this file as county-des-2020-21.toml" in said
    assert not desk.folder.exists()


def test_new_with_a_worksheet_that_has_mistakes(desk: Desk) -> None:
    Path("mine.toml").write_bytes(SMALL.read_bytes().replace(b"rate = 5\n", b'rate = "5"\n'))
    said = desk.new("P", "mine.toml")
    assert said.trouble.startswith("the worksheet has 1 mistake; the first: line ")
    Path("mine.toml").write_bytes(b"")
    assert desk.new("P", "mine.toml").trouble.startswith("the worksheet has ")
    assert not desk.folder.exists()


def test_new_touches_no_folder_that_holds_something(made: Desk) -> None:
    before = {p.name: p.read_bytes() for p in made.folder.iterdir() if p.is_file()}
    assert "holds a decision already" in made.new("Other Surgery").trouble
    Path("letters").mkdir()
    Path("letters/to the CCG.txt").write_bytes(b"Dear")
    assert "is not empty; choose a new folder" in Desk(Path("letters")).new("P").trouble
    Path("file").write_bytes(b"")
    assert Desk(Path("file")).new("P").code == 2
    assert {p.name: p.read_bytes() for p in made.folder.iterdir() if p.is_file()} == before
    assert [p.name for p in Path("letters").iterdir()] == ["to the CCG.txt"]
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


def test_new_without_a_name(desk: Desk) -> None:
    """What was said of an empty answer, how to take it back, stood behind it."""
    for name in ("", "  ", "\n"):
        assert desk.new(name).trouble.endswith("the practice has to have a name")
    assert desk.new("x" * 10_001).trouble.endswith("it has 10,001 characters and an answer may have 10,000")
    assert not desk.folder.exists()


def test_a_list_of_this_machine_that_cannot_be_written_stops_nothing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("DES_DECIDER_HOME", str(tmp_path / "file" / "inside"))
    said = desk.new("Creek Road Surgery")
    assert said.code == 0
    assert said.err.startswith("note: cannot make “")
    assert desk.kept() == {"practice.name": "Creek Road Surgery"}


def test_new_without_a_folder_makes_one_named_after_year_and_practice(desk: Desk) -> None:
    for name in ("2020-21 Creek Road Surgery", "2020-21 Creek Road Surgery 2"):
        said = run("new", "--worksheet", SHIPPED_ID, "--practice", " Creek Road Surgery ")
        assert (said.code, said.err) == (0, "")
        made = Desk(decisions_folder() / name)
        assert said.lines[0].startswith(f"Made '{made.folder}': ")
        assert made.kept() == {"practice.name": "Creek Road Surgery"}
    hostile = run("new", "--worksheet", SHIPPED_ID, "--practice", "../../\x1b[2J\n C:\\x")
    assert hostile.code == 0
    assert len(list(decisions_folder().iterdir())) == 3
    assert list(desk.folder.parent.iterdir()) == [], "nothing is put where one happens to work"
    wrong = Path("wrong.toml")
    wrong.write_text("format = 1", encoding="utf-8")
    assert "the worksheet has" in run("new", "--worksheet", wrong, "--practice", "P").trouble


def test_documents_that_cannot_be_written_are_one_sentence_with_a_way_out(desk: Desk) -> None:
    decisions_folder().parent.mkdir(parents=True)
    decisions_folder().write_text("a file where the folder should be")
    for command in (("demo",), ("new", "--worksheet", SHIPPED_ID, "--practice", "P")):
        said = run(*command).trouble
        assert str(decisions_folder()) in said
        assert "a file stands where a folder should be" in said
        assert said.endswith(f"; des-decider {command[0]} DIR puts it elsewhere")
    assert run("demo", desk.folder, "--no-open").code == 0
    assert desk.kept()["practice.registered_list"] == "9040"
    assert decisions_folder().read_text() == "a file where the folder should be"


def test_where_nobody_knows_by_when_to_decide_that_is_said_and_no_day_to_come(desk: Desk) -> None:
    made = desk.new("Creek Road Surgery", "network-contract-des-2025-26")
    assert made.out.splitlines()[0].endswith("Day to decide by not known."), made.out
    assert desk.show().lines[1] == "Day to decide by not known · not signed off"
    desk.answer("deadline.contract=30 April 2025")
    assert desk.show().lines[1] == "Decide by 30 April 2025 · not signed off"
