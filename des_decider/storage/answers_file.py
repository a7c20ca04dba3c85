"""answers.toml: every answer of a decision in the meeting's order, for people to read and, with care, to edit."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeGuard

from des_decider.storage.checked_fields import FORMAT, NEWER, format_of, moment_of, short
from des_decider.storage.history import Stands
from des_decider.storage.last_line import last_line, with_last_line
from des_decider.storage.toml_text import BrokenText, read_toml, write_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import timedelta

    from des_decider.decision.answers import Answer, Answers
    from des_decider.decision.order import Place

FILE = "answers.toml"
MOST_BYTES = 10 * 1024 * 1024
"""Bytes the file may have; a decision answered to the full has under one million."""
MOST_ANSWERS = 20_000
"""Answers it may hold; a decision answered to the full has about a thousand."""


class NewerFormat(BrokenText):
    """A file of a newer version that this one cannot make sense of: not broken, and never to be written over."""


_ABOVE = (
    "# Every answer of this decision. des-decider writes this file anew after each answer and keeps every change\n"
    "# in history.jsonl. A value changed here by hand is read like one that is typed, when the decision is opened.\n\n"
)
_END = {"note": "Nothing follows. Where this is missing, the file was cut short."}
_HEADER = (
    "format", "decision", "worksheet", "edition", "worksheet_sha256", "made", "program", "last_change", "answer_count",
    "signed_off", "gone", "answers", "history", "end",
)  # fmt: skip
_HISTORY = ("size", "sha256", "last_line", "redactions", "last_at", "highest_rows")
_ANSWER = ("value", "by", "said_by", "at", "to_confirm")


class Past(NamedTuple):
    """What a file says of the history as it was when it was written, so that nobody has to read that one's lines.

    `last_at` is when its last change was made, `redactions` says how many of its changes took texts out, and `rows` has
    the highest number each table ever used. One that says nothing fits no history.
    """

    stands: Stands = Stands(0, "", "")
    last_at: datetime | None = None
    redactions: int = 0
    rows: Mapping[str, int] = MappingProxyType({})


class Header(NamedTuple):
    """What stands above the answers: whose they are, from which worksheet, and up to which change.

    `worksheet_sha256` has the digest of each file the worksheet was read from.
    """

    decision: str
    worksheet: str
    edition: str
    worksheet_sha256: Mapping[str, str]
    made: datetime
    last_change: int = 0
    format: tuple[int, int] = FORMAT
    signed_off: datetime | None = None
    past: Past = Past()


class Written(NamedTuple):
    """One answer as the file has it; `text` is None where its value is of no kind an answer can have."""

    text: str | None
    by: str = ""
    said_by: str = ""
    at: datetime | None = None
    to_confirm: bool = False


class Kept(NamedTuple):
    """What this version or worksheet does not know and keeps word for word, as a newer one may know it.

    `more` are keys of the whole file, `of` keys of single answers, `parked` answers to ids that are not known.
    """

    more: Mapping[str, Any] = MappingProxyType({})
    of: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    parked: Mapping[str, Mapping[str, Any]] = MappingProxyType({})

    def without(self, ids: Collection[str]) -> Kept:
        """The same without anything that is kept of some ids."""
        of, parked = ({id_: table for id_, table in kept.items() if id_ not in ids} for kept in self[1:])
        return Kept(self.more, of, parked)


class AnswersFile(NamedTuple):
    """A file that could be read. `more` are the keys this version does not know, to be written back.

    `whole` tells whether every byte is as a program of ours wrote it: where it is not, somebody edited the file.
    """

    header: Header
    answers: Mapping[str, Written] = MappingProxyType({})
    gone: tuple[str, ...] = ()
    more: Mapping[str, Any] = MappingProxyType({})
    tables: Mapping[str, Mapping[str, Any]] = MappingProxyType({})
    whole: bool = True

    def kept(self, known: Callable[[str], bool]) -> Kept:
        """What is to be written back as it is, for the ids this worksheet knows and those it does not."""
        of = {id_: more for id_, table in self.tables.items() if known(id_) and (more := _without(_ANSWER, table))}
        return Kept(self.more, of, {id_: table for id_, table in self.tables.items() if not known(id_)})

    @property
    def newer(self) -> bool:
        """Whether a version wrote it whose files this one must not write."""
        return self.header.format[0] > FORMAT[0]


def read_answers(data: bytes) -> AnswersFile:
    """What a file's bytes hold.

    Raises BrokenText for one that is empty, cut, without its header or no TOML, and NewerFormat for one of a newer
    version that cannot be shown.
    """
    tables = read_toml(data)
    format_ = format_of(as_typed(tables.get("format")))
    if format_ is None:
        raise BrokenText("it has no format number")
    at_the_end = last_line(data)
    newer = format_[0] > FORMAT[0]
    if newer and at_the_end == "differs":
        # Nobody types another format number: a newer version's file would fit its last line.
        raise BrokenText("its format number was changed after it was written")
    answers, gone = tables.get("answers", {}), tables.get("gone", [])
    decision, made, last = tables.get("decision"), moment_of(tables.get("made")), tables.get("last_change")
    whole = isinstance(answers, dict) and _whole(tables.get("answer_count"))
    if not whole or not short(decision) or made is None or not _whole(last):
        raise (NewerFormat(NEWER) if newer else BrokenText("its header is not complete"))
    if len(answers) > MOST_ANSWERS:
        raise BrokenText(f"it has more than {MOST_ANSWERS:,} answers")
    if not newer and "end" not in tables:
        raise BrokenText("its end is missing")
    if not newer and tables["answer_count"] and not answers:
        raise BrokenText("its answers are missing")
    worksheet, edition = (_word(tables.get(key)) for key in ("worksheet", "edition"))
    digests = tables.get("worksheet_sha256")
    sha256 = {name: _word(one) for name, one in digests.items()} if isinstance(digests, dict) else {}
    signed_off = moment_of(tables.get("signed_off"))
    return AnswersFile(
        Header(decision, worksheet, edition, sha256, made, last, format_, signed_off, _past(tables.get("history"))),
        {id_: _answer(table) for id_, table in answers.items()},
        tuple(row for row in gone if isinstance(row, str)) if isinstance(gone, list) else (),
        _without(_HEADER, tables),
        {id_: table if isinstance(table, dict) else {"value": table} for id_, table in answers.items()},
        at_the_end == "fits",
    )


def write_answers(
    header: Header, answers: Answers, order: Callable[[str], Place], *, program: str, kept: Kept
) -> bytes:
    """The file's bytes: the same answers always give the same, apart from times, names and the header."""
    lines = {id_: _lines(answer, answer.at and answer.at.utcoffset()) for id_, answer in answers.items()}
    lines |= {id_: _table(id_, _keys(answers[id_]) | dict(more)) for id_, more in kept.of.items() if id_ in answers}
    lines |= {id_: _table(id_, table) for id_, table in kept.parked.items()}
    more: dict[str, Any] = {"program": program, "answer_count": len(lines)}
    said = header._asdict() | more | {"format": f"{header.format[0]}.{header.format[1]}"}
    top = {key: said[key] for key in _HEADER if said.get(key) is not None}
    top["gone"] = [f"{table}.{row}" for table, row in sorted(answers.gone)]
    answered = (lines[id_] for id_ in sorted(lines, key=order))
    below = write_toml({"history": _of_past(header.past), "end": _END})
    found = [write_toml(top | dict(kept.more), lines=True), *answered, below]
    return with_last_line(_ABOVE.encode() + b"\n".join(found))


