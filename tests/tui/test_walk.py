"""The walk through an agenda: where one stands, what comes next and which row is begun, without any screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.decision.agenda import agenda, quick_look, stops
from des_decider.tui.agenda_walk import Walk
from des_decider.worksheet.model import SECTIONS
from tests.building import BARE, NO_POSTS, SMALL, answers, ids

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.decision.agenda import Entry
    from des_decider.worksheet.model import SectionId


class Group:
    """A group that walks through a section and answers as it goes."""

    def __init__(self, section: SectionId | None, given: Mapping[str, str] | None = None) -> None:
        self.given = dict(given or {})
        self._section = section
        self.walk = Walk(self._entries, lambda: answers(self.given))

    def _entries(self) -> tuple[Entry, ...]:
        if self._section is None:
            return quick_look(ids().worksheet.quick_look, (), answers(self.given), ids())
        return agenda(self._section, answers(self.given), ids())

    @property
    def at(self) -> str:
        return self.walk.stop.key

    @property
    def comes_for(self) -> str:
        """The question it comes for: in a table, a cell of it."""
        return self.walk.cell or self.at

    def on(self) -> str:
        return self.at if self.walk.on() else "the end"

    def back(self) -> str:
        return self.at if self.walk.back() else "the beginning"

    def says(self, text: str) -> str:
        """Answers the question it stands on, and goes on."""
        row = self.walk.stop.row
        begins = row is not None and not self.walk.is_there(row)
        self.given |= {**(row.with_it if row and begins else {}), self.at: text}
        return self.on()


ROWS = {"home.by": "rows", "home.1.name": "Samphire House", "home.1.beds": "42", "home.2.name": "The Laurels"}
PARTNERS = {"partner.1.name": "Dr Una Skerry", "partner.2.name": "Inga Voe"}
BEDS, SWITCH, OVERVIEW = "pcn.care_home_beds", "home.by", "home:all"

ON = [
    # section, given, from, to
    ("care_homes", {}, BEDS, "home.none"),
    ("care_homes", {}, "home.none", OVERVIEW),  # a table is come to as one, whichever way it is answered
    ("care_homes", {}, SWITCH, OVERVIEW),
    ("care_homes", {}, "home.whole.beds", "home.whole.done_by"),
    ("care_homes", {}, "home.whole.hours", "question.beds_known"),
    ("care_homes", {"home.by": "rows"}, SWITCH, OVERVIEW),
    ("care_homes", ROWS, SWITCH, OVERVIEW),
    ("care_homes", ROWS, OVERVIEW, "question.beds_known"),  # and left as one
    ("care_homes", ROWS, "home.1.mdt_hours", "home.2.name"),
    ("care_homes", ROWS, "home.2.mdt_hours", "home.3.name"),  # the last row leads to a new one
    ("care_homes", {"home.none": "yes"}, "home.none", "question.beds_known"),
    ("care_homes", {}, "completed.care_homes", "the end"),
    ("practice", {}, "practice.gp_sessions", "practice.gp_hours_found"),
    ("practice", {}, "practice.gp_hours_found", "partner:all"),
    ("practice", PARTNERS, "practice.gp_hours_found", "partner:all"),
    ("practice", PARTNERS, "partner.2.profit_share", "partner.3.name"),
    ("specifications", {}, "service.smr.by", "service.smr:all"),
    ("specifications", {}, "service.smr:all", "service.ehch:all"),
    ("specifications", {"service.smr.by": "rows"}, "service.smr.by", "service.smr:all"),
    ("workforce", {"workforce.by": "rows"}, "workforce.by", "workforce:all"),
    ("contract", {}, "deadline.contract", "date.next_effective"),  # a day the worksheet leaves to the practice
    ("funding", {}, "director.ours", "director.amount"),
    ("funding", {"director.ours": "no"}, "director.ours", "meeting.gp_hours"),
    ("decision", PARTNERS, "question.look_again", "interest.1.kind"),
    ("decision", PARTNERS, "vote.1.reason", "vote.2.position"),
    ("decision", PARTNERS, "vote.2.reason", "vote.result:all"),
]  # fmt: skip


@pytest.mark.parametrize(("section", "given", "start", "end"), ON, ids=[f"{row[2]} in {row[0]}" for row in ON])
def test_on_from_a_question(section: SectionId, given: dict[str, str], start: str, end: str) -> None:
    group = Group(section, given)
    group.walk.to(start)
    assert group.at == start
    assert group.on() == end


def test_of_a_payment_with_several_parts_the_rate_of_each_can_be_given() -> None:
    asked = {stop.id for stop in stops(agenda("funding", answers({}, SMALL), ids(SMALL)))}
    assert {id_ for id_ in asked if id_.endswith(".rate")} == {
        id_ for id_ in ids(SMALL).known if id_.endswith(".rate") and not id_.startswith("payment.shell_points.")
    }, "but of one that became known only later"


def test_nothing_is_asked_of_what_the_contract_has_not() -> None:
    """No money for posts, no care homes, no director; no list on which no money is counted."""
    asked = {s: {stop.id for stop in stops(agenda(s, answers({}, BARE), ids(BARE)))} for s in SECTIONS}
    assert asked["care_homes"] == set()
    assert asked["workforce"] == set()
    assert not [id_ for id_ in asked["funding"] if id_.startswith("director.")]
    ours = {stop.id for stop in stops(agenda("practice", answers({}), ids()))}
    assert not [id_ for id_ in ours if id_.endswith("adjusted_list")]
    assert {id_ for id_ in asked["practice"] if id_.endswith("_list")} == {
        "practice.registered_list", "practice.weighted_list", "pcn.registered_list", "pcn.adjusted_list",
    }  # fmt: skip
    assert "facts.later" not in ids(NO_POSTS).known, "nothing in it became known only later"


BACK = [
    ("care_homes", {}, "home.none", BEDS),
    ("care_homes", {}, BEDS, "the beginning"),
    ("care_homes", {}, "home.whole.beds", SWITCH),
    ("care_homes", ROWS, "home.2.name", "home.1.mdt_hours"),
    ("care_homes", ROWS, "home.1.name", SWITCH),
    ("care_homes", ROWS, SWITCH, OVERVIEW),
    ("care_homes", ROWS, "question.beds_known", OVERVIEW),  # the table before is come back to as one
    ("practice", {}, "pcn.name", "partner:all"),
]


@pytest.mark.parametrize(("section", "given", "start", "end"), BACK, ids=[f"{row[2]} in {row[0]}" for row in BACK])
def test_back_from_a_question(section: SectionId, given: dict[str, str], start: str, end: str) -> None:
    group = Group(section, given)
    group.walk.to(start)
    assert group.back() == end


TO = [
    ("care_homes", ROWS, "row:home.1", "home.1.done_by"),  # a row opens at its first open question
    ("care_homes", ROWS, "row:home.2", "home.2.beds"),
    ("care_homes", ROWS, OVERVIEW, OVERVIEW),
    ("care_homes", ROWS, "home.1.beds", "home.1.beds"),
    ("care_homes", {}, OVERVIEW, OVERVIEW),
    ("care_homes", {}, "home.1.beds", BEDS),  # what is not asked leads to the beginning
    ("care_homes", {}, "row:home.7", BEDS),
    ("care_homes", ROWS | {"home.none": "yes"}, "home.none", "home.none"),  # answered, it stays to be mended
    ("practice", {}, "", "practice.name"),
    ("care_homes", ROWS, "home.3.beds", "home.3.beds"),  # a question of a new row begins it
]


@pytest.mark.parametrize(("section", "given", "key", "end"), TO, ids=[f"{row[2]}, so {row[3]}" for row in TO])
def test_going_to_a_line_of_the_list(section: SectionId, given: dict[str, str], key: str, end: str) -> None:
    group = Group(section, given)
    group.walk.to(key)
    assert group.at == end


TYPED = [
    ("care_homes", {}, set(), ""),
    ("care_homes", {}, {"question.home_lead", "home.whole.hours"}, "home.whole.hours"),
    ("care_homes", {}, {SWITCH}, SWITCH),
    ("care_homes", ROWS, {"home.2.beds", "home.3.name"}, "home.2.beds"),
    ("care_homes", ROWS, {"home.3.name"}, "home.3.name"),  # of a row that was only begun
    ("care_homes", ROWS, {"home.9.name", "practice.name"}, ""),  # asked elsewhere, or no more
]


@pytest.mark.parametrize(("section", "given", "typed", "end"), TYPED, ids=[f"at {row[3] or 'none'}" for row in TYPED])
def test_what_was_typed_and_not_given_is_found(
    section: SectionId, given: dict[str, str], typed: set[str], end: str
) -> None:
    group = Group(section, given)
    assert group.walk.to_typed(typed) is bool(end)
    assert group.comes_for == (end or BEDS)
    there = OVERVIEW if end.startswith("home.") else BEDS
    assert group.at == (SWITCH if end == SWITCH else there), "a question of a table is come to in its table"


FIRST_OPEN = [
    ("care_homes", {}, (), BEDS),
    ("care_homes", {BEDS: "400"}, (), "home.none"),
    ("care_homes", {BEDS: "400"} | ROWS, (), "home.1.done_by"),
    ("practice", {"practice.name": "Gull Rock"}, (), "practice.ods_code"),
    ("practice", {"practice.name": "Gull Rock"}, ("practice.registered_list",), "practice.ods_code"),
]


@pytest.mark.parametrize(
    ("section", "given", "needed", "end"), FIRST_OPEN, ids=[f"{row[3]} in {row[0]}" for row in FIRST_OPEN]
)
def test_the_first_question_nobody_answered(
    section: SectionId, given: dict[str, str], needed: tuple[str, ...], end: str
) -> None:
    group = Group(section, given)
    group.walk.to_first_open(needed)
    assert group.comes_for == end


def test_it_opens_at_what_is_waited_for_before_anything_that_may_be_left() -> None:
    """Where posts were answered it opened at a rate that the worksheet prints."""
    pharmacist, optional = "workforce.clinical_pharmacist", ids().optional
    given = {"workforce.by": "rows", "workforce.none": "no"}
    given |= {id_: "1" for id_ in ids().known if id_.startswith(f"{pharmacist}.") and not optional(id_)}
    group = Group("workforce", given)
    group.walk.to_first_open((), optional)
    assert (group.at, group.walk.cell) == ("workforce:all", "workforce.pharmacy_technician.wte")
    fields = {stop.id: ids().field(stop.id) for stop in group.walk.stops if stop.id not in given}
    fields = {id_: field for id_, field in fields.items() if not optional(id_)}
    group.given |= {id_: next(iter(field.rules.choices), "1") for id_, field in fields.items() if field}
    group.walk.to_first_open((), optional)
    assert group.comes_for == f"{pharmacist}.maximum", "nothing else is open"


def test_the_quick_look_begins_with_the_partners_only_where_none_is_named() -> None:
    group = Group(None)
    group.walk.to_first_open(("partner.1.name", "practice.registered_list"))
    assert group.at == "partner:all"
    group = Group(None, PARTNERS)
    group.walk.to_first_open(("practice.registered_list",))
    assert group.at == "practice.registered_list"


def test_rows_are_begun_one_after_another_until_one_is_left_empty() -> None:
    group = Group(None)
    group.walk.to("partner.1.name")
    for number, name in enumerate(("Dr Una Skerry", "Inga Voe", "Dr Olaf Holm"), start=1):
        assert group.at == f"partner.{number}.name"
        group.says(name)
    assert group.at == "partner.4.name"
    assert group.walk.past_table()
    assert group.at == "practice.registered_list"


def test_a_row_that_is_begun_and_left_empty_leads_on_and_is_gone() -> None:
    group = Group("care_homes", {"home.by": "rows"})
    group.walk.to("home.1.name")
    keys = [stop.key for stop in group.walk.stops]
    assert keys.index("home.1.beds") == keys.index("home.1.name") + 1
    assert group.walk.past_table()
    assert group.at == "question.beds_known"


def test_every_partner_who_has_not_declared_is_asked_in_turn() -> None:
    group = Group("decision", PARTNERS)
    group.walk.to("question.look_again")
    assert group.on() == "interest.1.kind"
    assert group.walk.stop.row is not None
    assert group.walk.stop.row.title == "Dr Una Skerry"
    assert group.says("none") == "interest.2.kind"
    assert group.given["interest.1.partner"] == "1"
    assert group.walk.stop.row.title == "Inga Voe"
    assert group.says("financial") == "interest.2.what"
    assert group.says("Owns the ferry.") == "interest.2.done"
    assert group.says("left the room") == "meeting.date", "nobody is left to declare"


def test_a_deleted_row_leaves_its_number_unused() -> None:
    gone = answers(ROWS).edit({}, frozenset({("home", 3)}))
    walk = Walk(lambda: agenda("care_homes", gone, ids()), lambda: gone)
    walk.to("home.2.mdt_hours")
    assert walk.on()
    assert walk.stop.key == "home.4.name"


def test_an_answer_that_takes_questions_away_leads_on_from_where_they_were() -> None:
    group = Group("care_homes")
    group.walk.to("home.none")
    assert group.says("yes") == "question.beds_known"
    group.given["home.none"] = "no"
    group.walk.to("home.none")
    assert group.on() == OVERVIEW


def test_a_row_that_is_deleted_while_one_stands_on_it_leads_to_its_table() -> None:
    group = Group("care_homes", ROWS)
    group.walk.to("home.2.beds")
    del group.given["home.2.name"]
    group.walk.again()
    assert group.at == OVERVIEW, "the first place of its table"
    group.walk.to(OVERVIEW)
    group.given["home.2.name"] = "The Laurels"
    assert "The Laurels" not in [row.title for row in group.walk.stop.entry.rows]
    group.walk.again()
    assert "The Laurels" in [row.title for row in group.walk.stop.entry.rows]
    assert group.at == OVERVIEW
