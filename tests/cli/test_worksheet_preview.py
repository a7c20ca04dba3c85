"""`worksheet preview`: an author looks at a worksheet as a practice will, and nothing of it is kept."""

from __future__ import annotations

import tempfile
from typing import TYPE_CHECKING

import pytest

from des_decider.record.opening import create_decision
from des_decider.record.stamps import now
from des_decider.storage.places import known_decisions
from des_decider.tui.app import DesDecider
from des_decider.worksheet.months import first_counted_day
from tests.building import BARE, EXTENDED, JOINED, OCTOBER, ROOT, SMALL, worksheet
from tests.cli.driver import SHIPPED, run

if TYPE_CHECKING:
    from pathlib import Path

    from tests.cli.driver import Screens

pytestmark = pytest.mark.usefixtures("desk")


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary folders are made, so that one left behind is seen."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    return tmp_path / "temporary"


def test_at_a_terminal_the_screens_open_on_it_and_nothing_is_kept(screens: Screens, temporary: Path) -> None:
    said = run("worksheet", "preview", SMALL)
    assert (said.code, said.out, said.err) == (0, "", "")
    ((folder, _, _),) = screens.opened
    assert folder is not None
    assert temporary in folder.parents
    assert screens.preview
    assert (screens.read_only, screens.practice) == ("", "Preview")
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("preview", [True, False])
async def test_its_screens_say_so_and_leave_this_machines_list_alone(tmp_path: Path, *, preview: bool) -> None:
    session = create_decision(tmp_path / "d", SMALL.read_bytes(), practice="Preview", by="Bess", clock=now)
    app = DesDecider(session, by="Bess", preview=preview)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        shown = "\n".join(str(widget.render()) for widget in app.screen.query("*"))
        assert ("A preview of the worksheet: nothing that is typed here is kept." in shown) is preview
        app.meeting.give({"practice.name": "Gull Rock"})
        assert ("nothing is kept" in app.meeting.saved) is preview, "it said when it was saved"
    app.let_go()
    assert known_decisions() == (() if preview else (tmp_path / "d",))


def test_its_text_has_every_question_with_what_belongs_to_it(temporary: Path) -> None:
    said = run("worksheet", "preview", EXTENDED, "--section", "all")
    assert (said.code, said.err) == (0, "")
    sheet = worksheet(EXTENDED)
    words = " ".join(said.out.split())
    for question in sheet.questions.values():
        assert question.text in words
        assert f"Why: {question.why}" in words
        assert all(option in words for option in question.options.values())
    what = [*(fact.what for fact in sheet.dates.values()), *(fact.what for fact in sheet.evidence.values())]
    assert [words_ for words_ in what if words_[1:] not in words] == []  # a sentence begins with a capital
    for requirement in sheet.requirements.values():
        assert requirement.text[1:] in words, requirement.id
    assert list(temporary.iterdir()) == []
    assert known_decisions() == ()


def test_its_text_is_an_overview_of_what_can_be_asked_for() -> None:
    said = run("worksheet", "preview", SHIPPED, "--text")
    assert len(said.lines) < 120
    assert "  Structured medication reviews: 8 duties" in said.lines
    begins = said.lines.index("What is asked") + 1
    parts = [line.split()[0] for line in said.lines[begins : said.lines.index("", begins)]]
    assert parts == ["quick-look", *worksheet().sections]


def test_what_is_asked_for_is_shown_alone() -> None:
    sheet, whole = worksheet(OCTOBER), run("worksheet", "preview", OCTOBER, "--section", "all").out
    shown = {part: run("worksheet", "preview", OCTOBER, "--section", part) for part in ("quick-look", "workforce")}
    assert set(sheet.quick_look) <= set(shown["quick-look"].lines)
    assert [line for line in shown["workforce"].lines if line.startswith("==")] == ["== Posts and people =="]
    assert {"workforce.whole.wte", "question.time_shared"} <= set(shown["workforce"].lines) & set(whole.splitlines())
    payments = run("worksheet", "preview", OCTOBER, "--section", "payments").out
    assert "    rate of sum for posts: £9.60 a weighted patient a year; read in a letter; " in payments
    assert payments.partition("\n\n")[2] in whole


def test_who_leaves_with_the_end_of_the_year_is_out_no_months_after_it(tmp_path: Path) -> None:
    """It read “0 months after the year”."""
    text = OCTOBER.read_text(encoding="utf-8")
    table = text[text.index("[date.again_out]") :].partition("\n\n")[0]
    mine = tmp_path / "mine.toml"
    day = next(line for line in table.splitlines() if line.startswith("date = "))
    mine.write_text(text.replace(table, table.replace(day, "date = 2034-06-30")), encoding="utf-8")
    said = run("worksheet", "preview", str(mine), "--text").lines
    assert "Leaving at the next window: out on 30 June 2034, with the year" in said


def test_payments_show_their_ids_for_who_writes_a_supplement() -> None:
    lines = run("worksheet", "preview", OCTOBER, "--section", "payments").lines
    assert all(any(f", [payment.{id_}]: " in line for line in lines) for id_ in worksheet(OCTOBER).payments)


