"""What the answers lean towards, line by line: kept back until the first round is in or the chair opens it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.leaning import kept_back
from des_decider.decision.wording import capital
from des_decider.tui.screen_text import cut, text, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from des_decider.tui.meeting import Meeting

TITLE = "What the answers lean towards"
KEPT_BACK = "Kept back until every partner has said in a first round where they stand, or the chair opens it."
BY_A_RULE = "By one rule, the same for every practice, that looks at this year. You decide, by your vote."
_STYLES = {"against": "$error bold", "towards": "$success bold"}
_LONGEST = 12
_MOST_MISSING = 8


def leaning(meeting: Meeting, width: int, show: str, working: str) -> Iterator[tuple[str, Content]]:
    """Keys and lines; `show` is where the line leads that opens it."""

    def read(place: str, words: str, style: str = "") -> tuple[str, Content]:
        return f"{place} -", text(("\n".join(wrapped(words, width, _LONGEST)), style))

    yield "", text("\n", (TITLE, "bold $accent"))
    shown, state = meeting.leaning_shown, meeting.state
    cannot_say = meeting.hung is not None and meeting.hung.leaning.kind == "cannot say yet"
    if not cannot_say and kept_back(shown=shown.shown, voted=state.vote.outcome is not None, signed=state.sealed):
        first, *more = wrapped(f"Show {TITLE[0].lower()}{TITLE[1:]} (for the chair)", width - 2, _LONGEST)
        yield "", text(("\n".join(wrapped(KEPT_BACK, width, _LONGEST)), "$muted"))
        yield f"leaning {show}", text(("> ", "$accent bold"), "\n  ".join([first, *more]))
        return
    yield "", text(("\n".join(wrapped(BY_A_RULE, width, _LONGEST)), "$muted"))
    if meeting.hung is None:
        yield read("leaning0", working, "$muted")
        return
    found = meeting.hung.leaning
    for n, words in enumerate(found.sentences):
        yield read(f"leaning{n}", words, "" if n else _STYLES.get(found.kind, "$warning bold"))
    for id_ in found.missing[:_MOST_MISSING]:
        label = meeting.state.appraisal.book.label(id_)
        yield f"missing answer:{id_}", text(("> ", "$accent bold"), cut(capital(label), width - 2))
    if cannot_say:
        return
    turning = meeting.hung.turning
    if introduced := turning.introduced(found.kind):
        yield read("turning", introduced)
    for turn in turning.turns:
        first, *more = wrapped(turn.says, width - 2, _LONGEST)
        yield f"turning:{turn.id} answer:{turn.id}", text(("> ", "$accent bold"), "\n  ".join([first, *more]))
    yield read("leaning shown", shown.said(state.appraisal.book.label, signed=state.sealed), "$muted")
