"""What each command says and leaves on the disk, word for word where people and scripts rely on it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from docx import Document

from des_decider import __version__
from des_decider.storage.places import decisions_folder
from tests.building import ROOT, SHIPPED, SMALL, SUPPLEMENT
from tests.cli.driver import SHIPPED as SHIPPED_ID
from tests.cli.driver import Desk, run
from tests.record.ready import PRESENT, READY, ready, sealed

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.cli.driver import Said

COMMANDS = (
    "new", "open", "answer", "show", "memo", "sign-off", "verify", "follow-up", "notice", "calendar", "merge", "doctor",
    "list", "demo", "worksheet", "completion",
)  # fmt: skip


@pytest.fixture
def made(desk: Desk) -> Desk:
    assert desk.new("Creek Road Surgery").code == 0
    return desk


# --------------------------------------------------------------------------------------------------- what goes wrong


def test_no_command_shows_the_help_and_cannot_run() -> None:
    said = run()
    assert said.code == 2
    assert "Exit codes: 0 done, 1 found problems, 2 cannot run, 3 a fault of the program." in " ".join(said.out.split())
    for command in COMMANDS:
        assert f"\n    {command}" in said.out


@pytest.mark.parametrize("command", [(), *((name,) for name in COMMANDS), ("worksheet", "check")])
def test_every_command_has_help(command: tuple[str, ...]) -> None:
    said = run(*command, "--help")
    assert (said.code, said.err) == (0, "")
    assert said.out.startswith(f"usage: {' '.join(('des-decider', *command))} ")


def test_the_version() -> None:
    assert run("--version").out == f"des-decider {__version__}\n"


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (("opne", "d"), "argument COMMAND: invalid choice: 'opne'"),
        (("new", "d"), "the following arguments are required: --worksheet, --practice; see 'des-decider new --help'"),
        (("show",), "the following arguments are required: DIR; see 'des-decider show --help'"),
        (("show", "d", "e"), "unrecognized arguments: e; see 'des-decider --help'"),
        (("show", "d", "--pdf"), "unrecognized arguments: --pdf; see 'des-decider --help'"),
        (("sign-off", "d", "--assent"), "--assent: expected at least one argument"),
        (("worksheet",), "the following arguments are required: JOB; see 'des-decider worksheet --help'"),
        (("worksheet", "print"), "argument JOB: invalid choice: 'print'"),
        (("show", "d", "--\x1b[31m\nred"), "unrecognized arguments: --\\u001b[31m red; see"),
    ],
    ids=lambda value: " ".join(value).encode("unicode_escape").decode() if isinstance(value, tuple) else "",
)
def test_a_command_line_that_is_wrong_is_one_line_with_where_help_is(command: tuple[str, ...], words: str) -> None:
    assert run(*command).trouble.startswith(words)


@pytest.mark.parametrize("command", ["answer", "show", "memo", "sign-off", "verify"])
def test_a_folder_that_is_missing_or_holds_no_decision(desk: Desk, command: str) -> None:
    more = ("cost.gp_hour=95",) if command == "answer" else ()
    Path("empty").mkdir()
    Path("file").write_bytes(b"")
    for name in ("nowhere", "empty", "file", "x" * 300):
        said = run(command, name, *more)
        assert name[:40] in said.trouble
        assert any(words in said.trouble for words in ("decision", "there is no folder", "File name too long"))
    assert not list(Path("empty").iterdir())
    assert not desk.folder.exists()


@pytest.mark.parametrize("command", ["answer", "show", "memo", "sign-off"])
def test_a_decision_with_neither_answers_nor_history_that_can_be_read(made: Desk, command: str) -> None:
    for name in ("answers.toml", "history.jsonl"):
        (made.folder / name).write_bytes(b"\xff\xfe broken")
    said = run(command, made.folder, *(("cost.gp_hour=95",) if command == "answer" else ()))
    assert said.trouble.startswith("answers.toml is broken: it is not UTF-8 text, and line 1 of history.jsonl is")


def test_somebody_else_has_it_open(made: Desk) -> None:
    (made.folder / ".held-by").write_text(
        'who = "Maud"\ncomputer = "RECEPTION-2"\nprocess = 4\nsince = 2020-05-18T19:42:00Z\n', encoding="utf-8"
    )
    said = made.answer("cost.gp_hour=95")
    assert "Maud on RECEPTION-2 since 18 May 2020, 19:42" in said.trouble
    assert made.show().code == 0, "reading needs nobody's leave"
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


def test_a_working_folder_that_is_gone(desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    if sys.platform == "win32":
        pytest.skip("Windows keeps a working folder")
    gone.rmdir()
    for command in (("demo",), ("list",), ("new", "d", "--worksheet", SHIPPED_ID, "--practice", "P"), ("show", "d")):
        assert run(*command).code in {0, 2}
    monkeypatch.chdir(desk.folder.parent)


# ---------------------------------------------------------------------------------------------------------------- new


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
    for name in ("", "  ", "x" * 10_001):
        assert "the practice has to have a name" in desk.new(name).trouble
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


# ------------------------------------------------------------------------------------------------------------- answer


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


# --------------------------------------------------------------------------------------------------------------- show


def test_show_says_where_a_decision_stands(made: Desk) -> None:
    made.answer("open.contract=The LMC answers on 22 May.", "home.1.beds=40", "home.by=home by home")
    said = made.show()
    assert (said.code, said.err) == (0, "")
    assert said.lines[:2] == [
        "Creek Road Surgery · Network Contract DES 2020/21, edition 1",
        "Decide by 31 May 2020 · not signed off",
    ]
    assert f"{'Signing up':<36}{'not known':>14}{'not known':>14}" in said.lines
    assert "  contract: The LMC answers on 22 May." in said.lines
    assert "Still needed for these figures" in said.lines
    assert f"  {'practice.registered_list':<36} our registered list" in said.lines
    assert "Before sign-off" in said.lines
    assert "  vote.rule: Not answered: the partnership's voting rule." in said.lines
    assert made.kept()["open.contract"] == "The LMC answers on 22 May."


def test_show_says_with_whom_and_by_when_things_are_come_back_to(made: Desk) -> None:
    made.answer(
        "open.cost.gp_hour=waiting for the accounts", "open.cost.gp_hour.whom=the accountant",
        "open.cost.gp_hour.when=20/5/2020", "open.workforce.when=1 June 2020",
    )  # fmt: skip
    lines = made.show().lines
    assert lines[lines.index("Left open") + 1 :][:2] == [
        "  workforce: to come back to by 1 June 2020",
        "  cost.gp_hour: to come back to with the accountant by 20 May 2020: waiting for the accounts",
    ]
    shown = made.shown()["open"]
    assert shown["left_open"] == {"workforce": "", "cost.gp_hour": "waiting for the accounts"}
    assert shown["come_back"] == [
        {"id": "workforce", "why": "", "whom": "", "when": "2020-06-01"},
        {
            "id": "cost.gp_hour", "why": "waiting for the accounts", "whom": "the accountant", "when": "2020-05-20",
        },
    ]  # fmt: skip
    made.answer("cost.gp_hour=100")
    assert [item["id"] for item in made.shown()["open"]["come_back"]] == ["workforce"]


def test_a_text_typed_and_not_given_stands_before_sign_off(made: Desk) -> None:
    with ready(made.folder.parent / "ready") as session:
        session.keep_draft("decision.review_trigger", "fewer than three")
    desk = Desk(made.folder.parent / "ready")
    lines = desk.show().lines
    assert "Ready for sign-off" not in lines
    assert lines[lines.index("Before sign-off") + 1] == "  1 text typed and not given, as above; give or empty each"
    said = desk.sign_off(*PRESENT)
    assert said.code == 1
    assert "decision.review_trigger: Typed and not given: what would make us look again sooner" in said.err
    assert desk.answer("decision.review_trigger=").code == 0
    assert "Ready for sign-off" in desk.show().lines


def test_show_all_lists_every_figure_with_its_outcome(made: Desk) -> None:
    made.answer("pcn.registered_list=50,000", "home.none=yes")
    lines = {line.split()[0]: line.split(maxsplit=1)[1] for line in made.show("--all").lines if line[:1].islower()}
    assert lines.keys() >= made.figures().keys()
    assert lines["funding.core_pcn.pcn"] == "£75,000.00"
    assert lines["funding.core_pcn.practice"].startswith("needs ")
    assert lines["care_homes.coverage.this_year"].startswith("does not apply: ")
    assert made.kept()["home.none"] == "yes"


def test_any_figure_opens_to_its_working(made: Desk) -> None:
    made.answer("pcn.registered_list=50,000")
    said = made.show("--working", "funding.core_pcn.pcn")
    assert said.code == 0
    assert "= £75,000.00" in said.lines[0]
    assert any("50,000 patients (answered)  [pcn.registered_list]" in line for line in said.lines)
    for figure in made.figures():
        opened = made.show("--working", figure) if figure.startswith("difference") else said
        assert opened.code == 0
        assert opened.out.strip()
    assert made.show("--working", "funding.core").trouble == (
        f"there is no figure funding.core; 'show {made.folder} --all' lists them"
    )
    assert made.kept()["pcn.registered_list"] == "50000"


def test_show_json_is_for_scripts(made: Desk) -> None:
    made.answer("cost.gp_hour=80 / 95 / 120", "pcn.registered_list=33,333", "open.contract=later")
    shown = made.show_json()
    assert shown["worksheet"] == {"id": SHIPPED_ID, "title": "Network Contract DES 2020/21", "edition": "1"}
    assert (shown["practice"], shown["signed_off"]) == ("Creek Road Surgery", False)
    core = shown["figures"]["funding.core_pcn.pcn"]
    assert (core["value"], core["unit"], core["needs"], core["not_applicable"]) == ("49999.50", "£", [], None)
    assert core["working"][0]["depth"] == 0
    assert {source["ref"] for source in core["sources"]} >= {"fact:payment.core_pcn"}
    assert shown["findings"]["funding"]["colour"] is None
    assert shown["open"]["left_open"] == {"contract": "later"}
    assert "practice.registered_list" in shown["open"]["quick_look"]
    assert {blocker["id"] for blocker in shown["open"]["sign_off"]} >= {"vote.rule", "decision.sentence"}
    assert made.kept()["cost.gp_hour"] == "80 / 95 / 120"


# --------------------------------------------------------------------------------------------------------------- memo


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


def sealed_desk(desk: Desk) -> Desk:
    sealed(desk.folder)
    return desk


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


# ------------------------------------------------------------------------------------------------ sign-off and verify


def test_sign_off_says_everything_that_is_to_be_done_first(made: Desk) -> None:
    made.answer("partner.1.name=Dr Vane", "vote.1.present=yes")
    said = made.sign_off("Dr Vain")
    assert (said.code, said.out) == (1, "")
    first, *lines = said.err.splitlines()
    assert first == f"Not signed off: {len(lines)} things to do first."
    assert "  vote.rule: Not answered: the partnership's voting rule." in lines
    assert lines[-2:] == [
        "  assent: “Dr Vain” is not a partner of this decision; the partners are Dr Vane.",
        "  assent: Dr Vane was present and has not confirmed the record.",
    ]
    assert run("sign-off", made.folder).code == 1, "without any name"
    assert not (made.folder / "seal.toml").exists()
    assert "signed_off" not in made.file()


def test_a_contradiction_stops_sign_off_until_its_reason_is_given_and_the_memo_has_both(desk: Desk) -> None:
    desk.new("Gull Rock Surgery", SMALL)
    desk.answer_from("".join(f"{id_} = {text}\n" for id_, text in READY.items()))
    desk.answer("decision.decided=18 September 2025", "decision.review=1 September 2025")
    words = "The decision is looked at again on 1 September 2025, and the decision was made on 18 September 2025."
    blocks = f"  decision.review: {words} Change an answer, or give the reason as a note on this one."
    assert blocks in desk.show().lines
    refused = desk.sign_off(*PRESENT)
    assert (refused.code, refused.err) == (1, f"Not signed off: 1 thing to do first.\n{blocks}\n")
    desk.answer("note.decision.review=The day of the ferry’s review, as the owners set it.", said_by="Inga Voe")
    signed = desk.sign_off(*PRESENT, formats=("md",))
    assert signed.code == 0
    assert f"note: a contradiction stands, with a note: {words} “The day of the ferry’s" in signed.err
    memo = (desk.folder / "memo.md").read_text(encoding="utf-8")
    assert "Contradictions that stand" in memo
    assert f"| {words} | The day of the ferry’s review, as the owners set it. | Inga Voe |" in memo


def test_a_partner_declines_to_assent_by_an_answer_and_the_others_seal(desk: Desk) -> None:
    desk.new("Gull Rock Surgery", SMALL)
    desk.answer_from("".join(f"{id_} = {text}\n" for id_, text in READY.items()))
    assert "assent.3.declined=REASON" in " ".join(run("sign-off", "--help").out.split())
    assert desk.answer("assent.2.declined=I was not heard.").err == ""
    refused = desk.sign_off(*PRESENT)
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        "Not signed off: 1 thing to do first.\n  assent.2.declined: Dr Olaf Holm declines to confirm, so that name is "
        "not taken: leave it out, or take the reason back.\n"
    )
    assert desk.sign_off(PRESENT[0], PRESENT[2]).code == 0
    assert "Dr Olaf Holm" not in desk.verify().out
    memo = (desk.folder / "memo.txt").read_text(encoding="utf-8")
    assert "I was not heard." in memo
    assert "Dr Olaf Holm, declined to confirm" in memo


def test_a_sealed_decision_refuses_answers_and_a_second_sign_off(desk: Desk) -> None:
    sealed_desk(desk)
    for said in (desk.answer("cost.gp_hour=1"), desk.answer_from("cost.gp_hour = 1\n"), desk.sign_off("Inga Voe")):
        assert said.trouble == (
            f"{desk.folder} can only be read: this decision is signed off and sealed; a changed mind is a new decision "
            "that replaces it"
        )
    assert desk.kept()["cost.gp_hour"] == "80 / 95 / 140"
    assert desk.verify().code == 0


def test_verify_has_its_answers_in_words_and_codes(desk: Desk) -> None:
    answers = sealed_desk(desk).folder / "answers.toml"
    data = answers.read_bytes()
    intact = desk.verify()
    assert (intact.code, intact.err) == (0, "")
    assert intact.lines[0] == "Intact: signed off on 18 September 2031, 21:05, and nothing has changed since."
    answers.write_bytes(data.replace(b"\n", b"\r\n"))
    assert (desk.verify().code, desk.verify().lines[1:]) == (1, ["  answers.toml"])
    answers.write_bytes(data.replace(b'"4000"', b'"5000"'))
    altered = desk.verify()
    assert (altered.code, altered.err) == (1, "")
    assert altered.lines == [
        "Altered: 1 file changed since sign-off.",
        "  answers.toml is not what was sealed",
        "  practice.registered_list (our registered list): sealed as 4,000 patients, now 5,000 patients",
    ]
    answers.write_bytes(data)
    (desk.folder / "memo.docx").unlink()
    assert (desk.verify().code, desk.verify().lines[1:]) == (1, ["  memo.docx is missing"])
    assert desk.kept()["practice.registered_list"] == "4000"


def test_verify_of_what_was_never_signed_cannot_run(made: Desk) -> None:
    assert made.verify().trouble == (f"the decision in {made.folder} is not signed off, so there is nothing to verify")
    assert (
        run("verify", "nowhere").trouble
        == "there is no folder “nowhere”; see whether its name is right and its drive connected"
    )
    assert made.kept() == {"practice.name": "Creek Road Surgery"}


# ------------------------------------------------------------------------------------------------------ list and demo


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


def test_worksheet_check_in_the_whole_program() -> None:
    good = run("worksheet", "check", SHIPPED, SMALL)
    assert (good.code, good.err) == (0, "")
    assert [line.partition(":")[0] for line in good.lines] == ["No mistakes", "No mistakes"]
    assert run("worksheet", "check", "nowhere.toml").code == 2


# ------------------------------------------------------------------------------------------------ in its own process


def _process(*arguments: str, cwd: Path, stdin: bytes = b"", encoding: str = "") -> subprocess.CompletedProcess[bytes]:
    settings = {"PYTHONPATH": str(ROOT)} | ({"PYTHONIOENCODING": encoding} if encoding else {})
    return subprocess.run(
        [sys.executable, "-m", "des_decider", *arguments],
        cwd=cwd, env=os.environ | settings, input=stdin, capture_output=True, check=False, timeout=60,
    )  # fmt: skip


def test_the_same_from_a_console_of_its_own(tmp_path: Path) -> None:
    new = _process("new", "d", "--worksheet", SHIPPED_ID, "--practice", "Tŷ Môr Surgery", cwd=tmp_path)
    assert (new.returncode, new.stderr) == (0, b"")
    given = _process("answer", "d", "--from", "-", cwd=tmp_path, stdin="cost.gp_hour = £95\r\nx = 1\r\n".encode())
    assert (given.returncode, given.stdout.decode().splitlines()) == (1, ["1 answer kept."])
    # A console that knows neither £ nor ŷ is written to in UTF-8 all the same.
    shown = _process("show", "d", cwd=tmp_path, encoding="ascii")
    assert shown.returncode == 0
    assert shown.stdout.decode().startswith("Tŷ Môr Surgery · ")
    missing = _process("show", "nowhere", cwd=tmp_path)
    assert (missing.returncode, missing.stdout, missing.stderr.count(b"\n")) == (2, b"", 1)
    assert Desk(tmp_path / "d").kept()["cost.gp_hour"] == "95"


@pytest.mark.skipif(sys.platform == "win32", reason="a pipe closed early is told in another way")
def test_a_reader_that_has_seen_enough_is_no_trouble(tmp_path: Path) -> None:
    Desk(tmp_path / "d").new("P")
    command = f"'{sys.executable}' -m des_decider show d --json | head -c 20; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, check=True, timeout=60,
    )  # fmt: skip
    assert (done.stdout.splitlines()[-1][-1:], done.stderr) == ("0", "")
    assert Desk(tmp_path / "d").kept() == {"practice.name": "P"}


def test_trouble_is_the_same_line_for_every_command(made: Desk) -> None:
    troubles: list[Said] = [run(command, "nowhere", "x=1") for command in ("answer",)]
    troubles += [run(command, "nowhere") for command in ("show", "memo", "sign-off", "verify", "list")]
    assert all(said.trouble for said in troubles)
    assert made.kept() == {"practice.name": "Creek Road Surgery"}
