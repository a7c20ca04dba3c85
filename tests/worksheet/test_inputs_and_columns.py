"""Nothing of an input is forgotten, and what may be typed for each kind of answer is understood."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, get_args

import pytest

from des_decider.decision.ids import gives_a_rate
from des_decider.decision.parsing import Rules, parse
from des_decider.decision.values import Parsed
from des_decider.worksheet.answer_kinds import Kind, kind_of
from des_decider.worksheet.inputs_and_columns import (
    ASKED_BY_WORKSHEETS,
    BY_PATH,
    INPUTS,
    TABLES,
    Input,
    asked_together,
    column,
    input_of,
)
from tests.building import ROOT
from tests.read_before import reads_as_before

if TYPE_CHECKING:
    from collections.abc import Iterator

KINDS: tuple[Kind, ...] = get_args(Kind)
_CLAUSE = re.compile(r"(?:[^\[\]{}]|\{(?:our|who|)\}|\[\w+\|\w+\])+")
_OF_A_FACT = ("<service>", "<requirement>", "<role>", "<payment>", "<n>")

_OF_THE_WORKSHEET = {"decision.window"}
"""Choices that the worksheet has, and none besides."""


def _faults(one: Input) -> list[str]:
    """What is forgotten of an input, or said of it that has no meaning there."""
    head, *_, last = one.path.split(".")
    about = kind_of(one.kind)
    switch = last == "by" and "<n>" not in one.path
    in_a_row = one.path.count(".") == 2 and head != "threshold" and not switch
    slot = next((part for part in one.path.split(".") if part.startswith("<")), "")
    asked_by_worksheets = one.path in ASKED_BY_WORKSHEETS
    at_fault = {
        "an estimate without a clause, a noun or the place of its value": one.estimate
        and not (_CLAUSE.fullmatch(one.clause) and "{}" in one.clause and "|" in one.clause and one.noun),
        "a noun without a clause": bool(one.noun) and not one.clause,
        "hours of a row without a clause": in_a_row and one.kind == "hours" and not one.clause,
        "an estimate of something else than a number": one.estimate and not about.counted_in,
        "a clause that names no row or fact": slot in _OF_A_FACT and one.estimate and "{who}" not in one.clause,
        "a label that names no row or fact": bool(slot) != ("{}" in one.label),
        "no column in its row": in_a_row and not one.column,
        "no table for its row": ("<n>" in one.path or "<partner>" in one.path) and not TABLES[head].row,
        "a word among hours without being hours": bool(one.among) and one.kind != "hours",
        "hours among which it stands alone": bool(one.among) and len(asked_together(one)) < 2,
        "a choice without choices": (one.kind == "choice") != bool(one.choices) and one.path not in _OF_THE_WORKSHEET,
        "a number without its unit": bool(about.counted_in) and head != "threshold" and not one.unit,
        "a unit without being a number": bool(one.unit) and not about.counted_in,
        "a default that is no answer": one.default != ""
        and not isinstance(parse(one.default, Rules(one.kind, one.estimate, one.choices)), Parsed),
        # Of rates there are two: worksheets ask whether another than theirs holds, the program for one that they lack.
        # A day is one they lack.
        "a question of ours although worksheets ask it": asked_by_worksheets
        and bool(one.question) != (gives_a_rate(one.path) or one.path == "date.<date>"),
        "nobody who asks it": not asked_by_worksheets and not one.question and not one.optional,
        "a reason without a question": bool(one.why) and not one.question,
    }
    return [fault for fault, found in at_fault.items() if found]


def test_nothing_of_an_input_is_forgotten() -> None:
    assert {one.path: found for one in INPUTS if (found := _faults(one))} == {}


FORGETFUL = {
    "a noun without a clause": BY_PATH["home.<n>.round_hours"]._replace(clause=""),
    "hours of a row without a clause": BY_PATH["home.<n>.round_hours"]._replace(clause="", noun=""),
    "an estimate without a clause, a noun or": BY_PATH["home.<n>.round_hours"]._replace(noun=""),
    "a clause that names no row": BY_PATH["home.<n>.round_hours"]._replace(clause="a round [takes|took] {}"),
    "no column": BY_PATH["home.<n>.beds"]._replace(column=""),
    "a choice without choices": BY_PATH["home.<n>.plan_by"]._replace(choices={}),
    "nobody who asks it": BY_PATH["action.<n>.owner"]._replace(question=""),
    "a number without its unit": BY_PATH["home.<n>.arrivals"]._replace(unit=""),
}


@pytest.mark.parametrize(("fault", "one"), FORGETFUL.items(), ids=FORGETFUL)
def test_what_is_forgotten_is_found(fault: str, one: Input) -> None:
    assert [found for found in _faults(one) if found.startswith(fault)]


ASKED_ANEW = (
    "assent", "attending", "apology", "action", "came", "claims", "completed", "condition", "consulted", "date",
    "deadline", "decision", "document", "facts", "follows", "interest", "leaning", "option", "risk", "tell",
    "threshold", "vote",
)  # fmt: skip
"""What is of one vote, one meeting, one year or one judgement, by the first word of an id."""


def test_whoever_adds_an_input_says_whether_last_years_answer_begins_the_next_decision() -> None:
    """The words of every input as they were read last say it of each; here of what never may, whatever is added."""
    never = {one.path for one in INPUTS if one.path.partition(".")[0] in ASKED_ANEW or one.path == "meeting.date"}
    assert {path for path in never if BY_PATH[path].comes_over} == set()
    kept = {one.path.partition(".")[0] for one in INPUTS if one.comes_over}
    assert not kept & {*ASKED_ANEW}
    assert kept >= {"practice", "partner", "pcn", "member", "cost", "service", "workforce", "home", "local", "network"}


def test_the_format_description_lists_what_worksheets_may_ask_for_and_nothing_else() -> None:
    text = (ROOT / "docs" / "worksheet-format.md").read_text(encoding="utf-8")
    listed = text[text.index("## What the inputs are called") :].split("\n## ")[0]
    described: list[str] = []
    for told in re.findall(r"`([^`]+)`", listed):
        if told in {"each", "<…>"}:
            continue
        stem = described[-1].rpartition(".")[0] if told.startswith(".") else ""
        described.append(stem + told)
    assert len(set(described)) == len(described)
    assert set(described) == set(ASKED_BY_WORKSHEETS)


@pytest.mark.parametrize(
    ("id_", "path"),
    [
        ("home.3.round_hours", "home.<n>.round_hours"),
        ("home.whole.beds", "home.whole.beds"),
        ("workforce.dietitian.wte", "workforce.<role>.wte"),
        ("vote.2.reason", "vote.<partner>.reason"),
        ("cost.gp_hour", "cost.gp_hour"),
    ],
)
def test_an_id_is_one_of_an_input(id_: str, path: str) -> None:
    assert input_of(id_) is BY_PATH[path]


@pytest.mark.parametrize(
    "id_", ["note.cost.gp_hour", "open.cost.gp_hour", "question.home_lead", "home.1", "home", "", "x"]
)
def test_what_is_no_input_is_none(id_: str) -> None:
    assert input_of(id_) is None


def test_the_same_word_is_called_otherwise_in_another_table() -> None:
    told = [column(id_) for id_ in ("condition.1.by", "home.1.plan_by", "home.1.beds", "question.home_lead")]
    assert told == ["by when", "plans by", "beds", "home lead"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_may_be_typed_is_said_for_each_kind_and_understood(kind: Kind) -> None:
    about = kind_of(kind)
    assert about.takes
    assert bool(about.counted_in) == (about.most > 0)
    assert about.counted_in or not about.thousands
    _, is_, ways = about.takes.partition(" is ")
    for typed in ways.split(" or ") if is_ else ():
        assert isinstance(parse(typed, Rules(kind)), Parsed), typed


def test_every_word_about_an_input_reads_as_before() -> None:
    def told() -> Iterator[str]:
        for one in INPUTS:
            begins = "comes over" if one.comes_over else "asked anew"
            yield f"{one.path} ({one.kind}, section {one.section}, {begins})"
            words = (
                one.label,
                one.unit,
                one.column,
                one.clause,
                one.noun,
                one.less,
                one.question,
                one.why,
                one.example,
            )
            yield from (f"    {part}" for part in words if part)
            yield from (f"    {key}: {part}" for key, part in one.choices.items())

    reads_as_before("inputs.txt", "\n".join(told()) + "\n")
