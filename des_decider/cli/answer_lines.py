"""The lines of an answers file, from the disk or standard input, as any editor saved them."""

from __future__ import annotations

import sys
from pathlib import Path

from des_decider.cli.trouble import Trouble
from des_decider.decision.wording import visible

_LARGEST_FILE = 4_000_000


def lines_of(name: str) -> list[str]:
    """The lines of an answers file, as any editor saved it."""
    try:
        if name == "-":
            data = sys.stdin.buffer.read(_LARGEST_FILE + 1)
        else:
            with Path(name).open("rb") as file:
                data = file.read(_LARGEST_FILE + 1)
    except OSError as error:
        raise Trouble(f"cannot read {visible(name)}: {error.strerror}") from None
    if len(data) > _LARGEST_FILE:
        raise Trouble(f"{visible(name)} is larger than {_LARGEST_FILE:,} bytes; split it")
    try:
        text = data.decode("utf-16" if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else "utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
