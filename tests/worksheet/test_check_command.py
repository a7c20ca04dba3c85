"""`des-decider worksheet check` prints one line a mistake and ends with the code scripts rely on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from des_decider.cli.main import main
from des_decider.record.worksheet_check import check_worksheet
from tests.building import ROOT, SHIPPED, SMALL, SUPPLEMENT

if TYPE_CHECKING:
    from pathlib import Path

ENOUGH = [
    path
    for path in sorted((ROOT / "worksheets").glob("*.toml"))
    if '"quick-look-not-enough"' not in path.read_text(encoding="utf-8")
]
"""The shipped worksheets whose quick look is meant to give figures; others leave rates or days to the practice."""


def check(*files: Path | str) -> int:
    return main(["worksheet", "check", *map(str, files)])


def test_a_good_worksheet(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(SMALL) == 0
    assert capsys.readouterr().out == (
        "No mistakes: Farholm Ferry Care 2031/32, edition 3-test: 6 payments, 2 roles, 2 services, 3 requirements, "
        "5 dates, 2 claims, 5 questions\n"
    )


def test_a_supplement_says_what_it_changes_and_finds_what_it_extends(capsys: pytest.CaptureFixture[str]) -> None:
    assert check(SUPPLEMENT) == 0
    changed, added, closing = capsys.readouterr().out.splitlines()
    assert changed == (
        f"{SUPPLEMENT}: Wash and Marsh LMC (fictional) changed the limit for amber of “Money” from −0.50 to −0.30."
    )
    assert added.endswith("added the day “The LMC meets practices”, 20 May 2020.")
    assert closing.startswith("No mistakes: Network Contract DES 2020/21 with the questions of our LMC, edition 1: ")


def test_a_shipped_worksheet_is_checked_by_its_id(capsys: pytest.CaptureFixture[str]) -> None:
    assert check("network-contract-des-2020-21") == 0
    assert capsys.readouterr().out.startswith("No mistakes: Network Contract DES 2020/21, edition 1: ")


def test_what_a_supplement_extends_is_looked_for_beside_it(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, base = tmp_path / "ours.toml", tmp_path / "county-des-2020-21.toml"
    shipped = '"network-contract-des-2020-21"'
    text = SUPPLEMENT.read_text(encoding="utf-8").replace(shipped, '"county-des-2020-21"')
    file.write_text(text, encoding="utf-8")
    assert check(file) == 1
    said = capsys.readouterr().out
    assert "Put it beside this file as county-des-2020-21.toml" in said
    assert "With the program come network-contract-des-2020-21, network-contract-des-2025-26, network-contract" in said
    whole = SHIPPED.read_text(encoding="utf-8").replace(shipped, '"county-des-2020-21"')
    base.write_text(whole.replace('edition = "1"', 'edition = "2"'), encoding="utf-8")
    assert check(file) == 1
    mend = capsys.readouterr().out.splitlines()[0].split(" and write ")[1].removesuffix(".")
    mended = dict(line.split(" = ") for line in mend.split(" and "))
    assert mended["base_edition"] == '"2"'
    for line in text.splitlines():
        if (key := line.split(" = ")[0]) in mended:
            text = text.replace(line, f"{key} = {mended[key]}")
    file.write_text(text, encoding="utf-8")
    assert check(file) == 0


def test_mistakes_and_notes_are_printed_a_line_each(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "mine.toml.txt"
    file.write_bytes(SMALL.read_bytes().replace(b"rate = 5\n", b'rate = "5"\n'))
    assert check(file) == 1
    mistake, note, closing = capsys.readouterr().out.splitlines()
    assert note.startswith(f"{file}: warning: unusual-file: The file's name ends in .toml.txt")
    line = file.read_text(encoding="utf-8").splitlines().index('rate = "5"') + 1
    said = 'not-a-number: "5" is not a number. Leave the quotes out: rate = 5.'
    assert mistake == f"{file}:{line}:8: {said}"
    assert closing == f"1 mistake, 1 warning in {file}"


def test_a_table_that_is_missing_is_given_as_lines_to_paste(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, text = tmp_path / "mine.toml", SMALL.read_text(encoding="utf-8")
    head = text.index("[threshold.workforce]")
    file.write_text(text[:head] + text[text.index("[", head + 1) :], encoding="utf-8")
    assert check(file) == 1
    mistake, *lines, closing = capsys.readouterr().out.splitlines()
    assert mistake.endswith("There is no [threshold.workforce]. Add it with the limits you think right.")
    assert (lines[0], closing) == ("[threshold.workforce]", f"1 mistake in {file}")
    file.write_text("\n".join([file.read_text(encoding="utf-8"), *lines]), encoding="utf-8")
    assert check(file) == 0


def test_files_that_cannot_be_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(tmp_path / "gone.toml", tmp_path, SMALL) == 2
    out, err = capsys.readouterr()
    assert len(err.splitlines()) == 2
    assert "gone.toml: cannot be read (No such file or directory)" in err
    assert out.startswith("No mistakes")


def test_a_file_too_large_is_refused_without_reading_it_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "large.toml"
    file.write_bytes(b"#" * 3_000_000)
    assert check(file) == 1
    assert "too large" in capsys.readouterr().out


def test_terminal_escapes_are_shown_and_not_obeyed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "escape.toml"
    file.write_text('"\\u001b[31m" = 1\n[role."\\u001b]0;x"]\n', encoding="utf-8")
    assert check(file) == 1
    assert "\x1b" not in capsys.readouterr().out


def test_a_worksheet_that_cannot_lean_towards_signing_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody may say that an hour is cheap, or that the work takes few of them."""
    text = SMALL.read_text(encoding="utf-8").replace("smallest = 0\nlargest = 400\n", "smallest = 30\nlargest = 400\n")
    text = text.replace("smallest = 0\nlargest = 60\n", "smallest = 100000\nlargest = 200000\n")
    file = tmp_path / "never.toml"
    file.write_text(text, encoding="utf-8")
    assert check(file) == 1
    mistake, closing = capsys.readouterr().out.splitlines()
    assert mistake == (
        f"{file}: cannot-lean: Even its best answers do not lean towards signing up: it costs more than it brings. "
        "Look at the smallest hours and costs of the asks, and at the rates."
    )
    assert closing == f"1 mistake in {file}"


