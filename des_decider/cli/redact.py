"""`redact`: takes texts out of a decision that is not signed off, for good; says first what goes, and asks."""

from __future__ import annotations

import sys

from des_decider.cli.opening import opened
from des_decider.cli.printing import say
from des_decider.storage.trouble import Trouble

SURE = "yes"


def run(folder: str, ids: list[str], name: str, why: str, by: str, *, sure: bool, take_over: bool) -> int:
    """Say what is to be taken out and where it stands; take it out once somebody says so, else 1."""
    from des_decider.record.redaction import in_a_line, take_out, to_take_out, why_not
    from des_decider.record.stamps import logged_in

    by = by or logged_in()
    with opened(folder, to_write=True, by=by, take_over=take_over) as session:
        what = to_take_out(session, ids, name)
        if wrong := why_not(what, why, by):
            raise Trouble(wrong)
        say("To be taken out of the answers and the history, for good:")
        for line in what.words(session):
            say(f"  {line}")
        say(f"The record will say that it was taken out by {by}, because: {in_a_line(why)}")
        if not (sure or _asked()):
            say("Nothing was taken out; --yes does it.", trouble=True)
            return 1
        behind = take_out(session, what, why=why, by=by)
        left = tuple(what.left(session))
    say("Taken out. It cannot be undone; give another text in its place where one is needed.")
    say("Copies of the folder elsewhere, mails and backups may still have it.")
    if behind:
        say(f"note: not all of it is on the disk yet: {behind}", trouble=True)
    for line in left:
        say(f"note: {line}", trouble=True)
    return 1 if behind or what.also or what.holding else 0


def _asked() -> bool:
    """Whether a person at a terminal says that it may go."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    try:
        return input(f"Take it out? Type {SURE}: ").strip().casefold() == SURE
    except EOFError:
        return False
