"""What came after a decision was signed off: the kinds of entry, what each says, and how what is typed becomes one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.parsing import Rules, parse
from des_decider.decision.values import Refused
from des_decider.decision.wording import day, joined
from des_decider.worksheet.days import day_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date, datetime

    from des_decider.decision.answers import Answers

MISTAKE, REPLACED = "mistake", "superseded_by"
_LONGEST_NAME = 40


class KindOfEntry(NamedTuple):
    """What can come after: how it is asked for and how it is said, and the table whose row it is about, if any.

    `asks` is empty where nobody types it. `once` says that it stands until another entry changes it, so that a second
    one alike says nothing new.
    """

    asks: str
    words: str
    table: str = ""
    row: str = ""
    once: bool = False


KINDS: dict[str, KindOfEntry] = {
    "notice_sent": KindOfEntry("the notice was sent", "notice sent to {}"),
    "notice_acknowledged": KindOfEntry("the notice was acknowledged", "notice acknowledged by {}"),
    "condition_met": KindOfEntry("a condition was met", "condition {} met", "condition", "condition", once=True),
    "condition_failed": KindOfEntry(
        "a condition was not met", "condition {} not met", "condition", "condition", once=True
    ),
    "action_done": KindOfEntry("an action is done", "action {} done", "action", "action", once=True),
    "told": KindOfEntry("somebody who must be told was told", "told", "tell", "line of who must be told", once=True),
    "review_held": KindOfEntry("the review was held", "review held"),
    REPLACED: KindOfEntry("", "followed by the decision with the reference {}", once=True),
    MISTAKE: KindOfEntry("an entry was a mistake", "entry {} was a mistake", once=True),
}
"""Every kind, by the name it has in the file; a newer version's may have others."""
_NAME_OF = {"condition": "what", "action": "what", "tell": "who"}
"""The column by which a row is spoken of."""


class Entry(NamedTuple):
    """One thing that came after: what, about which row, decision or entry, on which day, and who noted it when."""

    number: int
    kind: str
    of: str
    on: date
    note: str
    by: str
    at: datetime


class Typed(NamedTuple):
    """An entry as somebody types it; the day and the note as texts."""

    kind: str
    of: str = ""
    on: str = ""
    note: str = ""


class NotTaken(NamedTuple):
    """Why it becomes no entry, in a sentence, and which part of what was typed is to be mended."""

    part: str
    why: str


def understood(typed: Typed, answers: Answers, before: Sequence[Entry], *, by: str, at: datetime) -> Entry | NotTaken:
    """The entry that follows those there are `before`, noted by somebody at a time; or why it is none."""
    kind = KINDS.get(typed.kind)
    if kind is None:
        return NotTaken("kind", f"“{typed.kind}” is nothing that comes after; choose {joined(KINDS, 'or')}")
    of = typed.of.strip().lstrip("0") if kind.table or typed.kind == MISTAKE else typed.of.strip()
    if kind.table and of not in map(str, answers.rows(kind.table)):
        return NotTaken("of", _no_row(typed.of, kind, answers))
    if typed.kind == MISTAKE and (why := _no_mistake(of, typed.of, before)):
        return NotTaken("of", why)
    parsed = parse(typed.on, Rules("date"))
    on = None if isinstance(parsed, Refused) else day_in(parsed.text)
    if isinstance(parsed, Refused) or on is None:
        return NotTaken("on", parsed.why if isinstance(parsed, Refused) and typed.on.strip() else "say on which day")
    if on > at.date():
        return NotTaken("on", f"{day(on)} has not come yet; note it once it has happened")
    note = parse(typed.note, Rules("text")) if typed.note.strip() else None
    if isinstance(note, Refused):
        return NotTaken("note", note.why)
    if note and note.text.encode(errors="replace").decode() != note.text:
        return NotTaken("note", "it has a broken character in it; type it again")
    entry = Entry(len(before) + 1, typed.kind, of, on, note.text if note else "", by, at)
    if kind.once and (same := standing(before).get(_about(entry))) and same.kind == entry.kind:
        said = f"it is noted already, as entry {same.number} on {day(same.on)}"
        return NotTaken("of", f"{said}; if that is wrong, note first that entry {same.number} was a mistake")
    return entry


