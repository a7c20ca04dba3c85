"""The agenda: what a section asks as the answers stand, row by row, and how far it is."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.figures import appraise
from des_decider.decision.agenda import RESULT, agenda, quick_look, row_title, stops
from des_decider.decision.progress import progress
from des_decider.worksheet.model import SECTIONS, SectionId
from tests.building import BARE, OCTOBER, SHIPPED, SMALL, answers, blank, ids, raw, something
from tests.how_many import cases
from tests.random_decisions import random_answers

if TYPE_CHECKING:
    from pathlib import Path

HOMES = {"home.by": "rows", "home.1.name": "Samphire House", "home.3.name": "The Groynes", "home.3.beds": "42"}
PARTNERS = {"partner.1.name": "Dr Una Skerry", "partner.2.name": "Inga Voe"}


def _asked(section: SectionId, texts: dict[str, str], path: Path = SHIPPED) -> list[str]:
    return [stop.key for stop in stops(agenda(section, answers(texts, path), ids(path)))]


@pytest.mark.parametrize(
    ("table", "n", "title"),
    [
        ("home", 1, "Samphire House"), ("home", 2, "Home 2"), ("local", 1, "Payment 1"), ("vote", 2, "Inga Voe"),
        ("vote", 7, "Partner 7"), ("interest", 1, "Inga Voe"), ("interest", 2, "Declaration 2"),
        ("condition", 1, "A say in it"), ("tell", 1, "Person 1"),
    ],
)  # fmt: skip
def test_a_row_is_called_by_its_name_its_first_words_or_its_number(table: str, n: int, title: str) -> None:
    texts = {**HOMES, **PARTNERS, "interest.1.partner": "2", "condition.1.what": "A say in it"}
    assert row_title(table, n, answers(texts)) == title


@pytest.mark.parametrize(
    ("section", "table", "first", "another"),
    [
        ("care_homes", "home", "The first home", "Another home"),
        ("funding", "local", "The first payment", "Another payment"),
    ],
)
def test_a_table_says_what_one_more_of_its_rows_would_be(
    section: SectionId, table: str, first: str, another: str
) -> None:
    for texts, title in (({"home.by": "rows"}, first), ({"home.by": "rows", f"{table}.1.name": "x"}, another)):
        entry = next(e for e in agenda(section, answers(texts), ids()) if e.key == table)
        assert entry.rows[-1].title == title


@pytest.mark.parametrize("path", [SHIPPED, SMALL], ids=["shipped", "small"])
def test_every_id_of_a_worksheet_is_asked_somewhere(path: Path) -> None:
    """Whole and row by row together, with one row in each table, nothing is left out."""
    rows = {f"{t}.1.{last}": "x" for t, last in (("home", "name"), ("local", "name"), ("partner", "name"))}
    rows |= {f"{t}.1.{last}": "x" for t, last in (("condition", "what"), ("action", "what"))}
    rows |= {f"{t}.1.who": "x" for t in ("consulted", "tell")} | {f"{t}.1.name": "x" for t in ("attending", "apology")}
    rows |= {"document.1.what": "x", "member.1.name": "x", "network.split": "by_stream", "facts.later": "include"}
    rows |= {"interest.1.kind": "financial", "vote.1.present": "yes", "vote.1.elsewhere": "yes"}
    # What was answered to the worst, on either side, asks what to do about it.
    noted = {q.id: (*q.blocker, *q.concern) for q in ids(path).worksheet.questions.values()}
    rows |= {f"question.{q}": bad[0] for q, bad in noted.items() if bad}
    whole = set[str]()
    for mode, option in (("whole", "sign_up"), ("rows", "opt_out")):
        switched = rows | {"home.by": mode, "workforce.by": mode, "decision.option": option}
        switched |= {f"service.{s}.by": mode for s in ids(path).worksheet.services}
        for section in SECTIONS:
            whole |= set(_asked(section, switched, path))
    sometimes = {"vote.quorum_counts_recused", "vote.chair", "decision.against_figures"}
    sometimes |= {f"{table}.none" for table in ("home", "local", "workforce", "member")}
    sometimes |= {f"threshold.{section}.set_by" for section in ids(path).worksheet.thresholds}  # once one is set
    sometimes |= {"came.posts", "came.claimed", "came.gp_hours"}  # only where another decision went before
    if path == SHIPPED:  # no payment of it goes by an adjusted list
        sometimes |= {"practice.adjusted_list", "pcn.adjusted_list"}
    missing = {id_ for id_ in ids(path).known if id_ not in whole} - sometimes
    # A declaration is begun for a partner, and an assent is declined where the names are typed.
    assert missing == {"interest.1.partner", "assent.1.declined"}


@pytest.mark.parametrize(("later", "asked"), [("hide", False), ("include", True)])
def test_nobody_is_asked_about_what_became_known_later_and_is_left_out(later: str, asked: bool) -> None:
    given = {"facts.later": later, "network.split": "by_stream", "workforce.by": "rows"}
    late = {p.id for p in ids().worksheet.payments.values() if not p.origin.known_at_deadline}
    late |= {r.id for r in ids().worksheet.roles.values() if not r.origin.known_at_deadline}
    found = {key.split(".")[1] for section in ("funding", "workforce") for key in _asked(section, given) if "." in key}
    assert late
    assert bool(late & found) is asked


def test_nobody_is_asked_about_what_the_contract_has_not() -> None:
    asked = {key for section in SECTIONS for key in _asked(section, {"network.split": "by_stream"}, BARE)}
    assert not {key for key in asked if key.startswith(("director.", "home", "workforce", "claims."))}
    assert not asked & {"pcn.care_home_beds", "service.storm_line.post_hours", "completed.workforce"}
    assert {"network.split", "meeting.gp_hours", "service.storm_line.gp_hours", "pcn.registered_list"} <= asked
    # An answer that is there is shown all the same where its own table stands in another contract.
    assert {"director.ours", "home.whole.beds", "workforce.whole.wte", "claims.relied_on", "pcn.care_home_beds"} <= {
        key for section in SECTIONS for key in _asked(section, {})
    }


def test_a_director_in_their_own_time_is_asked_for_no_hours() -> None:
    ours = {"director.ours": "yes"}
    for texts, asked in (
        ({"director.ours": "no"}, set()),
        (ours, {"amount", "hours", "already", "paid_to"}),
        (ours | {"director.paid_to": "person_our_time"}, {"amount", "hours", "already", "paid_to"}),
        (ours | {"director.paid_to": "person"}, {"paid_to"}),
        (ours | {"director.paid_to": "person", "director.hours": "3"}, {"hours", "paid_to"}),
    ):
        found = {key.rpartition(".")[2] for key in _asked("funding", texts) if key.startswith("director.")}
        assert found - {"ours"} == asked, texts


@pytest.mark.parametrize(
    ("section", "id_", "asked", "pointless"),
    [
        ("care_homes", "question.no_homes_share", {"home.none": "yes"}, {"home.whole.beds": "4"}),
        ("care_homes", "question.no_homes_share", {"home.whole.beds": "0"}, {"home.1.name": "Elm"}),
        ("specifications", "service.smr.falls_to_gps", {"service.smr.post_hours": "0 / 1 / 2"},
         {"service.smr.post_hours": "0"}),
        ("specifications", "specification.smr_invite.falls_to_gps", {"service.smr.by": "rows"},
         {"service.smr.by": "rows", "specification.smr_invite.post_hours": "0"}),
    ],
)  # fmt: skip
def test_what_an_answer_makes_pointless_is_not_asked(
    section: SectionId, id_: str, asked: dict[str, str], pointless: dict[str, str]
) -> None:
    assert id_ in _asked(section, asked)
    assert id_ not in _asked(section, pointless)
    assert id_ in _asked(section, pointless | {id_: something(id_)}), "what is answered is shown all the same"


@pytest.mark.parametrize("seed", range(cases(4, thorough=80)))
def test_whatever_a_figure_waits_for_can_be_answered(seed: int) -> None:
    drawn = random_answers(raw(), Random(seed))  # noqa: S311 - the same decisions every time
    given = answers({id_: text for id_, text in drawn.items() if ids().field(id_)})
    needed = {id_ for figure in appraise(given, ids()).figures.values() for id_ in figure.needs}
    asked: set[str] = set()
    for entry in (entry for section in SECTIONS for entry in agenda(section, given, ids())):
        asked |= {entry.key, entry.switch, *(id_ for row in entry.rows for id_ in row.ids)}
    assert needed <= asked


def test_what_only_sometimes_matters_is_asked_and_not_waited_for() -> None:
    workforce = _asked("workforce", {})
    assert "workforce.claimed_before" in workforce
    assert "workforce.claimed_before" not in _asked("workforce", {"workforce.none": "yes"})
    every = {id_: something(id_) for entry in agenda("workforce", answers({}), ids()) for id_ in entry.ids}
    del every["workforce.claimed_before"], every["completed.workforce"]
    assert _word("workforce", every) == "completed"
    del every["question.employer"]
    assert _word("workforce", every) == "in progress"


def test_nobody_is_asked_what_was_claimed_before_the_first_day_of_the_year() -> None:
    # It read “from 1 July to 30 June 2033”.
    for last_day_out, asked in (("2033-06-30", False), ("2033-07-31", True)):
        given = answers({"decision.window": "redrawn", "date.out_redrawn": last_day_out}, OCTOBER)
        keys = [entry.key for entry in agenda("workforce", given, blank(OCTOBER).ids(given))]
        assert ("workforce.claimed_before" in keys) is asked


def test_what_is_asked_is_counted_in_tables_too_so_that_a_table_nearly_full_is_not_none() -> None:
    ids_ = (id_ for entry in agenda("workforce", answers({}), ids()) for id_ in entry.ids)
    posts = {id_: "1" for id_ in ids_ if ".whole." in id_}
    nearly = dict(list(posts.items())[1:])

    def count(given: dict[str, str]) -> tuple[int, int]:
        found = progress("workforce", agenda("workforce", answers(given), ids()), answers(given), ids(), {})
        return found.answered, found.asked

    (done, asked), (more, same) = count(nearly), count(posts | {"question.employer": "yes"})
    assert (done, more, same) == (len(nearly), len(nearly) + 2, asked)


def test_homes_are_asked_as_a_whole_or_row_by_row_and_both_are_kept() -> None:
    whole = _asked("care_homes", {})
    assert "home.whole.beds" in whole
    assert "home.1.name" not in whole
    rows = _asked("care_homes", HOMES)
    assert "home.whole.beds" not in rows
    assert rows.index("home:all") < rows.index("home.1.name") < rows.index("home.3.beds")


def test_a_row_that_holds_nothing_is_asked_only_when_it_is_begun() -> None:
    entries = agenda("care_homes", answers(HOMES), ids())
    table = next(e for e in entries if e.key == "home")
    begun = table.rows[-1]
    assert (begun.key, begun.new, begun.title) == ("home.4", True, "Another home")
    assert "home.4.name" not in [s.key for s in stops(entries)]
    assert "home.4.name" in [s.key for s in stops(entries, begun)]


def test_a_deleted_row_leaves_its_number_free_for_nobody() -> None:
    given = answers({"home.by": "rows", "home.1.name": "Samphire House"}).edit({}, frozenset({("home", 7)}))
    table = next(e for e in agenda("care_homes", given, ids()) if e.key == "home")
    assert table.rows[-1].key == "home.8"


def test_nobody_is_asked_whether_there_are_homes_once_one_is_named() -> None:
    assert "home.none" in _asked("care_homes", {})
    assert "home.none" not in _asked("care_homes", {"home.whole.beds": "40"})
    assert "home:all" not in _asked("care_homes", {"home.none": "yes"})


def test_each_partner_stands_there_to_declare_before_anything_is_put() -> None:
    entries = agenda("decision", answers(PARTNERS), ids())
    keys = [e.key for e in entries]
    assert keys.index("interest") < keys.index("decision.question") < keys.index("vote") < keys.index(RESULT)
    rows = next(e for e in entries if e.key == "interest").rows
    assert [(r.title, r.new) for r in rows[:2]] == [("Dr Una Skerry", True), ("Inga Voe", True)]
    assert rows[0].with_it == {"interest.1.partner": "1"}


def test_who_declared_nothing_is_not_asked_what_about() -> None:
    nothing = PARTNERS | {"interest.1.partner": "1", "interest.1.kind": "none"}
    asked = _asked("decision", nothing)
    assert "interest.1.kind" in asked
    assert "interest.1.what" not in asked


@pytest.mark.parametrize(
    ("stands", "asked"),
    [
        ({}, ["position", "reason"]),
        ({"vote.1.position": "absent"}, ["position"]),
        ({"vote.1.present": "yes"}, ["position", "present", "reason"]),
        ({"vote.1.present": "no"}, ["present"]),
        ({"interest.1.partner": "1", "interest.1.kind": "financial", "interest.1.done": "left_the_room"}, ["reason"]),
        ({"vote.1.present": "yes", "interest.1.partner": "1", "interest.1.done": "left_the_room"},
         ["present", "reason"]),
    ],
    ids=["nothing said", "absent instead of a position", "present", "absent", "left the room", "and said to be there"],
)  # fmt: skip
def test_a_position_is_asked_of_those_who_can_vote(stands: dict[str, str], asked: list[str]) -> None:
    rows = next(e for e in agenda("decision", answers(PARTNERS | stands), ids()) if e.key == "vote").rows
    assert [id_.rpartition(".")[2] for id_ in rows[0].ids] == asked


def test_the_quick_look_is_the_partners_and_what_it_is_said_to_ask() -> None:
    entries = quick_look(("cost.gp_hour", "service.smr.falls_to_gps"), (), answers({}), ids())
    assert [e.key for e in entries] == ["partner", "cost.gp_hour", "service.smr.falls_to_gps"]


def test_a_table_of_the_quick_look_has_all_its_columns_where_rows_are_added_but_for_what_is_asked_beside_it() -> None:
    given = answers({"workforce.by": "rows", "workforce.dietitian.wte": "1", "workforce.dietitian.months": "5"})
    needed, asked = ("workforce.dietitian.chance",), ("local", "workforce", "local.1.ends")
    _, local, posts, beside = quick_look(asked, needed, given, ids())
    assert [row.ids for row in local.rows] == [
        ("local.1.name", "local.1.amount", "local.1.from", "local.1.hours"),
    ]  # fmt: skip
    assert beside.key == "local.1.ends"
    columns = {id_.rpartition(".")[2] for row in posts.rows for id_ in row.ids}
    assert columns == {"wte", "chance", "months"}, "of posts there are many, so those that are needed or answered"


def _word(section: SectionId, texts: dict[str, str], wrong: dict[str, str] | None = None) -> str:
    given = answers(texts)
    return progress(section, agenda(section, given, ids()), given, ids(), wrong or {}).word


@pytest.mark.parametrize(
    ("texts", "wrong", "word"),
    [
        ({}, {}, "not started"),
        ({"opt_out.hours": "0"}, {}, "in progress"),
        ({"opt_out.hours": "0", "completed.contract": "yes"}, {}, "completed"),
        ({"opt_out.hours": "0", "open.opt_out.hours.whom": "the LMC"}, {}, "to come back to"),
        ({"open.contract": "waiting for the CCG"}, {}, "to come back to"),
        ({"completed.contract": "yes"}, {"opt_out.hours": "“4x”: …"}, "to come back to"),
        ({"opt_out.hours": "0", "completed.contract": "no"}, {}, "in progress"),
    ],
)
def test_a_section_has_one_word(texts: dict[str, str], wrong: dict[str, str], word: str) -> None:
    assert _word("contract", texts, wrong) == word


def test_a_section_is_completed_when_everything_is_answered_but_what_has_a_default() -> None:
    section: SectionId = "patients"
    every = {e.key: "x" for e in agenda(section, answers({}), ids())}
    chosen = {id_: next(iter(ids().worksheet.questions[id_.partition(".")[2]].options), "x") for id_ in every
              if id_.startswith("question.")}  # fmt: skip
    assert _word(section, chosen) == "completed"
