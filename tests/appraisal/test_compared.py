"""Two decisions compared: figures only where both contracts have them, and what is missing is never 0."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.compared import compare
from des_decider.appraisal.snapshot import KeptAnswer, KeptFigure, KeptFinding, Snapshot, snapshot
from des_decider.decision.vote import count_votes
from des_decider.memo.comparison import NO_PARTNER, NOT_ANSWERED, NOT_ASKED, OF_ONE, parts
from tests.building import BARE, ROOT, SMALL, appraisal

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from des_decider.memo.comparison import Part

ASKS_FOR_THE_DAY = ROOT / "worksheets" / "network-contract-des-2025-26.toml"
"""A year of which each practice says from which day on its months count."""


def kept(
    figures: Mapping[str, KeptFigure] = {}, answers: Mapping[str, str] = {}, *, months: int = 12, **stands: str
) -> Snapshot:
    said = {id_: KeptAnswer(id_, words, words) for id_, words in answers.items()}
    return Snapshot("id", "P", "W", months, "", figures, {}, said, stands)  # type: ignore[arg-type]


def figure(value: int | None, unit: str = "£", *, applies: bool = True) -> KeptFigure:
    return KeptFigure("it", unit, None if value is None else Fraction(value), applies)


def part(title: str, before: Snapshot, after: Snapshot) -> Part:
    return next(one for one in parts(compare(before, after)) if one.title == title)


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (figure(100), figure(-250), ("£100", "−£250")),
        (figure(0), figure(None), ("£0", "not known")),
        (figure(None), figure(0), ("not known", "£0")),
        (figure(None, applies=False), figure(3), ("does not apply", "£3")),
    ],
)
def test_a_figure_of_both_stands_beside_the_other(
    before: KeptFigure, after: KeptFigure, words: tuple[str, str]
) -> None:
    (row,) = part("Figures", kept({"difference.this_year": before}), kept({"difference.this_year": after})).rows
    assert (row.before, row.after) == words


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ({"difference.this_year": figure(1)}, {}),
        ({}, {"difference.this_year": figure(1)}),
        ({"difference.this_year": figure(1)}, {"difference.this_year": figure(1, "%")}),
    ],
    ids=["only before", "only after", "counted in something else"],
)
def test_a_figure_of_one_contract_is_told_and_not_compared(
    before: Mapping[str, KeptFigure], after: Mapping[str, KeptFigure]
) -> None:
    found = compare(kept(before), kept(after))
    assert found.figures == {}
    assert {*found.only_before, *found.only_after} == {"difference.this_year"}
    told = part("Figures", kept(before), kept(after))
    assert told.rows == ()
    assert "Not compared, as one contract has them alone: 1 figure only in" in told.said


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (12, 12, ""),
        (9, 12, "“This year” is 9 months in the first and 12 months in the second; a full year is twelve in both."),
        (0, 1, "“This year” is an unknown number of months in the first and 1 month in the second; a full year is"),
        (0, 0, "“This year” is an unknown number of months in the first and an unknown number of months in the second"),
    ],
)
def test_years_of_unlike_length_are_told_before_their_figures(before: int, after: int, said: str) -> None:
    told = part("Figures", kept(months=before), kept(months=after)).said
    assert told.startswith(said)
    assert bool(told) == bool(said)


@pytest.mark.parametrize(
    ("before", "after", "called"),
    [
        ("30 June 2025", "30 June 2025", "9 months’"),
        ("30 June 2025", "31 May 2025", "the counted months’"),
        ("30 June 2025", "", "the counted months’"),
        ("", "", "the counted months’"),
    ],
)
def test_no_figure_of_both_is_called_after_the_months_of_one(before: str, after: str, called: str) -> None:
    """The 9 months of one were the other's, and one of nobody knows how many said 12."""
    one, other = (_taken(ASKS_FOR_THE_DAY, {"date.out": day} if day else {}) for day in (before, after))
    assert f"Part expected to be claimed of {called} money for posts, this year" in [
        row.what for row in part("Figures", one, other).rows
    ]


