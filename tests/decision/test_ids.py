"""Which ids a decision has: those documented (here, line by line), for any worksheet, and no others."""

# ruff: noqa: RUF001 - figures and letters that look like ours are what is tested here

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from des_decider.decision.ids import HIGHEST_SERIAL, Field
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed, Refused
from des_decider.worksheet.inputs_and_columns import (
    ASKED_BY_WORKSHEETS,
    BY,
    DONE_BY,
    ENDS,
    INPUTS,
    INTENDS,
    LATER,
    OPTION,
    PAID_TO,
    POSITION,
    RELIED_ON,
    SPLIT,
    STATUS,
    VOTE_RULE,
)
from des_decider.worksheet.model import SECTIONS
from des_decider.worksheet.months import counted_months
from tests.building import EXTENDED, NO_NETWORK, SHIPPED, SMALL, ids, worksheet
from tests.how_many import cases

if TYPE_CHECKING:
    from pathlib import Path

CALM = settings(max_examples=cases(40, thorough=1_000), deadline=None)

IN_2020_21 = {
    "<service>": ("smr", "ehch", "ecd", "extended_hours", "social_prescribing"),
    "<role>": (
        "clinical_pharmacist", "pharmacy_technician", "social_prescribing_link_worker", "first_contact_physiotherapist",
        "physician_associate", "care_coordinator", "health_wellbeing_coach", "dietitian", "podiatrist",
        "occupational_therapist", "nursing_associate", "trainee_nursing_associate",
    ),
    "<requirement>": ("smr_identify", "ecd_referral", "extended_hours", "social_prescribing"),
    "<by_date>": ("ehch_align", "ehch_plan", "ehch_mdt", "ehch_transfer"),
    "<in_homes>": ("ehch_round", "ehch_pcsp", "ehch_smr"),
    "<shared>": ("core_pcn", "extended_hours", "care_home_premium", "pcn_support", "iif"),
    "<rate>": ("core_pcn", "clinical_director", "extended_hours", "network_participation", "pcn_support",
               "care_home_premium", "iif", "arrs_sum"),
    "<two_lists>": (),
    "<own_full_rate>": ("care_home_premium",),
    "<earned>": ("iif",),
    "<asked_date>": ("next_effective",),
    "<option>": tuple(OPTION),
    "<noted>": ("posts_fillable", "home_lead"),
    "<n>": ("1", "2", "10", "999"),
    "<section>": tuple(SECTIONS),
}  # fmt: skip
IN_SMALL = {
    "<service>": ("lodge_rounds", "storm_line"),
    "<role>": ("ferry_nurse", "tide_reader"),
    "<requirement>": ("storm_watch",),
    "<by_date>": ("lodge_list",),
    "<in_homes>": ("lodge_visit",),
    "<shared>": ("tide_fund", "lodge_levy", "shell_points"),
    "<rate>": ("keeper", "oar_money", "lodge_levy", "shell_points", "crew_sum"),
    "<two_lists>": ("tide_fund",),
    "<own_full_rate>": ("keeper", "lodge_levy"),
    "<earned>": ("shell_points",),
    "<asked_date>": (),
    "<option>": tuple(OPTION),
    "<noted>": ("harbour_master", "who_rows", "other_pier", "bell_rung"),
    "<n>": ("1", "999"),
    "<section>": tuple(SECTIONS),
}

