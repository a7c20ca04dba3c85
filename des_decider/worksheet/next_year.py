"""Turns last year's worksheet into the next one's beginning, in its own text: dates moved, rates left to be asked."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.worksheet.doubtful_days import READ_OUT
from des_decider.worksheet.mistakes import Mistake
from des_decider.worksheet.model import ASKED
from des_decider.worksheet.syntax import parse
from des_decider.worksheet.toml_table import GAP

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping

    from des_decider.worksheet.layout import Layout, Path
    from des_decider.worksheet.model import Year

LOOK = "# LOOK AGAIN:"
"""Begins a remark on what the author has to look at."""

_DATES = {"date": ("date",), "payment": ("from", "to"), "role": ("from",), "service": ("from",),
          "requirement": ("from", "by")}  # fmt: skip
_RATES = {"payment": ("rate", "full_year"), "role": ("maximum",)}
_NUMBERS = {"payment": ("points",), "role": ("limit", "limit_above", "limit_above_list", "maximum_in", "raised")}
"""Numbers that may change from year to year and that no practice is asked for."""
_BEFORE_A_WINDOW_CLOSES = timedelta(days=92)
_OF_THE_YEAR = ("claim", "evidence")
_MOVED = "# the day was moved by a year"
_LEFT_BLANK = re.compile(rf'"{ASKED}".*# was [-+\d]')
_A_DAY, _A_NUMBER, _A_TEXT = r"\d{4}-\d{2}-\d{2}", r"[-+]?[\d_.]+(?:[eE][-+]?\d+)?", r'"[^"\n]*"'
_YEARS = re.compile(r"\b(\d{4})(?:([/-])(\d{2}(?:\d{2})?))?\b")


class Renewed(NamedTuple):
    """The text, how many days were moved and amounts left to be asked, and where the author has to look again."""

    text: str
    moved: int
    asked: int
    look: tuple[int, ...]


def next_year(text: str, year: Year) -> Renewed:
    """The worksheet of the year after `year`; `text` is one that is read without mistakes."""
    parsed = parse(text)
    values = parsed.values or {}
    edited = _Edited(text, parsed.lines.layout)
    _head(edited)
    named = {year.decide_by, year.opt_out_effective, year.care_homes_start, year.next_window, year.next_effective}
    since = _first_of_window(values, year)
    moved = sum(_move(edited, path, day, year, named, since) for path, day in _days(values))
    asked = sum(_ask(edited, path, year) for path in _rates(values))
    for id_, row in _rows(values, "role"):
        if "raised" in row:
            edited.leave_out(id_, "raised", year)
    for path in _worth_a_look(values):
        edited.look(path, f"of {year.name}")
    for path, said in _texts_of_the_year(values, year):
        edited.look(path[:2] if path[0] != "worksheet" else path[:1], f"{path[-1]} names {said}")
    if year.opt_out_effective is None:
        edited.look(("year",), f"who signed in {year.name} is in it now: opt_out_effective")
    edited.leave_out_tests()
    return Renewed(edited.text(), moved, asked, edited.places())


class Left(NamedTuple):
    """What of a worksheet is still as `next_year` left it.

    `warning` says all of it at once, None where nothing is; `moved` are the lines that say of a day that it was moved.
    `blank` says that amounts are still left to be asked, with what they were beside them.
    """

    warning: Mistake | None = None
    moved: tuple[int, ...] = ()
    blank: bool = False


def still_to_do(text: str) -> Left:
    """What of last year nobody has looked at yet, and what was left open for the author to fill in."""
    lines = list(enumerate(text.split("\n"), 1))
    look = [number for number, line in lines if line.startswith(LOOK)]
    blank = [number for number, line in lines if _LEFT_BLANK.search(line)]
    moved = [number for number, line in lines if _MOVED in line]
    said = (
        (look, "place of last year to look at (LOOK AGAIN)", "places of last year to look at (LOOK AGAIN)"),
        (blank, "amount left to be asked (“# was”)", "amounts left to be asked (“# was”)"),
        (moved, "day that was only moved by a year", "days that were only moved by a year"),
    )
    counts = [f"{len(found)} {one if len(found) == 1 else many}" for found, one, many in said if found]
    if not counts:
        return Left()
    mend = "Write in what is known, and delete each of these remarks once you have looked"
    what = f"Still to be filled in: {'; '.join(counts)}"
    return Left(Mistake("look-again", "", min(look + blank + moved), what, mend, 1), tuple(moved), bool(blank))


def later(words: str) -> str:
    """Words with every year in them a year later: 2031/32 becomes 2032/33."""

    def moved(match: re.Match[str]) -> str:
        first, sign, second = match.groups()
        after = f"{(int(second) + 1) % 10 ** len(second):0{len(second)}}" if second else ""
        return f"{int(first) + 1}{sign or ''}{after}"

    return _YEARS.sub(moved, words)


def a_year_later(day: date) -> date:
    """The same day of the next year; the last of February stays the last."""
    if day.month == 2 and (day + timedelta(days=1)).month == 3:
        return date(day.year + 1, 3, 1) - timedelta(days=1)
    return day.replace(year=day.year + 1)


def _moved(day: str) -> str:
    return a_year_later(date.fromisoformat(day)).isoformat()


def _head(edited: _Edited) -> None:
    """Another id, title and name where a year stands in them, else a gap; edition 1."""
    edited.set(("worksheet", "edition"), _A_TEXT, lambda _: '"1"')
    edited.set(("worksheet", "title"), _A_TEXT, later)
    for path in (("worksheet", "id"), ("year", "name")):
        edited.set(path, _A_TEXT, lambda was: later(was) if later(was) != was else f'"{GAP}"')
    for key in ("starts", "ends"):
        edited.set(("year", key), _A_DAY, _moved)


def _days(values: Mapping[str, Any]) -> Iterator[tuple[Path, date]]:
    for family, keys in _DATES.items():
        for id_, row in _rows(values, family):
            yield from (((family, id_, key), row[key]) for key in keys if type(row.get(key)) is date)


def _first_of_window(values: Mapping[str, Any], year: Year) -> date:
    """From when on days recur: the first of the year or, where its window closes before that, what goes before it."""
    closes = next((row.get("date") for id_, row in _rows(values, "date") if id_ == year.decide_by), None)
    return closes - _BEFORE_A_WINDOW_CLOSES if type(closes) is date and closes < year.starts else year.starts


def _texts_of_the_year(values: Mapping[str, Any], year: Year) -> Iterator[tuple[Path, str]]:
    """The texts that practices read in which a year of the worksheet is typed, and not put in braces."""
    own = {str(number) for number in range(year.starts.year, year.ends.year + 1)}
    head = values.get("worksheet")
    if isinstance(head, dict):
        yield from _naming(own, ("worksheet",), head, ("about",))
    for family, keys in READ_OUT.items():
        for id_, row in _rows(values, family):
            yield from _naming(own, (family, id_), row, keys)


def _naming(
    own: Collection[str], path: Path, row: Mapping[str, Any], keys: Collection[str]
) -> Iterator[tuple[Path, str]]:
    for key in keys:
        if isinstance(text := row.get(key), str):
            yield from (((*path, key), found[0]) for found in _YEARS.finditer(text) if found[1] in own)


def _move(edited: _Edited, path: Path, day: date, year: Year, named: set[str | None], since: date) -> bool:
    """Move a day by a year; one that lies before those that recur happened, and is only looked at."""
    if day < since and path[1] not in named:
        edited.look(path[:2], f"{day} is before {year.name}, and was not moved")
        return False
    if not edited.set(path, _A_DAY, _moved, "was"):
        edited.look(path[:2], f"{path[-1]} is still that of {year.name}")
        return False
    if path[0] == "date":
        edited.read_nowhere(path)
    return True


def _ask(edited: _Edited, path: Path, year: Year) -> bool:
    """Leave an amount to be asked; one that is written in a way that is not found here is only looked at."""
    done = edited.set(path, _A_NUMBER, lambda _: f'"{ASKED}"', "was")
    if not done:
        edited.look(path[:2], f"{path[-1]} is still that of {year.name}")
    return done


def _rates(values: Mapping[str, Any]) -> Iterator[Path]:
    for family, keys in _RATES.items():
        for id_, row in _rows(values, family):
            yield from ((family, id_, key) for key in keys if _is_number(row.get(key)))
            parts = row.get("part")
            for basis, part in parts.items() if isinstance(parts, dict) else ():
                if isinstance(part, dict) and _is_number(part.get("rate")):
                    yield family, id_, "part", basis, "rate"


def _worth_a_look(values: Mapping[str, Any]) -> Iterator[Path]:
    yield from ((table,) for table in ("average_network", "network") if table in values)
    for family in _OF_THE_YEAR:
        yield from ((family, id_) for id_, _ in _rows(values, family))
    for family, keys in _NUMBERS.items():
        yield from ((family, id_) for id_, row in _rows(values, family) if not row.keys().isdisjoint(keys))


def _is_number(value: Any) -> bool:
    return isinstance(value, int | Decimal) and not isinstance(value, bool)


def _rows(values: Mapping[str, Any], family: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    rows = values.get(family)
    yield from ((id_, row) for id_, row in rows.items() if isinstance(row, dict)) if isinstance(rows, dict) else ()


class _Edited:
    """The lines of a text while single values in them are changed; everything else stays as it was written."""

    def __init__(self, text: str, layout: Layout) -> None:
        self._lines = text.split("\n")
        self._layout = layout
        self._above: dict[int, list[str]] = defaultdict(list)
        self._below: dict[int, list[str]] = defaultdict(list)

    def set(self, path: Path, shape: str, new: Callable[[str], str], remark: str = "") -> bool:
        """Give a key another value, and say in a remark at its line which one it had."""
        found = self._find(path, shape)
        if found is None:
            return False
        at, match = found
        line = self._lines[at]
        said = f"  # {remark} {match[1]}" if remark else ""
        self._lines[at] = f"{line[: match.start(1)]}{new(match[1])}{line[match.end(1) :]}{said}"
        return True

    def _find(self, path: Path, shape: str) -> tuple[int, re.Match[str]] | None:
        """The line of a key, and its value on it; where several stand in braces, the one below the right name."""
        number = self._line(path)
        if number is None:
            return None
        line, start = self._lines[number - 1], 0
        for name in path[2:-1]:
            start = max(start, line.find(name))
        value = re.compile(rf"(?<![\w-]){re.escape(path[-1])}[ \t]*=[ \t]*({shape})")
        match = value.search(line, start) or value.search(line)
        return (number - 1, match) if match else None

    def _line(self, path: Path) -> int | None:
        """The line where a table or key stands, or of the nearest table around it."""
        spot, _ = self._layout.where(path)
        return self._layout.line_and_column(spot.start)[0] if spot else None

    def look(self, path: Path, why: str) -> None:
        """Put a remark above a table for the author, once."""
        number, remark = self._line(path), f"{LOOK} {why}"
        if number is not None and remark not in self._above[number - 1]:
            self._above[number - 1].append(remark)

    def read_nowhere(self, path: Path) -> None:
        """A day that was moved was read nowhere, whatever its source says: it is so until the author looks."""
        table = path[:2]
        if self.set((*table, "read_in"), _A_TEXT, lambda _: '"memory"', f"{_MOVED.strip('# ')}; was"):
            return
        found = self._find(path, _A_DAY)
        if found is None:
            return
        at, match = found
        line = self._lines[at]
        if re.match(r"[ \t]*[,}]", line[match.end() :]):
            self._lines[at] = f'{line[: match.end()]}, read_in = "memory"{line[match.end() :]}'
        else:
            before = line[: match.start()]
            self._below[at].append(f'{before}read_in = "memory"  {_MOVED}: no source has it')

    def leave_out(self, role: str, key: str, year: Year) -> None:
        """Make a remark of what a role says under a key: a maximum that is asked cannot rise in the year."""
        first = (self._line(("role", role, key)) or 1) - 1
        table = self._lines[first].startswith("[")
        if not table and not self._lines[first].startswith(key):
            self.look(("role", role), f"{key} is still that of {year.name}")
            return
        last = next((at for at in range(first + 1, len(self._lines)) if self._lines[at].startswith("[")), None)
        for at in range(first, len(self._lines) if last is None else last):
            if (line := self._lines[at]) and not line.startswith("#") and (table or line.startswith(key)):
                self._lines[at] = f"# {line}"

    def leave_out_tests(self) -> None:
        """What came out of last year's rates stays as remarks."""
        within = False
        for at, line in enumerate(self._lines):
            if line.startswith("["):
                within = re.match(r"\[\s*test\b", line) is not None
            if within and line and not line.startswith("#"):
                self._lines[at] = f"# {line}"

    def text(self) -> str:
        """The whole of it; a fact that was known too late for last year's decision is known for this one."""
        lines: list[str] = []
        for at, line in enumerate(self._lines):
            known = re.match(r"[\w.]*known_at_deadline[ \t]*=[ \t]*false", line)
            lines += [*self._above[at], f"# {line}" if known else line, *self._below[at]]
        return "\n".join(lines)

    def places(self) -> tuple[int, ...]:
        """The lines of the remarks."""
        return tuple(at for at, line in enumerate(self.text().split("\n"), 1) if line.startswith(LOOK))
