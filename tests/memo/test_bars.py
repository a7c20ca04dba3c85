"""Bars in letters: whatever they show they keep to their room, to one scale, and nothing that is there is lost."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from des_decider.memo.bars import LETTERS, arms, in_letters, parts, scale
from des_decider.memo.document import Bar, Bars, Piece, Table
from tests.how_many import cases
from tests.memo.drawn import bar

CALM = settings(max_examples=cases(30, thorough=1_000), deadline=None)
LENGTHS = st.one_of(st.just(Fraction(0)), st.fractions(0, 1_000_000), st.fractions(0, 1))
BARS = st.builds(bar, st.tuples(LENGTHS, LENGTHS), st.tuples(LENGTHS, LENGTHS))
ENDS = st.lists(st.fractions(-1_000, 1_000), min_size=2, max_size=8, unique=True).map(sorted)
ANYWHERE = st.builds(
    lambda ends, dark: Bar(tuple(Piece(ends[at], ends[at + 1], dark) for at in range(0, len(ends) - 1, 2)), ""),
    ENDS,
    st.booleans(),
)


def table_of(bars: list[Bar], widths: tuple[int, ...] = ()) -> Table:
    rows = tuple((f"row {place}", "£1") for place in range(len(bars)))
    return Table("Sums", ("What", "Apart"), rows, (1,), widths, Bars(("Worse", "Better"), tuple(bars)))


@CALM
@given(st.lists(BARS, max_size=6))
def test_bars_keep_to_their_room_and_show_all_there_is(bars: list[Bar]) -> None:
    drawn = in_letters(table_of(bars))
    assert drawn.bars is None
    assert drawn.header == ("What", "Apart", "Worse", "Better")
    assert drawn.numbers == (1, 2), "the left side stands against the line"
    for row, one in zip(drawn.rows, bars, strict=True):
        for text, arm in zip((row[2][::-1], row[3]), arms(one), strict=True):
            assert len(text) <= 12
            assert text == LETTERS["light"] * text.count(LETTERS["light"]) + LETTERS["dark"] * text.count(
                LETTERS["dark"]
            ), "dark lies outwards"
            assert bool(text) == bool(arm)
            assert (LETTERS["dark"] in text) == any(shade == "dark" for _, shade in arm)


@CALM
@given(ANYWHERE)
def test_both_sides_together_are_what_is_drawn_and_nothing_is_drawn_twice(one: Bar) -> None:
    left, right = arms(one)
    seen = sum(length for length, shade in (*left, *right) if shade != "clear")
    assert seen == sum(piece.end - piece.start for piece in one.pieces)
    nought = Fraction(0)
    reach = (max(-one.pieces[0].start, nought), max(one.pieces[-1].end, nought))
    assert tuple(sum(length for length, _ in side) for side in (left, right)) == reach
    for side in in_letters(table_of([one])).rows[0][2:]:
        assert len(side) <= 12


def test_what_begins_away_from_the_line_is_led_to_by_dots() -> None:
    floating = Bar((Piece(Fraction(-4), Fraction(-3)), Piece(Fraction(2), Fraction(4), dark=True)), "")
    assert in_letters(table_of([floating])).rows[0][2:] == ("▒▒······", "····████")


@CALM
@given(st.lists(BARS, max_size=6), st.tuples(st.fractions(1, 100), st.fractions(1, 100)))
def test_one_scale_fits_both_sides_and_fills_one(drawn: list[Bar], rooms: tuple[Fraction, Fraction]) -> None:
    bars = Bars(("L", "R"), tuple(drawn))
    assert sum(parts(bars)) == 1
    assert min(parts(bars)) >= Fraction(3, 10)
    unit = scale(bars, rooms)
    longest = [
        max((sum(length for length, _ in arms(one)[side]) for one in drawn), default=0) * unit for side in (0, 1)
    ]
    assert all(length <= room for length, room in zip(longest, rooms, strict=True))
    assert not any(longest) or any(length == room for length, room in zip(longest, rooms, strict=True))


def test_bars_take_three_tenths_of_a_page_that_is_shared_out() -> None:
    assert in_letters(table_of([bar((2,), (0, 1)), bar()], (50, 20))).widths == (50, 20, 20, 10)
    assert in_letters(table_of([bar()], (50, 20))).widths == (50, 20, 15, 15)


def test_a_table_without_bars_stays_as_it_is() -> None:
    table = Table("", ("A",), (("a",),))
    assert in_letters(table) is table
