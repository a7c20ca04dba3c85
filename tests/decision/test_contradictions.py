"""Contradictions, one by one: what is named, at which place, what settles it, and what is none."""

from __future__ import annotations

import pytest

from des_decider.decision.contradictions import Contradiction, contradictions
from tests.building import SMALL, answers, ids
from tests.record.ready import PARTNERS, VOTE

ONE = {"partner.1.name": "Dr Una Skerry", "partner.2.name": "Inga Voe"}
DIRECTOR = ONE | {"partner.1.role": "GP partner, Clinical Director of the network"}
RECUSED = ONE | {"interest.1.partner": "1", "interest.1.kind": "financial", "interest.1.done": "left the room"}
FELL = PARTNERS | VOTE | {
    "decision.option": "sign up", "decision.sentence": "We sail.", "vote.1.position": "against",
}  # fmt: skip
CAP = "With a cap on liability in writing, yes. Without it, no."
TURNED = PARTNERS | VOTE | {"decision.option": "sign up", "vote.3.reason": CAP}
"""Two for and one against: with her vote the other way it would not be carried."""
IN_THE_DEED = {"question.partnership_rule": "agreed", "vote.written_in": "the deed of 2019, clause 4"}
OWNED = {"decision.option": "sign up on conditions", "condition.2.what": "A cap on liability"}
DECIDED = {"decision.decided": "18 May 2020"}
LOCAL = {
    "local.1.name": "Care home scheme",
    "local.1.ends": "if we sign up",
    "local.2.name": "Prescribing",
    "local.2.ends": "if we opt out",
    "local.4.name": "care  home scheme",
}
DATES = DECIDED | {"decision.effective": "1 July 2020", "decision.review": "15 Jan 2021"}


def found(texts: dict[str, str]) -> dict[str, str]:
    """Each contradiction's sentence by its place."""
    named = contradictions(answers(texts), ids())
    assert len({one.id for one in named}) == len(named), "one at a place, so that its note is about it alone"
    return {one.id: one.words for one in named}


