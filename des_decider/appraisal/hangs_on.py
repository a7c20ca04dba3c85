"""Everything the decision hangs on, worked out together: break-evens, the answers that matter, the cases drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from des_decider.appraisal.break_even_words import first_three, minutes_said, moved_alone, posts_stay_empty, said
from des_decider.appraisal.break_evens import break_evens, minutes_paid_for, posts_filled
from des_decider.appraisal.cancellation import never
from des_decider.appraisal.dependencies import ranged_ids
from des_decider.appraisal.findings import findings
from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.leaning import AFTER_THREE_MONTHS, Hanging, lean, weighed
from des_decider.appraisal.simulation import draws, seed_of, withheld
from des_decider.appraisal.tornado import matter_most, tornado
from des_decider.appraisal.turns_the_leaning import Judge, ends_of, turning, with_ranges

if TYPE_CHECKING:
    from collections.abc import Mapping

    from des_decider.appraisal.break_even_words import Said, Voice
    from des_decider.appraisal.break_evens import BreakEven, MinutesPaidFor, PostsFilled
    from des_decider.appraisal.cancellation import Stop
    from des_decider.appraisal.figures import Appraisal
    from des_decider.appraisal.leaning import Leaning
    from des_decider.appraisal.simulation import Draws, Spread
    from des_decider.appraisal.tornado import Bar
    from des_decider.appraisal.turns_the_leaning import Turning

MOST = 5
"""Answers that matter most, for those who give ranges."""


class HangsOn(NamedTuple):
    """What one decision hangs on; by horizon where it is a mapping of one.

    `most` are the ids of the answers that matter most, with a range or without. `withheld` says why nothing is said in
    tenths, empty where it may be said.
    """

    appraisal: Appraisal
    break_evens: Mapping[str, tuple[BreakEven, ...]]
    minutes: Mapping[str, MinutesPaidFor]
    posts: Mapping[str, PostsFilled | None]
    bars: Mapping[str, tuple[Bar, ...]]
    ranged: tuple[str, ...]
    drawn: Draws
    most: Mapping[str, tuple[str, ...]]
    withheld: Mapping[str, str]
    leaning: Leaning
    turning: Turning

    def first_three(self, horizon: str) -> tuple[BreakEven, ...]:
        """The break-evens that a partner can repeat from memory."""
        return first_three(self.break_evens[horizon])

    def said(self, horizon: str, break_even: BreakEven, voice: Voice = "you") -> Said:
        """One break-even as a sentence, with where the partners' own range lies."""
        return said(self.appraisal, horizon, break_even, voice)

    def moved_alone(self, horizon: str, voice: Voice = "you") -> str:
        """How those three are meant."""
        return moved_alone(self.first_three(horizon), voice)

    def posts_stay_empty(self, horizon: str, voice: Voice = "you") -> str:
        """What it means if no post is ever filled; empty where there are no posts or it is not known."""
        return posts_stay_empty(self.appraisal, horizon, self.posts[horizon], voice)

    def minutes_said(self, horizon: str, voice: Voice = "you") -> str:
        """The minutes a bed a month that the premium buys, beside those of the work that is paid for."""
        return minutes_said(self.minutes[horizon], voice)

    def spread(self, horizon: str) -> Spread | None:
        """The cases drawn for one horizon; None where its difference has no value."""
        return self.drawn.spreads.get(f"difference.{horizon}")

    @property
    def in_cases(self) -> bool:
        """Whether the spans of the differences are spoken of as 8 cases in 10; else they are by ranges so far.

        One table has both horizons, and one name.
        """
        return not any(self.withheld[key] and self.spread(key) is not None for key in HORIZONS)

    @property
    def counts_as_certain(self) -> str:
        """What such a span leaves out, in a sentence; empty where it is one of cases."""
        return "" if self.in_cases else "Answers without a range count as certain in it."


def hangs_on(appraisal: Appraisal, decision_id: str, *, stop: Stop = never) -> HangsOn:
    """Work it out: some tenths of a second, so never in the way of typing.

    The draws' seed follows from the decision's id, so one record gives the same numbers for ever. Raises `Stopped`.
    """
    judge = Judge(appraisal)
    among = judge.among
    found = {horizon: break_evens(appraisal, horizon, among=among, stop=stop) for horizon in HORIZONS}
    bars = {horizon: tornado(appraisal, horizon, among=among, stop=stop) for horizon in HORIZONS}
    drawn = draws(appraisal, seed_of(decision_id), also={AFTER_THREE_MONTHS: weighed(appraisal).after_three}, stop=stop)
    ranged = ranged_ids(appraisal)
    told = tuple(said(appraisal, "this_year", found_, "we").says for found_ in first_three(found["this_year"]))
    most = {
        key: tuple(mover.id for mover in matter_most(appraisal, key, MOST, among=among, stop=stop)) for key in HORIZONS
    }
    why = {horizon: withheld(appraisal, ids[:3]) for horizon, ids in most.items()}
    hung = Hanging(ends_of(drawn), len(ranged), told, withheld=any(why.values()))
    leaning = lean(appraisal, findings(appraisal), hung)
    return HangsOn(
        appraisal,
        found,
        {horizon: minutes_paid_for(appraisal, horizon) for horizon in HORIZONS},
        {horizon: posts_filled(appraisal, horizon, among=among) for horizon in HORIZONS},
        bars,
        ranged,
        drawn,
        most,
        why,
        leaning,
        with_ranges(turning(appraisal, judge=judge, stop=stop), appraisal, leaning.kind, decision_id, stop=stop),
    )
