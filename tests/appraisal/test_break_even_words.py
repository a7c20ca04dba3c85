"""Break-evens in words: what a partner reads, for one, several, an interval or none."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest

from des_decider.appraisal.break_even_words import (
    first_three,
    minutes_said,
    moved_alone,
    phrase_of,
    posts_stay_empty,
    said,
)
from des_decider.appraisal.break_evens import POSTS_FILLED, BreakEven, MinutesPaidFor, break_evens, posts_filled
from des_decider.appraisal.sweep import Stretch
from des_decider.decision.wording import off
from tests.appraisal.test_break_evens import QUICK
from tests.building import appraisal, ids

if TYPE_CHECKING:
    from des_decider.appraisal.figures import Appraisal

TIPPED = {1: {"opt_out.exit_cost": "60000"}, -1: {"meeting.gp_hours": "40"}}
Marks = tuple[tuple[str, str, int], ...]


def _found(id_: str, marks: Marks, likely: str, ends: tuple[str, str] | None = None, sign: int = 0) -> BreakEven:
    """A break-even of an answer with these stretches, the sign at likely found in them unless given."""
    field = ids().field("workforce.whole.chance" if id_ == POSTS_FILLED else id_)
    assert field is not None
    stretches = tuple(Stretch(Fraction(low), Fraction(high), s) for low, high, s in marks)
    at = Fraction(likely)
    signs = [s.sign for s in stretches if s.low <= at <= s.high]
    low, high = ends or (likely, likely)
    return BreakEven(
        id_, field.label, field.unit, field.rules.kind, Fraction(low), at, Fraction(high),
        (stretches[0].low, stretches[-1].high), bounded=True, stretches=stretches,
        at_likely=Fraction(sign or signs[len(signs) // 2] or 0) * 1000,
    )  # fmt: skip


def _made(sign: int) -> Appraisal:
    """A decision of which the difference has this sign."""
    made = appraisal(QUICK | TIPPED[sign])
    value = made["difference.this_year"].value
    assert value is not None
    assert (value > 0) == (sign > 0)
    return made


UP: Marks = (("0", "40", -1), ("40", "40", 0), ("40", "100", 1))
DOWN: Marks = (("30", "52", 1), ("52", "52", 0), ("52", "400", -1))
SENTENCES = {
    "it comes out better, with enough posts": (
        _found("workforce.whole.chance", UP, "50", ("35", "60")), 1,
        ("Signing up no longer comes out better this year if fewer than 40 % of posts are filled. "
        "You expect 35 to 60 %, likely 50."),
    ),
    "it would pay, with more posts": (
        _found("workforce.whole.chance", UP, "30"), -1,
        "Signing up would come out better this year only if more than 40 % of posts were filled. You said 30 %.",
    ),
    "it would pay, were a GP hour cheaper": (
        _found("cost.gp_hour", DOWN, "95", ("80", "120")), -1,
        ("Signing up would come out better this year only if a GP hour cost less than £52. You expect £80 to "
        "£120, likely £95."),
    ),
    "it comes out better, unless a GP hour is dearer": (
        _found("cost.gp_hour", DOWN, "45"), 1,
        "Signing up no longer comes out better this year if a GP hour costs more than £52. You said £45.",
    ),
    "never": (
        _found("workforce.whole.chance", (("0", "100", -1),), "50"), -1,
        "No share of posts filled between 0 and 100 % makes signing up come out better this year. You said 50 %.",
    ),
    "always": (
        _found("workforce.whole.chance", (("0", "100", 1),), "50"), 1,
        "Signing up comes out better this year at any share of posts filled between 0 and 100 %. You said 50 %.",
    ),
    "always, but for the very end": (
        _found("cost.gp_hour", (("30", "30", 0), ("30", "400", 1)), "95"), 1,
        ("Signing up comes out better this year at any price of a GP hour between £30 and £400; at exactly "
        "£30 it comes to the "
        "same as opting out. You said £95."),
    ),
    "between two values": (
        _found("cost.gp_hour", (("30", "60", -1), ("60", "60", 0), ("60", "90", 1), ("90", "90", 0), ("90", "400", -1)),
               "80"), 1,
        "Signing up comes out better this year only while a GP hour costs between £60 and £90. You said £80.",
    ),
    "outside two values": (
        _found("cost.gp_hour", (("30", "60", 1), ("60", "60", 0), ("60", "90", -1), ("90", "90", 0), ("90", "400", 1)),
               "80"), -1,
        ("Signing up would come out better this year only if a GP hour cost less than £60 or a GP hour cost "
        "more than £90. "
        "You said £80."),
    ),
    "an interval": (
        _found("cost.gp_hour", (("30", "60", 1), ("60", "90", 0), ("90", "400", -1)), "100"), -1,
        ("Signing up comes out better this year if a GP hour costs less than £60 and does not if a GP hour "
        "costs more than £90; "
        "from £60 to £90 it comes to the same as opting out. You said £100."),
    ),
    "a touch": (
        _found("cost.gp_hour", (("30", "60", -1), ("60", "60", 0), ("60", "400", -1)), "100"), -1,
        ("No price of a GP hour between £30 and £400 makes signing up come out better this year; at exactly "
        "£60 it comes to the "
        "same as opting out. You said £100."),
    ),
    "a jump at the end": (
        _found("workforce.whole.wte", (("0", "0", -1), ("0", "30", 1)), "4"), 1,
        ("Signing up comes out better this year at any number of posts between 0 and 30 WTE; at exactly 0 WTE "
        "it does not. "
        "You said 4 WTE."),
    ),
    "told apart from what was said": (
        _found("cost.gp_hour", (("30", "9475/100", 1), ("9475/100", "9475/100", 0), ("9475/100", "400", -1)), "95"), -1,
        "Signing up would come out better this year only if a GP hour cost less than £94.75. You said £95.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("found", "sign", "text"), SENTENCES.values(), ids=SENTENCES)
def test_a_break_even_in_words(found: BreakEven, sign: int, text: str) -> None:
    assert said(_made(sign), "this_year", found).text == text


def test_the_memo_says_we_and_a_full_year_is_called_one() -> None:
    marks: Marks = (("0", "12", 1), ("12", "12", 0), ("12", "100", -1))
    homes = _found("home.whole.hours", marks, "20", ("15", "30"))
    assert said(_made(-1), "full_year", homes, "we").text == (
        "Signing up would come out better in a full year only if the work in our homes took less than 12 hours a week. "
        "We expect 15 to 30 hours, likely 20."
    )


def test_all_roles_together_say_so_where_they_come_to_the_other_side() -> None:
    together = _found(POSTS_FILLED, UP, "50", ("35", "60"), sign=1)
    assert said(_made(1), "this_year", together).text == (
        "Signing up no longer comes out better this year if fewer than 40 % of posts are filled. "
        "Over all roles you expect 35 to 60 %, likely 50."
    )
    assert said(_made(-1), "this_year", together).says == (
        "Taking every role alike, signing up no longer comes out better this year if fewer than 40 % of posts are "
        "filled."
    )


def test_the_values_looked_at_are_named_where_the_worksheet_sets_no_bounds() -> None:
    moved = (("0", "100", -1), ("100", "100", 0), ("100", "900", 1))
    found = _found("opt_out.exit_cost", moved, "90")._replace(bounded=False)
    assert said(_made(-1), "this_year", found).says.endswith(
        "only if leaving now cost more than £100. Looked at from £0 to £900."
    )


def test_what_is_missing_is_named() -> None:
    blank = _found("workforce.whole.chance", UP, "50")._replace(stretches=(), needs=("workforce.whole.claim",))
    assert said(_made(-1), "this_year", blank).text == (
        "The break-even of chance that a post is filled is not known: it also needs reimbursed for a post."
    )


def test_every_answer_that_can_have_a_break_even_has_words_of_its_own() -> None:
    """No sentence shows an id or an unfilled place, whatever is asked."""
    made = _made(-1)
    marks: Marks = (("0", "3", 1), ("3", "3", 0), ("3", "9", -1))
    named = [id_ for id_ in ids().known if (field := ids().field(id_)) and field.rules.estimate]
    assert len(named) > 100
    for id_ in named:
        text = said(made, "this_year", _found(id_, marks, "5")).text
        assert "{" not in text, text
        assert "_" not in text, text
        assert "[" not in text, text
        noun = phrase_of(made.book, id_, "your").noun
        assert noun, id_
        assert "{" not in noun, noun


@pytest.mark.parametrize(
    ("id_", "noun"),
    [
        ("local.1.hours", "weekly GP time that ends with “local payment 1”"),
        ("home.2.travel_hours", "weekly travel to home 2"),
        ("workforce.whole.chance", "share of posts filled"),
        (POSTS_FILLED, "share of posts filled"),
        ("workforce.occupational_therapist.cost", "yearly cost of an occupational therapist"),
        ("workforce.dietitian.wte", "number of posts of dietitian"),
        ("workforce.whole.wte", "number of posts"),
        ("leave.exit_cost", "cost of leaving at the next window"),
        ("workforce.claimed_before", "money claimed for posts before"),
        ("workforce.dietitian.contract_hours", "weekly hours a dietitian gives to this contract"),
        ("director.hours", "weekly time of your director"),
    ],
)
def test_a_row_or_fact_is_spoken_of_by_its_name_or_number(id_: str, noun: str) -> None:
    assert phrase_of(_made(-1).book, id_, "your").noun == noun


def test_three_to_remember_lie_nearest_to_the_partners_own_range_one_of_a_kind() -> None:
    def at(id_: str, zero: int, low: str, likely: str, high: str) -> BreakEven:
        marks: Marks = (("0", str(zero), -1), (str(zero), str(zero), 0), (str(zero), "400", 1))
        return _found(id_, marks, likely, (low, high))

    far = at("pcn.running_costs", 300, "10", "15", "20")
    near = at("opt_out.hours", 22, "10", "15", "20")
    role = at("workforce.clinical_pharmacist.chance", 50, "40", "50", "60")
    posts = at(POSTS_FILLED, 70, "40", "50", "60")
    dear, cheap = at("cost.gp_hour", 100, "80", "90", "110"), at("cost.nurse_hour", 30, "20", "30", "40")
    none = _found("share.of_pcn", (("0", "100", -1),), "50")
    cheap = cheap._replace(at_low=Fraction(0), at_high=Fraction(900))
    dear = dear._replace(at_low=Fraction(0), at_high=Fraction(5000))
    told = first_three([far, none, cheap, role, posts, dear, near])
    assert [b.id for b in told] == ["cost.gp_hour", "opt_out.hours", POSTS_FILLED]
    assert [b.id for b in first_three([role, none])] == ["workforce.clinical_pharmacist.chance"]


def test_of_the_three_to_remember_those_nobody_gave_a_range_for_come_last() -> None:
    """A price of £100 is 11 % from the £90 typed alone; a range that ends five widths away still goes before it."""

    def at(id_: str, zero: int, low: str, likely: str, high: str) -> BreakEven:
        marks: Marks = (("0", str(zero), -1), (str(zero), str(zero), 0), (str(zero), "400", 1))
        return _found(id_, marks, likely, (low, high))

    alone = at("cost.gp_hour", 100, "90", "90", "90")
    exact = at("pcn.running_costs", 50, "50", "50", "50")
    far = at("opt_out.hours", 30, "4", "4.5", "5")
    within = at("share.of_pcn", 15, "10", "12", "20")
    told = first_three([exact, alone, far, within])
    assert [b.id for b in told] == ["share.of_pcn", "opt_out.hours", "pcn.running_costs"]
    # Among them the nearer in pieces of its likely value: £50 at £50, then £100 at £90.
    assert [b.id for b in first_three([alone, exact])] == ["pcn.running_costs", "cost.gp_hour"]


def test_widths_of_a_range_are_what_near_means() -> None:
    """£10 beyond a range of £100 is nearer than half an hour beyond a range of half an hour."""

    def at(id_: str, zero: str, low: str, high: str) -> BreakEven:
        marks: Marks = (("0", zero, -1), (zero, zero, 0), (zero, "400", 1))
        return _found(id_, marks, low, (low, high))

    wide, narrow = at("pcn.running_costs", "210", "100", "200"), at("opt_out.hours", "2", "1", "3/2")
    assert [wide.distance, narrow.distance] == [Fraction(1, 10), Fraction(1)]
    assert [b.id for b in first_three([narrow, wide])] == ["pcn.running_costs", "opt_out.hours"]


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (MinutesPaidFor("this_year", Fraction(2431, 100), Fraction(57)),
         ("This year a month’s premium buys 24 minutes a bed in your homes, at what an hour there "
         "costs you. The part of a month’s work "
         "that you pay for takes 57: a month’s premium does not cover it.")),
        (MinutesPaidFor("full_year", Fraction(30), Fraction(201, 10)),
         ("In a full year a month’s premium buys 30 minutes a bed in your homes, at what an hour there "
         "costs you. The part of a month’s work "
         "that you pay for takes 20: a month’s premium covers it.")),
        (MinutesPaidFor("this_year", Fraction(301, 10), Fraction(302, 10)),
         ("This year a month’s premium buys 30.1 minutes a bed in your homes, at what an hour there "
         "costs you. The part of a month’s work "
         "that you pay for takes 30.2: a month’s premium does not cover it.")),
        (MinutesPaidFor("this_year", None, None, ("cost.gp_hour",)),
         "How many minutes the premium for beds buys is not known."),
        (MinutesPaidFor("this_year", None, None, (), "no care home falls to us"),
         "How many minutes the premium for beds buys does not apply: no care home falls to us."),
    ],
)  # fmt: skip
def test_minutes_in_words(minutes: MinutesPaidFor, text: str) -> None:
    assert minutes_said(minutes) == text


def test_where_nothing_has_a_range_nothing_is_said_to_lie_outside_of_what_is_expected() -> None:
    """“None of them lies within what we expect” read as sure where nobody had given a range."""
    found = first_three(break_evens(appraisal(QUICK), "this_year"))
    outside = [one._replace(low=one.likely, high=one.likely) for one in found]
    assert moved_alone(outside) == "Each is one answer moved alone, every other as you expect it."
    assert any(one.ranged for one in found)


def test_what_empty_posts_come_to_is_said_in_pounds() -> None:
    made = appraisal(QUICK)
    empty = appraisal(QUICK | {"workforce.whole.chance": "0"})["difference.this_year"].value
    now = made["difference.this_year"].value
    assert now is not None
    assert empty is not None
    # 4 posts, half filled, 3 h a week freed each at £95 for 52 × 6/12 weeks, a quarter of it ours: £3,705 less
    assert now - empty == Fraction(4 * 3 * 95 * 26, 8)
    text = posts_stay_empty(made, "this_year", posts_filled(made, "this_year"))
    assert text.startswith("If no post were filled, signing up would come out £3,705 worse this year than with the ")
    nothing_known = appraisal({"cost.gp_hour": "95"})
    assert posts_filled(nothing_known, "this_year") is None
    assert posts_stay_empty(nothing_known, "this_year", None) == ""


def test_what_filled_posts_come_to_is_said_beside_it() -> None:
    made = appraisal(QUICK)
    filled = appraisal(QUICK | {"workforce.whole.chance": "100"})["difference.this_year"].value
    assert filled is not None
    text = posts_stay_empty(made, "this_year", posts_filled(made, "this_year"))
    assert text.endswith(f"With every post filled it would come out {off(filled)}.")


def test_braces_in_a_name_stay_as_they_are() -> None:
    name = {"home.1.name": "Lodge {} {our}", "home.by": "rows", "home.1.beds": "10", "home.1.round_hours": "1 / 2 / 3"}
    made = appraisal(QUICK | name | {"home.1.done_by": "gp"})
    round_ = next(b for b in break_evens(made, "this_year") if b.id == "home.1.round_hours")
    assert "the weekly round of Lodge {} {our} " in said(made, "this_year", round_).says


def test_a_real_decision_says_what_its_break_evens_are() -> None:
    made = appraisal(QUICK)
    told = {b.id: said(made, "this_year", b).text for b in break_evens(made, "this_year")}
    assert "home.whole.hours" in told
    assert all("come" in text and "better" in text for text in told.values())
    assert not any(" pay" in text for text in told.values())
