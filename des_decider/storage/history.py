"""history.jsonl: one line a change, each with its digest and that of the one before; read without trusting it."""

from __future__ import annotations

import hashlib
import json
import os
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from des_decider.decision.changes import NAMES, Change, ChangeKind, Edit, Whose, reason_of
from des_decider.storage.chained_lines import lines_of, object_of, sha256_of, written
from des_decider.storage.checked_fields import FORMAT, NEWER, format_of, moment_of, short

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import datetime

FILE = "history.jsonl"
MOST_BYTES = 256 * 1024 * 1024
"""Bytes a history may have; a long meeting's has a few hundred thousand."""
_ROW = re.compile(r"[a-z_]{1,40}\.[1-9]\d{0,2}", re.ASCII)
_SALT = re.compile(r"[0-9a-f]{32}", re.ASCII)
_DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
_SIDES = ("old", "new")
_WHO = ("by", "said_by")
_OF_A_LINE = (*_WHO, "why")
_MISSING = object()
_KINDS: frozenset[str] = frozenset(get_args(ChangeKind))


class Beginning(NamedTuple):
    """What the first line says: the format, the decision's id and when it was made."""

    format: tuple[int, int]
    decision: str
    made: datetime


class Stands(NamedTuple):
    """Which bytes a history has: how many, SHA-256 of them all, and the digest of the last line."""

    size: int
    sha256: str
    digest: str