def test_words_of_its_own_make_no_other_question_of_what_is_asked_already(tmp_path: Path) -> None:
    """Money had two questions more once two rates had words of their own."""
    text = OCTOBER.read_text(encoding="utf-8")
    row = '\n[ask.service.{}.gp_hours]\ntext = "How many hours for {}?"\n'
    own = "".join(row.format(id_, id_) for id_ in worksheet(OCTOBER).services)
    (tmp_path / "own.toml").write_text(text + own, encoding="utf-8")
    counted = [
        [line for line in run("worksheet", "preview", file, "--text").lines if " question" in line]
        for file in (OCTOBER, tmp_path / "own.toml")
    ]
    assert counted[0] == counted[1]


def test_a_section_is_found_by_its_title_too() -> None:
    by_id, by_title = (run("worksheet", "preview", OCTOBER, "--section", name) for name in ("funding", "money"))
    assert by_title.out == by_id.out


def test_a_month_begun_when_an_opt_out_takes_effect_is_said_not_to_count(tmp_path: Path) -> None:
    text = OCTOBER.read_text(encoding="utf-8").replace("date = 2033-10-31", "date = 2033-11-15")
    (tmp_path / "mid.toml").write_text(text, encoding="utf-8")
    said = run("worksheet", "preview", tmp_path / "mid.toml", "--text")
    whole = "7 months, 16 November 2033 to 30 June 2034; the month begun by then does not count"
    assert f"Counted this year: {whole}" in said.lines


def test_the_quick_look_is_counted_as_in_a_decision(tmp_path: Path) -> None:
    counted = run("worksheet", "preview", SHIPPED, "--text").out.partition("The quick look: ")[2].partition(" ")[0]
    made = run("new", tmp_path / "d", "--worksheet", SHIPPED, "--practice", "Preview", "--no-open").out
    assert f"The quick look has {counted} answers and the partners." in made


def test_a_section_that_it_has_not_is_said_with_those_that_it_has() -> None:
    trouble = run("worksheet", "preview", BARE, "--section", "care_homes").trouble
    assert trouble.startswith("there is no section care_homes in it; choose one of payments, quick-look, practice, ")


def test_its_text_counts_the_months_and_works_out_each_payment() -> None:
    said = run("worksheet", "preview", SHIPPED, "--text")
    assert "Counted this year: 9 months, 1 July 2020 to 31 March 2021" in said.lines
    assert "Care home premium: 8 months from 1 August 2020, of which 8 counted this year" in said.lines
    premium = "  Care home premium, for the network = £7.50 a bed a month × 100 CQC beds × 8 months = £6,000.00"
    assert premium in said.lines
    core = "  Core PCN funding, for the network = £1.50 a registered patient a year × 48,020 patients = £72,030.00"
    assert core in said.lines
    assert {payment.name for payment in worksheet().payments.values()} <= {line.split(":")[0] for line in said.lines}


@pytest.mark.parametrize("path", [SMALL, BARE], ids=lambda path: path.stem)
def test_without_a_terminal_it_is_text(path: Path) -> None:
    said = run("worksheet", "preview", path)
    assert said.code == 0
    assert said.lines[0] == f"{worksheet(path).title}, edition {worksheet(path).edition}: a preview, nothing is kept"


def test_a_worksheet_with_mistakes_is_checked_first(tmp_path: Path) -> None:
    new = tmp_path / "mine.toml"
    assert run("worksheet", "new", new).code == 0
    trouble = run("worksheet", "preview", new).trouble
    assert trouble == f"{new} has 19 mistakes; to see where: des-decider worksheet check {new}"


@pytest.mark.parametrize(
    "path", [*sorted((ROOT / "worksheets").glob("*.toml")), BARE, OCTOBER], ids=lambda path: path.stem
)
def test_every_worksheet_has_its_preview_as_text(path: Path) -> None:
    said = run("worksheet", "preview", path, "--text")
    assert said.code == 0
    sheet = worksheet(path)
    assert (" beds in care homes" in said.out) is sheet.has_homes
    assert all(payment.name in said.out for payment in sheet.payments.values())
    known = first_counted_day(sheet) is not None
    assert ("from the day after an opt-out, not known yet" in said.out) is not known


def test_a_form_asks_nothing_about_months_before_the_first_of_the_year(tmp_path: Path) -> None:
    own = OCTOBER.read_text(encoding="utf-8")
    text = own.replace("date = 2033-10-14", "date = 2033-06-01").replace("date = 2033-10-31", "date = 2033-06-30")
    (tmp_path / "whole.toml").write_text(text, encoding="utf-8")
    assert "workforce.claimed_before" in run("worksheet", "preview", OCTOBER, "--section", "workforce").out
    assert (
        "workforce.claimed_before" not in run("worksheet", "preview", tmp_path / "whole.toml", "--section", "all").out
    )


def test_payments_to_practices_alone_are_worked_out_for_one_practice() -> None:
    """They were shown for 50,000 patients, as of a network, and for a day of leaving that nobody has."""
    said = run("worksheet", "preview", JOINED, "--text")
    assert "for a practice of 10,000 patients on every list;" in said.out
    assert "Counted this year: 12 months, 1 November 2031 to 31 October 2032" in said.out
    assert "Leaving" not in said.out
