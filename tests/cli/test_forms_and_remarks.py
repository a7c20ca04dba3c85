"""The form to fill in, and what is pointed out while people type, look and sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.building import NO_POSTS, OCTOBER
from tests.cli.driver import Desk, run
from tests.record.decisions import opened
from tests.record.ready import PRESENT, ready, sealed
from tests.tui.driver import given_before

if TYPE_CHECKING:
    from pathlib import Path


def test_a_form_is_filled_in_and_given_back(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    form = run("show", desk.folder, "--form")
    assert form.code == 0
    assert "# How many registered patients do we have?" in form.lines
    filled = form.out.replace("# practice.registered_list =", "practice.registered_list = 9,040")
    filled = filled.replace("# partner.1.name =", "partner.1.name = Dr Una Skerry").replace(
        "# home.whole.done_by =", "home.whole.done_by = a nurse"
    )
    assert desk.answer_from(filled).code == 0
    assert desk.kept()["home.whole.done_by"] == "nurse"
    again = run("show", desk.folder, "--form")
    assert "# now: 9040" in again.lines
    assert desk.answer_from(again.out).code == 2, "a form given back unchanged has nothing to give"
    assert desk.kept()["partner.1.name"] == "Dr Una Skerry"


def test_in_which_window_we_decide_is_asked_as_a_question(tmp_path: Path) -> None:
    """The form had the label of the answer alone."""
    folder = str(tmp_path / "decision")
    assert run("new", folder, "--worksheet", str(OCTOBER), "--practice", "Hill Surgery", "--no-open").code == 0
    lines = run("show", folder, "--form").lines
    at = lines.index("# decision.window =")
    asked = "# Which window do we decide in: until which day can we still sign up or leave?"
    assert asked in lines[at - 4 : at]


@pytest.mark.parametrize(
    "section", ["practice", "specifications", "workforce", "care_homes", "funding", "contract", "patients", "decision"]
)
def test_each_section_has_its_form(desk: Desk, section: str) -> None:
    desk.new("Creek Road Surgery")
    desk.answer("partner.1.name=Dr A", "partner.2.name=Dr B", "decision.question=Shall we\nsign?")
    form = run("show", desk.folder, "--form", section)
    assert form.code == 0
    assert desk.answer_from(form.out).code == 2, "it is all remarks until somebody answers"
    assert form.lines[-1] == f"# completed.{section} =", "a section is completed last"
    if section == "decision":
        assert "# vote.2.position =" in form.lines
        assert "# now: Shall we" in form.lines
        assert "# now: sign?" in form.lines
        assert "# One of: for (for), against (against), abstain (abstains) or absent (is absent)" in form.lines


def test_what_the_network_answers_serves_each_of_its_practices(desk: Desk, tmp_path: Path) -> None:
    desk.new("Creek Road Surgery")
    asked = run("show", desk.folder, "--form", "network")
    assert asked.code == 0
    in_words = " ".join(asked.out.replace("#", "").split())
    assert "How many beds do all care homes of the network have, as registered with the CQC?" in in_words
    assert not any(line.startswith("# practice.") for line in asked.lines), "the network is asked about itself alone"
    reply = asked.out.replace("# said-by =", "said-by = Ivy Ness, network manager")
    reply = reply.replace("# pcn.care_home_beds =", "pcn.care_home_beds = 640")
    other = Desk(tmp_path / "other")
    other.new("Harbour Road Surgery")
    for practice in (desk, other):
        assert practice.answer_from(reply).code == 0
        with opened(practice.folder, read_only=True) as session:
            answer = session.answers["pcn.care_home_beds"]
        assert (answer.text, answer.said_by) == ("640", "Ivy Ness, network manager")


def test_what_the_network_says_of_one_practice_is_taken_by_that_practice_alone(desk: Desk, tmp_path: Path) -> None:
    """Another practice has the same number for another neighbour: it got that one's list, and nobody was told."""
    desk.new("Creek Road Surgery")
    desk.answer("member.1.name=Hilltop Surgery")
    other = Desk(tmp_path / "other")
    other.new("Hilltop Surgery")
    other.answer("member.1.name=Creek Road Surgery")
    asked = run("show", desk.folder, "--form", "network").out
    shared, _, ours = asked.partition("All below is about Creek Road Surgery alone")
    assert "# pcn.care_home_beds =" in shared
    assert "# member." not in shared
    assert "list of Hilltop Surgery" in ours
    for about_us in ("# member.1.list =", "# share.of_pcn =", "# opt_out.exit_cost ="):
        assert about_us in ours
    reply = asked.replace("# pcn.care_home_beds =", "pcn.care_home_beds = 640")
    reply = reply.replace("# member.1.list =", "by = Ivy\nmember.1.list = 12,000")
    assert desk.answer_from(reply).out == "2 answers kept.\n"
    assert desk.kept()["member.1.list"] == "12000"
    said = other.answer_from(reply)
    assert (said.code, said.out) == (0, "1 answer kept.\n")
    whose = f"{desk.file()['decision'][:8]} (Creek Road Surgery)"
    assert said.err == f"note: 1 answer left out: it is about the decision {whose} alone\n"
    assert "member.1.list" not in other.kept()


