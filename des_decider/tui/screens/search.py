"""Search: a few letters find any question, answer, note, figure, duty or date of the decision, and Enter goes there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.decision.wording import count_of, visible
from des_decider.record.form import asked_of_network
from des_decider.record.search import Search
from des_decider.tui.app_interface import ASK_NETWORK, TASKS
from des_decider.tui.screen_text import cut, lines, right, text, wrapped
from des_decider.tui.screens.picker import Picker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from des_decider.record.search import Hit
    from des_decider.record.state import State

MOST = 60
"""Lines that are shown; nobody reads more, and another letter leaves fewer."""
SAID_LINES = 3
"""Lines that what is said may take."""
WHAT = (
    "All of the task list, questions and their answers, notes, what to come back to, duties, dates, what was "
    "published, findings and figures. Every word you type has to be in it; the beginnings of words are enough."
)


class SearchScreen(Picker):
    """Looks through the decision as it stood when the search was opened; gives the place to go to."""

    HINT = "such as list, notice or hours"
    ENTER = "goes there"

    def __init__(self, state: State) -> None:
        super().__init__()
        network = {"network": ASK_NETWORK} if not state.sealed and asked_of_network(state).all else {}
        self._search = Search(state, {**TASKS, **network})

    def asked(self) -> Content:
        """What this is."""
        return text(("Find anything in this decision", "bold"))

    def found(self, typed: str, width: int) -> Iterator[tuple[str, Content]]:
        """What holds the words typed."""
        hits = self._search.find(typed)
        if not typed.strip():
            yield "", text((WHAT, "$muted"))
        elif not hits:
            yield "", text(("Nothing here has all these words. Try fewer of them, or the beginning of one.", "$muted"))
        for hit in hits[:MOST]:
            yield hit.leads_to, hit_lines(hit, width)
        if len(hits) > MOST:
            yield "", text((f"And {count_of(len(hits) - MOST, 'more line')}: type another letter.", "$muted"))


def hit_lines(hit: Hit, width: int) -> Content:
    """What was found: its title with what it is at the end, and under it what it says and where it stands."""
    title = cut(visible(hit.title), width - len(hit.kind) - 2)
    said = " · ".join(part for part in (" ".join(visible(hit.said).split()), hit.where) if part)
    first = text((title, "bold"), (right(hit.kind, width - text(title).cell_length), "$accent"))
    told = [line for line in wrapped(said, width - 2, SAID_LINES) if line]
    return lines([first, *(text((f"  {line}", "$muted")) for line in told)])
