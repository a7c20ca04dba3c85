"""What stands before sign-off: each thing in a sentence, with the id where it is mended."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.order import order_of
from des_decider.record.words import label, spoken

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from des_decider.appraisal.figures import Appraisal
    from des_decider.decision.ids import Ids
    from des_decider.decision.vote import Result


class Blocker(NamedTuple):
    """One thing that blocks sign-off: the id to answer, and a sentence that names it."""

    id: str
    words: str


def quick_look_open(appraisal: Appraisal) -> tuple[str, ...]:
    """The quick look's answers still needed for the options, in its order; then what those given call for.

    One of a group of hours stands for the group, and the partners are always asked for.
    """
    needs = set(appraisal.needs(appraisal.of_the_options))
    ids = appraisal.book.ids
    listed = [id_ for id_ in appraisal.book.worksheet.quick_look if needs & set(ids.group(id_))]
    if listed:
        return tuple(listed + [id_ for id_ in sorted(needs) if id_.startswith("partner.")])
    return _asked_first(needs, ids)


def _asked_first(needs: set[str], ids: Ids) -> tuple[str, ...]:
    """What to ask for first: one of a group, and what falls to GPs only once there are hours of posts."""
    place = order_of(ids.worksheet)
    first: dict[str, str] = {}
    for id_ in sorted(needs, key=place):
        stem, _, last = id_.rpartition(".")
        if last == "falls_to_gps" and f"{stem}.post_hours" in needs:
            continue
        first.setdefault(ids.group(id_)[0], id_)
    return tuple(first.values())


def blockers(appraisal: Appraisal, vote: Result) -> tuple[Blocker, ...]:
    """What sign-off needs and does not have: the quick look, the question, the vote and the decision sentence."""
    asked = ("decision.question", *vote.needs, "decision.sentence")
    lacking = [id_ for id_ in asked if id_ in vote.needs or id_ not in appraisal.book.answers]
    open_ids = (*quick_look_open(appraisal), *lacking)
    found = {id_: Blocker(id_, f"Not answered: {appraisal.book.label(id_)}.") for id_ in open_ids}
    if vote.outcome == "no quorum":
        found["vote.quorum"] = Blocker("vote.quorum", "The quorum is not met, so nothing is decided.")
    return tuple(found.values())


def to_do(blocking: Iterable[Blocker], drafts: Mapping[str, str]) -> int:
    """How many things stand before sign-off; a text typed for what is missing is one thing with it."""
    return len({blocker.id for blocker in blocking} | drafts.keys())


def not_given(drafts: Mapping[str, str], ids: Ids) -> tuple[Blocker, ...]:
    """Every text that was typed and not given: none of them is sealed, so none may be left to be missed later."""
    return tuple(
        Blocker(id_, f"Typed and not given: {label(id_, ids)}: “{spoken(drafts[id_], None)}”. Give it or empty it.")
        for id_ in sorted(drafts, key=order_of(ids.worksheet))
    )
