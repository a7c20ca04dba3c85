"""Bars for tables: what lies to the left and to the right of the line, light and then dark, from the line outwards."""

from __future__ import annotations

from fractions import Fraction

from des_decider.memo.document import Bar, Piece


def bar(left: tuple[int | Fraction, ...] = (), right: tuple[int | Fraction, ...] = (), says: str = "drawn") -> Bar:
    """A bar by the length of what is light and of what is dark on each side."""
    pieces: list[Piece] = []
    for side, lengths in ((-1, left), (1, right)):
        at = Fraction(0)
        for length, dark in zip(lengths, (False, True), strict=False):
            start, end = sorted((at * side, (at + length) * side))
            pieces.append(Piece(start, end, dark=dark))
            at += length
    return Bar(tuple(sorted(pieces)), says)
