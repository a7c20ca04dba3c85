"""The mistakes of one reading as they are found, and how they are told: once each, at their place, in order."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from des_decider.worksheet.mistakes import Edit, Mistake

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from des_decider.worksheet.braces import Braced
    from des_decider.worksheet.keys_for_schema import Taken
    from des_decider.worksheet.layout import Path
    from des_decider.worksheet.lines import Lines
    from des_decider.worksheet.mistakes import Code

MAX_MISTAKES = 1_000
ANY_TEXT = '"…"'
"""Stands in a mend for whatever text there is to write."""
_TOGETHER = frozenset(
    {
        "not-for-this-kind",
        "exclude-each-other",
        "needs-another",
        "out-of-order",
        "outside-the-year",
        "offer-does-not-fit",
    }
)
_MISSING = ("missing", "missing-table", "needs-another")


class Found(NamedTuple):
    """A mistake before it is told where it stands: the path that leads there, and how its line reads once mended.

    `value` is what the key should say, `entry` the text of a list or a value that it stands for, `rename` what the key
    itself should be (both, where key and value change together), `delete` says that the line goes, and `add` are lines
    to put at the end of the file. `judged_by` is another table, or a family, by which it is one: where that has a
    mistake of its own, this may only come of it. `named_by` is the key that names the row: where only that one is in a
    supplement, it is told there.
    """

    code: Code
    place: str
    path: Path
    what: str
    mend: str
    value: str | None = None
    entry: str | None = None
    rename: str | None = None
    delete: bool = False
    add: tuple[str, ...] = ()
    judged_by: Path = ()
    named_by: Path = ()


class Mistakes:
    """The mistakes of one reading as they are found; after MAX_MISTAKES the rest is only counted.

    With them goes what all tables of the file share: `written` leads from a key that a row takes from an `each` table
    to that table, `names` are what may stand in braces, `doubted` are the tables and families a line of which is lost,
    `base` is the id of the worksheet below a supplement, with its lines, `guessed` are the keys whose value is what
    their author was told to write. `taken` gathers what each key takes, where wanted.
    """

    taken: Taken | None = None

    def __init__(
        self,
        lines: Lines,
        written: Mapping[Path, Path] | None = None,
        names: Mapping[str, Braced | None] | None = None,
        doubted: Collection[Path] = (),
        base: tuple[str, Lines] | None = None,
        guessed: Collection[Path] = (),
    ) -> None:
        self._found: list[Found] = []
        self.lines = lines
        self.written = written or {}
        self.names = names or {}
        self.doubted = set(doubted)
        self.guessed = guessed
        self._base = base
        self._unlisted = 0

    def add(self, found: Found) -> None:
        """Note a mistake."""
        if len(self._found) < MAX_MISTAKES:
            self._found.append(found)
        else:
            self._unlisted += 1

    def missing_text(self, table: Path) -> list[str]:
        """The keys of a table that are missing though it has to have them, and that hold any text."""
        there = (one for one in self._found if one.code == "missing" and one.path[:-1] == table)
        return [one.path[-1] for one in there if one.mend.endswith(ANY_TEXT)]

    @property
    def is_of_a_supplement(self) -> bool:
        """Whether the file lies over another worksheet."""
        return self._base is not None

    def missing_families(self) -> list[str]:
        """The families of which there is no table, though there has to be one."""
        return [one.path[0] for one in self._found if one.code == "missing-table" and one.path[0] in one.what[:40]]

    def doubt(self, table: Path) -> None:
        """What is missing in a table is no mistake; nor is it, with an empty word last, to name one of a family."""
        self.doubted.add(table)

    def is_changed_below(self, key: str, row: Path) -> bool:
        """Whether the file says a key of a row of the worksheet below it, which that one does not say."""
        if self._base is None:
            return False
        here, below = self.lines.layout.where((*row, key))[1], self._base[1].layout
        return here and below.where(row)[1] and not below.where((*row, key))[1]

    def is_sure_of(self, path: Path) -> bool:
        """Whether no table or key under a path has a mistake, or a line that is lost."""
        here = (*(found.path for found in self._found), *self.doubted)
        return not any(one[: len(path)] == path or not one for one in here)

    def in_order(self) -> tuple[Mistake, ...]:
        """Every mistake once, in the order of the file; those without a line first."""
        told = dict.fromkeys(_without_a_name([self._told(found) for found in self._once()]))
        ordered = sorted(told, key=lambda mistake: (mistake.file, mistake.line or 0, mistake.column or 0))
        if self._unlisted:
            what = f"There are {self._unlisted} more mistakes"
            ordered.append(Mistake("too-many", "", None, what, "Mend these first"))
        return tuple(ordered)

    def _once(self) -> Iterator[Found]:
        """What was found without what another mistake, or a line that is lost, made of it."""
        named: dict[str, int] = {}
        wrong = {found.path[:length] for found in self._found for length in (1, 2)}
        wrong |= self.doubted
        by_itself = (found for found in self._found if not found.judged_by or found.judged_by not in wrong)
        kept = [found for found in by_itself if not self._follows(found)]
        for found in kept:
            if found.code == "unknown-reference":
                named[found.what] = named.get(found.what, 0) + 1
        for found in kept:
            times = named.pop(found.what, None) if found.code == "unknown-reference" else 1
            if times is not None:
                elsewhere = f", and it is named {times} times" if times > 1 else ""
                yield found._replace(what=f"{found.what}{elsewhere}")

    def _follows(self, found: Found) -> bool:
        """Whether it follows from what is doubted."""
        if () in self.doubted and found.code in {*_MISSING, "unknown-reference"}:
            return True
        if found.code in _MISSING:
            return any(found.path[: len(table)] == table for table in self.doubted)
        if found.code == "never-needed":
            if self._stands_below(found.path) is not None:
                return True  # what a supplement says makes it needless, and cannot delete it
            return any(table[1:] in {(), ("",)} for table in self.doubted)
        families = ["date"] if found.code == "unknown-name-in-braces" else []
        families = _named_in(found.what) if found.code == "unknown-reference" else families
        return any({(family,), (family, "")} & self.doubted for family in families)

    def _stands_below(self, path: Path) -> Path | None:
        """What of a path stands in the worksheet below a supplement, where more of it does than in that one itself."""
        stands = self._base[1].layout.nearest(path) if self._base else ()
        return stands if len(stands) > len(self.lines.layout.nearest(path)) else None

    def _told(self, found: Found) -> Mistake:
        code, place, path, what, mend, *_ = found
        layout, file = self.lines.layout, ""
        if self._base and found.named_by and layout.where(found.named_by)[1] and not layout.where(path)[1]:
            path = found.named_by
            place = f"[{'.'.join(path[:-1])}] {path[-1]}"
        if self._base and (stands := self._stands_below(path)) is not None:
            base, below = self._base[0], self._base[1].layout
            header = len(path) - 1 if path[0] == "ask" else min(2, len(path) - 1)
            if code in _TOGETHER and len(layout.nearest(path)) >= header:
                # Of what does not go together the author can change what the supplement says of the row.
                there, _ = below.where(stands)
                line = below.line_and_column(there.start)[0] if there else None
                where = f"{stands[-1]} stands in line {line} of {base}"
                kept = f"{where}, and cannot be deleted here: look at what this supplement changes beside it"
                mend = kept[0].upper() + kept[1:] if found.delete else f"{mend}; {where}"
            else:
                file, layout = base, below
                mend += "; or look at what this supplement changes of it"
        spot, exact = layout.where(path, found.entry)
        if spot is None:
            return Mistake(code, place, None, what, mend, add=found.add)
        of_the_key = found.rename is not None or found.delete or not spot.value_end
        line, column = layout.line_and_column(spot.start if of_the_key else spot.value)
        replace = None
        if file:
            return Mistake(code, place, line, what, mend, column, file=file)
        if exact and found.delete:
            replace = layout.line_without(spot)
        elif exact and found.rename is not None and found.value is not None and spot.value_end:
            replace = layout.line_with(Edit(spot.start, spot.value_end, f"{found.rename} = {found.value}"))
        elif exact and found.rename is not None:
            replace = layout.line_with(Edit(spot.start, spot.end, found.rename))
        elif exact and found.value is not None and spot.value_end:
            replace = layout.line_with(Edit(spot.value, spot.value_end, found.value))
        return Mistake(code, place, line, what, mend, column, replace, add=found.add)


def _without_a_name(mistakes: list[Mistake]) -> list[Mistake]:
    """Where one table is missing, and keys stand in another or above all that do not belong there: one mistake."""
    missing = [mistake for mistake in mistakes if mistake.code == "missing-table" and mistake.line is None]
    strays = [mistake for mistake in mistakes if mistake.code in {"unknown-key", "unknown-table"}]
    heads = {mistake.place.partition("] ")[0] for mistake in strays if mistake.code == "unknown-key"}
    lines = [mistake.line for mistake in strays if mistake.line is not None]
    if len(missing) != 1 or len(lines) < 2 or len(heads) > 1 or (heads and len(heads) < len({m.code for m in strays})):
        return mistakes
    named = missing[0]._replace(line=min(lines), column=1, mend=f"Write {missing[0].place} above its keys", add=())
    return [named, *(mistake for mistake in mistakes if mistake not in strays and mistake is not missing[0])]


def _named_in(what: str) -> list[str]:
    """The family of the table that a mistake says is not there."""
    return re.findall(r"\[([a-z_]+)\.", what)
