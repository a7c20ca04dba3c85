"""What the worksheet's author says, as lines of a screen: short above a question, whole where it is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.text_width import display_width, wrapped
from des_decider.decision.worksheet_says import in_one, read_in, sources
from des_decider.tui.keys import DETAILS
from des_decider.tui.screen_text import clickable, cut, lines, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from textual.content import Content

    from des_decider.decision.worksheet_says import AuthorSays

FEWEST = 2
"""Lines that are always there for the author's words, however low the window is."""


def in_short(said: Sequence[AuthorSays], width: int, most: int) -> list[Content]:
    """The words and where they were read, in at most so many lines; where that is not all, the last line says so."""
    words = [line for one in said for line in wrapped(one.sentence, width)]
    source = next((read_in(one.origin) for one in said if one.origin), "")
    where = wrapped(source, width)
    most = max(most, FEWEST)
    if len(words) + len(where) <= most:
        return [*map(text, words), *(text((line, "$muted")) for line in where)]
    kept, more = words[: most - 1], f"{DETAILS.shown} all of it"
    if len(kept) < len(words):
        kept[-1] = cut(f"{kept[-1]} …", width)
    room = width - display_width(more) - 2
    before = f"{cut(source, room)}  " if source else ""
    return [*map(text, kept), text((before, "$muted")) + clickable(more, DETAILS.on_screen, "$accent bold")]


def in_a_paragraph(one: AuthorSays) -> Content:
    """One thing with its name before it and where it was read after it."""
    where = f" {read_in(one.origin)}." if one.origin else ""
    return text((f"{one.name}: ", "bold"), in_one([one.sentence]), (where, "$muted"))


def in_full(said: Iterable[AuthorSays]) -> Content:
    """Each thing under its name, with every source and note."""
    return lines(piece for one in said for piece in _whole(one))


def _whole(one: AuthorSays) -> Iterator[Content]:
    yield text((one.name, "bold"))
    if one.sentence:
        yield text(one.sentence)
    if one.origin:
        yield from (text((line, "$muted")) for line in sources(one.origin))
    yield text("")
