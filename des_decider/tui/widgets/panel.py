"""Where we stand, always in sight: the figures and findings, each of which opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from des_decider.tui.bars import NOUGHT, TO_HIGH, Scale
from des_decider.tui.screen_text import cut, lines, right, text
from des_decider.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.content import Content

    from des_decider.tui.where_we_stand import StandingLine, Stretch


_NOUGHT_SAID = f"  (£0 is at {NOUGHT})"


class Panel(Choices):
    """The lines of where we stand; a line with a figure can be chosen, and Enter opens it."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id)
        self._told: tuple[Sequence[StandingLine], int] = (), 0

    def show_lines(self, found: Sequence[StandingLine], width: int) -> None:
        """Show the lines, each in `width` columns; mostly they are as they were."""
        if self._told != (found, width):
            self._told = found, width
            self.show(((line.figure, laid_out(line, width)) for line in found), near=True)


def laid_out(line: StandingLine, width: int) -> Content:
    """One line with its value at the right end."""
    words = line.words.lstrip()
    indent = " " * (len(line.words) - len(words))
    room = width - len(indent)
    value = cut(line.value, room - 5)  # a blank, and a few letters to tell what it is the value of
    words = cut(words, room - cell_len(value) - 1)
    style = "" if line.figure else "bold"
    shown = text((f"{indent}{words}", style), (right(value, room - cell_len(words)), line.colour or style))
    if not line.tall:
        return shown
    return lines([shown, text(stretched(line.stretch, width) if line.stretch else "")])


def stretched(found: Stretch, width: int) -> str:
    """A span as a bar around what is likely, and where £0 lies."""
    scale = Scale.of((found.least, found.most), width - 2 - len(_NOUGHT_SAID))
    bar = scale.drawn(found.now, ((TO_HIGH, found.low), (TO_HIGH, found.high)))
    return f"  {bar}{_NOUGHT_SAID if scale.shows_nought else ''}"
