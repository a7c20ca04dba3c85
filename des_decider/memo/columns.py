"""How a table's columns share an A4 page, and which of its rows stay whole on one."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from des_decider.memo.document import Table

LETTERS = 95
"""About how many letters of 9.5 points stand on a line between the margins."""
_MOST_LINES_WHOLE = 25
"""A row of more lines may break over pages: where it may not, what does not fit is lost."""


def shares_of(table: Table) -> tuple[float, ...]:
    """Each column's share of the page: the document's own, or from what stands in it; figures never break."""
    if table.widths:
        return table.widths
    needs = []
    for place, column in enumerate(zip(table.header, *table.rows, strict=True)):
        longest_word = max((len(word) for cell in column for word in cell.split()), default=1)
        longest = max(map(len, column[1:]), default=1) if place in table.numbers else min(max(map(len, column)), 60)
        needs.append(min(max(longest_word + 2, longest), 60) + 2)
    figures = sum(need for place, need in enumerate(needs) if place in table.numbers)
    words = max(sum(needs) - figures, 1)
    squeezed = min(1, max(LETTERS - figures, 0) / words)
    return tuple(need if place in table.numbers else max(need * squeezed, 6) for place, need in enumerate(needs))


def letters_in(shares: Sequence[float]) -> list[float]:
    """About how many letters stand on a line of each column."""
    return [LETTERS * share / sum(shares) for share in shares]


def fits_a_page(cells: Sequence[str], shares: Sequence[float]) -> bool:
    """Whether a row is short enough to be kept on one page."""
    return all(len(cell) <= _MOST_LINES_WHOLE * fit for cell, fit in zip(cells, letters_in(shares), strict=True))
