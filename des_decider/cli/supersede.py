"""`supersede`: makes the decision that follows a signed one, and says what came over and what did not."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.opening import program, put_on_list, quoted
from des_decider.cli.printing import say
from des_decider.decision.afterwards import followed_by
from des_decider.decision.deadline import in_words
from des_decider.decision.wording import capital, count_of, day, visible
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from des_decider.record.superseding import Begun


def run(folder: str, new: str, worksheet: str | None, by: str, *, another: bool) -> int:
    """Make the new decision; where one was begun already, only if it is to be `another`."""
    from des_decider.cli.new import worksheet_file
    from des_decider.record.afterwards import came_after
    from des_decider.record.stamps import logged_in, now
    from des_decider.record.superseding import supersede
    from des_decider.storage.shipped import base_of, read_shipped

    if not another and (begun := followed_by(came_after(Path(folder)).entries)) is not None:
        was = f"“{visible(folder)}” is followed by a decision already, {visible(begun.note)} on {day(begun.on)}"
        raise Trouble(f"{was}; go on with that one, or begin another all the same with --another")
    path = worksheet_file(worksheet) if worksheet else None
    data = read_shipped(path) if path else b""
    base = base_of(data, path.parent) if path else b""
    made = supersede(Path(folder), Path(new), worksheet=data, base=base, by=by or logged_in(), clock=now)
    with made.session as session:
        _say(made)
        put_on_list(session.folder)
    return 0


def _say(begun: Begun) -> None:
    """What was made, what it follows, what is to be confirmed, and each answer that did not come over with its text."""
    from des_decider.decision.follows import follows

    session = begun.session
    blank, shown, which, last = session.worksheet, quoted(session.folder), follows(session.answers), session.last_time
    deadline = capital(in_words(blank.day(blank.year.decide_by)))
    say(f"Made {shown}: {visible(blank.title)}, edition {visible(blank.edition)}. {deadline}.")
    if which is not None:
        say(f"It follows {which.in_words}.")
    if begun.not_noted:
        say(f"note: the signed decision does not say so: {begun.not_noted}", trouble=True)
    say(f"{count_of(begun.to_confirm, 'answer')} came over, to be confirmed. For those of a section:")
    print(f"  {program()} answer {shown} --confirm SECTION")
    if begun.left and last is not None:
        say(f"{count_of(len(begun.left), 'answer')} did not come over; last-time.toml in the new folder keeps each:")
        for id_, why in begun.left.items():
            was = last.was.answers.get(id_)
            say(f"  {id_}{f' ({was.label}: {was.words})' if was else ''}: {why}")
