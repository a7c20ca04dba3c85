"""What the worksheet's author says about an input, and every date in order."""

from __future__ import annotations

from datetime import date

import pytest

from des_decider.decision.dates import every_date
from des_decider.decision.worksheet_says import about, beside, everything, in_one, read_in, section, sources
from des_decider.worksheet.model import Source
from tests.building import EXTENDED, SHIPPED, answers, ids, worksheet

LATER = {"facts.later": "include"}


SAID = {
    "specification.lodge_list.once_hours": (
        "List of lodges: Once, by 15 December 2033: Agree with the network which lodges are whose"
    ),
    "specification.storm_watch.status": (
        "Storm watch: From 15 November 2033: Answer the storm line on every day without a ferry"
    ),
    "service.lodge_rounds.gp_hours": "Lodge rounds: Visits to everybody who lives in a lodge.",
    "workforce.ferry_nurse.wte": (
        "Ferry nurse: Band 6; up to £41,000 a year for one full-time post; from 1 September 2033; at "
        "most 2 WTE a network, 3.5 above 60,000 registered patients. Must hold a boat licence"
    ),
    "workforce.net_mender.maximum": (
        "Net mender: We have to find out how much can be claimed a year for one full-time post; from 1 September 2033"
    ),
    "payment.tide_fund.reaches_practice": (
        "Tide fund: £1.20 a registered patient a year; a rate we have to find out for each patient on the adjusted "
        "list in all; paid to the network; September 2033 to August 2034"
    ),
    "payment.oar_money.achieved": (
        "Oar money: £0.60 a weighted patient in all; paid to us; December 2033 to May 2034; ends then; "
        "paid as far as it is earned"
    ),
    "payment.lodge_levy.rate": (
        "Lodge levy: £60.00 a bed a year; paid to the network; January 2034 to August 2034; £75.00 in a full year"
    ),
    "payment.crew_sum.rate": (
        "Crew sum: Repaid for posts, up to a rate we have to find out for each weighted patient a year; paid to the "
        "network; September 2033 to August 2034"
    ),
    "payment.buoy_points.rate": (
        "Buoy points: A rate we have to find out for each point; an average network can earn 40; paid to the network; "
        "September 2033 to August 2034; we have to find out what it is in a full year"
    ),
    "date.away_from": "A day we have to find out: Leaving in the next window takes effect",
    "deadline.contract": "20 September 2033: The practice tells the harbour board",
    "threshold.workforce.green": "The worksheet’s own limits: Posts and people: Below half the boats stay in port.",
}


@pytest.mark.parametrize("id_", SAID)
def test_what_an_answer_is_about_is_said_in_the_author_s_words(id_: str) -> None:
    (said,) = about(id_, answers({}, EXTENDED), ids(EXTENDED))
    assert f"{said.name}: {said.sentence}" == SAID[id_]


@pytest.mark.parametrize("id_", ["practice.name", "home.1.beds", "workforce.by", "service.storm_line.by", "none", ""])
def test_nothing_is_said_where_the_author_said_nothing(id_: str) -> None:
    assert about(id_, answers({}, EXTENDED), ids(EXTENDED)) == ()


def test_what_became_known_too_late_is_said_only_where_it_counts() -> None:
    for id_ in ("payment.shell_points.rate", "workforce.tide_reader.wte"):
        assert about(id_, answers({}, EXTENDED), ids(EXTENDED)) == ()
        (said,) = about(id_, answers(LATER, EXTENDED), ids(EXTENDED))
        assert said.origin is not None
        assert sources(said.origin)[-1] == "It became known only after the deadline"


def test_a_duty_is_said_whenever_it_became_known_because_it_is_asked_about_all_the_same() -> None:
    (said,) = about("specification.smr_record.status", answers({}), ids())
    assert said.words == "Record every review in the practice's clinical system"
    assert said.origin is not None
    assert not said.origin.known_at_deadline


def test_which_claim_was_relied_on_is_asked_below_what_each_says() -> None:
    # The amounts were said nowhere where it is asked.
    board, oarsmen = about("claims.relied_on", answers({}, EXTENDED), ids(EXTENDED))
    assert board.sentence == "Harbour board, August 2033; £98,000 for 31,500 patients. Every stream in full"
    assert oarsmen.sentence.startswith("Union of Oarsmen, September 2033; −£4,410. With the doctors' time priced")


