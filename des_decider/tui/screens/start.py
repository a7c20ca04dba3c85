"""The start screen: what is due, this machine’s decisions with state and days left, the blank worksheets, and more."""

from __future__ import annotations

from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.containers import Vertical
from textual.widgets import Static
from textual.worker import get_current_worker

from des_decider.decision.wording import count_of, day
from des_decider.record.example import FOLDER as EXAMPLE_FOLDER
from des_decider.record.example import copy_there, make_example, new_copy
from des_decider.record.faults import reported
from des_decider.record.no_decision import holds_decision
from des_decider.record.opening import open_decision
from des_decider.record.recovery import CannotOpen
from des_decider.record.register import Register, known
from des_decider.record.register_entry import CANNOT, Entry, due_among
from des_decider.storage.lock import read_note
from des_decider.storage.many_at_once import each
from des_decider.storage.places import decisions_folder, known_decisions, new_folder
from des_decider.storage.safely import StorageFault
from des_decider.tui.blank_worksheets import sentence, shipped_blanks
from des_decider.tui.decision_lines import decision_lines, with_deadline
from des_decider.tui.frame import ROOMY, Frame
from des_decider.tui.keys import COMPARE, ENTER, HELP, LEAVE, QUIT, SEARCH, bindings
from des_decider.tui.screen_text import clickable, cut, lines, refused, text
from des_decider.tui.screens.dialogs import AskScreen, Line, LinesScreen, typed_path
from des_decider.tui.screens.new_decision import NewDecisionScreen, Wanted
from des_decider.tui.widgets.choices import Choices

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date
    from pathlib import Path

    from textual.app import ComposeResult
    from textual.binding import BindingType
    from textual.content import Content

    from des_decider.decision.due_item import Due
    from des_decider.record.session import Session
    from des_decider.storage.lock import Note
    from des_decider.tui.blank_worksheets import Blank
    from des_decider.tui.keys import Command

READING, AT_READING = "register", "while reading the list of decisions"
READ, WRITE = "read", "write"
TAKE_OVER = (
    "If it is open there, ask them to close it: two computers that write at once can lose answers. If you know that it "
    "is closed there, take it over; you can then change answers here.\n"
)
WAIT = 0.5
"""Seconds to wait for a decision that somebody else has open; a script on its way out lets go sooner."""
INTRO = (
    "Helps a GP practice’s partners decide whether to sign up to an NHS contract, and records why. It gives no legal "
    "advice and holds no patient data."
)
NEW, EXAMPLE, ANOTHER, FOLDER, LOOK, END = "new", "example", "another example", "folder", "look", "end"
OPEN, SHEET = "open:", "sheet:"
"""What the keys of decisions and of worksheets begin with; their path follows."""
DUE, MOST_DUE, ALL_DUE = "due:", 3, "all due"
"""What the keys of what is due begin with, and how much of it is shown: the number of each follows."""
FIND, MOST_LISTED = "find", 12
"""What leads to all decisions, and how many of them stand in the list: those opened last."""
FIRST = "No decision on this machine yet. Start one, or try the worked example."
NONE_THERE = "No decision can be shown."
STILL_READING = "The list of decisions is still being read."
ONLY_ONE = "There is no other decision on this machine to compare it with."
NAMED = 48
"""Columns for the name of a decision in a question about it."""
_MEANT = {
    ALL_DUE: "Shows all that is due, the soonest first.",
    NEW: "Asks for the practice, then opens its task list. It is kept in {}, or in a folder you name.",
    EXAMPLE: "Opens a made-up practice’s decision, ready to be signed off. Change what you like in it. It is in {}",
    ANOTHER: "Makes one more, as it was at first. The copy that is there stays as it is. They are in {}",
    FIND: "Finds a decision by its practice, year, state, option or folder.",
    FOLDER: "Opens a decision made on another computer, for example on a shared drive.",
    LOOK: "Changes between dark, light and high contrast colours, and keeps them for the next time.",
    END: "Leaves the program. Everything is saved already.",
}