# Every id with its kind; ~ where a range may be given.
DOCUMENTED = """
practice.registered_list patients
practice.weighted_list patients
practice.gp_sessions number
practice.gp_hours_found hours ~
cost.session_hours hours
pcn.registered_list patients
pcn.weighted_list patients
pcn.care_home_beds count
member.none yes_no
member.<n>.name text
member.<n>.list patients
member.<n>.beds count
member.<n>.intends choice
date.<asked_date> date
share.of_pcn percent ~
network.split choice
payment.<shared>.reaches_practice percent ~
payment.<earned>.achieved percent ~
payment.<rate>.rate rate
payment.<two_lists>.registered.rate rate
payment.<two_lists>.adjusted.rate rate
payment.<own_full_rate>.full_year_rate rate
pcn.running_costs money ~
director.ours yes_no
director.amount money
director.hours hours ~
director.already yes_no
director.paid_to choice
cost.gp_hour money ~
cost.nurse_hour money ~
cost.admin_hour money ~
cost.weeks_per_year number
meeting.gp_hours hours ~
meeting.admin_hours hours ~
service.<service>.by choice
service.<service>.status choice
service.<service>.gp_hours hours ~
service.<service>.nurse_hours hours ~
service.<service>.admin_hours hours ~
service.<service>.post_hours hours ~
service.<service>.falls_to_gps percent ~
service.<service>.once_hours hours ~
specification.<requirement>.status choice
specification.<requirement>.gp_hours hours ~
specification.<requirement>.nurse_hours hours ~
specification.<requirement>.admin_hours hours ~
specification.<requirement>.post_hours hours ~
specification.<requirement>.falls_to_gps percent ~
specification.<requirement>.once_hours hours ~
specification.<by_date>.status choice
specification.<by_date>.once_hours hours ~
specification.<in_homes>.status choice
home.by choice
home.none yes_no
home.whole.beds count
home.whole.done_by choice
home.whole.hours hours ~
home.<n>.name text
home.<n>.beds count
home.<n>.done_by choice
home.<n>.round_hours hours ~
home.<n>.travel_hours hours ~
home.<n>.arrivals count
home.<n>.plan_hours hours ~
home.<n>.plan_by choice
home.<n>.reviews count
home.<n>.review_hours hours ~
home.<n>.review_by choice
home.<n>.mdt_hours hours ~
workforce.by choice
workforce.none yes_no
workforce.claimed_before money ~
workforce.whole.wte number ~
workforce.whole.chance percent ~
workforce.whole.months number
workforce.whole.contract_hours hours ~
workforce.whole.claim money ~
workforce.whole.top_up money ~
workforce.whole.start_cost money ~
workforce.whole.supervision_hours hours ~
workforce.whole.released_hours hours ~
workforce.<role>.wte number ~
workforce.<role>.chance percent ~
workforce.<role>.months number
workforce.<role>.contract_hours hours ~
workforce.<role>.maximum money
workforce.<role>.cost money ~
workforce.<role>.other_cost money ~
workforce.<role>.start_cost money ~
workforce.<role>.supervision_hours hours ~
workforce.<role>.released_hours hours ~
local.none yes_no
local.<n>.name text
local.<n>.amount money
local.<n>.ends choice
local.<n>.from date
local.<n>.hours hours ~
opt_out.hours hours ~
opt_out.exit_cost money ~
leave.exit_cost money ~
claims.relied_on choice
facts.later choice
practice.name text
practice.ods_code text
pcn.name text
commissioner.name text
partner.<n>.name text
partner.<n>.role text
partner.<n>.sessions number
partner.<n>.profit_share percent
interest.<n>.partner serial
interest.<n>.kind choice
interest.<n>.what text
interest.<n>.done choice
vote.rule choice
vote.written_in text
vote.quorum count
vote.second_vote yes_no
vote.<n>.present yes_no
vote.<n>.position choice
vote.<n>.reason text
meeting.date date
meeting.place text
meeting.chair text
meeting.minutes_by text
attending.<n>.name text
attending.<n>.role text
apology.<n>.name text
document.<n>.what text
document.<n>.version text
decision.question text
decision.option choice
decision.against_figures text
option.<option>.why_not text
risk.<noted>.accepted_by text
risk.<noted>.mitigation text
risk.<noted>.owner text
risk.<noted>.by date
decision.sentence text
decision.effective date
decision.review date
decision.review_trigger text
decision.filed_at text
decision.keep_until date
decision.kept_by text
condition.<n>.what text
condition.<n>.owner text
condition.<n>.by date
condition.<n>.if_not_met text
condition.<n>.without text
condition.<n>.met_on date
action.<n>.what text
action.<n>.owner text
action.<n>.by date
consulted.<n>.who text
consulted.<n>.when date
tell.<n>.who text
tell.<n>.by date
assent.<n>.declined text
deadline.asked date
deadline.contract date
deadline.last_change date
completed.<section> yes_no
leaning.shown yes_no
came.posts number
came.claimed money
came.gp_hours hours
follows.decision text
follows.practice text
follows.worksheet text
follows.seal text
threshold.funding.green money
threshold.funding.amber money
threshold.funding.set_by text
threshold.workforce.green percent
threshold.workforce.amber percent
threshold.workforce.set_by text
threshold.care_homes.green percent
threshold.care_homes.amber percent
threshold.care_homes.set_by text
""".strip().split("\n")


