"""The JSON of `show`: every figure with its working, findings and what is open, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from des_decider.appraisal.formulas.book import HORIZONS
from des_decider.appraisal.low_and_high import spans
from des_decider.appraisal.simulation import in_tenths
from des_decider.appraisal.working import Workings
from des_decider.decision.follows import follows
from des_decider.decision.vote import in_words
from des_decider.decision.wording import round_half_up
from des_decider.record.readiness import to_do

if TYPE_CHECKING:
    from fractions import Fraction

    from des_decider.appraisal.break_evens import BreakEven
    from des_decider.appraisal.figures import Figure
    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.appraisal.low_and_high import Span
    from des_decider.memo.facts import LeaningShown
    from des_decider.record.state import State


def as_json(state: State, hung: HangsOn, shown: LeaningShown) -> dict[str, Any]:
    """The whole state; values are decimal strings, money to two places, everything else to four.

    A figure with a value has a low and a high; null in their place is no end (docs/figures.md, low and high).
    """
    quick = state.quick_look
    worksheet, workings = state.appraisal.book.worksheet, Workings(state.appraisal)
    figures, ends = state.appraisal.figures.values(), spans(state.appraisal)
    return {
        "practice": state.answers.text("practice.name"),
        "worksheet": {"id": worksheet.id, "title": worksheet.title, "edition": worksheet.edition},
        "signed_off": state.sealed,
        "follows": which._asdict() if (which := follows(state.answers)) else None,
        "to_do": to_do(state.blocking, state.still_asked(state.drafts)),
        "quick_look": {"answered": quick.given, "asked": quick.asked},
        "figures": {figure.id: _figure(figure, ends.get(figure.id), workings) for figure in figures},
        "findings": {
            section: {"colour": f.colour, "words": f.words, "figure": f.figure or None, "needs": f.needs}
            for section, f in state.findings.items()
        },
        "flags": [flag._asdict() for flag in state.flags],
        "hangs_on": _hangs_on(hung),
        "leaning": _leaning(hung, shown),
        "vote": {
            "outcome": state.vote.outcome,
            "words": [in_words(state.vote), *state.vote.words],
            "needs": state.vote.needs,
        },
        "open": {
            "quick_look": quick.open,
            "questions": state.questions_open,
            "left_open": {item.id: item.why for item in state.come_back},
            "come_back": [item._asdict() | {"when": item.when and item.when.isoformat()} for item in state.come_back],
            "sign_off": [blocker._asdict() for blocker in state.blocking],
            "to_confirm": state.answers.to_confirm,
            "drafts": dict(state.drafts),
        },
    }


def _figure(figure: Figure, span: Span | None, workings: Workings) -> dict[str, Any]:
    return {
        "label": figure.label,
        "value": decimal(figure.value, figure.unit),
        "low": decimal(span.low, figure.unit) if span else None,
        "high": decimal(span.high, figure.unit) if span else None,
        "unit": figure.unit,
        "needs": figure.needs,
        "not_applicable": figure.not_applicable,
        "working": [
            {"text": line.text, "leads_to": line.leads_to or None, "depth": line.depth, "source": line.source or None}
            for line in workings.of(figure.id)
        ],
        "sources": [
            {"ref": o.ref, "text": o.text, "source": o.source or None, "read_in": o.read_in or None}
            for o in workings.origins(figure.id)
        ],
    }


def decimal(value: Fraction | None, unit: str) -> str | None:
    """A number as a decimal string: money to two places, everything else to four."""
    return None if value is None else str(round_half_up(value, 2 if unit.startswith("£") else 4))


def _hangs_on(hung: HangsOn) -> dict[str, Any]:
    """Break-evens, tornado, how sure and minutes by horizon; the seed as text, since many readers round it."""
    return {
        **{horizon: _of_horizon(hung, horizon) for horizon in HORIZONS},
        "seed": str(hung.drawn.seed),
        "ranged": hung.ranged,
    }


def _leaning(hung: HangsOn, shown: LeaningShown) -> dict[str, Any]:
    """The leaning with its parts. It anchors the room: whoever shows it before the first round should know that."""
    leaning = hung.leaning
    changes = [
        {"id": turn.id, "answer": turn.text, "kind": turn.kind, "part": decimal(turn.part, ""), "says": turn.says}
        for turn in hung.turning.turns
    ]
    return {
        "kind": leaning.kind,
        "headline": leaning.headline,
        "sentences": leaning.sentences,
        **leaning._asdict(),
        "turning": {"kind_at_likely": hung.turning.kind, "changes": changes},
        "shown": shown.shown,
        "first_shown": shown.at and shown.at.isoformat(),
        "changed_afterwards": shown.changed,
    }


def _of_horizon(hung: HangsOn, horizon: str) -> dict[str, Any]:
    minutes = hung.minutes[horizon]
    return {
        "break_evens": [_break_even(hung, horizon, found) for found in hung.break_evens[horizon]],
        "first_three": [found.id for found in hung.first_three(horizon)],
        "posts_stay_empty": hung.posts_stay_empty(horizon) or None,
        "tornado": [
            {
                "id": bar.id,
                "label": bar.label,
                "at_low": decimal(bar.at_low, "£"),
                "at_high": decimal(bar.at_high, "£"),
                "width": decimal(bar.width, "£"),
            }
            for bar in hung.bars[horizon]
        ],
        "how_sure": _how_sure(hung, horizon),
        "minutes": {
            "bought": decimal(minutes.bought, "minutes"),
            "worked": decimal(minutes.worked, "minutes"),
            "needs": minutes.needs,
            "says": hung.minutes_said(horizon),
        },
    }


def _break_even(hung: HangsOn, horizon: str, found: BreakEven) -> dict[str, Any]:
    said = hung.said(horizon, found)
    return {
        "id": found.id,
        "label": found.label,
        "unit": found.unit,
        "values": [decimal(value, found.unit) for value in found.values],
        "intervals": [[decimal(end, found.unit) for end in interval] for interval in found.intervals],
        "low": decimal(found.low, found.unit),
        "likely": decimal(found.likely, found.unit),
        "high": decimal(found.high, found.unit),
        "searched": [decimal(end, found.unit) for end in found.searched],
        "needs": found.needs,
        "says": said.says,
        "yours": said.yours,
    }


def _how_sure(hung: HangsOn, horizon: str) -> dict[str, Any]:
    """Nothing is given while it is withheld: a number that may not be said is not printed for a script to say."""
    spread, why = hung.spread(horizon), hung.withheld[horizon]
    if spread is None or why:
        why = why if spread is not None else "The difference is not known."
        return {"p10": None, "p50": None, "p90": None, "worse_in_tenths": None, "withheld": why}
    p10, p50, p90 = (decimal(value, "£") for value in (spread.p10, spread.p50, spread.p90))
    return {"p10": p10, "p50": p50, "p90": p90, "worse_in_tenths": in_tenths(spread), "withheld": None}