def test_no_mail_program_breaks_a_line_of_what_the_network_is_asked(desk: Desk) -> None:
    """What was broken off a remark was read as an answer: a line began with “open.cost.gp_hour = because …”."""
    desk.new("Creek Road Surgery")
    asked = run("show", desk.folder, "--form", "network").lines
    assert [line for line in asked if len(line) > 72] == []
    assert "send it back to the practice that asked" in " ".join(" ".join(asked).replace("#", "").split())


def test_a_reply_is_taken_as_a_mail_program_quotes_it(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    said = desk.answer_from(
        "> said-by = Ivy Ness\n>\n> # 70 beds?\n> > pcn.care_home_beds = 640\n>note.pcn.name = >5\n"
    )
    assert (said.code, said.out) == (0, "2 answers kept.\n")
    assert desk.kept() == {"practice.name": "Creek Road Surgery", "pcn.care_home_beds": "640", "note.pcn.name": ">5"}
    with opened(desk.folder, read_only=True) as session:
        assert session.answers["pcn.care_home_beds"].said_by == "Ivy Ness"


def test_what_the_minutes_take_over_is_in_the_memos_words(desk: Desk) -> None:
    ready(desk.folder).close()
    run("memo", desk.folder, "--format", "txt")
    memo = " ".join((desk.folder / "memo.txt").read_text(encoding="utf-8").split())
    minutes = run("show", desk.folder, "--minutes")
    assert minutes.code == 0
    parts = minutes.out.split("\n\n")
    for part in ("The meeting", "The question put", "The decision", "The vote", "What happens next"):
        assert any(one.startswith(f"{part}\n=") for one in parts)
    told = [one for one in parts if "For the minutes" not in one]
    assert [one for one in told if " ".join(one.split()) not in memo] == []


def test_no_minutes_are_made_of_a_record_that_was_altered(desk: Desk) -> None:
    sealed(desk.folder)
    with (desk.folder / "answers.toml").open("a", encoding="utf-8") as file:
        file.write("# a remark\n")
    said = run("show", desk.folder, "--minutes")
    assert (said.code, said.out) == (2, "")
    assert "was altered after it was signed, so nothing is made from it" in said.err


@pytest.mark.parametrize(
    ("section", "none"),
    [("workforce", "This contract has no posts"), ("care_homes", "This contract has no care homes")],
)
def test_the_form_of_what_the_contract_has_not_says_so(tmp_path: Path, section: str, none: str) -> None:
    folder = given_before(tmp_path / "d", {}, worksheet=NO_POSTS)
    assert run("show", folder, "--form", section).lines == [f"# {none}: there is nothing to fill in."]


def test_a_form_says_each_duty_once_with_its_day_and_source_before_it_is_asked_about(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    lines = run("show", desk.folder, "--form", "specifications").lines
    duty = "# Growing pharmacist time. From 1 October 2020: Be able to show that the network keeps trying"
    assert sum(line.startswith("# Growing pharmacist time.") for line in lines) == 1
    at = next(n for n, line in enumerate(lines) if line.startswith(duty))
    assert lines[at + 1 : at + 3] == ["#   more pharmacist time", "#   From the worksheet author’s memory; check it."]
    assert at < lines.index("# service.smr.status =") < lines.index("# specification.smr_capacity_effort.status =")


def test_the_form_with_the_deadlines_has_every_date(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    lines = run("show", desk.folder, "--form", "contract").lines
    assert "# Dates for 2020/21" in lines
    days = [line for line in lines if line.startswith(("# 31 May 2020: ", "# 12 June 2020: "))]
    assert [day.split(":")[0] for day in days] == ["# 31 May 2020", "# 12 June 2020"]
    assert not any("Commissioner and region agree how this year's" in line for line in lines), "known only later"


def test_a_form_that_does_not_exist_names_those_that_do(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    said = run("show", desk.folder, "--form", "money")
    assert said.code == 2
    assert "choose one of quick-look, practice" in said.err


def test_what_does_not_fit_together_is_said_while_it_is_typed(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    said = desk.answer(
        "workforce.whole.chance=0.85", "practice.weighted_list=139,000", "pcn.weighted_list=45,500", "cost.gp_hour=1000"
    )
    assert said.code == 0
    assert "was 85 % meant?" in said.err
    assert "Our weighted list is 139,000, and the whole network's only 45,500." in said.err
    assert "cost of a GP hour is above" in said.err


def test_what_is_counted_as_no_hours_is_told(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    desk.answer("home.by=rows", "home.1.name=Mill House", "home.1.round_hours=1.5")
    assert "  Mill House: travel, care plans, medication reviews and multidisciplinary meetings" in desk.show().lines


def test_blockers_that_stand_are_told_by_show_and_by_sign_off(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    desk.answer("question.schedules=blank")
    assert any("question.schedules: " in line for line in desk.show().lines)


def test_a_sealed_record_that_was_altered_never_looks_signed(desk: Desk) -> None:
    sealed(desk.folder)
    assert desk.show().lines[1].endswith("· signed off and sealed")
    path = desk.folder / "answers.toml"
    path.write_bytes(path.read_bytes().replace(b'value = "4000"', b'value = "5000"'))
    assert "the record is ALTERED" in desk.show().lines[1]
    (desk.folder / "memo.md").unlink()
    path.write_bytes(path.read_bytes().replace(b'value = "5000"', b'value = "4000"'))
    assert "the record is incomplete" in desk.show().lines[1]


@pytest.mark.parametrize(
    "what",
    [
        (),
        ("--all",),
        ("--json",),
        ("--hangs-on",),
        ("--form",),
        ("--form", "funding"),
        ("--working", "difference.this_year"),
    ],
    ids=" ".join,
)
def test_whatever_is_shown_is_written_to_a_new_file_and_never_over_another(
    desk: Desk, tmp_path: Path, what: tuple[str, ...]
) -> None:
    """`show --json -o FILE` printed the figures and wrote nothing."""
    desk.new("Creek Road Surgery, “£” \u202e")
    shown, target = desk.show(*what), tmp_path / "shown"
    said = desk.show(*what, "-o", str(target))
    assert (said.code, said.out, said.err) == (0, f"Wrote {target}\n", "")
    assert target.read_bytes() == shown.out.encode()
    assert len(shown.lines) > 1 or "--working" in what
    again = desk.show(*what, "--output", str(target))
    assert (again.code, "is there already" in again.err) == (2, True)
    nowhere = desk.show(*what, "-o", str(tmp_path / "nowhere" / "shown"))
    assert nowhere.trouble.startswith("cannot write “")


def test_a_vote_that_did_not_carry_is_told_at_sign_off(desk: Desk) -> None:
    against = {f"vote__{row}__position": "against" for row in (1, 2, 3)}
    with ready(desk.folder, **against, decision__option="sign up"):
        pass
    said = desk.sign_off(*PRESENT)
    assert said.code == 1
    assert "The vote did not carry “sign up”, and the decision reads: “Gull Rock Surgery joins" in said.err + said.out


def test_a_number_no_partner_has_is_pointed_out(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    said = desk.answer(
        "partner.1.name=Dr A", "interest.1.partner=77", "vote.chair=9", "vote.4.present=yes", "vote.quorum=0"
    )
    for words in (
        "There is no partner 77; the partners are 1 Dr A.",
        "no partner 9",
        "no partner 4",
        "The quorum is 0",
    ):
        assert words in said.err
    assert "look at vote.5.position again: There is no partner 5" in desk.answer("vote.5.position=for").err


def test_a_name_given_where_a_partners_number_is_wanted_is_told_the_numbers(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    desk.answer("partner.1.name=Dr A", "partner.2.name=Dr B")
    said = desk.answer("vote.chair=Dr C")
    assert said.err.endswith("“Dr C”: write the number of a partner; the partners are 1 Dr A and 2 Dr B\n")
    assert "vote.chair" not in desk.kept()


def test_a_dead_laptops_decision_is_taken_over_by_a_persons_word(desk: Desk) -> None:
    desk.new("Creek Road Surgery")
    note = 'who = "Ann"\ncomputer = "OLD-LAPTOP"\nprocess = 7\nsince = 2020-05-18T19:42:00+01:00\n'
    (desk.folder / ".held-by").write_text(note, encoding="utf-8")
    said = desk.answer("practice.gp_sessions=30")
    assert said.code == 2
    assert "--take-over" in said.err
    taken = run("answer", desk.folder, "practice.gp_sessions=30", "--take-over")
    assert taken.code == 0
    assert desk.kept()["practice.gp_sessions"] == "30"
