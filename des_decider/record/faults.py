"""A fault of the program, told in one sentence and a report; and what the program did last, which the report tells."""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING

from des_decider.record.stamps import now, time_of

if TYPE_CHECKING:
    from datetime import datetime


class LastActions(deque[str]):
    """The last actions, by names of ours or by ids, never what was typed; a fault can come from anywhere.

    `saved_at` is when the decision at hand was last saved: None where none was opened.
    """

    saved_at: datetime | None = None


LAST_ACTIONS = LastActions(maxlen=40)


class Fault(Exception):
    """A fault that is reported already; its text is the sentence that says so."""


def reported(error: BaseException, doing: str) -> str:
    """Write the report of a fault that came while `doing` something, and give the sentence.

    Never raises: where no report can be written the sentence says why.
    """
    saved = saved_words() or "every answer given is saved"
    return f"a fault of the program {doing}; {saved}; {_report(error, doing, now())}"


def saved_words() -> str:
    """Up to when answers are saved; empty where no decision was opened."""
    last = LAST_ACTIONS.saved_at
    return f"answers up to {time_of(last, now())} are saved" if last else ""


def _report(error: BaseException, doing: str, at: datetime) -> str:
    """Where the report is, or why there is none."""
    from des_decider.storage.fault_reports import write_report
    from des_decider.storage.safely import StorageFault

    try:
        return f"a report of it, without answers, is in {write_report(error, doing, tuple(LAST_ACTIONS), at)}"
    except StorageFault as why:
        return f"no report could be written: {why}"
    except Exception:  # noqa: BLE001 - a second fault must not hide the first
        return "no report could be written"
