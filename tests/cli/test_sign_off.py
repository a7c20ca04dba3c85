"""`sign-off` and `verify`: what is to be done first, the seal, and what is said of it later."""

from __future__ import annotations

from tests.building import SMALL
from tests.cli.driver import Desk, run, sealed_desk
from tests.record.ready import PRESENT, READY


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
            f"{desk.folder}: this decision is signed off and sealed; a changed mind is a new decision that replaces it"
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
