"""Writes a decision's memo and appendices as files, from the one document each is composed as."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from des_decider import __version__
from des_decider.appraisal.hangs_on import hangs_on
from des_decider.decision.wording import visible
from des_decider.memo.compose import compose_appendices, compose_memo, compose_minutes
from des_decider.memo.facts import MemoFacts, Signed
from des_decider.memo.formats import as_bytes
from des_decider.record.leaning_shown import leaning_shown
from des_decider.record.reason_asked import know_leaning
from des_decider.record.seal import read_seal
from des_decider.record.signed_or_not import SEAL_FILE
from des_decider.record.state import state_of
from des_decider.record.where_to_write import check_place, lies_in
from des_decider.storage.answers_file import FILE
from des_decider.storage.safely import make_folder, write_safely

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.memo.document import Document
    from des_decider.memo.formats import Format
    from des_decider.record.session import Session


class Composed(NamedTuple):
    """The memo, its appendices and what the minutes take over, composed and not written yet."""

    memo: Document
    appendices: Document
    minutes: Document


class Written(NamedTuple):
    """A memo and its appendices in one format, as files; `sealed` where they are the signed ones, left untouched."""

    memo: Path
    appendices: Path
    sealed: bool = False


def compose(session: Session, signed: Signed | None = None, *, hung: HangsOn | None = None) -> Composed:
    """Compose all three; a decision that is sealed, or being sealed, gives the signed ones.

    `hung` is what the answers as they stand hang on, where it is known: working it out takes about a second.
    """
    state = state_of(session)
    hung = hung or hangs_on(state.appraisal, session.decision_id)
    know_leaning(state.appraisal, session.decision_id, hung.leaning.kind)
    if signed is None and state.sealed:
        seal = read_seal(session.folder / SEAL_FILE)
        signed = seal.signed if seal else None
    facts = MemoFacts(
        appraisal=state.appraisal,
        hangs_on=hung,
        vote=state.vote,
        decision_id=session.decision_id,
        last_change=session.last_change,
        moment=last_moment(session),
        worksheet_sha256=session.worksheet_files.digests(),
        program=f"des-decider {__version__}",
        blocking=tuple(blocker.words for blocker in state.blocking),
        signed=signed,
        leaning_shown=leaning_shown(session),
        last_time=session.last_time,
        redactions=session.redactions,
    )
    return Composed(compose_memo(facts), compose_appendices(facts), compose_minutes(facts))


def last_moment(session: Session) -> datetime:
    """When the record was last changed; where its history is lost, as the answers or their file state it."""
    if session.last_moment is not None:
        return session.last_moment
    known = [a.at for a in session.answers.values() if a.at is not None]
    return max(known) if known else datetime.fromtimestamp((session.folder / FILE).stat().st_mtime, tz=UTC)


def memo_paths(output: Path, name: Format) -> tuple[Path, Path]:
    """Where the memo and its appendices go: in a folder as memo.*, or beside the file asked for."""
    if output.is_dir() or not output.suffix:
        return output / f"memo.{name}", output / f"memo-appendices.{name}"
    return output, output.with_name(f"{output.stem}-appendices{output.suffix}")


def memo_bytes(composed: Composed, formats: Iterable[Format]) -> Mapping[str, bytes]:
    """The memo and its appendices in each format, by the names that they have in a decision's folder."""
    found: dict[str, bytes] = {}
    for name in formats:
        memo, appendices = memo_paths(Path(), name)
        found |= {memo.name: as_bytes(composed.memo, name), appendices.name: as_bytes(composed.appendices, name)}
    return found


def write_memos(
    session: Session, composed: Composed, formats: Iterable[Format], output: Path | None = None
) -> Iterator[Written]:
    """Write the memo in each format, in the decision's folder unless another place is named.

    In the decision's own folder a draft takes the place of the last one. Else a new folder is made, nothing is written
    over, and nothing is put among what another decision sealed. Raises StorageFault where that, or the disk, forbids
    it; what was given back before stands.
    """
    own, place = session.folder, output or session.folder
    wanted = [(name, memo_paths(place, name)) for name in formats]
    drafts = {path.name for name, _ in wanted for path in memo_paths(own, name)}
    ours = {path for _, paths in wanted for path in paths if path.name in drafts and lies_in(path, own)}
    for path in (path for _, paths in wanted for path in paths if path not in ours):
        check_place(path, own)
    # A folder beside others is made; where its place is missing too, a drive may not be connected.
    if not ours and not place.suffix and not place.exists() and place.parent.is_dir():
        make_folder(place)
    for name, (target, appendices) in wanted:
        kept = session.signed_off and any(path in ours and os.path.lexists(path) for path in (target, appendices))
        if not kept:
            write_safely(target, as_bytes(composed.memo, name))
            write_safely(appendices, as_bytes(composed.appendices, name))
        yield Written(target, appendices, kept)


def why_no_memo(folder: Path) -> str:
    """Why no memo, letter or page is made of a record that was signed off: none may look signed and say other things.

    Empty where one is, and where nothing was signed off.
    """
    from des_decider.record.verify import NotSealed, verify

    try:
        report = verify(folder)
    except NotSealed:
        return ""
    if report.as_signed:
        return ""
    words = {"missing": "is no longer complete", "newer": "was sealed by a newer version of des-decider"}
    why = words.get(report.state, "was altered after it was signed")
    shown = visible(str(folder))
    return f"{shown} {why}, so nothing is made from it; 'des-decider verify {shown}' says more"
