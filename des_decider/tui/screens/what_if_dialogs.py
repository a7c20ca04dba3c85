"""The dialogs of what if: which answer, and what to suppose of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import on
from textual.containers import VerticalScroll
from textual.widgets import Static

from des_decider.appraisal.tornado import tornado
from des_decider.decision.agenda import Entry, Stop, agenda
from des_decider.decision.display import answered
from des_decider.decision.matching import fit, folded
from des_decider.decision.wording import brief, capital, visible
from des_decider.tui.keys import LEAVE, OFFER, bindings
from des_decider.tui.question_words import above, asked, understood
from des_decider.tui.screen_text import clickable, cut, lines, refused, right, text
from des_decider.tui.screens.dialogs import Dialog
from des_decider.tui.screens.picker import Picker
from des_decider.tui.widgets.fields import ChoiceField, Cut, Submitted, Typed, field_for
from des_decider.worksheet.inputs_and_columns import column
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from textual.app import ComposeResult
    from textual.content import Content

    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.record.what_if import WhatIf
    from des_decider.tui.widgets.fields import AnswerField

WIDEST = 10
"""Answers named first, because the difference moves most along their ranges."""


class PickScreen(Picker):
    """Which answer to suppose. Gives the key of a `Choice`."""

    def __init__(self, what_if: WhatIf) -> None:
        super().__init__()
        self._choices = tuple(choices(what_if))
        self._said = tuple(folded(f"{choice.under} {choice.words} {choice.stands}") for choice in self._choices)

    def asked(self) -> Content:
        """What is asked."""
        return text(("What if … which answer?", "$warning bold"))

    def found(self, typed: str, width: int) -> Iterable[tuple[str, Content]]:
        """The choices that hold every word typed, under their headings."""
        wanted = folded(typed).split()
        among = zip(self._choices, self._said, strict=True)
        found = [choice for choice, said in among if fit(wanted, said) is not None]
        return choice_lines(found, width) if found else [("", text(("Nothing is called so.", "$muted")))]


class SupposeScreen(Dialog[bool | None]):
    """What to suppose of one answer, in the field its question has; gives None where it was left as it was."""

    BINDINGS = bindings(OFFER)

    def __init__(self, id_: str, real: Answers, what_if: WhatIf, suppose: Callable[[str], str]) -> None:
        """`suppose` tries a text as typed and says why it was refused, empty where it is supposed now."""
        super().__init__()
        self._about, self._suppose, self._answers = id_, suppose, what_if.answers
        self._recorded = answered(id_, real, what_if.ids)
        self._so_far = answered(id_, what_if.answers, what_if.ids)
        self._stop = stop_of(id_, what_if.answers, what_if.ids)
        found = asked(self._stop, what_if.answers, what_if.ids)
        assert found is not None  # noqa: S101 - only what the worksheet asks is offered
        self._asked = found

    def compose(self) -> ComposeResult:
        """The question, what stands, and the field."""
        with VerticalScroll(classes="dialog"):
            yield Static(above("What if … (a scratch copy; nothing is recorded)", self._asked, self._stop))
            yield Static(lines(self._stands()))
            yield field_for(self._asked.field, self._asked.choices)(id="what")
            yield Static(id="echo")
            enter = clickable("Enter", "screen.give", "bold $accent") + text(" tries it; ")
            leave = clickable(LEAVE.shown, "screen.dismiss(None)", "bold $accent") + text(" leaves it as it was; ")
            yield Static(enter + leave + text("empty supposes no answer"))

    def _stands(self) -> list[Content]:
        told = [text(("Recorded: ", "$muted"), self._recorded or "not answered")]
        if self._so_far != self._recorded:
            told.append(text(("What if so far: ", "$muted"), (self._so_far or "not answered", "bold")))
        for offer in self._asked.offers:
            key = clickable(f"{OFFER.shown} puts it into the field", "screen.offer", "$accent bold")
            told.append(text(("Published: ", "bold"), f"{offer.what}: {offer.words}. ") + key)
        return told

    @property
    def _field(self) -> AnswerField:
        return self.query_one("#what", field_for(self._asked.field, self._asked.choices))

    def on_mount(self) -> None:
        """Open with what is supposed so far, which is what is recorded where nothing is."""
        field, stands = self._field, self._answers.text(self._about)
        if isinstance(field, ChoiceField):
            field.offer(self._asked.choices, stands)
        else:
            field.fill(stands)
        field.focus()

    @on(Typed)
    def _typing(self, event: Typed) -> None:
        taken = understood(event.text, self._asked.field)
        typed = event.text if isinstance(self._field, ChoiceField) else ""  # of any other field it stands in the field
        self.query_one("#echo", Static).update(text((f"= {taken}" if taken else typed, "$muted")))

    @on(Submitted)
    def _given(self, event: Submitted) -> None:
        stands = self._answers.text(self._about)
        # A field shows controls as words; left as it was, it is what stands.
        given = stands if event.text == visible(stands, lines=True) else event.text
        why = self._suppose(given)
        if why:
            self._say(why)
        else:
            self.dismiss(True)

    @on(Cut)
    def _cut(self) -> None:
        self._say("Only the first line was pasted; this field takes one answer.")

    def _say(self, words: str) -> None:
        said = visible(capital(words))
        self.query_one("#echo", Static).update(refused(said))

    def action_give(self) -> None:
        """Enter, by mouse."""
        field = self._field
        if isinstance(field, ChoiceField):
            field.action_give()
        else:
            self.post_message(Submitted(field.content))

    def action_offer(self) -> None:
        """Put the published figure into the field."""
        field = self._field
        if self._asked.offers and not isinstance(field, ChoiceField):
            field.fill(self._asked.offers[0].text)
            self.post_message(Typed(field.content))


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing that could be supposed: under which heading, its key, its words, the answer as it stands, a remark.

    The key is an id; `row:home.2` supposes a row gone, and `new:home` one more.
    """

    under: str
    key: str
    words: str
    stands: str = ""
    remark: str = ""


