"""The network's posts, and the work in our care homes with what the premium buys (items 13 and 14)."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from des_decider.appraisal.break_even_words import both_apart
from des_decider.appraisal.flags import over_the_ceiling
from des_decider.decision.wording import capital, joined, money, number
from des_decider.memo.document import Block, Bullets, Paragraph, Table
from des_decider.memo.words import FULL_YEAR, NOT_KNOWN, NOT_RECORDED, THIS_YEAR, Words, item

if TYPE_CHECKING:
    from collections.abc import Sequence


_POSTS = (
    ("Most that can be claimed (the ceiling)", "workforce.ceiling"),
    ("Expected claim", "workforce.claim"),
    ("Part of the ceiling claimed", "workforce.take_up"),
    ("Left unclaimed", "workforce.unclaimed"),
    ("Paid for posts and not reimbursed", "workforce.unfunded"),
    ("Supervision by GPs", "workforce.supervision"),
    ("GP time the posts free", "workforce.released"),
    ("Our share of the supervision", "workforce.our_cost"),
    ("Our share of the GP time freed", "workforce.our_released"),
    ("Care our patients get from the posts", "workforce.care"),
)
_HOMES = (
    ("Premium for our beds", "care_homes.premium"),
    ("Cost of the work in the homes", "care_homes.cost"),
    ("Premium less cost", "care_homes.net"),
    ("Part of the work the premium covers", "care_homes.coverage"),
)
_MINUTES = (
    ("Minutes a bed a month that the premium buys", "care_homes.minutes_paid_for"),
    ("Minutes a bed a month that we work and pay for", "care_homes.minutes_worked"),
)
_LEFT_OUT = "Hours done by filled posts cost us nothing, and are left out of the cost and of the minutes worked."


def workforce_and_care_homes(words: Words) -> list[Block]:
    """Both items."""
    return [*_workforce(words), *_care_homes(words)]


def _workforce(words: Words) -> list[Block]:
    blocks: list[Block] = [item("Workforce")]
    if words.answers.yes("workforce.none") and words.book.by_rows("workforce"):
        blocks.append(Paragraph("The network wants no posts."))
    elif words.value("workforce.wte_wanted") is None:
        blocks.append(Paragraph(f"Posts wanted: {NOT_KNOWN}."))
    else:
        filled = f"likely to be filled: {words.figure('workforce.wte_filled')}{words.bracketed('workforce.fill')}"
        blocks.append(Paragraph(f"Posts wanted: {words.figure('workforce.wte_wanted')}; {filled}."))
    blocks += _both_horizons(words, "Posts of the whole network, and our share", _POSTS)
    if over := [f"{money(excess.amount)} {excess.horizon.words}" for excess in over_the_ceiling(words.appraisal)]:
        blocks.append(Paragraph(f"If every post were filled, the plan would go over the ceiling by {joined(over)}."))
    return blocks


def _care_homes(words: Words) -> list[Block]:
    blocks: list[Block] = [item("Care homes")]
    if words.value("care_homes.beds") == 0:
        return [*blocks, Paragraph("No care home falls to us.")]
    if words.book.by_rows("home"):
        blocks += _home_by_home(words)
    else:
        asked = {"beds": "Beds", "hours": "Work in the homes", "done_by": "Most of it is done by"}
        blocks.append(Bullets(tuple(f"{what}: {words.shown(f'home.whole.{name}')}" for name, what in asked.items())))
    if words.value("care_homes.coverage.full_year") is not None:
        this_year, full_year = (words.figure(f"care_homes.coverage.{h.key}") for h in words.book.horizons)
        covers = f"The premium covers {this_year} of the work in the homes this year, and {full_year} in a full year."
        blocks.append(Paragraph(f"{covers} {_LEFT_OUT}"))
    return [*blocks, *_premium(words)]


def _premium(words: Words) -> list[Block]:
    """The premium beside the work it is for; the minutes are rounded as where the decision hangs on them."""
    blocks = _both_horizons(words, "What the premium pays for", (*_HOMES, *_MINUTES))
    columns = [_minutes(words, horizon.key) for horizon in words.book.horizons]
    minutes = tuple((label, *cells) for (label, _), *cells in zip(_MINUTES, *columns, strict=True))
    return [
        replace(block, rows=(*block.rows[: len(_HOMES)], *minutes)) if isinstance(block, Table) else block
        for block in blocks
    ]


def _minutes(words: Words, key: str) -> list[str]:
    """The minutes bought and worked, to as few places as tell them apart."""
    ids = [f"{stem}.{key}" for _, stem in _MINUTES]
    bought, worked = (words.value(id_) for id_ in ids)
    if bought is None or worked is None:
        return [words.figure(id_, with_unit=False) for id_ in ids]
    return [number(minutes) for minutes in both_apart(bought, worked)]


def _home_by_home(words: Words) -> list[Block]:
    """Each home with its beds, who does most of the work, and the hours a week all its work takes."""
    rows = words.answers.rows("home")
    if not rows:
        return [Paragraph(f"Our homes, one by one: {NOT_RECORDED}.")]
    homes, result = words.appraisal.homes, words.appraisal.evaluation.result
    cells = []
    for row in rows:
        hours = result(homes.hours_in(row)).value
        beds = words.answers.likely(f"home.{row}.beds")
        cells.append((
            words.text(f"home.{row}.name", f"Home {row}, not named"),
            NOT_RECORDED if beds is None else number(beds),
            capital(words.shown(f"home.{row}.done_by")),
            NOT_KNOWN if hours is None else number(hours, 1),
        ))  # fmt: skip
    header = ("Home", "CQC beds", "Mostly done by", "Hours a week")
    return [Table("Our homes", header, tuple(cells), numbers=(1, 3), widths=(40, 15, 25, 20))]


def _both_horizons(words: Words, caption: str, rows: Sequence[tuple[str, str]]) -> list[Block]:
    """A table of figures, this year beside a full year; words instead where none of them is known."""
    stems = [f"{stem}.{horizon}" for _, stem in rows for horizon in ("this_year", "full_year")]
    if all(words.value(id_) is None for id_ in stems):
        return [Paragraph(f"{caption}: {NOT_KNOWN}.")]
    cells = tuple(
        (label, words.figure(f"{stem}.this_year", with_unit=False), words.figure(f"{stem}.full_year", with_unit=False))
        for label, stem in rows
    )
    return [Table(caption, ("What", THIS_YEAR, FULL_YEAR), cells, numbers=(1, 2), widths=(56, 22, 22))]
