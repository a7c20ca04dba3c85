"""Gathers the mistakes of one reading, each with its line in the file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.worksheet.mistakes import Mistake

if TYPE_CHECKING:
    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.lines import Lines

MAX_MISTAKES = 1_000


class Found:
    """The mistakes of one reading as they are found; after MAX_MISTAKES the rest is only counted."""

    def __init__(self, lines: Lines) -> None:
        self.mistakes: list[Mistake] = []
        self.lines = lines
        self._unlisted = 0
        self._deaf = False

    def deaf(self) -> Found:
        """One for the same file that notes nothing: for what is read after its lack is noted already."""
        other = Found(self.lines)
        other._deaf = True
        return other

    def add(self, place: str, path: Path, what: str, mend: str) -> None:
        """Note a mistake; `path` leads to its line, `place` names it."""
        if self._deaf:
            return
        if len(self.mistakes) < MAX_MISTAKES:
            self.mistakes.append(Mistake(place, self.lines.layout.line_of(path), what, mend))
        else:
            self._unlisted += 1

    def in_order(self) -> tuple[Mistake, ...]:
        """Every mistake once, in the order of the file; those without a line first."""
        unique = dict.fromkeys(self.mistakes)
        ordered = sorted(unique, key=lambda mistake: mistake.line or 0)
        if self._unlisted:
            ordered.append(Mistake("", None, f"There are {self._unlisted} more mistakes", "Mend these first"))
        return tuple(ordered)