def named(path: str, slots: dict[str, tuple[str, ...]]) -> list[str]:
    """The ids a pattern stands for in one worksheet."""
    slot = next((s for s in slots if s in path), "")
    return [path.replace(slot, fill) for fill in slots[slot]] if slot else [path]


def found(id_: str, path: Path = SHIPPED) -> Field:
    field = ids(path).field(id_)
    assert field is not None, id_
    return field


@pytest.mark.parametrize("line", DOCUMENTED)
@pytest.mark.parametrize(("path", "slots"), [(SHIPPED, IN_2020_21), (SMALL, IN_SMALL)], ids=["2020/21", "small"])
def test_every_documented_id_exists(line: str, path: Path, slots: dict[str, tuple[str, ...]]) -> None:
    pattern, kind, *estimate = line.split()
    for id_ in named(pattern, slots):
        field = found(id_, path)
        assert (field.id, field.rules.kind, field.rules.estimate) == (id_, kind, estimate == ["~"])
        assert field.label
        assert "{" not in field.label
        assert field.section in SECTIONS


def test_nothing_but_what_is_documented() -> None:
    of_fact = {
        "payment": ("<shared>", "<rate>", "<two_lists>", "<own_full_rate>", "<earned>"), "date": ("<asked_date>",),
        "requirement": ("<by_date>", "<in_homes>"), "question": ("<noted>",),
    }  # fmt: skip
    meant = {slot: f"<{fact}>" for fact, slots in of_fact.items() for slot in slots}
    documented = {re.sub(r"<\w+>", lambda slot: meant.get(slot[0], slot[0]), line.split()[0]) for line in DOCUMENTED}
    patterns = {p.path.replace("<partner>", "<n>") for p in INPUTS}
    assert documented <= patterns
    # the adjusted list of a payment's basis, a rate of several on weighted lists, which of several windows and areas,
    # and the vote's own: day decided, tie, quorum, who takes part from elsewhere
    assert patterns - documented == {
        "practice.adjusted_list", "pcn.adjusted_list", "payment.<payment>.weighted.rate",
        "decision.window", "workforce.area", "decision.decided", "vote.chair", "vote.quorum_counts_recused",
        "vote.<n>.elsewhere",
    }  # fmt: skip


@pytest.mark.parametrize(("path", "other"), [(SHIPPED, IN_SMALL), (SMALL, IN_2020_21)], ids=["2020/21", "small"])
def test_the_other_worksheets_ids_do_not_exist(path: Path, other: dict[str, tuple[str, ...]]) -> None:
    strangers = [
        id_
        for line in DOCUMENTED
        if "<" in line and not re.search("<(n|section|option)>", line)
        for id_ in named(line.split()[0], other)
    ]  # fmt: skip
    assert len(strangers) > 30
    assert [id_ for id_ in strangers if ids(path).field(id_)] == []


def test_every_fact_of_a_worksheet_has_its_ids() -> None:
    for path in (SHIPPED, SMALL):
        sheet = worksheet(path)
        assert all(found(f"service.{s}.status", path) for s in sheet.services)
        assert all(found(f"specification.{r}.status", path) for r in sheet.requirements)
        assert all(found(f"workforce.{r}.wte", path) for r in sheet.roles)
        assert all(found(f"question.{q}", path) for q in sheet.questions)
        assert all(found(path_, path) for path_ in sheet.asks if ".each." not in path_)


