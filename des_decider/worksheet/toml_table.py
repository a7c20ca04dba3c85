"""Takes typed values out of the tables of a worksheet and notes, with its place, what is wrong with them."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from des_decider.worksheet.braces import ToCome, closest_braced, fill, named
from des_decider.worksheet.bytes_to_text import CONTROL
from des_decider.worksheet.keys_for_schema import NUMBER, TEXT, TEXTS, TO_BE_ASKED, Takes
from des_decider.worksheet.mistakes import LOST, choose, closest, safe, shown
from des_decider.worksheet.mistakes_found import ANY_TEXT, Found
from des_decider.worksheet.model import ASKED

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.mistakes import Wrong
    from des_decider.worksheet.mistakes_found import Mistakes

GAP = "?"
"""Stands in a new worksheet for what its author still has to write."""
GAPS = (GAP, "…", "...", "https://…")
"""It, and what stands for the same where an author pasted a mend as it is printed."""
LONGEST_ID = 60
RESERVED = ("each", "whole", "none", "by")
"""Words with a meaning of their own in the names of inputs."""

ID = re.compile(r"[a-z][a-z0-9_]*")

MOST = {
    "payment": 200, "role": 100, "service": 50, "requirement": 300, "date": 100, "evidence": 300, "question": 500,
    "claim": 50, "source": 300, "test": 50, "window": 20, "area": 10,
}  # fmt: skip
"""Most tables of each family."""

LONGEST_TEXT = 4_000
LONGEST_NAME = 200
MAX_LISTED = 50
"""Most entries of a list of texts."""
MAX_UNKNOWN = 50
"""Unknown keys of one table that are named one by one."""

_ESCAPED = {"\b": "b", "\f": "f"}
"""Characters that stand in a text only where somebody typed a backslash before a letter, as in a folder's name."""
_UNSEEN = re.compile(r"[\u2028-\u202e\u2066-\u2069]")
_POINTS = re.compile(r"(\d{1,3})\.(\d{3})")
"""A number with a point before its last three digits, as other countries part thousands."""
_MOST_PLACES = 8

Word = TypeVar("Word", bound=str)
NO_WORDS: Mapping[str, str] = MappingProxyType({})

_NOT_KNOWN = (ASKED, "tbc", "tba", "tbd", "to be confirmed", "to be announced", "unknown", "not known", "not published")
"""How people say that nobody knows a number or a day yet."""
_LAST_DAYS = ("to", "by", "ends")
"""Keys of what ends with a month that is named instead of a day."""
FIRST_YEAR, LAST_YEAR = 1990, 2100
"""Years a date of a worksheet may lie in."""


