"""Every screen of an evening, at three sizes and in three looks: it reads as it did, and no word rests on a colour.

Colours can be read in every look, in sixteen colours and without any: what is looked at is what the screens really
paint, piece by piece, and no list of colours. The texts are kept under snapshots/ to be read; UPDATE_SNAPSHOTS=1 writes
them anew, in one process, as each size writes its part of each file.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

import pytest
from rich._palettes import STANDARD_PALETTE, WINDOWS_PALETTE
from rich.color import Color, ColorSystem
from rich.style import Style
from textual.filter import monochrome_style
from textual.screen import ModalScreen

from des_decider.tui.themes import HIGH_CONTRAST, LOOKS
from des_decider.tui.widgets.choices import Choices
from tests.how_many import THOROUGH
from tests.tui.driver import SMALL, USUAL, WIDE, as_text
from tests.tui.evening import HOME, evening, home_of_bess, whole_evening
from tests.tui.pictures import names, read, read_as_before
from tests.tui.stillness import painted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.theme import Theme

    from des_decider.tui.app import DesDecider

pytestmark = [
    pytest.mark.all_cases,
    pytest.mark.skipif(sys.platform != "linux", reason="the evening names folders as this system writes them"),
]

ENOUGH = 4.5
"""The contrast that WCAG asks of text."""
ENOUGH_IN_HIGH_CONTRAST = 7
"""What it asks of text for people with weak sight."""
MEANT = {"error": {"!", "red"}, "warning": {"?", "amber"}, "success": {"confirms"}}
"""What each colour stands for, and signs and words that say the same on some screen."""
IN_WORDS = re.compile(r"[!?]|.*[a-z]{2}.*")
"""A sign that the help explains, or words; a number alone would say nothing without its colour."""
LINES = re.compile(r"[\s\u2500-\u257f\u2580-\u259f]*")
"""Blanks, rules and scroll bars: nothing to be read, unless they are drawn in the colour of a text."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text as it is painted: its words, and its style with the colours one sees."""

    row: int
    column: int
    words: str
    style: Style

    @property
    def colours(self) -> tuple[Color, Color]:
        """Text and ground."""
        text, ground = self.style.color, self.style.bgcolor
        assert text is not None
        assert ground is not None
        return (ground, text) if self.style.reverse else (text, ground)


def pieces(app: DesDecider) -> Iterator[Piece]:
    """What there is to be read on the screen, piece by piece; of a dialog, not what lies under it."""
    screen = app.screen
    shown = screen.query_one(".dialog").region if isinstance(screen, ModalScreen) else screen.region
    for row, strip in enumerate(painted(app)):
        column = 0
        for segment in strip:
            inside = shown.contains(column, row)
            if inside and segment.style is not None and segment.text.strip():
                piece = Piece(row, column, segment.text, segment.style)
                if not (LINES.fullmatch(segment.text) and only_ruled(piece, app)):
                    yield piece
            column += segment.cell_length


def only_ruled(piece: Piece, app: DesDecider) -> bool:
    """Whether lines are a rule, the edge of what has the focus or a scroll bar, not large figures or the bars."""
    rule = rgb(LOOKS[app.theme].variables["rule"])
    return any(near(triplet(colour), rule) for colour in piece.colours)