@pytest.mark.parametrize(
    ("id_", "choices"),
    [
        (
            "network.split",
            SPLIT | {"network_keeps": "the network keeps it, but for extended hours access and care home premium"},
        ),
        ("service.smr.by", BY["service"]),
        ("home.by", BY["home"]),
        ("workforce.by", BY["workforce"]),
        ("service.smr.status", STATUS),
        ("specification.ehch_round.status", STATUS),
        ("home.whole.done_by", DONE_BY),
        ("home.3.plan_by", DONE_BY),
        ("local.1.ends", ENDS),
        ("facts.later", LATER),
        ("director.paid_to", PAID_TO),
        ("member.2.intends", INTENDS),
        (
            "claims.relied_on",
            {
                "nhs_england": "NHS England's £575,000",
                "bbo_lmcs": "three LMCs' possible loss of £17,191",
                **RELIED_ON,
            },
        ),
        ("decision.option", OPTION),
        ("vote.rule", VOTE_RULE),
        ("vote.1.position", POSITION),
    ],
)
def test_choices(id_: str, choices: dict[str, str]) -> None:
    assert found(id_).rules.choices == choices


def test_not_yet_and_on_conditions_can_always_be_put() -> None:
    assert {"not_yet", "sign_up_on_conditions", "sign_up", "opt_out"} <= set(OPTION)


@pytest.mark.parametrize(
    ("id_", "default"),
    [
        ("cost.session_hours", "4 h 10 min"),
        ("cost.weeks_per_year", "52"),
        ("service.smr.by", "whole"),
        ("home.by", "whole"),
        ("workforce.by", "whole"),
        ("facts.later", "hide"),
        ("service.smr.once_hours", "0"),
        ("specification.ehch_align.once_hours", "0"),
        ("workforce.whole.start_cost", "0"),
        ("workforce.dietitian.other_cost", "0"),
        ("workforce.dietitian.start_cost", "0"),
        ("local.1.hours", "0"),
        ("member.1.intends", "not_known"),
        ("workforce.claimed_before", ""),
        ("workforce.whole.contract_hours", ""),
        ("director.paid_to", ""),
        ("claims.relied_on", ""),
        ("cost.gp_hour", ""),
        ("network.split", ""),
        ("director.hours", ""),
        ("opt_out.hours", ""),
        ("service.smr.gp_hours", ""),
    ],
)
def test_defaults_stand_only_where_the_document_writes_them(id_: str, default: str) -> None:
    assert found(id_).default == default


@pytest.mark.parametrize("key", ["gp_hours", "nurse_hours", "admin_hours", "post_hours", "falls_to_gps", "once_hours"])
def test_a_requirement_counted_in_the_homes_takes_a_status_only(key: str) -> None:
    for path, requirement in ((SHIPPED, "ehch_round"), (SHIPPED, "ehch_smr"), (SMALL, "lodge_visit")):
        assert ids(path).field(f"specification.{requirement}.{key}") is None
        assert ids(path).field(f"note.specification.{requirement}.{key}") is None


@pytest.mark.parametrize("key", ["gp_hours", "nurse_hours", "admin_hours", "post_hours", "falls_to_gps"])
def test_a_requirement_by_a_date_takes_no_hours_a_week(key: str) -> None:
    for path, requirement in ((SHIPPED, "ehch_align"), (SHIPPED, "ehch_plan"), (SMALL, "lodge_list")):
        assert ids(path).field(f"specification.{requirement}.{key}") is None


@pytest.mark.parametrize(
    ("path", "payment", "reach", "points"),
    [
        (SHIPPED, "core_pcn", True, False),
        (SHIPPED, "care_home_premium", True, False),
        (SHIPPED, "iif", True, True),
        (SHIPPED, "clinical_director", False, False),
        (SHIPPED, "arrs_sum", False, False),
        (SHIPPED, "network_participation", False, False),
        (SMALL, "tide_fund", True, False),
        (SMALL, "shell_points", True, True),
        (SMALL, "keeper", False, False),
        (SMALL, "oar_money", False, False),
        (SMALL, "crew_sum", False, False),
    ],
)
def test_what_a_payment_takes(path: Path, payment: str, reach: bool, points: bool) -> None:
    assert (ids(path).field(f"payment.{payment}.reaches_practice") is not None) == reach
    assert (ids(path).field(f"payment.{payment}.achieved") is not None) == points


