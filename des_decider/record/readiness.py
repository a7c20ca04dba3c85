"""What stands before sign-off: each thing in a sentence, with the id where it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.assent import declined, who_assents
from des_decider.decision.names import plain_name
from des_decider.decision.order import order_of
from des_decider.decision.to_confirm import by_section
from des_decider.decision.vote import REASON, what_is_put
from des_decider.decision.wording import count_of, joined
from des_decider.record.change_words import label, spoken
from des_decider.record.quick_look import quick_look_open

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from des_decider.appraisal.figures import Appraisal
    from des_decider.decision.answers import Answers
    from des_decider.decision.contradictions import Contradiction
    from des_decider.decision.ids import Ids
    from des_decider.decision.vote import Result

_WITHOUT_REASON = "The answers lean against the option put: the partners say why, in their own words."
_NOT_KNOWN_YET = "Whether the answers lean against the option put is being worked out; that takes a moment."


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


def without_why_not(answers: Answers, ids: Ids) -> list[str]:
    """The options not put of which nobody wrote why they were not chosen: nobody waits for it."""
    put = answers.text("decision.option")
    others = ((key, words) for key, words in ids.options.items() if put and key != put)
    return [words for key, words in others if f"option.{key}.why_not" not in answers]


def unconfirmed(answers: Answers, vote: Result, assents: Iterable[str]) -> tuple[Blocker, ...]:
    """What is amiss with the names under the decision: whoever is still to assent, and names that are none."""
    partners = answers.partners()
    plain = {row: plain_name(name) for row, name in partners.items()}
    given = {plain_name(name) for name in assents}
    twice = [row for row in plain if list(plain.values()).count(plain[row]) > 1]
    found = [
        Blocker(f"partner.{row}.name", f"Two partners are called {partners[row]}; tell them apart by their names.")
        for row in twice
    ]
    gone = declined(answers)
    found += [
        Blocker(
            f"assent.{row}.declined",
            f"{partners[row]} declines to confirm, so that name is not taken: leave it out, or take the reason back.",
        )
        for row in gone
        if plain[row] in given
    ]
    known = joined(partners.values()) or "not named yet"
    found += [
        Blocker("assent", f"“{name}” is not a partner of this decision; the partners are {known}.")
        for name in assents
        if plain_name(name) not in plain.values()
    ]
    found += [
        Blocker("assent", f"{name} was present and has not confirmed the record.")
        for row, name in who_assents(answers, vote).items()
        if plain[row] not in given and row not in gone
    ]
    return tuple(found)


def to_do(blocking: Iterable[Blocker], drafts: Mapping[str, str]) -> int:
    """How many things stand before sign-off; a text typed for what is missing is one thing with it."""
    return len({blocker.id for blocker in blocking} | drafts.keys())


def not_given(drafts: Mapping[str, str], ids: Ids) -> tuple[Blocker, ...]:
    """Every text that was typed and not given: none of them is sealed, so none may be left to be missed later."""
    return tuple(
        Blocker(id_, f"Typed and not given: {label(id_, ids)}: “{spoken(drafts[id_], None)}”. Give it or empty it.")
        for id_ in sorted(drafts, key=order_of(ids.worksheet))
    )
