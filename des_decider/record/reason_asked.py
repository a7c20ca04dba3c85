"""Whether partners are asked why they decide otherwise than the answers lean, and whether a reason given counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.vote import REASON, given_before_put
from des_decider.record.leaning_shown import AFTERWARDS_ANYWAY

if TYPE_CHECKING:
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.leaning_words import Kind
    from des_decider.decision.answers import Answers
    from des_decider.decision.vote import Result


def needs_reason(appraisal: Appraisal, vote: Result, decision_id: str, *, at_once: bool) -> bool | None:
    """Whether a reason is missing as the option put goes the other way than the answers lean; only after the vote.

    To work out how they lean takes some tenths of a second: None where it is wanted `at_once` and is not known.
    """
    answers = appraisal.book.answers
    if vote.outcome != "carried" or not answers.text("decision.option") or _given(answers):
        return False
    if (kind := _leaning(appraisal, decision_id, at_once=at_once)) is None:
        return None
    from des_decider.appraisal.leaning import other_way  # of no use before the vote, and slow to load

    return other_way(kind, answers.text("decision.option"))


def reason_counts(appraisal: Appraisal, vote: Result, decision_id: str, *, at_once: bool) -> bool | None:
    """Whether the reason given is one for what was decided: that was carried, and the answers do not lean to it.

    A mind can change once the reason is written; the memo then leaves it out. None as `needs_reason` gives it.
    """
    answers = appraisal.book.answers
    if vote.outcome != "carried" or not _given(answers):
        return False
    if (kind := _leaning(appraisal, decision_id, at_once=at_once)) is None:
        return None
    from des_decider.appraisal.leaning import other_way  # as above

    return kind == "finely balanced" or other_way(kind, answers.text("decision.option"))


def _given(answers: Answers) -> bool:
    """Whether a reason stands that is about what is put now."""
    return REASON in answers and not given_before_put(REASON, answers)


_last_known: dict[object, Kind] = {}
"""Which way the answers lean that were looked at last, by those that it can hang on."""


def know_leaning(appraisal: Appraisal, decision_id: str, kind: Kind) -> None:
    """Keep which way answers lean, by their ranges, where that was worked out, so that no case is drawn again."""
    _last_known.clear()
    _last_known[_hangs_on(appraisal, decision_id)] = kind


def _leaning(appraisal: Appraisal, decision_id: str, *, at_once: bool) -> Kind | None:
    """Which way answers lean: to draw cases takes some tenths of a second, and what follows the vote moves nothing."""
    known = _last_known.get(_hangs_on(appraisal, decision_id))
    if known is not None or at_once:
        return known
    from des_decider.appraisal.turns_the_leaning import leaning_by_ranges

    kind = leaning_by_ranges(appraisal, decision_id)
    know_leaning(appraisal, decision_id, kind)
    return kind


def _hangs_on(appraisal: Appraisal, decision_id: str) -> object:
    """The answers that a leaning can hang on, and the decision they are of."""
    answers = appraisal.book.answers.items()
    given = tuple(one for id_, one in answers if id_.partition(".")[0] not in AFTERWARDS_ANYWAY)
    return given, appraisal.book.ids, decision_id
