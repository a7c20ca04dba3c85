"""One decision as the register shows it: what it came to, what is due of it, how long it is kept, what is wrong."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.decision.due_item import Due, due_on
from des_decider.decision.matching import fit, folded
from des_decider.decision.wording import day

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SIGNED_OFF, CANNOT = "signed off", "cannot be opened"
MAY_BE_DESTROYED = "may be destroyed"
_NEAREST = 3
"""Folders by whose names a decision is found: its own and two above it. All have those above them alike."""


class Entry(NamedTuple):
    """One decision of the register; where it cannot be opened, without a worksheet and with why in `trouble`.

    `to_do` counts what stands before sign-off, `due` is what is due of it. `this_year` and `full_year` are what signing
    up comes to against opting out, in pounds and pence as a decimal, empty where nobody knows; `difference` says it in
    words. `vote` is what came of the vote on `option`. `decision`, `follows` and `superseded_by` are the ids of
    decisions, and `before` is the one followed in words. `trouble` is what is wrong with its files, in a sentence.
    """

    folder: Path
    practice: str
    worksheet: str
    state: str
    decide_by: date | None = None
    to_do: int = 0
    due: tuple[Due, ...] = ()
    year: str = ""
    option: str = ""
    vote: str = ""
    this_year: str = ""
    full_year: str = ""
    difference: str = ""
    decision: str = ""
    follows: str = ""
    before: str = ""
    superseded_by: str = ""
    filed_at: str = ""
    kept_by: str = ""
    keep_until: date | None = None
    trouble: str = ""

    @property
    def review_due(self) -> date | None:
        """The day of the review, until it was held."""
        return next((one.when for one in self.due if one.ends == "review_held"), None)

    def may_be_destroyed(self, today: date) -> bool:
        """Whether it is a signed record whose time is over: nothing here ever destroys one."""
        return self.state == SIGNED_OFF and self.keep_until is not None and self.keep_until < today

    @property
    def came_to(self) -> str:
        """The option put, what came of the vote on it, and the difference in both horizons; empty of one just begun."""
        put = f"{self.option}{f' ({self.vote})' if self.vote else ''}"
        return "; ".join(part for part in (put, self.difference) if part)

    def kept(self, today: date) -> str:
        """Of a signed record until when it is kept, where and by whom, as far as that was said."""
        if not self.state.startswith(SIGNED_OFF) or not (self.keep_until or self.filed_at or self.kept_by):
            return ""
        until = f" until {day(self.keep_until)}" if self.keep_until else ""
        over = f", so it {MAY_BE_DESTROYED}" if self.may_be_destroyed(today) else ""
        said = f"kept{until}{f' by {self.kept_by}' if self.kept_by else ''}{over}"
        return f"{said}: {self.filed_at}" if self.filed_at else said

    def words(self, today: date) -> tuple[str, str]:
        """What it is looked for by: whose it is and when, and all else."""
        over = MAY_BE_DESTROYED if self.may_be_destroyed(today) else ""
        beside = (
            self.worksheet, self.state, self.option, self.vote, self.before, self.filed_at, self.kept_by, over,
            *self.folder.parts[-_NEAREST:],
        )  # fmt: skip
        return f"{self.practice} {self.year}", " ".join(beside)


def looked_for(typed: str, entries: Iterable[Entry], today: date) -> list[Entry]:
    """The entries that have every word that was typed, in their order."""
    wanted = folded(typed).split()
    return [entry for entry in entries if fit(wanted, *map(folded, entry.words(today))) is not None]


COLUMNS = " ".join(Entry._fields)
"""What a row is made of."""


def due_among(entries: Iterable[Entry]) -> list[tuple[Due, Entry]]:
    """What is due among some decisions, soonest first and what has no day last, each with its decision."""
    every = [(one, entry) for entry in entries for one in entry.due]
    return sorted(every, key=lambda pair: (pair[0].when is None, pair[0].when or date.min))


def as_row(entry: Entry) -> list[Any]:
    """An entry as JSON has it, without its folder."""
    due = [[one.id, one.when and one.when.isoformat(), *one[2:]] for one in entry.due]
    days = {"decide_by": entry.decide_by, "keep_until": entry.keep_until}
    plain = entry._asdict() | {name: when and when.isoformat() for name, when in days.items()} | {"due": due}
    return list(plain.values())[1:]


def from_row(folder: Path, row: list[Any], today: date) -> Entry:
    """The entry again, with what is due on a day. Raises TypeError and ValueError where the row is of no entry."""
    practice, worksheet, state, decide_by, to_do, listed, *words, keep_until, trouble = row
    due = due_on(today, [Due(id_, _day(when), *rest) for id_, when, *rest in listed])
    days = _day(decide_by), _day(keep_until)
    known: list[Any] = [practice, worksheet, state, days[0], to_do, due, *words, days[1], trouble]
    return Entry(folder, *known)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
