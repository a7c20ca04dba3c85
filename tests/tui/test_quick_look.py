"""The quick look: its answers one after another, figures at the end, and the files afterwards."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.decision.wording import brief
from des_decider.tui.screens.question import QuestionScreen
from des_decider.tui.widgets.panel import Panel
from tests.building import ROOT, ids
from tests.cli.driver import Desk
from tests.tui.driver import EVENING, WIDE, given_before, meeting

if TYPE_CHECKING:
    from pathlib import Path

QUICK_LOOK = (
    ("How many registered patients do we have?", "9,040", "practice.registered_list", "9040"),
    ("How many weighted patients do we have?", "9.71k", "practice.weighted_list", "9710"),
    ("How many sessions a week do all our GPs work in total?", "38", "practice.gp_sessions", "38"),
    ("How many registered patients do all practices", "41,300", "pcn.registered_list", "41300"),
    ("How many weighted patients do all practices", "42,900", "pcn.weighted_list", "42900"),
    ("What does our network do with its money", "the network keeps it", "network.split", "network_keeps"),
    ("What does the whole network spend on running itself", "£40k / 48k / 60k", "pcn.running_costs",
     "40000 / 48000 / 60000"),
    ("one of us?", "No", "director.ours", "no"),
    ("What does an hour of a GP cost us", "80 / 100 / 156", "cost.gp_hour", "80 / 100 / 156"),
    ("What does an hour of a practice nurse cost us", "£32", "cost.nurse_hour", "32"),
    ("What does an hour of administration cost us", "19.50", "cost.admin_hour", "19.5"),
    ("network's meetings and management take?", "1.5", "meeting.gp_hours", "1.5"),
    ("structured medication reviews?", "1", "service.smr.gp_hours", "1"),
    ("on the care-home service?", "1", "service.ehch.gp_hours", "1"),
    ("on early cancer diagnosis?", "0.5 / 1 / 2", "service.ecd.gp_hours", "0.5 / 1 / 2"),
    ("extended hours do our GPs work?", "1 h 15 min", "service.extended_hours.gp_hours", "1 h 15 min"),
    ("on social prescribing?", "0", "service.social_prescribing.gp_hours", "0"),
    ("How many beds do the care homes we look after have", "64", "home.whole.beds", "64"),
    ("Who does most of the weekly work in our homes", "a GP", "home.whole.done_by", "gp"),
    ("all the work in our homes take", "4 / 6 / 9", "home.whole.hours", "4 / 6 / 9"),
    ("How many full-time posts does the network want", "7", "workforce.whole.wte", "7"),
    ("How likely is it that a post is filled", "30% / 55% / 80%", "workforce.whole.chance", "30 / 55 / 80"),
    ("For how many months", "6", "workforce.whole.months", "6"),
    ("How much can be claimed for one full-time post", "46k", "workforce.whole.claim", "46000"),
    ("What does one full-time post cost that nobody repays", "4,000", "workforce.whole.top_up", "4000"),
    ("take to supervise?", "1", "workforce.whole.supervision_hours", "1"),
    ("GP time does one full-time post free", "1 / 2 / 3", "workforce.whole.released_hours", "1 / 2 / 3"),
    ("Do all our local payments stay the same", "Yes", "local.none", "yes"),
    ("If we opt out, how many hours a week of extra work", "0", "opt_out.hours", "0"),
    ("If we opt out now, what would we have to pay once", "£1,500", "opt_out.exit_cost", "1500"),
)  # fmt: skip
"""How each question is asked, what is typed or chosen, and where and how the answer is kept."""
STATUS = "Can this be done in time"
CALLED_FOR = {
    "service.smr.gp_hours": (STATUS, "ready in time", "service.smr.status", "ready"),
    "service.ehch.gp_hours": (STATUS, "at risk", "service.ehch.status", "at_risk"),
    "service.ecd.gp_hours": (STATUS, "ready in time", "service.ecd.status", "ready"),
    "service.extended_hours.gp_hours": (STATUS, "already done", "service.extended_hours.status", "already"),
}
"""What an answer makes necessary, asked right after it: whether the GP hours of this work are new."""
ASKED = tuple(row for one in QUICK_LOOK for row in (one, CALLED_FOR.get(one[2])) if row is not None)
"""Every question in the order in which it is asked."""
PARTNERS = ("Dr Una Skerry", "Inga Voe")
NAMED = {f"partner.{n}.name": name for n, name in enumerate(PARTNERS, start=1)}
FIRST = {id_: kept for _, _, id_, kept in QUICK_LOOK[:8]}


async def test_partners_are_named_one_after_another_and_an_empty_line_goes_on(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Quick look")
        assert room.question == "What is the partner's name?"
        for name in PARTNERS:
            await room.give(name)
        await room.press("enter")
        assert room.question == "How many registered patients do we have?"
    assert room.kept() == {"practice.name": "Gull Rock Surgery", **NAMED}


async def test_each_answer_is_saved_and_the_next_question_comes(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d") as room:
        await room.open("Quick look")
        await room.press("enter")
        for question, typed, id_, kept in QUICK_LOOK[:3]:
            assert room.question == question
            await room.give(typed)
            assert room.kept()[id_] == kept
            room.sees("Saved 19:42")


async def test_from_an_empty_decision_to_figures_with_enter_alone(tmp_path: Path) -> None:
    async with meeting(tmp_path / "d", WIDE) as room:
        await room.open("Quick look")
        for name in PARTNERS:
            await room.give(name)
        await room.press("enter")
        for number, (question, typed, _, _) in enumerate(ASKED, start=1):
            assert question in room.question
            assert number == 1 or f"Quick look · {number} of " in room.text
            await room.give(typed)
        assert len(QUICK_LOOK) <= 30, "before any follow-up"
        room.sees("Quick look: rough figures", "Where we stand: a quick look", "Esc task list")
        room.sees_not("still open")
        figures, shown = Desk(room.folder).figures(), room.figures
        known = {id_ for id_, figure in figures.items() if figure["value"] is not None and id_ in shown}
        assert known >= {
            f"{figure}.{year}" for year in ("this_year", "full_year")
            for figure in ("difference", "difference.cash", "difference.gp_time", "sign_up.net", "opt_out.net")
        } | {"time.gp_hours", "workforce.take_up.this_year"}  # fmt: skip
        for id_ in known:  # a finding leads to its figure, and ends in its colour
            ends = (spoken(figures[id_]), f"{spoken(figures[id_])} more", "green", "amber", "red")
            assert shown[id_].lstrip("+") in ends, id_
        lines = [" ".join(line.split()) for line in room.lines(Panel)]
        for year, words in (("this_year", "this year"), ("full_year", "a full year")):
            at = lines.index(f"{words} {shown[f'difference.{year}']}")
            cash, gp_time = (shown[f"difference.{part}.{year}"] for part in ("cash", "gp_time"))
            assert lines[at + 1 : at + 4] == ["working out its range …", f"money {cash}", f"GP time {gp_time}"]
        assert f"GP time a week {shown['time.gp_hours']}" in lines
        await room.press("escape")
        room.sees("Quick look completed")
    assert room.kept() == {
        "practice.name": "Gull Rock Surgery",
        **NAMED,
        **{id_: kept for _, _, id_, kept in ASKED},
    }
    assert room.drafts() == {}
    assert [len(change["edits"]) for change in Desk(room.folder).changes()] == [1] * (1 + len(NAMED) + len(ASKED))


async def test_a_published_figure_is_one_key_away_and_answers_nothing_until_enter(tmp_path: Path) -> None:
    folder = given_before(tmp_path / "d", NAMED | FIRST | {"facts.later": "include"})
    async with meeting(folder, WIDE) as room:
        await room.open("Quick look")
        assert "What does an hour of a GP cost us" in room.question
        room.tells("Published: Cost of an hour of a GP", "F8 puts it into the field", "Londonwide LMCs, 2022 (£100)")
        source = "Londonwide LMCs, 2022 (£100); a four-hour locum session at £250 (£62.50)"
        room.tells(f"Read on a public page, not in the contract. {source}")
        assert room.field == ""
        await room.press("f8")
        assert room.field == "100"
        room.sees("Nothing is answered yet", "= £100 an hour")
        await room.press("escape", "escape")
        assert "cost.gp_hour" not in room.kept()
        await room.open("Quick look")
        assert room.field == "100"
        await room.press("enter")
        assert room.kept()["cost.gp_hour"] == "100"
        assert "practice nurse" in room.question
        await room.press("f8")
        room.sees("Nothing is published that fits this field")
        assert room.field == ""
    assert room.drafts() == {}


async def test_what_was_published_after_the_deadline_is_not_offered_unless_asked_for(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", NAMED | FIRST), WIDE) as room:
        await room.open("Quick look")
        assert "What does an hour of a GP cost us" in room.question
        room.sees_not("Published:", "Londonwide")
        await room.press("f8")
        assert room.field == ""
    assert "cost.gp_hour" not in room.kept()


async def test_questions_are_skipped_with_enter_and_nothing_is_answered(tmp_path: Path) -> None:
    """Of choices too: Enter on a question with choices leaves it open."""
    skipped = QUICK_LOOK[4:10]
    async with meeting(given_before(tmp_path / "d", NAMED | {id_: kept for _, _, id_, kept in QUICK_LOOK[:4]})) as room:
        await room.open("Quick look")
        for question, _, _, _ in skipped:
            assert question in room.question
            await room.press("enter")
        await room.give("17")
        assert set(room.kept()) & {id_ for _, _, id_, _ in skipped} == set()
        assert "network's meetings" in room.question
        await room.open("Quick look")
        assert "network's meetings" in room.question, "where the group left off"
    async with meeting(room.folder) as room:
        room.sees("Quick look 5 of 30 answered")
        await room.open("Quick look")
        assert "How many weighted patients do all practices" in room.question, "the first open one"
        await room.press("enter")
        await room.press("2")
        assert "running itself" in room.question
    assert room.kept()["network.split"] == "network_keeps"
    assert room.drafts() == {}


async def test_what_an_answer_calls_for_counts_until_it_is_given_and_stays_in_the_list(tmp_path: Path) -> None:
    thirty = {id_: kept for _, _, id_, kept in QUICK_LOOK}
    async with meeting(given_before(tmp_path / "d", NAMED | thirty), WIDE) as room:
        room.sees("Quick look 30 of 34 answered", "What it hangs on waits for 4 answers")
        await room.open("Quick look")
        for at, (question, typed, _, _) in zip((14, 16, 18, 20), CALLED_FOR.values(), strict=True):
            assert question in room.question, "the first open one, then the next"
            assert f"Quick look · {at} of 34 (4 added by answers)" in room.text
            await room.give(typed)
            while isinstance(room.app.screen, QuestionScreen) and STATUS not in room.question:
                await room.press("enter")
        room.sees("Quick look: rough figures")
        await room.press("escape")
        room.sees("Quick look completed")
    async with meeting(room.folder, WIDE) as room:
        room.sees("Quick look completed")
        await room.open("Quick look")
        await room.ask("Our GPs' time for structured medication reviews")
        await room.press("enter")
        assert STATUS in room.question
        assert "Quick look · 14 of 34" in room.text
    assert room.kept() == {"practice.name": "Gull Rock Surgery", **NAMED, **{id_: kept for _, _, id_, kept in ASKED}}


async def test_who_has_local_payments_is_asked_which_at_once(tmp_path: Path) -> None:
    known = {id_: kept for _, _, id_, kept in ASKED if id_ != "local.none"}
    async with meeting(given_before(tmp_path / "d", NAMED | known), WIDE) as room:
        room.sees("Quick look 33 of 34 answered")
        await room.open("Quick look")
        assert "all our local payments" in room.question
        await room.give("No")
        table = await room.table("Local payments that depend on it")
        await table.type(("Phlebotomy", "9,000", "if we opt out"))
        await room.press("enter")  # no other payment
        assert "hours a week of extra work" in room.question
        await room.press("escape", "escape")
        room.sees("Quick look completed")
    kept = room.kept()
    assert (kept["local.1.name"], kept["local.1.amount"], kept["local.1.ends"]) == ("Phlebotomy", "9000", "opt_out")


async def test_the_directors_money_is_asked_right_after_who_the_director_is(tmp_path: Path) -> None:
    known = {id_: kept for _, _, id_, kept in ASKED[:7]}
    async with meeting(given_before(tmp_path / "d", NAMED | known), WIDE) as room:
        await room.open("Quick look")
        assert "one of us?" in room.question
        await room.give("Yes")
        for id_, answer in (
            ("director.amount", "29k"), ("director.hours", "5 / 6 / 7"), ("director.already", "Yes"),
            ("director.paid_to", "the practice"),
        ):  # fmt: skip
            assert isinstance(room.app.screen, QuestionScreen)
            assert room.app.screen.walk.stop.id == id_
            await room.give(answer)
        assert "What does an hour of a GP cost us" in room.question
        await room.press("escape", "escape")
        room.sees("Quick look 12 of 34 answered")


ROW_BY_ROW = {
    "of our GPs does this requirement take?": ["0"] * 10, "What is the home called?": ["Samphire House"],
    "How many beds does this home have": ["42"], "Who does most of the weekly round here": ["a nurse"],
    "does the round in this home take": ["2"], "How many full-time posts of this role": ["", "2"],
    "How likely is it that": ["50"], "For how many months": ["6"], "of this role really cost": ["50k"],
    "take to supervise": ["1"], "of this role free": ["1"], STATUS: ["ready in time"] * 2,
}  # fmt: skip
"""What is said of each requirement, of one home and of the second role, by some words of the question."""


async def test_switched_to_row_by_row_in_every_section_it_ends_in_figures(tmp_path: Path) -> None:
    """What was answered as a whole is kept; the quick look asks the rows instead, and is of them."""
    folder = given_before(tmp_path / "d", NAMED | {id_: kept for _, _, id_, kept in QUICK_LOOK})
    async with meeting(folder, WIDE) as room:
        for section, tables, row in (
            ("Care homes", ["Our homes"], "home"), ("Posts and people", ["The posts"], "role"),
            ("The work", ["Structured medication reviews", "Enhanced health in care homes"], "requirement"),
        ):  # fmt: skip
            await room.open(section)
            for table in tables:
                await room.ask(table)
                await room.answer("whole or row by row", f"{row} by {row}")
        await room.open("Quick look")
        left = {words: list(said) for words, said in ROW_BY_ROW.items()}
        while isinstance(room.app.screen, QuestionScreen):
            asked, in_table = room.app.screen.asked, room.app.screen.in_table
            fits = next((said for words, said in left.items() if words in room.question and said), [""])
            said = fits.pop(0) if asked and asked.id not in room.kept() else ""
            if in_table:
                await room.into_cell(said, "tab")
            elif said:
                await room.give(said)
            else:
                await room.press("pagedown")
        room.sees("Quick look: rough figures")
        await room.press("escape")
        room.sees("Quick look completed")
    figures, kept = Desk(folder).figures(), room.kept()
    assert (figures["care_homes.beds"]["value"], figures["workforce.wte_wanted"]["value"]) == ("42.0000", "2.0000")
    assert {figures[f"difference.{year}"]["value"] is None for year in ("this_year", "full_year")} == {False}
    assert {kept[f"{table}.by"] for table in ("home", "workforce", "service.smr", "service.ehch")} == {"rows"}
    assert kept["home.whole.beds"] == "64", "kept, though it does not count"
    assert room.drafts() == {}


async def test_the_networks_own_split_and_a_director_of_ours_are_asked_for_in_full(tmp_path: Path) -> None:
    known = {id_: kept for _, _, id_, kept in ASKED if id_ not in {"network.split", "director.ours"}}
    async with meeting(given_before(tmp_path / "d", NAMED | known), WIDE) as room:
        room.sees("Quick look 32 of 34 answered", "What it hangs on waits for 2 answers")
        await room.open("Quick look")
        await room.give("payment by payment")
        for at in range(7, 12):
            assert f"Quick look · {at} of 39" in room.text
            await room.give("600" if "beds" in room.question else "50")
        await room.press("pagedown")  # what running the network costs is answered
        await room.give("Yes")
        for answer in ("29k", "6", "No", "the practice"):
            assert "of 43" in room.text
            await room.give(answer)
        assert "What does an hour of a GP cost us" in room.question
        await room.press("escape", "escape")
        room.sees("Quick look completed")
    figures, kept = Desk(room.folder).figures(), room.kept()
    assert figures["difference.this_year"]["value"] is not None
    assert figures["sign_up.director.full_year"]["value"] == "29000.00"
    assert [kept[f"payment.{p}.reaches_practice"] for p in ("core_pcn", "extended_hours", "pcn_support")] == ["50"] * 3


async def test_a_table_said_to_have_rows_and_left_empty_is_what_the_figures_wait_for(tmp_path: Path) -> None:
    """The answer that there are some was given: what leads on is the row that is missing."""
    known = {id_: kept for _, _, id_, kept in ASKED if id_ != "local.none"}
    async with meeting(given_before(tmp_path / "d", NAMED | known), WIDE) as room:
        await room.open("Quick look")
        await room.give("No")
        assert room.question == "Which local payment depends on our decision?"
        await room.press("enter", "pagedown", "pagedown")
        assert room.status == "This is the end of it; PgDn again goes on.", "reading on leads nobody away"
        await room.press("pagedown", "pagedown")
        room.sees("Quick look: 34 of 35 answered, so not all figures are there yet", "The figures wait for 1 answer")
        await room.choose("Amount of local payment 1")
        assert room.question == "Which local payment depends on our decision?"
        await room.press("escape", "escape", "escape")
        room.sees("Quick look 34 of 35 answered", "What it hangs on waits for 1 answer")
        await room.open("Sign off")
        room.sees("Not answered: amount of local payment 1.")
        await room.open("Quick look")
        table = await room.table("Local payments that depend on it")
        await room.press("home")
        await table.type(("Phlebotomy", "9,000", "if we opt out"))
        await room.press("escape", "escape")
        room.sees("Quick look completed")
    assert room.kept().items() > {"local.none": "no", "local.1.amount": "9000", "local.1.ends": "opt_out"}.items()
    assert Desk(room.folder).figures()["difference.this_year"]["value"] is not None


def spoken(figure: dict[str, str]) -> str:
    """A figure of the JSON as the screen speaks of it."""
    return brief(Fraction(figure["value"]), {"hours a week": "h"}.get(figure["unit"], figure["unit"]))


async def test_a_finding_that_waits_for_one_answer_leads_to_it(tmp_path: Path) -> None:
    known = NAMED | {id_: kept for _, _, id_, kept in ASKED}
    async with meeting(given_before(tmp_path / "d", known), WIDE) as room:
        await room.press("f2")
        room.sees("GP time waits for 1 answer")
        await room.choose("GP hours we could find")
        assert room.question == "How many hours a week could our GPs really find for this contract?"
        await room.give("6")
        assert room.list_in_focus.key == "finding:time", "one comes back to where one was"
    assert room.kept()["practice.gp_hours_found"] == "6"


FIRST_CHOICES = {
    **{f"practice.{one}": "9000" for one in ("registered_list", "weighted_list", "gp_sessions")},
    **{f"pcn.{one}": "40000" for one in ("registered_list", "weighted_list", "adjusted_list")},
    "network.split": "all_shared", "director.ours": "no", "home.whole.done_by": "nurse", "local.none": "yes",
}  # fmt: skip
TWO_WINDOWS = ROOT / "worksheets" / "network-contract-des-2026-27.toml"
"""Of a year with two windows, in which nobody could say from which day a practice is out."""


async def test_in_which_window_and_from_which_day_comes_first_as_all_months_hang_on_it(tmp_path: Path) -> None:
    """The window was not asked here, and the day came last: until then this year had no figures at all."""
    blank = ids(TWO_WINDOWS)
    rest = FIRST_CHOICES | {id_: "0" for id_ in blank.worksheet.quick_look if id_ not in FIRST_CHOICES}
    async with meeting(given_before(tmp_path / "d", NAMED | rest, worksheet=TWO_WINDOWS), WIDE) as room:
        await room.open("Quick look")
        assert room.question == "Which window do we decide in: until which day can we still sign up or leave?"
        room.sees("Quick look · 1 of")
        room.tells("A window is a time in which practices can sign up or give notice.")
        await room.choose("The window of the varied specification closes (31 May 2026)")
        assert (
            room.question == "If we gave notice under the varied specification, which is our last day in the contract?"
        )
        room.tells("until then give the day you expect")
        assert Desk(room.folder).figures()["difference.this_year"]["value"] is None
        await room.give("30 June 2026")
        assert room.question == "How many registered patients do we have?"
        assert Desk(room.folder).figures()["difference.this_year"]["value"] is not None
        await room.press("escape", "escape")
        room.sees("Quick look completed")
    assert room.kept().items() >= {"decision.window": "varied", "date.varied_out": "2026-06-30"}.items()


async def test_another_window_asks_for_its_own_day_right_after_it(tmp_path: Path) -> None:
    async with meeting(given_before(tmp_path / "d", NAMED, worksheet=TWO_WINDOWS), WIDE) as room:
        await room.open("Quick look")
        await room.choose("The window of the varied specification closes")
        await room.give("30 June 2026")
        await room.press("pageup", "pageup")
        await room.choose("The window of the first specification closes")
        assert room.question.startswith("If we gave notice under the first specification, which is our last day in")
    assert room.kept()["date.varied_out"] == "2026-06-30", "what was given for the other stays"


async def test_the_first_day_out_is_not_taken_for_the_last_day_in_without_asking(tmp_path: Path) -> None:
    """“From which day are we out?” was answered 1 July, and July then counted for nobody."""
    async with meeting(given_before(tmp_path / "d", NAMED, worksheet=TWO_WINDOWS), WIDE) as room:
        await room.open("Quick look")
        await room.choose("The window of the varied specification closes")
        room.tells("which is our last day in the contract?", "Who is out from 1 July answers 30 June")
        await room.give("1 July 2026")
        assert room.status.startswith("Look again: Our last day in the contract reads 1 July 2026; was 30 June 2026")
        await room.press("pageup")
        await room.give("30 June 2026")
        assert "Look again" not in room.status
    assert room.kept()["date.varied_out"] == "2026-06-30"


async def test_months_of_posts_given_for_another_last_day_are_asked_about_until_given_again(tmp_path: Path) -> None:
    """They stayed 8 of 8 months unsaid when the day before left 9."""
    given = NAMED | {"workforce.by": "whole", "workforce.whole.wte": "6", "workforce.whole.months": "8"}
    given |= {"decision.window": "varied", "date.varied_out": "1 July 2026"}
    before = given_before(tmp_path / "d", given, worksheet=TWO_WINDOWS, at=EVENING - timedelta(days=1))
    async with meeting(before, WIDE) as room:
        await room.open("Contract and exit")
        last_day = "Last day in the contract for a practice that gave notice under the varied specification"
        await room.answer(last_day, "30 June 2026")
        await room.open("Check all answers")
        said = "8, given before it was said that months count from 1 July 2026, which leaves 9; is it still right?"
        room.sees(said)
        await room.choose("months posts are filled this year")
        await room.give("8")
        await room.open("Check all answers")
        room.sees_not(said)
    assert room.changes()[-1].edits == {"workforce.whole.months": ("8", "8")}
