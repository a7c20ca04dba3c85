"""`worksheet new`: a starter whose gaps are pointed out, or last year's worksheet with its text kept."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from des_decider.worksheet.next_year import a_year_later, later
from des_decider.worksheet.reading import read_worksheet
from tests.building import JOINED, OCTOBER, ROOT, SHIPPED, SMALL, SUPPLEMENT, worksheet
from tests.cli.driver import run

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.worksheet.model import Worksheet

WRITTEN = {
    'id = "?"': 'id = "harbour-contract-2031-32"', 'title = "?"': 'title = "Harbour Contract 2031/32"',
    'issuer = "?"': 'issuer = "Somewhere LMC"', 'about = "?"': 'about = "For practices that decide by {deadline}."',
    'starts = "?"': "starts = 2031-04-01", 'ends = "?"': "ends = 2032-03-31", 'list = "?"': "list = 48000",
    'read_in = "?"': 'read_in = "contract"', 'from = "?"': "from = 2031-10-01", 'rate = "?"': "rate = 1.50",
    'text = "?"': 'text = "Visit everybody once a week"', 'name = "?"': 'name = "Something"',
    'paid_to = "?"': 'paid_to = "network"',
}  # fmt: skip
"""What an author writes in each gap of the starter; the two days come one after the other."""
PART_BY_PART = """part.weighted.rate = 3  # on the weighted list
part.weighted.per = "year"
part.registered.rate = 2
part.registered.per = "year"
"""
DAYS = ("2031-04-30", "2031-05-31")


def filled(text: str) -> str:
    for gap, words in WRITTEN.items():
        text = text.replace(gap, words)
    for day in DAYS:
        text = text.replace('date = "?"', f"date = {day}", 1)
    return text


@pytest.fixture
def starter(tmp_path: Path) -> Path:
    said = run("worksheet", "new", tmp_path / "mine.toml")
    assert (said.code, said.err) == (0, "")
    return tmp_path / "mine.toml"


def read(path: Path) -> Worksheet:
    reading = read_worksheet(path.read_bytes(), path.name)
    assert [str(mistake) for mistake in reading.mistakes] == []
    assert reading.worksheet is not None
    return reading.worksheet


def test_each_gap_of_a_starter_is_pointed_out_and_nothing_else(starter: Path) -> None:
    gaps = [n for n, line in enumerate(starter.read_text(encoding="utf-8").splitlines(), 1) if '= "?"' in line]
    checked = run("worksheet", "check", starter)
    assert checked.code == 1
    assert [int(re.findall(r":(\d+):\d+: still-to-write: ", line)[0]) for line in checked.lines[:-1]] == gaps
    assert all('is still to be written. Write it where "?" stands.' in line for line in checked.lines[:-1])
    assert len(gaps) == 19


def test_a_starter_whose_gaps_are_filled_passes(starter: Path) -> None:
    starter.write_text(filled(starter.read_text(encoding="utf-8")), encoding="utf-8")
    checked = run("worksheet", "check", starter)
    assert (checked.code, len(checked.lines)) == (0, 1), checked.out
    assert checked.out.startswith("No mistakes: Harbour Contract 2031/32, edition 1: 1 payment")


def test_its_gaps_go_one_by_one(starter: Path) -> None:
    before = len(run("worksheet", "check", starter).lines)
    text = starter.read_text(encoding="utf-8")
    starter.write_text(text.replace('rate = "?"', "rate = 1.50"), encoding="utf-8")
    assert len(run("worksheet", "check", starter).lines) == before - 1


def test_a_file_that_is_there_is_never_written_over(tmp_path: Path) -> None:
    mine = tmp_path / "mine.toml"
    mine.write_text("my work", encoding="utf-8")
    for more in ((), ("--from", SHIPPED)):
        said = run("worksheet", "new", mine, *more)
        assert said.trouble == f"“{mine}” is there already; choose another name"
    assert mine.read_text(encoding="utf-8") == "my work"
    assert not (tmp_path / "worksheet.schema.json").exists()


def test_what_its_first_line_names_stands_beside_it(tmp_path: Path, starter: Path) -> None:
    beside = tmp_path / "worksheet.schema.json"
    assert starter.read_text(encoding="utf-8").startswith("#:schema ./worksheet.schema.json\n")
    assert beside.read_bytes() == (ROOT / "worksheets" / "worksheet.schema.json").read_bytes()
    beside.write_text("{}", encoding="utf-8")
    assert run("worksheet", "new", tmp_path / "another.toml").code == 0
    assert beside.read_text(encoding="utf-8") == "{}"


def test_without_a_name_it_has_a_usual_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("worksheet", "new").code == 0
    assert run("worksheet", "new", "--from", SHIPPED).code == 0
    names = {"worksheet.toml", "network-contract-des-2021-22.toml", "worksheet.schema.json"}
    assert {path.name for path in tmp_path.iterdir()} == names


@pytest.mark.parametrize("path", [*sorted((ROOT / "worksheets").glob("*.toml")), SMALL], ids=lambda path: path.stem)
def test_last_years_is_the_next_ones_beginning(tmp_path: Path, path: Path) -> None:
    new, old = tmp_path / "next.toml", worksheet(path)
    assert run("worksheet", "new", new, "--from", path).code == 0
    text, sheet = new.read_text(encoding="utf-8"), read(new)
    assert (sheet.edition, sheet.year.name, sheet.id) == ("1", later(old.year.name), later(old.id))
    assert (sheet.year.starts, sheet.year.ends) == (a_year_later(old.year.starts), a_year_later(old.year.ends))
    for key in ("decide_by", "opt_out_effective"):
        was = old.day(getattr(old.year, key))
        assert sheet.day(getattr(sheet.year, key)) == (was and a_year_later(was))
    for payment in sheet.payments.values():
        rates = [part.rate for part in payment.parts] or [payment.rate]
        assert rates == [None] * len(rates)
    assert {role.maximum for role in sheet.roles.values()} <= {None}
    assert sheet.expected == {}
    for family in ("payments", "roles", "services", "requirements", "dates", "evidence", "claims", "questions"):
        assert list(getattr(sheet, family)) == list(getattr(old, family)), family
    # Every remark of its author's is there, in its order, and every line that is not of the year.
    ours = ("# LOOK AGAIN:", "#:schema")
    remarks = [line for line in text.splitlines() if line.startswith("#") and not line.startswith(ours)]
    before = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    at = iter(remarks)
    assert all(line in at for line in before if not line.startswith(ours))


def test_a_day_that_was_moved_says_what_it_was_and_that_no_source_has_it(tmp_path: Path) -> None:
    new = tmp_path / "next.toml"
    assert run("worksheet", "new", new, "--from", SHIPPED).code == 0
    deadline = read(new).dates["decision_deadline"]
    assert (deadline.date, deadline.origin.read_in) == (date(2021, 5, 31), "memory")
    assert "date = 2021-05-31  # was 2020-05-31" in new.read_text(encoding="utf-8").splitlines()
    before = read(new).dates["contract_deal"]
    assert (before.date, before.origin) == (date(2020, 2, 6), worksheet().dates["contract_deal"].origin)


@pytest.mark.parametrize(
    "written",
    [
        'part.registered = { rate = 1_0.5e0, per = "year" }  # on the registered list',
        PART_BY_PART,
        'part = { registered = { rate = 1, per = "year" }, weighted = { rate = 2, per = "year" } }',
        'part.registered.per = "year"\npart.registered.rate = +2',
    ],
)
def test_rates_are_left_to_be_asked_however_they_are_written(tmp_path: Path, written: str) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "next.toml"
    text = SHIPPED.read_text(encoding="utf-8").partition("[test.")[0]
    old.write_text(text.replace('part.registered = { rate = 1.50, per = "year" }', written, 1), encoding="utf-8")
    assert run("worksheet", "new", new, "--from", old).code == 0
    assert {part.rate for part in read(new).payments["core_pcn"].parts} == {None}
    assert "is still that of" not in new.read_text(encoding="utf-8")


def test_what_cannot_be_found_is_said_and_not_passed_over(tmp_path: Path) -> None:
    old, new = tmp_path / "old.toml", tmp_path / "next.toml"
    text = SHIPPED.read_text(encoding="utf-8")
    old.write_text(text.replace("rate = 7.131", '"rate" = 7.131', 1), encoding="utf-8")
    assert run("worksheet", "new", new, "--from", old).code == 0
    lines = new.read_text(encoding="utf-8").splitlines()
    assert lines[lines.index("[payment.arrs_sum]") - 1] == "# LOOK AGAIN: rate is still that of 2020/21"


def test_what_is_of_last_year_is_marked_and_counted(tmp_path: Path) -> None:
    new = tmp_path / "next.toml"
    said = run("worksheet", "new", new, "--from", SHIPPED)
    lines = new.read_text(encoding="utf-8").splitlines()
    marked = [lines[n + 1] for n, line in enumerate(lines) if line.startswith("# LOOK AGAIN: of 2020/21")]
    assert {f"[claim.{id_}]" for id_ in worksheet().claims} <= set(marked)
    assert {f"[evidence.{id_}]" for id_ in worksheet().evidence} <= set(marked)
    number = sum(line.startswith("# LOOK AGAIN:") for line in lines)
    first = next(n for n, line in enumerate(lines, 1) if line.startswith("# LOOK AGAIN:"))
    checked = run("worksheet", "check", new).lines
    told = f"{new}:{first}:1: warning: look-again: Still to be filled in: {number} places of last year to look at (LOOK"
    assert [line.startswith(told) for line in checked[:-2]] == [True]
    assert "; 21 amounts left to be asked (“# was”); 14 days that were only moved by a year." in checked[0]
    assert f"{number} places to look at: lines that say LOOK AGAIN. Delete each once done." in said.lines


CALENDAR = """format = 1