def test_a_limit_that_nobody_can_reach_is_a_warning(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "red.toml"
    file.write_bytes(SMALL.read_bytes().replace(b"green = 80\namber = 50", b"green = 150\namber = 120"))
    assert check(file) == 0
    warning, summary, closing = capsys.readouterr().out.splitlines()
    line = file.read_text(encoding="utf-8").splitlines().index("[threshold.workforce]") + 1
    said = "always-red: Even at its best answers its finding is red. Look at its green and amber."
    assert warning == f"{file}:{line}:12: warning: {said}"
    assert summary.startswith("No mistakes: ")
    assert closing == (f'1 warning in {file}. What is meant can be accepted: accept = ["always-red"] under [worksheet]')


@pytest.mark.parametrize(("green", "amber"), [("0", "0"), ("-5", "-10")])
def test_a_limit_that_nobody_can_miss_is_a_warning(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], green: str, amber: str
) -> None:
    file = tmp_path / "green.toml"
    limits = f"green = {green}\namber = {amber}".encode()
    file.write_bytes(SMALL.read_bytes().replace(b"green = 80\namber = 50", limits))
    assert check(file) == 0
    warning, *_ = capsys.readouterr().out.splitlines()
    line = file.read_text(encoding="utf-8").splitlines().index("[threshold.workforce]") + 1
    said = "always-green: Even at its worst answers its finding is green. Look at its green and amber."
    assert warning == f"{file}:{line}:12: warning: {said}"


def test_a_worksheet_that_cannot_lean_against_signing_up(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Nobody may say that an hour or a post costs more than a penny, or that the list is short."""
    a_penny = """]
section = "funding"
text = "How many pounds?"
why = "It is next to nothing."
who = "network"
smallest = 0
largest = 0.01

