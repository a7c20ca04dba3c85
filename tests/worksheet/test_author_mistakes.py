"""Of the mistakes authors make nearly all are reported, at their line, with a mend that works when it is followed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from des_decider.record.worksheet_check import check_worksheet
from des_decider.worksheet.supplements import digest_of
from tests.building import EXTENDED, ROOT, SMALL
from tests.how_many import cases
from tests.worksheet.author_mistakes import LINES, Slip, followed, slips

if TYPE_CHECKING:
    from des_decider.worksheet.mistakes import Mistake

SHEETS = {
    path.stem: path.read_text(encoding="utf-8") for path in (SMALL, EXTENDED, *(ROOT / "worksheets").glob("*.toml"))
}
BASE = SMALL.read_bytes()
OVER_THE_SMALL_ONE = f"""\
format = 1

[worksheet]
id = "outer-isles-2031-32"
title = "Farholm Ferry Care 2031/32 for the outer isles"
edition = "1"
issuer = "Outer Isles LMC (fictional)"
about = "What the outer isles ask besides, by {{deadline}}."
extends = "farholm-ferry-care-2031-32"
base_edition = "3-test"
base_digest = "{digest_of(BASE)}"
""" + (Path(__file__).parent / "supplement-of-every-kind.toml").read_text(encoding="utf-8")
MANY = Path(__file__).parent / "thirty-mistakes.toml"


@cache
def _said(text: str) -> list[Mistake]:
    """What is said of a worksheet; most mends lead back to one that others lead to as well."""
    reading = check_worksheet(text.encode(), "", lambda _: None, base=BASE if "extends" in text else b"")
    return [*reading.mistakes, *reading.warnings]


def _at_its_line(slip: Slip, said: list[Mistake]) -> bool:
    """A table of which the name alone is missing has no line but those of its keys."""
    unnamed = slip.kind == "a table left without a name"
    return any(one.line in slip.lines or (unnamed and one.line is None) for one in said)


def _works(slip: Slip, said: list[Mistake]) -> bool:
    """Whether nothing is left, once it is followed, but what no program could mend."""
    left = {(one.code, one.what) for one in said if one.replace is None}
    return all((one.code, one.what) in left for one in _said(followed(slip.text, said)))


def test_single_mistakes_are_reported_at_their_line_with_a_mend_that_works() -> None:
    count = cases(len(LINES), thorough=300)
    made = slips(SHEETS, Random(count), count)  # noqa: S311 - the same every time
    assert len({slip.kind for slip in made}) >= 37
    _are_reported(made)


def test_those_of_a_supplement_are_too() -> None:
    made = slips({"over": OVER_THE_SMALL_ONE}, Random(1), cases(90, thorough=200), every=False)  # noqa: S311 - as above
    assert len({slip.kind for slip in made}) >= 60
    _are_reported(made)


def _are_reported(made: list[Slip]) -> None:
    count = len(made)
    told = [(slip, said) for slip in made if (said := _said(slip.text))]
    assert len(told) >= 0.98 * count
    right = [slip for slip, said in told if _at_its_line(slip, said)]
    assert len(right) >= 0.95 * count
    alone = [slip for slip, said in told if len(said) == 1]
    assert len(alone) >= 0.95 * count, "one cause is one mistake"
    followed = [(slip, said) for slip, said in told if any(one.replace is not None for one in said)]
    assert len(followed) >= count / 2
    works = [slip for slip, said in followed if _works(slip, said)]
    assert len(works) >= 0.9 * len(followed)


def test_no_mistake_of_one_class_hides_those_of_another() -> None:
    """Thirty mistakes of every stage in one file, each on a line with a remark beside or above it that says MISTAKE."""
    text = MANY.read_text(encoding="utf-8")
    marked = [number for number, line in enumerate(text.split("\n"), 1) if "MISTAKE" in line]
    assert len(marked) == 30
    lines = {one.line for one in _said(text)}
    named = [number for number in marked if {number, number + 1} & lines]
    assert len(named) >= 28, [number for number in marked if number not in named]
    assert len(lines) <= 32, "and hardly anything else is called one"