@lru_cache(maxsize=MOST_ANSWERS)
def _lines(answer: Answer, _offset: timedelta | None) -> bytes:
    """An answer's table: it is written at every answer to any question, and mostly as before.

    Times of one moment are equal, and written otherwise where their offset is another.
    """
    return _table(answer.id, _keys(answer))


def _table(id_: str, keys: Mapping[str, Any]) -> bytes:
    return write_toml({"answers": {id_: keys}}, lines=True)


def as_typed(value: object) -> str | None:
    """A value written by hand as a person would type it; None for lists, tables and times of day."""
    match value:
        case str():
            return value
        case bool():
            return "yes" if value else "no"
        case int():
            # Python refuses to print integers of thousands of digits, and hexadecimal gets past its parser.
            return str(value) if value.bit_length() < 200 else None
        case Decimal():
            return format(value, "f") if value.is_finite() and abs(value.adjusted()) < 50 else None
        case datetime():
            return value.date().isoformat()
        case date():
            return value.isoformat()
    return None


def _of_past(past: Past) -> dict[str, Any]:
    table = dict(zip(_HISTORY, (*past.stands, past.redactions, past.last_at, dict(past.rows)), strict=True))
    return {key: value for key, value in table.items() if value is not None}


def _past(table: object) -> Past:
    """What stands of the history; a file in which any of it is missing or is not as it was written says nothing."""
    if not isinstance(table, dict):
        return Past()
    size, sha256, digest, redactions, last_at, rows = map(table.get, _HISTORY)
    if not (_whole(size) and isinstance(sha256, str) and isinstance(digest, str) and _whole(redactions)):
        return Past()
    if not isinstance(rows, dict) or not all(map(_whole, rows.values())):
        return Past()
    return Past(Stands(size, sha256, digest), moment_of(last_at), redactions, rows)


def _answer(table: object) -> Written:
    """A bare value in place of a table is a hand edit too: `"practice.name" = "…"` under `[answers]`."""
    if not isinstance(table, dict):
        return Written(as_typed(table))
    by, said_by = table.get("by"), table.get("said_by")
    who = by if short(by) else "", said_by if short(said_by) else ""
    return Written(as_typed(table.get("value")), *who, moment_of(table.get("at")), table.get("to_confirm") is True)


def _without(known: tuple[str, ...], table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if key not in known}


def _keys(answer: Answer) -> dict[str, Any]:
    table: dict[str, Any] = {"value": answer.text, "by": answer.by}
    if answer.said_by:
        table["said_by"] = answer.said_by
    if answer.at is not None:
        table["at"] = answer.at
    if answer.to_confirm:
        table["to_confirm"] = True
    return table


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _whole(value: object) -> TypeGuard[int]:
    return type(value) is int and 0 <= value < 10**9
