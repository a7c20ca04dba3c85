"""The memo of a decision that follows another: what was expected, what came, and what could not come over."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from des_decider.appraisal.snapshot import KeptAnswer, KeptFigure, LastTime, Snapshot
from des_decider.decision.follows import Follows, noted
from des_decider.memo.compose import compose_appendices, compose_memo
from des_decider.memo.document import Heading, Paragraph, Quote, Table
from tests.memo.memo_facts import BLANK, QUICK_LOOK, facts
from tests.memo.memo_facts import memo as memo_of

WHICH = Follows("0123456789", "Saltmarsh Surgery", "Last year’s worksheet, edition 2", "ab" * 32)
WAS = Snapshot(
    WHICH.decision, WHICH.practice, WHICH.worksheet, 6, "We stay in. [/b] \x1b",
    {
        "difference.this_year": KeptFigure("signing up against opting out, this year", "£", Fraction(-1200)),
        "time.gp_hours": KeptFigure("GP time, signing up against opting out", "hours a week", None),
        "workforce.wte_filled": KeptFigure("posts likely to be filled", "WTE", Fraction(7, 2)),
    },
    {},
    {"service.gone.gp_hours": KeptAnswer("our GPs' time for what is gone", "2", "2 hours a week", "see “B”")},
)  # fmt: skip
LAST = LastTime(WAS, {"service.gone.gp_hours": "the new worksheet does not ask it"})


def looked_back(**came: str) -> dict[str, tuple[str, ...]]:
    """The rows of the table, by what each is about."""
    given = {**QUICK_LOOK, **noted(WHICH), **{f"came.{name}": text for name, text in came.items()}}
    memo = compose_memo(replace(facts(given), last_time=LAST))
    found = next(b for b in memo.blocks if isinstance(b, Table) and b.caption.startswith("What was expected"))
    return {row[0]: row[1:] for row in found.rows}


@pytest.mark.parametrize(
    ("came", "row"),
    [
        ({}, ("3.5 WTE", "not recorded", "3.9 WTE")),
        ({"posts": "2"}, ("3.5 WTE", "2 WTE", "3.9 WTE")),
        ({"posts": "0"}, ("3.5 WTE", "0 WTE", "3.9 WTE")),
    ],
)
def test_what_came_is_said_only_where_the_practice_says_so(came: dict[str, str], row: tuple[str, ...]) -> None:
    assert looked_back(**came)["Posts likely to be filled"] == row


def test_what_was_not_known_then_or_not_in_that_contract_is_no_nought() -> None:
    rows = looked_back()
    assert rows["GP time, signing up against opting out"][0] == "not known"
    assert rows["Income from signing up, this year"][0] == "not in that contract"
    assert rows["Signing up against opting out, this year"][:2] == ("−£1,200", "–")


def test_the_memo_names_what_it_follows_and_the_months_each_counts() -> None:
    memo = compose_memo(replace(facts({**QUICK_LOOK, **noted(WHICH)}), last_time=LAST))
    at = memo.blocks.index(Heading(2, "Since last time"))
    said = memo.blocks[at + 1 : at + 6]
    assert said[0] == Paragraph(
        "This decision follows the decision of Saltmarsh Surgery on Last year’s worksheet, edition 2, reference "
        f"01234567. SHA-256 of its seal.toml: {' '.join(['abab'] * 16)}."
    )
    assert said[1] == Quote("We stay in. [/b] \x1b", "What was decided then")
    assert isinstance(said[3], Paragraph)
    assert said[3].text.startswith("“This year” counted 6 months then and counts 9 months now.")
    assert said[4] == Paragraph("1 answer of that decision could not come over; the appendices have each.")


def test_what_could_not_come_over_is_printed_with_its_note_and_why() -> None:
    blocks = compose_appendices(replace(facts({**QUICK_LOOK, **noted(WHICH)}), last_time=LAST)).blocks
    table = blocks[blocks.index(Heading(2, "Answers of the decision before that could not come over")) + 1]
    assert isinstance(table, Table)
    assert table.rows == (
        ("Our GPs' time for what is gone", "2 hours a week\nsee “B”", "The new worksheet does not ask it"),
    )


def test_where_nothing_was_kept_the_memo_says_so_and_invents_nothing() -> None:
    memo = memo_of({**BLANK, **noted(WHICH)})
    at = memo.blocks.index(Heading(2, "Since last time"))
    _, _, said, after = memo.blocks[at : at + 4]
    assert isinstance(said, Paragraph)
    assert "is not in this record’s folder any more" in said.text
    assert isinstance(after, Heading)


def test_a_decision_that_follows_none_has_no_such_page() -> None:
    assert Heading(2, "Since last time") not in memo_of(QUICK_LOOK).blocks
