"""Search finds everything of a decision by a few letters, the best first, and nothing that is kept back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.hangs_on import hangs_on
from des_decider.record.example import make_example
from des_decider.record.leaning_shown import LEANING_SHOWN
from des_decider.record.search import NOT_ASKED, Search
from des_decider.record.state import state_of
from des_decider.record.what_if import WhatIf
from tests.record.decisions import Clock, made, opened
from tests.record.ready import READY, sealed

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.record.search import Hit
    from des_decider.record.session import Session


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Search:
    folder = tmp_path_factory.mktemp("search") / "d"
    make_example(folder, Clock())
    with opened(folder, read_only=True) as session:
        return Search(state_of(session))


def search(session: Session) -> Search:
    return Search(state_of(session))


def everything(found: Search) -> list[str]:
    return [" ".join(hit) for hit, _, _ in found._found]


@pytest.mark.parametrize(
    ("typed", "kind", "title", "said", "leads_to"),
    [
        ("registered 9040", "answer", "Our registered list", "9,040 patients", "answer:practice.registered_list"),
        ("how many patients registered", "answer", "Our registered list", "9,040", "answer:practice.registered_list"),
        ("whelk sess", "answer", "Sessions of Dr Amos Whelk", "8 sessions", "answer:partner.2.sessions"),
        ("facts known deadline", "question", "Facts known only after the deadline", "", "answer:facts.later"),
        ("note locum all in", "note", "Cost of a GP hour", "What a locum costs us", "answer:cost.gp_hour"),
        ("inviting patients", "duty", "Inviting patients", "From 1 October 2020: Tell", "answer:service.smr.status"),
        ("31 may tells commissioner", "date", "The practice tells its commissioner", "31 May 2020", "dates"),
        ("575", "claim", "NHS England's £575,000", "NHS England, May 2020: £575,000 worth",
         "figure:claim.nhs_england.theirs"),
        ("finding money", "finding", "Money", "red: a serious concern. ", "finding:funding"),
        ("against opting out this year", "figure", "Signing up against opting out, this year", "−£7,633",
         "figure:difference.this_year"),
        ("section care homes", "section", "Care homes", "", "section:care_homes"),
    ],
)  # fmt: skip
def test_one_line_is_found_by_a_few_letters(
    example: Search, typed: str, kind: str, title: str, said: str, leads_to: str
) -> None:
    found = [hit for hit in example.find(typed) if hit.kind == kind]
    assert found, typed
    assert (found[0].leads_to, title in found[0].title, said in found[0].said) == (leads_to, True, True), found[0]


def test_the_best_come_first_and_where_they_are_alike_the_meeting_order(example: Search) -> None:
    titles = [hit.title for hit in example.find("gp hour")]
    assert titles[:2] == ["GP hours we could find", "Cost of a GP hour"]
    inside = [hit.title for hit in example.find("harm")]
    assert inside
    assert all("harm" in title.casefold() for title in inside[:5])


def test_nothing_and_what_is_in_no_line_finds_nothing(example: Search) -> None:
    for typed in ("", "   ", "£", "no such words anywhere"):
        assert example.find(typed) == ()


def test_the_leaning_is_in_no_line_before_or_after_it_was_shown(tmp_path: Path) -> None:
    with made(tmp_path / "d") as session:
        session.give({k: v for k, v in READY.items() if not k.startswith("vote.")}, by="Ann")
        leaning = hangs_on(state_of(session).appraisal, session.decision_id).leaning
        told = everything(search(session))
        assert leaning.headline
        assert not [line for line in told if any(said in line for said in leaning.sentences)]
        assert not [line for line in told if "decision.against_figures" in line], "asked only after the vote"
        session.give({LEANING_SHOWN: "yes"}, by="Ann")
        assert everything(search(session)) == told


def test_what_is_only_supposed_is_in_no_line(tmp_path: Path) -> None:
    with made(tmp_path / "d") as session:
        session.give(READY, by="Ann")
        before = everything(search(session))
        WhatIf(session).change("cost.gp_hour", "987654")
        assert everything(search(session)) == before


def test_a_date_that_became_known_later_is_found_only_where_later_facts_count(tmp_path: Path) -> None:
    make_example(tmp_path / "d", Clock())
    with opened(tmp_path / "d") as session:
        sheet = session.worksheet
        later = [fact.what for fact in sheet.dates.values() if not fact.origin.known_at_deadline]
        assert later

        def seen() -> list[str]:
            return [hit.title for what in later for hit in search(session).find(what) if hit.kind == "date"]

        assert seen() == []
        session.give({"facts.later": "include"}, by="Ann")
        assert len(seen()) == len(later)


def test_notes_marks_and_answers_that_are_not_asked_any_more_are_found(tmp_path: Path) -> None:
    with made(tmp_path / "d") as session:
        session.give({**READY, "home.1.name": "Kelp House", "home.1.beds": "31"}, by="Ann")
        session.give({
            "note.home.1.beds": "Counted twice", "open.home.1.beds.whom": "the matron",
            "open.workforce": "Waits for the network",
        }, by="Ann")  # fmt: skip

        def only(typed: str) -> Hit:
            (hit,) = search(session).find(typed)
            return hit

        assert only("kelp 31").where == NOT_ASKED
        assert only("counted twice")[:2] == ("note", "Beds of Kelp House")
        assert (only("matron").kind, only("matron").leads_to) == ("to come back to", "answer:home.1.beds")
        assert only("waits network").leads_to == "answer:workforce"


def test_a_signed_decision_is_searched_and_no_file_changes(tmp_path: Path) -> None:
    folder = sealed(tmp_path / "d")
    before = {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
    with opened(folder) as session:
        assert session.read_only
        assert search(session).find("registered list")[0].leads_to == "answer:practice.registered_list"
    assert {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()} == before
