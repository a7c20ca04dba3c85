"""`answer`: gives answers through the same parser as the screens, keeps the good, names the refused."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from des_decider.cli.opening import opened
from des_decider.cli.printing import say
from des_decider.decision.answer_lines import Batch, read_lines, read_pairs
from des_decider.decision.contradictions import contradictions
from des_decider.decision.to_confirm import at_once, within
from des_decider.decision.wording import count_of, visible
from des_decider.record.answer_file import LARGEST, for_this_one, lines_of, lines_of_file
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator

    from des_decider.record.session import Session

_MOST_TOLD = 100
"""Refusals told one by one; of more of them it is said how many."""


def run(
    folder: str, answers: list[str], file: str | None, by: str, said_by: str, *, confirm: list[str], take_over: bool
) -> int:
    """Give the answers; 1 where any was refused, the others being kept."""
    from des_decider.record.stamps import logged_in

    batches: list[Batch] = []
    wrong: list[str] = []
    by = by or logged_in()
    if file:
        batches += read_lines(_lines_of(file), by, said_by, wrong)
    confirm, more = [part for part in confirm if "=" not in part], [part for part in confirm if "=" in part]
    if answers := [*answers, *more]:
        batches.append(read_pairs(answers, by, said_by, wrong))
    if not batches and not wrong and not confirm:
        raise Trouble("there is nothing to give; write ID=VALUE, or --from FILE")
    given: set[str] = set()
    waiting: set[str] = set()
    with _telling_what_is_kept(given), opened(folder, to_write=True, by=by, take_over=take_over) as session:
        batches, others = for_this_one(batches, session)
        for reference, left in others.items():
            them = "it is" if left == 1 else "they are"
            say(f"note: {count_of(left, 'answer')} left out: {them} about the decision {reference} alone", trouble=True)
        before = {found.id for found in contradictions(session.answers, session.ids)}
        if confirm:
            batches.insert(0, _confirmed(confirm, session, by, said_by, wrong))  # what is given anew counts
        for batch in batches:
            outcome = session.give(batch.texts, by=batch.by, said_by=batch.said_by)
            refused = {r.id for r in outcome.refused}
            (waiting if session.waits else given).update(batch.texts.keys() - refused)
            wrong += [batch.refusal(r.id, r.why) for r in outcome.refused]
            for remark in outcome.remarks:
                say(f"note: {remark}", trouble=True)
            if outcome.fault and not session.waits:
                wrong.append(f"kept in the history only: {visible(outcome.fault)}")
            if outcome.remarks:
                say("note: redact takes such a text out, of the history too", trouble=True)
        for words in _to_look_at_again(session, given, before):
            say(f"note: {words}", trouble=True)
    if session.waits:
        amount, comes = count_of(len(waiting), "answer"), "offered when the decision is opened next"
        wrong.append(f"kept on this computer only, {amount}, and {comes}: {visible(session.unsaved)}")
    else:
        given |= waiting
    print(f"{count_of(len(given), 'answer')} kept.")
    for words in wrong[:_MOST_TOLD]:
        say(words if words.startswith("kept ") else f"refused: {words}", trouble=True)
    if len(wrong) > _MOST_TOLD:
        say(f"and {count_of(len(wrong) - _MOST_TOLD, 'more refusal')}", trouble=True)
    return 1 if wrong else 0


def _confirmed(parts: list[str], session: Session, by: str, said_by: str, wrong: list[str]) -> Batch:
    """What came over and is confirmed, given once more as it stands."""
    texts: dict[str, str] = {}
    for part in parts:
        if not (ids := within(part, session.answers, session.ids)):
            wrong.append(f"{visible(part)}: nothing that came over from last time is to be confirmed there")
        found = at_once(ids, session.last_time.asked if session.last_time else {})
        alone = "it was worded otherwise last time; look at it, and confirm it by its id"
        wrong += [f"{id_}: {alone}" for id_ in ids if id_ not in found]
        texts |= {id_: session.answers.text(id_) for id_ in found}
    return Batch(by, said_by, texts)


@contextmanager
def _telling_what_is_kept(given: set[str]) -> Iterator[None]:
    """Whatever goes wrong later, what is on the disk by then is said to be there."""
    try:
        yield
    except BaseException:
        if given:
            say(f"{count_of(len(given), 'answer')} kept.", trouble=True)
        raise


def _lines_of(name: str) -> list[str]:
    """The lines of an answers file, or of what is piped in."""
    return lines_of(sys.stdin.buffer.read(LARGEST + 1), name) if name == "-" else lines_of_file(Path(name))


def _to_look_at_again(session: Session, given: set[str], before: set[str]) -> list[str]:
    """What does not fit together in the answers just given, said while the person still remembers typing them."""
    from des_decider.appraisal.figures import appraise
    from des_decider.appraisal.flags import flags

    clashes = [found for found in contradictions(session.answers, session.ids) if not found.reason and not found.lacks]
    found = {one.id: one.words for one in flags(appraise(session.answers, session.ids)) if one.id in given}
    found |= {one.id: one.words for one in clashes if one.id in given or one.id not in before}
    return [f"look at {id_} again: {words}" for id_, words in found.items()]