@pytest.mark.parametrize(
    ("texts", "id_", "words"),
    [
        (
            {"home.whole.beds": "40", "home.whole.hours": "6", "home.1.beds": "40"},
            "home.by",
            "“Our homes”: 2 answers given as a whole and 1 home by home; only one of the two counts.",
        ),
        (
            {"workforce.whole.wte": "3", "workforce.dietitian.wte": "1", "workforce.podiatrist.wte": "1"},
            "workforce.by",
            "“The posts”: 1 answer given as a whole and 2 role by role; only one of the two counts.",
        ),
        (
            {"service.ecd.gp_hours": "1", "specification.ecd_referral.status": "ready"},
            "service.ecd.by",
            (
                "“Early cancer diagnosis”: 1 answer given as a whole and 1 requirement by requirement; only one of "
                "the two counts."
            ),
        ),
        (
            {"home.none": "yes", "home.whole.beds": "40"},
            "home.none",
            "It is said that we are without care homes, beside 1 answer under “Our homes”; only one of the two counts.",
        ),
        (
            {"workforce.none": "yes", "workforce.dietitian.wte": "1", "workforce.dietitian.months": "5"},
            "workforce.none",
            (
                "It is said that the network does without posts, beside 2 answers under “The posts”; only one of the "
                "two counts."
            ),
        ),
        (
            ONE | {"partner.1.profit_share": "70", "partner.2.profit_share": "35"},
            "partner.2.profit_share",
            "The partners’ shares of the profit add up to 105 %.",
        ),
        (
            ONE | {"partner.1.profit_share": "40.5", "partner.2.profit_share": "35"},
            "partner.2.profit_share",
            "The partners’ shares of the profit add up to 75.5 %.",
        ),
        (
            {"local.none": "yes", "local.3.amount": "900"},
            "local.none",
            (
                "It is said that all local payments stay the same, beside 1 answer under “Local payments that "
                "depend on it”; only one of the two counts."
            ),
        ),
        (
            LOCAL | {"local.4.ends": "if we opt out"},
            "local.4.ends",
            "“care  home scheme” is said to end if we opt out, and in another row if we sign up.",
        ),
        (
            LOCAL | {"question.local_scheme": "kept"},
            "local.1.ends",
            (
                "“What becomes of a local care-home contract, if we have one?” is answered “It stays beside this "
                "contract”, and “Care home scheme” is said to end if we sign up."
            ),
        ),
        (
            {"local.none": "yes", "question.local_scheme": "replaced"},
            "local.none",
            (
                "“What becomes of a local care-home contract, if we have one?” is answered “This contract replaces "
                "it”, and it is said that all local payments stay the same."
            ),
        ),
        (
            {"local.none": "yes", "question.local_scheme": "replaced", "local.3.amount": "900"},
            "local.none",
            (
                "It is said that all local payments stay the same, beside 1 answer under “Local payments that "
                "depend on it”; only one of the two counts. “What becomes of a local care-home contract, if we have "
                "one?” is answered “This contract replaces it”, and it is said that all local payments stay the same."
            ),
        ),
        (
            DIRECTOR,
            "partner.1.role",
            (
                "Dr Una Skerry has the role “GP partner, Clinical Director of the network”, and nothing of theirs "
                "stands under “Declarations of interest”."
            ),
        ),
        (
            ONE | {"director.ours": "yes", "interest.1.partner": "1", "interest.1.kind": "none"},
            "director.ours",
            "The network’s director is one of us, and no partner’s interest stands under “Declarations of interest”.",
        ),
        (
            IN_THE_DEED,
            "vote.written_in",
            (
                "“Is it clear how our partnership decides this: who votes, and by what majority?” is answered “Not in "
                "the deed, but all partners agreed the rule”, and the rule is said to be in “the deed of 2019, clause "
                "4”."
            ),
        ),
        (
            TURNED,
            "vote.3.reason",
            f"The vote of Inga Voe, for, decides the result, and rests on a condition: “{CAP}”",
        ),
        (
            TURNED | OWNED | {"condition.2.if_not_met": "We opt out.", "condition.3.what": "A pharmacist"},
            "vote.3.reason",
            f"The vote of Inga Voe, for, decides the result, and rests on a condition: “{CAP}”",
        ),
        (
            TURNED
            | {"vote.2.reason": "Only if the harbour freezes would I join."}
            | {"vote.3.position": "against", "vote.3.reason": "Never.", "decision.sentence": "We do not sail."},
            "vote.2.reason",
            (
                "The vote of Dr Olaf Holm, against, decides the result, and rests on a condition: “Only if the harbour "
                "freezes would I join.”"
            ),
        ),
        (
            {"decision.option": "sign up on conditions"},
            "condition.1.what",
            "The option put is to sign up on conditions, and no condition is recorded.",
        ),
        (
            {"decision.option": "sign up", "condition.2.what": "A cap on liability"},
            "decision.option",
            "The option put is “sign up”, which rests on none, and 1 condition is recorded.",
        ),
        (
            {"decision.option": "opt out", "condition.1.what": "A cap", "condition.2.what": "The list stays open"},
            "decision.option",
            "The option put is “opt out”, which rests on none, and 2 conditions are recorded.",
        ),
        (
            PARTNERS | VOTE | {"decision.sentence": "We sail.", "vote.1.position": "against"},
            "decision.sentence",
            "The vote did not carry what was put, and the decision reads: “We sail.”",
        ),
        (
            FELL,
            "decision.sentence",
            "The vote did not carry “sign up”, and the decision reads: “We sail.”",
        ),
        (
            RECUSED | OWNED | {"condition.2.owner": "Una Skerry"},
            "condition.2.owner",
            "Condition 2 is seen to by Dr Una Skerry, who did not vote because of an interest.",
        ),
        (
            DECIDED | {"deadline.asked": "15 May 2020"},
            "deadline.asked",
            "The decision was made on 18 May 2020, and the commissioner asked for an answer by 15 May 2020.",
        ),
        (
            DECIDED | {"deadline.contract": "17 May 2020"},
            "deadline.contract",
            "The decision was made on 18 May 2020, and the contract asks for an answer by 17 May 2020.",
        ),
        (
            {"decision.decided": "1 June 2020"},
            "decision.decided",
            "The decision was made on 1 June 2020, and it was to be decided by 31 May 2020.",
        ),
        (
            DECIDED | {"decision.effective": "17 May 2020"},
            "decision.effective",
            "The decision takes effect on 17 May 2020, and the decision was made on 18 May 2020.",
        ),
        (
            DATES | {"decision.review": "30 June 2020"},
            "decision.review",
            "The decision is looked at again on 30 June 2020, and the decision takes effect on 1 July 2020.",
        ),
        (
            DATES | {"decision.review": "1 May 2020"},
            "decision.review",
            "The decision is looked at again on 1 May 2020, and the decision was made on 18 May 2020.",
        ),
        (
            DATES | {"decision.keep_until": "14 Jan 2021"},
            "decision.keep_until",
            "The record is kept until 14 January 2021, and the decision is looked at again on 15 January 2021.",
        ),
        (
            DECIDED | OWNED | {"condition.2.by": "15 May 2020"},
            "condition.2.by",
            "Condition 2 was due by 15 May 2020, and the decision was made on 18 May 2020.",
        ),
    ],
)
def test_a_contradiction_is_named_with_both_its_sides(texts: dict[str, str], id_: str, words: str) -> None:
    assert found(texts) == {id_: words}


