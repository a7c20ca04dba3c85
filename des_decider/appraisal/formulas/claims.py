"""Claims: published figures somebody disputes, carried to our own list, beside our own figure as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.expression import Node, NotApplicable, Quotient, times, total

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book
    from des_decider.appraisal.formulas.funding import Funding


def enter_claims(book: Book, funding: Funding) -> None:
    """Enter each claim on our own list, our own figure as it stands, and its streams rebuilt where it asks for that."""
    for claim in book.worksheet.claims.values():
        whose = "pcn" if claim.about == "network" else "practice"
        said = book.fact(f"claim.{claim.id}", claim.name, "£", claim.amount, claim.origin)
        listed = book.fact(f"claim.{claim.id}", f"list of {claim.name}", "patients", claim.list_size, claim.origin)
        theirs = Quotient(times(said, book.number(f"{whose}.registered_list")), listed)
        book.figure(f"claim.{claim.id}.theirs", f"{claim.name}, on our list", "£", theirs)
        compared = book.figures.get(claim.compare_with)
        unit = compared.unit if compared else "£"
        ours = compared or NotApplicable(f"there is no figure {claim.compare_with} to compare it with")
        book.figure(f"claim.{claim.id}.ours", f"beside {claim.name}: ours", unit, ours)
        if claim.compare_with == WITH_CEILING:
            claimed = book.figures["workforce.claim.full_year"]
            expected: Node = total([book.figures["funding.pcn_income"], claimed])
            expected = claimed.node if isinstance(claimed.node, NotApplicable) else expected
            label = f"beside {claim.name}: ours, with what we expect to claim"
            book.figure(f"claim.{claim.id}.ours_expected", label, "£", expected)
        if claim.rebuild:
            book.figure(
                f"claim.{claim.id}.rebuilt", f"beside {claim.name}: its streams in full", "£", funding.rebuilt()
            )


WITH_CEILING = "funding.pcn_total"
"""The one figure in which the ceiling on claims stands as if it were money."""
