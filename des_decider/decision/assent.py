"""Who declines to confirm the decision, and why; who confirms it is known only when it is sealed."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from des_decider.decision.answers import Answers


def declined(answers: Answers) -> dict[int, str]:
    """The reason of each partner who declines to confirm, by serial, in order."""
    reasons = ((row, answers.text(f"assent.{row}.declined")) for row in answers.partners())
    return {row: reason for row, reason in reasons if reason}
