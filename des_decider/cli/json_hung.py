"""The part of `show --json` that says what the decision hangs on, and what the answers suggest together."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from des_decider.appraisal.hangs_on import HORIZONS
from des_decider.appraisal.simulation import in_tenths
from des_decider.decision.wording import round_half_up

if TYPE_CHECKING:
    from fractions import Fraction

    from des_decider.appraisal.break_evens import BreakEven
    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.memo.facts import LeaningShown


def as_text(value: Fraction | None, unit: str) -> str | None:
    """A number as a decimal string: money to two places, everything else to four."""
    return None if value is None else str(round_half_up(value, 2 if unit.startswith("£") else 4))


def hangs_on_form(hung: HangsOn) -> dict[str, Any]:
    """Break-evens, tornado, how sure and minutes by horizon; the seed as text, since many readers round it."""
    return {
        **{horizon: _of_horizon(hung, horizon) for horizon in HORIZONS},
        "seed": str(hung.drawn.seed),
        "ranged": list(hung.ranged),
    }


def leaning_form(hung: HangsOn, shown: LeaningShown) -> dict[str, Any]:
    """The leaning with its parts. It anchors the room: whoever shows it before the first round should know that."""
    leaning = hung.leaning
    return {
        "kind": leaning.kind,
        "headline": leaning.headline,
        "sentences": list(leaning.sentences),
        "because": list(leaning.because),
        "unless": list(leaning.unless),
        "hangs_on": list(leaning.hangs_on),
        "beside": list(leaning.beside),
        "missing": list(leaning.missing),
        "turning": {
            "kind_at_likely": hung.turning.kind,
            "changes": [
                {
                    "id": turn.id,
                    "answer": turn.text,
                    "kind": turn.kind,
                    "part": as_text(turn.part, ""),
                    "says": turn.says,
                }
                for turn in hung.turning.turns
            ],
        },
        "shown": shown.shown,
        "first_shown": shown.at and shown.at.isoformat(),
        "changed_afterwards": None if shown.changed is None else list(shown.changed),
    }


def _of_horizon(hung: HangsOn, horizon: str) -> dict[str, Any]:
    minutes = hung.minutes[horizon]
    return {
        "break_evens": [_break_even(hung, horizon, found) for found in hung.break_evens[horizon]],
        "first_three": [found.id for found in hung.first_three(horizon)],
        "posts_stay_empty": hung.posts_stay_empty(horizon) or None,
        "tornado": [
            {
                "id": bar.id, "label": bar.label,
                **{name: as_text(value, "£") for name, value in (
                    ("at_low", bar.at_low), ("at_high", bar.at_high), ("width", bar.width),
                )},
            }
            for bar in hung.bars[horizon]
        ],
        "how_sure": _how_sure(hung, horizon),
        "minutes": {
            "bought": as_text(minutes.bought, "minutes"), "worked": as_text(minutes.worked, "minutes"),
            "needs": list(minutes.needs), "says": hung.minutes_said(horizon),
        },
    }  # fmt: skip


def _break_even(hung: HangsOn, horizon: str, found: BreakEven) -> dict[str, Any]:
    said = hung.said(horizon, found)
    low, likely, high = (as_text(value, found.unit) for value in (found.low, found.likely, found.high))
    return {
        "id": found.id,
        "label": found.label,
        "unit": found.unit,
        "values": [as_text(value, found.unit) for value in found.values],
        "intervals": [[as_text(end, found.unit) for end in interval] for interval in found.intervals],
        "low": low,
        "likely": likely,
        "high": high,
        "searched": [as_text(end, found.unit) for end in found.searched],
        "needs": list(found.needs),
        "says": said.says,
        "yours": said.yours,
    }


def _how_sure(hung: HangsOn, horizon: str) -> dict[str, Any]:
    """Nothing is given while it is withheld: a number that may not be said is not printed for a script to say."""
    spread, why = hung.spread(horizon), hung.withheld[horizon]
    if spread is None or why:
        why = why if spread is not None else "The difference is not known."
        return {"p10": None, "p50": None, "p90": None, "worse_in_tenths": None, "withheld": why}
    p10, p50, p90 = (as_text(value, "£") for value in (spread.p10, spread.p50, spread.p90))
    return {"p10": p10, "p50": p50, "p90": p90, "worse_in_tenths": in_tenths(spread), "withheld": None}