class Table:
    """One table of the file. Whatever is missing or wrong is noted and comes back empty (`""`, `()` or None)."""

    def __init__(self, mistakes: Mistakes, values: Mapping[str, Any], header: Path, below: Path = ()) -> None:
        self.mistakes = mistakes
        self.values = values
        self.header = header
        self.below = below
        self._read: list[str] = []

    def wrong(
        self,
        code: Wrong,
        key: str,
        what: str,
        mend: str,
        *,
        value: str | None = None,
        entry: str | None = None,
        rename: str | None = None,
        delete: bool = False,
        add: tuple[str, ...] = (),
        judged_by: Path = (),
    ) -> None:
        """Note a mistake at a key of this table, or at the table itself if `key` is empty.

        `mend` is what the author reads. Where a program could do it, one of `value` to `add` says how (see Found): a
        `value` is then part of the words, unless it stands for an `entry` or the words ask whether it was meant.
        """
        if self.values.get(key) is LOST or (code == "needs-another" and LOST in self.values.values()):
            return
        if value is not None and entry is None and not mend.endswith("?") and "? " not in mend:
            mend = f"{mend}: {safe(rename or key)} = {value}"
        below = (*self.below, key) if key else self.below
        header = self.mistakes.written.get((*self.header, *below[:1]), self.header)
        head = f"[{safe('.'.join(header), 90)}]" if header else ""
        tail = safe(".".join(below), 90)
        place = " ".join(part for part in (head, tail) if part)
        self.mistakes.add(
            Found(code, place, (*header, *below), what, mend, value, entry, rename, delete, add, judged_by)
        )

    def take(self, key: str, example: str = "") -> Any:
        """The value as the parser read it; None if it is left out, a mistake if there is an `example` to be given."""
        self._read.append(key)
        self.takes(key)
        value = self.values.get(key)
        if value is LOST:
            return None
        if value in GAPS:
            mend = f'Write it where "{value}" stands'
            self.wrong("still-to-write", key, f"{key} is still to be written", mend)
            return None
        if value is None and example:
            self.wrong("missing", key, f"{key} is missing", f"Add {key} = {example}")
        return value

    def says(self, key: str) -> bool:
        """Whether the table itself has a key, and not the one that speaks for all its like."""
        return key in self.values and (*self.header, *self.below, key) not in self.mistakes.written

    def first_here(self, *keys: str) -> str:
        """The first of some keys that stands in the file itself, where it is a supplement; else the first."""
        layout = self.mistakes.lines.layout
        return next((key for key in keys if layout.where((*self.header, *self.below, key))[1]), keys[0])

    def takes(self, key: str, *kinds: Takes) -> None:
        """Note what a key takes."""
        if self.mistakes.taken is not None:
            self.mistakes.taken.setdefault((*self.header, *self.below, key), {}).update(dict.fromkeys(kinds))

    def name(self, key: str, *, required: bool = True) -> str:
        """A text on one line, at most LONGEST_NAME characters."""
        return self.text(key, LONGEST_NAME, required=required)

    def text(self, key: str, longest: int = LONGEST_TEXT, *, required: bool = True) -> str:
        """A text of at most `longest` characters; its author may break the line wherever it gets too long."""
        self.takes(key, TEXT)
        value = self.take(key, ANY_TEXT if required else "")
        if value is None:
            return ""
        if not isinstance(value, str):
            if isinstance(value, int | Decimal | date) and not isinstance(value, bool):
                self.wrong(
                    "not-a-text", key, f"{shown(value)} is not a text", "Put it in quotes", value=f'"{shown(value)}"'
                )
            else:
                mend = f'Write a text in quotes: {key} = "…"'
                if isinstance(value, list):
                    mend = "Write one text in quotes, without brackets"
                self.wrong("not-a-text", key, f"{shown(value)} is not a text", mend)
            return ""
        text = value.strip()
        if not text and required:
            self.wrong("empty-text", key, f"{key} is empty", "Write the text, or look for what it was meant to say")
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
        meant = closest_braced(name, self.mistakes.names)
        listed = f"There is {', '.join(f'{{{one}}}' for one in self.mistakes.names)}"
        mend = f"Did you mean {{{meant}}}? {listed}" if meant else listed
        what, value = f"{{{safe(name)}}} stands for nothing", f"{{{meant}}}" if meant else None
        self.wrong("unknown-name-in-braces", key, what, mend, value=value, entry=f"{{{name}}}")

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
            self.wrong("not-a-date", key, f"{{{name}}} is for the practice to give", "Write the day itself")
        return meant.number

    def check_text(self, key: str, value: str, longest: int) -> None:
        """Note a text that is too long, or holds what no screen or page can show."""
        if len(value) > longest:
            what = f"The text has {len(value):,} characters"
            self.wrong("too-long", key, what, f"At most {longest:,} are allowed; shorten it")
        if longest == LONGEST_NAME and "\n" in value:
            self.wrong("several-lines", key, f"{key} goes over several lines", "Write it on one line")
        elif not value.isprintable() and (hit := CONTROL.search(value) or _UNSEEN.search(value)) is not None:
            if (letter := _ESCAPED.get(hit.group())) is not None:  # typed as itself it is met before the text is parsed
                what, mend = (
                    f"A backslash stands before {letter} in the text, and makes it another character",
                    "Write two",
                )
                self.wrong("backslash", key, what, f"{mend} of them, or put the text between '…' quotes")
                return
            what = f"The text holds the character U+{ord(hit.group()):04X}, which cannot be shown"
            self.wrong("control-character", key, what, "Delete it")

    def word(
        self, key: str, allowed: Collection[Word], *, required: bool = True, also: Mapping[str, str] = NO_WORDS
    ) -> Word | None:
        """One of the words a key may say; `also` leads from other words that people write for these to them."""
        self.takes(key, Takes("word", tuple(allowed)))
        if key not in self.values and not required:
            self.take(key)
            return None
        found = next((word for word in allowed if word == self.values.get(key)), None)
        listed = ", ".join([f'"{word}"' for word in allowed]) if found is None else ""
        value = self.take(key, f"one of these: {listed}" if required else "")
        if value is not None and found is None:
            what = f"{shown(value)} is not one of the words for {key}"
            meant = self._meant_word(value, allowed, also)
            self.choose("unknown-word", key, what, meant, f"Write one of: {listed}", entry=None)
        return found

    def _meant_word(self, value: object, allowed: Collection[str], also: Mapping[str, str]) -> str | None:
        """The word that was probably meant."""
        if isinstance(value, str) and (meant := also.get(value.strip().casefold())) is not None:
            return meant
        word = str(value).strip().casefold().replace(" ", "_") if isinstance(value, str | bool) else ""
        return (word if word in allowed else closest(word, allowed)) if word else None

    def choose(self, code: Wrong, key: str, what: str, meant: str | None, otherwise: str, *, entry: str | None) -> None:
        """Note a word nobody knows; the one that was probably `meant` stands for it, else the author chooses."""
        value = f'"{meant}"' if meant is not None else None
        mend = f"Did you mean {meant}? {otherwise}" if meant else otherwise
        self.wrong(code, key, what, mend, value=value, entry=entry)

    def reference(self, key: str, known: Mapping[str, Any], family: str, *, required: bool = True) -> str | None:
        """The id of another table, `[family.…]`."""
        if family == "date" and (day := self._day_itself(key, known)) is not None:
            self._wants_an_id(key, day, known)
            return None
        if required and key not in self.values:
            self.takes(key, TEXT)
            self.take(key)
            self.wrong("missing", key, f"{key} is missing", f'Add {key} = "…", the id of a [{family}.…]')
            return None
        value = self.name(key, required=required)
        if value:
            self.check_known(key, value, known, family)
        return value or None

    def _day_itself(self, key: str, known: Collection[str]) -> date | None:
        """The day that a key says where it should name one by its id."""
        value = self.values.get(key)
        if isinstance(value, str) and value not in known:
            from des_decider.worksheet.days import day_in  # only for words on a mistake

            return day_in(value.strip())
        return value if isinstance(value, date) else None

    def _wants_an_id(self, key: str, day: date, known: Mapping[str, Any]) -> None:
        """Note a day where the id of one belongs: that of the date of this very day, else a new one."""
        self.take(key)
        of_that_day = [id_ for id_, row in known.items() if isinstance(row, dict) and row.get("date") == day]
        id_ = next(iter(of_that_day), key if key not in known else f"{key}_{day.year}")
        mend, lines = "Write the id of its date", ()
        if not of_that_day:
            mend = "Give the day a table of its own, and write its id"
            how = (f"read_in = {ANY_TEXT}",) if self.mistakes.is_of_a_supplement else ()
            lines = (f"[date.{id_}]", f"date = {day}", f"what = {ANY_TEXT}", f"source = {ANY_TEXT}", *how)
        what = f"{key} says a day, and names a [date.…] by its id"
        self.wrong("not-an-id", key, what, mend, value=f'"{id_}"', add=lines)

    def references(self, key: str, known: Collection[str], family: str) -> tuple[str, ...]:
        """A list of ids of other tables, `[family.…]`."""
        values = self.texts(key)
        for value in values:
            self.check_known(key, value, known, family)
        return values

    def check_known(self, key: str, value: str, known: Collection[str], family: str) -> None:
        """Note an id that no table `[family.…]` has."""
        if value not in known:
            written = self.values.get(key)
            entry = value if isinstance(written, list) else None
            what, meant = f"There is no [{family}.{safe(value)}]", closest(value, known)
            if value == written or entry is not None:
                self.choose("unknown-reference", key, what, meant, "Add it, or name one that is there", entry=entry)
            else:
                self.wrong("unknown-reference", key, what, choose(value, known, "Add it, or name one that is there"))

    def number(self, key: str, *, required: bool = True, negative: bool = False) -> Decimal | None:
        """A number written plainly or named in braces, exact; not below 0 unless `negative`."""
        self.takes(key, NUMBER)
        value = self._meant(key, "the number, as its source has it" if required else "")
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int | Decimal):
            from des_decider.worksheet.bare_values import plain_number  # only for words on a mistake

            number = plain_number(value) if isinstance(value, str) and len(value) < LONGEST_NAME else None
            mend = "Leave the quotes out" if number else f"Write a plain number, such as {key} = 1.50"
            self.wrong("not-a-number", key, f"{shown(value)} is not a number", mend, value=number)
            return None
        number_read = Decimal("Infinity") if isinstance(value, int) and value.bit_length() > 63 else Decimal(value)
        # Refused before any sum: an exponent of nine digits would fill the memory as an exact fraction.
        if not number_read.is_finite() or number_read.adjusted() > 11 or _places(number_read) > _MOST_PLACES:
            mend = f"Numbers are below {10**12:,} and have at most {_MOST_PLACES} decimal places"
            self.wrong("number-out-of-range", key, f"{shown(value)} is no number this program can use", mend)
            return None
        if number_read < 0 and not negative:
            self.wrong("number-out-of-range", key, f"{shown(value)} is below 0", "Write 0 or more")
            return None
        return number_read

    def is_asked(self, key: str) -> bool:
        """Whether a key says that the practice has to give it; another word for that is noted."""
        value = self.values.get(key)
        said = value.strip(" .").casefold() if isinstance(value, str) and value not in GAPS else ""
        if said not in _NOT_KNOWN:
            return False
        self.take(key)
        if value != ASKED:
            mend = "Where the practice has to give it, write"
            self.wrong("unknown-word", key, f"{shown(value)} is not how that is said here", mend, value=f'"{ASKED}"')
        return True

    def number_or_asked(self, key: str) -> Decimal | None:
        """A number; None where it is for the practice to give. What is missing or wrong counts as 0."""
        self.takes(key, TO_BE_ASKED)
        if self.is_asked(key):
            return None
        if key not in self.values:
            mend = f'Add {key} = the number its source gives, or {key} = "{ASKED}" if the practice has to give it'
            self.wrong("missing", key, f"{key} is missing", mend)
        number = self.number(key, required=False)
        return Decimal(0) if number is None else number

    def whole(self, key: str, *, required: bool = True) -> int | None:
        """A whole number above 0, such as a list of patients."""
        self.takes(key, Takes("whole"))
        number = self.number(key, required=required)
        if number is None:
            return None
        value = self.values[key]
        if number != number.to_integral_value() or number == 0 or (isinstance(value, Decimal) and "." in str(value)):
            what = f"{shown(value)} is not a whole number above 0"
            if thousands := _POINTS.fullmatch(str(value)):
                meant = "".join(thousands.groups())
                self.wrong(
                    "number-out-of-range", key, what, f"Is it {meant}? Then write it without a point", value=meant
                )
            else:
                mend = f"Write it without a point, such as {key} = 48020"
                self.wrong("number-out-of-range", key, what, mend)
            return None
        return int(number)

    def yes(self, key: str, *, default: bool = False) -> bool:
        """True or false; may be left out."""
        self.takes(key, Takes("yes"))
        value = self.take(key)
        if value is None or isinstance(value, bool):
            return default if value is None else value
        words = {"true": "true", "yes": "true", "false": "false", "no": "false"}
        word = words.get(value.lower()) if isinstance(value, str) else None
        mend = "Leave the quotes out" if word else f"Write {key} = true or {key} = false"
        self.wrong("not-yes-or-no", key, f"{shown(value)} is neither true nor false", mend, value=word)
        return default

    def day(self, key: str, *, required: bool = True) -> date | None:
        """A day, or its name in braces; a time of day is refused, and a year no contract of this kind can have."""
        self.takes(key, Takes("day"))
        value = self._meant(key, "the day, written like 2020-10-01" if required else "")
        if value is None:
            return None
        if isinstance(value, datetime):
            what = f"{shown(value)} has a time of day"
            self.wrong("not-a-date", key, what, "Write the day alone", value=str(value.date()))
        elif isinstance(value, date):
            if FIRST_YEAR <= value.year <= LAST_YEAR:
                return value
            what = f"{value} lies outside {FIRST_YEAR} to {LAST_YEAR}"
            self.wrong("outside-the-year", key, what, "Look at its year")
        else:
            self._no_day(key, value)
        return None

    def _no_day(self, key: str, value: object) -> None:
        """Note what is no date; a month stands as its first day or, where something ends with it, its last."""
        from des_decider.worksheet.days import day_in, last_day, month_in  # only for words on a mistake

        meant = day_in(value.strip()) if isinstance(value, str) else None
        mend = "Leave the quotes out" if meant else f"Write year-month-day without quotes, such as {key} = 2020-10-01"
        if meant is None and isinstance(value, str) and (month := month_in(value)) is not None:
            meant = last_day(month) if key in _LAST_DAYS else month
            mend = "Write the last day of the month" if key in _LAST_DAYS else "Write the first day of the month"
        what = f"{shown(value)} is not a date"
        self.wrong("not-a-date", key, what, mend, value=str(meant) if meant else None)

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """A list of texts."""
        self.takes(key, TEXTS)
        value = self.take(key, 'a list of texts: ["…", "…"]' if required else "")
        if value is None:
            return ()
        if not isinstance(value, list):
            if isinstance(value, str):
                entries = [part.strip() for part in value.split(",")] if " " not in value.replace(", ", "") else [value]
                listed = ", ".join(f'"{part}"' for part in entries)
                self.wrong(
                    "not-a-list", key, f"{shown(value)} is not a list", "Put it in brackets", value=f"[{listed}]"
                )
            else:
                self.wrong("not-a-list", key, f"{shown(value)} is not a list", f'Write {key} = ["…", "…"]')
            return ()
        if len(value) > MAX_LISTED:
            self.wrong("too-many", key, f"The list has {len(value):,} entries", f"At most {MAX_LISTED} are allowed")
        texts: list[str] = []
        for entry in value[:MAX_LISTED]:
            if entry in GAPS:
                self.wrong("still-to-write", key, f"{key} is still to be written", f'Write it where "{entry}" stands')
            elif isinstance(entry, str) and entry.strip():
                self.check_text(key, entry, LONGEST_TEXT)
                if entry.strip() in texts:
                    self.wrong("listed-twice", key, f"{shown(entry)} is listed twice", "Keep it once", entry=entry)
                texts.append(self._filled(key, entry.strip()))
            else:
                what = f"{shown(entry)} in the list is no text"
                self.wrong("not-a-text", key, what, f'Write texts in quotes: {key} = ["…", "…"]')
        return tuple(texts)

    def texts_by_id(self, key: str) -> dict[str, str]:
        """Texts by names with dots, such as answers by their ids; a number counts as its text."""
        self.takes(key, Takes("texts by id"))
        child = self.child(key)
        return dict(child.leaves()) if child else {}

    def leaves(self, path: str = "") -> Iterator[tuple[str, str]]:
        """The texts in this table and those below it: `a.b = "…"` is the same as `"a.b" = "…"`."""
        for key, value in self.values.items():
            if isinstance(value, dict):
                yield from self.sub(key, value).leaves(f"{path}{key}.")
            elif isinstance(value, int | Decimal | date) and not isinstance(value, bool):
                yield path + key, shown(value)
            elif isinstance(value, bool):
                said = '"yes"' if value else '"no"'
                self.wrong("not-a-text", key, f"{shown(value)} is not a text", "Write", value=said)
            else:
                yield path + key, self.text(key)

    def only(self, key: str, kinds: str) -> None:
        """Note a key that belongs to other kinds of table than this one."""
        if self.take(key) is not None:
            self.wrong("not-for-this-kind", key, f"{key} is only for {kinds}", "Delete the line", delete=True)

    def child(self, key: str) -> Table | None:
        """A table in this one; None if it is left out."""
        value = self.take(key)
        if isinstance(value, dict):
            return self.sub(key, value)
        if value is not None:
            mend = (
                f"It has a key for each of its values: write {safe(key)}.its_name = … for each, on lines of their own"
            )
            self.wrong("not-a-table", key, f"{shown(value)} stands where a table belongs", mend)
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
        lacking = self.mistakes.missing_text((*self.header, *self.below)) if self.header else []
        family = next((one for one in self.mistakes.missing_families() if not self.header), "")
        for key in unknown[:MAX_UNKNOWN]:
            if family and len(unknown) == 1 and isinstance(self.values[key], dict) and not closest(key, known, 0.7):
                self.mistakes.doubt((family,))
                mend = f"Write [{family}.{safe(key)}]"
                self.wrong("unknown-table", key, f"There is no table [{safe(key)}]", mend, rename=f"{family}.{key}")
                return
            absent = closest(key, [name for name in known if name not in self.values])
            if absent is None and len(unknown) == len(lacking) == 1 and isinstance(self.values[key], str):
                absent = lacking[0]  # one text lacks its key, and one is under a key that is none
            meant = absent or closest(key, known)
            # What it is meant to be is not missing, and where it is a family, it is no mistake to name one of it.
            if self.header and absent is not None:
                self.mistakes.doubt((*self.header, *self.below))
            elif not self.header and meant is not None:
                self.mistakes.doubt((meant,) if absent is not None else (meant, ""))
            mend = f"Did you mean {meant}? {listed}" if meant else listed
            if self.header:
                what = f"{safe(key)} is not a key of this table"
                self.wrong("unknown-key", key, what, mend, rename=meant)
            else:
                self.wrong("unknown-table", key, f"There is no table [{safe(key)}]", mend, rename=meant)
        if len(unknown) > MAX_UNKNOWN:
            self.wrong("too-many", "", f"There are {len(unknown) - MAX_UNKNOWN:,} more unknown keys", listed)


