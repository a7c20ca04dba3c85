"""Where we stand, always in sight: the figures and findings, each of which opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from des_decider.tui.screen_text import cut, right, text
from des_decider.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Iterable

    from textual.content import Content

    from des_decider.tui.where_we_stand import StandingLine


class Panel(Choices):
    """The lines of where we stand; a line with a figure can be chosen, and Enter opens it."""

    def show_lines(self, found: Iterable[StandingLine], width: int) -> None:
        """Show the lines, each in `width` columns."""
        self.show((line.figure, laid_out(line, width)) for line in found)


def laid_out(line: StandingLine, width: int) -> Content:
    """One line with its value at the right end."""
    value = cut(line.value, width)
    room = width - len(value) - 1
    words = cut(line.words.lstrip(), max(room - (len(line.words) - len(line.words.lstrip())), 4))
    indented = " " * (len(line.words) - len(line.words.lstrip())) + words
    style = "" if line.figure else "bold"
    gap = right(value, max(width - cell_len(indented), len(value) + 1))
    return text((indented, style), (gap, line.colour or style))
