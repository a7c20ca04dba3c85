"""What changed after the leaning was first shown, read from the history."""

from __future__ import annotations

from datetime import UTC, datetime

from des_decider.decision.changes import Change, Edit
from des_decider.record.leaning_shown import changed_since_shown, first_shown

EVENING = datetime(2020, 5, 18, 19, 42, tzinfo=UTC)


def _history(*changes: tuple[tuple[str, str | None, str | None], ...]) -> list[Change]:
    return [
        Change(n, EVENING, "Jo", "", "answered", tuple(Edit(*edit) for edit in edits))
        for n, edits in enumerate(changes, 1)
    ]


SHOWN = (("leaning.shown", None, "yes"),)
BEFORE = (("cost.gp_hour", None, "95"), ("opt_out.hours", None, "0"))


def test_before_it_is_shown_nothing_changed_since() -> None:
    assert changed_since_shown(_history(BEFORE)) == ()
    assert first_shown(_history(BEFORE)) is None
    assert first_shown(_history(BEFORE, (("leaning.shown", None, "no"),))) is None


def test_only_what_differs_now_from_what_was_seen() -> None:
    history = _history(
        BEFORE,
        SHOWN,
        (("opt_out.hours", "0", "2"), ("cost.gp_hour", "95", "110")),
        (("cost.gp_hour", "110", "95"),),
        (("home.none", None, "yes"), ("opt_out.hours", "2", "3")),
        (("pcn.name", "Longshore", "Longshore"),),
    )
    assert changed_since_shown(history) == ("opt_out.hours", "home.none")
    first = first_shown(history)
    assert first is not None
    assert first.number == 2


def test_an_undo_makes_nothing_unseen_and_shown_again_is_not_first() -> None:
    again = _history(
        BEFORE, SHOWN, (("leaning.shown", "yes", None),), (("opt_out.hours", "0", "2"),), SHOWN,
        (("cost.gp_hour", "95", None),),
    )  # fmt: skip
    assert changed_since_shown(again) == ("opt_out.hours", "cost.gp_hour")


def test_notes_count_and_what_ends_a_meeting_does_not() -> None:
    history = _history(
        SHOWN,
        (("note.service.smr.status", None, "Next door does it"), ("question.schedules.note", None, "By Friday")),
        (
            ("vote.1.position", None, "for"),
            ("decision.sentence", None, "We sign up."),
            ("completed.funding", None, "yes"),
            ("assent.2.declined", None, "I was not heard."),
        ),
        (("interest.1.kind", None, "none"), ("open.workforce", None, "waiting"), ("leaning.shown", "yes", None)),
    )
    assert changed_since_shown(history) == ("note.service.smr.status", "question.schedules.note")


def test_what_changed_along_with_the_showing_was_seen() -> None:
    assert changed_since_shown(_history((*BEFORE, *SHOWN))) == ()
