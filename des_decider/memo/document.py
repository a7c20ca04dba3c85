"""The document every format is written from: headings, paragraphs, lists and tables, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from fractions import Fraction

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""What stands where a record has no time: the first moment a zip can hold, as Word files are."""
DRAFT = "DRAFT"
"""What marks every page of a document that is not signed."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading; level 1 is the document's title and stands once, 2 an item, 3 a part of one."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph of plain text; `strong` marks the few a reader must not miss."""

    text: str
    strong: bool = False


@dataclass(frozen=True, slots=True)
class Quote:
    """Words kept as somebody wrote them, with who wrote them; line breaks stay."""

    text: str
    who: str = ""


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list; `numbered` where the order or the number is spoken of."""

    items: tuple[str, ...]
    numbered: bool = False


class Piece(NamedTuple):
    """A part of a bar, from one point of its scale to a higher one; the line that bars stand at is at 0."""

    start: Fraction
    end: Fraction
    dark: bool = False


class Bar(NamedTuple):
    """What is drawn for one row, its pieces from left to right, and what that says to whoever does not see it."""

    pieces: tuple[Piece, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Bars:
    """A chart: bars to the left and right of one line, on one scale, one for each row of their table.

    `sides` head the two columns in which they stand. What a bar shows stands as numbers in its row as well.
    """

    sides: tuple[str, str]
    rows: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row that repeats; `numbers` are the columns set to the right, as figures are.

    The first column heads its row. `widths` are shares of the page; empty leaves them to the writer. `bars` stand
    after the last column.
    """

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()
    widths: tuple[float, ...] = ()
    bars: Bars | None = None

    def without_empty_last(self) -> Table:
        """The table, its last column, such as who said each answer, left out where it has nothing in it."""
        if any(row[-1] for row in self.rows):
            return self
        rows = tuple(row[:-1] for row in self.rows)
        return replace(self, header=self.header[:-1], rows=rows, widths=self.widths[:-1])


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """Ruled space in which people sign on paper, a line each."""

    names: tuple[str, ...]

    @property
    def in_pairs(self) -> Table:
        """The space as a page has it, two people a row."""
        pairs = zip_longest(self.names[::2], self.names[1::2], fillvalue="")
        rows = tuple((left, "", right, "") for left, right in pairs)
        return Table("", ("Name", "Signature and date") * 2, rows, widths=(20, 30, 20, 30))


Block = Heading | Paragraph | Quote | Bullets | Table | SignatureBlock


@dataclass(frozen=True, slots=True)
class Document:
    """A memo or its appendices: what stands at the head of every page, and the blocks in order.

    `draft` marks every page; `moment` is the record's own time as ISO text, so that the same record gives the
    same bytes. All text is text: a writer never obeys it as markup.
    """

    title: str
    running_head: str
    blocks: tuple[Block, ...] = field(default_factory=tuple)
    draft: bool = False
    moment: str = ""
    author: str = ""

    @property
    def written_at(self) -> datetime:
        """The record's time in UTC; one without an offset is taken as that, and none is the first a zip can hold."""
        try:
            moment = datetime.fromisoformat(self.moment)
            return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        except (ValueError, OverflowError):
            return EARLIEST