def choices(what_if: WhatIf) -> Iterator[Choice]:
    """Everything that could be supposed: what matters most first, then as the meeting asks it, answered before open."""
    answers, ids, book = what_if.answers, what_if.ids, what_if.appraisal.book
    for bar in tornado(what_if.appraisal, book.this_year.key)[:WIDEST]:
        moved = f"moves it {brief(bar.width, '£')}"
        yield Choice("What moves the difference of this year most", bar.id, capital(bar.label),
                     answered(bar.id, answers, ids), moved)  # fmt: skip
    still: list[Choice] = []
    for section in SECTIONS:
        title = ids.worksheet.section_title(section)
        for entry in agenda(section, answers, ids):
            for id_ in entry.ids:
                if id_ in answers and id_ != f"completed.{section}":
                    yield Choice(title, id_, capital(book.label(id_)), answered(id_, answers, ids))
                elif id_ != f"completed.{section}":
                    still.append(Choice("Not answered", id_, capital(book.label(id_)), "", "not answered"))
            if entry.grows and section != "decision":
                for row in entry.rows:
                    if not row.new:
                        yield Choice(title, f"row:{row.key}", f"Without {row.title}")
                    else:
                        yield Choice(title, f"new:{entry.key}", f"+ {row.title}")
    yield from still


def choice_lines(found: Sequence[Choice], width: int) -> Iterator[tuple[str, Content]]:
    """The lines of the picker, under their headings."""
    under = ""
    for choice in found:
        if choice.under != under:
            under = choice.under
            yield "", text((cut(under, width), "$accent bold"))
        end = choice.remark or choice.stands
        room = max(width * 3 // 5, width - len(end) - 3)
        words = cut(choice.words, room)
        yield choice.key, text(f" {words}", (right(cut(end, width - len(words) - 3), width - len(words) - 2), "$muted"))


def stop_of(id_: str, answers: Answers, ids: Ids) -> Stop:
    """The place in the agenda where an id is asked, as the answers stand."""
    for section in SECTIONS:
        for entry in agenda(section, answers, ids):
            if id_ in {entry.key, entry.switch}:
                return Stop(entry, None, id_)
            for row in entry.rows:
                if id_ in row.ids:
                    return Stop(entry, row, id_)
    return Stop(Entry(id_, column(id_)), None, id_)
