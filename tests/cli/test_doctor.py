"""`doctor`: a folder that cannot be written any more is looked at first, and mended only when that is asked for."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from tests.building import SMALL
from tests.cli.driver import Desk, run

if TYPE_CHECKING:
    from pathlib import Path


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file() and path.name != ".lock"}


def test_a_folder_is_looked_at_first_and_mended_when_it_is_asked_for(desk: Desk) -> None:
    desk.new("Creek Road Surgery", SMALL)
    desk.answer("practice.registered_list=9,000")
    desk.answer("pcn.name=Isles", said_by="Dr Vane")
    said = run("doctor", desk.folder)
    assert (said.code, said.out, said.err) == (0, "Nothing is wrong with it.\n", "")
    history = desk.folder / "history.jsonl"
    history.write_bytes(history.read_bytes().replace(b"9000", b"9001"))
    refused = desk.answer("cost.gp_hour=90").trouble
    assert refused.endswith("or have it mended by 'des-decider doctor'")
    before = files(desk.folder)
    said = run("doctor", desk.folder)
    assert (said.code, said.err, files(desk.folder)) == (1, "", before)
    assert said.lines[0] == "1 thing to look at:"
    assert said.lines[1].startswith("- Line 3 of history.jsonl was changed after it was written")
    assert said.lines[2].startswith(
        "  Can be mended: kept beside it and begun again with the 1 change that can be used"
    )
    assert said.lines[3].startswith("Nothing is changed. To mend what can be mended: ")
    assert said.lines[3].endswith(f"doctor {desk.folder} --mend")
    said = run("doctor", desk.folder, "--mend", "--by", "Bess")
    assert (said.code, said.err) == (0, "")
    assert said.lines[0].startswith("Mended: line 3 of history.jsonl was changed after it was written")
    assert said.lines[-1] == "Nothing is wrong with it any more."
    assert run("doctor", desk.folder, "--mend", "--by", "Bess").lines == ["Nothing is wrong with it."]
    now = files(desk.folder)
    assert (now["history.broken-1.jsonl"], now["answers.broken-1.toml"]) == (
        before["history.jsonl"], before["answers.toml"],
    )  # fmt: skip
    last = [*desk.changes()][-1]
    assert (last["kind"], last["by"], len(last["edits"])) == ("edited outside", "Bess", 2)
    assert desk.answer("cost.gp_hour=90").code == 0
    assert desk.kept() == {
        "practice.name": "Creek Road Surgery", "practice.registered_list": "9000", "pcn.name": "Isles",
        "cost.gp_hour": "90",
    }  # fmt: skip


def test_what_only_people_can_settle_is_left_to_them(desk: Desk) -> None:
    desk.new("Creek Road Surgery", SMALL)
    shutil.copytree(desk.folder, desk.folder.with_name("from the laptop"))
    Desk(desk.folder.with_name("from the laptop")).answer("pcn.name=Isles")
    said = run("doctor", desk.folder, "--mend")
    assert (said.code, said.err) == (1, "")
    assert said.lines[1] == (
        "- 1 copy of this decision has 1 answer that is not here: “from the laptop”; "
        f"'des-decider merge {desk.folder}' shows each."
    )
    assert "Can be mended" not in said.out


def test_what_is_no_decision_is_said_to_be_none(desk: Desk) -> None:
    assert "holds no decision" in run("doctor", desk.folder.parent).trouble
    assert "there is no folder" in run("doctor", desk.folder / "nowhere", "--mend").trouble
    (desk.folder.parent / "answers.toml").write_text('title = "Staff survey"\n')
    assert run("doctor", desk.folder.parent).trouble.startswith("answers.toml in “")


def test_a_file_keeps_its_name_at_the_beginning_of_a_sentence(desk: Desk) -> None:
    desk.new("Creek Road Surgery", SMALL)
    (desk.folder / "worksheet.toml").write_text("")
    assert run("doctor", desk.folder).lines[1].startswith("- worksheet.toml is not byte for byte the one")


def test_whoever_is_shown_a_decision_whose_files_do_not_fit_is_told(desk: Desk) -> None:
    desk.new("Creek Road Surgery", SMALL)
    other = Desk(desk.folder.with_name("other"))
    other.new("Reed Surgery", SMALL)
    assert desk.show().err == ""
    shutil.copyfile(other.folder / "answers.toml", desk.folder / "answers.toml")
    assert (
        desk.show().err
        == "note: answers.toml and history.jsonl belong to different decisions; put back the right one\n"
    )


def test_a_worksheet_that_cannot_be_read_is_told_once(desk: Desk) -> None:
    desk.new("Creek Road Surgery", SMALL)
    (desk.folder / "worksheet.toml").unlink()
    (desk.folder / "worksheet.toml").mkdir()
    said = run("doctor", desk.folder)
    assert (said.code, said.lines[0]) == (1, "1 thing to look at:")
    assert "worksheet.toml” is not an ordinary file" in said.lines[1]
