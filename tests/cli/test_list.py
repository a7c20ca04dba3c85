"""The register at a desk: what `list` says of decisions over the years, finds among them, and gives to spreadsheets."""

from __future__ import annotations

import csv
import io
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from des_decider.storage.places import decisions_folder
from tests.building import SMALL
from tests.cli.driver import Desk, run
from tests.record.ready import TO_FOLLOW, sealed

KEPT = {
    "decision__keep_until": "1 March 2002", "decision__filed_at": "the safe", "decision__kept_by": "Inga Voe",
    "decision__option": "opt out", "decision__against_figures": "Nobody else sails.",
}  # fmt: skip


@pytest.fixture
def years(tmp_path: Path) -> Path:
    """A practice's decisions over three years, one of another practice, and one whose files are damaged."""
    folder = tmp_path / "Decisions"
    first = sealed(folder / "2031-32" / "Gull Rock", **TO_FOLLOW)
    assert run("supersede", first, folder / "2032-33" / "Gull Rock", "--by", "Ann").code == 0
    sealed(folder / "2031-32" / "Over", **KEPT)
    Desk(folder / "2032-33" / "Creek Road").new("Creek Road Surgery", SMALL)
    Desk(folder / "2032-33" / "Damaged").new("Lost", SMALL)
    (folder / "2032-33" / "Damaged" / "worksheet.toml").unlink()
    return folder


def said_of(years: Path, name: str, *more: str) -> list[str]:
    """The lines about the decision in a folder."""
    lines = run("list", years, *more).lines
    ends = [n for n, line in enumerate(lines) if line.startswith(f"  {years}")]
    at = next(n for n in ends if lines[n] == f"  {years / name}")
    begins = max([n + 1 for n in ends if n < at], default=0)
    return [line.strip() for line in lines[begins:at]]


def rows(*command: object) -> list[dict[str, str]]:
    said = run("list", *command, "--csv")
    assert (said.code, said.err) == (0, "")
    return list(csv.DictReader(io.StringIO(said.out)))


def test_the_decisions_of_all_years_with_what_they_came_to(years: Path) -> None:
    first, *told = said_of(years, "2031-32/Gull Rock")
    assert first == "Gull Rock Surgery: Farholm Ferry Care 2031/32, signed off"
    assert told[0].startswith("Sign up on conditions (carried); signing up against opting out: −£")
    assert told[0].endswith(" a full year")
    assert told[1].startswith("Review due 1 March 2032, ")
    assert told[2:] == [f"Followed by {years / '2032-33/Gull Rock'}"]
    assert f"Follows {years / '2031-32/Gull Rock'}" in said_of(years, "2032-33/Gull Rock")
    (begun,) = said_of(years, "2032-33/Creek Road")
    assert begun.startswith("Creek Road Surgery: Farholm Ferry Care 2031/32, not started, ")


def test_a_decision_whose_files_are_damaged_is_listed_with_one_sentence(years: Path) -> None:
    (line,) = said_of(years, "2032-33/Damaged")
    assert line.startswith("Damaged: cannot be opened: ")
    assert "worksheet.toml" in line
    found = next(row for row in rows(years) if row["practice"] == "Damaged")
    assert (found["state"], "worksheet.toml" in found["trouble"]) == ("cannot be opened", True)


def test_what_may_be_destroyed_is_said_and_nothing_is(years: Path) -> None:
    before = sorted(years.rglob("*"))
    said = run("list", years)
    assert said.lines[-1] == (
        "1 record may be destroyed, as the time to keep it is over; nothing here does it. "
        "List it with: des-decider list --search destroyed"
    )
    assert "Kept until 1 March 2002 by Inga Voe, so it may be destroyed: the safe" in said_of(years, "2031-32/Over")
    found = run("list", years, "--search", "destroyed").lines
    assert [line for line in found if line.startswith(f"  {years}")] == [f"  {years / '2031-32/Over'}"]
    assert [row["may_be_destroyed"] for row in rows(years)] == ["no", "yes", "no", "no", "no"]
    assert sorted(years.rglob("*")) == before


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("creek", ["Creek Road"]), ("GULL signed", ["Gull Rock", "Over"]), ("opt out", ["Over"]), ("safe", ["Over"]),
        ("2032-33 gull", ["Gull Rock"]), ("cannot be opened", ["Damaged"]), ("nowhere", []),
    ],
)  # fmt: skip
def test_decisions_are_found_by_any_words_of_theirs(years: Path, words: str, found: list[str]) -> None:
    said = run("list", years, "--search", words, "--json")
    assert [row["folder"].rpartition("/")[2] for row in json.loads(said.out)] == found
    if not found:
        assert run("list", years, "--search", words).lines == ["No decision here has all these words."]


def test_several_folders_at_once(years: Path) -> None:
    named = [years / "2032-33" / "Creek Road", years / "2031-32"]
    said = run("list", *named, "--json")
    assert [row["folder"].rpartition("/")[2] for row in json.loads(said.out)] == ["Creek Road", "Gull Rock", "Over"]


