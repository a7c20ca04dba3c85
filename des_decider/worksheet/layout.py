"""Scans the lines of a TOML file: where each table, key and value stands, every fault of writing, and a mended text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple

from des_decider.worksheet.bare_values import (
    CURLY,
    CURLY_FAULT,
    CURLY_STRING,
    CURLY_TRIPLE,
    INVISIBLE,
    Fault,
    fault_of,
    fault_of_key,
    leftover,
    quoted,
)
from des_decider.worksheet.mistakes import MAX_DEPTH, Edit, Mistake, safe

if TYPE_CHECKING:
    from des_decider.worksheet.mistakes import Wrong

MAX_FAULTS = 1_000
"""Later faults are not listed: nobody mends that many in one go."""

Path = tuple[str, ...]

_BLANK = re.compile(r"[ \t]*+")
_BLANK_LINES = re.compile(r"(?:[ \t\n]++|#[^\n]*+)*+")
_TO_LINE_END = re.compile(r"[^\n]*+")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_STRING = re.compile(r""""(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_IN_BASIC = re.compile(r'\\.|"{3,5}', re.DOTALL)
_IN_LITERAL = re.compile(r"'{3,5}")
_BARE_INSIDE = re.compile(r"""[^,\[\]{}#\n"'=]++""")
_WITH_COMMAS = re.compile(
    r"""[+-]?£?[0-9]+(?:,[0-9]+)+(?:\.[0-9]+)?(?=[ \t]*(?:[}\n#]|,[ \t]*[A-Za-z_"']|;?[ \t]*[A-Za-z_]+[ \t]*=))"""
)
_BEFORE_A_KEY = re.compile(r"""[^,\[\]{}#\n"'=]*?[^,\[\]{}#\n"'=; \t](?=[; \t]++[A-Za-z_]++[ \t]*+=)""")
_KEY_WITHOUT_EQUALS = re.compile(r"""([A-Za-z_]++)(?:[ \t]*+:[ \t]*+|[ \t]++(?=["'0-9£]))""")
_KEY_AHEAD = re.compile(r"[; \t]*+([A-Za-z_]++)[ \t]*+=")
_NEXT_STATEMENT = re.compile(r"""[ \t]*(?:[A-Za-z_][A-Za-z0-9_.-]*[ \t]*=|\[[a-z]\w*(?:\.\w+)*\][ \t]*(?:#|\n|\Z))""")
_OPENS_A_TEXT = re.compile(r"[ \t]*[A-Za-z_][A-Za-z0-9_.-]*[ \t]*=[ \t]*")
_MORE_TEXTS = re.compile(r"""(?P<texts>(?:,[ \t]*"[^"\n]*")+)[ \t]*,?[ \t]*(?:#.*)?""")
_CLOSING_QUOTE = re.compile(r"""["'](?=[ \t]*[,}\]\n#])""")
_LAST_ENTRY = re.compile(r"(?P<text>[^\n]*?)[ \t]*(?P<end>[,\]}][ \t,\]}]*)")
_ON_WITH_A_TEXT = r"\n(?![ \t]*+(?:[\[#\n]|[A-Za-z_][A-Za-z0-9_.-]*+[ \t]*+=))"
_GOES_ON = {
    quote: re.compile(rf"((?:{_ON_WITH_A_TEXT}[^\n{quote}]*+){{1,20}}{quote})[ \t]*+(?:#[^\n]*+)?(?=\n|\Z)")
    for quote in "\"'"
}
"""The lines to the closing quote of a text that was broken over some."""
_ON_MORE_LINES = re.compile(r"(?:[^\n\[\]{}]*\n){0,20}?[^\n\[\]{}]*\}[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_BARE_HEADER = re.compile(
    r"(?:[a-z_]+(?:\.[a-z0-9_]+)*\]|[a-z_]+(?:\.[a-z0-9_]+)+|(?<=\n\n)[a-z_]+)[ \t]*(?:#[^\n]*)?(?:\n|\Z)"
)
_CARELESS_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_. -]*")


_OF_TWO_WORDS = ("average network", "quick look")
"""Names of tables that have no id behind them: in any other a blank stands for the dot."""


