"""Takes typed values out of the tables of a worksheet and notes, with its place, what is wrong with them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, TypeVar

from des_decider.worksheet.braces import ToCome, fill, named
from des_decider.worksheet.bytes_to_text import CONTROL
from des_decider.worksheet.mistakes import Mistake, choose, closest, safe, shown
from des_decider.worksheet.model import ASKED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from des_decider.worksheet.braces import Braced
    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.lines import Lines
    from des_decider.worksheet.model import ReadIn

LONGEST_ID = 60
RESERVED = ("each", "whole", "none", "by")
"""Words with a meaning of their own in the names of inputs."""

ID = re.compile(r"[a-z][a-z0-9_]*")

MOST = {
    "payment": 200, "role": 100, "service": 50, "requirement": 300, "date": 100, "evidence": 300, "question": 500,
    "claim": 50, "source": 300, "window": 20, "area": 10,
}  # fmt: skip
"""Most tables of each family."""

LONGEST_TEXT = 4_000
LONGEST_NAME = 200
MAX_LISTED = 50
"""Most entries of a list of texts."""
MAX_MISTAKES = 1_000
MAX_UNKNOWN = 50
"""Unknown keys of one table that are named one by one."""

_UNSEEN = re.compile(r"[\u2028-\u202e\u2066-\u2069]")
_MOST_PLACES = 8

Word = TypeVar("Word", bound=str)

FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years a date of a worksheet may lie in."""


class Mistakes:
    """The mistakes of one reading as they are found; after MAX_MISTAKES the rest is only counted.

    With them goes what all tables of the file share: `written` leads from a key that a row takes from an `each` table
    to that table, `names` are what may stand in braces.
    """

    def __init__(
        self, lines: Lines, written: Mapping[Path, Path] | None = None, names: Mapping[str, Braced | None] | None = None
    ) -> None:
        self._listed: list[Mistake] = []
        self.lines = lines
        self.written = written or {}
        self.names = names or {}
        self._unlisted = 0

    def add(self, place: str, path: Path, what: str, mend: str) -> None:
        """Note a mistake; `path` leads to its line, `place` names it."""
        if len(self._listed) < MAX_MISTAKES:
            self._listed.append(Mistake(place, self.lines.layout.line_of(path), what, mend))
        else:
            self._unlisted += 1

    def in_order(self) -> tuple[Mistake, ...]:
        """Every mistake once, in the order of the file; those without a line first."""
        ordered = sorted(dict.fromkeys(self._listed), key=lambda mistake: mistake.line or 0)
        if self._unlisted:
            ordered.append(Mistake("", None, f"There are {self._unlisted} more mistakes", "Mend these first"))
        return tuple(ordered)


