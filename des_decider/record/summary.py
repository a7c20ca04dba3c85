"""The summary of a decision: worked out when it is closed, kept beside its answers, and used where it fits them."""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from typing import TYPE_CHECKING

from des_decider import __version__
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.decision.deadline import decide_by
from des_decider.decision.follows import follows
from des_decider.decision.summary import Summary
from des_decider.decision.what_is_due import may_be_due
from des_decider.record.signed_or_not import SEAL_FILE
from des_decider.record.state import state_of
from des_decider.storage import answers_file, history
from des_decider.storage.safely import StorageFault, read_whole, write_safely
from des_decider.storage.summary_file import FILE, MOST_BYTES, Kept, read_summary, summary_bytes
from des_decider.worksheet.inputs_and_columns import OPTION

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.record.saving import Saver
    from des_decider.record.session import Session
    from des_decider.record.worksheet_files import WorksheetFiles
    from des_decider.storage.decision_folders import Seen


def summary_of(session: Session, *, signed_off: bool) -> Summary:
    """An open decision as it stands."""
    state = state_of(session)
    answers, worksheet = state.answers, state.appraisal.book.worksheet
    this_year, full_year = (state.appraisal.figures[f"difference.{key}"].value for key in HORIZONS)
    return Summary(
        state.decision_id,
        answers.text("practice.name"),
        worksheet.title,
        worksheet.year.name,
        len(answers) > 1,
        signed_off,
        OPTION.get(answers.text("decision.option"), ""),
        state.vote.outcome or "",
        this_year,
        full_year,
        decide_by(answers, worksheet),
        () if signed_off else tuple(one.id for one in state.blocking),
        follows(answers),
        answers.text("decision.filed_at"),
        answers.text("decision.kept_by"),
        answers.day("decision.keep_until"),
        may_be_due(answers, worksheet, sealed=signed_off),
    )


def keep_summary(session: Session, saver: Saver) -> None:
    """Keep the summary of an open decision beside its answers, where none that fits is there.

    What the disk refuses is nobody's trouble: a list then opens the decision to say what it comes to.
    """
    if (left := saver.left) is None:
        return
    answers, of_history = left
    sizes = sizes_of(session.worksheet_files, of_history)
    path = session.folder / FILE
    with suppress(StorageFault):
        there = read_summary(read_whole(path, MOST_BYTES) or b"")
        if there and there[1:] == (__version__, sha256(answers).hexdigest(), sizes):
            return
        write_safely(path, summary_for(summary_of(session, signed_off=False), answers, sizes), lasting=False)


def sizes_of(worksheet: WorksheetFiles, of_history: int) -> Mapping[str, int]:
    """The size of each file that a summary follows from, beside answers.toml."""
    return {name: len(data) for name, data in worksheet.by_name().items()} | {history.FILE: of_history}


def summary_for(summary: Summary, answers: bytes, sizes: Mapping[str, int]) -> bytes:
    """The file's bytes: for these bytes of answers.toml, and for other files of these sizes."""
    return summary_bytes(Kept(summary, __version__, sha256(answers).hexdigest(), sizes))


def fitting(seen: Seen) -> Summary | None:
    """The summary of a decision as its files are; None where it is of other files, or cannot be used.

    One of a decision that is not signed off is used only if this version of the program made it: another may come to
    other figures. One that is signed off came to what was signed.
    """
    folder = seen.folder
    if FILE not in seen.sizes or seen.unfinished:
        return None
    try:
        kept = read_summary(read_whole(folder / FILE, MOST_BYTES) or b"")
        if kept is None or any(seen.sizes.get(name) != size for name, size in kept.sizes.items()):
            return None
        if kept.summary.signed_off != (SEAL_FILE in seen.sizes):
            return None
        if not kept.summary.signed_off and kept.program != __version__:
            return None
        answers = read_whole(folder / answers_file.FILE, answers_file.MOST_BYTES)
    except StorageFault:
        return None
    return kept.summary if answers is not None and sha256(answers).hexdigest() == kept.answers_sha256 else None
