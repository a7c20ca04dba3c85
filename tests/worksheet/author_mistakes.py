# ruff: noqa: E501, ARG005 - a class of mistake is one line of the table, and some changes ignore the line
"""Makes the mistakes authors make: each a single change of a good worksheet, and the lines where it can be seen."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from random import Random

    from des_decider.worksheet.mistakes import Mistake


class Slip(NamedTuple):
    """A worksheet with one mistake: of which class, and on which lines its report may stand."""

    kind: str
    text: str
    lines: frozenset[int]


class Place(NamedTuple):
    """A line of a worksheet that some mistake can be made on."""

    number: int
    line: str
    table: str


_HEADER = "the name of a table"
_KEY = re.compile(r"(?P<key>[a-z_.]+) = (?P<value>.*)")


def places(text: str, key: str = "", value: str = "", table: str = "") -> list[Place]:
    """The lines `key = value` in tables of a name, all given as patterns; never one inside a text or a list."""
    found: list[Place] = []
    header, inside = "", ""
    for number, line in enumerate(text.split("\n"), 1):
        if inside:
            inside = "" if inside in line else inside
            continue
        if line.startswith("["):
            header = line.strip("[]")
            if key == _HEADER and re.fullmatch(table, header):
                found.append(Place(number, line, header))
        elif (said := _KEY.fullmatch(line)) is not None:
            if said["value"].count('"""') == 1:
                inside = '"""'
            elif said["value"].startswith("[") and "]" not in line:
                inside = "]"
            elif re.fullmatch(key, said["key"]) and re.fullmatch(value, said["value"]) and re.match(table, header):
                found.append(Place(number, line, header))
    return found


def _changed(text: str, number: int, new: str | None) -> str:
    lines = text.split("\n")
    lines[number - 1 : number] = [] if new is None else new.split("\n")
    return "\n".join(lines)


def _header(text: str, number: int) -> int:
    """The line of the table's name above a line."""
    lines = text.split("\n")
    return next(at for at in range(number, 0, -1) if lines[at - 1].startswith("["))


Change = tuple[str, str, str, "Callable[[str], str | None]"]
_TEXT, _NUMBER, _DAY = '"[^"]+"', r"[0-9.]+", r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_ONE_TEXT = r"(name|what|text|why|title|rule|terms|who|when)"
_IN_QUOTES = r"(name|title|rule|unit|band|edition|issuer|when|said)"


def _after(new: Callable[[str], str]) -> Callable[[str], str]:
    """A change of the value of a line."""
    return lambda line: line.partition(" = ")[0] + " = " + new(line.partition(" = ")[2])


def _misspelt(word: str) -> str:
    """Two letters change places."""
    at = next(at for at in range(1, len(word) - 1) if word[at] != word[at + 1])
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _key(new: Callable[[str], str]) -> Callable[[str], str]:
    return lambda line: new(line.partition(" = ")[0]) + " = " + line.partition(" = ")[2]


MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905 - reads as the calendar


def _in_words(day: str) -> str:
    return f"{int(day[8:])} {MONTHS[int(day[5:7]) - 1]} {day[:4]}"


def _month(day: str) -> str:
    return f"{MONTHS[int(day[5:7]) - 1]} {day[:4]}"


