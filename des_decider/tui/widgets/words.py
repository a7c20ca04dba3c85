"""Words on a screen: painted again only where they changed, and laid out again only where their height may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from textual.visual import VisualType


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
