"""Where we stand: how far the ranges carry the differences, in one kind of span for both horizons."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.hangs_on import HangsOn, hangs_on
from des_decider.record.example import make_example
from des_decider.record.opening import open_decision
from des_decider.record.state import state_of
from des_decider.tui.frame import PANEL
from des_decider.tui.where_we_stand import StandingLine, among, signed, span, standing
from des_decider.tui.widgets.panel import laid_out
from tests.appraisal.test_break_evens import QUICK
from tests.building import appraisal
from tests.tui.driver import EVENING, given_before, meeting

if TYPE_CHECKING:
    from pathlib import Path

STATUSES = {
    f"service.{service}.status": "ready" for service in ("smr", "ehch", "ecd", "extended_hours", "social_prescribing")
}


def _hung() -> HangsOn:
    return hangs_on(appraisal(QUICK | STATUSES | {"workforce.claimed_before": "0"}), "a decision")


def test_however_long_its_words_a_line_ends_in_its_value_after_a_blank() -> None:
    for words in ("w" * length for length in range(10, 40)):
        shown = str(laid_out(StandingLine(f"  {words}", "£1,000", "a figure"), PANEL))
        assert len(shown) == PANEL
        assert shown.endswith(" £1,000")
        assert words in shown or "w… £1,000" in shown
    assert str(laid_out(StandingLine("  What it comes to", "£" * 40, "a figure"), PANEL)) == f"  Wha… {'£' * 26}…"


@pytest.mark.parametrize("withheld", [(), ("this_year",), ("full_year",), ("this_year", "full_year")])
def test_both_horizons_have_one_kind_of_span(withheld: tuple[str, ...]) -> None:
    """As in the memo: without the lowest and highest tenth, and spoken of as cases only where both may be."""
    hung = _hung()._replace(withheld={key: "too few ranges" if key in withheld else "" for key in HORIZONS})
    assert among(hung) == ("by ranges so far" if withheld else "in 8 of 10 cases")
    for key in HORIZONS:
        spread = hung.spread(key)
        assert spread is not None
        assert spread.p10 < spread.p90
        assert span(hung, key) == f"from {signed(spread.p10)} to {signed(spread.p90)}"


async def test_a_span_is_drawn_under_its_figure_and_no_line_moves_for_it(tmp_path: Path) -> None:
    make_example(tmp_path / "example", lambda: EVENING)
    async with meeting(tmp_path / "example", (80, 40), at_rest=100.0) as room:
        room.app.beside.touched()
        await room.press("f2")
        before = room.text.splitlines()
        at = next(n for n, line in enumerate(before) if "working out its range" in line)
        assert before[at + 1].strip(" │") == ""
        await room.rest()
        after = room.text.splitlines()
        assert re.search(r"from −£[\d,]+ to −£[\d,]+ +in 8 of 10 cases", after[at])
        assert re.fullmatch(r" +█+│█+ +:  \(£0 is at :\)", after[at + 1].rstrip(" │"))
        moved = [n for n, (one, other) in enumerate(zip(before, after, strict=True)) if one != other]
        assert len(moved) == 4, "two spans, each with its bar"


@pytest.mark.parametrize(("out_from", "said"), [("", None), ("31 March 2021", None), ("30 June 2021", "−£5,000")])
def test_leaving_next_stands_beside_opting_out_until_then_where_that_is_longer(
    tmp_path: Path, out_from: str, said: str | None
) -> None:
    texts = {"local.none": "yes", "opt_out.hours": "1", "cost.gp_hour": "100", "opt_out.exit_cost": "1000"}
    texts |= {"cost.weeks_per_year": "40"} | ({"date.next_effective": out_from} if out_from else {})
    folder = given_before(tmp_path / "d", texts)
    with open_decision(folder, clock=lambda: EVENING, read_only=True) as session:
        lines = {line.words.strip(): line.value for line in standing(state_of(session), every=True)}
    assert lines["opting out, this year"] == "−£4,000"
    assert lines.get("opting out, until then") == said
