"""Reads what figures are held against: evidence, thresholds and contested claims."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING, Literal

from des_decider.worksheet.asks import check_path
from des_decider.worksheet.braces import has_average_list
from des_decider.worksheet.figure_paths import FIGURE_PATHS, closest_path, is_in_per_cent, match_path, whose
from des_decider.worksheet.keys_for_schema import TEXT
from des_decider.worksheet.mistakes import closest, safe, shown
from des_decider.worksheet.model import Claim, Evidence, Threshold
from des_decider.worksheet.sources import read_source
from des_decider.worksheet.toml_table import MAX_UNKNOWN, Table, tables
from des_decider.worksheet.year import only_table, surely_in_homes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.worksheet.references import References

_USUAL = {
    "funding": (
        "[threshold.funding]",
        'figure = "difference.per_patient.this_year"',
        "green = 0      # £ a patient; at or above it is no concern",
        "amber = -0.50  # at or above it is a concern, below it a serious one",
    ),
    "workforce": (
        "[threshold.workforce]",
        'figure = "workforce.take_up.this_year"',
        "green = 75     # per cent of the money for posts that is claimed; at or above it is no concern",
        "amber = 40     # at or above it is a concern, below it a serious one",
    ),
    "care_homes": (
        "[threshold.care_homes]",
        'figure = "care_homes.coverage.this_year"',
        "green = 100    # per cent of the work in the homes that its money covers; at or above it is no concern",
        "amber = 60     # at or above it is a concern, below it a serious one",
    ),
}
"""What a worksheet without one can begin with: limits are a judgement, and its author’s."""
THRESHOLD_SECTIONS = tuple(_USUAL)

_OF_AN_AMOUNT = {"compare_with", "not_comparable", "rebuild", "content_published", "list_published"}
"""Keys that say what a claim's figure is, and so stand only beside one."""
_AVERAGE = "{average_list}"
"""What the list of a claim is that names none."""
_ABOUT: tuple[Literal["network"], Literal["practices"]] = ("network", "practices")
_OF = {"network": "a network", "practices": "a practice"}
_USUALLY_COMPARED = {
    "network": ("funding.pcn_total", "funding.pcn_income"),
    "practices": ("funding.practice_total", "sign_up.income.full_year", "sign_up.net.full_year"),
}
"""Figures of ours that stand beside what is said of a network, or of a practice."""
_SUCH_AS = "Name one, such as funding.practice_total or sign_up.net.full_year; docs/figures.md has all"
_BETTER: tuple[Literal["higher"], Literal["lower"]] = ("higher", "lower")


def read_evidence(root: Table, known: References) -> dict[str, Evidence]:
    """What is known about quantities."""
    evidence: dict[str, Evidence] = {}
    for id_, table in tables(root, "evidence"):
        figures = table.child("figures") or Table(root.mistakes, {}, ("evidence", id_))
        low, likely, high = (figures.number(key, required=False, negative=True) for key in ("low", "likely", "high"))
        given = [(key, value) for key, value in (("low", low), ("likely", likely), ("high", high)) if value is not None]
        if (turned := next((two for two in pairwise(given) if two[0][1] > two[1][1]), None)) is not None:
            (key, _), (next_key, _) = turned
            figures.wrong("out-of-order", next_key, f"{next_key} is less than {key}", "The order is low, likely, high")
        for name in table.texts("beside"):
            about, _, question = name.partition(".")
            if about == "question":
                table.check_known("beside", question, known.of("question"), "question")
            else:
                check_path(table, "beside", name, known, for_ask=True)
        what, origin, unit = table.text("what"), read_source(table, known), figures.name("unit", required=False)
        figures.finish()
        evidence[id_] = Evidence(id_, what, origin, unit, low, likely, high)
    return evidence


def read_thresholds(root: Table, known: References) -> dict[str, Threshold]:
    """When a finding is green, amber or red; each of THRESHOLD_SECTIONS of which the contract has anything has one."""
    has = {"workforce": known.contract_has()["posts"], "care_homes": surely_in_homes(root)}
    needed = [section for section in THRESHOLD_SECTIONS if has.get(section, True)]
    parent = only_table(root, "threshold")
    thresholds: dict[str, Threshold] = {}
    for section, values in list(parent.values.items())[:MAX_UNKNOWN]:
        if section not in THRESHOLD_SECTIONS:
            titled = known.titles.get(section.casefold())
            meant = titled if titled in THRESHOLD_SECTIONS else closest(section, THRESHOLD_SECTIONS)
            listed = f"There is one each for {', '.join(THRESHOLD_SECTIONS)}"
            mend = f"Did you mean {meant}? {listed}" if meant else listed
            parent.mistakes.doubt(("threshold",))
            parent.wrong("unknown-word", section, f"{shown(section)} has no threshold", mend, rename=meant)
            continue
        if not isinstance(values, dict):
            parent.wrong(
                "not-a-table",
                section,
                f"{shown(values)} stands where a table belongs",
                f"Write [threshold.{section}] with its keys below",
            )
            continue
        table = Table(root.mistakes, values, ("threshold", section))
        figure, better = _read_figure(table, "figure", known), table.word("better", _BETTER)
        green, amber = table.number("green", negative=True), table.number("amber", negative=True)
        fractions = is_in_per_cent(figure) and _fractions(table, {"green": green, "amber": amber})
        harder = green is not None and amber is not None and green != amber and ("higher" if green < amber else "lower")
        if better and better == harder and not fractions:
            mend = f"Where {better} is better, green is the {better} of the two; or write better the other way"
            what = f"Amber, {shown(amber)}, is harder to reach than green, {shown(green)}"
            table.wrong("out-of-order", table.first_here("amber", "green", "better"), what, mend)
        why = table.text("why", required=False)
        zero = Decimal(0)
        thresholds[section] = Threshold(section, figure, better or "higher", green or zero, amber or zero, why)
        table.finish()
    for section in needed:
        if section not in parent.values:
            mend = "Add it with the limits you think right"
            parent.wrong("needs-another", "", f"There is no [threshold.{section}]", mend, add=_USUAL[section])
    return thresholds


