"""The JSON of `show`: every figure with its working, findings and what is open, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from des_decider.appraisal.working import Workings
from des_decider.decision.vote import in_words
from des_decider.decision.wording import round_half_up

if TYPE_CHECKING:
    from fractions import Fraction

    from des_decider.appraisal.figures import Figure
    from des_decider.record.state import State


def as_json(state: State) -> dict[str, Any]:
    """The whole state; values are decimal strings, money to two places, everything else to four."""
    worksheet, workings = state.appraisal.book.worksheet, Workings(state.appraisal)
    return {
        "practice": state.answers.text("practice.name"),
        "worksheet": {"id": worksheet.id, "title": worksheet.title, "edition": worksheet.edition},
        "signed_off": state.sealed,
        "figures": {id_: _figure(figure, workings) for id_, figure in state.appraisal.figures.items()},
        "findings": {
            section: {"colour": f.colour, "words": f.words, "figure": f.figure or None, "needs": list(f.needs)}
            for section, f in state.findings.items()
        },
        "flags": [{"id": flag.id, "words": flag.words} for flag in state.flags],
        "vote": {
            "outcome": state.vote.outcome, "words": [in_words(state.vote), *state.vote.words],
            "needs": list(state.vote.needs),
        },
        "open": {
            "quick_look": list(state.quick_look_open),
            "questions": list(state.questions_open),
            "left_open": {item.id: item.why for item in state.come_back},
            "come_back": [
                {"id": item.id, "why": item.why, "whom": item.whom, "when": item.when and item.when.isoformat()}
                for item in state.come_back
            ],
            "sign_off": [{"id": b.id, "words": b.words} for b in state.blocking],
            "drafts": dict(state.drafts),
        },
    }  # fmt: skip


def _figure(figure: Figure, workings: Workings) -> dict[str, Any]:
    def text(value: Fraction | None) -> str | None:
        return None if value is None else str(round_half_up(value, 2 if figure.unit == "£" else 4))

    return {
        "label": figure.label,
        "value": text(figure.value),
        "low": text(figure.low),
        "high": text(figure.high),
        "unit": figure.unit,
        "needs": list(figure.needs),
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
