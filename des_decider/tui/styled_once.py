"""A screen that is styled once, as it comes: by the window's size from the start, and not at each visit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import ScreenResume
from textual.screen import Screen, ScreenResultType

if TYPE_CHECKING:
    from collections.abc import Iterator


TALL = 24
"""Lines from which there is room for empty ones."""


class StyledOnce(Screen[ScreenResultType]):
    """What the library does at a first resize and at each visit would style and lay out everything on it once more."""

    def on_compose(self) -> None:
        """The classes of the window's size are set before there is anything to be styled by them."""
        self.add_class(*self._of_the_size())

    def _of_the_size(self) -> Iterator[str]:
        size = self.app.size
        for names, has in ((self.HORIZONTAL_BREAKPOINTS, size.width), (self.VERTICAL_BREAKPOINTS, size.height)):
            yield from [name for least, name in names or () if least <= has][-1:]

    @on(ScreenResume)
    def _keeps_its_styles(self, event: ScreenResume) -> None:
        """A screen is styled as it is made and where something changes."""
        event.refresh_styles = False