def in_force(entries: Iterable[Entry]) -> list[Entry]:
    """The entries that hold: those that were a mistake, and what says so, left out."""
    every = list(entries)
    mistakes = {one.of for one in every if one.kind == MISTAKE}
    return [one for one in every if one.kind != MISTAKE and str(one.number) not in mistakes]


def standing(entries: Iterable[Entry]) -> dict[tuple[str, str], Entry]:
    """The last entry that holds about each row, and of each kind about none; of a mistake, the entry that says so."""
    every = list(entries)
    found = {_about(one): one for one in in_force(every)}
    return found | {_about(one): one for one in every if one.kind == MISTAKE}


def followed_by(entries: Iterable[Entry]) -> Entry | None:
    """The entry that says which decision follows this one, the first where several do; None where none does."""
    return next((one for one in in_force(entries) if one.kind == REPLACED), None)


def odd_day(entry: Entry, answers: Answers, before: Iterable[Entry] = ()) -> str:
    """That an entry's day is before what it comes after, as where a year is mistyped; empty where it is not."""
    decided = answers.day("decision.decided") or answers.day("meeting.date")
    sent = standing(before).get(("notice_sent", "")) if entry.kind == "notice_acknowledged" else None
    if entry.kind == MISTAKE:
        return ""
    wrong = f"if that is wrong, note that entry {entry.number} was a mistake"
    if decided is not None and entry.on < decided:
        return f"{day(entry.on)} is before the decision, of {day(decided)}; {wrong}"
    if sent is not None and entry.on < sent.on:
        return f"{day(entry.on)} is before the notice was sent, on {day(sent.on)}; {wrong}"
    return ""


def in_words(entry: Entry, answers: Answers, every: Iterable[Entry] = ()) -> str:
    """What an entry says, without its day: “condition 1 met: the boats run in winter”.

    Where one of `every` entry says that it was a mistake, that stands beside it.
    """
    wrong = next((one.number for one in every if one.kind == MISTAKE and one.of == str(entry.number)), None)
    said = happened(entry.kind, entry.of, answers)
    return f"{said} (a mistake, says entry {wrong})" if wrong else said


def happened(name: str, of: str, answers: Answers) -> str:
    """What an entry of a kind says, about a row, a decision or an entry."""
    kind = KINDS.get(name)
    if kind is None:
        return f"{name.replace('_', ' ')} {of}".rstrip()
    named = row_name(kind, of, answers)
    said = kind.words.format((of[:8] if name == REPLACED else of) or commissioner(answers))
    return f"{said}: {named}" if named else said


def row_name(kind: KindOfEntry, of: str, answers: Answers) -> str:
    """How the row that a kind of entry is about is spoken of; empty where it is about none, or nobody named it."""
    return answers.text(f"{kind.table}.{of}.{_NAME_OF[kind.table]}") if kind.table else ""


def commissioner(answers: Answers) -> str:
    """Who is given notice, by name where that is known."""
    return answers.text("commissioner.name") or "the commissioner"


def _about(entry: Entry) -> tuple[str, str]:
    """What an entry is about: one later about the same takes its place."""
    kind = KINDS.get(entry.kind)
    return (kind.table if kind and kind.table else entry.kind), entry.of


def _no_mistake(number: str, typed: str, before: Sequence[Entry]) -> str:
    """Why an entry cannot be said to be a mistake; empty where it can."""
    named = next((one for one in before if str(one.number) == number), None)
    if named is None:
        return f"“{typed}”: there is no such entry; give the number of the one that was a mistake"
    taken_back = named.kind == MISTAKE
    return f"entry {number} takes back entry {named.of}; if that one was right, note it once more" if taken_back else ""


def _no_row(typed: str, kind: KindOfEntry, answers: Answers) -> str:
    """That there is no such row, and which there are."""
    rows = [(str(row), row_name(kind, str(row), answers)) for row in answers.rows(kind.table)]
    if not rows:
        return f"this decision has no {kind.row}"
    short = [(row, name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…") for row, name in rows]
    there = joined((f"{row} ({name})" if name else row for row, name in short), "or")
    return f"“{typed[:_LONGEST_NAME]}” is no {kind.row} of this decision; give its number: {there}"
