"""What stands before sign-off: each thing in a sentence, with the id where it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.order import order_of
from des_decider.decision.to_confirm import by_section
from des_decider.decision.vote import REASON, given_before_put, what_is_put
from des_decider.decision.wording import count_of
from des_decider.record.leaning_shown import AFTERWARDS_ANYWAY
from des_decider.record.quick_look import quick_look_open
from des_decider.record.words import label, spoken
from des_decider.worksheet.inputs_and_tables import OPTION

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.leaning_words import Kind
    from des_decider.decision.answers import Answers
    from des_decider.decision.contradictions import Contradiction
    from des_decider.decision.ids import Ids
    from des_decider.decision.vote import Result


class Blocker(NamedTuple):
    """One thing that blocks sign-off: the id to answer, and a sentence that names it."""

    id: str
    words: str


def blockers(
    appraisal: Appraisal, vote: Result, contradicting: Iterable[Contradiction], other_way: bool | None
) -> tuple[Blocker, ...]:
    """What sign-off needs and does not have: the quick look, the question, the vote and the decision sentence.

    Where the answers lean the `other_way` it needs the reason, too, and while that is not known it waits for it. What
    came over from the decision before blocks until it is confirmed. A contradiction blocks until it is settled or a
    reason is given for it.
    """
    asked = ("decision.question", *vote.needs, "decision.sentence")
    lacking = [id_ for id_ in asked if id_ in vote.needs or id_ not in appraisal.book.answers]
    open_ids = (*quick_look_open(appraisal), *lacking)
    found = {id_: Blocker(id_, f"Not answered: {appraisal.book.label(id_)}.") for id_ in open_ids}
    for id_ in (f"vote.{one.partner}.position" for one in vote.votes if one.stand == "to confirm"):
        put = f"recorded before {what_is_put(appraisal.book.answers)} was put as it stands now"
        found[id_] = Blocker(id_, f"To be confirmed or taken back: {appraisal.book.label(id_)}, {put}.")
    if vote.outcome == "no quorum":
        found["vote.quorum"] = Blocker("vote.quorum", "The quorum is not met, so nothing is decided.")
    if other_way is not False:
        found[REASON] = Blocker(REASON, _WITHOUT_REASON if other_way else _NOT_KNOWN_YET)
    for section, ids in by_section(appraisal.book.answers, appraisal.book.ids).items():
        title, counted = appraisal.book.worksheet.section_title(section), count_of(len(ids), "answer")
        words = f"To be confirmed: {counted} from last time in “{title}”, first {appraisal.book.label(ids[0])}."
        found[ids[0]] = Blocker(ids[0], words)
    for one in contradicting:
        if not one.reason:
            found[one.id] = Blocker(one.id, f"{one.words} Change an answer, or give the reason as a note on this one.")
    return tuple(found.values())


def without_why_not(answers: Answers) -> list[str]:
    """The options not put of which nobody wrote why they were not chosen: nobody waits for it."""
    put = answers.text("decision.option")
    return [words for key, words in OPTION.items() if put and key != put and f"option.{key}.why_not" not in answers]


_WITHOUT_REASON = "The answers lean against the option put: the partners say why, in their own words."
_NOT_KNOWN_YET = "Whether the answers lean against the option put is being worked out; that takes a moment."


def needs_reason(appraisal: Appraisal, vote: Result, decision_id: str, *, at_once: bool) -> bool | None:
    """Whether a reason is missing as the option put goes the other way than the answers lean; only after the vote.

    To work out how they lean takes some tenths of a second: None where it is wanted `at_once` and is not known.
    """
    answers = appraisal.book.answers
    given = REASON in answers and not given_before_put(REASON, answers)
    if vote.outcome != "carried" or not answers.text("decision.option") or given:
        return False
    if at_once and _hangs_on(appraisal, decision_id) not in _last_known:
        return None
    from des_decider.appraisal.leaning import other_way  # of no use before the vote, and slow to load

    return other_way(_leaning(appraisal, decision_id), answers.text("decision.option"))


def reason_counts(appraisal: Appraisal, vote: Result, decision_id: str, *, at_once: bool) -> bool | None:
    """Whether the reason given is one for what was decided: that was carried, and the answers do not lean to it.

    A mind can change once the reason is written; the memo then leaves it out. None as `needs_reason` gives it.
    """
    answers = appraisal.book.answers
    if vote.outcome != "carried" or REASON not in answers or given_before_put(REASON, answers):
        return False
    if at_once and _hangs_on(appraisal, decision_id) not in _last_known:
        return None
    from des_decider.appraisal.leaning import other_way  # as above

    kind = _leaning(appraisal, decision_id)
    return kind == "finely balanced" or other_way(kind, answers.text("decision.option"))


_last_known: dict[object, Kind] = {}
"""Which way the answers lean that were looked at last, by those that it can hang on."""


def know_leaning(appraisal: Appraisal, decision_id: str, kind: Kind) -> None:
    """Keep which way answers lean, by their ranges, where that was worked out, so that no case is drawn again."""
    _last_known.clear()
    _last_known[_hangs_on(appraisal, decision_id)] = kind


def _leaning(appraisal: Appraisal, decision_id: str) -> Kind:
    """Which way answers lean: to draw cases takes some tenths of a second, and what follows the vote moves nothing."""
    if (known := _last_known.get(_hangs_on(appraisal, decision_id))) is not None:
        return known
    from des_decider.appraisal.simulation import seed_of
    from des_decider.appraisal.turning import leaning_by_ranges

    kind = leaning_by_ranges(appraisal, seed_of(decision_id))
    know_leaning(appraisal, decision_id, kind)
    return kind


def _hangs_on(appraisal: Appraisal, decision_id: str) -> object:
    """The answers that a leaning can hang on, and the decision they are of."""
    answers = appraisal.book.answers.items()
    given = tuple(one for id_, one in answers if id_.partition(".")[0] not in AFTERWARDS_ANYWAY)
    return given, appraisal.book.ids, decision_id


def to_do(blocking: Iterable[Blocker], drafts: Mapping[str, str]) -> int:
    """How many things stand before sign-off; a text typed for what is missing is one thing with it."""
    return len({blocker.id for blocker in blocking} | drafts.keys())


def not_given(drafts: Mapping[str, str], ids: Ids) -> tuple[Blocker, ...]:
    """Every text that was typed and not given: none of them is sealed, so none may be left to be missed later."""
    return tuple(
        Blocker(id_, f"Typed and not given: {label(id_, ids)}: “{spoken(drafts[id_], None)}”. Give it or empty it.")
        for id_ in sorted(drafts, key=order_of(ids.worksheet))
    )
