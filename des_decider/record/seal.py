"""The seal: every file of a signed decision with its size and SHA-256, who assented and when, as `seal.toml`."""

from __future__ import annotations

import re
from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from des_decider.memo.facts import Assent, Signed
from des_decider.record import worksheet_files
from des_decider.storage import history
from des_decider.storage.checked_fields import format_of
from des_decider.storage.last_line import as_we_wrote, last_line, with_last_line
from des_decider.storage.safely import StorageFault, read_whole
from des_decider.storage.toml_text import BrokenText, read_toml, write_toml

if TYPE_CHECKING:
    from pathlib import Path

FORMAT = "1.0"
RECORD = ("answers.toml", *worksheet_files.NAMES, "history.jsonl")
"""The files without which a seal proves nothing; a worksheet's signature and the memos are sealed beside them."""
MOST_BYTES = history.MOST_BYTES
"""Bytes a sealed file may have: what a decision may grow to can also be sealed and verified."""
MOST_SEAL_BYTES = 1_000_000
"""Bytes a seal may have; one of five memos has some thousands."""
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,99}")
"""What a sealed file may be called: a name could lead out of the folder."""
_ABOVE = (
    "# What was signed off: each file with its size and SHA-256. A person can check one with\n"
    "#   certutil -hashfile answers.toml SHA256        (Windows)\n"
    "#   sha256sum answers.toml                        (others)\n"
    "# The last line is the digest of everything above it. That finds accidents; intent is found only by the\n"
    "# digest printed in the memo that was signed on paper.\n\n"
)


class SealedFile(NamedTuple):
    """One file as it was when the decision was sealed."""

    name: str
    size: int
    sha256: str


class Seal(NamedTuple):
    """What `seal.toml` says. `whole` tells whether its own last line fits."""

    decision: str
    signed: Signed
    files: tuple[SealedFile, ...]
    whole: bool


def seal_bytes(decision: str, program: str, signed: Signed, files: tuple[SealedFile, ...]) -> bytes:
    """The bytes of `seal.toml`, its digest line last."""
    tables: dict[str, Any] = {
        "format": FORMAT,
        "decision": decision,
        "program": program,
        "signed_off": signed.at,
        "assent": {str(n): {"name": a.name, "at": a.at} for n, a in enumerate(signed.assents, start=1)},
        "file": {f.name: {"size": f.size, "sha256": f.sha256} for f in files},
    }
    return with_last_line(_ABOVE.encode() + write_toml(tables))


def sealed_file(name: str, data: bytes) -> SealedFile:
    """A file's entry in the seal."""
    return SealedFile(name, len(data), sha256(data).hexdigest())


def digest_of_seal(data: bytes) -> str:
    """The SHA-256 by which what comes after a seal names it; re-saving the seal in an editor does not change it."""
    return sha256(as_we_wrote(data)).hexdigest()


def seal_data(path: Path) -> bytes | None:
    """The bytes of a `seal.toml`; None where it is missing or no ordinary file of a fair size."""
    try:
        return read_whole(path, MOST_SEAL_BYTES)
    except StorageFault:
        return None


def read_seal(path: Path) -> Seal | None:
    """What a `seal.toml` says, or None where it is missing or cannot be made sense of."""
    return parse_seal(seal_data(path) or b"")


def parse_seal(data: bytes) -> Seal | None:
    """A seal from its bytes, with or without the line endings and BOM an editor may have put in."""
    try:
        tables = read_toml(data)
        assents = tuple(Assent(str(a["name"]), _moment(a["at"])) for a in tables["assent"].values())
        files = tuple(SealedFile(name, _size(f["size"]), str(f["sha256"])) for name, f in tables["file"].items())
        answers = next((f.sha256 for f in files if f.name == "answers.toml"), "")
        signed = Signed(_moment(tables["signed_off"]), assents, answers)
    except (BrokenText, KeyError, TypeError, ValueError, AttributeError):
        return None
    return Seal(str(tables.get("decision", "")), signed, files, last_line(data) == "fits")


def of_a_newer_version(data: bytes) -> bool:
    """Whether a seal's format number is one that only a newer version can check, and not one that was altered."""
    try:
        found = format_of(read_toml(data).get("format"))
    except BrokenText:
        return False
    return found is not None and found[0] > int(FORMAT.partition(".")[0]) and last_line(data) != "differs"


def _size(value: object) -> int:
    # TOML also knows 1e999999999, and turning that into an integer takes for ever.
    if type(value) is not int:
        raise TypeError(value)
    return value


def _moment(value: object) -> datetime:
    if not isinstance(value, datetime):
        raise TypeError(value)
    return value
