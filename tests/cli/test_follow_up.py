"""What came after sign-off, typed by a practice manager; and what is due, of one decision and among all."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from des_decider.record import stamps
from des_decider.storage.afterwards_file import FILE
from tests.cli.driver import Desk, run
from tests.cli.test_hostile_words import HOSTILE, obeyed
from tests.record.ready import TO_FOLLOW, ready, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.driver import Said

NOW = datetime(2031, 10, 2, 9, 30, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _at_a_desk_in_october(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stamps, "now", lambda: NOW)


@pytest.fixture
def signed(tmp_path: Path) -> Path:
    return sealed(tmp_path / "d", **TO_FOLLOW)


def follow_up(folder: Path, *more: str) -> Said:
    return run("follow-up", folder, *more)


def noted(folder: Path, *more: str) -> str:
    said = follow_up(folder, *more, "--by", "Ann")
    assert (said.code, said.err) == (0, "")
    return said.out.rstrip("\n")


def test_first_nothing_came_after_and_all_is_due_with_the_option_that_ends_it(signed: Path) -> None:
    assert follow_up(signed).lines == [
        "What came after",
        "  nothing is noted",
        "What is due",
        "  20 September 2031, 12 days overdue: Send notice of the decision to the ferry office (--notice-sent)",
        "  30 September 2031, 2 days overdue: Action 1: Ring the harbour (Inga Voe) (--action-done 1)",
        "  1 December 2031, in 60 days: Condition 1 is to be met: The boats run (--condition-met 1)",
        "  1 March 2032, in 151 days: Review (--review-held)",
        "  1 September 2032, in 335 days: Next window to leave or join ends",
        "  no day recorded: Tell our patients (--told 1)",
    ]


def test_what_is_noted_is_said_back_kept_and_due_no_more(signed: Path) -> None:
    assert noted(signed, "--notice-sent", "--on", "19/9/2031", "--note", "By email") == (
        "Noted as entry 1, on 19 September 2031: notice sent to the ferry office"
    )
    assert noted(signed, "--action-done", "1") == (
        "Noted as entry 2, on 2 October 2031: action 1 done: Ring the harbour"
    )
    assert noted(signed, "--condition-failed", "1") == (
        "Noted as entry 3, on 2 October 2031: condition 1 not met: The boats run"
    )
    assert noted(signed, "--mistake", "3", "--note", "they do run") == (
        "Noted as entry 4, on 2 October 2031: entry 3 was a mistake"
    )
    for more in (("--told", "1"), ("--review-held",), ("--notice-acknowledged",)):
        noted(signed, *more)
    assert follow_up(signed).lines[:5] == [
        "What came after",
        "  1. 19 September 2031: notice sent to the ferry office",
        "     By email (noted 2 October 2031, 09:30 by Ann)",
        "  2. 2 October 2031: action 1 done: Ring the harbour",
        "     (noted 2 October 2031, 09:30 by Ann)",
    ]
    assert (
        "  3. 2 October 2031: condition 1 not met: The boats run (a mistake, says entry 4)" in follow_up(signed).lines
    )
    assert follow_up(signed).lines[-3:] == [
        "What is due",
        "  1 December 2031, in 60 days: Condition 1 is to be met: The boats run (--condition-met 1)",
        "  1 September 2032, in 335 days: Next window to leave or join ends",
    ]
    lines = [json.loads(line) for line in (signed / FILE).read_bytes().splitlines()]
    assert [line.get("kind") for line in lines] == [
        "notice_sent", "action_done", "condition_failed", "mistake", "told", "review_held", "notice_acknowledged", None,
    ]  # fmt: skip
    assert run("verify", signed).code == 0


def test_a_day_before_the_decision_is_taken_and_asked_about(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d", **TO_FOLLOW, decision__decided="18 September 2031")
    said = follow_up(folder, "--action-done", "1", "--on", "1 October 2030")
    odd = "1 October 2030 is before the decision, of 18 September 2031; if that is wrong, note that entry 1 was a"
    assert (said.code, said.err) == (0, f"note: {odd} mistake\n")
    assert noted(folder, "--mistake", "1").startswith("Noted as entry 2")
    assert noted(folder, "--action-done", "1", "--on", "18 September 2031").startswith("Noted as entry 3")
    assert run("verify", folder).code == 0


def test_a_notice_acknowledged_before_it_was_sent_is_taken_and_asked_about(signed: Path) -> None:
    noted(signed, "--notice-sent", "--on", "30 September 2031")
    said = follow_up(signed, "--notice-acknowledged", "--on", "29 September 2031")
    odd = "29 September 2031 is before the notice was sent, on 30 September 2031; if that is wrong, note that entry 2"
    assert (said.code, said.err) == (0, f"note: {odd} was a mistake\n")


@pytest.mark.parametrize(
    ("more", "why"),
    [
        (("--on", "1/10/2031"), "say what happened, such as --review-held; 'des-decider follow-up --help' lists all"),
        (("--action-done", "7"), "“7” is no action of this decision; give its number: 1 (Ring the harbour)"),
        (("--told", "our patients"), "“our patients” is no line of who must be told of this decision; give its number"),
        (("--review-held", "--on", "soon"), "“soon”: write a date"),
        (("--review-held", "--on", "3 October 2031"), "3 October 2031 has not come yet; note it once it has happened"),
        (("--review-held", "--notice-sent"), "--notice-sent: does not go together with --review-held"),
        (("--action-done",), "--action-done: say after it which or what"),
        (("-o", "sequel.doc"), "sequel.doc does not end in .md, .txt, .html, .pdf or .docx; name a file that does"),
        (("-o", "sequel"), "sequel does not end in .md"),
    ],
)
def test_bad_input_is_one_clear_sentence_and_notes_nothing(signed: Path, more: tuple[str, ...], why: str) -> None:
    assert why in follow_up(signed, *more).trouble
    assert not (signed / FILE).exists()


def test_a_decision_that_is_not_signed_off_has_nothing_after_it(tmp_path: Path) -> None:
    ready(tmp_path / "d").close()
    for more in ((), ("--review-held",), ("-o", "sequel.txt")):
        assert "not signed off" in follow_up(tmp_path / "d", *more).trouble


def test_a_decision_with_a_seal_of_another_or_none_of_its_own_any_more_takes_no_entry(tmp_path: Path) -> None:
    ready(tmp_path / "stray").close()
    lost = sealed(tmp_path / "lost")
    (lost / "seal.toml").rename(tmp_path / "stray" / "seal.toml")
    for more in ((), ("--review-held",), ("-o", str(tmp_path / "sequel.txt"))):
        assert "not signed off" in follow_up(tmp_path / "stray", *more).trouble
        assert "was signed off, and its seal.toml is missing" in follow_up(lost, *more).trouble
    assert not (tmp_path / "sequel.txt").exists()
    assert not any((folder / FILE).exists() for folder in (tmp_path / "stray", lost))


def test_a_number_that_looks_like_a_patients_is_pointed_out(signed: Path) -> None:
    said = follow_up(signed, "--review-held", "--note", "ring 943 476 5919")
    assert "holds what looks like an NHS number" in said.err
    assert said.code == 0


def test_the_page_has_both_in_the_format_its_name_ends_with(signed: Path) -> None:
    noted(signed, "--notice-sent", "--note", "By email, <b>Bess</b>")
    page = signed / "sequel.md"
    assert follow_up(signed, "--review-held", "-o", str(page)).lines == [
        "Noted as entry 2, on 2 October 2031: review held",
        f"Wrote what came after and what is due to {page}",
    ]
    text = " ".join(page.read_text(encoding="utf-8").split())
    expected = (
        "What came after: Farholm Ferry Care 2031/32", "1. Notice sent to the ferry office", "By email, \\<b",
        "2. Review held", "30 September 2031, 2 days overdue: Action 1: Ring the harbour (Inga Voe)",
    )  # fmt: skip
    for words in expected:
        assert words in text, words
    assert run("verify", signed).code == 0


@pytest.mark.parametrize("name", ["memo.txt", "answers.toml", "seal.toml", "../d/memo.txt"])
def test_no_file_of_the_record_is_written_over(signed: Path, name: str) -> None:
    noted(signed, "--notice-sent")
    before = {path.name: path.read_bytes() for path in signed.iterdir()}
    assert follow_up(signed, "-o", str(signed / name)).code == 2
    assert {path.name: path.read_bytes() for path in signed.iterdir()} == before


def test_no_page_is_made_of_what_was_altered(signed: Path) -> None:
    noted(signed, "--notice-sent")
    (signed / FILE).write_bytes((signed / FILE).read_bytes().replace(b"notice_sent", b"review_held"))
    assert follow_up(signed, "-o", str(signed / "sequel.txt")).trouble == (
        f"{FILE} was altered: line 1 is not as it was written; so no sequel is made from it"
    )
    said = follow_up(signed)
    assert said.err == "note: what came after: line 1 is not as it was written\n"
    assert "  nothing is noted" in said.lines


def test_what_a_newer_version_wrote_is_neither_read_nor_added_to(signed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("des_decider.storage.afterwards_file.FORMAT", "2.0")
        noted(signed, "--notice-sent")
    data = (signed / FILE).read_bytes()
    for more in ((), ("--review-held",), ("-o", str(signed / "s.txt"))):
        assert "was written by a newer version of des-decider" in follow_up(signed, *more).trouble
    said = run("verify", signed)
    assert said.lines[0].startswith("What came after was written by a newer version")
    assert (said.code, (signed / FILE).read_bytes()) == (1, data)


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: text.encode("unicode_escape").decode()[:20])
def test_hostile_words_reach_no_terminal(tmp_path: Path, hostile: str) -> None:
    folder = sealed(tmp_path / "d")
    texts = ["--note", hostile, "--by", hostile]
    for more in (["--review-held", *texts], ["--told", hostile, *texts], ["--on", hostile, "--review-held"],
                 [], ["-o", str(folder / "s.txt")], ["-o", hostile]):  # fmt: skip
        said = follow_up(folder, *more)
        assert said.code in {0, 2}
        assert not obeyed(said.out + said.err)
    assert run("verify", folder).code == 0


# ------------------------------------------------------------------------------------------------------ list --due


def test_what_is_due_among_decisions_soonest_first(signed: Path) -> None:
    Desk(signed.parent / "next").new("Gull Rock Surgery", signed / "worksheet.toml")
    run("answer", signed.parent / "next", "deadline.contract=1 October 2032")
    said = run("list", signed.parent, "--due")
    assert said.lines[:4] == [
        "20 September 2031, 12 days overdue: Send notice of the decision to the ferry office",
        f"  Gull Rock Surgery, Farholm Ferry Care 2031/32: {signed}",
        "30 September 2031, 2 days overdue: Action 1: Ring the harbour (Inga Voe)",
        f"  Gull Rock Surgery, Farholm Ferry Care 2031/32: {signed}",
    ]
    assert "1 October 2032, in 365 days: Decide, and tell the commissioner" in said.lines
    found = json.loads(run("list", signed.parent, "--due", "--json").out)
    assert found[1] == {
        "when": "2031-09-30", "days": -2, "what": "Action 1: Ring the harbour", "who": "Inga Voe",
        "practice": "Gull Rock Surgery", "worksheet": "Farholm Ferry Care 2031/32", "folder": str(signed),
    }  # fmt: skip
    assert (found[-1]["what"], found[-1]["when"], found[-1]["days"]) == ("Tell our patients", None, None)


def test_nothing_due_is_said_and_what_cannot_be_opened_is_named(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "answers.toml").write_bytes(b"nonsense")
    said = run("list", tmp_path, "--due")
    assert said.out == "Nothing is due.\n"
    assert said.err.startswith("note: d cannot be opened: ")