class StartScreen(Frame):
    """Where the program begins; the list is filled while one looks at it, as some decisions must be opened for it."""

    CSS_PATH = "start.tcss"
    HERE = (
        "The start. Choose a decision to go on with it where the group left off, or start a new one from a blank "
        "worksheet. A decision is a folder of its own, which you can copy and move; this list only remembers where."
    )
    FINDS = SEARCH.called(does="find")._replace(help="find a decision by a few letters, and open it")
    BINDINGS: ClassVar[list[BindingType]] = bindings(FINDS, COMPARE)
    CAN = (FINDS, COMPARE, HELP)
    KEYS = (ENTER.called("choose"), FINDS, COMPARE, QUIT, HELP)
    FIRST = "#begin"

    def __init__(self) -> None:
        super().__init__()
        self._blanks: tuple[Blank, ...] = ()
        self._entries: tuple[Entry, ...] | None = None
        self._notes: tuple[str, ...] = ()
        self._due: Sequence[tuple[Due, Entry]] = ()
        self._left, self._turn = 0, 0
        self._moved, self._most_due = False, MOST_DUE
        self._refused = ""
        self._folder_typed = ""
        self._wanted = Wanted()
        self._place = decisions_folder()

    # -- what is shown

    def body(self) -> ComposeResult:
        """What this is, the list, and what the line one stands on means."""
        with Vertical(id="start"):
            yield Static(text((INTRO, "$muted")), id="intro")
            yield Choices(id="begin")
            yield Static(id="meant")

    def head(self) -> tuple[str, str]:
        """The program, and the day it counts from."""
        return "des-decider", day(self.host.clock().date())

    def on_screen_resume(self) -> None:
        """Read the list anew: a decision may have been made, changed or signed off meanwhile.

        Until it is read, one that was empty says nothing: there may be a decision by now.
        """
        self._turn += 1
        self._entries = self._entries or None
        self.run_worker(
            partial(self._read, self._turn), name=AT_READING, group=READING, thread=True, exclusive=True,
            exit_on_error=False,
        )  # fmt: skip

    def follow(self) -> None:
        """Show the list as far as it is known."""
        super().follow()
        first = next((f"{OPEN}{entry.folder}" for entry in self._entries or ()), "")
        today, width = self.host.clock().date(), max(self.size.width - 4, 40)
        found = start_lines(
            self._entries, self._due, self._left, self._blanks, today, width, example=copy_there() is not None,
            roomy=self.size.height >= ROOMY, notes=self._notes, most_due=self._most_due,
        )  # fmt: skip
        self.query_one(Choices).show(found, at="" if self._moved else first)
        self._explain()

    def _explain(self) -> None:
        """Say what the line one stands on means; what was just refused stands there first, in full."""
        words = meant(self.query_one(Choices).key, self._entries or (), self._due, self._place)
        shown = refused(self._refused) if self._refused else text((words, "$muted"))
        self.query_one("#meant", Static).update(shown)

    # -- reading the list

    def _read(self, turn: int) -> None:
        """Read worksheets and decisions, off the screen's thread: it touches no widget and only tells what it found."""
        worker, clock = get_current_worker(), self.host.clock
        blanks = self._blanks or shipped_blanks(clock().date())
        register, (there, notes) = Register(clock), known()
        self.call_later(self._found, turn, blanks, (), len(there), notes)
        read = each(register.at_once, there)
        to_open = [place for place, entry in enumerate(read) if entry is None]
        for left, place in zip(range(len(to_open), 0, -1), to_open, strict=True):
            self.call_later(self._found, turn, blanks, tuple(filter(None, read)), left, notes)
            if worker.is_cancelled:
                register.keep(known_decisions())
                return
            folder = there[place].folder
            try:
                read[place] = register.opened(there[place])
            except Exception as error:  # noqa: BLE001 - whatever is wrong with one folder, the others are shown
                read[place] = Entry(folder, folder.name, "", CANNOT, trouble=reported(error, AT_READING))
        self.call_later(self._found, turn, blanks, tuple(filter(None, read)), 0, notes)
        register.keep(known_decisions())

    def _found(
        self, turn: int, blanks: tuple[Blank, ...], entries: tuple[Entry, ...], left: int, notes: tuple[str, ...]
    ) -> None:
        """Show the list as far as it is read: `left` decisions are still to be read; `notes` say what it lacks."""
        if turn != self._turn:
            return
        self._blanks, self._notes = blanks, notes
        if self._entries is None or self._left or not left:
            # A list once read stays as it was until it is read again to its end, so that no line jumps.
            self._entries, self._left = entries, left
            self._due = due_among(entries)
        if self.is_current:
            self.follow()

    def work_failed(self, words: str) -> None:
        """The list is as far as it is; everything else can be done."""
        self._entries, self._left = self._entries or (), 0
        with suppress(Exception):  # they may be what failed
            self._blanks = self._blanks or shipped_blanks(self.host.clock().date())
        self.follow()
        self._refuse(words)

    # -- what is done

    @on(Choices.Moved)
    def _moving(self) -> None:
        choices = self.query_one(Choices)
        self._moved = True
        if choices.highlighted == next((n for n, key in enumerate(choices.keys) if key), None):
            choices.scroll_home(animate=False)
        self._refused = ""
        if self.words:
            self.say("")
        self._explain()

    @on(Choices.Chosen)
    def _chosen(self, event: Choices.Chosen) -> None:
        self._choose(event.key)

    def action_open(self) -> None:
        """Choose the line one stands on."""
        self._choose(self.query_one(Choices).key)

    def _choose(self, key: str) -> None:
        if not self.is_active:
            # The second of two quick presses of Enter comes when the first has already led elsewhere.
            return
        self._moved, self._refused = True, ""
        self.say("")
        if (entry := self._decision(key)) is not None:
            self._open(entry.folder)
        elif key == ALL_DUE:
            self._most_due = len(self._due)
            self.follow()
        elif key == FIND:
            self.action_find()
        elif key == NEW or key.startswith(SHEET):
            self._begin(key.removeprefix(SHEET) if key != NEW else "")
        elif key in {EXAMPLE, ANOTHER}:
            there = copy_there() if key == EXAMPLE else None
            if there is not None:
                self._open(there)
                return
            self.say("Making a copy of the worked example …")
            self.call_after_refresh(self._make_example)
        elif key == FOLDER:
            self._ask_folder()
        elif key == LOOK:
            self.host.action_look()
        elif key == END:
            self.call_later(self.host.action_quit)

    def action_find(self) -> None:
        """Find a decision of this machine's list by a few letters, and open it."""
        if why_not := self._too_few(1):
            self.say(why_not)
            return
        self._ask_which(
            self._entries or (), "Find a decision", "opens it", lambda entry: self._choose(f"{OPEN}{entry.folder}")
        )

    def action_compare(self) -> None:
        """Show the decision one stands on beside another; where one stands on none, the first is asked as well."""
        why_not, self._refused = self._too_few(2), ""
        self.say(why_not)
        self._explain()
        if why_not:
            return
        first = self._decision(self.query_one(Choices).key)
        if first is not None:
            self._compare(first)
        else:
            self._ask_which(self._entries or (), "Which decision is to be compared?", "takes it", self._compare)

    def can_do(self, command: Command) -> bool:
        """Two are compared, so nothing is offered where there is one."""
        return command is not COMPARE or not self._too_few(2)

    def _too_few(self, least: int) -> str:
        """Why what takes so many decisions cannot be done; empty where it can."""
        there = len(self._entries or ())
        if there >= least:
            return ""
        if self._entries is None or self._left:
            return STILL_READING
        return ONLY_ONE if there else _first(self._notes)

    def _compare(self, first: Entry) -> None:
        """Ask with which one, and show both."""
        others = [entry for entry in self._entries or () if entry.folder != first.folder]
        name = cut(f"{first.practice} {first.year}".strip(), NAMED)
        self._ask_which(others, f"Compare {name} with which decision?", "shows both", partial(self._show_both, first))

    def _show_both(self, first: Entry, second: Entry) -> None:
        from des_decider.tui.screens.compare import CompareTwoScreen

        def back(why_not: str | None) -> None:
            if why_not is not None:
                self._refuse(why_not)

        self.app.push_screen(CompareTwoScreen(first, second), back)

    def _ask_which(self, entries: Sequence[Entry], asked: str, enter: str, then: Callable[[Entry], None]) -> None:
        """Have one of some decisions chosen by a few letters, and go on with it."""
        from des_decider.tui.screens.find_decision import FindDecisionScreen

        def chosen(folder: str | None) -> None:
            entry = next((entry for entry in entries if str(entry.folder) == folder), None)
            if entry is not None:
                then(entry)

        today = self.host.clock().date()
        self.app.push_screen(FindDecisionScreen(entries, today, asked=asked, enter=enter), chosen)

    def _decision(self, key: str) -> Entry | None:
        """The decision a line is about."""
        if key.startswith(DUE) and (found := _of(key, self._due)):
            return found[1]
        return next((entry for entry in self._entries or () if f"{OPEN}{entry.folder}" == key), None)

    def action_leave(self) -> None:
        """There is nowhere to go back to; leaving the program takes a key of its own."""
        self.say(f"This is the start: Enter opens the line you stand on; {QUIT.shown} or Quit leaves the program.")

    def _begin(self, worksheet: str) -> None:
        if worksheet:
            self._wanted.worksheet = worksheet
        blanks = self._blanks or shipped_blanks(self.host.clock().date())
        self.app.push_screen(NewDecisionScreen(blanks, self._wanted, self._made))

    def _made(self, session: Session, by: str, _words: str) -> None:
        self._wanted = Wanted()
        # On this screen's own turn: asked for by one that is going, the library would never tell that it was closed.
        self.call_later(self._show, session, by)

    def _make_example(self) -> None:
        if not self.is_active:
            return
        self.say("")
        try:
            folder = new_copy(self.host.clock)
        except CannotOpen as error:
            self._refuse(str(error))
        except StorageFault as error:
            self._ask_where(sentence(str(error)))
        else:
            self._open(folder)

    def _ask_where(self, why: str) -> None:
        """Where the example cannot be put where new decisions are put, ask for another folder to make it in."""
        made: list[Path] = []

        def refuse(found: dict[str, str]) -> tuple[str, str] | None:
            parent = typed_path(found["folder"])
            if parent is None:
                return "folder", "Type a folder, such as one on your desktop."
            folder = new_folder(parent, EXAMPLE_FOLDER)
            try:
                make_example(folder, self.host.clock)
            except (CannotOpen, StorageFault) as error:
                return "folder", sentence(str(error))
            made.append(folder)
            return None

        told = lines([refused(why), text(("Into which folder instead?", "bold"))])
        hint = "a folder that you can write to"
        self.app.push_screen(
            LinesScreen(told, [Line("folder", "", hint)], _ends("makes the copy there and opens it"), refuse),
            lambda found: self._open(made[0]) if found else None,
        )

    def _ask_folder(self) -> None:
        """Ask for the folder of a decision that was made elsewhere; what is typed is kept while it is wrong."""
        told = text(
            ("Which folder is the decision in?\n", "bold"),
            ("The one that holds worksheet.toml, on this computer or a shared drive", "$muted"),
        )

        def refuse(found: dict[str, str]) -> tuple[str, str] | None:
            folder = typed_path(found["folder"])
            there = folder is None or holds_decision(folder)
            return None if there else ("folder", f"There is no decision in “{folder}”.")

        def keep(typed: str) -> None:
            self._folder_typed = typed

        def given(found: dict[str, str] | None) -> None:
            if folder := typed_path(found["folder"] if found else ""):
                self._open(folder)

        asked = [Line("folder", self._folder_typed, "paste or type the folder’s path")]
        self.app.push_screen(LinesScreen(told, asked, _ends("opens it"), refuse, keep), given)

    def _open(self, folder: Path, *, take_over: bool = False) -> None:
        """Open a decision and show it; where another computer is noted as having it, ask first."""
        host = self.host
        try:
            session = open_decision(folder, clock=host.clock, wait=WAIT, who=host.by, take_over=take_over)
        except (CannotOpen, StorageFault) as error:
            self._refuse(str(error))
            return
        noted = None if take_over else _noted_elsewhere(session)
        if noted is None:
            self._show(session)
            return
        name = session.answers.text("practice.name") or folder.name

        def go_on(choice: str | None) -> None:
            if choice is None or choice == WRITE:
                session.close()
            if choice == WRITE:
                self._open(folder, take_over=True)
            elif choice is not None:
                self._show(session)

        self.app.push_screen(
            AskScreen(
                [text(("Noted as open on another computer", "bold")), text(f"{name}, by {noted}."), text(TAKE_OVER)],
                [(READ, "Only read it"), (WRITE, "Take it over: I know that it is closed there")],
                leaves="goes back and opens nothing",
            ),
            go_on,
        )

    def _show(self, session: Session, by: str = "") -> None:
        """Put the decision first on this machine's list, and show it."""
        self.workers.cancel_group(self, READING)
        self._turn += 1  # what a list that is given up still tells is shown no more
        self._moved = False
        self.host.open_session(session, by)

    def _refuse(self, why: str) -> None:
        """Say what went wrong on the status line; what is too long for it stands above, in full."""
        words = sentence(why)
        self._refused = words if len(words) > self.size.width - 2 else ""
        self.say(words, wrong=True)
        self._explain()


