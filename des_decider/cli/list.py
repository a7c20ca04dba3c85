"""`list`: the register of decisions, in a folder or known on this machine, with state and days to the deadline."""

from __future__ import annotations

import json
from pathlib import Path

from des_decider.decision.wording import count_of, day, visible
from des_decider.storage.trouble import Trouble


def run(folder: str | None, *, for_scripts: bool) -> int:
    """List the decisions."""
    from des_decider.record.register import entries_in, known_entries
    from des_decider.record.stamps import now
    from des_decider.storage.places import decisions_folder
    from des_decider.storage.toml_text import spelled

    if folder and not Path(folder).is_dir():
        raise Trouble(f"there is no folder {visible(folder)}")
    today = now().date()
    entries = entries_in(Path(folder), now) if folder else known_entries(now)
    if for_scripts:
        rows = [
            e._asdict() | {"folder": str(e.folder), "decide_by": e.decide_by and e.decide_by.isoformat()}
            for e in entries
        ]
        print(spelled(json.dumps(rows, ensure_ascii=False, indent=2)))
        return 0
    if not entries:
        print("No decisions here. Make one with: des-decider new --worksheet ID --practice NAME")
    for e in entries:
        left = (e.decide_by - today).days if e.decide_by else None
        when = ""
        if e.decide_by and left is not None and e.state != "signed off":
            gone = f"{count_of(-left, 'day')} ago" if left < 0 else f"{count_of(left, 'day')} left"
            when = f", decide by {day(e.decide_by)} ({gone})"
        what = f"{e.worksheet}, {e.state}" if e.worksheet else e.state
        print(f"{visible(e.practice)}: {visible(what)}{when}\n  {visible(str(e.folder))}")
    if not folder:
        print(f"New decisions are put in {visible(str(decisions_folder()))}")
    return 0
