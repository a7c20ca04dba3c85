"""`answer`: what is kept, refused and pointed out of words and files, and who said it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.cli.driver import Desk, run

if TYPE_CHECKING:
    from collections.abc import Callable


def test_good_answers_are_kept_and_each_refused_one_is_named_with_what_was_typed(made: Desk) -> None:
    said = made.answer(
        "practice.registered_list=9,040", "practice.registerd_list=9,041", "cost.gp_hour=80 / 95",
        "cost.nurse_hour=£28", "director.ours=perhaps", "vote.quorum=2.5", "nonsense", "home.1.beds=x",
    )  # fmt: skip
    assert (said.code, said.out) == (1, "2 answers kept.\n")
    assert sorted(said.err.splitlines()) == [
        "refused: cost.gp_hour: cost of a GP hour: “80 / 95”: a range has three numbers: low / likely / high",
        "refused: director.ours: the network’s director is one of us: “perhaps”: say yes or no",
        "refused: home.1.beds: beds of home 1: “x”: write a whole number",
        (
            "refused: practice.registerd_list: “practice.registerd_list” is not an id of this decision; did you mean "
            "practice.registered_list?"
        ),
        "refused: vote.quorum: the quorum: “2.5”: this is counted in whole numbers",
        "refused: “nonsense” is no answer; write ID=VALUE",
    ]
    assert made.kept() == {
        "practice.name": "Creek Road Surgery", "practice.registered_list": "9040", "cost.nurse_hour": "28",
    }  # fmt: skip


def test_a_number_in_another_unit_than_the_question_s_is_refused_and_never_kept_as_if_it_were_in_it(made: Desk) -> None:
    """20 hours a year, where hours a week are asked, were kept as 20 hours a week, and nothing was said."""
    said = made.answer(
        "service.smr.gp_hours=20 hours a year", "practice.gp_hours_found=20 hours a month",
        "home.1.mdt_hours=45 min a week", "workforce.pharmacy_technician.cost=£2,800 a month",
        "director.amount=£1,500 a month", "pcn.running_costs=£4,000 a month", "partner.1.sessions=6 patients",
        "home.1.beds=40 sessions",
    )  # fmt: skip
    assert (said.code, said.out) == (1, "0 answers kept.\n")
    assert [line.partition("”: ")[2] for line in said.err.splitlines()] == [
        "this is asked in hours a week, not “hours a year”; work out what it comes to",
        "this is asked in hours a week, not “hours a month”; work out what it comes to",
        "this is asked in hours a month, not “a week”; work out what it comes to",
        "this is asked in £ a year for a full-time post, not “a month”; work out what it comes to",
        "this is asked in £ a year, not “a month”; work out what it comes to",
        "this is asked in £ a year, not “a month”; work out what it comes to",
        "this is asked in sessions a week, not “patients”; write sessions a week",
        "this is asked in CQC beds, not “sessions”; write CQC beds",
    ]
    assert made.kept() == {"practice.name": "Creek Road Surgery"}
    said = made.answer(
        "service.smr.gp_hours=half an hour a week", "home.1.mdt_hours=45 min a month", "home.1.beds=3beds"
    )
    assert (said.code, said.out) == (0, "3 answers kept.\n")
    kept = made.kept()
    assert (kept["service.smr.gp_hours"], kept["home.1.mdt_hours"], kept["home.1.beds"]) == ("30 min", "45 min", "3")


def test_a_refused_answer_leaves_the_one_before_it(made: Desk) -> None:
    made.answer("cost.gp_hour=95")
    assert made.answer("cost.gp_hour=a lot").code == 1
    assert made.kept()["cost.gp_hour"] == "95"


def test_an_id_that_is_like_none_gets_no_suggestion(made: Desk) -> None:
    said = made.answer("weather=fine", "=5")
    assert "refused: weather: “weather” is not an id of this decision\n" in said.err
    assert (said.code, made.kept()) == (1, {"practice.name": "Creek Road Surgery"})


def test_an_empty_value_takes_an_answer_back(made: Desk) -> None:
    made.answer("cost.gp_hour=95", "cost.nurse_hour=28")
    said = made.answer("cost.gp_hour=")
    assert (said.code, said.out) == (0, "1 answer kept.\n")
    assert made.kept() == {"practice.name": "Creek Road Surgery", "cost.nurse_hour": "28"}
    last = [edit for change in made.changes() for edit in change["edits"]][-1]
    assert (last["id"], last["old"], last["new"]) == ("cost.gp_hour", "95", None)


def test_an_empty_row_deletes_it_for_good(made: Desk) -> None:
    made.answer("home.1.name=Laurels", "home.1.beds=30", "home.3.name=Overdale", "home.3.beds=12")
    assert made.answer("home.3=").code == 0
    assert (made.file()["gone"], "home.3.name" in made.kept()) == (["home.3"], False)
    again = made.answer("home.3.beds=13")
    assert again.code == 1
    assert "home 3 was deleted, and its number is not used again; the next free one is home.4" in again.err
    assert "home 3 is deleted already" in made.answer("home.3=").err
    assert "there is no home 9" in made.answer("home.9=").err
    assert "home.1 is a whole row; answer home.1.name" in made.answer("home.1=Laurels").err
    assert made.kept() == {"practice.name": "Creek Road Surgery", "home.1.name": "Laurels", "home.1.beds": "30"}


def test_who_typed_and_who_said_it_stand_in_both_files(made: Desk) -> None:
    made.answer("cost.gp_hour=95", by="Bess Harbour", said_by="Dr Vane")
    entry = made.file()["answers"]["cost.gp_hour"]
    assert (entry["by"], entry["said_by"]) == ("Bess Harbour", "Dr Vane")
    *_, last = made.changes()
    assert (last["by"], last["said_by"]) == ("Bess Harbour", "Dr Vane")


def test_without_a_name_it_is_who_sits_at_the_computer(made: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "b.harbour")
    assert run("answer", made.folder, "cost.gp_hour=95").code == 0
    assert made.file()["answers"]["cost.gp_hour"]["by"] == "b.harbour"

    def nobody() -> str:
        raise ImportError("pwd")  # what Windows does without a user name

    monkeypatch.setattr("getpass.getuser", nobody)
    assert run("answer", made.folder, "cost.gp_hour=96").code == 0
    assert made.file()["answers"]["cost.gp_hour"] | {"at": 0} == {"value": "96", "by": "", "at": 0}


def test_a_file_says_itself_whose_answers_follow(made: Desk) -> None:
    said = made.answer_from(
        "cost.gp_hour = 95\n"
        "said-by = Dr Cockle\n"
        "home.1.beds = 30\n"
        "by = Maud\n"
        "home.2.beds = 12\n"
        "said-by =\n"
        "by =\n"
        "home.3.beds = 8\n"
    )
    assert (said.code, said.out) == (0, "4 answers kept.\n")
    who = {id_: (a["by"], a.get("said_by")) for id_, a in made.file()["answers"].items()}
    assert who["cost.gp_hour"] == ("Bess Harbour", None)
    assert who["home.1.beds"] == ("Bess Harbour", "Dr Cockle")
    assert who["home.2.beds"] == ("Maud", "Dr Cockle")
    assert who["home.3.beds"] == ("Bess Harbour", None)


def test_a_file_as_people_write_it(made: Desk) -> None:
    said = made.answer_from(
        "# Our answers = not an answer\n"
        "\n"
        "practice.registered_list=9,040\n"
        '  # the line above goes on: this is no remark\n'
        'vote.1.reason = "It pays = it stays"\n'
        "vote.2.reason = No, because\n"
        "  the posts\tstay empty\n"
        "\tand so does the rota\n"
        "\n"
        '   \n'
        'vote.3.reason = He said "no"\n'
        'vote.4.reason = "Half a quote\n'
        'vote.5.reason = ""\n'
        'vote.6.reason = Their pipes are 4"\n'
        "no equals sign\n"
        "= 5\n"
    )  # fmt: skip
    assert said.code == 1
    assert "refused: line 15: “no equals sign” is no answer; write ID = VALUE\n" in said.err
    assert "refused: line 16: “= 5” is no answer; write ID = VALUE\n" in said.err
    assert ": practice.registered_list: our registered list: “9,040" in said.err
    assert "refused: line " in said.err
    kept = made.kept()
    kept.pop("practice.name")
    assert kept == {
        "vote.1.reason": "It pays = it stays",
        "vote.2.reason": "No, because the posts\tstay empty and so does the rota",
        "vote.3.reason": 'He said "no"',
        "vote.4.reason": '"Half a quote',
        "vote.6.reason": 'Their pipes are 4"',
    }


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode(),
        lambda text: text.replace("\n", "\r\n").encode(),
        lambda text: text.replace("\n", "\r").encode(),
        lambda text: text.encode("utf-8-sig"),
        lambda text: b"\xff\xfe" + text.encode("utf-16-le"),
        lambda text: b"\xfe\xff" + text.encode("utf-16-be"),
        lambda text: text.encode("cp1252"),
        lambda text: text.rstrip("\n").encode(),
    ],
    ids=["UTF-8", "CRLF", "CR", "BOM", "UTF-16", "UTF-16 the other way", "Windows-1252", "no last line end"],
)
def test_a_file_as_any_editor_saves_it(made: Desk, encode: Callable[[str], bytes]) -> None:
    said = made.answer_from(
        encode(
            "practice.name = Bryn Derw – Ty'r meddyg’s\n"
            "cost.gp_hour = £80 / £95 / £120\n"
            "vote.1.reason = “Yes”\n"
            "  and é\n"
        )
    )
    assert (said.code, said.err, said.out) == (0, "", "3 answers kept.\n")
    assert made.kept() == {
        "practice.name": "Bryn Derw – Ty'r meddyg’s",
        "cost.gp_hour": "80 / 95 / 120",
        "vote.1.reason": "“Yes” and é",
    }


def test_a_file_from_standard_input(made: Desk) -> None:
    said = run("answer", made.folder, "--from", "-", "--by", "Bess", stdin="cost.gp_hour = £95\r\n".encode())
    assert (said.code, said.out) == (0, "1 answer kept.\n")
    assert made.kept()["cost.gp_hour"] == "95"


def test_files_that_cannot_be_had(made: Desk, tmp_path: Path) -> None:
    assert run("answer", made.folder, "--from", "nowhere.txt").trouble == (
        "cannot read nowhere.txt: No such file or directory"
    )
    assert "cannot read" in run("answer", made.folder, "--from", tmp_path).trouble
    assert run("answer", made.folder).trouble == "there is nothing to give; write ID=VALUE, or --from FILE"
    assert run("answer", made.folder, "--from", os.devnull).code == 2
    said = made.answer_from(b"x" * 4_000_001)
    assert said.trouble.endswith("is larger than 4,000,000 bytes; split it")
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


def test_bytes_that_are_no_text_are_refused_line_by_line(made: Desk) -> None:
    said = made.answer_from(bytes(range(256)) * 4 + b"\ncost.gp_hour = 95\n")
    assert (said.code, said.out) == (1, "1 answer kept.\n")
    assert all(line.startswith("refused: ") for line in said.err.splitlines())
    assert said.err.replace("\n", "").isprintable()
    assert made.kept()["cost.gp_hour"] == "95"


def test_what_is_answered_twice_is_said_and_the_first_kept(made: Desk) -> None:
    said = made.answer_from("cost.gp_hour = 95\nsaid-by = Dr Vane\ncost.gp_hour = 105\n")
    assert (said.code, said.out) == (1, "1 answer kept.\n")
    assert said.err == "refused: line 3: cost.gp_hour is answered twice; the first is kept\n"
    said = made.answer("cost.nurse_hour=28", "cost.nurse_hour=30")
    assert (said.code, said.err) == (1, "refused: cost.nurse_hour is answered twice; the first is kept\n")
    assert (made.kept()["cost.gp_hour"], made.kept()["cost.nurse_hour"]) == ("95", "28")


def test_the_command_line_comes_after_the_file(made: Desk) -> None:
    Path("a.txt").write_bytes(b"cost.gp_hour = 95\n")
    assert run("answer", made.folder, "--from", "a.txt", "cost.gp_hour=100").code == 0
    assert made.kept()["cost.gp_hour"] == "100"


def test_an_nhs_number_is_pointed_out(made: Desk) -> None:
    said = made.answer("vote.1.reason=Think of 943 476 5919.")
    assert said.code == 0
    assert said.err == (
        "note: reasons of partner 1 holds what looks like an NHS number; no patient’s data belongs in this record\n"
        "note: redact takes such a text out, of the history too\n"
    )
    assert "vote.1.reason" in made.kept()
