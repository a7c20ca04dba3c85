"""Where we stand: how far the ranges carry the differences, in one kind of span for both horizons."""

from __future__ import annotations

from dataclasses import replace

import pytest

from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.hangs_on import HangsOn, hangs_on
from des_decider.tui.where_we_stand import among, signed, span
from tests.appraisal.test_break_evens import QUICK
from tests.building import appraisal

STATUSES = {
    f"service.{service}.status": "ready" for service in ("smr", "ehch", "ecd", "extended_hours", "social_prescribing")
}


def _hung() -> HangsOn:
    return hangs_on(appraisal(QUICK | STATUSES | {"workforce.claimed_before": "0"}), "a decision")


@pytest.mark.parametrize("withheld", [(), ("this_year",), ("full_year",), ("this_year", "full_year")])
def test_both_horizons_have_one_kind_of_span(withheld: tuple[str, ...]) -> None:
    """As in the memo: without the lowest and highest tenth, and spoken of as cases only where both may be."""
    hung = replace(_hung(), withheld={key: "too few ranges" if key in withheld else "" for key in HORIZONS})
    assert among(hung) == ("by ranges so far" if withheld else "in 8 of 10 cases")
    for key in HORIZONS:
        spread = hung.spread(key)
        assert spread is not None
        assert spread.p10 < spread.p90
        assert span(hung, key) == f"from {signed(spread.p10)} to {signed(spread.p90)}"
