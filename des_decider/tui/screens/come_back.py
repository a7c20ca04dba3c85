"""What is to be come back to: with whom, by when and why, soonest first; and what was typed and not understood."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

from textual.widgets import Static

from des_decider.decision.come_back import come_back, marks_of
from des_decider.decision.display import answered
from des_decider.decision.wording import count_of, day, how_soon
from des_decider.tui.frame import ListFrame
from des_decider.tui.keys import DELETE, ENTER, HELP, LEAVE, TAKE_AWAY, UNDO, bindings, keyed
from des_decider.tui.meeting import Said
from des_decider.tui.question_words import spoken_of, wrong_in_order
from des_decider.tui.screen_text import lines, text, wrapped
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.question_list import TO_COME_BACK, WRONG
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.decision.come_back import ComeBack
    from des_decider.tui.keys import Command

EMPTY = (
    "Nothing is marked. Where an answer has to wait, press {come_back} on its question, or on a section of the task "
    "list: you say with whom you come back to it, by when, and why. The memo lists what is left open."
)
MOST_LINES = 4


class ComeBackList(ListFrame):
    """Everything left for later; Enter goes to it, and its answer ends the mark."""

    CSS_PATH = "check.tcss"
    BESIDE = False
    HERE = (
        "What you marked to come back to, the soonest first, then what was typed and does not count as an answer. "
        "Enter opens the question; an answer given there takes it off this list. {take_away} or {delete} takes a mark "
        "away without an answer."
    )
    CAN = (*ListFrame.CAN, TAKE_AWAY)
    BINDINGS = bindings(TAKE_AWAY, DELETE.called(does="take_away"))

    def body(self) -> ComposeResult:
        """How much waits for whom, and the list."""
        yield Static(id="said")
        yield Choices(id="waiting")

    def follow(self) -> None:
        """Show what waits as the answers stand; where one line is gone, stand on the next."""
        super().follow()
        meeting = self.meeting
        marked = by_when(come_back(meeting.session.answers, meeting.session.ids))
        wrong = wrong_in_order(meeting)
        said = for_whom(marked) if marked else "" if wrong else keyed(EMPTY)
        title = text(("To come back to", "bold"))
        self.query_one("#said", Static).update(lines([title, text((said, "$muted"))]) if said else title)
        width = max(self.size.width - 4, 40)
        found = [(key, laid_out(key, words, told, width)) for key, words, told in self._waiting(marked, wrong)]
        if marked and wrong:
            found.insert(len(marked), ("", text("\n", ("Typed, and no answer yet", "bold"))))
        self.query_one(Choices).show(found, near=True)
        self.show_frame()

    def _waiting(
        self, marked: Sequence[ComeBack], wrong: dict[str, str]
    ) -> Iterator[tuple[str, str, list[tuple[str, str]]]]:
        """Each line's key and words, and what is said of it, line by line with its style."""
        meeting, today = self.meeting, self.meeting.clock().date()
        for mark in marked:
            due = in_time(mark.when, today) if mark.when else ""
            whom = f"with {mark.whom}" if mark.whom else ""
            late = mark.when is not None and mark.when < today
            told = [(", ".join(part for part in (whom, due) if part), "$warning bold" if late else "$warning")]
            told.append((mark.why, ""))
            if stands := answered(mark.id, meeting.session.answers, meeting.session.ids):
                told.append((f"The answer that stands: {stands}", "$muted"))
            yield f"mark {mark.id}", spoken_of(mark.id, meeting), [one for one in told if one[0]]
        for id_, why in wrong.items():
            quoted = f"“{meeting.typed(id_)}”"
            told = [(why, "$error")] if quoted in why else [(quoted, ""), (why, "$error")]
            yield f"typed {id_}", spoken_of(id_, meeting), told

    def keys(self) -> Sequence[Command]:
        """Open what waits, or take a mark away."""
        choices = self.query_one(Choices)
        enter = [ENTER] if choices.key else []
        away = [TAKE_AWAY] if choices.key.startswith("mark ") else []
        return [*enter, LEAVE, *away, UNDO, HELP]

    def action_open(self) -> None:
        """Go to the question or section one stands on."""
        self.host.go(f"answer:{self.query_one(Choices).key.rpartition(' ')[2]}")

    def action_take_away(self) -> None:
        """Take the mark away that one stands on; undo brings it back."""
        kind, _, about = self.query_one(Choices).key.partition(" ")
        if kind != "mark":
            typed = "This was typed, and does not count as an answer yet. Enter opens it, to give it or to empty it."
            self.say(typed if kind else "")
            return
        session = self.meeting.session
        given = {id_: "" for id_ in marks_of(about, session.ids) if id_ in session.answers}
        said = self.meeting.give(given)
        self.told(said if said.fault else Said(f"Mark taken away. {UNDO.shown} brings it back."))


def by_when(marked: Sequence[ComeBack]) -> list[ComeBack]:
    """The soonest first, those without a day last; in the order of the meeting where the day is the same."""
    return sorted(marked, key=lambda mark: mark.when or date.max)


def for_whom(marked: Sequence[ComeBack]) -> str:
    """How much waits for whom: “Dr Vane: 2 questions”."""
    waiting: dict[str, Counter[str]] = {}
    for mark in marked:
        kind = "section" if mark.id in SECTIONS else "question"
        waiting.setdefault(mark.whom or "Nobody named", Counter())[kind] += 1
    return " · ".join(
        f"{whom}: {' and '.join(count_of(amount, kind) for kind, amount in sorted(counted.items()))}"
        for whom, counted in waiting.items()
    )


def in_time(when: date, today: date) -> str:
    """A day with how far off it is: “by 20 May 2020: tomorrow”, “by 12 May 2020: 7 days overdue”."""
    return f"by {day(when)}: {how_soon(when, today)}"


def laid_out(key: str, waits: str, told: Sequence[tuple[str, str]], width: int) -> Content:
    """What waits, and under it what is said of it."""
    sign = (TO_COME_BACK, "$warning bold") if key.startswith("mark ") else (WRONG, "$error bold")
    pieces: list[str | tuple[str, str]] = [" ", sign, " ", ("\n   ".join(wrapped(waits, width - 3, 2)), "bold")]
    for words, style in told:
        pieces += ["\n     ", ("\n     ".join(wrapped(words, width - 5, MOST_LINES)), style)]
    return text(*pieces)
