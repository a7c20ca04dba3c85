"""“What it hangs on” in a memo, as partners read it: break-evens, empty posts, bars, how sure, and the leaning."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from des_decider.decision.wording import money
from des_decider.memo.bars import arms, in_letters
from des_decider.memo.document import Bullets, Heading, Paragraph, Table
from des_decider.memo.facts import LeaningShown
from tests.building import EVENING
from tests.memo.memo_facts import BLANK, COMPLETE, FULL, QUICK_LOOK, facts, memo, under, without

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.memo.document import Block

HEADING = "What it hangs on"
CERTAIN = {id_: text.split(" / ")[1] if text.count(" / ") == 2 else text for id_, text in FULL.items()}
SUGGESTS = "What the answers suggest together"


def said(texts: Mapping[str, str], **how: object) -> str:
    return under(memo(texts, **how), HEADING)


def part(texts: Mapping[str, str], heading: str, **how: object) -> list[Block]:
    """What stands under one heading of the item."""
    found: list[Block] = []
    inside = False
    for block in memo(texts, **how).blocks:
        if isinstance(block, Heading):
            inside = block.text == heading
        elif inside:
            found.append(block)
    return found


def words(texts: Mapping[str, str], heading: str, **how: object) -> str:
    return " ".join(block.text for block in part(texts, heading, **how) if isinstance(block, Paragraph))


def test_three_numbers_to_remember_are_told_as_we_would_say_them() -> None:
    (three,) = part(FULL, "The numbers to remember, this year")
    assert isinstance(three, Bullets)
    assert three.numbered
    only = "Signing up would come out better this year only if"
    assert list(three.items) == [
        f"{only} a GP hour cost less than £98. We expect £80 to £156, likely £100.",
        f"{only} the weekly round of Samphire House took less than 2.3 hours. We expect 2 to 4 hours, likely 2.5.",
        f"{only} a post freed more than 2.2 hours of GP time a week. We expect 1 to 3 hours, likely 2.",
    ]
    later, meant = part(FULL, "The numbers to remember, in a full year")
    assert meant == Paragraph(
        "This year: each is one answer moved alone, every other as we expect it. In a full year: each is one answer "
        "moved alone, every other as we expect it. None of them lies within what we expect."
    ), "how both are meant is said once, and together"
    assert isinstance(later, Bullets)
    assert all("in a full year" in line for line in later.items)


def test_nobody_is_called_you_in_a_memo() -> None:
    leaving = {**FULL, "opt_out.hours": "0 / 2 / 6"}
    assert "It hangs on this: Signing up no longer comes out better this year if opting out gives our GPs" in said(
        leaving, signed=True
    )
    for texts in (QUICK_LOOK, FULL, CERTAIN, leaving):
        text = f" {said(texts, signed=True)} ".lower()
        assert not [word for word in ("you", "your") if f" {word} " in text.replace("\n", " ")]


def test_what_it_means_if_posts_stay_empty_is_told_with_its_amount() -> None:
    text = words(FULL, "With no post filled, and with all")
    empty = facts({**FULL, "workforce.whole.chance": "0"}).appraisal["difference.this_year"].value
    assert empty is not None
    assert "signing up would come out £9,275 worse this year than with the posts we expect: £9,813 worse than " in text
    assert round(float(empty)) == -9813
    assert "opting out, instead of £537 worse. With every post filled it would come out" in text, (
        "it had no better or worse"
    )
    assert "worse in a full year" in text
    none = {**without(FULL, "workforce."), "workforce.by": "rows", "workforce.none": "yes"}
    assert part(none, "With no post filled, and with all") == []


def the_bars(texts: Mapping[str, str]) -> Table:
    table = part(texts, "The answers that matter")[1]
    assert isinstance(table, Table)
    assert table.bars is not None
    assert len(table.bars.rows) == len(table.rows)
    return table


def sides(table: Table) -> list[tuple[list[tuple[int, str]], list[tuple[int, str]]]]:
    """Both sides of each bar, in whole pounds."""
    assert table.bars is not None
    both = [arms(bar) for bar in table.bars.rows]
    return [([(round(a), b) for a, b in left], [(round(a), b) for a, b in right]) for left, right in both]


def test_the_answers_that_matter_stand_widest_first_with_numbers_and_bars() -> None:
    table = the_bars(COMPLETE)
    assert table.bars is not None
    assert table.rows[0] == ("Cost of a GP hour", "£3,826", "−£12,733", "£16,559")
    widths = [int(row[3].replace("£", "").replace(",", "")) for row in table.rows]
    assert widths == sorted(widths, reverse=True)
    for width, bar in zip(widths, table.bars.rows, strict=True):
        long = sum(piece.end - piece.start for piece in bar.pieces)
        assert long == pytest.approx(width, abs=1), "a bar is as long as its ends lie apart"
    assert table.bars.rows[0].says == "from −£12,733 to £3,826"
    assert table.numbers == (1, 2, 3)
    read = part(COMPLETE, "The answers that matter")[0]
    assert read == Paragraph(
        "Each bar starts at −£532, with every answer as we expect it. What is dark lies beyond £0."
    )


def test_a_bar_runs_both_ways_from_what_we_expect_and_is_dark_beyond_nought() -> None:
    table = the_bars(COMPLETE)
    assert table.bars is not None
    assert table.bars.sides == ("Worse", "Better")
    assert sides(table)[0] == ([(12_733 - 532, "light")], [(532, "light"), (3_826, "dark")])
    longest = in_letters(table).rows[0]
    assert longest[4:] == ("▒" * 11, "▒███"), "what is there shows, however near £0 the line is"
    few = the_bars({**COMPLETE, "service.ecd.gp_hours": "1", "meeting.gp_hours": "1.5"})
    assert few.bars is not None
    one_way = next(both for row, both in zip(few.rows, sides(few), strict=True) if "running" in row[0])
    assert not one_way[1], "it makes things only worse"


def test_where_signing_up_pays_as_expected_what_is_dark_is_worse_than_nought() -> None:
    pays = {**COMPLETE, "opt_out.exit_cost": "5,000"}
    worse, better = sides(the_bars(pays))[0]
    assert [shade for _, shade in worse] == ["light", "dark"]
    assert [shade for _, shade in better] == ["light"]
    assert worse[0][0] == 2_968


def test_where_no_bar_goes_beyond_nought_that_is_said() -> None:
    bars = the_bars({**COMPLETE, "opt_out.exit_cost": "0", "opt_out.hours": "0", "home.1.round_hours": "20"}).bars
    assert bars is not None
    assert not any(piece.dark for bar in bars.rows for piece in bar.pieces)
    told = part({**COMPLETE, "home.1.round_hours": "20"}, "The answers that matter")[0]
    assert isinstance(told, Paragraph)
    assert told.text.endswith("as we expect it. None goes beyond £0.")


def test_at_most_six_are_listed_and_the_rest_counted() -> None:
    more = {
        **COMPLETE,
        "cost.nurse_hour": "28 / 32 / 40", "cost.admin_hour": "18 / 19.5 / 22", "meeting.gp_hours": "1 / 1.5 / 2",
        "meeting.admin_hours": "1 / 2 / 3", "workforce.whole.top_up": "2,000 / 4,000 / 9,000",
        "home.2.round_hours": "1 / 2 / 3",
    }  # fmt: skip
    blocks = part(more, "The answers that matter")
    assert len(the_bars(more).rows) == 6
    many = len(facts(more).hangs_on.bars["this_year"])
    counted = blocks[2]
    assert isinstance(counted, Paragraph)
    assert counted.text.startswith(f"And {many - 6} more, none of which moves it more. In a full year it is moved most")
    few = {**FULL, "service.ecd.gp_hours": "1", "meeting.gp_hours": "1.5"}
    assert "more, none" not in said(few), "these are all there are"


def test_where_no_answer_has_a_range_that_is_said() -> None:
    assert words(CERTAIN, "The answers that matter") == (
        "No answer with a range moves what signing up comes to this year."
    )
    assert "is not said: no answer has a range. First to need one: " in words(CERTAIN, "How sure")


def test_while_this_year_is_unknown_nothing_is_claimed_about_it_and_the_full_year_is_told() -> None:
    text = words(without(FULL, "opt_out.exit_cost"), "The answers that matter")
    assert text.startswith("What signing up comes to this year is not known, nor which answers move it. In a full")


def test_how_sure_is_told_in_tenths_with_its_seed_or_why_it_is_withheld() -> None:
    text = words(FULL, "How sure")
    assert "This year, in about 9 of 10 of the cases we allow, signing up leaves us worse off than opting out" in text
    assert f"seed {facts(FULL).hangs_on.drawn.seed} draws the same ones again" in text
    quick = words(QUICK_LOOK, "How sure")
    assert "In a full year, in nearly all of the cases we allow" in quick
    assert "How sure it is this year is not said: not every answer that matters most has a range." in quick
    assert "This year, in" not in quick


def test_where_the_cases_lie_stands_as_numbers_and_as_bars_with_a_mark_in_the_middle() -> None:
    (table,) = [block for block in part(FULL, "How sure") if isinstance(block, Table)]
    spreads = [facts(FULL).hangs_on.spread(key) for key in ("this_year", "full_year")]
    assert table.bars is not None
    for row, bar, spread in zip(table.rows, table.bars.rows, spreads, strict=True):
        assert spread is not None
        low, middle, high = row[1:]
        assert (low, middle, high) == (money(spread.p10), money(spread.p50), money(spread.p90))
        assert bar.says == f"from {low} to {high}, half below {middle}"
        assert (bar.pieces[0].start, bar.pieces[-1].end) == (spread.p10, spread.p90)
        (mark,) = [piece for piece in bar.pieces if piece.dark]
        assert mark.start < spread.p50 < mark.end
    quick = [block for block in part(QUICK_LOOK, "How sure") if isinstance(block, Table)]
    assert [row[0] for block in quick for row in block.rows] == ["In a full year"], "nothing is drawn that is not said"


def test_while_the_figures_are_unknown_nothing_is_made_up() -> None:
    text = said(BLANK, signed=True)
    assert "can be said once the figures of the options are known" in text
    assert "£" not in text
    assert "\nCannot say: " in text
    assert "yet" not in text.split()


# The leaning


def test_a_draft_keeps_the_leaning_back_until_it_was_opened_or_everybody_has_said_where_they_stand() -> None:
    undecided = without(FULL, "vote.2.position")
    assert "Not in this draft" in words(undecided, SUGGESTS)
    headline = facts(undecided).hangs_on.leaning.headline
    assert headline not in said(undecided)
    for shown in (
        said(undecided, shown=LeaningShown(shown=True, at=EVENING)), said(undecided, signed=True), said(FULL),
    ):  # fmt: skip
        assert headline in shown
        assert "Not in this draft" not in shown


def test_the_leaning_is_told_whole_and_never_called_a_decision() -> None:
    blocks = part(FULL, SUGGESTS)
    leaning = facts(FULL).hangs_on.leaning
    assert Paragraph(leaning.headline, strong=True) in blocks
    lines, *_ = [block for block in blocks if isinstance(block, Bullets)]
    assert len(lines.items) == len(leaning.sentences) - 1
    assert "It is no decision; the vote is." in words(FULL, SUGGESTS)


def test_the_smallest_changes_that_would_turn_it_are_told_with_it() -> None:
    _, turns = [block for block in part(FULL, SUGGESTS) if isinstance(block, Bullets)]
    assert turns.numbered
    assert turns.items == (
        (
            "Cost of a GP hour: £90.60 an hour instead of £100 an hour (47 % of the way to the lowest given, £80 an "
            "hour) would make it finely balanced."
        ),
        (
            "GP time a post frees: 3 hours a week for a full-time post instead of 2 hours a week for a full-time post "
            "(the highest given) would make it finely balanced."
        ),
        (
            "Who does most of the work in Samphire House: a nurse instead of a GP would make the answers lean towards "
            "signing up. With the ranges of all others it would be finely balanced."
        ),
    )
    assert "the smallest change first:" in words(FULL, SUGGESTS)
    kept_back = without(FULL, "vote.2.position")
    assert "£90.60" not in said(kept_back)


def test_where_no_answer_alone_would_turn_it_that_is_told() -> None:
    dear = {**FULL, "cost.gp_hour": "100 / 110 / 156", "opt_out.exit_cost": "0"}
    dear |= {"home.1.round_hours": "60"}
    assert "no answer changed alone turns that, within its own range" in words(dear, SUGGESTS)


def test_if_nobody_opened_it_that_is_said() -> None:
    told = "The record does not say that it was shown before the vote; after the vote it is open to all."
    assert told in said(FULL, signed=True)
    assert told in said(FULL)


def test_when_it_was_first_shown_and_what_changed_afterwards_is_told() -> None:
    at = EVENING - timedelta(minutes=40)
    changed = ("cost.gp_hour", "home.1.round_hours", "note.service.smr.status")
    text = said(FULL, signed=True, shown=LeaningShown(shown=True, at=at, changed=changed))
    assert (
        "It was first shown on 18 May 2020, 19:02. Afterwards 3 answers changed: cost of a GP hour; weekly round of "
        "Samphire House; note on "
    ) in text
    still = said(FULL, signed=True, shown=LeaningShown(shown=True, at=at))
    assert "It was first shown on 18 May 2020, 19:02. No answer behind it changed afterwards." in still
    one = said(FULL, shown=LeaningShown(shown=True, at=at, changed=("cost.gp_hour",)))
    assert "Afterwards 1 answer changed: cost of a GP hour." in one


def test_where_the_history_is_lost_nothing_is_claimed_about_changes() -> None:
    text = said(FULL, shown=LeaningShown(shown=True, changed=None))
    assert "It was shown; when is not recorded." in text
    assert "Whether answers changed afterwards is not known" in text
