"""A table as it is filled in: the question of each cell, where keys lead, and what a pasted block falls on."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.decision.agenda import NAMES_ITS_ROW, row_number
from des_decider.decision.ids import HIGHEST_SERIAL
from des_decider.decision.wording import capital, count_of
from des_decider.worksheet.inputs_and_columns import PATHS, column

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from des_decider.decision.agenda import Entry, Row

Block = tuple[tuple[str, ...], ...]
"""Cells copied from a spreadsheet, line by line."""
_QUOTED = re.compile(r'"((?:[^"]|"")*)"(?=\t|\n|$)')
_PLAIN = re.compile(r"[^\t\n]*")


class Place(NamedTuple):
    """One cell: its line and its column, the first of each being 0."""

    line: int
    column: int


class AnswerTable(NamedTuple):
    """The lines of a table, each with the ids of its cells; empty where a line is not asked for that column.

    A table of one row stands `upright`: its questions under one another, each a line with one cell. `titles` are what
    the lines are called, and none where their first cell names them. `grows` is the table's own id where more lines
    can be added; the last line is then one to begin.
    """

    heads: tuple[str, ...]
    lines: tuple[tuple[str, ...], ...]
    titles: tuple[str, ...]
    rows: tuple[Row, ...]
    upright: bool
    grows: str = ""

    @property
    def cells(self) -> tuple[str, ...]:
        """Every question of the table, in the order in which one tabs through them."""
        return tuple(id_ for line in self.lines for id_ in line if id_)

    def id_at(self, place: Place) -> str:
        """The question of a cell; empty where none is asked there."""
        line, column_ = place
        inside = 0 <= line < len(self.lines) and 0 <= column_ < len(self.heads)
        return self.lines[line][column_] if inside else ""

    def place_of(self, id_: str) -> Place | None:
        """Where a question stands; None where there is none."""
        return next((Place(n, line.index(id_)) for n, line in enumerate(self.lines) if id_ and id_ in line), None)

    def row_at(self, place: Place) -> Row:
        """The row of the agenda that a cell belongs to."""
        return self.rows[0 if self.upright else min(place.line, len(self.rows) - 1)]

    def first_open(self, done: Collection[str]) -> Place:
        """The first cell that is not done; where all are, the first one."""
        left = next((id_ for id_ in self.cells if id_ not in done), self.cells[0] if self.cells else "")
        return self.place_of(left) or Place(0, 0)

    def across(self, place: Place, step: Literal[1, -1]) -> Place | None:
        """The next cell to the right, from the last of a line to the first of the next; None at the end."""
        width = len(self.heads)
        at = place.line * width + place.column + step
        while 0 <= at < width * len(self.lines):
            if self.id_at(found := Place(*divmod(at, width))):
                return found
            at += step
        return None

    def down(self, place: Place, began: int | None = None, done: Collection[str] = ()) -> Place | None:
        """Where Enter leads: to the next cell below that is asked, in the column one `began` to tab along a line in.

        Where none is, whoever fills in lines goes to the first cell of the next, and whoever fills in columns from the
        foot of one to the first cell of the next that is not `done`; None where one is done with the table. Whoever
        fills in lines begins a new one with its name: what else is typed there would be of nobody. Where the line below
        has `done` the cell in which one began, and not the one right below, it is the column that one fills in.
        """
        if began is not None and place.line + 1 < len(self.lines) - bool(self.grows):
            first, straight = (self.id_at(Place(place.line + 1, column)) for column in (began, place.column))
            began = None if first in done and straight and straight not in done else began
        column_, below = place.column if began is None else began, range(place.line + 1, len(self.lines))
        new = len(self.lines) - 1 if began is not None and self.grows else None
        wide, wanted = len(self.heads), [Place(n, 0 if n == new else column_) for n in below]
        if began is not None or self.grows:
            wanted += [Place(n, c) for n in below for c in range(wide)]
        else:
            others = (Place(n, c) for c in range(column_ + 1, wide) for n in range(len(self.lines)))
            wanted += [other for other in others if self.id_at(other) not in done]
        return next((found for found in wanted if self.id_at(found)), None)

    def falls_on(self, place: Place, block: Block) -> dict[str, str] | str:
        """The text of each cell that a block pasted at a place falls on, or in a sentence why it cannot fall there.

        Lines below the last one begin rows of their own, empty ones none.
        """
        wide = max((len(line) for line in block), default=0)
        if not wide:
            return "There is nothing to paste."
        room = len(self.heads) - place.column
        if wide > room:
            has = count_of(wide, "column")
            return f"What was copied has {has}, and from here on there {_is_or_are(room)}. Nothing was pasted."
        free, texts, line = self._next_number, dict[str, str](), place.line
        for copied in block:
            if line < len(self.lines):
                ids = self.lines[line]
                line += 1
            elif not self.grows:
                has = count_of(len(block), "line")
                left = len(self.lines) - place.line
                return f"What was copied has {has}, and from here on there {_is_or_are(left)}. Nothing was pasted."
            elif copied:
                if free > HIGHEST_SERIAL:
                    return f"A table has {HIGHEST_SERIAL} lines at most. Nothing was pasted."
                ids = tuple(id_.replace(self.rows[-1].key, f"{self.grows}.{free}", 1) for id_ in self.lines[-1])
                free += 1
            else:
                continue
            for n in range(wide):
                id_, text = ids[place.column + n], copied[n] if n < len(copied) else ""
                if not id_ and text.strip():
                    head = self.heads[place.column + n]
                    return f"One of the copied cells would fall on “{head}” where it is not asked. Nothing was pasted."
                if id_:
                    texts[id_] = text
        return texts

    @property
    def _next_number(self) -> int:
        return row_number(self.rows[-1]) + 1 if self.grows else 0


def _is_or_are(room: int) -> str:
    return f"is only {room}" if room == 1 else f"are only {room}"


def table_of(entry: Entry) -> AnswerTable:
    """An entry of the agenda as a table."""
    rows = entry.rows
    if len(rows) == 1 and not entry.grows:
        ids = rows[0].ids
        return AnswerTable(("",), tuple((id_,) for id_ in ids), tuple(map(_head, ids)), rows, upright=True)
    own = [{id_.removeprefix(f"{row.key}."): id_ for id_ in row.ids} for row in rows]
    columns = _in_order(own, [row.key.partition(".")[0] for row in rows])
    heads = tuple(_head(next(one[last] for one in own if last in one)) for last in columns)
    lines = tuple(tuple(one.get(last, "") for last in columns) for one in own)
    named = entry.grows and columns[0] in NAMES_ITS_ROW
    titles = () if named else tuple(row.title for row in rows)
    return AnswerTable(heads, lines, titles, rows, upright=False, grows=entry.key if entry.grows else "")


def _head(id_: str) -> str:
    return capital(column(id_))


def _in_order(rows: Sequence[Collection[str]], heads: Sequence[str]) -> list[str]:
    """The columns of all rows: as questions are asked, whichever rows have them; else each before what follows it."""
    asked = _as_asked(tuple(dict.fromkeys(heads)))
    every = {last for row in rows for last in row}
    if every <= asked.keys():
        return sorted(every, key=asked.__getitem__)
    found: list[str] = []
    for row in rows:
        at = 0
        for last in row:
            if last in found:
                at = found.index(last) + 1
            else:
                found.insert(at, last)
                at += 1
    return found


@cache
def _as_asked(heads: tuple[str, ...]) -> dict[str, int]:
    """Where each column stands among the questions of such rows, those of the first rows before all others."""
    paths = (path.split(".", 2) for head in heads for path in PATHS if path.startswith(f"{head}.<"))
    return {last: n for n, last in enumerate(dict.fromkeys(last for *_, last in paths))}


def block_of(pasted: str) -> Block:
    """A pasted text as cells: a tab between two, each line a line; what is empty at the ends is no part of it.

    A spreadsheet puts a cell that holds a tab, a line end or a quotation mark between marks, and doubles those in it.
    """
    text = pasted.replace("\r\n", "\n").replace("\r", "\n")
    lines: list[list[str]] = [[]]
    at = 0
    while at <= len(text):
        quoted = _QUOTED.match(text, at)
        found = quoted or _PLAIN.match(text, at)
        assert found is not None  # noqa: S101 - the plain one matches anything
        lines[-1].append(quoted[1].replace('""', '"') if quoted else found[0])
        at = found.end() + 1
        if at <= len(text) and text[at - 1] == "\n":
            lines.append([])
    for line in lines:
        while line and not line[-1].strip():
            line.pop()
    while lines and not lines[-1]:
        lines.pop()
    return tuple(map(tuple, lines))
