"""The questions of a section, one line each, with a sign for how each stands; the row one is in is opened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from des_decider.tui.screen_text import cut, cut_apart, text
from des_decider.tui.widgets.choices import Choices
from des_decider.worksheet.inputs_and_columns import column

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from textual.content import Content

    from des_decider.decision.agenda import Entry, Row, Stop
    from des_decider.decision.answers import Answers

ANSWERED, OPEN, PARTLY, WRONG, TO_COME_BACK, CAME_OVER = "●", "○", "◊", "!", "?", "»"
LEGEND = (
    (ANSWERED, "answered"), (PARTLY, "partly answered"), (OPEN, "not answered"),
    (WRONG, "to look at again, or typed and not given"), (TO_COME_BACK, "to come back to"),
    (CAME_OVER, "from last time, to be confirmed"), (">", "where you are"),
)  # fmt: skip


class QuestionList(Choices):
    """The list beside the question."""

    def show_entries(
        self, entries: Iterable[Entry], at: Stop, answers: Answers, wrong: Collection[str], width: int
    ) -> None:
        """Show a section's entries, standing on the question that is shown."""
        told = tuple(_told(entries, at, answers, wrong))
        beginnings = [_beginning(words, deep, width) for _, _, words, deep in told]
        alike: dict[str, list[str]] = {}
        for (_, _, words, _), beginning in zip(told, beginnings, strict=True):
            alike.setdefault(beginning, []).append(words)
        groups = {beginning: tuple(group) for beginning, group in alike.items()}
        found = (
            (key, _line(sign, words, deep, width, groups[beginning], here=key == at.key))
            for (key, sign, words, deep), beginning in zip(told, beginnings, strict=True)
        )
        self.show(found, at=at.key)


def sign(ids: Iterable[str], answers: Answers, wrong: Collection[str]) -> str:
    """How some questions stand, in one sign."""
    asked = list(ids)
    if any(id_ in wrong for id_ in asked):
        return WRONG
    if any(f"open.{id_}{part}" in answers for id_ in asked for part in ("", ".whom", ".when")):
        return TO_COME_BACK
    if any((answer := answers.get(id_)) and answer.to_confirm for id_ in asked):
        return CAME_OVER
    given = sum(1 for id_ in asked if id_ in answers)
    return OPEN if not given else ANSWERED if given == len(asked) else PARTLY


def _told(
    entries: Iterable[Entry], at: Stop, answers: Answers, wrong: Collection[str]
) -> Iterator[tuple[str, str, str, int]]:
    """Each line as (key, sign, words, depth)."""
    for entry in entries:
        if entry.shape == "question":
            yield entry.key, sign(entry.ids, answers, wrong), entry.title, 0
            continue
        own = [id_ for id_ in entry.ids if id_ != entry.switch]  # a switch has a default
        yield f"{entry.key}:all", sign(own, answers, wrong) if entry.rows else " ", entry.title, 0
        if entry.key == at.entry.key:
            if entry.switch:
                yield entry.switch, sign([entry.switch], answers, wrong), "whole or row by row", 1
            for row in _shown_rows(entry, at):
                alone = len(entry.rows) == 1 and not entry.grows
                if not alone:
                    yield f"row:{row.key}", sign(row.ids, answers, wrong), row.title, 1
                if alone or (at.row is not None and row.key == at.row.key):
                    for id_ in row.ids:
                        yield id_, sign([id_], answers, wrong), column(id_), 1 if alone else 2


def _shown_rows(entry: Entry, at: Stop) -> Iterator[Row]:
    """The rows that are begun, and the new one while it is being answered."""
    for row in entry.rows:
        if not row.new or (at.row is not None and row.key == at.row.key and row.title == at.row.title):
            yield row


def _room(deep: int, width: int) -> int:
    """Columns for the words of a line."""
    return max(width - 3 - 2 * deep, 8)


def _beginning(words: str, deep: int, width: int) -> str:
    """By what one tells a line from the next at a glance."""
    return cut(words, _room(deep, width) * 2 // 3)


def _line(mark: str, words: str, deep: int, width: int, alike: tuple[str, ...], *, here: bool) -> Content:
    """One line, where one is with a pointer, which is seen without colour and from the field too.

    Words that begin like those of `alike` keep what tells them apart.
    """
    style = {WRONG: "$error bold", TO_COME_BACK: "$warning bold", CAME_OVER: "$warning bold"}.get(mark, "$muted")
    pointer = (">", "$accent bold") if here else " "
    shown = cut_apart(words, _room(deep, width), alike)
    return text(pointer, "  " * deep, (f"{mark} ", style), (shown, "bold" if here else ""))
