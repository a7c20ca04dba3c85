"""An author writes down what has to come out of some answers; `worksheet check` and `test` say where it does not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.hangs_on import hangs_on
from des_decider.record.worksheet_tests import outcomes
from tests.building import SHIPPED, SMALL, worksheet
from tests.cli.driver import run

if TYPE_CHECKING:
    from pathlib import Path

BELL = """
[test.bell]
what = "A bell"
answers.pcn.registered_list = 30000
answers."pcn.care_home_beds" = "40"
"""


def written(tmp_path: Path, tests: str) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text(SMALL.read_text(encoding="utf-8") + tests, encoding="utf-8")
    return file


def line_of(file: Path, words: str) -> int:
    return next(n for n, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1) if words in line)


def test_the_shipped_worksheet_has_some_and_they_hold() -> None:
    said = run("worksheet", "test", SHIPPED)
    assert said.code == 0
    assert "  as expected  figures.difference.this_year = −£769" in said.lines
    assert "  as expected  leaning = against" in said.lines
    assert said.lines[-1] == f"3 tests in {SHIPPED}: all as expected"


@pytest.mark.parametrize("typed", ["−£769", "-£769", "- £769", "−£769.17", "-£769.1667"])
def test_a_figure_may_be_typed_as_it_is_printed_anywhere(tmp_path: Path, typed: str) -> None:
    text = SHIPPED.read_text(encoding="utf-8")
    assert 'this_year = "−£769.17"' in text
    file = tmp_path / "mine.toml"
    file.write_text(text.replace("−£769.17", typed), encoding="utf-8")
    assert run("worksheet", "test", file).code == (1 if typed == "-£769.1667" else 0)


def test_the_leaning_of_answers_with_ranges_is_that_of_a_decision() -> None:
    """What 8 cases in 10 come to decides it, and not the likely values: at those signing up costs a few pounds."""
    sheet = worksheet()
    test = sheet.expected["one_hour_a_week"]
    wide = test._replace(answers={**test.answers, "cost.gp_hour": "40 / 100 / 190"})
    (likely,), (ranged,) = (tuple(outcomes(sheet._replace(expected={"one": one}))) for one in (test, wide))
    assert likely.leaning == "against"
    assert ranged.leaning == hangs_on(ranged.appraisal, wide.id).leaning.kind == "finely balanced"


def test_what_comes_out_otherwise_is_a_mistake_at_its_line(tmp_path: Path) -> None:
    wrong = 'figures.network.beds_known = "9"\nleaning = "towards"\nfigures.lantern = "£3"\n'
    file = written(tmp_path, BELL + wrong)
    checked = run("worksheet", "check", file)
    assert checked.code == 1
    mend = "Look at the rates and at these answers, or mend what is expected."
    beds, leaning, lantern = (
        line_of(file, key) for key in ("figures.network", 'leaning = "towards', "figures.lantern")
    )
    names = "worksheet test prints the usual ones for a test that expects nothing; docs/figures.md names all"
    assert checked.lines[:-1] == [
        f"{file}:{beds}:30: not-as-expected: 9 is expected and does not apply comes out. {mend}",
        f"{file}:{leaning}:11: not-as-expected: towards is expected and cannot say yet comes out. {mend}",
        f"{file}:{lantern}:19: not-as-expected: There is no figure lantern. {names}.",
    ]
    tested = run("worksheet", "test", file)
    assert tested.code == 1
    assert "  not so       leaning = cannot say yet, expected is towards" in tested.lines
    assert tested.lines[-1] == f"1 test in {file}: 3 not as expected"


@pytest.mark.parametrize("written_as", ['"£15,000"', "15000", '"15,000"', '"£15000"'])
def test_a_figure_may_be_written_without_its_sign_and_its_comma(tmp_path: Path, written_as: str) -> None:
    file = written(tmp_path, f"{BELL}figures.funding.keeper.pcn = {written_as}\n")
    assert run("worksheet", "check", file).code == 0


@pytest.mark.parametrize("bare", ["£15,000", "15,000", "£15000"])
def test_a_figure_without_quotes_is_to_be_put_into_quotes(tmp_path: Path, bare: str) -> None:
    file = written(tmp_path, f"{BELL}figures.funding.keeper.pcn = {bare}\n")
    told, _ = run("worksheet", "check", file).lines
    assert told.endswith(f'Put it in straight quotes: figures.funding.keeper.pcn = "{bare}".')
    file.write_text(file.read_text(encoding="utf-8").replace(bare, f'"{bare}"'), encoding="utf-8")
    assert run("worksheet", "check", file).code == 0


def test_an_answer_that_is_none_is_a_mistake_too(tmp_path: Path) -> None:
    file = written(tmp_path, BELL + 'answers.cost.gp_hoor = 95\nanswers.practice.registered_list = "many"\n')
    checked = run("worksheet", "check", file)
    assert checked.code == 1
    place = f"{file}:{line_of(file, 'gp_hoor')}:24"
    assert f"{place}: not-as-expected: “cost.gp_hoor” is not" in checked.lines[0]
    assert "did you mean cost.gp_hour? Look at its name, or leave it out where this" in checked.lines[0]
    many = line_of(file, '"many"')
    assert f"{file}:{many}:36: not-as-expected: " in checked.lines[1]


def test_figures_without_one_of_their_answers_are_no_mistake_of_their_own(tmp_path: Path) -> None:
    file = written(tmp_path, BELL + 'answers.practice.registered_list = "many"\nfigures.funding.keeper.pcn = "£9"\n')
    assert len(run("worksheet", "check", file).lines) == 2


def test_an_answer_written_as_true_is_to_be_written_yes(tmp_path: Path) -> None:
    file = written(tmp_path, BELL + "answers.member.none = true\n")
    (told, _) = run("worksheet", "check", file).lines
    assert told.endswith('not-a-text: true is not a text. Write: none = "yes".')


def test_without_anything_expected_it_says_what_comes_out(tmp_path: Path) -> None:
    said = run("worksheet", "test", written(tmp_path, BELL))
    assert said.code == 0
    assert said.lines[0] == "[test.bell] A bell"
    assert "  leaning: cannot say yet" in said.lines
    assert any(line.startswith("  Signing up against opting out") for line in said.lines)
    assert said.lines[-1].endswith(f"1 test in {tmp_path / 'mine.toml'}: nothing is expected yet")


def test_what_comes_out_can_be_copied_into_the_test(tmp_path: Path) -> None:
    # Nothing but docs/figures.md told what a figure is called.
    said = run("worksheet", "test", written(tmp_path, BELL))
    lines = [line.strip() for line in said.lines if line.startswith("  figures.")]
    assert 'figures.funding.keeper.pcn = "£15,000"  # Network keeper, for the network' in lines
    again = run("worksheet", "test", written(tmp_path, "\n".join((BELL, *lines))))
    assert (again.code, again.lines[-1]) == (0, f"1 test in {tmp_path / 'mine.toml'}: all as expected")


def test_a_test_that_expects_nothing_is_counted_apart(tmp_path: Path) -> None:
    file = written(tmp_path, BELL + '\n[test.drum]\nfigures.pcn.surplus.this_year = "not known"\n')
    assert (
        run("worksheet", "test", file).lines[-1] == f"2 tests in {file}: all as expected; 1 of them expects nothing yet"
    )


def test_a_worksheet_without_tests_says_how_to_begin(tmp_path: Path) -> None:
    said = run("worksheet", "test", written(tmp_path, ""))
    assert (said.code, said.err) == (0, "")
    assert "has no [test.…]: give one answers" in said.out


def test_of_a_worksheet_with_mistakes_it_says_where_they_are_pointed_out(tmp_path: Path) -> None:
    file = written(tmp_path, "[test.bell]\nleaning = 'somewhat'\nfigures = 3\n")
    assert (
        run("worksheet", "test", file).trouble
        == f"{file} has 2 mistakes; to see where: des-decider worksheet check {file}"
    )
    assert "is not one of the words for leaning" in run("worksheet", "check", file).out


def test_they_are_no_part_of_what_partners_see(tmp_path: Path) -> None:
    file = written(tmp_path, BELL.replace("A bell", "zqbellzq"))
    assert run("new", tmp_path / "d", "--worksheet", file, "--practice", "Lantern", "--no-open").code == 0
    (tmp_path / "out").mkdir()
    assert run("memo", tmp_path / "d", "--format", "txt,md", "-o", tmp_path / "out").code == 0
    pages = [path.read_text(encoding="utf-8") for path in (tmp_path / "out").iterdir()]
    assert len(pages) >= 2
    shown = [run("show", tmp_path / "d", *more).out for more in ((), ("--form",), ("--form", "practice"), ("--json",))]
    assert not any("zqbellzq" in text for text in (*pages, *shown))