def _places(number: Decimal) -> int:
    exponent = number.normalize().as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0


def tables(root: Table, family: str, *, required: bool = False) -> Iterator[tuple[str, Table]]:
    """Each `[family.id]` of the file, at most MOST, with its id checked; later ones are refused, not read.

    When the next is asked for, every key of the one before that nobody took is noted.
    """
    value = root.take(family)
    each = f"Write [{family}.its_id] for each, with its keys below"
    if not value and required:
        mend = f"Add at least one, such as [{family}.its_id]"
        root.mistakes.add(Found("missing-table", f"[{family}]", (family,), f"There is no [{family}.…] at all", mend))
    if isinstance(value, list) and value:
        root.mistakes.doubt((family, ""))
        root.wrong("double-brackets", family, "Double brackets make a list", each)
    elif value is not None and not isinstance(value, dict):
        root.wrong("not-a-table", family, f"{family} is not a table", each)
    if not isinstance(value, dict):
        return
    most = MOST[family]
    if len(value) > most:
        what = f"There are {len(value):,} [{family}.…] tables"
        root.wrong("too-many", family, what, f"At most {most} are allowed")
    nameless = _has_no_id(root, family, value, each)
    for key, values in list(value.items())[:most]:
        if values is LOST or key in nameless:
            continue
        if not isinstance(values, dict):
            table = Table(root.mistakes, {}, (family,))
            root.mistakes.doubt((family, ""))
            if isinstance(values, list) and values and isinstance(values[0], dict):
                mend = f"Write [{family}.{safe(key)}] for one table, with an id of its own"
                table.wrong("double-brackets", key, "Double brackets make a list", mend)
            else:
                table.wrong("not-a-table", key, f"{safe(key)} is not a table", each)
            continue
        table = Table(root.mistakes, values, (family, key))
        _check_id(table, key)
        yield key, table
        table.finish()


