"""A new decision: from which worksheet, for which practice or after which decision, who is typing, in which folder."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events, on
from textual.containers import VerticalScroll
from textual.widgets import Static

from des_decider.decision.ids import Ids
from des_decider.decision.text_width import display_width
from des_decider.decision.wording import count_of
from des_decider.record.answer_texts import understood
from des_decider.record.opening import create_decision
from des_decider.record.recovery import CannotOpen
from des_decider.record.stamps import name_of
from des_decider.storage.places import decisions_folder, new_folder
from des_decider.storage.safely import StorageFault
from des_decider.tui.blank_worksheets import Blank, blank_at, sentence
from des_decider.tui.frame import Frame
from des_decider.tui.keys import ENTER, HELP, LEAVE, QUIT
from des_decider.tui.screen_text import cut, refused, text
from des_decider.tui.screens.dialogs import FROM_LINE_TO_LINE, typed_path
from des_decider.tui.widgets.choices import Choices
from des_decider.tui.widgets.fields import Cut, LineField, Submitted, Typed

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from textual.app import ComposeResult

    from des_decider.record.session import Session

OTHER, MAKE, BACK = "other", "make", "back"
LACKING = {
    "practice": "Type the practice’s name.", "by": "Type who is typing.", "folder": "Type a folder for the decision.",
}  # fmt: skip
"""What is said of a line that has to have something in it, and has nothing."""


@dataclass(slots=True)
class Wanted:
    """What was typed so far; it outlives the screen, so that going back loses nothing."""

    worksheet: str = ""
    """The path of a worksheet that came with the program, or OTHER."""
    file: str = ""
    practice: str = ""
    by: str | None = None
    folder: str = ""
    """A folder the person typed; empty while it follows the practice's name."""


