"""`calendar`: writes a decision's days as a file that a calendar imports, with alarms."""

from __future__ import annotations

from pathlib import Path

from des_decider.cli.opening import opened
from des_decider.decision.wording import visible
from des_decider.storage.trouble import Trouble


def run(folder: str, output: str | None) -> int:
    """Write the file; a second one replaces what the first put into a calendar."""
    from des_decider.record.calendar_file import calendar_file
    from des_decider.record.where_to_write import check_place
    from des_decider.storage.safely import write_safely

    if output is None or not output.lower().endswith(".ics"):
        named = f"{visible(output)} does not end in .ics; " if output else ""
        raise Trouble(f"{named}say where to write it, such as -o days.ics")
    with opened(folder) as session:
        data, path = calendar_file(session), Path(output)
        check_place(path, session.folder)
        write_safely(path, data)
    print(f"Wrote the days to {visible(output)}; open it in a calendar. A later one replaces them there.")
    return 0