def test_months_are_bounded_by_the_counted_months() -> None:
    assert counted_months(worksheet()) == 9
    assert found("workforce.whole.months").rules.largest == 9
    assert found("workforce.dietitian.months").rules.largest == 9
    assert found("workforce.whole.months", SMALL).rules.largest == counted_months(worksheet(SMALL)) == 10
    assert found("cost.weeks_per_year").rules.largest == Fraction(53)
    # A cost typed where posts are asked is no number of posts, and each post is looked at in turn.
    assert found("workforce.whole.wte").rules.largest == found("workforce.dietitian.wte").rules.largest == 500
    assert isinstance(parse("500", found("workforce.whole.wte").rules), Parsed)
    refused = parse("55,670", found("workforce.dietitian.wte").rules)
    assert isinstance(refused, Refused)
    assert "cannot be above 500" in refused.why


@pytest.mark.parametrize(
    ("id_", "optional"),
    [
        ("payment.tide_fund.registered.rate", True), ("payment.tide_fund.adjusted.rate", False),
        ("payment.keeper.rate", True), ("payment.keeper.full_year_rate", False),
        ("payment.lodge_levy.full_year_rate", True), ("payment.crew_sum.rate", False),
        ("payment.lantern_oil.rate", False), ("payment.buoy_points.rate", False),
        ("workforce.ferry_nurse.maximum", True), ("workforce.net_mender.maximum", False),
        ("workforce.claimed_before", True), ("member.none", True), ("member.3.beds", True), ("local.3.from", True),
        ("workforce.whole.contract_hours", False), ("director.paid_to", False), ("date.away_from", False),
    ],
)  # fmt: skip
def test_what_the_worksheet_prints_may_be_given_and_is_waited_for_only_where_it_prints_nothing(
    id_: str, optional: bool
) -> None:
    assert found(id_, EXTENDED).optional is optional


def test_a_contract_that_pays_no_network_is_decided_in_a_meeting_all_the_same() -> None:
    # Where, when and under whom the partners met was lost with the time that the network's meetings take.
    asked = {id_ for id_ in ids(NO_NETWORK).known if id_.startswith("meeting.")}
    assert asked == {"meeting.date", "meeting.place", "meeting.chair", "meeting.minutes_by"}


def test_a_limit_is_about_a_section_as_each_worksheet_judges_a_figure_of_its_own() -> None:
    # It named the money drawn for posts, and the worksheet judged how many are filled.
    assert [found(f"threshold.{one}.green").label for one in ("funding", "workforce", "care_homes")] == [
        "our limit for funding: no concern", "our limit for posts: no concern", "our limit for care homes: no concern",
    ]  # fmt: skip


def test_only_what_can_be_a_concern_is_a_risk() -> None:
    assert ids(SMALL).field("risk.last_storm.owner") is None
    assert ids(SMALL).field("question.last_storm") is not None


@pytest.mark.parametrize(
    ("id_", "table", "row"),
    [
        ("home.3.beds", "home", 3),
        ("partner.12.name", "partner", 12),
        ("vote.12.present", "partner", 12),
        ("interest.1.what", "interest", 1),
        ("tell.999.who", "tell", 999),
        ("home.whole.beds", "", 0),
        ("workforce.dietitian.wte", "", 0),
        ("note.home.3.beds", "", 0),
    ],
)
def test_a_rows_id_knows_its_row(id_: str, table: str, row: int) -> None:
    field = found(id_)
    assert (field.table, field.row) == (table, row)


@pytest.mark.parametrize(
    ("id_", "row"),
    [
        ("home.3", ("home", 3)),
        ("partner.999", ("partner", HIGHEST_SERIAL)),
        ("tell.1", ("tell", 1)),
        ("home.0", None),
        ("home.01", None),
        ("home.1000", None),
        ("home.²", None),
        ("home.٣", None),
        ("home.1٢", None),
        ("home.", None),
        ("home", None),
        ("home.3.beds", None),
        ("home.whole", None),
        ("vote.1", None),
        ("workforce.1", None),
    ],
)
def test_whole_rows(id_: str, row: tuple[str, int] | None) -> None:
    assert ids().row_of(id_) == row


