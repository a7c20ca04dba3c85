"""The options side by side, and signing up against opting out for each patient and partner, with its ranges."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.side_by_side import side_by_side
from des_decider.decision.wording import capital, joined, money
from des_decider.memo.document import Paragraph, Table
from des_decider.memo.figure_words import FULL_YEAR, NOT_KNOWN, THIS_YEAR, value_in_words

if TYPE_CHECKING:
    from des_decider.appraisal.side_by_side import Part
    from des_decider.memo.document import Block
    from des_decider.memo.figure_words import Words

_PARTS: dict[Part, str] = {
    "cash": "money alone", "gp_time": "GP time, priced", "net": "together", "care": "care, our share of what is claimed"
}  # fmt: skip
_NOTHING, _NO_RANGE = "–", "no range"


def options_side_by_side(words: Words) -> list[Block]:
    """Signing up and opting out: money, GP time and care, both horizons; then leaving at the next window."""
    care = "; care is our share of what is claimed for posts, and no money of ours"
    caption = (
        "The options side by side: signing up against being outside the contract, opting out by what it alone brings "
        f"or costs{'' if words.book.lacks('workforce') else care}"
    )
    if all(words.value(f"{stem}.{horizon}") is None for stem in ("sign_up.net", "opt_out.net") for horizon in HORIZONS):
        return [Paragraph(f"The options side by side: {NOT_KNOWN}.")]
    rows = [
        (
            f"{capital(horizon.when)}: {_PARTS[row.part]}",
            *(words.figure(id_) if id_ else _NOTHING for id_ in (row.sign_up, row.opt_out, row.difference)),
        )
        for key, horizon in HORIZONS.items()
        for row in side_by_side(key, words.book)
    ]
    if words.worksheet.can_be_left_later:
        later = f"Signing up and leaving at the next window, {words.months_until_left}"
        rows.append((later, *map(words.figure, ("leave_next.net", "leave_next.opt_out", "difference.leave_next"))))
    rows.append(
        (
            "GP time a week once everything runs, counted as a difference alone",
            _NOTHING,
            _NOTHING,
            words.figure("time.gp_hours"),
        )
    )
    header = ("What", "Sign up", "Opt out", "Sign up against opt out")
    return [Table(caption, header, tuple(rows), numbers=(1, 2, 3), widths=(43, 16, 14, 27))]


def shared_out(words: Words) -> list[Block]:
    """Signing up against opting out for each patient and each partner, by profit share where all have one."""
    if all(words.value(f"difference.{horizon}") is None for horizon in HORIZONS):
        return [Paragraph(f"Signing up against opting out: {NOT_KNOWN}.")]
    stems = {"For each patient": "difference.per_patient"}
    figures = words.appraisal.figures
    by_share = {row: name for row, name in words.partners.items() if f"difference.partner.{row}.this_year" in figures}
    stems |= {name: f"difference.partner.{row}" for row, name in by_share.items()}
    if not by_share:
        stems["For each partner"] = "difference.per_partner"
    rows = tuple(
        (label, *(cell for key in HORIZONS for cell in (words.figure(f"{stem}.{key}"), span(words, stem, key))))
        for label, stem in stems.items()
    )
    over = range_heading(words)
    header = ("For whom", THIS_YEAR, over, FULL_YEAR, over)
    parts = "by profit share" if by_share else "in equal parts"
    caption = (
        f"Signing up against opting out, money and priced GP time together; partners {parts}; no forecast of any profit"
    )
    table = Table(caption, header, rows, numbers=(1, 2, 3, 4), widths=(50, 23, 49, 28, 50))
    return [table, *_in_money(words)]


def _in_money(words: Words) -> list[Block]:
    """Money alone for each patient, so that the price of GP time in the table is not taken for drawings."""
    patients = words.answers.likely("practice.registered_list")
    cash = [words.value(f"difference.cash.{horizon}") for horizon in HORIZONS]
    said = [
        f"{money(amount / patients, pence=True)} {when}"
        for amount, (when, _) in zip(cash, HORIZONS.values(), strict=True)
        if amount is not None and patients
    ]
    return [Paragraph(f"Money alone, for each patient: {joined(said)}.")] if said else []


def range_heading(words: Words) -> str:
    """What stands over ranges: of 8 cases in 10 it is spoken only where enough answers have a range, in both years."""
    return "8 of 10 cases" if words.facts.hangs_on.in_cases else "By ranges so far"


def meant_by_range(words: Words) -> str:
    """What stands under that heading; that there is no range, where no difference has one."""
    drawn = words.facts.hangs_on.drawn
    if all(spread.p10 == spread.p90 for spread in drawn.spreads.values()):
        return "No answer that moves these has a range."
    heading = range_heading(words)
    cases = f"of {drawn.number:,} cases drawn from our ranges, the lowest and highest tenth left out."
    return f"“{heading}”: {cases} {words.facts.hangs_on.counts_as_certain}".strip()


def span(words: Words, stem: str, key: str) -> str:
    """From … to … beside a difference, leaving out the lowest and the highest tenth of the cases drawn."""
    id_ = f"{stem}.{key}"
    part = _part_of_whole(words, stem)
    spread = words.facts.hangs_on.drawn.spreads.get(id_ if part is None else f"difference.{key}")
    if spread is None or words.value(id_) is None:
        return _NOTHING
    if spread.p10 == spread.p90:
        return _NO_RANGE
    low, high = (value_in_words(end * (1 if part is None else part), "£", id_) for end in (spread.p10, spread.p90))
    return f"{low} to {high}"


def _part_of_whole(words: Words, stem: str) -> Fraction | None:
    """Which part of the difference this is: a patient's or a partner's, whose cases are those of the whole."""
    if stem == "difference.per_patient":
        return 1 / (words.answers.likely("practice.registered_list") or Fraction(1))
    if stem == "difference.per_partner":
        return Fraction(1, max(1, len(words.answers.rows("partner"))))
    if not stem.startswith("difference.partner."):
        return None
    shares = {
        f"difference.partner.{row}": words.answers.likely(f"partner.{row}.profit_share") or Fraction(0)
        for row in words.answers.rows("partner")
    }
    return shares[stem] / (sum(shares.values()) or Fraction(1))
