"""What is made of a signed decision to be sent, filed or kept in a calendar, each in its folder under a free name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

from des_decider.decision.afterwards import standing
from des_decider.decision.deadline import decide_by
from des_decider.decision.wording import day
from des_decider.memo.formats import as_bytes
from des_decider.memo.notice import worksheet_says
from des_decider.record.calendar_file import calendar_file
from des_decider.record.memo_files import compose, why_no_memo
from des_decider.record.notice import notice
from des_decider.record.sequel import sequel
from des_decider.record.where_to_write import free
from des_decider.storage.safely import write_safely
from des_decider.storage.trouble import Trouble

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path

    from des_decider.decision.worksheet_says import AuthorSays
    from des_decider.memo.notice import NoticeFacts, Of
    from des_decider.record.session import Session


class Kind(NamedTuple):
    """One thing that can be made: its name, which its file has too, the file's ending, and what it is in words."""

    name: Literal["notice", "days", "minutes", "sequel"]
    ending: str
    words: str


TO_SEND = (
    Kind("notice", "docx", "the notice to the commissioner, in Word"),
    Kind("days", "ics", "what is due, with its days, for a calendar"),
    Kind("minutes", "docx", "what the minutes of the meeting take over, in Word"),
    Kind("sequel", "pdf", "what came after and what is due, on a page (PDF)"),
)
"""All that is offered, first what is sent first."""


class Made(NamedTuple):
    """A file that was written, what the worksheet says of it, to be read first, and what else is to be known of it."""

    path: Path
    read_first: tuple[AuthorSays, ...] = ()
    notes: tuple[str, ...] = ()


def make(session: Session, kind: Kind, today: date) -> Made:
    """Write it where nothing is called so: one that was sent, or written in by hand, stays as it is.

    Raises Trouble where there is none of this decision, or the disk refuses.
    """
    path = free(session.folder, kind.name, kind.ending)
    made = Made(path)
    match kind.name:
        case "notice":
            document, of, facts = notice(session, None)
            data = as_bytes(document, "docx")
            made = Made(path, tuple(worksheet_says(facts, of)), tuple(to_know(facts, of, today)))
        case "days":
            data = calendar_file(session)
        case "minutes":
            if why := why_no_memo(session.folder):
                raise Trouble(why)
            data = as_bytes(compose(session).minutes, "docx")
        case "sequel":
            data = as_bytes(sequel(session), "pdf")
        case _:
            assert_never(kind.name)
    write_safely(path, data)
    return made


def to_know(facts: NoticeFacts, of: Of, today: date) -> Iterator[str]:
    """What somebody who is about to send a notice may overlook, in sentences without a full stop."""
    sent, last = standing(facts.entries).get(("notice_sent", "")), decide_by(facts.answers, facts.ids.worksheet)
    if sent is not None:
        yield f"a notice is noted as sent already, on {day(sent.on)}"
    elif last is not None and last < today:
        yield f"the commissioner was to hear by {day(last)}, which is over; ask whether a notice still counts"
    if of == "to-follow":
        yield "a condition is still open, so the letter says that a notice follows"
