"""`merge`: lists what copies of a decision have that is not in it, and takes over what is chosen."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.opening import decision_at, program, quoted
from des_decider.cli.printing import say
from des_decider.decision.wording import count_of, visible
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from des_decider.record.copies import Copy, Offer
    from des_decider.record.session import Session


def run(folder: str, copy: str, take: list[str], by: str, *, take_all: bool, take_none: bool, take_over: bool) -> int:
    """List the differences, or settle them; 1 where some wait to be chosen, or one was refused."""
    from des_decider.record.copies import copies_of, offered

    to_write = bool(take or take_all or take_none)
    with decision_at(folder, to_write=to_write, by=by, take_over=take_over) as session:
        copies = copies_of(session, copy)
        offers = offered(copies)
        if not offers:
            print("No copy has anything that is not in this decision.")
            return 0
        if not to_write:
            _list(offers, copies, session)
            print("Nothing is changed. To take some and be done with the rest, all or none of them:")
            print(f"  {program()} merge {quoted(Path(folder))} --take ID …  or --take-all  or --take-none")
            return 1
        return _settle(session, copies, [one for one in offers if take_all or one.difference.id in take], take, by)


def _list(offers: Sequence[Offer], copies: Sequence[Copy], session: Session) -> None:
    """Each difference: what it is about, what stands here and there, who gave it and when, and the copy."""
    from des_decider.record.copies import asked, besides, in_words, told, who_and_when

    say(" ".join(f"{words}." for words in (told(copies), besides(copies)) if words))
    for one in offers:
        here, there = in_words(one.difference, session)
        say(f"{one.difference.id}: {asked(one.difference, session)}{' (changed on both sides)' * one.difference.both}")
        for side, words, answer in (("here", here, one.difference.ours), (one.names, there, one.difference.theirs)):
            who = who_and_when(answer)
            say(f"  {side}: {words}{f' ({who})' if who else ''}")


def _done_with(copies: Sequence[Copy]) -> str:
    """What becomes of copies that are settled, in sentences."""
    from des_decider.storage.copies_beside import RESCUED

    lie = sum(copy.of.name != RESCUED for copy in copies)
    are = "it is" if lie == 1 else "they are"
    told = [f"Done with {count_of(lie, 'copy', 'copies')}, left where {are}."] if lie else []
    kept = ["What was kept on this computer is needed no more and taken away."] if lie < len(copies) else []
    return " ".join([*told, *kept])


def _settle(session: Session, copies: Sequence[Copy], chosen: Sequence[Offer], take: Sequence[str], by: str) -> int:
    """Take over what was chosen, and be done with the copies."""
    from des_decider.record.copies import merge
    from des_decider.record.stamps import logged_in

    ids = [one.difference.id for one in chosen]
    if unknown := next((id_ for id_ in take if id_ not in ids), ""):
        raise Trouble(f"no copy has another answer to “{visible(unknown)[:60]}”; without --take, all are listed")
    if twice := next((id_ for id_ in ids if ids.count(id_) > 1), ""):
        raise Trouble(f"two copies have different answers to {twice}; name the copy to take it from")
    outcomes = merge(session, copies, {one.key for one in chosen}, by=by or logged_in())
    refused = [one for outcome in outcomes for one in outcome.refused]
    for outcome in outcomes:
        for remark in outcome.remarks:
            say(f"note: {remark}", trouble=True)
    for one in refused:
        say(f"refused: {visible(one.id)}: {visible(one.why)}", trouble=True)
    if session.unsaved:
        say(f"note: {session.unsaved}", trouble=True)
    done = "What was refused is offered again." if refused else _done_with(copies)
    print(f"{count_of(len(ids) - len(refused), 'answer')} taken over. {done}")
    return 1 if refused or session.unsaved else 0
