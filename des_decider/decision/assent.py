"""Who is to confirm the decision by name, and who declines and why; who confirms is known only when it is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.vote import is_present

if TYPE_CHECKING:
    from des_decider.decision.answers import Answers
    from des_decider.decision.vote import Result


def declined(answers: Answers) -> dict[int, str]:
    """The reason of each partner who declines to confirm, by serial, in order."""
    reasons = ((row, answers.text(f"assent.{row}.declined")) for row in answers.partners())
    return {row: reason for row, reason in reasons if reason}


def who_assents(answers: Answers, vote: Result) -> dict[int, str]:
    """Those present who could vote, by row: each of them assents or declines.

    Whoever left the room or only spoke may do either and need not.
    """
    could_vote = {v.partner: v.name for v in vote.votes if v.stand != "recused"}
    return {row: name for row, name in could_vote.items() if is_present(answers, row)}
