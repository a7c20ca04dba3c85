"""Scans the lines of a TOML file: where each table and key stands, and every fault of writing outside quotes."""

from __future__ import annotations

import re
from bisect import bisect_right
from itertools import accumulate

from des_decider.worksheet.bare_values import (
    CURLY,
    CURLY_FAULT,
    CURLY_STRING,
    CURLY_TRIPLE,
    fault_of,
    fault_of_key,
    leftover,
)
from des_decider.worksheet.mistakes import MAX_DEPTH, Mistake, safe

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
_THOUSANDS = re.compile(r"[+-]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?(?=[ \t]*(?:[}\n#]|,[ \t]*[A-Za-z_\"']))")
_NEXT_STATEMENT = re.compile(r"""[ \t]*(?:[A-Za-z_][A-Za-z0-9_.-]*[ \t]*=|\[[a-z]\w*(?:\.\w+)+\][ \t]*(?:#|\n|\Z))""")


class Layout:
    """Where things stand in a file, and what is wrong with how they are written.

    `faults` are only meant for a file the TOML parser refuses: a file it accepts has none that matter.
    `too_deep` is a mistake if something nests deeper than MAX_DEPTH; the scan ends there.
    """

    def __init__(self, text: str) -> None:
        self.faults: list[Mistake] = []
        self.too_deep: Mistake | None = None
        self._text = text
        self._starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
        self._lines: dict[Path, int] = {}
        self._seen_tables: dict[Path, int] = {}
        self._seen_keys: dict[Path, int] = {}
        self._table: Path = ()
        self._at = 0
        self._scan()

    def line_of(self, path: Path) -> int | None:
        """The line where a table or key stands, or of the nearest table around it; None if there is none."""
        return self._lines.get(self.nearest(path))

    def nearest(self, path: Path) -> Path:
        """A table or key if it stands here, or the nearest table around it; empty if none does."""
        return next((path[:length] for length in range(len(path), 0, -1) if path[:length] in self._lines), ())

    def _fault(self, at: int, what: str, mend: str, key: str = "") -> None:
        table = f"[{safe('.'.join(self._table))}]" if self._table else ""
        place = " ".join(part for part in (table, safe(key)) if part)
        mistake = Mistake(place, bisect_right(self._starts, at), what, mend)
        if len(self.faults) < MAX_FAULTS and mistake not in self.faults[-1:]:
            self.faults.append(mistake)

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
                case _:
                    self._statement()

    def _key(self) -> Path | None:
        """The dotted key that starts here, or None (and no step taken past what could be read)."""
        parts: list[str] = []
        while True:
            self._skip(_BLANK)
            part = self._skip(_KEY_PART)
            if not part:
                return None
            parts.append(part[1:-1] if part[0] in "\"'" else part)
            self._skip(_BLANK)
            if self._peek() != ".":
                return tuple(parts)
            self._at += 1

    def _nests(self, depth: int, at: int) -> bool:
        if depth <= MAX_DEPTH:
            return False
        mend = "A worksheet needs no more than [ask.home.each.beds]; look for stray dots or brackets"
        self.too_deep = Mistake("", bisect_right(self._starts, at), f"This nests more than {MAX_DEPTH} deep", mend)
        return True

    def _header(self) -> None:
        start = self._at
        self._seen_keys.clear()
        double = self._peek(2) == "[["
        self._at += 2 if double else 1
        path = self._key()
        closing = "]]" if double else "]"
        closed = path is not None and self._peek(len(closing)) == closing
        if closed:
            self._at += len(closing)
        rest = self._skip(_TO_LINE_END).strip(" \t")
        if path is None or not closed or (rest and rest[0] != "#"):
            line = self._text[start : self._at]
            what = "The quotes are curly" if any(c in CURLY for c in line) else f"{safe(line)} is no table name"
            mend = (
                "A table's name is words of small letters, digits and _ with dots between, such as [payment.core_pcn]"
            )
            self._table = ()
            self._fault(start, what, mend)
            self._table = (line.split("#")[0].strip("[] \t"),)
            return
        self._table = path
        if self._nests(len(path), start):
            return
        line_number = bisect_right(self._starts, start)
        if double:
            mend = f"Write one table for each, such as [{safe(path[0])}.its_id]"
            self._fault(start, "Double brackets make a list", mend)
        elif (first := self._seen_tables.setdefault(path, line_number)) != line_number:
            mend = f"The first stands at line {first}; give this one another id, or move its lines there"
            self._fault(start, f"There is a second table [{safe('.'.join(path))}]", mend)
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], line_number)

    def _statement(self) -> None:
        start = self._at
        key = self._key()
        name = ".".join(key or ())
        if key is None or self._peek() != "=":
            if not self._mend_key(start):
                return
            name = ""
        elif self._nests(len(key), start):
            return
        else:
            path, line = self._table + key, bisect_right(self._starts, start)
            for length in range(len(self._table) + 1, len(path) + 1):
                self._lines.setdefault(path[:length], line)
            if (first := self._seen_keys.setdefault(key, line)) != line:
                self._fault(start, f"{safe(name)} is written twice", f"Keep one; the other is at line {first}", name)
        self._at += self._peek() == "="
        self._skip(_BLANK)
        self._value(name)

    def _mend_key(self, start: int) -> bool:
        """Report a line without a readable `key =`; True if its value can be scanned on from here."""
        self._at = start
        line = self._skip(_TO_LINE_END)
        end = self._at
        # The value is still scanned, so that prose in its quotes is never taken for lines of the file.
        quotes = [at for at in (line.find('"'), line.find("'")) if at >= 0]
        equals = line.find("=")
        before = line[: equals if equals >= 0 else len(line)]
        if equals >= 0 and not (quotes and min(quotes) < equals):
            self._at = start + equals
        elif triple := [at for at in (line.find('"""'), line.find("'''")) if at >= 0]:
            self._at = start + min(triple)
            before = line[: min(triple)]
        else:
            self._at = end
        self._fault(start, *fault_of_key(before.split("#")[0].strip(" \t"), has_equals=equals >= 0))
        return self._at < end

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
            self._fault(start, *CURLY_FAULT, key)
            self._skip_curly()
            return
        else:
            self._bare(start, self._skip(_TO_LINE_END).split("#")[0], key, key)
            return
        rest_at = self._at
        rest = self._skip(_TO_LINE_END).strip(" \t")
        if rest and not rest.startswith("#"):
            self._fault(rest_at, *leftover(head, rest), key)

    def _bare(self, at: int, bare: str, key: str, name: str) -> None:
        """Note what is wrong with a value without quotes; `name` words its mend."""
        if (fault := fault_of(bare.strip(" \t"), name)) is not None:
            self._fault(at, *fault, key)

    def _skip_curly(self) -> None:
        """To the end of a line that opens curly quotes, or of a text on several lines between three of them."""
        if CURLY_TRIPLE.match(self._text, self._at):
            closing = CURLY_TRIPLE.search(self._text, self._at + 3)
            self._at = closing.end() if closing is not None else self._at
        self._skip(_TO_LINE_END)

    def _string(self, key: str) -> bool:
        """Step over a string; False, with the fault reported and the line left behind, if it never ends."""
        start = self._at
        quote = self._peek(3)
        if quote in ('"""', "'''"):
            inside = _IN_BASIC if quote == '"""' else _IN_LITERAL
            at = start + 3
            while (match := inside.search(self._text, at)) is not None:
                at = match.end()
                if match.group()[0] == quote[0]:
                    self._at = at
                    return True
            self._at = len(self._text)
            self._fault(start, f"The text that {quote} opens never ends", f"Write {quote} after its last line", key)
            return False
        if self._skip(_STRING):
            return True
        line = self._skip(_TO_LINE_END)
        if any(c in CURLY for c in line):
            self._fault(start, *CURLY_FAULT, key)
        else:
            triple = quote[0] * 3
            mend = f"Write {quote[0]} at its end; text on several lines stands between {triple} and {triple}"
            self._fault(start, "The text has no closing quote", mend, key)
        return False

    def _brackets(self, key: str) -> bool:
        """Step over a list or an inline table; False if it was given up, with the fault reported."""
        opened = self._at
        stack: list[str] = []
        expects_key = False
        while True:
            self._skip(_BLANK)
            at, char = self._at, self._peek()
            if char in ("[", "{"):
                stack.append(char)
                expects_key = char == "{"
                self._at += 1
                if self._nests(len(stack), at):
                    return False
            elif char in ("]", "}"):
                stack.pop()
                self._at += 1
                if not stack:
                    return True
                expects_key = False
            elif char == "\n":
                self._at += 1
                if stack[-1] == "{" or _NEXT_STATEMENT.match(self._text, self._at):
                    break
            elif char == "":
                break
            elif char == "#":
                self._skip(_TO_LINE_END)
            elif char in ("=", ","):
                expects_key = char == "," and stack[-1] == "{"
                self._at += 1
            elif char in ('"', "'"):
                if not self._string(key):
                    return False
            elif char in CURLY:
                self._fault(at, *CURLY_FAULT, key)
                self._skip(CURLY_STRING)
            elif expects_key:
                self._skip(_BARE_INSIDE)
            else:
                thousands = self._skip(_THOUSANDS) if stack[-1] == "{" else ""
                self._bare(at, thousands or self._skip(_BARE_INSIDE), key, "")
        bracket = "]" if stack[0] == "[" else "}"
        mend = f"Write {bracket} after its last entry" + ("" if bracket == "]" else "; all of it stands on one line")
        self._fault(opened, f"The {stack[0]} is never closed", mend, key)
        return False