def _ends(does: str) -> Content:
    """How to go from a line that asks for a folder."""
    enter = clickable("Enter", "screen.give", "bold $accent") + text(f" {does}; ")
    return enter + clickable(LEAVE.shown, "screen.dismiss", "bold $accent") + text(" goes back")


def _noted_elsewhere(session: Session) -> Note | None:
    """The note of the other computer, where it alone keeps the decision from being written."""
    note = read_note(session.folder)
    # A lock that is really held says “open elsewhere”: nobody can take that over, so nobody is asked.
    return note if note is not None and f"noted as open by {note}" in session.read_only else None


def start_lines(
    entries: Sequence[Entry] | None,
    due: Sequence[tuple[Due, Entry]],
    left: int,
    blanks: Sequence[Blank],
    today: date,
    width: int,
    *,
    example: bool,
    roomy: bool = False,
    notes: Sequence[str] = (),
    most_due: int = MOST_DUE,
) -> Iterator[tuple[str, Content]]:
    """Every line with its key; `entries` is None before the list is known, `left` counts those still to be read.

    `notes` say what the list may lack. `due` is what is due among them, of which so many are shown as are `most_due`.
    `example` says that a copy of the worked example is there. In a `roomy` window headings stand apart.
    """
    apart = "\n" if roomy else ""
    if not left:  # what is due soonest is known once all are read
        yield from _what_is_due(due, today, width, apart, most_due)
    none = entries is not None and not entries and not left
    yield "", text((_first(notes) if none else "Decisions on this machine", "bold"))
    for note in notes:
        yield "", text((f"  {cut(sentence(note), width - 2)}", "$warning"))
    if entries is not None and len(entries) > MOST_LISTED:
        yield FIND, text(f"  Find one of all {len(entries):,} decisions", ("; these were opened last", "$muted"))
    for entry in (entries or ())[:MOST_LISTED]:
        yield f"{OPEN}{entry.folder}", decision_lines(entry, today, width)
    if entries is None or left:
        yield "", text((f"  Reading {count_of(left, 'more decision')} …" if left else "  Reading …", "$muted"))
    yield NEW, text("  Start a new decision")
    alike = {blank.issued for blank in blanks} if len(blanks) > 1 else set()
    of_all = f", all {cut(min(alike), width - 24)}" if len(alike) == 1 else ""
    yield "", text((f"{apart}Blank worksheets", "bold"), (of_all, "$muted"))
    if not blanks:
        yield "", text(("  Reading …" if entries is None else "  None came with the program.", "$muted"))
    for blank in blanks:
        ends = blank.decide_by(today)
        title = with_deadline(blank.title, ends, today, width - 2) if ends else cut(blank.title, width - 2)
        issued = [] if of_all else [text((f"    {cut(blank.issued, width - 4)}", "$muted"))]
        yield "" if blank.wrong else f"{SHEET}{blank.path}", lines([text("  ", title), *issued])
    yield "", text((f"{apart}Also", "bold"))
    yield EXAMPLE, text("  Try the worked example")
    if example:
        yield ANOTHER, text("  Make another copy of the worked example")
    yield FOLDER, text("  Open a decision in another folder")
    yield LOOK, text("  Dark, light or high contrast colours")
    yield END, text("  Quit")


