"""What became known only after the deadline counts, is shown and is asked about only where the partners say so."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from des_decider.decision.answers import Answers
    from des_decider.worksheet.model import Source


def left_out(origin: Source, answers: Answers) -> bool:
    """Whether a fact is left out: known only after the deadline, and later facts are not counted (the default)."""
    return not origin.known_at_deadline and answers.choice("facts.later") != "include"
