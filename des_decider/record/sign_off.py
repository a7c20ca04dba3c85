"""Signing off: what is in its way and what it leaves unsettled, then the record and memos sealed in one step."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from des_decider import __version__
from des_decider.appraisal.findings import standing_blockers
from des_decider.decision.names import plain_name
from des_decider.decision.vote import REASON
from des_decider.decision.wording import count_of, joined
from des_decider.memo.facts import Assent, Signed
from des_decider.memo.formats import FORMATS
from des_decider.record.last_time import FILE as LAST_TIME_FILE
from des_decider.record.memo_files import compose, memo_bytes
from des_decider.record.readiness import Blocker, not_given, unconfirmed, without_why_not
from des_decider.record.seal import MOST_BYTES, RECORD, seal_bytes, sealed_file
from des_decider.record.sealing import put_seal
from des_decider.record.signed_or_not import SEAL_FILE, SEALED
from des_decider.record.state import state_of
from des_decider.record.summary import sizes_of, summary_for, summary_of
from des_decider.storage import answers_file
from des_decider.storage.history import FILE as HISTORY
from des_decider.storage.safely import read_whole
from des_decider.storage.shipped import BASE_FILE
from des_decider.storage.summary_file import FILE as SUMMARY_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime
    from pathlib import Path

    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.record.session import Session
    from des_decider.record.state import State

_SIGNATURE = "worksheet.toml.sig"


class Sealed(NamedTuple):
    """What signing off made: the sentence, the digest that the memo prints, and the files to keep.

    `fault` says why one of them is not in its place yet, empty where all are.
    """

    sentence: str
    digest: str
    files: tuple[Path, ...]
    fault: str = ""


class Blocked(Exception):
    """The decision cannot be signed off yet; `blockers` say what stands before it."""

    def __init__(self, blockers: tuple[Blocker, ...]) -> None:
        super().__init__(count_of(len(blockers), "thing") + " to do first")
        self.blockers = blockers


def what_blocks(session: Session, assents: Iterable[str], state: State | None = None) -> tuple[Blocker, ...]:
    """Everything that stands before sign-off: what is typed and not given, and the names under it, included.

    `state` is how the session stands, where that was worked out already.
    """
    state = state or state_of(session)
    typed = not_given(state.still_asked(session.drafts), session.ids)
    return (*state.blocking, *typed, *unconfirmed(session.answers, state.vote, assents))


NOTHING_PUT = (
    "which option was put to the vote is not recorded, so the memo says of none that it was chosen, and no notice to "
    "the commissioner can be written"
)

NO_DAY = "on which day it was decided is not recorded, and the memo says so"
_NOT_RECORDED = {"decision.option": NOTHING_PUT, "decision.decided": NO_DAY}


def remarks(state: State) -> tuple[str, ...]:
    """What is sealed although somebody may stumble over it later."""
    # A table said to have no row, with rows in it, is both; no other two that stand at one place say the same.
    twice = {one.id for one in state.contradictions if one.id.endswith(".none")}
    found = [said for id_, said in _NOT_RECORDED.items() if id_ not in state.answers]
    found += [f"look again: {flag.words}" for flag in state.flags if flag.id not in twice]
    found += [f"a contradiction stands, with a note: {c.words} “{c.reason}”" for c in state.contradictions if c.reason]
    found += [f"a blocker stands: {q.text}" for q in standing_blockers(state.appraisal.book)]
    if silent := without_why_not(state.answers, state.appraisal.book.ids):
        found.append(f"nothing is written on why not: {joined(silent)}")
    if REASON in state.answers and state.reason_counts is False:
        found.append("the reason for deciding the other way is left out of the memo: it is none for what was decided")
    return tuple(found)


def sign_off(session: Session, assents: Sequence[str], at: datetime, *, hung: HangsOn | None = None) -> Sealed:
    """Seal a decision, and let go of it. Raises Blocked where something stands before it, and StorageFault.

    `hung` is what the answers as they stand hang on, where it is known.

    It is one step: until `seal.toml` stands, nothing in the folder looks signed and signing off can be repeated; from
    then on the decision is sealed, and what is not in its place yet stands ready beside it.
    """
    if blocking := what_blocks(session, assents):
        raise Blocked(blocking)
    at = at.replace(microsecond=0)
    given = {plain_name(name) for name in assents}
    ordered = [name for name in session.answers.partners().values() if plain_name(name) in given]
    answers, history = session.as_signed_off(at)
    digest = sha256(answers).hexdigest()
    signed = Signed(at, tuple(Assent(name, at) for name in ordered), digest)
    memos = memo_bytes(compose(session, signed, hung=hung), FORMATS)
    beside = {name: read_whole(session.folder / name, MOST_BYTES) for name in (LAST_TIME_FILE, _SIGNATURE)}
    there = {**session.worksheet_files.by_name(), **{name: data for name, data in beside.items() if data is not None}}
    ready = {answers_file.FILE: answers, HISTORY: history, **memos}
    ready[SUMMARY_FILE] = summary_for(
        summary_of(session, signed_off=True), answers, sizes_of(session.worksheet_files, len(history))
    )
    order = (*RECORD, BASE_FILE, LAST_TIME_FILE, SUMMARY_FILE, _SIGNATURE, *memos)
    entries = tuple(sealed_file(name, data) for name in order if (data := (there | ready).get(name)) is not None)
    seal = seal_bytes(session.decision_id, __version__, signed, entries)
    fault = put_seal(session.folder, seal, ready)
    session.read_only = SEALED
    session.close()  # so that what comes after can be noted, by whomever
    files = tuple(session.folder / name for name in (*memos, SEAL_FILE))
    return Sealed(session.answers.text("decision.sentence"), digest, files, fault)