# Each class: on lines with this key, value and table, the line as the author leaves it.
LINES: dict[str, Change] = {
    "curly quotes": (_IN_QUOTES, _TEXT, "", _after(lambda v: f"“{v[1:-1]}”")),
    "one curly quote": (_IN_QUOTES, _TEXT, "", _after(lambda v: f'"{v[1:-1]}”')),
    "single curly quotes": (_IN_QUOTES, _TEXT, "", _after(lambda v: f"‘{v[1:-1]}’")),
    "no closing quote": (_IN_QUOTES, _TEXT, "", _after(lambda v: v[:-1])),
    "no opening quote": (_IN_QUOTES, '"[A-Z][^"]+"', "", _after(lambda v: v[1:])),
    "no quotes": ("(kind|who|section|paid_to|read_in)", '"[a-z_]+"', "", _after(lambda v: v[1:-1])),
    "quotes in the text": (_IN_QUOTES, '"[A-Z][a-z]+ [^"]+"', "", _after(lambda v: f'"{v[1:-1].replace(" ", chr(34) + " ", 1)}"')),
    "a pound sign": ("rate|maximum|amount", _NUMBER, "", _after(lambda v: f"£{v}")),
    "thousands": ("maximum|list", r"[0-9]{2}[0-9]{3}", "", _after(lambda v: f"{v[:2]},{v[2:]}")),
    "per cent": ("green|amber|smallest|largest", "[0-9]+", "", _after(lambda v: f"{v}%")),
    "a number in quotes": ("rate|maximum|green|amber|largest|list", _NUMBER, "", _after(lambda v: f'"{v}"')),
    "money in quotes": ("rate|maximum", _NUMBER, "", _after(lambda v: f'"£{v}"')),
    "a date in words": ("from|to|by|date|starts|ends", _DAY, "", _after(_in_words)),
    "a date in quotes": ("from|to|by|date|starts|ends", _DAY, "", _after(lambda v: f'"{v}"')),
    "an English date": ("from|to|by|date|starts|ends", _DAY, "", _after(lambda v: f"{v[8:]}/{v[5:7]}/{v[:4]}")),
    "a month for a day": ("from|to|starts|ends", _DAY, "payment|year", _after(_month)),
    "a month in quotes": ("from|to", _DAY, "payment", _after(lambda v: f'"{_month(v)}"')),
    "no such day": ("from|to|by|date", _DAY, "", _after(lambda v: f"{v[:5]}02-30")),
    "yes for true": ("[a-z_]+", "true", "", _after(lambda v: "yes")),
    "True for true": ("[a-z_]+", "(true|false)", "", _after(str.title)),
    "true in quotes": ("[a-z_]+", "(true|false)", "", _after(lambda v: f'"{v}"')),
    "a colon": ("[a-z_]+", _TEXT, "", lambda line: line.replace(" =", ":", 1)),
    "no equals sign": ("[a-z_]+", _TEXT, "", lambda line: line.replace(" = ", " ", 1)),
    "no value": ("[a-z_]+", _TEXT, "", _after(lambda v: "")),
    "an invisible character": ("[a-z_]+", _NUMBER, "", lambda line: line.replace(" = ", " =\u00a0", 1)),
    "a key with a blank": ("known_at_deadline|full_year|paid_to|read_in", ".*", "", _key(lambda k: k.replace("_", " "))),
    "a key with a capital": ("name|source|text|why|who", _TEXT, "(?!source)", _key(str.title)),
    "a misspelt key": ("name|source|text|section|better|figure", _TEXT, "(?!source)", _key(_misspelt)),
    "a misspelt key that may be left out": ("limit|band|full_year|largest|passed_on|offer", ".*", "", _key(_misspelt)),
    "a key twice": ("name|text|who", _TEXT, "", lambda line: f"{line}\n{line}"),
    "a key left out": ("name|text|what|figure|green|compare_with", ".*", "(?!source|ask)", lambda line: None),
    "a rate left out": ("rate|maximum", _NUMBER, "", lambda line: None),
    "an empty text": ("name|text|what", _TEXT, "", _after(lambda v: '""')),
    "a text over two lines": ("name", _TEXT, "", _after(lambda v: f'"""{v[1:-1]}\nand more"""')),
    "a misspelt word": ("kind|who|paid_to|read_in|better|about", '"[a-z]{4,}"', "(payment|ask|question|threshold|role|claim)", _after(lambda v: f'"{_misspelt(v[1:-1])}"')),
    "a word of somebody else's": ("paid_to|who|better", '"[a-z]+"', "(payment|ask|question|threshold)", _after(lambda v: '"zebra"')),
    "a misspelt reference": ("service|decide_by|offer|care_homes_start", '"[a-z_]{4,}"', "", _after(lambda v: f'"{_misspelt(v[1:-1])}"')),
    "a misspelt figure": ("figure|compare_with", _TEXT, "", _after(lambda v: f'"{_misspelt(v[1:-1])}"')),
    "a misspelt name in braces": ("from|to|by|date", '"\\{[a-z_]+\\}"', "", _after(lambda v: f'"{{{_misspelt(v[2:-2])}}}"')),
    "a number below 0": ("rate|maximum|limit|points", _NUMBER, "", _after(lambda v: f"-{v}")),
    "a role without money": ("maximum", _NUMBER, "role", _after(lambda v: "0")),
    "half a patient": ("list", "[0-9]+", "", _after(lambda v: f"{v}.5")),
    "a letter for a number": ("rate|maximum|green", _NUMBER, "", _after(lambda v: "lots")),
    "a text without brackets": ("concern|blocker|roles|published", r'\["[a-z_]+"\]', "", _after(lambda v: v[1:-1])),
    "no closing bracket": ("concern|blocker|roles|source", r'\[.*"\]', "", _after(lambda v: v[:-1])),
    "no comma": ("concern|blocker|roles|source|beside", r'\["[^"]*", .*\]', "", _after(lambda v: v.replace('", ', '" ', 1))),
    "no quote in a list": ("concern|roles|source|beside", r'\["[^"]*", .*\]', "", _after(lambda v: v.replace('", ', ", ", 1))),
    "an entry twice": ("roles|concern", r'\["[a-z_]+".*\]', "", _after(lambda v: f"[{v[1:-1]}, {v[1:-1].partition(',')[0]}]")),
    "a misspelt entry": ("roles|concern|review_roles", r'\["[a-z_]{4,}".*\]', "", _after(lambda v: re.sub(r'"([a-z_]+)"', lambda m: f'"{_misspelt(m[1])}"', v, count=1))),
    "no closing brace": (r"part\.[a-z]+|figures", r"\{.*\}", "", _after(lambda v: v[:-1])),
    "a part that is a number": (r"part\.[a-z]+", r"\{.*\}", "", _after(lambda v: "1.50")),
    "a pound sign in a part": (r"part\.[a-z]+", r"\{ rate = [0-9.]+, .*\}", "", _after(lambda v: v.replace("rate = ", "rate = £"))),
    "no comma in braces": (r"part\.[a-z]+", r"\{ rate = .*\}", "", _after(lambda v: v.replace(", per", " per"))),
    "a semicolon in braces": (r"part\.[a-z]+", r"\{ rate = .*\}", "", _after(lambda v: v.replace(", per", "; per"))),
    "a comma too many in braces": (r"part\.[a-z]+", r"\{ rate = .*\}", "", _after(lambda v: v.replace(" }", ", }"))),
    "a decimal comma": ("rate|amber|green|full_year", r"[0-9]+\.[0-9]+", "", _after(lambda v: v.replace(".", ","))),
    "a decimal comma in braces": (r"part\.[a-z]+", r"\{ rate = [0-9]+\.[0-9]+, .*\}", "", _after(lambda v: v.replace(".", ",", 1))),
    "a dash for a minus": ("amber", "-[0-9.]+", "", _after(lambda v: f"–{v[1:]}")),
    "a key of somebody else's": ("name", _TEXT, "payment|role|service", _key(lambda k: "title")),
    "no brackets of a name": (_HEADER, "", r"[a-z]+\.[a-z_]+", lambda line: line.strip("[]")),
    "a misspelt list": (r"part\.(weighted|registered)", r"\{.*\}", "", _key(lambda k: f"part.{_misspelt(k[5:])}")),
    "a misspelt key of a part": (r"part\.[a-z]+", r"\{ rate = .*\}", "", _after(lambda v: v.replace("rate", "raet"))),
    "a rate beside the parts": (r"part\.[a-z]+", r"\{.*\}", "", lambda line: f"{line}\nrate = 1.50"),
    "the first of a month for its last": ("to|ends", _DAY, "payment|year", _after(lambda v: f"{v[:8]}01")),
    "a day in the month for its first": ("from", _DAY, "payment", _after(lambda v: f"{v[:8]}15")),
    "the year before": ("from|to|by|date", _DAY, "payment", _after(lambda v: f"{int(v[:4]) - 2}{v[4:]}")),
    "a century away": ("from|to|by|date", _DAY, "", _after(lambda v: f"{v[:2]}9{v[3:]}")),
    "a window before the decision": ("date", _DAY, r"date\.(next_window|second_thoughts)", _after(lambda v: f"{int(v[:4]) - 2}{v[4:]}")),
    "green and amber changed": ("better", '"higher"', "threshold", _after(lambda v: '"lower"')),
    "low above high": ("figures", r"\{ low = .*high.*\}", "", _after(lambda v: v.replace("low =", "x =").replace("high =", "low =").replace("x =", "high ="))),
    "two marks": ("passed_on|reinvested", "true", "", lambda line: f"{line}\nfor_director = true"),
    "points without points": ("points", "[0-9]+", "payment", lambda line: None),
    "by and from": ("by", ".*", "requirement", lambda line: f"{line}\nfrom = 2031-11-01"),
    "a fraction for per cent": ("green|amber", "[1-9][0-9]", r"threshold\.(workforce|care_homes)", _after(lambda v: f"0.{v}")),
    "pence for pounds": ("maximum|rate", _NUMBER, "role|payment.(arrs_sum|crew_sum)", _after(lambda v: str(float(v) * 100))),
    "a month's for a year's": ("maximum", _NUMBER, "role", _after(lambda v: str(round(float(v) / 12, 2)))),
    "another year in the text": ("title|name", '"[A-Z].*"', "payment|service|worksheet", _after(lambda v: f'"{v[1:-1]} 2017/18"')),
    "an invisible character in a text": ("name|text|why", _TEXT, "", _after(lambda v: f'"{v[1:4]}\u200b{v[4:-1]}"')),
    "a key of another table": ("name", _TEXT, "(role|service|requirement)", lambda line: f"{line}\nsmallest = 3"),
    "a table name that is none": (_HEADER, "", r"(payment|role|evidence)\.[a-z_]+", lambda line: line.replace(".", ". The ", 1)),
    "no closing bracket of a name": (_HEADER, "", r"[a-z]+\.[a-z_]+", lambda line: line[:-1]),
    "double brackets": (_HEADER, "", r"(payment|role)\.[a-z_]+", lambda line: f"[{line}]"),
    "a capital in an id": (_HEADER, "", r"(claim|question|evidence)\.[a-z_]+", lambda line: line.replace(".", ".X", 1)),
    "a misspelt family": (_HEADER, "", r"(payment|role|question|claim|requirement)\.[a-z_]+", lambda line: f"[{_misspelt(line[1:].partition('.')[0])}.{line.partition('.')[2]}"),
    "a table twice": (_HEADER, "", r"(claim|role|question)\.[a-z_]+", lambda line: f"{line}\n{line}"),
    "a table left without a name": (_HEADER, "", r"(worksheet|year|average_network)", lambda line: None),
    "an input that is none": (_HEADER, "", r"ask\.[a-z_.]+", lambda line: f"{line[:-1]}z]"),
}  # fmt: skip