@pytest.mark.parametrize(
    "texts",
    [
        {},
        {"home.by": "rows", "home.1.beds": "40", "home.none": "no", "workforce.whole.wte": "3"},
        {"home.by": "rows", "home.whole.beds": "40", "home.1.beds": "40"},  # it was said which of the two counts
        {"service.ecd.by": "whole", "service.ecd.gp_hours": "1", "specification.ecd_referral.status": "ready"},
        {"home.by": "rows", "home.whole.beds": "40"},  # rows are still to come, and the figures wait for them
        {"service.ecd.by": "rows", "specification.ecd_referral.status": "ready", "service.smr.gp_hours": "1"},
        {"workforce.whole.wte": "3", "workforce.dietitian.maximum": "40,000"},  # published, and no second way
        {"workforce.none": "yes", "workforce.by": "rows", "home.none": "yes", "home.by": "rows", "local.none": "yes"},
        LOCAL | {"local.4.ends": "if we sign up"},
        LOCAL,
        LOCAL | {"question.local_scheme": "replaced"},
        LOCAL | {"question.local_scheme": "not_sure", "local.1.ends": "if we opt out"},
        {"local.none": "yes", "question.local_scheme": "kept"},
        {"local.2.name": "Prescribing", "local.2.ends": "if we sign up", "question.local_scheme": "kept"},
        {"local.1.ends": "if we sign up", "local.2.ends": "if we opt out"},  # two that are not named yet
        DIRECTOR | {"interest.1.partner": "1", "interest.1.kind": "financial", "director.ours": "yes"},
        DIRECTOR | {"interest.1.partner": "1", "interest.1.done": "left the room"},
        ONE | {"director.ours": "no"},
        ONE | {"director.ours": "yes", "interest.1.partner": "1", "interest.1.kind": "indirect"},
        OWNED,
        IN_THE_DEED | {"question.partnership_rule": "deed"},
        IN_THE_DEED | {"vote.written_in": "nowhere; the deed is silent, and we agreed it in April"},
        IN_THE_DEED | {"vote.written_in": "the minutes of 4 May 2020"},
        {"question.partnership_rule": "agreed"},
        TURNED | {"vote.2.position": "abstain", "vote.5.position": "for"},  # carried without her as well
        TURNED | {"vote.3.reason": "If nobody signs, the network ends, and I have seen what comes then."},
        TURNED | {"vote.3.reason": "We cannot run without it, and the care provided by the network is good."},
        # The decision itself says what holds where a condition fails.
        TURNED | OWNED | {"condition.2.if_not_met": "We opt out."},
        FELL | {"vote.1.position": "for"},
        FELL | {"decision.sentence": "Gull Rock Surgery does not sail this year."},
        {id_: text for id_, text in FELL.items() if id_ != "decision.sentence"},
        {"condition.1.what": "A cap on liability"},
        RECUSED | OWNED | {"condition.2.owner": "Inga Voe"},
        ONE | OWNED | {"condition.2.owner": "Dr Una Skerry"},
        DATES | {"deadline.asked": "18 May 2020", "decision.keep_until": "31 March 2031"},
        {"decision.decided": "18 May 2020", "decision.effective": "18 May 2020", "decision.review": "18 May 2020"},
        {"deadline.asked": "15 May 2020", "decision.effective": "1 July 2020"},
        DATES | OWNED | {"condition.2.by": "1 October 2020"},  # met or not after the decision takes effect
        ONE | {"partner.3.name": "Ola", **{f"partner.{n}.profit_share": "33" for n in (1, 2, 3)}},
        ONE | {"partner.1.profit_share": "60"},
    ],
)  # fmt: skip
def test_what_fits_together_is_no_contradiction(texts: dict[str, str]) -> None:
    assert found(texts) == {}