"""
    costs = ("cost.nurse_hour", "cost.admin_hour", "pcn.running_costs", "workforce.whole.top_up",
             "workforce.whole.start_cost")  # fmt: skip
    first = "[question.harbour_master]"
    text = SMALL.read_text(encoding="utf-8").replace('largest = 400\noffer = "doctor_hour"', "largest = 0.01")
    text = text.replace(first, "".join(f"[ask.{name}{a_penny}" for name in costs) + first)
    text += "\n[ask.practice.weighted_list]\nsmallest = 20000\n"
    file = tmp_path / "always.toml"
    file.write_text(text, encoding="utf-8")
    assert check(file) == 1
    mistake, closing = capsys.readouterr().out.splitlines()
    assert mistake.startswith(f"{file}: cannot-lean: Even its worst numbers do not lean against signing up: ")
    assert closing == f"1 mistake in {file}"


def test_a_warning_is_no_mistake_and_goes_once_it_is_accepted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SMALL.read_text(encoding="utf-8").replace("maximum = 41000", "maximum = 4100000")
    file = tmp_path / "dear.toml"
    file.write_text(text, encoding="utf-8")
    assert check(file) == 0
    line = text.splitlines().index("maximum = 4100000") + 1
    said = "looks-like-pence: £4,100,000 looks like pence. Is it £41000? Then write 41000."
    assert capsys.readouterr().out.startswith(f"{file}:{line}:11: warning: {said}\n")
    file.write_text(text.replace('accept = ["', 'accept = ["looks-like-pence", "'), encoding="utf-8")
    assert check(file) == 0
    assert capsys.readouterr().out.startswith("No mistakes: ")
    file.write_text(text.replace('accept = ["', 'accept = ["looks-like-pense", "'), encoding="utf-8")
    assert check(file) == 1
    assert 'There is no warning "looks-like-pense". Did you mean looks-like-pence?' in capsys.readouterr().out


def test_rates_are_held_against_the_edition_before(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "next.toml"
    file.write_bytes(SMALL.read_bytes().replace(b"maximum = 41000", b"maximum = 91000"))
    assert check("--against", SMALL, file) == 0
    said = "far-from-last-edition: £91,000 is far from the £41,000 of Farholm Ferry Care 2031/32, edition 3-test"
    assert said in capsys.readouterr().out
    assert check("--against", tmp_path / "gone.toml", file) == 2


def test_a_rate_of_a_year_is_held_against_twelve_of_a_month(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file, text = tmp_path / "next.toml", SMALL.read_text(encoding="utf-8")
    assert 'rate = 5\nper = "month"\n' in text, "a bed"
    for rate, far in (("61", False), ("400", True)):
        file.write_text(text.replace('rate = 5\nper = "month"\n', f'rate = {rate}\nper = "year"\n'), encoding="utf-8")
        assert check("--against", SMALL, file) == 0
        assert ("far-from-last-edition" in capsys.readouterr().out) is far


@pytest.mark.parametrize("path", ENOUGH, ids=lambda path: path.stem)
def test_every_answer_of_our_quick_looks_is_needed_for_figures(path: Path) -> None:
    """Without one of them the check says which answer lacks, and with what answers it was tried."""
    text = path.read_text(encoding="utf-8")
    names = names_of_the_quick_look(text)
    for name in ("practice.weighted_list", "cost.gp_hour"):
        if name in names:
            fewer = f"\n[quick_look]\nask = [{', '.join(f'{chr(34)}{one}{chr(34)}' for one in names if one != name)}]\n"
            without = text.replace(quick_look_table(text), "") + fewer
            (warning,) = check_worksheet(without.encode(), "", lambda _: None).warnings
            assert (warning.code, f"needed besides is {name}" in warning.what) == ("quick-look-not-enough", True)


def quick_look_table(text: str) -> str:
    """The table of the quick look as a worksheet has it; nothing where it takes that of the program."""
    start = text.find("\n[quick_look]")
    return text[start : text.find("\n[", start + 2)] if start >= 0 else ""


def names_of_the_quick_look(text: str) -> tuple[str, ...]:
    reading = check_worksheet(text.encode(), "", lambda _: None)
    assert reading.worksheet is not None
    assert [warning.code for warning in reading.warnings] == []
    return reading.worksheet.quick_look


def test_a_decision_is_made_from_whatever_has_no_mistake_and_from_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SMALL.read_text(encoding="utf-8")
    sheets = {
        "good": text,
        "warned": text.replace("maximum = 41000", "maximum = 4100000"),
        "wrong": text.replace("rate = 5\n", 'rate = "5"\n'),
        "one-way": text.replace("smallest = 0\nlargest = 400\n", "smallest = 30\nlargest = 400\n").replace(
            "smallest = 0\nlargest = 60\n", "smallest = 100000\nlargest = 200000\n"
        ),
    }
    sheets["not-as-expected"] = f'{text}\n[test.sum]\nfigures.funding.no_such.pcn = "£1"\n'
    said = {}
    for name, sheet in sheets.items():
        file = tmp_path / f"{name}.toml"
        file.write_text(sheet, encoding="utf-8")
        made = main(["new", str(tmp_path / name), "--worksheet", str(file), "--practice", "Gull Rock", "--no-open"])
        said[name] = (check(file), made)
    assert said == {"good": (0, 0), "warned": (0, 0), "wrong": (1, 2), "one-way": (1, 2), "not-as-expected": (1, 2)}
    assert "the worksheet has 1 mistake; the first: Even its best answers" in capsys.readouterr().err