def test_labels_name_the_fact() -> None:
    assert found("home.3.beds").label == "beds of home 3"
    assert found("workforce.ferry_nurse.wte", SMALL).label == "ferry nurse wanted"
    assert found("specification.storm_watch.gp_hours", SMALL).label == "our GPs' time for “Storm watch”"
    assert found("payment.tide_fund.reaches_practice", SMALL).label == "share of tide fund that reaches the practices"
    assert found("note.home.3.beds").label == "note on beds of home 3"
    assert found("open.home.3.beds").label == "beds of home 3 is left open"
    assert found("open.workforce").label == "the section “Posts and people” is left open"
    assert found("open.workforce", SMALL).label == "the section “Posts and people” is left open"
    assert found("open.cost.gp_hour.whom").label == "cost of a GP hour: come back to it with"
    assert found("open.workforce.when").label == "the section “Posts and people”: come back to it by"
    assert found("completed.workforce").label == "the section “Posts and people” is completed"
    assert found("completed.care_homes", SMALL).label == "the section “Lodges” is completed"


# Questions, notes, left open


def test_discussion_questions() -> None:
    rows = found("question.who_rows", SMALL)
    assert rows.rules.kind == "choice"
    assert rows.rules.choices == {"nurse": "The ferry nurse", "doctor": "A doctor", "nobody": "Nobody"}
    assert (rows.section, rows.label) == ("patients", "“Who rows when the engine fails?”")
    yes_no = found("question.harbour_master", SMALL)
    assert list(yes_no.rules.choices) == ["yes", "no", "not_sure"]
    assert found("question.last_storm", SMALL).rules.kind == "text"
    note = found("question.who_rows.note", SMALL)
    assert (note.rules.kind, note.label) == ("text", "note on “Who rows when the engine fails?”")
    question = ids(SMALL).question("question.who_rows")
    assert question is not None
    assert question.id == "who_rows"
    assert ids(SMALL).question("note.who_rows") is None
    assert ids(SMALL).question("question.home_lead") is None


def test_anything_can_have_a_note_or_be_left_open_with_a_reason() -> None:
    for about in ("practice.name", "home.3.beds", "question.home_lead", "vote.1.position"):
        for kind in ("note", "open"):
            field = found(f"{kind}.{about}")
            assert (field.rules.kind, field.section) == ("text", found(about).section)
    for section in SECTIONS:
        assert found(f"open.{section}").section == section
        assert ids().field(f"note.{section}") is None


def test_anything_left_open_can_say_with_whom_and_by_when_it_is_come_back_to() -> None:
    for about in ("practice.name", "home.3.beds", "question.home_lead", "workforce.by", *SECTIONS):
        section = about if about in SECTIONS else found(about).section
        for part, kind in (("whom", "text"), ("when", "date")):
            field = found(f"open.{about}.{part}")
            assert (field.rules.kind, field.section) == (kind, section)
            assert ids().mark(field.id) == (about, part)
        assert ids().mark(f"open.{about}") == (about, "why")


def test_an_answer_called_when_is_left_open_itself() -> None:
    assert found("open.consulted.1.when").rules.kind == "text"
    assert ids().mark("open.consulted.1.when") == ("consulted.1.when", "why")
    assert ids().mark("open.consulted.1.when.when") == ("consulted.1.when", "when")
    assert ids().field("open.consulted.1.whom") is None


def test_a_completed_section_belongs_to_itself() -> None:
    assert [found(f"completed.{section}").section for section in SECTIONS] == list(SECTIONS)
    assert ids().field("completed.time") is None


@pytest.mark.parametrize(
    "id_",
    [
        "note.note.practice.name",
        "note.open.practice.name",
        "open.note.practice.name",
        "open.open.workforce",
        "note.note",
        "open.open",
        "open.open.workforce.whom",
        "open.note.practice.name.when",
        "note.open.workforce",
        "note.practice.name.whom",
        "open.practice.name.whom.when",
        "open.whom",
        "open.when.whom",
        "practice.name.whom",
        "note." * 5000 + "practice.name",
        "open." * 5000 + "workforce",
    ],
    ids=lambda id_: id_[:30],
)
def test_a_note_is_about_an_answer_and_never_about_a_note(id_: str) -> None:
    assert ids().field(id_) is None


# Unknown and hostile ids

