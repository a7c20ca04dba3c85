"""The lines of a check of the answers: what is amiss first, then each question with its answer in words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest
from typing import TYPE_CHECKING

from des_decider.appraisal.counted_as_none import counted_as_none
from des_decider.decision.answers import Answer
from des_decider.decision.come_back import with_and_by
from des_decider.decision.display import answered, shown
from des_decider.decision.order import order_of
from des_decider.decision.parsing import parse
from des_decider.decision.values import Parsed
from des_decider.decision.wording import capital
from des_decider.tui.meeting import NOT_GIVEN
from des_decider.tui.question_words import question_of, spoken_of, wrong_in_order
from des_decider.tui.screen_text import padded, text, wrapped
from des_decider.tui.widgets.question_list import OPEN, TO_COME_BACK, WRONG, sign
from des_decider.worksheet.inputs_and_columns import column

if TYPE_CHECKING:
    from collections.abc import Iterator

    from textual.content import Content

    from des_decider.decision.agenda import Entry
    from des_decider.tui.meeting import Meeting

_STYLES = {WRONG: "$error bold", TO_COME_BACK: "$warning bold"}
_MOST_LINES = 4
"""Lines one answer may take; the question itself shows the whole of a longer one."""
SECTION, TABLE, ROW, ANSWER, WHOLE = "section", "table", "row", "answer", "whole"
"""What a line is: a heading of three depths, a question with its answer, or one sentence across the page."""
NONE, AGAIN = "none", ">"
"""The key of the line that opens what counts as none; the sign of an answer to look at again."""
_HEADINGS = {SECTION: ("\n", "bold"), TABLE: (" ", "$accent bold"), ROW: (" ", "$accent")}
_KEPT = "Kept, but not asked because of other answers"


def laid_out(line: CheckLine, width: int, *, first: bool = False) -> Content:
    """A line of the page: a heading, a sentence, or a question at the left with its answer at the right."""
    inside = "  " * line.deep
    if line.kind in _HEADINGS:
        before, style = _HEADINGS[line.kind]
        return text("" if first else before, inside, (line.words, style)) if line.words else text("")
    head = f" {inside}{line.sign} "
    sign, beside = (head, _STYLES.get(line.sign, "$muted")), f"\n{'':<{len(head)}}"
    if line.kind == WHOLE:
        return text(sign, beside.join(wrapped(line.words, width - len(head), _MOST_LINES)))
    room = min((width - 5) // 2, 64) - len(inside)
    left = wrapped(line.words, room, _MOST_LINES)
    right = wrapped(line.value, width - len(head) - room - 2, _MOST_LINES)
    style = _STYLES[WRONG] if line.sign == WRONG else "" if line.given else "$muted"
    pieces: list[str | tuple[str, str]] = [sign]
    for n, (words, value) in enumerate(zip_longest(left, right, fillvalue="")):
        pieces += [beside if n else "", padded(words, room), "  ", (value, style)]
    return text(*pieces)


@dataclass(frozen=True, slots=True)
class CheckLine:
    """One line of the page. `key` is the id it leads to, after a word that tells it from others; headings have none.

    `deep` says how far inside a table it stands, which is 0 for a question alone and 2 for one of a row.
    `given` is untrue where what stands there is no answer, `missing` where no default counts in its place either.
    """

    kind: str
    words: str
    value: str = ""
    key: str = ""
    sign: str = " "
    deep: int = 0
    given: bool = True
    missing: bool = False


class Page:
    """What is checked on one page, as the answers stand."""

    def __init__(self, section: str, meeting: Meeting) -> None:
        self._section, self._meeting = section, meeting
        self._answers, self._ids = meeting.session.answers, meeting.session.ids
        self._wrong = {id_: why for id_, why in wrong_in_order(meeting).items() if self._here(id_)}
        self._back = [mark for mark in meeting.state.come_back if self._here(mark.id)]
        self._flags = [flag for flag in meeting.state.flags if self._here(flag.id)]
        self._zeros = set(meeting.state.appraisal.book.implied_zeros)
        self.answers = tuple(self._all())
        """Every question asked, under its headings."""

    def summary(self) -> str:
        """What is amiss, in numbers."""
        ungiven = sum(1 for why in self._wrong.values() if why == NOT_GIVEN)
        counts = (
            (len(self._wrong) - ungiven, "typed and not understood"),
            (ungiven, "typed and not given"),
            (len(self._back), "to come back to"),
            (len(self._flags), "to look at again"),
            (sum(line.missing for line in self.answers), "not provided"),
        )
        return ", ".join(f"{amount} {words}" for amount, words in counts if amount)

    def amiss(self, *, none_open: bool) -> Iterator[CheckLine]:
        """What deserves a look, each leading to its question; what counts as none is opened where asked for."""
        for id_ in self._wrong:
            yield CheckLine(ANSWER, spoken_of(id_, self._meeting), self._typed(id_), f"wrong {id_}", WRONG)
        for mark in self._back:
            yield CheckLine(
                ANSWER, spoken_of(mark.id, self._meeting), with_and_by(mark), f"back {mark.id}", TO_COME_BACK
            )
        for n, flag in enumerate(self._flags):
            yield CheckLine(WHOLE, f"Look again: {flag.words}", key=f"flag{n} {flag.id}", sign=AGAIN)
        none = self._counted_as_none()
        if none:
            more = "" if none_open else " (Enter shows them)"
            words = f"Hours left empty beside others of the same work, which count as none: {len(none)}{more}"
            yield CheckLine(WHOLE, words, key=NONE)
            if none_open:
                yield from (CheckLine(WHOLE, words, deep=2, key=f"none {id_}") for id_, words in none)

    def not_provided(self) -> Iterator[CheckLine]:
        """Only what has no answer, under its headings."""
        above: list[CheckLine] = []
        for line in self.answers:
            above = [head for head in above if head.deep < line.deep or head.kind == SECTION != line.kind]
            if line.kind != ANSWER:
                above.append(line)
            elif line.missing:
                yield from above
                yield line
                above = []

    def _here(self, id_: str) -> bool:
        if not self._section:
            return True
        about = question_of(id_, self._ids)
        field = self._ids.field(about)
        return (field.section if field else about) == self._section

    def _typed(self, id_: str) -> str:
        """What was typed and why it is no answer; a reason that quotes it says both."""
        quoted, why = f"“{self._meeting.typed(id_)}”", self._wrong[id_]
        return capital(why) if quoted in why else f"{quoted}: {why}"

    def _counted_as_none(self) -> list[tuple[str, str]]:
        """Each group of hours that nobody gave, with the first of them."""
        told = counted_as_none(self._meeting.state.appraisal)
        return [(id_, words) for id_, words in told.items() if self._here(id_)]

    def _all(self) -> Iterator[CheckLine]:
        asked: set[str] = set()
        for section in self._ids.worksheet.sections:
            if self._section in {"", section}:
                if not self._section:
                    yield CheckLine(SECTION, self._ids.worksheet.section_title(section))
                for entry in self._meeting.entries(section):
                    asked.update(entry.ids)
                    yield from self._entry(entry)
        kept = [id_ for id_ in self._answers if id_ not in asked and self._here(id_) and self._is_kept(id_)]
        if kept:
            yield CheckLine(SECTION, _KEPT)
            for id_ in sorted(kept, key=order_of(self._ids.worksheet)):
                yield CheckLine(ANSWER, spoken_of(id_, self._meeting), answered(id_, self._answers, self._ids))

    @staticmethod
    def _is_kept(id_: str) -> bool:
        """Whether it is an answer of its own: no note, no mark, nor what a row is about."""
        return not id_.startswith(("note.", "open.")) and not id_.endswith((".note", ".partner"))

    def _entry(self, entry: Entry) -> Iterator[CheckLine]:
        if entry.shape == "question":
            words = "Section completed?" if entry.key.startswith("completed.") else entry.title
            yield self._answer(entry.key, words)
            return
        rows = [row for row in entry.rows if not row.new or row.with_it]
        if not entry.switch and not rows:
            return
        yield CheckLine(TABLE, entry.title)
        if entry.switch:
            yield self._answer(entry.switch, "Whole or row by row", 1)
        for row in rows:
            if row.new:
                leads_to = f"{row.key} {entry.key}:all"
                yield CheckLine(ANSWER, row.title, "Not declared yet", leads_to, OPEN, 1, given=False, missing=True)
                continue
            if row.title != entry.title:
                yield CheckLine(ROW, row.title, deep=1)
            deep = 1 if row.title == entry.title else 2
            yield from (self._answer(id_, capital(column(id_)), deep) for id_ in row.ids)

    def _answer(self, id_: str, words: str, deep: int = 0) -> CheckLine:
        answers = self._answers
        mark = sign((id_,), answers, self._wrong)
        stands = answered(id_, answers, self._ids)
        if id_ in self._wrong:
            told = f"{self._typed(id_)}{f'. The answer that stands: {stands}' if stands else ''}"
            return CheckLine(
                ANSWER, words, told, id_, mark, deep, missing=id_ not in answers and not self._ids.optional(id_)
            )
        if id_ in answers:
            return CheckLine(ANSWER, words, stands, id_, mark, deep)
        if default := self._default(id_):
            return CheckLine(ANSWER, words, f"Not given: counts as {default}", id_, mark, deep, given=False)
        if self._ids.optional(id_):
            return CheckLine(ANSWER, words, "Left empty, which is fine", id_, mark, deep, given=False)
        told = "Not provided: counts as none" if id_ in self._zeros else "Not provided"
        return CheckLine(ANSWER, words, told, id_, mark, deep, given=False, missing=True)

    def _default(self, id_: str) -> str:
        field = self._ids.field(id_)
        parsed = parse(field.default, field.rules) if field and field.default else None
        if field is None or not isinstance(parsed, Parsed):
            return ""
        said = shown(field, Answer(id_, parsed.text, parsed.value))
        return f"“{said}”" if field.rules.choices else said