class Spot(NamedTuple):
    """Where something stands, as offsets: the last word of its key or header, and its value (empty for a header)."""

    start: int
    end: int
    value: int = 0
    value_end: int = 0


class Layout:
    """Where things stand in a file, and what is wrong with how they are written.

    `faults` are only meant for a file the TOML parser refuses: a file it accepts has none that matter. `mended` is then
    the same text, line for line, with each fault mended as its author was told to; what cannot be is left out. `lost`
    leads there, and ends empty where nobody can tell to which key. `doubted` are the families a header of which could
    not be read, and with an empty word behind it those of which a table has the name of another. `guessed` are the keys
    whose line was mended. `too_deep` is a mistake if something nests deeper than MAX_DEPTH; the scan ends there.
    """

    def __init__(self, text: str) -> None:
        self.faults: list[Mistake] = []
        self.too_deep: Mistake | None = None
        self.lost: list[Path] = []
        self.doubted: set[Path] = set()
        self.guessed: set[Path] = set()
        self._text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._spots: dict[Path, Spot] = {}
        self._statements: list[tuple[int, int, Path]] = []
        self._edits: list[Edit] = []
        self._seen_tables: dict[Path, int] = {}
        self._seen_keys: dict[Path, int] = {}
        self._table: Path = ()
        self._named = ""
        self._skipping = False
        self._losing = False
        self._first_edit = 0
        self._doubled: int | None = None
        self._at = 0
        self._scan()

    @property
    def mended(self) -> str:
        """The text with every fault mended, or left out; each line keeps its number."""
        return self._edited(0, len(self._text), self._edits)

    def _edited(self, at: int, end: int, edits: list[Edit]) -> str:
        """A piece of the text with these edits made to it; of two that overlap, the first."""
        pieces: list[str] = []
        for edit in sorted(edits):
            if at <= edit.start <= edit.end <= end:
                pieces += [self._text[at : edit.start], edit.text]
                at = edit.end
        return "".join((*pieces, self._text[at:end]))

    def nearest(self, path: Path) -> Path:
        """A table or key if it stands here, or the nearest table around it; empty if none does."""
        return next((path[:length] for length in range(len(path), 0, -1) if path[:length] in self._spots), ())

    def where(self, path: Path, entry: str | None = None) -> tuple[Spot | None, bool]:
        """The spot of a table or key, else of the nearest table around it; with it whether it is the very one.

        With an `entry`, the spot of that text in the list that is the value, or of that name in braces in it.
        """
        for length in range(len(path), 0, -1):
            if (spot := self._spots.get(path[:length])) is not None:
                exact, end = length == len(path), spot.value_end
                if not exact and end and (inner := self._inside(spot, path[length:])) is not None:
                    spot, exact = inner, True
                if exact and entry is not None:
                    pattern = re.escape(entry) if entry[:1] == "{" else f"[\"']{re.escape(entry)}[\"']"
                    found = re.compile(pattern).search(self._text, spot.value, end)
                    return (Spot(spot.start, spot.end, *found.span()), True) if found is not None else (spot, False)
                return spot, exact
        return None, False

    def _inside(self, spot: Spot, keys: Path) -> Spot | None:
        """A key within the braces of an inline table."""
        pattern = re.compile(
            rf"[{{,][ \t]*({re.escape('.'.join(keys))})[ \t]*=[ \t]*(\"[^\"\n]*\"|[^,}}\n]*[^,}} \t\n])"
        )
        found = pattern.search(self._text, spot.value, spot.value_end)
        return Spot(*found.span(1), *found.span(2)) if found is not None else None

    def line_and_column(self, at: int) -> tuple[int, int]:
        """Both as editors count them, from 1."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def line_with(self, edit: Edit) -> str | None:
        """The whole line as it reads after an edit; None where the edit is of more lines than one."""
        line = bisect_right(self._starts, edit.start)
        start, end = self._starts[line - 1], self._starts[line] - 1
        return f"{self._text[start : edit.start]}{edit.text}{self._text[edit.end : end]}" if edit.end <= end else None

    def line_without(self, spot: Spot) -> str | None:
        """Empty where a key and its value are all of a line; else None."""
        return "" if self.line_with(Edit(spot.start, spot.value_end, "")) is not None else None

    def lose_line(self, line: int) -> list[Path]:
        """Leave the statement that a line belongs to out of the mended text; with its path, if there is one to lose."""
        if not 0 < line < len(self._starts):
            return []
        start, end = self._starts[line - 1], self._starts[min(line, len(self._starts) - 1)]
        for first, last, path in self._statements:
            if first < end and last > start:
                self._edits = [edit for edit in self._edits if edit.end <= first or edit.start >= last]
                self._lose(first, last, path)
                return [path]
        return []

    def _lose(self, start: int, end: int, path: Path) -> None:
        self._edits.append(Edit(start, end, "\n" * self._text.count("\n", start, end)))
        if path:
            self.lost.append(path)

    def _fault(self, at: int, code: Wrong, what: str, mend: str, key: str = "", edit: Edit | None = None) -> None:
        """Note a fault and mend it; one that nobody can mend loses the whole of its statement."""
        table = self._named or (f"[{safe('.'.join(self._table))}]" if self._table else "")
        place = " ".join(part for part in (table, safe(key)) if part)
        line, column = self.line_and_column(at)
        if edit is None:
            self._losing = True
        else:
            self._edits.append(edit)
        same = self.faults[-1:]
        if same and (same[0].line, same[0].what, same[0].place) == (line, what, place):
            return  # The same on one line is one mistake, mended by all its edits together.
        if len(self.faults) < MAX_FAULTS:
            replace = self.line_with(edit) if edit is not None else None
            self.faults.append(Mistake(code, place, line, what, mend, column, replace))

    def _mend_whole_lines(self, first: int) -> None:
        """Of a statement with several edits: whoever follows one fault of a line mends all of that line."""
        edits = sorted(self._edits[self._first_edit :])
        starts, mended, line = [edit.start for edit in edits], "", None
        for at in range(first, len(self.faults)):
            fault = self.faults[at]
            if fault.replace is not None and fault.line is not None:
                if fault.line != line:
                    line, start, end = fault.line, self._starts[fault.line - 1], self._starts[fault.line] - 1
                    mended = self._edited(start, end, edits[bisect_left(starts, start) : bisect_right(starts, end)])
                self.faults[at] = fault._replace(replace=mended)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        if match is None:
            return ""
        self._at = match.end()
        return match.group()

    def _peek(self, length: int = 1) -> str:
        return self._text[self._at : self._at + length]

    def _scan(self) -> None:
        while self.too_deep is None:
            self._skip(_BLANK_LINES)
            match self._peek():
                case "":
                    return
                case "[":
                    self._header()
                case _ if _BARE_HEADER.match(self._text, self._at):
                    start, self._first_edit = self._at, len(self._edits)
                    self._begin_table()
                    self._skip(_TO_LINE_END)
                    self._odd_header(start)
                case _:
                    start, self._losing, self._first_edit = self._at, False, len(self._edits)
                    faults = len(self.faults)
                    path = self._statement()
                    self._statements.append((start, self._at, path))
                    if self._skipping or self._losing:
                        del self._edits[self._first_edit :]
                        self._lose(start, self._at, () if self._skipping else path)
                    elif len(self._edits) > self._first_edit:
                        self.guessed.add(path)
                        if len(self._edits) > self._first_edit + 1:
                            self._mend_whole_lines(faults)

    def _begin_table(self) -> None:
        self._seen_keys.clear()
        self._doubled = None

    def _key(self) -> tuple[Path, list[tuple[int, int]]]:
        """The dotted key that starts here with where each word stands; empty (and no step taken) if it is none."""
        parts: list[str] = []
        spans: list[tuple[int, int]] = []
        while True:
            self._skip(_BLANK)
            start = self._at
            part = self._skip(_KEY_PART)
            if not part:
                return (), []
            parts.append(part[1:-1] if part[0] in "\"'" else part)
            spans.append((start, self._at))
            self._skip(_BLANK)
            if self._peek() != ".":
                return tuple(parts), spans
            self._at += 1

    def _nests(self, depth: int, at: int) -> bool:
        if depth <= MAX_DEPTH:
            return False
        line, column = self.line_and_column(at)
        mend = "A worksheet needs no more than [ask.home.each.beds]; look for stray dots or brackets"
        self.too_deep = Mistake("too-deep", "", line, f"This nests more than {MAX_DEPTH} deep", mend, column)
        return True

    def _header(self) -> None:
        start = self._at
        self._begin_table()
        self._named, self._skipping, self._losing, self._first_edit = "", False, False, len(self._edits)
        double = self._peek(2) == "[["
        self._at += 2 if double else 1
        path, spans = self._key()
        closing = "]]" if double else "]"
        closed = bool(path) and self._peek(len(closing)) == closing
        if closed:
            self._at += len(closing)
        end = self._at
        rest = self._skip(_TO_LINE_END).strip(" \t")
        if not closed or (rest and rest[0] != "#"):
            self._odd_header(start)
            return
        if self._nests(len(path), start):
            return
        self._table = path
        line_number = bisect_right(self._starts, start)
        if double:
            mend = f"Write one table for each, such as [{safe(path[0])}.its_id]"
            self._read_as(path if len(path) > 1 else (*path, "its_id"), start, end)
            self._fault(start, "double-brackets", "Double brackets make a list", mend, edit=self._edits[-1])
        elif (first := self._seen_tables.setdefault(path, line_number)) != line_number:
            mend = f"The first stands at line {first}; give this one another id, or move its lines there"
            what = f"There is a second table [{safe('.'.join(path))}]"
            self.doubted.add((path[0], ""))
            if self._statements and bisect_right(self._starts, self._statements[-1][0]) > first:
                self._fault(start, "written-twice", what, mend)
                self._read_as(path, start, end)
            else:
                # Nothing stands between the two: one of them is too much.
                self._fault(start, "written-twice", what, mend, edit=Edit(start, end, ""))
        for length in range(1, len(path) + 1):
            self._spots.setdefault(path[:length], Spot(*spans[length - 1]))

    def _odd_header(self, start: int) -> None:
        """Note a header that is none; its keys are read under the name it probably means."""
        line = self._text[start : self._at].split("#")[0].rstrip()
        curly = any(c in CURLY for c in line)
        raw = line.strip("[] \t")
        raw = raw if "." in raw or raw in _OF_TWO_WORDS else raw.replace(" ", ".", 1)
        words = [re.sub(r"[^a-z0-9_]+", "_", word.strip(CURLY).lower()).strip("_") for word in raw.split(".")]
        path = tuple(words)
        self._table = ()
        what = "The quotes are curly" if curly else f"{safe(line)} is no table name"
        what = f"{safe(line)} stands without its brackets" if raw == line else what
        mend = "A table's name is words of small letters, digits and _ with dots between, such as [payment.core_pcn]"
        code: Wrong = "curly-quotes" if curly else "not-a-table-name"
        self.doubted.add(tuple(words[:1]))
        if all(words) and len(words) <= MAX_DEPTH and "[" not in raw:
            given = self._read_as(path, start, start + len(line))
            mend = f"Write [{'.'.join(given)}]" if given else mend
            self._fault(start, code, what, mend, edit=self._edits[-1])
        else:
            self._fault(start, code, what, mend)
            self._read_as((), start, start + len(line))
        self._named = f"[{safe(raw)}]"

    def _read_as(self, path: Path, start: int, end: int) -> Path:
        """Mend a header to this name, or one nobody else has; where there is none, its lines are left out.

        Returns the name it got.
        """
        line = bisect_right(self._starts, start)
        if path and self._seen_tables.setdefault(path, line) != line:
            path = (*path[:-1], f"{path[-1]}_{line}") if len(path) > 1 else ()
        self._table, self._skipping = path, not path
        self._edits.append(Edit(start, end, f"[{'.'.join(path)}]" if path else ""))
        return path

    def _statement(self) -> Path:
        """One key with its value; its path, which ends empty where nobody can tell which key it is."""
        start = self._at
        key, spans = self._key()
        name = ".".join(key)
        path = self._table + key
        doubled = False
        if not key or self._peek() != "=":
            path, readable = self._mend_key(start)
            if not readable:
                return path
            name = ".".join(path[len(self._table) :])
        elif self._nests(len(key), start):
            return path
        else:
            line = bisect_right(self._starts, start)
            if (first := self._seen_keys.setdefault(key, line)) != line:
                doubled = True
                self._twice(start, name, first)
        self._at += self._peek() == "="
        self._skip(_BLANK)
        value = self._at
        self._value(name)
        end = value + len(self._text[value : self._at].rstrip(" \t")) if self._peek() == "\n" else self._at
        if spans and not doubled:
            end = self._end(value, end)
            for length, span in enumerate(spans, len(self._table) + 1):
                self._spots.setdefault(path[:length], Spot(*span, value, end))
        return () if doubled else path

    def _twice(self, start: int, name: str, first: int) -> None:
        """Note a key that the table has already; of several the first, above which the name of a table is missing."""
        if self._doubled is None:
            self._doubled = len(self.faults)
            what, mend = f"{safe(name)} is written twice", f"Keep one; the other is at line {first}"
            self._fault(start, "written-twice", what, mend, name)
            return
        self._losing = True
        what, mend = "From here on keys of this table are written twice", "Keep one of each"
        if self._table:
            self.doubted.add((self._table[0], ""))
            own = f"[{safe(self._table[0])}.its_id]" if len(self._table) > 1 else "[its_name]"
            mend = f"Write above them the name of the table that begins here, such as {own}, or keep one of each"
        if self._doubled < len(self.faults):
            self.faults[self._doubled] = self.faults[self._doubled]._replace(what=what, mend=mend)

    def _end(self, value: int, end: int) -> int:
        """Where a value ends that stands on a line with a comment behind it."""
        if (found := _STRING.match(self._text, value)) is not None and not self._text.startswith(('"""', "'''"), value):
            return found.end()
        if self._text[value : value + 1] not in ("[", "{", '"', "'"):
            return value + len(self._text[value:end].split("#")[0].rstrip(" \t"))
        return end

    def _mend_key(self, start: int) -> tuple[Path, bool]:
        """Report a line without a readable `key =`; with the path it seems to mean whether its value can be read on."""
        self._at = start
        line = self._skip(_TO_LINE_END)
        end = self._at
        # The value is still scanned, so that prose in its quotes is never taken for lines of the file.
        quotes = [at for at in (line.find('"'), line.find("'")) if at >= 0]
        equals = line.find("=")
        colon = re.match(r"[A-Za-z_][A-Za-z0-9_.-]*[ \t]*:", line)
        before = line[: equals if equals >= 0 else len(line)]
        edit: Edit | None = None
        if colon is not None and not any(c in CURLY for c in colon.group()):
            before = colon.group()
            self._at = start + colon.end()
            edit = Edit(start, self._at, f"{before[:-1].rstrip()} =")
        elif equals >= 0 and not (quotes and min(quotes) < equals):
            self._at = start + equals
            bare = INVISIBLE.sub(" ", before.strip(CURLY + " \t")).strip(CURLY + " \t")
            if _CARELESS_KEY.fullmatch(bare):
                edit = Edit(start, self._at, re.sub(r"[ _]+", "_", bare) + " ")
        elif quotes and min(quotes) > 0 and _CARELESS_KEY.fullmatch(line[: min(quotes)].strip(" \t")):
            before = line[: min(quotes)]
            self._at = start + min(quotes)
            if len(before.split()) == 1:
                edit = Edit(start, self._at, f"{before.strip()} = ")
        else:
            self._at = end
        fault = fault_of_key(before.split("#")[0].strip(" \t"), has_equals=equals >= 0)
        self._fault(start, *fault[:3], edit=edit)
        word = edit.text.rstrip("= ") if edit else next(iter(re.findall(r"^[a-z_]+(?=[ \t])", before)), "")
        return (*self._table, *word.split(".")), self._at < end

    def _value(self, key: str) -> None:
        """One value and the rest of its line; in lists and inline tables, everything to the closing bracket."""
        start = self._at
        head = self._peek()
        if head in ("[", "{"):
            if not self._brackets(key):
                return
        elif head in ('"', "'"):
            if not self._string(key):
                return
        elif head and head in CURLY:
            self._curly(key)
            return
        else:
            self._bare(start, self._skip(_TO_LINE_END).split("#")[0], key, key)
            return
        rest_at = self._at
        rest = self._skip(_TO_LINE_END).strip(" \t")
        if rest and not rest.startswith("#"):
            self._leftover(start, rest_at, rest, key)

    def _leftover(self, start: int, at: int, rest: str, key: str) -> None:
        """Note what stands after a value, and take it into the text or away."""
        head = self._text[start]
        fault = leftover(head, rest)
        end = at + len(self._text[at : self._at].rstrip(" \t"))
        edit: Edit | None = Edit(at, end, "")
        if (listed := _MORE_TEXTS.fullmatch(rest)) is not None and self._text[start:at].count("\n") == 0:
            whole = f"[{self._text[start:at].rstrip()}{listed['texts']}]"
            fault = Fault("more-after-the-value", "Several texts stand here", f"Put them in brackets: {key} = {whole}")
            edit = Edit(start, end, whole)
            at = start
        elif rest.startswith(("//", "--", ";")) and rest.strip("/-; "):
            fault = Fault(fault.code, fault.what, "A remark begins with #, or stands on a line of its own")
            edit = Edit(at, end, f"  # {rest.lstrip('/-; ')}")
        elif fault.code == "invisible-character":
            left = INVISIBLE.sub("", rest).strip()
            edit = Edit(at, end, "") if not left or left[0] == "#" else None
        elif head in "\"'" and rest == "]":
            edit = Edit(start, end, f"[{self._text[start:at].rstrip()}]")
        elif head in "\"'" and rest.strip(",;.]} \t"):
            whole = self._text[start:end]
            edit = Edit(start, end, quoted(whole.strip(head))) if "\n" not in whole and head * 3 not in whole else None
        elif rest.strip(",;.]} \t"):
            edit = None
        self._fault(at, *fault[:3], key, edit)

    def _bare(self, at: int, bare: str, key: str, name: str) -> None:
        """Note what is wrong with a value without quotes; `name` words its mend."""
        at += len(bare) - len(bare.lstrip(" \t"))
        bare = bare.strip(" \t")
        if (fault := fault_of(bare, name)) is not None:
            if self._table[:1] == ("test",) and fault.code in {"not-a-number", "not-a-date", "cannot-be-read"}:
                # There every key holds a text.
                what, mend = "The text has no quotes", f"Put it in straight quotes: {safe(name)} = {quoted(bare)}"
                fault = Fault("no-quotes", what, mend, quoted(bare))
            edit = Edit(at, at + len(bare), fault.value) if fault.value is not None else None
            self._fault(at, *fault[:3], key, edit)

    def _curly(self, key: str) -> None:
        """Step over a text in curly quotes to the end of its line, or to the last of three if it has several lines."""
        start = self._at
        edit = None
        if CURLY_TRIPLE.match(self._text, start):
            closing = CURLY_TRIPLE.search(self._text, start + 3)
            if closing is not None:
                inner = self._text[start + 3 : closing.start()]
                self._at = closing.end()
                edit = Edit(start, self._at, f'"""{inner}"""') if '"""' not in inner and "\\" not in inner else None
            self._skip(_TO_LINE_END)
        else:
            line = self._skip(_TO_LINE_END)
            last = max(line.rfind(quote) for quote in (*CURLY, '"', "'"))
            inner, rest = (line[1:last], line[last + 1 :]) if last > 0 else (line[1:], "")
            if not rest.strip(" \t") or rest.strip(" \t").startswith("#"):
                edit = Edit(start, start + len(line) - len(rest), quoted(inner))
        self._fault(start, *CURLY_FAULT[:3], key, edit)

    def _string(self, key: str, *, listed: bool = False) -> bool:
        """Step over a string; False, with the fault reported and the line left behind, if it never ends."""
        start = self._at
        quote = self._peek(3)
        if quote in ('"""', "'''"):
            return self._long_string(quote, key)
        if self._skip(_STRING):
            return True
        line = self._skip(_TO_LINE_END)
        last = max(line.rfind(c) for c in CURLY)
        if last >= 0 and (listed or line[last + 1 :].strip(" \t")[:1] in ("", "#")):
            fault, edit = CURLY_FAULT, Edit(start, start + last + 1, quoted(line[1:last]))
            self._fault(start, *fault[:3], key, edit)
            if listed:
                self._at = start + last + 1
            return listed
        triple = quote[0] * 3
        if not listed and (rest := _GOES_ON[quote[0]].match(self._text, self._at)) is not None:
            self._at = rest.end(1)
            what, mend = "The text goes over several lines", f"Write it between {triple} and {triple}"
            self._edits.append(Edit(rest.end(1) - 1, rest.end(1), triple))
            self._fault(start, "no-closing-quote", what, mend, key, Edit(start, start + 1, triple))
            self.faults[-1] = self.faults[-1]._replace(replace=None)  # there is another line to be mended
            return True
        mend = f"Write {quote[0]} at its end; text on several lines stands between {triple} and {triple}"
        entry = _LAST_ENTRY.fullmatch(line) if listed else None
        text = entry["text"] if entry is not None else line.rstrip(" \t")
        at = start + len(text)
        if "\\" in text:
            self._fault(start, "no-closing-quote", "The text has no closing quote", mend, key)
        else:
            self._fault(start, "no-closing-quote", "The text has no closing quote", mend, key, Edit(at, at, quote[0]))
        if listed:
            self._at = at
        return listed

    def _long_string(self, quote: str, key: str) -> bool:
        """Step over a text on several lines; where it ends only with the beginning of another, it has no end."""
        start = self._at
        at = start + 3
        inside = _IN_BASIC if quote == '"""' else _IN_LITERAL
        while (match := inside.search(self._text, at)) is not None:
            at = match.end()
            if match.group()[0] == quote[0]:
                line_start = self._starts[bisect_right(self._starts, match.start()) - 1]
                if line_start > start and _OPENS_A_TEXT.fullmatch(self._text, line_start, match.start()):
                    break
                self._at = at
                return True
        line = bisect_right(self._starts, start)
        while line < len(self._starts) - 1 and not _NEXT_STATEMENT.match(self._text, self._starts[line]):
            line += 1
        end = self._starts[line] - 1
        while end > start and self._text[end - 1] in " \t\n":
            end -= 1
        self._at = end
        lines = self._text.count("\n", start, end)
        edit = Edit(end, end, quote) if "\\" not in self._text[start:end] else None
        what, mend = f"The text that {quote} opens never ends", f"Write {quote} after its last line"
        self._fault(start, "no-closing-quote", what, mend, key, edit)
        if lines:
            self.faults[-1] = self.faults[-1]._replace(replace=None)  # it is another line that gets the quotes
        return False

    def _brackets(self, key: str) -> bool:
        """Step over a list or an inline table; False if it was given up, with the fault reported."""
        opened = self._at
        stack: list[str] = []
        expects_key = complete = False
        owed, ended = 0, opened
        while True:
            self._skip(_BLANK)
            at, char = self._at, self._peek()
            if complete and stack[-1] == "{" and (ahead := _KEY_AHEAD.match(self._text, ended)) is not None:
                what, mend = "A comma is missing between { and }", f"Write one before {ahead[1]}"
                self._fault(ended, "no-comma", what, mend, key, Edit(ended, ahead.start(1), ", "))
                self._at, expects_key, complete = ahead.start(1), True, False
                continue
            if complete and char not in (",", "]", "}", "\n", "#", "", "=") and stack[-1] == "[":
                if self._odd_quotes(at):
                    mend = 'Each text stands between two of them: ["one", "two"]'
                    self._fault(at, "no-closing-quote", "A quote is missing in the list", mend, key)
                    rest = self._skip(_TO_LINE_END)
                    if rest.rstrip(" \t").endswith("]"):
                        return False
                    complete = False
                    continue
                what, mend = "A comma is missing in the list", "Write one between two entries"
                self._fault(ended, "no-comma", what, mend, key, Edit(ended, ended, ","))
            if char not in ("\n", "#", ""):
                complete = False
            if char in ("[", "{"):
                stack.append(char)
                expects_key = char == "{"
                self._at += 1
                if self._nests(len(stack), at):
                    return False
            elif expects_key and char in (",", "}") and (spare := self._comma_before(at)) is not None:
                what, mend = "A comma stands here that parts nothing", "Delete it"
                self._fault(spare, "more-after-the-value", what, mend, key, Edit(spare, spare + 1, ""))
                expects_key = char == ","
                self._at += char == ","
                continue
            elif char in ("]", "}"):
                stack.pop()
                self._at += 1
                if not stack:
                    self._edits += [Edit(self._line_end(), self._line_end(), "\n" * owed)] if owed else []
                    return True
                expects_key, complete = False, True
            elif char == "\n":
                self._at += 1
                if stack[-1] == "{" and _ON_MORE_LINES.match(self._text, self._at):
                    mend = "Write all of it on one line: { key = value, key = value }"
                    if not owed:
                        what = "The { is never closed on its line"
                        self._fault(opened, "not-closed", what, mend, key, Edit(at, at + 1, " "))
                        self.faults[-1] = self.faults[-1]._replace(replace=None)
                    else:
                        self._edits.append(Edit(at, at + 1, " "))
                    owed += 1
                    expects_key = expects_key or self._text[opened:at].rstrip().endswith(",")
                elif stack[-1] == "{" or _NEXT_STATEMENT.match(self._text, self._at):
                    break
            elif char == "":
                break
            elif char == "#":
                self._skip(_TO_LINE_END)
            elif char in ("=", ","):
                expects_key = char == "," and stack[-1] == "{"
                self._at += 1
            elif char in ('"', "'"):
                if not self._string(key, listed=True):
                    return False
                complete = True
            elif char in CURLY:
                text = self._skip(CURLY_STRING)
                self._fault(at, *CURLY_FAULT[:3], key, Edit(at, self._at, quoted(text.strip(CURLY))))
                complete = True
            elif expects_key and (words := _KEY_WITHOUT_EQUALS.match(self._text, at)) is not None:
                what, mend = f"{words[1]} has no = behind it", "Between a key and its value stands ="
                self._fault(at, "no-equals", what, mend, key, Edit(words.end(1), words.end(), " = "))
                self._at, expects_key = words.end(), False
            elif expects_key:
                self._skip(_BARE_INSIDE)
            else:
                bare = (self._skip(_WITH_COMMAS) or self._skip(_BEFORE_A_KEY)) if stack[-1] == "{" else ""
                bare = bare or self._skip(_BARE_INSIDE)
                if bare[-1:].isalnum():  # of a text without its first quote this is the last
                    bare += self._skip(_CLOSING_QUOTE)
                self._bare(at, bare, key, "")
                complete = True
            if self._at == at:
                self._at += 1
            if complete and char not in ("\n", "#"):
                ended = at + len(self._text[at : self._at].rstrip(" \t"))
        bracket = "]" if stack[0] == "[" else "}"
        mend = f"Write {bracket} after its last entry" + ("" if bracket == "]" else "; all of it stands on one line")
        end = at
        while end > opened + 1 and self._text[end - 1] in " \t\n":
            end -= 1
        last_line = self._text[self._text.rfind("\n", 0, end) + 1 : end]
        closable = len(stack) == 1 and "#" not in last_line and not owed and (bracket == "]" or last_line[-1] != ",")
        edit = Edit(end, end, bracket if bracket == "]" else " }") if closable else None
        self._at = max(at, opened + 1)
        self._fault(opened, "not-closed", f"The {stack[0]} is never closed", mend, key, edit)
        if edit is not None and "\n" in self._text[opened:end]:
            self.faults[-1] = self.faults[-1]._replace(replace=None)
        return False

    def _comma_before(self, at: int) -> int | None:
        """Where a comma stands with nothing but blanks behind it."""
        at -= 1
        while self._text[at] in " \t":
            at -= 1
        return at if self._text[at] == "," else None

    def _line_end(self) -> int:
        """Where the line ends that is being read."""
        end = self._text.find("\n", self._at)
        return end if end >= 0 else len(self._text)

    def _odd_quotes(self, at: int) -> bool:
        """Whether the line has a straight quote without its fellow."""
        line = bisect_right(self._starts, at)
        return self._text[self._starts[line - 1] : self._starts[line] - 1].count('"') % 2 == 1
