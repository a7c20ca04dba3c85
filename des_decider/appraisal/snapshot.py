"""What one decision came to, in values and words that need its worksheet no more: to be kept, and to be compared."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.findings import findings
from des_decider.decision.display import answered
from des_decider.decision.ids import NOTED_BY_THE_PROGRAM
from des_decider.decision.order import order_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from fractions import Fraction

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.finding_words import Colour
    from des_decider.decision.ids import Ids
    from des_decider.decision.vote import Result, Stand

_BESIDE_ANSWERS = frozenset({"note", "open", "completed"})
"""What stands in the record beside the answers, by the first word of its id."""


class KeptFigure(NamedTuple):
    """One figure; None where it had no value, and `applies` says whether that was for want of an answer."""

    label: str
    unit: str
    value: Fraction | None
    applies: bool = True


class KeptFinding(NamedTuple):
    """What a section showed; no colour where too little was answered."""

    title: str
    colour: Colour | None


class KeptAnswer(NamedTuple):
    """One answer: what it was called, the text it was kept as, how people say that, and the note on it."""

    label: str
    text: str
    words: str
    note: str = ""


class Snapshot(NamedTuple):
    """One decision at one moment. `months` are those “this year” counted, 0 where they were not known."""

    decision: str
    practice: str
    worksheet: str
    months: int
    sentence: str
    figures: Mapping[str, KeptFigure]
    findings: Mapping[str, KeptFinding]
    answers: Mapping[str, KeptAnswer]
    stands: Mapping[str, Stand] = MappingProxyType({})
    """Each partner's part in the vote, by name."""
    ids: Ids | None = None
    """What its worksheet asks, where that is at hand."""

    def asks(self, id_: str) -> bool:
        """Whether its worksheet asks for an answer, as far as anybody can say."""
        return self.ids is None or self.ids.field(id_) is not None


class LastTime(NamedTuple):
    """The decision that another follows, as kept there.

    By id, `left` says why some answers did not come over, and `asked` how a question was put then that asks for an
    answer that did, in other words now.
    """

    was: Snapshot
    left: Mapping[str, str] = MappingProxyType({})
    asked: Mapping[str, str] = MappingProxyType({})


def snapshot(appraisal: Appraisal, vote: Result, decision_id: str) -> Snapshot:
    """A decision as it stands. What its contract has none of is not in it."""
    answers, sheet = appraisal.book.answers, appraisal.book.worksheet
    this_year = appraisal.book.this_year
    figures = (figure for figure in appraisal.figures.values() if figure.in_contract)
    listed = sorted((id_ for id_ in answers if _is_answer(id_)), key=order_of(sheet))
    return Snapshot(
        decision_id,
        answers.text("practice.name"),
        f"{sheet.title}, edition {sheet.edition}",
        0 if this_year.unknown else this_year.counted,
        answers.text("decision.sentence"),
        {f.id: KeptFigure(f.label, f.unit, f.value, f.not_applicable is None) for f in figures},
        {s: KeptFinding(sheet.section_title(s), finding.colour) for s, finding in findings(appraisal).items()},
        {id_: _kept(id_, appraisal) for id_ in listed},
        {one.name: one.stand for one in vote.votes},
        appraisal.book.ids,
    )


def without_the_vote(whole: Snapshot, ids: Ids) -> Snapshot:
    """What a decision that follows this one may keep: no vote, nothing said of it, and no declaration."""
    answers = {id_: kept for id_, kept in whole.answers.items() if _may_follow(id_, ids)}
    return whole._replace(answers=answers, stands={}, ids=None)


def _may_follow(id_: str, ids: Ids) -> bool:
    field = ids.field(id_)
    return field is not None and field.section != "decision"


def _is_answer(id_: str) -> bool:
    aside = id_.partition(".")[0] in _BESIDE_ANSWERS or (id_.startswith("question.") and id_.endswith(".note"))
    return not aside and id_ not in NOTED_BY_THE_PROGRAM


def _kept(id_: str, appraisal: Appraisal) -> KeptAnswer:
    answers, ids = appraisal.book.answers, appraisal.book.ids
    question = ids.question(id_)
    note = answers.text(f"{id_}.note" if question else f"note.{id_}")
    label = question.text if question else appraisal.book.label(id_)
    return KeptAnswer(label, answers.text(id_), answered(id_, answers, ids), note)
