"""What a memo is composed from: one decision, its figures, its vote, and how far it is signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.wording import count_of, moment

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.appraisal.snapshot import LastTime
    from des_decider.decision.redactions import Redaction
    from des_decider.decision.vote import Result


@dataclass(frozen=True, slots=True)
class Assent:
    """A partner's name as typed under the sentence read back, and when, as this computer's clock stated it."""

    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Signed:
    """The sign-off: when, who assented, and the SHA-256 of the sealed answers that paper anchors."""

    at: datetime
    assents: tuple[Assent, ...]
    answers_sha256: str


class LeaningShown(NamedTuple):
    """Whether the partners were shown the leaning, when first, and the ids of the answers changed afterwards.

    `at` is None where it is not recorded when; `changed` is None where the history that would tell is lost.
    """

    shown: bool = False
    at: datetime | None = None
    changed: tuple[str, ...] | None = ()

    def said(self, label: Callable[[str], str]) -> str:
        """When the partners first saw it, and which answers are not what they were then."""
        if not self.shown:
            return "The record does not say that it was shown before the vote; after the vote it is open to all."
        first = f"It was first shown on {moment(self.at)}." if self.at else "It was shown; when is not recorded."
        if self.changed is None:
            return f"{first} Whether answers changed afterwards is not known, because the history is lost."
        if not self.changed:
            return f"{first} No answer behind it changed afterwards."
        labels = dict.fromkeys(label(id_) for id_ in self.changed)
        return f"{first} Afterwards {count_of(len(labels), 'answer')} changed: {'; '.join(labels)}."


NOT_SHOWN = LeaningShown()


@dataclass(frozen=True, slots=True)
class MemoFacts:
    """Everything a memo says comes from here; it reads no clock and no file.

    `hangs_on` is worked out from the same `appraisal`. `worksheet_sha256` has the digest of each file of the
    worksheet. `moment` is the time of the record's last change. `blocking` says what stands before sign-off, in
    sentences; without `signed` the memo is a draft. `last_time` is the decision that this one follows. `redactions` say
    which texts were taken out of the record.
    """

    appraisal: Appraisal
    hangs_on: HangsOn
    vote: Result
    decision_id: str
    last_change: int
    moment: datetime
    worksheet_sha256: Mapping[str, str]
    program: str
    blocking: tuple[str, ...] = ()
    signed: Signed | None = None
    leaning_shown: LeaningShown = NOT_SHOWN
    last_time: LastTime | None = None
    redactions: tuple[Redaction, ...] = ()
