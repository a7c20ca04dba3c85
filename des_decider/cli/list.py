"""`list`: the register of decisions, in a folder or known on this machine, with state and days to the deadline."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from des_decider.cli.printing import say
from des_decider.decision.wording import count_of, day, visible
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from datetime import date

    from des_decider.record.register import Entry


def run(folder: str | None, *, due: bool, for_scripts: bool) -> int:
    """List the decisions, or what is due among them."""
    from des_decider.record.register import entries_in, known_entries
    from des_decider.record.stamps import now
    from des_decider.storage.places import decisions_folder
    from des_decider.storage.toml_text import spelled

    if folder and not Path(folder).is_dir():
        raise Trouble(f"there is no folder {visible(folder)}")
    today = now().date()
    entries = entries_in(Path(folder), now) if folder else known_entries(now)
    if for_scripts:
        rows = _due_rows(entries, today) if due else [_row(e) for e in entries]
        print(spelled(json.dumps(rows, ensure_ascii=False, indent=2)))
        return 0
    if due:
        _say_due(entries, today)
        return 0
    if not entries:
        print("No decisions here. Make one with: des-decider new --worksheet ID --practice NAME")
    for e in entries:
        left = (e.decide_by - today).days if e.decide_by else None
        when = ""
        if e.decide_by and left is not None and e.state != "signed off":
            coming = f"decide by {day(e.decide_by)} ({count_of(left, 'day')} left)"
            when = f", {coming if left >= 0 else f'the deadline was {day(e.decide_by)}'}"
        what = f"{e.worksheet}, {e.state}" if e.worksheet else e.state
        print(f"{visible(e.practice)}: {visible(what)}{when}\n  {visible(str(e.folder))}")
    if not folder:
        print(f"New decisions are put in {visible(str(decisions_folder()))}")
    return 0


def _row(entry: Entry) -> dict[str, Any]:
    """A decision for scripts; what is due of it has a list of its own."""
    row = entry._asdict() | {
        "folder": str(entry.folder), "decide_by": entry.decide_by and entry.decide_by.isoformat(),
    }  # fmt: skip
    del row["due"]
    return row


def _due_rows(entries: list[Entry], today: date) -> list[dict[str, Any]]:
    """What is due for scripts, soonest first; `days` are those left, below 0 where it is overdue."""
    from des_decider.record.register import due_among

    return [
        {
            "when": one.when and one.when.isoformat(), "days": one.when and (one.when - today).days,
            "what": one.what, "who": one.who, "practice": entry.practice, "worksheet": entry.worksheet,
            "folder": str(entry.folder),
        }
        for one, entry in due_among(entries)
    ]  # fmt: skip


def _say_due(entries: list[Entry], today: date) -> None:
    """What is due, each with its decision; a decision that cannot be opened is named, as nobody knows what is due."""
    from des_decider.record.register import due_among

    found = due_among(entries)
    for one, entry in found:
        say(f"{one.on(today)}: {one}")
        say(f"  {entry.practice}, {entry.worksheet}: {entry.folder}")
    if not found:
        print("Nothing is due.")
    for entry in entries:
        if not entry.worksheet:
            say(f"note: {entry.practice} {entry.state}", trouble=True)
