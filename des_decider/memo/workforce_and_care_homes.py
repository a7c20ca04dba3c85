"""The network's posts, and the work in our care homes with what the premium buys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.finding_words import months_against_months
from des_decider.appraisal.flags import over_the_ceiling
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.decision.window import months_in_words
from des_decider.decision.wording import capital, day, joined, money, number, round_half_up
from des_decider.memo.document import Block, Bullets, Paragraph, Table
from des_decider.memo.figure_words import FULL_YEAR, NOT_KNOWN, NOT_RECORDED, THIS_YEAR, Words, item
from des_decider.worksheet.months import counts_from_the_start, first_counted_day

if TYPE_CHECKING:
    from collections.abc import Sequence


_OF_THE_YEAR = "Part of the whole year’s ceiling, with what was claimed before"
_POSTS = (
    ("Expected claim", "workforce.claim"),
    ("Part of the ceiling claimed (this year: of {} worth)", "workforce.take_up"),
    (_OF_THE_YEAR, "workforce.unclaimed"),
    ("Left unclaimed of the ceiling of the whole year", "workforce.unclaimed"),
    ("Paid for posts and not reimbursed", "workforce.unfunded"),
    ("Supervision by GPs", "workforce.supervision"),
    ("GP time the posts free", "workforce.released"),
    ("Our share of the supervision", "workforce.our_cost"),
    ("Our share of the GP time freed", "workforce.our_released"),
    ("Our share of what is claimed for posts: care, no income", "workforce.care"),
)
_HOMES = (
    ("Premium for our beds", "care_homes.premium"),
    ("Cost of the work in the homes", "care_homes.cost"),
    ("Premium less cost", "care_homes.net"),
)
_LEFT_OUT = (
    "Hours done by filled posts are left out of this cost and of the minutes worked; what the posts take of us is "
    "counted apart."
)


def workforce_and_care_homes(words: Words) -> list[Block]:
    """Both items, of what the contract has."""
    return [*_workforce(words), *_care_homes(words)]


def _workforce(words: Words) -> list[Block]:
    blocks: list[Block] = [item("Workforce")]
    if words.book.lacks("workforce"):
        return []
    if words.answers.yes("workforce.none") and words.book.by_rows("workforce"):
        blocks.append(Paragraph("The network wants no posts."))
    elif words.value("workforce.wte_wanted") is None:
        blocks.append(Paragraph(f"Posts wanted: {NOT_KNOWN}."))
    else:
        filled = f"likely to be filled: {words.figure('workforce.wte_filled')}{words.bracketed('workforce.fill')}"
        ceiling = f"Most that can be claimed for the contract year (the ceiling): {words.figure('workforce.ceiling')}"
        wanted = words.figure("workforce.wte_wanted")
        blocks.append(Paragraph(f"Posts wanted: {wanted}; {filled}. {ceiling}{_claimed_before(words)}."))
    months = months_in_words(words.worksheet)
    worth = f"{months}’s" if months.startswith("1 ") else f"{months}’"
    posts = [
        (label.replace("{}", worth), stem) for label, stem in _POSTS if label != _OF_THE_YEAR or _said_before(words)
    ]
    blocks += _both_horizons(words, "Posts of the whole network, and our share", posts)
    if over := [f"{money(excess.amount)} {excess.horizon.words}" for excess in over_the_ceiling(words.appraisal)]:
        blocks.append(Paragraph(f"If every post were filled, the plan would go over the ceiling by {joined(over)}."))
    return blocks


def _said_before(words: Words) -> bool:
    """Whether there are months before those that count, and somebody has said what was claimed in them."""
    return "workforce.claimed_before" in words.answers and not counts_from_the_start(words.worksheet)


def _claimed_of_the_year(words: Words, unclaimed: str) -> str:
    """What part of the whole year's ceiling is claimed, before the months that count and in them."""
    if unclaimed.endswith(".full_year"):
        return "–"
    ceiling, left = words.value("workforce.ceiling"), words.value(unclaimed)
    return NOT_KNOWN if left is None or not ceiling else f"{number((1 - left / ceiling) * 100, 1)} %"


def _claimed_before(words: Words) -> str:
    """What of the ceiling had gone before the months that count, or that nobody has said; nothing where none are."""
    if counts_from_the_start(words.worksheet):
        return ""
    before = f"claimed of it before {day(first_counted_day(words.worksheet))}"
    if not _said_before(words):
        return f"; what was {before} was not entered, and counts as none"
    return f"; {before}: {words.shown('workforce.claimed_before')}"


def _care_homes(words: Words) -> list[Block]:
    blocks: list[Block] = [item("Care homes")]
    if words.book.lacks("care_homes"):
        return []
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
        blocks.append(Paragraph(f"{covers}{months_against_months(words.book)} {_LEFT_OUT}"))
    return [*blocks, *_both_horizons(words, "What the premium is for", _HOMES), Paragraph(_minutes(words))]


def _minutes(words: Words) -> str:
    """The minutes a bed a month that the premium buys, said once where both horizons come to the same."""
    this, full = ((capital(when), words.facts.hangs_on.minutes_said(key, "we")) for key, (when, _) in HORIZONS.items())
    first, second = (said.removeprefix(when) for when, said in (this, full))
    if this[1] == full[1]:
        return this[1]
    if first == second:
        return f"{this[0]} and {full[0].lower()}{first}"
    buys, dot, takes = this[1].partition(". ")
    return f"{buys}. {full[1]}" if dot and full[1].endswith(f". {takes}") else f"{this[1]} {full[1]}"


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
            NOT_KNOWN if hours is None else f"{round_half_up(hours, 1):,}",
        ))  # fmt: skip
    header = ("Home", "CQC beds", "Mostly done by", "Hours a week")
    return [Table("Our homes", header, tuple(cells), numbers=(1, 3), widths=(40, 15, 25, 20))]


def _both_horizons(words: Words, caption: str, rows: Sequence[tuple[str, str]]) -> list[Block]:
    """A table of figures, this year beside a full year; words instead where none of them is known."""
    stems = [f"{stem}.{horizon}" for _, stem in rows for horizon in ("this_year", "full_year")]
    if all(words.value(id_) is None for id_ in stems):
        return [Paragraph(f"{caption}: {NOT_KNOWN}.")]
    cells = tuple(
        (label, *(_claimed_of_the_year(words, id_) if label == _OF_THE_YEAR else words.figure(id_, with_unit=False)
                  for id_ in (f"{stem}.this_year", f"{stem}.full_year")))
        for label, stem in rows
    )  # fmt: skip
    return [Table(caption, ("What", THIS_YEAR, FULL_YEAR), cells, numbers=(1, 2), widths=(56, 22, 22))]