def test_scripts_get_every_decision_whole(years: Path) -> None:
    found: list[dict[str, Any]] = json.loads(run("list", years, "--json").out)
    first, over, *_ = found
    after = next(row for row in found if row["folder"].endswith("2032-33/Gull Rock"))
    shown = Desk(years / "2031-32" / "Gull Rock").show_json()
    for when in ("this_year", "full_year"):
        assert first[f"difference_{when}"] == shown["figures"][f"difference.{when}"]["value"]
    assert first["option"] == "sign up on conditions"
    assert (first["superseded_by"], after["follows"]) == (after["decision"], first["decision"])
    assert after["to_do"] == Desk(years / "2032-33" / "Gull Rock").show_json()["to_do"]
    assert (first["review_due"], first["year"], first["keep_until"]) == ("2032-03-01", "2031/32", None)
    assert (over["filed_at"], over["kept_by"], over["keep_until"], over["may_be_destroyed"]) == (
        "the safe", "Inga Voe", "2002-03-01", True,
    )  # fmt: skip


def test_a_spreadsheet_gets_the_same_and_works_out_nothing_that_somebody_wrote(years: Path) -> None:
    names = ('=HYPERLINK("http://x")', "+1", "-1", "@SUM(A1)", "\t=1+1", "plain, with a comma")
    for n, name in enumerate(names):
        Desk(years / "2033-34" / str(n)).new(name, SMALL)
    found = rows(years)
    assert [row["practice"] for row in found[-6:-1]] == [f"'{name.strip()}" for name in names[:-1]]
    assert found[-1]["practice"] == "plain, with a comma"
    for row in found:
        assert not any(
            value.startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
            for name, value in row.items()
            if not name.startswith("difference_")
        )
    scripts: list[dict[str, Any]] = json.loads(run("list", years, "--json").out)
    assert [row["difference_this_year"] for row in found] == [row["difference_this_year"] or "" for row in scripts]


def test_what_is_due_for_a_spreadsheet_and_among_what_is_looked_for(years: Path) -> None:
    found = rows(years, "--due", "--search", "signed conditions")
    assert [row["what"] for row in found][:2] == [
        "Send notice of the decision to the ferry office", "Action 1: Ring the harbour",
    ]  # fmt: skip
    assert {row["folder"] for row in found} == {str(years / "2031-32" / "Gull Rock")}


def test_no_decision_is_no_row(tmp_path: Path) -> None:
    assert run("list", tmp_path, "--csv").out == ""
    assert run("list", tmp_path, "--json").out == "[]\n"


def test_one_way_of_giving_it_at_a_time(tmp_path: Path) -> None:
    assert "does not go together with" in run("list", tmp_path, "--csv", "--json").trouble


def test_list_as_text_and_as_json(made: Desk) -> None:
    signed = sealed(made.folder.parent / "2031")
    said = run("list", made.folder.parent)
    assert (said.code, said.err) == (0, "")
    assert said.lines[0] == (
        "Creek Road Surgery: Network Contract DES 2020/21, not started, the deadline was 31 May 2020"
    )
    assert [said.lines[n] for n in (1, 2, -1)] == [
        f"  {made.folder}", "Gull Rock Surgery: Farholm Ferry Care 2031/32, signed off", f"  {signed}",
    ]  # fmt: skip
    rows = json.loads(run("list", made.folder.parent, "--json").out)
    assert rows[1].items() >= {
        "folder": str(signed), "practice": "Gull Rock Surgery", "worksheet": "Farholm Ferry Care 2031/32",
        "state": "signed off", "decide_by": "2031-09-20", "to_do": 0,
    }.items()  # fmt: skip
    assert (rows[0]["state"], rows[0]["decide_by"]) == ("not started", "2020-05-31")
    assert rows[0]["to_do"] == made.shown()["to_do"] > 30
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


def test_list_counts_the_days_that_are_left(desk: Desk) -> None:
    desk.new("Gull Rock Surgery", SMALL)
    desk.answer("deadline.contract=31 December 2999")
    assert " days left)" in run("list", ".").lines[0]
    assert desk.kept()["deadline.contract"] == "2999-12-31"


def test_list_without_a_folder_knows_what_was_made_here(made: Desk) -> None:
    assert [str(made.folder) in line for line in run("list").lines] == [False, True, False]
    shutil.rmtree(made.folder)
    assert run("list").lines == [
        "No decisions here. Make one with: des-decider new --worksheet ID --practice NAME",
        f"New decisions are put in {decisions_folder()}",
    ]
    assert json.loads(run("list", "--json").out) == []
    assert run("list", "nowhere").trouble.startswith("there is no folder “nowhere”; see whether")


def test_list_says_what_cannot_be_opened_and_goes_on(made: Desk) -> None:
    Path("aaa").mkdir()
    Path("aaa/answers.toml").write_bytes(b"\x1b[31m")
    said = run("list", ".")
    assert said.code == 0
    assert said.lines[0].startswith("Creek Road Surgery: ")
    assert said.lines[2].startswith("aaa: cannot be opened: ")
    assert made.kept() == {"practice.name": "Creek Road Surgery"}
