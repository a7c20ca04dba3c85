"""What lists show of a decision, in a few words and days: kept beside its answers, so that nobody has to open it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction

    from des_decider.decision.follows import Follows
    from des_decider.decision.what_is_due import MayBeDue


class Summary(NamedTuple):
    """One decision as it stood when it was last saved, or signed off; it hangs on no day.

    `begun` says that anything beside the practice's name was answered, and `blocking` has the ids that stand before
    sign-off. `option` is the option put, in words, and `vote` what came of it, empty where it is not counted.
    `this_year` and `full_year` are what signing up comes to against opting out, in pounds, None where nobody knows.
    """

    decision: str
    practice: str
    worksheet: str
    year: str
    begun: bool
    signed_off: bool
    option: str
    vote: str
    this_year: Fraction | None
    full_year: Fraction | None
    decide_by: date | None
    blocking: tuple[str, ...]
    follows: Follows | None
    filed_at: str
    kept_by: str
    keep_until: date | None
    may_be_due: tuple[MayBeDue, ...]
