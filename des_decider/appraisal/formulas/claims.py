"""Claims: published figures somebody disputes, beside the same figure of ours on the same list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.expression import Node, NotApplicable, Quotient, times

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book
    from des_decider.appraisal.formulas.funding import Funding
    from des_decider.worksheet.model import Claim


def enter_claims(book: Book, funding: Funding) -> None:
    """Enter, for each claim, our own figure scaled to its list, and its streams rebuilt where it asks for that."""
    for claim in book.worksheet.claims.values():
        compared = book.figures.get(claim.compare_with)
        unit = compared.unit if compared else "£"
        ours = compared or NotApplicable(f"there is no figure {claim.compare_with} to compare it with")
        book.figure(f"claim.{claim.id}.ours", f"beside {claim.name}: ours", unit, _scaled(book, claim, ours))
        if claim.rebuild:
            rebuilt = _scaled(book, claim, funding.rebuilt())
            book.figure(f"claim.{claim.id}.rebuilt", f"beside {claim.name}: its streams in full", "£", rebuilt)


def _scaled(book: Book, claim: Claim, node: Node) -> Node:
    """A figure of the network or of ours as it would be on the claim's list."""
    whose = "pcn" if claim.scale_by == "network" else "practice"
    claimed = book.fact(f"claim.{claim.id}", f"list of {claim.name}", "patients", claim.list_size, claim.origin)
    return Quotient(times(node, claimed), book.number(f"{whose}.registered_list"), "there are no patients")
