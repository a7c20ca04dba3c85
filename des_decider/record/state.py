"""A decision as it stands at one moment: figures, findings, vote and what is still open."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from des_decider.appraisal.findings import findings
from des_decider.appraisal.flags import flags
from des_decider.decision.agenda import agenda
from des_decider.decision.come_back import come_back
from des_decider.decision.contradictions import contradictions
from des_decider.decision.not_asked import not_asked
from des_decider.decision.vote import REASON, count_votes
from des_decider.record.quick_look import quick_look_of, quick_look_open
from des_decider.record.readiness import blockers
from des_decider.record.reason_asked import needs_reason, reason_counts
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.findings import Finding
    from des_decider.appraisal.flags import Flag
    from des_decider.decision.agenda import Entry
    from des_decider.decision.answers import Answers
    from des_decider.decision.come_back import ComeBack
    from des_decider.decision.contradictions import Contradiction
    from des_decider.decision.vote import Result
    from des_decider.record.quick_look import QuickLook
    from des_decider.record.readiness import Blocker
    from des_decider.record.session import Session
    from des_decider.worksheet.model import SectionId


@dataclass(frozen=True)
class State:
    """Everything that follows from the answers; `sealed` says whether the decision is signed off.

    What only some screens show is worked out when it is first asked for: an answer is felt at every key. Where all is
    wanted `at_once`, what takes some tenths of a second is not worked out at all.
    """

    answers: Answers
    appraisal: Appraisal
    vote: Result
    contradictions: tuple[Contradiction, ...]
    sealed: bool
    drafts: Mapping[str, str]
    decision_id: str
    at_once: bool = False

    @cached_property
    def findings(self) -> Mapping[str, Finding]:
        """What each section shows."""
        return findings(self.appraisal)

    @cached_property
    def flags(self) -> tuple[Flag, ...]:
        """What is to be looked at again."""
        return flags(self.appraisal)

    @cached_property
    def blocking(self) -> tuple[Blocker, ...]:
        """What stands before sign-off."""
        return blockers(self.appraisal, self.vote, self.contradictions, self.needs_reason)

    @cached_property
    def needs_reason(self) -> bool | None:
        """Whether the partners are to say why they decide otherwise than the answers lean; None where not known yet."""
        if self.sealed:
            return False
        return needs_reason(self.appraisal, self.vote, self.decision_id, at_once=self.at_once)

    @property
    def reason_counts(self) -> bool | None:
        """Whether the reason given for deciding so is one for what was decided; None where not known yet."""
        return reason_counts(self.appraisal, self.vote, self.decision_id, at_once=self.at_once)

    def agenda(self, section: SectionId, typed: Collection[str] = ()) -> tuple[Entry, ...]:
        """What a section asks: why the partners decide so only where the answers lean the other way."""
        entries = agenda(section, self.answers, self.appraisal.book.ids, typed)
        return tuple(one for one in entries if one.key != REASON or self._asks_for_reason(typed))

    def _asks_for_reason(self, typed: Collection[str]) -> bool:
        return REASON in typed or REASON in self.answers or bool(self.needs_reason)

    def still_asked(self, typed: Mapping[str, str]) -> dict[str, str]:
        """Of texts typed and not given, those whose question is asked: any other waits until it is asked again."""
        if not typed:
            return {}
        entries = [entry for section in SECTIONS for entry in self.agenda(section, typed)]
        asked = {id_ for entry in entries for row in entry.rows for id_ in row.ids}
        asked |= {id_ for entry in entries for id_ in (entry.key, entry.switch)}
        return {id_: text for id_, text in typed.items() if id_ in asked or _about(id_)}

    @property
    def quick_look_open(self) -> tuple[str, ...]:
        """The quick look's answers not given yet; none once every figure of the options is known."""
        return quick_look_open(self.appraisal)

    @property
    def quick_look(self) -> QuickLook:
        """What the quick look asks, and how much of it is given."""
        return quick_look_of(self.appraisal)

    @property
    def questions_open(self) -> tuple[str, ...]:
        """The discussion questions not answered yet."""
        ids = self.appraisal.book.ids
        asked = (f"question.{q}" for q in ids.worksheet.questions)
        return tuple(id_ for id_ in asked if id_ not in self.answers and not not_asked(id_, self.answers, ids))

    @property
    def come_back(self) -> tuple[ComeBack, ...]:
        """What the partners left open on purpose, in the meeting's order: why, with whom, and by when."""
        return come_back(self.answers, self.appraisal.book.ids)


def _about(id_: str) -> bool:
    """Whether it is said about a question or a section, which no agenda lists: a note, or a mark."""
    return id_.startswith(("note.", "open."))


def state_of(session: Session, *, at_once: bool = False) -> State:
    """Work out a decision as it stands."""
    answers, ids = session.answers, session.ids
    return State(
        answers, session.appraisal, count_votes(answers), contradictions(answers, ids),
        session.signed_off, dict(session.drafts), session.decision_id, at_once,
    )  # fmt: skip
