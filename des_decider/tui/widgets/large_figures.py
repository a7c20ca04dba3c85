"""The four figures of the room view, drawn three lines high where the window has them, else in bold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.containers import Vertical
from textual.widgets import Digits

from des_decider.decision.wording import capital
from des_decider.tui.screen_text import text
from des_decider.tui.where_we_stand import FOUR, HEADING, value_of
from des_decider.tui.widgets.text_and_foot import Words

if TYPE_CHECKING:
    from textual.app import ComposeResult

    from des_decider.appraisal.figures import Appraisal


class LargeFigure(Vertical):
    """One figure under its words."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words, self._digits, self._plain = Words(text(words)), Digits(), Words()
        self._plain.add_class("plain")

    def compose(self) -> ComposeResult:
        """The words, and the figure in both ways; the styles show one of them."""
        yield self._words
        yield self._digits
        yield self._plain

    def show(self, value: str) -> None:
        """Show the figure; where there is none, why not is no number and is not drawn as one."""
        self._digits.update(value.replace("−", "-"))
        self._plain.update(text((value, "bold")))
        self.set_class(not any(letter.isdigit() for letter in value), "-words")


class LargeFigures(Vertical):
    """What signing up comes to against opting out, this year and in a full year, as money and as GP time."""

    def __init__(self) -> None:
        super().__init__()
        self._figures = {figure: LargeFigure(capital(words)) for figure, words in FOUR.items()}

    def compose(self) -> ComposeResult:
        """What they are about, then the four."""
        yield Words(text((HEADING, "bold")), id="about-figures")
        with Vertical(id="four"):
            yield from self._figures.values()

    def show(self, appraisal: Appraisal) -> None:
        """Show them as the answers stand."""
        for figure, shown in self._figures.items():
            shown.show(value_of(appraisal, figure))
