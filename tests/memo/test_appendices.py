"""What the appendices of a memo hold: every answer in words, and every figure down to its sources."""

from __future__ import annotations

import pytest

from des_decider.appraisal.not_counted import not_counted
from des_decider.decision.answers import Answer, Answers
from des_decider.decision.display import shown
from des_decider.decision.ids import Field
from des_decider.decision.parsing import Rules
from des_decider.memo.compose import compose_appendices, compose_memo
from des_decider.memo.figure_words import Words
from tests.building import ids
from tests.memo.memo_facts import BLANK, FULL, answered, everything, facts, under, without


def test_the_appendices_of_a_blank_decision_say_what_its_figures_need() -> None:
    said = compose_appendices(facts({}))
    assert "Nothing is answered." in under(said, "All answers")
    assert "our registered list" in under(said, "Figures not known").lower()
    workings = under(said, "Workings")
    ended = "PCN support payment, our part counted, in a full year = £0.00"
    assert f"{ended}\n0: PCN support payment has ended" in workings
    nought = [line for line in workings.splitlines() if line.endswith("= £0.00") and line != ended]
    times = ("× 0 = £", "× £0.00 once for a full-time post", "our part £0.00 × 9/12")
    assert nought
    assert all(any(why in line for why in times) for line in nought), "nought times anything is nought"


def test_the_appendices_mark_no_more_than_does_not_count_and_say_how() -> None:
    how = "“not counted” is said of an answer that was kept and that no figure uses, and why."
    idle = not_counted(facts(FULL).appraisal)
    said = under(compose_appendices(facts(FULL)), "All answers")
    assert how in said
    assert said.count("; not counted: ") == len(idle) > 0
    none = without(FULL, "home.whole.", "workforce.")
    assert not not_counted(facts(none).appraisal)
    assert "not counted" not in under(compose_appendices(facts(none)), "All answers")


def test_an_answer_the_worksheet_does_not_know_is_left_to_the_files() -> None:
    known = facts(FULL)
    stray = Answer("gone.away", "who knows", "who knows")
    known.appraisal.book.answers = Answers({**answered(FULL), "gone.away": stray, "open.gone.away": stray})
    assert "who knows" not in everything(compose_memo(known)) + everything(compose_appendices(known))


def test_the_appendices_hold_every_answer_in_words_with_who_and_why() -> None:
    said = under(compose_appendices(facts({**FULL, "note.practice.weighted_list": "from the CCG"})), "All answers")
    assert "Our practice\n" in said
    assert "Our registered list | 9,120 patients |  | " in said
    assert "Typed by Ann Fell, unless a row says otherwise." in said
    assert "Our weighted list | 9,480 patients |  | from the CCG" in said
    assert "Cost of a GP hour | £100 an hour (from £80 to £156) |  | Locum rate" in said
    assert "The decision takes effect | 1 June 2020" in said
    assert "How the network shares out its money | The network keeps it, but for extended hours" in said
    assert "Partner of declaration 1 | Dr Ada Marsh" in said
    assert "Position of Dr Tom Reed | Against" in said
    assert "note: " not in said
    assert "Our patients: the patient group meets on 26 May" in said


def test_a_note_on_something_not_answered_is_not_lost() -> None:
    texts = {**BLANK, "note.pcn.name": "ask them", "note.home.2.beds": "ask the home"}
    said = under(compose_appendices(facts(texts)), "All answers")
    assert "Network | not answered |  | ask them" in said
    assert "Beds of home 2 | not answered |  | ask the home" in said


def test_workings_open_every_figure_with_a_value_down_to_its_sources() -> None:
    document = compose_appendices(facts(FULL))
    said = under(document, "Workings")
    assert (
        "Core PCN funding, for the network = £1.50 a registered patient a year × 41,300 patients = £61,950.00" in said
    )
    assert "read on a public page, not in the contract" in said
    assert "https://bma.org.uk" in under(document, "Sources")
    assert "\n\u2003our registered list: 9,120 patients (answered)" in said
    assert "What became known" not in said
    assert "known only after the deadline" in under(document, "Figures that do not apply")


@pytest.mark.parametrize(
    ("id_", "typed", "words"),
    [
        ("practice.name", "Saltmarsh Surgery", "Saltmarsh Surgery"),
        ("director.ours", "no", "No"),
        ("director.ours", "y", "Yes"),
        ("network.split", "by_stream", "payment by payment"),
        ("decision.review", "2021-03-01", "1 March 2021"),
        ("practice.registered_list", "1", "1 patient"),
        ("practice.registered_list", "9120", "9,120 patients"),
        ("cost.gp_hour", "62.50", "£62.50 an hour"),
        ("cost.gp_hour", "80/100/156", "£100 an hour (from £80 to £156)"),
        ("cost.session_hours", "4h10", "4 h 10 min"),
        ("service.smr.gp_hours", "1 h 30 min", "1 h 30 min a week"),
        ("service.smr.gp_hours", "30 min / 1 / 2.5", "1 hour a week (from 30 min to 2.5 h)"),
        ("workforce.whole.chance", "55", "55 %"),
        ("workforce.whole.claim", "46k", "£46,000 a year for a full-time post"),
        ("vote.quorum", "3", "3 partners"),
        ("interest.1.partner", "2", "2"),
        ("question.liability", "unknown", "We do not know"),
    ],
)
def test_an_answer_reads_as_people_would_say_it(id_: str, typed: str, words: str) -> None:
    field = ids().field(id_)
    assert field is not None
    assert shown(field, answered({id_: typed})[id_]) == words


def test_an_answer_that_was_kept_though_wrong_is_shown_as_it_is() -> None:
    field = Field("x", Rules("money"), "x", None)
    assert shown(field, Answer("x", "about ten", "about ten")) == "about ten"


def test_a_figure_that_is_not_worked_out_is_a_slip_and_no_answer() -> None:
    words = Words(facts(FULL))
    with pytest.raises(KeyError):
        words.figure("workforce.ceiling.this_year")
    with pytest.raises(KeyError):
        words.value("difference.next_year")