class NewDecisionScreen(Frame):
    """Four things are asked; Enter goes from one to the next, and the last line makes the decision."""

    CSS_PATH = "start.tcss"
    DEFAULT_CLASSES = "-column"
    KEYS = (ENTER.called("next line"), LEAVE, QUIT, HELP)
    HERE = (
        "A new decision. Choose the blank worksheet, give the practice’s name and yours, and say in which folder the "
        "decision is kept: a new one is made. Enter goes to the next line; {leave} goes back, and keeps what you "
        "typed. A worksheet that your LMC mailed is a file whose name ends in .toml: choose “another worksheet” and "
        "paste its path."
    )
    BINDINGS = FROM_LINE_TO_LINE

    def __init__(
        self, blanks: Sequence[Blank], wanted: Wanted, made: Callable[[Session, str, str], None], *,
        follows: Path | None = None,
    ) -> None:  # fmt: skip
        """`made` takes the decision, who is typing and what is to be said of it.

        `follows` is the folder of the signed decision that the new one is made from, for the same practice.
        """
        super().__init__()
        self._follows = follows
        self._blanks = {str(blank.path): blank for blank in blanks if not blank.wrong}
        self._wanted, self._made = wanted, made
        self._other: Blank | None = None
        self._place = decisions_folder()
        self._suggested = ""

    # -- what is shown

    def body(self) -> ComposeResult:
        """A line for each thing, and the last one to make it."""
        with VerticalScroll(id="wanted", can_focus=False):
            yield Static(text(("Worksheet", "bold")))
            yield Choices(id="worksheet")
            yield LineField(id="file")
            yield Static(id="file-says")
            yield Static(text(("Practice", "bold")), id="whose", classes="asked")
            yield LineField(id="practice")
            yield Static(text(("Who is typing", "bold")), classes="asked")
            yield LineField(id="by")
            yield Static(text(("Folder", "bold"), ("  a new one is made", "$muted")), classes="asked")
            yield LineField(id="folder")
            yield Static(id="wrong")
            yield Choices(id="make")

    def head(self) -> tuple[str, str]:
        """What this is."""
        return (f"The decision that follows {self._wanted.practice}’s" if self._follows else "A new decision"), ""

    def on_mount(self) -> None:
        """Show what was typed before, and stand on the first thing that is not known."""
        wanted = self._wanted
        if wanted.worksheet not in self._blanks and wanted.worksheet != OTHER:
            wanted.worksheet = next(iter(self._blanks), OTHER)
        if wanted.by is None:
            wanted.by = self.host.by
        self._field("file").fill(wanted.file, "paste or type the path of the file")
        self._field("practice").fill(wanted.practice, "the practice’s name, as the memo will have it")
        self._field("by").fill(wanted.by, "your name; each answer notes who typed it")
        last = ((MAKE, text("  Make this decision")), (BACK, text("  Back")))
        self.query_one("#make", Choices).show(last, at=MAKE)
        self._read_file()
        self.follow()
        for asked in ("#whose", "#practice"):
            self.query_one(asked).display = self._follows is None
        known = wanted.worksheet in self._blanks and self._follows is None
        (self._field("practice") if known else self.query_one("#worksheet", Choices)).focus()

    def follow(self) -> None:
        """Show the worksheets with the one that is chosen, and the folder while it follows the name."""
        super().follow()
        width, chosen = max(self.size.width - 4, 40), self._wanted.worksheet
        offered = [(key, (f"{blank.title}, {blank.issued}", "")) for key, blank in self._blanks.items()]
        offered.append((OTHER, ("another worksheet: type its path", "$muted")))
        found = (
            (key, text("  (x) " if key == chosen else "  ( ) ", (cut(words, width - 6), style)))
            for key, (words, style) in offered
        )
        self.query_one("#worksheet", Choices).show(found, at=chosen)
        self._field("file").display = chosen == OTHER
        self._follow_file()
        self._follow_folder()

    def _follow_file(self) -> None:
        """Say what the file that was typed is, or what is wrong with it."""
        says, shown = self.query_one("#file-says", Static), self._other
        says.display = self._wanted.worksheet == OTHER and shown is not None
        if shown is not None:
            wrong = refused(shown.wrong)
            says.update(wrong if shown.wrong else text((f"It says: {shown.title}, {shown.issued}", "$muted")))

    def _follow_folder(self) -> None:
        """Suggest a folder named after the year and the practice, until the person types one."""
        blank = self._blank()
        year = blank.worksheet.year.name if blank and blank.worksheet else ""
        practice = self._wanted.practice.strip()
        # A second decision of the same year gets a folder of its own.
        self._suggested = str(new_folder(self._place, f"{year} {practice}")) if practice else ""
        field = self._field("folder")
        if self._wanted.folder:
            if field.content != self._wanted.folder:
                field.fill(self._wanted.folder, "")
        elif not field.has_focus:
            # Under the person's hands it would come back as fast as they clear it.
            places = (str(self._place), "/".join(self._place.parts[-2:]), self._place.name)
            named = [f"named after the practice, in {place}" for place in places]
            room = self.size.width - 6
            field.fill(self._suggested, next((one for one in named if display_width(one) <= room), named[-1]))

    def _field(self, name: str) -> LineField:
        return self.query_one(f"#{name}", LineField)

    def _blank(self) -> Blank | None:
        """The worksheet that is chosen; None while there is none, or the file is not read yet."""
        return self._other if self._wanted.worksheet == OTHER else self._blanks.get(self._wanted.worksheet)

    # -- what is typed

    @on(Typed)
    def _typing(self) -> None:
        wanted = self._wanted
        wanted.practice, wanted.by = self._field("practice").content, self._field("by").content
        if (file := self._field("file").content) != wanted.file:
            wanted.file, self._other = file, None
            self._follow_file()
        if self._field("folder").has_focus:
            folder = self._field("folder").content
            wanted.folder = folder if folder.strip() and folder != self._suggested else ""
        self._refuse("")
        self._follow_folder()

    @on(Cut)
    def _cut(self) -> None:
        self.say("Only the first line of what was pasted fits here.")

    @on(events.DescendantBlur)
    def _left_a_field(self) -> None:
        """Leaving the file's line reads it; leaving an emptied folder lets it follow again."""
        self._read_file()
        self.call_after_refresh(self._settled)

    def _settled(self) -> None:
        if self.is_active:
            # A field that goes with its screen is left too; by now there is nothing to show it on.
            self._follow_file()
            self._follow_folder()

    def _read_file(self) -> None:
        """Read the file that was typed; one that was wrong is read again, because it may have been mended."""
        path = typed_path(self._wanted.file)
        if self._wanted.worksheet == OTHER and path is not None and (self._other is None or self._other.wrong):
            self._other = blank_at(path)

    @on(Choices.Moved)
    def _moved(self) -> None:
        """The worksheet one stands on is the one that is chosen."""
        list_ = self.query_one("#worksheet", Choices)
        if list_.has_focus and list_.key and list_.key != self._wanted.worksheet:
            self._wanted.worksheet = list_.key
            self._refuse("")
            self._read_file()
            self.follow()

    def on_key(self, event: events.Key) -> None:
        """What is typed on a line that takes no text is lost, so that is said."""
        if isinstance(self.focused, Choices) and event.is_printable and event.character not in {" ", "?"}:
            self.say("Nothing can be typed on this line, so that was not kept. Enter does what the line says.")

    # -- what is done

    @on(Submitted)
    def _given(self) -> None:
        self.action_open()

    @on(Choices.Chosen, "#worksheet")
    def _worksheet_chosen(self, event: Choices.Chosen) -> None:
        self._wanted.worksheet = event.key
        self._read_file()
        self.follow()
        self._field("file" if event.key == OTHER else "by" if self._follows else "practice").focus()

    @on(Choices.Chosen, "#make")
    def _last_line(self, event: Choices.Chosen) -> None:
        if event.key == BACK:
            self.action_leave()
        else:
            self._make()

    def action_open(self) -> None:
        """Go to the next line; on the last one, do what it says."""
        at = self.focused
        if isinstance(at, Choices):
            at.action_select()
            return
        if at is not None and at.id == "file":
            self._read_file()
            self._follow_file()
            if self._other is None or self._other.wrong:
                # Tab leaves it as it is; Enter asks for what cannot be had yet.
                return
        named = at is not None and at.id == "folder" and self._suggested  # left empty it is that one
        if isinstance(at, LineField) and at.id in LACKING and not (at.content.strip() or named):
            self._refuse(LACKING[at.id], at.id)
            return
        self.focus_next()

    def _make(self) -> None:
        if not self.is_active:
            return
        wanted = self._wanted
        self._read_file()
        blank = self._blank()
        if blank is None or blank.worksheet is None:
            self.follow()
            if wanted.worksheet == OTHER:
                self._refuse("The worksheet cannot be used yet.", "file")
            else:
                self._refuse("Choose a worksheet.", "worksheet")
            return
        name = understood("practice.name", wanted.practice, Ids(blank.worksheet))
        if isinstance(name, str):
            self._refuse(name if wanted.practice.strip() else LACKING["practice"], "practice")
            return
        folder = typed_path(self._field("folder").content)
        if folder is None:
            self._refuse(LACKING["folder"], "folder")
            return
        by = name_of(wanted.by or "")
        if not by:
            self._refuse(LACKING["by"], "by")
            return
        try:
            session, said = self._create(self._place / folder, blank, by)
        except (CannotOpen, StorageFault) as error:
            self._refuse(str(error), "folder")
            return
        self.dismiss(None)
        self._made(session, by, said)

    def _create(self, folder: Path, blank: Blank, by: str) -> tuple[Session, str]:
        """The decision, and what is to be said of it. Raises CannotOpen and StorageFault."""
        clock = self.host.clock
        if self._follows is None:
            practice = self._wanted.practice
            made = create_decision(folder, blank.data, base=blank.base, practice=practice, by=by, clock=clock)
            return made, ""
        from des_decider.record.superseding import supersede

        begun = supersede(self._follows, folder, worksheet=blank.data, base=blank.base, by=by, clock=clock)
        said = f"{count_of(begun.to_confirm, 'answer')} came over, to be confirmed."
        if begun.left:
            said += f" {count_of(len(begun.left), 'answer')} could not; “Last time” has them."
        if begun.not_noted:
            said += f" The signed decision does not say so: {begun.not_noted}."
        return begun.session, said

    def _refuse(self, why: str, at: str = "") -> None:
        """Say what stands in the way; what is too long for the status line stands above the last line, in full."""
        words = sentence(why) if why else ""
        shown, long = self.query_one("#wrong", Static), len(words) > self.size.width - 2
        shown.update(refused(words) if long else "")
        shown.set_class(not long, "-empty")
        if words or self.wrong:
            self.say(words, wrong=bool(words))
        if at:
            self.query_one(f"#{at}").focus()
