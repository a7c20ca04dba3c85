"""Items 8 to 11 of a memo: the background, the options, what each section found, and the claims."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from des_decider.appraisal.findings import WORDS, Finding, in_words
from des_decider.decision.wording import capital, count_of, day, joined, lowered, number
from des_decider.memo.document import Block, Bullets, Paragraph, Table
from des_decider.memo.words import (
    FULL_YEAR,
    NOT_KNOWN,
    NOT_RECORDED,
    THIS_YEAR,
    Words,
    figure_in_words,
    item,
    value_in_words,
)
from des_decider.worksheet.inputs_and_tables import OPTION

if TYPE_CHECKING:
    from des_decider.worksheet.model import Claim

_RELIED_ON = "The practice relied on its own figures."
_NET = {"sign_up": "sign_up.net", "sign_up_then_leave": "leave_in_april.net", "opt_out": "opt_out.net"}


def options_and_findings(words: Words) -> list[Block]:
    """Items 8 to 11, in order."""
    return [*_background(words), *_options(words), *_findings(words), *_claims(words)]


def _background(words: Words) -> list[Block]:
    sheet = words.worksheet
    due = sheet.dates[sheet.year.decide_by]
    services = joined(service.name.lower() for service in sheet.services.values())
    lines = [
        f"{sheet.title} runs from {day(sheet.year.starts)} to {day(sheet.year.ends)}. Its services: {services}.",
        f"Due on {day(due.date)}: {lowered(due.what)}.",
    ]
    if sheet.claims:
        claims = joined(f"{claim.who} ({claim.when}) {_claimed(words, claim)}" for claim in sheet.claims.values())
        lines.append(f"What is claimed for an average network: {claims}.")
    worked = words.answers.likely("practice.gp_sessions")
    sessions = f"GP sessions {NOT_RECORDED}" if worked is None else f"{number(worked)} GP sessions a week"
    partners = count_of(len(words.partners), "partner") if words.partners else f"partners {NOT_RECORDED}"
    lines.append(f"Our practice: {_lists(words, 'practice')}; {sessions}; {partners}.")
    network, commissioner = words.text("pcn.name", f"name {NOT_RECORDED}"), words.text("commissioner.name")
    lines.append(f"Our network: {network}; {_lists(words, 'pcn')}. Commissioner: {commissioner}.")
    return [item("Background"), Bullets(tuple(lines))]


def _lists(words: Words, whose: str) -> str:
    """The registered and the weighted list of the practice or the network."""
    lists = {basis: words.answers.likely(f"{whose}.{basis}_list") for basis in ("registered", "weighted")}
    return joined(f"{basis} list {NOT_RECORDED if n is None else number(n)}" for basis, n in lists.items())


def _options(words: Words) -> list[Block]:
    put = words.answers.text("decision.option")
    rows = tuple(
        (f"{capital(named)}{' (put to the vote)' if option == put else ''}", *_net(words, option))
        for option, named in OPTION.items()
    )
    caption = "Net result for the practice; opting out stands for what leaving itself costs or saves"
    table = Table(caption, ("Option", THIS_YEAR, FULL_YEAR), rows, numbers=(1, 2), widths=(50, 25, 25))
    return [item("Options considered"), table]


def _net(words: Words, option: str) -> tuple[str, str]:
    """What an option comes to, this year and in a full year, as far as there are figures for it."""
    if stem := _NET.get(option):
        return words.figure(f"{stem}.this_year"), words.figure(f"{stem}.full_year")
    said = "as signing up" if option == "sign_up_on_conditions" else "no figure"
    return said, said


def _findings(words: Words) -> list[Block]:
    rows = []
    for section, finding in words.findings.items():
        # Colour alone says nothing in black and white.
        colour = f"{finding.colour}: {WORDS[finding.colour]}" if finding.colour else "no finding yet"
        rows.append((words.section(section), colour, _in_short(words, finding)))
    header = ("Section", "Finding", "In short")
    return [item("What each section found"), Table("", header, tuple(rows), widths=(18, 23, 59))]


def _in_short(words: Words, finding: Finding) -> str:
    """The figure behind a finding, rounded, with the limits it was held against; else the finding's own words.

    Where the practice set its own limits, what the worksheet's come to and who set them stand beside it.
    """
    figure, limits = words.appraisal.figures.get(finding.figure), finding.limits
    if figure is not None and figure.value is None and figure.needs:
        missing = count_of(len(figure.needs), "answer is missing", "answers are missing")
        return f"{capital(NOT_KNOWN)}: {missing}."
    if figure is None or figure.value is None or limits is None:
        return finding.words
    shown = f"{capital(figure.label)}: {figure_in_words(figure)}."
    if finding.changed:
        return f"{shown} {finding.changed}"
    return f"{shown} {capital(in_words(limits, figure.unit))}."


def _claims(words: Words) -> list[Block]:
    """The claims beside our figure on the same list; how a claim is rebuilt stands in the appendices."""
    claims = words.worksheet.claims.values()
    if not claims:
        return [item("Claims and our own figure"), Paragraph(f"{_RELIED_ON} The worksheet names no claim.")]
    rows = tuple(
        (
            f"{claim.who}, {claim.when}",
            _claimed(words, claim),
            f"{claim.list_size:,}",
            words.figure(f"claim.{claim.id}.ours"),
            "same basis" if claim.same_basis else "not on the same basis",
        )
        for claim in claims
    )
    header = ("Published by", "Their figure", "List", "Ours on that list", "Compared")
    table = Table("", header, rows, numbers=(1, 2, 3), widths=(34, 15, 11, 18, 22))
    beside = Paragraph(f"{_RELIED_ON} They stand here beside what others published.")
    said = [Paragraph(_about(words, claim)) for claim in claims]
    return [item("Claims and our own figure"), beside, table, *said]


def _claimed(words: Words, claim: Claim) -> str:
    """A claim's amount, in the unit of the figure it stands beside."""
    compared = words.appraisal.figures.get(claim.compare_with)
    unit = compared.unit if compared else "£"
    return value_in_words(Fraction(claim.amount), unit, claim.compare_with)


def _about(words: Words, claim: Claim) -> str:
    """What a claim says, what of ours stands beside it, what else was published and what was not."""
    said = [f"{claim.name}. {claim.terms}"]
    ours = words.appraisal.figures.get(claim.compare_with)
    if ours is not None:
        said.append(f"Ours is “{ours.label}”.")
    if not claim.same_basis:
        whose = "one practice’s result" if claim.scale_by == "practice" else "our network’s figure"
        on = f"a list of {claim.list_size:,}"
        said.append(f"The two are not on the same basis: ours is {whose}, carried over to {on}.")
    rebuilt = f"claim.{claim.id}.rebuilt"
    if words.value(rebuilt) is not None:
        said.append(f"Its streams in full come to {words.figure(rebuilt)}, line by line in the appendices.")
    if claim.published:
        said.append(f"Also published: {joined(claim.published)}.")
    return " ".join([*said, claim.unpublished]).strip()
