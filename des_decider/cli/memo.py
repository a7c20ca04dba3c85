"""`memo`: writes the recommendation memo and its appendices; a draft says DRAFT on every page."""

from __future__ import annotations

from pathlib import Path

from des_decider.cli.opening import opened
from des_decider.decision.wording import visible
from des_decider.memo.formats import FORMATS, format_of
from des_decider.storage.trouble import Trouble


def run(folder: str, formats: str | None, output: str | None) -> int:
    """Write the memo, or say where the sealed one is; with no format named it is that of the file, else Word."""
    from des_decider.record.memo_files import compose, why_no_memo, write_memos

    place = Path(output) if output else None
    if formats is None:
        formats = (place and format_of(place.suffix.lower().removeprefix("."))) or "docx"
    asked = [name.strip().lower() for name in formats.split(",") if name.strip()]
    chosen = [known for name in asked if (known := format_of(name))]
    unknown = [name for name in asked if not format_of(name)]
    if unknown or not chosen:
        raise Trouble(f"the memo is written as {', '.join(FORMATS)}; not as {visible(', '.join(unknown)) or 'nothing'}")
    if place and place.suffix and not place.is_dir():
        if len(chosen) > 1:
            raise Trouble("several formats need a folder that is there after -o, not a file")
        if place.suffix.lower() != f".{chosen[0]}":
            raise Trouble(f"{visible(str(place))} does not end in .{chosen[0]}; name a file that does, or a folder")
    if why := why_no_memo(Path(folder)):
        raise Trouble(why)
    with opened(folder) as session:
        memo = compose(session)
        for made in write_memos(session, memo, chosen, place):
            if made.sealed:
                print(f"The sealed memo is {visible(str(made.memo))}")
                continue
            draft = "draft " if memo.memo.draft else ""
            print(f"Wrote the {draft}memo {visible(str(made.memo))} and {visible(str(made.appendices))}")
    return 0
