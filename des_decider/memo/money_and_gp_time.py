"""What signing up comes to in money and in GP time, said, compared and added up (item 12)."""

from __future__ import annotations

from des_decider.decision.wording import count_of, day, money
from des_decider.memo.document import Block, Paragraph
from des_decider.memo.income_to_net import from_income_to_net, outcome
from des_decider.memo.side_by_side import differences, options_side_by_side
from des_decider.memo.words import NOT_KNOWN, Words, item
from des_decider.worksheet.months import counted_months, first_counted_day


def money_and_gp_time(words: Words) -> list[Block]:
    """The whole item."""
    sheet = words.worksheet
    months = count_of(counted_months(sheet), "month")
    counted = (
        f"“This year” counts the {months} that the decision can still change, {day(first_counted_day(sheet))} to "
        f"{day(sheet.year.ends)}. “A full year” counts twelve months of everything at its full-year rate, without "
        "payments that have ended and costs paid once."
    )
    ceiling = words.bracketed("workforce.ceiling.this_year")
    care = words.bracketed("workforce.care.this_year", " this year")
    left_out = (
        f"Not counted: the ceiling on claims for posts{ceiling}, which is never income; the care that our patients get "
        f"from the posts{care}, which is shown as care; and what the network has left over. {_network_keeps(words)}"
    )
    return [
        item("Money and GP time"),
        Paragraph(outcome(words), strong=True),
        *options_side_by_side(words),
        *differences(words),
        from_income_to_net(words),
        Paragraph(_time(words)),
        Paragraph(counted),
        Paragraph(left_out),
    ]


def _network_keeps(words: Words) -> str:
    """What becomes of the money that the network keeps: a shortfall is shared, a surplus counts for nobody."""
    kept, lacking = words.value("pcn.kept.this_year"), words.value("pcn.shortfall.this_year")
    if kept is None or lacking is None:
        return "What the network keeps, and whether that pays for its running, is not known yet."
    if lacking > 0:
        return (
            f"This year the network keeps {money(kept)}, which leaves it {money(lacking)} short of running itself and "
            "its posts; our share of that is in the cost."
        )
    return f"This year the network keeps {money(kept)}, which pays for running itself and its posts."


def _time(words: Words) -> str:
    """GP hours a week, signing up against opting out."""
    if words.value("time.gp_hours") is None:
        return f"GP time, signing up against opting out: {NOT_KNOWN}."
    said = f"GP time, signing up against opting out: {words.figure('time.gp_hours')}"
    if words.value("time.share") is not None:
        said += f", {words.figure('time.share')} of our GPs’ week"
    return f"{said}. In a first winter before any post is filled: {words.figure('time.first_winter')}."