def _fractions(table: Table, limits: Mapping[str, Decimal | None]) -> bool:
    """Note limits in per cent that are parts of one, such as 0.75; beside one of these 1 is the whole."""
    given = {key: limit for key, limit in limits.items() if limit is not None}
    if not any(0 < abs(limit) < 1 for limit in given.values()):
        return False
    for key, limit in given.items():
        if 0 < abs(limit) <= 1:
            meant = f"{(limit * 100).normalize():f}"
            what = f"{limit} is a part of one, and this figure is in per cent"
            mend = f"Is it {meant} per cent? Then write {key} = {meant}"
            table.wrong("number-out-of-range", key, what, mend, value=meant)
    return True


def read_claims(root: Table, known: References) -> dict[str, Claim]:
    """Published figures somebody disputes."""
    claims: dict[str, Claim] = {}
    for id_, table in tables(root, "claim"):
        amount = table.number("amount", required=False, negative=True)
        in_words = "amount" not in table.values
        if in_words and _OF_AN_AMOUNT & table.values.keys():
            mend = "Add amount = the figure; where none was published, delete what only a figure has"
            named = ", ".join(key for key in table.values if key in _OF_AN_AMOUNT)
            table.wrong("missing", "", f"amount is missing, and the claim has {named}", mend)
        about, average = table.word("about", _ABOUT) or "network", root.values.get("average_network")
        size = _read_list(table, known=has_average_list(root.values), in_words=in_words)
        own_list = not in_words and size != (average.get("list") if isinstance(average, dict) else None)
        if not in_words and not {"content_published", "unpublished"} & table.values.keys():
            mend = "Add content_published = true if it was published what the amount is made up of, else = false"
            table.wrong("missing", "content_published", "content_published is missing", mend)
        claims[id_] = Claim(
            id=id_,
            name=table.name("name"),
            who=table.name("who"),
            when=table.name("when"),
            amount=amount,
            list_size=size or 1,
            terms=table.text("terms"),
            compare_with=_read_compared(table, about, known, in_words=in_words),
            about=about,
            rebuild=table.yes("rebuild"),
            content_published=table.yes("content_published"),
            list_published=table.yes("list_published", default=own_list),
            origin=read_source(table, known),
            said=table.text("said", required=False),
            published=table.texts("published"),
            unpublished=table.text("unpublished", required=False),
            not_comparable=table.text("not_comparable", required=False),
        )
    return claims


def _read_list(table: Table, *, known: bool, in_words: bool) -> int | None:
    """The list of a claim; one that says none has that of the average network, where the worksheet knows it."""
    if known or table.values.get("list") != _AVERAGE:
        return table.whole("list")
    table.take("list")
    if not in_words:
        mend = "Add list = the registered patients it was worked out for"
        table.wrong("missing", "", "list is missing, and there is no [average_network] whose list would count", mend)
    return None


def _read_compared(table: Table, about: Literal["network", "practices"], known: References, *, in_words: bool) -> str:
    """The figure beside a claim's amount: one of a network for what is said of a network, else one of a practice."""
    usual, fits = _USUALLY_COMPARED[about], {about, ""}
    table.takes("compare_with", TEXT)
    if "compare_with" not in table.values:
        table.take("compare_with")
        if not in_words:
            mend = f'Add compare_with = "{usual[0]}", or another such as {", ".join(usual[1:])}'
            table.wrong("missing", "compare_with", "compare_with is missing", mend)
        return ""
    figure = _read_figure(table, "compare_with", known, tuple(path for path in FIGURE_PATHS if whose(path) in fits))
    if (theirs := whose(figure)) not in fits:
        what = f"The claim is about {_OF[about]}, and {figure} is a figure of {_OF[theirs]}"
        one_of_its_own = f"Compare it with one such as {', '.join(usual)}"
        mend = f'{one_of_its_own}; where the claim is about {_OF[theirs]}, write about = "{theirs}"'
        table.wrong("exclude-each-other", "compare_with", what, mend)
    return figure


def _read_figure(table: Table, key: str, known: References, offered: tuple[str, ...] = FIGURE_PATHS) -> str:
    """A figure by its name; where there is none of that name, the one most like it of those `offered`."""
    figure = table.name(key)
    if not figure:
        return ""
    match = match_path(figure, FIGURE_PATHS)
    if match is None:
        if not known.contract_has()["networks"]:
            offered = tuple(path for path in offered if whose(path) != "network")
        meant = closest_path(figure, offered)
        mend = f"Did you mean {meant}?" if meant else _SUCH_AS
        value = f'"{meant}"' if meant else None
        table.wrong("unknown-input", key, f"There is no figure {safe(figure)}", mend, value=value)
    elif match.stands_for:
        table.check_known(key, match.word, known.of(match.stands_for), match.stands_for)
    return figure