def _has_no_id(root: Table, family: str, value: Mapping[str, Any], each: str) -> Collection[str]:
    """The keys of a table that has the name of its family alone, which is one mistake; none where each has its id."""
    if len([key for key, values in value.items() if values is LOST or not isinstance(values, dict | list)]) < 2:
        return ()
    root.mistakes.doubt((family, ""))
    path = (family,)
    root.mistakes.add(Found("not-a-table", f"[{family}]", path, f"The table [{family}] has no id of its own", each))
    spots = {key: root.mistakes.lines.layout.where((family, key)) for key in value}
    return [key for key, (spot, exact) in spots.items() if exact and spot is not None and spot.value_end]


def _check_id(table: Table, key: str) -> None:
    if key in RESERVED or not ID.fullmatch(key) or len(key) > LONGEST_ID:
        table.mistakes.doubt((*table.header[:1], ""))
    if key in RESERVED:
        mend = f"It has a meaning of its own, as have {', '.join(RESERVED)}; take another"
        table.wrong("not-an-id", "", f"{key} cannot be an id", mend)
    elif not ID.fullmatch(key) or len(key) > LONGEST_ID:
        slug = re.sub(r"[^a-z0-9]+", "_", key[:LONGEST_ID].lower()).strip("_")
        meant = f", such as {slug}" if ID.fullmatch(slug) and slug != key else ""
        mend = f"Take small letters, digits and _, starting with a letter, at most {LONGEST_ID}{meant}"
        table.wrong("not-an-id", "", f'"{safe(key)}" cannot be an id', mend, rename=slug if meant else None)
