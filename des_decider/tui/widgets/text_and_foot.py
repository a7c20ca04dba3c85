"""Words on a screen, painted again only where they changed; and the foot: what was said, when saved, the keys."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from des_decider.tui.keys import LEAVE
from des_decider.tui.screen_text import clickable, text, wrapped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.visual import VisualType

    from des_decider.tui.keys import Command

MOST_KEYS = 6
GAP = "   "
MOST_LOST = 4
"""Lines for what is not saved: where it was to go, why not and what to do."""


class Words(Static):
    """A text that is told anew at every key or answer, and mostly as it was."""

    def update(self, content: VisualType = "", *, layout: bool = True) -> None:
        """Show it; to lay out a whole screen for a line that stays one line would be felt at every key."""
        was = self.content
        if isinstance(was, Content) and isinstance(content, Content):
            if was.is_same(content):
                return
            layout = layout and self._height(was) != self._height(content)
        super().update(content, layout=layout)

    def _height(self, content: Content) -> int | Content:
        """Lines it takes; the text itself where that hangs on how it wraps."""
        told = content.plain.split("\n")
        fits = content.plain and all(cell_len(line) <= self.content_size.width for line in told)
        return len(told) if fits else content


class Foot(Words):
    """The status line above the line of keys."""

    def say(self, words: str, saved: str, keys: Sequence[Command], *, wrong: bool = False) -> None:
        """Show what was said, when it was saved, and at most six keys."""
        width = max(self.screen.size.width - 2, 20)
        lost = saved.startswith("NOT")
        said = (saved, "$error bold" if lost else "$muted"), (words, "$error bold" if wrong else "")
        if cell_len(saved) + cell_len(words) + len(GAP) <= width and not lost:
            told = [text(said[0], GAP if saved else "", said[1])]
        else:  # what is said matters more than a line of the body
            most = MOST_LOST if lost else 2
            told = [text((line, style)) for line_of, style in said if line_of for line in wrapped(line_of, width, most)]
        shown = [
            clickable(f"{key.shown} ", key.on_screen, "bold $accent") + clickable(key.words, key.on_screen)
            for key in fitting(keys, width)
        ]
        self.update(Content("\n").join([*told, Content(GAP).join(shown)]))


def fitting(keys: Sequence[Command], width: int) -> list[Command]:
    """As many keys as the line holds; the way out and help, the last one, stay whatever else has to go."""
    shown = list(keys[: MOST_KEYS - 1]) + list(keys[-1:]) if len(keys) > MOST_KEYS else list(keys)
    while len(shown) > 1 and sum(cell_len(f"{key.shown} {key.words}{GAP}") for key in shown) - len(GAP) > width:
        goes = [n for n, key in enumerate(shown[:-1]) if key.name != LEAVE.name]
        del shown[goes[-1] if goes else 0]
    return shown