class History:
    """What could be read: the changes up to the first fault, and where they end.

    `good` are the bytes those changes take, `digest` that of the last of them, `last` and `last_at` its number and when
    it was made; `redactions` says how many changes took texts out. `torn` says what was dropped from the end and
    `broken` why nothing after a line is used; both are whole sentences, and empty where all is well.

    `signed_off` is when the decision was signed off, where the last line says so: nothing may follow it.

    A text that was taken out reads as None in its edit, and a name as nobody's; a later change of the kind “redacted”
    says who took it out and why. Where none does, that is a fault like any other.
    """

    def __init__(
        self,
        good: bytes = b"",
        digest: str = "",
        last: int = 0,
        last_at: datetime | None = None,
        redactions: int = 0,
        *,
        beginning: Beginning | None = None,
        changes: tuple[Change, ...] | None = (),
        torn: str = "",
        broken: str = "",
        signed_off: datetime | None = None,
    ) -> None:
        self.good, self.digest = good, digest
        self.last, self.last_at, self.redactions, self._changes = last, last_at, redactions, changes
        self.beginning, self.torn, self.broken, self.signed_off = beginning, torn, broken, signed_off

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes, the first first; where None were given, as it was known how they end, they are read now."""
        if self._changes is None:
            self._changes = read_history(self.good).changes
        return self._changes

    @cached_property
    def hashed(self) -> hashlib._Hash:
        """SHA-256 of its bytes; with a copy it goes on."""
        return hashlib.sha256(self.good)

    @property
    def stands(self) -> Stands:
        """Which bytes it has."""
        return Stands(len(self.good), self.hashed.hexdigest(), self.digest)

    @property
    def newer(self) -> bool:
        """Whether a version wrote it whose files this one must not write."""
        return self.beginning is not None and self.beginning.format[0] > FORMAT[0]


def first_line(decision: str, made: datetime, program: str) -> bytes:
    """The line a history begins with."""
    numbers = f"{FORMAT[0]}.{FORMAT[1]}"
    return _written({"format": numbers, "decision": decision, "made": made.isoformat(), "program": program})


def closing_line(at: datetime, before: str) -> bytes:
    """The line that says when it was signed off, after the line with the digest `before`."""
    return _written({"signed_off": at.isoformat(), "before": before})


def written_anew(decision: str, made: datetime, program: str, changes: Iterable[Change]) -> bytes:
    """A whole history of some changes; its digests and salts are others than those of the one they were read from."""
    lines = [first_line(decision, made, program)]
    for change in changes:
        lines.append(line_of(change, digest_in(lines[-1])))
    return b"".join(lines)


def line_of(change: Change, before: str) -> bytes:
    """One change as a line that follows the line with the digest `before`; its salts differ from call to call."""
    line = change._asdict() | {"at": change.at.isoformat(), "edits": [_edited(edit) for edit in change.edits]}
    line |= _salted({key: line[key] for key in _OF_A_LINE if line[key]}) | {"before": before}
    return _written({key: value for key, value in line.items() if value or key != "why"})


def digest_in(line: bytes) -> str:
    """The digest that a line of ours carries."""
    return str(json.loads(line)["sha256"])


def digest_of(line: dict[str, Any]) -> str:
    """A line's digest, as it reads with every text and name taken out and without the digest.

    So any of them can be taken out later and the chain stays whole. Line ends and the order of keys do not count.
    """
    return sha256_of(taken_out({key: value for key, value in line.items() if key != "sha256"}, lambda *_: True))


def without_texts(good: bytes, redaction: Change, name: str) -> bytes:
    """A history without any text that a redaction's edits are about, and with that redaction as its last line.

    Of names, it is the one that is given. All other lines stay byte for byte.
    """
    about = {edit.id for edit in redaction.edits}

    def which(goes_by: str, text: str) -> bool:
        return goes_by in about and (goes_by != NAMES or text.casefold() == name.casefold())

    pieces, digest = [], ""
    for _, piece, _ in lines_of(good):
        line = object_of(piece) or {}
        bare = taken_out(line, which)
        pieces.append(piece if bare == line else written(bare))
        digest = line["sha256"]
    return b"".join(pieces) + line_of(redaction, digest)


def taken_out(line: dict[str, Any], which: Callable[[str, str], bool]) -> dict[str, Any]:
    """A line without some of its texts: of what was `"new"`, null and `new_sha256` are left.

    That is SHA-256 of salt and text together; the salt goes with its text, so that nobody can find a short text by
    trying. `which` is asked with what a text goes by, as `_texts_of` has it, and the text.
    """
    line = dict(line)
    if isinstance(edits := line.get("edits"), list):
        line["edits"] = [_copied(edit) for edit in edits]
    for part, key, name in _texts_of(line):
        if not isinstance(text := part.get(key), str):
            continue
        if isinstance(salt := part.get(f"{key}_salt"), str) and which(name, text):
            del part[f"{key}_salt"]
            part |= {key: None, f"{key}_sha256": hashlib.sha256((salt + text).encode()).hexdigest()}
    return line


def _copied(edit: object) -> object:
    if not isinstance(edit, dict):
        return edit
    return edit | ({"whose": dict(whose)} if isinstance(whose := edit.get("whose"), dict) else {})


def _texts_of(line: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str, str]]:
    """Every text that a line may hold: the part it stands in, its key there, and what it goes by.

    That is an answer's id, `NAMES` for who typed or said something, and `redaction.7` for why change 7 took texts out.
    """
    edits, of_the_line = line.get("edits"), (NAMES, NAMES, reason_of(line.get("number")))
    for key, name in zip(_OF_A_LINE, of_the_line, strict=True):
        yield line, key, name
    for edit in edits if isinstance(edits, list) else ():
        if isinstance(edit, dict):
            id_ = str(edit.get("id"))
            for side in _SIDES:
                yield edit, side, id_
            if isinstance(whose := edit.get("whose"), dict):
                for key in _WHO:
                    yield whose, key, NAMES


def read_history(data: bytes) -> History:
    """The changes a file's bytes hold. Never raises: what is wrong is said in `torn` and `broken`."""
    lines = lines_of(data)
    _, piece, end = next(lines, (0, b"", 0))
    if not piece:
        return History(broken="history.jsonl is empty")
    found = object_of(piece)
    beginning = _beginning(found) if found else None
    if found is None or beginning is None:
        return History(broken="line 1 of history.jsonl is broken, so none of it can be used")
    if beginning.format[0] > FORMAT[0] and found.get("sha256") in {None, digest_of(found)}:
        return History(beginning=beginning, broken=f"history.jsonl {NEWER}")
    if found.get("sha256") != digest_of(found):
        return History(broken="line 1 of history.jsonl was changed after it was written, so none of it can be used")
    changes: list[Change] = []
    lacking: dict[str, int] = {}
    digest, torn, broken, signed_off = found["sha256"], "", "", None
    for number, piece, piece_end in lines:
        found = object_of(piece)
        change = _change(found, len(changes) + 1, newer=beginning.format > FORMAT) if found else None
        closing = moment_of(found.get("signed_off")) if found and "number" not in found else None
        if found is None or (change is None and closing is None):
            if piece_end == len(data) or not data[piece_end:].strip(b"\r\n"):
                torn = f"Line {number} of history.jsonl, its last, was never finished and is left out"
            else:
                broken = f"line {number} of history.jsonl is broken; only what stands before it can be used"
            break
        if signed_off:
            broken = f"line {number} of history.jsonl stands after the line that says it was signed off"
            break
        if found.get("before") != digest:
            broken = f"line {number} of history.jsonl does not follow from line {number - 1}: "
            broken += "one of them was changed after it was written"
            break
        if found.get("sha256") != digest_of(found):
            broken = f"line {number} of history.jsonl was changed after it was written; only what stands before it "
            broken += "can be used"
            break
        end, digest = piece_end, found["sha256"]
        if change is None:
            signed_off = closing
            continue
        changes.append(change)
        if change.kind == "redacted":
            lacking = {name: line for name, line in lacking.items() if name not in {edit.id for edit in change.edits}}
        lacking |= {name: number for part, key, name in _texts_of(found) if f"{key}_sha256" in part}
    if lacking and not broken:
        broken = f"a text is missing in line {min(lacking.values())} of history.jsonl, and no line says who took it out"
    good = data[:end] if data[:end].endswith(b"\n") else data[:end] + b"\n"
    last_at = changes[-1].at if changes else None
    redactions = sum(change.kind == "redacted" for change in changes)
    return History(
        good, digest, len(changes), last_at, redactions,
        beginning=beginning, changes=tuple(changes), torn=torn, broken=broken, signed_off=signed_off,
    )  # fmt: skip


