"""last-time.toml: what the decision that this one follows came to, kept in this one's folder to be read beside it."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING, Any, TypeVar

from des_decider.appraisal.finding_words import WORDS
from des_decider.appraisal.snapshot import KeptAnswer, KeptFigure, KeptFinding, LastTime, Snapshot
from des_decider.decision.wording import round_half_up
from des_decider.storage.safely import StorageFault, read_whole
from des_decider.storage.toml_text import BrokenText, read_toml, write_toml

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    from des_decider.appraisal.finding_words import Colour

FILE = "last-time.toml"
FORMAT = "1.0"
MOST_BYTES = 10 * 1024 * 1024
_ABOVE = (
    "# What the decision before this one came to, and every answer of it that a new one may begin with. The answers\n"
    "# that could not come over say why in “left”; “asked” has the words of a question that is put in others now.\n"
    "# des-decider wrote this once; nothing is worked out from it.\n\n"
)
_PLACES = 4
_TAKEN_OUT = "[taken out]"
_NUMBER = re.compile(r"-?[0-9]{1,40}(\.[0-9]{1,10})?")
_COLOURS: Mapping[str, Colour] = {colour: colour for colour in WORDS}
_Kept = TypeVar("_Kept")


def last_time_bytes(last: LastTime) -> bytes:
    """The file's bytes."""
    was = last.was
    tables: dict[str, Any] = {
        "format": FORMAT,
        "decision": was.decision,
        "practice": was.practice,
        "worksheet": was.worksheet,
        "months": was.months,
        "sentence": was.sentence,
        "figures": {id_: _figure(figure) for id_, figure in was.figures.items()},
        "findings": {id_: {"title": one.title, "colour": one.colour or ""} for id_, one in was.findings.items()},
        "answers": {
            id_: _answer(one, last.left.get(id_, ""), last.asked.get(id_, "")) for id_, one in was.answers.items()
        },
    }
    return _ABOVE.encode() + write_toml(tables, lines=True)


def read_last_time(folder: Path) -> LastTime | None:
    """What a decision's folder says of the one before; None where it says nothing that can be used."""
    try:
        data = read_whole(folder / FILE, MOST_BYTES)
        return None if data is None else parse_last_time(data)
    except (StorageFault, BrokenText):
        return None


def texts_of(data: bytes | None, id_: str) -> tuple[str, ...]:
    """What the file's bytes have of an answer as it was then, or of the note on it."""
    try:
        answers = read_toml(data).get("answers", {}) if data else {}
    except BrokenText:
        return ()
    keys, table = (("note",), answers.get(about)) if (about := _noted(id_)) else (("value", "words"), answers.get(id_))
    return tuple(str(table[key]) for key in keys if table.get(key)) if isinstance(table, dict) else ()


def _noted(id_: str) -> str:
    """What a note is about; empty for anything else."""
    return id_[5:] if id_.startswith("note.") else id_[:-5] if id_.endswith(".note") else ""


def without_texts(data: bytes, ids: Collection[str], texts: re.Pattern[str]) -> bytes:
    """The file's bytes without some answers, and with a mark wherever else one of some texts stands.

    Bytes that are no file of ours stay as they are.
    """
    try:
        tables = read_toml(data)
    except BrokenText:
        return data
    if isinstance(answers := tables.get("answers"), dict):
        noted = {about for id_ in ids if (about := _noted(id_))}
        tables["answers"] = {
            id_: {key: one for key, one in table.items() if key != "note"} if id_ in noted else table
            for id_, table in answers.items()
            if id_ not in ids
        }
    for key in ("practice", "sentence"):
        _mark(tables, key, texts)
    for id_, table in _rows(tables, "figures", "answers"):
        if any(part.isdigit() for part in id_.split(".")):  # it may be called by what somebody wrote
            _mark(table, "label", texts)
        _mark(table, "note", texts)
        if table.get("value") == table.get("words"):  # no choice, and no number with its unit
            _mark(table, "value", texts)
            _mark(table, "words", texts)
    return _ABOVE.encode() + write_toml(tables, lines=True)


def _rows(tables: dict[str, Any], *names: str) -> Iterator[tuple[str, dict[str, Any]]]:
    for name in names:
        found = tables.get(name)
        for id_, table in found.items() if isinstance(found, dict) else ():
            if isinstance(table, dict):
                yield id_, table


def _mark(table: dict[str, Any], key: str, texts: re.Pattern[str]) -> None:
    """Put a mark where one of some texts stands in what people wrote."""
    if isinstance(value := table.get(key), str) and not _NUMBER.fullmatch(value):
        table[key] = texts.sub(_TAKEN_OUT, value)


def parse_last_time(data: bytes) -> LastTime:
    """The decision before, from the file's bytes. Raises BrokenText."""
    tables = read_toml(data)
    months = tables.get("months")
    if tables.get("format") != FORMAT or type(months) is not int or months < 0:
        raise BrokenText("it is not a file of this version")
    words = [tables.get(key) for key in ("decision", "practice", "worksheet", "sentence")]
    decision, practice, worksheet, sentence = (_word(word) for word in words)
    answers = _each(tables, "answers", _read_answer)
    was = Snapshot(
        decision, practice, worksheet, months, sentence,
        _each(tables, "figures", _read_figure), _each(tables, "findings", _read_finding), answers,
    )  # fmt: skip
    left, asked = _beside(tables, "left"), _beside(tables, "asked")
    return LastTime(was, left, asked)


def _beside(tables: dict[str, Any], key: str) -> dict[str, str]:
    """What is kept beside answers under one key, where anything is."""
    found = _each(tables, "answers", lambda table: _word(table.get(key, "")))
    return {id_: words for id_, words in found.items() if words}


def _figure(figure: KeptFigure) -> dict[str, Any]:
    table: dict[str, Any] = {"label": figure.label, "unit": figure.unit}
    if figure.value is not None:
        table["value"] = f"{round_half_up(figure.value, _PLACES).normalize():f}"
    elif not figure.applies:
        table["applies"] = False
    return table


def _answer(answer: KeptAnswer, left: str, asked: str) -> dict[str, Any]:
    table = {"label": answer.label, "value": answer.text, "words": answer.words}
    beside = (("note", answer.note), ("left", left), ("asked", asked))
    return table | {key: words for key, words in beside if words}


def _each(tables: dict[str, Any], name: str, read: Callable[[dict[str, Any]], _Kept]) -> dict[str, _Kept]:
    found = tables.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(table, dict) for table in found.values()):
        raise BrokenText(f"its {name} are no tables")
    return {id_: read(table) for id_, table in found.items()}


def _read_figure(table: dict[str, Any]) -> KeptFigure:
    value = _word(table.get("value", ""))
    if value and not _NUMBER.fullmatch(value):
        raise BrokenText("a figure in it is no number")
    number = Fraction(value) if value else None
    return KeptFigure(_word(table.get("label")), _word(table.get("unit")), number, table.get("applies") is not False)


def _read_finding(table: dict[str, Any]) -> KeptFinding:
    return KeptFinding(_word(table.get("title")), _COLOURS.get(_word(table.get("colour", ""))))


def _read_answer(table: dict[str, Any]) -> KeptAnswer:
    label, text, words = (_word(table.get(key)) for key in ("label", "value", "words"))
    return KeptAnswer(label, text, words, _word(table.get("note", "")))


def _word(value: object) -> str:
    if not isinstance(value, str):
        raise BrokenText("a text is missing in it")
    return value
