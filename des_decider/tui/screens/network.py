"""Asks the network what only it knows: the questions as a file, and what its reply would change before it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on
from textual.events import Paste
from textual.widgets import Static

from des_decider.decision.wording import count_of, joined, visible
from des_decider.record.answer_file import Reply, lines_of, lines_of_file, look_at
from des_decider.record.change_words import label, spoken
from des_decider.record.form import asked_of_network
from des_decider.record.network_request import place_for_request, write_request
from des_decider.storage.trouble import Trouble
from des_decider.tui.app_interface import ASK_NETWORK
from des_decider.tui.blank_worksheets import sentence
from des_decider.tui.frame import ListFrame
from des_decider.tui.keys import ENTER, HELP, LEAVE, UNDO
from des_decider.tui.screen_text import clickable, hanging, text, wrapped
from des_decider.tui.screens.details import ReadScreen
from des_decider.tui.screens.dialogs import Line, LinesScreen, typed_path
from des_decider.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.decision.changes import Edit
    from des_decider.tui.keys import Command

WRITE, READ, GIVE, DONE = "write", "read", "give", "done"
"""The lines that do something; those of a reply have other keys."""
_TO_DO = (
    (WRITE, text(" Write the questions into a file, to be sent to it")),
    (READ, text(" Take its reply in from a file")),
    ("", text(("    or paste the reply here, as it stands in a mail", "$muted"))),
)
CHANGE = "change:"
MOST_TOLD = 100
"""Lines not taken that are told one by one; of more of them it is said how many."""
MOST_LINES, LONGEST = 4, 1_000
"""Lines that one thing of a reply takes at most, or what is said of all of it; characters looked at for a thing."""


class NetworkScreen(ListFrame):
    """What can be done; where a reply was read, what it would change, line by line."""

    CSS_PATH = "check.tcss"
    IN_ONE_LINE = False
    BESIDE = False
    HERE = (
        "What only the network knows. Write the questions into a file and send it. Take the reply in from a file, or "
        "paste it here as it stands in a mail. You then see what it would change, what is refused and why, and what is "
        "about another practice alone. Nothing is given before you choose Give; one {undo} takes all of it back."
    )

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[str] | None = None
        self._reply: Reply | None = None
        self._looked_at, self._given_at = -1, -1

    def body(self) -> ComposeResult:
        """How much is asked, or what the reply comes to; and the list."""
        yield Static(id="said")
        yield Choices(id="network")

    def follow(self) -> None:
        """Show what there is; a reply is looked at anew where answers have changed otherwise than by it."""
        super().follow()
        if self._lines is not None and self.last_change not in {self._looked_at, self._given_at}:
            self._look(self._lines)
        told = self._about_reply(self._reply) if self._reply else self._about_request()
        said = "\n".join(wrapped(" ".join(told), self.size.width - 2, MOST_LINES))
        self.query_one("#said", Static).update(text((f"{ASK_NETWORK}\n", "bold"), (said, "$muted")))
        self.query_one(Choices).show(self._of_reply(self._reply) if self._reply else _TO_DO)
        self.show_foot()

    def _about_request(self) -> Iterator[str]:
        asked = asked_of_network(self.meeting.state)
        open_ = f"{asked.open} of them are open" if asked.open != 1 else "1 of them is open"
        yield f"{count_of(asked.all, 'answer')} only the network knows; {open_}."

    def _about_reply(self, reply: Reply) -> Iterator[str]:
        """What it comes to, in sentences."""
        if self._given:
            yield f"{count_of(len(reply.edits), 'answer')} of this reply given."
        elif reply.edits:
            back = sum(1 for edit in reply.edits if edit.new is None)
            take = f", of which it takes {back} back" if back else ""
            yield f"This reply would change {count_of(len(reply.edits), 'answer')}{take}; nothing is given yet."
        else:
            yield "This reply changes nothing."
        if reply.edits:
            said = joined(dict.fromkeys(visible(one.said_by)[:LONGEST] for one in reply.batches if one.said_by))
            yield f"Said by {said}." if said else "It does not say whose answers they are."
        if reply.stand:
            yield f"{reply.stand} {'is' if reply.stand == 1 else 'are'} here already."

    @property
    def _given(self) -> bool:
        """Whether what is shown of the reply was just given."""
        return self.last_change == self._given_at

    def _of_reply(self, reply: Reply) -> Iterator[tuple[str, Content]]:
        """What it changes, what is refused, what is left out as it is another decision's; then what can be done."""
        for edit in reply.edits:
            yield f"{CHANGE}{edit.id}", self._change(edit)
        yield from self._first(reply.refused, "! refused: ", "refused", "$error")
        others = [
            f"{count_of(amount, 'answer')} left out: {'it is' if amount == 1 else 'they are'} about the decision "
            f"{whose} alone"
            for whose, amount in reply.others.items()
        ]
        yield from self._first(others, "- ", "about others", "$warning")
        yield from self._first(reply.no_answers, "- ", "left out", "$muted")
        if reply.edits and not self._given:
            yield GIVE, text((f" Give {count_of(len(reply.edits), 'answer')}", "bold"))
        words = "Done with this reply" if self._given or not reply.edits else "Leave this reply; nothing is given"
        yield DONE, text(f" {words}")

    def _first(self, told: Sequence[str], mark: str, became: str, style: str) -> Iterator[tuple[str, Content]]:
        """The first of what was not taken, and how many more there are."""
        for n, words in enumerate(told[:MOST_TOLD]):
            yield f"{became}:{n}", self._told(mark, words, style)
        if (more := len(told) - MOST_TOLD) > 0:
            yield f"{became}:more", self._told(mark[:2], f"and {more:,} more {became}", style)

    def _change(self, edit: Edit) -> Content:
        """What an answer is about, what it becomes and what it was."""
        session = self.meeting.session
        field, about = session.ids.field(edit.id), label(edit.id, session.ids, session.answers)
        was, now = (spoken(words, field, session.answers) if words else "" for words in (edit.old, edit.new))
        became = f"{now or 'taken back'}{f' (was {was})' if was and was != now else ''}"
        return self._told("", f"{about}: {became}", "" if now else "$warning")

    def _told(self, mark: str, words: str, style: str) -> Content:
        """One thing of a reply, in as many lines as it may have."""
        said = hanging(f"{mark}{words[:LONGEST]}", max(self.size.width - 5, 40), MOST_LINES, 3)
        return text((f" {said}", style))

    def keys(self) -> Sequence[Command]:
        """Enter does what its line says, or opens the question that a reply answers."""
        key = self.query_one(Choices).key
        does = {WRITE: "write", READ: "read", GIVE: "give", DONE: "leave the reply"}.get(key, "")
        does = "question" if key.startswith(CHANGE) else does
        return [*([ENTER.called(does)] if does else []), LEAVE, UNDO, HELP]

    def action_open(self) -> None:
        """Do what the line says."""
        key = self.query_one(Choices).key
        if key.startswith(CHANGE):
            self.host.go(f"answer:{key.removeprefix(CHANGE)}")
        elif key == WRITE:
            self._ask_where_to()
        elif key == READ:
            self._ask_where_from()
        elif key == GIVE:
            self._give()
        elif key == DONE:
            self._forget()

    def action_leave(self) -> None:
        """Leave the reply first, then the screen."""
        if self._reply is None or self._given:
            super().action_leave()
        else:
            self._forget()

    def _forget(self) -> None:
        self._lines = self._reply = None
        self.words = ""
        self.follow()

    # -- the request

    def _ask_where_to(self) -> None:
        """Ask where the questions go, and say how they are answered."""
        meeting = self.meeting

        def write(path: Path) -> None:
            write_request(meeting.state, meeting.session.folder, path)

        def written(path: Path) -> None:
            told = [
                text(f"{path.absolute()}\n"),
                text("Send it to the network. They take the # away in front of a line and write the answer behind it; "
                     "at its top they say whose answers they are. Their reply is taken in here."),
            ]  # fmt: skip
            self.app.push_screen(ReadScreen("Written", told))

        told = text(("Write what only the network knows into a file", "bold"))
        place = Line("path", str(place_for_request(meeting.session.folder)), "the name of a new file")
        self._ask_path(told, place, write, "writes it", written)

    # -- the reply

    def _ask_where_from(self) -> None:
        """Ask for the file, and look at what it would change."""
        if self.only_read():
            return
        found: list[str] = []

        def read(path: Path) -> None:
            if not path.is_file():  # what is none may never come to an end
                raise Trouble(f"there is no file “{visible(str(path))}”")
            found[:] = lines_of_file(path)

        told = text(("Which file is the network’s reply?", "bold"))
        place = Line("path", "", "such as a file in your downloads")
        self._ask_path(told, place, read, "shows what it would change", lambda _: self._show(found))

    def _ask_path(
        self, told: Content, place: Line, act: Callable[[Path], None], does: str, done: Callable[[Path], None]
    ) -> None:
        """Ask for a path and do something with it; what goes wrong is said, and another can be typed."""
        paths: list[Path] = []

        def refuse(typed: dict[str, str]) -> tuple[str, str] | None:
            if (path := typed_path(typed[place.name])) is None:
                return place.name, "Type where it is."
            try:
                act(path)
            except Trouble as why:
                return place.name, sentence(str(why))
            paths.append(path)
            return None

        ends = clickable("Enter", "screen.give", "bold $accent") + text(f" {does}; ")
        ends += clickable(LEAVE.shown, "screen.dismiss(None)", "bold $accent") + text(" leaves it")
        self.app.push_screen(
            LinesScreen(told, [place], ends, refuse), lambda given: done(paths[-1]) if given and paths else None
        )

    @on(Paste)
    def _pasted(self, event: Paste) -> None:
        """A reply as it stands in a mail."""
        if self.only_read():
            return
        try:
            found = lines_of(event.text.encode(errors="replace"), "what was pasted")
        except Trouble as why:
            self.say(sentence(str(why)), wrong=True)
            return
        self._show(found)

    def _show(self, found: list[str]) -> None:
        """Show what a reply would change, from its first line on."""
        self.words = ""
        self._look(found)
        self.follow()

    def _look(self, found: list[str]) -> None:
        self._lines, self._looked_at, self._given_at = found, self.last_change, -1
        self._reply = look_at(found, self.meeting.session, by=self.meeting.by)

    def _give(self) -> None:
        """Give what was seen, all of it at once."""
        if self._reply is None or self.only_read():
            return
        said = self.meeting.give_reply(self._reply)
        if said.changed:
            self._given_at = self.last_change
        self.told(said)
