"""Questions that are not asked: those of things the contract has not, and those another answer makes pointless."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.follows import follows
from des_decider.decision.ids import NOTED_BY_THE_PROGRAM, Ids
from des_decider.decision.vote import REASON, count_votes, recused
from des_decider.worksheet.months import counts_from_the_start
from des_decider.worksheet.of_the_contract import is_of

if TYPE_CHECKING:
    from des_decider.decision.answers import Answers


def has_some(table: str, answers: Answers) -> bool:
    """Whether it was said that a table has rows: in so many words, by beginning one, or by a number as a whole."""
    if (none := answers.yes(f"{table}.none")) is not None:
        return not none
    as_a_whole = {"home": "home.whole.beds", "workforce": "workforce.whole.wte"}.get(table, "")
    return (answers.likely(as_a_whole) or 0) > 0 or any(
        id_.startswith(f"{table}.") and id_.count(".") == 2 and ".whole." not in id_ for id_ in answers
    )


def _in_homes(head: str, rest: str, ids: Ids) -> bool:
    """Whether work is that of the service in the homes."""
    services, name = ids.worksheet.services, rest.partition(".")[0]
    return head == "service" and name in services and services[name].in_homes


def is_of_no_month(id_: str, ids: Ids) -> bool:
    """Whether it asks about months before those that count, and there are none; another window may have some."""
    return id_ == "workforce.claimed_before" and counts_from_the_start(ids.worksheet)


def not_asked(id_: str, answers: Answers, ids: Ids) -> bool:
    """Whether a question is pointless; one that is answered is shown all the same."""
    if id_ in answers:
        return False
    if id_ in NOTED_BY_THE_PROGRAM or not is_of(id_, ids.worksheet) or is_of_no_month(id_, ids):
        return True
    if id_.startswith("came."):
        return follows(answers) is None
    if question := ids.question(id_):
        return question.without is not None and has_some(question.without, answers)
    head, _, rest = id_.partition(".")
    if id_.endswith(".falls_to_gps"):  # in the homes posts may work, too
        meant, homes = answers.estimate(f"{head}.{rest.partition('.')[0]}.post_hours"), _in_homes(head, rest, ids)
        return meant is not None and meant.high == 0 and not homes
    if rest.split(".")[0] == "whole" and head in {"home", "workforce"}:
        return answers.yes(f"{head}.none") is True or (
            rest != "whole" and answers.choice(f"{head}.by", "whole") == "rows"
        )
    if rest == "none":
        as_a_whole = answers.choice(f"{head}.by", "whole") == "whole"
        return has_some(head, answers) or (as_a_whole and any(given.startswith(f"{head}.whole.") for given in answers))
    if head == "director" and rest != "ours":
        own_time = answers.choice("director.paid_to") == "person" and rest != "paid_to"
        return answers.yes("director.ours") is False or own_time
    if head == "threshold" and id_.endswith(".set_by"):
        return not any(f"{id_.removesuffix('set_by')}{limit}" in answers for limit in ("green", "amber"))
    if id_ == "workforce.area":  # as a whole, what can be claimed for a post is answered itself
        return answers.yes("workforce.none") is True or answers.choice("workforce.by") != "rows"
    if id_ == "workforce.claimed_before":
        return answers.yes("workforce.none") is True
    if id_.endswith(".reaches_practice"):
        return answers.text("network.split") != "by_stream"
    if id_ == REASON:  # whoever was asked before the vote would have been told how it should go
        return count_votes(answers).outcome is None
    if id_ == "vote.quorum_counts_recused":
        return not any(recused(answers, partner) for partner in answers.partners())
    if id_ == "vote.chair":
        return id_ not in count_votes(answers).needs
    return False
