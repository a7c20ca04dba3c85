"""A worksheet without mistakes comes out as its author wrote it."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from subprocess import run

import pytest

from des_decider.decision.ids import Ids
from des_decider.worksheet.figure_paths import FIGURE_PATHS, Match, match_path
from des_decider.worksheet.inputs_and_columns import ASKED_BY_WORKSHEETS
from des_decider.worksheet.model import SECTIONS, YES_NO_OPTIONS, HomesWork, Part, Source, Worksheet
from des_decider.worksheet.months import counted_months
from des_decider.worksheet.reading import read_worksheet
from tests.building import BARE, SHIPPED, appraisal, worksheet

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "worksheets" / "small.toml"


@pytest.fixture(scope="module")
def small() -> Worksheet:
    reading = read_worksheet(SMALL.read_bytes(), SMALL.name)
    assert reading.mistakes == ()
    assert reading.warnings == ()
    assert reading.worksheet is not None
    return reading.worksheet


@pytest.mark.parametrize("path", sorted((ROOT / "worksheets").glob("*.toml")), ids=lambda path: path.name)
def test_worksheets_we_ship_have_no_mistakes(path: Path) -> None:
    reading = read_worksheet(path.read_bytes(), path.name)
    assert [str(mistake) for mistake in reading.mistakes] == []
    assert reading.warnings == ()


def test_rates_are_asked_of_any_payment_that_has_them_and_what_is_earned_of_those_that_say_so() -> None:
    asked = {
        "keeper.rate": "director's money", "keeper.full_year_rate": "a full year of it", "oar_money.rate": "paid to us",
        "oar_money.achieved": "earned by us", "crew_sum.rate": "the ceiling", "tide_fund.adjusted.rate": "one of two",
        "each.rate": "any other", "each.registered.rate": "on a list",
    }  # fmt: skip
    more = "".join(
        f'[ask.payment.{path}]\nsection = "funding"\ntext = "{text}?"\nwhy = "{text}."\nwho = "network"\n\n'
        for path, text in asked.items()
    )
    text = SMALL.read_text(encoding="utf-8").replace("[ask.network.split]", f"{more}[ask.network.split]")
    part = 'part.weighted = { rate = 0.60, per = "period" }'
    text = text.replace(part, f"{part}\nearned = true")
    reading = read_worksheet(text.encode())
    assert [str(m) for m in reading.mistakes] == []
    assert reading.worksheet is not None
    ids = Ids(reading.worksheet)
    for path, words in asked.items():
        if not path.startswith("each"):
            ask = ids.ask(f"payment.{path}")
            assert ask is not None
            assert ask.text == f"{words}?"
            assert ids.field(f"payment.{path}") is not None
    of_any, on_a_list = ids.ask("payment.lodge_levy.rate"), ids.ask("payment.tide_fund.registered.rate")
    assert of_any is not None
    assert on_a_list is not None
    assert (of_any.text, on_a_list.text) == ("any other?", "on a list?")


def test_the_head(small: Worksheet) -> None:
    assert (small.id, small.edition) == ("farholm-ferry-care-2031-32", "3-test")
    assert (small.year.starts, small.year.ends) == (date(2031, 9, 1), date(2032, 8, 31))
    assert small.last_day_in is not None
    assert small.last_day_in.date == date(2031, 10, 31)
    assert counted_months(small) == 10
    assert small.average_list == 31500
    assert small.average_list_origin == Source("Farholm Almanac", "memory")
    assert list(small.sections) == list(SECTIONS)
    assert (small.section_title("care_homes"), small.section_title("funding")) == ("Lodges", "Money")
    assert small.year.next_effective == "second_farewell"
    assert (small.payback_years, small.smallest_network) == (Decimal(3), 20000)
    assert small.smallest_network_origin == Source("Farholm Almanac", "memory")


def test_money_is_exact_and_in_order(small: Worksheet) -> None:
    assert list(small.payments) == ["tide_fund", "keeper", "oar_money", "lodge_levy", "shell_points", "crew_sum"]
    assert small.payments["tide_fund"].parts == (
        Part("registered", Decimal("1.20"), "year"),
        Part("adjusted", Decimal("0.35"), "period"),
    )
    assert small.payments["keeper"].full_year == Decimal("0.55")
    assert small.payments["oar_money"].full_year == "ends"
    levy, points = small.payments["lodge_levy"], small.payments["shell_points"]
    assert (levy.rate, levy.first, levy.last) == (Decimal(5), date(2032, 1, 1), date(2032, 8, 31))
    assert (points.rate, points.points, points.reinvested) == (Decimal(80), Decimal(120), True)
    assert not points.origin.known_at_deadline
    assert points.origin.note == "Announced after everybody had decided."


def test_roles_services_and_requirements(small: Worksheet) -> None:
    nurse = small.roles["ferry_nurse"]
    assert (nurse.limit, nurse.limit_above_list, nurse.limit_above) == (Decimal(2), 60000, Decimal("3.5"))
    assert small.roles["tide_reader"].limit is None
    assert small.services["lodge_rounds"].in_homes
    assert small.services["storm_line"].roles == ("ferry_nurse",)
    assert small.requirements["storm_watch"].roles == ("ferry_nurse", "tide_reader")
    assert small.homes == HomesWork(("ferry_nurse", "tide_reader"), ("ferry_nurse",))
    visit, agreed = small.requirements_of("lodge_rounds")
    assert (visit.counted_in_homes, visit.start, visit.by) == (True, date(2032, 1, 1), None)
    assert (agreed.counted_in_homes, agreed.start, agreed.by) == (False, None, date(2031, 12, 15))


def test_an_ask_says_what_differs_and_has_the_rest_from_the_one_for_each_and_from_the_program(small: Worksheet) -> None:
    ask = small.asks["cost.gp_hour"]
    assert (ask.text, ask.section) == ("What does an hour of one of us cost?", "workforce")
    assert (ask.smallest, ask.largest, ask.offer) == (Decimal(0), Decimal(400), "doctor_hour")
    assert ask.evidence == ("doctor_hour", "rough_seas")
    text = SMALL.read_text(encoding="utf-8")
    text += '\n[ask.cost]\nnurse_hour.why = "She rows."\n\n[ask.service.lodge_rounds.gp_hours]\ntext = "How long?"\n'
    text = text.replace('["cost.gp_hour"]', '["cost.gp_hour", "service.each.gp_hours", "service.lodge_rounds.status"]')
    sheet = read_worksheet(text.encode()).worksheet
    assert sheet is not None
    program, nurse = worksheet().asks["cost.nurse_hour"], sheet.asks["cost.nurse_hour"]
    assert nurse == program._replace(why="She rows.", evidence=())
    rounds, each = sheet.asks["service.lodge_rounds.gp_hours"], sheet.asks["service.each.gp_hours"]
    assert rounds == each._replace(path="service.lodge_rounds.gp_hours", text="How long?")
    assert each.evidence == ("doctor_hour",)
    of_one, of_all = sheet.asks["service.lodge_rounds.status"], sheet.asks["service.each.status"]
    assert of_one == of_all._replace(path="service.lodge_rounds.status", evidence=("doctor_hour",))


def test_questions(small: Worksheet) -> None:
    assert small.questions["harbour_master"].options == YES_NO_OPTIONS
    assert list(small.questions["who_rows"].options) == ["nurse", "doctor", "nobody"]
    storm = small.questions["last_storm"]
    assert storm.options == {}
    assert storm.why.startswith("It was the worst in “living memory” and cost £1,500,")
    assert small.quick_look[0] == "practice.registered_list"
    assert list(small.thresholds) == ["funding", "workforce", "care_homes"]
    assert (small.thresholds["funding"].better, small.thresholds["funding"].amber) == ("higher", Decimal("-0.25"))
    sides = {id_: question.weighs_on for id_, question in small.questions.items()}
    assert (sides["harbour_master"], sides["who_rows"]) == ("sign_up", "sign_up")
    assert (sides["other_pier"], sides["bell_rung"]) == ("opt_out", "both")


def test_claims(small: Worksheet) -> None:
    oarsmen = small.claims["oarsmen"]
    assert (oarsmen.amount, oarsmen.list_size, oarsmen.about) == (Decimal(-4410), 29000, "practices")
    assert (oarsmen.said, oarsmen.content_published, oarsmen.list_published) == ("a loss to be feared", False, True)
    board = small.claims["board"]
    assert (board.about, board.content_published, board.list_published) == ("network", True, True)


def test_the_list_of_a_claim_was_published_where_it_is_not_that_of_the_average_network() -> None:
    # An author who wrote the list read in the memo that it had not been published.
    text = SMALL.read_text(encoding="utf-8")
    for list_, published in (("30000", True), ("31500", False)):
        changed = text.replace("amount = 98000\nlist = 31500\n", f"amount = 98000\nlist = {list_}\n")
        changed = changed.replace("content_published = true\nlist_published = true\n", "content_published = true\n")
        reading = read_worksheet(changed.encode())
        assert reading.worksheet is not None, reading.mistakes
        assert reading.worksheet.claims["board"].list_published is published


def test_what_the_practice_has_to_give_is_left_to_it() -> None:
    text = SMALL.read_text(encoding="utf-8")
    for old, new in (
        ("rate = 0.35, ", 'rate = "ask", '),
        ("full_year = 0.55", 'full_year = "ask"'),
        ("rate = 5\n", 'rate = "ask"\n'),
        ("maximum = 41000", 'maximum = "ask"'),
        ("date = 2032-11-30", 'date = "ask"'),
    ):
        assert text.count(old) == 1
        text = text.replace(old, new)
    reading = read_worksheet(text.encode())
    assert reading.mistakes == ()
    assert (sheet := reading.worksheet) is not None
    assert [part.rate for part in sheet.payments["tide_fund"].parts] == [Decimal("1.20"), None]
    assert (sheet.payments["keeper"].full_year, sheet.payments["lodge_levy"].rate) == (None, None)
    assert (sheet.roles["ferry_nurse"].maximum, sheet.dates["second_farewell"].date) == (None, None)


def test_what_is_left_out_weighs_on_signing_up_and_names_no_role(small: Worksheet) -> None:
    assert small.requirements["lodge_list"].roles == ()
    text = SMALL.read_text(encoding="utf-8")
    for table in ("leaning", "network", "homes"):
        start = text.index(f"[{table}]")
        text = text[:start] + text[text.index("\n[", start) + 1 :]
    sheet = read_worksheet(text.replace('weighs_on = "both"\n', "").encode()).worksheet
    assert sheet is not None
    assert (sheet.payback_years, sheet.smallest_network, sheet.homes) == (Decimal(2), None, HomesWork())
    assert sheet.smallest_network_origin is None
    assert sheet.questions["bell_rung"].weighs_on == "sign_up"


def test_when_the_work_in_the_homes_starts_is_never_left_to_the_practice() -> None:
    sheet = worksheet(SMALL)
    start = f"date = {sheet.homes_start}"
    text = SMALL.read_text(encoding="utf-8").replace(start, 'date = "ask"')
    (mistake,) = read_worksheet(text.encode()).mistakes
    named = "care_homes_start is left to the practice"
    assert (mistake.place, mistake.what) == (f"[date.{sheet.year.care_homes_start}] date", named)


def test_paths_are_written_once_and_match_themselves() -> None:
    for paths in (ASKED_BY_WORKSHEETS, FIGURE_PATHS):
        assert len(set(paths)) == len(paths)
    assert match_path("home.whole.beds", ASKED_BY_WORKSHEETS) == Match("home.whole.beds")
    assert match_path("home.each.beds", ASKED_BY_WORKSHEETS) == Match("home.<n>.beds", "n", "each")
    assert match_path("home.<n>.bed", ASKED_BY_WORKSHEETS) is None


def test_every_figure_can_be_named_but_those_of_claims_and_of_single_partners() -> None:
    for path in (SHIPPED, BARE):
        for figure in appraisal({}, path).figures:
            assert match_path(figure, FIGURE_PATHS) or figure.startswith("claim."), figure


def test_inputs_and_columns_in_the_format_description_is_known() -> None:
    text = (ROOT / "docs" / "worksheet-format.md").read_text(encoding="utf-8")
    described = text[text.index("## What the inputs are called") :]
    for path in ASKED_BY_WORKSHEETS:
        assert f"`{path}`" in described or f".{path.rpartition('.')[2]}`" in described, path


def test_reading_needs_no_screen_and_no_disk() -> None:
    code = "import sys, des_decider.worksheet.reading; print([m for m in ('textual', 'rich') if m in sys.modules])"
    out = run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"
