"""`memo`: writes the recommendation memo and its appendices; a draft says DRAFT on every page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.opened import opened
from des_decider.decision.wording import visible
from des_decider.memo.formats import FORMATS, format_of
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    import argparse


def run(args: argparse.Namespace) -> int:
    """Write the memo, or say where the sealed one is."""
    from des_decider.record.memo_files import compose, why_no_memo, write_memos
    from des_decider.record.session import is_sealed

    asked = [name.strip().lower() for name in args.format.split(",") if name.strip()]
    formats = [known for name in asked if (known := format_of(name))]
    unknown = [name for name in asked if not format_of(name)]
    if unknown or not formats:
        raise Trouble(f"the memo is written as {', '.join(FORMATS)}; not as {visible(', '.join(unknown)) or 'nothing'}")
    output = Path(args.output) if args.output else None
    if output and output.suffix and not output.is_dir():
        if len(formats) > 1:
            raise Trouble("several formats need a folder that is there after -o, not a file")
        if output.suffix.lower() != f".{formats[0]}":
            raise Trouble(f"{visible(str(output))} does not end in .{formats[0]}; name a file that does, or a folder")
    folder = Path(args.dir)
    if is_sealed(folder) and (why := why_no_memo(folder)):
        raise Trouble(why)
    with opened(args.dir) as session:
        memo = compose(session)
        for made in write_memos(session, memo, formats, output):
            if made.sealed:
                print(f"The sealed memo is {visible(str(made.memo))}")
                continue
            draft = "draft " if memo.memo.draft else ""
            print(f"Wrote the {draft}memo {visible(str(made.memo))} and {visible(str(made.appendices))}")
    return 0