class Table:
    """One table of the file. Whatever is missing or wrong is noted and comes back empty (`""`, `()` or None)."""

    def __init__(self, mistakes: Mistakes, values: Mapping[str, Any], header: Path, below: Path = ()) -> None:
        self.mistakes = mistakes
        self.values = values
        self.header = header
        self.below = below
        self._read: list[str] = []

    def wrong(self, key: str, what: str, mend: str) -> None:
        """Note a mistake at a key of this table, or at the table itself if `key` is empty."""
        below = (*self.below, key) if key else self.below
        header = self.mistakes.written.get((*self.header, *below[:1]), self.header)
        head = f"[{safe('.'.join(header), 90)}]" if header else ""
        tail = safe(".".join(below), 90)
        self.mistakes.add(" ".join(part for part in (head, tail) if part), (*header, *below), what, mend)

    def take(self, key: str, example: str = "") -> Any:
        """The value as the parser read it; None if it is left out, a mistake if there is an `example` to be given."""
        self._read.append(key)
        value = self.values.get(key)
        if value is None and example:
            self.wrong(key, f"{key} is missing", f"Add a line such as {key} = {example}")
        return value

    def name(self, key: str, *, required: bool = True) -> str:
        """A text on one line, at most LONGEST_NAME characters."""
        return self.text(key, LONGEST_NAME, required=required)

    def text(self, key: str, longest: int = LONGEST_TEXT, *, required: bool = True) -> str:
        """A text of at most `longest` characters; its author may break the line wherever it gets too long."""
        value = self.take(key, '"…"' if required else "")
        if value is None:
            return ""
        if not isinstance(value, str):
            plain = isinstance(value, int | Decimal | date) and not isinstance(value, bool)
            mend = f'Put it in quotes: {key} = "{shown(value)}"' if plain else f'Write a text in quotes: {key} = "…"'
            self.wrong(key, f"{shown(value)} is not a text", mend)
            return ""
        text = value.strip()
        if not text and required:
            self.wrong(key, f"{key} is empty", "Write the text, or look for what it was meant to say")
        self.check_text(key, text, longest)
        return self._filled(key, text)

    def _filled(self, key: str, text: str) -> str:
        """A text with what stands in braces, its lines put together; an empty line begins a new one."""
        text, unknown = fill(text, self.mistakes.names)
        for name in unknown:
            self._wrong_name(key, name)
        if "\n" not in text:
            return text
        return "\n".join(" ".join(lines.split()) for lines in re.split(r"\n[ \t]*\n", text) if lines.strip())

    def _wrong_name(self, key: str, name: str) -> None:
        listed = ", ".join(f"{{{known}}}" for known in self.mistakes.names)
        mend = choose(f"{{{name}}}", [f"{{{known}}}" for known in self.mistakes.names], f"There is {listed}")
        self.wrong(key, f"{{{safe(name)}}} stands for nothing", mend)

    def _meant(self, key: str, example: str) -> Any:
        """The value of a day or a number: where it is a name in braces, what that stands for."""
        value = self.take(key, example)
        name = named(value)
        if name is None:
            return value
        if name not in self.mistakes.names:
            self._wrong_name(key, name)
        meant = self.mistakes.names.get(name)
        if not isinstance(meant, ToCome):
            return meant
        if meant.number is None:
            self.wrong(key, f"{{{name}}} is for the practice to give", "Write the day itself")
        return meant.number

    def check_text(self, key: str, value: str, longest: int) -> None:
        """Note a text that is too long, or holds what no screen or page can show."""
        if len(value) > longest:
            self.wrong(key, f"The text has {len(value):,} characters", f"At most {longest:,} are allowed; shorten it")
        if longest == LONGEST_NAME and "\n" in value:
            self.wrong(key, f"{key} goes over several lines", "Write it on one line")
        elif not value.isprintable() and (hit := CONTROL.search(value) or _UNSEEN.search(value)) is not None:
            what = f"The text holds the character U+{ord(hit.group()):04X}, which cannot be shown"
            self.wrong(key, what, "Delete it")

    def word(self, key: str, allowed: Collection[Word], *, required: bool = True) -> Word | None:
        """One of the words a key may say."""
        value = self.take(key, f'"{next(iter(allowed))}"' if required else "")
        found = next((word for word in allowed if word == value), None)
        if value is not None and found is None:
            listed = "Write one of: " + ", ".join(f'"{word}"' for word in allowed)
            mend = choose(value, allowed, listed) if isinstance(value, str) else listed
            self.wrong(key, f"{shown(value)} is not one of the words for {key}", mend)
        return found

    def reference(self, key: str, known: Collection[str], family: str, *, required: bool = True) -> str | None:
        """The id of another table, `[family.…]`."""
        value = self.name(key, required=required)
        if value:
            self.check_known(key, value, known, family)
        return value or None

    def references(self, key: str, known: Collection[str], family: str) -> tuple[str, ...]:
        """A list of ids of other tables, `[family.…]`."""
        values = self.texts(key)
        for value in values:
            self.check_known(key, value, known, family)
        return values

    def check_known(self, key: str, value: str, known: Collection[str], family: str) -> None:
        """Note an id that no table `[family.…]` has."""
        if value not in known:
            mend = choose(value, known, "Add it, or name one that is there")
            self.wrong(key, f"There is no [{family}.{safe(value)}]", mend)

    def number(self, key: str, *, required: bool = True, negative: bool = False) -> Decimal | None:
        """A number written plainly or named in braces, exact; not below 0 unless `negative`."""
        value = self._meant(key, "1.50" if required else "")
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            from des_decider.worksheet.bare_values import plain_number  # only for words on a mistake

            number = plain_number(value) if isinstance(value, str) and len(value) < LONGEST_NAME else None
            mend = (
                f"Leave the quotes out: {key} = {number}" if number else f"Write a plain number, such as {key} = 1.50"
            )
            self.wrong(key, f"{shown(value)} is not a number", mend)
            return None
        number_read = Decimal("Infinity") if isinstance(value, int) and value.bit_length() > 63 else Decimal(value)
        # Refused before any sum: an exponent of nine digits would fill the memory as an exact fraction.
        if not number_read.is_finite() or number_read.adjusted() > 11 or _places(number_read) > _MOST_PLACES:
            mend = f"Numbers are below {10**12:,} and have at most {_MOST_PLACES} decimal places"
            self.wrong(key, f"{shown(value)} is no number this program can use", mend)
            return None
        if number_read < 0 and not negative:
            self.wrong(key, f"{shown(value)} is below 0", "Write 0 or more")
            return None
        return number_read

    def number_or_asked(self, key: str) -> Decimal | None:
        """A number; None where it is for the practice to give. What is missing or wrong counts as 0."""
        if self.values.get(key) == ASKED:
            self.take(key)
            return None
        number = self.number(key)
        return Decimal(0) if number is None else number

    def whole(self, key: str, *, required: bool = True) -> int | None:
        """A whole number above 0, such as a list of patients."""
        number = self.number(key, required=required)
        if number is None:
            return None
        if number != number.to_integral_value() or number == 0:
            what = f"{shown(self.values[key])} is not a whole number above 0"
            self.wrong(key, what, f"Write it like this: {key} = 48020")
            return None
        return int(number)

    def yes(self, key: str, *, default: bool = False) -> bool:
        """True or false; may be left out."""
        value = self.take(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        words = {"true": "true", "yes": "true", "false": "false", "no": "false"}
        word = words.get(value.lower()) if isinstance(value, str) else None
        mend = f"Leave the quotes out: {key} = {word}" if word else f"Write {key} = true or {key} = false"
        self.wrong(key, f"{shown(value)} is neither true nor false", mend)
        return default

    def day(self, key: str, *, required: bool = True) -> date | None:
        """A day, or its name in braces; a time of day is refused, and a year no contract of this kind can have."""
        value = self._meant(key, "2020-10-01" if required else "")
        if value is None:
            return None
        if isinstance(value, datetime):
            self.wrong(key, f"{shown(value)} has a time of day", f"Write the day alone: {key} = {value.date()}")
        elif isinstance(value, date):
            if FIRST_YEAR <= value.year <= LAST_YEAR:
                return value
            self.wrong(key, f"{value} lies outside {FIRST_YEAR} to {LAST_YEAR}", "Look at its year")
        else:
            from des_decider.worksheet.days import day_in  # only for words on a mistake

            meant = day_in(value.strip()) if isinstance(value, str) else None
            mend = "Leave the quotes out" if meant else "Write year-month-day without quotes"
            self.wrong(key, f"{shown(value)} is not a date", f"{mend}: {key} = {meant or '2020-10-01'}")
        return None

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        value = self.take(key, '["…"]' if required else "")
        if value is None:
            return ()
        if not isinstance(value, list):
            mend = f"Put it in brackets: {key} = [{shown(value)}]"
            self.wrong(
                key, f"{shown(value)} is not a list", mend if isinstance(value, str) else f'Write {key} = ["…", "…"]'
            )
            return ()
        if len(value) > MAX_LISTED:
            self.wrong(key, f"The list has {len(value):,} entries", f"At most {MAX_LISTED} are allowed")
        texts: list[str] = []
        for entry in value[:MAX_LISTED]:
            if isinstance(entry, str) and entry.strip():
                self.check_text(key, entry, LONGEST_TEXT)
                if entry.strip() in texts:
                    self.wrong(key, f"{shown(entry)} is listed twice", "Keep it once")
                texts.append(self._filled(key, entry.strip()))
            else:
                self.wrong(key, f"{shown(entry)} in the list is no text", f'Write texts in quotes: {key} = ["…", "…"]')
        return tuple(texts)

    def only(self, key: str, kinds: str) -> None:
        """Note a key that belongs to other kinds of table than this one."""
        if self.take(key) is not None:
            self.wrong(key, f"{key} is only for {kinds}", "Delete the line")

    def child(self, key: str) -> Table | None:
        """A table in this one; None if it is left out."""
        value = self.take(key)
        if isinstance(value, dict):
            return self.sub(key, value)
        if value is not None:
            self.wrong(key, f"{shown(value)} is not a table", f"Write {safe(key)}.… = … for each of its values")
        return None

    def sub(self, key: str, values: Mapping[str, Any]) -> Table:
        """The table under a key whose values are known to be one."""
        return Table(self.mistakes, values, self.header, (*self.below, key))

    def finish(self) -> None:
        """Note every key nobody asked for, with the one that was probably meant."""
        known = dict.fromkeys(self._read)
        unknown = [key for key in self.values if key not in known]
        if not unknown:
            return
        listed = f"Known here: {', '.join(known)}"
        for key in unknown[:MAX_UNKNOWN]:
            what = f"{safe(key)} is not a key of this table" if self.header else f"There is no table [{safe(key)}]"
            match = closest(key, [name for name in known if name not in self.values]) or closest(key, known)
            self.wrong(key, what, f"Did you mean {match}? {listed}" if match else listed)
        if len(unknown) > MAX_UNKNOWN:
            self.wrong("", f"There are {len(unknown) - MAX_UNKNOWN:,} more unknown keys", listed)


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


ContractPart = Literal["posts", "premium", "homes"]


class NamedSource(NamedTuple):
    """A source as it is printed, how it was read where it says so, and what else is said of it."""

    printed: str
    read_in: ReadIn | None = None
    note: str = ""


class References(NamedTuple):
    """What tables may refer to, gathered before they are read: every id as the file has it, and the year's ends.

    An id counts whether its table is right or not: one mistake never makes another. `shown_beside` has the evidence
    that names an input or a question, by its name.
    """

    families: Mapping[str, Mapping[str, Mapping[str, Any]]]
    sources: Mapping[str, NamedSource]
    shown_beside: Mapping[str, list[str]]
    starts: date | None = None
    ends: date | None = None

    def of(self, family: str) -> Mapping[str, Mapping[str, Any]]:
        """The ids of a family with their keys and values."""
        return self.families.get(family, {})

    def contract_has(self) -> Mapping[ContractPart, bool]:
        """Whether the contract has what not every one has: money for posts, a premium for beds, work in homes."""
        kinds = [row.get("kind") for row in self.of("payment").values()]
        in_homes = any(row.get("in_homes") is True for row in self.of("service").values())
        return {"posts": "reimbursement" in kinds, "premium": "bed" in kinds, "homes": in_homes or "bed" in kinds}

    def beside(self, *names: str) -> tuple[str, ...]:
        """The evidence that stands beside any of these inputs or questions, in the order of the file."""
        named = {id_ for name in names for id_ in self.shown_beside.get(name, ())}
        return tuple(id_ for id_ in self.of("evidence") if id_ in named) if named else ()


def known_ids(
    values: Mapping[str, Any], sources: Mapping[str, NamedSource], starts: date | None, ends: date | None
) -> References:
    """The ids in a parsed file."""
    families = ((name, family) for name, family in values.items() if isinstance(family, dict))
    ids = {name: {id_: table for id_, table in family.items() if isinstance(table, dict)} for name, family in families}
    shown_beside: dict[str, list[str]] = {}
    for id_, table in ids.get("evidence", {}).items():
        beside = table.get("beside")
        for name in beside if isinstance(beside, list) else ():
            if isinstance(name, str):
                shown_beside.setdefault(name, []).append(id_)
    return References(ids, sources, shown_beside, starts, ends)


def tables(root: Table, family: str, *, required: bool = False) -> Iterator[tuple[str, Table]]:
    """Each `[family.id]` of the file, at most MOST, with its id checked; later ones are refused, not read.

    When the next is asked for, every key of the one before that nobody took is noted.
    """
    value = root.take(family)
    each = f"Write [{family}.its_id] for each, with its keys below"
    if not value and required:
        mend = f"Add at least one, such as [{family}.its_id]"
        root.mistakes.add(f"[{family}]", (), f"There is no [{family}.…] at all", mend)
    if value is not None and not isinstance(value, dict):
        root.wrong(family, f"{family} is not a table", each)
    if not isinstance(value, dict):
        return
    most = MOST[family]
    if len(value) > most:
        root.wrong(family, f"There are {len(value):,} [{family}.…] tables", f"At most {most} are allowed")
    for key, values in list(value.items())[:most]:
        if not isinstance(values, dict):
            Table(root.mistakes, {}, (family,)).wrong(key, f"{safe(key)} is not a table", each)
            continue
        table = Table(root.mistakes, values, (family, key))
        _check_id(table, key)
        yield key, table
        table.finish()


def _check_id(table: Table, key: str) -> None:
    if key in RESERVED:
        mend = f"It has a meaning of its own, as have {', '.join(RESERVED)}; take another"
        table.wrong("", f"{key} cannot be an id", mend)
    elif not ID.fullmatch(key) or len(key) > LONGEST_ID:
        slug = re.sub(r"[^a-z0-9]+", "_", key[:LONGEST_ID].lower()).strip("_")
        meant = f", such as {slug}" if ID.fullmatch(slug) and slug != key else ""
        mend = f"Take small letters, digits and _, starting with a letter, at most {LONGEST_ID}{meant}"
        table.wrong("", f'"{safe(key)}" cannot be an id', mend)