UNKNOWN = [
    "",
    ".",
    "..",
    "../..",
    "../../etc/passwd",
    "practice",
    "practice.",
    ".practice.name",
    "practice..name",
    "practice.name.",
    "practice.name.x",
    "practice.nam",
    "Practice.name",
    "practice.name ",
    " practice.name",
    "practice.name\n",
    "practice\u200b.name",
    "home.²..beds",
    "home.².beds",
    "home.٣.beds",
    "home.３.beds",
    "home.1٢.beds",
    "vote.1２.present",
    "home.0.beds",
    "home.01.beds",
    "home.-1.beds",
    "home.+1.beds",
    "home.1.0.beds",
    "home.1000.beds",
    "home.<n>.beds",
    "home.each.beds",
    "home..beds",
    "home.1\n.beds",
    "vote.0.present",
    "vote.<partner>.present",
    "vote.whole.present",
    "workforce.<role>.wte",
    "workforce..wte",
    "workforce.whole.cost",
    "workforce.dietitian.claim",
    "service.<service>.by",
    "specification.smr_identify.by",
    "specification.smr.status",
    "service.smr_identify.status",
    "question",
    "question.",
    "question..note",
    "question.home_lead.",
    "question.home_lead.notes",
    "question.home_lead.note.note",
    "question.unheard_of",
    "note",
    "note.",
    "note.nothing.here",
    "open",
    "open.",
    "open.nothing",
    "__class__.__init__",
    "x" * 100_000,
    "." * 100_000,
    "home." * 20_000 + "beds",
    "home." + "1" * 5_000 + ".beds",
    "\x00.\x1b",
    "\ud800.name",
]


@pytest.mark.parametrize("id_", UNKNOWN, ids=lambda id_: repr(id_[:30]))
def test_hostile_ids_are_simply_unknown(id_: str) -> None:
    assert ids().field(id_) is None
    assert ids().row_of(id_) is None
    assert ids().question(id_) is None or id_ == "question.home_lead.note"
    assert id_ in ids().group(id_)


@CALM
@given(st.lists(st.sampled_from([*"123", "home", "note", "open", "²", "", "beds", "question", "vote"]) | st.text()))
@example(["home", "²", "round_hours"])
def test_no_id_ever_raises(segments: list[str]) -> None:
    id_ = ".".join(segments)
    field = ids().field(id_)
    assert field is None or field.id == id_
    ids().row_of(id_)
    ids().ask(id_)
    ids().question(id_)
    assert id_ in ids().group(id_)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("practice.registred_list", "practice.registered_list"),
        ("cost.gp_hours", "cost.gp_hour"),
        ("vote.qourum", "vote.quorum"),
        ("service.smr.gp_hour", "service.smr.gp_hours"),
        ("workforce.dietician.wte", "workforce.dietitian.wte"),
        ("question.home_leed", "question.home_lead"),
        ("partner.1.names", "partner.1.name"),
        ("vote.1.positon", "vote.1.position"),
        ("zzz", None),
        ("", None),
        ("x" * 100_000, None),
    ],
)
def test_the_nearest_id_is_suggested(typed: str, meant: str | None) -> None:
    assert ids().nearest(typed) == meant


def test_what_is_suggested_is_a_worksheets_own() -> None:
    assert ids(SMALL).nearest("workforce.ferry_nurses.wte") == "workforce.ferry_nurse.wte"
    assert ids(SMALL).nearest("question.home_lead") is None
    assert ids(SMALL).nearest("question.harbor_master") == "question.harbour_master"


def test_nothing_is_suggested_that_would_be_refused() -> None:
    assert ids(SMALL).nearest("specification.storm_watch.gp_hour") == "specification.storm_watch.gp_hours"
    assert ids(SMALL).nearest("specification.lodge_visit.gp_hour") != "specification.lodge_visit.gp_hours"
    assert ids(SMALL).nearest("payment.keeper.reaches_practic") != "payment.keeper.reaches_practice"
    for known in (ids().known, ids(SMALL).known):
        assert len(set(known)) == len(known)
    assert [id_ for id_ in ids(SMALL).known if ids(SMALL).field(id_) is None] == []


# Groups


