"""Bars in letters: whatever they show they keep to their room, to one scale, and nothing that is there is lost."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from des_decider.memo.bars import DARK, LIGHT, in_letters, parts, scale
from des_decider.memo.document import Arm, Bars, Table

LENGTHS = st.one_of(st.just(Fraction(0)), st.fractions(0, 1_000_000), st.fractions(0, 1))
ARMS = st.builds(Arm, LENGTHS, LENGTHS)


def table_of(pairs: list[tuple[Arm, Arm]], widths: tuple[int, ...] = ()) -> Table:
    rows = tuple((f"row {place}", "£1") for place in range(len(pairs)))
    return Table("Sums", ("What", "Apart"), rows, (1,), widths, Bars(("Worse", "Better"), tuple(pairs)))


@given(st.lists(st.tuples(ARMS, ARMS), max_size=6))
def test_bars_keep_to_their_room_and_show_all_there_is(pairs: list[tuple[Arm, Arm]]) -> None:
    drawn = in_letters(table_of(pairs))
    assert drawn.bars is None
    assert drawn.header == ("What", "Apart", "Worse", "Better")
    assert drawn.numbers == (1, 2), "the left side stands against the line"
    for row, pair in zip(drawn.rows, pairs, strict=True):
        for text, arm in zip((row[2][::-1], row[3]), pair, strict=True):
            assert len(text) <= 12
            assert text == LIGHT * text.count(LIGHT) + DARK * text.count(DARK), "dark lies outwards"
            assert bool(text) == bool(sum(arm))
            assert (DARK in text) == bool(arm.dark)


@given(st.lists(st.tuples(ARMS, ARMS), max_size=6), st.tuples(st.fractions(1, 100), st.fractions(1, 100)))
def test_one_scale_fits_both_sides_and_fills_one(
    pairs: list[tuple[Arm, Arm]], rooms: tuple[Fraction, Fraction]
) -> None:
    bars = Bars(("L", "R"), tuple(pairs))
    assert sum(parts(bars)) == 1
    assert min(parts(bars)) >= Fraction(1, 4)
    unit = scale(bars, rooms)
    longest = [max((sum(pair[side]) for pair in pairs), default=0) * unit for side in (0, 1)]
    assert all(length <= room for length, room in zip(longest, rooms, strict=True))
    assert not any(longest) or any(length == room for length, room in zip(longest, rooms, strict=True))


def test_bars_take_three_tenths_of_a_page_that_is_shared_out() -> None:
    nothing = Arm(Fraction(0), Fraction(0))
    pairs = [(Arm(Fraction(2), Fraction(0)), Arm(Fraction(0), Fraction(1))), (nothing, nothing)]
    assert in_letters(table_of(pairs, (50, 20))).widths == (50, 20, 20, 10)
    assert in_letters(table_of([(nothing, nothing)], (50, 20))).widths == (50, 20, 15, 15)


def test_a_table_without_bars_stays_as_it_is() -> None:
    table = Table("", ("A",), (("a",),))
    assert in_letters(table) is table
