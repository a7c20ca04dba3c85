"""The JSON of `show`: every figure with its working, findings and what is open, as plain data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from des_decider.appraisal.working import Workings
from des_decider.cli.json_hung import as_text, hangs_on_form, leaning_form
from des_decider.decision.vote import in_words

if TYPE_CHECKING:
    from des_decider.appraisal.figures import Figure
    from des_decider.appraisal.hangs_on import HangsOn
    from des_decider.appraisal.low_and_high import Span
    from des_decider.memo.facts import LeaningShown
    from des_decider.record.state import State


def as_json(state: State, hung: HangsOn, shown: LeaningShown) -> dict[str, Any]:
    """The whole state; values are decimal strings, money to two places, everything else to four.

    A figure with a value has a low and a high; null in their place is no end (docs/figures.md, low and high).
    """
    worksheet, workings = state.appraisal.book.worksheet, Workings(state.appraisal)
    figures = state.appraisal.figures.values()
    return {
        "practice": state.answers.text("practice.name"),
        "worksheet": {"id": worksheet.id, "title": worksheet.title, "edition": worksheet.edition},
        "signed_off": state.sealed,
        "figures": {figure.id: _figure(figure, hung.spans.get(figure.id), workings) for figure in figures},
        "findings": {
            section: {"colour": f.colour, "words": f.words, "figure": f.figure or None, "needs": list(f.needs)}
            for section, f in state.findings.items()
        },
        "flags": [{"id": flag.id, "words": flag.words} for flag in state.flags],
        "hangs_on": hangs_on_form(hung),
        "leaning": leaning_form(hung, shown),
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


def _figure(figure: Figure, span: Span | None, workings: Workings) -> dict[str, Any]:
    return {
        "label": figure.label,
        "value": as_text(figure.value, figure.unit),
        "low": as_text(span.low, figure.unit) if span else None,
        "high": as_text(span.high, figure.unit) if span else None,
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
