"""`list`: the register of decisions, in folders or known on this machine, and what is due among them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from des_decider.cli.printing import say, say_all
from des_decider.decision.wording import capital, count_of, day, how_soon, visible
from des_decider.record.register_entry import CANNOT, MAY_BE_DESTROYED, SIGNED_OFF, due_among, looked_for
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import date

    from des_decider.record.register_entry import Entry

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""How a text may begin that a spreadsheet takes for a formula, and works out whatever somebody wrote there."""
_DIFFERENCES = ("difference_this_year", "difference_full_year")
"""Signing up against opting out: numbers of our own, the only texts that may begin with a minus."""


NONE = "No decisions here. Make one with: des-decider new --worksheet ID --practice NAME"


def run(folders: list[str], *, search: str, due: bool, for_scripts: bool, as_csv: bool) -> int:
    """List the decisions, or what is due among them."""
    from des_decider.record.no_decision import no_decision
    from des_decider.record.register import listed
    from des_decider.record.stamps import now

    for folder in folders:
        if not Path(folder).is_dir():
            raise Trouble(no_decision(Path(folder)))
    today = now().date()
    entries, notes = listed([Path(folder) for folder in folders], now)
    if search:
        entries = looked_for(search, entries, today)
    if for_scripts or as_csv:
        rows = _due_rows(entries, today) if due else [_row(entry, today) for entry in entries]
        (_print_json if for_scripts else _print_csv)(rows)
    elif due:
        _say_due(entries, today)
    else:
        none = "No decision here has all these words." if search else NONE
        say_all(_lines(entries, today) if entries else [none])
        if not folders and not search:
            from des_decider.storage.places import decisions_folder

            print(f"New decisions are put in {visible(str(decisions_folder()))}")
    for note in notes:
        say(f"note: {note}", trouble=True)
    return 0


def _lines(entries: Sequence[Entry], today: date) -> Iterator[str]:
    """Each decision in some lines, and how many of them may be destroyed."""
    places = {entry.decision: entry.folder for entry in entries if entry.decision}
    for entry in entries:
        what = f"{entry.worksheet}, {entry.state}" if entry.worksheet else f"{CANNOT}: {entry.trouble}"
        yield f"{entry.practice}: {what}{_when(entry, today)}"
        yield from (f"  {line}" for line in _more(entry, today, places))
        yield f"  {entry.folder}"
    if over := sum(entry.may_be_destroyed(today) for entry in entries):
        them = "it" if over == 1 else "them"
        yield (
            f"{count_of(over, 'record')} {MAY_BE_DESTROYED}, as the time to keep {them} is over; nothing here does it. "
            f"List {them} with: des-decider list --search destroyed"
        )


def _when(entry: Entry, today: date) -> str:
    """How long there is to decide, of a decision that can still be changed."""
    if entry.decide_by is None or entry.state.startswith(SIGNED_OFF):
        return ""
    left = (entry.decide_by - today).days
    if left < 0:
        return f", the deadline was {day(entry.decide_by)}"
    return f", decide by {day(entry.decide_by)} ({count_of(left, 'day')} left)"


def _more(entry: Entry, today: date, places: Mapping[str, Path]) -> Iterator[str]:
    """What else is known of a decision, a line each; of one that was only begun, nothing."""
    if not entry.worksheet:
        return
    if entry.trouble:
        yield f"{capital(entry.trouble)}{'' if entry.trouble.endswith('.') else '.'}"
    if came_to := entry.came_to:
        yield capital(came_to)
    if (review := entry.review_due) is not None:
        yield f"Review due {day(review)}, {how_soon(review, today)}"
    if entry.follows:
        place = places.get(entry.follows)
        yield f"Follows {place or entry.before}"
    if entry.superseded_by:
        place = places.get(entry.superseded_by)
        yield f"Followed by {place or f'the decision with the reference {entry.superseded_by[:8]}'}"
    if kept := entry.kept(today):
        yield capital(kept)


def _row(entry: Entry, today: date) -> dict[str, Any]:
    """A decision for scripts and spreadsheets; what is due of it has a list of its own."""
    return {
        "folder": str(entry.folder), "practice": entry.practice, "worksheet": entry.worksheet or None,
        "year": entry.year or None, "state": entry.state, "decide_by": _iso(entry.decide_by), "to_do": entry.to_do,
        "option": entry.option or None, "vote": entry.vote or None,
        _DIFFERENCES[0]: entry.this_year or None, _DIFFERENCES[1]: entry.full_year or None,
        "review_due": _iso(entry.review_due), "decision": entry.decision or None, "follows": entry.follows or None,
        "superseded_by": entry.superseded_by or None, "filed_at": entry.filed_at or None,
        "kept_by": entry.kept_by or None, "keep_until": _iso(entry.keep_until),
        "may_be_destroyed": entry.may_be_destroyed(today), "trouble": entry.trouble or None,
    }  # fmt: skip


def _iso(when: date | None) -> str | None:
    return when.isoformat() if when else None


def _due_rows(entries: Sequence[Entry], today: date) -> list[dict[str, Any]]:
    """What is due for scripts, soonest first; `days` are those left, below 0 where it is overdue."""
    return [
        {
            "when": _iso(one.when), "days": one.when and (one.when - today).days,
            "what": one.what, "who": one.who, "practice": entry.practice, "worksheet": entry.worksheet,
            "folder": str(entry.folder),
        }
        for one, entry in due_among(entries)
    ]  # fmt: skip


def _print_json(rows: list[dict[str, Any]]) -> None:
    import json

    from des_decider.storage.toml_text import spelled

    print(spelled(json.dumps(rows, ensure_ascii=False, indent=2)))


def _print_csv(rows: list[dict[str, Any]]) -> None:
    """Rows for a spreadsheet; a text in them is shown there and never worked out. Without a row there is no head."""
    import csv
    import sys

    if rows:
        out = csv.DictWriter(sys.stdout, rows[0].keys(), lineterminator="\n")
        out.writeheader()
        out.writerows({name: _cell(name, value) for name, value in row.items()} for row in rows)


def _cell(name: str, value: Any) -> Any:
    match value:
        case bool():
            return "yes" if value else "no"
        case str() if name not in _DIFFERENCES:
            shown = visible(value)
            return f"'{shown}" if shown.startswith(_FORMULA) else shown
    return value


def _say_due(entries: Sequence[Entry], today: date) -> None:
    """What is due, each with its decision; a decision with something wrong is named, as nobody knows what is due."""
    found = due_among(entries)
    lines = [
        line
        for one, entry in found
        for line in (f"{one.on(today)}: {one}", f"  {entry.practice}, {entry.worksheet}: {entry.folder}")
    ]
    say_all(lines or ["Nothing is due."])
    for entry in entries:
        if entry.trouble:
            say(f"note: {entry.practice}{f' {CANNOT}' if not entry.worksheet else ''}: {entry.trouble}", trouble=True)
