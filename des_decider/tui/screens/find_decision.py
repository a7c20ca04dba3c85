"""Choosing a decision of this machine's list: a few letters of its practice, year, state, option or folder."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from des_decider.decision.matching import fit, folded
from des_decider.decision.text_width import cut_inside
from des_decider.decision.wording import count_of
from des_decider.tui.decision_lines import decision_lines
from des_decider.tui.screen_text import lines, text
from des_decider.tui.screens.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from textual.content import Content

    from des_decider.record.register_entry import Entry

MOST = 60
"""Decisions that are shown; nobody reads more, and another letter leaves fewer."""


class FindDecisionScreen(Picker):
    """Looks through the decisions as the list had them; gives the folder of the one that is chosen."""

    HINT = "such as a practice, a year, signed or opt out"

    def __init__(self, entries: Sequence[Entry], today: date, *, asked: str, enter: str) -> None:
        """`enter` says what Enter does with the one that is chosen."""
        super().__init__()
        self._today, self._asked = today, asked
        self.ENTER = enter
        self._entries = entries
        self._called = Counter((entry.practice, entry.worksheet) for entry in entries)
        self._folded = [[*map(folded, entry.words(today))] for entry in entries]

    def asked(self) -> Content:
        """What this is for."""
        return text((self._asked, "bold"))

    def found(self, typed: str, width: int) -> Iterator[tuple[str, Content]]:
        """The decisions that have every word typed, the best first; without a word those opened last."""
        wanted = folded(typed).split()
        fits = ((fit(wanted, title, beside), n) for n, (title, beside) in enumerate(self._folded))
        best = sorted((how, n) for how, n in fits if how is not None)
        if not best:
            yield "", text(("No decision here has all these words. Try fewer of them, or their beginnings.", "$muted"))
        for _, n in best[:MOST]:
            entry = self._entries[n]
            yield str(entry.folder), self._told(entry, width)
        if len(best) > MOST:
            yield "", text((f"And {count_of(len(best) - MOST, 'more decision')}: type another letter.", "$muted"))

    def _told(self, entry: Entry, width: int) -> Content:
        """A decision as every list shows it; of those that look alike the folder too."""
        told = decision_lines(entry, self._today, width)
        if self._called[entry.practice, entry.worksheet] == 1:
            return told
        return lines([told, text((f"    {cut_inside(str(entry.folder), width - 4)}", "$muted"))])
