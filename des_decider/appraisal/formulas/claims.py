"""Claims: published figures somebody disputes, carried to our own list, beside our own figure as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.expression import Node, NotApplicable, Quotient, times, total

if TYPE_CHECKING:
    from des_decider.appraisal.formulas.book import Book
    from des_decider.appraisal.formulas.funding import Funding
    from des_decider.worksheet.model import Claim, Worksheet


def enter_claims(book: Book, funding: Funding) -> None:
    """Enter each claim that has a figure on our own list, ours as it stands, and its streams rebuilt if it asks."""
    for claim in book.worksheet.claims.values():
        if claim.amount is None:
            continue
        whose, ours_is = ("pcn", "our network’s") if claim.about == "network" else ("practice", "our practice’s")
        said = book.fact(f"claim.{claim.id}", claim.name, "£", claim.amount, claim.origin)
        listed = book.fact(f"claim.{claim.id}", f"list of {claim.name}", "patients", claim.list_size, claim.origin)
        if list_taken(claim, book.worksheet):
            origin = book.worksheet.average_list_origin
            listed = book.fact("average_network", "list of an average network", "patients", claim.list_size, origin)
        theirs = Quotient(times(said, book.number(f"{whose}.registered_list")), listed)
        book.figure(f"claim.{claim.id}.theirs", f"{claim.name}, on {ours_is} list", "£", theirs)
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
            label = f"beside {claim.name}: our own sum of the streams in full, and not theirs"
            book.figure(f"claim.{claim.id}.rebuilt", label, "£", funding.rebuilt())


def list_taken(claim: Claim, worksheet: Worksheet) -> bool:
    """Whether the list of an average network is taken for a claim, because its own was not published."""
    return not claim.list_published and claim.list_size == worksheet.average_list


WITH_CEILING = "funding.pcn_total"
"""The one figure in which the ceiling on claims stands as if it were money."""