def test_a_service_has_all_its_duties_beside_it_late_ones_too() -> None:
    beside_it = {said.name for said in beside("service.smr.status", answers({}), ids())}
    assert beside_it >= {one.name for one in worksheet().requirements_of("smr")}


def test_what_else_bears_on_an_answer_stands_beside_it() -> None:
    def names(id_: str) -> list[str]:
        return [said.name for said in beside(id_, answers({}, EXTENDED), ids(EXTENDED))]

    assert names("service.storm_line.status") == ["Storm watch", "Storm log"]
    assert names("specification.pill_boxes.status") == ["Pill post"]
    homes = ["Lodge rounds", "Weekly lodge visit", "Pills in the lodges", "Letters about lodges", "List of lodges"]
    assert names("home.whole.beds") == names("home.3.round_hours") == homes
    assert names("workforce.by") == ["Ferry nurse", "Net mender", "Pill counter"]
    assert names("pcn.registered_list") == ["An average network", "Called a small network"]
    assert names("question.harbour_master") == ["Why this is asked", "Ferries stay in port on about one day in nine"]


def test_the_section_comes_last() -> None:
    *_, last = everything("home.1.beds", answers({}, EXTENDED), ids(EXTENDED))
    assert last == section("care_homes", worksheet(EXTENDED))
    assert (last.name, last.words) == ("Lodges", "The lodges on the outer isles.")


def test_every_source_and_note_is_said_once() -> None:
    origin = Source("a page", "secondary", ("another", "a third"), "Nobody checked it.", known_at_deadline=False)
    assert read_in(origin) == "Read on a public page, not in the contract. A page"
    assert in_one(sources(origin)) == (
        "Read on a public page, not in the contract. A page. Also: another. Also: a third. Nobody checked it. "
        "It became known only after the deadline."
    )
    assert read_in(Source("https://lmc.example", "secondary")).endswith("contract. https://lmc.example")
    assert sources(Source("Memory", "memory")) == ("From the worksheet author’s memory; check it",)


def test_every_date_of_the_worksheet_is_there_in_order() -> None:
    found = every_date(answers({}, EXTENDED), ids(EXTENDED))
    days = [one.when for one in found if one.when]
    assert days == sorted(days)
    assert (found[-1].when, found[-1].what, found[-1].asks) == (
        None, "Leaving in the next window takes effect", "date.away_from",
    )  # fmt: skip
    told = {(one.when, one.what) for one in found}
    assert {
        (date(2033, 9, 20), "The practice tells the harbour board"),
        (date(2033, 12, 15), "To be done by this day: List of lodges"),
        (date(2034, 1, 1), "Work begins: Weekly lodge visit and Pills in the lodges"),
        (date(2034, 1, 1), "Payment begins: Lodge levy and Gull levy"),
        (date(2034, 3, 31), "Payment for this year ends: Gull levy"),
        (date(2034, 3, 1), "Posts can be claimed from this day: Pill counter"),
    } <= told


def test_a_day_left_to_the_practice_stands_where_the_answer_puts_it() -> None:
    found = every_date(answers({"date.away_from": "30 September 2034"}, EXTENDED), ids(EXTENDED))
    assert (found[-1].when, found[-1].asks) == (date(2034, 9, 30), "date.away_from")


def test_later_dates_are_left_out_unless_they_count() -> None:
    def posts(given: dict[str, str]) -> list[str]:
        return [one.what for one in every_date(answers(given, EXTENDED), ids(EXTENDED)) if "Tide reader" in one.what]

    assert posts({}) == []
    assert posts(LATER) == ["Posts can be claimed from this day: Tide reader"]


def test_a_rate_for_a_month_is_one_in_a_full_year_too() -> None:
    (said,) = about("payment.care_home_premium.rate", answers({}, SHIPPED), ids(SHIPPED))
    assert "£7.50 a bed a month" in said.sentence
    assert said.sentence.endswith("£10.00 a month in a full year")
