"""Two decisions side by side, in words: what each came to, what each found, which answers differ, who stood where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.finding_words import WORDS
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.decision.vote import IN_WORDS
from des_decider.decision.wording import capital, count_of, joined
from des_decider.memo.figure_words import NOT_APPLICABLE, NOT_KNOWN, value_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.appraisal.compared import Compared, Pair
    from des_decider.appraisal.snapshot import KeptAnswer, KeptFigure, KeptFinding, LastTime

NOT_ANSWERED, NOT_ASKED, NOT_FOUND, NO_PARTNER = "not answered", "not asked", "not looked at", "not a partner"
OF_ONE = "Answers that one worksheet alone asks for"
_BY_HORIZON = (
    "sign_up.income", "sign_up.cost", "sign_up.net", "opt_out.net", "difference", "difference.cash",
    "difference.gp_time", "workforce.claim", "workforce.take_up", "care_homes.coverage",
)  # fmt: skip
_ALONE = ("time.gp_hours", "time.share", "workforce.wte_wanted", "workforce.wte_filled", "care_homes.beds")
MAIN = (*(f"{stem}.{key}" for key in HORIZONS for stem in _BY_HORIZON), *_ALONE)
"""The figures that are laid side by side without being asked for."""


class Row(NamedTuple):
    """One line: what it is about, and what each decision has there."""

    what: str
    before: str
    after: str


class Part(NamedTuple):
    """A part of the comparison; `said` is what has to be known before its rows are read."""

    title: str
    rows: tuple[Row, ...]
    said: str = ""


def parts(
    compared: Compared, last: LastTime | None = None, where: tuple[str, str] = ("in the first", "in the second")
) -> Iterator[Part]:
    """Everything side by side; of the figures the main ones. `where` is how the two are spoken of.

    `last` is what a decision kept of the one it follows: the answers of that one that could not come over.
    """
    main = [id_ for id_ in MAIN if id_ in compared.figures]
    rows = tuple(Row(capital(compared.label(id_)), *_both(compared, id_)) for id_ in main)
    found = compared.findings.values()
    left = last.left if last is not None else {}
    differ = {id_: pair for id_, pair in compared.answers.items() if id_ not in left}
    of_one = [id_ for id_ in differ if not (compared.before.asks(id_) and compared.after.asks(id_))]
    answers = tuple(_answer(id_, pair, NOT_ANSWERED) for id_, pair in differ.items() if id_ not in of_one)
    positions = tuple(_positions(compared))
    yield Part("What was decided", tuple(_decided(compared)))
    yield Part("Figures", rows, _said_of_figures(compared, where))
    yield Part("Findings", tuple(Row(_title(pair), _colour(pair.before), _colour(pair.after)) for pair in found))
    yield Part("Answers that differ", answers, "" if answers else "No answer differs.")
    if of_one:
        yield Part(OF_ONE, tuple(_answer(id_, differ[id_], NOT_ASKED) for id_ in of_one))
    if last is not None and last.left:
        yield Part("Answers that could not come over", tuple(_left(last)))
    yield Part("Positions", positions, "" if positions else "No position is recorded in either.")


def figure_in_words(id_: str, figure: KeptFigure) -> str:
    """A figure as a memo shows it, or why it has no value; never 0 for what is missing."""
    if figure.value is None:
        return NOT_KNOWN if figure.applies else NOT_APPLICABLE
    return value_in_words(figure.value, figure.unit, id_)


def _decided(compared: Compared) -> Iterator[Row]:
    before, after = compared.before, compared.after
    yield Row("Worksheet", before.worksheet, after.worksheet)
    yield Row("Practice", before.practice, after.practice)
    if before.sentence or after.sentence:
        yield Row("Decision", before.sentence or "none written", after.sentence or "none written")


def _both(compared: Compared, id_: str) -> tuple[str, str]:
    before, after = compared.figures[id_]
    return figure_in_words(id_, before), figure_in_words(id_, after)


def _said_of_figures(compared: Compared, where: tuple[str, str]) -> str:
    """What makes figures unlike each other: how many months count, and what only one contract has."""
    said = []
    if not compared.of_like_length:
        both = (one.months for one in (compared.before, compared.after))
        first, second = (count_of(months, "month") if months else "an unknown number of months" for months in both)
        said.append(f"“This year” is {first} {where[0]} and {second} {where[1]}; a full year is twelve in both.")
    alone = zip((compared.only_before, compared.only_after), where, strict=True)
    if told := [f"{count_of(len(ids), 'figure')} only {there}" for ids, there in alone if ids]:
        said.append(f"Not compared, as one contract has them alone: {joined(told)}.")
    return " ".join(said)


def _title(pair: Pair[KeptFinding]) -> str:
    found = pair.after or pair.before
    return found.title if found else ""


def _colour(finding: KeptFinding | None) -> str:
    if finding is None:
        return NOT_FOUND
    return f"{finding.colour}: {WORDS[finding.colour]}" if finding.colour else NOT_KNOWN


def _answer(id_: str, pair: Pair[KeptAnswer], no: str) -> Row:
    """What both have there; `no` says why one of them may have nothing.

    A row may have another name in each, such as a partner of another practice: it is called by both.
    """
    labels = [*dict.fromkeys(one.label for one in pair if one)]
    of_a_row = any(part.isdigit() for part in id_.split("."))
    label = " / ".join(labels) if of_a_row else labels[-1]
    before, after = (one.words if one else no for one in pair)
    return Row(capital(label), before, after)


def _left(last: LastTime) -> Iterator[Row]:
    for id_, why in last.left.items():
        if (was := last.was.answers.get(id_)) is not None:
            yield Row(capital(was.label), was.words, why)


def _positions(compared: Compared) -> Iterator[Row]:
    """Who stood where; of a decision that no longer tells, nobody is said not to have been a partner."""
    nobody = [NO_PARTNER if one.stands else NOT_KNOWN for one in (compared.before, compared.after)]
    for name, pair in compared.positions.items():
        first, second = (IN_WORDS.get(said, said) if said else no for said, no in zip(pair, nobody, strict=True))
        yield Row(name, first, second)
