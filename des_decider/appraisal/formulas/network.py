"""The network's other practices: what is left of it without us, and who else intends to leave."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.book import NO_NETWORK
from des_decider.appraisal.formulas.expression import (
    Fixed,
    Node,
    NotApplicable,
    NotInContract,
    times,
    total,
)
from des_decider.appraisal.formulas.workforce import NO_SUM

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book


def enter_network(book: Book) -> None:
    """Enter the network without us, and what its other practices intend, as far as we know."""
    rows = book.answers.rows("member")
    unknown: Node | None = None if book.worksheet.has_network else NotInContract(NO_NETWORK)
    if unknown is not None:
        rows = ()
    elif book.answers.yes("member.none"):
        unknown = NotApplicable("the network has no other practice")
    elif not rows:
        unknown = NotApplicable("nothing is recorded of the network's other practices")
    listed = book.number("pcn.registered_list") - book.number("practice.registered_list")
    book.figure("network.list_without_us", "the network's patients without ours", "patients", unknown or listed)
    ceiling: Node = NotInContract(NO_SUM)
    sums = book.worksheet.pays_for_posts
    if sums:
        left = book.number("pcn.weighted_list") - book.number("practice.weighted_list")
        rates = [book.figures[f"funding.{p.id}.pcn"] for p in sums]
        ceiling = total([times(rate, left / book.number("pcn.weighted_list")) for rate in rates])
    book.figure(
        "network.ceiling_without_us",
        "ceiling on claims for posts without us",
        "£",
        unknown if sums and unknown else ceiling,
    )
    leaving = [row for row in rows if book.choice(f"member.{row}.intends") == "opt_out"]
    lists: Node = Fixed(Fraction(0), "none of them intends to opt out", f"member.{rows[0]}.intends" if rows else "")
    lists = total([book.number(f"member.{row}.list") for row in leaving]) if leaving else lists
    label = "patients of other practices that intend to opt out"
    book.figure("network.leaving_list", label, "patients", unknown or lists)
    known = [book.number(id_) for row in rows if book.answers.estimate(id_ := f"member.{row}.beds")]
    ours = book.figures["care_homes.beds"]
    beds = unknown or total([ours, *known])
    beds = ours if ours.contract_has_none else beds
    book.figure("network.beds_known", "beds of ours and of practices we know of", "beds", beds)
