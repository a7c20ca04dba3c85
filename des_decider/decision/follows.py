"""What a decision follows: the decision before it, by its id, practice, worksheet and seal."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.wording import visible

if TYPE_CHECKING:
    from des_decider.decision.answers import Answers


class Follows(NamedTuple):
    """The decision before: its id, whose it was, what its worksheet is called, and the SHA-256 of its seal.toml."""

    decision: str
    practice: str
    worksheet: str
    seal: str

    @property
    def in_words(self) -> str:
        """“the decision of Creek Road Surgery on …, reference 1a2b3c4d”, as people find it."""
        return visible(
            f"the decision of {self.practice or 'a practice'} on {self.worksheet}, reference {self.decision[:8]}"
        )


def follows(answers: Answers) -> Follows | None:
    """What these answers say they follow; None where they follow nothing."""
    found = Follows(*(answers.text(f"follows.{which}") for which in Follows._fields))
    return found if found.decision else None


def noted(which: Follows) -> dict[str, str]:
    """The answers by which a new decision names what it follows."""
    return {f"follows.{name}": text for name, text in which._asdict().items()}
