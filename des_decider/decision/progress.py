"""How far a section of the decision is, in one word and with what to come back to."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from des_decider.decision.come_back import ComeBack, come_back

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from des_decider.decision.agenda import Entry
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.worksheet.model import SectionId

Word = Literal["not started", "in progress", "to come back to", "completed"]


class Progress(NamedTuple):
    """One section: its word, how many answers it has of those waited for, and what is marked or wrong in it.

    What may be left out counts once it is answered, so that a section with all of them is completed.
    """

    word: Word
    answered: int
    asked: int
    back: tuple[ComeBack, ...]
    wrong: tuple[str, ...]


def progress(
    section: SectionId, entries: Iterable[Entry], answers: Answers, ids: Ids, wrong: Mapping[str, str],
    needed: Iterable[str] = (),
) -> Progress:  # fmt: skip
    """How far a section is. Questions with a default, and limits of one's own, are asked and not waited for.

    What the figures need of it is, also where it stands in a row that is not begun. What came over and is not
    confirmed is not done with.
    """
    closing = f"completed.{section}"
    asked = [id_ for entry in entries for id_ in entry.ids if id_ != closing]
    given = [id_ for id_ in asked if id_ in answers]
    needs = [id_ for id_ in needed if _section(id_, ids) == section]
    waited = {*needs, *(id_ for id_ in asked if id_ in answers or not ids.optional(id_))}
    marked = tuple(mark for mark in come_back(answers, ids) if _section(mark.id, ids) == section)
    amiss = tuple(id_ for id_ in wrong if _section(id_, ids) == section)
    said, unconfirmed = answers.yes(closing), any(answers[id_].to_confirm for id_ in given)
    word: Word = "in progress" if given else "not started"
    if marked or amiss:
        word = "to come back to"
    elif unconfirmed:
        word = "in progress"
    elif said or (said is None and waited and len(given) == len(waited)):
        word = "completed"
    return Progress(word, len(given), len(waited), marked, amiss)


def _section(id_: str, ids: Ids) -> str | None:
    """The section of a question, or the section itself."""
    found = ids.field(id_)
    return found.section if found else id_
