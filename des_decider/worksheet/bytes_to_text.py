"""Turns the bytes of a worksheet into text, meeting the habits of Windows editors."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from des_decider.worksheet.mistakes import Mistake

MAX_BYTES = 2_000_000
"""No worksheet is larger; what comes by mail may be."""

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
"""Characters no text holds: all control characters but tab and line feed."""

MAX_CONTROL_LINES = 20

_SAVE_AS_UTF8 = 'Save it again with the encoding "UTF-8"'


class Decoded(NamedTuple):
    """The text with line feeds alone as line ends, and what was wrong with the bytes; empty where it is no text."""

    text: str
    mistakes: tuple[Mistake, ...] = ()
    warnings: tuple[Mistake, ...] = ()


def bytes_to_text(data: bytes, name: str = "") -> Decoded:
    """Decode a worksheet; never raises.

    A UTF-8 or UTF-16 byte order mark, Windows-1252 and a name ending in `.toml.txt` are accepted with a note,
    Windows line ends without one. Refused: more than MAX_BYTES, nothing but blanks, control characters, and bytes
    that are text in no one encoding.
    """
    odd: list[Mistake] = []
    if name.lower().endswith(".toml.txt"):
        odd.append(_unusual("The file's name ends in .toml.txt, as Notepad likes to do"))
    if len(data) > MAX_BYTES:
        size = f"{len(data) / 1_000_000:.1f} MB" if len(data) >= MAX_BYTES + 50_000 else "more than 2 MB"
        mend = "A worksheet has at most 2 MB; is this the right file?"
        return Decoded("", (Mistake("too-long", "", None, f"The file is too large: {size}", mend),), tuple(odd))
    wrong: list[Mistake] = []
    text = _decode(data, odd, wrong).replace("\r\n", "\n")
    if not text.strip() and not wrong:
        mend = "Look for an earlier copy, or start from a blank worksheet"
        wrong.append(Mistake("empty-file", "", None, "The file is empty", mend))
    return Decoded(_without_control_characters(text, wrong), tuple(wrong), tuple(odd))


def _unusual(what: str, line: int | None = None) -> Mistake:
    return Mistake("unusual-file", "", line, f"{what}; it is read all the same", "")


def _decode(data: bytes, odd: list[Mistake], wrong: list[Mistake]) -> str:
    """The text of the bytes, empty where they are none; with what is odd or wrong about them."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            wrong.append(Mistake("not-text", "", None, "The file says it is UTF-16 but is not", _SAVE_AS_UTF8))
            return ""
        odd.append(_unusual('The file is saved as UTF-16 ("Unicode" in Notepad)'))
        return text
    if data.startswith(codecs.BOM_UTF8):
        data = data.removeprefix(codecs.BOM_UTF8)
        odd.append(_unusual('The file starts with a byte order mark ("UTF-8 with BOM")'))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
    # Where real UTF-8 stands beside bytes that are not, reading all of it as Windows-1252 would garble the former.
    escaped = data.decode("utf-8", "surrogateescape")
    if any(c > "\x7f" and not "\udc80" <= c <= "\udcff" for c in escaped):
        what = "The file mixes two encodings; this line is not UTF-8"
        wrong.append(Mistake("not-text", "", line, what, _SAVE_AS_UTF8))
        return escaped.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        wrong.append(Mistake("not-text", "", line, "This is not text", f"{_SAVE_AS_UTF8}, or find the right file"))
        return ""
    odd.append(_unusual('The file is saved as Windows-1252 ("ANSI" in Notepad), seen here', line))
    return text


def _without_control_characters(text: str, wrong: list[Mistake]) -> str:
    """The text without them; one mistake for each line that holds some, for the first lines that do."""
    if CONTROL.search(text) is None:
        return text
    found = 0
    for number, line in enumerate(text.split("\n"), 1):
        if (hit := CONTROL.search(line)) is None or found == MAX_CONTROL_LINES:
            continue
        found += 1
        if hit.group() == "\x00":
            what, mend = "The line holds NUL characters", f"The file may be damaged or no text. {_SAVE_AS_UTF8}"
            wrong.append(Mistake("not-text", "", number, what, mend, hit.start() + 1))
            continue
        what = f"The line holds the control character U+{ord(hit.group()):04X} at column {hit.start() + 1}"
        clean = CONTROL.sub("", line)
        mistake = Mistake("control-character", "", number, what, "Delete it, or type the line again", hit.start() + 1)
        wrong.append(mistake._replace(replace=clean))
    return CONTROL.sub("", text)