@pytest.mark.parametrize(
    ("id_", "last"),
    [
        ("service.smr.gp_hours", ("gp_hours", "nurse_hours", "admin_hours", "post_hours")),
        ("specification.smr_identify.post_hours", ("gp_hours", "nurse_hours", "admin_hours", "post_hours")),
        ("meeting.admin_hours", ("gp_hours", "admin_hours")),
        ("home.12.mdt_hours", ("round_hours", "travel_hours", "plan_hours", "review_hours", "mdt_hours")),
    ],
)
def test_groups_of_hours(id_: str, last: tuple[str, ...]) -> None:
    stem = id_.rpartition(".")[0]
    members = tuple(f"{stem}.{name}" for name in last)
    assert {ids().group(member) for member in members} == {members}
    assert all(found(member) for member in members)


@pytest.mark.parametrize(
    "id_",
    [
        "service.smr.once_hours",
        "service.smr.falls_to_gps",
        "home.1.arrivals",
        "home.1.beds",
        "home.whole.hours",
        "home.whole.round_hours",
        "home.0.round_hours",
        "home.².round_hours",
        "workforce.dietitian.supervision_hours",
        "workforce.dietitian.released_hours",
        "workforce.whole.released_hours",
        "director.hours",
        "opt_out.hours",
        "practice.name",
        "note.service.smr.gp_hours",
        "gp_hours",
    ],
)
def test_everything_else_is_its_own_group(id_: str) -> None:
    assert ids().group(id_) == (id_,)


# Asks


@pytest.mark.parametrize(
    ("id_", "text"),
    [
        ("service.storm_line.gp_hours", "How many hours a week do GPs sit at the storm line?"),
        ("service.lodge_rounds.gp_hours", "How many hours a week does it take our GPs?"),
        ("service.lodge_rounds.status", "Will it be ready when it starts?"),
        ("payment.tide_fund.reaches_practice", "How much of the tide fund reaches us?"),
        ("payment.lodge_levy.reaches_practice", "How much of it reaches us?"),
        ("workforce.tide_reader.contract_hours", "How many hours of its week go into this contract?"),
        ("member.4.intends", "What does this practice mean to do?"),
        ("local.2.from", "From which day does it end?"),
        ("payment.tide_fund.elsewhere.rate", None),
        ("home.whole.beds", "How many beds are in our lodges?"),
        ("home.7.beds", "How many beds has this lodge?"),
        ("workforce.ferry_nurse.wte", "How many does the network want?"),
        ("cost.gp_hour", "What does an hour of one of us cost?"),
        ("workforce.whole.wte", "How many full-time posts does the network want in all?"),
        ("home.7.name", "What is the home called?"),
        ("cost.nurse_hour", "What does an hour of a practice nurse cost us, all in, in £?"),
        ("practice.name.x.y", None),
    ],
)
def test_the_wording_for_this_one_comes_before_the_wording_for_each(id_: str, text: str | None) -> None:
    ask = ids(SMALL).ask(id_)
    assert (ask.text if ask else None) == text


def test_an_input_stands_in_the_section_that_asks_for_it() -> None:
    assert found("cost.gp_hour", SMALL).section == "workforce"
    assert next(p.section for p in INPUTS if p.path == "cost.gp_hour") == "practice"
    assert found("cost.nurse_hour", SMALL).section == "practice"


# What a worksheet may ask for


def test_a_worksheet_may_ask_for_inputs_and_columns_and_for_nothing_of_the_practices_record() -> None:
    ours = {p.path for p in INPUTS}
    assert len(ours) == len(INPUTS)
    assert len(set(ASKED_BY_WORKSHEETS)) == len(ASKED_BY_WORKSHEETS)
    assert set(ASKED_BY_WORKSHEETS) <= ours
    beyond = {path.split(".")[0] for path in ours - set(ASKED_BY_WORKSHEETS)}
    assert beyond == {
        "vote", "interest", "decision", "condition", "action", "consulted", "tell", "assent", "completed", "leaning",
        "threshold", "attending", "apology", "document", "option", "risk", "meeting", "came", "follows",
    }  # fmt: skip
    # Of meetings, worksheets ask for the hours that those of the network take.
    assert {path.split(".")[0] for path in ASKED_BY_WORKSHEETS} & beyond == {"meeting"}
