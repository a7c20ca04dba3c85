"""From an empty folder to a signed memo and back to the proof, for two practices and a worksheet of other ids."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document

from des_decider.decision.wording import brief, round_half_up
from des_decider.memo.formats import FORMATS
from tests.building import SHIPPED, SMALL, raw, worksheet
from tests.cli.driver import Desk, run
from tests.record.ready import READY
from tests.second_implementation import Needs, NotApplicable, figures

if TYPE_CHECKING:
    from pathlib import Path

QUICK_LOOK = """
practice.registered_list = 7,800
practice.weighted_list = 8,150
practice.gp_sessions = 32
pcn.registered_list = 41,300
pcn.weighted_list = 42,900
network.split = the network keeps it, but for extended hours access and care home premium
pcn.running_costs = 40,000 / 48,000 / 60,000
director.ours = no
cost.gp_hour = £80 / £100 / £156
cost.nurse_hour = £32
cost.admin_hour = £19.50
meeting.gp_hours = 1.5
service.smr.gp_hours = 1
service.ehch.gp_hours = 1
service.ecd.gp_hours = 0.5 / 1 / 2
service.extended_hours.gp_hours = 1 h 15 min
service.social_prescribing.gp_hours = 0
home.whole.beds = 64
home.whole.done_by = a GP
home.whole.hours = 4 / 6 / 9
workforce.whole.wte = 7
workforce.whole.chance = 30% / 55% / 80%
workforce.whole.months = 6
workforce.whole.claim = 46k
workforce.whole.top_up = 4,000
workforce.whole.supervision_hours = 1
workforce.whole.released_hours = 1 / 2 / 3
local.none = yes
opt_out.hours = 0
opt_out.exit_cost = 1,500
"""
CALLED_FOR = """
service.smr.status = ready
service.ehch.status = at risk
service.ecd.status = ready
service.extended_hours.status = already
"""
"""What the answers of the quick look make necessary: how far each piece of work is that takes GP hours."""
PARTNERS = """
partner.1.name = Dr Lena Vane
partner.2.name = Dr Tom Reed
partner.3.name = Ada Marsh
"""
VOTE = """
decision.question = Shall we sign up?
decision.option = sign up
vote.rule = a simple majority of those voting
vote.written_in = the deed of 1998
vote.quorum = 2
vote.1.present = yes
vote.1.position = for
vote.1.reason = It pays, and the posts come.
vote.2.present = yes
vote.2.position = against
vote.2.reason = "I do not trust the ceiling."
vote.3.present = yes
vote.3.position = for
decision.sentence = Creek Road Surgery signs up to the Network Contract DES for 2020/21.
"""
ROWS = """
# Hilltop answers everything row by row.
practice.registered_list = 12,460
practice.weighted_list = 11,905
practice.gp_sessions = 51
pcn.registered_list = 52,750
pcn.weighted_list = 50,120
pcn.care_home_beds = 402
network.split = all shared
pcn.running_costs = 82,500
director.ours = yes
director.amount = 34,000
director.hours = 6 / 7 / 9
director.already = yes
director.paid_to = the practice
cost.gp_hour = 88
cost.nurse_hour = 27.50
cost.admin_hour = 15
meeting.gp_hours = 2
meeting.admin_hours = 4
service.smr.by = requirement by requirement
specification.smr_identify.status = ready
specification.smr_identify.gp_hours = 0.5
specification.smr_volume.status = at risk
specification.smr_volume.gp_hours = 1
specification.smr_volume.post_hours = 6 / 8 / 12
specification.smr_volume.falls_to_gps = 60
specification.smr_capacity_effort.admin_hours = 0.5
specification.smr_invite.admin_hours = 1
specification.smr_qualified.gp_hours = 0
specification.smr_record.admin_hours = 0.5
specification.smr_optimise.status = ready
specification.smr_optimise.gp_hours = 0.25
specification.smr_nms.gp_hours = 0
service.ehch.status = at risk
service.ehch.gp_hours = 1
service.ecd.by = requirement by requirement
specification.ecd_referral.status = already done
specification.ecd_referral.gp_hours = 0.5
specification.ecd_safety_net.admin_hours = 1
specification.ecd_inform.gp_hours = 0
specification.ecd_screening.nurse_hours = 0.5
specification.ecd_community.status = ready
specification.ecd_community.gp_hours = 0.25
service.extended_hours.status = already
service.extended_hours.gp_hours = 3
service.social_prescribing.admin_hours = 0.5
workforce.by = role by role
workforce.clinical_pharmacist.wte = 3
workforce.clinical_pharmacist.chance = 50
workforce.clinical_pharmacist.months = 4
workforce.clinical_pharmacist.cost = 56,000
workforce.clinical_pharmacist.contract_hours = 12 / 16 / 20
workforce.clinical_pharmacist.supervision_hours = 2
workforce.clinical_pharmacist.released_hours = 1
workforce.care_coordinator.wte = 1.5
workforce.care_coordinator.chance = 80
workforce.care_coordinator.months = 7
workforce.care_coordinator.cost = 28,000
workforce.care_coordinator.contract_hours = 20
workforce.care_coordinator.supervision_hours = 0.5
workforce.care_coordinator.released_hours = 0.5
home.by = home by home
home.1.name = The Laurels
home.1.beds = 31
home.1.done_by = nurse
home.1.round_hours = 2
home.1.arrivals = 10
home.1.reviews = 31
home.2.name = Overdale
home.2.beds = 18
home.2.done_by = gp
home.2.round_hours = 1.5
home.2.arrivals = 6
home.2.reviews = 18
local.1.name = Phlebotomy
local.1.amount = 9,000
local.1.ends = if we opt out
opt_out.hours = 0 / 1 / 2
opt_out.exit_cost = 0
partner.1.name = Dr Priya Hill
partner.1.sessions = 8
partner.2.name = Dr Sam Ridge
partner.2.sessions = 6
partner.3.name = Dr Jo Fell
partner.3.sessions = 3
interest.1.partner = 1
interest.1.kind = financial
interest.1.what = Clinical director of the network
interest.1.done = noted
decision.question = Do we stay outside?
decision.option = opt out
vote.rule = by sessions
vote.quorum = 2
vote.1.present = yes
vote.1.position = against
vote.2.present = yes
vote.2.position = for
vote.3.present = yes
vote.3.position = for
decision.sentence = Hilltop Medical Centre opts out for 2020/21
  and tells its patients why.
