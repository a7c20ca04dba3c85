"""A list to choose from: texts are shown as texts, and the line one stands on is plain without colour."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from rich.style import Style
from textual import on
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList
from textual.widgets.option_list import Option

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


class Choices(OptionList):
    """Lines to choose one of, each with a key; a line without one is only read."""

    LED = False
    """Whether a field beside it has the keys and leads it."""

    class Chosen(Message):
        """A line was chosen, by Enter or by mouse."""

        def __init__(self, choices: Choices, key: str) -> None:
            super().__init__()
            self.choices, self.key = choices, key

        @property
        def control(self) -> Choices:
            """The list, so that handlers can tell lists apart."""
            return self.choices

    class Moved(Message):
        """One stands on another line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - as every widget has it
        super().__init__(id=id, markup=False)
        self.keys: tuple[str, ...] = ()
        """The keys of all lines, empty for those that are only read."""
        self._shown: list[Content] = []

    def show(self, lines: Iterable[tuple[str, Content]], at: str = "", *, near: bool = False) -> None:
        """Show these lines and stand on `at`, or where one stood before; where that is gone, `near` it.

        That is the line now in its place, or the one before.
        """
        found = list(lines)
        stood, place = at or self.key, self.highlighted
        if near and place is not None and stood not in {key for key, _ in found}:
            stood = next((key for key, _ in reversed(found[: place + 1]) if key), "")
        before, self._shown = self._shown, [content for _, content in found]
        keys, self.keys = self.keys, tuple(key for key, _ in found)
        same_lines = keys == self.keys and all(map(Content.is_same, before, self._shown))
        with self.prevent(OptionList.OptionHighlighted):
            if not same_lines:  # which are laid out and painted already
                self.set_options([Option(content, disabled=not key) for key, content in found])
            if stood in self.keys and stood:
                same = place is not None and place < len(self.keys) and self.keys[place] == stood
                self.highlighted = place if same else self.keys.index(stood)
            else:
                self.highlighted = next((n for n, key in enumerate(self.keys) if key), None)

    @property
    def key(self) -> str:
        """The key of the line one stands on."""
        return self.key_at(self.highlighted)

    def key_at(self, index: int | None) -> str:
        """The key of a line."""
        return self.keys[index] if index is not None and index < len(self.keys) else ""

    def on_resize(self) -> None:
        """Keep the line one stands on in sight where what is said below takes more lines."""
        self.scroll_to_highlight()

    def action_page_up(self) -> None:
        """Go a page up."""
        self._page(super().action_page_up, -1)

    def action_page_down(self) -> None:
        """Go a page down."""
        self._page(super().action_page_down, 1)

    def _page(self, go: Callable[[], None], way: int) -> None:
        """Go a page, and never past a line that was not in sight: between those to choose may stand many to read."""
        stood, top, height = self.highlighted, self.scroll_offset.y, self.scrollable_content_region.height
        with self.prevent(OptionList.OptionHighlighted):
            go()
            if self.highlighted is None or abs(self.scroll_offset.y - top) > height:
                end = len(self.keys) * way if self.highlighted is None else self.highlighted
                between = range(end - way, stood, -way) if stood is not None else ()
                for n in (n for n in between if 0 <= n < len(self.keys) and self.keys[n]):
                    self.scroll_to(y=top, animate=False, immediate=True)
                    self.highlighted = n
                    if abs(self.scroll_offset.y - top) <= height:
                        break
                else:
                    self.highlighted = stood
                    self.scroll_to(y=top + way * height, animate=False, immediate=True)
        if self.highlighted != stood:
            self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        """A line; on the one that is chosen no word keeps a colour of its own, which could not be read there."""
        strip = super().render_line(y)
        chosen = self.highlighted if self.has_focus or self.LED else None
        if chosen is None or not any(style and style.meta.get("option") == chosen for _, style, _ in strip):
            return strip
        ink = Style(color=self.get_component_rich_style("option-list--option-highlighted").color)
        pieces = (Segment(words, style and style + ink, control) for words, style, control in strip)
        return Strip(pieces, strip.cell_length)

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.post_message(self.Chosen(self, self.key_at(event.option_index)))

    @on(OptionList.OptionHighlighted)
    def _moved(self) -> None:
        self.post_message(self.Moved())


class Led(Choices, can_focus=False):
    """A list that a field above it leads: the line one stands on is as plain as where the list has the keys."""

    LED = True
