"""The notice to the commissioner from the record as it stands; a signed one that was altered gives none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.memo.notice import NoNotice, NoticeFacts, compose_notice, of_what
from des_decider.record.afterwards import came_after
from des_decider.record.memo_files import last_moment, why_no_memo
from des_decider.record.seal import read_seal
from des_decider.record.signed_or_not import SEAL_FILE
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from des_decider.memo.document import Document
    from des_decider.memo.notice import Of
    from des_decider.record.session import Session


def notice(session: Session, asked: Of | None) -> tuple[Document, Of, NoticeFacts]:
    """The letter, what it is notice of, and what it was composed from. Raises Trouble where there is none."""
    signed, folder = None, session.folder
    if session.signed_off:
        if why := why_no_memo(folder):
            raise Trouble(why)
        seal = read_seal(folder / SEAL_FILE)
        signed = seal.signed if seal else None
    found = came_after(folder)
    if signed and found.unusable:
        raise Trouble(f"{found.unusable}; so no notice is made from it")
    entries = found.entries if signed else ()
    at = signed.at if signed else last_moment(session)
    facts = NoticeFacts(session.answers, session.ids, session.decision_id, entries, at, signed)
    try:
        return compose_notice(facts, asked), of_what(facts, asked), facts
    except NoNotice as error:
        raise Trouble(str(error)) from error
