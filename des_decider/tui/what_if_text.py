"""What if, in words: the changes, the figures as recorded beside those supposed, and what else could be supposed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from des_decider.appraisal.findings import findings
from des_decider.appraisal.tornado import tornado
from des_decider.decision.agenda import Entry, Stop, agenda
from des_decider.decision.wording import brief, capital
from des_decider.tui.question_words import answered
from des_decider.tui.screen_text import cut, lines, padded, right, text, wrapped
from des_decider.tui.where_we_stand import ALWAYS_SHOWN, COLOURS
from des_decider.worksheet.inputs import column
from des_decider.worksheet.model import SECTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from fractions import Fraction

    from textual.content import Content

    from des_decider.appraisal.figures import Appraisal, Figure
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Ids
    from des_decider.record.state import State
    from des_decider.record.what_if import Supposed, WhatIf

BANNER = "WHAT IF: a scratch copy, in memory and on this screen only. Nothing here is recorded until you keep it."
COLUMN = 10
"""Columns of a figure: as recorded, as supposed, and how far they differ."""
WIDEST = 10
"""Answers named first, because the difference moves most along their ranges."""
_TOLD = 5
"""Lines a change may take on the list."""
_SIGNED = ("difference.", "time.gp_hours")


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

    def fits(self, wanted: Sequence[str]) -> bool:
        """Whether all of some words, in small letters, are said of it."""
        said = f"{self.under} {self.words} {self.stands}".casefold()
        return all(word in said for word in wanted)


def change_lines(change: Supposed, width: int) -> Content:
    """One change on the list: what the record says and what is supposed."""
    first, *more = wrapped(change_words(change), width - 2, _TOLD)
    told = [text(first), *(text(f"  {words}") for words in more)]
    if change.before is not None:
        words = f"the record changed meanwhile: it said {change.before or 'nothing'} when you supposed this"
        told += [text((f"  {line}", "$warning")) for line in wrapped(words, width - 2, 3)]
    if change.why_not:
        told += [text((f"  ! {line}", "$error")) for line in wrapped(f"cannot be kept: {change.why_not}", width - 4, 3)]
    return lines(told)


def change_words(change: Supposed) -> str:
    """One change in a sentence: “Cost of a GP hour: was £95 → what if £120”."""
    if change.whole_row:
        return f"Without {change.label}"
    return f"{capital(change.label)}: was {change.was or 'not answered'} → what if {change.now or 'not answered'}"


def heads(width: int) -> Content:
    """What stands above the figures."""
    words = "".join(right(word, COLUMN) for word in ("recorded", "what if", "differs"))
    return text((right(words, width), "$muted"))


def side_by_side(what_if: WhatIf, state: State, width: int) -> Iterator[tuple[str, Content]]:
    """The figures, then the findings, each as recorded, as supposed, and by how much they differ."""
    room = width - 3 * COLUMN
    real, scratch = state.appraisal, what_if.appraisal
    for words, id_ in ALWAYS_SHOWN:
        if not id_:
            yield "", text((cut(words, width), "bold"))
        elif id_ in real.figures:
            differs = _differs(id_, real, scratch)
            values = (_value(real[id_]), (_value(scratch[id_]), "bold"), (differs, "" if differs == "same" else "bold"))
            yield id_, _row(words, room, values)
    found, title = findings(scratch), real.book.worksheet.section_title
    yield "", text(("Findings", "bold"))
    for section, finding in state.findings.items():
        was, now = finding.colour or "", found[section].colour or ""
        pieces = (
            (was or "not known", COLOURS.get(was, "$muted")), (now or "not known", COLOURS.get(now, "$muted")),
            ("same", "") if was == now else ("changed", "bold"),
        )  # fmt: skip
        yield f"finding:{section}", _row(f" {title(section)}", room, pieces)


def in_a_sentence(key: str, what_if: WhatIf, state: State) -> str:
    """One line of the figures, in full."""
    if key.startswith("finding:"):
        section = key.partition(":")[2]
        was, now = state.findings[section], findings(what_if.appraisal)[section]
        title = what_if.ids.worksheet.section_title(section)
        return f"{title}: recorded {was.colour or 'not known'}; what if {now.colour or 'not known'}: {now.words}"
    real, scratch = state.appraisal, what_if.appraisal
    label, differs = real[key].label, _differs(key, real, scratch)
    end = f"; differs by {differs}" if differs not in {"", "same"} else f"; {differs}" if differs else ""
    return f"{capital(label)}: recorded {_value(real[key])}; what if {_value(scratch[key])}{end}"


def _row(words: str, room: int, values: Sequence[str | tuple[str, str]]) -> Content:
    deep = len(words) - len(words.lstrip())
    pieces = [(value, "") if isinstance(value, str) else value for value in values]
    ends = ((right(cut(value, COLUMN - 1), COLUMN), style) for value, style in pieces)
    return text(" " * deep + padded(words.lstrip(), room - deep), *ends)


def _value(figure: Figure) -> str:
    if figure.value is None:
        return "no figure" if figure.not_applicable is not None else "not known"
    return _signed(figure.value, figure) if figure.id.startswith(_SIGNED) else _brief(figure.value, figure)


def _differs(id_: str, real: Appraisal, scratch: Appraisal) -> str:
    """By how much; empty where either has no value."""
    was, now = real[id_].value, scratch[id_].value
    if was is None or now is None:
        return "" if was is now else "changed"
    return "same" if was == now else _signed(now - was, real[id_])


def _signed(value: Fraction, figure: Figure) -> str:
    return f"{'+' if value > 0 else ''}{_brief(value, figure)}"


def _brief(value: Fraction, figure: Figure) -> str:
    return brief(value, {"hours a week": "h"}.get(figure.unit, figure.unit))


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
