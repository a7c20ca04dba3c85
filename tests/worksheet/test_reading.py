"""A worksheet without mistakes comes out as its author wrote it."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from pathlib import Path
from subprocess import run

import pytest

from des_decider.worksheet.inputs_and_tables import ASKED_BY_WORKSHEETS
from des_decider.worksheet.model import YES_NO_OPTIONS, Part, Source, Worksheet
from des_decider.worksheet.months import counted_months
from des_decider.worksheet.paths import FIGURE_PATHS, Match, match_path
from des_decider.worksheet.reading import read_worksheet

ROOT = Path(__file__).parents[2]
SMALL = ROOT / "tests" / "worksheets" / "small.toml"


@pytest.fixture(scope="module")
def small() -> Worksheet:
    reading = read_worksheet(SMALL.read_bytes(), SMALL.name)
    assert reading.mistakes == ()
    assert reading.notes == ()
    assert reading.worksheet is not None
    return reading.worksheet


@pytest.mark.parametrize("path", sorted((ROOT / "worksheets").glob("*.toml")), ids=lambda path: path.name)
def test_worksheets_we_ship_have_no_mistakes(path: Path) -> None:
    reading = read_worksheet(path.read_bytes(), path.name)
    assert [str(mistake) for mistake in reading.mistakes] == []
    assert reading.notes == ()


def test_the_head(small: Worksheet) -> None:
    assert (small.id, small.edition) == ("farholm-ferry-care-2031-32", "3-test")
    assert (small.year.starts, small.year.ends) == (date(2031, 9, 1), date(2032, 8, 31))
    assert small.day(small.year.opt_out_effective) == date(2031, 10, 31)
    assert counted_months(small) == 10
    assert small.average_list == 31500
    assert small.average_list_origin == Source("Farholm Almanac", "memory")
    assert list(small.sections) == ["care_homes", "patients"]


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
    visit, agreed = small.requirements_of("lodge_rounds")
    assert (visit.counted_in_homes, visit.start, visit.by) == (True, date(2032, 1, 1), None)
    assert (agreed.counted_in_homes, agreed.start, agreed.by) == (False, None, date(2031, 12, 15))


def test_asks_keep_the_order_of_their_lines(small: Worksheet) -> None:
    assert list(small.asks)[3:8] == [
        "network.split",
        "payment.tide_fund.reaches_practice",
        "payment.each.reaches_practice",
        "payment.shell_points.achieved",
        "service.storm_line.gp_hours",
    ]
    ask = small.asks["cost.gp_hour"]
    assert (ask.smallest, ask.largest, ask.offer) == (Decimal(0), Decimal(400), "doctor_hour")
    assert ask.evidence == ("doctor_hour", "rough_seas")


def test_asks_taken_apart_and_put_together_again_keep_their_order() -> None:
    lines = SMALL.read_text(encoding="utf-8")
    start, end = lines.index("[ask.opt_out.hours]"), lines.index("[question.harbour_master]")
    moved = lines[:start] + lines[end:] + "\n" + lines[start:end]
    again = moved.replace("[ask.practice.adjusted_list]", "[ask.leave.exit_cost]")
    worksheet = read_worksheet(again.encode()).worksheet
    assert worksheet is not None
    assert list(worksheet.asks)[1] == "leave.exit_cost"
    assert list(worksheet.asks)[-1] == "opt_out.hours"


def test_questions(small: Worksheet) -> None:
    assert small.questions["harbour_master"].options == YES_NO_OPTIONS
    assert list(small.questions["who_rows"].options) == ["nurse", "doctor", "nobody"]
    storm = small.questions["last_storm"]
    assert storm.options == {}
    assert storm.why.startswith("It was the worst in “living memory” and cost £1,500,")
    assert small.quick_look[0] == "practice.registered_list"
    assert small.thresholds["time"].better == "lower"


def test_claims(small: Worksheet) -> None:
    oarsmen = small.claims["oarsmen"]
    assert (oarsmen.amount, oarsmen.list_size, oarsmen.same_basis) == (Decimal(-4410), 29000, False)
    assert small.claims["board"].same_basis


def test_paths_are_written_once_and_match_themselves() -> None:
    for paths in (ASKED_BY_WORKSHEETS, FIGURE_PATHS):
        assert len(set(paths)) == len(paths)
    assert match_path("home.whole.beds", ASKED_BY_WORKSHEETS) == Match("home.whole.beds")
    assert match_path("home.each.beds", ASKED_BY_WORKSHEETS) == Match("home.<n>.beds", "n", "each")
    assert match_path("home.<n>.bed", ASKED_BY_WORKSHEETS) is None


def test_every_input_in_the_format_description_is_known() -> None:
    text = (ROOT / "docs" / "worksheet-format.md").read_text(encoding="utf-8")
    described = text[text.index("## What the inputs are called") :]
    for path in ASKED_BY_WORKSHEETS:
        assert f"`{path}`" in described or f".{path.rpartition('.')[2]}`" in described, path


def test_reading_needs_no_screen_and_no_disk() -> None:
    code = "import sys, des_decider.worksheet.reading; print([m for m in ('textual', 'rich') if m in sys.modules])"
    out = run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert out.stdout.strip() == "[]"
