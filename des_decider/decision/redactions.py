"""Texts taken out of a record before it was signed off: which, by whom, when and why; never what they said."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.changes import NAMES, reason_of
from des_decider.decision.wording import count_of, joined, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from des_decider.decision.changes import Change


class Redaction(NamedTuple):
    """What one redaction took out, each by what it goes by in a change; who did it, when and why.

    The last two may be empty: a name or a reason can be taken out itself, later.
    """

    about: tuple[str, ...]
    at: datetime
    by: str
    why: str

    def said(self, label: Callable[[str], str]) -> str:
        """“note on our registered list: taken out by Ann Reed on 19 May 2020, 19:42, because: it named a patient”."""
        what = joined(_called(one, label) for one in self.about)
        by = self.by or "somebody whose name was taken out later"
        why = f"because: {self.why}" if self.why else "for a reason that was taken out later"
        return f"{what}: taken out by {by} on {moment(self.at)}, {why}"


def redactions(changes: Iterable[Change]) -> tuple[Redaction, ...]:
    """Every redaction among some changes, the first first."""
    return tuple(
        Redaction(tuple(edit.id for edit in change.edits), change.at, change.by, change.why)
        for change in changes
        if change.kind == "redacted"
    )


def counted(done: Iterable[Redaction]) -> str:
    """How many texts were taken out: “2 texts were taken out”."""
    number = sum(len(one.about) for one in done)
    return f"{count_of(number, 'text')} {'was' if number == 1 else 'were'} taken out"


def _called(one: str, label: Callable[[str], str]) -> str:
    if one == NAMES:
        return "a name, wherever it stood as who typed or said something"
    return "the reason for an earlier redaction" if one.startswith(reason_of("")) else label(one)