@pytest.mark.parametrize(
    ("before", "after", "rows"),
    [
        ({"a": "1"}, {"a": "1"}, []),
        ({"a": "1"}, {"a": "2"}, [("A", "1", "2")]),
        ({"a": "1"}, {}, [("A", "1", NOT_ANSWERED)]),
        ({}, {"a": "2"}, [("A", NOT_ANSWERED, "2")]),
        ({"vote.1.position": "for"}, {"vote.rule": "r"}, [("vote.rule", NOT_ANSWERED, "r")]),
        ({"came.posts": "1"}, {}, []),
    ],
)
def test_answers_that_differ_are_listed(
    before: Mapping[str, str], after: Mapping[str, str], rows: list[tuple[str, ...]]
) -> None:
    assert [tuple(row) for row in part("Answers that differ", kept({}, before), kept({}, after)).rows] == rows


def test_positions_are_matched_by_name() -> None:
    rows = part("Positions", kept(Ann="for", Bo="recused"), kept(Ann="against", Cy="absent")).rows
    assert [tuple(row) for row in rows] == [
        ("Ann", "for", "against"),
        ("Cy", NO_PARTNER, "absent"),
        ("Bo", "did not vote (interest)", NO_PARTNER),
    ]


def test_a_finding_of_one_contract_was_not_looked_at_in_the_other() -> None:
    before = kept()._replace(findings={"funding": KeptFinding("Money", "red")})
    after = kept()._replace(findings={"time": KeptFinding("GP time", None)})
    rows = part("Findings", before, after).rows
    assert [tuple(row) for row in rows] == [
        ("GP time", "not looked at", "not known"),
        ("Money", "red: a serious concern", "not looked at"),
    ]


def _taken(path: Path, texts: Mapping[str, str]) -> Snapshot:
    found = appraisal(texts, path)
    return snapshot(found, count_votes(found.book.answers), "id")


def test_a_decision_beside_itself_differs_in_nothing() -> None:
    one = _taken(SMALL, {"practice.name": "P", "partner.1.name": "Ann", "note.practice.name": "n"})
    found = compare(one, one)
    assert found.answers == {}
    assert (found.only_before, found.only_after) == ((), ())
    assert found.figures.keys() == one.figures.keys()
    assert all(pair.before == pair.after for pair in found.findings.values())
    assert all(pair.before == pair.after for pair in found.positions.values())


def test_what_a_contract_has_not_is_compared_with_nothing() -> None:
    """A contract without posts has no part of their money drawn: that is not 0 %."""
    small, bare = _taken(SMALL, {"practice.name": "P"}), _taken(BARE, {"practice.name": "P"})
    found = compare(small, bare)
    assert "workforce.take_up.this_year" in found.only_before
    assert found.figures["difference.this_year"][0].value is None
    assert found.answers == {}


def test_what_one_contract_does_not_ask_is_not_said_to_wait_for_an_answer() -> None:
    """The contract without posts asks for none: “not answered” had people look for the question."""
    small = _taken(SMALL, {"practice.registered_list": "4000", "workforce.whole.wte": "2"})
    bare = _taken(BARE, {})
    differ, of_one = (part(title, small, bare).rows for title in ("Answers that differ", OF_ONE))
    assert [(row.before, row.after) for row in differ] == [("4,000 patients", NOT_ANSWERED)]
    assert [(row.before, row.after) for row in of_one] == [("2 WTE", NOT_ASKED)]
    assert OF_ONE not in {one.title for one in parts(compare(small, small))}


def test_a_row_that_is_somebody_else_in_each_is_called_by_both() -> None:
    """The role of one practice's partner stood under the name of another's."""
    one, other = (
        _taken(SMALL, {"partner.1.name": name, "partner.1.role": role})
        for name, role in (("Dr Una Skerry", "partner"), ("Dr Olaf Holm", "senior partner"))
    )
    assert ("Role of Dr Una Skerry / role of Dr Olaf Holm", "partner", "senior partner") in [
        tuple(row) for row in part("Answers that differ", one, other).rows
    ]


def test_on_the_screen_the_two_are_spoken_of_as_over_their_columns() -> None:
    laid = parts(compare(kept(months=9), kept(months=8)), None, ("last time", "now"))
    said = next(one.said for one in laid if one.title == "Figures")
    assert said == "“This year” is 9 months last time and 8 months now; a full year is twelve in both."


def test_notes_stand_with_their_answers_and_marks_are_no_answers() -> None:
    texts = {"practice.name": "P", "note.practice.name": "renamed", "open.pcn.name": "x", "completed.practice": "yes"}
    one = _taken(SMALL, texts)
    assert {id_: answer.note for id_, answer in one.answers.items()} == {"practice.name": "renamed"}
