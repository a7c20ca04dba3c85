"""Writes the sequel of a signed decision: what came after it and what is due, from the record as it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.what_is_due import what_is_due
from des_decider.memo.formats import as_bytes
from des_decider.memo.sequel import SequelFacts, compose_sequel
from des_decider.record.afterwards import NOTHING_AFTER, came_after
from des_decider.record.memo_files import why_no_memo
from des_decider.record.seal import read_seal
from des_decider.record.signed_or_not import SEAL_FILE
from des_decider.record.where_to_write import check_place
from des_decider.storage.safely import write_safely
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from pathlib import Path

    from des_decider.memo.document import Document
    from des_decider.memo.formats import Format
    from des_decider.record.session import Session


def sequel(session: Session) -> Document:
    """The sequel of a sealed decision, composed. Raises Trouble where the record is not as it was written."""
    folder = session.folder
    seal, found = read_seal(folder / SEAL_FILE), came_after(folder)
    if (why := why_no_memo(folder)) or seal is None:
        raise Trouble(why or NOTHING_AFTER)
    if found.unusable:
        raise Trouble(f"{found.unusable}; so no sequel is made from it")
    at = found.entries[-1].at if found.entries else seal.signed.at
    due = what_is_due(session.answers, session.worksheet, found.entries, at.date(), sealed=True)
    facts = SequelFacts(
        session.answers, session.worksheet, session.decision_id, seal.signed, found.entries, due, at, found.digest
    )
    return compose_sequel(facts)


def write_sequel(session: Session, document: Document, target: Path, name: Format) -> None:
    """Write it to a file in one format. Raises StorageFault where it may not be written there, or the disk refuses."""
    check_place(target, session.folder)
    write_safely(target, as_bytes(document, name))