def contrast(one: tuple[int, int, int], other: tuple[int, int, int]) -> float:
    """The contrast of two colours, as WCAG 2 defines it."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def luminance(colour: tuple[int, int, int]) -> float:
    """How light a colour is, from 0 to 1."""
    parts = [part / 255 for part in colour]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_counted_as_wcag_counts_it() -> None:
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((119, 119, 119), (255, 255, 255)) == pytest.approx(4.48, abs=0.01)


@cache
def rgb(colour: str | None) -> tuple[int, int, int]:
    """A colour of a look in numbers."""
    found = Color.parse(colour or "").triplet
    assert found is not None
    return found


EVENINGS = [
    pytest.param(look, size, id=f"{look.name} at {size[0]}x{size[1]}")
    for n, look in enumerate(LOOKS.values())
    for m, size in enumerate((WIDE, USUAL, SMALL))
    if n == m or THOROUGH
]
"""Each look at one size, and at all of them in a thorough run."""


@pytest.mark.parametrize(("look", "size"), EVENINGS)
async def test_every_screen_reads_as_before_and_says_in_words_what_a_colour_means(
    look: Theme, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    said: dict[str, set[str]] = {meaning: set() for meaning in MEANT}
    faint: set[str] = set()
    pairs: set[tuple[tuple[int, int, int], tuple[int, int, int]]] = set()
    taken: dict[str, str] = {}
    lists = 0
    with home_of_bess(monkeypatch) as home:
        async with evening(home, size) as room:
            room.app.theme = look.name
            await room.settle()

            async def look_at(name: str) -> None:
                nonlocal lists
                if name != "too-small" or size == SMALL:
                    taken[name] = as_text(room.app).replace(str(home), HOME)
                for piece in pieces(room.app):
                    for other in LOOKS.values():
                        seen = piece if other is look else in_another_look(piece, look, other)
                        faint.update(f"{name}, {other.name}: {words}" for words in too_faint(seen, enough_in(other)))
                    text, ground = (triplet(colour) for colour in piece.colours)
                    pairs.add((text, ground))
                    for meaning, words in said.items():
                        if near(text, rgb(getattr(look, meaning))):
                            words.add(piece.words.strip())
                lists += stands_out(room.app)

            await whole_evening(room, look_at)
    read_as_before(taken, size)
    assert sorted(faint) == []
    assert len(pairs) > 10
    assert lists > 15
    for meaning, least in MEANT.items():
        assert size == SMALL or said[meaning] >= least, f"{meaning} is not seen any more"
        assert {words for words in said[meaning] if not IN_WORDS.fullmatch(words)} == set(), meaning


def test_no_picture_is_left_of_a_screen_that_is_gone() -> None:
    """Each file holds the sizes one after another, as the walk takes them."""
    for name in names():
        assert list(read(name)) == ([SMALL] if name == "too-small" else [SMALL, USUAL, WIDE]), name


def test_a_folder_of_this_machine_is_in_no_picture() -> None:
    for name in names():
        for text in read(name).values():
            assert not re.search(r"/(tmp|root|work|private|var)\b|[A-Z]:\\", text), name


def enough_in(look: Theme) -> float:
    """The contrast that a look owes its texts."""
    return ENOUGH_IN_HIGH_CONTRAST if look is HIGH_CONTRAST else ENOUGH


def in_another_look(piece: Piece, look: Theme, other: Theme) -> Piece:
    """The same piece as another look paints it: the looks differ in nothing but their colours."""
    both = list(zip(named(look), named(other), strict=True))
    text, ground = (
        next((there for here, there in both if near(here, triplet(colour))), None)
        for colour in (piece.style.color, piece.style.bgcolor) if colour is not None
    )  # fmt: skip
    assert text, f"{piece.words!r} has a colour of its own: {piece.style}"
    assert ground, f"{piece.words!r} has a ground of its own: {piece.style}"
    return replace(piece, style=piece.style + Style(color=Color.from_rgb(*text), bgcolor=Color.from_rgb(*ground)))


def named(look: Theme) -> list[tuple[int, int, int]]:
    """The ten colours of a look, in the same order for each."""
    own = (look.foreground, look.background, look.panel, look.accent, look.success, look.warning, look.error)
    return [rgb(colour) for colour in (*own, *(look.variables[name] for name in ("muted", "rule", "on-accent")))]


def too_faint(piece: Piece, least: float) -> Iterator[str]:
    """What of a piece cannot be read, and in how many colours; `least` is the contrast where there are all of them."""
    text, ground = piece.colours
    grey_text, grey_ground = Piece(0, 0, "", monochrome_style(piece.style)).colours
    ways = [("all colours", least, triplet(text), triplet(ground))]
    ways.append(("no colours", ENOUGH, triplet(grey_text), triplet(grey_ground)))
    few_text, few_ground = (colour.downgrade(ColorSystem.STANDARD).number or 0 for colour in (text, ground))
    for name, palette, enough in (("VGA", STANDARD_PALETTE, ENOUGH), ("Windows", WINDOWS_PALETTE, 4)):
        ways.append((f"sixteen colours, {name}", enough, palette[few_text], palette[few_ground]))
    for way, enough, one, other in ways:
        if (found := contrast(one, other)) < enough:
            yield f"{piece.words.strip()!r} has {found:.1f} in {way} ({text.name} on {ground.name})"


def stands_out(app: DesDecider) -> bool:
    """Whether there is a list with the focus; the line one stands on is bold, and on another ground in grey too."""
    listed = app.focused
    if not isinstance(listed, Choices) or listed.highlighted is None:
        return False
    own: set[bool] = set()
    grounds: dict[bool, set[tuple[int, int, int]]] = {True: set(), False: set()}
    for piece in pieces(app):
        if piece.style.meta.get("option") is not None and listed.region.contains(piece.column, piece.row):
            here = piece.style.meta["option"] == listed.highlighted
            grounds[here].add(triplet(Piece(0, 0, "", monochrome_style(piece.style)).colours[1]))
            if here:
                own.add(bool(piece.style.bold))
    if not own and app.screen.query_one("#too-small").display:
        return False
    assert own == {True}
    ground, *others = grounds[True]
    assert others == []
    assert all(contrast(ground, other) > 3 for other in grounds[False])
    return True


def triplet(colour: Color) -> tuple[int, int, int]:
    """A colour in numbers."""
    assert colour.triplet is not None
    return colour.triplet


def near(one: tuple[int, int, int], other: tuple[int, int, int]) -> bool:
    """Whether two colours are one; the library rounds."""
    return all(abs(a - b) <= 2 for a, b in zip(one, other, strict=True))
