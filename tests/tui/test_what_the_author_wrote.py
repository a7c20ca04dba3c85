"""What the worksheet's author wrote, where the partners need it: above a question, beside a row, one key away."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

import pytest
import tomli_w
from textual.containers import VerticalScroll

from des_decider.decision.wording import capital
from des_decider.tui.screens.dates import DatesScreen
from des_decider.tui.screens.details import DetailsScreen
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.screens.task_list import TaskListScreen
from des_decider.worksheet.model import READ_IN
from tests.building import EXTENDED, SHIPPED, SUPPLEMENT
from tests.tui.driver import SMALL, USUAL, WIDE, given_before, meeting

if TYPE_CHECKING:
    from pathlib import Path

    from tests.tui.driver import Meeting

ROWS = {"service.smr.by": "rows", "workforce.by": "rows", "workforce.none": "no"}
LONG = "The network must do what this long sentence says. " * 78 + "Here it ends."
"""Nearly as long as a text may be."""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return given_before(tmp_path / "d", ROWS)


@pytest.fixture
def wordy(tmp_path: Path) -> Path:
    """A decision whose worksheet says of everything as much as it may."""
    root: dict[str, Any] = tomllib.loads(EXTENDED.read_text(encoding="utf-8"))
    root["requirement"]["storm_watch"]["text"] = LONG
    root["role"]["ferry_nurse"]["rule"] = LONG
    root["service"]["pill_post"]["about"] = LONG
    root["section"]["patients"]["about"] = LONG
    root["date"]["answer_due"] |= {"what": LONG, "note": LONG}
    root["question"]["who_rows"]["note"] = LONG
    path = tmp_path / "wordy.toml"
    path.write_text(tomli_w.dumps(root), encoding="utf-8")
    given = {"service.storm_line.by": "rows", "workforce.by": "rows", "workforce.none": "no"}
    return given_before(tmp_path / "d", given, worksheet=path)


async def go_to(room: Meeting, section: str, key: str) -> None:
    room.app.go(f"section:{section}")
    await room.settle()
    assert isinstance(room.app.screen, QuestionScreen)
    room.app.screen.go_to(key)
    await room.settle()


def reads(room: Meeting, *words: str) -> None:
    """These words can be read in the details, wherever a line breaks."""
    assert isinstance(room.app.screen, DetailsScreen), room.app.screen
    told = details(room)
    for some in words:
        assert some in told, f"“{some}” is not read:\n{room.text}"


def details(room: Meeting) -> str:
    """What can be read in the details as they are scrolled."""
    box = room.app.screen.query_one(VerticalScroll).region
    rows = room.text.splitlines()[box.y + 1 : box.bottom - 1]
    return " ".join(" ".join(row[box.x + 1 : box.right - 1] for row in rows).split())


async def test_a_duty_stands_above_its_questions_with_its_date_and_where_it_was_read(folder: Path) -> None:
    async with meeting(folder, WIDE) as room:
        await room.open("The work")
        await room.ask("Finding the patients")
        assert room.question.startswith("Can this be done in time")
        room.tells(
            "Structured medication reviews: Finding the patients",
            "From 1 October 2020: Search for the patients who would gain most from a review",
            "pain medicines that can be addictive Read on an official page. https://www.england.nhs.uk/primary-",
        )
        assert room.text.index("Search for the") < room.text.index("Can this be done")
        await room.give("at risk")
        room.tells("From 1 October 2020: Search for the patients", "How many hours a week of our GPs")


async def test_notes_and_second_sources_are_one_key_away_and_esc_leads_back(folder: Path) -> None:
    async with meeting(folder, WIDE) as room:
        await room.open("The work")
        await room.ask("Finding the patients")
        room.sees_not("housebound", "pharmaceutical-journal")
        room.sees("Ctrl+O details")
        await room.press("ctrl+o")
        reads(
            room,
            "Also: https://pharmaceutical-journal.com/article/news/primary-care",
            "Among people with severe frailty, above all those alone, housebound",
            "Medication reviews for the patients who stand to gain most",
        )
        await room.press("escape")
        assert room.question.startswith("Can this be done in time")
        await room.press("ctrl+o", "ctrl+o")
        assert isinstance(room.app.screen, QuestionScreen), "the same key leads back"


async def test_a_service_as_a_whole_says_what_it_is_and_lists_its_duties(folder: Path) -> None:
    async with meeting(folder, WIDE) as room:
        await go_to(room, "specifications", "service.ecd.status")
        room.tells(
            "Checking referrals, safety-netting, and work on screening.",
            "Checking referrals: From 1 October 2020: Check how the practices refer suspected cancer",
        )
        await room.open("Quick look")
        screen = room.app.screen
        assert isinstance(screen, QuestionScreen)
        screen.go_to("service.ehch.gp_hours")
        await room.settle()
        room.tells("Homes assigned and a lead named by 31 July")


async def test_a_role_s_rules_stand_above_the_table_on_its_line_and_above_its_questions(folder: Path) -> None:
    async with meeting(folder, WIDE) as room:
        await go_to(room, "workforce", "workforce:all")
        await room.press("down")
        room.sees("Pharmacy technician: Band 5; up to £35,389 a year")
        await room.press("ctrl+o")
        reads(room, "at most 1 WTE a network, 2 above 100,000 registered patients", "The limit falls away if the CCG")
        await room.press("escape", "ctrl+g")
        assert "full-time posts of this role" in room.question
        room.tells("Band 5; up to £35,389 a year for one full-time post; from 1 April 2020")


async def test_a_payment_says_what_is_paid_beside_its_row(folder: Path) -> None:
    async with meeting(folder, WIDE) as room:
        await go_to(room, "funding", "payment:all")
        room.sees("Core PCN funding", "£1.50 a registered patient a year")
        await room.press("ctrl+o")
        reads(
            room,
            "£1.50 a registered patient a year; paid to the network; April 2020 to March 2021",
            "Read on a public page",
        )


async def test_a_section_says_what_it_is_about_before_and_when_it_is_opened(folder: Path) -> None:
    about = "How many beds come to us, what the work in them takes, and what the premium covers of it."
    async with meeting(folder) as room:
        room.sees("Start with the quick look")
        await room.press(*["down"] * 4)
        room.sees(about)
        await room.press("o")
        reads(room, about, "Edition 1; issued by the des-decider project.", "An average network")
        await room.press("pagedown")
        reads(room, "The mean of 1,250 networks", "Called a small network")
        await room.press("escape", "enter")
        room.tells(about)
        await room.give("400")
        room.sees_not("and what the premium covers of it.")


async def test_why_a_question_for_discussion_is_asked_says_where_that_comes_from(folder: Path) -> None:
    async with meeting(folder) as room:
        await room.open("Contract and exit")
        await room.ask("Do we know what happens if the commissioner hears nothing from us by 31 May?")
        await room.press("ctrl+o")
        reads(room, "Why this is asked Read on a public page, not in the contract.")


LONG_WINDED = (
    ("specifications", "specification.storm_watch.status"),
    ("specifications", "specification.storm_watch.gp_hours"),
    ("specifications", "service.pill_post.status"),
    ("specifications", "service.pill_post.once_hours"),
    ("workforce", "workforce.ferry_nurse.wte"),
    ("patients", "question.who_rows"),
    ("contract", "deadline.contract"),
)
"""Questions of each shape of field of which the author of that worksheet says as much as may be said."""


@pytest.mark.parametrize("size", [SMALL, USUAL, WIDE], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_however_much_is_said_the_field_stays_in_sight(wordy: Path, size: tuple[int, int]) -> None:
    async with meeting(wordy, size) as room:
        for section, key in LONG_WINDED:
            await go_to(room, section, key)
            screen = room.app.screen
            assert isinstance(screen, QuestionScreen)
            assert screen.walk.stop.key == key
            field, shown = screen._field().region, screen.query_one("#question", VerticalScroll).region
            assert shown.contains_region(field), f"{key}: {field} is not in {shown}:\n{room.text}"
            assert screen.focused is screen._field()
            if section != "patients":
                room.sees("…", "Ctrl+O all of it")
            room.sees_not("Here it ends.")
            screen.dismiss(None)  # so that each is come to from elsewhere, and not from the question before it
            await room.settle()


@pytest.mark.parametrize("size", [SMALL, USUAL], ids=lambda size: f"{size[0]}x{size[1]}")
async def test_the_end_of_a_long_text_is_reached_by_scrolling(wordy: Path, size: tuple[int, int]) -> None:
    async with meeting(wordy, size) as room:
        await go_to(room, "specifications", "specification.storm_watch.status")
        await room.press("ctrl+o")
        reads(room, "PgUp and PgDn scroll; Esc leaves it", "From 15 November 2033: The network must")
        assert "Here it ends." not in details(room)
        for _ in range(30):
            await room.press("pagedown")
            if "Here it ends." in details(room):
                break
        reads(room, "Here it ends.")
        await room.press("enter")
        assert isinstance(room.app.screen, QuestionScreen)


async def test_every_date_is_one_key_away_even_from_a_field(folder: Path) -> None:
    async with meeting(folder, WIDE) as room:
        await room.open("Our practice")
        await room.press("ctrl+d")
        room.sees("Dates for 2020/21 today is 19 May 2020", "Coming", "31 May 2020 in 12 days")
        room.sees("The practice tells its commissioner that it joins, stays, leaves, or can find no network")
        room.sees_not("Commissioner and region agree how this year's money for posts will be drawn")
        await room.press("enter")
        reads(room, "NHS England refused to extend it", "Also: https://readkong.com/page/pcn-des-2020-21-decision")
        await room.press("escape", "ctrl+d")
        assert isinstance(room.app.screen, QuestionScreen), "the key that leads there leads back"
        await room.press("escape", "escape")
        room.sees("Dates next: 31 May 2020")
        await room.choose("Dates")
        assert isinstance(room.app.screen, DatesScreen)
        await room.press("escape")
        assert isinstance(room.app.screen, TaskListScreen)


async def test_work_posts_and_payments_that_begin_or_are_due_stand_among_the_dates(folder: Path) -> None:
    async with meeting(folder, (120, 200)) as room:
        await room.open("Dates")
        room.sees("1 October 2020 in 135 days", "Work begins: Finding the patients", "To be done by this day: ")
        shown = room.lines()
        place = next(n for n, line in enumerate(shown) if "Work begins: Finding the patients" in line)
        listed = room.list_in_focus
        listed.highlighted = place
        await room.press("ctrl+o")
        reads(room, "Offering reviews From 1 October 2020: Offer as many reviews")


async def test_later_dates_come_once_later_facts_count(tmp_path: Path) -> None:
    later = given_before(tmp_path / "d", {"facts.later": "include"})
    async with meeting(later, (120, 200)) as room:
        await room.press("d")
        room.sees("Commissioner and region agree how this year's money for posts will be drawn")


async def test_a_day_left_to_the_practice_leads_to_its_question_and_stands_where_its_answer_puts_it(
    tmp_path: Path,
) -> None:
    async with meeting(tmp_path / "d", WIDE, worksheet=EXTENDED) as room:
        await room.open("Dates")
        await room.press("end")
        room.sees("Day not known", "Leaving in the next window takes effect", "Enter its question")
        await room.press("enter")
        assert "Leaving in the next window takes effect" in room.question
        await room.give("30 September 2034")
        assert isinstance(room.app.screen, DatesScreen)
        room.sees("30 September 2034")
        room.sees_not("Day not known")


async def test_claims_and_published_numbers_show_where_they_were_read_and_what_is_noted(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"practice.registered_list": "9,000"}, worksheet=SHIPPED)
    async with meeting(folder, (120, 200)) as room:
        await room.open("What it hangs on")
        for claim in room.app.meeting.session.worksheet.claims.values():
            assert claim.origin.note
            room.sees(capital(claim.name), f"{READ_IN[claim.origin.read_in]}. ", claim.origin.note)


async def test_a_rate_s_source_opens_with_its_notes(tmp_path: Path) -> None:
    root: dict[str, Any] = tomllib.loads(EXTENDED.read_text(encoding="utf-8"))
    root["payment"]["tide_fund"]["note"] = "Nobody has seen the tide table."
    path = tmp_path / "noted.toml"
    path.write_text(tomli_w.dumps(root), encoding="utf-8")
    folder = given_before(tmp_path / "d", {"practice.registered_list": "9,000"}, worksheet=path)
    async with meeting(folder, (120, 60)) as room:
        room.app.go("figure:funding.tide_fund.pcn")
        await room.settle()
        listed = room.list_in_focus
        listed.highlighted = next(n for n, line in enumerate(room.lines()) if "read in the contract itself" in line)
        await room.press("enter")
        room.sees("Source: Contract, schedule 1", "Also: Farholm Almanac. Nobody has seen the tide table.")


async def test_with_a_supplement_every_source_says_who_issued_it(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", {"practice.registered_list": "9,000"}, worksheet=SUPPLEMENT)
    async with meeting(folder, WIDE) as room:
        await go_to(room, "care_homes", "question.flood")
        room.sees("Issued by Wash and Marsh LMC (fictional)")
        await go_to(room, "funding", "payment.core_pcn.reaches_practice")
        await room.press("ctrl+o")
        reads(room, "Issued by the des-decider project")
        await room.press("escape")
        room.app.go("dates")
        await room.settle()
        room.sees("LMC letter. Issued by Wash and Marsh LMC (fictional)")


async def test_details_say_so_where_there_is_nothing(tmp_path: Path) -> None:
    silent = tmp_path / "silent.toml"
    silent.write_text(f'{EXTENDED.read_text("utf-8")}\n[section.practice]\nabout = ""\n', "utf-8")
    folder = given_before(tmp_path / "d", {"partner.1.name": "Dr Vane"}, worksheet=silent)
    async with meeting(folder) as room:
        await room.open("Our practice")
        await room.ask("The partners")
        await room.press("ctrl+o")
        assert isinstance(room.app.screen, DetailsScreen)
        reads(room, "The worksheet says no more about this.")


async def test_the_dates_list_the_review_of_a_decision_that_is_being_made(tmp_path: Path) -> None:
    given = {"decision.review": "1 October 2020", "deadline.asked": "20 May 2020"}
    async with meeting(given_before(tmp_path / "d", given), (80, 120)) as room:
        room.sees("Dates next: 20 May 2020")
        await room.open("Dates")
        room.sees("20 May 2020 tomorrow Decide: the commissioner asked to be told by this day")
        await room.choose("Review")
        assert room.question == "On which day do we look at it again?"


async def test_the_dates_open_at_what_is_coming_with_what_is_over_above(folder: Path) -> None:
    async with meeting(folder, USUAL) as room:
        await room.open("Dates")
        room.sees("Coming 31 May 2020 in 12 days", "30 June 2020")
        room.sees_not("Passed", "days ago")
        await room.press("up")
        room.sees("days ago")