[worksheet]
id = "scheme-2030"
title = "Scheme 2029"
edition = "1"
issuer = "Somewhere LMC"
about = "For practices that decide by {deadline} whether to take part from 1 January 2030."

[year]
name = "2030"
starts = 2030-01-01
ends = 2030-12-31
decide_by = "deadline"
opt_out_effective = "out"

[date]
each.source = "memory"
agreed = { date = 2029-03-02, what = "The scheme was agreed" }
opens = { date = 2029-10-01, what = "The window opens" }
deadline = { date = 2029-10-31, what = "The window closes" }
out = { date = 2029-12-31, what = "Who does not sign up is out" }

[payment.core]
name = "Core"
paid_to = "network"
part.registered = { rate = 1.50, per = "year" }
source = "memory"

[service.visits]
name = "Visits"
from = 2030-01-01

[requirement.weekly]
name = "Weekly visits"
service = "visits"
text = "Visit everybody from 2030 on"
source = "memory"

[threshold.funding]
figure = "difference.per_patient.this_year"
green = 0
amber = -0.50
"""


def test_who_joined_last_year_is_in_it_now_which_the_author_is_asked_to_look_at(tmp_path: Path) -> None:
    new = tmp_path / "next.toml"
    assert run("worksheet", "new", new, "--from", JOINED).code == 0
    assert re.search(
        r"# LOOK AGAIN: who signed in \S+ is in it now: opt_out_effective\n(?:#.*\n)*\[year\]", new.read_text()
    )


def test_days_of_a_window_before_its_year_are_moved_and_texts_that_name_the_year_are_looked_at(tmp_path: Path) -> None:
    # The day on which the window opens stayed, and the years in texts passed unseen.
    old, new = tmp_path / "old.toml", tmp_path / "next.toml"
    old.write_text(CALENDAR, encoding="utf-8")
    assert run("worksheet", "new", new, "--from", old).code == 0
    days = {id_: one.date for id_, one in read(new).dates.items()}
    assert days["opens"] == date(2030, 10, 1)
    assert days["agreed"] == date(2029, 3, 2)
    lines = new.read_text(encoding="utf-8").splitlines()
    assert lines[lines.index("[worksheet]") - 1] == "# LOOK AGAIN: about names 2030"
    assert lines[lines.index("[requirement.weekly]") - 1] == "# LOOK AGAIN: text names 2030"


def test_a_supplement_is_not_renewed_without_the_worksheet_it_extends(tmp_path: Path) -> None:
    # It was written with last year's base, edition and digest in it.
    trouble = run("worksheet", "new", tmp_path / "next.toml", "--from", SUPPLEMENT).trouble
    assert "supplement.toml is a supplement to network-contract-des-2020-21, whose next year comes first" in trouble
    assert not (tmp_path / "next.toml").exists()


def test_only_a_worksheet_without_mistakes_can_be_the_last_ones(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("format = 1\n", encoding="utf-8")
    trouble = run("worksheet", "new", tmp_path / "next.toml", "--from", broken).trouble
    assert re.search(r"broken.toml has \d+ mistakes; to see where: des-decider worksheet check ", trouble)
    nowhere = run("worksheet", "new", tmp_path / "next.toml", "--from", "last-year").trouble
    assert nowhere.startswith("there is no worksheet last-year; give a file, or one of: ")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("2020/21", "2021/22"), ("2099/00", "2100/01"), ("network-2026-27", "network-2027-28"), ("2026", "2027"),
        ("2026/2027", "2027/2028"), ("Harbour", "Harbour"), ("Form 12345", "Form 12345"),
    ],
)  # fmt: skip
def test_years_in_names_move_on(old: str, new: str) -> None:
    assert later(old) == new


def test_the_last_of_february_stays_the_last() -> None:
    assert a_year_later(date(2027, 2, 28)) == date(2028, 2, 29)
    assert a_year_later(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_later(date(2027, 2, 27)) == date(2028, 2, 27)


def test_maxima_of_areas_are_last_years_until_somebody_looks(tmp_path: Path) -> None:
    old, new = ROOT / "worksheets" / "network-contract-des-2026-27.toml", tmp_path / "next.toml"
    roles = [id_ for id_, role in worksheet(old).roles.items() if role.differs_by_area]
    assert roles
    assert run("worksheet", "new", new, "--from", old).code == 0
    lines = new.read_text(encoding="utf-8").splitlines()
    for id_ in roles:
        assert lines[lines.index(f"[role.{id_}]") - 1] == "# LOOK AGAIN: of 2026/27"


def test_what_new_left_open_is_one_warning_and_says_nothing_of_what_comes_of_it(tmp_path: Path) -> None:
    """A maximum that rises in the year is left out: one that is asked cannot rise."""
    new = tmp_path / "next.toml"
    assert run("worksheet", "new", new, "--from", OCTOBER).code == 0
    text = new.read_text(encoding="utf-8")
    assert text.count("\n# raised = { from = 2034-0") == 2
    warning, *closing = run("worksheet", "check", new).lines
    assert "3 places of last year to look at (LOOK AGAIN); 6 amounts left to be asked (“# was”); 5 days" in warning
    assert [line[:12] for line in closing] == ["No mistakes:", "1 warning in"]
    # Once the rates are written in and the remarks gone, the quick look is judged.
    done = re.sub(r'"ask"(.*)  # was [0-9.]+', r"2\1", re.sub(r"# LOOK AGAIN.*\n", "", text)).replace(
        " = 2\n", " = 40000\n"
    )
    new.write_text(re.sub("  # the day was moved.*", "", done), encoding="utf-8")
    codes = [re.findall(r"warning: ([a-z-]+)", line) for line in run("worksheet", "check", new).lines]
    assert ["quick-look-not-enough"] in codes
    assert ["from-memory"] in codes
    assert ["look-again"] not in codes
