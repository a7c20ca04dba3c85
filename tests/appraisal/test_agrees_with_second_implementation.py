"""The figures agree exactly, and in what they need, with a second implementation written from the definitions alone."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.building import BARE, EXTENDED, NO_POSTS, OCTOBER, SHIPPED, SMALL, appraisal, ids, raw
from tests.how_many import cases
from tests.random_decisions import random_answers
from tests.second_implementation import Needs, NotApplicable, figures

if TYPE_CHECKING:
    from fractions import Fraction
    from pathlib import Path

SHEETS = (SHIPPED, SMALL, EXTENDED, BARE, OCTOBER, NO_POSTS)
DECISIONS = cases(120, thorough=3_000)
BATCHES = cases(4, thorough=10)
LEFT_OUT = ("opt_out_effective", "next_window", "next_effective")


def _ours(texts: dict[str, str], path: Path) -> dict[str, Fraction | Needs | str]:
    found: dict[str, Fraction | Needs | str] = {}
    for id_, figure in appraisal(texts, path).figures.items():
        if figure.value is not None:
            found[id_] = figure.value
        elif figure.not_applicable is not None:
            found[id_] = "not applicable"
        else:
            found[id_] = Needs(frozenset(figure.needs))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("batch", range(BATCHES))
@pytest.mark.parametrize("path", SHEETS, ids=[path.stem for path in SHEETS])
def test_every_figure_of_random_decisions_is_the_same(batch: int, path: Path) -> None:
    rng = random.Random(batch)  # noqa: S311 - the same decisions on every run
    for _ in range(DECISIONS // BATCHES // len(SHEETS)):
        texts = random_answers(raw(path), rng)
        if rng.random() < 0.2:  # a table said not to be empty lacks its first row
            texts |= {id_: "no" for id_ in texts if id_.endswith(".none")}
        theirs = {
            id_: "not applicable" if isinstance(value, NotApplicable) else value
            for id_, value in figures(raw(path), texts).items()
        }
        assert _ours(texts, path) == theirs


@pytest.mark.parametrize("without", [("next_window", "next_effective"), ("opt_out_effective",), (*LEFT_OUT,)], ids=str)
@pytest.mark.parametrize("path", [SMALL, EXTENDED, NO_POSTS], ids=lambda path: path.stem)
def test_it_is_the_same_where_nobody_is_in_the_contract_yet_or_leaves_it_later(
    tmp_path: Path, path: Path, without: tuple[str, ...]
) -> None:
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    sheet = tmp_path / path.name
    kept = [line for line in lines if not line.startswith(without) or line.startswith(LEFT_OUT[0])]
    if LEFT_OUT[0] in without:
        kept = [f'{LEFT_OUT[0]} = "none"\n' if line.startswith(LEFT_OUT[0]) else line for line in kept]
    sheet.write_text("".join(kept), encoding="utf-8")
    rng = random.Random(7)  # noqa: S311 - the same decisions on every run
    for _ in range(cases(5, thorough=100)):
        texts = {id_: text for id_, text in random_answers(raw(sheet), rng).items() if ids(sheet).field(id_)}
        theirs = {
            id_: "not applicable" if isinstance(value, NotApplicable) else value
            for id_, value in figures(raw(sheet), texts).items()
        }
        assert _ours(texts, sheet) == theirs
        of_next = [theirs[id_] for id_ in theirs if "leave_next" in id_]
        assert set(of_next) == {"not applicable"} or "next_window" not in without