def _written(line: dict[str, Any]) -> bytes:
    return written(line | {"sha256": digest_of(line)})


def _edited(edit: Edit) -> dict[str, Any]:
    line: dict[str, Any] = {"id": edit.id, **_salted({"old": edit.old, "new": edit.new})}
    if (whose := edit.whose) is not None:
        line["whose"] = whose._asdict() | {"at": whose.at.isoformat()}
        line["whose"] |= _salted({key: name for key in _WHO if (name := line["whose"][key])})
    return line


def _salted(texts: Mapping[str, str | None]) -> dict[str, Any]:
    """Texts with a salt beside each that there is."""
    return {**texts, **{f"{key}_salt": os.urandom(16).hex() for key, text in texts.items() if text is not None}}


def _beginning(line: dict[str, Any]) -> Beginning | None:
    numbers, made, decision = format_of(line.get("format")), moment_of(line.get("made")), line.get("decision")
    if numbers is None or made is None or not short(decision):
        return None
    return Beginning(numbers, decision, made)


def _change(line: dict[str, Any], number: int, *, newer: bool) -> Change | None:
    """The change a line holds where every part of it is as it must be."""
    at, edits = moment_of(line.get("at")), line.get("edits")
    rows: list[Any] = [line.get("gone"), line.get("back")]
    follows = type(line.get("number")) is int and line["number"] == number and isinstance(line.get("before"), str)
    named = all(_is_text({"why": "", **line}, key) for key in _OF_A_LINE)
    named = named and short(line.get("kind")) and (newer or line["kind"] in _KINDS)
    if not follows or not named or at is None or not isinstance(edits, list) or not all(map(_is_edit, edits)):
        return None
    if not all(isinstance(names, list) and all(map(_is_row, names)) for names in rows):
        return None
    edited = tuple(Edit(e["id"], e["old"], e["new"], _whose(e.get("whose"))) for e in edits)
    by, said_by, why = (line.get(key) or "" for key in _OF_A_LINE)
    gone, back = map(tuple, rows)
    return Change(number, at, by, said_by, line["kind"], edited, gone, back, why)


def _is_row(name: object) -> bool:
    return isinstance(name, str) and _ROW.fullmatch(name) is not None


def _is_edit(edit: object) -> bool:
    if not isinstance(edit, dict) or not short(edit.get("id")):
        return False
    if "whose" in edit and _whose(edit["whose"]) is None:
        return False
    return all(_is_text(edit, side, none=True) for side in _SIDES)


def _whose(value: object) -> Whose | None:
    """Whose answer an undo gave back; None where the line does not say it."""
    if not isinstance(value, dict) or not all(_is_text(value, key) for key in _WHO):
        return None
    at, to_confirm = moment_of(value.get("at")), value.get("to_confirm")
    if at is None or type(to_confirm) is not bool:
        return None
    return Whose(value["by"] or "", value["said_by"] or "", at, to_confirm)


def _is_text(part: dict[str, Any], key: str, *, none: bool = False) -> bool:
    """Whether a key has a text and its salt, the digest alone of one that was taken out, or no text with neither.

    Where there may be `none`, it is an answer, however long; else a name or a reason, which is empty where nobody and
    nothing is named.
    """
    match part.get(key, _MISSING), part.get(f"{key}_salt", _MISSING), part.get(f"{key}_sha256", _MISSING):
        case None, salt, digest if salt is _MISSING and digest is _MISSING:
            return none
        case str(text), str(salt), digest if digest is _MISSING:
            return _SALT.fullmatch(salt) is not None and (none or short(text))
        case "", salt, digest if salt is _MISSING and digest is _MISSING:
            return not none
        case None, salt, str(digest) if salt is _MISSING:
            return _DIGEST.fullmatch(digest) is not None
    return False