def meant(key: str, entries: Sequence[Entry], due: Sequence[tuple[Due, Entry]], place: Path) -> str:
    """What choosing a line does; for a decision, the folder it is in. New ones are put in `place`."""
    if key.startswith(SHEET):
        return "Starts a new decision from this worksheet."
    if key.startswith(DUE) and (found := _of(key, due)):
        one, entry = found
        return f"{one}. Opens {entry.practice}, {entry.worksheet}. ({entry.folder})"
    if not key.startswith(OPEN):
        return _MEANT.get(key, "").format(place)
    folder = key.removeprefix(OPEN)
    why = next((entry.trouble for entry in entries if str(entry.folder) == folder), "")
    return f"{sentence(why)} ({folder})" if why else folder


def _what_is_due(
    due: Sequence[tuple[Due, Entry]], today: date, width: int, apart: str, most: int
) -> Iterator[tuple[str, Content]]:
    """What is due soonest under its heading, and how much more there is; nothing where nothing is."""
    if not due:
        return
    yield "", text(("What is due", "bold"))
    for number, (one, entry) in enumerate(due[:most]):
        yield f"{DUE}{number}", _due(one, entry, today, width)
    more = len(due) - most
    if more > 0:
        yield ALL_DUE, text(f"  {more:,} more", apart)
    elif apart:
        yield "", text("")


def _first(notes: Sequence[str]) -> str:
    """What is said where no decision is listed: that there is none only where nothing may be missing."""
    return NONE_THERE if notes else FIRST


def _of(key: str, due: Sequence[tuple[Due, Entry]]) -> tuple[Due, Entry] | None:
    """What is due on a line, and the decision it is due of."""
    number = key.removeprefix(DUE)
    return due[int(number)] if number.isdigit() and int(number) < len(due) else None


def _due(one: Due, entry: Entry, today: date, width: int) -> Content:
    """What is due, in a line: when, what, and of which practice."""
    when = (one.on(today), "$warning bold" if one.late(today) else "$accent")
    room = max(width - len(when[0]) - 4, 12)
    return text("  ", when, ": ", cut(f"{one} · {entry.practice}", room))