def slips(sheets: dict[str, str], rng: Random, count: int, *, every: bool = True) -> list[Slip]:
    """So many mistakes, every class in turn, each somewhere in one of the worksheets.

    Unless `every` class has a place there, those that have none are passed over.
    """
    found: list[Slip] = []
    seen: set[str] = set()
    for turn in range(count * 3):
        kind = list(LINES)[turn % len(LINES)]
        key, value, table, change = LINES[kind]
        there = [(name, place) for name, text in sheets.items() for place in places(text, key, value, table)]
        if not there and not every:
            continue
        if not there:
            raise AssertionError(f"nothing to change for {kind}")
        name, place = rng.choice(there)
        text, new = sheets[name], change(place.line)
        damaged = _changed(text, place.number, new)
        if damaged == text or damaged in seen:
            continue
        seen.add(damaged)
        # A line that is gone is missed in its table; one written twice can be seen at either.
        number = _header(text, place.number) if new is None else place.number
        more = new.count("\n") if new is not None else 0
        found.append(Slip(kind, damaged, frozenset(range(number, number + more + 1))))
        if len(found) == count:
            break
    return found


def followed(text: str, said: Iterable[Mistake]) -> str:
    """What a program makes of a worksheet that does each mend it can do."""
    lines = text.split("\n")
    ordered = sorted(said, key=lambda one: one.line or 0, reverse=True)
    for one in ordered:
        if one.replace is not None and one.line is not None:
            lines[one.line - 1 : one.line] = one.replace.split("\n") if one.replace else []
    return "\n".join([*lines, *(line for one in ordered for line in one.add)])
