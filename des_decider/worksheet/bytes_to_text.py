"""Turns the bytes of a worksheet into text, meeting the habits of Windows editors."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from des_decider.worksheet.mistakes import Mistake, Note

MAX_BYTES = 2_000_000
"""No worksheet is larger; what comes by mail may be."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Characters no text holds: all control characters but tab and line feed."""

MAX_CONTROL_LINES = 20

_SAVE_AS_UTF8 = 'Save it again with the encoding "UTF-8"'


class Decoded(NamedTuple):
    """The text with line feeds alone as line ends, or what stands in the way of having one (then `text` is empty)."""

    text: str
    mistakes: tuple[Mistake, ...]
    notes: tuple[Note, ...]


def bytes_to_text(data: bytes, name: str = "") -> Decoded:
    """Decode a worksheet; never raises.

    A UTF-8 or UTF-16 byte order mark, Windows-1252 and a name ending in `.toml.txt` are accepted with a note,
    Windows line ends without one. Refused: more than MAX_BYTES, nothing but blanks, control characters, and bytes
    that are text in no one encoding.
    """
    notes: list[Note] = []
    if name.lower().endswith(".toml.txt"):
        notes.append(Note("The file's name ends in .toml.txt, as Notepad likes to do; it is read all the same"))
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1_000_000:.1f} MB" if len(data) >= MAX_BYTES + 50_000 else "more than 2 MB"
        mend = "A worksheet has at most 2 MB; is this the right file?"
        return Decoded("", (Mistake("", None, f"The file is too large: {size}", mend),), tuple(notes))
    text = _decode(data, notes)
    if isinstance(text, Mistake):
        return Decoded("", (text,), tuple(notes))
    text = text.replace("\r\n", "\n")
    mistakes = _control_characters(text)
    if not text.strip():
        mend = "Look for an earlier copy, or start from a blank worksheet"
        mistakes = (Mistake("", None, "The file is empty", mend),)
    return Decoded("" if mistakes else text, mistakes, tuple(notes))


def _decode(data: bytes, notes: list[Note]) -> str | Mistake:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            return Mistake("", None, "The file says it is UTF-16 but is not", _SAVE_AS_UTF8)
        notes.append(Note('The file is saved as UTF-16 ("Unicode" in Notepad); it is read all the same'))
        return text
    if data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
        notes.append(Note('The file starts with a byte order mark ("UTF-8 with BOM"); it is read all the same'))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    # Where real UTF-8 stands beside bytes that are not, reading all of it as Windows-1252 would garble the former.
    if any(c > "\x7f" and not "\udc80" <= c <= "\udcff" for c in data.decode("utf-8", "surrogateescape")):
        return Mistake("", line, "The file mixes two encodings; this line is not UTF-8", _SAVE_AS_UTF8)
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        return Mistake("", line, "This is not text", f"{_SAVE_AS_UTF8}, or find the right file")
    notes.append(
        Note('The file is saved as Windows-1252 ("ANSI" in Notepad), seen here; it is read all the same', line)
    )
    return text


def _control_characters(text: str) -> tuple[Mistake, ...]:
    """One mistake for each line that holds control characters, for the first lines that do."""
    mistakes: list[Mistake] = []
    for number, line in enumerate(text.split("\n") if CONTROL.search(text) else [], 1):
        if (hit := CONTROL.search(line)) is None:
            continue
        if hit.group() == "\x00":
            what, mend = "The line holds NUL characters", f"The file may be damaged or no text. {_SAVE_AS_UTF8}"
        else:
            what = f"The line holds the control character U+{ord(hit.group()):04X} at column {hit.start() + 1}"
            mend = "Delete it, or type the line again"
        mistakes.append(Mistake("", number, what, mend))
        if len(mistakes) == MAX_CONTROL_LINES:
            break
    return tuple(mistakes)
