"""The one file that a command writes: where it goes, and in which format, as its name ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.decision.wording import joined, visible
from des_decider.memo.formats import FORMATS, format_of
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from des_decider.memo.formats import Format


def file_and_format(output: str, formats: Sequence[Format] = FORMATS) -> tuple[Path, Format]:
    """The file and the format that its name ends with. Raises Trouble where that is none of these."""
    path = Path(output)
    name = format_of(path.suffix.lower().removeprefix("."))
    if name is None or name not in formats:
        endings = joined((f".{one}" for one in formats), "or")
        raise Trouble(f"{visible(output)} does not end in {endings}; name a file that does")
    return path, name
