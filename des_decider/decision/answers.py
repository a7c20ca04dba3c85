"""The answers of one decision at one moment: immutable, keyed by id, with who gave each and when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from des_decider.decision.values import Estimate, Value

if TYPE_CHECKING:
    from datetime import datetime
    from fractions import Fraction

    from des_decider.worksheet.model import Source


class Answer(NamedTuple):
    """One answer: its value, the text it is kept as, who typed it, who said it, and when.

    One `to_confirm` came over from the decision that this one follows, and nobody has given it here yet.
    """

    id: str
    text: str
    value: Value
    by: str = ""
    said_by: str = ""
    at: datetime | None = None
    to_confirm: bool = False


class Answers(Mapping[str, Answer]):
    """All answers; an `edit` gives a changed copy. `gone` holds the rows deleted, whose numbers never come back."""

    given: Mapping[str, Answer]
    gone: frozenset[tuple[str, int]]

    def __init__(
        self, given: Mapping[str, Answer] | None = None, gone: frozenset[tuple[str, int]] = frozenset()
    ) -> None:
        vars(self).update(given={} if given is None else given, gone=gone)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"answers never change in place: {name}")

    def __getitem__(self, id_: str) -> Answer:
        return self.given[id_]

    def __contains__(self, id_: object) -> bool:
        return id_ in self.given  # asked some thousand times for each screen: the library's own way tries and fails

    def __iter__(self) -> Iterator[str]:
        return iter(self.given)

    def __len__(self) -> int:
        return len(self.given)

    def edit(self, changed: Mapping[str, Answer | None], gone: frozenset[tuple[str, int]] | None = None) -> Answers:
        """A copy with some answers given anew, and those mapped to None taken back."""
        kept = {id_: answer for id_, answer in self.given.items() if id_ not in changed}
        kept |= {id_: answer for id_, answer in changed.items() if answer is not None}
        return Answers(kept, self.gone if gone is None else gone)

    def text(self, id_: str) -> str:
        """The text kept for an id, empty where there is none."""
        answer = self.given.get(id_)
        return answer.text if answer else ""

    def choice(self, id_: str, default: str | None = None) -> str | None:
        """A choice's key, or yes or no, as text; the default where it is not answered."""
        return self.text(id_) or default

    def yes(self, id_: str) -> bool | None:
        """A yes-or-no answer; None where it is not answered."""
        answer = self.given.get(id_)
        return answer.value if answer and isinstance(answer.value, bool) else None

    def estimate(self, id_: str) -> Estimate | None:
        """A number with its range; None where it is not answered."""
        answer = self.given.get(id_)
        return answer.value if answer and isinstance(answer.value, Estimate) else None

    def likely(self, id_: str) -> Fraction | None:
        """A number's likely value; None where it is not answered."""
        found = self.estimate(id_)
        return found.likely if found else None

    def day(self, id_: str) -> date | None:
        """A date; None where it is not answered."""
        answer = self.given.get(id_)
        return answer.value if answer and isinstance(answer.value, date) else None

    def rows(self, table: str) -> tuple[int, ...]:
        """The serials of a table's rows: every number under which anything is answered, in order."""
        return self._rows.get(table, ())

    @cached_property
    def _rows(self) -> dict[str, tuple[int, ...]]:
        """The rows of every table, found once: answers never change in place."""
        found: dict[str, set[int]] = {}
        for id_ in self.given:
            head, _, rest = id_.partition(".")
            serial, _, last = rest.partition(".")
            if last and serial.isascii() and serial.isdigit():
                found.setdefault(head, set()).add(int(serial))
        return {table: tuple(sorted(rows)) for table, rows in found.items()}

    def next_row(self, table: str) -> int:
        """The next number of a table's rows: above every one used, deleted ones too."""
        return max((*self.rows(table), *(row for gone_from, row in self.gone if gone_from == table)), default=0) + 1

    @cached_property
    def to_confirm(self) -> tuple[str, ...]:
        """The answers that came over from the decision before and that nobody has confirmed yet."""
        return tuple(id_ for id_, answer in self.given.items() if answer.to_confirm)

    def partners(self) -> dict[int, str]:
        """The partners by serial, with their names, in order."""
        names = ((row, self.text(f"partner.{row}.name")) for row in self.rows("partner"))
        return {row: name for row, name in names if name}


def left_out(origin: Source, answers: Answers) -> bool:
    """Whether a fact is left out: known only after the deadline, and later facts are not counted (the default)."""
    return not origin.known_at_deadline and answers.choice("facts.later") != "include"
