"""A table in words: what its cells show, the author's words above it, and what is said of the cell one stands on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.appraisal.if_not_met import in_words
from des_decider.decision.display import choices_of, in_a_cell
from des_decider.decision.text_width import display_width
from des_decider.decision.wording import visible
from des_decider.decision.worksheet_says import about, duties
from des_decider.tui import question_words
from des_decider.tui.keys import BACK, BY_ROWS, NEXT
from des_decider.tui.said_lines import in_a_paragraph
from des_decider.tui.screen_text import clickable, cut, lines, text
from des_decider.tui.widgets.answer_grid import WIDEST, CellWords
from des_decider.tui.widgets.question_list import sign
from des_decider.worksheet.answer_kinds import kind_of
from des_decider.worksheet.inputs_and_columns import BY

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from textual.content import Content

    from des_decider.decision.agenda import Entry
    from des_decider.decision.answer_table import AnswerTable, Place
    from des_decider.decision.answers import Answers
    from des_decider.decision.ids import Field
    from des_decider.tui.meeting import Meeting
    from des_decider.tui.question_words import Asked


def cells(table: AnswerTable, meeting: Meeting) -> dict[str, CellWords]:
    """What each cell shows: a text typed and not given in place of the answer, with its sign."""
    answers, ids, typed = meeting.session.answers, meeting.session.ids, meeting.session.drafts
    wrong = {*typed, *meeting.doubtful}
    found = {}
    for id_ in table.cells:
        mark, field, answer = sign([id_], answers, wrong), ids.field(id_), answers.get(id_)
        words = typed.get(id_) or (in_a_cell(field, answer) if field and answer else "")
        if id_.endswith(".without") and id_ not in typed and answer:
            words = in_words(answer.text, answers, ids)
        if id_ in typed and field:
            words = field.rules.choices.get(words, words)
        shown = mark if mark in question_words.TO_LOOK_AT else ""
        long = field is not None and kind_of(field.rules.kind).answered == "in words"
        found[id_] = CellWords(visible(words), shown, typed.get(id_) or answers.text(id_), long=long)
    last = table.rows[-1]
    if table.grows and not any(found[id_].words for id_ in last.ids):
        name = last.ids[0]
        found[name] = CellWords(f"+ {last.title}", aside=True, long=found[name].long)
    return found


def hints(table: AnswerTable, meeting: Meeting) -> list[str]:
    """What can be typed in each line of a table that stands upright; nothing beside the lines of any other."""
    if not table.upright:
        return []
    answers, fields = meeting.session.answers, map(meeting.session.ids.field, table.cells)
    return [_short_hint(field, answers) if field else "" for field in fields]


def _short_hint(field: Field, answers: Answers) -> str:
    """What can be typed, in a line beside others like it: what it is counted in, or what can be chosen."""
    unit = field.unit.removeprefix("£").strip()
    if not unit or unit == "%":  # which stands in the cell
        return question_words.hint_or_choices(field, answers)
    return f"{unit}; left empty it is {field.default}" if field.default else unit


def meant(typed: str, id_: str, meeting: Meeting) -> str:
    """What is given for a text typed in a cell, or pasted there: of choices, the one with this digit."""
    field, digit = meeting.session.ids.field(id_), typed.strip()
    choices = list(choices_of(field, meeting.session.answers)) if field else []
    if len(digit) == 1 and digit in "123456789"[: len(choices)]:
        return choices[int(digit) - 1]
    return typed


def above(place: str, entry: Entry, meeting: Meeting, width: int) -> Content:
    """Where one is; the table, and how it is answered where that can be chosen, whose key no long title hides."""
    first = text((place, "$muted"), (f" · {BACK.shown} back, {NEXT.shown} on", "$muted"))
    if not entry.switch:
        return lines([first, text((cut(entry.title, width), "$accent bold"))])
    ways = BY[entry.switch.partition(".")[0]]
    now = meeting.session.answers.choice(entry.switch, "whole") or "whole"
    other = f"{BY_ROWS.shown} {next(words for way, words in ways.items() if way != now)}"
    title = text((cut(entry.title, width - display_width(other) - 3), "$accent bold"), (" · ", "$muted"))
    return lines([first, title + clickable(other, BY_ROWS.on_screen, "$accent")])


def said_above(line: str, introduced: str, meeting: Meeting) -> list[Content]:
    """What the worksheet's author says of the line one stands on, of a service as a whole all its duties.

    How the section is `introduced` comes last, as a low window has few lines.
    """
    answers, ids = meeting.session.answers, meeting.session.ids
    head, _, name = line.partition(".")
    said = (*about(line, answers, ids), *(duties(name, ids.worksheet) if head == "service" else ()))
    return [*map(in_a_paragraph, said), *([text((introduced, "$muted"))] if introduced else [])]


def of_cell(
    table: AnswerTable, place: Place, asked: Asked | None, meeting: Meeting, said_by: str, told: Sequence[Content]
) -> Content:
    """Under a table: what is `told` of a text, then the question of the cell, and all that stands beside it."""
    return lines([*(told or [text("")]), *_asked(table, place, asked, meeting, said_by)])


def _asked(table: AnswerTable, place: Place, asked: Asked | None, meeting: Meeting, said_by: str) -> Iterator[Content]:
    if asked is None:
        yield text(("Nothing is asked here.", "$muted"))
        return
    row = table.row_at(place)
    names_it = bool(table.grows) and place.column == 0
    whose = "" if table.upright or names_it else f"{row.title}: "
    at = f" · column {place.column + 1} of {len(table.heads)}" if len(table.heads) > 1 else ""
    yield text((whose, "$accent bold"), (asked.text, "bold"), (at, "$muted"))
    if hint := question_words.hint_or_choices(asked.field, meeting.session.answers):
        ends = "; Enter on this empty line goes on" if names_it and row.new else ""
        yield text((f"{hint}{ends}", "$muted"))
    stands = meeting.session.answers.text(asked.id)
    if asked.id.endswith(".without"):
        stands = in_words(stands, meeting.session.answers, meeting.session.ids)
    if asked.field.rules.kind == "text" and len(stands) > WIDEST:  # its cell has no room for all of it
        yield text(("It says: ", "$muted"), stands)
    yield from question_words.about(asked._replace(duties=()), meeting, said_by)  # they stand above the table
