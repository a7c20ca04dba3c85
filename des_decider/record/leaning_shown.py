"""When the partners were first shown the leaning, and which answers changed afterwards: read from the history."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.changes import NAMES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from des_decider.decision.changes import Change
    from des_decider.memo.facts import LeaningShown
    from des_decider.record.session import Session

LEANING_SHOWN = "leaning.shown"
AFTERWARDS_ANYWAY = frozenset({
    "leaning", "completed", "open", "decision", "vote", "interest", "condition", "action", "consulted", "tell",
    "assent", "came", NAMES, "redaction",
})  # fmt: skip
"""What is answered when the meeting comes to its end, or looks back, and what is no answer; no leaning hangs on it."""


def leaning_shown(session: Session) -> LeaningShown:
    """Whether and when the partners were shown the leaning: by the history, and where that is lost by the answers."""
    from des_decider.memo.facts import LeaningShown

    if first := first_shown(session.changes):
        return LeaningShown(shown=True, at=first.at, changed=changed_since_shown(session.changes))
    noted = session.answers.get(LEANING_SHOWN)
    if noted is None or not session.answers.yes(LEANING_SHOWN):
        return LeaningShown()
    return LeaningShown(shown=True, at=noted.at, changed=None)


def first_shown(changes: Iterable[Change]) -> Change | None:
    """The change that noted the leaning as shown, None where it never was; an undo makes nothing unseen."""
    return next(
        (change for change in changes if any(e.id == LEANING_SHOWN and e.new == "yes" for e in change.edits)), None
    )


def changed_since_shown(changes: Iterable[Change]) -> tuple[str, ...]:
    """The answers that are not what they were when the leaning was first shown, in the order they were first changed.

    Notes are among them, since one can be a way round a blocker. What was changed and put back is not, nor what
    belongs to voting and recording the decision; what was taken out is no more what it was.
    """
    history = tuple(changes)
    shown = first_shown(history)
    later = [change for change in history if shown and change.number > shown.number]
    edits = [edit for change in later for edit in change.edits]
    before = {edit.id: edit.old for edit in reversed(edits)}
    now = {edit.id: edit.new for edit in edits}
    out = {edit.id for change in later if change.kind == "redacted" for edit in change.edits}
    changed = (id_ for id_ in now if now[id_] != before[id_] or id_ in out)
    return tuple(id_ for id_ in changed if id_.partition(".")[0] not in AFTERWARDS_ANYWAY)
