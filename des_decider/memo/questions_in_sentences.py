"""Questions for discussion as a memo tells them: each with its answer in a sentence, what it weighs and who said it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.findings import weighs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from des_decider.appraisal.finding_words import Colour
    from des_decider.memo.figure_words import Words
    from des_decider.worksheet.model import Question, SectionId, Side

_WEIGHS: dict[Colour, str] = {"red": "blocker", "amber": "concern", "green": ""}
"""What an answer weighs, in words; the weightiest first."""
_ABOUT: dict[Side, str] = {"sign_up": "signing up", "opt_out": "opting out", "both": "either choice"}


def answered(words: Words, section: SectionId) -> list[Question]:
    """A section's questions that are answered, the weightiest first."""
    asked = (q for q in words.worksheet.questions.values() if q.section == section)
    return weightiest_first(words, (q for q in asked if f"question.{q.id}" in words.answers))


def weightiest_first(words: Words, questions: Iterable[Question]) -> list[Question]:
    """Blockers, then concerns, then the others, each in the order of the meeting."""
    return sorted(questions, key=lambda q: list(_WEIGHS).index(colour(words, q)))


def colour(words: Words, question: Question) -> Colour:
    """What the answer to a question weighs; one that is not answered weighs nothing."""
    return weighs(question, words.answers.text(f"question.{question.id}"))


def about(question: Question) -> str:
    """Which choice the answer to a question speaks of."""
    return _ABOUT[question.weighs_on]


def in_a_sentence(words: Words, question: Question, *, weight: bool = True) -> str:
    """The question, its answer and the note on it as written; then what it weighs, on which side, and who said it."""
    id_ = f"question.{question.id}"
    said = f"{question.text} {words.cell(id_).rstrip('.')}."
    if notes := words.notes(id_):
        said += f" {notes}"
    weighs_as = _WEIGHS[colour(words, question)] if weight else ""
    beside = [f"{weighs_as} about {about(question)}"] if weighs_as else []
    beside += [f"said by {sayer}"] if (sayer := words.said_by(id_)) else []
    return f"{said} ({'; '.join(beside)})" if beside else said
