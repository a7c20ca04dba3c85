"""How findings are worded: a figure on both horizons, months against months, what costs nothing, hours worked today.

A figure is called by its own label, which stands where it is worked out, in `formulas/`.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from des_decider.decision.wording import brief, capital, count_of, joined, money, number
from des_decider.worksheet.months import counted_months_of

if TYPE_CHECKING:
    from des_decider.appraisal.figures import Appraisal, Figure
    from des_decider.appraisal.formulas.book import Book

Colour = Literal["green", "amber", "red"]
UNKNOWN = "Not known yet."
"""The words of a finding whose figure is missing."""
WORDS: dict[Colour, str] = {"green": "no concern", "amber": "a concern", "red": "a serious concern"}


def on_each(appraisal: Appraisal, figures: list[Figure], colours: list[Colour]) -> str:
    """A figure on each horizon, and which is which where they are not of one colour."""
    said = []
    for figure, colour in zip(figures, colours, strict=True):
        told = f" ({WORDS[colour]})" if len(set(colours)) > 1 else ""
        said.append(f"{brief(figure.value or Fraction(0), figure.unit)}{told}")
    label = figures[0].label
    if len(figures) == 1:
        return f"{capital(label)}: {said[0]}."
    words = [horizon.words for horizon in appraisal.book.horizons]
    alike = len(set(said)) == 1  # then it is said once: twice the same number reads like a slip
    both = " and ".join(f"{amount} {when}" for amount, when in zip(said, words, strict=True))
    both = f"{said[0]} {joined(words)}" if alike else both
    return f"{capital(label.removesuffix(f', {words[0]}'))}: {both}."


def once_said(appraisal: Appraisal) -> str:
    """What of this year's whole difference comes only once."""
    once = appraisal["difference.once.this_year"].value
    if not once:
        return ""
    way = "better" if once > 0 else "worse"
    return f" This year’s total includes {money(abs(once))} for the {way} that comes only once."


def months_against_months(book: Book) -> str:
    """Over how many months this year's premium and this year's work in the homes run; empty where over the same."""
    sheet = book.worksheet
    premium = {counted_months_of(payment, sheet) for payment in sheet.payments.values() if payment.kind == "bed"}
    work = book.this_year.months(sheet.homes_start) if sheet.homes_start else None
    if len(premium) != 1 or work is None or premium == {work} or book.this_year.unknown:
        return ""
    paid = count_of(premium.pop(), "month’s", "months’")
    return f" This year sets {paid} premium against {count_of(work, 'month’s', 'months’')} work."


def without_cost(appraisal: Appraisal) -> str:
    """Why nothing in the homes costs us anything; empty where it does."""
    if appraisal["care_homes.beds"].value == 0:
        network = appraisal.book.answers.likely("pcn.care_home_beds")
        beds = f" The network has {count_of(int(network), 'bed')}." if network else ""
        return f"No care home falls to us.{beds}"
    costs = [appraisal[f"care_homes.cost.{horizon.key}"].value for horizon in appraisal.book.horizons]
    return "The work in our homes costs us nothing." if set(costs) == {Fraction(0)} else ""


def worked_today(appraisal: Appraisal) -> str:
    """The hours that are no new ones, because they are worked already, and which of them are the director's."""
    already = appraisal["time.already_hours"].value
    if not already or already < 0:
        return ""
    return f" {number(already, 1)} more are worked today already{of_the_director(appraisal)}."


def of_the_director(appraisal: Appraisal) -> str:
    """Which of the hours worked today are the director's; empty where none are."""
    answers = appraisal.book.answers
    hours = answers.likely("director.hours")
    counted = answers.yes("director.already") and appraisal["gp_time.director.full_year"].value
    if not counted or not hours:
        return ""
    paid = appraisal["sign_up.director.full_year"].value
    return f", {number(hours, 1)} of them our director’s{f', for {money(paid)} a year' if paid else ''}"