"""


_MINUTES = {"1 h 15 min": "1.25"}
"""The second implementation reads plain numbers only."""


def check_figures(desk: Desk, sheet: Path) -> dict[str, Any]:
    """Every figure shown is the one a second implementation works out from answers.toml; gives all that is shown."""
    whole = desk.shown()
    shown, kept = {**whole["figures"]}, {id_: _MINUTES.get(text, text) for id_, text in desk.kept().items()}
    for id_, value in figures(raw(sheet), kept).items():
        figure = shown.pop(id_)
        if isinstance(value, Fraction):
            assert figure["value"] == str(round_half_up(value, 2 if figure["unit"] == "£" else 4)), id_
        elif isinstance(value, NotApplicable):
            assert (figure["value"], figure["needs"]) == (None, []), id_
            assert figure["not_applicable"], id_
        else:
            assert isinstance(value, Needs)
            assert (figure["value"], frozenset[str](figure["needs"])) == (None, value.ids), id_
    assert not shown
    return whole


def check_memo(desk: Desk, sentence: str, *said: str, money: tuple[str, ...]) -> None:
    """The Word memo opens in Word's library and says the decision, the vote's sum and the figures."""
    document = Document(str(desk.folder / "memo.docx"))
    texts = [p.text for p in document.paragraphs]
    texts += [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    texts = [text.replace("\u2060", "").replace("\u00a0", " ") for text in texts]  # hold a sign to its number
    digest = hashlib.sha256((desk.folder / "answers.toml").read_bytes()).hexdigest()
    for wanted in (sentence, " ".join(digest[n : n + 4] for n in range(0, 64, 4))):
        assert wanted in texts
    for wanted in said:
        assert any(wanted in text for text in texts), wanted
    shown, everything = desk.figures(), "\n".join(texts)
    for id_ in money:
        value = shown[id_]["value"]
        assert value is not None, id_
        assert brief(Fraction(Decimal(value)), shown[id_]["unit"]) in everything, id_
    assert "DRAFT" not in everything


def test_a_practice_goes_from_thirty_answers_to_a_memo_it_can_prove(desk: Desk) -> None:
    made = desk.new("Creek Road Surgery", "network-contract-des-2020-21", "--no-open")
    assert (made.code, made.err) == (0, "")
    assert made.lines[0].endswith("Network Contract DES 2020/21, edition 1. Decide by 31 May 2020.")
    assert made.lines[1].startswith("The quick look has 30 answers and the partners.")

    assert sorted(line.partition(" = ")[0] for line in QUICK_LOOK.strip().splitlines()) == sorted(
        worksheet(SHIPPED).quick_look
    )
    given = desk.answer_from(QUICK_LOOK + PARTNERS)
    assert (given.code, given.out) == (0, "33 answers kept.\n")
    assert given.err.startswith("note: look at workforce.whole.wte again: If every post were filled")

    called = [line.partition(" = ")[0] for line in CALLED_FOR.strip().splitlines()]
    assert desk.shown()["open"]["quick_look"] == called
    assert [
        line.lstrip("# ").split(" ")[0] for line in desk.show("--form").lines if line.endswith("status =")
    ] == called
    assert desk.answer_from(CALLED_FOR).code == 0
    now = check_figures(desk, SHIPPED)
    assert now["open"]["quick_look"] == []
    heads = ("sign_up.", "opt_out.", "difference", "gp_time.", "time.")
    options = {id_: figure for id_, figure in now["figures"].items() if id_.startswith(heads)}
    assert len(options) > 20
    leaving = options.pop("difference.leave_next")
    assert leaving["needs"] == ["leave.exit_cost"], "only what leaving costs later is asked elsewhere"
    needing = [id_ for id_, figure in options.items() if figure["needs"]]
    assert not needing, "the quick look is enough for every option figure"
    assert {b["id"] for b in now["open"]["sign_off"]} == {
        "decision.question", "vote.rule", "vote.quorum", "vote.1.position", "vote.2.position", "vote.3.position",
        "decision.sentence",
    }  # fmt: skip

    assert desk.answer_from(VOTE).code == 0
    shown = desk.show()
    assert shown.code == 0
    for line in (
        "  Carried: 2 for, 1 against.",
        "  3 partners, 3 present: 2 for, 1 against, 0 abstained, 0 did not vote (interest), 0 absent.",
        "  The rule: a simple majority of those voting, as written in the deed of 1998.",
        "Ready for sign-off",
    ):
        assert line in shown.lines

    refused = desk.sign_off("Dr Lena Vane", "Ada Marsh")
    assert (refused.code, refused.out) == (1, "")
    assert refused.err == (
        "Not signed off: 1 thing to do first.\n  assent: Dr Tom Reed was present and has not confirmed the record.\n"
    )
    signed = desk.sign_off("dr lena vane", "Dr Tom Reed", "Ada Marsh", formats=FORMATS)
    assert signed.code == 0
    no_day, look_again = signed.err.splitlines()[:2]
    assert no_day == "note: on which day it was decided is not recorded, and the memo says so"
    assert look_again.startswith("note: look again: If every post were filled, in a full year the plan would claim ")
    sentence = "Creek Road Surgery signs up to the Network Contract DES for 2020/21."
    assert signed.lines[0] == f"Signed off and sealed: {sentence}"
    digest = hashlib.sha256((desk.folder / "answers.toml").read_bytes()).hexdigest()
    assert signed.lines[1] == f"SHA-256 of answers.toml: {digest}"

    check_memo(
        desk, sentence, "Carried: 2 for “sign up”, 1 against.", "Needed: more than half of 3 voting, so 2; for: 2.",
        "I do not trust the ceiling.", "The rule: a simple majority of those voting, as written in the deed of 1998.",
        money=(
            "sign_up.net.this_year", "sign_up.net.full_year", "opt_out.net.this_year", "difference.this_year",
            "difference.full_year", "difference.per_patient.this_year", "difference.per_partner.this_year",
            "time.gp_hours", "workforce.take_up.this_year",
        ),
    )  # fmt: skip
    verified = desk.verify()
    assert (verified.code, verified.err) == (0, "")
    assert verified.out.startswith("Intact: signed off on ")
    assert "signed off and sealed" in desk.show().lines[1]
    kept = desk.kept()
    assert len(kept) == 1 + 33 + 4 + 14
    assert kept["network.split"] == "network_keeps"
    assert kept["workforce.whole.claim"] == "46000"
    assert kept["cost.gp_hour"] == "80 / 100 / 156"
    assert kept["service.extended_hours.gp_hours"] == "1 h 15 min"
    assert kept["vote.2.reason"] == "I do not trust the ceiling."


def test_a_second_practice_answers_row_by_row_and_opts_out(desk: Desk) -> None:
    assert desk.new("Hilltop Medical Centre").code == 0
    given = desk.answer_from(ROWS)
    assert (given.code, given.err) == (0, "")
    now = check_figures(desk, SHIPPED)
    shown = now["figures"]
    assert shown["workforce.wte_wanted"]["value"] == "4.5000"  # 3 + 1.5
    assert shown["workforce.wte_filled"]["value"] == "2.7000"  # 3 × 50 % + 1.5 × 80 %
    assert shown["care_homes.beds"]["value"] == "49.0000"  # 31 + 18
    assert shown["funding.core_pcn.pcn"]["value"] == "79125.00"  # £1.50 × 52,750

    # What a row lacks is asked for by name.
    assert now["open"]["quick_look"] == []
    assert desk.answer("home.2.done_by=", "specification.smr_nms.gp_hours=").code == 0
    now = check_figures(desk, SHIPPED)
    assert now["open"]["quick_look"] == ["specification.smr_nms.gp_hours", "home.2.done_by"]
    assert desk.answer("home.2.done_by=a GP", "specification.smr_nms.gp_hours=15 min").code == 0
    assert desk.shown()["open"]["quick_look"] == ["specification.smr_nms.status"], "GP hours: are they new?"
    assert desk.answer("specification.smr_nms.status=ready").code == 0
    now = desk.shown()
    assert now["open"]["quick_look"] == []

    shown_vote = now["vote"]
    assert shown_vote["outcome"] == "carried"
    assert "Needed: more than half of 17 sessions voting, so more than 8.5; for: 9." in shown_vote["words"]
    assert desk.sign_off("Dr Priya Hill", "Dr Sam Ridge", "Dr Jo Fell", formats=("docx",)).code == 0
    check_memo(
        desk, "Hilltop Medical Centre opts out for 2020/21 and tells its patients why.",
        "Carried: 9 sessions for “opt out”, 8 sessions against.",
        "Needed: more than half of 17 sessions voting, so more than 8.5; for: 9.",
        "The Laurels", "Overdale",
        money=("sign_up.net.this_year", "opt_out.net.this_year", "difference.full_year", "time.gp_hours"),
    )  # fmt: skip
    assert desk.verify().code == 0
    kept = desk.kept()
    assert kept["home.2.name"] == "Overdale"
    assert kept["local.1.ends"] == "opt_out"
    assert kept["decision.sentence"] == "Hilltop Medical Centre opts out for 2020/21 and tells its patients why."


def test_a_worksheet_with_other_ids_walks_the_same_street(desk: Desk) -> None:
    assert run("worksheet", "check", SMALL).code == 0
    made = desk.new("Gull Rock Surgery", SMALL)
    assert made.code == 0
    assert "Farholm Ferry Care 2031/32, edition 3-test. Decide by 20 September 2031." in made.out
    assert (desk.folder / "worksheet.toml").read_bytes() == SMALL.read_bytes()
    texts = {
        id_: text for id_, text in READY.items() if not id_.startswith(("workforce.whole.", "home.whole."))
    } | {
        "workforce.by": "role by role",
        "workforce.ferry_nurse.wte": "1 / 2 / 3",
        "workforce.ferry_nurse.chance": "40",
        "workforce.ferry_nurse.months": "6",
        "workforce.ferry_nurse.cost": "43,000",
        "workforce.ferry_nurse.supervision_hours": "1",
        "workforce.ferry_nurse.released_hours": "2",
        "home.by": "home by home",
        "home.1.name": "Skerry Lodge",
        "home.1.beds": "12",
        "home.1.done_by": "nurse",
        "home.1.round_hours": "2",
        "home.1.arrivals": "0",
        "home.1.reviews": "0",
        "question.who_rows": "nobody",
        "payment.shell_points.achieved": "80",
        "facts.later": "counted",
    }  # fmt: skip
    given = desk.answer_from("".join(f"{id_} = {text}\n" for id_, text in texts.items()))
    assert (given.code, given.err) == (0, "")
    now = check_figures(desk, SMALL)
    assert now["open"]["quick_look"] == []
    assert now["figures"]["funding.tide_fund.pcn"]["value"] == "48650.00"  # £1.20 × 31,500 + £0.35 × 31,000
    assert any(line.startswith("  Islanders  ") for line in desk.show().lines), "sections by the worksheet's own titles"
    assert desk.sign_off("Dr Una Skerry", "Dr Olaf Holm", "Inga Voe", formats=("docx",)).code == 0
    check_memo(
        desk, READY["decision.sentence"], "Carried: 2 for, 1 against.",
        "Quorum: 3 needed; 4 present less 1 who did not vote is 3: met.", "Skerry Lodge",
        money=("sign_up.net.this_year", "difference.this_year"),
    )  # fmt: skip
    assert desk.verify().code == 0
    listed = run("list", desk.folder.parent)
    assert listed.lines[0] == "Gull Rock Surgery: Farholm Ferry Care 2031/32, signed off"
    kept = desk.kept()
    assert (kept["question.who_rows"], kept["facts.later"]) == ("nobody", "include")
    assert kept["workforce.ferry_nurse.wte"] == "1 / 2 / 3"


def test_a_network_of_50000_and_nothing_else(desk: Desk) -> None:
    """What the list alone gives is shown; everything else says what it needs, and nothing is taken for 0."""
    desk.new("Creek Road Surgery")
    assert desk.answer("pcn.registered_list=50,000").code == 0
    known = {
        "funding.core_pcn.pcn": "75000.00",  # £1.50 a patient
        "funding.clinical_director.pcn": "36100.00",  # £0.722 a patient
        "funding.extended_hours.pcn": "72500.00",  # £1.45 a patient
        "funding.clinical_director.practice": "0.00",  # it goes to whoever does the work, so none of it is ours
        "funding.clinical_director.counted.this_year": "0.00",
        "funding.clinical_director.counted.full_year": "0.00",
        "funding.pcn_support.counted.full_year": "0.00",
        "workforce.start_cost.this_year": "0.00",  # its default is £0, whatever the posts are
        "claim.nhs_england.theirs": "598708.87",  # £575,000 for a network of 48,020, carried to ours
    }
    shown = desk.figures()
    assert {id_: f["value"] for id_, f in shown.items() if f["value"] is not None} == known
    for id_, figure in shown.items():
        if id_ not in known:
            assert bool(figure["needs"]) is not bool(figure["not_applicable"]), id_
    assert not any("pcn.registered_list" in figure["needs"] for figure in shown.values())
    assert "£0" not in desk.show().out
    assert desk.kept() == {"practice.name": "Creek Road Surgery", "pcn.registered_list": "50000"}


@pytest.mark.parametrize("rule", ["majority voting", "two thirds", "unanimous"])
def test_the_same_vote_by_another_rule(desk: Desk, rule: str) -> None:
    desk.new("Creek Road Surgery")
    assert desk.answer_from(PARTNERS + VOTE.replace("a simple majority of those voting", rule)).code == 0
    vote = desk.shown()["vote"]
    assert vote["outcome"] == ("not carried" if rule == "unanimous" else "carried")
    assert vote["needs"] == []
    assert desk.kept()["vote.rule"] == rule.replace(" ", "_")
