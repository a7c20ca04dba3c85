"""Low and high of every figure in the JSON of `show`."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from des_decider.record.example import make_example
from des_decider.record.stamps import now
from tests.cli.driver import Desk

if TYPE_CHECKING:
    from pathlib import Path


def test_every_figure_of_the_worked_example_stands_between_its_low_and_its_high(tmp_path: Path) -> None:
    make_example(tmp_path / "example", now)
    figures = Desk(tmp_path / "example").figures()
    wide = 0
    for id_, figure in figures.items():
        if figure["value"] is None:
            assert (figure["low"], figure["high"]) == (None, None), id_
        else:
            low, value, high = (Decimal(figure[end]) for end in ("low", "value", "high"))
            assert low <= value <= high, id_
            wide += low < high
    assert wide > 70
    certain = figures["funding.arrs_sum.pcn"]
    assert certain["low"] == certain["value"] == certain["high"]


def test_without_an_end_there_is_none_in_the_json(desk: Desk) -> None:
    desk.new("Saltmarsh Surgery")
    desk.answer(
        "home.whole.beds=40", "home.whole.hours=0 / 6 / 12", "home.whole.done_by=gp", "cost.gp_hour=90",
        "cost.nurse_hour=30", "network.split=network_keeps", "share.of_pcn=100",
    )  # fmt: skip
    coverage = desk.figures()["care_homes.coverage.this_year"]
    assert Decimal(coverage["low"]) < Decimal(coverage["value"])
    assert coverage["high"] is None
