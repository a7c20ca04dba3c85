"""The options side by side: which figures say what signing up and opting out come to, part by part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book

Part = Literal["cash", "gp_time", "net", "care"]


class Row(NamedTuple):
    """One part of what the options come to, as ids of figures.

    `opt_out` and `difference` are empty for care, which only signing up brings and which is no money of ours.
    """

    part: Part
    sign_up: str
    opt_out: str
    difference: str


def side_by_side(horizon: str, book: Book) -> tuple[Row, ...]:
    """The rows of one horizon, that of care only where the contract has posts."""
    care = Row("care", f"workforce.care.{horizon}", "", "")
    return (
        Row("cash", f"sign_up.cash.{horizon}", f"opt_out.cash.{horizon}", f"difference.cash.{horizon}"),
        Row("gp_time", f"sign_up.gp_time.{horizon}", f"opt_out.gp_time.{horizon}", f"difference.gp_time.{horizon}"),
        Row("net", f"sign_up.net.{horizon}", f"opt_out.net.{horizon}", f"difference.{horizon}"),
        *(() if book.lacks("workforce") else (care,)),
    )
