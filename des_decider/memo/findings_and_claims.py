"""What each section found, and the published claims beside our own figures."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.finding_words import UNKNOWN, WORDS
from des_decider.appraisal.findings import Finding, in_words
from des_decider.appraisal.formulas.claims import WITH_CEILING, list_taken
from des_decider.decision.wording import called, capital, count_of, joined, number
from des_decider.decision.worksheet_says import in_one
from des_decider.memo.document import Block, Paragraph, Table
from des_decider.memo.figure_words import CLAIMS, FINDINGS, NOT_KNOWN, Words, item, value_in_words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from des_decider.worksheet.model import Claim


def findings_and_claims(words: Words) -> list[Block]:
    """Both items."""
    return [*_findings(words), *_claims(words)]


def _findings(words: Words) -> list[Block]:
    rows = []
    for section, finding in words.findings.items():
        # Colour alone says nothing in black and white.
        colour = f"{finding.colour}: {WORDS[finding.colour]}" if finding.colour else "no finding"
        rows.append((words.section(section), colour, _in_short(words, finding)))
    header = ("Section", "Finding", "In short")
    return [item(FINDINGS), Table("", header, tuple(rows), widths=(16, 22, 62))]


def _in_short(words: Words, finding: Finding) -> str:
    """A finding's words, with the limits its figure was held against.

    Where the practice set its own limits, what the worksheet's come to and who set them stand beside it.
    """
    if finding.words == UNKNOWN:
        missing = count_of(len(finding.needs), "answer is missing", "answers are missing")
        return f"{capital(NOT_KNOWN)}: {missing}."
    figure, limits = words.appraisal.figures.get(finding.figure), finding.limits
    if finding.changed:
        return f"{finding.words} {finding.changed}"
    if figure is None or figure.value is None or limits is None:
        return finding.words
    return f"{finding.words} {capital(in_words(limits, figure.unit))}."


def _claims(words: Words) -> list[Block]:
    """The claims in words, and those with a figure on our list beside ours; how one is rebuilt is in the appendices."""
    claims = words.worksheet.claims.values()
    if not claims:
        return []
    rows = tuple(row for claim in claims if claim.amount is not None for row in _compared(words, claim, claim.amount))
    header = ("Published by", "Their figure", "List taken", "Theirs, carried", "Ours")
    table = Table("", header, rows, numbers=(1, 2, 3, 4), widths=(34, 16, 12, 20, 18))
    taken = any(list_taken(claim, words.worksheet) for claim in claims if claim.amount is not None)
    average = " Where a list was not published, the one taken is that of an average network." if taken else ""
    beside = Paragraph(f"{_relied_on(words)}{average}")
    said = [Paragraph(_about(words, claim)) for claim in claims]
    return [item(CLAIMS), beside, *said, *([table] if rows else [])]


def _compared(words: Words, claim: Claim, amount: Decimal) -> Iterator[tuple[str, ...]]:
    """A claim carried to our list, beside ours; where ours holds the ceiling, ours with the claim we expect instead."""
    yield (
        f"{capital(claim.who)}, {claim.when}; carried to {_our_size(words, claim)}",
        _amount(words, claim, amount),
        f"{claim.list_size:,}",
        words.figure(f"claim.{claim.id}.theirs"),
        f"not comparable: {claim.not_comparable}" if claim.not_comparable else words.figure(f"claim.{claim.id}.ours"),
    )
    if claim.not_comparable:
        return
    expected = f"claim.{claim.id}.ours_expected"
    if expected in words.appraisal.figures and words.value(expected) is not None:
        claimed = words.figure("workforce.claim.full_year")
        instead = (
            f"The same, ours with what we expect to claim in a full year ({claimed}) for the ceiling; all else of the "
            "contract year"
        )
        yield instead, "", "", words.figure(f"claim.{claim.id}.theirs"), words.figure(expected)


def _left_out_of(words: Words, claim: Claim) -> str:
    """Which money of the contract is not in ours, where ours is all that of the network for the contract year."""
    if claim.compare_with != WITH_CEILING:
        return ""
    payments = words.worksheet.payments.values()
    out = [called(p) for p in payments if p.paid_to == "practice" or words.book.hidden(p.origin)]
    holds = " for the contract year"
    if words.value("workforce.ceiling") is not None:
        holds += f", {words.figure('workforce.ceiling')} of it the ceiling"
    return f"{holds}; not in it: {joined(out)}" if out else holds


def _our_size(words: Words, claim: Claim) -> str:
    """What a claim is carried to: the list of the network or of the practice, whichever it speaks of."""
    of, whose = ("our network", "pcn") if claim.about == "network" else ("our practice", "practice")
    size = words.answers.likely(f"{whose}.registered_list")
    return f"{of}, {number(size)} patients" if size is not None else of


def _amount(words: Words, claim: Claim, amount: Decimal) -> str:
    """A claim's amount, in the unit of the figure it stands beside."""
    unit = words.appraisal[claim.compare_with].unit if claim.compare_with in words.appraisal.figures else "£"
    return value_in_words(Fraction(amount), unit, claim.compare_with)


def _relied_on(words: Words) -> str:
    """Which figure the partners relied on, where that is recorded; nothing is said for them."""
    if "claims.relied_on" not in words.answers:
        return "Which published figure, if any, the partners relied on was not recorded."
    return f"What the partners relied on: {words.shown('claims.relied_on')}."


def _about(words: Words, claim: Claim) -> str:
    """What a claim says, what of ours stands beside it, what else was published and what was not."""
    said = [f"{capital(claim.name)}{f', “{claim.said}”' if claim.said else ''}", claim.terms]
    if claim.amount is None:
        published = (f"Also published: {joined(claim.published)}.",) if claim.published else ()
        said.append(f"{capital(claim.who)}, {claim.when}. No figure was published, so nothing stands beside it.")
        return in_one(part for part in (*said, claim.unpublished, *published) if part)
    ours = words.appraisal.figures.get(claim.compare_with)
    if ours is not None and not claim.not_comparable:
        said.append(f"Ours is “{ours.label}”{_left_out_of(words, claim)}.")
    said.append(_basis(claim))
    rebuilt = f"claim.{claim.id}.rebuilt"
    if rebuilt in words.appraisal.figures and words.value(rebuilt) is not None:
        later = [called(p) for p in words.worksheet.payments.values() if words.book.hidden(p.origin)]
        beside = f" with the {joined(later)}" if later else ""
        if to_us := [called(p) for p in words.worksheet.payments.values() if p.paid_to == "practice"]:
            beside += f"{', and' if later else ','} without what is paid to practices themselves ({joined(to_us)})"
        streams = f"Our own sum of the streams in full, and not theirs, is {words.figure(rebuilt)}{beside}"
        said.append(f"{streams}, line by line in the appendices.")
    if claim.published:
        said.append(f"Also published: {joined(claim.published)}.")
    return in_one(said)


def _basis(claim: Claim) -> str:
    """Whether a claim and our figure are on the same basis, by what was published; in the worksheet's words if any."""
    if claim.not_comparable:
        return claim.unpublished
    if claim.content_published and claim.list_published:
        same = "Both what it contains and its list were published, so the two are on the same basis."
        return in_one(part for part in (same, claim.unpublished) if part)
    if claim.unpublished:
        return in_one((claim.unpublished, "So the two need not be on the same basis."))
    what = joined([
        *([] if claim.content_published else ["what it contains"]),
        *([] if claim.list_published else ["the list it is for"]),
    ])  # fmt: skip
    return f"Not published: {what}; so the two need not be on the same basis."
