"""What copies of this decision have that is not here: each answer beside ours, chosen one by one or all."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from textual.widgets import Static

from des_decider.decision.wording import count_of
from des_decider.record.copies import Offer, asked, besides, copies_of, in_words, offered, told, who_and_when
from des_decider.tui.frame import ListFrame
from des_decider.tui.keys import ENTER, HELP, LEAVE, UNDO
from des_decider.tui.screen_text import cut, lines, text, wrapped
from des_decider.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.decision.answers import Answer
    from des_decider.record.copies import Copy
    from des_decider.record.session import Session
    from des_decider.tui.keys import Command

AT_WORK = "while comparing copies of the decision"
ALL, NONE, DONE = "all", "none", "done"
"""The lines below the answers; those of answers have their numbers."""
OURS, THEIRS = "○", "●"
SIDE = 6
"""Columns for the word that says which side it is."""


class CopiesScreen(ListFrame):
    """The differences as a list; nothing is changed before the line that says so is chosen."""

    CSS_PATH = "check.tcss"
    IN_ONE_LINE = False
    HERE = (
        "Copies of this decision were found: OneDrive and others make one where two computers wrote at the same time. "
        "Enter on an answer changes between ours and the copy’s. Nothing is changed before you choose Done; copies "
        "in folders stay where they are, what was kept on this computer goes, and what is taken over can be undone."
    )

    def __init__(self) -> None:
        super().__init__()
        self._of = -1
        self._copies: tuple[Copy, ...] | None = None
        self._offers: list[Offer] = []
        self._taken: set[tuple[str, str]] = set()

    def body(self) -> ComposeResult:
        """What was found, and the list."""
        yield Static(id="said")
        yield Choices(id="differences")

    def follow(self) -> None:
        """Show each difference; looked for anew where answers have changed."""
        super().follow()
        session = self.meeting.session
        if self._of != session.last_change:
            self._of, self._copies = session.last_change, None
            work = partial(self._look, session, session.last_change)
            self.run_worker(work, name=AT_WORK, thread=True, exclusive=True, exit_on_error=False)
        self._show()

    def _look(self, session: Session, of: int) -> None:
        """Read the copies; on a shared drive that takes a while."""
        found = copies_of(session)
        self.call_later(self._found, of, found)

    def _found(self, of: int, copies: tuple[Copy, ...]) -> None:
        if of == self._of:
            self._copies, self._offers = copies, offered(copies)
            if not self._offers and (kept := self.meeting.keep_other_answers_aside()):
                self.told(kept)
            self._taken &= {offer.key for offer in self._offers}
            self._show()
            self.query_one(Choices).focus()

    def _show(self) -> None:
        found = " ".join(f"{words}." for words in (told(self._copies or ()), besides(self._copies or ())) if words)
        if self._copies is None:
            found = "Looking for copies…"
        elif not self._offers:
            found = "No copy has anything that is not in this decision."
        title = text(("Copies of this decision", "bold"))
        self.query_one("#said", Static).update(lines([title, text((found, "$muted"))]))
        self.query_one(Choices).show(self._lines() if self._copies else ())
        self.show_frame()

    def _lines(self) -> Iterator[tuple[str, Content]]:
        for n, offer in enumerate(self._offers):
            yield str(n), self._difference(offer)
        if self._offers:
            taken = len(self._taken)
            yield ALL, text(" Choose the copy’s everywhere")
            yield NONE, text(" Choose ours everywhere")
            words = f"take {count_of(taken, 'answer')} of the copies" if taken else "keep ours everywhere"
            yield DONE, text((f" Done: {words}, and do not show these copies again", "bold"))

    def _difference(self, offer: Offer) -> Content:
        """What it is about; then what stands here and in the copy, whose it is, and which copy; the chosen in bold."""
        session, one, width = self.meeting.session, offer.difference, max(self.size.width - 4, 40)
        theirs = offer.key in self._taken
        both = ", changed on both sides" if one.both else ""
        head = text(f" {THEIRS if theirs else OURS} ", (cut(f"{asked(one, session)}{both}", width - 3), "$accent"))
        here, there = in_words(one, session)
        return lines([
            head,
            *_side("here", here, one.ours, "", width, chosen=not theirs),
            *_side("copy", there, one.theirs, offer.names, width, chosen=theirs),
        ])  # fmt: skip

    def keys(self) -> Sequence[Command]:
        """Enter changes a choice, or does what its line says."""
        key = self.query_one(Choices).key
        enter = [ENTER.called("ours or the copy’s" if key.isdigit() else "choose")] if key else []
        return [*enter, LEAVE, UNDO, HELP]

    def action_open(self) -> None:
        """Change between ours and the copy's, or do what the line says."""
        key = self.query_one(Choices).key
        if not key or self.only_read():
            return
        if key == DONE:
            self._finish()
            return
        if key in {ALL, NONE}:
            # Of several copies with other answers to one question the first is taken.
            first = {offer.difference.id: offer.key for offer in reversed(self._offers)}
            self._taken = set(first.values()) if key == ALL else set()
        else:
            self._choose(self._offers[int(key)])
        self._show()

    def _choose(self, offer: Offer) -> None:
        """Change between ours and the copy's; of several copies' answers to one question one can be taken."""
        if offer.key in self._taken:
            self._taken.remove(offer.key)
        else:
            self._taken = {key for key in self._taken if key[1] != offer.difference.id} | {offer.key}

    def _finish(self) -> None:
        said = self.meeting.merge(self._copies or (), self._taken)
        if said.fault:
            self.told(said)
        else:
            self.dismiss(None)
            self.host.say_here(said.words)


def _side(side: str, words: str, answer: Answer | None, names: str, width: int, *, chosen: bool) -> Iterator[Content]:
    """One side of a difference: what stands there, and under it whose it is."""
    room, gap = width - SIDE - 5, "\n" + " " * (SIDE + 5)
    yield text((f"     {side:<{SIDE}}", "$muted"), (gap.join(wrapped(words, room, 2)), "bold" if chosen else ""))
    if who := " · ".join(part for part in (who_and_when(answer), names) if part):
        yield text((f"{gap[1:]}{gap.join(wrapped(who, room, 2))}", "$muted"))