def test_the_contracts_own_day_counts_and_not_the_worksheets() -> None:
    said = found({"decision.decided": "1 June 2020", "deadline.contract": "1 June 2020"})
    assert "to be decided by" not in " ".join(said.values())


def test_a_decision_of_a_day_that_had_not_come_is_named() -> None:
    # A record was sealed three years before the meeting it spoke of; the answers here were given on 18 May 2020.
    assert found({"decision.decided": "19 May 2020"}) == {
        "decision.decided": (
            "The decision is said to have been made on 19 May 2020, and the last answer to it was given on 18 May 2020."
        )
    }
    assert found({"decision.decided": "18 May 2020"}) == {}


def test_a_director_who_declared_nothing_is_named_once() -> None:
    assert list(found(DIRECTOR | {"director.ours": "yes", "interest.1.partner": "1", "interest.1.kind": "none"})) == [
        "partner.1.role"
    ]


def test_a_declaration_of_somebody_else_does_not_speak_for_the_director() -> None:
    assert list(found(DIRECTOR | {"interest.1.partner": "2", "interest.1.kind": "indirect"})) == ["partner.1.role"]


def test_the_note_at_its_place_is_the_reason_and_no_other_is() -> None:
    texts = DECIDED | {"deadline.asked": "15 May 2020", "note.decision.decided": "In the evening."}
    (one,) = contradictions(answers(texts), ids())
    assert one.reason == ""
    (one,) = contradictions(answers(texts | {"note.deadline.asked": "Nothing obliges us to."}), ids())
    assert one == Contradiction(
        "deadline.asked",
        "The decision was made on 18 May 2020, and the commissioner asked for an answer by 15 May 2020.",
        "Nothing obliges us to.",
    )


def test_any_worksheets_services_and_decide_by_date_are_looked_at() -> None:
    texts = {
        "service.lodge_rounds.gp_hours": "1", "specification.lodge_visit.status": "ready",
        "decision.decided": "21 September 2031",
    }  # fmt: skip
    assert [one.id for one in contradictions(answers(texts, SMALL), ids(SMALL))] == [
        "service.lodge_rounds.by", "decision.decided",
    ]  # fmt: skip


def test_every_place_takes_a_note() -> None:
    places = (
        "home.by", "service.ecd.by", "local.none", "local.4.ends", "partner.1.role", "director.ours",
        "partner.2.profit_share",
        "decision.option", "vote.written_in", "vote.3.reason",
        "condition.2.owner", "condition.2.by", "deadline.asked", "decision.review",
    )  # fmt: skip
    assert [id_ for id_ in places if ids().field(f"note.{id_}") is None] == []
